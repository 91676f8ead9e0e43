/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Things and their values in words, for lists and the history. All results (transfer full). */
#pragma once

#include "handrail/core/hr-schedule.h"
#include "hr-staff-context-private.h"

G_BEGIN_DECLS

/** hr_thing_words_schedule: whether @meeting holds a rule and a start that can be read; by appointment counts */
gboolean hr_thing_words_schedule (const HrRecord *meeting, const HrZone *site_zone, HrSchedule *ret_schedule);
/** hr_thing_words_line: what tells @row from others of its name; possibly "" */
char *hr_thing_words_line (HrStaffContext *context, const HrThingRow *row) G_GNUC_WARN_UNUSED_RESULT;
/** hr_thing_words_checked: "Checked today", "Not checked for 100 days", …; @ret_css: (nullable): "amber" or "call" */
char *hr_thing_words_checked (HrStaffContext *context, HrDate verified, const char **ret_css) G_GNUC_WARN_UNUSED_RESULT;
/** hr_thing_words_value: @value: (nullable): canonical text of @field */
char *hr_thing_words_value (HrStaffContext *context, HrKind kind, const char *field, const char *value) G_GNUC_WARN_UNUSED_RESULT;
/** hr_thing_words_date: with the year */
char *hr_thing_words_date (HrDate date) G_GNUC_WARN_UNUSED_RESULT;
/** hr_thing_words_moment: a time of the wall at the site: "Today, 7:00 PM" */
char *hr_thing_words_moment (HrStaffContext *context, gint64 wall_ms) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
