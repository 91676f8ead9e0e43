/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-service"

#include "handrail/service/hr-report.h"

#include "handrail/core/hr-error.h"
#include "handrail/service/hr-words.h"
#include "handrail/share/hr-share.h"
#include "handrail/store/hr-store-desk.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *const by_names[] = { "meeting", "fellowship", "weekday", "month" };

static void
row_free (HrReportRow *self)
{
  g_free (self->key);
  g_free (self->label);
  g_free (self);
}

void
hr_report_free (HrReport *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->rows);
  g_free (self);
}

const char *
hr_report_by_to_string (HrReportBy by)
{
  return by_names[by];
}

gboolean
hr_report_by_parse (const char *text, HrReportBy *ret_by)
{
  for (guint i = 0; i < G_N_ELEMENTS (by_names); i++)
    if (g_str_equal (text, by_names[i]))
      {
        *ret_by = (HrReportBy)i;
        return TRUE;
      }
  return FALSE;
}

gboolean
hr_report_month_parse (const char *text, int *ret_month)
{
  g_autofree char *day = g_strconcat (text, "-01", NULL);
  HrDate date;
  int year;
  int month;
  int first;
  if (strlen (text) != 7 || !hr_date_parse (day, &date))
    return FALSE;
  hr_date_to_ymd (date, &year, &month, &first);
  *ret_month = year * 12 + month - 1;
  return TRUE;
}

char *
hr_report_month_to_string (int month)
{
  return g_strdup_printf ("%04d-%02d", month / 12, month % 12 + 1);
}

/* ---- rows ---- */

static char *
key_of (const HrCountSum *sum, HrReportBy by)
{
  switch (by)
    {
    case HR_REPORT_BY_MEETING:
      return g_strdup (sum->meeting);
    case HR_REPORT_BY_FELLOWSHIP:
      return g_strdup (sum->fellowship);
    case HR_REPORT_BY_WEEKDAY:
      for (int day = 0; day < 7; day++)
        if (sum->days == 1u << day)
          return g_strdup_printf ("%d", day);
      return g_strdup (HR_REPORT_SEVERAL_DAYS);
    case HR_REPORT_BY_MONTH:
      return hr_report_month_to_string (sum->month);
    default:
      g_assert_not_reached ();
    }
}

static char *
label_of (HrReportBy by, const char *key)
{
  if (by != HR_REPORT_BY_WEEKDAY)
    return g_strdup (key);
  if (g_str_equal (key, HR_REPORT_SEVERAL_DAYS))
    return g_strdup (_ ("On several days"));
  return hr_words_weekday (key[0] - '0');
}

/* Nothing but what the store showed is added: @n of a hidden cell is 0. */
static void
add (HrReport *self, char *key, gboolean shown, guint64 n)
{
  HrReportRow *row = NULL;
  for (guint i = 0; row == NULL && i < self->rows->len; i++)
    {
      HrReportRow *one = g_ptr_array_index (self->rows, i);
      if (g_str_equal (one->key, key))
        row = one;
    }
  if (row == NULL)
    {
      row = g_new0 (HrReportRow, 1);
      row->key = g_strdup (key);
      row->label = label_of (self->by, key);
      g_ptr_array_add (self->rows, row);
    }
  g_free (key);
  row->n += shown ? n : 0;
  row->hidden += shown ? 0 : 1;
  self->total += shown ? n : 0;
  self->hidden += shown ? 0 : 1;
}

static void
widen (HrReport *self, int first, int last)
{
  self->from = self->from == 0 ? first : MIN (self->from, first);
  self->to = MAX (self->to, last);
}

static int
compare_rows (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const HrReport *self = user_data;
  const HrReportRow *one = *(HrReportRow *const *)a;
  const HrReportRow *other = *(HrReportRow *const *)b;
  gboolean by_key = self->by == HR_REPORT_BY_WEEKDAY || self->by == HR_REPORT_BY_MONTH;
  int order = by_key ? 0 : g_utf8_collate (one->label, other->label);
  return order != 0 ? order : strcmp (one->key, other->key);
}

static void
sort (HrReport *self)
{
  g_ptr_array_sort_with_data (self->rows, compare_rows, self);
}

