/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-test"

#include "hr-lab-sim-private.h"

#include <string.h>

/* ---- counts ---- */

guint64
hr_lab_sim_sum (const Device *staff, const Device *kiosk, guint meeting)
{
  g_autofree char *name = g_strdup_printf ("m%u", meeting);
  g_autoptr (GArray) cells = hr_share_engine_counts_of (staff->engine, kiosk->key->device);
  guint64 sum = 0;

  for (guint i = 0; i < cells->len; i++)
    if (strcmp (g_array_index (cells, HrShareCell, i).meeting, name) == 0)
      sum += g_array_index (cells, HrShareCell, i).n;
  return sum;
}

/* ---- the end ---- */

void
hr_lab_sim_heal (Sim *sim)
{
  Device *joiner = &sim->devices[sim->n];

  hr_lab_share_cut (sim->share, 0);
  for (guint round = 0; round < ROUNDS; round++)
    for (guint i = 0, first = hr_lab_sim_below (sim, sim->n); i < sim->n; i++)
      {
        Device *device = &sim->devices[(round & 1) != 0 ? (first + i) % sim->n : (first + sim->n - i) % sim->n];

        if (device->gone)
          continue;
        sim->now++;
        hr_lab_sim_sync (sim, device, FALSE);
        hr_lab_share_step (sim->share, G_MAXUINT, TRUE);
      }
  /* somebody new, who knows nothing but the root key */
  hr_lab_sim_add_device (sim, sim->n);
  for (guint i = 0; i < 3; i++)
    {
      hr_lab_sim_sync (sim, joiner, FALSE);
      hr_lab_share_step (sim->share, G_MAXUINT, TRUE);
    }
}

static void
check_listings (Sim *sim)
{
  g_autofree char *first = NULL;
  gboolean gone = FALSE, restored = FALSE;

  for (guint i = 0; i <= sim->n; i++)
    {
      Device *device = &sim->devices[i];
      g_autofree char *dump = device->gone ? NULL : hr_lab_ledger_dump (device->ledger);

      gone |= device->gone;
      restored |= sim->restores;
      if (dump == NULL)
        continue;
      if (first == NULL)
        first = g_steal_pointer (&dump);
      else if (strcmp (first, dump) != 0)
        g_string_append_printf (sim->wrong, "%s %u differs; ", i == sim->n ? "joiner" : "device", i);
    }
  if (strstr (first, "FORGED") != NULL)
    g_string_append (sim->wrong, "forged accepted; ");
  for (guint i = 0; i < THINGS * FIELDS && !gone && !restored; i++)
    {
      g_autofree char *id = g_strdup_printf ("e%u", i / FIELDS);
      HrShareVersion now;

      hr_lab_ledger_value (sim->devices[0].ledger, "", id, i % FIELDS, &now);
      if (hr_share_version_compare (&now, &sim->acked[i / FIELDS][i % FIELDS]) != 0)
        g_string_append_printf (sim->wrong, "lost %s/%u; ", id, i % FIELDS);
    }
}

static guint64
number (const GArray *cells, const char *cell)
{
  for (guint i = 0; i < cells->len; i++)
    {
      const HrShareCell *one = &g_array_index (cells, HrShareCell, i);
      g_autofree char *name = g_strdup_printf ("%08x/%s", one->epoch, one->meeting);

      if (strcmp (name, cell) == 0)
        return one->n;
    }
  return 0;
}

/* @cells: what each device knows of @kiosk, by its number */
static void
check_cell (Sim *sim, const Device *kiosk, GPtrArray *cells, const char *cell, guint64 truth)
{
  guint64 joined = number (cells->pdata[sim->n], cell), own = number (cells->pdata[kiosk - sim->devices], cell);

  for (guint i = 0; i < sim->n; i++)
    {
      const Device *staff = &sim->devices[i];
      guint64 got = number (cells->pdata[i], cell);

      if (!staff->staff || staff->gone)
        continue;
      if (got > truth)
        g_string_append_printf (sim->wrong, "counted too many in %s; ", cell);
      if (!kiosk->gone && got < own)
        g_string_append_printf (sim->wrong, "the kiosk has more in %s; ", cell);
      if (!kiosk->gone && got > own)
        g_string_append_printf (sim->wrong, "the kiosk forgot %s; ", cell);
      if (!kiosk->gone && !sim->restores && got != truth)
        g_string_append_printf (sim->wrong, "lost counts of %s; ", cell);
      if (joined < got)
        g_string_append_printf (sim->wrong, "the joiner has less in %s; ", cell);
    }
}

