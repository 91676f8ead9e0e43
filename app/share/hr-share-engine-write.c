/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The own stream: what was written here since the last head goes into new segments; after some of them, what still counts is gathered
 * anew. Everything lies in the ledger before the first byte goes to the folder: a crash uploads the same names again. */
#define G_LOG_DOMAIN "handrail-share"

#include "hr-share-engine-private.h"

#include <string.h>

typedef struct
{
  HrShareEngine *engine;
  GPtrArray *groups;
  gsize size;
  gsize most_bytes;
  guint most_groups;
  gboolean base;
  GError **error;
} Pack;

static HrShareGroup *
copy_group (const HrShareGroup *group)
{
  HrShareGroup *copy = hr_share_group_new (group->kind, group->scope, group->id, &group->version);

  copy->whole = group->whole;
  g_array_append_vals (copy->skipped, group->skipped->data, group->skipped->len);
  for (guint i = 0; i < group->fields->len; i++)
    hr_share_group_add (copy, g_array_index (group->fields, HrShareField, i).field, g_array_index (group->fields, HrShareField, i).value);
  return copy;
}

static gboolean
flush (Pack *pack)
{
  HrShareEngine *self = pack->engine;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *name = NULL;
  g_autofree char *key = NULL;
  g_autofree char *applied = NULL;

  if (pack->groups->len == 0)
    return TRUE;
  bytes = hr_share_segment_encode (self->device, pack->groups);
  name = hr_share_name_make (HR_SHARE_NAME_SEGMENT, NULL, 0, 0, bytes);
  key = g_strconcat ("own/s/", name, NULL);
  applied = g_strconcat ("applied/", name, NULL);
  g_ptr_array_set_size (pack->groups, 0);
  pack->size = 0;
  return hr_share_engine_note (self, key, bytes, pack->error) && hr_share_engine_note_number (self, applied, 1, pack->error);
}

static gboolean
pack_cb (const HrShareGroup *group, gpointer data)
{
  Pack *pack = data;

  g_ptr_array_add (pack->groups, copy_group (group));
  pack->size += hr_share_group_size (group);
  return (pack->groups->len < pack->most_groups && pack->size < pack->most_bytes) || flush (pack);
}

static gboolean
pack_field_cb (const HrShareGroup *group, guint field, const char *value, gpointer data)
{
  Pack *pack = data;
  g_autofree char *key = hr_share_engine_field_key (group, field);
  g_autoptr (HrShareGroup) one = NULL;

  if (!hr_share_engine_has_note (pack->engine, "adopted/", key))
    return TRUE;
  one = hr_share_group_new (group->kind, group->scope, group->id, &group->version);
  hr_share_group_add (one, field, value);
  return pack_cb (one, pack);
}

/* What still counts of the own operations, and what was adopted */
static gboolean
pack_base_cb (const HrShareGroup *group, gpointer data)
{
  Pack *pack = data;

  if (strcmp (group->version.device, pack->engine->device) == 0)
    return HR_MUTANT (FORGETS_WINNERS) || pack_cb (group, pack);
  return hr_share_group_each (group, pack_field_cb, pack);
}

static gboolean
pack_adopting (Pack *pack)
{
  HrShareEngine *self = pack->engine;
  g_autoptr (GPtrArray) keys = hr_share_engine_keys (self, "adopting/", pack->error);

  for (guint i = 0; keys != NULL && i < keys->len; i++)
    {
      g_autoptr (GBytes) bytes = self->ledger->class->get (self->ledger, keys->pdata[i]);
      g_autoptr (GPtrArray) groups = hr_share_segment_decode (bytes, self->device);

      for (guint k = 0; !pack->base && groups != NULL && k < groups->len; k++)
        if (!pack_cb (groups->pdata[k], pack))
          return FALSE;
      if (!hr_share_engine_note (self, keys->pdata[i], NULL, pack->error))
        return FALSE;
    }
  return keys != NULL;
}

static gboolean
forget_segments (HrShareEngine *self, GError **error)
{
  g_autoptr (GPtrArray) keys = hr_share_engine_keys (self, "own/s/", error);

  for (guint i = 0; keys != NULL && i < keys->len; i++)
    if (!hr_share_engine_note (self, keys->pdata[i], NULL, error))
      return FALSE;
  return keys != NULL;
}

