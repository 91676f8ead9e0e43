/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-core"

#include "handrail/core/hr-date.h"
#include "handrail/core/hr-error.h"
#include "handrail/core/hr-rule.h"
#include "handrail/core/hr-zone.h"
#include "hr-record-private.h"
#include "handrail/core/hr-text.h"

#include <glib/gi18n-lib.h>

#include <math.h>
#include <string.h>

#define SHOWN_CHARACTERS 40

/* "The field "x" needs WHAT; "value" is WHY." */
static gboolean
refuse (const HrField *field, const char *value, const char *needs, const char *why, GError **error)
{
  g_autofree char *valid = g_utf8_make_valid (value, -1);
  g_autofree char *tidy = hr_text_tidy (valid, FALSE);
  g_autofree char *shown = g_utf8_strlen (tidy, -1) > SHOWN_CHARACTERS
                               ? g_utf8_substring (tidy, 0, SHOWN_CHARACTERS)
                               : g_strdup (tidy);

  g_set_error (error, HR_ERROR, HR_ERROR_INPUT, _ ("The field \"%s\" needs %s; \"%s%s\" %s."), field->name, needs,
               shown, strlen (shown) < strlen (tidy) ? "…" : "", why);
  return FALSE;
}

static gboolean
parse_two_digits (const char *text, int limit, int *ret_value)
{
  if (!g_ascii_isdigit (text[0]) || !g_ascii_isdigit (text[1]))
    return FALSE;
  *ret_value = (text[0] - '0') * 10 + (text[1] - '0');
  return *ret_value < limit;
}

/* "H:MM", "HH:MM" or with ":SS"; seconds are dropped, nobody meets by them */
static gboolean
parse_time (const char *text, int *ret_hour, int *ret_minute)
{
  char padded[9] = "";
  int second = 0;

  if (g_ascii_isdigit (text[0]) && text[1] == ':')
    padded[0] = '0';
  if (strlen (padded) + strlen (text) > 8)
    return FALSE;
  strcat (padded, text);
  if (strlen (padded) != 5 && strlen (padded) != 8)
    return FALSE;
  if (padded[5] == ':' && !parse_two_digits (padded + 6, 60, &second))
    return FALSE;
  return padded[2] == ':' && (padded[5] == '\0' || padded[5] == ':') && parse_two_digits (padded, 24, ret_hour)
         && parse_two_digits (padded + 3, 60, ret_minute);
}

static gboolean
canonical_integer (const HrField *field, char *text, char **ret_value, GError **error)
{
  gint64 number;
  g_autofree char *needs = NULL;

  if (g_ascii_string_to_signed (text[0] == '+' && g_ascii_isdigit (text[1]) ? text + 1 : text, 10, field->minimum,
                                field->maximum, &number, NULL))
    {
      *ret_value = g_strdup_printf ("%" G_GINT64_FORMAT, number);
      return TRUE;
    }
  needs = g_strdup_printf (_ ("a whole number from %d to %d"), field->minimum, field->maximum);
  return refuse (field, text, needs, _ ("is not one"), error);
}

static gboolean
canonical_coordinate (const HrField *field, char *text, char **ret_value, GError **error)
{
  /* g_ascii_strtod() also reads hexadecimal numbers, "inf" and "nan". */
  gboolean plain = strspn (text, "0123456789+-.eE") == strlen (text);
  char *end = NULL;
  double degrees = plain ? g_ascii_strtod (text, &end) : NAN;
  char buffer[64];
  g_autofree char *needs = NULL;

  if (!plain || end == text || *end != '\0' || !(degrees >= field->minimum && degrees <= field->maximum))
    {
      needs = g_strdup_printf (_ ("decimal degrees from %d to %d, like 40.7128"), field->minimum, field->maximum);
      return refuse (field, text, needs, _ ("is not that"), error);
    }
  g_ascii_formatd (buffer, sizeof buffer, "%.7f", degrees);
  for (gsize n = strlen (buffer); n > 0 && (buffer[n - 1] == '0' || buffer[n - 1] == '.'); n--)
    {
      gboolean point = buffer[n - 1] == '.';

      buffer[n - 1] = '\0';
      if (point)
        break;
    }
  *ret_value = g_strdup (strcmp (buffer, "-0") == 0 ? "0" : buffer);
  return TRUE;
}

