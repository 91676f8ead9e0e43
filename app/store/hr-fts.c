/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-fts-private.h"
#include "hr-place-private.h"
#include "handrail/core/hr-text.h"
#include "handrail/seal/hr-seal.h"
#include <string.h>

/* Raise it when the words of a meeting are put together in another way. */
#define HR_FTS_FORM 1
#define HR_FTS_CACHE 64
/* A word that so many meetings have is the directory's, not a visitor's. */
#define HR_FTS_COMMON 2000

/* What a first key of a search can be. */
#define HR_FTS_LETTERS "abcdefghijklmnopqrstuvwxyz0123456789"

static const char *const name_languages[] = { "en", "es" };

struct _HrFts
{
  GHashTable *type_names; /* "fellowship:codes" -> folded names of the types */
  GHashTable *found;      /* word -> HrBits: typed, hence wiped at the end of a visit */
  GQueue recent;          /* words, the latest first */
  HrBits letters[sizeof HR_FTS_LETTERS - 1]; /* what each first letter finds: of the directory, not of a visit */
  guint n_letters;                           /* so many of them are known */
};

/* ---- what is typed is wiped ---- */

static void
wipe (char *text)
{
  /* the words are a visitor's */
  if (text != NULL)
    hr_seal_wipe (text, strlen (text));
  g_free (text);
}

static void
wipe_key (gpointer data)
{
  wipe (data);
}

static void
wipe_bits (gpointer data)
{
  HrBits *bits = data;

  /* which meetings a word finds tells which word it was */
  if (bits->words != NULL)
    hr_seal_wipe (bits->words, bits->n_words * sizeof (guint64));
  hr_bits_clear (bits);
  g_free (bits);
}

/* ---- the object ---- */

HrFts *
hr_fts_new (void)
{
  HrFts *self = g_new0 (HrFts, 1);

  self->type_names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->found = g_hash_table_new_full (g_str_hash, g_str_equal, wipe_key, wipe_bits);
  g_queue_init (&self->recent);
  return self;
}

void
hr_fts_forget_searches (HrFts *self)
{
  g_queue_clear (&self->recent);
  g_hash_table_remove_all (self->found);
}

guint
hr_fts_count_searches (HrFts *self)
{
  return g_hash_table_size (self->found);
}

void
hr_fts_forget (HrFts *self)
{
  hr_fts_forget_searches (self);
  for (guint i = 0; i < self->n_letters; i++)
    hr_bits_clear (&self->letters[i]);
  self->n_letters = 0;
  g_hash_table_remove_all (self->type_names);
}

void
hr_fts_free (HrFts *self)
{
  hr_fts_forget (self);
  g_hash_table_unref (self->type_names);
  g_hash_table_unref (self->found);
  g_free (self);
}

/* ---- writing ---- */

static const char *
type_names (HrState *state, const char *fellowship, const char *types)
{
  HrFts *self = state->fts;
  g_autofree char *key = g_strconcat (fellowship, ":", types, NULL);
  g_auto (GStrv) codes = NULL;
  g_autoptr (GString) names = NULL;
  char *folded = g_hash_table_lookup (self->type_names, key);

  if (folded != NULL)
    return folded;
  codes = g_strsplit (types, ",", -1);
  names = g_string_new (NULL);
  for (guint i = 0; codes[i] != NULL; i++)
    for (guint k = 0; k < G_N_ELEMENTS (name_languages); k++)
      {
        const char *name = hr_vocabulary_get_name (state->vocabulary, fellowship, codes[i], name_languages[k]);

        if (name != NULL)
          g_string_append_printf (names, "%s ", name);
      }
  folded = hr_text_fold (names->str);
  g_hash_table_insert (self->type_names, g_steal_pointer (&key), folded);
  return folded;
}

