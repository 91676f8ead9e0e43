/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-core"

#include "handrail/core/hr-field-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define M HR_PLACE_MAIN
#define O HR_PLACE_ONLINE
#define R HR_PLACE_MORE
#define H HR_PLACE_HIDDEN

/* Translators: from here on names of the fields of the desk's forms, and a line below each that says what to write */
static const HrFieldWords fellowship_words[] = {
  { "name", N_ ("Name"), N_ ("As it calls itself."), M, TRUE },
  { "short_name", N_ ("Short name"), N_ ("Its letters, such as AA."), M, TRUE },
  { "line", N_ ("In one sentence"), N_ ("What it is, without praise."), M, TRUE },
  { "website", N_ ("Web page"), N_ ("Begins with https://"), M, FALSE },
  { "phone", N_ ("Phone"), N_ ("With area code."), M, FALSE },
  { "way", N_ ("Way"), N_ ("\"Help me choose\" asks for it. Empty: no one can say."), M, FALSE },
  { "audience", N_ ("Who meets"), N_ ("People for themselves, or family and friends."), M, FALSE },
  { "more", N_ ("More about this group"), N_ ("A few sentences: what a meeting is like."), M, TRUE },
};

static const HrFieldWords venue_words[] = {
  { "name", N_ ("Name"), N_ ("What stands at the door, or the room."), M, TRUE },
  { "address", N_ ("Address"), N_ ("The whole address as people write it."), M, TRUE },
  { "step_free", N_ ("Step-free"), N_ ("Can a person who uses a wheelchair get in?"), M, FALSE },
  { "notes", N_ ("How to find it"), N_ ("Entrance, bell, parking, bus."), M, TRUE },
  { "capacity", N_ ("Seats"), N_ ("How many people the room holds."), R, FALSE },
  { "street", N_ ("Street and number"), N_ ("Only when the whole address is not written above."), R, TRUE },
  { "city", N_ ("City"), N_ ("The lobby groups places by it."), R, TRUE },
  { "state", N_ ("State"), N_ ("Two letters, such as NY."), R, FALSE },
  { "postal_code", N_ ("ZIP code"), N_ ("Five digits."), R, FALSE },
  { "country", N_ ("Country"), N_ ("Two letters, such as US."), R, FALSE },
  { "region", N_ ("Part of town"), N_ ("From large to small: Bronx > Fordham."), R, TRUE },
  { "latitude", N_ ("Latitude"), N_ ("In degrees, such as 40.7128. Together with the longitude."), R, FALSE },
  { "longitude", N_ ("Longitude"), N_ ("In degrees, such as -74.006. West of London it is below zero."), R, FALSE },
  { "approximate", N_ ("Only the area is known"), N_ ("Yes when the point on the map is not the door."), R, FALSE },
};

static const HrFieldWords group_words[] = {
  { "name", N_ ("Name"), N_ ("As the group calls itself."), M, TRUE },
  { "fellowship", N_ ("Fellowship"), N_ ("The one that it belongs to."), M, FALSE },
  { "slips", N_ ("Signs court papers"),
    N_ ("Does the group sign a paper that says a person was there? With “Yes” the lobby may offer slips, where Settings allow them."), M, FALSE },
  { "notes", N_ ("Notes"), N_ ("What visitors should know of the group."), M, TRUE },
  { "website", N_ ("Web page"), N_ ("Begins with https://"), M, FALSE },
  { "phone", N_ ("Phone"), N_ ("Of the group, never of one person."), M, FALSE },
};

