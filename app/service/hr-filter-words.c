/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-service"

#include "handrail/service/hr-filter-words.h"

#include "handrail/core/hr-record.h"
#include "handrail/service/hr-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MAX_NAME_CHARS 24

gboolean
hr_filter_is_near (HrDirectory *directory, double *ret_latitude, double *ret_longitude)
{
  HrRecord *site = directory != NULL ? hr_directory_get_site (directory) : NULL;
  const HrFacets *facets = directory != NULL ? hr_directory_get_facets (directory) : NULL;
  double latitude, longitude;

  if (site == NULL || facets == NULL || facets->n_with_coordinates == 0)
    return FALSE;
  latitude = hr_record_get_coordinate (site, "latitude");
  longitude = hr_record_get_coordinate (site, "longitude");
  if (isnan (latitude) || isnan (longitude))
    return FALSE;
  *ret_latitude = latitude;
  *ret_longitude = longitude;
  return TRUE;
}

static gboolean
is_near (const HrQuery *query)
{
  return query->has_point && query->within_m > 0;
}

guint
hr_filter_count (const HrQuery *query, gboolean with_day)
{
  guint n = 0;

  n += with_day && (query->on_date != HR_DATE_NONE || query->days != 0);
  n += query->times != 0;
  n += query->fellowships != NULL && query->fellowships[0] != NULL;
  n += query->attendance != 0;
  n += query->languages != NULL && query->languages[0] != NULL;
  n += query->features_any != 0;
  n += (query->features_all & HR_FEATURE_OPEN) != 0;
  n += (query->features_all & HR_FEATURE_STEP_FREE) != 0;
  n += (query->features_all & HR_FEATURE_PROOF) != 0;
  n += is_near (query);
  return n;
}

void
hr_filter_clear (HrQuery *query)
{
  query->on_date = HR_DATE_NONE;
  query->days = 0;
  query->times = 0;
  g_clear_pointer (&query->fellowships, g_strfreev);
  query->attendance = 0;
  g_clear_pointer (&query->languages, g_strfreev);
  query->features_any = 0;
  query->features_all = 0;
  query->has_point = FALSE;
  query->within_m = 0;
  query->sort = HR_SORT_NEXT;
}

const char *
hr_filter_time_words (HrTimeOfDay time)
{
  switch (time)
    {
    case HR_TIME_MORNING:
      return _ ("Morning");
    case HR_TIME_MIDDAY:
      return _ ("Midday");
    case HR_TIME_AFTERNOON:
      return _ ("Afternoon");
    case HR_TIME_EVENING:
      return _ ("Evening");
    case HR_TIME_NIGHT:
      return _ ("Night");
    default:
      return "";
    }
}

const char *
hr_filter_place_words (guint attendance)
{
  if (attendance == HR_FILTER_PLACE_IN_PERSON)
    return _ ("In person");
  if (attendance == HR_FILTER_PLACE_ONLINE)
    return _ ("Online");
  return _ ("Both ways");
}

char *
hr_filter_near_words (double within_m)
{
  guint miles = (guint) lround (within_m / HR_FILTER_METERS_PER_MILE);

  return g_strdup_printf (ngettext ("Within %u mile", "Within %u miles", miles), miles);
}

char *
hr_filter_fellowship_words (HrRecord *fellowship)
{
  const char *name = hr_record_get (fellowship, "name");
  const char *short_name = hr_record_get (fellowship, "short_name");

  /* A person who is new knows no short names: they stand for long ones only */
  if (short_name != NULL && g_utf8_strlen (name, -1) > MAX_NAME_CHARS)
    return g_strdup (short_name);
  return g_strdup (name);
}

static void
add (GString *words, const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  if (words->len > 0)
    g_string_append (words, ", ");
  g_string_append (words, text);
}

static void
add_take (GString *words, char *text)
{
  add (words, text);
  g_free (text);
}

static void
add_features (GString *words, guint64 features)
{
  for (guint bit = 0; bit < 64; bit++)
    {
      guint64 feature = G_GUINT64_CONSTANT (1) << bit;

      if (features & feature)
        add_take (words, hr_words_feature (feature));
    }
}

