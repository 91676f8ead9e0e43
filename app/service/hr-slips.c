/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-service"

#include "handrail/service/hr-slips.h"

#include "handrail/core/hr-error.h"
#include "handrail/service/hr-slip-keys.h"
#include "hr-slip-clock-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define HOUR_S (60 * 60)
#define DAY_S (24 * HOUR_S)
#define BEAT_S 60
#define SETTLE_MS 1000

/* Which state of the list of keys was read. */
typedef struct
{
  gint64 size;
  gint64 inode;
  gint64 changed_ns;
} Stamp;

struct _HrSlips
{
  GObject parent_instance;

  HrCenter *center;
  gboolean offered;
  GPtrArray *here;    /* (element-type HrMeetingDate): of this site, by start, whose groups allow slips */
  gint64 read_day;    /* since 1970, of the clock, when they were read; -1 = never */
  gint64 seen_s;      /* the latest time that the clock was seen to say */
  gint64 marked_hour; /* since 1970: of the mark that was written last */
  gboolean marked;    /* the mark of the last start was read */
  guint8 public_key[HR_SEAL_PUBLIC_KEY_BYTES];
  guint8 *secret_key; /* (nullable): locked */
  Stamp stamp;
  char *trouble;
  gboolean beating;
  gboolean again;
  guint beat_id;
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

static void beat (HrSlips *self);

static gint64
now_of (HrSlips *self)
{
  return hr_clock_now_s (hr_center_get_clock (self->center));
}

static const char *
site_name_of (HrSlips *self)
{
  HrRecord *site = hr_center_get_site (self->center);

  return site != NULL ? hr_record_get (site, "name") : NULL;
}

/* ---- the beat: the clock's mark and the key, every minute, whoever came ---- */

/* For the thread: what it needs, what it found */
typedef struct
{
  char *directory;
  char *site;
  HrDate today;
  gint64 write_s; /* the mark to write; 0 = none */
  gboolean read_mark;
  gint64 mark_s;
  gboolean has_key;
  Stamp stamp;
  guint8 public_key[HR_SEAL_PUBLIC_KEY_BYTES];
  guint8 *secret_key; /* (nullable): a new one was read */
  GError *error;
} Beat;

static void
beat_free (gpointer data)
{
  Beat *self = data;

  g_free (self->directory);
  g_free (self->site);
  if (self->secret_key != NULL)
    hr_seal_lock_free (self->secret_key);
  g_clear_error (&self->error);
  g_free (self);
}

static Stamp
read_stamp (const char *directory)
{
  g_autofree char *path = g_build_filename (directory, HR_SLIP_KEYS_FILE, NULL);
  GStatBuf status;

  if (g_stat (path, &status) != 0)
    return (Stamp){ 0 };
  return (Stamp){ .size = (gint64)status.st_size,
                  .inode = (gint64)status.st_ino,
                  .changed_ns = (gint64)status.st_ctim.tv_sec * 1000000000 + status.st_ctim.tv_nsec };
}

static gboolean
is_same_stamp (const Stamp *one, const Stamp *other)
{
  return one->size == other->size && one->inode == other->inode && one->changed_ns == other->changed_ns;
}

static gpointer
beat_thread (gpointer data)
{
  g_autoptr (GTask) task = data;
  Beat *work = g_task_get_task_data (task);
  Stamp stamp = read_stamp (work->directory);

  if (work->read_mark)
    work->mark_s = hr_slip_clock_read (work->directory);
  /* a mark that is missing only makes the next start forget an hour */
  if (work->write_s > 0)
    hr_slip_clock_write (work->directory, work->write_s, NULL);
  if (!work->has_key || !is_same_stamp (&stamp, &work->stamp))
    {
      work->secret_key = hr_seal_lock_alloc (HR_SEAL_SECRET_KEY_BYTES);
      if (!hr_slip_keys_get_current (work->directory, work->site, work->today, work->public_key, work->secret_key, &work->error))
        g_clear_pointer (&work->secret_key, hr_seal_lock_free);
      work->stamp = read_stamp (work->directory);
      work->has_key = FALSE;
    }
  g_task_return_boolean (task, TRUE);
  return NULL;
}

static void
forget_key (HrSlips *self)
{
  g_clear_pointer (&self->secret_key, hr_seal_lock_free);
  self->stamp = (Stamp){ 0 };
}

static void
take_key (HrSlips *self, Beat *work)
{
  g_autofree char *before = g_steal_pointer (&self->trouble);
  gboolean had = self->secret_key != NULL;

  if (work->has_key)
    {
      self->trouble = g_steal_pointer (&before);
      return;
    }
  forget_key (self);
  self->trouble = g_strdup (work->error != NULL ? work->error->message : NULL);
  if (work->secret_key != NULL)
    {
      self->secret_key = g_steal_pointer (&work->secret_key);
      self->stamp = work->stamp;
      memcpy (self->public_key, work->public_key, sizeof self->public_key);
    }
  if (had != (self->secret_key != NULL) || g_strcmp0 (before, self->trouble) != 0)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
beaten_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HrSlips *self = HR_SLIPS (source);
  Beat *work = g_task_get_task_data (G_TASK (result));

  self->beating = FALSE;
  if (g_cancellable_is_cancelled (self->cancellable) || !self->offered)
    return;
  if (work->read_mark)
    {
      self->marked = TRUE;
      self->seen_s = MAX (self->seen_s, work->mark_s);
    }
  take_key (self, work);
  if (self->again || work->read_mark)
    {
      self->again = FALSE;
      beat (self);
    }
}

/* Where the clock was never set no key is made: it would have the wrong day. */
static void
beat (HrSlips *self)
{
  GTask *task;
  Beat *work;
  int minute;

  if (!self->offered || !hr_center_is_open (self->center) || !hr_clock_is_plausible (hr_center_get_clock (self->center)))
    return;
  if (self->beating)
    {
      self->again = TRUE;
      return;
    }
  self->beating = TRUE;
  work = g_new0 (Beat, 1);
  work->directory = g_strdup (hr_center_get_directory (self->center));
  work->site = g_strdup (site_name_of (self));
  hr_zone_from_unix_s (hr_center_get_zone (self->center), now_of (self), &work->today, &minute);
  work->read_mark = !self->marked;
  work->has_key = self->secret_key != NULL;
  work->stamp = self->stamp;
  if (self->marked && !hr_slips_is_clock_doubtful (self))
    {
      self->seen_s = MAX (self->seen_s, now_of (self));
      if (self->marked_hour != self->seen_s / HOUR_S)
        work->write_s = self->seen_s;
      self->marked_hour = self->seen_s / HOUR_S;
    }
  task = g_task_new (self, NULL, beaten_cb, NULL);
  g_task_set_task_data (task, work, beat_free);
  g_thread_unref (g_thread_new ("handrail-slips", beat_thread, task));
}

gboolean
hr_slips_is_clock_doubtful (HrSlips *self)
{
  g_return_val_if_fail (HR_IS_SLIPS (self), TRUE);
  return !hr_clock_is_plausible (hr_center_get_clock (self->center)) || now_of (self) < self->seen_s - HR_SLIPS_CLOCK_S;
}

gboolean
hr_slips_trust_clock (HrSlips *self)
{
  g_return_val_if_fail (HR_IS_SLIPS (self), FALSE);

  if (!hr_clock_is_plausible (hr_center_get_clock (self->center)))
    return FALSE;
  self->seen_s = now_of (self);
  self->marked = TRUE;
  self->marked_hour = -1;
  beat (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  return TRUE;
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

  /* what cannot be read now is read with the next beat */
  if (all == NULL || g_cancellable_is_cancelled (self->cancellable) || !self->offered)
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

  if (self->offered && hr_center_is_open (self->center))
    hr_store_get_occurrences_async (hr_center_get_store (self->center), HR_STORE_SIGN_IN_MEETINGS, now_s - 2 * DAY_S, now_s + 2 * DAY_S,
                                    self->cancellable, read_cb, g_object_ref (self));
}

static void
opened_cb (HrSlips *self)
{
  beat (self);
  read_dates (self);
}

static gboolean
beat_cb (gpointer user_data)
{
  HrSlips *self = user_data;

  beat (self);
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
  if (self->settle_id == 0 && self->offered)
    self->settle_id = g_timeout_add (SETTLE_MS, settled_cb, self);
}

/* ---- the object ---- */

static void
hr_slips_dispose (GObject *object)
{
  HrSlips *self = HR_SLIPS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->beat_id, g_source_remove);
  g_clear_handle_id (&self->settle_id, g_source_remove);
  if (self->center != NULL)
    {
      g_signal_handlers_disconnect_by_data (hr_center_get_store (self->center), self);
      g_signal_handlers_disconnect_by_data (self->center, self);
    }
  g_clear_object (&self->center);
  forget_key (self);
  G_OBJECT_CLASS (hr_slips_parent_class)->dispose (object);
}

static void
hr_slips_finalize (GObject *object)
{
  HrSlips *self = HR_SLIPS (object);

  g_ptr_array_unref (self->here);
  g_object_unref (self->cancellable);
  g_free (self->trouble);
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
  hr_seal_init ();
  self->here = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_meeting_date_free);
  self->cancellable = g_cancellable_new ();
  self->read_day = -1;
  self->marked_hour = -1;
}

