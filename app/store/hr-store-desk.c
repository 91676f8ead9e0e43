/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The doors of the store for the desk: each question in one piece, which the worker answers. */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-conflicts-private.h"
#include "hr-desk-private.h"
#include "hr-store-private.h"

/* A question: copies of what it needs. */
typedef struct
{
  HrThingQuery query;
  HrKind kind;
  char *text; /* an id, or words */
  char *group;
  HrDate date;
  gboolean here;
  gint64 before;
  guint offset, limit;
} HrQuestion;

static void
question_free (gpointer data)
{
  HrQuestion *self = data;

  g_free (self->text);
  g_free (self->group);
  g_free (self);
}

static HrQuestion *
question_copy (const HrQuestion *self)
{
  HrQuestion *copy = g_memdup2 (self, sizeof *self);

  copy->text = g_strdup (self->text);
  copy->query.text = copy->text;
  copy->query.group = copy->group = g_strdup (self->query.group);
  return copy;
}

static gpointer
ask (HrStore *self, HrWorkerFunc func, const HrQuestion *question, GError **error)
{
  HrJobCall job = { .arguments = { question } };

  return hr_store_call (self, func, &job, error);
}

static void
ask_async (HrStore *self, gpointer tag, HrWorkerFunc func, const HrQuestion *question, GDestroyNotify free_result,
           GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  hr_store_call_async (self, tag, func, question_copy (question), question_free, free_result, cancellable, callback,
                       user_data);
}

static gpointer
finish (HrStore *self, GAsyncResult *result, gpointer tag, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self) && g_async_result_is_tagged (result, tag), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- lists ---- */

static void
get_things_cb (gpointer data)
{
  HrJobCall *job = data;
  const HrQuestion *question = job->arguments[0];

  job->result = hr_things_find (job->state, &question->query, &job->error);
}

static gboolean
is_sound (const HrThingQuery *query)
{
  return query != NULL && query->kind < HR_N_KINDS && query->show < HR_N_SHOWS;
}

HrThings *
hr_store_get_things (HrStore *self, const HrThingQuery *query, GError **error)
{
  g_return_val_if_fail (HR_IS_STORE (self) && is_sound (query), NULL);
  return ask (self, get_things_cb, &(HrQuestion){ .query = *query }, error);
}

void
hr_store_get_things_async (HrStore *self, const HrThingQuery *query, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  HrQuestion question = { 0 };

  g_return_if_fail (HR_IS_STORE (self) && is_sound (query));
  question.query = *query;
  question.text = (char *)query->text;
  ask_async (self, hr_store_get_things_async, get_things_cb, &question, (GDestroyNotify)hr_things_free, cancellable,
             callback, user_data);
}

HrThings *
hr_store_get_things_finish (HrStore *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, hr_store_get_things_async, error);
}

/* ---- one thing ---- */

static void
get_thing_cb (gpointer data)
{
  HrJobCall *job = data;
  const HrQuestion *question = job->arguments[0];

  job->result = hr_thing_load (job->state, question->kind, question->text, &job->error);
}

HrThing *
hr_store_get_thing (HrStore *self, HrKind kind, const char *id, GError **error)
{
  g_return_val_if_fail (HR_IS_STORE (self) && kind < HR_N_KINDS && id != NULL, NULL);
  return ask (self, get_thing_cb, &(HrQuestion){ .kind = kind, .text = (char *)id }, error);
}

void
hr_store_get_thing_async (HrStore *self, HrKind kind, const char *id, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HR_IS_STORE (self) && kind < HR_N_KINDS && id != NULL);
  ask_async (self, hr_store_get_thing_async, get_thing_cb, &(HrQuestion){ .kind = kind, .text = (char *)id },
             (GDestroyNotify)hr_thing_free, cancellable, callback, user_data);
}

HrThing *
hr_store_get_thing_finish (HrStore *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, hr_store_get_thing_async, error);
}

/* ---- conflicts ---- */

static void
get_conflicts_cb (gpointer data)
{
  HrJobCall *job = data;

  job->result = hr_conflicts_load (job->state, &job->error);
}

GPtrArray *
hr_store_get_conflicts (HrStore *self, GError **error)
{
  g_return_val_if_fail (HR_IS_STORE (self), NULL);
  return ask (self, get_conflicts_cb, &(HrQuestion){ .kind = HR_KIND_MEETING }, error);
}

