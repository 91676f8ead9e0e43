/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A filter: on or off, with a mark as well as a colour. Accessible role: toggle button (pressed state). */
#pragma once

#include "handrail/ui/hr-tap-button.h"

G_BEGIN_DECLS

#define HR_TYPE_CHIP (hr_chip_get_type ())
G_DECLARE_FINAL_TYPE (HrChip, hr_chip, HR, CHIP, HrTapButton)

/** HrChip:active: (notify on change) a tap turns it over */
GtkWidget *hr_chip_new (const char *label) G_GNUC_WARN_UNUSED_RESULT;
void hr_chip_set_label (HrChip *self, const char *label);
gboolean hr_chip_get_active (HrChip *self);
void hr_chip_set_active (HrChip *self, gboolean active);

G_END_DECLS
