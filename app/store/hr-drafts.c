/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What somebody is still typing: kept as it stands, so that neither a crash nor a power cut loses it. Never published. */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-desk-private.h"
#include <glib/gi18n-lib.h>

#include <string.h>

/* What stood in a field when somebody began to type stands beside what was typed, under the field's name after this. */
#define WAS "was "

void
hr_draft_free (HrDraft *self)
{
  g_strfreev (self->fields);
  g_strfreev (self->values);
  g_strfreev (self->bases);
  g_free (self);
}

/* Of a new thing the id is "". */
static HrStatement *
prepare (HrState *state, const char *sql, HrKind kind, const char *id, GError **error)
{
  HrStatement *statement = hr_db_prepare (state->db, sql, error);

  if (statement == NULL)
    return NULL;
  sqlite3_bind_text (statement, 1, hr_kind_get_name (kind), -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 2, id != NULL ? id : "", -1, SQLITE_TRANSIENT);
  return statement;
}

/* @bases: field → value: in the order of the fields */
static char **
collect_bases (char **fields, GHashTable *bases)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (g_hash_table_size (bases) == 0)
    return NULL;
  for (char **field = fields; *field != NULL; field++)
    {
      const char *base = g_hash_table_lookup (bases, *field);

      g_strv_builder_add (builder, base != NULL ? base : "");
    }
  return g_strv_builder_end (builder);
}

HrDraft *
hr_draft_load (HrState *state, HrKind kind, const char *id, GError **error)
{
  g_autoptr (HrStatement) statement = NULL;
  g_autoptr (GStrvBuilder) fields = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) values = g_strv_builder_new ();
  g_autoptr (GHashTable) bases = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (HrDraft) draft = g_new0 (HrDraft, 1);
  gboolean row = FALSE, any = FALSE;

  if (!hr_state_check_open (state, error))
    return NULL;
  statement = prepare (state, "SELECT field, value, wall_ms FROM draft WHERE kind = ?1 AND id = ?2 ORDER BY field",
                       kind, id, error);
  if (statement == NULL)
    return NULL;
  while (hr_db_step (state->db, statement, &row, error))
    {
      const char *field = row ? hr_column_text (statement, 0) : NULL;
      const char *value = row ? hr_column_text (statement, 1) : NULL;

      if (!row)
        {
          if (!any)
            return NULL;
          draft->fields = g_strv_builder_end (fields);
          draft->values = g_strv_builder_end (values);
          draft->bases = collect_bases (draft->fields, bases);
          return g_steal_pointer (&draft);
        }
      if (g_str_has_prefix (field, WAS))
        {
          g_hash_table_insert (bases, g_strdup (field + strlen (WAS)), g_strdup (value != NULL ? value : ""));
          continue;
        }
      any = TRUE;
      g_strv_builder_add (fields, field);
      g_strv_builder_add (values, value != NULL ? value : "");
      draft->wall_ms = sqlite3_column_int64 (statement, 2);
    }
  return NULL;
}

gboolean
hr_draft_drop (HrState *state, HrKind kind, const char *id, GError **error)
{
  g_autoptr (HrStatement) statement = prepare (state, "DELETE FROM draft WHERE kind = ?1 AND id = ?2", kind, id, error);

  return statement != NULL && hr_db_run (state->db, statement, error);
}

static gboolean
save_one (HrState *state, HrStatement *statement, const char *field, const char *value, GError **error)
{
  sqlite3_bind_text (statement, 3, field, -1, SQLITE_TRANSIENT);
  sqlite3_bind_text (statement, 4, value != NULL ? value : "", -1, SQLITE_STATIC);
  return hr_db_run (state->db, statement, error);
}

gboolean
hr_draft_save (HrState *state, const HrDeskWrite *write, GError **error)
{
  g_autoptr (HrStatement) statement = NULL;

  if (!hr_draft_drop (state, write->kind, write->id, error))
    return FALSE;
  statement = prepare (state,
                       "INSERT INTO draft (kind, id, field, value, wall_ms) VALUES (?1, ?2, ?3, ?4, ?5) "
                       "ON CONFLICT (kind, id, field) DO UPDATE SET value = ?4",
                       write->kind, write->id, error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 5, hr_clock_now_us (state->clock) / 1000);
  for (guint i = 0; write->fields != NULL && write->fields[i] != NULL; i++)
    {
      g_autofree char *was = g_strconcat (WAS, write->fields[i], NULL);

      if (hr_kind_find_field (write->kind, write->fields[i]) < 0)
        {
          g_set_error (error, HR_ERROR, HR_ERROR_INPUT, _ ("A %s has no field “%s”."), hr_kind_get_word (write->kind),
                       write->fields[i]);
          return FALSE;
        }
      if (!save_one (state, statement, write->fields[i], write->values[i], error)
          || (write->bases != NULL && !save_one (state, statement, was, write->bases[i], error)))
        return FALSE;
    }
  return TRUE;
}
