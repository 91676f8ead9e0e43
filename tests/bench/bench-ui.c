/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The screen, next to a bare GTK 4 window on the same display: start, page to page, key to painted list, memory after start and
 * after a thousand visits, idling. "bench-ui start STAMP_US FOLDER" is one start, measured by the parent. */
#define G_LOG_DOMAIN "handrail-bench"

#include "bench.h"

#include "handrail/service/hr-language.h"
#include "handrail/service/hr-speaker.h"
#include "handrail/ui/hr-card-text.h"
#include "handrail/visitor/hr-visitor-window.h"
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#define WIDTH 1080
#define HEIGHT 1920
#define STARTS 7
#define ROUNDS 40
#define VISITS 1000
/* Longer than a frame is held, a question is worked on and two beats of the display take */
#define QUIET_MS 50

typedef struct
{
  HrCenter *center;
  HrDirectory *directory;
  HrSession *session;
  HrSignIn *sign_in;
  HrSpeaker *speaker;
  HrTheme *theme;
  HrVisitorWindow *window;
  guint frames;   /* beats of the frame clock that drew, laid out or did nothing */
  guint drawn;    /* frames in which something was drawn */
  gboolean full;  /* what meets next stood on the page when the frame that was drawn last began */
} Lobby;

static void
painted_cb (GdkFrameClock *clock, gpointer user_data)
{
  ((Lobby *) user_data)->frames++;
}

/* GTK asks for a beat without drawing, too: to look where the pointer is after a layout. */
static gboolean
drawn_cb (GSignalInvocationHint *hint, guint n, const GValue *values, gpointer user_data)
{
  ((Lobby *) user_data)->drawn++;
  return TRUE;
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!hr_center_open_finish (HR_CENTER (source), result, &error))
    g_error ("%s", error->message);
}

/* As the application does it: the database is opened while the toolkit looks for the display. */
static Lobby *
lobby_new (const char *folder)
{
  Lobby *self = g_new0 (Lobby, 1);

  hr_language_init (NULL);
  self->center = hr_center_new (folder, NULL);
  hr_center_open_async (self->center, NULL, opened_cb, NULL);
  gtk_init ();
  /* a blinking cursor draws frames that no key asked for */
  g_object_set (gtk_settings_get_default (), "gtk-cursor-blink", FALSE, NULL);
  self->theme = hr_theme_new (gdk_display_get_default ());
  self->session = hr_session_new (hr_center_get_clock (self->center), "en");
  self->directory = hr_directory_new (self->center);
  self->sign_in = hr_sign_in_new (self->center, self->session);
  self->speaker = hr_speaker_new ();
  self->window = hr_visitor_window_new (NULL, self->directory, self->session, self->sign_in, self->speaker, self->theme);
  hr_visitor_window_set_windowed (self->window, TRUE);
  gtk_window_set_decorated (GTK_WINDOW (self->window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (self->window), WIDTH, HEIGHT);
  gtk_window_present (GTK_WINDOW (self->window));
  g_signal_connect (gtk_widget_get_frame_clock (GTK_WIDGET (self->window)), "after-paint", G_CALLBACK (painted_cb), self);
  g_signal_add_emission_hook (g_signal_lookup ("render", GDK_TYPE_SURFACE), 0, drawn_cb, self, NULL);
  return self;
}

static gboolean
says (GtkWidget *widget, const char *words)
{
  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  if (hr_card_text_of (widget) != NULL && strstr (hr_card_text_of (widget), words) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    {
      if (says (child, words))
        return TRUE;
    }
  return FALSE;
}

static gboolean
lobby_says (Lobby *self, const char *words)
{
  return says (GTK_WIDGET (hr_visitor_window_get_page (self->window)), words);
}

static void
next_frame (Lobby *self)
{
  guint before = self->frames;

  gtk_widget_queue_draw (GTK_WIDGET (self->window));
  while (self->frames == before)
    g_main_context_iteration (NULL, TRUE);
}

static void
run_ms (guint ms)
{
  double until = bench_now_ms () + ms;

  while (bench_now_ms () < until)
    {
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (500);
    }
}

/* ---- start ---- */

static gboolean
is_full (Lobby *lobby)
{
  return lobby_says (lobby, "Next meetings") || lobby_says (lobby, " PM") || lobby_says (lobby, " AM");
}

static void
before_paint_cb (GdkFrameClock *clock, gpointer user_data)
{
  Lobby *lobby = user_data;

  lobby->full = is_full (lobby);
}

static int
one_start (const char *stamp, const char *folder)
{
  gint64 stamp_us = g_ascii_strtoll (stamp, NULL, 10);
  double first = 0;
  Lobby *lobby = lobby_new (folder);

  g_signal_connect (gtk_widget_get_frame_clock (GTK_WIDGET (lobby->window)), "before-paint", G_CALLBACK (before_paint_cb), lobby);
  while (lobby->frames == 0)
    g_main_context_iteration (NULL, TRUE);
  first = (double) (g_get_monotonic_time () - stamp_us) / 1000.0;
  /* full: what meets next was painted, too */
  while (!lobby->full)
    {
      guint before = lobby->frames;

      while (lobby->frames == before)
        g_main_context_iteration (NULL, TRUE);
    }
  printf ("%.3f %.3f %.1f\n", first, (double) (g_get_monotonic_time () - stamp_us) / 1000.0, bench_rss_mb ());
  fflush (stdout);
  _exit (0);
}

/* Starts @program with a stamp and reads the numbers that it prints; medians. */
static void
start_median (const char *program, const char *mode, const char *folder, double ret[3])
{
  GArray *samples[3];

  for (guint k = 0; k < 3; k++)
    samples[k] = g_array_new (FALSE, FALSE, sizeof (double));
  for (guint i = 0; i < STARTS; i++)
    {
      g_autofree char *stamp = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_monotonic_time ());
      const char *words[] = { program, mode != NULL ? mode : stamp, mode != NULL ? stamp : NULL, folder, NULL };
      g_autoptr (GError) error = NULL;
      g_autofree char *out = NULL;
      const char *at;

      if (!g_spawn_sync (NULL, (char **) words, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &out, NULL, NULL, &error))
        g_error ("%s", error->message);
      at = out;
      for (guint k = 0; k < 3; k++)
        {
          double value = g_ascii_strtod (at, (char **) &at);
          g_array_append_val (samples[k], value);
        }
    }
  for (guint k = 0; k < 3; k++)
    {
      ret[k] = bench_percentile (samples[k], 0.5);
      g_array_unref (samples[k]);
    }
}

/* ---- inside ---- */

static void
bench_pages (Lobby *lobby, guint n)
{
  const char *pages[] = { "home", "meetings", "home", "papers", "help", "settings", "meetings", "filters", NULL };
  g_autoptr (GArray) samples = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint round = 0; round < ROUNDS; round++)
    {
      for (guint i = 0; pages[i] != NULL; i++)
        {
          double start;
          double took;

          hr_session_touch (lobby->session);
          run_ms (5);
          start = bench_now_ms ();
          hr_visitor_window_go (lobby->window, pages[i], NULL);
          next_frame (lobby);
          took = bench_now_ms () - start;
          g_array_append_val (samples, took);
        }
    }
  bench_goal ("touch to painted page, p95", n, bench_percentile (samples, 0.95), "ms", 33);
}

