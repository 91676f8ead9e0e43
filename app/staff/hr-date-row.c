/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-date-row-private.h"

#include "handrail/core/hr-record.h"
#include "handrail/service/hr-language.h"
#include "handrail/service/hr-words.h"
#include "hr-desk-widgets-private.h"
#include "hr-share-work-private.h"
#include "hr-today-change-private.h"

#include <glib/gi18n-lib.h>


static char *
make_state (const HrMeetingDate *item)
{
  g_autofree char *note = NULL;
  const char *state = NULL;

  switch (item->occurrence.state)
    {
    case HR_OCCURRENCE_CANCELLED:
      state = _ ("Cancelled");
      break;
    case HR_OCCURRENCE_MOVED:
      state = _ ("Moved");
      break;
    case HR_OCCURRENCE_EXTRA:
      state = _ ("Extra");
      break;
    case HR_OCCURRENCE_PLANNED:
    default:
      return NULL;
    }
  if (item->note != NULL)
    {
      g_autoptr (HrRecord) record = hr_record_new (HR_KIND_EXCEPTION, NULL);

      hr_record_take_canonical (record, (guint) hr_kind_find_field (HR_KIND_EXCEPTION, "note"), g_strdup (item->note));
      note = hr_record_get_translated (record, "note", hr_language_get ());
    }
  if (item->place != NULL && note != NULL)
    return g_strdup_printf ("%s · %s · %s", state, item->place, note);
  if (item->place != NULL || note != NULL)
    return g_strdup_printf ("%s · %s", state, item->place != NULL ? item->place : note);
  return g_strdup (state);
}

static void
add_action (GtkWidget *box, const char *text, HrTodayChange *change, void (*callback) (HrTodayChange *change))
{
  GtkWidget *button = hr_tap_button_new (text);

  g_object_set_data_full (G_OBJECT (button), "change", g_object_ref (change), g_object_unref);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (callback), change);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), button);
}

static GtkWidget *
make_words (HrStaffContext *context, const HrMeetingDate *item, gboolean with_day)
{
  const HrZone *zone = hr_directory_get_zone (context->directory);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *state = make_state (item);
  g_autofree char *time = NULL, *line = NULL;
  const char *place = item->meeting->venue_name != NULL ? item->meeting->venue_name : item->meeting->address;
  HrDate date;
  int minute;

  hr_zone_from_unix_s (zone, item->occurrence.start_s, &date, &minute);
  time = hr_words_span (minute, (int) ((item->occurrence.end_s - item->occurrence.start_s) / 60));
  if (with_day)
    {
      g_autofree char *day = hr_words_day (date, hr_directory_today (context->directory));
      g_autofree char *both = g_strdup_printf (C_ ("day and time", "%1$s, %2$s"), day, time);

      gtk_widget_set_hexpand (words, TRUE);
      gtk_box_append (GTK_BOX (words), hr_desk_label (both, "hr-strong"));
      if (state != NULL)
        gtk_box_append (GTK_BOX (words), hr_desk_label (state, "hr-desk-state"));
      return words;
    }
  line = place != NULL ? g_strdup_printf ("%s · %s", item->meeting->fellowship_name, place) : g_strdup (item->meeting->fellowship_name);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), hr_desk_label (time, "hr-when"));
  gtk_box_append (GTK_BOX (words), hr_desk_label (item->meeting->name, "hr-strong"));
  gtk_box_append (GTK_BOX (words), hr_desk_label (line, "hr-muted"));
  if (state != NULL)
    gtk_box_append (GTK_BOX (words), hr_desk_label (state, "hr-desk-state"));
  return words;
}

GtkWidget *
hr_date_row_new (HrStaffContext *context, const HrMeetingDate *item, gboolean with_day)
{
  GtkWidget *row = hr_desk_box (GTK_ORIENTATION_HORIZONTAL, "hr-desk-row");
  g_autoptr (HrTodayChange) change = hr_today_change_new (context, item->meeting, &item->occurrence);

  if (item->occurrence.state != HR_OCCURRENCE_PLANNED)
    gtk_widget_add_css_class (row, "notice");
  gtk_box_append (GTK_BOX (row), make_words (context, item, with_day));
  if (!hr_share_may_edit (context))
    return row;
  if (item->occurrence.state == HR_OCCURRENCE_PLANNED)
    {
      add_action (row, _ ("Cancel"), change, hr_today_change_ask_cancel);
      add_action (row, _ ("Move"), change, hr_today_change_ask_move);
    }
  else
    add_action (row, _ ("As usual again"), change, hr_today_change_as_usual);
  add_action (row, _ ("More"), change, hr_today_change_ask_more);
  return row;
}
