/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A child that writes is killed at random moments: afterwards each thing is there as a whole or not at all, and
 * nothing that was reported as saved is missing. */
#include "store-fixture.h"
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#define NOW "2026-11-23T18:50:00-05:00"
#define ROUNDS 25
#define BATCH 40

/* One batch is a venue and its meetings, in one transaction. */
static GPtrArray *
make_batch (guint round, guint number)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) hr_record_unref);
  g_autofree char *venue_id = g_strdup_printf ("v-%u-%u", round, number);
  HrRecord *venue = hr_record_new (HR_KIND_VENUE, venue_id);

  hr_record_set (venue, "name", "Oak Hall", NULL);
  g_ptr_array_add (records, venue);
  for (guint i = 0; i < BATCH; i++)
    {
      g_autofree char *id = g_strdup_printf ("m-%u-%u-%u", round, number, i);
      HrRecord *meeting = hr_record_new (HR_KIND_MEETING, id);

      hr_record_set (meeting, "name", "Sunrise", NULL);
      hr_record_set (meeting, "slug", id, NULL);
      hr_record_set (meeting, "fellowship", "aa", NULL);
      hr_record_set (meeting, "attendance", "in_person", NULL);
      hr_record_set (meeting, "venue", venue_id, NULL);
      g_ptr_array_add (records, meeting);
    }
  return records;
}

static void
write_for_ever (StoreFixture *fixture, guint round, int acknowledge)
{
  g_autoptr (GError) error = NULL;

  store_fixture_reopen (fixture);
  for (guint number = 0;; number++)
    {
      g_autoptr (GPtrArray) records = make_batch (round, number);

      if (!hr_store_add_all (fixture->store, records, "crash", &error)
          || write (acknowledge, &number, sizeof number) != sizeof number)
        _exit (1);
      if (number % 4 == 3)
        {
          g_autofree char *path = g_strdup_printf ("%s/backup-%u-%u.db", fixture->directory, round, number);

          if (!hr_store_backup (fixture->store, path, &error))
            _exit (2);
        }
    }
}

static guint
run_and_kill (StoreFixture *fixture, guint round)
{
  int channel[2];
  guint number = 0, acknowledged = 0;
  pid_t child = 0;
  int status = 0;

  g_assert_cmpint (pipe (channel), ==, 0);
  child = fork ();
  if (child == 0)
    {
      close (channel[0]);
      write_for_ever (fixture, round, channel[1]);
    }
  close (channel[1]);
  g_usleep ((gulong) g_test_rand_int_range (1000, 120000));
  kill (child, SIGKILL);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status));
  while (read (channel[0], &number, sizeof number) == sizeof number)
    acknowledged = number + 1;
  close (channel[0]);
  return acknowledged;
}

static void
check_backups (StoreFixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->directory, 0, NULL);
  const char *name = NULL;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->directory, name, NULL);
      g_autofree char *target = g_build_filename (fixture->directory, "restored", NULL);
      g_autoptr (GError) error = NULL;

      if (!g_str_has_prefix (name, "backup-") || !g_str_has_suffix (name, ".db"))
        continue;
      /* a backup that has its name is a whole one */
      g_assert_true (hr_store_restore_file (target, path, fixture->clock, &error));
      store_fixture_remove (target);
      g_unlink (path);
    }
}

static void
test_kill (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new (NOW);

  g_clear_object (&fixture->store);
  for (guint round = 0; round < ROUNDS; round++)
    {
      guint acknowledged = run_and_kill (fixture, round);
      g_autoptr (GPtrArray) problems = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *venues = g_strdup_printf ("SELECT count(*) FROM venue WHERE id LIKE 'v-%u-%%'", round);
      g_autofree char *meetings = g_strdup_printf ("SELECT count(*) FROM meeting WHERE id LIKE 'm-%u-%%'", round);
      gint64 n_venues = 0;

      store_fixture_reopen (fixture);
      problems = hr_store_check (fixture->store, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (problems->len, ==, 0);
      n_venues = store_fixture_number (fixture, venues);
      g_assert_cmpint (n_venues, >=, acknowledged);
      g_assert_cmpint (n_venues, <=, acknowledged + 1);
      g_assert_cmpint (store_fixture_number (fixture, meetings), ==, n_venues * BATCH);
      g_assert_cmpint (store_fixture_number (fixture, "SELECT count(*) FROM meeting_text"), ==,
                       store_fixture_number (fixture, "SELECT count(*) FROM meeting"));
      g_assert_cmpint (store_fixture_number (fixture, "SELECT max(op) FROM meeting"), <=,
                       store_fixture_number (fixture, "SELECT max(value) FROM meta WHERE key = 'last_op'"));
      g_clear_object (&fixture->store);
      check_backups (fixture);
    }
}

/* Killed while the database is being made: there is a whole one, or none. */
static void
test_kill_create (void)
{
  for (guint round = 0; round < 15; round++)
    {
      g_autoptr (StoreFixture) fixture = store_fixture_new_empty (NOW);
      g_autofree char *path = g_build_filename (fixture->directory, HR_STORE_FILE, NULL);
      g_autoptr (GError) error = NULL;
      pid_t child = 0;
      int status = 0;

      g_clear_object (&fixture->store);
      child = fork ();
      if (child == 0)
        {
          fixture->store = hr_store_new (fixture->directory, fixture->vocabulary, fixture->clock);
          hr_store_create (fixture->store, NULL);
          pause ();
        }
      g_usleep ((gulong) g_test_rand_int_range (500, 40000));
      kill (child, SIGKILL);
      g_assert_cmpint (waitpid (child, &status, 0), ==, child);
      fixture->store = hr_store_new (fixture->directory, fixture->vocabulary, fixture->clock);
      if (g_file_test (path, G_FILE_TEST_EXISTS))
        g_assert_true (hr_store_open (fixture->store, &error));
      else
        g_assert_true (hr_store_create (fixture->store, &error));
      {
        g_autoptr (GPtrArray) fellowships = hr_store_get_records (fixture->store, HR_KIND_FELLOWSHIP, &error);

        g_assert_cmpuint (fellowships->len, >=, 24);
      }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/crash/kill", test_kill);
  g_test_add_func ("/crash/kill-create", test_kill_create);
  return g_test_run ();
}
