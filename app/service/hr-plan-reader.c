/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks the listings for all that a plan holds, one thing beside the other. */
#define G_LOG_DOMAIN "handrail-service"

#include "handrail/core/hr-error.h"
#include "handrail/service/hr-plan-week.h"

/* A meeting of every other month has its date within these */
#define DATES_DAYS 60

typedef struct
{
  HrPlan *plan; /* as it was when it was asked for */
  HrDirectory *directory;
  HrPlanFacts facts;
  char *language;
  guint pending;
  GError *error;
} Job;

static void
job_free (gpointer data)
{
  Job *self = data;

  g_clear_object (&self->plan);
  g_clear_object (&self->directory);
  g_ptr_array_unref (self->facts.meetings);
  g_ptr_array_unref (self->facts.dates);
  g_ptr_array_unref (self->facts.records);
  g_free (self->language);
  g_clear_error (&self->error);
  g_free (self);
}

/* Takes the reference of the answer that came */
static void
done_one (GTask *task)
{
  Job *self = g_task_get_task_data (task);

  self->pending--;
  if (self->pending == 0 && self->error != NULL)
    g_task_return_error (task, g_steal_pointer (&self->error));
  else if (self->pending == 0)
    {
      self->facts.now_s = hr_clock_now_s (hr_directory_get_clock (self->directory));
      self->facts.zone = hr_directory_get_zone (self->directory);
      self->facts.language = self->language;
      g_task_return_pointer (task, hr_plan_week_new (self->plan, &self->facts), (GDestroyNotify) hr_plan_week_free);
    }
  g_object_unref (task);
}

static void
take_error (Job *self, GError *error)
{
  if (self->error == NULL)
    self->error = error;
  else
    g_error_free (error);
}

/* Takes @found (nullable) */
static void
take_all (GPtrArray *to, GPtrArray *found)
{
  if (found == NULL)
    return;
  g_ptr_array_extend_and_steal (to, found);
}

static void
dates_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Job *self = g_task_get_task_data (task);
  GError *error = NULL;
  GPtrArray *dates = hr_directory_get_dates_finish (HR_DIRECTORY (source), result, &error);

  if (dates == NULL)
    take_error (self, error);
  take_all (self->facts.dates, dates);
  done_one (task);
}

static void
meeting_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Job *self = g_task_get_task_data (task);
  GError *error = NULL;
  HrMeeting *meeting = hr_directory_get_meeting_finish (HR_DIRECTORY (source), result, &error);

  if (meeting != NULL)
    {
      g_ptr_array_add (self->facts.meetings, meeting);
      hr_directory_get_dates_async (self->directory, meeting->id, DATES_DAYS, g_task_get_cancellable (task), dates_cb, task);
      return;
    }
  /* what is no longer listed is an answer, too */
  if (g_error_matches (error, HR_ERROR, HR_ERROR_NOT_FOUND))
    g_clear_error (&error);
  else
    take_error (self, error);
  done_one (task);
}

static void
records_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Job *self = g_task_get_task_data (task);
  GError *error = NULL;
  GPtrArray *records = hr_directory_get_records_finish (HR_DIRECTORY (source), result, &error);

  if (records == NULL)
    take_error (self, error);
  take_all (self->facts.records, records);
  done_one (task);
}

void
hr_plan_week_read_async (HrPlan *plan, HrDirectory *directory, const char *language, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HR_IS_PLAN (plan) && HR_IS_DIRECTORY (directory) && language != NULL);

  g_autoptr (GTask) task = g_task_new (plan, cancellable, callback, user_data);
  Job *self = g_new0 (Job, 1);
  gboolean asked[HR_N_KINDS] = { FALSE };

  g_task_set_source_tag (task, hr_plan_week_read_async);
  g_task_set_task_data (task, self, job_free);
  self->plan = hr_plan_new ();
  self->directory = g_object_ref (directory);
  self->facts.meetings = g_ptr_array_new_with_free_func ((GDestroyNotify) hr_meeting_unref);
  self->facts.dates = g_ptr_array_new_with_free_func ((GDestroyNotify) hr_meeting_date_free);
  self->facts.records = g_ptr_array_new_with_free_func ((GDestroyNotify) hr_record_unref);
  self->language = g_strdup (language);
  self->pending = 1;
  for (guint i = 0; i < hr_plan_get_n (plan); i++)
    {
      HrKind kind = hr_plan_get_kind (plan, i);

      hr_plan_add (self->plan, kind, hr_plan_get_id (plan, i));
      if (kind != HR_KIND_MEETING && asked[kind])
        continue;
      asked[kind] = TRUE;
      self->pending++;
      if (kind == HR_KIND_MEETING)
        hr_directory_get_meeting_async (directory, hr_plan_get_id (plan, i), cancellable, meeting_cb, g_object_ref (task));
      else
        hr_directory_get_records_async (directory, kind, cancellable, records_cb, g_object_ref (task));
    }
  done_one (g_steal_pointer (&task));
}

HrPlanWeek *
hr_plan_week_read_finish (HrPlan *plan, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, plan), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
