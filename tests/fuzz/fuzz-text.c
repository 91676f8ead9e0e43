/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as text from outside: what comes out is valid, and doing it twice changes nothing. */
#include "handrail/core/hr-text.h"

#include <string.h>

#include "fuzz-private.h"

static void
check_clean (const char *text, gboolean multiline)
{
  gboolean changed;
  g_autofree char *once = hr_text_clean (text, multiline, &changed);
  g_autofree char *twice = hr_text_clean (once, multiline, NULL);

  g_assert (g_utf8_validate (once, -1, NULL));
  g_assert (strcmp (once, twice) == 0);
  g_assert (multiline || strchr (once, '\n') == NULL);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *)data, size);
  const gboolean valid = size == 0 || g_utf8_validate_len ((const char *)data, size, NULL);
  guint line = 0, column = 0;

  g_assert (hr_text_find_bad_utf8 ((const char *)data, size, &line, &column) == !valid);
  g_assert (valid || (line >= 1 && column >= 1));
  check_clean (text, TRUE);
  check_clean (text, FALSE);
  {
    g_autofree char *once = hr_text_fold (text);
    g_autofree char *twice = hr_text_fold (once);
    g_autofree char *slug = hr_text_slug (text);
    g_autofree char *made_valid = g_utf8_make_valid (text, -1);
    g_autofree char *shorter = hr_text_truncate (made_valid, 20);

    g_assert (g_utf8_validate (once, -1, NULL));
    g_assert (strcmp (once, twice) == 0);
    g_assert (slug[0] != '\0' && strlen (slug) <= 64);
    g_assert (shorter == NULL ? strlen (made_valid) <= 20
                              : strlen (shorter) <= 20 && g_utf8_validate (shorter, -1, NULL));
  }
  return 0;
}