static const HrFieldWords meeting_words[] = {
  { "name", N_ ("Name"), N_ ("As people know it."), M, TRUE },
  { "fellowship", N_ ("Fellowship"), N_ ("The one that it belongs to."), M, FALSE },
  { "group", N_ ("Group"), N_ ("When a group holds several meetings."), M, FALSE },
  { "attendance", N_ ("How people come"), N_ ("\"Not meeting right now\" keeps it in the list with that note."), M, FALSE },
  { "venue", N_ ("Place"), N_ ("The room or house. A place can hold many meetings."), M, FALSE },
  { "rule", N_ ("When"), N_ ("Several days are one entry when all else is the same."), M, FALSE },
  { "start", N_ ("First day and time"), N_ ("The first time that it takes place."), M, FALSE },
  { "length", N_ ("Length in minutes"), N_ ("Empty: an hour is assumed."), M, FALSE },
  { "types", N_ ("What it is like"), N_ ("The fellowship's own list."), M, FALSE },
  { "notes", N_ ("Notes"), N_ ("What visitors should know."), M, TRUE },
  { "first_time", N_ ("For the first time"), N_ ("What happens when somebody comes for the first time."), M, TRUE },
  { "conference_url", N_ ("Link to join"), N_ ("Begins with https://"), O, FALSE },
  { "conference_url_notes", N_ ("How to join by link"), N_ ("Such as the passcode."), O, TRUE },
  { "conference_phone", N_ ("Number to join"), N_ ("With area code; a code may follow after a comma."), O, FALSE },
  { "conference_phone_notes", N_ ("How to join by phone"), N_ ("Such as the code to dial."), O, TRUE },
  { "published", N_ ("Shown in the lobby"), N_ ("\"No\" hides it without retiring it."), R, FALSE },
  { "sign_in", N_ ("People sign in here"),
    N_ ("Not said: a new meeting does as all others of its group; else as Settings say, under “This screen”."), R, FALSE },
  { "capacity", N_ ("Seats"), N_ ("When it is fewer than the place has."), R, FALSE },
  { "website", N_ ("Web page"), N_ ("Begins with https://"), R, FALSE },
  { "timezone", N_ ("Time zone"), N_ ("Only for an online meeting of another zone."), R, FALSE },
  { "slug", N_ ("Short address"), N_ ("Letters, digits and hyphens. Empty: made of the name."), R, FALSE },
};

static const HrFieldWords exception_words[] = {
  { "meeting", N_ ("Meeting"), N_ ("Either a meeting or a place."), M, FALSE },
  { "venue", N_ ("Closed place"), N_ ("All meetings there are cancelled on these days."), M, FALSE },
  { "state", N_ ("What happens"), N_ ("A place can only be closed: cancelled."), M, FALSE },
  { "from", N_ ("First day"), N_ ("The day that the meeting would be on; of an extra one, its day."), M, FALSE },
  { "until", N_ ("Last day"), N_ ("Empty: that one day only."), M, FALSE },
  { "new_date", N_ ("New day"), N_ ("When it is moved to another day."), M, FALSE },
  { "new_start", N_ ("New time"), N_ ("When it begins at another time."), M, FALSE },
  { "new_length", N_ ("New length in minutes"), N_ ("When it is longer or shorter."), M, FALSE },
  { "new_venue", N_ ("New place"), N_ ("When it is somewhere else."), M, FALSE },
  { "note", N_ ("Reason"), N_ ("The lobby shows it."), M, TRUE },
};

static const HrFieldWords type_words[] = {
  { "fellowship", N_ ("Fellowship"), N_ ("The same letters mean other things elsewhere."), M, FALSE },
  { "code", N_ ("Letters"), N_ ("As in the fellowship's list, such as BE."), M, FALSE },
  { "names", N_ ("Name"), N_ ("What visitors read."), M, TRUE },
  { "feature", N_ ("Filter"), N_ ("Which filter of the lobby finds it."), M, FALSE },
  { "language", N_ ("Spoken language"), N_ ("For a type that names one: es, pt-BR."), R, FALSE },
};

