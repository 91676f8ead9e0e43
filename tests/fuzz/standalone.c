/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the targets share, and the driver that replays a corpus: each file of the folder as it is, then shortened and with bytes changed,
 * always in the same way.
 * With libFuzzer instead of the driver:
 *   clang -g -O1 -fsanitize=fuzzer,address,undefined -DFUZZ_WITH_LIBFUZZER tests/fuzz/fuzz-feed.c tests/fuzz/standalone.c -Iinclude
 *   $(pkg-config --cflags --libs glib-2.0 gobject-2.0 gio-2.0 jansson libical) BUILD/app/feed/libhr-feed.a BUILD/app/core/libhr-core.a -lm
 *   -o fuzz-feed
 *   ./fuzz-feed tests/fuzz/corpus/fuzz-feed */
#include "fuzz-private.h"

#include <string.h>

/* ---- what the targets of feeds share ---- */

static const char types[] = "aa\tO\topen\t\t\ten=Open\tes=Abierta\n"
                            "aa\tC\tclosed\t\t\ten=Closed\n"
                            "aa\tS\t\tes\t\ten=Spanish\n"
                            "aa\tTC\tclosed-temporarily\t\t\ten=Location Temporarily Closed\n"
                            "na\tB\tnewcomer\t\tBEG\ten=Beginners\n"
                            "na\tVM\tonline\t\tVM\ten=Virtual Meeting\n"
                            "na\tES\t\tes\tLANG\ten=Spanish\n";

static void
check_row (const HrFeedRow *row)
{
  g_assert (row->key != NULL && row->key[0] != '\0');
  g_assert (hr_record_check (row->meeting, NULL));
  g_assert (row->venue == NULL || row->venue_key != NULL);
  g_assert (row->group == NULL || row->group_key != NULL);
  for (guint i = 0; row->exceptions != NULL && i < row->exceptions->len; i++)
    {
      HrRecord *exception = hr_record_copy (row->exceptions->pdata[i]);

      g_assert (hr_record_set (exception, "meeting", "m-1", NULL) && hr_record_check (exception, NULL));
      hr_record_unref (exception);
    }
  for (guint k = 0; k < 3; k++)
    {
      const HrRecord *record = k == 0 ? row->meeting : k == 1 ? row->venue : row->group;
      guint n = 0;
      const HrField *fields = record != NULL ? hr_kind_get_fields (hr_record_get_kind (record), &n) : NULL;
      g_autoptr (HrRecord) copy = record != NULL ? hr_record_new (hr_record_get_kind (record), NULL) : NULL;

      for (guint i = 0; i < n; i++)
        {
          const char *value = hr_record_get_nth (record, i);

          /* what was taken as canonical is canonical */
          g_assert (hr_record_set (copy, fields[i].name, value, NULL));
          g_assert (g_strcmp0 (hr_record_get_nth (copy, i), value) == 0);
          g_assert (value == NULL || g_utf8_validate (value, -1, NULL));
        }
    }
}

void
fuzz_check_feed (HrFeed *feed)
{
  GHashTable *keys = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert (feed->format != HR_FEED_AUTO);
  g_assert (feed->records == feed->rows->len + feed->rejected->len);
  for (guint i = 0; i < feed->rows->len; i++)
    {
      check_row (feed->rows->pdata[i]);
      g_assert (g_hash_table_add (keys, ((HrFeedRow *)feed->rows->pdata[i])->key));
    }
  for (guint i = 0; i < feed->repaired->len; i++)
    {
      const HrFeedNote *note = feed->repaired->pdata[i];

      g_assert (note->record >= 1 && note->record <= feed->records);
      g_assert (note->name != NULL && g_utf8_validate (note->text, -1, NULL));
    }
  for (guint i = 0; i < feed->types->len; i++)
    g_assert (hr_record_check (feed->types->pdata[i], NULL));
  g_hash_table_unref (keys);
}

HrVocabulary *
fuzz_get_vocabulary (void)
{
  static HrVocabulary *vocabulary;

  if (vocabulary == NULL)
    vocabulary = hr_vocabulary_new (types, strlen (types), NULL);
  return vocabulary;
}

void
fuzz_read_feed (const uint8_t *data, size_t size, HrFeedFormat format)
{
  HrFeedOptions options = { .format = format, .timezone = "America/New_York", .vocabulary = fuzz_get_vocabulary () };
  g_autoptr (GError) error = NULL;
  g_autoptr (HrFeed) feed = hr_feed_read ((const char *)data, size, &options, &error);

  g_assert ((feed == NULL) == (error != NULL));
  if (feed != NULL)
    fuzz_check_feed (feed);
  else
    g_assert (g_utf8_validate (error->message, -1, NULL));
}

/* ---- the driver ---- */

#ifndef FUZZ_WITH_LIBFUZZER

#define CHANGES 40
#define MUTATED_BYTES 65536

/* A buffer of exactly this size, so that a sanitizer sees each byte read beyond it */
static void
run (const char *data, gsize size)
{
  g_autofree uint8_t *exact = g_memdup2 (size > 0 ? data : "", MAX (size, 1));

  LLVMFuzzerTestOneInput (exact, size);
}

static void
run_changed (const char *data, gsize size, GRand *random)
{
  static const char telling[] = "\"\\[]{},:0e-.\x00\xff\xc3<>&;n";
  g_autofree char *copy = NULL;
  const int n = g_rand_int_range (random, 1, 4);

  if (size == 0 || size > MUTATED_BYTES)
    return;
  copy = g_memdup2 (data, size);
  for (int i = 0; i < n; i++)
    copy[g_rand_int_range (random, 0, (gint32)size)] = telling[g_rand_int_range (random, 0, sizeof telling - 1)];
  run (copy, size);
  run (copy, (gsize)g_rand_int_range (random, 0, (gint32)size));
}

static int
compare_names_cb (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) folder = argc == 2 ? g_dir_open (argv[1], 0, &error) : NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GRand) random = g_rand_new_with_seed (20261123);
  const char *name;

  if (folder == NULL)
    {
      g_printerr ("%s\n", error != NULL ? error->message : "Give the folder of a corpus.");
      return 2;
    }
  while ((name = g_dir_read_name (folder)) != NULL)
    g_ptr_array_add (names, g_build_filename (argv[1], name, NULL));
  g_ptr_array_sort (names, compare_names_cb);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *data = NULL;
      gsize size;

      if (!g_file_get_contents (names->pdata[i], &data, &size, &error))
        {
          g_printerr ("%s\n", error->message);
          return 1;
        }
      run (data, size);
      for (guint k = 0; k < CHANGES; k++)
        run_changed (data, size, random);
    }
  g_print ("%u files\n", names->len);
  return names->len > 0 ? 0 : 1;
}
#endif
