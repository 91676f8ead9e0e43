/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-device-panel-private.h"

#include "handrail/service/hr-session.h"
#include "handrail/ui/hr-chip.h"
#include "handrail/ui/hr-flow.h"
#include "hr-desk-widgets-private.h"
#include "hr-staff-window-private.h"

#include <glib/gi18n-lib.h>

#define GAP_MM 3.0
/* Bank cards, driving licences and many library cards: ISO/IEC 7810 ID-1 */
#define CARD_WIDTH_MM 85.6
#define CARD_HEIGHT_MM 53.98
#define CARD_CORNER_MM 3.18
#define RULER_MM 100
#define RULER_HEIGHT_MM 9.0
#define LINE_MM 0.4
#define STEP_MM 1

/* In the order of the chips; the first ones that are 0 end a row */
static const int idle_choices[] = { 60, 120, 180, 300, 600 };
static const int warning_choices[] = { 20, 30, 60, 120 };

#define N_IDLE G_N_ELEMENTS (idle_choices)
#define N_WARNING G_N_ELEMENTS (warning_choices)
/* off, offered */
#define N_SLIPS 2
/* in this house, only where it is said */
#define N_SIGN_IN 2

struct _HrDevicePanel
{
  GtkBox parent_instance;
  HrStaffContext *context;
  GtkWidget *width;
  GtkWidget *card;
  GtkWidget *idle[N_IDLE];
  GtkWidget *warning[N_WARNING];
  GtkWidget *sign_in[N_SIGN_IN];
  GtkWidget *slips[N_SLIPS];
  gboolean setting; /* chips and text follow what is set */
};

G_DEFINE_FINAL_TYPE (HrDevicePanel, hr_device_panel, GTK_TYPE_BOX)

/* ---- how large a millimetre is ---- */

static int
get_screen_px (HrDevicePanel *self)
{
  g_autoptr (GdkMonitor) monitor = g_list_model_get_item (gdk_display_get_monitors (gtk_widget_get_display (GTK_WIDGET (self))), 0);
  GdkRectangle area = { 0, 0, 0, 0 };

  if (monitor != NULL)
    gdk_monitor_get_geometry (monitor, &area);
  return area.width;
}

/* 0 = nothing that makes sense is written */
static int
get_width_mm (HrDevicePanel *self)
{
  gint64 width = 0;

  if (!g_ascii_string_to_signed (gtk_editable_get_text (GTK_EDITABLE (self->width)), 10, HR_DEVICE_WIDTH_LEAST_MM, HR_DEVICE_WIDTH_MOST_MM,
                                 &width, NULL))
    return 0;
  return (int)width;
}

static double
get_px_per_mm (HrDevicePanel *self)
{
  int width_mm = get_width_mm (self), px = get_screen_px (self);

  return width_mm > 0 && px > 0 ? (double)px / width_mm : hr_theme_get_px_per_mm (self->context->theme);
}

/* ---- the card and the ruler ---- */

static void
add_card (cairo_t *cr, double px)
{
  double right = (LINE_MM + CARD_WIDTH_MM) * px, bottom = (LINE_MM + CARD_HEIGHT_MM) * px, left = LINE_MM * px, r = CARD_CORNER_MM * px;

  cairo_new_sub_path (cr);
  cairo_arc (cr, right - r, left + r, r, -G_PI_2, 0);
  cairo_arc (cr, right - r, bottom - r, r, 0, G_PI_2);
  cairo_arc (cr, left + r, bottom - r, r, G_PI_2, G_PI);
  cairo_arc (cr, left + r, left + r, r, G_PI, 3 * G_PI_2);
  cairo_close_path (cr);
}

static void
add_ruler (cairo_t *cr, double px, double top)
{
  for (int mm = 0; mm <= RULER_MM; mm++)
    {
      double x = (LINE_MM + mm) * px;

      cairo_move_to (cr, x, top);
      cairo_line_to (cr, x, top + (mm % 10 == 0 ? 6.0 : mm % 5 == 0 ? 4.0 : 2.5) * px);
    }
}

