/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts: cells that only grow, each of the run that counted it, so that a restored disk neither loses nor doubles what was published. A
 * kiosk opens its own files alone; staff open those that are sealed to them. */
#define G_LOG_DOMAIN "handrail-share"

#include "handrail/core/hr-error.h"
#include "hr-share-engine-private.h"

#include <string.h>

#define FOLDER "c/cur"

static char *
cell_name (const HrShareCell *cell)
{
  return g_strdup_printf ("%08x/%d/%u/%s", cell->epoch, cell->day, cell->what, cell->meeting);
}

gboolean
hr_share_engine_count (HrShareEngine *self, gint32 day, const char *meeting, guint what, guint64 n, GError **error)
{
  HrShareCell cell = { HR_MUTANT (COUNTS_WITHOUT_EPOCH) ? 0 : self->epoch, day, (char *)meeting, what, 0 };
  g_autofree char *name = cell_name (&cell);
  gboolean ok;

  if (!hr_share_engine_begin (self, error))
    return FALSE;
  ok = hr_share_engine_set_number (self, "cell/", name, hr_share_engine_get_number (self, "cell/", name) + n, error)
       && hr_share_engine_set_number (self, "dirty", "", 1, error);
  return hr_share_engine_end (self, ok, error);
}

/* ---- reading ---- */

static gboolean
take_cells (HrShareEngine *self, const HrShareCounts *counts, const char *prefix, GError **error)
{
  for (guint i = 0; i < counts->cells->len; i++)
    {
      const HrShareCell *cell = &g_array_index (counts->cells, HrShareCell, i);
      g_autofree char *name = cell_name (cell);

      if (hr_share_engine_get_number (self, prefix, name) < cell->n && !hr_share_engine_set_number (self, prefix, name, cell->n, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
take_own (HrShareEngine *self, const HrShareCounts *counts, GError **error)
{
  for (guint i = 0; i < counts->covers->len; i++)
    hr_share_engine_cover (self->tally_covers, g_array_index (counts->covers, HrShareSpan, i).epoch,
                           g_array_index (counts->covers, HrShareSpan, i).seq);
  return take_cells (self, counts, "cell/", error) && hr_share_engine_set_covers (self, "tally-covers", self->tally_covers, error)
         && hr_share_engine_set_number (self, "dirty", "", 1, error);
}

static gboolean
take_other (HrShareEngine *self, const char *name, const HrShareCounts *counts, GBytes *bytes, GError **error)
{
  g_autofree char *prefix = g_strconcat ("got/", counts->device, "/", NULL);
  GPtrArray *list = g_hash_table_lookup (self->tallies, counts->device);

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const HrShareKept *kept = list->pdata[i];

      if (hr_share_covers (counts->covers, kept->head->epoch, kept->head->seq)
          && !hr_share_engine_set (self, "tally/", kept->name, NULL, error))
        return FALSE;
    }
  return take_cells (self, counts, prefix, error) && hr_share_engine_set (self, "tally/", name, bytes, error);
}

static void
keep (HrShareEngine *self, const char *name, const HrShareCounts *counts, GBytes *bytes)
{
  g_autoptr (HrShareHead) head = hr_share_head_new ();

  g_strlcpy (head->device, counts->device, sizeof head->device);
  head->epoch = counts->epoch;
  head->seq = counts->seq;
  g_array_append_vals (head->covers, counts->covers->data, counts->covers->len);
  hr_share_engine_keep (self->tallies, counts->device, name, bytes, head);
}

/* (nullable): then it is in doubt */
static HrShareCounts *
load (HrShareEngine *self, const char *name, const HrShareName *parsed, GBytes **ret_bytes)
{
  const HrShareMember *member = hr_share_engine_member (self, parsed->device);
  g_autoptr (GError) local = NULL;
  g_autoptr (GBytes) bytes = hr_share_engine_fetch (self, FOLDER, name, HR_SHARE_COUNTS_MAX, &local);
  g_autoptr (HrShareCounts) counts = bytes != NULL ? hr_share_counts_decode (bytes) : NULL;

  if (bytes != NULL && hr_share_needs_update (bytes))
    hr_share_engine_doubt (self, name, HR_SHARE_LATER_PROGRAM, NULL);
  else if (bytes == NULL)
    hr_share_engine_doubt (self, name, HR_SHARE_NOT_YET, NULL);
  else if (counts == NULL || strcmp (counts->device, parsed->device) != 0 || counts->epoch != parsed->epoch
           || counts->seq != parsed->number || memcmp (counts->net, self->net.net, HR_SHARE_NET_BYTES) != 0
           || !hr_share_covers (counts->covers, counts->epoch, counts->seq)
           || !hr_share_signed_verify (bytes, HR_SHARE_SIGNED_COUNTS, member->public_key) || !hr_share_counts_open (counts, self->secret))
    hr_share_engine_doubt (self, name, HR_SHARE_NEVER, NULL);
  else
    {
      *ret_bytes = g_steal_pointer (&bytes);
      return g_steal_pointer (&counts);
    }
  return NULL;
}

static gboolean
read_one (HrShareEngine *self, const char *name, const HrShareName *parsed, gboolean own, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (HrShareCounts) counts = load (self, name, parsed, &bytes);

  if (counts == NULL)
    return TRUE;
  if (!hr_share_engine_begin (self, error)
      || !hr_share_engine_end (self, own ? take_own (self, counts, error) : take_other (self, name, counts, bytes, error), error))
    return FALSE;
  self->news->counts++;
  self->news->foreign_self |= own;
  g_hash_table_remove (self->quarantine, name);
  if (!own)
    keep (self, name, counts, bytes);
  return TRUE;
}

/* A reader's own files too: they say what a restored disk forgot. */
static gboolean
is_new (HrShareEngine *self, const char *name, HrShareName *parsed, gboolean *ret_own)
{
  if (!hr_share_name_parse (name, parsed) || parsed->kind != HR_SHARE_NAME_COUNTS
      || !hr_share_engine_may (self, parsed->device, parsed->epoch, parsed->number))
    return FALSE;
  *ret_own = strcmp (parsed->device, self->device) == 0;
  if (*ret_own)
    return !HR_MUTANT (OWN_COUNTS_NOT_READ) && !hr_share_covers (self->tally_covers, parsed->epoch, parsed->number);
  return (hr_share_engine_role (self, self->device) & (HR_SHARE_ROLE_SITE | HR_SHARE_ROLE_OFFICE)) != 0
         && !hr_share_engine_is_taken (self->tallies, parsed->device, parsed->epoch, parsed->number);
}

static int
newest_first_cb (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)b, *(const char *const *)a);
}

/* ---- writing ---- */

static gboolean
gather_cb (const char *key, GBytes *value, gpointer data)
{
  g_auto (GStrv) parts = g_strsplit (key, "/", 5);
  g_autofree char *text = g_strndup (g_bytes_get_data (value, NULL), g_bytes_get_size (value));
  HrShareCell cell = { 0 };

  if (g_strv_length (parts) != 5)
    return TRUE;
  cell.epoch = (guint32)g_ascii_strtoull (parts[1], NULL, 16);
  cell.day = (gint32)g_ascii_strtoll (parts[2], NULL, 10);
  cell.what = (guint)g_ascii_strtoull (parts[3], NULL, 10);
  cell.meeting = parts[4];
  cell.n = g_ascii_strtoull (text, NULL, 10);
  hr_share_counts_add (data, &cell);
  return TRUE;
}

static int
compare_keys_cb (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, HR_SEAL_PUBLIC_KEY_BYTES);
}

