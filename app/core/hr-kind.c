/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-core"

#include "handrail/core/hr-kind.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define NAME_BYTES 255
#define SLUG_BYTES 255
#define LINE_BYTES 512
#define TEXT_BYTES 16384
#define TRANSLATED_BYTES 4096
#define STORY_BYTES 16384
#define SOURCES_BYTES 2048
#define URL_BYTES 2048
#define PHONE_BYTES 255
#define CODES_BYTES 1024
#define REF_BYTES 128
#define TAG_BYTES 64
#define RULE_BYTES 512
#define NUMBER_BYTES 24

#define LINE(name, max) { name, HR_FORM_LINE, FALSE, max, 0, 0, 0, NULL }
#define NEED_LINE(name, max) { name, HR_FORM_LINE, TRUE, max, 0, 0, 0, NULL }
#define NEED_TEXT(name) { name, HR_FORM_TEXT, TRUE, TEXT_BYTES, 0, 0, 0, NULL }
#define TEXT(name) { name, HR_FORM_TEXT, FALSE, TEXT_BYTES, 0, 0, 0, NULL }
#define TRANSLATED(name) { name, HR_FORM_TRANSLATED, FALSE, TRANSLATED_BYTES, 0, 0, 0, NULL }
#define NEED_TRANSLATED(name) { name, HR_FORM_TRANSLATED, TRUE, TRANSLATED_BYTES, 0, 0, 0, NULL }
#define NEED_STORY(name) { name, HR_FORM_TRANSLATED, TRUE, STORY_BYTES, 0, 0, 0, NULL }
#define INTEGER(name, low, high) { name, HR_FORM_INTEGER, FALSE, NUMBER_BYTES, low, high, 0, NULL }
#define COORDINATE(name, limit) { name, HR_FORM_COORDINATE, FALSE, NUMBER_BYTES, -(limit), limit, 0, NULL }
#define YES_NO(name) { name, HR_FORM_YES_NO, FALSE, NUMBER_BYTES, 0, 0, 0, NULL }
#define DATE(name) { name, HR_FORM_DATE, FALSE, NUMBER_BYTES, 0, 0, 0, NULL }
#define NEED_DATE(name) { name, HR_FORM_DATE, TRUE, NUMBER_BYTES, 0, 0, 0, NULL }
#define TIME(name) { name, HR_FORM_TIME, FALSE, NUMBER_BYTES, 0, 0, 0, NULL }
#define DATE_TIME(name) { name, HR_FORM_DATE_TIME, FALSE, NUMBER_BYTES, 0, 0, 0, NULL }
#define RULE(name) { name, HR_FORM_RULE, FALSE, RULE_BYTES, 0, 0, 0, NULL }
#define ZONE(name) { name, HR_FORM_ZONE, FALSE, TAG_BYTES, 0, 0, 0, NULL }
#define NEED_ZONE(name) { name, HR_FORM_ZONE, TRUE, TAG_BYTES, 0, 0, 0, NULL }
#define URL(name) { name, HR_FORM_URL, FALSE, URL_BYTES, 0, 0, 0, NULL }
#define PHONE(name) { name, HR_FORM_PHONE, FALSE, PHONE_BYTES, 0, 0, 0, NULL }
#define CODES(name) { name, HR_FORM_CODES, FALSE, CODES_BYTES, 0, 0, 0, NULL }
#define REF(name, kind) { name, HR_FORM_REF, FALSE, REF_BYTES, 0, 0, kind, NULL }
#define NEED_REF(name, kind) { name, HR_FORM_REF, TRUE, REF_BYTES, 0, 0, kind, NULL }
#define CHOICE(name, choices) { name, HR_FORM_CHOICE, FALSE, TAG_BYTES, 0, 0, 0, choices }
#define NEED_CHOICE(name, choices) { name, HR_FORM_CHOICE, TRUE, TAG_BYTES, 0, 0, 0, choices }

/* One order for every kind, so that HR_COMMON_… counts from the end of the own fields. */
#define COMMON_FIELDS                                                                                                  \
  LINE ("scope", REF_BYTES), DATE ("verified"), REF ("source", HR_KIND_SOURCE), LINE ("source_key", NAME_BYTES),       \
      YES_NO ("retired")

static const char *const slips_choices[] = { "yes", "no", "ask", NULL };
static const char *const attendance_choices[] = { "in_person", "online", "hybrid", "inactive", NULL };
static const char *const state_choices[] = { "cancelled", "moved", "extra", NULL };
static const char *const paper_choices[] = { "letter", "a4", NULL };
static const char *const format_choices[] = { "meeting-guide", "bmlt", "csv", "ics", NULL };
static const char *const need_choices[]
    = { "housing", "food", "rides", "work", "court", "family", "naloxone", "treatment", "phone", NULL };

