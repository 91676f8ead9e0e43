/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-service"

#include "handrail/service/hr-directory.h"
#include "handrail/core/hr-record.h"
#include "handrail/service/hr-language.h"
#include "handrail/core/hr-error.h"
#include <string.h>

#define DAY_S (24 * 60 * 60)

/* After the last change of what is kept in memory */
#define LETTERS_MS 1000

struct _HrDirectory
{
  GObject parent_instance;
  HrCenter *center;
  HrStore *preview; /* (nullable): asked instead of the center's */
  HrRecord *site;   /* (nullable): of the preview */
  GPtrArray *waiting; /* element-type GTask: asked before the center was open */
  HrFacets *facets;
  GHashTable *fellowships; /* id → HrRecord */
  guint letters_id;        /* source that has the letters learned */
  gboolean asked_early;    /* what is kept in memory was asked for while the center was being opened */
};

G_DEFINE_FINAL_TYPE (HrDirectory, hr_directory, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

/* ---- questions ---- */

typedef struct _Question Question;

/* A question is kept whole, so that it can be put when the center is open. */
struct _Question
{
  void (*put) (HrStore *store, Question *question, GTask *task);
  HrQuery *query;
  char *id;
  char *today;
  HrKind kind;
  guint days;
};

static void
question_free (Question *self)
{
  g_clear_pointer (&self->query, hr_query_free);
  g_free (self->id);
  g_free (self->today);
  g_free (self);
}

static HrStore *
get_store (HrDirectory *self)
{
  return self->preview != NULL ? self->preview : hr_center_get_store (self->center);
}

static void
put_question (HrDirectory *self, GTask *task)
{
  Question *question = g_task_get_task_data (task);
  const GError *open_error = hr_center_get_open_error (self->center);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (hr_center_is_open (self->center) || hr_center_is_opening (self->center))
    question->put (get_store (self), question, task);
  else if (open_error != NULL)
    g_task_return_error (task, g_error_copy (open_error));
  else
    g_ptr_array_add (self->waiting, g_object_ref (task));
}

/* Takes @question. */
static void
ask (HrDirectory *self, Question *question, gpointer tag, GCancellable *cancellable, GAsyncReadyCallback callback,
     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, question, (GDestroyNotify)question_free);
  put_question (self, task);
}

static void
answer (GTask *task, gpointer value, GDestroyNotify free_value, GError *error)
{
  HrDirectory *self = g_task_get_source_object (task);
  if (value != NULL)
    {
      g_task_return_pointer (task, value, free_value);
      return;
    }
  if (self->center != NULL)
    {
      const GError *open_error = hr_center_get_open_error (self->center);
      /* asked while it was being opened, which did not succeed: that says why */
      if (open_error != NULL)
        {
          g_clear_error (&error);
          error = g_error_copy (open_error);
        }
      hr_center_report_damage (self->center, error);
    }
  g_task_return_error (task, error);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  HrResults *results = hr_store_find_finish (HR_STORE (source), result, &error);
  answer (task, results, (GDestroyNotify)hr_results_free, error);
}

static void
put_find (HrStore *store, Question *question, GTask *task)
{
  hr_store_find_async (store, question->query, g_task_get_cancellable (task), found_cb, g_object_ref (task));
}

static void
got_meeting_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  HrMeeting *meeting = hr_store_get_meeting_finish (HR_STORE (source), result, &error);
  answer (task, meeting, (GDestroyNotify)hr_meeting_unref, error);
}

static void
put_get_meeting (HrStore *store, Question *question, GTask *task)
{
  hr_store_get_meeting_async (store, question->id, g_task_get_cancellable (task), got_meeting_cb, g_object_ref (task));
}

static void
got_dates_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GPtrArray *dates = hr_store_get_occurrences_finish (HR_STORE (source), result, &error);
  answer (task, dates, (GDestroyNotify)g_ptr_array_unref, error);
}

static void
put_get_dates (HrStore *store, Question *question, GTask *task)
{
  HrDirectory *self = g_task_get_source_object (task);
  gint64 now_s = hr_clock_now_s (hr_center_get_clock (self->center));
  hr_store_get_occurrences_async (store, question->id, now_s, now_s + (gint64)question->days * DAY_S,
                                  g_task_get_cancellable (task), got_dates_cb, g_object_ref (task));
}

static void
got_records_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GPtrArray *records = hr_store_get_records_finish (HR_STORE (source), result, &error);
  answer (task, records, (GDestroyNotify)g_ptr_array_unref, error);
}

