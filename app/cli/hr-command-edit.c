/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The desk's edits for scripts, and looking at single things. */
#define G_LOG_DOMAIN "handrail-cli"

#include "handrail/core/hr-error.h"
#include "handrail/core/hr-text.h"
#include "hr-cli-private.h"
#include "hr-cli-table-private.h"
#include <string.h>

#define ACTOR "command line"
#define MOST_WORDS 1000
#define MOST_SLUGS 10000

/* ---- reading the words ---- */

static char *
join_kinds (void)
{
  g_autoptr (GString) all = g_string_new (NULL);
  for (guint kind = 0; kind < HR_N_KINDS; kind++)
    g_string_append_printf (all, "%s%s", kind > 0 ? ", " : "", hr_kind_get_name (kind));
  return g_strdup (all->str);
}

static char *
join_fields (HrKind kind)
{
  guint n = 0;
  const HrField *fields = hr_kind_get_fields (kind, &n);
  g_autoptr (GString) all = g_string_new (NULL);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (all, "%s%s", i > 0 ? ", " : "", fields[i].name);
  return g_strdup (all->str);
}

/* "KIND/ID" or "KIND"; @ret_id is %NULL without an id. */
static gboolean
read_thing (HrCli *cli, const char *word, HrKind *ret_kind, char **ret_id, HrCliStatus *ret_status)
{
  const char *slash = strchr (word, '/');
  g_autofree char *name = slash != NULL ? g_strndup (word, slash - word) : g_strdup (word);
  if (!hr_cli_text_is_utf8 (word))
    {
      *ret_status = hr_cli_usage (cli, "The id holds bytes that are not UTF-8.");
      return FALSE;
    }
  if (!hr_kind_from_name (name, ret_kind))
    {
      g_autofree char *kinds = join_kinds ();
      *ret_status = hr_cli_usage (cli, "\"%s\" is not a kind. The kinds are %s.", name, kinds);
      return FALSE;
    }
  if (slash != NULL && slash[1] == '\0')
    {
      *ret_status = hr_cli_usage (cli, "An id is missing after \"%s\".", word);
      return FALSE;
    }
  *ret_id = slash != NULL ? g_strdup (slash + 1) : NULL;
  return TRUE;
}

/* As read_thing(), but an id must be there. */
static gboolean
read_one (HrCli *cli, const char *word, HrKind *ret_kind, char **ret_id, HrCliStatus *ret_status)
{
  if (!read_thing (cli, word, ret_kind, ret_id, ret_status))
    return FALSE;
  if (*ret_id != NULL)
    return TRUE;
  *ret_status = hr_cli_usage (cli, "Which one? Write %s/ID. \"handrailctl show %s\" lists them.", word, word);
  return FALSE;
}

/* A meeting may be named by its slug: it is what people see in links. */
static char *
resolve_id (HrStore *store, HrKind kind, const char *id)
{
  if (kind != HR_KIND_MEETING)
    return g_strdup (id);
  g_autoptr (HrMeeting) meeting = hr_store_get_meeting (store, id, NULL);
  return g_strdup (meeting != NULL ? meeting->id : id);
}

/* ---- translations ---- */

/* @lines ("en=…", "es=…") with the one of @language replaced by @text, or taken out when @text is "". */
static char *
replace_translation (const char *lines, const char *language, const char *text)
{
  g_autofree char *start = g_strconcat (language, "=", NULL);
  g_auto (GStrv) old = g_strsplit (lines != NULL ? lines : "", "\n", -1);
  g_autoptr (GString) all = g_string_new (NULL);
  for (guint i = 0; old[i] != NULL; i++)
    if (*old[i] != '\0' && !g_str_has_prefix (old[i], start))
      g_string_append_printf (all, "%s%s", all->len > 0 ? "\n" : "", old[i]);
  if (*text != '\0')
    g_string_append_printf (all, "%s%s%s", all->len > 0 ? "\n" : "", start, text);
  return g_strdup (all->str);
}

/* ---- the fields of an edit ---- */

/* Field names and values in the order of the command line. */
typedef struct
{
  GPtrArray *fields;
  GPtrArray *values;
} Pairs;

