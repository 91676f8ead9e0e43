/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-printer-panel-private.h"

#include "handrail/service/hr-printing.h"
#include "handrail/ui/hr-chip.h"
#include "handrail/ui/hr-flow.h"
#include "hr-desk-widgets-private.h"
#include "hr-staff-window-private.h"

#include <glib/gi18n-lib.h>

#define GAP_MM 3.0

/* The last one is what the center uses */
static const char *const paper_words[HR_N_PAPERS + 1] = {
  [HR_PAPER_A4] = N_ ("A4"),
  [HR_PAPER_LETTER] = N_ ("Letter"),
  [HR_PAPER_A5] = N_ ("A5"),
  [HR_PAPER_HALF_LETTER] = N_ ("Half letter"),
  [HR_PAPER_RECEIPT] = N_ ("Roll of 80 mm"),
  /* Translators: which paper lies in the printer */
  [HR_N_PAPERS] = N_ ("As the center"),
};

struct _HrPrinterPanel
{
  GtkBox parent_instance;
  HrStaffContext *context;
  GtkWidget *printers;
  GtkWidget *papers;
  GtkWidget *state;
  gboolean setting; /* chips follow what is set */
  gboolean asking;
};

G_DEFINE_FINAL_TYPE (HrPrinterPanel, hr_printer_panel, GTK_TYPE_BOX)

/* ---- saving ---- */

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrPrinterPanel) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean saved = hr_device_set_printer_finish (HR_DEVICE (source), result, &error);

  /* the desk may be closed, or speak another language on a new page */
  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  if (saved)
    hr_staff_window_say (self->context->window, _ ("Saved. This screen follows at once."), NULL, NULL, NULL);
  else
    hr_staff_window_say_error (self->context->window, error);
  hr_printer_panel_read (self);
}

static void
printer_cb (HrPrinterPanel *self, GParamSpec *pspec, GtkWidget *chip)
{
  if (!self->setting)
    hr_device_set_printer_async (self->context->device, g_object_get_data (G_OBJECT (chip), "value"),
                                 hr_device_get_printer_paper (self->context->device), saved_cb, g_object_ref (self));
}

static void
paper_cb (HrPrinterPanel *self, GParamSpec *pspec, GtkWidget *chip)
{
  if (!self->setting)
    hr_device_set_printer_async (self->context->device, hr_device_get_printer (self->context->device),
                                 g_object_get_data (G_OBJECT (chip), "value"), saved_cb, g_object_ref (self));
}

/* ---- showing ---- */

static void
clear (GtkWidget *flow)
{
  for (GtkWidget *child = gtk_widget_get_first_child (flow); child != NULL; child = gtk_widget_get_first_child (flow))
    gtk_widget_unparent (child);
}

/* @value: (nullable): what is written when it is chosen */
static void
add_chip (HrPrinterPanel *self, GtkWidget *flow, const char *words, const char *value, const char *chosen, GCallback callback)
{
  GtkWidget *chip = hr_chip_new (words);

  g_object_set_data_full (G_OBJECT (chip), "value", g_strdup (value), g_free);
  hr_chip_set_active (HR_CHIP (chip), g_strcmp0 (value, chosen) == 0);
  g_signal_connect_object (chip, "notify::active", callback, self, G_CONNECT_SWAPPED);
  hr_flow_append (HR_FLOW (flow), chip);
}

static void
show_printers (HrPrinterPanel *self, const HrPrinterSurvey *survey)
{
  const char *chosen = hr_device_get_printer (self->context->device);
  gboolean listed = chosen == NULL;

  clear (self->printers);
  add_chip (self, self->printers, _ ("No printer"), NULL, chosen, G_CALLBACK (printer_cb));
  for (guint i = 0; i < survey->list->len; i++)
    {
      const HrPrinterInfo *info = survey->list->pdata[i];
      g_autofree char *words = info->words != NULL ? g_strdup_printf ("%s (%s)", info->words, info->name) : g_strdup (info->name);

      add_chip (self, self->printers, words, info->name, chosen, G_CALLBACK (printer_cb));
      listed |= g_strcmp0 (info->name, chosen) == 0;
    }
  /* written by hand, or gone */
  if (!listed)
    add_chip (self, self->printers, chosen, chosen, chosen, G_CALLBACK (printer_cb));
}

static void
show_state (HrPrinterPanel *self, const HrPrinterSurvey *survey)
{
  const char *chosen = hr_device_get_printer (self->context->device);
  g_autofree char *words = NULL;

  if (chosen != NULL)
    words = hr_printing_trouble_words (survey->trouble, chosen);
  else if (survey->list->len == 0)
    words = g_strdup (_ ("This device knows no printer yet. Whoever looks after it adds one to its print service (CUPS)."));
  gtk_label_set_text (GTK_LABEL (self->state), words != NULL ? words : _ ("Without a printer the lobby offers no printing."));
}

static void
show_papers (HrPrinterPanel *self)
{
  const char *chosen = hr_device_get_printer_paper (self->context->device);

  clear (self->papers);
  add_chip (self, self->papers, _ (paper_words[HR_N_PAPERS]), NULL, chosen, G_CALLBACK (paper_cb));
  for (guint i = 0; i < HR_N_PAPERS; i++)
    add_chip (self, self->papers, _ (paper_words[i]), hr_paper_to_string ((HrPaper)i), chosen, G_CALLBACK (paper_cb));
}

static void
survey_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrPrinterPanel) self = user_data;
  g_autoptr (HrPrinterSurvey) survey = hr_printing_survey_finish (result);

  self->asking = FALSE;
  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  show_printers (self, survey);
  show_papers (self);
  show_state (self, survey);
}

void
hr_printer_panel_read (HrPrinterPanel *self)
{
  g_return_if_fail (HR_IS_PRINTER_PANEL (self));

  if (self->context->device == NULL || self->asking)
    return;
  self->asking = TRUE;
  gtk_label_set_text (GTK_LABEL (self->state), _ ("Looking for printers …"));
  hr_printing_survey_async (hr_device_get_printer (self->context->device), survey_cb, g_object_ref (self));
}

/* ---- object ---- */

static void
hr_printer_panel_class_init (HrPrinterPanelClass *klass)
{
}

static void
hr_printer_panel_init (HrPrinterPanel *self)
{
}

GtkWidget *
hr_printer_panel_new (HrStaffContext *context)
{
  HrPrinterPanel *self = g_object_new (HR_TYPE_PRINTER_PANEL, "orientation", GTK_ORIENTATION_VERTICAL, NULL);
  GtkWidget *again = hr_desk_button (_ ("Look again"), NULL, G_CALLBACK (hr_printer_panel_read), self);

  gtk_widget_set_halign (again, GTK_ALIGN_START);
  self->context = context;
  gtk_widget_add_css_class (GTK_WIDGET (self), "hr-desk-box");
  self->printers = hr_flow_new (GAP_MM);
  self->papers = hr_flow_new (GAP_MM);
  self->state = hr_desk_label ("", "hr-line");
  gtk_box_append (GTK_BOX (self), hr_desk_heading (_ ("Printer of this device"), 2));
  gtk_box_append (GTK_BOX (self), hr_desk_label (_ ("The lobby and the desk print on it."), "hr-muted"));
  gtk_box_append (GTK_BOX (self), self->printers);
  gtk_box_append (GTK_BOX (self), self->state);
  gtk_box_append (GTK_BOX (self), again);
  gtk_box_append (GTK_BOX (self), hr_desk_heading (_ ("Paper in it"), 2));
  gtk_box_append (GTK_BOX (self), self->papers);
  return GTK_WIDGET (self);
}
