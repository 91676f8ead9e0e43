/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All live meetings as a compact array in memory, in the order of their next start: a query is one walk over it, whatever
 * its filters; only the page that is shown is read from the database. 56 bytes for each meeting. */
#pragma once

#include "handrail/core/hr-schedule.h"
#include "hr-bits-private.h"
#include "hr-state-private.h"

G_BEGIN_DECLS

#define HR_NO_COORDINATE G_MININT32
#define HR_NO_NUMBER G_MAXUINT32
#define HR_NO_START G_MAXINT64
/** HR_LONG_CLOSED_D: a closed venue is worth showing for so many days; after that the next real date is */
#define HR_LONG_CLOSED_D 14
/** HR_INDEX_SELECT: what an entry is made of */
#define HR_INDEX_SELECT                                                                                                \
  "SELECT n, name, fellowship, venue, rule, start, length, timezone, types, attendance, published FROM meeting"

typedef enum
{
  HR_ENTRY_PUBLISHED = 1 << 0,
  HR_ENTRY_EXCEPTIONS = 1 << 1, /* of its own or of its venue */
  HR_ENTRY_LONG_CLOSED = 1 << 2, /* cancelled for weeks, and nothing after it */
  HR_ENTRY_APPOINTMENT = 1 << 3,
  HR_ENTRY_STEP_FREE = 1 << 4, /* says its venue */
} HrEntryFlags;

/**
 * HrEntry: one meeting
 * @next_start: of what find() calls its next occurrence; %HR_NO_START without one
 * @latitude, @longitude: in 1e-7 degrees
 * @n, @venue: row numbers; %HR_NO_NUMBER: without a venue
 * @typeset, @rule, @zone: numbers in the index
 * @name_rank: place in the order of names
 * @site_min: minute of the next start on the wall of the site
 */
typedef struct
{
  gint64 next_start;
  gint32 latitude, longitude;
  guint32 n, venue, typeset, rule, name_rank;
  HrDate first;
  gint16 start_min, length_min;
  guint16 zone, site_min, next_length;
  guint8 days, attendance, flags;
} HrEntry;

/** HrTypeset: types that some meetings have, with their fellowship */
typedef struct
{
  guint64 features;
  guint64 languages;
  const char *codes;
  guint32 fellowship;
} HrTypeset;

/** HrIndexVenue: what an entry takes over from its venue */
typedef struct
{
  guint32 n;
  gint32 latitude, longitude;
  gboolean step_free;
} HrIndexVenue;

/** HrIndexTarget: row numbers of an exception and of what it is about; 0 = not of that kind */
typedef struct
{
  guint32 exception, meeting, venue;
} HrIndexTarget;

/** HrTotals: what holds for all entries together; @n_upcoming also of those that are not published */
typedef struct
{
  guint64 features, languages;
  guint32 n_meetings, n_with_coordinates, attendance;
  guint32 n_upcoming, n_upcoming_published;
  guint32 unused;
} HrTotals;

/** HrDay: what happens on one date, by start */
typedef struct
{
  HrDate date;
  guint used;
  guint n;
  struct
  {
    gint64 start;
    guint32 entry;
  } *items;
} HrDay;

struct _HrIndex
{
  HrEntry *entries;
  guint n_entries;
  guint32 *by_next;
  guint32 *by_name;
  guint32 *rows; /* (nullable): the row numbers in the order of by_next, made when they are asked for */
  HrBits published, coming; /* those that are published, and of them those that come some day; made with @rows and as old as they */
  gint64 at_s;
  gint64 stamp; /* of the content that it was made from */
  gboolean saved;
  gpointer map; /* (nullable): the copy that the three arrays and the strings lie in; pages are read when they are used */
  gsize map_length;
  const HrZone *site_zone;

  GArray *rules; /* HrRule */
  GPtrArray *rule_texts;
  GPtrArray *zones;      /* const HrZone, not owned */
  GPtrArray *zone_names; /* "" = the site's */
  GPtrArray *fellowships;
  GPtrArray *languages;
  GArray *typesets;   /* HrTypeset */
  GStringChunk *codes;
  GHashTable *rule_numbers, *zone_numbers, *fellowship_numbers, *language_numbers;
  GHashTable *typeset_numbers; /* (nullable): made when an entry is read */
  HrTotals totals;
  GByteArray *used_fellowships; /* by number: 1 = of a published meeting; empty = the totals are not known */
  GArray *targets; /* HrIndexTarget, in the order of their exceptions */
  GHashTable *meeting_exceptions; /* row number -> GPtrArray of HrException */
  GHashTable *venue_exceptions;   /* the same of venues */
  GHashTable *starts;             /* the next start of plain weekly plans, which many meetings share */
  HrDay days[8];
  guint day_uses;
};

