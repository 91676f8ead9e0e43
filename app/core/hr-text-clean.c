/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cleaning works on the end of what is already clean: when a ";" or ">" arrives, it looks back for a reference or a tag
 * that now ends there and takes it off. So "&amp;lt;b&amp;gt;" unwraps however often it was encoded, in one pass and in
 * linear time, and cleaning twice changes nothing. */
#define G_LOG_DOMAIN "handrail-core"

#include "handrail/core/hr-text.h"
#include "hr-text-private.h"

#include <string.h>

/* The longest reference worth looking back for: "&thetasym;", "&#x0010FFFF;" */
#define REFERENCE_BYTES 16
#define TAG_BYTES 4096
/* A ">" in a quoted attribute does not end its tag; a tag that swallows more of them than this is none. */
#define TAG_TRIES 32

typedef struct
{
  gsize start;
  guint tries;
} Candidate;

typedef struct
{
  GString *out;
  gboolean markup;
  gboolean multiline;
  gboolean changed;
  gunichar last;      /* the last character of the text itself, before markup was taken off */
  GArray *candidates; /* of Candidate: each "<" in out that may still become a tag */
  gssize comment;     /* where in out a comment begins, or -1 */
  gssize hidden;      /* where in out the content of <script> or <style> begins, or -1 */
} Cleaner;

/* Only these count as markup, so that "<3", "a < b" and "<ask for Sam>" stay. Sorted. */
static const char *const inline_tags[] = {
  "a",     "abbr",   "acronym", "address", "audio",  "b",      "base",   "bdi",   "bdo",    "big",    "body",  "button",
  "canvas", "cite",  "code",    "data",    "del",    "dfn",    "em",     "embed", "font",   "form",   "head",  "html",
  "i",     "iframe", "img",     "input",   "ins",    "kbd",    "label",  "link",  "map",    "mark",   "meta",  "meter",
  "noscript", "o:p", "object",  "option",  "param",  "path",   "picture", "q",    "s",      "samp",   "select",
  "small", "source", "span",    "strike",  "strong", "sub",    "summary", "sup",  "svg",    "tbody",  "template",
  "textarea", "tfoot", "thead", "time",    "title",  "tt",     "u",      "var",   "video",  "wbr",
};
static const char *const block_tags[] = {
  "article", "aside", "blockquote", "br", "center", "dd",      "details", "div", "dl",    "dt", "fieldset",
  "figcaption", "figure", "footer", "h1", "h2",     "h3",      "h4",      "h5",  "h6",    "header", "hr",
  "li",      "main",  "nav",        "ol", "p",      "pre",     "section", "table", "tr",  "ul",
};
static const char *const cell_tags[] = { "td", "th" };
static const char *const hidden_tags[] = { "script", "style" };

typedef enum
{
  TAG_NONE,   /* not markup */
  TAG_OPEN,   /* could be, when a later ">" ends it */
  TAG_INLINE, /* leaves nothing behind */
  TAG_CELL,   /* leaves a space */
  TAG_BLOCK,  /* leaves a line break */
  TAG_HIDE,   /* begins content that nobody reads */
  TAG_SHOW,   /* ends it */
} TagKind;

static void append_character (Cleaner *self, gunichar c);

static gboolean
is_listed (const char *const *list, gsize n, const char *name)
{
  for (gsize i = 0; i < n; i++)
    if (strcmp (list[i], name) == 0)
      return TRUE;
  return FALSE;
}

static TagKind
kind_of_name (const char *name, gboolean closing)
{
  if (is_listed (block_tags, G_N_ELEMENTS (block_tags), name))
    return TAG_BLOCK;
  if (is_listed (inline_tags, G_N_ELEMENTS (inline_tags), name))
    return TAG_INLINE;
  if (is_listed (cell_tags, G_N_ELEMENTS (cell_tags), name))
    return TAG_CELL;
  if (is_listed (hidden_tags, G_N_ELEMENTS (hidden_tags), name))
    return closing ? TAG_SHOW : TAG_HIDE;
  return TAG_NONE;
}

