/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-service"

#include "hr-form-private.h"

#include <string.h>

G_DEFINE_FINAL_TYPE (HrForm, hr_form, G_TYPE_OBJECT)

enum
{
  READY,
  CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

static void
take (char **place, const char *text)
{
  char *copy = g_strdup (text != NULL ? text : "");
  g_free (*place);
  *place = copy;
}

static HrFormField *
find (HrForm *self, const char *field)
{
  int number = hr_kind_find_field (self->kind, field);
  g_return_val_if_fail (number >= 0, NULL);
  return &self->fields[number];
}

const char *
hr_form_name_of (HrForm *self, guint field)
{
  return hr_kind_get_fields (self->kind, NULL)[field].name;
}

static gboolean
is_other (const HrFormField *field)
{
  return !field->holds || strcmp (field->value, field->base) != 0;
}

static void
clear_step (gpointer data)
{
  g_free (((HrFormStep *)data)->typed);
}

/* ---- the draft ---- */

static gboolean
draft_cb (gpointer user_data)
{
  HrForm *self = user_data;
  self->draft_source = 0;
  hr_form_save_draft (self);
  return G_SOURCE_REMOVE;
}

static void
will_save (HrForm *self)
{
  g_clear_handle_id (&self->draft_source, g_source_remove);
  self->draft_source = g_timeout_add (HR_FORM_DRAFT_MS, draft_cb, self);
}

void
hr_form_save_draft (HrForm *self)
{
  g_return_if_fail (HR_IS_FORM (self));
  g_autoptr (GPtrArray) fields = g_ptr_array_new (), values = g_ptr_array_new (), bases = g_ptr_array_new ();
  g_clear_handle_id (&self->draft_source, g_source_remove);
  if (!self->ready || self->error != NULL)
    return;
  for (guint i = 0; i < self->n_fields; i++)
    if (is_other (&self->fields[i]))
      {
        g_ptr_array_add (fields, (gpointer)hr_form_name_of (self, i));
        g_ptr_array_add (values, self->fields[i].typed);
        g_ptr_array_add (bases, self->fields[i].base);
      }
  if (fields->len == 0 && !self->draft_stored)
    return;
  self->draft_stored = fields->len > 0;
  g_ptr_array_add (fields, NULL);
  g_ptr_array_add (values, NULL);
  g_ptr_array_add (bases, NULL);
  hr_editor_save_draft_async (self->editor, self->kind, self->id, (const char *const *)fields->pdata,
                              (const char *const *)values->pdata, (const char *const *)bases->pdata);
}

/* ---- values ---- */

/* A field that does not hold keeps what was published in its record. */
static void
type (HrForm *self, guint number, const char *text)
{
  HrFormField *field = &self->fields[number];
  g_autoptr (HrRecord) record = hr_record_new (self->kind, NULL);
  take (&field->typed, text);
  field->holds = hr_record_set (record, hr_form_name_of (self, number), field->typed, NULL);
  take (&field->value, field->holds ? hr_record_get_nth (record, number) : field->base);
}

static void
set_base (HrForm *self, guint number, const char *base)
{
  HrFormField *field = &self->fields[number];
  take (&field->base, base);
  take (&field->typed, base);
  take (&field->value, base);
  g_clear_pointer (&field->theirs, g_free);
  field->holds = TRUE;
}

const char *
hr_form_get (HrForm *self, const char *field)
{
  g_return_val_if_fail (HR_IS_FORM (self), "");
  HrFormField *place = find (self, field);
  return place != NULL ? place->typed : "";
}

gboolean
hr_form_set (HrForm *self, const char *field, const char *text)
{
  g_return_val_if_fail (HR_IS_FORM (self), FALSE);
  HrFormField *place = find (self, field);
  guint number = place != NULL ? (guint)(place - self->fields) : 0;
  g_return_val_if_fail (place != NULL, FALSE);
  if (g_strcmp0 (place->typed, text != NULL ? text : "") == 0)
    return place->holds;
  const HrFormStep *last = self->steps->len > 0 ? &g_array_index (self->steps, HrFormStep, self->steps->len - 1) : NULL;
  /* the letters of one text are one step */
  if (last == NULL || last->field != number)
    {
      HrFormStep step = { number, g_strdup (place->typed) };
      g_array_append_val (self->steps, step);
    }
  type (self, number, text);
  will_save (self);
  g_signal_emit (self, signals[CHANGED], 0, field);
  return place->holds;
}

gboolean
hr_form_undo (HrForm *self)
{
  g_return_val_if_fail (HR_IS_FORM (self), FALSE);
  if (self->steps->len == 0)
    return FALSE;
  HrFormStep step = g_array_index (self->steps, HrFormStep, self->steps->len - 1);
  g_autofree char *typed = g_strdup (step.typed);
  g_array_set_size (self->steps, self->steps->len - 1);
  type (self, step.field, typed);
  will_save (self);
  g_signal_emit (self, signals[CHANGED], 0, hr_form_name_of (self, step.field));
  return TRUE;
}

gboolean
hr_form_holds (HrForm *self, const char *field)
{
  g_return_val_if_fail (HR_IS_FORM (self), FALSE);
  HrFormField *place = find (self, field);
  return place != NULL && place->holds;
}

gboolean
hr_form_is_changed (HrForm *self, const char *field)
{
  g_return_val_if_fail (HR_IS_FORM (self), FALSE);
  if (field != NULL)
    {
      HrFormField *place = find (self, field);
      return place != NULL && is_other (place);
    }
  for (guint i = 0; i < self->n_fields; i++)
    if (is_other (&self->fields[i]))
      return TRUE;
  return FALSE;
}

const char *
hr_form_get_theirs (HrForm *self, const char *field)
{
  g_return_val_if_fail (HR_IS_FORM (self), NULL);
  HrFormField *place = find (self, field);
  return place != NULL ? place->theirs : NULL;
}

void
hr_form_choose (HrForm *self, const char *field, gboolean mine)
{
  g_return_if_fail (HR_IS_FORM (self));
  HrFormField *place = find (self, field);
  g_autofree char *theirs = place != NULL ? g_steal_pointer (&place->theirs) : NULL;
  if (theirs == NULL)
    return;
  if (mine)
    take (&place->base, theirs);
  else
    set_base (self, (guint)(place - self->fields), theirs);
  will_save (self);
  g_signal_emit (self, signals[CHANGED], 0, field);
}

const char *
hr_form_get_feed_says (HrForm *self, const char *field)
{
  g_return_val_if_fail (HR_IS_FORM (self), NULL);
  for (guint i = 0; self->thing != NULL && self->thing->overridden[i] != NULL; i++)
    if (strcmp (self->thing->overridden[i], field) == 0)
      return self->thing->feed_says[i];
  return NULL;
}

const char *
hr_form_find_trouble (HrForm *self)
{
  g_return_val_if_fail (HR_IS_FORM (self), NULL);
  for (guint i = 0; i < self->n_fields; i++)
    if (!self->fields[i].holds || self->fields[i].theirs != NULL)
      return hr_form_name_of (self, i);
  return NULL;
}

HrRecord *
hr_form_get_record (HrForm *self)
{
  g_return_val_if_fail (HR_IS_FORM (self), NULL);
  HrRecord *record = hr_record_new (self->kind, self->id);
  for (guint i = 0; i < self->n_fields; i++)
    if (*self->fields[i].value != '\0')
      hr_record_take_canonical (record, i, g_strdup (self->fields[i].value));
  return record;
}

/* ---- reading ---- */

void
hr_form_forget_steps (HrForm *self)
{
  g_array_set_size (self->steps, 0);
}

static void
become_ready (HrForm *self)
{
  self->ready = TRUE;
  g_signal_emit (self, signals[READY], 0);
}

/* What was typed before, over what is published now. */
static void
take_draft (HrForm *self, const HrDraft *draft)
{
  self->draft_stored = TRUE;
  self->draft_ms = draft->wall_ms;
  for (guint i = 0; draft->fields[i] != NULL; i++)
    {
      int number = hr_kind_find_field (self->kind, draft->fields[i]);
      /* of a later version of the program */
      if (number < 0)
        continue;
      HrFormField *field = &self->fields[number];
      const char *base = draft->bases != NULL ? draft->bases[i] : field->base;
      g_autofree char *now = g_strdup (field->base);
      take (&field->base, base);
      type (self, (guint)number, draft->values[i]);
      if (strcmp (now, base) == 0)
        continue;
      if (field->holds && strcmp (now, field->value) == 0)
        take (&field->base, now);
      else
        field->theirs = g_steal_pointer (&now);
    }
}

static void
draft_known_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrForm) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrDraft) draft = hr_editor_get_draft_finish (HR_EDITOR (source), result, &error);
  if (draft != NULL && self->copy_of == NULL)
    take_draft (self, draft);
  become_ready (self);
  if (self->copy_of != NULL)
    hr_form_save_draft (self);
}

