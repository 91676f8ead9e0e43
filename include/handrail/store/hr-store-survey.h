/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the health of a center asks of the database: every meeting once, and when feeds were read. Rules as in hr-store.h;
 * both block, and are for workers and the command line. */
#pragma once

#include "handrail/store/hr-store.h"

G_BEGIN_DECLS

/**
 * HrSurveyMeeting: one meeting that is not retired; everything belongs to the store and lasts as long as the call
 * @source: (nullable): id of the feed; %NULL = typed here
 * @verified: HR_DATE_NONE = never
 */
typedef struct
{
  const char *id, *name, *source;
  HrDate verified;
  gboolean published;
  const char *notes, *first_time;
  const char *conference_url, *conference_phone, *website;
} HrSurveyMeeting;

/** HrSurveyFunc: runs on the store's worker: must be quick and must not ask the store */
typedef void (*HrSurveyFunc) (const HrSurveyMeeting *meeting, gpointer user_data);

/** hr_store_survey_meetings: in slices, so that a screen that asks meanwhile need not wait for all; what is changed
 * between two slices may be seen or not */
gboolean hr_store_survey_meetings (HrStore *self, HrSurveyFunc func, gpointer user_data, GError **error);

/**
 * HrSurveySource: a feed that was read
 * @read_ms: when it was read last, whether or not that changed anything, in milliseconds since 1970; 0 = not known
 * @meetings: how many of it are not retired
 */
typedef struct
{
  char *id, *name, *format;
  gint64 read_ms;
  guint meetings;
} HrSurveySource;

void hr_survey_source_free (HrSurveySource *self);

/** hr_store_survey_sources: (element-type HrSurveySource): by name */
GPtrArray *hr_store_survey_sources (HrStore *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
