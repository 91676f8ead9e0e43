/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a handout needs from the store. Blocks: on the handout's own thread. */
#define G_LOG_DOMAIN "handrail-service"

#include "hr-handouts-private.h"

#define WEEK_DAYS 7
#define DAYS_OF_A_PLAN 28

static gboolean
read_fellowships (HrHandoutFacts *self, HrStore *store, GError **error)
{
  g_autoptr (GPtrArray) records = hr_store_get_records (store, HR_KIND_FELLOWSHIP, error);
  if (records == NULL)
    return FALSE;
  self->fellowships = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)hr_record_unref);
  for (guint i = 0; i < records->len; i++)
    {
      HrRecord *record = g_ptr_array_index (records, i);
      g_hash_table_insert (self->fellowships, g_strdup (hr_record_get_id (record)), hr_record_ref (record));
    }
  return TRUE;
}

/* What was left out, and the name of the place that was asked for */
static gboolean
read_filters (HrHandoutFacts *self, HrStore *store, const HrQuery *query, GError **error)
{
  g_autoptr (HrQuery) everything = hr_query_new ();
  g_autoptr (HrRecord) venue = query->venue != NULL ? hr_store_get_record (store, HR_KIND_VENUE, query->venue, NULL) : NULL;
  everything->limit = 1;
  g_autoptr (HrResults) results = hr_store_find (store, everything, error);
  if (results == NULL)
    return FALSE;
  self->n_left_out = results->total > self->meetings->len ? results->total - self->meetings->len : 0;
  self->venue = venue != NULL ? g_strdup (hr_record_get (venue, "name")) : NULL;
  return TRUE;
}

static gboolean
is_asked_for (const HrHandoutFacts *self, const HrQuery *query, const HrMeetingDate *date)
{
  HrDate day;
  int minute;
  hr_zone_from_unix_s (self->zone, date->occurrence.start_s, &day, &minute);
  return query->days == 0 || (query->days & (1u << hr_date_weekday (day))) != 0;
}

static gboolean
read_list (HrHandoutFacts *self, HrStore *store, const HrHandoutRequest *request, GError **error)
{
  g_autoptr (HrQuery) query = request->query != NULL ? hr_query_copy (request->query) : hr_query_new ();
  query->limit = 0;
  query->offset = 0;
  query->unpublished = FALSE;
  query->sort = HR_SORT_NAME;
  /* a list for one day is about that day */
  if (query->on_date != HR_DATE_NONE)
    self->from = self->until = query->on_date;
  g_autoptr (HrResults) results = hr_store_find (store, query, error);
  if (results == NULL)
    return FALSE;
  self->meetings = g_ptr_array_ref (results->meetings);
  if (request->query != NULL && !read_filters (self, store, query, error))
    return FALSE;
  gint64 from_s = hr_zone_to_unix_s (self->zone, self->from, 0);
  gint64 until_s = hr_zone_to_unix_s (self->zone, self->until + 1, 0);
  g_autoptr (GPtrArray) all = hr_store_get_occurrences (store, NULL, from_s, until_s, error);
  if (all == NULL)
    return FALSE;
  g_autoptr (GHashTable) wanted = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < self->meetings->len; i++)
    g_hash_table_add (wanted, ((HrMeeting *)g_ptr_array_index (self->meetings, i))->id);
  /* What began the evening before belongs to that evening. */
  g_ptr_array_set_free_func (all, NULL);
  for (guint i = 0; i < all->len; i++)
    {
      HrMeetingDate *date = g_ptr_array_index (all, i);
      if (date->occurrence.start_s >= from_s && is_asked_for (self, query, date) && g_hash_table_contains (wanted, date->meeting->id))
        g_ptr_array_add (self->dates, date);
      else
        hr_meeting_date_free (date);
    }
  return TRUE;
}

static gboolean
read_chosen (HrHandoutFacts *self, HrStore *store, const HrHandoutRequest *request, GError **error)
{
  gint64 from_s = self->now_s;
  gint64 until_s = hr_zone_to_unix_s (self->zone, self->today + DAYS_OF_A_PLAN, 0);
  self->meetings = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_meeting_unref);
  for (guint i = 0; request->meetings != NULL && request->meetings[i] != NULL; i++)
    {
      HrMeeting *meeting = hr_store_get_meeting (store, request->meetings[i], error);
      if (meeting == NULL)
        return FALSE;
      g_ptr_array_add (self->meetings, meeting);
      g_autoptr (GPtrArray) dates = hr_store_get_occurrences (store, meeting->id, from_s, until_s, error);
      if (dates == NULL)
        return FALSE;
      g_ptr_array_extend_and_steal (self->dates, g_steal_pointer (&dates));
    }
  return TRUE;
}

