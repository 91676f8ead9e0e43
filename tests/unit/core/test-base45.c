/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "handrail/core/hr-base45.h"

#include <string.h>

static const struct
{
  const char *bytes;
  const char *text;
} examples[] = {
  { "", "" },
  /* RFC 9285, 4.3 and 4.4 */
  { "AB", "BB8" },
  { "Hello!!", "%69 VD92EX0" },
  { "base-45", "UJCLQE7W581" },
  { "ietf!", "QED8WEX0" },
  /* the ends of the scale */
  { "\xff", "U5" },
  { "\xff\xff", "FGW" },
};

static void
test_examples (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      gsize length = 99;
      g_autofree char *text = hr_base45_encode ((const guint8 *) examples[i].bytes, strlen (examples[i].bytes));
      g_autofree guint8 *bytes = hr_base45_decode (examples[i].text, &length);

      g_assert_cmpstr (text, ==, examples[i].text);
      g_assert_nonnull (bytes);
      g_assert_cmpmem (bytes, length, examples[i].bytes, strlen (examples[i].bytes));
    }
}

static void
test_refusals (void)
{
  /* one left over; 65536 and 256, which no bytes are; no digits: small letters, other signs, UTF-8, a line end */
  static const char *const texts[] = { "A", "BB8B", "GGW", "::", "V5", ":::", "bb8", "B#8", "B\xc3\xa4", "BB8\n", "_AB", "B,8" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      gsize length = 99;

      g_test_message ("\"%s\"", texts[i]);
      g_assert_null (hr_base45_decode (texts[i], &length));
      g_assert_cmpuint (length, ==, 99);
    }
}

/* Zeros inside are bytes like others. */
static void
test_zeros (void)
{
  const guint8 zeros[5] = { 0 };
  g_autofree char *text = hr_base45_encode (zeros, sizeof zeros);
  gsize length = 0;
  g_autofree guint8 *bytes = hr_base45_decode (text, &length);

  g_assert_cmpstr (text, ==, "00000000");
  g_assert_cmpmem (bytes, length, zeros, sizeof zeros);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base45/examples", test_examples);
  g_test_add_func ("/base45/refusals", test_refusals);
  g_test_add_func ("/base45/zeros", test_zeros);
  return g_test_run ();
}