static gboolean
canonical_yes_no (const HrField *field, char *text, char **ret_value, GError **error)
{
  static const char *const yes[] = { "yes", "true", "1" };
  static const char *const no[] = { "no", "false", "0" };

  for (gsize i = 0; i < G_N_ELEMENTS (yes); i++)
    if (g_ascii_strcasecmp (text, yes[i]) == 0 || g_ascii_strcasecmp (text, no[i]) == 0)
      {
        *ret_value = g_strdup (g_ascii_strcasecmp (text, yes[i]) == 0 ? "yes" : "no");
        return TRUE;
      }
  return refuse (field, text, _ ("\"yes\" or \"no\""), _ ("is neither"), error);
}

static gboolean
canonical_date (const HrField *field, char *text, char **ret_value, GError **error)
{
  HrDate date;

  if (!hr_date_parse (text, &date))
    return refuse (field, text, _ ("a date like 2026-11-24"), _ ("is not one"), error);
  *ret_value = g_strdup (text);
  return TRUE;
}

static gboolean
canonical_time (const HrField *field, char *text, char **ret_value, GError **error)
{
  int hour, minute;

  if (!parse_time (text, &hour, &minute))
    return refuse (field, text, _ ("a time from 00:00 to 23:59"), _ ("is not one"), error);
  *ret_value = g_strdup_printf ("%02d:%02d", hour, minute);
  return TRUE;
}

static gboolean
canonical_date_time (const HrField *field, char *text, char **ret_value, GError **error)
{
  HrDate date;
  int hour, minute;

  if (strlen (text) > 11 && strchr ("Tt ", text[10]) != NULL)
    {
      g_autofree char *day = g_strndup (text, 10);

      if (hr_date_parse (day, &date) && parse_time (text + 11, &hour, &minute))
        {
          *ret_value = g_strdup_printf ("%sT%02d:%02d", day, hour, minute);
          return TRUE;
        }
    }
  return refuse (field, text, _ ("a date and time like 2026-11-24T19:00"), _ ("is neither"), error);
}

static gboolean
canonical_rule (const HrField *field, char *text, char **ret_value, GError **error)
{
  HrRule rule;

  if (!hr_rule_parse (text, &rule, error))
    {
      g_prefix_error (error, _ ("The field \"%s\": "), field->name);
      return FALSE;
    }
  *ret_value = hr_rule_to_string (&rule);
  return TRUE;
}

static gboolean
canonical_zone (const HrField *field, char *text, char **ret_value, GError **error)
{
  const HrZone *zone = hr_zone_get (text);

  if (zone == NULL)
    return refuse (field, text, _ ("the name of a time zone like America/New_York"),
                   _ ("is none that this device knows"), error);
  *ret_value = g_strdup (hr_zone_get_id (zone));
  return TRUE;
}

/* Whether "host", "host:port" or "[ipv6]:port" at @text, up to @end, can be one */
static gboolean
is_host (const char *text, const char *end)
{
  const char *port = end;
  const char *host_end;

  while (port > text && g_ascii_isdigit (port[-1]))
    port--;
  host_end = port > text && port[-1] == ':' ? port - 1 : end;
  if (host_end == text || *text == '.')
    return FALSE;
  if (*text == '[')
    return host_end - text > 3 && host_end[-1] == ']';
  for (const char *p = text; p < host_end; p++)
    if (!(g_ascii_isalnum (*p) || *p == '.' || *p == '-' || *p == '_' || (*p & 0x80)))
      return FALSE;
  return TRUE;
}

