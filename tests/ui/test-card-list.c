/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cards, and the list that shows as many as fit. */
#include "handrail/ui/hr-card-list.h"
#include "handrail/ui/hr-card-text.h"
#include "handrail/ui/hr-theme.h"

typedef struct
{
  GtkWidget *window;
  GtkWidget *list;
  HrTheme *theme;
  guint n_wanted;
  guint last_offset, last_count;
  guint activated;
} Shown;

static void
fill_cb (HrCard *card, guint row, gpointer user_data)
{
  g_autofree char *title = g_strdup_printf ("Row %u of a list with a rather long name that may need two lines", row);

  hr_card_set_icon (card, NULL);
  hr_card_set_lead (card, "7:00 PM");
  hr_card_set_trail (card, "in 25 minutes");
  hr_card_set_title (card, title);
  hr_card_set_line (card, "Alcoholics Anonymous");
  hr_card_set_detail (card, NULL);
}

static void
wanted_cb (HrCardList *list, guint offset, guint count, Shown *shown)
{
  shown->n_wanted++;
  shown->last_offset = offset;
  shown->last_count = count;
  hr_card_list_update (list);
}

static void
activated_cb (HrCardList *list, guint row, Shown *shown)
{
  shown->activated = row;
}

static GtkWidget *
find_button (GtkWidget *widget, const char *words)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found;
      if (hr_card_text_of (child) != NULL && g_str_has_prefix (hr_card_text_of (child), words)
          && gtk_widget_get_mapped (child))
        return gtk_widget_get_ancestor (child, GTK_TYPE_BUTTON);
      found = find_button (child, words);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
