/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Devices with real databases and a folder of the real file system. An edit, the sync that publishes it, the one that gathers, and another
 * device's that takes it over: each is ended, or made to fail, at every system call that changes a file, in the database and in the share.
 * What was acknowledged is there afterwards, others see the old or the new, and all end the same. */
#include "hr-test.h"

#include "handrail/seal/hr-seal.h"
#include "handrail/store/hr-store.h"
#include "hr-lab-calls.h"
#include "hr-share-private.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define OLD "Hall 3"
#define NEW "The last word"

/** Part: what is done to the folder; @before: the state that it begins with */
typedef struct
{
  const char *name, *before, *device;
  gboolean (*live) (void);
} Part;

typedef struct
{
  const Part *part;
  const HrLabCall *what;
} Case;

/* The share's place stands in the databases: it is always the same one, and states are copied there and back. */
static char *scratch;
static gboolean *acknowledged; /* shared with the process that is watched */

static char *
path_of (const char *name)
{
  return g_build_filename (scratch, "now", name, NULL);
}

static void G_GNUC_PRINTF (1, 2)
run (const char *format, ...)
{
  g_autofree char *command = NULL;
  va_list list;

  va_start (list, format);
  command = g_strdup_vprintf (format, list);
  va_end (list);
  g_assert_cmpint (system (command), ==, 0);
}

/* Threads of the store must not be there when a process is copied. */
static void
in_child (void (*func) (gconstpointer data), gconstpointer data)
{
  int status = 0;
  pid_t child = fork ();

  if (child == 0)
    {
      alarm (120);
      func (data);
      _exit (0);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
}

/* ---- devices ---- */

static HrShare *
open_share (const char *device, GError **error)
{
  g_autofree char *directory = path_of (device);
  g_autoptr (HrClock) clock = hr_clock_new ();
  g_autoptr (HrVocabulary) vocabulary = hr_store_load_vocabulary (error);

  return vocabulary != NULL ? hr_share_open (directory, vocabulary, clock, error) : NULL;
}

static gboolean
try_sync (const char *device, gboolean gathers)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HrShare) share = open_share (device, &error);
  HrShareEngine *engine;
  gboolean ok;

  if (share == NULL || !hr_share_lock (share, &error))
    return FALSE;
  engine = hr_share_need_engine (share, &error);
  if (engine != NULL)
    {
      engine->tuning.segments = gathers ? 2 : 100;
      engine->tuning.grace = 0;
      engine->tuning.spread = 1;
    }
  ok = engine != NULL && hr_share_sync (share, gathers, NULL, &error);
  hr_share_unlock (share);
  return ok;
}

static void
sync_one (const char *device, gboolean verify)
{
  g_assert_true (try_sync (device, verify));
}

static gboolean
try_edit (const char *device, HrEditVerb verb, const char *id, const char *name)
{
  g_autofree char *directory = path_of (device);
  g_autoptr (HrClock) clock = hr_clock_new ();
  g_autoptr (HrVocabulary) vocabulary = hr_store_load_vocabulary (NULL);
  g_autoptr (HrStore) store = hr_store_new (directory, vocabulary, clock);
  const char *const fields[] = { "name", NULL };
  const char *const values[] = { name, NULL };
  HrEdit edit = { .verb = verb, .kind = HR_KIND_VENUE, .id = id, .fields = fields, .values = values };
  g_auto (GStrv) ids = NULL;

  if (!hr_store_open (store, NULL))
    return FALSE;
  ids = hr_store_edit (store, &edit, 1, "test", NULL);
  return ids != NULL;
}

/* ---- what they hold ---- */

typedef struct
{
  GPtrArray *lines;
  const char *id;
  char *value;
} Rows;

static gboolean
field_cb (const HrShareGroup *group, guint field, const char *value, gpointer data)
{
  const HrShareVersion *version = &group->version;
  Rows *rows = data;

  g_ptr_array_add (rows->lines,
                   g_strdup_printf ("%u/%s/%s/%u: %" G_GUINT64_FORMAT " %" G_GINT64_FORMAT " %s %x %" G_GUINT64_FORMAT " %s", group->kind,
                                    group->scope, group->id, field, version->gen, version->wall_ms, version->device, version->epoch,
                                    version->op, value != NULL ? value : "(unset)"));
  if (group->kind == HR_KIND_VENUE && field == 0 && strcmp (group->id, rows->id) == 0)
    {
      g_free (rows->value);
      rows->value = g_strdup (value);
    }
  return TRUE;
}

