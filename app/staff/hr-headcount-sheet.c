/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "handrail/service/hr-headcount.h"
#include "handrail/service/hr-words.h"
#include "hr-counts-page-private.h"
#include "hr-desk-widgets-private.h"
#include "hr-staff-window-private.h"

#include <glib/gi18n-lib.h>

/* One sheet of paper: a date, then a meeting of it, then a number. */
typedef struct
{
  HrStaffContext *context;
  HrDate date;
  HrMeeting *meeting;
  HrDate own_date; /* of the occurrence, in the meeting's zone */
  GtkWidget *entry; /* weak */
} Sheet;

static void show_day (Sheet *self);

static void
sheet_clear (gpointer data)
{
  Sheet *self = data;

  g_clear_pointer (&self->meeting, hr_meeting_unref);
  g_clear_weak_pointer (&self->entry);
}

static void
sheet_unref (gpointer data)
{
  g_rc_box_release_full (data, sheet_clear);
}

static void
sheet_unref_closure (gpointer data, GClosure *closure)
{
  sheet_unref (data);
}

static GtkWidget *
add_button (Sheet *self, GtkWidget *box, const char *text, const char *css_class, GCallback callback)
{
  GtkWidget *button = hr_tap_button_new (text);

  if (css_class != NULL)
    gtk_widget_add_css_class (button, css_class);
  g_signal_connect_data (button, "clicked", callback, g_rc_box_acquire (self), sheet_unref_closure, 0);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

/* ---- the number ---- */

static void
entered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Sheet *self = user_data;
  g_autoptr (GError) error = NULL;

  if (hr_headcount_enter_finish (HR_CENTER (source), result, &error))
    hr_staff_window_say (self->context->window, _ ("The headcount is entered. Entering it again replaces it."), NULL, NULL, NULL);
  else
    hr_staff_window_say_error (self->context->window, error);
  sheet_unref (self);
}

static void
enter_cb (GtkWidget *button, Sheet *self)
{
  guint64 number = 0;
  const char *actor = hr_editor_get_actor (self->context->editor);

  if (self->entry == NULL || actor == NULL)
    return;
  if (!g_ascii_string_to_unsigned (gtk_editable_get_text (GTK_EDITABLE (self->entry)), 10, 0, HR_COUNTS_HEADCOUNT_MAX, &number, NULL))
    {
      g_autofree char *text = g_strdup_printf (_ ("A headcount is a number from 0 to %u."), HR_COUNTS_HEADCOUNT_MAX);

      hr_staff_window_say (self->context->window, text, NULL, NULL, NULL);
      gtk_widget_grab_focus (self->entry);
      return;
    }
  g_rc_box_acquire (self);
  hr_headcount_enter_async (self->context->center, self->meeting->id, self->meeting->fellowship, self->own_date, (guint) number, actor, entered_cb,
                            self);
  hr_staff_window_close_sheet (self->context->window);
}

static char *
describe_days (guint days)
{
  GString *text = g_string_new (NULL);

  for (int i = 1; i <= 7; i++)
    if ((days & 1u << i % 7) != 0)
      {
        g_autofree char *day = hr_words_weekday (i % 7);

        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", day);
      }
  return g_string_free (text, FALSE);
}

static void
show_number (Sheet *self, guint days)
{
  GtkWidget *box = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);
  g_autofree char *day = hr_words_date (self->own_date);

  gtk_box_append (GTK_BOX (box), hr_desk_label (day, "hr-strong"));
  if ((days & (days - 1)) != 0)
    {
      g_autofree char *names = describe_days (days);
      g_autofree char *text = g_strdup_printf (_ ("This week is summed up already. Write how many came on all of these days together: %s."), names);

      gtk_box_append (GTK_BOX (box), hr_desk_label (text, NULL));
    }
  gtk_box_append (GTK_BOX (box), hr_desk_label (_ ("It replaces what the kiosk counted. The history will say that you entered it, not how many."), "hr-muted"));
  g_set_weak_pointer (&self->entry, gtk_entry_new ());
  gtk_widget_add_css_class (self->entry, "hr-entry");
  gtk_entry_set_max_length (GTK_ENTRY (self->entry), 5);
  gtk_entry_set_input_purpose (GTK_ENTRY (self->entry), GTK_INPUT_PURPOSE_DIGITS);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("How many came"), -1);
  g_signal_connect_data (self->entry, "activate", G_CALLBACK (enter_cb), g_rc_box_acquire (self), sheet_unref_closure, 0);
  gtk_box_append (GTK_BOX (box), hr_desk_label (_ ("How many came"), NULL));
  gtk_box_append (GTK_BOX (box), self->entry);
  add_button (self, box, _ ("Enter the headcount"), "primary", G_CALLBACK (enter_cb));
  hr_staff_window_open_sheet (self->context->window, self->meeting->name, box);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Sheet *self = user_data;
  guint days = 0;
  g_autoptr (GError) error = NULL;

  if (hr_editor_get_actor (self->context->editor) != NULL)
    {
      if (hr_headcount_ask_finish (HR_CENTER (source), result, &days, &error))
        show_number (self, days);
      else
        hr_staff_window_say_error (self->context->window, error);
    }
  sheet_unref (self);
}

