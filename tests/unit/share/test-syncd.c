/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-syncd-private.h"
#include "hr-test.h"

#include "handrail/core/hr-error.h"

#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static const HrSyncdTimes quick = { .interval = 50, .longest = 400, .settle = 20, .patience = 100 };
static const HrSyncdTimes rare = { .interval = 3600000, .longest = 3600000, .settle = 20, .patience = 3600000 };

typedef struct
{
  int turns;   /* atomic */
  int failing; /* atomic */
  GMutex gate; /* held: turns do not end */
} Share;

static gboolean
turn_cb (HrSyncd *syncd, gpointer data, GError **error)
{
  Share *share = data;

  g_mutex_lock (&share->gate);
  g_mutex_unlock (&share->gate);
  g_atomic_int_inc (&share->turns);
  if (!g_atomic_int_get (&share->failing))
    return TRUE;
  g_set_error_literal (error, HR_ERROR, HR_ERROR_NOT_FOUND, "away");
  return FALSE;
}

static gboolean
has_three_turns (gpointer syncd)
{
  return hr_syncd_get_turns (syncd) >= 3;
}

static gboolean
has_one_turn (gpointer syncd)
{
  return hr_syncd_get_turns (syncd) >= 1;
}

static gboolean
has_two_turns (gpointer syncd)
{
  return hr_syncd_get_turns (syncd) >= 2;
}

static void
test_waits (void)
{
  const HrSyncdTimes times = { .interval = 60000, .longest = 1800000, .settle = 0, .patience = 0 };

  g_assert_cmpuint (hr_syncd_wait_ms (&times, 0, 0.5), ==, 60000);
  g_assert_cmpuint (hr_syncd_wait_ms (&times, 1, 0.5), ==, 120000);
  g_assert_cmpuint (hr_syncd_wait_ms (&times, 4, 0.5), ==, 960000);
  g_assert_cmpuint (hr_syncd_wait_ms (&times, 5, 0.5), ==, 1800000);
  g_assert_cmpuint (hr_syncd_wait_ms (&times, 1000000, 0.5), ==, 1800000);
  for (guint i = 0; i < 100; i++)
    {
      guint wait = hr_syncd_wait_ms (&times, 0, i / 99.0);

      g_assert_cmpuint (wait, >=, 48000);
      g_assert_cmpuint (wait, <=, 72000);
    }
}

static void
test_turns (void)
{
  char *folder = hr_test_make_folder ();
  Share share = { 0 };
  g_autoptr (HrSyncd) syncd = hr_syncd_new (NULL, folder, &quick, turn_cb, &share);

  g_mutex_init (&share.gate);
  hr_syncd_start (syncd);
  hr_test_wait_until (has_three_turns, syncd);
  g_assert_false (hr_syncd_is_stuck (syncd));
  hr_test_remove_folder (folder);
}

/* What goes wrong is said once, and when it is well again; the turns go on. */
static void
test_away (void)
{
  char *folder = hr_test_make_folder ();
  Share share = { .failing = TRUE };
  g_autoptr (HrSyncd) syncd = hr_syncd_new (NULL, folder, &quick, turn_cb, &share);

  g_mutex_init (&share.gate);
  g_test_expect_message ("handrail-syncd", G_LOG_LEVEL_MESSAGE, "away");
  hr_syncd_start (syncd);
  hr_test_wait_until (has_three_turns, syncd);
  g_test_assert_expected_messages ();
  g_test_expect_message ("handrail-syncd", G_LOG_LEVEL_MESSAGE, "*well again*");
  g_atomic_int_set (&share.failing, FALSE);
  while (g_atomic_int_get (&share.turns) < 6)
    g_main_context_iteration (NULL, TRUE);
  g_test_assert_expected_messages ();
  hr_test_remove_folder (folder);
}

/* An edit is published soon, not after the interval; other files are nothing to it. */
static void
test_edit (void)
{
  char *folder = hr_test_make_folder ();
  Share share = { 0 };
  g_autoptr (HrSyncd) syncd = hr_syncd_new (NULL, folder, &rare, turn_cb, &share);
  g_autofree char *path = NULL;
  g_autofree char *other = NULL;

  g_mutex_init (&share.gate);
  hr_syncd_start (syncd);
  hr_test_wait_until (has_one_turn, syncd);
  other = hr_test_write_file (folder, "counts.db-wal", "x");
  g_assert_false (hr_syncd_is_stuck (syncd));
  path = hr_test_write_file (folder, HR_STORE_FILE "-wal", "x");
  hr_test_wait_until (has_two_turns, syncd);
  hr_test_remove_folder (folder);
}

