/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A frame that waits for an answer: painting comes after it, events and answers do not, and it is never held for ever. */
#include "handrail/ui/hr-frame-hold.h"

#include <gtk/gtk.h>

typedef struct
{
  HrFrameHold hold;
  gboolean answered;
  gboolean answered_first;
  gboolean painted;
} Case;

static gboolean
paint_cb (gpointer user_data)
{
  Case *self = user_data;

  self->painted = TRUE;
  self->answered_first = self->answered;
  return G_SOURCE_REMOVE;
}

/* An answer from a worker thread, as the store gives it */
static void
answer_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Case *self = user_data;

  self->answered = TRUE;
  hr_frame_hold_end (&self->hold);
}

static void
work (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_usleep (3000);
  g_task_return_boolean (task, TRUE);
}

static void
test_answer_first (void)
{
  Case self = { 0 };
  g_autoptr (GTask) task = g_task_new (NULL, NULL, answer_cb, &self);

  /* as long as a slow machine needs: the answer ends it, not the time */
  hr_frame_hold_begin (&self.hold, 60000);
  g_assert_true (hr_frame_hold_is_held (&self.hold));
  g_idle_add_full (GDK_PRIORITY_REDRAW, paint_cb, &self, NULL);
  g_task_run_in_thread (task, work);
  while (!self.painted)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (self.answered_first);
  g_assert_false (hr_frame_hold_is_held (&self.hold));
}

static void
test_no_answer (void)
{
  Case self = { 0 };

  hr_frame_hold_begin (&self.hold, HR_FRAME_HOLD_MS);
  hr_frame_hold_begin (&self.hold, HR_FRAME_HOLD_MS);
  g_idle_add_full (GDK_PRIORITY_REDRAW, paint_cb, &self, NULL);
  while (!self.painted)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (hr_frame_hold_is_held (&self.hold));
  hr_frame_hold_end (&self.hold);
}

static gboolean
event_cb (gpointer user_data)
{
  *(gboolean *)user_data = TRUE;
  return G_SOURCE_REMOVE;
}

/* What people do is seen while a frame is held */
static void
test_events (void)
{
  Case self = { 0 };
  gboolean event = FALSE, timer = FALSE;

  hr_frame_hold_begin (&self.hold, 60000);
  g_idle_add_full (GDK_PRIORITY_REDRAW, paint_cb, &self, NULL);
  g_idle_add_full (GDK_PRIORITY_EVENTS, event_cb, &event, NULL);
  g_timeout_add (5, event_cb, &timer);
  while (!event || !timer)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (self.painted);
  g_assert_true (hr_frame_hold_is_held (&self.hold));
  hr_frame_hold_end (&self.hold);
  while (!self.painted)
    g_main_context_iteration (NULL, TRUE);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/frame-hold/answer-first", test_answer_first);
  g_test_add_func ("/frame-hold/no-answer", test_no_answer);
  g_test_add_func ("/frame-hold/events", test_events);
  return g_test_run ();
}
