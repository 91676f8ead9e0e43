/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-rules-panel-private.h"

#include "handrail/service/hr-cancelled.h"
#include "hr-desk-turner-private.h"
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
  GtkWidget *list;
  GtkWidget *turner;
  HrThings *things; /* (nullable): what is shown */
  GCancellable *cancellable;
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
  hr_desk_clear (self->list);
  for (guint i = 0; i < self->things->rows->len; i++)
    add_row (self, i, self->things->rows->pdata[i]);
  hr_desk_turner_set_text (HR_DESK_TURNER (self->turner), self->things->total == 0 ? _ ("No group is called so.") : NULL);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrRulesPanel) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrThings) things = hr_editor_list_finish (HR_EDITOR (source), result, &error);

  if (hr_desk_is_gone (self) || hr_was_cancelled (error))
    return;
  if (things == NULL)
    {
      hr_desk_turner_set_text (HR_DESK_TURNER (self->turner), error->message);
      return;
    }
  g_clear_pointer (&self->things, hr_things_free);
  self->things = g_steal_pointer (&things);
  /* the last page went away under us */
  if (hr_desk_turner_set_total (HR_DESK_TURNER (self->turner), self->things->total))
    show_rows (self);
  else
    hr_rules_panel_read (self);
}

void
hr_rules_panel_read (HrRulesPanel *self)
{
  HrThingQuery query = { .kind = HR_KIND_GROUP, .show = HR_SHOW_LIVE, .limit = ROWS };

  g_return_if_fail (HR_IS_RULES_PANEL (self));

  query.text = gtk_editable_get_text (GTK_EDITABLE (self->search));
  query.offset = hr_desk_turner_get_offset (HR_DESK_TURNER (self->turner));
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
  hr_desk_turner_rewind (HR_DESK_TURNER (self->turner));
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
  GtkWidget *head = hr_desk_box (GTK_ORIENTATION_HORIZONTAL, NULL);
  GtkWidget *all = hr_desk_button (_ ("All that have not said yet"), NULL, G_CALLBACK (all_cb), self);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "hr-desk-box");
  self->search = gtk_entry_new ();
  gtk_widget_add_css_class (self->search, "hr-entry");
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->search), _ ("Find a group"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Find a group"), -1);
  g_signal_connect_object (self->search, "changed", G_CALLBACK (search_cb), self, G_CONNECT_SWAPPED);
  self->list = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);
  self->turner = hr_desk_turner_new (ROWS);
  g_signal_connect_object (self->turner, "turned", G_CALLBACK (hr_rules_panel_read), self, G_CONNECT_SWAPPED);
  gtk_widget_set_hexpand (self->search, TRUE);
  gtk_box_append (GTK_BOX (head), self->search);
  gtk_box_append (GTK_BOX (head), all);
  gtk_box_append (GTK_BOX (self), hr_desk_heading (_ ("Sign-in and court papers"), 2));
  gtk_box_append (GTK_BOX (self), hr_desk_label (_ ("A group that has not said follows what “This screen” says of sign-in, and no paper is signed for it. "
                                                    "Here you change that, group by group."), "hr-muted"));
  gtk_box_append (GTK_BOX (self), head);
  gtk_box_append (GTK_BOX (self), self->list);
  gtk_box_append (GTK_BOX (self), self->turner);
}

GtkWidget *
hr_rules_panel_new (HrStaffContext *context)
{
  HrRulesPanel *self = g_object_new (HR_TYPE_RULES_PANEL, NULL);

  self->context = context;
  g_signal_connect_object (context->editor, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
