/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a meeting repeats: the part of RFC 5545's RECUR that meetings use. */
#pragma once

#include "handrail/core/hr-date.h"

G_BEGIN_DECLS

/**
 * HrFrequency:
 * @HR_FREQUENCY_ONCE: no rule: the first date only
 */
typedef enum
{
  HR_FREQUENCY_ONCE,
  HR_FREQUENCY_DAILY,
  HR_FREQUENCY_WEEKLY,
  HR_FREQUENCY_MONTHLY,
  HR_FREQUENCY_YEARLY,
} HrFrequency;

/**
 * HrRule:
 * @frequency: unit of @interval
 * @interval: 1 = every, 2 = every other; 1…1000
 * @days: bit n set = weekday n (0 = Sunday), without an ordinal
 * @nth: for monthly and yearly rules: nth[k] is a mask of weekdays that count as the k-th of the month, k = 1…5,
 *   and nth[5 + k] as the k-th from the end, k = 1…5; nth[0] is unused
 * @month_days: bit n set = day n of the month, 1…31
 * @last_day: the last day of the month (BYMONTHDAY=-1)
 * @months: bit n set = only in month n, 1…12; 0 = every month (seasonal meetings)
 * @until: the last possible date, or %HR_DATE_NONE
 * @count: number of occurrences from the first on, or 0
 *
 * A plain value; copy it freely. WKST is Sunday in the feeds and Monday in RFC 5545's default: @week_start keeps it
 * (0 = Sunday, 1 = Monday; matters for every-other-week rules with several days).
 */
typedef struct
{
  HrFrequency frequency;
  guint16 interval;
  guint8 days;
  guint8 nth[11];
  guint32 month_days;
  gboolean last_day;
  guint16 months;
  guint8 week_start;
  HrDate until;
  guint32 count;
} HrRule;

/**
 * hr_rule_parse:
 * @text: (nullable): RECUR text such as "FREQ=WEEKLY;BYDAY=MO,WE", with or without "RRULE:"; %NULL or "" = once
 *
 * Parts outside this subset (BYSETPOS, BYHOUR, BYWEEKNO, SECONDLY, …) are refused, never dropped.
 * UNTIL may be a date or a date-time; the date is kept.
 *
 * Returns: %FALSE with %HR_ERROR_INPUT naming the part; @ret_rule is written on success only
 */
gboolean hr_rule_parse (const char *text, HrRule *ret_rule, GError **error);

/** hr_rule_to_string: Returns: (transfer full): canonical RECUR text; "" for once. Parsing it gives the same rule */
char *hr_rule_to_string (const HrRule *rule) G_GNUC_WARN_UNUSED_RESULT;

gboolean hr_rule_equal (const HrRule *a, const HrRule *b);

/** hr_rule_weekly: a rule for every week on the days of @day_mask (bit 0 = Sunday) */
HrRule hr_rule_weekly (guint8 day_mask);

/**
 * hr_rule_next:
 * @first: the date of DTSTART. As in RFC 5545 DTSTART is expected to match the rule; when it does not, the series
 *   starts with the first match after it
 * @from: the earliest wanted date
 *
 * Returns: the first date of the series on or after @from, or %HR_DATE_NONE when the series has ended
 */
HrDate hr_rule_next (const HrRule *rule, HrDate first, HrDate from);

G_END_DECLS
