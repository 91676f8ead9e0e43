/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What others wrote, merged into the tables. */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-conflicts-private.h"
#include "hr-held-private.h"
#include "hr-share-store-private.h"
#include <string.h>

/* From so many on a change has room in memory for many. */
#define MANY 1000

/* One group on its way into one row. */
typedef struct
{
  HrShareStore *self;
  const HrShareGroup *group;
  HrKind kind;
  HrRow *row;
  HrVersion version;
  HrHeld held; /* staff's words for its fields */
  GArray *deleted;
  gboolean present; /* the thing was there before this transaction */
  gboolean was_live;
  gboolean recalled; /* it was kept beside the table */
  gboolean any_kept; /* of all things, while @self answers for this one */
  gboolean changed;
  GError **error;
} Put;

static void
put_clear (Put *put)
{
  put->self->any_kept |= put->any_kept;
  g_clear_pointer (&put->row, hr_row_free);
  hr_held_clear (&put->held);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Put, put_clear)

/* ---- what is kept beside the tables ---- */

static gboolean
keep_field (Put *put, guint number, const char *value)
{
  HrKeptKey key = { put->group->kind, put->group->scope, put->group->id, number };
  g_auto (HrKept) kept = { 0 };
  HrShareVersion than;

  if (!hr_kept_get (put->self, &key, &kept, put->error))
    return FALSE;
  if (kept.version.gen != 0)
    {
      if (!hr_share_store_out (put->self, &kept.version, &than, put->error))
        return FALSE;
      if (!hr_share_version_wins (&put->group->version, value, &than, kept.value))
        return TRUE;
    }
  put->changed = TRUE;
  return hr_kept_set (put->self, &key, &put->version, value, put->error);
}

static gboolean
keep_field_cb (const HrShareGroup *group, guint number, const char *value, gpointer data)
{
  Put *put = data;
  int retired = -1;
  g_auto (HrKept) before = { 0 };

  if (put->deleted != NULL && group->kind < HR_N_KINDS)
    retired = (int)hr_kind_get_clock_number ((HrKind)group->kind, hr_kind_n_own_fields ((HrKind)group->kind) + HR_COMMON_RETIRED);
  if (retired >= 0 && (number == (guint)retired || number == (guint)retired + HR_HELD) && g_strcmp0 (value, "yes") == 0 && put->present)
    {
      HrKeptKey key = { group->kind, group->scope, group->id, number };

      if (!hr_kept_get (put->self, &key, &before, put->error))
        return FALSE;
      put->changed = FALSE;
      if (!keep_field (put, number, value))
        return FALSE;
      if (put->changed && g_strcmp0 (before.value, "yes") != 0)
        g_array_append_val (put->deleted, group->version);
      return TRUE;
    }
  return keep_field (put, number, value);
}

static gboolean
put_kept (Put *put)
{
  HrShareStore *self = put->self;
  const HrShareGroup *group = put->group;
  g_autofree char *key = hr_share_group_dup_key (group);
  g_autoptr (GPtrArray) before = NULL;
  gboolean known = FALSE;

  if (self->any_kept)
    {
      before = hr_kept_groups (self, group->kind, group->scope, group->id, put->error);
      if (before == NULL)
        return FALSE;
      known = before->len > 0;
    }
  if (!known)
    g_hash_table_add (self->fresh_kept, g_strdup (key));
  if (!known && self->live >= 0)
    self->live++;
  put->present = known && !g_hash_table_contains (self->fresh_kept, key);
  return hr_share_group_each (put->group, keep_field_cb, put);
}

/* ---- one field of a row ---- */

/* Staff see what another device changed. */
static gboolean
note_history (Put *put, guint index, const char *verb, const char *old, const char *new)
{
  /* what a person took back is not written down once more */
  return (hr_share_is_person (put->kind) && (old == NULL || new == NULL))
         || hr_change_history (put->self->change, hr_kind_get_name (put->kind), put->group->id, verb,
                               hr_kind_get_fields (put->kind, NULL)[index].name, old, new, put->error);
}

/* And both values where two wrote without knowing of each other. */
static gboolean
note_conflict (Put *put, guint index, const HrVersion *stands, const char *stands_value, const HrVersion *lost, const char *lost_value)
{
  gboolean known = FALSE;

  if (hr_share_is_person (put->kind) && (lost_value == NULL || stands_value == NULL))
    return TRUE;
  return hr_conflict_note (put->self->change, put->kind, put->group->id, index, stands, stands_value, lost, lost_value, &known, put->error)
         && (known || note_history (put, index, "conflict", lost_value, stands_value));
}

