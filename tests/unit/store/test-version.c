/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-version-private.h"

static HrVersion
random_version (void)
{
  HrVersion version = {
    .gen = (guint64) g_test_rand_int_range (1, 1 << 20),
    .wall_ms = ((gint64) g_test_rand_int_range (0, G_MAXINT32) << 10) + g_test_rand_int_range (0, 1000),
    .device = (guint32) g_test_rand_int_range (0, 1000),
    .epoch = (guint32) g_test_rand_int (),
    .op = (guint64) g_test_rand_int_range (0, G_MAXINT32) << g_test_rand_int_range (0, 32),
  };

  return version;
}

static gboolean
version_equal (const HrVersion *a, const HrVersion *b)
{
  return a->gen == b->gen && a->wall_ms == b->wall_ms && a->device == b->device && a->epoch == b->epoch
         && a->op == b->op;
}

static void
test_round_trip (void)
{
  for (int round = 0; round < 2000; round++)
    {
      guint n = (guint) g_test_rand_int_range (1, 40);
      HrVersion base = random_version ();
      HrRowClock clock, back;
      g_autoptr (GByteArray) bytes = g_byte_array_new ();

      hr_row_clock_init (&clock, n, &base);
      for (guint i = 0; i < n; i++)
        if (g_test_rand_bit ())
          {
            HrVersion version = random_version ();

            hr_row_clock_set (&clock, i, &version);
          }
      hr_row_clock_encode (&clock, bytes);
      g_assert_true (hr_row_clock_decode (&back, n, bytes->data, bytes->len));
      for (guint i = 0; i < n; i++)
        g_assert_true (version_equal (hr_row_clock_get (&clock, i), hr_row_clock_get (&back, i)));
      /* cut off anywhere but between entries, or torn, it must not crash; cut inside the base it is refused */
      for (guint cut = 0; cut < 6; cut++)
        g_assert_false (hr_row_clock_decode (&back, n, bytes->data, cut));
      bytes->data[g_test_rand_int_range (0, (gint32) bytes->len)] ^= (guint8) g_test_rand_int_range (1, 256);
      if (hr_row_clock_decode (&back, n, bytes->data, bytes->len))
        g_assert_cmpuint (hr_row_clock_get (&back, n - 1)->gen, >, 0);
    }
}

static void
test_small (void)
{
  HrVersion base = { .gen = 1, .wall_ms = 1795478400000, .device = 1, .epoch = 0xdeadbeef, .op = 100000 };
  HrRowClock clock;
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  hr_row_clock_init (&clock, 26, &base);
  hr_row_clock_encode (&clock, bytes);
  g_assert_cmpuint (bytes->len, <=, 18);
}

static void
test_bad (void)
{
  const guint8 nothing[] = { 0 };
  const guint8 format[] = { 2, 1, 1, 1, 1, 1 };
  const guint8 no_gen[] = { 1, 0, 1, 1, 1, 1 };
  const guint8 order[] = { 1, 1, 1, 1, 1, 1, 3, 1, 1, 1, 1, 1, 2, 1, 1, 1, 1, 1 };
  const guint8 field[] = { 1, 1, 1, 1, 1, 1, 9, 1, 1, 1, 1, 1 };
  const guint8 endless[] = { 1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, 1, 1, 1, 1 };
  HrRowClock clock;

  g_assert_false (hr_row_clock_decode (&clock, 5, nothing, 0));
  g_assert_false (hr_row_clock_decode (&clock, 5, nothing, sizeof nothing));
  g_assert_false (hr_row_clock_decode (&clock, 5, format, sizeof format));
  g_assert_false (hr_row_clock_decode (&clock, 5, no_gen, sizeof no_gen));
  g_assert_false (hr_row_clock_decode (&clock, 5, order, sizeof order));
  g_assert_false (hr_row_clock_decode (&clock, 5, field, sizeof field));
  g_assert_false (hr_row_clock_decode (&clock, 5, endless, sizeof endless));
}

static void
test_compare (void)
{
  const HrVersion base = { .gen = 2, .wall_ms = 100, .device = 1, .epoch = 5, .op = 7 };
  HrVersion other = base;

  g_assert_cmpint (hr_version_compare (&base, "a", &other, "a"), ==, 0);
  /* the device's number means nothing in another file */
  other.device = 9;
  g_assert_cmpint (hr_version_compare (&base, "a", &other, "a"), ==, 0);
  g_assert_cmpint (hr_version_compare (&base, "a", &other, "b"), <, 0);
  other.op = 6;
  g_assert_cmpint (hr_version_compare (&base, "a", &other, "a"), >, 0);
  other.epoch = 6;
  g_assert_cmpint (hr_version_compare (&base, "a", &other, "a"), <, 0);
  other.wall_ms = 99;
  g_assert_cmpint (hr_version_compare (&base, "a", &other, "b"), >, 0);
  /* who saw the other one wins, whatever the clocks say */
  other.gen = 3;
  g_assert_cmpint (hr_version_compare (&base, "a", &other, "a"), <, 0);
}

static void
test_order_is_total (void)
{
  static const char *const ids[] = { "a", "b", "c" };

  for (int round = 0; round < 5000; round++)
    {
      HrVersion v[3];
      const char *id[3];

      for (int i = 0; i < 3; i++)
        {
          v[i].gen = (guint64) g_test_rand_int_range (1, 3);
          v[i].wall_ms = g_test_rand_int_range (0, 2);
          v[i].epoch = (guint32) g_test_rand_int_range (0, 2);
          v[i].op = (guint64) g_test_rand_int_range (0, 2);
          v[i].device = 0;
          id[i] = ids[g_test_rand_int_range (0, 3)];
        }
      g_assert_cmpint (hr_version_compare (&v[0], id[0], &v[1], id[1]), ==,
                       -hr_version_compare (&v[1], id[1], &v[0], id[0]));
      if (hr_version_compare (&v[0], id[0], &v[1], id[1]) <= 0 && hr_version_compare (&v[1], id[1], &v[2], id[2]) <= 0)
        g_assert_cmpint (hr_version_compare (&v[0], id[0], &v[2], id[2]), <=, 0);
    }
}

static void
test_next (void)
{
  const HrVersion none = { 0 };
  const HrVersion mine = { .gen = 4, .wall_ms = 9, .device = 1, .epoch = 1, .op = 1 };
  HrVersion writer = { .gen = 77, .wall_ms = 10, .device = 1, .epoch = 2, .op = 9 };
  HrVersion other = mine;

  g_assert_cmpuint (hr_version_next (&none, &writer).gen, ==, 1);
  g_assert_cmpuint (hr_version_next (&mine, &writer).gen, ==, 4);
  /* a clock that was set back, and a restored disk with the very same counters */
  writer.wall_ms = 5;
  g_assert_cmpuint (hr_version_next (&mine, &writer).gen, ==, 5);
  writer = mine;
  g_assert_cmpuint (hr_version_next (&mine, &writer).gen, ==, 5);
  writer.op = 9;
  g_assert_cmpuint (hr_version_next (&mine, &writer).gen, ==, 4);
  g_assert_cmpuint (hr_version_next (&mine, &writer).op, ==, 9);
  other.device = 2;
  g_assert_cmpuint (hr_version_next (&other, &writer).gen, ==, 5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/version/round-trip", test_round_trip);
  g_test_add_func ("/version/small", test_small);
  g_test_add_func ("/version/bad", test_bad);
  g_test_add_func ("/version/compare", test_compare);
  g_test_add_func ("/version/total", test_order_is_total);
  g_test_add_func ("/version/next", test_next);
  return g_test_run ();
}