static const HrFieldWords resource_words[] = {
  { "name", N_ ("Name"), N_ ("Who gives the help."), M, TRUE },
  { "need", N_ ("What for"), N_ ("The heading it stands under."), M, FALSE },
  { "line", N_ ("In one sentence"), N_ ("What a person gets there."), M, TRUE },
  { "phone", N_ ("Phone"), N_ ("With area code."), M, FALSE },
  { "website", N_ ("Web page"), N_ ("Begins with https://"), M, FALSE },
  { "address", N_ ("Address"), N_ ("The whole address as people write it."), M, TRUE },
  { "hours", N_ ("Hours"), N_ ("When somebody is there."), M, TRUE },
  { "languages", N_ ("Languages spoken"), N_ ("Of the people who help."), M, FALSE },
  { "position", N_ ("Order"), N_ ("Smaller numbers come first."), R, FALSE },
  { "opening", N_ ("Opening hours"), N_ ("For \"open now\": Mo-Fr 09:00-17:00; Sa 10:00-12:00."), M, FALSE },
  { "latitude", N_ ("Latitude"), N_ ("In degrees, such as 40.7128. Together with the longitude."), R, FALSE },
  { "longitude", N_ ("Longitude"), N_ ("In degrees, such as -74.006. West of London it is below zero."), R, FALSE },
  { "cost", N_ ("Cost"), N_ ("Such as: free."), M, TRUE },
};

static const HrFieldWords site_words[] = {
  { "name", N_ ("Name"), N_ ("Of the center."), M, TRUE },
  { "timezone", N_ ("Time zone"), N_ ("The clock on the wall of this house."), M, FALSE },
  { "languages", N_ ("Languages"), N_ ("Of the lobby, the first one first."), M, FALSE },
  { "address", N_ ("Address"), N_ ("Meetings at it are this house's own."), M, TRUE },
  { "phone", N_ ("Phone"), N_ ("Of the front desk."), M, FALSE },
  { "venue", N_ ("Place"), N_ ("This house in the list of places."), M, FALSE },
  { "welcome", N_ ("Welcome"), N_ ("The lobby's first words."), M, TRUE },
  { "front_desk", N_ ("Where the front desk is"), N_ ("Such as: to your left, by the window."), M, TRUE },
  { "naloxone", N_ ("Where naloxone is"), N_ ("Shown under Help now."), M, TRUE },
  { "help_1_name", N_ ("Help line 1"), N_ ("Your own line, shown under Help now."), M, TRUE },
  { "help_1_phone", N_ ("Number of help line 1"), N_ ("With area code."), M, FALSE },
  { "help_1_hours", N_ ("Hours of help line 1"), N_ ("When somebody answers."), M, TRUE },
  { "help_2_name", N_ ("Help line 2"), N_ ("Your own line, shown under Help now."), R, TRUE },
  { "help_2_phone", N_ ("Number of help line 2"), N_ ("With area code."), R, FALSE },
  { "help_2_hours", N_ ("Hours of help line 2"), N_ ("When somebody answers."), R, TRUE },
  { "help_3_name", N_ ("Help line 3"), N_ ("Your own line, shown under Help now."), R, TRUE },
  { "help_3_phone", N_ ("Number of help line 3"), N_ ("With area code."), R, FALSE },
  { "help_3_hours", N_ ("Hours of help line 3"), N_ ("When somebody answers."), R, TRUE },
  { "latitude", N_ ("Latitude"), N_ ("In degrees, such as 40.7128. Together with the longitude."), R, FALSE },
  { "longitude", N_ ("Longitude"), N_ ("In degrees, such as -74.006. West of London it is below zero."), R, FALSE },
  { "count_threshold", N_ ("Smallest number shown"), N_ ("Counts below it are hidden. Empty: 11."), R, FALSE },
  { "paper", N_ ("Paper"), N_ ("What the printer holds."), R, FALSE },
  { "stale_days", N_ ("Days until \"check it\""), N_ ("Empty: 90."), R, FALSE },
  { "call_days", N_ ("Days until \"please call first\""), N_ ("Empty: 180."), R, FALSE },
  { "treatment", N_ ("How to reach your professionals"), N_ ("The lobby shows it beside peer support: nurses, counselors, doctors."), M, TRUE },
  { "treatment_phone", N_ ("Number of your professionals"), N_ ("With area code."), M, FALSE },
};

