/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-service"

#include "handrail/service/hr-slip-keys.h"

#include "handrail/core/hr-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define KEY_NAME "The key for slips"
#define GROUP_DEVICE "device"
#define GROUP_KEY "key "
#define MOST_KEYS 1000

/* Desk and lobby are threads of one program; each change reads the list, and writes it whole. */
static GMutex files_lock;

/* ---- files ---- */

static char *
make_list_path (const char *directory)
{
  return g_build_filename (directory, HR_SLIP_KEYS_FILE, NULL);
}

static char *
make_secret_path (const char *directory, int number)
{
  g_autofree char *name = g_strdup_printf ("slip-key-%d", number);

  return g_build_filename (directory, name, NULL);
}

static GKeyFile *
load (const char *directory, GError **error)
{
  g_autofree char *path = make_list_path (directory);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) own = NULL;

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, &own)
      && !g_error_matches (own, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    {
      g_set_error (error, HR_ERROR, own->domain == G_KEY_FILE_ERROR ? HR_ERROR_CORRUPT : HR_ERROR_IO,
                   _ ("%s cannot be read: %s. Correct it, or take it away: then slips that were made before cannot be checked here."),
                   path, own->message);
      return NULL;
    }
  return g_steal_pointer (&file);
}

static gboolean
save (const char *directory, GKeyFile *file, GError **error)
{
  g_autofree char *path = make_list_path (directory);
  gsize length = 0;
  g_autofree char *text = g_key_file_to_data (file, &length, NULL);
  g_autoptr (GError) own = NULL;

  if (g_file_set_contents_full (path, text, (gssize) length,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0644, &own))
    return TRUE;
  if (g_error_matches (own, G_FILE_ERROR, G_FILE_ERROR_NOSPC))
    return hr_set_errno_error (error, ENOSPC, _ ("%s could not be written"), path);
  g_set_error (error, HR_ERROR, HR_ERROR_IO, _ ("%s could not be written: %s."), path, own->message);
  return FALSE;
}

/* A file that was deleted can be read from the disk; one that was overwritten first, at least on plain disks, cannot. */
static void
destroy_secret (const char *directory, int number)
{
  g_autofree char *path = make_secret_path (directory, number);
  static const guint8 zeros[HR_SEAL_SECRET_KEY_BYTES] = { 0 };
  int fd = open (path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW);

  if (fd >= 0)
    {
      if (write (fd, zeros, sizeof zeros) == (gssize) sizeof zeros)
        fsync (fd);
      close (fd);
    }
  g_unlink (path);
}

static gboolean
check_mode (const char *path, GError **error)
{
  GStatBuf status;

  if (g_stat (path, &status) != 0 || (status.st_mode & 077) == 0)
    return TRUE;
  g_set_error (error, HR_ERROR, HR_ERROR_REFUSED,
               _ ("%s can be read by others, so no slip is signed with it. Make a new key at the desk, or with \"handrailctl slip "
                  "rotate\"."),
               path);
  return FALSE;
}

/* ---- one key in the list ---- */

void
hr_slip_key_free (HrSlipKey *self)
{
  if (self == NULL)
    return;
  g_free (self->site);
  g_free (self);
}

static char *
to_hex (const guint8 *bytes, gsize n)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < n; i++)
    g_string_append_printf (text, "%02x", bytes[i]);
  return g_string_free (text, FALSE);
}

char *
hr_slip_key_to_hex (const HrSlipKey *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return to_hex (self->public_key, sizeof self->public_key);
}

static gboolean
from_hex (const char *text, guint8 *ret_bytes, gsize n)
{
  if (text == NULL || strlen (text) != 2 * n)
    return FALSE;
  for (gsize i = 0; i < n; i++)
    {
      int high = g_ascii_xdigit_value (text[2 * i]), low = g_ascii_xdigit_value (text[2 * i + 1]);

      if (high < 0 || low < 0)
        return FALSE;
      ret_bytes[i] = (guint8) (high << 4 | low);
    }
  return TRUE;
}

static char *
make_group (const guint8 tag[HR_SLIP_TAG_BYTES])
{
  g_autofree char *number = hr_slip_tag_to_string (tag);

  return g_strconcat (GROUP_KEY, number, NULL);
}

static gboolean
get_date (GKeyFile *file, const char *group, const char *key, HrDate *ret_date)
{
  g_autofree char *text = g_key_file_get_string (file, group, key, NULL);

  *ret_date = HR_DATE_NONE;
  return text == NULL || hr_date_parse (text, ret_date);
}

