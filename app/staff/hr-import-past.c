/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-import-past-private.h"

#include "handrail/store/hr-store-import.h"
#include "hr-desk-widgets-private.h"
#include "hr-staff-window-private.h"
#include "hr-thing-words-private.h"

#include <glib/gi18n-lib.h>

struct _HrImportPast
{
  GtkBox parent_instance;
  HrStaffContext *context;
  GtkWidget *list;
};

G_DEFINE_FINAL_TYPE (HrImportPast, hr_import_past, GTK_TYPE_BOX)

/* ---- taking one back ---- */

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrImportPast) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrUndoReport) report = hr_store_undo_import_finish (HR_STORE (source), result, &error);
  g_autofree char *done = NULL, *kept = NULL, *text = NULL;

  if (hr_desk_is_gone (self))
    return;
  if (report == NULL)
    {
      hr_staff_window_say_error (self->context->window, error);
      return;
    }
  done = g_strdup_printf (_ ("Taken back. As before: %1$u. Retired: %2$u."), report->n_restored, report->n_retired);
  if (report->kept->len > 0)
    kept = g_strdup_printf (ngettext (" %u change stays, because somebody went on with it.", " %u changes stay, because somebody went on with them.",
                                      report->kept->len),
                            report->kept->len);
  text = g_strconcat (done, kept, NULL);
  hr_staff_window_say (self->context->window, text, NULL, NULL, NULL);
  hr_import_past_ask (self);
}

void
hr_import_past_undo (HrImportPast *self, gint64 number)
{
  const char *actor;

  g_return_if_fail (HR_IS_IMPORT_PAST (self));
  actor = hr_editor_get_actor (self->context->editor);
  if (actor != NULL)
    hr_store_undo_import_async (hr_center_get_store (self->context->center), number, actor, NULL, undone_cb, g_object_ref (self));
}

static void
undo_cb (GtkWidget *button, HrImportPast *self)
{
  hr_import_past_undo (self, *(gint64 *) g_object_get_data (G_OBJECT (button), "number"));
}

/* ---- the list ---- */

static GtkWidget *
make_row (HrImportPast *self, const HrPastImport *import)
{
  GtkWidget *row = hr_desk_box (GTK_ORIENTATION_HORIZONTAL, "hr-desk-row");
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *moment = hr_thing_words_moment (self->context, import->wall_ms);
  g_autofree char *counts = g_strdup_printf (_ ("%1$s. New: %2$u. Changed: %3$u. Taken off: %4$u."), moment, import->n_added,
                                             import->n_changed, import->n_removed);

  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), hr_desk_label (import->name, "hr-strong"));
  gtk_box_append (GTK_BOX (words), hr_desk_label (counts, "hr-muted"));
  gtk_box_append (GTK_BOX (row), words);
  if (import->undone)
    gtk_box_append (GTK_BOX (words), hr_desk_label (_ ("Was taken back"), "hr-desk-state"));
  else
    {
      GtkWidget *button = hr_tap_button_new (_ ("Take it all back"));

      g_object_set_data_full (G_OBJECT (button), "number", g_memdup2 (&import->number, sizeof import->number), g_free);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, import->name, -1);
      g_signal_connect_object (button, "clicked", G_CALLBACK (undo_cb), self, 0);
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (row), button);
    }
  return row;
}

static void
known_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrImportPast) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) imports = hr_store_get_imports_finish (HR_STORE (source), result, &error);

  if (hr_desk_is_gone (self))
    return;
  if (imports == NULL)
    {
      hr_staff_window_say_error (self->context->window, error);
      return;
    }
  hr_desk_clear (self->list);
  for (guint i = 0; i < imports->len; i++)
    gtk_box_append (GTK_BOX (self->list), make_row (self, imports->pdata[i]));
  gtk_widget_set_visible (GTK_WIDGET (self), imports->len > 0);
}

void
hr_import_past_ask (HrImportPast *self)
{
  g_return_if_fail (HR_IS_IMPORT_PAST (self));
  hr_store_get_imports_async (hr_center_get_store (self->context->center), NULL, known_cb, g_object_ref (self));
}

/* ---- object ---- */

static void
hr_import_past_class_init (HrImportPastClass *klass)
{
}

static void
hr_import_past_init (HrImportPast *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "hr-desk-box");
  self->list = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);
  gtk_box_append (GTK_BOX (self), hr_desk_heading (_ ("Brought in during the last 30 days"), 2));
  gtk_box_append (GTK_BOX (self), self->list);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
hr_import_past_new (HrStaffContext *context)
{
  HrImportPast *self = g_object_new (HR_TYPE_IMPORT_PAST, NULL);

  self->context = context;
  return GTK_WIDGET (self);
}
