/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Handouts at the desk: what is chosen is what is seen, and what is seen is what is saved. */
#include "handrail/service/hr-handout-output.h"
#include "hr-test-desk.h"
#include "hr-test.h"

#include <glib/gstdio.h>
#include <string.h>

static GtkWidget *
find_picture (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (gtk_widget_has_css_class (widget, "hr-paper-preview"))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_picture (child);
  return found;
}

/* Until a page is shown, of which width and height are as @wide says. */
static void
wait_for_picture (HrTestDesk *self, gboolean wide)
{
  for (;;)
    {
      GtkWidget *picture = find_picture (GTK_WIDGET (self->window));
      GdkPaintable *shown = picture != NULL ? gtk_picture_get_paintable (GTK_PICTURE (picture)) : NULL;

      if (shown != NULL && (gdk_paintable_get_intrinsic_width (shown) > gdk_paintable_get_intrinsic_height (shown)) == wide)
        return;
      g_main_context_iteration (NULL, TRUE);
    }
}

static HrTestDesk *
open_handouts (int width, int height)
{
  HrTestDesk *self = hr_test_desk_new (width, height, TRUE, FALSE);

  hr_test_desk_begin (self);
  hr_test_desk_go (self, "handouts", NULL);
  hr_test_desk_wait_for (self, "Page 1 of ");
  wait_for_picture (self, FALSE);
  return self;
}

static void
test_choose (void)
{
  HrTestDesk *self = open_handouts (1080, 1920);

  hr_test_desk_picture (self, "handouts-portrait");
  hr_test_desk_touch (self, "More");
  hr_test_desk_wait_for (self, "Page 2 of ");
  hr_test_desk_touch (self, "Today's door sign");
  hr_test_desk_wait_for (self, "Page 1 of 1");
  /* two pages side by side */
  hr_test_desk_touch (self, "This week by day");
  hr_test_desk_touch (self, "Booklet");
  hr_test_desk_wait_for (self, "Page 1 of ");
  wait_for_picture (self, TRUE);
  hr_test_desk_picture (self, "handouts-booklet");
  /* a roll is not folded */
  hr_test_desk_touch (self, "Roll of 80 mm");
  hr_test_desk_wait_for (self, "Page 1 of ");
  wait_for_picture (self, FALSE);
  hr_test_desk_free (self);
}

static void
test_small (void)
{
  HrTestDesk *self = open_handouts (1280, 800);

  hr_test_desk_picture (self, "handouts-small");
  hr_test_desk_free (self);
}

static guint
count_meetings (HrTestDesk *self)
{
  g_autofree char *text = hr_test_desk_text (self);
  const char *line = strstr (text, "Page 1 of ");
  const char *dot = line != NULL ? strstr (line, "· ") : NULL;

  return dot != NULL ? (guint) g_ascii_strtoull (dot + strlen ("· "), NULL, 10) : 0;
}

/* As in the lobby; the paper and the desk say what was chosen, and where there is nothing to choose there are no filters. */
static void
test_filters (int width, int height, const char *picture)
{
  HrTestDesk *self = open_handouts (width, height);
  guint all = count_meetings (self), some;
  g_autofree char *sheet = g_strconcat (picture, "-sheet", NULL);

  g_assert_true (hr_test_desk_says (self, "All meetings"));
  hr_test_desk_touch (self, "Filters");
  hr_test_desk_touch (self, "Spanish");
  hr_test_desk_touch (self, "Step-free");
  hr_test_desk_picture (self, sheet);
  hr_test_desk_touch (self, "Done");
  hr_test_desk_wait_for (self, "Only: Spanish, Step-free");
  hr_test_desk_wait_for (self, "Page 1 of ");
  wait_for_picture (self, FALSE);
  hr_test_desk_picture (self, picture);
  some = count_meetings (self);
  g_assert_cmpuint (some, >, 0);
  g_assert_cmpuint (some, <, all);
  hr_test_desk_touch (self, "Help lines");
  hr_test_desk_wait_for (self, "Page 1 of 1");
  g_assert_false (hr_test_desk_says (self, "Only: "));
  g_assert_false (gtk_widget_get_sensitive (hr_test_desk_find (self, NULL, "Filters")));
  hr_test_desk_touch (self, "This week by day");
  hr_test_desk_wait_for (self, "Page 1 of ");
  g_assert_cmpuint (count_meetings (self), ==, some);
  hr_test_desk_touch (self, "Filters");
  hr_test_desk_touch (self, "Clear the filters");
  hr_test_desk_touch (self, "Done");
  hr_test_desk_wait_for (self, "All meetings");
  hr_test_desk_wait_for (self, "Page 1 of ");
  g_assert_cmpuint (count_meetings (self), ==, all);
  hr_test_desk_free (self);
}

static void
test_filters_portrait (void)
{
  test_filters (1080, 1920, "handouts-filters-portrait");
}

static void
test_filters_small (void)
{
  test_filters (1280, 800, "handouts-filters-small");
}

/* ---- saving ---- */

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  *(char **) user_data = hr_handout_save_finish (result, &error);
  if (error != NULL)
    *(char **) user_data = g_strdup (error->message);
}

static char *
save_into (HrHandoutResult *result, const char *folder)
{
  char *path = NULL;

  hr_handout_save_async (result, folder, "This week: by day", made_cb, &path);
  while (path == NULL)
    g_main_context_iteration (NULL, TRUE);
  return path;
}

/* Twice the same name is two files; a folder that is gone is a sentence. */
static void
test_save (void)
{
  HrTestDesk *self = hr_test_desk_new (1080, 1920, TRUE, FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (HrHandoutResult) result = hr_handouts_make (self->center, hr_handout_request_new (HR_HANDOUT_DOOR_SIGN, self->center), &error);
  g_autofree char *first = NULL, *second = NULL, *bytes = NULL, *gone = NULL;
  gsize length = 0;

  g_assert_no_error (error);
  first = save_into (result, self->folder);
  second = save_into (result, self->folder);
  g_assert_true (g_str_has_suffix (first, "/This week- by day.pdf"));
  g_assert_true (g_str_has_suffix (second, "/This week- by day 2.pdf"));
  g_assert_true (g_file_get_contents (second, &bytes, &length, &error));
  g_assert_cmpmem (bytes, length, g_bytes_get_data (result->pdf, NULL), g_bytes_get_size (result->pdf));
  gone = save_into (result, "/nowhere/at/all");
  g_assert_true (g_str_has_prefix (gone, "The pages could not be saved: "));
  g_assert_cmpint (g_unlink (first), ==, 0);
  g_assert_cmpint (g_unlink (second), ==, 0);
  hr_test_desk_free (self);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/handouts-page/choose", test_choose);
  g_test_add_func ("/handouts-page/small", test_small);
  g_test_add_func ("/handouts-page/filters/portrait", test_filters_portrait);
  g_test_add_func ("/handouts-page/filters/small", test_filters_small);
  g_test_add_func ("/handouts-page/save", test_save);
  return g_test_run ();
}
