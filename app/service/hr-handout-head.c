/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands around a handout: title, dates, the center, help lines, and what it was chosen by. */
#define G_LOG_DOMAIN "handrail-service"

#include "hr-handouts-private.h"

#include "handrail/service/hr-filter-words.h"
#include "handrail/service/hr-language.h"
#include "handrail/service/hr-milestone.h"
#include "handrail/service/hr-words.h"
#include "hr-words-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A number that is parted by the end of a line is dialled wrongly. */
static char *
phone_words (const char *phone)
{
  g_autofree char *words = hr_words_phone (phone);
  g_autoptr (GString) whole = g_string_new (words);
  g_string_replace (whole, " ", "\xc2\xa0", 0);
  return g_string_free (g_steal_pointer (&whole), FALSE);
}

static char *
short_help_line (void)
{
  return g_strdup_printf ("%s · %s", _ ("In danger: call 911"), _ ("Call or text 988"));
}

static char *
help_line (const HrHandoutFacts *facts, const char *language)
{
  g_autofree char *first = short_help_line ();
  GString *all = g_string_new (first);
  for (guint i = 1; facts->site != NULL && i <= 3; i++)
    {
      g_autofree char *name_field = g_strdup_printf ("help_%u_name", i);
      g_autofree char *phone_field = g_strdup_printf ("help_%u_phone", i);
      g_autofree char *name = hr_record_get_translated (facts->site, name_field, language);
      const char *phone = hr_record_get (facts->site, phone_field);
      g_autofree char *words = phone != NULL ? phone_words (phone) : NULL;
      if (name != NULL && words != NULL)
        g_string_append_printf (all, " · %s %s", name, words);
    }
  return g_string_free (all, FALSE);
}

static char *
contact_line (const HrHandoutFacts *facts)
{
  g_autofree char *address = hr_handout_entries_address (facts->site != NULL ? hr_record_get (facts->site, "address") : NULL);
  const char *phone = facts->site != NULL ? hr_record_get (facts->site, "phone") : NULL;
  g_autofree char *words = phone != NULL ? phone_words (phone) : NULL;
  if (address != NULL && words != NULL)
    return g_strdup_printf ("%s · %s", address, words);
  return g_strdup (address != NULL ? address : words);
}

static char *
with_year (HrDate date)
{
  int year;
  int month;
  int day;
  hr_date_to_ymd (date, &year, &month, &day);
  /* Translators: a date with its year: %1$s is the month, %2$d the day, %3$d the year */
  return g_strdup_printf (C_ ("handout", "%1$s %2$d, %3$d"), hr_words_month_inside (month), day, year);
}

static void
span_of_checks (GPtrArray *meetings, HrDate today, HrDate *ret_first, HrDate *ret_last)
{
  *ret_first = *ret_last = HR_DATE_NONE;
  for (guint i = 0; meetings != NULL && i < meetings->len; i++)
    {
      HrDate verified = ((HrMeeting *)g_ptr_array_index (meetings, i))->verified;
      if (verified == HR_DATE_NONE)
        continue;
      verified = MIN (verified, today);
      *ret_first = *ret_first == HR_DATE_NONE ? verified : MIN (*ret_first, verified);
      *ret_last = *ret_last == HR_DATE_NONE ? verified : MAX (*ret_last, verified);
    }
}

static char *
dates_line (const HrHandoutFacts *facts)
{
  HrDate first;
  HrDate last;
  g_autofree char *today = with_year (facts->today);
  g_autofree char *valid = g_strdup_printf (_ ("Valid from %s."), today);
  span_of_checks (facts->meetings, facts->today, &first, &last);
  if (first == HR_DATE_NONE)
    return g_steal_pointer (&valid);
  g_autofree char *from = with_year (first);
  g_autofree char *until = with_year (last);
  g_autofree char *checked = first == last ? g_strdup_printf (_ ("Checked on %s."), until)
                                           : g_strdup_printf (_ ("Checked between %1$s and %2$s."), from, until);
  return g_strdup_printf ("%s %s", valid, checked);
}

