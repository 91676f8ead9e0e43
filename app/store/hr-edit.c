/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-edit-private.h"
#include "handrail/core/hr-text.h"
#include "hr-group-rule-private.h"
#include <glib/gi18n-lib.h>

#include <string.h>

#define HR_ID_BYTES 128

/* What an edit set, to be checked when all of them are in: one may refer to another. */
typedef struct
{
  HrRecord *record;
  guint64 fields;
} HrPending;

static void
pending_free (gpointer data)
{
  HrPending *self = data;

  hr_record_unref (self->record);
  g_free (self);
}

static void
remember (GPtrArray *pending, const HrRecord *record, guint64 fields)
{
  HrPending *item = g_new (HrPending, 1);

  item->record = hr_record_copy (record);
  item->fields = fields;
  g_ptr_array_add (pending, item);
}

/* ---- checks ---- */

static gboolean
check_id (HrKind kind, const char *id, GError **error)
{
  gboolean ok = *id != '\0' && strlen (id) <= HR_ID_BYTES && g_utf8_validate (id, -1, NULL);

  for (const char *p = id; ok && *p != '\0'; p++)
    ok = (guchar)*p > ' ' && *p != '/' && *p != 0x7f && (*p != ',' || kind == HR_KIND_TYPE);
  if (!ok)
    g_set_error (error, HR_ERROR, HR_ERROR_INPUT,
                 _ ("“%s” cannot be an id. Use letters, digits and “-”, at most %d of them."), id, HR_ID_BYTES);
  return ok;
}

static gboolean
check_types (HrState *state, const HrRecord *record, GError **error)
{
  g_auto (GStrv) codes = hr_record_get_codes (record, "types");
  const char *fellowship = hr_record_get (record, "fellowship");

  for (guint i = 0; codes[i] != NULL; i++)
    {
      if (hr_vocabulary_lookup (state->vocabulary, fellowship, codes[i]) != NULL)
        continue;
      g_set_error (error, HR_ERROR, HR_ERROR_INPUT,
                   _ ("%s/%s: types: “%s” has no type “%s”. Add it first (kind type), or correct the code."), "meeting",
                   hr_record_get_id (record), fellowship, codes[i]);
      return FALSE;
    }
  return TRUE;
}

