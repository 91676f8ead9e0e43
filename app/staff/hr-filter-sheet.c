/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-filter-sheet-private.h"

#include "handrail/service/hr-filter-choices.h"
#include "handrail/service/hr-language.h"
#include "handrail/ui/hr-chip.h"
#include "handrail/ui/hr-flow.h"
#include "hr-desk-widgets-private.h"
#include "hr-staff-window-private.h"

#include <glib/gi18n-lib.h>

#define GAP_MM 2.0
/* Of the window */
#define WIDTH_SHARE 0.62
#define HEIGHT_SHARE 0.58

typedef struct
{
  HrStaffContext *context;
  HrQuery *query;
  void (*changed) (gpointer owner);
  GObject *owner;
  GPtrArray *chips;
  GtkWidget *clear;
  gboolean marking;
} FilterSheet;

static void
filter_sheet_free (gpointer data)
{
  FilterSheet *self = data;

  g_ptr_array_unref (self->chips);
  g_object_unref (self->owner);
  g_free (self);
}

static void
free_choice_cb (gpointer data)
{
  hr_filter_choice_free (data);
}

static const HrFilterChoice *
choice_of (gpointer chip)
{
  return g_object_get_data (chip, "choice");
}

static void
mark (FilterSheet *self)
{
  self->marking = TRUE;
  for (guint i = 0; i < self->chips->len; i++)
    hr_chip_set_active (self->chips->pdata[i], hr_filter_choice_is_chosen (choice_of (self->chips->pdata[i]), self->query));
  self->marking = FALSE;
  gtk_widget_set_sensitive (self->clear, hr_filter_count (self->query, TRUE) > 0);
}

static void
chip_cb (HrChip *chip, GParamSpec *pspec, FilterSheet *self)
{
  if (self->marking)
    return;
  hr_filter_choice_choose (choice_of (chip), self->query, self->context->directory, hr_chip_get_active (chip));
  mark (self);
  self->changed (self->owner);
}

static void
clear_cb (GtkWidget *button, FilterSheet *self)
{
  hr_filter_clear (self->query);
  mark (self);
  self->changed (self->owner);
}

static void
done_cb (GtkWidget *button, FilterSheet *self)
{
  hr_staff_window_close_sheet (self->context->window);
}

/* The order of a paper is that of its kind. */
static GtkWidget *
make_chips (FilterSheet *self)
{
  GtkWidget *list = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL), *flow = NULL;
  g_autoptr (GPtrArray) choices = hr_filter_choices (self->context->directory, hr_language_get ());

  for (guint i = 0; i < choices->len; i++)
    {
      const HrFilterChoice *choice = g_ptr_array_index (choices, i);
      GtkWidget *chip;

      if (choice->kind == HR_FILTER_ORDER)
        continue;
      if (i == 0 || choice->kind != ((const HrFilterChoice *) g_ptr_array_index (choices, i - 1))->kind)
        {
          flow = hr_flow_new (GAP_MM);
          gtk_widget_add_css_class (flow, "hr-small");
          gtk_box_append (GTK_BOX (list), hr_desk_heading (hr_filter_kind_words (choice->kind), 2));
          gtk_box_append (GTK_BOX (list), flow);
        }
      chip = hr_chip_new (choice->label);
      g_object_set_data_full (G_OBJECT (chip), "choice", hr_filter_choice_copy (choice), free_choice_cb);
      g_signal_connect (chip, "notify::active", G_CALLBACK (chip_cb), self);
      g_ptr_array_add (self->chips, chip);
      hr_flow_append (HR_FLOW (flow), chip);
    }
  return list;
}

static GtkWidget *
add_button (GtkWidget *box, const char *text, const char *css_class, GCallback callback, FilterSheet *self)
{
  GtkWidget *button = hr_tap_button_new (text);

  if (css_class != NULL)
    gtk_widget_add_css_class (button, css_class);
  g_signal_connect (button, "clicked", callback, self);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

void
hr_filter_sheet_open (HrStaffContext *context, HrQuery *query, void (*changed) (gpointer owner), GObject *owner)
{
  FilterSheet *self = g_new0 (FilterSheet, 1);
  GtkWidget *box = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL), *foot = hr_desk_box (GTK_ORIENTATION_HORIZONTAL, NULL);
  GtkWidget *scroll;

  *self = (FilterSheet){ .context = context, .query = query, .changed = changed, .owner = g_object_ref (owner), .chips = g_ptr_array_new () };
  scroll = hr_desk_scroll (make_chips (self));
  gtk_widget_set_size_request (scroll, (int) (gtk_widget_get_width (GTK_WIDGET (context->window)) * WIDTH_SHARE),
                               (int) (gtk_widget_get_height (GTK_WIDGET (context->window)) * HEIGHT_SHARE));
  gtk_box_append (GTK_BOX (box), scroll);
  self->clear = add_button (foot, _ ("Clear the filters"), NULL, G_CALLBACK (clear_cb), self);
  add_button (foot, _ ("Done"), "primary", G_CALLBACK (done_cb), self);
  gtk_box_append (GTK_BOX (box), foot);
  g_object_set_data_full (G_OBJECT (box), "filter-sheet", self, filter_sheet_free);
  mark (self);
  hr_staff_window_open_sheet (context->window, _ ("Filters"), box);
}
