/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-store"

#include "handrail/store/hr-import-report.h"

static void
note_free (gpointer data)
{
  HrFeedNote *note = data;

  g_free (note->name);
  g_free (note->text);
  g_free (note);
}

HrImportReport *
hr_import_report_new (void)
{
  HrImportReport *self = g_new0 (HrImportReport, 1);

  self->added = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_import_change_free);
  self->changed = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_import_change_free);
  self->removed = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_import_change_free);
  self->kept = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_import_kept_free);
  self->repaired = g_ptr_array_new_with_free_func (note_free);
  self->rejected = g_ptr_array_new_with_free_func (note_free);
  self->left_out = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
hr_import_report_free (HrImportReport *self)
{
  g_free (self->source);
  g_free (self->source_name);
  g_ptr_array_unref (self->added);
  g_ptr_array_unref (self->changed);
  g_ptr_array_unref (self->removed);
  g_ptr_array_unref (self->kept);
  g_ptr_array_unref (self->repaired);
  g_ptr_array_unref (self->rejected);
  g_hash_table_unref (self->left_out);
  g_free (self);
}

void
hr_import_change_free (HrImportChange *self)
{
  g_clear_pointer (&self->was, hr_record_unref);
  g_free (self->id);
  g_free (self->name);
  g_strfreev (self->fields);
  g_clear_pointer (&self->diff, g_ptr_array_unref);
  g_free (self);
}

void
hr_import_kept_free (HrImportKept *self)
{
  g_free (self->id);
  g_free (self->name);
  g_free (self->field);
  g_free (self->yours);
  g_free (self->feeds);
  g_free (self);
}
