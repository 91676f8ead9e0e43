/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-group-rule-private.h"

gboolean
hr_group_rule_is_joining (const HrRecord *old, const HrRecord *meeting)
{
  const char *group = hr_record_get (meeting, "group");

  if (group == NULL || hr_record_get (meeting, "sign_in") != NULL)
    return FALSE;
  /* whoever takes the rule off one meeting of the group means it */
  return old == NULL || g_strcmp0 (group, hr_record_get (old, "group")) != 0
         || (hr_record_get (old, "retired") != NULL && hr_record_get (meeting, "retired") == NULL);
}

gboolean
hr_group_rule_follow (HrState *state, const HrRecord *old, HrRecord *meeting, gboolean *ret_followed, GError **error)
{
  g_autoptr (HrStatement) statement = NULL;
  gboolean row = FALSE;

  if (ret_followed != NULL)
    *ret_followed = FALSE;
  if (!hr_group_rule_is_joining (old, meeting))
    return TRUE;
  statement = hr_db_prepare (state->db, "SELECT min (sign_in) FROM meeting WHERE \"group\" = ?1 AND id IS NOT ?2 AND retired IS NOT 1 "
                                        "HAVING count (*) > 0 AND count (sign_in) = count (*) AND min (sign_in) = max (sign_in)", error);
  if (statement == NULL)
    return FALSE;
  hr_bind_text (statement, 1, hr_record_get (meeting, "group"));
  hr_bind_text (statement, 2, hr_record_get_id (meeting));
  if (!hr_db_step (state->db, statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  if (ret_followed != NULL)
    *ret_followed = TRUE;
  return hr_record_set (meeting, "sign_in", sqlite3_column_int (statement, 0) != 0 ? "yes" : "no", error);
}

GHashTable *
hr_group_rule_load (HrState *state, GError **error)
{
  /* few groups have a rule, if any: those are found by the index of what is said */
  g_autoptr (HrStatement) statement
      = hr_db_prepare (state->db, "SELECT \"group\", min (sign_in) FROM meeting WHERE retired IS NOT 1 AND \"group\" IN "
                                  "(SELECT \"group\" FROM meeting WHERE sign_in IS NOT NULL) GROUP BY \"group\" "
                                  "HAVING count (sign_in) = count (*) AND min (sign_in) = max (sign_in)", error);
  g_autoptr (GHashTable) rules = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean row = FALSE;

  if (statement == NULL)
    return NULL;
  while (hr_db_step (state->db, statement, &row, error))
    {
      if (!row)
        return g_steal_pointer (&rules);
      g_hash_table_insert (rules, hr_column_dup (statement, 0), (gpointer)(sqlite3_column_int (statement, 1) != 0 ? "yes" : "no"));
    }
  return NULL;
}
