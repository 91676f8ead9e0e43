/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The offsets of one zone, read from the system's TZif files (RFC 8536). GTimeZone of GLib 2.74 does not serve: it
 * gives wrong offsets for zones whose standard time is the summer one (Europe/Dublin, Africa/Casablanca). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** HR_ZONE_TABLE_TO_YEAR: rules that go on for ever are written out up to and with this year */
#define HR_ZONE_TABLE_TO_YEAR 2200

/**
 * HrZoneSpan: a time in which the offset does not change
 * @from_s: first second, since 1970, UTC; %G_MININT64 for the first span
 * @offset_s: seconds east of UTC
 */
typedef struct
{
  gint64 from_s;
  int offset_s;
} HrZoneSpan;

/** hr_zone_file_parse: Returns: (transfer full) (nullable) (element-type HrZoneSpan): in order, at least one; %NULL
 * when @data is no TZif file of version 2 or later */
GArray *hr_zone_file_parse (const char *data, gsize length) G_GNUC_WARN_UNUSED_RESULT;

/** hr_zone_file_read: @iana_id: (nullable): names no file outside the zone folder; %NULL when there is none */
GArray *hr_zone_file_read (const char *iana_id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
