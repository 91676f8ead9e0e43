/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-service"

#include "handrail/service/hr-slips.h"

#include "handrail/core/hr-error.h"
#include "handrail/service/hr-slip-keys.h"
#include "hr-slip-clock-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define HOUR_S (60 * 60)
#define DAY_S (24 * HOUR_S)
#define TICK_S 60
#define SETTLE_MS 1000

struct _HrSlips
{
  GObject parent_instance;

  HrCenter *center;
  gboolean offered;
  GPtrArray *here;    /* (element-type HrMeetingDate): of this site, by start, whose groups allow slips */
  gint64 read_day;    /* since 1970, of the clock, when they were read; -1 = never */
  gint64 seen_s;      /* the latest time that the clock was seen to say */
  gint64 marked_hour; /* since 1970: of the mark that was written last */
  gboolean prepared;
  gboolean preparing;
  guint tick_id;
  guint settle_id;
  GCancellable *cancellable;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HrSlips, hr_slips, G_TYPE_OBJECT)

/* For threads: nothing of it changes */
typedef struct
{
  char *directory;
  char *site;
  HrDate today;
  gint64 mark_s; /* read, or to be written */
  char *meeting;
  HrSlipIssued *issued;
} HrSlipWork;

static void
work_free (gpointer data)
{
  HrSlipWork *self = data;

  g_free (self->directory);
  g_free (self->site);
  g_free (self->meeting);
  hr_slip_issued_free (self->issued);
  g_free (self);
}

static gint64
now_of (HrSlips *self)
{
  return hr_clock_now_s (hr_center_get_clock (self->center));
}

static HrSlipWork *
work_new (HrSlips *self)
{
  HrSlipWork *work = g_new0 (HrSlipWork, 1);
  HrRecord *site = hr_center_get_site (self->center);
  int minute;

  work->directory = g_strdup (hr_center_get_directory (self->center));
  work->site = g_strdup (site != NULL ? hr_record_get (site, "name") : NULL);
  hr_zone_from_unix_s (hr_center_get_zone (self->center), now_of (self), &work->today, &minute);
  return work;
}

void
hr_slip_issued_free (HrSlipIssued *self)
{
  if (self == NULL)
    return;
  if (self->text != NULL)
    hr_seal_wipe (self->text, strlen (self->text));
  g_free (self->text);
  g_free (self->site);
  g_free (self->meeting);
  g_free (self->place);
  g_free (self);
}

/* ---- the clock ---- */

gboolean
hr_slips_is_clock_doubtful (HrSlips *self)
{
  g_return_val_if_fail (HR_IS_SLIPS (self), TRUE);
  return !hr_clock_is_plausible (hr_center_get_clock (self->center)) || now_of (self) < self->seen_s - HR_SLIPS_CLOCK_S;
}

static gpointer
mark_thread (gpointer data)
{
  HrSlipWork *work = data;

  /* a mark that is missing only makes the next start forget an hour */
  hr_slip_clock_write (work->directory, work->mark_s, NULL);
  work_free (work);
  return NULL;
}

static void
look_at_clock (HrSlips *self)
{
  gint64 now_s = now_of (self);

  if (hr_slips_is_clock_doubtful (self))
    return;
  self->seen_s = MAX (self->seen_s, now_s);
  if (self->prepared && self->marked_hour != self->seen_s / HOUR_S)
    {
      HrSlipWork *work = work_new (self);

      self->marked_hour = self->seen_s / HOUR_S;
      work->mark_s = self->seen_s;
      g_thread_unref (g_thread_new ("handrail-clock", mark_thread, work));
    }
}

/* ---- which occurrences ---- */