/* Two of one number that different devices wrote; or what stood here had not gone out when the other one wrote. */
static gboolean
note_winner (Put *put, guint index, const HrVersion *current, const char *lost, const char *stands)
{
  gboolean kept_back = current->device == put->self->own && current->op > put->self->published;

  if (!put->present || hr_version_is_nobody (current) || g_strcmp0 (lost, stands) == 0)
    return TRUE;
  if (current->device != put->version.device && (current->gen == put->version.gen || kept_back))
    return note_conflict (put, index, &put->version, stands, current, lost);
  return note_history (put, index, "share", lost, stands);
}

/* What comes late and gives way to what was written here over something else, nobody here had seen. */
static gboolean
note_loser (Put *put, guint index, const HrVersion *current, const char *lost, const char *stands)
{
  gboolean blind = current->gen == put->version.gen, seen = TRUE;

  if (!put->present || hr_version_is_nobody (current) || current->device == put->version.device || g_strcmp0 (lost, stands) == 0)
    return TRUE;
  if (!blind && current->device == put->self->own && current->gen == put->version.gen + 1)
    {
      if (!hr_conflict_was_seen (put->self->state, put->kind, put->group->id, index, stands, lost, &seen, put->error))
        return FALSE;
      blind = !seen;
    }
  return !blind || note_conflict (put, index, current, stands, &put->version, lost);
}

/* The row has the value when it is one; the version in any case. */
static void
set_field (Put *put, guint index, guint number, const char *value, const HrVersion *version)
{
  /* a thing belongs to the site that its group names: that is what its writer may */
  if (index != hr_kind_n_own_fields (put->kind) + HR_COMMON_SCOPE && !hr_record_set_nth (put->row->record, index, value, NULL))
    hr_record_take_canonical (put->row->record, index, NULL);
  hr_row_clock_set (&put->row->clock, number, version);
}

/* What came is kept when the table has it otherwise. */
static gboolean
write_field (Put *put, guint index, guint number, const char *value)
{
  HrKeptKey key = { put->group->kind, put->group->scope, put->group->id, number };

  put->changed = TRUE;
  if (put->held.any && put->held.words[index].version.gen != 0)
    {
      hr_row_clock_set (&put->row->clock, number, &put->version);
      return hr_held_settle (put->self, put->kind, put->row, index, value, &put->held, put->error);
    }
  set_field (put, index, number, value, &put->version);
  return g_strcmp0 (hr_record_get_nth (put->row->record, index), value) == 0
             ? hr_kept_remove (put->self, &key, put->error)
             : hr_kept_set (put->self, &key, &put->version, value, put->error);
}

static gboolean
set_word (Put *put, guint index, guint number, const HrVersion *version, const char *value)
{
  HrKeptKey key = { put->group->kind, put->group->scope, put->group->id, number };
  HrKept *word = &put->held.words[index];
  g_autofree char *base = NULL;

  if (!hr_held_base (put->self, put->kind, put->row, index, &base, put->error))
    return FALSE;
  put->changed = put->held.any = TRUE;
  hr_kept_clear (word);
  *word = (HrKept){ *version, g_strdup (value) };
  return (version->gen != 0 ? hr_kept_set (put->self, &key, version, value, put->error) : hr_kept_remove (put->self, &key, put->error))
         && hr_held_settle (put->self, put->kind, put->row, index, base, &put->held, put->error);
}

/* What staff say of a field that a feed brings */
static gboolean
put_word (Put *put, guint index, guint number, const char *value)
{
  HrKeptKey key = { put->group->kind, put->group->scope, put->group->id, number };
  const HrKept *word = &put->held.words[index];
  HrVersion current = word->version;
  HrShareVersion than;
  g_autofree char *old = g_strdup (hr_record_get_nth (put->row->record, index));

  /* the first word for a field is news of what the feed said */
  if (current.gen != 0)
    {
      if (!hr_share_store_out (put->self, &current, &than, put->error))
        return FALSE;
      if (!hr_share_version_wins (&put->group->version, value, &than, word->value))
        return note_loser (put, index, &current, value, word->value);
      if (current.device == put->self->own && current.op > put->self->published
          && !hr_share_lost_add (put->self, &key, &current, word->value, put->error))
        return FALSE;
    }
  if (!set_word (put, index, number, &put->version, value))
    return FALSE;
  if (current.gen == 0)
    current = (HrVersion){ .device = HR_DEVICE_UNKNOWN };
  return note_winner (put, index, &current, old, hr_record_get_nth (put->row->record, index));
}

