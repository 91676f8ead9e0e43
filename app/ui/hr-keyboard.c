/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-ui"

#include "handrail/ui/hr-keyboard.h"
#include "handrail/ui/hr-tap-button.h"
#include "handrail/ui/hr-theme.h"

#include <glib/gi18n-lib.h>

/* Letters come twice ("meeting"), so a key may be struck again sooner than a button. */
#define KEY_DOUBLE_STRIKE_MS 120
#define GAP_MM 3.0
#define NATURAL_KEY_MM 22.0
#define FULL_GAP_MM 1.5

/* Rows of a layer; the columns of the grid are half keys, so that shorter rows stand in the middle. */
#define ROW_KEYS 10
#define N_LETTER_ROWS 3

static const char *const letters[N_LETTER_ROWS] = { "qwertyuiop", "asdfghjkl", "zxcvbnm" };
static const char *const letters_es[N_LETTER_ROWS] = { "qwertyuiop", "asdfghjklñ", "zxcvbnm" };
static const char *const digits[N_LETTER_ROWS] = { "1234567890", "-/&'.", "" };
/* The full keyboard: what addresses, links and sentences need, and the letters of the program's languages */
static const char *const signs[N_LETTER_ROWS] = { "1234567890", "-/:;()&@\"'", ".,?!#+_" };
static const char *const accents[N_LETTER_ROWS] = { "áéíóúüñ¿¡ç", "àèìòùâêîôû", "äëïöãõœ" };

typedef enum
{
  LAYER_LETTERS,
  LAYER_DIGITS,
  LAYER_ACCENTS, /* only of the full keyboard */
  N_LAYERS,
} Layer;

struct _HrKeyboard
{
  GtkWidget parent_instance;
  GtkWidget *grid;
  GtkEditable *target;      /* weak */
  GtkTextView *text_target; /* weak */
  char *language;
  Layer layer;
  gboolean full;
  gboolean shift; /* the next letter is a capital */
};

enum
{
  DONE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HrKeyboard, hr_keyboard, GTK_TYPE_WIDGET)

static void make_keys (HrKeyboard *self);

static void
type_text (HrKeyboard *self, const char *text)
{
  int position;

  if (self->text_target != NULL)
    {
      GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text_target);

      gtk_text_buffer_delete_selection (buffer, TRUE, TRUE);
      gtk_text_buffer_insert_at_cursor (buffer, text, -1);
      gtk_text_view_scroll_mark_onscreen (self->text_target, gtk_text_buffer_get_insert (buffer));
      return;
    }
  if (self->target == NULL)
    return;
  gtk_editable_delete_selection (self->target);
  position = gtk_editable_get_position (self->target);
  gtk_editable_insert_text (self->target, text, -1, &position);
  gtk_editable_set_position (self->target, position);
}

static void
key_cb (GtkButton *button, HrKeyboard *self)
{
  const char *key = g_object_get_data (G_OBJECT (button), "hr-key");
  g_autofree char *capital = self->shift ? g_utf8_strup (key, -1) : NULL;

  type_text (self, capital != NULL ? capital : key);
  if (!self->shift)
    return;
  self->shift = FALSE;
  make_keys (self);
}

static void
shift_cb (GtkButton *button, HrKeyboard *self)
{
  self->shift = !self->shift;
  make_keys (self);
}

static void
delete_cb (GtkButton *button, HrKeyboard *self)
{
  int start, end;

  if (self->text_target != NULL)
    {
      GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text_target);
      GtkTextIter at;

      if (gtk_text_buffer_delete_selection (buffer, TRUE, TRUE))
        return;
      gtk_text_buffer_get_iter_at_mark (buffer, &at, gtk_text_buffer_get_insert (buffer));
      gtk_text_buffer_backspace (buffer, &at, TRUE, TRUE);
      return;
    }
  if (self->target == NULL)
    return;
  if (gtk_editable_get_selection_bounds (self->target, &start, &end))
    {
      gtk_editable_delete_selection (self->target);
      return;
    }
  end = gtk_editable_get_position (self->target);
  if (end > 0)
    gtk_editable_delete_text (self->target, end - 1, end);
}

static void
layer_cb (GtkButton *button, HrKeyboard *self)
{
  self->layer = (self->layer + 1) % (self->full ? N_LAYERS : LAYER_ACCENTS);
  self->shift = FALSE;
  make_keys (self);
}

static void
done_cb (GtkButton *button, HrKeyboard *self)
{
  g_signal_emit (self, signals[DONE], 0);
}

/* ---- keys ---- */

