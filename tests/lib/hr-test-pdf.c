/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-test"

#include "hr-test-pdf.h"
#include "hr-test.h"

#include <stdarg.h>
#include <string.h>

gboolean
hr_test_pdf_has_tools (void)
{
  static const char *const tools[] = { "pdftotext", "pdfinfo", "pdffonts", "pdftoppm", "zbarimg" };
  for (gsize i = 0; i < G_N_ELEMENTS (tools); i++)
    {
      g_autofree char *path = g_find_program_in_path (tools[i]);
      if (path == NULL)
        {
          g_test_skip ("poppler-utils and zbar-tools are not installed");
          return FALSE;
        }
    }
  return TRUE;
}

static char *
run (const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  char *out = NULL;
  g_autofree char *err = NULL;
  int status = 0;
  g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, &err, &status, &error);
  g_assert_no_error (error);
  /* zbarimg says with 4 that it found nothing. */
  if (!g_str_equal (argv[0], "zbarimg") && (!g_spawn_check_wait_status (status, &error) || *err != '\0'))
    g_error ("%s: %s", argv[0], *err != '\0' ? err : error->message);
  return out;
}

static char *
write_file (GBytes *pdf, char **ret_folder)
{
  g_autoptr (GError) error = NULL;
  *ret_folder = hr_test_make_folder ();
  char *path = g_build_filename (*ret_folder, "handout.pdf", NULL);
  g_file_set_contents (path, g_bytes_get_data (pdf, NULL), (gssize)g_bytes_get_size (pdf), &error);
  g_assert_no_error (error);
  return path;
}

char *
hr_test_pdf_run (GBytes *pdf, const char *tool, ...)
{
  char *folder;
  g_autofree char *path = write_file (pdf, &folder);
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  va_list args;
  g_ptr_array_add (words, (gpointer)tool);
  va_start (args, tool);
  for (const char *word = va_arg (args, const char *); word != NULL; word = va_arg (args, const char *))
    g_ptr_array_add (words, (gpointer)word);
  va_end (args);
  g_ptr_array_add (words, path);
  if (g_str_equal (tool, "pdftotext"))
    g_ptr_array_add (words, (gpointer) "-");
  g_ptr_array_add (words, NULL);
  char *out = run ((const char *const *)words->pdata);
  hr_test_remove_folder (folder);
  return out;
}

char *
hr_test_pdf_text (GBytes *pdf)
{
  return hr_test_pdf_run (pdf, "pdftotext", "-raw", NULL);
}

static int
compare_texts_cb (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

char **
hr_test_pdf_codes (GBytes *pdf, int dots_per_inch)
{
  char *folder;
  g_autofree char *path = write_file (pdf, &folder);
  g_autofree char *root = g_build_filename (folder, "page", NULL);
  g_autofree char *dots = g_strdup_printf ("%d", dots_per_inch);
  const char *const draw[] = { "pdftoppm", "-r", dots, "-gray", path, root, NULL };
  g_autofree char *nothing = run (draw);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    {
      g_autofree char *page = g_build_filename (folder, name, NULL);
      const char *const look[] = { "zbarimg", "-q", "--xml", "-Sdisable", "-Sqrcode.enable", page, NULL };
      if (!g_str_has_suffix (name, ".pgm"))
        continue;
      g_autofree char *xml = run (look);
      for (const char *at = strstr (xml, "<![CDATA["); at != NULL; at = strstr (at, "<![CDATA["))
        {
          const char *end = strstr (at, "]]>");
          at += strlen ("<![CDATA[");
          g_assert_nonnull (end);
          g_hash_table_add (found, g_strndup (at, (gsize)(end - at)));
        }
    }
  g_autoptr (GPtrArray) list = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer key;
  g_hash_table_iter_init (&iter, found);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_ptr_array_add (list, g_strdup (key));
  g_ptr_array_sort (list, compare_texts_cb);
  g_ptr_array_add (list, NULL);
  hr_test_remove_folder (folder);
  return (char **)g_ptr_array_steal (list, NULL);
}

static void
check_fonts (const char *listing)
{
  g_auto (GStrv) lines = g_strsplit (listing, "\n", -1);
  guint n = 0;
  for (guint i = 2; lines[i] != NULL && *lines[i] != '\0'; i++, n++)
    {
      /* name, type, encoding, emb, sub, uni, object */
      if (strstr (lines[i], " yes yes ") == NULL)
        g_error ("a font is not in the file: %s", lines[i]);
      if (strstr (lines[i], "Inter") == NULL && strstr (lines[i], "Noto") == NULL)
        g_error ("another font than Inter and Noto: %s", lines[i]);
    }
  g_assert_cmpuint (n, >, 0);
}

void
hr_test_pdf_check (GBytes *pdf, const char *title, const char *language)
{
  g_autofree char *info = hr_test_pdf_run (pdf, "pdfinfo", NULL);
  g_autofree char *fonts = hr_test_pdf_run (pdf, "pdffonts", NULL);
  g_autofree char *structure = hr_test_pdf_run (pdf, "pdfinfo", "-struct", NULL);
  g_autofree char *title_line = g_strdup_printf ("Title:           %s\n", title);
  g_autofree char *lang = g_strdup_printf ("/Lang (%s)", language);
  gsize size = 0;
  const char *data = g_bytes_get_data (pdf, &size);
  if (strstr (info, title_line) == NULL || strstr (info, "Tagged:          yes") == NULL)
    g_error ("title or tags are missing:\n%s", info);
  g_assert_nonnull (strstr (structure, "H1"));
  g_assert_nonnull (memmem (data, size, lang, strlen (lang)));
  check_fonts (fonts);
}

char *
hr_test_pdf_squeeze (const char *text)
{
  GString *result = g_string_new (NULL);
  gboolean space = FALSE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      if (g_unichar_isspace (c) || c == '\f')
        space = TRUE;
      else
        {
          if (space && result->len > 0)
            g_string_append_c (result, ' ');
          space = FALSE;
          g_string_append_unichar (result, c);
        }
    }
  return g_string_free (result, FALSE);
}
