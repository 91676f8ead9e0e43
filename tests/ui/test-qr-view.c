/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Codes are read back from what is drawn, in every theme, by another program. */
#include "handrail/ui/hr-qr-view.h"
#include "handrail/ui/hr-theme.h"

#include <glib/gstdio.h>

#define PAYLOAD "geo:41.2741,-72.6013?q=12%20Harbor%20Street"

static void
save (GtkWidget *window, const char *path)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (window);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  int width = gtk_widget_get_width (window), height = gtk_widget_get_height (window);

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_to_node (snapshot);
  g_assert_nonnull (node);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node,
                                         &GRAPHENE_RECT_INIT (0, 0, (float)width, (float)height));
  g_assert_true (gdk_texture_save_to_png (texture, path));
}

static void
test_decodes (void)
{
  g_autoptr (HrTheme) theme = hr_theme_new (gdk_display_get_default ());
  g_autofree char *zbarimg = g_find_program_in_path ("zbarimg");
  g_autofree char *folder = g_dir_make_tmp ("hr-qr-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "code.png", NULL);
  GtkWidget *window = gtk_window_new (), *view = hr_qr_view_new ();

  if (zbarimg == NULL)
    {
      g_test_skip ("zbarimg is not installed");
      return;
    }
  hr_theme_set_px_per_mm (theme, 3.612);
  gtk_widget_add_css_class (window, "hr");
  hr_qr_view_set_content (HR_QR_VIEW (view), PAYLOAD, "Directions to 12 Harbor Street");
  gtk_window_set_child (GTK_WINDOW (window), view);
  gtk_window_set_default_size (GTK_WINDOW (window), 420, 420);
  gtk_window_present (GTK_WINDOW (window));
  for (int choice = 0; choice < HR_N_THEMES; choice++)
    {
      const char *argv[] = { zbarimg, "-q", "--raw", path, NULL };
      g_autofree char *output = NULL;
      g_autoptr (GError) error = NULL;
      int status = -1;

      hr_theme_set_choice (theme, (HrThemeChoice)choice);
      gtk_widget_queue_draw (window);
      gtk_test_widget_wait_for_draw (window);
      save (window, path);
      g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &output, NULL, &status, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (g_strstrip (output), ==, PAYLOAD);
    }
  gtk_window_destroy (GTK_WINDOW (window));
  g_unlink (path);
  g_rmdir (folder);
}

static void
test_size_and_name (void)
{
  g_autoptr (GtkWidget) view = g_object_ref_sink (hr_qr_view_new ());
  int minimum = 0;

  hr_qr_view_set_content (HR_QR_VIEW (view), PAYLOAD, "Directions to 12 Harbor Street");
  gtk_widget_measure (view, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, >=, hr_theme_px (hr_theme_get_for_widget (view), 80));
  gtk_test_accessible_assert_role (view, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (view, GTK_ACCESSIBLE_PROPERTY_LABEL, "Directions to 12 Harbor Street");
}

static void
test_too_long (void)
{
  g_autoptr (GtkWidget) view = g_object_ref_sink (hr_qr_view_new ());
  g_autofree char *payload = g_strnfill (9000, 'x');

  hr_qr_view_set_content (HR_QR_VIEW (view), payload, "words");
  g_assert_false (gtk_widget_get_visible (view));
  hr_qr_view_set_content (HR_QR_VIEW (view), PAYLOAD, "words");
  g_assert_true (gtk_widget_get_visible (view));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/qr-view/decodes", test_decodes);
  g_test_add_func ("/qr-view/size-and-name", test_size_and_name);
  g_test_add_func ("/qr-view/too-long", test_too_long);
  return g_test_run ();
}
