/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-records-private.h"
#include "store-fixture.h"

static const char *
column_type (HrFieldForm form)
{
  switch ((int) form)
    {
    case HR_FORM_INTEGER:
    case HR_FORM_YES_NO:
    case HR_FORM_TIME:
      return "INTEGER";
    case HR_FORM_COORDINATE:
      return "REAL";
    default:
      return "TEXT";
    }
}

static int
compare_cb (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The tables written by hand must be the ones that hr-kind.h describes. */
static void
test_columns (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ("2026-11-23T18:50:00-05:00");
  g_autofree char *path = g_build_filename (fixture->directory, HR_STORE_FILE, NULL);
  static const char *const own[] = { "n INTEGER", "id TEXT", "clock BLOB", "op INTEGER" };
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  for (guint k = 0; k < HR_N_KINDS; k++)
    {
      guint n = 0;
      const HrField *fields = hr_kind_get_fields ((HrKind) k, &n);
      g_autofree char *sql = g_strdup_printf ("SELECT name, type FROM pragma_table_info ('%s') ORDER BY name",
                                              hr_kind_get_name ((HrKind) k));
      g_autoptr (GString) found = g_string_new (NULL);
      g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func (g_free);
      g_autofree char *wanted = NULL;
      sqlite3_stmt *statement = NULL;

      g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
      while (sqlite3_step (statement) == SQLITE_ROW)
        g_string_append_printf (found, "%s%s %s", found->len > 0 ? "," : "", sqlite3_column_text (statement, 0),
                                sqlite3_column_text (statement, 1));
      sqlite3_finalize (statement);
      /* a field that came later has its column behind all others */
      for (guint i = 0; i < n; i++)
        g_ptr_array_add (columns, g_strdup_printf ("%s %s", fields[i].name, column_type (fields[i].form)));
      for (guint i = 0; i < G_N_ELEMENTS (own); i++)
        g_ptr_array_add (columns, g_strdup (own[i]));
      g_ptr_array_sort (columns, compare_cb);
      g_ptr_array_add (columns, NULL);
      wanted = g_strjoinv (",", (char **) columns->pdata);
      g_assert_cmpstr (found->str, ==, wanted);
    }
  sqlite3_close (db);
}

static const char *
sample (const HrField *field)
{
  switch ((int) field->form)
    {
    case HR_FORM_TRANSLATED:
      return "en=One\nes=Uno";
    case HR_FORM_INTEGER:
      return "7";
    case HR_FORM_COORDINATE:
      return "-40.0312345";
    case HR_FORM_YES_NO:
      return "no";
    case HR_FORM_DATE:
      return "2026-02-28";
    case HR_FORM_TIME:
      return "07:05";
    case HR_FORM_DATE_TIME:
      return "2026-02-28T23:59";
    case HR_FORM_RULE:
      return "FREQ=WEEKLY;BYDAY=MO";
    case HR_FORM_ZONE:
      return "America/New_York";
    case HR_FORM_URL:
      return "https://example.org/a";
    case HR_FORM_PHONE:
      return "+1 555 0100";
    case HR_FORM_CODES:
      return "O,W";
    case HR_FORM_CHOICE:
      return field->choices[0];
    case HR_FORM_TEXT:
      return "two\nlines “é”";
    default:
      return "a 'line'";
    }
}

/* Every field of every kind, there and back. */
static void
test_round_trip (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ("2026-11-23T18:50:00-05:00");
  g_autofree char *path = g_build_filename (fixture->directory, HR_STORE_FILE, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (HrDb) db = hr_db_open (path, HR_DB_OPEN, &error);
  HrWriter writer = { .device = 1, .epoch = 2, .wall_ms = 3, .op = 4 };

  g_assert_no_error (error);
  for (guint k = 0; k < HR_N_KINDS; k++)
    {
      HrKind kind = (HrKind) k;
      guint n = 0;
      const HrField *fields = hr_kind_get_fields (kind, &n);
      g_autoptr (HrRecord) record = hr_record_new (kind, "x-1");
      g_autoptr (HrRow) row = NULL;
      g_autoptr (HrRow) again = NULL;
      gint64 number = 0;

      for (guint i = 0; i < n; i++)
        hr_record_take_canonical (record, i, g_strdup (sample (&fields[i])));
      g_assert_true (hr_records_insert (db, &writer, record, &number, &error));
      g_assert_no_error (error);
      g_assert_cmpint (number, >, 0);
      row = hr_records_get (db, kind, "x-1", &error);
      g_assert_no_error (error);
      g_assert_true (hr_record_equal (row->record, record));
      g_assert_cmpuint (hr_row_clock_get (&row->clock, 0)->op, ==, writer.op);
      /* the same id again writes nothing */
      g_assert_true (hr_records_insert (db, &writer, record, &number, &error));
      g_assert_cmpint (number, ==, 0);
      /* one field: its version alone moves */
      hr_record_take_canonical (row->record, n - 1, g_strdup ("yes"));
      g_assert_cmpuint (hr_records_diff (row->record, record), ==, G_GUINT64_CONSTANT (1) << (n - 1));
      writer.device = 2;
      g_assert_true (hr_records_update (db, &writer, row, G_GUINT64_CONSTANT (1) << (n - 1), &error));
      again = hr_records_get_nth (db, kind, row->n, &error);
      g_assert_no_error (error);
      g_assert_true (hr_record_equal (row->record, again->record));
      g_assert_cmpuint (hr_row_clock_get (&again->clock, hr_kind_get_clock_number ((HrKind) k, n - 1))->gen, ==, 2);
      g_assert_cmpuint (hr_row_clock_get (&again->clock, hr_kind_get_clock_number ((HrKind) k, n - 1))->device, ==, 2);
      g_assert_cmpuint (hr_row_clock_get (&again->clock, 0)->gen, ==, 1);
      writer.device = 1;
    }
}

static void
test_coordinates (void)
{
  static const char *const values[] = { "0", "-0.0000001", "90", "-179.9999999", "40.7127281", "1.5", "100.1" };
  g_autoptr (StoreFixture) fixture = store_fixture_new ("2026-11-23T18:50:00-05:00");

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autofree char *id = g_strdup_printf ("v-%u", i);
      g_autoptr (HrRecord) back = NULL;
      g_autoptr (GError) error = NULL;

      store_fixture_add (fixture, HR_KIND_VENUE, id, "name", "Hall", "longitude", values[i], "latitude", "1", NULL);
      back = hr_store_get_record (fixture->store, HR_KIND_VENUE, id, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (hr_record_get (back, "longitude"), ==, values[i]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/records/columns", test_columns);
  g_test_add_func ("/records/round-trip", test_round_trip);
  g_test_add_func ("/records/coordinates", test_coordinates);
  return g_test_run ();
}
