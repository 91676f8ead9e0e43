/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-feed"

#include "hr-feed-time-private.h"
#include "hr-meeting-guide-private.h"

#include <glib/gi18n-lib.h>

#include <string.h>

#define DAY_MINUTES 1440
#define NOTABLE_MINUTES (6 * 60)

/* 0 = Sunday … 6 = Saturday; some feeds count to 7 for Sunday, which no other day can be. */
static gboolean
add_day (HrFeedReading *self, const json_t *value, HrFeedDays *days)
{
  g_autofree char *text = NULL;
  g_autofree char *quoted = NULL;
  HrFeedDays found;

  if (json_is_integer (value) && json_integer_value (value) >= 0 && json_integer_value (value) <= 6)
    {
      days->mask |= (guint8)(1u << json_integer_value (value));
      return TRUE;
    }
  text = json_is_boolean (value) ? NULL : hr_feed_text (self, value, "day", FALSE);
  if (text == NULL)
    return json_is_null (value) || json_is_string (value);
  /* a column of numbers with empty cells is saved as "3.0" */
  if (g_ascii_isdigit (text[0]) && strcmp (text + 1, ".0") == 0)
    text[1] = '\0';
  quoted = hr_feed_quote (text);
  if (!hr_feed_parse_days (text, &found))
    {
      hr_feed_repair (self, _ ("day %s is no day of the week; left out"), quoted);
      return FALSE;
    }
  if (strcmp (text, "7") == 0)
    hr_feed_repair (self, _ ("day \"7\" was read as Sunday"));
  else if (found.guessed)
    hr_feed_repair (self, _ ("day %s holds more than a day; only the day was read"), quoted);
  days->mask |= found.mask;
  if (found.nth != 0 && days->nth == 0)
    {
      days->nth = found.nth;
      hr_feed_repair (self, _ ("day %s was read as once a month"), quoted);
    }
  return TRUE;
}

static gboolean
read_days (HrFeedReading *self, const json_t *value, HrFeedDays *days)
{
  const char *key;
  json_t *item;
  size_t i;

  *days = (HrFeedDays){ 0 };
  if (value == NULL)
    return FALSE;
  if (json_is_array (value))
    json_array_foreach (value, i, item)
    {
      if (!json_is_array (item))
        add_day (self, item, days);
    }
  else if (json_is_object (value) && json_is_integer (json_object_iter_value (json_object_iter ((json_t *)value))))
    {
      hr_feed_repair (self, _ ("day is an object instead of a list; its values were read"));
      json_object_foreach ((json_t *)value, key, item) add_day (self, item, days);
    }
  else
    add_day (self, value, days);
  return days->mask != 0;
}

/* Spreadsheets hand a time over as a part of a day. */
static char *
time_text (HrFeedReading *self, const json_t *value, const char *name)
{
  const char *written = json_is_string (value) ? json_string_value (value) : "";
  char *end = NULL;
  double part = json_is_real (value) ? json_real_value (value) : -1;

  /* three digits at least: "0.30" may as well be half past midnight */
  if (g_str_has_prefix (written, "0.") && strlen (written) > 4 && strspn (written, "0123456789.") == strlen (written))
    {
      part = g_ascii_strtod (written, &end);
      if (*end != '\0')
        part = -1;
    }

  if (part > 0 && part < 1)
    {
      const int minute = (int)(part * DAY_MINUTES + 0.5) % DAY_MINUTES;

      hr_feed_repair (self, _ ("%s %.4f was read as %02d:%02d"), name, part, minute / 60, minute % 60);
      return g_strdup_printf ("%02d:%02d", minute / 60, minute % 60);
    }
  return json_is_boolean (value) ? NULL : hr_feed_text (self, value, name, FALSE);
}

