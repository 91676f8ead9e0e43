/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures of handouts next to those that somebody looked at and found good. A little may differ: fonts are rasterized differently from one
 * library to the next. HANDRAIL_GOLDEN_WRITE=1 writes them anew: look at them before you commit them. */
#include "handrail/print/hr-handout.h"

#include <math.h>

#define DOTS 70.0
/* Parts of a picture are compared as a whole, by how dark they are: what moves by a hair stays in its part */
#define PART 8
#define MOST_DIFFERENCE 24.0
#define MOST_PARTS 0.01

static const HrHandoutWords words = { .language = "en",
                                      .title = "Meetings this week",
                                      .subtitle = "Monday, November 23 to Sunday, November 29",
                                      .center = "Harbor Street Center",
                                      .contact = "12 Harbor Street, Port Alder",
                                      .dates = "Valid from November 23, 2026. Checked on November 14, 2026.",
                                      .help = "In danger: call 911 · Call or text 988 · Warm line (555) 010-0142",
                                      .short_help = "In danger: call 911 · Call or text 988",
                                      .continued = "%s (continued)",
                                      .page = "Page %1 of %2",
                                      .notes = "Notes" };

static void
add_days (HrHandout *handout, guint n, gboolean codes)
{
  static const char *const days[] = { "Monday, November 23", "Tuesday, November 24", "Wednesday, November 25" };
  static const char *const names[] = { "Noon Anchor", "Early Light", "مجموعة الأمل", "Grupo Nueva Luz", "希望小组" };
  static const char *const times[] = { "7:00 AM", "10:00 AM", "Noon", "7:30 PM" };
  const HrHandoutLine lines[] = { { HR_HANDOUT_TONE_MARK, "Not meeting this time. Parish dinner in the hall." },
                                  { HR_HANDOUT_TONE_PLAIN, "AA · Open · Step-free · D" },
                                  { HR_HANDOUT_TONE_PLAIN, "Saint Brendan’s Church Hall, 48 Chapel Street, Port Alder" } };
  const HrHandoutCode code = { "https://example.org/join/123", "Join online", "example.org/join/123" };
  for (guint i = 0; i < n; i++)
    {
      HrHandoutEntry entry = { .time = times[i % G_N_ELEMENTS (times)],
                               .title = names[i % G_N_ELEMENTS (names)],
                               .lines = i % 6 == 3 ? lines : lines + 1,
                               .n_lines = i % 6 == 3 ? 3 : 2,
                               .codes = &code,
                               .n_codes = codes && i % 2 == 0 ? 1 : 0 };
      if (i % 9 == 0)
        hr_handout_begin (handout, 1, days[i / 9 % G_N_ELEMENTS (days)], NULL);
      hr_handout_add (handout, &entry);
    }
  hr_handout_begin (handout, 1, "What the letters mean", NULL);
  hr_handout_add_key (handout, "D", "Discussion");
  hr_handout_add_key (handout, "D-HOH", "Deaf or hard of hearing");
}

