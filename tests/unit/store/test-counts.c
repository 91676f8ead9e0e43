/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "counts-fixture.h"

#include <signal.h>
#include <sqlite3.h>
#include <sys/wait.h>

#define PAGE 4096
#define JOURNAL HR_COUNTS_FILE "-journal"

static void
assert_refused (HrCounts *counts, const char *meeting, HrDate date, HrError code, HrCountsAnswer answer)
{
  g_autoptr (GError) error = NULL;
  g_assert_cmpint (hr_counts_ask (counts, meeting, date), ==, answer);
  g_assert_false (hr_counts_add (counts, meeting, date, FALSE, &error));
  g_assert_error (error, HR_ERROR, (int)code);
  g_assert_true (g_str_has_suffix (error->message, "."));
}

static int
number_in_file (const char *folder, const char *sql)
{
  g_autofree char *path = g_build_filename (folder, HR_COUNTS_FILE, NULL);
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;
  int number = -1;
  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  if (sqlite3_step (statement) == SQLITE_ROW)
    {
      if (sqlite3_column_type (statement, 0) == SQLITE_BLOB)
        {
          guint32 value;
          g_assert_cmpint (sqlite3_column_bytes (statement, 0), ==, 4);
          memcpy (&value, sqlite3_column_blob (statement, 0), 4);
          number = (int)GUINT32_FROM_BE (value);
        }
      else
        number = sqlite3_column_int (statement, 0);
    }
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return number;
}

static void
test_count_and_undo (void)
{
  CountsFixture self = counts_fixture_make ();
  HrCountPlan plan[] = { plan_of ("m-b", NOW_S + 600), plan_of ("m-a", NOW_S + 600) };
  counts_fixture_open (&self);
  plan_all (self.counts, plan, 2);

  g_assert_cmpint (hr_counts_get (self.counts, "m-a", TODAY, FALSE), ==, 0);
  g_assert_cmpint (hr_counts_get (self.counts, "m-a", TODAY + 1, FALSE), ==, -1);
  add (self.counts, "m-a", TODAY, TRUE);
  hr_clock_advance_s (self.clock, 5);
  add (self.counts, "m-a", TODAY, FALSE);
  g_assert_cmpint (hr_counts_get (self.counts, "m-a", TODAY, FALSE), ==, 2);
  g_assert_cmpint (hr_counts_get (self.counts, "m-a", TODAY, TRUE), ==, 1);
  g_assert_cmpint (hr_counts_get (self.counts, "m-b", TODAY, FALSE), ==, 0);

  hr_counts_undo (self.counts, "m-a", TODAY, TRUE);
  g_assert_cmpint (hr_counts_get (self.counts, "m-a", TODAY, FALSE), ==, 1);
  g_assert_cmpint (hr_counts_get (self.counts, "m-a", TODAY, TRUE), ==, 0);
  hr_counts_undo (self.counts, "m-a", TODAY, TRUE);
  hr_counts_undo (self.counts, "m-a", TODAY, TRUE);
  g_assert_cmpint (hr_counts_get (self.counts, "m-a", TODAY, FALSE), ==, 0);
  g_assert_cmpint (hr_counts_get (self.counts, "m-a", TODAY, TRUE), ==, 0);
  hr_counts_undo (self.counts, "m-nowhere", TODAY, FALSE);
  counts_fixture_drop (&self);
}

static void
test_window (void)
{
  CountsFixture self = counts_fixture_make ();
  HrCountPlan plan = plan_of ("m-a", NOW_S + 1801);
  counts_fixture_open (&self);
  plan_all (self.counts, &plan, 1);

  assert_refused (self.counts, "m-a", TODAY, HR_ERROR_REFUSED, HR_COUNTS_EARLY);
  assert_refused (self.counts, "m-x", TODAY, HR_ERROR_NOT_FOUND, HR_COUNTS_NOT_PLANNED);
  hr_clock_advance_s (self.clock, 1);
  add (self.counts, "m-a", TODAY, FALSE);
  hr_clock_advance_s (self.clock, 1800 + 3600 - 1);
  add (self.counts, "m-a", TODAY, FALSE);
  hr_clock_advance_s (self.clock, 1);
  assert_refused (self.counts, "m-a", TODAY, HR_ERROR_REFUSED, HR_COUNTS_OVER);
  counts_fixture_drop (&self);
}

