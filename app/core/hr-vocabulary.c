/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-core"

#include "handrail/core/hr-vocabulary.h"
#include "handrail/core/hr-error.h"
#include "handrail/core/hr-record.h"
#include "handrail/core/hr-text.h"
#include "hr-record-private.h"

#include <string.h>

#define ANY_FELLOWSHIP "*"
#define FIXED_COLUMNS 5
/* Keys up to this size are made on the stack: an import looks up every code of every record. */
#define KEY_BYTES 96

typedef struct
{
  char *language;
  char *text;
} Name;

/* What the door shows comes first, so that a row is also an HrType. */
typedef struct
{
  HrType type;
  GArray *names; /* of Name */
} Row;

struct _HrVocabulary
{
  gatomicrefcount ref_count;
  GPtrArray *rows;         /* of Row; owned */
  GHashTable *by_code;     /* "fellowship\001CODE" → Row */
  GHashTable *by_name;     /* "fellowship\001folded name" → Row */
  GHashTable *by_world_id; /* "fellowship\001WORLD" → Row */
  gsize names_ready;       /* once: by_name takes most of the time, and only feeds are read by it */
  guint64 digest;
};

static const char *const feature_names[] = {
  "step-free",       "proof",          "open",      "closed",        "newcomer",
  "women",           "men",            "lgbtq",     "young",         "seniors",
  "people-of-color", "indigenous",     "family",    "secular",       "dual-diagnosis",
  "sign-language",   "child-care",     "child-friendly", "professionals", "meditation",
  "speaker",         "closed-temporarily", "online", "hybrid",       "hearing",
  "outdoor",         "trans-nonbinary",
};

G_DEFINE_BOXED_TYPE (HrVocabulary, hr_vocabulary, hr_vocabulary_ref, hr_vocabulary_unref)

guint64
hr_feature_from_name (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (feature_names); i++)
    if (g_strcmp0 (feature_names[i], name) == 0)
      return G_GUINT64_CONSTANT (1) << i;
  return 0;
}

const char *
hr_feature_to_name (guint64 feature)
{
  for (gsize i = 0; i < G_N_ELEMENTS (feature_names); i++)
    if (feature == G_GUINT64_CONSTANT (1) << i)
      return feature_names[i];
  return NULL;
}

static void
clear_name_cb (gpointer data)
{
  Name *name = data;

  g_free (name->language);
  g_free (name->text);
}

static Row *
row_new (const char *fellowship, const char *code)
{
  Row *row = g_new0 (Row, 1);

  row->type.fellowship = g_strdup (fellowship);
  row->type.code = g_strdup (code);
  row->names = g_array_new (FALSE, FALSE, sizeof (Name));
  g_array_set_clear_func (row->names, clear_name_cb);
  return row;
}

static void
row_free_cb (gpointer data)
{
  Row *row = data;

  g_free (row->type.fellowship);
  g_free (row->type.code);
  g_free (row->type.language);
  g_free (row->type.world_id);
  g_array_unref (row->names);
  g_free (row);
}

static void
row_add_name (Row *row, const char *language, gsize language_length, const char *text)
{
  Name name = { g_strndup (language, language_length), g_strdup (text) };

  g_array_append_val (row->names, name);
}

static Row *
row_copy (const Row *from)
{
  Row *row = row_new (from->type.fellowship, from->type.code);

  row->type.feature = from->type.feature;
  row->type.language = g_strdup (from->type.language);
  row->type.world_id = g_strdup (from->type.world_id);
  for (guint i = 0; i < from->names->len; i++)
    {
      const Name *name = &g_array_index (from->names, Name, i);

      row_add_name (row, name->language, strlen (name->language), name->text);
    }
  return row;
}

/* The first name in a language is shown; further ones are only found by hr_vocabulary_find_name(). */
static const char *
row_find_name (const Row *row, const char *language, gsize length)
{
  for (guint i = 0; i < row->names->len; i++)
    {
      const Name *name = &g_array_index (row->names, Name, i);

      if (strlen (name->language) == length && g_ascii_strncasecmp (name->language, language, length) == 0)
        return name->text;
    }
  return NULL;
}

