/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "handrail/service/hr-device.h"
#include "handrail/service/hr-health.h"
#include "handrail/service/hr-importer.h"
#include "handrail/service/hr-slip-keys.h"
#include "hr-health-private.h"
#include "hr-test.h"
#include <glib/gstdio.h>
#include <string.h>
#include <utime.h>

typedef struct
{
  char *folder;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = hr_test_make_folder ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  hr_test_remove_folder (fixture->folder);
}

/* Whether an item of @area at @level says @part (%NULL = anything). */
static gboolean
says (GPtrArray *items, const char *area, HrHealthLevel level, const char *part)
{
  for (guint i = 0; i < items->len; i++)
    {
      const HrHealthItem *item = g_ptr_array_index (items, i);
      if (g_str_equal (item->area, area) && item->level == level && (part == NULL || strstr (item->text, part) != NULL))
        return TRUE;
    }
  return FALSE;
}

static void
test_sample (Fixture *fixture, gconstpointer data)
{
  static const char *const areas[] = { "database", "counts", "clock", "disk", "fonts", "backups", "listings" };
  g_autoptr (HrCenter) center = hr_test_open_center (fixture->folder, FALSE, NULL);
  g_autoptr (GPtrArray) items = hr_health_check (center);
  for (guint i = 0; i < G_N_ELEMENTS (areas); i++)
    g_assert_true (says (items, areas[i], HR_HEALTH_OK, NULL) || says (items, areas[i], HR_HEALTH_ATTENTION, NULL));
  g_assert_true (says (items, "database", HR_HEALTH_OK, NULL));
  g_assert_true (says (items, "backups", HR_HEALTH_ATTENTION, "no automatic backup"));
  g_assert_true (says (items, "listings", HR_HEALTH_ATTENTION, "not published: 1"));
  for (guint i = 0; i < items->len; i++)
    g_assert_cmpint (((HrHealthItem *)g_ptr_array_index (items, i))->level, !=, HR_HEALTH_TROUBLE);
}

static void
test_opens_by_itself (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HrCenter) center = hr_test_new_center (fixture->folder, NULL);
  g_assert_true (hr_center_create (center, FALSE, NULL));
  g_autoptr (GPtrArray) items = hr_health_check (center);
  g_assert_true (says (items, "database", HR_HEALTH_OK, NULL));
}

static void
test_no_database (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HrCenter) center = hr_test_new_center (fixture->folder, NULL);
  g_autoptr (GPtrArray) items = hr_health_check (center);
  g_assert_true (says (items, "database", HR_HEALTH_TROUBLE, NULL));
  g_assert_true (says (items, "listings", HR_HEALTH_TROUBLE, NULL));
  g_assert_true (says (items, "disk", HR_HEALTH_OK, NULL) || says (items, "disk", HR_HEALTH_ATTENTION, NULL));
}

static void
test_damaged_database (Fixture *fixture, gconstpointer data)
{
  g_autofree char *garbage = g_strnfill (20000, 'x');
  g_autofree char *path = hr_test_write_file (fixture->folder, "handrail.db", garbage);
  g_autoptr (HrCenter) center = hr_test_new_center (fixture->folder, NULL);
  g_autoptr (GPtrArray) items = hr_health_check (center);
  g_assert_true (says (items, "database", HR_HEALTH_TROUBLE, "handrailctl restore --data "));
  g_assert_true (says (items, "database", HR_HEALTH_TROUBLE, "There is no sound automatic backup"));
}

/* The newest one that is sound, by name, and the command to the letter */
static void
test_damaged_with_backups (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HrCenter) center = hr_test_open_center (fixture->folder, FALSE, NULL);
  g_assert_true (hr_store_backup_daily (hr_center_get_store (center), &error));
  g_clear_object (&center);
  g_autofree char *backups = g_build_filename (fixture->folder, "backups", NULL);
  g_autofree char *later = hr_test_write_file (backups, "handrail-2026-11-24.db", "damaged as well");
  g_autofree char *garbage = g_strnfill (20000, 'x');
  g_autofree char *path = hr_test_write_file (fixture->folder, "handrail.db", garbage);
  g_autofree char *command = g_strdup_printf ("handrailctl restore --data '%s' '%s/handrail-2026-11-23.db'",
                                              fixture->folder, backups);
  center = hr_test_new_center (fixture->folder, NULL);
  g_autoptr (GPtrArray) items = hr_health_check (center);
  g_assert_true (says (items, "database", HR_HEALTH_TROUBLE, command));
  g_assert_true (says (items, "database", HR_HEALTH_TROUBLE, "the damaged file is kept"));
}

