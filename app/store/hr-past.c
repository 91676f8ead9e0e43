/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The history as changes: the rows of one transaction have its time, which no other transaction of this file has
 * (hr_state_begin_write() sees to it, whatever the clock does). */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-desk-private.h"
#include <string.h>

#define DAY_MS (G_GINT64_CONSTANT (24) * 60 * 60 * 1000)

static void
past_field_free (gpointer data)
{
  HrPastField *self = data;

  g_free (self->id);
  g_free (self->title);
  g_free (self->verb);
  g_free (self->field);
  g_free (self->old);
  g_free (self->new);
  g_free (self);
}

void
hr_past_change_free (HrPastChange *self)
{
  g_free (self->actor);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_free (self);
}

gboolean
hr_past_is_old (HrState *state, gint64 wall_ms)
{
  return hr_clock_now_us (state->clock) / 1000 - wall_ms > HR_UNDO_DAYS * DAY_MS;
}

static gboolean
find_undo (HrState *state, gint64 number, gint64 *ret_undo, GError **error)
{
  g_autoptr (HrStatement) statement =
      hr_db_prepare (state->db, "SELECT max(wall_ms) FROM history WHERE kind = 'change' AND id = ?1", error);
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, id, -1, SQLITE_TRANSIENT);
  if (!hr_db_step (state->db, statement, NULL, error))
    return FALSE;
  *ret_undo = sqlite3_column_int64 (statement, 0);
  return TRUE;
}

/* A change that was taken back counts again when the taking back was taken back. */
gboolean
hr_past_is_undone (HrState *state, gint64 number, gboolean *ret_undone, GError **error)
{
  gint64 at = number, undo = 0;

  *ret_undone = FALSE;
  while (find_undo (state, at, &undo, error))
    {
      if (undo == 0)
        return TRUE;
      *ret_undone = !*ret_undone;
      at = undo;
    }
  return FALSE;
}

/* ---- the changes of a page ---- */

static HrStatement *
prepare_numbers (HrState *state, HrKind kind, const char *id, gint64 before, GError **error)
{
  static const char *const all =
      "SELECT DISTINCT wall_ms FROM history WHERE wall_ms < ?1 ORDER BY wall_ms DESC LIMIT ?2";
  static const char *const of_one =
      "SELECT wall_ms FROM history WHERE kind = ?3 AND id = ?4 AND wall_ms < ?1 "
      "UNION SELECT wall_ms FROM history WHERE kind = 'exception' AND wall_ms < ?1 AND id IN "
      "(SELECT id FROM exception WHERE (?3 = 'meeting' AND meeting = ?4) OR (?3 = 'venue' AND venue = ?4)) "
      "ORDER BY wall_ms DESC LIMIT ?2";
  HrStatement *statement = hr_db_prepare (state->db, id != NULL ? of_one : all, error);

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, before != 0 ? before : G_MAXINT64);
  sqlite3_bind_int64 (statement, 2, HR_PAST_CHANGES);
  if (id != NULL)
    {
      hr_bind_text (statement, 3, hr_kind_get_name (kind));
      hr_bind_text (statement, 4, id);
    }
  return statement;
}

