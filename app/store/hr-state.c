/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-state-private.h"
#include "hr-fts-private.h"
#include "hr-index-private.h"
#include "hr-learn-private.h"
#include "hr-migrate-private.h"
#include "hr-site-private.h"
#include "handrail/seal/hr-seal-sign.h"
#include "handrail/store/hr-store.h"
#include <glib/gi18n-lib.h>

#include <sys/statvfs.h>

/* So much is free before a disk that was full is written to again. */
#define HR_STATE_ROOM (G_GUINT64_CONSTANT (4) * 1024 * 1024)

HrState *
hr_state_new (const char *directory, HrVocabulary *vocabulary, HrClock *clock)
{
  HrState *self = g_new0 (HrState, 1);

  self->directory = g_strdup (directory);
  self->path = g_build_filename (directory, HR_STORE_FILE, NULL);
  self->built_in = hr_vocabulary_ref (vocabulary);
  self->clock = g_object_ref (clock);
  return self;
}

void
hr_state_close (HrState *self)
{
  if (self->db != NULL)
    hr_index_save (self);
  g_clear_pointer (&self->index, hr_index_free);
  g_clear_pointer (&self->fts, hr_fts_free);
  g_clear_pointer (&self->db, hr_db_close);
  g_clear_pointer (&self->vocabulary, hr_vocabulary_unref);
  g_clear_pointer (&self->site_venue, g_free);
  hr_site_forget (self);
  g_clear_pointer (&self->device_id, g_free);
  self->zone = NULL;
}

void
hr_state_free (HrState *self)
{
  hr_state_close (self);
  g_clear_pointer (&self->built_in, hr_vocabulary_unref);
  g_clear_object (&self->clock);
  g_free (self->directory);
  g_free (self->path);
  g_free (self);
}

gboolean
hr_state_check_open (HrState *self, GError **error)
{
  if (self->db != NULL)
    return TRUE;
  g_set_error (error, HR_ERROR, HR_ERROR_IO, _ ("The database %s is not open."), self->path);
  return FALSE;
}

