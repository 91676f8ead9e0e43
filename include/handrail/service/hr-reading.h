/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a text reads, while it is typed: a school grade, and words that people may like better. Hints only: nothing here
 * refuses a text or calls it wrong. Pure functions of the text, from any thread; no file is read.
 *
 * English: the Flesch-Kincaid grade (Kincaid and others, 1975): 0.39 × words / sentences + 11.8 × syllables / words - 15.59.
 * Spanish: the Szigriszt-Pazos ease (1993): 206.835 - 62.3 × syllables / words - words / sentences, read on the INFLESZ
 * scale (Barrio-Cantalejo and others, 2008): from 65 up easy, 55 to 65 as a newspaper, below that hard. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** HR_READING_GOAL: the grade that texts for visitors aim at */
#define HR_READING_GOAL 6
/** HR_READING_LIMIT: beyond this grade a text is called hard */
#define HR_READING_LIMIT 8
/** HR_READING_MIN_WORDS: a shorter text has no grade */
#define HR_READING_MIN_WORDS 10

typedef enum
{
  HR_READING_UNKNOWN, /* too short, or in a language that is not graded */
  HR_READING_EASY,
  HR_READING_SOME_EFFORT,
  HR_READING_HARD,
} HrReadingLevel;

/**
 * HrReadingHintKind:
 * @HR_READING_LONG_SENTENCE: the whole sentence
 * @HR_READING_LONG_WORD: a long word, with a shorter one where we know one
 * @HR_READING_PERSON_FIRST: a word for people that many do not like; resources/reading/person-first.tsv
 * @HR_READING_HOUSE_WORD: "Error", "Invalid", "Failed"
 * @HR_READING_PRAISE: one way praised over another
 */
typedef enum
{
  HR_READING_LONG_SENTENCE,
  HR_READING_LONG_WORD,
  HR_READING_PERSON_FIRST,
  HR_READING_HOUSE_WORD,
  HR_READING_PRAISE,
} HrReadingHintKind;

/**
 * HrReadingHint:
 * @start, @end: of the place in the text, in bytes; @start_char, @end_char: the same in characters
 * @found: what stands there
 * @suggestions: (array zero-terminated=1): may be empty; begun as @found begins, in capitals where it is
 * @why: a sentence for staff: from the table in the text's language, else translated
 */
typedef struct
{
  guint start, end;
  guint start_char, end_char;
  HrReadingHintKind kind;
  char *found;
  char **suggestions;
  char *why;
} HrReadingHint;

/**
 * HrReadingReport:
 * @grade: the US school grade of an English text, at least 0; else NAN
 * @ease: 0…207 of a Spanish text, larger is easier; else NAN
 * @hints: (element-type HrReadingHint): by place
 */
typedef struct
{
  double grade;
  double ease;
  guint words;
  guint sentences;
  HrReadingLevel level;
  GPtrArray *hints;
} HrReadingReport;

void hr_reading_report_free (HrReadingReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrReadingReport, hr_reading_report_free)

/**
 * hr_reading_check:
 * @text: UTF-8; looked at up to its first broken byte
 * @language: "en", "es", or a tag that begins so; other languages are counted, not graded
 */
HrReadingReport *hr_reading_check (const char *text, const char *language) G_GNUC_WARN_UNUSED_RESULT;

/** hr_reading_describe: (transfer full): one translated line under the field: "Readers may find this hard. Shorter sentences
 * help."; "" where there is nothing to say */
char *hr_reading_describe (const HrReadingReport *report) G_GNUC_WARN_UNUSED_RESULT;

/** hr_reading_describe_hint: (transfer full): translated: "People often prefer: person in recovery" */
char *hr_reading_describe_hint (const HrReadingHint *hint) G_GNUC_WARN_UNUSED_RESULT;

/** hr_reading_count_syllables: of one word; at least 1. By rules and a short list, as no dictionary is small enough */
guint hr_reading_count_syllables (const char *word, const char *language);

G_END_DECLS
