/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Real feeds: what becomes of them, as text, compared byte for byte; and the known traps in them, one by one. */
#define G_LOG_DOMAIN "handrail-test"

#include "handrail/core/hr-error.h"
#include "hr-test-feed.h"

#include <stdlib.h>
#include <string.h>

#define SHOWN_RECORDS 10

typedef struct
{
  const char *name;
  const char *formats; /* (nullable): a file beside it */
  const char *fellowship;
  HrFeedFormat format;
  guint records;
} Golden;

static const Golden goldens[] = {
  { "tsmlui-aasepia-philadelphia-1", NULL, NULL, HR_FEED_MEETING_GUIDE, 2038 },
  { "tsmlui-orangecounty-ca", NULL, NULL, HR_FEED_MEETING_GUIDE, 1967 },
  { "tsmlui-nocodeapi-googlesheet", NULL, NULL, HR_FEED_MEETING_GUIDE, 567 },
  { "tsmlui-al-anon", NULL, "al-anon", HR_FEED_MEETING_GUIDE, 360 },
  { "tsmlui-kansascity", NULL, NULL, HR_FEED_MEETING_GUIDE, 206 },
  { "tsmlui-eda", NULL, "eda", HR_FEED_MEETING_GUIDE, 185 },
  { "tsmlui-sussexaa-1", NULL, NULL, HR_FEED_MEETING_GUIDE, 123 },
  { "central-query-cypress-meetings", NULL, NULL, HR_FEED_MEETING_GUIDE, 160 },
  { "bmlt-newyork-GetSearchResults", "bmlt-newyork-GetFormats", NULL, HR_FEED_BMLT, 1555 },
};

static char *
load (const char *name, const char *ending, gsize *ret_length)
{
  g_autofree char *file = g_strconcat (name, ending, NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "golden", "feeds", file, NULL);
  g_autoptr (GError) error = NULL;
  char *data = NULL;

  g_file_get_contents (path, &data, ret_length, &error);
  g_assert_no_error (error);
  return data;
}

static HrFeed *
read_golden (const Golden *golden)
{
  gsize length, formats_length = 0;
  g_autofree char *data = load (golden->name, ".json", &length);
  g_autofree char *formats = golden->formats != NULL ? load (golden->formats, ".json", &formats_length) : NULL;
  g_autoptr (GError) error = NULL;
  HrFeedOptions options = { .fellowship = golden->fellowship,
                            .timezone = "America/New_York",
                            .formats = formats,
                            .formats_length = formats_length,
                            .vocabulary = hr_test_vocabulary () };
  HrFeed *feed = hr_feed_read (data, length, &options, &error);

  g_assert_no_error (error);
  return feed;
}

static HrFeed *
read_named (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (goldens); i++)
    if (strcmp (goldens[i].name, name) == 0)
      return read_golden (&goldens[i]);
  g_assert_not_reached ();
}

static int
compare_text_cb (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

static void
count (GHashTable *counts, const char *what)
{
  const guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, what));

  g_hash_table_insert (counts, g_strdup (what), GUINT_TO_POINTER (n + 1));
}

static void
append_counts (GString *text, const char *title, GHashTable *counts)
{
  guint n;
  g_autofree const char **names = (const char **)g_hash_table_get_keys_as_array (counts, &n);

  if (n > 0)
    qsort (names, n, sizeof names[0], compare_text_cb);
  g_string_append_printf (text, "%s:\n", title);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "  %u  %s\n", GPOINTER_TO_UINT (g_hash_table_lookup (counts, names[i])), names[i]);
}

/* The sentence without what differs from record to record */
static char *
kind_of_note (const char *text)
{
  GString *kind = g_string_new (NULL);
  gboolean quoted = FALSE;

  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"')
        {
          quoted = !quoted;
          if (quoted)
            g_string_append (kind, "\"…\"");
        }
      else if (!quoted && !(g_ascii_isdigit (*p) && kind->len > 0 && kind->str[kind->len - 1] == '#'))
        g_string_append_c (kind, g_ascii_isdigit (*p) ? '#' : *p);
    }
  return g_string_free (kind, FALSE);
}

