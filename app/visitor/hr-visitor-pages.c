/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every page of the lobby by name. To add one: its private header, and a row here. */
#define G_LOG_DOMAIN "handrail-visitor"

#include "hr-visitor-context-private.h"
#include "hr-attract-page-private.h"
#include "hr-choose-page-private.h"
#include "hr-help-page-private.h"
#include "hr-home-page-private.h"
#include "hr-settings-page-private.h"
#include "hr-filter-page-private.h"
#include "hr-meeting-page-private.h"
#include "hr-meetings-page-private.h"
#include "hr-milestone-page-private.h"
#include "hr-news-page-private.h"
#include "hr-papers-page-private.h"
#include "hr-plan-page-private.h"
#include "hr-search-page-private.h"
#include "hr-sign-in-page-private.h"
#include "hr-support-page-private.h"
#include "hr-take-slip-page-private.h"
#include "hr-trouble-page-private.h"

static const HrVisitorPage pages[] = {
  { "attract", hr_attract_page_new, FALSE },  { "home", hr_home_page_new, TRUE },
  { "meetings", hr_meetings_page_new, TRUE }, { "filters", hr_filter_page_new, TRUE },
  { "search", hr_search_page_new, TRUE },     { "meeting", hr_meeting_page_new, TRUE },
  { "sign-in", hr_sign_in_page_new, TRUE },   { "papers", hr_papers_page_new, TRUE },
  { "help", hr_help_page_new, TRUE },         { "settings", hr_settings_page_new, TRUE },
  { "news", hr_news_page_new, TRUE },
  { "choose", hr_choose_page_new, TRUE },
  { "slip", hr_take_slip_page_new, TRUE },
  { "learn", hr_support_page_new_learn, TRUE },
  { "stories", hr_support_page_new_stories, TRUE },
  { "talk", hr_support_page_new_talk, TRUE },
  { "programs", hr_support_page_new_programs, TRUE },
  { "fellowships", hr_support_page_new_fellowships, TRUE },
  { "milestone", hr_milestone_page_new, TRUE },
  { "plan", hr_plan_page_new, TRUE },
  { "trouble", hr_trouble_page_new, FALSE },
};

const HrVisitorPage *
hr_visitor_pages_get (guint *ret_n)
{
  *ret_n = G_N_ELEMENTS (pages);
  return pages;
}

const HrVisitorPage *
hr_visitor_pages_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      if (g_strcmp0 (pages[i].name, name) == 0)
        return &pages[i];
    }
  return NULL;
}
