/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-print"

#include "handrail/print/hr-slip-code.h"

#include "handrail/core/hr-base45.h"
#include "handrail/core/hr-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SIGNED_PREFIX "handrail-slip-1:"
#define MEETING_PREFIX "handrail-meeting:"
#define PREFIX_BYTES (sizeof SIGNED_PREFIX - 1)

#define FIRST_YEAR 2025
#define DAYS (1 << 15)
#define MINUTES_OF_DAY 1440
#define FIELD_11 0x7ff

#define N_FACTS 13
#define AT_KEY 5
#define AT_MEETING 9
#define AT_SIGNATURE HR_SLIP_SIGNED_BYTES

G_STATIC_ASSERT (AT_MEETING + HR_SLIP_TAG_BYTES == N_FACTS);
G_STATIC_ASSERT (N_FACTS + HR_SLIP_SERIAL_BYTES == HR_SLIP_SIGNED_BYTES);
G_STATIC_ASSERT (AT_SIGNATURE + HR_SEAL_SIGNATURE_BYTES == HR_SLIP_BYTES);

static void
tag_of (const void *data, gsize length, guint8 ret_tag[HR_SLIP_TAG_BYTES])
{
  guint8 hash[HR_SEAL_HASH_BYTES];

  hr_seal_init ();
  hr_seal_hash (data, length, hash);
  memcpy (ret_tag, hash, HR_SLIP_TAG_BYTES);
}

void
hr_slip_key_tag (const guint8 public_key[HR_SEAL_PUBLIC_KEY_BYTES], guint8 ret_tag[HR_SLIP_TAG_BYTES])
{
  g_return_if_fail (public_key != NULL && ret_tag != NULL);

  tag_of (public_key, HR_SEAL_PUBLIC_KEY_BYTES, ret_tag);
}

void
hr_slip_meeting_tag (const char *meeting, guint8 ret_tag[HR_SLIP_TAG_BYTES])
{
  g_return_if_fail (meeting != NULL && ret_tag != NULL);

  g_autofree char *text = g_strconcat (MEETING_PREFIX, meeting, NULL);

  tag_of (text, strlen (text), ret_tag);
}

char *
hr_slip_tag_to_string (const guint8 tag[HR_SLIP_TAG_BYTES])
{
  g_return_val_if_fail (tag != NULL, NULL);
  return g_strdup_printf ("%02x%02x%02x%02x", tag[0], tag[1], tag[2], tag[3]);
}

/* ---- bytes ---- */

static HrDate
first_day (void)
{
  return hr_date_from_ymd (FIRST_YEAR, 1, 1);
}

static void
pack_facts (const HrSlip *slip, guint8 ret_facts[N_FACTS])
{
  guint64 number = HR_SLIP_VERSION;

  number = number << 15 | (guint64) (slip->date - first_day ());
  number = number << 11 | slip->start_minute;
  number = number << 11 | slip->length_min;
  for (int i = 0; i < AT_KEY; i++)
    ret_facts[i] = (guint8) (number >> (8 * (AT_KEY - 1 - i)) & 0xff);
  memcpy (ret_facts + AT_KEY, slip->key, HR_SLIP_TAG_BYTES);
  memcpy (ret_facts + AT_MEETING, slip->meeting, HR_SLIP_TAG_BYTES);
}

static gboolean
unpack_facts (const guint8 facts[N_FACTS], HrSlip *slip)
{
  guint64 number = 0;

  for (int i = 0; i < AT_KEY; i++)
    number = number << 8 | facts[i];
  slip->length_min = (guint) (number & FIELD_11);
  slip->start_minute = (guint) (number >> 11 & FIELD_11);
  slip->date = first_day () + (HrDate) (number >> 22 & (DAYS - 1));
  memcpy (slip->key, facts + AT_KEY, HR_SLIP_TAG_BYTES);
  memcpy (slip->meeting, facts + AT_MEETING, HR_SLIP_TAG_BYTES);
  return number >> 37 == HR_SLIP_VERSION && slip->start_minute < MINUTES_OF_DAY && slip->length_min >= 1
         && slip->length_min <= MINUTES_OF_DAY;
}

/* What is signed: the words that keep the signature from meaning something elsewhere, and all bytes but the signature */
static void
pack (const HrSlip *slip, guint8 ret_bytes[PREFIX_BYTES + HR_SLIP_SIGNED_BYTES])
{
  guint8 *bytes = ret_bytes + PREFIX_BYTES;
  guint8 facts[N_FACTS];

  pack_facts (slip, facts);
  memcpy (ret_bytes, SIGNED_PREFIX, PREFIX_BYTES);
  for (int i = 0; i < N_FACTS; i++)
    {
      bytes[2 * i] = facts[i];
      bytes[2 * i + 1] = slip->serial[i];
    }
  memcpy (bytes + 2 * N_FACTS, slip->serial + N_FACTS, HR_SLIP_SERIAL_BYTES - N_FACTS);
}

static gboolean
unpack (const guint8 bytes[HR_SLIP_BYTES], HrSlip *ret_slip)
{
  HrSlip slip = { 0 };
  guint8 facts[N_FACTS];

  for (int i = 0; i < N_FACTS; i++)
    {
      facts[i] = bytes[2 * i];
      slip.serial[i] = bytes[2 * i + 1];
    }
  memcpy (slip.serial + N_FACTS, bytes + 2 * N_FACTS, HR_SLIP_SERIAL_BYTES - N_FACTS);
  memcpy (slip.signature, bytes + AT_SIGNATURE, HR_SEAL_SIGNATURE_BYTES);
  if (!unpack_facts (facts, &slip))
    return FALSE;
  *ret_slip = slip;
  return TRUE;
}