static gboolean
pack_all (HrShareEngine *self, gboolean base, guint64 after, guint64 *ret_last, GError **error)
{
  g_autoptr (GPtrArray) groups = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_share_group_free);
  Pack pack = { self, groups, 0, base ? HR_SHARE_BASE_MAX : HR_SHARE_RAW_MAX, base ? 50000 : HR_SHARE_OPS_MAX, base, error };
  guint64 last = after;

  if (base && (!forget_segments (self, error) || !self->ledger->class->rows (self->ledger, pack_base_cb, &pack, error)))
    return FALSE;
  if (!base && !self->ledger->class->pending (self->ledger, after, &last, pack_cb, &pack, error))
    return FALSE;
  *ret_last = last;
  return pack_adopting (&pack) && flush (&pack);
}

static gboolean
add_head (HrShareEngine *self, GError **error)
{
  g_autoptr (HrShareHead) head = hr_share_head_new ();
  g_autoptr (GPtrArray) keys = hr_share_engine_keys (self, "own/s/", error);
  g_autofree char *cover = g_strdup_printf ("cover/%08x", self->epoch);
  g_autofree char *name = NULL;
  g_autofree char *seen = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) name_bytes = NULL;

  if (keys == NULL || !hr_share_engine_note_number (self, cover, self->seq + 1, error))
    return FALSE;
  g_array_unref (head->covers);
  head->covers = hr_share_engine_get_covers (self, "cover/", error);
  memcpy (head->net, self->net.net, sizeof head->net);
  g_strlcpy (head->device, self->device, sizeof head->device);
  head->epoch = self->epoch;
  head->seq = self->seq + 1;
  head->wall_ms = self->wall_ms;
  for (guint i = 0; i < keys->len; i++)
    {
      g_autoptr (GBytes) segment = self->ledger->class->get (self->ledger, keys->pdata[i]);
      HrShareLive live = { { 0 }, (guint32)g_bytes_get_size (segment) };

      hr_seal_hash (g_bytes_get_data (segment, NULL), live.size, live.hash);
      g_array_append_val (head->live, live);
    }
  bytes = hr_share_head_encode (head, self->secret);
  name = hr_share_name_make (HR_SHARE_NAME_HEAD, self->device, self->epoch, head->seq, bytes);
  seen = g_strconcat ("seen/", name, NULL);
  name_bytes = g_bytes_new (name, strlen (name));
  return hr_share_engine_note (self, "own/head", bytes, error) && hr_share_engine_note (self, "own/name", name_bytes, error)
         && hr_share_engine_note_number (self, seen, 1, error) && hr_share_engine_note (self, "force", NULL, error);
}

static gboolean
something_cb (const HrShareGroup *group, gpointer data)
{
  *(gboolean *)data = TRUE;
  return TRUE;
}

static gboolean
is_shown (HrShareEngine *self)
{
  g_autoptr (GBytes) bytes = self->ledger->class->get (self->ledger, "own/name");
  g_autofree char *name = bytes != NULL ? g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)) : NULL;

  return name != NULL && hr_share_engine_has_name (self->heads, name);
}

gboolean
hr_share_engine_build (HrShareEngine *self, gboolean *ret_built, GError **error)
{
  gboolean force = hr_share_engine_get_number (self, "force") > 0;
  guint64 published = hr_share_engine_get_number (self, "published"), last = 0;
  gboolean pending = FALSE;
  g_autoptr (GPtrArray) segments = hr_share_engine_keys (self, "own/s/", error);
  g_autoptr (GPtrArray) adopting = hr_share_engine_keys (self, "adopting/", error);

  if (segments == NULL || adopting == NULL)
    return FALSE;
  self->whole = is_shown (self);
  if ((hr_share_engine_role (self, self->device) & (HR_SHARE_ROLE_SITE | HR_SHARE_ROLE_OFFICE)) == 0)
    return TRUE;
  if (!self->ledger->class->pending (self->ledger, published, &last, something_cb, &pending, error))
    return FALSE;
  if (!pending && !force && adopting->len == 0)
    return TRUE;
  if (!self->ledger->class->begin (self->ledger, error))
    return FALSE;
  if (pack_all (self, force || segments->len >= self->tuning.segments, published, &published, error)
      && hr_share_engine_note_number (self, "published", MAX (published, last), error) && add_head (self, error)
      && self->ledger->class->commit (self->ledger, error))
    {
      self->seq++;
      *ret_built = TRUE;
      return TRUE;
    }
  self->ledger->class->rollback (self->ledger);
  return FALSE;
}

