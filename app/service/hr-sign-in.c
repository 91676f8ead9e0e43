/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-service"

#include "handrail/service/hr-sign-in.h"

#include "handrail/core/hr-error.h"

#include <glib/gi18n-lib.h>

/* The site's occurrences of the coming days are read once a day and whenever staff change something, and their rows are made
 * then. What a visitor does reads from that list and adds to a counter; it never reaches a file. */

#define DAY_S (24 * 60 * 60)
#define PLAN_S (8 * DAY_S)
/* Meetings that come once a month are found when nothing is on this week. */
#define FAR_S (62 * DAY_S)
#define LOOK_S (60 * 60)
#define RETRY_S 60
#define SETTLE_MS 1000

struct _HrSignIn
{
  GObject parent_instance;

  HrCenter *center;
  HrSession *session;
  GPtrArray *here;    /* (element-type HrMeetingDate) (nullable): of this site, by start; %NULL before it was read */
  GPtrArray *waiting; /* (element-type GTask): of those who asked before */
  gint64 planned_day; /* since 1970, of the clock; -1 = there is no plan */
  gboolean only_said;
  gboolean reading;
  gboolean again;
  guint look_id;
  guint retry_id;
  guint settle_id;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (HrSignIn, hr_sign_in, G_TYPE_OBJECT)

static void read_plan (HrSignIn *self);

static HrMeetingDate *
copy_date (const HrMeetingDate *from)
{
  HrMeetingDate *copy = g_new0 (HrMeetingDate, 1);
  copy->meeting = hr_meeting_ref (from->meeting);
  copy->occurrence = from->occurrence;
  copy->place = g_strdup (from->place);
  copy->note = g_strdup (from->note);
  copy->sign_in = from->sign_in;
  return copy;
}

static gint64
now_of (HrSignIn *self)
{
  return hr_clock_now_s (hr_center_get_clock (self->center));
}

static gboolean
is_in_window (HrSignIn *self, const HrOccurrence *occurrence)
{
  gint64 now_s = now_of (self);
  return hr_clock_is_plausible (hr_center_get_clock (self->center)) && now_s >= occurrence->start_s - HR_SIGN_IN_OPENS_S
         && now_s < occurrence->end_s;
}

static const HrMeetingDate *
find_here (HrSignIn *self, const char *meeting, HrDate date)
{
  for (guint i = 0; self->here != NULL && i < self->here->len; i++)
    {
      const HrMeetingDate *found = g_ptr_array_index (self->here, i);
      if (found->occurrence.date == date && g_str_equal (found->meeting->id, meeting))
        return found;
    }
  return NULL;
}

static gboolean
is_planned (HrSignIn *self, const HrMeetingDate *date)
{
  HrCountsAnswer answer = hr_counts_ask (hr_center_get_counts (self->center), date->meeting->id, date->occurrence.date);
  return answer != HR_COUNTS_NOT_PLANNED && answer != HR_COUNTS_CLOCK;
}

static gboolean
is_open (HrSignIn *self, const HrMeetingDate *date)
{
  return is_in_window (self, &date->occurrence) && is_planned (self, date);
}

/* ---- the plan ---- */

static gboolean
retry_cb (gpointer user_data)
{
  HrSignIn *self = user_data;
  self->retry_id = 0;
  read_plan (self);
  return G_SOURCE_REMOVE;
}

static void
planned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrSignIn) self = user_data;
  g_autoptr (GError) error = NULL;
  if (hr_counts_plan_finish (HR_COUNTS (source), result, &error))
    {
      self->planned_day = now_of (self) / DAY_S;
      return;
    }
  /* Not open yet, no room, or no clock: each may pass. What the reason is, hr_counts_check() tells those who care for the
   * device; the lobby meanwhile offers no sign-in. */
  self->planned_day = -1;
  if (self->retry_id == 0 && !g_cancellable_is_cancelled (self->cancellable))
    self->retry_id = g_timeout_add_seconds (RETRY_S, retry_cb, self);
}

