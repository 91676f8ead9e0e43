/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-service"

#include "handrail/service/hr-filter-choices.h"

#include "handrail/core/hr-record.h"
#include "handrail/service/hr-words.h"

#include <glib/gi18n-lib.h>

#define DAYS 7

static const guint near_miles[] = { 1, 5, 10 };

HrFilterChoice *
hr_filter_choice_copy (const HrFilterChoice *self)
{
  HrFilterChoice *copy = g_memdup2 (self, sizeof *self);

  copy->text = g_strdup (self->text);
  copy->label = g_strdup (self->label);
  return copy;
}

void
hr_filter_choice_free (HrFilterChoice *self)
{
  if (self == NULL)
    return;
  g_free (self->text);
  g_free (self->label);
  g_free (self);
}

static void
free_choice_cb (gpointer data)
{
  hr_filter_choice_free (data);
}

/* ---- which there are ---- */

/* Takes @label. */
static void
add (GPtrArray *list, HrFilterKind kind, guint64 value, const char *text, char *label)
{
  HrFilterChoice *choice = g_new0 (HrFilterChoice, 1);

  choice->kind = kind;
  choice->value = value;
  choice->text = g_strdup (text);
  choice->label = label;
  g_ptr_array_add (list, choice);
}

static void
add_features (GPtrArray *list, HrFilterKind kind, guint64 features)
{
  for (guint bit = 0; bit < 64; bit++)
    {
      guint64 feature = features & (G_GUINT64_CONSTANT (1) << bit);

      if (feature != 0)
        add (list, kind, feature, NULL, hr_words_feature (feature));
    }
}

static void
add_when (GPtrArray *list, HrDirectory *directory)
{
  HrDate today = hr_directory_today (directory);

  for (int i = 0; i < DAYS; i++)
    add (list, HR_FILTER_DAY, (guint64) (today + i), NULL,
         i < 2 ? hr_words_day (today + i, today) : hr_words_weekday (hr_date_weekday (today + i)));
  for (guint i = 0; i < 5; i++)
    add (list, HR_FILTER_TIME, 1u << i, NULL, g_strdup (hr_filter_time_words ((HrTimeOfDay) (1u << i))));
}

static void
add_where (GPtrArray *list, HrDirectory *directory, const HrFacets *facets)
{
  const guint places[] = { HR_FILTER_PLACE_IN_PERSON, HR_FILTER_PLACE_ONLINE, HR_FILTER_PLACE_BOTH };
  double latitude, longitude;

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (facets->attendance & places[i])
      add (list, HR_FILTER_PLACE, places[i], NULL, g_strdup (hr_filter_place_words (places[i])));
  if (!hr_filter_is_near (directory, &latitude, &longitude))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (near_miles); i++)
    add (list, HR_FILTER_NEAR, near_miles[i], NULL, hr_filter_near_words (near_miles[i] * HR_FILTER_METERS_PER_MILE));
}

static void
add_who (GPtrArray *list, HrDirectory *directory, const HrFacets *facets, const char *language)
{
  HrVocabulary *vocabulary = hr_directory_get_vocabulary (directory);

  add_features (list, HR_FILTER_AUDIENCE, facets->features & HR_FEATURES_AUDIENCE);
  add_features (list, HR_FILTER_NEED, facets->features & (HR_FEATURE_OPEN | HR_FEATURE_STEP_FREE | HR_FEATURE_PROOF));
  /* one fellowship is no choice */
  for (guint i = 0; facets->fellowships->len > 1 && i < facets->fellowships->len; i++)
    {
      HrRecord *fellowship = g_ptr_array_index (facets->fellowships, i);

      add (list, HR_FILTER_FELLOWSHIP, 0, hr_record_get_id (fellowship), hr_filter_fellowship_words (fellowship));
    }
  for (guint i = 0; facets->languages != NULL && facets->languages[i] != NULL; i++)
    {
      const char *name = hr_vocabulary_language_name (vocabulary, facets->languages[i], language);

      add (list, HR_FILTER_LANGUAGE, 0, facets->languages[i], g_strdup (name != NULL ? name : facets->languages[i]));
    }
}

static void
add_order (GPtrArray *list, HrDirectory *directory)
{
  double latitude, longitude;

  add (list, HR_FILTER_ORDER, HR_SORT_NEXT, NULL, g_strdup (_ ("Next to start")));
  if (hr_filter_is_near (directory, &latitude, &longitude))
    add (list, HR_FILTER_ORDER, HR_SORT_DISTANCE, NULL, g_strdup (_ ("Nearest")));
  add (list, HR_FILTER_ORDER, HR_SORT_NAME, NULL, g_strdup (_ ("By name")));
}

