/* SPDX-License-Identifier: GPL-3.0-or-later */
/* This device's part in a share, between the sources that make it. */
#pragma once

#include "handrail/share/hr-share.h"
#include "handrail/store/hr-counts.h"
#include "handrail/store/hr-share-store.h"
#include "hr-share-engine-private.h"

G_BEGIN_DECLS

/* Notes in the ledger: the folder, the descriptor's network and root key, the name of this device, the nonce of its request, which process
 * had the last turn, when the last
 * sync came to its end, the day of the last verify, and what went wrong. */
#define HR_NOTE_FOLDER "here/folder"
#define HR_NOTE_NET "here/net"
#define HR_NOTE_NAME "here/name"
#define HR_NOTE_NONCE "here/nonce"
#define HR_NOTE_SYNCED "here/synced"
#define HR_NOTE_VERIFIED "here/verified"
#define HR_NOTE_TURN "here/turn"
#define HR_NOTE_TROUBLE "here/trouble"
/* When the counts of this device were told last, and which day was over then */
#define HR_NOTE_TOLD "here/told"
#define HR_NOTE_TOLD_DAY "here/told-day"
/* "here/turned/<device>": not wanted in */
#define HR_NOTE_TURNED "here/turned/"

/** HrShare: @lock: -1 = not opened yet; @locked: how often hr_share_lock() was called; @turn: names this process; @engine: (nullable): made
 * when it is needed, and kept: its epoch is that of this run; @read_ms: when this process looked for counts of others last */
struct _HrShare
{
  char *directory;
  int lock;
  guint locked;
  char *turn;
  HrClock *clock;
  HrShareStore *store;
  HrShareLedger *ledger;
  guint8 public_key[HR_SEAL_PUBLIC_KEY_BYTES];
  guint8 secret[HR_SEAL_SECRET_KEY_BYTES];
  HrShareFolder *folder;
  HrShareEngine *engine;
  gint64 read_ms;
};

/** hr_share_lock: this process has the turn until as many hr_share_unlock(): waits some seconds for another one; %HR_ERROR_BUSY */
gboolean hr_share_lock (HrShare *self, GError **error);
void hr_share_unlock (HrShare *self);
/** hr_share_let_go: the engine is made anew when it is needed */
void hr_share_let_go (HrShare *self);

gint64 hr_share_now_ms (HrShare *self);
/** hr_share_get_text: (transfer full) (nullable): a note */
char *hr_share_get_text (HrShare *self, const char *key) G_GNUC_WARN_UNUSED_RESULT;
/** hr_share_set_text: inside a transaction; @text: (nullable) */
gboolean hr_share_set_text (HrShare *self, const char *key, const char *text, GError **error);
gboolean hr_share_is_joined (HrShare *self);
/** hr_share_get_net: %FALSE: in no share */
gboolean hr_share_get_net (HrShare *self, HrShareNet *ret);
/** hr_share_need_engine: (nullable) (transfer none): %NULL with %HR_ERROR_NOT_FOUND: in no share */
HrShareEngine *hr_share_need_engine (HrShare *self, GError **error);
/** hr_share_remember: in one transaction: this device belongs to @net from now on; @net: (nullable): to none */
gboolean hr_share_remember (HrShare *self, const char *folder, const HrShareNet *net, const char *name, GError **error);
/** HR_SHARE_LOGIN_FILE: of the data folder: [login] with user, domain and password */
#define HR_SHARE_LOGIN_FILE "share.login"
/** hr_share_reach: (transfer full) (nullable): @folder with the login of this device */
HrShareFolder *hr_share_reach (HrShare *self, const char *folder, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/** hr_share_find_telling: (transfer full) (nullable): what this device has to tell, when it is time: once a day, when nobody can be counted */
HrCountTelling *hr_share_find_telling (HrShare *self, HrShareEngine *engine) G_GNUC_WARN_UNUSED_RESULT;
/** hr_share_tell_cb: HrShareTellFunc; @data: a HrCountTelling */
gboolean hr_share_tell_cb (HrShareEngine *engine, GArray *cells, gpointer data, GError **error);
/** hr_share_note_told: in a transaction */
gboolean hr_share_note_told (HrShare *self, const char *device, GError **error);
/** hr_share_is_time_to_read: whether counts of others are looked for now: once an hour, and when a process begins */
gboolean hr_share_is_time_to_read (HrShare *self);
/** hr_share_note_news: inside a transaction, at the end of a sync: what staff should know of it, also in another process and tomorrow.
 * @trouble: (nullable): why it did not come to its end */
gboolean hr_share_note_news (HrShare *self, const HrShareNews *news, const GError *trouble, GError **error);
/** hr_share_is_behind: whether the folder lost something, that is being put back */
gboolean hr_share_is_behind (const HrShareNews *news);
/** hr_share_is_news_noted: whether hr_share_note_news() would write nothing new */
gboolean hr_share_is_news_noted (HrShare *self, const HrShareNews *news, const GError *trouble);
/** hr_share_read_news: into @status */
void hr_share_read_news (HrShare *self, HrShareStatus *status);
void hr_share_held_free (gpointer data);

/** hr_share_find_member: by id or by name. %NULL with %HR_ERROR_NOT_FOUND, or %HR_ERROR_INPUT when several have that name */
const HrShareMember *hr_share_find_member (HrShareEngine *engine, const char *device, GError **error);

G_END_DECLS
