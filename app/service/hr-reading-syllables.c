/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-service"

#include "hr-reading-private.h"

#include <string.h>

/* ---- English ---- */

/* What the rules below get wrong among the words of our field and the most frequent ones */
static const struct
{
  const char *word;
  guint syllables;
} odd_words[] = {
  { "area", 3 },      { "being", 2 },      { "business", 2 },      { "chocolate", 3 }, { "clothes", 1 },
  { "different", 3 }, { "doing", 2 },      { "evening", 2 },       { "evenings", 2 },  { "every", 2 },
  { "everyone", 3 },  { "everything", 3 }, { "everybody", 4 },     { "everyday", 3 },  { "everywhere", 3 },
  { "going", 2 },     { "hour", 1 },       { "hours", 1 },         { "idea", 3 },      { "ideas", 3 },
  { "inspired", 2 },  { "maybe", 2 },      { "naloxone", 3 },      { "people", 2 },    { "poem", 2 },
  { "prayer", 1 },    { "prayers", 1 },    { "quiet", 2 },         { "quietly", 3 },   { "recipe", 3 },
  { "science", 2 },   { "seeing", 2 },     { "somebody", 3 },      { "wednesday", 2 }, { "diabetes", 4 },
  { "coyote", 3 },    { "create", 2 },     { "created", 3 },       { "creative", 3 },  { "reality", 4 },
  { "theater", 3 },   { "museum", 3 },     { "client", 2 },        { "clients", 2 },   { "diet", 2 },
  { "society", 4 },   { "variety", 4 },    { "anxiety", 4 },       { "sobriety", 4 },  { "our", 1 },
  { "ours", 1 },      { "ourselves", 2 },  { "violence", 3 },      { "violent", 3 },   { "real", 1 },
  { "really", 2 },    { "cafe", 2 },       { "forever", 3 },       { "naive", 2 },     { "poetry", 3 },
  { "fiance", 3 },    { "simile", 3 },     { "someone", 2 },       { "something", 2 }, { "home", 1 },
  { "homework", 2 },  { "lifetime", 2 },   { "lifestyle", 2 },     { "therefore", 2 }, { "whereas", 2 },
  { "hundred", 2 },   { "sacred", 2 },     { "naked", 2 },         { "wicked", 2 },    { "rhythm", 2 },
  { "prism", 2 },     { "patient", 2 },    { "patients", 2 },      { "ancient", 2 },   { "efficient", 3 },
  { "cooperate", 4 }, { "coordinate", 4 }, { "react", 2 },         { "reaction", 3 },  { "preamble", 3 },
  { "biology", 4 },   { "methadone", 3 },  { "buprenorphine", 4 }, { "usually", 4 },   { "actually", 4 },
  { "giant", 2 },     { "realize", 3 },    { "realized", 3 },      { "influence", 3 }, { "million", 2 },
  { "millions", 2 },
};

/* Parts of compounds whose "e" is silent although letters follow it */
static const char *const silent_inside[] = { "some",  "home",  "life",   "where", "there", "like",
                                             "place", "take",  "time",   "safe",  "give",  "fire",
                                             "base",  "house", "change", "hope",  "care",  "make" };

static gboolean
is_vowel (char c)
{
  return c != '\0' && strchr ("aeiouy", c) != NULL;
}

/* Vowels side by side that are said apart */
static gboolean
is_apart (const char *word, gsize i, gsize length)
{
  char before = i > 0 ? word[i - 1] : '\0';
  char a = word[i], b = word[i + 1];
  gboolean soft = before == 't' || before == 'c' || before == 's' || before == 'g' || before == 'x';

  if (a == 'i' && (b == 'a' || b == 'o' || b == 'u'))
    return !soft || (before == 's' && b == 'a' && word[i + 2] == 's') || i + 2 == length;
  if (a == 'i' && b == 'e')
    return g_str_has_suffix (word, "iety") || (i + 3 == length && word[i + 2] == 'r' && i > 2 && !is_vowel (before))
           || g_str_has_suffix (word, "ience") || g_str_has_suffix (word, "ient");
  if (a == 'u' && (b == 'a' || b == 'o' || (b == 'i' && word[i + 2] == 'n')))
    return before != 'q' && before != 'g';
  if (a == 'y' && (b == 'i' || b == 'a' || b == 'o'))
    return i > 0;
  if (a == 'e' && b == 'o')
    return before != 'g' || i + 2 == length;
  if (a == 'e' && b == 'i')
    return strncmp (word + i, "eing", 4) == 0;
  if (a == 'e' && b == 'u')
    return before == 's' && word[i + 2] == 'm';
  if (a == 'o' && (b == 'e' || b == 'i'))
    return (b == 'e' && (word[i + 2] == 't' || word[i + 2] == 'm')) || strncmp (word + i, "oing", 4) == 0;
  return a == 'a' && b == 'o';
}

static guint
count_groups (const char *word, gsize length)
{
  guint count = 0;

  for (gsize i = 0; i < length; i++)
    if (is_vowel (word[i]) && !(word[i] == 'y' && i == 0 && is_vowel (word[1])))
      count += i == 0 || !is_vowel (word[i - 1]) || (word[i - 1] == 'y' && i == 1) || is_apart (word, i - 1, length);
  return count;
}

static gboolean
ends (const char *word, gsize length, const char *suffix)
{
  gsize n = strlen (suffix);

  return length >= n && strncmp (word + length - n, suffix, n) == 0;
}