static void
plan_rows (HrSignIn *self)
{
  g_autofree HrCountPlan *plan = g_new0 (HrCountPlan, MAX (self->here->len, 1));
  for (guint i = 0; i < self->here->len; i++)
    {
      const HrMeetingDate *date = g_ptr_array_index (self->here, i);
      plan[i].meeting = date->meeting->id;
      plan[i].fellowship = date->meeting->fellowship;
      plan[i].date = date->occurrence.date;
      plan[i].start_s = date->occurrence.start_s;
      plan[i].end_s = date->occurrence.end_s;
      plan[i].capacity = date->meeting->capacity;
    }
  hr_counts_plan_async (hr_center_get_counts (self->center), plan, self->here->len, self->cancellable, planned_cb,
                        g_object_ref (self));
}

static GPtrArray *
keep_here (HrSignIn *self, GPtrArray *all)
{
  g_autoptr (GPtrArray) here = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_meeting_date_free);
  for (guint i = 0; i < all->len; i++)
    {
      const HrMeetingDate *date = g_ptr_array_index (all, i);
      if (!date->sign_in || (self->only_said && !date->meeting->sign_in_said))
        continue;
      HrMeetingDate *copy = copy_date (date);
      /* The reason belongs to the list that was read, which ends here. */
      copy->occurrence.exception = NULL;
      g_ptr_array_add (here, copy);
    }
  return g_steal_pointer (&here);
}

static GPtrArray *
open_now (HrSignIn *self)
{
  g_autoptr (GPtrArray) open = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_meeting_date_free);
  for (guint i = 0; i < self->here->len; i++)
    {
      const HrMeetingDate *date = g_ptr_array_index (self->here, i);
      if (is_open (self, date))
        g_ptr_array_add (open, copy_date (date));
    }
  return g_steal_pointer (&open);
}

static HrMeetingDate *
next_of (HrSignIn *self, GPtrArray *dates)
{
  gint64 opens_after_s = now_of (self) + HR_SIGN_IN_OPENS_S;
  for (guint i = 0; i < dates->len; i++)
    {
      const HrMeetingDate *date = g_ptr_array_index (dates, i);
      if (date->occurrence.start_s > opens_after_s)
        return copy_date (date);
    }
  return NULL;
}

static void
far_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GPtrArray) all = hr_store_get_occurrences_finish (HR_STORE (source), result, &error);
  if (all == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  HrSignIn *self = g_task_get_source_object (task);
  g_autoptr (GPtrArray) here = keep_here (self, all);
  g_task_return_pointer (task, next_of (self, here), (GDestroyNotify)hr_meeting_date_free);
}

static void
answer_next (HrSignIn *self, GTask *task)
{
  HrMeetingDate *next = next_of (self, self->here);
  gint64 now_s = now_of (self);
  if (next != NULL)
    g_task_return_pointer (task, next, (GDestroyNotify)hr_meeting_date_free);
  else
    hr_store_get_occurrences_async (hr_center_get_store (self->center), HR_STORE_SIGN_IN_MEETINGS, now_s, now_s + FAR_S,
                                    g_task_get_cancellable (task), far_read_cb, g_object_ref (task));
}

static void
answer_task (HrSignIn *self, GTask *task)
{
  if (g_task_return_error_if_cancelled (task))
    return;
  if (g_task_get_source_tag (task) == hr_sign_in_next_async)
    answer_next (self, task);
  else
    g_task_return_pointer (task, open_now (self), (GDestroyNotify)g_ptr_array_unref);
}

static void
answer_waiting (HrSignIn *self, const GError *error)
{
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&self->waiting);
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < waiting->len; i++)
    {
      GTask *task = g_ptr_array_index (waiting, i);
      if (error != NULL)
        g_task_return_error (task, g_error_copy (error));
      else
        answer_task (self, task);
    }
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrSignIn) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = hr_store_get_occurrences_finish (HR_STORE (source), result, &error);
  self->reading = FALSE;
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (all != NULL)
    {
      g_clear_pointer (&self->here, g_ptr_array_unref);
      self->here = keep_here (self, all);
      plan_rows (self);
      answer_waiting (self, NULL);
    }
  else
    {
      if (self->retry_id == 0)
        self->retry_id = g_timeout_add_seconds (RETRY_S, retry_cb, self);
      answer_waiting (self, error);
    }
  if (self->again)
    {
      self->again = FALSE;
      read_plan (self);
    }
}

