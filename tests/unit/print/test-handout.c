/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Handouts on every paper and in every fold: nothing is lost, split or cut, and what the file says of itself is true. */
#include "handrail/core/hr-error.h"
#include "handrail/print/hr-handout.h"
#include "hr-test-pdf.h"

#include <string.h>

#define TODAY 20000
#define SAME 0.05

static const HrHandoutWords words = { .language = "en",
                                      .title = "Meetings this week",
                                      .subtitle = "November 23 to November 29",
                                      .center = "Harbor Street Center",
                                      .contact = "12 Harbor Street",
                                      .dates = "Valid from November 23, 2026.",
                                      .help = "In danger: call 911. Call or text 988. Warm line (555) 010-0100",
                                      .short_help = "In danger: call 911",
                                      .continued = "%s (continued)",
                                      .page = "Page %1 of %2",
                                      .notes = "Notes" };

static const char *const text = "Step-free Open Women Harbor Street Recovery Center, Community Room, 12 Harbor Street, Port Alder";

/* As real ones: sections of different lengths, some lines long, some entries without a time. Titles are "Entry 1." … */
static HrHandout *
make (guint n, gboolean codes)
{
  HrHandout *handout = hr_handout_new (HR_HANDOUT_LOOK_LIST, &words);
  guint left = 0;
  for (guint i = 1; i <= n; i++)
    {
      g_autofree char *title = g_strdup_printf ("Entry %u.", i);
      g_autofree char *head = g_strdup_printf ("Section before %u", i);
      g_autofree char *payload = g_strdup_printf ("https://example.org/%u", i);
      g_autofree char *long_line = g_strndup (text, (gsize)g_test_rand_int_range (10, (gint32)strlen (text)));
      HrHandoutLine lines[] = { { HR_HANDOUT_TONE_PLAIN, long_line }, { HR_HANDOUT_TONE_MARK, "Not meeting this time." } };
      HrHandoutCode code = { payload, "Join online", NULL };
      HrHandoutEntry entry = { .id = title,
                               .time = g_test_rand_bit () ? "10:00 AM" : NULL,
                               .title = title,
                               .lines = lines,
                               .n_lines = (gsize)g_test_rand_int_range (0, 3),
                               .codes = &code,
                               .n_codes = codes ? 1 : 0 };
      if (left == 0)
        {
          hr_handout_begin (handout, g_test_rand_bit () || i == 1 ? 1 : 2, head, NULL);
          left = (guint)g_test_rand_int_range (1, 9);
        }
      hr_handout_add (handout, &entry);
      left--;
    }
  return handout;
}

/* Every entry once, in the order in which it was added, whole on its page and over no other. */
static void
check_places (HrHandoutPages *pages, guint n)
{
  g_autoptr (GArray) places = hr_handout_pages_get_places (pages);
  g_assert_cmpuint (places->len, ==, n);
  for (guint i = 0; i < n; i++)
    {
      const HrHandoutPlace *place = &g_array_index (places, HrHandoutPlace, i);
      g_autofree char *id = g_strdup_printf ("Entry %u.", i + 1);
      g_assert_cmpstr (place->id, ==, id);
      g_assert_cmpfloat (place->x, >=, 0);
      g_assert_cmpfloat (place->y, >, 0);
      g_assert_cmpfloat (place->height, >, 0);
      if (i == 0)
        continue;
      const HrHandoutPlace *before = place - 1;
      gboolean below = place->page == before->page && place->x == before->x;
      g_assert_cmpuint (place->page, >=, before->page);
      if (below)
        g_assert_cmpfloat (place->y + SAME, >=, before->y + before->height);
    }
}

static void
check_text (GBytes *pdf, guint n)
{
  g_autofree char *raw = hr_test_pdf_text (pdf);
  /* where lines break does not matter, nor where a narrow column breaks a word */
  g_auto (GStrv) words_of = g_strsplit_set (raw, " \n\f\r\t", -1);
  g_autofree char *squeezed = g_strjoinv ("", words_of);
  for (guint i = 1; i <= n; i++)
    {
      g_autofree char *title = g_strdup_printf ("Entry%u.", i);
      const char *at = strstr (squeezed, title);
      if (at == NULL)
        g_error ("\"%s\" is not on paper: %s", title, squeezed);
      if (strstr (at + 1, title) != NULL)
        g_error ("\"%s\" is there twice", title);
    }
}

