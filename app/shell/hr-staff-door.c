/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-shell"

#include "hr-staff-door-private.h"
#include "handrail/visitor/hr-visitor-preview.h"
#include "handrail/visitor/hr-visitor-window.h"

#define OFFICE_WIDTH 1280
#define OFFICE_HEIGHT 800
/* What a lobby's screen usually is, for a desk that stands elsewhere. */
#define LOBBY_WIDTH 1080
#define LOBBY_HEIGHT 1920

struct _HrStaffDoor
{
  GObject parent_instance;
  GtkApplication *application; /* not owned: it owns us */
  HrCenter *center;
  HrDirectory *directory;
  HrTheme *theme;
  HrTickets *tickets;
  HrDevice *device;
  HrSlips *slips; /* (nullable) */
  HrPrinting *printing; /* (nullable) */
  HrStaff *staff;
  HrStaffWindow *window; /* owned by GTK */
  char *trouble;
  int lobby_width, lobby_height;
  HrVisitorWindow *lobby; /* (nullable), weak: what the desk covers */
  gboolean kiosk;
};

G_DEFINE_FINAL_TYPE (HrStaffDoor, hr_staff_door, G_TYPE_OBJECT)

static void
left_cb (HrStaffDoor *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->window), FALSE);
  /* the desk may have spoken another language meanwhile */
  if (self->lobby != NULL)
    hr_visitor_window_refresh (self->lobby);
}

static void
destroyed_cb (HrStaffDoor *self)
{
  self->window = NULL;
}

static GtkWidget *
preview_cb (HrDirectory *directory, const char *page, const char *argument, const char *language, gpointer user_data)
{
  HrStaffDoor *self = user_data;

  return hr_visitor_preview_new (directory, self->theme, page, argument, language, self->lobby_width, self->lobby_height);
}

static void
ensure_window (HrStaffDoor *self)
{
  if (self->window != NULL)
    return;
  if (self->staff == NULL)
    self->staff = hr_staff_new (hr_center_get_directory (self->center), hr_center_get_clock (self->center));
  self->window = hr_staff_window_new (self->application, self->center, self->directory, self->staff, self->theme);
  hr_staff_window_set_tickets (self->window, self->tickets);
  hr_staff_window_set_device (self->window, self->device);
  hr_staff_window_set_slips (self->window, self->slips);
  hr_staff_window_set_printing (self->window, self->printing);
  hr_staff_window_set_kiosk (self->window, self->kiosk);
  hr_staff_window_set_preview (self->window, preview_cb, self);
  hr_staff_window_set_trouble (self->window, self->trouble);
  g_signal_connect_object (self->window, "left", G_CALLBACK (left_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->window, "destroy", G_CALLBACK (destroyed_cb), self, G_CONNECT_SWAPPED);
}

void
hr_staff_door_set_slips (HrStaffDoor *self, HrSlips *slips)
{
  g_return_if_fail (HR_IS_STAFF_DOOR (self));
  g_set_object (&self->slips, slips);
}

void
hr_staff_door_set_printing (HrStaffDoor *self, HrPrinting *printing)
{
  g_set_object (&self->printing, printing);
}

void
hr_staff_door_open (HrStaffDoor *self, GtkWindow *lobby)
{
  int width = OFFICE_WIDTH, height = OFFICE_HEIGHT;

  g_return_if_fail (HR_IS_STAFF_DOOR (self));

  g_set_weak_pointer (&self->lobby, lobby != NULL ? HR_VISITOR_WINDOW (lobby) : NULL);
  ensure_window (self);
  /* where nobody manages windows, full screen is only as large as was asked for */
  if (lobby != NULL && gtk_widget_get_width (GTK_WIDGET (lobby)) > 0)
    {
      width = gtk_widget_get_width (GTK_WIDGET (lobby));
      height = gtk_widget_get_height (GTK_WIDGET (lobby));
      self->lobby_width = width;
      self->lobby_height = height;
    }
  gtk_window_set_default_size (GTK_WINDOW (self->window), width, height);
  if (lobby != NULL && gtk_window_is_fullscreen (lobby))
    gtk_window_fullscreen (GTK_WINDOW (self->window));
  gtk_window_present (GTK_WINDOW (self->window));
}

void
hr_staff_door_set_trouble (HrStaffDoor *self, const char *text)
{
  g_return_if_fail (HR_IS_STAFF_DOOR (self));

  g_free (self->trouble);
  self->trouble = g_strdup (text);
  if (self->window != NULL)
    hr_staff_window_set_trouble (self->window, text);
}

void
hr_staff_door_close (HrStaffDoor *self)
{
  g_return_if_fail (HR_IS_STAFF_DOOR (self));

  if (self->window != NULL)
    gtk_window_destroy (GTK_WINDOW (self->window));
  if (self->staff != NULL)
    hr_staff_close (self->staff);
}

static void
hr_staff_door_dispose (GObject *object)
{
  HrStaffDoor *self = HR_STAFF_DOOR (object);

  hr_staff_door_close (self);
  g_clear_object (&self->staff);
  g_clear_object (&self->center);
  g_clear_object (&self->directory);
  g_clear_object (&self->theme);
  g_clear_object (&self->tickets);
  g_clear_object (&self->slips);
  g_clear_object (&self->device);
  g_clear_object (&self->printing);
  g_clear_pointer (&self->trouble, g_free);
  g_clear_weak_pointer (&self->lobby);

  G_OBJECT_CLASS (hr_staff_door_parent_class)->dispose (object);
}

static void
hr_staff_door_class_init (HrStaffDoorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hr_staff_door_dispose;
}

static void
hr_staff_door_init (HrStaffDoor *self)
{
  self->lobby_width = LOBBY_WIDTH;
  self->lobby_height = LOBBY_HEIGHT;
}

HrStaffDoor *
hr_staff_door_new (GtkApplication *application, HrCenter *center, HrDirectory *directory, HrTheme *theme,
                   HrTickets *tickets, HrDevice *device, gboolean kiosk)
{
  HrStaffDoor *self = g_object_new (HR_TYPE_STAFF_DOOR, NULL);

  self->application = application;
  self->center = g_object_ref (center);
  self->directory = g_object_ref (directory);
  self->theme = g_object_ref (theme);
  self->tickets = tickets != NULL ? g_object_ref (tickets) : NULL;
  self->device = g_object_ref (device);
  self->kiosk = kiosk;
  return self;
}
