/* SPDX-License-Identifier: GPL-3.0-or-later */
/* jansson reads one record at a time from the middle of the buffer (JSON_DISABLE_EOF_CHECK says how far it came), so a
 * feed of 200,000 records never stands in memory as one tree. Only the wrapping around the records is walked here. */
#define G_LOG_DOMAIN "handrail-feed"

#include "hr-feed-source-private.h"

#include "handrail/core/hr-error.h"
#include "hr-feed-guard-private.h"
#include "hr-feed-json-words-private.h"

#include <glib/gi18n-lib.h>

#include <string.h>

/* How deep the records may be wrapped: {"feed": {"entry": [ … ]}} */
#define WRAPPERS 4
/* Numbers beyond 64 bits are read as floating point instead of giving up the whole feed. */
#define FLAGS (JSON_DISABLE_EOF_CHECK | JSON_DECODE_ANY | JSON_ALLOW_NUL)
#define N_MESSAGE_BYTES 200

typedef enum
{
  SHAPE_ARRAY, /* [ {…}, {…} ] */
  SHAPE_LINES, /* {…} {…}: one after the other */
  SHAPE_NONE,  /* an object without a list in it: no records */
} Shape;

struct _HrFeedSource
{
  const char *data;
  gsize length;
  Shape shape;
  gsize first; /* of the first record, or of the "]" of an empty list */
  gsize at;
  gboolean begun, ended;
  gboolean alone; /* nothing may follow the list: it is not inside of anything */
  gboolean call;  /* but ")" */
  json_t *header; /* (nullable): of a table: the names of the columns */
  json_t *formats;
  char *message;
};

typedef struct
{
  gsize at; /* of "[" */
  int rank; /* the lower the better; -1 = none found */
} Candidate;

/* Names under which the records stood in feeds, the surest first. */
static const char *const list_names[] = {
  "meetings", "records", "entry", "items", "rows", "results", "grupos", "groups", "listings", "values", "data",
};

/* jansson stands behind the token that it does not like; people look for its beginning. */
static gsize
token_start (HrFeedSource *self, gsize end, const char *problem)
{
  const char *token = strstr (problem, " near '");
  gsize length;

  if (token == NULL)
    return end > 0 ? end - 1 : 0;
  token += strlen (" near '");
  length = strlen (token) - (g_str_has_suffix (token, "'") ? 1 : 0);
  if (length == 0 || length > end || memcmp (self->data + end - length, token, length) != 0)
    return end > 0 ? end - 1 : 0;
  return end - length;
}

/* Only finds the end; jansson judges what is in between when it is read. Returns 0 when there is no end. */
static gsize
find_end (HrFeedSource *self, gsize at)
{
  guint depth = 0;
  gboolean in_string = FALSE;

  for (gsize i = at; i < self->length; i++)
    {
      const char c = self->data[i];

      if (in_string)
        {
          if (c == '\\')
            i++;
          else if (c == '"')
            in_string = FALSE;
        }
      else if (c == '"')
        in_string = TRUE;
      else if (c == '[' || c == '{')
        depth++;
      else if ((c == ']' || c == '}') && --depth == 0)
        return i + 1;
    }
  return 0;
}

static gboolean
read_escape (const char *text, const char *end, guint *ret_unit)
{
  guint unit = 0;

  if (end - text < 6 || text[0] != '\\' || text[1] != 'u')
    return FALSE;
  for (guint i = 2; i < 6; i++)
    {
      if (!g_ascii_isxdigit (text[i]))
        return FALSE;
      unit = unit * 16 + (guint)g_ascii_xdigit_value (text[i]);
    }
  *ret_unit = unit;
  return TRUE;
}

/* Half of a pair of escapes is what is left when a text was cut in the middle of an emoji. It is no reason to refuse a
 * whole feed: it becomes U+FFFD, which cleaning takes out. */
static json_t *
parse_mended (HrFeedSource *self, gsize at, gsize end, size_t flags)
{
  g_autofree char *copy = g_memdup2 (self->data + at, end - at);
  const char *stop = copy + (end - at);
  json_error_t problem;
  guint unit, next;

  for (char *p = copy; p < stop; p++)
    {
      if (*p != '\\')
        continue;
      if (!read_escape (p, stop, &unit))
        p++;
      else if (unit >= 0xd800 && unit < 0xdc00 && read_escape (p + 6, stop, &next) && next >= 0xdc00 && next < 0xe000)
        p += 11;
      else
        {
          if (unit >= 0xd800 && unit < 0xe000)
            memcpy (p + 2, "fffd", 4);
          p += 5;
        }
    }
  return json_loadb (copy, end - at, flags, &problem);
}

