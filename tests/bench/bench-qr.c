/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A QR code as the screen shows it, next to libqrencode alone; the text is a meeting for a calendar. Figures in microseconds. */
#define G_LOG_DOMAIN "handrail-bench"

#include "bench.h"

#include "handrail/print/hr-qr.h"

#include <qrencode.h>

#define ROUNDS 3000

static const char text[] = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nSUMMARY:Early Light\r\nDTSTART;TZID=America/New_York:20261127T070000\r\n"
                           "DURATION:PT1H\r\nRRULE:FREQ=WEEKLY;BYDAY=MO,WE,FR\r\nLOCATION:Harbor Street Recovery Center\r\n"
                           "END:VEVENT\r\nEND:VCALENDAR\r\n";

static double
one_of_ours (void)
{
  double start = bench_now_ms ();
  g_autoptr (GError) error = NULL;
  g_autoptr (HrQr) code = hr_qr_new (text, HR_QR_LEVEL_M, &error);

  if (code == NULL)
    g_error ("%s", error->message);
  return (bench_now_ms () - start) * 1000;
}

static double
one_alone (void)
{
  double start = bench_now_ms ();
  QRcode *code = QRcode_encodeString8bit (text, 0, QR_ECLEVEL_M);

  if (code == NULL)
    g_error ("libqrencode has no code for the text");
  QRcode_free (code);
  return (bench_now_ms () - start) * 1000;
}

int
main (void)
{
  g_autoptr (GArray) ours = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) alone = g_array_new (FALSE, FALSE, sizeof (double));

  /* in turn, so that both meet the same machine */
  for (guint i = 0; i < ROUNDS; i++)
    {
      double took = one_of_ours ();

      g_array_append_val (ours, took);
      took = one_alone ();
      g_array_append_val (alone, took);
    }
  bench_figure ("QR code, median", 1, bench_percentile (ours, 0.5), bench_percentile (alone, 0.5), "us", 2.0);
  return 0;
}
