/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-service"

#include "hr-reading-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define LONG_SENTENCE_ENGLISH 20
#define LONG_SENTENCE_SPANISH 25
/* A long word has at least so many syllables and letters */
#define LONG_WORD_ENGLISH 4
#define LONG_WORD_SPANISH 5
#define LONG_WORD_LETTERS 10
/* A name is what it is: it never makes a text harder than this */
#define NAME_SYLLABLES 2
#define INFLESZ_EASY 65.0
#define INFLESZ_NORMAL 55.0

static void
hint_free (gpointer data)
{
  HrReadingHint *self = data;

  g_free (self->found);
  g_strfreev (self->suggestions);
  g_free (self->why);
  g_free (self);
}

void
hr_reading_report_free (HrReadingReport *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->hints);
  g_free (self);
}

void
hr_reading_add_hint (GPtrArray *hints, const char *text, const HrToken *first, const HrToken *last,
                     HrReadingHintKind kind, char **suggestions, const char *why)
{
  HrReadingHint *hint = g_new0 (HrReadingHint, 1);

  hint->start = first->start;
  hint->start_char = first->start_char;
  hint->end = last->end;
  hint->end_char = last->end_char;
  hint->kind = kind;
  hint->found = g_strndup (text + first->start, last->end - first->start);
  hint->suggestions = suggestions;
  hint->why = g_strdup (why);
  g_ptr_array_add (hints, hint);
}

static guint
count_syllables (const char *text, const HrToken *token, HrTongue tongue)
{
  g_autofree char *word = NULL;
  g_autofree char *small = NULL;

  if (token->form == HR_TOKEN_NUMBER || token->form == HR_TOKEN_ADDRESS)
    return 1;
  if (tongue != HR_TONGUE_SPANISH)
    return hr_syllables_english (token->folded);
  word = g_utf8_normalize (text + token->start, token->end - token->start, G_NORMALIZE_NFC);
  small = g_utf8_strdown (word, -1);
  return hr_syllables_spanish (small);
}

static void
find_long_words (const char *text, GArray *tokens, HrTongue tongue, const gboolean *known, const guint *syllables,
                 GPtrArray *hints)
{
  guint limit = tongue == HR_TONGUE_SPANISH ? LONG_WORD_SPANISH : LONG_WORD_ENGLISH;

  for (guint i = 0; i < tokens->len; i++)
    {
      const HrToken *token = &g_array_index (tokens, HrToken, i);

      if (token->form == HR_TOKEN_WORD && !known[i] && syllables[i] >= limit
          && token->end_char - token->start_char >= LONG_WORD_LETTERS)
        hr_reading_add_hint (hints, text, token, token, HR_READING_LONG_WORD, g_new0 (char *, 1),
                             _ ("This is a long word. Is there a shorter one?"));
    }
}

static void
find_long_sentences (const char *text, GArray *tokens, HrTongue tongue, GPtrArray *hints)
{
  guint limit = tongue == HR_TONGUE_SPANISH ? LONG_SENTENCE_SPANISH : LONG_SENTENCE_ENGLISH;

  for (guint first = 0, next; first < tokens->len; first = next)
    {
      const HrToken *token = &g_array_index (tokens, HrToken, first);

      for (next = first + 1; next < tokens->len && g_array_index (tokens, HrToken, next).sentence == token->sentence;)
        next++;
      if (next - first > limit)
        {
          g_autofree char *why =
              g_strdup_printf (ngettext ("This sentence has %u word. Two short ones are easier.",
                                         "This sentence has %u words. Two short ones are easier.", next - first),
                               next - first);

          hr_reading_add_hint (hints, text, token, &g_array_index (tokens, HrToken, next - 1), HR_READING_LONG_SENTENCE,
                               g_new0 (char *, 1), why);
        }
    }
}

static void
grade (HrReadingReport *self, HrTongue tongue, double syllables)
{
  double per_sentence, per_word;

  if (tongue == HR_TONGUE_OTHER || self->words < HR_READING_MIN_WORDS)
    return;
  per_sentence = (double)self->words / self->sentences;
  per_word = syllables / self->words;
  if (tongue == HR_TONGUE_ENGLISH)
    {
      self->grade = MAX (0.39 * per_sentence + 11.8 * per_word - 15.59, 0.0);
      self->level = self->grade < HR_READING_GOAL + 1 ? HR_READING_EASY
                    : self->grade <= HR_READING_LIMIT ? HR_READING_SOME_EFFORT
                                                      : HR_READING_HARD;
      return;
    }
  self->ease = MAX (206.835 - 62.3 * per_word - per_sentence, 0.0);
  self->level = self->ease >= INFLESZ_EASY     ? HR_READING_EASY
                : self->ease >= INFLESZ_NORMAL ? HR_READING_SOME_EFFORT
                                               : HR_READING_HARD;
}

