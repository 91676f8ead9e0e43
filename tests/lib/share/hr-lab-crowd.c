/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-test"

#include "hr-lab-crowd.h"
#include "handrail/core/hr-kind.h"

#include <string.h>

#define WALL G_GINT64_CONSTANT (1764000000000)
/* smaller than any real file of counts; nobody but staff at the end of a day opens one */
#define CELLS 4

typedef struct
{
  const HrLabCrowd *crowd;
  const HrShareNet *net;
  HrLabPutFunc put;
  gpointer data;
  guint files;
  guint8 public[HR_SEAL_PUBLIC_KEY_BYTES], secret[HR_SEAL_SECRET_KEY_BYTES];
  char device[HR_SHARE_DEVICE_LENGTH + 1];
} Making;

static void
put_file (Making *making, const char *folder, const char *name, GBytes *bytes)
{
  g_autofree char *path = g_strconcat (folder, "/", name, NULL);

  making->put (path, bytes, making->data);
  making->files++;
}

static void
new_device (Making *making)
{
  g_autofree char *id = NULL;

  hr_seal_make_keys (making->public, making->secret);
  id = hr_seal_device_id (making->public);
  g_strlcpy (making->device, id, sizeof making->device);
}

static gboolean
is_office (guint i)
{
  return i % 10 == 0;
}

static void
add_member (Making *making, HrShareManifest *manifest, guint i, guint roles)
{
  HrShareMember *member = hr_share_member_new (making->public);

  member->roles = roles;
  member->serial = 1;
  g_free (member->site);
  member->site = is_office (i) && roles != HR_SHARE_ROLE_KIOSK ? g_strdup ("")
                                                               : g_strdup_printf ("site-%03u", i % MAX (making->crowd->sites, 1));
  g_free (member->name);
  member->name = g_strdup_printf ("Device %u", i);
  g_ptr_array_add (manifest->members, member);
}

/* One place, as somebody types it in */
static GBytes *
make_segment (Making *making, guint i, guint op)
{
  HrShareVersion version = { 1, WALL + i, "", 0x10000 + i, op };
  g_autoptr (GPtrArray) groups = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_share_group_free);
  g_autofree char *id = g_strdup_printf ("v-%u", i);
  g_autofree char *scope = is_office (i) ? g_strdup ("") : g_strdup_printf ("site-%03u", i % MAX (making->crowd->sites, 1));
  g_autofree char *name = g_strdup_printf ("Hall %u", i * 7919 + op);
  g_autofree char *address = g_strdup_printf ("%u Harbor Street, Port Alder", i + 1);
  HrShareGroup *group;

  g_strlcpy (version.device, making->device, sizeof version.device);
  group = hr_share_group_new (HR_KIND_VENUE, scope, id, &version);
  hr_share_group_add (group, 0, name);
  hr_share_group_add (group, 1, address);
  g_ptr_array_add (groups, group);
  return hr_share_segment_encode (making->device, groups);
}

static void
put_head (Making *making, guint i, guint old)
{
  g_autofree char *folder = hr_share_name_segment_folder (making->device);
  g_autoptr (HrShareHead) head = hr_share_head_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *name = NULL;

  for (guint op = 1; op <= old + 1; op++)
    {
      g_autoptr (GBytes) segment = make_segment (making, i, op);
      g_autofree char *file = hr_share_name_make (HR_SHARE_NAME_SEGMENT, NULL, 0, 0, segment);
      HrShareLive live = { { 0 }, (guint32)g_bytes_get_size (segment) };

      put_file (making, folder, file, segment);
      hr_seal_hash (g_bytes_get_data (segment, NULL), live.size, live.hash);
      if (op > old)
        g_array_append_val (head->live, live);
    }
  memcpy (head->net, making->net->net, sizeof head->net);
  g_strlcpy (head->device, making->device, sizeof head->device);
  head->epoch = 0x10000 + i;
  head->seq = old + 1;
  head->wall_ms = WALL + i;
  hr_share_cover (head->covers, head->epoch, head->seq);
  bytes = hr_share_head_encode (head, making->secret);
  name = hr_share_name_make (HR_SHARE_NAME_HEAD, making->device, head->epoch, head->seq, bytes);
  put_file (making, "h", name, bytes);
}

static void
put_counts (Making *making, guint i, const guint8 reader[HR_SEAL_PUBLIC_KEY_BYTES])
{
  for (guint year = 0; year <= making->crowd->years; year++)
    {
      g_autoptr (HrShareCounts) counts = hr_share_counts_new ();
      g_autofree char *folder = year == 0 ? g_strdup ("c/cur") : g_strdup_printf ("c/%u", 2026 - year);
      g_autoptr (GBytes) bytes = NULL;
      g_autofree char *name = NULL;
      guint8 readers[1][HR_SEAL_PUBLIC_KEY_BYTES];

      memcpy (readers[0], reader, sizeof readers[0]);
      memcpy (counts->net, making->net->net, sizeof counts->net);
      g_strlcpy (counts->device, making->device, sizeof counts->device);
      counts->epoch = 0x20000 + i;
      counts->seq = year + 1;
      hr_share_cover (counts->covers, counts->epoch, counts->seq);
      for (guint cell = 0; cell < CELLS; cell++)
        {
          HrShareCell one = { counts->epoch, 20000 - (gint32)year * 365 + (gint32)cell, (char *)"m-noon", 0, cell + 1 };

          hr_share_counts_add (counts, &one);
        }
      bytes = hr_share_counts_encode (counts, (const guint8 (*)[HR_SEAL_PUBLIC_KEY_BYTES])readers, 1, making->secret);
      name = hr_share_name_make (HR_SHARE_NAME_COUNTS, making->device, counts->epoch, counts->seq, bytes);
      put_file (making, folder, name, bytes);
    }
}

guint
hr_lab_crowd_make (const HrLabCrowd *crowd, const HrShareNet *net, const guint8 root[HR_SEAL_SECRET_KEY_BYTES], HrLabPutFunc put,
                   gpointer data)
{
  g_autoptr (HrShareManifest) manifest = hr_share_manifest_new ();
  Making making = { crowd, net, put, data, 0, { 0 }, { 0 }, "" };
  guint8 reader[HR_SEAL_PUBLIC_KEY_BYTES] = { 0 };
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *name = NULL;

  for (guint i = 0; i < crowd->heads; i++)
    {
      new_device (&making);
      if (i == 0)
        memcpy (reader, making.public, sizeof reader);
      add_member (&making, manifest, i, is_office (i) ? HR_SHARE_ROLE_OFFICE : HR_SHARE_ROLE_SITE);
      /* spread evenly: the first ones have one more */
      put_head (&making, i, crowd->old / crowd->heads + (i < crowd->old % crowd->heads));
    }
  for (guint i = 0; i < crowd->kiosks; i++)
    {
      new_device (&making);
      add_member (&making, manifest, i, HR_SHARE_ROLE_KIOSK);
      put_counts (&making, i, reader);
    }
  memcpy (manifest->net, net->net, sizeof manifest->net);
  manifest->version = crowd->version;
  manifest->wall_ms = WALL;
  bytes = hr_share_manifest_encode (manifest, root);
  name = hr_share_name_make (HR_SHARE_NAME_TRUST, NULL, 0, manifest->version, bytes);
  put_file (&making, "h", name, bytes);
  return making.files;
}
