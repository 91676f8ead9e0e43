/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the folder lost. Fields that no live stream holds any more (their writer let them go for others, whose writer is gone) are taken
 * into the own stream, or dropped by those who may not write: what everybody shows is always what the folder says. Files that were
 * verified once are put back byte for byte. */
#define G_LOG_DOMAIN "handrail-share"

#include "hr-share-engine-private.h"

#include <string.h>

/* ---- orphans ---- */

typedef struct
{
  HrShareEngine *engine;
  GHashTable *live;   /* key of a field -> (element-type HrShareGroup) of that field alone */
  GPtrArray *orphans; /* (element-type HrShareGroup) */
  GPtrArray *well;    /* keys of fields that are not */
} Scan;

static gboolean
add_live_cb (const HrShareGroup *group, guint field, const char *value, gpointer data)
{
  Scan *scan = data;
  HrShareGroup *one = hr_share_group_new (group->kind, group->scope, group->id, &group->version);
  char *key = hr_share_engine_field_key (group, field);
  GPtrArray *list = g_hash_table_lookup (scan->live, key);

  hr_share_group_add (one, field, value);
  if (list == NULL)
    {
      list = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_share_group_free);
      g_hash_table_insert (scan->live, g_strdup (key), list);
    }
  g_ptr_array_add (list, one);
  g_free (key);
  return TRUE;
}

static gboolean
add_file_cb (const char *key, GBytes *value, gpointer data)
{
  Scan *scan = data;
  g_auto (GStrv) parts = g_strsplit (key, "/", -1);
  const HrShareMember *member = hr_share_engine_member (scan->engine, parts[1]);
  g_autoptr (GPtrArray) groups = member != NULL || HR_MUTANT (NO_SIGNATURE) ? hr_share_segment_decode (value, parts[1]) : NULL;

  for (guint i = 0; groups != NULL && i < groups->len; i++)
    hr_share_group_each (groups->pdata[i], add_live_cb, scan);
  return TRUE;
}

static int
compare (const HrShareGroup *a, const HrShareGroup *b)
{
  int order = hr_share_version_compare (&a->version, &b->version);

  return order != 0 ? order
                    : hr_share_value_compare (g_array_index (a->fields, HrShareField, 0).value, g_array_index (b->fields, HrShareField, 0).value);
}

static gboolean
look_cb (const HrShareGroup *group, guint field, const char *value, gpointer data)
{
  Scan *scan = data;
  g_autofree char *key = hr_share_engine_field_key (group, field);
  GPtrArray *list = g_hash_table_lookup (scan->live, key);
  HrShareGroup *one = NULL;
  gboolean found = strcmp (group->version.device, scan->engine->device) == 0 || hr_share_engine_has_note (scan->engine, "adopted/", key);

  one = hr_share_group_new (group->kind, group->scope, group->id, &group->version);
  hr_share_group_add (one, field, value);
  for (guint i = 0; !found && list != NULL && i < list->len; i++)
    found = compare (list->pdata[i], one) == 0;
  if (found)
    hr_share_group_free (one);
  else
    g_ptr_array_add (scan->orphans, one);
  if (found && hr_share_engine_has_note (scan->engine, "orphan/", key))
    g_ptr_array_add (scan->well, g_steal_pointer (&key));
  return TRUE;
}

static gboolean
look_row_cb (const HrShareGroup *group, gpointer data)
{
  return hr_share_group_each (group, look_cb, data);
}

static gboolean
drop (Scan *scan, const HrShareGroup *orphan, const char *key, GError **error)
{
  HrShareEngine *self = scan->engine;
  GPtrArray *list = g_hash_table_lookup (scan->live, key);
  const HrShareGroup *best = NULL;
  HrShareVersion none = { 0 };
  g_autoptr (HrShareGroup) gone = NULL;

  for (guint i = 0; list != NULL && i < list->len; i++)
    if (best == NULL || compare (best, list->pdata[i]) < 0)
      best = list->pdata[i];
  if (best != NULL)
    return self->ledger->class->force (self->ledger, best, error);
  gone = hr_share_group_new (orphan->kind, orphan->scope, orphan->id, &none);
  hr_share_group_add (gone, g_array_index (orphan->fields, HrShareField, 0).field, NULL);
  return self->ledger->class->force (self->ledger, gone, error);
}

