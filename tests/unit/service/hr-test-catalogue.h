/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small message catalogue, written where gettext looks for it: tests of languages do not depend on what translators do. */
#pragma once

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  const char *id; /* "context\004text" where there is a context; sorted by bytes */
  gsize id_length;
  const char *text;
  gsize text_length;
} CatalogueEntry;

#define ENTRY(id, text) { id, sizeof (id) - 1, text, sizeof (text) - 1 }

static inline void
catalogue_number (GByteArray *bytes, gsize value)
{
  guint32 word = GUINT32_TO_LE ((guint32) value);

  g_byte_array_append (bytes, (const guint8 *) &word, sizeof word);
}

/* The format of GNU gettext's .mo files: a header, two tables of lengths and offsets, the strings */
static inline void
catalogue_write (const char *folder, const char *language, const CatalogueEntry *entries, gsize n)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree char *parent = g_build_filename (folder, language, "LC_MESSAGES", NULL);
  g_autofree char *path = g_build_filename (parent, GETTEXT_PACKAGE ".mo", NULL);
  gsize offset = 28 + n * 16;

  catalogue_number (bytes, 0x950412de);
  catalogue_number (bytes, 0);
  catalogue_number (bytes, n);
  catalogue_number (bytes, 28);
  catalogue_number (bytes, 28 + n * 8);
  catalogue_number (bytes, 0);
  catalogue_number (bytes, 28 + n * 16);
  for (gsize i = 0; i < n; i++)
    {
      catalogue_number (bytes, entries[i].id_length);
      catalogue_number (bytes, offset);
      offset += entries[i].id_length + 1;
    }
  for (gsize i = 0; i < n; i++)
    {
      catalogue_number (bytes, entries[i].text_length);
      catalogue_number (bytes, offset);
      offset += entries[i].text_length + 1;
    }
  for (gsize i = 0; i < n; i++)
    {
      g_assert_true (i == 0 || strcmp (entries[i - 1].id, entries[i].id) < 0);
      g_byte_array_append (bytes, (const guint8 *) entries[i].id, (guint) entries[i].id_length + 1);
    }
  for (gsize i = 0; i < n; i++)
    g_byte_array_append (bytes, (const guint8 *) entries[i].text, (guint) entries[i].text_length + 1);
  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, (const char *) bytes->data, (gssize) bytes->len, NULL));
}

static inline void
catalogue_remove (const char *folder, const char *language)
{
  g_autofree char *base = g_build_filename (folder, language, NULL);
  g_autofree char *parent = g_build_filename (base, "LC_MESSAGES", NULL);
  g_autofree char *path = g_build_filename (parent, GETTEXT_PACKAGE ".mo", NULL);

  g_remove (path);
  g_rmdir (parent);
  g_rmdir (base);
  g_rmdir (folder);
}
