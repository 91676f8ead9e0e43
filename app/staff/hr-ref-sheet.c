/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-ref-sheet-private.h"

#include "handrail/core/hr-field-words.h"
#include "handrail/service/hr-cancelled.h"
#include "hr-desk-widgets-private.h"
#include "hr-staff-window-private.h"
#include "hr-thing-words-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_ROWS 30
#define TYPING_MS 150

#define HR_TYPE_REF_SHEET (hr_ref_sheet_get_type ())
G_DECLARE_FINAL_TYPE (HrRefSheet, hr_ref_sheet, HR, REF_SHEET, GtkBox)

struct _HrRefSheet
{
  GtkBox parent_instance;
  HrStaffContext *context;
  HrKind kind;
  char *fellowship;
  GtkWidget *search;
  GtkWidget *list;
  GtkWidget *fresh;
  GtkWidget *line;
  GCancellable *cancellable;
  void (*done) (const char *id, gpointer owner);
  GObject *owner;
  guint typing;
  gboolean can_make;
};

G_DEFINE_FINAL_TYPE (HrRefSheet, hr_ref_sheet, GTK_TYPE_BOX)

static void
answer (HrRefSheet *self, const char *id)
{
  g_autoptr (HrRefSheet) kept = g_object_ref (self);
  g_autofree char *chosen = g_strdup (id);

  hr_staff_window_close_sheet (self->context->window);
  self->done (chosen, self->owner);
}

static void
choose_cb (GtkWidget *button, HrRefSheet *self)
{
  answer (self, g_object_get_data (G_OBJECT (button), "id"));
}

static void
add_row (HrRefSheet *self, const HrThingRow *thing)
{
  GtkWidget *row = hr_desk_box (GTK_ORIENTATION_HORIZONTAL, "hr-desk-row");
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *button = hr_tap_button_new (_ ("Choose"));
  g_autofree char *line = hr_thing_words_line (self->context, thing);
  g_autofree char *name = g_strdup_printf ("%s: %s", _ ("Choose"), thing->title);

  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), hr_desk_label (thing->title, "hr-strong"));
  if (*line != '\0' && strcmp (line, thing->title) != 0)
    gtk_box_append (GTK_BOX (words), hr_desk_label (line, NULL));
  g_object_set_data_full (G_OBJECT (button), "id", g_strdup (hr_record_get_id (thing->record)), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect (button, "clicked", G_CALLBACK (choose_cb), self);
  gtk_box_append (GTK_BOX (row), words);
  gtk_box_append (GTK_BOX (row), button);
  gtk_box_append (GTK_BOX (self->list), row);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrRefSheet) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrThings) things = hr_editor_list_finish (HR_EDITOR (source), result, &error);
  g_autofree char *text = NULL;

  if (things == NULL)
    {
      if (!hr_was_cancelled (error))
        gtk_label_set_text (GTK_LABEL (self->line), error->message);
      return;
    }
  hr_desk_clear (self->list);
  for (guint i = 0; i < things->rows->len; i++)
    add_row (self, things->rows->pdata[i]);
  if (things->total > things->rows->len)
    text = g_strdup_printf (_ ("The first %u of %u. Type a few letters to find others."), things->rows->len, things->total);
  else if (things->total == 0)
    text = g_strdup (_ ("Nothing is called so."));
  gtk_label_set_text (GTK_LABEL (self->line), text != NULL ? text : "");
  gtk_widget_set_visible (self->line, text != NULL);
}

static void
ask (HrRefSheet *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));
  const HrThingQuery query = { .kind = self->kind, .show = HR_SHOW_LIVE, .text = text, .limit = MOST_ROWS };
  g_autofree char *fresh = g_strdup_printf (_ ("Make new: %s"), text);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  hr_editor_list_async (self->context->editor, &query, self->cancellable, listed_cb, g_object_ref (self));
  hr_tap_button_set_text (HR_TAP_BUTTON (self->fresh), fresh);
  gtk_widget_set_visible (self->fresh, self->can_make && *text != '\0');
}

static gboolean
typed_cb (gpointer user_data)
{
  HrRefSheet *self = user_data;

  self->typing = 0;
  ask (self);
  return G_SOURCE_REMOVE;
}

