/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The kinds of published things and their fields: one table that the store's columns, the command line, the feeds,
 * the checks of the desk and (later) the merge of the share all follow. To add a kind or a field: a row here, a
 * migration in resources/sql. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  HR_KIND_FELLOWSHIP,
  HR_KIND_VENUE,
  HR_KIND_GROUP,
  HR_KIND_MEETING,
  HR_KIND_EXCEPTION,
  HR_KIND_TYPE,
  HR_KIND_RESOURCE,
  HR_KIND_SITE,
  HR_KIND_SOURCE,
  HR_KIND_ANNOUNCEMENT,
  HR_KIND_PROGRAM,
  HR_KIND_PEER,
  HR_KIND_STORY,
  HR_KIND_ARTICLE,
  HR_N_KINDS,
} HrKind;

/**
 * HrFieldForm: what a value looks like. Every value travels as canonical text; "" and %NULL both mean unset.
 * @HR_FORM_LINE: one line of text
 * @HR_FORM_TEXT: several lines
 * @HR_FORM_TRANSLATED: lines "en=Housing", "es=Vivienda", sorted by language; plain text is taken as "en=…"
 * @HR_FORM_INTEGER: decimal
 * @HR_FORM_COORDINATE: decimal degrees, at most 7 decimals, no trailing zeros
 * @HR_FORM_YES_NO: "yes" or "no" (also read: true, false, 1, 0)
 * @HR_FORM_DATE: "YYYY-MM-DD"
 * @HR_FORM_TIME: "HH:MM", 24 hours
 * @HR_FORM_DATE_TIME: "YYYY-MM-DDTHH:MM" on the wall
 * @HR_FORM_RULE: canonical RECUR text (hr-rule.h)
 * @HR_FORM_ZONE: IANA name
 * @HR_FORM_URL: http or https
 * @HR_FORM_PHONE: digits and "+ , * # ( ) . -" and spaces
 * @HR_FORM_CODES: codes joined with ",", in given order, without repeats
 * @HR_FORM_REF: the id of a thing of @ref_kind
 * @HR_FORM_CHOICE: one of @choices
 */
typedef enum
{
  HR_FORM_LINE,
  HR_FORM_TEXT,
  HR_FORM_TRANSLATED,
  HR_FORM_INTEGER,
  HR_FORM_COORDINATE,
  HR_FORM_YES_NO,
  HR_FORM_DATE,
  HR_FORM_TIME,
  HR_FORM_DATE_TIME,
  HR_FORM_RULE,
  HR_FORM_ZONE,
  HR_FORM_URL,
  HR_FORM_PHONE,
  HR_FORM_CODES,
  HR_FORM_REF,
  HR_FORM_CHOICE,
} HrFieldForm;

/**
 * HrField:
 * @name: as on the command line and as the column in the database
 * @required: a record without it does not hold
 * @max_bytes: longest value
 * @minimum, @maximum: for integers and coordinates
 * @ref_kind: for references
 * @choices: (nullable) (array zero-terminated=1): for choices
 */
typedef struct
{
  const char *name;
  HrFieldForm form;
  gboolean required;
  guint max_bytes;
  int minimum;
  int maximum;
  HrKind ref_kind;
  const char *const *choices;
} HrField;

