/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-visitor"

#include "hr-sign-in-open-private.h"

#include "handrail/service/hr-cancelled.h"

struct _HrSignInOpen
{
  GObject parent_instance;
  HrVisitorContext *context;
  GPtrArray *open;     /* HrMeetingDate */
  HrMeetingDate *next; /* (nullable): when nothing is open */
  GCancellable *cancellable;
  gint64 minute; /* in which it was asked */
};

enum
{
  LISTED,
  NEXT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HrSignInOpen, hr_sign_in_open, G_TYPE_OBJECT)

static HrMeetingDate *
open_at (HrSignInOpen *self, guint i)
{
  return g_ptr_array_index (self->open, i);
}

HrMeetingDate *
hr_sign_in_open_find (HrSignInOpen *self, const char *meeting)
{
  g_return_val_if_fail (HR_IS_SIGN_IN_OPEN (self), NULL);

  for (guint i = 0; meeting != NULL && i < self->open->len; i++)
    if (g_strcmp0 (open_at (self, i)->meeting->id, meeting) == 0)
      return open_at (self, i);
  return NULL;
}

/* (element-type HrMeetingDate): over, or not to be counted in, but with slips to take: cards below the open ones. From memory, and only
 * until the main loop runs again */
static GPtrArray *
list_ended (HrSignInOpen *self)
{
  GPtrArray *ended = self->context->slips != NULL ? hr_slips_list (self->context->slips) : g_ptr_array_new ();

  for (guint i = ended->len; i > 0; i--)
    if (hr_sign_in_open_find (self, ((HrMeetingDate *) g_ptr_array_index (ended, i - 1))->meeting->id) != NULL)
      g_ptr_array_remove_index (ended, i - 1);
  return ended;
}

guint
hr_sign_in_open_n_rows (HrSignInOpen *self)
{
  g_return_val_if_fail (HR_IS_SIGN_IN_OPEN (self), 0);

  g_autoptr (GPtrArray) ended = list_ended (self);

  return self->open->len + ended->len;
}

HrMeetingDate *
hr_sign_in_open_get_row (HrSignInOpen *self, guint row, gboolean *ret_is_open)
{
  g_return_val_if_fail (HR_IS_SIGN_IN_OPEN (self), NULL);

  g_autoptr (GPtrArray) ended = list_ended (self);

  *ret_is_open = row < self->open->len;
  if (*ret_is_open)
    return open_at (self, row);
  return row - self->open->len < ended->len ? g_ptr_array_index (ended, row - self->open->len) : NULL;
}

HrMeetingDate *
hr_sign_in_open_get_next (HrSignInOpen *self)
{
  g_return_val_if_fail (HR_IS_SIGN_IN_OPEN (self), NULL);

  return self->next;
}

/* ---- questions ---- */

static void
next_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrSignInOpen) self = HR_SIGN_IN_OPEN (user_data);
  HrMeetingDate *next = hr_sign_in_next_finish (HR_SIGN_IN (source), result, NULL);

  /* Only a help on the way: the page says what it says without it too */
  if (next == NULL)
    return;
  g_clear_pointer (&self->next, hr_meeting_date_free);
  self->next = next;
  g_signal_emit (self, signals[NEXT], 0);
}

void
hr_sign_in_open_ask_next (HrSignInOpen *self)
{
  g_return_if_fail (HR_IS_SIGN_IN_OPEN (self));

  hr_sign_in_next_async (self->context->sign_in, self->cancellable, next_cb, g_object_ref (self));
}

static void
list_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrSignInOpen) self = HR_SIGN_IN_OPEN (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) open = hr_sign_in_list_finish (HR_SIGN_IN (source), result, &error);

  if (open == NULL
      && hr_was_cancelled (error))
    return;
  g_clear_pointer (&self->open, g_ptr_array_unref);
  self->open = open != NULL ? g_steal_pointer (&open) : g_ptr_array_new ();
  g_signal_emit (self, signals[LISTED], 0);
}

gboolean
hr_sign_in_open_ask (HrSignInOpen *self)
{
  g_return_val_if_fail (HR_IS_SIGN_IN_OPEN (self), FALSE);

  self->minute = hr_clock_now_s (self->context->clock) / 60;
  if (self->context->sign_in == NULL || self->context->directory == NULL)
    return FALSE;
  hr_sign_in_open_stop (self);
  self->cancellable = g_cancellable_new ();
  hr_sign_in_list_async (self->context->sign_in, self->cancellable, list_cb, g_object_ref (self));
  return TRUE;
}

void
hr_sign_in_open_stop (HrSignInOpen *self)
{
  g_return_if_fail (HR_IS_SIGN_IN_OPEN (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

gboolean
hr_sign_in_open_is_old (HrSignInOpen *self)
{
  g_return_val_if_fail (HR_IS_SIGN_IN_OPEN (self), FALSE);

  return hr_clock_now_s (self->context->clock) / 60 != self->minute;
}

/* ---- object ---- */

static void
hr_sign_in_open_dispose (GObject *object)
{
  hr_sign_in_open_stop (HR_SIGN_IN_OPEN (object));
  G_OBJECT_CLASS (hr_sign_in_open_parent_class)->dispose (object);
}

static void
hr_sign_in_open_finalize (GObject *object)
{
  HrSignInOpen *self = HR_SIGN_IN_OPEN (object);

  g_ptr_array_unref (self->open);
  g_clear_pointer (&self->next, hr_meeting_date_free);
  G_OBJECT_CLASS (hr_sign_in_open_parent_class)->finalize (object);
}

static void
hr_sign_in_open_class_init (HrSignInOpenClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hr_sign_in_open_dispose;
  G_OBJECT_CLASS (klass)->finalize = hr_sign_in_open_finalize;
  signals[LISTED] = g_signal_new ("listed", HR_TYPE_SIGN_IN_OPEN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[NEXT] = g_signal_new ("next", HR_TYPE_SIGN_IN_OPEN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hr_sign_in_open_init (HrSignInOpen *self)
{
  self->open = g_ptr_array_new ();
}

HrSignInOpen *
hr_sign_in_open_new (HrVisitorContext *context)
{
  HrSignInOpen *self = g_object_new (HR_TYPE_SIGN_IN_OPEN, NULL);

  self->context = context;
  return self;
}