static const char *const way_choices[] = { "spiritual", "religious", "non_religious", NULL };
static const char *const audience_choices[] = { "own", "family", "both", NULL };
static const char *const form_choices[] = { "group", "one_on_one", "community", NULL };
static const char *const area_choices[] = { "housing", "work", "daily", NULL };
static const char *const role_choices[] = { "peer", "coach", NULL };

static const HrField fellowship_fields[] = {
  NEED_LINE ("name", NAME_BYTES),
  LINE ("short_name", NAME_BYTES),
  TRANSLATED ("line"),
  URL ("website"),
  PHONE ("phone"),
  CHOICE ("way", way_choices),
  CHOICE ("audience", audience_choices),
  TRANSLATED ("more"),
  COMMON_FIELDS,
};

static const HrField venue_fields[] = {
  LINE ("name", NAME_BYTES),
  LINE ("address", LINE_BYTES),
  LINE ("street", LINE_BYTES),
  LINE ("city", LINE_BYTES),
  LINE ("state", LINE_BYTES),
  LINE ("postal_code", LINE_BYTES),
  LINE ("country", LINE_BYTES),
  LINE ("region", LINE_BYTES),
  COORDINATE ("latitude", 90),
  COORDINATE ("longitude", 180),
  YES_NO ("approximate"),
  TEXT ("notes"),
  YES_NO ("step_free"),
  INTEGER ("capacity", 1, 100000),
  COMMON_FIELDS,
};

static const HrField group_fields[] = {
  NEED_LINE ("name", NAME_BYTES),
  NEED_REF ("fellowship", HR_KIND_FELLOWSHIP),
  TEXT ("notes"),
  URL ("website"),
  PHONE ("phone"),
  CHOICE ("slips", slips_choices),
  COMMON_FIELDS,
};

static const HrField meeting_fields[] = {
  NEED_LINE ("name", NAME_BYTES),
  NEED_LINE ("slug", SLUG_BYTES),
  NEED_REF ("fellowship", HR_KIND_FELLOWSHIP),
  REF ("group", HR_KIND_GROUP),
  REF ("venue", HR_KIND_VENUE),
  RULE ("rule"),
  DATE_TIME ("start"),
  INTEGER ("length", 1, 1440),
  ZONE ("timezone"),
  CODES ("types"),
  NEED_CHOICE ("attendance", attendance_choices),
  YES_NO ("published"),
  TEXT ("notes"),
  URL ("conference_url"),
  TEXT ("conference_url_notes"),
  PHONE ("conference_phone"),
  TEXT ("conference_phone_notes"),
  URL ("website"),
  TRANSLATED ("first_time"),
  YES_NO ("sign_in"),
  INTEGER ("capacity", 1, 100000),
  COMMON_FIELDS,
};

static const HrField exception_fields[] = {
  REF ("meeting", HR_KIND_MEETING),
  REF ("venue", HR_KIND_VENUE),
  NEED_DATE ("from"),
  DATE ("until"),
  NEED_CHOICE ("state", state_choices),
  DATE ("new_date"),
  TIME ("new_start"),
  INTEGER ("new_length", 1, 1440),
  REF ("new_venue", HR_KIND_VENUE),
  TRANSLATED ("note"),
  COMMON_FIELDS,
};

static const HrField type_fields[] = {
  NEED_REF ("fellowship", HR_KIND_FELLOWSHIP),
  NEED_LINE ("code", TAG_BYTES),
  NEED_TRANSLATED ("names"),
  LINE ("feature", TAG_BYTES),
  LINE ("language", TAG_BYTES),
  COMMON_FIELDS,
};

static const HrField resource_fields[] = {
  NEED_TRANSLATED ("name"),
  NEED_CHOICE ("need", need_choices),
  TRANSLATED ("line"),
  PHONE ("phone"),
  URL ("website"),
  LINE ("address", LINE_BYTES),
  TRANSLATED ("hours"),
  CODES ("languages"),
  INTEGER ("position", 0, 100000),
  LINE ("opening", LINE_BYTES),
  COORDINATE ("latitude", 90),
  COORDINATE ("longitude", 180),
  TRANSLATED ("cost"),
  COMMON_FIELDS,
};