static gboolean
put_field_cb (const HrShareGroup *group, guint number, const char *value, gpointer data)
{
  Put *put = data;
  int index = hr_share_row_number_index (put->kind, number), word = hr_held_index (put->kind, number);
  HrKeptKey key = { group->kind, group->scope, group->id, number };
  HrVersion current;
  HrShareVersion than;
  g_autofree char *old = NULL;
  gboolean held;

  if (word >= 0)
    return put_word (put, (guint)word, number, value);
  if (index < 0)
    return keep_field (put, number, value);
  current = *hr_row_clock_get (&put->row->clock, number);
  if (!hr_share_store_out (put->self, &current, &than, put->error)
      || !hr_share_row_value (put->self, put->kind, put->row, number, &old, put->error))
    return FALSE;
  /* what stands below staff's word is no news */
  held = hr_held_is (&put->held, put->kind, (guint)index);
  if (!hr_share_version_wins (&group->version, value, &than, old))
    return held || note_loser (put, (guint)index, &current, value, old);
  if (current.device == put->self->own && current.op > put->self->published
      && !hr_share_lost_add (put->self, &key, &current, old, put->error))
    return FALSE;
  return (held || note_winner (put, (guint)index, &current, old, value)) && write_field (put, (guint)index, number, value);
}

/* ---- rows ---- */

static HrRow *
new_row (HrKind kind, const HrShareGroup *group)
{
  HrRow *row = g_new0 (HrRow, 1);

  row->record = hr_record_new (kind, group->id);
  hr_row_clock_init (&row->clock, hr_records_n_fields (kind), &hr_version_nobody);
  if (*group->scope != '\0')
    hr_record_take_canonical (row->record, hr_kind_n_own_fields (kind) + HR_COMMON_SCOPE, g_strdup (group->scope));
  return row;
}

/* A row that was free keeps its number: others refer to it. */
static void
use_blank (HrKind kind, HrRow *row, const HrShareGroup *group)
{
  g_autoptr (HrRow) fresh = new_row (kind, group);

  hr_record_unref (row->record);
  row->record = hr_record_ref (fresh->record);
  row->clock = fresh->clock;
}

static void
remember_fresh (HrShareStore *self, HrKind kind, gint64 n)
{
  gint64 key = n * HR_N_KINDS + (gint64)kind;

  g_hash_table_add (self->fresh, g_memdup2 (&key, sizeof key));
}

static gboolean
is_fresh (HrShareStore *self, HrKind kind, gint64 n)
{
  gint64 key = n * HR_N_KINDS + (gint64)kind;

  return g_hash_table_contains (self->fresh, &key);
}

/* Most rows come whole: their clock then says so in a few bytes. */
static void
begin_clock (Put *put)
{
  HrRowClock *clock = &put->row->clock;
  guint n = clock->n_fields;

  if (put->group->whole < n || put->group->skipped->len * 2 > n)
    return;
  hr_row_clock_init (clock, n, &put->version);
  for (guint number = 0; number < n; number++)
    clock->fields[number] = hr_version_nobody;
}

/* Fields that have the row's own version need no entry. */
static void
end_clock (HrRowClock *clock)
{
  for (guint number = 0; number < clock->n_fields; number++)
    if (clock->fields[number].gen != 0 && hr_version_equal (&clock->fields[number], &clock->base))
      clock->fields[number].gen = 0;
}

/* What a feed brought to another device is known when the same feed is read here. */
static gboolean
note_feed (Put *put)
{
  static const char *const of_meeting = "INSERT OR IGNORE INTO feed_record (source, key, digest, meeting) "
                                        "SELECT n, ?2, 0, ?3 FROM source WHERE id = ?1";
  static const char *const of_source = "INSERT OR IGNORE INTO feed_record (source, key, digest, meeting) "
                                       "SELECT ?3, source_key, 0, n FROM meeting WHERE source = ?1 AND source_key IS NOT NULL AND ?2 IS NULL";
  const char *key = hr_share_row_common (put->row, HR_COMMON_SOURCE_KEY), *source = hr_share_row_common (put->row, HR_COMMON_SOURCE);
  gboolean meeting = put->kind == HR_KIND_MEETING;
  g_autoptr (HrStatement) statement = NULL;

  if (meeting ? source == NULL || key == NULL : put->kind != HR_KIND_SOURCE)
    return TRUE;
  statement = hr_db_prepare (put->self->state->db, meeting ? of_meeting : of_source, put->error);
  if (statement == NULL)
    return FALSE;
  hr_bind_text (statement, 1, meeting ? source : put->group->id);
  hr_bind_text (statement, 2, meeting ? key : NULL);
  sqlite3_bind_int64 (statement, 3, put->row->n);
  return hr_db_run (put->self->state->db, statement, put->error);
}

