/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing and reading the bytes of FORMAT.md: numbers, and things with their length before them. A reader that met something wrong stays
 * wrong and returns zeros; it is asked once, at the end. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* ---- writing ---- */

void hr_share_put_u8 (GByteArray *bytes, guint8 value);
void hr_share_put_u32 (GByteArray *bytes, guint32 value);
/** hr_share_put_number: 7 bits a byte, low ones first, as short as it can be */
void hr_share_put_number (GByteArray *bytes, guint64 value);
void hr_share_put_block (GByteArray *bytes, const void *data, gsize length);
void hr_share_put_text (GByteArray *bytes, const char *text);
/** hr_share_put_tag: a tag, a length, and @data */
void hr_share_put_tag (GByteArray *bytes, guint tag, const void *data, gsize length);
void hr_share_put_tag_number (GByteArray *bytes, guint tag, guint64 value);
void hr_share_put_tag_text (GByteArray *bytes, guint tag, const char *text);

/* ---- reading ---- */

/** HrShareReader: @end: one after the last byte; @wrong: set for good by whatever does not hold */
typedef struct
{
  const guint8 *at;
  const guint8 *end;
  gboolean wrong;
} HrShareReader;

HrShareReader hr_share_reader (const void *data, gsize length);
gsize hr_share_left (const HrShareReader *self);
guint8 hr_share_take_u8 (HrShareReader *self);
guint32 hr_share_take_u32 (HrShareReader *self);
/** hr_share_take_number: one above @maximum, or longer than needed, is wrong */
guint64 hr_share_take_number (HrShareReader *self, guint64 maximum);
/** hr_share_take: (transfer none) (nullable): the next @length bytes; %NULL when there are not so many */
const guint8 *hr_share_take (HrShareReader *self, gsize length);
/** hr_share_take_part: a reader of its own for the next block */
HrShareReader hr_share_take_part (HrShareReader *self);
/** hr_share_take_text: (transfer full) (nullable): a block of UTF-8 without NUL, at most @maximum bytes */
char *hr_share_take_text (HrShareReader *self, gsize maximum) G_GNUC_WARN_UNUSED_RESULT;
/** hr_share_take_tag: the next tag and a reader of what it holds; tags never fall. %FALSE at the end, or when something is wrong */
gboolean hr_share_take_tag (HrShareReader *self, guint *tag, HrShareReader *ret_part);
/** hr_share_take_rest: the text that is left */
char *hr_share_take_rest (HrShareReader *self, gsize maximum) G_GNUC_WARN_UNUSED_RESULT;
/** hr_share_take_id: exactly @length bytes that are all of the part */
gboolean hr_share_take_exact (HrShareReader *self, void *ret, gsize length);

G_END_DECLS
