/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "handrail/print/hr-chart.h"

#include <math.h>
#include <string.h>

#define WIDTH 480
#define SIZE 12

static const HrChartBar bars[] = {
  { .label = "Noon Anchor", .text = "120", .value = 120 },
  { .label = "Harbor Lights Newcomers and Old-Timers Big Book Study",
    .text = "at least 60",
    .value = 60,
    .partly = TRUE },
  { .label = "Quiet Room", .text = "under 11", .hidden = TRUE },
  { .label = "مجموعة المساء", .text = "30", .value = 30 },
};

static HrChart
make_chart (void)
{
  HrChart chart;
  hr_chart_init (&chart);
  chart.title = "How many came";
  chart.period = "2026-09 to 2026-10";
  chart.bars = bars;
  chart.n_bars = G_N_ELEMENTS (bars);
  chart.accent = (HrChartColor){ 1, 0, 0 };
  return chart;
}

static cairo_surface_t *
draw (const HrChart *chart, double height)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, (int)ceil (height));
  cairo_t *cr = cairo_create (surface);
  hr_chart_draw (chart, cr, WIDTH, height);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static guint32
pixel (cairo_surface_t *surface, int x, int y)
{
  guint32 value;
  memcpy (&value, cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface) + x * 4,
          sizeof value);
  return value & 0xffffff;
}

/* Accent pixels in the middle of a row; @ret_first: the leftmost */
static int
accent_in_row (const HrChart *chart, cairo_surface_t *surface, int row, int *ret_first)
{
  double head = hr_chart_height (chart, WIDTH) - (double)chart->n_bars * 2.2 * SIZE;
  int y = (int)(head + (row + 0.5) * 2.2 * SIZE);
  int n = 0;
  *ret_first = -1;
  for (int x = 0; x < WIDTH; x++)
    if (pixel (surface, x, y) == 0xff0000)
      {
        n++;
        if (*ret_first < 0)
          *ret_first = x;
      }
  return n;
}

/* The rightmost pixel of the first label or number */
static int
last_ink (const HrChart *chart, cairo_surface_t *surface)
{
  int top = (int)(hr_chart_height (chart, WIDTH) - (double)chart->n_bars * 2.2 * SIZE);
  for (int x = WIDTH - 1; x >= 0; x--)
    for (int y = top + 2; y < top + (int)(2.2 * SIZE) - 2; y++)
      if (pixel (surface, x, y) != 0xffffff)
        return x;
  return -1;
}

static void
test_lengths (void)
{
  HrChart chart = make_chart ();
  double height = hr_chart_height (&chart, WIDTH);
  cairo_surface_t *surface = draw (&chart, height);
  int first[4];
  int n[4];
  for (int i = 0; i < 4; i++)
    n[i] = accent_in_row (&chart, surface, i, &first[i]);
  g_assert_cmpint (n[0], >, 60);
  g_assert_cmpint (ABS (n[0] - 2 * n[1]), <=, 3);
  g_assert_cmpint (ABS (n[0] - 4 * n[3]), <=, 5);
  g_assert_cmpint (n[2], ==, 0);
  g_assert_cmpint (first[0], ==, first[1]);
  cairo_surface_destroy (surface);
}

/* What is hidden leaves no trace in the picture. */
static void
test_hidden_are_alike (void)
{
  HrChart chart = make_chart ();
  HrChartBar other[G_N_ELEMENTS (bars)];
  memcpy (other, bars, sizeof bars);
  double height = hr_chart_height (&chart, WIDTH);
  cairo_surface_t *one = draw (&chart, height);
  other[2].value = 1000;
  chart.bars = other;
  cairo_surface_t *two = draw (&chart, height);
  g_assert_cmpint (memcmp (cairo_image_surface_get_data (one), cairo_image_surface_get_data (two),
                           (gsize)cairo_image_surface_get_stride (one) * (gsize)cairo_image_surface_get_height (one)),
                   ==, 0);
  /* and the comparison can tell */
  other[0].value = 90;
  cairo_surface_t *three = draw (&chart, height);
  g_assert_cmpint (memcmp (cairo_image_surface_get_data (one), cairo_image_surface_get_data (three),
                           (gsize)cairo_image_surface_get_stride (one) * (gsize)cairo_image_surface_get_height (one)),
                   !=, 0);
  cairo_surface_destroy (one);
  cairo_surface_destroy (two);
  cairo_surface_destroy (three);
}

