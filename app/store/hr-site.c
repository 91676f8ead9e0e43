/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-site-private.h"
#include "handrail/core/hr-meeting.h"
#include "handrail/core/hr-text.h"
#include "hr-place-private.h"
#include <string.h>

/* ---- places ---- */

/* (nullable) (transfer full): comparable; only of an address that names a house, not of "somewhere in this town" */
static char *
comparable_address (const char *address, const char *street, const char *city, const char *state,
                    const char *postal_code, gboolean approximate)
{
  g_autofree char *joined = NULL;
  g_autofree char *folded = NULL;

  if (approximate || (address == NULL && street == NULL))
    return NULL;
  joined = hr_place_join_address (address, street, city, state, postal_code);
  folded = hr_text_fold (joined);
  return *folded != '\0' ? g_steal_pointer (&folded) : NULL;
}

static gboolean
get_address (HrState *state, const char *id, char **ret_address, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (HrRow) row = hr_records_get (state->db, HR_KIND_VENUE, id, &local);

  *ret_address = NULL;
  if (row != NULL)
    {
      const HrRecord *venue = row->record;

      *ret_address =
          comparable_address (hr_record_get (venue, "address"), hr_record_get (venue, "street"),
                              hr_record_get (venue, "city"), hr_record_get (venue, "state"),
                              hr_record_get (venue, "postal_code"), hr_record_get_yes_no (venue, "approximate", FALSE));
      return TRUE;
    }
  if (g_error_matches (local, HR_ERROR, HR_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
add_rooms (HrState *state, GHashTable *venues, const char *address, GError **error)
{
  g_autoptr (HrStatement) statement =
      hr_db_prepare (state->db,
                     "SELECT id, address, street, city, state, postal_code, approximate FROM venue "
                     "WHERE retired IS NOT 1 AND (address IS NOT NULL OR street IS NOT NULL)",
                     error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  while (hr_db_step (state->db, statement, &row, error))
    {
      g_autofree char *other = NULL;

      if (!row)
        return TRUE;
      other = comparable_address (hr_column_text (statement, 1), hr_column_text (statement, 2),
                                  hr_column_text (statement, 3), hr_column_text (statement, 4),
                                  hr_column_text (statement, 5), sqlite3_column_int (statement, 6) == 1);
      if (g_strcmp0 (other, address) == 0)
        g_hash_table_add (venues, hr_column_dup (statement, 0));
    }
  return FALSE;
}

GHashTable *
hr_site_get_venues (HrState *state, GError **error)
{
  g_autoptr (GHashTable) venues = NULL;
  g_autofree char *address = NULL;

  if (state->site_venues != NULL)
    return state->site_venues;
  venues = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (state->site_venue != NULL)
    {
      g_hash_table_add (venues, g_strdup (state->site_venue));
      if (!get_address (state, state->site_venue, &address, error)
          || (address != NULL && !add_rooms (state, venues, address, error)))
        return NULL;
    }
  state->site_venues = g_steal_pointer (&venues);
  return state->site_venues;
}

void
hr_site_forget (HrState *state)
{
  g_clear_pointer (&state->site_venues, g_hash_table_unref);
}

/* ---- dates ---- */

static gboolean
is_refused (HrState *state, const HrMeeting *meeting, gboolean *ret_refused, GError **error)
{
  g_autoptr (HrRow) row = hr_records_get (state->db, HR_KIND_MEETING, meeting->id, error);

  if (row == NULL)
    return FALSE;
  *ret_refused = !hr_record_get_yes_no (row->record, "sign_in", TRUE);
  return TRUE;
}

static gboolean
is_same_place (HrState *state, const char *venue, const char *other, gboolean *ret_same, GError **error)
{
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;

  *ret_same = g_strcmp0 (venue, other) == 0;
  if (*ret_same || venue == NULL)
    return TRUE;
  if (!get_address (state, venue, &a, error) || !get_address (state, other, &b, error))
    return FALSE;
  *ret_same = a != NULL && g_strcmp0 (a, b) == 0;
  return TRUE;
}

gboolean
hr_site_takes_sign_in (HrState *state, const HrMeeting *meeting, const HrOccurrence *occurrence, gboolean *ret_takes,
                       GError **error)
{
  const HrException *why = occurrence->exception;
  GHashTable *venues = NULL;
  gboolean refused = FALSE;

  *ret_takes = meeting->sign_in && occurrence->state != HR_OCCURRENCE_CANCELLED;
  if (why == NULL || why->new_venue_id == NULL || occurrence->state == HR_OCCURRENCE_CANCELLED)
    return TRUE;
  venues = hr_site_get_venues (state, error);
  if (venues == NULL)
    return FALSE;
  if (!g_hash_table_contains (venues, why->new_venue_id))
    {
      /* staff may have people sign in to a meeting that is elsewhere; then it must be there */
      gboolean same = FALSE;

      if (*ret_takes && !is_same_place (state, meeting->venue, why->new_venue_id, &same, error))
        return FALSE;
      *ret_takes = *ret_takes && same;
      return TRUE;
    }
  if (!is_refused (state, meeting, &refused, error))
    return FALSE;
  *ret_takes = !refused;
  return TRUE;
}

/* ---- meetings ---- */

static gboolean
add_ids (HrState *state, GHashTable *ids, const char *sql, const char *venue, GError **error)
{
  g_autoptr (HrStatement) statement = hr_db_prepare (state->db, sql, error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  if (venue != NULL)
    hr_bind_text (statement, 1, venue);
  while (hr_db_step (state->db, statement, &row, error))
    {
      if (!row)
        return TRUE;
      g_hash_table_add (ids, hr_column_dup (statement, 0));
    }
  return FALSE;
}

static int
compare_ids_cb (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

GPtrArray *
hr_site_find_meetings (HrState *state, GError **error)
{
  GHashTable *venues = hr_site_get_venues (state, error);
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer item = NULL;
  gboolean ok =
      venues != NULL
      && add_ids (state, ids, "SELECT id FROM meeting WHERE retired IS NOT 1 AND published IS NOT 0 AND sign_in = 1",
                  NULL, error);

  if (ok)
    g_hash_table_iter_init (&iter, venues);
  while (ok && g_hash_table_iter_next (&iter, &item, NULL))
    ok = add_ids (state, ids,
                  "SELECT id FROM meeting WHERE retired IS NOT 1 AND published IS NOT 0 AND sign_in IS NULL "
                  "AND venue = ?1",
                  item, error)
         && add_ids (state, ids,
                     "SELECT m.id FROM exception AS x JOIN meeting AS m ON m.id = x.meeting "
                     "WHERE x.new_venue = ?1 AND x.retired IS NOT 1 AND m.retired IS NOT 1 "
                     "AND m.published IS NOT 0 AND m.sign_in IS NOT 0",
                     item, error);
  g_hash_table_iter_init (&iter, ids);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    g_ptr_array_add (list, g_strdup (item));
  if (!ok)
    return NULL;
  g_ptr_array_sort (list, compare_ids_cb);
  return g_steal_pointer (&list);
}
