/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the engine relies on, over each kind of folder; then what the one in memory does wrong when it shall. */
#include "handrail/core/hr-error.h"
#include "handrail/share/hr-share-folder.h"
#include "hr-lab-folder.h"
#include "hr-share-folder-gio-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct
{
  const char *name;
  HrLabProfile profile;
  gboolean disk, gio;
} Kind;

static const Kind kinds[] = {
  { "posix", HR_LAB_POSIX, TRUE, FALSE },
  { "gio-rename", HR_LAB_RENAME, TRUE, TRUE },
  { "gio-create-only", HR_LAB_CREATE_ONLY, TRUE, TRUE },
  { "memory", HR_LAB_POSIX, FALSE, FALSE },
  { "memory-rename", HR_LAB_RENAME, FALSE, FALSE },
  { "memory-create-only", HR_LAB_CREATE_ONLY, FALSE, FALSE },
};

/* Added with HANDRAIL_TEST_SHARE: the address of a server, by tests/backends */
static const Kind server = { "server", HR_LAB_RENAME, FALSE, TRUE };

typedef struct
{
  char *path;
  HrLabShare *share;
  HrShareFolder *folder;
} Fixture;

/* The same calls that go to a server, to a folder of this disk */
static HrShareFolder *
gio_at (const char *path, gboolean renames, GCancellable *cancellable)
{
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);

  return hr_share_folder_new_gio (uri, renames, NULL, cancellable);
}

/* Each case has a folder of its own there. */
static HrShareFolder *
open_server (void)
{
  static guint n;
  const HrShareLogin login = { g_getenv ("HANDRAIL_SHARE_USER"), NULL, g_getenv ("HANDRAIL_SHARE_PASSWORD") };
  g_autofree char *where = g_strdup_printf ("%s/contract%u", g_getenv ("HANDRAIL_TEST_SHARE"), ++n);
  g_autoptr (GError) error = NULL;
  HrShareFolder *folder = hr_share_folder_open (where, &login, NULL, &error);

  g_assert_no_error (error);
  return folder;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const Kind *kind = data;

  if (kind == &server)
    {
      fixture->folder = open_server ();
      return;
    }
  if (kind->disk)
    {
      fixture->path = g_dir_make_tmp ("hr-folder-XXXXXX", NULL);
      g_assert_nonnull (fixture->path);
      fixture->folder = kind->gio ? gio_at (fixture->path, kind->profile == HR_LAB_RENAME, NULL) : hr_share_folder_new_posix (fixture->path);
      return;
    }
  fixture->share = hr_lab_share_new (1, 1);
  fixture->folder = hr_lab_folder_new (fixture->share, 0, kind->profile);
}

static void
remove_all (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        remove_all (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  hr_share_folder_free (fixture->folder);
  g_clear_pointer (&fixture->share, hr_lab_share_free);
  if (fixture->path != NULL)
    remove_all (fixture->path);
  g_free (fixture->path);
}

static GBytes *
text (const char *words)
{
  return g_bytes_new (words, strlen (words));
}

static void
expect (HrShareFolder *folder, const char *path, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = hr_share_folder_read (folder, path, 100, &error);
  g_autoptr (GBytes) wanted = words != NULL ? text (words) : NULL;

  if (words == NULL)
    {
      g_assert_error (error, HR_ERROR, HR_ERROR_NOT_FOUND);
      return;
    }
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (bytes, wanted));
}

static guint
count_names (HrShareFolder *folder, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) names = hr_share_folder_list (folder, path, &error);

  g_assert_no_error (error);
  g_assert_nonnull (names);
  return names != NULL ? names->len : 0;
}

