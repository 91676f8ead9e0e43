/* SPDX-License-Identifier: GPL-3.0-or-later */
/* No number under the threshold can be computed from what is shown, on the page, in the chart, in the file and on paper together. Random
 * centers live through months of sign-ins and headcounts in a real counts.db; after every fold an attacker writes down all that all views of all periods show, as linear equations over the
 * numbers of the single occurrences, takes off the headcounts that staff know, and solves them exactly. Whatever he can determine
 * must be at least the threshold, and no hidden number may take part in anything that is shown. */
#include "../unit/store/counts-fixture.h"

#include "../../app/store/hr-counts-private.h"
#include "handrail/service/hr-report-file.h"
#include "handrail/service/hr-report.h"

#define ROUNDS 25
#define WEEKS 34
#define MEETINGS 6
#define DAY_S 86400
#define THRESHOLD 11

typedef struct
{
  guint meeting;
  HrDate date;
  guint n;
  gboolean paper; /* n is known to staff */
} Occurrence;

typedef struct
{
  CountsFixture fixture;
  GArray *occurrences;
  guint days[MEETINGS];
  guint size[MEETINGS];
  GPtrArray *seen; /* (element-type Fact) */
} Center;

static const char *const fellowships[] = { "aa", "aa", "aa", "na", "na", "smart-recovery" };
static const char *const meetings[MEETINGS] = { "m-0", "m-1", "m-2", "m-3", "m-4", "m-5" };

/* ---- a center's life ---- */

static void
live_day (Center *self, HrDate date)
{
  HrCountPlan plan[MEETINGS];
  guint n_plan = 0;
  gint64 start_s = (gint64)date * DAY_S + 18 * 3600;
  hr_clock_advance_s (self->fixture.clock, start_s - hr_clock_now_s (self->fixture.clock));
  for (guint i = 0; i < MEETINGS; i++)
    if ((self->days[i] & 1u << hr_date_weekday (date)) != 0)
      {
        plan[n_plan] = plan_of (meetings[i], start_s);
        plan[n_plan].fellowship = fellowships[i];
        plan[n_plan++].capacity = 1000;
      }
  g_autoptr (GError) error = NULL;
  hr_counts_fold (self->fixture.counts, &error);
  g_assert_no_error (error);
  plan_all (self->fixture.counts, plan, n_plan);
  guint first = self->occurrences->len;
  for (guint i = 0; i < n_plan; i++)
    {
      guint meeting = (guint)(plan[i].meeting[2] - '0');
      Occurrence one = { meeting, date, (guint)g_test_rand_int_range (0, (gint32)self->size[meeting] + 1), FALSE };
      for (guint k = 0; k < one.n; k++)
        {
          add (self->fixture.counts, plan[i].meeting, date, FALSE);
          hr_clock_advance_s (self->fixture.clock, 5);
        }
      one.paper = g_test_rand_int_range (0, 8) == 0;
      g_array_append_val (self->occurrences, one);
    }
  hr_clock_advance_s (self->fixture.clock, 3600);
  for (guint i = first; i < self->occurrences->len; i++)
    {
      Occurrence *one = &g_array_index (self->occurrences, Occurrence, i);
      if (!one->paper)
        continue;
      one->n = (guint)g_test_rand_int_range (0, 30);
      hr_counts_enter (self->fixture.counts, meetings[one->meeting], date, one->n, &error);
      g_assert_no_error (error);
    }
}

/* ---- what the attacker writes down ---- */

typedef struct
{
  guint8 *uses; /* of the occurrences: 0 or 1 */
  guint n_uses;
  gint64 value;
} Fact;

static void
fact_free (Fact *fact)
{
  g_free (fact->uses);
  g_free (fact);
}

/* The weekdays on which @meeting met in @month */
static guint
days_in (const Center *self, guint meeting, int month)
{
  guint days = 0;
  for (guint i = 0; i < self->occurrences->len; i++)
    {
      const Occurrence *one = &g_array_index (self->occurrences, Occurrence, i);
      if (one->meeting == meeting && hr_counts_month_of (one->date) == month)
        days |= 1u << hr_date_weekday (one->date);
    }
  return days;
}

static gboolean
belongs (const Center *self, const Occurrence *one, HrReportBy by, const char *key)
{
  int month = hr_counts_month_of (one->date);
  if (by == HR_REPORT_BY_MEETING)
    return g_str_equal (meetings[one->meeting], key);
  if (by == HR_REPORT_BY_FELLOWSHIP)
    return g_str_equal (fellowships[one->meeting], key);
  if (by == HR_REPORT_BY_MONTH)
    {
      g_autofree char *text = hr_report_month_to_string (month);
      return g_str_equal (text, key);
    }
  guint days = days_in (self, one->meeting, month);
  if ((days & (days - 1)) != 0)
    return g_str_equal (key, HR_REPORT_SEVERAL_DAYS);
  return key[0] - '0' == hr_date_weekday (one->date) && key[1] == '\0';
}

