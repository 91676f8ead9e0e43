/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What tests share: a folder that goes away, a center on a fixed clock, files, waiting without sleeping. */
#pragma once

#include "handrail/service/hr-center.h"

G_BEGIN_DECLS

/** HR_TEST_NOW: a Monday: 2026-11-23, 18:50 in New York */
#define HR_TEST_NOW "2026-11-23T18:50:00-05:00"

/** hr_test_make_folder: Returns: (transfer full): a new empty folder; remove it with hr_test_remove_folder() */
char *hr_test_make_folder (void) G_GNUC_WARN_UNUSED_RESULT;
/** hr_test_remove_folder: with everything in it; frees @folder */
void hr_test_remove_folder (char *folder);
/** hr_test_digest_folder: (transfer full): of names, sizes, bytes and times of change of all that is in it: the same twice when nothing was
 * written in between */
char *hr_test_digest_folder (const char *folder) G_GNUC_WARN_UNUSED_RESULT;
/** hr_test_digest_still_folder: the same, once the program that starts has written nothing there for two seconds */
char *hr_test_digest_still_folder (const char *folder) G_GNUC_WARN_UNUSED_RESULT;

/** hr_test_new_center: (transfer full): on @folder, with the clock standing at @now (%NULL = %HR_TEST_NOW); not open */
HrCenter *hr_test_new_center (const char *folder, const char *now) G_GNUC_WARN_UNUSED_RESULT;
/** hr_test_open_center: (transfer full): made (sample content, or @empty) and open */
HrCenter *hr_test_open_center (const char *folder, gboolean empty, const char *now) G_GNUC_WARN_UNUSED_RESULT;

/** hr_test_write_file: Returns: (transfer full): the path of @name in @folder, holding @text */
char *hr_test_write_file (const char *folder, const char *name, const char *text) G_GNUC_WARN_UNUSED_RESULT;

/** hr_test_record: a record of @kind from pairs of field and value; every value must hold */
HrRecord *hr_test_record (HrKind kind, const char *id, ...) G_GNUC_NULL_TERMINATED G_GNUC_WARN_UNUSED_RESULT;

/** hr_test_wait: runs the main loop until *@result is set (by hr_test_take_result()); gives up after 20 seconds */
void hr_test_wait (GAsyncResult **result);
/** hr_test_take_result: a GAsyncReadyCallback: keeps the result in the GAsyncResult ** that is its data */
void hr_test_take_result (GObject *source, GAsyncResult *result, gpointer user_data);
/** hr_test_wait_until: runs the main loop until @done says so; gives up after 20 seconds */
void hr_test_wait_until (gboolean (*done) (gpointer), gpointer user_data);
/** hr_test_try_until: as hr_test_wait_until(), but says %FALSE when it gave up, for callers with a better message */
gboolean hr_test_try_until (gboolean (*done) (gpointer), gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