/* %NULL when the group is not what a key looks like: the number must be the one of the key, so that none is taken for another */
static HrSlipKey *
read_key (GKeyFile *file, const char *group)
{
  HrSlipKey *self = g_new0 (HrSlipKey, 1);
  g_autofree char *hex = g_key_file_get_string (file, group, "public", NULL);
  g_autofree char *right = NULL;

  self->site = g_key_file_get_string (file, group, "site", NULL);
  self->own = g_key_file_get_boolean (file, group, "own", NULL);
  self->revoked = g_key_file_get_boolean (file, group, "revoked", NULL);
  if (from_hex (hex, self->public_key, sizeof self->public_key))
    {
      hr_slip_key_tag (self->public_key, self->tag);
      right = make_group (self->tag);
    }
  if (g_strcmp0 (right, group) == 0 && get_date (file, group, "from", &self->from)
      && get_date (file, group, "until", &self->until))
    return self;
  hr_slip_key_free (self);
  return NULL;
}

static void
set_date (GKeyFile *file, const char *group, const char *key, HrDate date)
{
  g_autofree char *text = date != HR_DATE_NONE ? hr_date_to_string (date) : NULL;

  if (text != NULL)
    g_key_file_set_string (file, group, key, text);
}

static void
write_key (GKeyFile *file, const HrSlipKey *key)
{
  g_autofree char *group = make_group (key->tag);
  g_autofree char *hex = to_hex (key->public_key, sizeof key->public_key);

  g_key_file_set_string (file, group, "public", hex);
  if (key->site != NULL)
    g_key_file_set_string (file, group, "site", key->site);
  set_date (file, group, "from", key->from);
  set_date (file, group, "until", key->until);
  if (key->revoked)
    g_key_file_set_boolean (file, group, "revoked", TRUE);
  if (key->own)
    g_key_file_set_boolean (file, group, "own", TRUE);
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  const HrSlipKey *one = *(HrSlipKey *const *) a, *other = *(HrSlipKey *const *) b;

  return one->from != other->from ? (one->from < other->from ? -1 : 1) : memcmp (one->tag, other->tag, sizeof one->tag);
}

/* @bad: %HR_ERROR_CORRUPT in the own file, %HR_ERROR_INPUT in somebody else's */
static GPtrArray *
read_all (GKeyFile *file, HrError bad, GError **error)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func ((GDestroyNotify) hr_slip_key_free);
  g_auto (GStrv) groups = g_key_file_get_groups (file, NULL);
  g_autofree char *current = g_key_file_get_string (file, GROUP_DEVICE, "current", NULL);

  for (guint i = 0; groups[i] != NULL; i++)
    {
      HrSlipKey *key;

      if (!g_str_has_prefix (groups[i], GROUP_KEY))
        continue;
      key = keys->len < MOST_KEYS ? read_key (file, groups[i]) : NULL;
      if (key == NULL)
        {
          g_set_error (error, HR_ERROR, bad, _ ("[%s] is not a public key for slips. Take the file from where it was exported once more."),
                       groups[i]);
          return NULL;
        }
      key->current = key->own && !key->revoked && g_strcmp0 (current, groups[i] + strlen (GROUP_KEY)) == 0;
      g_ptr_array_add (keys, key);
    }
  g_ptr_array_sort (keys, compare_keys);
  return g_steal_pointer (&keys);
}

static HrSlipKey *
find_current (GPtrArray *keys)
{
  for (guint i = 0; i < keys->len; i++)
    if (((HrSlipKey *) g_ptr_array_index (keys, i))->current)
      return g_ptr_array_index (keys, i);
  return NULL;
}

GPtrArray *
hr_slip_keys_list (const char *directory, GError **error)
{
  g_return_val_if_fail (directory != NULL, NULL);

  g_autoptr (GKeyFile) file = load (directory, error);

  return file != NULL ? read_all (file, HR_ERROR_CORRUPT, error) : NULL;
}

/* ---- making and ending ---- */

static int
get_number (GKeyFile *file)
{
  return MAX (g_key_file_get_integer (file, GROUP_DEVICE, "number", NULL), 0);
}

/* The secret is on the disk before the list names it, and the one before goes when the list no longer does: at no moment is there a
 * key without its secret. */
static gboolean
make_key (const char *directory, GKeyFile *file, const char *site, HrDate today, guint8 *ret_public, guint8 *ret_secret,
          GError **error)
{
  int number = get_number (file) + 1;
  g_autofree char *path = make_secret_path (directory, number);
  HrSlipKey key = { .own = TRUE, .from = today, .until = HR_DATE_NONE, .site = (char *) site };
  g_autofree char *tag = NULL;

  if (!hr_seal_load_or_make_keys (path, KEY_NAME, ret_public, ret_secret, error))
    return FALSE;
  memcpy (key.public_key, ret_public, sizeof key.public_key);
  hr_slip_key_tag (ret_public, key.tag);
  tag = hr_slip_tag_to_string (key.tag);
  write_key (file, &key);
  g_key_file_set_string (file, GROUP_DEVICE, "current", tag);
  g_key_file_set_integer (file, GROUP_DEVICE, "number", number);
  if (!save (directory, file, error))
    {
      hr_seal_wipe (ret_secret, HR_SEAL_SECRET_KEY_BYTES);
      return FALSE;
    }
  /* also one that a crash between the two steps left */
  while (--number > 0)
    destroy_secret (directory, number);
  return TRUE;
}

