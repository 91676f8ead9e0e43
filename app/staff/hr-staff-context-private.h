/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every page of the desk is handed, and the table of pages. */
#pragma once

#include "handrail/service/hr-sharing.h"
#include "handrail/staff/hr-staff-window.h"
#include "hr-import-run-private.h"

G_BEGIN_DECLS

/**
 * HrStaffContext: owned by the window, lives as long as its pages; a page keeps the pointer
 * @window: not owned: for sheets and notes (hr-staff-window-private.h)
 * @importing: (nullable): a list that is being written, or was and nobody saw the end yet
 * @preview: (nullable): see hr_staff_window_set_preview()
 */
typedef struct
{
  HrStaffWindow *window;
  HrCenter *center;
  HrDirectory *directory;
  HrStaff *staff;
  HrEditor *editor;
  HrTickets *tickets; /* (nullable) */
  HrDevice *device;   /* (nullable) */
  HrSlips *slips;     /* (nullable): those of the lobby */
  HrPrinting *printing; /* (nullable) */
  HrSharing *sharing;
  HrTheme *theme;
  HrClock *clock;
  HrImportRun *importing;
  HrStaffPreview preview;
  gpointer preview_data;
} HrStaffContext;

/**
 * HrStaffPage: one row of the table in hr-staff-pages.c
 * @name: as in the action desk.go
 * @label: (nullable): N_(): its word in the list of pages; %NULL = reached from another page
 * @icon: (nullable): with @label
 * @create: makes the page when it is first shown; (transfer floating)
 * @role: who may open it
 */
typedef struct
{
  const char *name;
  const char *label;
  const char *icon;
  HrPage *(*create) (HrStaffContext *context);
  HrStaffRole role;
} HrStaffPage;

/** hr_staff_pages_get: (array length=ret_n) (transfer none): in the order of the list */
const HrStaffPage *hr_staff_pages_get (guint *ret_n);
/** hr_staff_pages_find: (nullable): by name */
const HrStaffPage *hr_staff_pages_find (const char *name);

G_END_DECLS
