/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-shell"

#include "hr-application-private.h"
#include "handrail/service/hr-center.h"
#include "handrail/service/hr-device.h"
#include "handrail/service/hr-printing.h"
#include "handrail/visitor/hr-visitor-window.h"
#include "hr-care-private.h"
#include "hr-screen-private.h"
#include "hr-staff-door-private.h"
#include "hr-tour-private.h"
#include <glib-unix.h>

#define WINDOWED_WIDTH 1280
#define WINDOWED_HEIGHT 800

struct _HrApplication
{
  GtkApplication parent_instance;
  /* options */
  char *data;
  char *tour;
  char **sizes;
  char **only;
  char *now;
  int panel_width_mm;
  gboolean windowed;
  gboolean staff;
  /* parts */
  HrClock *clock;
  HrCenter *center;
  HrDevice *device;
  HrSession *session; /* (nullable) */
  HrTickets *tickets;
  HrSignIn *sign_in; /* (nullable): of the lobby, as the next one */
  HrSlips *slips;
  HrPrinting *printing;
  HrTheme *theme;
  HrCare *care;
  HrStaffDoor *door;
  HrVisitorWindow *window; /* owned by GTK; %NULL on an office PC */
  int status;
};

G_DEFINE_FINAL_TYPE (HrApplication, hr_application, GTK_TYPE_APPLICATION)

/* Full screen is asked of whoever manages windows; where nobody does, the window is as large as the screen from the start. */
static void
set_first_size (HrApplication *self, GdkDisplay *display)
{
  g_autoptr (GdkMonitor) monitor = g_list_model_get_item (gdk_display_get_monitors (display), 0);
  GdkRectangle area = { 0, 0, WINDOWED_WIDTH, WINDOWED_HEIGHT };

  if (!self->windowed && monitor != NULL)
    gdk_monitor_get_geometry (monitor, &area);
  gtk_window_set_default_size (GTK_WINDOW (self->window), area.width, area.height);
}

static void
trouble_cb (HrApplication *self, const char *text)
{
  if (self->window != NULL)
    hr_visitor_window_set_trouble (self->window, text != NULL);
  hr_staff_door_set_trouble (self->door, text);
}

static void
staff_cb (HrApplication *self)
{
  hr_staff_door_open (self->door, GTK_WINDOW (self->window));
}

/* What staff set of this device holds from the next moment on. */
static void
apply_device (HrApplication *self)
{
  const HrDeviceSettings *settings = hr_device_get (self->device);
  int width_mm = self->panel_width_mm > 0 ? self->panel_width_mm : settings->panel_width_mm;

  hr_printing_set_printer (self->printing, hr_device_get_printer (self->device), hr_device_get_printer_paper (self->device));
  hr_theme_set_px_per_mm (self->theme, hr_screen_get_px_per_mm (gdk_display_get_default (), width_mm));
  if (self->sign_in != NULL)
    hr_sign_in_set_only_said (self->sign_in, settings->only_said);
  if (self->slips != NULL)
    hr_slips_set_offered (self->slips, settings->slips);
  if (self->session == NULL)
    return;
  hr_session_set_idle_s (self->session, settings->idle_s > 0 ? (guint)settings->idle_s : HR_SESSION_IDLE_S);
  hr_session_set_warning_s (self->session, settings->warning_s > 0 ? (guint)settings->warning_s : HR_SESSION_WARNING_S);
}