static void
check_kiosk (Sim *sim, const Device *kiosk)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func ((GDestroyNotify)g_array_unref);
  GHashTableIter iter;
  gpointer key, value;

  for (guint i = 0; i <= sim->n; i++)
    g_ptr_array_add (cells, sim->devices[i].gone ? hr_share_cells_new ()
                                                 : hr_share_engine_counts_of (sim->devices[i].engine, kiosk->key->device));
  g_hash_table_iter_init (&iter, sim->truth);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (g_str_has_prefix (key, kiosk->key->device))
      check_cell (sim, kiosk, cells, (const char *)key + HR_SHARE_DEVICE_LENGTH + 1, GPOINTER_TO_UINT (value));
}

static void
check_counts (Sim *sim)
{
  for (guint i = 0; i < sim->n; i++)
    if (!sim->devices[i].staff)
      check_kiosk (sim, &sim->devices[i]);
  for (guint i = 0; i < sim->n * sim->n * MEETINGS; i++)
    {
      const Device *staff = &sim->devices[i / MEETINGS / sim->n], *kiosk = &sim->devices[i / MEETINGS % sim->n];
      guint s = (guint)(staff - sim->devices), k = (guint)(kiosk - sim->devices), m = i % MEETINGS;

      if (staff->staff && !kiosk->staff && !staff->gone && !kiosk->gone
          && hr_lab_sim_sum (staff, kiosk, m) < sim->floor[s][k][m] + sim->since[k][m])
        g_string_append_printf (sim->wrong, "counts of %.4s lost with its disk; ", kiosk->key->device);
    }
}

static void
check_files (Sim *sim)
{
  g_autoptr (GPtrArray) names = hr_lab_share_names (sim->share, 0);
  guint n = 0;

  for (guint i = 0; i < names->len; i++)
    n += !g_hash_table_contains (sim->forged, names->pdata[i]);
  sim->story->files = MAX (sim->story->files, n);
  /* a head, counts and some segments of each, the trust and the marker */
  if (n > 2 + sim->n * 9)
    g_string_append_printf (sim->wrong, "%u files; ", n);
}

void
hr_lab_sim_check (Sim *sim)
{
  check_listings (sim);
  check_counts (sim);
  check_files (sim);
}

/* ---- the rarest of accidents ---- */

static void
write_one (Sim *sim, guint i, const char *id, const char *value)
{
  Device *device = &sim->devices[i];

  sim->now += 20;
  hr_lab_ledger_edit (device->ledger, device->key->device, device->engine->epoch, sim->now, "", id, 1, value);
}

static void
forget (Sim *sim, const char *device)
{
  g_autoptr (GPtrArray) names = hr_lab_share_names (sim->share, 0);

  for (guint i = 0; i < names->len; i++)
    if (strstr (names->pdata[i], device) != NULL)
      {
        g_autofree char *path = g_strdup (names->pdata[i]);

        hr_lab_share_put (sim->share, 0, path, NULL);
      }
}

/* The first device lets its word go for that of the second, which only it had read. Then both are lost, and the folder is as it was
 * before the second wrote: nobody has the newer word, and the older one is in no stream any more. Whoever shows it takes it over. */
char *
hr_lab_sim_orphan (HrLabStory *story)
{
  Sim *sim = hr_lab_sim_new (1, 6, 1, story);
  Device *first = &sim->devices[0], *second = &sim->devices[1], *third = &sim->devices[2];
  char *wrong;

  write_one (sim, 0, "e0", "older");
  hr_lab_sim_sync (sim, first, FALSE);
  hr_lab_sim_sync (sim, second, FALSE);
  hr_lab_sim_sync (sim, third, FALSE);
  write_one (sim, 1, "e0", "newer");
  hr_lab_sim_sync (sim, second, FALSE);
  for (guint i = 0; i < 8; i++)
    {
      write_one (sim, 0, "e1", "something else");
      hr_lab_sim_sync (sim, first, FALSE);
    }
  second->gone = first->gone = TRUE;
  forget (sim, second->key->device);
  hr_lab_sim_heal (sim);
  if (g_strcmp0 (hr_lab_ledger_value (third->ledger, "", "e0", 1, NULL), "older") != 0)
    g_string_append (sim->wrong, "the older word is lost; ");
  hr_lab_sim_check (sim);
  wrong = sim->wrong->len > 0 ? g_strdup_printf ("orphan: %s", sim->wrong->str) : NULL;
  hr_lab_sim_free (sim);
  return wrong;
}
