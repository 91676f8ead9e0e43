/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-feed"

#include "hr-feed-time-private.h"

#include "handrail/core/hr-text.h"
#include "handrail/core/hr-zone.h"

#include <string.h>

/* Abbreviations also exist as zones without daylight saving time ("EST"); a feed never means those. */
static const struct
{
  const char *name;
  const char *zone;
} zone_aliases[] = {
  { "et", "America/New_York" },
  { "est", "America/New_York" },
  { "edt", "America/New_York" },
  { "est5edt", "America/New_York" },
  { "eastern", "America/New_York" },
  { "eastern time", "America/New_York" },
  { "eastern standard time", "America/New_York" },
  { "us eastern", "America/New_York" },
  { "eastern daylight time", "America/New_York" },
  { "ct", "America/Chicago" },
  { "cst", "America/Chicago" },
  { "cdt", "America/Chicago" },
  { "cst6cdt", "America/Chicago" },
  { "central", "America/Chicago" },
  { "central time", "America/Chicago" },
  { "us central", "America/Chicago" },
  { "central standard time", "America/Chicago" },
  { "mt", "America/Denver" },
  { "central daylight time", "America/Chicago" },
  { "mst", "America/Denver" },
  { "mdt", "America/Denver" },
  { "mst7mdt", "America/Denver" },
  { "mountain", "America/Denver" },
  { "mountain time", "America/Denver" },
  { "us mountain", "America/Denver" },
  { "arizona", "America/Phoenix" },
  { "mountain standard time", "America/Denver" },
  { "us arizona", "America/Phoenix" },
  { "mountain daylight time", "America/Denver" },
  { "pt", "America/Los_Angeles" },
  { "pst", "America/Los_Angeles" },
  { "pdt", "America/Los_Angeles" },
  { "pst8pdt", "America/Los_Angeles" },
  { "pacific", "America/Los_Angeles" },
  { "pacific time", "America/Los_Angeles" },
  { "us pacific", "America/Los_Angeles" },
  { "pacific standard time", "America/Los_Angeles" },
  { "pacific daylight time", "America/Los_Angeles" },
  { "akst", "America/Anchorage" },
  { "akdt", "America/Anchorage" },
  { "alaska", "America/Anchorage" },
  { "alaska time", "America/Anchorage" },
  { "hst", "Pacific/Honolulu" },
  { "hawaii", "Pacific/Honolulu" },
  { "hawaii time", "Pacific/Honolulu" },
  { "ast", "America/Halifax" },
  { "adt", "America/Halifax" },
  { "atlantic", "America/Halifax" },
  { "atlantic time", "America/Halifax" },
  { "nst", "America/St_Johns" },
  { "newfoundland", "America/St_Johns" },
  { "gmt", "Europe/London" },
  { "bst", "Europe/London" },
  { "uk", "Europe/London" },
  { "cet", "Europe/Paris" },
  { "cest", "Europe/Paris" },
  { "eet", "Europe/Athens" },
  { "eest", "Europe/Athens" },
  { "aest", "Australia/Sydney" },
  { "aedt", "Australia/Sydney" },
  { "awst", "Australia/Perth" },
  { "nzst", "Pacific/Auckland" },
  { "nzdt", "Pacific/Auckland" },
  { "z", "UTC" },
  { "utc", "UTC" },
};

/* "Los Angeles", without its continent */
static const char *
find_city (const char *city)
{
  static const char *const continents[] = { "America", "Europe", "Australia", "Asia", "Pacific", "Africa" };

  for (guint i = 0; i < G_N_ELEMENTS (continents); i++)
    {
      g_autofree char *name = g_strdup_printf ("%s/%s", continents[i], city);
      const HrZone *zone = hr_zone_get (name);

      if (zone != NULL)
        return hr_zone_get_id (zone);
    }
  return NULL;
}

const char *
hr_feed_parse_zone (const char *text)
{
  g_autofree char *folded = NULL;
  g_autofree char *tidy = NULL;
  const HrZone *zone;

  /* "(UTC-05:00) Eastern Time (US & Canada)" */
  if (g_str_has_prefix (text, "(UTC") || g_str_has_prefix (text, "(GMT"))
    {
      const char *end = strchr (text, ')');

      text = end != NULL ? end + 1 : text;
    }
  folded = hr_text_fold (text);
  tidy = g_strstrip (g_strdup (text));
  if (g_str_has_suffix (folded, " us canada"))
    folded[strlen (folded) - strlen (" us canada")] = '\0';

  for (guint i = 0; i < G_N_ELEMENTS (zone_aliases); i++)
    if (strcmp (folded, zone_aliases[i].name) == 0)
      return zone_aliases[i].zone;
  g_strdelimit (tidy, " ", '_');
  if (strchr (tidy, '/') == NULL)
    return strlen (tidy) > 3 ? find_city (tidy) : NULL;
  zone = hr_zone_get (tidy);
  if (zone == NULL)
    {
      /* "america/new_york", "AMERICA/NEW_YORK" */
      gboolean upper = TRUE;

      for (char *p = tidy; *p != '\0'; p++)
        {
          *p = upper ? g_ascii_toupper (*p) : g_ascii_tolower (*p);
          upper = !g_ascii_isalpha (*p);
        }
      zone = hr_zone_get (tidy);
    }
  return zone != NULL ? hr_zone_get_id (zone) : NULL;
}
