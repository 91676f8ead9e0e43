/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A feed applied in part, cancelled, and taken back. */
#include "handrail/store/hr-store-import.h"
#include "hr-test-feed.h"
#include "store-fixture.h"

#define NOW "2026-11-23T18:50:00-05:00"

static const char *const feeds[] = {
  "tsmlui-aasepia-philadelphia-1.json",
  "tsmlui-orangecounty-ca.json",
  "tsmlui-nocodeapi-googlesheet.json",
  "tsmlui-al-anon.json",
  "tsmlui-kansascity.json",
  "tsmlui-eda.json",
  "tsmlui-sussexaa-1.json",
  "central-query-cypress-meetings.json",
  "bmlt-newyork-GetSearchResults.json",
};

static HrFeed *
read_feed (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "golden", "feeds", name, NULL);
  g_autofree char *data = NULL;

  g_assert_true (g_file_get_contents (path, &data, NULL, NULL));
  return hr_test_read_feed (data, NULL);
}

/* All live things with their values, by kind and id, and what is known of staff's fields */
static char *
dump (StoreFixture *fixture)
{
  GString *text = g_string_new (NULL);

  for (guint kind = 0; kind < HR_N_KINDS; kind++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) list = hr_store_get_records (fixture->store, (HrKind)kind, &error);

      g_assert_no_error (error);
      /* the source itself stays: it shows nothing; types and fellowships too */
      if (kind == HR_KIND_SOURCE || kind == HR_KIND_TYPE || kind == HR_KIND_FELLOWSHIP)
        continue;
      for (guint i = 0; i < list->len; i++)
        hr_test_append_record (text, list->pdata[i]);
    }
  return g_string_free (text, FALSE);
}

static HrImportReport *
apply (StoreFixture *fixture, HrFeed *feed, const HrApplyOptions *options, GError **error)
{
  HrApplyOptions complete = *options;

  complete.file_name = "feed.json";
  complete.accept_removals = TRUE;
  return hr_store_apply_feed (fixture->store, feed, &complete, error);
}

static HrImportReport *
apply_all (StoreFixture *fixture, HrFeed *feed, gboolean dry)
{
  g_autoptr (GError) error = NULL;
  HrImportReport *report = apply (fixture, feed, &(HrApplyOptions){ .dry_run = dry }, &error);

  g_assert_no_error (error);
  return report;
}

static HrUndoReport *
undo (StoreFixture *fixture, gint64 number)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  HrUndoReport *report = hr_store_undo_import (fixture->store, number, "Ana", &error);

  g_assert_no_error (error);
  problems = hr_store_check (fixture->store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
  return report;
}

static void
set (HrRecord *record, const char *field, const char *value)
{
  g_autoptr (GError) error = NULL;

  hr_record_set (record, field, value, &error);
  g_assert_no_error (error);
}

/* Another edition of the feed: some meetings are gone, some are changed, the first venue has another name. */
static void
change_feed (HrFeed *feed)
{
  HrRecord *venue = NULL;

  for (guint i = feed->rows->len; i-- > 0;)
    {
      HrFeedRow *row = feed->rows->pdata[i];

      if (i % 7 == 3)
        {
          g_ptr_array_remove_index (feed->rows, i);
          feed->records--;
        }
      else if (i % 5 == 2)
        {
          set (row->meeting, "name", "Another name");
          set (row->meeting, "notes", i % 2 == 0 ? NULL : "Another note");
        }
      else if (row->venue != NULL)
        venue = row->venue;
    }
  if (venue != NULL)
    set (venue, "name", "Another hall");
}

static void
edit (StoreFixture *fixture, const char *id, const char *field, const char *value)
{
  const char *const fields[] = { field, NULL }, *const values[] = { value, NULL };
  const HrEdit edits[] = {
    { .verb = HR_EDIT_SET, .kind = HR_KIND_MEETING, .id = id, .fields = fields, .values = values }
  };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = hr_store_edit (fixture->store, edits, 1, "Ana", &error);

  g_assert_no_error (error);
  g_assert_nonnull (ids);
}