static gboolean
group_cb (const HrShareGroup *group, gpointer data)
{
  return hr_share_group_each (group, field_cb, data);
}

static int
compare_cb (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* (transfer full): all fields with their versions; @ret_name: (out) (nullable): the name of the place @id */
static char *
look (const char *device, const char *id, char **ret_name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HrShare) share = open_share (device, &error);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  Rows rows = { lines, id, NULL };
  gboolean ok;

  g_assert_no_error (error);
  ok = hr_share_store_rows (share->store, group_cb, &rows, &error);
  g_assert_no_error (error);
  g_assert_true (ok);
  g_ptr_array_sort (lines, compare_cb);
  g_ptr_array_add (lines, NULL);
  *ret_name = rows.value;
  return g_strjoinv ("\n", (char **)lines->pdata);
}

static void
expect_sound (const char *device)
{
  g_autofree char *directory = path_of (device);
  g_autofree char *path = g_build_filename (directory, HR_STORE_FILE, NULL);
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, "PRAGMA quick_check", -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  g_assert_cmpstr ((const char *)sqlite3_column_text (statement, 0), ==, "ok");
  sqlite3_finalize (statement);
  sqlite3_close (db);
}

/* ---- before ---- */

static void
join (const char *device, const char *invitation)
{
  g_autofree char *folder = path_of ("share");
  g_autofree char *code = NULL;
  g_autoptr (GError) error = NULL;

  {
    g_autoptr (HrShare) share = open_share (device, &error);

    g_assert_true (hr_share_enrol (share, folder, invitation, device, &error));
    code = hr_share_code (share);
  }
  {
    g_autoptr (HrShare) office = open_share ("a", &error);

    g_assert_true (hr_share_approve (office, code, HR_SHARE_OFFICE, NULL, NULL, &error));
  }
}

static void
make_world (gconstpointer data)
{
  g_autofree char *folder = path_of ("share");
  g_autofree char *root = path_of ("root");
  g_autofree char *invitation = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0755), ==, 0);
  for (const char *device = "abc"; *device != '\0'; device++)
    {
      char name[2] = { *device, '\0' };
      g_autofree char *directory = path_of (name);
      g_autoptr (HrCenter) center = hr_test_open_center (directory, TRUE, NULL);

      g_assert_nonnull (center);
    }
  {
    g_autoptr (HrShare) office = open_share ("a", &error);

    g_assert_true (hr_share_init (office, folder, "Office", root, &error));
    invitation = hr_share_invitation (office);
  }
  join ("b", invitation);
  join ("c", invitation);
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *name = g_strdup_printf ("Hall %u", i);
      g_autofree char *other = g_strdup_printf ("v-other-%u", i);

      g_assert_true (try_edit ("a", i == 0 ? HR_EDIT_ADD : HR_EDIT_SET, "v-one", name));
      g_assert_true (try_edit ("b", HR_EDIT_ADD, other, name));
      sync_one ("a", FALSE);
      sync_one ("b", FALSE);
    }
  sync_one ("a", FALSE);
}

static void
write_news (gconstpointer data)
{
  g_assert_true (try_edit ("a", HR_EDIT_SET, "v-one", NEW));
}

static void
publish_news (gconstpointer data)
{
  sync_one ("a", FALSE);
}

static void
keep_state (const char *name)
{
  run ("cp -a '%s/now' '%s/%s'", scratch, scratch, name);
}

static void
take_state (const char *name)
{
  run ("rm -rf '%s/now' && cp -a '%s/%s' '%s/now'", scratch, scratch, name, scratch);
}

/* ---- in the process that is watched ---- */

static gboolean
live_edit (void)
{
  return try_edit ("a", HR_EDIT_SET, "v-one", NEW);
}

static gboolean
live_publish (void)
{
  return try_sync ("a", FALSE);
}

static gboolean
live_gather (void)
{
  return try_sync ("a", TRUE);
}

static gboolean
live_apply (void)
{
  return try_sync ("b", FALSE);
}

static const Part parts[] = {
  { "edit", "quiet", "a", live_edit },
  { "publish", "written", "a", live_publish },
  { "compact", "written", "a", live_gather },
  { "apply", "published", "b", live_apply },
};

/* ---- afterwards ---- */

