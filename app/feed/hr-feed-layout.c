/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The header of a table: where it is, which separator stands in it, and what its columns are. */
#define G_LOG_DOMAIN "handrail-feed"

#include "hr-feed-columns-private.h"
#include "hr-feed-flat-private.h"
#include "hr-feed-time-private.h"

#include "handrail/core/hr-error.h"
#include "handrail/core/hr-text.h"
#include "handrail/feed/hr-feed.h"

#include <glib/gi18n-lib.h>

#include <string.h>

/* a title and an empty line may stand above the header */
#define HEADER_ROWS 8
#define CONTENT_ROWS 20
/* what a spreadsheet offers, the likelier first; a space only when nothing else fits */
static const char separators[] = ",;\t|:^~ ";

void
hr_feed_layout_free (HrFeedLayout *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->names);
  g_array_unref (self->fields);
  g_array_unref (self->sure);
  g_free (self);
}

/* "A" is 0, "AB" is 27; -1 when it is no column's letters */
static int
letters_to_number (const char *text)
{
  int n = 0;

  if (text[0] == '\0' || strlen (text) > 3)
    return -1;
  for (const char *p = text; *p != '\0'; p++)
    {
      if (!g_ascii_isalpha (*p))
        return -1;
      n = n * 26 + g_ascii_toupper (*p) - 'A' + 1;
    }
  return n - 1;
}

static char *
number_to_letters (guint n)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (n++; n > 0; n = (n - 1) / 26)
    g_string_prepend_c (text, (char)('A' + (n - 1) % 26));
  return g_strdup (text->str);
}

static GPtrArray *
make_names (GPtrArray *cells)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) used = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < cells->len; i++)
    {
      g_autofree char *clean = hr_text_clean (cells->pdata[i], FALSE, NULL);
      g_autofree char *letters = number_to_letters (i);
      g_autofree char *base = clean[0] != '\0' ? g_strdup (clean) : g_strdup_printf ("Column %s", letters);
      char *name = g_strdup (base);

      for (guint n = 2; g_hash_table_contains (used, name); n++)
        {
          g_free (name);
          name = g_strdup_printf ("%s (%u)", base, n);
        }
      g_hash_table_add (used, name);
      g_ptr_array_add (names, name);
    }
  return names;
}

/* How well a row does as a header; 0 = not at all */
static guint
rate_header (GPtrArray *cells, const HrFeedColumns *columns)
{
  guint known = 0, strong = 0;

  for (guint i = 0; i < cells->len; i++)
    {
      g_autofree char *clean = hr_text_clean (cells->pdata[i], FALSE, NULL);
      const guint field = hr_feed_columns_find (clean);
      const char *said = NULL;

      if (columns != NULL && clean[0] != '\0' && hr_feed_columns_get (columns, clean, &said))
        {
          known += 2;
          strong++;
          continue;
        }
      known += field != HR_TABLE_NOTHING;
      strong += field == HR_GUIDE_NAME || field == HR_GUIDE_DAY || field == HR_GUIDE_TIME || field == HR_TABLE_DAY_TIME
                || field == HR_GUIDE_LOCATION || field == HR_GUIDE_CONFERENCE_URL || field == HR_GUIDE_GROUP;
    }
  return strong > 0 && known >= 2 ? known : 0;
}

typedef struct
{
  char separator;
  guint row; /* of the header, 0 for the first */
  guint rate;
  guint n_cells;
} HrHeaderPlace;

/* With one separator: the best of the first rows. A row that cannot be read ends the search. */
static void
look_with (HrCsv *csv, char separator, const HrFeedColumns *columns, HrHeaderPlace *best)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  gboolean more = FALSE;

  hr_csv_set_separator (csv, separator);
  hr_csv_rewind (csv);
  for (guint row = 0; row < HEADER_ROWS && hr_csv_next (csv, cells, &more, NULL) && more; row++)
    {
      const guint rate = rate_header (cells, columns);
      const gboolean enough = separator != ' ' || rate >= 3;

      if (rate > best->rate && enough)
        *best = (HrHeaderPlace){ separator, row, rate, cells->len };
      else if (best->rate == 0 && row == 0 && cells->len > best->n_cells && separator != ' ' && separator != ':')
        *best = (HrHeaderPlace){ separator, 0, 0, cells->len };
    }
}

static gboolean
find_header (HrCsv *csv, const HrFeedColumns *columns, HrHeaderPlace *best)
{
  gboolean named;
  const char separator = hr_csv_get_separator (csv, &named);

  *best = (HrHeaderPlace){ .separator = separator };
  if (named)
    look_with (csv, separator, columns, best);
  else
    for (const char *p = separators; *p != '\0'; p++)
      look_with (csv, *p, columns, best);
  hr_csv_set_separator (csv, best->separator);
  hr_csv_rewind (csv);
  return best->rate > 0;
}