/* First import, taken back: nothing is live. Second edition, taken back: as after the first; read again: as it was. */
static void
test_undo (gconstpointer data)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new (NOW);
  g_autoptr (HrFeed) feed = read_feed (data);
  g_autoptr (HrFeed) other = read_feed (data);
  g_autofree char *empty = dump (fixture);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *back = NULL;
  g_autofree char *again = NULL;
  g_autofree char *none = NULL;
  g_autoptr (HrImportReport) one = apply_all (fixture, feed, FALSE);
  g_autoptr (HrImportReport) two = NULL;
  g_autoptr (HrImportReport) three = NULL;
  g_autoptr (HrUndoReport) undone = NULL;
  g_autoptr (HrUndoReport) all = NULL;

  g_assert_cmpint (one->import, >, 0);
  first = dump (fixture);
  change_feed (other);
  two = apply_all (fixture, other, FALSE);
  g_assert_cmpuint (two->removed->len, >, 0);
  g_assert_cmpuint (two->changed->len, >, 0);
  for (guint i = 0; i < two->changed->len; i++)
    {
      const HrImportChange *change = two->changed->pdata[i];

      g_assert_nonnull (change->diff);
      g_assert_cmpuint (change->diff->len, >=, change->fields != NULL ? g_strv_length (change->fields) : 1);
    }
  second = dump (fixture);
  undone = undo (fixture, two->import);
  g_assert_cmpuint (undone->kept->len, ==, 0);
  g_assert_cmpuint (undone->n_restored, >=, two->removed->len);
  back = dump (fixture);
  g_assert_cmpstr (back, ==, first);
  three = apply_all (fixture, other, FALSE);
  again = dump (fixture);
  g_assert_cmpstr (again, ==, second);
  {
    g_autoptr (HrUndoReport) restored = undo (fixture, three->import);

    g_assert_cmpuint (restored->kept->len, ==, 0);
  }
  all = undo (fixture, one->import);
  /* what was written and taken back by later imports counts as changed since: it is named, and stays */
  none = dump (fixture);
  if (all->kept->len == 0)
    g_assert_cmpstr (none, ==, empty);
  g_assert_cmpuint (all->n_retired + all->kept->len, >, 0);
}

static void
test_undo_first (gconstpointer data)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new (NOW);
  g_autoptr (HrFeed) feed = read_feed (data);
  g_autofree char *empty = dump (fixture);
  g_autofree char *full = NULL;
  g_autofree char *none = NULL;
  g_autofree char *again = NULL;
  g_autoptr (HrImportReport) one = apply_all (fixture, feed, FALSE);
  g_autoptr (HrImportReport) two = NULL;
  g_autoptr (HrUndoReport) undone = NULL;

  full = dump (fixture);
  undone = undo (fixture, one->import);
  g_assert_cmpuint (undone->n_retired, ==, one->added->len);
  g_assert_cmpuint (undone->kept->len, ==, 0);
  none = dump (fixture);
  g_assert_cmpstr (none, ==, empty);
  two = apply_all (fixture, feed, FALSE);
  g_assert_cmpuint (two->added->len, ==, one->added->len);
  again = dump (fixture);
  g_assert_cmpstr (again, ==, full);
}

