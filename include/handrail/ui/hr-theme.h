/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sizes in millimetres and colours. One per display: loads resources/css/layout.css and one of theme-*.css (only @define-color), sets the
 * font resolution to the panel's, so that points are points and em follows the text size. */
#pragma once

#include "handrail/service/hr-session.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HR_TYPE_THEME (hr_theme_get_type ())
G_DECLARE_FINAL_TYPE (HrTheme, hr_theme, HR, THEME, GObject)

/** HrTheme::changed: sizes or colours changed */

HrTheme *hr_theme_new (GdkDisplay *display) G_GNUC_WARN_UNUSED_RESULT;
/** hr_theme_set_px_per_mm: from the monitor's real size or the setting; 96 dpi (3.78) when neither is known */
void hr_theme_set_px_per_mm (HrTheme *self, double px_per_mm);
double hr_theme_get_px_per_mm (HrTheme *self);
/**
 * hr_theme_set_panel_mm: the height of the panel, or its width when that is less. A panel of less than 250 mm stands near its reader, so all
 * texts become smaller with it, down to two thirds: the default stays over 4.8 mm. 0 = not known
 */
void hr_theme_set_panel_mm (HrTheme *self, double panel_mm);
void hr_theme_set_text_size (HrTheme *self, HrTextSize size);
void hr_theme_set_choice (HrTheme *self, HrThemeChoice choice);
HrTextSize hr_theme_get_text_size (HrTheme *self);
HrThemeChoice hr_theme_get_choice (HrTheme *self);
/** hr_theme_font_px: the font size in pixels whose capital I is @capital_mm high */
double hr_theme_font_px (HrTheme *self, double capital_mm);
/** hr_theme_capital_mm: height of a capital I: 4.0, 5.2, 7.3, 9.0, 12 */
double hr_theme_capital_mm (HrTextSize size);
/** hr_theme_get_capital_mm: the same for the size that is set, on this panel */
double hr_theme_get_capital_mm (HrTheme *self);
/** hr_theme_bound_mm: @capital_mm on this panel */
double hr_theme_bound_mm (HrTheme *self, double capital_mm);
/** hr_theme_px: millimetres to whole pixels, at least 1 */
int hr_theme_px (HrTheme *self, double mm);
/** hr_theme_get_for_widget: (transfer none): the theme of the widget's display */
HrTheme *hr_theme_get_for_widget (GtkWidget *widget);

G_END_DECLS
