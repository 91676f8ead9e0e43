/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of a list at the desk is said in its language: every sentence about the real feeds, and about broken ones, is another one in Spanish,
 * and has no English word left beside what it quotes from the list. */
#include "handrail/core/hr-error.h"
#include "handrail/feed/hr-feed.h"
#include "handrail/service/hr-language.h"
#include "hr-test.h"

#include <string.h>

/* Words without which there is hardly an English sentence, and which are no Spanish ones */
static const char *const english[] = { "the", "is",   "was",  "and",   "this",   "there", "with",    "which", "it",     "of",   "out",
                                       "than", "more", "has",  "needs", "record", "field", "meeting", "file",  "missing", "left", "read" };

static HrFeed *
read_in (const char *language, const char *data, gsize length, GError **error)
{
  g_autoptr (GBytes) types = g_resources_lookup_data ("/org/handrail/data/vocabulary/types.tsv", 0, NULL);
  g_autoptr (HrVocabulary) vocabulary = hr_vocabulary_new (g_bytes_get_data (types, NULL), g_bytes_get_size (types), NULL);
  const HrFeedOptions options = { .format = HR_FEED_AUTO, .timezone = "America/New_York", .vocabulary = vocabulary };

  g_assert_nonnull (vocabulary);
  hr_language_set (language);
  return hr_feed_read (data, length, &options, error);
}

/* Without what stands in quotes, and without names of fields (those have a line in them, or stand as the list has them) */
static char *
strip_quoted (const char *text)
{
  static GRegex *quoted = NULL;

  if (quoted == NULL)
    quoted = g_regex_new ("\"[^\"]*\"|“[^”]*”|JSON válido: .*", G_REGEX_OPTIMIZE, 0, NULL);
  return g_regex_replace_literal (quoted, text, -1, 0, "", 0, NULL);
}

static void
check (const char *file, const char *en, const char *es)
{
  g_autofree char *own = strip_quoted (es);
  g_auto (GStrv) words = NULL;

  if (g_str_equal (en, es))
    g_error ("%s: said in English only: %s", file, en);
  g_strdelimit (own, ".,;:()?", ' ');
  words = g_strsplit (own, " ", -1);
  for (guint i = 0; i < G_N_ELEMENTS (english); i++)
    if (g_strv_contains ((const char *const *)words, english[i]))
      g_error ("%s: “%s” in: %s", file, english[i], es);
}

static guint
check_notes (const char *file, GPtrArray *en, GPtrArray *es)
{
  g_assert_cmpuint (en->len, ==, es->len);
  for (guint i = 0; i < en->len; i++)
    check (file, ((const HrFeedNote *)en->pdata[i])->text, ((const HrFeedNote *)es->pdata[i])->text);
  return en->len;
}

/* Returns: how many sentences there were */
static guint
check_file (const char *path)
{
  g_autofree char *data = NULL;
  g_autoptr (GError) en_error = NULL;
  g_autoptr (GError) es_error = NULL;
  g_autoptr (HrFeed) en = NULL;
  g_autoptr (HrFeed) es = NULL;
  gsize length = 0;

  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  en = read_in ("en", data, length, &en_error);
  es = read_in ("es", data, length, &es_error);
  g_assert_true ((en == NULL) == (es == NULL));
  if (en == NULL)
    {
      check (path, en_error->message, es_error->message);
      return 1;
    }
  return check_notes (path, en->repaired, es->repaired) + check_notes (path, en->rejected, es->rejected);
}

static guint
check_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  g_assert_nonnull (dir);
  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_REGULAR) && !g_str_has_suffix (name, ".expected"))
        n += check_file (path);
    }
  return n;
}

static void
test_real (void)
{
  g_autofree char *feeds = g_test_build_filename (G_TEST_DIST, "golden", "feeds", NULL);
  g_autofree char *tables = g_build_filename (feeds, "tables", NULL);

  g_assert_cmpuint (check_folder (feeds), >, 100);
  check_folder (tables);
}

static void
test_broken (void)
{
  static const char *const targets[] = { "fuzz-feed", "fuzz-csv", "fuzz-ics" };

  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "fuzz", "corpus", targets[i], NULL);

      g_assert_cmpuint (check_folder (folder), >, 3);
    }
}

/* Whatever the list says wrong, once each */
static void
test_each (void)
{
  static const char feed[]
      = "[1,\"x\",null,{},"
        "{\"slug\":\"a\",\"name\":\"A\",\"day\":9,\"time\":\"25:00\",\"end_time\":\"x\",\"timezone\":\"Mars/Base\",\"types\":{\"0\":\"O\",\"1\":\"C\"}},"
        "{\"slug\":\"a\",\"name\":\"B\",\"day\":7,\"time\":\"24:00\",\"latitude\":0,\"longitude\":0,\"types\":\"?\",\"website\":\"no place\"},"
        "{\"name\":\"\",\"slug\":\"c\",\"day\":\"Monday 7pm\",\"time\":0.5,\"conference_phone\":\"call Bob\",\"coordinates\":\"999,999\"},"
        "{\"name\":\"D\",\"day\":1,\"time\":\"19:00\",\"end_time\":\"18:00\",\"attendance_option\":\"moon\",\"approximate\":\"maybe\"},"
        "{\"name\":\"E\",\"slug\":\"e\",\"day\":1,\"end_time\":\"20:00\",\"formatted_address\":{\"a\":1},\"notes\":\"<b>x</b>\",\"notes\":\"y\"},"
        "{\"name\":\"F\",\"slug\":\"f\",\"time\":\"19:00\",\"duration\":9999,\"languages\":\"Klingon\",\"archived\":true},"
        "{\"name\":\"G (suspended)\",\"slug\":\"g\",\"day\":1,\"time\":\"19:00 EST\",\"types\":[\"O\",\"C\",3],\"published\":0}]";
  g_autofree char *folder = hr_test_make_folder ();
  g_autofree char *path = hr_test_write_file (folder, "each.json", feed);

  g_assert_cmpuint (check_file (path), >, 25);
  hr_test_remove_folder (g_steal_pointer (&folder));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  hr_language_init (NULL);
  g_test_add_func ("/feed-words/real", test_real);
  g_test_add_func ("/feed-words/broken", test_broken);
  g_test_add_func ("/feed-words/each", test_each);
  return g_test_run ();
}
