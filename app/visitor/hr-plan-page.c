/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-visitor"

#include "hr-plan-page-private.h"

#include "handrail/service/hr-cancelled.h"
#include "handrail/service/hr-links.h"
#include "handrail/service/hr-plan-week.h"
#include "handrail/ui/hr-card-list.h"
#include "hr-even-box-private.h"
#include "hr-plan-words-private.h"
#include "hr-print-buttons-private.h"
#include "hr-split-private.h"
#include "hr-take-along-private.h"
#include "hr-visitor-labels-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef enum
{
  STEP_WEEK,
  STEP_CHANGE,
  STEP_TAKE,
} Step;

/* A thing while it can be taken out and put back */
typedef struct
{
  HrKind kind;
  char *id;
  char *title;
  char *line;
} Thing;

struct _HrPlanPage
{
  HrPage parent_instance;
  HrVisitorContext *context;
  GtkWidget *question;
  GtkWidget *list;
  GtkWidget *split;
  GtkWidget *details;
  GtkWidget *buttons;
  GtkWidget *take;
  HrPrintButtons *print;
  Step step;
  HrPlanWeek *week;
  guint n_gone;
  gboolean trouble;
  GPtrArray *things; /* Thing: as long as they are changed */
  gboolean shown;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (HrPlanPage, hr_plan_page, HR_TYPE_PAGE)

static void show (HrPlanPage *self);
static void ask (HrPlanPage *self);

static HrPlan *
get_plan (HrPlanPage *self)
{
  return hr_session_get_plan (self->context->session);
}

static void
thing_free_cb (gpointer data)
{
  Thing *self = data;

  g_free (self->id);
  g_free (self->title);
  g_free (self->line);
  g_free (self);
}

/* ---- buttons ---- */

static GPtrArray *
make_links (HrPlanPage *self)
{
  return hr_links_for_plan (self->week->meetings, hr_clock_now_s (self->context->clock));
}

static void
take_cb (HrPlanPage *self)
{
  hr_take_along_set_links (HR_TAKE_ALONG (self->take), NULL, make_links (self));
  self->step = STEP_TAKE;
  show (self);
}

static void
change_cb (HrPlanPage *self)
{
  g_ptr_array_set_size (self->things, 0);
  for (guint i = 0; i < self->week->entries->len; i++)
    {
      const HrPlanEntry *entry = g_ptr_array_index (self->week->entries, i);
      gboolean known = FALSE;
      Thing *thing;

      for (guint k = 0; k < self->things->len && !known; k++)
        {
          thing = g_ptr_array_index (self->things, k);
          known = thing->kind == entry->kind && strcmp (thing->id, entry->id) == 0;
        }
      if (known)
        continue;
      thing = g_new0 (Thing, 1);
      thing->kind = entry->kind;
      thing->id = g_strdup (entry->id);
      thing->title = g_strdup (entry->title);
      thing->line = g_strdup (entry->line);
      g_ptr_array_add (self->things, thing);
    }
  hr_card_list_set_total (HR_CARD_LIST (self->list), self->things->len);
  self->step = STEP_CHANGE;
  show (self);
}

static void
done_cb (HrPlanPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.clear", NULL);
}

static void
meetings_cb (HrPlanPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.go", "s", "meetings");
}

static void
add_button (HrPlanPage *self, const char *icon, const char *text, gboolean primary, void (*callback) (HrPlanPage *))
{
  GtkWidget *button = hr_tap_button_new_with_icon (icon, text, FALSE);

  if (primary)
    gtk_widget_add_css_class (button, "primary");
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (callback), self);
  hr_even_box_append (HR_EVEN_BOX (self->buttons), button);
}

/* ---- taking out and putting back ---- */

static void
thing_cb (HrPlanPage *self, guint row)
{
  const Thing *thing = row < self->things->len ? g_ptr_array_index (self->things, row) : NULL;

  if (thing == NULL)
    return;
  if (hr_plan_has (get_plan (self), thing->kind, thing->id))
    hr_plan_remove (get_plan (self), thing->kind, thing->id);
  else
    hr_plan_add (get_plan (self), thing->kind, thing->id);
  hr_card_list_update (HR_CARD_LIST (self->list));
}

static const HrPlanEntry *
find_entry (const HrPlanWeek *week, const Thing *thing)
{
  for (guint i = 0; i < week->entries->len; i++)
    {
      const HrPlanEntry *entry = g_ptr_array_index (week->entries, i);

      if (entry->kind == thing->kind && strcmp (entry->id, thing->id) == 0)
        return entry;
    }
  return NULL;
}

