/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-desk-widgets-private.h"

#include "handrail/ui/hr-words-label.h"

GtkWidget *
hr_desk_label (const char *text, const char *css_class)
{
  return hr_words_label_new (text, css_class, -1);
}

GtkWidget *
hr_desk_heading (const char *text, int level)
{
  return hr_words_heading_new (text, level, -1);
}

GtkWidget *
hr_desk_box (GtkOrientation orientation, const char *css_class)
{
  GtkWidget *box = gtk_box_new (orientation, 0);

  gtk_widget_add_css_class (box, "hr-desk-box");
  if (css_class != NULL)
    gtk_widget_add_css_class (box, css_class);
  return box;
}

GtkWidget *
hr_desk_button (const char *text, const char *css_class, GCallback swapped, gpointer object)
{
  GtkWidget *button = hr_tap_button_new (text);

  if (css_class != NULL)
    gtk_widget_add_css_class (button, css_class);
  g_signal_connect_object (button, "clicked", swapped, object, G_CONNECT_SWAPPED);
  return button;
}

GtkWidget *
hr_desk_scroll (GtkWidget *child)
{
  GtkWidget *scroll = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroll), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_overlay_scrolling (GTK_SCROLLED_WINDOW (scroll), FALSE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroll), child);
  gtk_widget_set_vexpand (scroll, TRUE);
  gtk_widget_set_hexpand (scroll, TRUE);
  return scroll;
}

gboolean
hr_desk_is_gone (gpointer widget)
{
  return gtk_widget_get_root (GTK_WIDGET (widget)) == NULL;
}

GtkWidget *
hr_desk_get_focus (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  return root != NULL ? gtk_root_get_focus (root) : NULL;
}

gboolean
hr_desk_has_focus (GtkWidget *widget)
{
  GtkWidget *focus = hr_desk_get_focus (widget);

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

void
hr_desk_give_focus_back (GtkWidget *from, GtkWidget *to)
{
  GtkWidget *parent = gtk_widget_get_parent (from);

  if (parent == NULL || gtk_widget_get_focus_child (parent) != from)
    return;
  gtk_widget_set_focus_child (parent, NULL);
  if (to != NULL && gtk_widget_get_mapped (to))
    gtk_widget_grab_focus (to);
}

void
hr_desk_clear (GtkWidget *box)
{
  GtkWidget *child;

  g_return_if_fail (GTK_IS_BOX (box));

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
}