/* Takes @text. The day of a date does not stand alone on the next line. */
static char *
bind_days (char *text)
{
  GString *whole = g_string_new (NULL);
  for (const char *at = text; *at != '\0'; at++)
    if (*at == ' ' && g_ascii_isdigit (at[1]))
      g_string_append (whole, "\xc2\xa0");
    else
      g_string_append_c (whole, *at);
  g_free (text);
  return g_string_free (whole, FALSE);
}

static char *
subtitle (const HrHandoutFacts *facts, const HrHandoutRequest *request)
{
  g_autofree char *from = hr_words_date (facts->from);
  g_autofree char *until = hr_words_date_inside (facts->until);
  switch (request->kind)
    {
    case HR_HANDOUT_WEEK:
    case HR_HANDOUT_WEEK_BY_PLACE:
    case HR_HANDOUT_WEEK_BY_FELLOWSHIP:
    case HR_HANDOUT_NEXT_DAYS:
      return bind_days (facts->from == facts->until ? g_strdup (from) : g_strdup_printf (C_ ("days of a handout", "%1$s to %2$s"), from, until));
    case HR_HANDOUT_DOOR_SIGN:
      return bind_days (g_strdup (from));
    case HR_HANDOUT_MEETING:
      return g_strdup (((HrMeeting *)g_ptr_array_index (facts->meetings, 0))->fellowship_name);
    case HR_HANDOUT_RESOURCES:
    case HR_HANDOUT_PLAN:
    case HR_HANDOUT_FACILITATOR:
    case HR_HANDOUT_MILESTONE:
    case HR_HANDOUT_HELP:
    case HR_N_HANDOUTS:
    default:
      return NULL;
    }
}

static char *
title_of (const HrHandoutFacts *facts, const HrHandoutRequest *request)
{
  gboolean one_day = request->query != NULL && request->query->on_date != HR_DATE_NONE;
  if (request->kind == HR_HANDOUT_MEETING)
    return g_strdup (((HrMeeting *)g_ptr_array_index (facts->meetings, 0))->name);
  if (one_day && (request->kind == HR_HANDOUT_WEEK || request->kind == HR_HANDOUT_NEXT_DAYS))
    return g_strdup (_ ("Meetings"));
  if (one_day && request->kind == HR_HANDOUT_DOOR_SIGN && facts->from != facts->today)
    return g_strdup (_ ("Meetings here"));
  return hr_handout_kind_title (request->kind);
}

/* In the order of the lobby: what cannot wait first */
static const struct
{
  const char *need;
  const char *name;
} needs[] = {
  { "housing", N_ ("Housing") },     { "food", N_ ("Food") },         { "rides", N_ ("Rides") },
  { "treatment", N_ ("Treatment") }, { "naloxone", N_ ("Naloxone") }, { "family", N_ ("Family") },
  { "work", N_ ("Work") },           { "court", N_ ("Court papers") }, { "phone", N_ ("Phone and internet") },
};

const char *
hr_handout_need_name (const char *need)
{
  guint at = hr_handout_need_order (need);
  return at < G_N_ELEMENTS (needs) ? _ (needs[at].name) : need;
}

guint
hr_handout_need_order (const char *need)
{
  guint at = 0;
  while (at < G_N_ELEMENTS (needs) && g_strcmp0 (needs[at].need, need) != 0)
    at++;
  return at;
}

/* Returns: (nullable): all that is listed for one need looks like all there is */
static char *
only_need_line (GPtrArray *resources)
{
  const char *need = resources->len > 1 ? hr_record_get (g_ptr_array_index (resources, 0), "need") : NULL;
  for (guint i = 0; need != NULL && i < resources->len; i++)
    if (g_strcmp0 (hr_record_get (g_ptr_array_index (resources, i), "need"), need) != 0)
      need = NULL;
  return need != NULL ? g_strdup_printf (_ ("Only: %s"), hr_handout_need_name (need)) : NULL;
}