static void
append_row (GString *text, const HrFeedRow *row)
{
  g_string_append_printf (text, "\nrecord %u\nkey: %s\n", row->record, row->key);
  hr_test_append_record (text, row->meeting);
  if (row->venue_key != NULL)
    g_string_append_printf (text, "venue key: %s\n", row->venue_key);
  hr_test_append_record (text, row->venue);
  if (row->group_key != NULL)
    g_string_append_printf (text, "group key: %s\n", row->group_key);
  hr_test_append_record (text, row->group);
}

static char *
describe (HrFeed *feed)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GHashTable) attendance = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) types = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) repairs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) venues = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) groups = g_hash_table_new (g_str_hash, g_str_equal);
  guint by_appointment = 0;

  for (guint i = 0; i < feed->rows->len; i++)
    {
      const HrFeedRow *row = feed->rows->pdata[i];
      g_auto (GStrv) codes = hr_record_get_codes (row->meeting, "types");

      count (attendance, hr_record_get (row->meeting, "attendance"));
      for (gsize k = 0; codes[k] != NULL; k++)
        count (types, codes[k]);
      by_appointment += hr_record_get (row->meeting, "start") == NULL;
      if (row->venue_key != NULL)
        g_hash_table_add (venues, row->venue_key);
      if (row->group_key != NULL)
        g_hash_table_add (groups, row->group_key);
    }
  for (guint i = 0; i < feed->repaired->len; i++)
    {
      g_autofree char *kind = kind_of_note (((const HrFeedNote *)feed->repaired->pdata[i])->text);

      count (repairs, kind);
    }
  g_string_append_printf (text,
                          "format: %s\nrecords: %u\nrows: %u\nrejected: %u\nby appointment: %u\nvenues: %u\n"
                          "groups: %u\n",
                          hr_feed_format_to_string (feed->format), feed->records, feed->rows->len, feed->rejected->len,
                          by_appointment, g_hash_table_size (venues), g_hash_table_size (groups));
  append_counts (text, "attendance", attendance);
  append_counts (text, "types", types);
  append_counts (text, "repaired", repairs);
  append_counts (text, "left out", feed->left_out);
  g_string_append (text, "types brought along:\n");
  for (guint i = 0; i < feed->types->len; i++)
    hr_test_append_record (text, feed->types->pdata[i]);
  for (guint i = 0; i < SHOWN_RECORDS; i++)
    append_row (text, feed->rows->pdata[i * (feed->rows->len - 1) / (SHOWN_RECORDS - 1)]);
  return g_string_free (text, FALSE);
}

static void
test_golden (gconstpointer data)
{
  const Golden *golden = data;
  g_autoptr (HrFeed) feed = read_golden (golden);
  g_autofree char *text = describe (feed);
  g_autofree char *expected = NULL;
  gsize length;

  g_assert_cmpint (feed->format, ==, golden->format);
  g_assert_cmpuint (feed->records, ==, golden->records);
  g_assert_cmpuint (feed->rows->len, ==, golden->records);
  g_assert_cmpuint (feed->rejected->len, ==, 0);
  g_assert_false (feed->own_export);
  if (g_strcmp0 (g_getenv ("HR_GOLDEN_UPDATE"), "1") == 0)
    {
      g_autofree char *file = g_strconcat (golden->name, ".expected", NULL);
      g_autofree char *path = g_test_build_filename (G_TEST_DIST, "golden", "feeds", file, NULL);

      g_assert_true (g_file_set_contents (path, text, -1, NULL));
    }
  expected = load (golden->name, ".expected", &length);
  g_assert_cmpstr (text, ==, expected);
}

