/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Feeds in and out. */
#define G_LOG_DOMAIN "handrail-cli"

#include "handrail/core/hr-error.h"
#include "handrail/service/hr-exporter.h"
#include "handrail/service/hr-importer.h"
#include "hr-cli-private.h"
#include <string.h>

/* ---- import ---- */

static void
write_notes (HrJson *json, const char *key, const char *text_key, GPtrArray *notes)
{
  hr_json_begin_array (json, key);
  for (guint i = 0; i < notes->len; i++)
    {
      const HrFeedNote *note = g_ptr_array_index (notes, i);
      hr_json_begin_object (json, NULL);
      hr_json_integer (json, "record", note->record);
      hr_json_string (json, "name", note->name);
      hr_json_string (json, text_key, note->text);
      hr_json_end (json);
    }
  hr_json_end (json);
}

static void
write_diff (HrJson *json, GPtrArray *diff)
{
  hr_json_begin_array (json, "diff");
  for (guint i = 0; i < diff->len; i++)
    {
      const HrImportField *field = g_ptr_array_index (diff, i);
      hr_json_begin_object (json, NULL);
      hr_json_string (json, "field", field->name);
      hr_json_string (json, "from", field->old);
      hr_json_string (json, "to", field->new);
      hr_json_end (json);
    }
  hr_json_end (json);
}

static void
write_changes (HrJson *json, const char *key, GPtrArray *changes)
{
  hr_json_begin_array (json, key);
  for (guint i = 0; i < changes->len; i++)
    {
      const HrImportChange *change = g_ptr_array_index (changes, i);
      hr_json_begin_object (json, NULL);
      if (change->record > 0)
        hr_json_integer (json, "record", change->record);
      hr_json_string (json, "id", change->id);
      hr_json_string (json, "name", change->name);
      if (change->fields != NULL)
        hr_json_strings (json, "fields", (const char *const *)change->fields);
      if (change->diff != NULL)
        write_diff (json, change->diff);
      hr_json_end (json);
    }
  hr_json_end (json);
}

