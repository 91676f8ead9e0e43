/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-lobby.h"

#include "handrail/ui/hr-keyboard.h"
#include "hr-fts-private.h"
#include "hr-store-private.h"
#include "hr-test.h"

#include <gtk/gtk.h>
#include <string.h>

static GtkWidget *
find_type (GtkWidget *widget, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_type (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
get_entry (HrLobby *lobby)
{
  return find_type (GTK_WIDGET (hr_visitor_window_get_page (lobby->window)), GTK_TYPE_ENTRY);
}

static GtkWidget *
find_key (GtkWidget *widget, const char *letter)
{
  const char *key = g_object_get_data (G_OBJECT (widget), "hr-key");

  if (g_strcmp0 (key, letter) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_key (child, letter);

      if (found != NULL)
        return found;
    }
  return NULL;
}

typedef struct
{
  HrLobby *lobby;
  const char *rest;
} Typist;

static gboolean
type_cb (gpointer user_data)
{
  Typist *typist = user_data;
  char letter[2] = { *typist->rest, '\0' };
  GtkWidget *key = find_key (GTK_WIDGET (hr_visitor_window_get_page (typist->lobby->window)), letter);

  g_assert_nonnull (key);
  g_signal_emit_by_name (key, "clicked");
  typist->rest++;
  return *typist->rest != '\0' ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static gboolean
is_typed (gpointer user_data)
{
  return *((Typist *) user_data)->rest == '\0';
}

static void
type_words (HrLobby *lobby, const char *words, guint interval_ms)
{
  Typist typist = { lobby, words };

  g_timeout_add (interval_ms, type_cb, &typist);
  hr_test_wait_until (is_typed, &typist);
  hr_lobby_settle (lobby);
}

static void
add_meeting (HrLobby *lobby, const char *name)
{
  const char *fields[] = { "name", "slug", "fellowship", "attendance", "rule", "start", NULL };
  const char *values[] = { name, "jose-table", "na", "online", "FREQ=DAILY", "2026-01-01T20:00", NULL };
  HrEdit edit = { HR_EDIT_ADD, HR_KIND_MEETING, NULL, fields, values };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = hr_store_edit (hr_center_get_store (lobby->center), &edit, 1, "test", &error);

  g_assert_no_error (error);
}

/* Plain letters find letters with accents */
static void
test_accents (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);

  add_meeting (lobby, "La mesa de José");
  hr_lobby_go (lobby, "search", NULL);
  g_assert_true (hr_lobby_says (lobby, "Type a name, a place, or what you need."));
  type_words (lobby, "jose", 100);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_entry (lobby))), ==, "jose");
  g_assert_true (hr_lobby_says (lobby, "La mesa de José"));
  g_assert_true (hr_lobby_says (lobby, "1 meeting"));
  hr_lobby_free (lobby);
}

/* Ten keys a second, and faster: none is lost, and the last answer is the one that stays */
static void
test_no_key_lost (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);
  const char *words = "harbor street recovery center community room";
  g_autoptr (HrQuery) query = hr_query_new ();
  g_autoptr (HrResults) results = NULL;
  g_autofree char *count = NULL;

  hr_lobby_go (lobby, "search", NULL);
  type_words (lobby, words, 10);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_entry (lobby))), ==, words);
  g_assert_cmpstr (hr_session_get_search (lobby->session), ==, words);
  query->text = g_strdup (words);
  results = hr_store_find (hr_center_get_store (lobby->center), query, NULL);
  g_assert_cmpuint (results->total, >, 0);
  count = g_strdup_printf ("%u meetings", results->total);
  g_assert_true (hr_lobby_says (lobby, count));
  hr_lobby_free (lobby);
}

static void
test_nothing_found (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);

  hr_lobby_go (lobby, "search", NULL);
  type_words (lobby, "qqqq", 20);
  g_assert_true (hr_lobby_says (lobby, "Nothing was found for these words."));
  hr_lobby_tap (lobby, "Delete all");
  g_assert_cmpstr (hr_session_get_search (lobby->session), ==, "");
  g_assert_true (hr_lobby_says (lobby, "Type a name, a place, or what you need."));
  hr_lobby_free (lobby);
}

