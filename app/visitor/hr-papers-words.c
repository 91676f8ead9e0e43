/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-visitor"

#include "hr-papers-words-private.h"

#include "handrail/core/hr-holiday.h"
#include "handrail/core/hr-hours.h"
#include "handrail/service/hr-words.h"
#include "hr-support-words-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Nearer than this it is here */
#define LEAST_M 60

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

char *
hr_papers_distance (HrRecord *resource, HrVisitorContext *context)
{
  HrRecord *site = context->directory != NULL ? hr_directory_get_site (context->directory) : NULL;
  double latitude = hr_record_get_coordinate (resource, "latitude"), longitude = hr_record_get_coordinate (resource, "longitude");
  double meters;

  if (site == NULL || isnan (latitude) || isnan (longitude) || isnan (hr_record_get_coordinate (site, "latitude"))
      || isnan (hr_record_get_coordinate (site, "longitude")))
    return NULL;
  meters = hr_distance_m (hr_record_get_coordinate (site, "latitude"), hr_record_get_coordinate (site, "longitude"), latitude, longitude);
  return meters >= LEAST_M ? hr_words_distance (meters) : NULL;
}

/* Whether it is open, and its number: enough to choose by */
static char *
detail_words (HrRecord *resource, HrVisitorContext *context)
{
  const char *number = hr_record_get (resource, "phone"), *opening = hr_record_get (resource, "opening");
  g_autofree char *hours = hr_record_get_translated (resource, "hours", hr_session_get_language (context->session));
  g_autofree char *phone = number != NULL ? hr_words_phone (number) : NULL;
  g_autoptr (GArray) spans = opening != NULL ? hr_hours_parse (opening, NULL) : NULL;
  int minute;
  HrDate today = hr_support_now (context, &minute);
  gboolean sure = spans != NULL && (hr_hours_is_always (spans) || !hr_date_is_holiday (today));

  if (!sure || !hr_hours_is_open (spans, hr_date_weekday (today), minute, NULL))
    return phone != NULL ? g_steal_pointer (&phone) : g_steal_pointer (&hours);
  return phone != NULL ? g_strdup_printf ("%s · %s", _ ("Open now"), phone) : g_strdup (_ ("Open now"));
}

void
hr_papers_fill_card (HrCard *card, HrRecord *resource, HrVisitorContext *context)
{
  const char *language = hr_session_get_language (context->session);
  g_autofree char *name = hr_record_get_translated (resource, "name", language);
  g_autofree char *line = hr_record_get_translated (resource, "line", language);
  g_autofree char *detail = detail_words (resource, context);
  g_autofree char *distance = hr_papers_distance (resource, context);

  hr_card_set_icon (card, hr_papers_need_of (resource)->icon);
  hr_card_set_title (card, name);
  hr_card_set_line (card, line);
  hr_card_set_detail (card, detail);
  hr_card_set_trail (card, distance);
}
