/* SPDX-License-Identifier: GPL-3.0-or-later */
/* This device's part in a share: what the process that syncs and the command line do with it. Blocks, on files, on the network behind a
 * folder, and on the database: never for the UI thread. One thread at a time.
 *
 * Messages of errors are sentences for staff. What the device is in the share stands in handrail.db, its key in device.key beside it. */
#pragma once

#include "handrail/core/hr-clock.h"
#include "handrail/core/hr-vocabulary.h"
#include "handrail/store/hr-counts.h"

G_BEGIN_DECLS

typedef struct _HrShare HrShare;

/** HrShareRole: what a device may; several together */
typedef enum
{
  HR_SHARE_KIOSK = 1 << 0,   /* counts only */
  HR_SHARE_STAFF = 1 << 1,   /* listings of its site, and counts */
  HR_SHARE_OFFICE = 1 << 2,  /* listings everywhere, reads counts */
  HR_SHARE_MANAGER = 1 << 3, /* lets devices in and out */
} HrShareRole;

/** hr_share_role_parse: "kiosk", "staff", "office", "manager", several joined with "," */
gboolean hr_share_role_parse (const char *text, guint *ret_roles);
/** hr_share_role_to_string: (transfer full): the same; "" for none */
char *hr_share_role_to_string (guint roles) G_GNUC_WARN_UNUSED_RESULT;

/** hr_share_open: @directory: the data folder. Errors as of hr_share_store_open(). Processes take turns, function by function: each of those
 * below that writes waits some seconds for another one, then says %HR_ERROR_BUSY */