static void
draw_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  HrDevicePanel *self = user_data;
  double px = get_px_per_mm (self);
  GdkRGBA color = { 0, 0, 0, 1 };

  gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (area)), "hr_fg", &color);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_set_line_width (cr, LINE_MM * px);
  add_card (cr, px);
  cairo_stroke (cr);
  cairo_set_line_width (cr, LINE_MM / 2 * px);
  add_ruler (cr, px, (CARD_HEIGHT_MM + 4) * px);
  cairo_stroke (cr);
}

static void
show_card (HrDevicePanel *self)
{
  double px = get_px_per_mm (self);

  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (self->card), (int)((RULER_MM + 2 * LINE_MM) * px) + 1);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (self->card), (int)((CARD_HEIGHT_MM + 4 + RULER_HEIGHT_MM) * px) + 1);
  gtk_widget_queue_draw (self->card);
}

static void
step (HrDevicePanel *self, int mm)
{
  int width_mm = get_width_mm (self);
  g_autofree char *text = NULL;

  if (width_mm == 0)
    width_mm = (int)(get_screen_px (self) / get_px_per_mm (self) + 0.5);
  text = g_strdup_printf ("%d", CLAMP (width_mm + mm, HR_DEVICE_WIDTH_LEAST_MM, HR_DEVICE_WIDTH_MOST_MM));
  gtk_editable_set_text (GTK_EDITABLE (self->width), text);
}

/* The wider the screen, the fewer of its points are a millimetre. */
static void
smaller_cb (HrDevicePanel *self)
{
  step (self, STEP_MM);
}

static void
larger_cb (HrDevicePanel *self)
{
  step (self, -STEP_MM);
}

/* ---- saving ---- */

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrDevicePanel) self = user_data;
  g_autoptr (GError) error = NULL;

  gboolean saved = hr_device_save_finish (HR_DEVICE (source), result, &error);

  /* the desk may be closed, or speak another language on a new page */
  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  if (saved)
    hr_staff_window_say (self->context->window, _ ("Saved. This screen follows at once."), NULL, NULL, NULL);
  else
    hr_staff_window_say_error (self->context->window, error);
}

static void
save (HrDevicePanel *self, const HrDeviceSettings *settings)
{
  hr_device_save_async (self->context->device, settings, saved_cb, g_object_ref (self));
}

static void
use_width_cb (HrDevicePanel *self)
{
  HrDeviceSettings settings = *hr_device_get (self->context->device);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->width));

  settings.panel_width_mm = get_width_mm (self);
  if (settings.panel_width_mm == 0 && *text != '\0')
    settings.panel_width_mm = -1; /* refused with the sentence that says what is possible */
  save (self, &settings);
}

/* Of a row of chips one: what is touched turns the others off, and a second touch changes nothing. */
static gboolean
choose (HrDevicePanel *self, GtkWidget *const *chips, gsize n, HrChip *chip, gsize *ret_chosen)
{
  if (self->setting)
    return FALSE;
  self->setting = TRUE;
  for (gsize i = 0; i < n; i++)
    {
      hr_chip_set_active (HR_CHIP (chips[i]), chips[i] == GTK_WIDGET (chip));
      if (chips[i] == GTK_WIDGET (chip))
        *ret_chosen = i;
    }
  self->setting = FALSE;
  return TRUE;
}

static void
idle_cb (HrChip *chip, GParamSpec *pspec, HrDevicePanel *self)
{
  HrDeviceSettings settings = *hr_device_get (self->context->device);
  gsize chosen = 0;

  if (!choose (self, self->idle, N_IDLE, chip, &chosen))
    return;
  settings.idle_s = idle_choices[chosen];
  save (self, &settings);
}

static void
warning_cb (HrChip *chip, GParamSpec *pspec, HrDevicePanel *self)
{
  HrDeviceSettings settings = *hr_device_get (self->context->device);
  gsize chosen = 0;

  if (!choose (self, self->warning, N_WARNING, chip, &chosen))
    return;
  settings.warning_s = warning_choices[chosen];
  save (self, &settings);
}