/* Of the one that it is a copy of: not when it was checked, where it came from, nor its own address */
static void
take_copy (HrForm *self, const HrRecord *other)
{
  guint n_own = hr_kind_n_own_fields (self->kind);
  for (guint i = 0; i < n_own; i++)
    if (strcmp (hr_form_name_of (self, i), "slug") != 0)
      type (self, i, hr_record_get_nth (other, i));
}

/* Another state of the published thing: fields that nobody touched here follow; the others are compared. */
static void
follow (HrForm *self, const HrRecord *record)
{
  for (guint i = 0; i < self->n_fields; i++)
    {
      HrFormField *field = &self->fields[i];
      const char *now = hr_record_get_nth (record, i);
      const char *known = field->theirs != NULL ? field->theirs : field->base;
      now = now != NULL ? now : "";
      if (strcmp (now, known) == 0)
        continue;
      if (!is_other (field) || (field->holds && strcmp (field->value, now) == 0))
        set_base (self, i, now);
      else if (strcmp (now, field->base) == 0)
        g_clear_pointer (&field->theirs, g_free);
      else
        take (&field->theirs, now);
      g_signal_emit (self, signals[CHANGED], 0, hr_form_name_of (self, i));
    }
  g_signal_emit (self, signals[CHANGED], 0, NULL);
}

