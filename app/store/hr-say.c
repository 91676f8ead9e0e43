/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What staff say about single dates, and about spans of them: exceptions. */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-desk-private.h"
#include "hr-edit-private.h"
#include "hr-meetings-private.h"
#include <glib/gi18n-lib.h>

#include <string.h>

#define MOST_FIELDS 8

/* A meeting and what is said about one of its dates. */
typedef struct
{
  HrMeeting *meeting;
  GPtrArray *exceptions; /* of the meeting and its venue */
  HrOccurrence occurrence;
  gboolean takes_place; /* in some way or other: @occurrence is set */
  gboolean by_rule;     /* also without an extra */
} HrSaid;

static void
said_clear (HrSaid *self)
{
  g_clear_pointer (&self->meeting, hr_meeting_unref);
  g_clear_pointer (&self->exceptions, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HrSaid, said_clear)

static gboolean
input (GError **error, const char *message)
{
  g_set_error_literal (error, HR_ERROR, HR_ERROR_INPUT, message);
  return FALSE;
}

static gboolean
load (HrState *state, const char *id, HrDate date, HrSaid *said, GError **error)
{
  gint64 n = 0;

  if (date == HR_DATE_NONE)
    return input (error, _ ("Choose the date of the meeting."));
  if (!hr_records_find (state->db, HR_KIND_MEETING, id, FALSE, &n, error))
    return FALSE;
  if (n == 0)
    {
      g_set_error (error, HR_ERROR, HR_ERROR_NOT_FOUND, _ ("There is no meeting “%s”."), id);
      return FALSE;
    }
  said->meeting = hr_meetings_load (state, n, error);
  if (said->meeting == NULL)
    return FALSE;
  said->exceptions = hr_meetings_exceptions (state, id, said->meeting->venue, error);
  if (said->exceptions == NULL)
    return FALSE;
  said->takes_place = hr_schedule_on (&said->meeting->schedule, (HrException *const *)said->exceptions->pdata,
                                      said->exceptions->len, date, &said->occurrence);
  said->by_rule = hr_schedule_on (&said->meeting->schedule, NULL, 0, date, &(HrOccurrence){ 0 });
  return TRUE;
}

static gboolean
load_date (HrState *state, const char *id, HrDate date, HrSaid *said, GError **error)
{
  g_autofree char *day = NULL;

  if (!load (state, id, date, said, error))
    return FALSE;
  if (said->takes_place)
    return TRUE;
  day = hr_date_to_string (date);
  g_set_error (error, HR_ERROR, HR_ERROR_INPUT, _ ("“%s” has no date on %s. Choose one of its dates."),
               said->meeting->name, day);
  return FALSE;
}

/* Whether @exception speaks of this one date of a meeting and of nothing else. */
static gboolean
is_of_date (const HrException *exception, HrDate date)
{
  return exception->meeting_id != NULL && exception->from == date
         && (exception->until == HR_DATE_NONE || exception->until == date);
}

static gboolean
retire (HrChange *change, const char *id, GError **error)
{
  HrEdit edit = { .verb = HR_EDIT_RETIRE, .kind = HR_KIND_EXCEPTION, .id = id };
  g_autofree char *done[2] = { NULL, NULL };

  return hr_edit_in (change, &edit, 1, NULL, done, error);
}

static gboolean
retire_date (HrChange *change, const HrSaid *said, HrDate date, guint *ret_n, GError **error)
{
  *ret_n = 0;
  for (guint i = 0; i < said->exceptions->len; i++)
    {
      const HrException *exception = said->exceptions->pdata[i];

      if (!is_of_date (exception, date))
        continue;
      if (!retire (change, exception->id, error))
        return FALSE;
      (*ret_n)++;
    }
  return TRUE;
}

/* ---- the fields of an exception ---- */

typedef struct
{
  const char *fields[MOST_FIELDS + 1];
  const char *values[MOST_FIELDS + 1];
  char *owned[MOST_FIELDS];
  guint n;
} HrPairs;

static void
pairs_clear (HrPairs *self)
{
  for (guint i = 0; i < self->n; i++)
    g_free (self->owned[i]);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HrPairs, pairs_clear)

static void
put (HrPairs *self, const char *field, const char *value)
{
  g_assert (self->n < MOST_FIELDS);
  self->owned[self->n] = g_strdup (value);
  self->fields[self->n] = field;
  self->values[self->n] = self->owned[self->n];
  self->n++;
}

static void
put_date (HrPairs *self, const char *field, HrDate date)
{
  g_autofree char *text = hr_date_to_string (date);

  put (self, field, text);
}

static gboolean
write_exception (HrChange *change, HrEditVerb verb, const char *id, const HrPairs *pairs, GPtrArray *ids,
                 GError **error)
{
  HrEdit edit = { verb, HR_KIND_EXCEPTION, id, pairs->fields, pairs->values };
  g_autofree char *done[2] = { NULL, NULL };

  if (!hr_edit_in (change, &edit, 1, NULL, done, error))
    return FALSE;
  g_ptr_array_add (ids, g_steal_pointer (&done[0]));
  return TRUE;
}

/* ---- single dates ---- */

gboolean
hr_say_cancel (HrChange *change, const HrDeskWrite *write, GPtrArray *ids, GError **error)
{
  g_auto (HrSaid) said = { 0 };
  g_auto (HrPairs) pairs = { 0 };
  guint n = 0;

  if (!load_date (hr_change_get_state (change), write->id, write->date, &said, error)
      || !retire_date (change, &said, write->date, &n, error))
    return FALSE;
  /* an extra meeting is cancelled by being taken back: nothing else would take place on its date */
  if (!said.by_rule)
    return TRUE;
  put (&pairs, "meeting", write->id);
  put_date (&pairs, "from", write->date);
  put (&pairs, "state", "cancelled");
  if (write->note != NULL)
    put (&pairs, "note", write->note);
  return write_exception (change, HR_EDIT_ADD, NULL, &pairs, ids, error);
}

static gboolean
put_changes (const HrDeskWrite *write, const HrSaid *said, HrPairs *pairs, GError **error)
{
  const HrSchedule *usual = &said->meeting->schedule;
  gboolean any = FALSE;

  if (write->new_date != HR_DATE_NONE && write->new_date != write->date)
    {
      put_date (pairs, said->by_rule ? "new_date" : "from", write->new_date);
      any = TRUE;
    }
  if (write->new_start_min >= 0 && write->new_start_min != usual->start_min)
    {
      g_autofree char *time = g_strdup_printf ("%02d:%02d", write->new_start_min / 60, write->new_start_min % 60);

      put (pairs, "new_start", time);
      any = TRUE;
    }
  if (write->new_venue != NULL && g_strcmp0 (write->new_venue, said->meeting->venue) != 0)
    {
      put (pairs, "new_venue", write->new_venue);
      any = TRUE;
    }
  return any
         || input (error, _ ("The meeting would be where and when it always is. Choose another date, time or place."));
}

/* An extra meeting has nothing usual to be moved from: it is itself changed. */
static gboolean
move_extra (HrChange *change, const HrSaid *said, const HrDeskWrite *write, GPtrArray *ids, GError **error)
{
  const HrException *extra = said->occurrence.exception;
  g_auto (HrPairs) pairs = { 0 };

  if (!put_changes (write, said, &pairs, error))
    return FALSE;
  if (write->note != NULL)
    put (&pairs, "note", write->note);
  for (guint i = 0; extra == NULL || extra->state != HR_OCCURRENCE_EXTRA; i++)
    {
      g_assert (i < said->exceptions->len);
      extra = said->exceptions->pdata[i];
      if (!is_of_date (extra, write->date))
        extra = NULL;
    }
  return write_exception (change, HR_EDIT_SET, extra->id, &pairs, ids, error);
}

gboolean
hr_say_move (HrChange *change, const HrDeskWrite *write, GPtrArray *ids, GError **error)
{
  g_auto (HrSaid) said = { 0 };
  g_auto (HrPairs) pairs = { 0 };
  guint n = 0;

  if (!load_date (hr_change_get_state (change), write->id, write->date, &said, error))
    return FALSE;
  if (!said.by_rule)
    return move_extra (change, &said, write, ids, error);
  put (&pairs, "meeting", write->id);
  put_date (&pairs, "from", write->date);
  put (&pairs, "state", "moved");
  if (!put_changes (write, &said, &pairs, error))
    return FALSE;
  if (write->note != NULL)
    put (&pairs, "note", write->note);
  return retire_date (change, &said, write->date, &n, error)
         && write_exception (change, HR_EDIT_ADD, NULL, &pairs, ids, error);
}

gboolean
hr_say_as_usual (HrChange *change, const HrDeskWrite *write, GError **error)
{
  g_auto (HrSaid) said = { 0 };
  g_autofree char *from = NULL;
  g_autofree char *until = NULL;
  const HrException *why = NULL;
  guint n = 0;

  if (!load (hr_change_get_state (change), write->id, write->date, &said, error)
      || !retire_date (change, &said, write->date, &n, error))
    return FALSE;
  why = said.takes_place ? said.occurrence.exception : NULL;
  if (n > 0 || why == NULL)
    return TRUE;
  from = hr_date_to_string (why->from);
  until = hr_date_to_string (why->until != HR_DATE_NONE ? why->until : why->from);
  g_set_error (error, HR_ERROR, HR_ERROR_REFUSED,
               _ ("This date is not as usual because of a longer pause or a closed place (%s to %s). End that first."),
               from, until);
  return FALSE;
}

/* ---- spans ---- */

static gboolean
retire_within (HrChange *change, const HrDeskWrite *write, GError **error)
{
  static const char *const of_meeting =
      "SELECT id FROM exception WHERE meeting = ?1 AND state <> 'extra' AND retired IS NOT 1 AND \"from\" >= ?2 AND "
      "coalesce (until, \"from\") <= ?3 ORDER BY id";
  static const char *const of_venue =
      "SELECT id FROM exception WHERE venue = ?1 AND retired IS NOT 1 AND \"from\" >= ?2 "
      "AND coalesce (until, \"from\") <= ?3 ORDER BY id";
  HrState *state = hr_change_get_state (change);
  g_autoptr (HrStatement) statement =
      hr_db_prepare (state->db, write->kind == HR_KIND_VENUE ? of_venue : of_meeting, error);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *from = hr_date_to_string (write->date);
  g_autofree char *until = hr_date_to_string (write->until);
  gboolean row = TRUE;

  if (statement == NULL)
    return FALSE;
  hr_bind_text (statement, 1, write->id);
  hr_bind_text (statement, 2, from);
  hr_bind_text (statement, 3, until);
  while (row)
    {
      if (!hr_db_step (state->db, statement, &row, error))
        return FALSE;
      if (row)
        g_ptr_array_add (found, hr_column_dup (statement, 0));
    }
  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);
  for (guint i = 0; i < found->len; i++)
    if (!retire (change, found->pdata[i], error))
      return FALSE;
  return TRUE;
}

