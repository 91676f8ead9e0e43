/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-cli"

#include "hr-cli-private.h"
#include "hr-cli-table-private.h"

#include "handrail/core/hr-error.h"
#include "handrail/service/hr-exporter.h"
#include "handrail/service/hr-slip-check.h"
#include "handrail/service/hr-slip-keys.h"
#include "handrail/service/hr-words.h"

#include <errno.h>
#include <string.h>

/* A slip has 140 characters; whatever is longer by far is something else. */
#define MOST_TYPED 4096

typedef struct
{
  char *keys;
  char *output;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->keys);
  g_free (self->output);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* ---- keys ---- */

static const char *
state_of (const HrSlipKey *key)
{
  if (key->revoked)
    return "revoked";
  if (key->current)
    return "signs";
  return key->until != HR_DATE_NONE ? "ended" : "known";
}

static void
add_key_json (HrJson *json, const HrSlipKey *key)
{
  g_autofree char *number = hr_slip_tag_to_string (key->tag);
  g_autofree char *public_key = hr_slip_key_to_hex (key);
  g_autofree char *from = key->from != HR_DATE_NONE ? hr_date_to_string (key->from) : NULL;
  g_autofree char *until = key->until != HR_DATE_NONE ? hr_date_to_string (key->until) : NULL;
  hr_json_begin_object (json, NULL);
  hr_json_string (json, "key", number);
  hr_json_string (json, "public", public_key);
  hr_json_string (json, "site", key->site);
  hr_json_boolean (json, "own", key->own);
  hr_json_string (json, "state", state_of (key));
  hr_json_string (json, "from", from);
  hr_json_string (json, "until", until);
  hr_json_end (json);
}

static HrCliStatus
run_keys (HrCli *cli, const Options *options)
{
  HrCliStatus status;
  HrCenter *center = hr_cli_get_center (cli, &status);
  g_autoptr (GError) error = NULL;
  if (center == NULL)
    return status;
  g_autoptr (GPtrArray) keys = hr_slip_keys_list (hr_center_get_directory (center), &error);
  if (keys == NULL)
    return hr_cli_could_not (cli, error);
  if (cli->json)
    {
      HrJson *json = hr_json_new ();
      hr_json_begin_array (json, NULL);
      for (guint i = 0; i < keys->len; i++)
        add_key_json (json, g_ptr_array_index (keys, i));
      hr_json_end (json);
      hr_cli_print_json (cli, json);
      return HR_CLI_DONE;
    }
  if (keys->len == 0)
    hr_cli_print (cli, "There is no key. The kiosk makes one when slips are switched on; so does \"handrailctl slip rotate\".\n");
  g_autoptr (HrCliTable) table = hr_cli_table_new (5);
  for (guint i = 0; i < keys->len; i++)
    {
      const HrSlipKey *key = g_ptr_array_index (keys, i);
      g_autofree char *number = hr_slip_tag_to_string (key->tag);
      g_autofree char *from = key->from != HR_DATE_NONE ? hr_date_to_string (key->from) : NULL;
      g_autofree char *until = key->until != HR_DATE_NONE ? hr_date_to_string (key->until) : NULL;
      hr_cli_table_add (table, number);
      hr_cli_table_add (table, state_of (key));
      hr_cli_table_add (table, from);
      hr_cli_table_add (table, until);
      hr_cli_table_add (table, key->site);
    }
  hr_cli_table_print (table, cli);
  return HR_CLI_DONE;
}

static gboolean
get_today (HrCenter *center, HrDate *ret_today, GError **error)
{
  int minute;
  if (hr_clock_is_plausible (hr_center_get_clock (center)))
    {
      hr_zone_from_unix_s (hr_center_get_zone (center), hr_clock_now_s (hr_center_get_clock (center)), ret_today, &minute);
      return TRUE;
    }
  g_set_error_literal (error, HR_ERROR, HR_ERROR_CLOCK, "The clock of this device cannot be right. Set the date and the time first.");
  return FALSE;
}

