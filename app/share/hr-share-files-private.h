/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of the share as values, and back. FORMAT.md has every byte. Nothing here knows a folder or a database. Decoders take any
 * bytes; what they return holds in itself, but says nothing of who may say so. */
#pragma once

#include "handrail/seal/hr-seal-box.h"
#include "handrail/store/hr-share-group.h"
#include "hr-share-bytes-private.h"
#include "hr-share-name-private.h"

G_BEGIN_DECLS

#define HR_SHARE_FORMAT 1
#define HR_SHARE_NET_BYTES 16
#define HR_SHARE_HEAD_MAX ((gsize)64 * 1024)
#define HR_SHARE_SEGMENT_MAX ((gsize)8 * 1024 * 1024)
#define HR_SHARE_TRUST_MAX ((gsize)4 * 1024 * 1024)
#define HR_SHARE_COUNTS_MAX ((gsize)1024 * 1024)
#define HR_SHARE_SMALL_MAX ((gsize)4 * 1024)
/** HR_SHARE_TEXT_MAX: bytes of the name of a device or a site */
#define HR_SHARE_TEXT_MAX 128
/** HR_SHARE_OPS_MAX, HR_SHARE_RAW_MAX: of a segment with news; HR_SHARE_BASE_MAX: of one that gathers older ones */
#define HR_SHARE_OPS_MAX 1000
#define HR_SHARE_RAW_MAX ((gsize)256 * 1024)
#define HR_SHARE_BASE_MAX ((gsize)4 * 1024 * 1024)

/* ---- net.hrn ---- */

typedef struct
{
  guint8 net[HR_SHARE_NET_BYTES];
  guint8 root[HR_SEAL_PUBLIC_KEY_BYTES];
} HrShareNet;

GBytes *hr_share_net_encode (const HrShareNet *self, const guint8 root_secret[HR_SEAL_SECRET_KEY_BYTES]) G_GNUC_WARN_UNUSED_RESULT;
/** hr_share_net_decode: also checks the signature of the root key that it names: whether that is the right one is the caller's part */
gboolean hr_share_net_decode (GBytes *bytes, HrShareNet *ret);

/* ---- heads ---- */

/** HrShareSpan: everything of @epoch up to @seq */
typedef struct
{
  guint32 epoch;
  guint32 seq;
} HrShareSpan;

/** HrShareLive: a segment that counts; @hash: of all its bytes */
typedef struct
{
  guint8 hash[HR_SEAL_HASH_BYTES];
  guint32 size;
} HrShareLive;

/** HrShareRelease: a manager says that what @device deleted may be taken over though it is much; @span: the epoch, and the last operation */
typedef struct
{
  char device[HR_SHARE_DEVICE_LENGTH + 1];
  HrShareSpan span;
} HrShareRelease;

/**
 * HrShareHead: the state of one device's listing stream
 * @covers: (element-type HrShareSpan): own earlier heads that this one takes in, itself included, by epoch
 * @live: (element-type HrShareLive)
 * @releases: (element-type HrShareRelease)
 */
typedef struct
{
  guint8 net[HR_SHARE_NET_BYTES];
  char device[HR_SHARE_DEVICE_LENGTH + 1];
  guint32 epoch;
  guint32 seq;
  gint64 wall_ms;
  GArray *covers;
  GArray *live;
  GArray *releases;
} HrShareHead;

HrShareHead *hr_share_head_new (void) G_GNUC_WARN_UNUSED_RESULT;
void hr_share_head_free (HrShareHead *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrShareHead, hr_share_head_free)
GBytes *hr_share_head_encode (const HrShareHead *self, const guint8 secret[HR_SEAL_SECRET_KEY_BYTES]) G_GNUC_WARN_UNUSED_RESULT;
/** hr_share_head_decode: (nullable): without the signature */
HrShareHead *hr_share_head_decode (GBytes *bytes) G_GNUC_WARN_UNUSED_RESULT;
/** hr_share_head_covers: whether @spans take in (@epoch, @seq) */
gboolean hr_share_covers (const GArray *spans, guint32 epoch, guint32 seq);
/** hr_share_cover: @spans take it in from now on */
void hr_share_cover (GArray *spans, guint32 epoch, guint32 seq);
/** hr_share_live_name: (transfer full): the name of a segment's file */
char *hr_share_live_name (const HrShareLive *self) G_GNUC_WARN_UNUSED_RESULT;

/* ---- signatures ---- */

