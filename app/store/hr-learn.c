/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-learn-private.h"
#include "handrail/store/hr-store-desk.h"
#include "hr-edit-private.h"
#include "hr-held-private.h"
#include "hr-share-guard-private.h"

#define KNOWN "known:"
#define LEARNED "learned"
#define FORM 1

/* Another version, or another table of kinds */
static gint64
program_stamp (void)
{
  guint64 stamp = (guint64)g_str_hash (HR_VERSION) * 31 + FORM;

  for (guint kind = 0; kind < HR_N_KINDS; kind++)
    stamp = stamp * 31 + hr_records_n_fields ((HrKind)kind);
  return (gint64)(stamp & G_MAXINT64);
}

static gboolean
get_known (HrState *state, HrKind kind, guint *ret_n, GError **error)
{
  g_autofree char *key = g_strconcat (KNOWN, hr_kind_get_name (kind), NULL);
  gint64 n = 0;

  if (!hr_state_get_meta (state, key, &n, error))
    return FALSE;
  *ret_n = (guint)n;
  return TRUE;
}

/* ---- fields that are new ---- */

/* What stands in the rows of before is no word about a field that nobody knew: it must not win against one. */
static gboolean
disown_new (HrState *state, HrKind kind, guint known, GError **error)
{
  guint n_fields = hr_records_n_fields (kind);
  g_autoptr (GArray) numbers = known < n_fields ? hr_records_numbers (state->db, kind, error) : g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; numbers != NULL && i < numbers->len; i++)
    {
      g_autoptr (HrRow) row = hr_records_get_nth (state->db, kind, g_array_index (numbers, gint64, i), error);

      if (row == NULL)
        return FALSE;
      if (hr_version_is_nobody (&row->clock.base))
        continue;
      for (guint number = known; number < n_fields; number++)
        if (row->clock.fields[number].gen == 0)
          hr_row_clock_set (&row->clock, number, &hr_version_nobody);
      if (!hr_records_put (state->db, row, error))
        return FALSE;
    }
  return numbers != NULL;
}

/* ---- what was kept ---- */

typedef struct
{
  HrShareStore *view;
  HrRow *row;
  HrShareGroup *news;
  guint known;
  GError **error;
} Place;

static gboolean
place_field_cb (const HrShareGroup *group, guint number, const char *value, gpointer data)
{
  Place *place = data;
  HrKind kind = (HrKind)group->kind;
  int index = hr_share_row_number_index (kind, number);
  HrKeptKey key = { group->kind, group->scope, group->id, number };
  g_auto (HrHeld) none = { 0 };
  HrVersion version;

  if (index < 0)
    return TRUE;
  if (number >= place->known)
    hr_share_group_add (place->news, number, value);
  else if (!hr_share_store_find (place->view, &group->version, &version, place->error))
    return FALSE;
  else if (hr_version_equal (&version, hr_row_clock_get (&place->row->clock, number)))
    /* a value of a later program may hold by now */
    return hr_held_settle (place->view, kind, place->row, (guint)index, value, &none, place->error);
  return hr_kept_remove (place->view, &key, place->error);
}

static gboolean
place_thing (HrShareStore *view, const HrShareGroup *thing, guint known, GError **error)
{
  HrKind kind = (HrKind)thing->kind;
  g_autoptr (GPtrArray) groups = hr_kept_groups (view, kind, thing->scope, thing->id, error);
  g_autoptr (HrRow) row = groups != NULL ? hr_records_get (view->state->db, kind, thing->id, error) : NULL;
  g_autoptr (GPtrArray) news = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_share_group_free);
  g_auto (HrHeld) held = { 0 };

  if (row == NULL || !hr_held_load (view, kind, thing->scope, thing->id, &held, error))
    return FALSE;
  for (guint i = 0; i < groups->len; i++)
    {
      HrShareGroup *said = hr_share_group_new (kind, thing->scope, thing->id, &((HrShareGroup *)groups->pdata[i])->version);
      Place place = { view, row, said, known, error };

      g_ptr_array_add (news, said);
      if (!hr_share_group_each (groups->pdata[i], place_field_cb, &place))
        return FALSE;
    }
  if (!hr_held_show (view, kind, row, &held, error) || !hr_records_put (view->state->db, row, error)
      || !hr_change_touch (view->change, kind, thing->id, row->n, error))
    return FALSE;
  for (guint i = 0; i < news->len; i++)
    if (((HrShareGroup *)news->pdata[i])->fields->len > 0 && !hr_share_store_put (view, news->pdata[i], NULL, error))
      return FALSE;
  return TRUE;
}

static gboolean
place_all (HrShareStore *view, const guint *known, GError **error)
{
  g_autoptr (GPtrArray) things = hr_kept_things (view, error);

  for (guint i = 0; things != NULL && i < things->len; i++)
    {
      const HrShareGroup *thing = things->pdata[i];
      gboolean stands = FALSE;

      if (!hr_share_store_stands (view, thing, &stands, error)
          || !(stands ? place_thing (view, thing, known[thing->kind], error) : hr_share_show_thing (view, thing, error)))
        return FALSE;
    }
  return things != NULL;
}

