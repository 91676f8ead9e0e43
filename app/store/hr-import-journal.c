/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Spans of numbers instead of copies of rows: an import of 100,000 meetings leaves a dozen rows here. */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-import-journal-private.h"

#include "hr-records-private.h"

#define KEPT_MS (HR_IMPORT_UNDO_DAYS * G_GINT64_CONSTANT (86400000))

typedef struct
{
  HrKind kind;
  char *id;
  char *field;
  char *old;
  char *new;
} HrJournalOverride;

static void
override_free (gpointer data)
{
  HrJournalOverride *self = data;

  g_free (self->id);
  g_free (self->field);
  g_free (self->old);
  g_free (self->new);
  g_free (self);
}

void
hr_past_import_free (HrPastImport *self)
{
  g_free (self->source);
  g_free (self->name);
  g_free (self);
}

/* Statements are kept by the address of their text. Kinds that no feed brings are not here. */
static const char *const last_sql[HR_N_KINDS] = {
  [HR_KIND_FELLOWSHIP] = "SELECT coalesce (max (n), 0) FROM fellowship",
  [HR_KIND_VENUE] = "SELECT coalesce (max (n), 0) FROM venue",
  [HR_KIND_GROUP] = "SELECT coalesce (max (n), 0) FROM \"group\"",
  [HR_KIND_MEETING] = "SELECT coalesce (max (n), 0) FROM meeting",
  [HR_KIND_EXCEPTION] = "SELECT coalesce (max (n), 0) FROM exception",
  [HR_KIND_TYPE] = "SELECT coalesce (max (n), 0) FROM type",
  [HR_KIND_SOURCE] = "SELECT coalesce (max (n), 0) FROM source",
};

static gboolean
get_all_last (HrDb *db, gint64 *last, gint64 *history, GError **error)
{
  for (guint kind = 0; kind < HR_N_KINDS; kind++)
    {
      last[kind] = 0;
      if (last_sql[kind] != NULL && !hr_db_get_integer (db, last_sql[kind], &last[kind], error))
        return FALSE;
    }
  return hr_db_get_integer (db, "SELECT coalesce (max (n), 0) FROM history", history, error);
}

gboolean
hr_import_journal_begin (HrImportJournal *self, HrDb *db, GError **error)
{
  return get_all_last (db, self->last, &self->history, error);
}

void
hr_import_journal_override (HrImportJournal *self, HrKind kind, const char *id, const char *field, const char *old,
                            const char *new)
{
  HrJournalOverride *item = g_new0 (HrJournalOverride, 1);

  item->kind = kind;
  item->id = g_strdup (id);
  item->field = g_strdup (field);
  item->old = g_strdup (old);
  item->new = g_strdup (new);
  if (self->overrides == NULL)
    self->overrides = g_ptr_array_new_with_free_func (override_free);
  g_ptr_array_add (self->overrides, item);
}

void
hr_import_journal_clear (HrImportJournal *self)
{
  g_clear_pointer (&self->overrides, g_ptr_array_unref);
}

static gboolean
put_added (HrDb *db, gint64 number, HrKind kind, gint64 first, gint64 last, GError **error)
{
  g_autoptr (HrStatement) statement =
      hr_db_prepare (db, "INSERT INTO import_added (import, kind, first, last) VALUES (?1, ?2, ?3, ?4)", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, number);
  sqlite3_bind_text (statement, 2, hr_kind_get_name (kind), -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 3, first);
  sqlite3_bind_int64 (statement, 4, last);
  return hr_db_run (db, statement, error);
}

static gboolean
put_override (HrDb *db, gint64 number, const HrJournalOverride *item, GError **error)
{
  g_autoptr (HrStatement) statement =
      hr_db_prepare (db,
                     "INSERT INTO import_override (import, kind, id, field, old, new) VALUES (?1, ?2, ?3, ?4, ?5, ?6) "
                     "ON CONFLICT (import, kind, id, field) DO UPDATE SET new = ?6",
                     error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, number);
  sqlite3_bind_text (statement, 2, hr_kind_get_name (item->kind), -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 3, item->id, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 4, item->field, -1, SQLITE_STATIC);
  hr_bind_text (statement, 5, item->old);
  hr_bind_text (statement, 6, item->new);
  return hr_db_run (db, statement, error);
}

