/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-today-page-private.h"

#include "handrail/service/hr-cancelled.h"
#include "handrail/service/hr-words.h"
#include "hr-date-row-private.h"
#include "hr-desk-widgets-private.h"
#include "hr-share-notices-private.h"
#include "hr-share-work-private.h"
#include "hr-staff-window-private.h"
#include "hr-today-tickets-private.h"

#include <glib/gi18n-lib.h>

/* More than any house holds in a day; a directory of a whole city is looked at under Listings. */
#define MOST_ROWS 200

struct _HrTodayPage
{
  HrPage parent_instance;
  HrStaffContext *context;
  GtkWidget *box;
  GtkWidget *day;
  GtkWidget *before;
  GtkWidget *after;
  GtkWidget *here;
  GtkWidget *line;
  GtkWidget *list;
  GtkWidget *scroll;
  GtkWidget *announce;
  GtkWidget *shows; /* says why nothing can be changed here */
  GtkWidget *next; /* (nullable), weak: the first row that is not over */
  GCancellable *cancellable;
  HrDate date;
  gboolean everywhere;
  gboolean shown;
  gboolean may; /* listings can be changed here */
  gboolean fresh; /* the day was just chosen: nobody has scrolled yet */
};

G_DEFINE_FINAL_TYPE (HrTodayPage, hr_today_page, HR_TYPE_PAGE)

/* ---- the day ---- */

static void
show_day (HrTodayPage *self)
{
  HrDate today = hr_directory_today (self->context->directory);
  g_autofree char *near = hr_words_day (self->date, today);
  g_autofree char *date = hr_words_date (self->date);
  g_autofree char *text = g_strcmp0 (near, date) != 0 ? g_strdup_printf ("%s · %s", near, date) : g_strdup (date);

  gtk_label_set_text (GTK_LABEL (self->day), text);
  /* what is over cannot be cancelled any more */
  gtk_widget_set_sensitive (self->before, self->date > today);
  hr_tap_button_set_text (HR_TAP_BUTTON (self->here), self->everywhere ? _ ("Only what is here") : _ ("All places"));
}

/* In the evening the morning is not what somebody wants to cancel. */
static gboolean
scroll_to_next_cb (GtkWidget *list, GdkFrameClock *frame_clock, gpointer user_data)
{
  HrTodayPage *self = user_data;
  double y = 0;

  if (self->next == NULL)
    return G_SOURCE_REMOVE;
  if (gtk_widget_get_height (self->next) == 0)
    return G_SOURCE_CONTINUE;
  if (gtk_widget_translate_coordinates (self->next, list, 0, 0, NULL, &y))
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroll)), y);
  g_clear_weak_pointer (&self->next);
  return G_SOURCE_REMOVE;
}

static void
add_rows (HrTodayPage *self, GPtrArray *dates)
{
  gint64 now_s = hr_clock_now_s (self->context->clock);

  g_clear_weak_pointer (&self->next);
  for (guint i = 0; i < MIN (dates->len, MOST_ROWS); i++)
    {
      const HrMeetingDate *item = dates->pdata[i];
      GtkWidget *row = hr_date_row_new (self->context, item, FALSE);

      gtk_box_append (GTK_BOX (self->list), row);
      if (self->fresh && self->next == NULL && item->occurrence.end_s > now_s)
        g_set_weak_pointer (&self->next, row);
    }
  if (self->next != NULL)
    gtk_widget_add_tick_callback (self->list, scroll_to_next_cb, self, NULL);
  self->fresh = FALSE;
}

static void
show_rows (HrTodayPage *self, GPtrArray *dates)
{
  g_autofree char *text = NULL;

  hr_desk_clear (self->list);
  add_rows (self, dates);
  if (dates->len == 0)
    text = g_strdup (self->everywhere ? _ ("Nothing is listed on this day.") : _ ("Nothing is listed here on this day."));
  else if (dates->len > MOST_ROWS)
    text = g_strdup_printf (_ ("The first %u of %u on this day."), (guint) MOST_ROWS, dates->len);
  else
    text = g_strdup_printf (ngettext ("%u on this day", "%u on this day", dates->len), dates->len);
  gtk_label_set_text (GTK_LABEL (self->line), text);
}

static void
day_known_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrTodayPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) dates = hr_editor_get_day_finish (HR_EDITOR (source), result, &error);

  if (!self->shown || hr_was_cancelled (error))
    return;
  if (dates != NULL)
    show_rows (self, dates);
  else
    gtk_label_set_text (GTK_LABEL (self->line), error->message);
}

