/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-print-row-private.h"

#include "handrail/service/hr-printing.h"
#include "hr-desk-widgets-private.h"
#include "hr-staff-window-private.h"

#include <glib/gi18n-lib.h>

struct _HrPrintRow
{
  GtkBox parent_instance;
  HrStaffContext *context;
  GtkWidget *line;
  GtkWidget *fewer;
  GtkWidget *another;
  GtkWidget *print;
  guint copies;
  char *paper;                   /* (nullable) */
  HrPrintJob *job;               /* (nullable) */
  const HrHandoutResult *result; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (HrPrintRow, hr_print_row, GTK_TYPE_BOX)

/* Before: what comes out. After: how it goes. */
static void
show (HrPrintRow *self)
{
  const char *printer = self->context->printing != NULL ? hr_printing_get_printer (self->context->printing) : NULL;
  gboolean busy = self->job != NULL && !hr_print_job_is_over (self->job);
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), printer != NULL);
  if (self->job != NULL)
    text = hr_print_job_dup_desk_words (self->job);
  else if (self->result != NULL && printer != NULL)
    text = g_strdup_printf (_ ("%s · Paper: %s · Copies: %u · Pages: %u"), printer, self->paper, self->copies, self->copies * self->result->n_pages);
  gtk_label_set_text (GTK_LABEL (self->line), text != NULL ? text : "");
  gtk_widget_set_visible (self->fewer, !busy);
  gtk_widget_set_visible (self->another, !busy);
  gtk_widget_set_sensitive (self->fewer, self->copies > 1);
  gtk_widget_set_sensitive (self->another, self->copies < HR_PRINTING_COPIES);
  hr_tap_button_set_text (HR_TAP_BUTTON (self->print), busy ? _ ("Stop printing") : _ ("Print"));
  gtk_widget_set_sensitive (self->print, busy || self->result != NULL);
}

static void
drop_job (HrPrintRow *self)
{
  if (self->job != NULL)
    g_signal_handlers_disconnect_by_data (self->job, self);
  g_clear_object (&self->job);
}

static void
change_copies (HrPrintRow *self, int more)
{
  self->copies = (guint) CLAMP ((int) self->copies + more, 1, HR_PRINTING_COPIES);
  drop_job (self);
  show (self);
}

static void
fewer_cb (HrPrintRow *self)
{
  change_copies (self, -1);
}

static void
another_cb (HrPrintRow *self)
{
  change_copies (self, 1);
}

static void
print_cb (HrPrintRow *self)
{
  g_autoptr (GError) error = NULL;

  if (self->job != NULL && !hr_print_job_is_over (self->job))
    {
      hr_print_job_stop (self->job);
      return;
    }
  if (self->result == NULL)
    return;
  drop_job (self);
  self->job = hr_printing_print_result (self->context->printing, self->result, HR_PRINT_NORMAL, self->copies, &error);
  if (self->job != NULL)
    g_signal_connect_swapped (self->job, "changed", G_CALLBACK (show), self);
  else
    hr_staff_window_say_error (self->context->window, error);
  show (self);
}

/* ---- object ---- */

static void
hr_print_row_dispose (GObject *object)
{
  drop_job (HR_PRINT_ROW (object));

  G_OBJECT_CLASS (hr_print_row_parent_class)->dispose (object);
}

static void
hr_print_row_finalize (GObject *object)
{
  g_free (HR_PRINT_ROW (object)->paper);

  G_OBJECT_CLASS (hr_print_row_parent_class)->finalize (object);
}

static void
hr_print_row_class_init (HrPrintRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hr_print_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = hr_print_row_finalize;
}

static void
hr_print_row_init (HrPrintRow *self)
{
  GtkWidget *box = hr_desk_box (GTK_ORIENTATION_HORIZONTAL, NULL);

  self->copies = 1;
  self->line = hr_desk_label ("", "hr-line");
  gtk_widget_set_hexpand (self->line, TRUE);
  self->fewer = hr_desk_button (_ ("One copy less"), NULL, G_CALLBACK (fewer_cb), self);
  self->another = hr_desk_button (_ ("One copy more"), NULL, G_CALLBACK (another_cb), self);
  self->print = hr_desk_button (_ ("Print"), "primary", G_CALLBACK (print_cb), self);
  gtk_box_append (GTK_BOX (box), self->line);
  gtk_box_append (GTK_BOX (box), self->fewer);
  gtk_box_append (GTK_BOX (box), self->another);
  gtk_box_append (GTK_BOX (box), self->print);
  gtk_box_append (GTK_BOX (self), box);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
hr_print_row_new (void)
{
  return g_object_new (HR_TYPE_PRINT_ROW, NULL);
}

void
hr_print_row_set_context (HrPrintRow *self, HrStaffContext *context)
{
  self->context = context;
}

void
hr_print_row_set_result (HrPrintRow *self, const HrHandoutResult *result, const char *paper)
{
  g_return_if_fail (HR_IS_PRINT_ROW (self) && self->context != NULL);

  self->result = result;
  g_free (self->paper);
  self->paper = g_strdup (paper);
  if (result == NULL && self->job != NULL && hr_print_job_is_over (self->job))
    drop_job (self);
  show (self);
}

void
hr_print_row_leave (HrPrintRow *self)
{
  g_return_if_fail (HR_IS_PRINT_ROW (self));

  self->result = NULL;
  drop_job (self);
}
