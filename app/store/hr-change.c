/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-change-private.h"
#include "hr-fts-private.h"
#include "hr-held-private.h"
#include "hr-index-private.h"
#include "hr-share-guard-private.h"
#include "hr-share-store-private.h"
#include "hr-site-private.h"
#include <string.h>

/* Above so many the words of all are written anew. */
#define HR_TOUCHED_MAX 20000
/* Up to so many meetings the index follows one by one. */
#define HR_FOLLOWED_MAX 100

struct _HrChange
{
  HrState *state;
  HrTransaction *transaction;
  HrWriter writer;
  HrShareGuard guard;
  const char *actor;
  GHashTable *meetings; /* row numbers whose words must be made anew */
  GPtrArray *venues;    /* ids */
  gboolean exceptions;
  gboolean many; /* meetings were written without being noted one by one */
  gboolean dirty;
  gboolean keep; /* something was written that changes nothing that is shown */
  gboolean reload; /* the site or types were written */
  gboolean all_words;
  gboolean committed;
  gboolean bulk;
};

HrState *
hr_change_get_state (HrChange *self)
{
  return self->state;
}

HrWriter *
hr_change_get_writer (HrChange *self)
{
  return &self->writer;
}

gint64
hr_change_get_wall_ms (HrChange *self)
{
  return self->writer.wall_ms;
}

