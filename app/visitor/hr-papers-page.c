/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-visitor"

#include "hr-papers-page-private.h"

#include "handrail/core/hr-record.h"
#include "handrail/service/hr-cancelled.h"
#include "handrail/service/hr-links.h"
#include "handrail/service/hr-words.h"
#include "handrail/ui/hr-card-list.h"
#include "hr-even-box-private.h"
#include "hr-pager-private.h"
#include "hr-papers-words-private.h"
#include "hr-plan-toggle-private.h"
#include "hr-print-buttons-private.h"
#include "hr-split-private.h"
#include "hr-support-words-private.h"
#include "hr-take-along-private.h"
#include "hr-visitor-labels-private.h"

#include <glib/gi18n-lib.h>

typedef enum
{
  STEP_NEEDS,
  STEP_LIST,
  STEP_ONE,
  STEP_CODE,
} Step;

struct _HrPapersPage
{
  HrPage parent_instance;
  HrVisitorContext *context;
  GtkWidget *question;
  GtkWidget *needs;
  GtkWidget *list;
  GtkWidget *split;
  GtkWidget *details;
  GtkWidget *buttons;
  GtkWidget *take;
  HrPrintButtons *print;
  GtkWidget *list_buttons;
  HrPrintButtons *print_list; /* all of them, or those of one need */
  Step step;
  gboolean known;
  GPtrArray *resources;     /* HrRecord, all */
  const HrPapersNeed *shown_needs[HR_PAPERS_MOST_NEEDS];
  guint n_needs;
  const HrPapersNeed *need;
  GPtrArray *of_need;       /* HrRecord */
  HrRecord *resource;
  gboolean direct;          /* came for one thing: Back leads out again */
  char *wanted;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (HrPapersPage, hr_papers_page, HR_TYPE_PAGE)

static void show (HrPapersPage *self);

static const char *
get_language (HrPapersPage *self)
{
  return hr_session_get_language (self->context->session);
}

static char *
get_words (HrPapersPage *self, HrRecord *resource, const char *field)
{
  return hr_record_get_translated (resource, field, get_language (self));
}

/* ---- choices ---- */

static void
take_need (HrPapersPage *self, const HrPapersNeed *need)
{
  self->need = need;
  g_clear_pointer (&self->of_need, g_ptr_array_unref);
  self->of_need = g_ptr_array_new_with_free_func ((GDestroyNotify) hr_record_unref);
  for (guint i = 0; i < self->resources->len; i++)
    {
      HrRecord *resource = g_ptr_array_index (self->resources, i);

      if (g_strcmp0 (hr_record_get (resource, "need"), need->need) == 0)
        g_ptr_array_add (self->of_need, hr_record_ref (resource));
    }
  hr_card_list_set_total (HR_CARD_LIST (self->list), self->of_need->len);
}

static void
need_cb (HrPapersPage *self, guint row)
{
  if (row >= self->n_needs)
    return;
  take_need (self, self->shown_needs[row]);
  hr_print_buttons_forget (self->print_list);
  self->step = STEP_LIST;
  show (self);
}

static void
resource_cb (HrPapersPage *self, guint row)
{
  if (self->of_need == NULL || row >= self->of_need->len)
    return;
  g_clear_pointer (&self->resource, hr_record_unref);
  self->resource = hr_record_ref (g_ptr_array_index (self->of_need, row));
  hr_print_buttons_forget (self->print);
  self->step = STEP_ONE;
  show (self);
}

static void
code_cb (GtkWidget *button, HrPapersPage *self)
{
  g_autofree char *name = get_words (self, self->resource, "name");
  int code = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "code"));

  hr_take_along_set_links (HR_TAKE_ALONG (self->take), name, hr_links_for_resource (self->resource));
  hr_take_along_show (HR_TAKE_ALONG (self->take), code);
  self->step = STEP_CODE;
  show (self);
}

/* ---- what is shown ---- */

static void
fill_need_cb (HrCard *card, guint row, gpointer user_data)
{
  HrPapersPage *self = HR_PAPERS_PAGE (user_data);
  const HrPapersNeed *need = self->shown_needs[row];

  hr_card_set_icon (card, need->icon);
  hr_card_set_title (card, _ (need->name));
  hr_card_set_line (card, _ (need->line));
}

static void
fill_resource_cb (HrCard *card, guint row, gpointer user_data)
{
  HrPapersPage *self = HR_PAPERS_PAGE (user_data);

  hr_papers_fill_card (card, g_ptr_array_index (self->of_need, row), self->context);
}

