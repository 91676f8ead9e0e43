/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-share"

#include "handrail/core/hr-error.h"
#include "hr-share-engine-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define WEIGHTS_MAX 4096

#ifdef HR_SHARE_MUTANTS
HrShareMutant hr_share_mutant;
#endif

static void
kept_free (gpointer data)
{
  HrShareKept *self = data;

  g_free (self->name);
  g_bytes_unref (self->bytes);
  hr_share_head_free (self->head);
  g_free (self);
}

static GHashTable *
new_table (GDestroyNotify free_value)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_value);
}

HrShareEngine *
hr_share_engine_new (HrShareFolder *folder, HrShareLedger *ledger, const HrShareNet *net,
                     const guint8 secret[HR_SEAL_SECRET_KEY_BYTES], guint32 epoch)
{
  HrShareEngine *self = g_new0 (HrShareEngine, 1);
  g_autofree char *device = NULL;

  self->folder = folder;
  self->ledger = ledger;
  self->net = *net;
  memcpy (self->secret, secret, sizeof self->secret);
  memcpy (self->public_key, secret + HR_SEAL_SECRET_KEY_BYTES - HR_SEAL_PUBLIC_KEY_BYTES, sizeof self->public_key);
  device = hr_seal_device_id (self->public_key);
  g_strlcpy (self->device, device, sizeof self->device);
  self->epoch = HR_MUTANT (EPOCH_REUSED) ? 1 : epoch;
  self->tuning = (HrShareTuning){ .sample = 64, .segments = 8, .adopt = 3, .drop = 30, .relay = 2, .spread = 8, .grace = 7,
                                  .patience = 60, .hope = 20, .manifests = 64, .base = HR_SHARE_BASE_MAX };
  self->members = new_table ((GDestroyNotify)hr_share_member_free);
  self->managers = new_table (NULL);
  self->trust = new_table ((GDestroyNotify)g_bytes_unref);
  self->superseded = new_table (NULL);
  self->peers = new_table ((GDestroyNotify)g_ptr_array_unref);
  self->tallies = new_table ((GDestroyNotify)g_ptr_array_unref);
  self->covers = g_array_new (FALSE, FALSE, sizeof (HrShareSpan));
  self->tally_covers = g_array_new (FALSE, FALSE, sizeof (HrShareSpan));
  self->weights = new_table (g_free);
  self->mine = new_table (NULL);
  self->quarantine = new_table (hr_share_doubt_free);
  self->missed = new_table (NULL);
  self->shown = g_hash_table_new (g_str_hash, g_str_equal);
  self->names = g_ptr_array_new ();
  return self;
}

void
hr_share_engine_free (HrShareEngine *self)
{
  if (self == NULL)
    return;
  hr_seal_wipe (self->secret, sizeof self->secret);
  g_hash_table_unref (self->members);
  g_hash_table_unref (self->managers);
  g_hash_table_unref (self->trust);
  g_hash_table_unref (self->superseded);
  g_hash_table_unref (self->peers);
  g_hash_table_unref (self->tallies);
  g_array_unref (self->covers);
  g_array_unref (self->tally_covers);
  g_hash_table_unref (self->weights);
  g_hash_table_unref (self->mine);
  g_hash_table_unref (self->quarantine);
  g_hash_table_unref (self->missed);
  g_hash_table_unref (self->shown);
  g_ptr_array_unref (self->names);
  g_clear_pointer (&self->listed, g_ptr_array_unref);
  g_free (self);
}

/* ---- what is kept ---- */

