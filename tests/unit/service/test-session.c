/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "handrail/service/hr-session.h"

#include "hr-test.h"

#include <string.h>

typedef struct
{
  HrClock *clock;
  HrSession *session;
  guint n_cleared;
  guint n_states;
  guint n_languages;
  guint n_queries;
} Fixture;

static void
count_cb (guint *number)
{
  (*number)++;
}

static Fixture *
fixture_make (void)
{
  Fixture *self = g_new0 (Fixture, 1);
  self->clock = hr_clock_new_fixed (1795459800);
  self->session = hr_session_new (self->clock, "en");
  g_signal_connect_swapped (self->session, "cleared", G_CALLBACK (count_cb), &self->n_cleared);
  g_signal_connect_swapped (self->session, "notify::state", G_CALLBACK (count_cb), &self->n_states);
  g_signal_connect_swapped (self->session, "notify::language", G_CALLBACK (count_cb), &self->n_languages);
  g_signal_connect_swapped (self->session, "query-changed", G_CALLBACK (count_cb), &self->n_queries);
  return self;
}

static void
fixture_free (Fixture *self)
{
  g_assert_finalize_object (self->session);
  g_assert_finalize_object (self->clock);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fixture, fixture_free)

static void
pass (Fixture *self, gint64 seconds)
{
  for (gint64 i = 0; i < seconds; i++)
    {
      hr_clock_advance_s (self->clock, 1);
      hr_session_tick (self->session);
    }
}

static void
test_idle (void)
{
  g_autoptr (Fixture) self = fixture_make ();
  g_assert_cmpint (hr_session_get_state (self->session), ==, HR_SESSION_RESTING);
  pass (self, 600);
  g_assert_cmpint (hr_session_get_state (self->session), ==, HR_SESSION_RESTING);
  g_assert_cmpuint (self->n_cleared, ==, 0);

  hr_session_touch (self->session);
  g_assert_cmpint (hr_session_get_state (self->session), ==, HR_SESSION_ACTIVE);
  pass (self, HR_SESSION_IDLE_S - 1);
  g_assert_cmpint (hr_session_get_state (self->session), ==, HR_SESSION_ACTIVE);
  hr_session_touch (self->session);
  pass (self, HR_SESSION_IDLE_S - 1);
  g_assert_cmpint (hr_session_get_state (self->session), ==, HR_SESSION_ACTIVE);
  pass (self, 1);
  g_assert_cmpint (hr_session_get_state (self->session), ==, HR_SESSION_WARNING);
  pass (self, HR_SESSION_WARNING_S - 1);
  g_assert_cmpint (hr_session_get_state (self->session), ==, HR_SESSION_WARNING);
  g_assert_cmpuint (self->n_cleared, ==, 0);
  pass (self, 1);
  g_assert_cmpint (hr_session_get_state (self->session), ==, HR_SESSION_RESTING);
  g_assert_cmpuint (self->n_cleared, ==, 1);
}

/* "I'm still here", more than ten times */
static void
test_more_time (void)
{
  g_autoptr (Fixture) self = fixture_make ();
  hr_session_touch (self->session);
  for (int i = 0; i < 15; i++)
    {
      pass (self, HR_SESSION_IDLE_S + HR_SESSION_WARNING_S - 1);
      g_assert_cmpint (hr_session_get_state (self->session), ==, HR_SESSION_WARNING);
      hr_session_touch (self->session);
      g_assert_cmpint (hr_session_get_state (self->session), ==, HR_SESSION_ACTIVE);
    }
  g_assert_cmpuint (self->n_cleared, ==, 0);
}

static void
test_slept (void)
{
  g_autoptr (Fixture) self = fixture_make ();
  hr_session_touch (self->session);
  hr_clock_advance_s (self->clock, 3600);
  hr_session_tick (self->session);
  g_assert_cmpint (hr_session_get_state (self->session), ==, HR_SESSION_RESTING);
  g_assert_cmpuint (self->n_cleared, ==, 1);
}

