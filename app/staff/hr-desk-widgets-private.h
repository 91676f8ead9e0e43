/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small parts that the pages of the desk are put together from. All results (transfer floating). */
#pragma once

#include "handrail/ui/hr-tap-button.h"

G_BEGIN_DECLS

/** hr_desk_label: @css_class: (nullable): wraps at words, aligned to the start */
GtkWidget *hr_desk_label (const char *text, const char *css_class) G_GNUC_WARN_UNUSED_RESULT;
/** hr_desk_heading: @level: 1 or 2; has the role of a heading */
GtkWidget *hr_desk_heading (const char *text, int level) G_GNUC_WARN_UNUSED_RESULT;
/** hr_desk_box: vertical, with the space between parts of a page; @css_class: (nullable) */
GtkWidget *hr_desk_box (GtkOrientation orientation, const char *css_class) G_GNUC_WARN_UNUSED_RESULT;
/** hr_desk_button: @css_class: (nullable): such as "primary" */
GtkWidget *hr_desk_button (const char *text, const char *css_class, GCallback swapped, gpointer object) G_GNUC_WARN_UNUSED_RESULT;
/** hr_desk_scroll: lists and forms may be longer than the screen: wheel, finger, or the wide bar at the side */
GtkWidget *hr_desk_scroll (GtkWidget *child) G_GNUC_WARN_UNUSED_RESULT;
/** hr_desk_is_gone: whether @widget was taken out of its window: what answers late must not touch the desk any more */
gboolean hr_desk_is_gone (gpointer widget);
/** hr_desk_get_focus: (nullable) (transfer none): where the keyboard is in the window of @widget */
GtkWidget *hr_desk_get_focus (GtkWidget *widget);
/** hr_desk_has_focus: whether the keyboard is somewhere in @widget */
gboolean hr_desk_has_focus (GtkWidget *widget);
/** hr_desk_give_focus_back: @from was hidden: from there Tab would lead nowhere, so it goes on from @to (nullable), when that is still there */
void hr_desk_give_focus_back (GtkWidget *from, GtkWidget *to);
/** hr_desk_clear: removes all children of a GtkBox */
void hr_desk_clear (GtkWidget *box);

G_END_DECLS
