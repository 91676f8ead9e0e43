/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-visitor"

#include "hr-take-slip-page-private.h"

#include "handrail/core/hr-error.h"
#include "handrail/service/hr-slip-paper.h"
#include "handrail/service/hr-words.h"
#include "handrail/ui/hr-qr-view.h"
#include "handrail/ui/hr-tap-button.h"
#include "hr-even-box-private.h"
#include "hr-pager-private.h"
#include "hr-split-private.h"
#include "hr-visitor-labels-private.h"
#include "hr-visitor-sizes-private.h"

#include <glib/gi18n-lib.h>

/* As for the codes of a meeting (hr-take-along.c); a slip's code has more squares than those */
#define CODE_MAX_MM 150.0
#define CODE_SHARE 0.6
/* with a button below it */
#define CODE_SHARE_PRINT 0.5

struct _HrTakeSlipPage
{
  HrPage parent_instance;
  HrVisitorContext *context;
  GtkWidget *split;
  GtkWidget *words;
  GtkWidget *code;
  char *meeting;        /* (nullable) */
  HrSlipIssued *issued; /* (nullable) */
  GError *refusal;      /* (nullable) */
  GtkWidget *buttons;
  GtkWidget *print;
  GtkWidget *state;
  HrPrintJob *job;     /* (nullable): of this slip */
  char *print_refusal; /* (nullable) */
  gboolean drawing;
  gboolean holds; /* the quiet time stands still */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (HrTakeSlipPage, hr_take_slip_page, HR_TYPE_PAGE)

static void show_print (HrTakeSlipPage *self);

static gboolean
can_print (HrTakeSlipPage *self)
{
  return self->context->printing != NULL && hr_printing_get_printer (self->context->printing) != NULL;
}

/* ---- words ---- */

static void
add_words (HrTakeSlipPage *self, const char *text, const char *css_class)
{
  hr_pager_append (HR_PAGER (self->words), HR_PAGER_BLOCK, hr_visitor_label (text, css_class));
}

static void
fill_slip (HrTakeSlipPage *self)
{
  const HrSlipIssued *slip = self->issued;
  g_autofree char *date = hr_words_date_of_year (slip->date);
  g_autofree char *span = hr_words_span ((int)slip->start_minute, (int)slip->length_min);

  hr_pager_append (HR_PAGER (self->words), HR_PAGER_HEADING, hr_visitor_heading (_ ("Proof of attendance"), 1));
  add_words (self, slip->meeting, "hr-lede");
  add_words (self, date, "hr-when");
  add_words (self, span, "hr-when");
  if (slip->site != NULL)
    add_words (self, slip->site, NULL);
  add_words (self, _ ("Take a photo of this whole page with your phone. The square shows that the slip is real."), NULL);
  add_words (self, _ ("Your name is not on it. We keep no copy and no list."), "hr-strong");
  /* with a printer, the button below says it */
  if (!can_print (self))
    add_words (self, _ ("No phone? The front desk can sign a paper for you."), NULL);
}

static void
fill_refused (HrTakeSlipPage *self)
{
  hr_pager_append (HR_PAGER (self->words), HR_PAGER_HEADING,
                   hr_visitor_heading (self->refusal != NULL
                                           ? self->refusal->message
                                           : _ ("This screen makes no slips. The front desk can sign a paper for you. Please ask there."),
                                       1));
}

static void
size_code (HrTakeSlipPage *self)
{
  GtkWidget *root = hr_visitor_get_screen (GTK_WIDGET (self));
  HrTheme *theme = hr_theme_get_for_widget (GTK_WIDGET (self));
  double least, size;

  if (root == NULL || gtk_widget_get_width (root) <= 0)
    return;
  least = MIN (gtk_widget_get_width (root), gtk_widget_get_height (root)) / hr_theme_get_px_per_mm (theme);
  size = CLAMP (least * (can_print (self) ? CODE_SHARE_PRINT : CODE_SHARE), HR_QR_VIEW_MIN_MM, CODE_MAX_MM);
  gtk_widget_set_size_request (self->code, hr_theme_px (theme, size), hr_theme_px (theme, size));
}

static void
show (HrTakeSlipPage *self)
{
  hr_pager_remove_all (HR_PAGER (self->words));
  gtk_widget_set_visible (self->code, self->issued != NULL);
  if (self->issued != NULL)
    {
      fill_slip (self);
      size_code (self);
      hr_qr_view_set_content (HR_QR_VIEW (self->code), self->issued->text, _ ("A square to take a photo of"));
    }
  else
    {
      hr_qr_view_set_content (HR_QR_VIEW (self->code), NULL, NULL);
      if (self->meeting != NULL)
        fill_refused (self);
    }
  show_print (self);
}

/* ---- on paper: the same slip as on the screen ---- */

/* Whoever waits for the paper is here, though nobody touches the screen. In trouble the quiet time goes on: they may have gone. */
static void
hold (HrTakeSlipPage *self, gboolean holds)
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

static void
show_print (HrTakeSlipPage *self)
{
  gboolean busy = self->drawing || (self->job != NULL && !hr_print_job_is_over (self->job));
  gboolean lost = self->print_refusal != NULL || (self->job != NULL && hr_print_job_get_state (self->job) == HR_PRINT_NOT_PRINTED);
  g_autofree char *words = self->job != NULL ? hr_print_job_dup_words (self->job) : g_strdup (self->print_refusal);

  hr_tap_button_set_text (HR_TAP_BUTTON (self->print), _ ("Print"));
  gtk_widget_set_visible (self->buttons, self->issued != NULL && can_print (self));
  gtk_widget_set_visible (self->print, !busy && !lost);
  gtk_label_set_text (GTK_LABEL (self->state), words != NULL ? words : "");
  gtk_widget_set_visible (self->state, words != NULL && *words != '\0');
  hold (self, busy && (self->job == NULL || hr_print_job_get_state (self->job) != HR_PRINT_TROUBLE));
}

static void
refuse_print (HrTakeSlipPage *self, const GError *error)
{
  g_free (self->print_refusal);
  self->print_refusal = g_strdup (error->message);
}

static void
drop_job (HrTakeSlipPage *self)
{
  if (self->job != NULL)
    g_signal_handlers_disconnect_by_data (self->job, self);
  g_clear_object (&self->job);
  g_clear_pointer (&self->print_refusal, g_free);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->drawing = FALSE;
}

static void
drawn_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrTakeSlipPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrSlipPaper) paper = hr_slip_paper_draw_finish (HR_SLIPS (source), result, &error);
  g_autoptr (GBytes) pdf = NULL;

  /* of a slip that is not on the screen any more */
  if (!self->drawing || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->drawing = FALSE;
  if (paper != NULL)
    self->job = hr_printing_print_pdf (self->context->printing, paper->pdf, 1, paper->paper, paper->width, paper->height,
                                       HR_PRINT_VISITOR | HR_PRINT_PRIVATE, &error);
  if (self->job != NULL)
    {
      /* it is overwritten when it is printed, or given up */
      pdf = g_steal_pointer (&paper->pdf);
      g_signal_connect_swapped (self->job, "changed", G_CALLBACK (show_print), self);
    }
  else
    refuse_print (self, error);
  show_print (self);
}

