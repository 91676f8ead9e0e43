/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Backups by hand, and the way back to one while the database is open here and perhaps elsewhere: the file stays the same, its content is
 * replaced in one transaction, so that other programs see the old or the new state and never half of it. */
#define G_LOG_DOMAIN "handrail-store"

#include "handrail/core/hr-error.h"
#include "handrail/store/hr-store.h"
#include "hr-backup-private.h"
#include "hr-migrate-private.h"
#include "hr-store-private.h"

#include <glib/gi18n-lib.h>

#include <sqlite3.h>

/* Another program that writes is done in a moment; longer, and somebody should look. */
#define BUSY_TRIES 100
#define BUSY_MS 50

/* backups/PREFIX2026-11-23-185000.db by the clock of the site; with "-2" and so on when that is there */
static char *
make_path (HrState *state, const char *prefix)
{
  HrDate date = HR_DATE_NONE;
  gint64 now_s = hr_clock_now_s (state->clock);
  g_autofree char *day = NULL, *stem = NULL;
  int minute = 0;
  char *path;

  hr_zone_from_unix_s (state->zone, now_s, &date, &minute);
  day = hr_date_to_string (date);
  stem = g_strdup_printf ("%s/backups/%s%s-%02d%02d%02d", state->directory, prefix, day, minute / 60, minute % 60, (int)(now_s % 60));
  path = g_strconcat (stem, HR_STORE_BACKUP_SUFFIX, NULL);
  for (guint i = 2; g_file_test (path, G_FILE_TEST_EXISTS); i++)
    {
      g_free (path);
      path = g_strdup_printf ("%s-%u%s", stem, i, HR_STORE_BACKUP_SUFFIX);
    }
  return path;
}

static void
back_up_cb (gpointer data)
{
  HrJobCall *job = data;
  g_autofree char *path = NULL;

  if (!hr_state_check_open (job->state, &job->error))
    return;
  path = make_path (job->state, HR_STORE_BACKUP_BY_HAND);
  if (!hr_backup_copy (job->state->db, path, &job->error))
    return;
  hr_backup_prune (job->state->directory, HR_STORE_BACKUP_BY_HAND, HR_STORE_BACKUPS_KEPT_BY_HAND, path);
  job->result = g_steal_pointer (&path);
}

void
hr_store_back_up_async (HrStore *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HR_IS_STORE (self));

  hr_store_call_async (self, hr_store_back_up_async, back_up_cb, NULL, NULL, g_free, NULL, callback, user_data);
}

char *
hr_store_back_up_finish (HrStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- the way back ---- */

/* A backup of an older version is brought to the present schema first, in a copy: the backup itself stays as it is. */
static gboolean
prepare (const char *backup, const char *temporary, GError **error)
{
  g_autoptr (HrDb) source = NULL;
  g_autoptr (HrDb) copy = NULL;
  g_autofree char *folder = g_path_get_dirname (temporary);

  if (!hr_backup_check (backup, error))
    return FALSE;
  source = hr_db_open (backup, HR_DB_READ, error);
  if (source == NULL || !hr_backup_copy (source, temporary, error))
    return FALSE;
  copy = hr_db_open (temporary, HR_DB_OPEN, error);
  return copy != NULL && hr_migrate_check_version (copy, error) && hr_migrate (copy, folder, error);
}

static gboolean
replace_content (HrState *state, const char *path, GError **error)
{
  g_autoptr (HrDb) source = hr_db_open (path, HR_DB_READ, error);
  sqlite3_backup *backup = source != NULL ? sqlite3_backup_init (hr_db_get_handle (state->db), "main", hr_db_get_handle (source), "main") : NULL;
  int rc = SQLITE_BUSY;

  if (source == NULL)
    return FALSE;
  for (int i = 0; backup != NULL && i < BUSY_TRIES && (rc == SQLITE_BUSY || rc == SQLITE_LOCKED); i++)
    {
      rc = sqlite3_backup_step (backup, -1);
      if (rc == SQLITE_BUSY || rc == SQLITE_LOCKED)
        g_usleep (BUSY_MS * 1000);
    }
  if (backup != NULL)
    sqlite3_backup_finish (backup);
  if (rc == SQLITE_DONE)
    return TRUE;
  if (rc == SQLITE_BUSY || rc == SQLITE_LOCKED)
    g_set_error (error, HR_ERROR, HR_ERROR_BUSY,
                 _ ("Another program is writing right now. Nothing was changed. Try again in a minute."));
  else
    g_set_error (error, HR_ERROR, rc == SQLITE_FULL ? HR_ERROR_NO_SPACE : HR_ERROR_IO,
                 _ ("The backup could not be brought back: %s. Nothing was changed."), sqlite3_errstr (rc));
  return FALSE;
}

/* Everything that is remembered of the old content goes, as when the program starts. */
static gboolean
read_anew (HrState *state, GError **error)
{
  hr_state_close (state);
  if (!hr_state_open (state, error))
    return FALSE;
  if (state->changed != NULL)
    state->changed (state->changed_data);
  return TRUE;
}

static void
bring_back_cb (gpointer data)
{
  HrJobCall *job = data;
  HrState *state = job->state;
  const char *backup = job->arguments[0];
  g_autofree char *temporary = g_strconcat (state->path, ".back", NULL);
  g_autofree char *kept = NULL;

  if (!hr_state_check_open (state, &job->error))
    return;
  kept = make_path (state, HR_STORE_BACKUP_BEFORE);
  /* left by one that was cut off */
  hr_backup_remove (temporary);
  if (prepare (backup, temporary, &job->error) && hr_backup_copy (state->db, kept, &job->error)
      && replace_content (state, temporary, &job->error) && read_anew (state, &job->error))
    {
      hr_backup_prune (state->directory, HR_STORE_BACKUP_BEFORE, HR_STORE_BACKUPS_KEPT_BY_HAND, kept);
      job->result = g_steal_pointer (&kept);
    }
  hr_backup_remove (temporary);
}

void
hr_store_bring_back_async (HrStore *self, const char *backup, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HR_IS_STORE (self));
  g_return_if_fail (backup != NULL);

  hr_store_call_async (self, hr_store_bring_back_async, bring_back_cb, g_strdup (backup), g_free, g_free, NULL, callback, user_data);
}

char *
hr_store_bring_back_finish (HrStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
