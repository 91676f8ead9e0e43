/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-ui"

#include "handrail/ui/hr-card.h"
#include "handrail/ui/hr-flow.h"
#include "hr-card-private.h"

#include <string.h>

#define BADGE_GAP_MM 2.0

struct _HrCard
{
  HrTapButton parent_instance;
  GtkWidget *box;
  GtkWidget *rail;
  GtkWidget *image;
  GtkWidget *lead;
  GtkWidget *trail;
  GtkWidget *title;
  GtkWidget *line;
  GtkWidget *detail;
  GtkWidget *badges;
  GtkWidget *arrow;
  char *tone;
  guint compact;
};

G_DEFINE_FINAL_TYPE (HrCard, hr_card, HR_TYPE_TAP_BUTTON)

static void
add_spoken_part (GString *name, GtkWidget *label)
{
  const char *text = gtk_label_get_text (GTK_LABEL (label));

  if (!gtk_widget_get_visible (label) || text[0] == '\0')
    return;
  if (name->len > 0)
    g_string_append (name, ", ");
  g_string_append (name, text);
}

/* The accessible name is what can be seen, in reading order. */
static void
update_name (HrCard *self)
{
  g_autoptr (GString) name = g_string_new (NULL);

  add_spoken_part (name, self->lead);
  add_spoken_part (name, self->trail);
  add_spoken_part (name, self->title);
  add_spoken_part (name, self->line);
  add_spoken_part (name, self->detail);
  for (GtkWidget *badge = gtk_widget_get_first_child (self->badges); badge != NULL;
       badge = gtk_widget_get_next_sibling (badge))
    add_spoken_part (name, badge);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name->str, -1);
}

static void
set_part (HrCard *self, GtkWidget *label, const char *text)
{
  gboolean some = text != NULL && text[0] != '\0';

  if (g_strcmp0 (gtk_label_get_text (GTK_LABEL (label)), some ? text : "") != 0)
    gtk_label_set_text (GTK_LABEL (label), some ? text : "");
  gtk_widget_set_visible (label, some);
  gtk_widget_set_visible (self->rail, gtk_widget_get_visible (self->lead) || gtk_widget_get_visible (self->trail)
                                          || gtk_widget_get_visible (self->image));
  update_name (self);
}

static GtkWidget *
new_part (const char *css_class, int lines)
{
  GtkWidget *label = gtk_label_new ("");

  gtk_widget_add_css_class (label, css_class);
  gtk_widget_set_visible (label, FALSE);
  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), lines > 0 ? PANGO_WRAP_WORD_CHAR : PANGO_WRAP_WORD);
  if (lines > 0)
    {
      g_autoptr (PangoAttrList) whole = pango_attr_list_new ();
      pango_attr_list_insert (whole, pango_attr_insert_hyphens_new (FALSE));
      gtk_label_set_attributes (GTK_LABEL (label), whole);
      gtk_label_set_lines (GTK_LABEL (label), lines);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
    }
  return label;
}

/* On a card that tells of a change its line is that statement: it may take room, and loses no word. */
static void
set_line_whole (HrCard *self, gboolean whole)
{
  gtk_label_set_ellipsize (GTK_LABEL (self->line), whole ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END);
}

static void
hr_card_finalize (GObject *object)
{
  g_free (HR_CARD (object)->tone);
  G_OBJECT_CLASS (hr_card_parent_class)->finalize (object);
}

static void
hr_card_class_init (HrCardClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hr_card_finalize;
}

static void
hr_card_init (HrCard *self)
{
  GtkWidget *body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (self->box, "hr-card-box");
  self->rail = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->rail, "hr-card-rail");
  gtk_widget_set_valign (self->rail, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (self->rail, FALSE);
  self->image = gtk_image_new ();
  gtk_widget_add_css_class (self->image, "hr-card-icon");
  gtk_widget_set_visible (self->image, FALSE);
  self->lead = new_part ("hr-card-lead", 0);
  self->trail = new_part ("hr-card-trail", 0);
  gtk_label_set_wrap (GTK_LABEL (self->lead), FALSE);
  gtk_label_set_max_width_chars (GTK_LABEL (self->trail), 11);
  gtk_box_append (GTK_BOX (self->rail), self->image);
  gtk_box_append (GTK_BOX (self->rail), self->lead);
  gtk_box_append (GTK_BOX (self->rail), self->trail);

  gtk_widget_add_css_class (body, "hr-card-body");
  gtk_widget_set_hexpand (body, TRUE);
  gtk_widget_set_valign (body, GTK_ALIGN_CENTER);
  self->title = new_part ("hr-card-title", 2);
  self->line = new_part ("hr-card-line", 2);
  self->detail = new_part ("hr-card-detail", 2);
  self->badges = hr_flow_new (BADGE_GAP_MM);
  gtk_widget_add_css_class (self->badges, "hr-card-badges");
  gtk_widget_set_visible (self->badges, FALSE);
  gtk_box_append (GTK_BOX (body), self->title);
  gtk_box_append (GTK_BOX (body), self->line);
  gtk_box_append (GTK_BOX (body), self->detail);
  gtk_box_append (GTK_BOX (body), self->badges);

  self->arrow = gtk_image_new_from_icon_name ("hr-next-symbolic");
  gtk_widget_add_css_class (self->arrow, "hr-card-arrow");
  gtk_box_append (GTK_BOX (self->box), self->rail);
  gtk_box_append (GTK_BOX (self->box), body);
  gtk_box_append (GTK_BOX (self->box), self->arrow);
  gtk_button_set_child (GTK_BUTTON (self), self->box);
  gtk_widget_add_css_class (GTK_WIDGET (self), "hr-card");
  /* at least HR_CARD_MIN_MM */
  gtk_widget_add_css_class (GTK_WIDGET (self), "large");
  hr_card_set_tone (self, "plain");
}