static GtkWidget *
find_key (GtkWidget *widget, const char *word)
{
  GtkWidget *found = NULL;

  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), word))
    return gtk_widget_get_ancestor (widget, GTK_TYPE_BUTTON);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child && !found; child = gtk_widget_get_next_sibling (child))
    found = find_key (child, word);
  return found;
}

/* From the key of the keyboard on the screen to the last frame that it changes: the answer is a list, so none must follow within
 * the time that a question, its answer and a frame take together. */
static double
one_key (Lobby *lobby, GtkWidget *key)
{
  guint seen = lobby->drawn;
  guint before = seen;
  double start = bench_now_ms ();
  double last = start;

  g_signal_emit_by_name (key, "clicked");
  while (seen == before || bench_now_ms () - last < QUIET_MS)
    {
      guint frames = lobby->frames;

      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (200);
      if (lobby->frames == frames || lobby->drawn == seen)
        continue;
      seen = lobby->drawn;
      last = bench_now_ms ();
    }
  return last - start;
}

static void
bench_keys (Lobby *lobby, guint n)
{
  const char *typed[] = { "morning", "hope street", "women", "noon", "serenity", "big book", NULL };
  g_autoptr (GArray) samples = g_array_new (FALSE, FALSE, sizeof (double));
  GtkWidget *page;

  hr_session_touch (lobby->session);
  hr_visitor_window_go (lobby->window, "search", NULL);
  run_ms (100);
  page = GTK_WIDGET (hr_visitor_window_get_page (lobby->window));
  for (guint i = 0; typed[i] != NULL; i++)
    {
      g_signal_emit_by_name (find_key (page, "Delete all"), "clicked");
      run_ms (100);
      for (const char *letter = typed[i]; *letter != '\0'; letter++)
        {
          const char word[] = { *letter, '\0' };
          GtkWidget *key = find_key (page, *letter == ' ' ? "Space" : word);
          double took;

          g_assert_nonnull (key);
          took = one_key (lobby, key);
          g_array_append_val (samples, took);
          run_ms (60);
        }
      /* no key was lost */
      g_assert_cmpstr (hr_session_get_search (lobby->session), ==, typed[i]);
    }
  bench_goal ("key in search to painted list, median", n, bench_percentile (samples, 0.5), "ms", 20);
  bench_goal ("key in search to painted list, p95", n, bench_percentile (samples, 0.95), "ms", 20);
}

