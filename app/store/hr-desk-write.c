/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever the desk writes: one transaction each. */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-conflicts-private.h"
#include "hr-desk-private.h"
#include "hr-edit-private.h"
#include <string.h>

static gboolean
edit (HrChange *change, const HrDeskWrite *write, GPtrArray *ids, GError **error)
{
  HrState *state = hr_change_get_state (change);
  g_auto (GStrv) done = g_new0 (char *, write->n_edits + 1);

  if (!hr_edit_in (change, write->edits, write->n_edits, NULL, done, error))
    return FALSE;
  for (gsize i = 0; i < write->n_edits; i++)
    {
      const HrEdit *one = &write->edits[i];

      /* what was being typed is published now */
      if (!hr_draft_drop (state, one->kind, one->verb != HR_EDIT_ADD ? one->id : NULL, error))
        return FALSE;
      hr_change_note (change);
      g_ptr_array_add (ids, g_strdup (done[i]));
    }
  return TRUE;
}

static gboolean
verify (HrChange *change, const HrDeskWrite *write, GPtrArray *ids, GError **error)
{
  g_autofree char *today = hr_date_to_string (hr_desk_today (hr_change_get_state (change)));
  const char *const fields[] = { "verified", NULL };
  const char *const values[] = { today, NULL };
  HrEdit checked = { HR_EDIT_SET, write->kind, write->id, fields, values };
  g_autofree char *done[2] = { NULL, NULL };

  if (!hr_edit_in (change, &checked, 1, NULL, done, error))
    return FALSE;
  g_ptr_array_add (ids, g_strdup (write->id));
  return TRUE;
}

static gboolean
run (HrChange *change, const HrDeskWrite *write, GPtrArray *ids, GError **error)
{
  switch (write->verb)
    {
    case HR_DESK_EDIT:
      return edit (change, write, ids, error);
    case HR_DESK_CANCEL:
      return hr_say_cancel (change, write, ids, error);
    case HR_DESK_MOVE:
      return hr_say_move (change, write, ids, error);
    case HR_DESK_AS_USUAL:
      return hr_say_as_usual (change, write, error);
    case HR_DESK_PAUSE:
      return hr_say_pause (change, write, ids, error);
    case HR_DESK_VERIFY:
      return verify (change, write, ids, error);
    case HR_DESK_UNDO:
      return hr_undo (change, write->change, ids, error);
    case HR_DESK_MERGE:
      return hr_merge (change, write->id, write->other, ids, error);
    case HR_DESK_KEEP_BOTH:
      return hr_keep_both (change, write->id, write->other, error);
    case HR_DESK_SETTLE:
      return hr_conflict_settle (change, write, ids, error);
    case HR_DESK_HEADCOUNT:
      return hr_say_headcount (change, write, error);
    case HR_DESK_SAVE_DRAFT:
    default:
      g_return_val_if_reached (FALSE);
    }
}

/* Not a change of the directory: no history, no news. */
static char **
save_draft (HrState *state, const HrDeskWrite *write, GError **error)
{
  g_autoptr (HrTransaction) transaction = hr_transaction_begin (state->db, error);

  if (transaction == NULL || !hr_draft_save (state, write, error)
      || !hr_transaction_commit (transaction, error))
    return NULL;
  return g_new0 (char *, 1);
}

char **
hr_desk_write (HrState *state, const HrDeskWrite *write, const char *actor, GError **error)
{
  g_autoptr (HrChange) change = NULL;
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  if (!hr_state_check_open (state, error))
    return NULL;
  if (write->verb == HR_DESK_SAVE_DRAFT)
    return save_draft (state, write, error);
  change = hr_change_begin (state, actor, error);
  if (change == NULL || !run (change, write, ids, error) || !hr_change_commit (change, error))
    return NULL;
  g_ptr_array_add (ids, NULL);
  return (char **)g_ptr_array_steal (ids, NULL);
}
