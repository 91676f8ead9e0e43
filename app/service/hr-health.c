/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-service"

#include "handrail/service/hr-health.h"
#include "handrail/core/hr-error.h"
#include "handrail/store/hr-store-desk.h"
#include <gio/gio.h>

#define MEGABYTE (G_GUINT64_CONSTANT (1024) * 1024)
#define DISK_ATTENTION (500 * MEGABYTE)
#define DISK_TROUBLE (50 * MEGABYTE)
#define BACKUP_OLD_DAYS 3
#define DAY_S (24 * 60 * 60)

static void G_GNUC_PRINTF (4, 5) add (GPtrArray *items, const char *area, HrHealthLevel level, const char *format, ...)
{
  HrHealthItem *item = g_new0 (HrHealthItem, 1);
  va_list args;
  va_start (args, format);
  item->area = g_strdup (area);
  item->level = level;
  item->text = g_strdup_vprintf (format, args);
  va_end (args);
  g_ptr_array_add (items, item);
}

static gboolean
check_clock (HrCenter *center, GPtrArray *items)
{
  HrClock *clock = hr_center_get_clock (center);
  g_autofree char *now = hr_zone_format_rfc3339 (hr_center_get_zone (center), hr_clock_now_s (clock));
  if (hr_clock_is_plausible (clock))
    {
      add (items, "clock", HR_HEALTH_OK, "The clock says %s.", now);
      return TRUE;
    }
  add (items, "clock", HR_HEALTH_TROUBLE,
       "The clock says %s, which cannot be right: \"now\" and \"next\" are wrong until it is set. Set the date of the "
       "device.",
       now);
  return FALSE;
}

/* What to do about a damaged database, to the letter: whoever reads this may never have used a command line. */
static char *
describe_restore (HrCenter *center)
{
  const char *directory = hr_center_get_directory (center);
  g_autofree char *folder = g_shell_quote (directory);
  g_autofree char *backup = hr_store_find_sound_backup (directory);
  g_autofree char *file = backup != NULL ? g_shell_quote (backup) : NULL;
  if (file == NULL)
    return g_strdup_printf (
        "There is no sound automatic backup in %s. Put one that you keep elsewhere in its place with "
        "\"handrailctl restore --data %s FILE\"; the damaged file is kept.",
        directory, folder);
  return g_strdup_printf ("The newest sound backup is %s. Stop the kiosk, run \"handrailctl restore --data %s %s\" and "
                          "start it again; the damaged file is kept.",
                          backup, folder, file);
}

static void
check_database (HrCenter *center, GPtrArray *items)
{
  g_autoptr (GError) error = NULL;
  if (!hr_center_is_open (center) && !hr_center_open (center, &error))
    {
      g_autofree char *advice = g_error_matches (error, HR_ERROR, HR_ERROR_CORRUPT) ? describe_restore (center) : NULL;
      add (items, "database", HR_HEALTH_TROUBLE, "%s%s%s", error->message, advice != NULL ? " " : "",
           advice != NULL ? advice : "");
      return;
    }
  g_autoptr (GPtrArray) problems = hr_store_check (hr_center_get_store (center), &error);
  if (problems == NULL)
    {
      add (items, "database", HR_HEALTH_TROUBLE, "The database could not be checked: %s", error->message);
      return;
    }
  g_autofree char *advice = problems->len > 0 ? describe_restore (center) : NULL;
  for (guint i = 0; i < problems->len; i++)
    add (items, "database", HR_HEALTH_TROUBLE, "%s %s", (const char *)g_ptr_array_index (problems, i), advice);
  if (problems->len == 0)
    add (items, "database", HR_HEALTH_OK, "The database is sound.");
}

static void
check_counts (HrCenter *center, GPtrArray *items)
{
  g_autofree char *path = g_build_filename (hr_center_get_directory (center), HR_COUNTS_FILE, NULL);
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      add (items, "counts", HR_HEALTH_OK, "There are no counts yet; the kiosk makes them when it starts.");
      return;
    }
  g_autoptr (GPtrArray) problems = hr_counts_check (hr_center_get_counts (center));
  for (guint i = 0; i < problems->len; i++)
    add (items, "counts", HR_HEALTH_TROUBLE, "%s", (const char *)g_ptr_array_index (problems, i));
  if (problems->len == 0)
    add (items, "counts", HR_HEALTH_OK, "The counts are sound.");
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

