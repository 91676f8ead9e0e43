/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kiosks that count for more than a year, on real disks and a real folder: what the office reads is exactly what the kiosks' own reports add up
 * to, whatever the order and whoever misses a night. When disks are restored it is never above the truth, and nothing that was told is lost. */
#include "hr-test.h"
#include "handrail/service/hr-report.h"
#include "handrail/share/hr-share.h"

#include <stdio.h>
#include <string.h>

#define STORIES 3
/* A disk that came back and took the one month that it had for a whole quarter */
#define OLD_STORY 2307939029u
#define WEEKS 62
#define KIOSKS 3
#define MEETINGS 2
#define MONTHS 24
#define DAY_S (24 * 60 * 60)
#define HOUR_S (60 * 60)
/* Monday, 2026-09-07 */
#define FIRST_DAY 20703
#define FIRST_MONTH (2026 * 12 + 8)

static const char *const meetings[MEETINGS] = { "m-heron", "m-egret" };
static const char *const fellowships[MEETINGS] = { "aa", "na" };
/* Tuesday at ten, Thursday at six in the evening */
static const int starts[MEETINGS] = { DAY_S + 10 * HOUR_S, 3 * DAY_S + 18 * HOUR_S };

typedef struct
{
  char *folder;
  HrCounts *counts;
  HrShare *share;
  char *backup;
} Device;

typedef struct
{
  GRand *rand;
  gboolean restores;
  char *folder;
  char *share;
  char *memory;
  HrClock *clock;
  HrVocabulary *vocabulary;
  Device devices[KIOSKS + 1]; /* the last one is the office */
  guint64 truth[MEETINGS][MONTHS];
  guint64 seen[MEETINGS][MONTHS];
  guint equal, larger;
} World;

/* ---- devices ---- */

static void
start (World *world, Device *device)
{
  g_autoptr (GError) error = NULL;

  device->share = hr_share_open (device->folder, world->vocabulary, world->clock, &error);
  g_assert_no_error (error);
  if (device == &world->devices[KIOSKS])
    return;
  device->counts = hr_counts_new (device->folder, world->memory, world->clock);
  hr_counts_open (device->counts, &error);
  g_assert_no_error (error);
}

static void
stop (Device *device)
{
  g_clear_pointer (&device->share, hr_share_free);
  if (device->counts != NULL)
    hr_counts_close (device->counts);
  g_clear_object (&device->counts);
}