void
hr_share_engine_keep (GHashTable *table, const char *device, const char *name, GBytes *bytes, const HrShareHead *head)
{
  GPtrArray *list = g_hash_table_lookup (table, device);
  HrShareKept *kept = g_new0 (HrShareKept, 1);

  if (list == NULL)
    {
      list = g_ptr_array_new_with_free_func (kept_free);
      g_hash_table_insert (table, g_strdup (device), list);
    }
  for (guint i = list->len; i > 0; i--)
    {
      const HrShareKept *old = list->pdata[i - 1];

      if (hr_share_covers (head->covers, old->head->epoch, old->head->seq))
        g_ptr_array_remove_index (list, i - 1);
    }
  kept->name = g_strdup (name);
  kept->bytes = g_bytes_ref (bytes);
  kept->head = hr_share_head_new ();
  memcpy (kept->head->device, head->device, sizeof head->device);
  kept->head->epoch = head->epoch;
  kept->head->seq = head->seq;
  kept->head->wall_ms = head->wall_ms;
  g_array_append_vals (kept->head->covers, head->covers->data, head->covers->len);
  g_array_append_vals (kept->head->live, head->live->data, head->live->len);
  g_ptr_array_add (list, kept);
}

const HrShareKept *
hr_share_engine_find_kept (GHashTable *table, const char *device, const char *name)
{
  GPtrArray *list = g_hash_table_lookup (table, device);

  for (guint i = 0; list != NULL && i < list->len; i++)
    if (strcmp (((HrShareKept *)list->pdata[i])->name, name) == 0)
      return list->pdata[i];
  return NULL;
}

gboolean
hr_share_engine_is_taken (GHashTable *table, const char *device, guint32 epoch, guint32 seq)
{
  GPtrArray *list = g_hash_table_lookup (table, device);

  for (guint i = 0; list != NULL && i < list->len; i++)
    if (hr_share_covers (((HrShareKept *)list->pdata[i])->head->covers, epoch, seq))
      return TRUE;
  return FALSE;
}

/* Old epochs can go: a head of theirs that came back would be taken in again, and change nothing. */
#define COVERS_MAX 128

void
hr_share_engine_cover (GArray *covers, guint32 epoch, guint32 seq)
{
  HrShareSpan span = { epoch, seq };

  for (guint i = 0; i < covers->len; i++)
    if (g_array_index (covers, HrShareSpan, i).epoch == epoch)
      {
        span.seq = MAX (seq, g_array_index (covers, HrShareSpan, i).seq);
        g_array_remove_index (covers, i);
        break;
      }
  g_array_append_val (covers, span);
  if (covers->len > COVERS_MAX)
    g_array_remove_range (covers, 0, covers->len - COVERS_MAX);
}

/* ---- from the ledger ---- */

static gboolean
load_head_cb (const char *key, GBytes *value, gpointer data)
{
  HrShareEngine *self = data;
  g_autoptr (HrShareHead) head = hr_share_head_decode (value);

  if (head != NULL)
    hr_share_engine_keep (self->peers, head->device, key + strlen ("head/"), value, head);
  return TRUE;
}

static gboolean
load_tally_cb (const char *key, GBytes *value, gpointer data)
{
  HrShareEngine *self = data;
  g_autoptr (HrShareCounts) counts = hr_share_counts_decode (value);
  g_autoptr (HrShareHead) head = hr_share_head_new ();
  g_auto (GStrv) parts = NULL;
  g_autofree char *place = NULL;

  if (counts == NULL)
    return TRUE;
  g_strlcpy (head->device, counts->device, sizeof head->device);
  head->epoch = counts->epoch;
  head->seq = counts->seq;
  g_array_append_vals (head->covers, counts->covers->data, counts->covers->len);
  parts = g_strsplit (key, "/", 3);
  place = g_strconcat (head->device, "/", parts[1], NULL);
  hr_share_engine_keep (self->tallies, place, parts[2], value, head);
  return TRUE;
}

static void
load_covers (HrShareEngine *self, const char *name, GArray *covers)
{
  g_autoptr (GBytes) bytes = hr_share_engine_get (self, name, "");
  gsize length = 0;
  const void *data = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;
  HrShareReader reader = hr_share_reader (data, length);

  g_array_set_size (covers, 0);
  while (hr_share_left (&reader) >= 8)
    {
      HrShareSpan span = { hr_share_take_u32 (&reader), 0 };

      span.seq = hr_share_take_u32 (&reader);
      g_array_append_val (covers, span);
    }
}

