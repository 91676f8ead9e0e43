/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The language of the texts, switched at run time. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** hr_language_init: call once at start: locale C.UTF-8 (or the system's UTF-8 one), text domain. @locale_dir: (nullable): for tests and
 * uninstalled runs; $HANDRAIL_LOCALE_DIR wins */
void hr_language_init (const char *locale_dir);
/** hr_language_set: such as "es"; from the next lookup on */
void hr_language_set (const char *language);
const char *hr_language_get (void);
/** hr_language_list: (array zero-terminated=1) (transfer none): what the program has, English first */
const char *const *hr_language_list (void);
/** hr_language_native_name: "English", "Español" */
const char *hr_language_native_name (const char *language);

G_END_DECLS
