/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-today-change-private.h"

#include "handrail/core/hr-error.h"
#include "handrail/core/hr-kind.h"
#include "handrail/service/hr-language.h"
#include "handrail/service/hr-words.h"
#include "handrail/ui/hr-flow.h"
#include "hr-desk-widgets-private.h"
#include "hr-staff-window-private.h"

#include <glib/gi18n-lib.h>

#define GAP_MM 3.0
#define DAY_MIN (24 * 60)
#define MOVE_DAYS 6
#define MOST_ROOMS 12

/* Why a meeting does not take place, as a list: the lobby shows it in the visitor's language. */
static const char *const reasons[] = {
  /* Translators: reasons why a meeting does not take place, shown to visitors */
  N_ ("Holiday"),
  N_ ("Bad weather"),
  N_ ("The room is not free."),
  N_ ("Nobody can lead it this time."),
};

static const int moves_min[] = { -60, -30, -15, 15, 30, 60, 90 };

static const struct
{
  int days;
  const char *label;
} pauses[] = {
  { 7, N_ ("1 week") },
  { 14, N_ ("2 weeks") },
  { 28, N_ ("4 weeks") },
  { 91, N_ ("3 months") },
};

struct _HrTodayChange
{
  GObject parent_instance;
  HrStaffContext *context;
  HrMeeting *meeting;
  HrOccurrence occurrence; /* its exception is not kept */
  GtkWidget *words;        /* weak: own words for a reason */
  GtkWidget *rooms;        /* weak: where rooms go when they are known */
  char *done;              /* what the note says when the edit is through */
};

G_DEFINE_FINAL_TYPE (HrTodayChange, hr_today_change, G_TYPE_OBJECT)

/* ---- doing it ---- */

static void
undo_cb (gpointer owner)
{
  hr_today_change_as_usual (owner);
}

static void
edited_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrTodayChange) self = user_data;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = hr_editor_finish (HR_EDITOR (source), result, &error);
  gboolean undo = self->done != NULL;

  if (ids == NULL)
    hr_staff_window_say_error (self->context->window, error);
  else
    hr_staff_window_say (self->context->window, undo ? self->done : _ ("It is as usual again. The lobby shows it now."),
                         undo ? _ ("Undo") : NULL, undo ? undo_cb : NULL, G_OBJECT (self));
}

/* A pause is not said of this date alone: it is taken back under History. */
static void
paused_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrTodayChange) self = user_data;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = hr_editor_finish (HR_EDITOR (source), result, &error);

  if (ids == NULL)
    hr_staff_window_say_error (self->context->window, error);
  else
    hr_staff_window_say (self->context->window, self->done, NULL, NULL, NULL);
}

static void
will_say (HrTodayChange *self, const char *text)
{
  g_free (self->done);
  self->done = g_strdup (text);
  hr_staff_window_close_sheet (self->context->window);
}

void
hr_today_change_as_usual (HrTodayChange *self)
{
  g_return_if_fail (HR_IS_TODAY_CHANGE (self));

  g_clear_pointer (&self->done, g_free);
  hr_editor_as_usual_async (self->context->editor, self->meeting->id, self->occurrence.date, edited_cb, g_object_ref (self));
}

static void
cancel (HrTodayChange *self, const char *note)
{
  will_say (self, _ ("Cancelled. The lobby shows it now."));
  hr_editor_cancel_async (self->context->editor, self->meeting->id, self->occurrence.date, note, edited_cb, g_object_ref (self));
}

static void
move (HrTodayChange *self, HrDate new_date, int new_start_min, const char *venue)
{
  will_say (self, _ ("Moved. The lobby shows it now."));
  hr_editor_move_async (self->context->editor, self->meeting->id, self->occurrence.date, new_date, new_start_min, venue, NULL,
                        edited_cb, g_object_ref (self));
}

/* ---- parts of sheets ---- */

