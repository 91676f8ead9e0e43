/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text as words and sentences. */
#define G_LOG_DOMAIN "handrail-service"

#include "hr-reading-private.h"

#include <string.h>

#define RIGHT_QUOTE 0x2019
#define ELLIPSIS 0x2026
#define TILDE_ABOVE 0x303

typedef struct
{
  const char *text;
  const char *end;
  const char *p;
  guint chars;
  GArray *tokens;
  guint sentence;
  gboolean sentence_has_words;
} Scanner;

HrTongue
hr_tongue_from_tag (const char *language)
{
  gsize length = language != NULL ? strcspn (language, "-_.") : 0;

  if (length == 2 && g_ascii_strncasecmp (language, "en", 2) == 0)
    return HR_TONGUE_ENGLISH;
  if (length == 2 && g_ascii_strncasecmp (language, "es", 2) == 0)
    return HR_TONGUE_SPANISH;
  return HR_TONGUE_OTHER;
}

static gunichar
peek (const Scanner *self, const char *p)
{
  return p < self->end ? g_utf8_get_char (p) : 0;
}

static void
advance (Scanner *self)
{
  self->p = g_utf8_next_char (self->p);
  self->chars++;
}

static gboolean
is_letter (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c);
}

/* Small letters without accents; people leave them out while they type */
static char *
fold (const char *start, const char *end)
{
  g_autofree char *word = g_strndup (start, (gsize)(end - start));
  g_autofree char *small = NULL;
  g_autofree char *parts = NULL;
  GString *plain = NULL;

  if (g_str_is_ascii (word))
    return g_ascii_strdown (word, -1);
  small = g_utf8_strdown (word, -1);
  parts = g_utf8_normalize (small, -1, G_NORMALIZE_NFD);
  plain = g_string_sized_new (strlen (parts));
  for (const char *p = parts; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == RIGHT_QUOTE)
        g_string_append_c (plain, '\'');
      else if (!g_unichar_ismark (c) || c == TILDE_ABOVE)
        g_string_append_unichar (plain, c);
    }
  g_free (parts);
  parts = g_utf8_normalize (plain->str, -1, G_NORMALIZE_NFC);
  g_string_free (plain, TRUE);
  return g_steal_pointer (&parts);
}

/* ---- words ---- */

/* Up to the next blank: whether that is an address of the web or of a mailbox; its length without what ends a sentence */
static gsize
find_address (const Scanner *self)
{
  gsize length = 0;
  gboolean address;

  while (self->p + length < self->end && strchr (" \t\n\r\"<>()", self->p[length]) == NULL)
    length++;
  while (length > 0 && strchr (".,;:!?", self->p[length - 1]) != NULL)
    length--;
  address = (length > 7 && g_ascii_strncasecmp (self->p, "http", 4) == 0 && memmem (self->p, length, "://", 3) != NULL)
            || (length > 4 && g_ascii_strncasecmp (self->p, "www.", 4) == 0);
  if (!address)
    {
      const char *at = memchr (self->p, '@', length);

      address = at != NULL && at > self->p && memchr (at, '.', length - (gsize)(at - self->p)) != NULL;
    }
  if (!address)
    {
      static const char *const ends[] = { ".org", ".com", ".gov", ".net", ".edu", ".us" };
      gsize host = 0;

      while (host < length && self->p[host] != '/')
        host++;
      for (guint i = 0; !address && i < G_N_ELEMENTS (ends); i++)
        address = host > strlen (ends[i])
                  && g_ascii_strncasecmp (self->p + host - strlen (ends[i]), ends[i], strlen (ends[i])) == 0;
    }
  return address ? length : 0;
}

static void
begin_token (const Scanner *self, HrToken *token)
{
  const HrToken *before = self->tokens->len > 0 ? &g_array_index (self->tokens, HrToken, self->tokens->len - 1) : NULL;
  guint hyphens = 0;

  token->start = (guint)(self->p - self->text);
  token->start_char = self->chars;
  token->sentence = self->sentence;
  token->joined = before != NULL && before->sentence == self->sentence;
  for (guint i = before != NULL ? before->end : token->start; i < token->start && token->joined; i++)
    if (self->text[i] == '-')
      hyphens++;
    else if (!g_ascii_isspace (self->text[i]))
      token->joined = FALSE;
  token->hyphen = token->joined && hyphens == 1 && token->start == before->end + 1;
  token->joined = token->joined && (hyphens == 0 || token->hyphen);
}