static void
read_plan (HrSignIn *self)
{
  gint64 now_s = now_of (self);
  if (!hr_center_is_open (self->center))
    return;
  /* What changed while the list was read may be missing in it. */
  if (self->reading)
    {
      self->again = TRUE;
      return;
    }
  g_clear_handle_id (&self->retry_id, g_source_remove);
  self->reading = TRUE;
  hr_store_get_occurrences_async (hr_center_get_store (self->center), HR_STORE_SIGN_IN_MEETINGS, now_s, now_s + PLAN_S,
                                  self->cancellable, read_cb, g_object_ref (self));
}

static gboolean
look_cb (gpointer user_data)
{
  HrSignIn *self = user_data;
  if (self->planned_day != now_of (self) / DAY_S)
    read_plan (self);
  return G_SOURCE_CONTINUE;
}

static gboolean
settled_cb (gpointer user_data)
{
  HrSignIn *self = user_data;
  self->settle_id = 0;
  read_plan (self);
  return G_SOURCE_REMOVE;
}

/* An import or several edits in a row are read once. */
static void
changed_cb (HrSignIn *self)
{
  if (self->settle_id == 0)
    self->settle_id = g_timeout_add (SETTLE_MS, settled_cb, self);
}

/* The rows are made with the list that is being read; when that was tried too early, now. */
static void
counts_opened_cb (HrSignIn *self)
{
  if (self->retry_id != 0)
    read_plan (self);
}

/* ---- the object ---- */

static void
hr_sign_in_dispose (GObject *object)
{
  HrSignIn *self = HR_SIGN_IN (object);
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->look_id, g_source_remove);
  g_clear_handle_id (&self->retry_id, g_source_remove);
  g_clear_handle_id (&self->settle_id, g_source_remove);
  if (self->center != NULL)
    {
      g_signal_handlers_disconnect_by_data (hr_center_get_store (self->center), self);
      g_signal_handlers_disconnect_by_data (self->center, self);
    }
  g_clear_object (&self->center);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (hr_sign_in_parent_class)->dispose (object);
}

static void
hr_sign_in_finalize (GObject *object)
{
  HrSignIn *self = HR_SIGN_IN (object);
  g_clear_pointer (&self->here, g_ptr_array_unref);
  g_ptr_array_unref (self->waiting);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (hr_sign_in_parent_class)->finalize (object);
}

static void
hr_sign_in_class_init (HrSignInClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  object_class->dispose = hr_sign_in_dispose;
  object_class->finalize = hr_sign_in_finalize;
}

static void
hr_sign_in_init (HrSignIn *self)
{
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  self->cancellable = g_cancellable_new ();
  self->planned_day = -1;
}

HrSignIn *
hr_sign_in_new (HrCenter *center, HrSession *session)
{
  g_return_val_if_fail (HR_IS_CENTER (center), NULL);
  g_return_val_if_fail (HR_IS_SESSION (session), NULL);
  HrSignIn *self = g_object_new (HR_TYPE_SIGN_IN, NULL);
  self->center = g_object_ref (center);
  self->session = g_object_ref (session);
  g_signal_connect_swapped (center, "opened", G_CALLBACK (read_plan), self);
  g_signal_connect_swapped (center, "counts-opened", G_CALLBACK (counts_opened_cb), self);
  g_signal_connect_swapped (hr_center_get_store (center), "changed", G_CALLBACK (changed_cb), self);
  self->look_id = g_timeout_add_seconds (LOOK_S, look_cb, self);
  read_plan (self);
  return self;
}

void
hr_sign_in_set_only_said (HrSignIn *self, gboolean only_said)
{
  g_return_if_fail (HR_IS_SIGN_IN (self));
  if (self->only_said == only_said)
    return;
  self->only_said = only_said;
  read_plan (self);
}

/* Answers from the list, or as soon as there is one. Asking never makes a plan: that would be a write because of a visitor. */
static void
ask (HrSignIn *self, gpointer tag, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tag);
  if (self->here != NULL)
    answer_task (self, task);
  else if (self->reading)
    g_ptr_array_add (self->waiting, g_steal_pointer (&task));
  else
    g_task_return_new_error (task, HR_ERROR, HR_ERROR_IO, "%s",
                             _ ("The list of meetings cannot be read right now. Please ask at the front desk."));
}

void
hr_sign_in_list_async (HrSignIn *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HR_IS_SIGN_IN (self));
  ask (self, hr_sign_in_list_async, cancellable, callback, user_data);
}

