/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keys of slips: made, ended, revoked, taken to other places; and what happens when their files are not as they were. */
#include "handrail/service/hr-slip-keys.h"

#include "handrail/core/hr-error.h"
#include "hr-test.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#define TODAY hr_date_from_ymd (2026, 11, 23)

typedef struct
{
  char *folder;
  guint8 public_key[HR_SEAL_PUBLIC_KEY_BYTES];
  guint8 secret_key[HR_SEAL_SECRET_KEY_BYTES];
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = hr_test_make_folder ();
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  hr_test_remove_folder (self->folder);
}

static void
get (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (hr_slip_keys_get_current (self->folder, "Harbor Street", TODAY, self->public_key, self->secret_key, &error));
  g_assert_no_error (error);
}

static GPtrArray *
list (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *keys = hr_slip_keys_list (self->folder, &error);

  g_assert_no_error (error);
  return keys;
}

static const HrSlipKey *
key_at (GPtrArray *keys, guint i)
{
  return g_ptr_array_index (keys, i);
}

static char *
number_of (Fixture *self)
{
  guint8 tag[HR_SLIP_TAG_BYTES];

  hr_slip_key_tag (self->public_key, tag);
  return hr_slip_tag_to_string (tag);
}

static gboolean
has_secret (Fixture *self, int number)
{
  g_autofree char *name = g_strdup_printf ("slip-key-%d", number);
  g_autofree char *path = g_build_filename (self->folder, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
test_made (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) none = list (self);
  g_autoptr (GPtrArray) keys = NULL;
  g_autofree char *path = g_build_filename (self->folder, "slip-key-1", NULL);
  guint8 first[HR_SEAL_PUBLIC_KEY_BYTES];
  GStatBuf status;

  g_assert_cmpuint (none->len, ==, 0);
  get (self);
  memcpy (first, self->public_key, sizeof first);
  get (self);
  g_assert_cmpmem (first, sizeof first, self->public_key, sizeof first);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  keys = list (self);
  g_assert_cmpuint (keys->len, ==, 1);
  g_assert_true (key_at (keys, 0)->own && key_at (keys, 0)->current && !key_at (keys, 0)->revoked);
  g_assert_cmpstr (key_at (keys, 0)->site, ==, "Harbor Street");
  g_assert_cmpint (key_at (keys, 0)->from, ==, TODAY);
  g_assert_cmpint (key_at (keys, 0)->until, ==, HR_DATE_NONE);
  g_assert_cmpmem (key_at (keys, 0)->public_key, sizeof first, first, sizeof first);
}

/* Nothing that is secret is in what is told to others. */
static void
test_secret_stays (Fixture *self, gconstpointer data)
{
  g_autofree char *exported = NULL;
  g_autofree char *text = NULL;
  g_autofree char *path = g_build_filename (self->folder, HR_SLIP_KEYS_FILE, NULL);
  GString *seed = g_string_new (NULL);

  get (self);
  for (guint i = 0; i < 32; i++)
    g_string_append_printf (seed, "%02x", self->secret_key[i]);
  exported = hr_slip_keys_export (self->folder, NULL);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_null (strstr (text, seed->str));
  g_assert_null (strstr (exported, seed->str));
  g_assert_nonnull (strstr (exported, "public="));
  g_assert_null (strstr (exported, "own="));
  g_assert_null (strstr (exported, "current="));
  g_string_free (seed, TRUE);
}

static void
test_rotate (Fixture *self, gconstpointer data)
{
  guint8 first[HR_SEAL_PUBLIC_KEY_BYTES];
  g_autoptr (GPtrArray) keys = NULL;
  guint n_current = 0;

  get (self);
  memcpy (first, self->public_key, sizeof first);
  for (int i = 0; i < 2; i++)
    g_assert_true (hr_slip_keys_rotate (self->folder, "Harbor Street", TODAY + 10, NULL));
  get (self);
  g_assert_cmpint (memcmp (first, self->public_key, sizeof first), !=, 0);
  keys = list (self);
  g_assert_cmpuint (keys->len, ==, 3);
  g_assert_cmpint (key_at (keys, 0)->until, ==, TODAY + 10);
  g_assert_false (key_at (keys, 0)->current || key_at (keys, 0)->revoked);
  for (guint i = 0; i < keys->len; i++)
    n_current += key_at (keys, i)->current ? 1 : 0;
  g_assert_cmpuint (n_current, ==, 1);
  g_assert_true (!has_secret (self, 1) && !has_secret (self, 2) && has_secret (self, 3));
}

/* A rotation that was cut short after its list was written leaves an old secret behind: the next one takes it away. */
static void
test_left_over (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "slip-key-1", NULL);
  g_autofree char *secret = NULL;
  gsize length = 0;

  get (self);
  g_assert_true (g_file_get_contents (path, &secret, &length, NULL));
  g_assert_true (hr_slip_keys_rotate (self->folder, NULL, TODAY, NULL));
  g_assert_true (g_file_set_contents (path, secret, (gssize)length, NULL));
  g_assert_true (hr_slip_keys_rotate (self->folder, NULL, TODAY, NULL));
  g_assert_true (!has_secret (self, 1) && !has_secret (self, 2) && has_secret (self, 3));
}

