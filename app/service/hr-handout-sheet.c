/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages about one meeting: to take along, and to count heads on. */
#define G_LOG_DOMAIN "handrail-service"

#include "hr-handouts-private.h"

#include "handrail/service/hr-words.h"

#include <glib/gi18n-lib.h>

#define EMPTY_DATES 8
#define NOTE_LINES 3

static void
text (HrHandoutEntries *self, const char *words)
{
  if (words != NULL && *words != '\0')
    hr_handout_add_text (self->handout, HR_HANDOUT_TONE_PLAIN, words);
}

static void
paragraphs (HrHandoutEntries *self, const char *words)
{
  g_auto (GStrv) lines = g_strsplit (words != NULL ? words : "", "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    text (self, g_strstrip (lines[i]));
}

static void
write_who (HrHandoutEntries *self, const HrMeeting *meeting)
{
  if ((meeting->features & (HR_FEATURE_OPEN | HR_FEATURE_CLOSED)) == 0)
    return;
  hr_handout_begin (self->handout, 2, _ ("Who it is for"), NULL);
  if (meeting->features & HR_FEATURE_OPEN)
    text (self, _ ("Open: everyone is welcome. Family and friends may come too."));
  else
    text (self, _ ("Closed: for people who share what this group is about, or think that they may."));
}

static void
write_first_time (HrHandoutEntries *self)
{
  hr_handout_begin (self->handout, 2, _ ("First time?"), NULL);
  text (self, _ ("You are welcome. You can just listen. You do not have to talk."));
  text (self, _ ("You do not have to sign up or give your last name. You can leave at any time."));
}

void
hr_handout_sheet_write (HrHandoutEntries *self, HrMeeting *meeting)
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new ();
  for (guint i = 0; i < self->facts->dates->len; i++)
    if (((HrMeetingDate *)g_ptr_array_index (self->facts->dates, i))->occurrence.state != HR_OCCURRENCE_PLANNED)
      g_ptr_array_add (changes, g_ptr_array_index (self->facts->dates, i));
  hr_handout_entries_add_meeting (self, meeting, changes, TRUE, TRUE);
  write_who (self, meeting);
  write_first_time (self);
  if (meeting->notes != NULL || meeting->group_notes != NULL)
    hr_handout_begin (self->handout, 2, _ ("More about it"), NULL);
  paragraphs (self, meeting->notes);
  paragraphs (self, meeting->group_notes);
}

/* How many came, and never who. */
void
hr_handout_sheet_write_facilitator (HrHandoutEntries *self, HrMeeting *meeting)
{
  hr_handout_add_text (self->handout, HR_HANDOUT_TONE_PLAIN,
                       _ ("Write down how many people came, and nothing else: no names. Then give this sheet to the front desk."));
  if (meeting == NULL)
    hr_handout_add_lines (self->handout, _ ("Meeting"), 1);
  else
    hr_handout_entries_add_meeting (self, meeting, NULL, TRUE, FALSE);
  for (guint i = 0; i < EMPTY_DATES; i++)
    {
      const HrMeetingDate *date = i < self->facts->dates->len ? g_ptr_array_index (self->facts->dates, i) : NULL;
      HrDate day;
      int minute;
      if (date == NULL && meeting != NULL)
        break;
      if (date == NULL)
        {
          hr_handout_add_lines (self->handout, _ ("Date, and how many came"), 1);
          continue;
        }
      hr_zone_from_unix_s (self->facts->zone, date->occurrence.start_s, &day, &minute);
      g_autofree char *words = hr_words_date (day);
      hr_handout_add_lines (self->handout, words, 1);
    }
  hr_handout_begin (self->handout, 2, _ ("Notes"), NULL);
  hr_handout_add_lines (self->handout, NULL, NOTE_LINES);
}