static void
test_bounce (void)
{
  CountsFixture self = counts_fixture_make ();
  HrCountPlan plan[] = { plan_of ("m-a", NOW_S), plan_of ("m-b", NOW_S) };
  counts_fixture_open (&self);
  plan_all (self.counts, plan, 2);

  add (self.counts, "m-a", TODAY, FALSE);
  assert_refused (self.counts, "m-a", TODAY, HR_ERROR_REFUSED, HR_COUNTS_BOUNCE);
  add (self.counts, "m-b", TODAY, FALSE);
  hr_clock_advance_s (self.clock, 4);
  assert_refused (self.counts, "m-a", TODAY, HR_ERROR_REFUSED, HR_COUNTS_BOUNCE);
  hr_clock_advance_s (self.clock, 1);
  add (self.counts, "m-a", TODAY, FALSE);
  /* What was taken back is no other count. */
  hr_counts_undo (self.counts, "m-a", TODAY, FALSE);
  add (self.counts, "m-a", TODAY, FALSE);
  counts_fixture_drop (&self);
}

static void
fill (HrCounts *counts, HrClock *clock, const char *meeting, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      add (counts, meeting, TODAY, FALSE);
      hr_clock_advance_s (clock, 5);
    }
}

static void
test_ceiling (void)
{
  CountsFixture self = counts_fixture_make ();
  HrCountPlan plan[] = { plan_of ("m-small", NOW_S), plan_of ("m-unknown", NOW_S) };
  plan[0].capacity = 10;
  counts_fixture_open (&self);
  plan_all (self.counts, plan, 2);

  fill (self.counts, self.clock, "m-small", 12);
  assert_refused (self.counts, "m-small", TODAY, HR_ERROR_REFUSED, HR_COUNTS_FULL);
  fill (self.counts, self.clock, "m-unknown", 500);
  assert_refused (self.counts, "m-unknown", TODAY, HR_ERROR_REFUSED, HR_COUNTS_FULL);
  /* Staff gave the room more chairs. */
  plan[0].capacity = 20;
  plan_all (self.counts, plan, 1);
  add (self.counts, "m-small", TODAY, FALSE);
  g_assert_cmpint (hr_counts_get (self.counts, "m-small", TODAY, FALSE), ==, 13);
  counts_fixture_drop (&self);
}

