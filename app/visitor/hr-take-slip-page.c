/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-visitor"

#include "hr-take-slip-page-private.h"

#include "handrail/core/hr-error.h"
#include "handrail/service/hr-words.h"
#include "handrail/ui/hr-qr-view.h"
#include "handrail/ui/hr-tap-button.h"
#include "hr-pager-private.h"
#include "hr-split-private.h"
#include "hr-visitor-labels-private.h"
#include "hr-visitor-sizes-private.h"

#include <glib/gi18n-lib.h>

/* As for the codes of a meeting (hr-take-along.c); a slip's code has more squares than those */
#define CODE_MAX_MM 150.0
#define CODE_SHARE 0.6

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
};

G_DEFINE_FINAL_TYPE (HrTakeSlipPage, hr_take_slip_page, HR_TYPE_PAGE)

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
  size = CLAMP (least * CODE_SHARE, HR_QR_VIEW_MIN_MM, CODE_MAX_MM);
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
}

/* ---- the page ---- */

static void
forget (HrTakeSlipPage *self)
{
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
  self->words = hr_pager_new ();
  gtk_widget_set_valign (self->words, GTK_ALIGN_FILL);
  self->code = hr_qr_view_new ();
  self->split = hr_split_new ();
  hr_split_set_side (HR_SPLIT (self->split), self->words);
  hr_split_set_main (HR_SPLIT (self->split), self->code);
  hr_split_set_share (HR_SPLIT (self->split), 0.58, TRUE);
  hr_page_set_child (HR_PAGE (self), self->split);
}

HrPage *
hr_take_slip_page_new (HrVisitorContext *context)
{
  HrTakeSlipPage *self = g_object_new (HR_TYPE_TAKE_SLIP_PAGE, NULL);

  self->context = context;
  hr_page_refresh (HR_PAGE (self));
  return HR_PAGE (self);
}
