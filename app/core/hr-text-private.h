/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the text sources of this room share. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** hr_text_tidy: as hr_text_clean(), but markup and character references stay as they are: for text typed by people */
char *hr_text_tidy (const char *text, gboolean multiline) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hr_text_entity:
 * @name: (array length=length): without "&" and ";"
 *
 * Returns: the character that HTML calls so, or 0
 */
gunichar hr_text_entity (const char *name, gsize length);

G_END_DECLS