static void
pairs_clear (Pairs *self)
{
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_clear_pointer (&self->values, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pairs, pairs_clear)

static int
find_pair (const Pairs *self, const char *field)
{
  for (guint i = 0; i < self->fields->len; i++)
    if (g_str_equal (g_ptr_array_index (self->fields, i), field))
      return (int)i;
  return -1;
}

static const char *
get_pair (const Pairs *self, const char *field)
{
  int at = find_pair (self, field);
  return at >= 0 ? g_ptr_array_index (self->values, at) : NULL;
}

static void
set_pair (Pairs *self, const char *field, const char *value)
{
  int at = find_pair (self, field);
  if (at >= 0)
    {
      g_free (g_ptr_array_index (self->values, at));
      g_ptr_array_index (self->values, at) = g_strdup (value);
      return;
    }
  g_ptr_array_add (self->fields, g_strdup (field));
  g_ptr_array_add (self->values, g_strdup (value));
}

/* One FIELD=VALUE or FIELD[LANGUAGE]=VALUE. @present: (nullable): what stands in the database. */
static gboolean
read_pair (HrCli *cli, HrKind kind, const char *word, HrRecord *present, Pairs *pairs, HrCliStatus *ret_status)
{
  const char *equals = strchr (word, '=');
  *ret_status = HR_CLI_USAGE;
  if (equals == NULL || !hr_cli_text_is_utf8 (word))
    {
      hr_cli_usage (cli, equals == NULL ? "\"%s\" is not of the form FIELD=VALUE." : "A value is not UTF-8.", word);
      return FALSE;
    }
  g_autofree char *field = g_strndup (word, equals - word);
  g_autofree char *language = NULL;
  char *bracket = strchr (field, '[');
  if (bracket != NULL && g_str_has_suffix (field, "]"))
    {
      language = g_strndup (bracket + 1, strlen (bracket) - 2);
      *bracket = '\0';
    }
  int number = hr_kind_find_field (kind, field);
  if (number < 0)
    {
      g_autofree char *fields = join_fields (kind);
      hr_cli_usage (cli, "A %s has no field \"%s\". Its fields are %s.", hr_kind_get_name (kind), field, fields);
      return FALSE;
    }
  if (language == NULL)
    {
      if (find_pair (pairs, field) >= 0)
        {
          hr_cli_usage (cli, "The field \"%s\" is given twice.", field);
          return FALSE;
        }
      set_pair (pairs, field, equals + 1);
      return TRUE;
    }
  guint n = 0;
  if (hr_kind_get_fields (kind, &n)[number].form != HR_FORM_TRANSLATED)
    {
      hr_cli_usage (cli, "The field \"%s\" has no translations.", field);
      return FALSE;
    }
  const char *lines = get_pair (pairs, field);
  if (lines == NULL && present != NULL)
    lines = hr_record_get (present, field);
  g_autofree char *tagged = lines != NULL && *lines != '\0' && strchr (lines, '=') == NULL
                                ? g_strconcat ("en=", lines, NULL)
                                : g_strdup (lines);
  g_autofree char *merged = replace_translation (tagged, language, equals + 1);
  set_pair (pairs, field, merged);
  return TRUE;
}

static gboolean
read_pairs (HrCli *cli, HrKind kind, HrRecord *present, Pairs *pairs, HrCliStatus *ret_status)
{
  pairs->fields = g_ptr_array_new_with_free_func (g_free);
  pairs->values = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 1; i < cli->n_words; i++)
    if (!read_pair (cli, kind, cli->words[i], present, pairs, ret_status))
      return FALSE;
  return TRUE;
}

/* ---- editing ---- */

static void
print_id (HrCli *cli, HrKind kind, const char *id, const char *done)
{
  if (!cli->json)
    {
      hr_cli_print (cli, "%s %s/%s\n", done, hr_kind_get_name (kind), id);
      return;
    }
  HrJson *json = hr_json_new ();
  hr_json_begin_object (json, NULL);
  hr_json_string (json, "kind", hr_kind_get_name (kind));
  hr_json_string (json, "id", id);
  hr_json_end (json);
  hr_cli_print_json (cli, json);
}

