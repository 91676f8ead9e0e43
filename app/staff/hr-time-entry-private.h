/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A time as people write it. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** hr_time_parse: "7:30 PM", "7pm", "19:30", "19.30", "noon", "7:30 p. m.": Returns: minutes after midnight, or -1 */
int hr_time_parse (const char *text);

G_END_DECLS
