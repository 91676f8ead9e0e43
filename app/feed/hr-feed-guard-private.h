/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * hr_feed_guard:
 * @ret_at: (out): where the JSON begins, behind a byte order mark and the name of a call
 * @ret_call: (out): whether there is a call (JSONP)
 *
 * Size, encoding, "is it a web page" and depth, before a parser sees a byte.
 *
 * Returns: %FALSE with %HR_ERROR_INPUT or %HR_ERROR_LIMIT
 */
gboolean hr_feed_guard (const char *data, gsize length, guint64 max_bytes, gsize *ret_at, gboolean *ret_call,
                        GError **error);

/** hr_feed_set_error_at: %HR_ERROR_INPUT that begins with the line and column of @offset */
void hr_feed_set_error_at (GError **error, const char *data, gsize offset, const char *format, ...)
    G_GNUC_PRINTF (4, 5);

/** hr_feed_skip_space: Returns: the offset of the next byte that is no JSON white space, or @length */
gsize hr_feed_skip_space (const char *data, gsize length, gsize at);

G_END_DECLS
