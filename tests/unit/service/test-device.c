/* SPDX-License-Identifier: GPL-3.0-or-later */
/* handrail.conf: what is read, what is refused, and that writing keeps what others wrote there. */
#include "handrail/core/hr-error.h"
#include "handrail/service/hr-device.h"
#include "handrail/service/hr-session.h"
#include "hr-test.h"
#include <string.h>

static void
keep_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

static gboolean
save (HrDevice *device, HrDeviceSettings settings, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  hr_device_save_async (device, &settings, keep_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return hr_device_save_finish (device, result, error);
}

static void
test_save (void)
{
  char *folder = hr_test_make_folder ();
  g_autofree char *path = hr_test_write_file (folder, HR_DEVICE_FILE, "# ours\n[screen]\nidle-seconds=200\nother=1\n");
  g_autoptr (HrDevice) device = hr_device_new (folder);
  g_autoptr (HrDevice) again = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_assert_cmpint (hr_device_get (device)->idle_s, ==, 200);
  g_assert_cmpint (hr_device_get (device)->panel_width_mm, ==, 0);
  g_assert_true (save (device, (HrDeviceSettings){ .panel_width_mm = 531, .warning_s = 60 }, &error));
  g_assert_no_error (error);
  again = hr_device_new (folder);
  g_assert_cmpint (hr_device_get (again)->panel_width_mm, ==, 531);
  g_assert_cmpint (hr_device_get (again)->warning_s, ==, 60);
  g_assert_cmpint (hr_device_get (again)->idle_s, ==, 0);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "# ours"));
  g_assert_nonnull (strstr (text, "other=1"));
  g_assert_null (strstr (text, "idle-seconds"));
  g_assert_false (save (device, (HrDeviceSettings){ .idle_s = HR_SESSION_IDLE_MOST_S + 1 }, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_INPUT);
  g_assert_cmpint (hr_device_get (device)->panel_width_mm, ==, 531);
  hr_test_remove_folder (folder);
}

static void
test_nonsense (void)
{
  char *folder = hr_test_make_folder ();
  g_autofree char *path = hr_test_write_file (folder, HR_DEVICE_FILE, "[screen]\npanel-width-mm=7\nidle-seconds=soon\n");
  g_autoptr (HrDevice) device = NULL;

  g_test_expect_message ("handrail-service", G_LOG_LEVEL_WARNING, "*panel-width-mm*from 100 to 4000*");
  g_test_expect_message ("handrail-service", G_LOG_LEVEL_WARNING, "*idle-seconds*from 30 to 600*");
  device = hr_device_new (folder);
  g_test_assert_expected_messages ();
  g_assert_cmpint (hr_device_get (device)->panel_width_mm, ==, 0);
  g_assert_cmpint (hr_device_get (device)->idle_s, ==, 0);
  hr_test_remove_folder (folder);
}

