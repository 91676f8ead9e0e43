/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-service"

#include "handrail/service/hr-report-file.h"

#include "handrail/core/hr-error.h"
#include "hr-words-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#define MOST_NAMES 100

GPtrArray *
hr_report_folders (void)
{
  GPtrArray *folders = g_ptr_array_new_with_free_func (g_free);
  const char *documents = g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS);
  g_autofree char *mounts = NULL;
  /* the kernel's own list: asks no device */
  if (g_file_get_contents ("/proc/self/mounts", &mounts, NULL, NULL))
    {
      g_auto (GStrv) lines = g_strsplit (mounts, "\n", -1);
      for (guint i = 0; lines[i] != NULL; i++)
        {
          g_auto (GStrv) words = g_strsplit (lines[i], " ", 3);
          if (g_strv_length (words) == 3
              && (g_str_has_prefix (words[1], "/media/") || g_str_has_prefix (words[1], "/run/media/") || g_str_has_prefix (words[1], "/mnt/")))
            g_ptr_array_add (folders, g_strcompress (words[1]));
        }
    }
  g_ptr_array_add (folders, g_strdup (documents != NULL ? documents : g_get_home_dir ()));
  return folders;
}

/* ---- words ---- */

static char *
month_words (int month)
{
  /* Translators: a month and its year */
  return g_strdup_printf (_ ("%1$s %2$d"), hr_words_month_inside (month % 12 + 1), month / 12);
}

char *
hr_report_title (HrReportBy by)
{
  static const char *const titles[] = {
    N_ ("How many came, by meeting"),
    N_ ("How many came, by fellowship"),
    N_ ("How many came, by weekday"),
    N_ ("How many came, by month"),
  };
  return g_strdup (_ (titles[by]));
}

char *
hr_report_period (const HrReport *report)
{
  if (report->to == 0)
    return g_strdup ("");
  g_autofree char *from = month_words (report->from);
  g_autofree char *to = month_words (report->to);
  /* Translators: from one month to another */
  return report->from == report->to ? g_strdup (from) : g_strdup_printf (_ ("%1$s to %2$s"), from, to);
}

char *
hr_report_note (const HrReport *report)
{
  g_autofree char *rule =
      g_strdup_printf (_ ("So that nobody can be found in them, numbers under %u are hidden, and no total contains a hidden one. A month is made "
                          "of whole weeks and shown ten days after its last Sunday."),
                       report->threshold);
  if (report->devices == 0)
    return g_steal_pointer (&rule);
  g_autofree char *devices = g_strdup_printf (
      ngettext ("Includes the counts of %u other device of the share.", "Includes the counts of %u other devices of the share.", report->devices),
      report->devices);
  return g_strdup_printf ("%s %s", devices, rule);
}

static char *
label_of (const HrReport *report, const HrReportRow *row)
{
  int month = 0;
  if (report->by == HR_REPORT_BY_MONTH && hr_report_month_parse (row->key, &month))
    return month_words (month);
  return g_strdup (*row->label != '\0' ? row->label : _ ("No fellowship"));
}

HrChartBar *
hr_report_bars (const HrReport *report)
{
  HrChartBar *bars = g_new0 (HrChartBar, report->rows->len + 1);
  for (guint i = 0; i < report->rows->len; i++)
    {
      const HrReportRow *row = g_ptr_array_index (report->rows, i);
      bars[i].label = label_of (report, row);
      bars[i].text = hr_report_number (report, row->n, row->hidden);
      bars[i].value = (double)row->n;
      bars[i].hidden = row->n == 0;
      bars[i].partly = row->n > 0 && row->hidden > 0;
    }
  return bars;
}

void
hr_report_bars_free (HrChartBar *bars, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      g_free ((char *)bars[i].label);
      g_free ((char *)bars[i].text);
    }
  g_free (bars);
}

/* ---- saving ---- */

typedef struct
{
  HrReport *report;
  HrReportBy by;
  char *folder;
  char *site;
  gboolean pdf;
  gboolean a4;
} Saving;

static void
saving_free (gpointer data)
{
  Saving *self = data;
  hr_report_free (self->report);
  g_free (self->folder);
  g_free (self->site);
  g_free (self);
}

