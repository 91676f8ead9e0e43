/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The only door to the database handrail.db. One worker thread does all SQL, in the order of the calls; values that come
 * out are immutable. Functions that end in _async may be called from the main thread and call back there; the others
 * block until the worker has done them and are for the command line, workers and tests, never for the UI thread.
 *
 * Errors of all: HR_ERROR_CORRUPT, HR_ERROR_NO_SPACE, HR_ERROR_BUSY, HR_ERROR_IO, HR_ERROR_CANCELLED (async). After an error the
 * state before the call stands. */
#pragma once

#include "handrail/core/hr-clock.h"
#include "handrail/core/hr-query.h"
#include "handrail/core/hr-record.h"
#include "handrail/store/hr-import-report.h"
#include <gio/gio.h>

G_BEGIN_DECLS

#define HR_STORE_FILE "handrail.db"

#define HR_TYPE_STORE (hr_store_get_type ())
G_DECLARE_FINAL_TYPE (HrStore, hr_store, HR, STORE, GObject)

/**
 * HrStore::changed: (main thread) the directory changed, by this process or another one on the same data folder.
 */

/** hr_store_load_vocabulary: (static) (transfer full): the types that came with the program, from its resources */
HrVocabulary *hr_store_load_vocabulary (GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** hr_store_new: @directory: the data folder. Starts the worker; touches no file */
HrStore *hr_store_new (const char *directory, HrVocabulary *vocabulary, HrClock *clock) G_GNUC_WARN_UNUSED_RESULT;

/** hr_store_create: makes the folder and an empty database with the built-in fellowships and a site record; refuses
 * (HR_ERROR_REFUSED) when there is one */
gboolean hr_store_create (HrStore *self, GError **error);

/** hr_store_get_built_in_fellowships: (static) (transfer full) (element-type HrRecord): as a new database has them */
GPtrArray *hr_store_get_built_in_fellowships (GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** hr_store_open: opens, migrates (a backup first) and reads the search index. HR_ERROR_NOT_FOUND when there is no
 * database, HR_ERROR_TOO_NEW, HR_ERROR_CORRUPT */
gboolean hr_store_open (HrStore *self, GError **error);
void hr_store_open_async (HrStore *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean hr_store_open_finish (HrStore *self, GAsyncResult *result, GError **error);
/** hr_store_warm_async: a screen will ask soon: reads what the first question needs, after everything that was asked so far */
void hr_store_warm_async (HrStore *self);

/** hr_store_close: waits for what is queued, closes the file. Called by dispose too */
void hr_store_close (HrStore *self);

/* ---- reading ---- */

/**
 * HrResults: a page of answers
 * @meetings: (element-type HrMeeting): at most query.limit
 * @total: how many match in all
 */
typedef struct
{
  GPtrArray *meetings;
  guint total;
  guint offset;
} HrResults;

void hr_results_free (HrResults *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrResults, hr_results_free)

HrResults *hr_store_find (HrStore *self, const HrQuery *query, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/** hr_store_find_async: @query is copied. A cancelled query is interrupted inside SQLite */
void hr_store_find_async (HrStore *self, const HrQuery *query, GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data);
HrResults *hr_store_find_finish (HrStore *self, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** hr_store_forget_searches_async: never blocks, calls nobody back: the words of the searches up to now, and what they
 * found, are wiped from the worker's memory. The lobby calls it when a visit ends */
void hr_store_forget_searches_async (HrStore *self);

/** hr_store_learn_letters_async: never blocks, calls nobody back: works out what each first letter of a search finds, so that the first
 * key is answered as quickly as the others. Again after ::changed. Nothing of it comes from a visit */
void hr_store_learn_letters_async (HrStore *self);

/** hr_store_get_meeting: by id or slug; HR_ERROR_NOT_FOUND */
HrMeeting *hr_store_get_meeting (HrStore *self, const char *id, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hr_store_get_meeting_async (HrStore *self, const char *id, GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data);
HrMeeting *hr_store_get_meeting_finish (HrStore *self, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * HrMeetingDate: one occurrence of one meeting
 * @place: (nullable): name and address of the place on that date, when it is not the usual one
 * @note: (nullable): TRANSLATED
 * @sign_in: whether people sign in to it here: not when it is cancelled or moved away, also when it is moved to the site
 */
typedef struct
{
  HrMeeting *meeting;
  HrOccurrence occurrence;
  char *place;
  char *note;
  gboolean sign_in;
} HrMeetingDate;

void hr_meeting_date_free (HrMeetingDate *self);

/** HR_STORE_SIGN_IN_MEETINGS: in the place of an id: all published meetings with HrMeeting.sign_in, and those that are moved
 * to the site some day. No id looks like this */
#define HR_STORE_SIGN_IN_MEETINGS ":sign-in"

/**
 * hr_store_get_occurrences:
 * @meeting: (nullable): id, or %HR_STORE_SIGN_IN_MEETINGS; %NULL = of all published meetings
 * @from_s, @to_s: as in hr_schedule_expand()
 *
 * Returns: (transfer full) (element-type HrMeetingDate): by start, then name
 */
GPtrArray *hr_store_get_occurrences (HrStore *self, const char *meeting, gint64 from_s, gint64 to_s, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
void hr_store_get_occurrences_async (HrStore *self, const char *meeting, gint64 from_s, gint64 to_s,
                                     GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *hr_store_get_occurrences_finish (HrStore *self, GAsyncResult *result, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/** hr_store_get_exceptions: (element-type HrException): of a meeting and of its venue */
GPtrArray *hr_store_get_exceptions (HrStore *self, const char *meeting, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** hr_store_get_record: also retired ones; HR_ERROR_NOT_FOUND */
HrRecord *hr_store_get_record (HrStore *self, HrKind kind, const char *id, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/** hr_store_get_records: (element-type HrRecord): all that are not retired, by id in byte order (resources: by need,
 * position, id; other kinds with a position: by position, id) */
GPtrArray *hr_store_get_records (HrStore *self, HrKind kind, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hr_store_get_records_async (HrStore *self, HrKind kind, GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data);
GPtrArray *hr_store_get_records_finish (HrStore *self, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * HrFacets: what filters can offer, so that no chip leads to nothing
 * @fellowships: (element-type HrRecord): those with published meetings, by name
 * @languages: (array zero-terminated=1): BCP 47 tags that meetings name, sorted
 * @features: union over all published meetings
 * @attendance: union
 * @n_meetings: published ones
 * @n_with_coordinates: of those
 */
typedef struct
{
  GPtrArray *fellowships;
  char **languages;
  guint64 features;
  guint attendance;
  guint n_meetings;
  guint n_with_coordinates;
} HrFacets;

void hr_facets_free (HrFacets *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrFacets, hr_facets_free)
HrFacets *hr_store_get_facets (HrStore *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hr_store_get_facets_async (HrStore *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data);
HrFacets *hr_store_get_facets_finish (HrStore *self, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ---- writing: one transaction each ---- */

typedef enum
{
  HR_EDIT_ADD,
  HR_EDIT_SET,
  HR_EDIT_RETIRE,
  HR_EDIT_RESTORE, /* brings back a retired thing */
} HrEditVerb;

/**
 * HrEdit:
 * @id: (nullable): for an add: chosen when %NULL
 * @fields, @values: (array zero-terminated=1) (nullable): pairs; a value "" unsets
 * @bases: (array zero-terminated=1) (nullable): what stood in each of @fields when it was read, canonical, "" = unset; where another
 *   value stands by now, all is refused with %HR_ERROR_CONFLICT. %NULL: whatever stands there
 */
typedef struct
{
  HrEditVerb verb;
  HrKind kind;
  const char *id;
  const char *const *fields;
  const char *const *values;
  const char *const *bases;
} HrEdit;

/**
 * hr_store_edit:
 * @edits: (array length=n_edits): all or none
 * @actor: who, for the history ("command line", later a name from the desk)
 *
 * Checks fields, references and whole records. A field of a thing from a feed becomes a local override. Writes history
 * (who, when, from what, to what) and the versions that the share merges by.
 *
 * Returns: (transfer full) (array zero-terminated=1): the ids in order; %NULL with HR_ERROR_INPUT, HR_ERROR_NOT_FOUND,
 *   HR_ERROR_REFUSED (an id that exists)
 */
char **hr_store_edit (HrStore *self, const HrEdit *edits, gsize n_edits, const char *actor, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/** HrApplyPhase: taking over meetings, writing the words of the search, committing */
typedef enum
{
  HR_APPLY_MEETINGS,
  HR_APPLY_WORDS,
  HR_APPLY_COMMIT,
} HrApplyPhase;

/** HrApplyProgress: in the thread of the store */
typedef void (*HrApplyProgress) (HrApplyPhase phase, guint done, guint total, gpointer data);

/**
 * HrApplyOptions:
 * @source: (nullable): the name of the source, said explicitly
 * @file_name: base name of the file, the source's name when nothing else is known
 * @fellowship: the feed's
 * @actor: (nullable): who, for the history; %NULL = "import"
 * @accept_removals: also when more than 20 percent of the source's meetings would go
 * @dry_run: report only
 * @skip: (nullable) (element-type utf8): ids of meetings, as a dry run reports them, that are neither added, changed nor
 *   removed; the next import offers them again
 * @stamp: of the report of a dry run: when the directory was changed since, nothing is done (%HR_ERROR_REFUSED); 0 = never mind
 * @cancellable: (nullable): ends it at any time with %HR_ERROR_CANCELLED and nothing changed
 * @progress: (nullable)
 */
typedef struct
{
  const char *source;
  const char *file_name;
  const char *fellowship;
  const char *actor;
  gboolean accept_removals;
  gboolean dry_run;
  GHashTable *skip;
  gint64 stamp;
  GCancellable *cancellable;
  HrApplyProgress progress;
  gpointer progress_data;
} HrApplyOptions;

/**
 * hr_store_apply_feed:
 *
 * Which source it is: the one that is named; else the one of the same format and fellowship that at least half of the
 * feed's keys belong to; else the one with the file's name; else a new one. Meetings of the source that the feed no longer has are
 * retired; over 20 percent needs @accept_removals (HR_ERROR_REFUSED says how many; a dry run only reports it). Fields that
 * staff changed stay. What Handrail itself exported keeps its ids and sources, brings what stands beside its meetings
 * (HrFeed.others), and retires nothing by being short.
 */
HrImportReport *hr_store_apply_feed (HrStore *self, HrFeed *feed, const HrApplyOptions *options, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/** hr_store_apply_feed_async: @feed, and what @options point to, must stay until it has called back. @options themselves are copied; their
 * cancellable counts */
void hr_store_apply_feed_async (HrStore *self, HrFeed *feed, const HrApplyOptions *options, GAsyncReadyCallback callback,
                                gpointer user_data);
HrImportReport *hr_store_apply_feed_finish (HrStore *self, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hr_store_add_all:
 * @records: (element-type HrRecord): with ids; existing ones are replaced field by field
 *
 * For sample content and generated directories: one transaction, checks references at the end.
 */
gboolean hr_store_add_all (HrStore *self, GPtrArray *records, const char *actor, GError **error);

/* ---- care ---- */

/** hr_store_backup: a whole, checked copy of handrail.db at @path (temporary name, then rename); refuses an existing file */
gboolean hr_store_backup (HrStore *self, const char *path, GError **error);

/** hr_store_check: (transfer full) (element-type utf8): sentences about what is wrong with the file; empty = sound */
GPtrArray *hr_store_check (HrStore *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hr_store_restore_file: (static; the store must be closed everywhere)
 * @backup: a database file, checked before anything is touched (integrity, application id, version)
 *
 * The present file is kept as handrail.db.before-restore-TIME, with "-2", "-3", … when that is there. Returns %FALSE with nothing changed.
 */
gboolean hr_store_restore_file (const char *directory, const char *backup, HrClock *clock, GError **error);

/** hr_store_find_backups: (static) (element-type utf8): paths of the automatic backups in the folder, newest first */
GPtrArray *hr_store_find_backups (const char *directory) G_GNUC_WARN_UNUSED_RESULT;

/** hr_store_find_sound_backup: (static) (nullable) (transfer full): the newest of them that can be restored. Reads the whole
 * file: not for the UI thread */
char *hr_store_find_sound_backup (const char *directory) G_GNUC_WARN_UNUSED_RESULT;

/** hr_store_backup_daily: makes an automatic backup in DIR/backups unless there is one of today; keeps seven */
gboolean hr_store_backup_daily (HrStore *self, GError **error);
void hr_store_backup_daily_async (HrStore *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean hr_store_backup_daily_finish (HrStore *self, GAsyncResult *result, GError **error);

/* Names of files in DIR/backups: automatic ones are handrail-2026-11-23.db, of which seven are kept; the others stay until somebody takes
 * them away. The last part is the day and the time at the site */
#define HR_STORE_BACKUP_SUFFIX ".db"
#define HR_STORE_BACKUP_DAILY "handrail-"
#define HR_STORE_BACKUP_BY_HAND "by-hand-"
#define HR_STORE_BACKUP_BEFORE "before-restore-"
/** HR_STORE_BACKUPS_KEPT_BY_HAND: so many of those made by hand are kept, and so many of those made before going back */
#define HR_STORE_BACKUPS_KEPT_BY_HAND 10

/** hr_store_back_up_async: makes a new backup in DIR/backups, also when there is one of today */
void hr_store_back_up_async (HrStore *self, GAsyncReadyCallback callback, gpointer user_data);
/** hr_store_back_up_finish: (transfer full) (nullable): its path */
char *hr_store_back_up_finish (HrStore *self, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hr_store_bring_back_async: what stands in @backup takes the place of everything in the open database, in one transaction; other programs
 * that have it open follow. The present state is put into DIR/backups first, under a name that begins with HR_STORE_BACKUP_BEFORE.
 * @backup is checked before anything is touched. For a database that does not open there is hr_store_restore_file()
 */
void hr_store_bring_back_async (HrStore *self, const char *backup, GAsyncReadyCallback callback, gpointer user_data);
/** hr_store_bring_back_finish: (transfer full) (nullable): where the state before is kept */
char *hr_store_bring_back_finish (HrStore *self, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