static void
read_word (Scanner *self, HrToken *token)
{
  guint letters = 0, capitals = 0;
  gboolean digits = FALSE, first_capital = g_unichar_isupper (peek (self, self->p));

  for (gunichar c = peek (self, self->p); self->p < self->end; c = peek (self, self->p))
    {
      gunichar next = peek (self, g_utf8_next_char (self->p));

      /* "it's", "3.5", "10,000", "7:30", "555-0100" are one */
      if (!is_letter (c) && !((c == '\'' || c == RIGHT_QUOTE) && g_unichar_isalpha (next))
          && !(digits && letters == 0 && strchr (".,:-", (int)c) != NULL && c < 0x80 && g_unichar_isdigit (next)))
        break;
      digits = digits || g_unichar_isdigit (c);
      letters += g_unichar_isalpha (c) ? 1 : 0;
      capitals += g_unichar_isupper (c) ? 1 : 0;
      advance (self);
    }
  if (digits)
    token->form = HR_TOKEN_NUMBER;
  else if ((capitals > 1 && capitals == letters) || (first_capital && self->sentence_has_words && letters > 1))
    token->form = HR_TOKEN_NAME;
}

static void
read_token (Scanner *self)
{
  HrToken token = { 0 };
  gsize address = find_address (self);

  begin_token (self, &token);
  if (address > 0)
    {
      const char *end = self->p + address;

      token.form = HR_TOKEN_ADDRESS;
      while (self->p < end)
        advance (self);
    }
  else
    read_word (self, &token);
  token.end = (guint)(self->p - self->text);
  token.end_char = self->chars;
  token.folded = fold (self->text + token.start, self->p);
  g_array_append_val (self->tokens, token);
  self->sentence_has_words = TRUE;
}

/* ---- sentences ---- */

/* Whether the point after the last word belongs to it: "Dr.", "a.m.", "J." */
static gboolean
is_abbreviation (const Scanner *self)
{
  static const char *const known[] = { "dr", "mr",  "mrs", "ms", "st",  "ave", "rd",  "blvd", "apt", "ext", "vs",
                                       "sr", "sra", "dra", "ud", "uds", "av",  "tel", "jr",   "ste", NULL };
  const HrToken *token = &g_array_index (self->tokens, HrToken, self->tokens->len - 1);
  const char *p = self->p + 1;
  gunichar next;

  if (token->end != (guint)(self->p - self->text))
    return FALSE;
  while (p < self->end && (*p == ' ' || *p == ')'))
    p++;
  next = peek (self, p);
  if (strlen (token->folded) == 1 && token->form != HR_TOKEN_NUMBER)
    return !(token->folded[0] == 'm' && g_unichar_isupper (next));
  return g_strv_contains (known, token->folded) && next != 0 && next != '\n';
}

static void
end_sentence (Scanner *self)
{
  if (!self->sentence_has_words)
    return;
  self->sentence++;
  self->sentence_has_words = FALSE;
}

/* A line end ends a sentence too when the next line does not go on in small letters: headings and lists have no point */
static void
read_mark (Scanner *self)
{
  gunichar c = peek (self, self->p);
  gunichar next = peek (self, g_utf8_next_char (self->p));

  if (c == '\n')
    {
      const char *p = self->p;

      while (p < self->end && g_ascii_isspace (*p))
        p++;
      if (!g_unichar_islower (peek (self, p)))
        end_sentence (self);
    }
  else if ((c == '.' || c == '!' || c == '?' || c == ELLIPSIS) && self->sentence_has_words && !g_unichar_isalnum (next)
           && (c != '.' || !is_abbreviation (self)))
    end_sentence (self);
  advance (self);
}

static void
token_clear (gpointer data)
{
  g_free (((HrToken *)data)->folded);
}

GArray *
hr_tokens_new (const char *text, gsize length, guint *ret_sentences)
{
  Scanner self = { .text = text, .p = text };

  g_utf8_validate (text, (gssize)length, &self.end);
  self.tokens = g_array_new (FALSE, FALSE, sizeof (HrToken));
  g_array_set_clear_func (self.tokens, token_clear);
  while (self.p < self.end)
    if (g_unichar_isalnum (peek (&self, self.p)))
      read_token (&self);
    else
      read_mark (&self);
  *ret_sentences = self.sentence + (self.sentence_has_words ? 1 : 0);
  return self.tokens;
}
