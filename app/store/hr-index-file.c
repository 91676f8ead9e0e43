/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A copy of the index beside the database: reading 200,000 rows takes half a second, reading this a few milliseconds.
 * It can always be thrown away: it is used only when it is whole and made from the very content of the database.
 *
 * It is summed up once, through a small buffer, and then mapped: only pages that a question looks at come into memory,
 * and the system can drop them again. The file is never written in place; another one takes its name. */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-index-private.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define HR_INDEX_FILE "handrail.index"
#define HR_INDEX_FILE_NEW "handrail.index.new"
#define HR_INDEX_MAGIC "HRindex2"
/* Smaller directories are read in a moment. */
#define HR_INDEX_WORTH 2000
#define HR_INDEX_BUFFER_WORDS 8192

/* Then, each from a multiple of eight bytes on: entries in the order of next start, by_next, by_name, typesets, flags of
 * used fellowships, targets of exceptions, strings: rules, zones, fellowships, languages, codes. */
typedef struct
{
  char magic[8];
  guint64 sum; /* of the whole file, with 0 here */
  guint64 length;
  gint64 stamp;
  gint64 at_s;
  guint64 program; /* this version, and what its vocabulary says */
  HrTotals totals;
  guint32 entry_size;
  guint32 n_entries;
  guint32 n_rules, n_zones, n_fellowships, n_languages, n_typesets, n_targets;
  guint32 strings_length, unused;
} HrIndexHeader;

typedef struct
{
  guint64 features;
  guint64 languages;
  guint32 fellowship;
  guint32 unused;
} HrSavedTypeset;

G_STATIC_ASSERT (sizeof (HrIndexHeader) % 8 == 0 && sizeof (HrEntry) % 8 == 0);

static guint64
program_stamp (HrState *state)
{
  return hr_vocabulary_get_digest (state->built_in) * 31 + g_str_hash (HR_VERSION);
}

static gsize
padded (gsize length)
{
  return (length + 7) & ~(gsize)7;
}

/* Four sums side by side, which the processor works out at the same time. One changed word always gives another sum: each
 * step can be undone when the word is known. */
typedef struct
{
  guint64 lanes[4];
} HrSum;

static guint64
sum_step (guint64 sum, guint64 word)
{
  sum = (sum ^ word) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  return sum ^ sum >> 29;
}

/* Which lane a word is for depends on its place alone: every call but the last is of a multiple of four words. */
static void
sum_words (HrSum *self, const guint64 *words, gsize n_words)
{
  guint64 a = self->lanes[0], b = self->lanes[1], c = self->lanes[2], d = self->lanes[3];
  gsize i = 0;

  for (; i + 4 <= n_words; i += 4)
    {
      a = sum_step (a, words[i]);
      b = sum_step (b, words[i + 1]);
      c = sum_step (c, words[i + 2]);
      d = sum_step (d, words[i + 3]);
    }
  for (; i < n_words; i++)
    a = sum_step (a, words[i]);
  self->lanes[0] = a;
  self->lanes[1] = b;
  self->lanes[2] = c;
  self->lanes[3] = d;
}

static guint64
sum_end (const HrSum *self)
{
  return sum_step (sum_step (sum_step (sum_step (0, self->lanes[0]), self->lanes[1]), self->lanes[2]), self->lanes[3]);
}

/* ---- writing ---- */

typedef struct
{
  int file;
  HrSum sum;
  guint64 length;
  gboolean failed;
  gsize used; /* bytes */
  guint64 buffer[HR_INDEX_BUFFER_WORDS];
} HrIndexWriter;

static void
write_out (HrIndexWriter *self)
{
  const char *data = (const char *)self->buffer;
  gsize done = 0;

  sum_words (&self->sum, self->buffer, self->used / 8);
  while (!self->failed && done < self->used)
    {
      gssize n = write (self->file, data + done, self->used - done);

      if (n < 0 && errno == EINTR)
        continue;
      self->failed = n <= 0;
      done += self->failed ? 0 : (gsize)n;
    }
  self->used = 0;
}

static void
put (HrIndexWriter *self, gconstpointer data, gsize length)
{
  const char *bytes = data;

  self->length += length;
  while (length > 0)
    {
      gsize n = MIN (length, sizeof self->buffer - self->used);

      memcpy ((char *)self->buffer + self->used, bytes, n);
      self->used += n;
      bytes += n;
      length -= n;
      if (self->used == sizeof self->buffer)
        write_out (self);
    }
}

static void
put_padding (HrIndexWriter *self)
{
  const guint64 zero = 0;

  put (self, &zero, padded (self->length) - self->length);
}

static void
put_strings (HrIndexWriter *self, GPtrArray *strings)
{
  for (guint i = 0; i < strings->len; i++)
    put (self, strings->pdata[i], strlen (strings->pdata[i]) + 1);
}

