/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-test-catalogue.h"

#include "handrail/core/hr-date.h"
#include "handrail/service/hr-language.h"
#include "handrail/service/hr-words.h"

#include <glib/gi18n-lib.h>

#include <locale.h>

static const CatalogueEntry spanish[] = {
  ENTRY ("", "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n"),
  ENTRY ("Today", "Hoy"),
  ENTRY ("in %d minute\0in %d minutes", "en %d minuto\0en %d minutos"),
};

static void
assert_today (const char *expected)
{
  g_autofree char *today = hr_words_day (20780, 20780);

  g_assert_cmpstr (today, ==, expected);
}

/* One program shows both languages in turn, as the attract page does. */
static void
test_switch (void)
{
  for (int i = 0; i < 3; i++)
    {
      hr_language_set ("es");
      g_assert_cmpstr (hr_language_get (), ==, "es");
      assert_today ("Hoy");
      g_assert_cmpstr (ngettext ("in %d minute", "in %d minutes", 1), ==, "en %d minuto");
      g_assert_cmpstr (ngettext ("in %d minute", "in %d minutes", 5), ==, "en %d minutos");
      hr_language_set ("en");
      g_assert_cmpstr (hr_language_get (), ==, "en");
      assert_today ("Today");
      g_assert_cmpstr (ngettext ("in %d minute", "in %d minutes", 5), ==, "in %d minutes");
    }
}

static void
test_variants (void)
{
  static const char *const expected[][2] = {
    { "es-MX", "es" }, { "ES", "es" },   { "es_US.UTF-8", "es" }, { "en-GB", "en" },
    { "fr", "en" },    { "", "en" },     { "spanish", "en" },     { "e", "en" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      hr_language_set (expected[i][0]);
      g_assert_cmpstr (hr_language_get (), ==, expected[i][1]);
    }
}

static void
test_list (void)
{
  const char *const *list = hr_language_list ();

  g_assert_cmpstr (list[0], ==, "en");
  for (gsize i = 0; list[i] != NULL; i++)
    g_assert_true (g_utf8_validate (hr_language_native_name (list[i]), -1, NULL));
  g_assert_cmpstr (hr_language_native_name ("en"), ==, "English");
  g_assert_cmpstr (hr_language_native_name ("es"), ==, "Español");
  g_assert_cmpstr (hr_language_native_name ("fr"), ==, "fr");
}

/* Every catalogue that is built can be chosen. */
static void
test_linguas (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "po", "LINGUAS", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = NULL;
  guint n = 0;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  words = g_strsplit_set (text, " \n", -1);
  for (gsize i = 0; words[i] != NULL; i++)
    if (words[i][0] != '\0' && words[i][0] != '#')
      {
        n++;
        g_assert_true (g_strv_contains (hr_language_list (), words[i]));
      }
  g_assert_cmpuint (g_strv_length ((char **) hr_language_list ()), ==, n + 1);
}

int
main (int argc, char *argv[])
{
  g_autofree char *folder = g_dir_make_tmp ("handrail-language-XXXXXX", NULL);
  int status;

  g_test_init (&argc, &argv, NULL);
  catalogue_write (folder, "es", spanish, G_N_ELEMENTS (spanish));
  g_setenv ("HANDRAIL_LOCALE_DIR", folder, TRUE);
  /* What a bare kiosk image has: nothing, or the locale in which nothing is translated */
  g_setenv ("LC_ALL", "C", TRUE);
  hr_language_init ("/nonexistent");
  g_assert_cmpstr (setlocale (LC_MESSAGES, NULL), ==, "C.UTF-8");
  g_test_add_func ("/language/switch", test_switch);
  g_test_add_func ("/language/variants", test_variants);
  g_test_add_func ("/language/list", test_list);
  g_test_add_func ("/language/linguas", test_linguas);
  status = g_test_run ();
  catalogue_remove (folder, "es");
  return status;
}
