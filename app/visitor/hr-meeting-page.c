/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-visitor"

#include "hr-meeting-page-private.h"

#include "handrail/service/hr-cancelled.h"
#include "handrail/service/hr-links.h"
#include "handrail/ui/hr-tap-button.h"
#include "hr-even-box-private.h"
#include "hr-meeting-words-private.h"
#include "hr-plan-toggle-private.h"
#include "hr-print-buttons-private.h"
#include "hr-split-private.h"
#include "hr-take-along-private.h"
#include "hr-visitor-labels-private.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#define DATES_DAYS 60
struct _HrMeetingPage
{
  HrPage parent_instance;
  HrVisitorContext *context;
  GtkWidget *split;
  GtkWidget *details;
  GtkWidget *buttons;
  GtkWidget *take;
  GtkWidget *sign_in;
  GtkWidget *slip;
  GtkWidget *take_along;
  GtkWidget *planned;
  HrPrintButtons *print;
  char *id;
  HrMeeting *meeting;
  GPtrArray *dates;
  GCancellable *cancellable;
  int wanted_code; /* -2: details, -1: the choice of codes */
  gboolean taking;
  gboolean shown;
  gint64 minute;
  guint tick;
};

G_DEFINE_FINAL_TYPE (HrMeetingPage, hr_meeting_page, HR_TYPE_PAGE)

static void
show (HrMeetingPage *self)
{
  gtk_widget_set_visible (self->split, !self->taking);
  gtk_widget_set_visible (self->take, self->taking);
  hr_page_set_title (HR_PAGE (self), self->taking ? hr_take_along_get_title (HR_TAKE_ALONG (self->take)) : _ ("Meeting"));
}

static void
fill_take (HrMeetingPage *self)
{
  gint64 at_s = self->meeting->has_next ? self->meeting->next.start_s : hr_clock_now_s (self->context->clock);

  hr_take_along_set_links (HR_TAKE_ALONG (self->take), self->meeting->name, hr_links_for_meeting (self->meeting, at_s));
}

static gboolean
is_open (HrMeetingPage *self)
{
  return self->context->sign_in != NULL && self->meeting->has_next
         && hr_sign_in_is_open (self->context->sign_in, self->meeting, &self->meeting->next);
}

static gboolean
has_slip (HrMeetingPage *self)
{
  return self->context->slips != NULL && hr_slips_find (self->context->slips, self->meeting->id) != NULL;
}

static void
print_changed_cb (HrMeetingPage *self)
{
  guint n = hr_take_along_get_n_links (HR_TAKE_ALONG (self->take));

  gtk_widget_set_visible (self->take_along, n > 0 && !hr_print_buttons_need_room (self->print));
  gtk_widget_set_visible (self->planned, !hr_print_buttons_need_room (self->print));
}

static void
fill (HrMeetingPage *self)
{
  guint page = hr_pager_get_page (HR_PAGER (self->details));

  if (self->meeting == NULL)
    return;
  self->minute = hr_clock_now_s (self->context->clock) / 60;
  hr_meeting_words_fill (HR_PAGER (self->details), self->meeting, self->dates, self->context);
  hr_pager_set_page (HR_PAGER (self->details), page);
  gtk_widget_set_visible (self->sign_in, is_open (self));
  print_changed_cb (self);
  gtk_widget_set_visible (self->slip, has_slip (self));
  hr_plan_toggle_set (self->planned, HR_KIND_MEETING, self->meeting->id);
  gtk_widget_set_visible (self->buttons, TRUE);
}

static HrHandoutRequest *
what_to_print_cb (gpointer owner)
{
  HrMeetingPage *self = owner;
  HrHandoutRequest *request;

  if (self->meeting == NULL)
    return NULL;
  request = hr_printing_new_request (self->context->printing, HR_HANDOUT_MEETING);
  request->meetings = g_strdupv ((char *[]){ self->meeting->id, NULL });
  return request;
}

/* The meeting went away, or the listings cannot be read: never an empty page */
static void
fill_gone (HrMeetingPage *self)
{
  hr_pager_remove_all (HR_PAGER (self->details));
  hr_pager_append (HR_PAGER (self->details), HR_PAGER_HEADING,
                   hr_visitor_heading (_ ("This meeting is no longer listed."), 1));
  hr_pager_append (HR_PAGER (self->details), HR_PAGER_BLOCK,
                   hr_visitor_label (_ ("The people at the front desk know more. Please ask them."), NULL));
  gtk_widget_set_visible (self->buttons, FALSE);
}

static void
dates_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrMeetingPage) self = HR_MEETING_PAGE (user_data);
  g_autoptr (GPtrArray) dates = hr_directory_get_dates_finish (HR_DIRECTORY (source), result, NULL);

  /* Without dates the page still says the rule */
  if (dates == NULL || self->meeting == NULL || dates->len == 0
      || g_strcmp0 (((HrMeetingDate *) g_ptr_array_index (dates, 0))->meeting->id, self->meeting->id) != 0)
    return;
  g_clear_pointer (&self->dates, g_ptr_array_unref);
  self->dates = g_steal_pointer (&dates);
  fill (self);
}