/* In the order of next start: what is next lies together, and so does what will have ended when this is read. */
static void
put_entries (HrIndexWriter *self, const HrIndex *index)
{
  g_autofree guint32 *by_name = g_new (guint32, MAX (index->n_entries, 1));

  for (guint32 i = 0; i < index->n_entries; i++)
    {
      const HrEntry *entry = &index->entries[index->by_next[i]];

      put (self, entry, sizeof *entry);
      by_name[entry->name_rank] = i;
    }
  for (guint32 i = 0; i < index->n_entries; i++)
    put (self, &i, sizeof i);
  put_padding (self);
  put (self, by_name, index->n_entries * sizeof (guint32));
  put_padding (self);
}

static void
put_tables (HrIndexWriter *self, const HrIndex *index)
{
  for (guint i = 0; i < index->typesets->len; i++)
    {
      const HrTypeset *set = &g_array_index (index->typesets, HrTypeset, i);
      HrSavedTypeset saved = { set->features, set->languages, set->fellowship, 0 };

      put (self, &saved, sizeof saved);
    }
  put (self, index->used_fellowships->data, index->fellowships->len);
  put_padding (self);
  put (self, index->targets->data, index->targets->len * sizeof (HrIndexTarget));
  put_padding (self);
  put_strings (self, index->rule_texts);
  put_strings (self, index->zone_names);
  put_strings (self, index->fellowships);
  put_strings (self, index->languages);
  for (guint i = 0; i < index->typesets->len; i++)
    {
      const char *codes = g_array_index (index->typesets, HrTypeset, i).codes;

      put (self, codes, strlen (codes) + 1);
    }
}

static gsize
strings_length (const HrIndex *self)
{
  GPtrArray *lists[] = { self->rule_texts, self->zone_names, self->fellowships, self->languages };
  gsize length = 0;

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    for (guint k = 0; k < lists[i]->len; k++)
      length += strlen (lists[i]->pdata[k]) + 1;
  for (guint i = 0; i < self->typesets->len; i++)
    length += strlen (g_array_index (self->typesets, HrTypeset, i).codes) + 1;
  return length;
}

static gsize
whole_length (const HrIndexHeader *header)
{
  return sizeof *header + header->n_entries * sizeof (HrEntry) + 2 * padded (header->n_entries * sizeof (guint32))
         + header->n_typesets * sizeof (HrSavedTypeset) + padded (header->n_fellowships)
         + padded (header->n_targets * sizeof (HrIndexTarget)) + padded (header->strings_length);
}

static gboolean
write_file (HrState *state, int file)
{
  HrIndex *self = state->index;
  g_autofree HrIndexWriter *writer = g_new0 (HrIndexWriter, 1);
  HrIndexHeader header = { .magic = "" };

  memcpy (header.magic, HR_INDEX_MAGIC, sizeof header.magic);
  header.stamp = self->stamp;
  header.at_s = self->at_s;
  header.program = program_stamp (state);
  header.totals = *hr_index_totals (self);
  header.entry_size = sizeof (HrEntry);
  header.n_entries = self->n_entries;
  header.n_rules = self->rules->len;
  header.n_zones = self->zones->len;
  header.n_fellowships = self->fellowships->len;
  header.n_languages = self->languages->len;
  header.n_typesets = self->typesets->len;
  header.n_targets = self->targets->len;
  header.strings_length = (guint32)strings_length (self);
  header.length = whole_length (&header);
  writer->file = file;
  put (writer, &header, sizeof header);
  put_entries (writer, self);
  put_tables (writer, self);
  put_padding (writer);
  write_out (writer);
  g_assert (writer->failed || writer->length == header.length);
  header.sum = sum_end (&writer->sum);
  return !writer->failed && pwrite (file, &header, sizeof header, 0) == (gssize)sizeof header;
}

