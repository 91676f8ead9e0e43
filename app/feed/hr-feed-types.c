/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-feed"

#include "hr-feed-types-private.h"

#include "handrail/core/hr-text.h"

#include <glib/gi18n-lib.h>

#include <string.h>

#define CODE_BYTES 60
#define CODES_KEPT 20000
#define CODES_BYTES 512

/* Folded names that feeds use beside those of the vocabulary; "" = says only how to attend. */
static const struct
{
  const char *name;
  const char *code;
} aliases[] = {
  { "online", "" },
  { "online meeting", "" },
  { "online only", "" },
  { "virtual", "" },
  { "virtual meeting", "" },
  { "zoom", "" },
  { "zoom meeting", "" },
  { "telephone", "" },
  { "en linea", "" },
  { "hybrid", "" },
  { "hybrid meeting", "" },
  { "in person", "" },
  { "in person meeting", "" },
  { "sign language", "ASL" },
  { "outdoor", "OUT" },
  { "outdoors", "OUT" },
  { "step", "ST" },
  { "steps", "ST" },
  { "step study", "ST" },
  { "tradition", "TR" },
  { "traditions", "TR" },
  { "beginner", "BE" },
  { "beginners", "BE" },
  { "newcomers", "BE" },
  { "womens", "W" },
  { "women only", "W" },
  { "mens", "M" },
  { "men only", "M" },
  { "wheelchair", "X" },
  { "wheelchair accessible", "X" },
  { "handicap accessible", "X" },
  { "handicapped accessible", "X" },
  { "speakers", "SP" },
  { "young peoples", "Y" },
  { "lgbt", "LGBTQ" },
  { "lgbtqia", "LGBTQ" },
  { "espanol", "S" },
  { "child care", "BA" },
  { "childcare", "BA" },
  { "babysitting", "BA" },
  { "child care available", "BA" },
  { "temporarily closed", "TC" },
};

const char *
hr_feed_bring_type (HrFeedReading *self, const char *code, const char *names, const char *language)
{
  g_autofree char *id = g_strdup_printf ("%s:%s", self->fellowship, code);
  g_autofree char *folded = g_utf8_casefold (id, -1);
  const char *known = g_hash_table_lookup (self->brought, folded);
  HrRecord *type;

  if (known != NULL)
    return known;
  type = hr_record_new (HR_KIND_TYPE, id);
  hr_feed_take_known (type, "fellowship", self->fellowship);
  hr_feed_take (self, type, "code", g_strdup (code));
  hr_feed_set (self, type, "names", names);
  if (language != NULL)
    hr_feed_set (self, type, "language", language);
  g_ptr_array_add (self->feed->types, type);
  known = hr_record_get (type, "code");
  g_hash_table_insert (self->brought, g_steal_pointer (&folded), (gpointer)known);
  return known;
}

/* "[open]", "(Open)" and " open " are "open". */
static char *
strip_brackets (const char *text)
{
  g_autofree char *clean = hr_text_clean (text, FALSE, NULL);
  gsize length = strlen (clean);
  const char *begin = clean;

  while (length > 1 && strchr ("[(\"'", begin[0]) != NULL && strchr ("])\"'", begin[length - 1]) != NULL)
    {
      begin++;
      length -= 2;
    }
  return g_strstrip (g_strndup (begin, length));
}

/* A code such as "LGBTQIA" is meant as one, even when it is unknown here. */
static gboolean
is_code_like (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if (g_ascii_islower (*p) || *p == ' ' || (*p & 0x80) != 0)
      return FALSE;
  return TRUE;
}

static const HrType *
find_alias (HrFeedReading *self, const char *text, const char *folded, gboolean *ret_attendance)
{
  *ret_attendance = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (aliases); i++)
    if (strcmp (folded, aliases[i].name) == 0)
      {
        *ret_attendance = aliases[i].code[0] == '\0';
        return *ret_attendance || is_code_like (text)
                   ? NULL
                   : hr_vocabulary_lookup (self->options->vocabulary, self->fellowship, aliases[i].code);
      }
  return NULL;
}