static void
test_basics (Fixture *fixture, gconstpointer data)
{
  HrShareFolder *folder = fixture->folder;
  g_autoptr (GBytes) one = text ("one");
  g_autoptr (GBytes) two = text ("two");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) names = NULL;

  g_assert_cmpuint (count_names (folder, "h"), ==, 0);
  expect (folder, "h/a", NULL);
  g_assert_true (hr_share_folder_create (folder, "h/a", one, &error));
  g_assert_no_error (error);
  expect (folder, "h/a", "one");
  names = hr_share_folder_list (folder, "h", &error);
  g_assert_cmpuint (names->len, ==, 1);
  g_assert_cmpstr (names->pdata[0], ==, "a");

  /* nothing is ever overwritten */
  g_assert_false (hr_share_folder_create (folder, "h/a", two, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_REFUSED);
  g_clear_error (&error);
  expect (folder, "h/a", "one");
  g_assert_true (hr_share_folder_create (folder, "h/b", two, &error));
  g_assert_false (hr_share_folder_rename_new (folder, "h/b", "h/a", &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_REFUSED);
  g_clear_error (&error);
  expect (folder, "h/a", "one");
  expect (folder, "h/b", "two");

  g_assert_true (hr_share_folder_rename_new (folder, "h/b", "h/c", &error));
  expect (folder, "h/b", NULL);
  expect (folder, "h/c", "two");
  g_assert_true (hr_share_folder_sync (folder, "h", &error));
  g_assert_true (hr_share_folder_remove (folder, "h/c", &error));
  g_assert_true (hr_share_folder_remove (folder, "h/c", &error));
  expect (folder, "h/c", NULL);
  g_assert_cmpuint (count_names (folder, "h"), ==, 1);

  /* folders are made on the way, and one does not list another's files */
  g_assert_true (hr_share_folder_create (folder, "s/a/abc/d", one, &error));
  expect (folder, "s/a/abc/d", "one");
  g_assert_cmpuint (count_names (folder, "h"), ==, 1);
  g_assert_cmpuint (count_names (folder, "s/a/abc"), ==, 1);
  g_assert_cmpuint (folder->lists, ==, 5);
}

static void
test_limit (Fixture *fixture, gconstpointer data)
{
  g_autofree char *many = g_strnfill (150000, 'x');
  g_autoptr (GBytes) bytes = text (many);
  g_autoptr (GBytes) read = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (hr_share_folder_create (fixture->folder, "large", bytes, &error));
  read = hr_share_folder_read (fixture->folder, "large", 149999, &error);
  g_assert_null (read);
  g_assert_error (error, HR_ERROR, HR_ERROR_LIMIT);
  g_clear_error (&error);
  read = hr_share_folder_read (fixture->folder, "large", 150000, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (read, bytes));
  g_assert_cmpuint (fixture->folder->bytes_written, ==, 150000);
  g_assert_cmpuint (fixture->folder->bytes_read, ==, 150000);
}

static void
test_publish (Fixture *fixture, gconstpointer data)
{
  HrShareFolder *folder = fixture->folder;
  g_autoptr (GBytes) one = text ("one");
  g_autoptr (GBytes) two = text ("two");
  g_autoptr (GError) error = NULL;

  g_assert_true (hr_share_folder_publish (folder, "h/a", "x-1.tmp", one, &error));
  g_assert_no_error (error);
  g_assert_false (hr_share_folder_publish (folder, "h/a", "x-2.tmp", two, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_REFUSED);
  g_clear_error (&error);
  expect (folder, "h/a", "one");
  /* and nothing lies about */
  g_assert_cmpuint (count_names (folder, "h"), ==, 1);
  g_assert_true (hr_share_folder_publish (folder, "top", "x-3.tmp", two, &error));
  expect (folder, "top", "two");
  g_assert_cmpuint (folder->renames, ==, folder->class->renames ? 3 : 0);
}

/* Where the share is not, nothing is made in its place. */
static void
test_away (gconstpointer data)
{
  const Kind *kind = data;
  g_autofree char *above = g_dir_make_tmp ("hr-folder-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (above, "share", NULL);
  g_autoptr (HrShareFolder) folder
      = kind->gio ? gio_at (path, kind->profile == HR_LAB_RENAME, NULL) : hr_share_folder_new_posix (path);
  g_autoptr (GBytes) one = text ("one");
  g_autoptr (GError) error = NULL;

  g_assert_false (hr_share_folder_publish (folder, "h/a", "x-1.tmp", one, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_IO);
  g_assert_cmpstr (error->message, !=, "");
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (count_names (folder, ""), ==, 0);
  remove_all (above);
}

/* A pipe, a link and a folder with the name of a file neither hold us up nor lead anywhere. */
static void
test_odd (void)
{
  g_autofree char *path = g_dir_make_tmp ("hr-folder-XXXXXX", NULL);
  g_autofree char *pipe = g_build_filename (path, "pipe", NULL);
  g_autofree char *link = g_build_filename (path, "link", NULL);
  g_autofree char *dir = g_build_filename (path, "dir", NULL);
  g_autoptr (HrShareFolder) folder = hr_share_folder_new_posix (path);
  g_autoptr (GBytes) one = text ("one");
  static const char *const names[] = { "link", "dir" };

  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  g_assert_cmpint (symlink ("/etc/hostname", link), ==, 0);
  g_assert_cmpint (g_mkdir (dir, 0700), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (hr_share_folder_read (folder, names[i], 100, &error));
      g_assert_error (error, HR_ERROR, HR_ERROR_IO);
      g_clear_error (&error);
      g_assert_false (hr_share_folder_create (folder, names[i], one, &error));
      g_assert_error (error, HR_ERROR, HR_ERROR_REFUSED);
    }
  expect (folder, "pipe", "");
  remove_all (path);
}

/* ---- what hangs ---- */

typedef struct
{
  char *path, *pipe;
  GCancellable *cancellable;
  HrShareFolder *folder;
} Hang;

/* To open a pipe that nobody writes to hangs for ever, and cannot be cancelled. */
static void
set_up_hang (Hang *hang, gconstpointer data)
{
  g_autoptr (GBytes) one = text ("one");

  hang->path = g_dir_make_tmp ("hr-folder-XXXXXX", NULL);
  hang->pipe = g_build_filename (hang->path, "pipe", NULL);
  hang->cancellable = g_cancellable_new ();
  hang->folder = gio_at (hang->path, TRUE, hang->cancellable);
  g_assert_cmpint (mkfifo (hang->pipe, 0600), ==, 0);
  g_assert_true (hr_share_folder_create (hang->folder, "a", one, NULL));
}

static void
tear_down_hang (Hang *hang, gconstpointer data)
{
  /* whoever still waits at the pipe goes on */
  int fd = open (hang->pipe, O_RDWR | O_NONBLOCK);

  g_usleep (50000);
  close (fd);
  hr_share_folder_free (hang->folder);
  g_object_unref (hang->cancellable);
  remove_all (hang->path);
  g_free (hang->path);
  g_free (hang->pipe);
}

static void
expect_no_answer (HrShareFolder *folder, const char *path, double most)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GTimer) timer = g_timer_new ();
  g_autoptr (GBytes) bytes = hr_share_folder_read (folder, path, 100, &error);

  g_assert_null (bytes);
  g_assert_error (error, HR_ERROR, HR_ERROR_BUSY);
  g_assert_cmpfloat (g_timer_elapsed (timer, NULL), <, most);
}

static void
test_hang (Hang *hang, gconstpointer data)
{
  HrShareFolder *folder = hang->folder;

  folder->limit_ms = 200;
  expect_no_answer (folder, "pipe", 5);
  /* one that hangs does not make everything after it wait as long: it is not even asked */
  expect_no_answer (folder, "a", 0.15);
  g_assert_null (hr_share_folder_list (folder, "", NULL));
  g_usleep (250000);
  expect (folder, "a", "one");
  for (guint i = 0; i < 3; i++)
    {
      expect_no_answer (folder, "pipe", 5);
      g_usleep (250000);
    }
  /* no heap of calls that hang */
  expect_no_answer (folder, "a", 0.15);
}

static gpointer
cancel_soon (gpointer data)
{
  g_usleep (100000);
  g_cancellable_cancel (data);
  return NULL;
}

static void
test_cancel (Hang *hang, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GTimer) timer = g_timer_new ();
  GThread *thread = g_thread_new ("cancel", cancel_soon, hang->cancellable);

  g_assert_null (hr_share_folder_read (hang->folder, "pipe", 100, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_CANCELLED);
  g_assert_cmpfloat (g_timer_elapsed (timer, NULL), <, 10);
  g_thread_join (thread);
  g_clear_error (&error);
  g_assert_null (hr_share_folder_list (hang->folder, "", &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_CANCELLED);
}

/* ---- addresses ---- */

static void
test_open (void)
{
  static const char *const renames[] = { "/srv/share", "file:///srv/share", "smb://nas/share/handrail", "sftp://kiosk@nas:2222/srv/share" };
  static const char *const creates[] = { "dav://nas/remote.php/dav/files/kiosk/share", "davs://kiosk@nas:8443/share" };
  static const char *const refused[] = { "", "share", "./share", "nfs://nas/share", "https://nas/share", "smb://", "smb:share",
                                         "dav://kiosk:secret@nas/share", "sftp://kiosk:@nas/share" };

  for (guint i = 0; i < G_N_ELEMENTS (renames) + G_N_ELEMENTS (creates); i++)
    {
      gboolean rename = i < G_N_ELEMENTS (renames);
      g_autoptr (GError) error = NULL;
      g_autoptr (HrShareFolder) folder
          = hr_share_folder_open (rename ? renames[i] : creates[i - G_N_ELEMENTS (renames)], NULL, NULL, &error);

      g_assert_no_error (error);
      g_assert_true (folder->class->renames == rename);
      g_assert_true ((folder->limit_ms > 0) == (i > 1));
    }
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (hr_share_folder_open (refused[i], NULL, NULL, &error));
      g_assert_error (error, HR_ERROR, HR_ERROR_INPUT);
      g_assert_null (strstr (error->message, "secret"));
    }
}

static void
test_torn (void)
{
  static const HrLabProfile profiles[] = { HR_LAB_RENAME, HR_LAB_CREATE_ONLY };
  g_autofree char *many = g_strnfill (1000, 'x');
  g_autoptr (GBytes) bytes = text (many);

  for (guint i = 0; i < G_N_ELEMENTS (profiles); i++)
    {
      g_autoptr (HrLabShare) share = hr_lab_share_new (5, 1);
      g_autoptr (HrShareFolder) folder = hr_lab_folder_new (share, 0, profiles[i]);
      GBytes *left;

      hr_lab_folder_faults (folder)->crash_at = 1;
      hr_lab_folder_faults (folder)->torn = TRUE;
      g_assert_false (hr_share_folder_publish (folder, "h/a", "x-1.tmp", bytes, NULL));
      g_assert_true (*hr_lab_folder_dead (folder));
      g_assert_null (hr_share_folder_list (folder, "h", NULL));
      /* only where nothing can be renamed does half a file have its name */
      left = hr_lab_share_get (share, 0, profiles[i] == HR_LAB_CREATE_ONLY ? "h/a" : "h/x-1.tmp");
      g_assert_nonnull (left);
      g_assert_cmpuint (g_bytes_get_size (left), <, 1000);
      g_assert_true (profiles[i] == HR_LAB_CREATE_ONLY || hr_lab_share_get (share, 0, "h/a") == NULL);
      *hr_lab_folder_dead (folder) = FALSE;
      g_assert_cmpuint (count_names (folder, "h"), ==, 1);
    }
}

/* Whatever comes in whatever order: in the end all folders are the same. */
static void
test_replicated (void)
{
  for (guint32 seed = 0; seed < 50; seed++)
    {
      g_autoptr (HrLabShare) share = hr_lab_share_new (seed, 4);
      g_autoptr (GPtrArray) first = NULL;
      guint holes = 0;

      for (guint i = 0; i < 100; i++)
        {
          g_autofree char *path = g_strdup_printf ("h/%u", i % 7);
          g_autofree char *words = g_strdup_printf ("%u", i);
          g_autoptr (GBytes) bytes = text (words);

          hr_lab_share_put (share, i % 4, path, i % 5 == 4 ? NULL : bytes);
          hr_lab_share_cut (share, i % 16);
          hr_lab_share_step (share, 3, FALSE);
          holes += hr_lab_share_get (share, (i + 1) % 4, path) == NULL;
        }
      g_assert_cmpuint (holes, >, 0);
      hr_lab_share_step (share, G_MAXUINT, TRUE);
      first = hr_lab_share_names (share, 0);
      g_assert_cmpuint (first->len, >, 0);
      for (guint i = 1; i < 4; i++)
        {
          g_autoptr (GPtrArray) names = hr_lab_share_names (share, i);

          g_assert_cmpuint (names->len, ==, first->len);
          for (guint k = 0; k < names->len; k++)
            g_assert_true (g_bytes_equal (hr_lab_share_get (share, i, first->pdata[k]), hr_lab_share_get (share, 0, first->pdata[k])));
        }
    }
}

static void
test_faults (void)
{
  g_autoptr (HrLabShare) share = hr_lab_share_new (9, 1);
  g_autoptr (HrShareFolder) folder = hr_lab_folder_new (share, 0, HR_LAB_RENAME);
  g_autoptr (GBytes) one = text ("one");
  guint said = 0, there = 0, done_unsaid = 0, said_undone = 0, holes = 0;

  hr_lab_folder_faults (folder)->lost = 500;
  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *path = g_strdup_printf ("h/%u", i);
      g_autofree char *temporary = g_strdup_printf ("x-%u.tmp", i);
      gboolean ok = hr_share_folder_publish (folder, path, temporary, one, NULL);
      gboolean is = hr_lab_share_get (share, 0, path) != NULL;

      said += ok;
      there += is;
      done_unsaid += is && !ok;
      said_undone += ok && !is;
    }
  g_assert_cmpuint (done_unsaid, >, 10);
  g_assert_cmpuint (said_undone, >, 10);
  g_assert_cmpuint (said, <, 200);
  hr_lab_folder_faults (folder)->hole = 200;
  /* drafts that were never renamed lie there, too */
  there += said_undone;
  for (guint i = 0; i < 20; i++)
    holes += there - MIN (there, count_names (folder, "h"));
  g_assert_cmpuint (holes, >, 10);

  hr_lab_share_keep (share, 0);
  hr_lab_share_put (share, 0, "net.hrn", one);
  hr_lab_share_wipe (share, 0);
  g_assert_null (hr_lab_share_get (share, 0, "h/0"));
  g_assert_nonnull (hr_lab_share_get (share, 0, "net.hrn"));
  g_assert_true (hr_lab_share_roll_back (share, 0, 0));
  g_assert_null (hr_lab_share_get (share, 0, "net.hrn"));
}

static void
add (const Kind *kind)
{
  g_autofree char *basics = g_strdup_printf ("/share/folder/%s/basics", kind->name);
  g_autofree char *limit = g_strdup_printf ("/share/folder/%s/limit", kind->name);
  g_autofree char *away = g_strdup_printf ("/share/folder/%s/away", kind->name);
  g_autofree char *publish = g_strdup_printf ("/share/folder/%s/publish", kind->name);

  g_test_add (basics, Fixture, kind, set_up, test_basics, tear_down);
  g_test_add (limit, Fixture, kind, set_up, test_limit, tear_down);
  g_test_add (publish, Fixture, kind, set_up, test_publish, tear_down);
  if (kind->disk)
    g_test_add_data_func (away, kind, test_away);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    add (&kinds[i]);
  if (g_getenv ("HANDRAIL_TEST_SHARE") != NULL)
    add (&server);
  g_test_add ("/share/folder/hang", Hang, NULL, set_up_hang, test_hang, tear_down_hang);
  g_test_add ("/share/folder/cancel", Hang, NULL, set_up_hang, test_cancel, tear_down_hang);
  g_test_add_func ("/share/folder/open", test_open);
  g_test_add_func ("/share/folder/odd", test_odd);
  g_test_add_func ("/share/folder/torn", test_torn);
  g_test_add_func ("/share/folder/replicated", test_replicated);
  g_test_add_func ("/share/folder/faults", test_faults);
  return g_test_run ();
}
