/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of any kind, page by page. */
#define G_LOG_DOMAIN "handrail-store"

#include "handrail/core/hr-text.h"
#include "hr-desk-private.h"
#include "hr-place-private.h"
#include <string.h>

/* How a kind is called, and all the words that it may be found by. Columns are those of the table as "t". */
typedef struct
{
  const char *title;
  const char *words;
} HrKindNames;

/* folded, the parts are what hr_place_address() makes of them */
#define VENUE_NAME                                                                                                     \
  "coalesce (v.name, v.address, coalesce (v.street, '') || ' ' || coalesce (v.city, '') || ' ' || "                    \
  "coalesce (v.state, '') || ' ' || coalesce (v.postal_code, ''))"
#define EXCEPTION_NAME                                                                                                 \
  "coalesce ((SELECT name FROM meeting WHERE id = t.meeting), (SELECT " VENUE_NAME                                     \
  " FROM venue AS v WHERE v.id = t.venue))"

static const HrKindNames names[HR_N_KINDS] = {
  [HR_KIND_FELLOWSHIP] = { "t.name", "t.name || ' ' || coalesce (t.short_name, '')" },
  [HR_KIND_VENUE] = { "(SELECT " VENUE_NAME " FROM venue AS v WHERE v.n = t.n)",
                      "coalesce (t.name, '') || ' ' || coalesce (t.address, '') || ' ' || coalesce (t.street, '') || ' "
                      "' || "
                      "coalesce (t.city, '')" },
  [HR_KIND_GROUP] = { "t.name", "t.name" },
  [HR_KIND_MEETING] = { "t.name", "t.name" },
  [HR_KIND_EXCEPTION] = { EXCEPTION_NAME, EXCEPTION_NAME },
  [HR_KIND_TYPE] = { "hr_title (t.names)", "hr_texts (t.names) || ' ' || t.code" },
  [HR_KIND_RESOURCE] = { "hr_title (t.name)", "hr_texts (t.name)" },
  [HR_KIND_SITE] = { "t.name", "t.name" },
  [HR_KIND_SOURCE] = { "t.name", "t.name" },
  [HR_KIND_ANNOUNCEMENT] = { "hr_title (t.title)", "hr_texts (t.title)" },
  [HR_KIND_PROGRAM] = { "hr_title (t.name)", "hr_texts (t.name)" },
  [HR_KIND_PEER] = { "t.name", "t.name || ' ' || hr_texts (t.about)" },
  [HR_KIND_STORY] = { "hr_title (t.title)", "hr_texts (t.title) || ' ' || coalesce (t.name, '')" },
  [HR_KIND_ARTICLE] = { "t.title", "t.title || ' ' || t.page" },
};

enum
{
  P_WORDS = 1,
  P_LIMIT,
  P_OFFSET,
  P_CHECKED, /* what was checked before is stale */
  P_KIND,
  P_GROUP,
};

void
hr_thing_row_free (HrThingRow *self)
{
  g_clear_pointer (&self->record, hr_record_unref);
  g_free (self->title);
  g_free (self->source);
  g_free (self->venue_name);
  g_free (self);
}

void
hr_things_free (HrThings *self)
{
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_free (self);
}

void
hr_thing_free (HrThing *self)
{
  g_clear_pointer (&self->record, hr_record_unref);
  g_free (self->title);
  g_strfreev (self->overridden);
  g_strfreev (self->feed_says);
  g_free (self->source_name);
  g_free (self->example);
  g_free (self);
}

HrDate
hr_desk_today (HrState *state)
{
  HrDate today = HR_DATE_NONE;
  int minute = 0;

  hr_zone_from_unix_s (state->zone, hr_clock_now_s (state->clock), &today, &minute);
  return today;
}

/* ---- names ---- */

