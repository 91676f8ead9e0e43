/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random questions to a random directory: the index must answer what a plain loop over the records answers. */
#include "handrail/core/hr-error.h"
#include "handrail/core/hr-text.h"
#include "handrail/store/hr-store.h"
#include "hr-test.h"
#include <math.h>
#include <string.h>

#define N_MEETINGS 150
#define N_VENUES 20
#define N_QUERIES 250

typedef struct
{
  char *folder;
  HrClock *clock;
  HrVocabulary *vocabulary;
  HrStore *store;
  GPtrArray *meetings; /* HrRecord */
  GHashTable *by_id;   /* venues and groups */
  GPtrArray *exceptions;
  GPtrArray *made; /* what edits added */
} Directory;

static const char *const words[]
    = { "oak", "hope", "Friday", "Sunrise", "Serenity", "Café", "O'Neil", "step", "night", "women's", "St. Mary", "12" };
static const char *const fellowships[] = { "aa", "na", "al-anon", "smart-recovery" };
static const char *const codes[] = { "O", "C", "W", "M", "X", "BE", "LGBTQ", "S", "EN", "MED" };
static const char *const rules[] = { "FREQ=WEEKLY;BYDAY=MO", "FREQ=WEEKLY;BYDAY=TU,TH", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR",
                                     "FREQ=MONTHLY;BYDAY=1SA", "FREQ=DAILY", "", "FREQ=MONTHLY;BYMONTHDAY=15",
                                     "FREQ=WEEKLY;BYDAY=WE;UNTIL=20261202", "FREQ=WEEKLY" };
static const char *const zones[] = { NULL, NULL, "America/New_York", "America/Los_Angeles", "Europe/Berlin" };

#define PICK(list) ((list)[g_test_rand_int_range (0, (gint32) G_N_ELEMENTS (list))])

static void
set (HrRecord *record, const char *field, const char *value)
{
  g_autoptr (GError) error = NULL;

  hr_record_set (record, field, value, &error);
  g_assert_no_error (error);
}

static void
set_number (HrRecord *record, const char *field, double number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  set (record, field, g_ascii_formatd (buffer, sizeof buffer, "%.6f", number));
}

static char *
random_name (void)
{
  GString *name = g_string_new (NULL);

  for (int i = g_test_rand_int_range (1, 4); i > 0; i--)
    g_string_append_printf (name, "%s%s", name->len > 0 ? " " : "", PICK (words));
  return g_string_free (name, FALSE);
}

static char *
random_types (void)
{
  GString *types = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_test_rand_int_range (0, 4) == 0)
      g_string_append_printf (types, "%s%s", types->len > 0 ? "," : "", codes[i]);
  return g_string_free (types, FALSE);
}

static char *
date_near (int from, int to)
{
  return hr_date_to_string (hr_date_from_ymd (2026, 11, 23) + g_test_rand_int_range (from, to));
}

static HrRecord *
random_meeting (guint i)
{
  static const char *const attendance[] = { "in_person", "online", "hybrid", "inactive" };
  g_autofree char *id = g_strdup_printf ("m-%03u", i);
  g_autofree char *name = random_name ();
  g_autofree char *types = random_types ();
  HrRecord *meeting = hr_record_new (HR_KIND_MEETING, id);

  set (meeting, "name", name);
  set (meeting, "slug", id);
  set (meeting, "fellowship", PICK (fellowships));
  set (meeting, "attendance", PICK (attendance));
  set (meeting, "types", types);
  if (g_test_rand_int_range (0, 10) > 0)
    {
      g_autofree char *date = date_near (-400, 20);
      g_autofree char *start
          = g_strdup_printf ("%sT%02d:%02d", date, g_test_rand_int_range (0, 24), g_test_rand_int_range (0, 4) * 15);

      set (meeting, "start", start);
      set (meeting, "rule", PICK (rules));
    }
  set (meeting, "timezone", PICK (zones));
  if (g_test_rand_bit ())
    set (meeting, "length", g_test_rand_bit () ? "90" : "1440");
  if (g_test_rand_int_range (0, 8) == 0)
    set (meeting, "published", "no");
  if (g_test_rand_int_range (0, 12) == 0)
    set (meeting, "retired", "yes");
  if (g_test_rand_bit ())
    set (meeting, "notes", PICK (words));
  if (g_test_rand_int_range (0, 4) > 0)
    {
      g_autofree char *venue = g_strdup_printf ("v-%02d", g_test_rand_int_range (0, N_VENUES));

      set (meeting, "venue", venue);
    }
  return meeting;
}

