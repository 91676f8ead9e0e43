/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-feed"

#include "hr-feed-ahead-private.h"

#define N_RECORDS 64
#define N_BATCHES 4

/* Goes round between the two threads: filled by the one, read by the other; the one that made the records frees them, too. */
typedef struct
{
  json_t *records[N_RECORDS];
  gboolean repeated[N_RECORDS];
  gsize done[N_RECORDS];
  guint n;
  gboolean last; /* nothing comes after these */
  GError *error; /* (nullable): why */
} Batch;

struct _HrFeedAhead
{
  HrFeedSource *source;
  GThread *thread;
  GAsyncQueue *full;
  GAsyncQueue *empty;
  Batch batches[N_BATCHES];
  Batch *current; /* (nullable): being read */
  guint at;       /* the next record in it */
  int stop;
};

static void
empty_batch (Batch *batch)
{
  for (guint i = 0; i < batch->n; i++)
    json_decref (batch->records[i]);
  batch->n = 0;
}

static void
fill_batch (HrFeedAhead *self, Batch *batch)
{
  gsize total = 0;

  while (batch->n < N_RECORDS && !batch->last)
    {
      json_t *record = NULL;

      if (!hr_feed_source_next (self->source, &record, &batch->repeated[batch->n], &batch->error) || record == NULL)
        {
          batch->last = TRUE;
          return;
        }
      batch->records[batch->n] = record;
      hr_feed_source_get_place (self->source, &batch->done[batch->n], &total);
      batch->n++;
    }
}

static gpointer
parse_thread (gpointer data)
{
  HrFeedAhead *self = data;
  gboolean last = FALSE;

  while (!last)
    {
      Batch *batch = g_async_queue_pop (self->empty);

      empty_batch (batch);
      if (g_atomic_int_get (&self->stop) != 0)
        break;
      fill_batch (self, batch);
      last = batch->last;
      g_async_queue_push (self->full, batch);
    }
  return NULL;
}

HrFeedAhead *
hr_feed_ahead_new (HrFeedSource *source)
{
  HrFeedAhead *self = g_new0 (HrFeedAhead, 1);

  self->source = source;
  self->full = g_async_queue_new ();
  self->empty = g_async_queue_new ();
  for (guint i = 0; i < N_BATCHES; i++)
    g_async_queue_push (self->empty, &self->batches[i]);
  self->thread = g_thread_new ("handrail-feed", parse_thread, self);
  return self;
}

void
hr_feed_ahead_free (HrFeedAhead *self)
{
  if (self == NULL)
    return;
  g_atomic_int_set (&self->stop, 1);
  /* wakes it; any batch will do */
  g_async_queue_push (self->empty, self->current != NULL ? self->current : &self->batches[0]);
  g_thread_join (self->thread);
  for (guint i = 0; i < N_BATCHES; i++)
    {
      empty_batch (&self->batches[i]);
      g_clear_error (&self->batches[i].error);
    }
  g_async_queue_unref (self->full);
  g_async_queue_unref (self->empty);
  g_free (self);
}

gboolean
hr_feed_ahead_next (HrFeedAhead *self, json_t **ret_record, gboolean *ret_repeated, gsize *ret_done, GError **error)
{
  *ret_record = NULL;
  while (self->current == NULL || (self->at == self->current->n && !self->current->last))
    {
      if (self->current != NULL)
        g_async_queue_push (self->empty, self->current);
      self->current = g_async_queue_pop (self->full);
      self->at = 0;
    }
  if (self->at < self->current->n)
    {
      *ret_record = self->current->records[self->at];
      *ret_repeated = self->current->repeated[self->at];
      *ret_done = self->current->done[self->at];
      self->at++;
      return TRUE;
    }
  if (self->current->error == NULL)
    return TRUE;
  g_propagate_error (error, g_error_copy (self->current->error));
  return FALSE;
}
