/* SPDX-License-Identifier: GPL-3.0-or-later */
/* New heads: each counts when it is signed by a device that may, and all its segments are there; then it is taken over in one piece. */
#define G_LOG_DOMAIN "handrail-share"

#include "hr-share-engine-private.h"

#include <string.h>

#define HOLD_LEAST 20

typedef struct
{
  const char *name;
  HrShareName parsed;
  HrShareHead *head;
  GBytes *bytes;
  GPtrArray *names;    /* of its segments */
  GPtrArray *segments; /* GBytes */
} Load;

static void
load_clear (Load *self)
{
  g_clear_pointer (&self->head, hr_share_head_free);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_clear_pointer (&self->segments, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Load, load_clear)

/* %FALSE without an error: not a head for us, or not yet */
static gboolean
load_head (HrShareEngine *self, Load *load, GError **error)
{
  const HrShareMember *member = hr_share_engine_member (self, load->parsed.device);

  if (member == NULL && !HR_MUTANT (NO_SIGNATURE))
    return FALSE;
  load->bytes = hr_share_engine_fetch (self, "h", load->name, HR_SHARE_HEAD_MAX, error);
  load->head = load->bytes != NULL ? hr_share_head_decode (load->bytes) : NULL;
  if (load->head == NULL)
    return FALSE;
  if (!HR_MUTANT (NO_SIGNATURE)
      && (!hr_share_signed_verify (load->bytes, HR_SHARE_SIGNED_HEAD, member->public_key)
          || memcmp (load->head->net, self->net.net, HR_SHARE_NET_BYTES) != 0))
    {
      self->news->refused++;
      return FALSE;
    }
  if (strcmp (load->head->device, load->parsed.device) != 0 || load->head->epoch != load->parsed.epoch
      || load->head->seq != load->parsed.number || !hr_share_engine_may (self, load->parsed.device, load->parsed.epoch, load->parsed.number))
    return FALSE;
  if (!HR_MUTANT (NO_ROLE) && load->head->live->len > 0
      && (member->roles & (HR_SHARE_ROLE_SITE | HR_SHARE_ROLE_OFFICE)) == 0)
    {
      self->news->refused++;
      return FALSE;
    }
  return TRUE;
}

static gboolean
load_segments (HrShareEngine *self, Load *load, GError **error)
{
  g_autofree char *folder = hr_share_name_segment_folder (load->parsed.device);

  load->names = g_ptr_array_new_with_free_func (g_free);
  load->segments = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  for (guint i = 0; i < load->head->live->len; i++)
    {
      const HrShareLive *live = &g_array_index (load->head->live, HrShareLive, i);
      g_autofree char *name = hr_share_live_name (live);
      g_autofree char *key = g_strconcat ("file/", load->parsed.device, "/", name, NULL);
      GBytes *bytes = self->ledger->class->get (self->ledger, key);
      guint8 hash[HR_SEAL_HASH_BYTES];

      if (bytes == NULL)
        bytes = hr_share_engine_fetch (self, folder, name, HR_SHARE_SEGMENT_MAX, error);
      if (bytes == NULL && HR_MUTANT (HEAD_WITHOUT_SEGMENT))
        continue;
      if (bytes == NULL)
        {
          self->news->incomplete++;
          return FALSE;
        }
      g_ptr_array_add (load->segments, bytes);
      g_ptr_array_add (load->names, g_strdup (name));
      hr_seal_hash (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), hash);
      if (memcmp (hash, live->hash, sizeof hash) != 0)
        return FALSE;
    }
  return TRUE;
}

/* Staff of a site speak for their site. */
static gboolean
is_allowed (HrShareEngine *self, const HrShareMember *member, const HrShareGroup *group)
{
  return HR_MUTANT (NO_ROLE) || HR_MUTANT (NO_SIGNATURE) || (member->roles & HR_SHARE_ROLE_OFFICE) != 0
         || (member->site[0] != '\0' && strcmp (group->scope, member->site) == 0);
}

static gboolean
apply_segments (HrShareEngine *self, Load *load, guint *ret_deleted, GError **error)
{
  const HrShareMember *member = hr_share_engine_member (self, load->parsed.device);
  gboolean own = strcmp (load->parsed.device, self->device) == 0;

  for (guint i = 0; i < load->segments->len; i++)
    {
      g_autofree char *applied = g_strconcat ("applied/", load->names->pdata[i], NULL);
      g_autofree char *file = g_strconcat ("file/", load->parsed.device, "/", load->names->pdata[i], NULL);
      g_autoptr (GPtrArray) groups = NULL;

      if (!own && !hr_share_engine_note (self, file, load->segments->pdata[i], error))
        return FALSE;
      if (hr_share_engine_has_note (self, "applied/", load->names->pdata[i]))
        continue;
      groups = hr_share_segment_decode (load->segments->pdata[i], load->parsed.device);
      for (guint k = 0; groups != NULL && k < groups->len; k++)
        if (is_allowed (self, member, groups->pdata[k])
            && !self->ledger->class->put (self->ledger, groups->pdata[k], ret_deleted, error))
          return FALSE;
      if (!hr_share_engine_note_number (self, applied, 1, error))
        return FALSE;
      self->news->segments++;
    }
  return TRUE;
}

