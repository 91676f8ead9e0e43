/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All that the library says of broken JSON is said in words that people know: here it is made to say each. */
#include "hr-feed-json-words-private.h"
#include "hr-test.h"

#include <jansson.h>
#include <string.h>

#define FLAGS (JSON_DISABLE_EOF_CHECK | JSON_DECODE_ANY | JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES)

static char *
say (const char *text, gssize length)
{
  json_error_t problem;
  g_autofree char *whole = NULL;

  g_assert_null (json_loadb (text, length >= 0 ? (size_t)length : strlen (text), FLAGS, &problem));
  whole = g_utf8_make_valid (problem.text, -1);
  return hr_feed_json_words (whole);
}

static void
test_words (void)
{
  static const struct
  {
    const char *text, *words;
  } cases[] = {
    { "[\"\xff\"]", "the byte 0xff is part of no letter, near “\"”" },
    { "[\"a\nb\"]", "a line ends before the text in quotes does, near “\"a”" },
    { "[\"a\x01\"]", "a text in quotes has the control character 0x1 in it, near “\"a”" },
    { "[\"a\\q\"]", "a backslash stands before a letter that it does not go with, near “\"a\\q”" },
    { "[\"\\u12\"]", "a backslash stands before a letter that it does not go with, near “\"\\u12\"”" },
    { "[\"\\ud800x\"]", "'\\uD800' stands for no letter, near “\"\\ud800x\"”" },
    { "[\"\\ud800\\u0041\"]", "'\\uD800\\u0041' stands for no letter, near “\"\\ud800\\u0041\"”" },
    { "[123456789012345678901]", "a number is too large" },
    { "[-99999999999999999999]", "a number is too large" },
    { "[1e999]", "a number is too large, near “1e999”" },
    { "[{'name':1}]", "the name of a field in quotes, or \"}\", is expected, near “'”" },
    { "[{\"a\":1,\"a\":2}]", "a field stands there twice, near “\"a\"”" },
    { "[{\"a\\u0000\":1}]", "the name of a field has a zero byte in it, near “\"a\\u0000\"”" },
    { "[{\"a\" 1}]", "\":\" is expected, near “1”" },
    { "[{\"a\":1 2}]", "\",\" or \"}\" is expected, near “2”" },
    { "[1 2]", "\",\" or \"]\" is expected, near “2”" },
    { "[tru]", "a word is none that JSON knows, near “tru”" },
    { "[,]", "something does not belong here, near “,”" },
  };
  g_autofree char *deep = g_strnfill (4000, '[');
  g_autofree char *words = say (deep, -1);

  g_assert_true (g_str_has_prefix (words, "too many lists stand one inside another"));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *said = say (cases[i].text, -1);

      g_test_message ("%s", said);
      g_assert_cmpstr (said, ==, cases[i].words);
    }
}

/* What a later library may say is not kept back, and what stands in the file is not taken for a part of it. */
static void
test_others (void)
{
  g_autofree char *other = hr_feed_json_words ("unheard of near 'x'");
  g_autofree char *near = hr_feed_json_words ("invalid token near 'a near 'b''");
  g_autofree char *end = hr_feed_json_words ("'}' expected near end of file");
  g_autofree char *percent = hr_feed_json_words ("invalid token near '%s%n'");

  g_assert_cmpstr (other, ==, "unheard of near 'x'");
  g_assert_cmpstr (near, ==, "a word is none that JSON knows, near “a near 'b'”");
  g_assert_cmpstr (end, ==, "\",\" or \"}\" is expected, at the end of the file");
  g_assert_cmpstr (percent, ==, "a word is none that JSON knows, near “%s%n”");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/feed-json-words/words", test_words);
  g_test_add_func ("/feed-json-words/others", test_others);
  return g_test_run ();
}