static void
test_hold (void)
{
  g_autoptr (Fixture) self = fixture_make ();
  hr_session_touch (self->session);
  pass (self, 100);
  hr_session_hold (self->session);
  hr_session_hold (self->session);
  pass (self, 1000);
  hr_session_release (self->session);
  pass (self, 1000);
  g_assert_cmpint (hr_session_get_state (self->session), ==, HR_SESSION_ACTIVE);
  hr_session_release (self->session);
  /* The idle time begins anew. */
  pass (self, HR_SESSION_IDLE_S - 1);
  g_assert_cmpint (hr_session_get_state (self->session), ==, HR_SESSION_ACTIVE);
  pass (self, 1);
  g_assert_cmpint (hr_session_get_state (self->session), ==, HR_SESSION_WARNING);

  /* The warning read aloud: its own time begins anew, and it stays a warning. */
  hr_session_hold (self->session);
  pass (self, 60);
  hr_session_release (self->session);
  g_assert_cmpint (hr_session_get_state (self->session), ==, HR_SESSION_WARNING);
  pass (self, HR_SESSION_WARNING_S - 1);
  g_assert_cmpint (hr_session_get_state (self->session), ==, HR_SESSION_WARNING);
  pass (self, 1);
  g_assert_cmpint (hr_session_get_state (self->session), ==, HR_SESSION_RESTING);
}

static void
test_clear_restores (void)
{
  g_autoptr (Fixture) self = fixture_make ();
  hr_session_touch (self->session);
  hr_session_set_language (self->session, "es");
  hr_session_set_text_size (self->session, HR_TEXT_LARGEST);
  hr_session_set_theme (self->session, HR_THEME_DARK_YELLOW);
  hr_session_set_search (self->session, "monday night");
  hr_session_set_counted (self->session, "m-1", 20780, TRUE);
  HrQuery *query = hr_session_get_query (self->session);
  query->days = 3;
  hr_session_query_changed (self->session);
  g_assert_cmpuint (self->n_queries, ==, 1);
  g_assert_cmpuint (self->n_languages, ==, 1);
  g_assert_cmpstr (hr_session_get_search (self->session), ==, "monday night");

  hr_session_clear (self->session);
  g_assert_cmpstr (hr_session_get_language (self->session), ==, "en");
  g_assert_cmpint (hr_session_get_text_size (self->session), ==, HR_TEXT_DEFAULT);
  g_assert_cmpint (hr_session_get_theme (self->session), ==, HR_THEME_CALM);
  g_assert_cmpstr (hr_session_get_search (self->session), ==, "");
  g_assert_false (hr_session_is_counted (self->session, "m-1", 20780));
  g_assert_false (hr_query_is_filtered (hr_session_get_query (self->session)));
  g_assert_cmpint (hr_session_get_state (self->session), ==, HR_SESSION_RESTING);
  g_assert_cmpuint (self->n_cleared, ==, 1);
  g_assert_cmpuint (self->n_languages, ==, 2);
}

/* Whatever is set while nobody is there begins a visit, so that it ends. */
static void
test_setting_begins_a_visit (void)
{
  g_autoptr (Fixture) self = fixture_make ();
  hr_session_set_language (self->session, "en");
  hr_session_set_search (self->session, "");
  g_assert_cmpint (hr_session_get_state (self->session), ==, HR_SESSION_RESTING);
  hr_session_set_language (self->session, "es");
  g_assert_cmpint (hr_session_get_state (self->session), ==, HR_SESSION_ACTIVE);
  hr_session_clear (self->session);
  hr_session_set_search (self->session, "x");
  g_assert_cmpint (hr_session_get_state (self->session), ==, HR_SESSION_ACTIVE);
  pass (self, HR_SESSION_IDLE_S + HR_SESSION_WARNING_S);
  g_assert_cmpstr (hr_session_get_search (self->session), ==, "");
}

