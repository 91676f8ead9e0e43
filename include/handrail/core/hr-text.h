/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text from outside, made safe and comparable. Pure functions; UTF-8 in and out. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * hr_text_fold:
 *
 * For search: compatibility decomposition, case folding, marks removed (é → e, ß → ss, ﬁ → fi), apostrophes removed,
 * every other run of anything but letters and digits becomes one space. Folding twice changes nothing.
 *
 * Returns: (transfer full): possibly ""
 */
char *hr_text_fold (const char *text) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hr_text_clean:
 * @multiline: line breaks are kept ("<br>" and "</p>" become some); otherwise they become a space
 * @ret_changed: (out) (optional): whether markup, entities or control characters had to go (mere trimming of white
 *   space does not count)
 *
 * HTML tags stripped, character references decoded (also twice-encoded ones), control characters removed, white space
 * trimmed and folded, NFC. Text that is no HTML keeps its "<" and "&".
 *
 * Returns: (transfer full): possibly ""
 */
char *hr_text_clean (const char *text, gboolean multiline, gboolean *ret_changed) G_GNUC_WARN_UNUSED_RESULT;

/** hr_text_tidy: as hr_text_clean(), but markup and character references stay as they are: for text typed by people */
char *hr_text_tidy (const char *text, gboolean multiline) G_GNUC_WARN_UNUSED_RESULT;

/** hr_text_truncate: at most @max_bytes, cut at a character and, when near, at a word; %NULL when nothing had to go */
char *hr_text_truncate (const char *text, gsize max_bytes) G_GNUC_WARN_UNUSED_RESULT;

/** hr_text_find_bad_utf8: whether there is a broken byte (or a NUL); 1-based line and column in bytes of the first */
gboolean hr_text_find_bad_utf8 (const char *data, gsize length, guint *ret_line, guint *ret_column);

/** hr_text_position: the 1-based line and byte column of @offset in @data */
void hr_text_position (const char *data, gsize offset, guint *ret_line, guint *ret_column);

/** hr_text_slug: lower-case ASCII letters, digits and "-", at most 64 bytes, never empty ("untitled") */
char *hr_text_slug (const char *text) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hr_text_derive_id:
 * @prefix: such as "m"
 * @first_part: the first of a %NULL-terminated list of parts
 *
 * A stable id: the prefix, "-", and 20 characters of base32 of SHA-256 over the length-prefixed parts. Two devices
 * that read the same feed make the same ids.
 */
char *hr_text_derive_id (const char *prefix, const char *first_part, ...) G_GNUC_NULL_TERMINATED G_GNUC_WARN_UNUSED_RESULT;

/** hr_text_random_id: for things typed here: the prefix, "-", and 20 random characters of base32 */
char *hr_text_random_id (const char *prefix) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