typedef enum
{
  HR_SHARE_SIGNED_HEAD,
  HR_SHARE_SIGNED_TRUST,
  HR_SHARE_SIGNED_COUNTS,
  HR_SHARE_SIGNED_REQUEST,
  HR_SHARE_SIGNED_NET,
} HrShareSigned;

/** hr_share_signed_begin: the first eight bytes of a file; hr_share_signed_end: the signature, and the whole */
GByteArray *hr_share_signed_begin (HrShareSigned kind) G_GNUC_WARN_UNUSED_RESULT;
GBytes *hr_share_signed_end (GByteArray *bytes, HrShareSigned kind, const guint8 secret[HR_SEAL_SECRET_KEY_BYTES]) G_GNUC_WARN_UNUSED_RESULT;
/** hr_share_signed_read: a reader of what lies between; wrong when @bytes are not of this kind, too long or of a later format */
HrShareReader hr_share_signed_read (GBytes *bytes, HrShareSigned kind, gsize maximum);
gboolean hr_share_signed_verify (GBytes *bytes, HrShareSigned kind, const guint8 public_key[HR_SEAL_PUBLIC_KEY_BYTES]);
/** hr_share_needs_update: whether it says that only later programs can read it */
gboolean hr_share_needs_update (GBytes *bytes);

/* ---- segments ---- */

/** hr_share_segment_encode: @groups: (element-type HrShareGroup) */
GBytes *hr_share_segment_encode (const char *device, GPtrArray *groups) G_GNUC_WARN_UNUSED_RESULT;
/** hr_share_segment_raw_size: of its content, before it was compressed, as its first bytes say; of a segment that this program made */
gsize hr_share_segment_raw_size (GBytes *bytes);
/** hr_share_segment_decode: (nullable) (element-type HrShareGroup): %NULL when it does not hold or is not of @device */
GPtrArray *hr_share_segment_decode (GBytes *bytes, const char *device) G_GNUC_WARN_UNUSED_RESULT;
/** hr_share_group_size: of a group in a segment, before it is compressed */
gsize hr_share_group_size (const HrShareGroup *group);

/* ---- trust ---- */

typedef enum
{
  HR_SHARE_ROLE_KIOSK = 1 << 0,   /* counts only */
  HR_SHARE_ROLE_SITE = 1 << 1,    /* listings of its site, and counts */
  HR_SHARE_ROLE_OFFICE = 1 << 2,  /* listings everywhere, reads counts */
  HR_SHARE_ROLE_MANAGER = 1 << 3, /* signs trust manifests */
  HR_SHARE_ROLES_ALL = (1 << 4) - 1,
} HrShareRoles;

/**
 * HrShareMember: what is said of one device
 * @serial: grows with everything that is said of it; the highest counts
 * @site: "" = none
 * @revoked: what it published counts only as far as @kept says
 * @kept: (element-type HrShareSpan)
 * @unknown: (nullable): parts that only later programs know, as they came; they go on
 */
typedef struct
{
  guint8 public_key[HR_SEAL_PUBLIC_KEY_BYTES];
  char device[HR_SHARE_DEVICE_LENGTH + 1];
  guint roles;
  guint32 serial;
  char *site;
  char *name;
  gboolean revoked;
  GArray *kept;
  GByteArray *unknown;
} HrShareMember;

HrShareMember *hr_share_member_new (const guint8 public_key[HR_SEAL_PUBLIC_KEY_BYTES]) G_GNUC_WARN_UNUSED_RESULT;
HrShareMember *hr_share_member_copy (const HrShareMember *self) G_GNUC_WARN_UNUSED_RESULT;
void hr_share_member_free (HrShareMember *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrShareMember, hr_share_member_free)
/** hr_share_member_keep_unknown: what @from has of that, unless there is some */
void hr_share_member_keep_unknown (HrShareMember *self, const HrShareMember *from);
/** hr_share_member_compare: which of two sayings of one device counts: below 0, 0 or above 0; total */
int hr_share_member_compare (const HrShareMember *a, const HrShareMember *b);

/** HrShareManifest: @signer: whose key signed; @members: (element-type HrShareMember): not all, only those it speaks of */
typedef struct
{
  guint8 net[HR_SHARE_NET_BYTES];
  guint32 version;
  gint64 wall_ms;
  guint8 signer[HR_SEAL_PUBLIC_KEY_BYTES];
  GPtrArray *members;
} HrShareManifest;

