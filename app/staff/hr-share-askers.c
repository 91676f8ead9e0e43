/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-share-askers-private.h"

#include "handrail/ui/hr-chip.h"
#include "handrail/ui/hr-flow.h"
#include "hr-desk-widgets-private.h"
#include "hr-share-work-private.h"
#include "hr-staff-window-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define GAP_MM 3.0
/* Who writes a folder full of requests fills no screen with them. */
#define MOST_ROWS 20

static const guint roles[] = { HR_SHARE_KIOSK, HR_SHARE_STAFF, HR_SHARE_OFFICE };

struct _HrShareAskers
{
  GtkBox parent_instance;
  HrStaffContext *context;
  GtkWidget *line;
  GtkWidget *list;
  GtkWidget *away; /* shows those that were turned away */
  GPtrArray *known; /* (nullable): what is shown */
  gboolean all;
};

G_DEFINE_FINAL_TYPE (HrShareAskers, hr_share_askers, GTK_TYPE_BOX)

static void fill (HrShareAskers *self);

/** Row: what is chosen for one of them; freed with its widget */
typedef struct
{
  HrShareAskers *askers;
  char *device;
  GtkWidget *chips[G_N_ELEMENTS (roles)];
  GtkWidget *site;
  GtkWidget *help;
  gboolean setting;
} Row;

static void
row_free (gpointer data)
{
  g_free (((Row *)data)->device);
  g_free (data);
}

static guint
chosen_role (const Row *row)
{
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (hr_chip_get_active (HR_CHIP (row->chips[i])))
      return roles[i];
  return HR_SHARE_KIOSK;
}

static const char *
role_help (guint role)
{
  if (role == HR_SHARE_OFFICE)
    return _ ("It changes everything, at every site.");
  if (role == HR_SHARE_STAFF)
    return _ ("It changes what belongs to its site.");
  return _ ("It shows the listings; nothing is changed on it. A kiosk whose desk is used is let in as site staff or office.");
}

static void
chip_cb (HrChip *chip, GParamSpec *pspec, Row *row)
{
  if (row->setting)
    return;
  row->setting = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    hr_chip_set_active (HR_CHIP (row->chips[i]), row->chips[i] == GTK_WIDGET (chip));
  row->setting = FALSE;
  gtk_label_set_text (GTK_LABEL (row->help), role_help (chosen_role (row)));
}

static void
approve_cb (GtkWidget *button, Row *row)
{
  HrShareAskers *self = row->askers;
  g_autofree char *site = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row->site))));
  const HrSharingWork work = { .verb = HR_SHARING_APPROVE, .device = row->device, .roles = chosen_role (row), .site = site };

  if (work.roles == HR_SHARE_STAFF && *site == '\0')
    {
      gtk_widget_grab_focus (row->site);
      hr_staff_window_say (self->context->window, _ ("Write the site that it works for."), NULL, NULL, NULL);
    }
  else if (hr_share_is_manager (self->context))
    hr_share_work (self->context, GTK_WIDGET (self), &work, _ ("It is in. It shows everything after its next sync."));
}

static void
turn (Row *row, HrSharingVerb verb, const char *done)
{
  const HrSharingWork work = { .verb = verb, .device = row->device };

  if (hr_share_is_manager (row->askers->context))
    hr_share_work (row->askers->context, GTK_WIDGET (row->askers), &work, done);
}

static void
away_cb (GtkWidget *button, Row *row)
{
  turn (row, HR_SHARING_TURN_AWAY, _ ("Turned away. It stays out."));
}

static void
turn_back_cb (GtkWidget *button, Row *row)
{
  turn (row, HR_SHARING_TURN_BACK, NULL);
}

static void
add_choices (Row *row, GtkWidget *box)
{
  GtkWidget *flow = hr_flow_new (GAP_MM);

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      g_autofree char *words = hr_sharing_role_words (roles[i]);

      row->chips[i] = hr_chip_new (words);
      hr_chip_set_active (HR_CHIP (row->chips[i]), i == 0);
      g_signal_connect (row->chips[i], "notify::active", G_CALLBACK (chip_cb), row);
      hr_flow_append (HR_FLOW (flow), row->chips[i]);
    }
  row->help = hr_desk_label (role_help (roles[0]), "hr-form-help");
  gtk_box_append (GTK_BOX (box), flow);
  gtk_box_append (GTK_BOX (box), row->help);
  gtk_box_append (GTK_BOX (box), hr_share_entry (_ ("Site"), _ ("A short word for its center, such as “harbor”. One center alone needs none."),
                                                 &row->site));
}

