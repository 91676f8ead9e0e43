/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-visitor"

#include "hr-settings-page-private.h"
#include "handrail/ui/hr-tap-button.h"
#include "hr-split-private.h"
#include "hr-tiles-private.h"

#include <glib/gi18n-lib.h>

#define TILE_LEAST_MM 62.0
#define TILE_MAX_MM 36.0

static const char *const size_names[HR_N_TEXT_SIZES] = {
  /* Translators: sizes of the text */
  [HR_TEXT_SMALL] = N_ ("Small"), [HR_TEXT_MEDIUM] = N_ ("Medium"),   [HR_TEXT_DEFAULT] = N_ ("Normal"),
  [HR_TEXT_LARGE] = N_ ("Large"), [HR_TEXT_LARGEST] = N_ ("Largest"),
};

static const struct
{
  const char *css_class;
  const char *name;
} theme_names[HR_N_THEMES] = {
  /* Translators: colors of the screen */
  [HR_THEME_CALM] = { "sample-calm", N_ ("Calm") },
  [HR_THEME_LIGHT] = { "sample-light", N_ ("Black on white") },
  [HR_THEME_DARK] = { "sample-dark", N_ ("White on black") },
  [HR_THEME_DARK_YELLOW] = { "sample-yellow", N_ ("Yellow on black") },
  [HR_THEME_SOFT] = { "sample-soft", N_ ("Soft") },
};

/* One choice, shown as what it is. */
typedef struct
{
  GtkWidget *button;
  GtkWidget *sample;
  GtkWidget *name;
  GtkWidget *mark;
} Choice;

struct _HrSettingsPage
{
  HrPage parent_instance;
  HrVisitorContext *context;
  GtkWidget *size_heading;
  GtkWidget *theme_heading;
  GtkWidget *size_tiles;
  GtkWidget *theme_tiles;
  Choice sizes[HR_N_TEXT_SIZES];
  Choice themes[HR_N_THEMES];
};

G_DEFINE_FINAL_TYPE (HrSettingsPage, hr_settings_page, HR_TYPE_PAGE)

static void
show_choice (Choice *choice, const char *name, gboolean chosen)
{
  gtk_label_set_label (GTK_LABEL (choice->name), name);
  gtk_widget_set_opacity (choice->mark, chosen ? 1.0 : 0.0);
  if (chosen)
    gtk_widget_add_css_class (choice->button, "chosen");
  else
    gtk_widget_remove_css_class (choice->button, "chosen");
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice->button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (choice->button), GTK_ACCESSIBLE_STATE_PRESSED,
                               chosen ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
}

static void
hr_settings_page_refresh (HrPage *page)
{
  HrSettingsPage *self = HR_SETTINGS_PAGE (page);
  HrSession *session = self->context->session;

  hr_page_set_title (page, _ ("Size and contrast"));
  gtk_label_set_label (GTK_LABEL (self->size_heading), _ ("Size of the text"));
  gtk_label_set_label (GTK_LABEL (self->theme_heading), _ ("Colors"));
  for (int i = 0; i < HR_N_TEXT_SIZES; i++)
    show_choice (&self->sizes[i], _ (size_names[i]), (int)hr_session_get_text_size (session) == i);
  for (int i = 0; i < HR_N_THEMES; i++)
    show_choice (&self->themes[i], _ (theme_names[i].name), (int)hr_session_get_theme (session) == i);
}

/* What is read aloud is the names, not the samples. */
static char *
hr_settings_page_get_spoken (HrPage *page)
{
  HrSettingsPage *self = HR_SETTINGS_PAGE (page);
  GString *spoken = g_string_new (hr_page_get_title (page));

  g_string_append_printf (spoken, ".\n%s.", gtk_label_get_text (GTK_LABEL (self->size_heading)));
  for (int i = 0; i < HR_N_TEXT_SIZES; i++)
    g_string_append_printf (spoken, "\n%s.", gtk_label_get_text (GTK_LABEL (self->sizes[i].name)));
  g_string_append_printf (spoken, "\n%s.", gtk_label_get_text (GTK_LABEL (self->theme_heading)));
  for (int i = 0; i < HR_N_THEMES; i++)
    g_string_append_printf (spoken, "\n%s.", gtk_label_get_text (GTK_LABEL (self->themes[i].name)));
  return g_string_free (spoken, FALSE);
}

