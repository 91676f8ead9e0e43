/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-visitor"

#include "handrail/visitor/hr-visitor-preview.h"

#include "handrail/service/hr-language.h"
#include "hr-bars-private.h"
#include "hr-visitor-context-private.h"

#define LEAST_PX 120

struct _HrVisitorPreview
{
  GtkWidget parent_instance;
  HrVisitorContext context;
  GtkWidget *frame;
  GtkWidget *top;
  GtkWidget *bottom;
  HrPage *page; /* owned by the frame */
  int width, height;
};

G_DEFINE_FINAL_TYPE (HrVisitorPreview, hr_visitor_preview, GTK_TYPE_WIDGET)

static void
show_title (HrVisitorPreview *self)
{
  hr_top_bar_set_title (HR_TOP_BAR (self->top), hr_page_get_title (self->page));
  hr_top_bar_fit (HR_TOP_BAR (self->top), self->width, self->height);
}

static GtkSizeRequestMode
hr_visitor_preview_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
hr_visitor_preview_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                            int *minimum_baseline, int *natural_baseline)
{
  HrVisitorPreview *self = HR_VISITOR_PREVIEW (widget);

  *minimum = LEAST_PX;
  *natural = MAX (LEAST_PX, (orientation == GTK_ORIENTATION_HORIZONTAL ? self->width : self->height) * 3 / 4);
}

static void
hr_visitor_preview_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  HrVisitorPreview *self = HR_VISITOR_PREVIEW (widget);
  float scale = MIN ((float)width / (float)self->width, (float)height / (float)self->height);
  graphene_point_t corner = GRAPHENE_POINT_INIT (((float)width - (float)self->width * scale) / 2, 0);
  GskTransform *transform = gsk_transform_scale (gsk_transform_translate (NULL, &corner), scale, scale);
  int minimum = 0, wide;

  gtk_widget_measure (self->frame, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  wide = MAX (self->width, minimum);
  gtk_widget_measure (self->frame, GTK_ORIENTATION_VERTICAL, wide, &minimum, NULL, NULL, NULL);
  gtk_widget_allocate (self->frame, wide, MAX (self->height, minimum), -1, transform);
}

static void
hr_visitor_preview_dispose (GObject *object)
{
  HrVisitorPreview *self = HR_VISITOR_PREVIEW (object);

  if (self->page != NULL)
    hr_page_leave (self->page);
  self->page = NULL;
  g_clear_pointer (&self->frame, gtk_widget_unparent);
  G_OBJECT_CLASS (hr_visitor_preview_parent_class)->dispose (object);
  g_clear_object (&self->context.directory);
  g_clear_object (&self->context.session);
  g_clear_object (&self->context.theme);
  g_clear_object (&self->context.clock);
}

static void
hr_visitor_preview_class_init (HrVisitorPreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hr_visitor_preview_dispose;
  widget_class->get_request_mode = hr_visitor_preview_get_request_mode;
  widget_class->measure = hr_visitor_preview_measure;
  widget_class->size_allocate = hr_visitor_preview_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "hr-preview");
}

static void
hr_visitor_preview_init (HrVisitorPreview *self)
{
  /* the size class of a visit that has chosen none */
  g_autofree char *size = g_strdup_printf ("hr-capital-%d", HR_TEXT_DEFAULT);

  gtk_widget_add_css_class (GTK_WIDGET (self), size);
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  gtk_widget_set_can_focus (GTK_WIDGET (self), FALSE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  self->frame = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->top = hr_top_bar_new ();
  self->bottom = hr_bottom_bar_new ();
  gtk_box_append (GTK_BOX (self->frame), self->top);
  gtk_box_append (GTK_BOX (self->frame), self->bottom);
  gtk_widget_set_parent (self->frame, GTK_WIDGET (self));
}

/* A button whose action is not there is drawn pale; these do nothing. */
static void
add_actions (HrVisitorPreview *self)
{
  static const GActionEntry entries[] = {
    { .name = "go", .parameter_type = "s" },       { .name = "meeting", .parameter_type = "s" },
    { .name = "sign-in", .parameter_type = "s" },  { .name = "back" },
    { .name = "home" },                            { .name = "read-aloud" },
    { .name = "clear" },                           { .name = "language", .parameter_type = "s" },
    { .name = "text-size", .parameter_type = "i" }, { .name = "theme", .parameter_type = "i" },
    { .name = "slip", .parameter_type = "s" },
    { .name = "open", .parameter_type = "(ss)" },
  };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), NULL);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "win", G_ACTION_GROUP (group));
}

GtkWidget *
hr_visitor_preview_new (HrDirectory *directory, HrTheme *theme, const char *page, const char *argument, const char *language, int width,
                        int height)
{
  const HrVisitorPage *row = hr_visitor_pages_find (page);
  HrVisitorPreview *self;

  g_return_val_if_fail (HR_IS_DIRECTORY (directory), NULL);
  g_return_val_if_fail (row != NULL, NULL);
  g_return_val_if_fail (language != NULL && *language != '\0', NULL);
  g_return_val_if_fail (width > 0 && height > 0, NULL);

  self = g_object_new (HR_TYPE_VISITOR_PREVIEW, NULL);
  self->width = width;
  self->height = height;
  self->context.directory = g_object_ref (directory);
  self->context.clock = g_object_ref (hr_directory_get_clock (directory));
  self->context.session = hr_session_new (self->context.clock, language);
  self->context.theme = g_object_ref (theme);
  add_actions (self);
  self->page = row->create (&self->context);
  gtk_box_insert_child_after (GTK_BOX (self->frame), GTK_WIDGET (self->page), self->top);
  gtk_widget_set_visible (self->top, row->bars);
  gtk_widget_set_visible (self->bottom, row->bars);
  hr_top_bar_set_language (HR_TOP_BAR (self->top), hr_language_get ());
  hr_bottom_bar_refresh (HR_BOTTOM_BAR (self->bottom));
  hr_bottom_bar_set_page (HR_BOTTOM_BAR (self->bottom), row->name);
  hr_bottom_bar_set_can_speak (HR_BOTTOM_BAR (self->bottom), TRUE);
  g_signal_connect_object (self->page, "notify::title", G_CALLBACK (show_title), self, G_CONNECT_SWAPPED);
  hr_page_refresh (self->page);
  hr_page_enter (self->page, argument);
  show_title (self);
  hr_bottom_bar_fit (HR_BOTTOM_BAR (self->bottom), width, height);
  return GTK_WIDGET (self);
}
