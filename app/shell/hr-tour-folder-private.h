/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** hr_tour_remove_folder: with all that is in it; links are taken away, not followed */
void hr_tour_remove_folder (const char *path);

G_END_DECLS
