/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Replays a corpus: each file of the folder as it is, then shortened and with bytes changed, always in the same way.
 * With libFuzzer instead:
 *   clang -g -O1 -fsanitize=fuzzer,address,undefined tests/fuzz/fuzz-feed.c -Iinclude $(pkg-config --cflags --libs
 *   glib-2.0 gobject-2.0 jansson) BUILD/app/feed/libhr-feed.a BUILD/app/core/libhr-core.a -lm -o fuzz-feed
 *   ./fuzz-feed tests/fuzz/corpus/fuzz-feed */
#include <glib.h>
#include <string.h>

#include "fuzz-private.h"

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
