/* SPDX-License-Identifier: GPL-3.0-or-later */
/* New heads. One counts when a device that may has signed it and all its segments are here; then it is taken over in one transaction. */
#define G_LOG_DOMAIN "handrail-share"

#include "handrail/core/hr-error.h"
#include "hr-share-engine-private.h"

#include <string.h>

#define HOLD_LEAST 20
#define DAY_MS (G_GINT64_CONSTANT (24) * 60 * 60 * 1000)
/* read of one device in one sync: more than a handful of clones is nonsense, and the next sync reads on behind those */
#define HEADS_MAX 64
/* Heads come in one transaction, so many of them or so much: a new kiosk would commit for minutes. */
#define BATCH_HEADS 256
#define BATCH_BYTES ((gsize)1024 * 1024)

typedef struct
{
  const char *name;
  HrShareName parsed;
  gboolean own;
  gboolean released;
  HrShareHead *head;
  GBytes *bytes;
  GPtrArray *names;    /* of its segments */
  GPtrArray *segments; /* GBytes of each segment that is new; NULL for others */
  GPtrArray *groups;   /* GPtrArray of HrShareGroup for each segment that is new; NULL for others */
  GPtrArray *withdrawn; /* HrShareThing: what it deletes of what was there */
} Load;

static void
groups_free (gpointer data)
{
  if (data != NULL)
    g_ptr_array_unref (data);
}

static void
bytes_free (gpointer data)
{
  g_clear_pointer ((GBytes **)&data, g_bytes_unref);
}

static void
load_free (gpointer data)
{
  Load *self = data;

  g_clear_pointer (&self->head, hr_share_head_free);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_clear_pointer (&self->segments, g_ptr_array_unref);
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  g_clear_pointer (&self->withdrawn, g_ptr_array_unref);
  g_free (self);
}

/* A file that cannot be read is not there yet: it must not keep the others away. That the whole share does not answer shows elsewhere. */
static GBytes *
fetch (HrShareEngine *self, const char *folder, const char *name, gsize maximum)
{
  g_autoptr (GError) local = NULL;

  return hr_share_engine_fetch (self, folder, name, maximum, &local);
}

/* %FALSE: in doubt, or not for us */
static gboolean
load_head (HrShareEngine *self, Load *load)
{
  const HrShareMember *member = hr_share_engine_member (self, load->parsed.device);
  gboolean right;

  load->bytes = fetch (self, "h", load->name, HR_SHARE_HEAD_MAX);
  load->head = load->bytes != NULL ? hr_share_head_decode (load->bytes) : NULL;
  if (load->head == NULL)
    {
      gboolean later = load->bytes != NULL && hr_share_needs_update (load->bytes);

      self->news->incomplete += load->bytes == NULL;
      hr_share_engine_doubt (self, load->name, load->bytes == NULL ? HR_SHARE_NOT_YET : later ? HR_SHARE_LATER_PROGRAM : HR_SHARE_NEVER,
                             NULL);
      return FALSE;
    }
  right = HR_MUTANT (NO_SIGNATURE) || hr_share_signed_verify (load->bytes, HR_SHARE_SIGNED_HEAD, member->public_key);
  if (!right || memcmp (load->head->net, self->net.net, HR_SHARE_NET_BYTES) != 0 || strcmp (load->head->device, load->parsed.device) != 0
      || load->head->epoch != load->parsed.epoch || load->head->seq != load->parsed.number
      || !hr_share_covers (load->head->covers, load->head->epoch, load->head->seq)
      || (load->head->live->len > 0 && !hr_share_engine_may_list (self, load->parsed.device)))
    {
      hr_share_engine_doubt (self, load->name, HR_SHARE_NEVER, NULL);
      return FALSE;
    }
  return TRUE;
}

static gboolean
known_segment (HrShareEngine *self, const Load *load, const char *name, HrShareWeight *ret)
{
  g_autofree char *key = g_strconcat (load->parsed.device, "/", name, NULL);

  return load->own ? hr_share_engine_weigh (self, "own/s/", name, ret) : hr_share_engine_weigh (self, "seg/", key, ret);
}