/* A device that the desk has just made part of a share need not wait until the service looks again of itself. */
static void
test_joined (void)
{
  char *folder = hr_test_make_folder (), *meeting_place = hr_test_make_folder ();
  HrCenter *center = hr_test_open_center (folder, TRUE, NULL);
  g_autofree char *key = g_build_filename (folder, "root.key", NULL);
  g_autoptr (GError) error = NULL;
  HrShare *share = hr_share_open (folder, hr_center_get_vocabulary (center), hr_center_get_clock (center), &error);
  g_autoptr (HrShare) desk = hr_share_open (folder, hr_center_get_vocabulary (center), hr_center_get_clock (center), &error);
  HrSyncd *syncd = NULL;

  g_assert_no_error (error);
  syncd = hr_syncd_new (share, folder, &rare, NULL, NULL);
  g_test_expect_message ("handrail-syncd", G_LOG_LEVEL_MESSAGE, "*in no share*");
  hr_syncd_start (syncd);
  hr_test_wait_until (has_one_turn, syncd);
  g_test_assert_expected_messages ();
  g_test_expect_message ("handrail-syncd", G_LOG_LEVEL_MESSAGE, "*well again*");
  g_assert_true (hr_share_init (desk, meeting_place, "Office", key, &error));
  hr_test_wait_until (has_two_turns, syncd);
  g_test_assert_expected_messages ();
  hr_syncd_free (syncd);
  hr_center_close (center);
  g_object_unref (center);
  hr_test_remove_folder (meeting_place);
  hr_test_remove_folder (folder);
}

/* A folder that never answers: the process knows, for its main thread waits for nothing. */
static void
test_stuck (void)
{
  char *folder = hr_test_make_folder ();
  Share share = { 0 };
  g_autoptr (HrSyncd) syncd = hr_syncd_new (NULL, folder, &quick, turn_cb, &share);

  g_mutex_init (&share.gate);
  g_mutex_lock (&share.gate);
  hr_syncd_start (syncd);
  g_assert_false (hr_syncd_is_stuck (syncd));
  while (!hr_syncd_is_stuck (syncd))
    g_usleep (5000);
  g_mutex_unlock (&share.gate);
  hr_test_wait_until (has_one_turn, syncd);
  g_assert_false (hr_syncd_is_stuck (syncd));
  hr_test_remove_folder (folder);
}

static void
hear (const char *path, gsize length)
{
  struct sockaddr_un address = { .sun_family = AF_UNIX };
  int fd = socket (AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  char text[64] = "";

  memcpy (address.sun_path, path, length);
  if (*path == '@')
    address.sun_path[0] = '\0';
  g_assert_cmpint (bind (fd, (const struct sockaddr *)&address, (socklen_t)(G_STRUCT_OFFSET (struct sockaddr_un, sun_path) + length)), ==, 0);
  g_setenv ("NOTIFY_SOCKET", path, TRUE);
  hr_syncd_notify ("WATCHDOG=1");
  g_assert_cmpint ((int)recv (fd, text, sizeof text - 1, MSG_DONTWAIT), ==, 10);
  g_assert_cmpstr (text, ==, "WATCHDOG=1");
  close (fd);
  /* nobody listens any more */
  hr_syncd_notify ("WATCHDOG=1");
  g_unsetenv ("NOTIFY_SOCKET");
  hr_syncd_notify ("WATCHDOG=1");
}

static void
test_notify (void)
{
  char *folder = hr_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "notify", NULL);
  g_autofree char *hidden = g_strdup_printf ("@handrail-%08x", g_random_int ());

  hear (path, strlen (path));
  hear (hidden, strlen (hidden));
  hr_test_remove_folder (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/syncd/waits", test_waits);
  g_test_add_func ("/syncd/turns", test_turns);
  g_test_add_func ("/syncd/away", test_away);
  g_test_add_func ("/syncd/edit", test_edit);
  g_test_add_func ("/syncd/joined", test_joined);
  g_test_add_func ("/syncd/stuck", test_stuck);
  g_test_add_func ("/syncd/notify", test_notify);
  return g_test_run ();
}