static void
test_right_to_left (void)
{
  HrChart chart = make_chart ();
  double height = hr_chart_height (&chart, WIDTH);
  int left = 0;
  int right = 0;
  cairo_surface_t *one = draw (&chart, height);
  int n = accent_in_row (&chart, one, 0, &left);
  chart.right_to_left = TRUE;
  cairo_surface_t *two = draw (&chart, height);
  int mirrored = accent_in_row (&chart, two, 0, &right);
  g_assert_cmpint (ABS (n - mirrored), <=, 1);
  /* The label begins where a line begins; the number stands beside its bar. */
  g_assert_cmpint (last_ink (&chart, two), >, WIDTH - 4);
  g_assert_cmpint (last_ink (&chart, one), <, left + n + 6 * SIZE);
  for (int x = 0; x < right - 6 * SIZE; x++)
    for (int y = 3; y < 2 * SIZE; y++)
      g_assert_cmphex (pixel (two, x, y + (int)(height - 4 * 2.2 * SIZE)), ==, 0xffffff);
  g_assert_cmpint (ABS (right - (WIDTH - left - n)), <=, 2);
  cairo_surface_destroy (one);
  cairo_surface_destroy (two);
}

static void
test_stays_inside (void)
{
  HrChart chart = make_chart ();
  for (double width = 40; width < 700; width += 60)
    for (double size = 6; size < 50; size += 11)
      {
        double x;
        double y;
        double w;
        double h;
        chart.text_size = size;
        double height = hr_chart_height (&chart, width);
        cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
        cairo_t *cr = cairo_create (surface);
        hr_chart_draw (&chart, cr, width, height);
        g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
        cairo_destroy (cr);
        cairo_recording_surface_ink_extents (surface, &x, &y, &w, &h);
        g_assert_cmpfloat (x, >=, -1);
        g_assert_cmpfloat (y, >=, -1);
        g_assert_cmpfloat (x + w, <=, width + 1);
        g_assert_cmpfloat (y + h, <=, height + 1);
        cairo_surface_destroy (surface);
      }
}

static void
test_fit (void)
{
  HrChart chart = make_chart ();
  double height = hr_chart_height (&chart, WIDTH);
  g_assert_cmpuint (hr_chart_fit (&chart, WIDTH, height), ==, 4);
  g_assert_cmpuint (hr_chart_fit (&chart, WIDTH, height - SIZE), ==, 3);
  g_assert_cmpuint (hr_chart_fit (&chart, WIDTH, 1), ==, 1);
  chart.n_bars = 0;
  g_assert_cmpuint (hr_chart_fit (&chart, WIDTH, height), ==, 0);
  cairo_surface_destroy (draw (&chart, height));
  chart.title = chart.period = NULL;
  g_assert_cmpfloat (hr_chart_height (&chart, WIDTH), ==, 0);
}

/* With a folder in HANDRAIL_PICTURES, leaves a picture to look at. */
static void
test_picture (void)
{
  const char *folder = g_getenv ("HANDRAIL_PICTURES");
  if (folder == NULL)
    {
      g_test_skip ("no folder for pictures");
      return;
    }
  HrChart chart = make_chart ();
  for (int i = 0; i < 2; i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/chart-%d.png", folder, i);
      chart.right_to_left = i == 1;
      cairo_surface_t *surface = draw (&chart, hr_chart_height (&chart, WIDTH));
      g_assert_cmpint (cairo_surface_write_to_png (surface, path), ==, CAIRO_STATUS_SUCCESS);
      cairo_surface_destroy (surface);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/lengths", test_lengths);
  g_test_add_func ("/chart/hidden-are-alike", test_hidden_are_alike);
  g_test_add_func ("/chart/right-to-left", test_right_to_left);
  g_test_add_func ("/chart/stays-inside", test_stays_inside);
  g_test_add_func ("/chart/fit", test_fit);
  g_test_add_func ("/chart/picture", test_picture);
  return g_test_run ();
}
