/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-meetings-private.h"
#include "hr-place-private.h"
#include "hr-site-private.h"
#include <glib/gi18n-lib.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const select_meeting =
    "SELECT m.id, m.slug, m.name, m.fellowship, f.name, m.\"group\", g.name, g.notes, g.website, g.phone, m.rule, "
    "m.start, m.length, m.timezone, m.types, m.attendance, m.published, m.notes, m.venue, v.name, v.address, v.street, "
    "v.city, v.state, v.postal_code, v.region, v.notes, v.latitude, v.longitude, v.approximate, v.step_free, "
    "m.conference_url, m.conference_url_notes, m.conference_phone, m.conference_phone_notes, m.website, m.first_time, "
    "m.verified, m.source, m.sign_in, m.capacity, v.capacity, g.slips "
    "FROM meeting AS m LEFT JOIN fellowship AS f ON f.id = m.fellowship LEFT JOIN \"group\" AS g ON g.id = m.\"group\" "
    "LEFT JOIN venue AS v ON v.id = m.venue WHERE m.n = ?1";

enum
{
  C_ID,
  C_SLUG,
  C_NAME,
  C_FELLOWSHIP,
  C_FELLOWSHIP_NAME,
  C_GROUP,
  C_GROUP_NAME,
  C_GROUP_NOTES,
  C_GROUP_WEBSITE,
  C_GROUP_PHONE,
  C_RULE,
  C_START,
  C_LENGTH,
  C_TIMEZONE,
  C_TYPES,
  C_ATTENDANCE,
  C_PUBLISHED,
  C_NOTES,
  C_VENUE,
  C_VENUE_NAME,
  C_ADDRESS,
  C_STREET,
  C_CITY,
  C_STATE,
  C_POSTAL_CODE,
  C_REGION,
  C_VENUE_NOTES,
  C_LATITUDE,
  C_LONGITUDE,
  C_APPROXIMATE,
  C_STEP_FREE,
  C_CONFERENCE_URL,
  C_CONFERENCE_URL_NOTES,
  C_CONFERENCE_PHONE,
  C_CONFERENCE_PHONE_NOTES,
  C_WEBSITE,
  C_FIRST_TIME,
  C_VERIFIED,
  C_SOURCE,
  C_SIGN_IN,
  C_CAPACITY,
  C_VENUE_CAPACITY,
  C_SLIPS,
};

static void
read_schedule (HrState *state, HrMeeting *self, HrStatement *row)
{
  const char *start = hr_column_text (row, C_START);
  const char *zone = hr_column_text (row, C_TIMEZONE);
  int length = sqlite3_column_int (row, C_LENGTH);
  char date[11] = "";

  self->rule = hr_column_dup (row, C_RULE);
  if (!hr_rule_parse (self->rule, &self->schedule.rule, NULL) && !hr_rule_parse ("", &self->schedule.rule, NULL))
    g_assert_not_reached ();
  self->length_assumed = length == 0;
  self->schedule.length_min = (gint16)(length != 0 ? length : HR_LENGTH_ASSUMED_MIN);
  self->schedule.zone = zone != NULL ? hr_zone_get (zone) : NULL;
  if (self->schedule.zone == NULL)
    self->schedule.zone = state->zone;
  self->schedule.first = HR_DATE_NONE;
  if (start == NULL || strlen (start) < 16)
    return;
  g_strlcpy (date, start, sizeof date);
  if (hr_date_parse (date, &self->schedule.first))
    self->schedule.start_min = (gint16)(atoi (start + 11) * 60 + atoi (start + 14));
}

static void
read_types (HrState *state, HrMeeting *self, HrStatement *row)
{
  const char *types = hr_column_text (row, C_TYPES);
  const char *const *codes = NULL;

  if (types != NULL)
    {
      g_strfreev (self->types);
      self->types = g_strsplit (types, ",", -1);
    }
  codes = (const char *const *)self->types;
  self->features = hr_vocabulary_features (state->vocabulary, self->fellowship, codes);
  if (sqlite3_column_int (row, C_STEP_FREE) == 1)
    self->features |= HR_FEATURE_STEP_FREE;
  g_strfreev (self->languages);
  self->languages = hr_vocabulary_languages (state->vocabulary, self->fellowship, codes);
}

