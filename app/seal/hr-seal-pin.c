/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-seal"

#include "handrail/seal/hr-seal-pin.h"
#include "handrail/seal/hr-seal.h"

#include <sodium.h>

#include <errno.h>
#include <string.h>

/* OWASP, password storage: Argon2id with 19 MiB and two passes; libsodium's p is always 1 */
#define OPERATIONS 2
#define MEMORY_BYTES ((gsize) 19456 * 1024)

G_STATIC_ASSERT (HR_SEAL_PIN_HASH_BYTES == crypto_pwhash_argon2id_STRBYTES);

/* What many people choose and no rule here catches: two runs laid into each other, constants, dates everybody knows, words on the
 * letters of the keys, crisis numbers that hang beside the screen. */
static const char *const common[] = {
  "142536", "253614", "102030", "010203", "203040", "112358", "141421", "142857", "161803", "235711", "271828", "314159",
  "159357", "357159", "123654", "007007", "091101", "110901", "420420", "520131", "420691", "292513", "135246", "246135",
  "102938", "564738", "192837", "123450", "012340", "911988", "988911", "988988", "911911", "123457", "123455", "123467",
  "123567", "124578", "123400", "123000", "001234", "543210", "101112", "121314", "131415", "202122", "232425", "696969",
  "727277", "787898", "786786", "147896", "147369", "258369", "258025", "025800", "134679", "246824", "135790", "987650",
};

/* The keys as they stand; 0 is below 8. -1: no key */
static const gint8 pad[4][3] = { { 1, 2, 3 }, { 4, 5, 6 }, { 7, 8, 9 }, { -1, 0, -1 } };

static gboolean
is_six_digits (const char *pin)
{
  gsize length = 0;

  while (length <= HR_SEAL_PIN_LENGTH && g_ascii_isdigit (pin[length]))
    length++;
  return length == HR_SEAL_PIN_LENGTH && pin[length] == '\0';
}

static guint
count_different (const char *pin)
{
  guint seen = 0, n = 0;

  for (guint i = 0; i < HR_SEAL_PIN_LENGTH; i++)
    seen |= 1u << (pin[i] - '0');
  for (; seen != 0; seen &= seen - 1)
    n++;
  return n;
}

/* Round the corner: after 9 comes 0. */
static int
step_between (char from, char to)
{
  return (to - from + 10) % 10;
}

static gboolean
is_steady (const char *digits, guint n)
{
  for (guint i = 2; i < n; i++)
    if (step_between (digits[i - 1], digits[i]) != step_between (digits[0], digits[1]))
      return FALSE;
  return TRUE;
}

static gboolean
is_run_of_three (const char *digits)
{
  int step = digits[1] - digits[0];

  return (step == 1 || step == -1) && digits[2] - digits[1] == step;
}

static gboolean
is_run (const char *pin)
{
  return is_steady (pin, HR_SEAL_PIN_LENGTH) || (is_run_of_three (pin) && is_run_of_three (pin + 3));
}

static gboolean
is_repeated (const char *pin)
{
  return (memcmp (pin, pin + 2, 2) == 0 && memcmp (pin, pin + 4, 2) == 0) || memcmp (pin, pin + 3, 3) == 0
         || (pin[0] == pin[1] && pin[2] == pin[3] && pin[4] == pin[5])
         || (pin[0] == pin[5] && pin[1] == pin[4] && pin[2] == pin[3]);
}

static gboolean
is_year (const char *digits)
{
  return (digits[0] == '1' && digits[1] == '9') || (digits[0] == '2' && digits[1] == '0');
}

static gboolean
is_month (const char *digits)
{
  int month = (digits[0] - '0') * 10 + digits[1] - '0';

  return month >= 1 && month <= 12;
}

static gboolean
is_month_of_year (const char *pin)
{
  return (is_year (pin) && is_month (pin + 4)) || (is_month (pin) && is_year (pin + 2));
}