static void
ask (HrTodayPage *self)
{
  if (!self->shown)
    return;
  show_day (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  hr_editor_get_day_async (self->context->editor, self->date, !self->everywhere, self->cancellable, day_known_cb, g_object_ref (self));
}

static void
show_may (HrTodayPage *self)
{
  self->may = hr_share_may_edit (self->context);
  gtk_widget_set_visible (self->announce, self->may);
  gtk_widget_set_visible (self->shows, !self->may);
}

/* What this device is in a share is known a moment after the desk opened, and may become another. */
static void
sharing_cb (HrTodayPage *self)
{
  if (!self->shown || hr_share_may_edit (self->context) == self->may)
    return;
  show_may (self);
  ask (self);
}

static void
before_cb (HrTodayPage *self)
{
  self->date--;
  self->fresh = TRUE;
  ask (self);
}

static void
after_cb (HrTodayPage *self)
{
  self->date++;
  self->fresh = TRUE;
  ask (self);
}

static void
here_cb (HrTodayPage *self)
{
  self->everywhere = !self->everywhere;
  self->fresh = TRUE;
  ask (self);
}

static void
announce_cb (HrTodayPage *self)
{
  hr_staff_window_go (self->context->window, "thing", hr_kind_get_name (HR_KIND_ANNOUNCEMENT));
}

/* ---- page ---- */

static void
hr_today_page_enter (HrPage *page, const char *argument)
{
  HrTodayPage *self = HR_TODAY_PAGE (page);

  HR_PAGE_CLASS (hr_today_page_parent_class)->enter (page, argument);

  self->shown = TRUE;
  self->date = hr_directory_today (self->context->directory);
  self->fresh = TRUE;
  show_may (self);
  ask (self);
}

static void
hr_today_page_leave (HrPage *page)
{
  HrTodayPage *self = HR_TODAY_PAGE (page);

  self->shown = FALSE;
  g_cancellable_cancel (self->cancellable);

  HR_PAGE_CLASS (hr_today_page_parent_class)->leave (page);
}

static void
hr_today_page_clear (HrPage *page)
{
  HrTodayPage *self = HR_TODAY_PAGE (page);

  self->everywhere = FALSE;
  hr_desk_clear (self->list);

  HR_PAGE_CLASS (hr_today_page_parent_class)->clear (page);
}

static void
hr_today_page_dispose (GObject *object)
{
  HrTodayPage *self = HR_TODAY_PAGE (object);

  self->shown = FALSE;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_weak_pointer (&self->next);

  G_OBJECT_CLASS (hr_today_page_parent_class)->dispose (object);
}

static void
hr_today_page_class_init (HrTodayPageClass *klass)
{
  HrPageClass *page_class = HR_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hr_today_page_dispose;
  page_class->enter = hr_today_page_enter;
  page_class->leave = hr_today_page_leave;
  page_class->clear = hr_today_page_clear;
}

static void
hr_today_page_init (HrTodayPage *self)
{
  GtkWidget *box = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);
  GtkWidget *head = hr_desk_box (GTK_ORIENTATION_HORIZONTAL, NULL);
  GtkWidget *foot = hr_desk_box (GTK_ORIENTATION_HORIZONTAL, NULL);

  self->date = HR_DATE_NONE;
  self->before = hr_desk_button (_ ("Day before"), NULL, G_CALLBACK (before_cb), self);
  self->after = hr_desk_button (_ ("Next day"), NULL, G_CALLBACK (after_cb), self);
  self->here = hr_desk_button (_ ("All places"), NULL, G_CALLBACK (here_cb), self);
  self->day = hr_desk_heading ("", 2);
  gtk_widget_set_hexpand (self->day, TRUE);
  self->line = hr_desk_label ("", "hr-line");
  gtk_widget_set_hexpand (self->line, TRUE);
  self->list = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);
  gtk_box_append (GTK_BOX (head), self->day);
  gtk_box_append (GTK_BOX (head), self->before);
  gtk_box_append (GTK_BOX (head), self->after);
  gtk_box_append (GTK_BOX (head), self->here);
  gtk_box_append (GTK_BOX (foot), self->line);
  self->announce = hr_desk_button (_ ("New announcement"), NULL, G_CALLBACK (announce_cb), self);
  self->shows = hr_desk_label (_ ("This device shows what others enter. Listings are changed at the office or by the staff of its site."), NULL);
  gtk_widget_set_visible (self->shows, FALSE);
  gtk_box_append (GTK_BOX (foot), self->announce);
  gtk_box_append (GTK_BOX (box), self->shows);
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), foot);
  self->scroll = hr_desk_scroll (self->list);
  gtk_box_append (GTK_BOX (box), self->scroll);
  self->box = box;
  hr_page_set_child (HR_PAGE (self), box);
}

HrPage *
hr_today_page_new (HrStaffContext *context)
{
  HrTodayPage *self = g_object_new (HR_TYPE_TODAY_PAGE, NULL);

  self->context = context;
  gtk_box_prepend (GTK_BOX (self->box), hr_share_notices_new (context, TRUE));
  gtk_box_prepend (GTK_BOX (self->box), hr_today_tickets_new (context));
  hr_page_set_title (HR_PAGE (self), _ ("Today"));
  g_signal_connect_object (context->editor, "changed", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context->sharing, "changed", G_CALLBACK (sharing_cb), self, G_CONNECT_SWAPPED);
  return HR_PAGE (self);
}
