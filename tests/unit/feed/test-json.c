/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "handrail/feed/hr-json.h"

#include <jansson.h>
#include <math.h>
#include <string.h>

static void
test_empty (void)
{
  g_autoptr (HrJson) object = hr_json_new ();
  g_autoptr (HrJson) array = hr_json_new ();
  g_autofree char *one = NULL;
  g_autofree char *two = NULL;

  hr_json_begin_object (object, NULL);
  hr_json_end (object);
  one = hr_json_to_string (object, 2);
  g_assert_cmpstr (one, ==, "{}\n");
  hr_json_begin_array (array, NULL);
  hr_json_end (array);
  two = hr_json_to_string (array, 0);
  g_assert_cmpstr (two, ==, "[]\n");
}

static HrJson *
make_document (void)
{
  static const char *const list[] = { "b", "a", NULL };
  HrJson *json = hr_json_new ();

  hr_json_begin_object (json, NULL);
  hr_json_string (json, "z", "first");
  hr_json_string (json, "a", NULL);
  hr_json_integer (json, "n", -9007199254740993);
  hr_json_boolean (json, "yes", TRUE);
  hr_json_boolean (json, "no", FALSE);
  hr_json_strings (json, "list", list);
  hr_json_strings (json, "none", NULL);
  hr_json_begin_array (json, "nested");
  hr_json_begin_object (json, NULL);
  hr_json_null (json, "x");
  hr_json_end (json);
  hr_json_begin_object (json, NULL);
  hr_json_end (json);
  hr_json_integer (json, NULL, 7);
  hr_json_end (json);
  hr_json_end (json);
  return json;
}

static void
test_order_and_indent (void)
{
  g_autoptr (HrJson) json = make_document ();
  g_autofree char *line = hr_json_to_string (json, 0);
  g_autofree char *indented = hr_json_to_string (json, 2);

  g_assert_cmpstr (line, ==,
                   "{\"z\":\"first\",\"a\":null,\"n\":-9007199254740993,\"yes\":true,\"no\":false,"
                   "\"list\":[\"b\",\"a\"],\"none\":[],\"nested\":[{\"x\":null},{},7]}\n");
  g_assert_cmpstr (indented, ==,
                   "{\n"
                   "  \"z\": \"first\",\n"
                   "  \"a\": null,\n"
                   "  \"n\": -9007199254740993,\n"
                   "  \"yes\": true,\n"
                   "  \"no\": false,\n"
                   "  \"list\": [\n"
                   "    \"b\",\n"
                   "    \"a\"\n"
                   "  ],\n"
                   "  \"none\": [],\n"
                   "  \"nested\": [\n"
                   "    {\n"
                   "      \"x\": null\n"
                   "    },\n"
                   "    {},\n"
                   "    7\n"
                   "  ]\n"
                   "}\n");
}

/* whatever the text, a strict reader gives it back */
static void
test_strings (void)
{
  static const char *const cases[] = {
    "",           "plain",  "\"quoted\"",           "back\\slash", "line\nbreak\ttab\r",
    "\x01\x1f",   "{[,:]}", "é ñ 日本語 🙂", "\\\"",        "</script>",
    "ends in \\", "\""
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      for (guint indent = 0; indent <= 4; indent += 4)
        {
          g_autoptr (HrJson) json = hr_json_new ();
          g_autofree char *text = NULL;
          json_t *root;

          hr_json_begin_object (json, NULL);
          hr_json_string (json, cases[i], cases[i]);
          hr_json_end (json);
          text = hr_json_to_string (json, indent);
          root = json_loads (text, JSON_REJECT_DUPLICATES, NULL);
          g_assert_nonnull (root);
          g_assert_cmpstr (json_string_value (json_object_get (root, cases[i])), ==, cases[i]);
          json_decref (root);
        }
    }
}

static void
test_broken_utf8 (void)
{
  g_autoptr (HrJson) json = hr_json_new ();
  g_autofree char *text = NULL;

  hr_json_begin_array (json, NULL);
  hr_json_string (json, NULL, "caf\xe9");
  hr_json_end (json);
  text = hr_json_to_string (json, 0);
  g_assert_cmpstr (text, ==, "[\"caf\xef\xbf\xbd\"]\n");
}

static void
test_numbers (void)
{
  static const struct
  {
    double value;
    const char *text;
  } cases[] = {
    { 0, "0" },
    { -0.0, "0" },
    { 42, "42" },
    { -73.9857, "-73.9857" },
    { 40.7484405, "40.7484405" },
    { 0.1, "0.1" },
    { 0.1 + 0.2, "0.3" },
    { 1.23456789, "1.2345679" },
    { 179.9999999, "179.9999999" },
    { 0.00001, "0.00001" },
    { -0.0000012, "-0.0000012" },
    { 0.00000001, "0" },
    { 12345678.25, "12345678.25" },
    { 1e12, "1000000000000" },
    { NAN, "null" },
    { INFINITY, "null" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HrJson) json = hr_json_new ();
      g_autofree char *text = NULL;
      g_autofree char *expected = g_strdup_printf ("[%s]\n", cases[i].text);

      hr_json_begin_array (json, NULL);
      hr_json_number (json, NULL, cases[i].value);
      hr_json_end (json);
      text = hr_json_to_string (json, 0);
      g_assert_cmpstr (text, ==, expected);
    }
}

/* any coordinate of seven decimals comes back the same */
static void
test_random_coordinates (void)
{
  for (guint i = 0; i < 20000; i++)
    {
      gint64 units = (gint64)(g_test_rand_double_range (-180, 180) * 1e7);
      double value = (double)units / 1e7;
      g_autoptr (HrJson) json = hr_json_new ();
      g_autofree char *text = NULL;

      hr_json_begin_array (json, NULL);
      hr_json_number (json, NULL, value);
      hr_json_end (json);
      text = hr_json_to_string (json, 0);
      g_assert_true (g_ascii_strtod (text + 1, NULL) == value);
      g_assert_null (strchr (text, 'e'));
    }
}

static void
test_free_null (void)
{
  hr_json_free (NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json/empty", test_empty);
  g_test_add_func ("/json/order-and-indent", test_order_and_indent);
  g_test_add_func ("/json/strings", test_strings);
  g_test_add_func ("/json/broken-utf8", test_broken_utf8);
  g_test_add_func ("/json/numbers", test_numbers);
  g_test_add_func ("/json/random-coordinates", test_random_coordinates);
  g_test_add_func ("/json/free-null", test_free_null);
  return g_test_run ();
}
