/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The filters of a query: in words, counted, and taken away. */
#pragma once

#include "handrail/core/hr-query.h"
#include "handrail/service/hr-directory.h"

G_BEGIN_DECLS

/** hr_filter_is_near: whether the distance filter can be offered: the site knows where it is, and some meetings do */
gboolean hr_filter_is_near (HrDirectory *directory, double *ret_latitude, double *ret_longitude);
/** hr_filter_count: how many groups of filters are in use; the day is one of them when @with_day */
guint hr_filter_count (const HrQuery *query, gboolean with_day);
/** hr_filter_clear: takes all filters away; sort order too */
void hr_filter_clear (HrQuery *query);
/** hr_filter_describe: (transfer full): "Tuesday, November 24, evening, Women"; "Now and next" when nothing is filtered */
char *hr_filter_describe (const HrQuery *query, HrDirectory *directory, const char *language) G_GNUC_WARN_UNUSED_RESULT;

/**
 * HrFilterNames: what a list of filters is put in words with
 * @fellowships: (element-type utf8 HrRecord): by id
 * @venue: (nullable): name of the place that is asked for
 */
typedef struct
{
  HrVocabulary *vocabulary;
  GHashTable *fellowships;
  const char *venue;
  const char *language;
} HrFilterNames;

/** hr_filter_list: (transfer full): all that @query leaves something out by, but one date: "Tuesday, evening, women"; "" when there is nothing */
char *hr_filter_list (const HrQuery *query, const HrFilterNames *names) G_GNUC_WARN_UNUSED_RESULT;

/** hr_filter_count_words: (transfer full): "12 meetings" */
char *hr_filter_count_words (guint total) G_GNUC_WARN_UNUSED_RESULT;
/** hr_filter_time_words: (transfer none): "Evening": one HrTimeOfDay */
const char *hr_filter_time_words (HrTimeOfDay time);
/** hr_filter_place_words: (transfer none): of the three choices of HR_FILTER_PLACE_… */
const char *hr_filter_place_words (guint attendance);

#define HR_FILTER_PLACE_IN_PERSON (HR_ATTENDANCE_IN_PERSON | HR_ATTENDANCE_HYBRID)
#define HR_FILTER_PLACE_ONLINE (HR_ATTENDANCE_ONLINE | HR_ATTENDANCE_HYBRID)
#define HR_FILTER_PLACE_BOTH HR_ATTENDANCE_HYBRID
#define HR_FILTER_METERS_PER_MILE 1609.344

/** hr_filter_near_words: (transfer full): "Within 5 miles" */
char *hr_filter_near_words (double within_m) G_GNUC_WARN_UNUSED_RESULT;
/** hr_filter_fellowship_words: (transfer full): the name, or the short one where it is long */
char *hr_filter_fellowship_words (HrRecord *fellowship) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
