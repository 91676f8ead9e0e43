/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-visitor"

#include "hr-papers-words-private.h"

#include "handrail/service/hr-words.h"

#include <glib/gi18n-lib.h>

static const HrPapersNeed all_needs[] = {
  { "housing", "hr-need-housing-symbolic", N_ ("Housing"), N_ ("A bed tonight, shelters, sober homes") },
  { "food", "hr-need-food-symbolic", N_ ("Food"), N_ ("Meals and food pantries") },
  { "rides", "hr-need-rides-symbolic", N_ ("Rides"), N_ ("Bus passes and rides to care") },
  { "treatment", "hr-need-treatment-symbolic", N_ ("Treatment"), N_ ("Detox, medication, counseling") },
  { "naloxone", "hr-spray-symbolic", N_ ("Naloxone"), N_ ("The spray that can stop an overdose") },
  { "family", "hr-people-symbolic", N_ ("Family"), N_ ("Help for parents, children and partners") },
  { "work", "hr-need-work-symbolic", N_ ("Work"), N_ ("Jobs and training") },
  { "court", "hr-papers-symbolic", N_ ("Court papers"), N_ ("Legal help and forms") },
  { "phone", "hr-phone-symbolic", N_ ("Phone and internet"), N_ ("A free phone, a place to get online") },
};

G_STATIC_ASSERT (G_N_ELEMENTS (all_needs) <= HR_PAPERS_MOST_NEEDS);

const HrPapersNeed *
hr_papers_get_needs (guint *ret_n)
{
  *ret_n = G_N_ELEMENTS (all_needs);
  return all_needs;
}

const HrPapersNeed *
hr_papers_need_of (HrRecord *resource)
{
  const char *need = hr_record_get (resource, "need");

  for (guint i = 0; i < G_N_ELEMENTS (all_needs); i++)
    if (g_strcmp0 (all_needs[i].need, need) == 0)
      return &all_needs[i];
  return &all_needs[0];
}

void
hr_papers_fill_card (HrCard *card, HrRecord *resource, HrVisitorContext *context)
{
  const char *language = hr_session_get_language (context->session);
  g_autofree char *name = hr_record_get_translated (resource, "name", language);
  g_autofree char *line = hr_record_get_translated (resource, "line", language);
  g_autofree char *hours = hr_record_get_translated (resource, "hours", language);
  const char *number = hr_record_get (resource, "phone");
  g_autofree char *phone = number != NULL ? hr_words_phone (number) : NULL;

  hr_card_set_icon (card, hr_papers_need_of (resource)->icon);
  hr_card_set_title (card, name);
  hr_card_set_line (card, line);
  hr_card_set_detail (card, phone != NULL ? phone : hours);
}
