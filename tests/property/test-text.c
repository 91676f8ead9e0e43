/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever a feed holds: folding and cleaning give valid text, and doing it twice changes nothing. */
#include "handrail/core/hr-record.h"
#include "handrail/core/hr-text.h"

#include <string.h>

#define ROUNDS 20000

/* Pieces that make and break markup, in every order */
static const char *const pieces[] = {
  "a", "B", "amp", "lt", "#", "39", "x27", "&", "&", ";", ";", "<", "<", ">", ">", "/", "b", "br", "p", "script", "style",
  "!--", "--", "-", " ", " ", "\n", "\r", "\t", "\"", "'", "=", "!", "?", "[", "]", "&amp;", "&lt;", "&gt;", "&nbsp;",
  "&#8203;", "&#10;", "&quot;", "&#60;", "&#x26;", "&#59;", "<b>", "</b>", "<br>", "<p>", "<script>", "</script>", "<!--", "-->",
  "<a href=\"", "\">", "</a>", "é", "e\xCC\x81", "\xCC\x81", "\xCD\xBE", "\xE2\x84\xAA", "ß", "İ", "ŉ", "ﬁ", "ǅ", "日", "ガ",
  "한", "ی", "\xE2\x80\x8C", "\xE2\x80\x8D", "\xE2\x80\x8B", "\xE2\x80\xAE", "\xEF\xBB\xBF", "\xC2\xAD", "\xC2\xA0", "\xE2\x80\xA8",
  "\x01", "\x7f", "🙂", "\xF0\x9F\x91\xA9", "\xEF\xB8\x8F", "\xCC\xB8", "´", "’", "½", "\xE0\xA4\x95\xE0\xA5\x8D", "\xE1\xBF\xAF",
};

static char *
random_pieces (void)
{
  GString *text = g_string_new (NULL);

  for (int n = g_test_rand_int_range (0, 24); n > 0; n--)
    g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
  return g_string_free (text, FALSE);
}

static char *
random_characters (void)
{
  GString *text = g_string_new (NULL);

  for (int n = g_test_rand_int_range (0, 24); n > 0; n--)
    {
      static const gint32 limits[] = { 0x80, 0x250, 0x3000, 0x10000, 0x1FBFF, 0x110000 };
      gunichar c = (gunichar) g_test_rand_int_range (1, limits[g_test_rand_int_range (0, G_N_ELEMENTS (limits))]);

      if (g_unichar_validate (c))
        g_string_append_unichar (text, c);
    }
  return g_string_free (text, FALSE);
}

static char *
random_bytes (void)
{
  GString *text = g_string_new (NULL);

  for (int n = g_test_rand_int_range (0, 24); n > 0; n--)
    g_string_append_c (text, (char) g_test_rand_int_range (1, 256));
  return g_string_free (text, FALSE);
}

static char *
random_text (int round)
{
  switch (round % 4)
    {
    case 0:
      return random_bytes ();
    case 1:
      return random_characters ();
    default:
      return random_pieces ();
    }
}

static void
test_fold (void)
{
  for (int i = 0; i < ROUNDS; i++)
    {
      g_autofree char *text = random_text (i);
      g_autofree char *folded = hr_text_fold (text);
      g_autofree char *again = hr_text_fold (folded);

      g_assert_true (g_utf8_validate (folded, -1, NULL));
      g_assert_cmpstr (again, ==, folded);
      g_assert_false (g_str_has_prefix (folded, " "));
      g_assert_false (g_str_has_suffix (folded, " "));
      g_assert_null (strstr (folded, "  "));
      for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
        {
          gunichar c = g_utf8_get_char (p);

          g_assert_true (c == ' ' || g_unichar_isalnum (c));
          g_assert_false (g_unichar_isupper (c) && g_unichar_tolower (c) != c);
        }
    }
}

/* Capitals and composition never matter to a search. */
static void
test_fold_forms (void)
{
  for (int i = 0; i < ROUNDS; i++)
    {
      g_autofree char *raw = random_characters ();
      g_autofree char *nfc = g_utf8_normalize (raw, -1, G_NORMALIZE_NFC);
      g_autofree char *nfd = g_utf8_normalize (raw, -1, G_NORMALIZE_NFD);
      g_autofree char *folded = hr_text_fold (nfc);
      g_autofree char *same = hr_text_fold (nfd);

      g_assert_cmpstr (folded, ==, same);
    }
}

