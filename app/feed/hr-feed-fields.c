/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON values into the fields of records: cleaned, within bounds, and with a note where something had to change. */
#define G_LOG_DOMAIN "handrail-feed"

#include "handrail/core/hr-rule.h"
#include "handrail/core/hr-text.h"
#include "hr-feed-reading-private.h"
#include "hr-feed-time-private.h"

#include <glib/gi18n-lib.h>

#include <math.h>
#include <string.h>

/* A Sunday: every weekly meeting of a feed begins in this week, so that reading the feed again gives the same. */
#define EPOCH "2000-01-02"
#define PHONE_DIGITS 7
#define ZONES_KEPT 10000

static char *
join_list (const json_t *list)
{
  GString *text = g_string_new (NULL);
  json_t *item;
  size_t i;

  json_array_foreach (list, i, item)
  {
    g_autofree char *part = json_is_array (item) ? NULL : hr_feed_plain (item);

    if (part != NULL)
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", part);
  }
  return g_string_free (text, text->len == 0);
}

static char *
plain_string (const json_t *value)
{
  const gsize length = json_string_length (value);
  char *text;

  if (length == 0)
    return NULL;
  text = g_memdup2 (json_string_value (value), length + 1);
  for (gsize i = 0; i < length; i++)
    if (text[i] == '\0')
      text[i] = ' ';
  return text;
}

char *
hr_feed_plain (const json_t *value)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  switch (value != NULL ? json_typeof (value) : JSON_NULL)
    {
    case JSON_STRING:
      return plain_string (value);
    case JSON_INTEGER:
      return g_strdup_printf ("%" JSON_INTEGER_FORMAT, json_integer_value (value));
    case JSON_REAL:
      if (json_real_value (value) == floor (json_real_value (value)) && fabs (json_real_value (value)) < 1e30)
        return g_strdup_printf ("%.0f", json_real_value (value));
      return g_strdup (g_ascii_dtostr (number, sizeof number, json_real_value (value)));
    case JSON_TRUE:
      return g_strdup ("yes");
    case JSON_FALSE:
      return g_strdup ("no");
    case JSON_ARRAY:
      return join_list (value);
    case JSON_OBJECT:
      /* {"$t": "text"} in old Google sheets, {"$date": "…"} in dumps of databases */
      if (json_is_string (json_object_get (value, "$t")))
        return plain_string (json_object_get (value, "$t"));
      if (json_is_string (json_object_get (value, "$date")))
        return plain_string (json_object_get (value, "$date"));
      return NULL;
    case JSON_NULL:
    default:
      return NULL;
    }
}

/* Texts that only say that there is none */
static gboolean
is_nothing (const char *text)
{
  return text[0] == '\0' || strcmp (text, "\\N") == 0 || g_ascii_strcasecmp (text, "null") == 0
         || g_ascii_strcasecmp (text, "undefined") == 0;
}

char *
hr_feed_text (HrFeedReading *self, const json_t *value, const char *name, gboolean multiline)
{
  g_autofree char *plain = NULL;
  g_autofree char *clean = NULL;
  gboolean changed = FALSE;

  /* most values are short strings that need nothing: one copy */
  if (json_is_string (value) && memchr (json_string_value (value), '\0', json_string_length (value)) == NULL)
    clean = hr_text_clean (json_string_value (value), multiline, &changed);
  else
    {
      if (json_is_boolean (value))
        return NULL;
      plain = hr_feed_plain (value);
      if (plain == NULL)
        {
          if (json_is_object (value))
            hr_feed_repair (self, _ ("%s holds an object instead of text; left out"), name);
          return NULL;
        }
      clean = hr_text_clean (plain, multiline, &changed);
    }
  if (changed)
    hr_feed_repair (self, _ ("%s held markup, character codes or invisible characters; they were taken out"), name);
  return is_nothing (clean) ? NULL : g_steal_pointer (&clean);
}

static guint
number_of (const HrRecord *record, const char *field)
{
  const int number = hr_kind_find_field (hr_record_get_kind (record), field);

  g_assert (number >= 0);
  return (guint)number;
}

void
hr_feed_take_known (HrRecord *record, const char *field, const char *text)
{
  hr_record_take_canonical (record, number_of (record, field), g_strdup (text));
}

