/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A week of meetings on paper, next to the same lines drawn with Pango and cairo alone: no directory, no columns, no tags. */
#define G_LOG_DOMAIN "handrail-bench"

#include "bench.h"

#include "handrail/service/hr-handouts.h"
#include <cairo-pdf.h>
#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>
#include <sys/resource.h>

#define ROUNDS 3
#define LINE 13.0

static char *
lines_of (GBytes *pdf)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "handrail-bench.pdf", NULL);
  const char *const words[] = { "pdftotext", "-raw", path, "-", NULL };
  g_autoptr (GError) error = NULL;
  char *text = NULL;
  if (!g_file_set_contents (path, g_bytes_get_data (pdf, NULL), (gssize) g_bytes_get_size (pdf), &error)
      || !g_spawn_sync (NULL, (char **) words, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &text, NULL, NULL, &error))
    g_error ("%s", error->message);
  return text;
}

static cairo_status_t
count_cb (void *closure, const unsigned char *data, unsigned int length)
{
  gsize *bytes = closure;
  *bytes += length;
  return CAIRO_STATUS_SUCCESS;
}

/* Each line once, on as many pages. */
static double
floor_ms (const char *text)
{
  g_auto (GStrv) pages = g_strsplit (text, "\f", -1);
  double start = bench_now_ms ();
  gsize bytes = 0;
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (count_cb, &bytes, 612, 792);
  cairo_t *cr = cairo_create (surface);
  PangoLayout *layout = pango_cairo_create_layout (cr);
  PangoFontDescription *font = pango_font_description_from_string ("Inter 10.5");
  pango_layout_set_font_description (layout, font);
  for (guint i = 0; pages[i] != NULL; i++)
    {
      g_auto (GStrv) lines = g_strsplit (pages[i], "\n", -1);
      for (guint k = 0; lines[k] != NULL; k++)
        {
          pango_layout_set_text (layout, lines[k], -1);
          cairo_move_to (cr, 40 + (k > 55 ? 280 : 0), 40 + (k % 56) * LINE);
          pango_cairo_show_layout (cr, layout);
        }
      cairo_show_page (cr);
    }
  pango_font_description_free (font);
  g_object_unref (layout);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);
  g_assert (bytes > 0);
  return bench_now_ms () - start;
}

static void
bench_week (guint n, double goal_s)
{
  g_autofree char *directory = bench_center (n);
  g_autoptr (HrClock) clock = hr_clock_new ();
  g_autoptr (HrCenter) center = hr_center_new (directory, clock);
  g_autoptr (GError) error = NULL;
  g_autofree char *what = g_strdup_printf ("a week of %u meetings on paper", n);
  double best = INFINITY;
  double least = INFINITY;
  if (!hr_center_open (center, &error))
    g_error ("%s", error->message);
  for (guint i = 0; i < ROUNDS; i++)
    {
      double start = bench_now_ms ();
      g_autoptr (HrHandoutResult) result = hr_handouts_make (center, hr_handout_request_new (HR_HANDOUT_WEEK, center), &error);
      if (result == NULL)
        g_error ("%s", error->message);
      best = MIN (best, bench_now_ms () - start);
      g_autofree char *text = lines_of (result->pdf);
      least = MIN (least, floor_ms (text));
    }
  bench_figure (what, n, best / 1000, least / 1000, "s", NAN);
  bench_goal ("the same, seconds", n, best / 1000, "s", goal_s);
  hr_center_close (center);
}

static void
take_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **place = user_data;
  *place = g_object_ref (result);
}

/* What the main thread does in one turn while a handout is made: how long a frame can wait. */
static void
bench_turns (guint n)
{
  g_autofree char *directory = bench_center (n);
  g_autoptr (HrClock) clock = hr_clock_new ();
  g_autoptr (HrCenter) center = hr_center_new (directory, clock);
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) done = NULL;
  double longest = 0;
  if (!hr_center_open (center, &error))
    g_error ("%s", error->message);
  hr_handouts_make_async (center, hr_handout_request_new (HR_HANDOUT_WEEK, center), NULL, take_result_cb, &done);
  while (done == NULL)
    {
      double start = bench_now_ms ();
      if (!g_main_context_iteration (NULL, FALSE))
        {
          g_usleep (200);
          continue;
        }
      longest = MAX (longest, bench_now_ms () - start);
    }
  g_autoptr (HrHandoutResult) result = hr_handouts_make_finish (center, done, &error);
  if (result == NULL)
    g_error ("%s", error->message);
  bench_goal ("longest turn of the main thread meanwhile", n, longest, "ms", 16);
  hr_center_close (center);
}

int
main (void)
{
  struct rusage usage;
  bench_week (500, 0.5);
  bench_week (5000, 3);
  bench_turns (5000);
  if (getrusage (RUSAGE_SELF, &usage) == 0)
    bench_goal ("memory at the most", 5000, (double) usage.ru_maxrss / 1024, "MB", 150);
  return 0;
}
