/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-visitor"

#include "hr-news-page-private.h"
#include "handrail/service/hr-cancelled.h"
#include "handrail/service/hr-language.h"
#include "handrail/service/hr-words.h"
#include "hr-pager-private.h"
#include "hr-visitor-labels-private.h"

#include <glib/gi18n-lib.h>

struct _HrNewsPage
{
  HrPage parent_instance;
  HrVisitorContext *context;
  GtkWidget *pager;
  GPtrArray *announcements; /* (nullable) (element-type HrRecord) */
  GCancellable *cancellable;
  gboolean shown;
};

G_DEFINE_FINAL_TYPE (HrNewsPage, hr_news_page, HR_TYPE_PAGE)

static void
append (HrNewsPage *self, const char *text, const char *css_class)
{
  if (text != NULL && *text != '\0')
    hr_pager_append (HR_PAGER (self->pager), HR_PAGER_BLOCK, hr_visitor_label (text, css_class));
}

/* Until when it holds; on its last day people know without */
static char *
until_line (HrNewsPage *self, HrRecord *announcement)
{
  HrDate until;
  g_autofree char *date = NULL;

  if (!hr_date_parse (hr_record_get (announcement, "until"), &until) || until <= hr_directory_today (self->context->directory))
    return NULL;
  date = hr_words_date_inside (until);
  /* Translators: an announcement holds until this day, which is included */
  return g_strdup_printf (_ ("Until %s."), date);
}

static void
add (HrNewsPage *self, HrRecord *announcement)
{
  const char *language = hr_language_get ();
  g_autofree char *title = hr_record_get_translated (announcement, "title", language);
  g_autofree char *text = hr_record_get_translated (announcement, "text", language);
  g_autofree char *until = until_line (self, announcement);
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);

  hr_pager_append (HR_PAGER (self->pager), HR_PAGER_HEADING, hr_visitor_heading (title, 1));
  for (guint i = 0; lines[i] != NULL; i++)
    append (self, g_strstrip (lines[i]), NULL);
  append (self, until, "hr-muted");
}

static void
fill (HrNewsPage *self)
{
  guint page = hr_pager_get_page (HR_PAGER (self->pager));

  hr_pager_remove_all (HR_PAGER (self->pager));
  if (self->announcements == NULL)
    return;
  for (guint i = 0; i < self->announcements->len; i++)
    add (self, self->announcements->pdata[i]);
  if (self->announcements->len == 0)
    append (self, _ ("There is no news from the center today."), NULL);
  hr_pager_set_page (HR_PAGER (self->pager), page);
}

static void
answer_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrNewsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) announcements = hr_directory_get_announcements_finish (HR_DIRECTORY (source), result, &error);

  if (hr_was_cancelled (error))
    return;
  g_clear_pointer (&self->announcements, g_ptr_array_unref);
  self->announcements = announcements != NULL ? g_steal_pointer (&announcements) : g_ptr_array_new ();
  fill (self);
}

static void
ask (HrNewsPage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->context->directory == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  hr_directory_get_announcements_async (self->context->directory, self->cancellable, answer_cb, g_object_ref (self));
}

/* ---- the page ---- */

static void
hr_news_page_enter (HrPage *page, const char *argument)
{
  HrNewsPage *self = HR_NEWS_PAGE (page);

  HR_PAGE_CLASS (hr_news_page_parent_class)->enter (page, argument);
  hr_pager_set_page (HR_PAGER (self->pager), 0);
  self->shown = TRUE;
  ask (self);
}

static void
hr_news_page_leave (HrPage *page)
{
  HrNewsPage *self = HR_NEWS_PAGE (page);

  self->shown = FALSE;
  g_cancellable_cancel (self->cancellable);
  HR_PAGE_CLASS (hr_news_page_parent_class)->leave (page);
}

static void
hr_news_page_refresh (HrPage *page)
{
  HrNewsPage *self = HR_NEWS_PAGE (page);

  /* Translators: title of the page with the center's announcements */
  hr_page_set_title (page, _ ("News from the center"));
  hr_pager_refresh (HR_PAGER (self->pager));
  fill (self);
  if (self->shown)
    ask (self);
}

static void
hr_news_page_clear (HrPage *page)
{
  HrNewsPage *self = HR_NEWS_PAGE (page);

  g_clear_pointer (&self->announcements, g_ptr_array_unref);
  hr_pager_remove_all (HR_PAGER (self->pager));
  HR_PAGE_CLASS (hr_news_page_parent_class)->clear (page);
}

static gboolean
hr_news_page_back (HrPage *page)
{
  return hr_pager_back (HR_PAGER (HR_NEWS_PAGE (page)->pager));
}

static char *
hr_news_page_get_spoken (HrPage *page)
{
  g_autofree char *lines = hr_pager_spoken (HR_PAGER (HR_NEWS_PAGE (page)->pager));

  return g_strdup_printf ("%s.\n%s", hr_page_get_title (page), lines);
}

static void
hr_news_page_dispose (GObject *object)
{
  HrNewsPage *self = HR_NEWS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->announcements, g_ptr_array_unref);

  G_OBJECT_CLASS (hr_news_page_parent_class)->dispose (object);
}

static void
hr_news_page_class_init (HrNewsPageClass *klass)
{
  HrPageClass *page_class = HR_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hr_news_page_dispose;
  page_class->enter = hr_news_page_enter;
  page_class->leave = hr_news_page_leave;
  page_class->refresh = hr_news_page_refresh;
  page_class->clear = hr_news_page_clear;
  page_class->back = hr_news_page_back;
  page_class->get_spoken = hr_news_page_get_spoken;
}

static void
hr_news_page_init (HrNewsPage *self)
{
  self->pager = hr_pager_new ();
  hr_page_set_child (HR_PAGE (self), self->pager);
}

HrPage *
hr_news_page_new (HrVisitorContext *context)
{
  HrNewsPage *self = g_object_new (HR_TYPE_NEWS_PAGE, NULL);

  self->context = context;
  hr_page_refresh (HR_PAGE (self));
  return HR_PAGE (self);
}