static const HrType *
find_type (HrFeedReading *self, const char *text, gboolean *ret_attendance)
{
  HrVocabulary *vocabulary = self->options->vocabulary;
  const HrType *type = hr_vocabulary_lookup (vocabulary, self->fellowship, text);
  g_autofree char *folded = hr_text_fold (text);

  *ret_attendance = g_ascii_strcasecmp (text, "ONL") == 0;
  if (type != NULL || *ret_attendance)
    return type;
  type = hr_vocabulary_find_name (vocabulary, self->fellowship, text);
  if (type == NULL)
    type = find_alias (self, text, folded, ret_attendance);
  if (type == NULL && !*ret_attendance && g_str_has_suffix (folded, " meeting"))
    {
      folded[strlen (folded) - strlen (" meeting")] = '\0';
      type = hr_vocabulary_find_name (vocabulary, self->fellowship, folded);
      if (type == NULL)
        type = find_alias (self, text, folded, ret_attendance);
    }
  return type;
}

/* A code may not hold a comma; blanks would be a nuisance on the command line. */
static char *
make_code (const char *text)
{
  g_autofree char *shorter = hr_text_truncate (text, CODE_BYTES);
  char *code = g_strdup (shorter != NULL ? shorter : text);

  return g_strdelimit (code, " ,", '-');
}

static char *
make_names (const char *text)
{
  return g_strdup_printf ("en=%s", text);
}

const char *
hr_feed_find_code (HrFeedReading *self, const char *text)
{
  const char *known = g_hash_table_lookup (self->codes, text);
  g_autofree char *plain = NULL;
  gboolean attendance = FALSE;
  const HrType *type;
  char *code;

  if (known != NULL)
    return known;
  plain = strip_brackets (text);
  if (plain[0] == '\0')
    return "";
  type = find_type (self, plain, &attendance);
  if (type != NULL)
    attendance = (type->feature & (HR_FEATURE_ONLINE | HR_FEATURE_HYBRID)) != 0;
  if (attendance)
    code = g_strdup ("");
  else if (type != NULL)
    code = g_strdup (type->code);
  else
    {
      g_autofree char *made = make_code (plain);
      g_autofree char *names = make_names (plain);

      code = g_strdup (hr_feed_bring_type (self, made, names, NULL));
    }
  if (g_hash_table_size (self->codes) >= CODES_KEPT)
    g_hash_table_remove_all (self->codes);
  g_hash_table_insert (self->codes, g_strdup (text), code);
  return code;
}

/* The caller's list may outlive the cache: it keeps copies. */
static void
add_code (HrFeedReading *self, const char *text, GPtrArray *codes)
{
  const char *code = hr_feed_find_code (self, text);

  if (code[0] == '\0')
    return;
  for (guint i = 0; i < codes->len; i++)
    if (strcmp (codes->pdata[i], code) == 0)
      return;
  g_ptr_array_add (codes, g_strdup (code));
}

static void
add_text (HrFeedReading *self, const char *text, GPtrArray *codes)
{
  g_auto (GStrv) parts = NULL;
  gboolean attendance;

  /* some names hold a comma themselves */
  if (strpbrk (text, ",;|\n") == NULL || find_type (self, text, &attendance) != NULL)
    {
      add_code (self, text, codes);
      return;
    }
  parts = g_strsplit_set (text, ",;|\n", -1);
  for (gsize i = 0; parts[i] != NULL; i++)
    if (g_strstrip (parts[i])[0] != '\0')
      add_code (self, parts[i], codes);
}

/* What a server writes when its list has lost its order: {"0": "O", "3": "D"}, or {"O": true, "C": false} */
static void
add_members (HrFeedReading *self, const json_t *object, GPtrArray *codes)
{
  const guint before = codes->len;
  g_autoptr (GString) read = g_string_new (NULL);
  const char *key;
  json_t *item;

  json_object_foreach ((json_t *)object, key, item)
  {
    if (json_is_string (item))
      add_text (self, json_string_value (item), codes);
    else if (json_is_true (item))
      add_text (self, key, codes);
  }
  for (guint i = before; i < codes->len; i++)
    g_string_append_printf (read, "%s%s", i > before ? "," : "", (const char *)codes->pdata[i]);
  if (read->len > 0)
    hr_feed_repair (self, _ ("types is an object instead of a list; %s was read from it"), read->str);
  else if (json_object_size (object) > 0)
    hr_feed_repair (self, _ ("types is no list of types; left out"));
}

