/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One device at the share: reads what is new, takes it over, publishes its own, heals what the folder lost. It knows neither what kind of
 * folder it is nor what kind of ledger. Blocks; one thread; one engine for a ledger at a time.
 *
 * What keeps everybody's words: a device lets an operation of its own stream go only when a newer one won, which it had read from
 * another verified stream. What was verified stays, whatever the folder shows later. */
#pragma once

#include "handrail/share/hr-share-folder.h"
#include "hr-share-ledger-private.h"

G_BEGIN_DECLS

typedef struct _HrShareEngine HrShareEngine;

/**
 * HrShareTuning: what this sync does besides, and how patient it is. Counted in syncs, and in those with the flag
 * @verify: files are compared with what they should be, and repaired; the own folder is tidied. About once a day, and at the start
 * @scan: look for fields that no live stream holds any more. About once a day
 * @counts: counts of others are read, and put back where the folder lost them
 * @tell: counts of this device are published. Once a day after close
 * @sample: one of so many of the files of others is read at a @verify; all are looked up by name
 * @segments: so many make a device gather its own stream
 * @adopt, @drop: scans after which such a field is taken over, or dropped
 * @relay, @spread: syncs after which a lost file is put back, and how much later by chance, so that not everybody does
 * @grace: verifies after which a segment that no head names is removed
 * @hope: tries after which nobody waits any more for the segments of an own head that this device does not remember
 * @base: bytes of a segment that gathers others, before it is compressed
 * @manifests: so many of one signer make him say everything again
 * @patience: syncs until a file that was not whole many times is read again
 */
typedef struct
{
  gboolean verify, scan, counts, tell;
  guint sample, segments, adopt, drop, relay, spread, grace, patience, hope, manifests, base;
} HrShareTuning;

/**
 * HrShareNews: what a sync did and saw
 * @incomplete: heads that wait for their segments, or are not whole yet
 * @held: heads that delete much and wait for a manager
 * @refused: files without a valid signature of somebody who may
 * @foreign_self: this very device published what it does not remember: it was restored from a backup, or there are two of it
 * @behind: the folder shows less than it did
 * @update: somebody writes what only later programs read
 * @waiting: this device is not let in yet; only who is in was read
 * @other_share: in the share's place lies another one
 * @lost: the folder does not show the own head, that it had
 */
typedef struct
{
  guint heads, segments, counts, published, relayed, adopted, dropped, incomplete, held, refused;
  gboolean foreign_self, behind, update, waiting, other_share, lost;
} HrShareNews;

/** HrShareKept: a head that no other of its device takes in, with all its segments in the ledger */
typedef struct
{
  char *name;
  GBytes *bytes;
  HrShareHead *head;
} HrShareKept;

/** HrShareWeight: @raw: size of the content, before it is compressed */
typedef struct
{
  HrShareLive live;
  gsize raw;
} HrShareWeight;

/** HrSharePlaceFunc: after what is known of the devices, before the first listing: whether to go on. @ret_waits: not yet */
typedef gboolean (*HrSharePlaceFunc) (HrShareEngine *engine, gboolean *ret_waits, gpointer data, GError **error);

/** HrShareTellFunc: what this device has counted, when it is time to say so. @cells: (element-type HrShareCell): in: what it said last, and what
 * it is known to have said before its disk was restored; out: what it says from now on, with the years of closed folders. They are in memory
 * only: this ledger is no place for numbers that are not sealed */
typedef gboolean (*HrShareTellFunc) (HrShareEngine *engine, GArray *cells, gpointer data, GError **error);

/** HrShareEngine: @place, @tell: (nullable). @seq: of heads and of counts: no two files of one epoch have the same */
struct _HrShareEngine
{
  HrShareFolder *folder;
  HrShareLedger *ledger;
  HrShareNet net;
  guint8 public_key[HR_SEAL_PUBLIC_KEY_BYTES];
  guint8 secret[HR_SEAL_SECRET_KEY_BYTES];
  char device[HR_SHARE_DEVICE_LENGTH + 1];
  guint32 epoch, seq, drafts;
  gint64 wall_ms;
  HrShareTuning tuning;
  HrSharePlaceFunc place;
  gpointer place_data;
  HrShareTellFunc tell;
  gpointer tell_data;
  guint round;

