/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A share that has been in use for years: thousands of devices with valid heads and one listing each, segments that nobody names any
 * more, counts of every kiosk and closed years. Made file by file, so that it needs no memory. */
#pragma once

#include "handrail/share/hr-share-folder.h"
#include "hr-share-files-private.h"

G_BEGIN_DECLS

/** HrLabPutFunc: a file of the share */
typedef void (*HrLabPutFunc) (const char *path, GBytes *bytes, gpointer data);

/**
 * HrLabCrowd:
 * @heads: devices that publish listings: one of ten for the office, the others for one of @sites sites
 * @old: segments that no head names
 * @kiosks: devices with a file of counts in the open quarter, and one for each of @years
 * @version: of the manifest by the root key that lets all of them in
 */
typedef struct
{
  guint heads, sites, old, kiosks, years, version;
} HrLabCrowd;

/** hr_lab_crowd_make: returns how many files that were */
guint hr_lab_crowd_make (const HrLabCrowd *crowd, const HrShareNet *net, const guint8 root[HR_SEAL_SECRET_KEY_BYTES], HrLabPutFunc put,
                         gpointer data);

/** hr_lab_slow_new: takes over @inner; every call waits @delay_ms first, as on a far server */
HrShareFolder *hr_lab_slow_new (HrShareFolder *inner, guint delay_ms) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
