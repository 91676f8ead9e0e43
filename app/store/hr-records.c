/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-records-private.h"
#include <glib/gi18n-lib.h>

#include <math.h>
#include <string.h>

/* The statements of one kind, composed once. Columns of a SELECT: n, id, clock, then the fields in their order. */
typedef struct
{
  guint n_fields;
  const HrField *fields;
  char *table;
  char *select;
  char *by_id;
  char *by_n;
  char *list;
  char *find;
  char *insert;
  char *update;
  char *insert_put;
  char *update_put;
  char *walk;
  char *numbers;
  char *count;
} HrKindSql;

#define FIRST_FIELD 3

void
hr_row_free (HrRow *self)
{
  g_clear_pointer (&self->record, hr_record_unref);
  g_free (self);
}

static void
hr_kind_sql_compose (HrKindSql *self, HrKind kind)
{
  g_autoptr (GString) columns = g_string_new (NULL);
  g_autoptr (GString) marks = g_string_new (NULL);
  g_autoptr (GString) sets = g_string_new (NULL);
  const char *order = kind == HR_KIND_RESOURCE                             ? "need, position IS NULL, position, id"
                      : hr_kind_find_field (kind, "position") >= 0 ? "position IS NULL, position, id"
                                                                   : "id";

  self->fields = hr_kind_get_fields (kind, &self->n_fields);
  self->table = g_strdup_printf ("\"%s\"", hr_kind_get_name (kind));
  for (guint i = 0; i < self->n_fields; i++)
    {
      g_string_append_printf (columns, ", \"%s\"", self->fields[i].name);
      g_string_append_printf (marks, ", ?%u", i + FIRST_FIELD + 2);
      g_string_append_printf (sets, "\"%s\" = ?%u, ", self->fields[i].name, i + FIRST_FIELD + 2);
    }
  self->select = g_strdup_printf ("SELECT n, id, clock%s FROM %s", columns->str, self->table);
  self->by_id = g_strdup_printf ("%s WHERE id = ?1", self->select);
  self->by_n = g_strdup_printf ("%s WHERE n = ?1", self->select);
  self->list = g_strdup_printf ("%s WHERE retired IS NOT 1 ORDER BY %s", self->select, order);
  self->find = g_strdup_printf ("SELECT n, retired FROM %s WHERE id = ?1", self->table);
  self->insert = g_strdup_printf ("INSERT INTO %s (id, clock, op%s) VALUES (?2, ?3, ?4%s) ON CONFLICT (id) DO NOTHING",
                                  self->table, columns->str, marks->str);
  self->update = g_strdup_printf ("UPDATE %s SET %sclock = ?3, op = ?4 WHERE n = ?1", self->table, sets->str);
  self->insert_put = g_strdup_printf ("INSERT INTO %s (id, clock, op%s) VALUES (?2, ?3, ?4%s)", self->table, columns->str, marks->str);
  self->update_put = g_strdup_printf ("UPDATE %s SET %sclock = ?3 WHERE n = ?1", self->table, sets->str);
  self->walk = g_strdup_printf ("%s WHERE op > ?1 ORDER BY op, n", self->select);
  self->numbers = g_strdup_printf ("SELECT n FROM %s ORDER BY n", self->table);
  self->count = g_strdup_printf ("SELECT count(*) FROM %s WHERE retired IS NOT 1", self->table);
}

static const HrKindSql *
hr_kind_sql (HrKind kind)
{
  static HrKindSql all[HR_N_KINDS];
  static gsize ready = 0;

  if (g_once_init_enter (&ready))
    {
      for (guint i = 0; i < HR_N_KINDS; i++)
        hr_kind_sql_compose (&all[i], (HrKind)i);
      g_once_init_leave (&ready, 1);
    }
  return &all[kind];
}

guint
hr_records_n_fields (HrKind kind)
{
  return hr_kind_sql (kind)->n_fields;
}

const char *
hr_records_table (HrKind kind)
{
  return hr_kind_sql (kind)->table;
}

/* ---- values ---- */

static char *
coordinate_text (double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  gsize length = 0;

  g_ascii_formatd (buffer, sizeof buffer, "%.7f", value);
  length = strlen (buffer);
  while (length > 0 && buffer[length - 1] == '0')
    length--;
  if (length > 0 && buffer[length - 1] == '.')
    length--;
  buffer[length] = '\0';
  return g_strdup (strcmp (buffer, "-0") == 0 ? "0" : buffer);
}