gboolean
hr_check_references (HrState *state, const HrRecord *record, guint64 fields, GError **error)
{
  HrKind kind = hr_record_get_kind (record);
  guint n_fields = 0;
  const HrField *all = hr_kind_get_fields (kind, &n_fields);

  for (guint i = 0; i < n_fields; i++)
    {
      const char *value = hr_record_get_nth (record, i);
      gint64 n = 0;

      if (all[i].form != HR_FORM_REF || (fields >> i & 1) == 0 || value == NULL)
        continue;
      /* "*" is where types stand that every fellowship uses */
      if (kind == HR_KIND_TYPE && strcmp (value, "*") == 0)
        continue;
      if (!hr_records_find (state->db, all[i].ref_kind, value, FALSE, &n, error))
        return FALSE;
      if (n != 0)
        continue;
      g_set_error (error, HR_ERROR, HR_ERROR_INPUT,
                   _ ("%s/%s: %s: there is no %s “%s”. Add it first, or choose another."), hr_kind_get_name (kind),
                   hr_record_get_id (record), all[i].name, hr_kind_get_word (all[i].ref_kind), value);
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_pending (HrState *state, GPtrArray *pending, GError **error)
{
  for (guint i = 0; i < pending->len; i++)
    {
      const HrPending *item = pending->pdata[i];
      HrKind kind = hr_record_get_kind (item->record);

      if (!hr_check_references (state, item->record, item->fields, error))
        return FALSE;
      if (kind == HR_KIND_MEETING && (item->fields >> hr_kind_find_field (kind, "types") & 1) != 0
          && !check_types (state, item->record, error))
        return FALSE;
    }
  return TRUE;
}

/* ---- one edit ---- */

static gboolean
set_fields (HrRecord *record, const HrEdit *edit, GError **error)
{
  for (guint i = 0; edit->fields != NULL && edit->fields[i] != NULL; i++)
    {
      const char *name = edit->fields[i];

      if (hr_kind_find_field (edit->kind, name) < 0)
        {
          g_set_error (error, HR_ERROR, HR_ERROR_INPUT, _ ("A %s has no field “%s”."), hr_kind_get_word (edit->kind),
                       name);
          return FALSE;
        }
      if (strcmp (name, "source") == 0 || strcmp (name, "source_key") == 0)
        {
          g_set_error (error, HR_ERROR, HR_ERROR_INPUT, _ ("%s: only reading a feed sets this."), name);
          return FALSE;
        }
      if (!hr_record_set (record, name, edit->values[i], error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
fill_in (HrRecord *record, const HrEdit *edit, GError **error)
{
  HrKind kind = hr_record_get_kind (record);
  const char *name = hr_kind_find_field (kind, "name") >= 0 ? hr_record_get (record, "name") : NULL;
  g_autofree char *id = NULL;

  if (kind == HR_KIND_MEETING && hr_record_get (record, "slug") == NULL && name != NULL)
    {
      g_autofree char *slug = hr_text_slug (name);

      if (!hr_record_set (record, "slug", slug, error))
        return FALSE;
    }
  if (edit->id != NULL)
    id = g_strdup (edit->id);
  else if (kind == HR_KIND_TYPE)
    id = g_strdup_printf ("%s:%s", hr_record_get (record, "fellowship"), hr_record_get (record, "code"));
  else if (kind == HR_KIND_SITE)
    id = g_strdup ("site");
  else
    id = hr_text_random_id (hr_kind_get_prefix (kind));
  hr_record_set_id (record, id);
  if (!check_id (kind, id, error))
    return FALSE;
  if (kind != HR_KIND_SITE || strcmp (id, "site") == 0)
    return TRUE;
  g_set_error_literal (error, HR_ERROR, HR_ERROR_INPUT, _ ("There is one site record; its id is “site”. Use set."));
  return FALSE;
}

static gboolean
add (HrChange *change, const HrEdit *edit, GPtrArray *pending, char **ret_id, GError **error)
{
  g_autoptr (HrRecord) record = hr_record_new (edit->kind, NULL);
  const char *kind = hr_kind_get_name (edit->kind);
  gint64 n = 0;

  if (!set_fields (record, edit, error))
    return FALSE;
  if (edit->kind == HR_KIND_TYPE && !hr_record_check (record, error))
    return FALSE;
  if (!fill_in (record, edit, error)
      || (edit->kind == HR_KIND_MEETING && !hr_group_rule_follow (hr_change_get_state (change), NULL, record, NULL, error))
      || !hr_record_check (record, error)
      || !hr_change_insert (change, record, &n, error))
    return FALSE;
  if (n == 0)
    {
      g_set_error (error, HR_ERROR, HR_ERROR_REFUSED,
                   _ ("There is a %s “%s” already. Change it with set, or bring it back "
                      "with restore."),
                   kind, hr_record_get_id (record));
      return FALSE;
    }
  remember (pending, record, G_MAXUINT64);
  *ret_id = g_strdup (hr_record_get_id (record));
  return hr_change_touch (change, edit->kind, *ret_id, n, error)
         && hr_change_history (change, kind, *ret_id, "add", NULL, NULL,
                               hr_kind_find_field (edit->kind, "name") >= 0 ? hr_record_get (record, "name") : NULL,
                               error);
}

/* What somebody else changed since it was read is never overwritten unseen. */
static gboolean
check_bases (const HrRecord *old, const HrEdit *edit, GError **error)
{
  for (guint i = 0; edit->bases != NULL && edit->fields != NULL && edit->fields[i] != NULL; i++)
    {
      int field = hr_kind_find_field (edit->kind, edit->fields[i]);
      const char *now = field >= 0 ? hr_record_get_nth (old, (guint)field) : NULL;

      if (field < 0 || strcmp (now != NULL ? now : "", edit->bases[i]) == 0)
        continue;
      g_set_error (
          error, HR_ERROR, HR_ERROR_CONFLICT,
          _ ("%s/%s: %s: somebody else changed this meanwhile. Nothing was written. Look at both, then choose."),
          hr_kind_get_name (edit->kind), hr_record_get_id (old), edit->fields[i]);
      return FALSE;
    }
  return TRUE;
}

static gboolean
modify (HrChange *change, const HrEdit *edit, const char *verb, GPtrArray *pending, char **ret_id, GError **error)
{
  static const char *const verbs[] = { "add", "set", "retire", "restore" };
  HrState *state = hr_change_get_state (change);
  g_autoptr (HrRow) row = hr_records_get (state->db, edit->kind, edit->id != NULL ? edit->id : "", error);
  g_autoptr (HrRecord) old = NULL;
  g_autoptr (HrRecord) new = NULL;
  guint64 changed = 0;

  if (row == NULL)
    return FALSE;
  old = hr_record_ref (row->record);
  new = hr_record_copy (old);
  if (!check_bases (old, edit, error))
    return FALSE;
  if (edit->kind == HR_KIND_SITE && edit->verb == HR_EDIT_RETIRE)
    {
      g_set_error_literal (error, HR_ERROR, HR_ERROR_REFUSED,
                           _ ("The site record cannot be retired. Change it instead."));
      return FALSE;
    }
  if (edit->verb != HR_EDIT_SET && !hr_record_set (new, "retired", edit->verb == HR_EDIT_RETIRE ? "yes" : NULL, error))
    return FALSE;
  if (!set_fields (new, edit, error)
      || (edit->kind == HR_KIND_MEETING && !hr_group_rule_follow (state, old, new, NULL, error))
      || !hr_record_check (new, error)
      || !hr_change_edit (change, row, new, verb != NULL ? verb : verbs[edit->verb], &changed, error))
    return FALSE;
  *ret_id = g_strdup (edit->id);
  remember (pending, new, changed);
  return TRUE;
}

gboolean
hr_edit_in (HrChange *change, const HrEdit *edits, gsize n_edits, const char *verb, char **ids, GError **error)
{
  g_autoptr (GPtrArray) pending = g_ptr_array_new_with_free_func (pending_free);

  for (gsize i = 0; i < n_edits; i++)
    {
      gboolean ok = edits[i].verb == HR_EDIT_ADD ? add (change, &edits[i], pending, &ids[i], error)
                                                 : modify (change, &edits[i], verb, pending, &ids[i], error);

      if (!ok)
        return FALSE;
    }
  return check_pending (hr_change_get_state (change), pending, error);
}

char **
hr_edit (HrState *state, const HrEdit *edits, gsize n_edits, const char *actor, GError **error)
{
  g_autoptr (HrChange) change = hr_change_begin (state, actor, error);
  g_auto (GStrv) ids = g_new0 (char *, n_edits + 1);

  if (change == NULL || !hr_edit_in (change, edits, n_edits, NULL, ids, error) || !hr_change_commit (change, error))
    return NULL;
  return g_steal_pointer (&ids);
}