static const HrField site_fields[] = {
  NEED_LINE ("name", NAME_BYTES),
  NEED_ZONE ("timezone"),
  CODES ("languages"),
  LINE ("address", LINE_BYTES),
  PHONE ("phone"),
  COORDINATE ("latitude", 90),
  COORDINATE ("longitude", 180),
  REF ("venue", HR_KIND_VENUE),
  TRANSLATED ("welcome"),
  TRANSLATED ("front_desk"),
  TRANSLATED ("naloxone"),
  TRANSLATED ("help_1_name"),
  PHONE ("help_1_phone"),
  TRANSLATED ("help_1_hours"),
  TRANSLATED ("help_2_name"),
  PHONE ("help_2_phone"),
  TRANSLATED ("help_2_hours"),
  TRANSLATED ("help_3_name"),
  PHONE ("help_3_phone"),
  TRANSLATED ("help_3_hours"),
  INTEGER ("count_threshold", 5, 1000),
  CHOICE ("paper", paper_choices),
  INTEGER ("stale_days", 1, 3650),
  INTEGER ("call_days", 1, 3650),
  TRANSLATED ("treatment"),
  PHONE ("treatment_phone"),
  COMMON_FIELDS,
};

static const HrField source_fields[] = {
  NEED_LINE ("name", NAME_BYTES),
  NEED_CHOICE ("format", format_choices),
  REF ("fellowship", HR_KIND_FELLOWSHIP),
  COMMON_FIELDS,
};

static const HrField announcement_fields[] = {
  NEED_TRANSLATED ("title"),
  TRANSLATED ("text"),
  NEED_DATE ("from"),
  NEED_DATE ("until"),
  COMMON_FIELDS,
};

static const HrField program_fields[] = {
  NEED_TRANSLATED ("name"),
  NEED_CHOICE ("form", form_choices),
  TRANSLATED ("line"),
  TRANSLATED ("for_whom"),
  TRANSLATED ("decide"),
  CHOICE ("area", area_choices),
  CHOICE ("way", way_choices),
  DATE ("start"),
  INTEGER ("weeks", 1, 520),
  LINE ("hours", LINE_BYTES),
  REF ("venue", HR_KIND_VENUE),
  TRANSLATED ("place"),
  INTEGER ("places", 0, 10000),
  INTEGER ("places_left", 0, 10000),
  DATE ("next_intake"),
  TRANSLATED ("cost"),
  CODES ("languages"),
  TRANSLATED ("ask"),
  PHONE ("phone"),
  URL ("website"),
  INTEGER ("position", 0, 100000),
  COMMON_FIELDS,
};

static const HrField peer_fields[] = {
  NEED_LINE ("name", NAME_BYTES),
  NEED_CHOICE ("role", role_choices),
  NEED_TRANSLATED ("about"),
  CODES ("languages"),
  LINE ("hours", LINE_BYTES),
  YES_NO ("in_person"),
  YES_NO ("by_phone"),
  YES_NO ("by_video"),
  TRANSLATED ("place"),
  PHONE ("phone"),
  URL ("website"),
  NEED_DATE ("consent"),
  NEED_DATE ("consent_until"),
  INTEGER ("position", 0, 100000),
  COMMON_FIELDS,
};

static const HrField story_fields[] = {
  NEED_TRANSLATED ("title"),
  NEED_STORY ("text"),
  LINE ("name", NAME_BYTES),
  NEED_DATE ("consent"),
  NEED_DATE ("consent_until"),
  INTEGER ("position", 0, 100000),
  COMMON_FIELDS,
};

static const HrField article_fields[] = {
  NEED_LINE ("page", TAG_BYTES),
  NEED_LINE ("language", TAG_BYTES),
  NEED_LINE ("title", NAME_BYTES),
  LINE ("line", LINE_BYTES),
  NEED_TEXT ("text"),
  LINE ("sources", SOURCES_BYTES),
  INTEGER ("position", 0, 100000),
  COMMON_FIELDS,
};

/* n_first: how many own fields the kind began with; it never changes, because clocks number by it */
typedef struct
{
  const char *name;
  const char *prefix;
  const HrField *fields;
  guint n_fields;
  guint n_first;
} Kind;

#define KIND(name, prefix, n_first) { #name, prefix, name##_fields, G_N_ELEMENTS (name##_fields), n_first }