HrReport *
hr_report_new (const HrCountSums *sums, HrReportBy by, int from, int to)
{
  g_return_val_if_fail (sums != NULL, NULL);
  HrReport *self = g_new0 (HrReport, 1);
  self->by = by;
  self->threshold = sums->threshold;
  self->devices = sums->devices;
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify)row_free);
  for (guint i = 0; i < sums->sums->len; i++)
    {
      const HrCountSum *sum = g_ptr_array_index (sums->sums, i);
      if (sum->month < from || sum->month > to)
        continue;
      add (self, key_of (sum, by), sum->shown, sum->n);
      widen (self, sum->month, sum->month);
    }
  for (guint i = 0; i < sums->quarters->len; i++)
    {
      const HrCountQuarter *quarter = g_ptr_array_index (sums->quarters, i);
      int last = quarter->year * 12 + quarter->quarter * 3 - 1;
      if (last - 2 < from || last > to)
        continue;
      self->older = TRUE;
      if (by != HR_REPORT_BY_FELLOWSHIP)
        continue;
      add (self, g_strdup (quarter->fellowship), quarter->shown, quarter->n);
      /* what was too small for it is not kept: it is always "at least" */
      if (quarter->shown)
        add (self, g_strdup (quarter->fellowship), FALSE, 0);
      widen (self, last - 2, last);
    }
  sort (self);
  return self;
}

/* ---- names ---- */

static void
set_label (HrReportRow *row, const char *name)
{
  if (name == NULL || *name == '\0')
    return;
  g_free (row->label);
  row->label = g_strdup (name);
}

/* ---- other devices ---- */

/* A device without a key was never in a share. Not on the main thread: it opens files. */
static gboolean
add_shared (const char *directory, HrVocabulary *vocabulary, HrClock *clock, HrCountSums *sums, GError **error)
{
  g_autofree char *key = g_build_filename (directory, "device.key", NULL);
  if (!g_file_test (key, G_FILE_TEST_EXISTS))
    return TRUE;
  g_autoptr (HrShare) share = hr_share_open (directory, vocabulary, clock, error);
  return share != NULL && hr_share_add_counts (share, sums, error);
}

/* A meeting or fellowship that nobody knows any more keeps its id for a name. */
HrReport *
hr_report_read (HrCenter *center, HrReportBy by, int from, int to, GError **error)
{
  g_return_val_if_fail (HR_IS_CENTER (center), NULL);
  guint threshold = hr_counts_get_threshold (hr_center_get_counts (center));
  g_autoptr (HrCountSums) sums = hr_counts_read (hr_center_get_directory (center), threshold, error);
  if (sums == NULL
      || !add_shared (hr_center_get_directory (center), hr_center_get_vocabulary (center), hr_center_get_clock (center), sums, error))
    return NULL;
  g_autoptr (HrReport) self = hr_report_new (sums, by, from, to);
  HrKind kind = by == HR_REPORT_BY_MEETING ? HR_KIND_MEETING : HR_KIND_FELLOWSHIP;
  gboolean named = by == HR_REPORT_BY_MEETING || by == HR_REPORT_BY_FELLOWSHIP;
  for (guint i = 0; named && i < self->rows->len; i++)
    {
      g_autoptr (GError) local = NULL;
      HrReportRow *row = g_ptr_array_index (self->rows, i);
      g_autoptr (HrRecord) record = hr_store_get_record (hr_center_get_store (center), kind, row->key, &local);
      if (record != NULL)
        set_label (row, hr_record_get (record, "name"));
      else if (!g_error_matches (local, HR_ERROR, HR_ERROR_NOT_FOUND))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
    }
  sort (self);
  return g_steal_pointer (&self);
}

/* The desk's way: the counts' worker, a thread for the share, then the store's worker. */
typedef struct
{
  HrReportBy by;
  int from;
  int to;
  HrReport *report;
  guint named;
} Reading;

static void
reading_free (Reading *self)
{
  hr_report_free (self->report);
  g_free (self);
}

static void name_next (GTask *task);

/* Also one that is not published, or retired since: people came all the same. */
static void
meeting_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Reading *reading = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (HrThing) meeting = hr_store_get_thing_finish (HR_STORE (source), result, &error);
  if (meeting == NULL && !g_error_matches (error, HR_ERROR, HR_ERROR_NOT_FOUND))
    {
      g_task_return_error (task, error);
      return;
    }
  g_clear_error (&error);
  if (meeting != NULL)
    set_label (g_ptr_array_index (reading->report->rows, reading->named), hr_record_get (meeting->record, "name"));
  reading->named++;
  name_next (task);
}

static void
fellowships_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Reading *reading = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) records = hr_store_get_records_finish (HR_STORE (source), result, &error);
  if (records == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  for (guint i = 0; i < reading->report->rows->len; i++)
    for (guint k = 0; k < records->len; k++)
      {
        HrReportRow *row = g_ptr_array_index (reading->report->rows, i);
        const HrRecord *record = g_ptr_array_index (records, k);
        if (g_str_equal (hr_record_get_id (record), row->key))
          set_label (row, hr_record_get (record, "name"));
      }
  reading->named = reading->report->rows->len;
  name_next (task);
}

