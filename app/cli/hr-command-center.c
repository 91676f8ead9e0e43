/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The data folder as a whole: making, checking, saving and restoring it. */
#define G_LOG_DOMAIN "handrail-cli"

#include "handrail/core/hr-error.h"
#include "handrail/service/hr-generator.h"
#include "handrail/service/hr-health.h"
#include "hr-cli-args-private.h"
#include "hr-cli-private.h"

#define MOST_GENERATED 2000000

HrCliStatus
hr_command_init (HrCli *cli)
{
  HrCliStatus status;
  gboolean empty = FALSE;
  const GOptionEntry entries[] = {
    { "empty", 0, 0, G_OPTION_ARG_NONE, &empty, "No sample content: the fellowships and a site to fill in", NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  g_autoptr (GError) error = NULL;
  if (!hr_cli_parse (cli, entries, 0, 0, &status))
    return status;
  HrCenter *center = hr_cli_get_center (cli, &status);
  if (center == NULL)
    return status;
  if (!hr_center_create (center, empty, &error))
    return hr_cli_could_not (cli, error);
  if (cli->json)
    {
      HrJson *json = hr_json_new ();
      hr_json_begin_object (json, NULL);
      hr_json_string (json, "directory", hr_center_get_directory (center));
      hr_json_boolean (json, "sample", !empty);
      hr_json_end (json);
      hr_cli_print_json (cli, json);
    }
  else
    hr_cli_print (cli, "Made %s database in %s.\n", empty ? "an empty" : "a sample center's",
                  hr_center_get_directory (center));
  return HR_CLI_DONE;
}

static const char *
level_to_string (HrHealthLevel level)
{
  static const char *const names[] = { "ok", "attention", "trouble" };
  return names[level];
}

static void
print_health (HrCli *cli, GPtrArray *items, HrHealthLevel worst)
{
  if (!cli->json)
    {
      for (guint i = 0; i < items->len; i++)
        {
          const HrHealthItem *item = g_ptr_array_index (items, i);
          hr_cli_print (cli, "%-9s  %-12s  %s\n", level_to_string (item->level), item->area, item->text);
        }
      return;
    }
  HrJson *json = hr_json_new ();
  hr_json_begin_object (json, NULL);
  hr_json_string (json, "level", level_to_string (worst));
  hr_json_begin_array (json, "items");
  for (guint i = 0; i < items->len; i++)
    {
      const HrHealthItem *item = g_ptr_array_index (items, i);
      hr_json_begin_object (json, NULL);
      hr_json_string (json, "area", item->area);
      hr_json_string (json, "level", level_to_string (item->level));
      hr_json_string (json, "text", item->text);
      hr_json_end (json);
    }
  hr_json_end (json);
  hr_json_end (json);
  hr_cli_print_json (cli, json);
}

HrCliStatus
hr_command_check (HrCli *cli)
{
  HrCliStatus status;
  if (!hr_cli_parse (cli, NULL, 0, 0, &status))
    return status;
  HrCenter *center = hr_cli_get_center (cli, &status);
  if (center == NULL)
    return status;
  g_autoptr (GPtrArray) items = hr_health_check (center);
  HrHealthLevel worst = HR_HEALTH_OK;
  guint troubles = 0;
  for (guint i = 0; i < items->len; i++)
    {
      const HrHealthItem *item = g_ptr_array_index (items, i);
      worst = MAX (worst, item->level);
      troubles += item->level == HR_HEALTH_TROUBLE ? 1 : 0;
    }
  print_health (cli, items, worst);
  if (troubles == 0)
    return HR_CLI_DONE;
  g_autoptr (GError) error = g_error_new (HR_ERROR, HR_ERROR_CORRUPT, "%u of %u checks found trouble in %s.", troubles,
                                          items->len, hr_center_get_directory (center));
  return hr_cli_could_not (cli, error);
}

static void
print_path (HrCli *cli, const char *sentence, const char *path)
{
  if (!cli->json)
    {
      hr_cli_print (cli, "%s %s.\n", sentence, path);
      return;
    }
  HrJson *json = hr_json_new ();
  hr_json_begin_object (json, NULL);
  hr_json_string (json, "file", path);
  hr_json_end (json);
  hr_cli_print_json (cli, json);
}

HrCliStatus
hr_command_backup (HrCli *cli)
{
  HrCliStatus status;
  g_autoptr (GError) error = NULL;
  if (!hr_cli_parse (cli, NULL, 1, 1, &status))
    return status;
  HrCenter *center = hr_cli_open (cli, &status);
  if (center == NULL)
    return status;
  if (!hr_store_backup (hr_center_get_store (center), cli->words[0], &error))
    return hr_cli_could_not (cli, error);
  print_path (cli, "The database was copied to", cli->words[0]);
  return HR_CLI_DONE;
}

HrCliStatus
hr_command_restore (HrCli *cli)
{
  HrCliStatus status;
  g_autoptr (GError) error = NULL;
  if (!hr_cli_parse (cli, NULL, 0, 1, &status))
    return status;
  HrCenter *center = hr_cli_get_center (cli, &status);
  if (center == NULL)
    return status;
  g_autofree char *newest = cli->n_words == 0 ? hr_store_find_sound_backup (hr_center_get_directory (center)) : NULL;
  gboolean done = cli->n_words > 0 ? hr_store_restore_file (hr_center_get_directory (center), cli->words[0],
                                                            hr_center_get_clock (center), &error)
                                   : hr_center_restore_last_backup (center, &error);
  if (!done)
    return hr_cli_could_not (cli, error);
  print_path (cli, "The backup is in place:", cli->n_words > 0 ? cli->words[0] : newest);
  return HR_CLI_DONE;
}

/* Opens the center; makes an empty one when there is none. */
static HrCenter *
open_or_create (HrCli *cli, HrCliStatus *ret_status)
{
  g_autoptr (GError) error = NULL;
  HrCenter *center = hr_cli_get_center (cli, ret_status);
  if (center == NULL || hr_center_open (center, &error))
    return center;
  if (g_error_matches (error, HR_ERROR, HR_ERROR_NOT_FOUND))
    {
      g_clear_error (&error);
      if (hr_center_create (center, TRUE, &error) && hr_center_open (center, &error))
        return center;
    }
  *ret_status = hr_cli_could_not (cli, error);
  return NULL;
}

HrCliStatus
hr_command_generate (HrCli *cli)
{
  HrCliStatus status;
  g_autofree char *meetings_text = NULL;
  g_autofree char *seed_text = NULL;
  guint64 n_meetings = 0, seed = 1;
  const GOptionEntry entries[] = {
    { "meetings", 0, 0, G_OPTION_ARG_FILENAME, &meetings_text, "How many meetings", "N" },
    { "seed", 0, 0, G_OPTION_ARG_FILENAME, &seed_text, "Which directory (default: 1)", "S" },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  g_autoptr (GError) error = NULL;
  if (!hr_cli_parse (cli, entries, 0, 0, &status))
    return status;
  if (meetings_text == NULL)
    return hr_cli_usage (cli, "How many? Write --meetings N.");
  if (!hr_cli_read_number (meetings_text, "--meetings", MOST_GENERATED, &n_meetings, &error)
      || (seed_text != NULL && !hr_cli_read_number (seed_text, "--seed", G_MAXUINT32, &seed, &error)))
    return hr_cli_usage (cli, "%s", error->message);
  HrCenter *center = open_or_create (cli, &status);
  if (center == NULL)
    return status;
  if (!hr_generator_run (center, (guint)n_meetings, (guint32)seed, &error))
    return hr_cli_could_not (cli, error);
  if (cli->json)
    {
      HrJson *json = hr_json_new ();
      hr_json_begin_object (json, NULL);
      hr_json_integer (json, "meetings", (gint64)n_meetings);
      hr_json_integer (json, "seed", (gint64)seed);
      hr_json_end (json);
      hr_cli_print_json (cli, json);
    }
  else
    hr_cli_print (cli, "Added %" G_GUINT64_FORMAT " made-up meetings (seed %" G_GUINT64_FORMAT ").\n", n_meetings,
                  seed);
  return HR_CLI_DONE;
}
