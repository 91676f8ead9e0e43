/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of meetings and of their dates. */
#define G_LOG_DOMAIN "handrail-cli"

#include "handrail/core/hr-error.h"
#include "hr-cli-args-private.h"
#include "hr-cli-filters-private.h"
#include "hr-cli-private.h"
#include "hr-cli-table-private.h"
#include <math.h>
#include <string.h>

#define DAY_S (24 * 60 * 60)

/* Besides the filters */
typedef struct
{
  char *sort, *limit, *offset;
  gboolean unpublished, upcoming;
} Order;

static void
order_clear (Order *self)
{
  g_free (self->sort);
  g_free (self->limit);
  g_free (self->offset);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Order, order_clear)

static gboolean
parse (HrCli *cli, HrCliFilters *filters, Order *order, HrCliStatus *ret_status)
{
  const GOptionEntry more[] = {
    { "upcoming", 0, 0, G_OPTION_ARG_NONE, &order->upcoming, "Only with a date to come", NULL },
    { "unpublished", 0, 0, G_OPTION_ARG_NONE, &order->unpublished, "Also those that are not published", NULL },
    { "sort", 0, 0, G_OPTION_ARG_FILENAME, &order->sort, "next, distance, name or rank (default: next; with --near: distance)", "ORDER" },
    { "limit", 0, 0, G_OPTION_ARG_FILENAME, &order->limit, "At most so many (default: all)", "N" },
    { "offset", 0, 0, G_OPTION_ARG_FILENAME, &order->offset, "Leave out the first N", "N" },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  return hr_cli_filters_parse (filters, cli, "language", more, 0, ret_status);
}

static gboolean
read_query (const HrCliFilters *filters, const Order *order, HrDate today, HrQuery *query, GError **error)
{
  guint64 limit = 0, offset = 0;
  if (!hr_cli_filters_read (filters, today, query, error))
    return FALSE;
  query->sort = query->has_point ? HR_SORT_DISTANCE : query->sort;
  query->unpublished = order->unpublished;
  query->upcoming = order->upcoming;
  if ((order->sort != NULL && !hr_cli_read_sort (order->sort, &query->sort, error))
      || (order->limit != NULL && !hr_cli_read_number (order->limit, "--limit", G_MAXINT32, &limit, error))
      || (order->offset != NULL && !hr_cli_read_number (order->offset, "--offset", G_MAXINT32, &offset, error)))
    return FALSE;
  if (!query->has_point && (filters->within != NULL || query->sort == HR_SORT_DISTANCE))
    {
      g_set_error_literal (error, HR_ERROR, HR_ERROR_INPUT, "A distance is counted from a place: add --near LAT,LON.");
      return FALSE;
    }
  if (query->sort == HR_SORT_RANK && filters->search == NULL)
    {
      g_set_error_literal (error, HR_ERROR, HR_ERROR_INPUT,
                           "--sort rank ranks what --search finds: add --search TEXT.");
      return FALSE;
    }
  query->limit = (guint)limit;
  query->offset = (guint)offset;
  return TRUE;
}

/* ---- printing meetings ---- */

static const HrZone *
get_zone (HrCli *cli, const HrMeeting *meeting)
{
  return meeting->schedule.zone != NULL ? meeting->schedule.zone : hr_center_get_zone (cli->center);
}

static char *
format_minute (int minute)
{
  return g_strdup_printf ("%02d:%02d", minute / 60 % 24, minute % 60);
}

/* The weekdays on which it can happen, as its rule says. */
static guint
find_days (const HrSchedule *schedule)
{
  const HrRule *rule = &schedule->rule;
  guint days = rule->days;
  if (schedule->first == HR_DATE_NONE)
    return 0;
  for (guint k = 0; k < G_N_ELEMENTS (rule->nth); k++)
    days |= rule->nth[k];
  if (days == 0 && (rule->frequency == HR_FREQUENCY_ONCE || rule->frequency == HR_FREQUENCY_WEEKLY))
    days = 1u << hr_date_weekday (schedule->first);
  return days != 0 ? days : 0x7f;
}

static void
write_days (HrJson *json, const HrSchedule *schedule)
{
  guint days = find_days (schedule);
  hr_json_begin_array (json, "days");
  for (int day = 0; day < 7; day++)
    if ((days & (1u << day)) != 0)
      hr_json_integer (json, NULL, day);
  hr_json_end (json);
}

static void
write_schedule (HrJson *json, const HrMeeting *meeting, const HrZone *zone)
{
  gboolean planned = meeting->schedule.first != HR_DATE_NONE;
  g_autofree char *time = planned ? format_minute (meeting->schedule.start_min) : NULL;
  g_autofree char *end = planned ? format_minute (meeting->schedule.start_min + meeting->schedule.length_min) : NULL;
  g_autofree char *first = planned ? hr_date_to_string (meeting->schedule.first) : NULL;
  write_days (json, &meeting->schedule);
  hr_json_string (json, "time", time);
  hr_json_string (json, "end_time", end);
  hr_json_string (json, "timezone", hr_zone_get_id (zone));
  hr_json_string (json, "rule", meeting->rule);
  hr_json_string (json, "first_date", first);
}

static void
write_meeting (HrCli *cli, HrJson *json, const HrMeeting *meeting, GHashTable *sources)
{
  const HrZone *zone = get_zone (cli, meeting);
  g_autofree char *next = meeting->has_next ? hr_zone_format_rfc3339 (zone, meeting->next.start_s) : NULL;
  const char *source = meeting->source != NULL ? g_hash_table_lookup (sources, meeting->source) : NULL;
  hr_json_begin_object (json, NULL);
  hr_json_string (json, "id", meeting->id);
  hr_json_string (json, "slug", meeting->slug);
  hr_json_string (json, "name", meeting->name);
  hr_json_string (json, "group", meeting->group_name);
  hr_json_string (json, "fellowship", meeting->fellowship);
  write_schedule (json, meeting, zone);
  hr_json_strings (json, "types", (const char *const *)meeting->types);
  hr_json_string (json, "attendance", hr_attendance_to_string (meeting->attendance));
  hr_json_string (json, "venue", meeting->venue_name);
  hr_json_string (json, "address", meeting->address);
  hr_json_number (json, "latitude", meeting->latitude);
  hr_json_number (json, "longitude", meeting->longitude);
  hr_json_string (json, "conference_url", meeting->conference_url);
  hr_json_string (json, "conference_phone", meeting->conference_phone);
  hr_json_string (json, "next_start", next);
  hr_json_string (json, "next_state", meeting->has_next ? hr_occurrence_state_to_string (meeting->next.state) : NULL);
  hr_json_number (json, "distance_m", isnan (meeting->distance_m) ? NAN : round (meeting->distance_m));
  hr_json_string (json, "source", source != NULL ? source : meeting->source);
  hr_json_boolean (json, "published", meeting->published);
  hr_json_end (json);
}

/* id of a feed → its name; @sources owns both */
static GHashTable *
index_sources (GPtrArray *sources)
{
  GHashTable *names = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < sources->len; i++)
    {
      HrRecord *source = g_ptr_array_index (sources, i);
      g_hash_table_insert (names, (gpointer)hr_record_get_id (source), (gpointer)hr_record_get (source, "name"));
    }
  return names;
}

