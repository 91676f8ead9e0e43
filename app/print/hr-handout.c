/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-print"

#include "hr-handout-private.h"

G_DEFINE_BOXED_TYPE (HrHandout, hr_handout, hr_handout_ref, hr_handout_unref)

static const char *
keep (HrHandout *self, const char *text)
{
  return text != NULL && *text != '\0' ? g_string_chunk_insert_const (self->texts, text) : NULL;
}

HrHandout *
hr_handout_new (HrHandoutLook look, const HrHandoutWords *words)
{
  g_return_val_if_fail (words != NULL && words->title != NULL && words->language != NULL, NULL);
  HrHandout *self = g_new0 (HrHandout, 1);
  g_atomic_ref_count_init (&self->refs);
  self->look = look;
  self->texts = g_string_chunk_new (1 << 16);
  self->owned = g_ptr_array_new_with_free_func (g_free);
  self->blocks = g_array_new (FALSE, TRUE, sizeof (HrBlock));
  self->words = (HrHandoutWords){ .language = keep (self, words->language),
                                  .right_to_left = words->right_to_left,
                                  .title = keep (self, words->title),
                                  .subtitle = keep (self, words->subtitle),
                                  .only = keep (self, words->only),
                                  .left_out = keep (self, words->left_out),
                                  .center = keep (self, words->center),
                                  .contact = keep (self, words->contact),
                                  .dates = keep (self, words->dates),
                                  .help = keep (self, words->help),
                                  .short_help = keep (self, words->short_help),
                                  .continued = keep (self, words->continued),
                                  .page = keep (self, words->page),
                                  .notes = keep (self, words->notes) };
  return self;
}

HrHandout *
hr_handout_ref (HrHandout *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
hr_handout_unref (HrHandout *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_array_unref (self->blocks);
  g_ptr_array_unref (self->owned);
  g_string_chunk_free (self->texts);
  g_free (self);
}

void
hr_handout_begin (HrHandout *self, int level, const char *text, const char *note)
{
  g_return_if_fail (self != NULL && text != NULL && (level == 1 || level == 2));
  HrBlock block = { .kind = HR_BLOCK_HEAD, .level = level, .text = keep (self, text), .note = keep (self, note) };
  g_array_append_val (self->blocks, block);
}

void
hr_handout_add (HrHandout *self, const HrHandoutEntry *entry)
{
  g_return_if_fail (self != NULL && entry != NULL);
  HrBlock block = { .kind = HR_BLOCK_ENTRY, .entry = *entry };
  HrHandoutLine *lines = g_memdup2 (entry->lines, entry->n_lines * sizeof *lines);
  HrHandoutCode *codes = g_memdup2 (entry->codes, entry->n_codes * sizeof *codes);
  for (gsize i = 0; i < entry->n_lines; i++)
    lines[i].text = keep (self, lines[i].text);
  for (gsize i = 0; i < entry->n_codes; i++)
    codes[i] = (HrHandoutCode){ keep (self, codes[i].payload), keep (self, codes[i].title), keep (self, codes[i].words) };
  if (lines != NULL)
    g_ptr_array_add (self->owned, lines);
  if (codes != NULL)
    g_ptr_array_add (self->owned, codes);
  block.entry.id = keep (self, entry->id);
  block.entry.time = keep (self, entry->time);
  block.entry.title = keep (self, entry->title);
  block.entry.lines = lines;
  block.entry.codes = codes;
  g_array_append_val (self->blocks, block);
  self->n_entries++;
}

void
hr_handout_add_text (HrHandout *self, HrHandoutTone tone, const char *text)
{
  g_return_if_fail (self != NULL && text != NULL);
  HrBlock block = { .kind = HR_BLOCK_TEXT, .tone = tone, .text = keep (self, text) };
  if (block.text != NULL)
    g_array_append_val (self->blocks, block);
}

void
hr_handout_add_key (HrHandout *self, const char *mark, const char *meaning)
{
  g_return_if_fail (self != NULL && mark != NULL && meaning != NULL);
  HrBlock block = { .kind = HR_BLOCK_KEY, .text = keep (self, mark), .note = keep (self, meaning) };
  g_array_append_val (self->blocks, block);
}

void
hr_handout_add_lines (HrHandout *self, const char *label, guint n)
{
  g_return_if_fail (self != NULL);
  HrBlock block = { .kind = HR_BLOCK_LINES, .level = 1, .text = keep (self, label) };
  for (guint i = 0; i < n; i++)
    g_array_append_val (self->blocks, block);
}

void
hr_handout_add_picture (HrHandout *self)
{
  g_return_if_fail (self != NULL);
  HrBlock block = { .kind = HR_BLOCK_PICTURE };
  g_array_append_val (self->blocks, block);
}

guint
hr_handout_n_entries (const HrHandout *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->n_entries;
}
