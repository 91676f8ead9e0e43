/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records parsed ahead: the same ones in the same order as without, and a broken one is told after those before it. */
#include "../../../app/feed/hr-feed-ahead-private.h"

#include "handrail/core/hr-error.h"
#include "handrail/feed/hr-feed.h"

#include <string.h>

/* [{"n":0},{"n":1},…], and @tail behind the last */
static char *
list_of (guint n, const char *tail)
{
  GString *text = g_string_new ("[");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s{\"n\":%u%s}", i > 0 ? "," : "", i, i % 7 == 3 ? ",\"n\":-1" : "");
  g_string_append (text, tail);
  return g_string_free (text, FALSE);
}

static guint
read_until (const char *text, guint stop, GError **error)
{
  g_autoptr (HrFeedSource) source = hr_feed_source_new (text, strlen (text), HR_FEED_MAX_BYTES, error);
  g_autoptr (HrFeedAhead) ahead = NULL;
  json_t *record = NULL;
  gboolean repeated = FALSE;
  gsize done = 0, before = 0;
  guint n = 0;

  g_assert_nonnull (source);
  ahead = hr_feed_ahead_new (source);
  while (n < stop && hr_feed_ahead_next (ahead, &record, &repeated, &done, error) && record != NULL)
    {
      g_assert_cmpint (json_integer_value (json_object_get (record, "n")), ==, n % 7 == 3 ? -1 : (int)n);
      g_assert_cmpint (repeated, ==, n % 7 == 3);
      g_assert_cmpuint (done, >, before);
      before = done;
      n++;
    }
  return n;
}

static void
test_all (void)
{
  static const guint counts[] = { 0, 1, 63, 64, 65, 256, 257, 1000 };

  for (gsize i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autofree char *text = list_of (counts[i], "]");
      g_autoptr (GError) error = NULL;

      g_assert_cmpuint (read_until (text, G_MAXUINT, &error), ==, counts[i]);
      g_assert_no_error (error);
    }
}

static void
test_broken (void)
{
  static const guint counts[] = { 1, 64, 300 };

  for (gsize i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autofree char *text = list_of (counts[i], ",{\"n\":oh}]");
      g_autoptr (GError) error = NULL;

      g_assert_cmpuint (read_until (text, G_MAXUINT, &error), ==, counts[i]);
      g_assert_error (error, HR_ERROR, HR_ERROR_INPUT);
    }
}

/* Whoever stops early waits for nothing and loses nothing. */
static void
test_left (void)
{
  g_autofree char *text = list_of (2000, "]");

  for (guint stop = 0; stop < 400; stop += 7)
    {
      g_autoptr (GError) error = NULL;

      g_assert_cmpuint (read_until (text, stop, &error), ==, stop);
      g_assert_no_error (error);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/feed-ahead/all", test_all);
  g_test_add_func ("/feed-ahead/broken", test_broken);
  g_test_add_func ("/feed-ahead/left", test_left);
  return g_test_run ();
}