static HrRecord *
random_exception (guint i)
{
  static const char *const states[] = { "cancelled", "moved", "extra" };
  g_autofree char *id = g_strdup_printf ("x-%03u", i);
  g_autofree char *target = NULL;
  g_autofree char *from = date_near (-10, 20);
  HrRecord *exception = hr_record_new (HR_KIND_EXCEPTION, id);

  if (g_test_rand_int_range (0, 4) == 0)
    {
      g_autofree char *until = date_near (10, 60);

      target = g_strdup_printf ("v-%02d", g_test_rand_int_range (0, N_VENUES));
      set (exception, "venue", target);
      set (exception, "state", "cancelled");
      set (exception, "until", strcmp (until, from) > 0 ? until : from);
    }
  else
    {
      target = g_strdup_printf ("m-%03d", g_test_rand_int_range (0, N_MEETINGS));
      set (exception, "meeting", target);
      set (exception, "state", PICK (states));
      if (strcmp (hr_record_get (exception, "state"), "cancelled") != 0)
        set (exception, "new_start", "13:30");
    }
  set (exception, "from", from);
  set (exception, "note", "en=Closed");
  return exception;
}

static void
make_records (Directory *self, GPtrArray *records)
{
  for (guint i = 0; i < N_VENUES; i++)
    {
      g_autofree char *id = g_strdup_printf ("v-%02u", i);
      g_autofree char *name = random_name ();
      HrRecord *venue = hr_record_new (HR_KIND_VENUE, id);

      set (venue, "name", name);
      set (venue, "street", PICK (words));
      set (venue, "city", PICK (words));
      if (g_test_rand_int_range (0, 4) > 0)
        {
          set_number (venue, "latitude", 40.5 + g_test_rand_double ());
          set_number (venue, "longitude", -74.5 + g_test_rand_double ());
        }
      if (g_test_rand_int_range (0, 3) == 0)
        set (venue, "step_free", "yes");
      g_ptr_array_add (records, venue);
      g_hash_table_insert (self->by_id, (gpointer) hr_record_get_id (venue), venue);
    }
  for (guint i = 0; i < N_MEETINGS; i++)
    {
      HrRecord *meeting = random_meeting (i);

      /* a series that ended before it began is no meeting */
      while (!hr_record_check (meeting, NULL))
        {
          hr_record_unref (meeting);
          meeting = random_meeting (i);
        }
      g_ptr_array_add (records, meeting);
      g_ptr_array_add (self->meetings, meeting);
    }
  for (guint i = 0; i < 40; i++)
    {
      HrRecord *exception = random_exception (i);

      g_ptr_array_add (records, exception);
      g_ptr_array_add (self->exceptions, exception);
    }
}

/* ---- the plain loop ---- */

typedef struct
{
  const HrRecord *record;
  gboolean has;
  HrOccurrence next;
  gboolean closed;
  double distance;
  char *folded;
} Answer;

static HrException *
to_exception (const HrRecord *record)
{
  HrException *self = hr_exception_new ();
  const char *state = hr_record_get (record, "state");

  self->id = g_strdup (hr_record_get_id (record));
  self->meeting_id = g_strdup (hr_record_get (record, "meeting"));
  self->venue_id = g_strdup (hr_record_get (record, "venue"));
  hr_date_parse (hr_record_get (record, "from"), &self->from);
  self->until = self->from;
  if (hr_record_get (record, "until") != NULL)
    hr_date_parse (hr_record_get (record, "until"), &self->until);
  self->state = strcmp (state, "moved") == 0   ? HR_OCCURRENCE_MOVED
                : strcmp (state, "extra") == 0 ? HR_OCCURRENCE_EXTRA
                                               : HR_OCCURRENCE_CANCELLED;
  if (hr_record_get (record, "new_start") != NULL)
    self->new_start_min = 13 * 60 + 30;
  return self;
}

