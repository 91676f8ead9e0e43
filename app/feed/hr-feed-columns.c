/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-feed"

#include "hr-feed-columns-private.h"

#include "handrail/core/hr-error.h"
#include "handrail/core/hr-text.h"

#include <glib/gi18n-lib.h>

#include <string.h>

struct _HrFeedColumns
{
  GHashTable *fields; /* name of a column -> name of a field, "" = left out */
};

/* What people write over their columns beside the names of the standard and its aliases; folded. */
static const struct
{
  const char *name;
  guint field;
} aliases[] = {
  { "meeting title", HR_GUIDE_NAME },
  { "nombre", HR_GUIDE_NAME },
  { "days", HR_GUIDE_DAY },
  { "day of week", HR_GUIDE_DAY },
  { "meeting day", HR_GUIDE_DAY },
  { "dia", HR_GUIDE_DAY },
  { "start", HR_GUIDE_TIME },
  { "starts", HR_GUIDE_TIME },
  { "meeting time", HR_GUIDE_TIME },
  { "hora", HR_GUIDE_TIME },
  { "end", HR_GUIDE_END_TIME },
  { "ends", HR_GUIDE_END_TIME },
  { "length", HR_GUIDE_DURATION },
  { "minutes", HR_GUIDE_DURATION },
  { "meeting type", HR_GUIDE_TYPES },
  { "meeting types", HR_GUIDE_TYPES },
  { "type codes", HR_GUIDE_TYPES },
  { "formats", HR_GUIDE_TYPES },
  { "tipos", HR_GUIDE_TYPES },
  { "language", HR_GUIDE_LANGUAGES },
  { "comments", HR_GUIDE_NOTES },
  { "details", HR_GUIDE_NOTES },
  { "description", HR_GUIDE_NOTES },
  { "notas", HR_GUIDE_NOTES },
  { "place", HR_GUIDE_LOCATION },
  { "venue", HR_GUIDE_LOCATION },
  { "building", HR_GUIDE_LOCATION },
  { "facility", HR_GUIDE_LOCATION },
  { "lugar", HR_GUIDE_LOCATION },
  { "directions", HR_GUIDE_LOCATION_NOTES },
  { "address 1", HR_GUIDE_ADDRESS },
  { "direccion", HR_GUIDE_FORMATTED_ADDRESS },
  { "town", HR_GUIDE_CITY },
  { "ciudad", HR_GUIDE_CITY },
  { "zipcode", HR_GUIDE_POSTAL_CODE },
  { "post code", HR_GUIDE_POSTAL_CODE },
  { "gps", HR_GUIDE_COORDINATES },
  { "online link", HR_GUIDE_CONFERENCE_URL },
  { "meeting link", HR_GUIDE_CONFERENCE_URL },
  { "zoom link", HR_GUIDE_CONFERENCE_URL },
  { "zoom url", HR_GUIDE_CONFERENCE_URL },
  { "virtual link", HR_GUIDE_CONFERENCE_URL },
  { "passcode", HR_GUIDE_CONFERENCE_URL_NOTES },
  { "password", HR_GUIDE_CONFERENCE_URL_NOTES },
  { "when", HR_TABLE_DAY_TIME },
  { "day and time", HR_TABLE_DAY_TIME },
  { "day time", HR_TABLE_DAY_TIME },
  { "schedule", HR_TABLE_DAY_TIME },
};

const char *
hr_feed_columns_field (guint number)
{
  guint n;
  const HrFeedColumn *columns = hr_meeting_guide_columns (&n);

  if (number == HR_TABLE_DAY_TIME)
    return "day_time";
  for (guint i = 0; i < n; i++)
    if (columns[i].field == number && columns[i].rank == 0)
      return columns[i].name;
  return NULL;
}

static guint
find_field (const char *field)
{
  for (guint i = 0; i < HR_TABLE_NOTHING; i++)
    if (i != HR_GUIDE_HANDRAIL && g_strcmp0 (hr_feed_columns_field (i), field) == 0)
      return i;
  return HR_TABLE_NOTHING;
}

static gpointer
make_known_names (gpointer data)
{
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n;
  const HrFeedColumn *columns = hr_meeting_guide_columns (&n);

  for (guint i = 0; i < n; i++)
    if (columns[i].field != HR_GUIDE_HANDRAIL)
      g_hash_table_insert (names, g_strdelimit (g_ascii_strdown (columns[i].name, -1), "_", ' '),
                           GUINT_TO_POINTER (columns[i].field));
  for (guint i = 0; i < G_N_ELEMENTS (aliases); i++)
    if (!g_hash_table_contains (names, aliases[i].name))
      g_hash_table_insert (names, g_strdup (aliases[i].name), GUINT_TO_POINTER (aliases[i].field));
  return names;
}

