/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "share-files.h"

#include <stdlib.h>

static GBytes *
golden (const char *name, GBytes *fresh)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "golden", "share", name, NULL);
  char *data = NULL;
  gsize length = 0;

  if (g_getenv ("HANDRAIL_WRITE_GOLDEN") != NULL && fresh != NULL)
    g_assert_true (g_file_set_contents (path, g_bytes_get_data (fresh, NULL), (gssize)g_bytes_get_size (fresh), NULL));
  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  return g_bytes_new_take (data, length);
}

/* What is written today is what was written then, to the bit. Boxes differ every time; the one that was kept still opens. */
static void
test_golden (void)
{
  g_autoptr (GBytes) head = share_head ();
  g_autoptr (GBytes) segment = share_segment ();
  g_autoptr (GBytes) trust = share_trust ();
  g_autoptr (GBytes) counts = share_counts ();
  g_autoptr (GBytes) kept_head = golden ("head.hrh", head);
  g_autoptr (GBytes) kept_segment = golden ("segment.hrs", segment);
  g_autoptr (GBytes) kept_trust = golden ("trust.hrt", trust);
  g_autoptr (GBytes) kept_counts = golden ("counts.hrc", counts);
  g_autoptr (HrShareCounts) read = hr_share_counts_decode (kept_counts);
  guint8 public[HR_SEAL_PUBLIC_KEY_BYTES], secret[HR_SEAL_SECRET_KEY_BYTES];
  char device[HR_SHARE_DEVICE_LENGTH + 1];

  g_assert_true (g_bytes_equal (head, kept_head));
  g_assert_true (g_bytes_equal (segment, kept_segment));
  g_assert_true (g_bytes_equal (trust, kept_trust));
  g_assert_nonnull (read);
  share_keys (2, public, secret, device);
  g_assert_true (hr_share_signed_verify (kept_counts, HR_SHARE_SIGNED_COUNTS, public));
  share_keys (0, public, secret, device);
  g_assert_false (hr_share_counts_open (read, secret));
  for (guint i = 1; i < 3; i++)
    {
      share_keys (i, public, secret, device);
      g_assert_true (hr_share_counts_open (read, secret));
      g_assert_cmpuint (read->cells->len, ==, 2);
      g_assert_cmpuint (g_array_index (read->cells, HrShareCell, 0).n, ==, 14);
      g_assert_cmpuint (g_array_index (read->cells, HrShareCell, 1).n, ==, G_MAXINT64);
      g_assert_cmpstr (g_array_index (read->cells, HrShareCell, 1).meeting, ==, "m-serenity");
      g_assert_cmpint (g_array_index (read->cells, HrShareCell, 1).day, ==, 20780);
    }
}

static void
test_head (void)
{
  g_autoptr (GBytes) bytes = share_head ();
  g_autoptr (HrShareHead) head = hr_share_head_decode (bytes);
  guint8 public[HR_SEAL_PUBLIC_KEY_BYTES], secret[HR_SEAL_SECRET_KEY_BYTES];
  char device[HR_SHARE_DEVICE_LENGTH + 1];
  g_autoptr (GBytes) segment = share_segment ();
  g_autofree char *name = NULL;
  g_autofree char *expected = hr_share_name_make (HR_SHARE_NAME_SEGMENT, NULL, 0, 0, segment);

  share_keys (0, public, secret, device);
  g_assert_nonnull (head);
  g_assert_cmpstr (head->device, ==, device);
  g_assert_cmpuint (head->epoch, ==, 0xdeadbeef);
  g_assert_cmpuint (head->seq, ==, 12);
  g_assert_cmpint (head->wall_ms, ==, 1764000000123);
  g_assert_true (hr_share_covers (head->covers, 0x11, 4) && !hr_share_covers (head->covers, 0x11, 5));
  g_assert_false (hr_share_covers (head->covers, 0x12, 0));
  name = hr_share_live_name (&g_array_index (head->live, HrShareLive, 0));
  g_assert_cmpstr (name, ==, expected);
  g_assert_cmpuint (g_array_index (head->releases, HrShareRelease, 0).span.seq, ==, 3);
}

