/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-service"

#include "handrail/service/hr-headcount.h"

#include "handrail/core/hr-error.h"
#include "handrail/store/hr-store-desk.h"

#include <glib/gi18n-lib.h>

/* What one sheet is about, until it is entered. */
typedef struct
{
  char *meeting;
  char *fellowship;
  char *actor;
  HrDate date;
  guint number;
  guint days;
} Sheet;

static void
sheet_free (gpointer data)
{
  Sheet *self = data;
  g_free (self->meeting);
  g_free (self->fellowship);
  g_free (self->actor);
  g_free (self);
}

static GTask *
begin (HrCenter *center, gpointer tag, const char *meeting, HrDate date, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (center, NULL, callback, user_data);
  Sheet *sheet = g_new0 (Sheet, 1);
  g_task_set_source_tag (task, tag);
  sheet->meeting = g_strdup (meeting);
  sheet->date = date;
  g_task_set_task_data (task, sheet, sheet_free);
  return task;
}

/* One program counts, and only that one can take a sheet. */
static gboolean
is_elsewhere (HrCenter *center, GTask *task)
{
  if (hr_center_counts_are_open (center))
    return FALSE;
  g_task_return_new_error (task, HR_ERROR, HR_ERROR_BUSY, "%s",
                           _ ("The counts are not open here. When the kiosk runs, enter the headcount at its own desk."));
  g_object_unref (task);
  return TRUE;
}

static HrDeskWrite
history_of (const char *meeting, HrDate date, gboolean known)
{
  return (HrDeskWrite){
    .verb = HR_DESK_HEADCOUNT, .kind = HR_KIND_MEETING, .id = meeting, .date = date, .known = known, .new_start_min = -1
  };
}

/* ---- asking ---- */

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Sheet *sheet = g_task_get_task_data (task);
  GError *error = NULL;
  if (hr_counts_sheet_finish (HR_COUNTS (source), result, &sheet->days, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
hr_headcount_ask_async (HrCenter *center, const char *meeting, HrDate date, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HR_IS_CENTER (center));
  g_return_if_fail (meeting != NULL);
  GTask *task = begin (center, hr_headcount_ask_async, meeting, date, callback, user_data);
  if (!is_elsewhere (center, task))
    hr_counts_sheet_async (hr_center_get_counts (center), meeting, "", date, 0, TRUE, asked_cb, task);
}

gboolean
hr_headcount_ask_finish (HrCenter *center, GAsyncResult *result, guint *ret_days, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, center), FALSE);
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  *ret_days = ((const Sheet *)g_task_get_task_data (G_TASK (result)))->days;
  return TRUE;
}

/* ---- entering ---- */

static void
entered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  if (hr_counts_sheet_finish (HR_COUNTS (source), result, NULL, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const Sheet *sheet = g_task_get_task_data (task);
  GError *error = NULL;
  g_auto (GStrv) ids = hr_store_write_finish (HR_STORE (source), result, &error);
  if (ids == NULL)
    g_task_return_error (task, error);
  else
    hr_counts_sheet_async (hr_center_get_counts (g_task_get_source_object (task)), sheet->meeting, sheet->fellowship, sheet->date,
                           sheet->number, FALSE, entered_cb, g_object_ref (task));
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const Sheet *sheet = g_task_get_task_data (task);
  gboolean known = FALSE;
  GError *error = NULL;
  if (!hr_counts_sheet_finish (HR_COUNTS (source), result, NULL, &known, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  HrDeskWrite write = history_of (sheet->meeting, sheet->date, known);
  hr_store_write_async (hr_center_get_store (g_task_get_source_object (task)), &write, sheet->actor, written_cb, g_object_ref (task));
}

void
hr_headcount_enter_async (HrCenter *center, const char *meeting, const char *fellowship, HrDate date, guint number, const char *actor,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HR_IS_CENTER (center));
  g_return_if_fail (meeting != NULL && actor != NULL);
  GTask *task = begin (center, hr_headcount_enter_async, meeting, date, callback, user_data);
  Sheet *sheet = g_task_get_task_data (task);
  sheet->fellowship = g_strdup (fellowship);
  sheet->actor = g_strdup (actor);
  sheet->number = number;
  if (!is_elsewhere (center, task))
    hr_counts_sheet_async (hr_center_get_counts (center), meeting, fellowship, date, number, TRUE, checked_cb, task);
}

gboolean
hr_headcount_enter_finish (HrCenter *center, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, center), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
hr_headcount_enter (HrCenter *center, const char *meeting, const char *fellowship, HrDate date, guint number, const char *actor, GError **error)
{
  g_return_val_if_fail (HR_IS_CENTER (center), FALSE);
  HrCounts *counts = hr_center_get_counts (center);
  gboolean known = FALSE;
  if (!hr_counts_sheet (counts, meeting, fellowship, date, number, TRUE, NULL, &known, error))
    return FALSE;
  HrDeskWrite write = history_of (meeting, date, known);
  g_auto (GStrv) ids = hr_store_write (hr_center_get_store (center), &write, actor, error);
  return ids != NULL && hr_counts_sheet (counts, meeting, fellowship, date, number, FALSE, NULL, NULL, error);
}
