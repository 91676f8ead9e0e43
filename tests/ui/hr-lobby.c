/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-lobby.h"

#include "handrail/service/hr-language.h"
#include "handrail/ui/hr-card-text.h"
#include "handrail/ui/hr-keyboard.h"
#include "handrail/ui/hr-qr-view.h"
#include "handrail/ui/hr-tap-button.h"
#include "hr-picture.h"
#include "hr-test.h"

#include <string.h>

/* The store answers within a few milliseconds; a round is longer than that */
#define QUIET_MS 60

static gboolean
flag_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
run_for (guint ms)
{
  gboolean over = FALSE;

  g_timeout_add (ms, flag_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
is_drawn (gpointer user_data)
{
  HrLobby *self = user_data;

  return gtk_widget_get_width (GTK_WIDGET (self->window)) > 0 && gtk_widget_get_mapped (GTK_WIDGET (self->window))
         && hr_directory_get_facets (self->directory) != NULL;
}

HrLobby *
hr_lobby_new (int width, int height, gboolean empty)
{
  HrLobby *self = g_new0 (HrLobby, 1);
  g_autoptr (GError) error = NULL;
  static gboolean ready;

  if (!ready)
    hr_language_init (NULL);
  ready = TRUE;
  hr_language_set ("en");
  self->folder = hr_test_make_folder ();
  self->center = hr_test_open_center (self->folder, empty, HR_LOBBY_NOW);
  g_assert_true (hr_center_open_counts (self->center, &error));
  g_assert_no_error (error);
  self->directory = hr_directory_new (self->center);
  self->session = hr_session_new (hr_center_get_clock (self->center), "en");
  self->sign_in = hr_sign_in_new (self->center, self->session);
  self->theme = hr_theme_new (gdk_display_get_default ());
  self->tickets = hr_tickets_new (hr_center_get_clock (self->center));
  self->window = hr_visitor_window_new (NULL, self->directory, self->session, self->sign_in, NULL, self->theme);
  hr_visitor_window_set_tickets (self->window, self->tickets);
  self->slips = hr_slips_new (self->center);
  hr_visitor_window_set_slips (self->window, self->slips);
  hr_visitor_window_set_windowed (self->window, TRUE);
  gtk_window_set_decorated (GTK_WINDOW (self->window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (self->window), width, height);
  gtk_window_present (GTK_WINDOW (self->window));
  hr_test_wait_until (is_drawn, self);
  hr_session_touch (self->session);
  hr_lobby_go (self, "home", NULL);
  return self;
}

void
hr_lobby_free (HrLobby *self)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  run_for (QUIET_MS);
  g_clear_object (&self->sign_in);
  g_clear_object (&self->tickets);
  g_clear_object (&self->slips);
  g_clear_object (&self->directory);
  g_clear_object (&self->session);
  g_clear_object (&self->theme);
  hr_center_close (self->center);
  run_for (QUIET_MS);
  g_clear_object (&self->center);
  hr_test_remove_folder (self->folder);
  g_free (self);
}

void
hr_lobby_settle (HrLobby *self)
{
  run_for (QUIET_MS);
  /* A busy machine lays out later: two frames say that it is done */
  for (guint i = 0; i < 2; i++)
    if (gtk_widget_get_mapped (GTK_WIDGET (self->window)))
      gtk_test_widget_wait_for_draw (GTK_WIDGET (self->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

void
hr_lobby_go (HrLobby *self, const char *page, const char *argument)
{
  hr_visitor_window_go (self->window, page, argument);
  hr_lobby_settle (self);
}

/* ---- reading ---- */

static gboolean
is_shown (GtkWidget *widget)
{
  return gtk_widget_get_mapped (widget) && gtk_widget_get_child_visible (widget);
}

static void
collect (GtkWidget *widget, GString *text)
{
  if (!is_shown (widget))
    return;
  if (hr_card_text_of (widget) != NULL)
    g_string_append_printf (text, "%s\n", hr_card_text_of (widget));
  else if (GTK_IS_INSCRIPTION (widget))
    g_string_append_printf (text, "%s\n", gtk_inscription_get_text (GTK_INSCRIPTION (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    collect (child, text);
}

char *
hr_lobby_text (HrLobby *self)
{
  GString *text = g_string_new (NULL);

  collect (GTK_WIDGET (hr_visitor_window_get_page (self->window)), text);
  return g_string_free (text, FALSE);
}

gboolean
hr_lobby_says (HrLobby *self, const char *words)
{
  g_autofree char *text = hr_lobby_text (self);

  return strstr (text, words) != NULL;
}

static GtkWidget *
find (GtkWidget *widget, const char *words)
{
  if (!is_shown (widget))
    return NULL;
  if (GTK_IS_BUTTON (widget))
    {
      g_autoptr (GString) text = g_string_new (NULL);

      collect (widget, text);
      if (strstr (text->str, words) != NULL)
        return widget;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, words);

      if (found != NULL)
        return found;
    }
  return NULL;
}

GtkWidget *
hr_lobby_find (HrLobby *self, const char *words)
{
  GtkWidget *found = find (GTK_WIDGET (hr_visitor_window_get_page (self->window)), words);

  return found != NULL ? found : find (GTK_WIDGET (self->window), words);
}

void
hr_lobby_tap (HrLobby *self, const char *words)
{
  GtkWidget *button = hr_lobby_find (self, words);

  if (button == NULL)
    {
      g_autofree char *text = hr_lobby_text (self);

      g_error ("There is no button that says “%s” on this page:\n%s", words, text);
    }
  if (!gtk_widget_is_sensitive (button))
    g_error ("The button that says “%s” does not answer.", words);
  g_signal_emit_by_name (button, "clicked");
  hr_lobby_settle (self);
}

static GtkWidget *
find_primary (GtkWidget *widget)
{
  if (!is_shown (widget))
    return NULL;
  if (GTK_IS_BUTTON (widget) && gtk_widget_has_css_class (widget, "primary"))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_primary (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

void
hr_lobby_tap_primary (HrLobby *self)
{
  GtkWidget *button = find_primary (GTK_WIDGET (hr_visitor_window_get_page (self->window)));

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  hr_lobby_settle (self);
}

/* ---- pictures ---- */

void
hr_lobby_save (HrLobby *self, const char *path)
{
  hr_picture_save (GTK_WIDGET (self->window), path);
}

/* ---- is everything as it must be? ---- */

/* Says every fault, not only the last one */
static void G_GNUC_PRINTF (1, 2)
complain (const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_printerr ("%s\n", text);
  g_test_fail ();
}

static void
check_widget (HrLobby *self, GtkWidget *widget, const char *what, gboolean in_card)
{
  GtkWidget *page = GTK_WIDGET (hr_visitor_window_get_page (self->window));
  graphene_rect_t bounds, room;

  if (!is_shown (widget))
    return;
  /* so may the strip with the news */
  in_card = in_card || g_type_is_a (G_OBJECT_TYPE (widget), g_type_from_name ("HrCard"))
            || gtk_widget_has_css_class (widget, "hr-news");
  if (hr_card_text_of (widget) != NULL && *hr_card_text_of (widget) != '\0')
    {
      const char *words = hr_card_text_of (widget);
      gboolean cut = HR_IS_CARD_TEXT (widget) ? hr_card_text_is_cut (HR_CARD_TEXT (widget))
                                              : pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (widget)));
      int height, least;

      /* a card may shorten its lines; the page behind it says all. What it is called stays whole, but for the largest text */
      gboolean title = gtk_widget_has_css_class (widget, "hr-card-title")
                       && hr_session_get_text_size (self->session) != HR_TEXT_LARGEST;

      if (cut && (!in_card || title))
        complain ("%s: “%s” is cut.", what, words);
      gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, gtk_widget_get_allocated_width (widget), &least, NULL, NULL, NULL);
      height = gtk_widget_get_allocated_height (widget);
      /* lengths of parts of a pixel are rounded by each box on its own */
      if (height < least - 1)
        complain ("%s: “%s” has %d px of %d.", what, words, height, least);
    }
  if (!gtk_widget_compute_bounds (page, GTK_WIDGET (self->window), &room)
      || !gtk_widget_compute_bounds (widget, GTK_WIDGET (self->window), &bounds))
    return;
  graphene_rect_inset (&room, -0.5f, -0.5f);
  if (!graphene_rect_contains_rect (&room, &bounds))
    complain ("%s: a %s lies outside: %.0f,%.0f %.0fx%.0f", what, G_OBJECT_TYPE_NAME (widget), bounds.origin.x,
                        bounds.origin.y, bounds.size.width, bounds.size.height);
  if (HR_IS_TAP_BUTTON (widget))
    {
      int least = hr_theme_px (self->theme, HR_TAP_MIN_MM);

      if (bounds.size.width < (float) least - 1 || bounds.size.height < (float) least - 1)
        complain ("%s: a button is %.0fx%.0f px, not %d.", what, bounds.size.width, bounds.size.height, least);
    }
  if (HR_IS_QR_VIEW (widget) && bounds.size.width < (float) hr_theme_px (self->theme, HR_QR_VIEW_MIN_MM) - 1)
    complain ("%s: a code is %.0f px wide.", what, bounds.size.width);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    check_widget (self, child, what, in_card);
}

/* Buttons must not lie over one another: a tap would choose for the person */
static void
list_buttons (GtkWidget *widget, GPtrArray *buttons)
{
  if (!is_shown (widget))
    return;
  if (HR_IS_TAP_BUTTON (widget))
    g_ptr_array_add (buttons, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    list_buttons (child, buttons);
}

void
hr_lobby_check_page (HrLobby *self, const char *what)
{
  HrPage *page = hr_visitor_window_get_page (self->window);
  g_autoptr (GPtrArray) buttons = g_ptr_array_new ();

  if (hr_page_get_fit (page) < 1)
    complain ("%s: drawn at %.2f of its size.", what, hr_page_get_fit (page));
  check_widget (self, GTK_WIDGET (page), what, FALSE);
  list_buttons (GTK_WIDGET (page), buttons);
  for (guint i = 0; i < buttons->len; i++)
    for (guint k = i + 1; k < buttons->len; k++)
      {
        graphene_rect_t a, b, both;

        g_assert_true (gtk_widget_compute_bounds (g_ptr_array_index (buttons, i), GTK_WIDGET (page), &a));
        g_assert_true (gtk_widget_compute_bounds (g_ptr_array_index (buttons, k), GTK_WIDGET (page), &b));
        if (graphene_rect_intersection (&a, &b, &both) && both.size.width > 1 && both.size.height > 1)
          complain ("%s: two buttons lie over one another.", what);
      }
}