  /* what the ledger has, so that a sync without news asks it nothing */
  gboolean loaded;
  GHashTable *members;  /* device -> HrShareMember */
  GHashTable *managers; /* device: those the root key made */
  GHashTable *trust;    /* name -> GBytes */
  GHashTable *superseded; /* names of those in @trust that say nothing any more */
  GHashTable *peers;    /* device -> GPtrArray of HrShareKept; without this one */
  GHashTable *tallies;  /* device/folder -> GPtrArray of HrShareKept, of counts: bytes and a head that has the covers only */
  GArray *covers;       /* own heads */
  GArray *tally_covers; /* own counts */

  GHashTable *weights;    /* key of a segment's note -> HrShareWeight, of those that were asked for */
  GHashTable *mine;       /* names of this epoch that this engine made */
  GHashTable *quarantine; /* name -> HrShareDoubt */
  GHashTable *missed;     /* name -> how many syncs the folder has not shown it */

  /* of the last listing of "h" */
  GPtrArray *listed; /* everything, as it came */
  GPtrArray *names;  /* of @listed, those that can mean something, sorted */
  GHashTable *shown; /* the same */
  gboolean settled;  /* nothing was left to do with it: the same again needs no second look */

  /* of this sync */
  gboolean marked;
  HrShareNews *news;
};

/** hr_share_engine_new: @folder, @ledger: outlive it. @epoch: by chance, another one at every start of the process */
HrShareEngine *hr_share_engine_new (HrShareFolder *folder, HrShareLedger *ledger, const HrShareNet *net,
                                    const guint8 secret[HR_SEAL_SECRET_KEY_BYTES], guint32 epoch) G_GNUC_WARN_UNUSED_RESULT;
void hr_share_engine_free (HrShareEngine *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrShareEngine, hr_share_engine_free)

/** hr_share_engine_sync: @wall_ms: of the device's clock. An error leaves everything whole, and the next sync goes on where this one
 * ended. %HR_ERROR_NOT_FOUND: the share is away, or another folder is in its place */
gboolean hr_share_engine_sync (HrShareEngine *self, gint64 wall_ms, HrShareNews *news, GError **error);

/** hr_share_engine_counts_of: (transfer full): what is known of @device's counts, of this device's too: opened, added up over its files */
GArray *hr_share_engine_counts_of (HrShareEngine *self, const char *device) G_GNUC_WARN_UNUSED_RESULT;
/** hr_share_engine_may_read_counts: whether they are sealed to this device */
gboolean hr_share_engine_may_read_counts (HrShareEngine *self, const char *device);

/** hr_share_engine_release: this device is a manager's, who confirms what @device deleted in those of its heads that waited at the last
 * sync, and no others; the next sync takes them over and tells everybody. %HR_ERROR_REFUSED: it is not; %HR_ERROR_NOT_FOUND: none waits */
gboolean hr_share_engine_release (HrShareEngine *self, const char *device, GError **error);

/* ---- who is in ---- */

