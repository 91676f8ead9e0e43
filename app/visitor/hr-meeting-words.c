/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-visitor"

#include "hr-meeting-words-private.h"

#include "handrail/core/hr-record.h"
#include "handrail/service/hr-links.h"
#include "handrail/service/hr-words.h"
#include "handrail/ui/hr-tap-button.h"
#include "hr-meeting-card-private.h"
#include "hr-visitor-labels-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MAX_DATES 3
#define FELLOWSHIP "hr-fellowship"
/* Nearer than this, how long it still takes says more than the day */
#define SOON_S (6 * 60 * 60)

typedef struct
{
  HrPager *pager;
  HrMeeting *meeting;
  HrVisitorContext *context;
  const char *language;
} Writer;

static void
heading (Writer *to, const char *text)
{
  hr_pager_append (to->pager, HR_PAGER_HEADING, hr_visitor_heading (text, 2));
}

static GtkWidget *
block (Writer *to, const char *text, const char *css_class)
{
  GtkWidget *label;

  if (text == NULL || *text == '\0')
    return NULL;
  label = hr_visitor_label (text, css_class);
  hr_pager_append (to->pager, HR_PAGER_BLOCK, label);
  return label;
}

/* Long texts are broken where pages may break: at their own line ends */
static void
paragraphs (Writer *to, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    block (to, g_strstrip (lines[i]), NULL);
}

static void
notice (Writer *to, const char *first, const char *second)
{
  g_autofree char *text = hr_words_one_stop (second != NULL ? g_strdup_printf ("%s %s", first, second) : g_strdup (first));

  block (to, text, "hr-notice");
}

/* ---- what must not be missed ---- */

static char *
occurrence_day (Writer *to, const HrOccurrence *occurrence, int *ret_minute)
{
  HrDate date;

  hr_zone_from_unix_s (hr_directory_get_zone (to->context->directory), occurrence->start_s, &date, ret_minute);
  return hr_words_day (date, hr_directory_today (to->context->directory));
}

static void
write_changes (Writer *to)
{
  HrMeeting *meeting = to->meeting;
  g_autofree char *reason = hr_visitor_pick (meeting->next_note, to->language);
  g_autofree char *day = NULL;
  g_autofree char *time = NULL;
  g_autofree char *text = NULL;
  int minute;

  if (meeting->attendance == HR_ATTENDANCE_INACTIVE)
    notice (to, _ ("This group is not meeting right now."), _ ("Its place is closed."));
  if (!meeting->has_next || meeting->next.state == HR_OCCURRENCE_PLANNED)
    return;
  day = occurrence_day (to, &meeting->next, &minute);
  time = hr_words_time (minute);
  if (meeting->next.state == HR_OCCURRENCE_CANCELLED)
    text = g_strdup_printf (_ ("Not meeting: %s."), day);
  else if (meeting->next.state == HR_OCCURRENCE_MOVED && meeting->next_place != NULL)
    text = g_strdup_printf (_ ("Moved: %s, %s, at %s."), day, time, meeting->next_place);
  else if (meeting->next.state == HR_OCCURRENCE_MOVED)
    text = g_strdup_printf (_ ("Moved: %s, %s."), day, time);
  else
    text = g_strdup_printf (_ ("Extra meeting: %s, %s."), day, time);
  notice (to, text, reason);
}

static void
write_stale (Writer *to)
{
  g_autofree char *date = NULL;
  g_autofree char *text = NULL;
  g_autofree char *phone = NULL;
  GtkWidget *label;

  if (!hr_meeting_is_to_call_first (to->meeting, to->context))
    return;
  date = hr_words_date_inside (to->meeting->verified);
  text = g_strdup_printf (_ ("Please call first. We last checked this on %s."), date);
  notice (to, text, NULL);
  if (to->meeting->group_phone == NULL)
    return;
  phone = hr_words_phone (to->meeting->group_phone);
  label = block (to, phone, "hr-strong");
  if (label != NULL)
    g_object_set_data_full (G_OBJECT (label), HR_PAGER_SPOKEN, hr_words_digits_spoken (to->meeting->group_phone), g_free);
}

/* ---- sections ---- */

static void
write_title (Writer *to)
{
  HrMeeting *meeting = to->meeting;
  g_autofree char *line = NULL;

  hr_pager_append (to->pager, HR_PAGER_HEADING, hr_visitor_heading (meeting->name, 1));
  if (meeting->group_name != NULL && g_strcmp0 (meeting->group_name, meeting->name) != 0)
    line = g_strdup_printf ("%s · %s", meeting->fellowship_name, meeting->group_name);
  block (to, line != NULL ? line : meeting->fellowship_name, NULL);
  write_changes (to);
  write_stale (to);
}