/* The secret of @current, which the list names. */
static gboolean
load_secret (const char *directory, GKeyFile *file, const HrSlipKey *current, guint8 *ret_public, guint8 *ret_secret, GError **error)
{
  g_autofree char *path = make_secret_path (directory, get_number (file));
  g_autoptr (GError) own = NULL;

  if (!check_mode (path, error))
    return FALSE;
  if (!hr_seal_load_keys (path, KEY_NAME, ret_public, ret_secret, &own))
    {
      g_set_error (error, own->domain, own->code, _ ("%s Or make a new key at the desk, or with \"handrailctl slip rotate\"."),
                   own->message);
      return FALSE;
    }
  if (memcmp (ret_public, current->public_key, HR_SEAL_PUBLIC_KEY_BYTES) == 0)
    return TRUE;
  hr_seal_wipe (ret_secret, HR_SEAL_SECRET_KEY_BYTES);
  g_set_error (error, HR_ERROR, HR_ERROR_CORRUPT,
               _ ("%s is another key than %s names. Make a new key at the desk, or with \"handrailctl slip rotate\"."), path,
               HR_SLIP_KEYS_FILE);
  return FALSE;
}

gboolean
hr_slip_keys_get_current (const char *directory, const char *site, HrDate today, guint8 ret_public[HR_SEAL_PUBLIC_KEY_BYTES],
                          guint8 ret_secret[HR_SEAL_SECRET_KEY_BYTES], GError **error)
{
  g_return_val_if_fail (directory != NULL && ret_public != NULL && ret_secret != NULL, FALSE);

  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&files_lock);
  g_autoptr (GKeyFile) file = load (directory, error);
  g_autoptr (GPtrArray) keys = file != NULL ? read_all (file, HR_ERROR_CORRUPT, error) : NULL;
  const HrSlipKey *current;

  if (keys == NULL)
    return FALSE;
  current = find_current (keys);
  return current != NULL ? load_secret (directory, file, current, ret_public, ret_secret, error)
                         : make_key (directory, file, site, today, ret_public, ret_secret, error);
}

gboolean
hr_slip_keys_check (const char *directory, GError **error)
{
  g_return_val_if_fail (directory != NULL, FALSE);

  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&files_lock);
  g_autoptr (GKeyFile) file = load (directory, error);
  g_autoptr (GPtrArray) keys = file != NULL ? read_all (file, HR_ERROR_CORRUPT, error) : NULL;
  guint8 public_key[HR_SEAL_PUBLIC_KEY_BYTES];
  guint8 secret_key[HR_SEAL_SECRET_KEY_BYTES];
  const HrSlipKey *current;

  if (keys == NULL)
    return FALSE;
  current = find_current (keys);
  if (current == NULL)
    return TRUE;
  if (!load_secret (directory, file, current, public_key, secret_key, error))
    return FALSE;
  hr_seal_wipe (secret_key, sizeof secret_key);
  return TRUE;
}

gboolean
hr_slip_keys_rotate (const char *directory, const char *site, HrDate today, GError **error)
{
  g_return_val_if_fail (directory != NULL, FALSE);

  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&files_lock);
  g_autoptr (GKeyFile) file = load (directory, error);
  g_autoptr (GPtrArray) keys = file != NULL ? read_all (file, HR_ERROR_CORRUPT, error) : NULL;
  guint8 public_key[HR_SEAL_PUBLIC_KEY_BYTES];
  guint8 secret_key[HR_SEAL_SECRET_KEY_BYTES];
  HrSlipKey *current;

  if (keys == NULL)
    return FALSE;
  current = find_current (keys);
  if (current != NULL)
    {
      current->until = today;
      write_key (file, current);
    }
  if (!make_key (directory, file, site, today, public_key, secret_key, error))
    return FALSE;
  hr_seal_wipe (secret_key, sizeof secret_key);
  return TRUE;
}