static void
slips_cb (HrChip *chip, GParamSpec *pspec, HrDevicePanel *self)
{
  HrDeviceSettings settings = *hr_device_get (self->context->device);
  gsize chosen = 0;

  if (!choose (self, self->slips, N_SLIPS, chip, &chosen))
    return;
  settings.slips = chosen > 0;
  save (self, &settings);
}

static void
sign_in_cb (HrChip *chip, GParamSpec *pspec, HrDevicePanel *self)
{
  HrDeviceSettings settings = *hr_device_get (self->context->device);
  gsize chosen = 0;

  if (!choose (self, self->sign_in, N_SIGN_IN, chip, &chosen))
    return;
  settings.only_said = chosen > 0;
  save (self, &settings);
}

void
hr_device_panel_show (HrDevicePanel *self)
{
  const HrDeviceSettings *settings;
  int idle_s, warning_s;

  g_return_if_fail (HR_IS_DEVICE_PANEL (self));

  if (self->context->device == NULL)
    return;
  settings = hr_device_get (self->context->device);
  idle_s = settings->idle_s > 0 ? settings->idle_s : HR_SESSION_IDLE_S;
  warning_s = settings->warning_s > 0 ? settings->warning_s : HR_SESSION_WARNING_S;
  self->setting = TRUE;
  for (gsize i = 0; i < N_IDLE; i++)
    hr_chip_set_active (HR_CHIP (self->idle[i]), idle_choices[i] == idle_s);
  for (gsize i = 0; i < N_WARNING; i++)
    hr_chip_set_active (HR_CHIP (self->warning[i]), warning_choices[i] == warning_s);
  for (gsize i = 0; i < N_SIGN_IN; i++)
    hr_chip_set_active (HR_CHIP (self->sign_in[i]), (i > 0) == settings->only_said);
  for (gsize i = 0; i < N_SLIPS; i++)
    hr_chip_set_active (HR_CHIP (self->slips[i]), (i > 0) == settings->slips);
  self->setting = FALSE;
  {
    g_autofree char *text = settings->panel_width_mm > 0 ? g_strdup_printf ("%d", settings->panel_width_mm) : g_strdup ("");

    gtk_editable_set_text (GTK_EDITABLE (self->width), text);
  }
  show_card (self);
}

/* ---- object ---- */

static void
hr_device_panel_class_init (HrDevicePanelClass *klass)
{
}

static void
hr_device_panel_init (HrDevicePanel *self)
{
}

static char *
make_duration (int seconds)
{
  if (seconds < 60)
    return g_strdup_printf (ngettext ("%d second", "%d seconds", (gulong)seconds), seconds);
  return g_strdup_printf (ngettext ("%d minute", "%d minutes", (gulong)seconds / 60), seconds / 60);
}

static void
add_chips (HrDevicePanel *self, const int *choices, GtkWidget **chips, gsize n, GCallback callback)
{
  GtkWidget *flow = hr_flow_new (GAP_MM);

  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *words = make_duration (choices[i]);

      chips[i] = hr_chip_new (words);
      g_signal_connect_object (chips[i], "notify::active", callback, self, 0);
      hr_flow_append (HR_FLOW (flow), chips[i]);
    }
  gtk_box_append (GTK_BOX (self), flow);
}

static void
add_sign_in (HrDevicePanel *self)
{
  GtkWidget *flow = hr_flow_new (GAP_MM);

  /* Translators: people sign in to … */
  self->sign_in[0] = hr_chip_new (_ ("Meetings in this house"));
  self->sign_in[1] = hr_chip_new (_ ("Only where a group says “Always”"));
  for (gsize i = 0; i < N_SIGN_IN; i++)
    {
      g_signal_connect_object (self->sign_in[i], "notify::active", G_CALLBACK (sign_in_cb), self, 0);
      hr_flow_append (HR_FLOW (flow), self->sign_in[i]);
    }
  gtk_box_append (GTK_BOX (self), hr_desk_heading (_ ("Sign-in"), 2));
  gtk_box_append (GTK_BOX (self), hr_desk_label (_ ("What people can sign in to where nothing else is said. What is said under “Groups”, or of a "
                                                    "meeting itself, comes first."), "hr-muted"));
  gtk_box_append (GTK_BOX (self), flow);
}

