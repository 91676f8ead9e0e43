/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-slip-keys-panel-private.h"

#include "handrail/service/hr-slip-care.h"
#include "handrail/service/hr-words.h"
#include "handrail/ui/hr-flow.h"
#include "hr-desk-widgets-private.h"
#include "hr-folder-sheet-private.h"
#include "hr-staff-window-private.h"

#include <glib/gi18n-lib.h>

#define GAP_MM 3.0
#define NUMBER "number"

struct _HrSlipKeysPanel
{
  GtkBox parent_instance;
  HrStaffContext *context;
  GtkWidget *notices;
  GtkWidget *list;
  char *wanted; /* (nullable): number of the key that the question on the sheet is about */
};

G_DEFINE_FINAL_TYPE (HrSlipKeysPanel, hr_slip_keys_panel, GTK_TYPE_BOX)

/* The desk may have locked itself while a sheet was open. */
static gboolean
is_manager (HrSlipKeysPanel *self)
{
  const HrStaffMember *member = hr_staff_get_current (self->context->staff);

  return member != NULL && member->role == HR_STAFF_MANAGER;
}

/* ---- the clock, and what is wrong with the key ---- */

static void
add_notice (HrSlipKeysPanel *self, const char *text, GtkWidget *button)
{
  GtkWidget *row = hr_desk_box (GTK_ORIENTATION_HORIZONTAL, "hr-desk-row");
  GtkWidget *label = hr_desk_label (text, "hr-strong");

  gtk_widget_add_css_class (row, "notice");
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (row), label);
  if (button != NULL)
    {
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (row), button);
    }
  gtk_box_append (GTK_BOX (self->notices), row);
}

static void
trust_clock_cb (HrSlipKeysPanel *self)
{
  if (is_manager (self) && self->context->slips != NULL && hr_slips_trust_clock (self->context->slips))
    hr_staff_window_say (self->context->window, _ ("Thank you. The lobby makes slips again."), NULL, NULL, NULL);
}

static void
add_clock (HrSlipKeysPanel *self)
{
  g_autofree char *date = NULL;
  g_autofree char *time = NULL;
  g_autofree char *text = NULL;
  HrDate today;
  int minute;

  if (!hr_clock_is_plausible (self->context->clock))
    {
      add_notice (self, _ ("The clock of this device was never set. The lobby makes no slips until it is."), NULL);
      return;
    }
  hr_zone_from_unix_s (hr_center_get_zone (self->context->center), hr_clock_now_s (self->context->clock), &today, &minute);
  date = hr_words_date_of_year_inside (today);
  time = hr_words_time (minute);
  text = g_strdup_printf (_ ("The clock of this device went back, so the lobby makes no slips. It says now: %s, %s. Is that right?"),
                          date, time);
  add_notice (self, text, hr_desk_button (_ ("The clock is right"), NULL, G_CALLBACK (trust_clock_cb), self));
}

static void
show_notices (HrSlipKeysPanel *self)
{
  HrSlips *slips = self->context->slips;

  hr_desk_clear (self->notices);
  if (slips == NULL || !hr_slips_get_offered (slips))
    return;
  if (hr_slips_is_clock_doubtful (slips))
    add_clock (self);
  if (hr_slips_get_trouble (slips) != NULL)
    add_notice (self, hr_slips_get_trouble (slips), NULL);
}

/* ---- steps ---- */

static void show_keys (HrSlipKeysPanel *self, GPtrArray *keys);

static void
say_done (HrSlipKeysPanel *self, HrSlipCareStep step, const HrSlipCareResult *result)
{
  g_autofree char *text = NULL;

  switch (step)
    {
    case HR_SLIP_CARE_ROTATE:
      text = g_strdup (_ ("There is a new key. Save the public keys again for those who check slips elsewhere."));
      break;
    case HR_SLIP_CARE_REVOKE:
      text = g_strdup (_ ("The key is revoked. Save the public keys again for those who check slips elsewhere."));
      break;
    case HR_SLIP_CARE_EXPORT:
      text = g_strdup_printf (_ ("The public keys are saved: %s"), result->path);
      break;
    case HR_SLIP_CARE_IMPORT:
      text = result->n > 0 ? g_strdup_printf (ngettext ("%d key is new or changed.", "%d keys are new or changed.", (gulong) result->n),
                                              result->n)
                           : g_strdup (_ ("All of these keys were known already."));
      break;
    case HR_SLIP_CARE_LIST:
    default:
      return;
    }
  hr_staff_window_say (self->context->window, text, NULL, NULL, NULL);
}