static gboolean
write_row (Put *put)
{
  HrShareStore *self = put->self;
  gboolean fresh = put->row->n == 0, live;

  end_clock (&put->row->clock);
  if (!hr_records_put (self->state->db, put->row, put->error))
    return FALSE;
  if (fresh)
    remember_fresh (self, put->kind, put->row->n);
  live = !hr_share_row_is_retired (put->row);
  if (put->was_live && !live && put->present && put->deleted != NULL)
    g_array_append_val (put->deleted, put->group->version);
  if (self->live >= 0)
    self->live += (gint64)live - (gint64)put->was_live;
  return note_feed (put) && hr_change_touch (self->change, put->kind, put->group->id, put->row->n, put->error);
}

/* What is known of a thing that has not been whole so far. */
static gboolean
recall_cb (const HrShareGroup *group, guint number, const char *value, gpointer data)
{
  Put *put = data;
  int index = hr_share_row_number_index (put->kind, number);
  HrVersion version;

  if (index < 0)
    return TRUE;
  if (!hr_share_store_find (put->self, &group->version, &version, put->error))
    return FALSE;
  set_field (put, (guint)index, number, value, &version);
  return TRUE;
}

static gboolean
recall (Put *put)
{
  const HrShareGroup *group = put->group;
  g_autoptr (GPtrArray) groups = NULL;

  if (!put->self->any_kept)
    return TRUE;
  groups = hr_kept_groups (put->self, group->kind, group->scope, group->id, put->error);
  for (guint i = 0; groups != NULL && i < groups->len; i++)
    if (!hr_share_group_each (groups->pdata[i], recall_cb, put))
      return FALSE;
  if (groups != NULL && groups->len > 0)
    put->recalled = TRUE;
  hr_held_apply (put->row->record, &put->held);
  return groups != NULL;
}

/* Of nearly all things nothing is kept: asked once here, and not for each of their fields. */
static gboolean
narrow_kept (Put *put)
{
  HrShareStore *self = put->self;

  put->any_kept = self->any_kept;
  return !self->any_kept
         || hr_kept_has (self, put->group->kind, put->group->scope, put->group->id, &self->any_kept, put->error);
}

/* Sets @row of @put: %NULL: the thing is not shown here, for another one has its place. */
static gboolean
find_row (Put *put)
{
  HrShareStore *self = put->self;
  const HrShareGroup *group = put->group;
  HrKind kind = put->kind;
  gboolean known = FALSE;

  if (!hr_records_try (self->state->db, kind, group->id, &put->row, put->error))
    return FALSE;
  if (put->row == NULL)
    put->row = new_row (kind, group);
  else if (hr_share_row_is_blank (put->row))
    use_blank (kind, put->row, group);
  else if (strcmp (hr_share_row_scope (put->row), group->scope) == 0)
    known = TRUE;
  else if (!hr_share_store_ranks_before (self, group->scope, hr_share_row_scope (put->row)))
    {
      g_clear_pointer (&put->row, hr_row_free);
      return TRUE;
    }
  else if (hr_share_row_demote (self, kind, put->row, put->error))
    use_blank (kind, put->row, group);
  else
    return FALSE;
  if (!narrow_kept (put) || !hr_held_load (self, kind, group->scope, group->id, &put->held, put->error))
    return FALSE;
  if (!known)
    return recall (put);
  put->present = !is_fresh (self, kind, put->row->n);
  put->was_live = !hr_share_row_is_retired (put->row);
  return TRUE;
}

static gboolean
is_whole (const HrRow *row)
{
  guint n = 0;
  const HrField *fields = hr_kind_get_fields (hr_record_get_kind (row->record), &n);

  for (guint i = 0; i < n; i++)
    if (fields[i].required && hr_record_get_nth (row->record, i) == NULL)
      return FALSE;
  return TRUE;
}