static void
test_clock (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HrCenter) center = hr_test_open_center (fixture->folder, FALSE, NULL);
  hr_center_close (center);
  g_clear_object (&center);
  center = hr_test_new_center (fixture->folder, "1970-01-01T00:01:00Z");
  g_autoptr (GPtrArray) items = hr_health_check (center);
  g_assert_true (says (items, "clock", HR_HEALTH_TROUBLE, "1969-12-31"));
  /* what depends on the clock is not judged by it */
  g_assert_false (says (items, "listings", HR_HEALTH_ATTENTION, "no meeting on"));
}

/* @conf: what handrail.conf says. Only what the check says of slips is looked at */
static gboolean
slips_say (Fixture *fixture, HrCenter *center, const char *conf, HrHealthLevel level, const char *part)
{
  g_autofree char *path = hr_test_write_file (fixture->folder, HR_DEVICE_FILE, conf);
  g_autoptr (GPtrArray) items = hr_health_check (center);
  return says (items, "slips", level, part);
}

static void
allow_slips (HrCenter *center, const char *slips)
{
  g_autoptr (GPtrArray) groups = hr_store_get_records (hr_center_get_store (center), HR_KIND_GROUP, NULL);
  for (guint i = 0; i < groups->len; i++)
    {
      HrEdit edit = { HR_EDIT_SET, HR_KIND_GROUP, hr_record_get_id (g_ptr_array_index (groups, i)), (const char *const[]){ "slips", NULL },
                      (const char *const[]){ slips, NULL } };
      g_auto (GStrv) ids = hr_store_edit (hr_center_get_store (center), &edit, 1, "test", NULL);
      g_assert_nonnull (ids);
    }
}

static void
test_slips (Fixture *fixture, gconstpointer data)
{
  const char *on = "[slips]\noffered=yes\n";
  g_autoptr (HrCenter) center = hr_test_open_center (fixture->folder, FALSE, NULL);
  g_autofree char *key = g_build_filename (fixture->folder, "slip-key-1", NULL);
  g_autofree char *list = g_build_filename (fixture->folder, HR_SLIP_KEYS_FILE, NULL);
  g_autofree char *mark = NULL;
  g_autofree char *later = g_strdup_printf ("%" G_GINT64_FORMAT "\n", hr_clock_now_s (hr_center_get_clock (center)) + 3600);
  g_assert_true (slips_say (fixture, center, "", HR_HEALTH_OK, "switched off"));
  /* none yet: one is made when the kiosk runs, not by a check */
  g_assert_true (slips_say (fixture, center, on, HR_HEALTH_OK, "can be made"));
  g_assert_false (g_file_test (list, G_FILE_TEST_EXISTS));
  g_assert_true (hr_slip_keys_rotate (fixture->folder, NULL, hr_date_from_ymd (2026, 11, 23), NULL));
  g_assert_true (slips_say (fixture, center, on, HR_HEALTH_OK, "can be made"));
  allow_slips (center, "no");
  g_assert_true (slips_say (fixture, center, on, HR_HEALTH_ATTENTION, "no group allows"));
  allow_slips (center, "yes");
  mark = hr_test_write_file (fixture->folder, "clock-mark", later);
  g_assert_true (slips_say (fixture, center, on, HR_HEALTH_ATTENTION, "clock went back"));
  g_assert_true (slips_say (fixture, center, "", HR_HEALTH_OK, "switched off"));
  g_assert_cmpint (g_chmod (key, 0644), ==, 0);
  g_assert_true (slips_say (fixture, center, on, HR_HEALTH_TROUBLE, "read by others"));
}

static void
test_backups (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HrCenter) center = hr_test_open_center (fixture->folder, FALSE, NULL);
  g_assert_true (hr_store_backup_daily (hr_center_get_store (center), &error));
  g_assert_no_error (error);
  g_autoptr (GPtrArray) backups = hr_store_find_backups (fixture->folder);
  g_assert_cmpuint (backups->len, ==, 1);
  gint64 now_s = hr_clock_now_s (hr_center_get_clock (center));
  struct utimbuf times = { now_s, now_s };
  g_utime (g_ptr_array_index (backups, 0), &times);
  g_autoptr (GPtrArray) items = hr_health_check (center);
  g_assert_true (says (items, "backups", HR_HEALTH_OK, NULL));
  times.modtime -= 9 * 24 * 60 * 60;
  g_utime (g_ptr_array_index (backups, 0), &times);
  g_autoptr (GPtrArray) later = hr_health_check (center);
  g_assert_true (says (later, "backups", HR_HEALTH_ATTENTION, "9 days old"));
}

