/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-thing-words-private.h"

#include "handrail/core/hr-field-words.h"
#include "handrail/service/hr-language.h"
#include "handrail/service/hr-words.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#define SHOWN_LETTERS 200

gboolean
hr_thing_words_schedule (const HrRecord *meeting, const HrZone *site_zone, HrSchedule *ret_schedule)
{
  const char *start = hr_record_get (meeting, "start");
  const char *zone = hr_record_get (meeting, "timezone");
  g_autofree char *day = start != NULL ? g_strndup (start, 10) : NULL;

  *ret_schedule = (HrSchedule){ .first = HR_DATE_NONE, .length_min = HR_LENGTH_ASSUMED_MIN, .zone = site_zone };
  if (zone != NULL && hr_zone_get (zone) != NULL)
    ret_schedule->zone = hr_zone_get (zone);
  if (!hr_rule_parse (hr_record_get (meeting, "rule"), &ret_schedule->rule, NULL))
    return FALSE;
  if (start == NULL)
    return TRUE;
  if (strlen (start) < 16 || !hr_date_parse (day, &ret_schedule->first))
    return FALSE;
  ret_schedule->start_min = (gint16) (atoi (start + 11) * 60 + atoi (start + 14));
  ret_schedule->length_min = (gint16) hr_record_get_integer (meeting, "length", HR_LENGTH_ASSUMED_MIN);
  return TRUE;
}

/* "a · b", leaving out what is empty */
static char *
join (const char *a, const char *b)
{
  if (a == NULL || *a == '\0')
    return g_strdup (b != NULL ? b : "");
  return b != NULL && *b != '\0' ? g_strdup_printf ("%s · %s", a, b) : g_strdup (a);
}

static char *
meeting_line (HrStaffContext *context, const HrThingRow *row)
{
  HrSchedule schedule;
  g_autofree char *rule = NULL, *time = NULL, *when = NULL;
  HrAttendance attendance;
  g_autofree char *how = NULL;

  if (!hr_thing_words_schedule (row->record, hr_directory_get_zone (context->directory), &schedule))
    return g_strdup (row->venue_name != NULL ? row->venue_name : "");
  rule = hr_words_rule (&schedule);
  time = schedule.first != HR_DATE_NONE ? hr_words_time (schedule.start_min) : NULL;
  when = time != NULL ? g_strdup_printf ("%s, %s", rule, time) : g_strdup (rule);
  if (row->venue_name == NULL && hr_attendance_from_string (hr_record_get (row->record, "attendance"), &attendance))
    how = hr_words_attendance (attendance);
  return join (when, row->venue_name != NULL ? row->venue_name : how);
}

static char *
span_line (const HrRecord *record, const char *first_words)
{
  HrDate from = HR_DATE_NONE, until = HR_DATE_NONE;
  g_autofree char *a = NULL, *b = NULL, *days = NULL;

  if (hr_record_get (record, "from") == NULL || !hr_date_parse (hr_record_get (record, "from"), &from))
    return g_strdup (first_words);
  a = hr_thing_words_date (from);
  if (hr_record_get (record, "until") != NULL && hr_date_parse (hr_record_get (record, "until"), &until) && until != from)
    b = hr_thing_words_date (until);
  /* Translators: from a day to a day */
  days = b != NULL ? g_strdup_printf (_ ("%s to %s"), a, b) : g_strdup (a);
  return join (first_words, days);
}

/* Staff see at a glance who is not shown any more */
static char *
consent_line (HrStaffContext *context, const HrRecord *record, const char *first_words)
{
  HrDate until = HR_DATE_NONE;
  g_autofree char *date = NULL, *words = NULL;

  if (hr_record_get (record, "consent_until") == NULL || !hr_date_parse (hr_record_get (record, "consent_until"), &until))
    return g_strdup (first_words);
  date = hr_thing_words_date (until);
  words = hr_record_may_show (record, hr_directory_today (context->directory)) ? g_strdup_printf (_ ("agreed until %s"), date)
                                                                               : g_strdup (_ ("not shown: no consent today"));
  return join (first_words, words);
}