/* A button that holds the change alive and hands it to @callback as its data. */
static GtkWidget *
add_choice (HrTodayChange *self, GtkWidget *flow, const char *text, void (*callback) (GtkWidget *, HrTodayChange *))
{
  GtkWidget *button = hr_tap_button_new (text);

  g_object_set_data_full (G_OBJECT (button), "change", g_object_ref (self), g_object_unref);
  g_signal_connect (button, "clicked", G_CALLBACK (callback), self);
  hr_flow_append (HR_FLOW (flow), button);
  return button;
}

static GtkWidget *
add_section (GtkWidget *box, const char *heading)
{
  GtkWidget *flow = hr_flow_new (GAP_MM);

  if (heading != NULL)
    gtk_box_append (GTK_BOX (box), hr_desk_heading (heading, 2));
  gtk_box_append (GTK_BOX (box), flow);
  return flow;
}

static char *
make_title (HrTodayChange *self, const char *format)
{
  g_autofree char *time = NULL;
  HrDate date;
  int minute;

  hr_zone_from_unix_s (self->meeting->schedule.zone, self->occurrence.start_s, &date, &minute);
  time = hr_words_time (minute);
  return g_strdup_printf ("%s: %s, %s", format, self->meeting->name, time);
}

/* ---- cancel ---- */

/* @reason in every language: "en=Holiday\nes=…" */
static char *
translate_reason (const char *reason)
{
  const char *const *languages = hr_language_list ();
  g_autofree char *kept = g_strdup (hr_language_get ());
  GString *text = g_string_new (NULL);

  for (gsize i = 0; languages[i] != NULL; i++)
    {
      hr_language_set (languages[i]);
      g_string_append_printf (text, "%s%s=%s", i > 0 ? "\n" : "", languages[i], _ (reason));
    }
  hr_language_set (kept);
  return g_string_free (text, FALSE);
}

static void
reason_cb (GtkWidget *button, HrTodayChange *self)
{
  g_autofree char *note = translate_reason (g_object_get_data (G_OBJECT (button), "reason"));

  cancel (self, note);
}

static void
no_reason_cb (GtkWidget *button, HrTodayChange *self)
{
  cancel (self, NULL);
}

static void
own_words_cb (GtkWidget *button, HrTodayChange *self)
{
  g_autofree char *words = self->words != NULL ? g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->words)))) : NULL;

  cancel (self, words != NULL && *words != '\0' ? words : NULL);
}

void
hr_today_change_ask_cancel (HrTodayChange *self)
{
  GtkWidget *box = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);
  GtkWidget *flow, *own;
  g_autofree char *title = NULL;

  g_return_if_fail (HR_IS_TODAY_CHANGE (self));

  title = make_title (self, _ ("Cancel"));
  gtk_box_append (GTK_BOX (box), hr_desk_label (_ ("Touch a reason. The lobby shows it at once."), NULL));
  flow = add_section (box, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++)
    g_object_set_data (G_OBJECT (add_choice (self, flow, _ (reasons[i]), reason_cb)), "reason", (gpointer) reasons[i]);
  add_choice (self, flow, _ ("Without a reason"), no_reason_cb);
  gtk_box_append (GTK_BOX (box), hr_desk_heading (_ ("In your own words"), 2));
  own = hr_desk_box (GTK_ORIENTATION_HORIZONTAL, NULL);
  g_set_weak_pointer (&self->words, gtk_entry_new ());
  gtk_widget_add_css_class (self->words, "hr-entry");
  gtk_widget_set_hexpand (self->words, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->words), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("The reason in your own words"), -1);
  gtk_box_append (GTK_BOX (own), self->words);
  flow = hr_flow_new (GAP_MM);
  add_choice (self, flow, _ ("Cancel with these words"), own_words_cb);
  gtk_box_append (GTK_BOX (own), flow);
  gtk_box_append (GTK_BOX (box), own);
  hr_staff_window_open_sheet (self->context->window, title, box);
}

