/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-cli"

#include "hr-cli-private.h"
#include "handrail/core/hr-error.h"
#include <errno.h>
#include <string.h>

#define PROGRAM "handrailctl"

static const HrCommand *
find_command (const char *name)
{
  for (const HrCommand *command = hr_cli_commands; command->name != NULL; command++)
    if (g_str_equal (command->name, name))
      return command;
  return NULL;
}

static void
clear (HrCli *cli)
{
  if (cli->center != NULL)
    hr_center_close (cli->center);
  g_clear_object (&cli->center);
  g_clear_pointer (&cli->words, g_strfreev);
  g_clear_pointer (&cli->data, g_free);
  g_clear_pointer (&cli->now, g_free);
}

/* A message is one line, whatever is in it. */
static void
print_message (HrCli *cli, const char *message)
{
  g_autofree char *valid = g_utf8_make_valid (message, -1);
  for (char *c = valid; *c != '\0'; c++)
    if (g_ascii_iscntrl (*c))
      *c = ' ';
  g_strchomp (valid);
  fprintf (cli->err, PROGRAM ": %s\n", valid);
}

static void
print_overview (HrCli *cli, FILE *stream)
{
  fputs ("Usage: " PROGRAM " [--data DIR] COMMAND [OPTIONS] [ARGUMENTS]\n\n"
         "Cares for the directory of a Handrail kiosk. Needs no display and no network.\n\nCommands:\n",
         stream);
  for (const HrCommand *command = hr_cli_commands; command->name != NULL; command++)
    fprintf (stream, "  %-12s %s\n", command->name, command->summary);
  fputs ("\nFor every command:\n"
         "  --data DIR   the data folder; without it $XDG_DATA_HOME/handrail\n"
         "  --json       print data as JSON\n"
         "  --now TIME   let it be this time, such as 2026-11-23T18:50:00-05:00 (for tests and tours)\n"
         "  --help       help about the command; also \"" PROGRAM " help COMMAND\"\n\n"
         "Exit status: 0 done, 1 done with rejected records, 2 wrong usage, 3 could not (nothing was changed).\n",
         stream);
}

/* Whether @word is an option of every command that takes a value in the next word. */
static gboolean
takes_next_word (const char *word)
{
  return g_str_equal (word, "--data") || g_str_equal (word, "--now");
}

/* The command is the first word that is neither an option nor the value of one. */
static int
find_command_word (const char *const *argv)
{
  for (int i = 1; argv[i] != NULL; i++)
    {
      if (takes_next_word (argv[i]) && argv[i + 1] != NULL)
        i++;
      else if (argv[i][0] != '-')
        return i;
    }
  return -1;
}

static HrCliStatus
run_without_command (HrCli *cli, const char *const *argv)
{
  if (g_strv_contains (argv + 1, "--version"))
    {
      hr_cli_print (cli, PROGRAM " %s\n", HR_VERSION);
      return HR_CLI_DONE;
    }
  if (g_strv_contains (argv + 1, "--help") || g_strv_contains (argv + 1, "-h"))
    {
      print_overview (cli, cli->out);
      return HR_CLI_DONE;
    }
  print_message (cli, "Which command? \"" PROGRAM " help\" lists them.");
  return HR_CLI_USAGE;
}

static HrCliStatus
run_command (HrCli *cli, const char *const *argv)
{
  int at = find_command_word (argv);
  if (at < 0)
    return run_without_command (cli, argv);
  cli->command = find_command (argv[at]);
  if (cli->command == NULL)
    {
      g_autofree char *message =
          g_strdup_printf ("There is no command \"%s\". \"" PROGRAM " help\" lists the commands.", argv[at]);
      print_message (cli, message);
      return HR_CLI_USAGE;
    }
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  for (int i = 0; argv[i] != NULL; i++)
    if (i != at)
      g_ptr_array_add (words, g_strdup (argv[i]));
  g_ptr_array_add (words, NULL);
  cli->words = (char **)g_ptr_array_free (g_steal_pointer (&words), FALSE);
  return cli->command->run (cli);
}

/* ---- public ---- */

HrCliStatus
hr_cli_run (const char *const *argv, FILE *out, FILE *err)
{
  HrCli cli = { .out = out, .err = err };
  HrCliStatus status = run_command (&cli, argv);
  /* Output that did not arrive is not done, even when the work was. */
  errno = 0;
  if ((fflush (out) != 0 || ferror (out)) && status != HR_CLI_COULD_NOT)
    {
      g_autoptr (GError) error = NULL;
      hr_set_errno_error (&error, errno, "The output could not be written");
      status = hr_cli_could_not (&cli, error);
    }
  clear (&cli);
  return status;
}

static void
print_command_help (HrCli *cli, GOptionContext *context)
{
  g_autofree char *help = g_option_context_get_help (context, TRUE, NULL);
  fputs (help, cli->out);
}