/* Reading twice gives the same, and every record holds. */
static void
test_sound (gconstpointer data)
{
  g_autoptr (HrFeed) feed = read_golden (data);
  g_autoptr (HrFeed) again = read_golden (data);
  g_autoptr (GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < feed->rows->len; i++)
    {
      const HrFeedRow *row = feed->rows->pdata[i];
      const HrFeedRow *other = again->rows->pdata[i];
      g_autoptr (GError) error = NULL;

      g_assert_true (g_hash_table_add (keys, row->key));
      g_assert_true (hr_record_equal (row->meeting, other->meeting));
      g_assert_true (row->venue == NULL || hr_record_equal (row->venue, other->venue));
      g_assert_true (hr_record_check (row->meeting, &error));
      g_assert_no_error (error);
      /* what is stored as canonical is canonical */
      for (guint k = 0; k < 2; k++)
        {
          const HrRecord *record = k == 0 ? row->meeting : row->venue;
          g_autoptr (HrRecord) copy = record != NULL ? hr_record_new (hr_record_get_kind (record), NULL) : NULL;
          guint n = 0;
          const HrField *fields = record != NULL ? hr_kind_get_fields (hr_record_get_kind (record), &n) : NULL;

          for (guint f = 0; f < n; f++)
            {
              g_assert_true (hr_record_set (copy, fields[f].name, hr_record_get_nth (record, f), &error));
              g_assert_no_error (error);
            }
          g_assert_true (record == NULL || hr_record_equal (copy, record));
        }
    }
}

static guint
count_type (HrFeed *feed, const char *code)
{
  guint n = 0;

  for (guint i = 0; i < feed->rows->len; i++)
    {
      const HrFeedRow *row = feed->rows->pdata[i];
      g_auto (GStrv) codes = hr_record_get_codes (row->meeting, "types");

      n += g_strv_contains ((const char *const *)codes, code);
    }
  return n;
}

static guint
count_value (HrFeed *feed, const char *field, const char *value)
{
  guint n = 0;

  for (guint i = 0; i < feed->rows->len; i++)
    n += g_strcmp0 (hr_record_get (((const HrFeedRow *)feed->rows->pdata[i])->meeting, field), value) == 0;
  return n;
}

/* POA is proof of attendance in AA and parents of alcoholics in Al-Anon. */
static void
test_al_anon_poa (void)
{
  g_autoptr (HrFeed) feed = read_named ("tsmlui-al-anon");
  const HrType *type = hr_vocabulary_lookup (hr_test_vocabulary (), "al-anon", "POA");
  guint proof = 0;

  g_assert_cmpuint (count_type (feed, "POA"), ==, 8);
  g_assert_nonnull (type);
  g_assert_cmpstr (hr_vocabulary_get_name (hr_test_vocabulary (), "al-anon", "POA", "en"), ==, "Parents of Alcoholics");
  for (guint i = 0; i < feed->rows->len; i++)
    {
      const HrFeedRow *row = feed->rows->pdata[i];
      g_auto (GStrv) codes = hr_record_get_codes (row->meeting, "types");

      g_assert_cmpstr (hr_record_get (row->meeting, "fellowship"), ==, "al-anon");
      if (hr_vocabulary_features (hr_test_vocabulary (), "al-anon", (const char *const *)codes) & HR_FEATURE_PROOF)
        proof++;
    }
  g_assert_cmpuint (proof, ==, 0);
  g_assert_cmpuint (count_type (feed, "C"), ==, 89);
}

static void
test_never_trust_online (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (goldens); i++)
    {
      g_autoptr (HrFeed) feed = read_golden (&goldens[i]);

      g_assert_cmpuint (count_type (feed, "ONL"), ==, 0);
      g_assert_cmpuint (count_type (feed, "onl"), ==, 0);
      for (guint k = 0; k < feed->rows->len; k++)
        {
          const HrFeedRow *row = feed->rows->pdata[k];

          if (strcmp (hr_record_get (row->meeting, "attendance"), "online") == 0 && row->venue != NULL)
            g_assert_null (hr_record_get (row->venue, "latitude"));
        }
    }
}

