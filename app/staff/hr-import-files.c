/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-import-files-private.h"

#include "handrail/service/hr-cancelled.h"
#include "handrail/service/hr-files.h"
#include "hr-desk-turner-private.h"
#include "hr-desk-widgets-private.h"
#include "hr-staff-window-private.h"
#include "hr-thing-words-private.h"

#include <glib/gi18n-lib.h>

/* A folder may hold thousands of files: a page of rows stands at once */
#define PER_PAGE 50

struct _HrImportFiles
{
  GtkBox parent_instance;
  HrStaffContext *context;
  HrFiles *files;
  GtkWidget *line;
  GtkWidget *up;
  GtkWidget *list;
  GtkWidget *turner;
  GPtrArray *entries; /* (nullable): (element-type HrFileEntry): of what is shown */
  GPtrArray *folders; /* element-type utf8: the way from the places to begin at to what is shown */
  GCancellable *cancellable;
  gboolean shown;
};

enum
{
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HrImportFiles, hr_import_files, GTK_TYPE_BOX)

static void ask (HrImportFiles *self);

static const char *
folder (HrImportFiles *self)
{
  return self->folders->len > 0 ? self->folders->pdata[self->folders->len - 1] : NULL;
}

/* ---- going through folders ---- */

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrImportFiles) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = hr_files_open_finish (HR_FILES (source), result, &error);

  if (hr_desk_is_gone (self))
    return;
  if (path == NULL)
    hr_staff_window_say_error (self->context->window, error);
  else if (self->shown)
    {
      g_ptr_array_add (self->folders, g_steal_pointer (&path));
      ask (self);
    }
}

static void
row_cb (GtkWidget *button, HrImportFiles *self)
{
  const char *path = g_object_get_data (G_OBJECT (button), "path");
  GVolume *volume = g_object_get_data (G_OBJECT (button), "volume");
  HrFileSort sort = (HrFileSort) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "sort"));

  if (sort == HR_FILE_LIST)
    g_signal_emit (self, signals[CHOSEN], 0, path);
  else if (sort == HR_FILE_LOCKED_STICK)
    hr_files_open_async (self->files, volume, self->cancellable, opened_cb, g_object_ref (self));
  else
    {
      g_ptr_array_add (self->folders, g_strdup (path));
      ask (self);
    }
}

static const char *
sort_words (HrFileSort sort)
{
  switch (sort)
    {
    case HR_FILE_STICK:
    case HR_FILE_LOCKED_STICK:
      return _ ("USB stick");
    case HR_FILE_FOLDER:
      return _ ("Folder");
    case HR_FILE_SHEET:
      return _ ("A spreadsheet. Save it as CSV first; then it can be read here.");
    case HR_FILE_LIST:
    default:
      return NULL;
    }
}

static char *
file_words (HrImportFiles *self, const HrFileEntry *entry)
{
  g_autofree char *size = g_format_size (entry->size);
  g_autofree char *moment = hr_thing_words_moment (self->context, entry->changed_s * 1000);

  /* Translators: the size of a file, and when it was written */
  return g_strdup_printf (_ ("%1$s, written %2$s"), size, moment);
}

static GtkWidget *
make_row (HrImportFiles *self, const HrFileEntry *entry)
{
  GtkWidget *row = hr_desk_box (GTK_ORIENTATION_HORIZONTAL, "hr-desk-row");
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *line = sort_words (entry->sort) != NULL ? g_strdup (sort_words (entry->sort)) : file_words (self, entry);
  GtkWidget *button;

  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), hr_desk_label (entry->name, "hr-strong"));
  gtk_box_append (GTK_BOX (words), hr_desk_label (line, "hr-muted"));
  gtk_box_append (GTK_BOX (row), words);
  if (entry->sort == HR_FILE_SHEET)
    return row;
  /* Translators: button: shows what is in a folder */
  button = hr_tap_button_new (entry->sort == HR_FILE_LIST ? _ ("Choose") : C_ ("folder", "Open"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, entry->name, -1);
  g_object_set_data (G_OBJECT (button), "sort", GINT_TO_POINTER (entry->sort));
  g_object_set_data_full (G_OBJECT (button), "path", g_strdup (entry->path), g_free);
  if (entry->volume != NULL)
    g_object_set_data_full (G_OBJECT (button), "volume", g_object_ref (entry->volume), g_object_unref);
  g_signal_connect_object (button, "clicked", G_CALLBACK (row_cb), self, 0);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (row), button);
  return row;
}

