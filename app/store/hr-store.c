/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-store"

#include "handrail/store/hr-store.h"
#include "hr-apply-private.h"
#include "hr-backup-private.h"
#include "hr-check-private.h"
#include "hr-create-private.h"
#include "hr-edit-private.h"
#include "hr-find-private.h"
#include "hr-index-private.h"
#include "hr-meetings-private.h"
#include "hr-migrate-private.h"
#include "hr-store-private.h"

/* How often an idle store looks whether another process wrote. */
#define HR_STORE_POLL_MS 5000

G_DEFINE_FINAL_TYPE (HrStore, hr_store, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* ---- news ---- */

static void
weak_ref_clear (gpointer data)
{
  g_weak_ref_clear (data);
}

static void
weak_ref_release (gpointer data)
{
  g_atomic_rc_box_release_full (data, weak_ref_clear);
}

static gboolean
hr_store_changed_cb (gpointer data)
{
  g_autoptr (HrStore) self = g_weak_ref_get (data);

  if (self != NULL)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  return G_SOURCE_REMOVE;
}

typedef struct
{
  GWeakRef *store;
  GMainContext *context;
} HrNews;

static void
news_free (gpointer data)
{
  HrNews *news = data;

  weak_ref_release (news->store);
  g_main_context_unref (news->context);
  g_free (news);
}

static void
hr_store_publish_cb (gpointer data)
{
  HrNews *news = data;
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_callback (source, hr_store_changed_cb, g_atomic_rc_box_acquire (news->store), weak_ref_release);
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_attach (source, news->context);
}

/* ---- jobs ---- */

gpointer
hr_store_call (HrStore *self, HrWorkerFunc func, HrJobCall *job, GError **error)
{
  job->state = self->state;
  hr_worker_call (self->worker, func, job);
  if (job->error != NULL)
    g_propagate_error (error, job->error);
  return job->result;
}

static gboolean
call_boolean (HrStore *self, HrWorkerFunc func, HrJobCall *job, GError **error)
{
  hr_store_call (self, func, job, error);
  return job->ok;
}

static void
poll_cb (gpointer data)
{
  hr_state_poll (data);
}

/* ---- life ---- */

static void
close_cb (gpointer data)
{
  hr_state_close (data);
}

static void
release_state_cb (gpointer data)
{
  HrState *state = data;
  HrNews *news = state->changed_data;

  hr_state_free (state);
  news_free (news);
}

static void
hr_store_dispose (GObject *object)
{
  HrStore *self = HR_STORE (object);

  if (self->original != NULL)
    {
      /* worker and state are the other one's */
      self->worker = NULL;
      self->state = NULL;
      g_clear_object (&self->original);
    }
  if (self->worker != NULL)
    {
      hr_worker_push (self->worker, release_state_cb, self->state, NULL);
      hr_worker_stop (self->worker);
      self->worker = NULL;
      self->state = NULL;
    }
  G_OBJECT_CLASS (hr_store_parent_class)->dispose (object);
}

static void
hr_store_finalize (GObject *object)
{
  HrStore *self = HR_STORE (object);

  g_clear_pointer (&self->self_ref, weak_ref_release);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_pointer (&self->preview, hr_preview_unref);
  G_OBJECT_CLASS (hr_store_parent_class)->finalize (object);
}

static void
hr_store_class_init (HrStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hr_store_dispose;
  object_class->finalize = hr_store_finalize;
  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", HR_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hr_store_init (HrStore *self)
{
  self->self_ref = g_atomic_rc_box_new0 (GWeakRef);
  g_weak_ref_init (self->self_ref, self);
}

HrStore *
hr_store_new (const char *directory, HrVocabulary *vocabulary, HrClock *clock)
{
  HrStore *self = NULL;
  HrNews *news = NULL;

  g_return_val_if_fail (directory != NULL && vocabulary != NULL && HR_IS_CLOCK (clock), NULL);
  self = g_object_new (HR_TYPE_STORE, NULL);
  news = g_new (HrNews, 1);
  self->context = g_main_context_ref_thread_default ();
  news->store = g_atomic_rc_box_acquire (self->self_ref);
  news->context = g_main_context_ref (self->context);
  self->worker = hr_worker_new ("handrail-store");
  self->state = hr_state_new (directory, vocabulary, clock);
  self->state->worker = self->worker;
  self->state->changed = hr_store_publish_cb;
  self->state->changed_data = news;
  hr_worker_set_idle (self->worker, HR_STORE_POLL_MS, poll_cb, self->state);
  return self;
}

static void
create_cb (gpointer data)
{
  HrJobCall *job = data;

  job->ok = hr_create (job->state, &job->error) && hr_state_open (job->state, &job->error);
}

gboolean
hr_store_create (HrStore *self, GError **error)
{
  HrJobCall job = { 0 };

  g_return_val_if_fail (HR_IS_STORE (self), FALSE);
  return call_boolean (self, create_cb, &job, error);
}

void
hr_store_job_open (gpointer data)
{
  HrJobCall *job = data;

  job->ok = hr_state_open (job->state, &job->error);
}

gboolean
hr_store_open (HrStore *self, GError **error)
{
  HrJobCall job = { 0 };

  g_return_val_if_fail (HR_IS_STORE (self), FALSE);
  return call_boolean (self, hr_store_job_open, &job, error);
}

void
hr_store_close (HrStore *self)
{
  g_return_if_fail (HR_IS_STORE (self));
  if (self->worker != NULL)
    hr_worker_call (self->worker, close_cb, self->state);
}

/* ---- reading ---- */

void
hr_store_job_find (gpointer data)
{
  HrJobCall *job = data;

  job->result = hr_find (job->state, job->arguments[0], &job->error);
}

HrResults *
hr_store_find (HrStore *self, const HrQuery *query, GError **error)
{
  HrJobCall job = { .arguments = { query } };

  g_return_val_if_fail (HR_IS_STORE (self) && query != NULL, NULL);
  return hr_store_call (self, hr_store_job_find, &job, error);
}

void
hr_store_job_get_meeting (gpointer data)
{
  HrJobCall *job = data;

  job->result = hr_find_meeting (job->state, job->arguments[0], &job->error);
}

HrMeeting *
hr_store_get_meeting (HrStore *self, const char *id, GError **error)
{
  HrJobCall job = { .arguments = { id } };

  g_return_val_if_fail (HR_IS_STORE (self) && id != NULL, NULL);
  return hr_store_call (self, hr_store_job_get_meeting, &job, error);
}

void
hr_store_job_get_occurrences (gpointer data)
{
  HrJobCall *job = data;

  job->result = hr_find_occurrences (job->state, job->arguments[0], job->numbers[0], job->numbers[1], &job->error);
}

GPtrArray *
hr_store_get_occurrences (HrStore *self, const char *meeting, gint64 from_s, gint64 to_s, GError **error)
{
  HrJobCall job = { .arguments = { meeting }, .numbers = { from_s, to_s } };

  g_return_val_if_fail (HR_IS_STORE (self), NULL);
  return hr_store_call (self, hr_store_job_get_occurrences, &job, error);
}

static void
get_exceptions_cb (gpointer data)
{
  HrJobCall *job = data;
  g_autoptr (HrRow) row = NULL;

  if (!hr_state_check_open (job->state, &job->error))
    return;
  row = hr_records_get (job->state->db, HR_KIND_MEETING, job->arguments[0], &job->error);
  if (row != NULL)
    job->result =
        hr_meetings_exceptions (job->state, job->arguments[0], hr_record_get (row->record, "venue"), &job->error);
}

GPtrArray *
hr_store_get_exceptions (HrStore *self, const char *meeting, GError **error)
{
  HrJobCall job = { .arguments = { meeting } };

  g_return_val_if_fail (HR_IS_STORE (self) && meeting != NULL, NULL);
  return hr_store_call (self, get_exceptions_cb, &job, error);
}

static void
get_record_cb (gpointer data)
{
  HrJobCall *job = data;
  g_autoptr (HrRow) row = NULL;

  if (!hr_state_check_open (job->state, &job->error))
    return;
  row = hr_records_get (job->state->db, (HrKind)job->numbers[0], job->arguments[0], &job->error);
  if (row != NULL)
    job->result = hr_record_ref (row->record);
}

HrRecord *
hr_store_get_record (HrStore *self, HrKind kind, const char *id, GError **error)
{
  HrJobCall job = { .arguments = { id }, .numbers = { kind } };

  g_return_val_if_fail (HR_IS_STORE (self) && kind < HR_N_KINDS && id != NULL, NULL);
  return hr_store_call (self, get_record_cb, &job, error);
}

void
hr_store_job_get_records (gpointer data)
{
  HrJobCall *job = data;

  if (hr_state_check_open (job->state, &job->error))
    job->result = hr_records_list (job->state->db, (HrKind)job->numbers[0], &job->error);
}

GPtrArray *
hr_store_get_records (HrStore *self, HrKind kind, GError **error)
{
  HrJobCall job = { .numbers = { kind } };

  g_return_val_if_fail (HR_IS_STORE (self) && kind < HR_N_KINDS, NULL);
  return hr_store_call (self, hr_store_job_get_records, &job, error);
}

void
hr_store_job_get_facets (gpointer data)
{
  HrJobCall *job = data;

  job->result = hr_find_facets (job->state, &job->error);
}

HrFacets *
hr_store_get_facets (HrStore *self, GError **error)
{
  HrJobCall job = { 0 };

  g_return_val_if_fail (HR_IS_STORE (self), NULL);
  return hr_store_call (self, hr_store_job_get_facets, &job, error);
}

/* ---- writing ---- */

static void
edit_cb (gpointer data)
{
  HrJobCall *job = data;

  job->result = hr_edit (job->state, job->arguments[0], (gsize)job->numbers[0], job->arguments[1], &job->error);
}

char **
hr_store_edit (HrStore *self, const HrEdit *edits, gsize n_edits, const char *actor, GError **error)
{
  HrJobCall job = { .arguments = { edits, actor }, .numbers = { (gint64)n_edits } };

  g_return_val_if_fail (HR_IS_STORE (self) && (edits != NULL || n_edits == 0), NULL);
  return hr_store_call (self, edit_cb, &job, error);
}

static void
apply_cb (gpointer data)
{
  HrJobCall *job = data;

  job->result = hr_apply (job->state, (HrFeed *)job->arguments[0], job->arguments[1], &job->error);
}

HrImportReport *
hr_store_apply_feed (HrStore *self, HrFeed *feed, const HrApplyOptions *options, GError **error)
{
  HrJobCall job = { .arguments = { feed, options } };

  g_return_val_if_fail (HR_IS_STORE (self) && feed != NULL && options != NULL, NULL);
  return hr_store_call (self, apply_cb, &job, error);
}

static void
add_all_cb (gpointer data)
{
  HrJobCall *job = data;

  job->ok = hr_edit_add_all (job->state, (GPtrArray *)job->arguments[0], job->arguments[1], &job->error);
}

gboolean
hr_store_add_all (HrStore *self, GPtrArray *records, const char *actor, GError **error)
{
  HrJobCall job = { .arguments = { records, actor } };

  g_return_val_if_fail (HR_IS_STORE (self) && records != NULL, FALSE);
  return call_boolean (self, add_all_cb, &job, error);
}

/* ---- care ---- */

static void
backup_cb (gpointer data)
{
  HrJobCall *job = data;

  job->ok =
      hr_state_check_open (job->state, &job->error) && hr_backup_copy (job->state->db, job->arguments[0], &job->error);
}

gboolean
hr_store_backup (HrStore *self, const char *path, GError **error)
{
  HrJobCall job = { .arguments = { path } };

  g_return_val_if_fail (HR_IS_STORE (self) && path != NULL, FALSE);
  return call_boolean (self, backup_cb, &job, error);
}

void
hr_store_job_backup_daily (gpointer data)
{
  HrJobCall *job = data;
  HrState *state = job->state;
  g_autofree char *today = NULL;
  HrDate date = HR_DATE_NONE;
  int minute = 0;

  if (!hr_state_check_open (state, &job->error))
    return;
  hr_zone_from_unix_s (state->zone, hr_clock_now_s (state->clock), &date, &minute);
  today = hr_date_to_string (date);
  job->ok = hr_backup_daily (state->db, state->directory, today, &job->error);
}

gboolean
hr_store_backup_daily (HrStore *self, GError **error)
{
  HrJobCall job = { 0 };

  g_return_val_if_fail (HR_IS_STORE (self), FALSE);
  return call_boolean (self, hr_store_job_backup_daily, &job, error);
}

static void
check_cb (gpointer data)
{
  HrJobCall *job = data;

  job->result = hr_check (job->state, &job->error);
}

GPtrArray *
hr_store_check (HrStore *self, GError **error)
{
  HrJobCall job = { 0 };

  g_return_val_if_fail (HR_IS_STORE (self), NULL);
  return hr_store_call (self, check_cb, &job, error);
}