static void
meeting_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrMeetingPage) self = HR_MEETING_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (HrMeeting) meeting = hr_directory_get_meeting_finish (HR_DIRECTORY (source), result, &error);

  if (meeting == NULL && hr_was_cancelled (error))
    return;
  if (self->id == NULL || (meeting != NULL && g_strcmp0 (meeting->id, self->id) != 0 && g_strcmp0 (meeting->slug, self->id) != 0))
    return;
  g_clear_pointer (&self->meeting, hr_meeting_unref);
  if (meeting == NULL)
    {
      self->taking = FALSE;
      fill_gone (self);
      show (self);
      return;
    }
  self->meeting = g_steal_pointer (&meeting);
  if (!self->taking)
    fill_take (self);
  fill (self);
  if (self->wanted_code > -2 && hr_take_along_get_n_links (HR_TAKE_ALONG (self->take)) > 0)
    {
      self->taking = TRUE;
      if (self->wanted_code < (int) hr_take_along_get_n_links (HR_TAKE_ALONG (self->take)))
        hr_take_along_show (HR_TAKE_ALONG (self->take), self->wanted_code);
    }
  self->wanted_code = -2;
  show (self);
  hr_directory_get_dates_async (self->context->directory, self->meeting->id, DATES_DAYS, self->cancellable, dates_cb,
                                g_object_ref (self));
}

static void
ask (HrMeetingPage *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->id == NULL || self->context->directory == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  hr_directory_get_meeting_async (self->context->directory, self->id, self->cancellable, meeting_cb, g_object_ref (self));
}

static void
forget (HrMeetingPage *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->meeting, hr_meeting_unref);
  g_clear_pointer (&self->dates, g_ptr_array_unref);
  hr_pager_remove_all (HR_PAGER (self->details));
  hr_take_along_set_links (HR_TAKE_ALONG (self->take), NULL, NULL);
  gtk_widget_set_visible (self->buttons, FALSE);
  self->taking = FALSE;
  self->wanted_code = -2;
  if (self->print != NULL)
    hr_print_buttons_forget (self->print);
}

static gboolean
tick_cb (gpointer user_data)
{
  HrMeetingPage *self = HR_MEETING_PAGE (user_data);

  if (hr_clock_now_s (self->context->clock) / 60 != self->minute)
    {
      self->minute = hr_clock_now_s (self->context->clock) / 60;
      ask (self);
    }
  return G_SOURCE_CONTINUE;
}

static void
listings_changed_cb (HrMeetingPage *self)
{
  if (self->shown)
    ask (self);
}