static const char *
row_get_name (const Row *row, const char *language)
{
  const char *found = NULL;

  if (language != NULL)
    {
      found = row_find_name (row, language, strlen (language));
      if (found == NULL)
        found = row_find_name (row, language, strcspn (language, "-_"));
    }
  if (found == NULL)
    found = row_find_name (row, "en", 2);
  if (found == NULL && row->names->len > 0)
    found = g_array_index (row->names, Name, 0).text;
  return found;
}

/* "fellowship\001CODE"; uses @buffer when the key fits, else *@ret_heap */
static const char *
make_key (char buffer[KEY_BYTES], char **ret_heap, const char *fellowship, const char *code)
{
  gsize fellowship_length = strlen (fellowship);
  gsize code_length = strlen (code);
  char *out = buffer;

  if (fellowship_length + code_length + 2 > KEY_BYTES)
    out = *ret_heap = g_malloc (fellowship_length + code_length + 2);
  memcpy (out, fellowship, fellowship_length);
  out[fellowship_length] = '\001';
  for (gsize i = 0; i <= code_length; i++)
    out[fellowship_length + 1 + i] = g_ascii_toupper (code[i]);
  return out;
}

static Row *
find (GHashTable *table, const char *fellowship, const char *code)
{
  char buffer[KEY_BYTES];
  g_autofree char *heap = NULL;

  return g_hash_table_lookup (table, make_key (buffer, &heap, fellowship, code));
}

static void
add_key (GHashTable *table, const char *fellowship, const char *code, Row *row)
{
  char buffer[KEY_BYTES];
  g_autofree char *heap = NULL;
  const char *key = make_key (buffer, &heap, fellowship, code);

  if (!g_hash_table_contains (table, key))
    g_hash_table_insert (table, g_strdup (key), row);
}

static HrVocabulary *
vocabulary_new (void)
{
  HrVocabulary *self = g_new0 (HrVocabulary, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->rows = g_ptr_array_new_with_free_func (row_free_cb);
  self->by_code = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->by_world_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

static void
index_world_ids (HrVocabulary *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = self->rows->pdata[i];

      if (row->type.world_id != NULL)
        add_key (self->by_world_id, row->type.fellowship, row->type.world_id, row);
    }
}

/* By any thread, for the one that asks first. */
static void
need_names (HrVocabulary *self)
{
  if (!g_once_init_enter (&self->names_ready))
    return;
  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = self->rows->pdata[i];

      for (guint k = 0; k < row->names->len; k++)
        {
          g_autofree char *folded = hr_text_fold (g_array_index (row->names, Name, k).text);

          if (folded[0] != '\0')
            add_key (self->by_name, row->type.fellowship, folded, row);
        }
    }
  g_once_init_leave (&self->names_ready, 1);
}

/* FNV-1a */
static guint64
digest_of (const char *data, gsize length)
{
  guint64 digest = G_GUINT64_CONSTANT (14695981039346656037);

  for (gsize i = 0; i < length; i++)
    digest = (digest ^ (guchar)data[i]) * G_GUINT64_CONSTANT (1099511628211);
  return digest;
}

static gboolean
refuse_line (GError **error, guint line, const char *why)
{
  g_set_error (error, HR_ERROR, HR_ERROR_INPUT, "Line %u of the table of types %s.", line, why);
  return FALSE;
}

static gboolean
parse_line (HrVocabulary *self, char *text, guint line, GError **error)
{
  g_auto (GStrv) columns = g_strsplit (text, "\t", -1);
  Row *row;

  if (g_strv_length (columns) <= FIXED_COLUMNS)
    return refuse_line (error, line, "needs five columns and then at least one name");
  if (columns[0][0] == '\0' || columns[1][0] == '\0')
    return refuse_line (error, line, "needs a fellowship and a code");
  if (find (self->by_code, columns[0], columns[1]) != NULL)
    return refuse_line (error, line, "repeats a code of the same fellowship");

  row = row_new (columns[0], columns[1]);
  g_ptr_array_add (self->rows, row);
  add_key (self->by_code, columns[0], columns[1], row);
  row->type.feature = hr_feature_from_name (columns[2]);
  if (columns[2][0] != '\0' && row->type.feature == 0)
    return refuse_line (error, line, "names a feature that Handrail does not understand");
  if (columns[3][0] != '\0' && !hr_language_tag_is_valid (columns[3], strlen (columns[3])))
    return refuse_line (error, line, "has a fourth column that is no short name of a language like \"es\"");
  row->type.language = columns[3][0] != '\0' ? g_strdup (columns[3]) : NULL;
  row->type.world_id = columns[4][0] != '\0' ? g_strdup (columns[4]) : NULL;
  for (char **column = columns + FIXED_COLUMNS; *column != NULL; column++)
    {
      gsize tag = strcspn (*column, "=");

      if ((*column)[tag] != '=' || (*column)[tag + 1] == '\0' || !hr_language_tag_is_valid (*column, tag))
        return refuse_line (error, line, "has a name that is not written like \"en=Open\"");
      row_add_name (row, *column, tag, *column + tag + 1);
    }
  return TRUE;
}