typedef struct
{
  HrSlipKeysPanel *panel;
  HrSlipCareStep step;
} Asked;

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Asked *asked = user_data;
  g_autoptr (HrSlipKeysPanel) self = asked->panel;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrSlipCareResult) answer = hr_slip_care_finish (HR_CENTER (source), result, &error);

  if (hr_desk_is_gone (self))
    return;
  if (answer == NULL)
    {
      hr_staff_window_say_error (self->context->window, error);
      return;
    }
  /* the lobby signs with the new key at once */
  if (self->context->slips != NULL && asked->step != HR_SLIP_CARE_LIST)
    hr_slips_look (self->context->slips);
  show_keys (self, answer->keys);
  say_done (self, asked->step, answer);
}

static void
ask (HrSlipKeysPanel *self, HrSlipCareStep step, const char *what)
{
  Asked *asked = g_new0 (Asked, 1);

  asked->panel = g_object_ref (self);
  asked->step = step;
  hr_slip_care_async (self->context->center, step, what, done_cb, asked);
}

void
hr_slip_keys_panel_read (HrSlipKeysPanel *self)
{
  g_return_if_fail (HR_IS_SLIP_KEYS_PANEL (self));

  show_notices (self);
  ask (self, HR_SLIP_CARE_LIST, NULL);
}

/* ---- questions ---- */

static void
rotate_cb (HrSlipKeysPanel *self)
{
  hr_staff_window_close_sheet (self->context->window);
  if (is_manager (self))
    ask (self, HR_SLIP_CARE_ROTATE, NULL);
}

static void
ask_rotate_cb (HrSlipKeysPanel *self)
{
  GtkWidget *box = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);

  gtk_box_append (GTK_BOX (box), hr_desk_label (_ ("Slips are signed with a new key from now on. Slips that were made before stay "
                                                   "genuine. Do this once a year, or when somebody leaves who cared for this device."),
                                                   NULL));
  gtk_box_append (GTK_BOX (box), hr_desk_button (_ ("Make it now"), "primary", G_CALLBACK (rotate_cb), self));
  hr_staff_window_open_sheet (self->context->window, _ ("Make a new key?"), box);
}

static void
revoke_cb (HrSlipKeysPanel *self)
{
  hr_staff_window_close_sheet (self->context->window);
  if (is_manager (self) && self->wanted != NULL)
    ask (self, HR_SLIP_CARE_REVOKE, self->wanted);
}

static void
ask_revoke_cb (GtkWidget *button, HrSlipKeysPanel *self)
{
  GtkWidget *box = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);
  g_autofree char *title = NULL;

  g_free (self->wanted);
  self->wanted = g_strdup (g_object_get_data (G_OBJECT (button), NUMBER));
  title = g_strdup_printf (_ ("Revoke the key %s?"), self->wanted);
  gtk_box_append (GTK_BOX (box), hr_desk_label (_ ("None of its slips will be genuine any more, also those that people hold already and "
                                                   "need. This cannot be taken back."), "hr-strong"));
  gtk_box_append (GTK_BOX (box), hr_desk_label (_ ("Do this only when somebody else may have the key: the device was stolen or opened. "
                                                   "To change keys from time to time, make a new one."), NULL));
  gtk_box_append (GTK_BOX (box), hr_desk_button (_ ("Revoke this key"), "danger", G_CALLBACK (revoke_cb), self));
  hr_staff_window_open_sheet (self->context->window, title, box);
}

static void
export_to_cb (const char *folder, gpointer owner)
{
  if (!hr_desk_is_gone (owner))
    ask (owner, HR_SLIP_CARE_EXPORT, folder);
}

static void
export_cb (HrSlipKeysPanel *self)
{
  hr_folder_sheet_open (self->context, _ ("Save the public keys"), export_to_cb, G_OBJECT (self));
}

static void
import_from_cb (const char *folder, gpointer owner)
{
  if (!hr_desk_is_gone (owner) && is_manager (owner))
    ask (owner, HR_SLIP_CARE_IMPORT, folder);
}

static void
import_cb (HrSlipKeysPanel *self)
{
  hr_folder_sheet_ask (self->context, _ ("Read public keys of another place"),
                       _ ("Where are they? Plug in a USB stick and open this again if it is not in the list. From then on this device "
                          "can check slips of that place."),
                       import_from_cb, G_OBJECT (self));
}

