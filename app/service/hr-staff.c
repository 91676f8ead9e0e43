/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-service"

#include "handrail/service/hr-staff.h"
#include "handrail/core/hr-error.h"
#include "handrail/seal/hr-seal-pin.h"
#include "hr-staff-private.h"

#include <glib/gi18n-lib.h>

#define MS_PER_S 1000
#define SHORTEST_IDLE_S 30
#define SAVE_EVERY_MS (5 * MS_PER_S)

struct _HrStaff
{
  GObject parent;

  char *directory;
  HrClock *clock;
  HrStaffDb *db; /* NULL once closed */

  GPtrArray *rows;    /* HrStaffRow, those who left too */
  GPtrArray *members; /* HrStaffMember, those who are here */
  gboolean is_read;
  char *trouble;
  gint64 wait_until_ms;
  gint64 saved_ms;
  HrStaffMember *current;
  gint64 touched_ms;
  guint idle_s;
  guint n_locks; /* how often it was locked: what was asked before does not open it */

  GSource *tick;
  HrStaffState told_state;
  guint told_wait_s;
};

G_DEFINE_FINAL_TYPE (HrStaff, hr_staff, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* One call of the outside: what it asked, when the answer comes. */
typedef struct
{
  HrStaffWhat what;
  guint n_locks;
} Call;

/* ---- members ---- */

void
hr_staff_member_free (HrStaffMember *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->name);
  g_free (self);
}

static HrStaffMember *
member_new (const HrStaffRow *row)
{
  HrStaffMember *self = g_new0 (HrStaffMember, 1);
  self->id = g_strdup (row->id);
  self->name = g_strdup (row->name);
  self->role = row->manager ? HR_STAFF_MANAGER : HR_STAFF_EDITOR;
  return self;
}

static const HrStaffRow *
find_row (HrStaff *self, const char *id)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      const HrStaffRow *row = g_ptr_array_index (self->rows, i);
      if (g_strcmp0 (row->id, id) == 0)
        return row;
    }
  return NULL;
}

/* Whoever was removed, here or from the command line, is not at the desk any more. */
static void
set_rows (HrStaff *self, GPtrArray *rows)
{
  g_ptr_array_unref (self->rows);
  self->rows = g_ptr_array_ref (rows);
  g_ptr_array_set_size (self->members, 0);
  for (guint i = 0; i < rows->len; i++)
    {
      const HrStaffRow *row = g_ptr_array_index (rows, i);
      if (!row->gone)
        g_ptr_array_add (self->members, member_new (row));
    }
  if (self->current == NULL)
    return;
  const HrStaffRow *row = find_row (self, self->current->id);
  HrStaffMember *current = row != NULL && !row->gone ? member_new (row) : NULL;
  hr_staff_member_free (self->current);
  self->current = current;
}

/* ---- time ---- */

static gboolean
is_idle (HrStaff *self)
{
  return hr_clock_elapsed_ms (self->clock) - self->touched_ms >= (gint64)self->idle_s * MS_PER_S;
}

static void
save_wait (HrStaff *self)
{
  HrStaffAsk ask = { .what = HR_STAFF_SAVE_WAIT };
  self->saved_ms = hr_clock_elapsed_ms (self->clock);
  if (self->db != NULL)
    hr_staff_db_ask_async (self->db, &ask, NULL, NULL);
}

static void
stop_tick (HrStaff *self)
{
  if (self->tick == NULL)
    return;
  g_source_destroy (self->tick);
  g_clear_pointer (&self->tick, g_source_unref);
}

static void tell (HrStaff *self, gboolean anyway);

static gboolean
tick_cb (gpointer user_data)
{
  HrStaff *self = user_data;
  gint64 now_ms = hr_clock_elapsed_ms (self->clock);
  if (self->wait_until_ms != 0 && (now_ms >= self->wait_until_ms || now_ms - self->saved_ms >= SAVE_EVERY_MS))
    save_wait (self);
  if (now_ms >= self->wait_until_ms)
    self->wait_until_ms = 0;
  if (self->current != NULL && is_idle (self))
    hr_staff_lock (self);
  else
    tell (self, FALSE);
  return G_SOURCE_CONTINUE;
}

/* Once a second, and only while something runs out: a timer set to the end would not know that the device slept. */
static void
keep_tick (HrStaff *self)
{
  if (self->db == NULL || (self->current == NULL && self->wait_until_ms == 0))
    stop_tick (self);
  else if (self->tick == NULL)
    {
      self->tick = g_timeout_source_new_seconds (1);
      g_source_set_static_name (self->tick, "handrail staff");
      g_source_set_callback (self->tick, tick_cb, self, NULL);
      g_source_attach (self->tick, g_main_context_get_thread_default ());
    }
}

