/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a new device is told, as a code for its scanner and as letters to type. */
#pragma once

#include "hr-staff-context-private.h"

G_BEGIN_DECLS

/** hr_share_invite_open: over the page; needs a state with an invitation */
void hr_share_invite_open (HrStaffContext *context);

G_END_DECLS