static const HrFieldWords source_words[] = {
  { "name", N_ ("Name"), N_ ("Of the feed, such as the area."), M, FALSE },
  { "format", N_ ("Format"), N_ ("What the file is written in."), M, FALSE },
  { "fellowship", N_ ("Fellowship"), N_ ("Of all its meetings."), M, FALSE },
};

static const HrFieldWords announcement_words[] = {
  { "title", N_ ("Title"), N_ ("A few words."), M, TRUE },
  { "text", N_ ("Text"), N_ ("One or two sentences."), M, TRUE },
  { "from", N_ ("First day"), N_ ("The lobby shows it from this day on."), M, FALSE },
  { "until", N_ ("Last day"), N_ ("It goes away by itself after this day."), M, FALSE },
};

static const HrFieldWords program_words[] = {
  { "name", N_ ("Name"), N_ ("As people know it."), M, TRUE },
  { "form", N_ ("Form"), N_ ("Coaching in a group, with one coach, or a program of the community."), M, FALSE },
  { "line", N_ ("In one sentence"), N_ ("What it is."), M, TRUE },
  { "for_whom", N_ ("Who it is for"), N_ ("Such as: everyone who wants a plan for the next months."), M, TRUE },
  { "decide", N_ ("What each person decides"), N_ ("Such as: your goals, your pace, who is told."), M, TRUE },
  { "area", N_ ("About"), N_ ("Of a community program."), M, FALSE },
  { "start", N_ ("First day"), N_ ("Of the round that runs now or comes next."), M, FALSE },
  { "weeks", N_ ("Weeks"), N_ ("How many weeks it takes. Empty: no end."), M, FALSE },
  { "hours", N_ ("Day and time"), N_ ("Such as: Tu 17:30-19:00."), M, FALSE },
  { "venue", N_ ("Place"), N_ ("The room or house."), M, FALSE },
  { "place", N_ ("Place in words"), N_ ("When it is not in the list of places, such as: online."), M, TRUE },
  { "places", N_ ("Number of places"), N_ ("How many people it takes."), M, FALSE },
  { "places_left", N_ ("Places left"), N_ ("Keep it true: the lobby shows it."), M, FALSE },
  { "next_intake", N_ ("Next intake"), N_ ("When new people can begin."), M, FALSE },
  { "cost", N_ ("Cost"), N_ ("Such as: free."), M, TRUE },
  { "ask", N_ ("How to get a place"), N_ ("Such as: ask at the front desk."), M, TRUE },
  { "phone", N_ ("Phone"), N_ ("With area code."), M, FALSE },
  { "website", N_ ("Web page"), N_ ("Begins with https://"), M, FALSE },
  { "languages", N_ ("Languages spoken"), N_ ("Of the program."), M, FALSE },
  { "way", N_ ("Way"), N_ ("\"Help me choose\" asks for it. Empty: no one can say."), R, FALSE },
  { "position", N_ ("Order"), N_ ("Smaller numbers come first."), R, FALSE },
};

