/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-cli-table-private.h"
#include <stdlib.h>
#include <string.h>

static char *
print (const char *const *cells, guint n_columns)
{
  char *text = NULL;
  size_t length = 0;
  HrCli cli = { .out = open_memstream (&text, &length) };
  g_autoptr (HrCliTable) table = hr_cli_table_new (n_columns);
  for (guint i = 0; cells[i] != NULL; i++)
    hr_cli_table_add (table, g_str_equal (cells[i], "NULL") ? NULL : cells[i]);
  hr_cli_table_print (table, &cli);
  fclose (cli.out);
  return text;
}

static void
test_aligns (void)
{
  const char *const cells[] = { "a", "bb", "c", "aaa", "b", "c", NULL };
  g_autofree char *text = print (cells, 3);
  g_assert_cmpstr (text, ==, "a    bb  c\naaa  b   c\n");
}

static void
test_no_trailing_spaces (void)
{
  const char *const cells[] = { "a", "NULL", "NULL", "aaa", "b", "c", NULL };
  g_autofree char *text = print (cells, 3);
  g_assert_cmpstr (text, ==, "a\naaa  b  c\n");
}

/* Letters, not bytes; wide letters take two columns, combining marks none. */
static void
test_measures_letters (void)
{
  const char *const cells[] = { "Peña",
                                "1",
                                "日本",
                                "2",
                                "e\xcc\x81"
                                "abc",
                                "3",
                                NULL };
  g_autofree char *text = print (cells, 2);
  g_assert_cmpstr (text, ==,
                   "Peña  1\n日本  2\ne\xcc\x81"
                   "abc  3\n");
}

static void
test_cuts_long_cells (void)
{
  g_autofree char *longest = g_strnfill (100, 'x');
  const char *const cells[] = { longest, longest, "two\nlines", "b", NULL };
  g_autofree char *text = print (cells, 2);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_assert_nonnull (strstr (lines[0], "x…  "));
  g_assert_true (g_str_has_suffix (lines[0], longest));
  g_assert_true (g_str_has_prefix (lines[1], "two lines  "));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli-table/aligns", test_aligns);
  g_test_add_func ("/cli-table/no-trailing-spaces", test_no_trailing_spaces);
  g_test_add_func ("/cli-table/measures-letters", test_measures_letters);
  g_test_add_func ("/cli-table/cuts-long-cells", test_cuts_long_cells);
  return g_test_run ();
}
