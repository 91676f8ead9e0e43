/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking a change back: the opposite edits, as one more change. What was changed since is not overwritten. */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-desk-private.h"

#include "handrail/core/hr-field-words.h"
#include "hr-edit-private.h"
#include <glib/gi18n-lib.h>

#include <string.h>

/* A field that the change wrote: what it was before the first time, and is after the last. */
typedef struct
{
  char *name;
  char *old;
  char *new;
} HrBackField;

/* A thing that the change wrote. */
typedef struct
{
  HrKind kind;
  char *id;
  gboolean added;
  GPtrArray *fields; /* HrBackField */
} HrBack;

/* Two meetings that were said to be two, or no longer. */
typedef struct
{
  char *a, *b;
  gboolean kept;
} HrBackPair;

typedef struct
{
  HrState *state;
  HrChange *change;
  gint64 number;
  GPtrArray *things; /* HrBack, in the order of the change */
  GPtrArray *pairs;  /* HrBackPair */
} HrUndo;

static void
back_field_free (gpointer data)
{
  HrBackField *self = data;

  g_free (self->name);
  g_free (self->old);
  g_free (self->new);
  g_free (self);
}

static void
back_free (gpointer data)
{
  HrBack *self = data;

  g_free (self->id);
  g_ptr_array_unref (self->fields);
  g_free (self);
}

static void
back_pair_free (gpointer data)
{
  HrBackPair *self = data;

  g_free (self->a);
  g_free (self->b);
  g_free (self);
}

static void
undo_clear (HrUndo *self)
{
  g_clear_pointer (&self->things, g_ptr_array_unref);
  g_clear_pointer (&self->pairs, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HrUndo, undo_clear)

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, HR_ERROR, HR_ERROR_REFUSED, message);
  return FALSE;
}

/* ---- what the change did ---- */

static HrBack *
get_back (HrUndo *self, HrKind kind, const char *id)
{
  HrBack *back = NULL;

  for (guint i = 0; i < self->things->len; i++)
    {
      back = self->things->pdata[i];
      if (back->kind == kind && strcmp (back->id, id) == 0)
        return back;
    }
  back = g_new0 (HrBack, 1);
  back->kind = kind;
  back->id = g_strdup (id);
  back->fields = g_ptr_array_new_with_free_func (back_field_free);
  g_ptr_array_add (self->things, back);
  return back;
}

static void
note_field (HrBack *back, const char *name, const char *old, const char *new)
{
  HrBackField *field = NULL;

  for (guint i = 0; i < back->fields->len; i++)
    {
      field = back->fields->pdata[i];
      if (strcmp (field->name, name) != 0)
        continue;
      g_free (field->new);
      field->new = g_strdup (new);
      return;
    }
  field = g_new0 (HrBackField, 1);
  field->name = g_strdup (name);
  field->old = g_strdup (old);
  field->new = g_strdup (new);
  g_ptr_array_add (back->fields, field);
}

static void
note_pair (HrUndo *self, const char *a, const char *b, gboolean kept)
{
  HrBackPair *pair = g_new0 (HrBackPair, 1);

  pair->a = g_strdup (a);
  pair->b = g_strdup (b);
  pair->kept = kept;
  g_ptr_array_add (self->pairs, pair);
}

/* @statement: kind, id, verb, field, old, new */
static gboolean
note_row (HrUndo *self, HrStatement *statement, GError **error)
{
  const char *id = hr_column_text (statement, 1), *verb = hr_column_text (statement, 2);
  const char *field = hr_column_text (statement, 3);
  HrKind kind = HR_KIND_MEETING;

  if (strcmp (verb, "import") == 0)
    return refuse (error,
                   _ ("Reading a feed cannot be taken back. Read the feed as it was before, or restore a backup."));
  if (strcmp (verb, "headcount") == 0)
    return refuse (error, _ ("A headcount is not taken back; enter the right one instead."));
  if (!hr_kind_from_name (hr_column_text (statement, 0), &kind) || id == NULL)
    return refuse (error, _ ("Filling a whole directory cannot be taken back. Restore a backup."));
  if (field != NULL)
    note_field (get_back (self, kind, id), field, hr_column_text (statement, 4), hr_column_text (statement, 5));
  else if (strcmp (verb, "add") == 0)
    get_back (self, kind, id)->added = TRUE;
  else
    note_pair (self, id, hr_column_text (statement, 5), strcmp (verb, "keep") == 0);
  return TRUE;
}

