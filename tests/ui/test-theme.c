/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Contrast of every pair of text and ground, computed as WCAG 2 does, from the files that the screen loads. */
#include "handrail/ui/hr-theme.h"

#include <math.h>

typedef struct
{
  const char *file;
  double least, most;
} Theme;

static const Theme themes[] = {
  { "calm", 10.0, 21.1 },        { "light", 20.0, 21.1 }, { "dark", 18.0, 21.1 },
  { "dark-yellow", 17.5, 21.1 }, { "soft", 4.5, 8.0 },
};

/* Text on its ground, as layout.css combines them. */
static const char *const pairs[][2] = {
  { "fg", "bg" },
  { "muted", "bg" },
  { "accent_text", "bg" },
  { "fg", "card" },
  { "muted", "card" },
  { "accent_text", "card" },
  { "accent_fg", "accent" },
  { "accent_fg", "accent_pressed" },
  { "notice_fg", "notice" },
  { "help_fg", "help" },
  { "help_fg", "help_pressed" },
  { "soft_fg", "soft" },
  { "bar_fg", "bar" },
  { "bar_fg", "bar_button" },
  { "fg", "pressed" },
};

/* Edges of things to tap, and the ring around what has the focus: 3:1 (WCAG 1.4.11, 2.4.13). */
static const char *const edges[][2] = {
  { "edge", "bg" }, { "edge", "card" }, { "edge", "bar" }, { "focus", "bg" }, { "focus", "card" }, { "focus", "bar" },
};

static double
linear (double part)
{
  return part <= 0.03928 ? part / 12.92 : pow ((part + 0.055) / 1.055, 2.4);
}

static double
luminance (const GdkRGBA *color)
{
  return 0.2126 * linear (color->red) + 0.7152 * linear (color->green) + 0.0722 * linear (color->blue);
}

static GdkRGBA
get_color (const char *css, const char *name)
{
  g_autofree char *pattern = g_strdup_printf ("@define-color hr_%s (#[0-9A-Fa-f]{6});", name);
  g_autoptr (GRegex) regex = g_regex_new (pattern, 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *text = NULL;
  GdkRGBA color;

  if (!g_regex_match (regex, css, 0, &match))
    g_error ("There is no color hr_%s.", name);
  text = g_match_info_fetch (match, 1);
  g_assert_true (gdk_rgba_parse (&color, text));
  return color;
}

static double
get_contrast (const char *css, const char *a, const char *b)
{
  GdkRGBA first = get_color (css, a), second = get_color (css, b);
  double one = luminance (&first), two = luminance (&second);

  return (MAX (one, two) + 0.05) / (MIN (one, two) + 0.05);
}

static void
test_contrast (gconstpointer data)
{
  const Theme *theme = data;
  g_autofree char *path = g_strdup_printf ("/org/handrail/ui/css/theme-%s.css", theme->file);
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, 0, NULL);
  const char *css;

  g_assert_nonnull (bytes);
  css = g_bytes_get_data (bytes, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      double contrast = get_contrast (css, pairs[i][0], pairs[i][1]);
      if (contrast < theme->least || contrast > theme->most)
        g_error ("%s: %s on %s is %.2f, not %.1f to %.1f.", theme->file, pairs[i][0], pairs[i][1], contrast,
                 theme->least, theme->most);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (edges); i++)
    {
      double contrast = get_contrast (css, edges[i][0], edges[i][1]);
      if (contrast < 3.0)
        g_error ("%s: %s on %s is %.2f.", theme->file, edges[i][0], edges[i][1], contrast);
    }
}

/* No color of the layout lacks a value, and GTK understands every line. */
static void
parsing_error_cb (GtkCssProvider *provider, GtkCssSection *section, const GError *error, gpointer user_data)
{
  g_autofree char *place = gtk_css_section_to_string (section);

  g_error ("%s: %s", place, error->message);
}