static void
hr_settings_page_class_init (HrSettingsPageClass *klass)
{
  HR_PAGE_CLASS (klass)->refresh = hr_settings_page_refresh;
  HR_PAGE_CLASS (klass)->get_spoken = hr_settings_page_get_spoken;
}

static void
make_choice (Choice *choice, GtkWidget *tiles, const char *action, int value)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  choice->button = g_object_new (HR_TYPE_TAP_BUTTON, NULL);
  choice->sample = gtk_label_new ("Aa");
  choice->name = gtk_label_new ("");
  choice->mark = gtk_image_new_from_icon_name ("hr-check-symbolic");
  gtk_widget_add_css_class (box, "hr-beside");
  gtk_widget_add_css_class (choice->button, "hr-sample");
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_label_set_wrap (GTK_LABEL (choice->name), TRUE);
  gtk_label_set_xalign (GTK_LABEL (choice->name), 0.0f);
  gtk_widget_set_hexpand (choice->name, TRUE);
  gtk_widget_set_valign (choice->name, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (choice->name, "hr-modest");
  gtk_widget_add_css_class (choice->mark, "hr-modest");
  gtk_box_append (GTK_BOX (box), choice->sample);
  gtk_box_append (GTK_BOX (box), choice->name);
  gtk_box_append (GTK_BOX (box), choice->mark);
  gtk_button_set_child (GTK_BUTTON (choice->button), box);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (choice->button), "i", value);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (choice->button), action);
  hr_tiles_append (HR_TILES (tiles), choice->button);
}

static GtkWidget *
make_section (GtkWidget **heading, GtkWidget **tiles)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  *heading = gtk_label_new ("");
  *tiles = hr_tiles_new (1, 1, TILE_LEAST_MM, TILE_MAX_MM);
  gtk_label_set_xalign (GTK_LABEL (*heading), 0.0f);
  gtk_label_set_wrap (GTK_LABEL (*heading), TRUE);
  gtk_widget_add_css_class (*heading, "hr-subheading");
  gtk_widget_add_css_class (*heading, "hr-bounded");
  gtk_widget_add_css_class (box, "hr-section");
  gtk_box_append (GTK_BOX (box), *heading);
  gtk_box_append (GTK_BOX (box), *tiles);
  return box;
}

static void
hr_settings_page_init (HrSettingsPage *self)
{
  GtkWidget *split = hr_split_new ();

  hr_split_set_side (HR_SPLIT (split), make_section (&self->size_heading, &self->size_tiles));
  hr_split_set_main (HR_SPLIT (split), make_section (&self->theme_heading, &self->theme_tiles));
  hr_split_set_share (HR_SPLIT (split), 0.5, TRUE);
  for (int i = 0; i < HR_N_TEXT_SIZES; i++)
    {
      g_autofree char *css_class = g_strdup_printf ("hr-capital-%d", i);
      make_choice (&self->sizes[i], self->size_tiles, "win.text-size", i);
      gtk_widget_add_css_class (self->sizes[i].sample, css_class);
    }
  for (int i = 0; i < HR_N_THEMES; i++)
    {
      make_choice (&self->themes[i], self->theme_tiles, "win.theme", i);
      gtk_widget_add_css_class (self->themes[i].button, theme_names[i].css_class);
      gtk_widget_add_css_class (self->themes[i].sample, "hr-modest");
    }
  hr_page_set_child (HR_PAGE (self), split);
}

HrPage *
hr_settings_page_new (HrVisitorContext *context)
{
  HrSettingsPage *self = g_object_new (HR_TYPE_SETTINGS_PAGE, NULL);

  self->context = context;
  hr_page_refresh (HR_PAGE (self));
  return HR_PAGE (self);
}
