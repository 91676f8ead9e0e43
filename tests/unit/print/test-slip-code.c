/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "handrail/core/hr-base45.h"
#include "handrail/core/hr-error.h"
#include "handrail/print/hr-qr.h"
#include "handrail/print/hr-slip-code.h"

#include <string.h>

#define MEETING "m-noon-anchor"

static guint8 public_key[HR_SEAL_PUBLIC_KEY_BYTES];
static guint8 secret_key[HR_SEAL_SECRET_KEY_BYTES];

static char *
issue (void)
{
  g_autoptr (GError) error = NULL;
  char *text = hr_slip_issue (MEETING, hr_date_from_ymd (2026, 11, 23), 19 * 60, 90, public_key, secret_key, &error);

  g_assert_no_error (error);
  return text;
}

static HrSlip
read_slip (const char *text)
{
  g_autoptr (GError) error = NULL;
  HrSlip slip = { 0 };

  g_assert_true (hr_slip_read (text, &slip, &error));
  g_assert_no_error (error);
  return slip;
}

static void
test_round (void)
{
  g_autofree char *text = issue ();
  HrSlip slip = read_slip (text);
  guint8 tag[HR_SLIP_TAG_BYTES];

  g_assert_cmpuint (strlen (text), ==, HR_SLIP_TEXT_LENGTH);
  g_assert_null (strchr (text, ' '));
  g_assert_cmpint (slip.date, ==, hr_date_from_ymd (2026, 11, 23));
  g_assert_cmpuint (slip.start_minute, ==, 19 * 60);
  g_assert_cmpuint (slip.length_min, ==, 90);
  hr_slip_meeting_tag (MEETING, tag);
  g_assert_cmpmem (slip.meeting, sizeof tag, tag, sizeof tag);
  hr_slip_meeting_tag ("m-other", tag);
  g_assert_cmpint (memcmp (slip.meeting, tag, sizeof tag), !=, 0);
  hr_slip_key_tag (public_key, tag);
  g_assert_cmpmem (slip.key, sizeof tag, tag, sizeof tag);
  g_assert_true (hr_slip_verify (&slip, public_key));
}