/* %FALSE: it is not there, or is not what the head names. @ret_bytes, @ret_groups: (nullable): of one that is new */
static gboolean
load_segment (HrShareEngine *self, Load *load, const char *folder, const HrShareLive *live, const char *name, GBytes **ret_bytes,
              GPtrArray **ret_groups)
{
  HrShareWeight weight = { { { 0 }, 0 }, 0 };

  *ret_bytes = NULL;
  *ret_groups = NULL;
  if (known_segment (self, load, name, &weight))
    return memcmp (weight.live.hash, live->hash, sizeof live->hash) == 0;
  *ret_bytes = fetch (self, folder, name, HR_SHARE_SEGMENT_MAX);
  if (*ret_bytes == NULL)
    return FALSE;
  hr_seal_hash (g_bytes_get_data (*ret_bytes, NULL), g_bytes_get_size (*ret_bytes), weight.live.hash);
  *ret_groups = hr_share_segment_decode (*ret_bytes, load->parsed.device);
  return *ret_groups != NULL && memcmp (weight.live.hash, live->hash, sizeof live->hash) == 0;
}

static gboolean
load_segments (HrShareEngine *self, Load *load)
{
  g_autofree char *folder = hr_share_name_segment_folder (load->parsed.device);

  load->names = g_ptr_array_new_with_free_func (g_free);
  load->segments = g_ptr_array_new_with_free_func (bytes_free);
  load->groups = g_ptr_array_new_with_free_func (groups_free);
  for (guint i = 0; i < load->head->live->len; i++)
    {
      const HrShareLive *live = &g_array_index (load->head->live, HrShareLive, i);
      g_autofree char *name = hr_share_live_name (live);
      GBytes *bytes;
      GPtrArray *groups;
      gboolean right = load_segment (self, load, folder, live, name, &bytes, &groups);

      if (!right && bytes == NULL && HR_MUTANT (HEAD_WITHOUT_SEGMENT))
        continue;
      if (!right)
        {
          gboolean later = bytes != NULL && hr_share_needs_update (bytes);

          self->news->incomplete++;
          hr_share_engine_doubt (self, load->name, later ? HR_SHARE_LATER_PROGRAM : HR_SHARE_NOT_YET, g_steal_pointer (&load->head));
          g_clear_pointer (&bytes, g_bytes_unref);
          groups_free (groups);
          return FALSE;
        }
      g_ptr_array_add (load->segments, bytes);
      g_ptr_array_add (load->names, g_steal_pointer (&name));
      g_ptr_array_add (load->groups, groups);
    }
  return TRUE;
}

/* ---- taking over ---- */

static void
thing_free (gpointer data)
{
  g_free (((HrShareThing *)data)->id);
  g_free (data);
}

/* Who confirms a deletion wants to know of what. */
static gboolean
put_group (HrShareEngine *self, Load *load, const HrShareGroup *group, GArray *deleted, GError **error)
{
  guint before = deleted->len;
  HrShareThing *thing = NULL;

  if (!self->ledger->class->put (self->ledger, group, deleted, error))
    return FALSE;
  if (deleted->len == before)
    return TRUE;
  thing = g_new0 (HrShareThing, 1);
  thing->kind = group->kind;
  thing->id = g_strdup (group->id);
  g_ptr_array_add (load->withdrawn, thing);
  return TRUE;
}

static gboolean
apply_segments (HrShareEngine *self, Load *load, GArray *deleted, GError **error)
{
  /* a head that came with others may be tried once more by itself */
  g_clear_pointer (&load->withdrawn, g_ptr_array_unref);
  load->withdrawn = g_ptr_array_new_with_free_func (thing_free);
  for (guint i = 0; i < load->segments->len; i++)
    {
      GPtrArray *groups = load->groups->pdata[i];
      g_autofree char *key = g_strconcat (load->parsed.device, "/", load->names->pdata[i], NULL);

      if (groups == NULL)
        continue;
      for (guint k = 0; k < groups->len; k++)
        {
          const HrShareGroup *group = groups->pdata[k];

          if (hr_share_engine_speaks_for (self, load->parsed.device, group->scope)
              && (!put_group (self, load, group, deleted, error) || !hr_share_engine_note_person (self, group, error)))
            return FALSE;
        }
      if (load->own ? !hr_share_engine_set (self, "own/s/", load->names->pdata[i], load->segments->pdata[i], error)
                    : !hr_share_engine_set (self, "seg/", key, load->segments->pdata[i], error))
        return FALSE;
    }
  return TRUE;
}

