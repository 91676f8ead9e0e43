/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-core"

#include "handrail/core/hr-date.h"
#include "handrail/core/hr-error.h"
#include "handrail/core/hr-hours.h"
#include "handrail/core/hr-record.h"
#include "handrail/core/hr-rule.h"
#include "handrail/core/hr-vocabulary.h"
#include "hr-record-private.h"

#include <glib/gi18n-lib.h>

#include <string.h>

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, HR_ERROR, HR_ERROR_INPUT, message);
  return FALSE;
}

static gboolean
check_required (const HrRecord *self, GError **error)
{
  guint n;
  HrKind kind = hr_record_get_kind (self);
  const HrField *fields = hr_kind_get_fields (kind, &n);

  for (guint i = 0; i < n; i++)
    if (fields[i].required && hr_record_get_nth (self, i) == NULL)
      {
        g_set_error (error, HR_ERROR, HR_ERROR_INPUT, _ ("The field \"%s\" is missing: a %s needs it."), fields[i].name,
                     hr_kind_get_word (kind));
        return FALSE;
      }
  return TRUE;
}

static gboolean
check_point (const HrRecord *self, GError **error)
{
  if ((hr_record_get (self, "latitude") == NULL) != (hr_record_get (self, "longitude") == NULL))
    return refuse (error, _ ("The fields \"latitude\" and \"longitude\" belong together: set both, or none."));
  return TRUE;
}

static gboolean
check_meeting (const HrRecord *self, GError **error)
{
  const char *start = hr_record_get (self, "start");
  const char *rule_text = hr_record_get (self, "rule");
  g_autofree char *day = start != NULL ? g_strndup (start, 10) : NULL;
  HrRule rule;
  HrDate first;

  if (start == NULL)
    {
      if (rule_text != NULL)
        return refuse (error, _ ("The field \"rule\" says how the meeting repeats, but the field \"start\" is not set: "
                                 "set the first date and time, or take off the rule for a meeting by appointment."));
      return TRUE;
    }
  if (!hr_rule_parse (rule_text, &rule, error))
    return FALSE;
  if (!hr_date_parse (day, &first))
    return refuse (error, _ ("The field \"start\" needs a date and time like 2026-11-24T19:00."));
  if (hr_rule_next (&rule, first, first) == HR_DATE_NONE)
    return refuse (error,
                   _ ("The field \"rule\" gives no date on or after the one in \"start\": the meeting would never "
                      "take place. Check both."));
  return TRUE;
}

static gboolean
check_exception (const HrRecord *self, GError **error)
{
  static const char *const changes[] = { "new_date", "new_start", "new_length", "new_venue" };
  const char *meeting = hr_record_get (self, "meeting");
  const char *venue = hr_record_get (self, "venue");
  const char *from = hr_record_get (self, "from");
  const char *until = hr_record_get (self, "until");
  const char *state = hr_record_get (self, "state");
  guint n_changes = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    n_changes += hr_record_get (self, changes[i]) != NULL ? 1 : 0;

  if ((meeting == NULL) == (venue == NULL))
    return refuse (error,
                   _ ("An exception speaks of one meeting or of one venue: set the field \"meeting\" or the field "
                      "\"venue\", not both."));
  /* ISO dates sort as text */
  if (until != NULL && strcmp (until, from) < 0)
    return refuse (error, _ ("The field \"until\" is before the field \"from\": the exception would have no day."));
  if (venue != NULL && strcmp (state, "cancelled") != 0)
    return refuse (error,
                   _ ("A venue can only be closed: set the field \"state\" to \"cancelled\", or name a meeting."));
  if (strcmp (state, "cancelled") == 0 && n_changes > 0)
    return refuse (error, _ ("What is cancelled has no new date, time or place: take off the fields that begin with "
                             "\"new_\", or set the field \"state\" to \"moved\"."));
  if (strcmp (state, "moved") == 0 && n_changes == 0)
    return refuse (error, _ ("The exception moves nothing: set a new date, start, length or venue."));
  if (strcmp (state, "extra") == 0 && hr_record_get (self, "new_date") != NULL)
    return refuse (error, _ ("An extra meeting takes place on the date in \"from\": take off the field \"new_date\"."));
  if (until != NULL && strcmp (until, from) != 0
      && (strcmp (state, "extra") == 0 || hr_record_get (self, "new_date") != NULL))
    return refuse (error, _ ("A new date is for one day: take off the field \"until\", or write one exception for each "
                             "day."));
  return TRUE;
}

