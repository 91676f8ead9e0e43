/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An office and a kiosk at a share on a local folder, with real databases: what benchmarks of the share stand on. */
#pragma once

#include "handrail/share/hr-share.h"

G_BEGIN_DECLS

/** BenchWorld: @scratch: everything is in it; @folder: the share; @office, @kiosk: data folders */
typedef struct
{
  char *scratch, *folder, *office, *kiosk;
  HrVocabulary *vocabulary;
  HrClock *clock;
} BenchWorld;

BenchWorld *bench_world_new (void) G_GNUC_WARN_UNUSED_RESULT;
void bench_world_free (BenchWorld *world);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BenchWorld, bench_world_free)

/** bench_world_set_up: the office publishes a directory of @n meetings; the kiosk is let in. Returns: how long the publishing took, in ms */
double bench_world_set_up (BenchWorld *world, guint n);
/** bench_world_root: (transfer full): the file of the root key */
char *bench_world_root (BenchWorld *world) G_GNUC_WARN_UNUSED_RESULT;
HrShare *bench_world_open (BenchWorld *world, const char *directory) G_GNUC_WARN_UNUSED_RESULT;
/** bench_world_sync: how long it took, in ms */
double bench_world_sync (HrShare *share);
/** bench_world_inflate: reads, hashes and inflates all segments below @folder. Returns: how many; @bytes: (inout): grows */
guint bench_world_inflate (const char *folder, guint64 *bytes);
void bench_run (const char *command);

G_END_DECLS
