/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-service"

#include "handrail/service/hr-printing.h"

void
hr_printer_survey_free (HrPrinterSurvey *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->list);
  g_free (self);
}

static gpointer
survey_thread (gpointer data)
{
  g_autoptr (GTask) task = data;
  const char *name = g_task_get_task_data (task);
  HrPrinterSurvey *survey = g_new0 (HrPrinterSurvey, 1);

  survey->list = hr_printer_list (NULL);
  if (survey->list == NULL)
    survey->list = g_ptr_array_new ();
  if (name != NULL)
    {
      g_autoptr (HrPrinter) printer = hr_printer_new (name);

      survey->trouble = hr_printer_look (printer, TRUE);
    }
  g_task_return_pointer (task, survey, (GDestroyNotify)hr_printer_survey_free);
  return NULL;
}

void
hr_printing_survey_async (const char *name, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, hr_printing_survey_async);
  g_task_set_task_data (task, g_strdup (name), g_free);
  g_thread_unref (g_thread_new ("handrail-survey", survey_thread, task));
}

HrPrinterSurvey *
hr_printing_survey_finish (GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
