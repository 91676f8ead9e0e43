/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-visitor"

#include "hr-filter-page-private.h"

#include "handrail/service/hr-filter-choices.h"
#include "handrail/ui/hr-chip.h"
#include "hr-even-box-private.h"
#include "hr-meeting-rows-private.h"
#include "hr-pager-private.h"
#include "hr-split-private.h"
#include "hr-visitor-labels-private.h"

#include <glib/gi18n-lib.h>

struct _HrFilterPage
{
  HrPage parent_instance;
  HrVisitorContext *context;
  HrMeetingRows *rows; /* only for its total */
  GtkWidget *split;
  GtkWidget *groups;
  GtkWidget *line;
  GtkWidget *buttons;
  GtkWidget *show;
  GtkWidget *clear;
  gboolean filling;
  HrDate filled_on; /* the day that the chips begin with; HR_DATE_NONE while the listings are not known */
};

G_DEFINE_FINAL_TYPE (HrFilterPage, hr_filter_page, HR_TYPE_PAGE)

static void
free_choice_cb (gpointer data)
{
  hr_filter_choice_free (data);
}

/* ---- the query ---- */

static HrQuery *
get_query (HrFilterPage *self)
{
  return hr_session_get_query (self->context->session);
}

static void
count (HrFilterPage *self)
{
  g_autoptr (HrQuery) query = hr_query_copy (get_query (self));

  g_clear_pointer (&query->text, g_free);
  query->upcoming = query->sort != HR_SORT_NAME;
  hr_meeting_rows_ask (self->rows, query);
}

/* ---- what is shown ---- */

static void
mark_chips (HrFilterPage *self)
{
  const HrQuery *query = get_query (self);

  self->filling = TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (self->groups); child; child = gtk_widget_get_next_sibling (child))
    {
      const HrFilterChoice *choice = g_object_get_data (G_OBJECT (child), "choice");

      if (choice != NULL)
        hr_chip_set_active (HR_CHIP (child), hr_filter_choice_is_chosen (choice, query));
    }
  self->filling = FALSE;
}

static void
show_total (HrFilterPage *self)
{
  const HrQuery *query = get_query (self);
  guint total = hr_meeting_rows_get_total (self->rows);
  g_autofree char *text = NULL;
  g_autofree char *words = NULL;

  gtk_widget_set_sensitive (self->clear, hr_filter_count (query, TRUE) > 0 || query->sort != HR_SORT_NEXT);
  if (!hr_meeting_rows_is_known (self->rows))
    {
      hr_tap_button_set_text (HR_TAP_BUTTON (self->show), _ ("Show meetings"));
      return;
    }
  if (total > 0)
    text = g_strdup_printf (ngettext ("Show %u meeting", "Show %u meetings", total), total);
  else
    text = g_strdup (_ ("No meetings"));
  words = hr_filter_describe (query, self->context->directory, hr_session_get_language (self->context->session));
  hr_tap_button_set_text (HR_TAP_BUTTON (self->show), text);
  gtk_widget_set_sensitive (self->show, total > 0);
  hr_visitor_set_line (GTK_LABEL (self->line), total > 0 ? words : _ ("No meeting fits all of your choices."));
}

static void
chip_cb (HrChip *chip, GParamSpec *pspec, HrFilterPage *self)
{
  const HrFilterChoice *choice = g_object_get_data (G_OBJECT (chip), "choice");

  if (self->filling)
    return;
  hr_filter_choice_choose (choice, get_query (self), self->context->directory, hr_chip_get_active (chip));
  hr_session_query_changed (self->context->session);
  mark_chips (self);
  count (self);
  show_total (self);
}

static void
add_heading (HrFilterPage *self, const char *text)
{
  GtkWidget *heading = hr_visitor_heading (text, 2);

  gtk_widget_add_css_class (heading, "hr-bounded");
  hr_pager_append (HR_PAGER (self->groups), HR_PAGER_HEADING, heading);
}

static void
add_chip (HrFilterPage *self, const HrFilterChoice *choice)
{
  GtkWidget *chip = hr_chip_new (choice->label);

  g_object_set_data_full (G_OBJECT (chip), "choice", hr_filter_choice_copy (choice), free_choice_cb);
  g_signal_connect (chip, "notify::active", G_CALLBACK (chip_cb), self);
  hr_pager_append (HR_PAGER (self->groups), HR_PAGER_ITEM, chip);
}

static void
fill (HrFilterPage *self)
{
  g_autoptr (GPtrArray) choices = hr_filter_choices (self->context->directory, hr_session_get_language (self->context->session));
  guint page = hr_pager_get_page (HR_PAGER (self->groups));

  hr_pager_remove_all (HR_PAGER (self->groups));
  self->filled_on = HR_DATE_NONE;
  if (choices->len == 0)
    {
      add_heading (self, _ ("One moment …"));
      return;
    }
  self->filled_on = hr_directory_today (self->context->directory);
  for (guint i = 0; i < choices->len; i++)
    {
      const HrFilterChoice *choice = g_ptr_array_index (choices, i);

      if (i == 0 || choice->kind != ((const HrFilterChoice *) g_ptr_array_index (choices, i - 1))->kind)
        add_heading (self, hr_filter_kind_words (choice->kind));
      add_chip (self, choice);
    }
  mark_chips (self);
  hr_pager_set_page (HR_PAGER (self->groups), page);
}

