/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-thing-parts-private.h"

#include "handrail/core/hr-field-words.h"
#include "handrail/ui/hr-flow.h"
#include "hr-date-row-private.h"
#include "hr-desk-widgets-private.h"
#include "hr-staff-window-private.h"
#include "hr-thing-words-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define GAP_MM 2.0
#define DATES_DAYS 60
#define MOST_DATES 6

/* What a button or an answer needs when it comes; the context outlives all pages. */
typedef struct
{
  HrStaffContext *context;
  HrForm *form;
  GtkWidget *box; /* (nullable) */
  HrKind kind;
  char *id;
} Part;

static void
part_free (gpointer data)
{
  Part *self = data;

  g_clear_object (&self->form);
  g_clear_object (&self->box);
  g_free (self->id);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Part, part_free)

static Part *
part_new (HrStaffContext *context, HrForm *form, HrKind kind, const char *id)
{
  Part *self = g_new0 (Part, 1);

  self->context = context;
  self->form = form != NULL ? g_object_ref (form) : NULL;
  self->kind = kind;
  self->id = g_strdup (id);
  return self;
}

static void
go (Part *self, const char *page, const char *format)
{
  g_autofree char *place = g_strdup_printf (strcmp (format, "copy") == 0 ? "%s copy %s" : "%s %s", hr_kind_get_name (self->kind), self->id);

  hr_staff_window_go (self->context->window, page, place);
}

/* ---- undo ---- */

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Part) self = user_data;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = hr_editor_finish (HR_EDITOR (source), result, &error);

  if (ids == NULL)
    hr_staff_window_say_error (self->context->window, error);
  else
    hr_staff_window_say (self->context->window, _ ("Taken back. This stands in the history too."), NULL, NULL, NULL);
}

static void
past_known_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Part) self = user_data;
  g_autoptr (GPtrArray) changes = hr_editor_history_finish (HR_EDITOR (source), result, NULL);
  const HrPastChange *newest = changes != NULL && changes->len > 0 ? changes->pdata[0] : NULL;

  if (newest == NULL || !newest->can_undo)
    {
      hr_staff_window_say (self->context->window, _ ("There is nothing to take back. Look under History."), NULL, NULL, NULL);
      return;
    }
  hr_editor_undo_async (self->context->editor, newest->number, undone_cb, part_new (self->context, NULL, self->kind, self->id));
}

void
hr_thing_parts_undo_last (HrStaffContext *context, HrKind kind, const char *id)
{
  hr_editor_history_async (context->editor, kind, id, 0, NULL, past_known_cb, part_new (context, NULL, kind, id));
}

/* ---- above ---- */

static void
revert_cb (GtkWidget *button, Part *self)
{
  hr_form_revert (self->form);
}

static void
add_line (GtkWidget *box, char *text, const char *css)
{
  gtk_box_append (GTK_BOX (box), hr_desk_label (text, css));
  g_free (text);
}

void
hr_thing_parts_add_head (HrStaffContext *context, HrForm *form, GtkWidget *box)
{
  const HrThing *thing = hr_form_get_thing (form);
  HrDate verified = HR_DATE_NONE;
  const char *css = NULL;

  if (hr_form_is_retired (form))
    add_line (box, g_strdup (_ ("Retired: the lobby does not show it. You can bring it back below.")), "hr-notice");
  if (hr_form_get_draft_ms (form) != 0)
    {
      gint64 wall_ms = hr_form_get_draft_ms (form);
      g_autofree char *moment = hr_thing_words_moment (context, wall_ms);

      add_line (box, g_strdup_printf (_ ("A draft of %s was kept and goes on here. It is not published yet."), moment), "hr-notice");
    }
  if (thing == NULL)
    return;
  if (thing->usage > 0)
    add_line (box, g_strdup_printf (ngettext ("Used by %u meeting. A change here changes it.", "Used by %u meetings. A change here changes all of them.",
                                              thing->usage), thing->usage), "hr-strong");
  if (thing->source_name != NULL)
    add_line (box, g_strdup_printf (_ ("From the feed %s. What you change here stays when the feed is read again."), thing->source_name),
              "hr-muted");
  if (hr_record_get (thing->record, "verified") != NULL)
    hr_date_parse (hr_record_get (thing->record, "verified"), &verified);
  {
    g_autofree char *words = hr_thing_words_checked (context, verified, &css);
    GtkWidget *label = hr_desk_label (words, "hr-desk-checked");

    gtk_widget_set_halign (label, GTK_ALIGN_START);
    if (css != NULL)
      gtk_widget_add_css_class (label, css);
    gtk_box_append (GTK_BOX (box), label);
  }
}

/* ---- the next dates of a meeting ---- */

static void
dates_known_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Part) self = user_data;
  g_autoptr (GPtrArray) dates = hr_directory_get_dates_finish (HR_DIRECTORY (source), result, NULL);

  if (dates == NULL || dates->len == 0 || gtk_widget_get_root (self->box) == NULL)
    return;
  hr_desk_clear (self->box);
  gtk_box_append (GTK_BOX (self->box), hr_desk_heading (_ ("The next dates, as published"), 2));
  for (guint i = 0; i < MIN (dates->len, MOST_DATES); i++)
    gtk_box_append (GTK_BOX (self->box), hr_date_row_new (self->context, dates->pdata[i], TRUE));
}

/* ---- below ---- */