static char *
date_line (Writer *to, HrMeetingDate *date)
{
  g_autofree char *note = hr_visitor_pick (date->note, to->language);
  int minute;
  g_autofree char *day = occurrence_day (to, &date->occurrence, &minute);
  g_autofree char *time = hr_words_time (minute);
  g_autofree char *line = NULL;

  if (date->occurrence.state == HR_OCCURRENCE_CANCELLED)
    line = g_strdup_printf (_ ("%s: not meeting."), day);
  else if (date->place != NULL)
    line = g_strdup_printf (_ ("%s, %s, at %s"), day, time, date->place);
  else
    line = g_strdup_printf ("%s, %s", day, time);
  return note != NULL ? g_strdup_printf ("%s %s", line, note) : g_steal_pointer (&line);
}

static void
write_when (Writer *to, GPtrArray *dates)
{
  HrMeeting *meeting = to->meeting;
  const HrZone *zone = hr_directory_get_zone (to->context->directory);
  g_autofree char *when = hr_words_when (meeting, zone);
  g_autofree char *until = NULL;
  gint64 now_s = hr_clock_now_s (to->context->clock);
  guint shown = 0;

  heading (to, _ ("When"));
  block (to, when, "hr-when");
  if (meeting->has_next && meeting->next.state != HR_OCCURRENCE_CANCELLED && meeting->next.start_s - now_s < SOON_S)
    until = hr_words_until (&meeting->next, now_s, zone);
  block (to, until, "hr-strong");
  /* The usual dates follow from the rule; those that differ, and a few for the eye */
  for (guint i = 0; dates != NULL && i < dates->len && shown < MAX_DATES; i++, shown++)
    {
      g_autofree char *line = date_line (to, g_ptr_array_index (dates, i));

      block (to, line, "hr-muted");
    }
}

static void
write_where (Writer *to)
{
  HrMeeting *meeting = to->meeting;
  g_autofree char *how = hr_words_attendance (meeting->attendance);

  heading (to, _ ("Where"));
  if (meeting->attendance == HR_ATTENDANCE_ONLINE)
    {
      block (to, _ ("Online only. You can join from anywhere."), NULL);
      return;
    }
  if (meeting->attendance == HR_ATTENDANCE_HYBRID)
    block (to, how, NULL);
  block (to, meeting->venue_name, "hr-strong");
  if (g_strcmp0 (meeting->address, meeting->venue_name) != 0)
    block (to, meeting->address, NULL);
  if (meeting->approximate)
    block (to, _ ("The address is not exact."), NULL);
  if (!isnan (meeting->distance_m))
    {
      g_autofree char *distance = hr_words_distance (meeting->distance_m);
      g_autofree char *text = g_strdup_printf (_ ("%s from here"), distance);

      block (to, text, NULL);
    }
  if (meeting->features & HR_FEATURE_STEP_FREE)
    block (to, _ ("Step-free: there is a way in without steps."), NULL);
  else
    block (to, meeting->has_steps ? _ ("Not step-free: there are steps.") : _ ("Step-free? Not known. Please ask."), NULL);
  paragraphs (to, meeting->venue_notes);
}

static void
write_online (Writer *to)
{
  HrMeeting *meeting = to->meeting;
  g_autofree char *number = NULL;
  g_autofree char *phone = NULL;
  GtkWidget *label;

  if (meeting->attendance & HR_ATTENDANCE_IN_PERSON
      || (meeting->conference_url == NULL && meeting->conference_phone == NULL))
    return;
  heading (to, _ ("Online"));
  if (meeting->conference_url != NULL)
    block (to, _ ("You can join with a phone or a computer. “Take it along” has the code for it."), NULL);
  if (meeting->conference_phone == NULL)
    return;
  /* The number only: codes that follow it are in what a phone dials */
  number = g_strndup (meeting->conference_phone, strcspn (meeting->conference_phone, ",;*#"));
  phone = hr_words_phone (number);
  block (to, _ ("You can also join by calling this number:"), NULL);
  label = block (to, phone, "hr-strong");
  if (label != NULL)
    g_object_set_data_full (G_OBJECT (label), HR_PAGER_SPOKEN, hr_words_digits_spoken (number), g_free);
}

