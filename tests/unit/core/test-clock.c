/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "handrail/core/hr-clock.h"
#include "handrail/core/hr-error.h"

#include <errno.h>

static void
test_fixed (void)
{
  g_autoptr (HrClock) clock = hr_clock_new_fixed (1795000000);

  g_assert_cmpint (hr_clock_now_s (clock), ==, 1795000000);
  g_assert_cmpint (hr_clock_now_us (clock), ==, G_GINT64_CONSTANT (1795000000000000));
  g_assert_cmpint (hr_clock_monotonic_ms (clock), ==, 0);
  hr_clock_advance_s (clock, 90);
  g_assert_cmpint (hr_clock_now_s (clock), ==, 1795000090);
  g_assert_cmpint (hr_clock_monotonic_ms (clock), ==, 90000);
}

static void
test_set_back (void)
{
  g_autoptr (HrClock) clock = hr_clock_new_fixed (1000);

  hr_clock_advance_s (clock, 10);
  hr_clock_advance_s (clock, -500);
  g_assert_cmpint (hr_clock_now_s (clock), ==, 510);
  g_assert_cmpint (hr_clock_monotonic_ms (clock), ==, 10000);
}

static void
test_before_1970 (void)
{
  g_autoptr (HrClock) clock = hr_clock_new_fixed (-5);

  g_assert_cmpint (hr_clock_now_s (clock), ==, -5);
}

static void
test_system (void)
{
  g_autoptr (HrClock) clock = hr_clock_new ();
  gint64 before_ms = hr_clock_monotonic_ms (clock);
  gint64 now_us = hr_clock_now_us (clock);

  g_assert_cmpint (hr_clock_now_s (clock), >=, now_us / 1000000 - 1);
  g_assert_cmpint (hr_clock_now_s (clock), <=, now_us / 1000000 + 5);
  g_assert_cmpint (hr_clock_monotonic_ms (clock), >=, before_ms);
}

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    gint64 now_s;
  } cases[] = {
    { "2026-11-23T18:50:00-05:00", 1795477800 },
    { "2026-11-23T23:50:00Z", 1795477800 },
    { "1970-01-01T00:00:00Z", 0 },
  };
  static const char *const bad[] = {
    "", "now", "2026-11-23", "2026-11-23T18:50:00", "2026-13-01T00:00:00Z", "2026-11-23T25:00:00Z"
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HrClock) clock = hr_clock_new_parse (cases[i].text, &error);

      g_assert_no_error (error);
      g_assert_cmpint (hr_clock_now_s (clock), ==, cases[i].now_s);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HrClock) clock = hr_clock_new_parse (bad[i], &error);

      g_assert_null (clock);
      g_assert_error (error, HR_ERROR, HR_ERROR_INPUT);
    }
}

static void
test_plausible (void)
{
  static const struct
  {
    const char *text;
    gboolean plausible;
  } cases[] = {
    { "1970-01-01T00:00:00Z", FALSE }, { "2024-12-31T23:59:59Z", FALSE }, { "2025-01-01T00:00:00Z", TRUE },
    { "2026-11-23T18:50:00Z", TRUE },  { "2099-12-31T23:59:59Z", TRUE },  { "2100-01-01T00:00:00Z", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HrClock) clock = hr_clock_new_parse (cases[i].text, NULL);

      g_assert_nonnull (clock);
      g_assert_cmpint (hr_clock_is_plausible (clock), ==, cases[i].plausible);
    }
}

static void
test_errno (void)
{
  g_autoptr (GError) full = NULL;
  g_autoptr (GError) other = NULL;

  g_assert_false (hr_set_errno_error (&full, ENOSPC, "The list could not be written to %s", "stick"));
  g_assert_error (full, HR_ERROR, HR_ERROR_NO_SPACE);
  g_assert_true (g_str_has_prefix (full->message, "The list could not be written to stick: "));
  g_assert_false (hr_set_errno_error (&other, EACCES, "x"));
  g_assert_error (other, HR_ERROR, HR_ERROR_IO);
  g_assert_false (hr_set_errno_error (NULL, EIO, "x"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clock/fixed", test_fixed);
  g_test_add_func ("/clock/set-back", test_set_back);
  g_test_add_func ("/clock/before-1970", test_before_1970);
  g_test_add_func ("/clock/system", test_system);
  g_test_add_func ("/clock/parse", test_parse);
  g_test_add_func ("/clock/plausible", test_plausible);
  g_test_add_func ("/clock/errno", test_errno);
  return g_test_run ();
}