static HrSchedule
to_schedule (const HrRecord *meeting)
{
  HrSchedule schedule = { .first = HR_DATE_NONE, .length_min = HR_LENGTH_ASSUMED_MIN };
  const char *start = hr_record_get (meeting, "start");
  const char *zone = hr_record_get (meeting, "timezone");

  g_assert_true (hr_rule_parse (hr_record_get (meeting, "rule"), &schedule.rule, NULL));
  schedule.zone = hr_zone_get (zone != NULL ? zone : "America/New_York");
  schedule.length_min = (gint16) hr_record_get_integer (meeting, "length", HR_LENGTH_ASSUMED_MIN);
  if (start != NULL)
    {
      g_autofree char *date = g_strndup (start, 10);

      hr_date_parse (date, &schedule.first);
      schedule.start_min = (gint16) (atoi (start + 11) * 60 + atoi (start + 14));
    }
  return schedule;
}

static gboolean
is_long_closed (const HrOccurrence *occurrence)
{
  return occurrence->state == HR_OCCURRENCE_CANCELLED && occurrence->exception != NULL
         && occurrence->exception->until - occurrence->exception->from >= 14;
}

static void
find_next (Directory *self, const HrQuery *query, Answer *answer)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) hr_exception_unref);
  HrSchedule schedule = to_schedule (answer->record);
  HrException *const *data = NULL;
  HrOccurrence later;

  for (guint i = 0; i < self->exceptions->len; i++)
    {
      const HrRecord *record = self->exceptions->pdata[i];
      const char *meeting = hr_record_get (record, "meeting");
      const char *venue = hr_record_get (record, "venue");

      if ((meeting != NULL && g_str_equal (meeting, hr_record_get_id (answer->record)))
          || (venue != NULL && g_strcmp0 (venue, hr_record_get (answer->record, "venue")) == 0))
        g_ptr_array_add (list, to_exception (record));
    }
  data = (HrException *const *) list->pdata;
  if (query->on_date != HR_DATE_NONE)
    {
      answer->has = hr_schedule_on (&schedule, data, list->len, query->on_date, &answer->next);
      return;
    }
  answer->has = hr_schedule_next (&schedule, data, list->len, query->at_s, TRUE, &answer->next);
  answer->closed = answer->has && is_long_closed (&answer->next);
  /* the first date that no closure of weeks covers */
  for (later = answer->next; answer->closed && hr_schedule_next (&schedule, data, list->len, later.end_s, TRUE, &later);)
    if (!is_long_closed (&later))
      {
        answer->closed = FALSE;
        answer->next = later;
      }
}

static gboolean
has_words (Directory *self, const HrRecord *meeting, const char *text)
{
  const HrRecord *venue = hr_record_get (meeting, "venue") != NULL
                              ? g_hash_table_lookup (self->by_id, hr_record_get (meeting, "venue"))
                              : NULL;
  g_autofree char *folded = hr_text_fold (text);
  g_auto (GStrv) wanted = g_strsplit (folded, " ", -1);
  g_auto (GStrv) list = hr_record_get_codes (meeting, "types");
  g_autoptr (GString) all = g_string_new (hr_record_get (meeting, "name"));
  g_autofree char *hay = NULL;
  g_auto (GStrv) have = NULL;

  g_string_append_printf (all, " %s ", hr_record_get (meeting, "notes") != NULL ? hr_record_get (meeting, "notes") : "");
  if (venue != NULL)
    g_string_append_printf (all, "%s %s %s ", hr_record_get (venue, "name"), hr_record_get (venue, "street"),
                            hr_record_get (venue, "city"));
  for (guint i = 0; list[i] != NULL; i++)
    for (guint k = 0; k < 2; k++)
      {
        const char *name = hr_vocabulary_get_name (self->vocabulary, hr_record_get (meeting, "fellowship"), list[i],
                                                   k == 0 ? "en" : "es");

        g_string_append_printf (all, "%s ", name != NULL ? name : "");
      }
  hay = hr_text_fold (all->str);
  have = g_strsplit (hay, " ", -1);
  for (guint i = 0; wanted[i] != NULL; i++)
    {
      gboolean found = FALSE;

      for (guint k = 0; have[k] != NULL && !found; k++)
        found = g_str_has_prefix (have[k], wanted[i]);
      if (!found)
        return FALSE;
    }
  return TRUE;
}

