/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Base45 and slips over many random inputs: whatever goes in comes out, and nothing else is taken. Reproduce with --seed. */
#include "handrail/core/hr-base45.h"
#include "handrail/print/hr-slip-code.h"
#include "handrail/service/hr-slip-keys.h"
#include "hr-test.h"

#include <string.h>

#define ROUNDS 20000
#define SLIPS 300
#define KEY_FILES 3000

static void
test_base45_round (void)
{
  for (guint i = 0; i < ROUNDS; i++)
    {
      gsize length = (gsize) g_test_rand_int_range (0, 120), back = 0;
      g_autofree guint8 *data = g_malloc (length + 1);

      for (gsize k = 0; k < length; k++)
        data[k] = (guint8) g_test_rand_int_range (0, 256);
      g_autofree char *text = hr_base45_encode (data, length);
      g_autofree guint8 *again = hr_base45_decode (text, &back);
      g_assert_cmpuint (strlen (text), ==, length / 2 * 3 + length % 2 * 2);
      g_assert_nonnull (again);
      g_assert_cmpmem (again, back, data, length);
    }
}

/* Any text is refused, or it is the one text of its bytes. */
static void
test_base45_one_text (void)
{
  guint taken = 0;

  for (guint i = 0; i < ROUNDS; i++)
    {
      char text[10];
      gsize n = (gsize) g_test_rand_int_range (0, sizeof text), length = 0;

      for (gsize k = 0; k < n; k++)
        text[k] = (char) g_test_rand_int_range (' ', '_');
      text[n] = '\0';
      g_autofree guint8 *bytes = hr_base45_decode (text, &length);
      if (bytes == NULL)
        continue;
      g_autofree char *again = hr_base45_encode (bytes, length);
      g_assert_cmpstr (again, ==, text);
      taken++;
    }
  g_assert_cmpuint (taken, >, ROUNDS / 100);
}

static void
test_slips (void)
{
  guint8 public_key[HR_SEAL_PUBLIC_KEY_BYTES];
  guint8 secret_key[HR_SEAL_SECRET_KEY_BYTES];
  HrDate first = hr_date_from_ymd (2025, 1, 1);

  hr_seal_make_keys (public_key, secret_key);
  for (guint i = 0; i < SLIPS; i++)
    {
      HrDate date = first + g_test_rand_int_range (0, 1 << 15);
      guint start = (guint) g_test_rand_int_range (0, 1440), length = (guint) g_test_rand_int_range (1, 1441);
      g_autofree char *meeting = g_strdup_printf ("m-%d", g_test_rand_int ());
      guint8 tag[HR_SLIP_TAG_BYTES];
      HrSlip slip;

      g_autofree char *text = hr_slip_issue (meeting, date, start, length, public_key, secret_key, NULL);
      g_assert_nonnull (text);
      g_assert_true (hr_slip_read (text, &slip, NULL));
      g_assert_true (hr_slip_verify (&slip, public_key));
      hr_slip_meeting_tag (meeting, tag);
      g_assert_cmpmem (slip.meeting, sizeof tag, tag, sizeof tag);
      g_assert_true (slip.date == date && slip.start_minute == start && slip.length_min == length);
      /* what was read is signed: no field can be another */
      slip.start_minute = (slip.start_minute + 1) % 1440;
      g_assert_false (hr_slip_verify (&slip, public_key));
    }
}

/* Files of public keys come from sticks: whatever is in one, no key of it is this device's own, none has another one's number, and none that
 * was not whole is believed. */
static void
test_key_files (void)
{
  char *folder = hr_test_make_folder ();
  g_autofree char *text = NULL;
  guint n_taken = 0;
  guint n_refused = 0;

  for (int i = 0; i < 3; i++)
    g_assert_true (hr_slip_keys_rotate (folder, "Center", hr_date_from_ymd (2026, 11, 23) + i, NULL));
  text = hr_slip_keys_export (folder, NULL);
  hr_test_remove_folder (folder);
  for (guint i = 0; i < KEY_FILES; i++)
    {
      g_autofree char *other = g_strdup (text);
      gsize length = strlen (other);
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) keys = NULL;

      for (int change = g_test_rand_int_range (0, 4); change > 0; change--)
        other[g_test_rand_int_range (0, (int)length)] = (char)g_test_rand_int_range (1, 256);
      if (g_test_rand_int_range (0, 4) == 0)
        other[g_test_rand_int_range (0, (int)length)] = '\0';
      keys = hr_slip_keys_read (other, &error);
      g_assert_true ((keys == NULL) == (error != NULL));
      n_refused += keys == NULL ? 1 : 0;
      for (guint k = 0; keys != NULL && k < keys->len; k++)
        {
          const HrSlipKey *key = g_ptr_array_index (keys, k);
          guint8 tag[HR_SLIP_TAG_BYTES];

          hr_slip_key_tag (key->public_key, tag);
          g_assert_cmpmem (tag, sizeof tag, key->tag, sizeof key->tag);
          g_assert_false (key->own || key->current);
          n_taken++;
        }
    }
  g_assert_cmpuint (n_taken, >, 0);
  g_assert_cmpuint (n_refused, >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/slips/base45-round", test_base45_round);
  g_test_add_func ("/slips/base45-one-text", test_base45_one_text);
  g_test_add_func ("/slips/slips", test_slips);
  g_test_add_func ("/slips/key-files", test_key_files);
  return g_test_run ();
}