/* @tag begins with "<" and ends with ">" */
static TagKind
classify_tag (const char *tag, gsize length)
{
  char name[16];
  gsize n = 0;
  gsize i = 1;
  gboolean closing = tag[1] == '/';
  TagKind kind;
  char quote = '\0';

  if (tag[1] == '!' || tag[1] == '?')
    return length > 3 && (g_ascii_isalpha (tag[2]) || tag[2] == '[') ? TAG_INLINE : TAG_NONE;
  if (closing)
    i++;
  while (i < length && (g_ascii_isalnum (tag[i]) || tag[i] == ':') && n < sizeof name - 1)
    name[n++] = g_ascii_tolower (tag[i++]);
  name[n] = '\0';
  if (n == 0 || !(tag[i] == '>' || tag[i] == '/' || g_ascii_isspace (tag[i])))
    return TAG_NONE;
  kind = kind_of_name (name, closing);
  if (kind == TAG_NONE)
    return TAG_NONE;
  for (; i < length - 1; i++)
    if (quote == '\0' && (tag[i] == '"' || tag[i] == '\'') && i > 0 && tag[i - 1] == '=')
      quote = tag[i];
    else if (tag[i] == quote)
      quote = '\0';
  return quote == '\0' ? kind : TAG_OPEN;
}

static void
truncate_to (Cleaner *self, gsize length)
{
  g_string_truncate (self->out, length);
  while (self->candidates->len > 0
         && g_array_index (self->candidates, Candidate, self->candidates->len - 1).start >= length)
    g_array_set_size (self->candidates, self->candidates->len - 1);
  if (self->comment >= (gssize) length)
    self->comment = -1;
  if (self->hidden > (gssize) length)
    self->hidden = -1;
  self->changed = TRUE;
}

static void
append_break (Cleaner *self, gboolean line)
{
  append_character (self, line ? '\n' : ' ');
}

static void
remove_tag (Cleaner *self, gsize start, TagKind kind)
{
  if (kind == TAG_SHOW && self->hidden >= 0)
    {
      truncate_to (self, (gsize) self->hidden);
      self->hidden = -1;
      return;
    }
  truncate_to (self, start);
  if (kind == TAG_HIDE && self->hidden < 0)
    self->hidden = (gssize) start;
  else if (kind == TAG_BLOCK || kind == TAG_CELL)
    append_break (self, kind == TAG_BLOCK);
}

static gboolean
ends_comment (const Cleaner *self)
{
  const GString *out = self->out;

  return self->comment >= 0 && out->len >= (gsize) self->comment + strlen ("<!---->")
         && strcmp (out->str + out->len - 3, "-->") == 0;
}

/* Called when ">" has just been appended */
static void
reduce_tag (Cleaner *self)
{
  if (ends_comment (self))
    {
      gsize start = (gsize) self->comment;

      self->comment = -1;
      truncate_to (self, start);
      return;
    }

  for (guint i = self->candidates->len; i > 0; i--)
    {
      Candidate *candidate = &g_array_index (self->candidates, Candidate, i - 1);
      gsize length = self->out->len - candidate->start;
      TagKind kind = TAG_NONE;

      if (strncmp (self->out->str + candidate->start, "<!--", 4) == 0)
        return;
      if (length <= TAG_BYTES)
        kind = classify_tag (self->out->str + candidate->start, length);
      if (kind == TAG_OPEN && ++candidate->tries < TAG_TRIES)
        return;
      if (kind != TAG_NONE && kind != TAG_OPEN)
        {
          remove_tag (self, candidate->start, kind);
          return;
        }
      g_array_remove_index (self->candidates, i - 1);
    }
}

