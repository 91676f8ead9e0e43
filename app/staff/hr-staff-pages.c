/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every page of the desk by name. To add one: its private header, and a row here. */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-desk-settings-page-private.h"
#include "hr-conflicts-page-private.h"
#include "hr-counts-page-private.h"
#include "hr-duplicates-page-private.h"
#include "hr-health-page-private.h"
#include "hr-history-page-private.h"
#include "hr-import-page-private.h"
#include "hr-listings-page-private.h"
#include "hr-staff-context-private.h"
#include "hr-members-page-private.h"
#include "hr-handouts-page-private.h"
#include "hr-share-page-private.h"
#include "hr-thing-page-private.h"
#include "hr-today-page-private.h"
#include "hr-verify-page-private.h"

#include <glib/gi18n-lib.h>

static const HrStaffPage pages[] = {
  /* Translators: pages of the staff desk */
  { "today", N_ ("Today"), "hr-calendar-symbolic", hr_today_page_new, HR_STAFF_EDITOR },
  { "listings", N_ ("Listings"), "hr-list-symbolic", hr_listings_page_new, HR_STAFF_EDITOR },
  { "import", N_ ("Import"), "hr-import-symbolic", hr_import_page_new, HR_STAFF_EDITOR },
  { "handouts", N_ ("Handouts"), "hr-papers-symbolic", hr_handouts_page_new, HR_STAFF_EDITOR },
  { "verify", N_ ("Verify"), "hr-check-symbolic", hr_verify_page_new, HR_STAFF_EDITOR },
  { "duplicates", NULL, NULL, hr_duplicates_page_new, HR_STAFF_EDITOR },
  { "thing", NULL, NULL, hr_thing_page_new, HR_STAFF_EDITOR },
  { "history", N_ ("History"), "hr-history-symbolic", hr_history_page_new, HR_STAFF_EDITOR },
  { "counts", N_ ("Counts"), "hr-chart-symbolic", hr_counts_page_new, HR_STAFF_EDITOR },
  { "share", N_ ("Share"), "hr-share-symbolic", hr_share_page_new, HR_STAFF_EDITOR },
  { "conflicts", NULL, NULL, hr_conflicts_page_new, HR_STAFF_EDITOR },
  { "health", N_ ("Health"), "hr-heart-symbolic", hr_health_page_new, HR_STAFF_EDITOR },
  { "members", N_ ("Staff"), "hr-people-symbolic", hr_members_page_new, HR_STAFF_EDITOR },
  { "settings", N_ ("Settings"), "hr-gear-symbolic", hr_desk_settings_page_new, HR_STAFF_MANAGER },
};

const HrStaffPage *
hr_staff_pages_get (guint *ret_n)
{
  *ret_n = G_N_ELEMENTS (pages);
  return pages;
}

const HrStaffPage *
hr_staff_pages_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      if (g_strcmp0 (pages[i].name, name) == 0)
        return &pages[i];
    }
  return NULL;
}
