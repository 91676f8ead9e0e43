/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-visitor"

#include "hr-meetings-page-private.h"

#include "handrail/service/hr-filter-words.h"
#include "handrail/service/hr-words.h"
#include "handrail/ui/hr-card-list.h"
#include "hr-even-box-private.h"
#include "hr-meeting-card-private.h"
#include "hr-meeting-rows-private.h"
#include "hr-pager-private.h"
#include "hr-split-private.h"
#include "hr-visitor-labels-private.h"
#include "hr-visitor-sizes-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DAYS 7
/* Below these heights a card goes without badges: upright, cards are above one another; wide, there are two columns */
#define LOW_UPRIGHT_EM 36
#define LOW_WIDE_EM 24

struct _HrMeetingsPage
{
  HrPage parent_instance;
  HrVisitorContext *context;
  HrMeetingRows *rows;
  GtkWidget *split;
  GtkWidget *choices;
  GtkWidget *now;
  GtkWidget *by_day;
  GtkWidget *filters;
  GtkWidget *search;
  GtkWidget *head;
  GtkWidget *line;
  GtkWidget *show_all;
  GtkWidget *list;
  GtkWidget *days;
  GtkWidget *empty;
  gboolean choosing_day;
  gboolean shown;
  guint tick;
  gint64 minute;
  GCancellable *asking_next; /* for the next day with meetings */
  HrDate next_day;
};

G_DEFINE_FINAL_TYPE (HrMeetingsPage, hr_meetings_page, HR_TYPE_PAGE)

static void show (HrMeetingsPage *self);

static HrQuery *
make_query (HrMeetingsPage *self)
{
  HrQuery *query = hr_query_copy (hr_session_get_query (self->context->session));

  g_clear_pointer (&query->text, g_free);
  query->upcoming = query->sort != HR_SORT_NAME;
  query->at_s = 0;
  return query;
}

static void
ask (HrMeetingsPage *self)
{
  g_autoptr (HrQuery) query = make_query (self);

  self->minute = hr_clock_now_s (self->context->clock) / 60;
  hr_meeting_rows_ask (self->rows, query);
}

static void
query_changed (HrMeetingsPage *self)
{
  hr_session_query_changed (self->context->session);
  self->choosing_day = FALSE;
  ask (self);
  show (self);
}

static void
show_all_cb (HrMeetingsPage *self)
{
  hr_filter_clear (hr_session_get_query (self->context->session));
  query_changed (self);
}

static void
now_cb (HrMeetingsPage *self)
{
  HrQuery *query = hr_session_get_query (self->context->session);

  query->on_date = HR_DATE_NONE;
  query->sort = HR_SORT_NEXT;
  query_changed (self);
}

static void
by_day_cb (HrMeetingsPage *self)
{
  self->choosing_day = !self->choosing_day;
  show (self);
}

static void
go_cb (GtkWidget *button, const char *page)
{
  gtk_widget_activate_action (button, "win.go", "s", page);
}

static void
day_cb (GtkWidget *button, HrMeetingsPage *self)
{
  HrQuery *query = hr_session_get_query (self->context->session);

  query->on_date = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "date"));
  query_changed (self);
}

/* On a low screen two cards with less say more than one with everything */
static gboolean
is_low (HrMeetingsPage *self)
{
  HrTheme *theme = self->context->theme;
  GtkWidget *root = hr_visitor_get_screen (GTK_WIDGET (self));
  double em = hr_theme_font_px (theme, hr_theme_capital_mm (hr_theme_get_text_size (theme)));

  int height = root != NULL ? gtk_widget_get_height (root) : 0;
  gboolean wide = root != NULL && gtk_widget_get_width (root) > height;

  return height > 0 && height < (wide ? LOW_WIDE_EM : LOW_UPRIGHT_EM) * em;
}

static void
fill_cb (HrCard *card, guint row, gpointer user_data)
{
  HrMeetingsPage *self = HR_MEETINGS_PAGE (user_data);
  HrMeeting *meeting = hr_meeting_rows_get (self->rows, row);

  if (meeting != NULL)
    hr_meeting_card_fill (card, meeting, self->context, is_low (self) ? HR_MEETING_CARD_NO_BADGES : HR_MEETING_CARD_ALL);
}