static guint
count_drafts (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      n += g_str_has_suffix (name, ".tmp") + count_drafts (child);
    }
  return n;
}

static void
look_after (gconstpointer data)
{
  const Part *part = data;
  gboolean edit = part->live == live_edit;
  g_autofree char *share = path_of ("share");
  g_autofree char *seen = NULL;
  char *rows[3] = { NULL }, *names[3] = { NULL };

  /* before the device itself goes on: others see the old or the new; the new, when it was said to be published */
  expect_sound (part->device);
  sync_one ("b", FALSE);
  rows[0] = look ("b", "v-one", &seen);
  g_assert_true (g_strcmp0 (seen, OLD) == 0 || g_strcmp0 (seen, NEW) == 0);
  if (*acknowledged && !edit)
    g_assert_cmpstr (seen, ==, NEW);
  g_clear_pointer (&rows[0], g_free);
  g_clear_pointer (&seen, g_free);
  rows[0] = look ("a", "v-one", &seen);
  if (*acknowledged || !edit)
    g_assert_cmpstr (seen, ==, NEW);
  for (guint i = 0; i < 2; i++)
    {
      sync_one ("a", TRUE);
      sync_one ("b", TRUE);
    }
  sync_one ("c", FALSE);
  for (guint i = 0; i < 3; i++)
    {
      char device[2] = { (char)('a' + (int)i), '\0' };

      g_clear_pointer (&rows[i], g_free);
      rows[i] = look (device, "v-one", &names[i]);
      g_assert_cmpstr (names[i], ==, seen);
      g_assert_cmpstr (rows[i], ==, rows[0]);
      expect_sound (device);
    }
  g_assert_cmpuint (count_drafts (share), ==, 0);
  for (guint i = 0; i < 3; i++)
    {
      g_free (rows[i]);
      g_free (names[i]);
    }
}

static gboolean
try_one (const Case *one, guint at)
{
  const Part *part = one->part;
  gboolean done;
  int status = 0;
  pid_t child;

  take_state (part->before);
  *acknowledged = FALSE;
  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      gboolean ok = FALSE;

      alarm (60);
      hr_lab_calls_begin ();
      /* after an error the same again, as somebody does who is told of it */
      for (guint attempt = 0; attempt < 2 && !ok; attempt++)
        ok = part->live ();
      *acknowledged = ok;
      _exit (ok ? 0 : 1);
    }
  done = hr_lab_calls_watch (child, one->what, at, &status);
  if (WIFEXITED (status))
    g_assert_cmpint (WEXITSTATUS (status), ==, 0);
  else
    g_assert_true (WTERMSIG (status) == SIGKILL && (one->what->mode == HR_LAB_KILL || one->what->mode == HR_LAB_TEAR));
  in_child (look_after, part);
  return done;
}

static void
test_calls (gconstpointer data)
{
  /* all of them with -m slow (tests/nightly); else every fifth, from another one on each time */
  guint step = g_test_slow () ? 1 : 5, at = g_test_slow () ? 1 : (guint)g_test_rand_int_range (1, 6), n = 0;

  if (!hr_lab_calls_may_watch ())
    {
      g_test_skip ("processes cannot be watched here");
      return;
    }
  for (; try_one (data, at); at += step)
    n++;
  g_test_message ("%u calls of about %u", n, at);
  g_assert_cmpuint (at, >, 10);
}

int
main (int argc, char **argv)
{
  static Case cases[G_N_ELEMENTS (parts) * HR_LAB_N_CALLS];
  int result;

  g_test_init (&argc, &argv, NULL);
  hr_seal_init ();
  acknowledged = mmap (NULL, sizeof *acknowledged, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  g_assert_true (acknowledged != MAP_FAILED);
  scratch = g_dir_make_tmp ("hr-store-calls-XXXXXX", NULL);
  in_child (make_world, NULL);
  keep_state ("quiet");
  in_child (write_news, NULL);
  keep_state ("written");
  in_child (publish_news, NULL);
  keep_state ("published");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = NULL;

      cases[i] = (Case){ &parts[i / HR_LAB_N_CALLS], &hr_lab_calls[i % HR_LAB_N_CALLS] };
      path = g_strdup_printf ("/share/store-calls/%s/%s", cases[i].part->name, cases[i].what->name);
      g_test_add_data_func (path, &cases[i], test_calls);
    }
  result = g_test_run ();
  run ("rm -rf '%s'", scratch);
  g_free (scratch);
  return result;
}