static void
test_segment (void)
{
  g_autoptr (GBytes) bytes = share_segment ();
  guint8 public[HR_SEAL_PUBLIC_KEY_BYTES], secret[HR_SEAL_SECRET_KEY_BYTES];
  char device[HR_SHARE_DEVICE_LENGTH + 1];
  g_autoptr (GPtrArray) groups = NULL;
  g_autoptr (GPtrArray) none = NULL;
  HrShareGroup *group;

  share_keys (1, public, secret, device);
  none = hr_share_segment_decode (bytes, device);
  g_assert_null (none);
  share_keys (0, public, secret, device);
  groups = hr_share_segment_decode (bytes, device);
  g_assert_nonnull (groups);
  g_assert_cmpuint (groups->len, ==, 2);
  group = groups->pdata[0];
  g_assert_cmpuint (hr_share_group_count (group), ==, 25);
  g_assert_cmpstr (group->version.device, ==, device);
  group = groups->pdata[1];
  g_assert_cmpstr (group->scope, ==, "harbor");
  g_assert_cmpuint (hr_share_group_count (group), ==, 3);
  g_assert_cmpstr (g_array_index (group->fields, HrShareField, 0).value, ==, "Ring the bell. Toque el timbre: ¡gracias!");
  g_assert_null (g_array_index (group->fields, HrShareField, 1).value);
  g_assert_cmpstr (g_array_index (group->fields, HrShareField, 2).value, ==, "of a later program");
  g_assert_cmpuint (group->version.op, ==, 300);
}

static void
test_trust (void)
{
  g_autoptr (GBytes) bytes = share_trust ();
  g_autoptr (HrShareManifest) manifest = hr_share_manifest_decode (bytes);
  const HrShareMember *office, *lobby;
  g_autoptr (HrShareMember) other = NULL;

  g_assert_nonnull (manifest);
  g_assert_cmpuint (manifest->members->len, ==, 2);
  office = manifest->members->pdata[0];
  lobby = manifest->members->pdata[1];
  g_assert_cmpstr (office->name, ==, "Office");
  g_assert_cmpuint (office->roles, ==, HR_SHARE_ROLE_OFFICE | HR_SHARE_ROLE_MANAGER);
  g_assert_cmpstr (lobby->site, ==, "harbor");
  g_assert_true (lobby->revoked && hr_share_covers (lobby->kept, 5, 6) && !hr_share_covers (lobby->kept, 5, 7));
  other = hr_share_member_copy (lobby);
  g_assert_cmpint (hr_share_member_compare (other, lobby), ==, 0);
  other->revoked = FALSE;
  g_assert_cmpint (hr_share_member_compare (other, lobby), <, 0);
  g_assert_cmpint (hr_share_member_compare (lobby, other), >, 0);
  other->serial++;
  g_assert_cmpint (hr_share_member_compare (other, lobby), >, 0);
}

/* What a later program says of a device goes on when an earlier one says something of it. */
static void
test_later_trust (void)
{
  g_autoptr (GBytes) bytes = share_trust ();
  g_autoptr (HrShareManifest) manifest = hr_share_manifest_decode (bytes);
  HrShareMember *office = manifest->members->pdata[0];
  g_autoptr (GBytes) later = NULL;
  g_autoptr (GBytes) again = NULL;
  g_autoptr (HrShareManifest) read = NULL;
  g_autoptr (HrShareMember) copy = NULL;
  guint8 public[HR_SEAL_PUBLIC_KEY_BYTES], secret[HR_SEAL_SECRET_KEY_BYTES];
  char device[HR_SHARE_DEVICE_LENGTH + 1];

  share_keys (0, public, secret, device);
  office->unknown = g_byte_array_new ();
  hr_share_put_tag_text (office->unknown, 8, "until Friday");
  hr_share_put_tag_number (office->unknown, 200, 7);
  later = hr_share_manifest_encode (manifest, secret);
  g_assert_false (g_bytes_equal (bytes, later));
  read = hr_share_manifest_decode (later);
  g_assert_nonnull (read);
  again = hr_share_manifest_encode (read, secret);
  g_assert_true (g_bytes_equal (later, again));
  copy = hr_share_member_copy (read->members->pdata[0]);
  g_assert_cmpint (hr_share_member_compare (copy, office), ==, 0);
  g_clear_pointer (&copy->unknown, g_byte_array_unref);
  g_assert_cmpint (hr_share_member_compare (copy, office), <, 0);
}

