/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-ui"

#include "handrail/ui/hr-card-list.h"
#include "handrail/ui/hr-theme.h"
#include "hr-card-deal-private.h"
#include "hr-card-private.h"

#include <glib/gi18n-lib.h>

#define GAP_MM 3.5

/* Two columns only where each holds this many em; a title gets a second line in narrower cards than that. */
#define COLUMN_EM 19
#define ONE_LINE_EM 26

/* How much higher than needed cards may get to fill the page. */
#define STRETCH 1.25

struct _HrCardList
{
  GtkWidget parent_instance;
  GtkWidget *cards[HR_CARD_LIST_MAX];
  GtkWidget *sample; /* never drawn: as high as a card with the parts in use */
  GtkWidget *pager;
  GtkWidget *previous;
  GtkWidget *more;
  GtkWidget *where;
  GtkSizeGroup *rails;
  HrCardListFill fill;
  gpointer fill_data;
  guint total;
  guint offset;
  guint per_page;
  guint columns;
  guint columns_used;
  guint accessible; /* cards that assistive technology is told of */
  gboolean another; /* the sample is still of the list before */
  gboolean whole;
  GArray *starts; /* of a whole list: guint, the first row of each page; empty before it was laid out */
  int width, height; /* that they are for */
};

enum
{
  PAGE_WANTED,
  ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HrCardList, hr_card_list, GTK_TYPE_WIDGET)

static int
gap_px (HrCardList *self)
{
  return hr_theme_px (hr_theme_get_for_widget (GTK_WIDGET (self)), GAP_MM);
}

static double
em_px (HrCardList *self)
{
  HrTheme *theme = hr_theme_get_for_widget (GTK_WIDGET (self));

  return hr_theme_font_px (theme, hr_theme_get_capital_mm (theme));
}

static int
height_for (GtkWidget *widget, int width)
{
  int natural = 0;

  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
  return natural;
}

/* Of a whole list: the page that holds the row which is shown first */
static guint
whole_page (HrCardList *self)
{
  guint page = 0;

  while (page + 1 < self->starts->len && g_array_index (self->starts, guint, page + 1) <= self->offset)
    page++;
  return page;
}

static guint
n_shown (HrCardList *self)
{
  guint next = whole_page (self) + 1;

  if (next < self->starts->len)
    return g_array_index (self->starts, guint, next) - self->offset;
  if (self->starts->len > 0)
    return self->total - self->offset;
  return self->offset >= self->total ? 0 : MIN (self->per_page, self->total - self->offset);
}

/* ---- the words of the pager ---- */

static void
update_pager (HrCardList *self)
{
  gboolean whole = self->starts->len > 0;
  guint pages = whole ? self->starts->len : (self->total + self->per_page - 1) / self->per_page;
  guint page = (whole ? whole_page (self) : self->offset / self->per_page) + 1;
  /* Translators: under a list of cards: which page of it is shown */
  g_autofree char *where = g_strdup_printf (_ ("Page %u of %u"), page, MAX (pages, 1));

  if (g_strcmp0 (gtk_label_get_label (GTK_LABEL (self->where)), where) != 0)
    gtk_label_set_label (GTK_LABEL (self->where), where);
  /* Translators: button under a list of cards: goes to the page before */
  hr_tap_button_set_text (HR_TAP_BUTTON (self->previous), _ ("Previous"));
  /* Translators: button under a list of cards: goes to the page after */
  hr_tap_button_set_text (HR_TAP_BUTTON (self->more), _ ("More"));
  gtk_widget_set_sensitive (self->previous, self->offset > 0);
  gtk_widget_set_sensitive (self->more, page < pages);
  if (gtk_widget_get_visible (self->pager) != (pages > 1))
    gtk_widget_set_visible (self->pager, pages > 1);
}