static gboolean
has_day (const HrRecord *meeting, guint days)
{
  HrSchedule schedule = to_schedule (meeting);
  HrDate date = schedule.first;

  if (date == HR_DATE_NONE)
    return FALSE;
  /* its own days: what an endless series without its limits would give in two years */
  schedule.rule.until = HR_DATE_NONE;
  for (int i = 0; i < 800; i++)
    {
      date = hr_rule_next (&schedule.rule, schedule.first, date);
      if (date == HR_DATE_NONE)
        return FALSE;
      if ((days >> hr_date_weekday (date) & 1) != 0)
        return TRUE;
      date++;
    }
  return FALSE;
}

static gboolean
fits_types (Directory *self, const HrRecord *meeting, const HrRecord *venue, const HrQuery *query)
{
  const char *fellowship = hr_record_get (meeting, "fellowship");
  g_auto (GStrv) list = hr_record_get_codes (meeting, "types");
  const char *const *view = (const char *const *) list;
  guint64 features = hr_vocabulary_features (self->vocabulary, fellowship, view);
  g_auto (GStrv) tags = hr_vocabulary_languages (self->vocabulary, fellowship, view);

  if (venue != NULL && hr_record_get_yes_no (venue, "step_free", FALSE))
    features |= HR_FEATURE_STEP_FREE;
  if ((features & query->features_all) != query->features_all)
    return FALSE;
  if (query->features_any != 0 && (features & query->features_any) == 0)
    return FALSE;
  if (query->fellowships != NULL && !g_strv_contains ((const char *const *) query->fellowships, fellowship))
    return FALSE;
  if (query->types != NULL && !g_strv_contains (view, query->types[0]))
    return FALSE;
  return query->languages == NULL || g_strv_contains ((const char *const *) tags, query->languages[0]);
}

static gboolean
fits (Directory *self, const HrQuery *query, Answer *answer)
{
  const HrRecord *meeting = answer->record;
  const char *venue_id = hr_record_get (meeting, "venue");
  const HrRecord *venue = venue_id != NULL ? g_hash_table_lookup (self->by_id, venue_id) : NULL;
  HrAttendance attendance = 0;
  HrDate date = 0;
  int minute = -1;

  hr_attendance_from_string (hr_record_get (meeting, "attendance"), &attendance);
  if (hr_record_get_yes_no (meeting, "retired", FALSE)
      || (!query->unpublished && !hr_record_get_yes_no (meeting, "published", TRUE)))
    return FALSE;
  if (query->attendance != 0 && (attendance & query->attendance) == 0)
    return FALSE;
  if (!fits_types (self, meeting, venue, query) || (query->venue != NULL && g_strcmp0 (query->venue, venue_id) != 0))
    return FALSE;
  if (query->text != NULL && !has_words (self, meeting, query->text))
    return FALSE;
  if (query->days != 0 && !has_day (meeting, query->days))
    return FALSE;
  find_next (self, query, answer);
  if ((query->on_date != HR_DATE_NONE && !answer->has) || (query->upcoming && (!answer->has || answer->closed)))
    return FALSE;
  if (answer->has)
    hr_zone_from_unix_s (hr_zone_get ("America/New_York"), answer->next.start_s, &date, &minute);
  else if (hr_record_get (meeting, "start") != NULL)
    minute = to_schedule (meeting).start_min;
  if (query->times != 0 && (minute < 0 || (hr_time_of_day (minute) & query->times) == 0))
    return FALSE;
  answer->distance = INFINITY;
  if (query->has_point && venue != NULL && attendance != HR_ATTENDANCE_ONLINE
      && !isnan (hr_record_get_coordinate (venue, "latitude")))
    answer->distance
        = hr_distance_m (query->latitude, query->longitude, hr_record_get_coordinate (venue, "latitude"),
                         hr_record_get_coordinate (venue, "longitude"));
  return !query->has_point || query->within_m <= 0.0 || answer->distance <= query->within_m;
}

