/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-cli"

#include "hr-cli-args-private.h"
#include "hr-cli-filters-private.h"
#include "hr-cli-private.h"

#include "handrail/core/hr-error.h"
#include "handrail/service/hr-exporter.h"
#include "handrail/service/hr-handouts.h"
#include "handrail/service/hr-language.h"
#include "handrail/service/hr-milestone.h"
#include "handrail/service/hr-printing.h"

#include <math.h>

#define PAGES_MOST 200
/* Long enough to put paper in, short enough for a script */
#define WAIT_S 60
#define WAIT_MOST_S 86400

typedef struct
{
  char *output, *paper, *fold, *flip, *language, *pages, *milestone, *printer, *copies, *wait;
  char **meetings, **peers, **programs, **resources;
  gboolean large_print, codes;
  HrCliFilters filters;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->output);
  g_free (self->paper);
  g_free (self->fold);
  g_free (self->flip);
  g_free (self->language);
  g_free (self->pages);
  g_free (self->milestone);
  g_free (self->printer);
  g_free (self->copies);
  g_free (self->wait);
  g_strfreev (self->meetings);
  g_strfreev (self->peers);
  g_strfreev (self->programs);
  g_strfreev (self->resources);
  hr_cli_filters_clear (&self->filters);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* Returns: (nullable): what to write instead */
static const char *
read_sheet (const Options *options, HrHandoutOptions *to, guint64 pages)
{
  if (options->paper != NULL && !hr_paper_from_string (options->paper, &to->paper))
    return "--paper: write a4, letter, a5, half-letter or receipt.";
  if (options->fold != NULL && !hr_fold_from_string (options->fold, &to->fold))
    return "--fold: write none, pocket, booklet or tri-fold.";
  if (options->flip != NULL && g_str_equal (options->flip, "long"))
    to->flip = HR_DUPLEX_LONG_EDGE;
  else if (options->flip != NULL && g_str_equal (options->flip, "short"))
    to->flip = HR_DUPLEX_SHORT_EDGE;
  else if (options->flip != NULL)
    return "--flip: write long or short.";
  if (options->language != NULL && !g_strv_contains (hr_language_list (), options->language))
    return "--language: write a language that the program has, such as en or es.";
  to->large_print = options->large_print;
  to->pages = (guint)pages;
  return NULL;
}

static void
print_result (HrCli *cli, const Options *options, const HrHandoutResult *result)
{
  if (cli->json)
    {
      HrJson *json = hr_json_new ();
      hr_json_begin_object (json, NULL);
      hr_json_string (json, "file", options->output);
      hr_json_string (json, "printer", options->printer);
      hr_json_integer (json, "pages", result->n_pages);
      hr_json_integer (json, "meetings", result->n_meetings);
      hr_json_integer (json, "type_size_tenths", (gint64)(result->type_size * 10));
      hr_json_string (json, "sides", hr_duplex_get_sides (result->duplex));
      hr_json_string (json, "warning", result->warning);
      hr_json_end (json);
      hr_cli_print_json (cli, json);
      return;
    }
  hr_cli_print (cli, "%u pages, %u meetings, letters of %.1f points, printed %s.\n", result->n_pages, result->n_meetings, result->type_size,
                hr_duplex_get_sides (result->duplex));
  if (result->warning != NULL)
    hr_cli_print (cli, "%s\n", result->warning);
}

/* ---- a printer ---- */

static gboolean
print_pages (HrCenter *center, const Options *options, guint copies, guint wait_s, const HrHandoutResult *result, GError **error)
{
  g_autoptr (HrPrinting) printing = hr_printing_new (center);
  g_autoptr (HrPrintJob) job = NULL;

  hr_printing_set_printer (printing, options->printer, NULL);
  hr_printing_set_patience_s (printing, wait_s);
  job = hr_printing_print_result (printing, result, HR_PRINT_NORMAL, copies, error);
  if (job == NULL)
    return FALSE;
  while (!hr_print_job_is_over (job))
    g_main_context_iteration (NULL, TRUE);
  if (hr_print_job_get_state (job) != HR_PRINT_DONE)
    {
      g_autofree char *words = hr_print_job_dup_desk_words (job);

      g_set_error_literal (error, HR_ERROR, HR_ERROR_IO, words);
      return FALSE;
    }
  return TRUE;
}

