/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the listings can be trusted: how long ago they were checked, where they came from, days without a meeting. */
#define G_LOG_DOMAIN "handrail-service"

#include "handrail/store/hr-store-desk.h"
#include "handrail/store/hr-store-survey.h"
#include "hr-health-private.h"

#include <glib/gi18n-lib.h>

#define FEED_OLD_DAYS 30

typedef struct
{
  HrHealth *health;
  HrHealthTexts texts;
  GHashTable *feeds; /* id → day of its last reading, as a pointer */
  guint published, unpublished;
  guint amber, call_first, never;
} Survey;

static HrDate
date_of_ms (HrHealth *health, gint64 ms)
{
  HrDate date = HR_DATE_NONE;
  int minute = 0;

  hr_zone_from_unix_s (health->zone, ms / 1000, &date, &minute);
  return date;
}

/* The center may have days of its own. */
static int
site_days (const HrHealth *health, const char *field, int usual)
{
  return health->site != NULL ? (int)hr_record_get_integer (health->site, field, usual) : usual;
}

/* A meeting that nobody checked is as old as the last reading of its feed. */
static void
count_age (Survey *self, const HrSurveyMeeting *meeting)
{
  HrDate checked = meeting->verified;
  gpointer day = NULL;

  if (checked == HR_DATE_NONE && meeting->source != NULL
      && g_hash_table_lookup_extended (self->feeds, meeting->source, NULL, &day))
    checked = (HrDate)GPOINTER_TO_INT (day);
  if (checked == HR_DATE_NONE)
    self->never++;
  else if (self->health->today - checked > site_days (self->health, "call_days", HR_STALE_CALL_DAYS))
    self->call_first++;
  else if (self->health->today - checked > site_days (self->health, "stale_days", HR_STALE_AMBER_DAYS))
    self->amber++;
}

static void
survey_cb (const HrSurveyMeeting *meeting, gpointer user_data)
{
  Survey *self = user_data;

  if (!meeting->published)
    {
      self->unpublished++;
      return;
    }
  self->published++;
  if (self->health->today != HR_DATE_NONE)
    count_age (self, meeting);
  hr_health_texts_take_translated (&self->texts, HR_KIND_MEETING, meeting->id, "first_time", meeting->first_time);
  /* what a feed says is not ours to write anew */
  if (meeting->source == NULL)
    hr_health_texts_take_note (&self->texts, HR_KIND_MEETING, meeting->id, "notes", meeting->notes);
  hr_health_texts_take_contact (&self->texts, HR_KIND_MEETING, meeting->id, HR_FORM_URL, "conference_url",
                                meeting->conference_url);
  hr_health_texts_take_contact (&self->texts, HR_KIND_MEETING, meeting->id, HR_FORM_PHONE, "conference_phone",
                                meeting->conference_phone);
  hr_health_texts_take_contact (&self->texts, HR_KIND_MEETING, meeting->id, HR_FORM_URL, "website", meeting->website);
}

static void
report_ages (Survey *self)
{
  static const char *const stale = "listings meeting stale";
  HrHealth *health = self->health;

  if (self->call_first > 0)
    {
      hr_health_add (
          health, "listings", HR_HEALTH_ATTENTION,
          _ ("Meetings last checked over %d days ago: %u. Visitors read \"Please call first\". Call the groups, then set "
             "\"verified\" to the day."),
          site_days (health, "call_days", HR_STALE_CALL_DAYS), self->call_first);
      hr_health_offer (health, stale);
    }
  if (self->amber > 0)
    {
      hr_health_add (health, "listings", HR_HEALTH_ATTENTION,
                     _ ("Meetings last checked over %d days ago: %u. Check whether they still hold."),
                     site_days (health, "stale_days", HR_STALE_AMBER_DAYS), self->amber);
      hr_health_offer (health, stale);
    }
  if (self->never > 0)
    {
      hr_health_add (health, "listings", HR_HEALTH_ATTENTION,
                     _ ("Meetings without a day on which they were last checked: %u."), self->never);
      hr_health_offer (health, stale);
    }
}

static void
report_feeds (HrHealth *health, GPtrArray *sources)
{
  for (guint i = 0; i < sources->len; i++)
    {
      const HrSurveySource *source = g_ptr_array_index (sources, i);
      int days = 0;

      if (source->read_ms == 0)
        {
          hr_health_add (health, "feeds", HR_HEALTH_OK,
                         _ ("The feed \"%s\" has %u meetings. It is not known when it was read."), source->name,
                         source->meetings);
          continue;
        }
      if (health->today == HR_DATE_NONE)
        continue;
      days = (int)MAX (health->today - date_of_ms (health, source->read_ms), 0);
      if (days > FEED_OLD_DAYS)
        hr_health_add (health, "feeds", HR_HEALTH_ATTENTION,
                       _ ("The feed \"%s\" has %u meetings; it was last read %d days ago. Read it again."),
                       source->name, source->meetings, days);
      else
        hr_health_add (health, "feeds", HR_HEALTH_OK,
                       _ ("The feed \"%s\" has %u meetings; it was last read %d days ago."), source->name,
                       source->meetings, days);
    }
}