static double
cpu_s (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) + (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static void
bench_idle (Lobby *lobby, guint n)
{
  const double seconds = 30;
  double before;

  hr_session_clear (lobby->session);
  run_ms (2000);
  before = cpu_s ();
  {
    double until = bench_now_ms () + seconds * 1000;
    while (bench_now_ms () < until)
      g_main_context_iteration (NULL, TRUE);
  }
  bench_goal ("idle, share of one core", n, (cpu_s () - before) / seconds * 100, "%", 1);
}

static void
one_visit (Lobby *lobby)
{
  const char *pages[] = { "home", "meetings", "papers", "help", "sign-in", NULL };

  hr_session_touch (lobby->session);
  for (guint i = 0; pages[i] != NULL; i++)
    {
      hr_visitor_window_go (lobby->window, pages[i], NULL);
      next_frame (lobby);
    }
  hr_session_clear (lobby->session);
  next_frame (lobby);
}

static void
bench_memory (Lobby *lobby, guint n, double floor_mb)
{
  double after_start = bench_rss_mb ();
  double warm;

  bench_figure ("memory after start", n, after_start, floor_mb, "MB", 1.6);
  for (guint i = 0; i < VISITS / 10; i++)
    one_visit (lobby);
  warm = bench_rss_mb ();
  for (guint i = VISITS / 10; i < VISITS; i++)
    one_visit (lobby);
  bench_figure ("memory after 1,000 visits", n, bench_rss_mb (), floor_mb, "MB", 1.6);
  bench_goal ("growth from visit 100 to 1,000", n, bench_rss_mb () - warm, "MB", 2);
}

/* One size in a process of its own, so that the memory is its own too. */
static int
inside (guint n, double floor_mb)
{
  g_autofree char *folder = bench_center (n);
  Lobby *lobby;

  lobby = lobby_new (folder);
  while (!hr_directory_is_ready (lobby->directory) || hr_directory_get_facets (lobby->directory) == NULL)
    g_main_context_iteration (NULL, TRUE);
  run_ms (500);
  if (floor_mb > 0)
    bench_memory (lobby, n, floor_mb);
  bench_pages (lobby, n);
  bench_keys (lobby, n);
  if (floor_mb > 0)
    bench_idle (lobby, n);
  _exit (0);
}

int
main (int argc, char **argv)
{
  g_autofree guint *sizes = bench_sizes ();
  g_autofree char *folder_of_programs = g_path_get_dirname (argv[0]);
  g_autofree char *floor_program = g_build_filename (folder_of_programs, "floor-window", NULL);
  double floor[3];
  guint largest = 0;

  if (argc == 4 && g_str_equal (argv[1], "start"))
    return one_start (argv[2], argv[3]);
  if (argc == 4 && g_str_equal (argv[1], "inside"))
    return inside ((guint) g_ascii_strtoull (argv[2], NULL, 10), g_ascii_strtod (argv[3], NULL));
  start_median (floor_program, NULL, NULL, floor);
  for (guint i = 0; sizes[i] != 0; i++)
    {
      g_autofree char *folder = bench_center (sizes[i]);
      double start[3];

      start_median (argv[0], "start", folder, start);
      bench_figure ("start to first frame", sizes[i], start[0], floor[0], "ms", 1.5);
      bench_figure ("start to first full frame", sizes[i], start[1], floor[0], "ms", 1.5);
      bench_figure ("memory at the first full frame", sizes[i], start[2], floor[1], "MB", 1.6);
      largest = MAX (largest, sizes[i]);
    }
  for (guint i = 0; sizes[i] != 0; i++)
    {
      g_autofree char *size = g_strdup_printf ("%u", sizes[i]);
      g_autofree char *memory_floor = g_strdup_printf ("%.1f", floor[1]);
      const char *words[] = { argv[0], "inside", size, sizes[i] == largest ? memory_floor : "0", NULL };
      g_autoptr (GError) error = NULL;

      if (!g_spawn_sync (NULL, (char **) words, NULL, G_SPAWN_CHILD_INHERITS_STDIN | G_SPAWN_CHILD_INHERITS_STDOUT | G_SPAWN_CHILD_INHERITS_STDERR, NULL, NULL, NULL, NULL, NULL, &error))
        g_error ("%s", error->message);
    }
  return 0;
}