static HrCliStatus
apply (HrCli *cli, HrEditVerb verb, HrKind kind, const char *id, Pairs *pairs, const char *done)
{
  g_autoptr (GError) error = NULL;
  if (pairs != NULL)
    {
      g_ptr_array_add (pairs->fields, NULL);
      g_ptr_array_add (pairs->values, NULL);
    }
  HrEdit edit = {
    .verb = verb,
    .kind = kind,
    .id = id,
    .fields = pairs != NULL ? (const char *const *)pairs->fields->pdata : NULL,
    .values = pairs != NULL ? (const char *const *)pairs->values->pdata : NULL,
  };
  g_auto (GStrv) ids = hr_store_edit (hr_center_get_store (cli->center), &edit, 1, ACTOR, &error);
  if (ids == NULL)
    return hr_cli_could_not (cli, error);
  print_id (cli, kind, ids[0], done);
  return HR_CLI_DONE;
}

/* A slug that no meeting has, made of the name: people who add a meeting seldom think of one. */
static void
choose_slug (HrStore *store, Pairs *pairs)
{
  const char *name = get_pair (pairs, "name");
  const char *given = get_pair (pairs, "slug");
  if (name == NULL || (given != NULL && *given != '\0'))
    return;
  g_autofree char *slug = hr_text_slug (name);
  g_autofree char *free_slug = g_strdup (slug);
  for (guint i = 2; i < MOST_SLUGS; i++)
    {
      g_autoptr (HrMeeting) taken = hr_store_get_meeting (store, free_slug, NULL);
      if (taken == NULL)
        break;
      g_free (free_slug);
      free_slug = g_strdup_printf ("%s-%u", slug, i);
    }
  set_pair (pairs, "slug", free_slug);
}

HrCliStatus
hr_command_add (HrCli *cli)
{
  HrCliStatus status;
  HrKind kind;
  g_autofree char *id = NULL;
  g_auto (Pairs) pairs = { 0 };
  if (!hr_cli_parse (cli, NULL, 2, MOST_WORDS, &status) || !read_thing (cli, cli->words[0], &kind, &id, &status)
      || !read_pairs (cli, kind, NULL, &pairs, &status))
    return status;
  HrCenter *center = hr_cli_open (cli, &status);
  if (center == NULL)
    return status;
  if (kind == HR_KIND_MEETING)
    choose_slug (hr_center_get_store (center), &pairs);
  return apply (cli, HR_EDIT_ADD, kind, id, &pairs, "Added");
}

HrCliStatus
hr_command_set (HrCli *cli)
{
  HrCliStatus status;
  HrKind kind;
  g_autofree char *word = NULL;
  g_autoptr (GError) error = NULL;
  if (!hr_cli_parse (cli, NULL, 2, MOST_WORDS, &status) || !read_one (cli, cli->words[0], &kind, &word, &status))
    return status;
  /* Twice: a wrong word is a wrong word also where there is no database; translations need what is there. */
  g_auto (Pairs) unchecked = { 0 };
  if (!read_pairs (cli, kind, NULL, &unchecked, &status))
    return status;
  HrCenter *center = hr_cli_open (cli, &status);
  if (center == NULL)
    return status;
  g_autofree char *id = resolve_id (hr_center_get_store (center), kind, word);
  g_autoptr (HrRecord) present = hr_store_get_record (hr_center_get_store (center), kind, id, &error);
  if (present == NULL)
    return hr_cli_could_not (cli, error);
  g_auto (Pairs) pairs = { 0 };
  if (!read_pairs (cli, kind, present, &pairs, &status))
    return status;
  return apply (cli, HR_EDIT_SET, kind, id, &pairs, "Changed");
}

static HrCliStatus
run_without_fields (HrCli *cli, HrEditVerb verb, const char *done)
{
  HrCliStatus status;
  HrKind kind;
  g_autofree char *word = NULL;
  if (!hr_cli_parse (cli, NULL, 1, 1, &status) || !read_one (cli, cli->words[0], &kind, &word, &status))
    return status;
  HrCenter *center = hr_cli_open (cli, &status);
  if (center == NULL)
    return status;
  g_autofree char *id = resolve_id (hr_center_get_store (center), kind, word);
  return apply (cli, verb, kind, id, NULL, done);
}

