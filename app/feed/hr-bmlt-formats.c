/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-feed"

#include "hr-bmlt-formats-private.h"

#include "handrail/core/hr-error.h"
#include "handrail/core/hr-text.h"
#include "hr-feed-source-private.h"
#include "hr-feed-types-private.h"

#include <glib/gi18n-lib.h>

#include <string.h>

typedef struct
{
  char *language; /* BCP 47 */
  char *key;
  char *name;
} FormatRow;

/* One format in all the languages that were sent. Its code is found when a meeting first uses it. */
typedef struct
{
  char *id;
  char *world_id; /* "" for none */
  gboolean language_type;
  GPtrArray *rows; /* of FormatRow */
  gboolean found;
  HrBmltCode code;
} Format;

static void
row_free (FormatRow *row)
{
  g_free (row->language);
  g_free (row->key);
  g_free (row->name);
  g_free (row);
}

static void
format_free (Format *format)
{
  g_free (format->id);
  g_free (format->world_id);
  g_ptr_array_unref (format->rows);
  g_free (format->code.code);
  g_free (format);
}

static char *
member_text (const json_t *object, const char *name)
{
  g_autofree char *plain = hr_feed_plain (json_object_get (object, name));

  return plain != NULL ? hr_text_clean (plain, FALSE, NULL) : g_strdup ("");
}

static Format *
ensure_format (HrFeedReading *self, const char *id, const char *world_id, const char *type)
{
  Format *format;

  if (self->formats == NULL)
    self->formats = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify)format_free);
  format = g_hash_table_lookup (self->formats, id);
  if (format == NULL)
    {
      format = g_new0 (Format, 1);
      format->id = g_strdup (id);
      format->world_id = g_strdup ("");
      format->rows = g_ptr_array_new_with_free_func ((GDestroyNotify)row_free);
      g_hash_table_insert (self->formats, format->id, format);
    }
  if (format->world_id[0] == '\0' && world_id[0] != '\0')
    {
      g_free (format->world_id);
      format->world_id = g_strdup (world_id);
    }
  format->language_type |= g_ascii_strcasecmp (type, "LANG") == 0 || g_ascii_strcasecmp (type, "LANGUAGE") == 0
                           || g_ascii_strcasecmp (world_id, "LANG") == 0;
  return format;
}

static void
add_row (Format *format, const char *language, char *key, char *name)
{
  FormatRow *row;

  if (key[0] == '\0' && name[0] == '\0')
    {
      g_free (key);
      g_free (name);
      return;
    }
  row = g_new0 (FormatRow, 1);
  /* bmlt-server says "dk" for Danish */
  row->language = g_strdup (g_ascii_strcasecmp (language, "dk") == 0 ? "da" : language);
  row->key = key;
  row->name = name;
  g_ptr_array_add (format->rows, row);
}

void
hr_bmlt_add_formats (HrFeedReading *self, json_t *list)
{
  json_t *item, *translation, *translations;
  size_t i, k;

  json_array_foreach (list, i, item)
  {
    g_autofree char *id = json_is_object (item) ? member_text (item, "id") : NULL;
    g_autofree char *world_id = NULL;
    g_autofree char *type = NULL;

    if (id == NULL || id[0] == '\0')
      continue;
    translations = json_object_get (item, "translations");
    if (translations == NULL)
      {
        g_autofree char *language = member_text (item, "lang");

        world_id = member_text (item, "world_id");
        type = member_text (item, "format_type_enum");
        add_row (ensure_format (self, id, world_id, type), language, member_text (item, "key_string"),
                 member_text (item, "name_string"));
        continue;
      }
    world_id = member_text (item, "worldId");
    type = member_text (item, "type");
    json_array_foreach (translations, k, translation) if (json_is_object (translation))
    {
      g_autofree char *language = member_text (translation, "language");

      add_row (ensure_format (self, id, world_id, type), language, member_text (translation, "key"),
               member_text (translation, "name"));
    }
  }
}

gboolean
hr_bmlt_parse_formats (HrFeedReading *self, const char *data, gsize length, GError **error)
{
  g_autoptr (HrFeedSource) source = hr_feed_source_new (data, length, HR_FEED_MAX_BYTES, error);
  json_t *record = NULL;
  gboolean repeated, ok;
  guint known = 0, n = 0;

  if (source == NULL)
    {
      g_prefix_error (error, _ ("The file of formats: "));
      return FALSE;
    }
  while ((ok = hr_feed_source_next (source, &record, &repeated, error)) && record != NULL)
    {
      json_t *list = json_array ();

      n++;
      known += json_object_get (record, "key_string") != NULL || json_object_get (record, "translations") != NULL;
      json_array_append_new (list, record);
      hr_bmlt_add_formats (self, list);
      json_decref (list);
    }
  if (!ok)
    {
      g_prefix_error (error, _ ("The file of formats: "));
      return FALSE;
    }
  if (n > 0 && known == 0)
    {
      g_set_error_literal (
          error, HR_ERROR, HR_ERROR_INPUT,
          _ ("The file of formats: line 1, column 1: this is no answer of a BMLT server to GetFormats."));
      return FALSE;
    }
  return TRUE;
}

