/* SPDX-License-Identifier: GPL-3.0-or-later */
/* handrailctl: one run, from the words of the command line to an exit status. */
#pragma once

#include "handrail/feed/hr-json.h"
#include "handrail/service/hr-center.h"
#include <stdio.h>

G_BEGIN_DECLS

/** HrCliStatus: what scripts may rely on */
typedef enum
{
  HR_CLI_DONE = 0,
  HR_CLI_WITH_REJECTED = 1,
  HR_CLI_USAGE = 2,
  HR_CLI_COULD_NOT = 3,
} HrCliStatus;

typedef struct _HrCli HrCli;

/**
 * HrCommand:
 * @arguments: for the usage line
 * @summary: a phrase for the list of commands
 * @description: (nullable): paragraphs below the options
 * @run: begins with hr_cli_parse()
 */
typedef struct
{
  const char *name;
  const char *arguments;
  const char *summary;
  const char *description;
  HrCliStatus (*run) (HrCli *cli);
} HrCommand;

/**
 * HrCli:
 * @words: what stands on the command line besides the command; after hr_cli_parse() the arguments that are no options
 * @n_words: their number
 * @center: (nullable): set by hr_cli_open() and hr_cli_get_center()
 */
struct _HrCli
{
  FILE *out;
  FILE *err;
  const HrCommand *command;
  char **words;
  guint n_words;
  char *data;
  char *now;
  gboolean json;
  gboolean help;
  HrCenter *center;
};

/** hr_cli_run: @argv: (array zero-terminated=1): with the program's name first */
HrCliStatus hr_cli_run (const char *const *argv, FILE *out, FILE *err);

/** hr_cli_commands: (array): ends with a %NULL name; in the order of the help */
extern const HrCommand hr_cli_commands[];

/* ---- for commands ---- */

/**
 * hr_cli_parse:
 * @entries: (nullable): the command's own options, beside --data, --json, --now and --help
 * @least, @most: how many arguments it takes
 * @ret_status: (out): written when %FALSE: help was shown, or the usage was wrong and the message is out
 */
gboolean hr_cli_parse (HrCli *cli, const GOptionEntry *entries, guint least, guint most, HrCliStatus *ret_status);

/** hr_cli_get_center: the center on the data folder, not opened; %NULL with the message out and @ret_status written */
HrCenter *hr_cli_get_center (HrCli *cli, HrCliStatus *ret_status);
/** hr_cli_open: the same, opened */
HrCenter *hr_cli_open (HrCli *cli, HrCliStatus *ret_status);

/** hr_cli_usage: one line and where to read more; Returns: always %HR_CLI_USAGE */
HrCliStatus hr_cli_usage (HrCli *cli, const char *format, ...) G_GNUC_PRINTF (2, 3);
/** hr_cli_could_not: one line with @error's message; Returns: always %HR_CLI_COULD_NOT */
HrCliStatus hr_cli_could_not (HrCli *cli, const GError *error);

void hr_cli_print (HrCli *cli, const char *format, ...) G_GNUC_PRINTF (2, 3);
/** hr_cli_print_json: frees @json */
void hr_cli_print_json (HrCli *cli, HrJson *json);

/** hr_cli_text_is_utf8: whether @text (nullable) is UTF-8 */
gboolean hr_cli_text_is_utf8 (const char *text);

/* One function per command. */
HrCliStatus hr_command_init (HrCli *cli);
HrCliStatus hr_command_import (HrCli *cli);
HrCliStatus hr_command_export (HrCli *cli);
HrCliStatus hr_command_meetings (HrCli *cli);
HrCliStatus hr_command_occurrences (HrCli *cli);
HrCliStatus hr_command_show (HrCli *cli);
HrCliStatus hr_command_add (HrCli *cli);
HrCliStatus hr_command_set (HrCli *cli);
HrCliStatus hr_command_retire (HrCli *cli);
HrCliStatus hr_command_unretire (HrCli *cli);
HrCliStatus hr_command_dump (HrCli *cli);
HrCliStatus hr_command_counts (HrCli *cli);
HrCliStatus hr_command_handout (HrCli *cli);
HrCliStatus hr_command_share (HrCli *cli);
HrCliStatus hr_command_sync (HrCli *cli);
HrCliStatus hr_command_slip (HrCli *cli);
HrCliStatus hr_command_check (HrCli *cli);
HrCliStatus hr_command_backup (HrCli *cli);
HrCliStatus hr_command_restore (HrCli *cli);
HrCliStatus hr_command_generate (HrCli *cli);
HrCliStatus hr_command_version (HrCli *cli);
HrCliStatus hr_command_help (HrCli *cli);

G_END_DECLS
