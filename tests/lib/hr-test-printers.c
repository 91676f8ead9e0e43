/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-test-printers.h"

#include "hr-test.h"

#include <gio/gio.h>
#include <string.h>

struct _HrTestPrinters
{
  GSubprocess *process;
  GDataInputStream *answers;
  char *folder;
  char *uri;
};

static char *
read_answer (HrTestPrinters *self)
{
  g_autoptr (GError) error = NULL;
  char *line = g_data_input_stream_read_line_utf8 (self->answers, NULL, NULL, &error);

  g_assert_no_error (error);
  if (line == NULL)
    g_error ("The printers of the test do not work: see what printers.py says above.");
  return line;
}

static HrTestPrinters *
start (gboolean keeps, gboolean strict)
{
  HrTestPrinters *self = g_new0 (HrTestPrinters, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "lib", "printers.py", NULL);
  g_autofree char *line = NULL;
  g_auto (GStrv) words = NULL;

  self->folder = hr_test_make_folder ();
  /* the printers are programs of others: none of what looks into ours looks into them */
  g_subprocess_launcher_unsetenv (launcher, "LD_PRELOAD");
  g_subprocess_launcher_unsetenv (launcher, "MALLOC_PERTURB_");
  self->process = g_subprocess_launcher_spawn (launcher, &error, "/usr/bin/python3", "-B", "-W", "ignore", script, self->folder,
                                               keeps ? "Yes" : "No", strict ? "strict" : NULL, NULL);
  g_assert_no_error (error);
  self->answers = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  line = read_answer (self);
  words = g_strsplit (line, " ", -1);
  g_assert_cmpstr (words[0], ==, "ready");
  self->uri = g_strdup (words[1]);
  g_setenv ("CUPS_SERVER", words[2], TRUE);
  return self;
}

HrTestPrinters *
hr_test_printers_new (gboolean keeps)
{
  return start (keeps, FALSE);
}

HrTestPrinters *
hr_test_printers_new_strict (void)
{
  return start (TRUE, TRUE);
}

void
hr_test_printers_free (HrTestPrinters *self)
{
  g_autoptr (GError) error = NULL;

  g_output_stream_close (g_subprocess_get_stdin_pipe (self->process), NULL, &error);
  g_assert_no_error (error);
  g_subprocess_wait_check (self->process, NULL, &error);
  g_assert_no_error (error);
  g_object_unref (self->answers);
  g_object_unref (self->process);
  hr_test_remove_folder (self->folder);
  g_free (self->uri);
  g_free (self);
}

const char *
hr_test_printers_get_uri (HrTestPrinters *self)
{
  return self->uri;
}

const char *
hr_test_printers_get_folder (HrTestPrinters *self)
{
  return self->folder;
}

static char *
obey (HrTestPrinters *self, const char *order)
{
  g_autofree char *line = g_strdup_printf ("%s\n", order);
  g_autofree char *answer = NULL;
  g_autoptr (GError) error = NULL;

  g_output_stream_write_all (g_subprocess_get_stdin_pipe (self->process), line, strlen (line), NULL, NULL, &error);
  g_assert_no_error (error);
  answer = read_answer (self);
  g_assert_true (g_str_has_prefix (answer, "ok"));
  return g_strdup (g_strstrip (answer + strlen ("ok")));
}

void
hr_test_printers_do (HrTestPrinters *self, const char *order)
{
  g_autofree char *answer = obey (self, order);

  g_assert_cmpstr (answer, ==, "");
}

guint
hr_test_printers_count (HrTestPrinters *self)
{
  g_autofree char *answer = obey (self, "received");

  return (guint)g_ascii_strtoull (answer, NULL, 10);
}

char *
hr_test_printers_told (HrTestPrinters *self)
{
  g_autofree char *path = g_build_filename (self->folder, "told", NULL);
  char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) ? text : g_strdup ("");
}

static char *
find_in (const char *folder, const char *text, gboolean top)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  char *found = NULL;

  for (const char *name = dir != NULL ? g_dir_read_name (dir) : NULL; name != NULL && found == NULL; name = g_dir_read_name (dir))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *bytes = NULL;
      gsize length = 0;

      /* the paper itself, and what the printer would forget when it is switched off */
      if (top && (g_str_equal (name, "received") || g_str_equal (name, "inbox") || g_str_equal (name, "told")))
        continue;
      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        found = find_in (path, text, FALSE);
      else if (strstr (name, text) != NULL
               || (g_file_test (path, G_FILE_TEST_IS_REGULAR) && g_file_get_contents (path, &bytes, &length, NULL)
                   && memmem (bytes, length, text, strlen (text)) != NULL))
        found = g_steal_pointer (&path);
    }
  return found;
}

char *
hr_test_printers_find (HrTestPrinters *self, const char *text)
{
  return find_in (self->folder, text, TRUE);
}
