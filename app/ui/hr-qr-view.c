/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-ui"

#include "handrail/ui/hr-qr-view.h"
#include "handrail/print/hr-qr.h"
#include "handrail/ui/hr-theme.h"

struct _HrQrView
{
  GtkWidget parent_instance;
  HrQr *code;
};

G_DEFINE_FINAL_TYPE (HrQrView, hr_qr_view, GTK_TYPE_WIDGET)

static GtkSizeRequestMode
hr_qr_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
hr_qr_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                    int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = hr_theme_px (hr_theme_get_for_widget (widget), HR_QR_VIEW_MIN_MM);
}

static void
hr_qr_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  HrQrView *self = HR_QR_VIEW (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  int size = MIN (width, height);
  cairo_t *cr;

  if (self->code == NULL || size <= 0)
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float)width, (float)height));
  hr_qr_draw (self->code, cr, (width - size) / 2, (height - size) / 2, size);
  cairo_destroy (cr);
}

static void
hr_qr_view_finalize (GObject *object)
{
  g_clear_pointer (&HR_QR_VIEW (object)->code, hr_qr_free);
  G_OBJECT_CLASS (hr_qr_view_parent_class)->finalize (object);
}

static void
hr_qr_view_class_init (HrQrViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hr_qr_view_finalize;
  widget_class->get_request_mode = hr_qr_view_get_request_mode;
  widget_class->measure = hr_qr_view_measure;
  widget_class->snapshot = hr_qr_view_snapshot;
  gtk_widget_class_set_css_name (widget_class, "hr-qr-view");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
hr_qr_view_init (HrQrView *self)
{
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

GtkWidget *
hr_qr_view_new (void)
{
  return g_object_new (HR_TYPE_QR_VIEW, NULL);
}

void
hr_qr_view_set_content (HrQrView *self, const char *payload, const char *words)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (HR_IS_QR_VIEW (self));
  g_clear_pointer (&self->code, hr_qr_free);
  if (payload != NULL)
    {
      self->code = hr_qr_new (payload, HR_QR_LEVEL_M, &error);
      /* too long for a code: the words beside it still say everything. Not logged: it may be what a visitor looks at */
      gtk_widget_set_visible (GTK_WIDGET (self), self->code != NULL);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words != NULL ? words : "", -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
