/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-share-notices-private.h"

#include "handrail/ui/hr-flow.h"
#include "hr-desk-widgets-private.h"
#include "hr-share-work-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define GAP_MM 3.0

#define HR_TYPE_SHARE_NOTICES (hr_share_notices_get_type ())
G_DECLARE_FINAL_TYPE (HrShareNotices, hr_share_notices, HR, SHARE_NOTICES, GtkBox)

struct _HrShareNotices
{
  GtkBox parent_instance;
  HrStaffContext *context;
  gboolean brief;
  char *said; /* (nullable): what is shown */
};

G_DEFINE_FINAL_TYPE (HrShareNotices, hr_share_notices, GTK_TYPE_BOX)

static void
decide (HrShareNotices *self, GtkWidget *button, HrSharingVerb verb, const char *done)
{
  const HrStaffMember *member = hr_staff_get_current (self->context->staff);
  const HrSharingWork work
      = { .verb = verb, .device = g_object_get_data (G_OBJECT (button), "device"), .actor = member != NULL ? member->name : NULL };

  if (hr_share_is_manager (self->context))
    hr_share_work (self->context, GTK_WIDGET (self), &work, done);
}

static void
happen_cb (GtkWidget *button, HrShareNotices *self)
{
  decide (self, button, HR_SHARING_LET_HAPPEN, _ ("They are taken away, here and on all devices. History brings them back."));
}

static void
keep_cb (GtkWidget *button, HrShareNotices *self)
{
  decide (self, button, HR_SHARING_KEEP, _ ("They stay, and come back where they were taken away."));
}

static void
read_cb (HrShareNotices *self)
{
  const HrSharingWork work = { .verb = HR_SHARING_ACKNOWLEDGE };

  if (hr_share_may_manage (self->context))
    hr_share_work (self->context, GTK_WIDGET (self), &work, NULL);
}

static void
add_decision (HrShareNotices *self, GtkWidget *flow, const char *words, const char *css_class, const char *device, GCallback callback)
{
  GtkWidget *button = hr_tap_button_new (words);

  if (css_class != NULL)
    gtk_widget_add_css_class (button, css_class);
  g_object_set_data_full (G_OBJECT (button), "device", g_strdup (device), g_free);
  g_signal_connect_object (button, "clicked", callback, self, 0);
  hr_flow_append (HR_FLOW (flow), button);
}

/* What would go away, by name; of many the first. */
static void
add_held (HrShareNotices *self, GtkWidget *box, const char *device)
{
  const HrSharingState *state = hr_sharing_get_state (self->context->sharing);
  GtkWidget *flow = NULL;

  for (guint i = 0; i < state->held->len; i++)
    {
      const HrSharingHeld *held = state->held->pdata[i];
      g_autofree char *names = NULL;
      guint rest = 0;

      if (strcmp (held->device, device) != 0)
        continue;
      names = g_strjoinv (" · ", held->names);
      gtk_box_append (GTK_BOX (box), hr_desk_label (names, NULL));
      rest = held->n - MIN (held->n, g_strv_length (held->names));
      if (rest > 0)
        {
          g_autofree char *more = g_strdup_printf (ngettext ("and %u more", "and %u more", rest), rest);

          gtk_box_append (GTK_BOX (box), hr_desk_label (more, "hr-muted"));
        }
    }
  if (!hr_share_is_manager (self->context))
    return;
  flow = hr_flow_new (GAP_MM);
  add_decision (self, flow, _ ("Keep them"), "primary", device, G_CALLBACK (keep_cb));
  add_decision (self, flow, _ ("Let it happen"), "danger", device, G_CALLBACK (happen_cb));
  gtk_box_append (GTK_BOX (box), flow);
}

static GtkWidget *
make_full (HrShareNotices *self, const HrSharingWarning *warning)
{
  GtkWidget *row = hr_desk_box (GTK_ORIENTATION_VERTICAL, "hr-desk-row");

  gtk_widget_add_css_class (row, "notice");
  gtk_box_append (GTK_BOX (row), hr_desk_label (warning->text, "hr-strong"));
  if (warning->sort == HR_SHARING_HELD)
    add_held (self, row, warning->device);
  else if (warning->sort == HR_SHARING_CONFLICTS)
    {
      GtkWidget *button = hr_tap_button_new (_ ("Look at both"));

      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", "conflicts");
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "desk.go");
      gtk_widget_set_halign (button, GTK_ALIGN_START);
      gtk_box_append (GTK_BOX (row), button);
    }
  else if ((warning->sort == HR_SHARING_FOREIGN || warning->sort == HR_SHARING_BEHIND) && hr_share_may_manage (self->context))
    {
      GtkWidget *button = hr_desk_button (_ ("I have read this"), NULL, G_CALLBACK (read_cb), self);

      gtk_widget_set_halign (button, GTK_ALIGN_START);
      gtk_box_append (GTK_BOX (row), button);
    }
  return row;
}

static GtkWidget *
make_brief (const HrSharingWarning *warning)
{
  GtkWidget *row = hr_desk_box (GTK_ORIENTATION_HORIZONTAL, "hr-desk-row");
  GtkWidget *label = hr_desk_label (warning->text, NULL);
  GtkWidget *button = hr_tap_button_new (_ ("Open “Share”"));

  gtk_widget_add_css_class (row, "notice");
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", "share");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "desk.go");
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (row), button);
  return row;
}

static GPtrArray *
get_warnings (HrShareNotices *self)
{
  const HrSharingState *state = hr_sharing_get_state (self->context->sharing);

  return state != NULL ? hr_sharing_warnings (state, hr_clock_now_s (self->context->clock), hr_center_get_zone (self->context->center))
                       : g_ptr_array_new ();
}

/* What is shown stays while nothing is another: who is about to touch a button is not disturbed. On Today the most urgent is enough. */
static void
fill (HrShareNotices *self)
{
  g_autoptr (GPtrArray) warnings = get_warnings (self);
  GString *said = g_string_new (hr_share_is_manager (self->context) ? "m" : "e");
  guint n = self->brief ? MIN (warnings->len, 1) : warnings->len;

  for (guint i = 0; i < n; i++)
    g_string_append_printf (said, "\n%s", ((HrSharingWarning *)warnings->pdata[i])->text);
  if (g_strcmp0 (said->str, self->said) == 0)
    {
      g_string_free (said, TRUE);
      return;
    }
  g_free (self->said);
  self->said = g_string_free (said, FALSE);
  hr_desk_clear (GTK_WIDGET (self));
  for (guint i = 0; i < n; i++)
    gtk_box_append (GTK_BOX (self), self->brief ? make_brief (warnings->pdata[i]) : make_full (self, warnings->pdata[i]));
  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
}

/* An answer may come while the window goes. */
static void
changed_cb (HrShareNotices *self)
{
  if (!hr_desk_is_gone (self))
    fill (self);
}

static void
hr_share_notices_finalize (GObject *object)
{
  g_free (HR_SHARE_NOTICES (object)->said);
  G_OBJECT_CLASS (hr_share_notices_parent_class)->finalize (object);
}

static void
hr_share_notices_class_init (HrShareNoticesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hr_share_notices_finalize;
}

static void
hr_share_notices_init (HrShareNotices *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "hr-desk-box");
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
hr_share_notices_new (HrStaffContext *context, gboolean brief)
{
  HrShareNotices *self = g_object_new (HR_TYPE_SHARE_NOTICES, NULL);

  self->context = context;
  self->brief = brief;
  g_signal_connect_object (context->sharing, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context->staff, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  fill (self);
  return GTK_WIDGET (self);
}
