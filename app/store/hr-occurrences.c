/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-find-private.h"
#include "hr-index-private.h"
#include "hr-meetings-private.h"
#include "hr-site-private.h"
#include <string.h>

#define DAY_S 86400

/* ---- one meeting ---- */

HrMeeting *
hr_find_meeting (HrState *state, const char *id, GError **error)
{
  g_autoptr (HrMeeting) meeting = NULL;
  g_autoptr (GPtrArray) exceptions = NULL;
  HrOccurrence next;
  gboolean closed = FALSE;
  gint64 n = 0;

  if (!hr_state_check_open (state, error) || !hr_meetings_find (state, id, &n, error))
    return NULL;
  meeting = hr_meetings_load (state, n, error);
  if (meeting == NULL)
    return NULL;
  exceptions = hr_meetings_exceptions (state, meeting->id, meeting->venue, error);
  if (exceptions == NULL)
    return NULL;
  if (hr_next_occurrence (&meeting->schedule, exceptions, hr_clock_now_s (state->clock), &next, &closed)
      && !hr_meetings_set_next (state, meeting, &next, error))
    return NULL;
  return g_steal_pointer (&meeting);
}

/* ---- dates ---- */

void
hr_meeting_date_free (HrMeetingDate *self)
{
  g_clear_pointer (&self->meeting, hr_meeting_unref);
  g_free (self->place);
  g_free (self->note);
  g_free (self);
}

static gboolean
add_dates (HrState *state, GPtrArray *dates, HrMeeting *meeting, GArray *occurrences, GError **error)
{
  for (guint i = 0; i < occurrences->len; i++)
    {
      const HrOccurrence *occurrence = &g_array_index (occurrences, HrOccurrence, i);
      HrMeetingDate *date = g_new0 (HrMeetingDate, 1);

      date->meeting = hr_meeting_ref (meeting);
      date->occurrence = *occurrence;
      date->occurrence.exception = NULL;
      g_ptr_array_add (dates, date);
      if (!hr_meetings_describe (state, occurrence, &date->place, &date->note, error)
          || !hr_site_takes_sign_in (state, meeting, occurrence, &date->sign_in, error))
        return FALSE;
    }
  return TRUE;
}

static GArray *
expand (const HrSchedule *schedule, GPtrArray *exceptions, gint64 from_s, gint64 to_s)
{
  return hr_schedule_expand (schedule, exceptions != NULL ? (HrException *const *)exceptions->pdata : NULL,
                             exceptions != NULL ? exceptions->len : 0, from_s, to_s);
}

static gboolean
add_one (HrState *state, GPtrArray *dates, const char *id, gint64 from_s, gint64 to_s, GError **error)
{
  g_autoptr (HrMeeting) meeting = NULL;
  g_autoptr (GPtrArray) exceptions = NULL;
  g_autoptr (GArray) occurrences = NULL;
  gint64 n = 0;

  if (!hr_meetings_find (state, id, &n, error))
    return FALSE;
  meeting = hr_meetings_load (state, n, error);
  if (meeting == NULL)
    return FALSE;
  exceptions = hr_meetings_exceptions (state, meeting->id, meeting->venue, error);
  if (exceptions == NULL)
    return FALSE;
  if (meeting->schedule.zone == NULL)
    return TRUE;
  occurrences = expand (&meeting->schedule, exceptions, from_s, to_s);
  return add_dates (state, dates, meeting, occurrences, error);
}

/* The weekdays that the span can touch anywhere on earth; an occurrence may have begun a day before. */
static guint8
touched_weekdays (gint64 from_s, gint64 to_s)
{
  gint64 first = from_s / DAY_S - 2, last = to_s / DAY_S + 1;
  guint8 days = 0;

  if (last - first >= 6)
    return 0x7f;
  for (gint64 day = first; day <= last; day++)
    days |= (guint8)(1 << hr_date_weekday ((HrDate)day));
  return days;
}

static gboolean
add_all (HrState *state, GPtrArray *dates, gint64 from_s, gint64 to_s, GError **error)
{
  HrIndex *index = hr_index_get (state, hr_clock_now_s (state->clock), error);
  guint8 days = touched_weekdays (from_s, to_s);

  if (index == NULL)
    return FALSE;
  for (guint i = 0; i < index->n_entries; i++)
    {
      const HrEntry *entry = &index->entries[i];
      g_autoptr (GPtrArray) exceptions = NULL;
      g_autoptr (GArray) occurrences = NULL;
      g_autoptr (HrMeeting) meeting = NULL;
      HrSchedule schedule;

      if ((entry->flags & HR_ENTRY_PUBLISHED) == 0
          || ((entry->flags & HR_ENTRY_EXCEPTIONS) == 0 && (entry->days & days) == 0))
        continue;
      exceptions = hr_index_exceptions (index, entry);
      schedule = hr_index_schedule (index, entry);
      occurrences = expand (&schedule, exceptions, from_s, to_s);
      if (occurrences->len == 0)
        continue;
      meeting = hr_meetings_load (state, entry->n, error);
      if (meeting == NULL || !add_dates (state, dates, meeting, occurrences, error))
        return FALSE;
    }
  return TRUE;
}

