/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-service"

#include "hr-handouts-private.h"

#include "handrail/core/hr-error.h"
#include "handrail/service/hr-language.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* How long the main thread puts things in words before the screen has its turn */
#define SLICE_US 4000

static const char *const kinds[HR_N_HANDOUTS] = { "week",    "week-by-place", "week-by-fellowship", "next-days",  "meeting",
                                                  "door-sign", "resources",     "plan",               "facilitator",
                                                  "milestone",
                                                  "help" };

const char *
hr_handout_kind_to_string (HrHandoutKind kind)
{
  g_return_val_if_fail (kind < HR_N_HANDOUTS, NULL);
  return kinds[kind];
}

gboolean
hr_handout_kind_from_string (const char *text, HrHandoutKind *ret_kind)
{
  g_return_val_if_fail (text != NULL && ret_kind != NULL, FALSE);
  for (guint i = 0; i < HR_N_HANDOUTS; i++)
    if (g_str_equal (kinds[i], text))
      {
        *ret_kind = (HrHandoutKind)i;
        return TRUE;
      }
  return FALSE;
}

char *
hr_handout_kind_title (HrHandoutKind kind)
{
  static const char *const titles[HR_N_HANDOUTS] = {
    [HR_HANDOUT_WEEK] = N_ ("Meetings this week"),
    [HR_HANDOUT_WEEK_BY_PLACE] = N_ ("Meetings by place"),
    [HR_HANDOUT_WEEK_BY_FELLOWSHIP] = N_ ("Meetings by fellowship"),
    [HR_HANDOUT_NEXT_DAYS] = N_ ("Meetings in the next seven days"),
    [HR_HANDOUT_MEETING] = N_ ("One meeting"),
    [HR_HANDOUT_DOOR_SIGN] = N_ ("Meetings here today"),
    [HR_HANDOUT_RESOURCES] = N_ ("Papers and links"),
    [HR_HANDOUT_PLAN] = N_ ("My plan"),
    [HR_HANDOUT_FACILITATOR] = N_ ("Headcount"),
    [HR_HANDOUT_MILESTONE] = N_ ("My day"),
    [HR_HANDOUT_HELP] = N_ ("Help now"),
  };
  g_return_val_if_fail (kind < HR_N_HANDOUTS, NULL);
  return g_strdup (_ (titles[kind]));
}

HrHandoutRequest *
hr_handout_request_new (HrHandoutKind kind, HrCenter *center)
{
  g_return_val_if_fail (kind < HR_N_HANDOUTS && HR_IS_CENTER (center), NULL);
  HrHandoutRequest *self = g_new0 (HrHandoutRequest, 1);
  HrRecord *site = hr_center_get_site (center);
  const char *paper = site != NULL ? hr_record_get (site, "paper") : NULL;
  self->kind = kind;
  self->options.paper = HR_PAPER_LETTER;
  if (paper != NULL)
    hr_paper_from_string (paper, &self->options.paper);
  return self;
}

static void
wipe_ids (char **ids)
{
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    memset (ids[i], 0, strlen (ids[i]));
  g_strfreev (ids);
}

void
hr_handout_request_free (HrHandoutRequest *self)
{
  if (self == NULL)
    return;
  wipe_ids (self->meetings);
  wipe_ids (self->peers);
  wipe_ids (self->programs);
  wipe_ids (self->resources);
  self->milestone = 0;
  g_clear_pointer (&self->query, hr_query_free);
  g_free (self->language);
  g_free (self);
}

void
hr_handout_result_free (HrHandoutResult *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->pdf, g_bytes_unref);
  g_clear_pointer (&self->handout, hr_handout_unref);
  g_free (self->warning);
  g_free (self);
}

/* ---- making one ---- */

typedef struct
{
  HrHandoutRequest *request;
  HrHandoutFacts facts;
  HrStore *store;
  char *language;
  HrHandoutWriter *writer;
  HrHandoutResult *result;
  gboolean fits, shrunk;
  GError *error;
} Job;

