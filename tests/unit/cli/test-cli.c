/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-cli-private.h"
#include "hr-test.h"
#include <stdlib.h>
#include <string.h>

typedef struct
{
  char *folder;
  char *out;
  char *err;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = hr_test_make_folder ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  hr_test_remove_folder (fixture->folder);
  free (fixture->out);
  free (fixture->err);
}

/* Runs handrailctl on the folder; ends with NULL. */
static HrCliStatus G_GNUC_NULL_TERMINATED
run (Fixture *fixture, ...)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  size_t out_length = 0, err_length = 0;
  va_list args;
  g_ptr_array_add (words, (gpointer) "handrailctl");
  g_ptr_array_add (words, (gpointer) "--data");
  g_ptr_array_add (words, fixture->folder);
  va_start (args, fixture);
  for (const char *word = va_arg (args, const char *); word != NULL; word = va_arg (args, const char *))
    g_ptr_array_add (words, (gpointer)word);
  va_end (args);
  g_ptr_array_add (words, NULL);
  g_clear_pointer (&fixture->out, free);
  g_clear_pointer (&fixture->err, free);
  FILE *out = open_memstream (&fixture->out, &out_length);
  FILE *err = open_memstream (&fixture->err, &err_length);
  HrCliStatus status = hr_cli_run ((const char *const *)words->pdata, out, err);
  fclose (out);
  fclose (err);
  return status;
}

static guint
count_lines (const char *text)
{
  guint n = 0;
  for (const char *c = text; *c != '\0'; c++)
    n += *c == '\n' ? 1 : 0;
  return n;
}

static void
test_help (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (run (fixture, "help", NULL), ==, HR_CLI_DONE);
  g_assert_cmpstr (fixture->err, ==, "");
  for (const HrCommand *command = hr_cli_commands; command->name != NULL; command++)
    {
      g_assert_cmpint (run (fixture, "help", NULL), ==, HR_CLI_DONE);
      g_assert_nonnull (strstr (fixture->out, command->name));
      g_assert_cmpint (run (fixture, "help", command->name, NULL), ==, HR_CLI_DONE);
      g_assert_nonnull (strstr (fixture->out, command->name));
      g_assert_nonnull (strstr (fixture->out, "--data"));
      g_autofree char *first = g_strdup (fixture->out);
      g_assert_cmpint (run (fixture, command->name, "--help", NULL), ==, HR_CLI_DONE);
      g_assert_cmpstr (fixture->out, ==, first);
    }
  g_assert_cmpint (run (fixture, "--help", NULL), ==, HR_CLI_DONE);
  g_assert_cmpint (run (fixture, "--version", NULL), ==, HR_CLI_DONE);
  g_assert_cmpstr (fixture->out, ==, "handrailctl " HR_VERSION "\n");
}