/* Returns: (nullable): what only some meetings are on it for */
static char *
only_line (const HrHandoutFacts *facts, const HrHandoutRequest *request)
{
  const HrFilterNames names = { facts->vocabulary, facts->fellowships, facts->venue, hr_language_get () };
  g_autofree char *list = NULL;
  if (request->kind == HR_HANDOUT_RESOURCES && request->resources != NULL)
    return only_need_line (facts->resources);
  if (request->query == NULL || facts->meetings == NULL)
    return NULL;
  list = hr_filter_list (request->query, &names);
  /* Translators: on paper; what follows are filters: "Only: women, step-free" */
  return *list != '\0' ? g_strdup_printf (_ ("Only: %s"), list) : NULL;
}

static char *
left_out_line (const HrHandoutFacts *facts, const HrHandoutRequest *request)
{
  guint n = facts->n_left_out;
  if (n == 0 || request->kind == HR_HANDOUT_DOOR_SIGN)
    return NULL;
  return g_strdup_printf (ngettext ("%u other meeting is not on this paper.", "%u other meetings are not on this paper.", n), n);
}

static gboolean
is_right_to_left (const char *language)
{
  static const char *const languages[] = { "ar", "dv", "fa", "he", "ps", "ur", "yi", NULL };
  g_autofree char *base = g_strndup (language, strcspn (language, "-_"));
  return g_strv_contains (languages, base);
}

static HrHandoutLook
look_of (HrHandoutKind kind)
{
  if (kind == HR_HANDOUT_DOOR_SIGN || kind == HR_HANDOUT_MILESTONE || kind == HR_HANDOUT_HELP)
    return HR_HANDOUT_LOOK_SIGN;
  return kind == HR_HANDOUT_MEETING || kind == HR_HANDOUT_FACILITATOR ? HR_HANDOUT_LOOK_SHEET : HR_HANDOUT_LOOK_LIST;
}

/* Whoever finds it shall not see whose it is, of which day, or from where */
static HrHandout *
begin_card (const HrHandoutRequest *request)
{
  const char *language = hr_language_get ();
  g_autofree char *title = hr_milestone_words (request->milestone);
  HrHandoutWords words = { .language = language,
                           .right_to_left = is_right_to_left (language),
                           .title = title,
                           .continued = _ ("%s (continued)"),
                           .notes = _ ("Notes") };
  HrHandout *handout = hr_handout_new (HR_HANDOUT_LOOK_SIGN, &words);
  hr_handout_add_picture (handout);
  hr_handout_add_text (handout, HR_HANDOUT_TONE_PLAIN, hr_milestone_greeting (request->milestone));
  return handout;
}

static HrHandout *
begin (const HrHandoutFacts *facts, const HrHandoutRequest *request)
{
  const char *language = hr_language_get ();
  g_autofree char *title = title_of (facts, request);
  g_autofree char *only = only_line (facts, request);
  g_autofree char *left_out = only != NULL ? left_out_line (facts, request) : NULL;
  g_autofree char *below = subtitle (facts, request);
  g_autofree char *contact = contact_line (facts);
  g_autofree char *dates = request->kind == HR_HANDOUT_FACILITATOR || request->kind == HR_HANDOUT_DOOR_SIGN || request->kind == HR_HANDOUT_HELP
                               ? NULL
                               : dates_line (facts);
  g_autofree char *short_help = short_help_line ();
  /* the page of help lines is about them already */
  g_autofree char *help = request->kind == HR_HANDOUT_HELP ? g_strdup (short_help) : help_line (facts, language);
  HrHandoutWords words = { .language = language,
                           .right_to_left = is_right_to_left (language),
                           .title = title,
                           .subtitle = below,
                           .only = only,
                           .left_out = left_out,
                           .center = facts->site != NULL ? hr_record_get (facts->site, "name") : NULL,
                           .contact = contact,
                           .dates = dates,
                           .help = help,
                           .short_help = short_help,
                           /* Translators: a heading that is said again in the next column */
                           .continued = _ ("%s (continued)"),
                           /* Translators: at the foot of a printed page; keep %1 and %2 */
                           .page = _ ("Page %1 of %2"),
                           .notes = _ ("Notes") };
  return hr_handout_new (look_of (request->kind), &words);
}

HrHandout *
hr_handout_begin_paper (const HrHandoutFacts *facts, const HrHandoutRequest *request)
{
  return request->kind == HR_HANDOUT_MILESTONE ? begin_card (request) : begin (facts, request);
}