/* Field numbers. The order is the file format of the clocks beside the rows: append, never reorder.
 *
 * How a kind grows: a new own field goes behind the last own one, and the common ones move up by one. In the clocks they
 * may not move: there a field keeps the number that it got first, and a later one is numbered behind the common ones.
 * hr_kind_get_clock_number() tells which; the table in hr-kind.c holds how many own fields a kind began with. Clocks that
 * were stored before stay true; of the new field they say nothing (hr-learn.c), so that what another device wrote of it wins. A kind has
 * at most 64 fields: from 64 on the share numbers what staff say beside a feed.
 *
 * Every kind ends with the same five common fields (HR_COMMON_…, counted from hr_kind_n_own_fields()):
 *   scope       LINE   the site it belongs to; unset = every site
 *   verified    DATE   last checked on
 *   source      REF    the feed it came from; unset = typed here
 *   source_key  LINE   its key in that feed
 *   retired     YES_NO withdrawn; deletion is a field
 *
 * fellowship: name* LINE, short_name LINE, line TRANSLATED (one neutral sentence), website URL, phone PHONE, way CHOICE
 *             (spiritual, religious, non_religious; unset = not said), audience CHOICE (own: who meets speaks of themselves;
 *             family: of somebody close; both; unset = own), more TRANSLATED (a few sentences: what a group is like)
 * venue:      name LINE, address LINE (the formatted one), street LINE, city LINE, state LINE, postal_code LINE,
 *             country LINE, region LINE (general > specific, joined " > "), latitude COORDINATE, longitude COORDINATE,
 *             approximate YES_NO, notes TEXT, step_free YES_NO, capacity INTEGER (people)
 * group:      name* LINE, fellowship* REF, notes TEXT, website URL, phone PHONE, slips CHOICE (yes, no, ask)
 * meeting:    name* LINE, slug* LINE, fellowship* REF, group REF, venue REF, rule RULE, start DATE_TIME (DTSTART; unset =
 *             by appointment), length INTEGER (minutes 1…1440; unset = 60 assumed), timezone ZONE (unset = the site's),
 *             types CODES (of its fellowship), attendance* CHOICE (in_person, online, hybrid, inactive),
 *             published YES_NO (unset = yes), notes TEXT, conference_url URL, conference_url_notes TEXT,
 *             conference_phone PHONE, conference_phone_notes TEXT, website URL, first_time TRANSLATED (text for
 *             newcomers), sign_in YES_NO (unset = when its venue is the site's or has its address), capacity INTEGER
 * exception:  meeting REF, venue REF (one of the two), from* DATE, until DATE (unset = from), state* CHOICE (cancelled,
 *             moved, extra), new_date DATE, new_start TIME, new_length INTEGER, new_venue REF, note TRANSLATED
 * type:       fellowship* REF, code* LINE, names* TRANSLATED, feature LINE (hr-vocabulary.h), language LINE (BCP 47)
 * resource:   name* TRANSLATED, need* CHOICE (housing, food, rides, work, court, family, naloxone, treatment, phone),
 *             line TRANSLATED, phone PHONE, website URL, address LINE, hours TRANSLATED (what visitors read), languages
 *             CODES, position INTEGER, opening LINE (hr-hours.h: tells "open now"), latitude, longitude COORDINATE, cost
 *             TRANSLATED
 * site:       name* LINE, timezone* ZONE, languages CODES, address LINE, phone PHONE, latitude COORDINATE, longitude
 *             COORDINATE, venue REF, welcome TRANSLATED, front_desk TRANSLATED, naloxone TRANSLATED,
 *             help_1_name TRANSLATED, help_1_phone PHONE, help_1_hours TRANSLATED, and the same for help_2, help_3,
 *             count_threshold INTEGER (counts below it are hidden; unset = 11), paper CHOICE (letter, a4; unset = by
 *             the language of the system), stale_days INTEGER (not checked for so long: "check it"; unset = 90), call_days
 *             INTEGER (… "please call first"; unset = 180), treatment TRANSLATED (how to reach the professionals of this
 *             house; unset = at the front desk), treatment_phone PHONE; there is one record, with the id "site". What belongs
 *             to a device rather than to the center (idle time, size of the panel) stands in its handrail.conf
 * source:     name* LINE, format* CHOICE (meeting-guide, bmlt, csv, ics), fellowship REF
 * announcement: title* TRANSLATED, text TRANSLATED, from* DATE, until* DATE (both included, at the site)
 * program:    name* TRANSLATED, form* CHOICE (group, one_on_one, community), line TRANSLATED, for_whom TRANSLATED, decide
 *             TRANSLATED (what the person decides), area CHOICE (housing, work, daily), way CHOICE (as of fellowships), start
 *             DATE (of the round that runs or comes), weeks INTEGER (unset = no end), hours LINE (hr-hours.h), venue REF,
 *             place TRANSLATED (when it is no venue), places INTEGER, places_left INTEGER, next_intake DATE, cost
 *             TRANSLATED, languages CODES, ask TRANSLATED (how to get a place), phone PHONE, website URL, position INTEGER
 * peer:       name* LINE (first name or alias), role* CHOICE (peer, coach), about* TRANSLATED (what the person knows from
 *             their own life), languages CODES, hours LINE (hr-hours.h: when here), in_person, by_phone, by_video YES_NO,
 *             place TRANSLATED (where in the house), phone PHONE, website URL, consent* DATE (agreed on), consent_until*
 *             DATE (the last day that it holds), position INTEGER
 * story:      title* TRANSLATED, text* TRANSLATED, name LINE (first name or alias), consent* DATE, consent_until* DATE,
 *             position INTEGER
 * article:    page* LINE (the same in all languages: "first-meeting"), language* LINE (BCP 47), title* LINE, line LINE,
 *             text* TEXT (CommonMark), sources LINE, position INTEGER
 *
 * (* = required.) Ids: built-in fellowships "aa", "na", …; the site "site"; types "FELLOWSHIP:CODE"; else PREFIX-….
 */

/** hr_kind_get_name: "fellowship", "venue", … as on the command line */
const char *hr_kind_get_name (HrKind kind);
/** hr_kind_get_word: the same in the language of the reader, for the middle of a sentence */
const char *hr_kind_get_word (HrKind kind);
gboolean hr_kind_from_name (const char *name, HrKind *ret_kind);

/** hr_kind_get_prefix: of ids: "f", "v", "g", "m", "x", "t", "r", "site", "s", "a", "pg", "p", "st", "ar" */
const char *hr_kind_get_prefix (HrKind kind);

/** hr_kind_get_fields: Returns: (array length=ret_n): own fields first, then the common ones */
const HrField *hr_kind_get_fields (HrKind kind, guint *ret_n);

/** HrCommonField: the last five fields of every kind, counted from hr_kind_n_own_fields() */
typedef enum
{
  HR_COMMON_SCOPE,
  HR_COMMON_VERIFIED,
  HR_COMMON_SOURCE,
  HR_COMMON_SOURCE_KEY,
  HR_COMMON_RETIRED,
  HR_N_COMMON,
} HrCommonField;

/** hr_kind_n_own_fields: how many fields come before the common ones */
guint hr_kind_n_own_fields (HrKind kind);

/** hr_kind_get_clock_number: what the clocks call the field number @field: never another one from version to version */
guint hr_kind_get_clock_number (HrKind kind, guint field);

/** hr_kind_find_field: Returns: the field's number, or -1 */
int hr_kind_find_field (HrKind kind, const char *name);

G_END_DECLS