guint
hr_feed_columns_find (const char *name)
{
  static GOnce once = G_ONCE_INIT;
  GHashTable *names = g_once (&once, make_known_names, NULL);
  g_autofree char *plain = g_strdelimit (g_strdup (name), "_-", ' ');
  g_autofree char *folded = hr_text_fold (plain);
  gpointer field = NULL;

  return g_hash_table_lookup_extended (names, folded, NULL, &field) ? GPOINTER_TO_UINT (field) : HR_TABLE_NOTHING;
}

const char *const *
hr_feed_columns_list_fields (void)
{
  static const char *names[HR_TABLE_NOTHING + 1];
  static gsize once;

  if (g_once_init_enter (&once))
    {
      guint n = 0;

      for (guint i = 0; i < HR_TABLE_NOTHING; i++)
        if (i != HR_GUIDE_HANDRAIL && hr_feed_columns_field (i) != NULL)
          names[n++] = hr_feed_columns_field (i);
      g_once_init_leave (&once, 1);
    }
  return names;
}

HrFeedColumns *
hr_feed_columns_new (void)
{
  HrFeedColumns *self = g_new0 (HrFeedColumns, 1);

  self->fields = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

HrFeedColumns *
hr_feed_columns_copy (const HrFeedColumns *self)
{
  HrFeedColumns *copy = hr_feed_columns_new ();
  GHashTableIter iter;
  gpointer name, field;

  g_hash_table_iter_init (&iter, self->fields);
  while (g_hash_table_iter_next (&iter, &name, &field))
    g_hash_table_insert (copy->fields, g_strdup (name), g_strdup (field));
  return copy;
}

void
hr_feed_columns_free (HrFeedColumns *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->fields);
  g_free (self);
}

gboolean
hr_feed_columns_set (HrFeedColumns *self, const char *column, const char *field, GError **error)
{
  g_return_val_if_fail (self != NULL && column != NULL, FALSE);

  if (field != NULL && field[0] != '\0' && find_field (field) == HR_TABLE_NOTHING)
    {
      g_autofree char *all = g_strjoinv (", ", (char **)hr_feed_columns_list_fields ());

      g_set_error (error, HR_ERROR, HR_ERROR_INPUT,
                   _ ("A column cannot be “%s”. It can be one of %s; nothing behind the \"=\" leaves it out."), field,
                   all);
      return FALSE;
    }
  g_hash_table_insert (self->fields, g_strdup (column), g_strdup (field != NULL ? field : ""));
  return TRUE;
}

gboolean
hr_feed_columns_get (const HrFeedColumns *self, const char *column, const char **ret_field)
{
  const char *field = g_hash_table_lookup (self->fields, column);

  *ret_field = field != NULL && field[0] != '\0' ? field : NULL;
  return field != NULL;
}

static int
compare_names_cb (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

const char **
hr_feed_columns_get_names (const HrFeedColumns *self)
{
  guint n;
  const char **names = (const char **)g_hash_table_get_keys_as_array (self->fields, &n);

  if (n > 0)
    qsort (names, n, sizeof names[0], compare_names_cb);
  return names;
}

/* Ends at a comma or line end; @ret_equals: where the name ends, in @part */
static const char *
cut_part (const char *text, GString *part, gsize *ret_equals)
{
  g_string_truncate (part, 0);
  *ret_equals = G_MAXSIZE;
  for (; *text != '\0' && *text != ',' && *text != '\n'; text++)
    {
      if (*text == '\\' && text[1] != '\0' && text[1] != '\n')
        text++;
      else if (*text == '=' && *ret_equals == G_MAXSIZE)
        *ret_equals = part->len;
      g_string_append_c (part, *text);
    }
  return text;
}

HrFeedColumns *
hr_feed_columns_parse (const char *text, GError **error)
{
  g_autoptr (HrFeedColumns) self = hr_feed_columns_new ();
  g_autoptr (GString) part = g_string_new (NULL);
  gboolean line_start = TRUE;

  g_return_val_if_fail (text != NULL, NULL);
  while (*text != '\0')
    {
      gsize equals;

      if (line_start && *text == '#')
        {
          text += strcspn (text, "\n");
          text += *text == '\n';
          continue;
        }
      text = cut_part (text, part, &equals);
      line_start = *text == '\n';
      text += *text != '\0';
      if (equals == G_MAXSIZE && strspn (part->str, " \t\r") == part->len)
        continue;
      if (equals == G_MAXSIZE || equals == 0)
        {
          g_set_error (error, HR_ERROR, HR_ERROR_INPUT,
                       _ ("“%s” is no match of a column. Write it as COLUMN=FIELD, such as \"Weekday=day\"."),
                       part->str);
          return NULL;
        }
      {
        g_autofree char *name = g_strstrip (g_strndup (part->str, equals));
        g_autofree char *field = g_strstrip (g_strdup (part->str + equals + 1));

        if (!hr_feed_columns_set (self, name, field, error))
          return NULL;
      }
    }
  return g_steal_pointer (&self);
}
