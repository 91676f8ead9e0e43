/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever the records hold: what is exported is valid JSON, and reading it gives the same records again. */
#include "handrail/feed/hr-feed-writer.h"

#include "hr-test-feed.h"

#include <string.h>

static int
roll (int n)
{
  return g_test_rand_int_range (0, n);
}

static char *
random_text (gboolean multiline)
{
  static const char *const pieces[] = { "a",     "Zürich ", "日本 ", "🙂", "\"", "\\",        "<b>",
                                        "</b>",  "&amp;",   "&",     "'",    ",",  ";",         "=1+1",
                                        "@",     " > ",     "{}",    "[",    ":",  "e\xcc\x81", "\xe2\x80\xae",
                                        "word ", "0" };
  GString *out = g_string_new (NULL);

  for (int i = roll (12); i >= 0; i--)
    {
      g_string_append (out, pieces[roll (G_N_ELEMENTS (pieces))]);
      if (multiline && roll (8) == 0)
        g_string_append_c (out, '\n');
    }
  return g_string_free (out, FALSE);
}

static char *
random_date (void)
{
  return hr_date_to_string (hr_date_from_ymd (2026, 1, 1) + roll (1000));
}

static char *
random_rule (void)
{
  static const char *const rules[] = { "FREQ=WEEKLY",           "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,TU;WKST=SU",
                                       "FREQ=DAILY;COUNT=10",   "FREQ=MONTHLY;BYDAY=-1FR,2TU",
                                       "FREQ=YEARLY;BYMONTH=2", "FREQ=WEEKLY;BYMONTH=6,7;UNTIL=20291231" };

  return g_strdup (rules[roll (G_N_ELEMENTS (rules))]);
}

static char *
random_value (const HrField *field)
{
  g_autofree char *line = random_text (FALSE);
  g_autofree char *date = random_date ();

  switch (field->form)
    {
    case HR_FORM_LINE:
      return g_steal_pointer (&line);
    case HR_FORM_TEXT:
      return random_text (TRUE);
    case HR_FORM_TRANSLATED:
      return g_strdup_printf ("en=%s\nes=x%s", line, line);
    case HR_FORM_INTEGER:
      return g_strdup_printf ("%d", g_test_rand_int_range (field->minimum, MIN (field->maximum, 100000) + 1));
    case HR_FORM_COORDINATE:
      return g_strdup_printf ("%.7f", g_test_rand_double_range (field->minimum, field->maximum));
    case HR_FORM_YES_NO:
      return g_strdup (roll (2) == 0 ? "yes" : "no");
    case HR_FORM_DATE:
      return g_steal_pointer (&date);
    case HR_FORM_TIME:
      return g_strdup_printf ("%02d:%02d", roll (24), roll (60));
    case HR_FORM_DATE_TIME:
      return g_strdup_printf ("%sT%02d:%02d", date, roll (24), roll (60));
    case HR_FORM_RULE:
      return random_rule ();
    case HR_FORM_ZONE:
      return g_strdup (roll (2) == 0 ? "Europe/London" : "America/St_Johns");
    case HR_FORM_URL:
      return g_strdup_printf ("https://example.org/%d?a=b&c=%%20", roll (1000));
    case HR_FORM_PHONE:
      return g_strdup_printf ("+1518555%04d,,%d#", roll (10000), roll (1000));
    case HR_FORM_CODES:
      return g_strdup (roll (2) == 0 ? "O,X,TC,ONL" : "ZZZ,W");
    case HR_FORM_REF:
      return g_strdup_printf ("%s-%d", hr_kind_get_prefix (field->ref_kind), roll (100));
    case HR_FORM_CHOICE:
      {
        guint n = g_strv_length ((char **)(gpointer)field->choices);

        return g_strdup (field->choices[roll ((int)n)]);
      }
    default:
      g_assert_not_reached ();
    }
}

/* %NULL when the dice gave one that does not hold */
static HrRecord *
random_record (HrKind kind, const char *id)
{
  g_autoptr (HrRecord) record = hr_record_new (kind, id);
  guint n_fields;
  const HrField *fields = hr_kind_get_fields (kind, &n_fields);

  for (guint i = 0; i < n_fields; i++)
    {
      g_autofree char *value = NULL;

      if (!fields[i].required && roll (2) == 0)
        continue;
      value = random_value (&fields[i]);
      /* some random texts are nothing once they are cleaned */
      hr_record_set (record, fields[i].name, value, NULL);
    }
  return hr_record_check (record, NULL) ? g_steal_pointer (&record) : NULL;
}