/* Done puts the keyboard away; on a small screen the results come then */
static void
test_small_screen (void)
{
  HrLobby *lobby = hr_lobby_new (1280, 800, FALSE);
  GtkWidget *keyboard;

  hr_lobby_go (lobby, "search", NULL);
  keyboard = find_type (GTK_WIDGET (hr_visitor_window_get_page (lobby->window)), HR_TYPE_KEYBOARD);
  type_words (lobby, "wharf", 20);
  g_assert_false (hr_lobby_says (lobby, "Cooper’s Wharf"));
  hr_lobby_tap (lobby, "Show ");
  g_assert_false (gtk_widget_get_mapped (keyboard));
  g_assert_true (hr_lobby_says (lobby, "Cooper’s Wharf"));
  hr_lobby_tap (lobby, "Keyboard");
  g_assert_true (gtk_widget_get_mapped (keyboard));
  hr_lobby_free (lobby);
}

/* From a result and back: the words are still there; after the visit nothing is */
static void
test_words_live_and_die (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);
  GtkWidget *entry;

  hr_lobby_go (lobby, "search", NULL);
  type_words (lobby, "wharf", 20);
  hr_lobby_tap (lobby, "Cooper’s Wharf");
  g_assert_cmpstr (hr_page_get_title (hr_visitor_window_get_page (lobby->window)), ==, "Meeting");
  hr_lobby_tap (lobby, "Back");
  entry = get_entry (lobby);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "wharf");
  g_assert_true (hr_lobby_says (lobby, "Cooper’s Wharf"));
  hr_session_clear (lobby->session);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  g_assert_cmpstr (hr_session_get_search (lobby->session), ==, "");
  hr_session_touch (lobby->session);
  hr_lobby_go (lobby, "search", NULL);
  g_assert_false (hr_lobby_says (lobby, "Cooper’s Wharf"));
  hr_lobby_free (lobby);
}

/* The field keeps no history and offers nothing that could show what was typed */
static void
test_field_is_private (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);
  GtkEntry *entry;

  hr_lobby_go (lobby, "search", NULL);
  entry = GTK_ENTRY (get_entry (lobby));
  g_assert_false (gtk_editable_get_enable_undo (GTK_EDITABLE (entry)));
  g_assert_cmpint (gtk_entry_get_input_purpose (entry), ==, GTK_INPUT_PURPOSE_FREE_FORM);
  g_assert_cmpint (gtk_entry_get_input_hints (entry) & (GTK_INPUT_HINT_PRIVATE | GTK_INPUT_HINT_NO_EMOJI), ==,
                   GTK_INPUT_HINT_PRIVATE | GTK_INPUT_HINT_NO_EMOJI);
  g_assert_true (GTK_IS_PASSWORD_ENTRY_BUFFER (gtk_entry_get_buffer (entry)));
  g_assert_false (gtk_widget_get_can_target (GTK_WIDGET (entry)));
  hr_lobby_free (lobby);
}

static void
count_searches_cb (gpointer data)
{
  HrJobCall *job = data;

  job->numbers[0] = hr_fts_count_searches (job->state->fts);
}

static guint
count_searches (HrLobby *lobby)
{
  HrStore *store = hr_center_get_store (lobby->center);
  HrJobCall job = { .state = store->state };

  hr_worker_call (store->worker, count_searches_cb, &job);
  return (guint)job.numbers[0];
}

/* When the visit ends, the search forgets what it was asked, also what was asked last of all. */
static void
test_forgotten (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);

  hr_lobby_go (lobby, "search", NULL);
  type_words (lobby, "ear", 100);
  g_assert_cmpuint (count_searches (lobby), >, 0);
  gtk_widget_activate_action (GTK_WIDGET (lobby->window), "win.clear", NULL);
  g_assert_cmpuint (count_searches (lobby), ==, 0);
  hr_session_touch (lobby->session);
  hr_lobby_go (lobby, "search", NULL);
  type_words (lobby, "ear", 1);
  hr_clock_advance_s (hr_center_get_clock (lobby->center), HR_SESSION_IDLE_S + 1);
  hr_session_tick (lobby->session);
  hr_clock_advance_s (hr_center_get_clock (lobby->center), HR_SESSION_WARNING_S + 1);
  hr_session_tick (lobby->session);
  g_assert_cmpint (hr_session_get_state (lobby->session), ==, HR_SESSION_RESTING);
  hr_lobby_settle (lobby);
  g_assert_cmpuint (count_searches (lobby), ==, 0);
  hr_lobby_free (lobby);
}

