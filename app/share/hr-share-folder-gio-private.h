/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "handrail/share/hr-share-folder.h"

G_BEGIN_DECLS

/** hr_share_folder_new_gio: what hr_share_folder_open() makes; for tests also of an address it would not take, like file:// */
HrShareFolder *hr_share_folder_new_gio (const char *uri, gboolean renames, const HrShareLogin *login, GCancellable *cancellable)
    G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
