/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person can take along: a choice of codes, then one code per screen, large, with the same in words beside it. */
#pragma once

#include "hr-visitor-context-private.h"

G_BEGIN_DECLS

#define HR_TYPE_TAKE_ALONG (hr_take_along_get_type ())
G_DECLARE_FINAL_TYPE (HrTakeAlong, hr_take_along, HR, TAKE_ALONG, GtkWidget)

/** HrTakeAlong::turned: a code or the choice is shown */
GtkWidget *hr_take_along_new (void) G_GNUC_WARN_UNUSED_RESULT;
/** hr_take_along_set_links: @links: (element-type HrLink) (transfer full) (nullable): of the thing called @name; shows the choice, or the only one */
void hr_take_along_set_links (HrTakeAlong *self, const char *name, GPtrArray *links);
guint hr_take_along_get_n_links (HrTakeAlong *self);
/** hr_take_along_show: one code by its place in the list; -1 = the choice */
void hr_take_along_show (HrTakeAlong *self, int link);
/** hr_take_along_get_shown: as hr_take_along_show() */
int hr_take_along_get_shown (HrTakeAlong *self);
/** hr_take_along_refresh: sets its words anew */
void hr_take_along_refresh (HrTakeAlong *self);
/** hr_take_along_back: from a code to the choice; %FALSE when there is nothing to go back to */
gboolean hr_take_along_back (HrTakeAlong *self);
/** hr_take_along_get_title: (transfer none): of what is shown, for the top bar */
const char *hr_take_along_get_title (HrTakeAlong *self);
char *hr_take_along_spoken (HrTakeAlong *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