static json_t *
parse (HrFeedSource *self, gsize at, gsize *ret_end, gboolean *ret_repeated, GError **error)
{
  json_error_t problem;
  json_t *value;
  size_t flags = FLAGS | JSON_REJECT_DUPLICATES;
  gboolean mended = FALSE;
  g_autofree char *text = NULL;
  g_autofree char *words = NULL;

  for (;;)
    {
      value = json_loadb (self->data + at, self->length - at, flags, &problem);
      if (value != NULL)
        {
          *ret_end = at + (gsize)problem.position;
          if (ret_repeated != NULL)
            *ret_repeated = (flags & JSON_REJECT_DUPLICATES) == 0;
          return value;
        }
      if (json_error_code (&problem) == json_error_duplicate_key && (flags & JSON_REJECT_DUPLICATES) != 0)
        flags &= ~(size_t)JSON_REJECT_DUPLICATES;
      else if (json_error_code (&problem) == json_error_numeric_overflow && (flags & JSON_DECODE_INT_AS_REAL) == 0)
        flags |= JSON_DECODE_INT_AS_REAL;
      else if (!mended && g_str_has_prefix (problem.text, "invalid Unicode"))
        {
          mended = TRUE;
          *ret_end = self->data[at] == '{' || self->data[at] == '[' ? find_end (self, at) : 0;
          value = *ret_end != 0 ? parse_mended (self, at, *ret_end, flags & ~(size_t)JSON_REJECT_DUPLICATES) : NULL;
          if (value != NULL)
            return value;
        }
      else
        break;
    }
  if (json_error_code (&problem) == json_error_premature_end_of_input)
    {
      hr_feed_set_error_at (error, self->data, self->length,
                            _ ("the file ends in the middle of a record; it was cut off. Fetch the feed again."));
      return NULL;
    }
  text = g_utf8_make_valid (problem.text, -1);
  words = hr_feed_json_words (text);
  hr_feed_set_error_at (error, self->data, token_start (self, at + (gsize)MAX (problem.position, 0), problem.text),
                        _ ("this is no valid JSON: %s."), words);
  return NULL;
}

static gsize
skip_space (HrFeedSource *self, gsize at)
{
  return hr_feed_skip_space (self->data, self->length, at);
}

static gboolean
set_structure_error (HrFeedSource *self, gsize at, const char *expected, GError **error)
{
  if (at >= self->length)
    hr_feed_set_error_at (error, self->data, self->length,
                          _ ("the file ends here, but %s is expected; it was cut off. Fetch the feed again."),
                          expected);
  else
    hr_feed_set_error_at (error, self->data, at, _ ("this is no valid JSON: %s is expected."), expected);
  return FALSE;
}

static int
rank_list (HrFeedSource *self, const char *name, gsize at)
{
  gsize inner = skip_space (self, at + 1);
  const char first = inner < self->length ? self->data[inner] : '\0';

  if (first != '{' && first != '[' && first != ']')
    return -1;
  for (guint i = 0; i < G_N_ELEMENTS (list_names); i++)
    if (g_ascii_strcasecmp (name, list_names[i]) == 0)
      return (int)i;
  if (first == '{')
    return strcmp (name, "formats") == 0 ? 200 : 100;
  return -1;
}

static gboolean walk_object (HrFeedSource *self, gsize at, guint wrappers, Candidate *best, gsize *ret_end,
                             GError **error);

static void
remember_member (HrFeedSource *self, const char *name, const json_t *value)
{
  const char *text = json_is_string (value) ? json_string_value (value) : NULL;

  if (text != NULL && self->message == NULL
      && (g_ascii_strcasecmp (name, "error") == 0 || g_ascii_strcasecmp (name, "message") == 0))
    self->message = g_strndup (text, N_MESSAGE_BYTES);
}