static HrCliStatus
run_rotate (HrCli *cli, const Options *options)
{
  HrCliStatus status;
  HrCenter *center = hr_cli_open (cli, &status);
  HrDate today;
  g_autoptr (GError) error = NULL;
  if (center == NULL)
    return status;
  HrRecord *site = hr_center_get_site (center);
  if (!get_today (center, &today, &error)
      || !hr_slip_keys_rotate (hr_center_get_directory (center), site != NULL ? hr_record_get (site, "name") : NULL, today, &error))
    return hr_cli_could_not (cli, error);
  return run_keys (cli, options);
}

static HrCliStatus
run_revoke (HrCli *cli, const Options *options)
{
  HrCliStatus status;
  HrCenter *center = hr_cli_get_center (cli, &status);
  HrDate today;
  g_autoptr (GError) error = NULL;
  if (center == NULL)
    return status;
  if (!get_today (center, &today, &error)
      || !hr_slip_keys_revoke (hr_center_get_directory (center), cli->words[1], today, &error))
    return hr_cli_could_not (cli, error);
  return run_keys (cli, options);
}

static HrCliStatus
run_export (HrCli *cli, const Options *options)
{
  HrCliStatus status;
  HrCenter *center = hr_cli_get_center (cli, &status);
  g_autoptr (GError) error = NULL;
  if (center == NULL)
    return status;
  g_autofree char *text = hr_slip_keys_export (hr_center_get_directory (center), &error);
  if (text == NULL)
    return hr_cli_could_not (cli, error);
  if (options->output == NULL || g_str_equal (options->output, "-"))
    hr_cli_print (cli, "%s", text);
  else if (!hr_exporter_save (options->output, text, strlen (text), &error))
    return hr_cli_could_not (cli, error);
  return HR_CLI_DONE;
}

static char *
read_keys (const char *path, GError **error)
{
  g_autoptr (GError) own = NULL;
  g_autofree char *text = NULL;
  gsize length = 0;
  if (!g_file_get_contents (path, &text, &length, &own))
    g_set_error (error, HR_ERROR, HR_ERROR_IO, "%s.", own->message);
  else if (strlen (text) != length)
    g_set_error (error, HR_ERROR, HR_ERROR_INPUT, "%s is not a file of public keys for slips.", path);
  else
    return g_steal_pointer (&text);
  return NULL;
}

static HrCliStatus
run_import (HrCli *cli, const Options *options)
{
  HrCliStatus status;
  HrCenter *center = hr_cli_get_center (cli, &status);
  g_autoptr (GError) error = NULL;
  if (center == NULL)
    return status;
  g_autofree char *text = read_keys (cli->words[1], &error);
  int n = text != NULL ? hr_slip_keys_import (hr_center_get_directory (center), text, &error) : -1;
  if (n < 0)
    return hr_cli_could_not (cli, error);
  if (cli->json)
    return run_keys (cli, options);
  hr_cli_print (cli, "Keys that are new or changed: %d\n", n);
  return HR_CLI_DONE;
}

/* ---- verify ---- */

static char *
describe_time (const HrSlip *slip)
{
  g_autofree char *date = hr_words_date_of_year (slip->date);
  g_autofree char *time = hr_words_time ((int)slip->start_minute);
  return g_strdup_printf ("%s, %s, %u minutes", date, time, slip->length_min);
}

static void
print_check_json (HrCli *cli, const HrSlipCheck *check)
{
  g_autofree char *date = check->is_signed ? hr_date_to_string (check->slip.date) : NULL;
  g_autofree char *start =
      check->is_signed ? g_strdup_printf ("%02u:%02u", check->slip.start_minute / 60, check->slip.start_minute % 60) : NULL;
  HrJson *json = hr_json_new ();
  hr_json_begin_object (json, NULL);
  hr_json_string (json, "verdict", hr_slip_verdict_to_string (check->verdict));
  hr_json_string (json, "summary", check->summary);
  hr_json_string (json, "key", check->key);
  hr_json_string (json, "site", check->site);
  hr_json_boolean (json, "own", check->own);
  hr_json_string (json, "date", date);
  hr_json_string (json, "start", start);
  if (check->is_signed)
    hr_json_integer (json, "length", check->slip.length_min);
  else
    hr_json_null (json, "length");
  hr_json_string (json, "meeting", check->meeting);
  hr_json_string (json, "meeting_name", check->meeting_name);
  hr_json_boolean (json, "listed", check->listed);
  hr_json_end (json);
  hr_cli_print_json (cli, json);
}

