/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-visitor"

#include "hr-visitor-note-private.h"

/* How long it stays. */
#define NOTE_S 7

struct _HrVisitorNote
{
  GtkWidget parent_instance;
  GtkWidget *label;
  guint source;
};

G_DEFINE_FINAL_TYPE (HrVisitorNote, hr_visitor_note, GTK_TYPE_WIDGET)

static gboolean
over_cb (gpointer user_data)
{
  HrVisitorNote *self = user_data;

  self->source = 0;
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  return G_SOURCE_REMOVE;
}

void
hr_visitor_note_hide (HrVisitorNote *self)
{
  g_return_if_fail (HR_IS_VISITOR_NOTE (self));

  g_clear_handle_id (&self->source, g_source_remove);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
hr_visitor_note_show (HrVisitorNote *self, const char *text)
{
  g_return_if_fail (HR_IS_VISITOR_NOTE (self));

  hr_visitor_note_hide (self);
  gtk_label_set_label (GTK_LABEL (self->label), text);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  self->source = g_timeout_add_seconds (NOTE_S, over_cb, self);
}

static void
hr_visitor_note_dispose (GObject *object)
{
  HrVisitorNote *self = HR_VISITOR_NOTE (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_pointer (&self->label, gtk_widget_unparent);
  G_OBJECT_CLASS (hr_visitor_note_parent_class)->dispose (object);
}

static void
hr_visitor_note_class_init (HrVisitorNoteClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hr_visitor_note_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
hr_visitor_note_init (HrVisitorNote *self)
{
  self->label = gtk_label_new ("");
  gtk_widget_add_css_class (self->label, "hr-note");
  gtk_label_set_wrap (GTK_LABEL (self->label), TRUE);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
hr_visitor_note_new (void)
{
  return g_object_new (HR_TYPE_VISITOR_NOTE, NULL);
}