/* The value of one member: a list that may hold the records, an object that may hold such a list, or anything else. */
static gboolean
walk_member (HrFeedSource *self, const char *name, gsize at, guint wrappers, Candidate *best, gsize *ret_end,
             GError **error)
{
  json_t *value;
  int rank;

  if (at < self->length && self->data[at] == '{' && wrappers > 1)
    return walk_object (self, at, wrappers - 1, best, ret_end, error);
  rank = at < self->length && self->data[at] == '[' ? rank_list (self, name, at) : -1;
  if (rank >= 0 && (best->rank < 0 || rank < best->rank))
    {
      const gsize end = find_end (self, at);

      *best = (Candidate){ .at = at, .rank = rank };
      if (end != 0 && strcmp (name, "formats") != 0)
        {
          *ret_end = end;
          return TRUE;
        }
    }
  value = parse (self, at, ret_end, NULL, error);
  if (value == NULL)
    return FALSE;
  if (strcmp (name, "formats") == 0 && json_is_array (value) && self->formats == NULL)
    self->formats = json_incref (value);
  remember_member (self, name, value);
  json_decref (value);
  return TRUE;
}

static gboolean
walk_object (HrFeedSource *self, gsize at, guint wrappers, Candidate *best, gsize *ret_end, GError **error)
{
  gboolean first = TRUE;

  for (at = skip_space (self, at + 1);; at = skip_space (self, at + 1))
    {
      g_autofree char *name = NULL;
      json_t *key;

      if (first && at < self->length && self->data[at] == '}')
        break;
      first = FALSE;
      if (at >= self->length || self->data[at] != '"')
        return set_structure_error (self, at, _ ("the name of a field in quotes"), error);
      key = parse (self, at, &at, NULL, error);
      if (key == NULL)
        return FALSE;
      name = g_strdup (json_string_value (key));
      json_decref (key);
      at = skip_space (self, at);
      if (at >= self->length || self->data[at] != ':')
        return set_structure_error (self, at, "\":\"", error);
      if (!walk_member (self, name, skip_space (self, at + 1), wrappers, best, &at, error))
        return FALSE;
      at = skip_space (self, at);
      if (at < self->length && self->data[at] == '}')
        break;
      if (at >= self->length || self->data[at] != ',')
        return set_structure_error (self, at, _ ("\",\" or \"}\""), error);
    }
  *ret_end = at + 1;
  return TRUE;
}

/* A meeting itself, not something around meetings: then the file holds one object per line. */
static gboolean
is_record (HrFeedSource *self, gsize at, GError **error)
{
  static const char *const names[] = { "slug", "name", "day", "time", "id_bigint", "weekday_tinyint", "startTime" };
  json_t *value;
  gsize end;
  guint n = 0;

  value = parse (self, at, &end, NULL, error);
  if (value == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    n += json_object_get (value, names[i]) != NULL;
  json_decref (value);
  return n >= 2;
}

/* The first record, and nothing but white space and ")" behind the last */
static gboolean
check_rest (HrFeedSource *self, gsize at, GError **error)
{
  at = skip_space (self, at);
  if (self->call && at < self->length && self->data[at] == ')')
    at = skip_space (self, at + 1);
  if (self->call && at < self->length && self->data[at] == ';')
    at = skip_space (self, at + 1);
  if (at < self->length)
    {
      hr_feed_set_error_at (error, self->data, at, _ ("something follows the end of the feed."));
      return FALSE;
    }
  return TRUE;
}

static gboolean
open_object (HrFeedSource *self, gsize at, GError **error)
{
  g_autoptr (GError) why = NULL;
  Candidate best = { .rank = -1 };
  gsize end, next;

  if (!walk_object (self, at, WRAPPERS, &best, &end, error))
    return FALSE;
  next = skip_space (self, end);
  if (next < self->length && self->data[next] == ',')
    next = skip_space (self, next + 1);
  if (next < self->length && self->data[next] == '{')
    {
      self->shape = SHAPE_LINES;
      self->first = at;
      return TRUE;
    }
  if (!check_rest (self, end, error))
    return FALSE;
  if (is_record (self, at, &why))
    {
      self->shape = SHAPE_LINES;
      self->first = at;
    }
  else if (why != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&why));
      return FALSE;
    }
  else if (best.rank >= 0)
    {
      self->shape = SHAPE_ARRAY;
      self->first = skip_space (self, best.at + 1);
    }
  else
    self->shape = SHAPE_NONE;
  return TRUE;
}