static void
check_disk (HrCenter *center, GPtrArray *items)
{
  g_autoptr (GFile) folder = find_folder (hr_center_get_directory (center));
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInfo) info = g_file_query_filesystem_info (folder, G_FILE_ATTRIBUTE_FILESYSTEM_FREE, NULL, &error);
  if (info == NULL)
    {
      add (items, "disk", HR_HEALTH_ATTENTION, "The free space of the disk is not known: %s", error->message);
      return;
    }
  guint64 free_bytes = g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_FILESYSTEM_FREE);
  guint64 megabytes = free_bytes / MEGABYTE;
  if (free_bytes < DISK_TROUBLE)
    add (items, "disk", HR_HEALTH_TROUBLE,
         "Only %" G_GUINT64_FORMAT " MB are free on the disk: changes may soon not be saved. Free some space.",
         megabytes);
  else if (free_bytes < DISK_ATTENTION)
    add (items, "disk", HR_HEALTH_ATTENTION,
         "Free on the disk: %" G_GUINT64_FORMAT " MB. Make some space before it is full.", megabytes);
  else
    add (items, "disk", HR_HEALTH_OK, "Free on the disk: %" G_GUINT64_FORMAT " MB.", megabytes);
}

static void
check_fonts (GPtrArray *items)
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
      add (items, "fonts", HR_HEALTH_ATTENTION,
           "The fonts could not be listed. Install the package \"fontconfig\", then \"fonts-inter\" and "
           "\"fonts-noto-core\".");
      return;
    }
  gboolean all = TRUE;
  g_auto (GStrv) families = g_strsplit_set (output, ",\n", -1);
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    if (!g_strv_contains ((const char *const *)families, wanted[i].family))
      {
        all = FALSE;
        add (items, "fonts", HR_HEALTH_ATTENTION,
             "The font \"%s\" is not installed: some letters may look wrong. Install the package \"%s\".",
             wanted[i].family, wanted[i].package);
      }
  if (all)
    add (items, "fonts", HR_HEALTH_OK, "The fonts are installed.");
}

static void
check_backups (HrCenter *center, GPtrArray *items)
{
  g_autoptr (GPtrArray) backups = hr_store_find_backups (hr_center_get_directory (center));
  if (backups->len == 0)
    {
      add (items, "backups", HR_HEALTH_ATTENTION,
           "There is no automatic backup yet. The kiosk makes one every day; \"handrailctl backup FILE\" makes one "
           "now.");
      return;
    }
  const char *newest = g_ptr_array_index (backups, 0);
  g_autoptr (GFile) file = g_file_new_for_path (newest);
  g_autoptr (GFileInfo) info =
      g_file_query_info (file, G_FILE_ATTRIBUTE_TIME_MODIFIED, G_FILE_QUERY_INFO_NONE, NULL, NULL);
  gint64 made_s = info != NULL ? (gint64)g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED) : 0;
  gint64 days = (hr_clock_now_s (hr_center_get_clock (center)) - made_s) / DAY_S;
  if (days > BACKUP_OLD_DAYS)
    add (items, "backups", HR_HEALTH_ATTENTION,
         "The newest automatic backup, %s, is %" G_GINT64_FORMAT " days old. Look why the kiosk makes no new ones.",
         newest, days);
  else
    add (items, "backups", HR_HEALTH_OK, "The newest of %u automatic backups is %s.", backups->len, newest);
}

/* ---- listings ---- */

static void
check_stale (HrCenter *center, HrResults *results, GPtrArray *items)
{
  const HrRecord *site = hr_center_get_site (center);
  int stale_days =
      site != NULL ? (int)hr_record_get_integer (site, "stale_days", HR_STALE_AMBER_DAYS) : HR_STALE_AMBER_DAYS;
  int call_days = site != NULL ? (int)hr_record_get_integer (site, "call_days", HR_STALE_CALL_DAYS) : HR_STALE_CALL_DAYS;
  HrDate today = HR_DATE_NONE;
  int minute = 0;
  guint stale = 0, call_first = 0, never = 0;
  hr_zone_from_unix_s (hr_center_get_zone (center), hr_clock_now_s (hr_center_get_clock (center)), &today, &minute);
  for (guint i = 0; i < results->meetings->len; i++)
    {
      const HrMeeting *meeting = g_ptr_array_index (results->meetings, i);
      if (meeting->verified == HR_DATE_NONE)
        never++;
      else if (today - meeting->verified > call_days)
        call_first++;
      else if (today - meeting->verified > stale_days)
        stale++;
    }
  if (call_first > 0)
    add (items, "listings", HR_HEALTH_ATTENTION,
         "Meetings last checked over %d days ago: %u. Call the groups, then set \"verified\" to the day.",
         call_days, call_first);
  if (stale > 0)
    add (items, "listings", HR_HEALTH_ATTENTION,
         "Meetings last checked over %d days ago: %u. Check whether they still hold.", stale_days, stale);
  if (never > 0)
    add (items, "listings", HR_HEALTH_ATTENTION, "Meetings without a day on which they were last checked: %u.", never);
}