static gboolean
run_before (HrDb *db, const char *sql, gint64 wall_ms, GError **error)
{
  g_autoptr (HrStatement) statement = hr_db_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, wall_ms);
  return hr_db_run (db, statement, error);
}

static gboolean
drop_old (HrDb *db, gint64 now_ms, GError **error)
{
  const gint64 before = now_ms - KEPT_MS;

  return run_before (db, "DELETE FROM import_added WHERE import IN (SELECT n FROM import WHERE wall_ms < ?1)", before,
                     error)
         && run_before (db, "DELETE FROM import_override WHERE import IN (SELECT n FROM import WHERE wall_ms < ?1)",
                        before, error)
         && run_before (db, "DELETE FROM import WHERE wall_ms < ?1", before, error);
}

static gboolean
put_import (HrDb *db, const HrImportReport *report, gint64 wall_ms, gint64 first, gint64 last, gint64 *ret_number,
            GError **error)
{
  g_autoptr (HrStatement) statement =
      hr_db_prepare (db,
                     "INSERT INTO import (wall_ms, source, name, added, changed, removed, history_first, history_last) "
                     "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                     error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, wall_ms);
  hr_bind_text (statement, 2, report->source);
  sqlite3_bind_text (statement, 3, report->source_name != NULL ? report->source_name : "", -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 4, report->added->len);
  sqlite3_bind_int64 (statement, 5, report->changed->len);
  sqlite3_bind_int64 (statement, 6, report->removed->len);
  sqlite3_bind_int64 (statement, 7, first);
  sqlite3_bind_int64 (statement, 8, last);
  if (!hr_db_run (db, statement, error))
    return FALSE;
  *ret_number = sqlite3_last_insert_rowid (hr_db_get_handle (db));
  return TRUE;
}

gboolean
hr_import_journal_end (HrImportJournal *self, HrChange *change, HrImportReport *report, GError **error)
{
  HrDb *db = hr_change_get_state (change)->db;
  const gint64 wall_ms = hr_change_get_wall_ms (change);
  gint64 last[HR_N_KINDS], history = 0, number = 0;
  gboolean any;

  if (!get_all_last (db, last, &history, error))
    return FALSE;
  any = history > self->history || self->overrides != NULL;
  for (guint kind = 0; kind < HR_N_KINDS; kind++)
    any = any || last[kind] > self->last[kind];
  if (!any)
    return TRUE;
  if (!drop_old (db, wall_ms, error) || !put_import (db, report, wall_ms, self->history + 1, history, &number, error))
    return FALSE;
  for (guint kind = 0; kind < HR_N_KINDS; kind++)
    if (last[kind] > self->last[kind] && !put_added (db, number, (HrKind)kind, self->last[kind] + 1, last[kind], error))
      return FALSE;
  for (guint i = 0; self->overrides != NULL && i < self->overrides->len; i++)
    if (!put_override (db, number, self->overrides->pdata[i], error))
      return FALSE;
  report->import = number;
  return TRUE;
}

GPtrArray *
hr_import_journal_list (HrState *state, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_past_import_free);
  g_autoptr (HrStatement) statement = NULL;
  gboolean row = FALSE;

  if (!hr_state_check_open (state, error))
    return NULL;
  statement = hr_db_prepare (state->db,
                             "SELECT n, wall_ms, source, name, added, changed, removed, undone_ms FROM import "
                             "WHERE wall_ms >= ?1 AND added + changed + removed > 0 ORDER BY n DESC",
                             error);
  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, hr_clock_now_s (state->clock) * 1000 - KEPT_MS);
  while (hr_db_step (state->db, statement, &row, error))
    {
      HrPastImport *item;

      if (!row)
        return g_steal_pointer (&list);
      item = g_new0 (HrPastImport, 1);
      item->number = sqlite3_column_int64 (statement, 0);
      item->wall_ms = sqlite3_column_int64 (statement, 1);
      item->source = hr_column_dup (statement, 2);
      item->name = hr_column_dup (statement, 3);
      item->n_added = (guint)sqlite3_column_int64 (statement, 4);
      item->n_changed = (guint)sqlite3_column_int64 (statement, 5);
      item->n_removed = (guint)sqlite3_column_int64 (statement, 6);
      item->undone = sqlite3_column_type (statement, 7) != SQLITE_NULL;
      g_ptr_array_add (list, item);
    }
  return NULL;
}
