/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-core"

#include "handrail/core/hr-meeting.h"

#include <math.h>
#include <string.h>

#define EARTH_RADIUS_M 6371008.8

/* The count lives beside the value, not in it: the door's struct holds only what readers need. */
typedef struct
{
  gatomicrefcount ref_count;
  HrMeeting meeting;
} CountedMeeting;

static const struct
{
  const char *name;
  HrAttendance attendance;
} attendances[] = {
  { "in_person", HR_ATTENDANCE_IN_PERSON },
  { "online", HR_ATTENDANCE_ONLINE },
  { "hybrid", HR_ATTENDANCE_HYBRID },
  { "inactive", HR_ATTENDANCE_INACTIVE },
};

G_DEFINE_BOXED_TYPE (HrMeeting, hr_meeting, hr_meeting_ref, hr_meeting_unref)

static CountedMeeting *
counted (HrMeeting *self)
{
  return (CountedMeeting *) (void *) ((char *) self - G_STRUCT_OFFSET (CountedMeeting, meeting));
}

static void
clear (HrMeeting *self)
{
  char **const strings[] = {
    &self->id, &self->slug, &self->name, &self->fellowship, &self->fellowship_name, &self->group, &self->group_name,
    &self->group_notes, &self->group_website, &self->group_phone, &self->rule, &self->notes, &self->venue,
    &self->venue_name, &self->address, &self->city, &self->region, &self->venue_notes, &self->conference_url,
    &self->conference_url_notes, &self->conference_phone, &self->conference_phone_notes, &self->website,
    &self->first_time, &self->source, &self->next_note, &self->next_place,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (strings); i++)
    g_free (*strings[i]);
  g_strfreev (self->types);
  g_strfreev (self->languages);
  g_strfreev (self->overridden);
}

const char *
hr_attendance_to_string (HrAttendance attendance)
{
  for (gsize i = 0; i < G_N_ELEMENTS (attendances); i++)
    if (attendances[i].attendance == attendance)
      return attendances[i].name;
  g_return_val_if_reached (NULL);
}

gboolean
hr_attendance_from_string (const char *text, HrAttendance *ret_attendance)
{
  g_return_val_if_fail (ret_attendance != NULL, FALSE);

  for (gsize i = 0; i < G_N_ELEMENTS (attendances); i++)
    if (g_strcmp0 (attendances[i].name, text) == 0)
      {
        *ret_attendance = attendances[i].attendance;
        return TRUE;
      }
  return FALSE;
}

HrMeeting *
hr_meeting_new (void)
{
  CountedMeeting *block = g_new0 (CountedMeeting, 1);
  HrMeeting *self = &block->meeting;

  g_atomic_ref_count_init (&block->ref_count);
  self->schedule.rule.until = HR_DATE_NONE;
  self->schedule.first = HR_DATE_NONE;
  self->types = g_new0 (char *, 1);
  self->languages = g_new0 (char *, 1);
  self->overridden = g_new0 (char *, 1);
  self->latitude = NAN;
  self->longitude = NAN;
  self->verified = HR_DATE_NONE;
  self->next.date = HR_DATE_NONE;
  self->distance_m = NAN;
  return self;
}

HrMeeting *
hr_meeting_ref (HrMeeting *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_atomic_ref_count_inc (&counted (self)->ref_count);
  return self;
}

void
hr_meeting_unref (HrMeeting *self)
{
  g_return_if_fail (self != NULL);
  if (g_atomic_ref_count_dec (&counted (self)->ref_count))
    {
      clear (self);
      g_free (counted (self));
    }
}

double
hr_distance_m (double latitude_1, double longitude_1, double latitude_2, double longitude_2)
{
  /* The haversine form keeps its precision for places next door, where the law of cosines loses it. */
  double to_radians = G_PI / 180.0;
  double half_lat = sin ((latitude_2 - latitude_1) * to_radians / 2.0);
  double half_lon = sin ((longitude_2 - longitude_1) * to_radians / 2.0);
  double chord = half_lat * half_lat
                 + cos (latitude_1 * to_radians) * cos (latitude_2 * to_radians) * half_lon * half_lon;

  return 2.0 * EARTH_RADIUS_M * asin (sqrt (CLAMP (chord, 0.0, 1.0)));
}