static void
check_clean (const char *text, gboolean multiline)
{
  gboolean changed;
  g_autofree char *cleaned = hr_text_clean (text, multiline, NULL);
  g_autofree char *again = hr_text_clean (cleaned, multiline, &changed);
  g_autofree char *composed = g_utf8_normalize (cleaned, -1, G_NORMALIZE_NFC);

  if (g_strcmp0 (cleaned, again) != 0)
    {
      g_autofree char *shown = g_strescape (text, NULL);

      g_test_message ("input: %s", shown);
    }
  g_assert_cmpstr (again, ==, cleaned);
  g_assert_false (changed);
  g_assert_true (g_utf8_validate (cleaned, -1, NULL));
  g_assert_cmpstr (composed, ==, cleaned);
  g_assert_false (g_str_has_prefix (cleaned, " ") || g_str_has_suffix (cleaned, " "));
  for (const char *p = cleaned; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_assert_true (!g_unichar_iscntrl (c) || (multiline && c == '\n'));
    }
}

static void
test_clean (void)
{
  for (int i = 0; i < ROUNDS; i++)
    {
      g_autofree char *text = random_text (i);

      check_clean (text, FALSE);
      check_clean (text, TRUE);
    }
}

/* Escaping a text as HTML and cleaning it gives the text back, as long as it holds nothing that is markup itself. */
static void
test_escape (void)
{
  for (int i = 0; i < ROUNDS; i++)
    {
      g_autofree char *raw = random_characters ();
      g_autofree char *plain = NULL;
      g_autofree char *escaped = NULL;
      g_autofree char *back = NULL;

      g_strdelimit (raw, "&<>", '+');
      plain = hr_text_clean (raw, FALSE, NULL);
      escaped = g_markup_escape_text (plain, -1);
      back = hr_text_clean (escaped, FALSE, NULL);
      g_assert_cmpstr (back, ==, plain);
    }
}

static void
test_truncate (void)
{
  for (int i = 0; i < ROUNDS; i++)
    {
      g_autofree char *raw = random_pieces ();
      gsize max = (gsize) g_test_rand_int_range (0, 40);
      g_autofree char *cut = hr_text_truncate (raw, max);

      if (strlen (raw) <= max)
        {
          g_assert_null (cut);
          continue;
        }
      g_assert_nonnull (cut);
      g_assert_cmpuint (strlen (cut), <=, max);
      g_assert_true (g_str_has_prefix (raw, cut));
      g_assert_true (g_utf8_validate (cut, -1, NULL));
    }
}

/* Whatever is accepted is accepted again, and stays as it is. */
static void
test_canonical (void)
{
  static const char *const more[] = { "2026-11-24", "T", "19:00", "7", "0.5", "-", "+", "yes", "en=", "es=", "https://", "h.org", ",", "x" };

  for (int i = 0; i < ROUNDS; i++)
    {
      HrKind kind = (HrKind) g_test_rand_int_range (0, HR_N_KINDS);
      guint n;
      const HrField *fields = hr_kind_get_fields (kind, &n);
      const HrField *field = &fields[g_test_rand_int_range (0, (gint32) n)];
      g_autoptr (HrRecord) record = hr_record_new (kind, NULL);
      g_autoptr (GError) error = NULL;
      GString *value = g_string_new (NULL);
      g_autofree char *kept = NULL;

      for (int k = g_test_rand_int_range (0, 6); k > 0; k--)
        g_string_append (value, g_test_rand_bit () ? more[g_test_rand_int_range (0, G_N_ELEMENTS (more))]
                                                   : pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      if (hr_record_set (record, field->name, value->str, &error))
        {
          kept = g_strdup (hr_record_get (record, field->name));
          g_assert_true (kept == NULL || kept[0] != '\0');
          g_assert_true (kept == NULL || strlen (kept) <= field->max_bytes);
          g_assert_true (hr_record_set (record, field->name, kept, &error));
          g_assert_no_error (error);
          g_assert_cmpstr (hr_record_get (record, field->name), ==, kept);
        }
      else
        g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_string_free (value, TRUE);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/property/text/fold", test_fold);
  g_test_add_func ("/property/text/fold-forms", test_fold_forms);
  g_test_add_func ("/property/text/clean", test_clean);
  g_test_add_func ("/property/text/escape", test_escape);
  g_test_add_func ("/property/text/truncate", test_truncate);
  g_test_add_func ("/property/text/canonical", test_canonical);
  return g_test_run ();
}
