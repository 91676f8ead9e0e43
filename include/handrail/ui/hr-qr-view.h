/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A QR code on the screen: at least 80 mm, four modules of quiet zone, dark on light in every theme, whole pixels. Accessible: an image named by
 * its words. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HR_QR_VIEW_MIN_MM 80.0

#define HR_TYPE_QR_VIEW (hr_qr_view_get_type ())
G_DECLARE_FINAL_TYPE (HrQrView, hr_qr_view, HR, QR_VIEW, GtkWidget)

GtkWidget *hr_qr_view_new (void) G_GNUC_WARN_UNUSED_RESULT;
/** hr_qr_view_set_content: @payload: (nullable); @words: for assistive technology */
void hr_qr_view_set_content (HrQrView *self, const char *payload, const char *words);

G_END_DECLS
