/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-ui"

#include "handrail/ui/hr-card-text.h"
#include "handrail/ui/hr-card.h"
#include "handrail/ui/hr-column.h"
#include "handrail/ui/hr-flow.h"
#include "hr-card-private.h"

#include <string.h>

#define BADGE_GAP_MM 2.0
#define HR_CARD_LEVELS (HR_CARD_WHOLE + 1)

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
  gboolean whole; /* the line loses no word */
  /* what hr_card_get_height() found; -1: not known */
  int heights[HR_CARD_LEVELS];
  int known_width;
  int known_rail;
  guint known_fonts;
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
  const char *text = hr_card_text_of (label);

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
put_text (GtkWidget *part, const char *text)
{
  if (HR_IS_CARD_TEXT (part))
    hr_card_text_set_text (HR_CARD_TEXT (part), text);
  else
    gtk_label_set_text (GTK_LABEL (part), text);
}

static void
set_part (HrCard *self, GtkWidget *label, const char *text)
{
  gboolean some = text != NULL && text[0] != '\0';

  /* most keys in the search leave most of a card as it was */
  if (gtk_widget_get_visible (label) == some && g_strcmp0 (hr_card_text_of (label), some ? text : "") == 0)
    return;
  forget_heights (self);
  put_text (label, some ? text : "");
  gtk_widget_set_visible (label, some);
  update_rail (self);
  update_name (self);
}

/* What stands before the words: as wide as it needs */
static GtkWidget *
new_rail_part (const char *css_class)
{
  GtkWidget *label = gtk_label_new ("");

  gtk_widget_add_css_class (label, css_class);
  gtk_widget_set_visible (label, FALSE);
  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  return label;
}

static GtkWidget *
new_part (const char *css_class)
{
  GtkWidget *text = hr_card_text_new (2);

  gtk_widget_add_css_class (text, css_class);
  gtk_widget_set_visible (text, FALSE);
  return text;
}

/* 0: as many as it needs */
static guint
lines_of_line (HrCard *self)
{
  return self->whole || self->compact == HR_CARD_WHOLE ? 0 : self->compact > 0 ? 1 : 2;
}

