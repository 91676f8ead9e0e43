/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report of an import: which fields of what changed, from what to what. */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-apply-private.h"

#include <glib/gi18n-lib.h>

static void
diff_field_free (gpointer data)
{
  HrImportField *self = data;

  g_free (self->name);
  g_free (self->old);
  g_free (self->new);
  g_free (self);
}

static void
add_field (GPtrArray *list, const char *prefix, const HrRecord *old, const HrRecord *new, guint number)
{
  const HrField *field = &hr_kind_get_fields (hr_record_get_kind (new), NULL)[number];
  HrImportField *item = g_new0 (HrImportField, 1);

  item->name = g_strconcat (prefix, field->name, NULL);
  item->old = g_strdup (hr_record_get_nth (old, number));
  item->new = g_strdup (hr_record_get_nth (new, number));
  g_ptr_array_add (list, item);
}

void
hr_apply_diff (GPtrArray **list, const char *prefix, const HrRecord *old, const HrRecord *new)
{
  guint64 bits = old != NULL && new != NULL ? hr_records_diff (old, new) : 0;

  for (guint i = 0; bits != 0; i++, bits >>= 1)
    if ((bits & 1) != 0)
      {
        if (*list == NULL)
          *list = g_ptr_array_new_with_free_func (diff_field_free);
        add_field (*list, prefix, old, new, i);
      }
}

static void
copy_fields (GPtrArray *from, GPtrArray **to)
{
  for (guint i = 0; from != NULL && i < from->len; i++)
    {
      const HrImportField *item = from->pdata[i];
      HrImportField *copy = g_new0 (HrImportField, 1);

      if (*to == NULL)
        *to = g_ptr_array_new_with_free_func (diff_field_free);
      copy->name = g_strdup (item->name);
      copy->old = g_strdup (item->old);
      copy->new = g_strdup (item->new);
      g_ptr_array_add (*to, copy);
    }
}

void
hr_apply_describe_change (HrImportChange *change, const HrRecord *old, const HrRecord *new, const HrShared *venue,
                          const HrShared *group)
{
  hr_apply_diff (&change->diff, "", old, new);
  if (venue != NULL)
    copy_fields (venue->diff, &change->diff);
  if (group != NULL)
    copy_fields (group->diff, &change->diff);
}

/* ---- what is left out ---- */

gboolean
hr_apply_is_skipped (HrApply *self, const HrKnown *known, const char *key, gboolean *ret_skipped, GError **error)
{
  GHashTable *skip = self->options->skip;
  g_autoptr (HrRow) row = NULL;
  g_autofree char *id = NULL;

  *ret_skipped = FALSE;
  if (skip == NULL || g_hash_table_size (skip) == 0)
    return TRUE;
  if (known == NULL)
    {
      id = hr_text_derive_id ("m", self->source, key, NULL);
      *ret_skipped = g_hash_table_contains (skip, id);
      return TRUE;
    }
  row = hr_records_get_nth (self->state->db, HR_KIND_MEETING, known->meeting, error);
  if (row == NULL)
    return FALSE;
  *ret_skipped = g_hash_table_contains (skip, hr_record_get_id (row->record));
  return TRUE;
}

gboolean
hr_apply_skip_gone (HrApply *self, GError **error)
{
  GHashTableIter iter;
  gpointer value = NULL;

  if (self->options->skip == NULL || g_hash_table_size (self->options->skip) == 0)
    return TRUE;
  g_hash_table_iter_init (&iter, self->known);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      HrKnown *known = value;

      if (!known->gone && !known->seen && !hr_apply_is_skipped (self, known, known->key, &known->seen, error))
        return FALSE;
    }
  return TRUE;
}

/* ---- a long one ---- */

gboolean
hr_apply_go_on (HrApply *self, HrApplyPhase phase, guint done, guint total, GError **error)
{
  const HrApplyOptions *options = self->options;

  if (options->cancellable != NULL && g_cancellable_is_cancelled (options->cancellable))
    {
      g_set_error_literal (error, HR_ERROR, HR_ERROR_CANCELLED, _ ("The import was cancelled. Nothing was changed."));
      return FALSE;
    }
  if (options->progress != NULL && (done % 256 == 0 || done == total))
    options->progress (phase, done, total, options->progress_data);
  return TRUE;
}

gboolean
hr_apply_check_stamp (HrApply *self, GError **error)
{
  if (!hr_state_get_meta (self->state, "stamp", &self->report->stamp, error))
    return FALSE;
  if (self->options->stamp == 0 || self->options->stamp == self->report->stamp)
    return TRUE;
  g_set_error_literal (
      error, HR_ERROR, HR_ERROR_REFUSED,
      _ ("The listings were changed after this file was looked at. Nothing was imported. Look at what it would "
         "change again, and then import it."));
  return FALSE;
}