static void
print_cb (HrTakeSlipPage *self)
{
  if (self->issued == NULL || !can_print (self) || self->drawing)
    return;
  drop_job (self);
  self->cancellable = g_cancellable_new ();
  self->drawing = TRUE;
  hr_slip_paper_draw_async (self->context->slips, self->issued, hr_printing_get_paper (self->context->printing), self->cancellable,
                            drawn_cb, g_object_ref (self));
  show_print (self);
}

/* ---- the page ---- */

/* What is being printed goes on. */
static void
forget (HrTakeSlipPage *self)
{
  drop_job (self);
  hold (self, FALSE);
  g_clear_pointer (&self->issued, hr_slip_issued_free);
  g_clear_pointer (&self->meeting, g_free);
  g_clear_error (&self->refusal);
}

static void
hr_take_slip_page_enter (HrPage *page, const char *argument)
{
  HrTakeSlipPage *self = HR_TAKE_SLIP_PAGE (page);

  HR_PAGE_CLASS (hr_take_slip_page_parent_class)->enter (page, argument);
  forget (self);
  self->meeting = g_strdup (argument != NULL ? argument : "");
  if (self->context->slips != NULL && *self->meeting != '\0')
    self->issued = hr_slips_issue (self->context->slips, self->meeting, &self->refusal);
  show (self);
}

