/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-rules-panel-private.h"

#include "handrail/core/hr-error.h"
#include "hr-desk-widgets-private.h"
#include "hr-rules-sheet-private.h"
#include "hr-staff-window-private.h"

#include <glib/gi18n-lib.h>

#define ROWS 50
/* A few letters of a word come at once; the list follows when the hand rests. */
#define TYPING_MS 150

struct _HrRulesPanel
{
  GtkBox parent_instance;
  HrStaffContext *context;
  GtkWidget *search;
  GtkWidget *line;
  GtkWidget *list;
  GtkWidget *previous;
  GtkWidget *more;
  HrThings *things; /* (nullable): what is shown */
  GCancellable *cancellable;
  guint offset;
  guint typing;
};

G_DEFINE_FINAL_TYPE (HrRulesPanel, hr_rules_panel, GTK_TYPE_BOX)

/* ---- the list ---- */

static void
change_cb (GtkWidget *button, HrRulesPanel *self)
{
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "index"));

  if (self->things != NULL && index < self->things->rows->len)
    hr_rules_sheet_open (self->context, self->things->rows->pdata[index]);
}

static void
add_row (HrRulesPanel *self, guint index, const HrThingRow *group)
{
  GtkWidget *row = hr_desk_box (GTK_ORIENTATION_HORIZONTAL, "hr-desk-row");
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *button = hr_tap_button_new (C_ ("rule", "Change"));
  HrRecord *fellowship = hr_directory_get_fellowship (self->context->directory, hr_record_get (group->record, "fellowship"));
  g_autofree char *title = fellowship != NULL ? g_strdup_printf ("%s · %s", group->title, hr_record_get (fellowship, "name"))
                                              : g_strdup (group->title);
  g_autofree char *slips = g_strdup_printf (_ ("Court papers: %s"), hr_rules_sheet_slips_words (group->record));
  g_autofree char *sign_in = g_strdup_printf (_ ("Sign-in: %s"), hr_rules_sheet_sign_in_words (group));
  g_autofree char *line = group->n_meetings > 0 ? g_strdup_printf ("%s · %s", slips, sign_in) : g_strdup (slips);

  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (words), hr_desk_label (title, "hr-strong"));
  gtk_box_append (GTK_BOX (words), hr_desk_label (line, NULL));
  g_object_set_data (G_OBJECT (button), "index", GUINT_TO_POINTER (index));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, group->title, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", G_CALLBACK (change_cb), self, 0);
  gtk_box_append (GTK_BOX (row), words);
  gtk_box_append (GTK_BOX (row), button);
  gtk_box_append (GTK_BOX (self->list), row);
}

static void
show_rows (HrRulesPanel *self)
{
  guint n = self->things->rows->len, total = self->things->total;
  g_autofree char *text = NULL;

  hr_desk_clear (self->list);
  for (guint i = 0; i < n; i++)
    add_row (self, i, self->things->rows->pdata[i]);
  if (total == 0)
    text = g_strdup (_ ("No group is called so."));
  else if (n < total)
    text = g_strdup_printf (_ ("%u to %u of %u"), self->offset + 1, self->offset + n, total);
  gtk_label_set_text (GTK_LABEL (self->line), text != NULL ? text : "");
  gtk_widget_set_visible (self->line, text != NULL);
  gtk_widget_set_visible (self->previous, self->offset > 0);
  gtk_widget_set_visible (self->more, self->offset + n < total);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrRulesPanel) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrThings) things = hr_editor_list_finish (HR_EDITOR (source), result, &error);

  if (hr_desk_is_gone (self) || g_error_matches (error, HR_ERROR, HR_ERROR_CANCELLED) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (things == NULL)
    {
      gtk_label_set_text (GTK_LABEL (self->line), error->message);
      gtk_widget_set_visible (self->line, TRUE);
      return;
    }
  g_clear_pointer (&self->things, hr_things_free);
  self->things = g_steal_pointer (&things);
  /* the last page went away under us */
  if (self->things->rows->len == 0 && self->offset > 0)
    {
      self->offset = 0;
      hr_rules_panel_read (self);
    }
  else
    show_rows (self);
}

