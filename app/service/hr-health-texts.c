/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What visitors read and dial: texts that lack a language or are hard, addresses and numbers that lead nowhere. */
#define G_LOG_DOMAIN "handrail-service"

#include "handrail/core/hr-field-words.h"
#include "handrail/service/hr-language.h"
#include "handrail/service/hr-reading.h"
#include "handrail/store/hr-store-desk.h"
#include "hr-health-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define EXAMPLES 3

/* Of the few that are named: as the desk's lists and forms call them. */
static void
count (HrHealthTexts *self, guint *counter, GString *places, HrKind kind, const char *id, const char *field, const char *language)
{
  g_autoptr (HrThing) thing = NULL;

  if ((*counter)++ >= EXAMPLES)
    return;
  thing = hr_store_get_thing (self->health->store, kind, id, NULL);
  g_string_append (places, places->len > 0 ? "; " : "");
  /* Translators: a place in the listings: meeting “Noon Anchor”, “Notes” */
  g_string_append_printf (places, _ ("%1$s “%2$s”, “%3$s”"), hr_kind_get_word (kind), thing != NULL ? thing->title : id,
                          hr_field_words_label (kind, field));
  if (language != NULL)
    g_string_append_printf (places, " (%s)", hr_language_native_name (language));
}

static void
read_text (HrHealthTexts *self, HrKind kind, const char *id, const char *field, const char *language, const char *text)
{
  g_autoptr (HrReadingReport) reading = hr_reading_check (text, language);

  if (reading->level == HR_READING_HARD)
    count (self, &self->hard, self->hard_at, kind, id, field, language);
}

void
hr_health_texts_begin (HrHealthTexts *self, HrHealth *health)
{
  self->health = health;
  self->languages = health->site != NULL ? hr_record_get_codes (health->site, "languages") : NULL;
  if (self->languages == NULL || self->languages[0] == NULL)
    {
      g_strfreev (self->languages);
      self->languages = g_strdupv ((char **)hr_language_list ());
    }
  self->untranslated_at = g_string_new (NULL);
  self->hard_at = g_string_new (NULL);
  self->unusable_at = g_string_new (NULL);
}

void
hr_health_texts_take_translated (HrHealthTexts *self, HrKind kind, const char *id, const char *field, const char *text)
{
  if (text == NULL)
    return;
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; self->languages[i] != NULL; i++)
    {
      gsize length = strlen (self->languages[i]);
      const char *said = NULL;

      for (guint k = 0; lines[k] != NULL && said == NULL; k++)
        if (strncmp (lines[k], self->languages[i], length) == 0 && lines[k][length] == '=')
          said = lines[k] + length + 1;
      if (said == NULL)
        count (self, &self->untranslated, self->untranslated_at, kind, id, field, self->languages[i]);
      else
        read_text (self, kind, id, field, self->languages[i], said);
    }
}

void
hr_health_texts_take_note (HrHealthTexts *self, HrKind kind, const char *id, const char *field, const char *text)
{
  if (text != NULL)
    read_text (self, kind, id, field, "en", text);
}

void
hr_health_texts_take_contact (HrHealthTexts *self, HrKind kind, const char *id, HrFieldForm form, const char *field,
                              const char *text)
{
  if (text != NULL && !(form == HR_FORM_URL ? hr_health_url_is_usable (text) : hr_health_phone_is_usable (text)))
    count (self, &self->unusable, self->unusable_at, kind, id, field, NULL);
}

static gboolean
is_over (HrHealthTexts *self, HrRecord *record)
{
  const char *day = NULL;
  HrDate date = HR_DATE_NONE;

  if (hr_record_get_kind (record) != HR_KIND_EXCEPTION || self->health->today == HR_DATE_NONE)
    return FALSE;
  day = hr_record_get (record, "until");
  if (day == NULL)
    day = hr_record_get (record, "from");
  return day != NULL && hr_date_parse (day, &date) && date < self->health->today;
}

static void
take_record (HrHealthTexts *self, HrRecord *record)
{
  HrKind kind = hr_record_get_kind (record);
  const char *id = hr_record_get_id (record);
  guint n = 0;
  const HrField *fields = hr_kind_get_fields (kind, &n);

  for (guint i = 0; i < n; i++)
    {
      const char *text = hr_record_get_nth (record, i);

      if (fields[i].form == HR_FORM_TRANSLATED)
        hr_health_texts_take_translated (self, kind, id, fields[i].name, text);
      else if (fields[i].form == HR_FORM_URL || fields[i].form == HR_FORM_PHONE)
        hr_health_texts_take_contact (self, kind, id, fields[i].form, fields[i].name, text);
      else if (fields[i].form == HR_FORM_TEXT && hr_record_get (record, "source") == NULL)
        hr_health_texts_take_note (self, kind, id, fields[i].name, text);
    }
}

