/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels as all pages use them: wrapped at words, at the start of the line, never cut. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** hr_words_label_new: (transfer floating): a paragraph; @css_class: (nullable); @max_chars: as wide as so many characters at most, or -1 */
GtkWidget *hr_words_label_new (const char *text, const char *css_class, int max_chars) G_GNUC_WARN_UNUSED_RESULT;
/** hr_words_heading_new: (transfer floating): with the role of a heading; @level: 1 or 2 */
GtkWidget *hr_words_heading_new (const char *text, int level, int max_chars) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
