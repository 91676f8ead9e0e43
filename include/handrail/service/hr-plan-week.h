/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "My plan" as the week that comes: what it holds, read from the listings and put in words. Keeps nothing. Main thread. */
#pragma once

#include "handrail/service/hr-directory.h"
#include "handrail/service/hr-plan.h"

G_BEGIN_DECLS

/** HR_PLAN_WEEK_DAYS: what has no date within these stands on its next one */
#define HR_PLAN_WEEK_DAYS 7

/**
 * HrPlanPart:
 * @HR_PLAN_ON_DAY: has a day and a time
 * @HR_PLAN_ASK: one asks for the time
 * @HR_PLAN_AT_HAND: papers and links: on no day
 */
typedef enum
{
  HR_PLAN_ON_DAY,
  HR_PLAN_ASK,
  HR_PLAN_AT_HAND,
} HrPlanPart;

/**
 * HrPlanEntry:
 * @day, @start_min: at the site; HR_DATE_NONE and 0 where there is none
 * @time: (nullable): "7:00 PM", "2:00 PM to 9:00 PM"
 * @line: (nullable): where, or what it is
 * @note: (nullable): what is not as usual
 * @phone: (nullable): as it is listed
 */
typedef struct
{
  HrPlanPart part;
  HrKind kind;
  char *id;
  HrDate day;
  int start_min;
  char *time;
  char *title;
  char *line;
  char *note;
  char *phone;
} HrPlanEntry;

/**
 * HrPlanFacts: what the listings say about the things of a plan, and of others
 * @meetings: (element-type HrMeeting); @dates: (element-type HrMeetingDate): their coming ones, of
 *   each by start; @records: (element-type HrRecord): people,
 *   programs and resources
 * @language: of the words of the listings; sentences are in the language that is set
 */
typedef struct
{
  GPtrArray *meetings;
  GPtrArray *dates;
  GPtrArray *records;
  const HrZone *zone;
  gint64 now_s;
  const char *language;
} HrPlanFacts;

/**
 * HrPlanWeek:
 * @entries: (element-type HrPlanEntry): by part, day, time and name, whatever was added first
 * @meetings: (element-type HrMeeting): those of the plan, by next date
 * @gone: what is no longer listed: take it out with hr_plan_week_drop_gone()
 */
typedef struct
{
  GPtrArray *entries;
  GPtrArray *meetings;
  HrPlan *gone;
} HrPlanWeek;

HrPlanWeek *hr_plan_week_new (HrPlan *plan, const HrPlanFacts *facts) G_GNUC_WARN_UNUSED_RESULT;
void hr_plan_week_free (HrPlanWeek *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrPlanWeek, hr_plan_week_free)

/** hr_plan_week_drop_gone: Returns: how many things went out of @plan */
guint hr_plan_week_drop_gone (HrPlanWeek *self, HrPlan *plan);

/** hr_plan_week_read_async: of what @plan holds now */
void hr_plan_week_read_async (HrPlan *plan, HrDirectory *directory, const char *language, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);
HrPlanWeek *hr_plan_week_read_finish (HrPlan *plan, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
