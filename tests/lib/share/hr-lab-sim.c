/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-test"

#include "hr-lab-sim-private.h"

#include <string.h>

guint
hr_lab_sim_below (Sim *sim, guint n)
{
  return (guint)g_rand_int_range (sim->rand, 0, (gint32)n);
}

static gboolean
chance (Sim *sim, guint of_thousand)
{
  return hr_lab_sim_below (sim, 1000) < of_thousand;
}

/* Coarse, so that two often write at once. */
static gint64
clock_of (const Sim *sim, const Device *device)
{
  return START_MS + (sim->now - START_MS) / 20 + device->skew;
}

/* ---- the beginning ---- */

static gboolean tell_cb (HrShareEngine *engine, GArray *cells, gpointer data, GError **error);

static void
boot (Sim *sim, Device *device)
{
  hr_share_engine_free (device->engine);
  *hr_lab_folder_dead (device->folder) = FALSE;
  device->engine = hr_share_engine_new (device->folder, device->ledger, &sim->net, device->key->secret, g_rand_int (sim->rand));
  device->engine->tell = device->staff ? NULL : tell_cb;
}

static void
watch (Device *device)
{
  hr_lab_ledger_watch (device->ledger, hr_lab_folder_dead (device->folder));
}

static void
enrol (Sim *sim, Device *device)
{
  g_autofree char *key = g_strconcat ("trust/", sim->trust_name, NULL);
  HrShareLedger *ledger = device->ledger;

  g_assert_true (ledger->class->begin (ledger, NULL) && ledger->class->set (ledger, key, sim->trust, NULL)
                 && ledger->class->commit (ledger, NULL));
}

void
hr_lab_sim_add_device (Sim *sim, guint i)
{
  static const gint64 skews[] = { 0, 0, 0, -300000000000, 300000000000, 100000 };
  Device *device = &sim->devices[i];

  device->key = &hr_lab_sim_keys ()[i];
  device->staff = i < MAX (2, sim->n / 2) || i == sim->n;
  device->view = sim->views == 1 ? 0 : i;
  device->skew = skews[hr_lab_sim_below (sim, G_N_ELEMENTS (skews))];
  device->ledger = hr_lab_ledger_new ();
  device->folder = hr_lab_folder_new (sim->share, device->view, (HrLabProfile)hr_lab_sim_below (sim, 3));
  device->backups = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_lab_ledger_free);
  watch (device);
  boot (sim, device);
}

static void
make_net (Sim *sim)
{
  const Key *root = &hr_lab_sim_keys ()[ROOT];
  g_autoptr (HrShareManifest) manifest = hr_share_manifest_new ();
  g_autoptr (GBytes) marker = NULL;
  g_autofree char *path = NULL;

  memset (sim->net.net, 5, sizeof sim->net.net);
  memcpy (sim->net.root, root->public, sizeof sim->net.root);
  memcpy (manifest->net, sim->net.net, sizeof manifest->net);
  manifest->version = 1;
  for (guint i = 0; i <= sim->n; i++)
    {
      HrShareMember *member = hr_share_member_new (hr_lab_sim_keys ()[i].public);

      member->roles = i < MAX (2, sim->n / 2) || i == sim->n ? HR_SHARE_ROLE_OFFICE : HR_SHARE_ROLE_KIOSK;
      g_ptr_array_add (manifest->members, member);
    }
  marker = hr_share_net_encode (&sim->net, root->secret);
  sim->trust = hr_share_manifest_encode (manifest, root->secret);
  sim->trust_name = hr_share_name_make (HR_SHARE_NAME_TRUST, NULL, 0, 1, sim->trust);
  path = g_strconcat ("h/", sim->trust_name, NULL);
  hr_lab_share_put (sim->share, 0, HR_SHARE_NET_FILE, marker);
  hr_lab_share_put (sim->share, 0, path, sim->trust);
  hr_lab_share_step (sim->share, G_MAXUINT, TRUE);
}

Sim *
hr_lab_sim_new (guint32 seed, guint n, guint views, HrLabStory *story)
{
  Sim *sim = g_new0 (Sim, 1);

  sim->rand = g_rand_new_with_seed (seed);
  sim->story = story;
  sim->wrong = g_string_new (NULL);
  sim->n = n > 0 ? n : 3 + hr_lab_sim_below (sim, 5);
  sim->views = views > 0 ? views : hr_lab_sim_below (sim, 2) == 0 ? 1 : sim->n + 1;
  sim->restores = hr_lab_sim_below (sim, 2) == 0;
  sim->now = START_MS;
  sim->truth = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  sim->forged = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  sim->share = hr_lab_share_new (seed, sim->views);
  make_net (sim);
  for (guint i = 0; i < sim->n; i++)
    {
      hr_lab_sim_add_device (sim, i);
      enrol (sim, &sim->devices[i]);
    }
  return sim;
}

