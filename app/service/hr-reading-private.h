/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the reading help share. */
#pragma once

#include "handrail/service/hr-reading.h"

G_BEGIN_DECLS

#define HR_READING_TABLE "/org/handrail/data/reading/person-first.tsv"

typedef enum
{
  HR_TONGUE_ENGLISH,
  HR_TONGUE_SPANISH,
  HR_TONGUE_OTHER,
} HrTongue;

/** HrTokenForm: what is no plain word says nothing about how hard a text is */
typedef enum
{
  HR_TOKEN_WORD,
  HR_TOKEN_NAME, /* a capital inside a sentence, or capitals only */
  HR_TOKEN_NUMBER,
  HR_TOKEN_ADDRESS, /* of the web or of a mailbox */
} HrTokenForm;

/**
 * HrToken:
 * @start, @end, @start_char, @end_char: as in HrReadingHint
 * @folded: small letters, accents gone (ñ stays), "’" as "'"
 * @joined: only blanks or one hyphen lie between the word before and this one; @hyphen: it is a hyphen
 * @sentence: number of the sentence
 */
typedef struct
{
  guint start, end, start_char, end_char;
  char *folded;
  HrTokenForm form;
  gboolean joined, hyphen;
  guint sentence;
} HrToken;

HrTongue hr_tongue_from_tag (const char *language);

/** hr_tokens_new: (element-type HrToken): @ret_sentences: how many sentences have words */
GArray *hr_tokens_new (const char *text, gsize length, guint *ret_sentences) G_GNUC_WARN_UNUSED_RESULT;

guint hr_syllables_english (const char *folded);
/** hr_syllables_spanish: @word: small letters with their accents, which part vowels */
guint hr_syllables_spanish (const char *word);

/** hr_phrases_find: adds the hints of the table; @known: (array length=n): set for words that are no burden */
void hr_phrases_find (const char *text, GArray *tokens, HrTongue tongue, GPtrArray *hints, gboolean *known);

/** hr_reading_add_hint: @suggestions: (transfer full); @why: copied */
void hr_reading_add_hint (GPtrArray *hints, const char *text, const HrToken *first, const HrToken *last,
                          HrReadingHintKind kind, char **suggestions, const char *why);

G_END_DECLS
