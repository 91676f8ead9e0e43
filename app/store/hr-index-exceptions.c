/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What staff said about single dates, for every meeting and venue that has such: a few thousand in a large directory. */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-index-private.h"
#include <stdlib.h>
#include <string.h>

static void
remember_exception (GHashTable *table, guint32 number, HrException *exception)
{
  GPtrArray *list = g_hash_table_lookup (table, GUINT_TO_POINTER (number));

  if (list == NULL)
    {
      list = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_exception_unref);
      g_hash_table_insert (table, GUINT_TO_POINTER (number), list);
    }
  g_ptr_array_add (list, hr_exception_ref (exception));
}

static void
set_state (HrException *self, const char *state)
{
  if (g_strcmp0 (state, "moved") == 0)
    self->state = HR_OCCURRENCE_MOVED;
  else if (g_strcmp0 (state, "extra") == 0)
    self->state = HR_OCCURRENCE_EXTRA;
}

HrException *
hr_exception_from_record (const HrRecord *record)
{
  HrException *self = hr_exception_new ();
  const char *until = hr_record_get (record, "until");
  const char *new_date = hr_record_get (record, "new_date");
  const char *new_start = hr_record_get (record, "new_start");

  self->id = g_strdup (hr_record_get_id (record));
  self->meeting_id = g_strdup (hr_record_get (record, "meeting"));
  self->venue_id = g_strdup (hr_record_get (record, "venue"));
  hr_date_parse (hr_record_get (record, "from"), &self->from);
  self->until = self->from;
  if (until != NULL)
    hr_date_parse (until, &self->until);
  set_state (self, hr_record_get (record, "state"));
  if (new_date != NULL)
    hr_date_parse (new_date, &self->new_date);
  if (new_start != NULL)
    self->new_start_min = (gint16)(atoi (new_start) * 60 + atoi (new_start + 3));
  self->new_length_min = (gint16)hr_record_get_integer (record, "new_length", 0);
  self->new_venue_id = g_strdup (hr_record_get (record, "new_venue"));
  self->note = g_strdup (hr_record_get (record, "note"));
  return self;
}

enum
{
  COLUMN_ID,
  COLUMN_MEETING,
  COLUMN_VENUE,
  COLUMN_FROM,
  COLUMN_UNTIL,
  COLUMN_STATE,
  COLUMN_NEW_DATE,
  COLUMN_NEW_START,
  COLUMN_NEW_LENGTH,
  COLUMN_NEW_VENUE,
  COLUMN_NOTE,
  COLUMN_N,
};

/* The same as by way of a record, which takes several times as long. */
static HrException *
read_exception (HrStatement *row)
{
  HrException *self = hr_exception_new ();
  const char *from = hr_column_text (row, COLUMN_FROM);
  const char *until = hr_column_text (row, COLUMN_UNTIL);
  const char *new_date = hr_column_text (row, COLUMN_NEW_DATE);

  self->id = hr_column_dup (row, COLUMN_ID);
  self->meeting_id = hr_column_dup (row, COLUMN_MEETING);
  self->venue_id = hr_column_dup (row, COLUMN_VENUE);
  if (from != NULL)
    hr_date_parse (from, &self->from);
  self->until = self->from;
  if (until != NULL)
    hr_date_parse (until, &self->until);
  set_state (self, hr_column_text (row, COLUMN_STATE));
  if (new_date != NULL)
    hr_date_parse (new_date, &self->new_date);
  if (sqlite3_column_type (row, COLUMN_NEW_START) != SQLITE_NULL)
    self->new_start_min = (gint16)sqlite3_column_int (row, COLUMN_NEW_START);
  self->new_length_min = (gint16)sqlite3_column_int (row, COLUMN_NEW_LENGTH);
  self->new_venue_id = hr_column_dup (row, COLUMN_NEW_VENUE);
  self->note = hr_column_dup (row, COLUMN_NOTE);
  return self;
}

typedef struct
{
  HrException *exception;
  const HrIndexTarget *target;
} HrRead;

static void
read_clear (gpointer data)
{
  hr_exception_unref (((HrRead *)data)->exception);
}