static void
copy_folder (const char *from, const char *to)
{
  g_autoptr (GError) error = NULL;
  const char *words[] = { "cp", "-a", from, to, NULL };
  int status = 0;

  g_spawn_sync (NULL, (char **)words, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
}

static void
join (World *world, Device *device, guint i)
{
  HrShare *office = world->devices[KIOSKS].share;
  g_autofree char *invitation = hr_share_invitation (office);
  g_autofree char *name = g_strdup_printf ("Kiosk %u", i);
  g_autofree char *code = NULL;
  g_autoptr (GError) error = NULL;

  hr_share_enrol (device->share, world->share, invitation, name, &error);
  g_assert_no_error (error);
  code = hr_share_code (device->share);
  hr_share_approve (office, code, HR_SHARE_KIOSK, "harbor", NULL, &error);
  g_assert_no_error (error);
}

static void
begin (World *world, guint32 seed)
{
  g_autofree char *key = NULL;
  g_autoptr (GError) error = NULL;

  world->rand = g_rand_new_with_seed (seed);
  world->restores = seed % 2 == 1;
  world->folder = hr_test_make_folder ();
  world->share = g_build_filename (world->folder, "share", NULL);
  world->clock = hr_clock_new_fixed ((gint64)FIRST_DAY * DAY_S);
  world->vocabulary = hr_store_load_vocabulary (&error);
  g_assert_cmpint (g_mkdir_with_parents (world->share, 0700), ==, 0);
  for (guint i = 0; i <= KIOSKS; i++)
    {
      g_autofree char *name = g_strdup_printf ("device-%u", i);
      g_autoptr (HrCenter) center = NULL;

      world->devices[i].folder = g_build_filename (world->folder, name, NULL);
      world->devices[i].backup = g_strconcat (world->devices[i].folder, ".before", NULL);
      center = hr_center_new (world->devices[i].folder, world->clock);
      hr_center_create (center, TRUE, &error);
      g_assert_no_error (error);
      start (world, &world->devices[i]);
    }
  key = g_build_filename (world->folder, "root.key", NULL);
  hr_share_init (world->devices[KIOSKS].share, world->share, "Office", key, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < KIOSKS; i++)
    join (world, &world->devices[i], i);
}

static void
end (World *world)
{
  for (guint i = 0; i <= KIOSKS; i++)
    {
      stop (&world->devices[i]);
      g_free (world->devices[i].folder);
      g_free (world->devices[i].backup);
    }
  hr_vocabulary_unref (world->vocabulary);
  g_object_unref (world->clock);
  g_rand_free (world->rand);
  g_free (world->share);
  hr_test_remove_folder (world->folder);
}

static void
sync_one (Device *device)
{
  g_autoptr (GError) error = NULL;
  HrShareSynced synced;

  hr_share_sync (device->share, FALSE, &synced, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (synced.refused, ==, 0);
}

/* ---- a week ---- */

/* A month is made of whole weeks, each in the month of its Thursday. */
static int
month_of_week (HrDate monday)
{
  int year, month, day;

  hr_date_to_ymd (monday + 3, &year, &month, &day);
  return year * 12 + month - 1 - FIRST_MONTH;
}

static void
plan (World *world, HrDate monday)
{
  HrCountPlan week[MEETINGS];
  g_autoptr (GError) error = NULL;

  for (guint m = 0; m < MEETINGS; m++)
    week[m] = (HrCountPlan){ .meeting = meetings[m], .fellowship = fellowships[m], .date = monday + starts[m] / DAY_S,
                             .start_s = (gint64)monday * DAY_S + starts[m], .end_s = (gint64)monday * DAY_S + starts[m] + HOUR_S };
  for (guint i = 0; i < KIOSKS; i++)
    {
      hr_counts_plan (world->devices[i].counts, week, MEETINGS, &error);
      g_assert_no_error (error);
    }
}

static void
count (World *world, HrDate monday, guint m)
{
  g_autofree char *folder = g_build_filename (world->share, "handrail1", NULL);
  g_autofree char *c = g_build_filename (g_file_test (folder, G_FILE_TEST_IS_DIR) ? folder : world->share, "c", NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  hr_clock_set_s (world->clock, (gint64)monday * DAY_S + starts[m]);
  for (guint i = 0; i < KIOSKS; i++)
    for (int n = g_rand_int_range (world->rand, 0, 7); n > 0; n--)
      {
        g_autoptr (GError) error = NULL;

        hr_clock_advance_s (world->clock, 6);
        hr_counts_add (world->devices[i].counts, meetings[m], monday + starts[m] / DAY_S, FALSE, &error);
        g_assert_no_error (error);
        world->truth[m][month_of_week (monday)]++;
      }
  if (g_rand_int_range (world->rand, 0, 5) > 0 || !g_file_test (c, G_FILE_TEST_IS_DIR))
    return;
  /* who looks while people come sees nothing move */
  before = hr_test_digest_folder (c);
  sync_one (&world->devices[g_rand_int_range (world->rand, 0, KIOSKS)]);
  after = hr_test_digest_folder (c);
  g_assert_cmpstr (before, ==, after);
}

static void
restore (World *world, Device *device)
{

  stop (device);
  if (g_file_test (device->backup, G_FILE_TEST_IS_DIR) && g_rand_int_range (world->rand, 0, 2) == 0)
    {
      hr_test_remove_folder (g_strdup (device->folder));
      g_assert_cmpint (rename (device->backup, device->folder), ==, 0);
    }
  else if (!g_file_test (device->backup, G_FILE_TEST_IS_DIR))
    copy_folder (device->folder, device->backup);
  start (world, device);
}

/* ---- what the office sees ---- */

static HrCountSums *
read_office (World *world)
{
  const Device *office = &world->devices[KIOSKS];
  g_autoptr (GError) error = NULL;
  HrCountSums *sums = hr_counts_read (office->folder, HR_COUNTS_THRESHOLD, &error);

  g_assert_no_error (error);
  hr_share_add_counts (office->share, sums, &error);
  g_assert_no_error (error);
  return sums;
}

static HrCountSums *
add_kiosks (World *world)
{
  g_autoptr (GError) error = NULL;
  HrCountSums *all = hr_counts_read (world->devices[KIOSKS].folder, HR_COUNTS_THRESHOLD, &error);

  for (guint i = 0; i < KIOSKS; i++)
    {
      g_autoptr (HrCountSums) sums = hr_counts_read (world->devices[i].folder, HR_COUNTS_THRESHOLD, &error);

      g_assert_no_error (error);
      while (sums->sums->len > 0)
        g_ptr_array_add (all->sums, g_ptr_array_steal_index (sums->sums, 0));
      while (sums->quarters->len > 0)
        g_ptr_array_add (all->quarters, g_ptr_array_steal_index (sums->quarters, 0));
    }
  return all;
}

static void
check_equal (World *world, const HrCountSums *office)
{
  g_autoptr (HrCountSums) kiosks = add_kiosks (world);

  for (int by = HR_REPORT_BY_MEETING; by <= (int)HR_REPORT_BY_MONTH; by++)
    {
      g_autoptr (HrReport) one = hr_report_new (office, (HrReportBy)by, 0, G_MAXINT);
      g_autoptr (HrReport) other = hr_report_new (kiosks, (HrReportBy)by, 0, G_MAXINT);
      g_autofree char *a = hr_report_to_csv (one);
      g_autofree char *b = hr_report_to_csv (other);

      g_assert_cmpstr (a, ==, b);
      g_assert_cmpuint (one->hidden, ==, other->hidden);
      world->larger += one->total > 0;
    }
  world->equal++;
}

static void
check_truth (World *world, const HrCountSums *office)
{
  guint64 got[MEETINGS][MONTHS] = { 0 };
  guint64 quarters[MEETINGS][MONTHS / 3 + 2] = { 0 };
  int first = hr_counts_first_month ((HrDate)(hr_clock_now_s (world->clock) / DAY_S)) - FIRST_MONTH;

  for (guint i = 0; i < office->sums->len; i++)
    {
      const HrCountSum *sum = office->sums->pdata[i];

      g_assert_true (sum->n == 0 || sum->n >= HR_COUNTS_THRESHOLD);
      got[strcmp (sum->meeting, meetings[0]) == 0 ? 0 : 1][sum->month - FIRST_MONTH] += sum->n;
    }
  for (guint i = 0; i < office->quarters->len; i++)
    {
      const HrCountQuarter *quarter = office->quarters->pdata[i];

      quarters[strcmp (quarter->fellowship, fellowships[0]) == 0 ? 0 : 1][(quarter->year * 4 + quarter->quarter - 1) - FIRST_MONTH / 3]
          += quarter->n;
    }
  for (int m = 0; m < MEETINGS; m++)
    for (int month = 0; month < MONTHS; month++)
      {
        g_assert_cmpuint (got[m][month], <=, world->truth[m][month]);
        /* of the first month some weeks may be gone already, and then it is told no more */
        if (month > first)
          g_assert_cmpuint (got[m][month], >=, world->seen[m][month]);
        world->seen[m][month] = got[m][month];
      }
  for (int m = 0; m < MEETINGS; m++)
    for (int quarter = 0; quarter < MONTHS / 3; quarter++)
      {
        guint64 truth = 0;

        /* FIRST_MONTH is the last of its quarter */
        for (int month = MAX (quarter * 3 - 2, 0); month <= quarter * 3; month++)
          truth += world->truth[m][month];
        g_assert_cmpuint (quarters[m][quarter], <=, truth);
      }
}

/* Some miss the night, in any order; every other week nobody does. */
static void
night (World *world, gboolean all)
{
  guint first = (guint)g_rand_int_range (world->rand, 0, KIOSKS);
  g_autoptr (HrCountSums) office = NULL;

  for (guint i = 0; i < KIOSKS; i++)
    if (all || g_rand_int_range (world->rand, 0, 3) > 0)
      sync_one (&world->devices[(first + i) % KIOSKS]);
  sync_one (&world->devices[KIOSKS]);
  office = read_office (world);
  check_truth (world, office);
  if (all && !world->restores)
    check_equal (world, office);
}

static void
test_years (void)
{
  for (guint story = 0; story < STORIES; story++)
    {
      World world = { 0 };
      guint32 seed = story < 2 ? ((guint32)g_test_rand_int () & ~1u) + story : OLD_STORY;

      g_test_message ("story %u", seed);
      begin (&world, seed);
      for (int week = 0; week < WEEKS; week++)
        {
          HrDate monday = FIRST_DAY + week * 7;

          hr_clock_set_s (world.clock, (gint64)monday * DAY_S + HOUR_S);
          plan (&world, monday);
          for (guint m = 0; m < MEETINGS; m++)
            count (&world, monday, m);
          hr_clock_set_s (world.clock, (gint64)(monday + 5) * DAY_S);
          for (guint i = 0; i < KIOSKS; i++)
            g_assert_true (hr_counts_fold (world.devices[i].counts, NULL));
          for (guint i = 0; world.restores && i < KIOSKS; i++)
            if (g_rand_int_range (world.rand, 0, 12) == 0)
              restore (&world, &world.devices[i]);
          hr_clock_set_s (world.clock, (gint64)(monday + 6) * DAY_S + 4 * HOUR_S);
          night (&world, week % 2 == 1);
        }
      g_assert_true (world.restores || (world.equal > WEEKS / 3 && world.larger > WEEKS / 3));
      end (&world);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/share-counts/years", test_years);
  return g_test_run ();
}