static void
add_block (HrPapersPage *self, const char *text, const char *css_class)
{
  if (text != NULL && *text != '\0')
    hr_pager_append (HR_PAGER (self->details), HR_PAGER_BLOCK, hr_visitor_label (text, css_class));
}

static void
add_titled (HrPapersPage *self, const char *title, const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  hr_pager_append (HR_PAGER (self->details), HR_PAGER_HEADING, hr_visitor_heading (title, 2));
  add_block (self, text, NULL);
}

static char *
language_words (HrPapersPage *self)
{
  g_auto (GStrv) languages = hr_record_get_codes (self->resource, "languages");
  HrVocabulary *vocabulary = hr_directory_get_vocabulary (self->context->directory);
  GString *text = g_string_new (NULL);

  for (guint i = 0; languages[i] != NULL; i++)
    {
      const char *name = hr_vocabulary_language_name (vocabulary, languages[i], get_language (self));

      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", name != NULL ? name : languages[i]);
    }
  return g_string_free (text, FALSE);
}

static const char *
code_icon (HrLinkKind kind)
{
  return kind == HR_LINK_CALL ? "hr-phone-symbolic" : kind == HR_LINK_DIRECTIONS ? "hr-place-symbolic" : "hr-qr-symbolic";
}

static char *
open_words (HrPapersPage *self, HrRecord *resource)
{
  int minute;
  HrDate today = hr_support_now (self->context, &minute);

  return hr_words_open_now (hr_record_get (resource, "opening"), today, minute);
}

static void
fill_one (HrPapersPage *self)
{
  g_autofree char *name = get_words (self, self->resource, "name");
  g_autofree char *line = get_words (self, self->resource, "line");
  g_autofree char *hours = get_words (self, self->resource, "hours");
  g_autofree char *languages = language_words (self);
  g_autofree char *cost = get_words (self, self->resource, "cost");
  g_autofree char *open = open_words (self, self->resource);
  g_autofree char *distance = hr_papers_distance (self->resource, self->context);
  g_autoptr (GPtrArray) links = hr_links_for_resource (self->resource);
  const char *number = hr_record_get (self->resource, "phone");
  GtkWidget *child;

  hr_pager_remove_all (HR_PAGER (self->details));
  hr_pager_append (HR_PAGER (self->details), HR_PAGER_HEADING, hr_visitor_heading (name, 1));
  add_block (self, line, NULL);
  if (number != NULL)
    {
      g_autofree char *phone = hr_words_phone (number);
      GtkWidget *label = hr_visitor_label (phone, "hr-number");

      g_object_set_data_full (G_OBJECT (label), HR_PAGER_SPOKEN, hr_words_digits_spoken (number), g_free);
      hr_pager_append (HR_PAGER (self->details), HR_PAGER_BLOCK, label);
    }
  add_titled (self, _ ("Open"), hours);
  add_block (self, open, "hr-strong");
  add_titled (self, _ ("Cost"), cost);
  add_titled (self, _ ("Where"), hr_record_get (self->resource, "address"));
  if (distance != NULL)
    {
      /* Translators: how far it is to a place: "About 0.4 miles from here" */
      g_autofree char *from_here = g_strdup_printf (_ ("About %s from here"), distance);

      if (hr_record_get (self->resource, "address") != NULL)
        add_block (self, from_here, NULL);
      else
        add_titled (self, _ ("Where"), from_here);
    }
  add_titled (self, _ ("Languages"), languages);
  while ((child = gtk_widget_get_first_child (self->buttons)) != NULL)
    gtk_widget_unparent (child);
  for (guint i = 0; i < links->len; i++)
    {
      HrLink *link = g_ptr_array_index (links, i);
      GtkWidget *button = hr_tap_button_new_with_icon (code_icon (link->kind), link->title, FALSE);

      g_object_set_data (G_OBJECT (button), "link", link);
      g_object_set_data (G_OBJECT (button), "code", GINT_TO_POINTER ((int) i));
      g_signal_connect (button, "clicked", G_CALLBACK (code_cb), self);
      hr_even_box_append (HR_EVEN_BOX (self->buttons), button);
    }
  child = hr_plan_toggle_new (hr_session_get_plan (self->context->session));
  hr_plan_toggle_set (child, HR_KIND_RESOURCE, hr_record_get_id (self->resource));
  g_object_set_data (G_OBJECT (child), "gives-way", self);
  hr_even_box_append (HR_EVEN_BOX (self->buttons), child);
  hr_print_buttons_attach (self->print, HR_EVEN_BOX (self->buttons));
}