gboolean
hr_health_texts_take_records (HrHealthTexts *self, GError **error)
{
  for (guint k = 0; k < HR_N_KINDS; k++)
    {
      /* names of types come from the standards, in the languages that those have */
      if (k == HR_KIND_MEETING || k == HR_KIND_SOURCE || k == HR_KIND_TYPE)
        continue;
      g_autoptr (GPtrArray) records = hr_store_get_records (self->health->store, (HrKind)k, error);
      if (records == NULL)
        return FALSE;
      for (guint i = 0; i < records->len; i++)
        if (!is_over (self, g_ptr_array_index (records, i)))
          take_record (self, g_ptr_array_index (records, i));
    }
  return TRUE;
}

void
hr_health_texts_end (HrHealthTexts *self)
{
  HrHealth *health = self->health;

  if (self->untranslated > 0)
    hr_health_add (health, "translations", HR_HEALTH_ATTENTION,
                   _ ("Texts that lack one of the center's languages: %u. For example: %s."), self->untranslated,
                   self->untranslated_at->str);
  else
    hr_health_add (health, "translations", HR_HEALTH_OK, _ ("All texts are there in each of the center's languages."));
  if (self->hard > 0)
    hr_health_add (health, "reading", HR_HEALTH_ATTENTION,
                   _ ("Texts that readers may find hard: %u. Shorter sentences help. For example: %s."), self->hard,
                   self->hard_at->str);
  else
    hr_health_add (health, "reading", HR_HEALTH_OK, _ ("No text is harder than grade %d."), HR_READING_LIMIT);
  if (self->unusable > 0)
    hr_health_add (health, "links", HR_HEALTH_ATTENTION,
                   _ ("Links and phone numbers that look made up or cut short: %u. For example: %s."), self->unusable,
                   self->unusable_at->str);
  else
    hr_health_add (health, "links", HR_HEALTH_OK, _ ("Links and phone numbers look usable."));
  g_strfreev (self->languages);
  g_string_free (self->untranslated_at, TRUE);
  g_string_free (self->hard_at, TRUE);
  g_string_free (self->unusable_at, TRUE);
}

/* ---- links and numbers ---- */

gboolean
hr_health_url_is_usable (const char *url)
{
  /* RFC 2606, RFC 6761: names that never lead anywhere; and those of one's own network, which no phone reaches */
  static const char *const nowhere[] = { ".example", ".invalid",     ".test",        ".localhost",
                                         ".local",   ".example.com", ".example.org", ".example.net" };
  const char *host = strstr (url, "://");
  g_autofree char *name = NULL;

  host = host != NULL ? host + 3 : url;
  name = g_strdup_printf (".%.*s", (int)strcspn (host, "/?#:"), host);
  for (guint i = 0; i < G_N_ELEMENTS (nowhere); i++)
    if (g_str_has_suffix (name, nowhere[i]))
      return FALSE;
  return strchr (name + 1, '.') != NULL && !g_str_has_prefix (name, ".127.") && !g_str_has_prefix (name, ".10.")
         && !g_str_has_prefix (name, ".192.168.") && !g_str_has_suffix (name, ".");
}

gboolean
hr_health_phone_is_usable (const char *phone)
{
  gsize length = strcspn (phone, ",;x#*");
  g_autoptr (GString) digits = g_string_new (NULL);
  gboolean abroad = FALSE, same = TRUE;

  for (gsize i = 0; i < length; i++)
    if (g_ascii_isdigit (phone[i]))
      g_string_append_c (digits, phone[i]);
  abroad = phone[0] == '+' && phone[1] != '1';
  if (!abroad && digits->len == 11 && digits->str[0] == '1')
    g_string_erase (digits, 0, 1);
  for (gsize i = 1; i < digits->len; i++)
    same = same && digits->str[i] == digits->str[0];
  if (digits->len >= 7 && same)
    return FALSE;
  if (abroad)
    return digits->len >= 7 && digits->len <= 15;
  /* 555-0100 to 555-0199 are kept for stories; no area or exchange begins with 0 or 1 */
  if (digits->len == 10)
    return digits->str[0] > '1' && digits->str[3] > '1' && strncmp (digits->str + 3, "55501", 5) != 0;
  return digits->len == 3 || digits->len == 5 || digits->len == 6
         || (digits->len == 7 && digits->str[0] > '1' && strncmp (digits->str, "55501", 5) != 0);
}