static void
things_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrPlanPage) self = HR_PLAN_PAGE (user_data);
  g_autoptr (HrPlanWeek) week = hr_plan_week_read_finish (HR_PLAN (source), result, NULL);
  guint n = self->things->len;

  if (week == NULL || !self->shown || self->step != STEP_CHANGE)
    return;
  for (guint i = self->things->len; i > 0; i--)
    {
      Thing *thing = g_ptr_array_index (self->things, i - 1);
      const HrPlanEntry *entry = find_entry (week, thing);

      if (entry == NULL)
        {
          hr_plan_remove (get_plan (self), thing->kind, thing->id);
          g_ptr_array_remove_index (self->things, i - 1);
          continue;
        }
      g_free (thing->title);
      thing->title = g_strdup (entry->title);
      g_free (thing->line);
      thing->line = g_strdup (entry->line);
    }
  if (self->things->len != n)
    hr_card_list_set_total (HR_CARD_LIST (self->list), self->things->len);
  show (self);
}

/* Their words in another language; and whoever is not listed any more goes from the screen, also when they were taken out. */
static void
ask_things (HrPlanPage *self)
{
  g_autoptr (HrPlan) all = hr_plan_new ();

  for (guint i = 0; i < self->things->len; i++)
    {
      const Thing *thing = g_ptr_array_index (self->things, i);

      hr_plan_add (all, thing->kind, thing->id);
    }
  hr_plan_week_read_async (all, self->context->directory, hr_session_get_language (self->context->session), NULL, things_cb,
                           g_object_ref (self));
}

static void
fill_cb (HrCard *card, guint row, gpointer user_data)
{
  HrPlanPage *self = HR_PLAN_PAGE (user_data);
  const Thing *thing = g_ptr_array_index (self->things, row);
  gboolean planned = hr_plan_has (get_plan (self), thing->kind, thing->id);

  hr_card_set_icon (card, hr_plan_words_icon (thing->kind));
  hr_card_set_title (card, thing->title);
  hr_card_set_line (card, thing->line);
  hr_card_set_detail (card, planned ? _ ("Touch to take it out") : _ ("Taken out. Touch to put it back."));
  hr_card_set_tone (card, planned ? "plain" : "quiet");
}

/* ---- what is shown ---- */

static char **
ids_of (HrPlan *plan, HrKind kind)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  for (guint i = 0; i < hr_plan_get_n (plan); i++)
    if (hr_plan_get_kind (plan, i) == kind)
      g_strv_builder_add (ids, hr_plan_get_id (plan, i));
  return g_strv_builder_end (ids);
}

static HrHandoutRequest *
what_to_print_cb (gpointer owner)
{
  HrPlanPage *self = owner;
  HrPlan *plan = get_plan (self);
  HrHandoutRequest *request;

  if (hr_plan_get_n (plan) == 0)
    return NULL;
  request = hr_printing_new_request (self->context->printing, HR_HANDOUT_PLAN);
  request->meetings = ids_of (plan, HR_KIND_MEETING);
  request->peers = ids_of (plan, HR_KIND_PEER);
  request->programs = ids_of (plan, HR_KIND_PROGRAM);
  request->resources = ids_of (plan, HR_KIND_RESOURCE);
  return request;
}

static void
fill_week (HrPlanPage *self)
{
  HrPager *pager = HR_PAGER (self->details);
  guint page = hr_pager_get_page (pager);
  g_autoptr (GPtrArray) links = self->week != NULL ? make_links (self) : NULL;
  gboolean empty = hr_plan_get_n (get_plan (self)) == 0;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->buttons)) != NULL)
    gtk_widget_unparent (child);
  hr_pager_remove_all (pager);
  if (self->week != NULL && self->week->entries->len > 0)
    {
      hr_plan_words_fill (pager, self->week, self->n_gone, hr_directory_today (self->context->directory), links->len > 0,
                          hr_session_get_text_size (self->context->session) >= HR_TEXT_LARGE);
      hr_pager_set_page (pager, page);
      if (links->len > 0)
        add_button (self, "hr-qr-symbolic", _ ("Take it along"), TRUE, take_cb);
      hr_print_buttons_attach (self->print, HR_EVEN_BOX (self->buttons));
      add_button (self, "hr-list-symbolic", _ ("Change my plan"), FALSE, change_cb);
      add_button (self, "hr-check-symbolic", _ ("I am done"), FALSE, done_cb);
      return;
    }
  if (empty)
    {
      hr_pager_append (pager, HR_PAGER_HEADING, hr_visitor_heading (_ ("Nothing is in your plan yet."), 1));
      hr_pager_append (pager, HR_PAGER_BLOCK,
                       hr_visitor_label (_ ("Open a meeting, a person, a program or a paper. Then touch “Add to my plan”."), "hr-lede"));
      hr_pager_append (pager, HR_PAGER_BLOCK, hr_visitor_label (_ ("The plan is gone when your visit ends."), NULL));
    }
  else
    hr_pager_append (pager, HR_PAGER_HEADING,
                     hr_visitor_heading (self->trouble || self->context->directory == NULL ? _ ("Please ask at the front desk.")
                                                                                           : _ ("One moment …"), 1));
  add_button (self, "hr-people-symbolic", _ ("See all meetings"), empty, meetings_cb);
}

