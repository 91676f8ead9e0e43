/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small center on a share in memory: devices 0 and 1 are the office, 2 is staff of "harbor", 3 its kiosk, 4 a manager at the office. */
#pragma once

#include "handrail/core/hr-error.h"
#include "hr-lab-folder.h"
#include "hr-lab-ledger.h"
#include "hr-share-engine-private.h"

#include <string.h>

#define WALL G_GINT64_CONSTANT (1764000000000)
#define MAX_DEVICES 5

typedef struct
{
  guint8 public[HR_SEAL_PUBLIC_KEY_BYTES];
  guint8 secret[HR_SEAL_SECRET_KEY_BYTES];
  char device[HR_SHARE_DEVICE_LENGTH + 1];
  HrShareLedger *ledger;
  HrShareFolder *folder;
  HrShareEngine *engine;
  gint64 now;
} Device;

/* Whose engine has it counted three in m1, in a run that it names */
static inline gboolean
tell_three_cb (HrShareEngine *engine, GArray *cells, gpointer data, GError **error)
{
  HrShareCell cell = { .epoch = GPOINTER_TO_UINT (data), .day = 100, .meeting = (char *)"m1", .n = 3, .fellowship = (char *)"aa", .days = 2 };

  hr_share_cells_add (cells, &cell);
  return TRUE;
}

static inline guint64
counts_of (Device *reader, const Device *writer, guint32 epoch, const char *meeting)
{
  g_autoptr (GArray) cells = hr_share_engine_counts_of (reader->engine, writer->device);

  for (guint i = 0; i < cells->len; i++)
    if (g_array_index (cells, HrShareCell, i).epoch == epoch && strcmp (g_array_index (cells, HrShareCell, i).meeting, meeting) == 0)
      return g_array_index (cells, HrShareCell, i).n;
  return 0;
}

typedef struct
{
  HrLabShare *share;
  HrShareNet net;
  guint8 root[HR_SEAL_SECRET_KEY_BYTES];
  Device devices[MAX_DEVICES];
  guint version;
} World;

static inline void
boot (World *world, Device *device)
{
  static guint32 epoch;

  hr_share_engine_free (device->engine);
  *hr_lab_folder_dead (device->folder) = FALSE;
  device->engine = hr_share_engine_new (device->folder, device->ledger, &world->net, device->secret, ++epoch);
}

static inline void
use_ledger (World *world, Device *device, HrShareLedger *ledger)
{
  device->ledger = ledger;
  hr_lab_ledger_watch (ledger, hr_lab_folder_dead (device->folder));
  boot (world, device);
}

/* A manifest by @signer (%NULL: the root key) of devices with these roles */
static inline void
trust (World *world, const Device *signer, guint device, guint roles, const char *site, guint32 serial, const HrShareSpan *revoked)
{
  g_autoptr (HrShareManifest) manifest = hr_share_manifest_new ();
  HrShareMember *member = hr_share_member_new (world->devices[device].public);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;

  memcpy (manifest->net, world->net.net, sizeof manifest->net);
  manifest->version = ++world->version;
  member->roles = roles;
  member->serial = serial;
  g_free (member->site);
  member->site = g_strdup (site);
  member->revoked = revoked != NULL;
  if (revoked != NULL && revoked->seq > 0)
    hr_share_cover (member->kept, revoked->epoch, revoked->seq);
  g_ptr_array_add (manifest->members, member);
  bytes = hr_share_manifest_encode (manifest, signer != NULL ? signer->secret : world->root);
  name = hr_share_name_make (HR_SHARE_NAME_TRUST, NULL, 0, manifest->version, bytes);
  path = g_strconcat ("h/", name, NULL);
  hr_lab_share_put (world->share, 0, path, bytes);
}

static inline World *
world_new (void)
{
  World *world = g_new0 (World, 1);
  g_autoptr (GBytes) marker = NULL;

  world->share = hr_lab_share_new (3, 1);
  memset (world->net.net, 9, sizeof world->net.net);
  hr_seal_make_keys (world->net.root, world->root);
  marker = hr_share_net_encode (&world->net, world->root);
  hr_lab_share_put (world->share, 0, HR_SHARE_NET_FILE, marker);
  for (guint i = 0; i < MAX_DEVICES; i++)
    {
      Device *device = &world->devices[i];
      g_autofree char *id = NULL;

      hr_seal_make_keys (device->public, device->secret);
      id = hr_seal_device_id (device->public);
      g_strlcpy (device->device, id, sizeof device->device);
      device->now = WALL;
      device->folder = hr_lab_folder_new (world->share, 0, HR_LAB_POSIX);
      use_ledger (world, device, hr_lab_ledger_new ());
      trust (world, NULL, i, i < 2 ? HR_SHARE_ROLE_OFFICE : i == 2 ? HR_SHARE_ROLE_SITE : i == 3 ? HR_SHARE_ROLE_KIOSK
             : HR_SHARE_ROLE_MANAGER | HR_SHARE_ROLE_OFFICE, i == 2 || i == 3 ? "harbor" : "", 1, NULL);
    }
  return world;
}

static inline void
world_free (World *world)
{
  for (guint i = 0; i < MAX_DEVICES; i++)
    {
      hr_share_engine_free (world->devices[i].engine);
      hr_lab_ledger_free (world->devices[i].ledger);
      hr_share_folder_free (world->devices[i].folder);
    }
  hr_lab_share_free (world->share);
  g_free (world);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (World, world_free)

static inline HrShareNews
sync_one (World *world, guint i)
{
  Device *device = &world->devices[i];
  HrShareNews news;
  g_autoptr (GError) error = NULL;
  gboolean ok = hr_share_engine_sync (device->engine, ++device->now, &news, &error);

  g_assert_no_error (error);
  g_assert_true (ok);
  return news;
}

static inline void
sync_all (World *world, guint rounds)
{
  for (guint i = 0; i < rounds * MAX_DEVICES; i++)
    sync_one (world, i % MAX_DEVICES);
}

static inline void
edit (World *world, guint i, const char *scope, const char *id, guint field, const char *value)
{
  Device *device = &world->devices[i];

  hr_lab_ledger_edit (device->ledger, device->device, device->engine->epoch, ++device->now, scope, id, field, value);
}

static inline const char *
value (World *world, guint i, const char *scope, const char *id, guint field)
{
  return hr_lab_ledger_value (world->devices[i].ledger, scope, id, field, NULL);
}

static inline void
expect_same (World *world, guint a, guint b)
{
  g_autofree char *x = hr_lab_ledger_dump (world->devices[a].ledger);
  g_autofree char *y = hr_lab_ledger_dump (world->devices[b].ledger);

  g_assert_cmpstr (x, ==, y);
}

static inline guint
count_files (World *world, const char *prefix)
{
  g_autoptr (GPtrArray) names = hr_lab_share_names (world->share, 0);
  guint n = 0;

  for (guint i = 0; i < names->len; i++)
    n += g_str_has_prefix (names->pdata[i], prefix);
  return n;
}