/* The code says which key, which nonce, which network and which root: another one of any gives another code */
static void
test_request (void)
{
  HrShareRequest request = { .name = (char *)"Lobby of Harbor Street" };
  guint8 root[HR_SEAL_PUBLIC_KEY_BYTES] = { 1 }, secret[HR_SEAL_SECRET_KEY_BYTES];
  char device[HR_SHARE_DEVICE_LENGTH + 1], code[9], again[9];
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (HrShareRequest) read = NULL;

  share_keys (2, request.public_key, secret, device);
  bytes = hr_share_request_encode (&request, secret);
  read = hr_share_request_decode (bytes);
  g_assert_nonnull (read);
  g_assert_cmpstr (read->name, ==, request.name);
  g_assert_cmpstr (read->device, ==, device);
  g_assert_true (hr_share_request_code (read, root, code));
  g_assert_true (hr_share_request_code (&request, root, again));
  g_assert_cmpstr (code, ==, again);
  g_assert_cmpuint (strlen (code), ==, 8);
  root[0] = 2;
  g_assert_true (hr_share_request_code (&request, root, again));
  g_assert_cmpstr (code, !=, again);
  root[0] = 1;
  request.nonce[3] = 1;
  g_assert_true (hr_share_request_code (&request, root, again));
  g_assert_cmpstr (code, !=, again);
}

static void
test_net (void)
{
  HrShareNet net, read;
  guint8 secret[HR_SEAL_SECRET_KEY_BYTES];
  char device[HR_SHARE_DEVICE_LENGTH + 1];
  g_autoptr (GBytes) bytes = NULL;

  memset (&net, 9, sizeof net);
  share_keys (0, net.root, secret, device);
  bytes = hr_share_net_encode (&net, secret);
  g_assert_true (hr_share_net_decode (bytes, &read));
  g_assert_cmpmem (&net, sizeof net, &read, sizeof read);
}

/* Every bit of each file, as a reader meets it: hash of the name, form, signature */
static gboolean
is_taken (HrShareNameKind kind, const HrShareName *name, GBytes *bytes, gboolean hash)
{
  guint8 public[HR_SEAL_PUBLIC_KEY_BYTES], secret[HR_SEAL_SECRET_KEY_BYTES];
  char device[HR_SHARE_DEVICE_LENGTH + 1];
  g_autoptr (HrShareHead) head = NULL;
  g_autoptr (HrShareManifest) trust = NULL;
  g_autoptr (HrShareCounts) counts = NULL;

  if (hash && !hr_share_name_fits (name, bytes))
    return FALSE;
  share_keys (kind == HR_SHARE_NAME_COUNTS ? 2 : 0, public, secret, device);
  switch (kind)
    {
    case HR_SHARE_NAME_HEAD:
      head = hr_share_head_decode (bytes);
      return head != NULL && hr_share_signed_verify (bytes, HR_SHARE_SIGNED_HEAD, public);
    case HR_SHARE_NAME_TRUST:
      trust = hr_share_manifest_decode (bytes);
      return trust != NULL && memcmp (trust->signer, public, sizeof public) == 0;
    case HR_SHARE_NAME_COUNTS:
      counts = hr_share_counts_decode (bytes);
      return counts != NULL && hr_share_signed_verify (bytes, HR_SHARE_SIGNED_COUNTS, public);
    case HR_SHARE_NAME_SEGMENT:
    case HR_SHARE_NAME_REQUEST:
    case HR_SHARE_NAME_TEMPORARY:
    default:
      return TRUE;
    }
}

static void
flip_all (HrShareNameKind kind, GBytes *bytes, gboolean hash)
{
  gsize length = 0;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  g_autofree guint8 *copy = g_memdup2 (data, length);
  g_autofree char *text = hr_share_name_make (kind, "aaaaaaaaaaaaaaaaaaaaaaaaaa", 1, 1, bytes);
  HrShareName name;

  g_assert_true (hr_share_name_parse (text, &name));
  g_assert_true (is_taken (kind, &name, bytes, TRUE));
  for (gsize bit = 0; bit < length * 8; bit++)
    {
      g_autoptr (GBytes) changed = NULL;

      copy[bit / 8] ^= (guint8)(1 << bit % 8);
      changed = g_bytes_new (copy, length);
      g_assert_false (is_taken (kind, &name, changed, hash));
      copy[bit / 8] ^= (guint8)(1 << bit % 8);
    }
  for (gsize n = 0; n < length; n++)
    {
      g_autoptr (GBytes) cut = g_bytes_new (data, n);

      g_assert_false (is_taken (kind, &name, cut, hash));
    }
}

static void
test_flips (void)
{
  g_autoptr (GBytes) head = share_head ();
  g_autoptr (GBytes) trust = share_trust ();
  g_autoptr (GBytes) counts = share_counts ();
  g_autoptr (GBytes) segment = share_segment ();

  flip_all (HR_SHARE_NAME_HEAD, head, TRUE);
  flip_all (HR_SHARE_NAME_SEGMENT, segment, TRUE);
  flip_all (HR_SHARE_NAME_TRUST, trust, TRUE);
  flip_all (HR_SHARE_NAME_COUNTS, counts, TRUE);
  /* the signature alone would do */
  flip_all (HR_SHARE_NAME_HEAD, head, FALSE);
  flip_all (HR_SHARE_NAME_TRUST, trust, FALSE);
}

