/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-conflicts-page-private.h"

#include "handrail/core/hr-error.h"
#include "handrail/core/hr-field-words.h"
#include "handrail/service/hr-cancelled.h"
#include "hr-desk-turner-private.h"
#include "hr-desk-widgets-private.h"
#include "hr-share-work-private.h"
#include "hr-staff-window-private.h"
#include "hr-thing-words-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PER_PAGE 20

struct _HrConflictsPage
{
  HrPage parent_instance;
  HrStaffContext *context;
  GtkWidget *turner;
  GtkWidget *list;
  GtkWidget *scroll;
  GPtrArray *known; /* (nullable): (element-type HrConflict) */
  GCancellable *cancellable;
  gboolean shown;
};

G_DEFINE_FINAL_TYPE (HrConflictsPage, hr_conflicts_page, HR_TYPE_PAGE)

static void ask (HrConflictsPage *self);

/* ---- choosing ---- */

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrConflictsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = hr_editor_finish (HR_EDITOR (source), result, &error);

  if (hr_desk_is_gone (self))
    return;
  if (g_error_matches (error, HR_ERROR, HR_ERROR_CONFLICT))
    {
      hr_staff_window_say (self->context->window, _ ("Somebody changed it once more meanwhile. Look again."), NULL, NULL, NULL);
      ask (self);
    }
  else if (ids == NULL)
    hr_staff_window_say_error (self->context->window, error);
  else
    hr_staff_window_say (self->context->window, _ ("This one stands now, on all devices. History takes it back."), NULL, NULL, NULL);
  hr_sharing_look (self->context->sharing);
}

static void
choose_cb (GtkWidget *button, HrConflictsPage *self)
{
  guint number = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "number"));
  const HrConflict *conflict = number < self->known->len ? self->known->pdata[number] : NULL;
  const char *stands, *lost;

  g_return_if_fail (conflict != NULL);

  stands = conflict->sides[HR_SIDE_STANDS].value;
  lost = conflict->sides[HR_SIDE_LOST].value;
  if (GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "side")) == HR_SIDE_STANDS)
    hr_editor_settle_async (self->context->editor, conflict->kind, conflict->id, conflict->field, lost, chosen_cb, g_object_ref (self));
  else
    {
      const char *const fields[] = { conflict->field, NULL };
      const char *const values[] = { lost != NULL ? lost : "", NULL };
      const char *const bases[] = { stands != NULL ? stands : "", NULL };
      const HrEdit edit = { HR_EDIT_SET, conflict->kind, conflict->id, fields, values, bases };

      hr_editor_edit_async (self->context->editor, &edit, 1, chosen_cb, g_object_ref (self));
    }
}

/* ---- one field ---- */

static void
named_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) label = user_data;
  g_autoptr (HrThing) thing = hr_editor_get_finish (HR_EDITOR (source), result, NULL);

  /* without a name the id stands there */
  if (thing != NULL)
    gtk_label_set_text (GTK_LABEL (label), thing->title);
}

static GtkWidget *
make_value (HrConflictsPage *self, const HrConflict *conflict, const char *value)
{
  g_autofree char *words = hr_thing_words_value (self->context, conflict->kind, conflict->field, value);
  GtkWidget *label = hr_desk_label (words, "hr-strong");
  int index = hr_kind_find_field (conflict->kind, conflict->field);
  const HrField *field = &hr_kind_get_fields (conflict->kind, NULL)[index];

  if (field->form == HR_FORM_REF && field->ref_kind != HR_KIND_FELLOWSHIP && value != NULL && *value != '\0')
    hr_editor_get_async (self->context->editor, field->ref_kind, value, self->cancellable, named_cb, g_object_ref (label));
  return label;
}