static void
test_files (void)
{
  g_autoptr (GtkCssProvider) layout = gtk_css_provider_new ();
  g_autoptr (GBytes) bytes = g_resources_lookup_data ("/org/handrail/ui/css/layout.css", 0, NULL);
  g_autoptr (GRegex) regex = g_regex_new ("@(hr_[a-z_]+)", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  g_signal_connect (layout, "parsing-error", G_CALLBACK (parsing_error_cb), NULL);
  gtk_css_provider_load_from_resource (layout, "/org/handrail/ui/css/layout.css");
  for (gsize i = 0; i < G_N_ELEMENTS (themes); i++)
    {
      g_autofree char *path = g_strdup_printf ("/org/handrail/ui/css/theme-%s.css", themes[i].file);
      g_autoptr (GBytes) theme = g_resources_lookup_data (path, 0, NULL);
      gtk_css_provider_load_from_resource (layout, path);
      g_regex_match (regex, g_bytes_get_data (bytes, NULL), 0, &match);
      for (; g_match_info_matches (match); g_match_info_next (match, NULL))
        {
          g_autofree char *name = g_match_info_fetch (match, 1);
          get_color (g_bytes_get_data (theme, NULL), name + 3);
        }
      g_clear_pointer (&match, g_match_info_unref);
    }
}

static void
test_sizes (void)
{
  g_autoptr (HrTheme) theme = hr_theme_new (gdk_display_get_default ());
  int dpi = 0;

  hr_theme_set_px_per_mm (theme, 3.612);
  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &dpi, NULL);
  g_assert_cmpint (dpi, ==, (int)(3.612 * 25.4 * 1024 + 0.5));
  g_assert_cmpint (hr_theme_px (theme, 20), ==, 73);
  g_assert_cmpint (hr_theme_px (theme, 0.01), ==, 1);
  g_assert_cmpfloat_with_epsilon (hr_theme_capital_mm (HR_TEXT_DEFAULT), 7.3, 0.001);
  g_assert_cmpfloat_with_epsilon (hr_theme_get_capital_mm (theme), 7.3, 0.001);
  /* the capital I of the font that results is as high as was asked */
  g_assert_cmpfloat_with_epsilon (hr_theme_font_px (theme, 7.3) * 0.727, 7.3 * 3.612, 0.01);
  /* a small panel is read from nearer, but the default stays over the 4.8 mm of the standards */
  hr_theme_set_panel_mm (theme, 90);
  g_assert_cmpfloat (hr_theme_get_capital_mm (theme), >=, 4.8);
  hr_theme_set_panel_mm (theme, 299);
  g_assert_cmpfloat_with_epsilon (hr_theme_get_capital_mm (theme), 7.3, 0.001);
  hr_theme_set_px_per_mm (theme, -1);
  g_assert_cmpfloat_with_epsilon (hr_theme_get_px_per_mm (theme), 96 / 25.4, 0.001);
}

/* The ink of a capital letter, measured on the screen. */
static void
test_capital (void)
{
  g_autoptr (HrTheme) theme = hr_theme_new (gdk_display_get_default ());
  GtkWidget *window = gtk_window_new (), *label = gtk_label_new ("I");
  PangoRectangle ink;

  hr_theme_set_px_per_mm (theme, 3.612);
  gtk_widget_add_css_class (window, "hr");
  gtk_window_set_child (GTK_WINDOW (window), label);
  gtk_window_present (GTK_WINDOW (window));
  for (int size = 0; size < HR_N_TEXT_SIZES; size++)
    {
      hr_theme_set_text_size (theme, (HrTextSize)size);
      gtk_widget_queue_draw (window);
      gtk_test_widget_wait_for_draw (window);
      pango_layout_get_pixel_extents (gtk_label_get_layout (GTK_LABEL (label)), &ink, NULL);
      g_assert_cmpfloat_with_epsilon (ink.height / 3.612, hr_theme_capital_mm ((HrTextSize)size), 0.6);
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (themes); i++)
    {
      g_autofree char *path = g_strdup_printf ("/theme/contrast/%s", themes[i].file);
      g_test_add_data_func (path, &themes[i], test_contrast);
    }
  g_test_add_func ("/theme/files", test_files);
  g_test_add_func ("/theme/sizes", test_sizes);
  g_test_add_func ("/theme/capital", test_capital);
  return g_test_run ();
}
