/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Three months of a center at the desk: what may be seen, as a chart and as a table, as files; a paper sheet, and the history of it. */
#include "handrail/service/hr-language.h"
#include "handrail/service/hr-report.h"
#include "handrail/share/hr-share.h"
#include "handrail/ui/hr-chip.h"
#include "hr-test-desk.h"
#include "hr-test.h"

#include <glib/gstdio.h>
#include <string.h>

#define DAY_S 86400

static char *home; /* of this test alone: where files go without a USB stick */

static void
wait_a_moment (void)
{
  for (gint64 until = g_get_monotonic_time () + G_USEC_PER_SEC / 2; g_get_monotonic_time () < until;)
    (void) g_main_context_iteration (NULL, FALSE);
}

/* 30 and 4 came in each of the last weeks; then the desk's own evening */
static void
live (HrTestDesk *self)
{
  HrCounts *counts = hr_center_get_counts (self->center);
  HrClock *clock = hr_center_get_clock (self->center);
  static const char *const meetings[] = { "m-new-fathers", "m-just-for-tonight" };
  static const char *const fellowships[] = { "aa", "na" };
  g_autoptr (GError) error = NULL;

  hr_center_open_counts (self->center, &error);
  g_assert_no_error (error);
  hr_clock_advance_s (clock, -10 * 7 * DAY_S);
  for (int week = 0; week < 10; week++)
    {
      gint64 now_s = hr_clock_now_s (clock);
      HrCountPlan plan[2];

      for (int i = 0; i < 2; i++)
        plan[i] = (HrCountPlan) { meetings[i], fellowships[i], (HrDate) (now_s / DAY_S), now_s, now_s + 3600, 100 };
      hr_counts_plan (counts, plan, 2, &error);
      g_assert_no_error (error);
      for (int n = 0; n < 30; n++)
        for (int i = 0; i < (n < 2 ? 2 : 1); i++)
          {
            hr_clock_advance_s (clock, 5);
            hr_counts_add (counts, meetings[i], plan[i].date, FALSE, &error);
            g_assert_no_error (error);
          }
      hr_clock_advance_s (clock, now_s + 7 * DAY_S - hr_clock_now_s (clock));
      hr_counts_fold (counts, &error);
      g_assert_no_error (error);
    }
}

static HrTestDesk *
open_counts (int width, int height)
{
  HrTestDesk *self = hr_test_desk_new (width, height, TRUE, FALSE);

  live (self);
  hr_test_desk_begin (self);
  hr_test_desk_go (self, "counts", NULL);
  hr_test_desk_wait_for (self, "September");
  return self;
}

static void
test_table (void)
{
  HrTestDesk *self = open_counts (1080, 1920);
  g_autofree char *text = NULL;

  hr_test_desk_picture (self, "counts-portrait");
  hr_test_desk_touch (self, "As a table");
  hr_test_desk_wait_for (self, "hidden");
  /* a meeting that is not published has its name here all the same */
  g_assert_true (hr_test_desk_says (self, "New Fathers"));
  text = hr_test_desk_text (self);
  /* October 1 to November 1 is five weeks of Thursdays: 4 of 30 each, or five */
  g_assert_nonnull (strstr (text, "at least "));
  hr_test_desk_picture (self, "counts-table");
  hr_test_desk_touch (self, "By weekday");
  hr_test_desk_wait_for (self, "Monday");
  hr_test_desk_touch (self, "By month");
  hr_test_desk_wait_for (self, "October 2026");
  hr_test_desk_free (self);
}

/* The same lines in the file; no number of the small meeting; twice is two files. */
static void
test_files (void)
{
  HrTestDesk *self = open_counts (1920, 1080);
  const char *folder = home;
  g_autofree char *csv = g_build_filename (folder, "counts-meeting-2026-09-2026-10.csv", NULL);
  g_autofree char *pdf = g_build_filename (folder, "counts-meeting-2026-09-2026-10.pdf", NULL);
  g_autofree char *again = g_build_filename (folder, "counts-meeting-2026-09-2026-10-2.pdf", NULL);
  g_autofree char *text = NULL, *pages = NULL;

  hr_test_desk_picture (self, "counts-landscape");
  for (int i = 0; i < 3; i++)
    {
      hr_test_desk_touch (self, i == 0 ? "Save a table (CSV)" : "Save pages (PDF)");
      hr_test_desk_wait_for (self, "Where to?");
      hr_test_desk_touch (self, folder);
      hr_test_desk_wait_for (self, "Saved as");
      wait_a_moment ();
      hr_test_desk_touch (self, "Close");
    }
  g_assert_true (g_file_get_contents (csv, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "m-just-for-tonight"));
  g_assert_nonnull (strstr (text, ",,\"hidden\""));
  g_assert_true (g_file_get_contents (pdf, &pages, NULL, NULL));
  g_assert_true (g_str_has_prefix (pages, "%PDF"));
  g_assert_true (g_file_test (again, G_FILE_TEST_EXISTS));
  hr_test_desk_free (self);
}

