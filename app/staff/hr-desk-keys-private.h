/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** hr_desk_keys_new: the keys that the whole desk answers to, after the widget that has the focus: a text keeps what it does with a key */
GtkEventController *hr_desk_keys_new (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