HrVocabulary *
hr_vocabulary_new (const char *tsv, gsize length, GError **error)
{
  g_return_val_if_fail (tsv != NULL || length == 0, NULL);

  g_autoptr (HrVocabulary) self = vocabulary_new ();
  guint bad_line, bad_column;
  guint line = 1;

  if (hr_text_find_bad_utf8 (tsv, length, &bad_line, &bad_column))
    {
      refuse_line (error, bad_line, "is not UTF-8");
      return NULL;
    }
  for (const char *p = tsv, *end = tsv + length; p < end; line++)
    {
      const char *next = memchr (p, '\n', (gsize) (end - p));
      gsize n = (gsize) ((next != NULL ? next : end) - p);
      g_autofree char *text = g_strndup (p, n > 0 && p[n - 1] == '\r' ? n - 1 : n);

      if (text[0] != '\0' && text[0] != '#' && !parse_line (self, text, line, error))
        return NULL;
      p += n + 1;
    }
  index_world_ids (self);
  self->digest = digest_of (tsv, length);
  return g_steal_pointer (&self);
}

static Row *
row_from_record (const HrRecord *record)
{
  Row *row = row_new (hr_record_get (record, "fellowship"), hr_record_get (record, "code"));
  g_auto (GStrv) names = g_strsplit (hr_record_get (record, "names"), "\n", -1);

  row->type.feature = hr_feature_from_name (hr_record_get (record, "feature"));
  row->type.language = g_strdup (hr_record_get (record, "language"));
  for (char **name = names; *name != NULL; name++)
    {
      gsize tag = strcspn (*name, "=");

      if ((*name)[tag] == '=')
        row_add_name (row, *name, tag, *name + tag + 1);
    }
  return row;
}

HrVocabulary *
hr_vocabulary_extend (HrVocabulary *self, GPtrArray *types)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (types != NULL, NULL);

  HrVocabulary *copy = vocabulary_new ();

  /* The newest first: add_key() keeps the one that came first. */
  for (guint i = types->len; i > 0; i--)
    {
      const HrRecord *record = types->pdata[i - 1];
      const char *fellowship = hr_record_get (record, "fellowship");
      const char *code = hr_record_get (record, "code");
      Row *row;

      if (fellowship == NULL || code == NULL || hr_record_get (record, "names") == NULL
          || hr_record_get_yes_no (record, "retired", FALSE) || find (copy->by_code, fellowship, code) != NULL)
        continue;
      row = row_from_record (record);
      g_ptr_array_add (copy->rows, row);
      add_key (copy->by_code, fellowship, code, row);
    }
  for (guint i = 0; i < self->rows->len; i++)
    {
      const Row *old = self->rows->pdata[i];
      Row *replaced = find (copy->by_code, old->type.fellowship, old->type.code);
      Row *row;

      if (replaced != NULL)
        {
          /* A record has no field for it, and feeds still use it. */
          if (replaced->type.world_id == NULL)
            replaced->type.world_id = g_strdup (old->type.world_id);
          continue;
        }
      row = row_copy (old);
      g_ptr_array_add (copy->rows, row);
      add_key (copy->by_code, row->type.fellowship, row->type.code, row);
    }
  index_world_ids (copy);
  copy->digest = self->digest;
  return copy;
}