/* Now the table has it. What came in another form than the table's is kept further. */
static gboolean
forget_kept (Put *put)
{
  for (guint i = 0; put->recalled && i < put->row->clock.n_fields; i++)
    {
      HrKeptKey key = { put->kind, put->group->scope, put->group->id, hr_kind_get_clock_number (put->kind, i) };
      g_auto (HrKept) kept = { 0 };

      if (!hr_kept_get (put->self, &key, &kept, put->error)
          || (kept.version.gen != 0 && g_strcmp0 (kept.value, hr_record_get_nth (put->row->record, i)) == 0
              && !hr_kept_remove (put->self, &key, put->error)))
        return FALSE;
    }
  return TRUE;
}

/* Below staff's words stands what was kept, or nothing. */
static gboolean
show_words (Put *put)
{
  for (guint i = 0; put->recalled && put->held.any && i < put->row->clock.n_fields; i++)
    {
      guint number = hr_kind_get_clock_number (put->kind, i);
      g_autofree char *base = NULL;

      if (put->held.words[i].version.gen != 0
          && ((!hr_version_is_nobody (hr_row_clock_get (&put->row->clock, number))
               && !hr_held_base (put->self, put->kind, put->row, i, &base, put->error))
              || !hr_held_settle (put->self, put->kind, put->row, i, base, &put->held, put->error)))
        return FALSE;
    }
  return TRUE;
}

/* Half a thing is not shown: it is kept until the rest has come. */
static gboolean
write_thing (Put *put)
{
  HrShareStore *self = put->self;
  gboolean here = put->row->n != 0;

  if (is_whole (put->row))
    return show_words (put) && write_row (put) && forget_kept (put);
  self->live = -1;
  if (hr_share_is_person (put->kind) && !hr_share_forget_traces (self, put->kind, put->group->id, put->error))
    return FALSE;
  if (!here)
    return hr_share_row_keep (self, put->kind, put->row, put->error)
           && (!put->held.any || hr_override_drop (self->state, put->kind, put->group->id, put->error));
  return hr_share_row_demote (self, put->kind, put->row, put->error);
}

gboolean
hr_share_store_put (HrShareStore *self, const HrShareGroup *group, GArray *deleted, GError **error)
{
  g_auto (Put) put = { .self = self, .group = group, .deleted = deleted, .error = error };

  g_assert (self->change != NULL);
  if (++self->puts == MANY)
    hr_change_expect (self->change, MANY);
  if (!hr_share_store_in (self, &group->version, &put.version, error))
    return FALSE;
  if (!hr_share_store_shows (self, group->kind, group->scope, group->id))
    return put_kept (&put);
  put.kind = (HrKind)group->kind;
  if (!find_row (&put))
    return FALSE;
  if (put.row == NULL)
    return put_kept (&put);
  if (put.row->n == 0 && !put.recalled)
    begin_clock (&put);
  return hr_share_group_each (group, put_field_cb, &put) && (!put.changed || write_thing (&put));
}

/* ---- just so ---- */

gboolean
hr_share_store_force (HrShareStore *self, const HrShareGroup *group, GError **error)
{
  const HrShareField *field = &g_array_index (group->fields, HrShareField, 0);
  HrKeptKey key = { group->kind, group->scope, group->id, field->field };
  g_auto (Put) put = { .self = self, .group = group, .error = error };
  int index = -1, word = -1;

  g_assert (self->change != NULL);
  if (!hr_share_store_in (self, &group->version, &put.version, error))
    return FALSE;
  if (group->version.gen == 0)
    put.version = hr_version_nobody;
  if (hr_share_store_shows (self, group->kind, group->scope, group->id))
    {
      put.kind = (HrKind)group->kind;
      index = hr_share_row_number_index (put.kind, field->field);
      word = hr_held_index (put.kind, field->field);
      if ((index >= 0 || word >= 0) && !find_row (&put))
        return FALSE;
    }
  if (put.row == NULL)
    return group->version.gen == 0 ? hr_kept_remove (self, &key, error) : hr_kept_set (self, &key, &put.version, field->value, error);
  if (word >= 0)
    {
      if (group->version.gen == 0)
        put.version.gen = 0;
      return set_word (&put, (guint)word, field->field, &put.version, field->value) && write_thing (&put);
    }
  return write_field (&put, (guint)index, field->field, field->value) && write_thing (&put);
}