/* By place; of two at one place the longer first, so that a sentence comes before its words */
static int
compare_hints_cb (gconstpointer a, gconstpointer b)
{
  const HrReadingHint *x = *(const HrReadingHint *const *)a;
  const HrReadingHint *y = *(const HrReadingHint *const *)b;

  if (x->start != y->start)
    return x->start < y->start ? -1 : 1;
  if (x->end != y->end)
    return x->end > y->end ? -1 : 1;
  return (int)x->kind - (int)y->kind;
}

HrReadingReport *
hr_reading_check (const char *text, const char *language)
{
  g_return_val_if_fail (text != NULL, NULL);

  HrTongue tongue = hr_tongue_from_tag (language);
  HrReadingReport *self = g_new0 (HrReadingReport, 1);
  g_autoptr (GArray) tokens = hr_tokens_new (text, strlen (text), &self->sentences);
  g_autofree gboolean *known = g_new0 (gboolean, tokens->len + 1);
  g_autofree guint *syllables = g_new0 (guint, tokens->len + 1);
  double sum = 0;

  self->grade = NAN;
  self->ease = NAN;
  self->words = tokens->len;
  self->hints = g_ptr_array_new_with_free_func (hint_free);
  if (tongue == HR_TONGUE_OTHER)
    return self;
  for (guint i = 0; i < tokens->len; i++)
    {
      const HrToken *token = &g_array_index (tokens, HrToken, i);

      syllables[i] = count_syllables (text, token, tongue);
      sum += token->form == HR_TOKEN_NAME ? MIN (syllables[i], NAME_SYLLABLES) : syllables[i];
    }
  grade (self, tongue, sum);
  hr_phrases_find (text, tokens, tongue, self->hints, known);
  find_long_words (text, tokens, tongue, known, syllables, self->hints);
  find_long_sentences (text, tokens, tongue, self->hints);
  g_ptr_array_sort (self->hints, compare_hints_cb);
  return self;
}

static gboolean
has_hint (const HrReadingReport *report, HrReadingHintKind kind)
{
  for (guint i = 0; i < report->hints->len; i++)
    if (((const HrReadingHint *)g_ptr_array_index (report->hints, i))->kind == kind)
      return TRUE;
  return FALSE;
}

char *
hr_reading_describe (const HrReadingReport *report)
{
  g_return_val_if_fail (report != NULL, NULL);

  gboolean sentences = has_hint (report, HR_READING_LONG_SENTENCE);

  switch (report->level)
    {
    case HR_READING_EASY:
      return g_strdup (_ ("Easy to read."));
    case HR_READING_SOME_EFFORT:
      return g_strdup (sentences ? _ ("This takes some effort to read. Shorter sentences help.")
                                 : _ ("This takes some effort to read. Shorter words help."));
    case HR_READING_HARD:
      return g_strdup (sentences ? _ ("Readers may find this hard. Shorter sentences help.")
                                 : _ ("Readers may find this hard. Shorter sentences and words help."));
    case HR_READING_UNKNOWN:
    default:
      return g_strdup (sentences                                 ? _ ("Shorter sentences help.")
                       : has_hint (report, HR_READING_LONG_WORD) ? _ ("Shorter words help.")
                                                                 : "");
    }
}

char *
hr_reading_describe_hint (const HrReadingHint *hint)
{
  g_return_val_if_fail (hint != NULL, NULL);

  g_autofree char *all = g_strjoinv (" / ", hint->suggestions);

  if (all[0] == '\0')
    return g_strdup (hint->why);
  if (hint->kind == HR_READING_PERSON_FIRST)
    /* Translators: other words for a person or an illness, such as "person in recovery" */
    return g_strdup_printf (_ ("People often prefer: %s"), all);
  /* Translators: other words for the same, such as "help" for "assistance" */
  return g_strdup_printf (_ ("You could also say: %s"), all);
}
