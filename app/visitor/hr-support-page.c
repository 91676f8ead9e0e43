/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-visitor"

#include "hr-support-page-private.h"

#include "handrail/service/hr-article.h"
#include "handrail/service/hr-cancelled.h"
#include "handrail/service/hr-links.h"
#include "handrail/ui/hr-card-list.h"
#include "hr-even-box-private.h"
#include "hr-plan-toggle-private.h"
#include "hr-split-private.h"
#include "hr-support-order-private.h"
#include "hr-support-ticket-private.h"
#include "hr-support-words-private.h"
#include "hr-take-along-private.h"
#include "hr-visitor-labels-private.h"

#include <glib/gi18n-lib.h>

typedef enum
{
  STEP_LIST,
  STEP_ONE,
  STEP_CODE,
  STEP_TICKET,
} Step;

/* Cards beside the things themselves: ways to other pages */
typedef struct
{
  const char *page; /* %NULL = a number for a talk */
  const char *icon;
  const char *title;
  const char *line;
} Way;

typedef struct
{
  HrKind kind;
  const char *title;
  const char *question; /* %NULL = the line that is always true */
  guint n_first; /* of the ways stand before the things, the others behind them */
  Way ways[3];
} Mode;

static const Mode learn = { HR_KIND_ARTICLE,
                            N_ ("Learn"),
                            NULL,
                            0,
                            { { "stories", "hr-message-symbolic", N_ ("Stories"), N_ ("Told by people who have been there") },
                              { "fellowships", "hr-people-symbolic", N_ ("Groups by name"), N_ ("What each of them is, in a few words") },
                              { "programs", "hr-calendar-symbolic", N_ ("Coaching and programs"), N_ ("For some weeks or months") } } };
static const Mode stories = { HR_KIND_STORY, N_ ("Stories"), N_ ("The people who tell these agreed to share them."), 0, { { NULL } } };
static const Mode talk = { HR_KIND_PEER,
                           N_ ("Talk with one person"),
                           N_ ("People who have been there, too. No name needed."),
                           1,
                           { { NULL, "hr-bell-symbolic", N_ ("Ask to meet a peer"), N_ ("You get a number. Nothing else is needed.") },
                             { "programs", "hr-calendar-symbolic", N_ ("Coaching and programs"), N_ ("For some weeks or months") } } };
static const Mode programs = { HR_KIND_PROGRAM, N_ ("Coaching and programs"), NULL, 0, { { NULL } } };
static const Mode fellowships = { HR_KIND_FELLOWSHIP, N_ ("Groups by name"), N_ ("By the alphabet. None is better than another."), 0, { { NULL } } };