/* Also after a transaction that did not come to be. */
gboolean
hr_share_engine_load (HrShareEngine *self, GError **error)
{
  if (self->loaded)
    return TRUE;
  self->settled = FALSE;
  g_hash_table_remove_all (self->peers);
  g_hash_table_remove_all (self->tallies);
  load_covers (self, "covers", self->covers);
  load_covers (self, "tally-covers", self->tally_covers);
  /* one chance in thousands of millions: a run of before had the same number, and everybody would take this one for known */
  while (!HR_MUTANT (EPOCH_REUSED) && self->seq == 0
         && (hr_share_covers (self->covers, self->epoch, 1) || hr_share_covers (self->tally_covers, self->epoch, 1)))
    hr_seal_random (&self->epoch, sizeof self->epoch);
  self->loaded = self->ledger->class->each (self->ledger, "head/", load_head_cb, self, error)
                 && self->ledger->class->each (self->ledger, "tally/", load_tally_cb, self, error)
                 && hr_share_engine_load_trust (self, error);
  return self->loaded;
}

gboolean
hr_share_engine_begin (HrShareEngine *self, GError **error)
{
  return self->ledger->class->begin (self->ledger, error);
}

gboolean
hr_share_engine_end (HrShareEngine *self, gboolean ok, GError **error)
{
  if (ok && self->ledger->class->commit (self->ledger, error))
    return TRUE;
  self->ledger->class->rollback (self->ledger);
  self->loaded = FALSE;
  return FALSE;
}

GBytes *
hr_share_engine_get (HrShareEngine *self, const char *prefix, const char *name)
{
  g_autofree char *key = g_strconcat (prefix, name, NULL);

  return self->ledger->class->get (self->ledger, key);
}

char *
hr_share_engine_get_text (HrShareEngine *self, const char *prefix, const char *name)
{
  g_autoptr (GBytes) bytes = hr_share_engine_get (self, prefix, name);

  return bytes != NULL ? g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)) : NULL;
}

guint64
hr_share_engine_get_number (HrShareEngine *self, const char *prefix, const char *name)
{
  g_autofree char *text = hr_share_engine_get_text (self, prefix, name);

  return text != NULL ? g_ascii_strtoull (text, NULL, 10) : 0;
}

gboolean
hr_share_engine_has (HrShareEngine *self, const char *prefix, const char *name)
{
  g_autofree char *key = g_strconcat (prefix, name, NULL);

  return self->ledger->class->has (self->ledger, key);
}

gboolean
hr_share_engine_set (HrShareEngine *self, const char *prefix, const char *name, GBytes *value, GError **error)
{
  g_autofree char *key = g_strconcat (prefix, name, NULL);

  g_hash_table_remove (self->weights, key);
  return self->ledger->class->set (self->ledger, key, value, error);
}

/* A segment never changes under its name: only whether it is still there is asked every time. */
gboolean
hr_share_engine_weigh (HrShareEngine *self, const char *prefix, const char *name, HrShareWeight *ret)
{
  g_autofree char *key = g_strconcat (prefix, name, NULL);
  const HrShareWeight *known = g_hash_table_lookup (self->weights, key);
  g_autoptr (GBytes) bytes = NULL;

  if (known != NULL && self->ledger->class->has (self->ledger, key))
    {
      *ret = *known;
      return TRUE;
    }
  bytes = self->ledger->class->get (self->ledger, key);
  if (bytes == NULL)
    return FALSE;
  *ret = (HrShareWeight){ { { 0 }, (guint32)g_bytes_get_size (bytes) }, hr_share_segment_raw_size (bytes) };
  hr_seal_hash (g_bytes_get_data (bytes, NULL), ret->live.size, ret->live.hash);
  /* segments that are gone, and those of thousands of devices, must not fill the memory */
  if (g_hash_table_size (self->weights) >= WEIGHTS_MAX)
    g_hash_table_remove_all (self->weights);
  g_hash_table_replace (self->weights, g_steal_pointer (&key), g_memdup2 (ret, sizeof *ret));
  return TRUE;
}

gboolean
hr_share_engine_set_text (HrShareEngine *self, const char *prefix, const char *name, const char *value, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (value, strlen (value));

  return hr_share_engine_set (self, prefix, name, bytes, error);
}

