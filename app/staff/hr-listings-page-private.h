/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything in the database, by kind: find, make, open, "checked today". */
#pragma once

#include "hr-staff-context-private.h"

G_BEGIN_DECLS

#define HR_TYPE_LISTINGS_PAGE (hr_listings_page_get_type ())
G_DECLARE_FINAL_TYPE (HrListingsPage, hr_listings_page, HR, LISTINGS_PAGE, HrPage)

/** hr_listings_page_new: its argument is the name of a kind, and maybe " stale" or " unpublished"; or none: the kind
 * that was shown last */
HrPage *hr_listings_page_new (HrStaffContext *context) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
