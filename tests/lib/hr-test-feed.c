/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-test"

#include "hr-test-feed.h"

#include "handrail/core/hr-error.h"

#include <gio/gio.h>
#include <string.h>

HrVocabulary *
hr_test_vocabulary (void)
{
  static HrVocabulary *vocabulary;

  if (vocabulary == NULL)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes =
          g_resources_lookup_data ("/org/handrail/data/vocabulary/types.tsv", G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

      g_assert_no_error (error);
      vocabulary = hr_vocabulary_new (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error);
      g_assert_no_error (error);
    }
  return vocabulary;
}

HrFeed *
hr_test_read_feed (const char *text, const char *fellowship)
{
  g_autoptr (GError) error = NULL;
  HrFeedOptions options = { .fellowship = fellowship,
                            .timezone = "America/New_York",
                            .vocabulary = hr_test_vocabulary () };
  HrFeed *feed = hr_feed_read (text, strlen (text), &options, &error);

  g_assert_no_error (error);
  g_assert_nonnull (feed);
  g_assert_cmpuint (feed->records, ==, feed->rows->len + feed->rejected->len);
  return feed;
}

HrFeed *
hr_test_read_meeting (const char *fields)
{
  g_autofree char *text = g_strdup_printf ("[{%s}]", fields);
  g_autoptr (GError) error = NULL;
  HrFeedOptions options = { .format = HR_FEED_MEETING_GUIDE,
                            .timezone = "America/New_York",
                            .vocabulary = hr_test_vocabulary () };
  HrFeed *feed = hr_feed_read (text, strlen (text), &options, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (feed->rows->len, ==, 1);
  return feed;
}

char *
hr_test_read_error (const char *data, gssize length, int code)
{
  g_autoptr (GError) error = NULL;
  HrFeedOptions options = { .timezone = "America/New_York", .vocabulary = hr_test_vocabulary () };
  g_autoptr (HrFeed) feed = hr_feed_read (data, length < 0 ? strlen (data) : (gsize)length, &options, &error);

  g_assert_null (feed);
  g_assert_error (error, HR_ERROR, code);
  return g_strdup (error->message);
}

HrFeedRow *
hr_test_row (HrFeed *feed, guint index)
{
  g_assert_cmpuint (index, <, feed->rows->len);
  return feed->rows->pdata[index];
}

gboolean
hr_test_has_note (GPtrArray *notes, guint record, const char *part)
{
  for (guint i = 0; i < notes->len; i++)
    {
      const HrFeedNote *note = notes->pdata[i];

      if ((record == 0 || note->record == record) && strstr (note->text, part) != NULL)
        return TRUE;
    }
  return FALSE;
}

void
hr_test_append_record (GString *text, const HrRecord *record)
{
  guint n;
  const HrField *fields;
  const char *kind;

  if (record == NULL)
    return;
  fields = hr_kind_get_fields (hr_record_get_kind (record), &n);
  kind = hr_kind_get_name (hr_record_get_kind (record));
  if (hr_record_get_id (record) != NULL)
    g_string_append_printf (text, "%s.id: %s\n", kind, hr_record_get_id (record));
  for (guint i = 0; i < n; i++)
    {
      const char *value = hr_record_get_nth (record, i);

      if (value == NULL)
        continue;
      g_string_append_printf (text, "%s.%s: ", kind, fields[i].name);
      for (const char *p = value; *p != '\0'; p++)
        if (*p == '\n')
          g_string_append (text, "\\n");
        else
          g_string_append_c (text, *p);
      g_string_append_c (text, '\n');
    }
}
