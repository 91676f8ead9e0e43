/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-core"

#include "hr-zone-file-private.h"

#include "handrail/core/hr-date.h"

#include <string.h>

#define HEADER_BYTES 44
#define DAY_S 86400
#define ZONE_FOLDER "/usr/share/zoneinfo"

typedef struct
{
  guint32 n_ut, n_std, n_leaps, n_times, n_types, n_chars;
} Header;

/* One end of summer time in a POSIX TZ text: a day of each year and the time on the wall. */
typedef struct
{
  char form; /* M, J, or 0 for a day counted from 0 with leap days */
  int month, week, day;
  int time_s;
} YearDay;

static guint32
read_be32 (const char *bytes)
{
  guint32 value;

  memcpy (&value, bytes, sizeof value);
  return GUINT32_FROM_BE (value);
}

static gint64
read_be64 (const char *bytes)
{
  guint64 value;

  memcpy (&value, bytes, sizeof value);
  return (gint64)GUINT64_FROM_BE (value);
}

static gboolean
read_header (const char *data, gsize length, Header *header)
{
  if (length < HEADER_BYTES || memcmp (data, "TZif", 4) != 0 || data[4] < '2')
    return FALSE;
  header->n_ut = read_be32 (data + 20);
  header->n_std = read_be32 (data + 24);
  header->n_leaps = read_be32 (data + 28);
  header->n_times = read_be32 (data + 32);
  header->n_types = read_be32 (data + 36);
  header->n_chars = read_be32 (data + 40);
  /* real files hold a few hundred of each; the bound keeps the sums below from overflowing */
  return header->n_ut < 65536 && header->n_std < 65536 && header->n_leaps < 65536 && header->n_times < 65536
         && header->n_types > 0 && header->n_types <= 256 && header->n_chars < 65536;
}

static gsize
body_bytes (const Header *header, gsize time_bytes)
{
  return header->n_times * (time_bytes + 1) + header->n_types * (gsize)6 + header->n_chars
         + header->n_leaps * (time_bytes + 4) + header->n_std + header->n_ut;
}

static void
add_span (GArray *spans, gint64 from_s, int offset_s)
{
  HrZoneSpan span = { from_s, offset_s };

  if (spans->len > 0)
    {
      const HrZoneSpan *last = &g_array_index (spans, HrZoneSpan, spans->len - 1);

      if (from_s <= last->from_s || offset_s == last->offset_s)
        return;
    }
  g_array_append_val (spans, span);
}

static gboolean
scan_number (const char **text, int maximum, int *ret_value)
{
  int value = 0;

  if (!g_ascii_isdigit (**text))
    return FALSE;
  for (; g_ascii_isdigit (**text); (*text)++)
    {
      value = value * 10 + (**text - '0');
      if (value > maximum)
        return FALSE;
    }
  *ret_value = value;
  return TRUE;
}

/* [+-]hh[:mm[:ss]] */
static gboolean
scan_time (const char **text, int *ret_seconds)
{
  int sign = 1, hours, minutes = 0, seconds = 0;

  if (**text == '+' || **text == '-')
    sign = *(*text)++ == '-' ? -1 : 1;
  if (!scan_number (text, 167, &hours))
    return FALSE;
  if (**text == ':')
    {
      (*text)++;
      if (!scan_number (text, 59, &minutes))
        return FALSE;
      if (**text == ':')
        {
          (*text)++;
          if (!scan_number (text, 59, &seconds))
            return FALSE;
        }
    }
  *ret_seconds = sign * (hours * 3600 + minutes * 60 + seconds);
  return TRUE;
}

static gboolean
scan_name (const char **text)
{
  const char *start = *text;

  if (**text == '<')
    {
      const char *end = strchr (start, '>');

      if (end == NULL)
        return FALSE;
      *text = end + 1;
      return TRUE;
    }
  while (g_ascii_isalpha (**text))
    (*text)++;
  return *text - start >= 3;
}

/* ",M3.2.0/2", ",J60", ",59/1:30" */
static gboolean
scan_year_day (const char **text, YearDay *day)
{
  if (*(*text)++ != ',')
    return FALSE;
  day->time_s = 7200;
  day->form = 0;
  if (**text == 'M')
    {
      day->form = *(*text)++;
      if (!scan_number (text, 12, &day->month) || *(*text)++ != '.' || !scan_number (text, 5, &day->week)
          || *(*text)++ != '.' || !scan_number (text, 6, &day->day) || day->month < 1 || day->week < 1)
        return FALSE;
    }
  else
    {
      if (**text == 'J')
        day->form = *(*text)++;
      if (!scan_number (text, 365, &day->day))
        return FALSE;
    }
  if (**text == '/')
    {
      (*text)++;
      return scan_time (text, &day->time_s);
    }
  return TRUE;
}

/* seconds since 1970 by the wall of that year's day */
static gint64
year_day_wall_s (const YearDay *day, int year)
{
  HrDate date;

  if (day->form == 'M')
    {
      HrDate first = hr_date_from_ymd (year, day->month, 1);
      int offset = (day->day - hr_date_weekday (first) + 7) % 7 + (day->week - 1) * 7;

      if (offset >= hr_date_days_in_month (year, day->month))
        offset -= 7;
      date = first + offset;
    }
  else
    {
      date = hr_date_from_ymd (year, 1, 1) + day->day;
      if (day->form == 'J')
        date += day->day >= 60 && hr_date_days_in_month (year, 2) == 29 ? 0 : -1;
    }
  return date * (gint64)DAY_S + day->time_s;
}

