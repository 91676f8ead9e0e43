/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-cli"

#include "hr-cli-args-private.h"
#include "hr-cli-private.h"
#include "hr-cli-table-private.h"

#include "handrail/core/hr-error.h"
#include "handrail/service/hr-headcount.h"
#include "handrail/service/hr-report.h"

typedef struct
{
  char *from;
  char *to;
  char *by;
  gboolean csv;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->from);
  g_free (self->to);
  g_free (self->by);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static void
print_report_json (HrCli *cli, const HrReport *report)
{
  g_autofree char *from = report->to > 0 ? hr_report_month_to_string (report->from) : NULL;
  g_autofree char *to = report->to > 0 ? hr_report_month_to_string (report->to) : NULL;
  HrJson *json = hr_json_new ();
  hr_json_begin_object (json, NULL);
  hr_json_string (json, "by", hr_report_by_to_string (report->by));
  hr_json_string (json, "from", from);
  hr_json_string (json, "to", to);
  hr_json_integer (json, "threshold", report->threshold);
  hr_json_begin_array (json, "rows");
  for (guint i = 0; i < report->rows->len; i++)
    {
      const HrReportRow *row = g_ptr_array_index (report->rows, i);
      hr_json_begin_object (json, NULL);
      hr_json_string (json, "key", row->key);
      hr_json_string (json, "label", row->label);
      if (row->n > 0)
        hr_json_integer (json, "count", (gint64)row->n);
      else
        hr_json_null (json, "count");
      hr_json_integer (json, "hidden", row->hidden);
      hr_json_end (json);
    }
  hr_json_end (json);
  if (report->total > 0)
    hr_json_integer (json, "total", (gint64)report->total);
  else
    hr_json_null (json, "total");
  hr_json_integer (json, "hidden", report->hidden);
  hr_json_integer (json, "other_devices", report->devices);
  hr_json_boolean (json, "older", report->older);
  hr_json_end (json);
  hr_cli_print_json (cli, json);
}

static void
print_report (HrCli *cli, const HrReport *report)
{
  if (report->rows->len == 0)
    {
      hr_cli_print (cli, report->older ? "Only --by fellowship has numbers of this time.\n"
                                       : "There are no numbers of whole months yet.\n");
      return;
    }
  g_autofree char *from = hr_report_month_to_string (report->from);
  g_autofree char *to = hr_report_month_to_string (report->to);
  g_autofree char *total = hr_report_number (report, report->total, report->hidden);
  g_autoptr (HrCliTable) table = hr_cli_table_new (2);
  hr_cli_print (cli, "%s to %s\n", from, to);
  if (report->devices > 0)
    hr_cli_print (cli, "Includes the counts of %u other %s of the share.\n", report->devices, report->devices == 1 ? "device" : "devices");
  for (guint i = 0; i < report->rows->len; i++)
    {
      const HrReportRow *row = g_ptr_array_index (report->rows, i);
      g_autofree char *number = hr_report_number (report, row->n, row->hidden);
      hr_cli_table_add (table, row->label);
      hr_cli_table_add (table, number);
    }
  hr_cli_table_add (table, "Total");
  hr_cli_table_add (table, total);
  hr_cli_table_print (table, cli);
}