/* "7:00 PM EST": the zone has a field of its own */
static gboolean
parse_before_zone (HrFeedReading *self, const char *text, const char *name, int *ret_minute, int *ret_end)
{
  for (const char *space = strchr (text, ' '); space != NULL; space = strchr (space + 1, ' '))
    {
      g_autofree char *before = g_strndup (text, (gsize)(space - text));

      if (hr_feed_parse_zone (space + 1) != NULL && hr_feed_parse_time (before, ret_minute, ret_end))
        {
          g_autofree char *quoted = hr_feed_quote (text);

          hr_feed_repair (self, _ ("%s %s holds a time zone; only the time was read"), name, quoted);
          return TRUE;
        }
    }
  return FALSE;
}

/* Returns -1 when there is no usable time */
static int
read_time (HrFeedReading *self, const json_t *value, const json_t *half, const char *name, int *ret_end)
{
  g_autofree char *text = time_text (self, value, name);
  g_autofree char *suffix = text != NULL && half != NULL ? hr_feed_plain (half) : NULL;
  g_autofree char *quoted = NULL;
  int minute;

  *ret_end = -1;
  if (text == NULL)
    return -1;
  if (suffix != NULL)
    {
      char *both = g_strconcat (text, " ", suffix, NULL);

      g_free (text);
      text = both;
    }
  if (hr_feed_parse_time (text, &minute, ret_end) || parse_before_zone (self, text, name, &minute, ret_end))
    {
      if (minute == DAY_MINUTES && ret_end != NULL && strcmp (name, "time") == 0)
        hr_feed_repair (self, _ ("time \"24:00\" was read as 00:00 of the next day"));
      return minute;
    }
  quoted = hr_feed_quote (text);
  hr_feed_repair (self, _ ("%s %s is no time; left out"), name, quoted);
  return -1;
}

/* From the end, else from the duration; 0 = unknown */
static int
read_length (HrFeedReading *self, json_t **values, int start, int end)
{
  g_autofree char *text = NULL;
  int given = -1, ignored, length = 0;

  if (values[HR_GUIDE_END_TIME] != NULL)
    given = read_time (self, values[HR_GUIDE_END_TIME], NULL, "end_time", &ignored);
  if (given < 0)
    given = end;
  if (given >= 0)
    length = (given - start % DAY_MINUTES + 2 * DAY_MINUTES) % DAY_MINUTES;
  if (given >= 0 && given < start && length > NOTABLE_MINUTES)
    hr_feed_repair (self, _ ("end_time %02d:%02d lies before time %02d:%02d; it was read as the next day (%d hours)"),
                    given / 60, given % 60, start / 60, start % 60, (length + 30) / 60);
  if (length > 0 || values[HR_GUIDE_DURATION] == NULL)
    return length;
  text = json_is_boolean (values[HR_GUIDE_DURATION])
             ? NULL
             : hr_feed_text (self, values[HR_GUIDE_DURATION], "duration", FALSE);
  if (text != NULL && !hr_feed_parse_length (text, &length))
    {
      g_autofree char *quoted = hr_feed_quote (text);

      hr_feed_repair (self, _ ("duration %s is no length up to 24 hours; left out"), quoted);
      length = 0;
    }
  return length;
}

void
hr_meeting_guide_read_schedule (HrFeedReading *self, HrRecord *meeting, json_t **values)
{
  HrFeedDays days;
  const gboolean has_day = read_days (self, values[HR_GUIDE_DAY], &days);
  int end;
  const int start = read_time (self, values[HR_GUIDE_TIME], values[HR_GUIDE_HALF], "time", &end);
  const gboolean asked = json_is_array (values[HR_GUIDE_DAY])
                             ? json_array_size (values[HR_GUIDE_DAY]) > 0
                             : json_is_number (values[HR_GUIDE_DAY]) || json_string_length (values[HR_GUIDE_DAY]) > 0;

  if (has_day && start >= 0)
    hr_feed_take_week (self, meeting, days.mask, days.nth, start, read_length (self, values, start, end));
  else if (has_day)
    hr_feed_repair (self, _ ("there is a day but no usable time; the meeting is by appointment"));
  else if (start >= 0)
    hr_feed_repair (self, _ ("there is a time but no usable day; the meeting is by appointment"));
  else if (asked && values[HR_GUIDE_TIME] != NULL)
    hr_feed_repair (self, _ ("neither day nor time is usable; the meeting is by appointment"));
}
