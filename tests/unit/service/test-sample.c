/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "handrail/core/hr-date.h"
#include "handrail/core/hr-error.h"
#include "handrail/core/hr-rule.h"
#include "hr-sample-private.h"
#include <string.h>

static const char site[] = "[site site]\nname=A\ntimezone=America/New_York\n";

static HrClock *
make_clock (const char *text)
{
  g_autoptr (GError) error = NULL;
  HrClock *clock = hr_clock_new_parse (text, &error);
  g_assert_no_error (error);
  return clock;
}

static HrRecord *
find (GPtrArray *records, HrKind kind, const char *id)
{
  for (guint i = 0; i < records->len; i++)
    {
      HrRecord *record = g_ptr_array_index (records, i);
      if (hr_record_get_kind (record) == kind && g_strcmp0 (hr_record_get_id (record), id) == 0)
        return record;
    }
  return NULL;
}

/* Each day of two weeks, leap days and both changes of the clock included. */
static void
test_holds_on_every_day (void)
{
  static const char *const days[] = { "2026-11-23T23:59:00-05:00", "2028-02-28T12:00:00-05:00",
                                      "2027-03-13T23:00:00-05:00", "2026-12-31T20:00:00-05:00" };
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    for (int day = 0; day < 14; day++)
      {
        g_autoptr (GError) error = NULL;
        g_autoptr (HrClock) clock = make_clock (days[i]);
        hr_clock_advance_s (clock, day * 24 * 60 * 60);
        g_autoptr (GPtrArray) records = hr_sample_load (clock, &error);
        g_assert_no_error (error);
        g_assert_cmpuint (records->len, >, 120);
      }
}

static void
test_references_hold (void)
{
  g_autoptr (HrClock) clock = make_clock ("2026-11-23T18:50:00-05:00");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = hr_sample_load (clock, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < records->len; i++)
    {
      HrRecord *record = g_ptr_array_index (records, i);
      guint n = 0;
      const HrField *fields = hr_kind_get_fields (hr_record_get_kind (record), &n);
      for (guint k = 0; k < n; k++)
        {
          const char *value = hr_record_get_nth (record, k);
          if (fields[k].form == HR_FORM_REF && value != NULL && fields[k].ref_kind != HR_KIND_FELLOWSHIP)
            g_assert_nonnull (find (records, fields[k].ref_kind, value));
        }
    }
}

/* What a visitor reads is there in both languages. */
static void
test_speaks_spanish (void)
{
  g_autoptr (HrClock) clock = make_clock ("2026-11-23T18:50:00-05:00");
  g_autoptr (GPtrArray) records = hr_sample_load (clock, NULL);
  guint n_translated = 0;
  for (guint i = 0; i < records->len; i++)
    {
      HrRecord *record = g_ptr_array_index (records, i);
      guint n = 0;
      const HrField *fields = hr_kind_get_fields (hr_record_get_kind (record), &n);
      for (guint k = 0; k < n; k++)
        {
          const char *value = hr_record_get_nth (record, k);
          if (fields[k].form != HR_FORM_TRANSLATED || value == NULL)
            continue;
          g_assert_true (g_str_has_prefix (value, "en="));
          g_assert_nonnull (strstr (value, "\nes="));
          n_translated++;
        }
    }
  g_assert_cmpuint (n_translated, >, 60);
}

static void
test_dates_count_from_today (void)
{
  g_autoptr (GError) error = NULL;
  /* 23 November in UTC, still the 22nd at the site */
  g_autoptr (HrClock) clock = make_clock ("2026-11-23T03:00:00Z");
  g_autofree char *text =
      g_strconcat (site,
                   "[meeting m-a]\nname=A\nslug=a\nfellowship=aa\nattendance=online\nverified=-2\n"
                   "rule=FREQ=WEEKLY;BYDAY=WE\nstart=2025-01-08T19:00\n"
                   "[meeting m-b]\nname=B\nslug=b\nfellowship=aa\nattendance=online\nstart=+5T10:30\n"
                   "[exception x-a]\nmeeting=m-a\nfrom=next\nstate=cancelled\n"
                   "[exception x-b]\nmeeting=m-a\nfrom=next+4\nuntil=+20\nstate=cancelled\n",
                   NULL);
  g_autoptr (GPtrArray) records = hr_sample_parse (text, strlen (text), clock, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (hr_record_get (find (records, HR_KIND_MEETING, "m-a"), "verified"), ==, "2026-11-20");
  g_assert_cmpstr (hr_record_get (find (records, HR_KIND_MEETING, "m-b"), "start"), ==, "2026-11-27T10:30");
  g_assert_cmpstr (hr_record_get (find (records, HR_KIND_EXCEPTION, "x-a"), "from"), ==, "2026-11-25");
  g_assert_cmpstr (hr_record_get (find (records, HR_KIND_EXCEPTION, "x-b"), "from"), ==, "2026-12-02");
  g_assert_cmpstr (hr_record_get (find (records, HR_KIND_EXCEPTION, "x-b"), "until"), ==, "2026-12-12");
}

static void
test_translations (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HrClock) clock = make_clock ("2026-11-23T03:00:00Z");
  const char *text = "[resource r-a]\nname=Food\nname[es]=Comida\nneed=food\n";
  g_autoptr (GPtrArray) records = hr_sample_parse (text, strlen (text), clock, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (hr_record_get (g_ptr_array_index (records, 0), "name"), ==, "en=Food\nes=Comida");
}

static void
test_says_where_it_does_not_hold (void)
{
  static const struct
  {
    const char *text;
    const char *part;
  } cases[] = {
    { "[nothing n-1]\nname=A\n", "[nothing n-1]" },
    { "[meeting]\nname=A\n", "[meeting]" },
    { "[group g-1]\nname=A\nfellowship=aa\ncolor=red\n", "color" },
    { "[group g-1]\nname=A\n", "fellowship" },
    { "[venue v-1]\nname=A\nlatitude=100\n", "latitude" },
    { "[exception x-1]\nmeeting=m-none\nfrom=next\nstate=cancelled\n", "from" },
    { "name=A\n", "cannot be read" },
  };
  g_autoptr (HrClock) clock = make_clock ("2026-11-23T03:00:00Z");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) records = hr_sample_parse (cases[i].text, strlen (cases[i].text), clock, &error);
      g_assert_null (records);
      g_assert_error (error, HR_ERROR, HR_ERROR_INPUT);
      g_assert_nonnull (strstr (error->message, cases[i].part));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sample/holds-on-every-day", test_holds_on_every_day);
  g_test_add_func ("/sample/references-hold", test_references_hold);
  g_test_add_func ("/sample/speaks-spanish", test_speaks_spanish);
  g_test_add_func ("/sample/dates-count-from-today", test_dates_count_from_today);
  g_test_add_func ("/sample/translations", test_translations);
  g_test_add_func ("/sample/says-where-it-does-not-hold", test_says_where_it_does_not_hold);
  return g_test_run ();
}
