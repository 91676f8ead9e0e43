/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Base of every full-screen page. The window owns the bars; a page fills the space between them and never scrolls. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HR_TYPE_PAGE (hr_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (HrPage, hr_page, HR, PAGE, GtkWidget)

/**
 * HrPageClass:
 * @enter: about to be shown; @argument: (nullable): such as a meeting's id. Chain up
 * @leave: no longer shown: cancel what is under way. Chain up
 * @refresh: the language, a size, the day or the listings changed: set all texts anew
 * @clear: the visit is over: forget everything of it
 * @get_spoken: (transfer full): what Read aloud says: all that is on the page, in order; default: the title and every visible label
 * @back: Back was pressed: returns %TRUE when the page went back inside itself (to its previous list, closed its keyboard)
 */
struct _HrPageClass
{
  GtkWidgetClass parent_class;
  void (*enter) (HrPage *self, const char *argument);
  void (*leave) (HrPage *self);
  void (*refresh) (HrPage *self);
  void (*clear) (HrPage *self);
  char *(*get_spoken) (HrPage *self);
  gboolean (*back) (HrPage *self);
};

/** HrPage:title: translated: "where am I", shown in the top bar and as the accessible name of the page */
void hr_page_set_title (HrPage *self, const char *title);
const char *hr_page_get_title (HrPage *self);
/** hr_page_set_child: the one child; pages are templates with a GtkWidget child named "content" or set it themselves */
void hr_page_set_child (HrPage *self, GtkWidget *child);

/** hr_page_get_fit: 1 when the content fits as asked; less when the safety net draws it smaller, so that nothing is cut. Pages keep it at 1 on
 * the panels that are supported; tests look at it */
double hr_page_get_fit (HrPage *self);

void hr_page_enter (HrPage *self, const char *argument);
void hr_page_leave (HrPage *self);
void hr_page_refresh (HrPage *self);
void hr_page_clear (HrPage *self);
char *hr_page_get_spoken (HrPage *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean hr_page_back (HrPage *self);

G_END_DECLS
