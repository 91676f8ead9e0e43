/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What somebody is still typing: kept as it stands, so that neither a crash nor a power cut loses it. Never published. */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-desk-private.h"

void
hr_draft_free (HrDraft *self)
{
  g_strfreev (self->fields);
  g_strfreev (self->values);
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

HrDraft *
hr_draft_load (HrState *state, HrKind kind, const char *id, GError **error)
{
  g_autoptr (HrStatement) statement = NULL;
  g_autoptr (GStrvBuilder) fields = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) values = g_strv_builder_new ();
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
      const char *value = row ? hr_column_text (statement, 1) : NULL;

      if (!row)
        {
          if (!any)
            return NULL;
          draft->fields = g_strv_builder_end (fields);
          draft->values = g_strv_builder_end (values);
          return g_steal_pointer (&draft);
        }
      any = TRUE;
      g_strv_builder_add (fields, hr_column_text (statement, 0));
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

gboolean
hr_draft_save (HrState *state, HrKind kind, const char *id, const char *const *fields, const char *const *values,
               GError **error)
{
  g_autoptr (HrStatement) statement = NULL;

  if (!hr_draft_drop (state, kind, id, error))
    return FALSE;
  statement = prepare (state,
                       "INSERT INTO draft (kind, id, field, value, wall_ms) VALUES (?1, ?2, ?3, ?4, ?5) "
                       "ON CONFLICT (kind, id, field) DO UPDATE SET value = ?4",
                       kind, id, error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 5, hr_clock_now_us (state->clock) / 1000);
  for (guint i = 0; fields != NULL && fields[i] != NULL; i++)
    {
      if (hr_kind_find_field (kind, fields[i]) < 0)
        {
          g_set_error (error, HR_ERROR, HR_ERROR_INPUT, "A %s has no field “%s”.", hr_kind_get_name (kind), fields[i]);
          return FALSE;
        }
      sqlite3_bind_text (statement, 3, fields[i], -1, SQLITE_STATIC);
      sqlite3_bind_text (statement, 4, values[i] != NULL ? values[i] : "", -1, SQLITE_STATIC);
      if (!hr_db_run (state->db, statement, error))
        return FALSE;
    }
  return TRUE;
}
