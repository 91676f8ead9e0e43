/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-visitor"

#include "hr-sign-in-page-private.h"

#include "handrail/core/hr-error.h"
#include "handrail/service/hr-words.h"
#include "handrail/ui/hr-card-list.h"
#include "handrail/ui/hr-chip.h"
#include "hr-even-box-private.h"
#include "hr-meeting-card-private.h"
#include "hr-pager-private.h"
#include "hr-sign-in-open-private.h"
#include "hr-split-private.h"
#include "hr-visitor-labels-private.h"

#include <glib/gi18n-lib.h>

typedef enum
{
  STEP_WAIT,    /* the question for what is open is under way */
  STEP_LIST,    /* several are open */
  STEP_NONE,    /* nothing is open */
  STEP_ASK,     /* "Count me" */
  STEP_THANKS,  /* counted, with undo */
  STEP_BEFORE,  /* this visit was counted before */
  STEP_REFUSED, /* it could not be counted */
} Step;

struct _HrSignInPage
{
  HrPage parent_instance;
  HrVisitorContext *context;
  GtkWidget *question;
  GtkWidget *list;
  GtkWidget *split;
  GtkWidget *words;
  GtkWidget *buttons;
  Step step;
  HrSignInOpen *open;
  char *wanted;        /* the meeting that the visitor came with */
  char *meeting;       /* the one that is asked for */
  HrDate date;
  gboolean first_time;
  gboolean taken_back;
  GError *refusal;
  guint tick;
};

G_DEFINE_FINAL_TYPE (HrSignInPage, hr_sign_in_page, HR_TYPE_PAGE)

static void show (HrSignInPage *self);

static void
go_to (HrSignInPage *self, Step step)
{
  self->step = step;
  show (self);
}

static void
choose (HrSignInPage *self, HrMeetingDate *date)
{
  g_free (self->meeting);
  self->meeting = g_strdup (date->meeting->id);
  self->date = date->occurrence.date;
  self->taken_back = FALSE;
  go_to (self, hr_sign_in_is_counted (self->context->sign_in, self->meeting, self->date) ? STEP_BEFORE : STEP_ASK);
}

/* ---- buttons ---- */

static void
count_cb (HrSignInPage *self)
{
  g_clear_error (&self->refusal);
  self->taken_back = FALSE;
  if (hr_sign_in_is_counted (self->context->sign_in, self->meeting, self->date))
    go_to (self, STEP_BEFORE);
  else if (hr_sign_in_count (self->context->sign_in, self->meeting, self->date, self->first_time, &self->refusal))
    go_to (self, STEP_THANKS);
  else
    go_to (self, STEP_REFUSED);
}

static void
undo_cb (HrSignInPage *self)
{
  hr_sign_in_undo (self->context->sign_in, self->meeting, self->date, self->first_time);
  self->taken_back = TRUE;
  go_to (self, STEP_ASK);
}

static void
again_cb (HrSignInPage *self)
{
  go_to (self, STEP_ASK);
}

static void
done_cb (HrSignInPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.clear", NULL);
}

static void
slip_cb (HrSignInPage *self)
{
  const char *meeting = self->step == STEP_NONE ? self->wanted : self->meeting;

  if (meeting != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.slip", "s", meeting);
}

static void
meetings_cb (HrSignInPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.go", "s", "meetings");
}

static void
milestone_cb (HrSignInPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.go", "s", "milestone");
}

static void
first_time_cb (HrChip *chip, GParamSpec *pspec, HrSignInPage *self)
{
  self->first_time = hr_chip_get_active (chip);
}

static GtkWidget *
add_button (HrSignInPage *self, const char *icon, const char *text, gboolean primary, void (*callback) (HrSignInPage *))
{
  GtkWidget *button = hr_tap_button_new_with_icon (icon, text, FALSE);

  gtk_widget_add_css_class (button, "large");
  if (primary)
    gtk_widget_add_css_class (button, "primary");
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (callback), self);
  hr_even_box_append (HR_EVEN_BOX (self->buttons), button);
  return button;
}

/* An offer beside what has to be done: not larger than a button has to be */
static void
add_milestone (HrSignInPage *self)
{
  gtk_widget_remove_css_class (add_button (self, "hr-heart-symbolic", _ ("I am marking …"), FALSE, milestone_cb), "large");
}

