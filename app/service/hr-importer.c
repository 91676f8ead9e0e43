/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-service"

#include "hr-importer-private.h"
#include "handrail/core/hr-error.h"
#include "handrail/service/hr-column-memory.h"
#include <glib/gi18n-lib.h>
#include <gio/gio.h>
#include <gio/gunixinputstream.h>
#include <unistd.h>

#define FEED_WORD "GetSearchResults"
#define FORMATS_WORD "GetFormats"
#define STANDARD_INPUT "-"

static void
set_limit_error (GError **error, const char *name)
{
  g_set_error (error, HR_ERROR, HR_ERROR_LIMIT,
               _ ("%s is larger than %zu MB, which is more than any feed of meetings holds. "
                  "Check that it is the right file."),
               name, HR_FEED_MAX_BYTES / (1024 * 1024));
}

/* Never more than the limit plus one byte comes into memory, whatever the file claims about its size. */
static GBytes *
read_stream (GInputStream *stream, const char *name, guint64 expected, GCancellable *cancellable, GError **error)
{
  g_autoptr (GByteArray) all = g_byte_array_sized_new ((guint)MIN (expected, HR_FEED_MAX_BYTES) + 1);
  g_autoptr (GError) own = NULL;
  gsize chunk_size = 256 * 1024;
  g_autofree guint8 *chunk = g_malloc (chunk_size);
  while (TRUE)
    {
      gssize got = g_input_stream_read (stream, chunk, chunk_size, cancellable, &own);
      if (got < 0 && g_error_matches (own, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          g_set_error_literal (error, HR_ERROR, HR_ERROR_CANCELLED, _ ("Reading was cancelled. Nothing was changed."));
          return NULL;
        }
      if (got < 0)
        {
          g_set_error (error, HR_ERROR, HR_ERROR_IO, _ ("%s could not be read: %s"), name, own->message);
          return NULL;
        }
      if (got == 0)
        return g_byte_array_free_to_bytes (g_steal_pointer (&all));
      if ((guint64)all->len + (guint64)got > HR_FEED_MAX_BYTES)
        {
          set_limit_error (error, name);
          return NULL;
        }
      g_byte_array_append (all, chunk, (guint)got);
    }
}

static GBytes *
read_file (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) own = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info (
      file, G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, NULL, &own);
  if (info == NULL)
    {
      gboolean missing = g_error_matches (own, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
      g_set_error (error, HR_ERROR, missing ? HR_ERROR_NOT_FOUND : HR_ERROR_IO, _ ("%s cannot be read: %s"), path,
                   missing ? _ ("there is no such file.") : own->message);
      return NULL;
    }
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    {
      g_set_error (error, HR_ERROR, HR_ERROR_INPUT, _ ("%s is not a file. Name a feed file, or \"-\" for standard input."),
                   path);
      return NULL;
    }
  guint64 size = (guint64)g_file_info_get_size (info);
  if (size > HR_FEED_MAX_BYTES)
    {
      set_limit_error (error, path);
      return NULL;
    }
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, &own);
  if (stream == NULL)
    {
      g_set_error (error, HR_ERROR, HR_ERROR_IO, _ ("%s cannot be read: %s"), path, own->message);
      return NULL;
    }
  return read_stream (G_INPUT_STREAM (stream), path, size, cancellable, error);
}

GBytes *
hr_importer_load (const char *path, GCancellable *cancellable, GError **error)
{
  if (!g_str_equal (path, STANDARD_INPUT))
    return read_file (path, cancellable, error);
  g_autoptr (GInputStream) stream = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  return read_stream (stream, "Standard input", 0, cancellable, error);
}

/* BMLT servers give the meaning of the codes in an answer of its own; people save both beside each other. */
static char *
find_formats (const char *path)
{
  if (g_str_equal (path, STANDARD_INPUT))
    return NULL;
  g_autofree char *name = g_path_get_basename (path);
  char *word = strstr (name, FEED_WORD);
  if (word == NULL)
    return NULL;
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GString) sibling = g_string_new_len (name, word - name);
  g_string_append (sibling, FORMATS_WORD);
  g_string_append (sibling, word + strlen (FEED_WORD));
  g_autofree char *formats = g_build_filename (folder, sibling->str, NULL);
  return g_file_test (formats, G_FILE_TEST_IS_REGULAR) ? g_steal_pointer (&formats) : NULL;
}