/* The text after the table says how it goes on: "EST5EDT,M3.2.0,M11.1.0". */
static gboolean
add_footer (GArray *spans, const char *text)
{
  gint64 last_s = g_array_index (spans, HrZoneSpan, spans->len - 1).from_s;
  int standard_s, summer_s, year = 1970;
  YearDay begins, ends;

  if (*text == '\0')
    return TRUE;
  if (!scan_name (&text) || !scan_time (&text, &standard_s))
    return FALSE;
  standard_s = -standard_s; /* POSIX counts west of Greenwich */
  if (*text == '\0')
    {
      add_span (spans, last_s + 1, standard_s);
      return TRUE;
    }
  if (!scan_name (&text))
    return FALSE;
  summer_s = standard_s + 3600;
  if (*text != ',')
    {
      if (!scan_time (&text, &summer_s))
        return FALSE;
      summer_s = -summer_s;
    }
  if (!scan_year_day (&text, &begins) || !scan_year_day (&text, &ends) || *text != '\0')
    return FALSE;

  if (last_s > 0)
    hr_date_to_ymd ((HrDate)MIN (last_s / DAY_S, G_MAXINT32 / 2), &year, NULL, NULL);
  for (; year <= HR_ZONE_TABLE_TO_YEAR; year++)
    {
      gint64 begin_s = year_day_wall_s (&begins, year) - standard_s;
      gint64 end_s = year_day_wall_s (&ends, year) - summer_s;

      add_span (spans, MIN (begin_s, end_s), begin_s < end_s ? summer_s : standard_s);
      add_span (spans, MAX (begin_s, end_s), begin_s < end_s ? standard_s : summer_s);
    }
  return TRUE;
}

GArray *
hr_zone_file_parse (const char *data, gsize length)
{
  g_autoptr (GArray) spans = NULL;
  g_autofree char *footer = NULL;
  const char *times, *indexes, *types, *end;
  Header header;
  gsize skip;

  /* the first body has 32-bit times: step over it */
  if (!read_header (data, length, &header))
    return NULL;
  skip = HEADER_BYTES + body_bytes (&header, 4);
  if (skip > length || !read_header (data + skip, length - skip, &header))
    return NULL;
  data += skip;
  length -= skip;
  if (HEADER_BYTES + body_bytes (&header, 8) + 2 > length)
    return NULL;

  times = data + HEADER_BYTES;
  indexes = times + header.n_times * (gsize)8;
  types = indexes + header.n_times;
  spans = g_array_sized_new (FALSE, FALSE, sizeof (HrZoneSpan), header.n_times + 512);
  add_span (spans, G_MININT64, (int)read_be32 (types));
  for (guint i = 0; i < header.n_times; i++)
    {
      guint type = (guint8)indexes[i];

      if (type >= header.n_types)
        return NULL;
      add_span (spans, read_be64 (times + i * (gsize)8), (int)read_be32 (types + type * (gsize)6));
    }

  data += HEADER_BYTES + body_bytes (&header, 8);
  length -= HEADER_BYTES + body_bytes (&header, 8);
  end = memchr (data + 1, '\n', length - 1);
  if (data[0] != '\n' || end == NULL)
    return NULL;
  footer = g_strndup (data + 1, (gsize)(end - data - 1));
  if (!add_footer (spans, footer))
    return NULL;
  return g_steal_pointer (&spans);
}

/* "right" zones count leap seconds, "posix" ones repeat the others; "localtime" is the device's, not a place */
static gboolean
is_zone_name (const char *id)
{
  if (!g_ascii_isalpha (id[0]) || strlen (id) > 64 || g_str_has_prefix (id, "right/") || g_str_has_prefix (id, "posix/")
      || strcmp (id, "localtime") == 0 || strcmp (id, "posixrules") == 0 || strcmp (id, "Factory") == 0)
    return FALSE;
  for (const char *c = id; *c != '\0'; c++)
    {
      if (!g_ascii_isalnum (*c) && strchr ("_+-/", *c) == NULL)
        return FALSE;
    }
  return TRUE;
}

GArray *
hr_zone_file_read (const char *iana_id)
{
  g_autofree char *path = NULL;
  g_autofree char *data = NULL;
  const char *folder = g_getenv ("TZDIR");
  gsize length;

  if (iana_id == NULL || !is_zone_name (iana_id))
    return NULL;
  if (strcmp (iana_id, "UTC") == 0)
    {
      GArray *spans = g_array_new (FALSE, FALSE, sizeof (HrZoneSpan));

      add_span (spans, G_MININT64, 0);
      return spans;
    }
  path = g_build_filename (folder != NULL && folder[0] == '/' ? folder : ZONE_FOLDER, iana_id, NULL);
  if (!g_file_get_contents (path, &data, &length, NULL))
    return NULL;
  return hr_zone_file_parse (data, length);
}