static void
print_changed_cb (HrPapersPage *self)
{
  for (GtkWidget *child = gtk_widget_get_first_child (self->buttons); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (g_object_get_data (G_OBJECT (child), "link") != NULL || g_object_get_data (G_OBJECT (child), "gives-way") != NULL)
      gtk_widget_set_visible (child, !hr_print_buttons_need_room (self->print));
}

static HrHandoutRequest *
what_to_print_cb (gpointer owner)
{
  HrPapersPage *self = owner;
  HrHandoutRequest *request;

  if (self->resource == NULL)
    return NULL;
  request = hr_printing_new_request (self->context->printing, HR_HANDOUT_RESOURCES);
  request->resources = g_strdupv ((char *[]){ (char *) hr_record_get_id (self->resource), NULL });
  request->codes = TRUE;
  return request;
}

/* Without codes: whoever wants one opens the thing itself, and the list is short. */
static HrHandoutRequest *
list_to_print_cb (gpointer owner)
{
  HrPapersPage *self = owner;
  HrHandoutRequest *request = hr_printing_new_request (self->context->printing, HR_HANDOUT_RESOURCES);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  for (guint i = 0; self->step == STEP_LIST && i < self->of_need->len; i++)
    g_strv_builder_add (ids, hr_record_get_id (g_ptr_array_index (self->of_need, i)));
  if (self->step == STEP_LIST)
    request->resources = g_strv_builder_end (ids);
  return request;
}

static void
show_list_buttons (HrPapersPage *self)
{
  gboolean list = self->step == STEP_LIST || (self->step == STEP_NEEDS && self->n_needs > 0);

  gtk_widget_set_visible (self->list_buttons, list && hr_print_buttons_is_offered (self->print_list));
}

static const char *
question_words (HrPapersPage *self)
{
  if (self->step == STEP_LIST && self->need != NULL)
    return _ (self->need->name);
  if (self->step != STEP_NEEDS)
    return NULL;
  if (self->n_needs > 0)
    return _ ("What do you need?");
  if (self->known)
    return _ ("Nothing is listed here yet. Please ask at the front desk.");
  return self->context->directory != NULL ? _ ("One moment …") : _ ("Please ask at the front desk.");
}

static void
show (HrPapersPage *self)
{
  if (self->step == STEP_ONE)
    fill_one (self);
  hr_visitor_set_line (GTK_LABEL (self->question), question_words (self));
  gtk_widget_set_visible (self->needs, self->step == STEP_NEEDS);
  gtk_widget_set_visible (self->list, self->step == STEP_LIST);
  show_list_buttons (self);
  gtk_widget_set_visible (self->split, self->step == STEP_ONE);
  gtk_widget_set_visible (self->take, self->step == STEP_CODE);
  if (self->step == STEP_NEEDS)
    hr_card_list_update (HR_CARD_LIST (self->needs));
  else if (self->step == STEP_LIST)
    hr_card_list_update (HR_CARD_LIST (self->list));
  hr_page_set_title (HR_PAGE (self), self->step == STEP_CODE ? hr_take_along_get_title (HR_TAKE_ALONG (self->take))
                                                              : _ ("Papers and links"));
}

/* ---- the resources ---- */

static void
go_to_wanted (HrPapersPage *self)
{
  for (guint i = 0; i < self->n_needs && self->wanted != NULL; i++)
    if (g_str_equal (self->shown_needs[i]->need, self->wanted))
      {
        take_need (self, self->shown_needs[i]);
        self->step = STEP_LIST;
      }
  for (guint i = 0; i < self->resources->len && self->wanted != NULL; i++)
    {
      HrRecord *resource = g_ptr_array_index (self->resources, i);

      if (!g_str_equal (hr_record_get_id (resource), self->wanted))
        continue;
      for (guint k = 0; k < self->n_needs; k++)
        if (g_strcmp0 (self->shown_needs[k]->need, hr_record_get (resource, "need")) == 0)
          take_need (self, self->shown_needs[k]);
      g_clear_pointer (&self->resource, hr_record_unref);
      self->resource = hr_record_ref (resource);
      self->step = STEP_ONE;
      self->direct = TRUE;
    }
  g_clear_pointer (&self->wanted, g_free);
}

static void
resources_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrPapersPage) self = HR_PAPERS_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) resources = hr_directory_get_resources_finish (HR_DIRECTORY (source), result, &error);
  guint n = 0;
  const HrPapersNeed *needs = hr_papers_get_needs (&n);

  if (resources == NULL
      && hr_was_cancelled (error))
    return;
  g_clear_pointer (&self->resources, g_ptr_array_unref);
  self->resources = resources != NULL ? g_steal_pointer (&resources) : g_ptr_array_new ();
  self->known = TRUE;
  self->n_needs = 0;
  for (guint k = 0; k < n; k++)
    for (guint i = 0; i < self->resources->len; i++)
      if (g_strcmp0 (hr_record_get (g_ptr_array_index (self->resources, i), "need"), needs[k].need) == 0)
        {
          self->shown_needs[self->n_needs++] = &needs[k];
          break;
        }
  hr_card_list_set_total (HR_CARD_LIST (self->needs), self->n_needs);
  if (self->step == STEP_LIST && self->need != NULL)
    take_need (self, self->need);
  go_to_wanted (self);
  show (self);
}