static gunichar
parse_number (const char *digits, gsize length)
{
  /* What browsers make of the references 128…159: they meant Windows-1252. */
  static const guint16 windows_1252[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
  };
  gboolean hex = length > 0 && (digits[0] == 'x' || digits[0] == 'X');
  guint32 value = 0;
  gsize i = hex ? 1 : 0;

  if (i == length)
    return G_MAXUINT32;
  for (; i < length; i++)
    {
      int digit = hex ? g_ascii_xdigit_value (digits[i]) : g_ascii_digit_value (digits[i]);

      if (digit < 0 || value > 0x10FFFF)
        return G_MAXUINT32;
      value = value * (hex ? 16 : 10) + (guint32) digit;
    }
  if (value >= 128 && value <= 159)
    return windows_1252[value - 128];
  return g_unichar_validate (value) ? value : 0;
}

/* Called when ";" has just been appended */
static void
reduce_reference (Cleaner *self)
{
  const char *text = self->out->str;
  gsize end = self->out->len - 1;
  gsize lowest = end > REFERENCE_BYTES ? end - REFERENCE_BYTES : 0;
  gsize amp = end;
  gunichar c;

  while (amp > lowest && (g_ascii_isalnum (text[amp - 1]) || text[amp - 1] == '#'))
    amp--;
  if (amp == 0 || amp == end || text[amp - 1] != '&')
    return;
  if (text[amp] == '#')
    {
      c = parse_number (text + amp + 1, end - amp - 1);
      if (c == G_MAXUINT32)
        return;
    }
  else
    {
      c = hr_text_entity (text + amp, end - amp);
      if (c == 0)
        return;
    }
  truncate_to (self, amp - 1);
  if (c != 0)
    append_character (self, c);
}

/* Invisible characters that change what a reader sees or that defeat a comparison */
static gboolean
is_unwanted (gunichar c)
{
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0xAD || c == 0x61C || c == 0x180E || c == 0x200B || c == 0x200E
         || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF
         || (c >= 0xFFF9 && c <= 0xFFFD) || (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF)
         || (c >= 0xE0000 && c <= 0xE007F);
}

/* Persian, Hindi and emoji families are written with joiners; in other places they only hide. */
static gboolean
wants_joiner (gunichar previous)
{
  /* Only scripts whose letters stay among themselves when composed: else cleaning twice would take away what the first
   * time left. */
  return (((previous >= 0x600 && previous < 0x10A0) || (previous >= 0x1780 && previous < 0x1C80))
          && (g_unichar_isalpha (previous) || g_unichar_ismark (previous)))
         || previous == 0xFE0F || (previous >= 0x2600 && previous <= 0x27BF) || previous >= 0x1F000;
}

static void
append_white (Cleaner *self, gboolean line)
{
  GString *out = self->out;
  gsize breaks = 0;

  self->last = ' ';
  if (!line || !self->multiline)
    {
      if (out->len > 0 && out->str[out->len - 1] != ' ' && out->str[out->len - 1] != '\n')
        g_string_append_c (out, ' ');
      return;
    }
  while (out->len > 0 && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
  while (breaks < out->len && out->str[out->len - 1 - breaks] == '\n')
    breaks++;
  if (out->len > 0 && breaks < 2)
    g_string_append_c (out, '\n');
}

/* After these nothing has to be looked at. */
static gboolean
is_harmless (gunichar c)
{
  return c > 0x20 && c < 0x7F && c != ';' && c != '<' && c != '>' && c != '-';
}

static void
append_character (Cleaner *self, gunichar c)
{
  if (is_harmless (c))
    {
      self->last = c;
      g_string_append_c (self->out, (char) c);
      return;
    }
  /* The characters whose canonical form is ASCII: NFC would make them appear behind our back. */
  if (c == 0x37E)
    c = ';';
  else if (c == 0x1FEF)
    c = '`';
  else if (c == 0x212A)
    c = 'K';

  if (c == '\n' || c == 0x85 || c == 0x2028 || c == 0x2029 || c == '\v' || c == '\f')
    {
      append_white (self, TRUE);
      return;
    }
  if (c == '\t' || c == '\r' || g_unichar_type (c) == G_UNICODE_SPACE_SEPARATOR)
    {
      append_white (self, FALSE);
      return;
    }
  /* A mark at the very beginning would join whatever is later put before the text, such as the "=" of "en=". */
  if (is_unwanted (c) || ((c == 0x200C || c == 0x200D) && !wants_joiner (self->last))
      || (self->out->len == 0 && g_unichar_ismark (c)))
    {
      self->changed = TRUE;
      return;
    }
  self->last = c;
  if (c >= 0x80)
    {
      g_string_append_unichar (self->out, c);
      return;
    }
  g_string_append_c (self->out, (char) c);
  if (!self->markup)
    return;
  if (c == ';')
    reduce_reference (self);
  else if (c == '<')
    {
      Candidate candidate = { self->out->len - 1, 0 };

      g_array_append_val (self->candidates, candidate);
    }
  else if (c == '>')
    reduce_tag (self);
  else if (c == '-' && self->comment < 0 && self->out->len >= 4
           && strcmp (self->out->str + self->out->len - 4, "<!--") == 0)
    self->comment = (gssize) self->out->len - 4;
}

/* Most names in a feed: printable ASCII with single spaces inside and nothing to decode */
static gboolean
is_clean_already (const char *text, gboolean markup)
{
  char previous = ' ';

  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p < 0x20 || *p > 0x7E || (*p == ' ' && previous == ' ') || (markup && (*p == '<' || *p == '&')))
        return FALSE;
      previous = *p;
    }
  return previous != ' ' || text[0] == '\0';
}

