/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One device at the share: reads what is new, takes it over, publishes its own, heals what the folder lost. Knows neither the kind of the
 * folder nor that of the ledger. Blocks; one thread. */
#pragma once

#include "handrail/share/hr-share-folder.h"
#include "hr-share-ledger-private.h"

G_BEGIN_DECLS

typedef struct _HrShareEngine HrShareEngine;

/**
 * HrShareTuning: how often what costs much is done
 * @verify: this time, the own files and those that are kept for others are read again and repaired
 * @scan: this time, look for fields that no live stream holds any more
 * @counts: this time, counts are read and published
 * @segments: so many make a device gather its own stream anew
 * @adopt_rounds, @drop_rounds: scans until such a field is taken over, or dropped
 */
typedef struct
{
  gboolean verify;
  gboolean scan;
  gboolean counts;
  guint segments;
  guint adopt_rounds;
  guint drop_rounds;
} HrShareTuning;

/** HrShareNews: what a sync did; @held: heads that wait for a manager; @foreign_self: files of this very device that it does not remember: it
 * was restored from a backup, or there are two of it; @behind: the folder showed less than it did before */
typedef struct
{
  guint heads, segments, counts, published, relayed, adopted, held, incomplete, refused;
  gboolean foreign_self;
  gboolean behind;
} HrShareNews;

struct _HrShareEngine
{
  HrShareFolder *folder;
  HrShareLedger *ledger;
  guint8 public_key[HR_SEAL_PUBLIC_KEY_BYTES];
  guint8 secret[HR_SEAL_SECRET_KEY_BYTES];
  char device[HR_SHARE_DEVICE_LENGTH + 1];
  HrShareNet net;
  guint32 epoch, seq, counts_seq;
  gint64 wall_ms;
  HrShareTuning tuning;
  GHashTable *members; /* device -> HrShareMember */
  GHashTable *missed;  /* name -> how many syncs the folder has not shown it */
  GPtrArray *heads;    /* names in h, of this sync */
  GPtrArray *count_files;
  gboolean marked; /* the marker was right in this sync */
  gboolean whole;  /* the folder showed the own stream as it was left */
  HrShareNews *news;
};

/** hr_share_engine_new: @folder, @ledger: outlive it. A new epoch begins */
HrShareEngine *hr_share_engine_new (HrShareFolder *folder, HrShareLedger *ledger, const HrShareNet *net,
                                    const guint8 secret[HR_SEAL_SECRET_KEY_BYTES]) G_GNUC_WARN_UNUSED_RESULT;
void hr_share_engine_free (HrShareEngine *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrShareEngine, hr_share_engine_free)

/** hr_share_engine_sync: @wall_ms: of the device's clock. An error leaves a whole state; the next sync goes on. %HR_ERROR_NOT_FOUND: the
 * marker is missing or another one */
gboolean hr_share_engine_sync (HrShareEngine *self, gint64 wall_ms, HrShareNews *news, GError **error);

/** hr_share_engine_add_count: in a transaction of the ledger */
gboolean hr_share_engine_add_count (HrShareEngine *self, gint32 day, const char *meeting, guint what, guint64 n, GError **error);

/** hr_share_engine_load_trust: from the manifests that the ledger holds */
gboolean hr_share_engine_load_trust (HrShareEngine *self, GError **error);

/* ---- steps, each in a source of its own ---- */

const HrShareMember *hr_share_engine_member (HrShareEngine *self, const char *device);
/** hr_share_engine_role: 0 for devices that are unknown */
guint hr_share_engine_role (HrShareEngine *self, const char *device);
/** hr_share_engine_may: whether a file (@epoch, @seq) of @device counts by what is known of it */
gboolean hr_share_engine_may (HrShareEngine *self, const char *device, guint32 epoch, guint32 seq);
gboolean hr_share_engine_read_trust (HrShareEngine *self, GError **error);
gboolean hr_share_engine_read_heads (HrShareEngine *self, GError **error);
gboolean hr_share_engine_counts (HrShareEngine *self, GError **error);
gboolean hr_share_engine_build (HrShareEngine *self, gboolean *ret_built, GError **error);
gboolean hr_share_engine_publish (HrShareEngine *self, gboolean built, GError **error);
gboolean hr_share_engine_orphans (HrShareEngine *self, GError **error);
gboolean hr_share_engine_relay (HrShareEngine *self, GError **error);

/** hr_share_engine_fetch: (nullable): a file whose bytes fit its name; %NULL without @error when it is not there, or not yet */
GBytes *hr_share_engine_fetch (HrShareEngine *self, const char *folder, const char *name, gsize maximum, GError **error);
/** hr_share_engine_ensure: @path holds @bytes from now on. @look: it may be there already */
gboolean hr_share_engine_ensure (HrShareEngine *self, const char *path, GBytes *bytes, gboolean look, GError **error);
gboolean hr_share_engine_has_name (GPtrArray *names, const char *name);
gboolean hr_share_engine_note (HrShareEngine *self, const char *key, GBytes *value, GError **error);
gboolean hr_share_engine_note_number (HrShareEngine *self, const char *key, guint64 value, GError **error);
guint64 hr_share_engine_get_number (HrShareEngine *self, const char *key);
gboolean hr_share_engine_has_note (HrShareEngine *self, const char *prefix, const char *name);
/** hr_share_engine_field_key: (transfer full): of one field, for notes */
char *hr_share_engine_field_key (const HrShareGroup *group, guint field);
/** hr_share_engine_get_covers: (transfer full): own ones, from notes "@prefix…" */
GArray *hr_share_engine_get_covers (HrShareEngine *self, const char *prefix, GError **error);
GPtrArray *hr_share_engine_keys (HrShareEngine *self, const char *prefix, GError **error);

/* Mistakes that tests plant, to see that they are caught. The program has none. */
#ifdef HR_SHARE_MUTANTS
typedef enum
{
  HR_MUTANT_NONE,
  HR_MUTANT_NO_RELAY,
  HR_MUTANT_EPOCH_REUSED,
  HR_MUTANT_NO_ADOPTION,
  HR_MUTANT_FORGETS_WINNERS,
  HR_MUTANT_NO_ROLE,
  HR_MUTANT_HEAD_WITHOUT_SEGMENT,
  HR_MUTANT_NO_TIE,
  HR_MUTANT_OWN_COUNTS_NOT_READ,
  HR_MUTANT_COUNTS_WITHOUT_EPOCH,
  HR_MUTANT_NO_SIGNATURE,
  HR_N_MUTANTS,
} HrShareMutant;
extern HrShareMutant hr_share_mutant;
#define HR_MUTANT(name) (hr_share_mutant == HR_MUTANT_##name)
#else
#define HR_MUTANT(name) FALSE
#endif

G_END_DECLS
