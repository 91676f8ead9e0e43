/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page Help now, on paper: for whoever has a phone, but not here. */
#define G_LOG_DOMAIN "handrail-service"

#include "hr-handouts-private.h"

#include "handrail/service/hr-words.h"

#include <glib/gi18n-lib.h>

#define N_LOCAL_LINES 3

/* @number: (nullable); @text: (nullable) */
static void
line (HrHandoutEntries *self, const char *title, const char *number, const char *text)
{
  HrHandoutLine lines[2];
  HrHandoutEntry entry = { .title = title, .lines = lines };

  if (number != NULL)
    lines[entry.n_lines++] = (HrHandoutLine){ HR_HANDOUT_TONE_STRONG, number };
  if (text != NULL)
    lines[entry.n_lines++] = (HrHandoutLine){ HR_HANDOUT_TONE_PLAIN, text };
  hr_handout_add (self->handout, &entry);
}

static void
local_line (HrHandoutEntries *self, HrRecord *site, int i)
{
  g_autofree char *name_field = g_strdup_printf ("help_%d_name", i);
  g_autofree char *phone_field = g_strdup_printf ("help_%d_phone", i);
  g_autofree char *hours_field = g_strdup_printf ("help_%d_hours", i);
  g_autofree char *name = hr_record_get_translated (site, name_field, self->language);
  g_autofree char *hours = hr_record_get_translated (site, hours_field, self->language);
  const char *phone = hr_record_get (site, phone_field);
  g_autofree char *number = phone != NULL ? hr_words_phone (phone) : NULL;

  if (name != NULL)
    line (self, name, number, hours);
  else if (number != NULL)
    line (self, number, NULL, hours);
}

void
hr_handout_help_write (HrHandoutEntries *self)
{
  HrRecord *site = self->facts->site;
  g_autofree char *naloxone = site != NULL ? hr_record_get_translated (site, "naloxone", self->language) : NULL;

  line (self, "911", NULL, _ ("In danger now, or someone will not wake up: call 911."));
  line (self, "988", NULL, _ ("Call or text 988. Free, day and night. Also for worries about alcohol or drugs."));
  for (int i = 1; site != NULL && i <= N_LOCAL_LINES; i++)
    local_line (self, site, i);
  {
    g_autofree char *text = g_strdup_printf ("%s 741741", _ ("Text HOME to"));

    line (self, _ ("Crisis Text Line"), NULL, text);
  }
  line (self, _ ("SAMHSA helpline"), "1-800-662-4357", _ ("Free, private, day and night, English and Spanish. TTY 1-800-487-4889"));
  line (self, _ ("Find care near you"), "FindTreatment.gov", NULL);
  line (self, _ ("Naloxone for an overdose"), NULL,
        naloxone != NULL ? naloxone
                         : _ ("A nose spray that can stop an opioid overdose. No prescription needed. Ask at the front desk."));
}
