/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random words looked for among random things: found is what a plain look at every word finds, whatever the order of the words. */
#include "handrail/core/hr-text.h"
#include "handrail/service/hr-finder.h"
#include "hr-test.h"

#include <string.h>

#define N_THINGS 60
#define N_QUESTIONS 400

static const char *const words[] = { "Oak",    "Café",  "O'Neil", "step",   "St. Mary", "women's", "Ünder",  "12",     "naïve",
                                     "Straße", "house", "hope",   "sunrise", "José",    "rides",   "night",  "a",      "garden-path" };

#define PICK(list) ((list)[g_test_rand_int_range (0, (gint32)G_N_ELEMENTS (list))])

static char *
random_text (int most)
{
  GString *text = g_string_new (NULL);
  for (int i = g_test_rand_int_range (1, most + 1); i > 0; i--)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", PICK (words));
  return g_string_free (text, FALSE);
}

static HrRecord *
random_thing (guint i)
{
  static const char *const needs[] = { "housing", "food", "court", "phone" };
  g_autofree char *id = g_strdup_printf ("x-%03u", i);
  g_autofree char *name = random_text (3);
  g_autofree char *line = random_text (5);
  g_autofree char *other = random_text (3);
  g_autofree char *both = g_strdup_printf ("en=%s\nes=%s", line, other);
  /* consents that hold, that ended, and that have not begun */
  const char *until = g_test_rand_int_range (0, 4) == 0 ? "2026-11-22" : "2027-01-01";
  const char *from = until[3] == '7' && g_test_rand_int_range (0, 6) == 0 ? "2026-11-24" : "2026-01-01";

  switch (i % 4)
    {
    case 0:
      return hr_test_record (HR_KIND_RESOURCE, id, "name", name, "need", PICK (needs), "line", both, NULL);
    case 1:
      return hr_test_record (HR_KIND_PEER, id, "name", name, "role", "peer", "about", both, "consent", from, "consent_until", until, NULL);
    case 2:
      return hr_test_record (HR_KIND_PROGRAM, id, "name", name, "form", "community", "line", both, NULL);
    default:
      return hr_test_record (HR_KIND_STORY, id, "title", name, "text", both, "consent", from, "consent_until", until, NULL);
    }
}

static void
add_words (GPtrArray *to, const char *text)
{
  g_autofree char *folded = text != NULL ? hr_text_fold (text) : g_strdup ("");
  g_auto (GStrv) parts = g_strsplit (folded, " ", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    if (parts[i][0] != '\0')
      g_ptr_array_add (to, g_strdup (parts[i]));
}

static gboolean
plainly_has (HrRecord *record, const char *const *extra, const char *text)
{
  static const char *const names[] = { "name", "title", "line", "about", "text" };
  static const char *const languages[] = { "en", "es" };
  g_autoptr (GPtrArray) have = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) wanted = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    for (guint k = 0; k < G_N_ELEMENTS (languages) && hr_kind_find_field (hr_record_get_kind (record), names[i]) >= 0; k++)
      {
        g_autofree char *value = hr_record_get_translated (record, names[i], languages[k]);
        add_words (have, value);
      }
  for (guint i = 0; extra[i] != NULL; i++)
    add_words (have, extra[i]);
  add_words (wanted, text);
  if (wanted->len == 0)
    return FALSE;
  for (guint i = 0; i < wanted->len; i++)
    {
      gboolean found = FALSE;
      for (guint k = 0; k < have->len && !found; k++)
        found = g_str_has_prefix (g_ptr_array_index (have, k), g_ptr_array_index (wanted, i));
      if (!found)
        return FALSE;
    }
  return TRUE;
}