static int
compare_cb (gconstpointer a, gconstpointer b, gpointer data)
{
  const Answer *x = a, *y = b;
  const HrQuery *query = data;
  gint64 start_x = x->has ? x->next.start_s : G_MAXINT64, start_y = y->has ? y->next.start_s : G_MAXINT64;
  int order = 0;

  if (query->sort == HR_SORT_DISTANCE && x->distance != y->distance)
    return x->distance < y->distance ? -1 : 1;
  if (query->sort != HR_SORT_NAME && start_x != start_y)
    return start_x < start_y ? -1 : 1;
  order = strcmp (x->folded, y->folded);
  return order != 0 ? order : strcmp (hr_record_get_id (x->record), hr_record_get_id (y->record));
}

static void
answer_clear (gpointer data)
{
  g_free (((Answer *) data)->folded);
}

static GArray *
ask_plainly (Directory *self, const HrQuery *query)
{
  GArray *answers = g_array_new (FALSE, TRUE, sizeof (Answer));

  g_array_set_clear_func (answers, answer_clear);
  for (guint i = 0; i < self->meetings->len; i++)
    {
      Answer answer = { .record = self->meetings->pdata[i] };

      if (!fits (self, query, &answer))
        continue;
      answer.folded = hr_text_fold (hr_record_get (answer.record, "name"));
      g_array_append_val (answers, answer);
    }
  g_array_sort_with_data (answers, compare_cb, (gpointer) query);
  return answers;
}

/* ---- questions ---- */

static char **
one (const char *text)
{
  char **list = g_new0 (char *, 2);

  list[0] = g_strdup (text);
  return list;
}

static char *
random_words (void)
{
  g_autofree char *word = g_strdup (PICK (words));
  g_autofree char *start = g_utf8_substring (word, 0, g_test_rand_int_range (1, (gint32) g_utf8_strlen (word, -1) + 1));

  return g_test_rand_bit () ? g_strdup_printf ("%s %s", start, PICK (words)) : g_steal_pointer (&start);
}

/* What the field of the search asks: how many there are is then known without a walk */
static HrQuery *
words_alone (HrQuery *query)
{
  query->text = random_words ();
  query->upcoming = g_test_rand_bit ();
  query->sort = PICK (((const HrSort[]) { HR_SORT_NEXT, HR_SORT_NAME }));
  query->offset = (guint) (g_test_rand_bit () ? 0 : g_test_rand_int_range (0, 40));
  query->limit = (guint) g_test_rand_int_range (0, 12);
  return query;
}

static HrQuery *
random_query (gint64 now)
{
  HrQuery *query = hr_query_new ();

  query->at_s = now + g_test_rand_int_range (-3, 4) * 5000;
  if (g_test_rand_int_range (0, 5) == 0)
    return words_alone (query);
  if (g_test_rand_int_range (0, 3) == 0)
    query->text = random_words ();
  if (g_test_rand_int_range (0, 4) == 0)
    query->days = (guint) g_test_rand_int_range (1, 128);
  if (g_test_rand_int_range (0, 4) == 0)
    query->on_date = hr_date_from_ymd (2026, 11, 23) + g_test_rand_int_range (-3, 15);
  if (g_test_rand_int_range (0, 4) == 0)
    query->times = (guint) g_test_rand_int_range (1, 32);
  if (g_test_rand_int_range (0, 4) == 0)
    query->fellowships = one (PICK (fellowships));
  if (g_test_rand_int_range (0, 4) == 0)
    query->attendance = (guint) g_test_rand_int_range (1, 16);
  if (g_test_rand_int_range (0, 8) == 0)
    query->languages = one ("es");
  if (g_test_rand_int_range (0, 6) == 0)
    query->features_all = HR_FEATURE_STEP_FREE;
  if (g_test_rand_int_range (0, 6) == 0)
    query->features_any = HR_FEATURE_WOMEN | HR_FEATURE_NEWCOMER;
  if (g_test_rand_int_range (0, 6) == 0)
    query->types = one (PICK (codes));
  if (g_test_rand_int_range (0, 6) == 0)
    query->venue = g_strdup ("v-03");
  query->upcoming = g_test_rand_int_range (0, 3) == 0;
  query->unpublished = g_test_rand_int_range (0, 4) == 0;
  if (g_test_rand_int_range (0, 3) == 0)
    {
      query->has_point = TRUE;
      query->latitude = 41.0;
      query->longitude = -74.0;
      query->within_m = g_test_rand_bit () ? 0 : g_test_rand_double_range (1000, 60000);
    }
  query->sort = PICK (((const HrSort[]) { HR_SORT_NEXT, HR_SORT_NEXT, HR_SORT_NAME, HR_SORT_DISTANCE }));
  if (query->sort == HR_SORT_DISTANCE && !query->has_point)
    query->sort = HR_SORT_NEXT;
  query->offset = (guint) (g_test_rand_bit () ? 0 : g_test_rand_int_range (0, 40));
  query->limit = (guint) g_test_rand_int_range (0, 30);
  return query;
}