static void
sign_in_cb (HrMeetingPage *self)
{
  if (self->meeting != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.sign-in", "s", self->meeting->id);
}

static void
slip_cb (HrMeetingPage *self)
{
  if (self->meeting != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.slip", "s", self->meeting->id);
}

static void
take_along_cb (HrMeetingPage *self)
{
  if (self->meeting == NULL)
    return;
  fill_take (self);
  self->taking = TRUE;
  show (self);
}

/* ---- the page ---- */

static void
hr_meeting_page_enter (HrPage *page, const char *argument)
{
  HrMeetingPage *self = HR_MEETING_PAGE (page);
  const char *mark = argument != NULL ? strstr (argument, "#take") : NULL;
  g_autofree char *id = mark != NULL ? g_strndup (argument, (gsize) (mark - argument)) : g_strdup (argument);

  HR_PAGE_CLASS (hr_meeting_page_parent_class)->enter (page, argument);
  if (id != NULL && g_strcmp0 (id, self->id) != 0)
    {
      forget (self);
      self->id = g_steal_pointer (&id);
    }
  hr_print_buttons_enter (self->print);
  self->taking = FALSE;
  self->wanted_code = mark == NULL ? -2 : mark[5] == '-' ? atoi (mark + 6) : -1;
  self->shown = TRUE;
  if (self->tick == 0)
    self->tick = g_timeout_add_seconds (5, tick_cb, self);
  show (self);
  ask (self);
}

static void
hr_meeting_page_leave (HrPage *page)
{
  HrMeetingPage *self = HR_MEETING_PAGE (page);

  self->shown = FALSE;
  g_clear_handle_id (&self->tick, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  HR_PAGE_CLASS (hr_meeting_page_parent_class)->leave (page);
}

static void
hr_meeting_page_refresh (HrPage *page)
{
  HrMeetingPage *self = HR_MEETING_PAGE (page);

  HR_PAGE_CLASS (hr_meeting_page_parent_class)->refresh (page);
  hr_tap_button_set_text (HR_TAP_BUTTON (self->sign_in), _ ("Sign in"));
  hr_tap_button_set_text (HR_TAP_BUTTON (self->slip), _ ("Take a slip"));
  hr_tap_button_set_text (HR_TAP_BUTTON (self->take_along), _ ("Take it along"));
  hr_print_buttons_attach (self->print, HR_EVEN_BOX (self->buttons));
  hr_pager_refresh (HR_PAGER (self->details));
  if (self->meeting != NULL)
    {
      int code = hr_take_along_get_shown (HR_TAKE_ALONG (self->take));

      /* Titles and words of the codes are in the language too */
      fill_take (self);
      if (code < (int) hr_take_along_get_n_links (HR_TAKE_ALONG (self->take)))
        hr_take_along_show (HR_TAKE_ALONG (self->take), code);
    }
  hr_take_along_refresh (HR_TAKE_ALONG (self->take));
  fill (self);
  show (self);
}

static void
hr_meeting_page_clear (HrPage *page)
{
  forget (HR_MEETING_PAGE (page));
  show (HR_MEETING_PAGE (page));
  HR_PAGE_CLASS (hr_meeting_page_parent_class)->clear (page);
}

static gboolean
hr_meeting_page_back (HrPage *page)
{
  HrMeetingPage *self = HR_MEETING_PAGE (page);

  if (self->taking)
    {
      if (!hr_take_along_back (HR_TAKE_ALONG (self->take)))
        self->taking = FALSE;
      show (self);
      return TRUE;
    }
  if (hr_pager_back (HR_PAGER (self->details)))
    return TRUE;
  return HR_PAGE_CLASS (hr_meeting_page_parent_class)->back (page);
}

static char *
hr_meeting_page_get_spoken (HrPage *page)
{
  HrMeetingPage *self = HR_MEETING_PAGE (page);

  return self->taking ? hr_take_along_spoken (HR_TAKE_ALONG (self->take)) : hr_pager_spoken (HR_PAGER (self->details));
}

static void
hr_meeting_page_dispose (GObject *object)
{
  HrMeetingPage *self = HR_MEETING_PAGE (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->meeting, hr_meeting_unref);
  g_clear_pointer (&self->dates, g_ptr_array_unref);
  g_clear_object (&self->print);
  gtk_widget_dispose_template (GTK_WIDGET (self), HR_TYPE_MEETING_PAGE);

  G_OBJECT_CLASS (hr_meeting_page_parent_class)->dispose (object);
}

static void
hr_meeting_page_class_init (HrMeetingPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  HrPageClass *page_class = HR_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hr_meeting_page_dispose;
  page_class->enter = hr_meeting_page_enter;
  page_class->leave = hr_meeting_page_leave;
  page_class->refresh = hr_meeting_page_refresh;
  page_class->clear = hr_meeting_page_clear;
  page_class->back = hr_meeting_page_back;
  page_class->get_spoken = hr_meeting_page_get_spoken;

  g_type_ensure (HR_TYPE_EVEN_BOX);
  g_type_ensure (HR_TYPE_PAGER);
  g_type_ensure (HR_TYPE_SPLIT);
  g_type_ensure (HR_TYPE_TAKE_ALONG);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/handrail/ui/visitor/hr-meeting-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HrMeetingPage, split);
  gtk_widget_class_bind_template_child (widget_class, HrMeetingPage, details);
  gtk_widget_class_bind_template_child (widget_class, HrMeetingPage, buttons);
  gtk_widget_class_bind_template_child (widget_class, HrMeetingPage, take);
}

static void
hr_meeting_page_init (HrMeetingPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  hr_pager_set_beside (HR_PAGER (self->details), TRUE);
  self->wanted_code = -2;
  self->take_along = hr_tap_button_new_with_icon ("hr-qr-symbolic", "", FALSE);
  self->slip = hr_tap_button_new_with_icon ("hr-papers-symbolic", "", FALSE);
  self->sign_in = hr_tap_button_new_with_icon ("hr-sign-in-symbolic", "", FALSE);
  gtk_widget_add_css_class (self->sign_in, "primary");
  hr_even_box_append (HR_EVEN_BOX (self->buttons), self->take_along);
  hr_even_box_append (HR_EVEN_BOX (self->buttons), self->slip);
  gtk_widget_set_visible (self->buttons, FALSE);
  g_signal_connect_swapped (self->take_along, "clicked", G_CALLBACK (take_along_cb), self);
  g_signal_connect_swapped (self->slip, "clicked", G_CALLBACK (slip_cb), self);
  g_signal_connect_swapped (self->sign_in, "clicked", G_CALLBACK (sign_in_cb), self);
  g_signal_connect_swapped (self->take, "turned", G_CALLBACK (show), self);
}

HrPage *
hr_meeting_page_new (HrVisitorContext *context)
{
  HrMeetingPage *self = g_object_new (HR_TYPE_MEETING_PAGE, NULL);

  self->context = context;
  self->planned = hr_plan_toggle_new (hr_session_get_plan (context->session));
  hr_even_box_append (HR_EVEN_BOX (self->buttons), self->planned);
  hr_even_box_append (HR_EVEN_BOX (self->buttons), self->sign_in);
  self->print = hr_print_buttons_new (context, what_to_print_cb, self);
  g_signal_connect_object (self->print, "changed", G_CALLBACK (print_changed_cb), self, G_CONNECT_SWAPPED);
  if (context->directory != NULL)
    g_signal_connect_object (context->directory, "changed", G_CALLBACK (listings_changed_cb), self, G_CONNECT_SWAPPED);
  hr_page_refresh (HR_PAGE (self));
  return HR_PAGE (self);
}
