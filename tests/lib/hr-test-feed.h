/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading feeds in tests: with the built-in vocabulary, and shown as text. */
#pragma once

#include "handrail/feed/hr-feed.h"

G_BEGIN_DECLS

/** hr_test_vocabulary: (transfer none): the built-in one, made once; the program links the data resources */
HrVocabulary *hr_test_vocabulary (void);

/** hr_test_read_feed: (transfer full): text that must be readable; @fellowship: (nullable) */
HrFeed *hr_test_read_feed (const char *text, const char *fellowship) G_GNUC_WARN_UNUSED_RESULT;

/** hr_test_read_meeting: (transfer full): the one row of a Meeting Guide feed with one record, given without its "[{" "}]" */
HrFeed *hr_test_read_meeting (const char *fields) G_GNUC_WARN_UNUSED_RESULT;

/** hr_test_read_error: (transfer full): why text cannot be read; fails when it can, or when the code is another */
char *hr_test_read_error (const char *data, gssize length, int code) G_GNUC_WARN_UNUSED_RESULT;

/** hr_test_row: (transfer none): the row with the number @index, 0 for the first */
HrFeedRow *hr_test_row (HrFeed *feed, guint index);

/** hr_test_has_note: whether a note of record @record (0 = any) holds @part */
gboolean hr_test_has_note (GPtrArray *notes, guint record, const char *part);

/** hr_test_append_record: "KIND.FIELD: value" lines; line breaks in values as \n */
void hr_test_append_record (GString *text, const HrRecord *record);

G_END_DECLS
