/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "handrail/service/hr-article.h"

#include <string.h>

static void
assert_parts (const char *markdown, const char *expected)
{
  static const char marks[] = "#.-";
  g_autoptr (GPtrArray) parts = hr_article_parse (markdown);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < parts->len; i++)
    {
      const HrArticlePart *part = g_ptr_array_index (parts, i);

      g_string_append_printf (text, "%c%s|", marks[part->kind], part->text);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_parts (void)
{
  assert_parts ("", "");
  assert_parts ("One\ntwo.\n\nThree.", ".One two.|.Three.|");
  assert_parts ("# A\n\nB\n## C\n- d\n- *e* f\n\nG", "#A|.B|#C|-d|-e f|.G|");
  assert_parts ("A [link](https://example.org) and ![picture](x.png).", ".A link and picture.|");
  assert_parts ("<script>x</script>\n\nA <b>b</b> & `c`", ".A b & c|");
  assert_parts ("1. one\n2. two", "-one|-two|");
}

/* No words are lost, and no paragraph is longer than a page of the smallest screen */
static void
test_broken (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) back = g_string_new (NULL);
  g_autoptr (GPtrArray) parts = NULL;

  for (guint i = 0; i < 40; i++)
    g_string_append (text, "Here is a sentence of some words. ");
  parts = hr_article_parse (text->str);
  g_assert_cmpuint (parts->len, >, 5);
  for (guint i = 0; i < parts->len; i++)
    {
      const HrArticlePart *part = g_ptr_array_index (parts, i);

      g_assert_cmpuint (strlen (part->text), <=, 200);
      g_string_append_printf (back, "%s ", part->text);
    }
  g_assert_cmpstr (back->str, ==, text->str);
}

/* Whatever staff paste, it ends and stays UTF-8 */
static void
test_any (void)
{
  for (guint round = 0; round < 500; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GPtrArray) parts = NULL;
      static const char *const bits[] = { "#", "-", "*", "_", "[", "](", ")", "`", "\n", "\n\n", "> ", "1. ", "<", "é", "\xff", "word", ". " };

      for (int n = g_test_rand_int_range (0, 60); n > 0; n--)
        g_string_append (text, bits[g_test_rand_int_range (0, G_N_ELEMENTS (bits))]);
      parts = hr_article_parse (text->str);
      for (guint i = 0; i < parts->len; i++)
        g_assert_true (g_utf8_validate (((HrArticlePart *) g_ptr_array_index (parts, i))->text, -1, NULL));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/article/parts", test_parts);
  g_test_add_func ("/article/broken", test_broken);
  g_test_add_func ("/article/any", test_any);
  return g_test_run ();
}
