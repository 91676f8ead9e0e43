/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-service"

#include "hr-sample-private.h"
#include "handrail/core/hr-error.h"
#include "handrail/core/hr-rule.h"
#include "handrail/core/hr-zone.h"
#include <gio/gio.h>

typedef struct
{
  GKeyFile *file;
  GPtrArray *records;
  GHashTable *meetings; /* id → HrRecord in @records */
  HrDate today;
} Sample;

static HrDate
find_today (GKeyFile *file, HrClock *clock)
{
  g_autofree char *name = g_key_file_get_string (file, "site site", "timezone", NULL);
  const HrZone *zone = name != NULL ? hr_zone_get (name) : NULL;
  HrDate today = HR_DATE_NONE;
  int minute = 0;
  hr_zone_from_unix_s (zone != NULL ? zone : hr_zone_get ("UTC"), hr_clock_now_s (clock), &today, &minute);
  return today;
}

/* The first date of the meeting that @exception speaks of, on or after @from. */
static HrDate
find_meeting_date (Sample *self, HrRecord *exception, HrDate from)
{
  const char *id = hr_record_get (exception, "meeting");
  HrRecord *meeting = id != NULL ? g_hash_table_lookup (self->meetings, id) : NULL;
  const char *start = meeting != NULL ? hr_record_get (meeting, "start") : NULL;
  HrRule rule;
  HrDate first = HR_DATE_NONE;
  if (start == NULL || !hr_rule_parse (hr_record_get (meeting, "rule"), &rule, NULL))
    return HR_DATE_NONE;
  g_autofree char *day = g_strndup (start, strlen ("YYYY-MM-DD"));
  if (!hr_date_parse (day, &first))
    return HR_DATE_NONE;
  return hr_rule_next (&rule, first, from);
}

/* "+3", "-14", "+3T18:30", "next", "next+7" become dates; anything else is left alone. */
static char *
resolve_date (Sample *self, HrRecord *record, const char *value)
{
  gboolean of_meeting = g_str_has_prefix (value, "next");
  const char *rest = of_meeting ? value + strlen ("next") : value;
  if (!of_meeting && *rest != '+' && *rest != '-')
    return g_strdup (value);
  char *end = NULL;
  gint64 days = *rest != '\0' ? g_ascii_strtoll (rest, &end, 10) : 0;
  HrDate date = self->today + (HrDate)CLAMP (days, -4000, 4000);
  if (of_meeting)
    date = find_meeting_date (self, record, date);
  if (date == HR_DATE_NONE)
    return g_strdup (value);
  g_autofree char *text = hr_date_to_string (date);
  return g_strconcat (text, end, NULL);
}

static gboolean
holds_date (HrKind kind, const char *field)
{
  guint n = 0;
  const HrField *fields = hr_kind_get_fields (kind, &n);
  int number = hr_kind_find_field (kind, field);
  return number >= 0 && (fields[number].form == HR_FORM_DATE || fields[number].form == HR_FORM_DATE_TIME);
}

static gboolean
holds_translations (HrKind kind, const char *field)
{
  guint n = 0;
  const HrField *fields = hr_kind_get_fields (kind, &n);
  int number = hr_kind_find_field (kind, field);
  return number >= 0 && fields[number].form == HR_FORM_TRANSLATED;
}

/* All of FIELD=… and FIELD[es]=… as one value. */
static char *
read_value (Sample *self, HrKind kind, const char *group, const char *field, char **keys)
{
  g_autofree char *plain = g_key_file_get_string (self->file, group, field, NULL);
  if (!holds_translations (kind, field))
    return g_steal_pointer (&plain);
  g_autoptr (GString) all = g_string_new (NULL);
  g_string_append_printf (all, "en=%s", plain != NULL ? plain : "");
  for (guint i = 0; keys[i] != NULL; i++)
    {
      gsize length = strlen (field);
      if (!g_str_has_prefix (keys[i], field) || keys[i][length] != '[' || !g_str_has_suffix (keys[i], "]"))
        continue;
      g_autofree char *language = g_strndup (keys[i] + length + 1, strlen (keys[i]) - length - 2);
      g_autofree char *text = g_key_file_get_string (self->file, group, keys[i], NULL);
      g_string_append_printf (all, "\n%s=%s", language, text);
    }
  return g_strdup (all->str);
}

