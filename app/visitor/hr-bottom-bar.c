/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-visitor"

#include "hr-bars-private.h"
#include "handrail/ui/hr-tap-button.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define GAP_MM 3.0
#define PADDING_MM 6.0

/* Room in a button that is not words: padding and border. */
#define BUTTON_FRAME_MM 4.5

/* Most that the bar may take of the screen's height: in one row, in two rows. */
#define SHARE_ONE_ROW 0.17
#define SHARE_TWO_ROWS 0.25

/* A screen lower than this has no room for icons above the words; they stand beside them. */
#define SHORT_MM 260.0
#define ICON_BESIDE_MM 9.0

#define CAPITAL_MAX_MM 9.0
#define CAPITAL_MIN_MM 3.4
#define CAPITAL_STEP_MM 0.2
/* From this size on two rows of larger words are better than one row of smaller ones, on an upright screen. */
#define CAPITAL_TWO_ROWS_MM 9.0

/* As in layout.css. */
#define LINE_HEIGHT 1.05f

typedef enum
{
  BUTTON_BACK,
  BUTTON_HOME,
  BUTTON_READ,
  BUTTON_SIZE,
  BUTTON_HELP,
  BUTTON_CLEAR,
  N_BUTTONS,
} BarButton;

struct _HrBottomBar
{
  GtkWidget parent_instance;
  GtkWidget *buttons[N_BUTTONS];
  gboolean speaking;
  int rows;
  int room; /* the width that the words were sized for, or -1 */
};

G_DEFINE_FINAL_TYPE (HrBottomBar, hr_bottom_bar, GTK_TYPE_WIDGET)

static const char *const icons[N_BUTTONS] = {
  "hr-back-symbolic", "hr-home-symbolic", "hr-speak-symbolic",
  "hr-size-symbolic", "hr-help-symbolic", "hr-clear-symbolic",
};

static const char *
get_word (HrBottomBar *self, BarButton button)
{
  switch (button)
    {
    case BUTTON_BACK:
      return _ ("Back");
    case BUTTON_HOME:
      return _ ("Home");
    case BUTTON_READ:
      return self->speaking ? _ ("Stop reading") : _ ("Read aloud");
    case BUTTON_SIZE:
      /* Translators: button: size of the text and colors of the screen */
      return _ ("Size and contrast");
    case BUTTON_HELP:
      return _ ("Help now");
    case BUTTON_CLEAR:
      /* Translators: button: ends the visit and forgets everything of it */
      return _ ("Clear screen");
    case N_BUTTONS:
    default:
      return "";
    }
}

/* ---- words that fit ---- */

static PangoLayout *
make_layout (GtkWidget *widget, HrTheme *theme, const char *text, double capital_mm, PangoWeight weight)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (widget, text);
  g_autoptr (PangoFontDescription) font =
      pango_font_description_copy (pango_context_get_font_description (gtk_widget_get_pango_context (widget)));

  pango_font_description_set_absolute_size (font, round (hr_theme_font_px (theme, capital_mm) * PANGO_SCALE));
  pango_font_description_set_weight (font, weight);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_line_spacing (layout, LINE_HEIGHT);
  return layout;
}

gboolean
hr_bar_fits (GtkWidget *widget, HrTheme *theme, const char *text, double capital_mm, PangoWeight weight, int width,
             int max_lines, int *ret_height)
{
  g_autoptr (PangoLayout) layout = make_layout (widget, theme, text, capital_mm, weight);
  int wide, high;

  pango_layout_set_width (layout, width * PANGO_SCALE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD);
  pango_layout_get_pixel_size (layout, &wide, &high);
  if (ret_height != NULL)
    *ret_height = high;
  return wide <= width && pango_layout_get_line_count (layout) <= max_lines;
}

void
hr_bar_set_font (GtkWidget *label, HrTheme *theme, double capital_mm, PangoWeight weight)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (
      attributes, pango_attr_size_new_absolute ((int)round (hr_theme_font_px (theme, capital_mm) * PANGO_SCALE)));
  pango_attr_list_insert (attributes, pango_attr_weight_new (weight));
  gtk_label_set_attributes (GTK_LABEL (label), attributes);
  pango_attr_list_unref (attributes);
}

static int
icon_px (HrTheme *theme, double capital_mm)
{
  return hr_theme_px (theme, CLAMP (capital_mm * 1.45, 6.5, 12.0));
}