struct _HrSupportPage
{
  HrPage parent_instance;
  HrVisitorContext *context;
  const Mode *mode;
  GtkWidget *question;
  GtkWidget *list;
  GtkWidget *split;
  GtkWidget *details;
  GtkWidget *buttons;
  GtkWidget *take;
  Step step;
  gboolean known;
  gboolean direct;    /* came for one thing: Back leads out again */
  GPtrArray *records; /* HrRecord, as they are listed */
  HrRecord *record;
  char *wanted;
  guint ticket;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (HrSupportPage, hr_support_page, HR_TYPE_PAGE)

static void show (HrSupportPage *self);

static guint
n_ways (HrSupportPage *self)
{
  guint n = 0;

  while (n < G_N_ELEMENTS (self->mode->ways) && self->mode->ways[n].title != NULL)
    n++;
  return n;
}

/* ---- choices ---- */

static void
open_record (HrSupportPage *self, HrRecord *record)
{
  g_clear_pointer (&self->record, hr_record_unref);
  self->record = hr_record_ref (record);
  self->step = STEP_ONE;
  hr_support_fill_details (HR_PAGER (self->details), record, self->context);
}

static void
ask_for_number (HrSupportPage *self)
{
  HrTickets *tickets = self->context->tickets;

  if (tickets != NULL && (self->ticket == 0 || !hr_tickets_waits (tickets, self->ticket)))
    {
      hr_tickets_set_zone (tickets, hr_directory_get_zone (self->context->directory));
      self->ticket = hr_tickets_ask (tickets, hr_session_get_language (self->context->session));
    }
  self->step = STEP_TICKET;
  show (self);
}

/* Returns: (nullable): what stands there, if it is a way to another page; else @ret_record is the place among the things */
static const Way *
way_at (HrSupportPage *self, guint row, guint *ret_record)
{
  guint first = self->mode->n_first;

  *ret_record = row - first;
  if (row < first)
    return &self->mode->ways[row];
  if (row - first < self->records->len || row - self->records->len >= n_ways (self))
    return NULL;
  return &self->mode->ways[row - self->records->len];
}

static void
activated_cb (HrSupportPage *self, guint row)
{
  guint record;
  const Way *way = way_at (self, row, &record);

  if (way != NULL && way->page != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.go", "s", way->page);
  else if (way != NULL)
    ask_for_number (self);
  else if (record < self->records->len)
    {
      open_record (self, g_ptr_array_index (self->records, record));
      show (self);
    }
}

static void
fill_cb (HrCard *card, guint row, gpointer user_data)
{
  HrSupportPage *self = HR_SUPPORT_PAGE (user_data);
  guint record;
  const Way *way = way_at (self, row, &record);

  if (way == NULL)
    {
      if (record < self->records->len)
        hr_support_fill_card (card, g_ptr_array_index (self->records, record), self->context);
      return;
    }
  hr_card_set_icon (card, way->icon);
  hr_card_set_title (card, _ (way->title));
  hr_card_set_line (card, _ (way->line));
  hr_card_set_detail (card, NULL);
  hr_card_set_trail (card, NULL);
}

static void
code_cb (GtkWidget *button, HrSupportPage *self)
{
  g_autofree char *name = hr_support_name (self->record, self->context);

  hr_take_along_set_links (HR_TAKE_ALONG (self->take), name, hr_links_for_record (self->record));
  hr_take_along_show (HR_TAKE_ALONG (self->take), GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "code")));
  self->step = STEP_CODE;
  show (self);
}

static void
meetings_cb (HrSupportPage *self)
{
  HrQuery *query = hr_session_get_query (self->context->session);

  g_strfreev (query->fellowships);
  query->fellowships = g_strdupv ((char *[]){ (char *) hr_record_get_id (self->record), NULL });
  hr_session_query_changed (self->context->session);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.go", "s", "meetings");
}

static void
give_back_cb (HrSupportPage *self)
{
  guint number = self->ticket;

  self->ticket = 0;
  self->step = STEP_LIST;
  if (self->context->tickets != NULL)
    hr_tickets_remove (self->context->tickets, number);
  show (self);
}

/* ---- what is shown ---- */

static GtkWidget *
add_button (HrSupportPage *self, const char *icon, const char *text)
{
  GtkWidget *button = hr_tap_button_new_with_icon (icon, text, FALSE);

  hr_even_box_append (HR_EVEN_BOX (self->buttons), button);
  return button;
}

static void
fill_buttons (HrSupportPage *self)
{
  g_autoptr (GPtrArray) links = self->step == STEP_ONE ? hr_links_for_record (self->record) : NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->buttons)) != NULL)
    gtk_widget_unparent (child);
  for (guint i = 0; links != NULL && i < links->len; i++)
    {
      HrLink *link = g_ptr_array_index (links, i);
      GtkWidget *button = add_button (self, link->kind == HR_LINK_CALL ? "hr-phone-symbolic" : "hr-qr-symbolic", link->title);

      g_object_set_data (G_OBJECT (button), "code", GINT_TO_POINTER ((int) i));
      g_signal_connect (button, "clicked", G_CALLBACK (code_cb), self);
    }
  if (self->step == STEP_ONE && self->mode == &fellowships)
    g_signal_connect_swapped (add_button (self, "hr-calendar-symbolic", _ ("Meetings of this group")), "clicked",
                              G_CALLBACK (meetings_cb), self);
  if (self->step == STEP_ONE && self->mode == &talk)
    g_signal_connect_swapped (add_button (self, "hr-bell-symbolic", _ ("Ask to meet a peer")), "clicked",
                              G_CALLBACK (ask_for_number), self);
  if (self->step == STEP_ONE && hr_plan_takes (self->mode->kind))
    {
      child = hr_plan_toggle_new (hr_session_get_plan (self->context->session));
      hr_plan_toggle_set (child, self->mode->kind, hr_record_get_id (self->record));
      hr_even_box_append (HR_EVEN_BOX (self->buttons), child);
    }
  if (self->step == STEP_TICKET && self->ticket != 0 && hr_tickets_waits (self->context->tickets, self->ticket))
    g_signal_connect_swapped (add_button (self, "hr-back-symbolic", _ ("I do not need it any more")), "clicked",
                              G_CALLBACK (give_back_cb), self);
  gtk_widget_set_visible (self->buttons, gtk_widget_get_first_child (self->buttons) != NULL);
}