void
hr_feed_take (HrFeedReading *self, HrRecord *record, const char *field, char *text)
{
  const guint number = number_of (record, field);
  const guint max = hr_kind_get_fields (hr_record_get_kind (record), NULL)[number].max_bytes;
  char *shorter;

  if (text == NULL)
    return;
  shorter = strlen (text) > max ? hr_text_truncate (text, max) : NULL;
  if (shorter != NULL)
    {
      hr_feed_repair (self, _ ("%s has %zu bytes; it was cut to %u"), field, strlen (text), max);
      g_free (text);
      text = shorter;
    }
  hr_record_take_canonical (record, number, text);
}

gboolean
hr_feed_set (HrFeedReading *self, HrRecord *record, const char *field, const char *text)
{
  g_autoptr (GError) error = NULL;

  if (text == NULL || text[0] == '\0')
    return FALSE;
  if (hr_record_set (record, field, text, &error))
    return hr_record_get (record, field) != NULL;
  hr_feed_repair (self, _ ("%s Left out."), error->message);
  return FALSE;
}

/* "zoom.us/j/1" and "www.x.org", but not "call Bob" or a mail address */
static gboolean
lacks_only_scheme (const char *text)
{
  const gsize host = strcspn (text, "/?#:");
  const char *dot = memrchr (text, '.', host);

  if (host == 0 || dot == NULL || dot == text || memchr (text, '@', host) != NULL || strpbrk (text, " \n<>\"") != NULL)
    return FALSE;
  for (gsize i = 0; i < host; i++)
    if (!g_ascii_isalnum (text[i]) && text[i] != '.' && text[i] != '-')
      return FALSE;
  return g_ascii_isalpha (dot[1]) && g_ascii_isalpha (dot[2]);
}

/* What people paste around and into a link; %NULL when there is nothing to mend */
static char *
mend_link (const char *text)
{
  g_autoptr (GString) link = g_string_new (NULL);
  const char *begin = strstr (text, "https://");
  gsize length;

  if (begin == NULL)
    begin = strstr (text, "http://");
  if (begin == NULL)
    {
      if (g_ascii_strncasecmp (text, "https:", 6) == 0 || g_ascii_strncasecmp (text, "http:", 5) == 0)
        {
          begin = strchr (text, ':') + 1;
          begin += strspn (begin, "/ ");
          return lacks_only_scheme (begin) ? g_strconcat ("https://", begin, NULL) : NULL;
        }
      if (g_str_has_prefix (text, "//"))
        text += 2;
      return lacks_only_scheme (text) ? g_strconcat ("https://", text, NULL) : NULL;
    }
  /* "https://us06web.zoom.us/j/ 82580004937": a line broke there when it was copied */
  length = strcspn (begin, " \n\"<>");
  g_string_append_len (link, begin, (gssize)length);
  if (begin == text && link->str[link->len - 1] == '/' && begin[length] == ' '
      && strspn (begin + length + 1, "0123456789") == strlen (begin + length + 1))
    g_string_append (link, begin + length + 1);
  while (link->len > 0 && strchr (".,;)", link->str[link->len - 1]) != NULL)
    g_string_truncate (link, link->len - 1);
  return g_strdup (link->str);
}

gboolean
hr_feed_take_link (HrFeedReading *self, HrRecord *record, const char *field, const json_t *value, const char *name)
{
  g_autofree char *plain = json_is_boolean (value) ? NULL : hr_feed_plain (value);
  g_autofree char *clean = plain != NULL ? hr_text_clean (plain, FALSE, NULL) : NULL;
  g_autofree char *mended = NULL;
  g_autofree char *quoted = NULL;

  if (json_is_object (value) && json_is_string (json_object_get (value, "url")))
    clean = hr_text_clean (json_string_value (json_object_get (value, "url")), FALSE, NULL);
  if (clean == NULL || is_nothing (clean))
    return FALSE;
  if (hr_record_set (record, field, clean, NULL))
    return TRUE;
  quoted = hr_feed_quote (clean);
  mended = mend_link (clean);
  if (mended != NULL && hr_record_set (record, field, mended, NULL))
    {
      g_autofree char *better = hr_feed_quote (mended);

      hr_feed_repair (self, _ ("%s %s was read as %s"), name, quoted, better);
      return TRUE;
    }
  hr_feed_repair (self, _ ("%s %s is no web address; left out"), name, quoted);
  return FALSE;
}

/* From the first digit to the first letter: words before a number are no number, and what follows a word, such as a
 * passcode of letters, would be dialled wrongly. */
