/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "handrail/core/hr-error.h"
#include "handrail/feed/hr-feed-writer.h"
#include "hr-csv-private.h"
#include "hr-test-feed.h"

#include <string.h>

static HrFeed *
read_bytes (const char *data, gsize length, HrFeedFormat format, const HrFeedColumns *columns, GError **error)
{
  HrFeedOptions options = {
    .format = format, .timezone = "America/New_York", .vocabulary = hr_test_vocabulary (), .columns = columns
  };

  return hr_feed_read (data, length, &options, error);
}

static HrFeed *
read_text (const char *text, const HrFeedColumns *columns)
{
  g_autoptr (GError) error = NULL;
  HrFeed *feed = read_bytes (text, strlen (text), HR_FEED_AUTO, columns, &error);

  g_assert_no_error (error);
  g_assert_cmpint (feed->format, ==, HR_FEED_CSV);
  g_assert_cmpuint (feed->records, ==, feed->rows->len + feed->rejected->len);
  return feed;
}

static const char *
get (HrFeed *feed, guint row, const char *field)
{
  return hr_record_get (hr_test_row (feed, row)->meeting, field);
}

/* "a|b" per row, rows joined with "/" */
static char *
spell (const char *text, gsize length, char separator)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HrCsv) csv = hr_csv_new (text, length, 1000000, &error);
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  GString *out = g_string_new (NULL);
  gboolean more = TRUE;

  g_assert_no_error (error);
  hr_csv_set_separator (csv, separator);
  while (hr_csv_next (csv, cells, &more, &error) && more)
    {
      g_string_append (out, out->len > 0 ? "/" : "");
      for (guint i = 0; i < cells->len; i++)
        g_string_append_printf (out, "%s%s", i > 0 ? "|" : "", (char *)cells->pdata[i]);
    }
  g_assert_no_error (error);
  return g_string_free (out, FALSE);
}

static void
test_reader (void)
{
  static const struct
  {
    const char *text;
    const char *says;
  } cases[] = {
    { "a,b\nc,d", "a|b/c|d" },
    { "a,b\r\nc,d\r\n", "a|b/c|d" },
    { "a,b\rc,d\r", "a|b/c|d" },
    { "\xef\xbb\xbf"
      "a,b",
      "a|b" },
    { "\"a,\"\"b\"\"\",\"c\r\nd\"\n", "a,\"b\"|c\nd" },
    { "a,,\n,,\n\n \n,b", "a||/|b" },
    { "\"a\"b,c\"d", "ab|c\"d" },
    { "caf\xe9,\x93x\x94", "café|“x”" },
    { "", "" },
  };
  static const char utf16[] = "\xfe\xff\0a\0,\xd8\x3d\xde\x42\0\n\0b";

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *said = spell (cases[i].text, strlen (cases[i].text), ',');

      g_assert_cmpstr (said, ==, cases[i].says);
    }
  {
    g_autofree char *said = spell (utf16, sizeof utf16 - 1, ',');

    g_assert_cmpstr (said, ==, "a|🙂/b");
  }
}

static void
test_reader_errors (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HrFeed) open = read_bytes ("name,day\nA,1\nB,\"x\n\n", 19, HR_FEED_CSV, NULL, &error);
  g_autoptr (GString) wide = g_string_new ("name,day\n");
  g_autoptr (HrFeed) broad = NULL;

  g_assert_null (open);
  g_assert_error (error, HR_ERROR, HR_ERROR_INPUT);
  g_assert_true (g_str_has_prefix (error->message, "line 3, column 3: a quote begins"));
  g_clear_error (&error);
  for (guint i = 0; i < HR_CSV_MAX_CELLS + 1; i++)
    g_string_append (wide, "x,");
  broad = read_bytes (wide->str, wide->len, HR_FEED_CSV, NULL, &error);
  g_assert_null (broad);
  g_assert_error (error, HR_ERROR, HR_ERROR_LIMIT);
  g_assert_true (g_str_has_prefix (error->message, "line 2, "));
  g_clear_error (&error);
  g_assert_null (read_bytes ("name,day\n\0", 10, HR_FEED_CSV, NULL, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_INPUT);
  g_clear_error (&error);
  g_assert_null (read_bytes ("a,b\n1,2\n", 8, HR_FEED_CSV, NULL, &error));
  g_assert_nonnull (strstr (error->message, "none of the columns"));
}

/* What is written is read, whatever stands in the cells. */
static void
test_round (void)
{
  static const char *const pieces[] = { "a", "\"", ",", ";", "\t", "\n", " ", "é", "🙂", "'", "=" };
  static const char separators[] = ",;\t|";

  for (guint n = 0; n < 500; n++)
    {
      const char separator = separators[g_test_rand_int_range (0, 4)];
      const int rows = g_test_rand_int_range (1, 6), width = g_test_rand_int_range (1, 6);
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GString) expected = g_string_new (NULL);
      g_autofree char *said = NULL;

      for (int row = 0; row < rows; row++)
        {
          g_string_append (expected, row > 0 ? "/" : "");
          for (int i = 0; i < width; i++)
            {
              g_autoptr (GString) cell = g_string_new (i == 0 ? "x" : "");

              for (int k = g_test_rand_int_range (0, 6); k > 0; k--)
                g_string_append (cell, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
              if (i > 0)
                g_string_append_c (text, separator);
              hr_csv_append_cell (text, cell->str, separator);
              g_string_append_printf (expected, "%s%s", i > 0 ? "|" : "", cell->str);
            }
          g_string_append (text, g_test_rand_bit () ? "\r\n" : "\n");
        }
      said = spell (text->str, text->len, separator);
      g_assert_cmpstr (said, ==, expected->str);
    }
}

