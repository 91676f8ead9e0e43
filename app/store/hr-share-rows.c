/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of the tables as groups of the share: fields of one version together. */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-held-private.h"
#include "hr-share-guard-private.h"
#include "hr-share-store-private.h"
#include <string.h>

static const char *const kept_site = "site";

/* ---- where a thing is ---- */

static gboolean
is_id (const char *id)
{
  gsize length = strlen (id);

  if (length == 0 || length > 128)
    return FALSE;
  for (const char *p = id; *p != '\0'; p++)
    if ((guchar)*p <= ' ' || *p == '/' || *p == 0x7f)
      return FALSE;
  return TRUE;
}

gboolean
hr_share_store_shows (HrShareStore *self, guint kind, const char *scope, const char *id)
{
  if (kind >= HR_N_KINDS || !is_id (id) || (kind == HR_KIND_SITE && strcmp (id, kept_site) != 0))
    return FALSE;
  if (*scope == '\0' || strcmp (scope, self->site) == 0)
    return TRUE;
  return *self->site == '\0' && self->may == HR_SHARE_STORE_ALL && kind != HR_KIND_SITE;
}

/* What belongs to the own site comes before what belongs to all. */
gboolean
hr_share_store_ranks_before (HrShareStore *self, const char *scope, const char *than)
{
  gboolean own = strcmp (scope, self->site) == 0, than_own = strcmp (than, self->site) == 0;

  if (own != than_own)
    return own;
  return strcmp (scope, than) < 0;
}

const char *
hr_share_row_scope (const HrRow *row)
{
  const char *scope = hr_share_row_common (row, HR_COMMON_SCOPE);

  return scope != NULL ? scope : "";
}

gboolean
hr_share_row_is_blank (const HrRow *row)
{
  if (!hr_version_is_nobody (&row->clock.base) || !hr_share_row_is_retired (row))
    return FALSE;
  for (guint i = 0; i < row->clock.n_fields; i++)
    if (row->clock.fields[i].gen != 0 && !hr_version_is_nobody (&row->clock.fields[i]))
      return FALSE;
  return TRUE;
}

#define NUMBERS 64

int
hr_share_row_number_index (HrKind kind, guint number)
{
  static gint8 indices[HR_N_KINDS][NUMBERS];
  static gsize ready = 0;

  /* asked for every field of every thing that comes */
  if (g_once_init_enter (&ready))
    {
      memset (indices, -1, sizeof indices);
      for (guint k = 0; k < HR_N_KINDS; k++)
        for (guint i = 0; i < hr_records_n_fields ((HrKind)k); i++)
          indices[k][hr_kind_get_clock_number ((HrKind)k, i)] = (gint8)i;
      g_once_init_leave (&ready, 1);
    }
  return number < NUMBERS ? indices[kind][number] : -1;
}

const char *
hr_share_row_common (const HrRow *row, HrCommonField field)
{
  return hr_record_get_nth (row->record, hr_kind_n_own_fields (hr_record_get_kind (row->record)) + field);
}

gboolean
hr_share_row_is_retired (const HrRow *row)
{
  return g_strcmp0 (hr_share_row_common (row, HR_COMMON_RETIRED), "yes") == 0;
}

/* ---- groups of a row ---- */

static gboolean
get_value (HrShareStore *self, HrKind kind, const HrRow *row, guint index, char **ret_value, GError **error)
{
  HrKeptKey key = { kind, hr_share_row_scope (row), hr_record_get_id (row->record), hr_kind_get_clock_number (kind, index) };
  g_auto (HrKept) kept = { 0 };

  if (!hr_kept_get (self, &key, &kept, error))
    return FALSE;
  if (kept.version.gen != 0 && hr_version_equal (&kept.version, hr_row_clock_get (&row->clock, key.field)))
    *ret_value = g_steal_pointer (&kept.value);
  else
    *ret_value = g_strdup (hr_record_get_nth (row->record, index));
  return TRUE;
}

gboolean
hr_share_row_value (HrShareStore *self, HrKind kind, const HrRow *row, guint number, char **ret_value, GError **error)
{
  int index = hr_share_row_number_index (kind, number);

  g_assert (index >= 0);
  return get_value (self, kind, row, (guint)index, ret_value, error);
}

/* The group of the row's first version says everything that it does not skip. */
static void
make_whole (HrShareGroup *group, guint n_fields)
{
  group->whole = n_fields;
  for (guint number = 0, next = 0; number < n_fields; number++)
    if (next < group->fields->len && g_array_index (group->fields, HrShareField, next).field == number)
      next++;
    else
      hr_share_group_skip (group, number);
}

/* What is unset stands in no list when the group is whole. */
static void
leave_out_unset (HrShareGroup *group)
{
  for (guint i = group->fields->len; group->whole > 0 && i > 0; i--)
    if (g_array_index (group->fields, HrShareField, i - 1).value == NULL)
      g_array_remove_index (group->fields, i - 1);
}

gboolean
hr_share_row_groups (HrShareStore *self, HrKind kind, const HrRow *row, gboolean own, guint64 above, GPtrArray *groups, GError **error)
{
  guint n_fields = hr_records_n_fields (kind), first = groups->len;

  for (guint number = 0; number < n_fields; number++)
    {
      const HrVersion *version = hr_row_clock_get (&row->clock, number);
      g_autofree char *value = NULL;
      HrShareVersion said;
      HrShareGroup *group = NULL;

      if (hr_version_is_nobody (version) || (own && (version->device != self->own || version->op <= above)))
        continue;
      if (!hr_share_store_out (self, version, &said, error) || !hr_share_row_value (self, kind, row, number, &value, error))
        return FALSE;
      for (guint i = first; group == NULL && i < groups->len; i++)
        if (hr_share_version_compare (&((HrShareGroup *)groups->pdata[i])->version, &said) == 0)
          group = groups->pdata[i];
      if (group == NULL)
        {
          group = hr_share_group_new (kind, hr_share_row_scope (row), hr_record_get_id (row->record), &said);
          g_ptr_array_add (groups, group);
        }
      hr_share_group_add (group, number, value);
    }
  for (guint i = first; i < groups->len; i++)
    {
      HrShareGroup *group = groups->pdata[i];

      if (2 * group->fields->len > n_fields)
        {
          make_whole (group, n_fields);
          leave_out_unset (group);
        }
    }
  return TRUE;
}