static void
fill_shown (HrCardList *self)
{
  for (guint i = 0; self->fill != NULL && i < n_shown (self); i++)
    self->fill (HR_CARD (self->cards[i]), self->offset + i, self->fill_data);
  /* what they said before still counts for the width of the leading parts */
  for (guint i = n_shown (self); self->whole && i < HR_CARD_LIST_MAX; i++)
    hr_card_empty (HR_CARD (self->cards[i]));
  for (guint i = 0; i < HR_CARD_LIST_MAX && self->accessible != n_shown (self); i++)
    gtk_accessible_update_state (GTK_ACCESSIBLE (self->cards[i]), GTK_ACCESSIBLE_STATE_HIDDEN, i >= n_shown (self), -1);
  self->accessible = n_shown (self);
}

/* Asks for the rows that are shown now; whoever has them at hand fills at once. */
static void
want_page (HrCardList *self)
{
  if (self->starts->len > 0)
    fill_shown (self);
  else if (g_signal_has_handler_pending (self, signals[PAGE_WANTED], 0, FALSE))
    g_signal_emit (self, signals[PAGE_WANTED], 0, self->offset, self->per_page);
  else
    hr_card_list_update (self);
}

static void
turn (HrCardList *self, int pages)
{
  gint64 offset = (gint64)self->offset + (gint64)pages * self->per_page;
  gint64 page = (gint64)whole_page (self) + pages;

  if (self->starts->len > 0)
    offset = page >= 0 && page < self->starts->len ? (gint64)g_array_index (self->starts, guint, page) : -1;
  if (offset < 0 || offset >= (gint64)self->total)
    return;
  self->offset = (guint)offset;
  update_pager (self);
  want_page (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  /* the button under the finger may have switched off: the focus goes on to the first card */
  if (gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self))) == NULL || !gtk_widget_is_sensitive (self->more)
      || !gtk_widget_is_sensitive (self->previous))
    gtk_widget_grab_focus (self->cards[0]);
}

static void
previous_cb (GtkButton *button, HrCardList *self)
{
  turn (self, -1);
}

static void
more_cb (GtkButton *button, HrCardList *self)
{
  turn (self, 1);
}

static void
card_cb (GtkButton *button, HrCardList *self)
{
  for (guint i = 0; i < n_shown (self); i++)
    {
      if (self->cards[i] == GTK_WIDGET (button))
        {
          g_signal_emit (self, signals[ACTIVATED], 0, self->offset + i);
          return;
        }
    }
}

/* ---- layout ---- */

