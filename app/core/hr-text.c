/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-core"

#include "handrail/core/hr-text.h"

#include <stdarg.h>
#include <string.h>

#define SLUG_BYTES 64
#define ID_CHARACTERS 20
/* g_unichar_fully_decompose() never writes more */
#define DECOMPOSITION_CHARACTERS 18
/* A cut looks back this far for the end of a word */
#define WORD_BYTES 24

static const char base32[] = "abcdefghijklmnopqrstuvwxyz234567";

static gboolean
is_ascii (const char *text, gsize length)
{
  const char *end = text + length;
  guint64 block;

  for (; (gsize) (end - text) >= sizeof block; text += sizeof block)
    {
      memcpy (&block, text, sizeof block);
      if (block & G_GUINT64_CONSTANT (0x8080808080808080))
        return FALSE;
    }
  for (; text < end; text++)
    if (*text & 0x80)
      return FALSE;
  return TRUE;
}

static gboolean
is_apostrophe (gunichar c)
{
  return c == '\'' || c == '`' || c == 0xB4 || c == 0x2BB || c == 0x2BC || c == 0x2BD || c == 0x2018 || c == 0x2019
         || c == 0x201B || c == 0x2032 || c == 0xFF07;
}

/* Letters that Unicode does not decompose but that people type without their stroke or as two */
static const char *
plain_letters (gunichar c)
{
  switch (c)
    {
    case 0xE6: /* æ */
      return "ae";
    case 0x153: /* œ */
      return "oe";
    case 0xF8: /* ø */
      return "o";
    case 0x142: /* ł */
      return "l";
    case 0x111: /* đ */
    case 0xF0:  /* ð */
      return "d";
    case 0xFE: /* þ */
      return "th";
    case 0xDF: /* ß */
      return "ss";
    case 0x131: /* ı */
      return "i";
    case 0x127: /* ħ */
      return "h";
    case 0x167: /* ŧ */
      return "t";
    case 0x3C2: /* ς, the final form of σ */
      return "\xCF\x83";
    default:
      return NULL;
    }
}

static void
fold_simple (GString *out, gunichar c)
{
  const char *letters;

  if (is_apostrophe (c) || g_unichar_ismark (c))
    return;
  if (!g_unichar_isalnum (c))
    {
      if (out->len > 0 && out->str[out->len - 1] != ' ')
        g_string_append_c (out, ' ');
      return;
    }
  c = g_unichar_tolower (c);
  letters = plain_letters (c);
  if (letters != NULL)
    g_string_append (out, letters);
  else
    g_string_append_unichar (out, c);
}

static char *
fold_unicode (const char *text)
{
  GString *out = g_string_sized_new (strlen (text) + 8);
  gunichar parts[DECOMPOSITION_CHARACTERS];

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gsize n;

      /* Before decomposing: the acute accent alone decomposes into a space and a mark, which would part O´Brien. */
      if (c < 0x80 || is_apostrophe (c))
        {
          fold_simple (out, c);
          continue;
        }
      /* Soft hyphens and joiners stand inside words. */
      if (g_unichar_type (c) == G_UNICODE_FORMAT)
        continue;
      n = g_unichar_fully_decompose (c, TRUE, parts, G_N_ELEMENTS (parts));
      for (gsize i = 0; i < MIN (n, G_N_ELEMENTS (parts)); i++)
        fold_simple (out, parts[i]);
    }
  if (out->len > 0 && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
  return g_string_free (out, FALSE);
}

static char *
fold_ascii (const char *text, gsize length)
{
  char *result = g_malloc (length + 1);
  char *out = result;

  for (gsize i = 0; i < length; i++)
    {
      char c = text[i];

      if (g_ascii_isalnum (c))
        *out++ = g_ascii_tolower (c);
      else if (c != '\'' && c != '`' && out > result && out[-1] != ' ')
        *out++ = ' ';
    }
  if (out > result && out[-1] == ' ')
    out--;
  *out = '\0';
  return result;
}

char *
hr_text_fold (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  gsize length = strlen (text);

  if (is_ascii (text, length))
    return fold_ascii (text, length);
  if (!g_utf8_validate (text, (gssize) length, NULL))
    {
      g_autofree char *valid = g_utf8_make_valid (text, (gssize) length);

      return fold_unicode (valid);
    }
  return fold_unicode (text);
}