static gboolean
read_change (HrUndo *self, GError **error)
{
  g_autoptr (HrStatement) statement =
      hr_db_prepare (self->state->db,
                     "SELECT kind, id, verb, field, old, new FROM history WHERE wall_ms = ?1 AND kind <> 'change' "
                     "ORDER BY n",
                     error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, self->number);
  while (hr_db_step (self->state->db, statement, &row, error))
    {
      if (!row)
        {
          if (self->things->len + self->pairs->len > 0)
            return TRUE;
          g_set_error_literal (error, HR_ERROR, HR_ERROR_NOT_FOUND, _ ("There is no such change in the history."));
          return FALSE;
        }
      if (!note_row (self, statement, error))
        return FALSE;
    }
  return FALSE;
}

/* ---- whether it can be taken back ---- */

static gboolean
check_change (HrUndo *self, GError **error)
{
  gboolean undone = FALSE;

  if (!hr_past_is_undone (self->state, self->number, &undone, error))
    return FALSE;
  if (undone)
    return refuse (error, _ ("This change was taken back already."));
  if (hr_past_is_old (self->state, self->number))
    {
      g_set_error (error, HR_ERROR, HR_ERROR_REFUSED,
                   _ ("This change is more than %d days old and cannot be taken back. Change the listing instead."),
                   HR_UNDO_DAYS);
      return FALSE;
    }
  return TRUE;
}

static gboolean
refuse_field (HrUndo *self, const HrRecord *record, const char *field, GError **error)
{
  g_autofree char *title = hr_thing_title (self->state, record, error);

  if (title != NULL)
    g_set_error (error, HR_ERROR, HR_ERROR_REFUSED,
                 _ ("The field “%s” of the %s “%s” was changed since. Take that later change back first, or change the "
                    "listing instead."),
                 hr_field_words_label (hr_record_get_kind (record), field), hr_kind_get_word (hr_record_get_kind (record)), title);
  return FALSE;
}

/* An added thing has no values in the history: it is as it was when every field is now what it was before it was first
 * written since. */