/* The lobby: what visitors see, with the door to the desk. */
static void
open_lobby (HrApplication *self, HrDirectory *directory)
{
  g_autoptr (HrSpeaker) speaker = hr_speaker_new ();

  self->session = hr_session_new (hr_center_get_clock (self->center), "en");
  self->sign_in = hr_sign_in_new (self->center, self->session);
  self->window = hr_visitor_window_new (GTK_APPLICATION (self), directory, self->session, self->sign_in, speaker, self->theme);
  hr_visitor_window_set_tickets (self->window, self->tickets);
  self->slips = hr_slips_new (self->center);
  hr_visitor_window_set_slips (self->window, self->slips);
  hr_staff_door_set_slips (self->door, self->slips);
  hr_visitor_window_set_printing (self->window, self->printing);
  set_first_size (self, gdk_display_get_default ());
  hr_visitor_window_set_windowed (self->window, self->windowed);
  hr_visitor_window_set_staff_door (self->window, TRUE);
  g_signal_connect_object (self->window, "staff", G_CALLBACK (staff_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (self->window));
}

static void
hr_application_activate (GApplication *application)
{
  HrApplication *self = HR_APPLICATION (application);
  GdkDisplay *display = gdk_display_get_default ();
  g_autoptr (HrDirectory) directory = NULL;

  if (self->theme != NULL)
    {
      if (self->window != NULL)
        gtk_window_present (GTK_WINDOW (self->window));
      return;
    }
  self->theme = hr_theme_new (display);
  if (self->tour != NULL)
    {
      const HrTourOptions options = { self->data, self->tour, (const char *const *)self->sizes,
                                      (const char *const *)self->only, self->clock };
      self->status = hr_tour_run (GTK_APPLICATION (self), self->theme, &options);
      return;
    }
  self->device = hr_device_new (self->data);
  self->printing = hr_printing_new (self->center);
  g_signal_connect_object (self->device, "changed", G_CALLBACK (apply_device), self, G_CONNECT_SWAPPED);
  /* sizes before the window is made, quiet times when there is a visit to keep them for */
  apply_device (self);
  directory = hr_directory_new (self->center);
  self->tickets = self->staff ? NULL : hr_tickets_new (hr_center_get_clock (self->center));
  self->door = hr_staff_door_new (GTK_APPLICATION (self), self->center, directory, self->theme, self->tickets, self->device, !self->staff);
  hr_staff_door_set_printing (self->door, self->printing);
  if (self->staff)
    hr_staff_door_open (self->door, NULL);
  else
    open_lobby (self, directory);
  apply_device (self);
}

/* ---- options ---- */

static int
hr_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  HrApplication *self = HR_APPLICATION (application);
  g_autoptr (GError) error = NULL;

  if (self->now != NULL)
    {
      self->clock = hr_clock_new_parse (self->now, &error);
      if (self->clock == NULL)
        {
          g_printerr ("handrail: --now: %s\n", error->message);
          return 2;
        }
    }
  for (gsize i = 0; self->sizes != NULL && self->sizes[i] != NULL; i++)
    {
      int width, height;
      if (!hr_tour_parse_size (self->sizes[i], &width, &height))
        {
          g_printerr ("handrail: --size: \"%s\" is not a size; write it as 1080x1920.\n", self->sizes[i]);
          return 2;
        }
    }
  return -1;
}

static int
hr_application_command_line (GApplication *application, GApplicationCommandLine *command_line)
{
  HrApplication *self = HR_APPLICATION (application);

  g_application_activate (application);
  return self->status;
}

/* The machine goes down or the service stops: in order, so that the last minute's counts are written. */
static gboolean
stop_cb (gpointer user_data)
{
  g_application_quit (G_APPLICATION (user_data));
  return G_SOURCE_CONTINUE;
}

/* The toolkit takes a tenth of a second to find the display; the database is open by then, and the first picture has the next meetings. */
static void
open_center (HrApplication *self)
{
  if (self->data == NULL)
    self->data = hr_center_default_directory ();
  self->center = hr_center_new (self->data, self->clock);
  self->care = hr_care_new (self->center);
  g_signal_connect_object (self->care, "trouble", G_CALLBACK (trouble_cb), self, G_CONNECT_SWAPPED);
}