static void
tell (HrStaff *self, gboolean anyway)
{
  HrStaffState state = hr_staff_get_state (self);
  guint wait_s = hr_staff_get_wait_s (self);
  keep_tick (self);
  if (!anyway && state == self->told_state && wait_s == self->told_wait_s)
    return;
  self->told_state = state;
  self->told_wait_s = wait_s;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* ---- asking ---- */

static void
take_answer (HrStaff *self, const HrStaffAnswer *answer)
{
  g_clear_pointer (&self->trouble, g_free);
  self->is_read = TRUE;
  if (answer->wait_until_ms != self->wait_until_ms)
    self->saved_ms = hr_clock_elapsed_ms (self->clock);
  self->wait_until_ms = answer->wait_until_ms;
  set_rows (self, answer->rows);
}

/* A full disk and a busy file pass by themselves: the lock stays as it is, once it was read. */
static void
take_trouble (HrStaff *self, const GError *error)
{
  if (self->is_read
      && (g_error_matches (error, HR_ERROR, HR_ERROR_NO_SPACE) || g_error_matches (error, HR_ERROR, HR_ERROR_BUSY)))
    return;
  g_free (self->trouble);
  self->trouble = hr_staff_words_trouble (error, self->directory);
  g_clear_pointer (&self->current, hr_staff_member_free);
}

static void
open_desk (HrStaff *self, const char *id)
{
  const HrStaffRow *row = find_row (self, id);
  if (row == NULL || row->gone)
    return;
  hr_staff_member_free (self->current);
  self->current = member_new (row);
  self->touched_ms = hr_clock_elapsed_ms (self->clock);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  HrStaff *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);
  g_autoptr (GError) failed = NULL;
  GError *error = NULL;
  g_autoptr (HrStaffAnswer) answer = hr_staff_db_ask_finish (result, &failed);
  if (answer != NULL)
    {
      take_answer (self, answer);
      if (answer->outcome != HR_STAFF_DONE)
        hr_staff_words_refusal (answer->outcome, &error);
      else if (call->what == HR_STAFF_BEGIN || call->what == HR_STAFF_TRY)
        {
          if (call->n_locks == self->n_locks && self->db != NULL)
            open_desk (self, answer->member);
          else
            g_set_error_literal (&error, HR_ERROR, HR_ERROR_CANCELLED, _ ("The desk was locked meanwhile."));
        }
    }
  else
    {
      g_autofree char *sentence = hr_staff_words_trouble (failed, self->directory);
      error = g_error_new_literal (failed->domain, failed->code, sentence);
      take_trouble (self, failed);
    }
  tell (self, TRUE);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static GTask *
call_new (HrStaff *self, HrStaffWhat what, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  Call *call = g_new0 (Call, 1);
  call->what = what;
  call->n_locks = self->n_locks;
  g_task_set_task_data (task, call, g_free);
  return task;
}

/* @task: (transfer full). @ask: its PINs are taken; @by comes from here */
static void
ask (HrStaff *self, GTask *task, HrStaffAsk *what)
{
  const HrStaffMember *current = hr_staff_get_current (self);
  what->by = current != NULL ? current->id : NULL;
  hr_staff_db_ask_async (self->db, what, asked_cb, task);
}

/* Whether the call may go on; otherwise it was answered, and @task is gone. */
static gboolean
check_call (HrStaff *self, GTask *task, gboolean for_manager, const char *pin)
{
  const HrStaffMember *current = hr_staff_get_current (self);
  const char *problem = pin != NULL ? hr_staff_pin_problem (pin) : NULL;
  GError *error = NULL;
  if (self->db == NULL)
    g_set_error_literal (&error, HR_ERROR, HR_ERROR_CANCELLED, _ ("The desk is closed."));
  else if (for_manager && (current == NULL || current->role != HR_STAFF_MANAGER))
    hr_staff_words_refusal (HR_STAFF_NOT_MANAGER, &error);
  else if (problem != NULL)
    g_set_error_literal (&error, HR_ERROR, HR_ERROR_INPUT, problem);
  if (error == NULL)
    return TRUE;
  g_task_return_error (task, error);
  g_object_unref (task);
  return FALSE;
}

void
hr_staff_begin_async (HrStaff *self, const char *name, const char *pin, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HR_IS_STAFF (self));
  g_return_if_fail (name != NULL && pin != NULL);
  GTask *task = call_new (self, HR_STAFF_BEGIN, callback, user_data);
  GError *error = NULL;
  g_autofree char *tidy = hr_staff_words_tidy_name (name, &error);
  if (tidy == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  if (!check_call (self, task, FALSE, pin))
    return;
  HrStaffAsk what = { .what = HR_STAFF_BEGIN, .name = tidy, .pin = hr_seal_pin_dup (pin) };
  ask (self, task, &what);
}

void
hr_staff_unlock_async (HrStaff *self, const char *member, const char *pin, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HR_IS_STAFF (self));
  g_return_if_fail (member != NULL && pin != NULL);
  GTask *task = call_new (self, HR_STAFF_TRY, callback, user_data);
  if (!check_call (self, task, FALSE, NULL))
    return;
  HrStaffAsk what = { .what = HR_STAFF_TRY, .member = (char *)member, .pin = hr_seal_pin_dup (pin) };
  ask (self, task, &what);
}

