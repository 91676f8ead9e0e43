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

/** hr_visitor_get_screen: (nullable): what is as large as the lobby's screen: the window, or the page that staff preview on the desk */
static inline GtkWidget *
hr_visitor_get_screen (GtkWidget *widget)
{
  for (GtkWidget *child = widget, *parent; child != NULL; child = parent)
    {
      parent = gtk_widget_get_parent (child);
      if (parent == NULL || g_strcmp0 (gtk_widget_get_css_name (parent), "hr-preview") == 0)
        return parent == NULL && !GTK_IS_ROOT (child) ? NULL : child;
    }
  return NULL;
}

G_END_DECLS
