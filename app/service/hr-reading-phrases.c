/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of phrases (resources/reading/person-first.tsv), read once, and the search for them in the words of a text. */
#define G_LOG_DOMAIN "handrail-service"

#include "hr-reading-private.h"

#include <gio/gio.h>
#include <string.h>

#define N_COLUMNS 5
#define NUMBER "#"

typedef enum
{
  ROW_PERSON,
  ROW_HOUSE,
  ROW_PRAISE,
  ROW_PLAIN, /* a shorter word */
  ROW_KEEP,  /* a name: leave it alone */
  ROW_KNOWN, /* long, and yet no burden */
} RowKind;

/* One place of a pattern: any of @words; @optional; @absent: none of them may stand there */
typedef struct
{
  char **words;
  gboolean optional, absent;
} Item;

typedef struct
{
  RowKind kind;
  GArray *items;
  char **suggestions;
  char *why;
} Phrase;

typedef struct
{
  GHashTable *by_word[2]; /* for each tongue: first word → GPtrArray of Phrase */
  GPtrArray *phrases;
} Table;

/* ---- the table ---- */

static gboolean
parse_kind (const char *name, RowKind *ret_kind)
{
  static const char *const names[] = { "person", "house", "praise", "plain", "keep", "known" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (names[i], name) == 0)
      {
        *ret_kind = (RowKind)i;
        return TRUE;
      }
  return FALSE;
}

static Phrase *
parse_row (char **columns)
{
  Phrase *phrase = g_new0 (Phrase, 1);
  g_auto (GStrv) parts = g_strsplit (columns[2], " ", -1);

  if (!parse_kind (columns[1], &phrase->kind))
    g_error ("%s: there is no kind \"%s\"", HR_READING_TABLE, columns[1]);
  phrase->items = g_array_new (FALSE, FALSE, sizeof (Item));
  for (guint i = 0; parts[i] != NULL; i++)
    {
      Item item = { .optional = parts[i][0] == '?', .absent = parts[i][0] == '!' };

      item.words = g_strsplit (parts[i] + (item.optional || item.absent ? 1 : 0), "|", -1);
      g_array_append_val (phrase->items, item);
    }
  phrase->suggestions = columns[3][0] != '\0' ? g_strsplit (columns[3], " / ", -1) : g_new0 (char *, 1);
  phrase->why = g_strdup (columns[4]);
  return phrase;
}

static void
put_phrase (GHashTable *by_word, Phrase *phrase)
{
  const Item *first = &g_array_index (phrase->items, Item, 0);

  if (first->absent && phrase->items->len > 1)
    first = &g_array_index (phrase->items, Item, 1);
  if (first->absent || first->optional)
    g_error ("%s: a pattern must begin with a word", HR_READING_TABLE);
  for (guint i = 0; first->words[i] != NULL; i++)
    {
      GPtrArray *list = g_hash_table_lookup (by_word, first->words[i]);

      if (list == NULL)
        {
          list = g_ptr_array_new ();
          g_hash_table_insert (by_word, first->words[i], list);
        }
      g_ptr_array_add (list, phrase);
    }
}

/* The table is part of the program, like its vocabulary; it lives as long. */
static const Table *
get_table (void)
{
  static const Table *once = NULL;

  if (g_once_init_enter (&once))
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = g_resources_lookup_data (HR_READING_TABLE, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
      Table *table = g_new0 (Table, 1);

      if (bytes == NULL)
        g_error ("The program was built without its reading help: %s", error->message);
      g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

      table->phrases = g_ptr_array_new ();
      for (guint i = 0; i < G_N_ELEMENTS (table->by_word); i++)
        table->by_word[i] = g_hash_table_new (g_str_hash, g_str_equal);
      for (guint i = 0; lines[i] != NULL; i++)
        {
          g_auto (GStrv) columns = g_strsplit (lines[i], "\t", -1);

          if (lines[i][0] == '#' || lines[i][0] == '\0')
            continue;
          if (g_strv_length (columns) != N_COLUMNS || hr_tongue_from_tag (columns[0]) == HR_TONGUE_OTHER)
            g_error ("%s: line %u does not hold", HR_READING_TABLE, i + 1);
          g_ptr_array_add (table->phrases, parse_row (columns));
          put_phrase (table->by_word[hr_tongue_from_tag (columns[0])],
                      g_ptr_array_index (table->phrases, table->phrases->len - 1));
        }
      g_once_init_leave (&once, table);
    }
  return once;
}

/* ---- matching ---- */

static gboolean
is_number_word (const char *word)
{
  static const char *const words[] = { "one",   "two",  "three", "four",    "five",  "six",  "seven",  "eight",
                                       "nine",  "ten",  "many",  "several", "un",    "dos",  "tres",   "cuatro",
                                       "cinco", "seis", "siete", "ocho",    "nueve", "diez", "muchos", NULL };

  return g_strv_contains (words, word);
}

static gboolean
item_takes (const Item *item, const HrToken *token)
{
  for (guint i = 0; item->words[i] != NULL; i++)
    if (strcmp (item->words[i], token->folded) == 0
        || (strcmp (item->words[i], NUMBER) == 0 && (token->form == HR_TOKEN_NUMBER || is_number_word (token->folded))))
      return TRUE;
  return FALSE;
}