static const char *
title_of (HrLobby *lobby)
{
  return hr_page_get_title (hr_visitor_window_get_page (lobby->window));
}

/* A person is found by name, by what they know, and by what they speak; the card leads to them and Back leads to the words. */
static void
test_person (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);

  hr_lobby_tap (lobby, "Search");
  type_words (lobby, "marcus", 20);
  g_assert_true (hr_lobby_says (lobby, "1 person"));
  g_assert_true (hr_lobby_says (lobby, "Peer"));
  hr_lobby_tap (lobby, "Marcus");
  g_assert_cmpstr (title_of (lobby), ==, "Talk with one person");
  g_assert_true (hr_lobby_says (lobby, "From their own life"));
  hr_lobby_tap (lobby, "Back");
  g_assert_cmpstr (title_of (lobby), ==, "Search");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_entry (lobby))), ==, "marcus");
  g_assert_true (hr_lobby_says (lobby, "Marcus"));
  hr_lobby_free (lobby);
}

/* One of each kind, by the words that people use: the right page opens, and Back comes back. */
static void
test_every_kind (void)
{
  static const struct
  {
    const char *words, *card, *title;
  } stops[] = {
    { "steady steps", "Steady Steps", "Coaching and programs" },
    { "night shelter", "Open Door Night Shelter", "Papers and links" },
    { "first meeting", "To read", "Learn" },
    { "wellbriety", "Group", "Groups by name" },
    { "last bus", "Story", "Stories" },
  };
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (stops); i++)
    {
      hr_session_set_search (lobby->session, stops[i].words);
      hr_lobby_go (lobby, "search", NULL);
      if (hr_lobby_find (lobby, "Also found") != NULL)
        hr_lobby_tap (lobby, "Also found");
      hr_lobby_tap (lobby, stops[i].card);
      g_assert_cmpstr (title_of (lobby), ==, stops[i].title);
      hr_lobby_tap (lobby, "Back");
      g_assert_cmpstr (title_of (lobby), ==, "Search");
      hr_lobby_go (lobby, "home", NULL);
    }
  hr_lobby_free (lobby);
}

/* Many things share a card above the meetings; it opens to all of them, and Back closes it again. */
static void
test_group (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  hr_lobby_go (lobby, "search", NULL);
  type_words (lobby, "family", 20);
  g_assert_true (hr_lobby_says (lobby, "Also found"));
  g_assert_true (hr_lobby_says (lobby, "groups by name"));
  g_assert_true (hr_lobby_says (lobby, "papers or links"));
  before = hr_lobby_text (lobby);
  hr_lobby_tap (lobby, "Also found");
  g_assert_false (hr_lobby_says (lobby, "Also found"));
  g_assert_true (hr_lobby_says (lobby, "groups by name"));
  hr_lobby_tap (lobby, "Back");
  g_assert_cmpstr (title_of (lobby), ==, "Search");
  after = hr_lobby_text (lobby);
  g_assert_cmpstr (before, ==, after);
  hr_lobby_free (lobby);
}

/* All meetings of a search can still be reached, whatever stands before them. */
static void
test_all_rows (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);
  g_autoptr (HrQuery) query = hr_query_new ();
  g_autoptr (HrResults) results = NULL;
  g_autoptr (GString) all = g_string_new (NULL);

  hr_lobby_go (lobby, "search", NULL);
  type_words (lobby, "rec", 20);
  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *text = hr_lobby_text (lobby);
      GtkWidget *more = hr_lobby_find (lobby, "More");

      g_string_append (all, text);
      if (more == NULL || !gtk_widget_is_sensitive (more))
        break;
      hr_lobby_tap (lobby, "More");
    }
  query->text = g_strdup ("rec");
  query->sort = HR_SORT_RANK;
  results = hr_store_find (hr_center_get_store (lobby->center), query, NULL);
  g_assert_cmpuint (results->total, >, 12);
  for (guint i = 0; i < results->meetings->len; i++)
    g_assert_nonnull (strstr (all->str, ((HrMeeting *) results->meetings->pdata[i])->name));
  hr_lobby_free (lobby);
}

