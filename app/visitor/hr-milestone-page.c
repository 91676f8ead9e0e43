/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-visitor"

#include "hr-milestone-page-private.h"

#include "handrail/print/hr-milestone-picture.h"
#include "handrail/service/hr-milestone.h"
#include "handrail/ui/hr-card-list.h"
#include "handrail/ui/hr-tap-button.h"
#include "hr-even-box-private.h"
#include "hr-pager-private.h"
#include "hr-print-buttons-private.h"
#include "hr-split-private.h"
#include "hr-visitor-labels-private.h"
#include "hr-visitor-sizes-private.h"

#include <glib/gi18n-lib.h>

/* Of the height of an upright screen */
#define PICTURE_SHARE 0.28

typedef enum
{
  STEP_DAYS,  /* up to 18 months */
  STEP_YEARS, /* two and more */
  STEP_MARK,
} Step;

struct _HrMilestonePage
{
  HrPage parent_instance;
  HrVisitorContext *context;
  GtkWidget *question;
  GtkWidget *list;
  GtkWidget *split;
  GtkWidget *picture;
  GtkWidget *words;
  GtkWidget *buttons;
  HrPrintButtons *print;
  Step step;
  gboolean years; /* where Back leads from the picture */
  guint milestone;
};

G_DEFINE_FINAL_TYPE (HrMilestonePage, hr_milestone_page, HR_TYPE_PAGE)

static void show (HrMilestonePage *self);

/* ---- the choice: the first days, "More years", and any other day ---- */

static guint
n_rows (HrMilestonePage *self)
{
  guint years = hr_milestones_first_years ();

  return self->step == STEP_YEARS ? hr_milestones_other () - years : years + 2;
}

/* Returns: what stands in @row; G_MAXUINT for "More years" */
static guint
milestone_at (HrMilestonePage *self, guint row)
{
  guint years = hr_milestones_first_years ();

  if (self->step == STEP_YEARS)
    return years + row;
  return row < years ? row : row == years ? G_MAXUINT : hr_milestones_other ();
}

static void
fill_cb (HrCard *card, guint row, gpointer user_data)
{
  guint milestone = milestone_at (HR_MILESTONE_PAGE (user_data), row);
  g_autofree char *words = milestone != G_MAXUINT ? hr_milestone_words (milestone) : g_strdup (_ ("More years"));

  hr_card_set_icon (card, milestone != G_MAXUINT ? "hr-heart-symbolic" : "hr-next-symbolic");
  hr_card_set_title (card, words);
}

static void
go_to (HrMilestonePage *self, Step step)
{
  self->step = step;
  if (step != STEP_MARK)
    hr_card_list_set_total (HR_CARD_LIST (self->list), n_rows (self));
  show (self);
}

static void
activated_cb (HrMilestonePage *self, guint row)
{
  guint milestone = row < n_rows (self) ? milestone_at (self, row) : 0;

  if (row >= n_rows (self))
    return;
  if (milestone == G_MAXUINT)
    {
      go_to (self, STEP_YEARS);
      return;
    }
  self->years = self->step == STEP_YEARS;
  self->milestone = milestone;
  go_to (self, STEP_MARK);
}

static void
page_wanted_cb (HrMilestonePage *self)
{
  hr_card_list_update (HR_CARD_LIST (self->list));
}

/* ---- the picture ---- */

static void
draw_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  if (width > 0 && height > 0)
    hr_milestone_picture_draw (cr, 0, 0, width, height);
}

/* As high as an upright screen has room for; beside the words as high as they are */
static void
size_picture (HrMilestonePage *self)
{
  GtkWidget *screen = hr_visitor_get_screen (GTK_WIDGET (self));
  int width = screen != NULL ? gtk_widget_get_width (screen) : 0, height = screen != NULL ? gtk_widget_get_height (screen) : 0;

  gtk_widget_set_size_request (self->picture, -1, height > width ? (int) (height * PICTURE_SHARE) : -1);
}