static const Kind kinds[HR_N_KINDS] = {
  [HR_KIND_FELLOWSHIP] = KIND (fellowship, "f", 5),
  [HR_KIND_VENUE] = KIND (venue, "v", 14),
  [HR_KIND_GROUP] = KIND (group, "g", 6),
  [HR_KIND_MEETING] = KIND (meeting, "m", 21),
  [HR_KIND_EXCEPTION] = KIND (exception, "x", 10),
  [HR_KIND_TYPE] = KIND (type, "t", 5),
  [HR_KIND_RESOURCE] = KIND (resource, "r", 9),
  [HR_KIND_SITE] = KIND (site, "site", 20),
  [HR_KIND_SOURCE] = KIND (source, "s", 3),
  [HR_KIND_ANNOUNCEMENT] = KIND (announcement, "a", 4),
  [HR_KIND_PROGRAM] = KIND (program, "pg", 21),
  [HR_KIND_PEER] = KIND (peer, "p", 14),
  [HR_KIND_STORY] = KIND (story, "st", 6),
  [HR_KIND_ARTICLE] = KIND (article, "ar", 7),
};

/* Translators: a kind of entry, in the middle of a sentence */
static const char *const words[HR_N_KINDS] = {
  [HR_KIND_FELLOWSHIP] = NC_ ("kind", "fellowship"), [HR_KIND_VENUE] = NC_ ("kind", "venue"),
  [HR_KIND_GROUP] = NC_ ("kind", "group"),           [HR_KIND_MEETING] = NC_ ("kind", "meeting"),
  [HR_KIND_EXCEPTION] = NC_ ("kind", "exception"),   [HR_KIND_TYPE] = NC_ ("kind", "type"),
  [HR_KIND_RESOURCE] = NC_ ("kind", "resource"),     [HR_KIND_SITE] = NC_ ("kind", "site"),
  [HR_KIND_SOURCE] = NC_ ("kind", "source"),         [HR_KIND_ANNOUNCEMENT] = NC_ ("kind", "announcement"),
  [HR_KIND_PROGRAM] = NC_ ("kind", "program"),       [HR_KIND_PEER] = NC_ ("kind", "peer"),
  [HR_KIND_STORY] = NC_ ("kind", "story"),           [HR_KIND_ARTICLE] = NC_ ("kind", "article"),
};

const char *
hr_kind_get_name (HrKind kind)
{
  g_return_val_if_fail (kind < HR_N_KINDS, NULL);
  return kinds[kind].name;
}

const char *
hr_kind_get_word (HrKind kind)
{
  g_return_val_if_fail (kind < HR_N_KINDS, NULL);
  return g_dpgettext2 (GETTEXT_PACKAGE, "kind", words[kind]);
}

gboolean
hr_kind_from_name (const char *name, HrKind *ret_kind)
{
  g_return_val_if_fail (name != NULL, FALSE);
  g_return_val_if_fail (ret_kind != NULL, FALSE);

  for (guint i = 0; i < HR_N_KINDS; i++)
    if (strcmp (kinds[i].name, name) == 0)
      {
        *ret_kind = (HrKind) i;
        return TRUE;
      }
  return FALSE;
}

const char *
hr_kind_get_prefix (HrKind kind)
{
  g_return_val_if_fail (kind < HR_N_KINDS, NULL);
  return kinds[kind].prefix;
}

const HrField *
hr_kind_get_fields (HrKind kind, guint *ret_n)
{
  g_return_val_if_fail (kind < HR_N_KINDS, NULL);
  if (ret_n != NULL)
    *ret_n = kinds[kind].n_fields;
  return kinds[kind].fields;
}

guint
hr_kind_n_own_fields (HrKind kind)
{
  g_return_val_if_fail (kind < HR_N_KINDS, 0);
  return kinds[kind].n_fields - HR_N_COMMON;
}

guint
hr_kind_get_clock_number (HrKind kind, guint field)
{
  g_return_val_if_fail (kind < HR_N_KINDS, 0);
  g_return_val_if_fail (field < kinds[kind].n_fields, 0);

  guint n_first = kinds[kind].n_first;
  guint n_own = kinds[kind].n_fields - HR_N_COMMON;

  if (field < n_first)
    return field;
  return field < n_own ? field + HR_N_COMMON : field - n_own + n_first;
}

int
hr_kind_find_field (HrKind kind, const char *name)
{
  g_return_val_if_fail (kind < HR_N_KINDS, -1);
  g_return_val_if_fail (name != NULL, -1);

  const HrField *fields = kinds[kind].fields;
  guint n = kinds[kind].n_fields;

  /* An import asks this millions of times, nearly always with a literal that the linker has merged with the table's. */
  for (guint i = 0; i < n; i++)
    if (fields[i].name == name)
      return (int) i;
  for (guint i = 0; i < n; i++)
    if (strcmp (fields[i].name, name) == 0)
      return (int) i;
  return -1;
}