void
hr_store_get_conflicts_async (HrStore *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HR_IS_STORE (self));
  ask_async (self, hr_store_get_conflicts_async, get_conflicts_cb, &(HrQuestion){ .kind = HR_KIND_MEETING },
             (GDestroyNotify)g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
hr_store_get_conflicts_finish (HrStore *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, hr_store_get_conflicts_async, error);
}

/* ---- a day ---- */

static void
get_day_cb (gpointer data)
{
  HrJobCall *job = data;
  const HrQuestion *question = job->arguments[0];

  job->result = hr_day_find (job->state, question->date, question->here, &job->error);
}

GPtrArray *
hr_store_get_day (HrStore *self, HrDate date, gboolean here, GError **error)
{
  g_return_val_if_fail (HR_IS_STORE (self) && date != HR_DATE_NONE, NULL);
  return ask (self, get_day_cb, &(HrQuestion){ .date = date, .here = here }, error);
}

void
hr_store_get_day_async (HrStore *self, HrDate date, gboolean here, GCancellable *cancellable,
                        GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HR_IS_STORE (self) && date != HR_DATE_NONE);
  ask_async (self, hr_store_get_day_async, get_day_cb, &(HrQuestion){ .date = date, .here = here },
             (GDestroyNotify)g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
hr_store_get_day_finish (HrStore *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, hr_store_get_day_async, error);
}

/* ---- the history ---- */

static void
get_history_cb (gpointer data)
{
  HrJobCall *job = data;
  const HrQuestion *question = job->arguments[0];

  job->result = hr_past_load (job->state, question->kind, question->text, question->before, &job->error);
}

GPtrArray *
hr_store_get_history (HrStore *self, HrKind kind, const char *id, gint64 before, GError **error)
{
  g_return_val_if_fail (HR_IS_STORE (self) && (id == NULL || kind < HR_N_KINDS), NULL);
  return ask (self, get_history_cb, &(HrQuestion){ .kind = kind, .text = (char *)id, .before = before }, error);
}

void
hr_store_get_history_async (HrStore *self, HrKind kind, const char *id, gint64 before, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HR_IS_STORE (self) && (id == NULL || kind < HR_N_KINDS));
  ask_async (self, hr_store_get_history_async, get_history_cb,
             &(HrQuestion){ .kind = kind, .text = (char *)id, .before = before }, (GDestroyNotify)g_ptr_array_unref,
             cancellable, callback, user_data);
}

GPtrArray *
hr_store_get_history_finish (HrStore *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, hr_store_get_history_async, error);
}

/* ---- drafts ---- */

static void
get_draft_cb (gpointer data)
{
  HrJobCall *job = data;
  const HrQuestion *question = job->arguments[0];

  job->result = hr_draft_load (job->state, question->kind, question->text, &job->error);
}

HrDraft *
hr_store_get_draft (HrStore *self, HrKind kind, const char *id, GError **error)
{
  g_return_val_if_fail (HR_IS_STORE (self) && kind < HR_N_KINDS, NULL);
  return ask (self, get_draft_cb, &(HrQuestion){ .kind = kind, .text = (char *)id }, error);
}

void
hr_store_get_draft_async (HrStore *self, HrKind kind, const char *id, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HR_IS_STORE (self) && kind < HR_N_KINDS);
  ask_async (self, hr_store_get_draft_async, get_draft_cb, &(HrQuestion){ .kind = kind, .text = (char *)id },
             (GDestroyNotify)hr_draft_free, cancellable, callback, user_data);
}

HrDraft *
hr_store_get_draft_finish (HrStore *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, hr_store_get_draft_async, error);
}

/* ---- likely duplicates ---- */

static void
find_duplicates_cb (gpointer data)
{
  HrJobCall *job = data;
  const HrQuestion *question = job->arguments[0];

  job->result = hr_duplicates_find (job->state, question->offset, question->limit, &job->error);
}

HrDuplicates *
hr_store_find_duplicates (HrStore *self, guint offset, guint limit, GError **error)
{
  g_return_val_if_fail (HR_IS_STORE (self), NULL);
  return ask (self, find_duplicates_cb, &(HrQuestion){ .offset = offset, .limit = limit }, error);
}