static gboolean
check_fellowship (HrStore *store, const char *id, GError **error)
{
  g_autoptr (GError) own = NULL;
  g_autoptr (HrRecord) record = hr_store_get_record (store, HR_KIND_FELLOWSHIP, id, &own);
  if (record != NULL)
    return TRUE;
  if (g_error_matches (own, HR_ERROR, HR_ERROR_NOT_FOUND))
    g_set_error (error, HR_ERROR, HR_ERROR_NOT_FOUND,
                 _ ("There is no fellowship with the id \"%s\". \"handrailctl show fellowship\" lists them."), id);
  else
    g_propagate_error (error, g_steal_pointer (&own));
  return FALSE;
}

/* A table whose header somebody matched before: as then. Anything else has no such key. */
static HrFeedColumns *
recall_columns (const HrImportInput *input, const char *data, gsize length)
{
  if (input->options->columns != NULL)
    return hr_feed_columns_copy (input->options->columns);
  if ((input->options->format != HR_FEED_AUTO && input->options->format != HR_FEED_CSV)
      || (input->options->format == HR_FEED_AUTO && !hr_feed_may_be_table (data, length)))
    return NULL;
  g_autoptr (HrFeedTable) table = hr_feed_table_new (data, length, NULL, NULL);
  return table != NULL ? hr_column_memory_get (input->directory, table->key) : NULL;
}

HrFeed *
hr_importer_read (const HrImportInput *input, GError **error)
{
  const HrImportOptions *options = input->options;
  const char *path = input->path;
  if (options->fellowship != NULL && !check_fellowship (input->store, options->fellowship, error))
    return NULL;
  g_autofree char *found = options->formats_path == NULL ? find_formats (path) : NULL;
  const char *formats_path = options->formats_path != NULL ? options->formats_path : found;
  g_autoptr (GBytes) formats = NULL;
  if (formats_path != NULL)
    {
      formats = read_file (formats_path, input->cancellable, error);
      if (formats == NULL)
        return NULL;
    }
  g_autoptr (GBytes) bytes = hr_importer_load (path, input->cancellable, error);
  if (bytes == NULL)
    return NULL;
  gsize length = 0, formats_length = 0;
  const char *data = g_bytes_get_data (bytes, &length);
  if (data == NULL)
    data = "";
  g_autoptr (HrFeedColumns) columns = recall_columns (input, data, length);
  HrFeedOptions reading = {
    .format = options->format,
    .fellowship = options->fellowship,
    .timezone = input->timezone,
    .vocabulary = input->vocabulary,
    .columns = columns,
    .cancellable = input->cancellable,
    .progress = input->progress,
    .progress_data = input->progress_data,
  };
  if (formats != NULL)
    {
      reading.formats = g_bytes_get_data (formats, &formats_length);
      reading.formats_length = formats_length;
    }
  HrFeed *feed = hr_feed_read (data, length, &reading, error);
  if (feed == NULL)
    g_prefix_error (error, "%s: ", g_str_equal (path, STANDARD_INPUT) ? _ ("standard input") : path);
  return feed;
}

const char *
hr_importer_get_fellowship (const HrImportOptions *options, const HrFeed *feed)
{
  if (options->fellowship != NULL)
    return options->fellowship;
  return feed->format == HR_FEED_BMLT ? "na" : "aa";
}

char *
hr_importer_get_file_name (const char *path)
{
  g_autofree char *name = g_str_equal (path, STANDARD_INPUT) ? g_strdup ("standard input") : g_path_get_basename (path);
  return g_utf8_make_valid (name, -1);
}

HrImportReport *
hr_importer_run (HrCenter *center, const char *path, const HrImportOptions *options, GError **error)
{
  g_return_val_if_fail (HR_IS_CENTER (center), NULL);
  g_return_val_if_fail (path != NULL && options != NULL, NULL);
  HrStore *store = hr_center_get_store (center);
  HrRecord *site = hr_center_get_site (center);
  HrImportInput input = {
    .store = store,
    .vocabulary = hr_center_get_vocabulary (center),
    .directory = hr_center_get_directory (center),
    .timezone = site != NULL ? hr_record_get (site, "timezone") : NULL,
    .path = path,
    .options = options,
  };
  g_autoptr (HrFeed) feed = hr_importer_read (&input, error);
  if (feed == NULL)
    return NULL;
  g_autofree char *file_name = hr_importer_get_file_name (path);
  HrApplyOptions applying = {
    .source = options->source,
    .file_name = file_name,
    .fellowship = hr_importer_get_fellowship (options, feed),
    .accept_removals = options->accept_removals,
    .dry_run = options->dry_run,
  };
  return hr_store_apply_feed (store, feed, &applying, error);
}
