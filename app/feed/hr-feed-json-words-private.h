/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is wrong with a file of JSON, in words that people know and in their language: jansson says it in those of programmers. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** hr_feed_json_words: (transfer full): of jansson's @problem, which is UTF-8, the part of a sentence; one that is not known stays as it is */
char *hr_feed_json_words (const char *problem) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
