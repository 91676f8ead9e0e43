/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "handrail/core/hr-kind.h"

#include <string.h>

static void
assert_fields (HrKind kind, const char *expected)
{
  guint n;
  const HrField *fields = hr_kind_get_fields (kind, &n);
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (names, "%s%s%s", i > 0 ? " " : "", fields[i].name, fields[i].required ? "*" : "");
  g_assert_cmpstr (names->str, ==, expected);
  g_string_free (names, TRUE);
}

/* The numbers of fields are a file format: this test may grow at the end of the own fields, and change nowhere. */
static void
test_order (void)
{
#define COMMON " scope verified source source_key retired"
  assert_fields (HR_KIND_FELLOWSHIP, "name* short_name line website phone way audience more" COMMON);
  assert_fields (HR_KIND_VENUE, "name address street city state postal_code country region latitude longitude "
                                "approximate notes step_free capacity" COMMON);
  assert_fields (HR_KIND_GROUP, "name* fellowship* notes website phone slips" COMMON);
  assert_fields (HR_KIND_MEETING, "name* slug* fellowship* group venue rule start length timezone types attendance* "
                                  "published notes conference_url conference_url_notes conference_phone "
                                  "conference_phone_notes website first_time sign_in capacity" COMMON);
  assert_fields (HR_KIND_EXCEPTION,
                 "meeting venue from* until state* new_date new_start new_length new_venue note" COMMON);
  assert_fields (HR_KIND_TYPE, "fellowship* code* names* feature language" COMMON);
  assert_fields (HR_KIND_RESOURCE, "name* need* line phone website address hours languages position "
                                   "opening latitude longitude cost" COMMON);
  assert_fields (HR_KIND_SITE, "name* timezone* languages address phone latitude longitude venue welcome front_desk "
                               "naloxone help_1_name help_1_phone help_1_hours help_2_name help_2_phone help_2_hours "
                               "help_3_name help_3_phone help_3_hours count_threshold paper stale_days call_days "
                               "treatment treatment_phone" COMMON);
  assert_fields (HR_KIND_SOURCE, "name* format* fellowship" COMMON);
  assert_fields (HR_KIND_ANNOUNCEMENT, "title* text from* until*" COMMON);
  assert_fields (HR_KIND_PROGRAM, "name* form* line for_whom decide area way start weeks hours venue place places places_left "
                                  "next_intake cost languages ask phone website position" COMMON);
  assert_fields (HR_KIND_PEER, "name* role* about* languages hours in_person by_phone by_video place phone website consent* "
                               "consent_until* position" COMMON);
  assert_fields (HR_KIND_STORY, "title* text* name consent* consent_until* position" COMMON);
  assert_fields (HR_KIND_ARTICLE, "page* language* title* line text* sources position" COMMON);
#undef COMMON
}

/* What the clocks call a field may never change: the common ones keep the numbers that they had behind the first own ones. */
static void
test_clock_numbers (void)
{
  static const guint n_first[HR_N_KINDS] = { 5, 14, 6, 21, 10, 5, 9, 20, 3, 4, 21, 14, 6, 7 };

  for (guint kind = 0; kind < HR_N_KINDS; kind++)
    {
      guint n, n_own = hr_kind_n_own_fields ((HrKind) kind);
      guint64 seen = 0;

      hr_kind_get_fields ((HrKind) kind, &n);
      for (guint i = 0; i < n; i++)
        {
          guint number = hr_kind_get_clock_number ((HrKind) kind, i);

          g_assert_cmpuint (number, <, n);
          g_assert_false (seen >> number & 1);
          seen |= G_GUINT64_CONSTANT (1) << number;
          if (i < n_first[kind])
            g_assert_cmpuint (number, ==, i);
          if (i >= n_own)
            g_assert_cmpuint (number, ==, n_first[kind] + i - n_own);
        }
    }
  g_assert_cmpuint (
      hr_kind_get_clock_number (HR_KIND_SITE, (guint) hr_kind_find_field (HR_KIND_SITE, "count_threshold")), ==, 25);
  g_assert_cmpuint (hr_kind_get_clock_number (HR_KIND_SITE, (guint) hr_kind_find_field (HR_KIND_SITE, "call_days")), ==,
                    28);
}