static HrRecord *
roll_record (HrKind kind, const char *id)
{
  HrRecord *record = NULL;

  while (record == NULL)
    record = random_record (kind, id);
  return record;
}

static void
add_exceptions (HrFeedItem *item)
{
  item->exceptions = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_record_unref);
  for (int i = roll (4); i > 0; i--)
    {
      g_autofree char *id = g_strdup_printf ("%s-x-%d", hr_record_get_id (item->meeting), i);

      g_ptr_array_add (item->exceptions, roll_record (HR_KIND_EXCEPTION, id));
    }
}

static GPtrArray *
roll_others (void)
{
  static const HrKind kinds[] = { HR_KIND_FELLOWSHIP, HR_KIND_VENUE, HR_KIND_GROUP, HR_KIND_EXCEPTION, HR_KIND_SOURCE };
  GPtrArray *others = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_record_unref);

  for (int i = roll (6); i > 0; i--)
    {
      g_autofree char *id = g_strdup_printf ("other-%d", i);

      g_ptr_array_add (others, roll_record (kinds[roll (G_N_ELEMENTS (kinds))], id));
    }
  return others;
}

static void
clear_item (HrFeedItem *item)
{
  g_clear_pointer (&item->meeting, hr_record_unref);
  g_clear_pointer (&item->venue, hr_record_unref);
  g_clear_pointer (&item->group, hr_record_unref);
  g_clear_pointer (&item->exceptions, g_ptr_array_unref);
}

static void
assert_same (const HrRecord *read, const HrRecord *written)
{
  g_autoptr (GString) got = g_string_new (NULL);
  g_autoptr (GString) wanted = g_string_new (NULL);

  g_assert_cmpint (read != NULL, ==, written != NULL);
  if (read == NULL)
    return;
  hr_test_append_record (got, read);
  hr_test_append_record (wanted, written);
  g_assert_cmpstr (got->str, ==, wanted->str);
  g_assert_true (hr_record_equal (read, written));
}

static void
test_round_trip (void)
{
  for (guint i = 0; i < 60; i++)
    {
      HrFeedItem items[20] = { 0 };
      g_autoptr (GPtrArray) others = roll_others ();
      HrFeedExtras extras = { NULL, (gsize)roll (10), NULL, others };
      g_autofree char *text = NULL;
      g_autofree char *csv = NULL;
      g_autoptr (HrFeed) feed = NULL;

      for (guint k = 0; k < G_N_ELEMENTS (items); k++)
        {
          g_autofree char *id = g_strdup_printf ("m-%u", k);

          items[k].meeting = roll_record (HR_KIND_MEETING, id);
          items[k].venue = roll (3) > 0 ? roll_record (HR_KIND_VENUE, "v-1") : NULL;
          items[k].group = roll (3) > 0 ? roll_record (HR_KIND_GROUP, "g-1") : NULL;
          add_exceptions (&items[k]);
        }
      /* some stand behind the records, as unpublished ones do */
      extras.unpublished = &items[G_N_ELEMENTS (items) - extras.n_unpublished];
      text = hr_feed_write_meeting_guide (items, G_N_ELEMENTS (items) - extras.n_unpublished, &extras,
                                          "America/New_York");
      csv = hr_feed_write_csv (items, G_N_ELEMENTS (items), "America/New_York");
      g_assert_true (g_utf8_validate (csv, -1, NULL));
      feed = hr_test_read_feed (text, NULL);
      g_assert_true (feed->own_export);
      g_assert_cmpuint (feed->rejected->len, ==, 0);
      g_assert_cmpuint (feed->rows->len, ==, G_N_ELEMENTS (items));
      g_assert_cmpuint (feed->others != NULL ? feed->others->len : 0, ==, others->len);
      for (guint k = 0; k < others->len; k++)
        assert_same (feed->others->pdata[k], others->pdata[k]);
      for (guint k = 0; k < G_N_ELEMENTS (items); k++)
        {
          const HrFeedRow *row = hr_test_row (feed, k);
          guint n_exceptions = row->exceptions != NULL ? row->exceptions->len : 0;

          assert_same (row->meeting, items[k].meeting);
          assert_same (row->venue, items[k].venue);
          assert_same (row->group, items[k].group);
          g_assert_cmpuint (n_exceptions, ==, items[k].exceptions->len);
          for (guint n = 0; n < n_exceptions; n++)
            assert_same (row->exceptions->pdata[n], items[k].exceptions->pdata[n]);
          clear_item (&items[k]);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/property/export/round-trip", test_round_trip);
  return g_test_run ();
}