static gboolean
check_added (HrUndo *self, const HrBack *back, const HrRecord *record, GError **error)
{
  g_autoptr (HrStatement) statement =
      hr_db_prepare (self->state->db,
                     "SELECT field, old, min (n) FROM history WHERE kind = ?1 AND id = ?2 AND wall_ms > ?3 AND "
                     "field IS NOT NULL GROUP BY field ORDER BY field",
                     error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  hr_bind_text (statement, 1, hr_kind_get_name (back->kind));
  hr_bind_text (statement, 2, back->id);
  sqlite3_bind_int64 (statement, 3, self->number);
  while (hr_db_step (self->state->db, statement, &row, error))
    {
      const char *field = row ? hr_column_text (statement, 0) : NULL;

      if (!row)
        return TRUE;
      if (hr_kind_find_field (back->kind, field) < 0
          || g_strcmp0 (hr_column_text (statement, 1), hr_record_get (record, field)) != 0)
        return refuse_field (self, record, field, error);
    }
  return FALSE;
}

static gboolean
check_fields (HrUndo *self, const HrBack *back, const HrRecord *record, GError **error)
{
  for (guint i = 0; i < back->fields->len; i++)
    {
      const HrBackField *field = back->fields->pdata[i];

      if (hr_kind_find_field (back->kind, field->name) < 0
          || g_strcmp0 (hr_record_get (record, field->name), field->new) != 0)
        return refuse_field (self, record, field->name, error);
    }
  return TRUE;
}

/* ---- taking it back ---- */

static gboolean
take_back (HrUndo *self, const HrBack *back, HrEdit *edit, GError **error)
{
  g_autoptr (HrRow) row = hr_records_get (self->state->db, back->kind, back->id, error);
  GStrvBuilder *fields = NULL, *values = NULL;

  if (row == NULL
      || !(back->added ? check_added (self, back, row->record, error) : check_fields (self, back, row->record, error)))
    return FALSE;
  fields = g_strv_builder_new ();
  values = g_strv_builder_new ();
  for (guint i = 0; !back->added && i < back->fields->len; i++)
    {
      const HrBackField *field = back->fields->pdata[i];

      g_strv_builder_add (fields, field->name);
      g_strv_builder_add (values, field->old != NULL ? field->old : "");
    }
  *edit = (HrEdit){
    .verb = back->added ? HR_EDIT_RETIRE : HR_EDIT_SET,
    .kind = back->kind,
    .id = back->id,
    .fields = (const char *const *)g_strv_builder_end (fields),
    .values = (const char *const *)g_strv_builder_end (values),
  };
  g_strv_builder_unref (fields);
  g_strv_builder_unref (values);
  return TRUE;
}

static gboolean
write_edits (HrUndo *self, HrEdit *edits, GPtrArray *ids, GError **error)
{
  guint n = self->things->len;
  g_auto (GStrv) done = g_new0 (char *, n + 1);
  g_autoptr (GError) local = NULL;

  for (guint i = 0; i < n; i++)
    if (!take_back (self, self->things->pdata[i], &edits[i], error))
      return FALSE;
  if (!hr_edit_in (self->change, edits, n, "undo", done, &local))
    {
      /* nobody typed anything wrong: what it was before does not hold any more, such as a place that is gone */
      if (g_error_matches (local, HR_ERROR, HR_ERROR_INPUT))
        g_set_error (error, HR_ERROR, HR_ERROR_REFUSED, _ ("This change cannot be taken back now. %s"), local->message);
      else
        g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (ids, g_strdup (done[i]));
  return TRUE;
}

static gboolean
write_pairs (HrUndo *self, GPtrArray *ids, GError **error)
{
  for (guint i = 0; i < self->pairs->len; i++)
    {
      const HrBackPair *pair = self->pairs->pdata[i];

      if (!hr_kept_pair_set (self->state, pair->a, pair->b, !pair->kept, error)
          || !hr_change_history (self->change, hr_kind_get_name (HR_KIND_MEETING), pair->a,
                                 pair->kept ? "unkeep" : "keep", NULL, NULL, pair->b, error))
        return FALSE;
      g_ptr_array_add (ids, g_strdup (pair->a));
    }
  return TRUE;
}

gboolean
hr_undo (HrChange *change, gint64 number, GPtrArray *ids, GError **error)
{
  g_auto (HrUndo) self = { .state = hr_change_get_state (change), .change = change, .number = number };
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  HrEdit *edits = NULL;
  guint n = 0;
  gboolean ok = FALSE;

  self.things = g_ptr_array_new_with_free_func (back_free);
  self.pairs = g_ptr_array_new_with_free_func (back_pair_free);
  if (!read_change (&self, error) || !check_change (&self, error))
    return FALSE;
  n = self.things->len;
  edits = g_new0 (HrEdit, n + 1);
  ok = write_edits (&self, edits, ids, error) && write_pairs (&self, ids, error)
       && hr_change_history (change, "change", id, "undo", NULL, NULL, NULL, error);
  for (guint i = 0; i < n; i++)
    {
      g_strfreev ((char **)edits[i].fields);
      g_strfreev ((char **)edits[i].values);
    }
  g_free (edits);
  return ok;
}