void
hr_staff_add_async (HrStaff *self, const char *name, HrStaffRole role, const char *pin, GAsyncReadyCallback callback,
                    gpointer user_data)
{
  g_return_if_fail (HR_IS_STAFF (self));
  g_return_if_fail (name != NULL && pin != NULL);
  GTask *task = call_new (self, HR_STAFF_ADD, callback, user_data);
  GError *error = NULL;
  g_autofree char *tidy = NULL;
  if (!check_call (self, task, TRUE, pin))
    return;
  tidy = hr_staff_words_tidy_name (name, &error);
  if (tidy == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  HrStaffAsk what = {
    .what = HR_STAFF_ADD, .name = tidy, .manager = role == HR_STAFF_MANAGER, .pin = hr_seal_pin_dup (pin)
  };
  ask (self, task, &what);
}

void
hr_staff_set_pin_async (HrStaff *self, const char *member, const char *old_pin, const char *pin,
                        GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HR_IS_STAFF (self));
  g_return_if_fail (member != NULL && pin != NULL);
  GTask *task = call_new (self, HR_STAFF_SET_PIN, callback, user_data);
  const HrStaffMember *current = hr_staff_get_current (self);
  gboolean own = current != NULL && g_str_equal (current->id, member);
  if (!check_call (self, task, !own, pin))
    return;
  HrStaffAsk what = { .what = HR_STAFF_SET_PIN,
                      .member = (char *)member,
                      .pin = hr_seal_pin_dup (pin),
                      .old_pin = own ? hr_seal_pin_dup (old_pin) : NULL };
  ask (self, task, &what);
}

void
hr_staff_set_async (HrStaff *self, const char *member, const char *name, HrStaffRole role, GAsyncReadyCallback callback,
                    gpointer user_data)
{
  g_return_if_fail (HR_IS_STAFF (self));
  g_return_if_fail (member != NULL && name != NULL);
  GTask *task = call_new (self, HR_STAFF_SET, callback, user_data);
  GError *error = NULL;
  g_autofree char *tidy = NULL;
  if (!check_call (self, task, TRUE, NULL))
    return;
  tidy = hr_staff_words_tidy_name (name, &error);
  if (tidy == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  HrStaffAsk what = {
    .what = HR_STAFF_SET, .member = (char *)member, .name = tidy, .manager = role == HR_STAFF_MANAGER
  };
  ask (self, task, &what);
}

void
hr_staff_remove_async (HrStaff *self, const char *member, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HR_IS_STAFF (self));
  g_return_if_fail (member != NULL);
  GTask *task = call_new (self, HR_STAFF_REMOVE, callback, user_data);
  if (!check_call (self, task, TRUE, NULL))
    return;
  HrStaffAsk what = { .what = HR_STAFF_REMOVE, .member = (char *)member };
  ask (self, task, &what);
}

