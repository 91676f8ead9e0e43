/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Telephone numbers as people write them and as a voice reads them. */
#define G_LOG_DOMAIN "handrail-service"

#include "handrail/service/hr-words.h"

#include <glib/gi18n-lib.h>

#include <string.h>

#define NANP_DIGITS 10

/* Numbers that cost the caller nothing; people write them with the 1. */
static gboolean
is_toll_free (const char *digits)
{
  static const char *const codes[] = { "800", "833", "844", "855", "866", "877", "888" };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_str_has_prefix (digits, codes[i]))
      return TRUE;
  return FALSE;
}

/* The ten digits of a North American number; %NULL for others. @ret_rest: what follows: pauses, an extension */
static char *
north_american (const char *phone, const char **ret_rest)
{
  gsize length = strspn (phone, "0123456789+-.() ");
  GString *digits = g_string_new (NULL);

  for (gsize i = 0; i < length; i++)
    if (g_ascii_isdigit (phone[i]))
      g_string_append_c (digits, phone[i]);
  if (digits->len == NANP_DIGITS + 1 && digits->str[0] == '1')
    g_string_erase (digits, 0, 1);
  else if (strchr (phone, '+') != NULL)
    g_string_truncate (digits, 0);
  *ret_rest = phone + length;
  if (digits->len == NANP_DIGITS)
    return g_string_free (digits, FALSE);
  g_string_free (digits, TRUE);
  return NULL;
}

char *
hr_words_phone (const char *phone)
{
  g_return_val_if_fail (phone != NULL, NULL);

  const char *rest;
  g_autofree char *digits = north_american (phone, &rest);
  g_autofree char *number = NULL;

  if (digits == NULL)
    return g_strdup (phone);
  number = is_toll_free (digits) ? g_strdup_printf ("1-%.3s-%.3s-%s", digits, digits + 3, digits + 6)
                                 : g_strdup_printf ("(%.3s) %.3s-%s", digits, digits + 3, digits + 6);
  rest += strspn (rest, ", ");
  if (*rest == '\0')
    return g_steal_pointer (&number);
  if (*rest == 'x')
    {
      rest += 1 + strspn (rest + 1, " .");
      /* Translators: a telephone number and its extension */
      return g_strdup_printf (_("%1$s, extension %2$s"), number, rest);
    }
  /* Translators: a telephone number, and what to dial when it answers */
  return g_strdup_printf (_("%1$s, then %2$s"), number, rest);
}

char *
hr_words_digits_spoken (const char *phone)
{
  g_return_val_if_fail (phone != NULL, NULL);

  g_autofree char *written = hr_words_phone (phone);
  GString *spoken = g_string_new (NULL);
  gboolean pause = FALSE;

  for (const char *p = written; *p != '\0'; p = g_utf8_next_char (p))
    {
      const char *word = NULL;
      char digit[2] = { *p, '\0' };

      if (g_ascii_isdigit (*p))
        word = digit;
      else if (*p == '+')
        /* Translators: the sign + before a telephone number, read aloud */
        word = C_("telephone", "plus");
      else if (*p == '#')
        /* Translators: the key # of a telephone, read aloud */
        word = C_("telephone", "pound");
      else if (*p == '*')
        /* Translators: the key * of a telephone, read aloud */
        word = C_("telephone", "star");
      else if (g_unichar_isalpha (g_utf8_get_char (p)))
        {
          /* "extension", "then": as they stand, up to the next digit or sign */
          const char *end = p;

          while (g_unichar_isalpha (g_utf8_get_char (end)))
            end = g_utf8_next_char (end);
          g_string_append_printf (spoken, "%s%.*s", spoken->len > 0 ? ", " : "", (int) (end - p), p);
          pause = TRUE;
          p = g_utf8_prev_char (end);
          continue;
        }
      if (word == NULL)
        {
          pause = TRUE;
          continue;
        }
      g_string_append_printf (spoken, "%s%s", spoken->len == 0 ? "" : pause ? ", " : " ", word);
      pause = FALSE;
    }
  return g_string_free (spoken, FALSE);
}
