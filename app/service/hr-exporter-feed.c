/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The directory as a feed: its meetings, and what stands beside them, so that nothing is lost on the way to another
 * center. */
#define G_LOG_DOMAIN "handrail-service"

#include "hr-exporter-private.h"
#include "handrail/core/hr-error.h"
#include "handrail/feed/hr-feed-writer.h"

/* The center's own, which no other center wants; the reader takes none of them from a feed either. */
#define OWN_KINDS                                                                                                      \
  ((1u << HR_KIND_RESOURCE) | (1u << HR_KIND_SITE) | (1u << HR_KIND_ANNOUNCEMENT) | (1u << HR_KIND_PROGRAM)            \
   | (1u << HR_KIND_PEER) | (1u << HR_KIND_STORY) | (1u << HR_KIND_ARTICLE))

/**
 * Gathering:
 * @live: by kind: all that are not retired
 * @found: by kind: id → HrRecord; also retired ones that somebody asked for, and NULL for those that do not exist
 * @carried: by kind: ids that travel, as a part of a meeting or by themselves
 * @retired: those of @found that are; owns them
 * @others: what travels by itself
 */
typedef struct
{
  HrStore *store;
  GPtrArray *live[HR_N_KINDS];
  GHashTable *found[HR_N_KINDS];
  GHashTable *carried[HR_N_KINDS];
  GPtrArray *retired;
  GHashTable *exceptions; /* id of a meeting → (element-type HrRecord) */
  GArray *published;      /* of HrFeedItem */
  GArray *unpublished;
  GPtrArray *others;
} Gathering;

static void
gathering_clear (Gathering *self)
{
  g_clear_pointer (&self->others, g_ptr_array_unref);
  g_clear_pointer (&self->unpublished, g_array_unref);
  g_clear_pointer (&self->published, g_array_unref);
  g_clear_pointer (&self->exceptions, g_hash_table_unref);
  for (guint kind = 0; kind < HR_N_KINDS; kind++)
    {
      g_clear_pointer (&self->carried[kind], g_hash_table_unref);
      g_clear_pointer (&self->found[kind], g_hash_table_unref);
      g_clear_pointer (&self->live[kind], g_ptr_array_unref);
    }
  g_clear_pointer (&self->retired, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Gathering, gathering_clear)

static gboolean
gathering_read (Gathering *self, GError **error)
{
  self->retired = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_record_unref);
  self->others = g_ptr_array_new ();
  self->published = g_array_new (FALSE, TRUE, sizeof (HrFeedItem));
  self->unpublished = g_array_new (FALSE, TRUE, sizeof (HrFeedItem));
  self->exceptions = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_ptr_array_unref);
  for (guint kind = 0; kind < HR_N_KINDS; kind++)
    {
      if ((OWN_KINDS >> kind & 1) != 0)
        continue;
      self->found[kind] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      self->carried[kind] = g_hash_table_new (g_str_hash, g_str_equal);
      self->live[kind] = hr_store_get_records (self->store, kind, error);
      if (self->live[kind] == NULL)
        return FALSE;
      for (guint i = 0; i < self->live[kind]->len; i++)
        {
          HrRecord *record = g_ptr_array_index (self->live[kind], i);
          g_hash_table_insert (self->found[kind], g_strdup (hr_record_get_id (record)), record);
        }
    }
  return TRUE;
}

/* (transfer none): also a retired one: the screens still show the address of a place that was withdrawn under a meeting */
static gboolean
find (Gathering *self, HrKind kind, const char *id, HrRecord **ret_record, GError **error)
{
  g_autoptr (GError) own = NULL;
  gpointer known = NULL;
  *ret_record = NULL;
  if (id == NULL || self->found[kind] == NULL)
    return TRUE;
  if (!g_hash_table_lookup_extended (self->found[kind], id, NULL, &known))
    {
      known = hr_store_get_record (self->store, kind, id, &own);
      if (known == NULL && !g_error_matches (own, HR_ERROR, HR_ERROR_NOT_FOUND))
        {
          g_propagate_error (error, g_steal_pointer (&own));
          return FALSE;
        }
      if (known != NULL)
        g_ptr_array_add (self->retired, known);
      g_hash_table_insert (self->found[kind], g_strdup (id), known);
    }
  *ret_record = known;
  return TRUE;
}

/* Returns whether it did not travel already. */
static gboolean
carry (Gathering *self, HrRecord *record)
{
  return g_hash_table_add (self->carried[hr_record_get_kind (record)], (gpointer)hr_record_get_id (record));
}

static void
carry_other (Gathering *self, HrRecord *record)
{
  if (carry (self, record))
    g_ptr_array_add (self->others, record);
}

static void
group_exceptions (Gathering *self)
{
  GPtrArray *exceptions = self->live[HR_KIND_EXCEPTION];
  for (guint i = 0; i < exceptions->len; i++)
    {
      HrRecord *exception = g_ptr_array_index (exceptions, i);
      const char *meeting = hr_record_get (exception, "meeting");
      if (meeting == NULL)
        continue;
      GPtrArray *list = g_hash_table_lookup (self->exceptions, meeting);
      if (list == NULL)
        {
          list = g_ptr_array_new ();
          g_hash_table_insert (self->exceptions, (gpointer)meeting, list);
        }
      g_ptr_array_add (list, exception);
    }
}

