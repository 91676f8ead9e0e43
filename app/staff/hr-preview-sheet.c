/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-preview-sheet-private.h"

#include "handrail/service/hr-language.h"
#include "hr-desk-widgets-private.h"
#include "hr-staff-window-private.h"

#include <glib/gi18n-lib.h>

/* An article is found by the name that it has in all languages, and seen in its own one, whatever the desk speaks */
static char *
find_article (HrForm *form)
{
  const char *name = hr_form_get (form, "page");

  return *name != '\0' && *hr_form_get (form, "language") != '\0' ? g_strdup (name) : NULL;
}

static const char *
find_language (HrForm *form)
{
  return hr_form_get_kind (form) == HR_KIND_ARTICLE ? hr_form_get (form, "language") : hr_language_get ();
}

/* Where in the lobby a kind is seen; for those that are seen through a meeting, one that shows them */
static char *
find_place (HrForm *form, const char **ret_page)
{
  const HrThing *thing = hr_form_get_thing (form);
  const char *id = hr_form_get_id (form);

  *ret_page = "meeting";
  switch (hr_form_get_kind (form))
    {
    case HR_KIND_MEETING:
      return g_strdup (id != NULL ? id : HR_FORM_PREVIEW_ID);
    case HR_KIND_EXCEPTION:
      return *hr_form_get (form, "meeting") != '\0' ? g_strdup (hr_form_get (form, "meeting")) : NULL;
    case HR_KIND_VENUE:
    case HR_KIND_GROUP:
    case HR_KIND_FELLOWSHIP:
      return thing != NULL ? g_strdup (thing->example) : NULL;
    case HR_KIND_RESOURCE:
      *ret_page = "papers";
      return g_strdup ("");
    case HR_KIND_SITE:
      *ret_page = "help";
      return g_strdup ("");
    case HR_KIND_ANNOUNCEMENT:
      *ret_page = "attract";
      return g_strdup ("");
    case HR_KIND_PROGRAM:
      *ret_page = "programs";
      return g_strdup (id != NULL ? id : HR_FORM_PREVIEW_ID);
    case HR_KIND_PEER:
      *ret_page = "talk";
      return g_strdup (id != NULL ? id : HR_FORM_PREVIEW_ID);
    case HR_KIND_STORY:
      *ret_page = "stories";
      return g_strdup (id != NULL ? id : HR_FORM_PREVIEW_ID);
    case HR_KIND_ARTICLE:
      *ret_page = "learn";
      return find_article (form);
    case HR_KIND_TYPE:
    case HR_KIND_SOURCE:
    case HR_N_KINDS:
    default:
      return NULL;
    }
}

gboolean
hr_preview_sheet_can (HrStaffContext *context, HrForm *form)
{
  const char *page = NULL;
  g_autofree char *argument = context->preview != NULL ? find_place (form, &page) : NULL;

  return argument != NULL;
}

void
hr_preview_sheet_open (HrStaffContext *context, HrForm *form)
{
  const char *page = NULL;
  g_autofree char *argument = find_place (form, &page);
  g_autoptr (HrDirectory) directory = argument != NULL ? hr_form_preview (form) : NULL;
  GtkWidget *box, *preview;

  if (directory == NULL || context->preview == NULL)
    return;
  preview = context->preview (directory, page, *argument != '\0' ? argument : NULL, find_language (form), context->preview_data);
  if (preview == NULL)
    return;
  box = hr_desk_box (GTK_ORIENTATION_VERTICAL, "hr-preview-box");
  gtk_box_append (GTK_BOX (box), hr_desk_label (_ ("So the lobby will show it. Nothing is published yet."), "hr-muted"));
  gtk_box_append (GTK_BOX (box), preview);
  hr_staff_window_open_sheet (context->window, _ ("Preview"), box);
}
