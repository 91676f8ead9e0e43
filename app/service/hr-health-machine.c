/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files and the device: database, backups, counts, clock, disk, fonts. */
#define G_LOG_DOMAIN "handrail-service"

#include "handrail/core/hr-error.h"
#include "handrail/service/hr-device.h"
#include "handrail/service/hr-printing.h"
#include "hr-health-private.h"
#include "hr-staff-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MEGABYTE (G_GUINT64_CONSTANT (1024) * 1024)
#define DISK_ATTENTION (500 * MEGABYTE)
#define DISK_TROUBLE (50 * MEGABYTE)
#define BACKUP_OLD_DAYS 3
#define DAY_S (24 * 60 * 60)

void
hr_health_check_clock (HrHealth *self)
{
  g_autofree char *now = hr_zone_format_rfc3339 (self->zone, hr_clock_now_s (self->clock));
  if (hr_clock_is_plausible (self->clock))
    {
      hr_health_add (self, "clock", HR_HEALTH_OK, _ ("The clock says %s."), now);
      return;
    }
  hr_health_add (self, "clock", HR_HEALTH_TROUBLE,
                 _ ("The clock says %s, which cannot be right: \"now\" and \"next\" are wrong until it is set. Set the "
                    "date of the "
                    "device."),
                 now);
}

/* What to do about a damaged database, to the letter: whoever reads this may never have used a command line. */
static char *
describe_restore (HrHealth *self)
{
  const char *directory = self->directory;
  g_autofree char *folder = g_shell_quote (directory);
  g_autofree char *backup = hr_store_find_sound_backup (directory);
  g_autofree char *file = backup != NULL ? g_shell_quote (backup) : NULL;
  if (file == NULL)
    return g_strdup_printf (
        _ ("There is no sound automatic backup in %s. Put one that you keep elsewhere in its place with "
           "\"handrailctl restore --data %s FILE\"; the damaged file is kept."),
        directory, folder);
  return g_strdup_printf (_ ("The newest sound backup is %s. Stop the kiosk, run \"handrailctl restore --data %s %s\" and "
                             "start it again; the damaged file is kept."),
                          backup, folder, file);
}

void
hr_health_check_database (HrHealth *self)
{
  g_autoptr (GError) error = NULL;
  if (!self->open)
    {
      g_autofree char *advice =
          g_error_matches (self->trouble, HR_ERROR, HR_ERROR_CORRUPT) ? describe_restore (self) : NULL;
      hr_health_add (self, "database", HR_HEALTH_TROUBLE, "%s%s%s",
                     self->trouble != NULL ? self->trouble->message : _ ("The database is not open."),
                     advice != NULL ? " " : "", advice != NULL ? advice : "");
      return;
    }
  g_autoptr (GPtrArray) problems = hr_store_check (self->store, &error);
  if (problems == NULL)
    {
      hr_health_add (self, "database", HR_HEALTH_TROUBLE, _ ("The database could not be checked: %s"), error->message);
      return;
    }
  g_autofree char *advice = problems->len > 0 ? describe_restore (self) : NULL;
  for (guint i = 0; i < problems->len; i++)
    hr_health_add (self, "database", HR_HEALTH_TROUBLE, "%s %s", (const char *)g_ptr_array_index (problems, i), advice);
  if (problems->len == 0)
    hr_health_add (self, "database", HR_HEALTH_OK, _ ("The database is sound."));
}

void
hr_health_check_counts (HrHealth *self)
{
  g_autofree char *path = g_build_filename (self->directory, HR_COUNTS_FILE, NULL);
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      hr_health_add (self, "counts", HR_HEALTH_OK, _ ("There are no counts yet; the kiosk makes them when it starts."));
      return;
    }
  g_autoptr (GPtrArray) problems = hr_counts_check (self->counts);
  for (guint i = 0; i < problems->len; i++)
    hr_health_add (self, "counts", HR_HEALTH_TROUBLE, "%s", (const char *)g_ptr_array_index (problems, i));
  if (problems->len == 0)
    hr_health_add (self, "counts", HR_HEALTH_OK, _ ("The counts are sound."));
}

void
hr_health_check_staff (HrHealth *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = hr_staff_db_list (self->directory, &error);
  guint n = 0;

  if (rows == NULL)
    {
      g_autofree char *sentence = hr_staff_words_trouble (error, self->directory);

      hr_health_add (self, "staff", HR_HEALTH_TROUBLE, "%s", sentence);
      return;
    }
  for (guint i = 0; i < rows->len; i++)
    n += ((const HrStaffRow *)g_ptr_array_index (rows, i))->gone ? 0 : 1;
  if (n == 0)
    hr_health_add (self, "staff", HR_HEALTH_ATTENTION,
                   _ ("Nobody has a PIN for the desk yet: whoever opens it first becomes its manager. Open it and choose a PIN."));
  else
    hr_health_add (self, "staff", HR_HEALTH_OK, _ ("Members with a PIN for the desk: %u."), n);
}

/* The folder itself, or the nearest one above it that exists. */
static GFile *
find_folder (const char *directory)
{
  GFile *folder = g_file_new_for_path (directory);
  while (!g_file_query_exists (folder, NULL))
    {
      GFile *parent = g_file_get_parent (folder);
      if (parent == NULL)
        break;
      g_object_unref (folder);
      folder = parent;
    }
  return folder;
}

