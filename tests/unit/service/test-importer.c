/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "handrail/core/hr-error.h"
#include "handrail/service/hr-importer.h"
#include "hr-test.h"
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define ONE                                                                                                            \
  "[{\"name\":\"A\",\"slug\":\"a\",\"day\":1,\"time\":\"19:00\",\"address\":\"1 Main Street\",\"city\":\"Town\"}]"
#define BMLT                                                                                                           \
  "[{\"id_bigint\":\"1\",\"meeting_name\":\"B\",\"weekday_tinyint\":\"2\",\"start_time\":\"19:00:00\","                \
  "\"duration_time\":\"01:00:00\",\"formats\":\"QZ\",\"published\":\"1\",\"service_body_bigint\":\"1\","               \
  "\"format_shared_id_list\":\"1\",\"latitude\":\"40.7\",\"longitude\":\"-74.0\"}]"
#define FORMATS                                                                                                        \
  "[{\"key_string\":\"QZ\",\"name_string\":\"Quiet zone\",\"description_string\":\"\",\"lang\":\"en\",\"id\":\"1\","   \
  "\"world_id\":\"\",\"root_server_uri\":\"\",\"format_type_enum\":\"FC1\"}]"

typedef struct
{
  char *folder;
  HrCenter *center;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *database = NULL;
  fixture->folder = hr_test_make_folder ();
  database = g_build_filename (fixture->folder, "data", NULL);
  fixture->center = hr_test_open_center (database, TRUE, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  hr_center_close (fixture->center);
  g_clear_object (&fixture->center);
  hr_test_remove_folder (fixture->folder);
}

static void
refuse (Fixture *fixture, const char *path, const HrImportOptions *options, HrError code, const char *part)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HrImportReport) report = hr_importer_run (fixture->center, path, options, &error);
  g_assert_null (report);
  g_assert_error (error, HR_ERROR, (int)code);
  g_assert_nonnull (strstr (error->message, part));
}

static void
test_reads (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = hr_test_write_file (fixture->folder, "town.json", ONE);
  HrImportOptions options = { .format = HR_FEED_AUTO };
  g_autoptr (HrImportReport) report = hr_importer_run (fixture->center, path, &options, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->added->len, ==, 1);
  g_assert_cmpstr (report->source_name, ==, "town.json");
  g_autoptr (HrMeeting) meeting = hr_store_get_meeting (hr_center_get_store (fixture->center), "a", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (meeting->fellowship, ==, "aa");
}

static void
test_fellowship (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = hr_test_write_file (fixture->folder, "town.json", ONE);
  HrImportOptions options = { .format = HR_FEED_AUTO, .fellowship = "oa", .source = "Town" };
  g_autoptr (HrImportReport) report = hr_importer_run (fixture->center, path, &options, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (report->source_name, ==, "Town");
  g_autoptr (HrMeeting) meeting = hr_store_get_meeting (hr_center_get_store (fixture->center), "a", &error);
  g_assert_cmpstr (meeting->fellowship, ==, "oa");
  options.fellowship = "nobody";
  refuse (fixture, path, &options, HR_ERROR_NOT_FOUND, "nobody");
}

/* The meaning of a server's own codes stands in a file beside the feed, or where the option says. */
static void
test_formats_beside_it (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = hr_test_write_file (fixture->folder, "ny-GetSearchResults.json", BMLT);
  g_autofree char *formats = hr_test_write_file (fixture->folder, "ny-GetFormats.json", FORMATS);
  HrImportOptions options = { .format = HR_FEED_AUTO };
  g_autoptr (HrImportReport) report = hr_importer_run (fixture->center, path, &options, &error);
  g_assert_no_error (error);
  g_assert_cmpint (report->format, ==, HR_FEED_BMLT);
  g_autoptr (GPtrArray) types = hr_store_get_records (hr_center_get_store (fixture->center), HR_KIND_TYPE, &error);
  g_assert_cmpuint (types->len, ==, 1);
  g_assert_cmpstr (hr_record_get (g_ptr_array_index (types, 0), "names"), ==, "en=Quiet zone");
}

static void
test_what_is_no_feed_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *none = g_build_filename (fixture->folder, "none.json", NULL);
  g_autofree char *pipe = g_build_filename (fixture->folder, "pipe", NULL);
  g_autofree char *huge = hr_test_write_file (fixture->folder, "huge.json", "[");
  g_autofree char *fine = hr_test_write_file (fixture->folder, "fine.json", ONE);
  g_autofree char *broken = hr_test_write_file (fixture->folder, "broken.json", "[\n {\"name\": }\n]");
  HrImportOptions options = { .format = HR_FEED_AUTO };
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  g_assert_cmpint (truncate (huge, (off_t)HR_FEED_MAX_BYTES + 1), ==, 0);
  refuse (fixture, none, &options, HR_ERROR_NOT_FOUND, "no such file");
  refuse (fixture, fixture->folder, &options, HR_ERROR_INPUT, "not a file");
  refuse (fixture, pipe, &options, HR_ERROR_INPUT, "not a file");
  refuse (fixture, "/dev/zero", &options, HR_ERROR_INPUT, "not a file");
  refuse (fixture, huge, &options, HR_ERROR_LIMIT, "160 MB");
  refuse (fixture, broken, &options, HR_ERROR_INPUT, "line 2");
  options.formats_path = none;
  refuse (fixture, fine, &options, HR_ERROR_NOT_FOUND, "none.json");
  options.formats_path = huge;
  refuse (fixture, fine, &options, HR_ERROR_LIMIT, "huge.json");
}

static void
test_dry_run (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = hr_test_write_file (fixture->folder, "town.json", ONE);
  HrImportOptions options = { .format = HR_FEED_AUTO, .dry_run = TRUE };
  g_autoptr (HrImportReport) report = hr_importer_run (fixture->center, path, &options, &error);
  g_assert_no_error (error);
  g_assert_true (report->dry_run);
  g_assert_cmpuint (report->added->len, ==, 1);
  g_autoptr (GPtrArray) meetings =
      hr_store_get_records (hr_center_get_store (fixture->center), HR_KIND_MEETING, &error);
  g_assert_cmpuint (meetings->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add ("/importer/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("reads", test_reads);
  ADD ("fellowship", test_fellowship);
  ADD ("formats-beside-it", test_formats_beside_it);
  ADD ("what-is-no-feed-file", test_what_is_no_feed_file);
  ADD ("dry-run", test_dry_run);
  return g_test_run ();
}
