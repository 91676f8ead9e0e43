/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-ui"

#include "handrail/ui/hr-theme.h"

#include <math.h>

/* Above a user's own gtk.css (800): the lobby looks the same on every account. */
#define PRIORITY (GTK_STYLE_PROVIDER_PRIORITY_USER + 1)

/* Height of a capital I in Inter, in em. */
#define CAPITAL_EM 0.727

/* Texts are made for a panel at least this high, read from 600 mm; none gets smaller than REACH_MIN of that. */
#define FULL_PANEL_MM 250.0
#define REACH_MIN 0.66

/* The numbers to dial in need are never smaller. */
#define DIGITS_LEAST_MM 12.5

#define DEFAULT_PX_PER_MM (96.0 / 25.4)
#define RESOURCES "/org/handrail/ui"
#define DATA_KEY "hr-theme"

struct _HrTheme
{
  GObject parent_instance;
  GdkDisplay *display; /* weak */
  GtkCssProvider *layout;
  GtkCssProvider *colors;
  GtkCssProvider *sizes;
  double px_per_mm;
  double reach; /* how near the reader stands, as a factor of all text sizes */
  HrTextSize text_size;
  HrThemeChoice choice;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HrTheme, hr_theme, G_TYPE_OBJECT)

static const char *const theme_files[HR_N_THEMES] = {
  [HR_THEME_CALM] = RESOURCES "/css/theme-calm.css", [HR_THEME_LIGHT] = RESOURCES "/css/theme-light.css",
  [HR_THEME_DARK] = RESOURCES "/css/theme-dark.css", [HR_THEME_DARK_YELLOW] = RESOURCES "/css/theme-dark-yellow.css",
  [HR_THEME_SOFT] = RESOURCES "/css/theme-soft.css",
};

static const double capitals_mm[HR_N_TEXT_SIZES] = { 4.0, 5.2, 7.3, 9.0, 12.0 };

/* CSS numbers have a point, whatever the locale. */
static void
append_size (GString *css, const char *selector, double capital_mm)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (number, sizeof number, "%.3f", capital_mm / CAPITAL_EM);
  g_string_append_printf (css, "%s { font-size: %smm; }\n", selector, number);
}

/* The chosen size is the window's; "modest" text stops at the default size and "bounded" text one step below the largest, for places where
 * growing further would push something off the screen; "digits" are the numbers of the page Help now;
 * "capital-N" is text of that height whatever was chosen. */
static void
load_sizes (HrTheme *self)
{
  g_autoptr (GString) css = g_string_new (NULL);
  double capital = hr_theme_get_capital_mm (self);

  append_size (css, "window.hr", capital);
  append_size (css, ".hr-modest", MIN (capital, hr_theme_bound_mm (self, capitals_mm[HR_TEXT_DEFAULT])));
  append_size (css, ".hr-bounded", MIN (capital, hr_theme_bound_mm (self, capitals_mm[HR_TEXT_LARGE])));
  append_size (css, ".hr-digits", MAX (DIGITS_LEAST_MM, capital * 1.4));
  for (int i = 0; i < HR_N_TEXT_SIZES; i++)
    {
      g_autofree char *selector = g_strdup_printf (".hr-capital-%d", i);
      append_size (css, selector, hr_theme_bound_mm (self, capitals_mm[i]));
    }
  gtk_css_provider_load_from_data (self->sizes, css->str, (gssize)css->len);
}

static void
set_resolution (HrTheme *self)
{
  GtkSettings *settings = gtk_settings_get_for_display (self->display);

  g_object_set (settings, "gtk-xft-dpi", (int)lround (self->px_per_mm * 25.4 * 1024.0), NULL);
}

static void
hr_theme_dispose (GObject *object)
{
  HrTheme *self = HR_THEME (object);

  if (self->display != NULL)
    {
      gtk_style_context_remove_provider_for_display (self->display, GTK_STYLE_PROVIDER (self->layout));
      gtk_style_context_remove_provider_for_display (self->display, GTK_STYLE_PROVIDER (self->colors));
      gtk_style_context_remove_provider_for_display (self->display, GTK_STYLE_PROVIDER (self->sizes));
      if (g_object_get_data (G_OBJECT (self->display), DATA_KEY) == self)
        g_object_set_data (G_OBJECT (self->display), DATA_KEY, NULL);
      g_clear_weak_pointer (&self->display);
    }
  g_clear_object (&self->layout);
  g_clear_object (&self->colors);
  g_clear_object (&self->sizes);
  G_OBJECT_CLASS (hr_theme_parent_class)->dispose (object);
}

