/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The own stream. What was written here since the last head goes into new segments; small segments are gathered, and what lost in the
 * meantime is left out. Everything is in the ledger before the first byte goes to the folder: a crash sends the same files again. */
#define G_LOG_DOMAIN "handrail-share"

#include "handrail/core/hr-error.h"
#include "hr-share-engine-private.h"

#include <string.h>

#define BASE_GROUPS_MAX 65536
/* what a head has room for */
#define RELEASES_MAX 1000

/** Pack: groups on their way into segments; @size: of @groups; @index: thing and version -> group of @groups */
typedef struct
{
  HrShareEngine *engine;
  GPtrArray *groups;
  GHashTable *index;
  gsize size, most_bytes;
  guint most_groups;
} Pack;

static void
pack_clear (Pack *self)
{
  g_clear_pointer (&self->index, g_hash_table_unref);
  g_clear_pointer (&self->groups, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pack, pack_clear)

static Pack
pack_make (HrShareEngine *engine, gboolean base)
{
  return (Pack){ engine, g_ptr_array_new_with_free_func ((GDestroyNotify)hr_share_group_free),
                 g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL), 0, base ? engine->tuning.base : HR_SHARE_RAW_MAX,
                 base ? BASE_GROUPS_MAX : HR_SHARE_OPS_MAX };
}

static gboolean
flush (Pack *pack, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *name = NULL;

  if (pack->groups->len == 0)
    return TRUE;
  bytes = hr_share_segment_encode (pack->engine->device, pack->groups);
  name = hr_share_name_make (HR_SHARE_NAME_SEGMENT, NULL, 0, 0, bytes);
  g_hash_table_remove_all (pack->index);
  g_ptr_array_set_size (pack->groups, 0);
  pack->size = 0;
  /* "own/n/": not yet in the folder */
  return hr_share_engine_set (pack->engine, "own/s/", name, bytes, error)
         && hr_share_engine_set_number (pack->engine, "own/n/", name, 1, error);
}

static gboolean
add_field_cb (const HrShareGroup *group, guint field, const char *value, gpointer data)
{
  HrShareGroup *to = data;
  const char *said;

  if (hr_share_group_says (to, field, &said))
    return TRUE;
  for (guint i = 0; i < to->skipped->len; i++)
    if (g_array_index (to->skipped, guint, i) == field)
      {
        g_array_remove_index (to->skipped, i);
        break;
      }
  hr_share_group_add (to, field, value);
  return TRUE;
}

/* @group: (transfer full). The same may come twice: from two streams of a device that was copied. */
static gboolean
pack (Pack *self, HrShareGroup *group, GError **error)
{
  const HrShareVersion *version = &group->version;
  gsize size = hr_share_group_size (group);
  g_autofree char *thing = hr_share_group_dup_key (group);
  char *key = g_strdup_printf ("%" G_GUINT64_FORMAT " %" G_GINT64_FORMAT " %s %x %" G_GUINT64_FORMAT " %s", version->gen, version->wall_ms,
                               version->device, version->epoch, version->op, thing);
  HrShareGroup *same = g_hash_table_lookup (self->index, key);

  if (same != NULL)
    {
      hr_share_group_each (group, add_field_cb, same);
      hr_share_group_free (group);
      g_free (key);
      self->size += size;
      return TRUE;
    }
  if ((self->groups->len >= self->most_groups || self->size + size > self->most_bytes) && !flush (self, error))
    {
      hr_share_group_free (group);
      g_free (key);
      return FALSE;
    }
  g_hash_table_insert (self->index, key, group);
  g_ptr_array_add (self->groups, group);
  self->size += size;
  return TRUE;
}

/* ---- news ---- */

typedef struct
{
  GPtrArray *groups;
  gsize size;
} News;

static gboolean
add_news_cb (const HrShareGroup *group, gpointer data)
{
  News *news = data;

  g_ptr_array_add (news->groups, hr_share_group_copy (group));
  news->size += hr_share_group_size (group);
  return TRUE;
}

