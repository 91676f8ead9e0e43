/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between counts.db and the share: once a day, when nobody can be counted, this device tells what its own report may show, and nothing else:
 * numbers of whole months that are closed, then of quarters. They stand, so nothing that was told is ever taken back; what is hidden here
 * never leaves. What others told is added up in memory when somebody asks for a report.
 *
 * The smallest thing is one device's sum of one meeting in one month, and it stays hidden everywhere when it is small: whoever sees the report
 * of one device and that of all of them could otherwise take one off the other. So the rule of HrCountSums holds for all views of all devices. */
#define G_LOG_DOMAIN "handrail-share"

#include "hr-share-private.h"

#include <string.h>

/* What the cells of a file count; 0 of either is hidden. The day is the first of the month, or of the quarter, whose meeting is its fellowship */
enum
{
  CELL_MONTH = 0,
  CELL_QUARTER = 1,
};

/* So that not all kiosks come at once, and not at the same minute every day */
#define NIGHT_MIN 180
#define HOUR_MS (G_GINT64_CONSTANT (60) * 60 * 1000)

static HrDate
first_day (int month)
{
  return hr_date_from_ymd (month / 12, month % 12 + 1, 1);
}

static int
month_of (const HrShareCell *cell)
{
  int year, month, day;

  hr_date_to_ymd (cell->day, &year, &month, &day);
  return year * 12 + month - 1;
}

static int
last_month (int month)
{
  return month - month % 3 + 2;
}

/* ---- when ---- */

/* The day that is over, for this device; it ends some time in the night. */
static HrDate
day_over (HrShare *self, const char *device)
{
  HrDate date;
  int minute;
  g_autofree char *day = NULL;

  hr_zone_from_unix_s (hr_share_store_get_zone (self->store), hr_clock_now_s (self->clock), &date, &minute);
  day = g_strdup_printf ("%s/%d", device, date);
  return minute >= (int)(g_str_hash (day) % NIGHT_MIN) ? date - 1 : date - 2;
}

static HrCountTelling *
read_telling (HrShare *self)
{
  HrDate today;
  int minute;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrCountTelling) telling = NULL;

  hr_zone_from_unix_s (hr_share_store_get_zone (self->store), hr_clock_now_s (self->clock), &today, &minute);
  telling = hr_counts_read_telling (self->directory, hr_clock_now_s (self->clock), today, &error);
  /* the health check of the counts says what is wrong with them */
  if (telling == NULL)
    g_debug ("%s", error->message);
  return g_steal_pointer (&telling);
}

HrCountTelling *
hr_share_find_telling (HrShare *self, HrShareEngine *engine)
{
  g_autofree char *last = hr_share_get_text (self, HR_NOTE_TOLD_DAY);
  g_autoptr (HrCountTelling) telling = NULL;

  if (!hr_clock_is_plausible (self->clock)
      || (last != NULL && g_ascii_strtoll (last, NULL, 10) == (gint64)day_over (self, engine->device)))
    return NULL;
  telling = read_telling (self);
  if (telling == NULL || telling->during || (!telling->exists && !hr_share_engine_has (engine, "own/counts/", "cur")))
    return NULL;
  return g_steal_pointer (&telling);
}

gboolean
hr_share_note_told (HrShare *self, const char *device, GError **error)
{
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, hr_share_now_ms (self));
  g_autofree char *day = g_strdup_printf ("%d", day_over (self, device));

  return hr_share_set_text (self, HR_NOTE_TOLD, now, error) && hr_share_set_text (self, HR_NOTE_TOLD_DAY, day, error);
}

gboolean
hr_share_is_time_to_read (HrShare *self)
{
  gint64 since = hr_share_now_ms (self) - self->read_ms;

  return self->read_ms == 0 || since < 0 || since >= HOUR_MS;
}

/* ---- telling ---- */

static void
put (GArray *cells, int first_month, const HrShareCell *cell)
{
  HrShareCell copy = *cell;
  int month = month_of (cell);

  copy.year = cell->what == CELL_QUARTER && month / 12 * 12 + 11 < first_month ? month / 12 : 0;
  if (cell->what != CELL_MONTH || month >= first_month)
    hr_share_cells_add (cells, &copy);
}

/* A disk that was restored, or counts that were begun anew, know less than was said: the larger number stays, for nobody was counted away. Of
 * months only as long as they are kept here. */
gboolean
hr_share_tell_cb (HrShareEngine *engine, GArray *cells, gpointer data, GError **error)
{
  const HrCountTelling *telling = data;
  g_autoptr (GArray) all = hr_share_cells_new ();

  for (guint i = 0; i < cells->len; i++)
    put (all, telling->first_month, &g_array_index (cells, HrShareCell, i));
  for (guint i = 0; i < telling->sums->sums->len; i++)
    {
      const HrCountSum *sum = telling->sums->sums->pdata[i];
      HrShareCell cell = { .day = first_day (sum->month), .meeting = sum->meeting, .what = CELL_MONTH, .n = sum->shown ? sum->n : 0,
                           .fellowship = sum->fellowship, .days = (guint8)sum->days };

      put (all, telling->first_month, &cell);
    }
  for (guint i = 0; i < telling->sums->quarters->len; i++)
    {
      const HrCountQuarter *quarter = telling->sums->quarters->pdata[i];
      int month = quarter->year * 12 + (quarter->quarter - 1) * 3;
      HrShareCell cell = { .day = first_day (month), .meeting = quarter->fellowship, .what = CELL_QUARTER,
                           .n = quarter->shown ? quarter->n : 0 };

      /* to a disk that was restored a quarter looks whole when its last months are missing; those were told, and stay until their time */
      if (last_month (month) < telling->first_month)
        put (all, telling->first_month, &cell);
    }
  g_array_set_size (cells, 0);
  for (guint i = 0; i < all->len; i++)
    {
      HrShareCell *cell = &g_array_index (all, HrShareCell, i);

      /* a center that hides more from now on */
      if (cell->n < telling->sums->threshold)
        cell->n = 0;
      hr_share_cells_add (cells, cell);
    }
  return TRUE;
}

