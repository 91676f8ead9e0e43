/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The share: getting in, letting others in and out, syncing. */
#define G_LOG_DOMAIN "handrail-cli"

#include "hr-cli-private.h"

#include "handrail/core/hr-error.h"
#include "handrail/share/hr-share.h"

typedef struct
{
  char *folder, *name, *root_key, *invitation, *role, *site;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->folder);
  g_free (self->name);
  g_free (self->root_key);
  g_free (self->invitation);
  g_free (self->role);
  g_free (self->site);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* %NULL with the message out and @ret_status written */
static HrShare *
open_share (HrCli *cli, HrCliStatus *ret_status)
{
  HrCenter *center = hr_cli_get_center (cli, ret_status);
  g_autoptr (GError) error = NULL;
  HrShare *share;

  if (center == NULL)
    return NULL;
  share = hr_share_open (hr_center_get_directory (center), hr_center_get_vocabulary (center), hr_center_get_clock (center), &error);
  if (share == NULL)
    *ret_status = hr_cli_could_not (cli, error);
  return share;
}

static HrCliStatus
print_pair (HrCli *cli, const char *key, const char *value, const char *sentence)
{
  HrJson *json;

  if (!cli->json)
    {
      hr_cli_print (cli, "%s", sentence);
      return HR_CLI_DONE;
    }
  json = hr_json_new ();
  hr_json_begin_object (json, NULL);
  hr_json_string (json, key, value);
  hr_json_end (json);
  hr_cli_print_json (cli, json);
  return HR_CLI_DONE;
}

/* ---- what a sync says ---- */

static void
print_synced_json (HrCli *cli, const HrShareSynced *synced, GPtrArray *sentences)
{
  HrJson *json = hr_json_new ();

  hr_json_begin_object (json, NULL);
  hr_json_boolean (json, "waiting", synced->waiting);
  hr_json_integer (json, "heads", synced->heads);
  hr_json_integer (json, "segments", synced->segments);
  hr_json_integer (json, "published", synced->published);
  hr_json_integer (json, "put_back", synced->relayed);
  hr_json_integer (json, "held", synced->held);
  hr_json_integer (json, "refused", synced->refused);
  hr_json_begin_array (json, "say");
  for (guint i = 0; i < sentences->len; i++)
    hr_json_string (json, NULL, sentences->pdata[i]);
  hr_json_end (json);
  hr_json_end (json);
  hr_cli_print_json (cli, json);
}

static HrCliStatus
sync_once (HrCli *cli, HrShare *share, gboolean verify)
{
  g_autoptr (GPtrArray) sentences = NULL;
  g_autoptr (GError) error = NULL;
  HrShareSynced synced = { 0 };

  if (!hr_share_sync (share, verify, &synced, &error))
    return hr_cli_could_not (cli, error);
  sentences = hr_share_synced_to_strings (&synced);
  if (cli->json)
    {
      print_synced_json (cli, &synced, sentences);
      return HR_CLI_DONE;
    }
  if (!synced.waiting)
    hr_cli_print (cli, "Read %u lists of other devices, wrote %u files, put %u back.\n", synced.heads, synced.published, synced.relayed);
  for (guint i = 0; i < sentences->len; i++)
    hr_cli_print (cli, "%s\n", (const char *)sentences->pdata[i]);
  return HR_CLI_DONE;
}

/* ---- the commands ---- */

static HrCliStatus
run_init (HrCli *cli, HrShare *share, const Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *invitation = NULL;
  g_autofree char *sentence = NULL;

  if (options->folder == NULL || options->name == NULL || options->root_key == NULL)
    return hr_cli_usage (cli, "Write: share init --folder FOLDER --name NAME --root-key FILE.");
  if (!hr_share_init (share, options->folder, options->name, options->root_key, &error) || !hr_share_sync (share, TRUE, NULL, &error))
    return hr_cli_could_not (cli, error);
  invitation = hr_share_invitation (share);
  sentence = g_strdup_printf ("There is a share in %s now. Put %s on a stick, lock it away, and delete it here: whoever has it is master of "
                              "the share.\nInvitation for other devices: %s\n",
                              options->folder, options->root_key, invitation);
  return print_pair (cli, "invitation", invitation, sentence);
}

