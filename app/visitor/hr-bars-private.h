/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two bars that frame every page: where am I and the language above, the six ways on below, always in the same order. */
#pragma once

#include "handrail/ui/hr-theme.h"

G_BEGIN_DECLS

#define HR_TYPE_TOP_BAR (hr_top_bar_get_type ())
G_DECLARE_FINAL_TYPE (HrTopBar, hr_top_bar, HR, TOP_BAR, GtkWidget)

GtkWidget *hr_top_bar_new (void) G_GNUC_WARN_UNUSED_RESULT;
void hr_top_bar_set_title (HrTopBar *self, const char *title);
/** hr_top_bar_set_languages: those that can be chosen; where it is one only there is nothing to choose */
void hr_top_bar_set_languages (HrTopBar *self, const char *const *languages);
/** hr_top_bar_set_language: marks the button of the language in use */
void hr_top_bar_set_language (HrTopBar *self, const char *language);
/** hr_top_bar_set_plan: the way to a plan of @n things; without any, or on its own page, there is none */
void hr_top_bar_set_plan (HrTopBar *self, guint n);
/** hr_top_bar_fit: sizes the words for a screen of this many pixels; call when the screen, the text size or a word changed */
void hr_top_bar_fit (HrTopBar *self, int width, int height);

#define HR_TYPE_BOTTOM_BAR (hr_bottom_bar_get_type ())
G_DECLARE_FINAL_TYPE (HrBottomBar, hr_bottom_bar, HR, BOTTOM_BAR, GtkWidget)

GtkWidget *hr_bottom_bar_new (void) G_GNUC_WARN_UNUSED_RESULT;
/** hr_bottom_bar_refresh: all words anew, in the language that is set */
void hr_bottom_bar_refresh (HrBottomBar *self);
/** hr_bottom_bar_set_page: marks the button whose page is shown */
void hr_bottom_bar_set_page (HrBottomBar *self, const char *page);
/** hr_bottom_bar_set_speaking: Read aloud becomes Stop reading */
void hr_bottom_bar_set_speaking (HrBottomBar *self, gboolean speaking);
/** hr_bottom_bar_set_can_speak: whether there is a voice at all */
void hr_bottom_bar_set_can_speak (HrBottomBar *self, gboolean can_speak);
void hr_bottom_bar_fit (HrBottomBar *self, int width, int height);

/** hr_bar_set_font: @label in a font whose capital I is @capital_mm high, at @weight */
void hr_bar_set_font (GtkWidget *label, HrTheme *theme, double capital_mm, PangoWeight weight);
/**
 * hr_bar_fits: whether @text takes at most @max_lines in @width pixels, without breaking a word
 * @ret_height: (out) (optional): of the lines, in pixels
 */
gboolean hr_bar_fits (GtkWidget *widget, HrTheme *theme, const char *text, double capital_mm, PangoWeight weight, int width,
                      int max_lines, int *ret_height);

G_END_DECLS
