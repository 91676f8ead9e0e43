/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only the desk asks of the database: lists of any kind, the history, taking changes back, drafts. Rules as in hr-store.h: those
 * that end in _async are for the main thread, the others block. */
#pragma once

#include "handrail/store/hr-store.h"

G_BEGIN_DECLS

/** HR_UNDO_DAYS: so long a change can be taken back */
#define HR_UNDO_DAYS 30
/** HR_STALE_AMBER_DAYS, HR_STALE_CALL_DAYS: not checked for so long: amber; "please call first"; unless the site's fields stale_days and
 * call_days say otherwise */
#define HR_STALE_AMBER_DAYS 90
#define HR_STALE_CALL_DAYS 180

/** HrThingShow: which things of a kind */
typedef enum
{
  HR_SHOW_LIVE,
  HR_SHOW_RETIRED,
  HR_SHOW_STALE,       /* live, not checked for HR_STALE_AMBER_DAYS or never */
  HR_SHOW_UNPUBLISHED, /* live meetings that the lobby does not list; no other kind has any */
  HR_SHOW_CHANGED_HERE, /* live, from a feed, with fields that staff changed */
  HR_N_SHOWS,
} HrThingShow;

/**
 * HrThingQuery:
 * @text: (nullable): words as typed; each must begin a word of what the thing is known by: the name in any language, a
 *   venue's address and city too. Live meetings: as the lobby searches
 * @limit: at most HR_PAGE_ROWS; 0 = HR_PAGE_ROWS
 * @group: (nullable): only meetings of the group with this id
 */
typedef struct
{
  HrKind kind;
  HrThingShow show;
  const char *text;
  guint offset;
  guint limit;
  const char *group;
} HrThingQuery;

/**
 * HrThingRow: one line of a list
 * @record: all fields, for the desk to put into words what tells it from others of the same name
 * @title: its name, in English or any language; an exception's meeting or venue; the id when it has none
 * @verified: HR_DATE_NONE = never
 * @source: (nullable): name of the feed; %NULL = typed here
 * @venue_name: (nullable): a meeting's place: its name, else its address
 * @draft: somebody began to change it
 * @n_meetings: of a group: its live meetings; @n_sign_in, @n_no_sign_in: so many of them say of themselves that people sign in, or do not
 */
typedef struct
{
  HrRecord *record;
  char *title;
  HrDate verified;
  char *source;
  char *venue_name;
  gboolean retired;
  gboolean draft;
  guint n_meetings;
  guint n_sign_in;
  guint n_no_sign_in;
} HrThingRow;

void hr_thing_row_free (HrThingRow *self);

/** HrThings: @rows: (element-type HrThingRow), by folded title, then id; exceptions and announcements by their first day, the
 * latest first; @total: of all pages */
typedef struct
{
  GPtrArray *rows;
  guint offset;
  guint total;
} HrThings;

void hr_things_free (HrThings *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrThings, hr_things_free)