/* On a card that tells of a change, or of what is behind it, its line is that statement: it may take room, and loses no word. */
static void
set_line_whole (HrCard *self, gboolean whole)
{
  self->whole = whole;
  hr_card_text_set_lines (HR_CARD_TEXT (self->line), lines_of_line (self));
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
  GtkWidget *body = hr_column_new ();

  forget_heights (self);
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (self->box, "hr-card-box");
  self->rail = hr_column_new ();
  gtk_widget_add_css_class (self->rail, "hr-card-rail");
  gtk_widget_set_valign (self->rail, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (self->rail, FALSE);
  self->image = gtk_image_new ();
  gtk_widget_add_css_class (self->image, "hr-card-icon");
  /* round, however wide the words below it are */
  gtk_widget_set_halign (self->image, GTK_ALIGN_START);
  gtk_widget_set_visible (self->image, FALSE);
  self->lead = new_rail_part ("hr-card-lead");
  self->trail = new_rail_part ("hr-card-trail");
  gtk_label_set_wrap (GTK_LABEL (self->trail), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (self->trail), 11);
  hr_column_append (HR_COLUMN (self->rail), self->image);
  hr_column_append (HR_COLUMN (self->rail), self->lead);
  hr_column_append (HR_COLUMN (self->rail), self->trail);

  gtk_widget_add_css_class (body, "hr-card-body");
  gtk_widget_set_hexpand (body, TRUE);
  gtk_widget_set_valign (body, GTK_ALIGN_CENTER);
  self->title = new_part ("hr-card-title");
  self->line = new_part ("hr-card-line");
  self->detail = new_part ("hr-card-detail");
  self->badges = hr_flow_new (BADGE_GAP_MM);
  gtk_widget_add_css_class (self->badges, "hr-card-badges");
  gtk_widget_set_visible (self->badges, FALSE);
  hr_column_append (HR_COLUMN (body), self->title);
  hr_column_append (HR_COLUMN (body), self->line);
  hr_column_append (HR_COLUMN (body), self->detail);
  hr_column_append (HR_COLUMN (body), self->badges);

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

void
hr_card_set_badges (HrCard *self, const char *const *badges)
{
  GtkWidget *badge;
  gboolean changed = FALSE;
  gsize i = 0;

  g_return_if_fail (HR_IS_CARD (self));
  badge = gtk_widget_get_first_child (self->badges);
  /* badges are used again: a new widget has to be styled */
  for (; badges != NULL && badges[i] != NULL; i++)
    {
      if (badge == NULL)
        {
          badge = hr_card_text_new_snug ();
          gtk_widget_add_css_class (badge, "hr-badge");
          hr_flow_append (HR_FLOW (self->badges), badge);
        }
      changed |= !gtk_widget_get_visible (badge) || g_strcmp0 (hr_card_text_of (badge), badges[i]) != 0;
      hr_card_text_set_text (HR_CARD_TEXT (badge), badges[i]);
      gtk_widget_set_visible (badge, TRUE);
      badge = gtk_widget_get_next_sibling (badge);
    }
  for (; badge != NULL; badge = gtk_widget_get_next_sibling (badge))
    {
      changed |= gtk_widget_get_visible (badge);
      gtk_widget_set_visible (badge, FALSE);
    }
  if (!changed)
    return;
  forget_heights (self);
  gtk_widget_set_visible (self->badges, i > 0);
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
  set_line_whole (self, strcmp (tone, "plain") != 0);
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
  hr_card_text_set_lines (HR_CARD_TEXT (self->title), level == HR_CARD_WHOLE ? 0 : level > 1 ? 1 : 2);
  hr_card_text_set_lines (HR_CARD_TEXT (self->line), lines_of_line (self));
  hr_card_text_set_lines (HR_CARD_TEXT (self->detail), level == HR_CARD_WHOLE ? 0 : level > 0 ? 1 : 2);
}

int
hr_card_get_rail_width (HrCard *self)
{
  int rail = 0;

  if (gtk_widget_get_visible (self->rail))
    gtk_widget_measure (self->rail, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &rail, NULL, NULL);
  return rail;
}

/* Another number when a part got another font: one that was hidden learns of a new size of the text only after it was measured. */
static guint
font_serials (HrCard *self)
{
  GtkWidget *parts[] = { self->title, self->line, self->detail };
  guint serials = 0;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    serials = serials * 31 + pango_context_get_serial (gtk_widget_get_pango_context (parts[i]));
  return serials;
}

int
hr_card_get_height (HrCard *self, guint level, int width)
{
  /* the rails are as wide as the widest of the list: another card's words may leave this one less room */
  int rail = hr_card_get_rail_width (self), natural = 0;
  guint fonts = font_serials (self);

  if (width != self->known_width || rail != self->known_rail || fonts != self->known_fonts)
    forget_heights (self);
  self->known_fonts = fonts;
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

void
hr_card_empty (HrCard *self)
{
  hr_card_set_icon (self, NULL);
  hr_card_set_lead (self, NULL);
  hr_card_set_trail (self, NULL);
  hr_card_set_title (self, NULL);
  hr_card_set_line (self, NULL);
  hr_card_set_detail (self, NULL);
  hr_card_set_badges (self, NULL);
  hr_card_set_tone (self, "plain");
}

void
hr_card_show_parts (HrCard *self)
{
  static const char some[] = "Mm";

  hr_card_empty (self);
  hr_card_set_lead (self, some);
  hr_card_set_trail (self, some);
  hr_card_set_title (self, some);
  hr_card_set_line (self, some);
  hr_card_set_detail (self, some);
}

/* Shows @sample when one of the cards has the part; takes it away only when the cards are of another list. */
static void
match_part (GtkWidget *own, gboolean wanted, gboolean only_grow, const char *sample)
{
  gboolean shown = gtk_widget_get_visible (own);

  if (shown == wanted || (shown && only_grow))
    return;
  put_text (own, wanted ? sample : "");
  gtk_widget_set_visible (own, wanted);
}

void
hr_card_match_parts (HrCard *self, GtkWidget *const *others, guint n, gboolean only_grow)
{
  static const char *const sample_badges[] = { "Mm", NULL };
  gboolean title = FALSE, line = FALSE, detail = FALSE, trail = FALSE, badges = FALSE, both = FALSE;
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
      both |= gtk_widget_get_visible (other->lead) && gtk_widget_get_visible (other->image);
    }
  /* a list of two sorts of cards: no card is as high as one with a time and a picture, which is the higher of the two */
  if (icon != NULL && !both)
    lead = NULL;
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
