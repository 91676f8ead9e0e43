/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-history-page-private.h"

#include "handrail/core/hr-field-words.h"
#include "handrail/service/hr-cancelled.h"
#include "handrail/service/hr-words.h"
#include "hr-desk-widgets-private.h"
#include "hr-staff-window-private.h"
#include "hr-thing-words-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The rest of a large change is counted, not shown. */
#define SHOWN_FIELDS 12

struct _HrHistoryPage
{
  HrPage parent_instance;
  HrStaffContext *context;
  GtkWidget *line;
  GtkWidget *list;
  GtkWidget *scroll;
  GtkWidget *newest;
  GtkWidget *more;
  GCancellable *cancellable;
  HrKind kind;
  char *id;      /* of one thing, or NULL */
  gint64 before; /* what is shown is older than this; 0 = the newest */
  gint64 last;   /* the oldest that is shown */
  gboolean shown;
};

G_DEFINE_FINAL_TYPE (HrHistoryPage, hr_history_page, HR_TYPE_PAGE)

/* ---- names of what a field points to ---- */

static void
named_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) label = user_data;
  g_autoptr (HrThing) thing = hr_editor_get_finish (HR_EDITOR (source), result, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) parts = NULL;

  /* without a name the id stands there */
  if (thing == NULL)
    return;
  parts = g_strsplit (gtk_label_get_text (GTK_LABEL (label)), hr_record_get_id (thing->record), -1);
  text = g_strjoinv (thing->title, parts);
  gtk_label_set_text (GTK_LABEL (label), text);
}

static void
ask_name (HrHistoryPage *self, GtkWidget *label, const HrPastField *field, const char *id)
{
  int number = field->field != NULL && field->kind < HR_N_KINDS ? hr_kind_find_field (field->kind, field->field) : -1;
  const HrField *row = number >= 0 ? &hr_kind_get_fields (field->kind, NULL)[number] : NULL;

  if (row == NULL || row->form != HR_FORM_REF || row->ref_kind == HR_KIND_FELLOWSHIP || id == NULL || *id == '\0')
    return;
  hr_editor_get_async (self->context->editor, row->ref_kind, id, self->cancellable, named_cb, g_object_ref (label));
}

/* ---- one change ---- */

static char *
describe_verb (const HrPastField *field)
{
  g_autofree char *day = NULL;
  HrDate date;

  if (field->kind == HR_N_KINDS)
    return g_strdup_printf (_ ("The whole directory: %s"), field->new != NULL ? field->new : "");
  if (strcmp (field->verb, "add") == 0)
    return g_strdup (_ ("Made new"));
  if (strcmp (field->verb, "retire") == 0)
    return g_strdup (_ ("Retired"));
  if (strcmp (field->verb, "restore") == 0)
    return g_strdup (_ ("Brought back"));
  if (strcmp (field->verb, "import") == 0)
    return g_strdup_printf (_ ("Read from the feed: %s"), field->new != NULL ? field->new : "");
  if (strcmp (field->verb, "headcount") == 0 && hr_date_parse (field->new, &date))
    {
      day = hr_words_date_inside (date);
      return g_strdup_printf (_ ("Headcount entered for %s"), day);
    }
  if (strcmp (field->verb, "keep") == 0)
    return g_strdup (_ ("Kept beside one that looks alike"));
  if (strcmp (field->verb, "unkeep") == 0)
    return g_strdup (_ ("May be one that looks alike, again"));
  return NULL;
}

