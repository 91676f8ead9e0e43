/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The manager changes the profile of the center: what is wrong is refused and named, what is right is in the database. */
#include "handrail/core/hr-record.h"
#include "handrail/service/hr-language.h"
#include "hr-test-desk.h"
#include "hr-test.h"
#include <string.h>

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
  hr_test_desk_touch (self, "Languages and rules");
  /* counts are never shown below five */
  gtk_editable_set_text (hr_test_desk_entry (self, "Smallest number shown"), "4");
  hr_test_desk_touch (self, "Save");
  hr_test_desk_wait_for (self, "Smallest number shown: write a whole number from 5 to 1000.");
  g_assert_false (is_renamed (self));
  gtk_editable_set_text (hr_test_desk_entry (self, "Smallest number shown"), "20");
  hr_test_desk_touch (self, "This center");
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
  hr_test_desk_touch (self, "Backups");
  hr_test_desk_wait_for (self, "There is no backup yet.");
  hr_test_desk_touch (self, "Make a backup now");
  hr_test_desk_wait_for (self, "The backup is made.");
  hr_test_desk_free (self);
}

static char *
read_conf (HrTestDesk *self)
{
  g_autofree char *path = g_build_filename (self->folder, HR_DEVICE_FILE, NULL);
  char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) ? text : NULL;
}

static gboolean
speaks_spanish (gpointer data)
{
  g_autofree char *text = read_conf (data);

  return text != NULL && strstr (text, "language=es") != NULL;
}

static gboolean
is_as_published (gpointer data)
{
  return g_str_equal (gtk_editable_get_text (hr_test_desk_entry (data, "Nombre")), "Harbor Street Recovery Center");
}

/* What was typed is there again after the desk spoke another language, and so is the language after a restart. */
static void
test_draft (void)
{
  HrTestDesk *self = hr_test_desk_new (1920, 1080, FALSE, FALSE);

  hr_test_desk_begin (self);
  hr_test_desk_go (self, "settings", NULL);
  hr_test_desk_wait_for (self, "This center");
  hr_test_wait_until (is_read, self);
  gtk_editable_set_text (hr_test_desk_entry (self, "Name"), "Pier Lane Center");
  gtk_widget_activate_action (GTK_WIDGET (self->window), "desk.language", "s", "es");
  hr_test_desk_wait_for (self, "Como lo escribió antes.");
  g_assert_cmpstr (gtk_editable_get_text (hr_test_desk_entry (self, "Nombre")), ==, "Pier Lane Center");
  g_assert_false (is_renamed (self));
  hr_test_wait_until (speaks_spanish, self);
  {
    g_autoptr (HrDevice) again = hr_device_new (self->folder);

    g_assert_cmpstr (hr_device_get_desk_language (again), ==, "es");
  }
  hr_test_desk_touch (self, "Empezar de nuevo");
  hr_test_wait_until (is_as_published, self);
  gtk_widget_activate_action (GTK_WIDGET (self->window), "desk.language", "s", "en");
  hr_test_desk_wait_for (self, "This center");
  hr_test_wait_until (is_read, self);
  g_assert_cmpstr (gtk_editable_get_text (hr_test_desk_entry (self, "Name")), ==, "Harbor Street Recovery Center");
  hr_test_desk_free (self);
}

static gboolean
has_first_backup (gpointer data)
{
  return hr_test_desk_find (data, NULL, "Go back to this") != NULL;
}

static gboolean
is_back (gpointer data)
{
  HrTestDesk *self = data;
  g_autoptr (HrRecord) site = hr_store_get_record (hr_center_get_store (self->center), HR_KIND_SITE, "site", NULL);

  return g_strcmp0 (hr_record_get (site, "name"), "Harbor Street Recovery Center") == 0;
}

static gboolean
lists_state_before (gpointer data)
{
  g_autofree char *text = hr_test_desk_text (data);

  return strstr (text, "· before going back ·") != NULL;
}

/* A backup, another name, and the way back: only after the warning. */
static void
test_go_back (void)
{
  HrTestDesk *self = hr_test_desk_new (1280, 800, TRUE, FALSE);

  hr_test_desk_begin (self);
  hr_test_desk_go (self, "settings", NULL);
  hr_test_desk_wait_for (self, "This center");
  hr_test_wait_until (is_read, self);
  hr_test_desk_touch (self, "Backups");
  hr_test_desk_touch (self, "Make a backup now");
  hr_test_wait_until (has_first_backup, self);
  hr_test_desk_touch (self, "This center");
  gtk_editable_set_text (hr_test_desk_entry (self, "Name"), "Pier Lane Center");
  hr_test_desk_touch (self, "Save");
  hr_test_wait_until (is_renamed, self);
  hr_test_desk_touch (self, "Backups");
  hr_test_wait_until (has_first_backup, self);
  hr_test_desk_touch (self, "Go back to this");
  hr_test_desk_wait_for (self, "What stands now is kept as a backup first");
  g_assert_true (is_renamed (self));
  hr_test_desk_touch (self, "Go back to this backup");
  hr_test_desk_wait_for (self, "Done. The lobby shows");
  hr_test_wait_until (is_back, self);
  hr_test_wait_until (lists_state_before, self);
  hr_test_desk_free (self);
}

