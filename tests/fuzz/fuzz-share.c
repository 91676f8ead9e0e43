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

/* What a device that is in sealed: the cells may still be anything. */
static void
check_cells (const uint8_t *data, size_t size, const guint8 public[HR_SEAL_PUBLIC_KEY_BYTES], const guint8 secret[HR_SEAL_SECRET_KEY_BYTES])
{
  g_autoptr (HrShareCounts) counts = hr_share_counts_new ();
  g_autoptr (HrShareCounts) again = NULL;
  g_autoptr (GBytes) written = NULL;

  counts->box = hr_seal_box_close (size > 0 ? data : (const uint8_t *)"", size, 64, (const guint8 (*)[HR_SEAL_PUBLIC_KEY_BYTES])public, 1);
  g_assert (counts->box != NULL);
  if (!hr_share_counts_open (counts, secret))
    return;
  memset (counts->device, 'a', sizeof counts->device - 1);
  counts->epoch = counts->seq = 1;
  hr_share_cover (counts->covers, 1, 1);
  written = hr_share_counts_encode (counts, (const guint8 (*)[HR_SEAL_PUBLIC_KEY_BYTES])public, 1, secret);
  again = hr_share_counts_decode (written);
  g_assert (again != NULL || g_bytes_get_size (written) > HR_SHARE_COUNTS_MAX);
  if (again == NULL)
    return;
  g_assert (hr_share_counts_open (again, secret) && hr_share_cells_equal (counts->cells, again->cells));
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
  check_cells (data, size, public, secret);
  return 0;
}