gboolean
hr_say_pause (HrChange *change, const HrDeskWrite *write, GPtrArray *ids, GError **error)
{
  g_auto (HrPairs) pairs = { 0 };
  gint64 n = 0;

  if (write->kind != HR_KIND_MEETING && write->kind != HR_KIND_VENUE)
    return input (error, _ ("Only a meeting or a place can pause."));
  if (write->date == HR_DATE_NONE || write->until == HR_DATE_NONE)
    return input (error, _ ("Choose the first and the last day of the pause."));
  if (write->until < write->date)
    return input (error, _ ("The last day of the pause is before the first one. Check both."));
  if (!hr_records_find (hr_change_get_state (change)->db, write->kind, write->id, FALSE, &n, error))
    return FALSE;
  if (n == 0)
    {
      g_set_error (error, HR_ERROR, HR_ERROR_NOT_FOUND, _ ("There is no %s “%s”."), hr_kind_get_word (write->kind),
                   write->id);
      return FALSE;
    }
  if (!retire_within (change, write, error))
    return FALSE;
  put (&pairs, hr_kind_get_name (write->kind), write->id);
  put_date (&pairs, "from", write->date);
  put_date (&pairs, "until", write->until);
  put (&pairs, "state", "cancelled");
  if (write->note != NULL)
    put (&pairs, "note", write->note);
  return write_exception (change, HR_EDIT_ADD, NULL, &pairs, ids, error);
}

gboolean
hr_say_headcount (HrChange *change, const HrDeskWrite *write, GError **error)
{
  g_auto (HrSaid) said = { 0 };
  g_autofree char *day = hr_date_to_string (write->date);

  if (!write->known && !load_date (hr_change_get_state (change), write->id, write->date, &said, error))
    return FALSE;
  if (!write->known && said.occurrence.state == HR_OCCURRENCE_CANCELLED)
    {
      g_set_error (error, HR_ERROR, HR_ERROR_REFUSED,
                   _ ("“%s” was cancelled on %s. Take that back first if it took place."), said.meeting->name, day);
      return FALSE;
    }
  return hr_change_history (change, hr_kind_get_name (HR_KIND_MEETING), write->id, "headcount", NULL, NULL, day, error);
}