/** hr_share_begin: makes a share of an empty folder. %HR_ERROR_REFUSED: there is one */
gboolean hr_share_begin (HrShareFolder *folder, const HrShareNet *net, const guint8 root_secret[HR_SEAL_SECRET_KEY_BYTES], GError **error);
/** hr_share_engine_ask: puts @request, of this device, where managers see it */
gboolean hr_share_engine_ask (HrShareEngine *self, const HrShareRequest *request, GError **error);
/** hr_share_engine_requests: (transfer full) (nullable) (element-type HrShareRequest): of devices that are not in, and never were */
GPtrArray *hr_share_engine_requests (HrShareEngine *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/** hr_share_engine_approve: @secret: a manager's or the root key: the device with @public_key is in from now on, or has other roles. The
 * next sync tells everybody. %HR_ERROR_REFUSED: the key may not say so */
gboolean hr_share_engine_approve (HrShareEngine *self, const guint8 secret[HR_SEAL_SECRET_KEY_BYTES],
                                  const guint8 public_key[HR_SEAL_PUBLIC_KEY_BYTES], guint roles, const char *site, const char *name,
                                  gint64 wall_ms, GError **error);
/** hr_share_engine_revoke: what @device publishes counts no more, but for what was read of it here. Errors as above, and
 * %HR_ERROR_NOT_FOUND */
gboolean hr_share_engine_revoke (HrShareEngine *self, const guint8 secret[HR_SEAL_SECRET_KEY_BYTES], const char *device, gint64 wall_ms,
                                 GError **error);

/* ---- the ledger ---- */

gboolean hr_share_engine_load (HrShareEngine *self, GError **error);
gboolean hr_share_engine_load_trust (HrShareEngine *self, GError **error);
gboolean hr_share_engine_begin (HrShareEngine *self, GError **error);
/** hr_share_engine_end: commits when @ok, else rolls back; %FALSE when it did not come to be */
gboolean hr_share_engine_end (HrShareEngine *self, gboolean ok, GError **error);
GBytes *hr_share_engine_get (HrShareEngine *self, const char *prefix, const char *name) G_GNUC_WARN_UNUSED_RESULT;
char *hr_share_engine_get_text (HrShareEngine *self, const char *prefix, const char *name) G_GNUC_WARN_UNUSED_RESULT;
guint64 hr_share_engine_get_number (HrShareEngine *self, const char *prefix, const char *name);
gboolean hr_share_engine_has (HrShareEngine *self, const char *prefix, const char *name);
gboolean hr_share_engine_set (HrShareEngine *self, const char *prefix, const char *name, GBytes *value, GError **error);
gboolean hr_share_engine_set_text (HrShareEngine *self, const char *prefix, const char *name, const char *value, GError **error);
gboolean hr_share_engine_set_number (HrShareEngine *self, const char *prefix, const char *name, guint64 value, GError **error);
/** hr_share_engine_weigh: of a segment that is noted: its bytes are read and hashed once in the life of the process. %FALSE: it is not */
gboolean hr_share_engine_weigh (HrShareEngine *self, const char *prefix, const char *name, HrShareWeight *ret);
/** hr_share_engine_keys: (transfer full) (nullable): of notes that begin with @prefix, without it */
GPtrArray *hr_share_engine_keys (HrShareEngine *self, const char *prefix, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean hr_share_engine_set_covers (HrShareEngine *self, const char *name, const GArray *covers, GError **error);
/** hr_share_engine_cover: @covers stay in the order in which they were touched, and no more than can be of use */
void hr_share_engine_cover (GArray *covers, guint32 epoch, guint32 seq);
/** hr_share_engine_keep: in memory, after the ledger has it; those of the device (and folder) that it takes in go. @table: peers or tallies */
void hr_share_engine_keep (GHashTable *table, const char *device, const char *name, GBytes *bytes, const HrShareHead *head);
const HrShareKept *hr_share_engine_find_kept (GHashTable *table, const char *device, const char *name);
/** hr_share_engine_is_taken: whether one that is kept takes (@epoch, @seq) in */
gboolean hr_share_engine_is_taken (GHashTable *table, const char *device, guint32 epoch, guint32 seq);

/* ---- who may ---- */

const HrShareMember *hr_share_engine_member (HrShareEngine *self, const char *device);
/** hr_share_engine_role: 0 for devices that are unknown */
guint hr_share_engine_role (HrShareEngine *self, const char *device);
/** hr_share_engine_may: whether a file (@epoch, @seq) of @device counts by what is known of it */
gboolean hr_share_engine_may (HrShareEngine *self, const char *device, guint32 epoch, guint32 seq);
/** hr_share_engine_may_list: whether @device may publish listings at all */
gboolean hr_share_engine_may_list (HrShareEngine *self, const char *device);
/** hr_share_engine_let_go: heads of those who may not any more count no longer */
gboolean hr_share_engine_let_go (HrShareEngine *self, GError **error);
/** hr_share_engine_speaks_for: whether @device may say something of @scope */
gboolean hr_share_engine_speaks_for (HrShareEngine *self, const char *device, const char *scope);

/* ---- files ---- */

/** hr_share_engine_fetch: (nullable): a file whose bytes have the hash of its name. %NULL without @error: not there, or not whole yet */
GBytes *hr_share_engine_fetch (HrShareEngine *self, const char *folder, const char *name, gsize maximum, GError **error);
/** hr_share_engine_ensure: @folder/@name holds @bytes from now on */
gboolean hr_share_engine_ensure (HrShareEngine *self, const char *folder, const char *name, GBytes *bytes, GError **error);
/** hr_share_engine_check_marker: whether this is the share at all; asked once in a sync, before the first change */
gboolean hr_share_engine_check_marker (HrShareEngine *self, GError **error);

/** HrShareWhy: NOT_YET: look again soon, then less often. NEVER: not before the trust changes. LATER_PROGRAM, HELD: likewise NOT_YET */
typedef enum
{
  HR_SHARE_NOT_YET,
  HR_SHARE_NEVER,
  HR_SHARE_LATER_PROGRAM,
  HR_SHARE_HELD,
} HrShareWhy;

/** HrShareThing: @kind: as in HrShareGroup */
typedef struct
{
  guint kind;
  char *id;
} HrShareThing;

/** HrShareDoubt: @next: the sync that looks again; @round: that which looked last; @head: (nullable): what it says it takes in, when the signature is right;
 * @withdrawn: (nullable) (element-type HrShareThing): what it deletes, while that waits for a manager */
typedef struct
{
  HrShareWhy why;
  guint tries, next, round;
  HrShareHead *head;
  GPtrArray *withdrawn;
} HrShareDoubt;

void hr_share_doubt_free (gpointer data);
/** hr_share_engine_doubt: @head: (transfer full) (nullable) */
void hr_share_engine_doubt (HrShareEngine *self, const char *name, HrShareWhy why, HrShareHead *head);
/** hr_share_engine_hold: the same of a head that deletes @withdrawn (transfer full) */
void hr_share_engine_hold (HrShareEngine *self, const char *name, HrShareHead *head, GPtrArray *withdrawn);
/** hr_share_engine_waits: whether @name is in doubt and not to be looked at in this sync */
gboolean hr_share_engine_waits (HrShareEngine *self, const char *name);
/** hr_share_engine_trust_again: all that was refused may be tried again */
void hr_share_engine_trust_again (HrShareEngine *self);

/* ---- the steps of a sync, each in a source of its own ---- */

gboolean hr_share_engine_read_trust (HrShareEngine *self, GError **error);
gboolean hr_share_engine_read_heads (HrShareEngine *self, GError **error);
gboolean hr_share_engine_orphans (HrShareEngine *self, GError **error);
gboolean hr_share_engine_build (HrShareEngine *self, gboolean *ret_built, GError **error);
/** hr_share_engine_note_person: @group, read or written just now, is about a person: what the own segments say of people is looked through */
gboolean hr_share_engine_note_person (HrShareEngine *self, const HrShareGroup *group, GError **error);
/** hr_share_engine_purge: in a transaction: own segments that say of people what holds no more are written anew, without it. @ret_purged: some
 * were */
gboolean hr_share_engine_purge (HrShareEngine *self, gboolean *ret_purged, GError **error);
/** hr_share_engine_known_ms: the latest time that the clock of another device had when it published, or else this one's */
gint64 hr_share_engine_known_ms (HrShareEngine *self);
/** hr_share_engine_gather: @n segments of the own stream, whose names @names has, become one */
gboolean hr_share_engine_gather (HrShareEngine *self, GPtrArray *names, GError **error);
/** hr_share_engine_find_superseded: after the trust was loaded */
void hr_share_engine_find_superseded (HrShareEngine *self);
/** hr_share_engine_repeat: adds everything that the signer of @manifest ever said and that still counts, when he has said it in many */
void hr_share_engine_repeat (HrShareEngine *self, HrShareManifest *manifest);
/** hr_share_engine_remove_superseded: at a verify; from the folder when this is a manager's device, then from the ledger */
gboolean hr_share_engine_remove_superseded (HrShareEngine *self, GError **error);
gboolean hr_share_engine_publish_trust (HrShareEngine *self, GError **error);
gboolean hr_share_engine_publish (HrShareEngine *self, gboolean built, GError **error);
gboolean hr_share_engine_read_counts (HrShareEngine *self, GError **error);
gboolean hr_share_engine_publish_counts (HrShareEngine *self, GError **error);
/** hr_share_engine_count_folders: (transfer full) (nullable) (element-type utf8): "cur" and the closed years that are in the folder */
GPtrArray *hr_share_engine_count_folders (HrShareEngine *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/** hr_share_engine_open_own_counts: (transfer full): of one folder; empty when there are none */
GArray *hr_share_engine_open_own_counts (HrShareEngine *self, const char *folder) G_GNUC_WARN_UNUSED_RESULT;
/** hr_share_engine_add_counts: opens @bytes; %FALSE when they are not for this device */
gboolean hr_share_engine_add_counts (HrShareEngine *self, GBytes *bytes, int year, GArray *cells);
gboolean hr_share_engine_relay (HrShareEngine *self, GError **error);

/** hr_share_engine_field_key: (transfer full): of one field of a thing, for notes */
char *hr_share_engine_field_key (const HrShareGroup *group, guint field) G_GNUC_WARN_UNUSED_RESULT;

/* Mistakes that tests plant, to see that they are caught. The program is built without. */
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