static void
test_listings (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HrCenter) center = hr_test_open_center (fixture->folder, FALSE, NULL);
  hr_clock_advance_s (hr_center_get_clock (center), (gint64)85 * 24 * 60 * 60);
  g_autoptr (GPtrArray) items = hr_health_check (center);
  g_assert_true (says (items, "listings", HR_HEALTH_ATTENTION, "over 90 days ago: 81."));
  g_assert_true (says (items, "listings", HR_HEALTH_ATTENTION, "over 180 days ago: 1."));
  g_autofree char *folder = g_build_filename (fixture->folder, "empty", NULL);
  g_autoptr (HrCenter) empty = hr_test_open_center (folder, TRUE, NULL);
  g_autoptr (GPtrArray) none = hr_health_check (empty);
  g_assert_true (says (none, "listings", HR_HEALTH_ATTENTION, "no published meetings"));
}

static void
edit (HrCenter *center, HrEditVerb verb, HrKind kind, const char *id, const char *const *fields, const char *const *values)
{
  g_autoptr (GError) error = NULL;
  HrEdit edit = { verb, kind, id, fields, values };
  g_auto (GStrv) ids = hr_store_edit (hr_center_get_store (center), &edit, 1, "test", &error);

  g_assert_no_error (error);
  g_assert_nonnull (ids);
}

/* The newest of two does not open; then none does */
static void
test_backups_that_do_not_open (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HrCenter) center = hr_test_open_center (fixture->folder, FALSE, NULL);
  g_assert_true (hr_store_backup_daily (hr_center_get_store (center), NULL));
  g_autofree char *backups = g_build_filename (fixture->folder, "backups", NULL);
  g_autofree char *later = hr_test_write_file (backups, "handrail-2026-11-24.db", "damaged");
  g_autoptr (GPtrArray) items = hr_health_check (center);
  g_assert_true (says (items, "backups", HR_HEALTH_ATTENTION, "The newest sound one is "));
  g_autofree char *sound = g_build_filename (backups, "handrail-2026-11-23.db", NULL);
  g_assert_cmpint (g_unlink (sound), ==, 0);
  g_autoptr (GPtrArray) none = hr_health_check (center);
  g_assert_true (says (none, "backups", HR_HEALTH_TROUBLE, "None of the automatic backups"));
}

static void
test_texts (Fixture *fixture, gconstpointer data)
{
  static const char *const fields[] = { "line", "website", NULL };
  static const char *const values[] = {
    "en=Individualized interdisciplinary rehabilitation opportunities facilitate comprehensive psychological restoration "
    "alongside institutional collaboration.",
    "https://localhost/", NULL
  };
  static const char *const fixed[] = { "en=Talk with us.\nes=Hable con nosotros.", "https://www.aa.org/", NULL };
  g_autoptr (HrCenter) center = hr_test_open_center (fixture->folder, TRUE, NULL);
  g_autoptr (GPtrArray) before = hr_health_check (center);
  g_assert_true (says (before, "translations", HR_HEALTH_OK, NULL));
  g_assert_true (says (before, "links", HR_HEALTH_OK, NULL));
  edit (center, HR_EDIT_SET, HR_KIND_FELLOWSHIP, "aa", fields, values);
  g_autoptr (GPtrArray) items = hr_health_check (center);
  g_assert_true (says (items, "translations", HR_HEALTH_ATTENTION, "languages: 1. For example: fellowship “Alcoholics Anonymous”, “In one sentence” (Español)."));
  g_assert_true (says (items, "reading", HR_HEALTH_ATTENTION, "fellowship “Alcoholics Anonymous”, “In one sentence” (English)"));
  g_assert_true (says (items, "links", HR_HEALTH_ATTENTION, "cut short: 1. For example: fellowship “Alcoholics Anonymous”, “Web page”."));
  edit (center, HR_EDIT_SET, HR_KIND_FELLOWSHIP, "aa", fields, fixed);
  g_autoptr (GPtrArray) after = hr_health_check (center);
  g_assert_true (says (after, "translations", HR_HEALTH_OK, NULL));
  g_assert_true (says (after, "links", HR_HEALTH_OK, NULL));
}

