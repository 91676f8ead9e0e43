/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-worker-private.h"

typedef struct
{
  HrWorker *worker;
  GString *log;
  gboolean current;
  GMainLoop *loop;
  GThread *thread;
} Fixture;

static void
append_cb (gpointer data)
{
  Fixture *f = data;

  f->current = hr_worker_is_current (f->worker);
  g_string_append_c (f->log, (char) ('a' + f->log->len % 26));
}

static void
slow_cb (gpointer data)
{
  g_usleep (20000);
  append_cb (data);
}

static void
test_order (void)
{
  Fixture f = { .worker = hr_worker_new ("test"), .log = g_string_new (NULL) };

  g_assert_false (hr_worker_is_current (f.worker));
  hr_worker_push (f.worker, slow_cb, &f, NULL);
  for (int i = 0; i < 24; i++)
    hr_worker_push (f.worker, append_cb, &f, NULL);
  hr_worker_call (f.worker, append_cb, &f);
  g_assert_true (f.current);
  g_assert_cmpstr (f.log->str, ==, "abcdefghijklmnopqrstuvwxyz");
  hr_worker_push (f.worker, slow_cb, &f, NULL);
  /* what is queued is done before the end */
  hr_worker_stop (f.worker);
  g_assert_cmpuint (f.log->len, ==, 27);
  g_string_free (f.log, TRUE);
}

static void
nested_cb (gpointer data)
{
  Fixture *f = data;

  hr_worker_call (f->worker, append_cb, f);
}

static void
test_nested (void)
{
  Fixture f = { .worker = hr_worker_new ("test"), .log = g_string_new (NULL) };

  /* a call from the worker itself would wait for ever */
  hr_worker_call (f.worker, nested_cb, &f);
  g_assert_cmpuint (f.log->len, ==, 1);
  hr_worker_stop (f.worker);
  g_string_free (f.log, TRUE);
}

static void
stop_cb (gpointer data)
{
  Fixture *f = data;

  f->thread = g_thread_ref (g_thread_self ());
  hr_worker_stop (f->worker);
}

static void
test_stop_from_inside (void)
{
  Fixture f = { .worker = hr_worker_new ("test"), .log = g_string_new (NULL) };
  HrWorker *worker = f.worker;

  f.loop = NULL;
  hr_worker_push (worker, append_cb, &f, NULL);
  hr_worker_call (worker, stop_cb, &f);
  g_thread_join (f.thread);
  g_assert_cmpuint (f.log->len, ==, 1);
  g_string_free (f.log, TRUE);
}

static void
task_func (GTask *task)
{
  Fixture *f = g_task_get_task_data (task);

  g_assert_true (hr_worker_is_current (f->worker));
  g_task_return_int (task, 42);
}

static void
task_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *f = user_data;

  g_assert_false (hr_worker_is_current (f->worker));
  g_assert_cmpint (g_task_propagate_int (G_TASK (result), NULL), ==, 42);
  g_main_loop_quit (f->loop);
}

static void
test_task (void)
{
  Fixture f = { .worker = hr_worker_new ("test"), .loop = g_main_loop_new (NULL, FALSE) };
  GTask *task = g_task_new (NULL, NULL, task_done_cb, &f);

  g_task_set_task_data (task, &f, NULL);
  hr_worker_run_task (f.worker, task, task_func);
  g_main_loop_run (f.loop);
  g_main_loop_unref (f.loop);
  hr_worker_stop (f.worker);
}

static void
idle_cb (gpointer data)
{
  g_atomic_int_inc ((gint *) data);
}

static void
test_idle (void)
{
  HrWorker *worker = hr_worker_new ("test");
  gint count = 0;

  hr_worker_set_idle (worker, 5, idle_cb, &count);
  for (int i = 0; i < 2000 && g_atomic_int_get (&count) < 3; i++)
    g_usleep (1000);
  hr_worker_stop (worker);
  g_assert_cmpint (count, >=, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/worker/order", test_order);
  g_test_add_func ("/worker/nested", test_nested);
  g_test_add_func ("/worker/stop-from-inside", test_stop_from_inside);
  g_test_add_func ("/worker/task", test_task);
  g_test_add_func ("/worker/idle", test_idle);
  return g_test_run ();
}
