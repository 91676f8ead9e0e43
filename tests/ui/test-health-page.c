/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The desk says what `handrailctl check` says, in order of need, and helps where it can. */
#include "handrail/service/hr-health.h"
#include "handrail/service/hr-language.h"
#include "hr-test-desk.h"
#include "hr-test.h"

#include <string.h>

static HrTestDesk *
open_health (int width, int height)
{
  HrTestDesk *self = hr_test_desk_new (width, height, TRUE, FALSE);

  hr_test_desk_begin (self);
  hr_test_desk_go (self, "health", NULL);
  hr_test_desk_wait_for (self, "Database");
  return self;
}

/* Free space is another one from one look to the next. */
static void
test_says_what_check_says (void)
{
  HrTestDesk *self = open_health (1080, 1920);
  g_autofree char *text = hr_test_desk_text (self);
  g_autoptr (GPtrArray) items = hr_health_check (self->center);
  guint n = 0;

  g_assert_cmpuint (items->len, >, 10);
  for (guint i = 0; i < items->len; i++)
    {
      const HrHealthItem *item = g_ptr_array_index (items, i);

      if (g_str_equal (item->area, "disk"))
        continue;
      if (strstr (text, item->text) == NULL)
        g_error ("The desk does not say “%s” but:\n%s", item->text, text);
      n++;
    }
  g_assert_cmpuint (n, >, 10);
  hr_test_desk_picture (self, "health-portrait");
  hr_test_desk_free (self);
}

static void
test_backup (void)
{
  HrTestDesk *self = open_health (1280, 800);
  g_autoptr (GPtrArray) before = hr_store_find_backups (self->folder);

  g_assert_cmpuint (before->len, ==, 0);
  hr_test_desk_picture (self, "health-small");
  hr_test_desk_touch (self, "Make a backup now");
  hr_test_desk_wait_for (self, "The backup is made.");
  hr_test_desk_wait_for (self, "The newest of 1 automatic backups");
  g_autoptr (GPtrArray) after = hr_store_find_backups (self->folder);
  g_assert_cmpuint (after->len, ==, 1);
  g_assert_null (hr_test_desk_find (self, NULL, "Make a backup now"));
  hr_test_desk_free (self);
}

/* With the keyboard alone, from the sentence to the listings that it speaks of. */
static void
test_stale (void)
{
  HrTestDesk *self = hr_test_desk_new (1920, 1080, FALSE, FALSE);
  g_autoptr (GError) error = NULL;
  const char *const fields[] = { "name", "fellowship", "attendance", "start", "rule", "length", "verified", NULL };
  const char *const values[] = { "A Quiet Hour", "aa", "in_person", "2026-01-05T19:00", "FREQ=WEEKLY;BYDAY=MO", "60", "2026-01-01", NULL };
  HrEdit edit = { HR_EDIT_ADD, HR_KIND_MEETING, NULL, fields, values };
  HrDeskWrite write = { .verb = HR_DESK_EDIT, .kind = HR_KIND_MEETING, .edits = &edit, .n_edits = 1 };
  g_auto (GStrv) ids = hr_store_write (hr_center_get_store (self->center), &write, "test", &error);
  GtkWidget *button;

  g_assert_no_error (error);
  hr_test_desk_begin (self);
  hr_test_desk_go (self, "health", NULL);
  hr_test_desk_wait_for (self, "Meetings last checked over 180 days ago: 1.");
  hr_test_desk_picture (self, "health-landscape");
  button = hr_test_desk_find (self, hr_test_desk_row (self, "Meetings last checked over 180 days ago: 1."), "Show them");
  g_assert_nonnull (button);
  g_assert_true (gtk_widget_grab_focus (button));
  gtk_widget_activate (button);
  hr_test_desk_wait_for (self, "A Quiet Hour");
  hr_test_desk_free (self);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/health-page/says-what-check-says", test_says_what_check_says);
  g_test_add_func ("/health-page/backup", test_backup);
  g_test_add_func ("/health-page/stale", test_stale);
  return g_test_run ();
}