void
hr_index_save (HrState *state)
{
  HrIndex *self = state->index;
  g_autofree char *path = NULL;
  g_autofree char *new_path = NULL;
  int file = -1;
  gboolean ok = FALSE;

  if (self == NULL || self->saved || self->n_entries < HR_INDEX_WORTH)
    return;
  self->saved = TRUE;
  path = g_build_filename (state->directory, HR_INDEX_FILE, NULL);
  new_path = g_build_filename (state->directory, HR_INDEX_FILE_NEW, NULL);
  /* under another name first, but not synced: a torn one is recognised by its sum */
  file = g_open (new_path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (file >= 0)
    {
      ok = write_file (state, file);
      ok = close (file) == 0 && ok;
    }
  if (ok && g_rename (new_path, path) == 0)
    return;
  g_info ("%s: %s", path, g_strerror (errno));
  if (file >= 0)
    g_unlink (new_path);
}

/* ---- reading ---- */

static gboolean
is_whole (int file, const HrIndexHeader *header)
{
  guint64 buffer[HR_INDEX_BUFFER_WORDS];
  HrSum sum = { 0 };

  for (guint64 at = 0; at < header->length; at += sizeof buffer)
    {
      gsize wanted = (gsize)MIN (header->length - at, sizeof buffer);

      if (pread (file, buffer, wanted, (off_t)at) != (gssize)wanted)
        return FALSE;
      /* when the sum was made, there was nothing in its own place */
      if (at == 0)
        memset ((char *)buffer + offsetof (HrIndexHeader, sum), 0, sizeof header->sum);
      sum_words (&sum, buffer, wanted / 8);
    }
  return sum_end (&sum) == header->sum;
}

static gboolean
read_header (HrState *state, int file, gint64 stamp, HrIndexHeader *header)
{
  struct stat status;

  return fstat (file, &status) == 0 && pread (file, header, sizeof *header, 0) == (gssize)sizeof *header
         && memcmp (header->magic, HR_INDEX_MAGIC, sizeof header->magic) == 0 && header->stamp == stamp
         && header->program == program_stamp (state) && header->entry_size == sizeof (HrEntry)
         && header->length == whole_length (header) && status.st_size == (off_t)header->length
         && is_whole (file, header);
}

typedef struct
{
  const char *cursor;
  const char *end;
} HrReader;

static const char *
take_string (HrReader *self)
{
  const char *text = self->cursor;
  const char *zero = self->cursor < self->end ? memchr (text, '\0', (gsize)(self->end - text)) : NULL;

  if (zero == NULL)
    return NULL;
  self->cursor = zero + 1;
  return text;
}

static gboolean
take_strings (HrReader *reader, HrIndex *self, guint n, guint32 (*number) (HrIndex *self, const char *text))
{
  for (guint i = 0; i < n; i++)
    {
      const char *text = take_string (reader);

      if (text == NULL || number (self, text) != i)
        return FALSE;
    }
  return TRUE;
}

static gboolean
take_typesets (HrReader *reader, HrIndex *self, const HrSavedTypeset *saved, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      HrTypeset set = { saved[i].features, saved[i].languages, take_string (reader), saved[i].fellowship };

      if (set.codes == NULL || set.fellowship >= self->fellowships->len)
        return FALSE;
      g_array_append_val (self->typesets, set);
    }
  return TRUE;
}

static guint32
zone_number (HrIndex *self, const char *text)
{
  return hr_index_zone_number (self, text);
}

static gboolean
take_all (HrIndex *self, const HrIndexHeader *header)
{
  char *at = (char *)self->map + sizeof *header;
  gsize order_length = padded (header->n_entries * sizeof (guint32));
  const HrSavedTypeset *typesets = NULL;
  HrReader reader;

  self->n_entries = header->n_entries;
  self->entries = (gpointer)at;
  at += header->n_entries * sizeof (HrEntry);
  self->by_next = (gpointer)at;
  self->by_name = (gpointer)(at + order_length);
  at += 2 * order_length;
  typesets = (gpointer)at;
  at += header->n_typesets * sizeof *typesets;
  g_byte_array_append (self->used_fellowships, (const guint8 *)at, header->n_fellowships);
  /* never empty once the totals are known */
  g_byte_array_append (self->used_fellowships, (const guint8 *)"", 1);
  self->totals = header->totals;
  at += padded (header->n_fellowships);
  g_array_append_vals (self->targets, at, header->n_targets);
  reader.cursor = at + padded (header->n_targets * sizeof (HrIndexTarget));
  reader.end = reader.cursor + header->strings_length;
  return take_strings (&reader, self, header->n_rules, hr_index_rule_number)
         && take_strings (&reader, self, header->n_zones, zone_number)
         && take_strings (&reader, self, header->n_fellowships, hr_index_fellowship_number)
         && take_strings (&reader, self, header->n_languages, hr_index_language_number)
         && take_typesets (&reader, self, typesets, header->n_typesets) && reader.cursor == reader.end;
}

HrIndex *
hr_index_restore (HrState *state, gint64 stamp)
{
  g_autofree char *path = g_build_filename (state->directory, HR_INDEX_FILE, NULL);
  HrIndexHeader header;
  HrIndex *self = NULL;
  gpointer map = MAP_FAILED;
  int file = -1;

  if (stamp == 0)
    return NULL;
  file = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  if (file < 0)
    return NULL;
  /* private: entries move on with the time, the file does not */
  if (read_header (state, file, stamp, &header))
    map = mmap (NULL, header.length, PROT_READ | PROT_WRITE, MAP_PRIVATE, file, 0);
  close (file);
  if (map == MAP_FAILED)
    return NULL;
  self = hr_index_new (state);
  self->map = map;
  self->map_length = header.length;
  if (take_all (self, &header) && hr_index_reload_exceptions (state, self, NULL))
    {
      self->at_s = header.at_s;
      return self;
    }
  hr_index_free (self);
  return NULL;
}
