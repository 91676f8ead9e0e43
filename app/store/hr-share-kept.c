/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tables of the kinds have no place for, field by field. */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-share-store-private.h"
#include <string.h>

#define COLUMNS "gen, wall_ms, device, epoch, op, value"

void
hr_kept_clear (HrKept *self)
{
  g_clear_pointer (&self->value, g_free);
}

/* ---- rows of share_kept and of share_lost: thing, field, COLUMNS ---- */

static void
bind_thing (HrStatement *statement, guint kind, const char *scope, const char *id)
{
  sqlite3_bind_int64 (statement, 1, kind);
  sqlite3_bind_text (statement, 2, scope, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 3, id, -1, SQLITE_STATIC);
}

HrVersion
hr_kept_column_version (HrStatement *statement, int column)
{
  HrVersion version = {
    .gen = (guint64)sqlite3_column_int64 (statement, column),
    .wall_ms = sqlite3_column_int64 (statement, column + 1),
    .device = (guint32)sqlite3_column_int64 (statement, column + 2),
    .epoch = (guint32)sqlite3_column_int64 (statement, column + 3),
    .op = (guint64)sqlite3_column_int64 (statement, column + 4),
  };

  return version;
}

/* "" is a value of its own here: later programs may mean something by it. */
char *
hr_kept_column_value (HrStatement *statement, int column)
{
  return g_strdup ((const char *)sqlite3_column_text (statement, column));
}

void
hr_kept_bind (HrStatement *statement, const HrKeptKey *key, const HrVersion *version, const char *value)
{
  bind_thing (statement, key->kind, key->scope, key->id);
  sqlite3_bind_int64 (statement, 4, key->field);
  sqlite3_bind_int64 (statement, 5, (gint64)version->gen);
  sqlite3_bind_int64 (statement, 6, version->wall_ms);
  sqlite3_bind_int64 (statement, 7, version->device);
  sqlite3_bind_int64 (statement, 8, version->epoch);
  sqlite3_bind_int64 (statement, 9, (gint64)version->op);
  if (value != NULL)
    sqlite3_bind_text (statement, 10, value, -1, SQLITE_STATIC);
  else
    sqlite3_bind_null (statement, 10);
}

/* ---- one field ---- */

gboolean
hr_kept_get (HrShareStore *self, const HrKeptKey *key, HrKept *ret, GError **error)
{
  HrDb *db = self->state->db;
  g_autoptr (HrStatement) statement = NULL;
  gboolean row = FALSE;

  hr_kept_clear (ret);
  ret->version.gen = 0;
  if (!self->any_kept)
    return TRUE;
  statement = hr_db_prepare (
      db, "SELECT " COLUMNS " FROM share_kept WHERE kind = ?1 AND scope = ?2 AND id = ?3 AND field = ?4", error);
  if (statement == NULL)
    return FALSE;
  bind_thing (statement, key->kind, key->scope, key->id);
  sqlite3_bind_int64 (statement, 4, key->field);
  if (!hr_db_step (db, statement, &row, error))
    return FALSE;
  if (row)
    *ret = (HrKept){ hr_kept_column_version (statement, 0), hr_kept_column_value (statement, 5) };
  return TRUE;
}

gboolean
hr_kept_set (HrShareStore *self, const HrKeptKey *key, const HrVersion *version, const char *value, GError **error)
{
  HrDb *db = self->state->db;
  g_autoptr (HrStatement) statement =
      hr_db_prepare (db,
                     "INSERT INTO share_kept (kind, scope, id, field, " COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) "
                     "ON CONFLICT (kind, scope, id, field) DO UPDATE SET gen = ?5, wall_ms = ?6, device = ?7, epoch = ?8, op = ?9, "
                     "value = ?10",
                     error);

  if (statement == NULL)
    return FALSE;
  hr_kept_bind (statement, key, version, value);
  self->any_kept = TRUE;
  hr_change_keep (self->change);
  return hr_db_run (db, statement, error);
}