/* The edges of what can be said, and one step beyond each */
static void
test_limits (void)
{
  static const struct
  {
    int year, month, day;
    guint start, length;
    gboolean holds;
  } cases[] = {
    { 2025, 1, 1, 0, 1, TRUE },          { 2114, 9, 19, 1439, 1440, TRUE },  { 2024, 12, 31, 0, 60, FALSE },
    { 2114, 9, 20, 0, 60, FALSE },       { 2026, 11, 23, 1440, 60, FALSE },  { 2026, 11, 23, 0, 0, FALSE },
    { 2026, 11, 23, 0, 1441, FALSE },    { 2028, 2, 29, 719, 90, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HrDate date = hr_date_from_ymd (cases[i].year, cases[i].month, cases[i].day);
      g_autoptr (GError) error = NULL;
      g_autofree char *text
          = hr_slip_issue (MEETING, date, cases[i].start, cases[i].length, public_key, secret_key, &error);
      HrSlip slip;

      if (!cases[i].holds)
        {
          g_assert_error (error, HR_ERROR, HR_ERROR_INPUT);
          g_assert_null (text);
          continue;
        }
      g_assert_no_error (error);
      slip = read_slip (text);
      g_assert_cmpint (slip.date, ==, date);
      g_assert_cmpuint (slip.start_minute, ==, cases[i].start);
      g_assert_cmpuint (slip.length_min, ==, cases[i].length);
      g_assert_true (hr_slip_verify (&slip, public_key));
    }
}

/* Every bit of the 93 bytes counts. */
static void
test_every_bit (void)
{
  g_autofree char *text = issue ();
  gsize length = 0;
  g_autofree guint8 *bytes = hr_base45_decode (text, &length);

  g_assert_cmpuint (length, ==, HR_SLIP_BYTES);
  for (guint bit = 0; bit < HR_SLIP_BYTES * 8; bit++)
    {
      HrSlip slip;

      bytes[bit / 8] ^= (guint8) (1 << bit % 8);
      g_autofree char *other = hr_base45_encode (bytes, length);
      /* a space that came about by the change is lost, and then the length is wrong: refused as well */
      g_assert_false (hr_slip_read (other, &slip, NULL) && hr_slip_verify (&slip, public_key));
      bytes[bit / 8] ^= (guint8) (1 << bit % 8);
    }
  HrSlip slip;
  g_autofree char *same = hr_base45_encode (bytes, length);
  g_assert_true (hr_slip_read (same, &slip, NULL) && hr_slip_verify (&slip, public_key));
}

/* Every character of the text too */
static void
test_every_character (void)
{
  static const char alphabet[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
  g_autofree char *text = issue ();
  HrSlip slip;

  for (guint i = 0; i < HR_SLIP_TEXT_LENGTH; i++)
    {
      char before = text[i];

      for (const char *c = alphabet; *c != '\0'; c++)
        if (*c != before)
          {
            text[i] = *c;
            g_assert_false (hr_slip_read (text, &slip, NULL) && hr_slip_verify (&slip, public_key));
          }
      text[i] = before;
    }
  g_assert_true (hr_slip_read (text, &slip, NULL) && hr_slip_verify (&slip, public_key));
}

static void
test_other_key (void)
{
  g_autofree char *text = issue ();
  HrSlip slip = read_slip (text);
  guint8 other_public[HR_SEAL_PUBLIC_KEY_BYTES];
  guint8 other_secret[HR_SEAL_SECRET_KEY_BYTES];

  hr_seal_make_keys (other_public, other_secret);
  g_assert_false (hr_slip_verify (&slip, other_public));
  /* somebody who puts his own key's number in its place did not get the signature with it */
  hr_slip_key_tag (other_public, slip.key);
  g_assert_false (hr_slip_verify (&slip, other_public));
  g_assert_false (hr_slip_verify (&slip, public_key));
}

/* Hands and scanners: groups, line ends, small letters */
static void
test_typed (void)
{
  g_autofree char *text = issue ();
  g_autofree char *grouped = hr_slip_group_text (text, 7);
  g_autofree char *small = g_ascii_strdown (grouped, -1);
  g_autofree char *typed = g_strdup_printf ("  \t%s \r\n", small);
  HrSlip slip = read_slip (typed);

  g_assert_cmpuint (strlen (grouped), ==, HR_SLIP_TEXT_LENGTH + 19);
  g_assert_true (hr_slip_verify (&slip, public_key));
}

static void
test_no_slip (void)
{
  g_autofree char *text = issue ();
  g_autofree char *longer = g_strconcat (text, "0", NULL);
  g_autofree char *newer = g_strdup (text);
  g_autofree char *signs = g_strdup (text);
  const char *const texts[] = { "", " \n", "HELLO", longer, newer, signs, "https://example.org/" };

  newer[0] = newer[0] == '0' ? '1' : '0';
  newer[1] = newer[2] = ':';
  signs[70] = '#';
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      HrSlip slip = { .date = 77 };

      g_assert_false (hr_slip_read (texts[i], &slip, &error));
      g_assert_error (error, HR_ERROR, HR_ERROR_INPUT);
      g_assert_cmpint (slip.date, ==, 77);
    }
}

static void
test_code_version (void)
{
  g_autofree char *text = issue ();
  g_autoptr (GError) error = NULL;
  g_autoptr (HrQr) qr = hr_qr_new (text, HR_QR_LEVEL_M, &error);

  g_assert_no_error (error);
  /* version 6 has 41 modules */
  g_assert_cmpint (hr_qr_get_modules (qr), ==, 41);
}

/* Nothing of the moment or of the one before is in a slip: serials differ, and the rest does not. */
static void
test_serials (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);

  for (guint i = 0; i < 500; i++)
    {
      g_autofree char *text = issue ();
      HrSlip slip = read_slip (text);

      g_assert_true (hr_slip_verify (&slip, public_key));
      g_assert_null (strchr (text, ' '));
      g_assert_true (g_hash_table_add (seen, g_bytes_new (slip.serial, sizeof slip.serial)));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  hr_seal_make_keys (public_key, secret_key);
  g_test_add_func ("/slip-code/round", test_round);
  g_test_add_func ("/slip-code/limits", test_limits);
  g_test_add_func ("/slip-code/every-bit", test_every_bit);
  g_test_add_func ("/slip-code/every-character", test_every_character);
  g_test_add_func ("/slip-code/other-key", test_other_key);
  g_test_add_func ("/slip-code/typed", test_typed);
  g_test_add_func ("/slip-code/no-slip", test_no_slip);
  g_test_add_func ("/slip-code/code-version", test_code_version);
  g_test_add_func ("/slip-code/serials", test_serials);
  return g_test_run ();
}