static void
test_properties (void)
{
  g_autoptr (Fixture) self = fixture_make ();
  g_autofree char *language = NULL;
  guint state = 0;
  guint size = 0;
  guint theme = 0;
  g_object_set (self->session, "language", "es", "text-size", HR_TEXT_LARGE, "theme", HR_THEME_SOFT, NULL);
  g_object_set (self->session, "language", "es", NULL);
  g_object_get (self->session, "language", &language, "text-size", &size, "theme", &theme, "state", &state, NULL);
  g_assert_cmpstr (language, ==, "es");
  g_assert_cmpuint (size, ==, HR_TEXT_LARGE);
  g_assert_cmpuint (theme, ==, HR_THEME_SOFT);
  g_assert_cmpuint (state, ==, HR_SESSION_ACTIVE);
  g_assert_cmpuint (self->n_languages, ==, 1);
  hr_session_set_language (self->session, NULL);
  g_assert_cmpstr (hr_session_get_language (self->session), ==, "en");
}

static void
test_long_text (void)
{
  g_autoptr (Fixture) self = fixture_make ();
  g_autoptr (GString) words = g_string_new ("x");
  for (int i = 0; i < 400; i++)
    g_string_append (words, "ñ");
  hr_session_set_search (self->session, words->str);
  const char *kept = hr_session_get_search (self->session);
  g_assert_true (g_utf8_validate (kept, -1, NULL));
  g_assert_cmpuint (strlen (kept), ==, 511);
  g_assert_true (g_str_has_prefix (words->str, kept));
  hr_session_set_search (self->session, kept);
  hr_session_set_search (self->session, "ab");
  g_assert_cmpstr (hr_session_get_search (self->session), ==, "ab");
  hr_session_set_search (self->session, NULL);
  g_assert_cmpstr (hr_session_get_search (self->session), ==, "");
}

static void
test_counted (void)
{
  g_autoptr (Fixture) self = fixture_make ();
  hr_session_set_counted (self->session, "m-1", 20780, TRUE);
  hr_session_set_counted (self->session, "m-1", 20780, TRUE);
  hr_session_set_counted (self->session, "m-2", 20780, TRUE);
  g_assert_true (hr_session_is_counted (self->session, "m-1", 20780));
  g_assert_false (hr_session_is_counted (self->session, "m-1", 20781));
  g_assert_true (hr_session_is_counted (self->session, "m-2", 20780));
  hr_session_set_counted (self->session, "m-1", 20780, FALSE);
  hr_session_set_counted (self->session, "m-1", 20780, FALSE);
  g_assert_false (hr_session_is_counted (self->session, "m-1", 20780));
  g_assert_true (hr_session_is_counted (self->session, "m-2", 20780));

  /* One more than fits is never counted twice. */
  for (HrDate date = 0; date < 100; date++)
    hr_session_set_counted (self->session, "m-3", date, TRUE);
  g_assert_true (hr_session_is_counted (self->session, "m-3", 99));
  hr_session_clear (self->session);
  g_assert_false (hr_session_is_counted (self->session, "m-3", 0));
}

static gboolean
has_ended (gpointer user_data)
{
  return hr_session_get_state (user_data) == HR_SESSION_RESTING;
}

/* The own timer, on the system's clock: it runs in a visit, and only then. */
static void
test_timer (void)
{
  g_autoptr (Fixture) self = fixture_make ();
  gint64 wait_ms = 0;
  hr_session_touch (self->session);
  hr_clock_advance_s (self->clock, HR_SESSION_IDLE_S + HR_SESSION_WARNING_S);
  hr_test_wait_until (has_ended, self->session);
  g_assert_cmpuint (self->n_cleared, ==, 1);

  gint timeout = -1;
  gint priority = G_PRIORITY_LOW;
  GPollFD fds[8];
  GMainContext *context = g_main_context_default ();
  g_assert_true (g_main_context_acquire (context));
  g_main_context_prepare (context, &priority);
  (void)g_main_context_query (context, priority, &timeout, fds, G_N_ELEMENTS (fds));
  g_main_context_release (context);
  wait_ms = timeout;
  g_assert_cmpint (wait_ms, ==, -1);
}