/* Of the heads that the new one takes in, and of their segments, nothing is kept but what it still names. */
static gboolean
forget_covered (HrShareEngine *self, const Load *load, GError **error)
{
  GPtrArray *list = g_hash_table_lookup (self->peers, load->parsed.device);
  g_autoptr (GHashTable) used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < load->names->len; i++)
    g_hash_table_add (used, g_strdup (load->names->pdata[i]));
  for (guint pass = 0; pass < 2 && list != NULL; pass++)
    for (guint i = 0; i < list->len; i++)
      {
        const HrShareKept *kept = list->pdata[i];
        gboolean covered = hr_share_covers (load->head->covers, kept->head->epoch, kept->head->seq);

        if (covered && pass == 1 && !hr_share_engine_set (self, "head/", kept->name, NULL, error))
          return FALSE;
        for (guint k = 0; k < kept->head->live->len; k++)
          {
            g_autofree char *name = hr_share_live_name (&g_array_index (kept->head->live, HrShareLive, k));
            g_autofree char *key = g_strconcat (load->parsed.device, "/", name, NULL);

            if (!covered && pass == 0)
              g_hash_table_add (used, g_steal_pointer (&name));
            else if (covered && pass == 1 && !g_hash_table_contains (used, name)
                     && !hr_share_engine_set (self, "seg/", key, NULL, error))
              return FALSE;
          }
      }
  return TRUE;
}

/* The own device said it, and does not remember: from now on it does, and the next head takes both in. */
static gboolean
take_own (HrShareEngine *self, const HrShareHead *head, GError **error)
{
  for (guint i = 0; i < head->covers->len; i++)
    hr_share_engine_cover (self->covers, g_array_index (head->covers, HrShareSpan, i).epoch,
                           g_array_index (head->covers, HrShareSpan, i).seq);
  return hr_share_engine_set_covers (self, "covers", self->covers, error) && hr_share_engine_set_number (self, "force", "", 1, error);
}

static gboolean
take_releases (HrShareEngine *self, const Load *load, gboolean *ret_news, GError **error)
{
  if ((hr_share_engine_role (self, load->parsed.device) & HR_SHARE_ROLE_MANAGER) == 0)
    return TRUE;
  for (guint i = 0; i < load->head->releases->len; i++)
    {
      const HrShareRelease *release = &g_array_index (load->head->releases, HrShareRelease, i);
      g_autofree char *name = g_strdup_printf ("%s/%08x", release->device, release->span.epoch);

      if (hr_share_engine_get_number (self, "release/", name) >= release->span.seq)
        continue;
      *ret_news = TRUE;
      if (!hr_share_engine_set_number (self, "release/", name, release->span.seq, error))
        return FALSE;
    }
  return TRUE;
}

static int
compare_wall_cb (gconstpointer a, gconstpointer b)
{
  const HrShareVersion *x = a, *y = b;

  return x->wall_ms < y->wall_ms ? -1 : x->wall_ms > y->wall_ms;
}

/* How many it deletes at once, at most; of those that no manager confirmed. "At once" is within a day of the writer's clock: who was away
 * for a month hears of a month's deletions together, and nobody could confirm them to him. */
static guint
count_at_once (HrShareEngine *self, const Load *load, GArray *deleted)
{
  guint first = 0, n = 0, most = 0;

  if (load->own || (hr_share_engine_role (self, load->parsed.device) & HR_SHARE_ROLE_MANAGER) != 0)
    return 0;
  for (guint i = 0; i < deleted->len; i++)
    {
      const HrShareVersion *version = &g_array_index (deleted, HrShareVersion, i);
      g_autofree char *name = g_strdup_printf ("%s/%08x", version->device, version->epoch);

      if (hr_share_engine_get_number (self, "release/", name) < version->op)
        g_array_index (deleted, HrShareVersion, n++) = *version;
    }
  g_array_set_size (deleted, n);
  g_array_sort (deleted, compare_wall_cb);
  for (guint i = 0; i < n; i++)
    {
      while (g_array_index (deleted, HrShareVersion, i).wall_ms - g_array_index (deleted, HrShareVersion, first).wall_ms > DAY_MS)
        first++;
      most = MAX (most, i - first + 1);
    }
  return most;
}

