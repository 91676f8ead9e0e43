/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every real list, brought in at the desk: recognised, looked at, written, taken back; and what is no list says what it is. */
#include "handrail/service/hr-language.h"
#include "hr-test-desk.h"
#include "hr-test.h"

#include <string.h>

static const struct
{
  const char *name;
  const char *kind; /* (nullable): %NULL = it is none */
  guint meetings;
  const char *says; /* why it is none */
} lists[] = {
  { "bmlt-newyork-GetSearchResults.json", "BMLT list", 1555, NULL },
  { "central-query-cypress-meetings.json", "Meeting Guide list", 160, NULL },
  { "tsmlui-aasepia-philadelphia-1.json", "Meeting Guide list", 2038, NULL },
  { "tsmlui-al-anon.json", "Meeting Guide list", 360, NULL },
  { "tsmlui-eda.json", "Meeting Guide list", 185, NULL },
  { "tsmlui-kansascity.json", "Meeting Guide list", 206, NULL },
  { "tsmlui-nocodeapi-googlesheet.json", "Meeting Guide list", 567, NULL },
  { "tsmlui-orangecounty-ca.json", "Meeting Guide list", 1967, NULL },
  { "tsmlui-sussexaa-1.json", "Meeting Guide list", 123, NULL },
  { "bmlt-newyork-GetFormats.json", NULL, 0, "a list of BMLT formats (GetFormats)" },
  { "bmlt-newyork-GetServiceBodies.json", NULL, 0, "a list of BMLT service bodies" },
  { "smart-recovery-usa-2022.json", NULL, 0, "as SMART Recovery had it" },
};

static void
wait_for_choice (HrTestDesk *self, const char *row, const char *button)
{
  while (hr_test_desk_row (self, row) == NULL || hr_test_desk_find (self, hr_test_desk_row (self, row), button) == NULL)
    g_main_context_iteration (NULL, TRUE);
  hr_test_desk_touch_in (self, hr_test_desk_row (self, row), button);
}

static void
bring_in (HrTestDesk *self, gsize i)
{
  g_autofree char *about = g_strdup_printf ("%s · %s · %u meetings", lists[i].name, lists[i].kind, lists[i].meetings);
  g_autofree char *button = g_strdup_printf ("Bring in %u changes", lists[i].meetings);
  g_autofree char *done = g_strdup_printf ("It is done. New: %u. Changed: 0. Taken off: 0.", lists[i].meetings);

  hr_test_desk_wait_for (self, about);
  hr_test_desk_touch (self, button);
  hr_test_desk_wait_for (self, done);
  g_assert_cmpuint (hr_test_desk_count_meetings (self), ==, lists[i].meetings);
  hr_test_desk_touch (self, "Take it all back");
  /* the note of the last one may still stand there */
  while (hr_test_desk_count_meetings (self) > 0)
    g_main_context_iteration (NULL, TRUE);
  hr_test_desk_wait_for (self, "Where is the list?");
}

static void
refuse (HrTestDesk *self, gsize i)
{
  g_autofree char *trouble = g_strdup_printf ("%s: line 1, column 1: this seems to be", lists[i].name);
  g_autofree char *text = NULL;

  hr_test_desk_wait_for (self, trouble);
  text = hr_test_desk_text (self);
  g_assert_nonnull (strstr (text, lists[i].says));
  hr_test_desk_wait_for (self, "Where is the list?");
}

static void
test_each (void)
{
  HrTestDesk *self = hr_test_desk_new (1080, 1920, TRUE, TRUE);
  g_autofree char *feeds = g_test_build_filename (G_TEST_DIST, "golden", "feeds", NULL);
  g_autofree char *config = g_build_filename (self->folder, "handrail.conf", NULL);
  g_autofree char *words = g_strdup_printf ("[import]\nfolders=%s\n", feeds);

  g_assert_true (g_file_set_contents (config, words, -1, NULL));
  hr_test_desk_begin (self);
  hr_test_desk_go (self, "import", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      wait_for_choice (self, "feeds", "Open");
      wait_for_choice (self, lists[i].name, "Choose");
      if (lists[i].kind != NULL)
        bring_in (self, i);
      else
        refuse (self, i);
      g_assert_cmpuint (hr_test_desk_count_meetings (self), ==, 0);
    }
  hr_test_desk_free (self);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  hr_language_init (NULL);
  g_test_add_func ("/import-feeds/each", test_each);
  return g_test_run ();
}