static void
add_times (GString *words, const HrQuery *query)
{
  for (guint i = 0; i < 5; i++)
    if (query->times & (1u << i))
      add (words, hr_filter_time_words ((HrTimeOfDay) (1u << i)));
}

/* The three choices of the lobby, or what else somebody asked for on a command line */
static void
add_places (GString *words, guint attendance)
{
  if (attendance == HR_FILTER_PLACE_IN_PERSON || attendance == HR_FILTER_PLACE_ONLINE || attendance == HR_FILTER_PLACE_BOTH)
    {
      add (words, hr_filter_place_words (attendance));
      return;
    }
  for (guint bit = 0; bit < 8; bit++)
    if (attendance & (1u << bit))
      add_take (words, hr_words_attendance ((HrAttendance) (1u << bit)));
}

/* What comes after the fellowships */
static void
add_rest (GString *words, const HrQuery *query, HrVocabulary *vocabulary, const char *language)
{
  add_places (words, query->attendance);
  for (guint i = 0; query->languages != NULL && query->languages[i] != NULL; i++)
    {
      const char *name = hr_vocabulary_language_name (vocabulary, query->languages[i], language);

      add (words, name != NULL ? name : query->languages[i]);
    }
  add_features (words, query->features_any);
  add_features (words, query->features_all);
  if (is_near (query))
    add_take (words, hr_filter_near_words (query->within_m));
}

char *
hr_filter_describe (const HrQuery *query, HrDirectory *directory, const char *language)
{
  GString *words = g_string_new (NULL);

  if (query->on_date != HR_DATE_NONE)
    add_take (words, hr_words_day (query->on_date, hr_directory_today (directory)));
  add_times (words, query);
  for (guint i = 0; query->fellowships != NULL && query->fellowships[i] != NULL; i++)
    {
      HrRecord *fellowship = hr_directory_get_fellowship (directory, query->fellowships[i]);

      if (fellowship != NULL)
        add_take (words, hr_filter_fellowship_words (fellowship));
    }
  add_rest (words, query, hr_directory_get_vocabulary (directory), language);
  if (words->len == 0)
    add (words, query->sort == HR_SORT_NAME ? _ ("All meetings by name") : _ ("Now and next"));
  return g_string_free (words, FALSE);
}

/* Written as a query has them: "W" or "al-anon:POA" */
static void
add_types (GString *words, const HrQuery *query, const HrFilterNames *names)
{
  for (guint i = 0; query->types != NULL && query->types[i] != NULL; i++)
    {
      const char *colon = strchr (query->types[i], ':');
      g_autofree char *fellowship = colon != NULL ? g_strndup (query->types[i], (gsize) (colon - query->types[i])) : NULL;
      const char *code = colon != NULL ? colon + 1 : query->types[i];
      const char *name = hr_vocabulary_get_name (names->vocabulary, fellowship, code, names->language);

      add (words, name != NULL ? name : code);
    }
}

char *
hr_filter_list (const HrQuery *query, const HrFilterNames *names)
{
  GString *words = g_string_new (NULL);

  for (int i = 1; i <= 7; i++)
    if (query->days & (1u << (i % 7)))
      add_take (words, hr_words_weekday (i % 7));
  add_times (words, query);
  for (guint i = 0; query->fellowships != NULL && query->fellowships[i] != NULL; i++)
    {
      HrRecord *fellowship = g_hash_table_lookup (names->fellowships, query->fellowships[i]);

      add_take (words, fellowship != NULL ? hr_filter_fellowship_words (fellowship) : g_strdup (query->fellowships[i]));
    }
  add_rest (words, query, names->vocabulary, names->language);
  add_types (words, query, names);
  if (query->venue != NULL)
    add (words, names->venue != NULL ? names->venue : query->venue);
  if (query->text != NULL && *query->text != '\0')
    add_take (words, g_strdup_printf (_ ("with “%s”"), query->text));
  return g_string_free (words, FALSE);
}

char *
hr_filter_count_words (guint total)
{
  if (total == 0)
    return g_strdup (_ ("No meetings"));
  return g_strdup_printf (ngettext ("%u meeting", "%u meetings", total), total);
}