/* Last Thursday's sheet, with the keyboard alone */
static void
test_headcount (void)
{
  HrTestDesk *self = open_counts (1280, 800);
  GtkWidget *button;
  GtkEditable *entry;

  hr_test_desk_picture (self, "counts-small");
  button = hr_test_desk_find (self, NULL, "Enter a headcount");
  g_assert_true (gtk_widget_grab_focus (button));
  gtk_widget_activate (button);
  hr_test_desk_wait_for (self, "Today");
  hr_test_desk_wait_for (self, "Which meeting");
  for (int day = 0; day < 4; day++)
    {
      wait_a_moment ();
      hr_test_desk_touch (self, "Day before");
    }
  hr_test_desk_wait_for (self, "Thursday, November 19");
  wait_a_moment ();
  hr_test_desk_picture (self, "headcount-day");
  hr_test_desk_touch (self, "5:30 PM · After Work");
  hr_test_desk_wait_for (self, "How many came");
  entry = hr_test_desk_entry (self, "How many came");
  gtk_editable_set_text (entry, "x");
  hr_test_desk_picture (self, "headcount-number");
  hr_test_desk_touch (self, "Enter the headcount");
  hr_test_desk_wait_for (self, "A headcount is a number");
  wait_a_moment ();
  gtk_editable_set_text (entry, "17");
  g_signal_emit_by_name (entry, "activate");
  hr_test_desk_wait_for (self, "The headcount is entered.");
  hr_test_desk_go (self, "history", NULL);
  hr_test_desk_wait_for (self, "Headcount entered for Thursday, November 19");
  g_autofree char *text = hr_test_desk_text (self);
  g_assert_null (strstr (text, "17"));
  hr_test_desk_free (self);
}

static guint64
total_of (HrTestDesk *self, guint *ret_devices)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HrReport) report = hr_report_read (self->center, HR_REPORT_BY_MEETING, 0, G_MAXINT, &error);

  g_assert_no_error (error);
  *ret_devices = report->devices;
  return report->total;
}

/* A kiosk that counted the same, in one share with the desk, which works for the office */
static void
share_with_kiosk (HrTestDesk *self)
{
  HrVocabulary *vocabulary = hr_center_get_vocabulary (self->center);
  HrClock *clock = hr_center_get_clock (self->center);
  char *folder = hr_test_make_folder ();
  g_autofree char *share = g_build_filename (folder, "share", NULL), *data = g_build_filename (folder, "kiosk", NULL);
  g_autofree char *key = g_build_filename (folder, "root.key", NULL), *own = g_build_filename (self->folder, "counts.db", NULL);
  g_autofree char *theirs = g_build_filename (data, "counts.db", NULL), *invitation = NULL, *code = NULL, *counts = NULL;
  /* in the night: now meetings are near, and nothing is told */
  g_autoptr (HrClock) night = hr_clock_new_fixed (hr_clock_now_s (clock) + 8 * 3600);
  g_autoptr (HrCenter) center = hr_center_new (data, night);
  g_autoptr (HrShare) office = NULL, kiosk = NULL;
  gsize length = 0;

  g_assert_cmpint (g_mkdir_with_parents (share, 0700), ==, 0);
  g_assert_true (hr_center_create (center, TRUE, NULL));
  g_assert_true (g_file_get_contents (own, &counts, &length, NULL) && g_file_set_contents (theirs, counts, (gssize)length, NULL));
  office = hr_share_open (self->folder, vocabulary, clock, NULL);
  kiosk = hr_share_open (data, vocabulary, night, NULL);
  g_assert_true (hr_share_init (office, share, "Office", key, NULL));
  invitation = hr_share_invitation (office);
  g_assert_true (hr_share_enrol (kiosk, share, invitation, "Kiosk", NULL));
  code = hr_share_code (kiosk);
  g_assert_true (hr_share_approve (office, code, HR_SHARE_KIOSK, "harbor", NULL, NULL));
  g_assert_true (hr_share_sync (kiosk, FALSE, NULL, NULL) && hr_share_sync (office, TRUE, NULL, NULL));
  hr_test_remove_folder (folder);
}

/* The sum of both, and a note that says so */
static void
test_shared (void)
{
  HrTestDesk *self = open_counts (1280, 800);
  guint devices = 0;
  guint64 alone = total_of (self, &devices);
  g_autofree char *text = NULL;
  g_autofree char *both = g_strdup_printf ("at least %" G_GUINT64_FORMAT, 2 * alone);

  g_assert_cmpuint (devices, ==, 0);
  g_assert_cmpuint (alone, >, 100);
  share_with_kiosk (self);
  g_assert_cmpuint (total_of (self, &devices), ==, 2 * alone);
  g_assert_cmpuint (devices, ==, 1);
  hr_test_desk_touch (self, "Everything");
  hr_test_desk_wait_for (self, "Includes the counts of 1 other device of the share.");
  text = hr_test_desk_text (self);
  g_assert_nonnull (strstr (text, both));
  hr_test_desk_picture (self, "counts-shared");
  hr_test_desk_go (self, "health", NULL);
  hr_test_desk_wait_for (self, "The counts of this device");
  hr_test_desk_picture (self, "health-shared");
  hr_test_desk_free (self);
}

static void
test_themes (void)
{
  HrTestDesk *self = open_counts (1080, 1920);
  static const HrThemeChoice choices[] = { HR_THEME_SOFT, HR_THEME_DARK, HR_THEME_DARK_YELLOW };

  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      g_autofree char *name = g_strdup_printf ("counts-theme-%u", i);

      hr_theme_set_choice (self->theme, choices[i]);
      hr_test_desk_picture (self, name);
    }
  hr_test_desk_free (self);
}

int
main (int argc, char *argv[])
{
  home = hr_test_make_folder ();
  g_setenv ("HOME", home, TRUE);
  g_setenv ("XDG_CONFIG_HOME", home, TRUE);
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/counts-page/table", test_table);
  g_test_add_func ("/counts-page/files", test_files);
  g_test_add_func ("/counts-page/headcount", test_headcount);
  g_test_add_func ("/counts-page/shared", test_shared);
  g_test_add_func ("/counts-page/themes", test_themes);
  int status = g_test_run ();
  hr_test_remove_folder (home);
  return status;
}
