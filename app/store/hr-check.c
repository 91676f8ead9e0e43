/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-check-private.h"
#include "handrail/core/hr-kind.h"

#include <glib/gi18n-lib.h>

#define HR_CHECK_MAX 100

/* Every row of @sql is one thing that is wrong: @format takes its two text columns. */
static gboolean
collect (HrState *state, GPtrArray *problems, const char *sql, const char *format, GError **error)
{
  g_autoptr (HrStatement) statement = hr_db_prepare_once (state->db, sql, error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  while (hr_db_step (state->db, statement, &row, error))
    {
      const char *first = NULL, *second = NULL;
      g_auto (GStrv) parts = NULL;
      g_autoptr (GString) text = NULL;

      if (!row || problems->len >= HR_CHECK_MAX)
        return TRUE;
      first = hr_column_text (statement, 0);
      second = sqlite3_column_count (statement) > 1 ? hr_column_text (statement, 1) : NULL;
      parts = g_strsplit (format, "@", 3);
      text = g_string_new (parts[0]);
      g_string_append (text, first != NULL ? first : "");
      if (parts[1] != NULL)
        g_string_append (text, parts[1]);
      if (parts[1] != NULL && parts[2] != NULL)
        g_string_append_printf (text, "%s%s", second != NULL ? second : "", parts[2]);
      g_ptr_array_add (problems, g_string_free (g_steal_pointer (&text), FALSE));
    }
  return FALSE;
}

static gboolean
check_references (HrState *state, GPtrArray *problems, GError **error)
{
  for (guint k = 0; k < HR_N_KINDS; k++)
    {
      guint n_fields = 0;
      const HrField *fields = hr_kind_get_fields ((HrKind)k, &n_fields);
      const char *kind = hr_kind_get_name ((HrKind)k);

      for (guint i = 0; i < n_fields; i++)
        {
          g_autofree char *sql = NULL;
          g_autofree char *format = NULL;
          const char *target = NULL;

          if (fields[i].form != HR_FORM_REF)
            continue;
          target = hr_kind_get_name (fields[i].ref_kind);
          sql = g_strdup_printf ("SELECT id, \"%s\" FROM \"%s\" AS a WHERE \"%s\" IS NOT NULL AND \"%s\" <> '*' AND "
                                 "retired IS NOT 1 AND NOT EXISTS (SELECT 1 FROM \"%s\" AS b WHERE b.id = a.\"%s\") "
                                 "ORDER BY id",
                                 fields[i].name, kind, fields[i].name, fields[i].name, target, fields[i].name);
          /* Translators: both @ are replaced by names */
          format = g_strdup_printf (_ ("%s/@: %s: there is no %s “@”."), kind, fields[i].name,
                                    hr_kind_get_word (fields[i].ref_kind));
          if (!collect (state, problems, sql, format, error))
            return FALSE;
        }
    }
  return TRUE;
}

static gboolean
check_words (HrState *state, GPtrArray *problems, GError **error)
{
  /* the whole index against its own rows; a difference is an error of this very statement */
  if (!hr_db_exec (state->db, "INSERT INTO meeting_text (meeting_text) VALUES ('integrity-check')", NULL))
    g_ptr_array_add (problems, g_strdup (_ ("The search index does not agree with the meetings. Restore a backup.")));
  return collect (state, problems,
                  "SELECT id FROM meeting AS m WHERE retired IS NOT 1 AND NOT EXISTS "
                  "(SELECT 1 FROM meeting_text WHERE rowid = m.n) ORDER BY id",
                  _ ("meeting/@ cannot be found by its words."), error);
}

GPtrArray *
hr_check (HrState *state, GError **error)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);

  if (!hr_state_check_open (state, error)
      || !collect (state, problems, "SELECT * FROM pragma_integrity_check (100) WHERE integrity_check <> 'ok'",
                   _ ("The file is damaged: @."), error)
      || !collect (state, problems, "SELECT DISTINCT \"table\" FROM pragma_foreign_key_check ()",
                   _ ("The table @ refers to rows that do not exist."), error)
      || !check_references (state, problems, error) || !check_words (state, problems, error))
    return NULL;
  return g_steal_pointer (&problems);
}