/* ---- to the folder ---- */

static gboolean
upload (HrShareEngine *self, const char *name, gboolean built, GError **error)
{
  g_autofree char *folder = hr_share_name_segment_folder (self->device);
  g_autofree char *path = g_strconcat ("h/", name, NULL);
  g_autoptr (GPtrArray) keys = hr_share_engine_keys (self, "own/s/", error);
  g_autoptr (GBytes) head = self->ledger->class->get (self->ledger, "own/head");

  /* content before what refers to it */
  for (guint i = 0; keys != NULL && i < keys->len; i++)
    {
      const char *segment = (char *)keys->pdata[i] + strlen ("own/s/");
      g_autofree char *file = g_strconcat (folder, "/", segment, NULL);
      g_autofree char *up = g_strconcat ("up/", segment, NULL);
      g_autoptr (GBytes) bytes = NULL;

      if (self->whole && built && !self->tuning.verify && hr_share_engine_has_note (self, "up/", segment))
        continue;
      bytes = self->ledger->class->get (self->ledger, keys->pdata[i]);
      if (!hr_share_engine_ensure (self, file, bytes, self->tuning.verify || !built || !self->whole, error) || !self->ledger->class->begin (self->ledger, error)
          || !hr_share_engine_note_number (self, up, 1, error) || !self->ledger->class->commit (self->ledger, error))
        return FALSE;
    }
  return keys != NULL && hr_share_engine_ensure (self, path, head, !built, error);
}

static gboolean
remove_covered (HrShareEngine *self, const char *current, gboolean *ret_left, GError **error)
{
  g_autoptr (GArray) covers = hr_share_engine_get_covers (self, "cover/", error);

  for (guint i = 0; covers != NULL && i < self->heads->len; i++)
    {
      const char *name = self->heads->pdata[i];
      g_autofree char *path = g_strconcat ("h/", name, NULL);
      HrShareName parsed;

      if (!hr_share_name_parse (name, &parsed) || parsed.kind != HR_SHARE_NAME_HEAD || strcmp (parsed.device, self->device) != 0
          || strcmp (name, current) == 0)
        continue;
      if (!hr_share_covers (covers, parsed.epoch, parsed.number) || !hr_share_engine_has_note (self, "seen/", name))
        *ret_left = TRUE;
      else if (!hr_share_folder_remove (self->folder, path, error))
        return FALSE;
    }
  return covers != NULL;
}

static gboolean
remove_segments (HrShareEngine *self, GError **error)
{
  g_autofree char *folder = hr_share_name_segment_folder (self->device);
  g_autoptr (GPtrArray) names = hr_share_folder_list (self->folder, folder, error);

  for (guint i = 0; names != NULL && i < names->len; i++)
    {
      g_autofree char *path = g_strconcat (folder, "/", names->pdata[i], NULL);
      HrShareName parsed;

      if (hr_share_name_parse (names->pdata[i], &parsed) && parsed.kind == HR_SHARE_NAME_SEGMENT
          && !hr_share_engine_has_note (self, "own/s/", names->pdata[i]) && !hr_share_folder_remove (self->folder, path, error))
        return FALSE;
    }
  return names != NULL;
}

gboolean
hr_share_engine_publish (HrShareEngine *self, gboolean built, GError **error)
{
  g_autoptr (GBytes) bytes = self->ledger->class->get (self->ledger, "own/name");
  g_autofree char *name = bytes != NULL ? g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)) : NULL;
  gboolean there, left = FALSE;

  if (name == NULL)
    return TRUE;
  there = hr_share_engine_has_name (self->heads, name);
  self->news->behind |= !built && !there;
  if ((built || !there || self->tuning.verify) && !upload (self, name, built, error))
    return FALSE;
  if (!remove_covered (self, name, &left, error))
    return FALSE;
  return left || !self->tuning.verify || remove_segments (self, error);
}
