/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-print"

#include "handrail/print/hr-qr.h"
#include "handrail/core/hr-error.h"

#include <qrencode.h>

#include <errno.h>
#include <math.h>
#include <string.h>

/* Below this a whole number of pixels would shrink the code too much. */
#define LEAST_SNAPPED_PIXELS 2.0

struct _HrQr
{
  int modules;
  guint8 dark[]; /* row by row, 0 or 1 */
};

HrQr *
hr_qr_new (const char *text, HrQrLevel level, GError **error)
{
  g_return_val_if_fail (text != NULL, NULL);

  HrQr *self;
  QRcode *code;
  gsize n;

  if (text[0] == '\0')
    {
      g_set_error_literal (error, HR_ERROR, HR_ERROR_INPUT, "There is nothing to put into a QR code.");
      return NULL;
    }
  /* Version 0 is the smallest that fits. The library changes to the denser modes for digits and capitals by itself;
   * with this hint it never takes bytes of UTF-8 for Kanji. */
  code = QRcode_encodeString (text, 0, level == HR_QR_LEVEL_Q ? QR_ECLEVEL_Q : QR_ECLEVEL_M, QR_MODE_8, 1);
  if (code == NULL)
    {
      if (errno == ENOMEM)
        g_error ("There is no memory left for a QR code.");
      g_set_error (error, HR_ERROR, HR_ERROR_LIMIT,
                   "A text of %" G_GSIZE_FORMAT " bytes is too long for a QR code. Please shorten it.", strlen (text));
      return NULL;
    }
  n = (gsize) code->width * (gsize) code->width;
  self = g_malloc (sizeof *self + n);
  self->modules = code->width;
  for (gsize i = 0; i < n; i++)
    self->dark[i] = code->data[i] & 1;
  QRcode_free (code);
  return self;
}

void
hr_qr_free (HrQr *self)
{
  g_free (self);
}

int
hr_qr_get_modules (const HrQr *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->modules;
}

gboolean
hr_qr_is_dark (const HrQr *self, int x, int y)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return x >= 0 && y >= 0 && x < self->modules && y < self->modules && self->dark[y * self->modules + x] != 0;
}

static gboolean
has_pixels (cairo_surface_t *surface)
{
  switch ((int) cairo_surface_get_type (surface))
    {
    case CAIRO_SURFACE_TYPE_PDF:
    case CAIRO_SURFACE_TYPE_PS:
    case CAIRO_SURFACE_TYPE_SVG:
      return FALSE;
    default:
      return TRUE;
    }
}

/* Moves to the corner of the first module and makes one module the unit; whole pixels where there are some */
static void
place (const HrQr *self, cairo_t *cr, double x, double y, double size)
{
  cairo_surface_t *surface = cairo_get_target (cr);
  double module = size / (self->modules + 2 * HR_QR_QUIET_MODULES);
  double scale_x, scale_y, offset;
  cairo_matrix_t matrix;

  cairo_get_matrix (cr, &matrix);
  cairo_surface_get_device_scale (surface, &scale_x, &scale_y);
  if (has_pixels (surface) && matrix.xy == 0 && matrix.yx == 0)
    {
      double pixels_x = fabs (matrix.xx) * scale_x;
      double pixels_y = fabs (matrix.yy) * scale_y;

      if (pixels_x > 0 && fabs (pixels_x - pixels_y) < 1e-9 && module * pixels_x >= LEAST_SNAPPED_PIXELS)
        {
          module = floor (module * pixels_x + 1e-6) / pixels_x;
          offset = (size - module * self->modules) / 2.0;
          x += offset;
          y += offset;
          cairo_user_to_device (cr, &x, &y);
          x = round (x * scale_x) / scale_x;
          y = round (y * scale_y) / scale_y;
          cairo_device_to_user (cr, &x, &y);
          cairo_translate (cr, x, y);
          cairo_scale (cr, module, module);
          cairo_set_antialias (cr, CAIRO_ANTIALIAS_NONE);
          return;
        }
    }
  offset = (size - module * self->modules) / 2.0;
  cairo_translate (cr, x + offset, y + offset);
  cairo_scale (cr, module, module);
}

void
hr_qr_draw (const HrQr *self, cairo_t *cr, double x, double y, double size)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (cr != NULL);

  cairo_save (cr);
  cairo_new_path (cr);
  cairo_set_operator (cr, CAIRO_OPERATOR_OVER);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_rectangle (cr, x, y, size, size);
  cairo_fill (cr);

  place (self, cr, x, y, size);
  cairo_set_source_rgb (cr, 0, 0, 0);
  /* One path of whole runs: no hairlines between modules, whoever renders it. */
  for (int row = 0; row < self->modules; row++)
    for (int column = 0, end; column < self->modules; column = end + 1)
      {
        for (end = column; hr_qr_is_dark (self, end, row); end++)
          ;
        if (end > column)
          cairo_rectangle (cr, column, row, end - column, 1);
      }
  cairo_fill (cr);
  cairo_restore (cr);
}
