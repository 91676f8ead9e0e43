/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-print"

#include "handrail/print/hr-milestone-picture.h"

#include <glib.h>
#include <math.h>

/* Everything in parts of the width and the height */
#define HORIZON 0.62
#define SUN_X 0.5
#define SUN_RADIUS 0.15
#define GLOW_RADIUS 0.62
#define N_RAYS 11
#define N_RIPPLES 6

typedef struct
{
  double red, green, blue;
} Color;

static const Color sky_top = { 0.55, 0.73, 0.78 }, sky_middle = { 0.99, 0.88, 0.72 }, sky_low = { 0.98, 0.75, 0.50 };
static const Color sun = { 1.0, 0.93, 0.65 };
static const Color far_hills = { 0.42, 0.56, 0.58 }, near_hills = { 0.22, 0.42, 0.44 }, shore = { 0.08, 0.28, 0.30 };
static const Color water_far = { 0.96, 0.72, 0.50 }, water_near = { 0.24, 0.46, 0.50 };

static void
add_stop (cairo_pattern_t *pattern, double at, const Color *color, double alpha)
{
  cairo_pattern_add_color_stop_rgba (pattern, at, color->red, color->green, color->blue, alpha);
}

static void
fill_band (cairo_t *cr, double from, double until, const Color *above, const Color *between, const Color *below)
{
  cairo_pattern_t *pattern = cairo_pattern_create_linear (0, from, 0, until);
  add_stop (pattern, 0, above, 1);
  if (between != NULL)
    add_stop (pattern, 0.55, between, 1);
  add_stop (pattern, 1, below, 1);
  cairo_rectangle (cr, 0, from, 1, until - from);
  cairo_set_source (cr, pattern);
  cairo_fill (cr);
  cairo_pattern_destroy (pattern);
}

/* @ratio: width of the picture by its height: the sun is round in every shape of it */
static void
draw_sun (cairo_t *cr, double ratio)
{
  cairo_pattern_t *glow = cairo_pattern_create_radial (0, 0, SUN_RADIUS, 0, 0, GLOW_RADIUS);
  cairo_save (cr);
  cairo_translate (cr, SUN_X, HORIZON);
  cairo_scale (cr, MIN (1.0, 1 / ratio), MIN (1.0, ratio));
  add_stop (glow, 0, &sun, 0.65);
  add_stop (glow, 1, &sun, 0);
  cairo_set_source (cr, glow);
  cairo_arc (cr, 0, 0, GLOW_RADIUS, 0, 2 * G_PI);
  cairo_fill (cr);
  for (int i = 0; i < N_RAYS; i++)
    {
      double angle = G_PI + (i + 0.5) * G_PI / N_RAYS, half = 0.045;
      cairo_move_to (cr, SUN_RADIUS * 1.25 * cos (angle), SUN_RADIUS * 1.25 * sin (angle));
      cairo_line_to (cr, GLOW_RADIUS * cos (angle - half), GLOW_RADIUS * sin (angle - half));
      cairo_line_to (cr, GLOW_RADIUS * cos (angle + half), GLOW_RADIUS * sin (angle + half));
      cairo_close_path (cr);
    }
  cairo_set_source_rgba (cr, sun.red, sun.green, sun.blue, 0.35);
  cairo_fill (cr);
  cairo_set_source_rgb (cr, sun.red, sun.green, sun.blue);
  cairo_arc (cr, 0, 0, SUN_RADIUS, 0, 2 * G_PI);
  cairo_fill (cr);
  cairo_restore (cr);
  cairo_pattern_destroy (glow);
}

static void
set_color (cairo_t *cr, const Color *color)
{
  cairo_set_source_rgb (cr, color->red, color->green, color->blue);
}

static void
draw_hills (cairo_t *cr)
{
  set_color (cr, &far_hills);
  cairo_move_to (cr, 0, HORIZON);
  cairo_curve_to (cr, 0.06, 0.44, 0.17, 0.42, 0.28, HORIZON);
  cairo_close_path (cr);
  cairo_move_to (cr, 0.70, HORIZON);
  cairo_curve_to (cr, 0.80, 0.46, 0.92, 0.40, 1.06, HORIZON);
  cairo_close_path (cr);
  cairo_fill (cr);
  set_color (cr, &near_hills);
  cairo_move_to (cr, -0.06, HORIZON + 0.01);
  cairo_curve_to (cr, 0.0, 0.52, 0.06, 0.51, 0.17, HORIZON + 0.01);
  cairo_close_path (cr);
  cairo_move_to (cr, 0.82, HORIZON + 0.01);
  cairo_curve_to (cr, 0.90, 0.54, 0.97, 0.50, 1.05, HORIZON + 0.01);
  cairo_close_path (cr);
  cairo_fill (cr);
}

/* The light on the water, wider the nearer it is */
static void
draw_ripples (cairo_t *cr)
{
  for (int i = 0; i < N_RIPPLES; i++)
    {
      double part = (i + 1.0) / (N_RIPPLES + 1), y = HORIZON + part * (0.93 - HORIZON);
      double half = 0.05 + 0.10 * part * (i % 2 == 0 ? 1.0 : 0.7), thick = 0.006 + 0.008 * part;
      cairo_move_to (cr, SUN_X - half, y);
      cairo_curve_to (cr, SUN_X - half / 2, y - thick, SUN_X + half / 2, y - thick, SUN_X + half, y);
      cairo_curve_to (cr, SUN_X + half / 2, y + thick, SUN_X - half / 2, y + thick, SUN_X - half, y);
      cairo_close_path (cr);
    }
  cairo_set_source_rgba (cr, sun.red, sun.green, sun.blue, 0.75);
  cairo_fill (cr);
}

/* Where one stands: a shore, and a path that leads to the water */
static void
draw_shore (cairo_t *cr)
{
  set_color (cr, &shore);
  cairo_move_to (cr, 0, 0.84);
  cairo_curve_to (cr, 0.20, 0.80, 0.34, 0.95, 0.55, 0.93);
  cairo_curve_to (cr, 0.72, 0.91, 0.84, 0.84, 1, 0.86);
  cairo_line_to (cr, 1, 1);
  cairo_line_to (cr, 0, 1);
  cairo_close_path (cr);
  cairo_fill (cr);
  cairo_set_source_rgba (cr, sky_middle.red, sky_middle.green, sky_middle.blue, 0.8);
  cairo_move_to (cr, 0.535, 0.931);
  cairo_curve_to (cr, 0.50, 0.955, 0.44, 0.965, 0.40, 1);
  cairo_line_to (cr, 0.52, 1);
  cairo_curve_to (cr, 0.53, 0.97, 0.55, 0.955, 0.56, 0.929);
  cairo_close_path (cr);
  cairo_fill (cr);
}

void
hr_milestone_picture_draw (cairo_t *cr, double x, double y, double width, double height)
{
  g_return_if_fail (cr != NULL && width > 0 && height > 0);

  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_scale (cr, width, height);
  cairo_rectangle (cr, 0, 0, 1, 1);
  cairo_clip (cr);
  fill_band (cr, 0, HORIZON, &sky_top, &sky_middle, &sky_low);
  draw_sun (cr, width / height);
  fill_band (cr, HORIZON, 1, &water_far, NULL, &water_near);
  draw_hills (cr);
  draw_ripples (cr);
  draw_shore (cr);
  cairo_restore (cr);
}