static const HrFieldWords peer_words[] = {
  { "name", N_ ("First name or alias"), N_ ("Never the last name."), M, TRUE },
  { "role", N_ ("Role"), N_ ("A peer, or a trained coach."), M, FALSE },
  { "about", N_ ("What they know from their own life"), N_ ("In their own words, as they agreed."), M, TRUE },
  { "languages", N_ ("Languages spoken"), N_ ("Of this person."), M, FALSE },
  { "hours", N_ ("Here on"), N_ ("Days and hours, such as: Mo,We 10:00-14:00."), M, FALSE },
  { "in_person", N_ ("In person"), N_ ("Can visitors meet them here?"), M, FALSE },
  { "by_phone", N_ ("By phone"), N_ ("Can visitors talk with them on the phone?"), M, FALSE },
  { "by_video", N_ ("By video"), N_ ("Can visitors see them on a screen?"), M, FALSE },
  { "place", N_ ("Where in the house"), N_ ("Such as: the Quiet Room. Empty: the front desk calls them."), M, TRUE },
  { "phone", N_ ("Phone"), N_ ("Of the center or a work phone, never a private one."), M, FALSE },
  { "website", N_ ("Link for video"), N_ ("Begins with https://"), M, FALSE },
  { "consent", N_ ("Agreed on"), N_ ("The day on which the person agreed to be shown."), M, FALSE },
  { "consent_until", N_ ("Agreed until"), N_ ("After this day the person is shown nowhere any more."), M, FALSE },
  { "position", N_ ("Order"), N_ ("Smaller numbers come first."), R, FALSE },
};

static const HrFieldWords story_words[] = {
  { "title", N_ ("Title"), N_ ("A few words."), M, TRUE },
  { "text", N_ ("Story"), N_ ("Short, in the person's own words."), M, TRUE },
  { "name", N_ ("First name or alias"), N_ ("Never the last name."), M, TRUE },
  { "consent", N_ ("Agreed on"), N_ ("The day on which the person agreed to share it."), M, FALSE },
  { "consent_until", N_ ("Agreed until"), N_ ("After this day the story is shown nowhere any more."), M, FALSE },
  { "position", N_ ("Order"), N_ ("Smaller numbers come first."), R, FALSE },
};

static const HrFieldWords article_words[] = {
  { "title", N_ ("Title"), N_ ("What it is about."), M, TRUE },
  { "language", N_ ("Language"), N_ ("Short name: en, es. One entry for each language."), M, FALSE },
  { "page", N_ ("Page"), N_ ("The same small letters in all languages, such as first-meeting."), M, FALSE },
  { "line", N_ ("In one sentence"), N_ ("Stands below the title."), M, TRUE },
  { "text", N_ ("Text"), N_ ("Short paragraphs. A line that begins with ## is a heading, with - a list."), M, TRUE },
  { "sources", N_ ("Sources"), N_ ("Stand on the last line."), M, TRUE },
  { "position", N_ ("Order"), N_ ("Smaller numbers come first."), R, FALSE },
};

#define ROWS(words) { words, G_N_ELEMENTS (words) }

static const struct
{
  const HrFieldWords *words;
  guint n;
} kinds[HR_N_KINDS] = {
  [HR_KIND_FELLOWSHIP] = ROWS (fellowship_words), [HR_KIND_VENUE] = ROWS (venue_words),
  [HR_KIND_GROUP] = ROWS (group_words),           [HR_KIND_MEETING] = ROWS (meeting_words),
  [HR_KIND_EXCEPTION] = ROWS (exception_words),   [HR_KIND_TYPE] = ROWS (type_words),
  [HR_KIND_RESOURCE] = ROWS (resource_words),     [HR_KIND_SITE] = ROWS (site_words),
  [HR_KIND_SOURCE] = ROWS (source_words),         [HR_KIND_ANNOUNCEMENT] = ROWS (announcement_words),
  [HR_KIND_PROGRAM] = ROWS (program_words),       [HR_KIND_PEER] = ROWS (peer_words),
  [HR_KIND_STORY] = ROWS (story_words),           [HR_KIND_ARTICLE] = ROWS (article_words),
};