static int
compare_read_cb (gconstpointer a, gconstpointer b)
{
  return strcmp (((const HrRead *)a)->exception->id, ((const HrRead *)b)->exception->id);
}

/* In the order of ids, which decides between two of the same date. */
static void
remember_all (HrIndex *self, GArray *all)
{
  g_hash_table_remove_all (self->meeting_exceptions);
  g_hash_table_remove_all (self->venue_exceptions);
  g_array_sort (all, compare_read_cb);
  for (guint i = 0; i < all->len; i++)
    {
      const HrRead *read = &g_array_index (all, HrRead, i);

      if (read->target->meeting != 0)
        remember_exception (self->meeting_exceptions, read->target->meeting, read->exception);
      else if (read->exception->meeting_id == NULL && read->target->venue != 0)
        remember_exception (self->venue_exceptions, read->target->venue, read->exception);
    }
}

gboolean
hr_index_reload_exceptions (HrState *state, HrIndex *self, GError **error)
{
  g_autoptr (HrStatement) statement =
      hr_db_prepare (state->db,
                     "SELECT id, meeting, venue, \"from\", until, state, new_date, new_start, new_length, new_venue, "
                     "note, n FROM exception WHERE retired IS NOT 1 ORDER BY n",
                     error);
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (HrRead));
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  g_array_set_clear_func (all, read_clear);
  for (guint i = 0;; i++)
    {
      HrRead read = { NULL, i < self->targets->len ? &g_array_index (self->targets, HrIndexTarget, i) : NULL };

      if (!hr_db_step (state->db, statement, &row, error))
        return FALSE;
      if (!row && read.target == NULL)
        break;
      if (!row || read.target == NULL || sqlite3_column_int64 (statement, COLUMN_N) != read.target->exception)
        return FALSE;
      read.exception = read_exception (statement);
      g_array_append_val (all, read);
    }
  remember_all (self, all);
  return TRUE;
}

gboolean
hr_index_load_exceptions (HrState *state, HrIndex *self, GError **error)
{
  /* also of a meeting that was withdrawn: it may come back */
  g_autoptr (HrStatement) statement =
      hr_db_prepare (state->db,
                     "SELECT x.n, m.n, v.n FROM exception AS x LEFT JOIN meeting AS m ON m.id = x.meeting "
                     "LEFT JOIN venue AS v ON v.id = x.venue WHERE x.retired IS NOT 1 ORDER BY x.n",
                     error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  g_array_set_size (self->targets, 0);
  while (hr_db_step (state->db, statement, &row, error))
    {
      HrIndexTarget target;

      if (!row)
        return hr_index_reload_exceptions (state, self, error);
      target.exception = (guint32)sqlite3_column_int64 (statement, 0);
      target.meeting = (guint32)sqlite3_column_int64 (statement, 1);
      target.venue = (guint32)sqlite3_column_int64 (statement, 2);
      g_array_append_val (self->targets, target);
    }
  return FALSE;
}

gboolean
hr_index_has_exceptions (const HrIndex *self, const HrEntry *entry)
{
  return g_hash_table_contains (self->meeting_exceptions, GUINT_TO_POINTER (entry->n))
         || g_hash_table_contains (self->venue_exceptions, GUINT_TO_POINTER (entry->venue));
}

GPtrArray *
hr_index_exceptions (const HrIndex *self, const HrEntry *entry)
{
  g_autoptr (GPtrArray) all = NULL;
  GPtrArray *own = NULL, *of_venue = NULL;

  if ((entry->flags & HR_ENTRY_EXCEPTIONS) == 0)
    return NULL;
  own = g_hash_table_lookup (self->meeting_exceptions, GUINT_TO_POINTER (entry->n));
  of_venue = g_hash_table_lookup (self->venue_exceptions, GUINT_TO_POINTER (entry->venue));
  all = g_ptr_array_new ();
  for (guint i = 0; own != NULL && i < own->len; i++)
    g_ptr_array_add (all, own->pdata[i]);
  for (guint i = 0; of_venue != NULL && i < of_venue->len; i++)
    g_ptr_array_add (all, of_venue->pdata[i]);
  return g_steal_pointer (&all);
}
