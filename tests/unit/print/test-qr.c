/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "handrail/core/hr-error.h"
#include "handrail/print/hr-qr.h"

#include <glib/gstdio.h>
#include <string.h>

/* Draws @qr in the middle of a picture of one colour, as a dark theme or a photograph would surround it */
static cairo_surface_t *
draw (const HrQr *qr, double size, double scale, gboolean dark_ground, cairo_surface_t *target)
{
  int side = (int) (size * scale) + 60;
  cairo_surface_t *surface
      = target != NULL ? target : cairo_image_surface_create (CAIRO_FORMAT_RGB24, side, side);
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, dark_ground ? 0 : 1, dark_ground ? 0 : 1, dark_ground ? 0 : 1);
  cairo_paint (cr);
  /* What a theme may have left behind */
  cairo_set_operator (cr, CAIRO_OPERATOR_DIFFERENCE);
  cairo_translate (cr, 30, 30);
  cairo_scale (cr, scale, scale);
  hr_qr_draw (qr, cr, 0, 0, size);
  g_assert_cmpint (cairo_get_operator (cr), ==, CAIRO_OPERATOR_DIFFERENCE);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  return surface;
}

/* What an independent reader reads; NULL when it reads nothing */
static char *
read_picture (cairo_surface_t *surface)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("handrail-qr-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "code.png", NULL);
  char *argv[] = { (char *) "zbarimg", (char *) "--quiet", (char *) "--raw", (char *) "-Sdisable",
                   (char *) "-Sqrcode.enable", (char *) "-Sbinary", path, NULL };
  char *text = NULL;
  int status = 0;

  g_assert_no_error (error);
  g_assert_cmpint (cairo_surface_write_to_png (surface, path), ==, CAIRO_STATUS_SUCCESS);
  g_spawn_sync (NULL, argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &text, NULL, &status,
                &error);
  g_assert_no_error (error);
  g_remove (path);
  g_rmdir (folder);
  if (!g_spawn_check_wait_status (status, NULL))
    g_clear_pointer (&text, g_free);
  return text;
}

static gboolean
have_reader (void)
{
  g_autofree char *path = g_find_program_in_path ("zbarimg");

  if (path == NULL)
    g_test_skip ("zbarimg (package zbar-tools) is not installed");
  return path != NULL;
}

static void
assert_reads (const char *text, HrQrLevel level, double size, double scale, gboolean dark_ground)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HrQr) qr = hr_qr_new (text, level, &error);
  cairo_surface_t *surface;
  g_autofree char *read = NULL;

  g_assert_no_error (error);
  surface = draw (qr, size, scale, dark_ground, NULL);
  read = read_picture (surface);
  cairo_surface_destroy (surface);
  g_assert_cmpstr (read, ==, text);
}

static void
test_reads (void)
{
  static const char *const texts[] = {
    "a",
    "988",
    "HTTPS://EXAMPLE.ORG/MEETINGS",
    "https://zoom.us/j/85512345678?pwd=aGVsbG8",
    "tel:+15550100100,,85512345678%23",
    "geo:40.7128,-74.006?q=40.7128,-74.006(One%20Day%20at%20a%20Time)",
    "Grupo \"Solo por Hoy\", miércoles, ¿primera vez? 日本語 ไทย فارسی 🙂",
    ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:m-abc@handrail\r\nDTSTART;TZID=America/New_York:"
     "20261124T190000\r\nRRULE:FREQ=WEEKLY;BYDAY=TU\r\nSUMMARY:One Day at a Time\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"),
  };

  if (!have_reader ())
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_test_message ("%s", texts[i]);
      assert_reads (texts[i], HR_QR_LEVEL_M, 400, 1.0, FALSE);
    }
}

static void
test_grounds (void)
{
  const char *text = "https://example.org/?lobby=Eleventh+Street";

  if (!have_reader ())
    return;
  assert_reads (text, HR_QR_LEVEL_M, 300, 1.0, TRUE);
  assert_reads (text, HR_QR_LEVEL_Q, 300, 1.0, TRUE);
  assert_reads (text, HR_QR_LEVEL_Q, 123.4, 1.7, TRUE);
  assert_reads (text, HR_QR_LEVEL_Q, 123.4, 1.7, FALSE);
}

static guint32
pixel (cairo_surface_t *surface, int x, int y)
{
  const guint8 *row = cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface);

  return ((const guint32 *) (const void *) row)[x] & 0xFFFFFF;
}