HrCliStatus
hr_command_retire (HrCli *cli)
{
  return run_without_fields (cli, HR_EDIT_RETIRE, "Withdrawn:");
}

HrCliStatus
hr_command_unretire (HrCli *cli)
{
  return run_without_fields (cli, HR_EDIT_RESTORE, "Back again:");
}

/* ---- showing ---- */

static char *
get_title (const HrRecord *record)
{
  HrKind kind = hr_record_get_kind (record);
  static const char *const fields[] = { "name", "names", "title", "state" };
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      int number = hr_kind_find_field (kind, fields[i]);
      guint n = 0;
      if (number < 0)
        continue;
      if (hr_kind_get_fields (kind, &n)[number].form == HR_FORM_TRANSLATED)
        return hr_record_get_translated (record, fields[i], "en");
      return g_strdup (hr_record_get (record, fields[i]));
    }
  return NULL;
}

static HrCliStatus
show_kind (HrCli *cli, HrKind kind)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = hr_store_get_records (hr_center_get_store (cli->center), kind, &error);
  if (records == NULL)
    return hr_cli_could_not (cli, error);
  g_autoptr (HrCliTable) table = hr_cli_table_new (2);
  HrJson *json = cli->json ? hr_json_new () : NULL;
  if (json != NULL)
    hr_json_begin_array (json, NULL);
  for (guint i = 0; i < records->len; i++)
    {
      const HrRecord *record = g_ptr_array_index (records, i);
      g_autofree char *title = get_title (record);
      if (json == NULL)
        {
          hr_cli_table_add (table, hr_record_get_id (record));
          hr_cli_table_add (table, title);
          continue;
        }
      hr_json_begin_object (json, NULL);
      hr_json_string (json, "id", hr_record_get_id (record));
      hr_json_string (json, "name", title);
      hr_json_end (json);
    }
  if (json == NULL)
    {
      hr_cli_table_print (table, cli);
      return HR_CLI_DONE;
    }
  hr_json_end (json);
  hr_cli_print_json (cli, json);
  return HR_CLI_DONE;
}

static void
print_record (HrCli *cli, const HrRecord *record)
{
  guint n = 0;
  const HrField *fields = hr_kind_get_fields (hr_record_get_kind (record), &n);
  HrJson *json = cli->json ? hr_json_new () : NULL;
  g_autoptr (HrCliTable) table = hr_cli_table_new (2);
  if (json != NULL)
    {
      hr_json_begin_object (json, NULL);
      hr_json_string (json, "kind", hr_kind_get_name (hr_record_get_kind (record)));
      hr_json_string (json, "id", hr_record_get_id (record));
    }
  for (guint i = 0; i < n; i++)
    {
      const char *value = hr_record_get_nth (record, i);
      if (value == NULL)
        continue;
      if (json != NULL)
        {
          hr_json_string (json, fields[i].name, value);
          continue;
        }
      /* one row for each line of the text */
      g_auto (GStrv) lines = g_strsplit (value, "\n", -1);
      for (guint k = 0; lines[k] != NULL; k++)
        {
          hr_cli_table_add (table, k == 0 ? fields[i].name : "");
          hr_cli_table_add (table, lines[k]);
        }
    }
  if (json != NULL)
    {
      hr_json_end (json);
      hr_cli_print_json (cli, json);
    }
  else
    hr_cli_table_print (table, cli);
}

HrCliStatus
hr_command_show (HrCli *cli)
{
  HrCliStatus status;
  HrKind kind;
  g_autofree char *word = NULL;
  g_autoptr (GError) error = NULL;
  if (!hr_cli_parse (cli, NULL, 1, 1, &status) || !read_thing (cli, cli->words[0], &kind, &word, &status))
    return status;
  HrCenter *center = hr_cli_open (cli, &status);
  if (center == NULL)
    return status;
  if (word == NULL)
    return show_kind (cli, kind);
  g_autofree char *id = resolve_id (hr_center_get_store (center), kind, word);
  g_autoptr (HrRecord) record = hr_store_get_record (hr_center_get_store (center), kind, id, &error);
  if (record == NULL)
    return hr_cli_could_not (cli, error);
  print_record (cli, record);
  return HR_CLI_DONE;
}
