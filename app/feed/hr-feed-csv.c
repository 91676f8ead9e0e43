/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a table as meetings, by the same rules as the records of Meeting Guide JSON. */
#define G_LOG_DOMAIN "handrail-feed"

#include "hr-feed-columns-private.h"
#include "hr-feed-flat-private.h"

#include "handrail/core/hr-error.h"

#include <glib/gi18n-lib.h>

#include <string.h>

/* A whole table on its way: the row that waits for its other days, and what no column wants */
typedef struct
{
  HrFeedReading *reading;
  const HrFeedLayout *layout;
  GPtrArray *waiting; /* (nullable) (element-type utf8): of our own export */
  GString *days;
} HrTableReader;

static void
leave_out (HrTableReader *self, guint column)
{
  GHashTable *left_out = self->reading->feed->left_out;
  const char *name = self->layout->names->pdata[column];
  const guint n = GPOINTER_TO_UINT (g_hash_table_lookup (left_out, name));

  g_hash_table_insert (left_out, g_strdup (name), GUINT_TO_POINTER (n + 1));
}

static void
set_value (json_t **values, guint field, const char *text)
{
  json_decref (values[field]);
  values[field] = json_string (text);
}

/* Several columns of types are one list, several of notes one text; of others the first counts. */
static void
take_cell (HrTableReader *self, guint column, const char *text, json_t **values)
{
  const guint field = g_array_index (self->layout->fields, guint, column);
  g_autofree char *day = NULL;
  g_autofree char *time = NULL;

  if (field == HR_TABLE_NOTHING)
    leave_out (self, column);
  else if (field == HR_TABLE_DAY_TIME)
    {
      if (values[HR_GUIDE_DAY] != NULL || values[HR_GUIDE_TIME] != NULL)
        leave_out (self, column);
      else if (hr_feed_split_day_time (text, &day, &time))
        {
          set_value (values, HR_GUIDE_DAY, day);
          set_value (values, HR_GUIDE_TIME, time);
        }
      else
        /* what is unusable is told by whoever reads days */
        set_value (values, HR_GUIDE_DAY, text);
    }
  else if (values[field] == NULL)
    set_value (values, field, text);
  else if (field == HR_GUIDE_TYPES || field == HR_GUIDE_NOTES)
    {
      g_autofree char *both =
          g_strconcat (json_string_value (values[field]), field == HR_GUIDE_TYPES ? "," : "\n", text, NULL);

      set_value (values, field, both);
    }
  else
    leave_out (self, column);
}

/* "\N" is what a database writes for nothing, "####" what a spreadsheet shows in a column that is too narrow. */
static const char *
plain_cell (HrTableReader *self, const char *text)
{
  const gsize length = strlen (text);

  if (strspn (text, " \t\n") == length || strcmp (text, "\\N") == 0)
    return NULL;
  if (length >= 3 && strspn (text, "#") == length)
    {
      hr_feed_repair (self->reading, _ ("a cell holds only \"%.8s\", because its column was too narrow; left out"),
                      text);
      return NULL;
    }
  if (self->layout->own && text[0] == '\'' && strchr ("=+-@\t\r\n", text[1]) != NULL && text[1] != '\0')
    return text + 1;
  return text;
}

static gboolean
read_cells (HrTableReader *self, GPtrArray *cells, GError **error)
{
  json_t *values[HR_N_GUIDE] = { NULL };
  HrFeedReading *reading = self->reading;

  if (reading->record == HR_FEED_MAX_RECORDS)
    {
      g_set_error (error, HR_ERROR, HR_ERROR_LIMIT, _ ("The table has more than %d rows. Split it into smaller ones."),
                   HR_FEED_MAX_RECORDS);
      return FALSE;
    }
  reading->record++;
  for (guint i = 0; i < cells->len && i < self->layout->names->len; i++)
    {
      const char *text = plain_cell (self, cells->pdata[i]);

      if (text != NULL)
        take_cell (self, i, text, values);
    }
  for (guint i = self->layout->names->len; i < cells->len; i++)
    if (((const char *)cells->pdata[i])[0] != '\0')
      {
        hr_feed_repair (reading, _ ("the row has more cells than the header has names; the others were left out"));
        break;
      }
  hr_meeting_guide_read_values (reading, values, NULL);
  for (guint i = 0; i < HR_N_GUIDE; i++)
    json_decref (values[i]);
  return TRUE;
}

/* ---- our own export: a meeting of several days stands in as many rows ---- */

/* "slug-3" without its day */
static char *
base_slug (const char *slug)
{
  const gsize length = strlen (slug);

  if (length < 3 || slug[length - 2] != '-' || slug[length - 1] < '0' || slug[length - 1] > '6')
    return NULL;
  return g_strndup (slug, length - 2);
}

static gboolean
is_other_day (GPtrArray *first, GPtrArray *cells)
{
  g_autofree char *a = base_slug (first->pdata[HR_FLAT_SLUG]);
  g_autofree char *b = base_slug (cells->pdata[HR_FLAT_SLUG]);

  if (a == NULL || g_strcmp0 (a, b) != 0 || ((const char *)cells->pdata[HR_FLAT_DAY])[0] == '\0')
    return FALSE;
  for (guint i = 0; i < HR_N_FLAT; i++)
    if (i != HR_FLAT_SLUG && i != HR_FLAT_DAY && strcmp (first->pdata[i], cells->pdata[i]) != 0)
      return FALSE;
  return TRUE;
}

static gboolean
flush (HrTableReader *self, GError **error)
{
  g_autoptr (GPtrArray) cells = g_steal_pointer (&self->waiting);

  if (cells == NULL)
    return TRUE;
  if (strchr (self->days->str, ',') != NULL)
    {
      char *slug = base_slug (cells->pdata[HR_FLAT_SLUG]);

      g_free (cells->pdata[HR_FLAT_SLUG]);
      cells->pdata[HR_FLAT_SLUG] = slug;
    }
  g_free (cells->pdata[HR_FLAT_DAY]);
  cells->pdata[HR_FLAT_DAY] = g_strdup (self->days->str);
  return read_cells (self, cells, error);
}

static gboolean
read_own_cells (HrTableReader *self, GPtrArray *cells, GError **error)
{
  if (cells->len != HR_N_FLAT)
    return flush (self, error) && read_cells (self, cells, error);
  if (self->waiting != NULL && is_other_day (self->waiting, cells))
    {
      g_string_append_printf (self->days, ",%s", (const char *)cells->pdata[HR_FLAT_DAY]);
      return TRUE;
    }
  if (!flush (self, error))
    return FALSE;
  g_string_assign (self->days, cells->pdata[HR_FLAT_DAY]);
  self->waiting = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < cells->len; i++)
    g_ptr_array_add (self->waiting, g_strdup (cells->pdata[i]));
  return TRUE;
}

gboolean
hr_feed_read_table (HrFeedReading *reading, HrCsv *csv, const HrFeedLayout *layout, GError **error)
{
  HrTableReader self = { .reading = reading, .layout = layout };
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  gboolean ok, more = FALSE;

  self.days = g_string_new (NULL);
  while ((ok = hr_csv_next (csv, cells, &more, error)) && more)
    {
      gsize done, total;

      hr_csv_get_place (csv, &done, &total);
      ok = hr_feed_reading_go_on (reading, done, total, error)
           && (layout->own ? read_own_cells (&self, cells, error) : read_cells (&self, cells, error));
      if (!ok)
        break;
    }
  ok = ok && flush (&self, error);
  g_clear_pointer (&self.waiting, g_ptr_array_unref);
  g_string_free (self.days, TRUE);
  return ok;
}