static void
test_papers (void)
{
  if (!hr_test_pdf_has_tools ())
    return;
  for (guint paper = 0; paper < HR_N_PAPERS; paper++)
    for (guint fold = HR_FOLD_NONE; fold <= HR_FOLD_TRI_FOLD; fold++)
      for (guint large = 0; large < 2; large++)
        {
          guint n = (guint)g_test_rand_int_range (1, 60);
          g_autoptr (HrHandout) handout = make (n, FALSE);
          HrHandoutOptions options = { .paper = paper, .fold = fold, .large_print = large == 1 };
          g_autoptr (GError) error = NULL;
          g_autoptr (HrHandoutPages) pages = hr_handout_pages_new (handout, &options, NULL, NULL, &error);
          g_assert_no_error (error);
          g_assert_cmpfloat (hr_handout_pages_get_type_size (pages), >=, large == 1 ? HR_HANDOUT_LARGE_SIZE : HR_HANDOUT_LEAST_SIZE);
          check_places (pages, n);
          g_autoptr (GBytes) pdf = hr_handout_pages_to_pdf (pages, TODAY, NULL, NULL, &error);
          g_assert_no_error (error);
          check_text (pdf, n);
          hr_test_pdf_check (pdf, "Meetings this week", "en");
          if (paper == HR_PAPER_RECEIPT)
            g_assert_cmpuint (hr_handout_pages_get_n (pages), ==, 1);
        }
}

static char *
side_text (GBytes *pdf, guint side)
{
  g_autofree char *number = g_strdup_printf ("%u", side);
  g_autofree char *raw = hr_test_pdf_run (pdf, "pdftotext", "-raw", "-f", number, "-l", number, NULL);
  return hr_test_pdf_squeeze (raw);
}

/* The outer sheet holds the first and the last page, its back the second and the last but one. */
static void
test_booklet (void)
{
  if (!hr_test_pdf_has_tools ())
    return;
  g_autoptr (HrHandout) handout = make (60, FALSE);
  HrHandoutOptions options = { .paper = HR_PAPER_LETTER, .fold = HR_FOLD_BOOKLET };
  g_autoptr (HrHandoutPages) pages = hr_handout_pages_new (handout, &options, NULL, NULL, NULL);
  g_autoptr (GBytes) pdf = hr_handout_pages_to_pdf (pages, TODAY, NULL, NULL, NULL);
  guint sides = hr_handout_pages_get_n (pages);
  guint n = sides * 2;
  g_assert_cmpuint (n % 4, ==, 0);
  g_assert_cmpint (hr_handout_pages_get_duplex (pages), ==, HR_DUPLEX_SHORT_EDGE);
  for (guint side = 0; side < sides; side++)
    {
      g_autofree char *got = side_text (pdf, side + 1);
      g_autofree char *one = g_strdup_printf ("Page %u of %u", side + 1, n);
      g_autofree char *other = g_strdup_printf ("Page %u of %u", n - side, n);
      if (strstr (got, one) == NULL || strstr (got, other) == NULL)
        g_error ("on side %u: \"%s\" and \"%s\" are not in: %s", side, one, other, got);
    }
}

static void
test_panels (void)
{
  if (!hr_test_pdf_has_tools ())
    return;
  static const guint panels[2][3] = { { 1, 5, 6 }, { 2, 3, 4 } };
  g_autoptr (HrHandout) handout = make (12, FALSE);
  HrHandoutOptions options = { .paper = HR_PAPER_A4, .fold = HR_FOLD_TRI_FOLD, .pages = 1 };
  g_autoptr (HrHandoutPages) pages = hr_handout_pages_new (handout, &options, NULL, NULL, NULL);
  g_autoptr (GBytes) pdf = hr_handout_pages_to_pdf (pages, TODAY, NULL, NULL, NULL);
  g_assert_true (hr_handout_pages_fits (pages));
  g_assert_cmpuint (hr_handout_pages_get_n (pages), ==, 2);
  for (guint side = 0; side < 2; side++)
    {
      g_autofree char *got = side_text (pdf, side + 1);
      for (guint i = 0; i < 3; i++)
        {
          g_autofree char *page = g_strdup_printf ("Page %u of 6", panels[side][i]);
          g_assert_nonnull (strstr (got, page));
        }
    }
}

