/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-create-private.h"
#include "hr-backup-private.h"
#include "hr-edit-private.h"
#include "hr-fts-private.h"
#include "hr-migrate-private.h"
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#define HR_FELLOWSHIPS "/org/handrail/data/sample/fellowships.tsv"
#define HR_VOCABULARY "/org/handrail/data/vocabulary/types.tsv"
#define HR_DEFAULT_ZONE "America/New_York"

static char *
zone_from_link (const char *path)
{
  g_autofree char *target = g_file_read_link (path, NULL);
  const char *id = target != NULL ? strstr (target, "zoneinfo/") : NULL;

  return id != NULL ? g_strdup (id + strlen ("zoneinfo/")) : NULL;
}

char *
hr_create_zone (void)
{
  const char *tz = g_getenv ("TZ");
  g_autofree char *linked = zone_from_link ("/etc/localtime");

  if (tz != NULL && *tz == ':')
    tz++;
  if (tz != NULL && *tz != '\0' && hr_zone_get (tz) != NULL)
    return g_strdup (tz);
  if (linked != NULL && hr_zone_get (linked) != NULL)
    return g_steal_pointer (&linked);
  return g_strdup (HR_DEFAULT_ZONE);
}

static HrRecord *
make_fellowship (char **columns, GError **error)
{
  g_autoptr (HrRecord) record = hr_record_new (HR_KIND_FELLOWSHIP, columns[0]);
  g_autofree char *line = g_strdup_printf ("en=%s\nes=%s", columns[4], columns[5]);
  g_autofree char *more = g_strdup_printf ("en=%s\nes=%s", columns[8], columns[9]);

  if (!hr_record_set (record, "name", columns[1], error) || !hr_record_set (record, "short_name", columns[2], error)
      || !hr_record_set (record, "website", columns[3], error) || !hr_record_set (record, "line", line, error)
      || !hr_record_set (record, "way", columns[6], error) || !hr_record_set (record, "audience", columns[7], error)
      || !hr_record_set (record, "more", more, error))
    return NULL;
  return g_steal_pointer (&record);
}

static gboolean
add_fellowships (GPtrArray *records, GError **error)
{
  g_autoptr (GBytes) bytes = g_resources_lookup_data (HR_FELLOWSHIPS, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  g_auto (GStrv) lines = NULL;

  if (bytes == NULL)
    return FALSE;
  lines = g_strsplit (g_bytes_get_data (bytes, NULL), "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) columns = g_strsplit (lines[i], "\t", -1);
      HrRecord *record = NULL;

      if (lines[i][0] == '#' || g_strv_length (columns) != 10)
        continue;
      record = make_fellowship (columns, error);
      if (record == NULL)
        return FALSE;
      g_ptr_array_add (records, record);
    }
  return TRUE;
}

GPtrArray *
hr_store_get_built_in_fellowships (GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_record_unref);

  return add_fellowships (records, error) ? g_steal_pointer (&records) : NULL;
}

HrVocabulary *
hr_store_load_vocabulary (GError **error)
{
  g_autoptr (GBytes) bytes = g_resources_lookup_data (HR_VOCABULARY, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  gsize length = 0;
  const char *data = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;
  HrVocabulary *vocabulary = data != NULL ? hr_vocabulary_new (data, length, error) : NULL;

  if (vocabulary == NULL)
    g_prefix_error (error, "The vocabulary of the program does not hold: ");
  return vocabulary;
}

HrRecord *
hr_create_site (GError **error)
{
  g_autofree char *zone = hr_create_zone ();
  g_autoptr (HrRecord) site = hr_record_new (HR_KIND_SITE, "site");

  if (!hr_record_set (site, "name", "Our center", error) || !hr_record_set (site, "timezone", zone, error)
      || !hr_record_set (site, "languages", "en,es", error))
    return NULL;
  return g_steal_pointer (&site);
}

static gboolean
add_site (GPtrArray *records, GError **error)
{
  HrRecord *site = hr_create_site (error);

  if (site != NULL)
    g_ptr_array_add (records, site);
  return site != NULL;
}

static gboolean
fill (HrState *state, const char *temporary, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_record_unref);

  state->db = hr_db_open (temporary, HR_DB_CREATE, error);
  if (state->db == NULL)
    return FALSE;
  state->fts = hr_fts_new ();
  return hr_migrate (state->db, NULL, error) && hr_state_reload (state, error) && hr_fts_ensure (state, error)
         && add_site (records, error) && add_fellowships (records, error)
         && hr_edit_add_all (state, records, "init", error);
}

gboolean
hr_create (HrState *state, GError **error)
{
  g_autofree char *temporary = g_strdup_printf ("%s.part-%08x", state->path, g_random_int ());
  gboolean ok = FALSE;

  if (state->db != NULL || g_file_test (state->path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, HR_ERROR, HR_ERROR_REFUSED, "There is a database at %s already. Choose another folder.",
                   state->path);
      return FALSE;
    }
  if (g_mkdir_with_parents (state->directory, 0700) != 0)
    return hr_set_errno_error (error, errno, "The folder %s could not be made", state->directory);
  {
    /* nobody is to be told of a database that may yet come to nothing */
    void (*changed) (gpointer data) = state->changed;

    state->changed = NULL;
    ok = fill (state, temporary, error);
    state->changed = changed;
  }
  hr_state_close (state);
  ok = ok && hr_backup_place (temporary, state->path, error);
  if (!ok)
    hr_backup_remove (temporary);
  return ok;
}
