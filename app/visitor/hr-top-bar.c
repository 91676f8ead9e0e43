/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-visitor"

#include "hr-bars-private.h"
#include "handrail/service/hr-language.h"
#include "handrail/ui/hr-tap-button.h"

#include <glib/gi18n-lib.h>

#define PADDING_MM 6.0
#define GAP_MM 3.0

/* Most that the words may take of the screen's height. */
#define SHARE 0.10

#define TITLE_MAX_MM 11.0
#define TITLE_MIN_MM 4.8
#define TITLE_STEP_MM 0.2
#define TITLE_SCALE 1.2
#define LANGUAGE_MAX_MM 6.2

struct _HrTopBar
{
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkWidget *title;
  GtkWidget *plan;
  GtkWidget *languages;
  int room; /* the width that the title was sized for, or -1 */
};

G_DEFINE_FINAL_TYPE (HrTopBar, hr_top_bar, GTK_TYPE_WIDGET)

void
hr_top_bar_fit (HrTopBar *self, int width, int height)
{
  HrTheme *theme = hr_theme_get_for_widget (GTK_WIDGET (self));
  double chosen = hr_theme_get_capital_mm (theme);
  double capital = MIN (chosen * TITLE_SCALE, TITLE_MAX_MM);
  int languages = 0, plan = 0, room, high = 0;
  int most = MAX (hr_theme_px (theme, HR_TAP_MIN_MM), (int)(height * SHARE));

  g_return_if_fail (HR_IS_TOP_BAR (self));
  gtk_box_set_spacing (GTK_BOX (self->box), hr_theme_px (theme, GAP_MM));
  gtk_box_set_spacing (GTK_BOX (self->languages), hr_theme_px (theme, GAP_MM));
  for (GtkWidget *child = gtk_widget_get_first_child (self->languages); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    hr_bar_set_font (hr_tap_button_get_label_widget (HR_TAP_BUTTON (child)), theme, MIN (chosen, LANGUAGE_MAX_MM),
                     PANGO_WEIGHT_SEMIBOLD);
  hr_bar_set_font (hr_tap_button_get_label_widget (HR_TAP_BUTTON (self->plan)), theme, MIN (chosen, LANGUAGE_MAX_MM), PANGO_WEIGHT_SEMIBOLD);
  self->room = width - 2 * hr_theme_px (theme, PADDING_MM);
  gtk_widget_measure (self->languages, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &languages, NULL, NULL);
  if (gtk_widget_get_visible (self->plan))
    {
      gtk_widget_measure (self->plan, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &plan, NULL, NULL);
      plan += hr_theme_px (theme, GAP_MM);
    }
  room = MAX (1, width - languages - plan - 2 * hr_theme_px (theme, PADDING_MM) - hr_theme_px (theme, GAP_MM));
  for (; capital > TITLE_MIN_MM; capital -= TITLE_STEP_MM)
    {
      if (hr_bar_fits (self->title, theme, gtk_label_get_text (GTK_LABEL (self->title)), capital, PANGO_WEIGHT_BOLD,
                       room, 2, &high)
          && high <= most)
        break;
    }
  hr_bar_set_font (self->title, theme, capital, PANGO_WEIGHT_BOLD);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* ---- layout: as high as the words need at the width of the screen, also when GTK asks without saying a width ---- */

static GtkSizeRequestMode
hr_top_bar_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
hr_top_bar_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                    int *minimum_baseline, int *natural_baseline)
{
  HrTopBar *self = HR_TOP_BAR (widget);

  if (orientation == GTK_ORIENTATION_VERTICAL && for_size < 0)
    for_size = self->room;
  gtk_widget_measure (self->box, orientation, for_size, minimum, natural, NULL, NULL);
}

static void
hr_top_bar_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_widget_size_allocate (HR_TOP_BAR (widget)->box, &(GtkAllocation){ 0, 0, width, height }, -1);
}