void
hr_lab_sim_free (Sim *sim)
{
  for (guint i = 0; i < DEVICES_MAX; i++)
    if (sim->devices[i].key != NULL)
      {
        hr_share_engine_free (sim->devices[i].engine);
        hr_lab_ledger_free (sim->devices[i].ledger);
        hr_share_folder_free (sim->devices[i].folder);
        g_ptr_array_unref (sim->devices[i].backups);
      }
  hr_lab_share_free (sim->share);
  g_hash_table_unref (sim->truth);
  g_hash_table_unref (sim->forged);
  g_bytes_unref (sim->trust);
  g_free (sim->trust_name);
  g_rand_free (sim->rand);
  g_string_free (sim->wrong, TRUE);
  g_free (sim);
}

/* ---- what devices do ---- */

static void
edit (Sim *sim, Device *device)
{
  guint thing = hr_lab_sim_below (sim, THINGS), field = hr_lab_sim_below (sim, FIELDS);
  g_autofree char *id = g_strdup_printf ("e%u", thing);
  g_autofree char *value = chance (sim, 100) ? NULL : g_strdup_printf ("%" G_GINT64_FORMAT, sim->now);
  HrShareVersion version = hr_lab_ledger_edit (device->ledger, device->key->device, device->engine->epoch, clock_of (sim, device), "", id,
                                               field, value);

  if (hr_share_version_compare (&version, &sim->acked[thing][field]) > 0)
    sim->acked[thing][field] = version;
}

/* The device's own counts are on the same disk as its ledger: they are restored with it. */
static void
count (Sim *sim, Device *device)
{
  HrShareLedger *ledger = device->ledger;
  guint which = hr_lab_sim_below (sim, MEETINGS);
  g_autofree char *cell = g_strdup_printf ("counted/%08x/m%u", device->engine->epoch, which);
  g_autoptr (GBytes) before = ledger->class->get (ledger, cell);
  guint64 n = (before != NULL ? *(const guint64 *)g_bytes_get_data (before, NULL) : 0) + 1;
  g_autoptr (GBytes) after = g_bytes_new (&n, sizeof n);
  char *key = g_strdup_printf ("%s/%08x/m%u", device->key->device, device->engine->epoch, which);

  g_assert_true (ledger->class->begin (ledger, NULL) && ledger->class->set (ledger, cell, after, NULL)
                 && ledger->class->commit (ledger, NULL));
  sim->since[device - sim->devices][which]++;
  g_hash_table_replace (sim->truth, key, GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (sim->truth, key)) + 1));
}

static gboolean
counted_cb (const char *key, GBytes *value, gpointer data)
{
  g_auto (GStrv) parts = g_strsplit (key, "/", 3);
  HrShareCell cell = { .epoch = (guint32)g_ascii_strtoull (parts[1], NULL, 16), .day = 100, .meeting = parts[2] };

  cell.n = *(const guint64 *)g_bytes_get_data (value, NULL);
  hr_share_cells_add (data, &cell);
  return TRUE;
}

static gboolean
tell_cb (HrShareEngine *engine, GArray *cells, gpointer data, GError **error)
{
  return engine->ledger->class->each (engine->ledger, "counted/", counted_cb, cells, error);
}

static void
check_forward (Sim *sim, Device *device, const HrShareVersion before[THINGS][FIELDS], const HrShareNews *news)
{
  for (guint i = 0; i < THINGS * FIELDS && news->dropped == 0; i++)
    {
      g_autofree char *id = g_strdup_printf ("e%u", i / FIELDS);
      HrShareVersion now;

      hr_lab_ledger_value (device->ledger, "", id, i % FIELDS, &now);
      if (hr_share_version_compare (&before[i / FIELDS][i % FIELDS], &now) > 0)
        g_string_append_printf (sim->wrong, "%.4s went back in %s/%u; ", device->key->device, id, i % FIELDS);
    }
}

