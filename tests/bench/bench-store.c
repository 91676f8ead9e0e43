/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Without a display: opening, asking and importing, each next to the same work done without Handrail. */
#define G_LOG_DOMAIN "handrail-bench"

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

static sqlite3 *
open_raw (const char *directory, int flags)
{
  g_autofree char *path = g_build_filename (directory, HR_STORE_FILE, NULL);
  sqlite3 *db = NULL;

  if (sqlite3_open_v2 (path, &db, flags, NULL) != SQLITE_OK)
    g_error ("%s: %s", path, sqlite3_errmsg (db));
  return db;
}

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
  db = open_raw (directory, SQLITE_OPEN_READONLY);
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

/* Copies the rows of one table into an empty database of the same schema: insertion by hand, the floor of an import. */
static void
copy_table (sqlite3 *from, sqlite3 *to, const char *table)
{
  g_autofree char *select = g_strdup_printf ("SELECT * FROM \"%s\"", table);
  g_autoptr (GString) insert = g_string_new (NULL);
  sqlite3_stmt *reader = NULL;
  sqlite3_stmt *writer = NULL;
  int columns;

  if (sqlite3_prepare_v2 (from, select, -1, &reader, NULL) != SQLITE_OK)
    g_error ("%s: %s", table, sqlite3_errmsg (from));
  columns = sqlite3_column_count (reader);
  g_string_printf (insert, "INSERT OR IGNORE INTO \"%s\" VALUES (?", table);
  for (int i = 1; i < columns; i++)
    g_string_append (insert, ",?");
  g_string_append (insert, ")");
  if (sqlite3_prepare_v2 (to, insert->str, -1, &writer, NULL) != SQLITE_OK)
    g_error ("%s: %s", table, sqlite3_errmsg (to));
  while (sqlite3_step (reader) == SQLITE_ROW)
    {
      for (int i = 0; i < columns; i++)
        sqlite3_bind_value (writer, i + 1, sqlite3_column_value (reader, i));
      if (sqlite3_step (writer) != SQLITE_DONE)
        g_error ("%s: %s", table, sqlite3_errmsg (to));
      sqlite3_reset (writer);
    }
  sqlite3_finalize (reader);
  sqlite3_finalize (writer);
}

static void
empty_center (const char *directory)
{
  g_autoptr (HrClock) clock = hr_clock_new ();
  g_autoptr (HrCenter) center = hr_center_new (directory, clock);
  g_autoptr (GError) error = NULL;

  if (!hr_center_create (center, TRUE, &error))
    g_error ("%s", error->message);
}

static double
floor_import (const char *full, const char *scratch)
{
  const char *tables[] = { "source", "venue", "group", "meeting", "feed_record", NULL };
  g_autofree char *directory = g_build_filename (scratch, "by-hand", NULL);
  sqlite3 *from;
  sqlite3 *to;
  double start;

  empty_center (directory);
  from = open_raw (full, SQLITE_OPEN_READONLY);
  to = open_raw (directory, SQLITE_OPEN_READWRITE);
  start = bench_now_ms ();
  sqlite3_exec (to, "PRAGMA synchronous=FULL; BEGIN IMMEDIATE", NULL, NULL, NULL);
  for (guint i = 0; tables[i] != NULL; i++)
    copy_table (from, to, tables[i]);
  if (sqlite3_exec (to,
                    "INSERT INTO meeting_text (rowid, name, venue, city) SELECT m.n, m.name, v.name || ' ' || "
                    "coalesce (v.address, ''), v.city FROM meeting m LEFT JOIN venue v ON v.id = m.venue; COMMIT",
                    NULL, NULL, NULL)
      != SQLITE_OK)
    g_printerr ("text index by hand: %s\n", sqlite3_errmsg (to));
  sqlite3_exec (to, "COMMIT", NULL, NULL, NULL);
  sqlite3_close (to);
  sqlite3_close (from);
  return bench_now_ms () - start;
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
  empty_center (directory);
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
  bench_figure ("import of a feed", n, took, floor_import (directory, scratch), "ms", 2.0);
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
