/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-bench"

#include "bench.h"

#include "handrail/service/hr-generator.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BENCH_SEED 20261124

double
bench_now_ms (void)
{
  return (double) g_get_monotonic_time () / 1000.0;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return x < y ? -1 : x > y;
}

double
bench_percentile (GArray *samples, double p)
{
  guint at;

  g_assert_cmpuint (samples->len, >, 0);
  g_array_sort (samples, compare_doubles);
  at = (guint) ceil (p * samples->len);
  return g_array_index (samples, double, at > 0 ? at - 1 : 0);
}

void
bench_figure (const char *what, guint size, double figure, double floor, const char *unit, double goal_ratio)
{
  printf ("%-46s %8u  %10.3f %-3s", what, size, figure, unit);
  if (!isnan (floor))
    printf ("  floor %10.3f %-3s  ratio %6.2f", floor, unit, figure / floor);
  if (!isnan (goal_ratio))
    printf ("  goal %5.2f  %s", goal_ratio, figure <= floor * goal_ratio ? "kept" : "NOT KEPT");
  printf ("\n");
  fflush (stdout);
}

void
bench_goal (const char *what, guint size, double figure, const char *unit, double goal)
{
  printf ("%-46s %8u  %10.3f %-3s  goal %10.3f %-3s  %s\n", what, size, figure, unit, goal, unit,
          figure <= goal ? "kept" : "NOT KEPT");
  fflush (stdout);
}

double
bench_rss_mb (void)
{
  g_autofree char *text = NULL;
  const char *at;

  if (!g_file_get_contents ("/proc/self/status", &text, NULL, NULL))
    return NAN;
  at = strstr (text, "VmRSS:");
  return at != NULL ? g_ascii_strtod (at + strlen ("VmRSS:"), NULL) / 1024.0 : NAN;
}

guint *
bench_sizes (void)
{
  const char *asked = g_getenv ("HANDRAIL_BENCH_SIZES");
  g_auto (GStrv) words = g_strsplit (asked != NULL ? asked : "1000,10000,100000,200000", ",", 0);
  guint n = g_strv_length (words);
  guint *sizes = g_new0 (guint, n + 1);

  for (guint i = 0; i < n; i++)
    sizes[i] = (guint) strtoul (words[i], NULL, 10);
  return sizes;
}

char *
bench_center (guint n)
{
  const char *build = g_getenv ("G_TEST_BUILDDIR");
  g_autofree char *directory = g_strdup_printf ("%s/bench-center-%u", build != NULL ? build : g_get_tmp_dir (), n);
  g_autofree char *made = g_build_filename (directory, "made", NULL);
  g_autoptr (GError) error = NULL;

  if (!g_file_test (made, G_FILE_TEST_EXISTS))
    {
      g_autoptr (HrClock) clock = hr_clock_new ();
      g_autoptr (HrCenter) center = hr_center_new (directory, clock);
      g_autofree char *old = g_build_filename (directory, HR_STORE_FILE, NULL);
      g_autoptr (HrQuery) query = hr_query_new ();
      g_autoptr (HrResults) results = NULL;

      unlink (old);
      if (!hr_center_create (center, TRUE, &error) || !hr_center_open (center, &error)
          || !hr_generator_run (center, n, BENCH_SEED, &error))
        g_error ("no directory of %u meetings: %s", n, error->message);
      hr_center_close (center);
      /* as after the first day: closed in order with its index beside it */
      if (!hr_center_open (center, &error) || (results = hr_store_find (hr_center_get_store (center), query, &error)) == NULL)
        g_error ("%s", error->message);
      hr_center_close (center);
      g_file_set_contents (made, "", 0, NULL);
    }
  return g_steal_pointer (&directory);
}
