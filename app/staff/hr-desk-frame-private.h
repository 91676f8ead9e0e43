/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands around every page of the open desk: where am I, who is here, Lock; and the list of pages, beside the page on a wide
 * screen and below it on an upright one. */
#pragma once

#include "hr-staff-context-private.h"

G_BEGIN_DECLS

#define HR_TYPE_DESK_FRAME (hr_desk_frame_get_type ())
G_DECLARE_FINAL_TYPE (HrDeskFrame, hr_desk_frame, HR, DESK_FRAME, GtkWidget)

/** hr_desk_frame_new: @pages: (transfer floating): what it frames. HrDeskFrame:title may be bound */
GtkWidget *hr_desk_frame_new (GtkWidget *pages) G_GNUC_WARN_UNUSED_RESULT;
void hr_desk_frame_set_title (HrDeskFrame *self, const char *title);
void hr_desk_frame_set_member (HrDeskFrame *self, const HrStaffMember *member);
/** hr_desk_frame_set_shows_only: this device shows what others enter: no pages that change listings */
void hr_desk_frame_set_shows_only (HrDeskFrame *self, gboolean shows_only);
/** hr_desk_frame_set_page: which entry of the list is chosen; one that has no entry leaves the choice as it was */
void hr_desk_frame_set_page (HrDeskFrame *self, const char *name);
/** hr_desk_frame_set_mark: how much waits on a page, beside its word; 0 = no mark */
void hr_desk_frame_set_mark (HrDeskFrame *self, const char *name, guint n);
void hr_desk_frame_set_can_go_back (HrDeskFrame *self, gboolean can_go_back);
void hr_desk_frame_set_can_leave (HrDeskFrame *self, gboolean can_leave);
/** hr_desk_frame_set_trouble: (nullable): a sentence above the page */
void hr_desk_frame_set_trouble (HrDeskFrame *self, const char *text);
/** hr_desk_frame_set_size: of the window: the list of pages stands at the side of a wide one that is high enough for all of it, else at the foot */
void hr_desk_frame_set_size (HrDeskFrame *self, int width, int height);

G_END_DECLS
