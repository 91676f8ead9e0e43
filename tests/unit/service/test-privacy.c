/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A visit with words in it that occur nowhere else, through the services that the lobby uses; then every place is searched
 * for them: files, memory, logs, dumps. */
#include "handrail/service/hr-privacy.h"

#include "handrail/print/hr-qr.h"
#include "handrail/print/hr-slip-code.h"
#include "handrail/service/hr-directory.h"
#include "handrail/service/hr-finder.h"
#include "handrail/service/hr-plan-week.h"
#include "handrail/service/hr-sign-in.h"
#include "handrail/service/hr-slips.h"
#include "handrail/service/hr-tickets.h"
#include "hr-fts-private.h"
#include "hr-store-private.h"
#include "hr-test.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define MONDAY 20780
#define MEETING "m-privacy"
#define ENDED "m-privacy-ended"

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

/* "quokkawombatzebrafinch", with every byte turned: the program that looks for the word must not hold it itself. */
#define TURN 0x55
static const guint8 turned_canary[] = { 0x24, 0x20, 0x3a, 0x3e, 0x3e, 0x34, 0x22, 0x3a, 0x38, 0x37, 0x34,
                                        0x21, 0x2f, 0x30, 0x37, 0x27, 0x34, 0x33, 0x3c, 0x3b, 0x36, 0x3d };
#define CANARY_LENGTH sizeof turned_canary
/* Three Gothic letters: so short a word is remembered by the search while the visit lasts. */
static const guint8 turned_short[] = { 0xa5, 0xc5, 0xd9, 0xe5, 0xa5, 0xc5, 0xd9, 0xe4, 0xa5, 0xc5, 0xd9, 0xe7 };
#define SHORT_LENGTH sizeof turned_short

/* The text of the slip that this visit took, turned as well: chance makes it, so it occurs nowhere else. */
static guint8 turned_slip[HR_SLIP_TEXT_LENGTH];
static gboolean has_slip;

static gboolean
is_turned (const volatile guint8 *at, const guint8 *turned, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if ((at[i] ^ TURN) != turned[i])
      return FALSE;
  return TRUE;
}

static guint
count_turned (const volatile guint8 *data, gsize data_length, const guint8 *turned, gsize length)
{
  guint n = 0;
  for (gsize i = 0; i + length <= data_length; i++)
    if (data[i] == (turned[0] ^ TURN) && is_turned (data + i, turned, length))
      n++;
  return n;
}

static guint
count_canaries (const volatile guint8 *data, gsize length)
{
  return count_turned (data, length, turned_canary, CANARY_LENGTH)
         + count_turned (data, length, turned_short, SHORT_LENGTH)
         + (has_slip ? count_turned (data, length, turned_slip, sizeof turned_slip) : 0);
}

/* The word, in memory that is wiped when it is freed */
static char *
turn_back (const guint8 *turned, gsize length)
{
  char *word = hr_seal_lock_alloc (length + 1);
  for (gsize i = 0; i < length; i++)
    word[i] = (char)(turned[i] ^ TURN);
  return word;
}

static char *
make_canary (void)
{
  return turn_back (turned_canary, CANARY_LENGTH);
}

/* In the memory of this process that can be read and written: heap, stacks, data of libraries. It is looked at where it
 * lies: a copy would be one more place. */
static guint
count_in_memory (void)
{
  FILE *maps = fopen ("/proc/self/maps", "r");
  char line[512];
  guint n = 0;
  g_assert_nonnull (maps);
  while (fgets (line, sizeof line, maps) != NULL)
    {
      gulong from = 0;
      gulong until = 0;
      char flags[5] = "";
      if (sscanf (line, "%lx-%lx %4s", &from, &until, flags) != 3 || flags[0] != 'r' || flags[1] != 'w')
        continue;
      n += count_canaries ((const volatile guint8 *)from, until - from);
    }
  fclose (maps);
  return n;
}

/* ---- a visit ---- */