static gboolean
add_adopted (HrShareEngine *self, GPtrArray *keys, News *news, GError **error)
{
  for (guint i = 0; i < keys->len; i++)
    {
      g_autoptr (GBytes) bytes = hr_share_engine_get (self, "adopting/", keys->pdata[i]);
      g_autoptr (GPtrArray) groups = bytes != NULL ? hr_share_segment_decode (bytes, self->device) : NULL;

      for (guint k = 0; groups != NULL && k < groups->len; k++)
        add_news_cb (groups->pdata[k], news);
      if (!hr_share_engine_set (self, "adopting/", keys->pdata[i], NULL, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
pack_news (HrShareEngine *self, GPtrArray *adopting, GError **error)
{
  g_autoptr (GPtrArray) groups = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_share_group_free);
  News news = { groups, 0 };
  g_auto (Pack) packing = { 0 };

  if (!self->ledger->class->outbox (self->ledger, add_news_cb, &news, error) || !add_adopted (self, adopting, &news, error))
    return FALSE;
  /* a first list of a hundred thousand goes in large pieces at once */
  packing = pack_make (self, news.size > HR_SHARE_RAW_MAX);
  for (guint i = 0; i < groups->len; i++)
    if (!hr_share_engine_note_person (self, groups->pdata[i], error) || !pack (&packing, g_steal_pointer (&groups->pdata[i]), error))
      return FALSE;
  return flush (&packing, error) && self->ledger->class->clear_outbox (self->ledger, error);
}

/* ---- gathering ---- */

/** Segment: @raw: size of its content, before it is compressed */
typedef struct
{
  char *name;
  gsize raw;
} Segment;

static void
segment_clear (gpointer data)
{
  g_free (((Segment *)data)->name);
}

static gboolean
add_segments (HrShareEngine *self, GArray *segments, GError **error)
{
  g_autoptr (GPtrArray) names = hr_share_engine_keys (self, "own/s/", error);

  for (guint i = 0; names != NULL && i < names->len; i++)
    {
      HrShareWeight weight;
      Segment segment;

      if (!hr_share_engine_weigh (self, "own/s/", names->pdata[i], &weight))
        continue;
      segment = (Segment){ g_strdup (names->pdata[i]), weight.raw };
      g_array_append_val (segments, segment);
    }
  return names != NULL;
}

static int
compare_size_cb (gconstpointer a, gconstpointer b)
{
  const Segment *x = a, *y = b;

  return x->raw != y->raw ? (x->raw < y->raw ? -1 : 1) : strcmp (x->name, y->name);
}

/* The small ones, and larger ones as long as they are not much larger: what is once in a large piece is seldom written again. Full ones
 * never, for gathered they would be as many as before. */
static guint
choose (HrShareEngine *self, GArray *segments)
{
  gsize sum = 0;
  guint n = 0, most = 0;

  while (most < segments->len && g_array_index (segments, Segment, most).raw <= self->tuning.base / 2)
    most++;
  if (most < MAX (self->tuning.segments, 2))
    return 0;
  while (n < most)
    {
      gsize size = g_array_index (segments, Segment, n).raw;

      if (n >= MAX (self->tuning.segments / 2, 2) && size > 2 * sum)
        break;
      sum += size;
      n++;
    }
  return n;
}

static guint
count_fields (HrShareEngine *self, GArray *segments, gboolean only_still)
{
  guint fields = 0;

  for (guint i = 0; i < segments->len; i++)
    {
      g_autoptr (GBytes) bytes = hr_share_engine_get (self, "own/s/", g_array_index (segments, Segment, i).name);
      g_autoptr (GPtrArray) groups = bytes != NULL ? hr_share_segment_decode (bytes, self->device) : NULL;

      for (guint k = 0; groups != NULL && k < groups->len; k++)
        {
          g_autoptr (HrShareGroup) still = only_still ? self->ledger->class->still (self->ledger, groups->pdata[k]) : NULL;

          if (!only_still || still != NULL)
            fields += hr_share_group_count (only_still ? still : groups->pdata[k]);
        }
    }
  return fields;
}

gboolean
hr_share_engine_gather (HrShareEngine *self, GPtrArray *names, GError **error)
{
  g_auto (Pack) packing = pack_make (self, TRUE);
  g_autoptr (GPtrArray) contents = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);

  for (guint i = 0; i < names->len; i++)
    {
      GBytes *bytes = hr_share_engine_get (self, "own/s/", names->pdata[i]);

      if (bytes != NULL)
        g_ptr_array_add (contents, bytes);
      if (!hr_share_engine_set (self, "own/s/", names->pdata[i], NULL, error)
          || !hr_share_engine_set (self, "own/n/", names->pdata[i], NULL, error))
        return FALSE;
    }
  for (guint i = 0; i < contents->len && !HR_MUTANT (FORGETS_WINNERS); i++)
    {
      g_autoptr (GPtrArray) groups = hr_share_segment_decode (contents->pdata[i], self->device);

      for (guint k = 0; groups != NULL && k < groups->len; k++)
        {
          HrShareGroup *still = self->ledger->class->still (self->ledger, groups->pdata[k]);

          if (still != NULL && !pack (&packing, still, error))
            return FALSE;
        }
    }
  return flush (&packing, error);
}

static gboolean
gather (HrShareEngine *self, GArray *segments, guint n, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (names, g_array_index (segments, Segment, i).name);
  return hr_share_engine_gather (self, names, error);
}

static gboolean
gather_some (HrShareEngine *self, gboolean all, gboolean look, GError **error)
{
  g_autoptr (GArray) segments = g_array_new (FALSE, FALSE, sizeof (Segment));
  guint n;

  g_array_set_clear_func (segments, segment_clear);
  if (!add_segments (self, segments, error))
    return FALSE;
  g_array_sort (segments, compare_size_cb);
  if (!all && look && segments->len > 0)
    all = 2 * count_fields (self, segments, TRUE) < count_fields (self, segments, FALSE);
  n = all ? segments->len : choose (self, segments);
  return n == 0 || gather (self, segments, n, error);
}

/* ---- the head ---- */

static gboolean
add_releases (HrShareEngine *self, HrShareHead *head, GError **error)
{
  g_autoptr (GPtrArray) keys = hr_share_engine_keys (self, "own/release/", error);

  for (guint i = 0; keys != NULL && i < MIN (keys->len, RELEASES_MAX); i++)
    {
      HrShareRelease release = { "", { 0, (guint32)hr_share_engine_get_number (self, "own/release/", keys->pdata[i]) } };
      const char *slash = strchr (keys->pdata[i], '/');

      g_strlcpy (release.device, keys->pdata[i], sizeof release.device);
      release.span.epoch = slash != NULL ? (guint32)g_ascii_strtoull (slash + 1, NULL, 16) : 0;
      g_array_append_val (head->releases, release);
    }
  return keys != NULL;
}

static gboolean
add_live (HrShareEngine *self, HrShareHead *head, GError **error)
{
  g_autoptr (GPtrArray) names = hr_share_engine_keys (self, "own/s/", error);

  for (guint i = 0; names != NULL && i < names->len; i++)
    {
      HrShareWeight weight;

      /* a head without it would take it away from everybody */
      if (!hr_share_engine_weigh (self, "own/s/", names->pdata[i], &weight))
        {
          g_set_error_literal (error, HR_ERROR, HR_ERROR_CORRUPT, "A part of what this device wrote cannot be read. Restore a backup.");
          return FALSE;
        }
      g_array_append_val (head->live, weight.live);
    }
  return names != NULL;
}

static char *
make_head (HrShareEngine *self, GError **error)
{
  g_autoptr (HrShareHead) head = hr_share_head_new ();
  g_autofree char *name = NULL;
  g_autoptr (GBytes) bytes = NULL;

  memcpy (head->net, self->net.net, sizeof head->net);
  g_strlcpy (head->device, self->device, sizeof head->device);
  head->epoch = self->epoch;
  head->seq = self->seq + 1;
  head->wall_ms = self->wall_ms;
  hr_share_engine_cover (self->covers, self->epoch, head->seq);
  for (guint i = 0; i < self->covers->len; i++)
    hr_share_cover (head->covers, g_array_index (self->covers, HrShareSpan, i).epoch, g_array_index (self->covers, HrShareSpan, i).seq);
  if (!add_live (self, head, error) || !add_releases (self, head, error))
    return NULL;
  bytes = hr_share_head_encode (head, self->secret);
  name = hr_share_name_make (HR_SHARE_NAME_HEAD, self->device, self->epoch, head->seq, bytes);
  if (!hr_share_engine_set (self, "own/head", "", bytes, error) || !hr_share_engine_set_text (self, "own/name", "", name, error)
      || !hr_share_engine_set (self, "force", "", NULL, error) || !hr_share_engine_set (self, "announce", "", NULL, error)
      || !hr_share_engine_set_covers (self, "covers", self->covers, error))
    return NULL;
  return g_steal_pointer (&name);
}

static gboolean
something_cb (const HrShareGroup *group, gpointer data)
{
  *(gboolean *)data = TRUE;
  return FALSE;
}

gboolean
hr_share_engine_build (HrShareEngine *self, gboolean *ret_built, GError **error)
{
  const HrShareMember *own = hr_share_engine_member (self, self->device);
  gboolean force = hr_share_engine_get_number (self, "force", "") > 0;
  gboolean announce = hr_share_engine_get_number (self, "announce", "") > 0;
  gboolean lists = hr_share_engine_may_list (self, self->device), pending = FALSE, purged = FALSE, ok;
  gboolean person = lists && hr_share_engine_get_number (self, "person", "") > 0;
  g_autoptr (GPtrArray) adopting = hr_share_engine_keys (self, "adopting/", error);
  g_autofree char *name = NULL;

  if (adopting == NULL)
    return FALSE;
  if (own == NULL || own->revoked || (!lists && (own->roles & HR_SHARE_ROLE_MANAGER) == 0))
    return TRUE;
  if (lists && !self->ledger->class->outbox (self->ledger, something_cb, &pending, error) && !pending)
    return FALSE;
  if (!pending && !force && !announce && !person && adopting->len == 0)
    return TRUE;
  if (!hr_share_engine_begin (self, error))
    return FALSE;
  ok = !lists || (pack_news (self, adopting, error) && hr_share_engine_purge (self, &purged, error));
  if (ok && !pending && !force && !announce && !purged && adopting->len == 0)
    return hr_share_engine_end (self, TRUE, error);
  ok = ok && (!lists || gather_some (self, force, self->tuning.scan, error));
  name = ok ? make_head (self, error) : NULL;
  if (!hr_share_engine_end (self, name != NULL, error))
    return FALSE;
  self->seq++;
  g_hash_table_add (self->mine, g_steal_pointer (&name));
  *ret_built = TRUE;
  return TRUE;
}
