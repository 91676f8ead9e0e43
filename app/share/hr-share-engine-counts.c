/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts: cells that only grow. A kiosk opens its own files alone; staff open those that are sealed to them. Whoever holds a file puts it
 * back when the folder lost it. */
#define G_LOG_DOMAIN "handrail-share"

#include "hr-share-engine-private.h"

#include <string.h>

#define FOLDER "c/cur"

static gboolean
is_reader (HrShareEngine *self)
{
  return (hr_share_engine_role (self, self->device) & (HR_SHARE_ROLE_SITE | HR_SHARE_ROLE_OFFICE)) != 0;
}

static char *
cell_key (const char *prefix, const HrShareCell *cell)
{
  return g_strdup_printf ("%s%08x/%d/%s/%u", prefix, cell->epoch, cell->day, cell->meeting, cell->what);
}

gboolean
hr_share_engine_add_count (HrShareEngine *self, gint32 day, const char *meeting, guint what, guint64 n, GError **error)
{
  HrShareCell cell = { HR_MUTANT (COUNTS_WITHOUT_EPOCH) ? 0 : self->epoch, day, (char *)meeting, what, 0 };
  g_autofree char *key = cell_key ("cell/", &cell);

  return hr_share_engine_note_number (self, key, hr_share_engine_get_number (self, key) + n, error)
         && hr_share_engine_note_number (self, "dirty", 1, error);
}