static void
job_free (gpointer data)
{
  Job *self = data;
  g_clear_pointer (&self->writer, hr_handout_writer_free);
  hr_handout_facts_clear (&self->facts);
  g_clear_pointer (&self->request, hr_handout_request_free);
  g_clear_pointer (&self->result, hr_handout_result_free);
  g_clear_object (&self->store);
  g_clear_error (&self->error);
  g_free (self->language);
  g_free (self);
}

/* Whether it ended: it was cancelled, or the thread has an error to tell */
static gboolean
has_ended (GTask *task)
{
  Job *self = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  if (cancellable != NULL && g_cancellable_is_cancelled (cancellable))
    g_task_return_new_error (task, HR_ERROR, HR_ERROR_CANCELLED, "%s", _ ("It was stopped. Nothing was printed."));
  else if (self->error != NULL)
    g_task_return_error (task, g_steal_pointer (&self->error));
  else
    return FALSE;
  return TRUE;
}

/* @cb: on the main thread, takes @task */
static void
back_to_main (GTask *task, GSourceFunc cb)
{
  g_autoptr (GSource) source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT_IDLE);
  g_source_set_callback (source, cb, task, NULL);
  g_source_attach (source, g_task_get_context (task));
}

static gboolean
drawn_cb (gpointer data)
{
  g_autoptr (GTask) task = data;
  Job *self = g_task_get_task_data (task);
  if (has_ended (task))
    return G_SOURCE_REMOVE;
  if (!self->fits && self->result->options.large_print)
    self->result->warning = g_strdup_printf (_ ("It takes %u pages in large print."), self->result->n_pages);
  else if (!self->fits)
    self->result->warning = g_strdup_printf (_ ("It takes %u pages. Smaller letters than 10 points could not be read well."), self->result->n_pages);
  else if (self->shrunk)
    self->result->warning = g_strdup (_ ("Something on it is too long for this paper and is printed smaller. A larger paper helps."));
  g_task_return_pointer (task, g_steal_pointer (&self->result), (GDestroyNotify)hr_handout_result_free);
  return G_SOURCE_REMOVE;
}

static gboolean
go_on_cb (gpointer data)
{
  GCancellable *cancellable = data;
  return cancellable == NULL || !g_cancellable_is_cancelled (cancellable);
}

static gpointer
draw_thread (gpointer data)
{
  GTask *task = data;
  Job *self = g_task_get_task_data (task);
  HrHandoutResult *result = self->result;
  GCancellable *cancellable = g_task_get_cancellable (task);
  hr_handout_be_modest ();
  /* here, for thousands of meetings take a while to free */
  g_clear_pointer (&self->writer, hr_handout_writer_free);
  g_clear_pointer (&self->facts.meetings, g_ptr_array_unref);
  g_clear_pointer (&self->facts.dates, g_ptr_array_unref);
  g_autoptr (HrHandoutPages) pages = hr_handout_pages_new (result->handout, &result->options, go_on_cb, cancellable, &self->error);
  if (pages != NULL)
    {
      result->n_pages = hr_handout_pages_get_n (pages);
      result->duplex = hr_handout_pages_get_duplex (pages);
      result->type_size = hr_handout_pages_get_type_size (pages);
      hr_handout_pages_get_size (pages, &result->width, &result->height);
      self->fits = hr_handout_pages_fits (pages);
      self->shrunk = hr_handout_pages_is_shrunk (pages);
      result->pdf = hr_handout_pages_to_pdf (pages, self->facts.today, go_on_cb, cancellable, &self->error);
    }
  back_to_main (task, drawn_cb);
  return NULL;
}

