/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sets of meetings by their row numbers, one bit each: 200,000 meetings take 25 KB. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** HrBits: a set of row numbers of meetings; all zero is the empty set */
typedef struct
{
  guint64 *words;
  gsize n_words;
} HrBits;

void hr_bits_clear (HrBits *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HrBits, hr_bits_clear)
void hr_bits_add (HrBits *self, gint64 n);

/** hr_bits_copy: @self is empty before */
void hr_bits_copy (HrBits *self, const HrBits *other);
/** hr_bits_and: keeps what is in @other, too */
void hr_bits_and (HrBits *self, const HrBits *other);
guint hr_bits_count (const HrBits *self);
/** hr_bits_count_both: how many are in both */
guint hr_bits_count_both (const HrBits *self, const HrBits *other);

static inline gboolean
hr_bits_has (const HrBits *self, guint32 n)
{
  gsize word = n / 64;

  return word < self->n_words && (self->words[word] >> (n % 64) & 1) != 0;
}

G_END_DECLS
