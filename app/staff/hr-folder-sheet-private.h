/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where to save something: the USB sticks that are plugged in, and the documents of whoever runs this. */
#pragma once

#include "hr-staff-context-private.h"

G_BEGIN_DECLS

/** hr_folder_sheet_open: a sheet; @done is called with the folder that was touched. @owner: as long as it lives */
void hr_folder_sheet_open (HrStaffContext *context, const char *title, void (*done) (const char *folder, gpointer owner), GObject *owner);
/** hr_folder_sheet_ask: the same with a question of its own: to read from one of the folders */
void hr_folder_sheet_ask (HrStaffContext *context, const char *title, const char *question, void (*done) (const char *folder, gpointer owner),
                          GObject *owner);

G_END_DECLS