void
hr_lab_sim_sync (Sim *sim, Device *device, gboolean rough)
{
  HrLabFaults *faults = hr_lab_folder_faults (device->folder);
  HrShareNews news;
  HrShareVersion before[THINGS][FIELDS];
  gboolean look = rough && chance (sim, 100);

  *faults = (HrLabFaults){ 0 };
  device->engine->tuning = (HrShareTuning){ .sample = 1, .segments = 4, .adopt = 3, .drop = 9, .relay = 2, .spread = 2, .grace = 1,
                                            .patience = 2, .hope = 6, .base = HR_SHARE_BASE_MAX };
  device->engine->tuning.verify = !rough || chance (sim, 500);
  device->engine->tuning.scan = !rough || chance (sim, 500);
  device->engine->tuning.counts = device->engine->tuning.tell = !rough || chance (sim, 700);
  if (rough)
    {
      faults->crash = chance (sim, 400) ? 40 : 0;
      faults->fail = chance (sim, 100) ? 50 : 0;
      faults->hole = chance (sim, 200) ? 50 : 0;
      faults->lost = chance (sim, 100) ? 100 : 0;
    }
  for (guint i = 0; look && i < THINGS * FIELDS; i++)
    {
      g_autofree char *id = g_strdup_printf ("e%u", i / FIELDS);

      hr_lab_ledger_value (device->ledger, "", id, i % FIELDS, &before[i / FIELDS][i % FIELDS]);
    }
  sim->story->syncs++;
  sim->story->errors += !hr_share_engine_sync (device->engine, clock_of (sim, device), &news, NULL);
  sim->story->published += news.published;
  sim->story->relayed += news.relayed;
  sim->story->adopted += news.adopted;
  sim->story->dropped += news.dropped;
  if (look)
    check_forward (sim, device, before, &news);
  if (*hr_lab_folder_dead (device->folder))
    {
      sim->story->crashes++;
      boot (sim, device);
    }
}

/* What staff know of a kiosk must outlive its disk, and what it counts afterwards comes on top. */
static void
note_floor (Sim *sim, const Device *device)
{
  guint d = (guint)(device - sim->devices);

  for (guint i = 0; i < sim->n; i++)
    for (guint m = 0; m < MEETINGS; m++)
      {
        if (!device->staff && sim->devices[i].staff)
          sim->floor[i][d][m] = hr_lab_sim_sum (&sim->devices[i], device, m);
        sim->floor[d][i][m] = 0;
        sim->since[d][m] = 0;
      }
}

static void
restore (Sim *sim, Device *device)
{
  if (!sim->restores || device->backups->len == 0)
    return;
  note_floor (sim, device);
  hr_share_engine_free (g_steal_pointer (&device->engine));
  hr_lab_ledger_free (device->ledger);
  device->ledger = hr_lab_ledger_copy (device->backups->pdata[hr_lab_sim_below (sim, device->backups->len)]);
  watch (device);
  boot (sim, device);
  sim->story->restores++;
}

/* ---- what happens to the folder ---- */

static void
damage (Sim *sim, guint view)
{
  g_autoptr (GPtrArray) names = hr_lab_share_names (sim->share, view);
  g_autofree char *path = names->len > 0 ? g_strdup (names->pdata[hr_lab_sim_below (sim, names->len)]) : NULL;
  GBytes *bytes = path != NULL ? hr_lab_share_get (sim->share, view, path) : NULL;
  gsize length = bytes != NULL ? g_bytes_get_size (bytes) : 0;
  g_autofree guint8 *data = NULL;
  g_autoptr (GBytes) bad = NULL;

  if (length < 5 || strcmp (path, HR_SHARE_NET_FILE) == 0)
    return;
  data = g_memdup2 (g_bytes_get_data (bytes, NULL), length);
  if (chance (sim, 500))
    length = hr_lab_sim_below (sim, (guint)length);
  else
    data[hr_lab_sim_below (sim, (guint)length)] ^= (guint8)(1 << hr_lab_sim_below (sim, 8));
  bad = g_bytes_new (data, length);
  hr_lab_share_put (sim->share, view, path, bad);
  sim->story->flips++;
}

static void
put_forged (Sim *sim, guint view, const char *folder, const char *name, GBytes *bytes)
{
  char *path = g_strconcat (folder, "/", name, NULL);

  hr_lab_share_put (sim->share, view, path, bytes);
  g_hash_table_add (sim->forged, path);
}

