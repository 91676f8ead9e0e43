/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-visitor"

#include "hr-support-words-private.h"

#include "handrail/core/hr-hours.h"
#include "handrail/service/hr-article.h"
#include "handrail/service/hr-words.h"
#include "hr-visitor-labels-private.h"

#include <glib/gi18n-lib.h>

#define MOST_TITLE 40

typedef struct
{
  HrPager *pager;
  HrRecord *record;
  HrVisitorContext *context;
} Writer;

static char *
translated (HrRecord *record, const char *field, HrVisitorContext *context)
{
  return hr_record_get_translated (record, field, hr_session_get_language (context->session));
}

static void
block (Writer *to, const char *text, const char *css_class)
{
  if (text != NULL && *text != '\0')
    hr_pager_append (to->pager, HR_PAGER_BLOCK, hr_visitor_label (text, css_class));
}

static void
titled (Writer *to, const char *title, const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  hr_pager_append (to->pager, HR_PAGER_HEADING, hr_visitor_heading (title, 2));
  block (to, text, NULL);
}

static void
titled_field (Writer *to, const char *title, const char *field)
{
  g_autofree char *text = translated (to->record, field, to->context);

  titled (to, title, text);
}

/* A long text in parts, so that a page can be turned between them */
static void
paragraphs (Writer *to, const char *text)
{
  g_autoptr (GPtrArray) parts = hr_article_parse (text != NULL ? text : "");

  for (guint i = 0; i < parts->len; i++)
    {
      const HrArticlePart *part = g_ptr_array_index (parts, i);
      g_autofree char *item = part->kind == HR_ARTICLE_ITEM ? g_strdup_printf ("•  %s", part->text) : NULL;

      if (part->kind == HR_ARTICLE_HEADING)
        hr_pager_append (to->pager, HR_PAGER_HEADING, hr_visitor_heading (part->text, 2));
      else
        block (to, item != NULL ? item : part->text, NULL);
    }
}

static void
phone (Writer *to)
{
  const char *number = hr_record_get (to->record, "phone");
  g_autofree char *words = number != NULL ? hr_words_phone (number) : NULL;
  GtkWidget *label;

  if (words == NULL)
    return;
  hr_pager_append (to->pager, HR_PAGER_HEADING, hr_visitor_heading (_ ("Call"), 2));
  label = hr_visitor_label (words, "hr-number");
  g_object_set_data_full (G_OBJECT (label), HR_PAGER_SPOKEN, hr_words_digits_spoken (number), g_free);
  hr_pager_append (to->pager, HR_PAGER_BLOCK, label);
}

static void
languages (Writer *to)
{
  g_auto (GStrv) codes = hr_record_get_codes (to->record, "languages");
  HrVocabulary *vocabulary = hr_directory_get_vocabulary (to->context->directory);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; codes[i] != NULL; i++)
    {
      const char *name = hr_vocabulary_language_name (vocabulary, codes[i], hr_session_get_language (to->context->session));

      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", name != NULL ? name : codes[i]);
    }
  titled (to, _ ("Languages"), text->str);
}

char *
hr_support_treatment (HrVisitorContext *context, gboolean brief)
{
  HrRecord *site = context->directory != NULL ? hr_directory_get_site (context->directory) : NULL;
  g_autofree char *own = site != NULL ? translated (site, "treatment", context) : NULL;
  const char *number = site != NULL ? hr_record_get (site, "treatment_phone") : NULL;
  g_autofree char *words = number != NULL ? hr_words_phone (number) : NULL;
  GString *text = g_string_new (_ ("Peers add to treatment. They do not replace it."));

  if (!brief || words == NULL)
    g_string_append_printf (text, " %s", own != NULL ? own : _ ("For a nurse or a counselor, ask at the front desk."));
  if (words != NULL)
    {
      g_autoptr (GString) whole = g_string_new (words);

      /* a number that is broken over two lines is two numbers to whoever is in a hurry */
      g_string_replace (whole, " ", "\302\240", 0);
      g_string_append_printf (text, " %s", whole->str);
    }
  return g_string_free (text, FALSE);
}

char *
hr_support_name (HrRecord *record, HrVisitorContext *context)
{
  switch ((int) hr_record_get_kind (record))
    {
    case HR_KIND_PROGRAM:
      return translated (record, "name", context);
    case HR_KIND_STORY:
      return translated (record, "title", context);
    case HR_KIND_ARTICLE:
      return g_strdup (hr_record_get (record, "title"));
    default:
      return g_strdup (hr_record_get (record, "name"));
    }
}