HrVocabulary *
hr_vocabulary_ref (HrVocabulary *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
hr_vocabulary_unref (HrVocabulary *self)
{
  g_return_if_fail (self != NULL);
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_hash_table_unref (self->by_code);
  g_hash_table_unref (self->by_name);
  g_hash_table_unref (self->by_world_id);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

guint64
hr_vocabulary_get_digest (HrVocabulary *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->digest;
}

static Row *
lookup (HrVocabulary *self, const char *fellowship, const char *code)
{
  Row *row = fellowship != NULL ? find (self->by_code, fellowship, code) : NULL;

  return row != NULL ? row : find (self->by_code, ANY_FELLOWSHIP, code);
}

const HrType *
hr_vocabulary_lookup (HrVocabulary *self, const char *fellowship, const char *code)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (code != NULL, NULL);

  Row *row = lookup (self, fellowship, code);

  return row != NULL ? &row->type : NULL;
}

const char *
hr_vocabulary_get_name (HrVocabulary *self, const char *fellowship, const char *code, const char *language)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (code != NULL, NULL);

  const Row *row = lookup (self, fellowship, code);

  return row != NULL ? row_get_name (row, language) : NULL;
}

GPtrArray *
hr_vocabulary_list (HrVocabulary *self, const char *fellowship)
{
  g_return_val_if_fail (self != NULL, NULL);

  const char *const owners[] = { fellowship, ANY_FELLOWSHIP };
  GPtrArray *types = g_ptr_array_new ();

  for (gsize k = 0; k < G_N_ELEMENTS (owners) && types->len == 0; k++)
    for (guint i = 0; i < self->rows->len; i++)
      {
        Row *row = self->rows->pdata[i];

        if (g_strcmp0 (row->type.fellowship, owners[k]) == 0)
          g_ptr_array_add (types, &row->type);
      }
  return types;
}

const HrType *
hr_vocabulary_find_name (HrVocabulary *self, const char *fellowship, const char *name)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  need_names (self);

  g_autofree char *folded = hr_text_fold (name);
  Row *row = fellowship != NULL ? find (self->by_name, fellowship, folded) : NULL;

  if (row == NULL)
    row = find (self->by_name, ANY_FELLOWSHIP, folded);
  return row != NULL ? &row->type : NULL;
}

const HrType *
hr_vocabulary_find_world_id (HrVocabulary *self, const char *fellowship, const char *world_id)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (fellowship != NULL, NULL);
  g_return_val_if_fail (world_id != NULL, NULL);

  Row *row = find (self->by_world_id, fellowship, world_id);

  return row != NULL ? &row->type : NULL;
}

guint64
hr_vocabulary_features (HrVocabulary *self, const char *fellowship, const char *const *codes)
{
  g_return_val_if_fail (self != NULL, 0);

  guint64 features = 0;

  for (gsize i = 0; codes != NULL && codes[i] != NULL; i++)
    {
      const Row *row = lookup (self, fellowship, codes[i]);

      features |= row != NULL ? row->type.feature : 0;
    }
  return features;
}

static int
compare_strings_cb (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

char **
hr_vocabulary_languages (HrVocabulary *self, const char *fellowship, const char *const *codes)
{
  g_return_val_if_fail (self != NULL, NULL);

  GPtrArray *tags = g_ptr_array_new ();

  for (gsize i = 0; codes != NULL && codes[i] != NULL; i++)
    {
      const Row *row = lookup (self, fellowship, codes[i]);

      if (row != NULL && row->type.language != NULL
          && !g_ptr_array_find_with_equal_func (tags, row->type.language, g_str_equal, NULL))
        g_ptr_array_add (tags, g_strdup (row->type.language));
    }
  g_ptr_array_sort (tags, compare_strings_cb);
  g_ptr_array_add (tags, NULL);
  return (char **) g_ptr_array_free (tags, FALSE);
}

/* The plain names of languages stand under "*"; elsewhere they can be "English speaking" or the like. */
static const Row *
find_language (HrVocabulary *self, const char *tag, gsize length)
{
  const Row *found = NULL;

  for (guint i = 0; i < self->rows->len; i++)
    {
      const Row *row = self->rows->pdata[i];

      if (row->type.language == NULL || strlen (row->type.language) != length
          || g_ascii_strncasecmp (row->type.language, tag, length) != 0)
        continue;
      if (strcmp (row->type.fellowship, ANY_FELLOWSHIP) == 0)
        return row;
      if (found == NULL)
        found = row;
    }
  return found;
}

const char *
hr_vocabulary_language_name (HrVocabulary *self, const char *tag, const char *language)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (tag != NULL, NULL);

  const Row *row = find_language (self, tag, strlen (tag));

  if (row == NULL)
    row = find_language (self, tag, strcspn (tag, "-_"));
  return row != NULL ? row_get_name (row, language) : NULL;
}