static void
got_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrForm) self = user_data;
  GError *error = NULL;
  g_autoptr (HrThing) thing = hr_editor_get_finish (HR_EDITOR (source), result, &error);
  if (thing == NULL)
    {
      /* what is on the screen stays there */
      if (self->ready)
        g_error_free (error);
      else
        {
          self->error = error;
          become_ready (self);
        }
      return;
    }
  if (self->copy_of != NULL)
    take_copy (self, thing->record);
  else
    {
      g_clear_pointer (&self->thing, hr_thing_free);
      self->thing = g_steal_pointer (&thing);
      if (self->ready)
        {
          follow (self, self->thing->record);
          return;
        }
      for (guint i = 0; i < self->n_fields; i++)
        set_base (self, i, hr_record_get_nth (self->thing->record, i));
    }
  hr_editor_get_draft_async (self->editor, self->kind, self->id, NULL, draft_known_cb, g_object_ref (self));
}

void
hr_form_load (HrForm *self)
{
  const char *id = self->copy_of != NULL ? self->copy_of : self->id;
  if (id != NULL)
    hr_editor_get_async (self->editor, self->kind, id, NULL, got_cb, g_object_ref (self));
  else
    hr_editor_get_draft_async (self->editor, self->kind, NULL, NULL, draft_known_cb, g_object_ref (self));
}

static void
editor_changed_cb (HrForm *self)
{
  if (self->ready && self->id != NULL && !self->writing)
    hr_form_load (self);
}

void
hr_form_revert (HrForm *self)
{
  g_return_if_fail (HR_IS_FORM (self));
  for (guint i = 0; i < self->n_fields; i++)
    set_base (self, i, self->thing != NULL ? hr_record_get_nth (self->thing->record, i) : NULL);
  hr_form_forget_steps (self);
  self->draft_ms = 0;
  hr_form_save_draft (self);
  g_signal_emit (self, signals[READY], 0);
}