static void
choose_fields (HrFeedLayout *self, const HrFeedColumns *columns)
{
  gboolean taken[HR_TABLE_NOTHING + 1] = { FALSE };

  for (guint i = 0; i < self->names->len; i++)
    {
      const char *name = self->names->pdata[i], *said = NULL;
      g_autofree char *letters = number_to_letters (i);
      guint field = HR_TABLE_NOTHING;
      HrFeedSure sure = HR_FEED_SURE_NOT;

      if (columns != NULL
          && (hr_feed_columns_get (columns, name, &said) || hr_feed_columns_get (columns, letters, &said)))
        {
          sure = HR_FEED_SURE_SAID;
          for (guint k = 0; said != NULL && k < HR_TABLE_NOTHING; k++)
            if (g_strcmp0 (hr_feed_columns_field (k), said) == 0)
              field = k;
          taken[field] = TRUE;
        }
      g_array_append_val (self->fields, field);
      g_array_append_val (self->sure, sure);
    }
  for (guint i = 0; i < self->names->len; i++)
    {
      const guint field = hr_feed_columns_find (self->names->pdata[i]);
      const gboolean several = field == HR_GUIDE_TYPES || field == HR_GUIDE_NOTES;

      if (g_array_index (self->sure, HrFeedSure, i) == HR_FEED_SURE_SAID || field == HR_TABLE_NOTHING
          || (taken[field] && !several))
        continue;
      g_array_index (self->fields, guint, i) = field;
      g_array_index (self->sure, HrFeedSure, i) = HR_FEED_SURE_NAME;
      taken[field] = TRUE;
    }
}

static gboolean
is_own (GPtrArray *names)
{
  if (names->len != HR_N_FLAT)
    return FALSE;
  for (guint i = 0; i < HR_N_FLAT; i++)
    if (strcmp (names->pdata[i], hr_feed_flat_column_name ((HrFlatColumn)i)) != 0)
      return FALSE;
  return TRUE;
}

/* What somebody decided must be about this table. */
static gboolean
check_said (const HrFeedLayout *self, const HrFeedColumns *columns, GError **error)
{
  g_autofree const char **said = columns != NULL ? hr_feed_columns_get_names (columns) : NULL;

  for (guint i = 0; said != NULL && said[i] != NULL; i++)
    {
      const int number = letters_to_number (said[i]);

      if (!g_ptr_array_find_with_equal_func (self->names, said[i], g_str_equal, NULL)
          && (number < 0 || number >= (int)self->names->len))
        {
          g_autofree char *all = NULL;
          g_autoptr (GPtrArray) list = g_ptr_array_new ();

          for (guint k = 0; k < self->names->len; k++)
            g_ptr_array_add (list, self->names->pdata[k]);
          g_ptr_array_add (list, NULL);
          all = g_strjoinv (", ", (char **)list->pdata);
          g_set_error (error, HR_ERROR, HR_ERROR_INPUT, _ ("The table has no column “%s”. Its columns are: %s."),
                       said[i], all);
          return FALSE;
        }
    }
  return TRUE;
}

HrFeedLayout *
hr_feed_layout_new (HrCsv *csv, const HrFeedColumns *columns, gboolean *ret_known, GError **error)
{
  g_autoptr (HrFeedLayout) self = g_new0 (HrFeedLayout, 1);
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  HrHeaderPlace place;
  gboolean more = FALSE;

  self->names = g_ptr_array_new_with_free_func (g_free);
  self->fields = g_array_new (FALSE, FALSE, sizeof (guint));
  self->sure = g_array_new (FALSE, FALSE, sizeof (HrFeedSure));
  *ret_known = find_header (csv, columns, &place);
  for (guint row = 0; row <= place.row; row++)
    if (!hr_csv_next (csv, cells, &more, error))
      return NULL;
  if (!more)
    {
      g_set_error_literal (error, HR_ERROR, HR_ERROR_INPUT,
                           _ ("line 1, column 1: the file is empty. Save the table again."));
      return NULL;
    }
  g_ptr_array_unref (self->names);
  self->names = make_names (cells);
  choose_fields (self, columns);
  self->own = is_own (self->names);
  return check_said (self, columns, error) ? g_steal_pointer (&self) : NULL;
}

/* ---- the proposal ---- */

gboolean
hr_feed_split_day_time (const char *text, char **ret_day, char **ret_time)
{
  for (const char *p = strpbrk (text, " ,@\n"); p != NULL; p = strpbrk (p + 1, " ,@\n"))
    {
      g_autofree char *first = g_strndup (text, (gsize)(p - text));
      g_autofree char *second = g_strdup (p + 1);
      HrFeedDays days;
      int minute, end;

      g_strdelimit (first, "@,", ' ');
      g_strdelimit (second, "@,", ' ');
      g_strstrip (first);
      g_strstrip (second);
      if (g_str_has_prefix (second, "at "))
        memmove (second, second + 3, strlen (second + 3) + 1);
      if (hr_feed_parse_days (first, &days) && hr_feed_parse_time (second, &minute, &end))
        {
          *ret_day = g_steal_pointer (&first);
          *ret_time = g_steal_pointer (&second);
          return TRUE;
        }
      if (hr_feed_parse_time (first, &minute, &end) && hr_feed_parse_days (second, &days))
        {
          *ret_day = g_steal_pointer (&second);
          *ret_time = g_steal_pointer (&first);
          return TRUE;
        }
    }
  return FALSE;
}