/* ---- words ---- */

static void
add_heading (HrSignInPage *self, const char *text)
{
  hr_pager_append (HR_PAGER (self->words), HR_PAGER_HEADING, hr_visitor_heading (text, 1));
}

static void
add_words (HrSignInPage *self, const char *text, const char *css_class)
{
  hr_pager_append (HR_PAGER (self->words), HR_PAGER_BLOCK, hr_visitor_label (text, css_class));
}

static char *
occurrence_words (HrSignInPage *self, HrMeetingDate *date)
{
  const HrZone *zone = hr_directory_get_zone (self->context->directory);
  g_autofree char *day = NULL;
  g_autofree char *time = NULL;
  HrDate on;
  int minute;

  hr_zone_from_unix_s (zone, date->occurrence.start_s, &on, &minute);
  day = hr_words_day (on, hr_directory_today (self->context->directory));
  time = hr_words_time (minute);
  return g_strdup_printf ("%s, %s", day, time);
}

/* Proof of attendance, where group and center allow it: now, or from when on. */
static void
add_slip (HrSignInPage *self, const char *meeting)
{
  const HrMeetingDate *later;
  g_autofree char *time = NULL;
  g_autofree char *text = NULL;
  gint64 from_s, to_s;
  HrDate on;
  int minute;

  if (self->context->slips == NULL || meeting == NULL)
    return;
  if (hr_slips_find (self->context->slips, meeting) != NULL)
    {
      add_button (self, "hr-papers-symbolic", _ ("Take a slip"), FALSE, slip_cb);
      return;
    }
  later = hr_slips_find_later (self->context->slips, meeting);
  if (later == NULL || self->step == STEP_NONE)
    return;
  hr_slips_get_window (&later->occurrence, &from_s, &to_s);
  hr_zone_from_unix_s (hr_directory_get_zone (self->context->directory), from_s, &on, &minute);
  time = hr_words_time (minute);
  /* Translators: %s is a time of day */
  text = hr_words_one_stop (g_strdup_printf (_ ("Need proof that you were here? You can take a slip at this screen from %s on."), time));
  add_words (self, text, NULL);
}

static void
fill_none (HrSignInPage *self)
{
  HrMeetingDate *next = hr_sign_in_open_get_next (self->open);

  if (self->context->sign_in == NULL || self->context->directory == NULL)
    {
      add_heading (self, _ ("Sign-in is not ready on this screen."));
      add_words (self, _ ("You are welcome all the same. Please ask at the front desk."), NULL);
    }
  else if (self->wanted != NULL)
    {
      add_heading (self, _ ("Sign-in for this meeting is not open right now."));
      add_words (self, _ ("It opens 30 minutes before the start and closes at the end. You are welcome all the same."),
                 NULL);
    }
  else
    add_heading (self, _ ("No meeting is open for sign-in right now."));
  if (next != NULL)
    {
      g_autofree char *when = occurrence_words (self, next);

      add_words (self, _ ("The next one here:"), NULL);
      add_words (self, next->meeting->name, "hr-lede");
      add_words (self, when, "hr-when");
      if (self->wanted == NULL)
        add_words (self, _ ("Sign-in opens 30 minutes before the start."), NULL);
    }
  add_slip (self, self->wanted);
  add_button (self, "hr-people-symbolic", _ ("See all meetings"), TRUE, meetings_cb);
}

static void
fill_ask (HrSignInPage *self)
{
  HrMeetingDate *date = hr_sign_in_open_find (self->open, self->meeting);
  GtkWidget *chip = hr_chip_new (_ ("This is my first time here"));

  if (self->taken_back)
    add_words (self, _ ("Taken back. You are not counted."), "hr-notice");
  if (date != NULL)
    {
      g_autofree char *when = occurrence_words (self, date);

      add_heading (self, date->meeting->name);
      add_words (self, when, "hr-when");
    }
  hr_pager_append (HR_PAGER (self->words), HR_PAGER_HEADING,
                   hr_visitor_label (_ ("We count one more person. No name. No time. Nothing else is kept."), "hr-lede"));
  hr_chip_set_active (HR_CHIP (chip), self->first_time);
  g_signal_connect (chip, "notify::active", G_CALLBACK (first_time_cb), self);
  hr_pager_append (HR_PAGER (self->words), HR_PAGER_ITEM, chip);
  if (self->context->slips != NULL && hr_slips_find (self->context->slips, self->meeting) != NULL)
    add_slip (self, self->meeting);
  add_button (self, "hr-check-symbolic", _ ("Count me"), TRUE, count_cb);
}