static void
write_kept (HrJson *json, GPtrArray *kept)
{
  hr_json_begin_array (json, "kept");
  for (guint i = 0; i < kept->len; i++)
    {
      const HrImportKept *field = g_ptr_array_index (kept, i);
      hr_json_begin_object (json, NULL);
      hr_json_integer (json, "record", field->record);
      hr_json_string (json, "id", field->id);
      hr_json_string (json, "name", field->name);
      hr_json_string (json, "field", field->field);
      hr_json_string (json, "yours", field->yours);
      hr_json_string (json, "feeds", field->feeds);
      hr_json_end (json);
    }
  hr_json_end (json);
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* The keys of @table in byte order; they belong to it. */
static GPtrArray *
sort_keys (GHashTable *table)
{
  GPtrArray *keys = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer key;
  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_ptr_array_add (keys, key);
  g_ptr_array_sort (keys, compare_texts);
  return keys;
}

static void
print_report_json (HrCli *cli, const HrImportReport *report)
{
  g_autoptr (GPtrArray) left_out = sort_keys (report->left_out);
  HrJson *json = hr_json_new ();
  hr_json_begin_object (json, NULL);
  hr_json_string (json, "source", report->source_name);
  hr_json_string (json, "source_id", report->source);
  hr_json_string (json, "format", hr_feed_format_to_string (report->format));
  hr_json_boolean (json, "dry_run", report->dry_run);
  hr_json_integer (json, "records", report->records);
  hr_json_integer (json, "added", report->added->len);
  hr_json_integer (json, "changed", report->changed->len);
  hr_json_integer (json, "unchanged", report->n_unchanged);
  hr_json_integer (json, "removed", report->removed->len);
  hr_json_boolean (json, "needs_accept_removals", report->needs_accept_removals);
  write_notes (json, "repaired", "what", report->repaired);
  write_notes (json, "rejected", "reason", report->rejected);
  hr_json_begin_object (json, "changes");
  write_changes (json, "added", report->added);
  write_changes (json, "changed", report->changed);
  write_changes (json, "removed", report->removed);
  hr_json_end (json);
  write_kept (json, report->kept);
  hr_json_begin_object (json, "left_out");
  for (guint i = 0; i < left_out->len; i++)
    {
      const char *key = g_ptr_array_index (left_out, i);
      hr_json_integer (json, key, GPOINTER_TO_UINT (g_hash_table_lookup (report->left_out, key)));
    }
  hr_json_end (json);
  hr_json_end (json);
  hr_cli_print_json (cli, json);
}

static void
print_notes (HrCli *cli, const char *title, GPtrArray *notes)
{
  if (notes->len > 0)
    hr_cli_print (cli, "\n%s:\n", title);
  for (guint i = 0; i < notes->len; i++)
    {
      const HrFeedNote *note = g_ptr_array_index (notes, i);
      hr_cli_print (cli, "  record %u%s%s%s: %s\n", note->record, *note->name != '\0' ? ", \"" : "", note->name,
                    *note->name != '\0' ? "\"" : "", note->text);
    }
}

static void
print_changed (HrCli *cli, const HrImportReport *report)
{
  if (report->changed->len > 0)
    hr_cli_print (cli, "\nChanged:\n");
  for (guint i = 0; i < report->changed->len; i++)
    {
      const HrImportChange *change = g_ptr_array_index (report->changed, i);
      g_autofree char *fields = change->fields != NULL ? g_strjoinv (", ", change->fields) : g_strdup ("");
      hr_cli_print (cli, "  %s (%s): %s\n", change->name, change->id, fields);
      for (guint k = 0; change->diff != NULL && k < change->diff->len; k++)
        {
          const HrImportField *field = g_ptr_array_index (change->diff, k);
          hr_cli_print (cli, "    %s: \"%s\" becomes \"%s\"\n", field->name, field->old != NULL ? field->old : "",
                        field->new != NULL ? field->new : "");
        }
    }
  if (report->removed->len > 0)
    hr_cli_print (cli, "\nRemoved, because the feed no longer has them:\n");
  for (guint i = 0; i < report->removed->len; i++)
    {
      const HrImportChange *change = g_ptr_array_index (report->removed, i);
      hr_cli_print (cli, "  %s (%s)\n", change->name, change->id);
    }
  if (report->kept->len > 0)
    hr_cli_print (cli, "\nKept as staff set them, though the feed says otherwise:\n");
  for (guint i = 0; i < report->kept->len; i++)
    {
      const HrImportKept *kept = g_ptr_array_index (report->kept, i);
      hr_cli_print (cli, "  %s (%s): %s is \"%s\", the feed says \"%s\"\n", kept->name, kept->id, kept->field,
                    kept->yours != NULL ? kept->yours : "", kept->feeds != NULL ? kept->feeds : "");
    }
}

static void
print_report (HrCli *cli, const HrImportReport *report)
{
  g_autoptr (GPtrArray) left_out = sort_keys (report->left_out);
  hr_cli_print (cli, "%s (%s): %u records%s\n", report->source_name, hr_feed_format_to_string (report->format),
                report->records, report->dry_run ? "; dry run, nothing was written" : "");
  hr_cli_print (cli, "  added      %6u\n  changed    %6u\n  unchanged  %6u\n  removed    %6u\n", report->added->len,
                report->changed->len, report->n_unchanged, report->removed->len);
  hr_cli_print (cli, "  repaired   %6u\n  rejected   %6u\n", report->repaired->len, report->rejected->len);
  if (report->needs_accept_removals)
    hr_cli_print (cli, "\nOver 20 percent of the feed's meetings would be withdrawn: without --dry-run it is only read with "
                       "--accept-removals.\n");
  print_changed (cli, report);
  print_notes (cli, "Repaired", report->repaired);
  print_notes (cli, "Rejected", report->rejected);
  if (left_out->len > 0)
    hr_cli_print (cli, "\nFields that are not taken over, and how often they were filled:\n");
  for (guint i = 0; i < left_out->len; i++)
    {
      const char *key = g_ptr_array_index (left_out, i);
      hr_cli_print (cli, "  %-28s %6u\n", key, GPOINTER_TO_UINT (g_hash_table_lookup (report->left_out, key)));
    }
}

/* From --columns, from the file of --match, or from both: the option counts. */
static gboolean
read_columns (const char *said, const char *path, HrFeedColumns **ret_columns, GError **error)
{
  g_autofree char *text = NULL, *both = NULL;
  if (said == NULL && path == NULL)
    return TRUE;
  if (path != NULL && !g_file_get_contents (path, &text, NULL, error))
    return FALSE;
  if ((text != NULL && !g_utf8_validate (text, -1, NULL)) || (said != NULL && !g_utf8_validate (said, -1, NULL)))
    {
      g_set_error_literal (error, HR_ERROR, HR_ERROR_INPUT, "The match of the columns holds text that is not UTF-8.");
      return FALSE;
    }
  both = g_strconcat (text != NULL ? text : "", "\n", said != NULL ? said : "", NULL);
  *ret_columns = hr_feed_columns_parse (both, error);
  return *ret_columns != NULL;
}

HrCliStatus
hr_command_import (HrCli *cli)
{
  HrCliStatus status;
  g_autofree char *format = NULL, *fellowship = NULL, *source = NULL, *formats = NULL, *said = NULL, *match = NULL;
  g_autoptr (HrFeedColumns) columns = NULL;
  HrImportOptions options = { .format = HR_FEED_AUTO };
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_FILENAME, &format, "auto, meeting-guide, bmlt, csv or ics (default: auto)", "FORMAT" },
    { "fellowship", 0, 0, G_OPTION_ARG_FILENAME, &fellowship,
      "Whose meetings these are (default: na for BMLT, else aa)", "ID" },
    { "source", 0, 0, G_OPTION_ARG_FILENAME, &source, "The name of this feed (default: known by its records)", "NAME" },
    { "formats", 0, 0, G_OPTION_ARG_FILENAME, &formats, "The BMLT server's GetFormats answer", "FILE" },
    { "columns", 0, 0, G_OPTION_ARG_FILENAME, &said, "Which column of a table is what: \"Weekday=day,Where=location\"",
      "MATCH" },
    { "match", 0, 0, G_OPTION_ARG_FILENAME, &match, "A file with such a match, one a line", "FILE" },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &options.dry_run, "Only say what would change", NULL },
    { "accept-removals", 0, 0, G_OPTION_ARG_NONE, &options.accept_removals,
      "Also when over 20 percent of the feed's meetings would go", NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  g_autoptr (GError) error = NULL;
  if (!hr_cli_parse (cli, entries, 1, 1, &status))
    return status;
  if (format != NULL && !hr_feed_format_from_string (format, &options.format))
    return hr_cli_usage (cli, "--format: \"%s\" is not one of auto, meeting-guide, bmlt, csv, ics.", format);
  if (!hr_cli_text_is_utf8 (source) || !hr_cli_text_is_utf8 (fellowship))
    return hr_cli_usage (cli, "The options hold text that is not UTF-8.");
  if (!read_columns (said, match, &columns, &error))
    return hr_cli_could_not (cli, error);
  options.columns = columns;
  options.fellowship = fellowship;
  options.source = source;
  options.formats_path = formats;
  HrCenter *center = hr_cli_open (cli, &status);
  if (center == NULL)
    return status;
  g_autoptr (HrImportReport) report = hr_importer_run (center, cli->words[0], &options, &error);
  if (report == NULL)
    {
      if (g_error_matches (error, HR_ERROR, HR_ERROR_REFUSED) && strstr (error->message, "--accept-removals") == NULL)
        {
          g_autofree char *message =
              g_strdup_printf ("%s If that is right, run the command again with --accept-removals.", error->message);
          g_clear_error (&error);
          error = g_error_new_literal (HR_ERROR, HR_ERROR_REFUSED, message);
        }
      return hr_cli_could_not (cli, error);
    }
  if (cli->json)
    print_report_json (cli, report);
  else
    print_report (cli, report);
  return report->rejected->len > 0 ? HR_CLI_WITH_REJECTED : HR_CLI_DONE;
}

