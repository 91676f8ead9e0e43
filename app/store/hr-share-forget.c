/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People whose consent has ended. Hidden they are at once, by the date; here what was written of them goes. */
#define G_LOG_DOMAIN "handrail-store"

#include "handrail/store/hr-store-desk.h"
#include "hr-desk-private.h"
#include "hr-held-private.h"
#include "hr-share-guard-private.h"

#define DAY_MS (G_GINT64_CONSTANT (24) * 60 * 60 * 1000)
/* A clock that is so much ahead of what others had is wrong: nobody is forgotten for that. */
#define AHEAD_MS (400 * DAY_MS)

gboolean
hr_share_is_person (guint kind)
{
  return kind == HR_KIND_PEER || kind == HR_KIND_STORY;
}

static gboolean
run (HrDb *db, const char *sql, const char *kind, const char *id, GError **error)
{
  g_autoptr (HrStatement) statement = hr_db_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  hr_bind_text (statement, 1, kind);
  hr_bind_text (statement, 2, id);
  return hr_db_run (db, statement, error);
}

gboolean
hr_share_forget_traces (HrShareStore *self, guint kind, const char *id, GError **error)
{
  HrDb *db = self->state->db;
  const char *name = hr_kind_get_name ((HrKind)kind);

  return run (db, "UPDATE history SET old = NULL, new = NULL WHERE kind = ?1 AND id = ?2 AND (old IS NOT NULL OR new IS NOT NULL)", name, id,
              error)
         && run (db, "DELETE FROM draft WHERE kind = ?1 AND id = ?2", name, id, error);
}

/* ---- one of them ---- */

/** Wipe: @highest: of all that is said of the thing */
typedef struct
{
  HrShareStore *self;
  HrVersion version;
  guint64 highest;
  guint64 fields[2]; /* bits of the numbers to be unset */
} Wipe;

static gboolean
note_cb (const HrShareGroup *group, guint number, const char *value, gpointer data)
{
  Wipe *wipe = data;

  wipe->highest = MAX (wipe->highest, group->version.gen);
  if (number < 128)
    wipe->fields[number / 64] |= G_GUINT64_CONSTANT (1) << (number % 64);
  return TRUE;
}

static void
unset (const Wipe *wipe, HrShareGroup *thing, guint retired)
{
  for (guint number = 0; number < 128; number++)
    if ((wipe->fields[number / 64] >> (number % 64) & 1) != 0)
      hr_share_group_add (thing, number, number == retired ? "yes" : NULL);
}

typedef struct
{
  Wipe *wipe;
  GError **error;
} Write;

static gboolean
write_cb (const HrShareGroup *group, guint number, const char *value, gpointer data)
{
  Write *write = data;
  HrKeptKey key = { group->kind, group->scope, group->id, number };

  return hr_kept_set (write->wipe->self, &key, &write->wipe->version, value, write->error)
         && hr_share_lost_add (write->wipe->self, &key, &write->wipe->version, value, write->error);
}

/* What waits to be published of it must not go out any more. */
static gboolean
drop_waiting (HrDb *db, const HrShareGroup *thing, GError **error)
{
  g_autoptr (HrStatement) statement = hr_db_prepare (db, "DELETE FROM share_lost WHERE kind = ?1 AND scope = ?2 AND id = ?3", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, thing->kind);
  sqlite3_bind_text (statement, 2, thing->scope, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 3, thing->id, -1, SQLITE_STATIC);
  return hr_db_run (db, statement, error);
}

/* @row: (nullable): where it stands in the table */
static gboolean
forget (HrShareStore *self, HrShareGroup *thing, HrRow *row, GError **error)
{
  HrKind kind = (HrKind)thing->kind;
  HrWriter *writer = hr_change_get_writer (self->change);
  guint n_fields = hr_records_n_fields (kind);
  guint retired = hr_kind_get_clock_number (kind, hr_kind_n_own_fields (kind) + HR_COMMON_RETIRED);
  g_autoptr (GPtrArray) said = hr_kept_groups (self, kind, thing->scope, thing->id, error);
  Wipe wipe = { self, { 0, writer->wall_ms, writer->device, writer->epoch, ++writer->op }, 0, { 0, 0 } };
  Write write = { &wipe, error };

  if (said == NULL || (row != NULL && !hr_share_row_groups (self, kind, row, FALSE, 0, said, error)))
    return FALSE;
  for (guint i = 0; i < said->len; i++)
    hr_share_group_each (said->pdata[i], note_cb, &wipe);
  wipe.fields[0] |= (G_GUINT64_CONSTANT (1) << n_fields) - 1;
  wipe.version.gen = wipe.highest + 1;
  unset (&wipe, thing, retired);
  return drop_waiting (self->state->db, thing, error) && hr_share_group_each (thing, write_cb, &write)
         && hr_share_forget_traces (self, kind, thing->id, error) && hr_change_note (self->change)
         && (row == NULL || hr_share_row_blank (self, kind, row, error));
}

/* ---- who ---- */

static gboolean
is_over (HrShareStore *self, const HrRow *row, const char *today)
{
  HrKind kind = hr_record_get_kind (row->record);
  const char *until = hr_record_get (row->record, "consent_until");
  guint retired = hr_kind_get_clock_number (kind, hr_kind_n_own_fields (kind) + HR_COMMON_RETIRED);
  gint64 now_ms = hr_clock_now_s (self->state->clock) * 1000;

  if (hr_share_row_is_blank (row))
    return FALSE;
  if (until != NULL && strcmp (until, today) < 0)
    return TRUE;
  return hr_share_row_is_retired (row) && hr_row_clock_get (&row->clock, retired)->wall_ms < now_ms - HR_UNDO_DAYS * DAY_MS;
}