typedef struct
{
  char *base; /* everything below it belongs to this test */
  char *data;
  HrCenter *center;
  HrDirectory *directory;
  HrSession *session;
  HrSignIn *sign_in;
  HrSlips *slips;
  HrTickets *tickets;
  HrFinder *finder;
} Fixture;

static void
add_meeting (HrCenter *center)
{
  g_autoptr (GError) error = NULL;
  const char *const fields[] = {
    "name", "slug", "fellowship", "rule", "start", "length", "attendance", "sign_in", NULL
  };
  const char *const values[] = { "Tonight", MEETING,     "aa",  "FREQ=WEEKLY", "2026-01-05T19:00",
                                 "60",      "in_person", "yes", NULL };
  HrEdit edit = { HR_EDIT_ADD, HR_KIND_MEETING, MEETING, fields, values };
  const char *const zone_fields[] = { "timezone", NULL };
  const char *const zone_values[] = { "America/New_York", NULL };
  HrEdit zone = { HR_EDIT_SET, HR_KIND_SITE, "site", zone_fields, zone_values };
  g_auto (GStrv) zones = hr_store_edit (hr_center_get_store (center), &zone, 1, "test", &error);
  g_assert_no_error (error);
  g_assert_nonnull (zones);
  g_auto (GStrv) ids = hr_store_edit (hr_center_get_store (center), &edit, 1, "test", &error);
  g_assert_no_error (error);
  g_assert_nonnull (ids);
}

/* It ended five minutes ago, and its group lets slips be taken. */
static void
add_ended (HrCenter *center)
{
  const char *const group_fields[] = { "name", "fellowship", "slips", NULL };
  const char *const group_values[] = { "Group", "aa", "yes", NULL };
  const char *const fields[] = { "name", "group", "fellowship", "rule", "start", "length", "attendance", "sign_in", NULL };
  const char *const values[] = { "Before", "g-privacy", "aa", "FREQ=WEEKLY", "2026-01-05T17:45", "60", "in_person", "yes", NULL };
  const HrEdit edits[] = { { HR_EDIT_ADD, HR_KIND_GROUP, "g-privacy", group_fields, group_values },
                           { HR_EDIT_ADD, HR_KIND_MEETING, ENDED, fields, values } };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = hr_store_edit (hr_center_get_store (center), edits, G_N_ELEMENTS (edits), "test", &error);
  g_assert_no_error (error);
  g_assert_nonnull (ids);
}

/* Slips can be made, and what the clock said was written: from now on nothing is, for an hour. */
static gboolean
slips_are_ready (gpointer user_data)
{
  Fixture *self = user_data;
  g_autofree char *mark = g_build_filename (self->data, "clock-mark", NULL);
  g_autoptr (HrSlipIssued) issued = hr_slips_issue (self->slips, ENDED, NULL);
  return issued != NULL && g_file_test (mark, G_FILE_TEST_EXISTS);
}

static gboolean
is_planned (gpointer user_data)
{
  Fixture *self = user_data;
  return hr_counts_get (hr_center_get_counts (self->center), MEETING, MONDAY, FALSE) >= 0;
}

static gboolean
is_known (gpointer user_data)
{
  return hr_finder_is_known (((Fixture *)user_data)->finder);
}