static GtkWidget *
add_key (HrKeyboard *self, const char *label, int column, int row, int halves, GCallback callback)
{
  GtkWidget *key = hr_tap_button_new (label);

  gtk_widget_set_focusable (key, FALSE);
  gtk_widget_set_focus_on_click (key, FALSE);
  gtk_widget_set_hexpand (key, TRUE);
  gtk_widget_set_vexpand (key, TRUE);
  gtk_widget_add_css_class (key, "hr-key");
  gtk_label_set_wrap (GTK_LABEL (hr_tap_button_get_label_widget (HR_TAP_BUTTON (key))), FALSE);
  hr_tap_button_set_double_strike_ms (HR_TAP_BUTTON (key), KEY_DOUBLE_STRIKE_MS);
  g_signal_connect (key, "clicked", callback, self);
  gtk_grid_attach (GTK_GRID (self->grid), key, column, row, halves, 1);
  return key;
}

/* Words on keys stop growing where the row would no longer fit on the screen */
static void
set_wide (HrKeyboard *self, GtkWidget *key)
{
  gtk_widget_add_css_class (key, "wide");
  if (!self->full)
    gtk_widget_add_css_class (key, "hr-modest");
}

static void
add_row (HrKeyboard *self, const char *keys, int row)
{
  int n = (int)g_utf8_strlen (keys, -1);
  int column = ROW_KEYS - n;

  for (const char *p = keys; *p != '\0'; p = g_utf8_next_char (p))
    {
      char text[8] = { 0 };
      g_autofree char *capital = NULL;
      GtkWidget *key;
      g_utf8_strncpy (text, p, 1);
      capital = self->shift ? g_utf8_strup (text, -1) : NULL;
      key = add_key (self, capital != NULL ? capital : text, column, row, 2, G_CALLBACK (key_cb));
      g_object_set_data_full (G_OBJECT (key), "hr-key", g_strdup (text), g_free);
      column += 2;
    }
}

static const char *const *
get_rows (HrKeyboard *self)
{
  if (self->layer == LAYER_DIGITS)
    return self->full ? signs : digits;
  if (self->layer == LAYER_ACCENTS)
    return accents;
  return g_str_has_prefix (self->language, "es") ? letters_es : letters;
}

/* What the next layer holds stands on its key. */
static const char *
get_layer_word (HrKeyboard *self)
{
  if (self->layer == LAYER_LETTERS)
    return "123";
  return self->full && self->layer == LAYER_DIGITS ? "áéí" : "ABC";
}

static void
add_last_row (HrKeyboard *self)
{
  gboolean lines = self->full && self->text_target != NULL;
  GtkWidget *key = add_key (self, get_layer_word (self), 0, 3, 4, G_CALLBACK (layer_cb));

  set_wide (self, key);
  /* Translators: key of the on-screen keyboard for the gap between words */
  key = add_key (self, _ ("Space"), 4, 3, lines ? 6 : 10, G_CALLBACK (key_cb));
  set_wide (self, key);
  g_object_set_data (G_OBJECT (key), "hr-key", (gpointer) " ");
  if (lines)
    {
      /* Translators: key of the on-screen keyboard that begins a new line */
      key = add_key (self, _ ("New line"), 10, 3, 4, G_CALLBACK (key_cb));
      set_wide (self, key);
      g_object_set_data (G_OBJECT (key), "hr-key", (gpointer) "\n");
    }
  /* Translators: key of the on-screen keyboard: the words are complete */
  key = add_key (self, _ ("Done"), 14, 3, 6, G_CALLBACK (done_cb));
  set_wide (self, key);
  gtk_widget_add_css_class (key, "primary");
}

static void
make_keys (HrKeyboard *self)
{
  const char *const *rows = get_rows (self);
  GtkWidget *key;

  while ((key = gtk_widget_get_first_child (self->grid)) != NULL)
    gtk_grid_remove (GTK_GRID (self->grid), key);
  for (int i = 0; i < N_LETTER_ROWS; i++)
    add_row (self, rows[i], i);
  if (self->full && self->layer != LAYER_DIGITS)
    {
      /* Translators: key of the on-screen keyboard: the next letter is a capital */
      key = add_key (self, _ ("Shift"), 0, 2, 3, G_CALLBACK (shift_cb));
      set_wide (self, key);
      if (self->shift)
        gtk_widget_add_css_class (key, "on");
      gtk_accessible_update_state (GTK_ACCESSIBLE (key), GTK_ACCESSIBLE_STATE_PRESSED,
                                   self->shift ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
    }
  /* Translators: key of the on-screen keyboard that takes away the last letter */
  key = add_key (self, _ ("Delete"), 17, 2, 3, G_CALLBACK (delete_cb));
  set_wide (self, key);
  add_last_row (self);
}

/* ---- size: keys of at least 20 mm, as wide as the page allows ---- */

static void
hr_keyboard_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                     int *minimum_baseline, int *natural_baseline)
{
  HrKeyboard *self = HR_KEYBOARD (widget);
  HrTheme *theme = hr_theme_get_for_widget (widget);
  int n = orientation == GTK_ORIENTATION_VERTICAL ? N_LETTER_ROWS + 1 : ROW_KEYS;
  int gap = hr_theme_px (theme, self->full ? FULL_GAP_MM : GAP_MM);
  int least = hr_theme_px (theme, self->full ? HR_TAP_DESK_MM : HR_TAP_MIN_MM);
  int grid = 0;

  gtk_widget_measure (self->grid, orientation, -1, &grid, NULL, NULL, NULL);
  *minimum = MAX (grid, least * n + gap * (n - 1));
  *natural = MAX (*minimum, (self->full ? least : hr_theme_px (theme, NATURAL_KEY_MM)) * n + gap * (n - 1));
}