static void
compare (Directory *self, const HrQuery *query)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HrResults) results = hr_store_find (self->store, query, &error);
  g_autoptr (GArray) answers = ask_plainly (self, query);
  guint rest = answers->len > query->offset ? answers->len - query->offset : 0;

  g_assert_no_error (error);
  g_assert_cmpuint (results->total, ==, answers->len);
  g_assert_cmpuint (results->meetings->len, ==, query->limit != 0 ? MIN (rest, query->limit) : rest);
  for (guint i = 0; i < results->meetings->len; i++)
    {
      const HrMeeting *meeting = results->meetings->pdata[i];
      const Answer *answer = &g_array_index (answers, Answer, query->offset + i);

      g_assert_cmpstr (meeting->id, ==, hr_record_get_id (answer->record));
      g_assert_cmpint (meeting->has_next, ==, answer->has);
      if (!answer->has)
        continue;
      g_assert_cmpint (meeting->next.start_s, ==, answer->next.start_s);
      g_assert_cmpint (meeting->next.state, ==, answer->next.state);
      g_assert_null (meeting->next.exception);
    }
}

/* ---- edits: the index follows them without being read anew ---- */

static void
edit (Directory *self, HrEditVerb verb, HrRecord *record, const char *const *fields, const char *const *values)
{
  HrEdit change = { verb, hr_record_get_kind (record), hr_record_get_id (record), fields, values };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = hr_store_edit (self->store, &change, 1, "test", &error);

  g_assert_no_error (error);
  for (guint i = 0; verb != HR_EDIT_ADD && fields != NULL && fields[i] != NULL; i++)
    set (record, fields[i], values[i]);
}

/* A new thing, as the record says; the test's list keeps it alive. */
static void
add_record (Directory *self, HrRecord *record)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();
  g_autoptr (GPtrArray) values = g_ptr_array_new ();
  guint n = 0;
  const HrField *all = hr_kind_get_fields (hr_record_get_kind (record), &n);

  for (guint i = 0; i < n; i++)
    if (hr_record_get_nth (record, i) != NULL)
      {
        g_ptr_array_add (fields, (gpointer) all[i].name);
        g_ptr_array_add (values, (gpointer) hr_record_get_nth (record, i));
      }
  g_ptr_array_add (fields, NULL);
  g_ptr_array_add (values, NULL);
  edit (self, HR_EDIT_ADD, record, (const char *const *) fields->pdata, (const char *const *) values->pdata);
  g_ptr_array_add (self->made, record);
}

static gboolean
is_of_retired (Directory *self, const HrRecord *exception)
{
  const char *id = hr_record_get (exception, "meeting");

  for (guint i = 0; i < self->meetings->len; i++)
    if (g_strcmp0 (hr_record_get_id (self->meetings->pdata[i]), id) == 0)
      return hr_record_get_yes_no (self->meetings->pdata[i], "retired", FALSE);
  return FALSE;
}