static void
page_wanted_cb (HrMeetingsPage *self, guint offset, guint count)
{
  if (hr_meeting_rows_want (self->rows, offset, count))
    hr_card_list_update (HR_CARD_LIST (self->list));
}

static void
activated_cb (HrMeetingsPage *self, guint row)
{
  HrMeeting *meeting = hr_meeting_rows_get (self->rows, row);

  if (meeting != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.meeting", "s", meeting->id);
}

/* ---- nothing to show ---- */

static void
add_button (HrMeetingsPage *self, const char *text, GCallback callback, gpointer data)
{
  GtkWidget *button = hr_tap_button_new (text);

  if (data == self)
    g_signal_connect_swapped (button, "clicked", callback, data);
  else
    g_signal_connect (button, "clicked", callback, data);
  hr_pager_append (HR_PAGER (self->empty), HR_PAGER_BLOCK, button);
}

static void fill_empty (HrMeetingsPage *self);

static void
next_day_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrMeetingsPage) self = HR_MEETINGS_PAGE (user_data);
  g_autoptr (HrResults) results = hr_directory_find_finish (HR_DIRECTORY (source), result, NULL);
  HrMeeting *meeting;
  int minute;

  /* Only a help on the way: without an answer the other ways out stand there all the same */
  if (results == NULL || results->meetings->len == 0 || !gtk_widget_get_visible (self->empty))
    return;
  meeting = g_ptr_array_index (results->meetings, 0);
  if (!meeting->has_next)
    return;
  hr_zone_from_unix_s (hr_directory_get_zone (self->context->directory), meeting->next.start_s, &self->next_day, &minute);
  fill_empty (self);
}

static void
add_next_day (HrMeetingsPage *self)
{
  g_autofree char *day = hr_words_day (self->next_day, hr_directory_today (self->context->directory));
  g_autofree char *text = g_strdup_printf (_ ("Next meetings: %s"), day);
  GtkWidget *button = hr_tap_button_new (text);

  gtk_widget_add_css_class (button, "primary");
  g_object_set_data (G_OBJECT (button), "date", GINT_TO_POINTER (self->next_day));
  g_signal_connect (button, "clicked", G_CALLBACK (day_cb), self);
  hr_pager_append (HR_PAGER (self->empty), HR_PAGER_BLOCK, button);
}

static void
forget_next (HrMeetingsPage *self)
{
  if (self->asking_next != NULL)
    g_cancellable_cancel (self->asking_next);
  g_clear_object (&self->asking_next);
  self->next_day = HR_DATE_NONE;
}

static void
ask_next_day (HrMeetingsPage *self, HrDate date)
{
  g_autoptr (HrQuery) query = make_query (self);
  gint64 after_s = hr_zone_to_unix_s (hr_directory_get_zone (self->context->directory), date + 1, 0);

  query->on_date = HR_DATE_NONE;
  query->sort = HR_SORT_NEXT;
  query->upcoming = TRUE;
  query->at_s = MAX (after_s, hr_clock_now_s (self->context->clock));
  query->limit = 1;
  forget_next (self);
  self->asking_next = g_cancellable_new ();
  hr_directory_find_async (self->context->directory, query, self->asking_next, next_day_cb, g_object_ref (self));
}

static char *
empty_heading (HrMeetingsPage *self, const HrQuery *query)
{
  g_autofree char *day = NULL;

  if (hr_meeting_rows_is_trouble (self->rows) || self->context->directory == NULL)
    return g_strdup (_ ("The meetings cannot be shown right now."));
  if (hr_filter_count (query, FALSE) > 0)
    return g_strdup (_ ("No meeting fits all of your choices."));
  if (query->on_date == HR_DATE_NONE)
    return g_strdup (_ ("No meetings are listed here yet."));
  if (query->on_date == hr_directory_today (self->context->directory))
    return g_strdup (_ ("Nothing more today."));
  day = hr_words_day (query->on_date, hr_directory_today (self->context->directory));
  return g_strdup_printf (_ ("No meetings: %s."), day);
}