static const HrShareDevice *
find_device (HrConflictsPage *self, const char *id)
{
  const HrSharingState *state = hr_sharing_get_state (self->context->sharing);

  for (guint i = 0; state != NULL && i < state->status->devices->len; i++)
    if (g_strcmp0 (((HrShareDevice *)state->status->devices->pdata[i])->device, id) == 0)
      return state->status->devices->pdata[i];
  return NULL;
}

/* Who is known where it was written: a name does not travel. */
static char *
describe_writer (HrConflictsPage *self, const HrConflictSide *side)
{
  const HrShareDevice *device = find_device (self, side->device);
  g_autofree char *when = hr_share_moment (self->context, side->wall_ms);
  g_autofree char *where = NULL;

  if (device == NULL)
    where = g_strdup (_ ("a device that is not in the share any more"));
  else if (*device->site != '\0')
    where = g_strdup_printf (_ ("%1$s, site “%2$s”"), device->name, device->site);
  else
    where = g_strdup (device->name);
  if (device != NULL && device->own)
    {
      g_autofree char *own = g_strdup_printf (_ ("%s (this device)"), where);

      return side->actor != NULL ? g_strdup_printf ("%s · %s · %s", side->actor, own, when) : g_strdup_printf ("%s · %s", own, when);
    }
  return g_strdup_printf ("%s · %s", where, when);
}

static GtkWidget *
make_side (HrConflictsPage *self, guint number, int which)
{
  const HrConflict *conflict = self->known->pdata[number];
  const HrConflictSide *side = &conflict->sides[which];
  GtkWidget *box = hr_desk_box (GTK_ORIENTATION_VERTICAL, "hr-conflict-side");
  GtkWidget *button = hr_tap_button_new (_ ("Take this one")), *value = make_value (self, conflict, side->value);
  g_autofree char *writer = describe_writer (self, side);

  gtk_widget_set_hexpand (box, TRUE);
  gtk_widget_set_vexpand (value, TRUE);
  gtk_widget_set_valign (value, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), hr_desk_label (which == HR_SIDE_STANDS ? _ ("Stands now") : _ ("Gave way"), "hr-desk-state"));
  gtk_box_append (GTK_BOX (box), value);
  gtk_box_append (GTK_BOX (box), hr_desk_label (writer, "hr-muted"));
  g_object_set_data (G_OBJECT (button), "number", GUINT_TO_POINTER (number));
  g_object_set_data (G_OBJECT (button), "side", GINT_TO_POINTER (which));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, gtk_label_get_text (GTK_LABEL (value)), -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (choose_cb), self, 0);
  gtk_box_append (GTK_BOX (box), button);
  return box;
}

static GtkWidget *
make_row (HrConflictsPage *self, guint number)
{
  const HrConflict *conflict = self->known->pdata[number];
  GtkWidget *row = hr_desk_box (GTK_ORIENTATION_VERTICAL, "hr-desk-row");
  GtkWidget *pair = hr_desk_box (GTK_ORIENTATION_HORIZONTAL, NULL);
  g_autofree char *title = g_strdup_printf ("%s: %s · %s", hr_field_words_kind (conflict->kind), conflict->title,
                                            hr_field_words_label (conflict->kind, conflict->field));

  gtk_box_set_homogeneous (GTK_BOX (pair), TRUE);
  /* the two are as high as each other, and no higher */
  gtk_widget_set_vexpand (row, FALSE);
  gtk_box_append (GTK_BOX (row), hr_desk_label (title, "hr-strong"));
  for (int i = 0; i < HR_N_SIDES; i++)
    gtk_box_append (GTK_BOX (pair), make_side (self, number, i));
  gtk_box_append (GTK_BOX (row), pair);
  return row;
}

/* ---- the list ---- */

