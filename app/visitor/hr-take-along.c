/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-visitor"

#include "hr-take-along-private.h"

#include "handrail/service/hr-links.h"
#include "handrail/service/hr-words.h"
#include "handrail/ui/hr-card-list.h"
#include "handrail/ui/hr-qr-view.h"
#include "hr-pager-private.h"
#include "hr-split-private.h"
#include "hr-visitor-labels-private.h"
#include "hr-visitor-sizes-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Larger codes are read from further away; a small panel has room for the least only */
#define CODE_MAX_MM 150.0
#define CODE_SHARE 0.56

struct _HrTakeAlong
{
  GtkWidget parent_instance;
  char *name;
  GPtrArray *links;
  int shown; /* -1: the choice */
  GtkWidget *choice;
  GtkWidget *split;
  GtkWidget *words;
  GtkWidget *code;
};

enum
{
  SIGNAL_TURNED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HrTakeAlong, hr_take_along, GTK_TYPE_WIDGET)

static const char *const icons[] = {
  [HR_LINK_CALENDAR] = "hr-calendar-symbolic", [HR_LINK_DIRECTIONS] = "hr-place-symbolic",
  [HR_LINK_JOIN] = "hr-online-symbolic",       [HR_LINK_CALL] = "hr-phone-symbolic",
  [HR_LINK_WEBSITE] = "hr-web-symbolic",       [HR_LINK_CALENDARS] = "hr-calendar-symbolic",
};

static HrLink *
link_at (HrTakeAlong *self, guint i)
{
  return g_ptr_array_index (self->links, i);
}

static void
fill_cb (HrCard *card, guint row, gpointer user_data)
{
  HrTakeAlong *self = HR_TAKE_ALONG (user_data);
  HrLink *link = link_at (self, row);

  hr_card_set_icon (card, icons[link->kind]);
  hr_card_set_title (card, link->title);
  hr_card_set_line (card, link->words);
}

static const char *
hint_for (HrLinkKind kind)
{
  switch (kind)
    {
    case HR_LINK_CALENDAR:
      return _ ("Point the camera of your phone at the square. It puts the meeting into your calendar.");
    case HR_LINK_CALENDARS:
      return _ ("Point the camera of your phone at the square. Many phones take only the first meeting from it. Then use the codes one by "
                "one.");
    case HR_LINK_DIRECTIONS:
      return _ ("Point the camera of your phone at the square. It opens a map.");
    case HR_LINK_CALL:
      return _ ("Point the camera of your phone at the square. It dials this number.");
    case HR_LINK_JOIN:
      return _ ("Point the camera of your phone at the square. It opens the online meeting.");
    case HR_LINK_WEBSITE:
    default:
      return _ ("Point the camera of your phone at the square. It opens this page.");
    }
}

static void
add_words (HrTakeAlong *self, const char *text, const char *css_class, char *spoken)
{
  GtkWidget *label = hr_visitor_label (text, css_class);

  if (spoken != NULL)
    g_object_set_data_full (G_OBJECT (label), HR_PAGER_SPOKEN, spoken, g_free);
  hr_pager_append (HR_PAGER (self->words), HR_PAGER_BLOCK, label);
}

static void
size_code (HrTakeAlong *self)
{
  GtkWidget *root = hr_visitor_get_screen (GTK_WIDGET (self));
  HrTheme *theme = hr_theme_get_for_widget (GTK_WIDGET (self));
  double least, size;

  if (root == NULL || gtk_widget_get_width (root) <= 0)
    return;
  least = MIN (gtk_widget_get_width (root), gtk_widget_get_height (root)) / hr_theme_get_px_per_mm (theme);
  size = CLAMP (least * CODE_SHARE, HR_QR_VIEW_MIN_MM, CODE_MAX_MM);
  gtk_widget_set_size_request (self->code, hr_theme_px (theme, size), hr_theme_px (theme, size));
}

static void
fill_code (HrTakeAlong *self)
{
  HrLink *link = link_at (self, (guint) self->shown);
  gboolean number = link->kind == HR_LINK_CALL;
  g_autofree char *label = g_strdup_printf ("%s: %s", link->title, link->words);

  hr_pager_remove_all (HR_PAGER (self->words));
  if (self->name != NULL)
    hr_pager_append (HR_PAGER (self->words), HR_PAGER_HEADING, hr_visitor_heading (self->name, 1));
  add_words (self, link->words, number ? "hr-number" : "hr-lede", number ? hr_words_digits_spoken (link->words) : NULL);
  add_words (self, hint_for (link->kind), NULL, NULL);
  add_words (self, _ ("No phone? Ask at the front desk."), "hr-strong", NULL);
  size_code (self);
  hr_qr_view_set_content (HR_QR_VIEW (self->code), link->payload, label);
}

static void
show (HrTakeAlong *self)
{
  gboolean code = self->links != NULL && self->shown >= 0;

  gtk_widget_set_visible (self->choice, !code);
  gtk_widget_set_visible (self->split, code);
  if (code)
    fill_code (self);
  else
    hr_qr_view_set_content (HR_QR_VIEW (self->code), NULL, NULL);
  hr_card_list_update (HR_CARD_LIST (self->choice));
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_signal_emit (self, signals[SIGNAL_TURNED], 0);
}

