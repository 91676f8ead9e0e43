/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keys under which a BMLT server shows its default formats in other languages, where they differ from the English
 * ones. Facts from the shipped defaults of bmlt-server. */
#define G_LOG_DOMAIN "handrail-feed"

#include "hr-bmlt-formats-private.h"

#include <string.h>

static const struct
{
  const char *language;
  const char *key;
  const char *english;
} keys[] = {
  { "fr", "Finlandais", "FIN" },
  { "it", "AR", "RA" },
  { "it", "Ap.", "O" },
  { "it", "Arg.", "To" },
  { "it", "BS", "CS" },
  { "it", "Ba", "CW" },
  { "it", "C", "CP" },
  { "it", "Ch.", "C" },
  { "it", "D", "W" },
  { "it", "D/R", "QA" },
  { "it", "Disc.", "D" },
  { "it", "GLP", "SG" },
  { "it", "LC", "CL" },
  { "it", "M", "OE" },
  { "it", "NF", "NS" },
  { "it", "NV", "B" },
  { "it", "P", "St" },
  { "it", "SF", "CH" },
  { "it", "SPO", "JT" },
  { "it", "SR", "WC" },
  { "it", "T", "Tr" },
  { "it", "TB", "BT" },
  { "it", "TS", "AB" },
  { "it", "Temp.", "Ti" },
  { "it", "U", "M" },
  { "it", "VP", "LC" },
  { "pt", "A", "O" },
  { "pt", "AR", "RA" },
  { "pt", "CA", "CS" },
  { "pt", "CBV", "CW" },
  { "pt", "CV", "SC" },
  { "pt", "CadT", "WC" },
  { "pt", "Con", "CP" },
  { "pt", "DC", "IL" },
  { "pt", "EL", "BK" },
  { "pt", "EP", "SG" },
  { "pt", "F", "C" },
  { "pt", "FF", "CH" },
  { "pt", "FR", "RF" },
  { "pt", "FUN", "IW" },
  { "pt", "H", "M" },
  { "pt", "Ind", "Pi" },
  { "pt", "Jv", "YP" },
  { "pt", "LGBT", "GL" },
  { "pt", "LS", "SL" },
  { "pt", "LV", "CL" },
  { "pt", "M", "W" },
  { "pt", "NF", "NS" },
  { "pt", "PC", "NC" },
  { "pt", "PR", "QA" },
  { "pt", "PS", "St" },
  { "pt", "QD", "FD" },
  { "pt", "RC", "B" },
  { "pt", "SPH", "JT" },
  { "pt", "ST", "AB" },
  { "pt", "TB", "BT" },
  { "pt", "TD", "SD" },
  { "pt", "TM", "So" },
  { "pt", "TP", "Ti" },
  { "pt", "UP", "OE" },
  { "pt", "VL", "LC" },
  { "sv", "K", "W" },
  { "sv", "RL", "WC" },
  { "sv", "S", "C" },
  { "sv", "Ö", "O" },
};

const char *
hr_bmlt_english_key (const char *language, const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (strcmp (keys[i].language, language) == 0 && strcmp (keys[i].key, key) == 0)
      return keys[i].english;
  return key;
}