static void
fill (HrConflictsPage *self)
{
  HrDeskTurner *turner = HR_DESK_TURNER (self->turner);
  guint n = self->known->len, offset;
  g_autofree char *text = g_strdup_printf (
      ngettext ("%u field was written on two devices before they heard of each other.",
                "%u fields were written on two devices before they heard of each other.", n),
      n);

  hr_desk_turner_set_total (turner, n);
  offset = hr_desk_turner_get_offset (turner);
  hr_desk_clear (self->list);
  for (guint i = offset; i < MIN (n, offset + PER_PAGE); i++)
    gtk_box_append (GTK_BOX (self->list), make_row (self, i));
  hr_desk_turner_set_text (turner, n > 0 ? text : _ ("Nothing to choose: no two devices wrote the same thing differently."));
}

static void
known_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrConflictsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = hr_editor_conflicts_finish (HR_EDITOR (source), result, &error);

  if (!self->shown || hr_desk_is_gone (self) || hr_was_cancelled (error))
    return;
  if (list == NULL)
    {
      hr_desk_turner_set_text (HR_DESK_TURNER (self->turner), error->message);
      return;
    }
  g_clear_pointer (&self->known, g_ptr_array_unref);
  self->known = g_ptr_array_ref (list);
  fill (self);
}

static void
ask (HrConflictsPage *self)
{
  if (!self->shown)
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  hr_editor_conflicts_async (self->context->editor, self->cancellable, known_cb, g_object_ref (self));
}

static void
turned_cb (HrConflictsPage *self)
{
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroll)), 0);
  fill (self);
}

/* ---- page ---- */

static void
hr_conflicts_page_enter (HrPage *page, const char *argument)
{
  HrConflictsPage *self = HR_CONFLICTS_PAGE (page);

  HR_PAGE_CLASS (hr_conflicts_page_parent_class)->enter (page, argument);
  self->shown = TRUE;
  hr_desk_turner_rewind (HR_DESK_TURNER (self->turner));
  ask (self);
}

static void
hr_conflicts_page_leave (HrPage *page)
{
  HrConflictsPage *self = HR_CONFLICTS_PAGE (page);

  self->shown = FALSE;
  g_cancellable_cancel (self->cancellable);
  HR_PAGE_CLASS (hr_conflicts_page_parent_class)->leave (page);
}

static void
hr_conflicts_page_clear (HrPage *page)
{
  hr_desk_clear (HR_CONFLICTS_PAGE (page)->list);
  HR_PAGE_CLASS (hr_conflicts_page_parent_class)->clear (page);
}

static void
hr_conflicts_page_dispose (GObject *object)
{
  HrConflictsPage *self = HR_CONFLICTS_PAGE (object);

  self->shown = FALSE;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->known, g_ptr_array_unref);
  G_OBJECT_CLASS (hr_conflicts_page_parent_class)->dispose (object);
}

static void
hr_conflicts_page_class_init (HrConflictsPageClass *klass)
{
  HrPageClass *page_class = HR_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hr_conflicts_page_dispose;
  page_class->enter = hr_conflicts_page_enter;
  page_class->leave = hr_conflicts_page_leave;
  page_class->clear = hr_conflicts_page_clear;
}

static void
hr_conflicts_page_init (HrConflictsPage *self)
{
  GtkWidget *box = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);

  self->turner = hr_desk_turner_new (PER_PAGE);
  g_signal_connect_object (self->turner, "turned", G_CALLBACK (turned_cb), self, G_CONNECT_SWAPPED);
  self->list = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);
  self->scroll = hr_desk_scroll (self->list);
  gtk_box_append (GTK_BOX (box), self->turner);
  gtk_box_append (GTK_BOX (box), self->scroll);
  hr_page_set_child (HR_PAGE (self), box);
}

HrPage *
hr_conflicts_page_new (HrStaffContext *context)
{
  HrConflictsPage *self = g_object_new (HR_TYPE_CONFLICTS_PAGE, NULL);

  self->context = context;
  hr_page_set_title (HR_PAGE (self), _ ("What two people wrote"));
  g_signal_connect_object (context->editor, "changed", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);
  return HR_PAGE (self);
}