/* ---- export and dump ---- */

static HrCliStatus
save (HrCli *cli, const char *path, const char *text, gsize length)
{
  g_autoptr (GError) error = NULL;
  if (path == NULL || g_str_equal (path, "-"))
    fwrite (text, 1, length, cli->out);
  else if (!hr_exporter_save (path, text, length, &error))
    return hr_cli_could_not (cli, error);
  return HR_CLI_DONE;
}

HrCliStatus
hr_command_export (HrCli *cli)
{
  static const struct
  {
    const char *name;
    HrExportFormat format;
  } formats[] = { { "meeting-guide", HR_EXPORT_MEETING_GUIDE }, { "csv", HR_EXPORT_CSV }, { "ics", HR_EXPORT_ICS } };
  HrCliStatus status;
  g_autofree char *name = NULL, *output = NULL;
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_FILENAME, &name, "meeting-guide, csv or ics (default: meeting-guide)", "FORMAT" },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, "Where to (default: standard output)", "FILE" },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  g_autoptr (GError) error = NULL;
  guint at = 0;
  gsize length = 0;
  if (!hr_cli_parse (cli, entries, 0, 0, &status))
    return status;
  while (name != NULL && at < G_N_ELEMENTS (formats) && !g_str_equal (formats[at].name, name))
    at++;
  if (at == G_N_ELEMENTS (formats))
    return hr_cli_usage (cli, "--format: \"%s\" is not one of meeting-guide, csv, ics.", name);
  HrCenter *center = hr_cli_open (cli, &status);
  if (center == NULL)
    return status;
  g_autofree char *text = hr_exporter_run (center, formats[at].format, &length, &error);
  return text != NULL ? save (cli, output, text, length) : hr_cli_could_not (cli, error);
}

HrCliStatus
hr_command_dump (HrCli *cli)
{
  HrCliStatus status;
  g_autofree char *output = NULL;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, "Where to (default: standard output)", "FILE" },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  g_autoptr (GError) error = NULL;
  if (!hr_cli_parse (cli, entries, 0, 0, &status))
    return status;
  HrCenter *center = hr_cli_open (cli, &status);
  if (center == NULL)
    return status;
  g_autofree char *text = hr_exporter_dump (center, &error);
  return text != NULL ? save (cli, output, text, strlen (text)) : hr_cli_could_not (cli, error);
}
