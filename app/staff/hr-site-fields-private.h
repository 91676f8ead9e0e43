/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields of the site profile under Settings: texts, languages, paper. What is done with them is the page's. */
#pragma once

#include "handrail/core/hr-record.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** HrSitePart: where on the page a field stands */
typedef enum
{
  HR_SITE_PART_CENTER,
  HR_SITE_PART_HELP,
  HR_SITE_PART_RULES,
  HR_N_SITE_PARTS,
} HrSitePart;

typedef struct _HrSiteFields HrSiteFields;

/** hr_site_fields_new: @parts: boxes that get the fields; they must live as long */
HrSiteFields *hr_site_fields_new (GtkWidget *const parts[HR_N_SITE_PARTS]) G_GNUC_WARN_UNUSED_RESULT;
void hr_site_fields_free (HrSiteFields *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrSiteFields, hr_site_fields_free)

/** hr_site_fields_list: names of all fields, in the order of the page */
const char *const *hr_site_fields_list (void);
void hr_site_fields_show (HrSiteFields *self, HrRecord *site);
/** hr_site_fields_get: (transfer full): what the page says of @field, in the record's own way; languages that it does not show stay as @site
 * has them */
char *hr_site_fields_get (HrSiteFields *self, HrRecord *site, const char *field) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
