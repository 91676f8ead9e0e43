/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keys that slips of attendance are signed with. Blocks on small files: workers and the command line, never the UI thread.
 *
 * In the data folder:
 *   slip-key-N        the secret key, 64 bytes, readable by the kiosk's user only; N grows with every new key, and the file of the one
 *                     before is overwritten and taken away. It is made when slips are switched on, never because somebody wants one
 *   slip-keys.conf    the public keys that this device believes: its own (also those that ended) and imported ones of other kiosks and
 *                     sites. Nothing secret; hr_slip_keys_export() writes the same without what is only this device's
 */
#pragma once

#include "handrail/core/hr-date.h"
#include "handrail/print/hr-slip-code.h"

G_BEGIN_DECLS

#define HR_SLIP_KEYS_FILE "slip-keys.conf"

/**
 * HrSlipKey:
 * @site: name of the center
 * @own: whether this device made it
 * @current: whether slips are signed with it now
 * @from: the day it was made
 * @until: (or %HR_DATE_NONE): the last day of occurrences that it signed: slips of later ones prove nothing
 * @revoked: somebody else may have it: none of its slips proves anything
 */
typedef struct
{
  guint8 public_key[HR_SEAL_PUBLIC_KEY_BYTES];
  guint8 tag[HR_SLIP_TAG_BYTES];
  char *site;
  gboolean own;
  gboolean current;
  HrDate from;
  HrDate until;
  gboolean revoked;
} HrSlipKey;

void hr_slip_key_free (HrSlipKey *self);

/** hr_slip_key_to_hex: (transfer full): the public key, 64 digits */
char *hr_slip_key_to_hex (const HrSlipKey *self) G_GNUC_WARN_UNUSED_RESULT;

/** hr_slip_keys_read: (transfer full) (element-type HrSlipKey): what hr_slip_keys_export() wrote; %NULL with %HR_ERROR_INPUT */
GPtrArray *hr_slip_keys_read (const char *text, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** hr_slip_keys_list: (transfer full) (element-type HrSlipKey): by the day they were made; empty when there is none. %NULL with
 * %HR_ERROR_CORRUPT or %HR_ERROR_IO */
GPtrArray *hr_slip_keys_list (const char *directory, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hr_slip_keys_get_current:
 * @site: name of the center, for a new key
 * @today: for a new key
 *
 * Makes a key when there is none, or when the last one was revoked.
 *
 * Returns: %FALSE with %HR_ERROR_REFUSED (others can read the secret file), %HR_ERROR_CORRUPT, %HR_ERROR_IO or %HR_ERROR_NO_SPACE
 */
gboolean hr_slip_keys_get_current (const char *directory, const char *site, HrDate today,
                                   guint8 ret_public[HR_SEAL_PUBLIC_KEY_BYTES],
                                   guint8 ret_secret[HR_SEAL_SECRET_KEY_BYTES], GError **error);

/** hr_slip_keys_check: whether the key that signs can be used; also when there is none yet, for then one is made. Writes nothing. Errors as
 * hr_slip_keys_get_current() */
gboolean hr_slip_keys_check (const char *directory, GError **error);

/** hr_slip_keys_rotate: a new key signs from now on. Slips of the one before keep proving what they did, for days up to @today */
gboolean hr_slip_keys_rotate (const char *directory, const char *site, HrDate today, GError **error);

/**
 * hr_slip_keys_revoke:
 * @number: eight digits, hr_slip_tag_to_string()
 *
 * None of its slips proves anything any more, here and where the public keys are imported again. The secret of the current one
 * goes away with it. Returns: %FALSE with %HR_ERROR_NOT_FOUND or an error of the file
 */
gboolean hr_slip_keys_revoke (const char *directory, const char *number, HrDate today, GError **error);

/** hr_slip_keys_export: (transfer full): the public keys as text, for other places to import */
char *hr_slip_keys_export (const char *directory, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** hr_slip_keys_import: @text: what another device exported. What was ended or revoked in either place is so
 * afterwards; the keys of this device are changed on this device only. Returns: how many
 * keys are new or changed, or -1 with %HR_ERROR_INPUT or an error of the file */
int hr_slip_keys_import (const char *directory, const char *text, GError **error);

G_END_DECLS
