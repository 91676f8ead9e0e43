/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Versions of fields, and the clock of a row: the versions of all its fields in a few bytes.
 *
 * A clock is: the version that holds for all fields without an own entry, then (field number, version) for those that
 * were changed later, by field number. All numbers are varints (7 bits a byte, low ones first), so that a row that was
 * written in one go costs about 15 bytes. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HrVersion: compared in this order
 * @gen: how many times the field changed hands between devices; 0 = never written
 * @wall_ms: by the writer's own clock, never going back on one device
 * @device: number in the table device. Stands for the device's id: compared by hr_version_compare() through @ids
 * @epoch: of the writer's run
 * @op: of the writer, ever increasing
 */
typedef struct
{
  guint64 gen;
  gint64 wall_ms;
  guint32 device;
  guint32 epoch;
  guint64 op;
} HrVersion;

/**
 * hr_version_compare:
 * @a_id, @b_id: the ids of the devices: numbers differ from file to file and order nothing
 *
 * Returns: below 0, 0 or above 0. The value's hash, which makes ties between copied disks total, is the merge's part
 */
int hr_version_compare (const HrVersion *a, const char *a_id, const HrVersion *b, const char *b_id);

/** hr_version_next: what @writer (its gen is ignored) writes over @winner: one gen more when another device wrote last, or when the own
 * clock was later then. It always wins against @winner */
HrVersion hr_version_next (const HrVersion *winner, const HrVersion *writer);

/** HrRowClock: decoded; @base holds where fields[i].gen is 0 */
typedef struct
{
  HrVersion base;
  guint n_fields;
  HrVersion fields[64];
} HrRowClock;

void hr_row_clock_init (HrRowClock *self, guint n_fields, const HrVersion *base);
const HrVersion *hr_row_clock_get (const HrRowClock *self, guint field);
void hr_row_clock_set (HrRowClock *self, guint field, const HrVersion *version);

/** hr_row_clock_encode: appends to @bytes */
void hr_row_clock_encode (const HrRowClock *self, GByteArray *bytes);

/** hr_row_clock_decode: %FALSE when @data is no clock of a row with @n_fields fields */
gboolean hr_row_clock_decode (HrRowClock *self, guint n_fields, const guint8 *data, gsize length);

G_END_DECLS