static HrCliStatus
run_enrol (HrCli *cli, HrShare *share, const Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *code = NULL;
  g_autofree char *sentence = NULL;

  if (options->folder == NULL || options->name == NULL || options->invitation == NULL)
    return hr_cli_usage (cli, "Write: share enrol --folder FOLDER --invitation TEXT --name NAME.");
  if (!hr_share_enrol (share, options->folder, options->invitation, options->name, &error))
    return hr_cli_could_not (cli, error);
  code = hr_share_code (share);
  sentence = code != NULL ? g_strdup_printf ("Asked to be let in. A manager's device shows the same code: %.4s %s\n", code, code + 4)
                          : g_strdup ("This device is in the share already.\n");
  return print_pair (cli, "code", code != NULL ? code : "", sentence);
}

static HrCliStatus
run_invitation (HrCli *cli, HrShare *share)
{
  g_autofree char *invitation = hr_share_invitation (share);
  g_autofree char *line = g_strdup_printf ("%s\n", invitation);
  g_autoptr (GError) error = NULL;

  if (invitation != NULL)
    return print_pair (cli, "invitation", invitation, line);
  error = g_error_new_literal (HR_ERROR, HR_ERROR_NOT_FOUND, "This device is in no share.");
  return hr_cli_could_not (cli, error);
}

static HrCliStatus
run_requests (HrCli *cli, HrShare *share)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = hr_share_requests (share, &error);
  HrJson *json;

  if (list == NULL)
    return hr_cli_could_not (cli, error);
  if (!cli->json)
    {
      for (guint i = 0; i < list->len; i++)
        {
          const HrShareAsking *asking = list->pdata[i];

          hr_cli_print (cli, "%.4s %s  %s\n", asking->code, asking->code + 4, asking->name);
        }
      if (list->len == 0)
        hr_cli_print (cli, "No device asks to be let in.\n");
      return HR_CLI_DONE;
    }
  json = hr_json_new ();
  hr_json_begin_array (json, NULL);
  for (guint i = 0; i < list->len; i++)
    {
      const HrShareAsking *asking = list->pdata[i];

      hr_json_begin_object (json, NULL);
      hr_json_string (json, "code", asking->code);
      hr_json_string (json, "name", asking->name);
      hr_json_string (json, "device", asking->device);
      hr_json_end (json);
    }
  hr_json_end (json);
  hr_cli_print_json (cli, json);
  return HR_CLI_DONE;
}

static HrCliStatus
run_approve (HrCli *cli, HrShare *share, const Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  guint roles = 0;

  if (cli->n_words != 2 || options->role == NULL)
    return hr_cli_usage (cli, "Write: share approve CODE --role ROLE [--site SITE].");
  if (!hr_share_role_parse (options->role, &roles))
    return hr_cli_usage (cli, "--role: write kiosk, staff, office or manager, or several joined with commas.");
  if ((roles & HR_SHARE_STAFF) != 0 && (options->site == NULL || *options->site == '\0'))
    return hr_cli_usage (cli, "Staff work for one site: add --site NAME. Who writes for all sites has the role office.");
  if (!hr_share_approve (share, cli->words[1], roles, options->site, options->root_key, &error))
    return hr_cli_could_not (cli, error);
  sentence = g_strdup_printf ("Let in as %s. The device sees everything at its next sync.\n", options->role);
  return print_pair (cli, "role", options->role, sentence);
}