static void
find_key (char digit, int *ret_row, int *ret_column)
{
  *ret_row = 3;
  *ret_column = 1;
  for (int row = 0; row < 3; row++)
    for (int column = 0; column < 3; column++)
      if (pad[row][column] == digit - '0')
        {
          *ret_row = row;
          *ret_column = column;
        }
}

/* Row, column or diagonal of three keys in their order, the 0 below the 8 included. */
static gboolean
is_line (const char *digits)
{
  int row[3], column[3];

  for (guint i = 0; i < 3; i++)
    find_key (digits[i], &row[i], &column[i]);
  int down = row[1] - row[0], right = column[1] - column[0];
  return ABS (down) <= 1 && ABS (right) <= 1 && (down != 0 || right != 0) && row[2] - row[1] == down
         && column[2] - column[1] == right;
}

static gboolean
is_walk (const char *pin)
{
  if (count_different (pin) != HR_SEAL_PIN_LENGTH)
    return FALSE;
  for (guint i = 1; i < HR_SEAL_PIN_LENGTH; i++)
    {
      int row[2], column[2];
      find_key (pin[i - 1], &row[0], &column[0]);
      find_key (pin[i], &row[1], &column[1]);
      if (ABS (row[1] - row[0]) + ABS (column[1] - column[0]) != 1)
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_common (const char *pin)
{
  for (guint i = 0; i < G_N_ELEMENTS (common); i++)
    if (strcmp (pin, common[i]) == 0)
      return TRUE;
  return FALSE;
}

HrSealPinWeakness
hr_seal_pin_weakness (const char *pin)
{
  g_return_val_if_fail (pin != NULL, HR_SEAL_PIN_NOT_SIX_DIGITS);

  if (!is_six_digits (pin))
    return HR_SEAL_PIN_NOT_SIX_DIGITS;
  if (count_different (pin) == 1)
    return HR_SEAL_PIN_ONE_DIGIT;
  if (is_run (pin))
    return HR_SEAL_PIN_RUN;
  if (is_repeated (pin))
    return HR_SEAL_PIN_REPEATED;
  if (count_different (pin) == 2)
    return HR_SEAL_PIN_TWO_DIGITS;
  if (is_month_of_year (pin))
    return HR_SEAL_PIN_YEAR;
  if ((is_line (pin) && is_line (pin + 3)) || is_walk (pin))
    return HR_SEAL_PIN_PATTERN;
  return is_common (pin) ? HR_SEAL_PIN_COMMON : HR_SEAL_PIN_GOOD;
}

gboolean
hr_seal_pin_hash (const char *pin, char ret_hash[HR_SEAL_PIN_HASH_BYTES])
{
  g_return_val_if_fail (pin != NULL && ret_hash != NULL, FALSE);

  hr_seal_init ();
  return crypto_pwhash_str_alg (ret_hash, pin, strlen (pin), OPERATIONS, MEMORY_BYTES, crypto_pwhash_ALG_ARGON2ID13)
         == 0;
}

HrSealPinMatch
hr_seal_pin_verify (const char *hash, const char *pin)
{
  g_return_val_if_fail (hash != NULL && pin != NULL, HR_SEAL_PIN_OTHER);

  hr_seal_init ();
  errno = 0;
  if (crypto_pwhash_str_verify (hash, pin, strlen (pin)) == 0)
    return HR_SEAL_PIN_SAME;
  return errno == ENOMEM ? HR_SEAL_PIN_UNKNOWN : HR_SEAL_PIN_OTHER;
}

gboolean
hr_seal_pin_needs_rehash (const char *hash)
{
  g_return_val_if_fail (hash != NULL, FALSE);

  hr_seal_init ();
  return crypto_pwhash_str_needs_rehash (hash, OPERATIONS, MEMORY_BYTES) != 0;
}

char *
hr_seal_pin_dup (const char *pin)
{
  if (pin == NULL)
    return NULL;
  char *copy = hr_seal_lock_alloc (HR_SEAL_PIN_LENGTH + 2);
  for (guint i = 0; i <= HR_SEAL_PIN_LENGTH && pin[i] != '\0'; i++)
    copy[i] = pin[i];
  return copy;
}