/* What staff changed after the import stays, and is named. */
static void
test_kept (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new (NOW);
  g_autoptr (HrFeed) feed = read_feed ("tsmlui-sussexaa-1.json");
  g_autoptr (HrFeed) other = read_feed ("tsmlui-sussexaa-1.json");
  g_autoptr (HrImportReport) one = apply_all (fixture, feed, FALSE);
  g_autoptr (HrImportReport) two = NULL;
  g_autoptr (HrUndoReport) undone = NULL;
  g_autoptr (HrRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  change_feed (other);
  two = apply_all (fixture, other, FALSE);
  for (guint i = 0; i < two->changed->len && id == NULL; i++)
    {
      const HrImportChange *change = two->changed->pdata[i];

      if (change->fields != NULL && g_strv_contains ((const char *const *)change->fields, "name"))
        id = g_strdup (change->id);
    }
  g_assert_nonnull (id);
  edit (fixture, id, "name", "Staff's own");
  undone = undo (fixture, two->import);
  g_assert_cmpuint (undone->kept->len, ==, 1);
  g_assert_cmpstr (((HrUndoKept *)undone->kept->pdata[0])->id, ==, id);
  g_assert_cmpstr (((HrUndoKept *)undone->kept->pdata[0])->field, ==, "name");
  record = hr_store_get_record (fixture->store, HR_KIND_MEETING, id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (hr_record_get (record, "name"), ==, "Staff's own");
  g_assert_cmpstr (hr_record_get (record, "notes"), !=, "Another note");
  g_assert_cmpuint (one->import, >, 0);
}

static void
test_refused (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new (NOW);
  g_autoptr (HrFeed) feed = read_feed ("tsmlui-sussexaa-1.json");
  g_autoptr (HrImportReport) dry = apply_all (fixture, feed, TRUE);
  g_autoptr (HrImportReport) one = apply_all (fixture, feed, FALSE);
  g_autoptr (HrImportReport) same = apply_all (fixture, feed, FALSE);
  g_autoptr (HrUndoReport) undone = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (dry->import, ==, 0);
  /* nothing was changed: nothing to take back */
  g_assert_cmpint (same->import, ==, 0);
  /* what was looked at is no longer what is there */
  g_assert_null (apply (fixture, feed, &(HrApplyOptions){ .stamp = dry->stamp }, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_REFUSED);
  g_clear_error (&error);
  undone = undo (fixture, one->import);
  g_assert_null (hr_store_undo_import (fixture->store, one->import, "Ana", &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_null (hr_store_undo_import (fixture->store, 99, "Ana", &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_NOT_FOUND);
  g_clear_error (&error);
  list = hr_store_get_imports (fixture->store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 1);
  g_assert_true (((HrPastImport *)list->pdata[0])->undone);
  g_assert_cmpuint (((HrPastImport *)list->pdata[0])->n_added, ==, one->added->len);
}

static void
add_every (GHashTable *skip, GPtrArray *changes, guint nth)
{
  for (guint i = 0; i < changes->len; i += nth)
    g_hash_table_add (skip, g_strdup (((HrImportChange *)changes->pdata[i])->id));
}

/* What is left out stays as it is, and is offered again. */
static void
test_left_out (gconstpointer data)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new (NOW);
  g_autoptr (HrFeed) feed = read_feed (data);
  g_autoptr (HrFeed) other = read_feed (data);

  for (guint edition = 0; edition < 2; edition++)
    {
      HrFeed *now = edition == 0 ? feed : other;
      g_autoptr (GError) error = NULL;
      g_autoptr (GHashTable) skip = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_autoptr (HrImportReport) dry = NULL;
      g_autoptr (HrImportReport) done = NULL;
      g_autoptr (HrImportReport) rest = NULL;

      if (edition == 1)
        change_feed (other);
      dry = apply_all (fixture, now, TRUE);
      add_every (skip, dry->added, 3);
      add_every (skip, dry->changed, 2);
      add_every (skip, dry->removed, 2);
      done = apply (fixture, now, &(HrApplyOptions){ .skip = skip, .stamp = dry->stamp }, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (done->added->len, ==, dry->added->len - (dry->added->len + 2) / 3);
      g_assert_cmpuint (done->changed->len, ==, dry->changed->len - (dry->changed->len + 1) / 2);
      g_assert_cmpuint (done->removed->len, ==, dry->removed->len - (dry->removed->len + 1) / 2);
      for (guint k = 0; k < 3; k++)
        {
          GPtrArray *list = k == 0 ? done->added : k == 1 ? done->changed : done->removed;

          for (guint i = 0; i < list->len; i++)
            g_assert_false (g_hash_table_contains (skip, ((HrImportChange *)list->pdata[i])->id));
        }
      rest = apply_all (fixture, now, FALSE);
      g_assert_cmpuint (rest->added->len, ==, dry->added->len - done->added->len);
      g_assert_cmpuint (rest->removed->len, ==, dry->removed->len - done->removed->len);
      for (guint i = 0; i < rest->changed->len; i++)
        g_assert_true (g_hash_table_contains (skip, ((HrImportChange *)rest->changed->pdata[i])->id));
    }
}

typedef struct
{
  GCancellable *cancellable;
  guint calls;
  guint at;
} Canceller;

static void
progress_cb (HrApplyPhase phase, guint done, guint total, gpointer data)
{
  Canceller *self = data;

  g_assert_cmpuint (done, <=, total);
  if (self->calls++ == self->at)
    g_cancellable_cancel (self->cancellable);
}

static gpointer
cancel_later (gpointer data)
{
  Canceller *self = data;

  g_usleep (self->at);
  g_cancellable_cancel (self->cancellable);
  return NULL;
}

/* At any moment: either nothing at all was changed, or it was too late and all was. */
static void
test_cancel (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new (NOW);
  g_autoptr (HrFeed) feed = read_feed ("tsmlui-kansascity.json");
  g_autoptr (HrFeed) other = read_feed ("tsmlui-kansascity.json");
  g_autoptr (HrImportReport) one = apply_all (fixture, feed, FALSE);
  g_autofree char *before = dump (fixture);
  guint n_cancelled = 0;

  g_assert_nonnull (one);
  change_feed (other);
  for (guint i = 0; i < 24; i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      Canceller canceller = { .cancellable = cancellable, .at = i < 12 ? i : (guint)g_test_rand_int_range (0, 60000) };
      const HrApplyOptions options = { .cancellable = cancellable,
                                       .progress = i < 12 ? progress_cb : NULL,
                                       .progress_data = &canceller };
      g_autoptr (GError) error = NULL;
      g_autofree char *after = NULL;
      GThread *thread = i < 12 ? NULL : g_thread_new ("cancel", cancel_later, &canceller);
      g_autoptr (HrImportReport) report = apply (fixture, other, &options, &error);

      if (thread != NULL)
        g_thread_join (thread);
      after = dump (fixture);
      if (report == NULL)
        {
          g_assert_error (error, HR_ERROR, HR_ERROR_CANCELLED);
          g_assert_cmpstr (after, ==, before);
          n_cancelled++;
        }
      else if (report->import != 0)
        {
          g_autoptr (HrUndoReport) undone = undo (fixture, report->import);
          g_autofree char *back = dump (fixture);

          g_assert_cmpstr (after, !=, before);
          g_assert_cmpstr (back, ==, before);
        }
    }
  g_assert_cmpuint (n_cancelled, >, 0);
}

/* Exceptions of a calendar come, change and go with it. */
static void
test_exceptions (void)
{
  static const char *const texts[] = {
    "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nSUMMARY:A\nLOCATION:Hall\nDTSTART:20261130T190000\nRRULE:FREQ=WEEKLY\n"
    "EXDATE:20261207T190000\nEND:VEVENT\nEND:VCALENDAR\n",
    "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nSUMMARY:A\nLOCATION:Hall\nDTSTART:20261130T190000\nRRULE:FREQ=WEEKLY\n"
    "EXDATE:20261214T190000\nEND:VEVENT\nEND:VCALENDAR\n",
  };
  g_autoptr (StoreFixture) fixture = store_fixture_new (NOW);
  g_autofree char *first = NULL;
  g_autofree char *back = NULL;

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (HrFeed) feed = hr_test_read_feed (texts[i], NULL);
      g_autoptr (HrImportReport) report = apply_all (fixture, feed, FALSE);
      g_autoptr (HrImportReport) again = apply_all (fixture, feed, FALSE);
      g_autoptr (GPtrArray) list = hr_store_get_records (fixture->store, HR_KIND_EXCEPTION, NULL);

      g_assert_cmpuint (report->added->len, ==, i == 0 ? 1 : 0);
      g_assert_cmpuint (report->changed->len, ==, i);
      g_assert_cmpuint (again->n_unchanged, ==, 1);
      g_assert_cmpuint (list->len, ==, 1);
      g_assert_cmpstr (hr_record_get (list->pdata[0], "from"), ==, i == 0 ? "2026-12-07" : "2026-12-14");
      if (i == 0)
        first = dump (fixture);
      else
        {
          g_autoptr (HrUndoReport) undone = undo (fixture, report->import);

          g_assert_cmpuint (undone->kept->len, ==, 0);
          back = dump (fixture);
        }
    }
  g_assert_cmpstr (back, ==, first);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (feeds); i++)
    {
      g_autofree char *undo_path = g_strdup_printf ("/import-undo/undo/%s", feeds[i]);
      g_autofree char *first_path = g_strdup_printf ("/import-undo/undo-first/%s", feeds[i]);
      g_autofree char *left_path = g_strdup_printf ("/import-undo/left-out/%s", feeds[i]);

      /* the large ones take minutes under the sanitizers, and show nothing else */
      if (i >= 3)
        g_test_add_data_func (undo_path, feeds[i], test_undo);
      if (i >= 3)
        g_test_add_data_func (first_path, feeds[i], test_undo_first);
      g_test_add_data_func (left_path, feeds[i], test_left_out);
    }
  g_test_add_func ("/import-undo/kept", test_kept);
  g_test_add_func ("/import-undo/refused", test_refused);
  g_test_add_func ("/import-undo/cancel", test_cancel);
  g_test_add_func ("/import-undo/exceptions", test_exceptions);
  return g_test_run ();
}