static void
test_names (void)
{
  static const char *const bad[] = {
    "",
    "net.hrn",
    "desktop.ini",
    ".nfs000000000001",
    "l-74hsesjpis5mjrftblsy2dunvi-deadbeef-0000000c-0123456789abcdef.sync-conflict-20260101-000000-ABCDEFG.hrh",
    "l-74hsesjpis5mjrftblsy2dunvi-deadbeef-0000000c-0123456789abcdef.hrh.part",
    "l-74hsesjpis5mjrftblsy2dunvi-deadbeef-0000000c-0123456789abcdef.hrs",
    "l-74hsesjpis5mjrftblsy2dunvi-deadbeef-0000000c-0123456789abcdeF.hrh",
    "L-74hsesjpis5mjrftblsy2dunvi-deadbeef-0000000c-0123456789abcdef.hrh",
    "l-74hsesjpis5mjrftblsy2dunv1-deadbeef-0000000c-0123456789abcdef.hrh",
    "l-74hsesjpis5mjrftblsy2dunvj-deadbeef-0000000c-0123456789abcdef.hrh",
    "l-74hsesjpis5mjrftblsy2dunvi-deadbeef-0000000c-0123456789abcde.hrh",
    "l-74hsesjpis5mjrftblsy2dunvi",
    "0123456789abcdef0123456789abcde.hrs",
  };
  HrShareName name;
  guint8 bytes[HR_SHARE_DEVICE_BYTES];
  char device[HR_SHARE_DEVICE_LENGTH + 1];

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (hr_share_name_parse (bad[i], &name));
  g_assert_true (hr_share_name_parse ("l-74hsesjpis5mjrftblsy2dunvi-deadbeef-0000000c-0123456789abcdef.hrh", &name));
  g_assert_cmpuint (name.kind, ==, HR_SHARE_NAME_HEAD);
  g_assert_cmpuint (name.epoch, ==, 0xdeadbeef);
  g_assert_cmpuint (name.number, ==, 12);
  g_assert_true (hr_share_name_parse ("t-00000003-0123456789abcdef.hrt", &name));
  g_assert_true (hr_share_name_parse ("0123456789abcdef0123456789abcdef.hrs", &name));
  g_assert_true (hr_share_name_parse ("x-74hsesjpis5mjrftblsy2dunvi-deadbeef.tmp", &name));
  g_assert_true (hr_share_device_to_bytes ("74hsesjpis5mjrftblsy2dunvi", bytes));
  hr_share_device_from_bytes (bytes, device);
  g_assert_cmpstr (device, ==, "74hsesjpis5mjrftblsy2dunvi");
}

static void
test_versions (void)
{
  HrShareVersion a = { 1, 5, "b", 1, 1 }, b = { 2, 1, "a", 0, 0 };

  g_assert_cmpint (hr_share_version_compare (&a, &b), <, 0);
  b = a;
  g_assert_cmpint (hr_share_version_compare (&a, &b), ==, 0);
  b.wall_ms++;
  g_assert_cmpint (hr_share_version_compare (&a, &b), <, 0);
  b = a;
  b.device[0] = 'a';
  g_assert_cmpint (hr_share_version_compare (&a, &b), >, 0);
  b = a;
  b.epoch++;
  g_assert_cmpint (hr_share_version_compare (&a, &b), <, 0);
  b = a;
  b.op = 0;
  g_assert_cmpint (hr_share_version_compare (&a, &b), >, 0);
  g_assert_cmpint (hr_share_value_compare ("x", "y"), ==, -hr_share_value_compare ("y", "x"));
  g_assert_cmpint (hr_share_value_compare ("x", "y"), !=, 0);
  g_assert_cmpint (hr_share_value_compare (NULL, "y"), <, 0);
  g_assert_cmpint (hr_share_value_compare (NULL, NULL), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  hr_seal_init ();
  g_test_add_func ("/share/names", test_names);
  g_test_add_func ("/share/versions", test_versions);
  g_test_add_func ("/share/head", test_head);
  g_test_add_func ("/share/segment", test_segment);
  g_test_add_func ("/share/trust", test_trust);
  g_test_add_func ("/share/later-trust", test_later_trust);
  g_test_add_func ("/share/request", test_request);
  g_test_add_func ("/share/net", test_net);
  g_test_add_func ("/share/golden", test_golden);
  g_test_add_func ("/share/flips", test_flips);
  return g_test_run ();
}