/* A handler may begin the next visit at once. */
static void
touch_cb (HrSession *session)
{
  hr_session_touch (session);
}

static void
test_touch_while_clearing (void)
{
  g_autoptr (Fixture) self = fixture_make ();
  hr_session_touch (self->session);
  g_signal_connect (self->session, "cleared", G_CALLBACK (touch_cb), NULL);
  pass (self, HR_SESSION_IDLE_S + HR_SESSION_WARNING_S);
  g_assert_cmpint (hr_session_get_state (self->session), ==, HR_SESSION_ACTIVE);
  pass (self, HR_SESSION_IDLE_S);
  g_assert_cmpint (hr_session_get_state (self->session), ==, HR_SESSION_WARNING);
}

static void
test_idle_setting (void)
{
  g_autoptr (HrClock) clock = hr_clock_new_parse ("2026-11-23T18:50:00-05:00", NULL);
  g_autoptr (HrSession) session = hr_session_new (clock, "en");

  hr_session_set_idle_s (session, 300);
  hr_session_touch (session);
  hr_clock_advance_s (clock, HR_SESSION_IDLE_S + HR_SESSION_WARNING_S + 1);
  hr_session_tick (session);
  g_assert_cmpint (hr_session_get_state (session), ==, HR_SESSION_ACTIVE);
  hr_clock_advance_s (clock, 300 - HR_SESSION_IDLE_S - HR_SESSION_WARNING_S);
  hr_session_tick (session);
  g_assert_cmpint (hr_session_get_state (session), ==, HR_SESSION_WARNING);
  hr_clock_advance_s (clock, HR_SESSION_WARNING_S);
  hr_session_tick (session);
  g_assert_cmpint (hr_session_get_state (session), ==, HR_SESSION_RESTING);
  /* nobody is hurried, whatever was written */
  hr_session_set_idle_s (session, 1);
  hr_session_touch (session);
  hr_clock_advance_s (clock, HR_SESSION_IDLE_LEAST_S - 1);
  hr_session_tick (session);
  g_assert_cmpint (hr_session_get_state (session), ==, HR_SESSION_ACTIVE);
  hr_session_clear (session);
}

static void
test_default_language (void)
{
  g_autoptr (HrClock) clock = hr_clock_new_parse ("2026-11-23T18:50:00-05:00", NULL);
  g_autoptr (HrSession) session = hr_session_new (clock, "en");

  hr_session_set_default_language (session, "es");
  g_assert_cmpstr (hr_session_get_language (session), ==, "es");
  g_assert_cmpint (hr_session_get_state (session), ==, HR_SESSION_RESTING);
  hr_session_touch (session);
  hr_session_set_default_language (session, "en");
  g_assert_cmpstr (hr_session_get_language (session), ==, "es");
  hr_session_clear (session);
  g_assert_cmpstr (hr_session_get_language (session), ==, "en");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/idle", test_idle);
  g_test_add_func ("/session/more-time", test_more_time);
  g_test_add_func ("/session/slept", test_slept);
  g_test_add_func ("/session/hold", test_hold);
  g_test_add_func ("/session/clear-restores", test_clear_restores);
  g_test_add_func ("/session/setting-begins-a-visit", test_setting_begins_a_visit);
  g_test_add_func ("/session/properties", test_properties);
  g_test_add_func ("/session/long-text", test_long_text);
  g_test_add_func ("/session/counted", test_counted);
  g_test_add_func ("/session/timer", test_timer);
  g_test_add_func ("/session/touch-while-clearing", test_touch_while_clearing);
  g_test_add_func ("/session/idle-setting", test_idle_setting);
  g_test_add_func ("/session/default-language", test_default_language);
  return g_test_run ();
}