static HrMeetingDate *
copy_date (const HrMeetingDate *from)
{
  HrMeetingDate *copy = g_new0 (HrMeetingDate, 1);

  copy->meeting = hr_meeting_ref (from->meeting);
  copy->occurrence = from->occurrence;
  /* the reason belongs to the list that was read */
  copy->occurrence.exception = NULL;
  copy->place = g_strdup (from->place);
  copy->sign_in = from->sign_in;
  return copy;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrSlips) self = user_data;
  g_autoptr (GPtrArray) all = hr_store_get_occurrences_finish (HR_STORE (source), result, NULL);

  /* what cannot be read now is read with the next tick */
  if (all == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  g_ptr_array_set_size (self->here, 0);
  for (guint i = 0; i < all->len; i++)
    {
      const HrMeetingDate *date = g_ptr_array_index (all, i);

      if (date->sign_in && date->meeting->slips)
        g_ptr_array_add (self->here, copy_date (date));
    }
  self->read_day = now_of (self) / DAY_S;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
read_dates (HrSlips *self)
{
  gint64 now_s = now_of (self);

  if (hr_center_is_open (self->center))
    hr_store_get_occurrences_async (hr_center_get_store (self->center), HR_STORE_SIGN_IN_MEETINGS, now_s - 2 * DAY_S,
                                    now_s + 2 * DAY_S, self->cancellable, read_cb, g_object_ref (self));
}

/* ---- the key: made now and not with the first slip, whose day it would tell ---- */

static gpointer
prepare_thread (gpointer data)
{
  GTask *task = data;
  HrSlipWork *work = g_task_get_task_data (task);
  guint8 public_key[HR_SEAL_PUBLIC_KEY_BYTES];
  guint8 secret_key[HR_SEAL_SECRET_KEY_BYTES] = { 0 };

  work->mark_s = hr_slip_clock_read (work->directory);
  /* what is wrong with the key is said when somebody wants a slip, and by the health check */
  hr_slip_keys_get_current (work->directory, work->site, work->today, public_key, secret_key, NULL);
  hr_seal_wipe (secret_key, sizeof secret_key);
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
  return NULL;
}

static void
prepared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HrSlips *self = HR_SLIPS (source);
  HrSlipWork *work = g_task_get_task_data (G_TASK (result));

  self->preparing = FALSE;
  self->prepared = TRUE;
  self->seen_s = MAX (self->seen_s, work->mark_s);
  if (!g_cancellable_is_cancelled (self->cancellable))
    look_at_clock (self);
}

static void
prepare (HrSlips *self)
{
  GTask *task;

  if (self->prepared || self->preparing || !hr_center_is_open (self->center)
      || !hr_clock_is_plausible (hr_center_get_clock (self->center)))
    return;
  self->preparing = TRUE;
  task = g_task_new (self, NULL, prepared_cb, NULL);
  g_task_set_task_data (task, work_new (self), work_free);
  g_thread_unref (g_thread_new ("handrail-slips", prepare_thread, task));
}

static void
opened_cb (HrSlips *self)
{
  prepare (self);
  read_dates (self);
}

static gboolean
tick_cb (gpointer user_data)
{
  HrSlips *self = user_data;

  prepare (self);
  look_at_clock (self);
  if (self->read_day != now_of (self) / DAY_S)
    read_dates (self);
  return G_SOURCE_CONTINUE;
}