HrShare *hr_share_open (const char *directory, HrVocabulary *vocabulary, HrClock *clock, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hr_share_free (HrShare *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrShare, hr_share_free)

/* ---- getting in ---- */

/**
 * hr_share_init: makes a share of an empty folder; this device works for the office from now on, and lets others in
 * @folder: a path, or the address of a remote folder
 * @name: of this device, as others see it
 * @root_key: the file that is made for the key that stands above all: to be kept in a safe place, away from this device
 *
 * Errors: %HR_ERROR_REFUSED (there is a share in the folder, or this device is in one, or @root_key is there already); after one the
 * device is in no share.
 */
gboolean hr_share_init (HrShare *self, const char *folder, const char *name, const char *root_key, GError **error);

/** hr_share_invitation: (transfer full) (nullable): what a new device is told, so that it believes this share and no other: 28 letters and
 * digits in groups of four. %NULL: in no share */
char *hr_share_invitation (HrShare *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hr_share_enrol: asks to be let into the share in @folder
 * @invitation: as hr_share_invitation() gave it elsewhere; case, spaces and "-" do not matter
 *
 * Errors: %HR_ERROR_INPUT (@invitation is none), %HR_ERROR_REFUSED (it is for another share than that in @folder; or this device is in
 * another one), %HR_ERROR_NOT_FOUND (no share there).
 */
gboolean hr_share_enrol (HrShare *self, const char *folder, const char *invitation, const char *name, GError **error);

/** hr_share_code: (transfer full) (nullable): the eight digits that this device shows, to be compared at a manager's; %NULL: it did not
 * ask, or is in */
char *hr_share_code (HrShare *self) G_GNUC_WARN_UNUSED_RESULT;

/** hr_share_withdraw: does not ask any more: the device is in no share again. %HR_ERROR_REFUSED: it was let in, or put out */
gboolean hr_share_withdraw (HrShare *self, GError **error);

/** HrShareAsking: a device that asks to be let in. @code: eight digits; @turned_away: see hr_share_turn_away() */
typedef struct
{
  char *device;
  char *name;
  char *code;
  gboolean turned_away;
} HrShareAsking;

/** hr_share_requests: (element-type HrShareAsking) (transfer full) */
GPtrArray *hr_share_requests (HrShare *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hr_share_approve: lets a device in, or gives other roles to one that is; told to the folder at once
 * @device: its code of eight digits, or its id
 * @roles: of HrShareRole
 * @site: (nullable): what it works for; needed by kiosks and site staff of a share with several sites
 * @root_key: (nullable): the file of the root key: needed for managers
 *
 * Errors: %HR_ERROR_NOT_FOUND, %HR_ERROR_REFUSED (this device may not), %HR_ERROR_INPUT
 */
gboolean hr_share_approve (HrShare *self, const char *device, guint roles, const char *site, const char *root_key, GError **error);

/** hr_share_turn_away: a manager at this device does not want @device (its id) in, or has thought better of it. Its request stays in the
 * folder: only its writer removes a file */
gboolean hr_share_turn_away (HrShare *self, const char *device, gboolean away, GError **error);

/** hr_share_revoke: what the device publishes from now on counts no more. @device: its id or its name. Errors as above */
gboolean hr_share_revoke (HrShare *self, const char *device, const char *root_key, GError **error);

/** hr_share_release: what @device (id or name) deleted, and waits because it is much, is right */
gboolean hr_share_release (HrShare *self, const char *device, GError **error);

/* ---- syncing ---- */

/** HrShareSynced: what a sync did and saw. @waiting: this device is not let in yet; nothing was read. For the others see the sentences of
 * hr_share_synced_to_strings() */
typedef struct
{
  gboolean waiting;
  guint heads, segments, counts, published, relayed, adopted, dropped, incomplete, held, refused;
  gboolean foreign_self, behind, update, other_share;
} HrShareSynced;

/** hr_share_sync: @verify: also looks whether all that should lie in the folder does, and is whole: as is done once a day. Errors:
 * %HR_ERROR_NOT_FOUND: in no share, or the folder is away; %HR_ERROR_NO_SPACE, %HR_ERROR_IO, %HR_ERROR_BUSY: everything stays whole, the
 * next sync goes on */
gboolean hr_share_sync (HrShare *self, gboolean verify, HrShareSynced *ret, GError **error);

/** hr_share_has_outbox: whether this device wrote what is not published yet, and may */
gboolean hr_share_has_outbox (HrShare *self);

/** hr_share_synced_to_strings: (transfer full) (element-type utf8): what staff should know of it, in sentences; empty = all is well */
GPtrArray *hr_share_synced_to_strings (const HrShareSynced *self) G_GNUC_WARN_UNUSED_RESULT;

/* ---- counts ---- */

/**
 * hr_share_add_counts: adds to @sums (of hr_counts_read(), of this device) what other devices told and this one may read
 *
 * They come to the share once a day, by themselves, when nobody can be counted. Nothing to add in no share. As hr_share_get_status() it needs no
 * turn and no folder. Every shown number of @sums stays a sum of shown numbers of single devices.
 */
gboolean hr_share_add_counts (HrShare *self, HrCountSums *sums, GError **error);

/* ---- how it stands ---- */

/** HrShareDevice: one that is in the share, or was. @published_ms: by its own clock, of the newest that was read of it; 0 = nothing */
typedef struct
{
  char *device;
  char *name;
  char *site;
  guint roles;
  gboolean revoked;
  gboolean own;
  gint64 published_ms;
} HrShareDevice;

/** HrShareTrouble: why the last sync did not come to its end */
typedef enum
{
  HR_SHARE_WELL,
  HR_SHARE_AWAY,        /* no share is there, or it does not answer */
  HR_SHARE_OTHER_SHARE, /* in its place lies another one */
  HR_SHARE_FULL,        /* no room in the folder, or on this device */
  HR_SHARE_TROUBLE,     /* as the sentence says */
} HrShareTrouble;

/** HrShareHeldThing: @kind: as in HrKind, or a number that this program does not know yet */
typedef struct
{
  guint kind;
  char *id;
} HrShareHeldThing;

/** HrShareHeld: a device withdrew much at once, which waits for a manager (hr_share_release()). @things: (element-type HrShareHeldThing) */
typedef struct
{
  char *device;
  gint64 wall_ms;
  GPtrArray *things;
} HrShareHeld;

/**
 * HrShareStatus:
 * @folder: (nullable): %NULL = in no share
 * @member: let in
 * @synced_ms: when the last sync came to its end, on a quarter of an hour; 0 = never
 * @told_ms: when the counts of this device were told last; 0 = never
 * @outbox: whether something waits to be published
 * @trouble: (nullable): what the last sync said went wrong; @sort: the same
 * @devices: (element-type HrShareDevice): by name
 * @away_ms: since when no sync came to its end; 0 = the last one did
 * @foreign_ms: when it was seen that this device published what it does not remember (it was restored, or copied); 0 = not, or
 *   hr_share_acknowledge()
 * @behind_ms: the same of the folder, that shows less than it did
 * @held: (element-type HrShareHeld)
 * @refused: files of strangers in the folder; @update: others have a newer program
 */
typedef struct
{
  char *folder;
  char *name;
  char *device;
  char *site;
  guint roles;
  gboolean member;
  gboolean revoked;
  gint64 synced_ms;
  gint64 told_ms;
  gboolean outbox;
  char *trouble;
  GPtrArray *devices;
  HrShareTrouble sort;
  gint64 away_ms, foreign_ms, behind_ms;
  GPtrArray *held;
  guint refused;
  gboolean update;
} HrShareStatus;

void hr_share_status_free (HrShareStatus *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrShareStatus, hr_share_status_free)
/** hr_share_get_status: reads only what is remembered here: waits for no folder and no other process */
HrShareStatus *hr_share_get_status (HrShare *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/** hr_share_acknowledge: staff have read that this device, or the folder, was behind */
gboolean hr_share_acknowledge (HrShare *self, GError **error);

G_END_DECLS
