/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a calendar: an error with a place, or records that hold. */
#include "handrail/feed/hr-feed.h"

#include <string.h>

#include "fuzz-private.h"

static const char types[] = "aa\tO\topen\t\t\ten=Open\tes=Abierta\n"
                            "aa\tC\tclosed\t\t\ten=Closed\n"
                            "aa\tS\t\tes\t\ten=Spanish\n"
                            "aa\tTC\tclosed-temporarily\t\t\ten=Location Temporarily Closed\n"
                            "na\tB\tnewcomer\t\tBEG\ten=Beginners\n"
                            "na\tVM\tonline\t\tVM\ten=Virtual Meeting\n"
                            "na\tES\t\tes\tLANG\ten=Spanish\n";

static void
check_row (const HrFeedRow *row)
{
  g_assert (row->key != NULL && row->key[0] != '\0');
  g_assert (hr_record_check (row->meeting, NULL));
  g_assert (row->venue == NULL || row->venue_key != NULL);
  g_assert (row->group == NULL || row->group_key != NULL);
  for (guint i = 0; row->exceptions != NULL && i < row->exceptions->len; i++)
    {
      HrRecord *exception = hr_record_copy (row->exceptions->pdata[i]);

      g_assert (hr_record_set (exception, "meeting", "m-1", NULL) && hr_record_check (exception, NULL));
      hr_record_unref (exception);
    }
  for (guint k = 0; k < 3; k++)
    {
      const HrRecord *record = k == 0 ? row->meeting : k == 1 ? row->venue : row->group;
      guint n = 0;
      const HrField *fields = record != NULL ? hr_kind_get_fields (hr_record_get_kind (record), &n) : NULL;
      g_autoptr (HrRecord) copy = record != NULL ? hr_record_new (hr_record_get_kind (record), NULL) : NULL;

      for (guint i = 0; i < n; i++)
        {
          const char *value = hr_record_get_nth (record, i);

          /* what was taken as canonical is canonical */
          g_assert (hr_record_set (copy, fields[i].name, value, NULL));
          g_assert (g_strcmp0 (hr_record_get_nth (copy, i), value) == 0);
          g_assert (value == NULL || g_utf8_validate (value, -1, NULL));
        }
    }
}

static void
check_feed (HrFeed *feed)
{
  GHashTable *keys = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert (feed->format != HR_FEED_AUTO);
  g_assert (feed->records == feed->rows->len + feed->rejected->len);
  for (guint i = 0; i < feed->rows->len; i++)
    {
      check_row (feed->rows->pdata[i]);
      g_assert (g_hash_table_add (keys, ((HrFeedRow *)feed->rows->pdata[i])->key));
    }
  for (guint i = 0; i < feed->repaired->len; i++)
    {
      const HrFeedNote *note = feed->repaired->pdata[i];

      g_assert (note->record >= 1 && note->record <= feed->records);
      g_assert (note->name != NULL && g_utf8_validate (note->text, -1, NULL));
    }
  for (guint i = 0; i < feed->types->len; i++)
    g_assert (hr_record_check (feed->types->pdata[i], NULL));
  g_hash_table_unref (keys);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static HrVocabulary *vocabulary;

  if (vocabulary == NULL)
    vocabulary = hr_vocabulary_new (types, strlen (types), NULL);
  for (guint i = 0; i < 2; i++)
    {
      HrFeedOptions options = { .format = i == 0 ? HR_FEED_AUTO : HR_FEED_ICS,
                                .timezone = "America/New_York",
                                .vocabulary = vocabulary };
      g_autoptr (GError) error = NULL;
      g_autoptr (HrFeed) feed = hr_feed_read ((const char *)data, size, &options, &error);

      g_assert ((feed == NULL) == (error != NULL));
      if (feed != NULL)
        check_feed (feed);
      else
        g_assert (g_utf8_validate (error->message, -1, NULL));
    }
  return 0;
}
