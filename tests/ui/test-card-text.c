/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of a card: as high as a GtkLabel with the same words would be, for any number of lines. */
#include "handrail/ui/hr-card-text.h"

static const char *const texts[] = {
  "Noon",
  "A group with a name that is so long that it needs three lines in a narrow card, or four",
  "Saint-Barthélemy Community Hall, second floor",
  "مجموعة الصباح للتعافي في وسط المدينة",
  "早晨之光康复小组在市中心教堂的会议",
};

static int
height_at (GtkWidget *widget, int width)
{
  int natural = 0;

  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
  return natural;
}

static GtkWidget *
label_with (const char *text, guint lines)
{
  GtkWidget *label = g_object_ref_sink (gtk_label_new (text));

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (label), lines > 0 ? (int)lines : -1);
  gtk_label_set_ellipsize (GTK_LABEL (label), lines > 0 ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
  return label;
}

static void
test_as_high_as_a_label (void)
{
  static const int widths[] = { 120, 200, 320, 900 };

  for (gsize i = 0; i < G_N_ELEMENTS (texts) * G_N_ELEMENTS (widths); i++)
    {
      const char *text = texts[i / G_N_ELEMENTS (widths)];
      int width = widths[i % G_N_ELEMENTS (widths)];
      g_autoptr (GtkWidget) own = g_object_ref_sink (hr_card_text_new (2));

      hr_card_text_set_text (HR_CARD_TEXT (own), text);
      /* also after another number of lines was asked for */
      for (guint k = 0; k < 5; k++)
        {
          static const guint lines[] = { 2, 1, 2, 0, 1 };
          g_autoptr (GtkWidget) label = label_with (text, lines[k]);

          hr_card_text_set_lines (HR_CARD_TEXT (own), lines[k]);
          g_assert_cmpint (ABS (height_at (own, width) - height_at (label, width)), <=, 1);
        }
    }
}

static GtkWidget *
shown_in (int width, GtkWidget *text)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (window), width, 400);
  gtk_box_append (GTK_BOX (box), text);
  gtk_window_set_child (GTK_WINDOW (window), box);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  return window;
}

static void
test_cut (void)
{
  GtkWidget *text = hr_card_text_new (2);
  GtkWidget *window = shown_in (200, text);

  hr_card_text_set_text (HR_CARD_TEXT (text), texts[1]);
  gtk_test_widget_wait_for_draw (window);
  g_assert_true (hr_card_text_is_cut (HR_CARD_TEXT (text)));
  hr_card_text_set_lines (HR_CARD_TEXT (text), 0);
  gtk_test_widget_wait_for_draw (window);
  g_assert_false (hr_card_text_is_cut (HR_CARD_TEXT (text)));
  hr_card_text_set_text (HR_CARD_TEXT (text), "Two words");
  hr_card_text_set_lines (HR_CARD_TEXT (text), 1);
  gtk_test_widget_wait_for_draw (window);
  g_assert_false (hr_card_text_is_cut (HR_CARD_TEXT (text)));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Another size of the letters is another height, though nobody set the text again. */
static void
test_fonts_change (void)
{
  GtkWidget *text = hr_card_text_new (2);
  GtkWidget *window = shown_in (300, text);
  g_autoptr (GtkCssProvider) css = gtk_css_provider_new ();
  int before, after;

  hr_card_text_set_text (HR_CARD_TEXT (text), texts[2]);
  before = height_at (text, 300);
  gtk_css_provider_load_from_data (css, "label { font-size: 40px; }", -1);
  gtk_style_context_add_provider (gtk_widget_get_style_context (text), GTK_STYLE_PROVIDER (css), GTK_STYLE_PROVIDER_PRIORITY_USER);
  gtk_test_widget_wait_for_draw (window);
  after = height_at (text, 300);
  g_assert_cmpint (after, >, before * 3 / 2);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_snug (void)
{
  g_autoptr (GtkWidget) own = g_object_ref_sink (hr_card_text_new_snug ());
  g_autoptr (GtkWidget) label = label_with ("Open to everyone", 0);
  int minimum = -1, natural = 0, expected = 0;

  hr_card_text_set_text (HR_CARD_TEXT (own), "Open to everyone");
  gtk_widget_measure (own, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  gtk_widget_measure (label, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &expected, NULL, NULL);
  g_assert_cmpint (minimum, ==, 0);
  g_assert_cmpint (ABS (natural - expected), <=, 1);
  g_assert_cmpint (height_at (own, 20), ==, height_at (own, -1));
}

static void
test_words (void)
{
  g_autoptr (GtkWidget) own = g_object_ref_sink (hr_card_text_new (2));
  g_autoptr (GtkWidget) label = label_with ("Said by a label", 0);
  g_autoptr (GtkWidget) image = g_object_ref_sink (gtk_image_new ());

  g_assert_cmpstr (hr_card_text_of (own), ==, "");
  hr_card_text_set_text (HR_CARD_TEXT (own), "Early Light");
  g_assert_cmpstr (hr_card_text_of (own), ==, "Early Light");
  g_assert_cmpstr (hr_card_text_get_text (HR_CARD_TEXT (own)), ==, "Early Light");
  g_assert_cmpstr (hr_card_text_of (label), ==, "Said by a label");
  g_assert_null (hr_card_text_of (image));
  gtk_test_accessible_assert_role (own, GTK_ACCESSIBLE_ROLE_LABEL);
  gtk_test_accessible_assert_property (own, GTK_ACCESSIBLE_PROPERTY_LABEL, "Early Light");
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/card-text/as-high-as-a-label", test_as_high_as_a_label);
  g_test_add_func ("/card-text/cut", test_cut);
  g_test_add_func ("/card-text/fonts-change", test_fonts_change);
  g_test_add_func ("/card-text/snug", test_snug);
  g_test_add_func ("/card-text/words", test_words);
  return g_test_run ();
}