/* Whether @month is there at all: of meetings, or, by fellowship, in a whole quarter */
static gboolean
is_month_there (const HrCountSums *sums, HrReportBy by, int month, int from, int to)
{
  for (guint i = 0; i < sums->sums->len; i++)
    if (((const HrCountSum *)g_ptr_array_index (sums->sums, i))->month == month)
      return TRUE;
  for (guint i = 0; by == HR_REPORT_BY_FELLOWSHIP && i < sums->quarters->len; i++)
    {
      const HrCountQuarter *quarter = g_ptr_array_index (sums->quarters, i);
      int last = quarter->year * 12 + quarter->quarter * 3 - 1;
      if (last - 2 >= from && last <= to && month >= last - 2 && month <= last)
        return TRUE;
    }
  return FALSE;
}

/* The attacker knows the rule too, so he knows which cells a number is made of: those that another view says are not hidden. The test
 * reads that from the truth. */
static gboolean
is_cell_shown (const Center *self, guint meeting, int month)
{
  guint all = 0;
  guint counted = 0;
  gboolean some = FALSE;
  for (guint i = 0; i < self->occurrences->len; i++)
    {
      const Occurrence *one = &g_array_index (self->occurrences, Occurrence, i);
      if (one->meeting != meeting || hr_counts_month_of (one->date) != month)
        continue;
      all += one->n;
      counted += one->paper ? 0 : one->n;
      some = some || !one->paper;
    }
  return all >= THRESHOLD && (!some || counted >= THRESHOLD);
}

static void
note (Center *self, const HrCountSums *sums, HrReportBy by, const char *key, int from, int to, gint64 value)
{
  Fact *fact = g_new0 (Fact, 1);
  gint64 truth = 0;
  fact->n_uses = self->occurrences->len;
  fact->uses = g_new0 (guint8, fact->n_uses);
  fact->value = value;
  for (guint i = 0; i < fact->n_uses; i++)
    {
      const Occurrence *one = &g_array_index (self->occurrences, Occurrence, i);
      int month = hr_counts_month_of (one->date);
      if (month < from || month > to || !is_month_there (sums, by, month, from, to) || !belongs (self, one, by, key)
          || !is_cell_shown (self, one->meeting, month))
        continue;
      fact->uses[i] = 1;
      truth += one->n;
    }
  g_assert_cmpint (truth, ==, value);
  g_ptr_array_add (self->seen, fact);
}

/* ---- every view of a report says what its rows say, and no other number ---- */

/* A number in @text that stands alone, or -1 when there is none; more than one is told by @ret_more */
static gint64
find_number (const char *text, gboolean *ret_more)
{
  gint64 found = -1;
  *ret_more = FALSE;
  for (const char *p = text; *p != '\0';)
    {
      if (!g_ascii_isdigit (*p))
        {
          p++;
          continue;
        }
      *ret_more = *ret_more || found >= 0;
      found = g_ascii_strtoll (p, (char **)&p, 10);
    }
  return found;
}

static void
check_number (const char *text, guint64 n)
{
  gboolean more = FALSE;
  gint64 found = find_number (text, &more);
  g_assert_false (more);
  g_assert_cmpint (found, ==, n > 0 ? (gint64)n : -1);
}

/* The chart on the page and on the sheet of paper is made of these bars: a hidden one has no length either. */
static void
check_bars (const HrReport *report)
{
  HrChartBar *bars = hr_report_bars (report);
  for (guint i = 0; i < report->rows->len; i++)
    {
      const HrReportRow *row = g_ptr_array_index (report->rows, i);
      check_number (bars[i].text, row->n);
      g_assert_true (bars[i].value == (double)row->n);
      g_assert_cmpint (bars[i].hidden, ==, row->n == 0);
    }
  hr_report_bars_free (bars, report->rows->len);
}