static void
fill_thanks (HrSignInPage *self)
{
  add_heading (self, _ ("Thank you. You are counted."));
  add_words (self, self->first_time ? _ ("Welcome. We are glad that you are here.") : _ ("It is good that you are here."),
             "hr-lede");
  add_words (self, _ ("“Done” clears this screen for the next person."), NULL);
  add_slip (self, self->meeting);
  add_milestone (self);
  add_button (self, "hr-back-symbolic", _ ("Undo: I pressed by mistake"), FALSE, undo_cb);
  add_button (self, "hr-check-symbolic", _ ("Done"), TRUE, done_cb);
}

static void
fill_before (HrSignInPage *self)
{
  add_heading (self, _ ("You are counted already."));
  add_milestone (self);
  add_words (self, _ ("Once is enough. It is good that you are here."), "hr-lede");
  add_words (self, _ ("Is another person here now? “Done” clears the screen, then they can sign in."), NULL);
  add_slip (self, self->meeting);
  add_button (self, "hr-check-symbolic", _ ("Done"), TRUE, done_cb);
}

static void
fill_refused (HrSignInPage *self)
{
  HrMeetingDate *date = hr_sign_in_open_find (self->open, self->meeting);
  gboolean again = g_error_matches (self->refusal, HR_ERROR, HR_ERROR_REFUSED) && date != NULL
                   && hr_sign_in_is_open (self->context->sign_in, date->meeting, &date->occurrence);

  add_heading (self, self->refusal->message);
  add_words (self, _ ("You are welcome at the meeting all the same."), "hr-lede");
  add_button (self, "hr-people-symbolic", _ ("See all meetings"), !again, meetings_cb);
  if (again)
    add_button (self, "hr-check-symbolic", _ ("Try again"), TRUE, again_cb);
}

static void
fill_cb (HrCard *card, guint row, gpointer user_data)
{
  HrSignInPage *self = HR_SIGN_IN_PAGE (user_data);
  gboolean is_open;
  HrMeetingDate *date = hr_sign_in_open_get_row (self->open, row, &is_open);
  const HrZone *zone = hr_directory_get_zone (self->context->directory);
  g_autofree char *until = NULL;
  g_autofree char *time = NULL;
  HrDate on;
  int minute;

  if (date == NULL)
    return;
  until = is_open ? hr_words_until (&date->occurrence, hr_clock_now_s (self->context->clock), zone) : NULL;
  hr_meeting_card_fill (card, date->meeting, self->context, HR_MEETING_CARD_NO_BADGES | HR_MEETING_CARD_NO_DISTANCE);
  hr_zone_from_unix_s (zone, date->occurrence.start_s, &on, &minute);
  time = hr_words_time (minute);
  hr_card_set_lead (card, time);
  hr_card_set_trail (card, until);
  if (date->place != NULL)
    hr_card_set_line (card, date->place);
  if (!is_open)
    hr_card_set_detail (card, _ ("Take a slip"));
  else
    hr_card_set_detail (card, hr_sign_in_is_counted (self->context->sign_in, date->meeting->id, date->occurrence.date)
                                  ? _ ("You are counted")
                                  : NULL);
}

