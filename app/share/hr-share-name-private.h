/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of files on the share. A name that is not one of these in full does not exist: copies that other programs make of conflicts,
 * temporary files, thumbnails. */
#pragma once

#include "handrail/seal/hr-seal.h"

G_BEGIN_DECLS

#define HR_SHARE_FOLDER "handrail1"
#define HR_SHARE_NET_FILE "net.hrn"
#define HR_SHARE_NAME_MAX 80
#define HR_SHARE_DEVICE_BYTES 16

/** HrShareNameKind: head of a listing stream, trust manifest, segment, counts, request, temporary file */
typedef enum
{
  HR_SHARE_NAME_HEAD = 'l',
  HR_SHARE_NAME_TRUST = 't',
  HR_SHARE_NAME_SEGMENT = 's',
  HR_SHARE_NAME_COUNTS = 'c',
  HR_SHARE_NAME_REQUEST = 'r',
  HR_SHARE_NAME_TEMPORARY = 'x',
} HrShareNameKind;

/** HrShareName: @number: the sequence, or the version of a manifest; @hash: as in the name, 16 or 32 characters */
typedef struct
{
  HrShareNameKind kind;
  char device[HR_SEAL_DEVICE_ID_LENGTH + 1];
  guint32 epoch;
  guint32 number;
  char hash[33];
} HrShareName;

/** hr_share_name_parse: @name: without folder */
gboolean hr_share_name_parse (const char *name, HrShareName *ret);

/** hr_share_name_make: Returns: (transfer full): for @bytes; @device: (nullable) */
char *hr_share_name_make (HrShareNameKind kind, const char *device, guint32 epoch, guint32 number, GBytes *bytes) G_GNUC_WARN_UNUSED_RESULT;

/** hr_share_name_fits: whether @bytes have the hash that the name says */
gboolean hr_share_name_fits (const HrShareName *self, GBytes *bytes);

/** hr_share_name_folder: (transfer full): where a segment of @device lies: "s/a/abcd…" */
char *hr_share_name_segment_folder (const char *device) G_GNUC_WARN_UNUSED_RESULT;

/** hr_share_device_to_bytes: the 16 bytes behind the 26 characters; %FALSE when they are not such */
gboolean hr_share_device_to_bytes (const char *device, guint8 ret[HR_SHARE_DEVICE_BYTES]);
void hr_share_device_from_bytes (const guint8 bytes[HR_SHARE_DEVICE_BYTES], char ret[HR_SEAL_DEVICE_ID_LENGTH + 1]);

G_END_DECLS
