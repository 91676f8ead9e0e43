/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What somebody asks of the directory. A plain value; parts that are unset do not filter. */
#pragma once

#include "handrail/core/hr-meeting.h"
#include "handrail/core/hr-vocabulary.h"

G_BEGIN_DECLS

/** HR_PAGE_ROWS: GTK 4.8 scrolls wrongly beyond; no view ever gets more */
#define HR_PAGE_ROWS 200

/** HrTimeOfDay: of the start on the wall, in the zone of the site; disjoint */
typedef enum
{
  HR_TIME_MORNING = 1 << 0,   /* 04:00–10:59 */
  HR_TIME_MIDDAY = 1 << 1,    /* 11:00–12:59 */
  HR_TIME_AFTERNOON = 1 << 2, /* 13:00–16:59 */
  HR_TIME_EVENING = 1 << 3,   /* 17:00–20:59 */
  HR_TIME_NIGHT = 1 << 4,     /* 21:00–03:59 */
} HrTimeOfDay;

HrTimeOfDay hr_time_of_day (int minute);
/** hr_time_of_day_from_string: "morning", "midday", "afternoon", "evening", "night"; 0 for others */
HrTimeOfDay hr_time_of_day_from_string (const char *text);

/**
 * HrSort:
 * @HR_SORT_NEXT: by next start (what is on comes first); without a next occurrence last, by name
 * @HR_SORT_DISTANCE: nearest first; needs @has_point
 * @HR_SORT_NAME: by folded name
 * @HR_SORT_RANK: those that have all words of @text in their own or their group's name first, each half by next start. Of more than 5,000
 *   matches nobody looks for the best one: by next start alone
 */
typedef enum
{
  HR_SORT_NEXT,
  HR_SORT_DISTANCE,
  HR_SORT_NAME,
  HR_SORT_RANK,
} HrSort;

/**
 * HrQuery:
 * @text: (nullable): words, each matching as a prefix (folded), over name, group, venue, address, city, notes, type names
 * @days: weekdays on which the meeting can happen (its own), bit 0 = Sunday
 * @on_date: only meetings with an occurrence (or a cancelled one) on that date; %HR_DATE_NONE = any
 * @times: mask of HrTimeOfDay
 * @fellowships: (nullable) (array zero-terminated=1): ids, any of
 * @attendance: mask of HrAttendance; 0 = all
 * @languages: (nullable): BCP 47 tags, any of
 * @features_all: all of these
 * @features_any: any of these, when not 0
 * @types: (nullable): codes ("W") or fellowship and code ("al-anon:POA"), all of
 * @has_point, @latitude, @longitude: degrees
 * @within_m: with @has_point: 0 = any distance. Meetings without coordinates do not match a distance
 * @venue: (nullable): id
 * @at_s: "now", seconds since 1970, UTC; 0 = the clock's
 * @upcoming: only meetings that have a next occurrence
 * @unpublished: also those
 * @offset, @limit: limit 1…%HR_PAGE_ROWS for views; the command line may ask for more; 0 = no limit
 */
struct _HrQuery
{
  char *text;
  guint days;
  HrDate on_date;
  guint times;
  char **fellowships;
  guint attendance;
  char **languages;
  guint64 features_all;
  guint64 features_any;
  char **types;
  gboolean has_point;
  double latitude, longitude;
  double within_m;
  char *venue;
  gint64 at_s;
  gboolean upcoming;
  gboolean unpublished;
  HrSort sort;
  guint offset;
  guint limit;
};

#define HR_TYPE_QUERY (hr_query_get_type ())
GType hr_query_get_type (void);
/** hr_query_new: filters nothing, sorts by next start, limit %HR_PAGE_ROWS */
HrQuery *hr_query_new (void) G_GNUC_WARN_UNUSED_RESULT;
HrQuery *hr_query_copy (const HrQuery *self) G_GNUC_WARN_UNUSED_RESULT;
/** hr_query_free: wipes the words first: they are a visitor's */
void hr_query_free (HrQuery *self);
gboolean hr_query_equal (const HrQuery *a, const HrQuery *b);
/** hr_query_is_filtered: whether anything but sort, paging and now is set */
gboolean hr_query_is_filtered (const HrQuery *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrQuery, hr_query_free)

G_END_DECLS