static gboolean
adopt (Scan *scan, HrShareGroup *orphan, const char *key, GError **error)
{
  HrShareEngine *self = scan->engine;
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *adopting = g_strconcat ("adopting/", key, NULL);
  g_autofree char *adopted = g_strconcat ("adopted/", key, NULL);

  g_ptr_array_add (one, orphan);
  bytes = hr_share_segment_encode (self->device, one);
  self->news->adopted++;
  return hr_share_engine_note (self, adopting, bytes, error) && hr_share_engine_note_number (self, adopted, 1, error);
}

static gboolean
may_adopt (HrShareEngine *self, const HrShareGroup *orphan)
{
  const HrShareMember *own = hr_share_engine_member (self, self->device);
  const HrShareMember *writer = hr_share_engine_member (self, orphan->version.device);

  if (HR_MUTANT (NO_ADOPTION) || own == NULL || (writer != NULL && writer->revoked))
    return FALSE;
  return (own->roles & HR_SHARE_ROLE_OFFICE) != 0
         || ((own->roles & HR_SHARE_ROLE_SITE) != 0 && own->site[0] != '\0' && strcmp (own->site, orphan->scope) == 0);
}

/* "orphan/KEY" holds the rounds and the version, so that another orphan of the field starts anew */
static gboolean
look_after (Scan *scan, HrShareGroup *orphan, GError **error)
{
  HrShareEngine *self = scan->engine;
  g_autofree char *key = hr_share_engine_field_key (orphan, g_array_index (orphan->fields, HrShareField, 0).field);
  g_autofree char *note = g_strconcat ("orphan/", key, NULL);
  g_autofree char *version = g_strdup_printf ("%" G_GUINT64_FORMAT "/%" G_GINT64_FORMAT "/%s/%x/%" G_GUINT64_FORMAT, orphan->version.gen,
                                              orphan->version.wall_ms, orphan->version.device, orphan->version.epoch, orphan->version.op);
  g_autoptr (GBytes) known = self->ledger->class->get (self->ledger, note);
  g_autofree char *text = known != NULL ? g_strndup (g_bytes_get_data (known, NULL), g_bytes_get_size (known)) : g_strdup ("0 ");
  guint rounds = (guint)g_ascii_strtoull (text, NULL, 10);
  g_autofree char *new = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (strcmp (strchr (text, ' ') + 1, version) != 0)
    rounds = 0;
  rounds++;
  if (rounds >= self->tuning.adopt_rounds && may_adopt (self, orphan))
    return hr_share_engine_note (self, note, NULL, error) && adopt (scan, orphan, key, error);
  if (rounds >= self->tuning.drop_rounds)
    return hr_share_engine_note (self, note, NULL, error) && drop (scan, orphan, key, error);
  new = g_strdup_printf ("%u %s", rounds, version);
  bytes = g_bytes_new (new, strlen (new));
  return hr_share_engine_note (self, note, bytes, error);
}

static gboolean
look_after_all (Scan *scan, GError **error)
{
  for (guint i = 0; i < scan->well->len; i++)
    {
      g_autofree char *note = g_strconcat ("orphan/", scan->well->pdata[i], NULL);

      if (!hr_share_engine_note (scan->engine, note, NULL, error))
        return FALSE;
    }
  for (guint i = 0; i < scan->orphans->len; i++)
    if (!look_after (scan, scan->orphans->pdata[i], error))
      return FALSE;
  return TRUE;
}

gboolean
hr_share_engine_orphans (HrShareEngine *self, GError **error)
{
  HrShareLedger *ledger = self->ledger;
  g_autoptr (GHashTable) live = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
  g_autoptr (GPtrArray) orphans = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_share_group_free);
  g_autoptr (GPtrArray) well = g_ptr_array_new_with_free_func (g_free);
  Scan scan = { self, live, orphans, well };

  if (!ledger->class->each (ledger, "file/", add_file_cb, &scan, error) || !ledger->class->rows (ledger, look_row_cb, &scan, error))
    return FALSE;
  if (orphans->len == 0 && well->len == 0)
    return TRUE;
  if (!ledger->class->begin (ledger, error))
    return FALSE;
  if (look_after_all (&scan, error) && ledger->class->commit (ledger, error))
    return TRUE;
  ledger->class->rollback (ledger);
  return FALSE;
}