/* The lines of the file, cell by cell: keys and labels here hold neither commas nor quotes. */
static void
check_csv (const HrReport *report)
{
  g_autofree char *csv = hr_report_to_csv (report);
  g_auto (GStrv) lines = g_strsplit (csv, "\r\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, report->rows->len + 2);
  for (guint i = 0; i < report->rows->len; i++)
    {
      const HrReportRow *row = g_ptr_array_index (report->rows, i);
      g_auto (GStrv) cells = g_strsplit (lines[i + 1], ",", -1);
      g_assert_cmpuint (g_strv_length (cells), ==, 4);
      g_autofree char *key = g_strdup_printf ("\"%s\"", row->key);
      g_assert_cmpstr (cells[0], ==, key);
      check_number (cells[2], row->n);
      /* the note says the same number again, or none */
      check_number (cells[3], row->hidden > 0 ? row->n : 0);
    }
}

/* What stands around them: the total, the note with the threshold; the period holds years only. */
static void
check_words (const HrReport *report)
{
  g_autofree char *total = hr_report_number (report, report->total, report->hidden);
  g_autofree char *title = hr_report_title (report->by);
  g_autofree char *period = hr_report_period (report);
  g_autofree char *note = hr_report_note (report);
  gboolean more = FALSE;
  if (report->rows->len > 0)
    check_number (total, report->total);
  check_number (title, 0);
  for (const char *p = period; *p != '\0';)
    if (g_ascii_isdigit (*p))
      {
        gint64 year = g_ascii_strtoll (p, (char **)&p, 10);
        g_assert_true (year == report->from / 12 || year == report->to / 12);
      }
    else
      p++;
  g_assert_cmpint (find_number (note, &more), ==, report->threshold);
  g_assert_false (more);
}

static void
check_views (const HrReport *report)
{
  check_bars (report);
  check_csv (report);
  check_words (report);
}

static void
look_at (Center *self, const HrCountSums *sums, HrReportBy by, int from, int to)
{
  g_autoptr (HrReport) report = hr_report_new (sums, by, from, to);
  guint64 total = 0;
  for (guint i = 0; i < report->rows->len; i++)
    {
      const HrReportRow *row = g_ptr_array_index (report->rows, i);
      g_assert_true (row->n == 0 || row->n >= THRESHOLD);
      total += row->n;
      if (row->n > 0)
        note (self, sums, by, row->key, report->from, report->to, (gint64)row->n);
    }
  check_views (report);
  /* a total tells nothing that its rows do not */
  g_assert_cmpuint (total, ==, report->total);
}

static void
look_at_all (Center *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HrCountSums) sums = hr_counts_read (self->fixture.folder, THRESHOLD, &error);
  g_assert_no_error (error);
  g_autoptr (HrReport) all = hr_report_new (sums, HR_REPORT_BY_FELLOWSHIP, 0, G_MAXINT);
  for (int from = all->from; all->to > 0 && from <= all->to; from++)
    for (int to = from; to <= all->to; to++)
      for (int by = HR_REPORT_BY_MEETING; by <= (int)HR_REPORT_BY_MONTH; by++)
        look_at (self, sums, (HrReportBy)by, from, to);
}

/* ---- solving, exactly: modulo a large prime a unit vector in the span of 0/1 rows stays one ---- */

#define PRIME G_GINT64_CONSTANT (2147483647)

static gint64
power (gint64 base, gint64 exponent)
{
  gint64 result = 1;
  for (base %= PRIME; exponent > 0; exponent >>= 1, base = base * base % PRIME)
    if ((exponent & 1) != 0)
      result = result * base % PRIME;
  return result;
}

/* Reduces to echelon form, fully; Returns: the rank */
static guint
eliminate (gint64 **rows, guint n_rows, guint width)
{
  guint rank = 0;
  for (guint column = 0; column < width && rank < n_rows; column++)
    {
      guint pivot = rank;
      while (pivot < n_rows && rows[pivot][column] == 0)
        pivot++;
      if (pivot == n_rows)
        continue;
      gint64 *kept = rows[pivot];
      rows[pivot] = rows[rank];
      rows[rank] = kept;
      gint64 inverse = power (kept[column], PRIME - 2);
      for (guint k = 0; k < width; k++)
        kept[k] = kept[k] * inverse % PRIME;
      for (guint r = 0; r < n_rows; r++)
        {
          gint64 factor = rows[r][column];
          if (r == rank || factor == 0)
            continue;
          for (guint k = 0; k < width; k++)
            rows[r][k] = (rows[r][k] + (PRIME - factor) * kept[k]) % PRIME;
        }
      rank++;
    }
  return rank;
}

static int
compare_facts (gconstpointer a, gconstpointer b)
{
  const Fact *one = *(Fact *const *)a;
  const Fact *other = *(Fact *const *)b;
  int order = memcmp (one->uses, other->uses, MIN (one->n_uses, other->n_uses));
  return order != 0 ? order : (int)one->n_uses - (int)other->n_uses;
}

/* The unknowns are what the kiosk counted for each (meeting, month, week): all that the center's file ever holds apart. Every
 * combination of shown numbers with at most this many unknowns left is found by the reduced form. */
