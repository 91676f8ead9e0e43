/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-service"

#include "handrail/service/hr-milestone.h"

#include <glib/gi18n-lib.h>

typedef enum
{
  UNIT_NONE, /* says it with @words */
  UNIT_HOURS,
  UNIT_DAYS,
  UNIT_MONTHS,
  UNIT_YEARS,
} Unit;

static const struct
{
  const char *name;
  Unit unit;
  guint n;
  const char *words;
} milestones[] = {
  /* Translators: what somebody marks today; starting again counts as much as any other */
  { "today", UNIT_NONE, 0, N_ ("I am starting today") },
  { "again", UNIT_NONE, 0, N_ ("I am starting again") },
  { "24-hours", UNIT_HOURS, 24, NULL },
  { "30-days", UNIT_DAYS, 30, NULL },
  { "60-days", UNIT_DAYS, 60, NULL },
  { "90-days", UNIT_DAYS, 90, NULL },
  { "6-months", UNIT_MONTHS, 6, NULL },
  { "9-months", UNIT_MONTHS, 9, NULL },
  { "1-year", UNIT_YEARS, 1, NULL },
  { "18-months", UNIT_MONTHS, 18, NULL },
  { "2-years", UNIT_YEARS, 2, NULL },
  { "3-years", UNIT_YEARS, 3, NULL },
  { "4-years", UNIT_YEARS, 4, NULL },
  { "5-years", UNIT_YEARS, 5, NULL },
  { "6-years", UNIT_YEARS, 6, NULL },
  { "7-years", UNIT_YEARS, 7, NULL },
  { "8-years", UNIT_YEARS, 8, NULL },
  { "9-years", UNIT_YEARS, 9, NULL },
  { "10-years", UNIT_YEARS, 10, NULL },
  { "15-years", UNIT_YEARS, 15, NULL },
  { "20-years", UNIT_YEARS, 20, NULL },
  { "25-years", UNIT_YEARS, 25, NULL },
  { "30-years", UNIT_YEARS, 30, NULL },
  { "many-years", UNIT_NONE, 0, N_ ("Many years") },
  { "other", UNIT_NONE, 0, N_ ("A day that matters to me") },
};

guint
hr_milestones_get_n (void)
{
  return G_N_ELEMENTS (milestones);
}

guint
hr_milestones_first_years (void)
{
  guint i = 0;

  while (milestones[i].unit != UNIT_YEARS || milestones[i].n < 2)
    i++;
  return i;
}

guint
hr_milestones_other (void)
{
  return G_N_ELEMENTS (milestones) - 1;
}

const char *
hr_milestone_get_name (guint milestone)
{
  g_return_val_if_fail (milestone < G_N_ELEMENTS (milestones), NULL);

  return milestones[milestone].name;
}

gboolean
hr_milestone_from_name (const char *name, guint *ret_milestone)
{
  g_return_val_if_fail (name != NULL && ret_milestone != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (milestones); i++)
    if (g_str_equal (milestones[i].name, name))
      {
        *ret_milestone = i;
        return TRUE;
      }
  return FALSE;
}

char *
hr_milestone_words (guint milestone)
{
  g_return_val_if_fail (milestone < G_N_ELEMENTS (milestones), NULL);

  guint n = milestones[milestone].n;

  switch (milestones[milestone].unit)
    {
    case UNIT_HOURS:
      return g_strdup_printf (ngettext ("%u hour", "%u hours", n), n);
    case UNIT_DAYS:
      return g_strdup_printf (ngettext ("%u day", "%u days", n), n);
    case UNIT_MONTHS:
      return g_strdup_printf (ngettext ("%u month", "%u months", n), n);
    case UNIT_YEARS:
      return g_strdup_printf (ngettext ("%u year", "%u years", n), n);
    case UNIT_NONE:
    default:
      return g_strdup (_ (milestones[milestone].words));
    }
}

const char *
hr_milestone_greeting (guint milestone)
{
  g_return_val_if_fail (milestone < G_N_ELEMENTS (milestones), NULL);

  if (milestone == 0)
    return _ ("Welcome. We are glad that you are here.");
  if (milestone == 1)
    return _ ("Welcome back. We are glad that you are here. What you have learned is still yours.");
  return _ ("This is your day. We are glad with you.");
}