/* Meetings that nobody checked are as old as the last reading of their feed */
static void
test_feeds (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HrCenter) center = hr_test_open_center (fixture->folder, TRUE, NULL);
  HrImportOptions options = { 0 };
  g_autofree char *path = hr_test_write_file (
      fixture->folder, "town.json",
      "[{\"slug\":\"a\",\"name\":\"A\",\"day\":1,\"time\":\"19:00\",\"formatted_address\":\"1 Main St, Town, CT 06000, USA\"}]");
  g_autoptr (HrImportReport) report = hr_importer_run (center, path, &options, &error);
  g_assert_no_error (error);
  g_autoptr (GPtrArray) items = hr_health_check (center);
  g_assert_true (says (items, "feeds", HR_HEALTH_OK, "has 1 meetings; it was last read 0 days ago"));
  g_assert_false (says (items, "listings", HR_HEALTH_ATTENTION, "Meetings without a day"));
  hr_clock_advance_s (hr_center_get_clock (center), (gint64)31 * 24 * 60 * 60);
  g_autoptr (GPtrArray) month = hr_health_check (center);
  g_assert_true (says (month, "feeds", HR_HEALTH_ATTENTION, "31 days ago"));
  /* read again, without anything new: that is no old list */
  g_autoptr (HrImportReport) again = hr_importer_run (center, path, &options, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->n_unchanged, ==, 1);
  g_assert_cmpint (again->import, ==, 0);
  g_autoptr (GPtrArray) fresh = hr_health_check (center);
  g_assert_true (says (fresh, "feeds", HR_HEALTH_OK, "has 1 meetings; it was last read 0 days ago"));
  g_assert_false (says (fresh, "feeds", HR_HEALTH_ATTENTION, NULL));
  hr_clock_advance_s (hr_center_get_clock (center), (gint64)91 * 24 * 60 * 60);
  g_autoptr (GPtrArray) quarter = hr_health_check (center);
  g_assert_true (says (quarter, "listings", HR_HEALTH_ATTENTION, "over 90 days ago: 1."));
}

static void
test_contacts (void)
{
  static const char *const good_urls[] = { "https://www.aa.org", "http://na.org/x?y=1", "https://zoom.us/j/123",
                                           "https://na.org:8080/" };
  static const char *const bad_urls[] = { "https://localhost/", "https://example.org/a", "http://x.example.com",
                                          "https://192.168.1.4/", "https://meet/", "https://aa.invalid" };
  static const char *const good_phones[] = { "988", "911", "741741", "+1 800 662 4357", "(203) 624-0100", "+44 20 7946 0000",
                                             "624-0100", "+1 646 558 8656,,123456#" };
  static const char *const bad_phones[] = { "12", "1234", "203 555 0142", "555-0100", "000-000-0000", "123 456 7890",
                                            "203 062 4357", "99999999" };
  for (guint i = 0; i < G_N_ELEMENTS (good_urls); i++)
    g_assert_true (hr_health_url_is_usable (good_urls[i]));
  for (guint i = 0; i < G_N_ELEMENTS (bad_urls); i++)
    g_assert_false (hr_health_url_is_usable (bad_urls[i]));
  for (guint i = 0; i < G_N_ELEMENTS (good_phones); i++)
    g_assert_true (hr_health_phone_is_usable (good_phones[i]));
  for (guint i = 0; i < G_N_ELEMENTS (bad_phones); i++)
    g_assert_false (hr_health_phone_is_usable (bad_phones[i]));
}

static void
test_async (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HrCenter) center = hr_test_open_center (fixture->folder, FALSE, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  hr_health_check_async (center, hr_test_take_result, &result);
  hr_test_wait (&result);
  g_autoptr (GPtrArray) items = hr_health_check_finish (center, result, &error);
  g_assert_no_error (error);
  g_autoptr (GPtrArray) same = hr_health_check (center);
  g_assert_cmpuint (items->len, ==, same->len);
  g_assert_true (says (items, "database", HR_HEALTH_OK, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add ("/health/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("sample", test_sample);
  ADD ("opens-by-itself", test_opens_by_itself);
  ADD ("no-database", test_no_database);
  ADD ("damaged-database", test_damaged_database);
  ADD ("damaged-with-backups", test_damaged_with_backups);
  ADD ("clock", test_clock);
  ADD ("slips", test_slips);
  ADD ("backups", test_backups);
  ADD ("listings", test_listings);
  ADD ("backups-that-do-not-open", test_backups_that_do_not_open);
  ADD ("texts", test_texts);
  ADD ("feeds", test_feeds);
  g_test_add_func ("/health/contacts", test_contacts);
  ADD ("async", test_async);
  return g_test_run ();
}