gboolean
hr_slip_keys_revoke (const char *directory, const char *number, HrDate today, GError **error)
{
  g_return_val_if_fail (directory != NULL && number != NULL, FALSE);

  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&files_lock);
  g_autoptr (GKeyFile) file = load (directory, error);
  g_autoptr (GPtrArray) keys = file != NULL ? read_all (file, HR_ERROR_CORRUPT, error) : NULL;

  if (keys == NULL)
    return FALSE;
  for (guint i = 0; i < keys->len; i++)
    {
      HrSlipKey *key = g_ptr_array_index (keys, i);
      g_autofree char *tag = hr_slip_tag_to_string (key->tag);

      if (!g_str_equal (tag, number))
        continue;
      key->revoked = TRUE;
      if (key->until == HR_DATE_NONE)
        key->until = today;
      write_key (file, key);
      if (!save (directory, file, error))
        return FALSE;
      if (key->current)
        destroy_secret (directory, get_number (file));
      return TRUE;
    }
  g_set_error (error, HR_ERROR, HR_ERROR_NOT_FOUND,
               _ ("There is no key with the number %s. \"handrailctl slip keys\" lists them."), number);
  return FALSE;
}

/* ---- other places ---- */

char *
hr_slip_keys_export (const char *directory, GError **error)
{
  g_autoptr (GPtrArray) keys = hr_slip_keys_list (directory, error);
  g_autoptr (GKeyFile) file = g_key_file_new ();

  if (keys == NULL)
    return NULL;
  for (guint i = 0; i < keys->len; i++)
    {
      HrSlipKey *key = g_ptr_array_index (keys, i);

      key->own = FALSE;
      write_key (file, key);
    }
  return g_key_file_to_data (file, NULL, NULL);
}

/* Whether @mine changed. */
static gboolean
merge (HrSlipKey *mine, const HrSlipKey *theirs)
{
  gboolean changed = FALSE;

  if (theirs->revoked && !mine->revoked)
    mine->revoked = changed = TRUE;
  if (theirs->until != HR_DATE_NONE && (mine->until == HR_DATE_NONE || theirs->until < mine->until))
    {
      mine->until = theirs->until;
      changed = TRUE;
    }
  return changed;
}

GPtrArray *
hr_slip_keys_read (const char *text, GError **error)
{
  g_return_val_if_fail (text != NULL, NULL);

  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GPtrArray) keys = NULL;

  if (!g_key_file_load_from_data (file, text, strlen (text), G_KEY_FILE_NONE, NULL))
    {
      g_set_error_literal (error, HR_ERROR, HR_ERROR_INPUT, _ ("This is not a file of public keys for slips."));
      return NULL;
    }
  keys = read_all (file, HR_ERROR_INPUT, error);
  if (keys == NULL)
    return NULL;
  for (guint i = 0; i < keys->len; i++)
    {
      HrSlipKey *key = g_ptr_array_index (keys, i);

      key->own = key->current = FALSE;
    }
  if (keys->len > 0)
    return g_steal_pointer (&keys);
  g_set_error_literal (error, HR_ERROR, HR_ERROR_INPUT, _ ("There are no public keys for slips in this file."));
  return NULL;
}

static HrSlipKey *
find_tag (GPtrArray *keys, const guint8 tag[HR_SLIP_TAG_BYTES])
{
  for (guint i = 0; i < keys->len; i++)
    {
      HrSlipKey *key = g_ptr_array_index (keys, i);

      if (memcmp (key->tag, tag, HR_SLIP_TAG_BYTES) == 0)
        return key;
    }
  return NULL;
}

int
hr_slip_keys_import (const char *directory, const char *text, GError **error)
{
  g_return_val_if_fail (directory != NULL && text != NULL, -1);

  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&files_lock);
  g_autoptr (GPtrArray) theirs = hr_slip_keys_read (text, error);
  g_autoptr (GKeyFile) file = theirs != NULL ? load (directory, error) : NULL;
  g_autoptr (GPtrArray) mine = file != NULL ? read_all (file, HR_ERROR_CORRUPT, error) : NULL;
  int n = 0;

  if (mine == NULL)
    return -1;
  for (guint i = 0; i < theirs->len; i++)
    {
      HrSlipKey *key = g_ptr_array_index (theirs, i);
      HrSlipKey *same = find_tag (mine, key->tag);

      if (same != NULL && memcmp (same->public_key, key->public_key, sizeof key->public_key) != 0)
        {
          g_set_error_literal (error, HR_ERROR, HR_ERROR_INPUT,
                               _ ("Two different keys have the same number. Nothing was taken over; make a new key there."));
          return -1;
        }
      /* nobody's file ends what this device signs with: that is done here */
      if (same == NULL || (!same->own && merge (same, key)))
        {
          write_key (file, same != NULL ? same : key);
          n++;
        }
    }
  return n == 0 || save (directory, file, error) ? n : -1;
}