HrThings *hr_store_get_things (HrStore *self, const HrThingQuery *query, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/** hr_store_get_things_async: @query is copied */
void hr_store_get_things_async (HrStore *self, const HrThingQuery *query, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
HrThings *hr_store_get_things_finish (HrStore *self, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * HrThing: one record for its form
 * @title: as in HrThingRow
 * @overridden: (array zero-terminated=1): fields that staff changed; @feed_says: the same order, "" = unset
 * @source_name: (nullable)
 * @usage: how many live meetings refer to it (venue, group, fellowship, source); 0 for others
 * @example: (nullable): the id of one of them that the lobby shows
 */
typedef struct
{
  HrRecord *record;
  char *title;
  char **overridden;
  char **feed_says;
  char *source_name;
  guint usage;
  char *example;
} HrThing;

void hr_thing_free (HrThing *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrThing, hr_thing_free)

/** hr_store_get_thing: also a retired one; HR_ERROR_NOT_FOUND */
HrThing *hr_store_get_thing (HrStore *self, HrKind kind, const char *id, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hr_store_get_thing_async (HrStore *self, HrKind kind, const char *id, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);
HrThing *hr_store_get_thing_finish (HrStore *self, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** hr_store_get_day: (transfer full) (element-type HrMeetingDate): what begins on @date at the site, cancelled and moved ones too, by
 * start, then name. @here: only meetings whose place belongs to the site, that are moved to it, or that people sign in to */
GPtrArray *hr_store_get_day (HrStore *self, HrDate date, gboolean here, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hr_store_get_day_async (HrStore *self, HrDate date, gboolean here, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *hr_store_get_day_finish (HrStore *self, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ---- the history ---- */

/** HR_PAST_CHANGES: at most so many changes at once, HR_PAST_FIELDS: and so many fields of each */
#define HR_PAST_CHANGES 50
#define HR_PAST_FIELDS 50

/** HR_PAST_SHARE: in the place of a person: another device of the share wrote it. Its verbs are "share" and, where two devices wrote a field
 * without knowing of each other, "conflict": then the old value is the one that gave way; taking the change back takes it instead */
#define HR_PAST_SHARE "share"

/**
 * HrPastField: one line of the history
 * @kind: %HR_N_KINDS: the whole directory at once (a new center, a generated one): @new says how many records
 * @title: as in HrThingRow, as it is called now
 * @verb: "add" (@new: the name), "set", "retire", "restore", "import" (of a source: @new says how much), "undo", "keep" (two
 *   meetings stay apart: @new is the other one), "unkeep", "headcount" (a paper sheet was entered: @new is its date), "settle" (of a
 *   conflict: @new stands and was chosen, @old is the other one)
 * @old, @new: (nullable): canonical text; %NULL = unset
 */
typedef struct
{
  HrKind kind;
  char *id;
  char *title;
  char *verb;
  char *field; /* (nullable) */
  char *old;
  char *new;
} HrPastField;

/**
 * HrPastChange: one transaction of the past
 * @number: names it in undo; larger = later
 * @undo_of: the change that this one took back, or 0
 * @fields: (element-type HrPastField): at most HR_PAST_FIELDS; when one thing was asked for, of that thing alone (a meeting
 *   or venue: and of the exceptions that speak of it)
 * @n_fields: how many the whole change has
 * @can_undo: it is young enough, no import, no headcount, and was not taken back; @undone: it was, and that was not taken back in turn
 */
typedef struct
{
  gint64 number;
  gint64 wall_ms;
  gint64 undo_of;
  char *actor;
  GPtrArray *fields;
  guint n_fields;
  gboolean can_undo;
  gboolean undone;
} HrPastChange;

void hr_past_change_free (HrPastChange *self);

/** hr_store_get_history: (transfer full) (element-type HrPastChange): newest first. @id: (nullable): of one thing (of @kind), else of
 * everything; @before: only changes with a smaller number; 0 = from the newest */
GPtrArray *hr_store_get_history (HrStore *self, HrKind kind, const char *id, gint64 before, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
void hr_store_get_history_async (HrStore *self, HrKind kind, const char *id, gint64 before, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *hr_store_get_history_finish (HrStore *self, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ---- what two devices wrote without knowing of each other ---- */

/** HrConflictSide: @value: (nullable): canonical text; %NULL = unset. @device: (nullable): its id; @wall_ms: by its clock; @actor:
 * (nullable): who wrote it, when that was on this device */
typedef struct
{
  char *value;
  char *device;
  char *actor;
  gint64 wall_ms;
} HrConflictSide;

enum
{
  HR_SIDE_STANDS,
  HR_SIDE_LOST,
  HR_N_SIDES,
};

/** HrConflict: a field that nobody wrote since; @field: its name; @title: as in HrThingRow */
typedef struct
{
  HrKind kind;
  char *id;
  char *title;
  const char *field;
  HrConflictSide sides[HR_N_SIDES];
} HrConflict;

void hr_conflict_free (HrConflict *self);

/** hr_store_get_conflicts: (transfer full) (element-type HrConflict): the latest first */
GPtrArray *hr_store_get_conflicts (HrStore *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hr_store_get_conflicts_async (HrStore *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *hr_store_get_conflicts_finish (HrStore *self, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ---- drafts: one for each thing, and one for each kind of new thing ---- */

/** HrDraft: @fields, @values: pairs; @bases: (nullable): what stood in each field when it was begun, "" = unset: who publishes it later must
 * not overwrite what was changed meanwhile; @wall_ms: when it was saved */
typedef struct
{
  char **fields;
  char **values;
  char **bases;
  gint64 wall_ms;
} HrDraft;

void hr_draft_free (HrDraft *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrDraft, hr_draft_free)

/** hr_store_get_draft: (nullable): %NULL without @error when there is none. @id: (nullable): of a new thing */
HrDraft *hr_store_get_draft (HrStore *self, HrKind kind, const char *id, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hr_store_get_draft_async (HrStore *self, HrKind kind, const char *id, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);
HrDraft *hr_store_get_draft_finish (HrStore *self, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ---- before it is published ---- */

/**
 * hr_store_new_preview: a second door to the same database, behind which @edits (copied) are made already: each question is answered inside
 * a transaction that makes them and is then taken back, so nothing is ever written. Lists and searches, which ask the index, are as they were
 */
HrStore *hr_store_new_preview (HrStore *store, const HrEdit *edits, gsize n_edits) G_GNUC_WARN_UNUSED_RESULT;

/* ---- likely duplicates ---- */

/**
 * HrDuplicate: two live meetings that look like one
 * @a, @b: @a is the better one to keep: typed here, else checked later, else with more fields, else by id
 * @a_source, @b_source: (nullable): names of their feeds
 * @name_likeness: 0…1, of the names
 * @distance_m: between the places; 0 = the same place or address; NAN = only the online address is the same
 */
typedef struct
{
  HrRecord *a, *b;
  char *a_source, *b_source;
  double name_likeness;
  double distance_m;
} HrDuplicate;

void hr_duplicate_free (HrDuplicate *self);

/** HrDuplicates: @pairs: (element-type HrDuplicate), the likeliest first; @total: of all pages */
typedef struct
{
  GPtrArray *pairs;
  guint offset;
  guint total;
} HrDuplicates;

void hr_duplicates_free (HrDuplicates *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrDuplicates, hr_duplicates_free)

/** hr_store_find_duplicates: @limit: at most HR_PAGE_ROWS */
HrDuplicates *hr_store_find_duplicates (HrStore *self, guint offset, guint limit, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hr_store_find_duplicates_async (HrStore *self, guint offset, guint limit, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data);
HrDuplicates *hr_store_find_duplicates_finish (HrStore *self, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ---- writing ---- */

typedef enum
{
  HR_DESK_EDIT,      /* @edits, all or none; ends the drafts of what they write */
  HR_DESK_CANCEL,    /* meeting @id on @date, with @note; replaces what was said of that date */
  HR_DESK_MOVE,      /* the same, to @new_date, @new_start_min, @new_venue: at least one of them */
  HR_DESK_AS_USUAL,  /* takes back what was said of meeting @id on @date alone */
  HR_DESK_PAUSE,     /* meeting or venue @id, @date…@until, with @note; replaces pauses within these days */
  HR_DESK_VERIFY,    /* @kind @id was checked today */
  HR_DESK_UNDO,      /* the change with the number @change */
  HR_DESK_MERGE,     /* meetings: @id stays, @other is retired, and no import brings it back */
  HR_DESK_KEEP_BOTH, /* meetings: @id and @other are two, and are not shown as a pair again */
  HR_DESK_SAVE_DRAFT, /* of @kind @id (%NULL = new): @fields, @values as they stand, @bases (nullable); without any, it is dropped. No history */
  HR_DESK_SETTLE,    /* what stands in the field @other of @kind @id is right, and not @note (nullable), which another device wrote */
  HR_DESK_HEADCOUNT, /* meeting @id on @date: history only: that somebody entered a sheet, never its number */
} HrDeskVerb;

/**
 * HrDeskWrite: what is to be written, in one transaction; only what the verb names counts
 * @note: (nullable): the reason that the lobby shows: text in one language or TRANSLATED
 * @known: of HR_DESK_HEADCOUNT: the date is known to have taken place; else the schedule must say so
 * @new_date: HR_DATE_NONE, @new_start_min: -1, @new_venue: %NULL = as usual
 */
typedef struct
{
  HrDeskVerb verb;
  HrKind kind;
  const char *id;
  const char *other;
  const HrEdit *edits;
  gsize n_edits;
  HrDate date, until;
  HrDate new_date;
  int new_start_min;
  const char *new_venue;
  const char *note;
  gint64 change;
  gboolean known;
  const char *const *fields;
  const char *const *values;
  const char *const *bases;
} HrDeskWrite;

/**
 * hr_store_write: @actor: who, for the history
 *
 * Returns: (transfer full) (array zero-terminated=1): ids: those of the edits in order, of the exceptions that were added, of the
 *   things that an undo changed, of what was merged; else empty. %NULL with HR_ERROR_INPUT, HR_ERROR_NOT_FOUND, HR_ERROR_REFUSED
 *   (an undo that is too late, was done, or would overwrite what was changed since: the message names the thing and the field)
 */
char **hr_store_write (HrStore *self, const HrDeskWrite *write, const char *actor, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/** hr_store_write_async: everything is copied */
void hr_store_write_async (HrStore *self, const HrDeskWrite *write, const char *actor, GAsyncReadyCallback callback,
                           gpointer user_data);
char **hr_store_write_finish (HrStore *self, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