static char *
column_value (HrStatement *statement, int index, HrFieldForm form)
{
  if (sqlite3_column_type (statement, index) == SQLITE_NULL)
    return NULL;
  if (form == HR_FORM_INTEGER)
    return g_strdup_printf ("%" G_GINT64_FORMAT, (gint64)sqlite3_column_int64 (statement, index));
  if (form == HR_FORM_YES_NO)
    return g_strdup (sqlite3_column_int (statement, index) != 0 ? "yes" : "no");
  if (form == HR_FORM_COORDINATE)
    return coordinate_text (sqlite3_column_double (statement, index));
  if (form == HR_FORM_TIME)
    {
      int minute = sqlite3_column_int (statement, index);

      return g_strdup_printf ("%02d:%02d", minute / 60, minute % 60);
    }
  return hr_column_dup (statement, index);
}

static void
bind_value (HrStatement *statement, int index, HrFieldForm form, const char *value)
{
  if (value == NULL || *value == '\0')
    sqlite3_bind_null (statement, index);
  else if (form == HR_FORM_INTEGER)
    sqlite3_bind_int64 (statement, index, g_ascii_strtoll (value, NULL, 10));
  else if (form == HR_FORM_YES_NO)
    sqlite3_bind_int (statement, index, strcmp (value, "yes") == 0);
  else if (form == HR_FORM_COORDINATE)
    sqlite3_bind_double (statement, index, g_ascii_strtod (value, NULL));
  else if (form == HR_FORM_TIME)
    sqlite3_bind_int (statement, index,
                      (int)(g_ascii_strtoll (value, NULL, 10) * 60 + g_ascii_strtoll (value + 3, NULL, 10)));
  else
    sqlite3_bind_text (statement, index, value, -1, SQLITE_STATIC);
}

static HrRecord *
read_record (HrStatement *statement, HrKind kind)
{
  const HrKindSql *sql = hr_kind_sql (kind);
  HrRecord *record = hr_record_new (kind, hr_column_text (statement, 1));

  for (guint i = 0; i < sql->n_fields; i++)
    {
      char *value = column_value (statement, (int)i + FIRST_FIELD, sql->fields[i].form);

      if (value != NULL)
        hr_record_take_canonical (record, i, value);
    }
  return record;
}

/* ---- reading ---- */

static HrRow *
read_row (HrDb *db, HrKind kind, HrStatement *statement, GError **error)
{
  g_autoptr (HrRow) row = g_new0 (HrRow, 1);
  const guint8 *clock = sqlite3_column_blob (statement, 2);
  int length = sqlite3_column_bytes (statement, 2);

  row->n = sqlite3_column_int64 (statement, 0);
  row->record = read_record (statement, kind);
  if (!hr_row_clock_decode (&row->clock, hr_kind_sql (kind)->n_fields, clock, (gsize)length))
    {
      g_set_error (error, HR_ERROR, HR_ERROR_CORRUPT, _ ("The versions of %s/%s in %s are damaged. Restore a backup."),
                   hr_kind_get_name (kind), hr_record_get_id (row->record), hr_db_get_path (db));
      return NULL;
    }
  return g_steal_pointer (&row);
}

HrRow *
hr_records_get (HrDb *db, HrKind kind, const char *id, GError **error)
{
  g_autoptr (HrStatement) statement = hr_db_prepare (db, hr_kind_sql (kind)->by_id, error);
  gboolean found = FALSE;

  if (statement == NULL)
    return NULL;
  hr_bind_text (statement, 1, id);
  if (!hr_db_step (db, statement, &found, error))
    return NULL;
  if (found)
    return read_row (db, kind, statement, error);
  g_set_error (error, HR_ERROR, HR_ERROR_NOT_FOUND, _ ("There is no %s “%s”."), hr_kind_get_word (kind), id);
  return NULL;
}

gboolean
hr_records_try (HrDb *db, HrKind kind, const char *id, HrRow **ret_row, GError **error)
{
  g_autoptr (HrStatement) statement = hr_db_prepare (db, hr_kind_sql (kind)->by_id, error);
  gboolean found = FALSE;

  *ret_row = NULL;
  if (statement == NULL)
    return FALSE;
  hr_bind_text (statement, 1, id);
  if (!hr_db_step (db, statement, &found, error))
    return FALSE;
  if (found)
    *ret_row = read_row (db, kind, statement, error);
  return !found || *ret_row != NULL;
}

