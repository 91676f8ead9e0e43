/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "handrail/core/hr-text.h"

#include <string.h>

typedef struct
{
  const char *text, *expected;
} Pair;

static void
test_fold (void)
{
  static const Pair pairs[] = {
    { "", "" },
    { "   ", "" },
    { "?!…", "" },
    { "One Day at a Time", "one day at a time" },
    { "  St. Mark's--Place  ", "st marks place" },
    { "O'Brien O’Brien O´Brien OʼBrien O`Brien", "obrien obrien obrien obrien obrien" },
    { "AT&T 12x12", "at t 12x12" },
    { "Café ÉCOLE naïve", "cafe ecole naive" },
    { "Cafe\xCC\x81", "cafe" },
    { "straße STRASSE ẞ", "strasse strasse ss" },
    { "Ærø Œuvre Łódź Đorđe Þór ħ", "aero oeuvre lodz dorde thor h" },
    { "ﬁve ﬂoors №3 ²½", "five floors no3 21 2" },
    { "ΣΊΣΥΦΟΣ Σίσυφος", "σισυφοσ σισυφοσ" },
    { "Москва Ёлка Й", "москва елка и" },
    { "İstanbul ISPARTA ı", "istanbul isparta i" },
    { "ＦＵＬＬ　ｗｉｄｔｈ", "full width" },
    { "soft\xC2\xADhyphen zero\xE2\x80\x8Bwidth", "softhyphen zerowidth" },
    { "日本語ミーティング", "日本語ミーティンク" },
    { "a\xE2\x80\x94" "b\xC2\xA0" "c", "a b c" },
    { "tabs\tand\nlines", "tabs and lines" },
    { "Grupo «Solo por Hoy» ¡Bienvenidos!", "grupo solo por hoy bienvenidos" },
    { "50% + 10", "50 10" },
    { "🙂 joy 🙂", "joy" },
    { "ǅ Ǆ", "dz dz" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *folded = hr_text_fold (pairs[i].text);
      g_autofree char *again = hr_text_fold (folded);

      g_test_message ("%s", pairs[i].text);
      g_assert_cmpstr (folded, ==, pairs[i].expected);
      g_assert_cmpstr (again, ==, folded);
    }
}

static void
test_fold_broken (void)
{
  g_autofree char *folded = hr_text_fold ("Caf\xe9 Nord");

  g_assert_cmpstr (folded, ==, "caf nord");
}

/* The way for ASCII alone and the way for all characters must agree. */
static void
test_fold_agrees (void)
{
  for (char c = 1; c < 127; c++)
    {
      char text[] = { 'A', c, 'b', '\0' };
      g_autofree char *mixed = g_strconcat ("é", text, NULL);
      g_autofree char *plain = hr_text_fold (text);
      g_autofree char *other = hr_text_fold (mixed);

      g_assert_cmpstr (other + 1, ==, plain);
      g_assert_cmpint (other[0], ==, 'e');
    }
}

static void
test_truncate (void)
{
  static const struct
  {
    const char *text;
    gsize max;
    const char *expected;
  } table[] = {
    { "short", 5, NULL },
    { "", 0, NULL },
    { "short", 4, "shor" },
    { "short", 0, "" },
    { "One Day at a Time", 12, "One Day at a" },
    { "One Day at a Time", 14, "One Day at a" },
    { "One Day at a Time", 8, "One Day" },
    { "One Day at a Time", 7, "One Day" },
    { "ééé", 5, "éé" },
    { "ééé", 1, "" },
    { "abe\xCC\x81", 4, "ab" },
    { "abe\xCC\x81", 3, "ab" },
    { "日本語", 8, "日本" },
    { "a very-long-word-that-does-not-end-within-reach", 40, "a very-long-word-that-does-not-end-withi" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *cut = hr_text_truncate (table[i].text, table[i].max);

      g_test_message ("%s to %" G_GSIZE_FORMAT, table[i].text, table[i].max);
      g_assert_cmpstr (cut, ==, table[i].expected);
    }
}

static void
test_bad_utf8 (void)
{
  static const struct
  {
    const char *data;
    gsize length;
    guint line, column; /* 0: nothing is wrong */
  } table[] = {
    { "", 0, 0, 0 },
    { "fine\né\n", 8, 0, 0 },
    { "\xff", 1, 1, 1 },
    { "ab\ncd\xc3", 6, 2, 3 },
    { "ab\r\ncd\xff", 7, 2, 3 },
    { "ab\rcd\xff", 6, 2, 3 },
    { "é\xe9", 3, 1, 3 },
    { "a\0b", 3, 1, 2 },
    { "\xed\xa0\x80", 3, 1, 1 },
    { "\xc0\xaf", 2, 1, 1 },
    { "\xf4\x90\x80\x80", 4, 1, 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      guint line = 0;
      guint column = 0;
      gboolean bad = hr_text_find_bad_utf8 (table[i].data, table[i].length, &line, &column);

      g_assert_cmpint (bad, ==, table[i].line != 0);
      g_assert_cmpuint (line, ==, table[i].line);
      g_assert_cmpuint (column, ==, table[i].column);
    }
  g_assert_true (hr_text_find_bad_utf8 ("\xff", 1, NULL, NULL));
}

static void
test_position (void)
{
  guint line, column;

  hr_text_position ("ab\ncd", 0, &line, &column);
  g_assert_cmpuint (line * 100 + column, ==, 101);
  hr_text_position ("ab\ncd", 2, &line, &column);
  g_assert_cmpuint (line * 100 + column, ==, 103);
  hr_text_position ("ab\ncd", 3, &line, &column);
  g_assert_cmpuint (line * 100 + column, ==, 201);
  hr_text_position ("ab\ncd", 5, &line, &column);
  g_assert_cmpuint (line * 100 + column, ==, 203);
  hr_text_position ("\r\n\r\nx", 4, &line, &column);
  g_assert_cmpuint (line * 100 + column, ==, 301);
}

static void
test_slug (void)
{
  static const Pair pairs[] = {
    { "One Day at a Time", "one-day-at-a-time" },
    { "  Café -- Naïve!  ", "cafe-naive" },
    { "St. Mark's", "st-marks" },
    { "日本語", "untitled" },
    { "日本 AA 語", "aa" },
    { "", "untitled" },
    { "---", "untitled" },
    { "0123456789012345678901234567890123456789012345678901234567890123456789",
      "0123456789012345678901234567890123456789012345678901234567890123" },
    { "012345678901234567890123456789012345678901234567890123456789012 456",
      "012345678901234567890123456789012345678901234567890123456789012" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *slug = hr_text_slug (pairs[i].text);

      g_assert_cmpstr (slug, ==, pairs[i].expected);
    }
}

static void
test_derive_id (void)
{
  g_autofree char *id = hr_text_derive_id ("m", "aa", "central", "42", NULL);
  g_autofree char *same = hr_text_derive_id ("m", "aa", "central", "42", NULL);
  g_autofree char *split = hr_text_derive_id ("m", "aa", "central4", "2", NULL);
  g_autofree char *fewer = hr_text_derive_id ("m", "aa", "central", NULL);
  g_autofree char *empty = hr_text_derive_id ("m", "aa", "central", "", NULL);
  g_autofree char *known = hr_text_derive_id ("v", "abc", NULL);

  g_assert_cmpuint (strlen (id), ==, 22);
  g_assert_true (g_str_has_prefix (id, "m-"));
  g_assert_cmpuint (strspn (id + 2, "abcdefghijklmnopqrstuvwxyz234567"), ==, 20);
  g_assert_cmpstr (id, ==, same);
  g_assert_cmpstr (id, !=, split);
  g_assert_cmpstr (fewer, !=, empty);
  /* Other devices must find the same: base64.b32encode(sha256(b"3:abc").digest())[:20].lower() */
  g_assert_cmpstr (known, ==, "v-vk27tluzwlry7ndcajoi");
}

static void
test_random_id (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int i = 0; i < 2000; i++)
    {
      char *id = hr_text_random_id ("g");

      g_assert_true (g_str_has_prefix (id, "g-"));
      g_assert_cmpuint (strlen (id), ==, 22);
      g_assert_true (g_hash_table_add (seen, id));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/fold", test_fold);
  g_test_add_func ("/text/fold-broken", test_fold_broken);
  g_test_add_func ("/text/fold-agrees", test_fold_agrees);
  g_test_add_func ("/text/truncate", test_truncate);
  g_test_add_func ("/text/bad-utf8", test_bad_utf8);
  g_test_add_func ("/text/position", test_position);
  g_test_add_func ("/text/slug", test_slug);
  g_test_add_func ("/text/derive-id", test_derive_id);
  g_test_add_func ("/text/random-id", test_random_id);
  return g_test_run ();
}