gboolean
hr_state_get_meta (HrState *self, const char *key, gint64 *ret_value, GError **error)
{
  g_autoptr (HrStatement) statement = hr_db_prepare (self->db, "SELECT value FROM meta WHERE key = ?1", error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  hr_bind_text (statement, 1, key);
  if (!hr_db_step (self->db, statement, &row, error))
    return FALSE;
  *ret_value = row ? sqlite3_column_int64 (statement, 0) : 0;
  return TRUE;
}

gboolean
hr_state_set_meta (HrState *self, const char *key, gint64 value, GError **error)
{
  g_autoptr (HrStatement) statement = hr_db_prepare (
      self->db, "INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2", error);

  if (statement == NULL)
    return FALSE;
  hr_bind_text (statement, 1, key);
  sqlite3_bind_int64 (statement, 2, value);
  return hr_db_run (self->db, statement, error);
}

gboolean
hr_state_reload (HrState *self, GError **error)
{
  g_autoptr (GPtrArray) types = hr_records_list (self->db, HR_KIND_TYPE, error);
  g_autoptr (GPtrArray) sites = types != NULL ? hr_records_list (self->db, HR_KIND_SITE, error) : NULL;
  const char *zone_id = NULL;

  if (sites == NULL)
    return FALSE;
  g_clear_pointer (&self->index, hr_index_free);
  g_clear_pointer (&self->vocabulary, hr_vocabulary_unref);
  self->vocabulary = types->len > 0 ? hr_vocabulary_extend (self->built_in, types) : hr_vocabulary_ref (self->built_in);
  g_clear_pointer (&self->site_venue, g_free);
  hr_site_forget (self);
  if (sites->len > 0)
    {
      zone_id = hr_record_get (sites->pdata[0], "timezone");
      self->site_venue = g_strdup (hr_record_get (sites->pdata[0], "venue"));
    }
  self->zone = zone_id != NULL ? hr_zone_get (zone_id) : NULL;
  if (self->zone == NULL)
    self->zone = hr_zone_get ("UTC");
  return TRUE;
}

static gboolean
hr_state_open_db (HrState *self, HrDbMode mode, GError **error)
{
  g_autofree char *backups = g_build_filename (self->directory, "backups", NULL);

  self->db = hr_db_open (self->path, mode, error);
  if (self->db == NULL)
    return FALSE;
  self->alone = mode == HR_DB_ALONE;
  self->fts = hr_fts_new ();
  if (hr_db_use_wal (self->db, error) && hr_migrate_check_version (self->db, error)
      && hr_migrate (self->db, backups, error) && hr_records_check_tables (self->db, error)
      && hr_state_reload (self, error) && hr_fts_ensure (self, error) && (self->alone || hr_learn (self, error))
      && hr_db_get_integer (self->db, "PRAGMA data_version", &self->data_version, error))
    return TRUE;
  hr_state_close (self);
  return FALSE;
}

gboolean
hr_state_open (HrState *self, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (self->db != NULL || hr_state_open_db (self, HR_DB_OPEN, &local))
    return TRUE;
  /* a full disk has no room for what several programs share, but one alone can read */
  if (g_error_matches (local, HR_ERROR, HR_ERROR_NO_SPACE) && hr_state_open_db (self, HR_DB_ALONE, NULL))
    {
      g_message ("%s Until then it is only read, by this program alone.", local->message);
      return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
has_room (const char *path)
{
  struct statvfs status;

  return statvfs (path, &status) == 0 && (guint64)status.f_bavail * status.f_frsize >= HR_STATE_ROOM;
}

/* As soon as there is room, other programs and changes are let in again. */
static void
hr_state_leave_alone (HrState *self)
{
  g_autoptr (GError) error = NULL;

  if (!has_room (self->path))
    return;
  hr_state_close (self);
  if (!hr_state_open (self, &error))
    g_warning ("%s", error->message);
  else if (!self->alone)
    g_message ("There is room on the disk again: %s can be changed.", self->path);
}

gboolean
hr_state_notice (HrState *self)
{
  g_autoptr (GError) error = NULL;
  gint64 version = 0;

  if (!hr_db_get_integer (self->db, "PRAGMA data_version", &version, &error))
    {
      g_warning ("%s", error->message);
      return TRUE;
    }
  if (version == self->data_version)
    return FALSE;
  self->data_version = version;
  hr_fts_forget (self->fts);
  if (!hr_state_reload (self, &error))
    {
      g_warning ("%s", error->message);
      return TRUE;
    }
  if (self->changed != NULL)
    self->changed (self->changed_data);
  return TRUE;
}

void
hr_state_poll (HrState *self)
{
  if (self->db != NULL && self->alone)
    hr_state_leave_alone (self);
  if (self->db != NULL && !hr_state_notice (self))
    hr_index_save (self);
}

/* ---- writing ---- */

static gboolean
hr_state_load_identity (HrState *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->directory, "device.key", NULL);
  guint8 public_key[HR_SEAL_PUBLIC_KEY_BYTES];
  guint8 secret_key[HR_SEAL_SECRET_KEY_BYTES];

  hr_seal_init ();
  if (!hr_seal_load_or_make_keys (path, "The key of this device", public_key, secret_key, error))
    return FALSE;
  hr_seal_wipe (secret_key, sizeof secret_key);
  self->device_id = hr_seal_device_id (public_key);
  /* an epoch is one run that writes: a copied disk then never repeats a version */
  hr_seal_random (&self->epoch, sizeof self->epoch);
  return TRUE;
}

gboolean
hr_state_find_device (HrState *self, const char *id, guint32 *ret_device, GError **error)
{
  g_autoptr (HrStatement) find = hr_db_prepare (self->db, "SELECT n FROM device WHERE id = ?1", error);
  gboolean row = FALSE;

  if (find == NULL)
    return FALSE;
  hr_bind_text (find, 1, id);
  if (!hr_db_step (self->db, find, &row, error))
    return FALSE;
  *ret_device = row ? (guint32)sqlite3_column_int64 (find, 0) : HR_DEVICE_UNKNOWN;
  return TRUE;
}

gboolean
hr_state_note_device (HrState *self, const char *id, guint32 *ret_device, GError **error)
{
  g_autoptr (HrStatement) insert =
      hr_db_prepare (self->db, "INSERT INTO device (id) VALUES (?1) ON CONFLICT (id) DO NOTHING", error);

  if (insert == NULL)
    return FALSE;
  hr_bind_text (insert, 1, id);
  return hr_db_run (self->db, insert, error) && hr_state_find_device (self, id, ret_device, error);
}

gboolean
hr_state_get_own_device (HrState *self, guint32 *ret_device, GError **error)
{
  return (self->device_id != NULL || hr_state_load_identity (self, error))
         && hr_state_find_device (self, self->device_id, ret_device, error);
}

gboolean
hr_state_begin_write (HrState *self, HrWriter *writer, GError **error)
{
  gint64 op = 0, wall = 0;

  if (self->device_id == NULL && !hr_state_load_identity (self, error))
    return FALSE;
  /* read in the transaction: another process with the same device may have written since */
  if (!hr_state_note_device (self, self->device_id, &writer->device, error) || !hr_state_get_meta (self, "last_op", &op, error)
      || !hr_state_get_meta (self, "last_wall", &wall, error))
    return FALSE;
  writer->epoch = self->epoch;
  writer->op = (guint64)op;
  writer->wall_ms = MAX (wall + 1, hr_clock_now_us (self->clock) / 1000);
  return TRUE;
}

gboolean
hr_state_end_write (HrState *self, const HrWriter *writer, GError **error)
{
  gint64 stamp = 0;

  /* names this very content: a restored backup must not be taken for what was here before */
  hr_seal_random (&stamp, sizeof stamp);
  return hr_state_set_meta (self, "last_op", (gint64)writer->op, error)
         && hr_state_set_meta (self, "last_wall", writer->wall_ms, error)
         && hr_state_set_meta (self, "stamp", stamp != 0 ? stamp : 1, error);
}
