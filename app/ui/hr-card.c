/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-ui"

#include "handrail/ui/hr-card.h"
#include "handrail/ui/hr-flow.h"
#include "hr-card-private.h"

#include <string.h>

#define BADGE_GAP_MM 2.0
#define HR_CARD_LEVELS 3

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
  char *name;
  guint compact;
  /* what hr_card_get_height() found; -1: not known */
  int heights[HR_CARD_LEVELS];
  int known_width;
  int known_rail;
};

G_DEFINE_FINAL_TYPE (HrCard, hr_card, HR_TYPE_TAP_BUTTON)

static void
forget_heights (HrCard *self)
{
  for (guint i = 0; i < HR_CARD_LEVELS; i++)
    self->heights[i] = -1;
}

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
  if (g_strcmp0 (self->name, name->str) == 0)
    return;
  g_free (self->name);
  self->name = g_strdup (name->str);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name->str, -1);
}

static void
update_rail (HrCard *self)
{
  gtk_widget_set_visible (self->rail, gtk_widget_get_visible (self->lead) || gtk_widget_get_visible (self->trail)
                                          || gtk_widget_get_visible (self->image));
}

static void
set_part (HrCard *self, GtkWidget *label, const char *text)
{
  gboolean some = text != NULL && text[0] != '\0';

  /* most keys in the search leave most of a card as it was */
  if (gtk_widget_get_visible (label) == some && g_strcmp0 (gtk_label_get_text (GTK_LABEL (label)), some ? text : "") == 0)
    return;
  forget_heights (self);
  gtk_label_set_text (GTK_LABEL (label), some ? text : "");
  gtk_widget_set_visible (label, some);
  update_rail (self);
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
  g_free (HR_CARD (object)->name);
  G_OBJECT_CLASS (hr_card_parent_class)->finalize (object);
}

static void
hr_card_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  forget_heights (HR_CARD (widget));
  GTK_WIDGET_CLASS (hr_card_parent_class)->css_changed (widget, change);
}

static void
hr_card_class_init (HrCardClass *klass)
{
  GTK_WIDGET_CLASS (klass)->css_changed = hr_card_css_changed;
  G_OBJECT_CLASS (klass)->finalize = hr_card_finalize;
}

static void
hr_card_init (HrCard *self)
{
  GtkWidget *body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  forget_heights (self);
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
  if (g_strcmp0 (gtk_image_get_icon_name (GTK_IMAGE (self->image)), icon_name) == 0)
    return;
  forget_heights (self);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->image), icon_name);
  gtk_widget_set_visible (self->image, icon_name != NULL);
  update_rail (self);
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

static gboolean
has_badges (HrCard *self, const char *const *badges)
{
  GtkWidget *badge = gtk_widget_get_first_child (self->badges);
  gsize i = 0;

  for (; badge != NULL && badges != NULL && badges[i] != NULL; badge = gtk_widget_get_next_sibling (badge), i++)
    {
      if (g_strcmp0 (gtk_label_get_text (GTK_LABEL (badge)), badges[i]) != 0)
        return FALSE;
    }
  return badge == NULL && (badges == NULL || badges[i] == NULL);
}

void
hr_card_set_badges (HrCard *self, const char *const *badges)
{
  g_return_if_fail (HR_IS_CARD (self));
  if (has_badges (self, badges))
    return;
  forget_heights (self);
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
  forget_heights (self);
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

int
hr_card_get_height (HrCard *self, guint level, int width)
{
  int rail = 0, natural = 0;

  /* the rails are as wide as the widest of the list: another card's words may leave this one less room */
  if (gtk_widget_get_visible (self->rail))
    gtk_widget_measure (self->rail, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &rail, NULL, NULL);
  if (width != self->known_width || rail != self->known_rail)
    forget_heights (self);
  self->known_width = width;
  self->known_rail = rail;
  if (self->heights[level] < 0)
    {
      hr_card_set_compact (self, level);
      gtk_widget_measure (GTK_WIDGET (self), GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
      self->heights[level] = natural;
    }
  return self->heights[level];
}

/* Shows @sample when one of the cards has the part; takes it away only when the cards are of another list. */
static void
match_part (GtkWidget *own, gboolean wanted, gboolean only_grow, const char *sample)
{
  gboolean shown = gtk_widget_get_visible (own);

  if (shown == wanted || (shown && only_grow))
    return;
  gtk_label_set_text (GTK_LABEL (own), wanted ? sample : "");
  gtk_widget_set_visible (own, wanted);
}

void
hr_card_match_parts (HrCard *self, GtkWidget *const *others, guint n, gboolean only_grow)
{
  static const char *const sample_badges[] = { "Mm", NULL };
  gboolean title = FALSE, line = FALSE, detail = FALSE, trail = FALSE, badges = FALSE;
  const char *lead = NULL, *icon = NULL;

  for (guint i = 0; i < n; i++)
    {
      HrCard *other = HR_CARD (others[i]);

      title |= gtk_widget_get_visible (other->title);
      line |= gtk_widget_get_visible (other->line);
      detail |= gtk_widget_get_visible (other->detail);
      trail |= gtk_widget_get_visible (other->trail);
      badges |= gtk_widget_get_visible (other->badges);
      if (lead == NULL && gtk_widget_get_visible (other->lead))
        lead = gtk_label_get_text (GTK_LABEL (other->lead));
      if (icon == NULL && gtk_widget_get_visible (other->image))
        icon = gtk_image_get_icon_name (GTK_IMAGE (other->image));
    }
  /* with no card to look at, the parts of the last ones are the best guess */
  only_grow = only_grow || n == 0;
  match_part (self->title, title, only_grow, "Mm\nMm");
  match_part (self->line, line, only_grow, "Mm");
  match_part (self->detail, detail, only_grow, "Mm");
  match_part (self->lead, lead != NULL, only_grow, lead);
  match_part (self->trail, trail, only_grow, "Mm\nMm");
  if (icon != NULL ? !gtk_widget_get_visible (self->image) : !only_grow)
    hr_card_set_icon (self, icon);
  if (badges || !only_grow)
    hr_card_set_badges (self, badges ? sample_badges : NULL);
  update_rail (self);
}
