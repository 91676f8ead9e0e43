/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-visitor"

#include "hr-meeting-rows-private.h"

/* A page has at most six cards: itself and one neighbour on each side */
#define FIRST_ROWS 12
#define NEIGHBOURS 3

struct _HrMeetingRows
{
  GObject parent_instance;
  HrDirectory *directory;
  HrQuery *query; /* of the latest question */
  GCancellable *cancellable;
  GPtrArray *meetings;
  guint offset;
  guint total;
  gboolean known;
  gboolean fresh;
  gboolean trouble;
};

/* Tells an answer to the latest question from one that comes late */
typedef struct
{
  HrMeetingRows *rows;
  GCancellable *cancellable;
} Question;

enum
{
  SIGNAL_ANSWERED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HrMeetingRows, hr_meeting_rows, G_TYPE_OBJECT)

static void
answer_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Question *question = user_data;
  g_autoptr (HrMeetingRows) self = g_steal_pointer (&question->rows);
  g_autoptr (GError) error = NULL;
  g_autoptr (HrResults) results = hr_directory_find_finish (HR_DIRECTORY (source), result, &error);
  gboolean late = question->cancellable != self->cancellable, fresh;

  g_object_unref (question->cancellable);
  g_free (question);
  if (late)
    return;
  g_clear_object (&self->cancellable);
  self->trouble = results == NULL;
  g_clear_pointer (&self->meetings, g_ptr_array_unref);
  self->total = 0;
  self->offset = 0;
  if (results != NULL)
    {
      self->meetings = g_ptr_array_ref (results->meetings);
      self->offset = results->offset;
      self->total = results->total;
    }
  self->known = TRUE;
  fresh = self->fresh;
  self->fresh = FALSE;
  g_signal_emit (self, signals[SIGNAL_ANSWERED], 0, fresh);
}

static void
send_question (HrMeetingRows *self)
{
  Question *question;

  hr_meeting_rows_cancel (self);
  if (self->directory == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  question = g_new0 (Question, 1);
  question->rows = g_object_ref (self);
  question->cancellable = g_object_ref (self->cancellable);
  hr_directory_find_async (self->directory, self->query, self->cancellable, answer_cb, question);
}

static void
hr_meeting_rows_dispose (GObject *object)
{
  HrMeetingRows *self = HR_MEETING_ROWS (object);

  hr_meeting_rows_forget (self);
  g_clear_object (&self->directory);

  G_OBJECT_CLASS (hr_meeting_rows_parent_class)->dispose (object);
}

static void
hr_meeting_rows_class_init (HrMeetingRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hr_meeting_rows_dispose;

  signals[SIGNAL_ANSWERED] = g_signal_new ("answered", HR_TYPE_MEETING_ROWS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
hr_meeting_rows_init (HrMeetingRows *self)
{
}

HrMeetingRows *
hr_meeting_rows_new (HrDirectory *directory)
{
  HrMeetingRows *self = g_object_new (HR_TYPE_MEETING_ROWS, NULL);

  g_set_object (&self->directory, directory);
  return self;
}

/* Whether @query asks what the latest question asked, whatever the page and the minute */
static gboolean
is_same_question (HrMeetingRows *self, const HrQuery *query)
{
  g_autoptr (HrQuery) old = NULL;

  if (self->query == NULL)
    return FALSE;
  old = hr_query_copy (self->query);
  old->offset = query->offset;
  old->limit = query->limit;
  old->at_s = query->at_s;
  return hr_query_equal (old, query);
}

void
hr_meeting_rows_ask (HrMeetingRows *self, const HrQuery *query)
{
  guint offset = 0, limit = FIRST_ROWS;

  g_return_if_fail (HR_IS_MEETING_ROWS (self));
  g_return_if_fail (query != NULL);

  if (is_same_question (self, query))
    {
      offset = self->query->offset;
      limit = self->query->limit;
    }
  else
    self->fresh = TRUE;
  g_clear_pointer (&self->query, hr_query_free);
  self->query = hr_query_copy (query);
  self->query->offset = offset;
  self->query->limit = limit;
  send_question (self);
}

gboolean
hr_meeting_rows_want (HrMeetingRows *self, guint offset, guint count)
{
  guint end;

  g_return_val_if_fail (HR_IS_MEETING_ROWS (self), TRUE);

  if (self->query == NULL || !self->known)
    return FALSE;
  end = MIN (offset + count, self->total);
  if (offset >= end)
    return TRUE;
  if (self->meetings != NULL && offset >= self->offset && end <= self->offset + self->meetings->len)
    return TRUE;
  self->query->offset = offset > count ? offset - count : 0;
  self->query->limit = MIN (count * NEIGHBOURS, HR_PAGE_ROWS);
  send_question (self);
  return FALSE;
}

HrMeeting *
hr_meeting_rows_get (HrMeetingRows *self, guint row)
{
  g_return_val_if_fail (HR_IS_MEETING_ROWS (self), NULL);

  if (self->meetings == NULL || row < self->offset || row - self->offset >= self->meetings->len)
    return NULL;
  return g_ptr_array_index (self->meetings, row - self->offset);
}

guint
hr_meeting_rows_get_total (HrMeetingRows *self)
{
  g_return_val_if_fail (HR_IS_MEETING_ROWS (self), 0);

  return self->total;
}

gboolean
hr_meeting_rows_is_known (HrMeetingRows *self)
{
  g_return_val_if_fail (HR_IS_MEETING_ROWS (self), FALSE);

  return self->known;
}

gboolean
hr_meeting_rows_is_trouble (HrMeetingRows *self)
{
  g_return_val_if_fail (HR_IS_MEETING_ROWS (self), FALSE);

  return self->trouble;
}

void
hr_meeting_rows_cancel (HrMeetingRows *self)
{
  g_return_if_fail (HR_IS_MEETING_ROWS (self));

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

void
hr_meeting_rows_forget (HrMeetingRows *self)
{
  g_return_if_fail (HR_IS_MEETING_ROWS (self));

  hr_meeting_rows_cancel (self);
  g_clear_pointer (&self->query, hr_query_free);
  g_clear_pointer (&self->meetings, g_ptr_array_unref);
  self->offset = 0;
  self->total = 0;
  self->known = FALSE;
  self->fresh = FALSE;
  self->trouble = FALSE;
}
