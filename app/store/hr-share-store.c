/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-share-store-private.h"
#include "handrail/store/hr-store-desk.h"
#include "hr-share-guard-private.h"
#include <string.h>

const HrVersion hr_version_nobody = { .gen = 1, .wall_ms = 0, .device = HR_DEVICE_NOBODY, .epoch = 0, .op = 0 };

gboolean
hr_version_is_nobody (const HrVersion *version)
{
  return version->device == HR_DEVICE_NOBODY;
}

gboolean
hr_version_equal (const HrVersion *a, const HrVersion *b)
{
  return a->gen == b->gen && a->wall_ms == b->wall_ms && a->device == b->device && a->epoch == b->epoch && a->op == b->op;
}

/* ---- opening ---- */

static gboolean
load (HrShareStore *self, GError **error)
{
  g_auto (HrShareGuard) guard = { 0 };
  gint64 published = 0, kept = 0;

  if (!hr_share_guard_load (self->state, &guard, error) || !hr_state_get_meta (self->state, HR_META_PUBLISHED, &published, error)
      || !hr_db_get_integer (self->state->db, "SELECT EXISTS (SELECT 1 FROM share_kept)", &kept, error))
    return FALSE;
  self->joined = guard.joined;
  self->may = guard.may;
  g_free (self->site);
  self->site = g_steal_pointer (&guard.site);
  self->published = (guint64)published;
  self->any_kept = kept != 0;
  self->live = -1;
  return TRUE;
}

