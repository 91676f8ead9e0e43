/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two meetings that are one, or that only look so. */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-desk-private.h"
#include "hr-edit-private.h"
#include <glib/gi18n-lib.h>

#include <string.h>

gboolean
hr_kept_pair_set (HrState *state, const char *a, const char *b, gboolean kept, GError **error)
{
  static const char *const insert = "INSERT INTO kept_pair (a, b) VALUES (?1, ?2) ON CONFLICT (a, b) DO NOTHING";
  static const char *const delete = "DELETE FROM kept_pair WHERE a = ?1 AND b = ?2";
  g_autoptr (HrStatement) statement = hr_db_prepare (state->db, kept ? insert : delete, error);
  gboolean in_order = strcmp (a, b) < 0;

  if (statement == NULL)
    return FALSE;
  hr_bind_text (statement, 1, in_order ? a : b);
  hr_bind_text (statement, 2, in_order ? b : a);
  return hr_db_run (state->db, statement, error);
}

static gboolean
check_two (HrState *state, const char *a, const char *b, GError **error)
{
  const char *const both[] = { a, b };

  if (strcmp (a, b) == 0)
    {
      g_set_error_literal (error, HR_ERROR, HR_ERROR_INPUT, _ ("This is one meeting. Choose two."));
      return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (both); i++)
    {
      gint64 n = 0;

      if (!hr_records_find (state->db, HR_KIND_MEETING, both[i], FALSE, &n, error))
        return FALSE;
      if (n != 0)
        continue;
      g_set_error (error, HR_ERROR, HR_ERROR_NOT_FOUND, _ ("There is no meeting “%s” any more."), both[i]);
      return FALSE;
    }
  return TRUE;
}

/* What a feed brings stays retired because staff retired it: an override like any other. */
gboolean
hr_merge (HrChange *change, const char *keep, const char *drop, GPtrArray *ids, GError **error)
{
  HrEdit edit = { .verb = HR_EDIT_RETIRE, .kind = HR_KIND_MEETING, .id = drop };
  g_autofree char *done[2] = { NULL, NULL };

  if (!check_two (hr_change_get_state (change), keep, drop, error) || !hr_edit_in (change, &edit, 1, NULL, done, error))
    return FALSE;
  g_ptr_array_add (ids, g_strdup (keep));
  g_ptr_array_add (ids, g_strdup (drop));
  return TRUE;
}

gboolean
hr_keep_both (HrChange *change, const char *a, const char *b, GError **error)
{
  HrState *state = hr_change_get_state (change);

  return check_two (state, a, b, error) && hr_kept_pair_set (state, a, b, TRUE, error)
         && hr_change_history (change, hr_kind_get_name (HR_KIND_MEETING), a, "keep", NULL, NULL, b, error);
}