/* ---- adding up ---- */

static void
add_month (HrCountSums *sums, const HrShareCell *cell)
{
  HrCountSum *sum = g_new0 (HrCountSum, 1);

  sum->meeting = g_strdup (cell->meeting);
  sum->fellowship = g_strdup (cell->fellowship);
  sum->month = month_of (cell);
  sum->days = cell->days;
  sum->shown = cell->n >= sums->threshold;
  sum->n = sum->shown ? cell->n : 0;
  g_ptr_array_add (sums->sums, sum);
}

static void
add_quarter (HrCountSums *sums, const char *fellowship, int month, guint64 n)
{
  HrCountQuarter *quarter = g_new0 (HrCountQuarter, 1);

  quarter->fellowship = g_strdup (fellowship);
  quarter->year = month / 12;
  quarter->quarter = month % 12 / 3 + 1;
  quarter->shown = n >= sums->threshold;
  quarter->n = quarter->shown ? n : 0;
  g_ptr_array_add (sums->quarters, quarter);
}

static gboolean
has_quarter (const GArray *cells, int month)
{
  for (guint i = 0; i < cells->len; i++)
    {
      const HrShareCell *cell = &g_array_index (cells, HrShareCell, i);

      if (cell->what == CELL_QUARTER && last_month (month_of (cell)) == last_month (month))
        return TRUE;
    }
  return FALSE;
}

/* A device that is silent sums nothing up any more: its old months become quarters here, as soon as a quarter is whole. */
static void
add_old (GHashTable *quarters, const HrShareCell *cell, const HrCountSums *sums)
{
  g_autofree char *key = g_strdup_printf ("%d/%s", month_of (cell) - month_of (cell) % 3, cell->fellowship);
  guint64 *n = g_hash_table_lookup (quarters, key);

  if (n == NULL)
    {
      n = g_new0 (guint64, 1);
      g_hash_table_insert (quarters, g_steal_pointer (&key), n);
    }
  *n += cell->n >= sums->threshold ? cell->n : 0;
}

static void
add_device (HrCountSums *sums, const GArray *cells, int first_month)
{
  g_autoptr (GHashTable) quarters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GHashTableIter iter;
  gpointer key, value;

  for (guint i = 0; i < cells->len; i++)
    {
      const HrShareCell *cell = &g_array_index (cells, HrShareCell, i);
      int month = month_of (cell);

      if (cell->what == CELL_QUARTER)
        add_quarter (sums, cell->meeting, month, cell->n);
      /* two disks of one device, one of which had summed it up already */
      else if (cell->what != CELL_MONTH || has_quarter (cells, month))
        continue;
      else if (month >= first_month)
        add_month (sums, cell);
      else if (last_month (month) < first_month)
        add_old (quarters, cell, sums);
    }
  g_hash_table_iter_init (&iter, quarters);
  while (g_hash_table_iter_next (&iter, &key, &value))
    add_quarter (sums, strchr (key, '/') + 1, (int)g_ascii_strtoll (key, NULL, 10), *(guint64 *)value);
}

static int
compare_sums_cb (gconstpointer a, gconstpointer b)
{
  const HrCountSum *x = *(HrCountSum *const *)a, *y = *(HrCountSum *const *)b;

  return x->month != y->month ? (x->month < y->month ? -1 : 1) : strcmp (x->meeting, y->meeting);
}

static int
compare_quarters_cb (gconstpointer a, gconstpointer b)
{
  const HrCountQuarter *x = *(HrCountQuarter *const *)a, *y = *(HrCountQuarter *const *)b;
  int order = x->year * 4 + x->quarter - y->year * 4 - y->quarter;

  return order != 0 ? order : strcmp (x->fellowship, y->fellowship);
}

/* A ledger of its own turn is not needed: it only reads, and what another process wrote shows. */
gboolean
hr_share_add_counts (HrShare *self, HrCountSums *sums, GError **error)
{
  g_autoptr (HrShareEngine) engine = NULL;
  HrDate today;
  int minute;
  GHashTableIter iter;
  gpointer device;
  HrShareNet net;

  if (!hr_share_get_net (self, &net))
    return TRUE;
  engine = hr_share_engine_new (NULL, self->ledger, &net, self->secret, 0);
  if (!hr_share_engine_load (engine, error))
    return FALSE;
  hr_zone_from_unix_s (hr_share_store_get_zone (self->store), hr_clock_now_s (self->clock), &today, &minute);
  g_hash_table_iter_init (&iter, engine->members);
  while (g_hash_table_iter_next (&iter, &device, NULL))
    if (strcmp (device, engine->device) != 0 && hr_share_engine_may_read_counts (engine, device))
      {
        g_autoptr (GArray) cells = hr_share_engine_counts_of (engine, device);

        add_device (sums, cells, hr_counts_first_month (today));
        sums->devices += cells->len > 0;
      }
  g_ptr_array_sort (sums->sums, compare_sums_cb);
  g_ptr_array_sort (sums->quarters, compare_quarters_cb);
  return TRUE;
}