/* @ret_always: whether it is the line that is always true, which is no heading */
static char *
question_words (HrSupportPage *self, gboolean *ret_always)
{
  *ret_always = FALSE;
  if (self->step != STEP_LIST)
    return NULL;
  if (self->records->len > 0 || n_ways (self) > 0)
    {
      gboolean small = hr_theme_bound_mm (self->context->theme, 1.0) < 1.0;
      gboolean brief = small || hr_session_get_text_size (self->context->session) >= HR_TEXT_LARGE;

      *ret_always = self->mode->question == NULL;
      return *ret_always ? hr_support_treatment (self->context, brief) : g_strdup (_ (self->mode->question));
    }
  if (self->known)
    return g_strdup (_ ("Nothing is listed here yet. Please ask at the front desk."));
  return g_strdup (self->context->directory != NULL ? _ ("One moment …") : _ ("Please ask at the front desk."));
}

static void
show (HrSupportPage *self)
{
  gboolean always;
  g_autofree char *question = question_words (self, &always);

  if (self->step == STEP_TICKET)
    hr_support_fill_ticket (HR_PAGER (self->details), self->ticket, self->context);
  fill_buttons (self);
  hr_visitor_set_line (GTK_LABEL (self->question), question);
  gtk_widget_remove_css_class (self->question, always ? "hr-heading" : "hr-line");
  gtk_widget_add_css_class (self->question, always ? "hr-line" : "hr-heading");
  gtk_widget_set_visible (self->list, self->step == STEP_LIST);
  gtk_widget_set_visible (self->split, self->step == STEP_ONE || self->step == STEP_TICKET);
  gtk_widget_set_visible (self->take, self->step == STEP_CODE);
  if (self->step == STEP_LIST)
    hr_card_list_update (HR_CARD_LIST (self->list));
  hr_page_set_title (HR_PAGE (self),
                     self->step == STEP_CODE ? hr_take_along_get_title (HR_TAKE_ALONG (self->take)) : _ (self->mode->title));
}

/* ---- the things ---- */

static void
take_records (HrSupportPage *self, GPtrArray *all)
{
  g_clear_pointer (&self->records, g_ptr_array_unref);
  self->records = hr_support_order (all, self->mode->kind, self->context);
}

static gboolean
is_called (HrRecord *record, const char *name)
{
  return g_strcmp0 (hr_record_get_id (record), name) == 0
         || (hr_record_get_kind (record) == HR_KIND_ARTICLE && g_strcmp0 (hr_record_get (record, "page"), name) == 0);
}

/* What is shown, in the new language or as it is now; a person whose consent ended goes from the screen at once */
static void
follow (HrSupportPage *self)
{
  g_autoptr (HrRecord) old = g_steal_pointer (&self->record);
  const char *name = self->wanted;
  Step step = self->step;

  if (old != NULL)
    name = self->mode->kind == HR_KIND_ARTICLE ? hr_record_get (old, "page") : hr_record_get_id (old);
  for (guint i = 0; i < self->records->len && name != NULL; i++)
    if (is_called (g_ptr_array_index (self->records, i), name))
      {
        guint page = hr_pager_get_page (HR_PAGER (self->details));

        open_record (self, g_ptr_array_index (self->records, i));
        if (old != NULL)
          hr_pager_set_page (HR_PAGER (self->details), page);
        self->direct = self->direct || self->wanted != NULL;
        if (step == STEP_CODE)
          self->step = STEP_CODE;
        g_clear_pointer (&self->wanted, g_free);
        return;
      }
  g_clear_pointer (&self->wanted, g_free);
  if (self->step == STEP_ONE || self->step == STEP_CODE)
    self->step = STEP_LIST;
}