static void
search_cb (HrRefSheet *self)
{
  g_clear_handle_id (&self->typing, g_source_remove);
  self->typing = g_timeout_add (TYPING_MS, typed_cb, self);
}

/* ---- a new one ---- */

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrRefSheet) self = user_data;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = hr_editor_finish (HR_EDITOR (source), result, &error);

  if (ids == NULL)
    gtk_label_set_text (GTK_LABEL (self->line), error->message);
  else
    answer (self, ids[0]);
  gtk_widget_set_visible (self->line, ids == NULL);
}

static void
fresh_cb (HrRefSheet *self)
{
  const char *const with[] = { "name", "fellowship", NULL };
  const char *const fields[] = { "name", NULL };
  const char *const values[] = { gtk_editable_get_text (GTK_EDITABLE (self->search)), self->fellowship, NULL };
  gboolean of_one = hr_kind_find_field (self->kind, "fellowship") >= 0;
  HrEdit edit = { .verb = HR_EDIT_ADD, .kind = self->kind, .fields = of_one ? with : fields, .values = values };

  hr_editor_edit_async (self->context->editor, &edit, 1, made_cb, g_object_ref (self));
}

/* A name, and the fellowship that the form knows, are enough. */
static gboolean
can_make (HrKind kind, const char *fellowship)
{
  guint n;
  const HrField *fields = hr_kind_get_fields (kind, &n);
  gboolean named = FALSE;

  for (guint i = 0; i < n; i++)
    {
      gboolean name = strcmp (fields[i].name, "name") == 0 && fields[i].form == HR_FORM_LINE;
      gboolean known = strcmp (fields[i].name, "fellowship") == 0 && fellowship != NULL && *fellowship != '\0';

      named = named || name;
      if (fields[i].required && !name && !known)
        return FALSE;
    }
  return named && kind != HR_KIND_SITE;
}

/* ---- object ---- */

static void
hr_ref_sheet_dispose (GObject *object)
{
  HrRefSheet *self = HR_REF_SHEET (object);

  g_clear_handle_id (&self->typing, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->owner);
  g_clear_pointer (&self->fellowship, g_free);

  G_OBJECT_CLASS (hr_ref_sheet_parent_class)->dispose (object);
}

static void
hr_ref_sheet_class_init (HrRefSheetClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hr_ref_sheet_dispose;
}

static void
hr_ref_sheet_init (HrRefSheet *self)
{
  GtkWidget *scroll;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "hr-desk-box");
  self->search = gtk_entry_new ();
  gtk_widget_add_css_class (self->search, "hr-entry");
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->search), _ ("Search"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Search"), -1);
  self->line = hr_desk_label ("", "hr-line");
  self->list = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);
  scroll = hr_desk_scroll (self->list);
  gtk_widget_add_css_class (scroll, "hr-ref-list");
  self->fresh = hr_desk_button ("", NULL, G_CALLBACK (fresh_cb), self);
  gtk_box_append (GTK_BOX (self), self->search);
  gtk_box_append (GTK_BOX (self), self->line);
  gtk_box_append (GTK_BOX (self), scroll);
  gtk_box_append (GTK_BOX (self), self->fresh);
}

void
hr_ref_sheet_open (HrStaffContext *context, HrKind kind, const char *title, const char *fellowship, gboolean can_clear,
                   void (*done) (const char *id, gpointer owner), GObject *owner)
{
  HrRefSheet *self = g_object_new (HR_TYPE_REF_SHEET, NULL);

  self->context = context;
  self->kind = kind;
  self->fellowship = g_strdup (fellowship);
  self->done = done;
  self->owner = g_object_ref (owner);
  g_signal_connect_object (self->search, "changed", G_CALLBACK (search_cb), self, G_CONNECT_SWAPPED);
  self->can_make = can_make (kind, fellowship);
  if (can_clear)
    {
      GtkWidget *none = hr_tap_button_new (_ ("None"));

      g_object_set_data (G_OBJECT (none), "id", (gpointer) "");
      g_signal_connect (none, "clicked", G_CALLBACK (choose_cb), self);
      gtk_box_append (GTK_BOX (self), none);
    }
  ask (self);
  hr_staff_window_open_sheet (context->window, title, GTK_WIDGET (self));
}
