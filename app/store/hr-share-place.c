/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What this device is in the share, and which of the things that have one id stands in the table here. */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-create-private.h"
#include "hr-held-private.h"
#include "hr-share-guard-private.h"
#include "hr-share-store-private.h"
#include "handrail/store/hr-store.h"
#include <string.h>

/* ---- giving way ---- */

gboolean
hr_share_row_keep (HrShareStore *self, HrKind kind, HrRow *row, GError **error)
{
  guint n_fields = hr_records_n_fields (kind);

  for (guint number = 0; number < n_fields; number++)
    {
      HrKeptKey key = { kind, hr_share_row_scope (row), hr_record_get_id (row->record), number };
      const HrVersion *version = hr_row_clock_get (&row->clock, number);
      g_autofree char *value = NULL;

      if (!hr_version_is_nobody (version)
          && (!hr_share_row_value (self, kind, row, number, &value, error) || !hr_kept_set (self, &key, version, value, error)))
        return FALSE;
    }
  return TRUE;
}

gboolean
hr_share_row_demote (HrShareStore *self, HrKind kind, HrRow *row, GError **error)
{
  return hr_share_row_keep (self, kind, row, error) && hr_share_row_blank (self, kind, row, error);
}

gboolean
hr_share_row_blank (HrShareStore *self, HrKind kind, HrRow *row, GError **error)
{
  const char *id = hr_record_get_id (row->record);
  HrRecord *blank;

  if (!hr_override_drop (self->state, kind, id, error))
    return FALSE;
  blank = hr_record_new (kind, id);
  hr_record_take_canonical (blank, hr_kind_n_own_fields (kind) + HR_COMMON_RETIRED, g_strdup ("yes"));
  hr_record_unref (row->record);
  row->record = blank;
  hr_row_clock_init (&row->clock, hr_records_n_fields (kind), &hr_version_nobody);
  return hr_records_put (self->state->db, row, error)
         && hr_change_touch (self->change, kind, hr_record_get_id (blank), row->n, error);
}

static gboolean
set_scope (HrRecord *record, const char *site)
{
  hr_record_take_canonical (record, hr_kind_n_own_fields (hr_record_get_kind (record)) + HR_COMMON_SCOPE, g_strdup (site));
  return TRUE;
}

gboolean
hr_share_fork (HrChange *change, HrKind kind, HrRow *row, const HrRecord *record, const char *site, GError **error)
{
  HrShareStore view = { .state = hr_change_get_state (change), .change = change, .any_kept = TRUE };

  if (!hr_share_row_keep (&view, kind, row, error))
    return FALSE;
  hr_record_unref (row->record);
  row->record = hr_record_copy (record);
  set_scope (row->record, site);
  return hr_records_restart (view.state->db, hr_change_get_writer (change), row, error);
}

/* ---- joining ---- */

/* What came with the program, and what a new database says of its site: nobody wrote that. */
static GPtrArray *
get_built_in (GError **error)
{
  g_autoptr (GPtrArray) records = hr_store_get_built_in_fellowships (error);
  HrRecord *site = NULL;

  if (records == NULL)
    return NULL;
  site = hr_create_site (error);
  if (site == NULL)
    return NULL;
  g_ptr_array_add (records, site);
  return g_steal_pointer (&records);
}

static const HrRecord *
find_built_in (GPtrArray *built_in, const HrRecord *record)
{
  for (guint i = 0; i < built_in->len; i++)
    if (hr_record_get_kind (built_in->pdata[i]) == hr_record_get_kind (record)
        && strcmp (hr_record_get_id (built_in->pdata[i]), hr_record_get_id (record)) == 0)
      return built_in->pdata[i];
  return NULL;
}

/* A center that still has the name it was born with was not set up. */
static gboolean
is_new_site (const HrRecord *record, const HrRecord *built_in)
{
  return hr_record_get_kind (record) == HR_KIND_SITE && strcmp (hr_record_get (record, "name"), hr_record_get (built_in, "name")) == 0;
}

static void
disown (HrRow *row, const HrRecord *built_in)
{
  HrKind kind = hr_record_get_kind (row->record);
  guint n_fields = hr_records_n_fields (kind);
  gboolean all = built_in == NULL || is_new_site (row->record, built_in);

  for (guint i = 0; i < n_fields; i++)
    if (all || g_strcmp0 (hr_record_get_nth (row->record, i), hr_record_get_nth (built_in, i)) == 0)
      row->clock.fields[hr_kind_get_clock_number (kind, i)] = hr_version_nobody;
}

/* @other: (nullable): somebody else than that device */
static gboolean
has_author (const HrRow *row, const guint32 *other)
{
  for (guint i = 0; i < row->clock.n_fields; i++)
    {
      const HrVersion *version = hr_row_clock_get (&row->clock, i);

      if (!hr_version_is_nobody (version) && (other == NULL || version->device != *other))
        return TRUE;
    }
  return FALSE;
}