static GtkSizeRequestMode
hr_card_list_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
hr_card_list_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                      int *minimum_baseline, int *natural_baseline)
{
  HrCardList *self = HR_CARD_LIST (widget);
  int sample = 0, pager = 0;

  gtk_widget_measure (self->sample, orientation, -1, &sample, NULL, NULL, NULL);
  gtk_widget_measure (self->pager, orientation, -1, &pager, NULL, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = MAX (sample, pager);
  else
    *minimum = sample + (self->total > 1 ? gap_px (self) + pager : 0);
  *natural = *minimum;
}

/* How many cards fit, with room for the pager when there are more. */
static guint
count_fitting (HrCardList *self, int width, int height, guint columns)
{
  int gap = gap_px (self);
  int card_width = (width - gap * (int)(columns - 1)) / (int)columns;
  int card = MAX (1, height_for (self->sample, card_width));
  guint rows = (guint)MAX (1, (height + gap) / (card + gap));
  guint fitting = MIN (rows * columns, HR_CARD_LIST_MAX);

  if (self->total > fitting)
    {
      int pager = height_for (self->pager, width);
      rows = (guint)MAX (1, (height - pager) / (card + gap));
      fitting = MIN (rows * columns, HR_CARD_LIST_MAX);
    }
  return fitting;
}

static void
update_sample (HrCardList *self, int card_width)
{
  hr_card_set_compact (HR_CARD (self->sample), card_width >= em_px (self) * ONE_LINE_EM ? 2 : 1);
  hr_card_match_parts (HR_CARD (self->sample), self->cards, n_shown (self), !self->another);
  self->another = FALSE;
}

/* ---- lists of which no word is cut ---- */

/* (element-type int): how high each row is in a card of @card_width */
static GArray *
measure_rows (HrCardList *self, int card_width)
{
  GArray *heights = g_array_sized_new (FALSE, FALSE, sizeof (int), self->total);
  HrCard *sample = HR_CARD (self->sample);
  int rail = 0;

  for (guint i = 0; i < self->total; i++)
    {
      self->fill (sample, i, self->fill_data);
      rail = MAX (rail, hr_card_get_rail_width (sample));
    }
  for (guint i = 0; i < self->total; i++)
    {
      int height;

      self->fill (sample, i, self->fill_data);
      /* the widest leading part of the list leaves this card less room, whichever page it is on */
      height = hr_card_get_height (sample, HR_CARD_WHOLE, card_width - (rail - hr_card_get_rail_width (sample)));
      g_array_append_val (heights, height);
    }
  hr_card_show_parts (sample);
  return heights;
}

/* @ret_fits: whether the highest card has room at all */
static GArray *
deal_columns (HrCardList *self, int width, int height, guint columns, gboolean *ret_fits)
{
  g_autoptr (GArray) heights = measure_rows (self, (width - gap_px (self) * ((int)columns - 1)) / (int)columns);
  GArray *starts = hr_card_deal (heights, height, columns, gap_px (self), ret_fits);

  if (starts->len <= 1)
    return starts;
  g_array_unref (starts);
  return hr_card_deal (heights, height - height_for (self->pager, width) - gap_px (self), columns, gap_px (self), ret_fits);
}

static void
settle_whole (HrCardList *self, int width, int height)
{
  g_autoptr (GArray) starts = NULL;
  gboolean fits;

  if (width == self->width && height == self->height)
    return;
  self->columns_used = 1;
  starts = deal_columns (self, width, height, 1, &fits);
  if (self->columns >= 2 && starts->len > 1 && width >= 2 * COLUMN_EM * em_px (self))
    {
      g_autoptr (GArray) beside = deal_columns (self, width, height, 2, &fits);

      if (fits && beside->len < starts->len)
        {
          self->columns_used = 2;
          g_clear_pointer (&starts, g_array_unref);
          starts = g_steal_pointer (&beside);
        }
    }
  self->width = width;
  self->height = height;
  g_clear_pointer (&self->starts, g_array_unref);
  self->starts = g_steal_pointer (&starts);
  self->offset = self->starts->len > 0 ? g_array_index (self->starts, guint, whole_page (self)) : 0;
  update_pager (self);
  fill_shown (self);
}

/* Shows as many cards as fit; what a card holds decides how high it is, so it may take a second look. */
static void
settle (HrCardList *self, int width, int height)
{
  guint columns = self->columns >= 2 && width >= 2 * COLUMN_EM * em_px (self) ? 2 : 1;

  self->columns_used = columns;
  for (int round = 0; round < 3; round++)
    {
      guint fitting;
      update_sample (self, width / (int)columns);
      fitting = count_fitting (self, width, height, columns);
      if (fitting == self->per_page)
        return;
      self->per_page = fitting;
      self->offset -= self->offset % fitting;
      update_pager (self);
      want_page (self);
    }
}

/* Equal heights: as high as the highest; a card that is higher than its share gets fewer lines, and the others lose nothing by it. */
static int
choose_height (HrCardList *self, int card_width, int room, int rows)
{
  int gap = gap_px (self);
  int share = (room - gap * (rows - 1)) / rows, most = 0;

  for (guint i = 0; i < n_shown (self); i++)
    {
      HrCard *card = HR_CARD (self->cards[i]);
      guint lines = self->starts->len > 0 ? HR_CARD_WHOLE : 0;
      int high = hr_card_get_height (card, lines, card_width);

      if (lines == HR_CARD_WHOLE && high > share)
        high = hr_card_get_height (card, lines = 0, card_width);
      while (high > share && lines < 2)
        high = hr_card_get_height (card, ++lines, card_width);
      hr_card_set_compact (card, lines);
      most = MAX (most, high);
    }
  return MIN (share, (int)(most * STRETCH));
}

/* The same for a list of which no word is cut: equal heights where they fit, else each row its own. FALSE when not even these fit. */
static gboolean
choose_whole_heights (HrCardList *self, int card_width, int room, int rows, int *highs)
{
  int left = room - gap_px (self) * (rows - 1), most = 0, sum = 0;

  for (guint i = 0; i < n_shown (self); i++)
    {
      int high = hr_card_get_height (HR_CARD (self->cards[i]), HR_CARD_WHOLE, card_width);
      int *row = &highs[i / self->columns_used];

      *row = i % self->columns_used == 0 ? high : MAX (*row, high);
      most = MAX (most, high);
      hr_card_set_compact (HR_CARD (self->cards[i]), HR_CARD_WHOLE);
    }
  for (int i = 0; i < rows; i++)
    sum += highs[i];
  for (int i = 0; i < rows && most * rows <= left; i++)
    highs[i] = MIN (left / rows, (int)(most * STRETCH));
  return sum <= left;
}

static void
hr_card_list_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  HrCardList *self = HR_CARD_LIST (widget);
  int gap = gap_px (self);
  int columns, card_width, rows, high, pager = 0, room = height, y = 0;
  int highs[HR_CARD_LIST_MAX] = { 0 };
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;

  if (self->whole && self->fill != NULL)
    settle_whole (self, width, height);
  else
    settle (self, width, height);
  columns = (int)self->columns_used;
  card_width = (width - gap * (columns - 1)) / columns;
  rows = (int)((self->starts->len > 0 ? n_shown (self) : self->per_page) + self->columns_used - 1) / columns;
  if (gtk_widget_get_visible (self->pager))
    {
      pager = height_for (self->pager, width);
      room -= pager + gap;
    }
  if (self->starts->len == 0 || !choose_whole_heights (self, card_width, room, rows, highs))
    {
      high = choose_height (self, card_width, room, rows);
      for (int i = 0; i < HR_CARD_LIST_MAX; i++)
        highs[i] = high;
    }
  for (int i = 0; i < HR_CARD_LIST_MAX; i++)
    {
      gboolean shown = i < (int)n_shown (self);
      int column = mirrored ? columns - 1 - i % columns : i % columns;
      GtkAllocation box = { column * (card_width + gap), y, card_width, highs[i / columns] };
      gtk_widget_set_child_visible (self->cards[i], shown);
      if (shown)
        gtk_widget_size_allocate (self->cards[i], &box, -1);
      if (i % columns == columns - 1)
        y += highs[i / columns] + gap;
    }
  if (pager > 0)
    gtk_widget_size_allocate (self->pager, &(GtkAllocation){ 0, height - pager, width, pager }, -1);
}