GPtrArray *
hr_filter_choices (HrDirectory *directory, const char *language)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (free_choice_cb);
  const HrFacets *facets = directory != NULL ? hr_directory_get_facets (directory) : NULL;

  if (facets == NULL)
    return list;
  add_when (list, directory);
  add_where (list, directory, facets);
  add_who (list, directory, facets, language);
  add_order (list, directory);
  return list;
}

const char *
hr_filter_kind_words (HrFilterKind kind)
{
  switch (kind)
    {
    case HR_FILTER_DAY:
      return _ ("Day");
    case HR_FILTER_TIME:
      return _ ("Time of day");
    case HR_FILTER_PLACE:
      return _ ("In person or online");
    case HR_FILTER_NEAR:
      return _ ("Near here");
    case HR_FILTER_AUDIENCE:
      return _ ("Who it is for");
    case HR_FILTER_NEED:
      return _ ("Good to have");
    case HR_FILTER_FELLOWSHIP:
      return _ ("Kind of group");
    case HR_FILTER_LANGUAGE:
      return _ ("Language");
    case HR_FILTER_ORDER:
      return _ ("In which order");
    default:
      g_return_val_if_reached ("");
    }
}

/* ---- what they do ---- */

static gboolean
has_text (char **list, const char *text)
{
  return list != NULL && g_strv_contains ((const char *const *) list, text);
}

static void
set_text (char ***list, const char *text, gboolean active)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  gboolean some = FALSE;

  for (guint i = 0; *list != NULL && (*list)[i] != NULL; i++)
    if (!g_str_equal ((*list)[i], text))
      {
        g_strv_builder_add (builder, (*list)[i]);
        some = TRUE;
      }
  if (active)
    g_strv_builder_add (builder, text);
  g_clear_pointer (list, g_strfreev);
  if (some || active)
    *list = g_strv_builder_end (builder);
}

gboolean
hr_filter_choice_is_chosen (const HrFilterChoice *self, const HrQuery *query)
{
  switch (self->kind)
    {
    case HR_FILTER_DAY:
      return query->on_date == (HrDate) self->value;
    case HR_FILTER_TIME:
      return (query->times & (guint) self->value) != 0;
    case HR_FILTER_PLACE:
      return query->attendance == (guint) self->value;
    case HR_FILTER_NEAR:
      return query->has_point && query->within_m == (double) self->value * HR_FILTER_METERS_PER_MILE;
    case HR_FILTER_AUDIENCE:
      return (query->features_any & self->value) != 0;
    case HR_FILTER_NEED:
      return (query->features_all & self->value) != 0;
    case HR_FILTER_FELLOWSHIP:
      return has_text (query->fellowships, self->text);
    case HR_FILTER_LANGUAGE:
      return has_text (query->languages, self->text);
    case HR_FILTER_ORDER:
      return query->sort == (HrSort) self->value;
    default:
      g_return_val_if_reached (FALSE);
    }
}

static void
set_point (HrQuery *query, HrDirectory *directory)
{
  double latitude = 0, longitude = 0;
  gboolean wanted = query->within_m > 0 || query->sort == HR_SORT_DISTANCE;

  query->has_point = wanted && hr_filter_is_near (directory, &latitude, &longitude);
  query->latitude = latitude;
  query->longitude = longitude;
}

void
hr_filter_choice_choose (const HrFilterChoice *self, HrQuery *query, HrDirectory *directory, gboolean active)
{
  guint bits = (guint) self->value;

  switch (self->kind)
    {
    case HR_FILTER_DAY:
      query->on_date = active ? (HrDate) self->value : HR_DATE_NONE;
      break;
    case HR_FILTER_TIME:
      query->times = active ? query->times | bits : query->times & ~bits;
      break;
    case HR_FILTER_PLACE:
      query->attendance = active ? bits : 0;
      break;
    case HR_FILTER_NEAR:
      query->within_m = active ? (double) self->value * HR_FILTER_METERS_PER_MILE : 0;
      break;
    case HR_FILTER_AUDIENCE:
      query->features_any = active ? query->features_any | self->value : query->features_any & ~self->value;
      break;
    case HR_FILTER_NEED:
      query->features_all = active ? query->features_all | self->value : query->features_all & ~self->value;
      break;
    case HR_FILTER_FELLOWSHIP:
      set_text (&query->fellowships, self->text, active);
      break;
    case HR_FILTER_LANGUAGE:
      set_text (&query->languages, self->text, active);
      break;
    case HR_FILTER_ORDER:
      query->sort = active ? (HrSort) self->value : HR_SORT_NEXT;
      break;
    default:
      g_return_if_reached ();
    }
  set_point (query, directory);
}