/* How many of the written groups nobody says */
static guint
count_silent (const char *word, gsize length)
{
  static const char *const after[] = { "ment", "ments", "ly", "ful", "less", "ness" };
  guint silent = 0;
  char before = length > 2 ? word[length - 3] : '\0';

  if (ends (word, length, "e") && length > 2 && !is_vowel (word[length - 2]))
    silent += ends (word, length, "le") && !is_vowel (before) ? 0 : 1;
  else if (ends (word, length, "ue") && (before == 'g' || before == 'q'))
    silent += 1;
  else if (ends (word, length, "ed") && length > 3 && !is_vowel (before))
    silent += before == 't' || before == 'd' ? 0 : 1;
  else if (ends (word, length, "es") && length > 3 && !is_vowel (before))
    silent += strchr ("sxzcg", before) != NULL || ends (word, length, "ches") || ends (word, length, "shes")
                      || (before == 'l' && length > 4 && !is_vowel (word[length - 4]))
                  ? 0
                  : 1;
  for (guint i = 0; i < G_N_ELEMENTS (after); i++)
    {
      gsize n = strlen (after[i]);

      if (length > n + 2 && ends (word, length, after[i]) && word[length - n - 1] == 'e'
          && !is_vowel (word[length - n - 2]))
        silent++;
    }
  for (guint i = 0; silent == 0 && i < G_N_ELEMENTS (silent_inside); i++)
    {
      gsize n = strlen (silent_inside[i]);

      if (length > n + 1 && strncmp (word, silent_inside[i], n) == 0 && !is_vowel (word[n]) && word[n] != 'r'
          && word[n] != 's' && word[n] != 'd' && word[n] != 'n' && word[n] != 'l')
        silent++;
    }
  return silent;
}

guint
hr_syllables_english (const char *folded)
{
  gsize length = strcspn (folded, "'");
  g_autofree char *word = g_strndup (folded, length);
  guint count, silent, sounded = 0;

  for (guint i = 0; i < G_N_ELEMENTS (odd_words); i++)
    if (strcmp (odd_words[i].word, word) == 0)
      return odd_words[i].syllables;
  count = count_groups (word, length);
  silent = count_silent (word, length);
  /* "-ism", "-thm", and "didn't", "couldn't" */
  sounded += ends (word, length, "sm") || ends (word, length, "isms") ? 1 : 0;
  sounded += g_str_has_suffix (folded, "dn't") || g_str_has_suffix (folded, "sn't") ? 1 : 0;
  return (count > silent ? count - silent : 1) + sounded;
}

/* ---- Spanish ---- */

typedef enum
{
  SOUND_NONE,
  SOUND_STRONG,
  SOUND_WEAK,
  SOUND_WEAK_ACCENTED,
} Sound;

static Sound
sound_of (gunichar c)
{
  switch (c)
    {
    case 'a':
    case 'e':
    case 'o':
    case 0xe1: /* á */
    case 0xe9: /* é */
    case 0xf3: /* ó */
      return SOUND_STRONG;
    case 'i':
    case 'u':
    case 0xfc: /* ü */
      return SOUND_WEAK;
    case 0xed: /* í */
    case 0xfa: /* ú */
      return SOUND_WEAK_ACCENTED;
    default:
      return SOUND_NONE;
    }
}

guint
hr_syllables_spanish (const char *word)
{
  guint count = 0;
  Sound before = SOUND_NONE;
  gunichar last = 0;

  for (const char *p = word; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gunichar next = g_utf8_get_char (g_utf8_next_char (p));
      Sound sound = sound_of (c);

      /* "que", "guitarra": the u is not heard */
      if (c == 'u' && (last == 'q' || last == 'g') && (next == 'e' || next == 'i' || next == 0xe9 || next == 0xed))
        sound = SOUND_NONE;
      /* y is a vowel at the end of a word, and with the vowel before it one sound */
      if (c == 'y' && !g_unichar_isalpha (next))
        sound = before == SOUND_NONE ? SOUND_WEAK : SOUND_NONE;
      if (sound != SOUND_NONE
          && (before == SOUND_NONE || (before == SOUND_STRONG && sound == SOUND_STRONG)
              || (before == SOUND_WEAK_ACCENTED && sound == SOUND_STRONG)
              || (before == SOUND_STRONG && sound == SOUND_WEAK_ACCENTED)))
        count++;
      before = sound;
      last = c;
    }
  return MAX (count, 1);
}

guint
hr_reading_count_syllables (const char *word, const char *language)
{
  g_return_val_if_fail (word != NULL && g_utf8_validate (word, -1, NULL), 1);

  guint sentences = 0;
  g_autofree char *composed = g_utf8_normalize (word, -1, G_NORMALIZE_NFC);
  g_autofree char *small = g_utf8_strdown (composed, -1);
  g_autoptr (GArray) tokens = hr_tokens_new (small, strlen (small), &sentences);
  guint count = 0;

  for (guint i = 0; i < tokens->len; i++)
    {
      const HrToken *token = &g_array_index (tokens, HrToken, i);
      g_autofree char *part = g_strndup (small + token->start, token->end - token->start);

      count += hr_tongue_from_tag (language) == HR_TONGUE_SPANISH ? hr_syllables_spanish (part)
                                                                  : hr_syllables_english (token->folded);
    }
  return MAX (count, 1);
}
