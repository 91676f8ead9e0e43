/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What becomes of a form: a preview, a publish, a retirement. */
#define G_LOG_DOMAIN "handrail-service"

#include "hr-form-private.h"
#include "handrail/core/hr-error.h"

#include <string.h>

/* What is to be written: pairs that belong to the form */
typedef struct
{
  GPtrArray *fields, *values, *bases;
  HrEdit edit;
} Pairs;

static void
pairs_free (Pairs *self)
{
  g_ptr_array_unref (self->fields);
  g_ptr_array_unref (self->values);
  g_ptr_array_unref (self->bases);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Pairs, pairs_free)

static void
add_pair (Pairs *pairs, const char *field, const char *value, const char *base)
{
  g_ptr_array_add (pairs->fields, g_strdup (field));
  g_ptr_array_add (pairs->values, g_strdup (value));
  g_ptr_array_add (pairs->bases, g_strdup (base));
}

static Pairs *
collect (HrForm *self)
{
  Pairs *pairs = g_new0 (Pairs, 1);
  pairs->fields = g_ptr_array_new_with_free_func (g_free);
  pairs->values = g_ptr_array_new_with_free_func (g_free);
  pairs->bases = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < self->n_fields; i++)
    if (self->fields[i].holds && strcmp (self->fields[i].value, self->fields[i].base) != 0)
      add_pair (pairs, hr_form_name_of (self, i), self->fields[i].value, self->fields[i].base);
  return pairs;
}

static const HrEdit *
close_pairs (HrForm *self, Pairs *pairs)
{
  g_ptr_array_add (pairs->fields, NULL);
  g_ptr_array_add (pairs->values, NULL);
  g_ptr_array_add (pairs->bases, NULL);
  pairs->edit = (HrEdit){ .verb = self->id != NULL ? HR_EDIT_SET : HR_EDIT_ADD,
                          .kind = self->kind,
                          .id = self->id,
                          .fields = (const char *const *)pairs->fields->pdata,
                          .values = (const char *const *)pairs->values->pdata,
                          .bases = self->id != NULL ? (const char *const *)pairs->bases->pdata : NULL };
  return &pairs->edit;
}

HrDirectory *
hr_form_preview (HrForm *self)
{
  g_return_val_if_fail (HR_IS_FORM (self), NULL);
  g_autoptr (Pairs) pairs = collect (self);
  if (self->kind == HR_KIND_MEETING)
    add_pair (pairs, "published", "yes", "");
  close_pairs (self, pairs);
  if (self->id == NULL)
    pairs->edit.id = HR_FORM_PREVIEW_ID;
  else if (hr_form_is_retired (self))
    pairs->edit.verb = HR_EDIT_RESTORE;
  return hr_editor_preview (self->editor, &pairs->edit, 1);
}

static void
published_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  HrForm *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_auto (GStrv) ids = hr_editor_finish (HR_EDITOR (source), result, &error);
  self->writing = FALSE;
  if (ids == NULL)
    {
      /* what the others wrote is shown beside it */
      if (g_error_matches (error, HR_ERROR, HR_ERROR_CONFLICT))
        hr_form_load (self);
      g_task_return_error (task, error);
      return;
    }
  g_clear_handle_id (&self->draft_source, g_source_remove);
  g_free (self->id);
  self->id = g_strdup (ids[0]);
  g_clear_pointer (&self->copy_of, g_free);
  hr_form_forget_steps (self);
  self->draft_stored = FALSE;
  self->draft_ms = 0;
  self->ready = FALSE;
  hr_form_load (self);
  g_task_return_boolean (task, TRUE);
}

void
hr_form_publish_async (HrForm *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HR_IS_FORM (self));
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  g_autoptr (Pairs) pairs = collect (self);
  guint verified = hr_kind_n_own_fields (self->kind) + HR_COMMON_VERIFIED;
  if (self->id == NULL && *self->fields[verified].value == '\0')
    {
      /* who writes it down today has checked it today */
      g_autofree char *today = hr_editor_today (self->editor);
      add_pair (pairs, "verified", today, "");
    }
  g_clear_handle_id (&self->draft_source, g_source_remove);
  self->writing = TRUE;
  hr_editor_edit_async (self->editor, close_pairs (self, pairs), 1, published_cb, g_steal_pointer (&task));
}

static void
retired_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  HrForm *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_auto (GStrv) ids = hr_editor_finish (HR_EDITOR (source), result, &error);
  self->writing = FALSE;
  /* the edit ended the draft, which is still being typed */
  hr_form_save_draft (self);
  hr_form_load (self);
  if (ids != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
hr_form_retire_async (HrForm *self, gboolean retire, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HR_IS_FORM (self));
  g_return_if_fail (self->id != NULL);
  HrEdit edit = { .verb = retire ? HR_EDIT_RETIRE : HR_EDIT_RESTORE, .kind = self->kind, .id = self->id };
  self->writing = TRUE;
  hr_editor_edit_async (self->editor, &edit, 1, retired_cb, g_task_new (self, NULL, callback, user_data));
}

gboolean
hr_form_finish (HrForm *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
