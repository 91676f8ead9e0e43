/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-listings-page-private.h"

#include "handrail/core/hr-field-words.h"
#include "handrail/service/hr-cancelled.h"
#include "handrail/ui/hr-chip.h"
#include "handrail/ui/hr-flow.h"
#include "hr-desk-turner-private.h"
#include "hr-desk-widgets-private.h"
#include "hr-staff-window-private.h"
#include "hr-thing-words-private.h"

#include <glib/gi18n-lib.h>

#define GAP_MM 2.0
/* A few letters of a word come at once; the list follows when the hand rests. */
#define TYPING_MS 150

static const HrKind kinds[] = {
  HR_KIND_MEETING,      HR_KIND_VENUE,     HR_KIND_GROUP, HR_KIND_FELLOWSHIP, HR_KIND_RESOURCE,
  HR_KIND_PROGRAM,      HR_KIND_PEER,      HR_KIND_STORY, HR_KIND_ARTICLE,
  HR_KIND_ANNOUNCEMENT, HR_KIND_EXCEPTION, HR_KIND_TYPE,  HR_KIND_SITE,
};

static const char *const shows[HR_N_SHOWS] = {
  /* Translators: which listings the desk shows */
  [HR_SHOW_LIVE] = N_ ("In use"),
  [HR_SHOW_RETIRED] = N_ ("Retired"),
  [HR_SHOW_STALE] = N_ ("Not checked lately"),
  [HR_SHOW_UNPUBLISHED] = N_ ("Not shown in the lobby"),
  [HR_SHOW_CHANGED_HERE] = N_ ("Changed here"),
};

struct _HrListingsPage
{
  HrPage parent_instance;
  HrStaffContext *context;
  GtkWidget *kind_chips[G_N_ELEMENTS (kinds)];
  GtkWidget *show_chips[HR_N_SHOWS];
  GtkWidget *search;
  GtkWidget *fresh;
  GtkWidget *list;
  GtkWidget *turner;
  GtkWidget *scroll;
  GCancellable *cancellable;
  HrKind kind;
  HrThingShow show;
  guint typing;
  gboolean setting;
  gboolean shown;
};

G_DEFINE_FINAL_TYPE (HrListingsPage, hr_listings_page, HR_TYPE_PAGE)

static void ask (HrListingsPage *self);

/* ---- rows ---- */

static void
open_cb (GtkWidget *button, HrListingsPage *self)
{
  g_autofree char *place = g_strdup_printf ("%s %s", hr_kind_get_name (self->kind),
                                            (const char *) g_object_get_data (G_OBJECT (button), "id"));

  hr_staff_window_go (self->context->window, "thing", place);
}

static void
verified_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrListingsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = hr_editor_finish (HR_EDITOR (source), result, &error);

  if (ids == NULL)
    hr_staff_window_say_error (self->context->window, error);
}

static void
verify_cb (GtkWidget *button, HrListingsPage *self)
{
  hr_editor_verify_async (self->context->editor, self->kind, g_object_get_data (G_OBJECT (button), "id"), verified_cb,
                          g_object_ref (self));
}

static void
add_button (GtkWidget *row, const char *text, const char *name, const HrRecord *record, GCallback callback, HrListingsPage *self)
{
  GtkWidget *button = hr_tap_button_new (text);
  g_autofree char *whole = g_strdup_printf ("%s: %s", text, name);

  g_object_set_data_full (G_OBJECT (button), "id", g_strdup (hr_record_get_id (record)), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, whole, -1);
  g_signal_connect (button, "clicked", callback, self);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (row), button);
}

static GtkWidget *
make_row (HrListingsPage *self, const HrThingRow *thing)
{
  GtkWidget *row = hr_desk_box (GTK_ORIENTATION_HORIZONTAL, "hr-desk-row");
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *checked;
  const char *css = NULL;
  g_autofree char *line = hr_thing_words_line (self->context, thing);
  g_autofree char *date = hr_thing_words_checked (self->context, thing->verified, &css);
  g_autofree char *small = thing->source != NULL ? g_strdup_printf ("%s · %s", date, thing->source) : g_strdup (date);

  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (words), hr_desk_label (thing->title, "hr-strong"));
  if (*line != '\0')
    gtk_box_append (GTK_BOX (words), hr_desk_label (line, NULL));
  if (thing->draft)
    gtk_box_append (GTK_BOX (words), hr_desk_label (_ ("Draft: not published yet"), "hr-desk-state"));
  checked = hr_desk_label (small, "hr-desk-checked");
  if (css != NULL && !thing->retired)
    gtk_widget_add_css_class (checked, css);
  gtk_box_append (GTK_BOX (words), checked);
  gtk_box_append (GTK_BOX (row), words);
  if (!thing->retired)
    add_button (row, _ ("Checked today"), thing->title, thing->record, G_CALLBACK (verify_cb), self);
  add_button (row, C_ ("button", "Open"), thing->title, thing->record, G_CALLBACK (open_cb), self);
  return row;
}

