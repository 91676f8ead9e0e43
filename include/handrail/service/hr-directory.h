/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the lobby's pages ask: listings, and nothing that edits. Main thread; every answer comes asynchronously or from memory. */
#pragma once

#include "handrail/service/hr-center.h"

G_BEGIN_DECLS

#define HR_TYPE_DIRECTORY (hr_directory_get_type ())
G_DECLARE_FINAL_TYPE (HrDirectory, hr_directory, HR, DIRECTORY, GObject)

/**
 * HrDirectory::changed: listings changed; pages that show some ask again.
 */

/** hr_directory_new: @center: not necessarily open yet: questions wait for it */
HrDirectory *hr_directory_new (HrCenter *center) G_GNUC_WARN_UNUSED_RESULT;

/** hr_directory_new_preview: @store: of hr_store_new_preview(): what the lobby would say if the edits behind it were published */
HrDirectory *hr_directory_new_preview (HrCenter *center, HrStore *store) G_GNUC_WARN_UNUSED_RESULT;

/** hr_directory_is_ready: whether the database is open and sound */
gboolean hr_directory_is_ready (HrDirectory *self);

void hr_directory_find_async (HrDirectory *self, const HrQuery *query, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);
HrResults *hr_directory_find_finish (HrDirectory *self, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** hr_directory_forget: a visit ended: nothing of its searches stays in memory. Questions that were asked before are
 * answered first */
void hr_directory_forget (HrDirectory *self);

void hr_directory_get_meeting_async (HrDirectory *self, const char *id, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data);
HrMeeting *hr_directory_get_meeting_finish (HrDirectory *self, GAsyncResult *result, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/** hr_directory_get_dates_async: the coming occurrences of one meeting within @days, exceptions included (HrMeetingDate) */
void hr_directory_get_dates_async (HrDirectory *self, const char *meeting, guint days, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *hr_directory_get_dates_finish (HrDirectory *self, GAsyncResult *result, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/** hr_directory_get_resources_async: (element-type HrRecord): of kind resource, by need, position */
void hr_directory_get_resources_async (HrDirectory *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                       gpointer user_data);
GPtrArray *hr_directory_get_resources_finish (HrDirectory *self, GAsyncResult *result, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/** hr_directory_get_records_async: (element-type HrRecord): of any kind, in the store's order; only what may be shown today
 * (hr_record_may_show()) */
void hr_directory_get_records_async (HrDirectory *self, HrKind kind, GCancellable *cancellable, GAsyncReadyCallback callback,
                                     gpointer user_data);
GPtrArray *hr_directory_get_records_finish (HrDirectory *self, GAsyncResult *result, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/** hr_directory_get_announcements_async: (element-type HrRecord): of kind announcement, those whose days include today at the
 * site; those that end first come first */
void hr_directory_get_announcements_async (HrDirectory *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                           gpointer user_data);
GPtrArray *hr_directory_get_announcements_finish (HrDirectory *self, GAsyncResult *result, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/** hr_directory_get_facets: (nullable) (transfer none): what filters can offer; %NULL until known (then ::changed) */
const HrFacets *hr_directory_get_facets (HrDirectory *self);
/** hr_directory_get_fellowship: (nullable) (transfer none): by id, from memory */
HrRecord *hr_directory_get_fellowship (HrDirectory *self, const char *id);
/** hr_directory_get_site: (nullable) (transfer none): the site profile, from memory */
HrRecord *hr_directory_get_site (HrDirectory *self);
/** hr_directory_get_languages: (transfer full) (array zero-terminated=1): those of the site that this program speaks, the site's first one
 * first; all that it speaks where the site names none of them. Never empty */
char **hr_directory_get_languages (HrDirectory *self) G_GNUC_WARN_UNUSED_RESULT;
const HrZone *hr_directory_get_zone (HrDirectory *self);
HrVocabulary *hr_directory_get_vocabulary (HrDirectory *self);
HrClock *hr_directory_get_clock (HrDirectory *self);
/** hr_directory_today: the date at the site */
HrDate hr_directory_today (HrDirectory *self);

G_END_DECLS