static void
read_place (HrState *state, HrMeeting *self, HrStatement *row)
{
  self->venue = hr_column_dup (row, C_VENUE);
  self->venue_name = hr_column_dup (row, C_VENUE_NAME);
  self->address = hr_place_join_address (hr_column_text (row, C_ADDRESS), hr_column_text (row, C_STREET),
                                         hr_column_text (row, C_CITY), hr_column_text (row, C_STATE),
                                         hr_column_text (row, C_POSTAL_CODE));
  self->city = hr_column_dup (row, C_CITY);
  self->region = hr_column_dup (row, C_REGION);
  self->venue_notes = hr_column_dup (row, C_VENUE_NOTES);
  self->approximate = sqlite3_column_int (row, C_APPROXIMATE) == 1;
  self->has_steps = sqlite3_column_type (row, C_STEP_FREE) != SQLITE_NULL && !(self->features & HR_FEATURE_STEP_FREE);
  if (self->attendance != HR_ATTENDANCE_ONLINE && sqlite3_column_type (row, C_LATITUDE) != SQLITE_NULL
      && sqlite3_column_type (row, C_LONGITUDE) != SQLITE_NULL)
    {
      self->latitude = sqlite3_column_double (row, C_LATITUDE);
      self->longitude = sqlite3_column_double (row, C_LONGITUDE);
    }
  self->sign_in_said = sqlite3_column_type (row, C_SIGN_IN) != SQLITE_NULL;
  if (self->sign_in_said)
    self->sign_in = sqlite3_column_int (row, C_SIGN_IN) != 0;
  else
    self->sign_in = self->venue != NULL && g_hash_table_contains (state->site_venues, self->venue);
  self->capacity = (guint)sqlite3_column_int (row, C_CAPACITY);
  if (self->capacity == 0)
    self->capacity = (guint)sqlite3_column_int (row, C_VENUE_CAPACITY);
}

static gboolean
read_overridden (HrState *state, HrMeeting *self, GError **error)
{
  g_autoptr (HrStatement) statement =
      hr_db_prepare (state->db, "SELECT field FROM override WHERE kind = 'meeting' AND id = ?1 ORDER BY field", error);
  g_autoptr (GStrvBuilder) fields = NULL;
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  hr_bind_text (statement, 1, self->id);
  while (hr_db_step (state->db, statement, &row, error))
    {
      if (!row)
        {
          if (fields != NULL)
            {
              g_strfreev (self->overridden);
              self->overridden = g_strv_builder_end (fields);
            }
          return TRUE;
        }
      if (fields == NULL)
        fields = g_strv_builder_new ();
      g_strv_builder_add (fields, hr_column_text (statement, 0));
    }
  return FALSE;
}

static void
read_texts (HrMeeting *self, HrStatement *row)
{
  const char *verified = hr_column_text (row, C_VERIFIED);

  self->id = hr_column_dup (row, C_ID);
  self->slug = hr_column_dup (row, C_SLUG);
  self->name = hr_column_dup (row, C_NAME);
  self->fellowship = hr_column_dup (row, C_FELLOWSHIP);
  self->fellowship_name = hr_column_dup (row, C_FELLOWSHIP_NAME);
  self->group = hr_column_dup (row, C_GROUP);
  self->group_name = hr_column_dup (row, C_GROUP_NAME);
  self->group_notes = hr_column_dup (row, C_GROUP_NOTES);
  self->group_website = hr_column_dup (row, C_GROUP_WEBSITE);
  self->group_phone = hr_column_dup (row, C_GROUP_PHONE);
  self->notes = hr_column_dup (row, C_NOTES);
  self->conference_url = hr_column_dup (row, C_CONFERENCE_URL);
  self->conference_url_notes = hr_column_dup (row, C_CONFERENCE_URL_NOTES);
  self->conference_phone = hr_column_dup (row, C_CONFERENCE_PHONE);
  self->conference_phone_notes = hr_column_dup (row, C_CONFERENCE_PHONE_NOTES);
  self->website = hr_column_dup (row, C_WEBSITE);
  self->first_time = hr_column_dup (row, C_FIRST_TIME);
  self->source = hr_column_dup (row, C_SOURCE);
  self->slips = g_strcmp0 (hr_column_text (row, C_SLIPS), "yes") == 0;
  if (verified != NULL)
    hr_date_parse (verified, &self->verified);
  self->attendance = HR_ATTENDANCE_IN_PERSON;
  hr_attendance_from_string (hr_column_text (row, C_ATTENDANCE), &self->attendance);
  self->published = sqlite3_column_type (row, C_PUBLISHED) == SQLITE_NULL || sqlite3_column_int (row, C_PUBLISHED) != 0;
}

