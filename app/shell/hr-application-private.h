/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program: reads the options, opens the center, hands each part to those who need it. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HR_APPLICATION_ID "org.handrail.Handrail"

#define HR_TYPE_APPLICATION (hr_application_get_type ())
G_DECLARE_FINAL_TYPE (HrApplication, hr_application, HR, APPLICATION, GtkApplication)

HrApplication *hr_application_new (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