static void
again_cb (HrMilestonePage *self)
{
  self->milestone = 0;
  go_to (self, STEP_DAYS);
}

static void
done_cb (HrMilestonePage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.clear", NULL);
}

static void
add_button (HrMilestonePage *self, const char *icon, const char *text, gboolean primary, void (*callback) (HrMilestonePage *))
{
  GtkWidget *button = hr_tap_button_new_with_icon (icon, text, FALSE);

  if (primary)
    gtk_widget_add_css_class (button, "primary");
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (callback), self);
  hr_even_box_append (HR_EVEN_BOX (self->buttons), button);
}

static HrHandoutRequest *
what_to_print_cb (gpointer owner)
{
  HrMilestonePage *self = owner;
  HrHandoutRequest *request = hr_printing_new_request (self->context->printing, HR_HANDOUT_MILESTONE);

  request->milestone = self->milestone;
  return request;
}

static void
fill_mark (HrMilestonePage *self)
{
  HrPager *pager = HR_PAGER (self->words);
  g_autofree char *words = hr_milestone_words (self->milestone);

  hr_pager_append (pager, HR_PAGER_HEADING, hr_visitor_heading (words, 1));
  hr_pager_append (pager, HR_PAGER_BLOCK, hr_visitor_label (hr_milestone_greeting (self->milestone), "hr-lede"));
  hr_pager_append (pager, HR_PAGER_BLOCK,
                   hr_visitor_label (_ ("This is only for you. Nothing of it is kept, and nobody counts it."), NULL));
  hr_pager_append (pager, HR_PAGER_BLOCK,
                   hr_visitor_label (_ ("You may take a picture of it. There is no name and no date on it."), NULL));
  hr_print_buttons_attach (self->print, HR_EVEN_BOX (self->buttons));
  add_button (self, "hr-back-symbolic", _ ("Choose another day"), FALSE, again_cb);
  add_button (self, "hr-check-symbolic", _ ("Done"), TRUE, done_cb);
  size_picture (self);
}

static void
show (HrMilestonePage *self)
{
  GtkWidget *child;
  gboolean mark = self->step == STEP_MARK;

  hr_pager_remove_all (HR_PAGER (self->words));
  while ((child = gtk_widget_get_first_child (self->buttons)) != NULL)
    gtk_widget_unparent (child);
  if (mark)
    fill_mark (self);
  else
    hr_card_list_update (HR_CARD_LIST (self->list));
  hr_visitor_set_line (GTK_LABEL (self->question), mark ? NULL : _ ("Every day is worth marking. Which one is yours?"));
  gtk_widget_set_visible (self->list, !mark);
  gtk_widget_set_visible (self->split, mark);
  gtk_widget_set_visible (self->buttons, mark);
  /* Translators: then the visitor chooses a day or a time, such as "30 days" */
  hr_page_set_title (HR_PAGE (self), _ ("I am marking …"));
}

/* ---- the page ---- */

static void
hr_milestone_page_enter (HrPage *page, const char *argument)
{
  HrMilestonePage *self = HR_MILESTONE_PAGE (page);

  HR_PAGE_CLASS (hr_milestone_page_parent_class)->enter (page, argument);
  self->milestone = 0;
  self->years = FALSE;
  hr_print_buttons_forget (self->print);
  go_to (self, STEP_DAYS);
}

/* Whoever comes next finds the choice, not what was chosen */
static void
hr_milestone_page_leave (HrPage *page)
{
  HrMilestonePage *self = HR_MILESTONE_PAGE (page);

  self->milestone = 0;
  self->years = FALSE;
  go_to (self, STEP_DAYS);
  HR_PAGE_CLASS (hr_milestone_page_parent_class)->leave (page);
}

static void
hr_milestone_page_refresh (HrPage *page)
{
  HrMilestonePage *self = HR_MILESTONE_PAGE (page);

  HR_PAGE_CLASS (hr_milestone_page_parent_class)->refresh (page);
  hr_pager_refresh (HR_PAGER (self->words));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->picture), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("A picture: the sun comes up over the water."), -1);
  go_to (self, self->step);
}