static void
show (HrPlanPage *self)
{
  if (self->step == STEP_WEEK)
    fill_week (self);
  hr_visitor_set_line (GTK_LABEL (self->question), self->step == STEP_CHANGE ? _ ("What do you want to take out?") : NULL);
  gtk_widget_set_visible (self->list, self->step == STEP_CHANGE);
  gtk_widget_set_visible (self->split, self->step == STEP_WEEK);
  gtk_widget_set_visible (self->take, self->step == STEP_TAKE);
  if (self->step == STEP_CHANGE)
    hr_card_list_update (HR_CARD_LIST (self->list));
  hr_page_set_title (HR_PAGE (self), self->step == STEP_TAKE ? hr_take_along_get_title (HR_TAKE_ALONG (self->take)) : _ ("My plan"));
}

/* ---- the listings ---- */

static void
week_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrPlanPage) self = HR_PLAN_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  HrPlanWeek *week = hr_plan_week_read_finish (HR_PLAN (source), result, &error);

  if (!self->shown || (week == NULL && hr_was_cancelled (error)))
    {
      g_clear_pointer (&week, hr_plan_week_free);
      return;
    }
  g_clear_object (&self->cancellable);
  self->trouble = week == NULL;
  /* what is on the screen is better than nothing */
  if (week != NULL)
    g_clear_pointer (&self->week, hr_plan_week_free);
  if (week != NULL)
    self->week = week;
  if (week != NULL && hr_plan_get_n (week->gone) > 0)
    {
      /* what the plan says of itself is what the top bar counts */
      g_signal_handlers_block_by_func (get_plan (self), ask, self);
      self->n_gone += hr_plan_week_drop_gone (week, get_plan (self));
      g_signal_handlers_unblock_by_func (get_plan (self), ask, self);
    }
  if (self->step == STEP_WEEK)
    show (self);
}

static void
ask (HrPlanPage *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (!self->shown || self->step == STEP_CHANGE || self->context->directory == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  hr_plan_week_read_async (get_plan (self), self->context->directory, hr_session_get_language (self->context->session), self->cancellable,
                           week_cb, g_object_ref (self));
}

/* ---- the page ---- */

static void
forget (HrPlanPage *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->week, hr_plan_week_free);
  g_ptr_array_set_size (self->things, 0);
  self->n_gone = 0;
  self->trouble = FALSE;
  self->step = STEP_WEEK;
  if (self->print != NULL)
    hr_print_buttons_forget (self->print);
}

static void
hr_plan_page_enter (HrPage *page, const char *argument)
{
  HrPlanPage *self = HR_PLAN_PAGE (page);

  HR_PAGE_CLASS (hr_plan_page_parent_class)->enter (page, argument);
  forget (self);
  hr_pager_set_page (HR_PAGER (self->details), 0);
  self->shown = TRUE;
  show (self);
  ask (self);
}

static void
hr_plan_page_leave (HrPage *page)
{
  HrPlanPage *self = HR_PLAN_PAGE (page);

  self->shown = FALSE;
  forget (self);
  HR_PAGE_CLASS (hr_plan_page_parent_class)->leave (page);
}

static void
hr_plan_page_refresh (HrPage *page)
{
  HrPlanPage *self = HR_PLAN_PAGE (page);

  HR_PAGE_CLASS (hr_plan_page_parent_class)->refresh (page);
  hr_pager_refresh (HR_PAGER (self->details));
  if (self->step == STEP_TAKE)
    {
      int code = hr_take_along_get_shown (HR_TAKE_ALONG (self->take));

      hr_take_along_set_links (HR_TAKE_ALONG (self->take), NULL, make_links (self));
      if (code < (int) hr_take_along_get_n_links (HR_TAKE_ALONG (self->take)))
        hr_take_along_show (HR_TAKE_ALONG (self->take), code);
    }
  hr_take_along_refresh (HR_TAKE_ALONG (self->take));
  show (self);
  /* the words of the listings are others in another language */
  if (self->step == STEP_CHANGE && self->context->directory != NULL)
    ask_things (self);
  else
    ask (self);
}

