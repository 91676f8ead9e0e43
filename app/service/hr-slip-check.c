/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-service"

#include "handrail/service/hr-slip-check.h"

#include "handrail/service/hr-slip-keys.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DAY_MIN 1440

/* What a check needs, taken on the main thread: a site profile that is read again meanwhile changes nothing of it */
typedef struct
{
  char *text;
  char *keys; /* (nullable) */
  char *directory;
  HrStore *store; /* (nullable) */
  const HrZone *zone;
  HrDate today;
} HrSlipQuestion;

const char *
hr_slip_verdict_to_string (HrSlipVerdict verdict)
{
  static const char *const names[] = { "genuine", "changed", "unknown-key", "key-ended", "key-revoked", "not-yet" };

  g_return_val_if_fail (verdict < G_N_ELEMENTS (names), NULL);
  return names[verdict];
}

void
hr_slip_check_free (HrSlipCheck *self)
{
  if (self == NULL)
    return;
  hr_seal_wipe (&self->slip, sizeof self->slip);
  g_free (self->site);
  g_free (self->key);
  g_free (self->meeting);
  g_free (self->meeting_name);
  g_free (self->summary);
  g_free (self);
}

/* ---- the verdict ---- */

static const HrSlipKey *
find_key (GPtrArray *keys, const HrSlip *slip)
{
  for (guint i = 0; i < keys->len; i++)
    {
      const HrSlipKey *key = g_ptr_array_index (keys, i);

      if (memcmp (key->tag, slip->key, sizeof key->tag) == 0)
        return key;
    }
  return NULL;
}

static HrSlipVerdict
judge (const HrSlip *slip, const HrSlipKey *key, HrDate today)
{
  if (key == NULL)
    return HR_SLIP_UNKNOWN_KEY;
  if (!hr_slip_verify (slip, key->public_key))
    return HR_SLIP_CHANGED;
  if (key->revoked)
    return HR_SLIP_KEY_REVOKED;
  if (key->until != HR_DATE_NONE && slip->date > key->until)
    return HR_SLIP_KEY_ENDED;
  /* a day more: other places are a day ahead */
  return today != HR_DATE_NONE && slip->date > today + 1 ? HR_SLIP_NOT_YET : HR_SLIP_GENUINE;
}

static const char *
summarize (HrSlipVerdict verdict)
{
  switch (verdict)
    {
    case HR_SLIP_GENUINE:
      return _ ("This slip is genuine.");
    case HR_SLIP_CHANGED:
      return _ ("This slip is not genuine: it was changed, or made somewhere else. A letter that was typed wrong does the same; scan it "
                "again to be sure.");
    case HR_SLIP_UNKNOWN_KEY:
      return _ ("This device cannot tell: the slip names a key that is not known here. Ask the center that is named on it for its public "
                "keys.");
    case HR_SLIP_KEY_ENDED:
      return _ ("This slip proves nothing: its day is after the last day of its key.");
    case HR_SLIP_KEY_REVOKED:
      return _ ("This slip proves nothing: the center revoked the key that signed it.");
    case HR_SLIP_NOT_YET:
    default:
      return _ ("This slip is signed for a day that is still to come. Look at the clock of this device, and ask the center.");
    }
}

/* ---- the meeting ---- */

static gboolean
is_same_time (const HrSlipQuestion *question, const HrSlip *slip, const HrOccurrence *occurrence)
{
  HrDate date;
  int minute;

  hr_zone_from_unix_s (question->zone, occurrence->start_s, &date, &minute);
  return date == slip->date && (guint)minute == slip->start_minute && occurrence->state != HR_OCCURRENCE_CANCELLED;
}

static void
look_up_in (HrSlipCheck *self, const HrSlipQuestion *question, const char *which)
{
  gint64 from_s = hr_zone_to_unix_s (question->zone, self->slip.date, 0);
  gint64 to_s = hr_zone_to_unix_s (question->zone, self->slip.date, DAY_MIN);
  g_autoptr (GPtrArray) dates = hr_store_get_occurrences (question->store, which, from_s, to_s, NULL);

  for (guint i = 0; dates != NULL && i < dates->len && !self->listed; i++)
    {
      const HrMeetingDate *found = g_ptr_array_index (dates, i);
      guint8 tag[HR_SLIP_TAG_BYTES];

      hr_slip_meeting_tag (found->meeting->id, tag);
      if (memcmp (tag, self->slip.meeting, sizeof tag) != 0)
        continue;
      self->listed = is_same_time (question, &self->slip, &found->occurrence);
      g_free (self->meeting);
      g_free (self->meeting_name);
      self->meeting = g_strdup (found->meeting->id);
      self->meeting_name = g_strdup (found->meeting->name);
    }
}

