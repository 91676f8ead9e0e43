/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-pin-sheet-private.h"

#include "hr-desk-widgets-private.h"
#include "hr-pin-pad-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef enum
{
  ASK_OLD,
  ASK_NEW,
  ASK_AGAIN,
} Ask;

struct _HrPinSheet
{
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkWidget *question;
  GtkWidget *notice;
  GtkWidget *pad;
  HrPinSheetDone done;
  GObject *owner;
  char *old_pin;
  char *pin;
  Ask ask;
};

G_DEFINE_FINAL_TYPE (HrPinSheet, hr_pin_sheet, GTK_TYPE_WIDGET)

static void
show (HrPinSheet *self, const char *notice)
{
  static const char *const questions[] = {
    [ASK_OLD] = N_ ("Your present PIN"),
    [ASK_NEW] = N_ ("The new PIN: six digits, not a date, a row or a pattern"),
    [ASK_AGAIN] = N_ ("The new PIN again"),
  };

  gtk_label_set_text (GTK_LABEL (self->question), _ (questions[self->ask]));
  gtk_label_set_text (GTK_LABEL (self->notice), notice != NULL ? notice : "");
  gtk_widget_set_visible (self->notice, notice != NULL);
}

static void
finish (HrPinSheet *self)
{
  g_autoptr (HrPinSheet) kept = g_object_ref (self);
  char *old_pin = g_steal_pointer (&self->old_pin);
  char *pin = g_steal_pointer (&self->pin);

  self->done (old_pin, pin, self->owner);
  hr_pin_free (old_pin);
  hr_pin_free (pin);
}

static void
entered_cb (HrPinSheet *self)
{
  char *pin = hr_pin_pad_take (HR_PIN_PAD (self->pad));
  const char *problem = self->ask == ASK_NEW ? hr_staff_pin_problem (pin) : NULL;

  if (self->ask == ASK_OLD)
    {
      self->old_pin = pin;
      self->ask = ASK_NEW;
      show (self, NULL);
      return;
    }
  if (self->ask == ASK_NEW && problem == NULL)
    {
      self->pin = pin;
      self->ask = ASK_AGAIN;
      show (self, NULL);
      return;
    }
  if (self->ask == ASK_AGAIN && g_strcmp0 (pin, self->pin) == 0)
    {
      hr_pin_free (pin);
      finish (self);
      return;
    }
  hr_pin_free (pin);
  g_clear_pointer (&self->pin, hr_pin_free);
  self->ask = ASK_NEW;
  show (self, problem != NULL ? problem : _ ("The two PINs are not the same. Please choose one and type it twice."));
}

static gboolean
hr_pin_sheet_focus (GtkWidget *widget, GtkDirectionType direction)
{
  return gtk_widget_grab_focus (HR_PIN_SHEET (widget)->pad);
}

static void
hr_pin_sheet_dispose (GObject *object)
{
  HrPinSheet *self = HR_PIN_SHEET (object);

  g_clear_pointer (&self->old_pin, hr_pin_free);
  g_clear_pointer (&self->pin, hr_pin_free);
  g_clear_object (&self->owner);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (hr_pin_sheet_parent_class)->dispose (object);
}

static void
hr_pin_sheet_class_init (HrPinSheetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hr_pin_sheet_dispose;
  widget_class->focus = hr_pin_sheet_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
hr_pin_sheet_init (HrPinSheet *self)
{
  self->box = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);
  self->question = hr_desk_label ("", "hr-strong");
  self->notice = hr_desk_label ("", "hr-notice");
  self->pad = hr_pin_pad_new ();
  gtk_widget_set_halign (self->pad, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->pad, "entered", G_CALLBACK (entered_cb), self);
  gtk_box_append (GTK_BOX (self->box), self->question);
  gtk_box_append (GTK_BOX (self->box), self->notice);
  gtk_box_append (GTK_BOX (self->box), self->pad);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
hr_pin_sheet_new (gboolean ask_old, HrPinSheetDone done, GObject *owner)
{
  HrPinSheet *self = g_object_new (HR_TYPE_PIN_SHEET, NULL);

  self->done = done;
  self->owner = g_object_ref (owner);
  self->ask = ask_old ? ASK_OLD : ASK_NEW;
  show (self, NULL);
  return GTK_WIDGET (self);
}
