/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-service"

#include "handrail/service/hr-finder.h"

#include "handrail/core/hr-text.h"
#include "handrail/seal/hr-seal.h"
#include "handrail/service/hr-article.h"
#include "handrail/service/hr-language.h"
#include <string.h>

#define WORDS_PATH "/org/handrail/data/search/words.tsv"
#define MOST_FIELDS 8

static const HrKind kinds[]
    = { HR_KIND_PEER, HR_KIND_PROGRAM, HR_KIND_RESOURCE, HR_KIND_FELLOWSHIP, HR_KIND_ARTICLE, HR_KIND_STORY };

#define N_FOUND_KINDS G_N_ELEMENTS (kinds)

/* What they are called, and what else is said of them. Translated fields count in every language of the lobby. */
static const struct
{
  const char *names[MOST_FIELDS], *others[MOST_FIELDS];
} fields[N_FOUND_KINDS] = {
  { { "name" }, { "about", "place" } },
  { { "name" }, { "line", "for_whom", "decide", "place", "cost", "ask" } },
  { { "name" }, { "line", "address", "hours", "cost" } },
  { { "name", "short_name" }, { "line", "more" } },
  { { "title" }, { "line", "text" } },
  { { "title", "name" }, { "text" } },
};

/* One thing; an article with its translations. A text begins and ends with a space, as every word in it does. */
typedef struct
{
  GPtrArray *records;
  GString *names;
  GString *others;
} Thing;

struct _HrFinder
{
  GObject parent_instance;
  HrDirectory *directory;
  GPtrArray *things[N_FOUND_KINDS]; /* (element-type Thing) (nullable): unknown */
  char **words;                     /* the lines of the list of words */
  GCancellable *cancellable;        /* of what is being read */
  guint n_waiting;
  gboolean stale;
};

G_DEFINE_FINAL_TYPE (HrFinder, hr_finder, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

/* ---- the words of a thing ---- */

static void
thing_free (gpointer data)
{
  Thing *self = data;
  g_ptr_array_unref (self->records);
  g_string_free (self->names, TRUE);
  g_string_free (self->others, TRUE);
  g_free (self);
}

static void
add_text (GString *to, const char *text)
{
  g_autofree char *folded = text != NULL ? hr_text_fold (text) : NULL;
  if (folded != NULL && *folded != '\0')
    g_string_append_printf (to, "%s ", folded);
}

static void
add_field (GString *to, const HrRecord *record, const char *name)
{
  int field = hr_kind_find_field (hr_record_get_kind (record), name);
  const char *const *languages = hr_language_list ();
  if (hr_kind_get_fields (hr_record_get_kind (record), NULL)[field].form != HR_FORM_TRANSLATED)
    {
      add_text (to, hr_record_get (record, name));
      return;
    }
  for (guint i = 0; languages[i] != NULL; i++)
    {
      g_autofree char *text = hr_record_get_translated (record, name, languages[i]);
      add_text (to, text);
    }
}

static void
add_fields (GString *to, const HrRecord *record, const char *const *names)
{
  for (guint i = 0; i < MOST_FIELDS && names[i] != NULL; i++)
    add_field (to, record, names[i]);
}

/* What people call it who do not know our words: "bed" for housing */
static void
add_usual_words (HrFinder *self, GString *to, const HrRecord *record)
{
  for (guint i = 0; self->words != NULL && self->words[i] != NULL; i++)
    {
      g_auto (GStrv) columns = g_strsplit (self->words[i], "\t", 3);
      if (g_strv_length (columns) == 3 && hr_kind_find_field (hr_record_get_kind (record), columns[0]) >= 0
          && g_strcmp0 (hr_record_get (record, columns[0]), columns[1]) == 0)
        add_text (to, columns[2]);
    }
}

static void
add_languages (HrFinder *self, GString *to, const HrRecord *record)
{
  HrVocabulary *vocabulary = hr_directory_get_vocabulary (self->directory);
  const char *const *languages = hr_language_list ();
  g_auto (GStrv) codes = NULL;
  if (hr_kind_find_field (hr_record_get_kind (record), "languages") < 0)
    return;
  codes = hr_record_get_codes (record, "languages");
  for (guint i = 0; codes[i] != NULL; i++)
    for (guint k = 0; languages[k] != NULL; k++)
      add_text (to, hr_vocabulary_language_name (vocabulary, codes[i], languages[k]));
}

static Thing *
find_article (GPtrArray *things, const HrRecord *record)
{
  for (guint i = 0; i < things->len && hr_record_get_kind (record) == HR_KIND_ARTICLE; i++)
    {
      Thing *thing = g_ptr_array_index (things, i);
      if (g_strcmp0 (hr_record_get (g_ptr_array_index (thing->records, 0), "page"), hr_record_get (record, "page")) == 0)
        return thing;
    }
  return NULL;
}

static void
add_record (HrFinder *self, guint kind, HrRecord *record)
{
  Thing *thing = find_article (self->things[kind], record);
  if (thing == NULL)
    {
      thing = g_new0 (Thing, 1);
      thing->records = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_record_unref);
      thing->names = g_string_new (" ");
      thing->others = g_string_new (" ");
      g_ptr_array_add (self->things[kind], thing);
    }
  g_ptr_array_add (thing->records, hr_record_ref (record));
  add_fields (thing->names, record, fields[kind].names);
  add_fields (thing->others, record, fields[kind].others);
  add_usual_words (self, thing->others, record);
  add_languages (self, thing->others, record);
}

