/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-service"

#include "handrail/service/hr-slip-check.h"

#include "handrail/service/hr-slip-keys.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DAY_MIN 1440

const char *
hr_slip_verdict_to_string (HrSlipVerdict verdict)
{
  static const char *const names[] = { "genuine", "changed", "unknown-key", "key-ended", "key-withdrawn", "not-yet" };

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
  if (key->withdrawn)
    return HR_SLIP_KEY_WITHDRAWN;
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
      return _ ("This slip is not genuine: it was changed, or made somewhere else. A character that was typed wrong does the same; "
                "scan it again to be sure.");
    case HR_SLIP_UNKNOWN_KEY:
      return _ ("This device cannot tell: the slip names a key that is not known here. Ask the center that is named on it for its "
                "public keys.");
    case HR_SLIP_KEY_ENDED:
      return _ ("This slip proves nothing: its day is after the last day of its key.");
    case HR_SLIP_KEY_WITHDRAWN:
      return _ ("This slip proves nothing: the center withdrew the key that signed it.");
    case HR_SLIP_NOT_YET:
    default:
      return _ ("This slip is signed for a day that is still to come. Look at the clock of this device, and ask the center.");
    }
}

/* The meeting of the slip, by what was on at that time; a meeting that is not found may have been changed since */
static void
look_up (HrSlipCheck *self, HrCenter *center)
{
  const HrZone *zone = hr_center_get_zone (center);
  gint64 from_s = hr_zone_to_unix_s (zone, self->slip.date, 0);
  gint64 to_s = hr_zone_to_unix_s (zone, self->slip.date, DAY_MIN);
  g_autoptr (GPtrArray) dates = hr_store_get_occurrences (hr_center_get_store (center), NULL, from_s, to_s, NULL);

  for (guint i = 0; dates != NULL && i < dates->len && !self->listed; i++)
    {
      const HrMeetingDate *found = g_ptr_array_index (dates, i);
      guint8 tag[HR_SLIP_TAG_BYTES];
      HrDate date;
      int minute;

      hr_slip_meeting_tag (found->meeting->id, tag);
      if (memcmp (tag, self->slip.meeting, sizeof tag) != 0)
        continue;
      hr_zone_from_unix_s (zone, found->occurrence.start_s, &date, &minute);
      self->listed = date == self->slip.date && (guint) minute == self->slip.start_minute
                     && found->occurrence.state != HR_OCCURRENCE_CANCELLED;
      g_free (self->meeting);
      g_free (self->meeting_name);
      self->meeting = g_strdup (found->meeting->id);
      self->meeting_name = g_strdup (found->meeting->name);
    }
}

static HrDate
today_of (HrCenter *center)
{
  HrDate today;
  int minute;

  if (!hr_clock_is_plausible (hr_center_get_clock (center)))
    return HR_DATE_NONE;
  hr_zone_from_unix_s (hr_center_get_zone (center), hr_clock_now_s (hr_center_get_clock (center)), &today, &minute);
  return today;
}

HrSlipCheck *
hr_slip_check_text (HrCenter *center, const char *text, GError **error)
{
  g_return_val_if_fail (HR_IS_CENTER (center), NULL);
  g_return_val_if_fail (text != NULL, NULL);

  g_autoptr (HrSlipCheck) self = g_new0 (HrSlipCheck, 1);
  g_autoptr (GPtrArray) keys = NULL;
  const HrSlipKey *key;

  if (!hr_slip_read (text, &self->slip, error))
    return NULL;
  keys = hr_slip_keys_list (hr_center_get_directory (center), error);
  if (keys == NULL)
    return NULL;
  key = find_key (keys, &self->slip);
  self->verdict = judge (&self->slip, key, today_of (center));
  self->site = g_strdup (key != NULL ? key->site : NULL);
  self->key = hr_slip_tag_to_string (self->slip.key);
  self->summary = g_strdup (summarize (self->verdict));
  if (self->verdict == HR_SLIP_GENUINE && hr_center_is_open (center))
    look_up (self, center);
  return g_steal_pointer (&self);
}

typedef struct
{
  char *text;
} HrSlipQuestion;

static void
question_free (gpointer data)
{
  HrSlipQuestion *self = data;

  hr_seal_wipe (self->text, strlen (self->text));
  g_free (self->text);
  g_free (self);
}

static gpointer
check_thread (gpointer data)
{
  GTask *task = data;
  HrSlipQuestion *question = g_task_get_task_data (task);
  GError *error = NULL;
  HrSlipCheck *check = hr_slip_check_text (g_task_get_source_object (task), question->text, &error);

  if (check != NULL)
    g_task_return_pointer (task, check, (GDestroyNotify) hr_slip_check_free);
  else
    g_task_return_error (task, error);
  g_object_unref (task);
  return NULL;
}

void
hr_slip_check_text_async (HrCenter *center, const char *text, GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_return_if_fail (HR_IS_CENTER (center));
  g_return_if_fail (text != NULL);

  GTask *task = g_task_new (center, cancellable, callback, user_data);
  HrSlipQuestion *question = g_new0 (HrSlipQuestion, 1);

  question->text = g_strdup (text);
  g_task_set_source_tag (task, hr_slip_check_text_async);
  g_task_set_task_data (task, question, question_free);
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
  return _ ("A genuine slip proves that a kiosk of this center printed it for this meeting, on this day, at this time, and that nobody "
            "changed it.");
}

const char *
hr_slip_check_proves_not (void)
{
  return _ ("It does not prove who was there: the name is written by hand, and the person who leads the meeting initials it. It may also "
            "be a copy: the center keeps no list of slips.");
}