void
hr_store_find_duplicates_async (HrStore *self, guint offset, guint limit, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HR_IS_STORE (self));
  ask_async (self, hr_store_find_duplicates_async, find_duplicates_cb,
             &(HrQuestion){ .offset = offset, .limit = limit }, (GDestroyNotify)hr_duplicates_free, cancellable,
             callback, user_data);
}

HrDuplicates *
hr_store_find_duplicates_finish (HrStore *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, hr_store_find_duplicates_async, error);
}

/* ---- writing ---- */

typedef struct
{
  HrDeskWrite write;
  HrEdit *edits;
  char *id, *other, *new_venue, *note, *actor;
  char **fields, **values, **bases;
} HrWriteRequest;

static void
write_request_free (gpointer data)
{
  HrWriteRequest *self = data;

  for (gsize i = 0; i < self->write.n_edits; i++)
    {
      g_free ((char *)self->edits[i].id);
      g_strfreev ((char **)self->edits[i].fields);
      g_strfreev ((char **)self->edits[i].values);
      g_strfreev ((char **)self->edits[i].bases);
    }
  g_free (self->edits);
  g_free (self->id);
  g_free (self->other);
  g_free (self->new_venue);
  g_free (self->note);
  g_free (self->actor);
  g_strfreev (self->fields);
  g_strfreev (self->values);
  g_strfreev (self->bases);
  g_free (self);
}

static HrWriteRequest *
write_request_new (const HrDeskWrite *write, const char *actor)
{
  HrWriteRequest *self = g_new0 (HrWriteRequest, 1);

  self->write = *write;
  self->edits = g_new0 (HrEdit, write->n_edits + 1);
  for (gsize i = 0; i < write->n_edits; i++)
    {
      self->edits[i] = write->edits[i];
      self->edits[i].id = g_strdup (write->edits[i].id);
      self->edits[i].fields = (const char *const *)g_strdupv ((char **)write->edits[i].fields);
      self->edits[i].values = (const char *const *)g_strdupv ((char **)write->edits[i].values);
      self->edits[i].bases = (const char *const *)g_strdupv ((char **)write->edits[i].bases);
    }
  self->write.edits = self->edits;
  self->write.id = self->id = g_strdup (write->id);
  self->write.other = self->other = g_strdup (write->other);
  self->write.new_venue = self->new_venue = g_strdup (write->new_venue);
  self->write.note = self->note = g_strdup (write->note);
  self->fields = g_strdupv ((char **)write->fields);
  self->values = g_strdupv ((char **)write->values);
  self->write.fields = (const char *const *)self->fields;
  self->write.values = (const char *const *)self->values;
  self->bases = g_strdupv ((char **)write->bases);
  self->write.bases = (const char *const *)self->bases;
  self->actor = g_strdup (actor);
  return self;
}

static void
write_cb (gpointer data)
{
  HrJobCall *job = data;
  const HrWriteRequest *request = job->arguments[0];

  job->result = hr_desk_write (job->state, &request->write, request->actor, &job->error);
}

/* A verb without what it speaks of is a programming mistake. */
static gboolean
is_whole (const HrDeskWrite *write)
{
  if (write->verb == HR_DESK_EDIT)
    return write->edits != NULL || write->n_edits == 0;
  if (write->verb == HR_DESK_UNDO)
    return TRUE;
  if (write->verb == HR_DESK_SAVE_DRAFT)
    return write->kind < HR_N_KINDS;
  if (write->verb == HR_DESK_MERGE || write->verb == HR_DESK_KEEP_BOTH)
    return write->id != NULL && write->other != NULL;
  return write->id != NULL && write->kind < HR_N_KINDS;
}

char **
hr_store_write (HrStore *self, const HrDeskWrite *write, const char *actor, GError **error)
{
  HrWriteRequest request = { 0 };
  HrJobCall job = { .arguments = { &request } };

  g_return_val_if_fail (HR_IS_STORE (self) && write != NULL && is_whole (write), NULL);
  request.write = *write;
  request.actor = (char *)actor;
  return hr_store_call (self, write_cb, &job, error);
}

void
hr_store_write_async (HrStore *self, const HrDeskWrite *write, const char *actor, GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_return_if_fail (HR_IS_STORE (self) && write != NULL && is_whole (write));
  hr_store_call_async (self, hr_store_write_async, write_cb, write_request_new (write, actor), write_request_free,
                       (GDestroyNotify)g_strfreev, NULL, callback, user_data);
}

char **
hr_store_write_finish (HrStore *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, hr_store_write_async, error);
}