static void
copy_anyway_cb (GtkWidget *button, Part *self)
{
  hr_staff_window_close_sheet (self->context->window);
  go (self, "thing", "copy");
}

static void
go_on_cb (GtkWidget *button, Part *self)
{
  hr_staff_window_go (self->context->window, "thing", hr_kind_get_name (self->kind));
}

static GtkWidget *
add_button (GtkWidget *flow, const char *text, const char *css, GCallback callback, Part *part)
{
  GtkWidget *button = hr_tap_button_new (text);

  if (css != NULL)
    gtk_widget_add_css_class (button, css);
  g_signal_connect (button, "clicked", callback, part);
  g_object_set_data_full (G_OBJECT (button), "part", part, part_free);
  if (GTK_IS_BOX (flow))
    gtk_box_append (GTK_BOX (flow), button);
  else
    hr_flow_append (HR_FLOW (flow), button);
  return button;
}

/* There is one draft for each kind of new thing: a copy does not quietly write over it. */
static void
new_draft_known_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Part) self = user_data;
  g_autoptr (HrDraft) draft = hr_editor_get_draft_finish (HR_EDITOR (source), result, NULL);
  GtkWidget *box;

  if (draft == NULL)
    {
      go (self, "thing", "copy");
      return;
    }
  box = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);
  gtk_box_append (GTK_BOX (box), hr_desk_label (_ ("A new entry of this kind was begun and is not published yet."), NULL));
  add_button (box, _ ("Go on with it"), "primary", G_CALLBACK (go_on_cb), part_new (self->context, NULL, self->kind, self->id));
  add_button (box, _ ("Drop it and make the copy"), NULL, G_CALLBACK (copy_anyway_cb), part_new (self->context, NULL, self->kind, self->id));
  hr_staff_window_open_sheet (self->context->window, _ ("Copy"), box);
}

static void
copy_cb (GtkWidget *button, Part *self)
{
  hr_editor_get_draft_async (self->context->editor, self->kind, NULL, NULL, new_draft_known_cb,
                             part_new (self->context, NULL, self->kind, self->id));
}

static void
history_cb (GtkWidget *button, Part *self)
{
  go (self, "history", "");
}

static void
verified_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Part) self = user_data;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = hr_editor_finish (HR_EDITOR (source), result, &error);

  if (ids == NULL)
    hr_staff_window_say_error (self->context->window, error);
}

static void
verify_cb (GtkWidget *button, Part *self)
{
  hr_editor_verify_async (self->context->editor, self->kind, self->id, verified_cb, part_new (self->context, NULL, self->kind, self->id));
}

static void
undo_retire_cb (gpointer owner)
{
  Part *self = g_object_get_data (owner, "part");

  hr_form_retire_async (self->form, !hr_form_is_retired (self->form), NULL, NULL);
}

static void
retired_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) button = user_data;
  Part *self = g_object_get_data (G_OBJECT (button), "part");
  g_autoptr (GError) error = NULL;

  if (!hr_form_finish (HR_FORM (source), result, &error))
    hr_staff_window_say_error (self->context->window, error);
  else
    hr_staff_window_say (self->context->window, g_object_get_data (G_OBJECT (button), "retire") != NULL
                                                    ? _ ("Retired. The lobby does not show it any more.")
                                                    : _ ("Brought back. The lobby shows it again."),
                         _ ("Undo"), undo_retire_cb, G_OBJECT (button));
}

static void
retire_cb (GtkWidget *button, Part *self)
{
  gboolean retire = !hr_form_is_retired (self->form);

  g_object_set_data (G_OBJECT (button), "retire", GINT_TO_POINTER (retire));
  hr_form_retire_async (self->form, retire, retired_cb, g_object_ref (button));
}

void
hr_thing_parts_add_beside (HrStaffContext *context, HrForm *form, GtkWidget *box)
{
  HrKind kind = hr_form_get_kind (form);
  const char *id = hr_form_get_id (form);
  gboolean retired = hr_form_is_retired (form);
  GtkWidget *flow = hr_flow_new (GAP_MM);

  if (id != NULL && kind == HR_KIND_MEETING && !retired)
    {
      Part *part = part_new (context, NULL, kind, id);
      GtkWidget *dates = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);

      part->box = g_object_ref (dates);
      gtk_box_append (GTK_BOX (box), dates);
      hr_directory_get_dates_async (context->directory, id, DATES_DAYS, NULL, dates_known_cb, part);
    }
  gtk_box_append (GTK_BOX (box), hr_desk_heading (_ ("What else"), 2));
  gtk_box_append (GTK_BOX (box), flow);
  if (id != NULL && !retired)
    add_button (flow, _ ("Checked today"), NULL, G_CALLBACK (verify_cb), part_new (context, form, kind, id));
  if (id != NULL && kind != HR_KIND_SITE)
    add_button (flow, _ ("Copy"), NULL, G_CALLBACK (copy_cb), part_new (context, form, kind, id));
  if (id != NULL)
    add_button (flow, _ ("History"), NULL, G_CALLBACK (history_cb), part_new (context, form, kind, id));
  add_button (flow, _ ("Start over"), NULL, G_CALLBACK (revert_cb), part_new (context, form, kind, id));
  if (id != NULL && kind != HR_KIND_SITE)
    add_button (flow, retired ? _ ("Bring back") : _ ("Retire"), retired ? "primary" : "danger", G_CALLBACK (retire_cb),
                part_new (context, form, kind, id));
}