/* As large as the pages allow, and never too small to read. */
static void
test_fit (void)
{
  g_autoptr (HrHandout) handout = make (40, FALSE);
  double before = 0;
  for (guint n = 1; n <= 6; n++)
    {
      HrHandoutOptions options = { .paper = HR_PAPER_LETTER, .pages = n };
      g_autoptr (HrHandoutPages) pages = hr_handout_pages_new (handout, &options, NULL, NULL, NULL);
      double size = hr_handout_pages_get_type_size (pages);
      g_assert_cmpfloat (size, >=, HR_HANDOUT_LEAST_SIZE);
      g_assert_cmpfloat (size, >=, before);
      if (hr_handout_pages_fits (pages))
        g_assert_cmpuint (hr_handout_pages_get_n (pages), <=, n);
      else
        g_assert_cmpfloat (size, ==, HR_HANDOUT_LEAST_SIZE);
      before = size;
    }
  g_autoptr (HrHandout) many = make (900, FALSE);
  HrHandoutOptions options = { .paper = HR_PAPER_LETTER, .pages = 1 };
  g_autoptr (HrHandoutPages) pages = hr_handout_pages_new (many, &options, NULL, NULL, NULL);
  g_assert_false (hr_handout_pages_fits (pages));
  g_assert_cmpfloat (hr_handout_pages_get_type_size (pages), ==, HR_HANDOUT_LEAST_SIZE);
  check_places (pages, 900);
}

/* zbar now and then misses one of several codes on a page that is drawn at one size, whichever; a camera comes nearer then. */
static GHashTable *
read_codes (GBytes *pdf, guint n)
{
  static const int dots[] = { 300, 250, 200 };
  GHashTable *found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (dots) && g_hash_table_size (found) < n; i++)
    {
      g_auto (GStrv) codes = hr_test_pdf_codes (pdf, dots[i]);
      for (guint k = 0; codes[k] != NULL; k++)
        g_hash_table_add (found, g_strdup (codes[k]));
    }
  return found;
}

static void
test_codes (void)
{
  if (!hr_test_pdf_has_tools ())
    return;
  g_autoptr (HrHandout) handout = make (9, TRUE);
  for (guint i = 0; i < HR_N_PAPERS + HR_FOLD_TRI_FOLD; i++)
    {
      /* unfolded on every paper; then folded, some of them upside down */
      HrHandoutOptions options = { .paper = i < HR_N_PAPERS ? i : HR_PAPER_LETTER, .fold = i < HR_N_PAPERS ? 0 : i - HR_N_PAPERS + 1 };
      options.flip = HR_DUPLEX_LONG_EDGE;
      g_autoptr (HrHandoutPages) pages = hr_handout_pages_new (handout, &options, NULL, NULL, NULL);
      g_autoptr (GBytes) pdf = hr_handout_pages_to_pdf (pages, TODAY, NULL, NULL, NULL);
      g_autoptr (GHashTable) found = read_codes (pdf, 9);
      g_assert_cmpuint (g_hash_table_size (found), <=, 9);
      for (guint k = 1; k <= 9; k++)
        {
          g_autofree char *payload = g_strdup_printf ("https://example.org/%u", k);
          if (!g_hash_table_contains (found, payload))
            g_error ("on %s, folded %s: %s cannot be read", hr_paper_to_string (options.paper), hr_fold_to_string (options.fold), payload);
        }
    }
}

