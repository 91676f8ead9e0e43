/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "handrail/print/hr-printer.h"

G_BEGIN_DECLS

/** hr_printer_probe: whether somebody can be called at @host: %FALSE only when it is sure that nobody can. Where this device may not use the
 * network, or does not know the name, it is not */
gboolean hr_printer_probe (const char *host, int port, gboolean *ret_sure);

G_END_DECLS