/* The English row, else the first one; a format without rows is asked for nothing */
static const FormatRow *
main_row (const Format *format)
{
  for (guint i = 0; i < format->rows->len; i++)
    {
      const FormatRow *row = format->rows->pdata[i];

      if (g_ascii_strcasecmp (row->language, "en") == 0)
        return row;
    }
  return format->rows->pdata[0];
}

static gboolean
has_name (HrFeedReading *self, const Format *format, const HrType *type)
{
  for (guint i = 0; i < format->rows->len; i++)
    {
      const FormatRow *row = format->rows->pdata[i];
      const HrType *named = row->name[0] != '\0'
                                ? hr_vocabulary_find_name (self->options->vocabulary, self->fellowship, row->name)
                                : NULL;

      if (named != NULL && g_ascii_strcasecmp (named->code, type->code) == 0)
        return TRUE;
    }
  return FALSE;
}

/* A site may use a default key for something of its own. The world id tells, else the name. */
static gboolean
means_the_same (HrFeedReading *self, const Format *format, const HrType *type)
{
  const gboolean both = format->world_id[0] != '\0' && type->world_id != NULL && type->world_id[0] != '\0';

  if (both && g_ascii_strcasecmp (format->world_id, type->world_id) == 0)
    return TRUE;
  return (!both && (format->world_id[0] == '\0' || format->language_type)) || has_name (self, format, type);
}

static const HrType *
find_named (HrFeedReading *self, const Format *format)
{
  for (guint i = 0; i < format->rows->len; i++)
    {
      const FormatRow *row = format->rows->pdata[i];
      const HrType *type = row->name[0] != '\0'
                               ? hr_vocabulary_find_name (self->options->vocabulary, self->fellowship, row->name)
                               : NULL;

      if (type != NULL)
        return type;
    }
  return NULL;
}

static char *
make_names (const Format *format)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < format->rows->len; i++)
    {
      const FormatRow *row = format->rows->pdata[i];
      const char *name = row->name[0] != '\0' ? row->name : row->key;
      const gsize length = strlen (row->language);

      if (length < 2 || length > 3 || strspn (row->language, "abcdefghijklmnopqrstuvwxyz") != length
          || !g_hash_table_add (seen, row->language))
        continue;
      g_string_append_printf (names, "%s%s=%s", names->len > 0 ? "\n" : "", row->language, name);
    }
  if (names->len == 0)
    g_string_append_printf (names, "en=%s",
                            main_row (format)->name[0] != '\0' ? main_row (format)->name : main_row (format)->key);
  return g_strdup (names->str);
}

static HrBmltCode
from_type (const HrType *type)
{
  const gboolean attendance = (type->feature & (HR_FEATURE_ONLINE | HR_FEATURE_HYBRID)) != 0;

  return (HrBmltCode){ g_strdup (attendance ? "" : type->code), type->feature };
}

static HrBmltCode
bring_format (HrFeedReading *self, const Format *format, const FormatRow *row, gboolean taken)
{
  g_autofree char *key = hr_text_truncate (row->key[0] != '\0' ? row->key : row->name, 40);
  g_autofree char *names = make_names (format);
  g_autofree char *code = g_strdup_printf ("%s%s%s",
                                           key != NULL           ? key
                                           : row->key[0] != '\0' ? row->key
                                                                 : row->name,
                                           taken ? "." : "", taken ? format->id : "");

  g_strdelimit (code, " ,", '-');
  return (HrBmltCode){ g_strdup (hr_feed_bring_type (self, code, names, NULL)), 0 };
}

static HrBmltCode
find_code (HrFeedReading *self, const Format *format)
{
  HrVocabulary *vocabulary = self->options->vocabulary;
  const FormatRow *row = main_row (format);
  const char *key = hr_bmlt_english_key (row->language, row->key);
  const HrType *type = key[0] != '\0' ? hr_vocabulary_lookup (vocabulary, self->fellowship, key) : NULL;
  const gboolean taken = type != NULL;

  if (type != NULL && means_the_same (self, format, type))
    return from_type (type);
  type = format->world_id[0] != '\0' && !format->language_type
             ? hr_vocabulary_find_world_id (vocabulary, self->fellowship, format->world_id)
             : NULL;
  if (type == NULL)
    type = find_named (self, format);
  if (type != NULL)
    return from_type (type);
  return bring_format (self, format, row, taken);
}

const HrBmltCode *
hr_bmlt_find_id (HrFeedReading *self, const char *id)
{
  Format *format = self->formats != NULL ? g_hash_table_lookup (self->formats, id) : NULL;

  if (format == NULL || format->rows->len == 0)
    return NULL;
  if (!format->found)
    {
      format->code = find_code (self, format);
      format->found = TRUE;
    }
  return &format->code;
}

HrBmltCode
hr_bmlt_find_key (HrFeedReading *self, const char *key, const char *language)
{
  const char *english = hr_bmlt_english_key (language, key);
  const HrType *type = hr_vocabulary_lookup (self->options->vocabulary, self->fellowship, english);

  if (type != NULL)
    return from_type (type);
  return (HrBmltCode){ g_strdup (hr_feed_find_code (self, english)), 0 };
}