HrSlips *
hr_slips_new (HrCenter *center)
{
  g_return_val_if_fail (HR_IS_CENTER (center), NULL);

  HrSlips *self = g_object_new (HR_TYPE_SLIPS, NULL);

  self->center = g_object_ref (center);
  g_signal_connect_swapped (center, "opened", G_CALLBACK (opened_cb), self);
  g_signal_connect_swapped (hr_center_get_store (center), "changed", G_CALLBACK (changed_cb), self);
  return self;
}

void
hr_slips_set_offered (HrSlips *self, gboolean offered)
{
  g_return_if_fail (HR_IS_SLIPS (self));

  if (self->offered == offered)
    return;
  self->offered = offered;
  g_clear_handle_id (&self->beat_id, g_source_remove);
  if (offered)
    {
      self->beat_id = g_timeout_add_seconds (BEAT_S, beat_cb, self);
      opened_cb (self);
      return;
    }
  forget_key (self);
  g_clear_pointer (&self->trouble, g_free);
  g_ptr_array_set_size (self->here, 0);
  self->read_day = -1;
  self->marked = FALSE;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

gboolean
hr_slips_get_offered (HrSlips *self)
{
  g_return_val_if_fail (HR_IS_SLIPS (self), FALSE);
  return self->offered;
}

void
hr_slips_look (HrSlips *self)
{
  g_return_if_fail (HR_IS_SLIPS (self));
  beat (self);
}

const char *
hr_slips_get_trouble (HrSlips *self)
{
  g_return_val_if_fail (HR_IS_SLIPS (self), NULL);
  return self->trouble;
}

/* ---- what is offered ---- */

void
hr_slips_get_window (const HrOccurrence *occurrence, gint64 *ret_from_s, gint64 *ret_to_s)
{
  g_return_if_fail (occurrence != NULL && ret_from_s != NULL && ret_to_s != NULL);
  *ret_from_s = MAX (occurrence->end_s - HR_SLIPS_OPEN_S, occurrence->start_s);
  *ret_to_s = occurrence->end_s + HR_SLIPS_CLOSE_S;
}

static gboolean
is_in_window (const HrOccurrence *occurrence, gint64 now_s)
{
  gint64 from_s, to_s;

  hr_slips_get_window (occurrence, &from_s, &to_s);
  return now_s >= from_s && now_s <= to_s;
}

GPtrArray *
hr_slips_list (HrSlips *self)
{
  g_return_val_if_fail (HR_IS_SLIPS (self), NULL);

  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < self->here->len; i++)
    {
      HrMeetingDate *date = g_ptr_array_index (self->here, i);

      if (is_in_window (&date->occurrence, now_of (self)))
        g_ptr_array_add (list, date);
    }
  return list;
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

const HrMeetingDate *
hr_slips_find_later (HrSlips *self, const char *meeting)
{
  g_return_val_if_fail (HR_IS_SLIPS (self), NULL);
  g_return_val_if_fail (meeting != NULL, NULL);

  for (guint i = 0; i < self->here->len; i++)
    {
      const HrMeetingDate *date = g_ptr_array_index (self->here, i);
      gint64 from_s, to_s;

      hr_slips_get_window (&date->occurrence, &from_s, &to_s);
      if (g_str_equal (date->meeting->id, meeting) && to_s >= now_of (self))
        return from_s > now_of (self) ? date : NULL;
    }
  return NULL;
}

/* ---- issuing ---- */

void
hr_slip_issued_free (HrSlipIssued *self)
{
  if (self == NULL)
    return;
  if (self->text != NULL)
    hr_seal_lock_free (self->text);
  g_free (self->site);
  g_free (self->meeting);
  g_free (self->place);
  g_free (self);
}

static HrSlipIssued *
describe (HrSlips *self, const HrMeetingDate *date)
{
  HrSlipIssued *issued = g_new0 (HrSlipIssued, 1);
  int minute;

  issued->site = g_strdup (site_name_of (self));
  issued->meeting = g_strdup (date->meeting->name);
  issued->place = g_strdup (date->place != NULL ? date->place : date->meeting->venue_name);
  hr_zone_from_unix_s (hr_center_get_zone (self->center), date->occurrence.start_s, &issued->date, &minute);
  issued->start_minute = (guint)minute;
  issued->length_min = (guint)CLAMP ((date->occurrence.end_s - date->occurrence.start_s) / 60, 1, 1440);
  return issued;
}

static gboolean
sign (HrSlips *self, const char *meeting, HrSlipIssued *issued)
{
  char *text = hr_slip_issue (meeting, issued->date, issued->start_minute, issued->length_min, self->public_key, self->secret_key, NULL);

  if (text == NULL)
    return FALSE;
  issued->text = hr_seal_lock_alloc (strlen (text) + 1);
  memcpy (issued->text, text, strlen (text));
  hr_seal_wipe (text, strlen (text));
  g_free (text);
  return TRUE;
}

HrSlipIssued *
hr_slips_issue (HrSlips *self, const char *meeting, GError **error)
{
  g_return_val_if_fail (HR_IS_SLIPS (self), NULL);
  g_return_val_if_fail (meeting != NULL, NULL);

  const HrMeetingDate *date = hr_slips_find (self, meeting);
  g_autoptr (HrSlipIssued) issued = NULL;

  if (self->offered && hr_slips_is_clock_doubtful (self))
    g_set_error_literal (error, HR_ERROR, HR_ERROR_CLOCK,
                         _ ("The clock of this screen may be wrong, so it makes no slips now. The front desk can sign a paper for you. "
                            "Please ask there."));
  else if (date == NULL)
    g_set_error_literal (error, HR_ERROR, HR_ERROR_REFUSED,
                         _ ("You can take a slip from 15 minutes before a meeting ends until one hour after it."));
  else
    {
      issued = describe (self, date);
      if (self->secret_key != NULL && self->marked && sign (self, meeting, issued))
        return g_steal_pointer (&issued);
      g_set_error_literal (error, HR_ERROR, HR_ERROR_IO,
                           _ ("This screen cannot make a slip right now. The front desk can sign a paper for you. Please ask there."));
    }
  return NULL;
}
