/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "handrail/core/hr-text.h"

#include <string.h>

typedef struct
{
  const char *text, *expected;
  gboolean changed;
} Case;

static void
run (const Case *cases, gsize n, gboolean multiline)
{
  for (gsize i = 0; i < n; i++)
    {
      gboolean changed = 2;
      gboolean changed_again = 2;
      g_autofree char *cleaned = hr_text_clean (cases[i].text, multiline, &changed);
      g_autofree char *again = hr_text_clean (cleaned, multiline, &changed_again);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (cleaned, ==, cases[i].expected);
      g_assert_cmpint (changed, ==, cases[i].changed);
      g_assert_cmpstr (again, ==, cleaned);
      g_assert_false (changed_again);
    }
}

static void
test_plain (void)
{
  static const Case cases[] = {
    { "", "", FALSE },
    { "One Day at a Time", "One Day at a Time", FALSE },
    { "  One   Day\tat\na\r\nTime \n", "One Day at a Time", FALSE },
    { "AT&T", "AT&T", FALSE },
    { "R&B; soul", "R&B; soul", FALSE },
    { "Tom & Jerry & Co;", "Tom & Jerry & Co;", FALSE },
    { "I <3 you", "I <3 you", FALSE },
    { "a < b > c", "a < b > c", FALSE },
    { "2<3 and 5>4", "2<3 and 5>4", FALSE },
    { "x <y> z", "x <y> z", FALSE },
    { "<ask for Sam>", "<ask for Sam>", FALSE },
    { "<<<>>>", "<<<>>>", FALSE },
    { "<", "<", FALSE },
    { "&", "&", FALSE },
    { "&;", "&;", FALSE },
    { "&#;", "&#;", FALSE },
    { "&#x;", "&#x;", FALSE },
    { "&nosuch;", "&nosuch;", FALSE },
    { "&amp", "&amp", FALSE },
    { "Café — naïve 日本語", "Café — naïve 日本語", FALSE },
    { "Cafe\xCC\x81", "Café", FALSE },
    { "no\xC2\xA0" "break\xE3\x80\x80wide", "no break wide", FALSE },
    { "<brave> <bold> <image> <predinner>", "<brave> <bold> <image> <predinner>", FALSE },
  };

  run (cases, G_N_ELEMENTS (cases), FALSE);
}

static void
test_markup (void)
{
  static const Case cases[] = {
    { "<b>Bold</b>", "Bold", TRUE },
    { "<B CLASS=x>Bold</B >", "Bold", TRUE },
    { "un<i>believ</i>able", "unbelievable", TRUE },
    { "one<br>two<BR/>three<br />four", "one two three four", TRUE },
    { "<p>one</p><p>two</p>", "one two", TRUE },
    { "<td>one</td><td>two</td>", "one two", TRUE },
    { "<a href=\"https://example.org/?a=1&amp;b=2\">here</a>", "here", TRUE },
    { "<a title=\"1 > 0\">x</a>", "x", TRUE },
    { "<a title='a < b'>x</a>", "x", TRUE },
    { "<img src=\"x.png\"\n alt=\"y\"/>text", "text", TRUE },
    { "a<!-- hidden -->b", "ab", TRUE },
    { "a<!-- <b>hidden</b> > -->b", "ab", TRUE },
    { "a<!--[if mso]><p>x</p><![endif]-->b", "ab", TRUE },
    { "<!DOCTYPE html><html><body>x</body></html>", "x", TRUE },
    { "a<script>if (1 < 2) alert('x');</script>b", "ab", TRUE },
    { "a<style type=\"text/css\">p > b { color: red }</style>b", "ab", TRUE },
    { "<script>x</script><p>y</p><style>z</style>", "y", TRUE },
    { "<o:p></o:p>Word", "Word", TRUE },
    { "<span style='x'>a</span> < <span>b</span>", "a < b", TRUE },
    { "<b", "<b", FALSE },
    { "unclosed <b bold", "unclosed <b bold", FALSE },
    { "<b <i>x</i>", "<b x", TRUE },
    { "</p>", "", TRUE },
    { "<>", "<>", FALSE },
    { "< b>", "< b>", FALSE },
    { "<b/>x", "x", TRUE },
    { "I <3 <b>you</b>", "I <3 you", TRUE },
    { "<sam@example.org>", "<sam@example.org>", FALSE },
  };

  run (cases, G_N_ELEMENTS (cases), FALSE);
}