static void
attack (Center *self)
{
  guint width = self->occurrences->len;
  g_ptr_array_sort (self->seen, compare_facts);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < self->seen->len; i++)
    {
      const Fact *fact = g_ptr_array_index (self->seen, i);
      if (i > 0 && compare_facts (&self->seen->pdata[i - 1], &self->seen->pdata[i]) == 0)
        continue;
      gint64 *row = g_new0 (gint64, width);
      for (guint k = 0; k < fact->n_uses; k++)
        row[k] = fact->uses[k] != 0 && !g_array_index (self->occurrences, Occurrence, k).paper ? 1 : 0;
      g_ptr_array_add (rows, row);
    }
  guint rank = eliminate ((gint64 **)rows->pdata, rows->len, width);
  for (guint r = 0; r < rank; r++)
    {
      /* A row of zeros and ones is the sum of some occurrences, and he knows it. */
      const gint64 *row = g_ptr_array_index (rows, r);
      gint64 sum = 0;
      gboolean plain = TRUE;
      guint n = 0;
      for (guint k = 0; k < width; k++)
        {
          plain = plain && (row[k] == 0 || row[k] == 1);
          n += row[k] == 1 ? 1 : 0;
          sum += row[k] == 1 ? g_array_index (self->occurrences, Occurrence, k).n : 0;
        }
      if (plain && n > 0)
        g_assert_cmpint (sum, >=, THRESHOLD);
      /* No hidden cell takes part in anything. */
      for (guint k = 0; k < width; k++)
        {
          const Occurrence *one = &g_array_index (self->occurrences, Occurrence, k);
          g_assert_true (row[k] == 0 || is_cell_shown (self, one->meeting, hr_counts_month_of (one->date)));
        }
    }
}

/* Hundreds of beats, each synced several times. */
static void
use_memory (CountsFixture *self)
{
  char *folder = make_memory_folder ();
  if (folder == NULL)
    return;
  remove_tree (self->folder);
  g_free (self->folder);
  self->folder = folder;
  g_set_object (&self->counts, NULL);
  self->counts = hr_counts_new (self->folder, self->memory, self->clock);
}

static void
test_nothing_small_can_be_computed (void)
{
  guint shown = 0;
  guint hidden = 0;
  guint seen = 0;
  for (guint round = 0; round < ROUNDS; round++)
    {
      Center self = { .fixture = counts_fixture_make () };
      HrDate first = TODAY + g_test_rand_int_range (0, 100);
      self.occurrences = g_array_new (FALSE, TRUE, sizeof (Occurrence));
      self.seen = g_ptr_array_new_with_free_func ((GDestroyNotify)fact_free);
      for (guint i = 0; i < MEETINGS; i++)
        {
          self.days[i] = 1u << g_test_rand_int_range (0, 7);
          self.days[i] |= g_test_rand_int_range (0, 3) == 0 ? 1u << g_test_rand_int_range (0, 7) : 0;
          self.size[i] = (guint)g_test_rand_int_range (1, 9);
        }
      use_memory (&self.fixture);
      counts_fixture_open (&self.fixture);
      for (HrDate date = first; date < first + WEEKS * 7; date++)
        {
          live_day (&self, date);
          if (g_test_rand_int_range (0, 6) == 0)
            look_at_all (&self);
        }
      attack (&self);
      for (guint i = 0; i < self.occurrences->len; i++)
        {
          const Occurrence *one = &g_array_index (self.occurrences, Occurrence, i);
          if (is_cell_shown (&self, one->meeting, hr_counts_month_of (one->date)))
            shown++;
          else
            hidden++;
        }
      seen += self.seen->len;
      g_ptr_array_unref (self.seen);
      g_array_unref (self.occurrences);
      counts_fixture_drop (&self.fixture);
    }
  /* The centers are of the kind where it matters; a single one may be so small that it shows nothing at all. */
  g_assert_cmpuint (seen, >, 50 * ROUNDS);
  g_assert_cmpuint (shown, >, 100);
  g_assert_cmpuint (hidden, >, 100);
}

/* The attacker can solve: a total that contains a hidden number gives it away. */
static void
test_attacker_can_solve (void)
{
  gint64 *rows[2] = { g_new0 (gint64, 3), g_new0 (gint64, 3) };
  rows[0][0] = rows[0][1] = rows[0][2] = 1;
  rows[1][0] = rows[1][1] = 1;
  g_assert_cmpuint (eliminate (rows, 2, 3), ==, 2);
  g_assert_cmpint (rows[1][0], ==, 0);
  g_assert_cmpint (rows[1][1], ==, 0);
  g_assert_cmpint (rows[1][2], ==, 1);
  g_free (rows[0]);
  g_free (rows[1]);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/property/report/attacker-can-solve", test_attacker_can_solve);
  g_test_add_func ("/property/report/nothing-small-can-be-computed", test_nothing_small_can_be_computed);
  return g_test_run ();
}
