/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page of the lobby with its bars, as large as the lobby's screen and drawn smaller, to look at only: nothing in it answers. */
#pragma once

#include "handrail/service/hr-directory.h"
#include "handrail/ui/hr-theme.h"

G_BEGIN_DECLS

#define HR_TYPE_VISITOR_PREVIEW (hr_visitor_preview_get_type ())
G_DECLARE_FINAL_TYPE (HrVisitorPreview, hr_visitor_preview, HR, VISITOR_PREVIEW, GtkWidget)

/**
 * hr_visitor_preview_new:
 * @directory: what it shows: nothing of it can be edited or counted
 * @page: as in the action win.go, or "meeting"; @argument: (nullable)
 * @language: of the visitor: of what the listings say; the program's own words are in the language that is set
 * @width, @height: of the lobby's screen, in pixels
 */
GtkWidget *hr_visitor_preview_new (HrDirectory *directory, HrTheme *theme, const char *page, const char *argument, const char *language,
                                   int width, int height) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