/* ---- the list ---- */

static void
show_rows (HrListingsPage *self, HrThings *things)
{
  g_autofree char *text = NULL;

  /* the last page went away under us */
  if (!hr_desk_turner_set_total (HR_DESK_TURNER (self->turner), things->total))
    {
      ask (self);
      return;
    }
  hr_desk_clear (self->list);
  for (guint i = 0; i < things->rows->len; i++)
    gtk_box_append (GTK_BOX (self->list), make_row (self, things->rows->pdata[i]));
  if (things->total == 0)
    text = g_strdup (_ ("Nothing here. Change the words or the filter, or make a new one."));
  else if (things->total <= HR_PAGE_ROWS)
    text = g_strdup_printf (ngettext ("%u entry", "%u entries", things->total), things->total);
  hr_desk_turner_set_text (HR_DESK_TURNER (self->turner), text);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrListingsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrThings) things = hr_editor_list_finish (HR_EDITOR (source), result, &error);

  if (!self->shown || hr_was_cancelled (error))
    return;
  if (things != NULL)
    show_rows (self, things);
  else
    hr_desk_turner_set_text (HR_DESK_TURNER (self->turner), error->message);
}

static void
ask (HrListingsPage *self)
{
  const HrThingQuery query = { .kind = self->kind,
                               .show = self->show,
                               .text = gtk_editable_get_text (GTK_EDITABLE (self->search)),
                               .offset = hr_desk_turner_get_offset (HR_DESK_TURNER (self->turner)),
                               .limit = HR_PAGE_ROWS };

  if (!self->shown)
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  hr_editor_list_async (self->context->editor, &query, self->cancellable, listed_cb, g_object_ref (self));
}

static void
ask_first_page (HrListingsPage *self)
{
  hr_desk_turner_rewind (HR_DESK_TURNER (self->turner));
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroll)), 0);
  ask (self);
}

static void
show_chips (HrListingsPage *self)
{
  self->setting = TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    hr_chip_set_active (HR_CHIP (self->kind_chips[i]), kinds[i] == self->kind);
  for (gsize i = 0; i < HR_N_SHOWS; i++)
    hr_chip_set_active (HR_CHIP (self->show_chips[i]), i == self->show);
  gtk_widget_set_visible (self->show_chips[HR_SHOW_UNPUBLISHED], self->kind == HR_KIND_MEETING);
  gtk_widget_set_visible (self->fresh, self->kind != HR_KIND_SITE);
  hr_tap_button_set_text (HR_TAP_BUTTON (self->fresh), hr_field_words_new (self->kind));
  self->setting = FALSE;
}

static void
kind_cb (HrListingsPage *self, GParamSpec *pspec, GtkWidget *chip)
{
  if (self->setting)
    return;
  self->kind = kinds[GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (chip), "index"))];
  if (self->kind != HR_KIND_MEETING && self->show == HR_SHOW_UNPUBLISHED)
    self->show = HR_SHOW_LIVE;
  show_chips (self);
  ask_first_page (self);
}

static void
show_cb (HrListingsPage *self, GParamSpec *pspec, GtkWidget *chip)
{
  if (self->setting)
    return;
  self->show = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (chip), "index"));
  show_chips (self);
  ask_first_page (self);
}

static gboolean
typed_cb (gpointer user_data)
{
  HrListingsPage *self = user_data;

  self->typing = 0;
  ask_first_page (self);
  return G_SOURCE_REMOVE;
}

static void
search_cb (HrListingsPage *self)
{
  g_clear_handle_id (&self->typing, g_source_remove);
  if (self->shown)
    self->typing = g_timeout_add (TYPING_MS, typed_cb, self);
}

static void
fresh_cb (HrListingsPage *self)
{
  hr_staff_window_go (self->context->window, "thing", hr_kind_get_name (self->kind));
}

static void
turned_cb (HrListingsPage *self)
{
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroll)), 0);
  ask (self);
}

/* ---- page ---- */

static void
hr_listings_page_enter (HrPage *page, const char *argument)
{
  HrListingsPage *self = HR_LISTINGS_PAGE (page);
  g_auto (GStrv) parts = g_strsplit (argument != NULL ? argument : "", " ", 2);

  HR_PAGE_CLASS (hr_listings_page_parent_class)->enter (page, argument);

  self->shown = TRUE;
  if (parts[0] != NULL && hr_kind_from_name (parts[0], &self->kind))
    hr_desk_turner_rewind (HR_DESK_TURNER (self->turner));
  if (parts[0] != NULL && parts[1] != NULL)
    self->show = g_str_equal (parts[1], "stale") ? HR_SHOW_STALE : g_str_equal (parts[1], "unpublished") ? HR_SHOW_UNPUBLISHED : HR_SHOW_LIVE;
  show_chips (self);
  ask (self);
  /* Ctrl+F, from wherever it was pressed */
  if (g_strcmp0 (argument, "search") == 0)
    gtk_widget_grab_focus (self->search);
}