HrShareManifest *hr_share_manifest_new (void) G_GNUC_WARN_UNUSED_RESULT;
void hr_share_manifest_free (HrShareManifest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrShareManifest, hr_share_manifest_free)
GBytes *hr_share_manifest_encode (const HrShareManifest *self, const guint8 secret[HR_SEAL_SECRET_KEY_BYTES]) G_GNUC_WARN_UNUSED_RESULT;
/** hr_share_manifest_decode: (nullable): also checks the signature of the signer that it names */
HrShareManifest *hr_share_manifest_decode (GBytes *bytes) G_GNUC_WARN_UNUSED_RESULT;

/* ---- counts ---- */

/**
 * HrShareCell: @epoch: of what counted: cells of two of them add up
 * @day: days since 1970
 * @meeting: may be any id
 * @what: a small number for what is counted
 * @n: only ever grows
 * @fellowship: (nullable): %NULL is ""
 * @days: bits of the weekdays, 1 = Sunday
 * @year: of the folder of a closed year, 0 = the open one; not in the file
 */
typedef struct
{
  guint32 epoch;
  gint32 day;
  char *meeting;
  guint what;
  guint64 n;
  char *fellowship;
  guint8 days;
  int year;
} HrShareCell;

/** hr_share_cells_new: (element-type HrShareCell): sorted, none twice */
GArray *hr_share_cells_new (void) G_GNUC_WARN_UNUSED_RESULT;
/** hr_share_cells_add: a copy; of two with one key the larger number stays */
void hr_share_cells_add (GArray *cells, const HrShareCell *cell);
/** hr_share_cells_of: (transfer full): those of @year */
GArray *hr_share_cells_of (const GArray *cells, int year) G_GNUC_WARN_UNUSED_RESULT;
gboolean hr_share_cells_equal (const GArray *a, const GArray *b);

/** HrShareCounts: @cells: (element-type HrShareCell) (nullable): %NULL until the box is opened */
typedef struct
{
  guint8 net[HR_SHARE_NET_BYTES];
  char device[HR_SHARE_DEVICE_LENGTH + 1];
  guint32 epoch;
  guint32 seq;
  GArray *covers;
  GBytes *box;
  GArray *cells;
} HrShareCounts;

HrShareCounts *hr_share_counts_new (void) G_GNUC_WARN_UNUSED_RESULT;
void hr_share_counts_free (HrShareCounts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrShareCounts, hr_share_counts_free)
void hr_share_counts_add (HrShareCounts *self, const HrShareCell *cell);
/** hr_share_counts_encode: @readers: (array length=n_readers): who may open it. (nullable): %NULL when one of the keys is none */
GBytes *hr_share_counts_encode (const HrShareCounts *self, const guint8 (*readers)[HR_SEAL_PUBLIC_KEY_BYTES], guint n_readers,
                                const guint8 secret[HR_SEAL_SECRET_KEY_BYTES]) G_GNUC_WARN_UNUSED_RESULT;
HrShareCounts *hr_share_counts_decode (GBytes *bytes) G_GNUC_WARN_UNUSED_RESULT;
/** hr_share_counts_open: sets @cells; %FALSE when the box is not for us or does not hold */
gboolean hr_share_counts_open (HrShareCounts *self, const guint8 secret[HR_SEAL_SECRET_KEY_BYTES]);

/* ---- requests ---- */

/** HrShareRequest: a device asks to be let in; @nonce: makes the code to compare */
typedef struct
{
  guint8 net[HR_SHARE_NET_BYTES];
  guint8 public_key[HR_SEAL_PUBLIC_KEY_BYTES];
  char device[HR_SHARE_DEVICE_LENGTH + 1];
  guint8 nonce[16];
  char *name;
} HrShareRequest;

void hr_share_request_free (HrShareRequest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrShareRequest, hr_share_request_free)
GBytes *hr_share_request_encode (const HrShareRequest *self, const guint8 secret[HR_SEAL_SECRET_KEY_BYTES]) G_GNUC_WARN_UNUSED_RESULT;
HrShareRequest *hr_share_request_decode (GBytes *bytes) G_GNUC_WARN_UNUSED_RESULT;
/** hr_share_request_code: eight digits that both screens show; takes a tenth of a second. %FALSE when there is not enough memory */
gboolean hr_share_request_code (const HrShareRequest *self, const guint8 root[HR_SEAL_PUBLIC_KEY_BYTES], char ret[9]);

G_END_DECLS