static GBytes *
make_pdf (const Saving *self)
{
  g_autofree char *title = hr_report_title (self->by);
  g_autofree char *period = hr_report_period (self->report);
  g_autofree char *note = hr_report_note (self->report);
  HrChartBar *bars = hr_report_bars (self->report);
  HrCountSheet sheet = { .title = title,
                         .site = self->site,
                         .period = period,
                         .note = note,
                         .page_words = _ ("Page %u of %u"),
                         .bars = bars,
                         .n_bars = self->report->rows->len };
  GBytes *bytes = hr_count_sheet_to_pdf (&sheet, self->a4 ? HR_COUNT_SHEET_A4_W : HR_COUNT_SHEET_LETTER_W,
                                         self->a4 ? HR_COUNT_SHEET_A4_H : HR_COUNT_SHEET_LETTER_H);
  hr_report_bars_free (bars, self->report->rows->len);
  return bytes;
}

/* A name that nothing has yet: what is there is never overwritten. */
static int
open_new (const Saving *self, char **ret_path, GError **error)
{
  for (guint i = 1; i <= MOST_NAMES; i++)
    {
      g_autofree char *from = hr_report_month_to_string (self->report->from);
      g_autofree char *to = hr_report_month_to_string (self->report->to);
      g_autofree char *again = i > 1 ? g_strdup_printf ("-%u", i) : g_strdup ("");
      g_autofree char *name = g_strdup_printf ("counts-%s-%s-%s%s.%s", hr_report_by_to_string (self->by), from, to, again, self->pdf ? "pdf" : "csv");
      g_autofree char *path = g_build_filename (self->folder, name, NULL);
      int fd = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
      if (fd >= 0 || errno != EEXIST)
        {
          if (fd < 0)
            hr_set_errno_error (error, errno, _ ("%s could not be written"), path);
          *ret_path = g_steal_pointer (&path);
          return fd;
        }
    }
  g_set_error_literal (error, HR_ERROR, HR_ERROR_REFUSED, _ ("There are a hundred such files already. Remove some first."));
  return -1;
}

static gboolean
write_all (int fd, GBytes *bytes)
{
  gsize left = 0;
  const char *at = g_bytes_get_data (bytes, &left);
  while (left > 0)
    {
      ssize_t n = write (fd, at, left);
      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;
      at += n;
      left -= (gsize)n;
    }
  /* a stick may be pulled out at once */
  return fsync (fd) == 0;
}

static gpointer
save_thread (gpointer data)
{
  g_autoptr (GTask) task = data;
  Saving *self = g_task_get_task_data (task);
  g_autofree char *csv = self->pdf ? NULL : hr_report_to_csv (self->report);
  g_autoptr (GBytes) bytes = self->pdf ? make_pdf (self) : g_bytes_new_take (csv, strlen (csv));
  g_autofree char *path = NULL;
  GError *error = NULL;
  (void)g_steal_pointer (&csv);
  if (bytes == NULL)
    {
      g_task_return_new_error (task, HR_ERROR, HR_ERROR_IO, "%s", _ ("The pages could not be drawn. Try again."));
      return NULL;
    }
  int fd = open_new (self, &path, &error);
  if (fd < 0)
    {
      g_task_return_error (task, error);
      return NULL;
    }
  gboolean good = write_all (fd, bytes);
  int code = errno;
  good = close (fd) == 0 && good;
  if (good)
    {
      g_task_return_pointer (task, g_steal_pointer (&path), g_free);
      return NULL;
    }
  /* half a table would be taken for a whole one */
  (void)unlink (path);
  hr_set_errno_error (&error, code, _ ("%s could not be written"), path);
  g_task_return_error (task, error);
  return NULL;
}

static void
report_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Saving *self = g_task_get_task_data (task);
  GError *error = NULL;
  self->report = hr_report_read_finish (HR_CENTER (source), result, &error);
  if (self->report == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  g_thread_unref (g_thread_new ("handrail-save", save_thread, task));
}

void
hr_report_save_async (HrCenter *center, HrReportBy by, int from, int to, const char *folder, gboolean pdf, GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_return_if_fail (HR_IS_CENTER (center));
  g_return_if_fail (folder != NULL);
  GTask *task = g_task_new (center, NULL, callback, user_data);
  Saving *self = g_new0 (Saving, 1);
  HrRecord *site = hr_center_get_site (center);
  const char *name = site != NULL ? hr_record_get (site, "name") : NULL;
  g_task_set_source_tag (task, hr_report_save_async);
  self->by = by;
  self->folder = g_strdup (folder);
  self->site = g_strdup (name != NULL ? name : "");
  self->pdf = pdf;
  self->a4 = site != NULL && g_strcmp0 (hr_record_get (site, "paper"), "a4") == 0;
  g_task_set_task_data (task, self, saving_free);
  hr_report_read_async (center, by, from, to, NULL, report_cb, task);
}

char *
hr_report_save_finish (HrCenter *center, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, center), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
