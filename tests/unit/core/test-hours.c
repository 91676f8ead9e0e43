/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "handrail/core/hr-error.h"
#include "handrail/core/hr-hours.h"

#include <string.h>

enum
{
  SU,
  MO,
  TU,
  WE,
  TH,
  FR,
  SA,
};

static GArray *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  GArray *spans = hr_hours_parse (text, &error);

  g_assert_no_error (error);
  g_assert_nonnull (spans);
  g_assert_cmpuint (spans->len, >, 0);
  return spans;
}

static void
test_open (void)
{
  static const struct
  {
    const char *text;
    int weekday, hour, minute;
    int until_min; /* -1 = closed */
  } table[] = {
    { "Mo-Fr 09:00-17:00", MO, 8, 59, -1 },
    { "Mo-Fr 09:00-17:00", MO, 9, 0, 17 * 60 },
    { "Mo-Fr 09:00-17:00", FR, 16, 59, 17 * 60 },
    { "Mo-Fr 09:00-17:00", FR, 17, 0, -1 },
    { "Mo-Fr 09:00-17:00", SA, 12, 0, -1 },
    { "mon - fri 9-17", WE, 12, 0, 17 * 60 },
    { "Monday–Wednesday 9–17", WE, 12, 0, 17 * 60 },
    { "Mo, We, Fr. 10-12", WE, 10, 0, 12 * 60 },
    { "Mo, We, Fr. 10-12", TH, 10, 0, -1 },
    { "Fr-Mo 10-12", SU, 10, 0, 12 * 60 },
    { "Fr-Mo 10-12", TU, 10, 0, -1 },
    { "10:00-12:00,14:00-16:00", SU, 15, 0, 16 * 60 },
    { "10:00-12:00,14:00-16:00", SU, 13, 0, -1 },
    { "Mo 10-12; Tu 11-13;", TU, 11, 0, 13 * 60 },
    { "24/7", SA, 23, 59, 9 * 24 * 60 },
    /* over midnight, and over the week's end */
    { "Fr 22:00-02:00", SA, 1, 59, 2 * 60 },
    { "Fr 22:00-02:00", FR, 23, 0, 26 * 60 },
    { "Sa 22:00-02:00", SU, 1, 0, 2 * 60 },
    { "Sa 22:00-02:00", SU, 2, 0, -1 },
    { "Mo 09:00-24:00; Tu 00:00-03:00", MO, 10, 0, 27 * 60 },
    { "Mo 09:00-13:00; Mo 12:00-15:00", MO, 10, 0, 15 * 60 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (GArray) spans = parse (table[i].text);
      int until = -1;
      gboolean open = hr_hours_is_open (spans, table[i].weekday, table[i].hour * 60 + table[i].minute, &until);

      g_test_message ("%s", table[i].text);
      g_assert_cmpint (open, ==, table[i].until_min >= 0);
      if (open && strcmp (table[i].text, "24/7") != 0)
        g_assert_cmpint (until, ==, table[i].until_min);
    }
}

static void
test_always (void)
{
  g_autoptr (GArray) always = parse ("24/7");
  g_autoptr (GArray) also = parse ("0-24");
  g_autoptr (GArray) nearly = parse ("Mo-Sa 0-24; Su 0-23:59");

  g_assert_true (hr_hours_is_always (always));
  g_assert_true (hr_hours_is_always (also));
  g_assert_false (hr_hours_is_always (nearly));
  g_assert_cmpint (hr_hours_next (always, MO, 0), ==, -1);
}

static void
test_next (void)
{
  static const struct
  {
    const char *text;
    int weekday, hour;
    int next_min;
  } table[] = {
    { "Mo 09:00-17:00", MO, 8, 9 * 60 },
    { "Mo 09:00-17:00", MO, 10, (7 * 24 + 9) * 60 },
    { "Mo 09:00-17:00", SU, 10, (24 + 9) * 60 },
    { "Mo 09:00-17:00", TU, 10, (6 * 24 + 9) * 60 },
    { "Mo-Fr 09:00-17:00", FR, 18, (3 * 24 + 9) * 60 },
    { "Su 10:00-12:00", SA, 18, (24 + 10) * 60 },
    { "Mo 09:00-24:00; Tu 00:00-03:00", MO, 10, (7 * 24 + 9) * 60 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (GArray) spans = parse (table[i].text);

      g_test_message ("%s", table[i].text);
      g_assert_cmpint (hr_hours_next (spans, table[i].weekday, table[i].hour * 60), ==, table[i].next_min);
    }
}

static void
test_on (void)
{
  g_autoptr (GArray) spans = parse ("Mo 09:00-12:00; Mo 14:00-16:00; We 22:00-02:00");

  g_assert_true (hr_hours_on (spans, MO, 0));
  g_assert_true (hr_hours_on (spans, MO, 13 * 60));
  g_assert_false (hr_hours_on (spans, MO, 16 * 60));
  g_assert_false (hr_hours_on (spans, TU, 0));
  g_assert_true (hr_hours_on (spans, TH, 60));
  g_assert_false (hr_hours_on (spans, TH, 121));
  g_assert_cmpuint (hr_hours_mask (spans), ==, 1u << MO | 1u << WE);
}

static void
test_refused (void)
{
  static const char *const table[] = { "",          ";",        "always",     "Mo",         "Mo-",       "Mo-Xx 9-10", "9",
                                       "9-",        "9-25",     "24:00-1",    "9:60-10",    "9:0-10",    "Mo 9-10,",   "Mo 9-10 x",
                                       "M 9-10",    "Mo 9am-5pm", "Mo,Tu",    "009-10",     "Mo 9-10; x" };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("“%s”", table[i]);
      g_assert_null (hr_hours_parse (table[i], &error));
      g_assert_error (error, HR_ERROR, HR_ERROR_INPUT);
      g_assert_nonnull (strstr (error->message, "Mo-Fr 09:00-17:00"));
    }
}

/* Every minute of the week against the plain meaning of the text */
static void
test_plain (void)
{
  for (guint round = 0; round < 60; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      static const char *const names[] = { "Su", "Mo", "Tu", "We", "Th", "Fr", "Sa" };
      gboolean open[HR_HOURS_WEEK_MIN] = { FALSE };
      g_autoptr (GArray) spans = NULL;

      for (int n = g_test_rand_int_range (1, 6); n > 0; n--)
        {
          int day = g_test_rand_int_range (0, 7), from = g_test_rand_int_range (0, 1440), until = g_test_rand_int_range (0, 1441);

          g_string_append_printf (text, "%s %02d:%02d-%02d:%02d;", names[day], from / 60, from % 60, until / 60, until % 60);
          for (int m = from; m < until + (until <= from ? 1440 : 0); m++)
            open[(day * 1440 + m) % HR_HOURS_WEEK_MIN] = TRUE;
        }
      spans = parse (text->str);
      for (int m = 0; m < HR_HOURS_WEEK_MIN; m++)
        {
          int until = 0;

          g_assert_cmpint (hr_hours_is_open (spans, m / 1440, m % 1440, &until), ==, open[m]);
          if (open[m])
            {
              g_assert_false (open[(m / 1440 * 1440 + until) % HR_HOURS_WEEK_MIN]);
              g_assert_true (open[(m / 1440 * 1440 + until - 1) % HR_HOURS_WEEK_MIN]);
            }
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hours/open", test_open);
  g_test_add_func ("/hours/always", test_always);
  g_test_add_func ("/hours/next", test_next);
  g_test_add_func ("/hours/on", test_on);
  g_test_add_func ("/hours/refused", test_refused);
  g_test_add_func ("/hours/plain", test_plain);
  return g_test_run ();
}