static GtkWidget *
make_row (HrShareAskers *self, const HrShareAsking *asking)
{
  GtkWidget *box = hr_desk_box (GTK_ORIENTATION_VERTICAL, "hr-desk-row");
  GtkWidget *buttons = hr_flow_new (GAP_MM);
  g_autofree char *code = hr_share_spaced (asking->code);
  Row *row = g_new0 (Row, 1);
  GtkWidget *yes = hr_tap_button_new (_ ("Let it in")), *no = NULL;

  row->askers = self;
  row->device = g_strdup (asking->device);
  g_object_set_data_full (G_OBJECT (box), "row", row, row_free);
  gtk_box_append (GTK_BOX (box), hr_desk_label (asking->name, "hr-strong"));
  gtk_box_append (GTK_BOX (box), hr_desk_label (code, "hr-share-code"));
  if (!asking->turned_away)
    add_choices (row, box);
  no = hr_tap_button_new (asking->turned_away ? _ ("Let it ask again") : _ ("Turn away"));
  gtk_widget_add_css_class (yes, "primary");
  g_signal_connect (yes, "clicked", G_CALLBACK (approve_cb), row);
  g_signal_connect (no, "clicked", asking->turned_away ? G_CALLBACK (turn_back_cb) : G_CALLBACK (away_cb), row);
  gtk_accessible_update_property (GTK_ACCESSIBLE (yes), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, asking->name, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (no), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, asking->name, -1);
  gtk_widget_set_visible (yes, !asking->turned_away);
  hr_flow_append (HR_FLOW (buttons), yes);
  hr_flow_append (HR_FLOW (buttons), no);
  gtk_box_append (GTK_BOX (box), buttons);
  return box;
}

static void
all_cb (HrShareAskers *self)
{
  self->all = !self->all;
  fill (self);
}

static void
fill (HrShareAskers *self)
{
  guint n = 0, away = 0;
  g_autofree char *words = NULL;

  hr_desk_clear (self->list);
  for (guint i = 0; i < self->known->len; i++)
    {
      const HrShareAsking *asking = self->known->pdata[i];

      away += asking->turned_away;
      if (asking->turned_away && !self->all)
        continue;
      if (n++ < MOST_ROWS)
        gtk_box_append (GTK_BOX (self->list), make_row (self, asking));
    }
  gtk_label_set_text (GTK_LABEL (self->line), n > 0 ? _ ("Let a device in only when it shows the same eight digits as stand here.")
                                                    : _ ("No device asks to be let in."));
  words = g_strdup_printf (self->all ? _ ("Hide those turned away (%u)") : _ ("Show those turned away (%u)"), away);
  hr_tap_button_set_text (HR_TAP_BUTTON (self->away), words);
  gtk_widget_set_visible (self->away, away > 0);
}

void
hr_share_askers_show (HrShareAskers *self)
{
  GPtrArray *requests = NULL;

  g_return_if_fail (HR_IS_SHARE_ASKERS (self));

  requests = hr_sharing_get_requests (self->context->sharing);
  /* another list only when it was asked for again: what is being chosen stays */
  if (requests == NULL || requests == self->known)
    return;
  g_clear_pointer (&self->known, g_ptr_array_unref);
  self->known = g_ptr_array_ref (requests);
  fill (self);
}

void
hr_share_askers_ask (HrShareAskers *self)
{
  const HrSharingWork work = { .verb = HR_SHARING_REQUESTS };

  g_return_if_fail (HR_IS_SHARE_ASKERS (self));

  if (!hr_sharing_is_busy (self->context->sharing, NULL))
    hr_share_work (self->context, GTK_WIDGET (self), &work, NULL);
}

/* ---- object ---- */

static void
hr_share_askers_dispose (GObject *object)
{
  g_clear_pointer (&HR_SHARE_ASKERS (object)->known, g_ptr_array_unref);
  G_OBJECT_CLASS (hr_share_askers_parent_class)->dispose (object);
}

static void
hr_share_askers_class_init (HrShareAskersClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hr_share_askers_dispose;
}

static void
hr_share_askers_init (HrShareAskers *self)
{
  GtkWidget *head = hr_desk_box (GTK_ORIENTATION_HORIZONTAL, NULL);
  GtkWidget *title = hr_desk_heading (_ ("Who asks to be let in"), 2);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "hr-desk-box");
  gtk_widget_set_hexpand (title, TRUE);
  self->line = hr_desk_label (_ ("Looking …"), "hr-muted");
  self->list = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);
  self->away = hr_desk_button ("", NULL, G_CALLBACK (all_cb), self);
  gtk_widget_set_visible (self->away, FALSE);
  gtk_widget_set_halign (self->away, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (head), title);
  gtk_box_append (GTK_BOX (head), hr_desk_button (_ ("Look again"), NULL, G_CALLBACK (hr_share_askers_ask), self));
  gtk_box_append (GTK_BOX (self), head);
  gtk_box_append (GTK_BOX (self), self->line);
  gtk_box_append (GTK_BOX (self), self->list);
  gtk_box_append (GTK_BOX (self), self->away);
}

GtkWidget *
hr_share_askers_new (HrStaffContext *context)
{
  HrShareAskers *self = g_object_new (HR_TYPE_SHARE_ASKERS, NULL);

  self->context = context;
  return GTK_WIDGET (self);
}
