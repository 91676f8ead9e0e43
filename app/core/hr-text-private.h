/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the text sources of this room share. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * hr_text_entity:
 * @name: (array length=length): without "&" and ";"
 *
 * Returns: the character that HTML calls so, or 0
 */
gunichar hr_text_entity (const char *name, gsize length);

G_END_DECLS
