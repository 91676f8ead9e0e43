/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-feed"

#include "hr-csv-private.h"

#include "handrail/core/hr-error.h"
#include "handrail/core/hr-text.h"

#include <glib/gi18n-lib.h>

#include <string.h>

#define REPLACEMENT 0xfffd

struct _HrCsv
{
  const char *data;
  gsize length;
  char *converted; /* (nullable): owned text of @data when the file is no UTF-8 */
  const char *encoding;
  gsize first;
  gsize at;
  gsize line_start;
  guint line;
  guint row_line;
  char separator;
  gboolean named;
};

/* 0x80 … 0x9f; what Windows-1252 leaves open is no text */
static const gunichar windows_1252[32] = {
  0x20ac, REPLACEMENT, 0x201a,      0x0192, 0x201e,      0x2026,      0x2020, 0x2021,      0x02c6, 0x2030, 0x0160,
  0x2039, 0x0152,      REPLACEMENT, 0x017d, REPLACEMENT, REPLACEMENT, 0x2018, 0x2019,      0x201c, 0x201d, 0x2022,
  0x2013, 0x2014,      0x02dc,      0x2122, 0x0161,      0x203a,      0x0153, REPLACEMENT, 0x017e, 0x0178,
};

static void
take_text (HrCsv *self, GString *text)
{
  self->length = text->len;
  self->converted = g_string_free (text, FALSE);
  self->data = self->converted;
}

static void
convert_windows (HrCsv *self)
{
  GString *text = g_string_sized_new (self->length + self->length / 8 + 1);

  for (gsize i = 0; i < self->length; i++)
    {
      const guchar c = (guchar)self->data[i];

      if (c < 0x80)
        g_string_append_c (text, (char)c);
      else
        g_string_append_unichar (text, c < 0xa0 ? windows_1252[c - 0x80] : c);
    }
  self->encoding = "Windows-1252";
  take_text (self, text);
}

/* Halves of pairs that stand alone become U+FFFD, as does an odd byte at the end. */
static void
convert_utf16 (HrCsv *self, gboolean big)
{
  const guchar *bytes = (const guchar *)self->data;
  GString *text = g_string_sized_new (self->length / 2 + 1);
  gunichar high = 0;

  for (gsize i = 2; i + 1 < self->length; i += 2)
    {
      const gunichar unit = big ? (gunichar)bytes[i] << 8 | bytes[i + 1] : (gunichar)bytes[i + 1] << 8 | bytes[i];

      if (high != 0 && unit >= 0xdc00 && unit < 0xe000)
        {
          g_string_append_unichar (text, 0x10000 + ((high - 0xd800) << 10) + (unit - 0xdc00));
          high = 0;
          continue;
        }
      if (high != 0)
        g_string_append_unichar (text, REPLACEMENT);
      high = unit >= 0xd800 && unit < 0xdc00 ? unit : 0;
      if (high == 0)
        g_string_append_unichar (text, unit >= 0xdc00 && unit < 0xe000 ? REPLACEMENT : unit);
    }
  if (high != 0 || self->length % 2 != 0)
    g_string_append_unichar (text, REPLACEMENT);
  self->encoding = "UTF-16";
  take_text (self, text);
}

static void
set_error_at (HrCsv *self, gsize at, HrError code, const char *what, GError **error)
{
  g_set_error (error, HR_ERROR, code, _ ("line %u, column %u: %s"), self->line,
               (guint)MIN (at - self->line_start + 1, G_MAXUINT), what);
}

static gboolean
decode (HrCsv *self, GError **error)
{
  const guchar *bytes = (const guchar *)self->data;
  guint line, column;

  self->encoding = "UTF-8";
  if (self->length >= 2 && ((bytes[0] == 0xff && bytes[1] == 0xfe) || (bytes[0] == 0xfe && bytes[1] == 0xff)))
    convert_utf16 (self, bytes[0] == 0xfe);
  else if (memchr (self->data, '\0', self->length) == NULL && !g_utf8_validate_len (self->data, self->length, NULL))
    convert_windows (self);
  if (self->length > 0 && hr_text_find_bad_utf8 (self->data, self->length, &line, &column))
    {
      g_set_error (
          error, HR_ERROR, HR_ERROR_INPUT,
          _ ("line %u, column %u: there is a byte that stands in no text. Save the table as CSV with the character "
             "set UTF-8 and read it again."),
          line, column);
      return FALSE;
    }
  return TRUE;
}

/* Excel writes and reads a line "sep=;" before the header. */
static void
read_named_separator (HrCsv *self)
{
  const char *text = self->data + self->first;

  if (self->length - self->first < 6 || g_ascii_strncasecmp (text, "sep=", 4) != 0
      || (text[5] != '\r' && text[5] != '\n'))
    return;
  if ((guchar)text[4] >= 0x80 || text[4] == '"' || g_ascii_isalnum (text[4]))
    return;
  self->separator = text[4];
  self->named = TRUE;
  self->first += text[5] == '\r' && self->length - self->first > 6 && text[6] == '\n' ? 7 : 6;
}

HrCsv *
hr_csv_new (const char *data, gsize length, guint64 max_bytes, GError **error)
{
  g_autoptr (HrCsv) self = g_new0 (HrCsv, 1);

  self->data = data;
  self->length = length;
  self->separator = ',';
  if (length > max_bytes)
    {
      g_set_error (error, HR_ERROR, HR_ERROR_LIMIT,
                   _ ("The file has %zu bytes; a table may have %zu. Split it into smaller ones."), length, max_bytes);
      return NULL;
    }
  if (!decode (self, error))
    return NULL;
  if (self->length >= 3 && memcmp (self->data, "\xef\xbb\xbf", 3) == 0)
    self->first = 3;
  read_named_separator (self);
  hr_csv_rewind (self);
  return g_steal_pointer (&self);
}