static void
records_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrSupportPage) self = HR_SUPPORT_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = hr_directory_get_records_finish (HR_DIRECTORY (source), result, &error);

  if (records == NULL
      && hr_was_cancelled (error))
    return;
  if (records == NULL)
    records = g_ptr_array_new ();
  take_records (self, records);
  self->known = TRUE;
  hr_card_list_set_total (HR_CARD_LIST (self->list), self->records->len + n_ways (self));
  if (self->step != STEP_TICKET)
    follow (self);
  show (self);
}

static void
ask (HrSupportPage *self)
{
  if (self->context->directory == NULL)
    return;
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  hr_directory_get_records_async (self->context->directory, self->mode->kind, self->cancellable, records_cb,
                                  g_object_ref (self));
}

static void
listings_changed_cb (HrSupportPage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    ask (self);
}

/* ---- the page ---- */

static void
forget (HrSupportPage *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->record, hr_record_unref);
  g_clear_pointer (&self->wanted, g_free);
  self->direct = FALSE;
  self->step = STEP_LIST;
}

static void
hr_support_page_enter (HrPage *page, const char *argument)
{
  HrSupportPage *self = HR_SUPPORT_PAGE (page);

  HR_PAGE_CLASS (hr_support_page_parent_class)->enter (page, argument);
  forget (self);
  if (self->mode == &talk && g_strcmp0 (argument, "ask") == 0)
    ask_for_number (self);
  else
    self->wanted = g_strdup (argument);
  show (self);
  ask (self);
}

static void
hr_support_page_refresh (HrPage *page)
{
  HrSupportPage *self = HR_SUPPORT_PAGE (page);

  HR_PAGE_CLASS (hr_support_page_parent_class)->refresh (page);
  hr_pager_refresh (HR_PAGER (self->details));
  if (self->record != NULL)
    {
      int code = hr_take_along_get_shown (HR_TAKE_ALONG (self->take));
      g_autofree char *name = hr_support_name (self->record, self->context);

      hr_support_fill_details (HR_PAGER (self->details), self->record, self->context);
      if (self->step == STEP_CODE)
        {
          hr_take_along_set_links (HR_TAKE_ALONG (self->take), name, hr_links_for_record (self->record));
          hr_take_along_show (HR_TAKE_ALONG (self->take), code);
        }
    }
  hr_take_along_refresh (HR_TAKE_ALONG (self->take));
  show (self);
  /* articles are others in another language */
  listings_changed_cb (self);
}

static void
hr_support_page_clear (HrPage *page)
{
  HrSupportPage *self = HR_SUPPORT_PAGE (page);

  forget (self);
  self->ticket = 0;
  hr_pager_remove_all (HR_PAGER (self->details));
  hr_take_along_set_links (HR_TAKE_ALONG (self->take), NULL, NULL);
  show (self);
  HR_PAGE_CLASS (hr_support_page_parent_class)->clear (page);
}

static gboolean
hr_support_page_back (HrPage *page)
{
  HrSupportPage *self = HR_SUPPORT_PAGE (page);

  if (self->step == STEP_LIST || (self->step == STEP_ONE && self->direct && hr_pager_get_page (HR_PAGER (self->details)) == 0))
    return HR_PAGE_CLASS (hr_support_page_parent_class)->back (page);
  if (self->step == STEP_ONE && hr_pager_back (HR_PAGER (self->details)))
    return TRUE;
  self->step = self->step == STEP_CODE ? STEP_ONE : STEP_LIST;
  if (self->step == STEP_LIST)
    g_clear_pointer (&self->record, hr_record_unref);
  show (self);
  return TRUE;
}