/* Names that communities give themselves, on a page that is read from the right. */
static void
test_scripts (void)
{
  if (!hr_test_pdf_has_tools ())
    return;
  static const char *const names[] = { "مجموعة الأمل", "קבוצת תקווה", "Группа Надежда", "Ομάδα Ελπίδα", "กลุ่มความหวัง" };
  HrHandoutWords arabic = words;
  arabic.language = "ar";
  arabic.right_to_left = TRUE;
  g_autoptr (HrHandout) handout = hr_handout_new (HR_HANDOUT_LOOK_LIST, &arabic);
  hr_handout_begin (handout, 1, "الاثنين", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      HrHandoutEntry entry = { .id = names[i], .time = "7:00", .title = names[i] };
      hr_handout_add (handout, &entry);
    }
  HrHandoutOptions options = { .paper = HR_PAPER_A4 };
  g_autoptr (HrHandoutPages) pages = hr_handout_pages_new (handout, &options, NULL, NULL, NULL);
  g_autoptr (GBytes) pdf = hr_handout_pages_to_pdf (pages, TODAY, NULL, NULL, NULL);
  hr_test_pdf_check (pdf, "Meetings this week", "ar");
  /* the first column is the right one */
  g_autoptr (GArray) places = hr_handout_pages_get_places (pages);
  double width;
  double height;
  hr_handout_pages_get_size (pages, &width, &height);
  g_assert_cmpfloat (g_array_index (places, HrHandoutPlace, 0).x, >, width / 2);
  g_autofree char *got = hr_test_pdf_text (pdf);
  g_autofree char *normal = g_utf8_normalize (got, -1, G_NORMALIZE_ALL);
  g_assert_nonnull (strstr (normal, "Надежда"));
}

static void
test_chinese (void)
{
#ifdef __SANITIZE_ADDRESS__
  g_test_skip ("cairo 1.16 itself leaks a table for each font of this kind");
#else
  if (!hr_test_pdf_has_tools ())
    return;
  g_autoptr (HrHandout) handout = hr_handout_new (HR_HANDOUT_LOOK_LIST, &words);
  HrHandoutEntry entry = { .time = "7:00 PM", .title = "希望小组" };
  HrHandoutOptions options = { .paper = HR_PAPER_A4 };
  hr_handout_add (handout, &entry);
  g_autoptr (HrHandoutPages) pages = hr_handout_pages_new (handout, &options, NULL, NULL, NULL);
  g_autoptr (GBytes) pdf = hr_handout_pages_to_pdf (pages, TODAY, NULL, NULL, NULL);
  hr_test_pdf_check (pdf, "Meetings this week", "en");
  g_autofree char *got = hr_test_pdf_text (pdf);
  g_assert_nonnull (strstr (got, "希望小组"));
#endif
}

/* An entry that no column can hold is drawn smaller, and the ones around it stay. */
static void
test_tall (void)
{
  if (!hr_test_pdf_has_tools ())
    return;
  g_autoptr (HrHandout) handout = hr_handout_new (HR_HANDOUT_LOOK_LIST, &words);
  HrHandoutLine lines[200];
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    lines[i] = (HrHandoutLine){ HR_HANDOUT_TONE_PLAIN, i + 1 == G_N_ELEMENTS (lines) ? "The last line" : "A line" };
  for (guint i = 1; i <= 3; i++)
    {
      g_autofree char *title = g_strdup_printf ("Entry %u.", i);
      HrHandoutEntry entry = { .id = title, .title = title, .lines = lines, .n_lines = i == 2 ? G_N_ELEMENTS (lines) : 1 };
      hr_handout_add (handout, &entry);
    }
  HrHandoutOptions options = { .paper = HR_PAPER_A5 };
  g_autoptr (HrHandoutPages) pages = hr_handout_pages_new (handout, &options, NULL, NULL, NULL);
  g_autoptr (GBytes) pdf = hr_handout_pages_to_pdf (pages, TODAY, NULL, NULL, NULL);
  g_assert_true (hr_handout_pages_is_shrunk (pages));
  check_places (pages, 3);
  check_text (pdf, 3);
  g_autofree char *got = hr_test_pdf_text (pdf);
  g_assert_nonnull (strstr (got, "The last line"));
}

/* Longer than a page of a PDF may be: it goes on on another one. */
static void
test_long_roll (void)
{
  g_autoptr (HrHandout) handout = make (700, FALSE);
  HrHandoutOptions options = { .paper = HR_PAPER_RECEIPT };
  g_autoptr (HrHandoutPages) pages = hr_handout_pages_new (handout, &options, NULL, NULL, NULL);
  double width;
  double height;
  hr_handout_pages_get_size (pages, &width, &height);
  g_assert_cmpuint (hr_handout_pages_get_n (pages), >, 1);
  g_assert_cmpfloat (height, <=, 14400);
  check_places (pages, 700);
}