/* ---- the page ---- */

static void
show_cb (HrFilterPage *self)
{
  /* From any page of chips: straight to the list */
  hr_pager_set_page (HR_PAGER (self->groups), 0);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.back", NULL);
}

static void
clear_cb (HrFilterPage *self)
{
  hr_filter_clear (get_query (self));
  hr_session_query_changed (self->context->session);
  mark_chips (self);
  count (self);
  show_total (self);
}

static void
listings_changed_cb (HrFilterPage *self)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  fill (self);
  count (self);
}

static void
hr_filter_page_enter (HrPage *page, const char *argument)
{
  HrFilterPage *self = HR_FILTER_PAGE (page);

  HR_PAGE_CLASS (hr_filter_page_parent_class)->enter (page, argument);
  hr_pager_set_page (HR_PAGER (self->groups), 0);
  /* other listings or another language came with a refresh before this */
  if (self->filled_on == HR_DATE_NONE || self->filled_on != hr_directory_today (self->context->directory))
    fill (self);
  else
    mark_chips (self);
  count (self);
  show_total (self);
}

static void
hr_filter_page_leave (HrPage *page)
{
  hr_meeting_rows_cancel (HR_FILTER_PAGE (page)->rows);
  HR_PAGE_CLASS (hr_filter_page_parent_class)->leave (page);
}

static void
hr_filter_page_refresh (HrPage *page)
{
  HrFilterPage *self = HR_FILTER_PAGE (page);

  HR_PAGE_CLASS (hr_filter_page_parent_class)->refresh (page);
  hr_page_set_title (page, _ ("Filters"));
  hr_tap_button_set_text (HR_TAP_BUTTON (self->clear), _ ("Clear the filters"));
  hr_pager_refresh (HR_PAGER (self->groups));
  fill (self);
  show_total (self);
}

static void
hr_filter_page_clear (HrPage *page)
{
  HrFilterPage *self = HR_FILTER_PAGE (page);

  hr_meeting_rows_forget (self->rows);
  hr_visitor_set_line (GTK_LABEL (self->line), NULL);
  hr_pager_set_page (HR_PAGER (self->groups), 0);
  mark_chips (self);
  HR_PAGE_CLASS (hr_filter_page_parent_class)->clear (page);
}

static gboolean
hr_filter_page_back (HrPage *page)
{
  if (hr_pager_back (HR_PAGER (HR_FILTER_PAGE (page)->groups)))
    return TRUE;
  return HR_PAGE_CLASS (hr_filter_page_parent_class)->back (page);
}

static void
hr_filter_page_dispose (GObject *object)
{
  HrFilterPage *self = HR_FILTER_PAGE (object);

  if (self->rows != NULL)
    hr_meeting_rows_forget (self->rows);
  g_clear_object (&self->rows);
  gtk_widget_dispose_template (GTK_WIDGET (self), HR_TYPE_FILTER_PAGE);

  G_OBJECT_CLASS (hr_filter_page_parent_class)->dispose (object);
}

static void
hr_filter_page_class_init (HrFilterPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  HrPageClass *page_class = HR_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hr_filter_page_dispose;
  page_class->enter = hr_filter_page_enter;
  page_class->leave = hr_filter_page_leave;
  page_class->refresh = hr_filter_page_refresh;
  page_class->clear = hr_filter_page_clear;
  page_class->back = hr_filter_page_back;

  g_type_ensure (HR_TYPE_EVEN_BOX);
  g_type_ensure (HR_TYPE_PAGER);
  g_type_ensure (HR_TYPE_SPLIT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/handrail/ui/visitor/hr-filter-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HrFilterPage, split);
  gtk_widget_class_bind_template_child (widget_class, HrFilterPage, groups);
  gtk_widget_class_bind_template_child (widget_class, HrFilterPage, line);
  gtk_widget_class_bind_template_child (widget_class, HrFilterPage, buttons);
}

static void
hr_filter_page_init (HrFilterPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  hr_pager_set_beside (HR_PAGER (self->groups), TRUE);
  self->show = hr_tap_button_new ("");
  self->clear = hr_tap_button_new ("");
  gtk_widget_add_css_class (self->show, "primary");
  gtk_widget_add_css_class (self->show, "large");
  g_signal_connect_swapped (self->show, "clicked", G_CALLBACK (show_cb), self);
  g_signal_connect_swapped (self->clear, "clicked", G_CALLBACK (clear_cb), self);
  hr_even_box_append (HR_EVEN_BOX (self->buttons), self->clear);
  hr_even_box_append (HR_EVEN_BOX (self->buttons), self->show);
}

HrPage *
hr_filter_page_new (HrVisitorContext *context)
{
  HrFilterPage *self = g_object_new (HR_TYPE_FILTER_PAGE, NULL);

  self->context = context;
  self->rows = hr_meeting_rows_new (context->directory);
  g_signal_connect_object (self->rows, "answered", G_CALLBACK (show_total), self, G_CONNECT_SWAPPED);
  if (context->directory != NULL)
    g_signal_connect_object (context->directory, "changed", G_CALLBACK (listings_changed_cb), self, G_CONNECT_SWAPPED);
  hr_page_refresh (HR_PAGE (self));
  return HR_PAGE (self);
}