static char *
hr_support_page_get_spoken (HrPage *page)
{
  HrSupportPage *self = HR_SUPPORT_PAGE (page);

  if (self->step == STEP_ONE || self->step == STEP_TICKET)
    return hr_pager_spoken (HR_PAGER (self->details));
  if (self->step == STEP_CODE)
    return hr_take_along_spoken (HR_TAKE_ALONG (self->take));
  return HR_PAGE_CLASS (hr_support_page_parent_class)->get_spoken (page);
}

static void
hr_support_page_dispose (GObject *object)
{
  HrSupportPage *self = HR_SUPPORT_PAGE (object);

  forget (self);
  g_clear_pointer (&self->records, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), HR_TYPE_SUPPORT_PAGE);

  G_OBJECT_CLASS (hr_support_page_parent_class)->dispose (object);
}

static void
hr_support_page_class_init (HrSupportPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  HrPageClass *page_class = HR_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hr_support_page_dispose;
  page_class->enter = hr_support_page_enter;
  page_class->refresh = hr_support_page_refresh;
  page_class->clear = hr_support_page_clear;
  page_class->back = hr_support_page_back;
  page_class->get_spoken = hr_support_page_get_spoken;

  g_type_ensure (HR_TYPE_CARD_LIST);
  g_type_ensure (HR_TYPE_EVEN_BOX);
  g_type_ensure (HR_TYPE_PAGER);
  g_type_ensure (HR_TYPE_SPLIT);
  g_type_ensure (HR_TYPE_TAKE_ALONG);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/handrail/ui/visitor/hr-support-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HrSupportPage, question);
  gtk_widget_class_bind_template_child (widget_class, HrSupportPage, list);
  gtk_widget_class_bind_template_child (widget_class, HrSupportPage, split);
  gtk_widget_class_bind_template_child (widget_class, HrSupportPage, details);
  gtk_widget_class_bind_template_child (widget_class, HrSupportPage, buttons);
  gtk_widget_class_bind_template_child (widget_class, HrSupportPage, take);
}

static void
page_wanted_cb (HrSupportPage *self)
{
  hr_card_list_update (HR_CARD_LIST (self->list));
}

static void
hr_support_page_init (HrSupportPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->records = g_ptr_array_new ();
  hr_card_list_set_fill (HR_CARD_LIST (self->list), fill_cb, self);
  hr_card_list_set_whole (HR_CARD_LIST (self->list), TRUE);
  hr_card_list_set_columns (HR_CARD_LIST (self->list), 2);
  g_signal_connect_swapped (self->list, "activated", G_CALLBACK (activated_cb), self);
  g_signal_connect_swapped (self->list, "page-wanted", G_CALLBACK (page_wanted_cb), self);
}

/* Who still looks at the number sees that it was called. */
static void
tickets_changed_cb (HrSupportPage *self)
{
  if (self->step == STEP_TICKET && self->ticket != 0 && !hr_tickets_waits (self->context->tickets, self->ticket))
    show (self);
}

static HrPage *
new_page (HrVisitorContext *context, const Mode *mode)
{
  HrSupportPage *self = g_object_new (HR_TYPE_SUPPORT_PAGE, NULL);

  self->context = context;
  self->mode = mode;
  hr_card_list_set_total (HR_CARD_LIST (self->list), n_ways (self));
  if (context->directory != NULL)
    g_signal_connect_object (context->directory, "changed", G_CALLBACK (listings_changed_cb), self, G_CONNECT_SWAPPED);
  if (context->tickets != NULL)
    g_signal_connect_object (context->tickets, "changed", G_CALLBACK (tickets_changed_cb), self, G_CONNECT_SWAPPED);
  hr_page_refresh (HR_PAGE (self));
  return HR_PAGE (self);
}

HrPage *
hr_support_page_new_learn (HrVisitorContext *context)
{
  return new_page (context, &learn);
}

HrPage *
hr_support_page_new_stories (HrVisitorContext *context)
{
  return new_page (context, &stories);
}

HrPage *
hr_support_page_new_talk (HrVisitorContext *context)
{
  return new_page (context, &talk);
}

HrPage *
hr_support_page_new_programs (HrVisitorContext *context)
{
  return new_page (context, &programs);
}

HrPage *
hr_support_page_new_fellowships (HrVisitorContext *context)
{
  return new_page (context, &fellowships);
}
