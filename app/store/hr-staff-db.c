/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-store"

#include "handrail/store/hr-staff-db.h"
#include "handrail/seal/hr-seal.h"
#include "hr-backup-private.h"
#include "hr-staff-private.h"
#include "hr-worker-private.h"
#include <glib/gi18n-lib.h>

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>

#define MOST_ASIDE 1000

struct _HrStaffDb
{
  HrWorker *worker;
  HrStaffFile *file;
};

typedef struct
{
  HrStaffFile *file;
  HrStaffAsk ask;
} Job;

void
hr_staff_row_free (HrStaffRow *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->name);
  g_free (self);
}

void
hr_staff_answer_free (HrStaffAnswer *self)
{
  if (self == NULL)
    return;
  g_free (self->member);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_free (self);
}

/* ---- the worker ---- */

static void
wipe_pins (HrStaffAsk *ask)
{
  g_clear_pointer (&ask->pin, hr_seal_lock_free);
  g_clear_pointer (&ask->old_pin, hr_seal_lock_free);
}

static void
job_free (gpointer data)
{
  Job *job = data;
  wipe_pins (&job->ask);
  g_free (job->ask.by);
  g_free (job->ask.member);
  g_free (job->ask.name);
  g_free (job);
}

static void
run_ask (GTask *task)
{
  Job *job = g_task_get_task_data (task);
  g_autoptr (HrStaffAnswer) answer = g_new0 (HrStaffAnswer, 1);
  GError *error = NULL;
  gboolean good = hr_staff_file_open (job->file, TRUE, &error) && hr_staff_file_do (job->file, &job->ask, answer, &error);
  wipe_pins (&job->ask);
  /* a damaged file is looked at anew next time: it may have been put right */
  if (!good && (g_error_matches (error, HR_ERROR, HR_ERROR_CORRUPT) || g_error_matches (error, HR_ERROR, HR_ERROR_IO)))
    g_clear_pointer (&job->file->db, hr_db_close);
  if (good)
    g_task_return_pointer (task, g_steal_pointer (&answer), (GDestroyNotify)hr_staff_answer_free);
  else
    g_task_return_error (task, error);
}

static void
close_file (gpointer data)
{
  HrStaffFile *file = data;
  HrStaffAsk ask = { .what = HR_STAFF_SAVE_WAIT };
  g_autoptr (HrStaffAnswer) answer = g_new0 (HrStaffAnswer, 1);
  /* when it cannot be written, what was written last stands: a longer wait */
  if (file->db != NULL && file->wait_until_ms != 0)
    (void)hr_staff_file_do (file, &ask, answer, NULL);
  hr_staff_file_free (file);
}

/* ---- public ---- */

HrStaffDb *
hr_staff_db_new (const char *directory, HrClock *clock)
{
  g_return_val_if_fail (directory != NULL, NULL);
  g_return_val_if_fail (HR_IS_CLOCK (clock), NULL);
  HrStaffDb *self = g_new0 (HrStaffDb, 1);
  hr_seal_init ();
  self->file = hr_staff_file_new (directory, clock);
  self->worker = hr_worker_new ("handrail-staff");
  return self;
}

void
hr_staff_db_close (HrStaffDb *self)
{
  g_return_if_fail (self != NULL);
  hr_worker_push (self->worker, close_file, self->file, NULL);
  hr_worker_stop (self->worker);
  g_free (self);
}

void
hr_staff_db_ask_async (HrStaffDb *self, const HrStaffAsk *ask, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (self != NULL && ask != NULL);
  Job *job = g_new0 (Job, 1);
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  job->file = self->file;
  job->ask = *ask;
  job->ask.by = g_strdup (ask->by);
  job->ask.member = g_strdup (ask->member);
  job->ask.name = g_strdup (ask->name);
  g_task_set_source_tag (task, hr_staff_db_ask_async);
  g_task_set_task_data (task, job, job_free);
  hr_worker_run_task (self->worker, task, run_ask);
}

HrStaffAnswer *
hr_staff_db_ask_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

GPtrArray *
hr_staff_db_list (const char *directory, GError **error)
{
  g_return_val_if_fail (directory != NULL, NULL);
  g_autoptr (HrClock) clock = hr_clock_new ();
  g_autoptr (HrStaffFile) file = hr_staff_file_new (directory, clock);
  g_autoptr (GError) failed = NULL;
  if (hr_staff_file_open (file, FALSE, &failed))
    return hr_staff_file_read_rows (file, error);
  if (g_error_matches (failed, HR_ERROR, HR_ERROR_NOT_FOUND))
    return g_ptr_array_new_with_free_func ((GDestroyNotify)hr_staff_row_free);
  g_propagate_error (error, g_steal_pointer (&failed));
  return NULL;
}

/* The journal goes along: beside a new file it would be played into that one. */
static gboolean
put_aside (HrStaffFile *file, char **ret_aside, GError **error)
{
  for (guint i = 1; i <= MOST_ASIDE; i++)
    {
      g_autofree char *aside = g_strdup_printf ("%s.damaged-%u", file->path, i);
      g_autofree char *journal = g_strconcat (file->path, "-journal", NULL);
      g_autofree char *journal_aside = g_strconcat (aside, "-journal", NULL);
      if (g_file_test (aside, G_FILE_TEST_EXISTS) || g_file_test (aside, G_FILE_TEST_IS_SYMLINK))
        continue;
      if ((rename (journal, journal_aside) != 0 && errno != ENOENT) || rename (file->path, aside) != 0)
        return hr_set_errno_error (error, errno, _ ("The damaged file %s could not be put aside"), file->path);
      *ret_aside = g_steal_pointer (&aside);
      return hr_backup_sync_folder (file->path, error);
    }
  g_set_error (error, HR_ERROR, HR_ERROR_LIMIT, _ ("There are %d damaged files beside %s. Take some away."), MOST_ASIDE,
               file->path);
  return FALSE;
}

static gboolean
forget_all (HrStaffFile *file, GError **error)
{
  g_autoptr (HrStatement) statement =
      hr_db_prepare (file->db, "UPDATE member SET pin=NULL, left_s=?1 WHERE left_s IS NULL", error);
  if (statement == NULL)
    return FALSE;
  g_autoptr (HrTransaction) transaction = hr_transaction_begin (file->db, error);
  if (transaction == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, hr_clock_now_s (file->clock));
  return hr_db_run (file->db, statement, error) && hr_staff_file_set_tries (file, 0, 0, error)
         && hr_transaction_commit (transaction, error);
}

gboolean
hr_staff_db_reset (const char *directory, HrClock *clock, char **ret_aside, GError **error)
{
  g_return_val_if_fail (directory != NULL && ret_aside != NULL, FALSE);
  g_return_val_if_fail (HR_IS_CLOCK (clock), FALSE);
  g_autoptr (HrStaffFile) file = hr_staff_file_new (directory, clock);
  g_autoptr (GError) failed = NULL;
  *ret_aside = NULL;
  if (hr_staff_file_open (file, FALSE, &failed) && forget_all (file, &failed))
    return TRUE;
  g_clear_pointer (&file->db, hr_db_close);
  if (g_error_matches (failed, HR_ERROR, HR_ERROR_NOT_FOUND))
    return TRUE;
  if (g_error_matches (failed, HR_ERROR, HR_ERROR_CORRUPT))
    return put_aside (file, ret_aside, error);
  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}
