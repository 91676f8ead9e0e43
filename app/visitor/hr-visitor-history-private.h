/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages of a visit, for Back. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _HrVisitorHistory HrVisitorHistory;

HrVisitorHistory *hr_visitor_history_new (void) G_GNUC_WARN_UNUSED_RESULT;
void hr_visitor_history_free (HrVisitorHistory *self);

/** hr_visitor_history_add: @argument: (nullable) */
void hr_visitor_history_add (HrVisitorHistory *self, const char *page, const char *argument);
/** hr_visitor_history_take: takes the last one out; %FALSE when there is none */
gboolean hr_visitor_history_take (HrVisitorHistory *self, char **ret_page, char **ret_argument);
void hr_visitor_history_forget (HrVisitorHistory *self);

G_END_DECLS