static void
write_who (Writer *to)
{
  guint64 features = to->meeting->features, audience = features & HR_FEATURES_AUDIENCE;
  g_autoptr (GString) who = g_string_new (NULL);

  if (audience == 0 && !(features & (HR_FEATURE_OPEN | HR_FEATURE_CLOSED)))
    return;
  heading (to, _ ("Who it is for"));
  if (features & HR_FEATURE_OPEN)
    block (to, _ ("Open: everyone is welcome. Family and friends may come too."), NULL);
  else if (features & HR_FEATURE_CLOSED)
    block (to, _ ("Closed: for people who share what this group is about, or think that they may."), NULL);
  for (guint bit = 0; bit < 64; bit++)
    if (audience & (G_GUINT64_CONSTANT (1) << bit))
      {
        g_autofree char *name = hr_words_feature (G_GUINT64_CONSTANT (1) << bit);

        g_string_append_printf (who, "%s%s", who->len > 0 ? " · " : "", name);
      }
  block (to, who->str, NULL);
}

static void
write_first_time (Writer *to)
{
  g_autofree char *text = hr_visitor_pick (to->meeting->first_time, to->language);

  heading (to, _ ("First time?"));
  if (text != NULL)
    {
      paragraphs (to, text);
      return;
    }
  block (to, _ ("You are welcome. You can just listen. You do not have to talk."), NULL);
  block (to, _ ("You do not have to sign up or give your last name. You can leave at any time."), NULL);
  block (to, _ ("Many people come a little early and say that they are new."), NULL);
}

static void
more_cb (GtkWidget *button)
{
  gtk_widget_activate_action (button, "win.open", "(ss)", "fellowships", (const char *) g_object_get_data (G_OBJECT (button), FELLOWSHIP));
}

/* The types by their names; those that are said elsewhere are left out */
static void
write_kind (Writer *to)
{
  const guint64 said = HR_FEATURES_AUDIENCE | HR_FEATURE_OPEN | HR_FEATURE_CLOSED | HR_FEATURE_STEP_FREE
                       | HR_FEATURE_CLOSED_TEMPORARILY | HR_FEATURE_ONLINE | HR_FEATURE_HYBRID | HR_FEATURE_PROOF;
  HrVocabulary *vocabulary = hr_directory_get_vocabulary (to->context->directory);
  HrRecord *fellowship = hr_directory_get_fellowship (to->context->directory, to->meeting->fellowship);
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *about = NULL;
  GtkWidget *more;

  for (guint i = 0; to->meeting->types != NULL && to->meeting->types[i] != NULL; i++)
    {
      const char *code = to->meeting->types[i];
      const HrType *type = hr_vocabulary_lookup (vocabulary, to->meeting->fellowship, code);
      const char *name = hr_vocabulary_get_name (vocabulary, to->meeting->fellowship, code, to->language);

      if (name == NULL || (type != NULL && (type->feature & said)))
        continue;
      g_string_append_printf (names, "%s%s", names->len > 0 ? " · " : "", name);
    }
  if (fellowship != NULL)
    about = hr_record_get_translated (fellowship, "line", to->language);
  if (names->len == 0 && fellowship == NULL && !(to->meeting->features & HR_FEATURE_PROOF))
    return;
  heading (to, _ ("What to expect"));
  block (to, about, NULL);
  block (to, names->str, NULL);
  if (to->meeting->features & HR_FEATURE_PROOF)
    block (to, _ ("Someone there can sign that you came."), NULL);
  if (fellowship == NULL)
    return;
  more = hr_tap_button_new_with_icon ("hr-info-symbolic", _ ("More about this group"), FALSE);
  g_object_set_data_full (G_OBJECT (more), FELLOWSHIP, g_strdup (hr_record_get_id (fellowship)), g_free);
  g_signal_connect (more, "clicked", G_CALLBACK (more_cb), NULL);
  hr_pager_append (to->pager, HR_PAGER_ITEM, more);
}

static void
write_notes (Writer *to)
{
  HrMeeting *meeting = to->meeting;
  g_autofree char *date = NULL;
  g_autofree char *text = NULL;

  if (meeting->notes != NULL || meeting->group_notes != NULL || meeting->verified != HR_DATE_NONE)
    heading (to, _ ("More about it"));
  paragraphs (to, meeting->notes);
  paragraphs (to, meeting->group_notes);
  if (meeting->verified == HR_DATE_NONE || hr_meeting_is_to_call_first (meeting, to->context))
    return;
  date = hr_words_date_inside (meeting->verified);
  text = g_strdup_printf (_ ("Last checked on %s."), date);
  block (to, text, "hr-muted");
}

void
hr_meeting_words_fill (HrPager *pager, HrMeeting *meeting, GPtrArray *dates, HrVisitorContext *context)
{
  Writer to = { pager, meeting, context, hr_session_get_language (context->session) };

  hr_pager_remove_all (pager);
  write_title (&to);
  write_when (&to, dates);
  write_where (&to);
  write_online (&to);
  write_who (&to);
  write_first_time (&to);
  write_kind (&to);
  write_notes (&to);
}
