/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What staff changed against a feed stays; what the feed says is kept beside it. */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-apply-private.h"
#include "hr-edit-private.h"
#include "hr-group-rule-private.h"
#include <string.h>

static char *
override_key (const char *kind, const char *id, const char *field)
{
  return g_strjoin ("/", kind, id, field, NULL);
}

static gboolean
belongs (HrApply *self, HrKind kind, const char *id, gboolean *ret_ours, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (HrRow) row = hr_records_get (self->state->db, kind, id, &local);

  *ret_ours = row != NULL && g_strcmp0 (hr_record_get (row->record, "source"), self->source) == 0;
  if (row != NULL || g_error_matches (local, HR_ERROR, HR_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

gboolean
hr_apply_load_overrides (HrApply *self, GError **error)
{
  g_autoptr (HrStatement) statement =
      hr_db_prepare (self->state->db, "SELECT kind, id, field, feed FROM override ORDER BY kind, id, field", error);
  gboolean row = FALSE;

  self->overrides = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (statement == NULL)
    return FALSE;
  while (hr_db_step (self->state->db, statement, &row, error))
    {
      HrKind kind = HR_KIND_MEETING;
      gboolean ours = FALSE;

      if (!row)
        return TRUE;
      if (!hr_kind_from_name (hr_column_text (statement, 0), &kind))
        continue;
      if (!belongs (self, kind, hr_column_text (statement, 1), &ours, error))
        return FALSE;
      if (ours)
        g_hash_table_insert (
            self->overrides,
            override_key (hr_column_text (statement, 0), hr_column_text (statement, 1), hr_column_text (statement, 2)),
            hr_column_dup (statement, 3));
    }
  return FALSE;
}

gboolean
hr_apply_is_held (HrApply *self, HrRow *row, guint index, const char *feed, gboolean *ret_held, GError **error)
{
  HrKind kind = hr_record_get_kind (row->record);
  const char *id = hr_record_get_id (row->record), *field = hr_kind_get_fields (kind, NULL)[index].name;
  g_autofree char *key = NULL;
  gpointer known = NULL;

  *ret_held = FALSE;
  if (g_hash_table_size (self->overrides) == 0)
    return TRUE;
  key = override_key (hr_kind_get_name (kind), id, field);
  if (!g_hash_table_lookup_extended (self->overrides, key, NULL, &known))
    return TRUE;
  *ret_held = TRUE;
  if (g_strcmp0 (known, feed) == 0)
    return TRUE;
  hr_import_journal_override (&self->journal, kind, id, field, known, feed);
  g_hash_table_insert (self->overrides, g_steal_pointer (&key), g_strdup (feed));
  return hr_change_feed (self->change, row, index, feed, error);
}

static gboolean
is_of_feed (const HrRecord *record, const HrField *field, guint number)
{
  if (strcmp (field->name, "scope") == 0)
    return FALSE;
  /* a feed that does not say when something was checked does not unsay it */
  if (strcmp (field->name, "verified") == 0)
    return hr_record_get_nth (record, number) != NULL;
  return TRUE;
}

gboolean
hr_apply_find_rule (HrApply *self, const HrRecord *old, const HrRecord *meeting, const char **ret_rule, GError **error)
{
  *ret_rule = NULL;
  if (hr_record_get_kind (meeting) != HR_KIND_MEETING || !hr_group_rule_is_joining (old, meeting))
    return TRUE;
  if (self->rules == NULL)
    self->rules = hr_group_rule_load (self->state, error);
  if (self->rules == NULL)
    return FALSE;
  *ret_rule = g_hash_table_lookup (self->rules, hr_record_get (meeting, "group"));
  return TRUE;
}

/* The rule is staff's: the next reading, in which the list says nothing of it, must not take it off, here or at another device. */
static gboolean
follow_rule (HrApply *self, HrRow *row, const char *rule, const char *verb, guint64 *changed, GError **error)
{
  g_autoptr (HrRecord) said = NULL;
  guint64 followed = 0;

  if (rule == NULL)
    return TRUE;
  said = hr_record_copy (row->record);
  if (!hr_record_set (said, "sign_in", rule, error) || !hr_change_edit (self->change, row, said, verb, &followed, error))
    return FALSE;
  *changed |= followed;
  return TRUE;
}

gboolean
hr_apply_follow_rule (HrApply *self, gint64 n, const char *rule, GError **error)
{
  g_autoptr (HrRow) row = rule != NULL ? hr_records_get_nth (self->state->db, HR_KIND_MEETING, n, error) : NULL;
  guint64 changed = 0;

  return rule == NULL || (row != NULL && follow_rule (self, row, rule, NULL, &changed, error));
}

gboolean
hr_apply_take_over (HrApply *self, HrRow *row, const HrRecord *record, guint64 *ret_changed, GError **error)
{
  HrKind kind = hr_record_get_kind (record);
  g_autoptr (HrRecord) new = hr_record_copy (row->record);
  const char *rule = NULL;
  guint64 changed = 0;
  guint n_fields = 0;
  const HrField *fields = hr_kind_get_fields (kind, &n_fields);

  for (guint i = 0; i < n_fields; i++)
    {
      const char *value = hr_record_get_nth (record, i);
      gboolean held = FALSE;

      if (!is_of_feed (record, &fields[i], i))
        continue;
      if (!hr_apply_is_held (self, row, i, value, &held, error))
        return FALSE;
      if (!held)
        hr_record_take_canonical (new, i, g_strdup (value));
    }
  if (!hr_apply_find_rule (self, row->record, new, &rule, error) || !hr_change_update (self->change, row, new, "import", &changed, error)
      || !follow_rule (self, row, rule, "import", &changed, error))
    return FALSE;
  if (ret_changed != NULL)
    *ret_changed = changed;
  return TRUE;
}

/* ---- the report ---- */

static HrImportKept *
make_kept (const HrRecord *record, const char *field, const char *feed)
{
  HrImportKept *kept = g_new0 (HrImportKept, 1);
  const char *name = hr_record_get (record, "name");

  kept->id = g_strdup (hr_record_get_id (record));
  kept->name = g_strdup (name != NULL ? name : "");
  kept->field = g_strdup (field);
  kept->yours = g_strdup (hr_record_get (record, field));
  kept->feeds = g_strdup (feed);
  return kept;
}

static guint
find_record (GHashTable *numbers, const char *key)
{
  return key != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (numbers, key)) : 0;
}

static int
compare_kept_cb (gconstpointer a, gconstpointer b)
{
  const HrImportKept *x = *(const HrImportKept *const *)a;
  const HrImportKept *y = *(const HrImportKept *const *)b;
  int order = (x->record > y->record) - (x->record < y->record);

  if (order == 0)
    order = strcmp (x->id, y->id);
  return order != 0 ? order : strcmp (x->field, y->field);
}

gboolean
hr_apply_report_kept (HrApply *self, GError **error)
{
  g_autoptr (GHashTable) numbers = NULL;
  GHashTableIter iter;
  gpointer key = NULL, feed = NULL;

  if (g_hash_table_size (self->overrides) == 0)
    return TRUE;
  numbers = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < self->feed->rows->len; i++)
    {
      const HrFeedRow *row = self->feed->rows->pdata[i];

      g_hash_table_insert (numbers, row->key, GUINT_TO_POINTER (row->record));
    }
  g_hash_table_iter_init (&iter, self->overrides);
  while (g_hash_table_iter_next (&iter, &key, &feed))
    {
      const char *slash = strchr (key, '/'), *last = strrchr (key, '/');
      g_autofree char *kind_name = g_strndup (key, (gsize)(slash - (const char *)key));
      g_autofree char *id = g_strndup (slash + 1, (gsize)(last - slash - 1));
      HrKind kind = HR_KIND_MEETING;
      g_autoptr (HrRow) row = NULL;
      HrImportKept *kept = NULL;

      if (!hr_kind_from_name (kind_name, &kind))
        continue;
      row = hr_records_get (self->state->db, kind, id, error);
      if (row == NULL)
        return FALSE;
      if (g_strcmp0 (hr_record_get (row->record, last + 1), feed) == 0)
        continue;
      kept = make_kept (row->record, last + 1, feed);
      kept->record = kind == HR_KIND_MEETING ? find_record (numbers, hr_record_get (row->record, "source_key")) : 0;
      g_ptr_array_add (self->report->kept, kept);
    }
  g_ptr_array_sort (self->report->kept, compare_kept_cb);
  return TRUE;
}
