/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-import-format-private.h"

#include "hr-desk-widgets-private.h"
#include "hr-staff-window-private.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  HrStaffContext *context;
  void (*done) (HrFeedFormat format, gpointer owner);
} Question;

const char *
hr_import_format_words (HrFeedFormat format)
{
  switch (format)
    {
    case HR_FEED_BMLT:
      /* Translators: kinds of files with lists of meetings */
      return _ ("BMLT list");
    case HR_FEED_CSV:
      return _ ("Table (CSV)");
    case HR_FEED_ICS:
      return _ ("Calendar (iCalendar)");
    case HR_FEED_MEETING_GUIDE:
    case HR_FEED_AUTO:
    default:
      return _ ("Meeting Guide list");
    }
}

static void
chosen_cb (GtkWidget *button, GObject *owner)
{
  const Question *question = g_object_get_data (G_OBJECT (gtk_widget_get_parent (button)), "question");
  void (*done) (HrFeedFormat format, gpointer owner) = question->done;
  HrFeedFormat format = (HrFeedFormat)GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "format"));

  g_object_ref (owner);
  hr_staff_window_close_sheet (question->context->window);
  done (format, owner);
  g_object_unref (owner);
}

void
hr_import_format_ask (HrStaffContext *context, void (*done) (HrFeedFormat format, gpointer owner), GObject *owner)
{
  static const HrFeedFormat formats[] = { HR_FEED_AUTO, HR_FEED_MEETING_GUIDE, HR_FEED_BMLT, HR_FEED_CSV, HR_FEED_ICS };
  GtkWidget *box = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);
  Question *question = g_new (Question, 1);

  *question = (Question){ context, done };
  g_object_set_data_full (G_OBJECT (box), "question", question, g_free);
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      GtkWidget *button = hr_tap_button_new (formats[i] == HR_FEED_AUTO ? _ ("Look at it again") : hr_import_format_words (formats[i]));

      g_object_set_data (G_OBJECT (button), "format", GINT_TO_POINTER ((int)formats[i]));
      g_signal_connect_object (button, "clicked", G_CALLBACK (chosen_cb), owner, 0);
      gtk_box_append (GTK_BOX (box), button);
    }
  hr_staff_window_open_sheet (context->window, _ ("What kind of list is it?"), box);
}
