/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-pin-pad-private.h"

#include "handrail/service/hr-staff.h"
#include "handrail/ui/hr-tap-button.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A PIN may hold the same digit twice in a row. */
#define KEY_DOUBLE_STRIKE_MS 120
#define KEY_COLUMNS 3

struct _HrPinPad
{
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkWidget *dots;
  GtkWidget *dot[HR_STAFF_PIN_LENGTH];
  char pin[HR_STAFF_PIN_LENGTH + 1];
  guint n;
};

enum
{
  ENTERED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HrPinPad, hr_pin_pad, GTK_TYPE_WIDGET)

static void
show_dots (HrPinPad *self)
{
  g_autofree char *words = g_strdup_printf (_ ("%u of %u digits"), self->n, (guint) HR_STAFF_PIN_LENGTH);

  for (guint i = 0; i < HR_STAFF_PIN_LENGTH; i++)
    {
      if (i < self->n)
        gtk_widget_add_css_class (self->dot[i], "on");
      else
        gtk_widget_remove_css_class (self->dot[i], "on");
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->dots), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
add_digit (HrPinPad *self, char digit)
{
  if (self->n == HR_STAFF_PIN_LENGTH || !gtk_widget_is_sensitive (GTK_WIDGET (self)))
    return;
  self->pin[self->n++] = digit;
  show_dots (self);
  if (self->n == HR_STAFF_PIN_LENGTH)
    g_signal_emit (self, signals[ENTERED], 0);
}

static void
take_back (HrPinPad *self)
{
  if (self->n == 0)
    return;
  self->pin[--self->n] = '\0';
  show_dots (self);
}

static void
key_cb (HrPinPad *self, GtkWidget *key)
{
  add_digit (self, (char) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (key), "digit")));
}

static void
digit_cb (GtkButton *key, HrPinPad *self)
{
  key_cb (self, GTK_WIDGET (key));
}

static gboolean
pressed_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, HrPinPad *self)
{
  gunichar c = gdk_keyval_to_unicode (keyval);

  if (c >= '0' && c <= '9')
    add_digit (self, (char) c);
  else if (keyval == GDK_KEY_BackSpace || keyval == GDK_KEY_Delete)
    take_back (self);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

/* ---- object ---- */

static void
hr_pin_pad_dispose (GObject *object)
{
  HrPinPad *self = HR_PIN_PAD (object);

  explicit_bzero (self->pin, sizeof self->pin);
  self->n = 0;
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (hr_pin_pad_parent_class)->dispose (object);
}

static gboolean
hr_pin_pad_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (HR_PIN_PAD (widget)->box);
}

static void
hr_pin_pad_class_init (HrPinPadClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hr_pin_pad_dispose;
  widget_class->grab_focus = hr_pin_pad_grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "hr-pin-pad");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  signals[ENTERED] = g_signal_new ("entered", HR_TYPE_PIN_PAD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
make_key (HrPinPad *self, const char *text)
{
  GtkWidget *key = hr_tap_button_new (text);

  gtk_widget_add_css_class (key, "hr-pin-key");
  gtk_widget_set_focusable (key, FALSE);
  gtk_widget_set_focus_on_click (key, FALSE);
  hr_tap_button_set_double_strike_ms (HR_TAP_BUTTON (key), KEY_DOUBLE_STRIKE_MS);
  gtk_accessible_update_state (GTK_ACCESSIBLE (key), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  return key;
}

static GtkWidget *
make_keys (HrPinPad *self)
{
  static const char digits[] = "1234567890";
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *key;

  gtk_widget_add_css_class (grid, "hr-pin-keys");
  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  gtk_widget_set_direction (grid, GTK_TEXT_DIR_LTR);
  for (int i = 0; digits[i] != '\0'; i++)
    {
      char text[2] = { digits[i], '\0' };
      int place = digits[i] == '0' ? 10 : i;

      key = make_key (self, text);
      g_object_set_data (G_OBJECT (key), "digit", GINT_TO_POINTER (digits[i]));
      g_signal_connect (key, "clicked", G_CALLBACK (digit_cb), self);
      gtk_grid_attach (GTK_GRID (grid), key, place % KEY_COLUMNS, place / KEY_COLUMNS, 1, 1);
    }
  key = make_key (self, _ ("Delete"));
  gtk_widget_add_css_class (key, "wide");
  g_signal_connect_swapped (key, "clicked", G_CALLBACK (take_back), self);
  gtk_grid_attach (GTK_GRID (grid), key, 2, 3, 1, 1);
  return grid;
}

static void
hr_pin_pad_init (HrPinPad *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->box, "hr-pin-box");
  gtk_widget_set_focusable (self->box, TRUE);
  self->dots = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS, "halign", GTK_ALIGN_CENTER, NULL);
  gtk_widget_add_css_class (self->dots, "hr-pin-dots");
  for (guint i = 0; i < HR_STAFF_PIN_LENGTH; i++)
    {
      self->dot[i] = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
      gtk_widget_add_css_class (self->dot[i], "hr-pin-dot");
      gtk_box_append (GTK_BOX (self->dots), self->dot[i]);
    }
  gtk_box_append (GTK_BOX (self->box), self->dots);
  gtk_box_append (GTK_BOX (self->box), make_keys (self));
  g_signal_connect (keys, "key-pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (self->box, keys);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  show_dots (self);
}

/* ---- door ---- */

GtkWidget *
hr_pin_pad_new (void)
{
  return g_object_new (HR_TYPE_PIN_PAD, NULL);
}

char *
hr_pin_pad_take (HrPinPad *self)
{
  char *pin;

  g_return_val_if_fail (HR_IS_PIN_PAD (self), NULL);

  pin = g_strdup (self->pin);
  hr_pin_pad_clear (self);
  return pin;
}

void
hr_pin_free (char *pin)
{
  if (pin != NULL)
    explicit_bzero (pin, strlen (pin));
  g_free (pin);
}

void
hr_pin_pad_clear (HrPinPad *self)
{
  g_return_if_fail (HR_IS_PIN_PAD (self));

  explicit_bzero (self->pin, sizeof self->pin);
  self->n = 0;
  show_dots (self);
}