static void
hr_take_slip_page_leave (HrPage *page)
{
  forget (HR_TAKE_SLIP_PAGE (page));
  show (HR_TAKE_SLIP_PAGE (page));
  HR_PAGE_CLASS (hr_take_slip_page_parent_class)->leave (page);
}

static void
hr_take_slip_page_refresh (HrPage *page)
{
  HrTakeSlipPage *self = HR_TAKE_SLIP_PAGE (page);

  HR_PAGE_CLASS (hr_take_slip_page_parent_class)->refresh (page);
  hr_page_set_title (page, _ ("Your slip"));
  hr_pager_refresh (HR_PAGER (self->words));
  /* a sentence in the language that was left: said again in the one that is spoken now */
  if (self->refusal != NULL && self->context->slips != NULL)
    {
      g_clear_error (&self->refusal);
      self->issued = hr_slips_issue (self->context->slips, self->meeting, &self->refusal);
    }
  show (self);
}

static void
hr_take_slip_page_clear (HrPage *page)
{
  forget (HR_TAKE_SLIP_PAGE (page));
  show (HR_TAKE_SLIP_PAGE (page));
  HR_PAGE_CLASS (hr_take_slip_page_parent_class)->clear (page);
}

static gboolean
hr_take_slip_page_back (HrPage *page)
{
  if (hr_pager_back (HR_PAGER (HR_TAKE_SLIP_PAGE (page)->words)))
    return TRUE;
  return HR_PAGE_CLASS (hr_take_slip_page_parent_class)->back (page);
}

static char *
hr_take_slip_page_get_spoken (HrPage *page)
{
  return hr_pager_spoken (HR_PAGER (HR_TAKE_SLIP_PAGE (page)->words));
}

static void
hr_take_slip_page_dispose (GObject *object)
{
  forget (HR_TAKE_SLIP_PAGE (object));
  g_clear_object (&HR_TAKE_SLIP_PAGE (object)->print);
  g_clear_object (&HR_TAKE_SLIP_PAGE (object)->state);
  G_OBJECT_CLASS (hr_take_slip_page_parent_class)->dispose (object);
}

static void
hr_take_slip_page_class_init (HrTakeSlipPageClass *klass)
{
  HrPageClass *page_class = HR_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hr_take_slip_page_dispose;
  page_class->enter = hr_take_slip_page_enter;
  page_class->leave = hr_take_slip_page_leave;
  page_class->refresh = hr_take_slip_page_refresh;
  page_class->clear = hr_take_slip_page_clear;
  page_class->back = hr_take_slip_page_back;
  page_class->get_spoken = hr_take_slip_page_get_spoken;
}

static void
hr_take_slip_page_init (HrTakeSlipPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->words = hr_pager_new ();
  gtk_widget_set_valign (self->words, GTK_ALIGN_FILL);
  self->code = hr_qr_view_new ();
  self->split = hr_split_new ();
  hr_split_set_side (HR_SPLIT (self->split), self->words);
  hr_split_set_main (HR_SPLIT (self->split), self->code);
  hr_split_set_share (HR_SPLIT (self->split), 0.58, TRUE);
  gtk_widget_set_vexpand (self->split, TRUE);
  self->print = g_object_ref_sink (hr_tap_button_new_with_icon ("hr-print-symbolic", "", FALSE));
  gtk_widget_add_css_class (self->print, "primary");
  self->state = g_object_ref_sink (hr_visitor_label ("", "hr-strong"));
  self->buttons = hr_even_box_new ();
  hr_even_box_append (HR_EVEN_BOX (self->buttons), self->state);
  hr_even_box_append (HR_EVEN_BOX (self->buttons), self->print);
  g_signal_connect_object (self->print, "clicked", G_CALLBACK (print_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_visible (self->buttons, FALSE);
  gtk_widget_add_css_class (box, "hr-spaced");
  gtk_box_append (GTK_BOX (box), self->split);
  gtk_box_append (GTK_BOX (box), self->buttons);
  hr_page_set_child (HR_PAGE (self), box);
}

HrPage *
hr_take_slip_page_new (HrVisitorContext *context)
{
  HrTakeSlipPage *self = g_object_new (HR_TYPE_TAKE_SLIP_PAGE, NULL);

  self->context = context;
  hr_page_refresh (HR_PAGE (self));
  return HR_PAGE (self);
}