/** hr_index_get: makes it when there is none, and brings it to @at_s */
HrIndex *hr_index_get (HrState *state, gint64 at_s, GError **error);
void hr_index_free (HrIndex *self);

/** hr_index_load: reads the database; no next starts yet */
HrIndex *hr_index_load (HrState *state, GError **error) G_GNUC_WARN_UNUSED_RESULT;

HrIndex *hr_index_new (HrState *state) G_GNUC_WARN_UNUSED_RESULT;
guint32 hr_index_rule_number (HrIndex *self, const char *text);
guint16 hr_index_zone_number (HrIndex *self, const char *id);
guint32 hr_index_typeset_number (HrState *state, HrIndex *self, const char *fellowship, const char *codes);
char *hr_index_fold_name (const char *name) G_GNUC_WARN_UNUSED_RESULT;
guint32 hr_index_fellowship_number (HrIndex *self, const char *id);
guint32 hr_index_language_number (HrIndex *self, const char *tag);
gboolean hr_index_has_exceptions (const HrIndex *self, const HrEntry *entry);
gboolean hr_index_load_exceptions (HrState *state, HrIndex *self, GError **error);
/** hr_index_reload_exceptions: when @self->targets is known: nothing is looked up by id */
gboolean hr_index_reload_exceptions (HrState *state, HrIndex *self, GError **error);

/** hr_index_read_venue: @statement: id, n, latitude, longitude, step_free */
void hr_index_read_venue (HrStatement *statement, HrIndexVenue *ret_venue);

/** hr_index_venue_id: (nullable): of a row of %HR_INDEX_SELECT */
const char *hr_index_venue_id (HrStatement *statement);

/** hr_index_read_entry: @statement: a row of %HR_INDEX_SELECT; @venue: (nullable): the venue of that id. Neither next start
 * nor place in the order of names */
void hr_index_read_entry (HrState *state, HrIndex *self, HrStatement *statement, const HrIndexVenue *venue,
                          HrEntry *entry);

/** hr_index_own_arrays: before they grow or shrink: takes them out of the copy that they lie in */
void hr_index_own_arrays (HrIndex *self);

/** hr_index_totals: counts anew when something changed */
const HrTotals *hr_index_totals (HrIndex *self);
/** hr_index_forget_totals: after entries changed */
void hr_index_forget_totals (HrIndex *self);

/** hr_index_update_entry: works out when it is next */
void hr_index_update_entry (HrIndex *self, HrEntry *entry, gint64 at_s);

/** hr_index_merge: @self->by_next holds @n_kept numbers in order; puts @numbers (element-type guint32) in between */
void hr_index_merge (HrIndex *self, guint n_kept, GArray *numbers);

/** hr_index_rows: row numbers in the order of by_next: a search reads these from front to back, sixteen in the place of one entry */
const guint32 *hr_index_rows (HrIndex *self);

/** hr_index_published: what is published, @upcoming: and comes some day: how many of a search's meetings can be shown is counted without
 * a look at them */
const HrBits *hr_index_published (HrIndex *self, gboolean upcoming);

/** hr_index_forget_days: after entries changed; the order of the rows too */
void hr_index_forget_days (HrIndex *self);

/** HrIndexNews: what a commit touched: row numbers of meetings, also those of its venues, and whether exceptions */
typedef struct
{
  GHashTable *meetings;
  gboolean exceptions;
  gint64 stamp;
} HrIndexNews;

/** hr_index_update: %FALSE: the index must be read anew */
gboolean hr_index_update (HrState *state, const HrIndexNews *news);

/** hr_index_save: a copy beside the database, so that the next start need not read all rows */
void hr_index_save (HrState *state);

/** hr_index_restore: (nullable): the copy, when it is whole and of the present content */
HrIndex *hr_index_restore (HrState *state, gint64 stamp) G_GNUC_WARN_UNUSED_RESULT;

/** hr_index_schedule: of an entry */
HrSchedule hr_index_schedule (const HrIndex *self, const HrEntry *entry);

/** hr_index_exceptions: (nullable): of the meeting and of its venue: Returns: (transfer container) */
GPtrArray *hr_index_exceptions (const HrIndex *self, const HrEntry *entry) G_GNUC_WARN_UNUSED_RESULT;

/** hr_index_day: what is on @date, by start, then name */
const HrDay *hr_index_day (HrIndex *self, HrDate date);

/** hr_next_occurrence: what find() calls the next one: a cancelled one counts until its time has passed, except that those
 * of a closure of weeks give way to the first one after it. @ret_long: cancelled for long with none after it */
gboolean hr_next_occurrence (const HrSchedule *schedule, GPtrArray *exceptions, gint64 at_s, HrOccurrence *ret_occurrence,
                             gboolean *ret_long);

/** hr_exception_from_record: a shared value from a record of kind exception */
HrException *hr_exception_from_record (const HrRecord *record) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
