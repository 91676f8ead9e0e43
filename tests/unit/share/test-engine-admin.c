/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A share from nothing: begun, asked, approved, revoked. */
#include "share-world.h"

typedef struct
{
  HrLabShare *share;
  HrShareNet net;
  guint8 root[HR_SEAL_SECRET_KEY_BYTES];
} Start;

static void
start (Start *self, HrShareFolder **ret_folder)
{
  g_autoptr (GError) error = NULL;

  self->share = hr_lab_share_new (1, 1);
  memset (self->net.net, 4, sizeof self->net.net);
  hr_seal_make_keys (self->net.root, self->root);
  *ret_folder = hr_lab_folder_new (self->share, 0, HR_LAB_RENAME);
  g_assert_true (hr_share_begin (*ret_folder, &self->net, self->root, &error));
  g_assert_no_error (error);
  g_assert_false (hr_share_begin (*ret_folder, &self->net, self->root, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_REFUSED);
}

static void
make (Start *self, Device *device)
{
  g_autofree char *id = NULL;
  static guint32 epoch = 70;

  hr_seal_make_keys (device->public, device->secret);
  id = hr_seal_device_id (device->public);
  g_strlcpy (device->device, id, sizeof device->device);
  device->now = WALL;
  device->folder = hr_lab_folder_new (self->share, 0, HR_LAB_POSIX);
  device->ledger = hr_lab_ledger_new ();
  device->engine = hr_share_engine_new (device->folder, device->ledger, &self->net, device->secret, ++epoch);
}

static void
unmake (Device *device)
{
  hr_share_engine_free (device->engine);
  hr_lab_ledger_free (device->ledger);
  hr_share_folder_free (device->folder);
}

static void
sync_it (Device *device)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (hr_share_engine_sync (device->engine, ++device->now, NULL, &error));
  g_assert_no_error (error);
}

static guint
count_all (HrLabShare *share)
{
  g_autoptr (GPtrArray) names = hr_lab_share_names (share, 0);

  return names->len;
}

static HrShareRequest *
ask (Start *self, Device *device, const char *name)
{
  HrShareRequest *request = g_new0 (HrShareRequest, 1);
  g_autoptr (GError) error = NULL;

  memcpy (request->net, self->net.net, sizeof request->net);
  memcpy (request->public_key, device->public, sizeof request->public_key);
  g_strlcpy (request->device, device->device, sizeof request->device);
  hr_seal_random (request->nonce, sizeof request->nonce);
  request->name = g_strdup (name);
  g_assert_true (hr_share_engine_ask (device->engine, request, &error));
  g_assert_no_error (error);
  return request;
}

