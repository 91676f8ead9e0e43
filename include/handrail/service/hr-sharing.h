/* SPDX-License-Identifier: GPL-3.0-or-later */
/* This device's part in a share, for the desk: how it stands, getting in, letting others in and out, syncing once. Main thread; nothing of
 * it waits: whatever touches the folder is on a thread of its own, which a dead share may keep, one piece of work at a time. What is known
 * is looked up beside it, and never waits for the folder. */
#pragma once

#include "handrail/service/hr-center.h"
#include "handrail/share/hr-share.h"

G_BEGIN_DECLS

#define HR_TYPE_SHARING (hr_sharing_get_type ())
G_DECLARE_FINAL_TYPE (HrSharing, hr_sharing, HR, SHARING, GObject)

/** HrSharing::changed: how it stands, or whether something is being done */

/** HR_SHARING_NAMES: so many of the things of a held deletion are named */
#define HR_SHARING_NAMES 40

/** HrSharingHeld: @device: its id; @name: what it is called; @n: how many things it withdrew; @names: (array zero-terminated=1): the first of
 * them */
typedef struct
{
  char *device;
  char *name;
  gint64 wall_ms;
  guint n;
  char **names;
} HrSharingHeld;

/**
 * HrSharingState:
 * @status: of it @folder %NULL = in no share
 * @invitation: (nullable): what new devices are told
 * @code: (nullable): eight digits, while it waits to be let in
 * @held: (element-type HrSharingHeld): one for each device
 * @n_conflicts: fields that two devices wrote without knowing of each other (hr_store_get_conflicts())
 */
typedef struct
{
  HrShareStatus *status;
  char *invitation;
  char *code;
  GPtrArray *held;
  guint n_conflicts;
} HrSharingState;

HrSharing *hr_sharing_new (HrCenter *center) G_GNUC_WARN_UNUSED_RESULT;

/** hr_sharing_look: asks how it stands; HrSharing::changed tells when it is known, and is another */
void hr_sharing_look (HrSharing *self);
/** hr_sharing_watch: looks now and every half minute, until it is ended */
void hr_sharing_watch (HrSharing *self, gboolean watch);
/** hr_sharing_get_state: (nullable): not known yet, or not to be read: then hr_sharing_get_trouble() */
const HrSharingState *hr_sharing_get_state (HrSharing *self);
const char *hr_sharing_get_trouble (HrSharing *self);
/** hr_sharing_get_serial: another number whenever the state is another */
guint hr_sharing_get_serial (HrSharing *self);

/* ---- work ---- */

typedef enum
{
  HR_SHARING_START,       /* @folder, @name, @key_folder: makes a share; hr_sharing_get_root_key() is where its root key is */
  HR_SHARING_JOIN,        /* @folder, @name, @invitation: asks to be let in */
  HR_SHARING_WITHDRAW,    /* does not ask any more */
  HR_SHARING_SYNC,        /* once */
  HR_SHARING_REQUESTS,    /* who asks: hr_sharing_get_requests() */
  HR_SHARING_APPROVE,     /* @device (id), @roles, @site (nullable) */
  HR_SHARING_TURN_AWAY,   /* @device */
  HR_SHARING_TURN_BACK,   /* @device: it may be let in after all */
  HR_SHARING_REVOKE,      /* @device */
  HR_SHARING_LET_HAPPEN,  /* @device: what it withdrew is right */
  HR_SHARING_KEEP,        /* @device: what it withdrew comes back, by an edit of @actor */
  HR_SHARING_ACKNOWLEDGE, /* it was read that this device or the folder was behind */
} HrSharingVerb;

/** HrSharingWork: only what the verb names counts */
typedef struct
{
  HrSharingVerb verb;
  const char *folder;
  const char *name;
  const char *invitation;
  const char *key_folder;
  const char *device;
  const char *site;
  const char *actor;
  guint roles;
} HrSharingWork;

/** hr_sharing_work_async: @work is copied. %HR_ERROR_BUSY: something else is being done. However it ends, the state is looked up anew */
void hr_sharing_work_async (HrSharing *self, const HrSharingWork *work, GAsyncReadyCallback callback, gpointer user_data);
gboolean hr_sharing_work_finish (HrSharing *self, GAsyncResult *result, GError **error);
/** hr_sharing_is_busy: @ret_seconds: (nullable): for how long */
gboolean hr_sharing_is_busy (HrSharing *self, guint *ret_seconds);
/** hr_sharing_get_requests: (nullable) (element-type HrShareAsking): as of the last HR_SHARING_REQUESTS; %NULL: never asked */
GPtrArray *hr_sharing_get_requests (HrSharing *self);
/** hr_sharing_get_root_key: (nullable): the file that HR_SHARING_START wrote, in this run of the program */
const char *hr_sharing_get_root_key (HrSharing *self);

/* ---- words ---- */

/** HrSharingWarning: what staff should look at. @urgent: what is changed here may reach nobody */
typedef enum
{
  HR_SHARING_AWAY,
  HR_SHARING_OTHER,
  HR_SHARING_OUT,
  HR_SHARING_HELD,
  HR_SHARING_CONFLICTS,
  HR_SHARING_FOREIGN,
  HR_SHARING_BEHIND,
  HR_SHARING_REFUSED,
  HR_SHARING_OLD_PROGRAM,
} HrSharingWarningSort;

/** HrSharingWarning: @device: (nullable): of HELD */
typedef struct
{
  HrSharingWarningSort sort;
  gboolean urgent;
  char *text;
  char *device;
} HrSharingWarning;

/** hr_sharing_warnings: (transfer full) (element-type HrSharingWarning): the most urgent first. @now_s, @zone: for "since" */
GPtrArray *hr_sharing_warnings (const HrSharingState *state, gint64 now_s, const HrZone *zone) G_GNUC_WARN_UNUSED_RESULT;
/** hr_sharing_moment: (transfer full): "Monday, November 23, 6:50 PM" */
char *hr_sharing_moment (gint64 ms, const HrZone *zone) G_GNUC_WARN_UNUSED_RESULT;
/** hr_sharing_role_words: (transfer full): "Kiosk", "Office, manager" */
char *hr_sharing_role_words (guint roles) G_GNUC_WARN_UNUSED_RESULT;

/** hr_sharing_code: (transfer full): folder and invitation as one line, for a QR code */
char *hr_sharing_code (const char *invitation, const char *folder) G_GNUC_WARN_UNUSED_RESULT;
/** hr_sharing_read_code: %FALSE: @text is no such line. @ret_folder: "" when it names none */
gboolean hr_sharing_read_code (const char *text, char **ret_invitation, char **ret_folder);

/** hr_sharing_load_state: (nullable): reads it here and now: for threads and the command line. An empty state when this device never had a key */
HrSharingState *hr_sharing_load_state (const char *directory, HrStore *store, HrClock *clock, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hr_sharing_state_free (HrSharingState *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrSharingState, hr_sharing_state_free)

G_END_DECLS