static cairo_surface_t *
draw (HrHandout *handout, const HrHandoutOptions *options, guint side)
{
  g_autoptr (HrHandoutPages) pages = hr_handout_pages_new (handout, options, NULL, NULL, NULL);
  double width;
  double height;
  hr_handout_pages_get_size (pages, &width, &height);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int)(width * DOTS / 72), (int)(height * DOTS / 72));
  cairo_t *cr = cairo_create (surface);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, DOTS / 72, DOTS / 72);
  hr_handout_pages_draw (pages, side, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static double
darkness (cairo_surface_t *surface, int x, int y)
{
  const guint8 *data = cairo_image_surface_get_data (surface);
  double sum = 0;
  for (int row = y; row < y + PART; row++)
    for (int column = x; column < x + PART; column++)
      sum += 255 - data[row * cairo_image_surface_get_stride (surface) + column * 4];
  return sum / (PART * PART);
}

static void
compare (cairo_surface_t *surface, const char *name)
{
  g_autofree char *file = g_strconcat (name, ".png", NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "golden", "paper", file, NULL);
  if (g_getenv ("HANDRAIL_GOLDEN_WRITE") != NULL)
    {
      g_assert_cmpint (cairo_surface_write_to_png (surface, path), ==, CAIRO_STATUS_SUCCESS);
      return;
    }
  cairo_surface_t *golden = cairo_image_surface_create_from_png (path);
  int width = cairo_image_surface_get_width (surface);
  int height = cairo_image_surface_get_height (surface);
  guint parts = 0;
  guint differ = 0;
  g_assert_cmpint (cairo_surface_status (golden), ==, CAIRO_STATUS_SUCCESS);
  g_assert_cmpint (cairo_image_surface_get_width (golden), ==, width);
  g_assert_cmpint (cairo_image_surface_get_height (golden), ==, height);
  for (int y = 0; y + PART <= height; y += PART)
    for (int x = 0; x + PART <= width; x += PART, parts++)
      if (fabs (darkness (surface, x, y) - darkness (golden, x, y)) > MOST_DIFFERENCE)
        differ++;
  cairo_surface_destroy (golden);
  if (differ > parts * MOST_PARTS)
    {
      g_autofree char *seen = g_strdup_printf ("%s/%s-seen.png", g_get_tmp_dir (), name);
      cairo_surface_write_to_png (surface, seen);
      g_error ("%s looks different in %u of %u parts: see %s", name, differ, parts, seen);
    }
}

static void
check (HrHandoutLook look, HrPaper paper, HrFold fold, guint n, gboolean codes, gboolean right_to_left, guint side, const char *name)
{
  HrHandoutWords all = words;
  HrHandoutOptions options = { .paper = paper, .fold = fold };
  all.right_to_left = right_to_left;
  all.language = right_to_left ? "ar" : "en";
  g_autoptr (HrHandout) handout = hr_handout_new (look, &all);
  add_days (handout, n, codes);
  cairo_surface_t *surface = draw (handout, &options, side);
  compare (surface, name);
  cairo_surface_destroy (surface);
}

static void
test_week (void)
{
  check (HR_HANDOUT_LOOK_LIST, HR_PAPER_LETTER, HR_FOLD_NONE, 40, FALSE, FALSE, 0, "week");
}

static void
test_right_to_left (void)
{
  check (HR_HANDOUT_LOOK_LIST, HR_PAPER_A4, HR_FOLD_NONE, 14, TRUE, TRUE, 0, "right-to-left");
}

static void
test_tri_fold (void)
{
  check (HR_HANDOUT_LOOK_LIST, HR_PAPER_LETTER, HR_FOLD_TRI_FOLD, 30, FALSE, FALSE, 0, "tri-fold");
}

static void
test_pocket (void)
{
  check (HR_HANDOUT_LOOK_LIST, HR_PAPER_A4, HR_FOLD_POCKET, 12, FALSE, FALSE, 0, "pocket");
}

static void
test_sign (void)
{
  check (HR_HANDOUT_LOOK_SIGN, HR_PAPER_A4, HR_FOLD_NONE, 6, FALSE, FALSE, 0, "sign");
}

/* The comparison can tell: another text on the same sheet is not the same picture. */
static void
test_differs (void)
{
  if (g_getenv ("HANDRAIL_GOLDEN_WRITE") == NULL && g_test_subprocess ())
    {
      check (HR_HANDOUT_LOOK_LIST, HR_PAPER_LETTER, HR_FOLD_NONE, 10, FALSE, FALSE, 0, "week");
      return;
    }
  if (g_getenv ("HANDRAIL_GOLDEN_WRITE") != NULL)
    return;
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*looks different*");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/paper/week", test_week);
  g_test_add_func ("/paper/right-to-left", test_right_to_left);
  g_test_add_func ("/paper/tri-fold", test_tri_fold);
  g_test_add_func ("/paper/pocket", test_pocket);
  g_test_add_func ("/paper/sign", test_sign);
  g_test_add_func ("/paper/differs", test_differs);
  return g_test_run ();
}
