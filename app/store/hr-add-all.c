/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-edit-private.h"
#include <string.h>

/* Many records at once: nothing is read for those that are new. */
typedef struct
{
  HrChange *change;
  HrState *state;
  GHashTable *by_id[HR_N_KINDS]; /* id -> HrRecord, of this batch; values may be read from the database */
  GArray *added;                 /* HrAdded: meetings whose words are still to be written */
  gboolean types;
} HrBatch;

typedef struct
{
  gint64 n;
  const HrRecord *record;
} HrAdded;

static void
batch_clear (HrBatch *self)
{
  for (guint i = 0; i < HR_N_KINDS; i++)
    g_clear_pointer (&self->by_id[i], g_hash_table_unref);
  g_clear_pointer (&self->added, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HrBatch, batch_clear)

static gboolean
put_record (HrBatch *self, HrRecord *record, GError **error)
{
  HrKind kind = hr_record_get_kind (record);
  const char *id = hr_record_get_id (record);
  g_autoptr (HrRow) row = NULL;
  gint64 n = 0;

  if (id == NULL || *id == '\0')
    {
      g_set_error (error, HR_ERROR, HR_ERROR_INPUT, "A %s without an id cannot be added.", hr_kind_get_name (kind));
      return FALSE;
    }
  if (!hr_record_check (record, error) || !hr_change_insert (self->change, record, &n, error))
    return FALSE;
  g_hash_table_insert (self->by_id[kind], g_strdup (id), hr_record_ref (record));
  self->types = self->types || kind == HR_KIND_TYPE;
  if (n != 0)
    {
      HrAdded added = { n, record };

      if (kind == HR_KIND_MEETING)
        g_array_append_val (self->added, added);
      return TRUE;
    }
  row = hr_records_get (self->state->db, kind, id, error);
  return row != NULL && hr_change_update (self->change, row, record, "set", NULL, error);
}

/* Of the batch, else of the database, and then remembered. */
static gboolean
find_record (HrBatch *self, HrKind kind, const char *id, const HrRecord **ret_record, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (HrRow) row = NULL;
  gpointer known = NULL;

  *ret_record = NULL;
  if (id == NULL)
    return TRUE;
  if (g_hash_table_lookup_extended (self->by_id[kind], id, NULL, &known))
    {
      *ret_record = known;
      return TRUE;
    }
  row = hr_records_get (self->state->db, kind, id, &local);
  if (row == NULL && !g_error_matches (local, HR_ERROR, HR_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (row != NULL)
    {
      g_hash_table_insert (self->by_id[kind], g_strdup (id), hr_record_ref (row->record));
      *ret_record = row->record;
    }
  return TRUE;
}

static gboolean
check_record (HrBatch *self, const HrRecord *record, GError **error)
{
  HrKind kind = hr_record_get_kind (record);
  guint n_fields = 0;
  const HrField *fields = hr_kind_get_fields (kind, &n_fields);

  for (guint i = 0; i < n_fields; i++)
    {
      const char *value = hr_record_get_nth (record, i);
      const HrRecord *target = NULL;

      if (fields[i].form != HR_FORM_REF || value == NULL || (kind == HR_KIND_TYPE && strcmp (value, "*") == 0))
        continue;
      if (!find_record (self, fields[i].ref_kind, value, &target, error))
        return FALSE;
      if (target != NULL)
        continue;
      g_set_error (error, HR_ERROR, HR_ERROR_INPUT, "%s/%s: %s: there is no %s “%s”. Add it first, or choose another.",
                   hr_kind_get_name (kind), hr_record_get_id (record), fields[i].name,
                   hr_kind_get_name (fields[i].ref_kind), value);
      return FALSE;
    }
  return TRUE;
}

static gboolean
add_words (HrBatch *self, GError **error)
{
  for (guint i = 0; i < self->added->len; i++)
    {
      const HrAdded *added = &g_array_index (self->added, HrAdded, i);
      const HrRecord *venue = NULL, *group = NULL;

      if (!find_record (self, HR_KIND_VENUE, hr_record_get (added->record, "venue"), &venue, error)
          || !find_record (self, HR_KIND_GROUP, hr_record_get (added->record, "group"), &group, error)
          || !hr_change_add_words (self->change, added->n, added->record, venue, group, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
hr_edit_add_all (HrState *state, GPtrArray *records, const char *actor, GError **error)
{
  g_autoptr (HrChange) change = hr_change_begin (state, actor, error);
  g_auto (HrBatch) batch = { .change = change, .state = state };
  g_autofree char *count = g_strdup_printf ("%u", records->len);

  if (change == NULL)
    return FALSE;
  hr_change_expect (change, records->len);
  for (guint i = 0; i < HR_N_KINDS; i++)
    batch.by_id[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)hr_record_unref);
  batch.added = g_array_new (FALSE, FALSE, sizeof (HrAdded));
  for (guint i = 0; i < records->len; i++)
    if (!put_record (&batch, records->pdata[i], error))
      return FALSE;
  for (guint i = 0; i < records->len; i++)
    if (!check_record (&batch, records->pdata[i], error))
      return FALSE;
  if (batch.types && !hr_change_use_types (change, error))
    return FALSE;
  return add_words (&batch, error)
         && (records->len == 0 || hr_change_history (change, "directory", "", "add", NULL, NULL, count, error))
         && hr_change_commit (change, error);
}
