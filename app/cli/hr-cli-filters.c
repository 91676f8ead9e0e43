/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-cli"

#include "hr-cli-filters-private.h"

#include "handrail/core/hr-error.h"
#include "hr-cli-args-private.h"

void
hr_cli_filters_clear (HrCliFilters *self)
{
  char **const texts[] = { &self->day,  &self->time,   &self->attendance, &self->audience, &self->language,
                           &self->near, &self->within, &self->search,     &self->venue,    &self->fellowship };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_clear_pointer (texts[i], g_free);
  g_clear_pointer (&self->types, g_strfreev);
}

static gboolean
is_utf8 (const HrCliFilters *self)
{
  const char *const texts[] = { self->fellowship, self->language, self->search, self->venue };
  gboolean valid = TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    valid = valid && hr_cli_text_is_utf8 (texts[i]);
  for (guint i = 0; self->types != NULL && self->types[i] != NULL; i++)
    valid = valid && hr_cli_text_is_utf8 (self->types[i]);
  return valid;
}

gboolean
hr_cli_filters_parse (HrCliFilters *self, HrCli *cli, const char *language, const GOptionEntry *more, guint arguments, HrCliStatus *ret_status)
{
  const GOptionEntry entries[] = {
    { "day", 0, 0, G_OPTION_ARG_FILENAME, &self->day, "On these days", "DAYS" },
    { "time", 0, 0, G_OPTION_ARG_FILENAME, &self->time, "At these times of day", "TIMES" },
    { "fellowship", 0, 0, G_OPTION_ARG_FILENAME, &self->fellowship, "Of these fellowships", "ID,..." },
    { "type", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->types, "With this type; may be repeated", "CODE or FELLOWSHIP:CODE" },
    { "attendance", 0, 0, G_OPTION_ARG_FILENAME, &self->attendance, "In person, online, ...", "HOW" },
    { language, 0, 0, G_OPTION_ARG_FILENAME, &self->language, "Meetings in these languages, such as es", "TAG,..." },
    { "for", 0, 0, G_OPTION_ARG_FILENAME, &self->audience, "For any of these people", "WHO" },
    { "step-free", 0, 0, G_OPTION_ARG_NONE, &self->step_free, "Only with step-free access", NULL },
    { "proof", 0, 0, G_OPTION_ARG_NONE, &self->proof, "Only where proof of attendance is signed", NULL },
    { "near", 0, 0, G_OPTION_ARG_FILENAME, &self->near, "The place that --within is counted from", "LAT,LON" },
    { "within", 0, 0, G_OPTION_ARG_FILENAME, &self->within, "Not farther than this", "DISTANCE" },
    { "venue", 0, 0, G_OPTION_ARG_FILENAME, &self->venue, "At this venue", "ID" },
    { "search", 0, 0, G_OPTION_ARG_FILENAME, &self->search, "With words that begin like these", "TEXT" },
  };
  g_autoptr (GArray) all = g_array_new (TRUE, TRUE, sizeof (GOptionEntry));

  g_array_append_vals (all, entries, G_N_ELEMENTS (entries));
  for (const GOptionEntry *entry = more; entry->long_name != NULL; entry++)
    g_array_append_vals (all, entry, 1);
  if (!hr_cli_parse (cli, &g_array_index (all, const GOptionEntry, 0), arguments, arguments, ret_status))
    return FALSE;
  if (is_utf8 (self))
    return TRUE;
  *ret_status = hr_cli_usage (cli, "The options hold text that is not UTF-8.");
  return FALSE;
}

gboolean
hr_cli_filters_read (const HrCliFilters *self, HrDate today, HrQuery *query, GError **error)
{
  if ((self->day != NULL && !hr_cli_read_days (self->day, today, query, error))
      || (self->time != NULL && !hr_cli_read_times (self->time, &query->times, error))
      || (self->attendance != NULL && !hr_cli_read_attendance (self->attendance, &query->attendance, error))
      || (self->audience != NULL && !hr_cli_read_audience (self->audience, &query->features_any, error))
      || (self->near != NULL && !hr_cli_read_point (self->near, &query->latitude, &query->longitude, error))
      || (self->within != NULL && !hr_cli_read_distance (self->within, &query->within_m, error)))
    return FALSE;
  query->has_point = self->near != NULL;
  query->features_all |= self->step_free ? HR_FEATURE_STEP_FREE : 0;
  query->features_all |= self->proof ? HR_FEATURE_PROOF : 0;
  g_strfreev (query->fellowships);
  query->fellowships = self->fellowship != NULL ? hr_cli_read_list (self->fellowship) : NULL;
  g_strfreev (query->languages);
  query->languages = self->language != NULL ? hr_cli_read_list (self->language) : NULL;
  g_strfreev (query->types);
  query->types = g_strdupv (self->types);
  g_free (query->text);
  query->text = g_strdup (self->search);
  g_free (query->venue);
  query->venue = g_strdup (self->venue);
  return TRUE;
}

gboolean
hr_cli_filters_check (HrCenter *center, const HrQuery *query, GError **error)
{
  HrStore *store = hr_center_get_store (center);

  for (guint i = 0; query->fellowships != NULL && query->fellowships[i] != NULL; i++)
    {
      g_autoptr (HrRecord) record = hr_store_get_record (store, HR_KIND_FELLOWSHIP, query->fellowships[i], error);

      if (record == NULL)
        return FALSE;
    }
  if (query->venue == NULL)
    return TRUE;

  g_autoptr (HrRecord) venue = hr_store_get_record (store, HR_KIND_VENUE, query->venue, error);

  return venue != NULL;
}