/* Each is a usage mistake; none of them may touch the folder. */
static void
test_usage (Fixture *fixture, gconstpointer data)
{
  static const char *const cases[][5] = {
    { NULL },
    { "dance" },
    { "help", "dance" },
    { "init", "--full" },
    { "init", "extra" },
    { "import" },
    { "import", "a.json", "b.json" },
    { "import", "a.json", "--format", "xml" },
    { "import", "a.json", "--fellowship" },
    { "export", "--format", "pdf" },
    { "meetings", "--day", "blursday" },
    { "meetings", "--within", "5km" },
    { "meetings", "--sort", "distance" },
    { "meetings", "--limit", "few" },
    { "meetings", "--near", "here" },
    { "meetings", "--search", "\xff" },
    { "occurrences", "--from", "soon" },
    { "occurrences", "--now", "soon" },
    { "add", "meeting" },
    { "add", "dragon", "name=A" },
    { "add", "meeting", "colour=red" },
    { "add", "meeting", "name" },
    { "add", "meeting", "name=A", "name=B" },
    { "add", "meeting", "name[es]=A" },
    { "add", "meeting/", "name=A" },
    { "set", "meeting", "name=A" },
    { "set", "meeting/m-1" },
    { "retire", "meeting" },
    { "retire", "meeting/m-1", "name=A" },
    { "show" },
    { "generate" },
    { "generate", "--meetings", "many" },
    { "generate", "--meetings", "10", "--seed", "-1" },
    { "backup" },
    { "restore", "a", "b" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *const *c = cases[i];
      g_assert_cmpint (run (fixture, c[0], c[1], c[2], c[3], c[4], NULL), ==, HR_CLI_USAGE);
      g_assert_cmpstr (fixture->out, ==, "");
      g_assert_true (g_str_has_prefix (fixture->err, "handrailctl: "));
      g_assert_nonnull (strstr (fixture->err, "help"));
      g_assert_cmpuint (count_lines (fixture->err), <=, 2);
      g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
      g_assert_null (g_dir_read_name (folder));
    }
}

static void
test_without_database (Fixture *fixture, gconstpointer data)
{
  static const char *const cases[][3] = {
    { "meetings" },
    { "occurrences" },
    { "dump" },
    { "export" },
    { "show", "meeting" },
    { "retire", "meeting/m-1" },
    { "set", "meeting/m-1", "name=A" },
    { "import", "/dev/null" },
    { "backup", "/tmp/handrail-none" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *const *c = cases[i];
      g_assert_cmpint (run (fixture, c[0], c[1], c[2], NULL), ==, HR_CLI_COULD_NOT);
      g_assert_cmpstr (fixture->out, ==, "");
      g_assert_cmpuint (count_lines (fixture->err), ==, 1);
      g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
      g_assert_null (g_dir_read_name (folder));
    }
}

/* Options may stand before and after the command and its arguments. */
static void
test_options_anywhere (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (run (fixture, "init", "--empty", NULL), ==, HR_CLI_DONE);
  g_assert_cmpint (run (fixture, "--json", "show", "fellowship", NULL), ==, HR_CLI_DONE);
  g_autofree char *before = g_strdup (fixture->out);
  g_assert_true (g_str_has_prefix (before, "["));
  g_assert_cmpint (run (fixture, "show", "fellowship", "--json", NULL), ==, HR_CLI_DONE);
  g_assert_cmpstr (fixture->out, ==, before);
  g_assert_cmpint (run (fixture, "--now", HR_TEST_NOW, "show", "fellowship", "--json", NULL), ==, HR_CLI_DONE);
  g_assert_cmpstr (fixture->out, ==, before);
  g_assert_cmpint (run (fixture, "show", "--", "--json", NULL), ==, HR_CLI_USAGE);
}

static void
test_edits (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (run (fixture, "init", "--empty", NULL), ==, HR_CLI_DONE);
  g_assert_cmpint (run (fixture, "add", "venue/v-1", "name=Hall", "address=1 Main Street", NULL), ==, HR_CLI_DONE);
  g_assert_cmpint (run (fixture, "add", "meeting/m-1", "name=Peña Nueva", "fellowship=aa", "venue=v-1",
                        "attendance=in_person", "start=2026-11-24T19:00", "rule=FREQ=WEEKLY", NULL),
                   ==, HR_CLI_DONE);
  g_assert_cmpint (run (fixture, "show", "meeting/pena-nueva", "--json", NULL), ==, HR_CLI_DONE);
  g_assert_nonnull (strstr (fixture->out, "\"slug\": \"pena-nueva\""));
  g_assert_cmpint (run (fixture, "set", "meeting/pena-nueva", "first_time=Welcome", "first_time[es]=Hola", NULL), ==,
                   HR_CLI_DONE);
  g_assert_cmpint (run (fixture, "show", "meeting/m-1", "--json", NULL), ==, HR_CLI_DONE);
  g_assert_nonnull (strstr (fixture->out, "en=Welcome\\nes=Hola"));
  g_assert_cmpint (run (fixture, "set", "meeting/m-1", "first_time[es]=", NULL), ==, HR_CLI_DONE);
  g_assert_cmpint (run (fixture, "show", "meeting/m-1", "--json", NULL), ==, HR_CLI_DONE);
  g_assert_null (strstr (fixture->out, "Hola"));

  /* What does not hold names the field and changes nothing. */
  g_assert_cmpint (run (fixture, "dump", NULL), ==, HR_CLI_DONE);
  g_autofree char *before = g_strdup (fixture->out);
  g_assert_cmpint (run (fixture, "set", "meeting/m-1", "name=Other", "start=tomorrow", NULL), ==, HR_CLI_COULD_NOT);
  g_assert_nonnull (strstr (fixture->err, "start"));
  g_assert_cmpint (run (fixture, "set", "meeting/m-1", "venue=v-none", NULL), ==, HR_CLI_COULD_NOT);
  g_assert_nonnull (strstr (fixture->err, "v-none"));
  g_assert_cmpint (run (fixture, "set", "meeting/m-none", "name=A", NULL), ==, HR_CLI_COULD_NOT);
  g_assert_cmpint (run (fixture, "add", "venue/v-1", "name=B", NULL), ==, HR_CLI_COULD_NOT);
  g_assert_cmpint (run (fixture, "dump", NULL), ==, HR_CLI_DONE);
  g_assert_cmpstr (fixture->out, ==, before);

  g_assert_cmpint (run (fixture, "retire", "meeting/m-1", NULL), ==, HR_CLI_DONE);
  g_assert_cmpint (run (fixture, "meetings", "--json", NULL), ==, HR_CLI_DONE);
  g_assert_cmpstr (fixture->out, ==, "[]\n");
  g_assert_cmpint (run (fixture, "unretire", "meeting/m-1", NULL), ==, HR_CLI_DONE);
  g_assert_cmpint (run (fixture, "dump", NULL), ==, HR_CLI_DONE);
  g_assert_cmpstr (fixture->out, ==, before);
}

/* A second meeting of the same name gets a slug of its own. */
static void
test_slugs (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (run (fixture, "init", "--empty", NULL), ==, HR_CLI_DONE);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (run (fixture, "add", "meeting", "name=Hope", "fellowship=na", "attendance=online",
                          "conference_url=https://example.org/", NULL),
                     ==, HR_CLI_DONE);
  g_assert_cmpint (run (fixture, "meetings", "--json", NULL), ==, HR_CLI_DONE);
  g_assert_nonnull (strstr (fixture->out, "\"hope\""));
  g_assert_nonnull (strstr (fixture->out, "\"hope-2\""));
  g_assert_nonnull (strstr (fixture->out, "\"hope-3\""));
}

static void
test_output_that_does_not_arrive (Fixture *fixture, gconstpointer data)
{
  const char *const words[] = { "handrailctl", "help", NULL };
  size_t length = 0;
  FILE *full = fopen ("/dev/full", "w");
  if (full == NULL)
    {
      g_test_skip ("there is no /dev/full");
      return;
    }
  FILE *err = open_memstream (&fixture->err, &length);
  g_assert_cmpint (hr_cli_run (words, full, err), ==, HR_CLI_COULD_NOT);
  fclose (full);
  fclose (err);
  g_assert_nonnull (strstr (fixture->err, "could not be written"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/cli/help", test_help);
  ADD ("/cli/usage", test_usage);
  ADD ("/cli/without-database", test_without_database);
  ADD ("/cli/options-anywhere", test_options_anywhere);
  ADD ("/cli/edits", test_edits);
  ADD ("/cli/slugs", test_slugs);
  ADD ("/cli/output-that-does-not-arrive", test_output_that_does_not_arrive);
  return g_test_run ();
}
