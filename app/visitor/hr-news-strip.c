/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-visitor"

#include "hr-news-strip-private.h"
#include "handrail/service/hr-cancelled.h"
#include "handrail/service/hr-language.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The whole is one touch away: here it must not take the room of what people came for. */
#define TITLE_LINES 2
#define TEXT_LINES 2
#define MOST_TEXT 70

struct _HrNewsStrip
{
  HrTapButton parent_instance;
  GtkWidget *title;
  GtkWidget *text;
  GtkWidget *more;
  GPtrArray *announcements; /* (nullable) (element-type HrRecord) */
  GCancellable *cancellable;
  char *name;
  gboolean brief;
};

G_DEFINE_FINAL_TYPE (HrNewsStrip, hr_news_strip, HR_TYPE_TAP_BUTTON)

static void
set_text (GtkWidget *label, const char *text)
{
  /* the same words again would draw the resting screen for nothing */
  if (g_strcmp0 (gtk_label_get_text (GTK_LABEL (label)), text != NULL ? text : "") != 0)
    gtk_label_set_text (GTK_LABEL (label), text != NULL ? text : "");
  gtk_widget_set_visible (label, text != NULL && text[0] != '\0');
}

static void
set_name (HrNewsStrip *self, const char *title, const char *text, const char *more)
{
  g_autoptr (GString) name = g_string_new (title);

  if (text != NULL)
    g_string_append_printf (name, ". %s", text);
  if (more != NULL)
    g_string_append_printf (name, " %s", more);
  if (g_strcmp0 (self->name, name->str) == 0)
    return;
  g_free (self->name);
  self->name = g_strdup (name->str);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, self->name, -1);
}

/* (transfer full) (nullable): its first sentence: half a sentence that ends in dots says nothing */
static char *
first_sentence (const char *text)
{
  glong length;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    if (strchr (".!?", *at) != NULL && (at[1] == ' ' || at[1] == '\0'))
      {
        length = g_utf8_strlen (text, at + 1 - text);
        return length <= MOST_TEXT ? g_strndup (text, (gsize) (at + 1 - text)) : NULL;
      }
  length = g_utf8_strlen (text, -1);
  return length <= MOST_TEXT ? g_strdup (text) : NULL;
}

void
hr_news_strip_refresh (HrNewsStrip *self)
{
  guint n = self->announcements != NULL ? self->announcements->len : 0;
  const char *language = hr_language_get ();
  g_autofree char *title = NULL, *text = NULL, *more = NULL, *line = NULL, *first = NULL;

  g_return_if_fail (HR_IS_NEWS_STRIP (self));

  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
  if (n == 0)
    return;
  title = hr_record_get_translated (self->announcements->pdata[0], "title", language);
  text = hr_record_get_translated (self->announcements->pdata[0], "text", language);
  if (n > 1)
    /* Translators: beside the first of today's announcements: so many others */
    more = g_strdup_printf (ngettext ("and %u more", "and %u more", n - 1), n - 1);
  /* several lines are one here */
  line = text != NULL ? g_strdelimit (g_strdup (text), "\n", ' ') : NULL;
  set_text (self->title, title);
  first = line != NULL ? first_sentence (line) : NULL;
  set_text (self->text, self->brief ? NULL : first);
  set_text (self->more, more);
  set_name (self, title, line, more);
}

void
hr_news_strip_set_brief (HrNewsStrip *self, gboolean brief)
{
  g_return_if_fail (HR_IS_NEWS_STRIP (self));
  self->brief = brief;
  hr_news_strip_refresh (self);
}

static void
answer_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrNewsStrip) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) announcements = hr_directory_get_announcements_finish (HR_DIRECTORY (source), result, &error);

  if (hr_was_cancelled (error))
    return;
  /* without listings there is no news either; what is wrong is said elsewhere */
  g_clear_pointer (&self->announcements, g_ptr_array_unref);
  self->announcements = g_steal_pointer (&announcements);
  hr_news_strip_refresh (self);
}

void
hr_news_strip_ask (HrNewsStrip *self, HrDirectory *directory)
{
  g_return_if_fail (HR_IS_NEWS_STRIP (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (directory == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  hr_directory_get_announcements_async (directory, self->cancellable, answer_cb, g_object_ref (self));
}

/* ---- object ---- */

static void
hr_news_strip_dispose (GObject *object)
{
  HrNewsStrip *self = HR_NEWS_STRIP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->announcements, g_ptr_array_unref);
  g_clear_pointer (&self->name, g_free);

  G_OBJECT_CLASS (hr_news_strip_parent_class)->dispose (object);
}

static void
hr_news_strip_class_init (HrNewsStripClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hr_news_strip_dispose;
}

static GtkWidget *
make_label (const char *css_class, int lines)
{
  GtkWidget *label = gtk_label_new ("");

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_wrap (GTK_LABEL (label), lines > 1);
  gtk_label_set_lines (GTK_LABEL (label), lines > 1 ? lines : -1);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
hr_news_strip_init (HrNewsStrip *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *image = gtk_image_new_from_icon_name ("hr-info-symbolic");
  GtkWidget *arrow = gtk_image_new_from_icon_name ("hr-next-symbolic");

  gtk_widget_add_css_class (row, "hr-news-row");
  gtk_widget_add_css_class (row, "hr-modest");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (row, GTK_ALIGN_CENTER);
  self->title = make_label ("title", TITLE_LINES);
  self->text = make_label ("text", TEXT_LINES);
  self->more = gtk_label_new ("");
  gtk_widget_add_css_class (self->more, "more");
  gtk_widget_add_css_class (image, "sign");
  gtk_widget_add_css_class (arrow, "arrow");
  gtk_box_append (GTK_BOX (words), self->title);
  gtk_box_append (GTK_BOX (words), self->text);
  gtk_box_append (GTK_BOX (row), image);
  gtk_box_append (GTK_BOX (row), words);
  gtk_box_append (GTK_BOX (row), self->more);
  gtk_box_append (GTK_BOX (row), arrow);
  gtk_button_set_child (GTK_BUTTON (self), row);
  gtk_widget_add_css_class (GTK_WIDGET (self), "hr-news");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self), "s", "news");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self), "win.go");
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
hr_news_strip_new (void)
{
  return g_object_new (HR_TYPE_NEWS_STRIP, NULL);
}