static void
hr_milestone_page_clear (HrPage *page)
{
  HrMilestonePage *self = HR_MILESTONE_PAGE (page);

  self->milestone = 0;
  self->years = FALSE;
  go_to (self, STEP_DAYS);
  HR_PAGE_CLASS (hr_milestone_page_parent_class)->clear (page);
}

static gboolean
hr_milestone_page_back (HrPage *page)
{
  HrMilestonePage *self = HR_MILESTONE_PAGE (page);

  if (self->step == STEP_MARK && hr_pager_back (HR_PAGER (self->words)))
    return TRUE;
  if (self->step == STEP_DAYS)
    return HR_PAGE_CLASS (hr_milestone_page_parent_class)->back (page);
  go_to (self, self->step == STEP_MARK && self->years ? STEP_YEARS : STEP_DAYS);
  return TRUE;
}

static char *
hr_milestone_page_get_spoken (HrPage *page)
{
  HrMilestonePage *self = HR_MILESTONE_PAGE (page);

  if (self->step == STEP_MARK)
    return hr_pager_spoken (HR_PAGER (self->words));
  return HR_PAGE_CLASS (hr_milestone_page_parent_class)->get_spoken (page);
}

static void
hr_milestone_page_dispose (GObject *object)
{
  g_clear_object (&HR_MILESTONE_PAGE (object)->print);
  gtk_widget_dispose_template (GTK_WIDGET (object), HR_TYPE_MILESTONE_PAGE);

  G_OBJECT_CLASS (hr_milestone_page_parent_class)->dispose (object);
}

static void
hr_milestone_page_class_init (HrMilestonePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  HrPageClass *page_class = HR_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hr_milestone_page_dispose;
  page_class->enter = hr_milestone_page_enter;
  page_class->leave = hr_milestone_page_leave;
  page_class->refresh = hr_milestone_page_refresh;
  page_class->clear = hr_milestone_page_clear;
  page_class->back = hr_milestone_page_back;
  page_class->get_spoken = hr_milestone_page_get_spoken;

  g_type_ensure (HR_TYPE_CARD_LIST);
  g_type_ensure (HR_TYPE_EVEN_BOX);
  g_type_ensure (HR_TYPE_PAGER);
  g_type_ensure (HR_TYPE_SPLIT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/handrail/ui/visitor/hr-milestone-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HrMilestonePage, question);
  gtk_widget_class_bind_template_child (widget_class, HrMilestonePage, list);
  gtk_widget_class_bind_template_child (widget_class, HrMilestonePage, split);
  gtk_widget_class_bind_template_child (widget_class, HrMilestonePage, picture);
  gtk_widget_class_bind_template_child (widget_class, HrMilestonePage, words);
  gtk_widget_class_bind_template_child (widget_class, HrMilestonePage, buttons);
}

static void
hr_milestone_page_init (HrMilestonePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->picture), draw_cb, NULL, NULL);
  hr_card_list_set_fill (HR_CARD_LIST (self->list), fill_cb, self);
  hr_card_list_set_whole (HR_CARD_LIST (self->list), TRUE);
  hr_card_list_set_columns (HR_CARD_LIST (self->list), 2);
  g_signal_connect_swapped (self->list, "activated", G_CALLBACK (activated_cb), self);
  g_signal_connect_swapped (self->list, "page-wanted", G_CALLBACK (page_wanted_cb), self);
}

HrPage *
hr_milestone_page_new (HrVisitorContext *context)
{
  HrMilestonePage *self = g_object_new (HR_TYPE_MILESTONE_PAGE, NULL);

  self->context = context;
  self->print = hr_print_buttons_new (context, what_to_print_cb, self);
  hr_page_refresh (HR_PAGE (self));
  return HR_PAGE (self);
}
