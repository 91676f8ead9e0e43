/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-visitor"

#include "hr-print-buttons-private.h"

#include "handrail/ui/hr-tap-button.h"
#include "hr-visitor-labels-private.h"

#include <glib/gi18n-lib.h>

struct _HrPrintButtons
{
  GObject parent_instance;
  HrVisitorContext *context;
  HrPrintWhat what;
  gpointer owner;
  GtkWidget *print;
  GtkWidget *large;
  GtkWidget *state;
  HrPrintJob *job; /* (nullable): of what is on the page */
  char *refusal;   /* (nullable) */
  gboolean holds;  /* the quiet time stands still */
};

enum
{
  CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HrPrintButtons, hr_print_buttons, G_TYPE_OBJECT)

/* Whoever waits for the paper is here, though nobody touches the screen. In trouble the quiet time goes on: they may have gone. */
static void
hold (HrPrintButtons *self, gboolean holds)
{
  if (holds == self->holds)
    return;
  self->holds = holds;
  /* the window gives up its session before its pages */
  if (self->context->session == NULL)
    return;
  if (holds)
    hr_session_hold (self->context->session);
  else
    hr_session_release (self->context->session);
}

/* Whoever reads large letters on the screen needs them on paper, and the room of a second button. */
static gboolean
is_large (HrPrintButtons *self)
{
  return self->context->session != NULL && hr_session_get_text_size (self->context->session) >= HR_TEXT_LARGE;
}

static void
show (HrPrintButtons *self)
{
  gboolean offered = hr_print_buttons_is_offered (self);
  gboolean busy = self->job != NULL && !hr_print_job_is_over (self->job);
  /* what needs the front desk is not tried again and again, and its words need the room */
  gboolean stays = busy || self->refusal != NULL || (self->job != NULL && hr_print_job_get_state (self->job) >= HR_PRINT_NOT_PRINTED);
  g_autofree char *words = self->job != NULL ? hr_print_job_dup_words (self->job) : g_strdup (self->refusal != NULL ? self->refusal : "");

  gtk_widget_set_visible (self->print, offered && !stays);
  gtk_widget_set_visible (self->large, offered && !stays && !is_large (self));
  gtk_label_set_text (GTK_LABEL (self->state), words);
  gtk_widget_set_visible (self->state, offered && *words != '\0');
  hold (self, busy && hr_print_job_get_state (self->job) != HR_PRINT_TROUBLE);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
drop_job (HrPrintButtons *self)
{
  if (self->job != NULL)
    g_signal_handlers_disconnect_by_data (self->job, self);
  g_clear_object (&self->job);
  g_clear_pointer (&self->refusal, g_free);
}

/* What a person chose for themselves says something of that person. */
static HrPrintFlags
flags_of (const HrHandoutRequest *request)
{
  gboolean own = request->kind == HR_HANDOUT_PLAN || request->kind == HR_HANDOUT_MILESTONE;

  return own ? HR_PRINT_VISITOR | HR_PRINT_PRIVATE : HR_PRINT_VISITOR;
}

static void
begin (HrPrintButtons *self, gboolean large)
{
  HrPrintFlags flags;
  g_autoptr (GError) error = NULL;
  HrHandoutRequest *request = self->what (self->owner);

  if (request == NULL)
    return;
  drop_job (self);
  request->options.large_print = large;
  flags = flags_of (request);
  self->job = hr_printing_print_request (self->context->printing, request, flags, 1, &error);
  if (self->job != NULL)
    g_signal_connect_swapped (self->job, "changed", G_CALLBACK (show), self);
  else
    self->refusal = g_strdup (error->message);
  show (self);
}

static void
print_cb (HrPrintButtons *self)
{
  begin (self, is_large (self));
}

static void
large_cb (HrPrintButtons *self)
{
  begin (self, TRUE);
}

/* ---- object ---- */

static void
hr_print_buttons_dispose (GObject *object)
{
  HrPrintButtons *self = HR_PRINT_BUTTONS (object);

  drop_job (self);
  if (self->print != NULL)
    hold (self, FALSE);
  g_clear_object (&self->print);
  g_clear_object (&self->large);
  g_clear_object (&self->state);

  G_OBJECT_CLASS (hr_print_buttons_parent_class)->dispose (object);
}

static void
hr_print_buttons_class_init (HrPrintButtonsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hr_print_buttons_dispose;
  signals[CHANGED] = g_signal_new ("changed", HR_TYPE_PRINT_BUTTONS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hr_print_buttons_init (HrPrintButtons *self)
{
  self->print = g_object_ref_sink (hr_tap_button_new_with_icon ("hr-papers-symbolic", "", FALSE));
  self->large = g_object_ref_sink (hr_tap_button_new_with_icon ("hr-papers-symbolic", "", FALSE));
  self->state = g_object_ref_sink (hr_visitor_label ("", "hr-strong"));
  g_signal_connect_object (self->print, "clicked", G_CALLBACK (print_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->large, "clicked", G_CALLBACK (large_cb), self, G_CONNECT_SWAPPED);
}

/* ---- for pages ---- */

HrPrintButtons *
hr_print_buttons_new (HrVisitorContext *context, HrPrintWhat what, gpointer owner)
{
  HrPrintButtons *self = g_object_new (HR_TYPE_PRINT_BUTTONS, NULL);

  self->context = context;
  self->what = what;
  self->owner = owner;
  return self;
}

static void
move (GtkWidget *widget, HrEvenBox *box)
{
  if (gtk_widget_get_parent (widget) != NULL)
    gtk_widget_unparent (widget);
  hr_even_box_append (box, widget);
}

void
hr_print_buttons_attach (HrPrintButtons *self, HrEvenBox *box)
{
  hr_tap_button_set_text (HR_TAP_BUTTON (self->print), _ ("Print"));
  hr_tap_button_set_text (HR_TAP_BUTTON (self->large), _ ("Print large"));
  move (self->state, box);
  move (self->print, box);
  move (self->large, box);
  show (self);
}

gboolean
hr_print_buttons_is_offered (HrPrintButtons *self)
{
  return self->context->printing != NULL && hr_printing_get_printer (self->context->printing) != NULL;
}

gboolean
hr_print_buttons_need_room (HrPrintButtons *self)
{
  return self->context->session != NULL && gtk_widget_get_visible (self->state) && !gtk_widget_get_visible (self->print)
         && hr_session_get_text_size (self->context->session) >= HR_TEXT_LARGE;
}

void
hr_print_buttons_enter (HrPrintButtons *self)
{
  if (self->job == NULL || hr_print_job_is_over (self->job))
    hr_print_buttons_forget (self);
}

void
hr_print_buttons_forget (HrPrintButtons *self)
{
  drop_job (self);
  show (self);
}
