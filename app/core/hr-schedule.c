/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-core"

#include "handrail/core/hr-schedule.h"

#include <string.h>

#define MINUTE_S 60
#define DAY_S 86400
#define TEN_YEARS_D 3653
/* a gap in local time may carry an occurrence to the day after its own date */
#define SLACK_D 2
/* -4000-01-01 and 9999-12-31 or so: keeps dates within 32 bits, whatever the caller asks */
#define EARLIEST_S (-G_GINT64_CONSTANT (188395200000))
#define LATEST_S G_GINT64_CONSTANT (253402214400)

G_DEFINE_BOXED_TYPE (HrException, hr_exception, hr_exception_ref, hr_exception_unref)

/* All that is asked of one schedule at once. */
typedef struct
{
  const HrSchedule *schedule;
  HrException *const *exceptions;
  guint n_exceptions;
} Plan;

static void
exception_clear (gpointer data)
{
  HrException *self = data;

  g_free (self->id);
  g_free (self->meeting_id);
  g_free (self->venue_id);
  g_free (self->new_venue_id);
  g_free (self->note);
}

HrException *
hr_exception_new (void)
{
  HrException *self = g_atomic_rc_box_new0 (HrException);

  self->from = HR_DATE_NONE;
  self->until = HR_DATE_NONE;
  self->new_date = HR_DATE_NONE;
  self->new_start_min = -1;
  self->state = HR_OCCURRENCE_CANCELLED;
  return self;
}