gboolean
hr_kept_remove (HrShareStore *self, const HrKeptKey *key, GError **error)
{
  HrDb *db = self->state->db;
  g_autoptr (HrStatement) statement = NULL;

  if (!self->any_kept)
    return TRUE;
  statement = hr_db_prepare (db, "DELETE FROM share_kept WHERE kind = ?1 AND scope = ?2 AND id = ?3 AND field = ?4", error);
  if (statement == NULL)
    return FALSE;
  bind_thing (statement, key->kind, key->scope, key->id);
  sqlite3_bind_int64 (statement, 4, key->field);
  hr_change_keep (self->change);
  return hr_db_run (db, statement, error);
}

gboolean
hr_kept_has (HrShareStore *self, guint kind, const char *scope, const char *id, gboolean *ret, GError **error)
{
  HrDb *db = self->state->db;
  g_autoptr (HrStatement) statement
      = hr_db_prepare (db, "SELECT 1 FROM share_kept WHERE kind = ?1 AND scope = ?2 AND id = ?3 LIMIT 1", error);

  if (statement == NULL)
    return FALSE;
  bind_thing (statement, kind, scope, id);
  return hr_db_step (db, statement, ret, error);
}

gboolean
hr_kept_drop (HrShareStore *self, guint kind, const char *scope, const char *id, GError **error)
{
  HrDb *db = self->state->db;
  g_autoptr (HrStatement) statement = hr_db_prepare (db, "DELETE FROM share_kept WHERE kind = ?1 AND scope = ?2 AND id = ?3", error);

  if (statement == NULL)
    return FALSE;
  bind_thing (statement, kind, scope, id);
  hr_change_keep (self->change);
  return hr_db_run (db, statement, error);
}

/* @statement: field, then COLUMNS, from @column on. Fields of one version make one group. */
static gboolean
add_field (HrShareStore *self, GPtrArray *groups, guint first, const HrShareGroup *thing, HrStatement *statement, int column, GError **error)
{
  HrVersion version = hr_kept_column_version (statement, column + 1);
  HrShareVersion said;
  g_autofree char *value = hr_kept_column_value (statement, column + 6);
  guint field = (guint)sqlite3_column_int64 (statement, column);

  if (!hr_share_store_out (self, &version, &said, error))
    return FALSE;
  for (guint i = first; i < groups->len; i++)
    {
      HrShareGroup *group = groups->pdata[i];

      if (hr_share_version_compare (&group->version, &said) == 0)
        {
          hr_share_group_add (group, field, value);
          return TRUE;
        }
    }
  g_ptr_array_add (groups, hr_share_group_new (thing->kind, thing->scope, thing->id, &said));
  hr_share_group_add (groups->pdata[groups->len - 1], field, value);
  return TRUE;
}

static GPtrArray *
new_groups (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)hr_share_group_free);
}

GPtrArray *
hr_kept_groups (HrShareStore *self, guint kind, const char *scope, const char *id, GError **error)
{
  HrDb *db = self->state->db;
  const HrShareVersion none = { 0 };
  g_autoptr (GPtrArray) groups = new_groups ();
  g_autoptr (HrShareGroup) thing = hr_share_group_new (kind, scope, id, &none);
  g_autoptr (HrStatement) statement = hr_db_prepare (
      db, "SELECT field, " COLUMNS " FROM share_kept WHERE kind = ?1 AND scope = ?2 AND id = ?3 ORDER BY field", error);
  gboolean row = FALSE;

  if (statement == NULL)
    return NULL;
  bind_thing (statement, kind, scope, id);
  while (hr_db_step (db, statement, &row, error))
    {
      if (!row)
        return g_steal_pointer (&groups);
      if (!add_field (self, groups, 0, thing, statement, 0, error))
        return NULL;
    }
  return NULL;
}