static gboolean
forget_rows (HrShareStore *self, const HrShareGuard *guard, HrKind kind, const char *today, guint *n, GError **error)
{
  const HrShareVersion none = { 0 };
  g_autoptr (GArray) numbers = hr_records_numbers (self->state->db, kind, error);

  for (guint i = 0; numbers != NULL && i < numbers->len; i++)
    {
      g_autoptr (HrRow) row = hr_records_get_nth (self->state->db, kind, g_array_index (numbers, gint64, i), error);
      g_autoptr (HrShareGroup) thing = NULL;

      if (row == NULL)
        return FALSE;
      if (!is_over (self, row, today) || !hr_share_guard_update (guard, row->record, row->record, NULL))
        continue;
      thing = hr_share_group_new (kind, hr_share_row_scope (row), hr_record_get_id (row->record), &none);
      if (!forget (self, thing, row, error))
        return FALSE;
      ++*n;
    }
  return numbers != NULL;
}

/* Somebody who did not know of it wrote something more of a person who was forgotten. */
static gboolean
forget_rests (HrShareStore *self, guint *n, GError **error)
{
  const HrShareVersion none = { 0 };
  HrDb *db = self->state->db;
  g_autoptr (GPtrArray) things = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_share_group_free);
  g_autoptr (HrStatement) statement =
      hr_db_prepare (db,
                     "SELECT kind, scope, id FROM share_kept AS k WHERE kind IN (11, 12) AND field = 0 AND value IS NULL AND EXISTS (SELECT 1 "
                     "FROM share_kept AS o WHERE o.kind = k.kind AND o.scope = k.scope AND o.id = k.id AND o.value IS NOT NULL AND "
                     "o.value <> 'yes')",
                     error);
  gboolean row = TRUE;

  G_STATIC_ASSERT (HR_KIND_PEER == 11 && HR_KIND_STORY == 12);
  while (row && statement != NULL)
    {
      if (!hr_db_step (db, statement, &row, error))
        return FALSE;
      if (row)
        g_ptr_array_add (things,
                         hr_share_group_new ((guint)sqlite3_column_int64 (statement, 0), (const char *)sqlite3_column_text (statement, 1),
                                             (const char *)sqlite3_column_text (statement, 2), &none));
    }
  for (guint i = 0; statement != NULL && i < things->len; i++)
    {
      const HrShareGroup *thing = things->pdata[i];

      if (self->may == HR_SHARE_STORE_SITE && strcmp (thing->scope, self->site) != 0)
        continue;
      if (!forget (self, things->pdata[i], NULL, error))
        return FALSE;
      ++*n;
    }
  return statement != NULL;
}

static gboolean
forget_all (HrShareStore *self, const char *today, guint *n, GError **error)
{
  g_auto (HrShareGuard) guard = { 0 };

  return hr_share_guard_load (self->state, &guard, error) && forget_rows (self, &guard, HR_KIND_PEER, today, n, error)
         && forget_rows (self, &guard, HR_KIND_STORY, today, n, error) && forget_rests (self, n, error);
}

/* Nearly always there is nobody: then nothing is begun. */
static gboolean
look (HrShareStore *self, const char *today, gboolean *ret_any, GError **error)
{
  g_autoptr (HrStatement) statement =
      hr_db_prepare (self->state->db,
                     "SELECT EXISTS (SELECT 1 FROM peer WHERE name IS NOT NULL AND (consent_until < ?1 OR retired = 1)) OR EXISTS (SELECT 1 "
                     "FROM story WHERE title IS NOT NULL AND (consent_until < ?1 OR retired = 1)) OR EXISTS (SELECT 1 FROM share_kept WHERE "
                     "kind IN (11, 12))",
                     error);

  if (statement == NULL)
    return FALSE;
  hr_bind_text (statement, 1, today);
  if (!hr_db_step (self->state->db, statement, NULL, error))
    return FALSE;
  *ret_any = sqlite3_column_int (statement, 0) != 0;
  return TRUE;
}

gboolean
hr_share_store_forget (HrShareStore *self, gint64 known_ms, guint *ret_n, GError **error)
{
  g_autofree char *today = hr_date_to_string (hr_desk_today (self->state));
  gboolean any = FALSE;
  guint n = 0;

  if (ret_n != NULL)
    *ret_n = 0;
  if (!look (self, today, &any, error))
    return FALSE;
  if (!any || self->may == HR_SHARE_STORE_NOTHING || hr_clock_now_s (self->state->clock) * 1000 - known_ms > AHEAD_MS)
    return TRUE;
  if (!hr_share_store_begin (self, error))
    return FALSE;
  if (!forget_all (self, today, &n, error) || (n > 0 && !hr_share_store_commit (self, error)))
    {
      hr_share_store_rollback (self);
      return FALSE;
    }
  if (n == 0)
    hr_share_store_rollback (self);
  else
    /* of what went nothing stays in the file beside the database either */
    hr_db_exec (self->state->db, "PRAGMA wal_checkpoint(TRUNCATE)", NULL);
  if (ret_n != NULL)
    *ret_n = n;
  return TRUE;
}