/* ---- public ---- */

char *
hr_slip_issue (const char *meeting, HrDate date, guint start_minute, guint length_min,
               const guint8 public_key[HR_SEAL_PUBLIC_KEY_BYTES], const guint8 secret_key[HR_SEAL_SECRET_KEY_BYTES],
               GError **error)
{
  HrSlip slip = { .date = date, .start_minute = start_minute, .length_min = length_min };
  guint8 signed_bytes[PREFIX_BYTES + HR_SLIP_SIGNED_BYTES];
  guint8 bytes[HR_SLIP_BYTES];
  char *text = NULL;

  g_return_val_if_fail (meeting != NULL && public_key != NULL && secret_key != NULL, NULL);

  if (date < first_day () || date >= first_day () + DAYS || start_minute >= MINUTES_OF_DAY || length_min < 1
      || length_min > MINUTES_OF_DAY)
    {
      g_set_error_literal (error, HR_ERROR, HR_ERROR_INPUT, "This date or time cannot be written on a slip.");
      return NULL;
    }
  hr_seal_init ();
  hr_slip_key_tag (public_key, slip.key);
  hr_slip_meeting_tag (meeting, slip.meeting);
  do
    {
      g_free (text);
      hr_seal_random (slip.serial, sizeof slip.serial);
      pack (&slip, signed_bytes);
      hr_seal_sign (secret_key, signed_bytes, sizeof signed_bytes, slip.signature);
      memcpy (bytes, signed_bytes + PREFIX_BYTES, HR_SLIP_SIGNED_BYTES);
      memcpy (bytes + AT_SIGNATURE, slip.signature, HR_SEAL_SIGNATURE_BYTES);
      text = hr_base45_encode (bytes, sizeof bytes);
    }
  while (strchr (text, ' ') != NULL);
  hr_seal_wipe (&slip, sizeof slip);
  hr_seal_wipe (bytes, sizeof bytes);
  hr_seal_wipe (signed_bytes, sizeof signed_bytes);
  return text;
}

/* Without white space, in capitals. Keyboards and scanners add line ends; a careful hand adds spaces. */
static char *
squeeze (const char *text)
{
  GString *squeezed = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c++)
    if (!g_ascii_isspace (*c))
      g_string_append_c (squeezed, g_ascii_toupper (*c));
  return g_string_free (squeezed, FALSE);
}

gboolean
hr_slip_read (const char *text, HrSlip *ret_slip, GError **error)
{
  g_return_val_if_fail (text != NULL && ret_slip != NULL, FALSE);

  g_autofree char *squeezed = squeeze (text);
  g_autofree guint8 *bytes = NULL;
  gsize length = strlen (squeezed);
  gsize n_bytes = 0;

  if (length == 0)
    g_set_error_literal (error, HR_ERROR, HR_ERROR_INPUT, _ ("There is nothing to check yet."));
  else if (length != HR_SLIP_TEXT_LENGTH)
    g_set_error (error, HR_ERROR, HR_ERROR_INPUT,
                 _ ("This is not the text of a slip: it has %u characters, and a slip has %d. Scan it again, or look for what is missing."),
                 (guint) MIN (length, G_MAXUINT), HR_SLIP_TEXT_LENGTH);
  else if ((bytes = hr_base45_decode (squeezed, &n_bytes)) == NULL)
    g_set_error_literal (error, HR_ERROR, HR_ERROR_INPUT,
                         _ ("This is not the text of a slip: a character does not fit. A scanner that is set to another keyboard mixes up "
                            "signs; set it to the keyboard of this computer."));
  else if (n_bytes != HR_SLIP_BYTES || !unpack (bytes, ret_slip))
    g_set_error_literal (error, HR_ERROR, HR_ERROR_INPUT,
                         _ ("This is not the text of a slip, or a slip of a newer Handrail."));
  else
    return TRUE;
  return FALSE;
}

gboolean
hr_slip_verify (const HrSlip *slip, const guint8 public_key[HR_SEAL_PUBLIC_KEY_BYTES])
{
  guint8 signed_bytes[PREFIX_BYTES + HR_SLIP_SIGNED_BYTES];
  guint8 tag[HR_SLIP_TAG_BYTES];

  g_return_val_if_fail (slip != NULL && public_key != NULL, FALSE);

  hr_slip_key_tag (public_key, tag);
  if (memcmp (tag, slip->key, sizeof tag) != 0)
    return FALSE;
  pack (slip, signed_bytes);
  return hr_seal_verify (public_key, signed_bytes, sizeof signed_bytes, slip->signature);
}

char *
hr_slip_group_text (const char *text, guint group)
{
  g_return_val_if_fail (text != NULL && group > 0, NULL);

  GString *grouped = g_string_new (NULL);

  for (gsize i = 0; text[i] != '\0'; i++)
    {
      if (i > 0 && i % group == 0)
        g_string_append_c (grouped, ' ');
      g_string_append_c (grouped, text[i]);
    }
  return g_string_free (grouped, FALSE);
}