static void
put_get_resources (HrStore *store, Question *question, GTask *task)
{
  hr_store_get_records_async (store, HR_KIND_RESOURCE, g_task_get_cancellable (task), got_records_cb,
                              g_object_ref (task));
}

static void
got_shown_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GPtrArray *records = hr_store_get_records_finish (HR_STORE (source), result, &error);
  HrDate today = hr_directory_today (g_task_get_source_object (task));
  for (guint i = records != NULL ? records->len : 0; i > 0; i--)
    if (!hr_record_may_show (g_ptr_array_index (records, i - 1), today))
      g_ptr_array_remove_index (records, i - 1);
  answer (task, records, (GDestroyNotify)g_ptr_array_unref, error);
}

static void
put_get_records (HrStore *store, Question *question, GTask *task)
{
  hr_store_get_records_async (store, question->kind, g_task_get_cancellable (task), got_shown_cb, g_object_ref (task));
}

static gboolean
is_on (const HrRecord *announcement, const char *today)
{
  /* ISO dates sort as text */
  return strcmp (hr_record_get (announcement, "from"), today) <= 0
         && strcmp (today, hr_record_get (announcement, "until")) <= 0;
}

static int
compare_announcements_cb (gconstpointer a, gconstpointer b)
{
  const HrRecord *x = *(const HrRecord *const *)a, *y = *(const HrRecord *const *)b;
  int order = strcmp (hr_record_get (x, "until"), hr_record_get (y, "until"));
  return order != 0 ? order : strcmp (hr_record_get_id (x), hr_record_get_id (y));
}

static void
got_announcements_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const Question *question = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) records = hr_store_get_records_finish (HR_STORE (source), result, &error);
  GPtrArray *on = NULL;
  if (records != NULL)
    {
      on = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_record_unref);
      for (guint i = 0; i < records->len; i++)
        if (is_on (g_ptr_array_index (records, i), question->today))
          g_ptr_array_add (on, hr_record_ref (g_ptr_array_index (records, i)));
      g_ptr_array_sort (on, compare_announcements_cb);
    }
  answer (task, on, (GDestroyNotify)g_ptr_array_unref, error);
}

static void
put_get_announcements (HrStore *store, Question *question, GTask *task)
{
  question->today = hr_date_to_string (hr_directory_today (g_task_get_source_object (task)));
  hr_store_get_records_async (store, HR_KIND_ANNOUNCEMENT, g_task_get_cancellable (task), got_announcements_cb,
                              g_object_ref (task));
}

/* ---- what is kept in memory ---- */

/* Who searches within this time waits a little longer for the first letter; the first picture waits for nothing. */
static gboolean
letters_cb (gpointer user_data)
{
  HrDirectory *self = user_data;

  self->letters_id = 0;
  if (hr_center_is_open (self->center))
    hr_store_learn_letters_async (get_store (self));
  return G_SOURCE_REMOVE;
}

static void
got_facets_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrDirectory) self = user_data;
  g_autoptr (GError) error = NULL;
  HrFacets *facets = hr_store_get_facets_finish (HR_STORE (source), result, &error);
  if (facets != NULL)
    {
      g_clear_pointer (&self->facets, hr_facets_free);
      self->facets = facets;
      g_clear_handle_id (&self->letters_id, g_source_remove);
      self->letters_id = g_timeout_add (LETTERS_MS, letters_cb, self);
    }
  else if (hr_center_is_open (self->center))
    {
      g_warning ("What the filters offer could not be read: %s", error->message);
      hr_center_report_damage (self->center, error);
    }
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
got_fellowships_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrDirectory) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = hr_store_get_records_finish (HR_STORE (source), result, &error);
  if (records == NULL)
    {
      if (hr_center_is_open (self->center))
        g_warning ("The fellowships could not be read: %s", error->message);
      return;
    }
  g_hash_table_remove_all (self->fellowships);
  for (guint i = 0; i < records->len; i++)
    {
      HrRecord *record = g_ptr_array_index (records, i);
      g_hash_table_insert (self->fellowships, g_strdup (hr_record_get_id (record)), hr_record_ref (record));
    }
}

static void
got_site_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrDirectory) self = user_data;
  g_autoptr (GPtrArray) records = hr_store_get_records_finish (HR_STORE (source), result, NULL);
  if (records == NULL || records->len == 0)
    return;
  g_clear_pointer (&self->site, hr_record_unref);
  self->site = hr_record_ref (g_ptr_array_index (records, 0));
}