static void
hr_listings_page_leave (HrPage *page)
{
  HrListingsPage *self = HR_LISTINGS_PAGE (page);

  self->shown = FALSE;
  g_clear_handle_id (&self->typing, g_source_remove);
  g_cancellable_cancel (self->cancellable);

  HR_PAGE_CLASS (hr_listings_page_parent_class)->leave (page);
}

static void
hr_listings_page_clear (HrPage *page)
{
  HrListingsPage *self = HR_LISTINGS_PAGE (page);

  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  hr_desk_clear (self->list);
  self->kind = HR_KIND_MEETING;
  self->show = HR_SHOW_LIVE;
  hr_desk_turner_rewind (HR_DESK_TURNER (self->turner));

  HR_PAGE_CLASS (hr_listings_page_parent_class)->clear (page);
}

static void
hr_listings_page_dispose (GObject *object)
{
  HrListingsPage *self = HR_LISTINGS_PAGE (object);

  self->shown = FALSE;
  g_clear_handle_id (&self->typing, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (hr_listings_page_parent_class)->dispose (object);
}

static void
hr_listings_page_class_init (HrListingsPageClass *klass)
{
  HrPageClass *page_class = HR_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hr_listings_page_dispose;
  page_class->enter = hr_listings_page_enter;
  page_class->leave = hr_listings_page_leave;
  page_class->clear = hr_listings_page_clear;
}

static GtkWidget *
make_chip (HrListingsPage *self, GtkWidget *flow, const char *text, guint index, GCallback callback)
{
  GtkWidget *chip = hr_chip_new (text);

  g_object_set_data (G_OBJECT (chip), "index", GUINT_TO_POINTER (index));
  g_signal_connect_object (chip, "notify::active", callback, self, G_CONNECT_SWAPPED);
  hr_flow_append (HR_FLOW (flow), chip);
  return chip;
}

static GtkWidget *
make_head (HrListingsPage *self)
{
  GtkWidget *head = hr_desk_box (GTK_ORIENTATION_HORIZONTAL, NULL);
  /* Translators: button: listings that look like one meeting */
  GtkWidget *duplicates = hr_tap_button_new (_ ("Duplicates"));

  gtk_actionable_set_action_target (GTK_ACTIONABLE (duplicates), "s", "duplicates");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (duplicates), "desk.go");
  self->search = gtk_entry_new ();
  gtk_widget_add_css_class (self->search, "hr-entry");
  gtk_widget_set_hexpand (self->search, TRUE);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->search), _ ("Search"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Search"), -1);
  g_signal_connect_object (self->search, "changed", G_CALLBACK (search_cb), self, G_CONNECT_SWAPPED);
  self->fresh = hr_desk_button (hr_field_words_new (HR_KIND_MEETING), "primary", G_CALLBACK (fresh_cb), self);
  gtk_box_append (GTK_BOX (head), self->search);
  gtk_box_append (GTK_BOX (head), duplicates);
  gtk_box_append (GTK_BOX (head), self->fresh);
  return head;
}

static void
hr_listings_page_init (HrListingsPage *self)
{
  GtkWidget *box = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);
  GtkWidget *kind_flow = hr_flow_new (GAP_MM), *show_flow = hr_flow_new (GAP_MM);

  self->kind = HR_KIND_MEETING;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    self->kind_chips[i] = make_chip (self, kind_flow, hr_field_words_plural (kinds[i]), i, G_CALLBACK (kind_cb));
  for (guint i = 0; i < HR_N_SHOWS; i++)
    self->show_chips[i] = make_chip (self, show_flow, _ (shows[i]), i, G_CALLBACK (show_cb));
  gtk_widget_add_css_class (kind_flow, "hr-chips-near");
  gtk_widget_add_css_class (show_flow, "hr-chips-near");
  self->list = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);
  self->scroll = hr_desk_scroll (self->list);
  self->turner = hr_desk_turner_new (HR_PAGE_ROWS);
  g_signal_connect_object (self->turner, "turned", G_CALLBACK (turned_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), kind_flow);
  gtk_box_append (GTK_BOX (box), make_head (self));
  gtk_box_append (GTK_BOX (box), show_flow);
  gtk_box_append (GTK_BOX (box), self->scroll);
  gtk_box_append (GTK_BOX (box), self->turner);
  hr_page_set_child (HR_PAGE (self), box);
  show_chips (self);
}

HrPage *
hr_listings_page_new (HrStaffContext *context)
{
  HrListingsPage *self = g_object_new (HR_TYPE_LISTINGS_PAGE, NULL);

  self->context = context;
  hr_page_set_title (HR_PAGE (self), _ ("Listings"));
  g_signal_connect_object (context->editor, "changed", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);
  return HR_PAGE (self);
}