static void
hr_keyboard_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_widget_size_allocate (HR_KEYBOARD (widget)->grid, &(GtkAllocation){ 0, 0, width, height }, -1);
}

static void
hr_keyboard_root (GtkWidget *widget)
{
  HrKeyboard *self = HR_KEYBOARD (widget);
  int gap;

  GTK_WIDGET_CLASS (hr_keyboard_parent_class)->root (widget);
  gap = hr_theme_px (hr_theme_get_for_widget (widget), self->full ? FULL_GAP_MM : GAP_MM);
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), (guint)gap);
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), (guint)gap);
}

static void
hr_keyboard_dispose (GObject *object)
{
  HrKeyboard *self = HR_KEYBOARD (object);

  g_clear_weak_pointer (&self->target);
  g_clear_weak_pointer (&self->text_target);
  g_clear_pointer (&self->grid, gtk_widget_unparent);
  G_OBJECT_CLASS (hr_keyboard_parent_class)->dispose (object);
}

static void
hr_keyboard_finalize (GObject *object)
{
  g_free (HR_KEYBOARD (object)->language);
  G_OBJECT_CLASS (hr_keyboard_parent_class)->finalize (object);
}

static void
hr_keyboard_class_init (HrKeyboardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hr_keyboard_dispose;
  G_OBJECT_CLASS (klass)->finalize = hr_keyboard_finalize;
  widget_class->measure = hr_keyboard_measure;
  widget_class->size_allocate = hr_keyboard_size_allocate;
  widget_class->root = hr_keyboard_root;
  signals[DONE] = g_signal_new ("done", HR_TYPE_KEYBOARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "hr-keyboard");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
hr_keyboard_init (HrKeyboard *self)
{
  self->language = g_strdup ("en");
  self->grid = gtk_grid_new ();
  gtk_grid_set_column_homogeneous (GTK_GRID (self->grid), TRUE);
  gtk_grid_set_row_homogeneous (GTK_GRID (self->grid), TRUE);
  /* Latin keys keep their places in languages that are written from right to left */
  gtk_widget_set_direction (self->grid, GTK_TEXT_DIR_LTR);
  gtk_widget_set_parent (self->grid, GTK_WIDGET (self));
  make_keys (self);
}

/* ---- door ---- */

GtkWidget *
hr_keyboard_new (void)
{
  return g_object_new (HR_TYPE_KEYBOARD, NULL);
}

void
hr_keyboard_set_target (HrKeyboard *self, GtkEditable *target)
{
  g_return_if_fail (HR_IS_KEYBOARD (self));
  g_return_if_fail (target == NULL || GTK_IS_EDITABLE (target));
  g_set_weak_pointer (&self->target, target);
}

void
hr_keyboard_set_language (HrKeyboard *self, const char *language)
{
  g_return_if_fail (HR_IS_KEYBOARD (self));
  g_return_if_fail (language != NULL);
  g_free (self->language);
  self->language = g_strdup (language);
  self->layer = LAYER_LETTERS;
  self->shift = FALSE;
  make_keys (self);
}

void
hr_keyboard_set_text_target (HrKeyboard *self, GtkTextView *target)
{
  g_return_if_fail (HR_IS_KEYBOARD (self));
  g_return_if_fail (target == NULL || GTK_IS_TEXT_VIEW (target));
  if (self->text_target == target)
    return;
  g_set_weak_pointer (&self->text_target, target);
  make_keys (self);
}

void
hr_keyboard_set_full (HrKeyboard *self, gboolean full)
{
  g_return_if_fail (HR_IS_KEYBOARD (self));
  self->full = full;
  self->layer = LAYER_LETTERS;
  make_keys (self);
}
