/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a meeting is: its rule in its own time zone, and what staff said about single dates. Pure functions. */
#pragma once

#include "handrail/core/hr-rule.h"
#include "handrail/core/hr-zone.h"

G_BEGIN_DECLS

/** HR_LENGTH_ASSUMED_MIN: what every consumer of Meeting Guide feeds assumes when no end is given */
#define HR_LENGTH_ASSUMED_MIN 60

/**
 * HrSchedule:
 * @first: date of the first occurrence; %HR_DATE_NONE = by appointment (no occurrences)
 * @start_min: minutes after midnight on the wall, 0…1439
 * @length_min: 1…1440; an occurrence may cross midnight
 * @zone: (transfer none): the meeting's own
 */
typedef struct
{
  HrRule rule;
  HrDate first;
  gint16 start_min;
  gint16 length_min;
  const HrZone *zone;
} HrSchedule;

typedef enum
{
  HR_OCCURRENCE_PLANNED,
  HR_OCCURRENCE_CANCELLED,
  HR_OCCURRENCE_MOVED,
  HR_OCCURRENCE_EXTRA,
} HrOccurrenceState;

/** hr_occurrence_state_to_string: "planned", "cancelled", "moved" or "extra" */
const char *hr_occurrence_state_to_string (HrOccurrenceState state);

/**
 * HrException: what staff said about one date, or a span of dates
 * @meeting_id: (nullable): the meeting it speaks of; %NULL when it speaks of a venue
 * @venue_id: (nullable): the venue that is closed; every occurrence there is cancelled
 * @from: first date (the occurrence's own date, in the meeting's zone)
 * @until: last date; equal to @from for a single date
 * @state: cancelled, moved or extra. A closed venue is cancelled
 * @new_date: moved: the new date, or %HR_DATE_NONE for the same
 * @new_start_min: moved, extra: minutes after midnight, or -1 for the same
 * @new_length_min: moved, extra: or 0 for the same
 * @new_venue_id: (nullable): moved: another place, or another room
 * @note: (nullable): the reason that the lobby shows
 *
 * Immutable, reference counted, any thread.
 */
struct _HrException
{
  char *id;
  char *meeting_id;
  char *venue_id;
  HrDate from;
  HrDate until;
  HrOccurrenceState state;
  HrDate new_date;
  gint16 new_start_min;
  gint16 new_length_min;
  char *new_venue_id;
  char *note;
};

#define HR_TYPE_EXCEPTION (hr_exception_get_type ())
GType hr_exception_get_type (void);
/** hr_exception_new: all fields empty, dates NONE, new_start_min -1; the maker fills it before it is shared */
HrException *hr_exception_new (void) G_GNUC_WARN_UNUSED_RESULT;
HrException *hr_exception_ref (HrException *self);
void hr_exception_unref (HrException *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrException, hr_exception_unref)

/**
 * HrOccurrence:
 * @date: the date that the rule gave, in the meeting's zone: the identity of the occurrence, also when moved
 * @start_s: seconds since 1970, UTC
 * @end_s: start plus length in elapsed time
 * @exception: (nullable) (transfer none): why it is not as planned; belongs to the list that was passed in
 */
typedef struct
{
  HrDate date;
  gint64 start_s;
  gint64 end_s;
  HrOccurrenceState state;
  const HrException *exception;
} HrOccurrence;

/**
 * hr_schedule_next:
 * @exceptions: (array length=n_exceptions) (nullable): all of this meeting and of its venue, in any order
 * @at_s: now
 * @with_cancelled: whether a cancelled occurrence counts (a list shows it with its note) or is passed over
 *
 * The occurrence that is on at @at_s or, if none, the next to start: the first by start whose end is after @at_s.
 *
 * Returns: whether there is one within ten years
 */
gboolean hr_schedule_next (const HrSchedule *self, HrException *const *exceptions, guint n_exceptions, gint64 at_s,
                           gboolean with_cancelled, HrOccurrence *ret_occurrence);

/**
 * hr_schedule_expand:
 * @from_s: occurrences that end after this
 * @to_s: and start before this
 *
 * Cancelled ones are in the list. Ordered by start, then by date.
 *
 * Returns: (transfer full) (element-type HrOccurrence): possibly empty
 */
GArray *hr_schedule_expand (const HrSchedule *self, HrException *const *exceptions, guint n_exceptions,
                            gint64 from_s, gint64 to_s) G_GNUC_WARN_UNUSED_RESULT;

/** hr_schedule_on: the occurrence whose own date is @date, if the rule or an extra gives one that day */
gboolean hr_schedule_on (const HrSchedule *self, HrException *const *exceptions, guint n_exceptions, HrDate date,
                         HrOccurrence *ret_occurrence);

G_END_DECLS