static HrCliStatus
run_on_device (HrCli *cli, HrShare *share, const Options *options, gboolean revoke)
{
  g_autoptr (GError) error = NULL;

  if (cli->n_words != 2)
    return hr_cli_usage (cli, "Write: share %s DEVICE.", revoke ? "revoke" : "release");
  if (revoke ? !hr_share_revoke (share, cli->words[1], options->root_key, &error) : !hr_share_release (share, cli->words[1], &error))
    return hr_cli_could_not (cli, error);
  return print_pair (cli, "device", cli->words[1],
                     revoke ? "It is out. What it published until now stays; what it publishes from now on counts no more.\n"
                            : "What it withdrew is taken over, here and by all others.\n");
}

/* ---- how it stands ---- */

static void
print_device (HrCli *cli, const HrShareDevice *device)
{
  g_autofree char *roles = hr_share_role_to_string (device->roles);
  g_autoptr (GDateTime) published = device->published_ms > 0 ? g_date_time_new_from_unix_local (device->published_ms / 1000) : NULL;
  g_autofree char *when = published != NULL ? g_date_time_format (published, "%Y-%m-%d %H:%M") : g_strdup ("nothing yet");

  hr_cli_print (cli, "%s  %s%s%s  %s  last news: %s%s\n", device->device, roles, *device->site != '\0' ? " of " : "", device->site,
                device->name, when, device->revoked ? "  OUT" : device->own ? "  (this device)" : "");
}

static void
print_status (HrCli *cli, const HrShareStatus *status)
{
  g_autoptr (GDateTime) synced = status->synced_ms > 0 ? g_date_time_new_from_unix_local (status->synced_ms / 1000) : NULL;
  g_autofree char *when = synced != NULL ? g_date_time_format (synced, "%Y-%m-%d %H:%M") : g_strdup ("never");
  g_autoptr (GDateTime) told = status->told_ms > 0 ? g_date_time_new_from_unix_local (status->told_ms / 1000) : NULL;
  g_autofree char *day = told != NULL ? g_date_time_format (told, "%Y-%m-%d") : NULL;

  if (status->folder == NULL)
    {
      hr_cli_print (cli, "This device (%s) is in no share.\n", status->device);
      return;
    }
  hr_cli_print (cli, "Share: %s\nLast sync: %s\n", status->folder, when);
  if (told != NULL)
    hr_cli_print (cli, "Counts of whole months told last: %s\n", day);
  if (!status->member)
    hr_cli_print (cli, "This device is not let in yet.\n");
  if (status->revoked)
    hr_cli_print (cli, "This device was put out of the share.\n");
  if (status->outbox)
    hr_cli_print (cli, "Changes of this device wait to be published.\n");
  if (status->trouble != NULL)
    hr_cli_print (cli, "The last sync said: %s\n", status->trouble);
  for (guint i = 0; i < status->devices->len; i++)
    print_device (cli, status->devices->pdata[i]);
}

static void
print_status_json (HrCli *cli, const HrShareStatus *status)
{
  HrJson *json = hr_json_new ();

  hr_json_begin_object (json, NULL);
  hr_json_string (json, "device", status->device);
  hr_json_string (json, "folder", status->folder);
  hr_json_string (json, "name", status->name);
  hr_json_boolean (json, "member", status->member);
  hr_json_boolean (json, "revoked", status->revoked);
  hr_json_integer (json, "synced_ms", status->synced_ms);
  hr_json_integer (json, "told_ms", status->told_ms);
  hr_json_boolean (json, "outbox", status->outbox);
  hr_json_string (json, "trouble", status->trouble);
  hr_json_begin_array (json, "devices");
  for (guint i = 0; i < status->devices->len; i++)
    {
      const HrShareDevice *device = status->devices->pdata[i];
      g_autofree char *roles = hr_share_role_to_string (device->roles);

      hr_json_begin_object (json, NULL);
      hr_json_string (json, "device", device->device);
      hr_json_string (json, "name", device->name);
      hr_json_string (json, "roles", roles);
      hr_json_string (json, "site", device->site);
      hr_json_boolean (json, "revoked", device->revoked);
      hr_json_integer (json, "published_ms", device->published_ms);
      hr_json_end (json);
    }
  hr_json_end (json);
  hr_json_end (json);
  hr_cli_print_json (cli, json);
}

