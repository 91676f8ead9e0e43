/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-floor.h"
#include "bench.h"
#include "handrail/service/hr-center.h"

#include <sqlite3.h>

sqlite3 *
bench_open_raw (const char *directory, int flags)
{
  g_autofree char *path = g_build_filename (directory, HR_STORE_FILE, NULL);
  sqlite3 *db = NULL;

  if (sqlite3_open_v2 (path, &db, flags, NULL) != SQLITE_OK)
    g_error ("%s: %s", path, sqlite3_errmsg (db));
  return db;
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

void
bench_empty_center (const char *directory)
{
  g_autoptr (HrClock) clock = hr_clock_new ();
  g_autoptr (HrCenter) center = hr_center_new (directory, clock);
  g_autoptr (GError) error = NULL;

  if (!hr_center_create (center, TRUE, &error))
    g_error ("%s", error->message);
}

double
bench_copy_ms (const char *full, const char *scratch)
{
  const char *tables[] = { "source", "venue", "group", "meeting", "feed_record", NULL };
  g_autofree char *directory = g_build_filename (scratch, "by-hand", NULL);
  sqlite3 *from;
  sqlite3 *to;
  double start;

  bench_empty_center (directory);
  from = bench_open_raw (full, SQLITE_OPEN_READONLY);
  to = bench_open_raw (directory, SQLITE_OPEN_READWRITE);
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
