/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What travels on the share: fields of one thing that were written at once, with the version they have. Plain values. Any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** HR_SHARE_DEVICE_LENGTH: as HR_SEAL_DEVICE_ID_LENGTH */
#define HR_SHARE_DEVICE_LENGTH 26

/** HrShareVersion: compared in this order. @gen: how many times the field changed hands between devices, from 1 on; @wall_ms: by the
 * writer's own clock; @device: its id, "" = nobody; @epoch: of its run; @op: ever increasing on one device */
typedef struct
{
  guint64 gen;
  gint64 wall_ms;
  char device[HR_SHARE_DEVICE_LENGTH + 1];
  guint32 epoch;
  guint64 op;
} HrShareVersion;

/** hr_share_version_compare: below 0, 0 or above 0 */
int hr_share_version_compare (const HrShareVersion *a, const HrShareVersion *b);

/** hr_share_value_compare: two values of one version, which only copied disks can write: by their BLAKE2b hash, so that everybody takes
 * the same one; %NULL = unset, below all others */
int hr_share_value_compare (const char *a, const char *b);

/** hr_share_version_wins: the rule of the merge: whether a field that somebody says has (@version, @value) replaces what is there; total, and
 * the same everywhere */
gboolean hr_share_version_wins (const HrShareVersion *version, const char *value, const HrShareVersion *than, const char *than_value);

/** HrShareField: @field: the number that the clocks use (hr_kind_get_clock_number()); @value: (nullable): %NULL = unset */
typedef struct
{
  guint field;
  char *value;
} HrShareField;

/**
 * HrShareGroup:
 * @kind: an HrKind, or a number that this program does not know yet
 * @scope: the site it belongs to; "" = every site
 * @whole: all fields with a number below it that are in neither list are unset with the same version
 * @fields: (element-type HrShareField): by number
 * @skipped: (element-type guint): below @whole, but with another version: not of this group
 */
typedef struct
{
  guint kind;
  char *scope;
  char *id;
  HrShareVersion version;
  guint whole;
  GArray *fields;
  GArray *skipped;
} HrShareGroup;

HrShareGroup *hr_share_group_new (guint kind, const char *scope, const char *id, const HrShareVersion *version) G_GNUC_WARN_UNUSED_RESULT;
HrShareGroup *hr_share_group_copy (const HrShareGroup *group) G_GNUC_WARN_UNUSED_RESULT;
/** hr_share_group_dup_key: (transfer full): names the thing that it says something of, for tables */
char *hr_share_group_dup_key (const HrShareGroup *self) G_GNUC_WARN_UNUSED_RESULT;
void hr_share_group_free (HrShareGroup *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrShareGroup, hr_share_group_free)

/** hr_share_group_add: @value: (nullable): copied */
void hr_share_group_add (HrShareGroup *self, guint field, const char *value);
void hr_share_group_skip (HrShareGroup *self, guint field);

/** HrShareFieldFunc: %FALSE ends the walk */
typedef gboolean (*HrShareFieldFunc) (const HrShareGroup *group, guint field, const char *value, gpointer data);

/** hr_share_group_each: every field that the group says something of, by number; whether the walk came to its end */
gboolean hr_share_group_each (const HrShareGroup *self, HrShareFieldFunc func, gpointer data);

/** hr_share_group_count: how many these are */
guint hr_share_group_count (const HrShareGroup *self);

G_END_DECLS
