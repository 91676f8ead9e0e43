/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-edit-private.h"
#include "hr-held-private.h"

static HrStatement *
prepare (HrState *state, const char *sql, HrKind kind, const char *id, const char *field, GError **error)
{
  HrStatement *statement = hr_db_prepare (state->db, sql, error);

  if (statement == NULL)
    return NULL;
  hr_bind_text (statement, 1, hr_kind_get_name (kind));
  hr_bind_text (statement, 2, id);
  hr_bind_text (statement, 3, field);
  return statement;
}

gboolean
hr_override_get (HrState *state, HrKind kind, const char *id, const char *field, gboolean *ret_found, char **ret_feed,
                 GError **error)
{
  g_autoptr (HrStatement) statement =
      prepare (state, "SELECT feed FROM override WHERE kind = ?1 AND id = ?2 AND field = ?3", kind, id, field, error);

  if (statement == NULL || !hr_db_step (state->db, statement, ret_found, error))
    return FALSE;
  *ret_feed = *ret_found ? hr_column_dup (statement, 0) : NULL;
  return TRUE;
}

gboolean
hr_override_set (HrState *state, HrKind kind, const char *id, const char *field, const char *feed, GError **error)
{
  g_autoptr (HrStatement) statement = prepare (state,
                                               "INSERT INTO override (kind, id, field, feed) VALUES (?1, ?2, ?3, ?4) "
                                               "ON CONFLICT (kind, id, field) DO UPDATE SET feed = ?4",
                                               kind, id, field, error);

  if (statement == NULL)
    return FALSE;
  hr_bind_text (statement, 4, feed);
  return hr_db_run (state->db, statement, error);
}

gboolean
hr_override_remove (HrState *state, HrKind kind, const char *id, const char *field, GError **error)
{
  g_autoptr (HrStatement) statement =
      prepare (state, "DELETE FROM override WHERE kind = ?1 AND id = ?2 AND field = ?3", kind, id, field, error);

  return statement != NULL && hr_db_run (state->db, statement, error);
}

gboolean
hr_override_drop (HrState *state, HrKind kind, const char *id, GError **error)
{
  g_autoptr (HrStatement) statement = hr_db_prepare (state->db, "DELETE FROM override WHERE kind = ?1 AND id = ?2", error);

  if (statement == NULL)
    return FALSE;
  hr_bind_text (statement, 1, hr_kind_get_name (kind));
  hr_bind_text (statement, 2, id);
  return hr_db_run (state->db, statement, error);
}
