/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-service"

#include "handrail/service/hr-slip-paper.h"

#include "handrail/print/hr-slip-page.h"
#include "handrail/seal/hr-seal.h"
#include "handrail/service/hr-language.h"
#include "handrail/service/hr-slip-check.h"
#include "handrail/service/hr-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_ROWS 4
/* Of letters that a hand can copy */
#define GROUP 7

/* All words, in the language of the visit: the thread that draws must not look any up */
typedef struct
{
  HrPaper paper;
  HrDate day; /* that the file says it was made on: the meeting's, not the moment of printing */
  char *language;
  char *texts[2 * MOST_ROWS];
  HrSlipRow rows[MOST_ROWS];
  gsize n_rows;
  const char *blanks[3];
  char *center;
  char *payload;
  char *code;
  char *proves;
  char *foot;
  HrSlipPage page; /* points to all of these */
} Work;

static void
wipe_and_free (char *text)
{
  if (text != NULL)
    hr_seal_wipe (text, strlen (text));
  g_free (text);
}

static void
work_free (gpointer data)
{
  Work *self = data;

  for (gsize i = 0; i < G_N_ELEMENTS (self->texts); i++)
    g_free (self->texts[i]);
  wipe_and_free (self->payload);
  wipe_and_free (self->code);
  g_free (self->language);
  g_free (self->center);
  g_free (self->proves);
  g_free (self->foot);
  g_free (self);
}

/* Takes @value (nullable: then there is no row). */
static void
add_row (Work *self, const char *label, char *value)
{
  if (value == NULL)
    return;
  self->texts[self->n_rows * 2] = g_strdup (label);
  self->texts[self->n_rows * 2 + 1] = value;
  self->rows[self->n_rows] = (HrSlipRow){ self->texts[self->n_rows * 2], value };
  self->n_rows++;
}

static gboolean
is_right_to_left (const char *language)
{
  return g_str_has_prefix (language, "ar") || g_str_has_prefix (language, "fa") || g_str_has_prefix (language, "he")
         || g_str_has_prefix (language, "ur");
}

static Work *
work_new (const HrSlipIssued *issued, HrPaper paper)
{
  Work *self = g_new0 (Work, 1);

  self->paper = paper;
  self->day = issued->date;
  self->language = g_strdup (hr_language_get ());
  self->center = g_strdup (issued->site);
  add_row (self, _ ("Meeting"), g_strdup (issued->meeting));
  add_row (self, _ ("Date"), hr_words_date_of_year (issued->date));
  add_row (self, _ ("Time"), hr_words_span ((int)issued->start_minute, (int)issued->length_min));
  add_row (self, _ ("Place"), g_strdup (issued->place));
  self->blanks[0] = _ ("Name: you write it yourself");
  self->blanks[1] = _ ("Initials of the person who leads the meeting");
  self->payload = g_strdup (issued->text);
  self->code = hr_slip_group_text (issued->text, GROUP);
  self->proves = g_strdup_printf ("%s %s", hr_slip_check_proves (), hr_slip_check_proves_not ());
  self->foot = g_strdup_printf ("%s · %s", _ ("In danger: call 911"), _ ("Call or text 988"));
  self->page = (HrSlipPage){ .language = self->language,
                             .right_to_left = is_right_to_left (self->language),
                             .title = _ ("Proof of attendance"),
                             .center = self->center,
                             .rows = self->rows,
                             .n_rows = self->n_rows,
                             .blanks = self->blanks,
                             .n_blanks = 2,
                             .payload = (const guint8 *)self->payload,
                             .n_payload = strlen (self->payload),
                             .code = self->code,
                             .code_label = _ ("To check this slip: scan the square, or type these letters."),
                             .proves = self->proves,
                             .foot = self->foot };
  return self;
}

void
hr_slip_paper_free (HrSlipPaper *self)
{
  gsize length = 0;
  gconstpointer data;

  if (self == NULL)
    return;
  data = self->pdf != NULL ? g_bytes_get_data (self->pdf, &length) : NULL;
  if (length > 0)
    hr_seal_wipe ((gpointer)data, length);
  g_clear_pointer (&self->pdf, g_bytes_unref);
  g_free (self);
}

static gpointer
draw_thread (gpointer data)
{
  g_autoptr (GTask) task = data;
  const Work *work = g_task_get_task_data (task);
  GError *error = NULL;
  GBytes *pdf = hr_slip_page_to_pdf (&work->page, work->paper, work->day, &error);
  HrSlipPaper *paper;

  if (pdf == NULL)
    {
      g_task_return_error (task, error);
      return NULL;
    }
  paper = g_new0 (HrSlipPaper, 1);
  paper->pdf = pdf;
  paper->paper = work->paper;
  hr_slip_page_get_size (&work->page, work->paper, &paper->width, &paper->height);
  g_task_return_pointer (task, paper, (GDestroyNotify)hr_slip_paper_free);
  return NULL;
}

void
hr_slip_paper_draw_async (HrSlips *slips, const HrSlipIssued *issued, HrPaper paper, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HR_IS_SLIPS (slips));
  g_return_if_fail (issued != NULL && issued->text != NULL);

  GTask *task = g_task_new (slips, cancellable, callback, user_data);

  g_task_set_source_tag (task, hr_slip_paper_draw_async);
  g_task_set_task_data (task, work_new (issued, paper), work_free);
  g_thread_unref (g_thread_new ("handrail-slip", draw_thread, task));
}

HrSlipPaper *
hr_slip_paper_draw_finish (HrSlips *slips, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, slips), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