/* The language of a process is one: it is this handout's only as long as nobody else can look. */
static gboolean
write_cb (gpointer data)
{
  GTask *task = data;
  Job *self = g_task_get_task_data (task);
  const char *language = hr_language_get ();
  gint64 end_us = g_get_monotonic_time () + SLICE_US;
  gboolean more = TRUE;
  if (has_ended (task))
    {
      g_object_unref (task);
      return G_SOURCE_REMOVE;
    }
  if (g_strcmp0 (language, self->language) != 0)
    hr_language_set (self->language);
  if (self->writer == NULL)
    self->writer = hr_handout_writer_new (&self->facts, self->request);
  while (more && g_get_monotonic_time () < end_us)
    more = hr_handout_writer_step (self->writer);
  if (!more)
    {
      self->result = g_new0 (HrHandoutResult, 1);
      self->result->options = self->request->options;
      self->result->handout = hr_handout_writer_finish (self->writer, &self->result->n_meetings);
    }
  if (g_strcmp0 (language, self->language) != 0)
    hr_language_set (language);
  if (more)
    return G_SOURCE_CONTINUE;
  g_thread_unref (g_thread_new ("handrail-handout", draw_thread, task));
  return G_SOURCE_REMOVE;
}

static gpointer
read_thread (gpointer data)
{
  GTask *task = data;
  Job *self = g_task_get_task_data (task);
  if (!hr_handout_facts_read (&self->facts, self->store, self->request, &self->error) && self->error == NULL)
    g_set_error_literal (&self->error, HR_ERROR, HR_ERROR_INPUT, _ ("No such handout."));
  back_to_main (task, write_cb);
  return NULL;
}

static gboolean
has_some (char *const *ids)
{
  return ids != NULL && ids[0] != NULL;
}

/* Returns: (nullable): what is missing */
static const char *
missing (const HrHandoutRequest *request)
{
  if (request->kind == HR_HANDOUT_MEETING && !has_some (request->meetings))
    return _ ("Choose a meeting first.");
  if (request->kind == HR_HANDOUT_PLAN && !has_some (request->meetings) && !has_some (request->peers) && !has_some (request->programs)
      && !has_some (request->resources))
    return _ ("The plan is empty. Add something to it first.");
  return NULL;
}

void
hr_handouts_make_async (HrCenter *center, HrHandoutRequest *request, GCancellable *cancellable, GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_return_if_fail (HR_IS_CENTER (center) && request != NULL && request->kind < HR_N_HANDOUTS);
  GTask *task = g_task_new (center, cancellable, callback, user_data);
  Job *self = g_new0 (Job, 1);
  HrRecord *site = hr_center_get_site (center);
  int minute;
  g_task_set_source_tag (task, hr_handouts_make_async);
  g_task_set_task_data (task, self, job_free);
  /* The error of a cancelled one is ours. */
  g_task_set_check_cancellable (task, FALSE);
  self->request = request;
  self->language = g_strdup (request->language != NULL ? request->language : hr_language_get ());
  self->store = g_object_ref (hr_center_get_store (center));
  self->facts.site = site != NULL ? hr_record_ref (site) : NULL;
  self->facts.vocabulary = hr_vocabulary_ref (hr_center_get_vocabulary (center));
  self->facts.zone = hr_center_get_zone (center);
  self->facts.now_s = hr_clock_now_s (hr_center_get_clock (center));
  hr_zone_from_unix_s (self->facts.zone, self->facts.now_s, &self->facts.today, &minute);
  if (missing (request) != NULL)
    {
      g_task_return_new_error (task, HR_ERROR, HR_ERROR_INPUT, "%s", missing (request));
      g_object_unref (task);
      return;
    }
  g_thread_unref (g_thread_new ("handrail-handout", read_thread, task));
}

HrHandoutResult *
hr_handouts_make_finish (HrCenter *center, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, center), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
take_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **place = user_data;
  *place = g_object_ref (result);
}

HrHandoutResult *
hr_handouts_make (HrCenter *center, HrHandoutRequest *request, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  hr_handouts_make_async (center, request, NULL, take_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return hr_handouts_make_finish (center, result, error);
}
