/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-service"

#include "handrail/service/hr-language.h"

#include <glib/gi18n-lib.h>

#include <langinfo.h>
#include <locale.h>
#include <string.h>

/* glibc keeps what it found for a language; this counter of its tells it to look again. */
extern int _nl_msg_cat_cntr;

/* As in po/LINGUAS, after English, the language of the source. Each names itself. */
static const char *const languages[] = { "en", "es", NULL };
static const char *const native_names[] = { "English", "Español" };

static const char *current = "en";

static gboolean
speaks_utf8 (void)
{
  const char *locale = setlocale (LC_MESSAGES, NULL);

  /* In the locale "C" nothing is ever translated. */
  return locale != NULL && strcmp (locale, "C") != 0 && strcmp (locale, "POSIX") != 0
         && strcmp (nl_langinfo (CODESET), "UTF-8") == 0;
}

static int
find_language (const char *language, gsize length)
{
  for (int i = 0; languages[i] != NULL; i++)
    if (strlen (languages[i]) == length && g_ascii_strncasecmp (languages[i], language, length) == 0)
      return i;
  return -1;
}

void
hr_language_init (const char *locale_dir)
{
  const char *from_environment = g_getenv ("HANDRAIL_LOCALE_DIR");

  if (from_environment != NULL && from_environment[0] != '\0')
    locale_dir = from_environment;
  else if (locale_dir == NULL)
    locale_dir = HR_LOCALE_DIR;

  if (setlocale (LC_ALL, "") == NULL || !speaks_utf8 ())
    {
      /* GTK asks the environment again when it starts. */
      g_setenv ("LC_ALL", "C.UTF-8", TRUE);
      if (setlocale (LC_ALL, "C.UTF-8") == NULL)
        g_warning ("This system has no locale C.UTF-8: texts stay English.");
    }
  bindtextdomain (GETTEXT_PACKAGE, locale_dir);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  /* GLib decides on its first lookup, once for ever, whether the program is translated at all, and it decides against it
   * when the language of the default domain is the one of the source. So it must look before the domain is set. */
  (void) g_dgettext (GETTEXT_PACKAGE, "Language");
  textdomain (GETTEXT_PACKAGE);
  hr_language_set (current);
}

void
hr_language_set (const char *language)
{
  g_return_if_fail (language != NULL);

  int found = find_language (language, strlen (language));

  if (found < 0)
    found = find_language (language, strcspn (language, "-_."));
  current = languages[MAX (found, 0)];
  g_setenv ("LANGUAGE", current, TRUE);
  ++_nl_msg_cat_cntr;
}

const char *
hr_language_get (void)
{
  return current;
}

const char *const *
hr_language_list (void)
{
  return languages;
}

const char *
hr_language_native_name (const char *language)
{
  g_return_val_if_fail (language != NULL, NULL);

  int found = find_language (language, strlen (language));

  return found >= 0 ? native_names[found] : language;
}