static void
fill_empty (HrMeetingsPage *self)
{
  HrPager *empty = HR_PAGER (self->empty);
  const HrQuery *query = hr_session_get_query (self->context->session);
  g_autofree char *heading = empty_heading (self, query);
  gboolean filtered = hr_filter_count (query, FALSE) > 0;

  hr_pager_remove_all (empty);
  hr_pager_append (empty, HR_PAGER_HEADING, hr_visitor_heading (heading, 1));
  if (!filtered && query->on_date == HR_DATE_NONE)
    hr_pager_append (empty, HR_PAGER_BLOCK,
                     hr_visitor_label (_ ("The people at the front desk know more. Please ask them."), NULL));
  if (self->next_day != HR_DATE_NONE)
    add_next_day (self);
  if (filtered || query->on_date != HR_DATE_NONE)
    add_button (self, _ ("Show all meetings"), G_CALLBACK (show_all_cb), self);
  add_button (self, _ ("Help now: numbers to call at any hour"), G_CALLBACK (go_cb), (gpointer) "help");
}

static void
show_empty (HrMeetingsPage *self)
{
  const HrQuery *query = hr_session_get_query (self->context->session);

  forget_next (self);
  fill_empty (self);
  if (query->on_date != HR_DATE_NONE && self->context->directory != NULL)
    ask_next_day (self, query->on_date);
}

/* ---- the days ---- */

/* "Friday, November 27" breaks after the weekday, if it must, and never before the number */
static char *
two_lines (const char *day)
{
  g_autoptr (GString) text = g_string_new (day);
  const char *comma = strstr (day, ", ");

  if (comma == NULL)
    return g_strdup (day);
  g_string_truncate (text, (gsize) (comma + 2 - day));
  for (const char *at = comma + 2; *at != '\0'; at++)
    if (*at == ' ')
      g_string_append (text, "\302\240");
    else
      g_string_append_c (text, *at);
  return g_strdup (text->str);
}

static void
fill_days (HrMeetingsPage *self)
{
  HrPager *days = HR_PAGER (self->days);
  HrDate today = hr_directory_today (self->context->directory);
  HrDate chosen = hr_session_get_query (self->context->session)->on_date;

  hr_pager_remove_all (days);
  hr_pager_set_columns (HR_PAGER (self->days), hr_split_get_wide (HR_SPLIT (self->split)) ? 4 : 2);
  hr_pager_append (days, HR_PAGER_HEADING, hr_visitor_heading (_ ("Which day?"), 1));
  for (int i = 0; i < DAYS; i++)
    {
      g_autofree char *text = hr_words_day (today + i, today);
      g_autofree char *lines = two_lines (text);
      GtkWidget *button = hr_tap_button_new (lines);

      gtk_widget_add_css_class (button, "large");
      if (today + i == chosen)
        gtk_widget_add_css_class (button, "on");
      g_object_set_data (G_OBJECT (button), "date", GINT_TO_POINTER (today + i));
      g_signal_connect (button, "clicked", G_CALLBACK (day_cb), self);
      hr_pager_append (days, HR_PAGER_CELL, button);
    }
}

/* ---- the page ---- */

static void
set_chosen (GtkWidget *button, gboolean chosen)
{
  if (chosen)
    gtk_widget_add_css_class (button, "on");
  else
    gtk_widget_remove_css_class (button, "on");
  gtk_accessible_update_state (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_STATE_PRESSED,
                               chosen ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
}

static void
show_line (HrMeetingsPage *self)
{
  const HrQuery *query = hr_session_get_query (self->context->session);
  g_autofree char *what = NULL;
  g_autofree char *count = NULL;
  g_autofree char *text = NULL;

  if (self->context->directory == NULL || !hr_meeting_rows_is_known (self->rows))
    {
      hr_visitor_set_line (GTK_LABEL (self->line), self->context->directory != NULL ? _ ("One moment …") : NULL);
      return;
    }
  what = hr_filter_describe (query, self->context->directory, hr_session_get_language (self->context->session));
  count = hr_filter_count_words (hr_meeting_rows_get_total (self->rows));
  text = g_strdup_printf ("%s · %s", what, count);
  hr_visitor_set_line (GTK_LABEL (self->line), text);
}

static void
show (HrMeetingsPage *self)
{
  const HrQuery *query = hr_session_get_query (self->context->session);
  gboolean known = hr_meeting_rows_is_known (self->rows) || self->context->directory == NULL;
  gboolean none = known && hr_meeting_rows_get_total (self->rows) == 0;
  guint n_filters = hr_filter_count (query, FALSE);
  g_autofree char *filters = NULL;

  filters = n_filters > 0 ? g_strdup_printf (_ ("Filters (%u)"), n_filters) : g_strdup (_ ("Filters"));
  hr_tap_button_set_text (HR_TAP_BUTTON (self->filters), filters);
  set_chosen (self->now, !self->choosing_day && query->on_date == HR_DATE_NONE);
  set_chosen (self->by_day, self->choosing_day || query->on_date != HR_DATE_NONE);
  set_chosen (self->filters, n_filters > 0);
  show_line (self);
  gtk_widget_set_visible (self->head, !self->choosing_day);
  gtk_widget_set_visible (self->show_all, n_filters > 0 || query->on_date != HR_DATE_NONE);
  if (self->choosing_day && self->context->directory != NULL)
    fill_days (self);
  else if (none)
    show_empty (self);
  gtk_widget_set_visible (self->days, self->choosing_day);
  gtk_widget_set_visible (self->empty, !self->choosing_day && none);
  gtk_widget_set_visible (self->list, !self->choosing_day && !none);
}

static void
answered_cb (HrMeetingsPage *self, gboolean fresh)
{
  guint total = hr_meeting_rows_get_total (self->rows);

  show (self);
  if (fresh || total != GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (self->list), "total")))
    {
      g_object_set_data (G_OBJECT (self->list), "total", GUINT_TO_POINTER (total));
      hr_card_list_set_total (HR_CARD_LIST (self->list), total);
    }
  hr_card_list_update (HR_CARD_LIST (self->list));
}