static void
test_columns_by_name (void)
{
  g_autoptr (HrFeed) feed = read_text ("Meeting Name;Weekday;Start time;Venue;Comments;Type 1;Secret\n"
                                       "A;Mon, Wed;7 pm;Hall;;;\n"
                                       "B;4;19:30;Hall;Bring a chair;;x\n"
                                       ";;;;;;\n"
                                       ";;;;;x;\n",
                                       NULL);

  g_assert_cmpuint (feed->rows->len, ==, 2);
  g_assert_cmpuint (feed->rejected->len, ==, 1);
  g_assert_cmpstr (get (feed, 0, "rule"), ==, "FREQ=WEEKLY;BYDAY=MO,WE");
  g_assert_true (g_str_has_suffix (get (feed, 0, "start"), "T19:00"));
  g_assert_cmpstr (get (feed, 1, "rule"), ==, "FREQ=WEEKLY;BYDAY=TH");
  g_assert_cmpstr (get (feed, 1, "notes"), ==, "Bring a chair");
  g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (feed->left_out, "Secret")), ==, 1);
  g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (feed->left_out, "Type 1")), ==, 1);
}

static void
test_columns_said (void)
{
  static const char text[] = "Who,When it is,Stuff,More,name\nA,Monday 7:00 PM,Open,Women,zz\nB,8pm Sunday,,,zz\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (HrFeedColumns) columns =
      hr_feed_columns_parse ("# mine\nWho=name, When it is=day_time\nStuff=types,D=types,name=", &error);
  g_autoptr (HrFeedColumns) wrong = NULL;
  g_autoptr (HrFeedColumns) missing = hr_feed_columns_new ();
  g_autoptr (HrFeed) feed = NULL;

  g_assert_no_error (error);
  feed = read_text (text, columns);
  g_assert_cmpuint (feed->rows->len, ==, 2);
  g_assert_cmpstr (get (feed, 0, "name"), ==, "A");
  g_assert_cmpstr (get (feed, 0, "rule"), ==, "FREQ=WEEKLY;BYDAY=MO");
  g_assert_cmpstr (get (feed, 0, "types"), ==, "O,W");
  g_assert_cmpstr (get (feed, 1, "rule"), ==, "FREQ=WEEKLY;BYDAY=SU");
  g_assert_true (g_str_has_suffix (get (feed, 1, "start"), "T20:00"));
  g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (feed->left_out, "name")), ==, 2);
  wrong = hr_feed_columns_parse ("Who=nonsense", &error);
  g_assert_null (wrong);
  g_assert_nonnull (strstr (error->message, "day_time"));
  g_clear_error (&error);
  g_assert_true (hr_feed_columns_set (missing, "Nobody", "name", &error));
  g_assert_null (read_bytes (text, strlen (text), HR_FEED_CSV, missing, &error));
  g_assert_nonnull (strstr (error->message, "no column “Nobody”"));
}

static void
test_proposal (void)
{
  static const char text[] =
      "sep=;\nTitle;X;Y;Link;;Title\nA;Monday;7 pm;https://zoom.us/j/1;1;q\nB;Friday;8 pm;;2;q\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (HrFeedTable) table = hr_feed_table_new (text, strlen (text), NULL, &error);
  static const struct
  {
    const char *name;
    const char *field;
    HrFeedSure sure;
  } expected[] = {
    { "Title", "name", HR_FEED_SURE_NAME }, { "X", "day", HR_FEED_SURE_CONTENT },
    { "Y", "time", HR_FEED_SURE_CONTENT },  { "Link", NULL, HR_FEED_SURE_NOT },
    { "Column E", NULL, HR_FEED_SURE_NOT }, { "Title (2)", NULL, HR_FEED_SURE_NOT },
  };

  g_assert_no_error (error);
  g_assert_cmpuint (table->columns->len, ==, G_N_ELEMENTS (expected));
  g_assert_cmpint (table->separator, ==, ';');
  g_assert_cmpstr (table->encoding, ==, "UTF-8");
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      const HrFeedTableColumn *column = table->columns->pdata[i];

      g_assert_cmpstr (column->name, ==, expected[i].name);
      g_assert_cmpstr (column->field, ==, expected[i].field);
      g_assert_cmpint (column->sure, ==, expected[i].sure);
    }
  g_assert_cmpstr (((HrFeedTableColumn *)table->columns->pdata[1])->samples[1], ==, "Friday");
  g_assert_cmpstr (((HrFeedTableColumn *)table->columns->pdata[1])->samples[2], ==, "");
  g_assert_cmpuint (strlen (table->key), ==, 64);
}

