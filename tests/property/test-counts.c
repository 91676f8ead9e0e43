/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The same people in any order, spread over the same number of beats in any way, with or without mistakes taken back: the
 * same bytes in counts.db. */
#include "../unit/store/counts-fixture.h"

#include "../../app/store/hr-counts-private.h"

#define ROUNDS 300

typedef struct
{
  guint meeting;
  gboolean first_time;
  gboolean undo;
  guint pair; /* an add and the undo of it share a number; 0 = not taken back */
} Event;

/* On memory: hundreds of beats, each synced several times. */
static char *
make_folder (void)
{
  char *folder = make_memory_folder ();
  return folder != NULL ? folder : g_dir_make_tmp ("handrail-counts-XXXXXX", NULL);
}

static GArray *
random_events (guint n_meetings)
{
  GArray *events = g_array_new (FALSE, TRUE, sizeof (Event));
  guint n = (guint)g_test_rand_int_range (0, 60);
  for (guint i = 0; i < n; i++)
    {
      Event event = { .meeting = (guint)g_test_rand_int_range (0, (gint32)n_meetings),
                      .first_time = g_test_rand_bit () };
      if (g_test_rand_int_range (0, 5) == 0)
        event.pair = i + 1;
      g_array_append_val (events, event);
      if (event.pair != 0)
        {
          event.undo = TRUE;
          g_array_append_val (events, event);
        }
    }
  return events;
}

static void
swap (GArray *events, guint a, guint b)
{
  Event kept = g_array_index (events, Event, a);
  g_array_index (events, Event, a) = g_array_index (events, Event, b);
  g_array_index (events, Event, b) = kept;
}

/* Any order in which nobody takes back what was not counted yet */
static void
shuffle (GArray *events)
{
  for (guint i = events->len; i > 1; i--)
    swap (events, i - 1, (guint)g_test_rand_int_range (0, (gint32)i));
  for (guint i = 0; i < events->len; i++)
    for (guint j = i + 1; j < events->len; j++)
      {
        const Event *a = &g_array_index (events, Event, i);
        const Event *b = &g_array_index (events, Event, j);
        if (a->pair != 0 && a->pair == b->pair && a->undo)
          swap (events, i, j);
      }
}

typedef struct
{
  guint n_meetings;
  guint n_days;
  guint n_beats;
  gboolean fold;
} Shape;

static GPtrArray *
make_plan (const Shape *shape, GArray *plan)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < shape->n_meetings; i++)
    g_ptr_array_add (names, g_strdup_printf ("m-%u-%u", i * 7919 % 1000, i));
  for (guint day = 0; day < shape->n_days; day++)
    for (guint i = 0; i < shape->n_meetings; i++)
      {
        HrCountPlan one = plan_of (g_ptr_array_index (names, i), NOW_S + (gint64)day * 86400);
        /* Long enough for every count of a round. */
        one.end_s += 3600;
        g_array_append_val (plan, one);
      }
  return names;
}

static void
run_event (CountsFixture *self, const Event *event, GPtrArray *names)
{
  const char *name = g_ptr_array_index (names, event->meeting);
  if (event->undo)
    hr_counts_undo (self->counts, name, TODAY, event->first_time);
  else
    add (self->counts, name, TODAY, event->first_time);
  hr_clock_advance_s (self->clock, 5);
}

/* Lives one history; Returns: the bytes it left */
static GBytes *
live (const Shape *shape, GArray *events)
{
  CountsFixture self = { .folder = make_folder (), .memory = make_memory_folder () };
  g_autoptr (GArray) plan = g_array_new (FALSE, TRUE, sizeof (HrCountPlan));
  g_autoptr (GPtrArray) names = make_plan (shape, plan);
  g_autoptr (GError) error = NULL;
  guint beats = 0;
  self.clock = hr_clock_new_fixed (NOW_S);
  self.counts = hr_counts_new (self.folder, self.memory, self.clock);
  counts_fixture_open (&self);
  plan_all (self.counts, (HrCountPlan *)(gpointer)plan->data, plan->len);
  for (guint i = 0; i < events->len; i++)
    {
      run_event (&self, &g_array_index (events, Event, i), names);
      if (beats < shape->n_beats && g_test_rand_int_range (0, 4) == 0)
        {
          beat (self.counts);
          beats++;
        }
    }
  for (; beats < shape->n_beats; beats++)
    beat (self.counts);
  if (shape->fold)
    {
      hr_clock_advance_s (self.clock, 2 * 86400);
      hr_counts_fold (self.counts, &error);
      g_assert_no_error (error);
    }
  hr_counts_close (self.counts);
  GBytes *bytes = file_bytes (self.folder, HR_COUNTS_FILE);
  counts_fixture_drop (&self);
  return bytes;
}

static void
test_order_leaves_no_trace (void)
{
  for (guint round = 0; round < ROUNDS; round++)
    {
      Shape shape = { (guint)g_test_rand_int_range (1, 80), (guint)g_test_rand_int_range (1, 9),
                      (guint)g_test_rand_int_range (0, 6), g_test_rand_int_range (0, 3) == 0 };
      g_autoptr (GArray) events = random_events (shape.n_meetings);
      shuffle (events);
      g_autoptr (GBytes) one = live (&shape, events);
      shuffle (events);
      g_autoptr (GBytes) other = live (&shape, events);
      g_assert_true (g_bytes_equal (one, other));
    }
}

/* The test above can tell: one person more changes the file. */
static void
test_numbers_leave_a_trace (void)
{
  Shape shape = { 5, 2, 2, FALSE };
  g_autoptr (GArray) events = g_array_new (FALSE, TRUE, sizeof (Event));
  Event event = { .meeting = 3 };
  g_array_append_val (events, event);
  g_autoptr (GBytes) one = live (&shape, events);
  g_array_append_val (events, event);
  g_autoptr (GBytes) two = live (&shape, events);
  g_assert_false (g_bytes_equal (one, two));
  g_assert_cmpuint (g_bytes_get_size (one), ==, g_bytes_get_size (two));
}

static void
test_weeks (void)
{
  /* Every day of 60 years: weeks begin on Mondays, follow one another, and GLib's calendar agrees. */
  for (HrDate date = hr_date_from_ymd (2020, 1, 1); date < hr_date_from_ymd (2080, 1, 1); date++)
    {
      int year;
      int month;
      int day;
      int iso_year;
      int iso_week;
      hr_date_to_ymd (date, &year, &month, &day);
      hr_counts_week_of (date, &iso_year, &iso_week);
      g_autoptr (GDateTime) check = g_date_time_new_utc (year, month, day, 12, 0, 0);
      g_assert_cmpint (iso_year, ==, g_date_time_get_week_numbering_year (check));
      g_assert_cmpint (iso_week, ==, g_date_time_get_week_of_year (check));
      g_assert_cmpint (hr_counts_week_start (iso_year, iso_week), ==, date - (hr_date_weekday (date) + 6) % 7);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/property/counts/order-leaves-no-trace", test_order_leaves_no_trace);
  g_test_add_func ("/property/counts/numbers-leave-a-trace", test_numbers_leave_a_trace);
  g_test_add_func ("/property/counts/weeks", test_weeks);
  return g_test_run ();
}