static char *
clean (const char *text, gboolean markup, gboolean multiline, gboolean *ret_changed)
{
  Cleaner self = { .markup = markup, .multiline = multiline, .last = ' ', .comment = -1, .hidden = -1 };
  g_autofree char *valid = NULL;
  g_autofree char *composed = NULL;
  char *result;

  if (ret_changed != NULL)
    *ret_changed = FALSE;
  if (is_clean_already (text, markup))
    return g_strdup (text);

  if (!g_utf8_validate (text, -1, NULL))
    {
      text = valid = g_utf8_make_valid (text, -1);
      self.changed = TRUE;
    }
  self.out = g_string_sized_new (strlen (text) + 1);
  self.candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (p[0] == '\r' && p[1] == '\n')
        continue;
      append_character (&self, p[0] == '\r' ? '\n' : g_utf8_get_char (p));
    }
  while (self.out->len > 0 && (self.out->str[self.out->len - 1] == ' ' || self.out->str[self.out->len - 1] == '\n'))
    g_string_truncate (self.out, self.out->len - 1);
  g_array_unref (self.candidates);
  if (ret_changed != NULL)
    *ret_changed = self.changed;
  composed = g_string_free (self.out, FALSE);
  if (g_str_is_ascii (composed))
    return g_steal_pointer (&composed);
  result = g_utf8_normalize (composed, -1, G_NORMALIZE_NFC);
  return result != NULL ? result : g_steal_pointer (&composed);
}

static char *
clean_once (const char *text, gboolean multiline, gboolean *ret_changed)
{
  g_return_val_if_fail (text != NULL, NULL);
  return clean (text, TRUE, multiline, ret_changed);
}

char *
hr_text_tidy (const char *text, gboolean multiline)
{
  g_return_val_if_fail (text != NULL, NULL);
  return clean (text, FALSE, multiline, NULL);
}

/* What was taken out can leave neighbours that read as markup now: clean until nothing changes. Each round only shortens. */
#define CLEAN_ROUNDS 8

char *
hr_text_clean (const char *text, gboolean multiline, gboolean *ret_changed)
{
  gboolean changed = FALSE;
  char *cleaned = clean_once (text, multiline, &changed);

  for (guint i = 0; changed && i < CLEAN_ROUNDS; i++)
    {
      gboolean again = FALSE;
      char *next = clean_once (cleaned, multiline, &again);

      if (g_str_equal (next, cleaned))
        i = CLEAN_ROUNDS;
      g_free (cleaned);
      cleaned = next;
    }
  if (ret_changed != NULL)
    *ret_changed = changed;
  return cleaned;
}