/* ---- the list ---- */

static char *
describe (const HrSlipKey *key)
{
  g_autofree char *from = key->from != HR_DATE_NONE ? hr_words_date_of_year_inside (key->from) : g_strdup ("?");
  g_autofree char *until = key->until != HR_DATE_NONE ? hr_words_date_of_year_inside (key->until) : NULL;

  if (key->revoked)
    /* Translators: of a key; a day */
    return g_strdup_printf (_ ("Revoked. None of its slips is genuine. Made on %s"), from);
  if (key->current)
    return g_strdup_printf (_ ("Signs the slips of this kiosk. Made on %s"), from);
  if (until != NULL)
    return g_strdup_printf (_ ("Ended. Its slips up to %s are genuine"), until);
  return g_strdup_printf (_ ("Of another place. Made on %s"), from);
}

static void
add_row (HrSlipKeysPanel *self, const HrSlipKey *key)
{
  GtkWidget *row = hr_desk_box (GTK_ORIENTATION_HORIZONTAL, "hr-desk-row");
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *number = hr_slip_tag_to_string (key->tag);
  g_autofree char *head = key->site != NULL ? g_strdup_printf ("%s · %s", number, key->site) : g_strdup (number);
  g_autofree char *state = describe (key);

  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), hr_desk_label (head, "hr-strong"));
  gtk_box_append (GTK_BOX (words), hr_desk_label (state, NULL));
  gtk_box_append (GTK_BOX (row), words);
  if (!key->revoked)
    {
      GtkWidget *button = hr_tap_button_new (_ ("Revoke"));

      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      g_object_set_data_full (G_OBJECT (button), NUMBER, g_strdup (number), g_free);
      g_signal_connect_object (button, "clicked", G_CALLBACK (ask_revoke_cb), self, 0);
      gtk_box_append (GTK_BOX (row), button);
    }
  gtk_box_append (GTK_BOX (self->list), row);
}

/* The newest first. */
static void
show_keys (HrSlipKeysPanel *self, GPtrArray *keys)
{
  hr_desk_clear (self->list);
  for (guint i = keys->len; i > 0; i--)
    add_row (self, g_ptr_array_index (keys, i - 1));
  if (keys->len == 0)
    gtk_box_append (GTK_BOX (self->list),
                    hr_desk_label (_ ("There is no key yet. One is made by itself when slips are switched on, under Settings, “This "
                                      "screen”."), NULL));
}

/* ---- object ---- */

static void
hr_slip_keys_panel_finalize (GObject *object)
{
  g_free (HR_SLIP_KEYS_PANEL (object)->wanted);
  G_OBJECT_CLASS (hr_slip_keys_panel_parent_class)->finalize (object);
}

static void
hr_slip_keys_panel_class_init (HrSlipKeysPanelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hr_slip_keys_panel_finalize;
}

static void
hr_slip_keys_panel_init (HrSlipKeysPanel *self)
{
  GtkWidget *buttons = hr_flow_new (GAP_MM);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "hr-desk-box");
  self->notices = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);
  self->list = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);
  hr_flow_append (HR_FLOW (buttons), hr_desk_button (_ ("Make a new key"), NULL, G_CALLBACK (ask_rotate_cb), self));
  hr_flow_append (HR_FLOW (buttons), hr_desk_button (_ ("Save the public keys"), NULL, G_CALLBACK (export_cb), self));
  hr_flow_append (HR_FLOW (buttons), hr_desk_button (_ ("Read public keys"), NULL, G_CALLBACK (import_cb), self));
  gtk_box_append (GTK_BOX (self), self->notices);
  gtk_box_append (GTK_BOX (self), hr_desk_heading (_ ("Keys"), 2));
  gtk_box_append (GTK_BOX (self), hr_desk_label (_ ("The kiosk signs each slip with a key that never leaves it. The public keys are no "
                                                    "secret: whoever has them can check slips."), "hr-muted"));
  gtk_box_append (GTK_BOX (self), buttons);
  gtk_box_append (GTK_BOX (self), self->list);
}

GtkWidget *
hr_slip_keys_panel_new (HrStaffContext *context)
{
  HrSlipKeysPanel *self = g_object_new (HR_TYPE_SLIP_KEYS_PANEL, NULL);

  self->context = context;
  if (context->slips != NULL)
    g_signal_connect_object (context->slips, "changed", G_CALLBACK (show_notices), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
