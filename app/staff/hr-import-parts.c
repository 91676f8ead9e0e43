/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-import-parts-private.h"

#include "hr-desk-widgets-private.h"
#include "hr-import-format-private.h"
#include "hr-staff-window-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* ---- words ---- */

const char *
hr_import_parts_phase (guint phase)
{
  switch (phase)
    {
    case HR_IMPORT_READ:
      return _ ("Reading the list …");
    case HR_IMPORT_COMPARE:
      return _ ("Comparing it with the listings …");
    case HR_IMPORT_WORDS:
      return _ ("Making it ready for the search …");
    default:
      return _ ("Finishing …");
    }
}

char *
hr_import_parts_about (HrImportJob *job, const HrImportReport *report)
{
  g_autofree char *name = g_path_get_basename (hr_import_job_get_path (job));
  guint n = report->records;

  /* Translators: the name of a file, what kind of list it is, how many meetings are in it */
  return g_strdup_printf (ngettext ("%1$s · %2$s · %3$u meeting", "%1$s · %2$s · %3$u meetings", n), name,
                          hr_import_format_words (report->format), n);
}

char *
hr_import_parts_belongs (HrStaffContext *context, const HrImportReport *report, const char *fellowship)
{
  const char *id = fellowship != NULL ? fellowship : report->format == HR_FEED_BMLT ? "na" : "aa";
  HrRecord *record = hr_directory_get_fellowship (context->directory, id);

  /* Translators: button: which fellowship the meetings of a list are of; it can be changed */
  return g_strdup_printf (_ ("Meetings of: %s"), record != NULL ? hr_record_get (record, "name") : id);
}

char *
hr_import_parts_done (const HrImportReport *report)
{
  return g_strdup_printf (_ ("It is done. New: %1$u. Changed: %2$u. Taken off: %3$u."), report->added->len, report->changed->len,
                          report->removed->len);
}

const char *
hr_import_parts_trouble (const GError *error, const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return *path != '\0' && g_str_has_prefix (error->message, path) ? error->message + strlen (folder) + 1 : error->message;
}

/* ---- widgets ---- */

void
hr_import_parts_step (GtkStack *stack, const char *name, GtkWidget *content, GtkWidget *back, GtkWidget *on)
{
  GtkWidget *box = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);
  GtkWidget *foot = hr_desk_box (GTK_ORIENTATION_HORIZONTAL, NULL);

  gtk_box_append (GTK_BOX (box), content);
  if (back != NULL)
    gtk_box_append (GTK_BOX (foot), back);
  if (on != NULL)
    {
      gtk_widget_set_hexpand (on, TRUE);
      gtk_widget_set_halign (on, GTK_ALIGN_END);
      gtk_box_append (GTK_BOX (foot), on);
    }
  gtk_box_append (GTK_BOX (box), foot);
  gtk_stack_add_named (stack, box, name);
}

/* A list that came short once must not empty the lobby. */
void
hr_import_parts_ask_removals (HrStaffContext *context, guint n, GCallback accept, gpointer owner)
{
  GtkWidget *box = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);
  g_autofree char *text = g_strdup_printf (ngettext ("This list would take %u meeting off the lobby's pages, more than a fifth of those from "
                                                     "this source. That happens when a list came short.",
                                                     "This list would take %u meetings off the lobby's pages, more than a fifth of those "
                                                     "from this source. That happens when a list came short.",
                                                     n),
                                           n);

  gtk_box_append (GTK_BOX (box), hr_desk_label (text, NULL));
  gtk_box_append (GTK_BOX (box), hr_desk_button (_ ("Look at it again"), "primary", G_CALLBACK (hr_staff_window_close_sheet), context->window));
  gtk_box_append (GTK_BOX (box), hr_desk_button (_ ("They are really over: take them off"), NULL, accept, owner));
  hr_staff_window_open_sheet (context->window, _ ("Is that right?"), box);
}