static void
add_slips (HrDevicePanel *self)
{
  GtkWidget *flow = hr_flow_new (GAP_MM);

  /* Translators: slips of attendance are not offered */
  self->slips[0] = hr_chip_new (_ ("Off"));
  self->slips[1] = hr_chip_new (_ ("Offered"));
  for (gsize i = 0; i < N_SLIPS; i++)
    {
      g_signal_connect_object (self->slips[i], "notify::active", G_CALLBACK (slips_cb), self, 0);
      hr_flow_append (HR_FLOW (flow), self->slips[i]);
    }
  gtk_box_append (GTK_BOX (self), hr_desk_heading (_ ("Slips of attendance"), 2));
  gtk_box_append (GTK_BOX (self), hr_desk_label (_ ("Proof of being at a meeting, for groups whose listing says “Yes” to it: from 15 minutes before the end until "
                                                    "an hour after. No name is on it, and nothing of it is kept."), "hr-muted"));
  gtk_box_append (GTK_BOX (self), flow);
}

static void
add_width (HrDevicePanel *self)
{
  GtkWidget *buttons = hr_flow_new (GAP_MM);

  self->width = gtk_entry_new ();
  gtk_widget_add_css_class (self->width, "hr-entry");
  gtk_editable_set_width_chars (GTK_EDITABLE (self->width), 8);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->width), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Width of the screen in millimetres"), -1);
  g_signal_connect_object (self->width, "changed", G_CALLBACK (show_card), self, G_CONNECT_SWAPPED);
  self->card = gtk_drawing_area_new ();
  gtk_widget_set_halign (self->card, GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->card), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("The outline of a bank card, and a ruler of ten centimetres"), -1);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->card), draw_cb, self, NULL);
  hr_flow_append (HR_FLOW (buttons), self->width);
  hr_flow_append (HR_FLOW (buttons), hr_desk_button (_ ("Frame smaller"), NULL, G_CALLBACK (smaller_cb), self));
  hr_flow_append (HR_FLOW (buttons), hr_desk_button (_ ("Frame larger"), NULL, G_CALLBACK (larger_cb), self));
  hr_flow_append (HR_FLOW (buttons), hr_desk_button (_ ("Use this width"), "primary", G_CALLBACK (use_width_cb), self));
  gtk_box_append (GTK_BOX (self), hr_desk_heading (_ ("Width of the screen in millimetres"), 2));
  gtk_box_append (GTK_BOX (self), hr_desk_label (_ ("All sizes follow from it. Hold a bank card against the screen: the frame must be just as large. "
                                                    "The ruler below it is ten centimetres long. Empty: what the screen says of itself."), "hr-muted"));
  gtk_box_append (GTK_BOX (self), buttons);
  gtk_box_append (GTK_BOX (self), self->card);
}

GtkWidget *
hr_device_panel_new (HrStaffContext *context)
{
  HrDevicePanel *self = g_object_new (HR_TYPE_DEVICE_PANEL, "orientation", GTK_ORIENTATION_VERTICAL, NULL);

  self->context = context;
  gtk_widget_add_css_class (GTK_WIDGET (self), "hr-desk-box");
  gtk_box_append (GTK_BOX (self), hr_desk_heading (_ ("A quiet visit"), 2));
  gtk_box_append (GTK_BOX (self), hr_desk_label (_ ("Nobody touched the screen for so long: then it asks whether somebody is there."), "hr-muted"));
  add_chips (self, idle_choices, self->idle, N_IDLE, G_CALLBACK (idle_cb));
  gtk_box_append (GTK_BOX (self), hr_desk_label (_ ("So long it waits for an answer, then it wipes all of the visit."), "hr-muted"));
  add_chips (self, warning_choices, self->warning, N_WARNING, G_CALLBACK (warning_cb));
  add_sign_in (self);
  add_slips (self);
  add_width (self);
  return GTK_WIDGET (self);
}