HrMeeting *
hr_meetings_load (HrState *state, gint64 n, GError **error)
{
  g_autoptr (HrStatement) statement = hr_db_prepare (state->db, select_meeting, error);
  g_autoptr (HrMeeting) self = NULL;
  gboolean row = FALSE;

  if (statement == NULL)
    return NULL;
  if (hr_site_get_venues (state, error) == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, n);
  if (!hr_db_step (state->db, statement, &row, error))
    return NULL;
  if (!row)
    {
      g_set_error_literal (error, HR_ERROR, HR_ERROR_NOT_FOUND, _ ("This meeting is no longer in the directory."));
      return NULL;
    }
  self = hr_meeting_new ();
  read_texts (self, statement);
  read_schedule (state, self, statement);
  read_types (state, self, statement);
  read_place (state, self, statement);
  return read_overridden (state, self, error) ? g_steal_pointer (&self) : NULL;
}

gboolean
hr_meetings_describe (HrState *state, const HrOccurrence *occurrence, char **ret_place, char **ret_note, GError **error)
{
  const HrException *why = occurrence->exception;
  g_autoptr (GError) local = NULL;
  g_autoptr (HrRow) venue = NULL;

  *ret_place = NULL;
  *ret_note = why != NULL ? g_strdup (why->note) : NULL;
  if (why == NULL || why->new_venue_id == NULL || occurrence->state == HR_OCCURRENCE_CANCELLED)
    return TRUE;
  venue = hr_records_get (state->db, HR_KIND_VENUE, why->new_venue_id, &local);
  if (venue != NULL)
    *ret_place = hr_place_name_and_address (venue->record);
  else if (!g_error_matches (local, HR_ERROR, HR_ERROR_NOT_FOUND))
    {
      g_clear_pointer (ret_note, g_free);
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return TRUE;
}

gboolean
hr_meetings_set_next (HrState *state, HrMeeting *meeting, const HrOccurrence *occurrence, GError **error)
{
  if (!hr_meetings_describe (state, occurrence, &meeting->next_place, &meeting->next_note, error))
    return FALSE;
  meeting->has_next = TRUE;
  meeting->next = *occurrence;
  /* it belongs to the index, which a later commit drops */
  meeting->next.exception = NULL;
  return TRUE;
}

gboolean
hr_meetings_find (HrState *state, const char *id, gint64 *ret_n, GError **error)
{
  g_autoptr (HrStatement) statement =
      hr_db_prepare (state->db,
                     "SELECT n, 1 AS by_id FROM meeting WHERE id = ?1 AND retired IS NOT 1 AND published IS NOT 0 "
                     "UNION ALL SELECT n, 0 FROM meeting WHERE slug = ?1 AND retired IS NOT 1 AND published IS NOT 0 "
                     "ORDER BY by_id DESC, n LIMIT 1",
                     error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  hr_bind_text (statement, 1, id);
  if (!hr_db_step (state->db, statement, &row, error))
    return FALSE;
  if (row)
    {
      *ret_n = sqlite3_column_int64 (statement, 0);
      return TRUE;
    }
  g_set_error (error, HR_ERROR, HR_ERROR_NOT_FOUND, _ ("There is no meeting “%s”."), id);
  return FALSE;
}

static gboolean
add_exceptions (HrState *state, GPtrArray *list, const char *sql, const char *id, GError **error)
{
  g_autoptr (HrStatement) statement = hr_db_prepare (state->db, sql, error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  hr_bind_text (statement, 1, id);
  while (hr_db_step (state->db, statement, &row, error))
    {
      g_autoptr (HrRow) exception = NULL;

      if (!row)
        return TRUE;
      exception = hr_records_get_nth (state->db, HR_KIND_EXCEPTION, sqlite3_column_int64 (statement, 0), error);
      if (exception == NULL)
        return FALSE;
      g_ptr_array_add (list, hr_exception_from_record (exception->record));
    }
  return FALSE;
}

GPtrArray *
hr_meetings_exceptions (HrState *state, const char *id, const char *venue, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_exception_unref);

  if (!add_exceptions (state, list,
                       "SELECT n FROM exception WHERE meeting = ?1 AND retired IS NOT 1 ORDER BY \"from\", id", id,
                       error))
    return NULL;
  if (venue != NULL
      && !add_exceptions (state, list,
                          "SELECT n FROM exception WHERE venue = ?1 AND meeting IS NULL AND retired IS NOT 1 "
                          "ORDER BY \"from\", id",
                          venue, error))
    return NULL;
  return g_steal_pointer (&list);
}