void
hr_rules_panel_read (HrRulesPanel *self)
{
  HrThingQuery query = { .kind = HR_KIND_GROUP, .show = HR_SHOW_LIVE, .limit = ROWS };

  g_return_if_fail (HR_IS_RULES_PANEL (self));

  query.text = gtk_editable_get_text (GTK_EDITABLE (self->search));
  query.offset = self->offset;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  hr_editor_list_async (self->context->editor, &query, self->cancellable, listed_cb, g_object_ref (self));
}

static void
changed_cb (HrRulesPanel *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    hr_rules_panel_read (self);
}

static gboolean
typed_cb (gpointer user_data)
{
  HrRulesPanel *self = user_data;

  self->typing = 0;
  self->offset = 0;
  hr_rules_panel_read (self);
  return G_SOURCE_REMOVE;
}

static void
search_cb (HrRulesPanel *self)
{
  g_clear_handle_id (&self->typing, g_source_remove);
  self->typing = g_timeout_add (TYPING_MS, typed_cb, self);
}

static void
previous_cb (HrRulesPanel *self)
{
  self->offset -= MIN (self->offset, ROWS);
  hr_rules_panel_read (self);
}

static void
more_cb (HrRulesPanel *self)
{
  self->offset += ROWS;
  hr_rules_panel_read (self);
}

static void
all_cb (HrRulesPanel *self)
{
  hr_rules_sheet_open (self->context, NULL);
}

/* ---- object ---- */

static void
hr_rules_panel_dispose (GObject *object)
{
  HrRulesPanel *self = HR_RULES_PANEL (object);

  g_clear_handle_id (&self->typing, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->things, hr_things_free);
  G_OBJECT_CLASS (hr_rules_panel_parent_class)->dispose (object);
}

static void
hr_rules_panel_class_init (HrRulesPanelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hr_rules_panel_dispose;
}

static void
hr_rules_panel_init (HrRulesPanel *self)
{
  GtkWidget *foot = hr_desk_box (GTK_ORIENTATION_HORIZONTAL, NULL);
  GtkWidget *head = hr_desk_box (GTK_ORIENTATION_HORIZONTAL, NULL);
  GtkWidget *all = hr_desk_button (_ ("All that have not said yet"), NULL, G_CALLBACK (all_cb), self);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "hr-desk-box");
  self->search = gtk_entry_new ();
  gtk_widget_add_css_class (self->search, "hr-entry");
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->search), _ ("Find a group"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Find a group"), -1);
  g_signal_connect_object (self->search, "changed", G_CALLBACK (search_cb), self, G_CONNECT_SWAPPED);
  self->line = hr_desk_label ("", "hr-line");
  gtk_widget_set_hexpand (self->line, TRUE);
  self->list = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);
  self->previous = hr_desk_button (_ ("Previous"), NULL, G_CALLBACK (previous_cb), self);
  self->more = hr_desk_button (_ ("More"), NULL, G_CALLBACK (more_cb), self);
  gtk_widget_set_hexpand (self->search, TRUE);
  gtk_box_append (GTK_BOX (head), self->search);
  gtk_box_append (GTK_BOX (head), all);
  gtk_box_append (GTK_BOX (foot), self->line);
  gtk_box_append (GTK_BOX (foot), self->previous);
  gtk_box_append (GTK_BOX (foot), self->more);
  gtk_box_append (GTK_BOX (self), hr_desk_heading (_ ("Sign-in and court papers"), 2));
  gtk_box_append (GTK_BOX (self), hr_desk_label (_ ("A group that has not said follows what “This screen” says of sign-in, and no paper is signed for it. "
                                                    "Here you change that, group by group."), "hr-muted"));
  gtk_box_append (GTK_BOX (self), head);
  gtk_box_append (GTK_BOX (self), self->list);
  gtk_box_append (GTK_BOX (self), foot);
}

GtkWidget *
hr_rules_panel_new (HrStaffContext *context)
{
  HrRulesPanel *self = g_object_new (HR_TYPE_RULES_PANEL, NULL);

  self->context = context;
  g_signal_connect_object (context->editor, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