static void
ask (HrPapersPage *self)
{
  if (self->context->directory == NULL)
    return;
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  hr_directory_get_resources_async (self->context->directory, self->cancellable, resources_cb, g_object_ref (self));
}

static void
listings_changed_cb (HrPapersPage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    ask (self);
}

/* ---- the page ---- */

static void
forget (HrPapersPage *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->of_need, g_ptr_array_unref);
  g_clear_pointer (&self->resource, hr_record_unref);
  g_clear_pointer (&self->wanted, g_free);
  self->need = NULL;
  self->direct = FALSE;
  self->step = STEP_NEEDS;
  if (self->print != NULL)
    hr_print_buttons_forget (self->print);
  if (self->print_list != NULL)
    hr_print_buttons_forget (self->print_list);
}

static void
hr_papers_page_enter (HrPage *page, const char *argument)
{
  HrPapersPage *self = HR_PAPERS_PAGE (page);

  HR_PAGE_CLASS (hr_papers_page_parent_class)->enter (page, argument);
  forget (self);
  self->wanted = g_strdup (argument);
  show (self);
  ask (self);
}

static void
hr_papers_page_refresh (HrPage *page)
{
  HrPapersPage *self = HR_PAPERS_PAGE (page);

  HR_PAGE_CLASS (hr_papers_page_parent_class)->refresh (page);
  hr_pager_refresh (HR_PAGER (self->details));
  if (self->step == STEP_CODE && self->resource != NULL)
    {
      int code = hr_take_along_get_shown (HR_TAKE_ALONG (self->take));
      g_autofree char *name = get_words (self, self->resource, "name");

      hr_take_along_set_links (HR_TAKE_ALONG (self->take), name, hr_links_for_resource (self->resource));
      hr_take_along_show (HR_TAKE_ALONG (self->take), code);
    }
  hr_take_along_refresh (HR_TAKE_ALONG (self->take));
  hr_print_buttons_attach (self->print_list, HR_EVEN_BOX (self->list_buttons));
  show (self);
}

static void
hr_papers_page_clear (HrPage *page)
{
  HrPapersPage *self = HR_PAPERS_PAGE (page);

  forget (self);
  hr_pager_remove_all (HR_PAGER (self->details));
  hr_take_along_set_links (HR_TAKE_ALONG (self->take), NULL, NULL);
  show (self);
  HR_PAGE_CLASS (hr_papers_page_parent_class)->clear (page);
}

static gboolean
hr_papers_page_back (HrPage *page)
{
  HrPapersPage *self = HR_PAPERS_PAGE (page);

  if (self->step == STEP_NEEDS)
    return HR_PAGE_CLASS (hr_papers_page_parent_class)->back (page);
  if (self->step == STEP_ONE && hr_pager_back (HR_PAGER (self->details)))
    return TRUE;
  if (self->step == STEP_ONE && self->direct)
    return HR_PAGE_CLASS (hr_papers_page_parent_class)->back (page);
  if (self->step == STEP_LIST)
    hr_print_buttons_forget (self->print_list);
  self->step--;
  show (self);
  return TRUE;
}