/* ---- object ---- */

static void
hr_card_list_dispose (GObject *object)
{
  HrCardList *self = HR_CARD_LIST (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->rails);
  G_OBJECT_CLASS (hr_card_list_parent_class)->dispose (object);
}

static void
hr_card_list_finalize (GObject *object)
{
  g_array_unref (HR_CARD_LIST (object)->starts);
  G_OBJECT_CLASS (hr_card_list_parent_class)->finalize (object);
}

static void
hr_card_list_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  /* other letters need other pages */
  HR_CARD_LIST (widget)->width = -1;
  GTK_WIDGET_CLASS (hr_card_list_parent_class)->css_changed (widget, change);
}

static void
hr_card_list_class_init (HrCardListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hr_card_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = hr_card_list_finalize;
  widget_class->css_changed = hr_card_list_css_changed;
  widget_class->get_request_mode = hr_card_list_get_request_mode;
  widget_class->measure = hr_card_list_measure;
  widget_class->size_allocate = hr_card_list_size_allocate;
  signals[PAGE_WANTED] = g_signal_new ("page-wanted", HR_TYPE_CARD_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);
  signals[ACTIVATED] = g_signal_new ("activated", HR_TYPE_CARD_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_css_name (widget_class, "hr-card-list");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
add_pager (HrCardList *self)
{
  self->pager = gtk_center_box_new ();
  gtk_widget_add_css_class (self->pager, "hr-pager");
  gtk_widget_add_css_class (self->pager, "hr-bounded");
  self->previous = hr_tap_button_new_with_icon ("hr-up-symbolic", _ ("Previous"), FALSE);
  self->more = hr_tap_button_new_with_icon ("hr-down-symbolic", _ ("More"), FALSE);
  gtk_widget_add_css_class (self->more, "more");
  self->where = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->where, "hr-pager-where");
  g_signal_connect (self->previous, "clicked", G_CALLBACK (previous_cb), self);
  g_signal_connect (self->more, "clicked", G_CALLBACK (more_cb), self);
  gtk_center_box_set_start_widget (GTK_CENTER_BOX (self->pager), self->previous);
  gtk_center_box_set_center_widget (GTK_CENTER_BOX (self->pager), self->where);
  gtk_center_box_set_end_widget (GTK_CENTER_BOX (self->pager), self->more);
  gtk_widget_set_parent (self->pager, GTK_WIDGET (self));
}

static void
hr_card_list_init (HrCardList *self)
{
  self->per_page = 4;
  self->columns = 1;
  self->columns_used = 1;
  self->accessible = G_MAXUINT;
  self->starts = g_array_new (FALSE, FALSE, sizeof (guint));
  self->width = -1;
  self->rails = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  for (guint i = 0; i < HR_CARD_LIST_MAX; i++)
    {
      self->cards[i] = hr_card_new ();
      gtk_widget_set_child_visible (self->cards[i], FALSE);
      g_signal_connect (self->cards[i], "clicked", G_CALLBACK (card_cb), self);
      hr_card_join (HR_CARD (self->cards[i]), self->rails);
      gtk_widget_set_parent (self->cards[i], GTK_WIDGET (self));
    }
  self->sample = g_object_ref_sink (hr_card_new ());
  gtk_widget_set_focusable (self->sample, FALSE);
  gtk_widget_set_child_visible (self->sample, FALSE);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->sample), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_widget_set_parent (self->sample, GTK_WIDGET (self));
  g_object_unref (self->sample);
  add_pager (self);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  update_pager (self);
}

