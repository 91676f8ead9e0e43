/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-cli"

#include "hr-cli-table-private.h"
#include <string.h>

#define WIDEST 44

struct _HrCliTable
{
  guint n_columns;
  GPtrArray *cells;
};

/* Columns on a terminal: wide letters take two, marks none. */
static guint
measure (const char *text)
{
  guint width = 0;
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar letter = g_utf8_get_char (c);
      width += g_unichar_iszerowidth (letter) ? 0 : g_unichar_iswide (letter) ? 2 : 1;
    }
  return width;
}

static char *
cut (const char *text)
{
  if (measure (text) <= WIDEST)
    return g_strdup (text);
  g_autoptr (GString) result = g_string_new (NULL);
  for (const char *c = text; *c != '\0' && measure (result->str) < WIDEST - 2; c = g_utf8_next_char (c))
    g_string_append_unichar (result, g_utf8_get_char (c));
  g_string_append (result, "…");
  return g_strdup (result->str);
}

HrCliTable *
hr_cli_table_new (guint n_columns)
{
  HrCliTable *self = g_new0 (HrCliTable, 1);
  self->n_columns = n_columns;
  self->cells = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
hr_cli_table_free (HrCliTable *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->cells);
  g_free (self);
}

void
hr_cli_table_add (HrCliTable *self, const char *cell)
{
  g_autofree char *line = g_strdelimit (g_strdup (cell != NULL ? cell : ""), "\r\n\t", ' ');
  gboolean last = self->cells->len % self->n_columns == self->n_columns - 1;
  g_ptr_array_add (self->cells, last ? g_steal_pointer (&line) : cut (line));
}

void
hr_cli_table_print (HrCliTable *self, HrCli *cli)
{
  g_autofree guint *widths = g_new0 (guint, self->n_columns);
  for (guint i = 0; i < self->cells->len; i++)
    {
      guint width = measure (g_ptr_array_index (self->cells, i));
      widths[i % self->n_columns] = MAX (widths[i % self->n_columns], width);
    }
  guint owed = 0;
  for (guint i = 0; i < self->cells->len; i++)
    {
      const char *cell = g_ptr_array_index (self->cells, i);
      guint column = i % self->n_columns;
      if (*cell != '\0')
        {
          hr_cli_print (cli, "%*s%s", (int)owed, "", cell);
          owed = 0;
        }
      owed += widths[column] - measure (cell) + 2;
      if (column == self->n_columns - 1)
        {
          hr_cli_print (cli, "\n");
          owed = 0;
        }
    }
}