char *
hr_thing_words_line (HrStaffContext *context, const HrThingRow *row)
{
  const HrRecord *record = row->record;
  HrKind kind = hr_record_get_kind (record);
  HrRecord *fellowship;
  g_autofree char *words = NULL;

  switch (kind)
    {
    case HR_KIND_MEETING:
      return meeting_line (context, row);
    case HR_KIND_VENUE:
      words = join (hr_record_get (record, "street"), hr_record_get (record, "city"));
      return g_strdup (hr_record_get (record, "address") != NULL ? hr_record_get (record, "address") : words);
    case HR_KIND_GROUP:
    case HR_KIND_SOURCE:
      fellowship = hr_directory_get_fellowship (context->directory, hr_record_get (record, "fellowship"));
      return g_strdup (fellowship != NULL ? hr_record_get (fellowship, "name") : hr_record_get (record, "fellowship"));
    case HR_KIND_TYPE:
      fellowship = hr_directory_get_fellowship (context->directory, hr_record_get (record, "fellowship"));
      return join (hr_record_get (record, "code"),
                   fellowship != NULL ? hr_record_get (fellowship, "name") : hr_record_get (record, "fellowship"));
    case HR_KIND_FELLOWSHIP:
      return join (hr_record_get (record, "short_name"), hr_record_get (record, "website"));
    case HR_KIND_RESOURCE:
      return join (hr_field_words_choice (kind, "need", hr_record_get (record, "need")), hr_record_get (record, "phone"));
    case HR_KIND_EXCEPTION:
      return span_line (record, hr_field_words_choice (kind, "state", hr_record_get (record, "state")));
    case HR_KIND_ANNOUNCEMENT:
      return span_line (record, NULL);
    case HR_KIND_PROGRAM:
      return join (hr_field_words_choice (kind, "form", hr_record_get (record, "form")), hr_record_get (record, "hours"));
    case HR_KIND_PEER:
      return consent_line (context, record, hr_field_words_choice (kind, "role", hr_record_get (record, "role")));
    case HR_KIND_STORY:
      return consent_line (context, record, hr_record_get (record, "name"));
    case HR_KIND_ARTICLE:
      return join (hr_record_get (record, "language"), hr_record_get (record, "line"));
    case HR_KIND_SITE:
    case HR_N_KINDS:
    default:
      return g_strdup ("");
    }
}

char *
hr_thing_words_checked (HrStaffContext *context, HrDate verified, const char **ret_css)
{
  HrRecord *site = hr_directory_get_site (context->directory);
  gint64 amber = site != NULL ? hr_record_get_integer (site, "stale_days", HR_STALE_AMBER_DAYS) : HR_STALE_AMBER_DAYS;
  gint64 call = site != NULL ? hr_record_get_integer (site, "call_days", HR_STALE_CALL_DAYS) : HR_STALE_CALL_DAYS;
  int days = verified != HR_DATE_NONE ? hr_directory_today (context->directory) - verified : G_MAXINT;
  g_autofree char *date = verified != HR_DATE_NONE ? hr_thing_words_date (verified) : NULL;

  *ret_css = days > call ? "call" : days > amber ? "amber" : NULL;
  if (verified == HR_DATE_NONE)
    return g_strdup (_ ("Never checked"));
  if (days <= 0)
    return g_strdup (_ ("Checked today"));
  if (days > call)
    return g_strdup_printf (_ ("Please call first: last checked %s"), date);
  if (days > amber)
    return g_strdup_printf (_ ("Check it: last checked %s"), date);
  return g_strdup_printf (_ ("Checked %s"), date);
}

char *
hr_thing_words_date (HrDate date)
{
  g_autofree char *words = hr_words_date (date);
  int year, month, day;

  hr_date_to_ymd (date, &year, &month, &day);
  /* Translators: %1$s is "Tuesday, November 24", %2$d the year */
  return g_strdup_printf (_ ("%1$s, %2$d"), words, year);
}

