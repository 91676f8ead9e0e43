/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-visitor"

#include "hr-home-page-private.h"
#include "handrail/service/hr-language.h"
#include "handrail/ui/hr-card.h"
#include "hr-news-strip-private.h"
#include "hr-support-words-private.h"
#include "hr-tiles-private.h"
#include "hr-visitor-labels-private.h"

#include <glib/gi18n-lib.h>

#define TILE_LEAST_MM 112.0
#define TILE_SMALL_MM 80.0
#define TILE_MAX_MM 100.0

/* What the cards lead to, in the order of the screen. A page that does not exist gets no card. */
static const struct
{
  const char *page;
  const char *icon;
  const char *title;
  const char *line;
} entries[] = {
  /* Translators: cards of the first page */
  { "meetings", "hr-calendar-symbolic", N_ ("Meetings today"), N_ ("What is on now and next") },
  { "filters", "hr-people-symbolic", N_ ("Find a group"), N_ ("By day, by place, by who it is for") },
  { "sign-in", "hr-sign-in-symbolic", N_ ("Sign in"), N_ ("For a meeting here. No name needed.") },
  { "talk", "hr-person-symbolic", N_ ("Talk with one person"), N_ ("Someone who has been there") },
  { "choose", "hr-filter-symbolic", N_ ("Help me choose"), N_ ("Six short questions. Nothing is kept.") },
  { "papers", "hr-papers-symbolic", N_ ("Papers and links"), N_ ("Housing, food, rides, work and more") },
  { "learn", "hr-info-symbolic", N_ ("Learn"), N_ ("What peer support is, and stories") },
  { "search", "hr-search-symbolic", N_ ("Search"), N_ ("Meetings, people, programs and more") },
};

struct _HrHomePage
{
  HrPage parent_instance;
  HrVisitorContext *context;
  GtkWidget *box;
  GtkWidget *welcome;
  GtkWidget *news_place;
  GtkWidget *news;
  GtkWidget *tiles;
  GtkWidget *treatment;
  GtkWidget *cards[G_N_ELEMENTS (entries)];
};

G_DEFINE_FINAL_TYPE (HrHomePage, hr_home_page, HR_TYPE_PAGE)

static void
card_cb (GtkButton *button, gpointer page)
{
  gtk_widget_activate_action (GTK_WIDGET (button), "win.go", "s", (const char *)page);
}

static void
hr_home_page_refresh (HrPage *page)
{
  HrHomePage *self = HR_HOME_PAGE (page);
  HrRecord *site = self->context->directory != NULL ? hr_directory_get_site (self->context->directory) : NULL;
  g_autofree char *welcome = site != NULL ? hr_record_get_translated (site, "welcome", hr_language_get ()) : NULL;

  /* large words, little room: rather the titles whole than a line below each of them and a greeting above */
  gboolean small = hr_theme_bound_mm (self->context->theme, 1.0) < 1.0;
  gboolean large = hr_session_get_text_size (self->context->session) >= (small ? HR_TEXT_DEFAULT : HR_TEXT_LARGE);
  g_autofree char *treatment = hr_support_treatment (self->context, small);

  /* a small panel has room for every card only if their words stop growing sooner */
  gtk_widget_remove_css_class (self->box, "hr-bounded");
  gtk_widget_remove_css_class (self->box, "hr-modest");
  gtk_widget_add_css_class (self->box,
                            hr_theme_bound_mm (self->context->theme, 1.0) < 1.0 ? "hr-modest" : "hr-bounded");
  hr_visitor_set_line (GTK_LABEL (self->treatment), treatment);
  if (large)
    gtk_widget_add_css_class (self->box, "hr-dense");
  else
    gtk_widget_remove_css_class (self->box, "hr-dense");
  gtk_widget_set_visible (self->welcome, !large);
  /* Translators: "where am I" of the first page */
  hr_page_set_title (page, _ ("Home"));
  gtk_label_set_label (GTK_LABEL (self->welcome),
                       welcome != NULL ? welcome : _ ("You are welcome here. You do not need to give your name."));
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      if (self->cards[i] == NULL)
        continue;
      hr_card_set_title (HR_CARD (self->cards[i]), _ (entries[i].title));
      hr_card_set_line (HR_CARD (self->cards[i]), large ? NULL : _ (entries[i].line));
    }
  /* a small panel has no row to spare for a strip, unless its cards stand in three columns */
  hr_tiles_set_wide_columns (HR_TILES (self->tiles), small ? 3 : 2, small ? TILE_SMALL_MM : TILE_LEAST_MM);
  hr_news_strip_set_brief (HR_NEWS_STRIP (self->news), large && !small);
  hr_news_strip_ask (HR_NEWS_STRIP (self->news), self->context->directory);
}

static void
hr_home_page_class_init (HrHomePageClass *klass)
{
  HR_PAGE_CLASS (klass)->refresh = hr_home_page_refresh;
}

static void
hr_home_page_init (HrHomePage *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->box, "hr-home-grid");
  self->welcome = gtk_label_new ("");
  gtk_label_set_wrap (GTK_LABEL (self->welcome), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->welcome), 0.0f);
  gtk_widget_add_css_class (self->welcome, "hr-welcome");
  self->news = hr_news_strip_new ();
  self->tiles = hr_tiles_new (1, 2, TILE_LEAST_MM, TILE_MAX_MM);
  gtk_box_append (GTK_BOX (self->box), self->welcome);
  self->news_place = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (self->news_place), self->news);
  gtk_box_append (GTK_BOX (self->box), self->news_place);
  gtk_box_append (GTK_BOX (self->box), self->tiles);
  self->treatment = hr_visitor_label ("", "hr-muted");
  gtk_box_append (GTK_BOX (self->box), self->treatment);
  hr_page_set_child (HR_PAGE (self), self->box);
}

HrPage *
hr_home_page_new (HrVisitorContext *context)
{
  HrHomePage *self = g_object_new (HR_TYPE_HOME_PAGE, NULL);

  self->context = context;
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      if (hr_visitor_pages_find (entries[i].page) == NULL)
        continue;
      self->cards[i] = hr_card_new ();
      hr_card_set_icon (HR_CARD (self->cards[i]), entries[i].icon);
      g_signal_connect (self->cards[i], "clicked", G_CALLBACK (card_cb), (gpointer)entries[i].page);
      hr_tiles_append (HR_TILES (self->tiles), self->cards[i]);
    }
  hr_page_refresh (HR_PAGE (self));
  return HR_PAGE (self);
}
