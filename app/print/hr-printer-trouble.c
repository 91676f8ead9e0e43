/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What printers say of themselves, and what of it stands in the way. */
#define G_LOG_DOMAIN "handrail-print"

#include "handrail/print/hr-printer.h"

#include <cups/cups.h>

/* The suffixes of RFC 8011, 5.4.12 */
static char *
strip_severity (const char *reason)
{
  static const char *const suffixes[] = { "-error", "-warning", "-report" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    if (g_str_has_suffix (reason, suffixes[i]))
      return g_strndup (reason, strlen (reason) - strlen (suffixes[i]));
  return g_strdup (reason);
}

static const struct
{
  const char *reason;
  HrPrinterTrouble trouble;
  gboolean always; /* nothing is printed meanwhile, however mildly it is said */
} all_reasons[] = {
  /* the worst first */
  { "shutdown", HR_PRINTER_OFFLINE, TRUE },
  { "offline", HR_PRINTER_OFFLINE, TRUE },
  { "timed-out", HR_PRINTER_OFFLINE, TRUE },
  { "connecting-to-device", HR_PRINTER_OFFLINE, FALSE },
  { "media-jam", HR_PRINTER_JAM, TRUE },
  { "cover-open", HR_PRINTER_COVER, TRUE },
  { "door-open", HR_PRINTER_COVER, TRUE },
  { "interlock-open", HR_PRINTER_COVER, TRUE },
  { "media-needed", HR_PRINTER_PAPER, TRUE },
  { "input-tray-missing", HR_PRINTER_PAPER, FALSE },
  { "media-empty", HR_PRINTER_PAPER, FALSE },
  { "output-area-full", HR_PRINTER_FULL, FALSE },
  { "toner-empty", HR_PRINTER_INK, FALSE },
  { "marker-supply-empty", HR_PRINTER_INK, FALSE },
  { "developer-empty", HR_PRINTER_INK, FALSE },
  { "marker-waste-full", HR_PRINTER_INK, FALSE },
  { "cartridge-missing", HR_PRINTER_INK, TRUE },
};

static gboolean
stands_in_the_way (const char *const *reasons, guint row, gboolean stopped)
{
  for (guint i = 0; reasons[i] != NULL; i++)
    {
      g_autofree char *base = strip_severity (reasons[i]);
      /* without a suffix it is an error */
      gboolean mild = g_str_has_suffix (reasons[i], "-warning") || g_str_has_suffix (reasons[i], "-report");

      if (g_str_equal (base, all_reasons[row].reason) && (!mild || stopped || all_reasons[row].always))
        return TRUE;
    }
  return FALSE;
}

HrPrinterTrouble
hr_printer_trouble_from (int state, const char *const *reasons, gboolean accepting)
{
  gboolean stopped = state == IPP_PSTATE_STOPPED;

  g_return_val_if_fail (reasons != NULL, HR_PRINTER_HELP);

  /* what else a stopped queue says is from before */
  if (stopped && g_strv_contains (reasons, "paused"))
    return HR_PRINTER_PAUSED;
  for (guint row = 0; row < G_N_ELEMENTS (all_reasons); row++)
    if (stands_in_the_way (reasons, row, stopped))
      return all_reasons[row].trouble;
  if (stopped)
    return g_strv_contains (reasons, "none") || reasons[0] == NULL ? HR_PRINTER_PAUSED : HR_PRINTER_HELP;
  if (!accepting)
    return HR_PRINTER_REFUSES;
  for (guint i = 0; reasons[i] != NULL; i++)
    if (g_str_has_suffix (reasons[i], "-error"))
      return HR_PRINTER_HELP;
  return HR_PRINTER_READY;
}