static double
try_rows (HrBottomBar *self, int width, int height, int rows, double wanted, gboolean beside)
{
  HrTheme *theme = hr_theme_get_for_widget (GTK_WIDGET (self));
  int columns = N_BUTTONS / rows;
  int gap = hr_theme_px (theme, GAP_MM);
  int button = (width - 2 * hr_theme_px (theme, PADDING_MM) - gap * (columns - 1)) / columns;
  int room = button - hr_theme_px (theme, BUTTON_FRAME_MM) - (beside ? hr_theme_px (theme, ICON_BESIDE_MM) : 0);
  int most = (int)(height * (rows == 1 ? SHARE_ONE_ROW : SHARE_TWO_ROWS)) / rows - gap - hr_theme_px (theme, 3.0);

  for (double capital = wanted; capital > CAPITAL_MIN_MM; capital -= CAPITAL_STEP_MM)
    {
      gboolean fits = TRUE;
      for (int i = 0; i < N_BUTTONS && fits; i++)
        {
          int high = 0;
          fits = hr_bar_fits (GTK_WIDGET (self), theme, get_word (self, (BarButton)i), capital, PANGO_WEIGHT_SEMIBOLD,
                              room, 2, &high);
          fits = fits && high + (beside ? 0 : icon_px (theme, capital)) <= most;
        }
      if (fits)
        return capital;
    }
  return CAPITAL_MIN_MM;
}

void
hr_bottom_bar_fit (HrBottomBar *self, int width, int height)
{
  HrTheme *theme = hr_theme_get_for_widget (GTK_WIDGET (self));
  double wanted = MIN (hr_theme_get_capital_mm (theme), CAPITAL_MAX_MM);
  gboolean beside = height < hr_theme_px (theme, SHORT_MM);
  double capital;

  g_return_if_fail (HR_IS_BOTTOM_BAR (self));
  self->room = width - 2 * hr_theme_px (theme, PADDING_MM);
  self->rows = height > width && wanted >= CAPITAL_TWO_ROWS_MM ? 2 : 1;
  capital = try_rows (self, width, height, self->rows, wanted, beside);
  for (int i = 0; i < N_BUTTONS; i++)
    {
      HrTapButton *button = HR_TAP_BUTTON (self->buttons[i]);
      hr_tap_button_set_vertical (button, !beside);
      hr_bar_set_font (hr_tap_button_get_label_widget (button), theme, capital, PANGO_WEIGHT_SEMIBOLD);
      gtk_image_set_pixel_size (GTK_IMAGE (hr_tap_button_get_image_widget (button)),
                                beside ? hr_theme_px (theme, ICON_BESIDE_MM - 2.0) : icon_px (theme, capital));
    }
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* ---- layout: equal buttons in one or two rows ---- */

static GtkSizeRequestMode
hr_bottom_bar_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static int
row_height (HrBottomBar *self, int button_width)
{
  int most = 0;

  for (int i = 0; i < N_BUTTONS; i++)
    {
      int minimum = 0, natural = 0;
      gtk_widget_measure (self->buttons[i], GTK_ORIENTATION_VERTICAL, button_width, &minimum, &natural, NULL, NULL);
      most = MAX (most, MAX (minimum, natural));
    }
  return most;
}

static void
hr_bottom_bar_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                       int *minimum_baseline, int *natural_baseline)
{
  HrBottomBar *self = HR_BOTTOM_BAR (widget);
  HrTheme *theme = hr_theme_get_for_widget (widget);
  int gap = hr_theme_px (theme, GAP_MM);
  int columns = N_BUTTONS / self->rows;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = *natural = columns * hr_theme_px (theme, HR_TAP_MIN_MM) + gap * (columns - 1);
      for (int i = 0; i < N_BUTTONS; i++)
        {
          int unused = 0;
          gtk_widget_measure (self->buttons[i], orientation, -1, &unused, NULL, NULL, NULL);
        }
      return;
    }
  if (for_size < 0)
    for_size = self->room;
  *minimum = self->rows * row_height (self, for_size < 0 ? -1 : (for_size - gap * (columns - 1)) / columns)
             + gap * (self->rows - 1);
  *natural = *minimum;
}