HrChange *
hr_change_begin (HrState *state, const char *actor, GError **error)
{
  g_autoptr (HrChange) self = NULL;

  g_assert (state->worker == NULL || hr_worker_is_current (state->worker));
  if (!hr_state_check_open (state, error))
    return NULL;
  self = g_new0 (HrChange, 1);
  self->state = state;
  self->actor = actor;
  self->meetings = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->venues = g_ptr_array_new_with_free_func (g_free);
  self->transaction = hr_transaction_begin (state->db, error);
  if (self->transaction == NULL || !hr_state_begin_write (state, &self->writer, error)
      || !hr_share_guard_load (state, &self->guard, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
hr_change_free (HrChange *self)
{
  g_autoptr (GError) error = NULL;

  if (self->transaction != NULL)
    hr_transaction_done (self->transaction);
  if (self->bulk && self->state->db != NULL)
    hr_db_set_bulk (self->state->db, FALSE);
  /* what was remembered from inside the transaction never happened */
  if (!self->committed && self->reload && !hr_state_reload (self->state, &error))
    g_warning ("%s", error->message);
  if (!self->committed && self->dirty && self->state->fts != NULL)
    {
      hr_fts_forget (self->state->fts);
      hr_site_forget (self->state);
    }
  g_hash_table_unref (self->meetings);
  g_ptr_array_unref (self->venues);
  hr_share_guard_clear (&self->guard);
  g_free (self);
}

gboolean
hr_change_history (HrChange *self, const char *kind, const char *id, const char *verb, const char *field,
                   const char *old, const char *new, GError **error)
{
  g_autoptr (HrStatement) statement =
      hr_db_prepare (self->state->db,
                     "INSERT INTO history (wall_ms, actor, kind, id, verb, field, old, new) "
                     "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                     error);

  if (statement == NULL)
    return FALSE;
  self->dirty = TRUE;
  sqlite3_bind_int64 (statement, 1, self->writer.wall_ms);
  sqlite3_bind_text (statement, 2, self->actor != NULL ? self->actor : "", -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 3, kind, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 4, id != NULL ? id : "", -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 5, verb, -1, SQLITE_STATIC);
  hr_bind_text (statement, 6, field);
  hr_bind_text (statement, 7, old);
  hr_bind_text (statement, 8, new);
  return hr_db_run (self->state->db, statement, error);
}

gboolean
hr_change_note (HrChange *self)
{
  self->dirty = TRUE;
  return TRUE;
}

gboolean
hr_change_keep (HrChange *self)
{
  self->keep = TRUE;
  return TRUE;
}

static void
touch_meeting (HrChange *self, gint64 n)
{
  g_hash_table_add (self->meetings, g_memdup2 (&n, sizeof n));
}

static gboolean
touch_meetings (HrChange *self, const char *sql, const char *id, GError **error)
{
  HrDb *db = self->state->db;
  g_autoptr (HrStatement) statement = hr_db_prepare (db, sql, error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  hr_bind_text (statement, 1, id);
  while (hr_db_step (db, statement, &row, error))
    {
      if (!row)
        return TRUE;
      touch_meeting (self, sqlite3_column_int64 (statement, 0));
    }
  return FALSE;
}

gboolean
hr_change_touch (HrChange *self, HrKind kind, const char *id, gint64 n, GError **error)
{
  self->dirty = TRUE;
  switch (kind)
    {
    case HR_KIND_MEETING:
      touch_meeting (self, n);
      return TRUE;
    case HR_KIND_VENUE:
      g_ptr_array_add (self->venues, g_strdup (id));
      return touch_meetings (self, "SELECT n FROM meeting WHERE venue = ?1", id, error);
    case HR_KIND_GROUP:
      return touch_meetings (self, "SELECT n FROM meeting WHERE \"group\" = ?1", id, error);
    case HR_KIND_TYPE:
      self->reload = self->all_words = TRUE;
      return TRUE;
    case HR_KIND_SITE:
      self->reload = TRUE;
      return TRUE;
    case HR_KIND_EXCEPTION:
      self->exceptions = TRUE;
      return TRUE;
    case HR_KIND_FELLOWSHIP:
    case HR_KIND_RESOURCE:
    case HR_KIND_SOURCE:
    case HR_KIND_ANNOUNCEMENT:
    case HR_KIND_PROGRAM:
    case HR_KIND_PEER:
    case HR_KIND_STORY:
    case HR_KIND_ARTICLE:
    case HR_N_KINDS:
    default:
      return TRUE;
    }
}

gboolean
hr_change_insert (HrChange *self, const HrRecord *record, gint64 *ret_n, GError **error)
{
  g_autoptr (HrRecord) scoped = NULL;

  if (!hr_share_guard_insert (&self->guard, record, &scoped, error))
    return FALSE;
  if (scoped != NULL)
    record = scoped;
  self->dirty = TRUE;
  if (hr_record_get_kind (record) == HR_KIND_TYPE || hr_record_get_kind (record) == HR_KIND_SITE)
    self->reload = TRUE;
  if (hr_record_get_kind (record) == HR_KIND_EXCEPTION)
    self->exceptions = TRUE;
  if (hr_record_get_kind (record) == HR_KIND_VENUE)
    g_ptr_array_add (self->venues, g_strdup (hr_record_get_id (record)));
  return hr_records_insert (self->state->db, &self->writer, record, ret_n, error);
}

gboolean
hr_change_add_words (HrChange *self, gint64 n, const HrRecord *meeting, const HrRecord *venue, const HrRecord *group,
                     GError **error)
{
  /* one that was added without being noted: the index cannot follow */
  self->many = TRUE;
  return hr_record_get_yes_no (meeting, "retired", FALSE)
         || hr_fts_insert (self->state, n, meeting, venue, group, error);
}

gboolean
hr_change_use_types (HrChange *self, GError **error)
{
  self->reload = TRUE;
  hr_fts_forget (self->state->fts);
  return hr_state_reload (self->state, error);
}

/* Which of the fields @changed are written as staff's words: staff's own, of what a feed brings, and whatever staff hold already. */
static guint64
find_words (HrKind kind, const HrRow *row, guint64 changed, gboolean staff, const HrHeld *held)
{
  gboolean of_feed = staff && hr_share_row_common (row, HR_COMMON_SOURCE) != NULL;
  guint64 words = 0;

  for (guint i = 0; i < row->clock.n_fields; i++)
    if ((changed >> i & 1) != 0 && hr_held_may (kind, i) && (of_feed || hr_held_is (held, kind, i)))
      words |= G_GUINT64_CONSTANT (1) << i;
  return words;
}

static gboolean
write_fields (HrChange *self, HrRow *row, const HrRecord *record, guint64 changed, gboolean staff, GError **error)
{
  HrShareStore view = { .state = self->state, .change = self, .any_kept = TRUE };
  HrKind kind = hr_record_get_kind (record);
  g_autoptr (HrRecord) old = hr_record_ref (row->record);
  g_autofree char *scope = g_strdup (hr_share_row_scope (row));
  g_auto (HrHeld) held = { 0 };
  guint64 words;

  if (!hr_held_load (&view, kind, scope, hr_record_get_id (old), &held, error))
    return FALSE;
  words = find_words (kind, row, changed, staff, &held);
  hr_record_unref (row->record);
  row->record = hr_record_copy (old);
  if (words != 0 && !hr_held_say (&view, kind, row, words, record, &held, error))
    return FALSE;
  for (guint i = 0; i < row->clock.n_fields; i++)
    if ((changed & ~words) >> i & 1)
      hr_record_take_canonical (row->record, i, g_strdup (hr_record_get_nth (record, i)));
  if (strcmp (scope, hr_share_row_scope (row)) != 0
      && !hr_held_move (&view, kind, hr_record_get_id (old), scope, hr_share_row_scope (row), error))
    return FALSE;
  return (changed & ~words) != 0 ? hr_records_update (self->state->db, &self->writer, row, changed & ~words, error)
                                 : hr_records_put (self->state->db, row, error);
}

static gboolean
update (HrChange *self, HrRow *row, const HrRecord *record, gboolean staff, const char *verb, guint64 *ret_changed, GError **error)
{
  HrKind kind = hr_record_get_kind (record);
  g_autofree char *id = g_strdup (hr_record_get_id (row->record));
  guint64 changed = hr_records_diff (row->record, record);
  guint n_fields = 0;
  const HrField *fields = hr_kind_get_fields (kind, &n_fields);

  if (ret_changed != NULL)
    *ret_changed = changed;
  if (changed == 0)
    return TRUE;
  if (!hr_share_guard_update (&self->guard, row->record, record, error))
    return FALSE;
  for (guint i = 0; verb != NULL && i < n_fields; i++)
    if ((changed >> i & 1) != 0
        && !hr_change_history (self, hr_kind_get_name (kind), id, verb, fields[i].name, hr_record_get_nth (row->record, i),
                               hr_record_get_nth (record, i), error))
      return FALSE;
  return (hr_share_guard_is_fork (&self->guard, row->record) ? hr_share_fork (self, kind, row, record, self->guard.site, error)
                                                             : write_fields (self, row, record, changed, staff, error))
         && hr_change_touch (self, kind, id, row->n, error);
}

gboolean
hr_change_update (HrChange *self, HrRow *row, const HrRecord *record, const char *verb, guint64 *ret_changed, GError **error)
{
  return update (self, row, record, FALSE, verb, ret_changed, error);
}

gboolean
hr_change_edit (HrChange *self, HrRow *row, const HrRecord *record, const char *verb, guint64 *ret_changed, GError **error)
{
  return update (self, row, record, TRUE, verb, ret_changed, error);
}

gboolean
hr_change_feed (HrChange *self, HrRow *row, guint index, const char *value, GError **error)
{
  HrShareStore view = { .state = self->state, .change = self, .any_kept = TRUE };
  HrKind kind = hr_record_get_kind (row->record);
  g_auto (HrHeld) held = { 0 };

  if (!hr_share_guard_update (&self->guard, row->record, row->record, error)
      || !hr_held_load (&view, kind, hr_share_row_scope (row), hr_record_get_id (row->record), &held, error))
    return FALSE;
  self->dirty = TRUE;
  return hr_records_update (self->state->db, &self->writer, row, G_GUINT64_CONSTANT (1) << index, error)
         && hr_held_settle (&view, kind, row, index, value, &held, error);
}

gboolean
hr_change_affirm (HrChange *self, HrRow *row, guint index, const char *other, GError **error)
{
  HrKind kind = hr_record_get_kind (row->record);
  g_autofree char *id = g_strdup (hr_record_get_id (row->record));

  return hr_share_guard_update (&self->guard, row->record, row->record, error)
         && hr_change_history (self, hr_kind_get_name (kind), id, "settle", hr_kind_get_fields (kind, NULL)[index].name, other,
                               hr_record_get_nth (row->record, index), error)
         && write_fields (self, row, row->record, G_GUINT64_CONSTANT (1) << index, FALSE, error) && hr_change_touch (self, kind, id, row->n, error);
}

void
hr_change_expect (HrChange *self, guint n_records)
{
  g_autoptr (GError) error = NULL;

  if (n_records < 1000)
    return;
  self->bulk = TRUE;
  hr_db_set_bulk (self->state->db, TRUE);
  /* without it the change only takes longer */
  if (!hr_fts_set_bulk (self->state, TRUE, &error))
    g_warning ("%s", error->message);
}

/* ---- commit ---- */

static int
compare_numbers_cb (gconstpointer a, gconstpointer b)
{
  const gint64 x = *(const gint64 *)a, y = *(const gint64 *)b;

  return (x > y) - (x < y);
}

static gboolean
write_words (HrChange *self, GError **error)
{
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTableIter iter;
  gpointer n = NULL;

  if (self->reload && !hr_change_use_types (self, error))
    return FALSE;
  if (self->all_words || g_hash_table_size (self->meetings) > HR_TOUCHED_MAX)
    return hr_fts_rebuild (self->state, error);
  g_hash_table_iter_init (&iter, self->meetings);
  while (g_hash_table_iter_next (&iter, &n, NULL))
    g_array_append_val (numbers, *(gint64 *)n);
  /* FTS5 gathers rows in memory only while their numbers rise */
  g_array_sort (numbers, compare_numbers_cb);
  for (guint i = 0; i < numbers->len; i++)
    if (!hr_fts_replace (self->state, g_array_index (numbers, gint64, i), error))
      return FALSE;
  return TRUE;
}

/* The index follows a few changes; after many it is read anew when somebody asks. */
static void
follow_index (HrChange *self)
{
  HrState *state = self->state;
  HrIndexNews news = { .meetings = self->meetings, .exceptions = self->exceptions };

  if (state->index == NULL)
    return;
  if (self->many || self->reload || self->all_words || self->venues->len > HR_FOLLOWED_MAX
      || g_hash_table_size (self->meetings) > HR_FOLLOWED_MAX || !hr_state_get_meta (state, "stamp", &news.stamp, NULL)
      || !hr_index_update (state, &news))
    g_clear_pointer (&state->index, hr_index_free);
}

gboolean
hr_change_commit (HrChange *self, GError **error)
{
  HrState *state = self->state;

  if (!self->dirty && !self->keep)
    return TRUE;
  if (!write_words (self, error) || (self->bulk && !hr_fts_set_bulk (state, FALSE, error)))
    return FALSE;
  if (!self->dirty)
    return hr_transaction_commit (self->transaction, error);
  if (!hr_state_end_write (state, &self->writer, error) || !hr_transaction_commit (self->transaction, error))
    return FALSE;
  self->committed = TRUE;
  hr_fts_forget (state->fts);
  if (self->venues->len > 0)
    hr_site_forget (state);
  follow_index (self);
  if (state->changed != NULL)
    state->changed (state->changed_data);
  return TRUE;
}