static char *
hr_papers_page_get_spoken (HrPage *page)
{
  HrPapersPage *self = HR_PAPERS_PAGE (page);

  if (self->step == STEP_ONE)
    return hr_pager_spoken (HR_PAGER (self->details));
  if (self->step == STEP_CODE)
    return hr_take_along_spoken (HR_TAKE_ALONG (self->take));
  return HR_PAGE_CLASS (hr_papers_page_parent_class)->get_spoken (page);
}

static void
hr_papers_page_dispose (GObject *object)
{
  HrPapersPage *self = HR_PAPERS_PAGE (object);

  forget (self);
  g_clear_pointer (&self->resources, g_ptr_array_unref);
  g_clear_object (&self->print);
  g_clear_object (&self->print_list);
  gtk_widget_dispose_template (GTK_WIDGET (self), HR_TYPE_PAPERS_PAGE);

  G_OBJECT_CLASS (hr_papers_page_parent_class)->dispose (object);
}

static void
hr_papers_page_class_init (HrPapersPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  HrPageClass *page_class = HR_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hr_papers_page_dispose;
  page_class->enter = hr_papers_page_enter;
  page_class->refresh = hr_papers_page_refresh;
  page_class->clear = hr_papers_page_clear;
  page_class->back = hr_papers_page_back;
  page_class->get_spoken = hr_papers_page_get_spoken;

  g_type_ensure (HR_TYPE_CARD_LIST);
  g_type_ensure (HR_TYPE_EVEN_BOX);
  g_type_ensure (HR_TYPE_PAGER);
  g_type_ensure (HR_TYPE_SPLIT);
  g_type_ensure (HR_TYPE_TAKE_ALONG);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/handrail/ui/visitor/hr-papers-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HrPapersPage, question);
  gtk_widget_class_bind_template_child (widget_class, HrPapersPage, needs);
  gtk_widget_class_bind_template_child (widget_class, HrPapersPage, list);
  gtk_widget_class_bind_template_child (widget_class, HrPapersPage, list_buttons);
  gtk_widget_class_bind_template_child (widget_class, HrPapersPage, split);
  gtk_widget_class_bind_template_child (widget_class, HrPapersPage, details);
  gtk_widget_class_bind_template_child (widget_class, HrPapersPage, buttons);
  gtk_widget_class_bind_template_child (widget_class, HrPapersPage, take);
}

static void
needs_wanted_cb (HrPapersPage *self)
{
  hr_card_list_update (HR_CARD_LIST (self->needs));
}

static void
list_wanted_cb (HrPapersPage *self)
{
  hr_card_list_update (HR_CARD_LIST (self->list));
}

static void
hr_papers_page_init (HrPapersPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->resources = g_ptr_array_new ();
  hr_card_list_set_fill (HR_CARD_LIST (self->needs), fill_need_cb, self);
  hr_card_list_set_whole (HR_CARD_LIST (self->needs), TRUE);
  hr_card_list_set_fill (HR_CARD_LIST (self->list), fill_resource_cb, self);
  hr_card_list_set_whole (HR_CARD_LIST (self->list), TRUE);
  hr_card_list_set_columns (HR_CARD_LIST (self->needs), 2);
  hr_card_list_set_columns (HR_CARD_LIST (self->list), 2);
  g_signal_connect_swapped (self->needs, "activated", G_CALLBACK (need_cb), self);
  g_signal_connect_swapped (self->list, "activated", G_CALLBACK (resource_cb), self);
  g_signal_connect_swapped (self->needs, "page-wanted", G_CALLBACK (needs_wanted_cb), self);
  g_signal_connect_swapped (self->list, "page-wanted", G_CALLBACK (list_wanted_cb), self);
}

HrPage *
hr_papers_page_new (HrVisitorContext *context)
{
  HrPapersPage *self = g_object_new (HR_TYPE_PAPERS_PAGE, NULL);

  self->context = context;
  self->print = hr_print_buttons_new (context, what_to_print_cb, self);
  self->print_list = hr_print_buttons_new (context, list_to_print_cb, self);
  g_signal_connect_object (self->print_list, "changed", G_CALLBACK (show_list_buttons), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->print, "changed", G_CALLBACK (print_changed_cb), self, G_CONNECT_SWAPPED);
  if (context->directory != NULL)
    g_signal_connect_object (context->directory, "changed", G_CALLBACK (listings_changed_cb), self, G_CONNECT_SWAPPED);
  hr_page_refresh (HR_PAGE (self));
  return HR_PAGE (self);
}