static char *
describe_moment (const HrZone *zone, gint64 at_s)
{
  static const char *const days[] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
  HrDate date = HR_DATE_NONE;
  int minute = 0;
  hr_zone_from_unix_s (zone, at_s, &date, &minute);
  g_autofree char *text = hr_date_to_string (date);
  return g_strdup_printf ("%s %s %02d:%02d", days[hr_date_weekday (date)], text, minute / 60, minute % 60);
}

static char *
describe_distance (double meters)
{
  return isnan (meters) ? NULL : g_strdup_printf ("%.1f km", meters / 1000);
}

static const char *
describe_place (const HrMeeting *meeting)
{
  if (meeting->attendance == HR_ATTENDANCE_ONLINE)
    return "online";
  return meeting->venue_name != NULL ? meeting->venue_name : meeting->address;
}

static void
print_meetings (HrCli *cli, const HrResults *results, gboolean with_distance)
{
  g_autoptr (HrCliTable) table = hr_cli_table_new (6);
  for (guint i = 0; i < results->meetings->len; i++)
    {
      const HrMeeting *meeting = g_ptr_array_index (results->meetings, i);
      /* Everybody reads one list with one clock: the site's. */
      g_autofree char *when = meeting->has_next
                                  ? describe_moment (hr_center_get_zone (cli->center), meeting->next.start_s)
                                  : g_strdup ("-");
      g_autofree char *distance = with_distance ? describe_distance (meeting->distance_m) : NULL;
      gboolean unusual = meeting->has_next && meeting->next.state != HR_OCCURRENCE_PLANNED;
      g_autofree char *name =
          g_strdup_printf ("%s%s%s", unusual ? hr_occurrence_state_to_string (meeting->next.state) : "",
                           unusual ? ": " : "", meeting->name);
      hr_cli_table_add (table, when);
      hr_cli_table_add (table, meeting->fellowship);
      hr_cli_table_add (table, name);
      hr_cli_table_add (table, describe_place (meeting));
      hr_cli_table_add (table, distance);
      hr_cli_table_add (table, meeting->id);
    }
  hr_cli_table_print (table, cli);
  if (results->meetings->len == results->total)
    hr_cli_print (cli, "%u meetings.\n", results->total);
  else
    hr_cli_print (cli, "%u of %u meetings.\n", results->meetings->len, results->total);
}