static void
test_same_bytes (void)
{
  g_autoptr (HrHandout) handout = make (80, TRUE);
  HrHandoutOptions options = { .paper = HR_PAPER_A4, .fold = HR_FOLD_BOOKLET };
  g_autoptr (HrHandoutPages) a = hr_handout_pages_new (handout, &options, NULL, NULL, NULL);
  g_autoptr (HrHandoutPages) b = hr_handout_pages_new (handout, &options, NULL, NULL, NULL);
  g_autoptr (GBytes) pdf_a = hr_handout_pages_to_pdf (a, TODAY, NULL, NULL, NULL);
  g_autoptr (GBytes) pdf_b = hr_handout_pages_to_pdf (b, TODAY, NULL, NULL, NULL);
  g_assert_true (g_bytes_equal (pdf_a, pdf_b));
}

/* A legend of a few lines is read at one look: wherever the end of a column falls, it is not parted. */
static void
test_legend (void)
{
  if (!hr_test_pdf_has_tools ())
    return;
  for (guint n = 4; n < 40; n++)
    {
      g_autoptr (HrHandout) handout = make (n, FALSE);
      HrHandoutOptions options = { .paper = HR_PAPER_A5 };
      hr_handout_begin (handout, 1, "What the letters mean", NULL);
      for (guint i = 0; i < 6; i++)
        hr_handout_add_key (handout, "D-HOH", "Deaf or hard of hearing");
      g_autoptr (HrHandoutPages) pages = hr_handout_pages_new (handout, &options, NULL, NULL, NULL);
      g_autoptr (GBytes) pdf = hr_handout_pages_to_pdf (pages, 0, NULL, NULL, NULL);
      g_autofree char *words_of_it = hr_test_pdf_text (pdf);
      g_assert_nonnull (strstr (words_of_it, "What the letters mean"));
      g_assert_null (strstr (words_of_it, "What the letters mean (continued)"));
    }
}

static gboolean
stop_cb (gpointer user_data)
{
  guint *left = user_data;
  return (*left)-- > 1;
}

static void
test_cancel (void)
{
  g_autoptr (HrHandout) handout = make (80, FALSE);
  HrHandoutOptions options = { .paper = HR_PAPER_A4, .pages = 4 };
  g_autoptr (GError) error = NULL;
  guint left = 2;
  g_assert_null (hr_handout_pages_new (handout, &options, stop_cb, &left, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_CANCELLED);
  g_clear_error (&error);
  left = 1;
  g_autoptr (HrHandoutPages) pages = hr_handout_pages_new (handout, &options, NULL, NULL, NULL);
  g_assert_null (hr_handout_pages_to_pdf (pages, TODAY, stop_cb, &left, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_CANCELLED);
}

/* What no square can hold is said, not left out. */
static void
test_long_code (void)
{
  g_autoptr (HrHandout) handout = hr_handout_new (HR_HANDOUT_LOOK_LIST, &words);
  g_autofree char *payload = g_strnfill (4000, 'x');
  HrHandoutCode code = { payload, NULL, NULL };
  HrHandoutEntry entry = { .title = "Long", .codes = &code, .n_codes = 1 };
  HrHandoutOptions options = { .paper = HR_PAPER_A4 };
  g_autoptr (GError) error = NULL;
  hr_handout_add (handout, &entry);
  g_assert_null (hr_handout_pages_new (handout, &options, NULL, NULL, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_LIMIT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/handout/papers", test_papers);
  g_test_add_func ("/handout/booklet", test_booklet);
  g_test_add_func ("/handout/panels", test_panels);
  g_test_add_func ("/handout/fit", test_fit);
  g_test_add_func ("/handout/codes", test_codes);
  g_test_add_func ("/handout/scripts", test_scripts);
  g_test_add_func ("/handout/chinese", test_chinese);
  g_test_add_func ("/handout/legend", test_legend);
  g_test_add_func ("/handout/tall", test_tall);
  g_test_add_func ("/handout/long-roll", test_long_roll);
  g_test_add_func ("/handout/same-bytes", test_same_bytes);
  g_test_add_func ("/handout/cancel", test_cancel);
  g_test_add_func ("/handout/long-code", test_long_code);
  return g_test_run ();
}
