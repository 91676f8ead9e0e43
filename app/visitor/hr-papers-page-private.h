/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers, addresses and links by what a person needs: a bed, food, a ride, work, papers for a court, … */
#pragma once

#include "hr-visitor-context-private.h"

G_BEGIN_DECLS

#define HR_TYPE_PAPERS_PAGE (hr_papers_page_get_type ())
G_DECLARE_FINAL_TYPE (HrPapersPage, hr_papers_page, HR, PAPERS_PAGE, HrPage)

/** hr_papers_page_new: argument of enter: (nullable): a need ("housing"), or the id of a resource */
HrPage *hr_papers_page_new (HrVisitorContext *context) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
