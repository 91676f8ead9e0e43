/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-share-work-private.h"

#include "hr-desk-widgets-private.h"
#include "hr-staff-window-private.h"
#include "hr-thing-words-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  HrStaffContext *context;
  GtkWidget *owner;
  char *done;
} Asked;

static void
worked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Asked *asked = user_data;
  g_autoptr (GError) error = NULL;
  gboolean ok = hr_sharing_work_finish (HR_SHARING (source), result, &error);

  if (!hr_desk_is_gone (asked->owner))
    {
      if (!ok)
        hr_staff_window_say_error (asked->context->window, error);
      else if (asked->done != NULL)
        hr_staff_window_say (asked->context->window, asked->done, NULL, NULL, NULL);
    }
  g_object_unref (asked->owner);
  g_free (asked->done);
  g_free (asked);
}

void
hr_share_work (HrStaffContext *context, GtkWidget *owner, const HrSharingWork *work, const char *done)
{
  Asked *asked = g_new0 (Asked, 1);

  *asked = (Asked){ context, g_object_ref (owner), g_strdup (done) };
  hr_sharing_work_async (context->sharing, work, worked_cb, asked);
}

gboolean
hr_share_may_manage (HrStaffContext *context)
{
  const HrStaffMember *member = hr_staff_get_current (context->staff);

  return member != NULL && member->role == HR_STAFF_MANAGER;
}

gboolean
hr_share_is_manager (HrStaffContext *context)
{
  const HrSharingState *state = hr_sharing_get_state (context->sharing);

  return hr_share_may_manage (context) && state != NULL && state->status->member && !state->status->revoked
         && (state->status->roles & HR_SHARE_MANAGER) != 0;
}

gboolean
hr_share_may_edit (HrStaffContext *context)
{
  const HrSharingState *state = hr_sharing_get_state (context->sharing);

  return state == NULL || !state->status->member || (state->status->roles & (HR_SHARE_STAFF | HR_SHARE_OFFICE)) != 0;
}

char *
hr_share_spaced (const char *code)
{
  return g_strdup_printf ("%.4s %s", code, strlen (code) > 4 ? code + 4 : "");
}

char *
hr_share_moment (HrStaffContext *context, gint64 ms)
{
  /* Translators: instead of a day and a time */
  return ms > 0 ? hr_thing_words_moment (context, ms) : g_strdup (C_ ("instead of a day", "never"));
}

GtkWidget *
hr_share_entry (const char *label, const char *help, GtkWidget **ret_entry)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *entry = gtk_entry_new ();

  gtk_widget_add_css_class (box, "hr-form-row");
  gtk_widget_add_css_class (entry, "hr-entry");
  gtk_entry_set_input_hints (GTK_ENTRY (entry), GTK_INPUT_HINT_NO_SPELLCHECK | GTK_INPUT_HINT_NO_EMOJI);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_box_append (GTK_BOX (box), hr_desk_label (label, "hr-form-label"));
  gtk_box_append (GTK_BOX (box), entry);
  if (help != NULL)
    gtk_box_append (GTK_BOX (box), hr_desk_label (help, "hr-form-help"));
  *ret_entry = entry;
  return box;
}
