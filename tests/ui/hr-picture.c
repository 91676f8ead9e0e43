/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-picture.h"

#define MOST_FRAMES 100

/* What is to be laid out anew has no picture until the next frame, or the one after it. */
static GskRenderNode *
draw (GtkWidget *window)
{
  for (int i = 0; i < MOST_FRAMES; i++)
    {
      g_autoptr (GdkPaintable) paintable = NULL;
      GtkSnapshot *snapshot = gtk_snapshot_new ();
      GskRenderNode *node;

      gtk_test_widget_wait_for_draw (window);
      paintable = gtk_widget_paintable_new (window);
      gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (window), gtk_widget_get_height (window));
      node = gtk_snapshot_free_to_node (snapshot);
      if (node != NULL)
        return node;
    }
  return NULL;
}

void
hr_picture_save (GtkWidget *window, const char *path)
{
  g_autoptr (GskRenderNode) node = draw (window);
  g_autoptr (GdkTexture) texture = NULL;
  GskRenderer *renderer = gtk_native_get_renderer (GTK_NATIVE (window));
  int width = gtk_widget_get_width (window), height = gtk_widget_get_height (window);

  g_assert_nonnull (node);
  texture = gsk_renderer_render_texture (renderer, node, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  g_assert_true (gdk_texture_save_to_png (texture, path));
}