HrDate
hr_support_now (HrVisitorContext *context, int *ret_minute)
{
  HrDate today;

  hr_zone_from_unix_s (hr_directory_get_zone (context->directory), hr_clock_now_s (context->clock), &today, ret_minute);
  return today;
}

gboolean
hr_support_here_today (HrRecord *peer, HrVisitorContext *context)
{
  const char *hours = hr_record_get (peer, "hours");
  g_autoptr (GArray) spans = hours != NULL ? hr_hours_parse (hours, NULL) : NULL;
  int minute;
  HrDate today = hr_support_now (context, &minute);

  return spans != NULL && hr_hours_on (spans, hr_date_weekday (today), minute);
}

/* ---- programs ---- */

/* "Week 5 of 12" while it runs, else its length */
static char *
week_words (HrRecord *record, HrDate today)
{
  gint64 weeks = hr_record_get_integer (record, "weeks", 0);
  HrDate start = HR_DATE_NONE;
  int week;

  if (weeks == 0)
    return g_strdup (_ ("No fixed end"));
  if (hr_record_get (record, "start") != NULL && hr_date_parse (hr_record_get (record, "start"), &start) && start <= today)
    {
      week = (today - start) / 7 + 1;
      if (week <= weeks)
        return g_strdup_printf (_ ("Week %d of %d"), week, (int) weeks);
    }
  return g_strdup_printf (ngettext ("%d week", "%d weeks", (gulong) weeks), (int) weeks);
}

static char *
places_words (HrRecord *record)
{
  gint64 left = hr_record_get_integer (record, "places_left", -1);

  if (left < 0)
    return NULL;
  if (left == 0)
    return g_strdup (_ ("Full now"));
  return g_strdup_printf (ngettext ("%d place left", "%d places left", (gulong) left), (int) left);
}

static char *
date_words (HrRecord *record, const char *field, HrDate today, gboolean only_ahead)
{
  HrDate date = HR_DATE_NONE;

  if (hr_record_get (record, field) == NULL || !hr_date_parse (hr_record_get (record, field), &date)
      || (only_ahead && date < today))
    return NULL;
  return hr_words_date (date);
}

static const char *
form_words (HrRecord *record)
{
  const char *form = hr_record_get (record, "form");

  return g_strcmp0 (form, "group") == 0        ? _ ("Coaching in a group")
         : g_strcmp0 (form, "one_on_one") == 0 ? _ ("Coaching one-on-one")
                                               : _ ("Community program");
}

static void
write_program (Writer *to)
{
  HrDate today = hr_directory_today (to->context->directory);
  g_autofree char *weeks = week_words (to->record, today);
  g_autofree char *places = places_words (to->record);
  g_autofree char *start = date_words (to->record, "start", today, TRUE);
  g_autofree char *intake = date_words (to->record, "next_intake", today, TRUE);
  g_autofree char *when = hr_words_hours (hr_record_get (to->record, "hours"));
  g_autofree char *length = start != NULL ? g_strdup_printf (_ ("%s. Begins: %s."), weeks, start) : g_strdup (weeks);
  g_autofree char *line = translated (to->record, "line", to->context);
  g_autofree char *place = translated (to->record, "place", to->context);

  block (to, form_words (to->record), "hr-strong");
  block (to, line, NULL);
  titled_field (to, _ ("Who it is for"), "for_whom");
  titled_field (to, _ ("What you decide"), "decide");
  titled (to, _ ("When"), when);
  titled (to, _ ("How long"), length);
  titled (to, _ ("Where"), place != NULL ? place : _ ("Ask at the front desk."));
  titled (to, _ ("Places"), places);
  titled (to, _ ("Next intake"), intake);
  titled_field (to, _ ("Cost"), "cost");
  titled_field (to, _ ("How to ask for a place"), "ask");
  languages (to);
  phone (to);
}

/* ---- people ---- */