static void
set_field (HrLobby *lobby, HrKind kind, const char *id, const char *field, const char *value)
{
  const char *fields[] = { field, NULL }, *values[] = { value, NULL };
  HrEdit edit = { HR_EDIT_SET, kind, id, fields, values };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = hr_store_edit (hr_center_get_store (lobby->center), &edit, 1, "test", &error);

  g_assert_no_error (error);
  hr_lobby_settle (lobby);
}

/* Whose consent ends while the words stand there goes from the screen, and is not found again. */
static void
test_consent_ends (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);

  hr_lobby_go (lobby, "search", NULL);
  type_words (lobby, "marcus", 20);
  g_assert_true (hr_lobby_says (lobby, "Marcus"));
  set_field (lobby, HR_KIND_PEER, "p-marcus", "consent_until", "2026-11-23");
  g_assert_false (hr_lobby_says (lobby, "Marcus"));
  g_assert_true (hr_lobby_says (lobby, "Nothing was found for these words."));
  hr_lobby_tap (lobby, "Delete all");
  type_words (lobby, "marcus", 20);
  g_assert_true (hr_lobby_says (lobby, "Nothing was found for these words."));
  hr_lobby_free (lobby);
}

/* Words of danger put the way to help first, in both languages. */
static void
test_help_first (void)
{
  HrLobby *lobby = hr_lobby_new (1080, 1920, FALSE);

  hr_lobby_go (lobby, "search", NULL);
  type_words (lobby, "suicide", 20);
  g_assert_true (hr_lobby_says (lobby, "Call or text 988"));
  g_assert_false (hr_lobby_says (lobby, "Nothing was found for these words."));
  hr_lobby_tap (lobby, "Call or text 988");
  g_assert_cmpstr (title_of (lobby), ==, "Help now");
  hr_lobby_tap (lobby, "Back");
  hr_session_set_language (lobby->session, "es");
  hr_session_set_search (lobby->session, "emergencia");
  hr_lobby_go (lobby, "home", NULL);
  hr_lobby_go (lobby, "search", NULL);
  g_assert_true (hr_lobby_says (lobby, "988"));
  hr_lobby_free (lobby);
}

/* In Spanish an article is read in Spanish, whatever it was looked for in; on a small screen the button counts everything. */
static void
test_spanish (void)
{
  HrLobby *lobby = hr_lobby_new (1280, 800, FALSE);

  hr_session_set_language (lobby->session, "es");
  hr_lobby_go (lobby, "search", NULL);
  type_words (lobby, "benefits", 20);
  hr_lobby_tap (lobby, "Borrar todo");
  type_words (lobby, "marcus", 20);
  hr_lobby_tap (lobby, "1 resultado");
  g_assert_true (hr_lobby_says (lobby, "Marcus"));
  g_assert_true (hr_lobby_says (lobby, "Par"));
  hr_lobby_free (lobby);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/search-page/accents", test_accents);
  g_test_add_func ("/search-page/no-key-lost", test_no_key_lost);
  g_test_add_func ("/search-page/nothing-found", test_nothing_found);
  g_test_add_func ("/search-page/small-screen", test_small_screen);
  g_test_add_func ("/search-page/words", test_words_live_and_die);
  g_test_add_func ("/search-page/private", test_field_is_private);
  g_test_add_func ("/search-page/forgotten", test_forgotten);
  g_test_add_func ("/search-page/person", test_person);
  g_test_add_func ("/search-page/every-kind", test_every_kind);
  g_test_add_func ("/search-page/group", test_group);
  g_test_add_func ("/search-page/all-rows", test_all_rows);
  g_test_add_func ("/search-page/consent-ends", test_consent_ends);
  g_test_add_func ("/search-page/help-first", test_help_first);
  g_test_add_func ("/search-page/spanish", test_spanish);
  return g_test_run ();
}
