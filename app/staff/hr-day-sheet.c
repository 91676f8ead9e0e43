/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-day-sheet-private.h"

#include "handrail/service/hr-words.h"
#include "hr-desk-widgets-private.h"
#include "hr-staff-window-private.h"

#include <glib/gi18n-lib.h>

#define WEEKS 6
#define WEEKDAYS 7

typedef struct
{
  HrStaffContext *context;
  GtkWidget *month;
  GtkWidget *grid;
  GtkWidget *days[WEEKS * WEEKDAYS];
  HrDate chosen;
  HrDate first; /* of the month that is shown */
  void (*done) (HrDate date, gpointer owner);
  GObject *owner;
} DaySheet;

static void
day_sheet_free (gpointer data)
{
  DaySheet *self = data;

  g_object_unref (self->owner);
  g_free (self);
}

static void
answer (DaySheet *self, HrDate date)
{
  g_autoptr (GObject) owner = g_object_ref (self->owner);
  void (*done) (HrDate, gpointer) = self->done;

  /* takes the sheet, and this, away */
  hr_staff_window_close_sheet (self->context->window);
  done (date, owner);
}

static void
day_cb (GtkWidget *button, DaySheet *self)
{
  answer (self, GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "date")));
}

static void
clear_cb (GtkWidget *button, DaySheet *self)
{
  answer (self, HR_DATE_NONE);
}

static void
show (DaySheet *self)
{
  int year, month, day, n;
  int lead = hr_date_weekday (self->first);
  g_autofree char *words = NULL;

  hr_date_to_ymd (self->first, &year, &month, &day);
  n = hr_date_days_in_month (year, month);
  words = hr_words_month (year, month);
  gtk_label_set_text (GTK_LABEL (self->month), words);
  for (int i = 0; i < WEEKS * WEEKDAYS; i++)
    {
      HrDate date = self->first + i - lead;
      gboolean inside = i >= lead && i < lead + n;
      g_autofree char *number = g_strdup_printf ("%d", i - lead + 1);
      g_autofree char *name = hr_words_date (date);

      gtk_widget_set_visible (self->days[i], inside);
      if (!inside)
        continue;
      hr_tap_button_set_text (HR_TAP_BUTTON (self->days[i]), number);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->days[i]), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      g_object_set_data (G_OBJECT (self->days[i]), "date", GINT_TO_POINTER (date));
      if (date == self->chosen)
        gtk_widget_add_css_class (self->days[i], "primary");
      else
        gtk_widget_remove_css_class (self->days[i], "primary");
    }
}

static void
turn (DaySheet *self, int by)
{
  int year, month, day;

  hr_date_to_ymd (self->first, &year, &month, &day);
  month += by;
  if (month < 1 || month > 12)
    year += by;
  month = month < 1 ? 12 : month > 12 ? 1 : month;
  self->first = hr_date_from_ymd (year, month, 1);
  show (self);
}

static void
before_cb (GtkWidget *button, DaySheet *self)
{
  turn (self, -1);
}

static void
after_cb (GtkWidget *button, DaySheet *self)
{
  turn (self, 1);
}

static void
add_button (GtkWidget *box, const char *text, GCallback callback, DaySheet *self)
{
  GtkWidget *button = hr_tap_button_new (text);

  g_signal_connect (button, "clicked", callback, self);
  gtk_box_append (GTK_BOX (box), button);
}

static void
fill_grid (DaySheet *self)
{
  for (int i = 0; i < WEEKDAYS; i++)
    {
      g_autofree char *name = hr_words_weekday (i);
      g_autofree char *brief = g_utf8_substring (name, 0, MIN (3, g_utf8_strlen (name, -1)));
      GtkWidget *label = hr_desk_label (brief, "hr-muted");

      gtk_label_set_xalign (GTK_LABEL (label), 0.5);
      gtk_grid_attach (GTK_GRID (self->grid), label, i, 0, 1, 1);
    }
  for (int i = 0; i < WEEKS * WEEKDAYS; i++)
    {
      self->days[i] = hr_tap_button_new ("");
      g_signal_connect (self->days[i], "clicked", G_CALLBACK (day_cb), self);
      gtk_grid_attach (GTK_GRID (self->grid), self->days[i], i % WEEKDAYS, 1 + i / WEEKDAYS, 1, 1);
    }
}

void
hr_day_sheet_open (HrStaffContext *context, const char *title, HrDate chosen, const char *clear,
                   void (*done) (HrDate date, gpointer owner), GObject *owner)
{
  DaySheet *self = g_new0 (DaySheet, 1);
  GtkWidget *box = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);
  GtkWidget *head = hr_desk_box (GTK_ORIENTATION_HORIZONTAL, NULL);
  int year, month, day;

  self->context = context;
  self->chosen = chosen;
  self->done = done;
  self->owner = g_object_ref (owner);
  hr_date_to_ymd (chosen != HR_DATE_NONE ? chosen : hr_directory_today (context->directory), &year, &month, &day);
  self->first = hr_date_from_ymd (year, month, 1);
  self->month = hr_desk_label ("", "hr-strong");
  gtk_label_set_xalign (GTK_LABEL (self->month), 0.5);
  gtk_widget_set_hexpand (self->month, TRUE);
  self->grid = gtk_grid_new ();
  gtk_widget_add_css_class (self->grid, "hr-day-grid");
  fill_grid (self);
  add_button (head, _ ("Month before"), G_CALLBACK (before_cb), self);
  gtk_box_append (GTK_BOX (head), self->month);
  add_button (head, _ ("Next month"), G_CALLBACK (after_cb), self);
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), self->grid);
  if (clear != NULL)
    add_button (box, clear, G_CALLBACK (clear_cb), self);
  g_object_set_data_full (G_OBJECT (box), "day-sheet", self, day_sheet_free);
  show (self);
  hr_staff_window_open_sheet (context->window, title, box);
}