static void
print_check (HrCli *cli, const HrSlipCheck *check)
{
  hr_cli_print (cli, "%s\n", check->summary);
  hr_cli_print (cli, "Key: %s%s%s\n", check->key, check->site != NULL ? ", " : "", check->site != NULL ? check->site : "");
  if (check->is_signed)
    {
      g_autofree char *time = describe_time (&check->slip);
      hr_cli_print (cli, "When: %s\n", time);
    }
  if (check->meeting != NULL)
    hr_cli_print (cli, "Meeting: %s (%s)%s\n", check->meeting_name, check->meeting,
                  check->listed ? "" : ", which is listed at another time today");
  else if (check->verdict == HR_SLIP_GENUINE)
    hr_cli_print (cli, "Meeting: none that is listed here on that day\n");
  if (check->verdict == HR_SLIP_GENUINE)
    hr_cli_print (cli, "%s\n%s\n", hr_slip_check_proves (), hr_slip_check_proves_not ());
}

/* @ret_text: what is read stays out of the list of processes and of the shell's history */
static gboolean
read_typed (char ret_text[MOST_TYPED], GError **error)
{
  gsize length = fread (ret_text, 1, MOST_TYPED - 1, stdin);
  ret_text[length] = '\0';
  if (ferror (stdin))
    return hr_set_errno_error (error, errno, "Standard input could not be read");
  return TRUE;
}

static HrCliStatus
run_verify (HrCli *cli, const Options *options)
{
  HrCliStatus status;
  HrCenter *center = hr_cli_get_center (cli, &status);
  char typed[MOST_TYPED];
  g_autoptr (GError) error = NULL;
  g_autofree char *keys = NULL;
  g_autoptr (HrSlipCheck) check = NULL;
  if (center == NULL)
    return status;
  /* also where there is no center: then no meeting is named */
  hr_center_open (center, NULL);
  if (options->keys != NULL)
    keys = read_keys (options->keys, &error);
  if (error == NULL && g_str_equal (cli->words[1], "-"))
    read_typed (typed, &error);
  if (error == NULL)
    check = hr_slip_check_text (center, keys, g_str_equal (cli->words[1], "-") ? typed : cli->words[1], &error);
  if (check == NULL)
    return hr_cli_could_not (cli, error);
  if (cli->json)
    print_check_json (cli, check);
  else
    print_check (cli, check);
  return check->verdict == HR_SLIP_GENUINE ? HR_CLI_DONE : HR_CLI_WITH_REJECTED;
}

HrCliStatus
hr_command_slip (HrCli *cli)
{
  static const struct
  {
    const char *name;
    const char *usage;
    guint n_words;
    HrCliStatus (*run) (HrCli *cli, const Options *options);
  } verbs[] = {
    { "keys", "slip keys", 1, run_keys },
    { "rotate", "slip rotate", 1, run_rotate },
    { "revoke", "slip revoke NUMBER", 2, run_revoke },
    { "export", "slip export [-o FILE]", 1, run_export },
    { "import", "slip import FILE", 2, run_import },
    { "verify", "slip verify TEXT [--keys FILE]", 2, run_verify },
  };
  HrCliStatus status;
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "keys", 0, 0, G_OPTION_ARG_FILENAME, &options.keys, "verify: the public keys in this file, not those of this device", "FILE" },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, "export: where to (default: standard output)", "FILE" },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  if (!hr_cli_parse (cli, entries, 1, 2, &status))
    return status;
  for (gsize i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      if (!g_str_equal (cli->words[0], verbs[i].name))
        continue;
      if (cli->n_words != verbs[i].n_words || (options.keys != NULL && verbs[i].run != run_verify)
          || (options.output != NULL && verbs[i].run != run_export))
        return hr_cli_usage (cli, "Write: %s.", verbs[i].usage);
      return verbs[i].run (cli, &options);
    }
  return hr_cli_usage (cli, "\"slip\" can do keys, rotate, revoke, export, import or verify.");
}