/* ---- move ---- */

static void
time_cb (GtkWidget *button, HrTodayChange *self)
{
  move (self, HR_DATE_NONE, GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "minute")), NULL);
}

static void
day_cb (GtkWidget *button, HrTodayChange *self)
{
  move (self, GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "date")), -1, NULL);
}

static void
room_cb (GtkWidget *button, HrTodayChange *self)
{
  move (self, HR_DATE_NONE, -1, g_object_get_data (G_OBJECT (button), "venue"));
}

static char *
room_address (const HrRecord *venue)
{
  const char *address = hr_record_get (venue, "address");

  return address != NULL ? g_utf8_casefold (address, -1) : NULL;
}

/* Rooms of the same house come first, then other places by name. */
static void
fill_rooms (HrTodayChange *self, HrThings *things)
{
  g_autofree char *here = NULL;
  guint n = 0;

  for (guint i = 0; i < things->rows->len && here == NULL; i++)
    {
      const HrThingRow *row = things->rows->pdata[i];

      if (g_strcmp0 (hr_record_get_id (row->record), self->meeting->venue) == 0)
        here = room_address (row->record);
    }
  for (int same = 1; same >= 0; same--)
    for (guint i = 0; i < things->rows->len && n < MOST_ROOMS; i++)
      {
        const HrThingRow *row = things->rows->pdata[i];
        g_autofree char *address = room_address (row->record);

        if ((here != NULL && g_strcmp0 (address, here) == 0) != (same == 1)
            || g_strcmp0 (hr_record_get_id (row->record), self->meeting->venue) == 0)
          continue;
        g_object_set_data_full (G_OBJECT (add_choice (self, self->rooms, row->title, room_cb)), "venue",
                                g_strdup (hr_record_get_id (row->record)), g_free);
        n++;
      }
}

static void
rooms_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrTodayChange) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrThings) things = hr_editor_list_finish (HR_EDITOR (source), result, &error);

  /* the sheet was left meanwhile */
  if (self->rooms == NULL)
    return;
  if (things != NULL)
    fill_rooms (self, things);
  else
    hr_staff_window_say_error (self->context->window, error);
}

static void
add_times (HrTodayChange *self, GtkWidget *box)
{
  GtkWidget *flow = add_section (box, _ ("Another time"));
  HrDate date;
  int minute;

  hr_zone_from_unix_s (self->meeting->schedule.zone, self->occurrence.start_s, &date, &minute);
  for (gsize i = 0; i < G_N_ELEMENTS (moves_min); i++)
    {
      int moved = minute + moves_min[i];
      g_autofree char *text = NULL;

      if (moved < 0 || moved >= DAY_MIN)
        continue;
      text = hr_words_time (moved);
      g_object_set_data (G_OBJECT (add_choice (self, flow, text, time_cb)), "minute", GINT_TO_POINTER (moved));
    }
}

static void
add_days (HrTodayChange *self, GtkWidget *box)
{
  GtkWidget *flow = add_section (box, _ ("Another day, at the same time"));
  HrDate today = hr_directory_today (self->context->directory);

  for (HrDate date = MAX (self->occurrence.date, today) + 1; date <= MAX (self->occurrence.date, today) + MOVE_DAYS; date++)
    {
      g_autofree char *text = hr_words_day (date, today);

      g_object_set_data (G_OBJECT (add_choice (self, flow, text, day_cb)), "date", GINT_TO_POINTER (date));
    }
}

void
hr_today_change_ask_move (HrTodayChange *self)
{
  GtkWidget *box = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);
  const HrThingQuery query = { .kind = HR_KIND_VENUE, .show = HR_SHOW_LIVE, .limit = HR_PAGE_ROWS };
  g_autofree char *title = NULL;

  g_return_if_fail (HR_IS_TODAY_CHANGE (self));

  title = make_title (self, _ ("Move"));
  add_times (self, box);
  g_set_weak_pointer (&self->rooms, add_section (box, _ ("Another room or place")));
  add_days (self, box);
  hr_staff_window_open_sheet (self->context->window, title, box);
  hr_editor_list_async (self->context->editor, &query, NULL, rooms_cb, g_object_ref (self));
}

