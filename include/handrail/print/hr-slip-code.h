/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the QR code of a slip (proof of attendance) holds: which occurrence, a serial, the site's signature. No name, no moment
 * of printing. Pure functions over hr-seal-sign.h; any thread.
 *
 * 93 bytes, numbers with the most significant byte first. 13 bytes of facts, each followed by a byte of the serial:
 *
 *   facts   0…4   a number of 40 bits: 3 bits version (%HR_SLIP_VERSION), 15 bits day since 2025-01-01 at the site, 11 bits
 *                 minute of the start at the site, 11 bits length in minutes
 *           5…8   the site's key: the first four bytes of BLAKE2b-256 of its public key
 *           9…12  the meeting: the first four bytes of BLAKE2b-256 of "handrail-meeting:" and its id
 *   serial  0…15  128 random bits, of which nobody keeps a copy
 *
 *   bytes   0…25  facts 0, serial 0, facts 1, serial 1, … facts 12, serial 12
 *          26…28  serial 13…15
 *          29…92  Ed25519 (RFC 8032) by the site's key over "handrail-slip-1:" and bytes 0…28
 *
 * As text they are 140 characters of Base45 (RFC 9285), which make a QR code of version 6-M. The serial is drawn again until the
 * text has no space, which costs three of the 128 bits: so a text can be printed in groups, typed by hand or by a scanner that
 * drops spaces at the end, and hr_slip_read() may ignore every space. That is why facts and serial take turns: every pair of bytes,
 * which Base45 makes three characters of, is a matter of chance. */
#pragma once

#include "handrail/core/hr-date.h"
#include "handrail/seal/hr-seal-sign.h"

G_BEGIN_DECLS

#define HR_SLIP_VERSION 1
#define HR_SLIP_BYTES 93
#define HR_SLIP_SIGNED_BYTES 29
#define HR_SLIP_TEXT_LENGTH 140
#define HR_SLIP_TAG_BYTES 4
#define HR_SLIP_SERIAL_BYTES 16

/**
 * HrSlip:
 * @date: at the site, 2025-01-01 to 2114-09-19
 * @start_minute: at the site, 0…1439
 * @length_min: 1…1440
 * @key: whose it is: hr_slip_key_tag() of the public key
 * @meeting: hr_slip_meeting_tag()
 * @serial: random
 */
typedef struct
{
  HrDate date;
  guint start_minute;
  guint length_min;
  guint8 key[HR_SLIP_TAG_BYTES];
  guint8 meeting[HR_SLIP_TAG_BYTES];
  guint8 serial[HR_SLIP_SERIAL_BYTES];
  guint8 signature[HR_SEAL_SIGNATURE_BYTES];
} HrSlip;

/** hr_slip_key_tag: the number of a key, which slips carry */
void hr_slip_key_tag (const guint8 public_key[HR_SEAL_PUBLIC_KEY_BYTES], guint8 ret_tag[HR_SLIP_TAG_BYTES]);
/** hr_slip_meeting_tag: the number of a meeting, which slips carry; another one for each id, but for chance */
void hr_slip_meeting_tag (const char *meeting, guint8 ret_tag[HR_SLIP_TAG_BYTES]);
/** hr_slip_tag_to_string: Returns: (transfer full): eight digits 0…9, a…f */
char *hr_slip_tag_to_string (const guint8 tag[HR_SLIP_TAG_BYTES]) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hr_slip_issue:
 * @meeting: its id
 *
 * Draws a serial, signs.
 *
 * Returns: (transfer full): the text, %HR_SLIP_TEXT_LENGTH characters without a space; %NULL with %HR_ERROR_INPUT when date, start or
 *   length cannot be said in a slip
 */
char *hr_slip_issue (const char *meeting, HrDate date, guint start_minute, guint length_min,
                     const guint8 public_key[HR_SEAL_PUBLIC_KEY_BYTES], const guint8 secret_key[HR_SEAL_SECRET_KEY_BYTES],
                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hr_slip_read:
 * @text: as typed or scanned: white space anywhere, small letters too
 * @ret_slip: written on success only; nothing is proved before hr_slip_verify()
 *
 * Returns: %FALSE with %HR_ERROR_INPUT: it is no slip; the message says what it looks like instead
 */
gboolean hr_slip_read (const char *text, HrSlip *ret_slip, GError **error);

/** hr_slip_verify: whether the holder of the secret key signed @slip */
gboolean hr_slip_verify (const HrSlip *slip, const guint8 public_key[HR_SEAL_PUBLIC_KEY_BYTES]);

/** hr_slip_group_text: Returns: (transfer full): the text in groups of @group characters, with spaces between them, for eyes and fingers */
char *hr_slip_group_text (const char *text, guint group) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