/* ---- door ---- */

GtkWidget *
hr_card_list_new (void)
{
  return g_object_new (HR_TYPE_CARD_LIST, NULL);
}

void
hr_card_list_set_fill (HrCardList *self, HrCardListFill fill, gpointer user_data)
{
  g_return_if_fail (HR_IS_CARD_LIST (self));
  self->fill = fill;
  self->fill_data = user_data;
}

void
hr_card_list_set_total (HrCardList *self, guint total)
{
  g_return_if_fail (HR_IS_CARD_LIST (self));
  self->total = total;
  self->offset = 0;
  g_array_set_size (self->starts, 0);
  self->width = -1;
  /* another list may have less on its cards */
  self->another = TRUE;
  update_pager (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
hr_card_list_update (HrCardList *self)
{
  g_return_if_fail (HR_IS_CARD_LIST (self));
  update_pager (self);
  fill_shown (self);
  /* what the rows say may be more or less than before */
  self->width = -1;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

guint
hr_card_list_get_offset (HrCardList *self)
{
  g_return_val_if_fail (HR_IS_CARD_LIST (self), 0);
  return self->offset;
}

guint
hr_card_list_get_per_page (HrCardList *self)
{
  g_return_val_if_fail (HR_IS_CARD_LIST (self), 1);
  return self->per_page;
}

void
hr_card_list_set_columns (HrCardList *self, guint columns)
{
  g_return_if_fail (HR_IS_CARD_LIST (self));
  g_return_if_fail (columns >= 1 && columns <= 2);
  self->columns = columns;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
hr_card_list_set_whole (HrCardList *self, gboolean whole)
{
  g_return_if_fail (HR_IS_CARD_LIST (self));
  if (self->whole == !!whole)
    return;
  self->whole = !!whole;
  if (whole)
    hr_card_show_parts (HR_CARD (self->sample));
  else
    hr_card_empty (HR_CARD (self->sample));
  g_array_set_size (self->starts, 0);
  self->width = -1;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
