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
#define BENCH_THINGS 40

static const char *const bench_things[BENCH_THINGS] = {
  "Morning",  "Hope",   "Harbor", "Maple",   "Serenity", "Cedar", "Noon",   "Bridge",  "River",  "Lantern", "Open",   "Grace",  "Stone", "Garden",
  "Sunrise",  "Union",  "Mill",   "Pine",    "Willow",   "Anna",  "Marcus", "June",    "Luis",   "Rose",    "Samuel", "Maria",  "Noah",  "Teresa",
  "Evergreen", "Haven", "Summit", "Meadow",  "Orchard",  "Ocean", "Prairie", "Canyon", "Valley", "Spring",  "Winter", "Autumn",
};

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

static void
add_thing (GPtrArray *things, HrKind kind, const char *const *fields, const char *const *texts, guint number)
{
  g_autofree char *id = g_strdup_printf ("%s-bench-%u", hr_kind_get_prefix (kind), number);
  HrRecord *thing = hr_record_new (kind, id);

  for (guint i = 0; fields[i] != NULL; i++)
    {
      /* "%" stands for a name of its own */
      g_auto (GStrv) parts = g_strsplit (texts[i], "%", 2);
      g_autofree char *text = parts[1] != NULL ? g_strconcat (parts[0], bench_things[number % BENCH_THINGS], parts[1], NULL) : g_strdup (texts[i]);
      g_autofree char *small = g_ascii_strdown (text, -1);
      g_autoptr (GError) error = NULL;

      if (!hr_record_set (thing, fields[i], g_str_equal (fields[i], "page") ? small : text, &error))
        g_error ("%s", error->message);
    }
  g_ptr_array_add (things, thing);
}

/* What a search finds besides meetings: as much as a large county has */
static void
add_things (HrCenter *center)
{
  static const char *const resource[] = { "name", "need", "line", "phone", "address", NULL };
  static const char *const of_resource[] = { "% pantry and kitchen", "food", "A hot meal at noon, and groceries for the week. No papers needed.",
                                             "+1 203 555 0100", "12 Harbor Street, Port Alder", NULL };
  static const char *const peer[] = { "name", "role", "about", "consent", "consent_until", NULL };
  static const char *const of_peer[] = { "%", "peer", "I know how long a first week is, and what helps in the morning. We can talk about family and work, too.",
                                         "2020-01-01", "2099-01-01", NULL };
  static const char *const program[] = { "name", "form", "line", "for_whom", NULL };
  static const char *const of_program[] = { "% steps", "group", "One coach and the same ten people, once a week.",
                                            "For women and men who want a plan for the next months.", NULL };
  static const char *const article[] = { "page", "language", "title", "line", "text", NULL };
  static const char *const of_article[] = { "%", "en", "% and hope", "A few minutes to read.",
                                            "Nobody has to speak. People sit in a circle, and whoever wants to says how the week was. "
                                            "Some mornings are hard; then it helps that others know.", NULL };
  g_autoptr (GPtrArray) things = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_record_unref);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 300; i++)
    add_thing (things, HR_KIND_RESOURCE, resource, of_resource, i);
  for (guint i = 0; i < 100; i++)
    add_thing (things, HR_KIND_PEER, peer, of_peer, i);
  for (guint i = 0; i < 60; i++)
    add_thing (things, HR_KIND_PROGRAM, program, of_program, i);
  for (guint i = 0; i < BENCH_THINGS; i++)
    add_thing (things, HR_KIND_ARTICLE, article, of_article, i);
  if (!hr_store_add_all (hr_center_get_store (center), things, "bench", &error))
    g_error ("%s", error->message);
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
      add_things (center);
      hr_center_close (center);
      /* as after the first day: closed in order with its index beside it */
      if (!hr_center_open (center, &error) || (results = hr_store_find (hr_center_get_store (center), query, &error)) == NULL)
        g_error ("%s", error->message);
      hr_center_close (center);
      g_file_set_contents (made, "", 0, NULL);
    }
  return g_steal_pointer (&directory);
}