static gboolean
check_type (const HrRecord *self, GError **error)
{
  const char *feature = hr_record_get (self, "feature");
  const char *language = hr_record_get (self, "language");

  if (feature != NULL && hr_feature_from_name (feature) == 0)
    {
      g_set_error (
          error, HR_ERROR, HR_ERROR_INPUT,
          _ ("The field \"feature\" needs a word like \"step-free\" or \"women\"; \"%s\" is none that Handrail "
             "understands."),
          feature);
      return FALSE;
    }
  if (language != NULL && !hr_language_tag_is_valid (language, strlen (language)))
    {
      g_set_error (
          error, HR_ERROR, HR_ERROR_INPUT,
          _ ("The field \"language\" needs a short name of a language like \"es\" or \"pt-BR\"; \"%s\" is none."),
          language);
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_announcement (const HrRecord *self, GError **error)
{
  if (strcmp (hr_record_get (self, "until"), hr_record_get (self, "from")) < 0)
    return refuse (error, _ ("The field \"until\" is before the field \"from\": the announcement would have no day."));
  return TRUE;
}

static gboolean
check_site (const HrRecord *self, GError **error)
{
  /* as hr-kind.h says when they are unset */
  gint64 stale = hr_record_get_integer (self, "stale_days", 90);
  gint64 call = hr_record_get_integer (self, "call_days", 180);

  if (hr_record_get_id (self) != NULL && strcmp (hr_record_get_id (self), "site") != 0)
    return refuse (error, _ ("There is one site, and its id is \"site\"."));
  if (call < stale)
    return refuse (error,
                   _ ("The field \"call_days\" (180 when unset) is smaller than the field \"stale_days\" (90 when "
                      "unset): a listing is first to be checked, and only later to be called about. Check both."));
  return check_point (self, error);
}

static gboolean
check_hours (const HrRecord *self, const char *field, GError **error)
{
  const char *text = hr_record_get (self, field);
  g_autoptr (GArray) spans = text != NULL ? hr_hours_parse (text, error) : NULL;

  if (text == NULL || spans != NULL)
    return TRUE;
  g_prefix_error (error, _ ("The field \"%s\": "), field);
  return FALSE;
}

static gboolean
check_consent (const HrRecord *self, GError **error)
{
  if (strcmp (hr_record_get (self, "consent_until"), hr_record_get (self, "consent")) < 0)
    return refuse (
        error, _ ("The field \"consent_until\" is before the field \"consent\": the consent would hold on no day."));
  return TRUE;
}

static gboolean
check_program (const HrRecord *self, GError **error)
{
  gint64 left = hr_record_get_integer (self, "places_left", -1);
  gint64 places = hr_record_get_integer (self, "places", -1);

  if (places >= 0 && left > places)
    return refuse (error, _ ("The field \"places_left\" is larger than the field \"places\": check both."));
  return check_hours (self, "hours", error);
}

static gboolean
check_article (const HrRecord *self, GError **error)
{
  const char *language = hr_record_get (self, "language");
  const char *page = hr_record_get (self, "page");

  if (!hr_language_tag_is_valid (language, strlen (language)))
    {
      g_set_error (
          error, HR_ERROR, HR_ERROR_INPUT,
          _ ("The field \"language\" needs a short name of a language like \"es\" or \"pt-BR\"; \"%s\" is none."),
          language);
      return FALSE;
    }
  if (strspn (page, "abcdefghijklmnopqrstuvwxyz0123456789-") != strlen (page))
    {
      g_set_error (
          error, HR_ERROR, HR_ERROR_INPUT,
          _ ("The field \"page\" needs small letters, digits and \"-\", like \"first-meeting\"; \"%s\" has others."),
          page);
      return FALSE;
    }
  return TRUE;
}

gboolean
hr_record_may_show (const HrRecord *self, HrDate today)
{
  g_return_val_if_fail (self != NULL, FALSE);

  HrKind kind = hr_record_get_kind (self);
  g_autofree char *day = NULL;

  if (hr_record_get_yes_no (self, "retired", FALSE))
    return FALSE;
  if (kind != HR_KIND_PEER && kind != HR_KIND_STORY)
    return TRUE;
  if (hr_record_get (self, "consent") == NULL || hr_record_get (self, "consent_until") == NULL || today == HR_DATE_NONE)
    return FALSE;
  /* ISO dates sort as text */
  day = hr_date_to_string (today);
  return strcmp (hr_record_get (self, "consent"), day) <= 0 && strcmp (day, hr_record_get (self, "consent_until")) <= 0;
}

gboolean
hr_record_check (const HrRecord *self, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  HrKind kind = hr_record_get_kind (self);

  if (!check_required (self, error))
    return FALSE;
  switch (kind)
    {
    case HR_KIND_VENUE:
      return check_point (self, error);
    case HR_KIND_SITE:
      return check_site (self, error);
    case HR_KIND_MEETING:
      return check_meeting (self, error);
    case HR_KIND_EXCEPTION:
      return check_exception (self, error);
    case HR_KIND_TYPE:
      return check_type (self, error);
    case HR_KIND_ANNOUNCEMENT:
      return check_announcement (self, error);
    case HR_KIND_RESOURCE:
      return check_point (self, error) && check_hours (self, "opening", error);
    case HR_KIND_PROGRAM:
      return check_program (self, error);
    case HR_KIND_PEER:
      return check_consent (self, error) && check_hours (self, "hours", error);
    case HR_KIND_STORY:
      return check_consent (self, error);
    case HR_KIND_ARTICLE:
      return check_article (self, error);
    case HR_KIND_FELLOWSHIP:
    case HR_KIND_GROUP:
    case HR_KIND_SOURCE:
      return TRUE;
    case HR_N_KINDS:
    default:
      g_return_val_if_reached (FALSE);
    }
}