/* ---- the command ---- */

/* Returns: (nullable): what to write instead */
static const char *
read_targets (const Options *options)
{
  if (options->output == NULL && options->printer == NULL)
    return "Where to? Write -o FILE.pdf, or --print QUEUE.";
  if (options->printer == NULL && (options->copies != NULL || options->wait != NULL))
    return "--copies and --wait are for a printer: write --print QUEUE too.";
  return NULL;
}

static HrHandoutRequest *
make_request (HrCenter *center, HrHandoutKind kind, const HrHandoutOptions *sheet, guint milestone, Options *options)
{
  HrHandoutRequest *request = hr_handout_request_new (kind, center);
  HrPaper paper = request->options.paper;

  request->options = *sheet;
  if (options->paper == NULL)
    request->options.paper = paper;
  request->codes = options->codes;
  request->milestone = milestone;
  request->language = g_strdup (options->language);
  request->meetings = g_steal_pointer (&options->meetings);
  request->peers = g_steal_pointer (&options->peers);
  request->programs = g_steal_pointer (&options->programs);
  request->resources = g_steal_pointer (&options->resources);
  return request;
}

/* Returns: (nullable): what to write instead */
static const char *
check_filters (const HrQuery *query, HrHandoutKind kind)
{
  gboolean list = kind <= HR_HANDOUT_NEXT_DAYS || kind == HR_HANDOUT_DOOR_SIGN;

  if (query->has_point && query->within_m <= 0)
    return "--near alone leaves nothing out: add --within DISTANCE.";
  if (!list && hr_query_is_filtered (query))
    return "--day, --for and the like choose meetings of week, week-by-place, week-by-fellowship, next-days and door-sign.";
  return NULL;
}

/* What only the center knows: which day it is, and where it is */
static gboolean
finish_query (HrCenter *center, const Options *options, HrQuery *query, GError **error)
{
  HrRecord *site = hr_center_get_site (center);
  HrDate today = HR_DATE_NONE;
  int minute = 0;

  hr_zone_from_unix_s (hr_center_get_zone (center), hr_clock_now_s (hr_center_get_clock (center)), &today, &minute);
  if (!hr_cli_filters_read (&options->filters, today, query, error) || !hr_cli_filters_check (center, query, error))
    return FALSE;
  if (query->within_m <= 0 || query->has_point)
    return TRUE;
  query->latitude = site != NULL ? hr_record_get_coordinate (site, "latitude") : NAN;
  query->longitude = site != NULL ? hr_record_get_coordinate (site, "longitude") : NAN;
  query->has_point = !isnan (query->latitude) && !isnan (query->longitude);
  if (!query->has_point)
    g_set_error_literal (error, HR_ERROR, HR_ERROR_INPUT, "The center does not say where it is: add --near LAT,LON.");
  return query->has_point;
}