HrException *
hr_exception_ref (HrException *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
hr_exception_unref (HrException *self)
{
  g_atomic_rc_box_release_full (self, exception_clear);
}

const char *
hr_occurrence_state_to_string (HrOccurrenceState state)
{
  switch (state)
    {
    case HR_OCCURRENCE_PLANNED:
      return "planned";
    case HR_OCCURRENCE_CANCELLED:
      return "cancelled";
    case HR_OCCURRENCE_MOVED:
      return "moved";
    case HR_OCCURRENCE_EXTRA:
      return "extra";
    default:
      g_return_val_if_reached ("planned");
    }
}

static gboolean
is_of_venue (const HrException *exception)
{
  return exception->meeting_id == NULL && exception->venue_id != NULL;
}

static HrDate
last_date (const HrException *exception)
{
  return exception->until != HR_DATE_NONE ? exception->until : exception->from;
}

static gboolean
covers (const HrException *exception, HrDate date)
{
  return exception->from != HR_DATE_NONE && exception->from <= date && date <= last_date (exception);
}

/* What speaks of fewer days speaks with more knowledge; the rest makes the choice independent of the order. */
static gboolean
outranks (const HrException *a, const HrException *b)
{
  gint64 span_a = (gint64)last_date (a) - a->from, span_b = (gint64)last_date (b) - b->from;

  if (span_a != span_b)
    return span_a < span_b;
  if (a->from != b->from)
    return a->from > b->from;
  /* nobody should travel to a meeting that one of two notes calls off */
  if (a->state != b->state)
    return a->state < b->state;
  return g_strcmp0 (a->id, b->id) > 0;
}

/* The one that decides about @date: of the meeting itself, or a closed venue. */
static const HrException *
find_exception (const Plan *plan, HrDate date, gboolean of_venue)
{
  const HrException *found = NULL;

  for (guint i = 0; i < plan->n_exceptions; i++)
    {
      const HrException *exception = plan->exceptions[i];

      if (is_of_venue (exception) != of_venue || !covers (exception, date))
        continue;
      if (!of_venue && exception->state != HR_OCCURRENCE_CANCELLED && exception->state != HR_OCCURRENCE_MOVED)
        continue;
      if (found == NULL || outranks (exception, found))
        found = exception;
    }
  return found;
}

static void
fill (const Plan *plan, HrOccurrence *occurrence, HrDate date, const HrException *exception, HrOccurrenceState state)
{
  const HrSchedule *schedule = plan->schedule;
  HrDate wall_date = date;
  int start_min = schedule->start_min, length_min = schedule->length_min;

  if (state == HR_OCCURRENCE_MOVED || state == HR_OCCURRENCE_EXTRA)
    {
      /* a moved span keeps the distance between its days */
      if (state == HR_OCCURRENCE_MOVED && exception->new_date != HR_DATE_NONE)
        wall_date = exception->new_date + (date - exception->from);
      if (exception->new_start_min >= 0)
        start_min = exception->new_start_min;
      if (exception->new_length_min > 0)
        length_min = exception->new_length_min;
    }
  occurrence->date = date;
  occurrence->start_s = hr_zone_to_unix_s (schedule->zone, wall_date, start_min);
  occurrence->end_s = occurrence->start_s + length_min * (gint64)MINUTE_S;
  occurrence->state = state;
  occurrence->exception = exception;

  /* whatever still takes place at a closed venue does not; @exception says which closure */
  if (state != HR_OCCURRENCE_CANCELLED && plan->n_exceptions > 0
      && (exception == NULL || exception->new_venue_id == NULL))
    {
      const HrException *closed = find_exception (plan, wall_date, TRUE);

      if (closed != NULL)
        {
          occurrence->state = HR_OCCURRENCE_CANCELLED;
          occurrence->exception = closed;
        }
    }
}

/* The occurrence that the rule gives on @date, with what was said about it. */
static void
resolve (const Plan *plan, HrDate date, HrOccurrence *occurrence)
{
  const HrException *exception = plan->n_exceptions > 0 ? find_exception (plan, date, FALSE) : NULL;

  fill (plan, occurrence, date, exception, exception != NULL ? exception->state : HR_OCCURRENCE_PLANNED);
}

static HrDate
next_date (const Plan *plan, HrDate from)
{
  return hr_rule_next (&plan->schedule->rule, plan->schedule->first, from);
}

static gboolean
is_on_rule (const Plan *plan, HrDate date)
{
  return next_date (plan, date) == date;
}

/* An extra that starts when the rule's own occurrence starts would only double it. */
static gboolean
resolve_extra (const Plan *plan, const HrException *extra, HrDate date, HrOccurrence *occurrence)
{
  HrOccurrence planned;

  if (plan->schedule->first == HR_DATE_NONE && extra->new_start_min < 0)
    return FALSE;
  fill (plan, occurrence, date, extra, HR_OCCURRENCE_EXTRA);
  if (is_on_rule (plan, date))
    {
      resolve (plan, date, &planned);
      if (planned.start_s == occurrence->start_s && planned.state != HR_OCCURRENCE_CANCELLED)
        return FALSE;
    }
  /* of two that say the same, one is enough */
  for (guint i = 0; i < plan->n_exceptions; i++)
    {
      const HrException *other = plan->exceptions[i];

      if (other != extra && other->state == HR_OCCURRENCE_EXTRA && !is_of_venue (other) && covers (other, date)
          && outranks (other, extra))
        {
          HrOccurrence same;

          fill (plan, &same, date, other, HR_OCCURRENCE_EXTRA);
          if (same.start_s == occurrence->start_s)
            return FALSE;
        }
    }
  return TRUE;
}

static gint
compare_occurrences (gconstpointer a, gconstpointer b)
{
  const HrOccurrence *first = a, *second = b;

  if (first->start_s != second->start_s)
    return first->start_s < second->start_s ? -1 : 1;
  if (first->date != second->date)
    return first->date < second->date ? -1 : 1;
  /* what takes place before what does not */
  return (first->state == HR_OCCURRENCE_CANCELLED) - (second->state == HR_OCCURRENCE_CANCELLED);
}

/* The first own date whose occurrence, as long as planned, can end after @unix_s. */
static HrDate
earliest_date (const HrZone *zone, gint64 unix_s, int length_min)
{
  HrDate date;

  hr_zone_from_unix_s (zone, unix_s - length_min * (gint64)MINUTE_S, &date, NULL);
  return date - 1;
}

static int
longest_min (const Plan *plan)
{
  int longest = plan->schedule->length_min;

  for (guint i = 0; i < plan->n_exceptions; i++)
    longest = MAX (longest, plan->exceptions[i]->new_length_min);
  return longest;
}

/* The dates of an exception that can lie in a window, in order; extras have their own, moved ones the rule's. */
static HrDate
next_exception_date (const Plan *plan, const HrException *exception, HrDate from)
{
  HrDate date = MAX (from, exception->from);

  if (exception->state == HR_OCCURRENCE_MOVED)
    date = next_date (plan, date);
  return date != HR_DATE_NONE && date <= last_date (exception) ? date : HR_DATE_NONE;
}

static gboolean
resolve_exception (const Plan *plan, const HrException *exception, HrDate date, HrOccurrence *occurrence)
{
  if (exception->state == HR_OCCURRENCE_EXTRA)
    return resolve_extra (plan, exception, date, occurrence);
  if (find_exception (plan, date, FALSE) != exception)
    return FALSE;
  resolve (plan, date, occurrence);
  return TRUE;
}

/* how many days later than its own date an occurrence takes place */
static int
shift_d (const HrException *exception)
{
  if (exception->state != HR_OCCURRENCE_MOVED || exception->new_date == HR_DATE_NONE)
    return 0;
  return exception->new_date - exception->from;
}

static gboolean
is_walked (const HrException *exception)
{
  return !is_of_venue (exception) && exception->from != HR_DATE_NONE
         && (exception->state == HR_OCCURRENCE_EXTRA || exception->state == HR_OCCURRENCE_MOVED);
}

/* whether the rule's own walk leaves @occurrence to the exception that moved it */
static gboolean
is_moved_away (const Plan *plan, const HrOccurrence *occurrence)
{
  const HrException *exception = occurrence->exception;

  if (plan->n_exceptions == 0 || exception == NULL)
    return FALSE;
  if (is_of_venue (exception))
    exception = find_exception (plan, occurrence->date, FALSE);
  return exception != NULL && exception->state == HR_OCCURRENCE_MOVED;
}

static void
take_if_earlier (HrOccurrence *best, gboolean *found, const HrOccurrence *occurrence)
{
  if (*found && compare_occurrences (best, occurrence) <= 0)
    return;
  *best = *occurrence;
  *found = TRUE;
}

static void
next_of_exceptions (const Plan *plan, HrDate earliest, HrDate latest, gint64 at_s, gboolean with_cancelled,
                    HrOccurrence *best, gboolean *found)
{
  for (guint i = 0; i < plan->n_exceptions; i++)
    {
      const HrException *exception = plan->exceptions[i];
      int shift = shift_d (exception);

      if (!is_walked (exception))
        continue;
      for (HrDate date = next_exception_date (plan, exception, earliest - shift);
           date != HR_DATE_NONE && date + shift <= latest; date = next_exception_date (plan, exception, date + 1))
        {
          HrOccurrence occurrence;

          if (!resolve_exception (plan, exception, date, &occurrence) || occurrence.end_s <= at_s
              || (occurrence.state == HR_OCCURRENCE_CANCELLED && !with_cancelled))
            continue;
          take_if_earlier (best, found, &occurrence);
          break;
        }
    }
}

gboolean
hr_schedule_next (const HrSchedule *self, HrException *const *exceptions, guint n_exceptions, gint64 at_s,
                  gboolean with_cancelled, HrOccurrence *ret_occurrence)
{
  Plan plan = { self, exceptions, exceptions != NULL ? n_exceptions : 0 };
  HrOccurrence occurrence, best = { 0 };
  gboolean found = FALSE;
  gint64 limit_s;
  HrDate earliest, latest;

  if (self->zone == NULL)
    return FALSE;
  at_s = CLAMP (at_s, EARLIEST_S, LATEST_S);
  limit_s = at_s + TEN_YEARS_D * (gint64)DAY_S;
  earliest = earliest_date (self->zone, at_s, plan.n_exceptions > 0 ? longest_min (&plan) : self->length_min);
  latest = earliest + TEN_YEARS_D + SLACK_D;

  for (HrDate date = next_date (&plan, earliest); date != HR_DATE_NONE && date <= latest;
       date = next_date (&plan, date + 1))
    {
      resolve (&plan, date, &occurrence);
      if (occurrence.end_s <= at_s || is_moved_away (&plan, &occurrence)
          || (occurrence.state == HR_OCCURRENCE_CANCELLED && !with_cancelled))
        continue;
      best = occurrence;
      found = TRUE;
      break;
    }
  if (plan.n_exceptions > 0)
    next_of_exceptions (&plan, earliest, latest, at_s, with_cancelled, &best, &found);
  if (!found || best.start_s >= limit_s)
    return FALSE;
  *ret_occurrence = best;
  return TRUE;
}

static void
append_if_inside (GArray *list, const HrOccurrence *occurrence, gint64 from_s, gint64 to_s)
{
  if (occurrence->end_s > from_s && occurrence->start_s < to_s)
    g_array_append_vals (list, occurrence, 1);
}

GArray *
hr_schedule_expand (const HrSchedule *self, HrException *const *exceptions, guint n_exceptions, gint64 from_s,
                    gint64 to_s)
{
  Plan plan = { self, exceptions, exceptions != NULL ? n_exceptions : 0 };
  GArray *list = g_array_new (FALSE, TRUE, sizeof (HrOccurrence));
  HrOccurrence occurrence;
  HrDate earliest, latest;

  if (self->zone == NULL)
    return list;
  from_s = CLAMP (from_s, EARLIEST_S, LATEST_S);
  to_s = CLAMP (to_s, EARLIEST_S, LATEST_S);
  if (from_s >= to_s)
    return list;
  earliest = earliest_date (self->zone, from_s, longest_min (&plan));
  hr_zone_from_unix_s (self->zone, to_s, &latest, NULL);
  latest += SLACK_D;

  for (HrDate date = next_date (&plan, earliest); date != HR_DATE_NONE && date <= latest;
       date = next_date (&plan, date + 1))
    {
      resolve (&plan, date, &occurrence);
      if (!is_moved_away (&plan, &occurrence))
        append_if_inside (list, &occurrence, from_s, to_s);
    }
  for (guint i = 0; i < plan.n_exceptions; i++)
    {
      const HrException *exception = plan.exceptions[i];
      int shift = shift_d (exception);

      if (!is_walked (exception))
        continue;
      for (HrDate date = next_exception_date (&plan, exception, earliest - shift);
           date != HR_DATE_NONE && date + shift <= latest; date = next_exception_date (&plan, exception, date + 1))
        {
          if (resolve_exception (&plan, exception, date, &occurrence))
            append_if_inside (list, &occurrence, from_s, to_s);
        }
    }
  g_array_sort (list, compare_occurrences);
  return list;
}

gboolean
hr_schedule_on (const HrSchedule *self, HrException *const *exceptions, guint n_exceptions, HrDate date,
                HrOccurrence *ret_occurrence)
{
  Plan plan = { self, exceptions, exceptions != NULL ? n_exceptions : 0 };
  HrOccurrence occurrence, best;
  gboolean found = FALSE;

  if (self->zone == NULL || date == HR_DATE_NONE)
    return FALSE;
  if (is_on_rule (&plan, date))
    {
      resolve (&plan, date, &best);
      found = TRUE;
    }
  /* when the planned one is called off, an extra in its place is what takes place */
  for (guint i = 0; i < plan.n_exceptions && (!found || best.state == HR_OCCURRENCE_CANCELLED); i++)
    {
      const HrException *exception = plan.exceptions[i];

      if (exception->state == HR_OCCURRENCE_EXTRA && !is_of_venue (exception) && covers (exception, date)
          && resolve_extra (&plan, exception, date, &occurrence)
          && (!found || occurrence.state != HR_OCCURRENCE_CANCELLED))
        {
          best = occurrence;
          found = TRUE;
        }
    }
  if (found)
    *ret_occurrence = best;
  return found;
}