/* A manager here has said that it is right; now everybody hears of it. */
static gboolean
confirm (HrShareEngine *self, const Load *load, GArray *deleted, GError **error)
{
  for (guint i = 0; i < deleted->len; i++)
    {
      const HrShareVersion *version = &g_array_index (deleted, HrShareVersion, i);
      g_autofree char *name = g_strdup_printf ("%s/%08x", version->device, version->epoch);
      guint64 op = MIN (version->op, G_MAXUINT32);

      if (hr_share_engine_get_number (self, "own/release/", name) < op
          && !hr_share_engine_set_number (self, "own/release/", name, op, error))
        return FALSE;
    }
  return hr_share_engine_set (self, "confirm/", load->name, NULL, error)
         && hr_share_engine_set_number (self, "announce", "", 1, error);
}

/* Many deletions at once wait for a manager. @live: how many things there were before, which is counted when it matters; -1: it was not;
 * %TRUE in @ret_uncounted: it does matter. */
static gboolean
take_over (HrShareEngine *self, Load *load, gint64 live, gboolean *ret_held, gboolean *ret_uncounted, GError **error)
{
  g_autoptr (GArray) deleted = g_array_new (FALSE, FALSE, sizeof (HrShareVersion));
  guint at_once;

  if (!apply_segments (self, load, deleted, error))
    return FALSE;
  at_once = count_at_once (self, load, deleted);
  *ret_uncounted = at_once > HOLD_LEAST && live < 0;
  if (*ret_uncounted)
    return TRUE;
  *ret_held = at_once > MAX (HOLD_LEAST, MAX (live, 0) / 10);
  if (*ret_held && hr_share_engine_has (self, "confirm/", load->name)
      && (hr_share_engine_role (self, self->device) & HR_SHARE_ROLE_MANAGER) != 0)
    {
      *ret_held = FALSE;
      if (!confirm (self, load, deleted, error))
        return FALSE;
    }
  if (*ret_held)
    return TRUE;
  if (load->own)
    return take_own (self, load->head, error);
  return take_releases (self, load, &load->released, error) && forget_covered (self, load, error)
         && hr_share_engine_set (self, "head/", load->name, load->bytes, error);
}

static void
note_taken (HrShareEngine *self, Load *load)
{
  self->news->heads++;
  for (guint i = 0; i < load->groups->len; i++)
    self->news->segments += load->groups->pdata[i] != NULL;
  g_hash_table_remove (self->quarantine, load->name);
  if (load->released)
    hr_share_engine_trust_again (self);
  if (load->own)
    {
      self->news->foreign_self = TRUE;
      g_hash_table_add (self->mine, g_strdup (load->name));
    }
  else
    hr_share_engine_keep (self->peers, load->parsed.device, load->name, load->bytes, load->head);
}

static gboolean
take_each (HrShareEngine *self, Load **loads, guint n, gboolean count, gboolean *ret_held, gboolean *ret_uncounted, GError **error)
{
  gboolean ok = TRUE;

  *ret_held = *ret_uncounted = FALSE;
  for (guint i = 0; i < n && ok && !*ret_held && !*ret_uncounted; i++)
    {
      gint64 live = count ? (gint64)self->ledger->class->live (self->ledger) : -1;

      ok = take_over (self, loads[i], live, ret_held, ret_uncounted, error);
      self->ledger->class->step (self->ledger);
    }
  return ok;
}

/* In one transaction. To look through the whole directory for what hardly ever happens would be most of what one new record costs: it is
 * counted only when many things go at once, and then all is done again. @ret_again: one of several must wait, or cannot be taken over:
 * nothing was, and each is tried by itself */
