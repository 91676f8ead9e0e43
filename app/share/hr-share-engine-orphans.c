/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields that no live stream holds. A writer let its word go for a newer one; then the newer one's device was lost, and the folder was
 * rolled back: only those who had read it still show it. Staff take such a field into their own stream, as it was; who may not publish
 * drops it after a long while. So what everybody shows is always what the folder says. */
#define G_LOG_DOMAIN "handrail-share"

#include "handrail/core/hr-error.h"
#include "hr-share-engine-private.h"

#include <string.h>

typedef struct
{
  HrShareEngine *engine;
  const char *device;  /* whose stream is being looked through */
  GHashTable *live;    /* thing -> (element-type HrShareGroup), of @decoded */
  GPtrArray *decoded;  /* (element-type GPtrArray) */
  GPtrArray *thing;    /* of @live: what is said of the thing that is being looked at */
  GHashTable *used;    /* notes of segments that a head names */
  GPtrArray *orphans;  /* (element-type HrShareGroup) of one field each */
  GHashTable *ill;     /* notes of fields that were orphans at the last scan; those that are left at the end are well again */
} Scan;

static void
scan_clear (Scan *self)
{
  g_hash_table_unref (self->live);
  g_ptr_array_unref (self->decoded);
  g_hash_table_unref (self->used);
  g_ptr_array_unref (self->orphans);
  g_hash_table_unref (self->ill);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Scan, scan_clear)

static void
add_group (Scan *scan, HrShareGroup *group)
{
  g_autofree char *key = NULL;
  GPtrArray *list;

  if (!hr_share_engine_speaks_for (scan->engine, scan->device, group->scope))
    return;
  key = hr_share_group_dup_key (group);
  list = g_hash_table_lookup (scan->live, key);
  if (list == NULL)
    {
      list = g_ptr_array_new ();
      g_hash_table_insert (scan->live, g_steal_pointer (&key), list);
    }
  g_ptr_array_add (list, group);
}

static void
add_segment (Scan *scan, GBytes *bytes)
{
  GPtrArray *groups = hr_share_segment_decode (bytes, scan->device);

  if (groups == NULL)
    return;
  g_ptr_array_add (scan->decoded, groups);
  for (guint i = 0; i < groups->len; i++)
    add_group (scan, groups->pdata[i]);
}

static gboolean
add_own_cb (const char *key, GBytes *value, gpointer data)
{
  add_segment (data, value);
  return TRUE;
}

/* What waits to be published is as good as published. */
static gboolean
add_outbox_cb (const HrShareGroup *group, gpointer data)
{
  Scan *scan = data;
  GPtrArray *one = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_share_group_free);

  g_ptr_array_add (one, hr_share_group_copy (group));
  g_ptr_array_add (scan->decoded, one);
  add_group (scan, one->pdata[0]);
  return TRUE;
}

static gboolean
add_live (Scan *scan, GError **error)
{
  HrShareEngine *self = scan->engine;
  GHashTableIter iter;
  gpointer device, value;

  g_hash_table_iter_init (&iter, self->peers);
  while (g_hash_table_iter_next (&iter, &device, &value))
    {
      GPtrArray *list = value;

      scan->device = device;
      for (guint i = 0; i < list->len; i++)
        {
          const HrShareHead *head = ((HrShareKept *)list->pdata[i])->head;

          for (guint k = 0; k < head->live->len; k++)
            {
              g_autofree char *name = hr_share_live_name (&g_array_index (head->live, HrShareLive, k));
              g_autofree char *key = g_strconcat ("seg/", (char *)device, "/", name, NULL);
              g_autoptr (GBytes) bytes = self->ledger->class->get (self->ledger, key);

              if (bytes != NULL && g_hash_table_add (scan->used, g_steal_pointer (&key)))
                add_segment (scan, bytes);
            }
        }
    }
  scan->device = self->device;
  return self->ledger->class->each (self->ledger, "own/s/", add_own_cb, scan, error)
         && self->ledger->class->outbox (self->ledger, add_outbox_cb, scan, error);
}

/* ---- what is missing ---- */

static gboolean
look_cb (const HrShareGroup *group, guint field, const char *value, gpointer data)
{
  Scan *scan = data;
  GPtrArray *list = scan->thing;
  HrShareGroup *one;

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const char *said = NULL;

      if (hr_share_version_compare (&((HrShareGroup *)list->pdata[i])->version, &group->version) == 0
          && hr_share_group_says (list->pdata[i], field, &said) && g_strcmp0 (said, value) == 0)
        return TRUE;
    }
  one = hr_share_group_new (group->kind, group->scope, group->id, &group->version);
  hr_share_group_add (one, field, value);
  g_ptr_array_add (scan->orphans, one);
  return TRUE;
}

static gboolean
look_row_cb (const HrShareGroup *group, gpointer data)
{
  Scan *scan = data;
  g_autofree char *key = hr_share_group_dup_key (group);

  scan->thing = g_hash_table_lookup (scan->live, key);
  return hr_share_group_each (group, look_cb, data);
}