gboolean
hr_records_walk (HrDb *db, HrKind kind, gint64 op, HrRecordsFunc func, gpointer data, GError **error)
{
  g_autoptr (HrStatement) statement = hr_db_prepare (db, hr_kind_sql (kind)->walk, error);
  gboolean found = FALSE;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, op);
  while (hr_db_step (db, statement, &found, error))
    {
      g_autoptr (HrRow) row = NULL;

      if (!found)
        return TRUE;
      row = read_row (db, kind, statement, error);
      if (row == NULL || !func (kind, row, data, error))
        return FALSE;
    }
  return FALSE;
}

GArray *
hr_records_numbers (HrDb *db, HrKind kind, GError **error)
{
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (HrStatement) statement = hr_db_prepare (db, hr_kind_sql (kind)->numbers, error);
  gboolean found = FALSE;

  if (statement == NULL)
    return NULL;
  while (hr_db_step (db, statement, &found, error))
    {
      gint64 n = found ? sqlite3_column_int64 (statement, 0) : 0;

      if (!found)
        return g_steal_pointer (&numbers);
      g_array_append_val (numbers, n);
    }
  return NULL;
}

gboolean
hr_records_count (HrDb *db, HrKind kind, gint64 *ret_n, GError **error)
{
  return hr_db_get_integer (db, hr_kind_sql (kind)->count, ret_n, error);
}

HrRow *
hr_records_get_nth (HrDb *db, HrKind kind, gint64 n, GError **error)
{
  g_autoptr (HrStatement) statement = hr_db_prepare (db, hr_kind_sql (kind)->by_n, error);
  gboolean found = FALSE;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, n);
  if (!hr_db_step (db, statement, &found, error))
    return NULL;
  if (found)
    return read_row (db, kind, statement, error);
  g_set_error (error, HR_ERROR, HR_ERROR_NOT_FOUND, _ ("There is no such %s."), hr_kind_get_word (kind));
  return NULL;
}

gboolean
hr_records_find (HrDb *db, HrKind kind, const char *id, gboolean with_retired, gint64 *ret_n, GError **error)
{
  g_autoptr (HrStatement) statement = hr_db_prepare (db, hr_kind_sql (kind)->find, error);
  gboolean found = FALSE;

  if (statement == NULL)
    return FALSE;
  hr_bind_text (statement, 1, id);
  if (!hr_db_step (db, statement, &found, error))
    return FALSE;
  if (found && !with_retired && sqlite3_column_int (statement, 1) == 1)
    found = FALSE;
  *ret_n = found ? sqlite3_column_int64 (statement, 0) : 0;
  return TRUE;
}

GPtrArray *
hr_records_list (HrDb *db, HrKind kind, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_record_unref);
  g_autoptr (HrStatement) statement = hr_db_prepare (db, hr_kind_sql (kind)->list, error);
  gboolean found = FALSE;

  if (statement == NULL)
    return NULL;
  while (hr_db_step (db, statement, &found, error))
    {
      if (!found)
        return g_steal_pointer (&list);
      g_ptr_array_add (list, read_record (statement, kind));
    }
  return NULL;
}

gboolean
hr_records_check_tables (HrDb *db, GError **error)
{
  /* preparing a statement names everything that it needs */
  static const char *const private_tables[] = {
    "SELECT n, wall_ms, actor, kind, id, verb, field, old, new FROM history WHERE n = 0",
    "SELECT feed FROM override WHERE kind = ?1 AND id = ?2 AND field = ?3",
    "SELECT value FROM share_kept WHERE kind = ?1 AND scope = ?2 AND id = ?3 AND field = ?4",
    "SELECT digest, meeting FROM feed_record WHERE source = ?1 AND key = ?2",
    "SELECT value FROM meta WHERE key = ?1",
    "SELECT n FROM device WHERE id = ?1",
    "SELECT value, wall_ms FROM draft WHERE kind = ?1 AND id = ?2 AND field = ?3",
    "SELECT 1 FROM kept_pair WHERE a = ?1 AND b = ?2",
    "SELECT rowid FROM meeting_text WHERE meeting_text MATCH ?1",
  };

  for (guint i = 0; i < HR_N_KINDS; i++)
    if (hr_db_prepare (db, hr_kind_sql ((HrKind)i)->by_id, error) == NULL)
      return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (private_tables); i++)
    if (hr_db_prepare (db, private_tables[i], error) == NULL)
      return FALSE;
  return TRUE;
}

/* ---- writing ---- */