draw (Shown *shown)
{
  gtk_widget_queue_draw (shown->window);
  gtk_test_widget_wait_for_draw (shown->window);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static Shown *
shown_new (int width, int height, guint total)
{
  Shown *shown = g_new0 (Shown, 1);

  shown->theme = hr_theme_new (gdk_display_get_default ());
  hr_theme_set_px_per_mm (shown->theme, 3.612);
  shown->activated = G_MAXUINT;
  shown->window = gtk_window_new ();
  gtk_widget_add_css_class (shown->window, "hr");
  gtk_window_set_decorated (GTK_WINDOW (shown->window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (shown->window), width, height);
  shown->list = hr_card_list_new ();
  hr_card_list_set_fill (HR_CARD_LIST (shown->list), fill_cb, shown);
  g_signal_connect (shown->list, "page-wanted", G_CALLBACK (wanted_cb), shown);
  g_signal_connect (shown->list, "activated", G_CALLBACK (activated_cb), shown);
  hr_card_list_set_total (HR_CARD_LIST (shown->list), total);
  hr_card_list_update (HR_CARD_LIST (shown->list));
  gtk_window_set_child (GTK_WINDOW (shown->window), shown->list);
  gtk_window_present (GTK_WINDOW (shown->window));
  draw (shown);
  return shown;
}

static void
shown_free (Shown *shown)
{
  gtk_window_destroy (GTK_WINDOW (shown->window));
  g_object_unref (shown->theme);
  g_free (shown);
}

/* Everything of the list is inside it, and no card is lower than 30 mm or lies over another. */
static void
check_layout (Shown *shown)
{
  float bottom = -1;

  for (GtkWidget *child = gtk_widget_get_first_child (shown->list); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      graphene_rect_t box;
      if (!HR_IS_CARD (child) || !gtk_widget_get_mapped (child))
        continue;
      g_assert_true (gtk_widget_compute_bounds (child, shown->list, &box));
      g_assert_cmpfloat (box.size.height, >=, hr_theme_px (shown->theme, 30));
      g_assert_cmpfloat (box.origin.y + box.size.height, <=, gtk_widget_get_height (shown->list));
      if (box.origin.x < 1)
        {
          g_assert_cmpfloat (box.origin.y, >, bottom);
          bottom = box.origin.y + box.size.height;
        }
    }
}

static void
test_pages (void)
{
  Shown *shown = shown_new (1000, 1300, 20);
  HrCardList *list = HR_CARD_LIST (shown->list);
  guint per_page = hr_card_list_get_per_page (list);

  g_assert_cmpuint (per_page, >=, 3);
  g_assert_cmpuint (per_page, <=, HR_CARD_LIST_MAX);
  check_layout (shown);
  g_assert_nonnull (find_button (shown->list, "Row 0"));
  g_assert_nonnull (find_button (shown->list, "More"));
  g_assert_false (gtk_widget_is_sensitive (find_button (shown->list, "Previous")));
  g_signal_emit_by_name (find_button (shown->list, "More"), "clicked");
  draw (shown);
  g_assert_cmpuint (hr_card_list_get_offset (list), ==, per_page);
  g_assert_cmpuint (shown->last_offset, ==, per_page);
  g_assert_cmpuint (shown->last_count, ==, per_page);
  g_assert_null (find_button (shown->list, "Row 0 "));
  g_signal_emit_by_name (gtk_widget_get_first_child (shown->list), "clicked");
  g_assert_cmpuint (shown->activated, ==, per_page);
  while (gtk_widget_is_sensitive (find_button (shown->list, "More")))
    {
      g_signal_emit_by_name (find_button (shown->list, "More"), "clicked");
      draw (shown);
    }
  g_assert_nonnull (find_button (shown->list, "Row 19"));
  shown_free (shown);
}

static void
test_sizes (void)
{
  static const int sizes[][2] = { { 1000, 1300 }, { 1800, 700 }, { 1200, 520 }, { 560, 700 } };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      Shown *shown = shown_new (sizes[i][0], sizes[i][1], 40);
      hr_card_list_set_columns (HR_CARD_LIST (shown->list), 2);
      for (int size = 0; size < HR_N_TEXT_SIZES; size++)
        {
          hr_theme_set_text_size (shown->theme, (HrTextSize)size);
          draw (shown);
          draw (shown);
          if (gtk_widget_get_height (shown->list) == sizes[i][1])
            check_layout (shown);
        }
      shown_free (shown);
    }
}

static void
test_few (void)
{
  Shown *shown = shown_new (1000, 1300, 2);

  g_assert_nonnull (find_button (shown->list, "Row 1"));
  g_assert_null (find_button (shown->list, "More"));
  hr_card_list_set_total (HR_CARD_LIST (shown->list), 0);
  hr_card_list_update (HR_CARD_LIST (shown->list));
  draw (shown);
  g_assert_null (find_button (shown->list, "Row"));
  shown_free (shown);
}

static void
test_card (void)
{
  static const char *const badges[] = { "Step-free", "Online", NULL };
  g_autoptr (GtkWidget) card = g_object_ref_sink (hr_card_new ());

  hr_card_set_lead (HR_CARD (card), "7:00 PM");
  hr_card_set_title (HR_CARD (card), "Early Light");
  hr_card_set_line (HR_CARD (card), "Quiet Room");
  hr_card_set_badges (HR_CARD (card), badges);
  gtk_test_accessible_assert_property (card, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "7:00 PM, Early Light, Quiet Room, Step-free, Online");
  hr_card_set_lead (HR_CARD (card), NULL);
  hr_card_set_badges (HR_CARD (card), NULL);
  gtk_test_accessible_assert_property (card, GTK_ACCESSIBLE_PROPERTY_LABEL, "Early Light, Quiet Room");
  hr_card_set_tone (HR_CARD (card), "notice");
  g_assert_true (gtk_widget_has_css_class (card, "notice"));
  hr_card_set_tone (HR_CARD (card), "plain");
  g_assert_false (gtk_widget_has_css_class (card, "notice"));
}

/* A list of which no word is cut: the rows are of many lengths. */
static void
fill_whole_cb (HrCard *card, guint row, gpointer user_data)
{
  g_autofree char *title = g_strdup_printf ("Row %u", row);
  g_autoptr (GString) line = g_string_new ("I drank");

  for (guint i = 0; i < row * 7 % 5; i++)
    g_string_append (line, " and then I found people who had been there as well");
  hr_card_set_icon (card, row % 3 == 0 ? "hr-person-symbolic" : NULL);
  hr_card_set_lead (card, NULL);
  hr_card_set_trail (card, row % 4 == 0 ? "Here today" : NULL);
  hr_card_set_title (card, title);
  hr_card_set_line (card, line->str);
  hr_card_set_detail (card, "Tuesday, Thursday, 10:00 AM to 8:00 PM; Sunday, 10:00 AM to Noon");
}

static void
check_not_cut (GtkWidget *widget)
{
  if (HR_IS_CARD_TEXT (widget) && gtk_widget_get_mapped (widget))
    {
      if (hr_card_text_is_cut (HR_CARD_TEXT (widget)))
        g_error ("“%s” is cut.", hr_card_text_of (widget));
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    check_not_cut (child);
}

/* Returns: how many cards there are, the first of which must be of @row */
static guint
check_cards (Shown *shown, guint row)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (shown->list); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (HR_IS_CARD (child) && gtk_widget_get_mapped (child))
      {
        g_autofree char *title = g_strdup_printf ("Row %u", row + n);

        g_assert_nonnull (find_button (child, title));
        n++;
      }
  return n;
}

static void
walk_whole (Shown *shown, guint total)
{
  guint row = 0;

  hr_card_list_set_total (HR_CARD_LIST (shown->list), total);
  hr_card_list_update (HR_CARD_LIST (shown->list));
  draw (shown);
  /* parts that were hidden get their letters in the frame after */
  draw (shown);
  for (;;)
    {
      guint n = check_cards (shown, row);

      g_assert_cmpuint (n, >, 0);
      g_assert_cmpuint (hr_card_list_get_offset (HR_CARD_LIST (shown->list)), ==, row);
      check_layout (shown);
      check_not_cut (shown->list);
      row += n;
      if (row == total)
        break;
      g_signal_emit_by_name (find_button (shown->list, "More"), "clicked");
      draw (shown);
    }
  if (find_button (shown->list, "More") == NULL)
    return; /* all on one page */
  g_assert_false (gtk_widget_is_sensitive (find_button (shown->list, "More")));
  while (gtk_widget_is_sensitive (find_button (shown->list, "Previous")))
    {
      g_signal_emit_by_name (find_button (shown->list, "Previous"), "clicked");
      draw (shown);
    }
  g_assert_cmpuint (hr_card_list_get_offset (HR_CARD_LIST (shown->list)), ==, 0);
}

static void
test_whole (void)
{
  static const int sizes[][2] = { { 1000, 1300 }, { 1800, 700 }, { 1240, 520 } };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      Shown *shown = shown_new (sizes[i][0], sizes[i][1], 0);

      hr_card_list_set_fill (HR_CARD_LIST (shown->list), fill_whole_cb, shown);
      hr_card_list_set_columns (HR_CARD_LIST (shown->list), 2);
      hr_card_list_set_whole (HR_CARD_LIST (shown->list), TRUE);
      for (int size = 0; size < HR_TEXT_LARGEST; size++)
        {
          hr_theme_set_text_size (shown->theme, (HrTextSize)size);
          walk_whole (shown, 2);
          walk_whole (shown, 23);
        }
      shown_free (shown);
    }
}