static void
show (HrSignInPage *self)
{
  GtkWidget *child;
  gboolean list = self->step == STEP_LIST;

  hr_pager_remove_all (HR_PAGER (self->words));
  while ((child = gtk_widget_get_first_child (self->buttons)) != NULL)
    gtk_widget_unparent (child);
  switch (self->step)
    {
    case STEP_WAIT:
    case STEP_LIST:
      break;
    case STEP_NONE:
      fill_none (self);
      break;
    case STEP_ASK:
      fill_ask (self);
      break;
    case STEP_THANKS:
      fill_thanks (self);
      break;
    case STEP_BEFORE:
      fill_before (self);
      break;
    case STEP_REFUSED:
      fill_refused (self);
      break;
    default:
      g_assert_not_reached ();
    }
  gtk_widget_set_visible (self->question, list);
  gtk_widget_set_visible (self->list, list);
  gtk_widget_set_visible (self->split, !list);
  if (list)
    hr_card_list_update (HR_CARD_LIST (self->list));
}

/* ---- what is open ---- */

static void
settle (HrSignInPage *self)
{
  HrMeetingDate *wanted = hr_sign_in_open_find (self->open, self->wanted);
  gboolean busy = self->step == STEP_THANKS || self->step == STEP_BEFORE || self->step == STEP_REFUSED;

  hr_card_list_set_total (HR_CARD_LIST (self->list), hr_sign_in_open_n_rows (self->open));
  if (busy || (self->step == STEP_ASK && hr_sign_in_open_find (self->open, self->meeting) != NULL))
    return; /* nothing changes under a finger */
  if (wanted != NULL)
    choose (self, wanted);
  else if (hr_sign_in_open_n_rows (self->open) == 0 || self->wanted != NULL)
    go_to (self, STEP_NONE);
  else
    go_to (self, STEP_LIST);
}

static void
listed_cb (HrSignInPage *self)
{
  settle (self);
  if (self->step == STEP_NONE)
    hr_sign_in_open_ask_next (self->open);
}

static void
next_cb (HrSignInPage *self)
{
  if (self->step == STEP_NONE)
    show (self);
}

static void
ask (HrSignInPage *self)
{
  if (!hr_sign_in_open_ask (self->open))
    go_to (self, STEP_NONE);
}

static gboolean
tick_cb (gpointer user_data)
{
  HrSignInPage *self = HR_SIGN_IN_PAGE (user_data);

  if (hr_sign_in_open_is_old (self->open))
    ask (self);
  return G_SOURCE_CONTINUE;
}

