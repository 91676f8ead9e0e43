/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-core"

#include "handrail/core/hr-query.h"

#include <string.h>

static const struct
{
  const char *name;
  HrTimeOfDay time;
  int from, until; /* until is the first minute after */
} times_of_day[] = {
  { "morning", HR_TIME_MORNING, 4 * 60, 11 * 60 },
  { "midday", HR_TIME_MIDDAY, 11 * 60, 13 * 60 },
  { "afternoon", HR_TIME_AFTERNOON, 13 * 60, 17 * 60 },
  { "evening", HR_TIME_EVENING, 17 * 60, 21 * 60 },
  { "night", HR_TIME_NIGHT, 21 * 60, 28 * 60 },
};

G_DEFINE_BOXED_TYPE (HrQuery, hr_query, hr_query_copy, hr_query_free)

/* g_free() alone would leave a visitor's words in the heap. */
static void
wipe_string (char *text)
{
  if (text != NULL)
    explicit_bzero (text, strlen (text));
  g_free (text);
}

static void
wipe_strv (char **list)
{
  for (gsize i = 0; list != NULL && list[i] != NULL; i++)
    wipe_string (list[i]);
  g_free (list);
}

static gboolean
strv_equal0 (char **a, char **b)
{
  gboolean a_empty = a == NULL || a[0] == NULL;
  gboolean b_empty = b == NULL || b[0] == NULL;

  if (a_empty || b_empty)
    return a_empty == b_empty;
  return g_strv_equal ((const char *const *) a, (const char *const *) b);
}

static gboolean
is_set (const char *text)
{
  return text != NULL && text[0] != '\0';
}

static gboolean
text_equal0 (const char *a, const char *b)
{
  return g_strcmp0 (is_set (a) ? a : NULL, is_set (b) ? b : NULL) == 0;
}

HrTimeOfDay
hr_time_of_day (int minute)
{
  minute = ((minute % 1440) + 1440) % 1440;
  for (gsize i = 0; i < G_N_ELEMENTS (times_of_day); i++)
    if ((minute >= times_of_day[i].from && minute < times_of_day[i].until)
        || (minute + 1440 >= times_of_day[i].from && minute + 1440 < times_of_day[i].until))
      return times_of_day[i].time;
  g_assert_not_reached ();
}

HrTimeOfDay
hr_time_of_day_from_string (const char *text)
{
  for (gsize i = 0; i < G_N_ELEMENTS (times_of_day); i++)
    if (g_strcmp0 (times_of_day[i].name, text) == 0)
      return times_of_day[i].time;
  return 0;
}

HrQuery *
hr_query_new (void)
{
  HrQuery *self = g_new0 (HrQuery, 1);

  self->on_date = HR_DATE_NONE;
  self->sort = HR_SORT_NEXT;
  self->limit = HR_PAGE_ROWS;
  return self;
}

HrQuery *
hr_query_copy (const HrQuery *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  HrQuery *copy = g_new (HrQuery, 1);

  *copy = *self;
  copy->text = g_strdup (self->text);
  copy->fellowships = g_strdupv (self->fellowships);
  copy->languages = g_strdupv (self->languages);
  copy->types = g_strdupv (self->types);
  copy->venue = g_strdup (self->venue);
  return copy;
}

void
hr_query_free (HrQuery *self)
{
  if (self == NULL)
    return;
  wipe_string (self->text);
  wipe_strv (self->fellowships);
  wipe_strv (self->languages);
  wipe_strv (self->types);
  wipe_string (self->venue);
  explicit_bzero (self, sizeof *self);
  g_free (self);
}

gboolean
hr_query_equal (const HrQuery *a, const HrQuery *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  if (a->has_point != b->has_point)
    return FALSE;
  if (a->has_point && (a->latitude != b->latitude || a->longitude != b->longitude || a->within_m != b->within_m))
    return FALSE;
  return a->days == b->days && a->on_date == b->on_date && a->times == b->times && a->attendance == b->attendance
         && a->features_all == b->features_all && a->features_any == b->features_any && a->at_s == b->at_s
         && !a->upcoming == !b->upcoming && !a->unpublished == !b->unpublished && a->sort == b->sort
         && a->offset == b->offset && a->limit == b->limit && text_equal0 (a->text, b->text)
         && text_equal0 (a->venue, b->venue) && strv_equal0 (a->fellowships, b->fellowships)
         && strv_equal0 (a->languages, b->languages) && strv_equal0 (a->types, b->types);
}

gboolean
hr_query_is_filtered (const HrQuery *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  HrQuery *plain = hr_query_new ();
  HrQuery same = *self;
  gboolean filtered;

  /* A point alone only tells how far; with a distance it filters. */
  if (!(self->has_point && self->within_m > 0))
    same.has_point = FALSE;
  same.at_s = plain->at_s;
  same.sort = plain->sort;
  same.offset = plain->offset;
  same.limit = plain->limit;
  filtered = !hr_query_equal (&same, plain);
  hr_query_free (plain);
  return filtered;
}