static const struct
{
  const char *one, *many, *fresh;
} names[HR_N_KINDS] = {
  [HR_KIND_FELLOWSHIP] = { N_ ("Fellowship"), N_ ("Fellowships"), N_ ("New fellowship") },
  [HR_KIND_VENUE] = { N_ ("Place"), N_ ("Places"), N_ ("New place") },
  [HR_KIND_GROUP] = { N_ ("Group"), N_ ("Groups"), N_ ("New group") },
  [HR_KIND_MEETING] = { N_ ("Meeting"), N_ ("Meetings"), N_ ("New meeting") },
  [HR_KIND_EXCEPTION] = { N_ ("Change of dates"), N_ ("Changes of dates"), N_ ("New change of dates") },
  [HR_KIND_TYPE] = { N_ ("Type"), N_ ("Types"), N_ ("New type") },
  [HR_KIND_RESOURCE] = { N_ ("Resource"), N_ ("Resources"), N_ ("New resource") },
  [HR_KIND_SITE] = { N_ ("This center"), N_ ("This center"), N_ ("This center") },
  [HR_KIND_SOURCE] = { N_ ("Feed"), N_ ("Feeds"), N_ ("New feed") },
  [HR_KIND_ANNOUNCEMENT] = { N_ ("Announcement"), N_ ("Announcements"), N_ ("New announcement") },
  [HR_KIND_PROGRAM] = { N_ ("Program"), N_ ("Programs"), N_ ("New program") },
  [HR_KIND_PEER] = { N_ ("Peer or coach"), N_ ("Peers and coaches"), N_ ("New peer or coach") },
  [HR_KIND_STORY] = { N_ ("Story"), N_ ("Stories"), N_ ("New story") },
  [HR_KIND_ARTICLE] = { N_ ("Learn page"), N_ ("Learn pages"), N_ ("New Learn page") },
};

static const struct
{
  const char *field, *choice, *words;
} choices[] = {
  { "attendance", "in_person", N_ ("In person") },
  { "attendance", "online", N_ ("Online") },
  { "attendance", "hybrid", N_ ("In person and online") },
  { "attendance", "inactive", N_ ("Not meeting right now") },
  { "slips", "yes", N_ ("Yes") },
  { "slips", "no", N_ ("No") },
  { "slips", "ask", N_ ("Ask first") },
  { "state", "cancelled", N_ ("Cancelled") },
  { "state", "moved", N_ ("Moved") },
  { "state", "extra", N_ ("Extra") },
  { "format", "meeting-guide", "Meeting Guide" },
  { "format", "bmlt", "BMLT" },
  { "paper", "letter", N_ ("Letter") },
  { "paper", "a4", "A4" },
  { "need", "housing", N_ ("Housing") },
  { "need", "food", N_ ("Food") },
  { "need", "rides", N_ ("Rides") },
  { "need", "work", N_ ("Work") },
  { "need", "court", N_ ("Court papers") },
  { "need", "family", N_ ("Family") },
  { "need", "naloxone", N_ ("Naloxone") },
  { "need", "treatment", N_ ("Treatment") },
  { "need", "phone", N_ ("Phone") },
  { "way", "spiritual", N_ ("Spiritual") },
  { "way", "religious", N_ ("Religious") },
  { "way", "non_religious", N_ ("Not religious") },
  { "audience", "own", N_ ("People for themselves") },
  { "audience", "family", N_ ("Family and friends") },
  { "audience", "both", N_ ("Both") },
  { "form", "group", N_ ("Coaching in a group") },
  { "form", "one_on_one", N_ ("Coaching one-on-one") },
  { "form", "community", N_ ("Community program") },
  { "area", "housing", N_ ("Housing") },
  { "area", "work", N_ ("Work") },
  { "area", "daily", N_ ("Daily life") },
  { "role", "peer", N_ ("Peer") },
  { "role", "coach", N_ ("Coach") },
};