static HrCliStatus
run_status (HrCli *cli, HrShare *share)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HrShareStatus) status = hr_share_get_status (share, &error);

  if (status == NULL)
    return hr_cli_could_not (cli, error);
  if (cli->json)
    print_status_json (cli, status);
  else
    print_status (cli, status);
  return HR_CLI_DONE;
}

static HrCliStatus
run (HrCli *cli, HrShare *share, const Options *options)
{
  const char *word = cli->words[0];

  if (g_str_equal (word, "approve"))
    return run_approve (cli, share, options);
  if (g_str_equal (word, "revoke") || g_str_equal (word, "release"))
    return run_on_device (cli, share, options, g_str_equal (word, "revoke"));
  if (cli->n_words != 1)
    return hr_cli_usage (cli, "\"share %s\" takes options only.", word);
  if (g_str_equal (word, "init"))
    return run_init (cli, share, options);
  if (g_str_equal (word, "enrol"))
    return run_enrol (cli, share, options);
  if (g_str_equal (word, "invitation"))
    return run_invitation (cli, share);
  if (g_str_equal (word, "requests"))
    return run_requests (cli, share);
  if (g_str_equal (word, "verify"))
    return sync_once (cli, share, TRUE);
  return run_status (cli, share);
}

HrCliStatus
hr_command_share (HrCli *cli)
{
  static const char *const words[] = { "init", "enrol", "invitation", "requests", "approve", "revoke", "release", "status", "verify", NULL };
  HrCliStatus status;
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "folder", 0, 0, G_OPTION_ARG_FILENAME, &options.folder, "The folder that all devices reach", "FOLDER" },
    { "name", 0, 0, G_OPTION_ARG_FILENAME, &options.name, "What this device is called", "NAME" },
    { "root-key", 0, 0, G_OPTION_ARG_FILENAME, &options.root_key, "The file of the root key", "FILE" },
    { "invitation", 0, 0, G_OPTION_ARG_FILENAME, &options.invitation, "What \"share invitation\" says at a device that is in", "TEXT" },
    { "role", 0, 0, G_OPTION_ARG_FILENAME, &options.role, "kiosk, staff, office, manager", "ROLE" },
    { "site", 0, 0, G_OPTION_ARG_FILENAME, &options.site, "What the device works for", "SITE" },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  g_autoptr (HrShare) share = NULL;

  if (!hr_cli_parse (cli, entries, 1, 2, &status))
    return status;
  if (!g_strv_contains (words, cli->words[0]))
    return hr_cli_usage (cli, "\"share\" knows init, enrol, invitation, requests, approve, revoke, release, status and verify.");
  if (!hr_cli_text_is_utf8 (options.name) || !hr_cli_text_is_utf8 (options.invitation) || !hr_cli_text_is_utf8 (options.site)
      || !hr_cli_text_is_utf8 (cli->words[cli->n_words - 1]))
    return hr_cli_usage (cli, "A name on the command line is not UTF-8.");
  share = open_share (cli, &status);
  return share != NULL ? run (cli, share, &options) : status;
}

HrCliStatus
hr_command_sync (HrCli *cli)
{
  HrCliStatus status;
  gboolean once = FALSE;
  const GOptionEntry entries[] = {
    { "once", 0, 0, G_OPTION_ARG_NONE, &once, "Read and publish once, then end", NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  g_autoptr (HrShare) share = NULL;

  if (!hr_cli_parse (cli, entries, 0, 0, &status))
    return status;
  if (!once)
    return hr_cli_usage (cli, "Write: sync --once. The program handrail-syncd syncs all day.");
  share = open_share (cli, &status);
  return share != NULL ? sync_once (cli, share, FALSE) : status;
}