static void
listings_changed_cb (HrMeetingsPage *self)
{
  if (self->shown)
    ask (self);
}

static gboolean
tick_cb (gpointer user_data)
{
  HrMeetingsPage *self = HR_MEETINGS_PAGE (user_data);

  if (hr_clock_now_s (self->context->clock) / 60 != self->minute)
    ask (self);
  return G_SOURCE_CONTINUE;
}

static void
hr_meetings_page_enter (HrPage *page, const char *argument)
{
  HrMeetingsPage *self = HR_MEETINGS_PAGE (page);
  HrQuery *query = hr_session_get_query (self->context->session);

  HR_PAGE_CLASS (hr_meetings_page_parent_class)->enter (page, argument);

  self->shown = TRUE;
  self->choosing_day = g_strcmp0 (argument, "days") == 0;
  if (self->context->directory != NULL && query->on_date != HR_DATE_NONE
      && query->on_date < hr_directory_today (self->context->directory))
    query->on_date = HR_DATE_NONE;
  if (self->tick == 0)
    self->tick = g_timeout_add_seconds (5, tick_cb, self);
  ask (self);
  show (self);
}

static void
hr_meetings_page_leave (HrPage *page)
{
  HrMeetingsPage *self = HR_MEETINGS_PAGE (page);

  self->shown = FALSE;
  g_clear_handle_id (&self->tick, g_source_remove);
  hr_meeting_rows_cancel (self->rows);

  HR_PAGE_CLASS (hr_meetings_page_parent_class)->leave (page);
}

static void
hr_meetings_page_refresh (HrPage *page)
{
  HrMeetingsPage *self = HR_MEETINGS_PAGE (page);

  HR_PAGE_CLASS (hr_meetings_page_parent_class)->refresh (page);

  hr_page_set_title (page, _ ("Meetings"));
  hr_tap_button_set_text (HR_TAP_BUTTON (self->now), _ ("Now and next"));
  hr_tap_button_set_text (HR_TAP_BUTTON (self->by_day), _ ("By day"));
  hr_tap_button_set_text (HR_TAP_BUTTON (self->search), _ ("Search"));
  hr_tap_button_set_text (HR_TAP_BUTTON (self->show_all), _ ("Show all"));
  hr_pager_refresh (HR_PAGER (self->days));
  hr_pager_refresh (HR_PAGER (self->empty));
  show (self);
  hr_card_list_update (HR_CARD_LIST (self->list));
}

static void
hr_meetings_page_clear (HrPage *page)
{
  HrMeetingsPage *self = HR_MEETINGS_PAGE (page);

  self->choosing_day = FALSE;
  forget_next (self);
  hr_meeting_rows_forget (self->rows);
  hr_card_list_set_total (HR_CARD_LIST (self->list), 0);

  HR_PAGE_CLASS (hr_meetings_page_parent_class)->clear (page);
}

