/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A desk for tests: the sample center in a folder that goes away, a clock that stands, the real window at a given size, and hands for it. */
#pragma once

#include "handrail/staff/hr-staff-window.h"

G_BEGIN_DECLS

/** HR_TEST_DESK_NOW: a Monday evening in the sample center's zone */
#define HR_TEST_DESK_NOW "2026-11-23T18:50:00-05:00"
/** HR_TEST_DESK_PIN: of Robin, the manager */
#define HR_TEST_DESK_PIN "730482"

typedef struct
{
  char *folder;
  HrCenter *center;
  HrDirectory *directory;
  HrStaff *staff;
  HrDevice *device;
  HrTheme *theme;
  HrStaffWindow *window;
  gboolean beside; /* the folder is another one's */
} HrTestDesk;

/** hr_test_desk_new: as on the first start, nobody has a PIN; @kiosk: in the lobby, with the keyboard on the screen; @empty: a center
 * without listings */
HrTestDesk *hr_test_desk_new (int width, int height, gboolean kiosk, gboolean empty) G_GNUC_WARN_UNUSED_RESULT;
/** hr_test_desk_new_beside: another whole desk on the folder of @other, as a second computer of the office has it; freed before @other */
HrTestDesk *hr_test_desk_new_beside (HrTestDesk *other, int width, int height) G_GNUC_WARN_UNUSED_RESULT;
void hr_test_desk_free (HrTestDesk *self);

/** hr_test_desk_begin: Robin becomes the manager with HR_TEST_DESK_PIN; Today is shown */
void hr_test_desk_begin (HrTestDesk *self);
/** hr_test_desk_type_pin: on the pad */
void hr_test_desk_type_pin (HrTestDesk *self, const char *pin);
/** hr_test_desk_go: shows a page by its name, as the list of pages does */
void hr_test_desk_go (HrTestDesk *self, const char *page, const char *argument);

/** hr_test_desk_wait_for: until a visible label begins with @words */
void hr_test_desk_wait_for (HrTestDesk *self, const char *words);
/** hr_test_desk_says: whether a visible label begins with @words */
gboolean hr_test_desk_says (HrTestDesk *self, const char *words);
/** hr_test_desk_find: (nullable): the first visible button that says exactly @words; within @root (nullable: anywhere) */
GtkWidget *hr_test_desk_find (HrTestDesk *self, GtkWidget *root, const char *words);
/** hr_test_desk_row: (nullable): the visible list row (class "hr-desk-row") with a label that begins with @words */
GtkWidget *hr_test_desk_row (HrTestDesk *self, const char *words);
/** hr_test_desk_touch: presses the button that says exactly @words; there must be one */
void hr_test_desk_touch (HrTestDesk *self, const char *words);
/** hr_test_desk_touch_in: as touch, within @root */
void hr_test_desk_touch_in (HrTestDesk *self, GtkWidget *root, const char *words);
/** hr_test_desk_entry: the first visible text field whose accessible name or placeholder begins with @words (nullable: any); there must be one */
GtkEditable *hr_test_desk_entry (HrTestDesk *self, const char *words);
/** hr_test_desk_text: (transfer full): every visible label, one a line */
char *hr_test_desk_text (HrTestDesk *self) G_GNUC_WARN_UNUSED_RESULT;
/** hr_test_desk_count_meetings: how many live meetings the center has, with those that are not published; blocks */
guint hr_test_desk_count_meetings (HrTestDesk *self);
/** hr_test_desk_picture: for whoever looks at the pages: saves NAME.png into $HANDRAIL_PICTURES, after what is drawn late; else nothing */
void hr_test_desk_picture (HrTestDesk *self, const char *name);
/** hr_test_desk_save: a picture of the whole window */
void hr_test_desk_save (HrTestDesk *self, const char *path);

G_END_DECLS
