/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-feed"

#include "handrail/feed/hr-json.h"

#include <jansson.h>
#include <math.h>
#include <string.h>

/* Every value is written at once: a tree of an export of 200,000 meetings would need gigabytes. jansson escapes
 * strings and formats numbers. */
struct _HrJson
{
  GString *text;
  GString *open; /* '{' and '[' of what is not ended yet */
  gboolean comma;
};

/* so many decimals of a double are exact; with seven of them after the point it reaches 99,999,999 */
#define REAL_FLAGS (JSON_ENCODE_ANY | JSON_REAL_PRECISION (15))

static int
append_cb (const char *buffer, size_t size, void *user_data)
{
  g_string_append_len (user_data, buffer, (gssize)size);
  return 0;
}

static void
dump (HrJson *self, json_t *value)
{
  g_assert (value != NULL);
  if (json_dump_callback (value, append_cb, self->text, REAL_FLAGS) != 0)
    g_error ("jansson could not write a value");
  json_decref (value);
}

static void
dump_string (HrJson *self, const char *value)
{
  json_t *string = json_string (value);

  if (string == NULL)
    {
      g_autofree char *valid = g_utf8_make_valid (value, -1);

      string = json_string (valid);
    }
  dump (self, string);
}

static void
begin_value (HrJson *self, const char *key)
{
  gboolean in_object = self->open->len > 0 && self->open->str[self->open->len - 1] == '{';

  /* a key where none belongs, or none where one does, is a programming mistake */
  g_assert (in_object == (key != NULL));
  g_assert (self->open->len > 0 || self->text->len == 0);

  if (self->comma)
    g_string_append_c (self->text, ',');
  if (key != NULL)
    {
      dump_string (self, key);
      g_string_append_c (self->text, ':');
    }
  self->comma = TRUE;
}

static void
begin_container (HrJson *self, const char *key, char bracket)
{
  begin_value (self, key);
  g_string_append_c (self->text, bracket);
  g_string_append_c (self->open, bracket);
  self->comma = FALSE;
}

static void
new_line (GString *out, guint indent, guint depth)
{
  g_string_append_c (out, '\n');
  for (guint i = 0; i < indent * depth; i++)
    g_string_append_c (out, ' ');
}

/* the text is our own and valid: brackets, commas and colons outside of strings are all there is to look at */
static char *
indent_text (const GString *text, guint indent)
{
  g_autoptr (GString) out = g_string_sized_new (text->len + text->len / 2);
  guint depth = 0;

  for (const char *c = text->str; *c != '\0'; c++)
    {
      if (*c == '"')
        {
          const char *start = c;

          for (c++; *c != '"'; c++)
            c += *c == '\\' ? 1 : 0;
          g_string_append_len (out, start, c - start + 1);
          continue;
        }
      if (*c == '}' || *c == ']')
        {
          depth--;
          if (c[-1] != '{' && c[-1] != '[')
            new_line (out, indent, depth);
        }
      g_string_append_c (out, *c);
      if (*c == '{' || *c == '[')
        {
          depth++;
          if (c[1] != '}' && c[1] != ']')
            new_line (out, indent, depth);
        }
      else if (*c == ',')
        {
          new_line (out, indent, depth);
        }
      else if (*c == ':')
        {
          g_string_append_c (out, ' ');
        }
    }
  g_string_append_c (out, '\n');
  return g_string_free (g_steal_pointer (&out), FALSE);
}

HrJson *
hr_json_new (void)
{
  HrJson *self = g_new0 (HrJson, 1);

  self->text = g_string_new (NULL);
  self->open = g_string_new (NULL);
  return self;
}

void
hr_json_free (HrJson *self)
{
  if (self == NULL)
    return;
  g_string_free (self->text, TRUE);
  g_string_free (self->open, TRUE);
  g_free (self);
}

void
hr_json_begin_object (HrJson *self, const char *key)
{
  begin_container (self, key, '{');
}

void
hr_json_begin_array (HrJson *self, const char *key)
{
  begin_container (self, key, '[');
}

void
hr_json_end (HrJson *self)
{
  g_return_if_fail (self->open->len > 0);

  g_string_append_c (self->text, self->open->str[self->open->len - 1] == '{' ? '}' : ']');
  g_string_truncate (self->open, self->open->len - 1);
  self->comma = TRUE;
}

void
hr_json_string (HrJson *self, const char *key, const char *value)
{
  if (value == NULL)
    {
      hr_json_null (self, key);
      return;
    }
  begin_value (self, key);
  dump_string (self, value);
}

void
hr_json_integer (HrJson *self, const char *key, gint64 value)
{
  begin_value (self, key);
  dump (self, json_integer (value));
}

void
hr_json_number (HrJson *self, const char *key, double value)
{
  double rounded;

  if (!isfinite (value))
    {
      hr_json_null (self, key);
      return;
    }
  rounded = fabs (value) < 1e8 ? round (value * 1e7) / 1e7 : value;
  begin_value (self, key);
  if (rounded == floor (rounded) && fabs (rounded) < 1e15)
    dump (self, json_integer ((json_int_t)rounded));
  else if (fabs (rounded) < 1e-4)
    {
      /* jansson would fall into exponents, which some spreadsheets and readers do not take */
      char buffer[G_ASCII_DTOSTR_BUF_SIZE];
      gsize length;

      g_ascii_formatd (buffer, sizeof buffer, "%.7f", rounded);
      length = strlen (buffer);
      while (buffer[length - 1] == '0')
        buffer[--length] = '\0';
      g_string_append (self->text, buffer);
    }
  else
    dump (self, json_real (rounded));
}

void
hr_json_boolean (HrJson *self, const char *key, gboolean value)
{
  begin_value (self, key);
  g_string_append (self->text, value ? "true" : "false");
}

void
hr_json_null (HrJson *self, const char *key)
{
  begin_value (self, key);
  g_string_append (self->text, "null");
}

void
hr_json_strings (HrJson *self, const char *key, const char *const *values)
{
  hr_json_begin_array (self, key);
  for (gsize i = 0; values != NULL && values[i] != NULL; i++)
    hr_json_string (self, NULL, values[i]);
  hr_json_end (self);
}

char *
hr_json_to_string (HrJson *self, guint indent)
{
  g_return_val_if_fail (self->open->len == 0 && self->text->len > 0, NULL);

  if (indent > 0)
    return indent_text (self->text, indent);
  return g_strconcat (self->text->str, "\n", NULL);
}
