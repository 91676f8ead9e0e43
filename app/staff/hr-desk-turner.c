/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-desk-turner-private.h"

#include "hr-desk-widgets-private.h"

#include <glib/gi18n-lib.h>

struct _HrDeskTurner
{
  GtkBox parent_instance;
  GtkWidget *line;
  GtkWidget *previous;
  GtkWidget *more;
  guint per_part;
  guint offset;
  guint total;
};

enum
{
  TURNED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HrDeskTurner, hr_desk_turner, GTK_TYPE_BOX)

static void
previous_cb (HrDeskTurner *self)
{
  self->offset -= MIN (self->offset, self->per_part);
  g_signal_emit (self, signals[TURNED], 0);
}

static void
more_cb (HrDeskTurner *self)
{
  self->offset += self->per_part;
  g_signal_emit (self, signals[TURNED], 0);
}

guint
hr_desk_turner_get_offset (HrDeskTurner *self)
{
  g_return_val_if_fail (HR_IS_DESK_TURNER (self), 0);
  return self->offset;
}

void
hr_desk_turner_rewind (HrDeskTurner *self)
{
  g_return_if_fail (HR_IS_DESK_TURNER (self));
  self->offset = 0;
}

gboolean
hr_desk_turner_set_total (HrDeskTurner *self, guint total)
{
  guint last = total > 0 ? (total - 1) / self->per_part * self->per_part : 0;
  gboolean there = self->offset <= last;

  g_return_val_if_fail (HR_IS_DESK_TURNER (self), TRUE);

  self->total = total;
  self->offset = MIN (self->offset, last);
  gtk_widget_set_visible (self->previous, total > self->per_part);
  gtk_widget_set_visible (self->more, total > self->per_part);
  gtk_widget_set_sensitive (self->previous, self->offset > 0);
  gtk_widget_set_sensitive (self->more, self->offset < last);
  return there;
}

void
hr_desk_turner_set_text (HrDeskTurner *self, const char *text)
{
  gboolean parts = self->total > self->per_part;
  g_autofree char *where = NULL;

  g_return_if_fail (HR_IS_DESK_TURNER (self));

  if (text == NULL && parts)
    text = where = g_strdup_printf (_ ("%1$u to %2$u of %3$u"), self->offset + 1, MIN (self->total, self->offset + self->per_part), self->total);
  gtk_label_set_text (GTK_LABEL (self->line), text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self), text != NULL);
}

static void
hr_desk_turner_class_init (HrDeskTurnerClass *klass)
{
  signals[TURNED] = g_signal_new ("turned", HR_TYPE_DESK_TURNER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hr_desk_turner_init (HrDeskTurner *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "hr-desk-box");
  self->line = hr_desk_label ("", "hr-line");
  gtk_widget_set_hexpand (self->line, TRUE);
  self->previous = hr_desk_button (_ ("Previous"), NULL, G_CALLBACK (previous_cb), self);
  self->more = hr_desk_button (_ ("More"), NULL, G_CALLBACK (more_cb), self);
  gtk_widget_set_visible (self->previous, FALSE);
  gtk_widget_set_visible (self->more, FALSE);
  gtk_box_append (GTK_BOX (self), self->line);
  gtk_box_append (GTK_BOX (self), self->previous);
  gtk_box_append (GTK_BOX (self), self->more);
}

GtkWidget *
hr_desk_turner_new (guint per_part)
{
  HrDeskTurner *self = g_object_new (HR_TYPE_DESK_TURNER, NULL);

  self->per_part = MAX (per_part, 1);
  return GTK_WIDGET (self);
}