static HrCliStatus
run_report (HrCli *cli, const Options *options)
{
  HrCliStatus status;
  HrReportBy by = HR_REPORT_BY_MEETING;
  int from = 0;
  int to = G_MAXINT;
  g_autoptr (GError) error = NULL;
  if (cli->n_words != 1)
    return hr_cli_usage (cli, "\"report\" takes options only.");
  if (options->by != NULL && !hr_report_by_parse (options->by, &by))
    return hr_cli_usage (cli, "--by: write meeting, fellowship, weekday or month.");
  if ((options->from != NULL && !hr_report_month_parse (options->from, &from))
      || (options->to != NULL && !hr_report_month_parse (options->to, &to)))
    return hr_cli_usage (cli, "--from and --to: write a month, such as 2026-11.");
  if (from > to)
    return hr_cli_usage (cli, "--from is later than --to.");
  if (options->csv && cli->json)
    return hr_cli_usage (cli, "Write either --json or --csv.");
  HrCenter *center = hr_cli_open (cli, &status);
  if (center == NULL)
    return status;
  g_autoptr (HrReport) report = hr_report_read (center, by, from, to, &error);
  if (report == NULL)
    return hr_cli_could_not (cli, error);
  if (options->csv)
    {
      g_autofree char *csv = hr_report_to_csv (report);
      hr_cli_print (cli, "%s", csv);
    }
  else if (cli->json)
    print_report_json (cli, report);
  else
    print_report (cli, report);
  return HR_CLI_DONE;
}

/* The number is taken and nothing is told in exchange: not what was counted before. */
static HrCliStatus
run_enter (HrCli *cli, const Options *options)
{
  HrCliStatus status;
  HrDate date;
  guint64 number = 0;
  g_autoptr (GError) error = NULL;
  if (options->from != NULL || options->to != NULL || options->by != NULL || options->csv)
    return hr_cli_usage (cli, "--from, --to, --by and --csv belong to \"report\".");
  if (cli->n_words != 4)
    return hr_cli_usage (cli, "Write: counts enter MEETING DATE NUMBER.");
  if (!hr_cli_text_is_utf8 (cli->words[1]))
    return hr_cli_usage (cli, "The meeting's name is not UTF-8.");
  if (!hr_date_parse (cli->words[2], &date))
    return hr_cli_usage (cli, "Write the date like 2026-11-23.");
  if (!hr_cli_read_number (cli->words[3], "NUMBER", HR_COUNTS_HEADCOUNT_MAX, &number, &error))
    return hr_cli_usage (cli, "%s", error->message);
  HrCenter *center = hr_cli_open (cli, &status);
  if (center == NULL)
    return status;
  g_autoptr (HrMeeting) meeting = hr_store_get_meeting (hr_center_get_store (center), cli->words[1], &error);
  HrCounts *counts = hr_center_get_counts (center);
  if (meeting == NULL || !hr_center_open_counts (center, &error)
      || !hr_headcount_enter (center, meeting->id, meeting->fellowship, date, (guint)number, "command line", &error)
      || !hr_counts_beat (counts, &error))
    return hr_cli_could_not (cli, error);
  if (cli->json)
    {
      HrJson *json = hr_json_new ();
      hr_json_begin_object (json, NULL);
      hr_json_string (json, "meeting", meeting->id);
      hr_json_string (json, "date", cli->words[2]);
      hr_json_end (json);
      hr_cli_print_json (cli, json);
    }
  else
    hr_cli_print (cli, "The headcount of %s on %s is entered.\n", meeting->id, cli->words[2]);
  return HR_CLI_DONE;
}

HrCliStatus
hr_command_counts (HrCli *cli)
{
  HrCliStatus status;
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "from", 0, 0, G_OPTION_ARG_FILENAME, &options.from, "The first month, such as 2026-09", "MONTH" },
    { "to", 0, 0, G_OPTION_ARG_FILENAME, &options.to, "The last month", "MONTH" },
    { "by", 0, 0, G_OPTION_ARG_FILENAME, &options.by, "meeting, fellowship, weekday or month (default: meeting)",
      "WHAT" },
    { "csv", 0, 0, G_OPTION_ARG_NONE, &options.csv, "Print comma-separated values", NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  if (!hr_cli_parse (cli, entries, 1, 4, &status))
    return status;
  if (g_str_equal (cli->words[0], "report"))
    return run_report (cli, &options);
  if (g_str_equal (cli->words[0], "enter"))
    return run_enter (cli, &options);
  return hr_cli_usage (cli, "\"counts\" can report or enter.");
}
