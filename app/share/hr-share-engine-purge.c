/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People who are told of no more. That a newer word won would hide the old one from readers; but it would stand in the segment for as long
 * as nothing else makes its owner write that anew. */
#define G_LOG_DOMAIN "handrail-share"

#include "hr-share-engine-private.h"

#include "handrail/core/hr-kind.h"

static gboolean
is_person (const HrShareGroup *group)
{
  return group->kind == HR_KIND_PEER || group->kind == HR_KIND_STORY;
}

gboolean
hr_share_engine_note_person (HrShareEngine *self, const HrShareGroup *group, GError **error)
{
  return !is_person (group) || hr_share_engine_get_number (self, "person", "") > 0
         || hr_share_engine_set_number (self, "person", "", 1, error);
}

static gboolean
says_cb (const HrShareGroup *group, guint field, const char *value, gpointer data)
{
  const char *still = NULL;

  /* ends at the first text that holds no more */
  return value == NULL || (data != NULL && hr_share_group_says (data, field, &still));
}

static gboolean
is_stale (HrShareEngine *self, GBytes *bytes)
{
  g_autoptr (GPtrArray) groups = hr_share_segment_decode (bytes, self->device);

  for (guint i = 0; groups != NULL && i < groups->len; i++)
    {
      g_autoptr (HrShareGroup) still = is_person (groups->pdata[i]) ? self->ledger->class->still (self->ledger, groups->pdata[i]) : NULL;

      if (is_person (groups->pdata[i]) && !hr_share_group_each (groups->pdata[i], says_cb, still))
        return TRUE;
    }
  return FALSE;
}

gboolean
hr_share_engine_purge (HrShareEngine *self, gboolean *ret_purged, GError **error)
{
  g_autoptr (GPtrArray) names = NULL;
  g_autoptr (GPtrArray) stale = g_ptr_array_new ();

  if (hr_share_engine_get_number (self, "person", "") == 0)
    return TRUE;
  names = hr_share_engine_keys (self, "own/s/", error);
  for (guint i = 0; names != NULL && i < names->len; i++)
    {
      g_autoptr (GBytes) bytes = hr_share_engine_get (self, "own/s/", names->pdata[i]);

      if (bytes == NULL || !is_stale (self, bytes))
        continue;
      g_ptr_array_add (stale, names->pdata[i]);
      /* 1: not yet looked for in the folder; 2: it was */
      if (!hr_share_engine_set_number (self, "own/gone/", names->pdata[i], 1, error))
        return FALSE;
    }
  *ret_purged = stale->len > 0;
  return names != NULL && (stale->len == 0 || hr_share_engine_gather (self, stale, error))
         && hr_share_engine_set (self, "person", "", NULL, error);
}

gint64
hr_share_engine_known_ms (HrShareEngine *self)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (HrShareHead) own = NULL;
  GHashTableIter iter;
  gpointer value;
  gint64 latest = 0;

  g_hash_table_iter_init (&iter, self->peers);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    for (guint i = 0; i < ((GPtrArray *)value)->len; i++)
      latest = MAX (latest, ((HrShareKept *)((GPtrArray *)value)->pdata[i])->head->wall_ms);
  if (latest > 0)
    return latest;
  bytes = hr_share_engine_get (self, "own/head", "");
  own = bytes != NULL ? hr_share_head_decode (bytes) : NULL;
  return own != NULL ? own->wall_ms : 0;
}