/* What hr_record_check() says, by its beginning, for those who never saw a field's name */
static const struct
{
  const char *core, *words;
} checks[] = {
  { "The fields \"latitude\" and \"longitude\" belong together", N_ ("Latitude and longitude belong together: fill in both, or none.") },
  { "The field \"rule\" says how", N_ ("Choose the first day and the time, or \"By appointment\".") },
  { "The field \"rule\" gives no date", N_ ("With these days the meeting would never take place: check the first day and the last one.") },
  { "An exception speaks of one meeting", N_ ("Choose a meeting or a closed place, and not both.") },
  { "The field \"until\" is before", N_ ("The last day is before the first day: change one of them.") },
  { "A venue can only be closed", N_ ("A place can only be closed: choose \"Cancelled\", or choose a meeting instead.") },
  { "What is cancelled has no new", N_ ("What is cancelled has no new day, time or place: take these off, or choose \"Moved\".") },
  { "The exception moves nothing", N_ ("Choose a new day, time, length or place.") },
  { "An extra meeting takes place on", N_ ("An extra meeting takes place on its first day: take off the new day.") },
  { "A new date is for one day", N_ ("A new day is for one day only: take off the last day.") },
  { "The field \"opening\": Hours are", N_ ("Opening hours: write them like Mo-Fr 09:00-17:00; Sa 10:00-12:00, or 24/7.") },
  { "The field \"hours\": Hours are", N_ ("Days and times: write them like Mo-Fr 09:00-17:00; Sa 10:00-12:00, or 24/7.") },
  { "The field \"consent_until\" is before", N_ ("\"Agreed until\" is before \"Agreed on\": change one of them.") },
  { "The field \"places_left\" is larger", N_ ("There are more places left than places: check both numbers.") },
  { "The field \"page\" needs", N_ ("Page: write small letters, digits and hyphens, such as first-meeting.") },
  { "There is one site", N_ ("There is one center only: change that one.") },
  { "The field \"call_days\" is smaller", N_ ("\"Please call first\" comes after \"check it\": write a larger number of days.") },
  { "The field \"feature\" needs", N_ ("Choose one of the filters from the list.") },
  { "The field \"language\" needs", N_ ("Spoken language: write its short name, such as es.") },
};

const HrFieldWords *
hr_field_words_list (HrKind kind, guint *ret_n)
{
  g_return_val_if_fail (kind < HR_N_KINDS, NULL);

  *ret_n = kinds[kind].n;
  return kinds[kind].words;
}

const HrFieldWords *
hr_field_words_get (HrKind kind, const char *field)
{
  g_return_val_if_fail (kind < HR_N_KINDS, NULL);

  for (guint i = 0; i < kinds[kind].n; i++)
    if (g_strcmp0 (kinds[kind].words[i].name, field) == 0)
      return &kinds[kind].words[i];
  return NULL;
}

const char *
hr_field_words_label (HrKind kind, const char *field)
{
  static const struct
  {
    const char *name, *label;
  } common[] = {
    { "scope", N_ ("Belongs to") },
    { "verified", N_ ("Last checked") },
    { "source", N_ ("Feed") },
    { "source_key", N_ ("Number in the feed") },
    { "retired", N_ ("Retired") },
  };
  const HrFieldWords *words = hr_field_words_get (kind, field);

  if (words != NULL)
    return _ (words->label);
  for (gsize i = 0; i < G_N_ELEMENTS (common); i++)
    if (g_strcmp0 (common[i].name, field) == 0)
      return _ (common[i].label);
  return field;
}

const char *
hr_field_words_kind (HrKind kind)
{
  g_return_val_if_fail (kind < HR_N_KINDS, "");
  return _ (names[kind].one);
}

const char *
hr_field_words_plural (HrKind kind)
{
  g_return_val_if_fail (kind < HR_N_KINDS, "");
  return _ (names[kind].many);
}

const char *
hr_field_words_new (HrKind kind)
{
  g_return_val_if_fail (kind < HR_N_KINDS, "");
  return _ (names[kind].fresh);
}