/* A kiosk that has nothing but the share, the root key and its approval shows the whole directory within one sync. */
static void
test_enrol (void)
{
  Start start_data;
  g_autoptr (HrShareFolder) folder = NULL;
  Device manager = { 0 }, kiosk = { 0 };
  g_autoptr (HrShareRequest) asked = NULL;
  g_autoptr (GPtrArray) requests = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *theirs = NULL;
  g_autofree char *ours = NULL;
  char code[9], same[9];

  start (&start_data, &folder);
  make (&start_data, &manager);
  make (&start_data, &kiosk);
  /* the first manager, by the root key */
  g_assert_true (hr_share_engine_approve (manager.engine, start_data.root, manager.public, HR_SHARE_ROLE_MANAGER | HR_SHARE_ROLE_OFFICE, "",
                                          "Office", WALL, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *id = g_strdup_printf ("m%u", i);

      hr_lab_ledger_edit (manager.ledger, manager.device, 1, WALL, "", id, 1, "a meeting");
    }
  sync_it (&manager);

  asked = ask (&start_data, &kiosk, "Lobby");
  sync_it (&kiosk);
  /* listings are no secret: whoever has the share and the root key reads them. He writes nothing, though, but his request */
  g_assert_cmpstr (hr_lab_ledger_value (kiosk.ledger, "", "m7", 1, NULL), ==, "a meeting");
  hr_lab_share_wipe (start_data.share, 0);
  for (guint i = 0; i < 20; i++)
    sync_it (&kiosk);
  g_assert_cmpuint (count_all (start_data.share), ==, 1);
  g_clear_pointer (&asked, hr_share_request_free);
  asked = ask (&start_data, &kiosk, "Lobby");
  sync_it (&manager);
  requests = hr_share_engine_requests (manager.engine, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (requests->len, ==, 1);
  g_assert_true (hr_share_request_code (requests->pdata[0], start_data.net.root, code));
  g_assert_true (hr_share_request_code (asked, start_data.net.root, same));
  g_assert_cmpstr (code, ==, same);
  g_assert_cmpstr (((HrShareRequest *)requests->pdata[0])->name, ==, "Lobby");

  g_assert_true (hr_share_engine_approve (manager.engine, manager.secret, kiosk.public, HR_SHARE_ROLE_KIOSK, "harbor", "Lobby", WALL,
                                          &error));
  sync_it (&manager);
  kiosk.engine->tuning.verify = TRUE;
  for (guint i = 0; i < 3; i++)
    sync_it (&kiosk);
  theirs = hr_lab_ledger_dump (manager.ledger);
  ours = hr_lab_ledger_dump (kiosk.ledger);
  g_assert_cmpstr (theirs, ==, ours);
  g_assert_cmpuint (strlen (ours), >, 1000);
  none = hr_share_engine_requests (manager.engine, &error);
  g_assert_cmpuint (none->len, ==, 0);
  /* the marker, two manifests, a head and its segment: no request, no draft */
  g_assert_cmpuint (count_all (start_data.share), ==, 5);

  /* a kiosk lets nobody in, and a manager makes no manager */
  g_assert_false (hr_share_engine_approve (kiosk.engine, kiosk.secret, kiosk.public, HR_SHARE_ROLE_OFFICE, "", "", WALL, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_false (hr_share_engine_approve (manager.engine, manager.secret, kiosk.public, HR_SHARE_ROLE_MANAGER, "", "", WALL, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_REFUSED);
  unmake (&manager);
  unmake (&kiosk);
  hr_lab_share_free (start_data.share);
}

static void
test_revoke (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (GError) error = NULL;
  Device *manager = &world->devices[4];

  edit (world, 0, "", "m1", 1, "before");
  sync_all (world, 2);
  g_assert_false (hr_share_engine_revoke (manager->engine, manager->secret, "abc", WALL, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (hr_share_engine_revoke (manager->engine, manager->secret, world->devices[0].device, WALL, &error));
  g_assert_no_error (error);
  /* the thief is quicker, and does not listen */
  edit (world, 0, "", "m1", 1, "by the thief");
  sync_one (world, 0);
  sync_one (world, 4);
  for (guint i = 0; i < 40; i++)
    for (guint k = 1; k < MAX_DEVICES; k++)
      {
        world->devices[k].engine->tuning.scan = TRUE;
        sync_one (world, k);
      }
  for (guint k = 1; k < MAX_DEVICES; k++)
    g_assert_cmpstr (value (world, k, "", "m1", 1), ==, "before");
}

/* Hundreds that were let in are a few files, and nobody is forgotten with them. */
static void
test_many (void)
{
  g_autoptr (World) world = world_new ();
  Device *manager = &world->devices[4];
  guint8 public[HR_SEAL_PUBLIC_KEY_BYTES], secret[HR_SEAL_SECRET_KEY_BYTES];
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  sync_all (world, 1);
  for (guint i = 0; i < 150; i++)
    {
      hr_seal_make_keys (public, secret);
      g_ptr_array_add (ids, hr_seal_device_id (public));
      g_assert_true (hr_share_engine_approve (manager->engine, manager->secret, public, HR_SHARE_ROLE_KIOSK, "harbor", "Lobby", WALL,
                                              NULL));
      if (i % 10 == 0)
        sync_one (world, 4);
    }
  g_assert_true (hr_share_engine_revoke (manager->engine, manager->secret, ids->pdata[5], WALL, NULL));
  for (guint i = 0; i < 4; i++)
    for (guint k = 0; k < MAX_DEVICES; k++)
      {
        world->devices[k].engine->tuning.verify = TRUE;
        sync_one (world, k);
      }
  /* the five of the beginning, and fewer than two rounds of the manager's */
  g_assert_cmpuint (count_files (world, "h/t-"), <, 5 + 70);
  g_assert_cmpuint (g_hash_table_size (world->devices[1].engine->trust), <, 5 + 70);
  /* also for somebody who has nothing yet */
  g_clear_pointer (&world->devices[3].engine, hr_share_engine_free);
  hr_lab_ledger_free (world->devices[3].ledger);
  use_ledger (world, &world->devices[3], hr_lab_ledger_new ());
  sync_one (world, 3);
  for (guint i = 0; i < ids->len; i++)
    {
      const HrShareMember *member = hr_share_engine_member (world->devices[3].engine, ids->pdata[i]);

      g_assert_nonnull (member);
      g_assert_cmpint (member->revoked, ==, i == 5);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  hr_seal_init ();
  g_test_add_func ("/share/admin/enrol", test_enrol);
  g_test_add_func ("/share/admin/revoke", test_revoke);
  g_test_add_func ("/share/admin/many", test_many);
  return g_test_run ();
}