/* White ground in every theme, a quiet zone of four modules, black and white only, modules of whole pixels */
static void
test_pixels (void)
{
  static const double sizes[] = { 200, 231, 333.3, 518 };
  g_autoptr (HrQr) qr = hr_qr_new ("https://example.org/", HR_QR_LEVEL_M, NULL);
  int n = hr_qr_get_modules (qr);

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      cairo_surface_t *surface = draw (qr, sizes[i], 1.0, TRUE, NULL);
      int module = (int) (sizes[i] / (n + 8));
      int first = -1;

      cairo_surface_flush (surface);
      g_assert_cmphex (pixel (surface, 29, 29), ==, 0x000000);
      g_assert_cmphex (pixel (surface, 31, 31), ==, 0xFFFFFF);
      for (int x = 31; x < 30 + (int) sizes[i] && first < 0; x++)
        for (int y = 31; y < 30 + (int) sizes[i] && first < 0; y++)
          if (pixel (surface, x, y) == 0)
            first = x;
      g_assert_cmpint (first - 30, >=, 4 * module);
      for (int y = 0; y < n; y++)
        for (int x = 0; x < n; x++)
          for (int corner = 0; corner < 4; corner++)
            g_assert_cmphex (pixel (surface, first + x * module + (corner & 1) * (module - 1),
                                    first + y * module + (corner >> 1) * (module - 1)),
                             ==, hr_qr_is_dark (qr, x, y) ? 0x000000 : 0xFFFFFF);
      cairo_surface_destroy (surface);
    }
}

static void
test_device_scale (void)
{
  g_autoptr (HrQr) qr = hr_qr_new ("https://example.org/", HR_QR_LEVEL_M, NULL);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 800, 800);

  cairo_surface_set_device_scale (surface, 2.0, 2.0);
  draw (qr, 151, 1.0, TRUE, surface);
  cairo_surface_set_device_scale (surface, 1.0, 1.0);
  cairo_surface_flush (surface);
  for (int y = 62; y < 360; y++)
    for (int x = 62; x < 360; x++)
      if (pixel (surface, x, y) != 0)
        g_assert_cmphex (pixel (surface, x, y), ==, 0xFFFFFF);
  cairo_surface_destroy (surface);
}

static void
test_sizes (void)
{
  g_autoptr (HrQr) small = hr_qr_new ("988", HR_QR_LEVEL_M, NULL);
  g_autoptr (HrQr) digits = hr_qr_new ("12345678901234567890123456789012", HR_QR_LEVEL_M, NULL);
  g_autoptr (HrQr) lower = hr_qr_new ("https://example.org/abc", HR_QR_LEVEL_M, NULL);
  g_autoptr (HrQr) better = hr_qr_new ("https://example.org/abc", HR_QR_LEVEL_Q, NULL);

  g_assert_cmpint (hr_qr_get_modules (small), ==, 21);
  /* 32 digits need the denser mode to fit into version 1 at level M (34 digits, 14 bytes). */
  g_assert_cmpint (hr_qr_get_modules (digits), ==, 21);
  g_assert_cmpint (hr_qr_get_modules (lower), ==, 25);
  g_assert_cmpint (hr_qr_get_modules (better), ==, 29);
  g_assert_true (hr_qr_is_dark (small, 0, 0));
  g_assert_false (hr_qr_is_dark (small, 1, 1));
  g_assert_false (hr_qr_is_dark (small, -1, 0));
  g_assert_false (hr_qr_is_dark (small, 0, 21));
}

static void
test_limits (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *largest = g_strnfill (2331, 'a');
  g_autofree char *too_long = g_strnfill (2332, 'a');
  g_autoptr (HrQr) qr = hr_qr_new (largest, HR_QR_LEVEL_M, &error);

  g_assert_no_error (error);
  g_assert_cmpint (hr_qr_get_modules (qr), ==, 177);
  g_assert_null (hr_qr_new (too_long, HR_QR_LEVEL_M, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_LIMIT);
  g_clear_error (&error);
  g_assert_null (hr_qr_new ("", HR_QR_LEVEL_M, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_INPUT);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/qr/reads", test_reads);
  g_test_add_func ("/qr/grounds", test_grounds);
  g_test_add_func ("/qr/pixels", test_pixels);
  g_test_add_func ("/qr/device-scale", test_device_scale);
  g_test_add_func ("/qr/sizes", test_sizes);
  g_test_add_func ("/qr/limits", test_limits);
  return g_test_run ();
}