void
hr_feed_add_codes (HrFeedReading *self, const json_t *value, GPtrArray *codes)
{
  if (json_is_array (value))
    {
      json_t *item;
      size_t i;

      json_array_foreach (value, i, item)
      {
        if (json_is_object (item) && json_is_string (json_object_get (item, "code")))
          item = json_object_get (item, "code");
        else if (json_is_object (item) && json_is_string (json_object_get (item, "name")))
          item = json_object_get (item, "name");
        if (json_is_array (item) || json_is_boolean (item) || json_is_object (item))
          hr_feed_repair (self, _ ("types holds something that is no type; left out"));
        else
          {
            g_autofree char *text = hr_feed_plain (item);

            if (text != NULL)
              add_text (self, text, codes);
          }
      }
    }
  else if (json_is_boolean (value))
    hr_feed_repair (self, _ ("types is no list of types; left out"));
  else if (value != NULL)
    {
      g_autofree char *text = hr_feed_plain (value);

      if (text != NULL)
        {
          const gsize length = strlen (text);

          /* "[open, women]" is a list, not one type in brackets */
          if (length > 1 && text[0] == '[' && text[length - 1] == ']')
            {
              text[0] = ' ';
              text[length - 1] = ' ';
            }
          add_text (self, g_strstrip (text), codes);
        }
      else if (json_is_object (value))
        add_members (self, value, codes);
    }
}

void
hr_feed_add_languages (HrFeedReading *self, const json_t *value, GPtrArray *codes)
{
  HrVocabulary *vocabulary = self->options->vocabulary;
  g_autofree char *text = value != NULL ? hr_feed_plain (value) : NULL;
  g_auto (GStrv) parts = text != NULL ? g_strsplit_set (text, ",;", -1) : NULL;

  if (parts == NULL || (g_strv_length (parts) == 1 && g_ascii_strcasecmp (g_strstrip (parts[0]), "en") == 0)
      || g_ascii_strcasecmp (parts[0], "english") == 0)
    return;
  for (gsize i = 0; parts[i] != NULL; i++)
    {
      const char *tag = g_strstrip (parts[i]);
      const char *name = hr_vocabulary_language_name (vocabulary, tag, "en");
      const HrType *type = hr_vocabulary_find_name (vocabulary, self->fellowship, name != NULL ? name : tag);
      g_autofree char *quoted = NULL;
      guint before = codes->len;

      if (tag[0] == '\0')
        continue;
      quoted = hr_feed_quote (tag);
      if (type == NULL || type->language == NULL)
        {
          hr_feed_repair (self, _ ("languages %s is no known language; left out"), quoted);
          continue;
        }
      add_code (self, type->code, codes);
      if (codes->len > before)
        hr_feed_repair (self, _ ("languages %s became the type %s"), quoted, type->code);
    }
}

static gboolean
remove_code (GPtrArray *codes, const char *code)
{
  guint index;

  return g_ptr_array_find_with_equal_func (codes, code, g_str_equal, &index)
         && g_ptr_array_remove_index (codes, index) != NULL;
}

guint64
hr_feed_take_codes (HrFeedReading *self, HrRecord *meeting, GPtrArray *codes)
{
  g_autofree char *joined = NULL;
  guint64 features;

  if (codes->len == 0)
    return 0;
  if (g_ptr_array_find_with_equal_func (codes, "C", g_str_equal, NULL) && remove_code (codes, "O"))
    hr_feed_repair (self, _ ("types say both open (O) and closed (C); closed was kept"));
  g_ptr_array_add (codes, NULL);
  joined = g_strjoinv (",", (char **)codes->pdata);
  features = hr_vocabulary_features (self->options->vocabulary, self->fellowship, (const char *const *)codes->pdata);
  g_ptr_array_set_size (codes, (int)codes->len - 1);
  /* without repeats and without commas inside: canonical already, but perhaps too long */
  if (strlen (joined) < CODES_BYTES)
    hr_feed_take_known (meeting, "types", joined);
  else
    hr_feed_set (self, meeting, "types", joined);
  return features;
}
