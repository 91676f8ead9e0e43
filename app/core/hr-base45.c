/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-core"

#include "handrail/core/hr-base45.h"

#include <string.h>

static const char alphabet[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

char *
hr_base45_encode (const guint8 *data, gsize length)
{
  g_return_val_if_fail (data != NULL || length == 0, NULL);

  GString *text = g_string_sized_new (length / 2 * 3 + 3);
  gsize i = 0;

  for (; i + 1 < length; i += 2)
    {
      guint n = (guint) data[i] << 8 | data[i + 1];

      g_string_append_c (text, alphabet[n % 45]);
      g_string_append_c (text, alphabet[n / 45 % 45]);
      g_string_append_c (text, alphabet[n / (45 * 45)]);
    }
  if (i < length)
    {
      g_string_append_c (text, alphabet[data[i] % 45]);
      g_string_append_c (text, alphabet[data[i] / 45]);
    }
  return g_string_free (text, FALSE);
}

/* -1: not one of the 45 */
static int
value_of (char c)
{
  const char *found = c != '\0' ? strchr (alphabet, c) : NULL;

  return found != NULL ? (int) (found - alphabet) : -1;
}

/* @n: 2 or 3 characters, the least weight first. Returns: -1 when one is no digit */
static int
number_of (const char *text, gsize n)
{
  int number = 0;

  for (gsize i = n; i-- > 0;)
    {
      int value = value_of (text[i]);

      if (value < 0)
        return -1;
      number = number * 45 + value;
    }
  return number;
}

guint8 *
hr_base45_decode (const char *text, gsize *ret_length)
{
  g_return_val_if_fail (text != NULL && ret_length != NULL, NULL);

  gsize length = strlen (text);
  g_autofree guint8 *data = NULL;
  gsize used = 0;

  if (length % 3 == 1)
    return NULL;
  data = g_malloc (length / 3 * 2 + 2);
  for (gsize i = 0; i < length; i += 3)
    {
      gsize n = MIN (length - i, 3);
      int number = number_of (text + i, n);

      /* three characters can say more than two bytes hold, and two more than one */
      if (number < 0 || number > (n == 3 ? 0xffff : 0xff))
        return NULL;
      if (n == 3)
        data[used++] = (guint8) (number >> 8);
      data[used++] = (guint8) (number & 0xff);
    }
  *ret_length = used;
  return g_steal_pointer (&data);
}
