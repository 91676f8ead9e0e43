/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as each of the files of the share: nothing, or a value that is the same after writing and reading it again. */
#include "hr-share-files-private.h"

#include <string.h>

#include "fuzz-private.h"

static void
check_segment (GBytes *bytes)
{
  gsize length = 0;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  char device[HR_SHARE_DEVICE_LENGTH + 1];
  g_autoptr (GPtrArray) groups = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (GBytes) written = NULL;

  if (length < 24)
    return;
  hr_share_device_from_bytes (data + 8, device);
  groups = hr_share_segment_decode (bytes, device);
  if (groups == NULL)
    return;
  written = hr_share_segment_encode (device, groups);
  again = hr_share_segment_decode (written, device);
  g_assert (again != NULL && again->len == groups->len);
  for (guint i = 0; i < groups->len; i++)
    {
      const HrShareGroup *a = groups->pdata[i], *b = again->pdata[i];

      g_assert (g_utf8_validate (a->id, -1, NULL) && a->id[0] != '\0' && strcmp (a->id, b->id) == 0);
      g_assert (hr_share_version_compare (&a->version, &b->version) == 0);
      g_assert (hr_share_group_count (a) == hr_share_group_count (b));
    }
}

/* What comes out of a box that somebody sealed to us may be anything, too. */
static void
check_cells (const uint8_t *data, size_t size)
{
  guint8 publics[1][HR_SEAL_PUBLIC_KEY_BYTES], secret[HR_SEAL_SECRET_KEY_BYTES];
  g_autoptr (HrShareCounts) counts = hr_share_counts_new ();

  hr_seal_make_keys (publics[0], secret);
  counts->box = hr_seal_box_close (size > 0 ? data : (const uint8_t *)"", size, 1, (const guint8 (*)[HR_SEAL_PUBLIC_KEY_BYTES])publics, 1);
  if (counts->box == NULL || !hr_share_counts_open (counts, secret))
    return;
  for (guint i = 0; i < counts->cells->len; i++)
    g_assert (g_utf8_validate (g_array_index (counts->cells, HrShareCell, i).meeting, -1, NULL));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (HrShareHead) head = hr_share_head_decode (bytes);
  g_autoptr (HrShareManifest) manifest = hr_share_manifest_decode (bytes);
  g_autoptr (HrShareCounts) counts = hr_share_counts_decode (bytes);
  g_autoptr (HrShareRequest) request = hr_share_request_decode (bytes);
  guint8 public[HR_SEAL_PUBLIC_KEY_BYTES], secret[HR_SEAL_SECRET_KEY_BYTES];
  g_autoptr (GBytes) box = NULL;
  HrShareNet net;

  hr_seal_make_keys (public, secret);
  if (head != NULL)
    {
      g_autoptr (GBytes) written = hr_share_head_encode (head, secret);
      g_autoptr (HrShareHead) again = hr_share_head_decode (written);

      g_assert (again != NULL && again->live->len == head->live->len && again->seq == head->seq);
    }
  for (guint i = 0; manifest != NULL && i < manifest->members->len; i++)
    g_assert (g_utf8_validate (((HrShareMember *)manifest->members->pdata[i])->name, -1, NULL));
  if (counts != NULL)
    g_assert (!hr_share_counts_open (counts, secret));
  if (request != NULL)
    g_assert (g_utf8_validate (request->name, -1, NULL));
  hr_share_net_decode (bytes, &net);
  box = hr_seal_box_open (size > 0 ? data : (const uint8_t *)"", size, secret);
  g_assert (box == NULL);
  check_segment (bytes);
  check_cells (data, size);
  return 0;
}
