/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-service"

#include "handrail/service/hr-column-memory.h"

#include "handrail/core/hr-error.h"

#include <glib/gi18n-lib.h>
#include <gio/gio.h>
#include <string.h>

/* Two lists beside each other: names of columns may hold what a key of a key file may not. */
#define COLUMNS "columns"
#define FIELDS "fields"

static char *
make_path (const char *directory)
{
  return g_build_filename (directory, HR_COLUMN_MEMORY_FILE, NULL);
}

static GKeyFile *
load (const char *directory)
{
  g_autofree char *path = make_path (directory);
  g_autoptr (GError) error = NULL;
  GKeyFile *file = g_key_file_new ();

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, &error)
      && !g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    g_warning ("%s could not be read: %s", path, error->message);
  return file;
}

HrFeedColumns *
hr_column_memory_get (const char *directory, const char *key)
{
  g_autoptr (GKeyFile) file = load (directory);
  g_autoptr (HrFeedColumns) columns = hr_feed_columns_new ();
  gsize n_names = 0, n_fields = 0;
  g_auto (GStrv) names = g_key_file_get_string_list (file, key, COLUMNS, &n_names, NULL);
  g_auto (GStrv) fields = g_key_file_get_string_list (file, key, FIELDS, &n_fields, NULL);

  if (names == NULL || fields == NULL || n_names != n_fields)
    return NULL;
  for (gsize i = 0; i < n_names; i++)
    if (!hr_feed_columns_set (columns, names[i], fields[i], NULL))
      return NULL;
  return g_steal_pointer (&columns);
}

static void
set (GKeyFile *file, const char *key, const HrFeedColumns *columns)
{
  g_autofree const char **names = hr_feed_columns_get_names (columns);
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();
  guint n = 0;

  for (; names[n] != NULL; n++)
    {
      const char *field = NULL;

      hr_feed_columns_get (columns, names[n], &field);
      g_ptr_array_add (fields, (gpointer)(field != NULL ? field : ""));
    }
  g_ptr_array_add (fields, NULL);
  g_key_file_set_string_list (file, key, COLUMNS, names, n);
  g_key_file_set_string_list (file, key, FIELDS, (const char *const *)fields->pdata, n);
}

/* Groups stand in the order in which they were written last. */
static void
forget_oldest (GKeyFile *file)
{
  gsize n;
  g_auto (GStrv) groups = g_key_file_get_groups (file, &n);

  for (gsize i = 0; n - i > HR_COLUMN_MEMORY_MAX; i++)
    g_key_file_remove_group (file, groups[i], NULL);
}

gboolean
hr_column_memory_put (const char *directory, const char *key, const HrFeedColumns *columns, GError **error)
{
  g_autofree char *path = make_path (directory);
  g_autoptr (GKeyFile) file = load (directory);
  g_autoptr (GError) own = NULL;
  g_autofree char *text = NULL;
  gsize length = 0;

  g_key_file_remove_group (file, key, NULL);
  if (columns != NULL)
    set (file, key, columns);
  forget_oldest (file);
  text = g_key_file_to_data (file, &length, NULL);
  if (g_file_set_contents_full (path, text, (gssize)length,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, &own))
    return TRUE;
  g_set_error (error, HR_ERROR,
               g_error_matches (own, G_FILE_ERROR, G_FILE_ERROR_NOSPC) ? HR_ERROR_NO_SPACE : HR_ERROR_IO,
               _ ("The match of the columns could not be remembered: %s"), own->message);
  return FALSE;
}