static void
hr_application_startup (GApplication *application)
{
  HrApplication *self = HR_APPLICATION (application);

  if (self->tour == NULL)
    open_center (self);
  G_APPLICATION_CLASS (hr_application_parent_class)->startup (application);
  g_unix_signal_add (SIGTERM, stop_cb, application);
  g_unix_signal_add (SIGINT, stop_cb, application);
  g_unix_signal_add (SIGHUP, stop_cb, application);
  /* nothing of a visit is remembered by the toolkit either */
  g_object_set (gtk_settings_get_default (), "gtk-recent-files-enabled", FALSE, "gtk-enable-primary-paste", FALSE,
                "gtk-error-bell", FALSE, NULL);
}

static void
hr_application_shutdown (GApplication *application)
{
  HrApplication *self = HR_APPLICATION (application);

  if (self->care != NULL)
    hr_care_stop (self->care);
  if (self->door != NULL)
    hr_staff_door_close (self->door);
  g_clear_object (&self->door);
  if (self->window != NULL)
    gtk_window_destroy (GTK_WINDOW (self->window));
  self->window = NULL;
  if (self->printing != NULL)
    hr_printing_stop (self->printing);
  if (self->center != NULL)
    hr_center_close (self->center);
  g_clear_object (&self->session);
  g_clear_object (&self->theme);
  G_APPLICATION_CLASS (hr_application_parent_class)->shutdown (application);
}

static void
hr_application_finalize (GObject *object)
{
  HrApplication *self = HR_APPLICATION (object);

  g_clear_object (&self->care);
  g_clear_object (&self->device);
  g_clear_object (&self->printing);
  g_clear_object (&self->session);
  g_clear_object (&self->tickets);
  g_clear_object (&self->sign_in);
  g_clear_object (&self->slips);
  g_clear_object (&self->center);
  g_clear_object (&self->clock);
  g_free (self->data);
  g_free (self->tour);
  g_free (self->now);
  g_strfreev (self->sizes);
  g_strfreev (self->only);
  G_OBJECT_CLASS (hr_application_parent_class)->finalize (object);
}

static void
hr_application_class_init (HrApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hr_application_finalize;
  application_class->activate = hr_application_activate;
  application_class->command_line = hr_application_command_line;
  application_class->handle_local_options = hr_application_handle_local_options;
  application_class->startup = hr_application_startup;
  application_class->shutdown = hr_application_shutdown;
}

static void
hr_application_init (HrApplication *self)
{
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &self->data, "The data folder", "DIR" },
    { "windowed", 0, 0, G_OPTION_ARG_NONE, &self->windowed, "In a window that can be closed", NULL },
    { "staff", 0, 0, G_OPTION_ARG_NONE, &self->staff, "The staff desk alone, as on an office PC", NULL },
    { "panel-width-mm", 0, 0, G_OPTION_ARG_INT, &self->panel_width_mm, "The width of the visible screen in millimetres",
      "MM" },
    { "now", 0, 0, G_OPTION_ARG_STRING, &self->now, "A clock that stands at this time, for previews (RFC 3339)",
      "TIME" },
    { "tour", 0, 0, G_OPTION_ARG_FILENAME, &self->tour, "Writes a picture of every page into a folder, then ends",
      "DIR" },
    { "size", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->sizes,
      "A screen size of the tour, such as 1080x1920; may be repeated", "WxH" },
    { "only", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->only,
      "Only pictures of the tour whose name holds this; may be repeated", "TEXT" },
    { NULL },
  };

  g_application_add_main_option_entries (G_APPLICATION (self), entries);
  g_application_set_option_context_summary (G_APPLICATION (self),
                                            "Handrail, the lobby's screen. Without --data: the user's own folder.");
}

HrApplication *
hr_application_new (void)
{
  /* the command line is handled here and nowhere else, so a kiosk and a preview may run side by side */
  return g_object_new (HR_TYPE_APPLICATION, "application-id", HR_APPLICATION_ID, "flags",
                       G_APPLICATION_NON_UNIQUE | G_APPLICATION_HANDLES_COMMAND_LINE, NULL);
}
