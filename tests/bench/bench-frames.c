/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What somebody at the desk feels while a long handout is made, looked at and printed on a real printer: the gaps between two beats of the
 * real window, next to those of the same page while nothing happens. */
#define G_LOG_DOMAIN "handrail-bench"

#include "bench.h"

#include "handrail/service/hr-generator.h"
#include "handrail/service/hr-printing.h"
#include "hr-test-desk.h"
#include "hr-test-printers.h"
#include "hr-test.h"
#include <math.h>
#include <time.h>

#define MEETINGS 5000
#define IDLE_MS 3000
/* Two beats of the display: what nobody sees */
#define GOAL_MS 33.4

typedef struct
{
  HrTestDesk *desk;
  GArray *gaps; /* double, ms: from one beat to the next */
  GArray *work; /* double, ms: what the thread of the window did in between: true on a machine that has other things to do, too */
  double last, last_work;
  gboolean idle_is_over;
} Watch;

static double
work_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double) now.tv_sec * 1000 + (double) now.tv_nsec / 1000000;
}

/* Runs at every beat, and asks for the next one. */
static gboolean
beat_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  Watch *self = user_data;
  double now = bench_now_ms (), now_work = work_ms ();

  if (!isnan (self->last))
    {
      double gap = now - self->last, work = now_work - self->last_work;

      g_array_append_val (self->gaps, gap);
      g_array_append_val (self->work, work);
    }
  self->last = now;
  self->last_work = now_work;
  return G_SOURCE_CONTINUE;
}

static void
begin (Watch *self)
{
  g_array_set_size (self->gaps, 0);
  g_array_set_size (self->work, 0);
  self->last = NAN;
}

/* Of the page while nothing happens */
typedef struct
{
  double gap_median, gap_p99, gap_longest, work_most;
} Floor;

static Floor
take_floor (Watch *self)
{
  return (Floor){ bench_percentile (self->gaps, 0.5), bench_percentile (self->gaps, 0.99), bench_percentile (self->gaps, 1),
                  bench_percentile (self->work, 1) };
}

static void
report (Watch *self, const char *what, const Floor *floor)
{
  g_autofree char *usual = g_strdup_printf ("%s: from frame to frame, median", what);
  g_autofree char *slow = g_strdup_printf ("%s: from frame to frame, p99", what);
  g_autofree char *worst = g_strdup_printf ("%s: from frame to frame, longest", what);
  g_autofree char *work = g_strdup_printf ("%s: the screen's own work in one", what);
  Floor figures = take_floor (self);

  bench_figure (usual, MEETINGS, figures.gap_median, floor->gap_median, "ms", NAN);
  bench_figure (slow, MEETINGS, figures.gap_p99, floor->gap_p99, "ms", NAN);
  bench_figure (worst, MEETINGS, figures.gap_longest, floor->gap_longest, "ms", NAN);
  bench_figure (work, MEETINGS, figures.work_most, floor->work_most, "ms", NAN);
  bench_goal ("the same next to two beats of a display", MEETINGS, figures.work_most, "ms", GOAL_MS);
}

static gboolean
end_idle_cb (gpointer user_data)
{
  ((Watch *) user_data)->idle_is_over = TRUE;
  return G_SOURCE_REMOVE;
}

static void
measure (Watch *self, const char *button, const char *until, const char *what, const Floor *floor)
{
  begin (self);
  hr_test_desk_touch (self->desk, button);
  hr_test_desk_wait_for (self->desk, until);
  report (self, what, floor);
}

static void
idle (Watch *self)
{
  self->idle_is_over = FALSE;
  g_timeout_add (IDLE_MS, end_idle_cb, self);
  while (!self->idle_is_over)
    g_main_context_iteration (NULL, TRUE);
}

int
main (int argc, char *argv[])
{
  g_autoptr (HrPrinting) printing = NULL;
  g_autoptr (GError) error = NULL;
  HrTestPrinters *printers;
  Watch watch = { .gaps = g_array_new (FALSE, FALSE, sizeof (double)), .work = g_array_new (FALSE, FALSE, sizeof (double)), .last = NAN };
  Floor floor;
  guint beats;

  gtk_test_init (&argc, &argv, NULL);
  printers = hr_test_printers_new (FALSE);
  watch.desk = hr_test_desk_new (1080, 1920, TRUE, TRUE);
  hr_generator_run (watch.desk->center, MEETINGS, 1, &error);
  g_assert_no_error (error);
  printing = hr_printing_new (watch.desk->center);
  hr_printing_set_printer (printing, HR_TEST_QUEUE, NULL);
  hr_staff_window_set_printing (watch.desk->window, printing);
  hr_test_desk_begin (watch.desk);
  hr_test_desk_go (watch.desk, "handouts", NULL);
  hr_test_desk_wait_for (watch.desk, "Page 1 of ");
  beats = gtk_widget_add_tick_callback (GTK_WIDGET (watch.desk->window), beat_cb, &watch, NULL);

  begin (&watch);
  idle (&watch);
  floor = take_floor (&watch);

  measure (&watch, "This week by place", "Page 1 of ", "laid out", &floor);
  begin (&watch);
  for (guint i = 2; i < 8; i++)
    {
      g_autofree char *page = g_strdup_printf ("Page %u of ", i);

      hr_test_desk_touch (watch.desk, "More");
      hr_test_desk_wait_for (watch.desk, page);
    }
  /* the pictures come later than the words */
  idle (&watch);
  report (&watch, "drawn", &floor);
  measure (&watch, "Print", "The pages are printed.", "printed", &floor);

  gtk_widget_remove_tick_callback (GTK_WIDGET (watch.desk->window), beats);
  hr_test_desk_free (watch.desk);
  hr_test_printers_free (printers);
  g_array_unref (watch.gaps);
  g_array_unref (watch.work);
  return 0;
}
