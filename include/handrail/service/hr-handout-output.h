/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a handout becomes besides paper: the picture of a page, for the screen, and a file on a stick or in a folder. Main thread; drawn and
 * written on threads of their own. */
#pragma once

#include "handrail/service/hr-handouts.h"

G_BEGIN_DECLS

/** HrHandoutPicture: @pixels: CAIRO_FORMAT_RGB24 in the byte order of this machine, @stride bytes a line */
typedef struct
{
  GBytes *pixels;
  int width, height, stride;
} HrHandoutPicture;

void hr_handout_picture_free (HrHandoutPicture *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrHandoutPicture, hr_handout_picture_free)

/** hr_handout_draw_async: the side @page (0 = the first) as it comes out of the printer, at most @width × @height px. @result need not live on */
void hr_handout_draw_async (HrHandoutResult *result, guint page, int width, int height, GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data);
HrHandoutPicture *hr_handout_draw_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** hr_handout_save_async: never overwrites: a name that is taken gets a number. @name: of the file, without ".pdf" */
void hr_handout_save_async (HrHandoutResult *result, const char *folder, const char *name, GAsyncReadyCallback callback, gpointer user_data);
/** hr_handout_save_finish: (transfer full): its path. %HR_ERROR_IO: nothing was left behind */
char *hr_handout_save_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