static gboolean
gather_meetings (Gathering *self, GError **error)
{
  GPtrArray *meetings = self->live[HR_KIND_MEETING];
  for (guint i = 0; i < meetings->len; i++)
    {
      HrRecord *meeting = g_ptr_array_index (meetings, i);
      HrFeedItem item = {
        .meeting = meeting,
        .exceptions = g_hash_table_lookup (self->exceptions, hr_record_get_id (meeting)),
      };
      if (!find (self, HR_KIND_VENUE, hr_record_get (meeting, "venue"), &item.venue, error)
          || !find (self, HR_KIND_GROUP, hr_record_get (meeting, "group"), &item.group, error)
          || !find (self, HR_KIND_SOURCE, hr_record_get (meeting, "source"), &item.source, error))
        return FALSE;
      g_array_append_val (hr_record_get_yes_no (meeting, "published", TRUE) ? self->published : self->unpublished,
                          item);
    }
  return TRUE;
}

static void
carry_items (Gathering *self, GArray *items)
{
  for (guint i = 0; i < items->len; i++)
    {
      const HrFeedItem *item = &g_array_index (items, HrFeedItem, i);
      HrRecord *parts[] = { item->meeting, item->venue, item->group, item->source };
      for (guint k = 0; k < G_N_ELEMENTS (parts); k++)
        if (parts[k] != NULL)
          carry (self, parts[k]);
      for (guint k = 0; item->exceptions != NULL && k < item->exceptions->len; k++)
        carry (self, g_ptr_array_index (item->exceptions, k));
    }
}

/* Every new database has the built-in fellowships: only what is different here must travel, also that one is retired. */
static gboolean
gather_fellowships (Gathering *self, GError **error)
{
  g_autoptr (GPtrArray) built_in = hr_store_get_built_in_fellowships (error);
  if (built_in == NULL)
    return FALSE;
  for (guint i = 0; i < built_in->len; i++)
    {
      HrRecord *record = g_ptr_array_index (built_in, i);
      HrRecord *here = NULL;
      if (!find (self, HR_KIND_FELLOWSHIP, hr_record_get_id (record), &here, error))
        return FALSE;
      if (here != NULL && hr_record_equal (here, record))
        carry (self, here);
      else if (here != NULL)
        carry_other (self, here);
    }
  return TRUE;
}

/* What @record names travels too: live things do so anyway, retired ones only for this. */
static gboolean
gather_named (Gathering *self, const HrRecord *record, GError **error)
{
  guint n = 0;
  const HrField *fields = hr_kind_get_fields (hr_record_get_kind (record), &n);
  for (guint i = 0; i < n; i++)
    {
      HrRecord *named = NULL;
      if (fields[i].form != HR_FORM_REF)
        continue;
      if (!find (self, fields[i].ref_kind, hr_record_get_nth (record, i), &named, error))
        return FALSE;
      if (named != NULL)
        carry_other (self, named);
    }
  return TRUE;
}

static gboolean
gather_others (Gathering *self, GError **error)
{
  static const HrKind kinds[] = { HR_KIND_FELLOWSHIP, HR_KIND_SOURCE, HR_KIND_VENUE, HR_KIND_GROUP, HR_KIND_EXCEPTION };
  if (!gather_fellowships (self, error))
    return FALSE;
  carry_items (self, self->published);
  carry_items (self, self->unpublished);
  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    for (guint i = 0; i < self->live[kinds[k]]->len; i++)
      carry_other (self, g_ptr_array_index (self->live[kinds[k]], i));
  for (guint kind = 0; kind < HR_N_KINDS; kind++)
    for (guint i = 0; self->live[kind] != NULL && i < self->live[kind]->len; i++)
      if (!gather_named (self, g_ptr_array_index (self->live[kind], i), error))
        return FALSE;
  /* and what retired ones name in turn; the list grows meanwhile */
  for (guint i = 0; i < self->retired->len; i++)
    if (!gather_named (self, g_ptr_array_index (self->retired, i), error))
      return FALSE;
  return TRUE;
}

char *
hr_exporter_write_feed (HrCenter *center, HrExportFormat format, GError **error)
{
  g_auto (Gathering) all = { .store = hr_center_get_store (center) };
  const char *zone_id = hr_zone_get_id (hr_center_get_zone (center));
  if (!gathering_read (&all, error))
    return NULL;
  group_exceptions (&all);
  if (!gather_meetings (&all, error))
    return NULL;
  const HrFeedItem *items = (const HrFeedItem *)(void *)all.published->data;
  if (format == HR_EXPORT_CSV)
    return hr_feed_write_csv (items, all.published->len, zone_id);
  if (!gather_others (&all, error))
    return NULL;
  HrFeedExtras extras = {
    .unpublished = (const HrFeedItem *)(void *)all.unpublished->data,
    .n_unpublished = all.unpublished->len,
    .types = all.live[HR_KIND_TYPE],
    .others = all.others,
  };
  return hr_feed_write_meeting_guide (items, all.published->len, &extras, zone_id);
}