/* A handful, also in a directory of a whole state. */
static gboolean
add_sign_in (HrState *state, GPtrArray *dates, gint64 from_s, gint64 to_s, GError **error)
{
  g_autoptr (GPtrArray) ids = hr_site_find_meetings (state, error);

  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    if (!add_one (state, dates, g_ptr_array_index (ids, i), from_s, to_s, error))
      return FALSE;
  return TRUE;
}

static int
compare_dates_cb (gconstpointer a, gconstpointer b)
{
  const HrMeetingDate *x = *(const HrMeetingDate *const *)a;
  const HrMeetingDate *y = *(const HrMeetingDate *const *)b;
  int order = 0;

  if (x->occurrence.start_s != y->occurrence.start_s)
    return x->occurrence.start_s < y->occurrence.start_s ? -1 : 1;
  order = g_strcmp0 (x->meeting->name, y->meeting->name);
  return order != 0 ? order : g_strcmp0 (x->meeting->id, y->meeting->id);
}

GPtrArray *
hr_find_occurrences (HrState *state, const char *meeting, gint64 from_s, gint64 to_s, GError **error)
{
  g_autoptr (GPtrArray) dates = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_meeting_date_free);
  gboolean ok = FALSE;

  if (!hr_state_check_open (state, error))
    return NULL;
  if (g_strcmp0 (meeting, HR_STORE_SIGN_IN_MEETINGS) == 0)
    ok = add_sign_in (state, dates, from_s, to_s, error);
  else if (meeting != NULL)
    ok = add_one (state, dates, meeting, from_s, to_s, error);
  else
    ok = add_all (state, dates, from_s, to_s, error);
  if (!ok)
    return NULL;
  g_ptr_array_sort (dates, compare_dates_cb);
  return g_steal_pointer (&dates);
}

/* ---- facets ---- */

void
hr_facets_free (HrFacets *self)
{
  g_clear_pointer (&self->fellowships, g_ptr_array_unref);
  g_strfreev (self->languages);
  g_free (self);
}

static int
compare_strings_cb (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

static int
compare_fellowships_cb (gconstpointer a, gconstpointer b)
{
  const HrRecord *x = *(const HrRecord *const *)a;
  const HrRecord *y = *(const HrRecord *const *)b;
  int order = g_strcmp0 (hr_record_get (x, "name"), hr_record_get (y, "name"));

  return order != 0 ? order : g_strcmp0 (hr_record_get_id (x), hr_record_get_id (y));
}

static gboolean
add_fellowships (HrState *state, HrFacets *facets, const HrIndex *index, GError **error)
{
  g_autoptr (GPtrArray) all = hr_records_list (state->db, HR_KIND_FELLOWSHIP, error);

  if (all == NULL)
    return FALSE;
  for (guint i = 0; i < all->len; i++)
    {
      gpointer number = NULL;

      if (g_hash_table_lookup_extended (index->fellowship_numbers, hr_record_get_id (all->pdata[i]), NULL, &number)
          && index->used_fellowships->data[GPOINTER_TO_UINT (number)] != 0)
        g_ptr_array_add (facets->fellowships, hr_record_ref (all->pdata[i]));
    }
  g_ptr_array_sort (facets->fellowships, compare_fellowships_cb);
  return TRUE;
}

HrFacets *
hr_find_facets (HrState *state, GError **error)
{
  g_autoptr (HrFacets) facets = NULL;
  g_autoptr (GPtrArray) tags = g_ptr_array_new ();
  const HrTotals *totals = NULL;
  HrIndex *index = NULL;

  if (!hr_state_check_open (state, error))
    return NULL;
  index = hr_index_get (state, hr_clock_now_s (state->clock), error);
  if (index == NULL)
    return NULL;
  facets = g_new0 (HrFacets, 1);
  facets->fellowships = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_record_unref);
  totals = hr_index_totals (index);
  facets->n_meetings = totals->n_meetings;
  facets->n_with_coordinates = totals->n_with_coordinates;
  facets->features = totals->features;
  facets->attendance = totals->attendance;
  for (guint i = 0; i < index->languages->len && i < 64; i++)
    if ((totals->languages >> i & 1) != 0)
      g_ptr_array_add (tags, g_strdup (index->languages->pdata[i]));
  g_ptr_array_sort (tags, compare_strings_cb);
  g_ptr_array_add (tags, NULL);
  facets->languages = (char **)g_ptr_array_steal (tags, NULL);
  return add_fellowships (state, facets, index, error) ? g_steal_pointer (&facets) : NULL;
}