static void
random_edit (Directory *self, guint i)
{
  HrRecord *meeting = self->meetings->pdata[g_test_rand_int_range (0, (gint32) self->meetings->len)];
  g_autofree char *name = random_name ();
  g_autofree char *venue_id = g_strdup_printf ("v-%02d", g_test_rand_int_range (0, N_VENUES));
  const char *const renamed[] = { "name", "notes", "attendance", NULL };
  const char *const moved[] = { "latitude", "longitude", "step_free", NULL };
  const char *const here[] = { "41.01", "-74.01", "yes", NULL };
  const char *const place[] = { "venue", NULL };
  const char *const places[] = { venue_id, NULL };
  const char *const names[] = { name, "edited hope", "hybrid", NULL };
  HrRecord *record = NULL;

  switch (g_test_rand_int_range (0, 6))
    {
    case 0:
      edit (self, HR_EDIT_SET, meeting, renamed, names);
      break;
    case 1:
      edit (self, HR_EDIT_SET, g_hash_table_lookup (self->by_id, venue_id), moved, here);
      break;
    case 2:
      if (hr_record_get_yes_no (meeting, "retired", FALSE))
        edit (self, HR_EDIT_RESTORE, meeting, NULL, NULL);
      else
        edit (self, HR_EDIT_RETIRE, meeting, NULL, NULL);
      set (meeting, "retired", hr_record_get_yes_no (meeting, "retired", FALSE) ? NULL : "yes");
      break;
    case 3:
      record = random_exception (1000 + i);
      /* nobody can say anything of a meeting that was withdrawn */
      while (is_of_retired (self, record))
        {
          hr_record_unref (record);
          record = random_exception (1000 + i);
        }
      add_record (self, record);
      g_ptr_array_add (self->exceptions, record);
      break;
    case 4:
      record = random_meeting (200 + i);
      while (!hr_record_check (record, NULL))
        {
          hr_record_unref (record);
          record = random_meeting (200 + i);
        }
      add_record (self, record);
      g_ptr_array_add (self->meetings, record);
      break;
    default:
      edit (self, HR_EDIT_SET, meeting, place, places);
    }
}

static void
directory_open (Directory *self)
{
  g_autoptr (GBytes) bytes = g_resources_lookup_data ("/org/handrail/data/vocabulary/types.tsv", 0, NULL);
  g_autoptr (GError) error = NULL;

  g_setenv ("TZ", "America/New_York", TRUE);
  self->folder = hr_test_make_folder ();
  self->clock = hr_clock_new_parse (HR_TEST_NOW, &error);
  self->vocabulary = hr_vocabulary_new (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error);
  self->store = hr_store_new (self->folder, self->vocabulary, self->clock);
  self->meetings = g_ptr_array_new ();
  self->exceptions = g_ptr_array_new ();
  self->made = g_ptr_array_new_with_free_func ((GDestroyNotify) hr_record_unref);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  g_assert_true (hr_store_create (self->store, &error));
}

static void
test_search (void)
{
  Directory self = { 0 };
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) hr_record_unref);
  g_autoptr (GError) error = NULL;
  gint64 now = 0;

  directory_open (&self);
  make_records (&self, records);
  hr_store_add_all (self.store, records, "test", &error);
  g_assert_no_error (error);
  for (guint i = 0; i < N_QUERIES; i++)
    {
      g_autoptr (HrQuery) query = NULL;

      now = hr_clock_now_s (self.clock);
      query = random_query (now);
      compare (&self, query);
      if (i % 10 == 9)
        hr_clock_advance_s (self.clock, g_test_rand_int_range (60, 40000));
      if (i % 5 == 4)
        random_edit (&self, i);
    }
  g_clear_object (&self.store);
  g_clear_object (&self.clock);
  hr_vocabulary_unref (self.vocabulary);
  g_ptr_array_unref (self.meetings);
  g_ptr_array_unref (self.exceptions);
  g_ptr_array_unref (self.made);
  g_hash_table_unref (self.by_id);
  hr_test_remove_folder (self.folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/property/search", test_search);
  return g_test_run ();
}