/* ---- object ---- */

gboolean
hr_form_is_ready (HrForm *self)
{
  g_return_val_if_fail (HR_IS_FORM (self), FALSE);
  return self->ready;
}

const GError *
hr_form_get_error (HrForm *self)
{
  g_return_val_if_fail (HR_IS_FORM (self), NULL);
  return self->error;
}

HrKind
hr_form_get_kind (HrForm *self)
{
  g_return_val_if_fail (HR_IS_FORM (self), HR_N_KINDS);
  return self->kind;
}

const char *
hr_form_get_id (HrForm *self)
{
  g_return_val_if_fail (HR_IS_FORM (self), NULL);
  return self->id;
}

const HrThing *
hr_form_get_thing (HrForm *self)
{
  g_return_val_if_fail (HR_IS_FORM (self), NULL);
  return self->thing;
}

gboolean
hr_form_is_retired (HrForm *self)
{
  g_return_val_if_fail (HR_IS_FORM (self), FALSE);
  return self->thing != NULL && hr_record_get_yes_no (self->thing->record, "retired", FALSE);
}

gint64
hr_form_get_draft_ms (HrForm *self)
{
  g_return_val_if_fail (HR_IS_FORM (self), 0);
  return self->draft_ms;
}

static void
hr_form_dispose (GObject *object)
{
  HrForm *self = HR_FORM (object);
  if (self->draft_source != 0)
    hr_form_save_draft (self);
  g_clear_object (&self->editor);
  G_OBJECT_CLASS (hr_form_parent_class)->dispose (object);
}

static void
hr_form_finalize (GObject *object)
{
  HrForm *self = HR_FORM (object);
  for (guint i = 0; i < self->n_fields; i++)
    {
      g_free (self->fields[i].base);
      g_free (self->fields[i].typed);
      g_free (self->fields[i].value);
      g_free (self->fields[i].theirs);
    }
  g_free (self->fields);
  g_array_unref (self->steps);
  g_clear_pointer (&self->thing, hr_thing_free);
  g_clear_error (&self->error);
  g_free (self->id);
  g_free (self->copy_of);
  G_OBJECT_CLASS (hr_form_parent_class)->finalize (object);
}

static void
hr_form_class_init (HrFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hr_form_dispose;
  G_OBJECT_CLASS (klass)->finalize = hr_form_finalize;
  signals[READY] = g_signal_new ("ready", HR_TYPE_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CHANGED]
      = g_signal_new ("changed", HR_TYPE_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
hr_form_init (HrForm *self)
{
  self->steps = g_array_new (FALSE, FALSE, sizeof (HrFormStep));
  g_array_set_clear_func (self->steps, clear_step);
}

static HrForm *
make (HrEditor *editor, HrKind kind, const char *id, const char *copy_of)
{
  HrForm *self = g_object_new (HR_TYPE_FORM, NULL);
  self->editor = g_object_ref (editor);
  self->kind = kind;
  self->id = g_strdup (id);
  self->copy_of = g_strdup (copy_of);
  hr_kind_get_fields (kind, &self->n_fields);
  self->fields = g_new0 (HrFormField, self->n_fields);
  for (guint i = 0; i < self->n_fields; i++)
    set_base (self, i, NULL);
  g_signal_connect_object (editor, "changed", G_CALLBACK (editor_changed_cb), self, G_CONNECT_SWAPPED);
  hr_form_load (self);
  return self;
}

HrForm *
hr_form_new (HrEditor *editor, HrKind kind, const char *id)
{
  g_return_val_if_fail (HR_IS_EDITOR (editor) && kind < HR_N_KINDS, NULL);
  return make (editor, kind, id, NULL);
}

HrForm *
hr_form_new_copy (HrEditor *editor, HrKind kind, const char *id)
{
  g_return_val_if_fail (HR_IS_EDITOR (editor) && kind < HR_N_KINDS && id != NULL, NULL);
  return make (editor, kind, NULL, id);
}
