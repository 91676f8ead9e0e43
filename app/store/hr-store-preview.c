/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the directory would say if some edits were published. They are made inside a transaction in which the question is answered, and
 * which is taken back: no second copy of the rules that turn rows into what screens show, and nothing to clean up after a crash. */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-edit-private.h"
#include "hr-site-private.h"
#include "hr-store-private.h"
#include "handrail/store/hr-store-desk.h"

struct _HrPreview
{
  gatomicrefcount ref_count;
  HrEdit *edits;
  gsize n_edits;
};

HrPreview *
hr_preview_new (const HrEdit *edits, gsize n_edits)
{
  HrPreview *self = g_new0 (HrPreview, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->edits = g_new0 (HrEdit, n_edits + 1);
  self->n_edits = n_edits;
  for (gsize i = 0; i < n_edits; i++)
    {
      self->edits[i] = edits[i];
      self->edits[i].id = g_strdup (edits[i].id);
      self->edits[i].fields = (const char *const *)g_strdupv ((char **)edits[i].fields);
      self->edits[i].values = (const char *const *)g_strdupv ((char **)edits[i].values);
      /* a preview shows one's own words, whatever others did meanwhile */
      self->edits[i].bases = NULL;
    }
  return self;
}

HrPreview *
hr_preview_ref (HrPreview *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
hr_preview_unref (HrPreview *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (gsize i = 0; i < self->n_edits; i++)
    {
      g_free ((char *)self->edits[i].id);
      g_strfreev ((char **)self->edits[i].fields);
      g_strfreev ((char **)self->edits[i].values);
    }
  g_free (self->edits);
  g_free (self);
}

void
hr_preview_run (HrPreview *self, HrWorkerFunc func, HrJobCall *job)
{
  g_autoptr (HrChange) change = hr_change_begin (job->state, "", &job->error);
  g_auto (GStrv) ids = g_new0 (char *, self->n_edits + 1);

  if (change == NULL || !hr_edit_in (change, self->edits, self->n_edits, NULL, ids, &job->error))
    return;
  hr_change_note (change);
  hr_site_forget (job->state);
  func (job);
  /* the change is freed without a commit */
}

HrStore *
hr_store_new_preview (HrStore *store, const HrEdit *edits, gsize n_edits)
{
  HrStore *self = NULL;

  g_return_val_if_fail (HR_IS_STORE (store) && (edits != NULL || n_edits == 0), NULL);
  self = g_object_new (HR_TYPE_STORE, NULL);
  self->original = g_object_ref (store);
  self->worker = store->worker;
  self->state = store->state;
  self->preview = hr_preview_new (edits, n_edits);
  return self;
}