static Fixture *
fixture_make (void)
{
  Fixture *self = g_new0 (Fixture, 1);
  g_autoptr (GError) error = NULL;
  self->base = g_strdup ("/dev/shm/handrail-visit-XXXXXX");
  if (g_mkdtemp_full (self->base, 0700) == NULL)
    g_error ("This test needs /dev/shm");
  self->data = g_build_filename (self->base, "data", NULL);
  g_assert_cmpint (chdir (self->base), ==, 0);
  for (const char *const *name = (const char *const[]){ "HOME", "XDG_RUNTIME_DIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME",
                                                        "XDG_DATA_HOME", "XDG_STATE_HOME", "TMPDIR", NULL };
       *name != NULL; name++)
    {
      g_autofree char *path = g_build_filename (self->base, *name, NULL);
      g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
      g_setenv (*name, path, TRUE);
    }
  self->center = hr_test_open_center (self->data, TRUE, NULL);
  add_meeting (self->center);
  add_ended (self->center);
  hr_center_open_counts (self->center, &error);
  g_assert_no_error (error);
  self->directory = hr_directory_new (self->center);
  self->session = hr_session_new (hr_center_get_clock (self->center), "en");
  self->sign_in = hr_sign_in_new (self->center, self->session);
  self->slips = hr_slips_new (self->center);
  hr_slips_set_offered (self->slips, TRUE);
  hr_test_wait_until (slips_are_ready, self);
  self->tickets = hr_tickets_new (hr_center_get_clock (self->center));
  self->finder = hr_finder_new (self->directory);
  hr_finder_prepare (self->finder);
  hr_test_wait_until (is_planned, self);
  hr_test_wait_until (is_known, self);
  return self;
}

