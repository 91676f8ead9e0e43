/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields that are chosen on a sheet: another thing, a day. */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-day-sheet-private.h"
#include "hr-desk-widgets-private.h"
#include "hr-field-editor-private.h"
#include "hr-ref-sheet-private.h"
#include "hr-staff-window-private.h"
#include "hr-thing-words-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  HrStaffContext *context;
  HrForm *form;
  const HrField *field;
  GtkWidget *box;
  GtkWidget *button;
  GtkWidget *open; /* (nullable): to the other thing's own form */
  char *shown;
} Ref;

static void
ref_free (gpointer data)
{
  Ref *self = data;

  g_object_unref (self->form);
  g_free (self->shown);
  g_free (self);
}

static Ref *
get_ref (gpointer box)
{
  return g_object_get_data (G_OBJECT (box), "ref");
}

static const char *
label_of (Ref *self)
{
  return hr_field_words_label (hr_form_get_kind (self->form), self->field->name);
}

static void
say (Ref *self, const char *words)
{
  g_autofree char *name = g_strdup_printf ("%s: %s", label_of (self), words);

  hr_tap_button_set_text (HR_TAP_BUTTON (self->button), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static GtkWidget *
ref_new (HrStaffContext *context, HrForm *form, const HrField *field, GCallback callback)
{
  GtkWidget *box = hr_desk_box (GTK_ORIENTATION_HORIZONTAL, NULL);
  Ref *self = g_new0 (Ref, 1);
  GtkWidget *label;

  self->context = context;
  self->form = g_object_ref (form);
  self->field = field;
  self->box = box;
  self->button = hr_tap_button_new ("");
  label = hr_tap_button_get_label_widget (HR_TAP_BUTTON (self->button));
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  g_signal_connect_swapped (self->button, "clicked", callback, self);
  gtk_box_append (GTK_BOX (box), self->button);
  g_object_set_data_full (G_OBJECT (box), "ref", self, ref_free);
  return box;
}

/* ---- another thing ---- */

static void
named_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) box = user_data;
  g_autoptr (HrThing) thing = hr_editor_get_finish (HR_EDITOR (source), result, NULL);
  Ref *self = get_ref (box);

  if (thing != NULL && g_strcmp0 (hr_record_get_id (thing->record), self->shown) == 0)
    say (self, thing->title);
}

static void
show_ref (GtkWidget *box)
{
  Ref *self = get_ref (box);
  const char *id = hr_form_get (self->form, self->field->name);

  if (g_strcmp0 (id, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_strdup (id);
  gtk_widget_set_visible (self->open, *id != '\0');
  say (self, *id != '\0' ? id : _ ("Choose"));
  if (*id != '\0')
    hr_editor_get_async (self->context->editor, self->field->ref_kind, id, NULL, named_cb, g_object_ref (box));
}

static void
chosen_cb (const char *id, gpointer owner)
{
  Ref *self = get_ref (owner);

  hr_form_set (self->form, self->field->name, id);
}

static void
choose_cb (Ref *self)
{
  gboolean of_one = hr_kind_find_field (hr_form_get_kind (self->form), "fellowship") >= 0;

  hr_ref_sheet_open (self->context, self->field->ref_kind, label_of (self), of_one ? hr_form_get (self->form, "fellowship") : NULL,
                     !self->field->required, chosen_cb, G_OBJECT (self->box));
}

static void
open_cb (Ref *self)
{
  g_autofree char *place = g_strdup_printf ("%s %s", hr_kind_get_name (self->field->ref_kind), self->shown);

  hr_staff_window_go (self->context->window, "thing", place);
}

GtkWidget *
hr_ref_editor_new (HrStaffContext *context, HrForm *form, const HrField *field)
{
  GtkWidget *box = ref_new (context, form, field, G_CALLBACK (choose_cb));
  Ref *self = get_ref (box);

  self->open = hr_tap_button_new (C_ ("button", "Open"));
  g_signal_connect_swapped (self->open, "clicked", G_CALLBACK (open_cb), self);
  gtk_box_append (GTK_BOX (box), self->open);
  hr_field_editor_set_show (box, show_ref);
  return box;
}

/* ---- a day ---- */

static HrDate
get_date (Ref *self)
{
  HrDate date = HR_DATE_NONE;

  hr_date_parse (hr_form_get (self->form, self->field->name), &date);
  return date;
}

static void
show_day (GtkWidget *box)
{
  Ref *self = get_ref (box);
  HrDate date = get_date (self);
  g_autofree char *words = date != HR_DATE_NONE ? hr_thing_words_date (date) : g_strdup (_ ("Choose the day"));

  say (self, words);
}

static void
day_chosen_cb (HrDate date, gpointer owner)
{
  Ref *self = get_ref (owner);
  g_autofree char *text = date != HR_DATE_NONE ? hr_date_to_string (date) : g_strdup ("");

  hr_form_set (self->form, self->field->name, text);
}

static void
day_cb (Ref *self)
{
  hr_day_sheet_open (self->context, label_of (self), get_date (self), self->field->required ? NULL : _ ("No day"), day_chosen_cb,
                     G_OBJECT (self->box));
}

GtkWidget *
hr_day_editor_new (HrStaffContext *context, HrForm *form, const HrField *field)
{
  GtkWidget *box = ref_new (context, form, field, G_CALLBACK (day_cb));

  hr_field_editor_set_show (box, show_day);
  return box;
}