static gboolean
take_all (HrShareEngine *self, Load **loads, guint n, gboolean *ret_again, GError **error)
{
  g_autoptr (GError) local = NULL;
  gboolean held = FALSE, uncounted = FALSE, ok = FALSE;

  for (guint pass = 0; pass == 0 || uncounted; pass++)
    {
      if (pass > 0)
        self->ledger->class->rollback (self->ledger);
      if (!hr_share_engine_begin (self, error))
        return FALSE;
      ok = take_each (self, loads, n, pass > 0, &held, &uncounted, &local);
    }
  *ret_again = n > 1 && (held || !ok);
  if (held || *ret_again)
    {
      self->ledger->class->rollback (self->ledger);
      if (n > 1)
        return TRUE;
      self->news->held++;
      hr_share_engine_hold (self, loads[0]->name, g_steal_pointer (&loads[0]->head), g_steal_pointer (&loads[0]->withdrawn));
      return TRUE;
    }
  if (!ok)
    g_propagate_error (error, g_steal_pointer (&local));
  if (!hr_share_engine_end (self, ok, error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    note_taken (self, loads[i]);
  return TRUE;
}

static gboolean
take_batch (HrShareEngine *self, GPtrArray *loads, GError **error)
{
  gboolean again = FALSE, ok = TRUE;

  if (loads->len > 0)
    ok = take_all (self, (Load **)loads->pdata, loads->len, &again, error);
  for (guint i = 0; ok && again && i < loads->len; i++)
    {
      gboolean never;

      ((Load *)loads->pdata[i])->released = FALSE;
      ok = take_all (self, (Load **)loads->pdata + i, 1, &never, error);
    }
  g_ptr_array_set_size (loads, 0);
  return ok;
}

/* Two of one device that even run the same epoch (a copied machine that was running): its numbers do not tell which head is which. */
static gboolean
is_known_own (HrShareEngine *self, const char *name, const HrShareName *parsed)
{
  if (!hr_share_covers (self->covers, parsed->epoch, parsed->number))
    return FALSE;
  if (parsed->epoch != self->epoch || HR_MUTANT (EPOCH_REUSED) || g_hash_table_contains (self->mine, name))
    return TRUE;
  hr_seal_random (&self->epoch, sizeof self->epoch);
  self->seq = 0;
  return FALSE;
}

static gboolean
is_new (HrShareEngine *self, const char *name, HrShareName *parsed)
{
  if (!hr_share_name_parse (name, parsed) || parsed->kind != HR_SHARE_NAME_HEAD
      || (!hr_share_engine_may_list (self, parsed->device) && (hr_share_engine_role (self, parsed->device) & HR_SHARE_ROLE_MANAGER) == 0)
      || !hr_share_engine_may (self, parsed->device, parsed->epoch, parsed->number))
    return FALSE;
  if (strcmp (parsed->device, self->device) == 0)
    return !is_known_own (self, name, parsed);
  return !hr_share_engine_is_taken (self->peers, parsed->device, parsed->epoch, parsed->number);
}

/* (nullable): in doubt */
static Load *
load_one (HrShareEngine *self, const char *name, const HrShareName *parsed)
{
  Load *load = g_new0 (Load, 1);

  load->name = name;
  load->parsed = *parsed;
  load->own = strcmp (parsed->device, self->device) == 0;
  if (load_head (self, load) && load_segments (self, load))
    return load;
  load_free (load);
  return NULL;
}

static gsize
count_bytes (const Load *load)
{
  gsize sum = 0;

  for (guint i = 0; i < load->segments->len; i++)
    sum += load->segments->pdata[i] != NULL ? g_bytes_get_size (load->segments->pdata[i]) : 0;
  return sum;
}

/* One more; what is full, and what is of this very device, is taken over at once. */
static gboolean
add_to_batch (HrShareEngine *self, GPtrArray *batch, gsize *bytes, Load *load, GError **error)
{
  gboolean own = load->own;

  if (own && !take_batch (self, batch, error))
    {
      load_free (load);
      return FALSE;
    }
  *bytes = (batch->len > 0 ? *bytes : 0) + count_bytes (load);
  g_ptr_array_add (batch, load);
  return (!own && batch->len < BATCH_HEADS && *bytes < BATCH_BYTES) || take_batch (self, batch, error);
}

gboolean
hr_share_engine_read_heads (HrShareEngine *self, GError **error)
{
  g_autoptr (GPtrArray) batch = g_ptr_array_new_with_free_func (load_free);
  HrShareName parsed = { 0 };
  char last[HR_SEAL_DEVICE_ID_LENGTH + 1] = "";
  guint of_device = 0;
  gsize bytes = 0;

  /* from the end: of one epoch the newest first, which takes the others in */
  for (guint i = self->names->len; i > 0; i--)
    {
      const char *name = self->names->pdata[i - 1];
      Load *load;

      if (!is_new (self, name, &parsed) || hr_share_engine_waits (self, name))
        continue;
      of_device = strcmp (last, parsed.device) == 0 ? of_device + 1 : 1;
      g_strlcpy (last, parsed.device, sizeof last);
      if (of_device > 1 && !take_batch (self, batch, error))
        return FALSE;
      /* what was just taken over may have taken this one in */
      if (of_device > HEADS_MAX || (of_device > 1 && !is_new (self, name, &parsed)))
        continue;
      load = load_one (self, name, &parsed);
      if (load != NULL && !add_to_batch (self, batch, &bytes, load, error))
        return FALSE;
    }
  return take_batch (self, batch, error);
}
