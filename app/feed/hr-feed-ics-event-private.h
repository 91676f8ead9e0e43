/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One event of a calendar, and the meeting that it is. */
#pragma once

#include "hr-feed-ics-private.h"

G_BEGIN_DECLS

/**
 * HrIcsEvent: texts without escapes, times as they stand
 * @start, @end, @recurrence: date %HR_DATE_NONE = not given
 * @left: (element-type HrIcsTime): dates that do not take place (EXDATE)
 * @extra: (element-type HrIcsTime): further dates (RDATE)
 * @changes: (element-type HrIcsEvent): of single dates (RECURRENCE-ID), owned by whoever owns the events
 * @attached: it is in the changes of another one
 * @trouble: (nullable): why it cannot be held: a static sentence
 */
typedef struct
{
  guint line;
  char *uid;
  char *summary;
  char *location;
  char *description;
  char *url;
  char *conference;
  char *status;
  char *rule;
  char *duration;
  char *geo;
  HrIcsTime start, end, recurrence;
  GArray *left;
  GArray *extra;
  GPtrArray *changes;
  gboolean attached;
  const char *trouble;
} HrIcsEvent;

HrIcsEvent *hr_ics_event_new (guint line) G_GNUC_WARN_UNUSED_RESULT;
void hr_ics_event_free (HrIcsEvent *self);

/** hr_ics_event_take: the current line. Returns: whether it is of use */
gboolean hr_ics_event_take (HrIcsEvent *self, const HrIcsLines *lines);

/** hr_ics_event_series_uid: (transfer full) (nullable): of the series that our own export took this extra date from */
char *hr_ics_event_series_uid (const HrIcsEvent *self) G_GNUC_WARN_UNUSED_RESULT;

/** hr_ics_event_read: a row or a rejected record. @zones: (element-type utf8 utf8): names of the file's own zones */
void hr_ics_event_read (HrFeedReading *reading, const HrIcsEvent *event, GHashTable *zones);

G_END_DECLS