static void
test_references (void)
{
  static const Case cases[] = {
    { "AT&amp;T", "AT&T", TRUE },
    { "AT&amp;amp;T", "AT&T", TRUE },
    { "AT&amp;amp;amp;amp;T", "AT&T", TRUE },
    { "&lt;b&gt;x&lt;/b&gt;", "x", TRUE },
    { "&amp;lt;b&amp;gt;x", "x", TRUE },
    { "5 &lt; 6 &gt; 4", "5 < 6 > 4", TRUE },
    { "I &lt;3 you", "I <3 you", TRUE },
    { "a&nbsp;&nbsp;b", "a b", TRUE },
    { "&nbsp;a&nbsp;", "a", TRUE },
    { "St. Mark&#8217;s", "St. Mark’s", TRUE },
    { "St. Mark&rsquo;s", "St. Mark’s", TRUE },
    { "St. Mark&#x2019;s", "St. Mark’s", TRUE },
    { "St. Mark&#X2019;s", "St. Mark’s", TRUE },
    { "St. Mark&#146;s", "St. Mark’s", TRUE },
    { "St. Mark&#039;s", "St. Mark's", TRUE },
    { "St. Mark&apos;s", "St. Mark's", TRUE },
    { "&quot;Hope&quot;", "\"Hope\"", TRUE },
    { "&Eacute;cole &eacute;", "École é", TRUE },
    { "&EACUTE;", "é", TRUE },
    { "&NBSP;x", "x", TRUE },
    { "&hellip;&ndash;&mdash;&bull;&trade;", "…–—•™", TRUE },
    { "&iexcl;Bienvenidos!", "¡Bienvenidos!", TRUE },
    { "&thetasym;&Alpha;&alpha;", "ϑΑα", TRUE },
    { "&amp;#8217;", "’", TRUE },
    { "&amp;nbsp;x", "x", TRUE },
    { "e&#769;", "é", TRUE },
    { "&#128578;", "🙂", TRUE },
    { "a&#0;b", "ab", TRUE },
    { "a&#7;b", "ab", TRUE },
    { "a&#xD800;b", "ab", TRUE },
    { "a&#99999999999;b", "a&#99999999999;b", FALSE },
    { "a&#8203;b", "ab", TRUE },
    { "a&zwnj;b", "ab", TRUE },
    { "a&shy;b", "ab", TRUE },
    { "a&#894;b", "a;b", TRUE },
    { "&am<b></b>p;", "&", TRUE },
    { "&am\xE2\x80\x8Bp;", "&", TRUE },
    { "&amp\xCD\xBE", "&", TRUE },
  };

  run (cases, G_N_ELEMENTS (cases), FALSE);
}

static void
test_controls (void)
{
  static const Case cases[] = {
    { "a\x01" "b\x1b[0m\x7f", "ab[0m", TRUE },
    { "a\xC2\x9F" "b", "ab", TRUE },
    { "\xEF\xBB\xBFname", "name", TRUE },
    { "right\xE2\x80\xAEtfel", "righttfel", TRUE },
    { "a\xE2\x80\x8F\xE2\x81\xA6" "b", "ab", TRUE },
    { "zero\xE2\x80\x8Bwidth", "zerowidth", TRUE },
    { "soft\xC2\xADhyphen", "softhyphen", TRUE },
    { "broken \xff byte", "broken byte", TRUE },
    /* Joiners that spell: Persian, Hindi, a family. In Latin text they only hide. */
    { "می‌روم", "می‌روم", FALSE },
    { "क्‍ष", "क्‍ष", FALSE },
    { "👩‍👧", "👩‍👧", FALSE },
    { "pay\xE2\x80\x8Cpal", "paypal", TRUE },
    { "می‌‌روم", "می‌روم", TRUE },
  };

  run (cases, G_N_ELEMENTS (cases), FALSE);
}

static void
test_lines (void)
{
  static const Case cases[] = {
    { "one\ntwo", "one\ntwo", FALSE },
    { "one\r\ntwo\rthree", "one\ntwo\nthree", FALSE },
    { "one \n  two", "one\ntwo", FALSE },
    { "\n\none\n\n\n\n\ntwo\n\n", "one\n\ntwo", FALSE },
    { "one<br>two", "one\ntwo", TRUE },
    { "one<br />\r\ntwo", "one\n\ntwo", TRUE },
    { "<p>one</p><p>two</p>", "one\n\ntwo", TRUE },
    { "<ul><li>one</li><li>two</li></ul>", "one\n\ntwo", TRUE },
    { "one\xE2\x80\xA8two\xC2\x85three", "one\ntwo\nthree", FALSE },
    { "Enter by\tthe side", "Enter by the side", FALSE },
    { "one &lt;br&gt; two", "one\ntwo", TRUE },
  };

  run (cases, G_N_ELEMENTS (cases), TRUE);
}

/* A feed can hold anything: nothing may take time that grows with the square of its length. */
static void
test_long (void)
{
  static const char *const pieces[] = { "&amp;", "&", "amp;", "<", ">", "<b ", "<a \"", "<a \">", "<!--", "-->", "<script>", "&am<b>p;" };
  gint64 start = g_get_monotonic_time ();

  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      GString *text = g_string_new (NULL);
      g_autofree char *cleaned = NULL;

      while (text->len < 400000)
        g_string_append (text, pieces[i]);
      cleaned = hr_text_clean (text->str, TRUE, NULL);
      g_assert_true (g_utf8_validate (cleaned, -1, NULL));
      g_string_free (text, TRUE);
    }
  g_test_message ("%.3f s", (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 20 * G_USEC_PER_SEC);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text-clean/plain", test_plain);
  g_test_add_func ("/text-clean/markup", test_markup);
  g_test_add_func ("/text-clean/references", test_references);
  g_test_add_func ("/text-clean/controls", test_controls);
  g_test_add_func ("/text-clean/lines", test_lines);
  g_test_add_func ("/text-clean/long", test_long);
  return g_test_run ();
}