/* A list of lists is a table: the first one names the columns. */
static gboolean
open_table (HrFeedSource *self, GError **error)
{
  gsize at = self->first, end;

  if (self->shape != SHAPE_ARRAY || at >= self->length || self->data[at] != '[')
    return TRUE;
  self->header = parse (self, at, &end, NULL, error);
  if (self->header == NULL)
    return FALSE;
  if (json_is_object (json_array_get (self->header, 0)) || json_is_array (json_array_get (self->header, 0)))
    {
      hr_feed_set_error_at (
          error, self->data, self->first,
          _ ("this is a list inside of a list. A list of meetings is expected, or a table whose first "
             "row names the columns."));
      return FALSE;
    }
  at = skip_space (self, end);
  if (at < self->length && self->data[at] == ',')
    at = skip_space (self, at + 1);
  else if (at >= self->length || self->data[at] != ']')
    return set_structure_error (self, at, _ ("\",\" or \"]\""), error);
  self->first = at;
  return TRUE;
}

HrFeedSource *
hr_feed_source_new (const char *data, gsize length, guint64 max_bytes, GError **error)
{
  g_autoptr (HrFeedSource) self = g_new0 (HrFeedSource, 1);
  gsize at;

  self->data = data;
  self->length = length;
  if (!hr_feed_guard (data, length, max_bytes, &at, &self->call, error))
    return NULL;
  if (data[at] == '[')
    {
      self->shape = SHAPE_ARRAY;
      self->alone = TRUE;
      self->first = skip_space (self, at + 1);
    }
  else if (!open_object (self, at, error))
    return NULL;
  if (!open_table (self, error))
    return NULL;
  hr_feed_source_rewind (self);
  return g_steal_pointer (&self);
}

void
hr_feed_source_free (HrFeedSource *self)
{
  if (self == NULL)
    return;
  json_decref (self->header);
  json_decref (self->formats);
  g_free (self->message);
  g_free (self);
}

void
hr_feed_source_rewind (HrFeedSource *self)
{
  self->at = self->first;
  self->begun = FALSE;
  self->ended = self->shape == SHAPE_NONE;
}

void
hr_feed_source_get_place (HrFeedSource *self, gsize *ret_done, gsize *ret_total)
{
  *ret_done = self->at;
  *ret_total = self->length;
}

json_t *
hr_feed_source_get_formats (HrFeedSource *self)
{
  return self->formats;
}

gboolean
hr_feed_source_has_list (HrFeedSource *self)
{
  return self->shape != SHAPE_NONE;
}

const char *
hr_feed_source_get_message (HrFeedSource *self)
{
  return self->message;
}

/* A row under its header becomes an object, as the other shapes have it. */
static json_t *
name_cells (HrFeedSource *self, json_t *row)
{
  json_t *record;

  if (self->header == NULL || !json_is_array (row))
    return row;
  record = json_object ();
  for (size_t i = 0; i < json_array_size (row) && i < json_array_size (self->header); i++)
    {
      const char *name = json_string_value (json_array_get (self->header, i));

      if (name != NULL && name[0] != '\0' && json_object_get (record, name) == NULL)
        json_object_set (record, name, json_array_get (row, i));
    }
  json_decref (row);
  return record;
}

/* Whether the list ends here; else self->at stands at the next record. */
static gboolean
find_next (HrFeedSource *self, gboolean *ret_end, GError **error)
{
  gsize at = skip_space (self, self->at);
  const char c = at < self->length ? self->data[at] : '\0';

  *ret_end = FALSE;
  if (self->shape == SHAPE_LINES)
    {
      /* a stray comma between the lines is common and harmless */
      if (self->begun && c == ',')
        at = skip_space (self, at + 1);
      *ret_end = at >= self->length || self->data[at] != '{';
      self->at = at;
      return !*ret_end || check_rest (self, at, error);
    }
  if (c == ']')
    {
      *ret_end = TRUE;
      return !self->alone || check_rest (self, at + 1, error);
    }
  if (self->begun)
    {
      if (c != ',')
        return set_structure_error (self, at, _ ("\",\" or \"]\" after a record"), error);
      at = skip_space (self, at + 1);
    }
  self->at = at;
  return TRUE;
}

gboolean
hr_feed_source_next (HrFeedSource *self, json_t **ret_record, gboolean *ret_repeated, GError **error)
{
  json_t *value = NULL;

  *ret_repeated = FALSE;
  if (!self->ended && !find_next (self, &self->ended, error))
    return FALSE;
  if (!self->ended)
    {
      value = parse (self, self->at, &self->at, ret_repeated, error);
      if (value == NULL)
        return FALSE;
      value = name_cells (self, value);
      self->begun = TRUE;
    }
  *ret_record = value;
  return TRUE;
}