static gboolean
take_cells (HrShareEngine *self, HrShareCounts *counts, const char *prefix, GError **error)
{
  for (guint i = 0; i < counts->cells->len; i++)
    {
      const HrShareCell *cell = &g_array_index (counts->cells, HrShareCell, i);
      g_autofree char *key = cell_key (prefix, cell);

      if (hr_share_engine_get_number (self, key) < cell->n && !hr_share_engine_note_number (self, key, cell->n, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
take_covers (HrShareEngine *self, const HrShareCounts *counts, GError **error)
{
  for (guint i = 0; i < counts->covers->len; i++)
    {
      const HrShareSpan *span = &g_array_index (counts->covers, HrShareSpan, i);
      g_autofree char *key = g_strdup_printf ("ccover/%08x", span->epoch);

      if (hr_share_engine_get_number (self, key) < span->seq && !hr_share_engine_note_number (self, key, span->seq, error))
        return FALSE;
    }
  self->news->foreign_self = TRUE;
  return hr_share_engine_note_number (self, "dirty", 1, error);
}

/* Of one device, only the files that no other covers are kept. */
static gboolean
keep (HrShareEngine *self, const char *name, const HrShareCounts *counts, GBytes *bytes, GError **error)
{
  g_autofree char *prefix = g_strconcat ("count/c-", counts->device, "-", NULL);
  g_autofree char *key = g_strconcat ("count/", name, NULL);
  g_autoptr (GPtrArray) keys = hr_share_engine_keys (self, prefix, error);

  for (guint i = 0; keys != NULL && i < keys->len; i++)
    {
      HrShareName parsed;

      if (hr_share_name_parse ((char *)keys->pdata[i] + strlen ("count/"), &parsed)
          && hr_share_covers (counts->covers, parsed.epoch, parsed.number) && !hr_share_engine_note (self, keys->pdata[i], NULL, error))
        return FALSE;
    }
  return keys != NULL && hr_share_engine_note (self, key, bytes, error);
}

static gboolean
take_file (HrShareEngine *self, const char *name, HrShareCounts *counts, GBytes *bytes, GError **error)
{
  g_autofree char *seen = g_strconcat ("seen/", name, NULL);
  g_autofree char *prefix = g_strconcat ("got/", counts->device, "/", NULL);
  gboolean own = strcmp (counts->device, self->device) == 0;

  return take_cells (self, counts, own ? "cell/" : prefix, error) && hr_share_engine_note_number (self, seen, 1, error)
         && (own ? take_covers (self, counts, error) : keep (self, name, counts, bytes, error));
}

static gboolean
read_file (HrShareEngine *self, const char *name, const HrShareName *parsed, GError **error)
{
  const HrShareMember *member = hr_share_engine_member (self, parsed->device);
  g_autoptr (GError) local = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (HrShareCounts) counts = NULL;

  if (member == NULL || !hr_share_engine_may (self, parsed->device, parsed->epoch, parsed->number))
    return TRUE;
  bytes = hr_share_engine_fetch (self, FOLDER, name, HR_SHARE_COUNTS_MAX, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  counts = bytes != NULL ? hr_share_counts_decode (bytes) : NULL;
  if (counts == NULL || strcmp (counts->device, parsed->device) != 0 || counts->epoch != parsed->epoch || counts->seq != parsed->number
      || memcmp (counts->net, self->net.net, HR_SHARE_NET_BYTES) != 0
      || !hr_share_signed_verify (bytes, HR_SHARE_SIGNED_COUNTS, member->public_key) || !hr_share_counts_open (counts, self->secret))
    return TRUE;
  if (!self->ledger->class->begin (self->ledger, error))
    return FALSE;
  self->news->counts++;
  if (take_file (self, name, counts, bytes, error) && self->ledger->class->commit (self->ledger, error))
    return TRUE;
  self->ledger->class->rollback (self->ledger);
  return FALSE;
}

static gboolean
read_files (HrShareEngine *self, GError **error)
{
  for (guint i = 0; i < self->count_files->len; i++)
    {
      const char *name = self->count_files->pdata[i];
      HrShareName parsed;
      gboolean own;

      if (!hr_share_name_parse (name, &parsed) || parsed.kind != HR_SHARE_NAME_COUNTS || hr_share_engine_has_note (self, "seen/", name))
        continue;
      own = strcmp (parsed.device, self->device) == 0;
      if (own ? HR_MUTANT (OWN_COUNTS_NOT_READ) : !is_reader (self))
        continue;
      if (!read_file (self, name, &parsed, error))
        return FALSE;
    }
  return TRUE;
}

typedef struct
{
  HrShareEngine *engine;
  HrShareCounts *counts;
} Gather;

static gboolean
gather_cb (const char *key, GBytes *value, gpointer data)
{
  Gather *gather = data;
  g_auto (GStrv) parts = g_strsplit (key, "/", -1);
  g_autofree char *text = g_strndup (g_bytes_get_data (value, NULL), g_bytes_get_size (value));
  HrShareCell cell = { 0 };

  if (g_strv_length (parts) != 5)
    return TRUE;
  cell.epoch = (guint32)g_ascii_strtoull (parts[1], NULL, 16);
  cell.day = (gint32)g_ascii_strtoll (parts[2], NULL, 10);
  cell.meeting = parts[3];
  cell.what = (guint)g_ascii_strtoull (parts[4], NULL, 10);
  cell.n = g_ascii_strtoull (text, NULL, 10);
  hr_share_counts_add (gather->counts, &cell);
  return TRUE;
}

/* The office, the staff of the own site, and this device itself: a restored disk reads what it had said. */
static GArray *
find_readers (HrShareEngine *self)
{
  GArray *readers = g_array_new (FALSE, FALSE, HR_SEAL_PUBLIC_KEY_BYTES);
  const HrShareMember *own = hr_share_engine_member (self, self->device);
  GHashTableIter iter;
  gpointer value;

  g_array_append_vals (readers, self->public_key, 1);
  g_hash_table_iter_init (&iter, self->members);
  while (readers->len < HR_SEAL_BOX_KEYS_MAX && g_hash_table_iter_next (&iter, NULL, &value))
    {
      const HrShareMember *member = value;
      gboolean office = (member->roles & HR_SHARE_ROLE_OFFICE) != 0;
      gboolean site = (member->roles & HR_SHARE_ROLE_SITE) != 0 && own != NULL && strcmp (own->site, member->site) == 0;

      if ((office || site) && !member->revoked && strcmp (member->device, self->device) != 0)
        g_array_append_vals (readers, member->public_key, 1);
    }
  return readers;
}

static gboolean
build_file (HrShareEngine *self, GError **error)
{
  g_autoptr (HrShareCounts) counts = hr_share_counts_new ();
  Gather gather = { self, counts };
  g_autofree char *cover = g_strdup_printf ("ccover/%08x", self->epoch);
  g_autoptr (GArray) readers = find_readers (self);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) name_bytes = NULL;
  g_autofree char *name = NULL;
  g_autofree char *seen = NULL;

  if (!self->ledger->class->each (self->ledger, "cell/", gather_cb, &gather, error)
      || !hr_share_engine_note_number (self, cover, self->counts_seq + 1, error))
    return FALSE;
  g_array_unref (counts->covers);
  counts->covers = hr_share_engine_get_covers (self, "ccover/", error);
  memcpy (counts->net, self->net.net, sizeof counts->net);
  g_strlcpy (counts->device, self->device, sizeof counts->device);
  counts->epoch = self->epoch;
  counts->seq = self->counts_seq + 1;
  bytes = hr_share_counts_encode (counts, (const guint8 (*)[HR_SEAL_PUBLIC_KEY_BYTES])(gpointer)readers->data, readers->len, self->secret);
  if (bytes == NULL)
    return TRUE;
  name = hr_share_name_make (HR_SHARE_NAME_COUNTS, self->device, self->epoch, counts->seq, bytes);
  seen = g_strconcat ("seen/", name, NULL);
  name_bytes = g_bytes_new (name, strlen (name));
  return hr_share_engine_note (self, "own/counts", bytes, error) && hr_share_engine_note (self, "own/counts-name", name_bytes, error)
         && hr_share_engine_note_number (self, seen, 1, error) && hr_share_engine_note (self, "dirty", NULL, error);
}

static gboolean
publish_file (HrShareEngine *self, gboolean built, GError **error)
{
  g_autoptr (GBytes) bytes = self->ledger->class->get (self->ledger, "own/counts");
  g_autoptr (GBytes) name_bytes = self->ledger->class->get (self->ledger, "own/counts-name");
  g_autoptr (GArray) covers = hr_share_engine_get_covers (self, "ccover/", error);
  g_autofree char *name = name_bytes != NULL ? g_strndup (g_bytes_get_data (name_bytes, NULL), g_bytes_get_size (name_bytes)) : NULL;
  g_autofree char *path = g_strconcat (FOLDER "/", name, NULL);

  if (covers == NULL || name == NULL)
    return covers != NULL;
  if ((built || self->tuning.verify || !hr_share_engine_has_name (self->count_files, name))
      && !hr_share_engine_ensure (self, path, bytes, !built, error))
    return FALSE;
  for (guint i = 0; i < self->count_files->len; i++)
    {
      HrShareName parsed;
      g_autofree char *old = g_strconcat (FOLDER "/", self->count_files->pdata[i], NULL);

      if (hr_share_name_parse (self->count_files->pdata[i], &parsed) && parsed.kind == HR_SHARE_NAME_COUNTS
          && strcmp (parsed.device, self->device) == 0 && strcmp (self->count_files->pdata[i], name) != 0
          && hr_share_covers (covers, parsed.epoch, parsed.number) && hr_share_engine_has_note (self, "seen/", self->count_files->pdata[i])
          && !hr_share_folder_remove (self->folder, old, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
hr_share_engine_counts (HrShareEngine *self, GError **error)
{
  gboolean built = FALSE;

  self->count_files = hr_share_folder_list (self->folder, FOLDER, error);
  if (self->count_files == NULL || !read_files (self, error))
    return FALSE;
  if (hr_share_engine_get_number (self, "dirty") > 0 && hr_share_engine_member (self, self->device) != NULL)
    {
      if (!self->ledger->class->begin (self->ledger, error))
        return FALSE;
      if (!build_file (self, error) || !self->ledger->class->commit (self->ledger, error))
        {
          self->ledger->class->rollback (self->ledger);
          return FALSE;
        }
      self->counts_seq++;
      built = TRUE;
    }
  return publish_file (self, built, error);
}
