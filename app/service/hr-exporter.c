/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-service"

#include "handrail/service/hr-exporter.h"
#include "handrail/core/hr-error.h"
#include "handrail/feed/hr-calendar.h"
#include "handrail/feed/hr-json.h"
#include "hr-exporter-private.h"
#include <glib/gi18n-lib.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#define STANDARD_OUTPUT "-"

/* ---- iCalendar ---- */

/* Only meetings that have exceptions, or whose venue has, are worth a question each. */
static GHashTable *
find_ids_with_exceptions (HrStore *store, GError **error)
{
  g_autoptr (GPtrArray) exceptions = hr_store_get_records (store, HR_KIND_EXCEPTION, error);
  if (exceptions == NULL)
    return NULL;
  GHashTable *ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < exceptions->len; i++)
    {
      HrRecord *exception = g_ptr_array_index (exceptions, i);
      const char *meeting = hr_record_get (exception, "meeting");
      const char *venue = hr_record_get (exception, "venue");
      if (meeting != NULL || venue != NULL)
        g_hash_table_add (ids, g_strdup (meeting != NULL ? meeting : venue));
    }
  return ids;
}

static char *
write_calendar (HrCenter *center, GError **error)
{
  HrStore *store = hr_center_get_store (center);
  g_autoptr (HrQuery) query = hr_query_new ();
  query->limit = 0;
  query->sort = HR_SORT_NAME;
  g_autoptr (HrResults) results = hr_store_find (store, query, error);
  g_autoptr (GHashTable) ids = results != NULL ? find_ids_with_exceptions (store, error) : NULL;
  if (ids == NULL)
    return NULL;
  g_autoptr (GPtrArray) exceptions = g_ptr_array_new_full (results->meetings->len, NULL);
  g_autoptr (GPtrArray) owned = g_ptr_array_new_with_free_func ((GDestroyNotify)g_ptr_array_unref);
  for (guint i = 0; i < results->meetings->len; i++)
    {
      HrMeeting *meeting = g_ptr_array_index (results->meetings, i);
      GPtrArray *own = NULL;
      if (g_hash_table_contains (ids, meeting->id)
          || (meeting->venue != NULL && g_hash_table_contains (ids, meeting->venue)))
        {
          own = hr_store_get_exceptions (store, meeting->id, error);
          if (own == NULL)
            return NULL;
          g_ptr_array_add (owned, own);
        }
      g_ptr_array_add (exceptions, own);
    }
  return hr_calendar_write ((HrMeeting *const *)results->meetings->pdata, (GPtrArray *const *)exceptions->pdata,
                            results->meetings->len, hr_clock_now_s (hr_center_get_clock (center)), "en");
}

/* ---- dump ---- */

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  const HrRecord *const *record_a = a, *const *record_b = b;
  return strcmp (hr_record_get_id (*record_a), hr_record_get_id (*record_b));
}

static void
dump_record (HrJson *json, const HrRecord *record)
{
  guint n = 0;
  const HrField *fields = hr_kind_get_fields (hr_record_get_kind (record), &n);
  hr_json_begin_object (json, hr_record_get_id (record));
  for (guint i = 0; i < n; i++)
    {
      const char *value = hr_record_get_nth (record, i);
      if (value != NULL)
        hr_json_string (json, fields[i].name, value);
    }
  hr_json_end (json);
}

/* ---- public ---- */

char *
hr_exporter_run (HrCenter *center, HrExportFormat format, gsize *ret_length, GError **error)
{
  g_return_val_if_fail (HR_IS_CENTER (center), NULL);
  char *text = format == HR_EXPORT_ICS ? write_calendar (center, error) : hr_exporter_write_feed (center, format, error);
  if (text != NULL && ret_length != NULL)
    *ret_length = strlen (text);
  return text;
}

char *
hr_exporter_dump (HrCenter *center, GError **error)
{
  g_return_val_if_fail (HR_IS_CENTER (center), NULL);
  g_autoptr (HrJson) json = hr_json_new ();
  HrDate today = HR_DATE_NONE;
  int minute = 0;
  hr_zone_from_unix_s (hr_center_get_zone (center), hr_clock_now_s (hr_center_get_clock (center)), &today, &minute);
  hr_json_begin_object (json, NULL);
  for (guint kind = 0; kind < HR_N_KINDS; kind++)
    {
      g_autoptr (GPtrArray) records = hr_store_get_records (hr_center_get_store (center), kind, error);
      if (records == NULL)
        return NULL;
      g_ptr_array_sort (records, compare_ids);
      hr_json_begin_object (json, hr_kind_get_name (kind));
      for (guint i = 0; i < records->len; i++)
        /* what a person agreed to ends with the day they said, here too */
        if (hr_record_may_show (g_ptr_array_index (records, i), today))
          dump_record (json, g_ptr_array_index (records, i));
      hr_json_end (json);
    }
  hr_json_end (json);
  return hr_json_to_string (json, 1);
}

static gboolean
write_stream (FILE *stream, const char *name, const char *text, gsize length, GError **error)
{
  errno = 0;
  if (fwrite (text, 1, length, stream) == length && fflush (stream) == 0)
    return TRUE;
  return hr_set_errno_error (error, errno, _ ("%s could not be written"), name);
}

/* A device or a pipe that is named as the file is written into: replacing /dev/null by a file would be a bad surprise. */
static gboolean
write_special (const char *path, const char *text, gsize length, GError **error)
{
  FILE *stream = fopen (path, "we");
  if (stream == NULL)
    return hr_set_errno_error (error, errno, _ ("%s could not be opened"), path);
  gboolean done = write_stream (stream, path, text, length, error);
  if (fclose (stream) != 0 && done)
    return hr_set_errno_error (error, errno, _ ("%s could not be written"), path);
  return done;
}

gboolean
hr_exporter_save (const char *path, const char *text, gsize length, GError **error)
{
  g_return_val_if_fail (path != NULL && text != NULL, FALSE);
  g_autoptr (GError) own = NULL;
  if (g_str_equal (path, STANDARD_OUTPUT))
    return write_stream (stdout, "Standard output", text, length, error);
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      g_set_error (error, HR_ERROR, HR_ERROR_INPUT, _ ("%s is a folder. Name a file in it."), path);
      return FALSE;
    }
  /* The file behind a link is replaced, not the link. */
  g_autofree char *resolved = realpath (path, NULL);
  const char *target = resolved != NULL ? resolved : path;
  if (g_file_test (target, G_FILE_TEST_EXISTS) && !g_file_test (target, G_FILE_TEST_IS_REGULAR))
    return write_special (target, text, length, error);
  if (g_file_set_contents_full (target, text, (gssize)length,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0644, &own))
    return TRUE;
  g_set_error (error, HR_ERROR,
               g_error_matches (own, G_FILE_ERROR, G_FILE_ERROR_NOSPC) ? HR_ERROR_NO_SPACE : HR_ERROR_IO,
               _ ("%s could not be written: %s"), path, own->message);
  return FALSE;
}