/* ---- the day ---- */

static void
meeting_cb (GtkWidget *button, Sheet *self)
{
  HrMeeting *meeting = g_object_get_data (G_OBJECT (button), "meeting");

  g_clear_pointer (&self->meeting, hr_meeting_unref);
  self->meeting = hr_meeting_ref (meeting);
  self->own_date = (HrDate) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "date"));
  hr_headcount_ask_async (self->context->center, meeting->id, self->own_date, asked_cb, g_rc_box_acquire (self));
}

static void
before_cb (GtkWidget *button, Sheet *self)
{
  self->date--;
  show_day (self);
}

static void
after_cb (GtkWidget *button, Sheet *self)
{
  self->date++;
  show_day (self);
}

static void
show_meetings (Sheet *self, GPtrArray *dates)
{
  GtkWidget *box = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL), *list = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);
  GtkWidget *days = hr_desk_box (GTK_ORIENTATION_HORIZONTAL, NULL), *scroll = hr_desk_scroll (list), *after;
  HrDate today = hr_directory_today (self->context->directory);
  g_autofree char *title = hr_words_day (self->date, today);
  guint n = 0;

  add_button (self, days, _ ("Day before"), NULL, G_CALLBACK (before_cb));
  after = add_button (self, days, _ ("Next day"), NULL, G_CALLBACK (after_cb));
  gtk_widget_set_sensitive (after, self->date < today);
  for (guint i = 0; i < dates->len; i++)
    {
      const HrMeetingDate *one = dates->pdata[i];
      g_autofree char *words = NULL, *time = NULL;
      GtkWidget *button;
      HrDate date;
      int minute;

      if (one->occurrence.state == HR_OCCURRENCE_CANCELLED)
        continue;
      n++;
      hr_zone_from_unix_s (hr_directory_get_zone (self->context->directory), one->occurrence.start_s, &date, &minute);
      time = hr_words_time (minute);
      words = g_strdup_printf ("%s · %s", time, one->meeting->name);
      button = add_button (self, list, words, NULL, G_CALLBACK (meeting_cb));
      g_object_set_data_full (G_OBJECT (button), "meeting", hr_meeting_ref (one->meeting), (GDestroyNotify) hr_meeting_unref);
      g_object_set_data (G_OBJECT (button), "date", GINT_TO_POINTER ((int) one->occurrence.date));
    }
  if (n == 0)
    gtk_box_append (GTK_BOX (list), hr_desk_label (_ ("Nothing took place here on this day."), NULL));
  gtk_widget_set_vexpand (scroll, FALSE);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroll), TRUE);
  gtk_box_append (GTK_BOX (box), hr_desk_label (_ ("Which meeting is the sheet of?"), NULL));
  gtk_box_append (GTK_BOX (box), days);
  gtk_box_append (GTK_BOX (box), scroll);
  hr_staff_window_open_sheet (self->context->window, title, box);
}

static void
day_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Sheet *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) dates = hr_editor_get_day_finish (HR_EDITOR (source), result, &error);

  if (hr_editor_get_actor (self->context->editor) != NULL)
    {
      if (dates != NULL)
        show_meetings (self, dates);
      else
        hr_staff_window_say_error (self->context->window, error);
    }
  sheet_unref (self);
}

static void
show_day (Sheet *self)
{
  hr_editor_get_day_async (self->context->editor, self->date, TRUE, NULL, day_cb, g_rc_box_acquire (self));
}

void
hr_headcount_sheet_open (HrStaffContext *context)
{
  Sheet *self = g_rc_box_new0 (Sheet);

  self->context = context;
  self->date = hr_directory_today (context->directory);
  show_day (self);
  sheet_unref (self);
}