/* By what was on that day: first here, where slips are made, then everywhere. */
static void
look_up (HrSlipCheck *self, const HrSlipQuestion *question)
{
  look_up_in (self, question, HR_STORE_SIGN_IN_MEETINGS);
  if (self->meeting == NULL)
    look_up_in (self, question, NULL);
}

static HrSlipCheck *
answer (const HrSlipQuestion *question, GError **error)
{
  g_autoptr (HrSlipCheck) self = g_new0 (HrSlipCheck, 1);
  g_autoptr (GPtrArray) keys = NULL;
  const HrSlipKey *key;

  if (!hr_slip_read (question->text, &self->slip, error))
    return NULL;
  keys = question->keys != NULL ? hr_slip_keys_read (question->keys, error) : hr_slip_keys_list (question->directory, error);
  if (keys == NULL)
    return NULL;
  key = find_key (keys, &self->slip);
  self->verdict = judge (&self->slip, key, question->today);
  self->is_signed = self->verdict != HR_SLIP_CHANGED && self->verdict != HR_SLIP_UNKNOWN_KEY;
  self->own = key != NULL && key->own;
  self->site = g_strdup (key != NULL ? key->site : NULL);
  self->key = hr_slip_tag_to_string (self->slip.key);
  self->summary = g_strdup (summarize (self->verdict));
  if (self->verdict == HR_SLIP_GENUINE && question->store != NULL)
    look_up (self, question);
  return g_steal_pointer (&self);
}

/* ---- the question ---- */

static void
question_free (gpointer data)
{
  HrSlipQuestion *self = data;

  hr_seal_wipe (self->text, strlen (self->text));
  g_free (self->text);
  g_free (self->keys);
  g_free (self->directory);
  g_clear_object (&self->store);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrSlipQuestion, question_free)

static HrSlipQuestion *
question_new (HrCenter *center, const char *keys, const char *text)
{
  HrSlipQuestion *self = g_new0 (HrSlipQuestion, 1);
  HrClock *clock = hr_center_get_clock (center);
  int minute;

  self->text = g_strdup (text);
  self->keys = g_strdup (keys);
  self->directory = g_strdup (hr_center_get_directory (center));
  self->store = hr_center_is_open (center) ? g_object_ref (hr_center_get_store (center)) : NULL;
  self->zone = hr_center_get_zone (center);
  self->today = HR_DATE_NONE;
  if (hr_clock_is_plausible (clock))
    hr_zone_from_unix_s (self->zone, hr_clock_now_s (clock), &self->today, &minute);
  return self;
}

HrSlipCheck *
hr_slip_check_text (HrCenter *center, const char *keys, const char *text, GError **error)
{
  g_return_val_if_fail (HR_IS_CENTER (center), NULL);
  g_return_val_if_fail (text != NULL, NULL);

  g_autoptr (HrSlipQuestion) question = question_new (center, keys, text);

  return answer (question, error);
}

static gpointer
check_thread (gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  HrSlipCheck *check = answer (g_task_get_task_data (task), &error);

  if (check != NULL)
    g_task_return_pointer (task, check, (GDestroyNotify)hr_slip_check_free);
  else
    g_task_return_error (task, error);
  return NULL;
}

void
hr_slip_check_text_async (HrCenter *center, const char *text, GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_return_if_fail (HR_IS_CENTER (center));
  g_return_if_fail (text != NULL);

  GTask *task = g_task_new (center, cancellable, callback, user_data);

  g_task_set_source_tag (task, hr_slip_check_text_async);
  g_task_set_task_data (task, question_new (center, NULL, text), question_free);
  g_thread_unref (g_thread_new ("handrail-check", check_thread, task));
}

HrSlipCheck *
hr_slip_check_text_finish (HrCenter *center, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, center), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

const char *
hr_slip_check_proves (void)
{
  return _ ("A genuine slip proves that a kiosk of this center made it for this meeting, on this day, at this time, and that nobody "
            "changed it.");
}

const char *
hr_slip_check_proves_not (void)
{
  return _ ("It does not prove who was there: the name is written by hand, and the person who leads the meeting initials it. It may also "
            "be a copy: the center keeps no list of slips.");
}
