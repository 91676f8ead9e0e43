/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "handrail/service/hr-session.h"

#include "hr-test.h"

static void
count_cb (guint *number)
{
  (*number)++;
}

static void
test_add_and_remove (void)
{
  g_autoptr (HrPlan) plan = hr_plan_new ();
  guint n_changes = 0;

  g_signal_connect_swapped (plan, "changed", G_CALLBACK (count_cb), &n_changes);
  g_assert_true (hr_plan_add (plan, HR_KIND_MEETING, "m-a"));
  g_assert_true (hr_plan_add (plan, HR_KIND_PEER, "m-a"));
  g_assert_true (hr_plan_add (plan, HR_KIND_RESOURCE, "r-b"));
  g_assert_cmpuint (hr_plan_get_n (plan), ==, 3);
  g_assert_cmpuint (n_changes, ==, 3);
  /* twice is once, at its place */
  g_assert_true (hr_plan_add (plan, HR_KIND_MEETING, "m-a"));
  g_assert_cmpuint (hr_plan_get_n (plan), ==, 3);
  g_assert_cmpuint (n_changes, ==, 3);
  g_assert_cmpstr (hr_plan_get_id (plan, 0), ==, "m-a");
  g_assert_cmpint (hr_plan_get_kind (plan, 0), ==, HR_KIND_MEETING);
  /* the same id of another kind is another thing */
  hr_plan_remove (plan, HR_KIND_MEETING, "m-a");
  g_assert_false (hr_plan_has (plan, HR_KIND_MEETING, "m-a"));
  g_assert_true (hr_plan_has (plan, HR_KIND_PEER, "m-a"));
  g_assert_cmpint (hr_plan_get_kind (plan, 0), ==, HR_KIND_PEER);
  g_assert_cmpstr (hr_plan_get_id (plan, 1), ==, "r-b");
  g_assert_cmpuint (n_changes, ==, 4);
  hr_plan_remove (plan, HR_KIND_MEETING, "m-a");
  g_assert_cmpuint (n_changes, ==, 4);
  hr_plan_clear (plan);
  g_assert_cmpuint (hr_plan_get_n (plan), ==, 0);
  g_assert_cmpuint (n_changes, ==, 5);
  hr_plan_clear (plan);
  g_assert_cmpuint (n_changes, ==, 5);
}

static void
test_full (void)
{
  g_autoptr (HrPlan) plan = hr_plan_new ();
  g_autofree char *too_long = g_strnfill (129, 'a');
  g_autofree char *longest = g_strnfill (128, 'a');

  g_assert_false (hr_plan_add (plan, HR_KIND_MEETING, too_long));
  g_assert_true (hr_plan_add (plan, HR_KIND_MEETING, longest));
  g_assert_true (hr_plan_has (plan, HR_KIND_MEETING, longest));
  for (guint i = 1; i < HR_PLAN_MOST; i++)
    {
      g_autofree char *id = g_strdup_printf ("r-%u", i);

      g_assert_false (hr_plan_is_full (plan));
      g_assert_true (hr_plan_add (plan, HR_KIND_RESOURCE, id));
    }
  g_assert_true (hr_plan_is_full (plan));
  g_assert_false (hr_plan_add (plan, HR_KIND_PROGRAM, "one-more"));
  g_assert_false (hr_plan_has (plan, HR_KIND_PROGRAM, "one-more"));
  /* what is in it is in it, also when it is full */
  g_assert_true (hr_plan_add (plan, HR_KIND_RESOURCE, "r-3"));
  hr_plan_remove (plan, HR_KIND_RESOURCE, "r-3");
  g_assert_true (hr_plan_add (plan, HR_KIND_PROGRAM, "one-more"));
  g_assert_cmpuint (hr_plan_get_n (plan), ==, HR_PLAN_MOST);
}

/* It begins a visit, and ends with it: when it is cleared, and when nobody is there any more */
static void
test_dies_with_the_visit (void)
{
  g_autoptr (HrClock) clock = hr_clock_new_fixed (1795459800);
  g_autoptr (HrSession) session = hr_session_new (clock, "en");
  HrPlan *plan = hr_session_get_plan (session);

  g_assert_cmpint (hr_session_get_state (session), ==, HR_SESSION_RESTING);
  g_assert_true (hr_plan_add (plan, HR_KIND_MEETING, "m-a"));
  g_assert_cmpint (hr_session_get_state (session), ==, HR_SESSION_ACTIVE);
  hr_session_clear (session);
  g_assert_cmpuint (hr_plan_get_n (plan), ==, 0);
  g_assert_cmpint (hr_session_get_state (session), ==, HR_SESSION_RESTING);

  g_assert_true (hr_plan_add (plan, HR_KIND_PEER, "p-a"));
  hr_clock_advance_s (clock, HR_SESSION_IDLE_S + 1);
  hr_session_tick (session);
  g_assert_cmpint (hr_session_get_state (session), ==, HR_SESSION_WARNING);
  g_assert_cmpuint (hr_plan_get_n (plan), ==, 1);
  hr_clock_advance_s (clock, HR_SESSION_WARNING_S);
  hr_session_tick (session);
  g_assert_cmpuint (hr_plan_get_n (plan), ==, 0);
  g_assert_true (hr_session_get_plan (session) == plan);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plan/add-and-remove", test_add_and_remove);
  g_test_add_func ("/plan/full", test_full);
  g_test_add_func ("/plan/dies-with-the-visit", test_dies_with_the_visit);
  return g_test_run ();
}