/* The store answers in the order of the questions: fellowships are there when the facets are, and so is what the
 * center itself asked for before. */
static void
refresh (HrDirectory *self)
{
  if (!hr_center_is_open (self->center) && !hr_center_is_opening (self->center))
    return;
  if (self->preview != NULL)
    hr_store_get_records_async (get_store (self), HR_KIND_SITE, NULL, got_site_cb, g_object_ref (self));
  hr_store_get_records_async (get_store (self), HR_KIND_FELLOWSHIP, NULL, got_fellowships_cb, g_object_ref (self));
  hr_store_get_facets_async (get_store (self), NULL, got_facets_cb, g_object_ref (self));
}

static void
put_waiting (HrDirectory *self)
{
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&self->waiting);
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < waiting->len; i++)
    put_question (self, g_ptr_array_index (waiting, i));
}

static void
center_opening_cb (HrDirectory *self)
{
  self->asked_early = TRUE;
  refresh (self);
  put_waiting (self);
}

static void
center_opened_cb (HrDirectory *self)
{
  if (!self->asked_early)
    refresh (self);
  self->asked_early = FALSE;
  put_waiting (self);
  if (!hr_center_is_open (self->center))
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
hr_directory_dispose (GObject *object)
{
  HrDirectory *self = HR_DIRECTORY (object);
  g_clear_handle_id (&self->letters_id, g_source_remove);
  g_clear_object (&self->center);
  g_clear_object (&self->preview);
  G_OBJECT_CLASS (hr_directory_parent_class)->dispose (object);
}

static void
hr_directory_finalize (GObject *object)
{
  HrDirectory *self = HR_DIRECTORY (object);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  g_clear_pointer (&self->facets, hr_facets_free);
  g_clear_pointer (&self->fellowships, g_hash_table_unref);
  g_clear_pointer (&self->site, hr_record_unref);
  G_OBJECT_CLASS (hr_directory_parent_class)->finalize (object);
}

static void
hr_directory_class_init (HrDirectoryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  object_class->dispose = hr_directory_dispose;
  object_class->finalize = hr_directory_finalize;
  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", HR_TYPE_DIRECTORY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hr_directory_init (HrDirectory *self)
{
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  self->fellowships = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)hr_record_unref);
}

/* ---- public ---- */

