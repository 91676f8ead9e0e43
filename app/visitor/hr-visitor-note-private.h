/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A short note over the page; it goes away by itself. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HR_TYPE_VISITOR_NOTE (hr_visitor_note_get_type ())
G_DECLARE_FINAL_TYPE (HrVisitorNote, hr_visitor_note, HR, VISITOR_NOTE, GtkWidget)

/** hr_visitor_note_new: hidden */
GtkWidget *hr_visitor_note_new (void) G_GNUC_WARN_UNUSED_RESULT;
void hr_visitor_note_show (HrVisitorNote *self, const char *text);
void hr_visitor_note_hide (HrVisitorNote *self);

G_END_DECLS