const char *
hr_field_words_choice (HrKind kind, const char *field, const char *choice)
{
  for (gsize i = 0; i < G_N_ELEMENTS (choices); i++)
    if (g_strcmp0 (choices[i].field, field) == 0 && g_strcmp0 (choices[i].choice, choice) == 0)
      return _ (choices[i].words);
  return NULL;
}

static char *
what_to_write (const HrField *field, const char *label)
{
  switch (field->form)
    {
    case HR_FORM_INTEGER:
      return g_strdup_printf (_ ("%s: write a whole number from %d to %d."), label, field->minimum, field->maximum);
    case HR_FORM_COORDINATE:
      return g_strdup_printf (_ ("%s: write degrees with a point, such as 40.7128, from %d to %d."), label, field->minimum, field->maximum);
    case HR_FORM_YES_NO:
    case HR_FORM_CHOICE:
    case HR_FORM_REF:
      return g_strdup_printf (_ ("%s: choose one from the list."), label);
    case HR_FORM_DATE:
      return g_strdup_printf (_ ("%s: choose a day."), label);
    case HR_FORM_TIME:
      return g_strdup_printf (_ ("%s: write a time such as 7:30 PM."), label);
    case HR_FORM_DATE_TIME:
      return g_strdup_printf (_ ("%s: choose a day, and write a time such as 7:30 PM."), label);
    case HR_FORM_ZONE:
      return g_strdup_printf (_ ("%s: choose a time zone that this device knows."), label);
    case HR_FORM_URL:
      return g_strdup_printf (_ ("%s: write a web address that begins with https:// and has no spaces."), label);
    case HR_FORM_PHONE:
      return g_strdup_printf (_ ("%s: write at least three digits; letters cannot be dialed."), label);
    case HR_FORM_RULE:
      return g_strdup_printf (_ ("%s: choose the days again."), label);
    case HR_FORM_LINE:
    case HR_FORM_TEXT:
    case HR_FORM_TRANSLATED:
    case HR_FORM_CODES:
    default:
      return g_strdup_printf (_ ("%s: this cannot be kept as it is written. Write it in plain letters."), label);
    }
}

char *
hr_field_words_refuse (HrKind kind, const char *field, const char *value)
{
  int number = hr_kind_find_field (kind, field);
  const HrField *row;

  g_return_val_if_fail (number >= 0, NULL);

  row = &hr_kind_get_fields (kind, NULL)[number];
  if (value != NULL && strlen (value) > row->max_bytes)
    return g_strdup_printf (_ ("%s: this is too long. Keep it under %u letters."), hr_field_words_label (kind, field), row->max_bytes);
  return what_to_write (row, hr_field_words_label (kind, field));
}

char *
hr_field_words_check (const HrRecord *record)
{
  HrKind kind = hr_record_get_kind (record);
  g_autoptr (GString) missing = g_string_new (NULL);
  g_autoptr (HrRecord) whole = hr_record_copy (record);
  g_autoptr (GError) error = NULL;
  guint n;
  const HrField *fields = hr_kind_get_fields (kind, &n);

  /* the store makes a short address of the name */
  for (guint i = 0; i < n; i++)
    if (fields[i].required && hr_record_get_nth (record, i) == NULL && g_strcmp0 (fields[i].name, "slug") != 0)
      g_string_append_printf (missing, "%s%s", missing->len > 0 ? ", " : "", hr_field_words_label (kind, fields[i].name));
  if (missing->len > 0)
    return g_strdup_printf (_ ("Still missing: %s."), missing->str);
  if (kind == HR_KIND_MEETING && hr_record_get (whole, "slug") == NULL)
    hr_record_take_canonical (whole, (guint) hr_kind_find_field (kind, "slug"), g_strdup ("new"));
  if (hr_record_check (whole, &error))
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (checks); i++)
    if (g_str_has_prefix (error->message, checks[i].core))
      return g_strdup (_ (checks[i].words));
  return g_strdup (error->message);
}