static char *
dialable_part (const char *text)
{
  const char *begin = text + strcspn (text, "+0123456789");
  const gboolean bracket = begin > text && begin[-1] == '(';
  g_autofree char *part = g_strndup (begin, strspn (begin, "0123456789+,*#().- "));
  gsize length = strlen (part);

  /* ",,#" at the end only waits for the passcode that was cut off */
  while (length > 0
         && (strchr (",+(.- ", part[length - 1]) != NULL
             || (length > 1 && part[length - 1] == '#' && part[length - 2] == ',')))
    length--;
  part[length] = '\0';
  return g_strconcat (bracket ? "(" : "", part, NULL);
}

static guint
count_digits (const char *text)
{
  guint digits = 0;

  for (const char *p = text; *p != '\0'; p++)
    digits += g_ascii_isdigit (*p);
  return digits;
}

gboolean
hr_feed_take_phone (HrFeedReading *self, HrRecord *record, const char *field, const json_t *value, const char *name)
{
  g_autofree char *clean = json_is_boolean (value) ? NULL : hr_feed_text (self, value, name, FALSE);
  g_autofree char *quoted = NULL;
  g_autofree char *part = NULL;

  if (clean == NULL)
    return FALSE;
  if (count_digits (clean) >= PHONE_DIGITS && hr_record_set (record, field, clean, NULL))
    return TRUE;
  quoted = hr_feed_quote (clean);
  part = dialable_part (clean);
  if (count_digits (part) >= PHONE_DIGITS && hr_record_set (record, field, part, NULL))
    {
      g_autofree char *kept = hr_feed_quote (part);

      hr_feed_repair (self, _ ("%s %s cannot be dialled as it is; it was read as %s"), name, quoted, kept);
      return TRUE;
    }
  hr_feed_repair (self, _ ("%s %s is no phone number; left out"), name, quoted);
  return FALSE;
}

void
hr_feed_take_zone (HrFeedReading *self, HrRecord *meeting, const json_t *value, const char *name)
{
  g_autofree char *text = hr_feed_text (self, value, name, FALSE);
  g_autofree char *quoted = NULL;
  gpointer known = NULL;
  const char *zone;

  if (text == NULL)
    return;
  if (!g_hash_table_lookup_extended (self->zones, text, NULL, &known))
    {
      known = (gpointer)hr_feed_parse_zone (text);
      if (g_hash_table_size (self->zones) < ZONES_KEPT)
        g_hash_table_insert (self->zones, g_strdup (text), known);
    }
  zone = known;
  if (zone != NULL)
    hr_record_take_canonical (meeting, number_of (meeting, "timezone"), g_strdup (zone));
  if (g_strcmp0 (zone, text) == 0)
    return;
  quoted = hr_feed_quote (text);
  if (zone != NULL)
    hr_feed_repair (self, _ ("%s %s was read as %s"), name, quoted, zone);
  else
    hr_feed_repair (self, _ ("%s %s is no known time zone; the site's is used"), name, quoted);
}

static gboolean
parse_degrees (const json_t *value, double *ret_degrees)
{
  g_autofree char *plain = NULL;
  char *end;

  if (json_is_number (value))
    {
      *ret_degrees = json_number_value (value);
      return isfinite (*ret_degrees);
    }
  plain = hr_feed_plain (value);
  if (plain == NULL)
    return FALSE;
  g_strstrip (plain);
  /* g_ascii_strtod() also reads hexadecimal numbers, "inf" and "nan" */
  if (plain[0] == '\0' || strspn (plain, "0123456789+-.eE") != strlen (plain))
    return FALSE;
  *ret_degrees = g_ascii_strtod (plain, &end);
  return *end == '\0' && isfinite (*ret_degrees);
}

/* The canonical form of HR_FORM_COORDINATE, without a detour over the locale */
static char *
format_degrees (double degrees)
{
  const gint64 units = llround (fabs (degrees) * 1e7);
  char digits[32];
  gsize n = 0;
  gint64 rest = units;
  GString *text = g_string_sized_new (16);

  for (guint i = 0; i < 7 || rest > 0; i++, rest /= 10)
    digits[n++] = (char)('0' + rest % 10);
  if (degrees < 0 && units != 0)
    g_string_append_c (text, '-');
  if (n == 7)
    g_string_append_c (text, '0');
  while (n-- > 0)
    {
      if (n == 6)
        g_string_append_c (text, '.');
      g_string_append_c (text, digits[n]);
    }
  while (text->str[text->len - 1] == '0')
    g_string_truncate (text, text->len - 1);
  if (text->str[text->len - 1] == '.')
    g_string_truncate (text, text->len - 1);
  return g_string_free (text, FALSE);
}