static void
hr_theme_class_init (HrThemeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hr_theme_dispose;
  signals[CHANGED] = g_signal_new ("changed", HR_TYPE_THEME, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hr_theme_init (HrTheme *self)
{
  self->px_per_mm = DEFAULT_PX_PER_MM;
  self->reach = 1.0;
  self->text_size = HR_TEXT_DEFAULT;
  self->choice = HR_THEME_CALM;
  self->layout = gtk_css_provider_new ();
  self->colors = gtk_css_provider_new ();
  self->sizes = gtk_css_provider_new ();
}

HrTheme *
hr_theme_new (GdkDisplay *display)
{
  HrTheme *self;

  g_return_val_if_fail (GDK_IS_DISPLAY (display), NULL);
  self = g_object_new (HR_TYPE_THEME, NULL);
  g_set_weak_pointer (&self->display, display);
  g_object_set_data (G_OBJECT (display), DATA_KEY, self);
  gtk_css_provider_load_from_resource (self->layout, RESOURCES "/css/layout.css");
  gtk_css_provider_load_from_resource (self->colors, theme_files[self->choice]);
  load_sizes (self);
  set_resolution (self);
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (self->layout), PRIORITY);
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (self->colors), PRIORITY);
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (self->sizes), PRIORITY + 1);
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (display), RESOURCES "/icons");
  return self;
}

void
hr_theme_set_px_per_mm (HrTheme *self, double px_per_mm)
{
  g_return_if_fail (HR_IS_THEME (self));
  if (!(px_per_mm > 0.5 && px_per_mm < 100.0))
    px_per_mm = DEFAULT_PX_PER_MM;
  if (fabs (self->px_per_mm - px_per_mm) < 0.0005)
    return;
  self->px_per_mm = px_per_mm;
  set_resolution (self);
  load_sizes (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

double
hr_theme_get_px_per_mm (HrTheme *self)
{
  g_return_val_if_fail (HR_IS_THEME (self), DEFAULT_PX_PER_MM);
  return self->px_per_mm;
}

void
hr_theme_set_panel_mm (HrTheme *self, double panel_mm)
{
  double reach = panel_mm > 0 ? CLAMP (panel_mm / FULL_PANEL_MM, REACH_MIN, 1.0) : 1.0;

  g_return_if_fail (HR_IS_THEME (self));
  if (fabs (self->reach - reach) < 0.0005)
    return;
  self->reach = reach;
  load_sizes (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
hr_theme_set_text_size (HrTheme *self, HrTextSize size)
{
  g_return_if_fail (HR_IS_THEME (self));
  g_return_if_fail (size < HR_N_TEXT_SIZES);
  if (self->text_size == size)
    return;
  self->text_size = size;
  load_sizes (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
hr_theme_set_choice (HrTheme *self, HrThemeChoice choice)
{
  g_return_if_fail (HR_IS_THEME (self));
  g_return_if_fail (choice < HR_N_THEMES);
  if (self->choice == choice)
    return;
  self->choice = choice;
  gtk_css_provider_load_from_resource (self->colors, theme_files[choice]);
  g_signal_emit (self, signals[CHANGED], 0);
}

HrTextSize
hr_theme_get_text_size (HrTheme *self)
{
  g_return_val_if_fail (HR_IS_THEME (self), HR_TEXT_DEFAULT);
  return self->text_size;
}

HrThemeChoice
hr_theme_get_choice (HrTheme *self)
{
  g_return_val_if_fail (HR_IS_THEME (self), HR_THEME_CALM);
  return self->choice;
}

double
hr_theme_capital_mm (HrTextSize size)
{
  g_return_val_if_fail (size < HR_N_TEXT_SIZES, capitals_mm[HR_TEXT_DEFAULT]);
  return capitals_mm[size];
}

double
hr_theme_get_capital_mm (HrTheme *self)
{
  g_return_val_if_fail (HR_IS_THEME (self), capitals_mm[HR_TEXT_DEFAULT]);
  return hr_theme_bound_mm (self, capitals_mm[self->text_size]);
}

double
hr_theme_bound_mm (HrTheme *self, double capital_mm)
{
  g_return_val_if_fail (HR_IS_THEME (self), capital_mm);
  return capital_mm * self->reach;
}

double
hr_theme_font_px (HrTheme *self, double capital_mm)
{
  g_return_val_if_fail (HR_IS_THEME (self), 16.0);
  return capital_mm / CAPITAL_EM * self->px_per_mm;
}

int
hr_theme_px (HrTheme *self, double mm)
{
  double px_per_mm = HR_IS_THEME (self) ? self->px_per_mm : DEFAULT_PX_PER_MM;

  return MAX (1, (int)ceil (mm * px_per_mm - 0.001));
}

HrTheme *
hr_theme_get_for_widget (GtkWidget *widget)
{
  GdkDisplay *display;
  HrTheme *theme;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);
  display = gtk_widget_get_display (widget);
  theme = g_object_get_data (G_OBJECT (display), DATA_KEY);
  if (theme == NULL)
    {
      /* widgets shown on their own, as in tests and previews: the display keeps the theme that it was given here */
      theme = hr_theme_new (display);
      g_object_set_data_full (G_OBJECT (display), "hr-theme-own", theme, g_object_unref);
    }
  return theme;
}
