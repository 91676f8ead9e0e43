/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-share-devices-private.h"

#include "hr-desk-turner-private.h"
#include "hr-desk-widgets-private.h"
#include "hr-share-work-private.h"
#include "hr-staff-window-private.h"

#include <glib/gi18n-lib.h>

#define PER_PAGE 20

struct _HrShareDevices
{
  GtkBox parent_instance;
  HrStaffContext *context;
  GtkWidget *list;
  GtkWidget *turner;
  char *wanted; /* (nullable): id of the device that the question on the sheet is about */
  guint serial; /* of what is shown */
};

G_DEFINE_FINAL_TYPE (HrShareDevices, hr_share_devices, GTK_TYPE_BOX)

static void fill (HrShareDevices *self);

/* ---- putting one out ---- */

static void
revoke_cb (HrShareDevices *self)
{
  const HrSharingWork work = { .verb = HR_SHARING_REVOKE, .device = self->wanted };

  hr_staff_window_close_sheet (self->context->window);
  if (hr_share_is_manager (self->context))
    hr_share_work (self->context, GTK_WIDGET (self), &work, _ ("It is out. What it writes from now on counts no more."));
}

static void
ask_revoke_cb (GtkWidget *button, HrShareDevices *self)
{
  GtkWidget *box = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);
  g_autofree char *title = g_strdup_printf (_ ("Put “%s” out of the share?"), (const char *)g_object_get_data (G_OBJECT (button), "name"));

  g_free (self->wanted);
  self->wanted = g_strdup (g_object_get_data (G_OBJECT (button), "device"));
  gtk_box_append (GTK_BOX (box), hr_desk_label (_ ("For a device that was stolen or lost, or is used no more. What it writes from now on counts "
                                                   "no more; what it wrote until now stays."),
                                                NULL));
  gtk_box_append (GTK_BOX (box), hr_desk_label (_ ("Whoever has it sees the listings that are on it, which are public. It holds no names of "
                                                   "visitors."),
                                                NULL));
  gtk_box_append (GTK_BOX (box), hr_desk_button (_ ("Put it out"), "danger", G_CALLBACK (revoke_cb), self));
  hr_staff_window_open_sheet (self->context->window, title, box);
}

/* ---- the list ---- */

static char *
describe (const HrShareDevice *device)
{
  g_autofree char *role = hr_sharing_role_words (device->roles);

  if (device->revoked)
    return g_strdup (_ ("Was put out"));
  if (*device->site == '\0')
    return g_steal_pointer (&role);
  /* Translators: what a device may, and the site that it works for */
  return g_strdup_printf (_ ("%1$s of “%2$s”"), role, device->site);
}

static char *
describe_news (HrShareDevices *self, const HrShareDevice *device)
{
  g_autofree char *when = NULL;

  if (device->published_ms == 0 && (device->roles & (HR_SHARE_STAFF | HR_SHARE_OFFICE)) == 0)
    return g_strdup (_ ("A kiosk sends no listings"));
  if (device->published_ms == 0)
    return g_strdup (_ ("No news of it yet"));
  when = hr_share_moment (self->context, device->published_ms);
  /* Translators: a day and a time by the other device's own clock */
  return g_strdup_printf (_ ("Last news: %s"), when);
}

static GtkWidget *
make_row (HrShareDevices *self, const HrShareDevice *device)
{
  GtkWidget *row = hr_desk_box (GTK_ORIENTATION_HORIZONTAL, "hr-desk-row");
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *name = device->own ? g_strdup_printf (_ ("%s (this device)"), device->name) : g_strdup (device->name);
  g_autofree char *role = describe (device);
  g_autofree char *news = describe_news (self, device);

  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), hr_desk_label (name, "hr-strong"));
  gtk_box_append (GTK_BOX (words), hr_desk_label (role, NULL));
  gtk_box_append (GTK_BOX (words), hr_desk_label (news, "hr-muted"));
  gtk_box_append (GTK_BOX (row), words);
  /* those that let others in only the root key puts out */
  if (!device->own && !device->revoked && (device->roles & HR_SHARE_MANAGER) == 0 && hr_share_is_manager (self->context))
    {
      GtkWidget *button = hr_tap_button_new (_ ("Put out"));

      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, device->name, -1);
      g_object_set_data_full (G_OBJECT (button), "device", g_strdup (device->device), g_free);
      g_object_set_data_full (G_OBJECT (button), "name", g_strdup (device->name), g_free);
      g_signal_connect_object (button, "clicked", G_CALLBACK (ask_revoke_cb), self, 0);
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (row), button);
    }
  return row;
}

static void
fill (HrShareDevices *self)
{
  const HrSharingState *state = hr_sharing_get_state (self->context->sharing);
  GPtrArray *devices = state->status->devices;
  HrDeskTurner *turner = HR_DESK_TURNER (self->turner);
  guint n = devices->len, offset;

  hr_desk_turner_set_total (turner, n);
  offset = hr_desk_turner_get_offset (turner);
  hr_desk_clear (self->list);
  for (guint i = offset; i < MIN (n, offset + PER_PAGE); i++)
    gtk_box_append (GTK_BOX (self->list), make_row (self, devices->pdata[i]));
  hr_desk_turner_set_text (turner, NULL);
}

void
hr_share_devices_show (HrShareDevices *self)
{
  g_return_if_fail (HR_IS_SHARE_DEVICES (self));

  if (hr_sharing_get_state (self->context->sharing) == NULL || hr_sharing_get_serial (self->context->sharing) == self->serial)
    return;
  self->serial = hr_sharing_get_serial (self->context->sharing);
  fill (self);
}

/* ---- object ---- */

static void
hr_share_devices_finalize (GObject *object)
{
  g_free (HR_SHARE_DEVICES (object)->wanted);
  G_OBJECT_CLASS (hr_share_devices_parent_class)->finalize (object);
}

static void
hr_share_devices_class_init (HrShareDevicesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hr_share_devices_finalize;
}

static void
hr_share_devices_init (HrShareDevices *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "hr-desk-box");
  self->list = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);
  self->turner = hr_desk_turner_new (PER_PAGE);
  g_signal_connect_object (self->turner, "turned", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), hr_desk_heading (_ ("Devices"), 2));
  gtk_box_append (GTK_BOX (self), self->list);
  gtk_box_append (GTK_BOX (self), self->turner);
}

GtkWidget *
hr_share_devices_new (HrStaffContext *context)
{
  HrShareDevices *self = g_object_new (HR_TYPE_SHARE_DEVICES, NULL);

  self->context = context;
  return GTK_WIDGET (self);
}