static HrDirectory *
make (HrCenter *center, HrStore *preview)
{
  HrDirectory *self = g_object_new (HR_TYPE_DIRECTORY, NULL);
  self->center = g_object_ref (center);
  self->preview = preview != NULL ? g_object_ref (preview) : NULL;
  g_signal_connect_object (center, "opening", G_CALLBACK (center_opening_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (center, "opened", G_CALLBACK (center_opened_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (get_store (self), "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  self->asked_early = hr_center_is_opening (center);
  refresh (self);
  return self;
}

HrDirectory *
hr_directory_new (HrCenter *center)
{
  g_return_val_if_fail (HR_IS_CENTER (center), NULL);
  return make (center, NULL);
}

HrDirectory *
hr_directory_new_preview (HrCenter *center, HrStore *store)
{
  g_return_val_if_fail (HR_IS_CENTER (center) && HR_IS_STORE (store), NULL);
  return make (center, store);
}

gboolean
hr_directory_is_ready (HrDirectory *self)
{
  g_return_val_if_fail (HR_IS_DIRECTORY (self), FALSE);
  return hr_center_is_open (self->center);
}

void
hr_directory_find_async (HrDirectory *self, const HrQuery *query, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HR_IS_DIRECTORY (self));
  g_return_if_fail (query != NULL);
  Question *question = g_new0 (Question, 1);
  question->put = put_find;
  question->query = hr_query_copy (query);
  ask (self, question, hr_directory_find_async, cancellable, callback, user_data);
}

HrResults *
hr_directory_find_finish (HrDirectory *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, hr_directory_find_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
hr_directory_forget (HrDirectory *self)
{
  g_return_if_fail (HR_IS_DIRECTORY (self));
  hr_store_forget_searches_async (get_store (self));
}

void
hr_directory_get_meeting_async (HrDirectory *self, const char *id, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HR_IS_DIRECTORY (self));
  g_return_if_fail (id != NULL);
  Question *question = g_new0 (Question, 1);
  question->put = put_get_meeting;
  question->id = g_strdup (id);
  ask (self, question, hr_directory_get_meeting_async, cancellable, callback, user_data);
}

HrMeeting *
hr_directory_get_meeting_finish (HrDirectory *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, hr_directory_get_meeting_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
hr_directory_get_dates_async (HrDirectory *self, const char *meeting, guint days, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HR_IS_DIRECTORY (self));
  g_return_if_fail (meeting != NULL);
  Question *question = g_new0 (Question, 1);
  question->put = put_get_dates;
  question->id = g_strdup (meeting);
  question->days = days;
  ask (self, question, hr_directory_get_dates_async, cancellable, callback, user_data);
}

GPtrArray *
hr_directory_get_dates_finish (HrDirectory *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, hr_directory_get_dates_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
hr_directory_get_resources_async (HrDirectory *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_return_if_fail (HR_IS_DIRECTORY (self));
  Question *question = g_new0 (Question, 1);
  question->put = put_get_resources;
  ask (self, question, hr_directory_get_resources_async, cancellable, callback, user_data);
}

GPtrArray *
hr_directory_get_resources_finish (HrDirectory *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, hr_directory_get_resources_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
hr_directory_get_records_async (HrDirectory *self, HrKind kind, GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_return_if_fail (HR_IS_DIRECTORY (self));
  g_return_if_fail (kind < HR_N_KINDS);
  Question *question = g_new0 (Question, 1);
  question->put = put_get_records;
  question->kind = kind;
  ask (self, question, hr_directory_get_records_async, cancellable, callback, user_data);
}

GPtrArray *
hr_directory_get_records_finish (HrDirectory *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, hr_directory_get_records_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
hr_directory_get_announcements_async (HrDirectory *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  g_return_if_fail (HR_IS_DIRECTORY (self));
  Question *question = g_new0 (Question, 1);
  question->put = put_get_announcements;
  ask (self, question, hr_directory_get_announcements_async, cancellable, callback, user_data);
}

GPtrArray *
hr_directory_get_announcements_finish (HrDirectory *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, hr_directory_get_announcements_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

const HrFacets *
hr_directory_get_facets (HrDirectory *self)
{
  g_return_val_if_fail (HR_IS_DIRECTORY (self), NULL);
  return self->facets;
}

HrRecord *
hr_directory_get_fellowship (HrDirectory *self, const char *id)
{
  g_return_val_if_fail (HR_IS_DIRECTORY (self), NULL);
  return id != NULL ? g_hash_table_lookup (self->fellowships, id) : NULL;
}

HrRecord *
hr_directory_get_site (HrDirectory *self)
{
  g_return_val_if_fail (HR_IS_DIRECTORY (self), NULL);
  return self->site != NULL ? self->site : hr_center_get_site (self->center);
}

char **
hr_directory_get_languages (HrDirectory *self)
{
  HrRecord *site = hr_directory_get_site (self);
  const char *const *spoken = hr_language_list ();
  g_auto (GStrv) wanted = site != NULL ? hr_record_get_codes (site, "languages") : NULL;
  g_autoptr (GStrvBuilder) offered = g_strv_builder_new ();
  guint n = 0;

  for (guint i = 0; wanted != NULL && wanted[i] != NULL; i++)
    if (g_strv_contains (spoken, wanted[i]))
      {
        g_strv_builder_add (offered, wanted[i]);
        n++;
      }
  return n > 0 ? g_strv_builder_end (offered) : g_strdupv ((char **) spoken);
}

const HrZone *
hr_directory_get_zone (HrDirectory *self)
{
  g_return_val_if_fail (HR_IS_DIRECTORY (self), NULL);
  return hr_center_get_zone (self->center);
}

HrVocabulary *
hr_directory_get_vocabulary (HrDirectory *self)
{
  g_return_val_if_fail (HR_IS_DIRECTORY (self), NULL);
  return hr_center_get_vocabulary (self->center);
}

HrClock *
hr_directory_get_clock (HrDirectory *self)
{
  g_return_val_if_fail (HR_IS_DIRECTORY (self), NULL);
  return hr_center_get_clock (self->center);
}

HrDate
hr_directory_today (HrDirectory *self)
{
  g_return_val_if_fail (HR_IS_DIRECTORY (self), HR_DATE_NONE);
  HrDate today = HR_DATE_NONE;
  int minute = 0;
  hr_zone_from_unix_s (hr_directory_get_zone (self), hr_clock_now_s (hr_directory_get_clock (self)), &today, &minute);
  return today;
}