/* How many words from @at on the items from @n on take, or -1 */
static int
match_items (const GArray *items, guint n, const GArray *tokens, guint at, guint begin)
{
  const HrToken *token = at < tokens->len ? &g_array_index (tokens, HrToken, at) : NULL;
  const Item *item = n < items->len ? &g_array_index (items, Item, n) : NULL;
  gboolean fits;
  int rest;

  if (item == NULL)
    /* "get clean-up supplies": a phrase does not end inside a compound */
    return items->len > 1 && token != NULL && token->hyphen ? -1 : 0;
  fits = token != NULL && (at == begin || token->joined) && item_takes (item, token);
  if (item->absent)
    return fits ? -1 : match_items (items, n + 1, tokens, at, begin);
  if (fits)
    {
      rest = match_items (items, n + 1, tokens, at + 1, begin);
      if (rest >= 0)
        return rest + 1;
    }
  return item->optional ? match_items (items, n + 1, tokens, at, begin) : -1;
}

static int
match_phrase (const Phrase *phrase, const GArray *tokens, guint at)
{
  const Item *first = &g_array_index (phrase->items, Item, 0);
  gboolean looks_back = first->absent && phrase->items->len > 1;

  if (looks_back && at > 0 && g_array_index (tokens, HrToken, at).joined
      && item_takes (first, &g_array_index (tokens, HrToken, at - 1)))
    return -1;
  return match_items (phrase->items, looks_back ? 1 : 0, tokens, at, at);
}

/* The longest phrase of the wanted kinds that begins at @at */
static const Phrase *
find_longest (const Table *table, HrTongue tongue, const GArray *tokens, guint at, gboolean keeping, int *ret_n)
{
  const HrToken *token = &g_array_index (tokens, HrToken, at);
  const char *keys[] = { token->folded,
                         token->form == HR_TOKEN_NUMBER || is_number_word (token->folded) ? NUMBER : NULL };
  const Phrase *best = NULL;

  *ret_n = 0;
  for (guint k = 0; k < G_N_ELEMENTS (keys); k++)
    {
      GPtrArray *list = keys[k] != NULL ? g_hash_table_lookup (table->by_word[tongue], keys[k]) : NULL;

      for (guint i = 0; list != NULL && i < list->len; i++)
        {
          const Phrase *phrase = g_ptr_array_index (list, i);
          int n = (phrase->kind == ROW_KEEP) == keeping ? match_phrase (phrase, tokens, at) : -1;

          if (n > *ret_n)
            {
              *ret_n = n;
              best = phrase;
            }
        }
    }
  return best;
}

/* As @found is written: begun with a capital, or all in capitals */
static char *
in_case_of (const char *suggestion, const char *found)
{
  guint letters = 0, capitals = 0;
  GString *begun = NULL;

  for (const char *p = found; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      letters += g_unichar_isalpha (c) ? 1 : 0;
      capitals += g_unichar_isupper (c) ? 1 : 0;
    }
  if (letters > 1 && capitals == letters)
    return g_utf8_strup (suggestion, -1);
  if (!g_unichar_isupper (g_utf8_get_char (found)))
    return g_strdup (suggestion);
  begun = g_string_new (NULL);
  g_string_append_unichar (begun, g_unichar_toupper (g_utf8_get_char (suggestion)));
  g_string_append (begun, g_utf8_next_char (suggestion));
  return g_string_free (begun, FALSE);
}

static HrReadingHintKind
hint_kind (RowKind kind)
{
  switch (kind)
    {
    case ROW_HOUSE:
      return HR_READING_HOUSE_WORD;
    case ROW_PRAISE:
      return HR_READING_PRAISE;
    case ROW_PLAIN:
      return HR_READING_LONG_WORD;
    case ROW_PERSON:
    case ROW_KEEP:
    case ROW_KNOWN:
    default:
      return HR_READING_PERSON_FIRST;
    }
}

static void
add_phrase (const char *text, const Phrase *phrase, const HrToken *first, const HrToken *last, GPtrArray *hints)
{
  g_autofree char *found = g_strndup (text + first->start, last->end - first->start);
  guint n = g_strv_length (phrase->suggestions);
  char **suggestions = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    suggestions[i] = in_case_of (phrase->suggestions[i], found);
  hr_reading_add_hint (hints, text, first, last, hint_kind (phrase->kind), suggestions, phrase->why);
}

void
hr_phrases_find (const char *text, GArray *tokens, HrTongue tongue, GPtrArray *hints, gboolean *known)
{
  const Table *table = get_table ();
  g_autofree gboolean *kept = g_new0 (gboolean, tokens->len + 1);
  int n = 0;

  for (guint i = 0; i < tokens->len; i++)
    if (find_longest (table, tongue, tokens, i, TRUE, &n) != NULL)
      for (int k = 0; k < n; k++)
        kept[i + (guint)k] = known[i + (guint)k] = TRUE;
  for (guint i = 0; i < tokens->len; i += (guint)MAX (n, 1))
    {
      const Phrase *phrase = find_longest (table, tongue, tokens, i, FALSE, &n);
      gboolean free = phrase != NULL;

      for (int k = 0; k < n; k++)
        free = free && !kept[i + (guint)k];
      if (!free)
        {
          n = 1;
          continue;
        }
      for (int k = 0; k < n; k++)
        known[i + (guint)k] = TRUE;
      if (phrase->kind != ROW_KNOWN)
        add_phrase (text, phrase, &g_array_index (tokens, HrToken, i),
                    &g_array_index (tokens, HrToken, i + (guint)n - 1), hints);
    }
}