static void
fill (HrImportFiles *self)
{
  HrDeskTurner *turner = HR_DESK_TURNER (self->turner);
  guint n = self->entries->len, offset;

  hr_desk_turner_set_total (turner, n);
  offset = hr_desk_turner_get_offset (turner);
  hr_desk_clear (self->list);
  for (guint i = offset; i < MIN (n, offset + PER_PAGE); i++)
    gtk_box_append (GTK_BOX (self->list), make_row (self, self->entries->pdata[i]));
  hr_desk_turner_set_text (turner, NULL);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrImportFiles) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = hr_files_list_finish (HR_FILES (source), result, &error);

  if (hr_desk_is_gone (self) || !self->shown || hr_was_cancelled (error))
    return;
  if (entries == NULL)
    {
      hr_desk_clear (self->list);
      gtk_widget_set_visible (self->turner, FALSE);
      gtk_label_set_text (GTK_LABEL (self->line), error->message);
      return;
    }
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  self->entries = g_ptr_array_ref (entries);
  hr_desk_turner_rewind (HR_DESK_TURNER (self->turner));
  fill (self);
  if (folder (self) != NULL)
    {
      g_autofree char *name = g_path_get_basename (folder (self));

      gtk_label_set_text (GTK_LABEL (self->line), entries->len > 0 ? name : _ ("There is no list in this folder."));
    }
  else
    gtk_label_set_text (GTK_LABEL (self->line), entries->len > 0 ? _ ("Where is the list?") : _ ("Put a USB stick with the list into this device."));
}

static void
ask (HrImportFiles *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  gtk_widget_set_visible (self->up, self->folders->len > 0);
  gtk_label_set_text (GTK_LABEL (self->line), _ ("Looking …"));
  hr_files_list_async (self->files, folder (self), self->cancellable, listed_cb, g_object_ref (self));
}

static void
changed_cb (HrImportFiles *self)
{
  if (self->shown && folder (self) == NULL)
    ask (self);
}

static void
up_cb (HrImportFiles *self)
{
  hr_import_files_up (self);
}

/* ---- object ---- */

static void
hr_import_files_dispose (GObject *object)
{
  HrImportFiles *self = HR_IMPORT_FILES (object);

  hr_import_files_stop (self);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->files);
  g_clear_pointer (&self->folders, g_ptr_array_unref);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  G_OBJECT_CLASS (hr_import_files_parent_class)->dispose (object);
}

static void
hr_import_files_class_init (HrImportFilesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hr_import_files_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", HR_TYPE_IMPORT_FILES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
hr_import_files_init (HrImportFiles *self)
{
  GtkWidget *head = hr_desk_box (GTK_ORIENTATION_HORIZONTAL, NULL);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "hr-desk-box");
  self->folders = g_ptr_array_new_with_free_func (g_free);
  self->line = hr_desk_heading ("", 2);
  gtk_widget_set_hexpand (self->line, TRUE);
  self->up = hr_desk_button (_ ("Up"), NULL, G_CALLBACK (up_cb), self);
  self->list = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);
  gtk_box_append (GTK_BOX (head), self->line);
  gtk_box_append (GTK_BOX (head), self->up);
  self->turner = hr_desk_turner_new (PER_PAGE);
  g_signal_connect_object (self->turner, "turned", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  hr_desk_turner_set_text (HR_DESK_TURNER (self->turner), NULL);
  gtk_box_append (GTK_BOX (self), head);
  gtk_box_append (GTK_BOX (self), self->list);
  gtk_box_append (GTK_BOX (self), self->turner);
}

GtkWidget *
hr_import_files_new (HrStaffContext *context)
{
  HrImportFiles *self = g_object_new (HR_TYPE_IMPORT_FILES, NULL);

  self->context = context;
  self->files = hr_files_new (hr_center_get_directory (context->center));
  g_signal_connect_object (self->files, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
hr_import_files_start (HrImportFiles *self)
{
  g_return_if_fail (HR_IS_IMPORT_FILES (self));
  self->shown = TRUE;
  g_ptr_array_set_size (self->folders, 0);
  ask (self);
}

gboolean
hr_import_files_up (HrImportFiles *self)
{
  g_return_val_if_fail (HR_IS_IMPORT_FILES (self), FALSE);
  if (self->folders->len == 0)
    return FALSE;
  g_ptr_array_set_size (self->folders, (int) self->folders->len - 1);
  ask (self);
  return TRUE;
}

void
hr_import_files_stop (HrImportFiles *self)
{
  g_return_if_fail (HR_IS_IMPORT_FILES (self));
  self->shown = FALSE;
  g_cancellable_cancel (self->cancellable);
}
