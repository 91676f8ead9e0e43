/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-share-invite-private.h"

#include "handrail/ui/hr-qr-view.h"
#include "hr-desk-widgets-private.h"
#include "hr-staff-window-private.h"

#include <glib/gi18n-lib.h>

#define WORDS_CHARS 34

static void
add (GtkWidget *box, const char *label, const char *value)
{
  GtkWidget *words = hr_desk_label (value, "hr-share-words");

  gtk_label_set_selectable (GTK_LABEL (words), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (words), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (words), WORDS_CHARS);
  /* read, not gone through with Tab: the code beside it says the same */
  gtk_widget_set_focusable (words, FALSE);
  gtk_box_append (GTK_BOX (box), hr_desk_label (label, "hr-form-label"));
  gtk_box_append (GTK_BOX (box), words);
}

void
hr_share_invite_open (HrStaffContext *context)
{
  const HrSharingState *state = hr_sharing_get_state (context->sharing);
  GtkWidget *box = hr_desk_box (GTK_ORIENTATION_HORIZONTAL, NULL), *words = NULL, *view = NULL, *steps = NULL;
  g_autofree char *code = NULL;

  g_return_if_fail (state != NULL && state->invitation != NULL);

  code = hr_sharing_code (state->invitation, state->status->folder);
  words = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);
  view = hr_qr_view_new ();
  hr_qr_view_set_content (HR_QR_VIEW (view), code, _ ("The invitation as a code. The same stands beside it in letters."));
  steps = hr_desk_label (_ ("On the new device open “Share”, then “Join a share”. Hold its scanner at the square, or type this:"), NULL);
  gtk_label_set_max_width_chars (GTK_LABEL (steps), WORDS_CHARS);
  gtk_box_append (GTK_BOX (words), steps);
  add (words, _ ("Invitation"), state->invitation);
  add (words, _ ("Folder, as this device reaches it"), state->status->folder);
  steps = hr_desk_label (_ ("It is no secret: nobody is in before a manager compared the code and let the device in."), "hr-muted");
  gtk_label_set_max_width_chars (GTK_LABEL (steps), WORDS_CHARS);
  gtk_box_append (GTK_BOX (words), steps);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), view);
  gtk_box_append (GTK_BOX (box), words);
  hr_staff_window_open_sheet (context->window, _ ("Invite a device"), box);
}
