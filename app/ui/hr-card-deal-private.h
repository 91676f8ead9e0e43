/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which cards stand on which page, when each is as high as its words. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** hr_card_deal: (transfer full) (element-type guint): the first card of each page; @heights: (element-type int); @ret_fits: whether the
 * highest card has room at all */
GArray *hr_card_deal (const GArray *heights, int room, guint columns, int gap, gboolean *ret_fits) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