static gboolean
canonical_url (const HrField *field, char *text, char **ret_value, GError **error)
{
  const char *needs = N_ ("a web address that begins with https://");
  gsize scheme = g_ascii_strncasecmp (text, "https://", 8) == 0 ? 8 : g_ascii_strncasecmp (text, "http://", 7) == 0 ? 7 : 0;
  gsize host = scheme + strcspn (text + scheme, "/?#");

  if (scheme == 0)
    return refuse (field, text, _ (needs), _ ("does not"), error);
  if (strpbrk (text, " \n\"<>") != NULL)
    return refuse (field, text, _ (needs), _ ("holds a space, a quote or a bracket"), error);
  if (memchr (text, '@', host) != NULL)
    return refuse (field, text, _ ("a web address without a user name"), _ ("holds one"), error);
  if (!is_host (text + scheme, text + host))
    return refuse (field, text, _ (needs), _ ("names no host after it"), error);
  for (gsize i = 0; i < host; i++)
    text[i] = g_ascii_tolower (text[i]);
  *ret_value = g_strdup (text);
  return TRUE;
}

/* How many bytes of @text say "extension", or 0 */
static gsize
extension_word (const char *text)
{
  static const char *const words[] = { "extension", "ext.", "ext" };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strncasecmp (text, words[i], strlen (words[i])) == 0)
      return strlen (words[i]);
  return 0;
}

static gboolean
canonical_phone (const HrField *field, char *text, char **ret_value, GError **error)
{
  const char *needs = N_ ("a number of at least three digits, written with digits, spaces and + , * # ( ) . - x");
  GString *phone = g_string_sized_new (strlen (text) + 1);
  const char *p = text;
  guint digits = 0;
  gboolean fits = TRUE;

  if (g_ascii_strncasecmp (p, "tel:", 4) == 0)
    p += 4;
  while (*p != '\0' && fits)
    {
      gunichar c = g_utf8_get_char (p);
      gsize word = c == 'e' || c == 'E' ? extension_word (p) : 0;

      if (word > 0 || c == 'X')
        g_string_append_c (phone, 'x');
      else if (c < 0x80 && strchr ("0123456789+,*#().-x ", (int) c) != NULL)
        g_string_append_c (phone, (char) c);
      else if (c == '/' || g_unichar_type (c) == G_UNICODE_DASH_PUNCTUATION)
        g_string_append_c (phone, '-');
      else
        fits = FALSE;
      digits += c < 0x80 && g_ascii_isdigit ((char) c) ? 1 : 0;
      p = word > 0 ? p + word : g_utf8_next_char (p);
    }
  if (fits && digits >= 3)
    {
      *ret_value = hr_text_tidy (phone->str, FALSE);
      g_string_free (phone, TRUE);
      return TRUE;
    }
  g_string_free (phone, TRUE);
  return refuse (field, text, _ (needs), fits ? _ ("has fewer digits") : _ ("holds something else"), error);
}

static gboolean
same_code (const char *a, const char *b)
{
  g_autofree char *folded_a = NULL;
  g_autofree char *folded_b = NULL;

  if (g_ascii_strcasecmp (a, b) == 0)
    return TRUE;
  if (g_str_is_ascii (a) || g_str_is_ascii (b))
    return FALSE;
  folded_a = g_utf8_casefold (a, -1);
  folded_b = g_utf8_casefold (b, -1);
  return strcmp (folded_a, folded_b) == 0;
}

static gboolean
is_listed (GPtrArray *codes, const char *code)
{
  for (guint i = 0; i < codes->len; i++)
    if (same_code (codes->pdata[i], code))
      return TRUE;
  return FALSE;
}

