/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the sources of words share. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** hr_words_weekday_inside, hr_words_month_inside: as within a sentence: "martes", "noviembre". @month: 1…12 */
const char *hr_words_weekday_inside (int weekday);
const char *hr_words_month_inside (int month);

/** hr_words_span_inside: (transfer full): "mediodía a 1:00 p. m." */
char *hr_words_span_inside (int start_minute, int length_min) G_GNUC_WARN_UNUSED_RESULT;

/** hr_words_begin: takes @text and gives it a capital: languages differ in which words have one inside a sentence */
char *hr_words_begin (char *text) G_GNUC_WARN_UNUSED_RESULT;

/** hr_words_pick: of TRANSLATED text (hr-kind.h) the one in @language; (nullable) (transfer full) */
char *hr_words_pick (const char *translated, const char *language) G_GNUC_WARN_UNUSED_RESULT;

/** hr_words_join: (array length=n) (transfer full): "a", "a and b", "a, b and c" */
char *hr_words_join (char *const *items, gsize n) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