static gboolean
hr_meetings_page_back (HrPage *page)
{
  HrMeetingsPage *self = HR_MEETINGS_PAGE (page);

  if (!self->choosing_day)
    return HR_PAGE_CLASS (hr_meetings_page_parent_class)->back (page);
  self->choosing_day = FALSE;
  show (self);
  return TRUE;
}

static void
hr_meetings_page_dispose (GObject *object)
{
  HrMeetingsPage *self = HR_MEETINGS_PAGE (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  forget_next (self);
  if (self->rows != NULL)
    hr_meeting_rows_forget (self->rows);
  g_clear_object (&self->rows);
  gtk_widget_dispose_template (GTK_WIDGET (self), HR_TYPE_MEETINGS_PAGE);

  G_OBJECT_CLASS (hr_meetings_page_parent_class)->dispose (object);
}

static void
hr_meetings_page_class_init (HrMeetingsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  HrPageClass *page_class = HR_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hr_meetings_page_dispose;
  page_class->enter = hr_meetings_page_enter;
  page_class->leave = hr_meetings_page_leave;
  page_class->refresh = hr_meetings_page_refresh;
  page_class->clear = hr_meetings_page_clear;
  page_class->back = hr_meetings_page_back;

  g_type_ensure (HR_TYPE_CARD_LIST);
  g_type_ensure (HR_TYPE_EVEN_BOX);
  g_type_ensure (HR_TYPE_PAGER);
  g_type_ensure (HR_TYPE_SPLIT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/handrail/ui/visitor/hr-meetings-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HrMeetingsPage, split);
  gtk_widget_class_bind_template_child (widget_class, HrMeetingsPage, choices);
  gtk_widget_class_bind_template_child (widget_class, HrMeetingsPage, head);
  gtk_widget_class_bind_template_child (widget_class, HrMeetingsPage, line);
  gtk_widget_class_bind_template_child (widget_class, HrMeetingsPage, list);
  gtk_widget_class_bind_template_child (widget_class, HrMeetingsPage, days);
  gtk_widget_class_bind_template_child (widget_class, HrMeetingsPage, empty);
}

static GtkWidget *
add_choice (HrMeetingsPage *self, const char *icon, GCallback callback, gpointer data)
{
  GtkWidget *button = hr_tap_button_new_with_icon (icon, "", FALSE);

  if (data == self)
    g_signal_connect_swapped (button, "clicked", callback, data);
  else
    g_signal_connect (button, "clicked", callback, data);
  hr_even_box_append (HR_EVEN_BOX (self->choices), button);
  return button;
}

static void
hr_meetings_page_init (HrMeetingsPage *self)
{
  self->next_day = HR_DATE_NONE;
  gtk_widget_init_template (GTK_WIDGET (self));

  self->now = add_choice (self, "hr-clock-symbolic", G_CALLBACK (now_cb), self);
  self->by_day = add_choice (self, "hr-calendar-symbolic", G_CALLBACK (by_day_cb), self);
  self->filters = add_choice (self, "hr-filter-symbolic", G_CALLBACK (go_cb), (gpointer) "filters");
  self->search = add_choice (self, "hr-search-symbolic", G_CALLBACK (go_cb), (gpointer) "search");
  self->show_all = hr_tap_button_new ("");
  gtk_widget_set_valign (self->show_all, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self->head), self->show_all);
  g_signal_connect_swapped (self->show_all, "clicked", G_CALLBACK (show_all_cb), self);
  hr_card_list_set_fill (HR_CARD_LIST (self->list), fill_cb, self);
  hr_card_list_set_columns (HR_CARD_LIST (self->list), 2);
  g_signal_connect_swapped (self->list, "page-wanted", G_CALLBACK (page_wanted_cb), self);
  g_signal_connect_swapped (self->list, "activated", G_CALLBACK (activated_cb), self);
}

HrPage *
hr_meetings_page_new (HrVisitorContext *context)
{
  HrMeetingsPage *self = g_object_new (HR_TYPE_MEETINGS_PAGE, NULL);

  self->context = context;
  self->rows = hr_meeting_rows_new (context->directory);
  g_signal_connect_object (self->rows, "answered", G_CALLBACK (answered_cb), self, G_CONNECT_SWAPPED);
  if (context->directory != NULL)
    g_signal_connect_object (context->directory, "changed", G_CALLBACK (listings_changed_cb), self, G_CONNECT_SWAPPED);
  hr_page_refresh (HR_PAGE (self));
  return HR_PAGE (self);
}
