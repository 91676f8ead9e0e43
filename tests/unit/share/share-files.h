/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of the share that are the same at every run. */
#pragma once

#include "hr-share-files-private.h"

#include <string.h>

/* Keys that anybody can make again: RFC 8032's first test and two keys made from fixed seeds */
static const char *const share_secrets[3] = {
  "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
  "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
  "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
};

static inline void
share_keys (guint n, guint8 public[HR_SEAL_PUBLIC_KEY_BYTES], guint8 secret[HR_SEAL_SECRET_KEY_BYTES], char *device)
{
  g_autofree char *id = NULL;

  for (guint i = 0; i < HR_SEAL_SECRET_KEY_BYTES; i++)
    secret[i] = (guint8)(g_ascii_xdigit_value (share_secrets[n][2 * i]) << 4 | g_ascii_xdigit_value (share_secrets[n][2 * i + 1]));
  g_assert_true (hr_seal_check_keys (secret, public));
  id = hr_seal_device_id (public);
  g_strlcpy (device, id, HR_SHARE_DEVICE_LENGTH + 1);
}

static inline GPtrArray *
share_groups (void)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_share_group_free);
  guint8 public[HR_SEAL_PUBLIC_KEY_BYTES], secret[HR_SEAL_SECRET_KEY_BYTES];
  HrShareVersion version = { 1, 1764000000000, "", 0xdeadbeef, 7 };
  HrShareGroup *group;

  share_keys (0, public, secret, version.device);
  group = hr_share_group_new (3, "", "m-serenity", &version);
  group->whole = 26;
  hr_share_group_add (group, 0, "Serenity at noon");
  hr_share_group_add (group, 1, "serenity-at-noon");
  hr_share_group_add (group, 2, "aa");
  hr_share_group_skip (group, 12);
  g_ptr_array_add (groups, group);
  share_keys (1, public, secret, version.device);
  version.gen = 2;
  version.op = 300;
  group = hr_share_group_new (3, "harbor", "m-serenity", &version);
  hr_share_group_add (group, 12, "Ring the bell. Toque el timbre: ¡gracias!");
  hr_share_group_add (group, 15, NULL);
  hr_share_group_add (group, 99, "of a later program");
  g_ptr_array_add (groups, group);
  return groups;
}

static inline GBytes *
share_segment (void)
{
  g_autoptr (GPtrArray) groups = share_groups ();
  guint8 public[HR_SEAL_PUBLIC_KEY_BYTES], secret[HR_SEAL_SECRET_KEY_BYTES];
  char device[HR_SHARE_DEVICE_LENGTH + 1];

  share_keys (0, public, secret, device);
  return hr_share_segment_encode (device, groups);
}

static inline GBytes *
share_head (void)
{
  g_autoptr (HrShareHead) head = hr_share_head_new ();
  g_autoptr (GBytes) segment = share_segment ();
  guint8 public[HR_SEAL_PUBLIC_KEY_BYTES], secret[HR_SEAL_SECRET_KEY_BYTES];
  HrShareLive live;
  HrShareRelease release = { "", { 0xcafe, 3 } };

  memset (head->net, 7, sizeof head->net);
  share_keys (1, public, secret, release.device);
  share_keys (0, public, secret, head->device);
  head->epoch = 0xdeadbeef;
  head->seq = 12;
  head->wall_ms = 1764000000123;
  hr_share_cover (head->covers, 0xdeadbeef, 12);
  hr_share_cover (head->covers, 0x11, 4);
  live.size = (guint32)g_bytes_get_size (segment);
  hr_seal_hash (g_bytes_get_data (segment, NULL), live.size, live.hash);
  g_array_append_val (head->live, live);
  g_array_append_val (head->releases, release);
  return hr_share_head_encode (head, secret);
}

static inline GBytes *
share_trust (void)
{
  g_autoptr (HrShareManifest) manifest = hr_share_manifest_new ();
  guint8 public[HR_SEAL_PUBLIC_KEY_BYTES], secret[HR_SEAL_SECRET_KEY_BYTES];
  char device[HR_SHARE_DEVICE_LENGTH + 1];
  HrShareMember *member;

  memset (manifest->net, 7, sizeof manifest->net);
  manifest->version = 3;
  manifest->wall_ms = 1764000000000;
  for (guint i = 1; i < 3; i++)
    {
      share_keys (i, public, secret, device);
      member = hr_share_member_new (public);
      member->roles = i == 1 ? HR_SHARE_ROLE_OFFICE | HR_SHARE_ROLE_MANAGER : HR_SHARE_ROLE_KIOSK;
      member->serial = i;
      g_free (member->name);
      member->name = g_strdup (i == 1 ? "Office" : "Lobby");
      g_free (member->site);
      member->site = g_strdup (i == 1 ? "" : "harbor");
      member->revoked = i == 2;
      if (i == 2)
        hr_share_cover (member->kept, 5, 6);
      g_ptr_array_add (manifest->members, member);
    }
  share_keys (0, public, secret, device);
  return hr_share_manifest_encode (manifest, secret);
}

static inline GBytes *
share_counts (void)
{
  g_autoptr (HrShareCounts) counts = hr_share_counts_new ();
  guint8 readers[2][HR_SEAL_PUBLIC_KEY_BYTES], secret[HR_SEAL_SECRET_KEY_BYTES];
  char device[HR_SHARE_DEVICE_LENGTH + 1];
  HrShareCell cell = { .epoch = 0x77, .day = 20780, .meeting = (char *)"m-serenity", .n = 14, .fellowship = (char *)"aa", .days = 2 };

  memset (counts->net, 7, sizeof counts->net);
  share_keys (1, readers[0], secret, device);
  share_keys (2, readers[1], secret, counts->device);
  counts->epoch = 0x77;
  counts->seq = 2;
  hr_share_cover (counts->covers, 0x77, 2);
  hr_share_counts_add (counts, &cell);
  cell.what = 1;
  cell.n = G_MAXINT64;
  hr_share_counts_add (counts, &cell);
  return hr_share_counts_encode (counts, (const guint8 (*)[HR_SEAL_PUBLIC_KEY_BYTES])readers, 2, secret);
}