/* Whether anything takes place on @date: 1 yes, 0 no, -1 could not be read. A few rows are enough to see one that is not
 * cancelled. */
static int
find_any_on (HrStore *store, HrDate date, GError **error)
{
  g_autoptr (HrQuery) query = hr_query_new ();
  query->on_date = date;
  g_autoptr (HrResults) results = hr_store_find (store, query, error);
  for (guint i = 0; results != NULL && i < results->meetings->len; i++)
    {
      const HrMeeting *meeting = g_ptr_array_index (results->meetings, i);
      if (meeting->has_next && meeting->next.state != HR_OCCURRENCE_CANCELLED)
        return 1;
    }
  return results != NULL ? 0 : -1;
}

static void
check_weekdays (HrCenter *center, GPtrArray *items)
{
  static const char *const names[] = { "Sundays",   "Mondays", "Tuesdays", "Wednesdays",
                                       "Thursdays", "Fridays", "Saturdays" };
  g_autoptr (GError) error = NULL;
  HrDate today = HR_DATE_NONE;
  int minute = 0, any = 1;
  hr_zone_from_unix_s (hr_center_get_zone (center), hr_clock_now_s (hr_center_get_clock (center)), &today, &minute);
  HrDate sunday = today + (7 - hr_date_weekday (today)) % 7;
  for (guint day = 0; day < G_N_ELEMENTS (names) && any >= 0; day++)
    {
      /* the coming week, in the order of its names */
      HrDate date = sunday + (HrDate)day;
      any = find_any_on (hr_center_get_store (center), date >= today + 7 ? date - 7 : date, &error);
      if (any == 0)
        add (items, "listings", HR_HEALTH_ATTENTION, "In the coming week there is no meeting on %s.", names[day]);
    }
  if (any < 0)
    add (items, "listings", HR_HEALTH_TROUBLE, "The coming week could not be read: %s", error->message);
}

static void
check_listings (HrCenter *center, gboolean with_days, GPtrArray *items)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HrQuery) query = hr_query_new ();
  query->limit = 0;
  query->sort = HR_SORT_NAME;
  g_autoptr (HrResults) results = hr_store_find (hr_center_get_store (center), query, &error);
  query->unpublished = TRUE;
  query->limit = 1;
  g_autoptr (HrResults) all = results != NULL ? hr_store_find (hr_center_get_store (center), query, &error) : NULL;
  if (all == NULL)
    {
      add (items, "listings", HR_HEALTH_TROUBLE, "The listings could not be read: %s", error->message);
      return;
    }
  if (results->total == 0)
    {
      add (items, "listings", HR_HEALTH_ATTENTION,
           "There are no published meetings. Read a feed with \"handrailctl import FILE\".");
      return;
    }
  add (items, "listings", HR_HEALTH_OK, "Published meetings: %u.", results->total);
  if (all->total > results->total)
    add (items, "listings", HR_HEALTH_ATTENTION,
         "Meetings that are not published: %u. \"handrailctl meetings --unpublished\" lists them too.",
         all->total - results->total);
  if (with_days)
    {
      check_stale (center, results, items);
      check_weekdays (center, items);
    }
}

/* ---- public ---- */

void
hr_health_item_free (HrHealthItem *self)
{
  if (self == NULL)
    return;
  g_free (self->area);
  g_free (self->text);
  g_free (self);
}

GPtrArray *
hr_health_check (HrCenter *center)
{
  g_return_val_if_fail (HR_IS_CENTER (center), NULL);
  GPtrArray *items = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_health_item_free);
  check_database (center, items);
  check_counts (center, items);
  gboolean clock = check_clock (center, items);
  check_disk (center, items);
  check_fonts (items);
  check_backups (center, items);
  if (hr_center_is_open (center))
    check_listings (center, clock, items);
  else
    add (items, "listings", HR_HEALTH_TROUBLE, "The listings cannot be read while the database does not open.");
  return items;
}