static gboolean
read_field (Sample *self, HrRecord *record, const char *group, const char *field, char **keys, GError **error)
{
  HrKind kind = hr_record_get_kind (record);
  if (hr_kind_find_field (kind, field) < 0)
    {
      g_set_error (error, HR_ERROR, HR_ERROR_INPUT, "The sample center: [%s] has no field \"%s\".", group, field);
      return FALSE;
    }
  g_autofree char *value = read_value (self, kind, group, field, keys);
  if (holds_date (kind, field))
    {
      g_autofree char *given = g_steal_pointer (&value);
      value = resolve_date (self, record, given);
    }
  if (hr_record_set (record, field, value, error))
    return TRUE;
  g_prefix_error (error, "The sample center: [%s] ", group);
  return FALSE;
}

static HrRecord *
read_group (Sample *self, const char *group, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (group, " ", 2);
  HrKind kind;
  if (g_strv_length (parts) != 2 || !hr_kind_from_name (parts[0], &kind))
    {
      g_set_error (error, HR_ERROR, HR_ERROR_INPUT, "The sample center: [%s] is not a kind and an id.", group);
      return NULL;
    }
  g_autoptr (HrRecord) record = hr_record_new (kind, parts[1]);
  g_auto (GStrv) keys = g_key_file_get_keys (self->file, group, NULL, error);
  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    if (strchr (keys[i], '[') == NULL && !read_field (self, record, group, keys[i], keys, error))
      return NULL;
  if (keys == NULL || !hr_record_check (record, error))
    {
      g_prefix_error (error, "The sample center: [%s] ", group);
      return NULL;
    }
  return g_steal_pointer (&record);
}

GPtrArray *
hr_sample_parse (const char *text, gsize length, HrClock *clock, GError **error)
{
  g_return_val_if_fail (text != NULL, NULL);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) own = NULL;
  if (!g_key_file_load_from_data (file, text, length, G_KEY_FILE_KEEP_TRANSLATIONS, &own))
    {
      g_set_error (error, HR_ERROR, HR_ERROR_INPUT, "The sample center cannot be read: %s", own->message);
      return NULL;
    }
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_record_unref);
  g_autoptr (GHashTable) meetings = g_hash_table_new (g_str_hash, g_str_equal);
  Sample self = { file, records, meetings, find_today (file, clock) };
  g_auto (GStrv) groups = g_key_file_get_groups (file, NULL);
  for (guint i = 0; groups[i] != NULL; i++)
    {
      HrRecord *record = read_group (&self, groups[i], error);
      if (record == NULL)
        return NULL;
      g_ptr_array_add (records, record);
      if (hr_record_get_kind (record) == HR_KIND_MEETING)
        g_hash_table_insert (meetings, (gpointer)hr_record_get_id (record), record);
    }
  return g_steal_pointer (&records);
}

GPtrArray *
hr_sample_load (HrClock *clock, GError **error)
{
  g_autoptr (GError) own = NULL;
  g_autoptr (GBytes) bytes = g_resources_lookup_data (HR_SAMPLE_PATH, G_RESOURCE_LOOKUP_FLAGS_NONE, &own);
  if (bytes == NULL)
    {
      g_set_error (error, HR_ERROR, HR_ERROR_NOT_FOUND, "This program was built without the sample center: %s",
                   own->message);
      return NULL;
    }
  gsize length = 0;
  const char *data = g_bytes_get_data (bytes, &length);
  return hr_sample_parse (data, length, clock, error);
}
