/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way from the lobby to the desk and back: makes the desk when it is first asked for, and shows it over the lobby. */
#pragma once

#include "handrail/service/hr-center.h"
#include "handrail/staff/hr-staff-window.h"

G_BEGIN_DECLS

#define HR_TYPE_STAFF_DOOR (hr_staff_door_get_type ())
G_DECLARE_FINAL_TYPE (HrStaffDoor, hr_staff_door, HR, STAFF_DOOR, GObject)

/** hr_staff_door_new: @kiosk: over the lobby's screen; else a window of its own, as on an office PC */
HrStaffDoor *hr_staff_door_new (GtkApplication *application, HrCenter *center, HrDirectory *directory, HrTheme *theme,
                                HrTickets *tickets, HrDevice *device, gboolean kiosk)
    G_GNUC_WARN_UNUSED_RESULT;

/** hr_staff_door_set_slips: those of the lobby; before the desk is opened for the first time */
void hr_staff_door_set_slips (HrStaffDoor *self, HrSlips *slips);

/** hr_staff_door_set_printing: before it is opened */
void hr_staff_door_set_printing (HrStaffDoor *self, HrPrinting *printing);
/** hr_staff_door_open: shows the desk, locked. @lobby: (nullable): the window that it covers */
void hr_staff_door_open (HrStaffDoor *self, GtkWindow *lobby);

/** hr_staff_door_set_trouble: (nullable): see hr_staff_window_set_trouble() */
void hr_staff_door_set_trouble (HrStaffDoor *self, const char *text);

/** hr_staff_door_close: an orderly stop */
void hr_staff_door_close (HrStaffDoor *self);

G_END_DECLS