static void
test_revoke (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) keys = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *number = NULL;
  guint8 first[HR_SEAL_PUBLIC_KEY_BYTES];

  get (self);
  memcpy (first, self->public_key, sizeof first);
  number = number_of (self);
  g_assert_false (hr_slip_keys_revoke (self->folder, "00000000", TODAY, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_NOT_FOUND);
  g_assert_true (hr_slip_keys_revoke (self->folder, number, TODAY + 1, NULL));
  g_assert_false (has_secret (self, 1));
  keys = list (self);
  g_assert_true (key_at (keys, 0)->revoked && !key_at (keys, 0)->current);
  g_assert_cmpint (key_at (keys, 0)->until, ==, TODAY + 1);
  /* the next slip needs another key */
  get (self);
  g_assert_cmpint (memcmp (first, self->public_key, sizeof first), !=, 0);
  g_clear_pointer (&keys, g_ptr_array_unref);
  keys = list (self);
  g_assert_cmpuint (keys->len, ==, 2);
}

static void
test_elsewhere (Fixture *self, gconstpointer data)
{
  char *office = hr_test_make_folder ();
  g_autofree char *text = NULL;
  g_autofree char *later = NULL;
  g_autofree char *number = NULL;
  g_autoptr (GPtrArray) keys = NULL;
  g_autoptr (GError) error = NULL;

  get (self);
  number = number_of (self);
  text = hr_slip_keys_export (self->folder, NULL);
  g_assert_cmpint (hr_slip_keys_import (office, text, NULL), ==, 1);
  g_assert_cmpint (hr_slip_keys_import (office, text, NULL), ==, 0);
  keys = hr_slip_keys_list (office, NULL);
  g_assert_true (!key_at (keys, 0)->own && !key_at (keys, 0)->current);
  g_clear_pointer (&keys, g_ptr_array_unref);
  /* what was revoked there is so here; an older export takes nothing of it back */
  g_assert_true (hr_slip_keys_revoke (self->folder, number, TODAY, NULL));
  later = hr_slip_keys_export (self->folder, NULL);
  g_assert_cmpint (hr_slip_keys_import (office, later, NULL), ==, 1);
  g_assert_cmpint (hr_slip_keys_import (office, text, NULL), ==, 0);
  keys = hr_slip_keys_list (office, NULL);
  g_assert_true (key_at (keys, 0)->revoked);
  g_clear_pointer (&keys, g_ptr_array_unref);
  /* nobody else's file can revoke what this device signs with */
  get (self);
  {
    g_autofree char *second = number_of (self);
    g_autofree char *ours = hr_slip_keys_export (self->folder, NULL);
    g_autofree char *theirs = NULL;

    g_assert_cmpint (hr_slip_keys_import (office, ours, NULL), ==, 1);
    g_assert_true (hr_slip_keys_revoke (office, second, TODAY, NULL));
    theirs = hr_slip_keys_export (office, NULL);
    g_assert_cmpint (hr_slip_keys_import (self->folder, theirs, NULL), ==, 0);
    keys = hr_slip_keys_list (self->folder, NULL);
    g_assert_cmpuint (keys->len, ==, 2);
    g_assert_true (key_at (keys, 0)->current || key_at (keys, 1)->current);
  }
  /* nobody else's file can make a key sign here */
  g_assert_cmpint (hr_slip_keys_import (office, "[device]\ncurrent=x\n", &error), ==, -1);
  g_assert_error (error, HR_ERROR, HR_ERROR_INPUT);
  hr_test_remove_folder (office);
}

