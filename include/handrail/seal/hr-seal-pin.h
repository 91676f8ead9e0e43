/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PINs of the desk: which ones nobody should choose, and the hash that is kept instead of one. Any thread; hashing and
 * verifying take some 30 ms of a core and 19 MiB: never on the UI thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define HR_SEAL_PIN_LENGTH 6
/** HR_SEAL_PIN_HASH_BYTES: of the hash as text, its end included */
#define HR_SEAL_PIN_HASH_BYTES 128

/**
 * HrSealPinWeakness: why a PIN is among the first that anybody would try. Together they refuse about one PIN in a hundred, so
 * that a million stays nearly a million. Birthdays as day, month and year are not refused: all of them together are 7 percent
 * of all PINs, and whoever tries one must know it.
 * @HR_SEAL_PIN_GOOD: nothing speaks against it
 * @HR_SEAL_PIN_NOT_SIX_DIGITS: another length, or something else than the digits 0 to 9
 * @HR_SEAL_PIN_ONE_DIGIT: 777777
 * @HR_SEAL_PIN_TWO_DIGITS: of two different digits only: 110110, 100000. Seen on worn keys, there are 62 ways to put two digits
 * @HR_SEAL_PIN_RUN: each digit the same step from the one before, round the corner too: 123456, 987654, 890123, 246802; and two
 *   runs of three: 123789, 456321
 * @HR_SEAL_PIN_REPEATED: a pair three times (121212), three digits twice (853853), doubled digits (114488), or the same from
 *   both ends (123321)
 * @HR_SEAL_PIN_YEAR: a month of a year between 1900 and 2099: 198507, 071985
 * @HR_SEAL_PIN_PATTERN: drawn on the pad: two lines of three keys (147258, 159753), or a walk over six neighbours (125896)
 * @HR_SEAL_PIN_COMMON: chosen by many people for another reason: 142536, 314159, 696969
 */
typedef enum
{
  HR_SEAL_PIN_GOOD,
  HR_SEAL_PIN_NOT_SIX_DIGITS,
  HR_SEAL_PIN_ONE_DIGIT,
  HR_SEAL_PIN_TWO_DIGITS,
  HR_SEAL_PIN_RUN,
  HR_SEAL_PIN_REPEATED,
  HR_SEAL_PIN_YEAR,
  HR_SEAL_PIN_PATTERN,
  HR_SEAL_PIN_COMMON,
} HrSealPinWeakness;

/** hr_seal_pin_weakness: @pin: any text; the first reason that holds */
HrSealPinWeakness hr_seal_pin_weakness (const char *pin);

/** hr_seal_pin_hash: Argon2id with a salt of its own, m = 19456 KiB, t = 2, p = 1 (the set that OWASP names), as text that says
 * so. Returns: %FALSE when there is not enough memory */
gboolean hr_seal_pin_hash (const char *pin, char ret_hash[HR_SEAL_PIN_HASH_BYTES]);

/**
 * HrSealPinMatch:
 * @HR_SEAL_PIN_OTHER: another PIN, or @hash is no hash
 * @HR_SEAL_PIN_SAME: the PIN of the hash
 * @HR_SEAL_PIN_UNKNOWN: there was not enough memory to tell
 */
typedef enum
{
  HR_SEAL_PIN_OTHER,
  HR_SEAL_PIN_SAME,
  HR_SEAL_PIN_UNKNOWN,
} HrSealPinMatch;

/** hr_seal_pin_verify: compares in constant time */
HrSealPinMatch hr_seal_pin_verify (const char *hash, const char *pin);

/** hr_seal_pin_needs_rehash: whether @hash was made with other costs than hr_seal_pin_hash() takes now */
gboolean hr_seal_pin_needs_rehash (const char *hash);

/** hr_seal_pin_dup: (nullable): @pin in locked memory, which hr_seal_lock_free() wipes; %NULL for %NULL. Longer text is cut after
 * %HR_SEAL_PIN_LENGTH + 1 characters: it is no PIN either way */
char *hr_seal_pin_dup (const char *pin) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
