/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-backups-panel-private.h"

#include "handrail/service/hr-backups.h"
#include "handrail/ui/hr-flow.h"
#include "hr-desk-widgets-private.h"
#include "hr-staff-window-private.h"

#include <glib/gi18n-lib.h>

#define GAP_MM 3.0
#define PATH "path"

struct _HrBackupsPanel
{
  GtkBox parent_instance;
  HrStaffContext *context;
  GtkWidget *list;
  GtkWidget *make;
  char *wanted; /* (nullable): what the question on the sheet is about */
};

G_DEFINE_FINAL_TYPE (HrBackupsPanel, hr_backups_panel, GTK_TYPE_BOX)

/* The desk may be closed, or speak another language on a new page, when an answer comes. */
static gboolean
is_gone (HrBackupsPanel *self)
{
  return gtk_widget_get_root (GTK_WIDGET (self)) == NULL;
}

/* ---- going back ---- */

static void
back_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrBackupsPanel) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *kept = hr_store_bring_back_finish (HR_STORE (source), result, &error);

  if (is_gone (self))
    return;
  hr_backups_panel_read (self);
  if (kept != NULL)
    hr_staff_window_say (self->context->window,
                         _ ("Done. The lobby shows the state of that day. What stood before is in the list, as \"before going back\"."), NULL,
                         NULL, NULL);
  else
    hr_staff_window_say_error (self->context->window, error);
}

static void
go_back_cb (HrBackupsPanel *self)
{
  const HrStaffMember *member = hr_staff_get_current (self->context->staff);

  hr_staff_window_close_sheet (self->context->window);
  /* the desk may have locked itself meanwhile */
  if (member == NULL || member->role != HR_STAFF_MANAGER || self->wanted == NULL)
    return;
  hr_staff_window_say (self->context->window, _ ("Going back. This takes a moment."), NULL, NULL, NULL);
  hr_store_bring_back_async (hr_center_get_store (self->context->center), self->wanted, back_cb, g_object_ref (self));
}

static void
ask_cb (GtkWidget *button, HrBackupsPanel *self)
{
  GtkWidget *box = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);

  g_free (self->wanted);
  self->wanted = g_strdup (g_object_get_data (G_OBJECT (button), PATH));
  gtk_box_append (GTK_BOX (box), hr_desk_label (g_object_get_data (G_OBJECT (button), "words"), "hr-strong"));
  gtk_box_append (GTK_BOX (box), hr_desk_label (_ ("Everything that was changed, published or read from a list since then leaves the lobby, and "
                                                   "the history since then, too."), NULL));
  gtk_box_append (GTK_BOX (box), hr_desk_label (_ ("What stands now is kept as a backup first, so you can come back to it. Counts, names and PINs "
                                                   "stay as they are."), NULL));
  gtk_box_append (GTK_BOX (box), hr_desk_button (_ ("Go back to this backup"), "danger", G_CALLBACK (go_back_cb), self));
  hr_staff_window_open_sheet (self->context->window, _ ("Go back to an earlier state?"), box);
}

/* ---- the list ---- */

static void
add_row (HrBackupsPanel *self, const HrBackup *backup)
{
  GtkWidget *row = hr_desk_box (GTK_ORIENTATION_HORIZONTAL, "hr-desk-row");
  g_autofree char *words = hr_backup_describe (backup, hr_center_get_zone (self->context->center));
  GtkWidget *label = hr_desk_label (words, NULL);
  GtkWidget *button = hr_tap_button_new (_ ("Go back to this"));

  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), PATH, g_strdup (backup->path), g_free);
  g_object_set_data_full (G_OBJECT (button), "words", g_strdup (words), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (ask_cb), self, 0);
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (row), button);
  gtk_box_append (GTK_BOX (self->list), row);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrBackupsPanel) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) backups = hr_backups_list_finish (HR_CENTER (source), result, &error);

  if (is_gone (self))
    return;
  hr_desk_clear (self->list);
  for (guint i = 0; backups != NULL && i < backups->len; i++)
    add_row (self, backups->pdata[i]);
  if (backups == NULL || backups->len == 0)
    gtk_box_append (GTK_BOX (self->list),
                    hr_desk_label (backups == NULL ? error->message : _ ("There is no backup yet. One is made every day by itself."), NULL));
}

void
hr_backups_panel_read (HrBackupsPanel *self)
{
  g_return_if_fail (HR_IS_BACKUPS_PANEL (self));

  hr_backups_list_async (self->context->center, NULL, listed_cb, g_object_ref (self));
}

/* ---- a new one ---- */

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrBackupsPanel) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = hr_store_back_up_finish (HR_STORE (source), result, &error);

  if (is_gone (self))
    return;
  gtk_widget_set_sensitive (self->make, TRUE);
  if (path != NULL)
    hr_staff_window_say (self->context->window, _ ("The backup is made. For a fire or a theft, keep a copy in another house."), NULL, NULL, NULL);
  else
    hr_staff_window_say_error (self->context->window, error);
  hr_backups_panel_read (self);
}

static void
make_cb (HrBackupsPanel *self)
{
  gtk_widget_set_sensitive (self->make, FALSE);
  hr_store_back_up_async (hr_center_get_store (self->context->center), made_cb, g_object_ref (self));
}

/* ---- object ---- */

static void
hr_backups_panel_finalize (GObject *object)
{
  g_free (HR_BACKUPS_PANEL (object)->wanted);

  G_OBJECT_CLASS (hr_backups_panel_parent_class)->finalize (object);
}

static void
hr_backups_panel_class_init (HrBackupsPanelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hr_backups_panel_finalize;
}

static void
hr_backups_panel_init (HrBackupsPanel *self)
{
  GtkWidget *buttons = hr_flow_new (GAP_MM);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "hr-desk-box");
  self->list = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);
  self->make = hr_desk_button (_ ("Make a backup now"), NULL, G_CALLBACK (make_cb), self);
  hr_flow_append (HR_FLOW (buttons), self->make);
  gtk_box_append (GTK_BOX (self), hr_desk_label (_ ("One backup is made every day by itself, and seven of them are kept. Of those made by hand, and of "
                                                    "those made before going back, the last ten stay. They hold the listings and settings, not the counts "
                                                    "and not the PINs."), "hr-muted"));
  gtk_box_append (GTK_BOX (self), buttons);
  gtk_box_append (GTK_BOX (self), self->list);
}

GtkWidget *
hr_backups_panel_new (HrStaffContext *context)
{
  HrBackupsPanel *self = g_object_new (HR_TYPE_BACKUPS_PANEL, NULL);

  self->context = context;
  return GTK_WIDGET (self);
}
