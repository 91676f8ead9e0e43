/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The manager changes the profile of the center: what is wrong is refused and named, what is right is in the database. */
#include "handrail/core/hr-record.h"
#include "handrail/service/hr-language.h"
#include "hr-test-desk.h"
#include "hr-test.h"

static gboolean
is_renamed (gpointer user_data)
{
  HrTestDesk *self = user_data;

  return g_strcmp0 (hr_record_get (hr_center_get_site (self->center), "name"), "Pier Lane Center") == 0;
}

static gboolean
is_read (gpointer user_data)
{
  return *gtk_editable_get_text (hr_test_desk_entry (user_data, "Name")) != '\0';
}

static void
test_profile (void)
{
  HrTestDesk *self = hr_test_desk_new (1080, 1920, TRUE, FALSE);
  const char *pictures = g_getenv ("HANDRAIL_PICTURES");

  hr_test_desk_begin (self);
  hr_test_desk_go (self, "settings", NULL);
  hr_test_desk_wait_for (self, "This center");
  hr_test_wait_until (is_read, self);
  gtk_editable_set_text (hr_test_desk_entry (self, "Name"), "Pier Lane Center");
  /* counts are never shown below five */
  gtk_editable_set_text (hr_test_desk_entry (self, "Smallest number shown"), "4");
  hr_test_desk_touch (self, "Save");
  hr_test_desk_wait_for (self, "Smallest number shown: write a whole number from 5 to 1000.");
  g_assert_false (is_renamed (self));
  gtk_editable_set_text (hr_test_desk_entry (self, "Smallest number shown"), "20");
  gtk_editable_set_text (hr_test_desk_entry (self, "Welcome (Español)"), "Pase, por favor.");
  hr_test_desk_touch (self, "Save");
  hr_test_desk_wait_for (self, "Saved.");
  hr_test_wait_until (is_renamed, self);
  g_assert_cmpint (hr_record_get_integer (hr_center_get_site (self->center), "count_threshold", 0), ==, 20);
  {
    g_autofree char *es = hr_record_get_translated (hr_center_get_site (self->center), "welcome", "es");
    g_autofree char *en = hr_record_get_translated (hr_center_get_site (self->center), "welcome", "en");

    g_assert_cmpstr (es, ==, "Pase, por favor.");
    g_assert_cmpstr (en, !=, es);
  }
  if (pictures != NULL)
    {
      g_autofree char *path = g_build_filename (pictures, "desk-settings.png", NULL);

      gtk_test_widget_wait_for_draw (GTK_WIDGET (self->window));
      hr_test_desk_save (self, path);
    }
  hr_test_desk_touch (self, "Make today's backup");
  hr_test_desk_wait_for (self, "There is a backup of today.");
  {
    g_autoptr (GPtrArray) backups = hr_store_find_backups (self->folder);

    g_assert_cmpuint (backups->len, ==, 1);
  }
  hr_test_desk_free (self);
}

/* Another desk wrote the name while this page was filled in: nothing is overwritten */
static void
test_two_desks (void)
{
  HrTestDesk *self = hr_test_desk_new (1080, 1920, TRUE, FALSE);
  const char *const fields[] = { "name", NULL };
  const char *const values[] = { "Their Center", NULL };
  const HrEdit theirs = { HR_EDIT_SET, HR_KIND_SITE, "site", fields, values, NULL };
  g_autoptr (GError) error = NULL;

  hr_test_desk_begin (self);
  hr_test_desk_go (self, "settings", NULL);
  hr_test_desk_wait_for (self, "This center");
  hr_test_wait_until (is_read, self);
  gtk_editable_set_text (hr_test_desk_entry (self, "Name"), "Pier Lane Center");
  {
    g_auto (GStrv) ids = hr_store_edit (hr_center_get_store (self->center), &theirs, 1, "Kim", &error);

    g_assert_no_error (error);
    g_assert_nonnull (ids);
  }
  hr_test_desk_touch (self, "Save");
  hr_test_desk_wait_for (self, "Somebody else");
  g_assert_false (is_renamed (self));
  {
    g_autoptr (HrRecord) site = hr_store_get_record (hr_center_get_store (self->center), HR_KIND_SITE, "site", &error);

    g_assert_no_error (error);
    g_assert_cmpstr (hr_record_get (site, "name"), ==, "Their Center");
  }
  hr_test_desk_free (self);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();
  hr_language_init (NULL);
  g_test_add_func ("/desk-settings-page/profile", test_profile);
  g_test_add_func ("/desk-settings-page/two-desks", test_two_desks);
  return g_test_run ();
}