static gboolean
is_blank (const json_t *value)
{
  g_autofree char *text = NULL;

  if (json_is_number (value))
    return FALSE;
  text = hr_feed_plain (value);
  return text == NULL || is_nothing (g_strstrip (text));
}

gboolean
hr_feed_take_point (HrFeedReading *self, HrRecord *venue, const json_t *latitude, const json_t *longitude)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *quoted = NULL;
  double y = NAN, x = NAN;

  if (is_blank (latitude) && is_blank (longitude))
    return FALSE;
  if (parse_degrees (latitude, &y) && parse_degrees (longitude, &x) && !(y == 0 && x == 0) && fabs (y) <= 90
      && fabs (x) <= 180)
    {
      hr_record_take_canonical (venue, number_of (venue, "latitude"), format_degrees (y));
      hr_record_take_canonical (venue, number_of (venue, "longitude"), format_degrees (x));
      return TRUE;
    }
  if (y == 0 && x == 0)
    {
      hr_feed_repair (self, _ ("latitude and longitude are 0; left out"));
      return FALSE;
    }
  first = hr_feed_plain (latitude);
  second = hr_feed_plain (longitude);
  {
    g_autofree char *both = g_strdup_printf ("%s, %s", first != NULL ? first : "", second != NULL ? second : "");

    quoted = hr_feed_quote (both);
  }
  hr_feed_repair (self, _ ("latitude and longitude %s are no place on earth; left out"), quoted);
  return FALSE;
}

/* Almost every meeting of a feed has one of a few rules: their texts are made once. */
static const HrFeedWeek *
find_week (HrFeedReading *self, guint8 mask, int nth)
{
  const guint key = mask | (guint)(nth + 8) << 8;
  HrFeedWeek *week = g_hash_table_lookup (self->weeks, GUINT_TO_POINTER (key));
  HrRule rule;
  HrDate epoch = 0;

  if (week != NULL)
    return week;
  rule = hr_rule_weekly (mask);
  if (nth != 0)
    {
      rule = (HrRule){ .frequency = HR_FREQUENCY_MONTHLY, .interval = 1, .until = HR_DATE_NONE, .week_start = 1 };
      rule.nth[nth > 0 ? nth : 5 - nth] = mask;
    }
  hr_date_parse (EPOCH, &epoch);
  week = g_new0 (HrFeedWeek, 1);
  week->rule = hr_rule_to_string (&rule);
  week->date = hr_date_to_string (hr_rule_next (&rule, epoch, epoch));
  g_hash_table_insert (self->weeks, GUINT_TO_POINTER (key), week);
  return week;
}

void
hr_feed_week_free (HrFeedWeek *week)
{
  g_free (week->rule);
  g_free (week->date);
  g_free (week);
}

void
hr_feed_take_week (HrFeedReading *self, HrRecord *meeting, guint8 mask, int nth, int start, int length)
{
  const HrFeedWeek *week;
  char time[8];

  g_assert (mask != 0);
  if (start == 1440)
    {
      start = 0;
      mask = (guint8)(((mask << 1) | (mask >> 6)) & 0x7f);
    }
  week = find_week (self, mask, nth);
  time[0] = 'T';
  time[1] = (char)('0' + start / 600);
  time[2] = (char)('0' + start / 60 % 10);
  time[3] = ':';
  time[4] = (char)('0' + start % 60 / 10);
  time[5] = (char)('0' + start % 10);
  time[6] = '\0';
  hr_record_take_canonical (meeting, number_of (meeting, "start"), g_strconcat (week->date, time, NULL));
  hr_record_take_canonical (meeting, number_of (meeting, "rule"), g_strdup (week->rule));
  if (length > 0)
    hr_record_take_canonical (meeting, number_of (meeting, "length"), g_strdup_printf ("%d", length));
}

char *
hr_feed_describe_time (const HrRecord *meeting)
{
  static const char *const days[] = { "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday" };
  const char *start = hr_record_get (meeting, "start");
  const char *text = hr_record_get (meeting, "rule");
  HrRule rule;
  HrDate date;
  g_autofree char *day = NULL;

  if (start == NULL || strlen (start) < 16)
    return NULL;
  day = g_strndup (start, 10);
  if (!hr_date_parse (day, &date))
    return NULL;
  if (hr_rule_parse (text, &rule, NULL) && rule.frequency == HR_FREQUENCY_WEEKLY && (rule.days & (rule.days - 1)) != 0)
    return g_strdup_printf ("at %s", start + 11);
  return g_strdup_printf ("%s at %s", days[hr_date_weekday (date)], start + 11);
}