static gboolean
join_row (HrShareStore *self, GPtrArray *built_in, HrKind kind, HrRow *row, GError **error)
{
  const HrRecord *born = find_built_in (built_in, row->record);
  gboolean move = self->may == HR_SHARE_STORE_SITE && strcmp (hr_share_row_scope (row), self->site) != 0;

  if (born != NULL || self->may == HR_SHARE_STORE_NOTHING)
    {
      disown (row, self->may == HR_SHARE_STORE_NOTHING ? NULL : born);
      if (!has_author (row, NULL))
        hr_row_clock_init (&row->clock, hr_records_n_fields (kind), &hr_version_nobody);
      if (!hr_records_put (self->state->db, row, error)
          || (self->may == HR_SHARE_STORE_NOTHING
              && (!hr_kept_drop (self, kind, hr_share_row_scope (row), hr_record_get_id (row->record), error)
                  || !hr_override_drop (self->state, kind, hr_record_get_id (row->record), error))))
        return FALSE;
    }
  if (!has_author (row, NULL))
    return TRUE;
  /* the share knows nobody of those who wrote here before: from now on it is this device's word */
  return (!move && !has_author (row, &self->own)) || hr_held_restart (self, kind, row, move ? self->site : hr_share_row_scope (row), error);
}

typedef gboolean (*RowFunc) (HrShareStore *self, GPtrArray *built_in, HrKind kind, HrRow *row, GError **error);

static gboolean
each_row (HrShareStore *self, GPtrArray *built_in, RowFunc func, GError **error)
{
  for (guint kind = 0; kind < HR_N_KINDS; kind++)
    {
      g_autoptr (GArray) numbers = hr_records_numbers (self->state->db, (HrKind)kind, error);

      for (guint i = 0; numbers != NULL && i < numbers->len; i++)
        {
          g_autoptr (HrRow) row = hr_records_get_nth (self->state->db, (HrKind)kind, g_array_index (numbers, gint64, i), error);

          if (row == NULL || !func (self, built_in, (HrKind)kind, row, error))
            return FALSE;
        }
      if (numbers == NULL)
        return FALSE;
    }
  return TRUE;
}

/* ---- who stands in the table ---- */

static gboolean
hide_row (HrShareStore *self, GPtrArray *built_in, HrKind kind, HrRow *row, GError **error)
{
  return hr_share_row_is_blank (row) || hr_share_store_shows (self, kind, hr_share_row_scope (row), hr_record_get_id (row->record))
         || hr_share_row_demote (self, kind, row, error);
}

gboolean
hr_share_show_thing (HrShareStore *self, const HrShareGroup *thing, GError **error)
{
  g_autoptr (GPtrArray) groups = NULL;
  gboolean stands = FALSE;

  if (!hr_share_store_shows (self, thing->kind, thing->scope, thing->id))
    return TRUE;
  /* what is kept of it besides is what the table has no place for */
  if (!hr_share_store_stands (self, thing, &stands, error) || stands)
    return stands;
  groups = hr_kept_groups (self, thing->kind, thing->scope, thing->id, error);
  if (groups == NULL || !hr_kept_drop (self, thing->kind, thing->scope, thing->id, error))
    return FALSE;
  for (guint i = 0; i < groups->len; i++)
    if (!hr_share_store_put (self, groups->pdata[i], NULL, error))
      return FALSE;
  return TRUE;
}

static gboolean
show_things (HrShareStore *self, GError **error)
{
  g_autoptr (GPtrArray) things = hr_kept_things (self, error);

  for (guint i = 0; things != NULL && i < things->len; i++)
    if (!hr_share_show_thing (self, things->pdata[i], error))
      return FALSE;
  return things != NULL;
}

static gboolean
set_text (HrShareStore *self, const char *key, const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return hr_share_store_set (self, key, bytes, error);
}

gboolean
hr_share_store_set_place (HrShareStore *self, const char *site, HrShareStoreMay may, GError **error)
{
  static const char *const names[] = { "all", "site", "nothing" };
  gboolean first = !self->joined;
  g_autoptr (GPtrArray) built_in = NULL;

  g_assert (self->change != NULL);
  if (!first && may == self->may && strcmp (site, self->site) == 0)
    return TRUE;
  if (!set_text (self, HR_NOTE_SITE, site, error) || !set_text (self, HR_NOTE_MAY, names[may], error))
    return FALSE;
  g_free (self->site);
  self->site = g_strdup (site);
  self->may = may;
  self->joined = TRUE;
  self->live = -1;
  built_in = get_built_in (error);
  return built_in != NULL && (!first || each_row (self, built_in, join_row, error)) && each_row (self, built_in, hide_row, error)
         && show_things (self, error);
}
