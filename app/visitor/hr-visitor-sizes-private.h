/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Millimetres for the layouts of the lobby, also before a display has its theme. */
#pragma once

#include "handrail/ui/hr-theme.h"

G_BEGIN_DECLS

/** HR_VISITOR_GAP_MM: between two things to tap; the least that VVSG 2.0 asks for is 2.54 */
#define HR_VISITOR_GAP_MM 3.0

static inline int
hr_visitor_px (GtkWidget *widget, double mm)
{
  HrTheme *theme = hr_theme_get_for_widget (widget);

  return theme != NULL ? hr_theme_px (theme, mm) : (int) (mm * 96 / 25.4 + 0.5);
}

G_END_DECLS