/* One sheet, however it was saved, is the same meetings. */
static void
test_saved_tables (void)
{
  static const char *const names[] = { "comma-utf8.csv", "semicolon-windows-1252.csv", "tab-utf16.csv",
                                       "comma-cr.csv" };
  g_autoptr (HrFeed) first = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_test_build_filename (G_TEST_DIST, "golden", "feeds", "tables", names[i], NULL);
      g_autofree char *data = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (HrFeed) feed = NULL;
      gsize length;

      g_file_get_contents (path, &data, &length, &error);
      g_assert_no_error (error);
      feed = read_bytes (data, length, HR_FEED_AUTO, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (feed->format, ==, HR_FEED_CSV);
      g_assert_cmpuint (feed->rows->len, ==, 4);
      g_assert_cmpstr (get (feed, 0, "name"), ==, "Café “Sunrise”");
      g_assert_cmpstr (get (feed, 0, "notes"), ==, "Ring the bell;\nthe door is at the back.");
      g_assert_cmpstr (get (feed, 0, "types"), ==, "O,D");
      g_assert_cmpstr (get (feed, 0, "length"), ==, "60");
      g_assert_cmpstr (hr_record_get (hr_test_row (feed, 0)->venue, "region"), ==, "North > Hill");
      g_assert_cmpstr (get (feed, 1, "rule"), ==, "FREQ=WEEKLY;BYDAY=TU,TH");
      g_assert_cmpstr (get (feed, 1, "types"), ==, "C,W");
      g_assert_cmpstr (hr_record_get (hr_test_row (feed, 2)->venue, "name"), ==, "Señor Peña House");
      g_assert_null (get (feed, 2, "start"));
      g_assert_cmpstr (get (feed, 3, "rule"), ==, "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR");
      g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (feed->left_out, "Contact 1 Name")), ==, 1);
      for (guint k = 0; first != NULL && k < 4; k++)
        {
          g_assert_true (hr_record_equal (hr_test_row (first, k)->meeting, hr_test_row (feed, k)->meeting));
          g_assert_cmpstr (hr_test_row (first, k)->venue_key, ==, hr_test_row (feed, k)->venue_key);
        }
      if (first == NULL)
        first = g_steal_pointer (&feed);
    }
}

/* Real feeds, exported as CSV and read again: name, place, days, time, types and links are the same. */
static void
test_own_export (void)
{
  static const char *const names[] = { "tsmlui-sussexaa-1.json", "tsmlui-kansascity.json",
                                       "tsmlui-orangecounty-ca.json" };
  static const char *const fields[] = { "name",           "rule",  "start",      "length",
                                        "conference_url", "types", "attendance", "notes" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_test_build_filename (G_TEST_DIST, "golden", "feeds", names[i], NULL);
      g_autofree char *data = NULL;
      g_autofree char *csv = NULL;
      g_autofree HrFeedItem *items = NULL;
      g_autoptr (HrFeed) feed = NULL;
      g_autoptr (HrFeed) again = NULL;
      guint same = 0;

      g_assert_true (g_file_get_contents (path, &data, NULL, NULL));
      feed = hr_test_read_feed (data, NULL);
      items = g_new0 (HrFeedItem, feed->rows->len);
      for (guint k = 0; k < feed->rows->len; k++)
        items[k] = (HrFeedItem){ .meeting = hr_test_row (feed, k)->meeting,
                                 .venue = hr_test_row (feed, k)->venue,
                                 .group = hr_test_row (feed, k)->group };
      csv = hr_feed_write_csv (items, feed->rows->len, "America/New_York");
      again = read_text (csv, NULL);
      g_assert_cmpuint (again->rows->len, ==, feed->rows->len);
      for (guint k = 0; k < feed->rows->len; k++)
        {
          gboolean equal = TRUE;

          for (guint f = 0; f < G_N_ELEMENTS (fields); f++)
            {
              const char *a = get (feed, k, fields[f]), *b = get (again, k, fields[f]);
              /* computed ones, that are no words of the meeting */
              const gboolean computed = strcmp (fields[f], "types") == 0;

              if (g_strcmp0 (a, b) != 0 && !computed)
                {
                  equal = FALSE;
                  g_test_message ("%s %u %s: %s / %s", names[i], k, fields[f], a, b);
                }
            }
          same += equal;
        }
      g_test_message ("%s: %u of %u", names[i], same, feed->rows->len);
      g_assert_cmpuint (same, ==, feed->rows->len);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/feed-csv/reader", test_reader);
  g_test_add_func ("/feed-csv/reader-errors", test_reader_errors);
  g_test_add_func ("/feed-csv/round", test_round);
  g_test_add_func ("/feed-csv/columns-by-name", test_columns_by_name);
  g_test_add_func ("/feed-csv/columns-said", test_columns_said);
  g_test_add_func ("/feed-csv/proposal", test_proposal);
  g_test_add_func ("/feed-csv/saved-tables", test_saved_tables);
  g_test_add_func ("/feed-csv/own-export", test_own_export);
  return g_test_run ();
}
