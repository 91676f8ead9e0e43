/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-feed"

#include "hr-feed-ics-private.h"

#include "handrail/core/hr-error.h"

#include <glib/gi18n-lib.h>

#include <string.h>

#define DURATION_MAX_MIN (366 * 1440)

void
hr_ics_lines_init (HrIcsLines *self, const char *data, gsize length)
{
  *self = (HrIcsLines){ .data = data, .length = length, .next_line = 1 };
  if (length >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    self->at = 3;
  self->name = g_string_new (NULL);
  self->parameters = g_string_new (NULL);
  self->value = g_string_new (NULL);
}

void
hr_ics_lines_clear (HrIcsLines *self)
{
  if (self->name == NULL)
    return;
  g_string_free (self->name, TRUE);
  g_string_free (self->parameters, TRUE);
  g_string_free (self->value, TRUE);
  self->name = NULL;
}

/* One line of the file is appended to @text; ends in LF, CR LF or CR. */
static void
take_line (HrIcsLines *self, GString *text)
{
  gsize end = self->at;

  while (end < self->length && self->data[end] != '\n' && self->data[end] != '\r')
    end++;
  g_string_append_len (text, self->data + self->at, (gssize)(end - self->at));
  if (end + 1 < self->length && self->data[end] == '\r' && self->data[end + 1] == '\n')
    end++;
  self->at = MIN (end + 1, self->length);
  self->next_line++;
}

static gboolean
is_folded (const HrIcsLines *self)
{
  return self->at < self->length && (self->data[self->at] == ' ' || self->data[self->at] == '\t');
}

/* The colon that ends the parameters: not one in quotes */
static const char *
find_colon (const char *text)
{
  gboolean quoted = FALSE;

  for (; *text != '\0'; text++)
    {
      if (*text == '"')
        quoted = !quoted;
      else if (*text == ':' && !quoted)
        return text;
    }
  return NULL;
}

static gboolean
split_line (HrIcsLines *self, const char *text)
{
  const gsize name = strcspn (text, ";:");
  const char *colon = find_colon (text + name);

  if (name == 0 || colon == NULL)
    return FALSE;
  g_string_truncate (self->name, 0);
  g_string_append_len (self->name, text, (gssize)name);
  g_string_ascii_up (self->name);
  g_string_truncate (self->parameters, 0);
  if (colon > text + name)
    g_string_append_len (self->parameters, text + name + 1, colon - text - (gssize)name - 1);
  g_string_assign (self->value, colon + 1);
  return TRUE;
}

gboolean
hr_ics_lines_next (HrIcsLines *self, gboolean *ret_more, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  *ret_more = FALSE;
  while (self->at < self->length)
    {
      g_string_truncate (text, 0);
      self->line = self->next_line;
      take_line (self, text);
      while (is_folded (self) && text->len <= HR_ICS_MAX_LINE_BYTES)
        {
          self->at++;
          take_line (self, text);
        }
      if (text->len > HR_ICS_MAX_LINE_BYTES)
        {
          g_set_error (error, HR_ERROR, HR_ERROR_LIMIT,
                       _ ("line %u, column 1: the line has more than a megabyte. This is no calendar of meetings."),
                       self->line);
          return FALSE;
        }
      if (split_line (self, text->str))
        {
          *ret_more = TRUE;
          return TRUE;
        }
    }
  return TRUE;
}

char *
hr_ics_parameter (const char *parameters, const char *name)
{
  const gsize length = strlen (name);
  const char *p = parameters;

  while (*p != '\0')
    {
      const char *begin = p;
      gboolean quoted = FALSE;

      for (; *p != '\0' && (quoted || *p != ';'); p++)
        quoted = *p == '"' ? !quoted : quoted;
      if ((gsize)(p - begin) > length && begin[length] == '=' && g_ascii_strncasecmp (begin, name, length) == 0)
        {
          char *value = g_strndup (begin + length + 1, (gsize)(p - begin) - length - 1);
          gsize n = strlen (value);

          if (n >= 2 && value[0] == '"' && value[n - 1] == '"')
            {
              memmove (value, value + 1, n - 2);
              value[n - 2] = '\0';
            }
          return value;
        }
      p += *p == ';';
    }
  return NULL;
}

char *
hr_ics_text (const char *value)
{
  GString *text = g_string_sized_new (strlen (value));

  for (const char *p = value; *p != '\0'; p++)
    {
      if (*p != '\\' || p[1] == '\0')
        {
          g_string_append_c (text, *p);
          continue;
        }
      p++;
      g_string_append_c (text, *p == 'n' || *p == 'N' ? '\n' : *p);
    }
  return g_string_free (text, FALSE);
}

void
hr_ics_time_clear (HrIcsTime *self)
{
  g_clear_pointer (&self->zone, g_free);
}

static gboolean
read_digits (const char **text, guint n, int *ret_number)
{
  int number = 0;

  for (guint i = 0; i < n; i++)
    {
      if (!g_ascii_isdigit ((*text)[i]))
        return FALSE;
      number = number * 10 + ((*text)[i] - '0');
    }
  *text += n;
  *ret_number = number;
  return TRUE;
}

gboolean
hr_ics_parse_time (const char *text, const char *parameters, HrIcsTime *ret_time)
{
  HrIcsTime time = { .minute = -1 };
  int year, month, day, hour, minute, second;

  while (g_ascii_isspace (*text))
    text++;
  if (!read_digits (&text, 4, &year) || !read_digits (&text, 2, &month) || !read_digits (&text, 2, &day))
    return FALSE;
  time.date = hr_date_from_ymd (year, month, day);
  if (time.date == HR_DATE_NONE || year < 1000)
    return FALSE;
  if (*text == 'T')
    {
      text++;
      if (!read_digits (&text, 2, &hour) || !read_digits (&text, 2, &minute) || !read_digits (&text, 2, &second)
          || hour > 23 || minute > 59 || second > 60)
        return FALSE;
      time.minute = hour * 60 + minute;
      if (*text == 'Z')
        {
          time.zone = g_strdup ("UTC");
          text++;
        }
    }
  while (g_ascii_isspace (*text))
    text++;
  if (*text != '\0')
    {
      hr_ics_time_clear (&time);
      return FALSE;
    }
  if (time.zone == NULL && time.minute >= 0)
    time.zone = hr_ics_parameter (parameters, "TZID");
  *ret_time = time;
  return TRUE;
}

gboolean
hr_ics_parse_duration (const char *text, int *ret_minutes)
{
  gint64 minutes = 0;
  gboolean time = FALSE, any = FALSE;

  text += *text == '+';
  if (*text++ != 'P')
    return FALSE;
  for (; *text != '\0'; text++)
    {
      gint64 n = 0;

      if (*text == 'T' && !time)
        {
          time = TRUE;
          continue;
        }
      if (!g_ascii_isdigit (*text))
        return FALSE;
      for (; g_ascii_isdigit (*text); text++)
        n = MIN (n * 10 + (*text - '0'), DURATION_MAX_MIN * 60);
      any = TRUE;
      if (*text == 'W' && !time)
        minutes += n * 7 * 1440;
      else if (*text == 'D' && !time)
        minutes += n * 1440;
      else if (*text == 'H' && time)
        minutes += n * 60;
      else if (*text == 'M' && time)
        minutes += n;
      else if (*text == 'S' && time)
        minutes += n / 60;
      else
        return FALSE;
      if (minutes > DURATION_MAX_MIN)
        return FALSE;
    }
  *ret_minutes = (int)minutes;
  return any;
}