static void
name_next (GTask *task)
{
  Reading *reading = g_task_get_task_data (task);
  HrStore *store = hr_center_get_store (HR_CENTER (g_task_get_source_object (task)));
  gboolean named = reading->by == HR_REPORT_BY_MEETING || reading->by == HR_REPORT_BY_FELLOWSHIP;
  if (!named || reading->named >= reading->report->rows->len)
    {
      sort (reading->report);
      g_task_return_pointer (task, g_steal_pointer (&reading->report), (GDestroyNotify)hr_report_free);
      return;
    }
  const HrReportRow *row = g_ptr_array_index (reading->report->rows, reading->named);
  if (reading->by == HR_REPORT_BY_MEETING)
    hr_store_get_thing_async (store, HR_KIND_MEETING, row->key, g_task_get_cancellable (task), meeting_cb, g_object_ref (task));
  else
    hr_store_get_records_async (store, HR_KIND_FELLOWSHIP, g_task_get_cancellable (task), fellowships_cb,
                                g_object_ref (task));
}

typedef struct
{
  char *directory;
  HrVocabulary *vocabulary;
  HrClock *clock;
  HrCountSums *sums;
} Shared;

static void
shared_free (gpointer data)
{
  Shared *self = data;
  g_free (self->directory);
  hr_vocabulary_unref (self->vocabulary);
  g_object_unref (self->clock);
  hr_count_sums_free (self->sums);
  g_free (self);
}

static gpointer
shared_thread (gpointer data)
{
  g_autoptr (GTask) task = data;
  Shared *shared = g_task_get_task_data (task);
  GError *error = NULL;
  if (add_shared (shared->directory, shared->vocabulary, shared->clock, shared->sums, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
  return NULL;
}

static void
shared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Reading *reading = g_task_get_task_data (task);
  const Shared *shared = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  reading->report = hr_report_new (shared->sums, reading->by, reading->from, reading->to);
  name_next (task);
}

static void
sums_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (HrCountSums) sums = hr_counts_read_finish (HR_COUNTS (source), result, &error);
  if (sums == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  HrCenter *center = g_task_get_source_object (task);
  Shared *shared = g_new0 (Shared, 1);
  shared->directory = g_strdup (hr_center_get_directory (center));
  shared->vocabulary = hr_vocabulary_ref (hr_center_get_vocabulary (center));
  shared->clock = g_object_ref (hr_center_get_clock (center));
  shared->sums = g_steal_pointer (&sums);
  /* without the center: the thread may be the last to let go of it */
  GTask *inner = g_task_new (NULL, g_task_get_cancellable (task), shared_cb, g_object_ref (task));
  g_task_set_source_tag (inner, sums_cb);
  g_task_set_task_data (inner, shared, shared_free);
  g_thread_unref (g_thread_new ("handrail-report", shared_thread, inner));
}

void
hr_report_read_async (HrCenter *center, HrReportBy by, int from, int to, GCancellable *cancellable,
                      GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HR_IS_CENTER (center));
  GTask *task = g_task_new (center, cancellable, callback, user_data);
  Reading *reading = g_new0 (Reading, 1);
  g_task_set_source_tag (task, hr_report_read_async);
  reading->by = by;
  reading->from = from;
  reading->to = to;
  g_task_set_task_data (task, reading, (GDestroyNotify)reading_free);
  hr_counts_read_async (hr_center_get_counts (center), cancellable, sums_cb, task);
}

HrReport *
hr_report_read_finish (HrCenter *center, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, center), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- words and files ---- */

char *
hr_report_number (const HrReport *self, guint64 n, guint hidden)
{
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, n);
  if (n > 0 && hidden == 0)
    return g_steal_pointer (&number);
  if (n > 0)
    return g_strdup_printf (_ ("at least %s"), number);
  /* Translators: a number that is too small to be shown */
  return g_strdup (_ ("hidden"));
}

/* A spreadsheet takes a cell that begins with one of these for a formula. */
static void
append_cell (GString *csv, const char *text)
{
  g_string_append_c (csv, '"');
  if (*text != '\0' && strchr ("=+-@\t\r", *text) != NULL)
    g_string_append_c (csv, '\'');
  for (const char *c = text; *c != '\0'; c++)
    {
      if (*c == '"')
        g_string_append_c (csv, '"');
      g_string_append_c (csv, *c);
    }
  g_string_append_c (csv, '"');
}

char *
hr_report_to_csv (const HrReport *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  GString *csv = g_string_new ("key,label,count,note\r\n");
  for (guint i = 0; i < self->rows->len; i++)
    {
      const HrReportRow *row = g_ptr_array_index (self->rows, i);
      g_autofree char *note = row->hidden > 0 ? hr_report_number (self, row->n, row->hidden) : g_strdup ("");
      append_cell (csv, row->key);
      g_string_append_c (csv, ',');
      append_cell (csv, row->label);
      if (row->n > 0)
        g_string_append_printf (csv, ",%" G_GUINT64_FORMAT ",", row->n);
      else
        g_string_append (csv, ",,");
      append_cell (csv, note);
      g_string_append (csv, "\r\n");
    }
  return g_string_free (csv, FALSE);
}