gboolean
hr_staff_finish (HrStaff *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- the object ---- */

static void
hr_staff_dispose (GObject *object)
{
  hr_staff_close (HR_STAFF (object));
  G_OBJECT_CLASS (hr_staff_parent_class)->dispose (object);
}

static void
hr_staff_finalize (GObject *object)
{
  HrStaff *self = HR_STAFF (object);
  hr_staff_member_free (self->current);
  g_ptr_array_unref (self->members);
  g_ptr_array_unref (self->rows);
  g_clear_object (&self->clock);
  g_free (self->directory);
  g_free (self->trouble);
  G_OBJECT_CLASS (hr_staff_parent_class)->finalize (object);
}

static void
hr_staff_class_init (HrStaffClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  object_class->dispose = hr_staff_dispose;
  object_class->finalize = hr_staff_finalize;
  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", HR_TYPE_STAFF, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hr_staff_init (HrStaff *self)
{
  self->idle_s = HR_STAFF_IDLE_S;
  self->rows = g_ptr_array_new ();
  self->members = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_staff_member_free);
}

HrStaff *
hr_staff_new (const char *directory, HrClock *clock)
{
  g_return_val_if_fail (directory != NULL, NULL);
  g_return_val_if_fail (HR_IS_CLOCK (clock), NULL);
  HrStaff *self = g_object_new (HR_TYPE_STAFF, NULL);
  self->directory = g_strdup (directory);
  self->clock = g_object_ref (clock);
  self->db = hr_staff_db_new (directory, clock);
  hr_staff_retry (self);
  return self;
}

void
hr_staff_retry (HrStaff *self)
{
  g_return_if_fail (HR_IS_STAFF (self));
  HrStaffAsk what = { .what = HR_STAFF_READ };
  if (self->db != NULL)
    ask (self, call_new (self, HR_STAFF_READ, NULL, NULL), &what);
}

HrStaffState
hr_staff_get_state (HrStaff *self)
{
  g_return_val_if_fail (HR_IS_STAFF (self), HR_STAFF_TROUBLE);
  if (self->trouble != NULL)
    return HR_STAFF_TROUBLE;
  if (!self->is_read)
    return HR_STAFF_UNKNOWN;
  if (hr_staff_get_current (self) != NULL)
    return HR_STAFF_OPEN;
  if (self->members->len == 0)
    return HR_STAFF_NEW;
  return hr_staff_get_wait_s (self) > 0 ? HR_STAFF_WAITING : HR_STAFF_LOCKED;
}

guint
hr_staff_get_wait_s (HrStaff *self)
{
  g_return_val_if_fail (HR_IS_STAFF (self), 0);
  gint64 left_ms = self->wait_until_ms != 0 ? self->wait_until_ms - hr_clock_elapsed_ms (self->clock) : 0;
  return left_ms > 0 ? (guint)((left_ms + MS_PER_S - 1) / MS_PER_S) : 0;
}

const char *
hr_staff_get_trouble (HrStaff *self)
{
  g_return_val_if_fail (HR_IS_STAFF (self), NULL);
  return self->trouble;
}

GPtrArray *
hr_staff_get_members (HrStaff *self)
{
  g_return_val_if_fail (HR_IS_STAFF (self), NULL);
  return self->members;
}

const char *
hr_staff_get_name (HrStaff *self, const char *member)
{
  g_return_val_if_fail (HR_IS_STAFF (self), NULL);
  const HrStaffRow *row = find_row (self, member);
  return row != NULL ? row->name : NULL;
}

/* After a long sleep the tick may still have to come: who was at the desk is not there any more all the same. */
const HrStaffMember *
hr_staff_get_current (HrStaff *self)
{
  g_return_val_if_fail (HR_IS_STAFF (self), NULL);
  return self->current != NULL && !is_idle (self) ? self->current : NULL;
}

void
hr_staff_touch (HrStaff *self)
{
  g_return_if_fail (HR_IS_STAFF (self));
  if (self->current == NULL)
    return;
  if (is_idle (self))
    hr_staff_lock (self);
  else
    self->touched_ms = hr_clock_elapsed_ms (self->clock);
}

void
hr_staff_lock (HrStaff *self)
{
  g_return_if_fail (HR_IS_STAFF (self));
  self->n_locks++;
  if (self->current == NULL)
    return;
  g_clear_pointer (&self->current, hr_staff_member_free);
  tell (self, FALSE);
  /* the command line may have changed the members meanwhile */
  hr_staff_retry (self);
}

void
hr_staff_set_idle_s (HrStaff *self, guint idle_s)
{
  g_return_if_fail (HR_IS_STAFF (self));
  self->idle_s = CLAMP (idle_s, SHORTEST_IDLE_S, HR_STAFF_IDLE_S);
}

void
hr_staff_close (HrStaff *self)
{
  g_return_if_fail (HR_IS_STAFF (self));
  stop_tick (self);
  self->n_locks++;
  g_clear_pointer (&self->current, hr_staff_member_free);
  g_clear_pointer (&self->db, hr_staff_db_close);
}
