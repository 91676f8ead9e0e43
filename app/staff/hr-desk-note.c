/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-desk-note-private.h"

#include "hr-desk-widgets-private.h"

#include <glib/gi18n-lib.h>

/* Long enough to read two lines and to decide about Undo. */
#define NOTE_S 12

struct _HrDeskNote
{
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkWidget *text;
  GtkWidget *action;
  void (*callback) (gpointer owner);
  GObject *owner;
  GtkWidget *before; /* (nullable): what had the focus when it came; a weak pointer */
  guint source;
};

G_DEFINE_FINAL_TYPE (HrDeskNote, hr_desk_note, GTK_TYPE_WIDGET)

static gboolean
over_cb (gpointer user_data)
{
  HrDeskNote *self = user_data;

  /* whoever came here by Tab is about to press something */
  if (hr_desk_has_focus (GTK_WIDGET (self)))
    return G_SOURCE_CONTINUE;
  self->source = 0;
  hr_desk_note_hide (self);
  return G_SOURCE_REMOVE;
}

static void
action_cb (HrDeskNote *self)
{
  void (*callback) (gpointer owner) = self->callback;
  g_autoptr (GObject) owner = g_steal_pointer (&self->owner);

  hr_desk_note_hide (self);
  if (callback != NULL)
    callback (owner);
}

static void
hr_desk_note_dispose (GObject *object)
{
  HrDeskNote *self = HR_DESK_NOTE (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->owner);
  g_clear_weak_pointer (&self->before);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (hr_desk_note_parent_class)->dispose (object);
}

static void
hr_desk_note_class_init (HrDeskNoteClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hr_desk_note_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "hr-desk-note");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_STATUS);
}

static void
hr_desk_note_init (HrDeskNote *self)
{
  GtkWidget *close = hr_desk_button (_ ("Close"), NULL, G_CALLBACK (hr_desk_note_hide), self);

  self->box = hr_desk_box (GTK_ORIENTATION_HORIZONTAL, NULL);
  self->text = hr_desk_label ("", NULL);
  gtk_widget_set_hexpand (self->text, TRUE);
  self->action = hr_desk_button ("", "primary", G_CALLBACK (action_cb), self);
  gtk_box_append (GTK_BOX (self->box), self->text);
  gtk_box_append (GTK_BOX (self->box), self->action);
  gtk_box_append (GTK_BOX (self->box), close);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_END);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_FILL);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
hr_desk_note_new (void)
{
  return g_object_new (HR_TYPE_DESK_NOTE, NULL);
}

void
hr_desk_note_show (HrDeskNote *self, const char *text, const char *action, void (*callback) (gpointer owner), GObject *owner)
{
  g_return_if_fail (HR_IS_DESK_NOTE (self));
  g_return_if_fail (text != NULL);

  hr_desk_note_hide (self);
  g_set_weak_pointer (&self->before, hr_desk_get_focus (GTK_WIDGET (self)));
  gtk_label_set_text (GTK_LABEL (self->text), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_set_visible (self->action, action != NULL);
  if (action != NULL)
    hr_tap_button_set_text (HR_TAP_BUTTON (self->action), action);
  self->callback = callback;
  self->owner = owner != NULL ? g_object_ref (owner) : NULL;
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  self->source = g_timeout_add_seconds (NOTE_S, over_cb, self);
}

void
hr_desk_note_hide (HrDeskNote *self)
{
  GtkWidget *before;

  g_return_if_fail (HR_IS_DESK_NOTE (self));

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->owner);
  self->callback = NULL;
  before = self->before;
  g_clear_weak_pointer (&self->before);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  hr_desk_give_focus_back (GTK_WIDGET (self), before);
}