GPtrArray *
hr_sign_in_list_finish (HrSignIn *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
hr_sign_in_next_async (HrSignIn *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HR_IS_SIGN_IN (self));
  ask (self, hr_sign_in_next_async, cancellable, callback, user_data);
}

HrMeetingDate *
hr_sign_in_next_finish (HrSignIn *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

gboolean
hr_sign_in_is_open (HrSignIn *self, HrMeeting *meeting, const HrOccurrence *occurrence)
{
  g_return_val_if_fail (HR_IS_SIGN_IN (self), FALSE);
  g_return_val_if_fail (meeting != NULL && occurrence != NULL, FALSE);
  const HrMeetingDate *date = find_here (self, meeting->id, occurrence->date);
  return date != NULL && is_open (self, date);
}

gboolean
hr_sign_in_is_counted (HrSignIn *self, const char *meeting, HrDate date)
{
  g_return_val_if_fail (HR_IS_SIGN_IN (self), FALSE);
  return hr_session_is_counted (self->session, meeting, date);
}

/* What a visitor reads; hr_counts_add() says the same to staff and logs. */
static const char *
sentence_of (HrCountsAnswer answer)
{
  switch (answer)
    {
    case HR_COUNTS_EARLY:
      return _ ("Sign-in opens 30 minutes before the meeting starts. Please come back then.");
    case HR_COUNTS_OVER:
      return _ ("This meeting is over, so sign-in is closed.");
    case HR_COUNTS_BOUNCE:
      return _ ("Someone was counted a moment ago. Please wait five seconds and press again.");
    case HR_COUNTS_FULL:
      return _ ("The room is counted as full. Please tell the person who leads the meeting.");
    case HR_COUNTS_CLOCK:
      return _ ("The clock of this screen is not set, so it cannot count. Please tell the front desk.");
    case HR_COUNTS_NOT_PLANNED:
    case HR_COUNTS_WELCOME:
    default:
      return _ ("This screen does not count for this meeting. Please ask at the front desk.");
    }
}

static HrError
code_of (HrCountsAnswer answer)
{
  if (answer == HR_COUNTS_NOT_PLANNED)
    return HR_ERROR_NOT_FOUND;
  return answer == HR_COUNTS_CLOCK ? HR_ERROR_CLOCK : HR_ERROR_REFUSED;
}

gboolean
hr_sign_in_count (HrSignIn *self, const char *meeting, HrDate date, gboolean first_time, GError **error)
{
  g_return_val_if_fail (HR_IS_SIGN_IN (self), FALSE);
  g_return_val_if_fail (meeting != NULL, FALSE);
  HrCounts *counts = hr_center_get_counts (self->center);
  if (hr_session_is_counted (self->session, meeting, date))
    {
      g_set_error_literal (error, HR_ERROR, HR_ERROR_REFUSED, _ ("You are counted already."));
      return FALSE;
    }
  HrCountsAnswer answer = hr_counts_ask (counts, meeting, date);
  /* The row of a meeting that was cancelled since stays, but nobody is counted in it. */
  if (answer == HR_COUNTS_WELCOME && find_here (self, meeting, date) == NULL)
    {
      g_set_error_literal (error, HR_ERROR, HR_ERROR_REFUSED, sentence_of (HR_COUNTS_NOT_PLANNED));
      return FALSE;
    }
  if (answer != HR_COUNTS_WELCOME)
    {
      g_set_error_literal (error, HR_ERROR, code_of (answer), sentence_of (answer));
      return FALSE;
    }
  if (!hr_counts_add (counts, meeting, date, first_time, error))
    return FALSE;
  hr_session_set_counted (self->session, meeting, date, TRUE);
  return TRUE;
}

void
hr_sign_in_undo (HrSignIn *self, const char *meeting, HrDate date, gboolean first_time)
{
  g_return_if_fail (HR_IS_SIGN_IN (self));
  g_return_if_fail (meeting != NULL);
  /* Only what this visit counted, and only once. */
  if (!hr_session_is_counted (self->session, meeting, date))
    return;
  hr_counts_undo (hr_center_get_counts (self->center), meeting, date, first_time);
  hr_session_set_counted (self->session, meeting, date, FALSE);
}