static void
hr_plan_page_clear (HrPage *page)
{
  HrPlanPage *self = HR_PLAN_PAGE (page);

  forget (self);
  hr_take_along_set_links (HR_TAKE_ALONG (self->take), NULL, NULL);
  hr_card_list_set_total (HR_CARD_LIST (self->list), 0);
  show (self);
  HR_PAGE_CLASS (hr_plan_page_parent_class)->clear (page);
}

static gboolean
hr_plan_page_back (HrPage *page)
{
  HrPlanPage *self = HR_PLAN_PAGE (page);

  if (self->step == STEP_TAKE && hr_take_along_back (HR_TAKE_ALONG (self->take)))
    {
      show (self);
      return TRUE;
    }
  if (self->step == STEP_WEEK)
    return hr_pager_back (HR_PAGER (self->details)) || HR_PAGE_CLASS (hr_plan_page_parent_class)->back (page);
  self->step = STEP_WEEK;
  show (self);
  ask (self);
  return TRUE;
}

static char *
hr_plan_page_get_spoken (HrPage *page)
{
  HrPlanPage *self = HR_PLAN_PAGE (page);

  if (self->step == STEP_WEEK)
    return hr_pager_spoken (HR_PAGER (self->details));
  if (self->step == STEP_TAKE)
    return hr_take_along_spoken (HR_TAKE_ALONG (self->take));
  return HR_PAGE_CLASS (hr_plan_page_parent_class)->get_spoken (page);
}

static void
hr_plan_page_dispose (GObject *object)
{
  HrPlanPage *self = HR_PLAN_PAGE (object);

  self->shown = FALSE;
  if (self->things != NULL)
    forget (self);
  g_clear_pointer (&self->things, g_ptr_array_unref);
  g_clear_object (&self->print);
  gtk_widget_dispose_template (GTK_WIDGET (self), HR_TYPE_PLAN_PAGE);

  G_OBJECT_CLASS (hr_plan_page_parent_class)->dispose (object);
}

static void
hr_plan_page_class_init (HrPlanPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  HrPageClass *page_class = HR_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hr_plan_page_dispose;
  page_class->enter = hr_plan_page_enter;
  page_class->leave = hr_plan_page_leave;
  page_class->refresh = hr_plan_page_refresh;
  page_class->clear = hr_plan_page_clear;
  page_class->back = hr_plan_page_back;
  page_class->get_spoken = hr_plan_page_get_spoken;

  g_type_ensure (HR_TYPE_CARD_LIST);
  g_type_ensure (HR_TYPE_EVEN_BOX);
  g_type_ensure (HR_TYPE_PAGER);
  g_type_ensure (HR_TYPE_SPLIT);
  g_type_ensure (HR_TYPE_TAKE_ALONG);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/handrail/ui/visitor/hr-plan-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HrPlanPage, question);
  gtk_widget_class_bind_template_child (widget_class, HrPlanPage, list);
  gtk_widget_class_bind_template_child (widget_class, HrPlanPage, split);
  gtk_widget_class_bind_template_child (widget_class, HrPlanPage, details);
  gtk_widget_class_bind_template_child (widget_class, HrPlanPage, buttons);
  gtk_widget_class_bind_template_child (widget_class, HrPlanPage, take);
}

static void
page_wanted_cb (HrPlanPage *self)
{
  hr_card_list_update (HR_CARD_LIST (self->list));
}

static void
hr_plan_page_init (HrPlanPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->things = g_ptr_array_new_with_free_func (thing_free_cb);
  hr_pager_set_beside (HR_PAGER (self->details), TRUE);
  hr_card_list_set_fill (HR_CARD_LIST (self->list), fill_cb, self);
  hr_card_list_set_whole (HR_CARD_LIST (self->list), TRUE);
  hr_card_list_set_columns (HR_CARD_LIST (self->list), 2);
  g_signal_connect_swapped (self->list, "activated", G_CALLBACK (thing_cb), self);
  g_signal_connect_swapped (self->list, "page-wanted", G_CALLBACK (page_wanted_cb), self);
  g_signal_connect_swapped (self->take, "turned", G_CALLBACK (show), self);
}

HrPage *
hr_plan_page_new (HrVisitorContext *context)
{
  HrPlanPage *self = g_object_new (HR_TYPE_PLAN_PAGE, NULL);

  self->context = context;
  self->print = hr_print_buttons_new (context, what_to_print_cb, self);
  if (context->directory != NULL)
    g_signal_connect_object (context->directory, "changed", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (get_plan (self), "changed", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);
  hr_page_refresh (HR_PAGE (self));
  return HR_PAGE (self);
}
