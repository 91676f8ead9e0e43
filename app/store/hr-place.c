/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-place-private.h"
#include <string.h>

static void
append (GString *text, const char *separator, const char *part)
{
  if (part == NULL)
    return;
  if (text->len > 0)
    g_string_append (text, separator);
  g_string_append (text, part);
}

char *
hr_place_join_address (const char *address, const char *street, const char *city, const char *state,
                       const char *postal_code)
{
  g_autoptr (GString) text = NULL;

  if (address != NULL)
    return g_strdup (address);
  text = g_string_new (NULL);
  append (text, ", ", street);
  append (text, ", ", city);
  append (text, ", ", state);
  append (text, state != NULL ? " " : ", ", postal_code);
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

char *
hr_place_address (const HrRecord *venue)
{
  return hr_place_join_address (hr_record_get (venue, "address"), hr_record_get (venue, "street"),
                                hr_record_get (venue, "city"), hr_record_get (venue, "state"),
                                hr_record_get (venue, "postal_code"));
}

char *
hr_place_name_and_address (const HrRecord *venue)
{
  g_autofree char *address = hr_place_address (venue);
  const char *name = hr_record_get (venue, "name");
  g_autoptr (GString) text = g_string_new (NULL);

  append (text, ", ", name);
  if (address != NULL && (name == NULL || !g_str_has_prefix (address, name)))
    append (text, ", ", address);
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}