static gboolean
drop (Scan *scan, const HrShareGroup *orphan, GError **error)
{
  HrShareEngine *self = scan->engine;
  g_autofree char *key = hr_share_group_dup_key (orphan);
  GPtrArray *list = g_hash_table_lookup (scan->live, key);
  guint field = g_array_index (orphan->fields, HrShareField, 0).field;
  const HrShareGroup *best = NULL;
  const char *best_value = NULL;
  HrShareVersion none = { 0 };
  g_autoptr (HrShareGroup) now = NULL;

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const HrShareGroup *other = list->pdata[i];
      const char *value = NULL;

      if (hr_share_group_says (other, field, &value)
          && (best == NULL || hr_share_wins (&other->version, value, &best->version, best_value)))
        {
          best = other;
          best_value = value;
        }
    }
  now = hr_share_group_new (orphan->kind, orphan->scope, orphan->id, best != NULL ? &best->version : &none);
  hr_share_group_add (now, field, best_value);
  self->news->dropped++;
  return self->ledger->class->force (self->ledger, now, error);
}

static gboolean
adopt (HrShareEngine *self, HrShareGroup *orphan, const char *key, GError **error)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  g_autoptr (GBytes) bytes = NULL;

  g_ptr_array_add (one, orphan);
  bytes = hr_share_segment_encode (self->device, one);
  self->news->adopted++;
  return hr_share_engine_set (self, "adopting/", key, bytes, error);
}

/* Words of a device that was revoked are not taken over: what of them counts stands in the head up to which it counts, which is kept. */
static gboolean
may_adopt (HrShareEngine *self, const HrShareGroup *orphan)
{
  const HrShareMember *own = hr_share_engine_member (self, self->device);
  const HrShareMember *writer = hr_share_engine_member (self, orphan->version.device);

  return !HR_MUTANT (NO_ADOPTION) && own != NULL && !own->revoked && (writer == NULL || !writer->revoked)
         && hr_share_engine_may_list (self, self->device) && hr_share_engine_speaks_for (self, self->device, orphan->scope);
}

/* The own words, which nobody may take over because they are of another site, and those that were here before there was a share, are not
 * the share's to drop. */
static gboolean
may_drop (HrShareEngine *self, const HrShareGroup *orphan)
{
  const HrShareMember *own = hr_share_engine_member (self, self->device);

  return own != NULL && !own->revoked && *orphan->version.device != '\0' && strcmp (orphan->version.device, self->device) != 0;
}

/* The note has the scans and the version: another orphan of the same field starts anew. */
static gboolean
look_after (Scan *scan, HrShareGroup *orphan, GError **error)
{
  HrShareEngine *self = scan->engine;
  const HrShareVersion *version = &orphan->version;
  g_autofree char *key = hr_share_engine_field_key (orphan, g_array_index (orphan->fields, HrShareField, 0).field);
  g_autofree char *says = g_strdup_printf ("%" G_GUINT64_FORMAT " %" G_GINT64_FORMAT " %s %x %" G_GUINT64_FORMAT, version->gen,
                                           version->wall_ms, version->device, version->epoch, version->op);
  g_autofree char *before = hr_share_engine_get_text (self, "orphan/", key);
  const char *space = before != NULL ? strchr (before, ' ') : NULL;
  guint scans = space != NULL && strcmp (space + 1, says) == 0 ? (guint)g_ascii_strtoull (before, NULL, 10) + 1 : 1;
  g_autofree char *now = g_strdup_printf ("%u %s", scans, says);

  g_hash_table_remove (scan->ill, key);
  if (scans >= self->tuning.adopt && may_adopt (self, orphan))
    return hr_share_engine_set (self, "orphan/", key, NULL, error) && adopt (self, orphan, key, error);
  if (scans >= self->tuning.drop && may_drop (self, orphan))
    return hr_share_engine_set (self, "orphan/", key, NULL, error) && drop (scan, orphan, error);
  return hr_share_engine_set_text (self, "orphan/", key, now, error);
}

static gboolean
mend (Scan *scan, GError **error)
{
  HrShareEngine *self = scan->engine;
  g_autoptr (GPtrArray) segments = hr_share_engine_keys (self, "seg/", error);
  GHashTableIter iter;
  gpointer key;

  for (guint i = 0; i < scan->orphans->len; i++)
    if (!look_after (scan, scan->orphans->pdata[i], error))
      return FALSE;
  g_hash_table_iter_init (&iter, scan->ill);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!hr_share_engine_set (self, "orphan/", key, NULL, error))
      return FALSE;
  for (guint i = 0; segments != NULL && i < segments->len; i++)
    {
      g_autofree char *note = g_strconcat ("seg/", segments->pdata[i], NULL);

      if (!g_hash_table_contains (scan->used, note) && !hr_share_engine_set (self, note, "", NULL, error))
        return FALSE;
    }
  return segments != NULL;
}

gboolean
hr_share_engine_orphans (HrShareEngine *self, GError **error)
{
  g_auto (Scan) scan = {
    .engine = self,
    .live = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref),
    .decoded = g_ptr_array_new_with_free_func ((GDestroyNotify)g_ptr_array_unref),
    .used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
    .orphans = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_share_group_free),
    .ill = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
  };
  g_autoptr (GPtrArray) ill = hr_share_engine_keys (self, "orphan/", error);

  if (ill == NULL || !add_live (&scan, error) || !self->ledger->class->rows (self->ledger, look_row_cb, &scan, error))
    return FALSE;
  for (guint i = 0; i < ill->len; i++)
    g_hash_table_add (scan.ill, g_strdup (ill->pdata[i]));
  return hr_share_engine_begin (self, error) && hr_share_engine_end (self, mend (&scan, error), error);
}