/* The office, the staff of the own site, and this device itself: a restored disk reads what it had said. */
static GArray *
find_readers (HrShareEngine *self)
{
  GArray *readers = g_array_new (FALSE, FALSE, HR_SEAL_PUBLIC_KEY_BYTES);
  const HrShareMember *own = hr_share_engine_member (self, self->device);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->members);
  while (own != NULL && readers->len < HR_SEAL_BOX_KEYS_MAX - 1 && g_hash_table_iter_next (&iter, NULL, &value))
    {
      const HrShareMember *member = value;
      gboolean office = (member->roles & HR_SHARE_ROLE_OFFICE) != 0;
      gboolean site = (member->roles & HR_SHARE_ROLE_SITE) != 0 && *own->site != '\0' && strcmp (own->site, member->site) == 0;

      if ((office || site) && !member->revoked && strcmp (member->device, self->device) != 0)
        g_array_append_vals (readers, member->public_key, 1);
    }
  g_array_append_vals (readers, self->public_key, 1);
  g_array_sort (readers, compare_keys_cb);
  return readers;
}

static gboolean
build (HrShareEngine *self, GArray *readers, const char *digest, GError **error)
{
  g_autoptr (HrShareCounts) counts = hr_share_counts_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *name = NULL;

  if (!self->ledger->class->each (self->ledger, "cell/", gather_cb, counts, error))
    return FALSE;
  memcpy (counts->net, self->net.net, sizeof counts->net);
  g_strlcpy (counts->device, self->device, sizeof counts->device);
  counts->epoch = self->epoch;
  counts->seq = self->counts_seq + 1;
  hr_share_engine_cover (self->tally_covers, self->epoch, counts->seq);
  for (guint i = 0; i < self->tally_covers->len; i++)
    hr_share_cover (counts->covers, g_array_index (self->tally_covers, HrShareSpan, i).epoch,
                    g_array_index (self->tally_covers, HrShareSpan, i).seq);
  bytes = hr_share_counts_encode (counts, (const guint8 (*)[HR_SEAL_PUBLIC_KEY_BYTES])(gpointer)readers->data, readers->len,
                                  self->secret);
  if (bytes == NULL)
    {
      g_set_error_literal (error, HR_ERROR, HR_ERROR_CORRUPT,
                           "The counts cannot be sealed: the key of a device in the list of devices is damaged. Approve that device again.");
      return FALSE;
    }
  name = hr_share_name_make (HR_SHARE_NAME_COUNTS, self->device, self->epoch, counts->seq, bytes);
  return hr_share_engine_set (self, "own/counts", "", bytes, error) && hr_share_engine_set_text (self, "own/counts-name", "", name, error)
         && hr_share_engine_set_text (self, "readers", "", digest, error) && hr_share_engine_set (self, "dirty", "", NULL, error)
         && hr_share_engine_set_covers (self, "tally-covers", self->tally_covers, error);
}