static HrVersion
writer_version (const HrWriter *writer)
{
  HrVersion version = {
    .gen = 1,
    .wall_ms = writer->wall_ms,
    .device = writer->device,
    .epoch = writer->epoch,
    .op = writer->op,
  };

  return version;
}

static gboolean
write_row (HrDb *db, HrStatement *statement, const HrRecord *record, const HrRowClock *clock, guint64 op,
           GError **error)
{
  const HrKindSql *sql = hr_kind_sql (hr_record_get_kind (record));
  g_autoptr (GByteArray) bytes = g_byte_array_sized_new (32);

  hr_row_clock_encode (clock, bytes);
  sqlite3_bind_blob (statement, 3, bytes->data, (int)bytes->len, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 4, (gint64)op);
  for (guint i = 0; i < sql->n_fields; i++)
    bind_value (statement, (int)i + FIRST_FIELD + 2, sql->fields[i].form, hr_record_get_nth (record, i));
  return hr_db_run (db, statement, error);
}

gboolean
hr_records_insert (HrDb *db, HrWriter *writer, const HrRecord *record, gint64 *ret_n, GError **error)
{
  const HrKindSql *sql = hr_kind_sql (hr_record_get_kind (record));
  g_autoptr (HrStatement) statement = hr_db_prepare (db, sql->insert, error);
  HrRowClock clock;
  HrVersion version;

  if (statement == NULL)
    return FALSE;
  writer->op++;
  version = writer_version (writer);
  hr_row_clock_init (&clock, sql->n_fields, &version);
  hr_bind_text (statement, 2, hr_record_get_id (record));
  if (!write_row (db, statement, record, &clock, writer->op, error))
    return FALSE;
  *ret_n = sqlite3_changes (hr_db_get_handle (db)) > 0 ? sqlite3_last_insert_rowid (hr_db_get_handle (db)) : 0;
  return TRUE;
}

gboolean
hr_records_update (HrDb *db, HrWriter *writer, HrRow *row, guint64 changed, GError **error)
{
  HrKind kind = hr_record_get_kind (row->record);
  const HrKindSql *sql = hr_kind_sql (kind);
  g_autoptr (HrStatement) statement = hr_db_prepare (db, sql->update, error);
  HrVersion version;

  if (statement == NULL)
    return FALSE;
  writer->op++;
  version = writer_version (writer);
  for (guint i = 0; i < sql->n_fields; i++)
    {
      guint number = hr_kind_get_clock_number (kind, i);
      HrVersion next = hr_version_next (hr_row_clock_get (&row->clock, number), &version);

      if ((changed & (G_GUINT64_CONSTANT (1) << i)) != 0)
        hr_row_clock_set (&row->clock, number, &next);
    }
  sqlite3_bind_int64 (statement, 1, row->n);
  return write_row (db, statement, row->record, &row->clock, writer->op, error);
}

gboolean
hr_records_put (HrDb *db, HrRow *row, GError **error)
{
  const HrKindSql *sql = hr_kind_sql (hr_record_get_kind (row->record));
  g_autoptr (HrStatement) statement = hr_db_prepare (db, row->n != 0 ? sql->update_put : sql->insert_put, error);

  if (statement == NULL)
    return FALSE;
  if (row->n != 0)
    sqlite3_bind_int64 (statement, 1, row->n);
  else
    hr_bind_text (statement, 2, hr_record_get_id (row->record));
  if (!write_row (db, statement, row->record, &row->clock, 0, error))
    return FALSE;
  if (row->n == 0)
    row->n = sqlite3_last_insert_rowid (hr_db_get_handle (db));
  return TRUE;
}

gboolean
hr_records_restart (HrDb *db, HrWriter *writer, HrRow *row, GError **error)
{
  const HrKindSql *sql = hr_kind_sql (hr_record_get_kind (row->record));
  g_autoptr (HrStatement) statement = hr_db_prepare (db, sql->update, error);
  HrVersion version;

  if (statement == NULL)
    return FALSE;
  writer->op++;
  version = writer_version (writer);
  hr_row_clock_init (&row->clock, sql->n_fields, &version);
  sqlite3_bind_int64 (statement, 1, row->n);
  return write_row (db, statement, row->record, &row->clock, writer->op, error);
}

guint64
hr_records_diff (const HrRecord *a, const HrRecord *b)
{
  guint n = hr_kind_sql (hr_record_get_kind (a))->n_fields;
  guint64 changed = 0;

  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (hr_record_get_nth (a, i), hr_record_get_nth (b, i)) != 0)
      changed |= G_GUINT64_CONSTANT (1) << i;
  return changed;
}