static void
test_orange_county (void)
{
  g_autoptr (HrFeed) feed = read_named ("tsmlui-orangecounty-ca");

  g_assert_cmpuint (count_type (feed, "S"), ==, 499);
  g_assert_cmpuint (count_value (feed, "attendance", "in_person"), ==, 1432);
  g_assert_cmpuint (count_value (feed, "attendance", "hybrid"), ==, 148);
  g_assert_cmpuint (count_value (feed, "attendance", "inactive"), ==, 2);
  g_assert_cmpuint (count_value (feed, "start", NULL), ==, 1);
}

/* Weekdays count from 1 to 7 there, with 7 for Sunday, and one 0. */
static void
test_central_query_days (void)
{
  g_autoptr (HrFeed) feed = read_named ("central-query-cypress-meetings");

  g_assert_cmpuint (count_value (feed, "rule", "FREQ=WEEKLY;BYDAY=SU"), ==, 24);
  g_assert_cmpuint (count_value (feed, "rule", "FREQ=WEEKLY;BYDAY=SA"), ==, 20);
  g_assert_cmpuint (count_value (feed, "start", NULL), ==, 10);
  g_assert_cmpuint (count_value (feed, "attendance", "in_person"), ==, 0);
}

static void
test_new_york_unpublished (void)
{
  g_autoptr (HrFeed) feed = read_named ("bmlt-newyork-GetSearchResults");

  g_assert_cmpuint (count_value (feed, "published", "no"), ==, 42);
  g_assert_cmpuint (count_value (feed, "fellowship", "na"), ==, 1555);
  /* Saturday is 7 there */
  g_assert_cmpuint (count_value (feed, "rule", "FREQ=WEEKLY;BYDAY=SA"), ==, 219);
  g_assert_cmpuint (count_type (feed, "WC"), ==, 310);
  g_assert_cmpuint (count_type (feed, "ID"), ==, 7);
  g_assert_cmpuint (feed->types->len, ==, 1);
}

static void
test_no_feeds (void)
{
  static const struct
  {
    const char *name;
    const char *says;
  } files[] = {
    { "bmlt-newyork-GetFormats", "formats" },
    { "bmlt-newyork-GetServiceBodies", "service bodies" },
    { "smart-recovery-usa-2022", "SMART" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      gsize length;
      g_autofree char *data = load (files[i].name, ".json", &length);
      g_autofree char *message = hr_test_read_error (data, (gssize)length, HR_ERROR_INPUT);

      g_assert_nonnull (strstr (message, files[i].says));
      g_assert_nonnull (strstr (message, "Meeting Guide"));
    }
}

/* Wherever a file is cut off, it is refused, and the message says where. */
static void
test_cut_off (void)
{
  gsize length;
  g_autofree char *data = load ("tsmlui-sussexaa-1", ".json", &length);

  for (gsize cut = 1; cut < length - 2; cut += 997)
    {
      g_autofree char *message = hr_test_read_error (data, (gssize)cut, HR_ERROR_INPUT);

      g_assert_true (g_str_has_prefix (message, "line "));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (goldens); i++)
    {
      g_autofree char *path = g_strdup_printf ("/feeds/golden/%s", goldens[i].name);
      g_autofree char *sound = g_strdup_printf ("/feeds/sound/%s", goldens[i].name);

      g_test_add_data_func (path, &goldens[i], test_golden);
      g_test_add_data_func (sound, &goldens[i], test_sound);
    }
  g_test_add_func ("/feeds/al-anon-poa", test_al_anon_poa);
  g_test_add_func ("/feeds/never-trust-online", test_never_trust_online);
  g_test_add_func ("/feeds/orange-county", test_orange_county);
  g_test_add_func ("/feeds/central-query-days", test_central_query_days);
  g_test_add_func ("/feeds/new-york-unpublished", test_new_york_unpublished);
  g_test_add_func ("/feeds/no-feeds", test_no_feeds);
  g_test_add_func ("/feeds/cut-off", test_cut_off);
  return g_test_run ();
}