/* Whether anything takes place on @date: 1 yes, 0 no, -1 could not be read. A few rows are enough to see one that is not
 * cancelled. */
static int
find_any_on (HrStore *store, HrDate date, GError **error)
{
  g_autoptr (HrQuery) query = hr_query_new ();

  query->on_date = date;
  g_autoptr (HrResults) results = hr_store_find (store, query, error);
  for (guint i = 0; results != NULL && i < results->meetings->len; i++)
    {
      const HrMeeting *meeting = g_ptr_array_index (results->meetings, i);

      if (meeting->has_next && meeting->next.state != HR_OCCURRENCE_CANCELLED)
        return 1;
    }
  return results != NULL ? 0 : -1;
}

static void
check_weekdays (HrHealth *health)
{
  static const char *const sentences[] = {
    N_ ("In the coming week there is no meeting on Sundays."),
    N_ ("In the coming week there is no meeting on Mondays."),
    N_ ("In the coming week there is no meeting on Tuesdays."),
    N_ ("In the coming week there is no meeting on Wednesdays."),
    N_ ("In the coming week there is no meeting on Thursdays."),
    N_ ("In the coming week there is no meeting on Fridays."),
    N_ ("In the coming week there is no meeting on Saturdays."),
  };
  g_autoptr (GError) error = NULL;
  HrDate today = health->today;
  HrDate sunday = today + (7 - hr_date_weekday (today)) % 7;
  int any = 1;

  for (guint day = 0; day < G_N_ELEMENTS (sentences) && any >= 0; day++)
    {
      /* the coming week, in the order of its names */
      HrDate date = sunday + (HrDate)day;

      any = find_any_on (health->store, date >= today + 7 ? date - 7 : date, &error);
      if (any == 0)
        hr_health_add (health, "listings", HR_HEALTH_ATTENTION, "%s", _ (sentences[day]));
    }
  if (any < 0)
    hr_health_add (health, "listings", HR_HEALTH_TROUBLE, _ ("The coming week could not be read: %s"), error->message);
}

static gboolean
survey (Survey *self, GPtrArray **ret_sources, GError **error)
{
  *ret_sources = hr_store_survey_sources (self->health->store, error);
  if (*ret_sources == NULL)
    return FALSE;
  for (guint i = 0; i < (*ret_sources)->len; i++)
    {
      HrSurveySource *source = g_ptr_array_index (*ret_sources, i);

      if (source->read_ms > 0)
        g_hash_table_insert (self->feeds, source->id,
                             GINT_TO_POINTER ((int)date_of_ms (self->health, source->read_ms)));
    }
  return hr_store_survey_meetings (self->health->store, survey_cb, self, error)
         && hr_health_texts_take_records (&self->texts, error);
}

static void
report (Survey *self, GPtrArray *sources)
{
  HrHealth *health = self->health;

  if (self->published == 0)
    hr_health_add (health, "listings", HR_HEALTH_ATTENTION,
                   _ ("There are no published meetings. Read a feed with \"handrailctl import FILE\"."));
  else
    hr_health_add (health, "listings", HR_HEALTH_OK, _ ("Published meetings: %u."), self->published);
  if (self->unpublished > 0)
    {
      hr_health_add (health, "listings", HR_HEALTH_ATTENTION,
                     _ ("Meetings that are not published: %u. \"handrailctl meetings --unpublished\" lists them too."),
                     self->unpublished);
      hr_health_offer (health, "listings meeting unpublished");
    }
  report_ages (self);
  if (self->published > 0 && health->today != HR_DATE_NONE)
    check_weekdays (health);
  report_feeds (health, sources);
}

void
hr_health_check_listings (HrHealth *health)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sources = NULL;
  g_autoptr (GHashTable) feeds = g_hash_table_new (g_str_hash, g_str_equal);
  Survey self = { .health = health, .feeds = feeds };

  if (!health->open)
    {
      hr_health_add (health, "listings", HR_HEALTH_TROUBLE,
                     _ ("The listings cannot be read while the database does not open."));
      return;
    }
  hr_health_texts_begin (&self.texts, health);
  if (survey (&self, &sources, &error))
    report (&self, sources);
  else
    hr_health_add (health, "listings", HR_HEALTH_TROUBLE, _ ("The listings could not be read: %s"), error->message);
  hr_health_texts_end (&self.texts);
}