static gboolean
settled_cb (gpointer user_data)
{
  HrSlips *self = user_data;

  self->settle_id = 0;
  read_dates (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (HrSlips *self)
{
  if (self->settle_id == 0)
    self->settle_id = g_timeout_add (SETTLE_MS, settled_cb, self);
}

/* ---- the object ---- */

static void
hr_slips_dispose (GObject *object)
{
  HrSlips *self = HR_SLIPS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_clear_handle_id (&self->settle_id, g_source_remove);
  if (self->center != NULL)
    {
      g_signal_handlers_disconnect_by_data (hr_center_get_store (self->center), self);
      g_signal_handlers_disconnect_by_data (self->center, self);
    }
  g_clear_object (&self->center);
  G_OBJECT_CLASS (hr_slips_parent_class)->dispose (object);
}

static void
hr_slips_finalize (GObject *object)
{
  HrSlips *self = HR_SLIPS (object);

  g_ptr_array_unref (self->here);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (hr_slips_parent_class)->finalize (object);
}

static void
hr_slips_class_init (HrSlipsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hr_slips_dispose;
  object_class->finalize = hr_slips_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", HR_TYPE_SLIPS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hr_slips_init (HrSlips *self)
{
  self->here = g_ptr_array_new_with_free_func ((GDestroyNotify) hr_meeting_date_free);
  self->cancellable = g_cancellable_new ();
  self->read_day = -1;
  self->marked_hour = -1;
}

HrSlips *
hr_slips_new (HrCenter *center, gboolean offered)
{
  g_return_val_if_fail (HR_IS_CENTER (center), NULL);

  HrSlips *self = g_object_new (HR_TYPE_SLIPS, NULL);

  self->center = g_object_ref (center);
  self->offered = offered;
  if (!offered)
    return self;
  g_signal_connect_swapped (center, "opened", G_CALLBACK (opened_cb), self);
  g_signal_connect_swapped (hr_center_get_store (center), "changed", G_CALLBACK (changed_cb), self);
  self->tick_id = g_timeout_add_seconds (TICK_S, tick_cb, self);
  opened_cb (self);
  return self;
}

/* ---- what is offered ---- */

static gboolean
is_in_window (const HrOccurrence *occurrence, gint64 now_s)
{
  return now_s >= occurrence->end_s - HR_SLIPS_OPEN_S && now_s <= occurrence->end_s + HR_SLIPS_CLOSE_S;
}

const HrMeetingDate *
hr_slips_find (HrSlips *self, const char *meeting)
{
  g_return_val_if_fail (HR_IS_SLIPS (self), NULL);
  g_return_val_if_fail (meeting != NULL, NULL);

  /* a clock that was seen to go back is believed for this only: which button to show */
  for (guint i = 0; i < self->here->len; i++)
    {
      const HrMeetingDate *date = g_ptr_array_index (self->here, i);

      if (g_str_equal (date->meeting->id, meeting) && is_in_window (&date->occurrence, now_of (self)))
        return date;
    }
  return NULL;
}

/* ---- issuing ---- */

static gpointer
issue_thread (gpointer data)
{
  GTask *task = data;
  HrSlipWork *work = g_task_get_task_data (task);
  HrSlipIssued *issued = work->issued;
  guint8 public_key[HR_SEAL_PUBLIC_KEY_BYTES];
  guint8 secret_key[HR_SEAL_SECRET_KEY_BYTES] = { 0 };

  if (hr_slip_keys_get_current (work->directory, work->site, work->today, public_key, secret_key, NULL))
    issued->text = hr_slip_issue (work->meeting, issued->date, issued->start_minute, issued->length_min, public_key,
                                  secret_key, NULL);
  hr_seal_wipe (secret_key, sizeof secret_key);
  if (issued->text != NULL)
    g_task_return_pointer (task, g_steal_pointer (&work->issued), (GDestroyNotify) hr_slip_issued_free);
  else
    g_task_return_new_error (task, HR_ERROR, HR_ERROR_IO, "%s",
                             _ ("No slip can be printed right now. The front desk can sign a paper for you. Please ask there."));
  g_object_unref (task);
  return NULL;
}

static HrSlipIssued *
describe (HrSlips *self, const HrMeetingDate *date)
{
  HrSlipIssued *issued = g_new0 (HrSlipIssued, 1);
  HrRecord *site = hr_center_get_site (self->center);
  int minute;

  issued->site = g_strdup (site != NULL ? hr_record_get (site, "name") : NULL);
  issued->meeting = g_strdup (date->meeting->name);
  issued->place = g_strdup (date->place != NULL ? date->place : date->meeting->venue_name);
  hr_zone_from_unix_s (hr_center_get_zone (self->center), date->occurrence.start_s, &issued->date, &minute);
  issued->start_minute = (guint) minute;
  issued->length_min = (guint) CLAMP ((date->occurrence.end_s - date->occurrence.start_s) / 60, 1, 1440);
  return issued;
}

void
hr_slips_issue_async (HrSlips *self, const char *meeting, GCancellable *cancellable, GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_return_if_fail (HR_IS_SLIPS (self));
  g_return_if_fail (meeting != NULL);

  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  const HrMeetingDate *date = hr_slips_find (self, meeting);
  HrSlipWork *work;

  g_task_set_source_tag (task, hr_slips_issue_async);
  if (self->offered && (hr_slips_is_clock_doubtful (self) || !self->prepared))
    g_task_return_new_error (task, HR_ERROR, HR_ERROR_CLOCK, "%s",
                             _ ("The clock of this screen may be wrong, so no slip is printed. The front desk can sign a paper for you. "
                                "Please ask there."));
  else if (date == NULL)
    g_task_return_new_error (task, HR_ERROR, HR_ERROR_REFUSED, "%s",
                             _ ("A slip can be printed from 15 minutes before the end of a meeting until one hour after it."));
  else
    {
      work = work_new (self);
      work->meeting = g_strdup (meeting);
      work->issued = describe (self, date);
      g_task_set_task_data (task, work, work_free);
      g_thread_unref (g_thread_new ("handrail-slip", issue_thread, g_steal_pointer (&task)));
    }
}

HrSlipIssued *
hr_slips_issue_finish (HrSlips *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

gboolean
hr_slips_trust_clock (HrCenter *center, GError **error)
{
  g_return_val_if_fail (HR_IS_CENTER (center), FALSE);

  HrClock *clock = hr_center_get_clock (center);

  if (hr_clock_is_plausible (clock))
    return hr_slip_clock_write (hr_center_get_directory (center), hr_clock_now_s (clock), error);
  g_set_error_literal (error, HR_ERROR, HR_ERROR_CLOCK, "The clock of this device cannot be right. Set the date and the time first.");
  return FALSE;
}