static guint
guess_cell (const char *text)
{
  g_autofree char *day = NULL;
  g_autofree char *time = NULL;
  HrFeedDays days;
  int minute, end;

  if (g_str_has_prefix (text, "http://") || g_str_has_prefix (text, "https://"))
    return strstr (text, "zoom.") != NULL || strstr (text, "meet.") != NULL || strstr (text, "teams.") != NULL
               ? HR_GUIDE_CONFERENCE_URL
               : HR_GUIDE_URL;
  if (hr_feed_split_day_time (text, &day, &time))
    return HR_TABLE_DAY_TIME;
  if (strspn (text, "0123456789") == strlen (text))
    return HR_TABLE_NOTHING;
  if (hr_feed_parse_days (text, &days) && !days.guessed)
    return HR_GUIDE_DAY;
  if (hr_feed_parse_time (text, &minute, &end))
    return HR_GUIDE_TIME;
  return HR_TABLE_NOTHING;
}

/* All cells that are filled, and at least two, must look the same. */
static void
guess_columns (HrFeedLayout *self, GPtrArray *rows)
{
  for (guint i = 0; i < self->names->len; i++)
    {
      guint guess = HR_TABLE_NOTHING, filled = 0;
      gboolean same = TRUE, taken = FALSE;

      if (g_array_index (self->sure, HrFeedSure, i) != HR_FEED_SURE_NOT)
        continue;
      for (guint row = 0; same && row < rows->len; row++)
        {
          GPtrArray *cells = rows->pdata[row];
          const char *text = i < cells->len ? cells->pdata[i] : "";

          if (text[0] == '\0')
            continue;
          same = filled == 0 || guess == guess_cell (text);
          guess = guess_cell (text);
          filled++;
        }
      for (guint k = 0; k < self->fields->len; k++)
        taken = taken || g_array_index (self->fields, guint, k) == guess;
      if (!same || taken || filled < MIN (rows->len, 2) || guess == HR_TABLE_NOTHING)
        continue;
      g_array_index (self->fields, guint, i) = guess;
      g_array_index (self->sure, HrFeedSure, i) = HR_FEED_SURE_CONTENT;
    }
}

static void
column_free (gpointer data)
{
  HrFeedTableColumn *self = data;

  g_free (self->name);
  for (guint i = 0; i < HR_FEED_SAMPLES; i++)
    g_free (self->samples[i]);
  g_free (self);
}

static char *
make_key (GPtrArray *names)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < names->len; i++)
    g_string_append_printf (all, "%s\x1f", (const char *)names->pdata[i]);
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, all->str, (gssize)all->len);
}

static gboolean
read_rows (HrCsv *csv, GPtrArray *rows, GError **error)
{
  gboolean more = TRUE;

  while (rows->len < CONTENT_ROWS)
    {
      g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

      if (!hr_csv_next (csv, cells, &more, error))
        return FALSE;
      if (!more)
        return TRUE;
      for (guint i = 0; i < cells->len; i++)
        {
          char *clean = hr_text_clean (cells->pdata[i], FALSE, NULL);

          g_free (cells->pdata[i]);
          cells->pdata[i] = clean;
        }
      g_ptr_array_add (rows, g_steal_pointer (&cells));
    }
  return TRUE;
}

HrFeedTable *
hr_feed_table_new (const char *data, gsize length, const HrFeedColumns *columns, GError **error)
{
  g_autoptr (HrCsv) csv = hr_csv_new (data, length, HR_FEED_MAX_BYTES, error);
  g_autoptr (HrFeedLayout) layout = NULL;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify)g_ptr_array_unref);
  HrFeedTable *self;
  gboolean known;

  layout = csv != NULL ? hr_feed_layout_new (csv, columns, &known, error) : NULL;
  if (layout == NULL || !read_rows (csv, rows, error))
    return NULL;
  guess_columns (layout, rows);
  self = g_new0 (HrFeedTable, 1);
  self->key = make_key (layout->names);
  self->encoding = hr_csv_get_encoding (csv);
  self->separator = hr_csv_get_separator (csv, NULL);
  self->columns = g_ptr_array_new_with_free_func (column_free);
  for (guint i = 0; i < layout->names->len; i++)
    {
      HrFeedTableColumn *column = g_new0 (HrFeedTableColumn, 1);

      column->name = g_strdup (layout->names->pdata[i]);
      column->field = hr_feed_columns_field (g_array_index (layout->fields, guint, i));
      column->sure = g_array_index (layout->sure, HrFeedSure, i);
      for (guint k = 0; k < HR_FEED_SAMPLES; k++)
        {
          GPtrArray *cells = k < rows->len ? rows->pdata[k] : NULL;

          column->samples[k] = g_strdup (cells != NULL && i < cells->len ? cells->pdata[i] : "");
        }
      g_ptr_array_add (self->columns, column);
    }
  return self;
}

void
hr_feed_table_free (HrFeedTable *self)
{
  if (self == NULL)
    return;
  g_free (self->key);
  g_ptr_array_unref (self->columns);
  g_free (self);
}