static HrShareStore *
new_store (HrState *state)
{
  HrShareStore *self = g_new0 (HrShareStore, 1);

  self->state = state;
  self->ids = g_ptr_array_new_with_free_func (g_free);
  self->numbers = g_hash_table_new (g_str_hash, g_str_equal);
  self->fresh = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->fresh_kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

HrShareStore *
hr_share_store_within (HrChange *change, GError **error)
{
  g_autoptr (HrShareStore) self = new_store (hr_change_get_state (change));

  self->within = TRUE;
  self->change = change;
  self->own = hr_change_get_writer (change)->device;
  return load (self, error) ? g_steal_pointer (&self) : NULL;
}

HrShareStore *
hr_share_store_open (const char *directory, HrVocabulary *vocabulary, HrClock *clock, GError **error)
{
  g_autoptr (HrShareStore) self = new_store (hr_state_new (directory, vocabulary, clock));

  if (!hr_state_open (self->state, error) || !load (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
hr_share_store_close (HrShareStore *self)
{
  if (self == NULL)
    return;
  if (!self->within)
    {
      g_clear_pointer (&self->change, hr_change_free);
      hr_state_free (self->state);
    }
  g_ptr_array_unref (self->ids);
  g_hash_table_unref (self->numbers);
  g_hash_table_unref (self->fresh);
  g_hash_table_unref (self->fresh_kept);
  g_free (self->site);
  g_free (self);
}

/* ---- transactions ---- */

gboolean
hr_share_store_begin (HrShareStore *self, GError **error)
{
  g_assert (self->change == NULL);
  self->change = hr_change_begin (self->state, HR_PAST_SHARE, error);
  if (self->change == NULL)
    return FALSE;
  self->own = hr_change_get_writer (self->change)->device;
  self->puts = 0;
  /* another process may have joined, or edited, since */
  if (load (self, error))
    return TRUE;
  hr_share_store_rollback (self);
  return FALSE;
}

void
hr_share_store_step (HrShareStore *self)
{
  g_hash_table_remove_all (self->fresh);
  g_hash_table_remove_all (self->fresh_kept);
}

static void
end (HrShareStore *self)
{
  g_clear_pointer (&self->change, hr_change_free);
  hr_share_store_step (self);
}

gboolean
hr_share_store_commit (HrShareStore *self, GError **error)
{
  g_assert (self->change != NULL);
  if (!hr_change_commit (self->change, error))
    return FALSE;
  end (self);
  return TRUE;
}

void
hr_share_store_rollback (HrShareStore *self)
{
  if (self->change == NULL)
    return;
  end (self);
  self->live = -1;
  /* numbers that were given to devices in it are free again */
  g_hash_table_remove_all (self->numbers);
  g_ptr_array_set_size (self->ids, 0);
}

/* ---- versions ---- */

static void
remember (HrShareStore *self, guint32 number, const char *id)
{
  while (self->ids->len <= number)
    g_ptr_array_add (self->ids, NULL);
  if (self->ids->pdata[number] != NULL)
    return;
  self->ids->pdata[number] = g_strdup (id);
  g_hash_table_insert (self->numbers, self->ids->pdata[number], GUINT_TO_POINTER (number));
}

gboolean
hr_share_store_out (HrShareStore *self, const HrVersion *version, HrShareVersion *ret, GError **error)
{
  g_autoptr (HrStatement) statement = NULL;
  gboolean row = FALSE;

  *ret = (HrShareVersion){ version->gen, version->wall_ms, "", version->epoch, version->op };
  if (version->device == HR_DEVICE_NOBODY)
    return TRUE;
  if (version->device >= self->ids->len || self->ids->pdata[version->device] == NULL)
    {
      statement = hr_db_prepare (self->state->db, "SELECT id FROM device WHERE n = ?1", error);
      if (statement == NULL)
        return FALSE;
      sqlite3_bind_int64 (statement, 1, version->device);
      if (!hr_db_step (self->state->db, statement, &row, error))
        return FALSE;
      if (!row || hr_column_text (statement, 0) == NULL)
        {
          g_set_error (error, HR_ERROR, HR_ERROR_CORRUPT, "The versions in %s are damaged. Restore a backup.", self->state->path);
          return FALSE;
        }
      remember (self, version->device, hr_column_text (statement, 0));
    }
  g_strlcpy (ret->device, self->ids->pdata[version->device], sizeof ret->device);
  return TRUE;
}

gboolean
hr_share_store_find (HrShareStore *self, const HrShareVersion *version, HrVersion *ret, GError **error)
{
  gpointer number = NULL;

  *ret = (HrVersion){ version->gen, version->wall_ms, HR_DEVICE_NOBODY, version->epoch, version->op };
  if (version->device[0] == '\0')
    return TRUE;
  if (!g_hash_table_lookup_extended (self->numbers, version->device, NULL, &number))
    {
      if (!hr_state_find_device (self->state, version->device, &ret->device, error))
        return FALSE;
      if (ret->device != HR_DEVICE_UNKNOWN)
        remember (self, ret->device, version->device);
      return TRUE;
    }
  ret->device = GPOINTER_TO_UINT (number);
  return TRUE;
}

gboolean
hr_share_store_in (HrShareStore *self, const HrShareVersion *version, HrVersion *ret, GError **error)
{
  gpointer number = NULL;

  *ret = (HrVersion){ version->gen, version->wall_ms, HR_DEVICE_NOBODY, version->epoch, version->op };
  if (version->device[0] == '\0')
    return TRUE;
  if (!g_hash_table_lookup_extended (self->numbers, version->device, NULL, &number))
    {
      if (!hr_state_note_device (self->state, version->device, &ret->device, error))
        return FALSE;
      remember (self, ret->device, version->device);
      return TRUE;
    }
  ret->device = GPOINTER_TO_UINT (number);
  return TRUE;
}

const HrZone *
hr_share_store_get_zone (HrShareStore *self)
{
  return self->state->zone;
}

/* ---- notes ---- */

GBytes *
hr_share_store_get (HrShareStore *self, const char *key)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) value = hr_share_note_get (self->state, key, &error);

  if (error != NULL)
    g_warning ("%s", error->message);
  return g_steal_pointer (&value);
}

gboolean
hr_share_store_has (HrShareStore *self, const char *key)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HrStatement) statement = hr_db_prepare (self->state->db, "SELECT EXISTS (SELECT 1 FROM share_note WHERE key = ?1)", &error);

  if (statement != NULL)
    hr_bind_text (statement, 1, key);
  if (statement != NULL && hr_db_step (self->state->db, statement, NULL, &error))
    return sqlite3_column_int (statement, 0) != 0;
  g_warning ("%s", error->message);
  return FALSE;
}

