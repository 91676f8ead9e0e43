/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What belongs to this device rather than to the center: handrail.conf in the data folder. Staff set it under Settings; it can be written
 * by hand just as well, and comments in it stay. Main thread. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define HR_DEVICE_FILE "handrail.conf"
#define HR_DEVICE_WIDTH_LEAST_MM 100
#define HR_DEVICE_WIDTH_MOST_MM 4000

#define HR_TYPE_DEVICE (hr_device_get_type ())
G_DECLARE_FINAL_TYPE (HrDevice, hr_device, HR, DEVICE, GObject)

/** HrDevice::changed: hr_device_get() says something else */

/**
 * HrDeviceSettings: 0 = not set
 * @panel_width_mm: of the visible screen; unset = what the monitor says of itself
 * @idle_s: until the lobby asks whether somebody is there; unset = HR_SESSION_IDLE_S
 * @warning_s: how long it waits for an answer; unset = HR_SESSION_WARNING_S
 * @only_said: whether people sign in only where an entry says so, not to whatever meets in this house: house=no in [sign-in]
 * @slips: whether the lobby offers slips of attendance, for groups that have slips=yes: offered=yes in [slips]
 */
typedef struct
{
  int panel_width_mm;
  int idle_s;
  int warning_s;
  gboolean only_said;
  gboolean slips;
} HrDeviceSettings;

/** hr_device_new: blocks for the reading of one small file. Values that make no sense are told to the log and left out */
HrDevice *hr_device_new (const char *directory) G_GNUC_WARN_UNUSED_RESULT;

const HrDeviceSettings *hr_device_get (HrDevice *self);
/** hr_device_find_trouble: (transfer full) (nullable): a translated sentence why @settings cannot stand */
char *hr_device_find_trouble (const HrDeviceSettings *settings) G_GNUC_WARN_UNUSED_RESULT;

/** hr_device_save_async: what is unset is taken out of the file. HR_ERROR_INPUT with the sentence of hr_device_find_trouble() */
void hr_device_save_async (HrDevice *self, const HrDeviceSettings *settings, GAsyncReadyCallback callback, gpointer user_data);
gboolean hr_device_save_finish (HrDevice *self, GAsyncResult *result, GError **error);

/** hr_device_get_printer: (nullable): which printer stands by this device: a queue of the print service, or an address (ipp://…) */
const char *hr_device_get_printer (HrDevice *self);
/** hr_device_get_printer_paper: (nullable): what lies in it, as in hr_paper_to_string(); unset = what the center uses */
const char *hr_device_get_printer_paper (HrDevice *self);
/** hr_device_set_printer_async: (nullable): both as above; taken out of the file when they are unset */
void hr_device_set_printer_async (HrDevice *self, const char *printer, const char *paper, GAsyncReadyCallback callback, gpointer user_data);
gboolean hr_device_set_printer_finish (HrDevice *self, GAsyncResult *result, GError **error);

/** hr_device_get_desk_language: (nullable): which the desk spoke last */
const char *hr_device_get_desk_language (HrDevice *self);
/** hr_device_set_desk_language: written as it can be; what cannot be written is told to the log */
void hr_device_set_desk_language (HrDevice *self, const char *language);

G_END_DECLS