static void
write_peer (Writer *to)
{
  g_autofree char *about = translated (to->record, "about", to->context);
  g_autofree char *hours = hr_words_hours (hr_record_get (to->record, "hours"));
  g_autoptr (GString) ways = g_string_new (NULL);
  gboolean coach = g_strcmp0 (hr_record_get (to->record, "role"), "coach") == 0;
  g_autofree char *place = translated (to->record, "place", to->context);

  block (to, coach ? _ ("Coach") : _ ("Peer"), "hr-strong");
  if (hr_support_here_today (to->record, to->context))
    block (to, _ ("Here today"), "hr-notice");
  hr_pager_append (to->pager, HR_PAGER_HEADING, hr_visitor_heading (_ ("From their own life"), 2));
  paragraphs (to, about);
  titled (to, _ ("When"), hours);
  if (hr_record_get_yes_no (to->record, "in_person", FALSE))
    g_string_append (ways, _ ("In person"));
  if (hr_record_get_yes_no (to->record, "by_phone", FALSE))
    g_string_append_printf (ways, "%s%s", ways->len > 0 ? " · " : "", _ ("By phone"));
  if (hr_record_get_yes_no (to->record, "by_video", FALSE))
    g_string_append_printf (ways, "%s%s", ways->len > 0 ? " · " : "", _ ("By video"));
  titled (to, _ ("How"), ways->str);
  titled (to, _ ("Where"), place != NULL ? place : _ ("Ask at the front desk."));
  languages (to);
  phone (to);
}

/* ---- both ---- */

void
hr_support_fill_card (HrCard *card, HrRecord *record, HrVisitorContext *context)
{
  g_autofree char *name = hr_support_name (record, context);
  g_autofree char *line = NULL, *detail = NULL, *trail = NULL;
  const char *icon = "hr-info-symbolic";

  if (hr_record_get_kind (record) == HR_KIND_PEER)
    {
      icon = "hr-person-symbolic";
      line = translated (record, "about", context);
      detail = hr_words_hours (hr_record_get (record, "hours"));
      trail = hr_support_here_today (record, context) ? g_strdup (_ ("Here today")) : NULL;
    }
  else if (hr_record_get_kind (record) == HR_KIND_PROGRAM)
    {
      g_autofree char *weeks = week_words (record, hr_directory_today (context->directory));
      g_autofree char *places = places_words (record);

      icon = "hr-people-symbolic";
      line = translated (record, "line", context);
      detail = places != NULL ? g_strdup_printf ("%s · %s", weeks, places) : g_strdup (weeks);
    }
  else if (hr_record_get_kind (record) == HR_KIND_STORY)
    {
      icon = "hr-message-symbolic";
      line = g_strdup (hr_record_get (record, "name"));
    }
  else if (hr_record_get_kind (record) == HR_KIND_ARTICLE)
    line = g_strdup (hr_record_get (record, "line"));
  else
    {
      icon = "hr-people-symbolic";
      line = translated (record, "line", context);
      /* a title is never cut: the page behind the card has the whole name */
      if (g_utf8_strlen (name, -1) > MOST_TITLE && hr_record_get (record, "short_name") != NULL)
        {
          g_free (line);
          line = g_steal_pointer (&name);
          name = g_strdup (hr_record_get (record, "short_name"));
        }
    }
  hr_card_set_icon (card, icon);
  hr_card_set_title (card, name);
  hr_card_set_line (card, line);
  hr_card_set_detail (card, detail);
  hr_card_set_trail (card, trail);
}

void
hr_support_fill_details (HrPager *pager, HrRecord *record, HrVisitorContext *context)
{
  Writer to = { pager, record, context };
  g_autofree char *name = hr_support_name (record, context);
  g_autofree char *treatment = hr_support_treatment (context, FALSE);
  g_autofree char *text = NULL, *line = NULL;
  HrKind kind = hr_record_get_kind (record);

  hr_pager_remove_all (pager);
  hr_pager_append (pager, HR_PAGER_HEADING, hr_visitor_heading (name, 1));
  if (kind == HR_KIND_PROGRAM)
    write_program (&to);
  else if (kind == HR_KIND_PEER)
    write_peer (&to);
  else if (kind == HR_KIND_STORY)
    {
      block (&to, hr_record_get (record, "name"), "hr-strong");
      text = translated (record, "text", context);
      paragraphs (&to, text);
    }
  else if (kind == HR_KIND_ARTICLE)
    paragraphs (&to, hr_record_get (record, "text"));
  else
    {
      line = translated (record, "line", context);
      text = translated (record, "more", context);
      block (&to, line, "hr-strong");
      paragraphs (&to, text);
      phone (&to);
    }
  if (kind == HR_KIND_ARTICLE && hr_record_get (record, "sources") != NULL)
    {
      g_autofree char *sources = g_strdup_printf (_ ("Sources: %s"), hr_record_get (record, "sources"));

      block (&to, sources, "hr-muted");
    }
  hr_pager_append (pager, HR_PAGER_HEADING, hr_visitor_label (treatment, NULL));
}
