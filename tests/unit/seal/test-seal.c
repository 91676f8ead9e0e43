/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "handrail/core/hr-error.h"
#include "handrail/seal/hr-seal-box.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

static void
assert_hex (const guint8 *data, gsize length, const char *expected)
{
  GString *hex = g_string_new (NULL);

  for (gsize i = 0; i < length; i++)
    g_string_append_printf (hex, "%02x", data[i]);
  g_assert_cmpstr (hex->str, ==, expected);
  g_string_free (hex, TRUE);
}

/* BLAKE2b with 32 bytes, as b2sum -l 256 and RFC 7693's reference code give it */
static void
test_hash (void)
{
  guint8 hash[HR_SEAL_HASH_BYTES];

  hr_seal_hash ("", 0, hash);
  assert_hex (hash, sizeof hash, "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
  hr_seal_hash (NULL, 0, hash);
  assert_hex (hash, sizeof hash, "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
  hr_seal_hash ("abc", 3, hash);
  assert_hex (hash, sizeof hash, "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
}

/* The first two tests of RFC 8032, section 7.1 */
static void
test_sign_known (void)
{
  static const guint8 secret_1[] = {
    0x9d, 0x61, 0xb1, 0x9d, 0xef, 0xfd, 0x5a, 0x60, 0xba, 0x84, 0x4a, 0xf4, 0x92, 0xec, 0x2c, 0xc4,
    0x44, 0x49, 0xc5, 0x69, 0x7b, 0x32, 0x69, 0x19, 0x70, 0x3b, 0xac, 0x03, 0x1c, 0xae, 0x7f, 0x60,
    0xd7, 0x5a, 0x98, 0x01, 0x82, 0xb1, 0x0a, 0xb7, 0xd5, 0x4b, 0xfe, 0xd3, 0xc9, 0x64, 0x07, 0x3a,
    0x0e, 0xe1, 0x72, 0xf3, 0xda, 0xa6, 0x23, 0x25, 0xaf, 0x02, 0x1a, 0x68, 0xf7, 0x07, 0x51, 0x1a,
  };
  guint8 signature[HR_SEAL_SIGNATURE_BYTES];

  hr_seal_sign (secret_1, "", 0, signature);
  assert_hex (signature, sizeof signature,
              "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f059"
              "5bbe24655141438e7a100b");
  g_assert_true (hr_seal_verify (secret_1 + 32, "", 0, signature));
  g_assert_true (hr_seal_verify (secret_1 + 32, NULL, 0, signature));
}

static void
test_sign (void)
{
  guint8 public[HR_SEAL_PUBLIC_KEY_BYTES], other[HR_SEAL_PUBLIC_KEY_BYTES];
  guint8 secret[HR_SEAL_SECRET_KEY_BYTES], other_secret[HR_SEAL_SECRET_KEY_BYTES];
  guint8 signature[HR_SEAL_SIGNATURE_BYTES];
  char text[] = "One Day at a Time, 19:00";

  hr_seal_make_keys (public, secret);
  hr_seal_make_keys (other, other_secret);
  g_assert_cmpmem (public, sizeof public, secret + 32, sizeof public);
  g_assert_true (memcmp (public, other, sizeof public) != 0);
  hr_seal_sign (secret, text, sizeof text, signature);
  g_assert_true (hr_seal_verify (public, text, sizeof text, signature));
  g_assert_false (hr_seal_verify (other, text, sizeof text, signature));
  g_assert_false (hr_seal_verify (public, text, sizeof text - 1, signature));
  for (gsize i = 0; i < sizeof signature; i++)
    {
      signature[i] ^= 1;
      g_assert_false (hr_seal_verify (public, text, sizeof text, signature));
      signature[i] ^= 1;
    }
  text[3] ^= 1;
  g_assert_false (hr_seal_verify (public, text, sizeof text, signature));
}

static void
test_device_id (void)
{
  guint8 public[HR_SEAL_PUBLIC_KEY_BYTES] = { 0 };
  g_autofree char *zero = hr_seal_device_id (public);
  g_autofree char *again = hr_seal_device_id (public);
  g_autofree char *other = NULL;

  /* python3: base64.b32encode(hashlib.blake2b(bytes(32), digest_size=16).digest()) */
  g_assert_cmpstr (zero, ==, "74hsesjpis5mjrftblsy2dunvi");
  g_assert_cmpuint (strlen (zero), ==, HR_SEAL_DEVICE_ID_LENGTH);
  g_assert_cmpstr (zero, ==, again);
  public[31] = 1;
  other = hr_seal_device_id (public);
  g_assert_cmpstr (zero, !=, other);
}

static void
test_memory (void)
{
  guint8 *memory = hr_seal_lock_alloc (4000);
  guint8 zeros[64] = { 0 };
  guint8 noise[64] = { 0 };

  for (gsize i = 0; i < 4000; i++)
    g_assert_cmpuint (memory[i], ==, 0);
  memset (memory, 7, 4000);
  hr_seal_wipe (memory, 4000);
  g_assert_cmpuint (memory[0] | memory[3999], ==, 0);
  hr_seal_lock_free (memory);
  hr_seal_lock_free (hr_seal_lock_alloc (0));
  hr_seal_lock_free (NULL);

  hr_seal_random (noise, sizeof noise);
  g_assert_true (memcmp (noise, zeros, sizeof noise) != 0);
  hr_seal_random (NULL, 0);
  hr_seal_wipe (noise, sizeof noise);
  g_assert_cmpmem (noise, sizeof noise, zeros, sizeof zeros);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
test_keys (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("handrail-seal-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "device.key", NULL);
  guint8 public[HR_SEAL_PUBLIC_KEY_BYTES], public_2[HR_SEAL_PUBLIC_KEY_BYTES];
  guint8 secret[HR_SEAL_SECRET_KEY_BYTES], secret_2[HR_SEAL_SECRET_KEY_BYTES];
  struct stat info;

  g_assert_no_error (error);
  g_assert_true (hr_seal_load_or_make_keys (path, "The key of this device", public, secret, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 07777, ==, 0600);
  g_assert_cmpint (info.st_size, ==, HR_SEAL_SECRET_KEY_BYTES);
  g_assert_cmpuint (count_files (folder), ==, 1);

  g_assert_true (hr_seal_load_or_make_keys (path, "The key of this device", public_2, secret_2, &error));
  g_assert_no_error (error);
  g_assert_cmpmem (public, sizeof public, public_2, sizeof public_2);
  g_assert_cmpmem (secret, sizeof secret, secret_2, sizeof secret_2);

  g_remove (path);
  g_rmdir (folder);
}

static void
test_damaged_keys (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("handrail-seal-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "device.key", NULL);
  guint8 public[HR_SEAL_PUBLIC_KEY_BYTES] = { 9 };
  guint8 secret[HR_SEAL_SECRET_KEY_BYTES] = { 9 };
  char damaged[HR_SEAL_SECRET_KEY_BYTES + 1];
  static const gsize lengths[] = { 0, 1, 63, 64, 65 };

  memset (damaged, 'x', sizeof damaged);
  for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autofree char *kept = NULL;
      gsize kept_length;

      g_assert_true (g_file_set_contents (path, damaged, (gssize) lengths[i], NULL));
      g_assert_false (hr_seal_load_or_make_keys (path, "The key of this device", public, secret, &error));
      g_assert_error (error, HR_ERROR, HR_ERROR_CORRUPT);
      g_assert_nonnull (strstr (error->message, path));
      g_clear_error (&error);
      g_assert_cmpuint (public[0] + secret[0], ==, 18);
      g_assert_true (g_file_get_contents (path, &kept, &kept_length, NULL));
      g_assert_cmpmem (kept, kept_length, damaged, lengths[i]);
    }
  g_remove (path);
  g_rmdir (folder);
}

static void
test_no_folder (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("handrail-seal-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "missing", "device.key", NULL);
  guint8 public[HR_SEAL_PUBLIC_KEY_BYTES];
  guint8 secret[HR_SEAL_SECRET_KEY_BYTES];

  g_assert_false (hr_seal_load_or_make_keys (path, "The key of this device", public, secret, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_IO);
  g_clear_error (&error);
  g_assert_false (hr_seal_load_or_make_keys (folder, "The key of this device", public, secret, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_IO);
  g_assert_cmpuint (count_files (folder), ==, 0);
  g_rmdir (folder);
}

/* A key that is not made by itself: it must be there, and a second one never takes its place */
static void
test_one_key (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("handrail-seal-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "site.key", NULL);
  guint8 public[HR_SEAL_PUBLIC_KEY_BYTES], loaded[HR_SEAL_PUBLIC_KEY_BYTES] = { 9 };
  guint8 secret[HR_SEAL_SECRET_KEY_BYTES], other[HR_SEAL_SECRET_KEY_BYTES], loaded_secret[HR_SEAL_SECRET_KEY_BYTES] = { 9 };

  g_assert_no_error (error);
  hr_seal_make_keys (loaded, other);
  hr_seal_make_keys (public, secret);
  loaded[0] = 9;
  g_assert_false (hr_seal_load_keys (path, "The key of this site", loaded, loaded_secret, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_NOT_FOUND);
  g_assert_true (g_str_has_prefix (error->message, "The key of this site"));
  g_assert_cmpuint (loaded[0] + loaded_secret[0], ==, 18);
  g_clear_error (&error);
  g_assert_cmpuint (count_files (folder), ==, 0);

  g_assert_true (hr_seal_save_keys (path, "The key of this site", secret, &error));
  g_assert_no_error (error);
  g_assert_false (hr_seal_save_keys (path, "The key of this site", other, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_cmpuint (count_files (folder), ==, 1);
  g_assert_true (hr_seal_load_keys (path, "The key of this site", loaded, loaded_secret, &error));
  g_assert_no_error (error);
  g_assert_cmpmem (loaded, sizeof loaded, public, sizeof public);
  g_assert_cmpmem (loaded_secret, sizeof loaded_secret, secret, sizeof secret);
  g_remove (path);
  g_rmdir (folder);
}

static void
test_check_keys (void)
{
  guint8 public[HR_SEAL_PUBLIC_KEY_BYTES], derived[HR_SEAL_PUBLIC_KEY_BYTES] = { 0 };
  guint8 secret[HR_SEAL_SECRET_KEY_BYTES];

  hr_seal_make_keys (public, secret);
  for (guint i = 0; i < sizeof secret; i++)
    {
      secret[i] ^= 1;
      g_assert_false (hr_seal_check_keys (secret, derived));
      secret[i] ^= 1;
    }
  g_assert_cmpuint (derived[0] | derived[31], ==, 0);
  g_assert_true (hr_seal_check_keys (secret, derived));
  g_assert_cmpmem (derived, sizeof derived, public, sizeof public);
}

static void
test_box (void)
{
  guint8 publics[3][HR_SEAL_PUBLIC_KEY_BYTES], secrets[4][HR_SEAL_SECRET_KEY_BYTES], other[HR_SEAL_PUBLIC_KEY_BYTES];
  guint8 none[1][HR_SEAL_PUBLIC_KEY_BYTES];
  g_autoptr (GBytes) box = NULL;
  g_autoptr (GBytes) longer = NULL;
  g_autofree guint8 *copy = NULL;
  gsize length = 0;

  for (guint i = 0; i < 3; i++)
    hr_seal_make_keys (publics[i], secrets[i]);
  hr_seal_make_keys (other, secrets[3]);
  box = hr_seal_box_close ("fourteen", 8, 4096, (const guint8 (*)[HR_SEAL_PUBLIC_KEY_BYTES])publics, 3);
  longer = hr_seal_box_close ("fourteen people came to this one", 32, 4096, (const guint8 (*)[HR_SEAL_PUBLIC_KEY_BYTES])publics, 3);
  g_assert_nonnull (box);
  /* the size says nothing */
  g_assert_cmpuint (g_bytes_get_size (box), ==, g_bytes_get_size (longer));
  copy = g_memdup2 (g_bytes_get_data (box, &length), g_bytes_get_size (box));
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (GBytes) plain = hr_seal_box_open (copy, length, secrets[i]);

      g_assert_cmpint (plain != NULL, ==, i < 3);
      if (plain != NULL)
        g_assert_cmpmem (g_bytes_get_data (plain, NULL), g_bytes_get_size (plain), "fourteen", 8);
    }
  for (gsize i = 0; i < length; i += i < 300 ? 1 : 97)
    {
      copy[i] ^= 1;
      g_assert_null (hr_seal_box_open (copy, length, secrets[2]));
      copy[i] ^= 1;
    }
  for (gsize i = 0; i < length; i += 31)
    g_assert_null (hr_seal_box_open (copy, i, secrets[0]));
  memset (none, 0xff, sizeof none);
  g_assert_null (hr_seal_box_close ("x", 1, 1, (const guint8 (*)[HR_SEAL_PUBLIC_KEY_BYTES])none, 1));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  hr_seal_init ();
  hr_seal_init ();
  g_test_add_func ("/seal/hash", test_hash);
  g_test_add_func ("/seal/sign-known", test_sign_known);
  g_test_add_func ("/seal/sign", test_sign);
  g_test_add_func ("/seal/device-id", test_device_id);
  g_test_add_func ("/seal/memory", test_memory);
  g_test_add_func ("/seal/keys", test_keys);
  g_test_add_func ("/seal/damaged-keys", test_damaged_keys);
  g_test_add_func ("/seal/no-folder", test_no_folder);
  g_test_add_func ("/seal/one-key", test_one_key);
  g_test_add_func ("/seal/check-keys", test_check_keys);
  g_test_add_func ("/seal/box", test_box);
  return g_test_run ();
}
