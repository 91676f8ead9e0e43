/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The widget that edits one field of a form, made by what the field looks like in the table of kinds. */
#pragma once

#include "handrail/core/hr-field-words.h"
#include "handrail/service/hr-form.h"
#include "hr-staff-context-private.h"

G_BEGIN_DECLS

/** hr_field_editor_new: (transfer floating): named after the field for assistive technology; writes what is typed into @form */
GtkWidget *hr_field_editor_new (HrStaffContext *context, HrForm *form, const char *field) G_GNUC_WARN_UNUSED_RESULT;
/** hr_field_editor_show: what the form holds, unless it is what stands here already */
void hr_field_editor_show (GtkWidget *editor);

/** hr_choice_editor_new, hr_ref_editor_new: parts of the same, in files of their own */
typedef void (*HrEditorShow) (GtkWidget *editor);
void hr_field_editor_set_show (GtkWidget *editor, HrEditorShow show);
GtkWidget *hr_choice_editor_new (HrStaffContext *context, HrForm *form, const HrField *field) G_GNUC_WARN_UNUSED_RESULT;
GtkWidget *hr_ref_editor_new (HrStaffContext *context, HrForm *form, const HrField *field) G_GNUC_WARN_UNUSED_RESULT;
GtkWidget *hr_day_editor_new (HrStaffContext *context, HrForm *form, const HrField *field) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