static void
add_field (HrHistoryPage *self, GtkWidget *box, const HrPastField *field)
{
  g_autofree char *words = field->field == NULL || field->kind == HR_N_KINDS ? describe_verb (field) : NULL;
  g_autofree char *old = NULL, *new = NULL;
  GtkWidget *label;

  if (words == NULL && field->field != NULL && field->kind < HR_N_KINDS)
    {
      old = hr_thing_words_value (self->context, field->kind, field->field, field->old);
      new = hr_thing_words_value (self->context, field->kind, field->field, field->new);
      if (strcmp (field->verb, "conflict") == 0)
        /* Translators: a field, the value that gave way, and the one that stands */
        words = g_strdup_printf (_ ("Two devices wrote this without knowing of each other. %1$s: “%3$s” stands, not “%2$s”"),
                                 hr_field_words_label (field->kind, field->field), old, new);
      else if (strcmp (field->verb, "settle") == 0)
        /* Translators: a field, the value that was not chosen, and the one that was */
        words = g_strdup_printf (_ ("Of what two devices wrote, this was chosen. %1$s: “%3$s”, not “%2$s”"),
                                 hr_field_words_label (field->kind, field->field), old, new);
      else
        /* Translators: a field, what stood there, and what stands there now */
        words = g_strdup_printf (_ ("%1$s: %2$s → %3$s"), hr_field_words_label (field->kind, field->field), old, new);
    }
  if (words == NULL)
    return;
  label = hr_desk_label (words, NULL);
  gtk_box_append (GTK_BOX (box), label);
  ask_name (self, label, field, field->old);
  ask_name (self, label, field, field->new);
}

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrHistoryPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = hr_editor_finish (HR_EDITOR (source), result, &error);

  if (ids == NULL)
    hr_staff_window_say_error (self->context->window, error);
  else
    hr_staff_window_say (self->context->window, _ ("Taken back. This stands in the history too."), NULL, NULL, NULL);
}

static void
undo_cb (GtkWidget *button, HrHistoryPage *self)
{
  hr_editor_undo_async (self->context->editor, *(gint64 *) g_object_get_data (G_OBJECT (button), "number"), undone_cb,
                        g_object_ref (self));
}

static void
add_undo (HrHistoryPage *self, GtkWidget *row, const HrPastChange *change)
{
  GtkWidget *button = hr_tap_button_new (_ ("Undo"));

  g_object_set_data_full (G_OBJECT (button), "number", g_memdup2 (&change->number, sizeof change->number), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (undo_cb), self);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (row), button);
}

static void
add_fields (HrHistoryPage *self, GtkWidget *words, const HrPastChange *change)
{
  const char *named = NULL;

  for (guint i = 0; i < MIN (change->fields->len, SHOWN_FIELDS); i++)
    {
      const HrPastField *field = change->fields->pdata[i];

      /* each thing is named once, above what changed of it */
      if (field->kind < HR_N_KINDS && g_strcmp0 (field->id, named) != 0)
        {
          g_autofree char *title = g_strdup_printf ("%s: %s", hr_field_words_kind (field->kind), field->title);

          gtk_box_append (GTK_BOX (words), hr_desk_label (title, "hr-strong"));
          named = field->id;
        }
      add_field (self, words, field);
    }
  if (change->n_fields > MIN (change->fields->len, SHOWN_FIELDS))
    {
      guint rest = change->n_fields - MIN (change->fields->len, SHOWN_FIELDS);
      g_autofree char *text = g_strdup_printf (ngettext ("and %u more", "and %u more", rest), rest);

      gtk_box_append (GTK_BOX (words), hr_desk_label (text, "hr-muted"));
    }
}

static GtkWidget *
make_row (HrHistoryPage *self, const HrPastChange *change)
{
  GtkWidget *row = hr_desk_box (GTK_ORIENTATION_HORIZONTAL, "hr-desk-row");
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *moment = hr_thing_words_moment (self->context, change->wall_ms);
  g_autofree char *head = g_strdup_printf ("%s · %s", moment, strcmp (change->actor, HR_PAST_SHARE) == 0 ? _ ("Another device") : change->actor);

  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), hr_desk_label (head, "hr-muted"));
  if (change->undo_of != 0)
    gtk_box_append (GTK_BOX (words), hr_desk_label (_ ("Took an earlier change back"), "hr-desk-state"));
  if (change->undone)
    gtk_box_append (GTK_BOX (words), hr_desk_label (_ ("Was taken back later"), "hr-desk-state"));
  add_fields (self, words, change);
  gtk_box_append (GTK_BOX (row), words);
  if (change->can_undo)
    add_undo (self, row, change);
  return row;
}

/* ---- the list ---- */

static void
known_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrHistoryPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) changes = hr_editor_history_finish (HR_EDITOR (source), result, &error);

  if (!self->shown || hr_was_cancelled (error))
    return;
  if (changes == NULL)
    {
      gtk_label_set_text (GTK_LABEL (self->line), error->message);
      return;
    }
  hr_desk_clear (self->list);
  for (guint i = 0; i < changes->len; i++)
    gtk_box_append (GTK_BOX (self->list), make_row (self, changes->pdata[i]));
  self->last = changes->len > 0 ? ((HrPastChange *) changes->pdata[changes->len - 1])->number : self->before;
  gtk_label_set_text (GTK_LABEL (self->line), changes->len == 0 ? _ ("Nothing was changed before this.")
                                                                : _ ("A change can be taken back for 30 days."));
  gtk_widget_set_visible (self->newest, self->before != 0);
  gtk_widget_set_visible (self->more, changes->len >= HR_PAST_CHANGES);
}