/* The screen of this device: too narrow is refused in words; a card's frame grows and shrinks with the number. */
static void
test_screen (void)
{
  HrTestDesk *self = hr_test_desk_new (1080, 1920, TRUE, FALSE);
  g_autofree char *conf = NULL;

  hr_test_desk_begin (self);
  hr_test_desk_go (self, "settings", NULL);
  hr_test_desk_wait_for (self, "This center");
  hr_test_desk_touch (self, "This screen");
  hr_test_desk_wait_for (self, "Width of the screen in millimetres");
  gtk_editable_set_text (hr_test_desk_entry (self, "Width of the screen"), "12");
  hr_test_desk_touch (self, "Use this width");
  hr_test_desk_wait_for (self, "Width of the screen: write a whole number of millimetres from 100 to 4000.");
  gtk_editable_set_text (hr_test_desk_entry (self, "Width of the screen"), "300");
  hr_test_desk_touch (self, "Frame larger");
  g_assert_cmpstr (gtk_editable_get_text (hr_test_desk_entry (self, "Width of the screen")), ==, "299");
  hr_test_desk_touch (self, "Use this width");
  hr_test_desk_wait_for (self, "Saved. This screen follows at once.");
  g_assert_cmpint (hr_device_get (self->device)->panel_width_mm, ==, 299);
  hr_test_desk_touch (self, "3 minutes");
  while (hr_device_get (self->device)->idle_s == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (hr_device_get (self->device)->idle_s, ==, 180);
  hr_test_desk_touch (self, "Offered");
  while (!hr_device_get (self->device)->slips)
    g_main_context_iteration (NULL, TRUE);
  hr_test_desk_picture (self, "settings-screen");
  conf = read_conf (self);
  g_assert_nonnull (strstr (conf, "offered=yes"));
  hr_test_desk_touch (self, "Off");
  while (hr_device_get (self->device)->slips)
    g_main_context_iteration (NULL, TRUE);
  hr_test_desk_touch (self, "Only where a group says “Always”");
  while (!hr_device_get (self->device)->only_said)
    g_main_context_iteration (NULL, TRUE);
  hr_test_desk_touch (self, "Meetings in this house");
  while (hr_device_get (self->device)->only_said)
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (strstr (conf, "panel-width-mm=299"));
  g_assert_nonnull (strstr (conf, "idle-seconds=180"));
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

static gboolean
group_says (HrTestDesk *self, const char *id, const char *slips)
{
  g_autoptr (HrRecord) group = hr_store_get_record (hr_center_get_store (self->center), HR_KIND_GROUP, id, NULL);

  return g_strcmp0 (hr_record_get (group, "slips"), slips) == 0;
}

static const char *
meeting_says (HrTestDesk *self, const char *id)
{
  g_autoptr (HrRecord) meeting = hr_store_get_record (hr_center_get_store (self->center), HR_KIND_MEETING, id, NULL);

  return g_intern_string (hr_record_get (meeting, "sign_in"));
}

/* The rules of a group are seen and changed in one place: for it, for all its meetings, and for all groups that have not said. */
static void
test_groups (void)
{
  HrTestDesk *self = hr_test_desk_new (1280, 800, TRUE, FALSE);

  hr_test_desk_begin (self);
  hr_test_desk_go (self, "settings", NULL);
  hr_test_desk_wait_for (self, "This center");
  hr_test_wait_until (is_read, self);
  hr_test_desk_touch (self, "Groups");
  hr_test_desk_wait_for (self, "Early Light Group");
  g_assert_true (hr_test_desk_says (self, "Court papers: Yes · Sign-in: As “This screen” says"));
  hr_test_desk_picture (self, "settings-groups");
  gtk_editable_set_text (hr_test_desk_entry (self, "Find a group"), "early");
  while (hr_test_desk_row (self, "Families First") != NULL)
    g_main_context_iteration (NULL, TRUE);
  hr_test_desk_touch_in (self, hr_test_desk_row (self, "Early Light Group"), "Change");
  hr_test_desk_wait_for (self, "Sign-in is set for");
  hr_test_desk_picture (self, "settings-group");
  hr_test_desk_touch (self, "Ask first");
  hr_test_desk_touch (self, "Never");
  hr_test_desk_touch_in (self, gtk_widget_get_ancestor (hr_test_desk_find (self, NULL, "Never"), g_type_from_name ("HrRulesSheet")), "Save");
  hr_test_desk_wait_for (self, "Saved.");
  hr_test_desk_wait_for (self, "Court papers: Ask first · Sign-in: Never");
  g_assert_true (group_says (self, "g-early-light", "ask"));
  g_assert_cmpstr (meeting_says (self, "m-early-light"), ==, "no");

  hr_test_desk_touch (self, "All that have not said yet");
  hr_test_desk_wait_for (self, "3 groups have not said yet.");
  hr_test_desk_touch (self, "No");
  hr_test_desk_touch_in (self, gtk_widget_get_ancestor (hr_test_desk_find (self, NULL, "Ask first"), g_type_from_name ("HrRulesSheet")), "Save");
  while (!group_says (self, "g-families", "no"))
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (group_says (self, "g-early-light", "ask"));
  g_assert_true (group_says (self, "g-steady", "yes"));
  hr_test_desk_free (self);
}

/* Another desk changed the group while its rules were looked at: nothing is overwritten. */
static void
test_groups_conflict (void)
{
  HrTestDesk *self = hr_test_desk_new (1080, 1920, TRUE, FALSE);
  const char *const fields[] = { "slips", NULL };
  const char *const values[] = { "no", NULL };
  const HrEdit theirs = { HR_EDIT_SET, HR_KIND_GROUP, "g-steady", fields, values, NULL };
  g_autoptr (GError) error = NULL;

  hr_test_desk_begin (self);
  hr_test_desk_go (self, "settings", NULL);
  hr_test_desk_wait_for (self, "This center");
  hr_test_desk_touch (self, "Groups");
  hr_test_desk_wait_for (self, "Steady Start Group");
  hr_test_desk_touch_in (self, hr_test_desk_row (self, "Steady Start Group"), "Change");
  hr_test_desk_wait_for (self, "Sign-in is set for");
  {
    g_auto (GStrv) ids = hr_store_edit (hr_center_get_store (self->center), &theirs, 1, "Kim", &error);

    g_assert_no_error (error);
    g_assert_nonnull (ids);
  }
  hr_test_desk_touch (self, "Ask first");
  hr_test_desk_touch_in (self, gtk_widget_get_ancestor (hr_test_desk_find (self, NULL, "Never"), g_type_from_name ("HrRulesSheet")), "Save");
  hr_test_desk_wait_for (self, "Somebody else changed this group meanwhile.");
  g_assert_true (group_says (self, "g-steady", "no"));
  hr_test_desk_free (self);
}

/* Two computers of the office, each with a whole desk: who saves second is told, and nothing is overwritten. */
static void
test_two_windows (void)
{
  HrTestDesk *self = hr_test_desk_new (1280, 800, FALSE, FALSE);
  HrTestDesk *other;
  g_autoptr (GError) error = NULL;

  hr_test_desk_begin (self);
  other = hr_test_desk_new_beside (self, 1280, 800);
  hr_test_desk_wait_for (other, "PIN of Robin");
  hr_test_desk_type_pin (other, HR_TEST_DESK_PIN);
  hr_test_desk_wait_for (other, "Today");
  hr_test_desk_go (self, "settings", NULL);
  hr_test_desk_go (other, "settings", NULL);
  hr_test_desk_wait_for (self, "This center");
  hr_test_desk_wait_for (other, "This center");
  hr_test_wait_until (is_read, self);
  hr_test_wait_until (is_read, other);
  gtk_editable_set_text (hr_test_desk_entry (self, "Name"), "Pier Lane Center");
  gtk_editable_set_text (hr_test_desk_entry (other, "Name"), "Their Center");
  hr_test_desk_touch (self, "Save");
  hr_test_wait_until (is_renamed, self);
  hr_test_desk_touch (other, "Save");
  hr_test_desk_wait_for (other, "Somebody else");
  {
    g_autoptr (HrRecord) site = hr_store_get_record (hr_center_get_store (self->center), HR_KIND_SITE, "site", &error);

    g_assert_no_error (error);
    g_assert_cmpstr (hr_record_get (site, "name"), ==, "Pier Lane Center");
  }
  /* what was typed is not lost */
  g_assert_cmpstr (gtk_editable_get_text (hr_test_desk_entry (other, "Name")), ==, "Their Center");
  hr_test_desk_free (other);
  hr_test_desk_free (self);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();
  hr_language_init (NULL);
  g_test_add_func ("/desk-settings-page/profile", test_profile);
  g_test_add_func ("/desk-settings-page/draft", test_draft);
  g_test_add_func ("/desk-settings-page/go-back", test_go_back);
  g_test_add_func ("/desk-settings-page/screen", test_screen);
  g_test_add_func ("/desk-settings-page/two-desks", test_two_desks);
  g_test_add_func ("/desk-settings-page/groups", test_groups);
  g_test_add_func ("/desk-settings-page/groups-conflict", test_groups_conflict);
  g_test_add_func ("/desk-settings-page/two-windows", test_two_windows);
  return g_test_run ();
}
