/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is on at one day. */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-desk-private.h"
#include "hr-find-private.h"
#include "hr-site-private.h"

#define DAY_MIN (24 * 60)

static gboolean
collect (HrState *state, GHashTable *ids, const char *sql, const char *venue, GError **error)
{
  g_autoptr (HrStatement) statement = hr_db_prepare (state->db, sql, error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  hr_bind_text (statement, 1, venue);
  while (hr_db_step (state->db, statement, &row, error))
    {
      if (!row)
        return TRUE;
      g_hash_table_add (ids, hr_column_dup (statement, 0));
    }
  return FALSE;
}

/* Published meetings whose place belongs to the site, that were ever moved to it, or that people sign in to. */
static GHashTable *
find_here (HrState *state, GError **error)
{
  g_autoptr (GPtrArray) signed_in = hr_site_find_meetings (state, error);
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTable *venues = signed_in != NULL ? hr_site_get_venues (state, error) : NULL;
  GHashTableIter iter;
  gpointer venue = NULL;

  if (venues == NULL)
    return NULL;
  for (guint i = 0; i < signed_in->len; i++)
    g_hash_table_add (ids, g_strdup (signed_in->pdata[i]));
  g_hash_table_iter_init (&iter, venues);
  while (g_hash_table_iter_next (&iter, &venue, NULL))
    if (!collect (state, ids, "SELECT id FROM meeting WHERE venue = ?1 AND retired IS NOT 1 AND published IS NOT 0",
                  venue, error)
        || !collect (state, ids,
                     "SELECT m.id FROM exception AS x JOIN meeting AS m ON m.id = x.meeting WHERE x.new_venue = ?1 AND "
                     "x.retired IS NOT 1 AND m.retired IS NOT 1 AND m.published IS NOT 0",
                     venue, error))
      return NULL;
  return g_steal_pointer (&ids);
}

/* Whether it takes, or would have taken, place at the site; what is moved there takes sign-in unless staff said no. */
static gboolean
is_here (GHashTable *venues, const HrMeetingDate *date)
{
  const HrMeeting *meeting = date->meeting;

  return date->sign_in || meeting->sign_in
         || (meeting->venue != NULL && g_hash_table_contains (venues, meeting->venue));
}

static int
compare_cb (gconstpointer a, gconstpointer b)
{
  const HrMeetingDate *x = *(const HrMeetingDate *const *)a;
  const HrMeetingDate *y = *(const HrMeetingDate *const *)b;
  int order = 0;

  if (x->occurrence.start_s != y->occurrence.start_s)
    return x->occurrence.start_s < y->occurrence.start_s ? -1 : 1;
  order = g_strcmp0 (x->meeting->name, y->meeting->name);
  return order != 0 ? order : g_strcmp0 (x->meeting->id, y->meeting->id);
}

static gboolean
take (HrState *state, const char *meeting, gint64 from_s, gint64 to_s, GHashTable *venues, GPtrArray *day,
      GError **error)
{
  g_autoptr (GPtrArray) dates = hr_find_occurrences (state, meeting, from_s, to_s, error);

  if (dates == NULL)
    return FALSE;
  g_ptr_array_set_free_func (dates, NULL);
  for (guint i = 0; i < dates->len; i++)
    {
      HrMeetingDate *date = dates->pdata[i];

      /* those that began the day before are not of this day */
      if (date->occurrence.start_s < from_s || (venues != NULL && !is_here (venues, date)))
        hr_meeting_date_free (date);
      else
        g_ptr_array_add (day, date);
    }
  return TRUE;
}

GPtrArray *
hr_day_find (HrState *state, HrDate date, gboolean here, GError **error)
{
  g_autoptr (GPtrArray) day = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_meeting_date_free);
  g_autoptr (GHashTable) ids = NULL;
  GHashTableIter iter;
  gpointer id = NULL;
  gint64 from_s = 0, to_s = 0;

  if (!hr_state_check_open (state, error))
    return NULL;
  from_s = hr_zone_to_unix_s (state->zone, date, 0);
  to_s = hr_zone_to_unix_s (state->zone, date, DAY_MIN);
  if (!here)
    return take (state, NULL, from_s, to_s, NULL, day, error) ? g_steal_pointer (&day) : NULL;
  ids = find_here (state, error);
  if (ids == NULL)
    return NULL;
  g_hash_table_iter_init (&iter, ids);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!take (state, id, from_s, to_s, hr_site_get_venues (state, error), day, error))
      return NULL;
  g_ptr_array_sort (day, compare_cb);
  return g_steal_pointer (&day);
}