HrCliStatus
hr_command_meetings (HrCli *cli)
{
  HrCliStatus status;
  g_auto (HrCliFilters) filters = { 0 };
  g_auto (Order) order = { 0 };
  g_autoptr (HrQuery) query = hr_query_new ();
  g_autoptr (GError) error = NULL;
  /* Once without the center, so that a wrong word is a wrong word even where there is no database. */
  if (!parse (cli, &filters, &order, &status))
    return status;
  if (!read_query (&filters, &order, 0, query, &error))
    return hr_cli_usage (cli, "%s", error->message);
  HrCenter *center = hr_cli_open (cli, &status);
  if (center == NULL)
    return status;
  HrDate today = HR_DATE_NONE;
  int minute = 0;
  hr_zone_from_unix_s (hr_center_get_zone (center), hr_clock_now_s (hr_center_get_clock (center)), &today, &minute);
  if (filters.day != NULL && !hr_cli_read_days (filters.day, today, query, &error))
    return hr_cli_usage (cli, "%s", error->message);
  HrStore *store = hr_center_get_store (center);
  if (!hr_cli_filters_check (center, query, &error))
    return hr_cli_could_not (cli, error);
  g_autoptr (HrResults) results = hr_store_find (store, query, &error);
  g_autoptr (GPtrArray) sources = results != NULL ? hr_store_get_records (store, HR_KIND_SOURCE, &error) : NULL;
  if (sources == NULL)
    return hr_cli_could_not (cli, error);
  if (!cli->json)
    {
      print_meetings (cli, results, query->has_point);
      return HR_CLI_DONE;
    }
  g_autoptr (GHashTable) names = index_sources (sources);
  HrJson *json = hr_json_new ();
  hr_json_begin_array (json, NULL);
  for (guint i = 0; i < results->meetings->len; i++)
    write_meeting (cli, json, g_ptr_array_index (results->meetings, i), names);
  hr_json_end (json);
  hr_cli_print_json (cli, json);
  return HR_CLI_DONE;
}

/* ---- occurrences ---- */

/* The name of the other place on that date, as "venue" names the usual one; %NULL when it has none. */
static char *
find_other_venue (HrCli *cli, const HrMeetingDate *date)
{
  HrStore *store = hr_center_get_store (cli->center);
  g_autoptr (GPtrArray) exceptions = hr_store_get_exceptions (store, date->meeting->id, NULL);
  for (guint i = 0; exceptions != NULL && i < exceptions->len; i++)
    {
      const HrException *exception = g_ptr_array_index (exceptions, i);
      if (exception->new_venue_id == NULL || date->occurrence.date < exception->from
          || date->occurrence.date > exception->until)
        continue;
      g_autoptr (HrRecord) venue = hr_store_get_record (store, HR_KIND_VENUE, exception->new_venue_id, NULL);
      return venue != NULL ? g_strdup (hr_record_get (venue, "name")) : NULL;
    }
  return NULL;
}

static char *
find_place (HrCli *cli, const HrMeetingDate *date)
{
  char *other = date->place != NULL ? find_other_venue (cli, date) : NULL;
  return other != NULL ? other : g_strdup (date->place != NULL ? date->place : date->meeting->venue_name);
}