static void
activated_cb (HrTakeAlong *self, guint row)
{
  hr_take_along_show (self, (int) row);
}

static void
page_wanted_cb (HrTakeAlong *self)
{
  hr_card_list_update (HR_CARD_LIST (self->choice));
}

static void
hr_take_along_dispose (GObject *object)
{
  HrTakeAlong *self = HR_TAKE_ALONG (object);

  g_clear_pointer (&self->choice, gtk_widget_unparent);
  g_clear_pointer (&self->split, gtk_widget_unparent);

  G_OBJECT_CLASS (hr_take_along_parent_class)->dispose (object);
}

static void
hr_take_along_finalize (GObject *object)
{
  HrTakeAlong *self = HR_TAKE_ALONG (object);

  g_clear_pointer (&self->links, g_ptr_array_unref);
  g_free (self->name);

  G_OBJECT_CLASS (hr_take_along_parent_class)->finalize (object);
}

static void
hr_take_along_class_init (HrTakeAlongClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hr_take_along_dispose;
  G_OBJECT_CLASS (klass)->finalize = hr_take_along_finalize;
  signals[SIGNAL_TURNED]
      = g_signal_new ("turned", HR_TYPE_TAKE_ALONG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
hr_take_along_init (HrTakeAlong *self)
{
  self->shown = -1;
  self->choice = hr_card_list_new ();
  hr_card_list_set_fill (HR_CARD_LIST (self->choice), fill_cb, self);
  hr_card_list_set_whole (HR_CARD_LIST (self->choice), TRUE);
  g_signal_connect_swapped (self->choice, "activated", G_CALLBACK (activated_cb), self);
  g_signal_connect_swapped (self->choice, "page-wanted", G_CALLBACK (page_wanted_cb), self);
  self->words = hr_pager_new ();
  gtk_widget_set_valign (self->words, GTK_ALIGN_FILL);
  self->code = hr_qr_view_new ();
  self->split = hr_split_new ();
  hr_split_set_side (HR_SPLIT (self->split), self->words);
  hr_split_set_main (HR_SPLIT (self->split), self->code);
  hr_split_set_share (HR_SPLIT (self->split), 0.58, TRUE);
  gtk_widget_set_parent (self->choice, GTK_WIDGET (self));
  gtk_widget_set_parent (self->split, GTK_WIDGET (self));
  gtk_widget_set_visible (self->split, FALSE);
}

GtkWidget *
hr_take_along_new (void)
{
  return g_object_new (HR_TYPE_TAKE_ALONG, NULL);
}

void
hr_take_along_set_links (HrTakeAlong *self, const char *name, GPtrArray *links)
{
  g_return_if_fail (HR_IS_TAKE_ALONG (self));

  g_free (self->name);
  self->name = g_strdup (name);
  g_clear_pointer (&self->links, g_ptr_array_unref);
  self->links = links;
  self->shown = links != NULL && links->len == 1 ? 0 : -1;
  hr_card_list_set_total (HR_CARD_LIST (self->choice), links != NULL ? links->len : 0);
  show (self);
}

guint
hr_take_along_get_n_links (HrTakeAlong *self)
{
  g_return_val_if_fail (HR_IS_TAKE_ALONG (self), 0);

  return self->links != NULL ? self->links->len : 0;
}

void
hr_take_along_show (HrTakeAlong *self, int link)
{
  g_return_if_fail (HR_IS_TAKE_ALONG (self));
  g_return_if_fail (link < (int) hr_take_along_get_n_links (self));

  self->shown = link;
  show (self);
}

int
hr_take_along_get_shown (HrTakeAlong *self)
{
  g_return_val_if_fail (HR_IS_TAKE_ALONG (self), -1);

  return self->shown;
}

void
hr_take_along_refresh (HrTakeAlong *self)
{
  g_return_if_fail (HR_IS_TAKE_ALONG (self));

  hr_pager_refresh (HR_PAGER (self->words));
  show (self);
}

gboolean
hr_take_along_back (HrTakeAlong *self)
{
  g_return_val_if_fail (HR_IS_TAKE_ALONG (self), FALSE);

  if (self->shown < 0 || hr_take_along_get_n_links (self) < 2)
    return FALSE;
  hr_take_along_show (self, -1);
  return TRUE;
}

const char *
hr_take_along_get_title (HrTakeAlong *self)
{
  g_return_val_if_fail (HR_IS_TAKE_ALONG (self), NULL);

  return self->links != NULL && self->shown >= 0 ? link_at (self, (guint) self->shown)->title : _ ("Take it along");
}

char *
hr_take_along_spoken (HrTakeAlong *self)
{
  GString *text;

  g_return_val_if_fail (HR_IS_TAKE_ALONG (self), NULL);

  if (self->shown >= 0)
    return hr_pager_spoken (HR_PAGER (self->words));
  text = g_string_new (NULL);
  for (guint i = 0; i < hr_take_along_get_n_links (self); i++)
    g_string_append_printf (text, "%s\n", link_at (self, i)->title);
  return g_string_free (text, FALSE);
}
