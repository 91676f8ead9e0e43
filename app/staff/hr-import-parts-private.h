/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pieces of Import that need nothing of the page: its sentences, a step in its stack, the question before much is taken off. */
#pragma once

#include "handrail/service/hr-import-job.h"
#include "hr-staff-context-private.h"

G_BEGIN_DECLS

/** hr_import_parts_phase: what is being done, in words; of hr_import_job's progress */
const char *hr_import_parts_phase (guint phase);
/** hr_import_parts_about: (transfer full): the name of the file, what kind of list it is, how many meetings are in it */
char *hr_import_parts_about (HrImportJob *job, const HrImportReport *report);
/** hr_import_parts_belongs: (transfer full): which fellowship the meetings are of; @fellowship: (nullable): as lists of that format usually are */
char *hr_import_parts_belongs (HrStaffContext *context, const HrImportReport *report, const char *fellowship);
/** hr_import_parts_done: (transfer full): what was written */
char *hr_import_parts_done (const HrImportReport *report);
/** hr_import_parts_trouble: why @path could not be read: the file is named without the folders that lead to it. Returns: in @error's message */
const char *hr_import_parts_trouble (const GError *error, const char *path);

/** hr_import_parts_step: appends @content to @stack, over a row with the way back and the way on; @back, @on: (nullable) */
void hr_import_parts_step (GtkStack *stack, const char *name, GtkWidget *content, GtkWidget *back, GtkWidget *on);

/** hr_import_parts_ask_removals: a sheet that asks whether @n meetings really go; @accept is called swapped, on @owner */
void hr_import_parts_ask_removals (HrStaffContext *context, guint n, GCallback accept, gpointer owner);

G_END_DECLS