static HrCliStatus
run (HrCli *cli, Options *options)
{
  HrCliStatus status;
  HrHandoutKind kind;
  guint64 pages = 0, copies = 1, wait_s = WAIT_S;
  guint milestone = 0;
  HrHandoutOptions sheet = { 0 };
  g_autoptr (HrQuery) query = hr_query_new ();
  g_autoptr (GError) error = NULL;
  if (!hr_handout_kind_from_string (cli->words[0], &kind))
    return hr_cli_usage (cli, "KIND: write week, week-by-place, week-by-fellowship, next-days, meeting, door-sign, resources, plan, facilitator, milestone or help.");
  if (options->milestone != NULL && !hr_milestone_from_name (options->milestone, &milestone))
    return hr_cli_usage (cli, "--milestone: write today, again, 24-hours, 30-days, 6-months, 1-year, 10-years, many-years, other …");
  const char *wrong = read_targets (options);
  if (wrong != NULL)
    return hr_cli_usage (cli, "%s", wrong);
  if ((options->pages != NULL && !hr_cli_read_number (options->pages, "--pages", PAGES_MOST, &pages, &error))
      || (options->copies != NULL && !hr_cli_read_number (options->copies, "--copies", HR_PRINTING_COPIES, &copies, &error))
      || (options->wait != NULL && !hr_cli_read_number (options->wait, "--wait", WAIT_MOST_S, &wait_s, &error)))
    return hr_cli_usage (cli, "%s", error->message);
  wrong = read_sheet (options, &sheet, pages);
  if (wrong != NULL)
    return hr_cli_usage (cli, "%s", wrong);
  /* once without the center, so that a wrong word is a wrong word even where there is no database */
  if (!hr_cli_filters_read (&options->filters, 0, query, &error))
    return hr_cli_usage (cli, "%s", error->message);
  wrong = check_filters (query, kind);
  if (wrong != NULL)
    return hr_cli_usage (cli, "%s", wrong);
  HrCenter *center = hr_cli_open (cli, &status);
  if (center == NULL)
    return status;
  if (!finish_query (center, options, query, &error))
    return hr_cli_could_not (cli, error);
  HrHandoutRequest *request = make_request (center, kind, &sheet, milestone, options);
  request->query = hr_query_is_filtered (query) ? g_steal_pointer (&query) : NULL;
  g_autoptr (HrHandoutResult) result = hr_handouts_make (center, request, &error);
  gsize length = 0;
  const char *bytes = result != NULL ? g_bytes_get_data (result->pdf, &length) : NULL;
  if (bytes == NULL || (options->output != NULL && !hr_exporter_save (options->output, bytes, length, &error)))
    return hr_cli_could_not (cli, error);
  if (options->printer != NULL && !print_pages (center, options, (guint)copies, (guint)wait_s, result, &error))
    return hr_cli_could_not (cli, error);
  if (options->output == NULL || !g_str_equal (options->output, "-"))
    print_result (cli, options, result);
  return HR_CLI_DONE;
}

HrCliStatus
hr_command_handout (HrCli *cli)
{
  HrCliStatus status;
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, "Where to; \"-\" is standard output", "FILE" },
    { "print", 0, 0, G_OPTION_ARG_FILENAME, &options.printer, "Prints it: a queue of the print service, \"default\", or ipp://ADDRESS", "QUEUE" },
    { "copies", 0, 0, G_OPTION_ARG_FILENAME, &options.copies, "So many, with --print", "N" },
    { "wait", 0, 0, G_OPTION_ARG_FILENAME, &options.wait, "How long a printer in trouble is waited for (default: 60); then nothing more is printed", "SECONDS" },
    { "paper", 0, 0, G_OPTION_ARG_FILENAME, &options.paper, "a4, letter, a5, half-letter or receipt (default: the center's)", "PAPER" },
    { "fold", 0, 0, G_OPTION_ARG_FILENAME, &options.fold, "none, pocket, booklet or tri-fold", "FOLD" },
    { "flip", 0, 0, G_OPTION_ARG_FILENAME, &options.flip, "The edge over which the printer turns a folded sheet: long or short", "EDGE" },
    { "pages", 0, 0, G_OPTION_ARG_FILENAME, &options.pages, "At most so many pages (of a fold: sheets)", "N" },
    { "large-print", 0, 0, G_OPTION_ARG_NONE, &options.large_print, "Letters of 20 points", NULL },
    { "codes", 0, 0, G_OPTION_ARG_NONE, &options.codes, "A QR code with each meeting or resource", NULL },
    { "language", 0, 0, G_OPTION_ARG_FILENAME, &options.language, "en, es (default: en)", "LANGUAGE" },
    { "meeting", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.meetings, "A meeting of a plan, meeting or facilitator sheet", "ID" },
    { "peer", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.peers, "A person of a plan", "ID" },
    { "program", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.programs, "A program of a plan", "ID" },
    { "resource", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.resources, "A resource of a plan or of resources", "ID" },
    { "milestone", 0, 0, G_OPTION_ARG_FILENAME, &options.milestone, "What a card marks: today, again, 30-days, 1-year, other … (default: today)",
      "WHAT" },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  /* Before anything is said: the words of a handout are the only ones of this program that are translated. */
  hr_language_init (NULL);
  return hr_cli_filters_parse (&options.filters, cli, "meeting-language", entries, 1, &status) ? run (cli, &options) : status;
}