/* The words that the program adds to a value of a choice, read from its list */
static char **
usual_words (HrRecord *record)
{
  static const char *const choices[] = { "need", "role", "form" };
  g_autoptr (GBytes) bytes = g_resources_lookup_data ("/org/handrail/data/search/words.tsv", 0, NULL);
  g_auto (GStrv) lines = g_strsplit (g_bytes_get_data (bytes, NULL), "\n", -1);
  g_autoptr (GStrvBuilder) found = g_strv_builder_new ();

  for (guint i = 0; lines[i] != NULL; i++)
    for (guint k = 0; k < G_N_ELEMENTS (choices); k++)
      {
        g_auto (GStrv) columns = g_strsplit (lines[i], "\t", -1);
        if (g_strv_length (columns) == 3 && g_str_equal (columns[0], choices[k])
            && hr_kind_find_field (hr_record_get_kind (record), choices[k]) >= 0
            && g_strcmp0 (hr_record_get (record, choices[k]), columns[1]) == 0)
          g_strv_builder_add (found, columns[2]);
      }
  return g_strv_builder_end (found);
}

static char *
random_question (void)
{
  GString *text = g_string_new (NULL);
  for (int i = g_test_rand_int_range (1, 4); i > 0; i--)
    {
      g_autofree char *word = g_strdup (PICK (words));
      g_autofree char *part = g_utf8_substring (word, 0, g_test_rand_int_range (1, (gint32)g_utf8_strlen (word, -1) + 1));
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", part);
    }
  return g_string_free (text, FALSE);
}

static gboolean
has_record (GPtrArray *found, HrRecord *record)
{
  for (guint i = 0; i < found->len; i++)
    if (g_str_equal (hr_record_get_id (g_ptr_array_index (found, i)), hr_record_get_id (record)))
      return TRUE;
  return FALSE;
}

static void
compare (HrFinder *finder, GPtrArray *things, HrDate today)
{
  g_autofree char *text = random_question ();
  g_autofree char *mirrored = NULL;
  g_autoptr (GPtrArray) found = hr_finder_find (finder, text, "en");
  g_autoptr (GPtrArray) again = NULL;
  g_auto (GStrv) parts = g_strsplit (text, " ", -1);
  g_autoptr (GString) back = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < things->len; i++)
    {
      HrRecord *record = g_ptr_array_index (things, i);
      g_auto (GStrv) extra = usual_words (record);
      gboolean wanted = hr_record_may_show (record, today) && plainly_has (record, (const char *const *)extra, text);

      n += wanted ? 1 : 0;
      if (has_record (found, record) != wanted)
        g_error ("“%s” and %s", text, hr_record_get_id (record));
    }
  /* nothing twice; the built-in groups by name are not among the random things */
  for (guint i = 0; i < found->len; i++)
    n += hr_record_get_kind (g_ptr_array_index (found, i)) == HR_KIND_FELLOWSHIP ? 1 : 0;
  g_assert_cmpuint (found->len, ==, n);
  for (guint i = g_strv_length (parts); i > 0; i--)
    g_string_append_printf (back, "%s ", parts[i - 1]);
  again = hr_finder_find (finder, back->str, "en");
  g_assert_cmpuint (again->len, ==, found->len);
  for (guint i = 0; i < found->len; i++)
    g_assert_true (again->pdata[i] == found->pdata[i]);
}

static gboolean
is_known (gpointer user_data)
{
  return hr_finder_is_known (user_data);
}

static void
test_finder (void)
{
  char *folder = hr_test_make_folder ();
  HrCenter *center = hr_test_open_center (folder, TRUE, HR_TEST_NOW);
  HrDirectory *directory = hr_directory_new (center);
  HrFinder *finder = hr_finder_new (directory);
  g_autoptr (GPtrArray) things = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_record_unref);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N_THINGS; i++)
    g_ptr_array_add (things, random_thing (i));
  hr_store_add_all (hr_center_get_store (center), things, "test", &error);
  g_assert_no_error (error);
  hr_finder_prepare (finder);
  hr_test_wait_until (is_known, finder);
  for (guint i = 0; i < N_QUESTIONS; i++)
    compare (finder, things, hr_directory_today (directory));
  g_object_unref (finder);
  g_object_unref (directory);
  hr_center_close (center);
  g_object_unref (center);
  hr_test_remove_folder (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/property/finder", test_finder);
  return g_test_run ();
}