/* Slips are offered only where somebody wrote so, in so many words. */
static void
test_slips (void)
{
  static const struct
  {
    const char *text;
    gboolean offered;
    gboolean warns;
  } cases[] = {
    { "", FALSE, FALSE },
    { "[slips]\noffered=yes\n", TRUE, FALSE },
    { "[slips]\noffered= yes \n", TRUE, FALSE },
    { "[slips]\noffered=no\n", FALSE, FALSE },
    { "[slips]\noffered=1\n", FALSE, TRUE },
    { "[screen]\noffered=yes\n", FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      char *folder = hr_test_make_folder ();
      g_autofree char *path = hr_test_write_file (folder, HR_DEVICE_FILE, cases[i].text);
      g_autoptr (HrDevice) device = NULL;
      g_autoptr (HrDevice) again = NULL;
      g_autofree char *text = NULL;

      if (cases[i].warns)
        g_test_expect_message ("handrail-service", G_LOG_LEVEL_WARNING, "*offered in ?slips? must be yes or no*");
      device = hr_device_new (folder);
      g_test_assert_expected_messages ();
      g_assert_cmpint (hr_device_get (device)->slips, ==, cases[i].offered);
      g_assert_true (save (device, (HrDeviceSettings){ .slips = !cases[i].offered }, NULL));
      again = hr_device_new (folder);
      g_assert_cmpint (hr_device_get (again)->slips, ==, !cases[i].offered);
      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      g_assert_cmpint (strstr (text, "offered=yes") != NULL, ==, !cases[i].offered || i == 5);
      hr_test_remove_folder (folder);
    }
}

/* What nobody said anything of is open for sign-in in this house, until somebody says otherwise. */
static void
test_sign_in (void)
{
  static const struct
  {
    const char *text;
    gboolean only_said;
  } cases[] = { { "", FALSE }, { "[sign-in]\nhouse=yes\n", FALSE }, { "[sign-in]\nhouse=no\n", TRUE } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      char *folder = hr_test_make_folder ();
      g_autofree char *path = hr_test_write_file (folder, HR_DEVICE_FILE, cases[i].text);
      g_autoptr (HrDevice) device = hr_device_new (folder);
      g_autoptr (HrDevice) again = NULL;

      g_assert_cmpint (hr_device_get (device)->only_said, ==, cases[i].only_said);
      g_assert_true (save (device, (HrDeviceSettings){ .only_said = !cases[i].only_said }, NULL));
      again = hr_device_new (folder);
      g_assert_cmpint (hr_device_get (again)->only_said, ==, !cases[i].only_said);
      hr_test_remove_folder (folder);
    }
}

/* A visit with a longer time to answer is still there when the usual one would have been wiped. */
static void
test_warning (void)
{
  g_autoptr (HrClock) clock = hr_clock_new_fixed (1000);
  g_autoptr (HrSession) session = hr_session_new (clock, "en");

  hr_session_set_warning_s (session, 60);
  hr_session_touch (session);
  hr_clock_advance_s (clock, HR_SESSION_IDLE_S + HR_SESSION_WARNING_S + 1);
  hr_session_tick (session);
  g_assert_cmpint (hr_session_get_state (session), ==, HR_SESSION_WARNING);
  hr_clock_advance_s (clock, 30);
  hr_session_tick (session);
  g_assert_cmpint (hr_session_get_state (session), ==, HR_SESSION_RESTING);
}

static void
test_printer (void)
{
  char *folder = hr_test_make_folder ();
  g_autofree char *path = hr_test_write_file (folder, HR_DEVICE_FILE, "# ours\n[screen]\nidle-seconds=200\n");
  g_autoptr (HrDevice) device = hr_device_new (folder);
  g_autoptr (HrDevice) again = NULL;
  g_autoptr (HrDevice) without = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) cleared = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (hr_device_get_printer (device));
  hr_device_set_printer_async (device, "lobby", "a4", hr_test_take_result, &result);
  hr_test_wait (&result);
  g_assert_true (hr_device_set_printer_finish (device, result, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (hr_device_get_printer (device), ==, "lobby");
  /* what is saved of the screen leaves it there, and the other way round */
  g_assert_true (save (device, (HrDeviceSettings){ .idle_s = 100 }, &error));
  again = hr_device_new (folder);
  g_assert_cmpstr (hr_device_get_printer (again), ==, "lobby");
  g_assert_cmpstr (hr_device_get_printer_paper (again), ==, "a4");
  g_assert_cmpint (hr_device_get (again)->idle_s, ==, 100);
  hr_device_set_printer_async (again, NULL, NULL, hr_test_take_result, &cleared);
  hr_test_wait (&cleared);
  g_assert_true (hr_device_set_printer_finish (again, cleared, &error));
  without = hr_device_new (folder);
  g_assert_null (hr_device_get_printer (without));
  g_assert_cmpint (hr_device_get (without)->idle_s, ==, 100);
  hr_test_remove_folder (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/device/save", test_save);
  g_test_add_func ("/device/nonsense", test_nonsense);
  g_test_add_func ("/device/slips", test_slips);
  g_test_add_func ("/device/sign-in", test_sign_in);
  g_test_add_func ("/device/warning", test_warning);
  g_test_add_func ("/device/printer", test_printer);
  return g_test_run ();
}