/* Of @kind those that may be shown: of @ids in their order; @all of them when there are none. (nullable): %NULL with an error */
static GPtrArray *
read_records (HrHandoutFacts *self, HrStore *store, HrKind kind, char *const *ids, gboolean all, GError **error)
{
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_record_unref);
  g_autoptr (GPtrArray) records = NULL;
  if (ids == NULL && !all)
    return found;
  records = hr_store_get_records (store, kind, error);
  if (records == NULL)
    {
      g_ptr_array_unref (found);
      return NULL;
    }
  for (guint i = 0; all && ids == NULL && i < records->len; i++)
    if (hr_record_may_show (g_ptr_array_index (records, i), self->today))
      g_ptr_array_add (found, hr_record_ref (g_ptr_array_index (records, i)));
  for (guint k = 0; ids != NULL && ids[k] != NULL; k++)
    for (guint i = 0; i < records->len; i++)
      if (g_str_equal (hr_record_get_id (g_ptr_array_index (records, i)), ids[k])
          && hr_record_may_show (g_ptr_array_index (records, i), self->today))
        g_ptr_array_add (found, hr_record_ref (g_ptr_array_index (records, i)));
  return found;
}

static gboolean
read_resources (HrHandoutFacts *self, HrStore *store, char *const *ids, gboolean all, GError **error)
{
  self->resources = read_records (self, store, HR_KIND_RESOURCE, ids, all, error);
  return self->resources != NULL;
}

static gboolean
read_plan (HrHandoutFacts *self, HrStore *store, const HrHandoutRequest *request, GError **error)
{
  if (!read_chosen (self, store, request, error) || !read_resources (self, store, request->resources, FALSE, error))
    return FALSE;
  self->peers = read_records (self, store, HR_KIND_PEER, request->peers, FALSE, error);
  if (self->peers == NULL)
    return FALSE;
  self->programs = read_records (self, store, HR_KIND_PROGRAM, request->programs, FALSE, error);
  return self->programs != NULL;
}

gboolean
hr_handout_facts_read (HrHandoutFacts *self, HrStore *store, const HrHandoutRequest *request, GError **error)
{
  if (!read_fellowships (self, store, error))
    return FALSE;
  self->dates = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_meeting_date_free);
  self->from = self->today;
  self->until = self->today + WEEK_DAYS - 1;
  switch (request->kind)
    {
    case HR_HANDOUT_WEEK:
    case HR_HANDOUT_WEEK_BY_PLACE:
    case HR_HANDOUT_WEEK_BY_FELLOWSHIP:
      /* Monday to Sunday */
      self->from = self->today - (hr_date_weekday (self->today) + 6) % WEEK_DAYS;
      self->until = self->from + WEEK_DAYS - 1;
      return read_list (self, store, request, error);
    case HR_HANDOUT_DOOR_SIGN:
      self->until = self->today;
      return read_list (self, store, request, error);
    case HR_HANDOUT_NEXT_DAYS:
      return read_list (self, store, request, error);
    case HR_HANDOUT_RESOURCES:
      return read_resources (self, store, request->resources, TRUE, error);
    case HR_HANDOUT_PLAN:
      return read_plan (self, store, request, error);
    case HR_HANDOUT_MEETING:
    case HR_HANDOUT_FACILITATOR:
      return read_chosen (self, store, request, error);
    case HR_HANDOUT_MILESTONE:
    case HR_HANDOUT_HELP:
      /* all of it stands in the site, which is known */
      return TRUE;
    case HR_N_HANDOUTS:
    default:
      g_return_val_if_reached (FALSE);
    }
}

void
hr_handout_facts_clear (HrHandoutFacts *self)
{
  g_clear_pointer (&self->meetings, g_ptr_array_unref);
  g_clear_pointer (&self->dates, g_ptr_array_unref);
  g_clear_pointer (&self->fellowships, g_hash_table_unref);
  g_clear_pointer (&self->resources, g_ptr_array_unref);
  g_clear_pointer (&self->peers, g_ptr_array_unref);
  g_clear_pointer (&self->programs, g_ptr_array_unref);
  g_clear_pointer (&self->site, hr_record_unref);
  g_clear_pointer (&self->vocabulary, hr_vocabulary_unref);
  g_clear_pointer (&self->venue, g_free);
}