/* A head of @as with a segment, signed by @signer */
static void
forge_one (Sim *sim, guint view, const Key *as, const Key *signer, guint32 epoch)
{
  g_autoptr (GPtrArray) groups = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_share_group_free);
  g_autoptr (HrShareHead) head = hr_share_head_new ();
  g_autofree char *folder = hr_share_name_segment_folder (as->device);
  HrShareVersion version = { 1000000000, START_MS, "", epoch, 1 };
  HrShareGroup *group;
  g_autoptr (GBytes) segment = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *segment_name = NULL;
  g_autofree char *name = NULL;
  HrShareLive live = { { 0 }, 0 };

  g_strlcpy (version.device, as->device, sizeof version.device);
  group = hr_share_group_new (3, "", "e1", &version);
  hr_share_group_add (group, 1, "FORGED");
  g_ptr_array_add (groups, group);
  segment = hr_share_segment_encode (as->device, groups);
  live.size = (guint32)g_bytes_get_size (segment);
  hr_seal_hash (g_bytes_get_data (segment, NULL), live.size, live.hash);
  segment_name = hr_share_live_name (&live);
  memcpy (head->net, sim->net.net, sizeof head->net);
  g_strlcpy (head->device, as->device, sizeof head->device);
  head->epoch = epoch;
  head->seq = 999999;
  hr_share_cover (head->covers, epoch, head->seq);
  g_array_append_val (head->live, live);
  bytes = hr_share_head_encode (head, signer->secret);
  name = hr_share_name_make (HR_SHARE_NAME_HEAD, as->device, epoch, head->seq, bytes);
  put_forged (sim, view, folder, segment_name, segment);
  put_forged (sim, view, "h", name, bytes);
}

static void
forge (Sim *sim, guint view)
{
  g_autoptr (GPtrArray) names = NULL;

  forge_one (sim, view, &hr_lab_sim_keys ()[0], &hr_lab_sim_keys ()[ROOT], 0xdeadbeef);
  forge_one (sim, view, &hr_lab_sim_keys ()[sim->n - 1], &hr_lab_sim_keys ()[sim->n - 1], 0xeeeeeeee);
  names = hr_lab_share_names (sim->share, view);
  if (names->len > 0)
    {
      g_autofree char *copy = g_strconcat (names->pdata[0], ".sync-conflict-20260101-000000-ABCDEFG.hrh", NULL);
      g_autoptr (GBytes) bytes = g_bytes_ref (hr_lab_share_get (sim->share, view, names->pdata[0]));

      put_forged (sim, view, "h", strrchr (copy, '/') != NULL ? strrchr (copy, '/') + 1 : copy, bytes);
    }
  sim->story->forgeries++;
}

static void
happen (Sim *sim, Device *device)
{
  guint dice = hr_lab_sim_below (sim, 1000), gone = 0;

  if (dice < 250 && hr_lab_share_roll_back (sim->share, device->view, hr_lab_sim_below (sim, 1000)))
    sim->story->rollbacks++;
  else if (dice < 330)
    {
      hr_lab_share_wipe (sim->share, device->view);
      sim->story->wipes++;
    }
  else if (dice < 650)
    damage (sim, device->view);
  else if (dice < 800)
    forge (sim, device->view);
  else if (dice < 950)
    hr_lab_share_cut (sim->share, g_rand_int (sim->rand) & g_rand_int (sim->rand));
  for (guint i = 0; i < sim->n; i++)
    gone += sim->devices[i].gone;
  if (dice >= 950 && sim->n - gone > 3 && chance (sim, 300))
    {
      device->gone = TRUE;
      sim->story->deaths++;
    }
}

static void
step (Sim *sim)
{
  Device *device = &sim->devices[hr_lab_sim_below (sim, sim->n)];
  guint dice = hr_lab_sim_below (sim, 1000);

  sim->now++;
  if (device->gone)
    return;
  if (dice < 350 && device->staff)
    edit (sim, device);
  else if (dice < 350)
    count (sim, device);
  else if (dice < 750)
    hr_lab_sim_sync (sim, device, TRUE);
  else if (dice < 800)
    g_ptr_array_add (device->backups, hr_lab_ledger_copy (device->ledger));
  else if (dice < 820)
    restore (sim, device);
  else if (dice < 860)
    hr_lab_share_keep (sim->share, device->view);
  else if (dice < 950)
    happen (sim, device);
  hr_lab_share_step (sim->share, hr_lab_sim_below (sim, 6), FALSE);
}

static char *
tell (Sim *sim, guint32 seed, guint steps)
{
  char *wrong;

  for (guint i = 0; i < steps; i++)
    step (sim);
  hr_lab_sim_heal (sim);
  hr_lab_sim_check (sim);
  wrong = sim->wrong->len > 0 ? g_strdup_printf ("seed %u, %u devices, %s: %s", seed, sim->n, sim->views == 1 ? "one folder" : "replicated",
                                                 sim->wrong->str)
                              : NULL;
  hr_lab_sim_free (sim);
  return wrong;
}

char *
hr_lab_sim_run (guint32 seed, HrLabStory *story)
{
  return tell (hr_lab_sim_new (seed, 0, 0, story), seed, STEPS);
}

char *
hr_lab_sim_crowd (guint32 seed, HrLabStory *story)
{
  guint n = 20 + seed % 31;

  return tell (hr_lab_sim_new (seed, n, 0, story), seed, STEPS * n / 5);
}