static gboolean
find_numbers (HrState *state, HrKind kind, const char *id, gint64 before, GArray *numbers, GError **error)
{
  g_autoptr (HrStatement) statement = prepare_numbers (state, kind, id, before, error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  while (hr_db_step (state->db, statement, &row, error))
    {
      gint64 number = row ? sqlite3_column_int64 (statement, 0) : 0;

      if (!row)
        return TRUE;
      g_array_append_val (numbers, number);
    }
  return FALSE;
}

/* ---- one change ---- */

static gboolean
get_title (HrState *state, GHashTable *titles, HrPastField *field, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (HrRow) row = NULL;
  g_autofree char *key = NULL;
  const char *known = NULL;

  if (field->kind == HR_N_KINDS)
    {
      field->title = g_strdup ("");
      return TRUE;
    }
  key = g_strdup_printf ("%d/%s", (int)field->kind, field->id);
  known = g_hash_table_lookup (titles, key);
  if (known == NULL)
    {
      char *title = NULL;

      row = hr_records_get (state->db, field->kind, field->id, &local);
      if (row == NULL && !g_error_matches (local, HR_ERROR, HR_ERROR_NOT_FOUND))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      title = row != NULL ? hr_thing_title (state, row->record, error) : g_strdup (field->id);
      if (title == NULL)
        return FALSE;
      known = title;
      g_hash_table_insert (titles, g_steal_pointer (&key), title);
    }
  field->title = g_strdup (known);
  return TRUE;
}

static HrPastField *
read_field (HrStatement *statement)
{
  HrPastField *field = g_new0 (HrPastField, 1);

  if (!hr_kind_from_name (hr_column_text (statement, 0), &field->kind))
    field->kind = HR_N_KINDS;
  field->id = hr_column_dup (statement, 1);
  field->verb = hr_column_dup (statement, 2);
  field->field = hr_column_dup (statement, 3);
  field->old = hr_column_dup (statement, 4);
  field->new = hr_column_dup (statement, 5);
  return field;
}

/* Rows of one change: those of one thing first, so that it is among them however large the change is. */
static HrStatement *
prepare_fields (HrState *state, HrKind kind, const char *id, gint64 number, GError **error)
{
  static const char *const all = "SELECT kind, id, verb, field, old, new FROM history WHERE wall_ms = ?1 "
                                 "AND kind <> 'change' ORDER BY n LIMIT ?2";
  static const char *const of_one =
      "SELECT kind, id, verb, field, old, new FROM history WHERE wall_ms = ?1 AND ((kind = ?3 AND id = ?4) OR "
      "(kind = 'exception' AND id IN (SELECT id FROM exception WHERE (?3 = 'meeting' AND meeting = ?4) OR "
      "(?3 = 'venue' AND venue = ?4)))) ORDER BY n LIMIT ?2";
  HrStatement *statement = hr_db_prepare (state->db, id != NULL ? of_one : all, error);

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, number);
  sqlite3_bind_int64 (statement, 2, HR_PAST_FIELDS);
  if (id != NULL)
    {
      hr_bind_text (statement, 3, hr_kind_get_name (kind));
      hr_bind_text (statement, 4, id);
    }
  return statement;
}

static gboolean
load_fields (HrState *state, HrPastChange *change, HrKind kind, const char *id, GHashTable *titles, GError **error)
{
  g_autoptr (HrStatement) statement = prepare_fields (state, kind, id, change->number, error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  while (hr_db_step (state->db, statement, &row, error))
    {
      HrPastField *field = row ? read_field (statement) : NULL;

      if (!row)
        return TRUE;
      g_ptr_array_add (change->fields, field);
      if (!get_title (state, titles, field, error))
        return FALSE;
    }
  return FALSE;
}

static gboolean
load_change (HrState *state, HrPastChange *change, GError **error)
{
  g_autoptr (HrStatement) statement = hr_db_prepare (
      state->db,
      "SELECT actor, sum(kind <> 'change'), max(verb IN ('import', 'headcount') OR kind = 'directory'), "
      "max(CASE WHEN kind = 'change' THEN CAST (id AS INTEGER) ELSE 0 END) FROM history WHERE wall_ms = ?1",
      error);
  gboolean import = FALSE;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, change->number);
  if (!hr_db_step (state->db, statement, NULL, error))
    return FALSE;
  change->wall_ms = change->number;
  change->actor = hr_column_dup (statement, 0);
  if (change->actor == NULL)
    change->actor = g_strdup ("");
  change->n_fields = (guint)sqlite3_column_int64 (statement, 1);
  import = sqlite3_column_int (statement, 2) == 1;
  change->undo_of = sqlite3_column_int64 (statement, 3);
  if (!hr_past_is_undone (state, change->number, &change->undone, error))
    return FALSE;
  change->can_undo = !import && !change->undone && !hr_past_is_old (state, change->wall_ms);
  return TRUE;
}

GPtrArray *
hr_past_load (HrState *state, HrKind kind, const char *id, gint64 before, GError **error)
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_past_change_free);
  g_autoptr (GHashTable) titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (!hr_state_check_open (state, error) || !find_numbers (state, kind, id, before, numbers, error))
    return NULL;
  for (guint i = 0; i < numbers->len; i++)
    {
      HrPastChange *change = g_new0 (HrPastChange, 1);

      change->number = g_array_index (numbers, gint64, i);
      change->fields = g_ptr_array_new_with_free_func (past_field_free);
      g_ptr_array_add (changes, change);
      if (!load_change (state, change, error) || !load_fields (state, change, kind, id, titles, error))
        return NULL;
    }
  return g_steal_pointer (&changes);
}
