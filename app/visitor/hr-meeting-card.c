/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-visitor"

#include "hr-meeting-card-private.h"

#include "handrail/core/hr-record.h"
#include "handrail/core/hr-vocabulary.h"
#include "handrail/service/hr-words.h"
#include "hr-visitor-labels-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MAX_BADGES 3
/* Unless the center says otherwise */
#define CALL_DAYS 180
/* Badges of one line: longer words would push a card over the edge of the page */
#define MAX_BADGE_CHARS 36

char *
hr_meeting_card_place (HrMeeting *meeting)
{
  if (meeting->attendance == HR_ATTENDANCE_ONLINE)
    return hr_words_attendance (HR_ATTENDANCE_ONLINE);
  if (meeting->venue_name != NULL)
    return g_strdup (meeting->venue_name);
  if (meeting->address != NULL)
    return g_strdup (meeting->address);
  return g_strdup (meeting->city);
}

char *
hr_meeting_start_words (HrMeeting *meeting, const HrZone *zone)
{
  HrDate date;
  int minute;

  if (meeting->schedule.first == HR_DATE_NONE)
    return NULL;
  if (!meeting->has_next)
    return hr_words_time (meeting->schedule.start_min);
  hr_zone_from_unix_s (zone, meeting->next.start_s, &date, &minute);
  return hr_words_time (minute);
}

static char *
join (const char *a, const char *b)
{
  if (a != NULL && b != NULL)
    return g_strdup_printf ("%s · %s", a, b);
  return g_strdup (a != NULL ? a : b);
}

/* In the order in which they matter to a person who asks "may I come?" */
static const guint64 badge_features[] = {
  HR_FEATURE_OPEN,      HR_FEATURE_WOMEN,           HR_FEATURE_MEN,        HR_FEATURE_LGBTQ,
  HR_FEATURE_YOUNG,     HR_FEATURE_SENIORS,         HR_FEATURE_FAMILY,     HR_FEATURE_TRANS_NONBINARY,
  HR_FEATURE_STEP_FREE, HR_FEATURE_PEOPLE_OF_COLOR, HR_FEATURE_INDIGENOUS, HR_FEATURE_SIGN_LANGUAGE,
  HR_FEATURE_NEWCOMER,  HR_FEATURE_SECULAR,         HR_FEATURE_CHILD_CARE, HR_FEATURE_HEARING,
  HR_FEATURE_PROOF,     HR_FEATURE_DUAL_DIAGNOSIS,
};

typedef struct
{
  GStrvBuilder *words;
  guint n;
  glong chars;
} Badges;

static void
add_badge (Badges *badges, const char *name)
{
  glong chars = g_utf8_strlen (name, -1);

  if (badges->n >= MAX_BADGES || badges->chars + chars > MAX_BADGE_CHARS)
    return;
  g_strv_builder_add (badges->words, name);
  badges->n++;
  badges->chars += chars;
}

gboolean
hr_meeting_is_to_call_first (HrMeeting *meeting, HrVisitorContext *context)
{
  HrRecord *site = context->directory != NULL ? hr_directory_get_site (context->directory) : NULL;
  gint64 days = site != NULL ? hr_record_get_integer (site, "call_days", CALL_DAYS) : CALL_DAYS;

  return meeting->verified != HR_DATE_NONE && hr_directory_today (context->directory) - meeting->verified > days;
}

static char **
make_badges (HrMeeting *meeting, HrVisitorContext *context)
{
  HrVocabulary *vocabulary = hr_directory_get_vocabulary (context->directory);
  const char *language = hr_session_get_language (context->session);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  Badges badges = { words, 0, 0 };

  if (hr_meeting_is_to_call_first (meeting, context))
    /* Translators: on the card of a meeting that nobody has checked for long; short */
    add_badge (&badges, _ ("Please call first"));
  for (guint i = 0; meeting->languages != NULL && meeting->languages[i] != NULL; i++)
    {
      const char *name = hr_vocabulary_language_name (vocabulary, meeting->languages[i], language);

      /* The language of the country goes without saying */
      if (name != NULL && !g_str_has_prefix (meeting->languages[i], "en"))
        add_badge (&badges, name);
    }
  for (guint i = 0; i < G_N_ELEMENTS (badge_features); i++)
    {
      g_autofree char *name = NULL;

      if ((meeting->features & badge_features[i]) == 0)
        continue;
      name = hr_words_feature (badge_features[i]);
      add_badge (&badges, name);
    }
  return g_strv_builder_end (words);
}