GPtrArray *
hr_kept_things (HrShareStore *self, GError **error)
{
  HrDb *db = self->state->db;
  const HrShareVersion none = { 0 };
  g_autoptr (GPtrArray) things = new_groups ();
  g_autoptr (HrStatement) statement = hr_db_prepare (db, "SELECT DISTINCT kind, scope, id FROM share_kept ORDER BY kind, scope, id", error);
  gboolean row = FALSE;

  if (statement == NULL)
    return NULL;
  while (hr_db_step (db, statement, &row, error))
    {
      const char *scope, *id;

      if (!row)
        return g_steal_pointer (&things);
      scope = (const char *)sqlite3_column_text (statement, 1);
      id = (const char *)sqlite3_column_text (statement, 2);
      g_ptr_array_add (things, hr_share_group_new ((guint)sqlite3_column_int64 (statement, 0), scope, id, &none));
    }
  return NULL;
}

static gboolean
flush (GPtrArray *groups, HrShareStoreGroupFunc func, gpointer data)
{
  for (guint i = 0; i < groups->len; i++)
    if (!func (groups->pdata[i], data))
      return FALSE;
  g_ptr_array_set_size (groups, 0);
  return TRUE;
}

gboolean
hr_share_store_stands (HrShareStore *self, const HrShareGroup *thing, gboolean *ret_stands, GError **error)
{
  g_autoptr (HrRow) row = NULL;

  *ret_stands = FALSE;
  if (!hr_share_store_shows (self, thing->kind, thing->scope, thing->id))
    return TRUE;
  if (!hr_records_try (self->state->db, (HrKind)thing->kind, thing->id, &row, error))
    return FALSE;
  *ret_stands = row != NULL && !hr_share_row_is_blank (row) && strcmp (hr_share_row_scope (row), thing->scope) == 0;
  return TRUE;
}

/* A field that the thing's row has a place for is shown with the row. */
static gboolean
add_if_elsewhere (HrShareStore *self, GPtrArray *groups, const HrShareGroup *thing, gboolean stands, HrStatement *statement, GError **error)
{
  guint field = (guint)sqlite3_column_int64 (statement, 3);

  return (stands && hr_share_row_number_index ((HrKind)thing->kind, field) >= 0)
         || add_field (self, groups, 0, thing, statement, 3, error);
}

gboolean
hr_kept_walk (HrShareStore *self, HrShareStoreGroupFunc func, gpointer data, GError **error)
{
  HrDb *db = self->state->db;
  g_autoptr (GPtrArray) groups = new_groups ();
  g_autoptr (HrStatement) statement =
      hr_db_prepare (db, "SELECT kind, scope, id, field, " COLUMNS " FROM share_kept ORDER BY kind, scope, id, field", error);
  g_autoptr (HrShareGroup) thing = NULL;
  const HrShareVersion none = { 0 };
  gboolean row = FALSE, stands = FALSE;

  if (statement == NULL)
    return FALSE;
  while (hr_db_step (db, statement, &row, error))
    {
      guint kind = row ? (guint)sqlite3_column_int64 (statement, 0) : 0;
      const char *scope = row ? (const char *)sqlite3_column_text (statement, 1) : NULL;
      const char *id = row ? (const char *)sqlite3_column_text (statement, 2) : NULL;

      if (!row)
        return flush (groups, func, data);
      if (thing == NULL || thing->kind != kind || strcmp (thing->scope, scope) != 0 || strcmp (thing->id, id) != 0)
        {
          if (!flush (groups, func, data))
            return FALSE;
          g_clear_pointer (&thing, hr_share_group_free);
          thing = hr_share_group_new (kind, scope, id, &none);
          if (!hr_share_store_stands (self, thing, &stands, error))
            return FALSE;
        }
      if (!add_if_elsewhere (self, groups, thing, stands, statement, error))
        return FALSE;
    }
  return FALSE;
}
