/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whoever has no mouse: on every page of the desk Tab reaches everything that can be used, and what has the focus looks different from when
 * it has not. */
#include "handrail/service/hr-language.h"
#include "hr-test-desk.h"
#include "hr-test.h"
#include <string.h>

#define MOST_TABS 400
/* A line around a widget or in it, not a few stray points */
#define LEAST_POINTS 60
#define LEAST_STEP 24

static void
rest (int ms)
{
  gint64 end = g_get_monotonic_time () + ms * 1000;

  while (g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
}

/* ---- what can be reached ---- */

static gboolean
is_usable (GtkWidget *widget)
{
  return GTK_IS_BUTTON (widget) || GTK_IS_TEXT (widget) || GTK_IS_TEXT_VIEW (widget);
}

static void
collect (GtkWidget *widget, GHashTable *wanted)
{
  if (!gtk_widget_get_mapped (widget) || !gtk_widget_is_sensitive (widget))
    return;
  if (is_usable (widget) && gtk_widget_get_focusable (widget))
    g_hash_table_add (wanted, g_object_ref (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    collect (child, wanted);
}

static char *
describe (GtkWidget *widget)
{
  GString *text = g_string_new (G_OBJECT_TYPE_NAME (widget));

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      g_autofree char *inner = GTK_IS_LABEL (child) ? g_strdup (gtk_label_get_text (GTK_LABEL (child))) : describe (child);

      g_string_append_printf (text, " (%s)", inner);
    }
  return g_string_free (text, FALSE);
}

/* Every round of Tab starts where the one before it ended. */
static void
walk (HrTestDesk *self, GHashTable *wanted)
{
  for (int i = 0; i < MOST_TABS && g_hash_table_size (wanted) > 0; i++)
    {
      GtkWidget *focus;

      /* Tab in a text of several lines leaves it, as in a form */
      g_signal_emit_by_name (self->window, "move-focus", GTK_DIR_TAB_FORWARD);
      focus = gtk_window_get_focus (GTK_WINDOW (self->window));
      if (focus != NULL)
        g_hash_table_remove (wanted, focus);
    }
}

/* ---- what is seen ---- */

static cairo_surface_t *
draw (GtkWidget *widget)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = cairo_create (surface);
  GskRenderNode *node;

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  if (node != NULL)
    gsk_render_node_draw (node, cr);
  g_clear_pointer (&node, gsk_render_node_unref);
  cairo_destroy (cr);
  return surface;
}

static guint
count_different (cairo_surface_t *a, cairo_surface_t *b)
{
  const guint8 *x = cairo_image_surface_get_data (a), *y = cairo_image_surface_get_data (b);
  int n = cairo_image_surface_get_stride (a) * cairo_image_surface_get_height (a);
  guint different = 0;

  for (int i = 0; i + 3 < n; i += 4)
    {
      int most = 0;

      for (int k = 0; k < 3; k++)
        most = MAX (most, ABS (x[i + k] - y[i + k]));
      different += most >= LEAST_STEP;
    }
  return different;
}

/* The ring is drawn around a button, within its parent; the frame of an entry is its parent's, and of a text of several lines the box
 * around it. */
static GtkWidget *
get_frame (GtkWidget *widget)
{
  GtkWidget *frame = gtk_widget_get_parent (widget);

  for (GtkWidget *above = frame; GTK_IS_TEXT_VIEW (widget) && above != NULL; above = gtk_widget_get_parent (above))
    if (gtk_widget_has_css_class (above, "hr-text-frame"))
      return above;
  return frame;
}

static void
check_seen (HrTestDesk *self, GtkWidget *widget, GtkWidget *other)
{
  GtkWidget *frame = get_frame (widget);
  cairo_surface_t *with, *without;
  guint different;

  gtk_window_set_focus (GTK_WINDOW (self->window), other);
  gtk_window_set_focus_visible (GTK_WINDOW (self->window), TRUE);
  rest (30);
  without = draw (frame);
  gtk_widget_grab_focus (widget);
  gtk_window_set_focus_visible (GTK_WINDOW (self->window), TRUE);
  rest (30);
  with = draw (frame);
  different = cairo_image_surface_get_width (with) == cairo_image_surface_get_width (without)
                      && cairo_image_surface_get_height (with) == cairo_image_surface_get_height (without)
                  ? count_different (with, without)
                  : LEAST_POINTS;
  cairo_surface_destroy (with);
  cairo_surface_destroy (without);
  if (different < LEAST_POINTS)
    {
      g_autofree char *words = describe (widget);

      g_error ("Nobody sees that %s has the focus: %u points differ.", words, different);
    }
}

/* ---- every page ---- */

/* Lists come when the database has answered: until then what there is changes. */
static void
settle (HrTestDesk *self)
{
  g_autofree char *before = NULL;

  for (int round = 0; round < 20; round++)
    {
      char *text;
      gboolean same;

      rest (300);
      text = hr_test_desk_text (self);
      same = g_strcmp0 (text, before) == 0;
      g_free (before);
      before = text;
      if (same && round > 1)
        return;
    }
}

/* A list that was read anew meanwhile has other rows */
static gboolean
is_gone (gpointer widget, gpointer value, gpointer user_data)
{
  return !gtk_widget_get_mapped (widget);
}

static void
check_page (HrTestDesk *self, const char *page, const char *argument)
{
  g_autoptr (GHashTable) wanted = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  g_autoptr (GHashTable) kinds = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer widget, lock = NULL;

  hr_test_desk_go (self, page, argument);
  settle (self);
  lock = hr_test_desk_find (self, NULL, "Lock");
  collect (GTK_WIDGET (self->window), wanted);
  g_assert_cmpuint (g_hash_table_size (wanted), >, 8);
  /* one of each sort on each page: they share their style */
  g_hash_table_iter_init (&iter, wanted);
  while (g_hash_table_iter_next (&iter, &widget, NULL))
    {
      g_auto (GStrv) classes = gtk_widget_get_css_classes (widget);
      g_autofree char *joined = g_strjoinv (" ", classes);
      const char *kind = g_intern_string (joined);

      if (widget != lock && gtk_widget_get_mapped (widget) && g_hash_table_add (kinds, (gpointer) kind))
        check_seen (self, widget, lock);
    }
  walk (self, wanted);
  g_hash_table_foreach_remove (wanted, is_gone, NULL);
  if (g_hash_table_size (wanted) > 0)
    {
      g_autofree char *words = NULL;

      g_hash_table_iter_init (&iter, wanted);
      g_hash_table_iter_next (&iter, &widget, NULL);
      words = describe (widget);
      g_error ("On the page %s no Tab leads to %s, nor to %u others.", page, words, g_hash_table_size (wanted) - 1);
    }
}

static void
test_pages (void)
{
  static const struct
  {
    const char *page, *argument;
  } pages[] = { { "today", NULL },    { "listings", NULL }, { "thing", "meeting m-noon-anchor" }, { "thing", "announcement" },
                { "history", NULL },  { "counts", NULL },   { "health", NULL },                   { "members", NULL },
                { "share", NULL }, { "conflicts", NULL },
                { "settings", NULL }, { "import", NULL },   { "duplicates", NULL },               { "handouts", NULL } };
  HrTestDesk *self = hr_test_desk_new (1920, 1080, FALSE, FALSE);

  hr_test_desk_begin (self);
  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    check_page (self, pages[i].page, pages[i].argument);
  hr_test_desk_free (self);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();
  hr_language_init (NULL);
  g_test_add_func ("/desk-focus/pages", test_pages);
  return g_test_run ();
}
