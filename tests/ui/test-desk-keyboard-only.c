/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every page of the desk by the keyboard alone: Tab reaches everything that can be used, and each of these has a name for assistive technology. */
#include "handrail/service/hr-language.h"
#include "hr-staff-context-private.h"
#include "hr-test-desk.h"
#include "hr-test.h"

/* More than any page has. */
#define MOST_STEPS 600

static gboolean
has_words (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_visible (widget) && *gtk_label_get_text (GTK_LABEL (widget)) != '\0')
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    if (has_words (child))
      return TRUE;
  return FALSE;
}

static gboolean
is_named (GtkWidget *widget)
{
  return gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL)
         || gtk_test_accessible_has_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY) || has_words (widget);
}

/* What staff use on a page: buttons and text fields that answer. */
static void
collect (GtkWidget *widget, GHashTable *found)
{
  if (!gtk_widget_get_mapped (widget) || !gtk_widget_is_sensitive (widget) || !gtk_widget_get_can_focus (widget))
    return;
  if (GTK_IS_BUTTON (widget) ? gtk_widget_get_focusable (widget) : GTK_IS_ENTRY (widget) || GTK_IS_TEXT_VIEW (widget))
    g_hash_table_add (found, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    collect (child, found);
}

static void
walk (HrTestDesk *self, const char *name)
{
  g_autoptr (GHashTable) wanted = g_hash_table_new (NULL, NULL);
  GtkWidget *window = GTK_WIDGET (self->window);
  GHashTableIter iter;
  gpointer widget;

  /* with what stands around the page: a page may have nothing to press when nothing was done yet */
  collect (window, wanted);
  g_hash_table_iter_init (&iter, wanted);
  while (g_hash_table_iter_next (&iter, &widget, NULL))
    if (!is_named (widget))
      g_error ("%s: a %s has no name.", name, G_OBJECT_TYPE_NAME (widget));
  g_assert_cmpuint (g_hash_table_size (wanted), >, 0);
  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  for (guint step = 0; step < MOST_STEPS && g_hash_table_size (wanted) > 0; step++)
    {
      GtkWidget *focus;

      gtk_widget_child_focus (window, GTK_DIR_TAB_FORWARD);
      focus = gtk_window_get_focus (GTK_WINDOW (window));
      for (; focus != NULL; focus = gtk_widget_get_parent (focus))
        g_hash_table_remove (wanted, focus);
    }
  g_hash_table_iter_init (&iter, wanted);
  while (g_hash_table_iter_next (&iter, &widget, NULL))
    g_error ("%s: Tab does not reach a %s.", name, G_OBJECT_TYPE_NAME (widget));
}

static gboolean
over (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
test_pages (void)
{
  HrTestDesk *self = hr_test_desk_new (1920, 1080, FALSE, FALSE);
  guint n;
  const HrStaffPage *pages = hr_staff_pages_get (&n);

  hr_test_desk_begin (self);
  for (guint i = 0; i < n; i++)
    {
      gboolean done = FALSE;

      if (pages[i].label == NULL)
        continue;
      hr_test_desk_go (self, pages[i].name, NULL);
      /* until its answers came */
      g_timeout_add (300, over, &done);
      while (!done)
        g_main_context_iteration (NULL, TRUE);
      g_assert_nonnull (hr_staff_window_get_page (self->window));
      walk (self, pages[i].name);
    }
  hr_test_desk_free (self);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  hr_language_init (NULL);
  g_test_add_func ("/desk-keyboard-only/pages", test_pages);
  return g_test_run ();
}