static void
ask (HrHistoryPage *self)
{
  if (!self->shown)
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  hr_editor_history_async (self->context->editor, self->kind, self->id, self->before, self->cancellable, known_cb,
                           g_object_ref (self));
}

static void
go_before (HrHistoryPage *self, gint64 before)
{
  self->before = before;
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroll)), 0);
  ask (self);
}

static void
newest_cb (HrHistoryPage *self)
{
  go_before (self, 0);
}

static void
more_cb (HrHistoryPage *self)
{
  go_before (self, self->last);
}

/* ---- page ---- */

static void
hr_history_page_enter (HrPage *page, const char *argument)
{
  HrHistoryPage *self = HR_HISTORY_PAGE (page);
  g_auto (GStrv) parts = g_strsplit (argument != NULL ? argument : "", " ", 2);

  HR_PAGE_CLASS (hr_history_page_parent_class)->enter (page, argument);

  self->shown = TRUE;
  self->before = 0;
  self->kind = HR_KIND_MEETING;
  g_clear_pointer (&self->id, g_free);
  if (g_strv_length (parts) == 2 && hr_kind_from_name (parts[0], &self->kind))
    self->id = g_strdup (parts[1]);
  hr_page_set_title (page, self->id != NULL ? _ ("History of one entry") : _ ("History"));
  hr_desk_clear (self->list);
  ask (self);
}

static void
hr_history_page_leave (HrPage *page)
{
  HrHistoryPage *self = HR_HISTORY_PAGE (page);

  self->shown = FALSE;
  g_cancellable_cancel (self->cancellable);

  HR_PAGE_CLASS (hr_history_page_parent_class)->leave (page);
}

static void
hr_history_page_clear (HrPage *page)
{
  hr_desk_clear (HR_HISTORY_PAGE (page)->list);

  HR_PAGE_CLASS (hr_history_page_parent_class)->clear (page);
}

static void
hr_history_page_dispose (GObject *object)
{
  HrHistoryPage *self = HR_HISTORY_PAGE (object);

  self->shown = FALSE;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->id, g_free);

  G_OBJECT_CLASS (hr_history_page_parent_class)->dispose (object);
}

static void
hr_history_page_class_init (HrHistoryPageClass *klass)
{
  HrPageClass *page_class = HR_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hr_history_page_dispose;
  page_class->enter = hr_history_page_enter;
  page_class->leave = hr_history_page_leave;
  page_class->clear = hr_history_page_clear;
}

static void
hr_history_page_init (HrHistoryPage *self)
{
  GtkWidget *box = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);
  GtkWidget *foot = hr_desk_box (GTK_ORIENTATION_HORIZONTAL, NULL);

  self->line = hr_desk_label ("", "hr-line");
  gtk_widget_set_hexpand (self->line, TRUE);
  self->list = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);
  self->scroll = hr_desk_scroll (self->list);
  self->newest = hr_desk_button (_ ("Newest"), NULL, G_CALLBACK (newest_cb), self);
  self->more = hr_desk_button (_ ("More"), NULL, G_CALLBACK (more_cb), self);
  gtk_widget_set_visible (self->newest, FALSE);
  gtk_widget_set_visible (self->more, FALSE);
  gtk_box_append (GTK_BOX (foot), self->line);
  gtk_box_append (GTK_BOX (foot), self->newest);
  gtk_box_append (GTK_BOX (foot), self->more);
  gtk_box_append (GTK_BOX (box), self->scroll);
  gtk_box_append (GTK_BOX (box), foot);
  hr_page_set_child (HR_PAGE (self), box);
}

HrPage *
hr_history_page_new (HrStaffContext *context)
{
  HrHistoryPage *self = g_object_new (HR_TYPE_HISTORY_PAGE, NULL);

  self->context = context;
  hr_page_set_title (HR_PAGE (self), _ ("History"));
  g_signal_connect_object (context->editor, "changed", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);
  return HR_PAGE (self);
}