gboolean
hr_share_store_set (HrShareStore *self, const char *key, GBytes *value, GError **error)
{
  static const char *const insert = "INSERT INTO share_note (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2";
  static const char *const delete = "DELETE FROM share_note WHERE key = ?1";
  g_autoptr (HrStatement) statement = hr_db_prepare (self->state->db, value != NULL ? insert : delete, error);
  gsize length = 0;
  const void *data = value != NULL ? g_bytes_get_data (value, &length) : NULL;

  g_assert (self->change != NULL);
  if (statement == NULL)
    return FALSE;
  hr_bind_text (statement, 1, key);
  if (value != NULL)
    sqlite3_bind_blob64 (statement, 2, length > 0 ? data : "", length, SQLITE_STATIC);
  hr_change_keep (self->change);
  return hr_db_run (self->state->db, statement, error);
}

/* @sql: key, value of what is ?1 or comes after, before ?2 */
static gboolean
each (HrShareStore *self, const char *sql, const char *prefix, HrShareStoreNoteFunc func, gpointer data, GError **error)
{
  HrDb *db = self->state->db;
  g_autoptr (HrStatement) statement = hr_db_prepare (db, sql, error);
  g_autofree char *end = g_strdup (prefix);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  g_assert (*prefix != '\0');
  /* keys are ASCII: the first text that does not begin so any more */
  end[strlen (end) - 1]++;
  sqlite3_bind_text (statement, 1, prefix, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 2, end, -1, SQLITE_STATIC);
  while (hr_db_step (db, statement, &row, error))
    {
      g_autoptr (GBytes) value = NULL;

      if (!row)
        return TRUE;
      if (sqlite3_column_type (statement, 1) != SQLITE_NULL)
        {
          gsize length = (gsize)sqlite3_column_bytes (statement, 1);

          value = g_bytes_new (sqlite3_column_blob (statement, 1), length);
        }
      if (!func (hr_column_text (statement, 0), value, data))
        return FALSE;
    }
  return FALSE;
}

gboolean
hr_share_store_each (HrShareStore *self, const char *prefix, HrShareStoreNoteFunc func, gpointer data, GError **error)
{
  return each (self, "SELECT key, value FROM share_note WHERE key >= ?1 AND key < ?2 ORDER BY key", prefix, func, data, error);
}

gboolean
hr_share_store_keys (HrShareStore *self, const char *prefix, HrShareStoreNoteFunc func, gpointer data, GError **error)
{
  return each (self, "SELECT key, NULL FROM share_note WHERE key >= ?1 AND key < ?2 ORDER BY key", prefix, func, data, error);
}

/* ---- how many ---- */

/* Asked again when another program wrote; what is written here is followed. */
guint
hr_share_store_live (HrShareStore *self)
{
  /* of what stands in the tables, staff's words are kept, too */
  static const char elsewhere[] = "SELECT (SELECT count(*) FROM (SELECT DISTINCT kind, scope, id FROM share_kept WHERE field < 64 OR value "
                                  "IS NOT NULL)) - (SELECT count(*) FROM (SELECT DISTINCT kind, id FROM override))";
  g_autoptr (GError) error = NULL;
  gint64 version = 0, sum = 0, kept = 0;

  if (!hr_db_get_integer (self->state->db, "PRAGMA data_version", &version, &error))
    g_warning ("%s", error->message);
  if (self->live >= 0 && version == self->live_version)
    return (guint)self->live;
  for (guint i = 0; error == NULL && i < HR_N_KINDS; i++)
    {
      gint64 n = 0;

      if (hr_records_count (self->state->db, (HrKind)i, &n, &error))
        sum += n;
    }
  if (error == NULL
      && hr_db_get_integer (self->state->db, elsewhere, &kept, &error))
    sum += kept;
  if (error != NULL)
    {
      g_warning ("%s", error->message);
      return 0;
    }
  self->live = sum;
  self->live_version = version;
  return (guint)sum;
}