static void
hr_top_bar_dispose (GObject *object)
{
  g_clear_pointer (&HR_TOP_BAR (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (hr_top_bar_parent_class)->dispose (object);
}

static void
hr_top_bar_class_init (HrTopBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hr_top_bar_dispose;
  widget_class->get_request_mode = hr_top_bar_get_request_mode;
  widget_class->measure = hr_top_bar_measure;
  widget_class->size_allocate = hr_top_bar_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "hr-top-bar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_BANNER);
}

static void
hr_top_bar_init (HrTopBar *self)
{
  const char *const *languages = hr_language_list ();

  self->room = -1;
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  self->title = gtk_label_new ("");
  gtk_label_set_xalign (GTK_LABEL (self->title), 0.0f);
  gtk_label_set_wrap (GTK_LABEL (self->title), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->title), PANGO_WRAP_WORD);
  gtk_widget_set_hexpand (self->title, TRUE);
  gtk_widget_set_valign (self->title, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->title, "hr-title");
  self->languages = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_set_valign (self->languages, GTK_ALIGN_CENTER);
  for (gsize i = 0; languages[i] != NULL; i++)
    {
      GtkWidget *button = hr_tap_button_new (hr_language_native_name (languages[i]));
      gtk_label_set_wrap (GTK_LABEL (hr_tap_button_get_label_widget (HR_TAP_BUTTON (button))), FALSE);
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", languages[i]);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.language");
      g_object_set_data_full (G_OBJECT (button), "hr-language", g_strdup (languages[i]), g_free);
      gtk_box_append (GTK_BOX (self->languages), button);
    }
  gtk_box_append (GTK_BOX (self->box), self->title);
  self->plan = hr_tap_button_new ("");
  gtk_label_set_wrap (GTK_LABEL (hr_tap_button_get_label_widget (HR_TAP_BUTTON (self->plan))), FALSE);
  gtk_widget_set_valign (self->plan, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (self->plan, FALSE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->plan), "s", "plan");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->plan), "win.go");
  gtk_box_append (GTK_BOX (self->box), self->plan);
  gtk_box_append (GTK_BOX (self->box), self->languages);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
hr_top_bar_new (void)
{
  return g_object_new (HR_TYPE_TOP_BAR, NULL);
}

void
hr_top_bar_set_title (HrTopBar *self, const char *title)
{
  g_return_if_fail (HR_IS_TOP_BAR (self));
  gtk_label_set_label (GTK_LABEL (self->title), title != NULL ? title : "");
}

void
hr_top_bar_set_plan (HrTopBar *self, guint n)
{
  /* Translators: the way to the plan, with the number of things in it */
  g_autofree char *text = g_strdup_printf (_ ("My plan (%u)"), n);

  g_return_if_fail (HR_IS_TOP_BAR (self));

  hr_tap_button_set_text (HR_TAP_BUTTON (self->plan), text);
  gtk_widget_set_visible (self->plan, n > 0);
}

void
hr_top_bar_set_languages (HrTopBar *self, const char *const *languages)
{
  g_return_if_fail (HR_IS_TOP_BAR (self));

  for (GtkWidget *child = gtk_widget_get_first_child (self->languages); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_widget_set_visible (child, languages[1] != NULL
                                       && g_strv_contains (languages, g_object_get_data (G_OBJECT (child), "hr-language")));
}

void
hr_top_bar_set_language (HrTopBar *self, const char *language)
{
  g_return_if_fail (HR_IS_TOP_BAR (self));
  for (GtkWidget *child = gtk_widget_get_first_child (self->languages); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      gboolean on = g_strcmp0 (g_object_get_data (G_OBJECT (child), "hr-language"), language) == 0;
      if (on)
        gtk_widget_add_css_class (child, "on");
      else
        gtk_widget_remove_css_class (child, "on");
      gtk_accessible_update_state (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_STATE_PRESSED,
                                   on ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
    }
}