GtkWidget *
hr_card_new (void)
{
  return g_object_new (HR_TYPE_CARD, NULL);
}

void
hr_card_set_icon (HrCard *self, const char *icon_name)
{
  g_return_if_fail (HR_IS_CARD (self));
  gtk_image_set_from_icon_name (GTK_IMAGE (self->image), icon_name);
  gtk_widget_set_visible (self->image, icon_name != NULL);
  gtk_widget_set_visible (self->rail, icon_name != NULL || gtk_widget_get_visible (self->lead)
                                          || gtk_widget_get_visible (self->trail));
}

void
hr_card_set_lead (HrCard *self, const char *lead)
{
  g_return_if_fail (HR_IS_CARD (self));
  set_part (self, self->lead, lead);
}

void
hr_card_set_title (HrCard *self, const char *title)
{
  g_return_if_fail (HR_IS_CARD (self));
  set_part (self, self->title, title);
}

void
hr_card_set_line (HrCard *self, const char *line)
{
  g_return_if_fail (HR_IS_CARD (self));
  set_part (self, self->line, line);
}

void
hr_card_set_detail (HrCard *self, const char *detail)
{
  g_return_if_fail (HR_IS_CARD (self));
  set_part (self, self->detail, detail);
}

void
hr_card_set_trail (HrCard *self, const char *trail)
{
  g_return_if_fail (HR_IS_CARD (self));
  set_part (self, self->trail, trail);
}

void
hr_card_set_badges (HrCard *self, const char *const *badges)
{
  g_return_if_fail (HR_IS_CARD (self));
  hr_flow_remove_all (HR_FLOW (self->badges));
  for (gsize i = 0; badges != NULL && badges[i] != NULL; i++)
    {
      GtkWidget *badge = gtk_label_new (badges[i]);
      gtk_widget_add_css_class (badge, "hr-badge");
      gtk_label_set_ellipsize (GTK_LABEL (badge), PANGO_ELLIPSIZE_END);
      hr_flow_append (HR_FLOW (self->badges), badge);
    }
  gtk_widget_set_visible (self->badges, badges != NULL && badges[0] != NULL);
  update_name (self);
}

void
hr_card_set_tone (HrCard *self, const char *tone)
{
  g_return_if_fail (HR_IS_CARD (self));
  g_return_if_fail (tone != NULL);
  if (g_strcmp0 (self->tone, tone) == 0)
    return;
  if (self->tone != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self), self->tone);
  g_free (self->tone);
  self->tone = g_strdup (tone);
  gtk_widget_add_css_class (GTK_WIDGET (self), tone);
  set_line_whole (self, strcmp (tone, "notice") == 0 || strcmp (tone, "quiet") == 0);
}

/* ---- for the list ---- */

void
hr_card_join (HrCard *self, GtkSizeGroup *rails)
{
  gtk_size_group_add_widget (rails, self->rail);
}

void
hr_card_set_compact (HrCard *self, guint level)
{
  /* setting the same again would lay everything out once more */
  if (self->compact == level)
    return;
  self->compact = level;
  gtk_label_set_lines (GTK_LABEL (self->title), level > 1 ? 1 : 2);
  gtk_label_set_lines (GTK_LABEL (self->line), level > 0 ? 1 : 2);
  gtk_label_set_lines (GTK_LABEL (self->detail), level > 0 ? 1 : 2);
}

static void
grow_part (GtkWidget *own, GtkWidget *other, const char *sample)
{
  if (!gtk_widget_get_visible (other) || gtk_widget_get_visible (own))
    return;
  gtk_label_set_text (GTK_LABEL (own), sample);
  gtk_widget_set_visible (own, TRUE);
}

void
hr_card_add_parts (HrCard *self, HrCard *other)
{
  static const char *const sample_badges[] = { "Mm", NULL };

  grow_part (self->title, other->title, "Mm\nMm");
  grow_part (self->line, other->line, "Mm");
  grow_part (self->detail, other->detail, "Mm");
  grow_part (self->lead, other->lead, gtk_label_get_text (GTK_LABEL (other->lead)));
  grow_part (self->trail, other->trail, "Mm\nMm");
  if (gtk_widget_get_visible (other->image) && !gtk_widget_get_visible (self->image))
    hr_card_set_icon (self, gtk_image_get_icon_name (GTK_IMAGE (other->image)));
  if (gtk_widget_get_visible (other->badges) && !gtk_widget_get_visible (self->badges))
    hr_card_set_badges (self, sample_badges);
  gtk_widget_set_visible (self->rail, gtk_widget_get_visible (self->lead) || gtk_widget_get_visible (self->trail)
                                          || gtk_widget_get_visible (self->image));
}