static void
activated_cb (HrSignInPage *self, guint row)
{
  gboolean is_open;
  HrMeetingDate *date = hr_sign_in_open_get_row (self->open, row, &is_open);

  if (date != NULL && is_open)
    choose (self, date);
  else if (date != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.slip", "s", date->meeting->id);
}

static void
page_wanted_cb (HrSignInPage *self)
{
  hr_card_list_update (HR_CARD_LIST (self->list));
}

/* ---- the page ---- */

static void
forget (HrSignInPage *self)
{
  if (self->open != NULL)
    hr_sign_in_open_stop (self->open);
  g_clear_pointer (&self->wanted, g_free);
  g_clear_pointer (&self->meeting, g_free);
  g_clear_error (&self->refusal);
  self->first_time = FALSE;
  self->taken_back = FALSE;
  self->step = STEP_WAIT;
}

static void
hr_sign_in_page_enter (HrPage *page, const char *argument)
{
  HrSignInPage *self = HR_SIGN_IN_PAGE (page);

  HR_PAGE_CLASS (hr_sign_in_page_parent_class)->enter (page, argument);
  forget (self);
  self->wanted = g_strdup (argument != NULL && *argument != '\0' ? argument : NULL);
  if (self->tick == 0)
    self->tick = g_timeout_add_seconds (5, tick_cb, self);
  show (self);
  ask (self);
}

static void
hr_sign_in_page_leave (HrPage *page)
{
  HrSignInPage *self = HR_SIGN_IN_PAGE (page);

  g_clear_handle_id (&self->tick, g_source_remove);
  forget (self);
  HR_PAGE_CLASS (hr_sign_in_page_parent_class)->leave (page);
}

static void
hr_sign_in_page_refresh (HrPage *page)
{
  HrSignInPage *self = HR_SIGN_IN_PAGE (page);

  HR_PAGE_CLASS (hr_sign_in_page_parent_class)->refresh (page);
  hr_page_set_title (page, _ ("Sign in"));
  gtk_label_set_text (GTK_LABEL (self->question), _ ("Which meeting are you here for?"));
  hr_pager_refresh (HR_PAGER (self->words));
  show (self);
}

static void
hr_sign_in_page_clear (HrPage *page)
{
  forget (HR_SIGN_IN_PAGE (page));
  show (HR_SIGN_IN_PAGE (page));
  HR_PAGE_CLASS (hr_sign_in_page_parent_class)->clear (page);
}

static gboolean
hr_sign_in_page_back (HrPage *page)
{
  HrSignInPage *self = HR_SIGN_IN_PAGE (page);

  /* After the count, Back would look like an undo: it leaves the page instead */
  if (hr_pager_back (HR_PAGER (self->words)))
    return TRUE;
  if ((self->step == STEP_ASK || self->step == STEP_BEFORE) && self->wanted == NULL)
    {
      go_to (self, STEP_LIST);
      return TRUE;
    }
  return HR_PAGE_CLASS (hr_sign_in_page_parent_class)->back (page);
}

static char *
hr_sign_in_page_get_spoken (HrPage *page)
{
  HrSignInPage *self = HR_SIGN_IN_PAGE (page);
  g_autofree char *words = NULL;
  GString *text;

  if (self->step == STEP_LIST)
    return HR_PAGE_CLASS (hr_sign_in_page_parent_class)->get_spoken (page);
  words = hr_pager_spoken (HR_PAGER (self->words));
  text = g_string_new (words);
  for (GtkWidget *child = gtk_widget_get_first_child (self->buttons); child; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *label = hr_tap_button_get_label_widget (HR_TAP_BUTTON (child));

      g_string_append_printf (text, "%s.\n", gtk_label_get_text (GTK_LABEL (label)));
    }
  return g_string_free (text, FALSE);
}

static void
hr_sign_in_page_dispose (GObject *object)
{
  HrSignInPage *self = HR_SIGN_IN_PAGE (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  forget (self);
  g_clear_object (&self->open);
  gtk_widget_dispose_template (GTK_WIDGET (self), HR_TYPE_SIGN_IN_PAGE);

  G_OBJECT_CLASS (hr_sign_in_page_parent_class)->dispose (object);
}

static void
hr_sign_in_page_class_init (HrSignInPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  HrPageClass *page_class = HR_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hr_sign_in_page_dispose;
  page_class->enter = hr_sign_in_page_enter;
  page_class->leave = hr_sign_in_page_leave;
  page_class->refresh = hr_sign_in_page_refresh;
  page_class->clear = hr_sign_in_page_clear;
  page_class->back = hr_sign_in_page_back;
  page_class->get_spoken = hr_sign_in_page_get_spoken;

  g_type_ensure (HR_TYPE_CARD_LIST);
  g_type_ensure (HR_TYPE_EVEN_BOX);
  g_type_ensure (HR_TYPE_PAGER);
  g_type_ensure (HR_TYPE_SPLIT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/handrail/ui/visitor/hr-sign-in-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HrSignInPage, question);
  gtk_widget_class_bind_template_child (widget_class, HrSignInPage, list);
  gtk_widget_class_bind_template_child (widget_class, HrSignInPage, split);
  gtk_widget_class_bind_template_child (widget_class, HrSignInPage, words);
  gtk_widget_class_bind_template_child (widget_class, HrSignInPage, buttons);
}

static void
hr_sign_in_page_init (HrSignInPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  hr_card_list_set_fill (HR_CARD_LIST (self->list), fill_cb, self);
  hr_card_list_set_whole (HR_CARD_LIST (self->list), TRUE);
  g_signal_connect_swapped (self->list, "activated", G_CALLBACK (activated_cb), self);
  g_signal_connect_swapped (self->list, "page-wanted", G_CALLBACK (page_wanted_cb), self);
}

HrPage *
hr_sign_in_page_new (HrVisitorContext *context)
{
  HrSignInPage *self = g_object_new (HR_TYPE_SIGN_IN_PAGE, NULL);

  self->context = context;
  self->open = hr_sign_in_open_new (context);
  g_signal_connect_object (self->open, "listed", G_CALLBACK (listed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->open, "next", G_CALLBACK (next_cb), self, G_CONNECT_SWAPPED);
  hr_page_refresh (HR_PAGE (self));
  return HR_PAGE (self);
}
