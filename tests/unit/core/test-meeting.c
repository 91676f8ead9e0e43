/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "handrail/core/hr-meeting.h"

#include <math.h>

static void
test_new (void)
{
  g_autoptr (HrMeeting) meeting = hr_meeting_new ();

  g_assert_null (meeting->id);
  g_assert_null (meeting->name);
  g_assert_cmpint (meeting->schedule.first, ==, HR_DATE_NONE);
  g_assert_cmpint (meeting->schedule.rule.until, ==, HR_DATE_NONE);
  g_assert_cmpint (meeting->schedule.rule.frequency, ==, HR_FREQUENCY_ONCE);
  g_assert_nonnull (meeting->types);
  g_assert_null (meeting->types[0]);
  g_assert_nonnull (meeting->languages);
  g_assert_nonnull (meeting->overridden);
  g_assert_true (isnan (meeting->latitude));
  g_assert_true (isnan (meeting->longitude));
  g_assert_true (isnan (meeting->distance_m));
  g_assert_cmpint (meeting->verified, ==, HR_DATE_NONE);
  g_assert_cmpint (meeting->next.date, ==, HR_DATE_NONE);
  g_assert_false (meeting->has_next);
  g_assert_cmpuint (meeting->capacity, ==, 0);
}

/* Every string has its own memory: the leak check of the sanitizer sees the ones that are forgotten. */
static void
test_free (void)
{
  HrMeeting *meeting = hr_meeting_new ();
  char **const strings[] = {
    &meeting->id, &meeting->slug, &meeting->name, &meeting->fellowship, &meeting->fellowship_name, &meeting->group,
    &meeting->group_name, &meeting->group_notes, &meeting->group_website, &meeting->group_phone, &meeting->rule,
    &meeting->notes, &meeting->venue, &meeting->venue_name, &meeting->address, &meeting->city, &meeting->region,
    &meeting->venue_notes, &meeting->conference_url, &meeting->conference_url_notes, &meeting->conference_phone,
    &meeting->conference_phone_notes, &meeting->website, &meeting->first_time, &meeting->source, &meeting->next_note,
    &meeting->next_place,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (strings); i++)
    {
      g_assert_null (*strings[i]);
      *strings[i] = g_strdup ("text");
    }
  g_strfreev (meeting->types);
  meeting->types = g_strsplit ("O,X", ",", -1);
  g_assert_true (hr_meeting_ref (meeting) == meeting);
  hr_meeting_unref (meeting);
  g_assert_cmpstr (meeting->next_place, ==, "text");
  hr_meeting_unref (meeting);
}

static void
test_boxed (void)
{
  GValue value = G_VALUE_INIT;
  g_autoptr (HrMeeting) meeting = hr_meeting_new ();

  g_value_init (&value, HR_TYPE_MEETING);
  g_value_set_boxed (&value, meeting);
  g_assert_true (g_value_get_boxed (&value) == meeting);
  g_value_unset (&value);
}

static void
test_attendance (void)
{
  static const char *const names[] = { "in_person", "online", "hybrid", "inactive" };
  HrAttendance attendance = 0;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_assert_cmpstr (hr_attendance_to_string ((HrAttendance) (1 << i)), ==, names[i]);
      g_assert_true (hr_attendance_from_string (names[i], &attendance));
      g_assert_cmpint (attendance, ==, 1 << i);
    }
  g_assert_false (hr_attendance_from_string ("In person", &attendance));
  g_assert_false (hr_attendance_from_string (NULL, &attendance));
  g_assert_cmpint (attendance, ==, HR_ATTENDANCE_INACTIVE);
}

static void
test_distance (void)
{
  /* A degree of latitude, and of longitude at 60 degrees, on a sphere of the mean radius */
  g_assert_cmpfloat_with_epsilon (hr_distance_m (0, 0, 1, 0), 111195.08, 0.1);
  g_assert_cmpfloat_with_epsilon (hr_distance_m (60, 10, 60, 11), 55595.3, 5);
  g_assert_cmpfloat_with_epsilon (hr_distance_m (0, 0, 0, 180), 20015114.4, 1);
  g_assert_cmpfloat_with_epsilon (hr_distance_m (90, 0, -90, 77), 20015114.4, 1);
  g_assert_cmpfloat (hr_distance_m (40.7128, -74.006, 40.7128, -74.006), ==, 0);
  /* Across the date line it is not far. */
  g_assert_cmpfloat_with_epsilon (hr_distance_m (0, 179.5, 0, -179.5), 111195.08, 0.1);
  /* A few steps: here the law of cosines would lose its digits. */
  g_assert_cmpfloat_with_epsilon (hr_distance_m (40.7128, -74.006, 40.71281, -74.006), 1.112, 0.001);
  /* New York to Philadelphia */
  g_assert_cmpfloat_with_epsilon (hr_distance_m (40.7128, -74.006, 39.9526, -75.1652), 129600, 500);
  g_assert_true (isnan (hr_distance_m (NAN, 0, 0, 0)));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/meeting/new", test_new);
  g_test_add_func ("/meeting/free", test_free);
  g_test_add_func ("/meeting/boxed", test_boxed);
  g_test_add_func ("/meeting/attendance", test_attendance);
  g_test_add_func ("/meeting/distance", test_distance);
  return g_test_run ();
}