static char *
canonical_codes (char *text)
{
  g_autoptr (GPtrArray) codes = g_ptr_array_sized_new (16);

  for (char *part = text, *next; part != NULL; part = next)
    {
      next = strchr (part, ',');
      if (next != NULL)
        *next++ = '\0';
      g_strstrip (part);
      /* a mark that stood on the comma has no letter to stand on now; text never begins with one */
      while (part[0] != '\0' && g_unichar_ismark (g_utf8_get_char (part)))
        part = g_strchug (g_utf8_next_char (part));
      if (part[0] != '\0' && !is_listed (codes, part))
        g_ptr_array_add (codes, part);
    }
  g_ptr_array_add (codes, NULL);
  return g_strjoinv (",", (char **) codes->pdata);
}

static gboolean
canonical_choice (const HrField *field, char *text, char **ret_value, GError **error)
{
  g_autofree char *wanted = NULL;
  g_autofree char *all = NULL;
  g_autofree char *needs = NULL;

  if (g_strv_contains (field->choices, text))
    {
      *ret_value = g_strdup (text);
      return TRUE;
    }
  wanted = g_strdelimit (g_ascii_strdown (text, -1), "- ", '_');
  for (gsize i = 0; field->choices[i] != NULL; i++)
    {
      g_autofree char *choice = g_strdelimit (g_strdup (field->choices[i]), "-", '_');

      if (strcmp (choice, wanted) == 0)
        {
          *ret_value = g_strdup (field->choices[i]);
          return TRUE;
        }
    }
  all = g_strjoinv ("\", \"", (char **) field->choices);
  needs = g_strdup_printf (_ ("one of \"%s\""), all);
  return refuse (field, text, needs, _ ("is none of them"), error);
}

static gboolean
canonical_ref (const HrField *field, char *text, char **ret_value, GError **error)
{
  g_autofree char *needs = NULL;

  if (strchr (text, ' ') == NULL)
    {
      *ret_value = g_strdup (text);
      return TRUE;
    }
  needs = g_strdup_printf (_ ("the id of a %s"), hr_kind_get_word (field->ref_kind));
  return refuse (field, text, needs, _ ("holds a space"), error);
}

gboolean
hr_language_tag_is_valid (const char *tag, gsize length)
{
  gsize part = 0;
  gboolean first = TRUE;

  for (gsize i = 0; i <= length; i++)
    {
      if (i < length && tag[i] != '-')
        {
          if (!(first ? g_ascii_isalpha (tag[i]) : g_ascii_isalnum (tag[i])))
            return FALSE;
          part++;
          continue;
        }
      if (part < (first ? 2 : 1) || part > (first ? 3 : 8))
        return FALSE;
      part = 0;
      first = FALSE;
    }
  return TRUE;
}

/* "PT-br" → "pt-BR", "zh-hant" → "zh-Hant" */
static char *
canonical_tag (const char *tag, gsize length)
{
  char *result = g_ascii_strdown (tag, (gssize) length);
  gsize start = 0;

  for (gsize i = 0; i <= length; i++)
    if (i == length || result[i] == '-')
      {
        if (start > 0 && i - start == 2)
          for (gsize k = start; k < i; k++)
            result[k] = g_ascii_toupper (result[k]);
        else if (start > 0 && i - start == 4)
          result[start] = g_ascii_toupper (result[start]);
        start = i + 1;
      }
  return result;
}

static int
compare_lines_cb (gconstpointer a, gconstpointer b)
{
  const char *first = *(const char *const *) a;
  const char *second = *(const char *const *) b;
  g_autofree char *first_tag = g_strndup (first, strcspn (first, "="));
  g_autofree char *second_tag = g_strndup (second, strcspn (second, "="));

  return strcmp (first_tag, second_tag);
}

static gboolean
same_language (const char *a, const char *b)
{
  gsize length = strcspn (a, "=") + 1;

  return strncmp (a, b, length) == 0;
}