static void
print_dates_json (HrCli *cli, GPtrArray *dates)
{
  HrJson *json = hr_json_new ();
  hr_json_begin_array (json, NULL);
  for (guint i = 0; i < dates->len; i++)
    {
      const HrMeetingDate *date = g_ptr_array_index (dates, i);
      const HrZone *zone = get_zone (cli, date->meeting);
      g_autofree char *start = hr_zone_format_rfc3339 (zone, date->occurrence.start_s);
      g_autofree char *end = hr_zone_format_rfc3339 (zone, date->occurrence.end_s);
      g_autofree char *day = hr_date_to_string (date->occurrence.date);
      g_autofree char *place = find_place (cli, date);
      hr_json_begin_object (json, NULL);
      hr_json_string (json, "meeting", date->meeting->id);
      hr_json_string (json, "name", date->meeting->name);
      hr_json_string (json, "date", day);
      hr_json_string (json, "start", start);
      hr_json_string (json, "end", end);
      hr_json_string (json, "state", hr_occurrence_state_to_string (date->occurrence.state));
      hr_json_string (json, "venue", place);
      hr_json_string (json, "note", date->note);
      hr_json_end (json);
    }
  hr_json_end (json);
  hr_cli_print_json (cli, json);
}

static void
print_dates (HrCli *cli, GPtrArray *dates)
{
  g_autoptr (HrCliTable) table = hr_cli_table_new (4);
  for (guint i = 0; i < dates->len; i++)
    {
      const HrMeetingDate *date = g_ptr_array_index (dates, i);
      g_autofree char *when = describe_moment (hr_center_get_zone (cli->center), date->occurrence.start_s);
      g_autofree char *place = find_place (cli, date);
      hr_cli_table_add (table, when);
      hr_cli_table_add (table, hr_occurrence_state_to_string (date->occurrence.state));
      hr_cli_table_add (table, date->meeting->name);
      hr_cli_table_add (table, place);
    }
  hr_cli_table_print (table, cli);
}

HrCliStatus
hr_command_occurrences (HrCli *cli)
{
  HrCliStatus status;
  g_autofree char *from = NULL, *to = NULL, *id = NULL;
  const GOptionEntry entries[] = {
    { "from", 0, 0, G_OPTION_ARG_FILENAME, &from, "Those that end after this (default: now)", "TIME" },
    { "to", 0, 0, G_OPTION_ARG_FILENAME, &to, "Those that start before this (default: seven days later)", "TIME" },
    { "meeting", 0, 0, G_OPTION_ARG_FILENAME, &id, "Of one meeting only", "ID" },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  g_autoptr (GError) error = NULL;
  const HrZone *utc = hr_zone_get ("UTC");
  gint64 from_s = 0, to_s = 0;
  if (!hr_cli_parse (cli, entries, 0, 0, &status))
    return status;
  if ((from != NULL && !hr_cli_read_moment (from, "--from", utc, FALSE, &from_s, &error))
      || (to != NULL && !hr_cli_read_moment (to, "--to", utc, TRUE, &to_s, &error)))
    return hr_cli_usage (cli, "%s", error->message);
  HrCenter *center = hr_cli_open (cli, &status);
  if (center == NULL)
    return status;
  from_s = hr_clock_now_s (hr_center_get_clock (center));
  if (from != NULL && !hr_cli_read_moment (from, "--from", hr_center_get_zone (center), FALSE, &from_s, &error))
    return hr_cli_usage (cli, "%s", error->message);
  to_s = from_s + 7 * DAY_S;
  if (to != NULL && !hr_cli_read_moment (to, "--to", hr_center_get_zone (center), TRUE, &to_s, &error))
    return hr_cli_usage (cli, "%s", error->message);
  if (to_s <= from_s)
    return hr_cli_usage (cli, "--to must be later than --from.");
  HrStore *store = hr_center_get_store (center);
  g_autoptr (HrMeeting) meeting = id != NULL ? hr_store_get_meeting (store, id, &error) : NULL;
  if (id != NULL && meeting == NULL)
    return hr_cli_could_not (cli, error);
  g_autoptr (GPtrArray) dates =
      hr_store_get_occurrences (store, meeting != NULL ? meeting->id : NULL, from_s, to_s, &error);
  if (dates == NULL)
    return hr_cli_could_not (cli, error);
  if (cli->json)
    print_dates_json (cli, dates);
  else
    print_dates (cli, dates);
  return HR_CLI_DONE;
}