/* @ret_record: (nullable): when there is none */
static gboolean
get_optional (HrState *state, HrKind kind, const char *id, HrRecord **ret_record, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (HrRow) row = id != NULL ? hr_records_get (state->db, kind, id, &local) : NULL;

  *ret_record = row != NULL ? hr_record_ref (row->record) : NULL;
  if (local == NULL || g_error_matches (local, HR_ERROR, HR_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static char *
venue_name (const HrRecord *venue)
{
  const char *name = hr_record_get (venue, "name");

  return name != NULL ? g_strdup (name) : hr_place_address (venue);
}

char *
hr_thing_title (HrState *state, const HrRecord *record, GError **error)
{
  HrKind kind = hr_record_get_kind (record);
  g_autoptr (HrRecord) about = NULL;
  char *title = NULL;

  if (kind == HR_KIND_EXCEPTION)
    {
      const char *meeting = hr_record_get (record, "meeting");

      if (!get_optional (state, meeting != NULL ? HR_KIND_MEETING : HR_KIND_VENUE,
                         meeting != NULL ? meeting : hr_record_get (record, "venue"), &about, error))
        return NULL;
      if (about != NULL)
        title = meeting != NULL ? g_strdup (hr_record_get (about, "name")) : venue_name (about);
    }
  else if (kind == HR_KIND_VENUE)
    title = venue_name (record);
  else if (kind == HR_KIND_TYPE)
    title = hr_record_get_translated (record, "names", "en");
  else if (kind == HR_KIND_RESOURCE || kind == HR_KIND_PROGRAM)
    title = hr_record_get_translated (record, "name", "en");
  else if (kind == HR_KIND_ANNOUNCEMENT || kind == HR_KIND_STORY)
    title = hr_record_get_translated (record, "title", "en");
  else if (kind == HR_KIND_ARTICLE)
    title = g_strdup (hr_record_get (record, "title"));
  else
    title = g_strdup (hr_record_get (record, "name"));
  return title != NULL ? title : g_strdup (hr_record_get_id (record));
}

/* ---- lists ---- */

static const char *
show_condition (const HrThingQuery *query)
{
  switch (query->show)
    {
    case HR_SHOW_RETIRED:
      /* of people who took their consent back only the place is left */
      return query->kind == HR_KIND_PEER    ? "t.retired IS 1 AND t.name IS NOT NULL"
             : query->kind == HR_KIND_STORY ? "t.retired IS 1 AND t.title IS NOT NULL"
                                            : "t.retired IS 1";
    case HR_SHOW_STALE:
      return "t.retired IS NOT 1 AND (t.verified IS NULL OR t.verified < ?4)";
    case HR_SHOW_UNPUBLISHED:
      return query->kind == HR_KIND_MEETING ? "t.retired IS NOT 1 AND t.published IS 0" : "0";
    case HR_SHOW_CHANGED_HERE:
      return "t.retired IS NOT 1 AND EXISTS (SELECT 1 FROM override AS o WHERE o.kind = ?5 AND o.id = t.id AND "
             "o.field <> 'verified')";
    case HR_SHOW_LIVE:
    case HR_N_SHOWS:
    default:
      return "t.retired IS NOT 1";
    }
}

/* The search words of meetings are kept for those that are live. */
static gboolean
asks_index (const HrThingQuery *query)
{
  return query->kind == HR_KIND_MEETING && query->show != HR_SHOW_RETIRED;
}

static char *
compose_where (const HrThingQuery *query, gboolean has_words)
{
  const char *group = query->group != NULL && query->kind == HR_KIND_MEETING ? " AND t.\"group\" = ?6" : "";

  if (!has_words)
    return g_strconcat (show_condition (query), group, NULL);
  if (asks_index (query))
    return g_strdup_printf ("%s%s AND t.n IN (SELECT rowid FROM meeting_text WHERE meeting_text MATCH ?1)",
                            show_condition (query), group);
  return g_strdup_printf ("%s%s AND hr_has_words (?1, %s)", show_condition (query), group, names[query->kind].words);
}

/* (nullable): without a word; each as a beginning */
static char *
compose_words (const HrThingQuery *query)
{
  g_autofree char *folded = query->text != NULL ? hr_text_fold (query->text) : NULL;
  g_auto (GStrv) words = NULL;
  g_autoptr (GString) expression = NULL;

  if (folded == NULL || *folded == '\0')
    return NULL;
  if (!asks_index (query))
    return g_steal_pointer (&folded);
  words = g_strsplit (folded, " ", -1);
  expression = g_string_new (NULL);
  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_string_append_printf (expression, "\"%s\"* ", words[i]);
  return g_string_free (g_steal_pointer (&expression), FALSE);
}

/* A handful of texts for each kind: interned, so that their statements are prepared once. */
static const char *
compose_sql (const HrThingQuery *query, gboolean has_words, gboolean count)
{
  g_autofree char *where = compose_where (query, has_words);
  gboolean by_day = query->kind == HR_KIND_EXCEPTION || query->kind == HR_KIND_ANNOUNCEMENT;
  g_autofree char *sql =
      count ? g_strdup_printf ("SELECT count(*) FROM %s AS t WHERE %s", hr_records_table (query->kind), where)
            : g_strdup_printf ("SELECT t.n, t.retired, s.name, "
                               "EXISTS (SELECT 1 FROM draft AS d WHERE d.kind = ?5 AND d.id = t.id) "
                               "FROM %s AS t LEFT JOIN source AS s ON s.id = t.source WHERE %s "
                               "ORDER BY %shr_fold (%s), t.id LIMIT ?2 OFFSET ?3",
                               hr_records_table (query->kind), where, by_day ? "t.\"from\" DESC, " : "",
                               names[query->kind].title);

  return g_intern_string (sql);
}

static gboolean
get_stale_days (HrState *state, gint64 *ret_days, GError **error)
{
  if (!hr_db_get_integer (state->db, "SELECT coalesce (stale_days, 0) FROM site WHERE id = 'site'", ret_days, error))
    return FALSE;
  if (*ret_days == 0)
    *ret_days = HR_STALE_AMBER_DAYS;
  return TRUE;
}

static HrStatement *
prepare (HrState *state, const HrThingQuery *query, const char *words, gboolean count, GError **error)
{
  HrStatement *statement = NULL;
  g_autofree char *checked = NULL;
  gint64 days = 0;

  if (query->show == HR_SHOW_STALE)
    {
      if (!get_stale_days (state, &days, error))
        return NULL;
      checked = hr_date_to_string (hr_desk_today (state) - (HrDate)days);
    }
  statement = hr_db_prepare (state->db, compose_sql (query, words != NULL, count), error);
  if (statement == NULL)
    return NULL;
  /* the texts may be gone before the statement is */
  if (words != NULL)
    sqlite3_bind_text (statement, P_WORDS, words, -1, SQLITE_TRANSIENT);
  if (checked != NULL)
    sqlite3_bind_text (statement, P_CHECKED, checked, -1, SQLITE_TRANSIENT);
  if (!count || query->show == HR_SHOW_CHANGED_HERE)
    hr_bind_text (statement, P_KIND, hr_kind_get_name (query->kind));
  if (query->group != NULL && query->kind == HR_KIND_MEETING)
    sqlite3_bind_text (statement, P_GROUP, query->group, -1, SQLITE_TRANSIENT);
  return statement;
}

static gboolean
count_things (HrState *state, const HrThingQuery *query, const char *words, guint *ret_total, GError **error)
{
  g_autoptr (HrStatement) statement = prepare (state, query, words, TRUE, error);

  if (statement == NULL || !hr_db_step (state->db, statement, NULL, error))
    return FALSE;
  *ret_total = (guint)sqlite3_column_int64 (statement, 0);
  return TRUE;
}

/* What the meetings of a group say of signing in. */
static gboolean
count_sign_in (HrState *state, HrThingRow *thing, GError **error)
{
  g_autoptr (HrStatement) statement
      = hr_db_prepare (state->db, "SELECT count(*), count (CASE WHEN sign_in = 1 THEN 1 END), count (CASE WHEN sign_in = 0 THEN 1 END) "
                                  "FROM meeting WHERE \"group\" = ?1 AND retired IS NOT 1", error);

  if (statement == NULL)
    return FALSE;
  hr_bind_text (statement, 1, hr_record_get_id (thing->record));
  if (!hr_db_step (state->db, statement, NULL, error))
    return FALSE;
  thing->n_meetings = (guint)sqlite3_column_int64 (statement, 0);
  thing->n_sign_in = (guint)sqlite3_column_int64 (statement, 1);
  thing->n_no_sign_in = (guint)sqlite3_column_int64 (statement, 2);
  return TRUE;
}

static HrThingRow *
read_row (HrState *state, HrKind kind, HrStatement *statement, GError **error)
{
  g_autoptr (HrRow) row = hr_records_get_nth (state->db, kind, sqlite3_column_int64 (statement, 0), error);
  g_autoptr (HrRecord) venue = NULL;
  g_autofree char *title = NULL;
  HrThingRow *thing = NULL;

  if (row == NULL
      || (kind == HR_KIND_MEETING
          && !get_optional (state, HR_KIND_VENUE, hr_record_get (row->record, "venue"), &venue, error)))
    return NULL;
  title = hr_thing_title (state, row->record, error);
  if (title == NULL)
    return NULL;
  thing = g_new0 (HrThingRow, 1);
  thing->record = hr_record_ref (row->record);
  thing->title = g_steal_pointer (&title);
  thing->verified = HR_DATE_NONE;
  if (hr_record_get (row->record, "verified") != NULL)
    hr_date_parse (hr_record_get (row->record, "verified"), &thing->verified);
  thing->retired = sqlite3_column_int (statement, 1) == 1;
  thing->source = hr_column_dup (statement, 2);
  thing->draft = sqlite3_column_int (statement, 3) == 1;
  thing->venue_name = venue != NULL ? venue_name (venue) : NULL;
  if (kind == HR_KIND_GROUP && !count_sign_in (state, thing, error))
    {
      hr_thing_row_free (thing);
      return NULL;
    }
  return thing;
}

HrThings *
hr_things_find (HrState *state, const HrThingQuery *query, GError **error)
{
  g_autofree char *words = compose_words (query);
  guint limit = query->limit == 0 ? HR_PAGE_ROWS : MIN (query->limit, HR_PAGE_ROWS);
  g_autoptr (HrThings) things = g_new0 (HrThings, 1);
  g_autoptr (HrStatement) statement = NULL;
  gboolean row = FALSE;

  things->rows = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_thing_row_free);
  things->offset = query->offset;
  if (!hr_state_check_open (state, error) || !count_things (state, query, words, &things->total, error))
    return NULL;
  statement = prepare (state, query, words, FALSE, error);
  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, P_LIMIT, limit);
  sqlite3_bind_int64 (statement, P_OFFSET, query->offset);
  while (hr_db_step (state->db, statement, &row, error))
    {
      HrThingRow *thing = row ? read_row (state, query->kind, statement, error) : NULL;

      if (!row)
        return g_steal_pointer (&things);
      if (thing == NULL)
        return NULL;
      g_ptr_array_add (things->rows, thing);
    }
  return NULL;
}

/* ---- one thing ---- */

static gboolean
load_overrides (HrState *state, HrThing *thing, GError **error)
{
  g_autoptr (HrStatement) statement =
      hr_db_prepare (state->db, "SELECT field, feed FROM override WHERE kind = ?1 AND id = ?2 ORDER BY field", error);
  g_autoptr (GStrvBuilder) fields = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) feeds = g_strv_builder_new ();
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  hr_bind_text (statement, 1, hr_kind_get_name (hr_record_get_kind (thing->record)));
  hr_bind_text (statement, 2, hr_record_get_id (thing->record));
  while (hr_db_step (state->db, statement, &row, error))
    {
      const char *feed = row ? hr_column_text (statement, 1) : NULL;

      if (!row)
        {
          thing->overridden = g_strv_builder_end (fields);
          thing->feed_says = g_strv_builder_end (feeds);
          return TRUE;
        }
      g_strv_builder_add (fields, hr_column_text (statement, 0));
      g_strv_builder_add (feeds, feed != NULL ? feed : "");
    }
  return FALSE;
}