static gboolean
canonical_translated (const HrField *field, char *text, char **ret_value, GError **error)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (g_free);
  guint n_plain = 0;
  guint n_tagged = 0;

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      gsize tag = strcspn (lines[i], "=");
      gboolean tagged = lines[i][tag] == '=' && hr_language_tag_is_valid (lines[i], tag);
      g_autofree char *said = tagged ? hr_text_tidy (lines[i] + tag + 1, FALSE) : NULL;
      g_autofree char *name = tagged ? canonical_tag (lines[i], tag) : NULL;

      n_tagged += tagged ? 1 : 0;
      n_plain += !tagged && lines[i][0] != '\0' ? 1 : 0;
      if (tagged && said[0] != '\0')
        g_ptr_array_add (kept, g_strconcat (name, "=", said, NULL));
    }
  if (n_tagged == 0)
    {
      g_autofree char *said = hr_text_tidy (text, FALSE);

      *ret_value = g_strconcat ("en=", said, NULL);
      return TRUE;
    }
  if (n_plain > 0)
    return refuse (field, text, _ ("one line for each language, like \"en=Housing\" and \"es=Vivienda\""),
                   _ ("has a line without its language"), error);
  g_ptr_array_sort (kept, compare_lines_cb);
  for (guint i = 1; i < kept->len; i++)
    if (same_language (kept->pdata[i - 1], kept->pdata[i]))
      return refuse (field, kept->pdata[i], _ ("one line for each language"), _ ("is the second one for its language"),
                     error);
  g_ptr_array_add (kept, NULL);
  *ret_value = g_strjoinv ("\n", (char **) kept->pdata);
  return TRUE;
}

static gboolean
canonical_form (const HrField *field, char *text, char **ret_value, GError **error)
{
  switch (field->form)
    {
    case HR_FORM_INTEGER:
      return canonical_integer (field, text, ret_value, error);
    case HR_FORM_COORDINATE:
      return canonical_coordinate (field, text, ret_value, error);
    case HR_FORM_YES_NO:
      return canonical_yes_no (field, text, ret_value, error);
    case HR_FORM_DATE:
      return canonical_date (field, text, ret_value, error);
    case HR_FORM_TIME:
      return canonical_time (field, text, ret_value, error);
    case HR_FORM_DATE_TIME:
      return canonical_date_time (field, text, ret_value, error);
    case HR_FORM_RULE:
      return canonical_rule (field, text, ret_value, error);
    case HR_FORM_ZONE:
      return canonical_zone (field, text, ret_value, error);
    case HR_FORM_URL:
      return canonical_url (field, text, ret_value, error);
    case HR_FORM_PHONE:
      return canonical_phone (field, text, ret_value, error);
    case HR_FORM_REF:
      return canonical_ref (field, text, ret_value, error);
    case HR_FORM_CHOICE:
      return canonical_choice (field, text, ret_value, error);
    case HR_FORM_TRANSLATED:
      return canonical_translated (field, text, ret_value, error);
    case HR_FORM_CODES:
      *ret_value = canonical_codes (text);
      return TRUE;
    case HR_FORM_LINE:
    case HR_FORM_TEXT:
      *ret_value = g_strdup (text);
      return TRUE;
    default:
      g_assert_not_reached ();
    }
}

gboolean
hr_field_canonicalize (const HrField *field, const char *value, char **ret_value, GError **error)
{
  g_autofree char *text = NULL;
  g_autofree char *canonical = NULL;

  if (!g_utf8_validate (value, -1, NULL))
    return refuse (field, value, _ ("text in UTF-8"), _ ("holds a broken byte"), error);
  text = hr_text_tidy (value, field->form == HR_FORM_TEXT || field->form == HR_FORM_TRANSLATED);
  if (text[0] != '\0' && !canonical_form (field, text, &canonical, error))
    return FALSE;
  if (canonical != NULL && strlen (canonical) > field->max_bytes)
    {
      g_set_error (error, HR_ERROR, HR_ERROR_INPUT,
                   _ ("The field \"%s\" holds at most %u bytes; this text has %zu. Please shorten it."), field->name,
                   field->max_bytes, strlen (canonical));
      return FALSE;
    }
  *ret_value = canonical != NULL && canonical[0] != '\0' ? g_steal_pointer (&canonical) : NULL;
  return TRUE;
}