static gboolean
insert_row (HrState *state, gint64 n, const char *const *texts, const char *types, GError **error)
{
  g_autoptr (HrStatement) statement =
      hr_db_prepare (state->db,
                     "INSERT INTO meeting_text (rowid, name, \"group\", venue, address, "
                     "city, notes, types) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                     error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, n);
  for (int i = 0; i < 6; i++)
    {
      g_autofree char *folded = texts[i] != NULL ? hr_text_fold (texts[i]) : NULL;

      if (folded != NULL && *folded != '\0')
        sqlite3_bind_text (statement, i + 2, folded, -1, SQLITE_TRANSIENT);
      else
        sqlite3_bind_null (statement, i + 2);
    }
  hr_bind_text (statement, 8, types);
  return hr_db_run (state->db, statement, error);
}

gboolean
hr_fts_set_bulk (HrState *state, gboolean bulk, GError **error)
{
  /* in bytes; the second is what FTS5 has without being told */
  const char *sql = bulk ? "INSERT INTO meeting_text (meeting_text, rank) VALUES ('hashsize', 33554432)"
                         : "INSERT INTO meeting_text (meeting_text, rank) VALUES ('hashsize', 1048576)";

  return hr_db_exec (state->db, sql, error);
}

gboolean
hr_fts_insert (HrState *state, gint64 n, const HrRecord *meeting, const HrRecord *venue, const HrRecord *group,
               GError **error)
{
  const char *types = hr_record_get (meeting, "types");
  g_autofree char *address = venue != NULL ? hr_place_address (venue) : NULL;
  const char *texts[6] = {
    hr_record_get (meeting, "name"),
    group != NULL ? hr_record_get (group, "name") : NULL,
    venue != NULL ? hr_record_get (venue, "name") : NULL,
    address,
    venue != NULL ? hr_record_get (venue, "city") : NULL,
    hr_record_get (meeting, "notes"),
  };

  return insert_row (state, n, texts,
                     types != NULL ? type_names (state, hr_record_get (meeting, "fellowship"), types) : NULL, error);
}

static gboolean
delete_row (HrState *state, gint64 n, GError **error)
{
  g_autoptr (HrStatement) statement = hr_db_prepare (state->db, "DELETE FROM meeting_text WHERE rowid = ?1", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, n);
  return hr_db_run (state->db, statement, error);
}

static gboolean
get_optional (HrState *state, HrKind kind, const char *id, HrRow **ret_row, GError **error)
{
  g_autoptr (GError) local = NULL;

  *ret_row = id != NULL ? hr_records_get (state->db, kind, id, &local) : NULL;
  if (local == NULL || g_error_matches (local, HR_ERROR, HR_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
insert_present (HrState *state, gint64 n, GError **error)
{
  g_autoptr (HrRow) meeting = hr_records_get_nth (state->db, HR_KIND_MEETING, n, error);
  g_autoptr (HrRow) venue = NULL;
  g_autoptr (HrRow) group = NULL;

  if (meeting == NULL)
    return FALSE;
  if (hr_record_get_yes_no (meeting->record, "retired", FALSE))
    return TRUE;
  return get_optional (state, HR_KIND_VENUE, hr_record_get (meeting->record, "venue"), &venue, error)
         && get_optional (state, HR_KIND_GROUP, hr_record_get (meeting->record, "group"), &group, error)
         && hr_fts_insert (state, n, meeting->record, venue != NULL ? venue->record : NULL,
                           group != NULL ? group->record : NULL, error);
}

gboolean
hr_fts_replace (HrState *state, gint64 n, GError **error)
{
  return delete_row (state, n, error) && insert_present (state, n, error);
}

/* Type names and folding come with the program: another version writes all rows anew. */
static gint64
program_stamp (void)
{
  return (gint64)g_str_hash (HR_VERSION) * 1000 + HR_FTS_FORM;
}

/* The words of all meetings, with those of their places and groups: read in one go, for looking each of them up took longer than
 * writing the words. */
static const char *const select_texts
    = "SELECT m.n, m.name, g.name, v.name, m.notes, m.types, m.fellowship, v.address, v.street, v.city, v.state, v.postal_code "
      "FROM meeting AS m LEFT JOIN \"group\" AS g ON g.id = m.\"group\" LEFT JOIN venue AS v ON v.id = m.venue "
      "WHERE m.retired IS NOT 1 ORDER BY m.n";

static gboolean
insert_selected (HrState *state, HrStatement *row, GError **error)
{
  const char *city = hr_column_text (row, 9), *types = hr_column_text (row, 5), *fellowship = hr_column_text (row, 6);
  g_autofree char *address = hr_place_join_address (hr_column_text (row, 7), hr_column_text (row, 8), city, hr_column_text (row, 10),
                                                    hr_column_text (row, 11));
  const char *texts[6] = { hr_column_text (row, 1), hr_column_text (row, 2), hr_column_text (row, 3), address, city, hr_column_text (row, 4) };

  return insert_row (state, sqlite3_column_int64 (row, 0), texts, types != NULL ? type_names (state, fellowship, types) : NULL, error);
}

gboolean
hr_fts_rebuild (HrState *state, GError **error)
{
  g_autoptr (HrStatement) statement = NULL;
  gboolean row = TRUE;

  hr_fts_forget (state->fts);
  if (!hr_db_exec (state->db, "DELETE FROM meeting_text", error))
    return FALSE;
  statement = hr_db_prepare (state->db, select_texts, error);
  if (statement == NULL)
    return FALSE;
  while (hr_db_step (state->db, statement, &row, error))
    {
      if (!row)
        return hr_state_set_meta (state, "text_stamp", program_stamp (), error);
      if (!insert_selected (state, statement, error))
        return FALSE;
    }
  return FALSE;
}

gboolean
hr_fts_ensure (HrState *state, GError **error)
{
  g_autoptr (HrTransaction) transaction = NULL;
  gint64 stamp = 0;

  if (!hr_state_get_meta (state, "text_stamp", &stamp, error))
    return FALSE;
  if (stamp == program_stamp ())
    return TRUE;
  transaction = hr_transaction_begin (state->db, error);
  return transaction != NULL && hr_fts_rebuild (state, error) && hr_transaction_commit (transaction, error);
}

/* ---- asking ---- */

static void
wipe_all (char **words)
{
  for (guint i = 0; words[i] != NULL; i++)
    hr_seal_wipe (words[i], strlen (words[i]));
  g_strfreev (words);
}

static gboolean
match (HrState *state, const char *expression, HrBits *bits, GError **error)
{
  g_autoptr (HrStatement) statement =
      hr_db_prepare (state->db, "SELECT rowid FROM meeting_text WHERE meeting_text MATCH ?1", error);
  gboolean row = FALSE, ok = statement != NULL;

  if (ok)
    sqlite3_bind_text (statement, 1, expression, -1, SQLITE_STATIC);
  while (ok)
    {
      ok = hr_db_step (state->db, statement, &row, error);
      if (!row)
        break;
      hr_bits_add (bits, sqlite3_column_int64 (statement, 0));
    }
  if (statement != NULL)
    hr_statement_done (statement);
  return ok;
}

static gboolean
match_word (HrState *state, const char *word, HrBits *bits, GError **error)
{
  char *expression = g_strdup_printf ("\"%s\"*", word);
  gboolean ok = match (state, expression, bits, error);

  wipe (expression);
  return ok;
}

gboolean
hr_fts_learn_letter (HrState *state, gboolean *ret_more, GError **error)
{
  HrFts *self = state->fts;
  HrBits bits = { 0 };
  char word[2] = "";

  *ret_more = FALSE;
  if (self->n_letters == G_N_ELEMENTS (self->letters))
    return TRUE;
  word[0] = HR_FTS_LETTERS[self->n_letters];
  if (!match_word (state, word, &bits, error))
    {
      hr_bits_clear (&bits);
      return FALSE;
    }
  self->letters[self->n_letters++] = bits;
  *ret_more = self->n_letters < G_N_ELEMENTS (self->letters);
  return TRUE;
}

static const HrBits *
find_letter (HrFts *self, const char *word)
{
  const char *at = word[0] != '\0' && word[1] == '\0' ? strchr (HR_FTS_LETTERS, word[0]) : NULL;
  gsize number = at != NULL ? (gsize) (at - HR_FTS_LETTERS) : G_MAXSIZE;

  return number < self->n_letters ? &self->letters[number] : NULL;
}

/* Only what is slow is kept: beginnings of up to three letters, and words that very many meetings have; and that only
 * until the visit ends. */
static gboolean
match_word_cached (HrState *state, const char *word, HrBits *bits, GError **error)
{
  HrFts *self = state->fts;
  const HrBits *known = find_letter (self, word);

  if (known == NULL)
    known = g_hash_table_lookup (self->found, word);
  if (known != NULL)
    {
      hr_bits_copy (bits, known);
      return TRUE;
    }
  if (!match_word (state, word, bits, error))
    return FALSE;
  if (g_utf8_strlen (word, -1) <= 3 || hr_bits_count (bits) >= HR_FTS_COMMON)
    {
      HrBits *copy = g_new0 (HrBits, 1);
      char *key = g_strdup (word);

      if (g_queue_get_length (&self->recent) >= HR_FTS_CACHE)
        g_hash_table_remove (self->found, g_queue_pop_tail (&self->recent));
      hr_bits_copy (copy, bits);
      g_hash_table_insert (self->found, key, copy);
      g_queue_push_head (&self->recent, key);
    }
  return TRUE;
}

gboolean
hr_fts_match (HrState *state, const char *text, HrBits *ret_bits, gboolean *ret_any, GError **error)
{
  char *folded = hr_text_fold (text);
  char **words = g_strsplit (folded, " ", -1);
  gboolean ok = TRUE;

  *ret_any = FALSE;
  for (guint i = 0; ok && words[i] != NULL; i++)
    {
      g_auto (HrBits) bits = { 0 };

      if (*words[i] == '\0')
        continue;
      ok = match_word_cached (state, words[i], &bits, error);
      if (*ret_any)
        hr_bits_and (ret_bits, &bits);
      else
        {
          HrBits empty = { 0 };

          *ret_bits = bits;
          bits = empty;
        }
      *ret_any = TRUE;
    }
  wipe_all (words);
  wipe (folded);
  return ok;
}

/* In one question: FTS5 then leaps from one rare word to the next, which sets of common ones cannot. */
gboolean
hr_fts_match_names (HrState *state, const char *text, HrBits *ret_bits, GError **error)
{
  char *folded = hr_text_fold (text);
  char **words = g_strsplit (folded, " ", -1);
  GString *expression = g_string_new ("{name \"group\"} : (");
  gboolean ok = TRUE, any = FALSE;

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      {
        g_string_append_printf (expression, "\"%s\"* ", words[i]);
        any = TRUE;
      }
  g_string_append_c (expression, ')');
  if (any)
    ok = match (state, expression->str, ret_bits, error);
  wipe_all (words);
  wipe (folded);
  wipe (g_string_free (expression, FALSE));
  return ok;
}
