/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SQL functions of every connection: hr_fold (text), hr_title (translated), hr_texts (translated), hr_has_words (folded
 * words, text). */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/** hr_db_add_functions: %FALSE when there is no memory for them */
gboolean hr_db_add_functions (sqlite3 *handle);

G_END_DECLS
