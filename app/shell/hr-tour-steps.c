/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-shell"

#include "hr-tour-steps-private.h"
#include "handrail/ui/hr-card-text.h"
#include "handrail/ui/hr-card.h"

#include <glib/gi18n-lib.h>

#define QUIET_MS 50
#define LEAST_MS 90
#define MOST_MS 4000
#define MOST_ROUNDS 20
#define SAMPLE_MEETINGS 200
/* Longer than the counts take two sign-ins for one. */
#define BETWEEN_COUNTS_S 6

void
hr_tour_run_until_quiet (void)
{
  gint64 begin = g_get_monotonic_time () / 1000;
  gint64 busy = begin;
  gint64 now = begin;

  while (now - begin < MOST_MS && (now - begin < LEAST_MS || now - busy < QUIET_MS))
    {
      if (g_main_context_iteration (NULL, FALSE))
        busy = now;
      else
        g_usleep (1000);
      now = g_get_monotonic_time () / 1000;
    }
}

/* ---- finding things on a page ---- */

GtkWidget *
hr_tour_find (GtkWidget *widget, HrTourMatch match, gconstpointer data)
{
  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (match (widget, data))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = hr_tour_find (child, match, data);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
has_words (GtkWidget *widget, gconstpointer words)
{
  return g_strcmp0 (hr_card_text_of (widget), words) == 0;
}

static gboolean
is_card (GtkWidget *widget, gconstpointer data)
{
  return HR_IS_CARD (widget);
}

static gboolean
is_editable (GtkWidget *widget, gconstpointer data)
{
  return GTK_IS_ENTRY (widget) || GTK_IS_TEXT (widget) || GTK_IS_SEARCH_ENTRY (widget);
}

static GtkWidget *
find_on_page (HrTourWalk *walk, HrTourMatch match, gconstpointer data)
{
  return hr_tour_find (GTK_WIDGET (hr_visitor_window_get_page (walk->window)), match, data);
}

void
hr_tour_settle (HrTourWalk *walk)
{
  for (int round = 0; round < MOST_ROUNDS; round++)
    {
      hr_tour_run_until_quiet ();
      /* a page that still waits for its listings says so */
      if (find_on_page (walk, has_words, _ ("One moment …")) == NULL)
        return;
    }
}

static gboolean
tap (HrTourWalk *walk, GtkWidget *widget)
{
  GtkWidget *button = widget;

  if (button != NULL && !GTK_IS_BUTTON (button))
    button = gtk_widget_get_ancestor (button, GTK_TYPE_BUTTON);
  if (button == NULL || !gtk_widget_is_sensitive (button))
    return FALSE;
  g_signal_emit_by_name (button, "clicked");
  hr_tour_settle (walk);
  return TRUE;
}

static gboolean
tap_words (HrTourWalk *walk, const char *words)
{
  return tap (walk, find_on_page (walk, has_words, words));
}

static gboolean
go (HrTourWalk *walk, const char *page, const char *argument)
{
  hr_session_touch (walk->session);
  hr_visitor_window_go (walk->window, page, argument);
  hr_tour_settle (walk);
  return TRUE;
}

/* ---- stops ---- */

static gboolean
attract (HrTourWalk *walk)
{
  hr_visitor_window_go (walk->window, "attract", NULL);
  hr_tour_settle (walk);
  return TRUE;
}

static gboolean
home (HrTourWalk *walk)
{
  return go (walk, "home", NULL);
}

static gboolean
meetings (HrTourWalk *walk)
{
  return go (walk, "meetings", NULL);
}

static gboolean
meetings_more (HrTourWalk *walk)
{
  return tap_words (walk, _ ("More"));
}

static gboolean
filters (HrTourWalk *walk)
{
  return go (walk, "filters", NULL);
}

static gboolean
search (HrTourWalk *walk)
{
  return go (walk, "search", NULL);
}

static gboolean
type_words (HrTourWalk *walk, const char *words)
{
  GtkWidget *entry = find_on_page (walk, is_editable, NULL);

  if (entry == NULL)
    return FALSE;
  gtk_editable_set_text (GTK_EDITABLE (entry), words);
  hr_tour_settle (walk);
  return TRUE;
}

static gboolean
search_words (HrTourWalk *walk)
{
  return type_words (walk, "new");
}

static gboolean
search_done (HrTourWalk *walk)
{
  if (!type_words (walk, "family"))
    return FALSE;
  g_signal_emit_by_name (find_on_page (walk, is_editable, NULL), "activate");
  hr_tour_settle (walk);
  return TRUE;
}

static gboolean
search_found (HrTourWalk *walk)
{
  return tap_words (walk, _ ("Also found"));
}

typedef gboolean (*MeetingTest) (HrMeeting *meeting);

/* The first meeting of the coming days that has what the stop wants to show. */
static gboolean
go_meeting (HrTourWalk *walk, MeetingTest test)
{
  g_autoptr (HrQuery) query = hr_query_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (HrResults) results = NULL;

  query->limit = SAMPLE_MEETINGS;
  results = hr_store_find (hr_center_get_store (walk->center), query, &error);
  if (results == NULL)
    {
      g_warning ("%s", error->message);
      return FALSE;
    }
  for (guint i = 0; i < results->meetings->len; i++)
    {
      HrMeeting *meeting = g_ptr_array_index (results->meetings, i);
      if (test (meeting))
        return go (walk, "meeting", meeting->id);
    }
  return FALSE;
}

static gboolean
is_in_person (HrMeeting *meeting)
{
  return meeting->attendance == HR_ATTENDANCE_IN_PERSON && meeting->has_next
         && meeting->next.state == HR_OCCURRENCE_PLANNED && meeting->sign_in;
}

static gboolean
is_online (HrMeeting *meeting)
{
  return meeting->conference_url != NULL;
}

static gboolean
is_changed (HrMeeting *meeting)
{
  return meeting->has_next && meeting->next.state != HR_OCCURRENCE_PLANNED;
}

static gboolean
meeting (HrTourWalk *walk)
{
  return go_meeting (walk, is_in_person);
}

static gboolean
take_along (HrTourWalk *walk)
{
  return tap_words (walk, _ ("Take it along"));
}

static gboolean
by_day (HrTourWalk *walk)
{
  return go (walk, "meetings", "days");
}

static gboolean
meeting_online (HrTourWalk *walk)
{
  return go_meeting (walk, is_online);
}

static gboolean
meeting_changed (HrTourWalk *walk)
{
  return go_meeting (walk, is_changed);
}

static gboolean
sign_in (HrTourWalk *walk)
{
  return go (walk, "sign-in", NULL);
}

static gboolean
first_card (HrTourWalk *walk)
{
  return tap (walk, find_on_page (walk, is_card, NULL));
}

/* Every walk signs in to the same meeting, a little later than the one before; on all other pictures it is as late as ever. */
static gboolean
counted (HrTourWalk *walk)
{
  gint64 later_s = walk->clock_stands ? ++walk->n_counted * (gint64)BETWEEN_COUNTS_S : 0;
  HrClock *clock = hr_center_get_clock (walk->center);
  gboolean tapped;

  if (later_s > 0)
    hr_clock_advance_s (clock, later_s);
  tapped = tap_words (walk, _ ("Count me"));
  if (later_s > 0)
    hr_clock_advance_s (clock, -later_s);
  return tapped;
}

/* Of a meeting of the sample center that is over a while ago */
static gboolean
slip (HrTourWalk *walk)
{
  return go (walk, "slip", "m-after-work");
}

static gboolean
milestone (HrTourWalk *walk)
{
  return go (walk, "milestone", NULL);
}

static gboolean
milestone_mark (HrTourWalk *walk)
{
  return go (walk, "milestone", NULL) && tap_words (walk, _ ("I am starting today"));
}

static gboolean
papers (HrTourWalk *walk)
{
  return go (walk, "papers", NULL);
}

static gboolean
talk (HrTourWalk *walk)
{
  return go (walk, "talk", NULL);
}

static gboolean
talk_one (HrTourWalk *walk)
{
  return go (walk, "talk", "p-june");
}

static gboolean
talk_ticket (HrTourWalk *walk)
{
  return go (walk, "talk", "ask");
}

static gboolean
choose (HrTourWalk *walk)
{
  return go (walk, "choose", "0");
}

/* Somebody who would rather talk with one person, and not in a religious way */
static gboolean
choose_result (HrTourWalk *walk)
{
  static const guint answers[HR_SESSION_ANSWERS] = { 3, 2, 0, 1, 2, 0 };

  for (guint i = 0; i < HR_SESSION_ANSWERS; i++)
    hr_session_set_answer (walk->session, i, answers[i]);
  return go (walk, "choose", "6");
}

static gboolean
programs (HrTourWalk *walk)
{
  return go (walk, "programs", NULL);
}

static gboolean
programs_one (HrTourWalk *walk)
{
  return go (walk, "programs", "pg-keys");
}

static gboolean
learn (HrTourWalk *walk)
{
  return go (walk, "learn", NULL);
}

static gboolean
learn_one (HrTourWalk *walk)
{
  return go (walk, "learn", "first-meeting");
}

static gboolean
stories (HrTourWalk *walk)
{
  return go (walk, "stories", NULL);
}

static gboolean
stories_one (HrTourWalk *walk)
{
  return go (walk, "stories", "st-bus");
}

static gboolean
fellowships (HrTourWalk *walk)
{
  return go (walk, "fellowships", NULL);
}

static gboolean
fellowships_one (HrTourWalk *walk)
{
  return go (walk, "fellowships", "smart-recovery");
}

static gboolean
plan (HrTourWalk *walk)
{
  HrPlan *own = hr_session_get_plan (walk->session);

  hr_plan_add (own, HR_KIND_MEETING, "m-early-light");
  hr_plan_add (own, HR_KIND_MEETING, "m-big-book-study");
  hr_plan_add (own, HR_KIND_PEER, "p-june");
  hr_plan_add (own, HR_KIND_RESOURCE, "r-night-shelter");
  return go (walk, "plan", NULL);
}

static gboolean
plan_take (HrTourWalk *walk)
{
  return tap_words (walk, _ ("Take it along"));
}

static gboolean
plan_change (HrTourWalk *walk)
{
  return go (walk, "plan", NULL) && tap_words (walk, _ ("Change my plan"));
}

static gboolean
help (HrTourWalk *walk)
{
  /* the pages that follow are as they are without a plan */
  hr_plan_clear (hr_session_get_plan (walk->session));
  return go (walk, "help", NULL);
}

static gboolean
print_offered (HrTourWalk *walk)
{
  hr_printing_set_printer (walk->printing, "lobby", NULL);
  return go (walk, "meeting", "m-noon-anchor");
}

static gboolean
print_again (HrTourWalk *walk, HrPrintState state)
{
  hr_printing_rehearse (walk->printing, state);
  return print_offered (walk) && tap_words (walk, _ ("Print"));
}

static gboolean
printing (HrTourWalk *walk)
{
  return print_again (walk, HR_PRINT_PRINTING);
}

static gboolean
print_done (HrTourWalk *walk)
{
  return print_again (walk, HR_PRINT_DONE);
}

static gboolean
print_trouble (HrTourWalk *walk)
{
  return print_again (walk, HR_PRINT_TROUBLE);
}

static gboolean
settings (HrTourWalk *walk)
{
  /* the pages that follow are as they are without a printer */
  hr_printing_set_printer (walk->printing, NULL, NULL);
  return go (walk, "settings", NULL);
}

static gboolean
idle (HrTourWalk *walk)
{
  go (walk, "home", NULL);
  hr_clock_advance_s (walk->session_clock, HR_SESSION_IDLE_S + 1);
  hr_session_tick (walk->session);
  hr_tour_settle (walk);
  return hr_session_get_state (walk->session) == HR_SESSION_WARNING;
}

static gboolean
trouble (HrTourWalk *walk)
{
  hr_session_touch (walk->session);
  hr_visitor_window_set_trouble (walk->window, TRUE);
  hr_tour_settle (walk);
  return TRUE;
}

static const HrTourStep steps[] = {
  { "attract", attract, FALSE, TRUE },
  { "home", home, TRUE },
  { "meetings", meetings, TRUE },
  { "meetings-more", meetings_more, FALSE },
  { "meetings-days", by_day, FALSE },
  { "filters", filters, FALSE },
  { "search", search, FALSE },
  { "search-words", search_words, FALSE },
  { "search-done", search_done, FALSE },
  { "search-found", search_found, FALSE },
  { "meeting", meeting, TRUE },
  { "take-along", take_along, FALSE },
  { "take-along-code", first_card, FALSE },
  { "meeting-online", meeting_online, FALSE },
  { "meeting-changed", meeting_changed, FALSE },
  { "sign-in", sign_in, FALSE },
  { "sign-in-meeting", first_card, FALSE },
  { "sign-in-counted", counted, FALSE },
  { "slip", slip, FALSE },
  { "milestone", milestone, FALSE },
  { "milestone-mark", milestone_mark, TRUE },
  { "papers", papers, FALSE },
  { "papers-list", first_card, FALSE },
  { "papers-one", first_card, FALSE },
  { "talk", talk, TRUE },
  { "talk-one", talk_one, FALSE },
  { "talk-ticket", talk_ticket, FALSE },
  { "choose", choose, TRUE },
  { "choose-result", choose_result, FALSE },
  { "programs", programs, FALSE },
  { "programs-one", programs_one, FALSE },
  { "learn", learn, TRUE },
  { "learn-one", learn_one, FALSE },
  { "stories", stories, FALSE },
  { "stories-one", stories_one, FALSE },
  { "fellowships", fellowships, FALSE },
  { "fellowships-one", fellowships_one, FALSE },
  { "plan", plan, TRUE },
  { "plan-take", plan_take, FALSE },
  { "plan-code", first_card, FALSE },
  { "plan-change", plan_change, FALSE },
  { "help", help, TRUE },
  { "help-more", meetings_more, FALSE },
  { "print", print_offered, FALSE },
  { "print-going", printing, FALSE },
  { "print-done", print_done, FALSE },
  { "print-trouble", print_trouble, FALSE },
  { "settings", settings, TRUE },
  { "idle", idle, FALSE },
  { "trouble", trouble, FALSE },
};

const HrTourStep *
hr_tour_get_steps (guint *ret_n)
{
  *ret_n = G_N_ELEMENTS (steps);
  return steps;
}