static void
hr_bottom_bar_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  HrBottomBar *self = HR_BOTTOM_BAR (widget);
  int gap = hr_theme_px (hr_theme_get_for_widget (widget), GAP_MM);
  int columns = N_BUTTONS / self->rows;
  int wide = (width - gap * (columns - 1)) / columns;
  int high = (height - gap * (self->rows - 1)) / self->rows;
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;

  for (int i = 0; i < N_BUTTONS; i++)
    {
      int column = mirrored ? columns - 1 - i % columns : i % columns;
      GtkAllocation box = { column * (wide + gap), i / columns * (high + gap), wide, high };
      gtk_widget_size_allocate (self->buttons[i], &box, -1);
    }
}

/* ---- object ---- */

static void
hr_bottom_bar_dispose (GObject *object)
{
  HrBottomBar *self = HR_BOTTOM_BAR (object);

  for (int i = 0; i < N_BUTTONS; i++)
    g_clear_pointer (&self->buttons[i], gtk_widget_unparent);
  G_OBJECT_CLASS (hr_bottom_bar_parent_class)->dispose (object);
}

static void
hr_bottom_bar_class_init (HrBottomBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hr_bottom_bar_dispose;
  widget_class->get_request_mode = hr_bottom_bar_get_request_mode;
  widget_class->measure = hr_bottom_bar_measure;
  widget_class->size_allocate = hr_bottom_bar_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "hr-bottom-bar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TOOLBAR);
}

static void
hr_bottom_bar_init (HrBottomBar *self)
{
  static const char *const actions[N_BUTTONS] = { "win.back", "win.home", "win.read-aloud",
                                                  "win.go",   "win.go",   "win.clear" };

  self->rows = 1;
  self->room = -1;
  for (int i = 0; i < N_BUTTONS; i++)
    {
      self->buttons[i] = hr_tap_button_new_with_icon (icons[i], get_word (self, (BarButton)i), TRUE);
      if (i == BUTTON_SIZE)
        gtk_actionable_set_action_target (GTK_ACTIONABLE (self->buttons[i]), "s", "settings");
      else if (i == BUTTON_HELP)
        gtk_actionable_set_action_target (GTK_ACTIONABLE (self->buttons[i]), "s", "help");
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->buttons[i]), actions[i]);
      gtk_widget_set_parent (self->buttons[i], GTK_WIDGET (self));
    }
  gtk_widget_add_css_class (self->buttons[BUTTON_HELP], "help");
  hr_bottom_bar_refresh (self);
}

GtkWidget *
hr_bottom_bar_new (void)
{
  return g_object_new (HR_TYPE_BOTTOM_BAR, NULL);
}

void
hr_bottom_bar_refresh (HrBottomBar *self)
{
  g_return_if_fail (HR_IS_BOTTOM_BAR (self));
  for (int i = 0; i < N_BUTTONS; i++)
    {
      const char *word = get_word (self, (BarButton)i);
      hr_tap_button_set_text (HR_TAP_BUTTON (self->buttons[i]), word);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->buttons[i]), GTK_ACCESSIBLE_PROPERTY_LABEL, word, -1);
    }
}

void
hr_bottom_bar_set_page (HrBottomBar *self, const char *page)
{
  g_return_if_fail (HR_IS_BOTTOM_BAR (self));
  if (g_strcmp0 (page, "settings") == 0)
    gtk_widget_add_css_class (self->buttons[BUTTON_SIZE], "on");
  else
    gtk_widget_remove_css_class (self->buttons[BUTTON_SIZE], "on");
}

void
hr_bottom_bar_set_speaking (HrBottomBar *self, gboolean speaking)
{
  g_return_if_fail (HR_IS_BOTTOM_BAR (self));
  self->speaking = speaking;
  hr_tap_button_set_icon (HR_TAP_BUTTON (self->buttons[BUTTON_READ]),
                          speaking ? "hr-stop-symbolic" : icons[BUTTON_READ]);
  if (speaking)
    gtk_widget_add_css_class (self->buttons[BUTTON_READ], "on");
  else
    gtk_widget_remove_css_class (self->buttons[BUTTON_READ], "on");
  hr_bottom_bar_refresh (self);
}

void
hr_bottom_bar_set_can_speak (HrBottomBar *self, gboolean can_speak)
{
  g_return_if_fail (HR_IS_BOTTOM_BAR (self));
  gtk_widget_set_sensitive (self->buttons[BUTTON_READ], can_speak);
}
