/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Without a display: opening, asking and importing, each next to the same work done without Handrail. */
#define G_LOG_DOMAIN "handrail-bench"

#include "bench-floor.h"
#include "bench.h"

#include "handrail/service/hr-exporter.h"
#include "handrail/service/hr-importer.h"
#include <jansson.h>
#include <math.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ROUNDS 60

/* The floor of a question: the same rows found by plain SQL with the folded name, without ranking or filters. */
static double
floor_question (sqlite3 *db, const char *word)
{
  static const char sql[] = "SELECT n, id, name FROM meeting WHERE name LIKE ?1 AND retired IS NOT 1 LIMIT 200";
  g_autofree char *pattern = g_strdup_printf ("%%%s%%", word);
  sqlite3_stmt *statement = NULL;
  g_autoptr (GArray) samples = g_array_new (FALSE, FALSE, sizeof (double));

  if (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) != SQLITE_OK)
    g_error ("%s", sqlite3_errmsg (db));
  for (guint i = 0; i < ROUNDS; i++)
    {
      double start = bench_now_ms ();
      double took;

      sqlite3_bind_text (statement, 1, pattern, -1, SQLITE_TRANSIENT);
      while (sqlite3_step (statement) == SQLITE_ROW)
        ;
      sqlite3_reset (statement);
      took = bench_now_ms () - start;
      g_array_append_val (samples, took);
    }
  sqlite3_finalize (statement);
  return bench_percentile (samples, 0.95);
}

static double
ask (HrStore *store, const HrQuery *query, guint *ret_total)
{
  g_autoptr (GArray) samples = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autoptr (GError) error = NULL;
      double start = bench_now_ms ();
      double took;
      g_autoptr (HrResults) results = hr_store_find (store, query, &error);

      took = bench_now_ms () - start;
      if (results == NULL)
        g_error ("%s", error->message);
      *ret_total = results->total;
      g_array_append_val (samples, took);
    }
  return bench_percentile (samples, 0.95);
}

static void
bench_questions (guint n)
{
  g_autofree char *directory = bench_center (n);
  g_autoptr (HrClock) clock = hr_clock_new ();
  g_autoptr (HrCenter) center = hr_center_new (directory, clock);
  g_autoptr (GError) error = NULL;
  g_autoptr (HrQuery) query = hr_query_new ();
  const char *words[] = { "m", "mo", "mor", "morn", "morning", "hope", "hope street", "san", "step", NULL };
  sqlite3 *db;
  double start = bench_now_ms ();
  double worst = 0;
  guint total = 0;

  if (!hr_center_open (center, &error))
    g_error ("%s", error->message);
  query->limit = 6;
  ask (hr_center_get_store (center), query, &total);
  bench_goal ("open and first answer", n, bench_now_ms () - start, "ms", 400);
  bench_goal ("next meetings, p95", n, ask (hr_center_get_store (center), query, &total), "ms", 5);
  query->days = 0x3e;
  query->times = HR_TIME_EVENING | HR_TIME_MORNING;
  query->attendance = HR_ATTENDANCE_IN_PERSON | HR_ATTENDANCE_HYBRID;
  query->features_any = HR_FEATURE_WOMEN | HR_FEATURE_NEWCOMER | HR_FEATURE_YOUNG;
  bench_goal ("all filters, by next start, p95", n, ask (hr_center_get_store (center), query, &total), "ms", 5);
  db = bench_open_raw (directory, SQLITE_OPEN_READONLY);
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *what = g_strdup_printf ("search \"%s\" with filters, p95", words[i]);
      double took;

      g_free (query->text);
      query->text = g_strdup (words[i]);
      took = ask (hr_center_get_store (center), query, &total);
      worst = MAX (worst, took);
      bench_figure (what, n, took, floor_question (db, words[i]), "ms", NAN);
    }
  bench_goal ("slowest of these searches", n, worst, "ms", 5);
  sqlite3_close (db);
  hr_center_close (center);
}

static void
bench_import (guint n, const char *scratch)
{
  g_autofree char *generated = bench_center (n);
  g_autofree char *feed = g_build_filename (scratch, "feed.json", NULL);
  g_autofree char *directory = g_build_filename (scratch, "imported", NULL);
  g_autoptr (HrClock) clock = hr_clock_new ();
  g_autoptr (GError) error = NULL;
  HrImportOptions options = { .format = HR_FEED_AUTO, .source = "bench" };
  double start;
  double took;

  {
    g_autoptr (HrCenter) center = hr_center_new (generated, clock);
    g_autofree char *text = NULL;
    gsize length;
    json_t *feed_array;
    json_t *record;
    size_t at;
    char *plain;

    if (!hr_center_open (center, &error)
        || (text = hr_exporter_run (center, HR_EXPORT_MEETING_GUIDE, &length, &error)) == NULL)
      g_error ("%s", error->message);
    /* As any area's website would send it: without our own object. */
    feed_array = json_loadb (text, length, 0, NULL);
    json_array_foreach (feed_array, at, record)
      json_object_del (record, "handrail");
    plain = json_dumps (feed_array, JSON_COMPACT);
    json_decref (feed_array);
    if (!g_file_set_contents (feed, plain, -1, &error))
      g_error ("%s", error->message);
    free (plain);
  }
  bench_empty_center (directory);
  {
    g_autoptr (HrCenter) center = hr_center_new (directory, clock);
    g_autoptr (HrImportReport) report = NULL;

    if (!hr_center_open (center, &error))
      g_error ("%s", error->message);
    start = bench_now_ms ();
    report = hr_importer_run (center, feed, &options, &error);
    took = bench_now_ms () - start;
    if (report == NULL)
      g_error ("%s", error->message);
    hr_center_close (center);
  }
  bench_figure ("import of a feed", n, took, bench_copy_ms (directory, scratch), "ms", 2.0);
}

int
main (void)
{
  g_autofree guint *sizes = bench_sizes ();

  for (guint i = 0; sizes[i] != 0; i++)
    {
      g_autofree char *scratch = g_dir_make_tmp ("handrail-bench-XXXXXX", NULL);
      g_autofree char *remove = g_strdup_printf ("rm -rf '%s'", scratch);

      bench_questions (sizes[i]);
      if (sizes[i] <= 100000)
        bench_import (sizes[i], scratch);
      g_spawn_command_line_sync (remove, NULL, NULL, NULL, NULL);
    }
  return 0;
}