/* ---- relay ---- */

static gboolean
is_whole (HrShareEngine *self, const char *path, GBytes *bytes, GError **error)
{
  g_autoptr (GBytes) present = hr_share_folder_read (self->folder, path, HR_SHARE_SEGMENT_MAX, error);

  return present != NULL && g_bytes_equal (present, bytes);
}

/* Twice away, and it comes back. What another device is publishing right now is away once. */
static gboolean
is_due (HrShareEngine *self, const char *name, gboolean there)
{
  guint missed = GPOINTER_TO_UINT (g_hash_table_lookup (self->missed, name));

  missed = there ? 0 : missed + 1;
  g_hash_table_insert (self->missed, g_strdup (name), GUINT_TO_POINTER (missed >= 2 ? 0 : missed));
  self->news->behind |= !there;
  return missed >= 2;
}

static gboolean
relay_one (HrShareEngine *self, const char *folder, GPtrArray *names, const char *name, GBytes *bytes, GError **error)
{
  g_autofree char *path = g_strconcat (folder, "/", name, NULL);
  gboolean there = hr_share_engine_has_name (names, name);

  if (there && self->tuning.verify)
    there = is_whole (self, path, bytes, NULL);
  if (!is_due (self, name, there))
    return TRUE;
  self->news->relayed++;
  return hr_share_engine_ensure (self, path, bytes, TRUE, error);
}

static gboolean
relay_head (HrShareEngine *self, const char *name, GBytes *bytes, GError **error)
{
  g_autoptr (HrShareHead) head = hr_share_head_decode (bytes);
  g_autofree char *folder = hr_share_name_segment_folder (head->device);
  g_autofree char *path = g_strconcat ("h/", name, NULL);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) contents = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  gboolean there = hr_share_engine_has_name (self->heads, name);

  if (!hr_share_engine_may (self, head->device, head->epoch, head->seq))
    return TRUE;
  for (guint i = 0; i < head->live->len; i++)
    {
      g_autofree char *segment = hr_share_live_name (&g_array_index (head->live, HrShareLive, i));
      g_autofree char *key = g_strconcat ("file/", head->device, "/", segment, NULL);
      GBytes *content = self->ledger->class->get (self->ledger, key);

      if (content == NULL)
        return TRUE;
      g_ptr_array_add (contents, content);
      g_ptr_array_add (files, g_strconcat (folder, "/", segment, NULL));
    }
  if (there && self->tuning.verify)
    there = is_whole (self, path, bytes, NULL);
  for (guint i = 0; there && self->tuning.verify && i < files->len; i++)
    there = is_whole (self, files->pdata[i], contents->pdata[i], NULL);
  if (!is_due (self, name, there))
    return TRUE;
  self->news->relayed++;
  for (guint i = 0; i < files->len; i++)
    if (!hr_share_engine_ensure (self, files->pdata[i], contents->pdata[i], TRUE, error))
      return FALSE;
  return hr_share_engine_ensure (self, path, bytes, TRUE, error);
}

gboolean
hr_share_engine_relay (HrShareEngine *self, GError **error)
{
  static const char *const prefixes[] = { "trust/", "head/", "count/" };

  for (guint k = 0; k < G_N_ELEMENTS (prefixes); k++)
    {
      g_autoptr (GPtrArray) keys = hr_share_engine_keys (self, prefixes[k], error);

      if (keys == NULL)
        return FALSE;
      for (guint i = 0; i < keys->len && !HR_MUTANT (NO_RELAY); i++)
        {
          const char *name = (char *)keys->pdata[i] + strlen (prefixes[k]);
          g_autoptr (GBytes) bytes = self->ledger->class->get (self->ledger, keys->pdata[i]);
          gboolean ok = TRUE;

          if (k == 0)
            ok = relay_one (self, "h", self->heads, name, bytes, error);
          else if (k == 1)
            ok = relay_head (self, name, bytes, error);
          else if (self->count_files != NULL)
            ok = relay_one (self, "c/cur", self->count_files, name, bytes, error);
          if (!ok)
            return FALSE;
        }
    }
  return TRUE;
}