/* ---- the overrides of before schema 7 ---- */

/* @statement: kind, id, field, feed */
static gboolean
hold (HrShareStore *view, const HrShareGuard *guard, HrStatement *statement, GError **error)
{
  HrKind kind = HR_KIND_MEETING;
  int field = hr_kind_from_name (hr_column_text (statement, 0), &kind) ? hr_kind_find_field (kind, hr_column_text (statement, 2)) : -1;
  const char *feed = hr_column_text (statement, 3);
  guint64 bit = field >= 0 ? G_GUINT64_CONSTANT (1) << field : 0;
  g_autoptr (HrRecord) said = NULL;
  g_autoptr (HrRow) row = NULL;
  g_auto (HrHeld) held = { 0 };
  HrKeptKey key;

  if (field < 0 || !hr_held_may (kind, (guint)field))
    return TRUE;
  if (!hr_records_try (view->state->db, kind, hr_column_text (statement, 1), &row, error))
    return FALSE;
  /* a device that may not say it any more shows what others say */
  if (row == NULL || g_strcmp0 (feed, hr_record_get_nth (row->record, (guint)field)) == 0
      || !hr_share_guard_update (guard, row->record, row->record, NULL))
    return TRUE;
  said = hr_record_copy (row->record);
  key = (HrKeptKey){ kind, hr_share_row_scope (row), hr_record_get_id (row->record), hr_kind_get_clock_number (kind, (guint)field) };
  return hr_held_load (view, kind, key.scope, key.id, &held, error)
         && hr_records_update (view->state->db, hr_change_get_writer (view->change), row, bit, error)
         && hr_kept_set (view, &key, hr_row_clock_get (&row->clock, key.field), feed, error)
         && hr_held_say (view, kind, row, bit, said, &held, error) && hr_change_note (view->change);
}

static gboolean
hold_all (HrShareStore *view, GError **error)
{
  HrDb *db = view->state->db;
  g_autoptr (HrStatement) statement = hr_db_prepare (db, "SELECT kind, id, field, feed FROM override_before", error);
  g_auto (HrShareGuard) guard = { 0 };
  gboolean row = FALSE;

  if (statement == NULL || !hr_share_guard_load (view->state, &guard, error))
    return FALSE;
  while (hr_db_step (db, statement, &row, error))
    {
      if (!row)
        return hr_db_exec (db, "DELETE FROM override_before", error);
      if (!hold (view, &guard, statement, error))
        return FALSE;
    }
  return FALSE;
}

/* ---- the whole ---- */

static gboolean
remember (HrState *state, GError **error)
{
  for (guint kind = 0; kind < HR_N_KINDS; kind++)
    {
      g_autofree char *key = g_strconcat (KNOWN, hr_kind_get_name ((HrKind)kind), NULL);

      if (!hr_state_set_meta (state, key, hr_records_n_fields ((HrKind)kind), error))
        return FALSE;
    }
  return hr_state_set_meta (state, LEARNED, program_stamp (), error);
}

static gboolean
learn (HrState *state, const guint *known, GError **error)
{
  g_autoptr (HrChange) change = hr_change_begin (state, HR_PAST_SHARE, error);
  g_autoptr (HrShareStore) view = change != NULL ? hr_share_store_within (change, error) : NULL;

  if (view == NULL)
    return FALSE;
  for (guint kind = 0; kind < HR_N_KINDS; kind++)
    if (!disown_new (state, (HrKind)kind, known[kind], error))
      return FALSE;
  hr_change_keep (change);
  return place_all (view, known, error) && hold_all (view, error) && remember (state, error) && hr_change_commit (change, error);
}

gboolean
hr_learn (HrState *state, GError **error)
{
  guint known[HR_N_KINDS];
  gboolean more = FALSE;
  gint64 stamp = 0, kept = 0;

  if (!hr_state_get_meta (state, LEARNED, &stamp, error))
    return FALSE;
  if (stamp == program_stamp ())
    return TRUE;
  for (guint kind = 0; kind < HR_N_KINDS; kind++)
    {
      if (!get_known (state, (HrKind)kind, &known[kind], error))
        return FALSE;
      more = more || known[kind] < hr_records_n_fields ((HrKind)kind);
    }
  if (!hr_db_get_integer (state->db, "SELECT EXISTS (SELECT 1 FROM share_kept) + EXISTS (SELECT 1 FROM override_before)", &kept, error))
    return FALSE;
  if (!more && kept == 0)
    {
      g_autoptr (HrTransaction) transaction = hr_transaction_begin (state->db, error);

      return transaction != NULL && remember (state, error) && hr_transaction_commit (transaction, error);
    }
  return learn (state, known, error);
}