static gboolean
count_usage (HrState *state, HrThing *thing, GError **error)
{
  static const char *const counts[HR_N_KINDS] = {
    [HR_KIND_FELLOWSHIP] = "SELECT count(*), min (CASE WHEN published IS NOT 0 THEN id END) FROM meeting WHERE fellowship = ?1 AND "
                       "retired IS NOT 1",
    [HR_KIND_VENUE] = "SELECT count(*), min (CASE WHEN published IS NOT 0 THEN id END) FROM meeting WHERE venue = ?1 AND "
                       "retired IS NOT 1",
    [HR_KIND_GROUP] = "SELECT count(*), min (CASE WHEN published IS NOT 0 THEN id END) FROM meeting WHERE \"group\" = ?1 AND "
                       "retired IS NOT 1",
    [HR_KIND_SOURCE] = "SELECT count(*), min (CASE WHEN published IS NOT 0 THEN id END) FROM meeting WHERE source = ?1 AND "
                       "retired IS NOT 1",
  };
  const char *sql = counts[hr_record_get_kind (thing->record)];
  g_autoptr (HrStatement) statement = sql != NULL ? hr_db_prepare (state->db, sql, error) : NULL;

  if (sql == NULL)
    return TRUE;
  if (statement == NULL)
    return FALSE;
  hr_bind_text (statement, 1, hr_record_get_id (thing->record));
  if (!hr_db_step (state->db, statement, NULL, error))
    return FALSE;
  thing->usage = (guint)sqlite3_column_int64 (statement, 0);
  thing->example = hr_column_dup (statement, 1);
  return TRUE;
}

HrThing *
hr_thing_load (HrState *state, HrKind kind, const char *id, GError **error)
{
  g_autoptr (HrThing) thing = NULL;
  g_autoptr (HrRecord) source = NULL;
  g_autoptr (HrRow) row = NULL;

  if (!hr_state_check_open (state, error))
    return NULL;
  row = hr_records_get (state->db, kind, id, error);
  if (row == NULL)
    return NULL;
  thing = g_new0 (HrThing, 1);
  thing->record = hr_record_ref (row->record);
  thing->title = hr_thing_title (state, row->record, error);
  if (thing->title == NULL || !load_overrides (state, thing, error) || !count_usage (state, thing, error)
      || !get_optional (state, HR_KIND_SOURCE, hr_record_get (row->record, "source"), &source, error))
    return NULL;
  thing->source_name = source != NULL ? g_strdup (hr_record_get (source, "name")) : NULL;
  return g_steal_pointer (&thing);
}