static gboolean
has_state (HrMeeting *meeting, HrOccurrenceState state)
{
  return meeting->has_next && meeting->next.state == state;
}

/* What a person must not miss, short enough for the largest text; %NULL when all is as usual */
static char *
make_notice (HrMeeting *meeting)
{
  if (meeting->attendance == HR_ATTENDANCE_INACTIVE)
    return hr_words_attendance (HR_ATTENDANCE_INACTIVE);
  if (has_state (meeting, HR_OCCURRENCE_CANCELLED))
    return g_strdup (_ ("Not meeting this time."));
  if (has_state (meeting, HR_OCCURRENCE_MOVED))
    return g_strdup (_ ("Moved this time."));
  return NULL;
}

/* Why, or where to instead: below the notice */
static char *
make_reason (HrMeeting *meeting, const char *language)
{
  if (has_state (meeting, HR_OCCURRENCE_MOVED) && meeting->next_place != NULL)
    /* Translators: a meeting is at another place this time: which */
    return g_strdup_printf (_ ("New place: %s"), meeting->next_place);
  if (has_state (meeting, HR_OCCURRENCE_CANCELLED) || has_state (meeting, HR_OCCURRENCE_MOVED))
    return hr_visitor_pick (meeting->next_note, language);
  return NULL;
}

/* Where, how far, and both ways: one line */
static char *
make_place (HrMeeting *meeting, HrMeetingCardParts parts)
{
  g_autofree char *place = hr_meeting_card_place (meeting);
  g_autofree char *both = NULL;
  g_autofree char *distance = NULL;

  if (meeting->attendance == HR_ATTENDANCE_HYBRID)
    {
      g_autofree char *online = hr_words_attendance (HR_ATTENDANCE_ONLINE);

      both = join (place, online);
    }
  if (!(parts & HR_MEETING_CARD_NO_DISTANCE) && !isnan (meeting->distance_m))
    distance = hr_words_distance (meeting->distance_m);
  return join (distance, both != NULL ? both : place);
}

static char *
make_trail (HrMeeting *meeting, HrVisitorContext *context)
{
  gint64 now_s = hr_clock_now_s (context->clock);

  if (!meeting->has_next)
    return hr_words_rule (&meeting->schedule);
  if (has_state (meeting, HR_OCCURRENCE_CANCELLED))
    return NULL;
  /* Until when is said on its own page */
  if (meeting->next.start_s <= now_s && now_s < meeting->next.end_s)
    return g_strdup (_ ("On now"));
  return hr_words_until (&meeting->next, now_s, hr_directory_get_zone (context->directory));
}

void
hr_meeting_card_fill (HrCard *card, HrMeeting *meeting, HrVisitorContext *context, HrMeetingCardParts parts)
{
  const char *language = hr_session_get_language (context->session);
  g_autofree char *lead = hr_meeting_start_words (meeting, hr_directory_get_zone (context->directory));
  g_autofree char *place = make_place (meeting, parts);
  g_autofree char *notice = make_notice (meeting);
  g_autofree char *reason = make_reason (meeting, language);
  g_autofree char *call = NULL;
  const char *line = notice != NULL ? notice : meeting->fellowship_name;
  g_autofree char *usual = notice != NULL ? join (meeting->fellowship_name, place) : g_strdup (place);
  g_autofree char *trail = make_trail (meeting, context);
  g_auto (GStrv) badges = NULL;

  if (notice == NULL && !(parts & HR_MEETING_CARD_NO_BADGES))
    badges = make_badges (meeting, context);
  else if (notice == NULL && hr_meeting_is_to_call_first (meeting, context))
    line = call = join (_ ("Please call first"), meeting->fellowship_name);

  hr_card_set_lead (card, lead);
  hr_card_set_title (card, meeting->name);
  hr_card_set_line (card, line);
  hr_card_set_detail (card, reason != NULL ? reason : usual);
  hr_card_set_trail (card, trail);
  hr_card_set_badges (card, (const char *const *) badges);
  if (meeting->attendance == HR_ATTENDANCE_INACTIVE)
    hr_card_set_tone (card, "quiet");
  else if (has_state (meeting, HR_OCCURRENCE_CANCELLED) || has_state (meeting, HR_OCCURRENCE_MOVED))
    hr_card_set_tone (card, "notice");
  else
    hr_card_set_tone (card, "plain");
}