static void
test_clock (void)
{
  CountsFixture self = counts_fixture_make ();
  HrCountPlan plan = plan_of ("m-a", NOW_S);
  g_autoptr (GError) error = NULL;
  counts_fixture_open (&self);
  plan_all (self.counts, &plan, 1);
  hr_clock_advance_s (self.clock, -NOW_S);
  assert_refused (self.counts, "m-a", TODAY, HR_ERROR_CLOCK, HR_COUNTS_CLOCK);
  g_assert_false (hr_counts_plan (self.counts, &plan, 1, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_CLOCK);
  g_clear_error (&error);
  g_assert_false (hr_counts_fold (self.counts, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_CLOCK);
  counts_fixture_drop (&self);
}

static void
test_bad_plan (void)
{
  CountsFixture self = counts_fixture_make ();
  HrCountPlan plan = plan_of ("m-a", NOW_S);
  g_autoptr (GError) error = NULL;
  g_assert_false (hr_counts_plan (self.counts, &plan, 1, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_IO);
  g_clear_error (&error);
  counts_fixture_open (&self);
  plan.end_s = plan.start_s;
  g_assert_false (hr_counts_plan (self.counts, &plan, 1, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_INPUT);
  g_assert_cmpint (hr_counts_get (self.counts, "m-a", TODAY, FALSE), ==, -1);
  counts_fixture_drop (&self);
}

static void
test_survives_closing (void)
{
  CountsFixture self = counts_fixture_make ();
  HrCountPlan plan = plan_of ("m-a", NOW_S);
  struct stat status;
  counts_fixture_open (&self);
  plan_all (self.counts, &plan, 1);
  add (self.counts, "m-a", TODAY, TRUE);
  hr_counts_close (self.counts);
  g_assert_cmpint (hr_counts_get (self.counts, "m-a", TODAY, FALSE), ==, -1);

  g_autofree char *path = g_build_filename (self.folder, HR_COUNTS_FILE, NULL);
  g_assert_cmpint (stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_autoptr (GDir) memory = g_dir_open (self.memory, 0, NULL);
  g_assert_null (g_dir_read_name (memory));

  counts_fixture_open (&self);
  g_assert_cmpint (hr_counts_get (self.counts, "m-a", TODAY, FALSE), ==, 1);
  g_assert_cmpint (hr_counts_get (self.counts, "m-a", TODAY, TRUE), ==, 1);
  /* The same plan again changes no counter. */
  plan_all (self.counts, &plan, 1);
  g_assert_cmpint (hr_counts_get (self.counts, "m-a", TODAY, FALSE), ==, 1);
  counts_fixture_drop (&self);
}

static void
test_one_at_a_time (void)
{
  CountsFixture self = counts_fixture_make ();
  g_autoptr (HrCounts) second = hr_counts_new (self.folder, self.memory, self.clock);
  g_autoptr (GError) error = NULL;
  counts_fixture_open (&self);
  g_assert_false (hr_counts_open (second, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_BUSY);
  g_clear_error (&error);
  hr_counts_close (self.counts);
  hr_counts_open (second, &error);
  g_assert_no_error (error);
  hr_counts_close (second);
  counts_fixture_drop (&self);
}

/* Which pages of two states of the file differ; the first page always does. */
static GArray *
pages_changed (GBytes *before, GBytes *after)
{
  GArray *pages = g_array_new (FALSE, FALSE, sizeof (guint));
  const guint8 *a = g_bytes_get_data (before, NULL);
  const guint8 *b = g_bytes_get_data (after, NULL);
  g_assert_cmpuint (g_bytes_get_size (before), ==, g_bytes_get_size (after));
  for (guint page = 0; page < g_bytes_get_size (before) / PAGE; page++)
    if (memcmp (a + page * PAGE, b + page * PAGE, PAGE) != 0)
      g_array_append_val (pages, page);
  return pages;
}

static GArray *
beat_and_compare (CountsFixture *self)
{
  g_autoptr (GBytes) before = file_bytes (self->folder, HR_COUNTS_FILE);
  beat (self->counts);
  g_autoptr (GBytes) after = file_bytes (self->folder, HR_COUNTS_FILE);
  return pages_changed (before, after);
}

/* Busy or idle, a beat writes the same pages: all that hold a counter. */
static void
test_beat_is_the_same (void)
{
  CountsFixture self = counts_fixture_make ();
  g_autoptr (GArray) plan = g_array_new (FALSE, FALSE, sizeof (HrCountPlan));
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  for (int i = 0; i < 300; i++)
    {
      char *name = g_strdup_printf ("m-%03d", i);
      HrCountPlan one = plan_of (name, NOW_S);
      g_ptr_array_add (names, name);
      g_array_append_val (plan, one);
    }
  counts_fixture_open (&self);
  plan_all (self.counts, (HrCountPlan *)(gpointer)plan->data, plan->len);

  g_autoptr (GArray) idle = beat_and_compare (&self);
  add (self.counts, "m-007", TODAY, FALSE);
  g_autoptr (GArray) one = beat_and_compare (&self);
  for (int i = 0; i < 300; i += 2)
    add (self.counts, g_ptr_array_index (names, i), TODAY, i % 3 == 0);
  hr_counts_undo (self.counts, "m-000", TODAY, FALSE);
  g_autoptr (GArray) many = beat_and_compare (&self);

  g_assert_cmpuint (idle->len, >, 4);
  g_assert_cmpmem (idle->data, idle->len * sizeof (guint), one->data, one->len * sizeof (guint));
  g_assert_cmpmem (idle->data, idle->len * sizeof (guint), many->data, many->len * sizeof (guint));
  counts_fixture_drop (&self);
}

static gint64
file_mtime_ns (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, HR_COUNTS_FILE, NULL);
  struct stat status;
  g_assert_cmpint (stat (path, &status), ==, 0);
  return (gint64)status.st_mtim.tv_sec * 1000000000 + status.st_mtim.tv_nsec;
}

static void
test_only_beats_write (void)
{
  CountsFixture self = counts_fixture_make ();
  HrCountPlan plan = plan_of ("m-a", NOW_S);
  counts_fixture_open (&self);
  plan_all (self.counts, &plan, 1);
  gint64 before_ns = file_mtime_ns (self.folder);
  g_usleep (20000);
  add (self.counts, "m-a", TODAY, FALSE);
  hr_counts_undo (self.counts, "m-a", TODAY, FALSE);
  g_usleep (20000);
  g_assert_cmpint (file_mtime_ns (self.folder), ==, before_ns);
  beat (self.counts);
  gint64 busy_ns = file_mtime_ns (self.folder);
  g_assert_cmpint (busy_ns, >, before_ns);
  g_usleep (20000);
  beat (self.counts);
  g_assert_cmpint (file_mtime_ns (self.folder), >, busy_ns);
  counts_fixture_drop (&self);
}

static void
test_journal_is_empty (void)
{
  CountsFixture self = counts_fixture_make ();
  HrCountPlan plan = plan_of ("m-a", NOW_S);
  counts_fixture_open (&self);
  plan_all (self.counts, &plan, 1);
  beat (self.counts);
  g_autoptr (GBytes) journal = file_bytes (self.folder, JOURNAL);
  g_assert_cmpuint (g_bytes_get_size (journal), ==, 0);
  g_autofree char *wal = g_build_filename (self.folder, HR_COUNTS_FILE "-wal", NULL);
  g_assert_false (g_file_test (wal, G_FILE_TEST_EXISTS));
  counts_fixture_drop (&self);
}

static gboolean
pass_time_cb (gpointer user_data)
{
  *(gboolean *)user_data = TRUE;
  return G_SOURCE_REMOVE;
}

/* The beat comes at the full minute of the clock, with nobody there. */
static void
test_beat_by_itself (void)
{
  CountsFixture self = counts_fixture_make ();
  gboolean passed = FALSE;
  hr_clock_advance_s (self.clock, 59 - NOW_S % 60);
  counts_fixture_open (&self);
  int first = number_in_file (self.folder, "SELECT number FROM beat");
  g_timeout_add (1500, pass_time_cb, &passed);
  while (!passed)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (number_in_file (self.folder, "SELECT number FROM beat"), >, first);
  counts_fixture_drop (&self);
}

/* In a child of its own: counts, and dies without any goodbye. */
static void
crash_after_counting (CountsFixture *self, gboolean beat_between)
{
  pid_t child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      HrCountPlan plan[] = { plan_of ("m-b", NOW_S), plan_of ("m-a", NOW_S) };
      counts_fixture_open (self);
      plan_all (self->counts, plan, 2);
      add (self->counts, "m-a", TODAY, TRUE);
      if (beat_between)
        beat (self->counts);
      hr_clock_advance_s (self->clock, 5);
      add (self->counts, "m-a", TODAY, FALSE);
      add (self->counts, "m-b", TODAY, FALSE);
      hr_clock_advance_s (self->clock, 5);
      add (self->counts, "m-b", TODAY, FALSE);
      hr_counts_undo (self->counts, "m-b", TODAY, FALSE);
      kill (getpid (), SIGKILL);
    }
  int status = 0;
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL);
}

static void
test_killed (gconstpointer beat_between)
{
  CountsFixture self = counts_fixture_make ();
  if (self.memory == NULL)
    {
      g_test_skip ("There is no memory-only storage on this system");
      counts_fixture_drop (&self);
      return;
    }
  crash_after_counting (&self, GPOINTER_TO_INT (beat_between));
  g_assert_cmpint (number_in_file (self.folder, "SELECT n FROM occurrence WHERE meeting='m-b'"), ==, 0);

  counts_fixture_open (&self);
  g_assert_cmpint (hr_counts_get (self.counts, "m-a", TODAY, FALSE), ==, 2);
  g_assert_cmpint (hr_counts_get (self.counts, "m-a", TODAY, TRUE), ==, 1);
  g_assert_cmpint (hr_counts_get (self.counts, "m-b", TODAY, FALSE), ==, 1);
  /* Opening was a beat: it is on the disk already. */
  g_assert_cmpint (number_in_file (self.folder, "SELECT n FROM occurrence WHERE meeting='m-a'"), ==, 2);
  g_assert_cmpint (number_in_file (self.folder, "SELECT n FROM occurrence WHERE meeting='m-b'"), ==, 1);
  hr_counts_close (self.counts);
  counts_fixture_open (&self);
  g_assert_cmpint (hr_counts_get (self.counts, "m-a", TODAY, FALSE), ==, 2);
  counts_fixture_drop (&self);
}

/* What was left for a file that has been replaced since is not for the new one. */
static void
test_killed_and_replaced (void)
{
  CountsFixture self = counts_fixture_make ();
  crash_after_counting (&self, FALSE);
  g_autofree char *path = g_build_filename (self.folder, HR_COUNTS_FILE, NULL);
  g_autofree char *moved = g_strconcat (path, ".moved", NULL);
  HrCountPlan plan = plan_of ("m-a", NOW_S);
  g_assert_cmpint (g_rename (path, moved), ==, 0);
  counts_fixture_open (&self);
  plan_all (self.counts, &plan, 1);
  g_assert_cmpint (hr_counts_get (self.counts, "m-a", TODAY, FALSE), ==, 0);
  counts_fixture_drop (&self);
}

static void
test_damaged_pending (void)
{
  CountsFixture self = counts_fixture_make ();
  crash_after_counting (&self, FALSE);
  g_autoptr (GDir) dir = g_dir_open (self.memory, 0, NULL);
  g_autofree char *path = g_build_filename (self.memory, g_dir_read_name (dir), NULL);
  g_assert_cmpint (truncate (path, 50), ==, 0);
  counts_fixture_open (&self);
  g_assert_cmpint (hr_counts_get (self.counts, "m-a", TODAY, FALSE), ==, 0);
  add (self.counts, "m-a", TODAY, FALSE);
  counts_fixture_drop (&self);
}

/* Memory that is not memory is not used: nothing but counts.db may be on the disk. */
static void
test_memory_on_disk (void)
{
  CountsFixture self = counts_fixture_make ();
  g_autofree char *fake = g_dir_make_tmp ("handrail-fake-XXXXXX", NULL);
  HrCountPlan plan = plan_of ("m-a", NOW_S);
  g_clear_object (&self.counts);
  self.counts = hr_counts_new (self.folder, fake, self.clock);
  counts_fixture_open (&self);
  plan_all (self.counts, &plan, 1);
  add (self.counts, "m-a", TODAY, FALSE);
  g_assert_cmpint (hr_counts_get (self.counts, "m-a", TODAY, FALSE), ==, 1);
  g_autoptr (GDir) dir = g_dir_open (fake, 0, NULL);
  g_assert_null (g_dir_read_name (dir));
  remove_tree (fake);
  counts_fixture_drop (&self);
}

static void
test_memory_of_others (void)
{
  CountsFixture self = counts_fixture_make ();
  g_assert_cmpint (chmod (self.memory, 0755), ==, 0);
  counts_fixture_open (&self);
  g_autoptr (GDir) dir = g_dir_open (self.memory, 0, NULL);
  g_assert_null (g_dir_read_name (dir));
  counts_fixture_drop (&self);
}

static void
test_fold_to_week (void)
{
  CountsFixture self = counts_fixture_make ();
  HrCountPlan plan[] = { plan_of ("m-canary", NOW_S), plan_of ("m-canary", NOW_S + 86400), plan_of ("m-none", NOW_S),
                         plan_of ("m-later", NOW_S + 5 * 86400) };
  g_autoptr (GError) error = NULL;
  counts_fixture_open (&self);
  plan_all (self.counts, plan, G_N_ELEMENTS (plan));
  add (self.counts, "m-canary", TODAY, TRUE);
  hr_clock_advance_s (self.clock, 86400);
  add (self.counts, "m-canary", TODAY + 1, FALSE);

  hr_counts_fold (self.counts, &error);
  g_assert_no_error (error);
  g_assert_cmpint (hr_counts_get (self.counts, "m-canary", TODAY, FALSE), ==, 1);
  hr_clock_advance_s (self.clock, 3600);
  hr_counts_fold (self.counts, &error);
  g_assert_no_error (error);
  g_assert_cmpint (hr_counts_get (self.counts, "m-canary", TODAY, FALSE), ==, -1);
  g_assert_cmpint (
      number_in_file (self.folder, "SELECT n FROM week WHERE meeting='m-canary' AND year=2026 AND week=48"), ==, 1);
  /* Also a meeting that nobody came to has its row: rows depend on the plan alone. */
  g_assert_cmpint (number_in_file (self.folder, "SELECT n FROM week WHERE meeting='m-none'"), ==, 0);

  hr_clock_advance_s (self.clock, 86400);
  hr_counts_fold (self.counts, &error);
  g_assert_no_error (error);
  g_assert_cmpint (number_in_file (self.folder, "SELECT n FROM week WHERE meeting='m-canary'"), ==, 2);
  g_assert_cmpint (number_in_file (self.folder, "SELECT first_time FROM week WHERE meeting='m-canary'"), ==, 1);
  g_assert_cmpint (number_in_file (self.folder, "SELECT count(*) FROM occurrence"), ==, 1);
  g_assert_cmpint (hr_counts_get (self.counts, "m-later", TODAY + 5, FALSE), ==, 0);
  counts_fixture_drop (&self);
}

static void
test_fold_to_quarter (void)
{
  CountsFixture self = counts_fixture_make ();
  HrCountPlan plan[] = { plan_of ("m-canary", NOW_S), plan_of ("m-other", NOW_S) };
  g_autoptr (GError) error = NULL;
  counts_fixture_open (&self);
  plan_all (self.counts, plan, 2);
  add (self.counts, "m-canary", TODAY, TRUE);
  add (self.counts, "m-other", TODAY, FALSE);
  hr_clock_advance_s (self.clock, 13 * 7 * 86400);
  hr_counts_fold (self.counts, &error);
  g_assert_no_error (error);
  g_assert_cmpint (number_in_file (self.folder, "SELECT count(*) FROM week"), ==, 2);
  hr_clock_advance_s (self.clock, 7 * 86400);
  hr_counts_fold (self.counts, &error);
  g_assert_no_error (error);
  g_assert_cmpint (number_in_file (self.folder, "SELECT count(*) FROM week"), ==, 0);
  g_assert_cmpint (number_in_file (self.folder, "SELECT count(*) FROM occurrence"), ==, 0);
  g_assert_cmpint (
      number_in_file (self.folder, "SELECT n FROM quarter WHERE year=2026 AND quarter=4 AND fellowship='aa'"), ==, 2);
  /* Nothing of the meeting is left, not even in the parts of the file that are free. */
  g_autoptr (GBytes) bytes = file_bytes (self.folder, HR_COUNTS_FILE);
  g_assert_false (bytes_contain (bytes, "m-canary"));
  g_assert_false (bytes_contain (bytes, "m-other"));
  counts_fixture_drop (&self);
}

/* A clock that was ahead folded too early: what is counted after it was set right still adds up. */
static void
test_fold_again (void)
{
  CountsFixture self = counts_fixture_make ();
  HrCountPlan plan = plan_of ("m-a", NOW_S);
  g_autoptr (GError) error = NULL;
  counts_fixture_open (&self);
  for (int i = 0; i < 2; i++)
    {
      plan_all (self.counts, &plan, 1);
      add (self.counts, "m-a", TODAY, FALSE);
      hr_clock_advance_s (self.clock, 2 * 86400);
      hr_counts_fold (self.counts, &error);
      g_assert_no_error (error);
      hr_clock_advance_s (self.clock, -2 * 86400);
    }
  g_assert_cmpint (number_in_file (self.folder, "SELECT n FROM week"), ==, 2);
  counts_fixture_drop (&self);
}

static void
planned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  hr_counts_plan_finish (HR_COUNTS (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *)user_data = TRUE;
}

static void
test_plan_async (void)
{
  CountsFixture self = counts_fixture_make ();
  HrCountPlan plan = plan_of ("m-a", NOW_S);
  gboolean done = FALSE;
  counts_fixture_open (&self);
  hr_counts_plan_async (self.counts, &plan, 1, NULL, planned_cb, &done);
  g_assert_false (done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (hr_counts_get (self.counts, "m-a", TODAY, FALSE), ==, 0);
  counts_fixture_drop (&self);
}

static void
write_file (CountsFixture *self, const char *data, gssize length)
{
  g_autofree char *path = g_build_filename (self->folder, HR_COUNTS_FILE, NULL);
  g_autoptr (GError) error = NULL;
  g_file_set_contents (path, data, length, &error);
  g_assert_no_error (error);
}

static void
test_damaged (void)
{
  CountsFixture self = counts_fixture_make ();
  HrCountPlan plan = plan_of ("m-a", NOW_S);
  g_autoptr (GError) error = NULL;
  counts_fixture_open (&self);
  plan_all (self.counts, &plan, 1);
  g_autoptr (GPtrArray) sound = hr_counts_check (self.counts);
  g_assert_cmpuint (sound->len, ==, 0);
  hr_counts_close (self.counts);

  write_file (&self, "This is not a database, and it is long enough to be taken for one or the other thing.", -1);
  g_assert_false (hr_counts_open (self.counts, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_CORRUPT);
  g_autoptr (GPtrArray) sentences = hr_counts_check (self.counts);
  g_assert_cmpuint (sentences->len, ==, 1);
  counts_fixture_drop (&self);
}

static void
test_too_new (void)
{
  CountsFixture self = counts_fixture_make ();
  g_autoptr (GError) error = NULL;
  counts_fixture_open (&self);
  hr_counts_close (self.counts);
  g_autofree char *path = g_build_filename (self.folder, HR_COUNTS_FILE, NULL);
  sqlite3 *db = NULL;
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "PRAGMA user_version=99", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
  g_assert_false (hr_counts_open (self.counts, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_TOO_NEW);
  counts_fixture_drop (&self);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/counts/count-and-undo", test_count_and_undo);
  g_test_add_func ("/counts/window", test_window);
  g_test_add_func ("/counts/bounce", test_bounce);
  g_test_add_func ("/counts/ceiling", test_ceiling);
  g_test_add_func ("/counts/clock", test_clock);
  g_test_add_func ("/counts/bad-plan", test_bad_plan);
  g_test_add_func ("/counts/survives-closing", test_survives_closing);
  g_test_add_func ("/counts/one-at-a-time", test_one_at_a_time);
  g_test_add_func ("/counts/beat/is-the-same", test_beat_is_the_same);
  g_test_add_func ("/counts/beat/only-beats-write", test_only_beats_write);
  g_test_add_func ("/counts/beat/journal-is-empty", test_journal_is_empty);
  g_test_add_func ("/counts/beat/by-itself", test_beat_by_itself);
  g_test_add_data_func ("/counts/crash/killed", GINT_TO_POINTER (FALSE), test_killed);
  g_test_add_data_func ("/counts/crash/killed-after-beat", GINT_TO_POINTER (TRUE), test_killed);
  g_test_add_func ("/counts/crash/replaced", test_killed_and_replaced);
  g_test_add_func ("/counts/crash/damaged-pending", test_damaged_pending);
  g_test_add_func ("/counts/memory/on-disk", test_memory_on_disk);
  g_test_add_func ("/counts/memory/of-others", test_memory_of_others);
  g_test_add_func ("/counts/fold/week", test_fold_to_week);
  g_test_add_func ("/counts/fold/quarter", test_fold_to_quarter);
  g_test_add_func ("/counts/fold/again", test_fold_again);
  g_test_add_func ("/counts/plan-async", test_plan_async);
  g_test_add_func ("/counts/damaged", test_damaged);
  g_test_add_func ("/counts/too-new", test_too_new);
  return g_test_run ();
}
