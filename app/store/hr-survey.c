/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-store"

#include "handrail/store/hr-store-survey.h"
#include "hr-store-private.h"

/* So many meetings take a few milliseconds. */
#define HR_SURVEY_SLICE 5000

typedef struct
{
  HrJobCall job;
  HrSurveyFunc func;
  gpointer user_data;
  gint64 after;
  gboolean more;
} HrSlice;

static void
slice_cb (gpointer data)
{
  HrSlice *self = data;
  HrState *state = self->job.state;
  g_autoptr (HrStatement) statement = NULL;
  gboolean row = FALSE;
  guint n = 0;

  self->more = FALSE;
  if (!hr_state_check_open (state, &self->job.error))
    return;
  statement =
      hr_db_prepare (state->db,
                     "SELECT n, id, name, source, verified, published, notes, first_time, conference_url, "
                     "conference_phone, website FROM meeting WHERE n > ?1 AND retired IS NOT 1 ORDER BY n LIMIT ?2",
                     &self->job.error);
  if (statement == NULL)
    return;
  sqlite3_bind_int64 (statement, 1, self->after);
  sqlite3_bind_int (statement, 2, HR_SURVEY_SLICE);
  while ((self->job.ok = hr_db_step (state->db, statement, &row, &self->job.error)) && row)
    {
      HrSurveyMeeting meeting = { .verified = HR_DATE_NONE };
      const char *verified = hr_column_text (statement, 4);

      self->after = sqlite3_column_int64 (statement, 0);
      meeting.id = hr_column_text (statement, 1);
      meeting.name = hr_column_text (statement, 2);
      meeting.source = hr_column_text (statement, 3);
      if (verified != NULL && !hr_date_parse (verified, &meeting.verified))
        meeting.verified = HR_DATE_NONE;
      meeting.published = sqlite3_column_type (statement, 5) == SQLITE_NULL || sqlite3_column_int (statement, 5) != 0;
      meeting.notes = hr_column_text (statement, 6);
      meeting.first_time = hr_column_text (statement, 7);
      meeting.conference_url = hr_column_text (statement, 8);
      meeting.conference_phone = hr_column_text (statement, 9);
      meeting.website = hr_column_text (statement, 10);
      self->func (&meeting, self->user_data);
      n++;
    }
  self->more = n == HR_SURVEY_SLICE;
}

gboolean
hr_store_survey_meetings (HrStore *self, HrSurveyFunc func, gpointer user_data, GError **error)
{
  HrSlice slice = { .func = func, .user_data = user_data, .more = TRUE };

  g_return_val_if_fail (HR_IS_STORE (self) && func != NULL, FALSE);
  slice.job.state = self->state;
  while (slice.more)
    hr_worker_call (self->worker, slice_cb, &slice);
  if (slice.job.error != NULL)
    g_propagate_error (error, slice.job.error);
  return slice.job.ok;
}

void
hr_survey_source_free (HrSurveySource *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->name);
  g_free (self->format);
  g_free (self);
}

static void
free_source_cb (gpointer data)
{
  hr_survey_source_free (data);
}

static void
sources_cb (gpointer data)
{
  HrJobCall *job = data;
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func (free_source_cb);
  g_autoptr (HrStatement) statement = NULL;
  gboolean row = FALSE;

  if (!hr_state_check_open (job->state, &job->error))
    return;
  statement = hr_db_prepare (
      job->state->db,
      "SELECT s.id, s.name, s.format, max (ifnull ((SELECT max (wall_ms) FROM history WHERE kind = 'source' AND id = s.id "
      "AND verb = 'import'), 0), ifnull ((SELECT value FROM meta WHERE key = '" HR_META_READ "' || s.id), 0)), ifnull (m.n, 0) "
      "FROM source AS s LEFT JOIN (SELECT source, count (*) AS n FROM meeting WHERE retired IS NOT 1 GROUP BY source) AS m "
      "ON m.source = s.id WHERE s.retired IS NOT 1 ORDER BY s.name, s.id",
      &job->error);
  if (statement == NULL)
    return;
  while (hr_db_step (job->state->db, statement, &row, &job->error))
    {
      HrSurveySource *source = NULL;

      if (!row)
        {
          job->result = g_steal_pointer (&sources);
          return;
        }
      source = g_new0 (HrSurveySource, 1);
      source->id = hr_column_dup (statement, 0);
      source->name = hr_column_dup (statement, 1);
      source->format = hr_column_dup (statement, 2);
      source->read_ms = sqlite3_column_int64 (statement, 3);
      source->meetings = (guint)sqlite3_column_int64 (statement, 4);
      g_ptr_array_add (sources, source);
    }
}

GPtrArray *
hr_store_survey_sources (HrStore *self, GError **error)
{
  HrJobCall job = { 0 };

  g_return_val_if_fail (HR_IS_STORE (self), NULL);
  job.state = self->state;
  hr_worker_call (self->worker, sources_cb, &job);
  if (job.error != NULL)
    g_propagate_error (error, job.error);
  return job.result;
}
