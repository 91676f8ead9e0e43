/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One meeting as screens and papers read it: with its group, place and next occurrence. Immutable once shared, hence
 * safe between threads; the maker (the store) fills it before. Strings are %NULL when unset, never "". */
#pragma once

#include "handrail/core/hr-schedule.h"
#include "handrail/core/hr-types.h"

G_BEGIN_DECLS

/** HrAttendance: bits, so that a filter can be a mask */
typedef enum
{
  HR_ATTENDANCE_IN_PERSON = 1 << 0,
  HR_ATTENDANCE_ONLINE = 1 << 1,
  HR_ATTENDANCE_HYBRID = 1 << 2,
  HR_ATTENDANCE_INACTIVE = 1 << 3, /* the place is closed and there is no other way in */
} HrAttendance;

/** hr_attendance_to_string: "in_person", "online", "hybrid", "inactive" */
const char *hr_attendance_to_string (HrAttendance attendance);
gboolean hr_attendance_from_string (const char *text, HrAttendance *ret_attendance);

/**
 * HrMeeting:
 * @rule: RECUR text; @schedule holds it parsed; schedule.first is %HR_DATE_NONE for meetings by appointment
 * @length_assumed: no end was given; schedule.length_min is %HR_LENGTH_ASSUMED_MIN
 * @features: HR_FEATURE_… that its types have; step-free also from the venue
 * @has_steps: the place is known not to be step-free; without it and without %HR_FEATURE_STEP_FREE nobody said
 * @latitude, @longitude: degrees, NAN when unknown. Never for meetings that are only online
 * @address: the formatted address, else made of the parts
 * @verified: last checked on, or %HR_DATE_NONE
 * @slips: whether its group lets slips of attendance be printed
 * @published: %FALSE only where a query asked for unpublished ones
 * @overridden: (array zero-terminated=1): fields that staff changed against the feed
 * @has_next, @next: the occurrence that is on or next to start; when the query was for one date, that date's
 * @next_note: the reason that belongs to @next, as TRANSLATED text (hr-kind.h)
 * @next_place: name and address of the other place when @next is moved elsewhere
 * @distance_m: from the point of the query, or NAN
 */
struct _HrMeeting
{
  char *id, *slug, *name;
  char *fellowship, *fellowship_name;
  char *group, *group_name, *group_notes, *group_website, *group_phone;
  char *rule;
  HrSchedule schedule;
  gboolean length_assumed;
  char **types;
  guint64 features;
  char **languages;
  HrAttendance attendance;
  gboolean published;
  char *notes;
  char *venue, *venue_name, *address, *city, *region, *venue_notes;
  double latitude, longitude;
  gboolean approximate;
  gboolean has_steps;
  char *conference_url, *conference_url_notes, *conference_phone, *conference_phone_notes;
  char *website;
  char *first_time;
  HrDate verified;
  char *source;
  char **overridden;
  gboolean sign_in;
  gboolean sign_in_said;
  gboolean slips;
  guint capacity;
  gboolean has_next;
  HrOccurrence next;
  char *next_note, *next_place;
  double distance_m;
};

#define HR_TYPE_MEETING (hr_meeting_get_type ())
GType hr_meeting_get_type (void);
/** hr_meeting_new: everything unset: dates NONE, numbers NAN or 0, lists empty but not %NULL */
HrMeeting *hr_meeting_new (void) G_GNUC_WARN_UNUSED_RESULT;
HrMeeting *hr_meeting_ref (HrMeeting *self);
void hr_meeting_unref (HrMeeting *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrMeeting, hr_meeting_unref)

/** hr_distance_m: great-circle distance between two points in degrees */
double hr_distance_m (double latitude_1, double longitude_1, double latitude_2, double longitude_2);

G_END_DECLS