static void
test_nonsense (Fixture *self, gconstpointer data)
{
  static const char *const texts[] = {
    "",
    "not a file of keys",
    "[key 01234567]\npublic=00\n",
    "[key 01234567]\npublic=zz00000000000000000000000000000000000000000000000000000000000000\n",
    /* a key under another one's number */
    "[key 01234567]\npublic=0000000000000000000000000000000000000000000000000000000000000000\n",
  };

  get (self);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GError) read_error = NULL;

      g_assert_cmpint (hr_slip_keys_import (self->folder, texts[i], &error), ==, -1);
      g_assert_error (error, HR_ERROR, HR_ERROR_INPUT);
      g_assert_null (hr_slip_keys_read (texts[i], &read_error));
      g_assert_error (read_error, HR_ERROR, HR_ERROR_INPUT);
    }
}

/* Files that others can read, that are damaged, that are of another key, that are gone: no slip is signed, and nothing is made anew in
 * silence, for then nobody would know that older slips were signed with a key that somebody has. */
static void
test_files (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "slip-key-1", NULL);
  g_autofree char *secret = NULL;
  gsize length = 0;
  guint8 public_key[HR_SEAL_PUBLIC_KEY_BYTES];
  guint8 secret_key[HR_SEAL_SECRET_KEY_BYTES];
  g_autoptr (GError) open_error = NULL;
  g_autoptr (GError) damaged_error = NULL;
  g_autoptr (GError) other_error = NULL;
  g_autoptr (GError) gone_error = NULL;

  get (self);
  g_assert_true (g_file_get_contents (path, &secret, &length, NULL));
  g_chmod (path, 0644);
  g_assert_false (hr_slip_keys_get_current (self->folder, NULL, TODAY, public_key, secret_key, &open_error));
  g_assert_error (open_error, HR_ERROR, HR_ERROR_REFUSED);
  g_assert_true (g_file_set_contents (path, secret, (gssize)length - 1, NULL));
  g_chmod (path, 0600);
  g_assert_false (hr_slip_keys_get_current (self->folder, NULL, TODAY, public_key, secret_key, &damaged_error));
  g_assert_error (damaged_error, HR_ERROR, HR_ERROR_CORRUPT);
  g_unlink (path);
  hr_seal_make_keys (public_key, secret_key);
  g_assert_true (hr_seal_save_keys (path, "A key", secret_key, NULL));
  g_assert_false (hr_slip_keys_get_current (self->folder, NULL, TODAY, public_key, secret_key, &other_error));
  g_assert_error (other_error, HR_ERROR, HR_ERROR_CORRUPT);
  g_unlink (path);
  g_assert_false (hr_slip_keys_get_current (self->folder, NULL, TODAY, public_key, secret_key, &gone_error));
  g_assert_error (gone_error, HR_ERROR, HR_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (gone_error->message, "slip rotate"));
  g_assert_true (hr_slip_keys_rotate (self->folder, NULL, TODAY, NULL));
  get (self);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/slip-keys/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("made", test_made);
  ADD ("secret-stays", test_secret_stays);
  ADD ("rotate", test_rotate);
  ADD ("left-over", test_left_over);
  ADD ("revoke", test_revoke);
  ADD ("elsewhere", test_elsewhere);
  ADD ("nonsense", test_nonsense);
  ADD ("files", test_files);
  return g_test_run ();
}
