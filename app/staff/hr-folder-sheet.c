/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-folder-sheet-private.h"

#include "handrail/service/hr-report-file.h"
#include "hr-desk-widgets-private.h"
#include "hr-staff-window-private.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  HrStaffContext *context;
  void (*done) (const char *folder, gpointer owner);
  GObject *owner;
  char *folder;
} Choice;

static void
choice_free (gpointer data, GClosure *closure)
{
  Choice *self = data;

  g_object_unref (self->owner);
  g_free (self->folder);
  g_free (self);
}

static void
chosen_cb (GtkWidget *button, Choice *self)
{
  /* closing the sheet takes the button away, and what hangs on it */
  g_autofree char *folder = g_strdup (self->folder);
  g_autoptr (GObject) owner = g_object_ref (self->owner);
  void (*done) (const char *folder, gpointer owner) = self->done;

  hr_staff_window_close_sheet (self->context->window);
  done (folder, owner);
}

void
hr_folder_sheet_ask (HrStaffContext *context, const char *title, const char *question, void (*done) (const char *folder, gpointer owner),
                     GObject *owner)
{
  GtkWidget *box = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);
  g_autoptr (GPtrArray) folders = hr_report_folders ();

  gtk_box_append (GTK_BOX (box), hr_desk_label (question, NULL));
  for (guint i = 0; i < folders->len; i++)
    {
      g_autofree char *name = g_filename_display_name (folders->pdata[i]);
      GtkWidget *button = hr_tap_button_new (name);
      Choice *choice = g_new0 (Choice, 1);

      *choice = (Choice){ context, done, g_object_ref (owner), g_strdup (folders->pdata[i]) };
      g_signal_connect_data (button, "clicked", G_CALLBACK (chosen_cb), choice, choice_free, 0);
      gtk_box_append (GTK_BOX (box), button);
    }
  hr_staff_window_open_sheet (context->window, title, box);
}

void
hr_folder_sheet_open (HrStaffContext *context, const char *title, void (*done) (const char *folder, gpointer owner), GObject *owner)
{
  hr_folder_sheet_ask (context, title, _ ("Where to? Plug in a USB stick and open this again if it is not in the list."), done, owner);
}