/* The same list may hold both sorts, one after the other. */
static void
test_whole_and_back (void)
{
  Shown *shown = shown_new (1240, 700, 40);
  guint per_page = hr_card_list_get_per_page (HR_CARD_LIST (shown->list));

  hr_card_list_set_fill (HR_CARD_LIST (shown->list), fill_whole_cb, shown);
  hr_card_list_set_whole (HR_CARD_LIST (shown->list), TRUE);
  walk_whole (shown, 23);
  hr_card_list_set_fill (HR_CARD_LIST (shown->list), fill_cb, shown);
  hr_card_list_set_whole (HR_CARD_LIST (shown->list), FALSE);
  hr_card_list_set_total (HR_CARD_LIST (shown->list), 40);
  hr_card_list_update (HR_CARD_LIST (shown->list));
  draw (shown);
  g_assert_cmpuint (hr_card_list_get_per_page (HR_CARD_LIST (shown->list)), ==, per_page);
  check_layout (shown);
  shown_free (shown);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/card", test_card);
  g_test_add_func ("/card-list/pages", test_pages);
  g_test_add_func ("/card-list/sizes", test_sizes);
  g_test_add_func ("/card-list/few", test_few);
  g_test_add_func ("/card-list/whole", test_whole);
  g_test_add_func ("/card-list/whole-and-back", test_whole_and_back);
  return g_test_run ();
}