gboolean
hr_share_engine_set_number (HrShareEngine *self, const char *prefix, const char *name, guint64 value, GError **error)
{
  g_autofree char *text = g_strdup_printf ("%" G_GUINT64_FORMAT, value);

  return hr_share_engine_set_text (self, prefix, name, text, error);
}

gboolean
hr_share_engine_set_covers (HrShareEngine *self, const char *name, const GArray *covers, GError **error)
{
  GByteArray *array = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;

  for (guint i = 0; i < covers->len; i++)
    {
      hr_share_put_u32 (array, g_array_index (covers, HrShareSpan, i).epoch);
      hr_share_put_u32 (array, g_array_index (covers, HrShareSpan, i).seq);
    }
  bytes = g_byte_array_free_to_bytes (array);
  return hr_share_engine_set (self, name, "", bytes, error);
}

typedef struct
{
  GPtrArray *keys;
  gsize skip;
} Keys;

static gboolean
add_key_cb (const char *key, GBytes *value, gpointer data)
{
  Keys *keys = data;

  g_ptr_array_add (keys->keys, g_strdup (key + keys->skip));
  return TRUE;
}

GPtrArray *
hr_share_engine_keys (HrShareEngine *self, const char *prefix, GError **error)
{
  g_autoptr (GPtrArray) array = g_ptr_array_new_with_free_func (g_free);
  Keys keys = { array, strlen (prefix) };

  return self->ledger->class->keys (self->ledger, prefix, add_key_cb, &keys, error) ? g_steal_pointer (&array) : NULL;
}

/* As hr_share_group_dup_key(). */
char *
hr_share_engine_field_key (const HrShareGroup *group, guint field)
{
  return g_strdup_printf ("%u/%u/%zu/%s/%s", group->kind, field, strlen (group->scope), group->scope, group->id);
}

/* ---- a sync ---- */

static int
compare_names_cb (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

static gboolean
is_same (const GPtrArray *a, const GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    if (strcmp (a->pdata[i], b->pdata[i]) != 0)
      return FALSE;
  return TRUE;
}

/* Names that can mean something. What others put there, however much, hides none of them. */
static void
take_listing (HrShareEngine *self, GPtrArray *all)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    {
      HrShareName parsed;

      if (hr_share_name_parse (all->pdata[i], &parsed) && (parsed.kind == HR_SHARE_NAME_TRUST || parsed.kind == HR_SHARE_NAME_HEAD))
        g_ptr_array_add (names, all->pdata[i]);
    }
  g_ptr_array_sort (names, compare_names_cb);
  /* in another order it is the same */
  self->settled = self->settled && is_same (names, self->names);
  g_hash_table_remove_all (self->shown);
  for (guint i = 0; i < names->len; i++)
    g_hash_table_add (self->shown, names->pdata[i]);
  g_ptr_array_unref (self->names);
  self->names = g_steal_pointer (&names);
  g_clear_pointer (&self->listed, g_ptr_array_unref);
  self->listed = g_ptr_array_ref (all);
}

static gboolean
look (HrShareEngine *self, GError **error)
{
  g_autoptr (GPtrArray) all = hr_share_folder_list (self->folder, "h", error);

  if (all == NULL)
    return FALSE;
  /* mostly it comes as it came before */
  if (self->listed == NULL || !is_same (all, self->listed))
    take_listing (self, all);
  /* nothing at all: a share that has just begun, or none */
  return self->names->len > 0 || hr_share_engine_check_marker (self, error);
}

/* A kiosk has no reason to look for counts before it has some to tell. */
static gboolean
looks_for_counts (HrShareEngine *self)
{
  return self->tuning.tell
         || (self->tuning.counts
             && (hr_share_engine_role (self, self->device) & (HR_SHARE_ROLE_SITE | HR_SHARE_ROLE_OFFICE)) != 0);
}

