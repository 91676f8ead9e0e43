/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-visitor"

#include "hr-plan-toggle-private.h"

#include "handrail/ui/hr-tap-button.h"

#include <glib/gi18n-lib.h>

#define KEY "hr-plan-toggle"

typedef struct
{
  HrPlan *plan;
  HrKind kind;
  char *id;
} Toggle;

static void
toggle_free (gpointer data)
{
  Toggle *self = data;

  g_clear_object (&self->plan);
  g_free (self->id);
  g_free (self);
}

static void
show (GtkWidget *button)
{
  Toggle *self = g_object_get_data (G_OBJECT (button), KEY);
  gboolean planned = self->id != NULL && hr_plan_has (self->plan, self->kind, self->id);

  gtk_widget_set_visible (button, self->id != NULL);
  hr_tap_button_set_icon (HR_TAP_BUTTON (button), planned ? "hr-check-symbolic" : "hr-add-symbolic");
  hr_tap_button_set_text (HR_TAP_BUTTON (button), planned                         ? _ ("Take out of my plan")
                                                  : hr_plan_is_full (self->plan) ? _ ("My plan is full")
                                                                                 : _ ("Add to my plan"));
}

static void
clicked_cb (GtkWidget *button)
{
  Toggle *self = g_object_get_data (G_OBJECT (button), KEY);

  if (self->id == NULL)
    return;
  if (hr_plan_has (self->plan, self->kind, self->id))
    hr_plan_remove (self->plan, self->kind, self->id);
  else if (!hr_plan_add (self->plan, self->kind, self->id))
    gtk_widget_activate_action (button, "win.go", "s", "plan");
}

GtkWidget *
hr_plan_toggle_new (HrPlan *plan)
{
  GtkWidget *button = hr_tap_button_new_with_icon ("hr-add-symbolic", "", FALSE);
  Toggle *self = g_new0 (Toggle, 1);

  self->plan = g_object_ref (plan);
  g_object_set_data_full (G_OBJECT (button), KEY, self, toggle_free);
  g_signal_connect (button, "clicked", G_CALLBACK (clicked_cb), NULL);
  g_signal_connect_object (plan, "changed", G_CALLBACK (show), button, G_CONNECT_SWAPPED);
  show (button);
  return button;
}

void
hr_plan_toggle_set (GtkWidget *toggle, HrKind kind, const char *id)
{
  Toggle *self = g_object_get_data (G_OBJECT (toggle), KEY);

  g_return_if_fail (self != NULL);

  self->kind = kind;
  if (g_strcmp0 (self->id, id) != 0)
    {
      g_free (self->id);
      self->id = g_strdup (id);
    }
  show (toggle);
}
