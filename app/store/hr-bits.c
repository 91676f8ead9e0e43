/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-bits-private.h"
#include <string.h>

void
hr_bits_clear (HrBits *self)
{
  g_clear_pointer (&self->words, g_free);
  self->n_words = 0;
}

void
hr_bits_add (HrBits *self, gint64 n)
{
  gsize word = (gsize)n / 64;

  if (word >= self->n_words)
    {
      gsize n_words = MAX (word + 1, self->n_words * 2);

      self->words = g_renew (guint64, self->words, n_words);
      memset (self->words + self->n_words, 0, (n_words - self->n_words) * sizeof (guint64));
      self->n_words = n_words;
    }
  self->words[word] |= G_GUINT64_CONSTANT (1) << (n % 64);
}

void
hr_bits_copy (HrBits *self, const HrBits *other)
{
  self->words = g_memdup2 (other->words, other->n_words * sizeof (guint64));
  self->n_words = other->n_words;
}

void
hr_bits_and (HrBits *self, const HrBits *other)
{
  for (gsize i = 0; i < self->n_words; i++)
    self->words[i] &= i < other->n_words ? other->words[i] : 0;
}

guint
hr_bits_count (const HrBits *self)
{
  return hr_bits_count_both (self, self);
}

guint
hr_bits_count_both (const HrBits *self, const HrBits *other)
{
  gsize n_words = MIN (self->n_words, other->n_words);
  guint count = 0;

  for (gsize i = 0; i < n_words; i++)
    count += (guint)__builtin_popcountll (self->words[i] & other->words[i]);
  return count;
}