void
hr_health_check_disk (HrHealth *self)
{
  g_autoptr (GFile) folder = find_folder (self->directory);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInfo) info = g_file_query_filesystem_info (folder, G_FILE_ATTRIBUTE_FILESYSTEM_FREE, NULL, &error);
  if (info == NULL)
    {
      hr_health_add (self, "disk", HR_HEALTH_ATTENTION, _ ("The free space of the disk is not known: %s"),
                     error->message);
      return;
    }
  guint64 free_bytes = g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_FILESYSTEM_FREE);
  guint megabytes = (guint)MIN (free_bytes / MEGABYTE, G_MAXUINT);
  if (free_bytes < DISK_TROUBLE)
    hr_health_add (self, "disk", HR_HEALTH_TROUBLE,
                   _ ("Only %u MB are free on the disk: changes may soon not be saved. Free some space."), megabytes);
  else if (free_bytes < DISK_ATTENTION)
    hr_health_add (self, "disk", HR_HEALTH_ATTENTION, _ ("Free on the disk: %u MB. Make some space before it is full."),
                   megabytes);
  else
    hr_health_add (self, "disk", HR_HEALTH_OK, _ ("Free on the disk: %u MB."), megabytes);
}

void
hr_health_check_fonts (HrHealth *self)
{
  /* timeout: a font cache on a slow disk must not hold up the whole check */
  static const char *const command[] = { "timeout", "10", "fc-list", ":", "family", NULL };
  static const struct
  {
    const char *family;
    const char *package;
  } wanted[] = { { "Inter", "fonts-inter" }, { "Noto Sans", "fonts-noto-core" } };
  g_autofree char *output = NULL;
  int status = 0;
  if (!g_spawn_sync (NULL, (char **)command, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL,
                     &output, NULL, &status, NULL)
      || !g_spawn_check_wait_status (status, NULL))
    {
      hr_health_add (self, "fonts", HR_HEALTH_ATTENTION,
                     _ ("The fonts could not be listed. Install the package \"fontconfig\", then \"fonts-inter\" and "
                        "\"fonts-noto-core\"."));
      return;
    }
  gboolean all = TRUE;
  g_auto (GStrv) families = g_strsplit_set (output, ",\n", -1);
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    if (!g_strv_contains ((const char *const *)families, wanted[i].family))
      {
        all = FALSE;
        hr_health_add (self, "fonts", HR_HEALTH_ATTENTION,
                       _ ("The font \"%s\" is not installed: some letters may look wrong. Install the package \"%s\"."),
                       wanted[i].family, wanted[i].package);
      }
  if (all)
    hr_health_add (self, "fonts", HR_HEALTH_OK, _ ("The fonts are installed."));
}

void
hr_health_check_backups (HrHealth *self)
{
  g_autoptr (GPtrArray) backups = hr_store_find_backups (self->directory);
  if (backups->len == 0)
    {
      hr_health_add (
          self, "backups", HR_HEALTH_ATTENTION,
          _ ("There is no automatic backup yet. The kiosk makes one every day; \"handrailctl backup FILE\" makes one "
             "now."));
      hr_health_offer (self, HR_HEALTH_BACK_UP);
      return;
    }
  const char *newest = g_ptr_array_index (backups, 0);
  g_autoptr (GFile) file = g_file_new_for_path (newest);
  g_autoptr (GFileInfo) info =
      g_file_query_info (file, G_FILE_ATTRIBUTE_TIME_MODIFIED, G_FILE_QUERY_INFO_NONE, NULL, NULL);
  gint64 made_s = info != NULL ? (gint64)g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED) : 0;
  g_autofree char *sound = hr_store_find_sound_backup (self->directory);
  gint64 days = (hr_clock_now_s (self->clock) - made_s) / DAY_S;
  if (sound == NULL)
    hr_health_add (self, "backups", HR_HEALTH_TROUBLE,
                   _ ("None of the automatic backups can be opened. Make one now with \"handrailctl backup FILE\", and "
                      "look whether "
                      "the disk is sound."));
  else if (strcmp (sound, newest) != 0)
    hr_health_add (self, "backups", HR_HEALTH_ATTENTION,
                   _ ("The newest automatic backup cannot be opened. The newest sound one is %s."), sound);
  else if (days > BACKUP_OLD_DAYS)
    {
      hr_health_add (self, "backups", HR_HEALTH_ATTENTION,
                     _ ("The newest automatic backup, %s, is %u days old. Look why the kiosk makes no new ones."), newest, (guint)days);
      hr_health_offer (self, HR_HEALTH_BACK_UP);
    }
  else
    hr_health_add (self, "backups", HR_HEALTH_OK, _ ("The newest of %u automatic backups is %s."), backups->len,
                   newest);
}

void
hr_health_check_printer (HrHealth *self)
{
  g_autoptr (HrDevice) device = hr_device_new (self->directory);
  const char *name = hr_device_get_printer (device);
  g_autoptr (HrPrinter) printer = name != NULL ? hr_printer_new (name) : NULL;
  g_autofree char *words = NULL;
  HrPrinterTrouble trouble;

  if (printer == NULL)
    {
      hr_health_add (self, "printer", HR_HEALTH_OK, _ ("No printer is chosen for this device: nothing is printed in the lobby."));
      return;
    }
  trouble = hr_printer_look (printer, TRUE);
  words = hr_printing_trouble_words (trouble, name);
  hr_health_add (self, "printer", trouble == HR_PRINTER_READY ? HR_HEALTH_OK : HR_HEALTH_ATTENTION, "%s", words);
}