/* ---- all of them ---- */

typedef struct
{
  HrShareStore *self;
  gboolean own;
  guint64 above;
  HrShareStoreGroupFunc func;
  gpointer data;
  gboolean ended;
} Walk;

static gboolean
walk_row_cb (HrKind kind, HrRow *row, gpointer data, GError **error)
{
  Walk *walk = data;
  g_autoptr (GPtrArray) groups = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_share_group_free);

  if (!hr_share_row_groups (walk->self, kind, row, walk->own, walk->above, groups, error))
    return FALSE;
  for (guint i = 0; i < groups->len; i++)
    if (!walk->func (groups->pdata[i], walk->data))
      {
        walk->ended = TRUE;
        return FALSE;
      }
  return TRUE;
}

gboolean
hr_share_store_rows (HrShareStore *self, HrShareStoreGroupFunc func, gpointer data, GError **error)
{
  Walk walk = { self, FALSE, 0, func, data, FALSE };

  for (guint i = 0; i < HR_N_KINDS; i++)
    if (!hr_records_walk (self->state->db, (HrKind)i, -1, walk_row_cb, &walk, error))
      return FALSE;
  return !self->any_kept || hr_kept_walk (self, func, data, error);
}

/* ---- what was here before ---- */

gboolean
hr_share_was_seen (HrShareStore *self, HrKind kind, const char *id, const char *field, const char *value, gboolean *ret_seen, GError **error)
{
  g_autoptr (HrStatement) statement = hr_db_prepare (
      self->state->db, "SELECT 1 FROM history WHERE kind = ?1 AND id = ?2 AND field = ?3 AND (old IS ?4 OR new IS ?4) LIMIT 1", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, hr_kind_get_name (kind), -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 2, id, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 3, field, -1, SQLITE_STATIC);
  hr_bind_text (statement, 4, value);
  return hr_db_step (self->state->db, statement, ret_seen, error);
}

/* ---- what is to be published ---- */

gboolean
hr_share_lost_add (HrShareStore *self, const HrKeptKey *key, const HrVersion *version, const char *value, GError **error)
{
  HrDb *db = self->state->db;
  g_autoptr (HrStatement) statement =
      hr_db_prepare (db,
                     "INSERT INTO share_lost (kind, scope, id, field, gen, wall_ms, device, epoch, op, value) "
                     "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                     error);

  if (statement == NULL)
    return FALSE;
  hr_kept_bind (statement, key, version, value);
  hr_change_keep (self->change);
  return hr_db_run (db, statement, error);
}

static gboolean
walk_lost (HrShareStore *self, HrShareStoreGroupFunc func, gpointer data, gboolean *ret_ended, GError **error)
{
  HrDb *db = self->state->db;
  g_autoptr (HrStatement) statement = hr_db_prepare (
      db, "SELECT kind, scope, id, field, gen, wall_ms, device, epoch, op, value FROM share_lost ORDER BY n", error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  while (hr_db_step (db, statement, &row, error))
    {
      g_autoptr (HrShareGroup) group = NULL;
      g_autofree char *value = NULL;
      HrVersion version;
      HrShareVersion said;

      if (!row)
        return TRUE;
      version = hr_kept_column_version (statement, 4);
      value = hr_kept_column_value (statement, 9);
      if (!hr_share_store_out (self, &version, &said, error))
        return FALSE;
      group = hr_share_group_new ((guint)sqlite3_column_int64 (statement, 0), (const char *)sqlite3_column_text (statement, 1),
                                  (const char *)sqlite3_column_text (statement, 2), &said);
      hr_share_group_add (group, (guint)sqlite3_column_int64 (statement, 3), value);
      *ret_ended = !func (group, data);
      if (*ret_ended)
        return FALSE;
    }
  return FALSE;
}

gboolean
hr_share_store_outbox (HrShareStore *self, HrShareStoreGroupFunc func, gpointer data, GError **error)
{
  Walk walk = { self, TRUE, 0, func, data, FALSE };
  gint64 last = 0, published = 0;

  if (!hr_state_get_own_device (self->state, &self->own, error) || !hr_state_get_meta (self->state, "last_op", &last, error)
      || !hr_state_get_meta (self->state, HR_META_PUBLISHED, &published, error)
      || !walk_lost (self, func, data, &walk.ended, error))
    return FALSE;
  walk.above = (guint64)published;
  for (guint i = 0; last > published && i < HR_N_KINDS; i++)
    if (!hr_records_walk (self->state->db, (HrKind)i, published, walk_row_cb, &walk, error))
      return FALSE;
  return last <= published || hr_held_outbox (self, walk.above, func, data, &walk.ended, error);
}

gboolean
hr_share_store_clear_outbox (HrShareStore *self, GError **error)
{
  gint64 last = 0;

  g_assert (self->change != NULL);
  if (!hr_state_get_meta (self->state, "last_op", &last, error) || !hr_state_set_meta (self->state, HR_META_PUBLISHED, last, error)
      || !hr_db_exec (self->state->db, "DELETE FROM share_lost", error))
    return FALSE;
  self->published = (guint64)last;
  return hr_change_keep (self->change);
}