/* ---- more ---- */

static void
pause_cb (GtkWidget *button, HrTodayChange *self)
{
  gboolean venue = g_object_get_data (G_OBJECT (button), "venue") != NULL;
  int days = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "days"));
  HrDate until = self->occurrence.date + days - 1;
  g_autofree char *last = hr_words_date (until);
  g_autofree char *done = g_strdup_printf (venue ? _ ("The place is closed up to and including %s. The lobby shows it now.")
                                                 : _ ("The meeting is paused up to and including %s. The lobby shows it now."), last);

  will_say (self, done);
  hr_editor_pause_async (self->context->editor, venue ? HR_KIND_VENUE : HR_KIND_MEETING,
                         venue ? self->meeting->venue : self->meeting->id, self->occurrence.date, until, NULL, paused_cb,
                         g_object_ref (self));
}

static void
add_pauses (HrTodayChange *self, GtkWidget *box, const char *heading, gboolean venue)
{
  GtkWidget *flow = add_section (box, heading);

  for (gsize i = 0; i < G_N_ELEMENTS (pauses); i++)
    {
      GtkWidget *button = add_choice (self, flow, _ (pauses[i].label), pause_cb);

      g_object_set_data (G_OBJECT (button), "days", GINT_TO_POINTER (pauses[i].days));
      g_object_set_data (G_OBJECT (button), "venue", venue ? self : NULL);
    }
}

static void
form_cb (HrTodayChange *self)
{
  g_autofree char *place = g_strdup_printf ("%s %s", hr_kind_get_name (HR_KIND_MEETING), self->meeting->id);

  hr_staff_window_go (self->context->window, "thing", place);
}

void
hr_today_change_ask_more (HrTodayChange *self)
{
  GtkWidget *box = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);
  g_autofree char *title = NULL;

  g_return_if_fail (HR_IS_TODAY_CHANGE (self));

  title = make_title (self, _ ("More"));
  gtk_box_append (GTK_BOX (box), hr_desk_button (_ ("Everything about this meeting"), NULL, G_CALLBACK (form_cb), self));
  add_pauses (self, box, _ ("Pause this meeting, from this day on, for"), FALSE);
  if (self->meeting->venue != NULL)
    {
      g_autofree char *heading = g_strdup_printf (_ ("Close %s for all its meetings, for"),
                                                  self->meeting->venue_name != NULL ? self->meeting->venue_name : _ ("this place"));

      add_pauses (self, box, heading, TRUE);
    }
  hr_staff_window_open_sheet (self->context->window, title, box);
}

/* ---- object ---- */

static void
hr_today_change_dispose (GObject *object)
{
  HrTodayChange *self = HR_TODAY_CHANGE (object);

  g_clear_weak_pointer (&self->words);
  g_clear_weak_pointer (&self->rooms);
  g_clear_pointer (&self->meeting, hr_meeting_unref);
  g_clear_pointer (&self->done, g_free);

  G_OBJECT_CLASS (hr_today_change_parent_class)->dispose (object);
}

static void
hr_today_change_class_init (HrTodayChangeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hr_today_change_dispose;
}

static void
hr_today_change_init (HrTodayChange *self)
{
}

HrTodayChange *
hr_today_change_new (HrStaffContext *context, HrMeeting *meeting, const HrOccurrence *occurrence)
{
  HrTodayChange *self = g_object_new (HR_TYPE_TODAY_CHANGE, NULL);

  self->context = context;
  self->meeting = hr_meeting_ref (meeting);
  self->occurrence = *occurrence;
  self->occurrence.exception = NULL;
  return self;
}
