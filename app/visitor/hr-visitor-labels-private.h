/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels as the pages of the lobby use them: wrapped, at the start of the line, never cut. */
#pragma once

#include "handrail/core/hr-types.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

/** hr_visitor_label: a paragraph; @css_class: (nullable) */
GtkWidget *hr_visitor_label (const char *text, const char *css_class) G_GNUC_WARN_UNUSED_RESULT;
/** hr_visitor_heading: with the role of a heading; @level: 1 or 2 */
GtkWidget *hr_visitor_heading (const char *text, int level) G_GNUC_WARN_UNUSED_RESULT;
/** hr_visitor_set_line: sets a label that reports what happened, and its accessible name, so that a screen reader hears the change; hides it
 * without @text (nullable) */
void hr_visitor_set_line (GtkLabel *label, const char *text);
/** hr_visitor_pick: of TRANSLATED text (hr-kind.h) the one in @language; (nullable) (transfer full) */
char *hr_visitor_pick (const char *translated, const char *language) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