static void
test_names (void)
{
  static const char *const names[][2] = {
    { "fellowship", "f" }, { "venue", "v" },    { "group", "g" },    { "meeting", "m" }, { "exception", "x" },
    { "type", "t" },       { "resource", "r" }, { "site", "site" },  { "source", "s" },
    { "announcement", "a" }, { "program", "pg" }, { "peer", "p" },  { "story", "st" },
    { "article", "ar" },
  };

  g_assert_cmpuint (G_N_ELEMENTS (names), ==, HR_N_KINDS);
  for (guint i = 0; i < HR_N_KINDS; i++)
    {
      HrKind kind = HR_N_KINDS;

      g_assert_cmpstr (hr_kind_get_name ((HrKind) i), ==, names[i][0]);
      g_assert_cmpstr (hr_kind_get_prefix ((HrKind) i), ==, names[i][1]);
      g_assert_true (hr_kind_from_name (names[i][0], &kind));
      g_assert_cmpuint (kind, ==, i);
    }
}

static void
test_unknown (void)
{
  HrKind kind = HR_KIND_SITE;

  g_assert_false (hr_kind_from_name ("Meeting", &kind));
  g_assert_false (hr_kind_from_name ("", &kind));
  g_assert_cmpint (kind, ==, HR_KIND_SITE);
  g_assert_cmpint (hr_kind_find_field (HR_KIND_MEETING, "nothing"), ==, -1);
  g_assert_cmpint (hr_kind_find_field (HR_KIND_MEETING, ""), ==, -1);
}

/* Also for names that are not the table's own literals */
static void
test_find (void)
{
  for (guint kind = 0; kind < HR_N_KINDS; kind++)
    {
      guint n;
      const HrField *fields = hr_kind_get_fields ((HrKind) kind, &n);

      for (guint i = 0; i < n; i++)
        {
          g_autofree char *copy = g_strdup (fields[i].name);

          g_assert_cmpint (hr_kind_find_field ((HrKind) kind, copy), ==, i);
          g_assert_cmpint (hr_kind_find_field ((HrKind) kind, fields[i].name), ==, i);
        }
    }
}

static void
test_sound (void)
{
  for (guint kind = 0; kind < HR_N_KINDS; kind++)
    {
      guint n;
      const HrField *fields = hr_kind_get_fields ((HrKind) kind, &n);
      guint own = hr_kind_n_own_fields ((HrKind) kind);

      g_assert_cmpuint (own + HR_N_COMMON, ==, n);
      g_assert_cmpstr (fields[own + HR_COMMON_SCOPE].name, ==, "scope");
      g_assert_cmpstr (fields[own + HR_COMMON_VERIFIED].name, ==, "verified");
      g_assert_cmpstr (fields[own + HR_COMMON_SOURCE].name, ==, "source");
      g_assert_cmpstr (fields[own + HR_COMMON_SOURCE_KEY].name, ==, "source_key");
      g_assert_cmpstr (fields[own + HR_COMMON_RETIRED].name, ==, "retired");
      for (guint i = 0; i < n; i++)
        {
          g_assert_cmpuint (fields[i].max_bytes, >, 0);
          g_assert_cmpint (fields[i].choices != NULL, ==, fields[i].form == HR_FORM_CHOICE);
          if (fields[i].form == HR_FORM_INTEGER || fields[i].form == HR_FORM_COORDINATE)
            g_assert_cmpint (fields[i].minimum, <, fields[i].maximum);
          if (fields[i].form == HR_FORM_REF)
            g_assert_cmpint (fields[i].ref_kind, <, HR_N_KINDS);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kind/order", test_order);
  g_test_add_func ("/kind/clock-numbers", test_clock_numbers);
  g_test_add_func ("/kind/names", test_names);
  g_test_add_func ("/kind/unknown", test_unknown);
  g_test_add_func ("/kind/find", test_find);
  g_test_add_func ("/kind/sound", test_sound);
  return g_test_run ();
}