void
hr_csv_free (HrCsv *self)
{
  g_free (self->converted);
  g_free (self);
}

const char *
hr_csv_get_encoding (HrCsv *self)
{
  return self->encoding;
}

char
hr_csv_get_separator (HrCsv *self, gboolean *ret_named)
{
  if (ret_named != NULL)
    *ret_named = self->named;
  return self->separator;
}

void
hr_csv_set_separator (HrCsv *self, char separator)
{
  self->separator = separator;
}

void
hr_csv_rewind (HrCsv *self)
{
  self->at = self->line_start = self->first;
  self->line = self->named ? 2 : 1;
  self->row_line = self->line;
}

guint
hr_csv_get_line (HrCsv *self)
{
  return self->row_line;
}

void
hr_csv_get_place (HrCsv *self, gsize *ret_done, gsize *ret_total)
{
  *ret_done = self->at;
  *ret_total = self->length;
}

/* Steps over one end of a line */
static void
end_line (HrCsv *self)
{
  if (self->data[self->at] == '\r' && self->at + 1 < self->length && self->data[self->at + 1] == '\n')
    self->at++;
  self->at++;
  self->line++;
  self->line_start = self->at;
}

/* Behind the opening quote; line ends inside become LF. */
static gboolean
read_quoted (HrCsv *self, GString *cell, GError **error)
{
  const gsize opened = self->at - 1, opened_start = self->line_start;
  const guint opened_line = self->line;

  while (self->at < self->length)
    {
      const char c = self->data[self->at];

      if (c == '"' && self->at + 1 < self->length && self->data[self->at + 1] == '"')
        {
          g_string_append_c (cell, '"');
          self->at += 2;
        }
      else if (c == '"')
        {
          self->at++;
          return TRUE;
        }
      else if (c == '\r' || c == '\n')
        {
          g_string_append_c (cell, '\n');
          end_line (self);
        }
      else
        {
          g_string_append_c (cell, c);
          self->at++;
        }
      if (cell->len > HR_CSV_MAX_CELL_BYTES)
        break;
    }
  self->line = opened_line;
  self->line_start = opened_start;
  if (cell->len > HR_CSV_MAX_CELL_BYTES)
    set_error_at (self, opened, HR_ERROR_LIMIT,
                  _ ("the cell that begins here has more than a megabyte. Is a quote missing at its end?"), error);
  else
    set_error_at (self, opened, HR_ERROR_INPUT,
                  _ ("a quote begins a cell here and no quote ends it; the file was cut off, or a quote is missing."),
                  error);
  return FALSE;
}

/* Up to, but not including, the separator or the end of the line */
static gboolean
read_cell (HrCsv *self, GString *cell, GError **error)
{
  const gsize begin = self->at;

  if (self->at < self->length && self->data[self->at] == '"')
    {
      self->at++;
      if (!read_quoted (self, cell, error))
        return FALSE;
    }
  while (self->at < self->length)
    {
      const char c = self->data[self->at];

      if (c == self->separator || c == '\r' || c == '\n')
        break;
      g_string_append_c (cell, c);
      self->at++;
      if (cell->len > HR_CSV_MAX_CELL_BYTES)
        {
          set_error_at (self, begin, HR_ERROR_LIMIT, _ ("the cell that begins here has more than a megabyte."), error);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
read_row (HrCsv *self, GPtrArray *cells, gboolean *ret_text, GError **error)
{
  g_autoptr (GString) cell = g_string_new (NULL);

  *ret_text = FALSE;
  self->row_line = self->line;
  for (;;)
    {
      g_string_truncate (cell, 0);
      if (!read_cell (self, cell, error))
        return FALSE;
      if (cells->len == HR_CSV_MAX_CELLS)
        {
          set_error_at (self, self->at, HR_ERROR_LIMIT,
                        _ ("a row has more than 512 cells. This is no table of meetings."), error);
          return FALSE;
        }
      *ret_text = *ret_text || strspn (cell->str, " \t\n") != cell->len;
      g_ptr_array_add (cells, g_strndup (cell->str, cell->len));
      if (self->at >= self->length)
        return TRUE;
      if (self->data[self->at] != self->separator)
        {
          end_line (self);
          return TRUE;
        }
      self->at++;
    }
}

gboolean
hr_csv_next (HrCsv *self, GPtrArray *cells, gboolean *ret_row, GError **error)
{
  gboolean text = FALSE;

  *ret_row = FALSE;
  while (self->at < self->length)
    {
      g_ptr_array_set_size (cells, 0);
      if (!read_row (self, cells, &text, error))
        return FALSE;
      if (text)
        {
          *ret_row = TRUE;
          return TRUE;
        }
    }
  g_ptr_array_set_size (cells, 0);
  return TRUE;
}

void
hr_csv_append_cell (GString *out, const char *text, char separator)
{
  const char special[] = { '"', '\r', '\n', separator, '\0' };

  if (text[0] == '\0')
    return;
  if (strpbrk (text, special) == NULL && !g_ascii_isspace (text[0]) && !g_ascii_isspace (text[strlen (text) - 1]))
    {
      g_string_append (out, text);
      return;
    }
  g_string_append_c (out, '"');
  for (const char *c = text; *c != '\0'; c++)
    {
      if (*c == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *c);
    }
  g_string_append_c (out, '"');
}