static gboolean
build_when_due (HrShareEngine *self, GError **error)
{
  const HrShareMember *own = hr_share_engine_member (self, self->device);
  g_autoptr (GArray) readers = find_readers (self);
  g_autofree char *digest = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *)readers->data,
                                                         readers->len * HR_SEAL_PUBLIC_KEY_BYTES);
  g_autofree char *before = hr_share_engine_get_text (self, "readers", "");

  /* who came to the office after the counts were sealed reads them too, and who left does not */
  if (own == NULL || own->revoked
      || (hr_share_engine_get_number (self, "dirty", "") == 0 && (before == NULL || strcmp (before, digest) == 0)))
    return TRUE;
  if (!hr_share_engine_begin (self, error) || !hr_share_engine_end (self, build (self, readers, digest, error), error))
    return FALSE;
  self->counts_seq++;
  return TRUE;
}

gboolean
hr_share_engine_read_counts (HrShareEngine *self, GError **error)
{
  g_autoptr (GPtrArray) names = hr_share_folder_list (self->folder, FOLDER, error);

  if (names == NULL)
    return FALSE;
  g_ptr_array_sort (names, newest_first_cb);
  for (guint i = 0; i < names->len; i++)
    {
      HrShareName parsed;
      gboolean own = FALSE;

      if (is_new (self, names->pdata[i], &parsed, &own) && !hr_share_engine_waits (self, names->pdata[i])
          && !read_one (self, names->pdata[i], &parsed, own, error))
        return FALSE;
    }
  return build_when_due (self, error);
}

static gboolean
send (HrShareEngine *self, const char *name, GPtrArray *names, GError **error)
{
  g_autofree char *sent = hr_share_engine_get_text (self, "own/counts-sent", "");
  g_autoptr (GBytes) bytes = hr_share_engine_get (self, "own/counts", "");
  gboolean there = g_strcmp0 (name, sent) == 0 && g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL);
  g_autoptr (GError) local = NULL;
  g_autoptr (GBytes) present = NULL;

  if (there && self->tuning.verify)
    {
      present = hr_share_engine_fetch (self, FOLDER, name, HR_SHARE_COUNTS_MAX, &local);
      there = local != NULL || present != NULL;
    }
  return there
         || (hr_share_engine_ensure (self, FOLDER, name, bytes, error) && hr_share_engine_begin (self, error)
             && hr_share_engine_end (self, hr_share_engine_set_text (self, "own/counts-sent", "", name, error), error));
}

gboolean
hr_share_engine_publish_counts (HrShareEngine *self, GError **error)
{
  g_autofree char *name = hr_share_engine_get_text (self, "own/counts-name", "");
  const HrShareMember *own = hr_share_engine_member (self, self->device);
  g_autoptr (GPtrArray) names = NULL;

  if (name == NULL || own == NULL || own->revoked)
    return TRUE;
  names = hr_share_folder_list (self->folder, FOLDER, error);
  if (names == NULL || !send (self, name, names, error))
    return FALSE;
  for (guint i = 0; i < names->len; i++)
    {
      const char *old = names->pdata[i];
      g_autofree char *path = g_strconcat (FOLDER "/", old, NULL);
      HrShareName parsed;

      if (hr_share_name_parse (old, &parsed) && parsed.kind == HR_SHARE_NAME_COUNTS && strcmp (parsed.device, self->device) == 0
          && strcmp (old, name) != 0 && hr_share_covers (self->tally_covers, parsed.epoch, parsed.number)
          && !g_hash_table_contains (self->quarantine, old) && !hr_share_folder_remove (self->folder, path, error))
        return FALSE;
    }
  return TRUE;
}