/* Of one device, only heads that no other covers are kept, and the segments that they name. */
static gboolean
forget_covered (HrShareEngine *self, const char *device, GError **error)
{
  g_autofree char *prefix = g_strconcat ("head/l-", device, "-", NULL);
  g_autofree char *files = g_strconcat ("file/", device, "/", NULL);
  g_autoptr (GPtrArray) keys = hr_share_engine_keys (self, prefix, error);
  g_autoptr (GPtrArray) heads = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_share_head_free);
  g_autoptr (GHashTable) used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) kept = NULL;

  if (keys == NULL)
    return FALSE;
  for (guint i = 0; i < keys->len; i++)
    {
      g_autoptr (GBytes) bytes = self->ledger->class->get (self->ledger, keys->pdata[i]);

      g_ptr_array_add (heads, hr_share_head_decode (bytes));
    }
  for (guint i = 0; i < heads->len; i++)
    {
      const HrShareHead *head = heads->pdata[i];
      gboolean covered = FALSE;

      for (guint k = 0; k < heads->len; k++)
        covered |= k != i && hr_share_covers (((HrShareHead *)heads->pdata[k])->covers, head->epoch, head->seq);
      if (covered && !hr_share_engine_note (self, keys->pdata[i], NULL, error))
        return FALSE;
      for (guint k = 0; !covered && k < head->live->len; k++)
        g_hash_table_add (used, hr_share_live_name (&g_array_index (head->live, HrShareLive, k)));
    }
  kept = hr_share_engine_keys (self, files, error);
  for (guint i = 0; kept != NULL && i < kept->len; i++)
    if (!g_hash_table_contains (used, (char *)kept->pdata[i] + strlen (files))
        && !hr_share_engine_note (self, kept->pdata[i], NULL, error))
      return FALSE;
  return kept != NULL;
}

static gboolean
take_own (HrShareEngine *self, const HrShareHead *head, GError **error)
{
  for (guint i = 0; i < head->covers->len; i++)
    {
      const HrShareSpan *span = &g_array_index (head->covers, HrShareSpan, i);
      g_autofree char *key = g_strdup_printf ("cover/%08x", span->epoch);

      if (hr_share_engine_get_number (self, key) < span->seq && !hr_share_engine_note_number (self, key, span->seq, error))
        return FALSE;
    }
  self->news->foreign_self = TRUE;
  return hr_share_engine_note_number (self, "force", 1, error);
}

static gboolean
take_releases (HrShareEngine *self, const Load *load, GError **error)
{
  if ((hr_share_engine_role (self, load->parsed.device) & HR_SHARE_ROLE_MANAGER) == 0)
    return TRUE;
  for (guint i = 0; i < load->head->releases->len; i++)
    {
      const HrShareRelease *release = &g_array_index (load->head->releases, HrShareRelease, i);
      g_autofree char *key = g_strdup_printf ("release/%s/%08x", release->device, release->span.epoch);

      if (hr_share_engine_get_number (self, key) < release->span.seq
          && !hr_share_engine_note_number (self, key, release->span.seq, error))
        return FALSE;
    }
  return TRUE;
}

/* Many deletions at once wait for a manager */
static gboolean
is_held (HrShareEngine *self, const Load *load, guint deleted, guint live)
{
  g_autofree char *key = g_strdup_printf ("release/%s/%08x", load->parsed.device, load->parsed.epoch);

  return deleted > MAX (HOLD_LEAST, live / 10) && strcmp (load->parsed.device, self->device) != 0
         && (hr_share_engine_role (self, load->parsed.device) & HR_SHARE_ROLE_MANAGER) == 0
         && hr_share_engine_get_number (self, key) < load->parsed.number;
}

static gboolean
take_over (HrShareEngine *self, Load *load, GError **error)
{
  g_autofree char *seen = g_strconcat ("seen/", load->name, NULL);
  g_autofree char *kept = g_strconcat ("head/", load->name, NULL);
  gboolean own = strcmp (load->parsed.device, self->device) == 0;
  guint live = self->ledger->class->live (self->ledger);
  guint deleted = 0;

  if (!apply_segments (self, load, &deleted, error))
    return FALSE;
  if (is_held (self, load, deleted, live))
    {
      self->ledger->class->rollback (self->ledger);
      self->news->held++;
      return self->ledger->class->begin (self->ledger, error);
    }
  self->news->heads++;
  if (!hr_share_engine_note_number (self, seen, 1, error) || !take_releases (self, load, error))
    return FALSE;
  if (own)
    return take_own (self, load->head, error);
  return hr_share_engine_note (self, kept, load->bytes, error) && forget_covered (self, load->parsed.device, error);
}

static gboolean
read_one (HrShareEngine *self, const char *name, const HrShareName *parsed, GError **error)
{
  g_auto (Load) load = { .name = name, .parsed = *parsed };
  g_autoptr (GError) local = NULL;

  if (!load_head (self, &load, &local) || !load_segments (self, &load, &local))
    {
      if (local == NULL)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (!self->ledger->class->begin (self->ledger, error))
    return FALSE;
  if (take_over (self, &load, error) && self->ledger->class->commit (self->ledger, error))
    return TRUE;
  self->ledger->class->rollback (self->ledger);
  return FALSE;
}

static int
newest_first_cb (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)b, *(const char *const *)a);
}

gboolean
hr_share_engine_read_heads (HrShareEngine *self, GError **error)
{
  g_ptr_array_sort (self->heads, newest_first_cb);
  for (guint i = 0; i < self->heads->len; i++)
    {
      HrShareName parsed;

      if (hr_share_name_parse (self->heads->pdata[i], &parsed) && parsed.kind == HR_SHARE_NAME_HEAD
          && !hr_share_engine_has_note (self, "seen/", self->heads->pdata[i]) && !read_one (self, self->heads->pdata[i], &parsed, error))
        return FALSE;
    }
  return TRUE;
}