static void
fixture_close (Fixture *self)
{
  g_clear_object (&self->slips);
  g_clear_object (&self->finder);
  g_clear_object (&self->tickets);
  g_clear_object (&self->sign_in);
  g_clear_object (&self->session);
  g_clear_object (&self->directory);
  g_clear_object (&self->center);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
fixture_free (Fixture *self)
{
  g_assert_cmpint (chdir ("/"), ==, 0);
  hr_test_remove_folder (self->base);
  g_free (self->data);
  g_free (self);
}

static void
search (Fixture *self, const char *words, guint expected)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HrQuery *query = hr_session_get_query (self->session);
  hr_session_set_search (self->session, words);
  if (query->text != NULL)
    hr_seal_wipe (query->text, strlen (query->text));
  g_free (query->text);
  query->text = g_strdup (words);
  hr_session_query_changed (self->session);
  hr_directory_find_async (self->directory, query, NULL, hr_test_take_result, &result);
  hr_test_wait (&result);
  HrResults *results = hr_directory_find_finish (self->directory, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (results->total, ==, expected);
  hr_results_free (results);
  g_autoptr (GPtrArray) things = hr_finder_find (self->finder, words, "en");
  g_assert_true (things->len == 0 || expected > 0);
  g_assert_false (hr_finder_is_urgent (self->finder, words));
}

/* "Help me choose", and a number for a talk. Of a number nothing but its language is text: that is the word. */
static void
choose_and_ask (Fixture *self)
{
  char *language = turn_back (turned_short, SHORT_LENGTH);
  for (guint i = 0; i < HR_SESSION_ANSWERS; i++)
    hr_session_set_answer (self->session, i, 1 + i % 2);
  guint number = hr_tickets_ask (self->tickets, language);
  hr_tickets_set_topic (self->tickets, number, HR_TICKET_COURT);
  hr_seal_lock_free (language);
}

/* As the desk does it */
static void
call_all (Fixture *self)
{
  guint n = 0;
  const HrTicket *waiting;
  while ((waiting = hr_tickets_list (self->tickets, &n)) != NULL && n > 0)
    hr_tickets_remove (self->tickets, waiting[0].number);
}

static void
count_searches_cb (gpointer data)
{
  HrJobCall *job = data;
  job->numbers[0] = hr_fts_count_searches (job->state->fts);
}

/* As the page "My plan" does: the listings are asked for every id in it */
static void
read_plan (Fixture *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HrPlan *plan = hr_session_get_plan (self->session);
  hr_plan_week_read_async (plan, self->directory, "es", NULL, hr_test_take_result, &result);
  hr_test_wait (&result);
  g_autoptr (HrPlanWeek) week = hr_plan_week_read_finish (plan, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (week->meetings->len, ==, 1);
  g_assert_cmpuint (hr_plan_get_n (week->gone), ==, 2);
}

/* How many words the search remembers; what was asked before is done when this is answered. */
static guint
count_searches (Fixture *self)
{
  HrStore *store = hr_center_get_store (self->center);
  HrJobCall job = { .state = store->state };
  hr_worker_call (store->worker, count_searches_cb, &job);
  return (guint)job.numbers[0];
}

/* As the lobby does at Clear, at Done and when nobody is there */
static void
end_visit (Fixture *self)
{
  hr_session_clear (self->session);
  hr_directory_forget (self->directory);
  g_assert_cmpuint (count_searches (self), ==, 0);
  for (guint i = 0; i < HR_SESSION_ANSWERS; i++)
    g_assert_cmpuint (hr_session_get_answer (self->session, i), ==, 0);
}

/* The slip as text and as squares; whoever wants another one gets another. */
static void
take_slip (Fixture *self)
{
  for (int i = 0; i < 3; i++)
    {
      g_autoptr (GError) error = NULL;
      HrSlipIssued *issued = hr_slips_issue (self->slips, ENDED, &error);
      g_assert_no_error (error);
      HrQr *code = hr_qr_new (issued->text, HR_QR_LEVEL_M, &error);
      g_assert_no_error (error);
      for (gsize c = 0; c < sizeof turned_slip; c++)
        turned_slip[c] = (guint8)issued->text[c] ^ TURN;
      has_slip = TRUE;
      g_assert_cmpuint (count_canaries ((const guint8 *)issued->text, HR_SLIP_TEXT_LENGTH), ==, 1);
      hr_qr_free (code);
      hr_slip_issued_free (issued);
    }
}

/* What a visitor does: types words, letter by letter, filters, looks, signs in, takes it back, signs in again, takes slips. */
static void
visit (Fixture *self)
{
  char *canary = make_canary ();
  char *typed_short = turn_back (turned_short, SHORT_LENGTH);
  g_autoptr (GError) error = NULL;
  hr_session_touch (self->session);
  hr_session_set_language (self->session, "es");
  for (gsize length = 1; length <= CANARY_LENGTH; length++)
    {
      char *typed = hr_seal_lock_alloc (CANARY_LENGTH + 1);
      memcpy (typed, canary, length);
      hr_session_set_search (self->session, typed);
      hr_seal_lock_free (typed);
    }
  hr_session_get_query (self->session)->days = 1 << 1;
  search (self, "ton", 1);
  search (self, typed_short, 0);
  hr_seal_lock_free (typed_short);
  search (self, canary, 0);
  g_assert_cmpuint (count_searches (self), ==, 2);
  choose_and_ask (self);

  g_assert_true (hr_plan_add (hr_session_get_plan (self->session), HR_KIND_MEETING, canary));
  g_assert_true (hr_plan_add (hr_session_get_plan (self->session), HR_KIND_MEETING, MEETING));
  g_assert_true (hr_plan_add (hr_session_get_plan (self->session), HR_KIND_PEER, canary));
  read_plan (self);

  g_assert_true (hr_sign_in_count (self->sign_in, MEETING, MONDAY, TRUE, &error));
  g_assert_no_error (error);
  hr_sign_in_undo (self->sign_in, MEETING, MONDAY, TRUE);
  g_assert_true (hr_sign_in_count (self->sign_in, MEETING, MONDAY, FALSE, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_canaries ((const guint8 *)hr_session_get_search (self->session), CANARY_LENGTH), ==, 1);
  take_slip (self);
  hr_seal_lock_free (canary);
}

/* ---- files ---- */

typedef struct
{
  guint n_files;
  guint n_canaries;
  GString *times; /* nullable */
} Looking;

static void
look_into (const char *path, Looking *looking)
{
  struct stat status;
  g_assert_cmpint (lstat (path, &status), ==, 0);
  looking->n_canaries += count_canaries ((const guint8 *)path, strlen (path));
  if (S_ISREG (status.st_mode))
    {
      g_autofree char *data = NULL;
      gsize length = 0;
      g_assert_true (g_file_get_contents (path, &data, &length, NULL));
      looking->n_files++;
      looking->n_canaries += count_canaries ((const guint8 *)data, length);
      if (looking->times != NULL)
        g_string_append_printf (looking->times, "%s %" G_GINT64_FORMAT ".%ld\n", path, (gint64)status.st_mtim.tv_sec,
                                status.st_mtim.tv_nsec);
    }
  else if (S_ISDIR (status.st_mode))
    {
      g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
      const char *name;
      g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
      while ((name = g_dir_read_name (dir)) != NULL)
        g_ptr_array_add (names, g_build_filename (path, name, NULL));
      for (guint i = 0; i < names->len; i++)
        look_into (g_ptr_array_index (names, i), looking);
    }
}

static void
test_files (void)
{
  Fixture *self = fixture_make ();
  g_autoptr (GString) before = g_string_new ("");
  g_autoptr (GString) after = g_string_new ("");
  g_autoptr (GError) error = NULL;
  Looking looking = { .times = before };
  look_into (self->base, &looking);
  g_usleep (20000);
  visit (self);
  end_visit (self);

  /* No file was made, and none was written. */
  looking = (Looking){ .times = after };
  look_into (self->base, &looking);
  g_assert_cmpstr (after->str, ==, before->str);
  g_assert_cmpuint (looking.n_files, >=, 3);
  g_assert_cmpuint (looking.n_canaries, ==, 0);

  /* Nor is one written when the number is called that still waits. */
  guint n_waiting = 0;
  (void) hr_tickets_list (self->tickets, &n_waiting);
  g_assert_cmpuint (n_waiting, ==, 1);
  g_string_truncate (after, 0);
  call_all (self);
  looking = (Looking){ .times = after };
  look_into (self->base, &looking);
  g_assert_cmpstr (after->str, ==, before->str);
  g_assert_cmpuint (looking.n_canaries, ==, 0);

  /* Nor does a beat, or the end, write more than a number. */
  hr_counts_beat (hr_center_get_counts (self->center), &error);
  g_assert_no_error (error);
  looking = (Looking){ 0 };
  look_into (self->base, &looking);
  g_assert_cmpuint (looking.n_canaries, ==, 0);
  fixture_close (self);
  looking = (Looking){ 0 };
  look_into (self->base, &looking);
  g_assert_cmpuint (looking.n_canaries, ==, 0);

  /* The search can find: the word in a file of that folder is seen. */
  char *canary = make_canary ();
  g_autofree char *planted = hr_test_write_file (self->base, "planted", canary);
  looking = (Looking){ 0 };
  look_into (self->base, &looking);
  g_assert_cmpuint (looking.n_canaries, ==, 1);
  g_assert_cmpint (g_unlink (planted), ==, 0);
  hr_seal_lock_free (canary);
  fixture_free (self);
}

/* ---- logs ---- */

static guint n_logged;

static GLogWriterOutput
count_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  g_atomic_int_inc (&n_logged);
  return G_LOG_WRITER_HANDLED;
}

static void
test_log_child (void)
{
  g_log_set_writer_func (count_log, NULL, NULL);
  g_log_set_debug_enabled (TRUE);
  Fixture *self = fixture_make ();
  n_logged = 0;
  visit (self);
  end_visit (self);
  call_all (self);
  choose_and_ask (self);
  hr_clock_advance_s (hr_center_get_clock (self->center), 24 * 60 * 60);
  hr_tickets_end_day (self->tickets);
  g_assert_cmpuint (n_logged, ==, 0);
  g_message ("heard");
  g_assert_cmpuint (n_logged, ==, 1);
  fixture_close (self);
  fixture_free (self);
}

static void
test_log (void)
{
  if (g_test_subprocess ())
    {
      test_log_child ();
      return;
    }
  g_test_trap_subprocess (NULL, 60 * G_USEC_PER_SEC, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

/* ---- memory ---- */

static void
test_memory_child (void)
{
  Fixture *self = fixture_make ();
  g_assert_cmpuint (count_in_memory (), ==, 0);
  visit (self);
  g_assert_cmpuint (count_in_memory (), >, 0);
  end_visit (self);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  /* the number outlives the visit, and nothing else does; called, it is gone */
  g_assert_cmpuint (count_in_memory (), ==, 1);
  call_all (self);
  g_assert_cmpuint (count_in_memory (), ==, 0);
  /* so is one that nobody called, when the day ends */
  choose_and_ask (self);
  g_assert_cmpuint (count_in_memory (), ==, 1);
  hr_clock_advance_s (hr_center_get_clock (self->center), 24 * 60 * 60);
  hr_tickets_end_day (self->tickets);
  g_assert_cmpuint (count_in_memory (), ==, 0);
  end_visit (self);
  fixture_close (self);
  g_assert_cmpuint (count_in_memory (), ==, 0);
  fixture_free (self);
}

/* With the settings of the kiosk's unit: what is freed is overwritten, also in the caches of the allocators. */
static void
test_memory (void)
{
  if (g_test_subprocess ())
    {
      test_memory_child ();
      return;
    }
  if (SANITIZED)
    {
      g_test_skip ("A sanitizer keeps freed memory on purpose");
      return;
    }
  g_setenv ("GLIBC_TUNABLES", "glibc.malloc.perturb=90:glibc.malloc.tcache_count=0", TRUE);
  g_setenv ("G_SLICE", "always-malloc", TRUE);
  g_test_trap_subprocess (NULL, 120 * G_USEC_PER_SEC, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
  g_unsetenv ("GLIBC_TUNABLES");
  g_unsetenv ("G_SLICE");
}

/* ---- dumps ---- */

/* A child that ends with a fault, in an empty folder. Returns: whether it left a dump */
static gboolean
crash (gboolean hardened)
{
  char *folder = hr_test_make_folder ();
  struct rlimit limit;
  int status = 0;
  g_assert_cmpint (getrlimit (RLIMIT_CORE, &limit), ==, 0);
  limit.rlim_cur = limit.rlim_max;
  pid_t child = fork ();
  if (child == 0)
    {
      if (chdir (folder) != 0 || setrlimit (RLIMIT_CORE, &limit) != 0)
        _exit (1);
      if (hardened && !hr_privacy_harden_process (NULL))
        _exit (2);
      signal (SIGSEGV, SIG_DFL);
      kill (getpid (), SIGSEGV);
      _exit (3);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGSEGV);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  gboolean dumped = WCOREDUMP (status) || g_dir_read_name (dir) != NULL;
  hr_test_remove_folder (folder);
  return dumped;
}

static void
test_no_dump (void)
{
  g_assert_false (crash (TRUE));
  if (!crash (FALSE))
    g_test_message ("This system dumps nobody, so the test could not have failed");
}

static void
test_hardened (void)
{
  if (g_test_subprocess ())
    {
      struct rlimit limit;
      g_autoptr (GError) error = NULL;
      g_assert_true (hr_privacy_harden_process (&error));
      g_assert_no_error (error);
      g_assert_true (hr_privacy_harden_process (&error));
      g_assert_cmpint (getrlimit (RLIMIT_CORE, &limit), ==, 0);
      g_assert_cmpuint (limit.rlim_cur, ==, 0);
      g_assert_cmpuint (limit.rlim_max, ==, 0);
      return;
    }
  g_test_trap_subprocess (NULL, 20 * G_USEC_PER_SEC, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  hr_seal_init ();
  g_test_add_func ("/privacy/no-dump", test_no_dump);
  g_test_add_func ("/privacy/hardened", test_hardened);
  g_test_add_func ("/privacy/memory", test_memory);
  g_test_add_func ("/privacy/log", test_log);
  g_test_add_func ("/privacy/files", test_files);
  return g_test_run ();
}