static int
compare_names_cb (gconstpointer a, gconstpointer b)
{
  const Thing *x = *(const Thing *const *)a, *y = *(const Thing *const *)b;
  return g_utf8_collate (hr_record_get (g_ptr_array_index (x->records, 0), "name"),
                         hr_record_get (g_ptr_array_index (y->records, 0), "name"));
}

/* ---- reading them ---- */

typedef struct
{
  HrFinder *finder;
  GCancellable *cancellable;
  guint kind;
} Question;

static void
records_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Question *question = user_data;
  g_autoptr (HrFinder) self = question->finder;
  g_autoptr (GCancellable) cancellable = question->cancellable;
  g_autoptr (GPtrArray) records = hr_directory_get_records_finish (HR_DIRECTORY (source), result, NULL);
  if (cancellable != self->cancellable)
    return;
  self->n_waiting--;
  /* what cannot be read is said where meetings are not found either */
  if (records != NULL)
    {
      g_clear_pointer (&self->things[question->kind], g_ptr_array_unref);
      self->things[question->kind] = g_ptr_array_new_with_free_func (thing_free);
      for (guint i = 0; i < records->len; i++)
        add_record (self, question->kind, g_ptr_array_index (records, i));
      /* groups stand in the order of the alphabet: none is better than another */
      if (kinds[question->kind] == HR_KIND_FELLOWSHIP)
        g_ptr_array_sort (self->things[question->kind], compare_names_cb);
    }
  if (self->n_waiting > 0)
    return;
  g_clear_object (&self->cancellable);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
stop_reading (HrFinder *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->n_waiting = 0;
}

static void
listings_changed_cb (HrFinder *self)
{
  self->stale = TRUE;
}

static void
hr_finder_dispose (GObject *object)
{
  HrFinder *self = HR_FINDER (object);
  stop_reading (self);
  g_clear_object (&self->directory);
  for (guint i = 0; i < N_FOUND_KINDS; i++)
    g_clear_pointer (&self->things[i], g_ptr_array_unref);
  g_clear_pointer (&self->words, g_strfreev);
  G_OBJECT_CLASS (hr_finder_parent_class)->dispose (object);
}