char *
hr_text_truncate (const char *text, gsize max_bytes)
{
  g_return_val_if_fail (text != NULL, NULL);

  const char *cut, *word;

  if (strlen (text) <= max_bytes)
    return NULL;

  cut = text + max_bytes;
  while (cut > text && (*cut & 0xC0) == 0x80)
    cut--;
  /* A letter keeps its accents, or goes with them. */
  while (cut > text && g_unichar_ismark (g_utf8_get_char (cut)))
    cut = g_utf8_prev_char (cut);

  for (word = cut; word > text && cut - word < WORD_BYTES; word--)
    if (g_ascii_isspace (*word))
      break;
  if (word > text && g_ascii_isspace (*word))
    cut = word;
  while (cut > text && g_ascii_isspace (cut[-1]))
    cut--;
  return g_strndup (text, (gsize) (cut - text));
}

gboolean
hr_text_find_bad_utf8 (const char *data, gsize length, guint *ret_line, guint *ret_column)
{
  g_return_val_if_fail (data != NULL || length == 0, FALSE);

  const char *end;

  if (length == 0 || g_utf8_validate_len (data, length, &end))
    return FALSE;
  hr_text_position (data, (gsize) (end - data), ret_line, ret_column);
  return TRUE;
}

void
hr_text_position (const char *data, gsize offset, guint *ret_line, guint *ret_column)
{
  g_return_if_fail (data != NULL || offset == 0);

  guint line = 1;
  gsize start = 0;

  /* A lone CR ends a line too: some feeds come from programs of the last century. */
  for (gsize i = 0; i < offset; i++)
    if (data[i] == '\n' || (data[i] == '\r' && (i + 1 >= offset || data[i + 1] != '\n')))
      {
        line++;
        start = i + 1;
      }
  if (ret_line != NULL)
    *ret_line = line;
  if (ret_column != NULL)
    *ret_column = (guint) (offset - start + 1);
}

char *
hr_text_slug (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  g_autofree char *folded = hr_text_fold (text);
  GString *slug = g_string_sized_new (SLUG_BYTES + 1);

  for (const char *p = folded; *p != '\0' && slug->len < SLUG_BYTES; p++)
    {
      if (g_ascii_isalnum (*p))
        g_string_append_c (slug, *p);
      else if (*p == ' ' && slug->len > 0 && slug->str[slug->len - 1] != '-')
        g_string_append_c (slug, '-');
    }
  if (slug->len > 0 && slug->str[slug->len - 1] == '-')
    g_string_truncate (slug, slug->len - 1);
  if (slug->len == 0)
    g_string_append (slug, "untitled");
  return g_string_free (slug, FALSE);
}

static char *
make_id (const char *prefix, const guint8 *bytes)
{
  char text[ID_CHARACTERS + 1];
  guint bits = 0;
  guint32 window = 0;

  for (guint i = 0; i < ID_CHARACTERS; i++)
    {
      if (bits < 5)
        {
          window = window << 8 | *bytes++;
          bits += 8;
        }
      bits -= 5;
      text[i] = base32[window >> bits & 31];
    }
  text[ID_CHARACTERS] = '\0';
  return g_strconcat (prefix, "-", text, NULL);
}

char *
hr_text_derive_id (const char *prefix, const char *first_part, ...)
{
  g_return_val_if_fail (prefix != NULL, NULL);
  g_return_val_if_fail (first_part != NULL, NULL);

  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize digest_length = sizeof digest;
  va_list parts;

  va_start (parts, first_part);
  for (const char *part = first_part; part != NULL; part = va_arg (parts, const char *))
    {
      gsize length = strlen (part);
      char counted[24];

      /* The length keeps ("a", "bc") and ("ab", "c") apart. */
      g_snprintf (counted, sizeof counted, "%" G_GSIZE_FORMAT ":", length);
      g_checksum_update (checksum, (const guchar *) counted, -1);
      g_checksum_update (checksum, (const guchar *) part, (gssize) length);
    }
  va_end (parts);
  g_checksum_get_digest (checksum, digest, &digest_length);
  return make_id (prefix, digest);
}

char *
hr_text_random_id (const char *prefix)
{
  g_return_val_if_fail (prefix != NULL, NULL);

  guint32 words[4];
  guint8 bytes[sizeof words];

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    words[i] = g_random_int ();
  memcpy (bytes, words, sizeof bytes);
  return make_id (prefix, bytes);
}