gboolean
hr_cli_parse (HrCli *cli, const GOptionEntry *entries, guint least, guint most, HrCliStatus *ret_status)
{
  const GOptionEntry common[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &cli->data, "The data folder", "DIR" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &cli->json, "Print data as JSON", NULL },
    { "now", 0, 0, G_OPTION_ARG_FILENAME, &cli->now, "Let it be this time (RFC 3339)", "TIME" },
    { "help", 'h', 0, G_OPTION_ARG_NONE, &cli->help, "Show this help", NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  g_autofree char *usage = g_strdup_printf ("%s%s%s", cli->command->name, *cli->command->arguments != '\0' ? " " : "",
                                            cli->command->arguments);
  g_autofree char *summary =
      g_strdup_printf ("%c%s.", g_ascii_toupper (*cli->command->summary), cli->command->summary + 1);
  g_autoptr (GOptionContext) context = g_option_context_new (usage);
  g_autoptr (GError) error = NULL;
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_summary (context, summary);
  g_option_context_set_description (context, cli->command->description);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_add_main_entries (context, common, NULL);
  *ret_status = HR_CLI_USAGE;
  g_set_prgname (PROGRAM);
  if (!g_option_context_parse_strv (context, &cli->words, &error))
    {
      hr_cli_usage (cli, "%s.", error->message);
      return FALSE;
    }
  if (cli->help)
    {
      print_command_help (cli, context);
      *ret_status = HR_CLI_DONE;
      return FALSE;
    }
  /* The first word is the program's name; GOption leaves a "--" that it stopped at. */
  g_autoptr (GPtrArray) rest = g_ptr_array_new ();
  gboolean stopped = FALSE;
  for (guint i = 0; cli->words[i] != NULL; i++)
    {
      gboolean is_stop = !stopped && i > 0 && g_str_equal (cli->words[i], "--");
      stopped = stopped || is_stop;
      if (i > 0 && !is_stop)
        g_ptr_array_add (rest, g_strdup (cli->words[i]));
    }
  cli->n_words = rest->len;
  g_ptr_array_add (rest, NULL);
  g_strfreev (cli->words);
  cli->words = (char **)g_ptr_array_free (g_steal_pointer (&rest), FALSE);
  if (cli->n_words < least)
    hr_cli_usage (cli, "Something is missing. Usage: " PROGRAM " %s", usage);
  else if (cli->n_words > most)
    hr_cli_usage (cli, "\"%s\" is one word too many. Usage: " PROGRAM " %s", cli->words[most], usage);
  return cli->n_words >= least && cli->n_words <= most;
}

HrCenter *
hr_cli_get_center (HrCli *cli, HrCliStatus *ret_status)
{
  if (cli->center != NULL)
    return cli->center;
  g_autoptr (HrClock) clock = NULL;
  g_autoptr (GError) error = NULL;
  if (cli->now != NULL)
    {
      clock = hr_clock_new_parse (cli->now, &error);
      if (clock == NULL)
        {
          *ret_status = hr_cli_usage (cli, "--now: %s", error->message);
          return NULL;
        }
    }
  g_autofree char *directory = cli->data != NULL ? g_strdup (cli->data) : hr_center_default_directory ();
  if (*directory == '\0')
    {
      *ret_status = hr_cli_usage (cli, "--data needs the name of a folder.");
      return NULL;
    }
  cli->center = hr_center_new (directory, clock);
  return cli->center;
}

HrCenter *
hr_cli_open (HrCli *cli, HrCliStatus *ret_status)
{
  g_autoptr (GError) error = NULL;
  HrCenter *center = hr_cli_get_center (cli, ret_status);
  if (center == NULL || hr_center_open (center, &error))
    return center;
  *ret_status = hr_cli_could_not (cli, error);
  return NULL;
}

HrCliStatus
hr_cli_usage (HrCli *cli, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_autofree char *text = g_strdup_vprintf (format, args);
  va_end (args);
  print_message (cli, text);
  fprintf (cli->err, "\"" PROGRAM " help %s\" says more.\n", cli->command->name);
  return HR_CLI_USAGE;
}

HrCliStatus
hr_cli_could_not (HrCli *cli, const GError *error)
{
  print_message (cli, error != NULL ? error->message : "It could not be done, and no reason was given.");
  return HR_CLI_COULD_NOT;
}

void
hr_cli_print (HrCli *cli, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  vfprintf (cli->out, format, args);
  va_end (args);
}

void
hr_cli_print_json (HrCli *cli, HrJson *json)
{
  g_autofree char *text = hr_json_to_string (json, 2);
  fputs (text, cli->out);
  hr_json_free (json);
}

gboolean
hr_cli_text_is_utf8 (const char *text)
{
  return text == NULL || g_utf8_validate (text, -1, NULL);
}

/* ---- commands about the program itself ---- */

HrCliStatus
hr_command_version (HrCli *cli)
{
  HrCliStatus status;
  if (!hr_cli_parse (cli, NULL, 0, 0, &status))
    return status;
  if (cli->json)
    {
      HrJson *json = hr_json_new ();
      hr_json_begin_object (json, NULL);
      hr_json_string (json, "version", HR_VERSION);
      hr_json_end (json);
      hr_cli_print_json (cli, json);
    }
  else
    hr_cli_print (cli, PROGRAM " %s\n", HR_VERSION);
  return HR_CLI_DONE;
}

HrCliStatus
hr_command_help (HrCli *cli)
{
  HrCliStatus status;
  if (!hr_cli_parse (cli, NULL, 0, 1, &status))
    return status;
  if (cli->n_words == 0)
    {
      print_overview (cli, cli->out);
      return HR_CLI_DONE;
    }
  const HrCommand *command = find_command (cli->words[0]);
  if (command == NULL)
    return hr_cli_usage (cli, "There is no command \"%s\".", cli->words[0]);
  const char *const words[] = { PROGRAM, "--help", NULL };
  g_strfreev (cli->words);
  cli->words = g_strdupv ((char **)words);
  cli->command = command;
  return command->run (cli);
}