static void
hr_finder_class_init (HrFinderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hr_finder_dispose;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", HR_TYPE_FINDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hr_finder_init (HrFinder *self)
{
  g_autoptr (GBytes) bytes = g_resources_lookup_data (WORDS_PATH, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  self->stale = TRUE;
  if (bytes != NULL)
    self->words = g_strsplit (g_bytes_get_data (bytes, NULL), "\n", -1);
}

/* ---- what was typed ---- */

/* Each word with a space before it, as it stands in the text of a thing. Wiped by free_words(). */
static GPtrArray *
take_words (const char *text)
{
  GPtrArray *words = g_ptr_array_new ();
  char *folded = hr_text_fold (text);
  for (const char *at = folded; *at != '\0';)
    {
      gsize length = strcspn (at, " ");
      if (length > 0)
        {
          char *word = g_malloc (length + 2);
          word[0] = ' ';
          memcpy (word + 1, at, length);
          word[length + 1] = '\0';
          g_ptr_array_add (words, word);
        }
      at += length + (at[length] == ' ' ? 1 : 0);
    }
  hr_seal_wipe (folded, strlen (folded));
  g_free (folded);
  return words;
}

static void
free_words (GPtrArray *words)
{
  for (guint i = 0; i < words->len; i++)
    {
      char *word = g_ptr_array_index (words, i);
      hr_seal_wipe (word, strlen (word));
      g_free (word);
    }
  g_ptr_array_free (words, TRUE);
}

/* Returns: 2 when it is called so, 1 when all words are said of it, else 0 */
static int
rank (const Thing *thing, const GPtrArray *words)
{
  gboolean named = TRUE;
  for (guint i = 0; i < words->len; i++)
    {
      const char *word = g_ptr_array_index (words, i);
      gboolean here = strstr (thing->names->str, word) != NULL;
      if (!here && strstr (thing->others->str, word) == NULL)
        return 0;
      named = named && here;
    }
  return named ? 2 : 1;
}

static HrRecord *
pick_language (const Thing *thing, const char *language)
{
  HrRecord *best = g_ptr_array_index (thing->records, 0);
  for (guint i = 1; i < thing->records->len; i++)
    {
      HrRecord *record = g_ptr_array_index (thing->records, i);
      if (hr_article_rank (record, language) > hr_article_rank (best, language))
        best = record;
    }
  return best;
}

static void
find_kind (HrFinder *self, guint kind, const GPtrArray *words, const char *language, GPtrArray *found)
{
  g_autoptr (GPtrArray) others = g_ptr_array_new ();
  HrDate today = hr_directory_today (self->directory);
  for (guint i = 0; i < self->things[kind]->len; i++)
    {
      const Thing *thing = g_ptr_array_index (self->things[kind], i);
      int has = rank (thing, words);
      HrRecord *record = has > 0 ? pick_language (thing, language) : NULL;
      /* a consent may have ended since they were read */
      if (record == NULL || !hr_record_may_show (record, today))
        continue;
      if (has == 2 || kinds[kind] == HR_KIND_FELLOWSHIP)
        g_ptr_array_add (found, hr_record_ref (record));
      else
        g_ptr_array_add (others, record);
    }
  for (guint i = 0; i < others->len; i++)
    g_ptr_array_add (found, hr_record_ref (g_ptr_array_index (others, i)));
}

/* ---- public ---- */

HrFinder *
hr_finder_new (HrDirectory *directory)
{
  HrFinder *self = g_object_new (HR_TYPE_FINDER, NULL);
  if (directory != NULL)
    {
      self->directory = g_object_ref (directory);
      g_signal_connect_object (directory, "changed", G_CALLBACK (listings_changed_cb), self, G_CONNECT_SWAPPED);
    }
  return self;
}

void
hr_finder_prepare (HrFinder *self)
{
  g_return_if_fail (HR_IS_FINDER (self));
  if (!self->stale || self->directory == NULL)
    return;
  stop_reading (self);
  self->stale = FALSE;
  self->cancellable = g_cancellable_new ();
  self->n_waiting = N_FOUND_KINDS;
  for (guint i = 0; i < N_FOUND_KINDS; i++)
    {
      Question *question = g_new0 (Question, 1);
      question->finder = g_object_ref (self);
      question->cancellable = g_object_ref (self->cancellable);
      question->kind = i;
      hr_directory_get_records_async (self->directory, kinds[i], self->cancellable, records_cb, question);
    }
}

gboolean
hr_finder_is_known (HrFinder *self)
{
  g_return_val_if_fail (HR_IS_FINDER (self), FALSE);
  for (guint i = 0; i < N_FOUND_KINDS; i++)
    if (self->things[i] == NULL)
      return FALSE;
  return TRUE;
}

GPtrArray *
hr_finder_find (HrFinder *self, const char *text, const char *language)
{
  g_return_val_if_fail (HR_IS_FINDER (self), NULL);
  g_return_val_if_fail (text != NULL && language != NULL, NULL);
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_record_unref);
  GPtrArray *words = take_words (text);
  for (guint i = 0; i < N_FOUND_KINDS && words->len > 0; i++)
    if (self->things[i] != NULL)
      find_kind (self, i, words, language, found);
  free_words (words);
  return found;
}

/* @line: of the list of words: those after "help" */
static gboolean
is_among (const GPtrArray *words, const char *line)
{
  g_auto (GStrv) urgent = g_strsplit (line, " ", -1);
  for (guint i = 0; i < words->len; i++)
    for (guint k = 0; urgent[k] != NULL; k++)
      {
        const char *word = (const char *)g_ptr_array_index (words, i) + 1;
        if (urgent[k][0] == '=' ? g_str_equal (word, urgent[k] + 1) : urgent[k][0] != '\0' && g_str_has_prefix (word, urgent[k]))
          return TRUE;
      }
  return FALSE;
}

gboolean
hr_finder_is_urgent (HrFinder *self, const char *text)
{
  g_return_val_if_fail (HR_IS_FINDER (self), FALSE);
  g_return_val_if_fail (text != NULL, FALSE);
  GPtrArray *words = take_words (text);
  gboolean urgent = FALSE;
  for (guint i = 0; self->words != NULL && self->words[i] != NULL && !urgent; i++)
    if (g_str_has_prefix (self->words[i], "help\t-\t"))
      urgent = is_among (words, self->words[i] + strlen ("help\t-\t"));
  free_words (words);
  return urgent;
}

const HrKind *
hr_finder_kinds (guint *ret_n)
{
  *ret_n = N_FOUND_KINDS;
  return kinds;
}