char *
hr_thing_words_moment (HrStaffContext *context, gint64 wall_ms)
{
  HrDate date, today = hr_directory_today (context->directory);
  g_autofree char *day = NULL, *time = NULL;
  int minute;

  hr_zone_from_unix_s (hr_directory_get_zone (context->directory), wall_ms / 1000, &date, &minute);
  day = date == today ? g_strdup (_ ("Today")) : date == today - 1 ? g_strdup (_ ("Yesterday")) : hr_thing_words_date (date);
  time = hr_words_time (minute);
  return g_strdup_printf (C_ ("day and time", "%1$s, %2$s"), day, time);
}

static char *
rule_value (const char *value, HrDate today)
{
  HrSchedule schedule = { .first = today };

  return hr_rule_parse (value, &schedule.rule, NULL) ? hr_words_rule (&schedule) : g_strdup (value);
}

static char *
codes_value (HrStaffContext *context, const char *field, const char *value)
{
  g_auto (GStrv) codes = g_strsplit (value, ",", -1);
  HrVocabulary *vocabulary = hr_directory_get_vocabulary (context->directory);

  if (g_strcmp0 (field, "languages") != 0)
    return g_strdup (value);
  for (char **code = codes; *code != NULL; code++)
    {
      const char *name = hr_vocabulary_language_name (vocabulary, *code, hr_language_get ());

      if (name != NULL)
        {
          g_free (*code);
          *code = g_strdup (name);
        }
    }
  return g_strjoinv (", ", codes);
}

char *
hr_thing_words_value (HrStaffContext *context, HrKind kind, const char *field, const char *value)
{
  int number = hr_kind_find_field (kind, field);
  const HrField *row = number >= 0 ? &hr_kind_get_fields (kind, NULL)[number] : NULL;
  g_autoptr (HrRecord) record = NULL;
  g_autofree char *day = NULL;
  HrRecord *fellowship;
  HrDate date;

  if (value == NULL || *value == '\0')
    /* Translators: a field in which nothing is written */
    return g_strdup (_ ("nothing"));
  if (row == NULL)
    return g_strdup (value);
  day = g_strndup (value, MIN (strlen (value), 10));
  switch (row->form)
    {
    case HR_FORM_YES_NO:
      return g_strdup (strcmp (value, "yes") == 0 ? _ ("yes") : _ ("no"));
    case HR_FORM_CHOICE:
      return g_strdup (hr_field_words_choice (kind, field, value) != NULL ? hr_field_words_choice (kind, field, value) : value);
    case HR_FORM_DATE:
      return hr_date_parse (value, &date) ? hr_thing_words_date (date) : g_strdup (value);
    case HR_FORM_TIME:
      return strlen (value) == 5 ? hr_words_time (atoi (value) * 60 + atoi (value + 3)) : g_strdup (value);
    case HR_FORM_DATE_TIME:
      if (strlen (value) == 16 && hr_date_parse (day, &date))
        {
          g_autofree char *words = hr_thing_words_date (date);
          g_autofree char *time = hr_words_time (atoi (value + 11) * 60 + atoi (value + 14));

          return g_strdup_printf (C_ ("day and time", "%1$s, %2$s"), words, time);
        }
      return g_strdup (value);
    case HR_FORM_RULE:
      return rule_value (value, hr_directory_today (context->directory));
    case HR_FORM_CODES:
      return codes_value (context, field, value);
    case HR_FORM_TRANSLATED:
      record = hr_record_new (kind, NULL);
      hr_record_take_canonical (record, (guint) number, g_strdup (value));
      return hr_record_get_translated (record, field, hr_language_get ());
    case HR_FORM_REF:
      fellowship = row->ref_kind == HR_KIND_FELLOWSHIP ? hr_directory_get_fellowship (context->directory, value) : NULL;
      return g_strdup (fellowship != NULL ? hr_record_get (fellowship, "name") : value);
    case HR_FORM_LINE:
    case HR_FORM_TEXT:
    case HR_FORM_INTEGER:
    case HR_FORM_COORDINATE:
    case HR_FORM_ZONE:
    case HR_FORM_URL:
    case HR_FORM_PHONE:
    default:
      return g_utf8_strlen (value, -1) > SHOWN_LETTERS ? g_utf8_substring (value, 0, SHOWN_LETTERS) : g_strdup (value);
    }
}