/* Whether another sync with the same listing would do nothing at all. What was refused stays so until the trust changes. */
static gboolean
is_settled (HrShareEngine *self)
{
  const HrShareNews *news = self->news;
  GHashTableIter iter;
  gpointer value;

  if (news->waiting || news->heads + news->counts + news->published + news->relayed + news->adopted + news->dropped > 0 || news->behind
      || g_hash_table_size (self->missed) > 0)
    return FALSE;
  g_hash_table_iter_init (&iter, self->quarantine);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (((const HrShareDoubt *)value)->why != HR_SHARE_NEVER)
      return FALSE;
  return TRUE;
}

/* First everything is read, for a share that cannot be written still has news. */
static gboolean
run (HrShareEngine *self, GError **error)
{
  gboolean built = FALSE, still;

  if (!hr_share_engine_load (self, error) || !look (self, error))
    return FALSE;
  still = self->settled && !self->tuning.verify && !self->tuning.scan && !self->tuning.counts && !self->tuning.tell;
  if ((!still && !hr_share_engine_read_trust (self, error))
      || (self->place != NULL && !self->place (self, &self->news->waiting, self->place_data, error)))
    return FALSE;
  if (self->news->waiting)
    return TRUE;
  return (still || hr_share_engine_read_heads (self, error)) && (!looks_for_counts (self) || hr_share_engine_read_counts (self, error))
         && (!self->tuning.scan || hr_share_engine_orphans (self, error)) && hr_share_engine_build (self, &built, error)
         && hr_share_engine_publish_trust (self, error)
         && hr_share_engine_remove_superseded (self, error) && hr_share_engine_publish (self, built, error)
         && (!self->tuning.tell || hr_share_engine_publish_counts (self, error)) && (still || hr_share_engine_relay (self, error));
}

/* At the end: what one file made doubtful the next one may have explained. */
static guint
count_refused (HrShareEngine *self)
{
  GHashTableIter iter;
  gpointer value;
  guint n = 0;

  g_hash_table_iter_init (&iter, self->quarantine);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    n += ((const HrShareDoubt *)value)->why == HR_SHARE_NEVER && ((const HrShareDoubt *)value)->round == self->round;
  return n;
}

gboolean
hr_share_engine_sync (HrShareEngine *self, gint64 wall_ms, HrShareNews *news, GError **error)
{
  HrShareNews own = { 0 };
  gboolean ok;

  self->news = &own;
  self->wall_ms = MAX (wall_ms, 0);
  self->marked = FALSE;
  self->round++;
  ok = run (self, error);
  own.refused = count_refused (self);
  self->settled = ok && self->loaded && is_settled (self);
  self->news = NULL;
  if (news != NULL)
    *news = own;
  return ok;
}

/* ---- what a manager confirms ---- */

static gboolean
note_confirmed (HrShareEngine *self, const char *device, guint *ret_n, GError **error)
{
  GHashTableIter iter;
  gpointer name, value;

  g_hash_table_iter_init (&iter, self->quarantine);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      const HrShareDoubt *doubt = value;

      if (doubt->why != HR_SHARE_HELD || strcmp (doubt->head->device, device) != 0)
        continue;
      if (!hr_share_engine_set_number (self, "confirm/", name, 1, error))
        return FALSE;
      ++*ret_n;
    }
  return TRUE;
}

gboolean
hr_share_engine_release (HrShareEngine *self, const char *device, GError **error)
{
  guint n = 0;

  if (!hr_share_engine_load (self, error))
    return FALSE;
  if ((hr_share_engine_role (self, self->device) & HR_SHARE_ROLE_MANAGER) == 0)
    {
      g_set_error_literal (error, HR_ERROR, HR_ERROR_REFUSED, _ ("Only a manager's device can confirm that much is deleted."));
      return FALSE;
    }
  if (!hr_share_engine_begin (self, error) || !hr_share_engine_end (self, note_confirmed (self, device, &n, error), error))
    return FALSE;
  if (n == 0)
    {
      g_set_error_literal (error, HR_ERROR, HR_ERROR_NOT_FOUND, _ ("Nothing of that device waits to be confirmed."));
      return FALSE;
    }
  hr_share_engine_trust_again (self);
  return TRUE;
}
