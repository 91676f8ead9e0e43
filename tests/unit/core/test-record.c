/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "handrail/core/hr-error.h"
#include "handrail/core/hr-record.h"

#include <math.h>
#include <string.h>

typedef struct
{
  HrKind kind;
  const char *field;
  const char *value;
  const char *canonical; /* NULL: unset */
} Accepted;

/* What a person or a feed writes, and what is kept */
static void
test_accepted (void)
{
  static const Accepted table[] = {
    { HR_KIND_MEETING, "name", "  One \t Day\nat a Time ", "One Day at a Time" },
    { HR_KIND_MEETING, "name", " \n ", NULL },
    { HR_KIND_MEETING, "name", "AT&T <3 <b>", "AT&T <3 <b>" },
    { HR_KIND_MEETING, "name", "Cafe\xCC\x81\x07", "Café" },
    { HR_KIND_MEETING, "notes", "One\r\n two \n\n\n\nthree\n", "One\ntwo\n\nthree" },
    { HR_KIND_MEETING, "length", "60", "60" },
    { HR_KIND_MEETING, "length", " +090 ", "90" },
    { HR_KIND_MEETING, "length", "1440", "1440" },
    { HR_KIND_MEETING, "start", "2026-11-24T19:00", "2026-11-24T19:00" },
    { HR_KIND_MEETING, "start", "2026-11-24 7:05:59", "2026-11-24T07:05" },
    { HR_KIND_MEETING, "start", "2024-02-29t00:00", "2024-02-29T00:00" },
    { HR_KIND_MEETING, "rule", "RRULE:FREQ=WEEKLY;BYDAY=WE,MO", "FREQ=WEEKLY;BYDAY=MO,WE" },
    { HR_KIND_MEETING, "timezone", "America/New_York", "America/New_York" },
    { HR_KIND_MEETING, "types", "O, X ,o,,W", "O,X,W" },
    { HR_KIND_MEETING, "types", "Ö,ö,L/R,12x12", "Ö,L/R,12x12" },
    { HR_KIND_MEETING, "types", " , ", NULL },
    { HR_KIND_MEETING, "attendance", "in_person", "in_person" },
    { HR_KIND_MEETING, "attendance", "In Person", "in_person" },
    { HR_KIND_MEETING, "attendance", "in-person", "in_person" },
    { HR_KIND_MEETING, "published", "TRUE", "yes" },
    { HR_KIND_MEETING, "published", "0", "no" },
    { HR_KIND_MEETING, "published", "No", "no" },
    { HR_KIND_MEETING, "conference_url", " HTTPS://Zoom.US/j/1?pwd=AbC ", "https://zoom.us/j/1?pwd=AbC" },
    { HR_KIND_MEETING, "conference_url", "http://example.org", "http://example.org" },
    { HR_KIND_MEETING, "conference_url", "https://[2001:db8::1]:8080/x", "https://[2001:db8::1]:8080/x" },
    { HR_KIND_MEETING, "conference_url", "https://münchen.example/ü?x=@y", "https://münchen.example/ü?x=@y" },
    { HR_KIND_MEETING, "conference_phone", "+1 (555) 010-0100,,123#,*456", "+1 (555) 010-0100,,123#,*456" },
    { HR_KIND_MEETING, "conference_phone", "tel:555.010.0100 ext. 12", "555.010.0100 x 12" },
    { HR_KIND_MEETING, "conference_phone", "555\xE2\x80\x93" "010\xC2\xA0" "0100 X5", "555-010 0100 x5" },
    { HR_KIND_MEETING, "conference_phone", "988", "988" },
    { HR_KIND_MEETING, "group", "g-abc", "g-abc" },
    { HR_KIND_VENUE, "latitude", "40.71280000", "40.7128" },
    { HR_KIND_VENUE, "latitude", "-0.00000001", "0" },
    { HR_KIND_VENUE, "latitude", "90", "90" },
    { HR_KIND_VENUE, "latitude", "+40", "40" },
    { HR_KIND_VENUE, "longitude", "-73.98712345678", "-73.9871235" },
    { HR_KIND_VENUE, "longitude", "1e2", "100" },
    { HR_KIND_VENUE, "longitude", "-180.0", "-180" },
    { HR_KIND_EXCEPTION, "from", "2026-12-25", "2026-12-25" },
    { HR_KIND_EXCEPTION, "new_start", "7:30", "07:30" },
    { HR_KIND_EXCEPTION, "new_start", "23:59:00", "23:59" },
    { HR_KIND_RESOURCE, "name", "Housing", "en=Housing" },
    { HR_KIND_RESOURCE, "name", "es=Vivienda\n\nen=  Housing ", "en=Housing\nes=Vivienda" },
    { HR_KIND_RESOURCE, "name", "ZH-hant-tw=x\npt-br=y", "pt-BR=y\nzh-Hant-TW=x" },
    { HR_KIND_RESOURCE, "name", "en=\nes=Vivienda", "es=Vivienda" },
    { HR_KIND_RESOURCE, "name", "en=", NULL },
    { HR_KIND_RESOURCE, "name", "Two\nlines", "en=Two lines" },
    { HR_KIND_RESOURCE, "name", "1+1=2", "en=1+1=2" },
    { HR_KIND_SOURCE, "format", "Meeting Guide", "meeting-guide" },
    { HR_KIND_GROUP, "slips", "Ask", "ask" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (HrRecord) record = hr_record_new (table[i].kind, NULL);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s = %s", table[i].field, table[i].value);
      g_assert_true (hr_record_set (record, table[i].field, table[i].value, &error));
      g_assert_no_error (error);
      g_assert_cmpstr (hr_record_get (record, table[i].field), ==, table[i].canonical);
      /* What is kept is kept when it is set again. */
      if (table[i].canonical != NULL)
        {
          g_assert_true (hr_record_set (record, table[i].field, table[i].canonical, &error));
          g_assert_cmpstr (hr_record_get (record, table[i].field), ==, table[i].canonical);
        }
    }
}

static void
test_refused (void)
{
  static const struct
  {
    HrKind kind;
    const char *field, *value, *message;
  } table[] = {
    { HR_KIND_MEETING, "start", "tomorrow",
      "The field \"start\" needs a date and time like 2026-11-24T19:00; \"tomorrow\" is neither." },
    { HR_KIND_MEETING, "start", "2026-11-24", NULL },
    { HR_KIND_MEETING, "start", "2026-02-30T19:00", NULL },
    { HR_KIND_MEETING, "start", "2026-11-24T24:00", NULL },
    { HR_KIND_MEETING, "start", "2026-11-24T19:60", NULL },
    { HR_KIND_MEETING, "start", "2026-11-24T19:00Z", NULL },
    { HR_KIND_MEETING, "start", "2026-11-24T19:00:xx", NULL },
    { HR_KIND_MEETING, "length", "0",
      "The field \"length\" needs a whole number from 1 to 1440; \"0\" is not one." },
    { HR_KIND_MEETING, "length", "1441", NULL },
    { HR_KIND_MEETING, "length", "-5", NULL },
    { HR_KIND_MEETING, "length", "1.5", NULL },
    { HR_KIND_MEETING, "length", "99999999999999999999", NULL },
    { HR_KIND_MEETING, "length", "an hour", NULL },
    { HR_KIND_MEETING, "published", "maybe", "The field \"published\" needs \"yes\" or \"no\"; \"maybe\" is neither." },
    { HR_KIND_MEETING, "attendance", "somewhere",
      "The field \"attendance\" needs one of \"in_person\", \"online\", \"hybrid\", \"inactive\"; \"somewhere\" is none "
      "of them." },
    { HR_KIND_MEETING, "timezone", "Eastern",
      "The field \"timezone\" needs the name of a time zone like America/New_York; \"Eastern\" is none that this device "
      "knows." },
    { HR_KIND_MEETING, "timezone", "../../etc/passwd", NULL },
    { HR_KIND_MEETING, "rule", "FREQ=HOURLY", NULL },
    { HR_KIND_MEETING, "conference_url", "zoom.us/j/1",
      "The field \"conference_url\" needs a web address that begins with https://; \"zoom.us/j/1\" does not." },
    { HR_KIND_MEETING, "conference_url", "javascript:alert(1)", NULL },
    { HR_KIND_MEETING, "conference_url", "file:///etc/passwd", NULL },
    { HR_KIND_MEETING, "conference_url", "https://", NULL },
    { HR_KIND_MEETING, "conference_url", "https:///path", NULL },
    { HR_KIND_MEETING, "conference_url", "https://?x", NULL },
    { HR_KIND_MEETING, "conference_url", "https://:80/", NULL },
    { HR_KIND_MEETING, "conference_url", "https://a b/", NULL },
    { HR_KIND_MEETING, "conference_url", "https://example.org/a b", NULL },
    { HR_KIND_MEETING, "conference_url", "https://me:secret@example.org/", NULL },
    { HR_KIND_MEETING, "conference_url", "https://exa$mple.org/", NULL },
    { HR_KIND_MEETING, "conference_url", "https://example.org/\"onload", NULL },
    { HR_KIND_MEETING, "conference_phone", "12", NULL },
    { HR_KIND_MEETING, "conference_phone", "call Sam 555-0100", NULL },
    { HR_KIND_MEETING, "conference_phone", "555 HELP", NULL },
    { HR_KIND_MEETING, "group", "two words", "The field \"group\" needs the id of a group; \"two words\" holds a space." },
    { HR_KIND_MEETING, "name", "broken \xff byte", NULL },
    { HR_KIND_MEETING, "nothing", "x", "There is no field \"nothing\" in a meeting." },
    { HR_KIND_VENUE, "latitude", "91", NULL },
    { HR_KIND_VENUE, "latitude", "nan", NULL },
    { HR_KIND_VENUE, "latitude", "inf", NULL },
    { HR_KIND_VENUE, "latitude", "0x10", NULL },
    { HR_KIND_VENUE, "latitude", "40,7", NULL },
    { HR_KIND_VENUE, "latitude", "40.7 N", NULL },
    { HR_KIND_VENUE, "longitude", "-180.1",
      "The field \"longitude\" needs decimal degrees from -180 to 180, like 40.7128; \"-180.1\" is not that." },
    { HR_KIND_EXCEPTION, "from", "12/25/2026",
      "The field \"from\" needs a date like 2026-11-24; \"12/25/2026\" is not one." },
    { HR_KIND_EXCEPTION, "from", "2026-11-31", NULL },
    { HR_KIND_EXCEPTION, "new_start", "24:00", NULL },
    { HR_KIND_EXCEPTION, "new_start", "7pm", NULL },
    { HR_KIND_EXCEPTION, "new_start", "7:5", NULL },
    { HR_KIND_EXCEPTION, "new_start", "07:05:", NULL },
    { HR_KIND_RESOURCE, "name", "Housing\nes=Vivienda", NULL },
    { HR_KIND_RESOURCE, "name", "en=Housing\nEN=House",
      "The field \"name\" needs one line for each language; \"en=House\" is the second one for its language." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (HrRecord) record = hr_record_new (table[i].kind, NULL);
      g_autoptr (HrRecord) before = hr_record_copy (record);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", table[i].field);
      g_assert_false (hr_record_set (record, table[i].field, table[i].value, &error));
      g_assert_error (error, HR_ERROR, HR_ERROR_INPUT);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_true (strstr (error->message, table[i].field) != NULL);
      if (table[i].message != NULL)
        g_assert_cmpstr (error->message, ==, table[i].message);
      g_assert_true (hr_record_equal (record, before));
    }
}

static void
test_long (void)
{
  g_autoptr (HrRecord) record = hr_record_new (HR_KIND_MEETING, "m-1");
  g_autoptr (GError) error = NULL;
  g_autofree char *fits = g_strnfill (255, 'a');
  g_autofree char *too_long = g_strnfill (256, 'a');

  g_assert_true (hr_record_set (record, "name", fits, &error));
  g_assert_no_error (error);
  g_assert_false (hr_record_set (record, "name", too_long, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_INPUT);
  g_assert_cmpstr (error->message, ==, "The field \"name\" holds at most 255 bytes; this text has 256. Please shorten it.");
  g_assert_cmpstr (hr_record_get (record, "name"), ==, fits);
  g_clear_error (&error);
  /* A message stays one line, however long the value was. */
  g_assert_false (hr_record_set (record, "start", too_long, &error));
  g_assert_cmpuint (strlen (error->message), <, 200);
}

static void
test_unset (void)
{
  g_autoptr (HrRecord) record = hr_record_new (HR_KIND_MEETING, NULL);

  g_assert_null (hr_record_get_id (record));
  hr_record_set_id (record, "m-1");
  hr_record_set_id (record, hr_record_get_id (record));
  g_assert_cmpstr (hr_record_get_id (record), ==, "m-1");
  g_assert_true (hr_record_set (record, "length", "60", NULL));
  g_assert_true (hr_record_set (record, "length", "", NULL));
  g_assert_null (hr_record_get (record, "length"));
  g_assert_true (hr_record_set (record, "length", "60", NULL));
  g_assert_true (hr_record_set (record, "length", NULL, NULL));
  g_assert_null (hr_record_get (record, "length"));
  hr_record_take_canonical (record, 0, g_strdup (""));
  g_assert_null (hr_record_get_nth (record, 0));
  hr_record_take_canonical (record, 0, g_strdup ("x"));
  g_assert_cmpstr (hr_record_get (record, "name"), ==, "x");
  hr_record_take_canonical (record, 0, NULL);
  g_assert_null (hr_record_get (record, "name"));
}

static void
test_typed (void)
{
  g_autoptr (HrRecord) meeting = hr_record_new (HR_KIND_MEETING, NULL);
  g_autoptr (HrRecord) venue = hr_record_new (HR_KIND_VENUE, NULL);
  g_auto (GStrv) none = hr_record_get_codes (meeting, "types");
  g_auto (GStrv) codes = NULL;

  g_assert_nonnull (none);
  g_assert_null (none[0]);
  g_assert_cmpint (hr_record_get_integer (meeting, "length", 60), ==, 60);
  g_assert_true (hr_record_get_yes_no (meeting, "published", TRUE));
  g_assert_false (hr_record_get_yes_no (meeting, "published", FALSE));
  g_assert_true (isnan (hr_record_get_coordinate (venue, "latitude")));

  g_assert_true (hr_record_set (meeting, "types", "O,X", NULL));
  g_assert_true (hr_record_set (meeting, "length", "90", NULL));
  g_assert_true (hr_record_set (meeting, "published", "no", NULL));
  g_assert_true (hr_record_set (venue, "latitude", "-40.5", NULL));
  codes = hr_record_get_codes (meeting, "types");
  g_assert_cmpuint (g_strv_length (codes), ==, 2);
  g_assert_cmpstr (codes[1], ==, "X");
  g_assert_cmpint (hr_record_get_integer (meeting, "length", 60), ==, 90);
  g_assert_false (hr_record_get_yes_no (meeting, "published", TRUE));
  g_assert_cmpfloat (hr_record_get_coordinate (venue, "latitude"), ==, -40.5);
}

static void
test_translated (void)
{
  static const struct
  {
    const char *value, *language, *expected;
  } table[] = {
    { "en=Housing\nes=Vivienda", "es", "Vivienda" },
    { "en=Housing\nes=Vivienda", "es-MX", "Vivienda" },
    { "en=Housing\nes=Vivienda", "es_MX.UTF-8", "Vivienda" },
    { "en=Housing\nes=Vivienda", "ES", "Vivienda" },
    { "en=Housing\nes=Vivienda", "en", "Housing" },
    { "en=Housing\nes=Vivienda", "fr", "Housing" },
    { "en=Housing\nes=Vivienda", "e", "Housing" },
    { "en=Housing\nes=Vivienda", NULL, "Housing" },
    { "es=Vivienda\nfr=Logement", "de", "Vivienda" },
    { "en=a=b", "en", "a=b" },
    { "pt=x\npt-BR=y", "pt-BR", "y" },
    { "pt=x\npt-BR=y", "pt-PT", "x" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (HrRecord) record = hr_record_new (HR_KIND_RESOURCE, NULL);
      g_autofree char *unset = hr_record_get_translated (record, "line", "en");
      g_autofree char *text = NULL;

      g_assert_null (unset);
      g_assert_true (hr_record_set (record, "name", table[i].value, NULL));
      text = hr_record_get_translated (record, "name", table[i].language);
      g_assert_cmpstr (text, ==, table[i].expected);
    }
}

/* "field=value|field=value" */
static HrRecord *
make (HrKind kind, const char *fields)
{
  HrRecord *record = hr_record_new (kind, NULL);
  g_auto (GStrv) parts = g_strsplit (fields, "|", -1);

  for (gsize i = 0; parts[i] != NULL; i++)
    if (parts[i][0] != '\0')
      {
        g_autoptr (GError) error = NULL;
        char *equals = strchr (parts[i], '=');

        g_assert_nonnull (equals);
        *equals = '\0';
        hr_record_set (record, parts[i], equals + 1, &error);
        g_assert_no_error (error);
      }
  return record;
}

#define MEETING "name=Hope|slug=hope|fellowship=aa|attendance=in_person|"
#define PEER "name=Ana|role=peer|about=I was there|"
#define SITE "name=Center|timezone=UTC|"

static void
test_check (void)
{
  static const struct
  {
    HrKind kind;
    const char *fields;
    const char *says; /* NULL: it holds */
  } table[] = {
    { HR_KIND_MEETING, "", "\"name\" is missing: a meeting needs it" },
    { HR_KIND_MEETING, "name=Hope|slug=hope|fellowship=aa", "\"attendance\" is missing" },
    { HR_KIND_MEETING, MEETING, NULL },
    { HR_KIND_MEETING, MEETING "start=2026-11-24T19:00", NULL },
    { HR_KIND_MEETING, MEETING "start=2026-11-24T19:00|rule=FREQ=WEEKLY;BYDAY=MO", NULL },
    { HR_KIND_MEETING, MEETING "rule=FREQ=WEEKLY;BYDAY=MO", "\"start\" is not set" },
    { HR_KIND_MEETING, MEETING "start=2026-11-24T19:00|rule=FREQ=WEEKLY;BYDAY=TU;UNTIL=20261101", "never take place" },
    { HR_KIND_EXCEPTION, "from=2026-12-25|state=cancelled", "one meeting or of one venue" },
    { HR_KIND_EXCEPTION, "meeting=m-1|venue=v-1|from=2026-12-25|state=cancelled", "one meeting or of one venue" },
    { HR_KIND_EXCEPTION, "meeting=m-1|from=2026-12-25|state=cancelled", NULL },
    { HR_KIND_EXCEPTION, "venue=v-1|from=2026-12-24|until=2027-01-02|state=cancelled", NULL },
    { HR_KIND_EXCEPTION, "venue=v-1|from=2026-12-24|state=moved|new_date=2026-12-28", "can only be closed" },
    { HR_KIND_EXCEPTION, "meeting=m-1|from=2026-12-25|until=2026-12-24|state=cancelled", "would have no day" },
    { HR_KIND_EXCEPTION, "meeting=m-1|from=2026-12-25|state=moved", "moves nothing" },
    { HR_KIND_EXCEPTION, "meeting=m-1|from=2026-12-25|state=moved|new_start=20:00", NULL },
    { HR_KIND_EXCEPTION, "meeting=m-1|from=2026-12-25|until=2026-12-31|state=moved|new_venue=v-2", NULL },
    { HR_KIND_EXCEPTION, "meeting=m-1|from=2026-12-25|until=2026-12-31|state=moved|new_date=2026-12-28", "one day" },
    { HR_KIND_EXCEPTION, "meeting=m-1|from=2026-12-25|until=2026-12-25|state=moved|new_date=2026-12-28", NULL },
    { HR_KIND_EXCEPTION, "meeting=m-1|from=2026-12-25|state=cancelled|new_start=20:00", "has no new date" },
    { HR_KIND_EXCEPTION, "meeting=m-1|from=2026-12-25|state=extra", NULL },
    { HR_KIND_EXCEPTION, "meeting=m-1|from=2026-12-25|state=extra|new_start=12:00|new_length=90", NULL },
    { HR_KIND_EXCEPTION, "meeting=m-1|from=2026-12-25|until=2026-12-27|state=extra", "one day" },
    { HR_KIND_EXCEPTION, "meeting=m-1|from=2026-12-25|state=extra|new_date=2026-12-27", "date in \"from\"" },
    { HR_KIND_VENUE, "name=Hall", NULL },
    { HR_KIND_VENUE, "latitude=1|longitude=2", NULL },
    { HR_KIND_VENUE, "latitude=1", "belong together" },
    { HR_KIND_SITE, SITE, NULL },
    { HR_KIND_SITE, SITE "longitude=2", "belong together" },
    { HR_KIND_TYPE, "fellowship=aa|code=ZZ|names=Zeal|feature=women|language=es", NULL },
    { HR_KIND_TYPE, "fellowship=aa|code=ZZ|names=Zeal|feature=zealous", "\"zealous\" is none" },
    { HR_KIND_TYPE, "fellowship=aa|code=ZZ|names=Zeal|language=Spanish!", "\"Spanish!\" is none" },
    { HR_KIND_RESOURCE, "name=Shelter|need=housing", NULL },
    { HR_KIND_RESOURCE, "name=Shelter", "\"need\" is missing" },
    { HR_KIND_SITE, SITE "stale_days=60|call_days=60", NULL },
    { HR_KIND_SITE, SITE "stale_days=60|call_days=59", "Check both" },
    { HR_KIND_SITE, SITE "stale_days=181", "Check both" },
    { HR_KIND_SITE, SITE "call_days=89", "Check both" },
    { HR_KIND_ANNOUNCEMENT, "title=Closed|from=2026-11-26|until=2026-11-26", NULL },
    { HR_KIND_ANNOUNCEMENT, "title=Closed|from=2026-11-26", "\"until\" is missing" },
    { HR_KIND_ANNOUNCEMENT, "text=Closed|from=2026-11-26|until=2026-11-26", "\"title\" is missing" },
    { HR_KIND_ANNOUNCEMENT, "title=Closed|from=2026-11-26|until=2026-11-25", "no day" },
    { HR_KIND_SOURCE, "name=Central|format=bmlt", NULL },
    { HR_KIND_RESOURCE, "name=Shelter|need=housing|latitude=1", "belong together" },
    { HR_KIND_RESOURCE, "name=Shelter|need=housing|opening=Mo-Fr 9-17", NULL },
    { HR_KIND_RESOURCE, "name=Shelter|need=housing|opening=always", "\"opening\": Hours are written like" },
    { HR_KIND_PROGRAM, "name=Steps|form=group", NULL },
    { HR_KIND_PROGRAM, "name=Steps", "\"form\" is missing" },
    { HR_KIND_PROGRAM, "name=Steps|form=group|places=12|places_left=12|hours=Tu 17:30-19:00", NULL },
    { HR_KIND_PROGRAM, "name=Steps|form=group|places=12|places_left=13", "check both" },
    { HR_KIND_PROGRAM, "name=Steps|form=group|hours=Tuesday evening", "\"hours\": Hours are written like" },
    { HR_KIND_PEER, PEER "consent=2026-01-01|consent_until=2026-01-01", NULL },
    { HR_KIND_PEER, PEER "consent=2026-01-01", "\"consent_until\" is missing" },
    { HR_KIND_PEER, PEER "consent_until=2026-01-01", "\"consent\" is missing" },
    { HR_KIND_PEER, PEER "consent=2026-01-02|consent_until=2026-01-01", "on no day" },
    { HR_KIND_PEER, PEER "consent=2026-01-01|consent_until=2026-01-01|hours=x", "\"hours\"" },
    { HR_KIND_STORY, "title=T|text=I|consent=2026-01-01|consent_until=2026-12-31", NULL },
    { HR_KIND_STORY, "title=T|text=I|consent=2026-01-01", "\"consent_until\" is missing" },
    { HR_KIND_STORY, "title=T|text=I|consent=2026-01-01|consent_until=2025-12-31", "on no day" },
    { HR_KIND_ARTICLE, "page=first-meeting|language=es|title=T|text=I", NULL },
    { HR_KIND_ARTICLE, "page=First meeting|language=es|title=T|text=I", "\"First meeting\" has others" },
    { HR_KIND_ARTICLE, "page=first|language=Spanish!|title=T|text=I", "\"Spanish!\" is none" },
    { HR_KIND_GROUP, "name=Hope|fellowship=aa", NULL },
    { HR_KIND_FELLOWSHIP, "name=Hope", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (HrRecord) record = make (table[i].kind, table[i].fields);
      g_autoptr (GError) error = NULL;
      gboolean holds = hr_record_check (record, &error);

      g_test_message ("%s", table[i].fields);
      if (table[i].says == NULL)
        {
          g_assert_no_error (error);
          g_assert_true (holds);
          continue;
        }
      g_assert_false (holds);
      g_assert_error (error, HR_ERROR, HR_ERROR_INPUT);
      g_assert_true (strstr (error->message, table[i].says) != NULL);
    }
}

static void
test_may_show (void)
{
  g_autoptr (HrRecord) peer = make (HR_KIND_PEER, PEER "consent=2026-11-02|consent_until=2026-11-24");
  g_autoptr (HrRecord) bare = make (HR_KIND_STORY, "title=T|text=I");
  g_autoptr (HrRecord) group = make (HR_KIND_GROUP, "name=Hope|fellowship=aa");
  HrDate day;

  g_assert_true (hr_date_parse ("2026-11-02", &day));
  g_assert_false (hr_record_may_show (peer, day - 1));
  g_assert_true (hr_record_may_show (peer, day));
  g_assert_true (hr_record_may_show (peer, day + 22));
  g_assert_false (hr_record_may_show (peer, day + 23));
  g_assert_false (hr_record_may_show (peer, HR_DATE_NONE));
  g_assert_false (hr_record_may_show (bare, day));
  g_assert_true (hr_record_may_show (group, HR_DATE_NONE));
  g_assert_true (hr_record_set (peer, "retired", "yes", NULL));
  g_assert_true (hr_record_set (group, "retired", "yes", NULL));
  g_assert_false (hr_record_may_show (peer, day));
  g_assert_false (hr_record_may_show (group, day));
}

static void
test_site_id (void)
{
  g_autoptr (HrRecord) site = make (HR_KIND_SITE, SITE);

  hr_record_set_id (site, "site");
  g_assert_true (hr_record_check (site, NULL));
  hr_record_set_id (site, "site-2");
  g_assert_false (hr_record_check (site, NULL));
}

static void
test_equal (void)
{
  g_autoptr (HrRecord) a = make (HR_KIND_MEETING, MEETING "length=60");
  g_autoptr (HrRecord) b = hr_record_copy (a);
  g_autoptr (HrRecord) venue = hr_record_new (HR_KIND_VENUE, NULL);
  g_autoptr (HrRecord) group = hr_record_new (HR_KIND_GROUP, NULL);

  g_assert_true (hr_record_equal (a, b));
  g_assert_cmpuint (hr_record_digest (a), ==, hr_record_digest (b));
  hr_record_set_id (b, "m-1");
  g_assert_false (hr_record_equal (a, b));
  g_assert_cmpuint (hr_record_digest (a), ==, hr_record_digest (b));
  hr_record_set_id (b, NULL);
  g_assert_true (hr_record_set (b, "length", "61", NULL));
  g_assert_false (hr_record_equal (a, b));
  g_assert_cmpuint (hr_record_digest (a), !=, hr_record_digest (b));
  g_assert_false (hr_record_equal (venue, group));
  g_assert_cmpuint (hr_record_digest (venue), !=, hr_record_digest (group));
}

static void
test_digest (void)
{
  g_autoptr (HrRecord) empty = hr_record_new (HR_KIND_VENUE, NULL);
  g_autoptr (HrRecord) left = make (HR_KIND_VENUE, "street=a|city=bc");
  g_autoptr (HrRecord) right = make (HR_KIND_VENUE, "street=ab|city=c");
  g_autoptr (HrRecord) moved = make (HR_KIND_VENUE, "street=a|state=bc");

  g_assert_cmpuint (hr_record_digest (left), !=, hr_record_digest (right));
  g_assert_cmpuint (hr_record_digest (left), !=, hr_record_digest (moved));
  /* FNV-1a over "venue\0": it is kept in databases and must be the same on every device and in every version. */
  g_assert_cmphex (hr_record_digest (empty), ==, G_GUINT64_CONSTANT (0xbb04d3e333a23354));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/record/accepted", test_accepted);
  g_test_add_func ("/record/refused", test_refused);
  g_test_add_func ("/record/long", test_long);
  g_test_add_func ("/record/unset", test_unset);
  g_test_add_func ("/record/typed", test_typed);
  g_test_add_func ("/record/translated", test_translated);
  g_test_add_func ("/record/check", test_check);
  g_test_add_func ("/record/may-show", test_may_show);
  g_test_add_func ("/record/site-id", test_site_id);
  g_test_add_func ("/record/equal", test_equal);
  g_test_add_func ("/record/digest", test_digest);
  return g_test_run ();
}
