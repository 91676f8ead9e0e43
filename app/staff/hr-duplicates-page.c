/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-duplicates-page-private.h"

#include "handrail/core/hr-field-words.h"
#include "handrail/service/hr-cancelled.h"
#include "handrail/service/hr-words.h"
#include "hr-desk-turner-private.h"
#include "hr-desk-widgets-private.h"
#include "hr-staff-window-private.h"
#include "hr-thing-parts-private.h"
#include "hr-thing-words-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Pairs of one page: each is a decision */
#define PER_PAGE 8
#define SURE_NAMES 0.9

struct _HrDuplicatesPage
{
  HrPage parent_instance;
  HrStaffContext *context;
  GtkWidget *list;
  GtkWidget *turner;
  GtkWidget *scroll;
  GCancellable *cancellable;
  char *dropped; /* (nullable): the meeting that was retired last, for Undo */
  gboolean shown;
};

G_DEFINE_FINAL_TYPE (HrDuplicatesPage, hr_duplicates_page, HR_TYPE_PAGE)

static void ask (HrDuplicatesPage *self);

/* ---- deciding ---- */

static void
undo_cb (gpointer owner)
{
  HrDuplicatesPage *self = owner;

  if (self->dropped != NULL)
    hr_thing_parts_undo_last (self->context, HR_KIND_MEETING, self->dropped);
}

static void
merged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrDuplicatesPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = hr_editor_finish (HR_EDITOR (source), result, &error);

  if (hr_desk_is_gone (self))
    return;
  if (ids == NULL)
    hr_staff_window_say_error (self->context->window, error);
  else
    hr_staff_window_say (self->context->window, _ ("They are one now. The other one is retired."), _ ("Undo"), undo_cb, G_OBJECT (self));
}

static void
keep_cb (GtkWidget *button, HrDuplicatesPage *self)
{
  const char *keep = g_object_get_data (G_OBJECT (button), "keep");
  const char *drop = g_object_get_data (G_OBJECT (button), "drop");

  g_free (self->dropped);
  self->dropped = g_strdup (drop);
  hr_editor_merge_async (self->context->editor, keep, drop, merged_cb, g_object_ref (self));
}

static void
kept_both_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrDuplicatesPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = hr_editor_finish (HR_EDITOR (source), result, &error);

  if (hr_desk_is_gone (self))
    return;
  if (ids == NULL)
    hr_staff_window_say_error (self->context->window, error);
  else
    hr_staff_window_say (self->context->window, _ ("Both stay. They will not be shown here again."), NULL, NULL, NULL);
}

static void
both_cb (GtkWidget *button, HrDuplicatesPage *self)
{
  hr_editor_keep_both_async (self->context->editor, g_object_get_data (G_OBJECT (button), "keep"),
                             g_object_get_data (G_OBJECT (button), "drop"), kept_both_cb, g_object_ref (self));
}

static GtkWidget *
make_decision (HrDuplicatesPage *self, const char *words, const HrRecord *keep, const HrRecord *drop, GCallback callback)
{
  GtkWidget *button = hr_tap_button_new (words);

  g_object_set_data_full (G_OBJECT (button), "keep", g_strdup (hr_record_get_id (keep)), g_free);
  g_object_set_data_full (G_OBJECT (button), "drop", g_strdup (hr_record_get_id (drop)), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, hr_record_get (keep, "name"), -1);
  g_signal_connect_object (button, "clicked", callback, self, 0);
  return button;
}

/* ---- a pair ---- */

static char *
reason_words (const HrDuplicate *pair)
{
  const char *names = pair->name_likeness >= 1.0          ? _ ("the same name")
                      : pair->name_likeness >= SURE_NAMES ? _ ("nearly the same name")
                                                          : _ ("names that are alike");
  g_autofree char *far = NULL;

  if (isnan (pair->distance_m))
    /* Translators: why two meetings look like one; the gap holds "the same name" and such */
    return g_strdup_printf (_ ("Same day and time, same address online, %s"), names);
  if (pair->distance_m <= 0.0)
    return g_strdup_printf (_ ("Same day and time, same place, %s"), names);
  far = hr_words_distance (pair->distance_m);
  /* Translators: the first gap holds a distance */
  return g_strdup_printf (_ ("Same day and time, %1$s apart, %2$s"), far, names);
}

static void
named_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) label = user_data;
  g_autoptr (HrThing) thing = hr_editor_get_finish (HR_EDITOR (source), result, NULL);

  const char *address = NULL;

  if (thing == NULL)
    return;
  if (hr_record_get_kind (thing->record) == HR_KIND_VENUE)
    address = hr_record_get (thing->record, "address") != NULL ? hr_record_get (thing->record, "address") : hr_record_get (thing->record, "street");
  if (address != NULL && !g_str_equal (address, thing->title))
    {
      g_autofree char *both = g_strdup_printf ("%s\n%s", thing->title, address);

      gtk_label_set_text (GTK_LABEL (label), both);
    }
  else
    gtk_label_set_text (GTK_LABEL (label), thing->title);
}

/* One value in its half; a place or a group is named when its name is known. */
static GtkWidget *
make_value (HrDuplicatesPage *self, const HrRecord *record, guint field, gboolean differs)
{
  const HrField *row = &hr_kind_get_fields (HR_KIND_MEETING, NULL)[field];
  const char *value = hr_record_get_nth (record, field);
  g_autofree char *words = hr_thing_words_value (self->context, HR_KIND_MEETING, row->name, value);
  GtkWidget *label = hr_desk_label (words, differs ? "hr-strong" : NULL);

  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  if (row->form == HR_FORM_REF && row->ref_kind != HR_KIND_FELLOWSHIP && value != NULL && *value != '\0')
    hr_editor_get_async (self->context->editor, row->ref_kind, value, self->cancellable, named_cb, g_object_ref (label));
  return label;
}

static int
add_line (GtkWidget *grid, int line, const char *label, GtkWidget *left, GtkWidget *right)
{
  GtkWidget *name = hr_desk_label (label, "hr-muted");

  gtk_widget_set_valign (name, GTK_ALIGN_START);
  gtk_grid_attach (GTK_GRID (grid), name, 0, line, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), left, 1, line, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), right, 2, line, 1, 1);
  return line + 1;
}

/* The day and the time as the lobby says them. */
static GtkWidget *
make_when (HrDuplicatesPage *self, const HrRecord *meeting)
{
  HrSchedule schedule = { .first = HR_DATE_NONE };
  g_autofree char *rule = NULL, *time = NULL, *words = NULL;

  if (!hr_thing_words_schedule (meeting, hr_directory_get_zone (self->context->directory), &schedule) || hr_record_get (meeting, "start") == NULL)
    return hr_desk_label (_ ("nothing"), NULL);
  rule = hr_words_rule (&schedule);
  time = hr_words_time (schedule.start_min);
  words = g_strdup_printf (C_ ("day and time", "%1$s, %2$s"), rule, time);
  return hr_desk_label (words, NULL);
}

/* What tells them apart, and always what they are called and where they are. */
static GtkWidget *
make_grid (HrDuplicatesPage *self, const HrDuplicate *pair)
{
  GtkWidget *grid = gtk_grid_new ();
  guint n = 0;
  const HrField *fields = hr_kind_get_fields (HR_KIND_MEETING, &n);
  int line = 0;

  gtk_widget_add_css_class (grid, "hr-pair");
  for (guint i = 0; i < n; i++)
    {
      gboolean always = g_str_equal (fields[i].name, "name") || g_str_equal (fields[i].name, "rule") || g_str_equal (fields[i].name, "venue");
      gboolean differs = g_strcmp0 (hr_record_get_nth (pair->a, i), hr_record_get_nth (pair->b, i)) != 0;
      const HrFieldWords *words = hr_field_words_get (HR_KIND_MEETING, fields[i].name);

      if (g_str_equal (fields[i].name, "rule"))
        {
          line = add_line (grid, line, C_ ("of a meeting", "When"), make_when (self, pair->a), make_when (self, pair->b));
          continue;
        }
      if ((!differs && !always) || words == NULL || words->place == HR_PLACE_HIDDEN)
        continue;
      line = add_line (grid, line, hr_field_words_label (HR_KIND_MEETING, fields[i].name), make_value (self, pair->a, i, differs),
                       make_value (self, pair->b, i, differs));
    }
  /* Translators: a listing that staff wrote, not a feed */
  line = add_line (grid, line, _ ("From"), hr_desk_label (pair->a_source != NULL ? pair->a_source : _ ("typed here"), NULL),
                   hr_desk_label (pair->b_source != NULL ? pair->b_source : _ ("typed here"), NULL));
  add_line (grid, line, "", make_decision (self, _ ("Keep this one"), pair->a, pair->b, G_CALLBACK (keep_cb)),
            make_decision (self, _ ("Keep this one"), pair->b, pair->a, G_CALLBACK (keep_cb)));
  return grid;
}

static GtkWidget *
make_pair (HrDuplicatesPage *self, const HrDuplicate *pair)
{
  GtkWidget *row = hr_desk_box (GTK_ORIENTATION_VERTICAL, "hr-desk-row");
  GtkWidget *head = hr_desk_box (GTK_ORIENTATION_HORIZONTAL, NULL);
  g_autofree char *reason = reason_words (pair);
  GtkWidget *why = hr_desk_label (reason, "hr-desk-state");

  gtk_widget_set_hexpand (why, TRUE);
  gtk_box_append (GTK_BOX (head), why);
  gtk_box_append (GTK_BOX (head), make_decision (self, _ ("They are two"), pair->a, pair->b, G_CALLBACK (both_cb)));
  gtk_box_append (GTK_BOX (row), head);
  gtk_box_append (GTK_BOX (row), make_grid (self, pair));
  return row;
}

/* ---- the list ---- */

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrDuplicatesPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrDuplicates) found = hr_editor_find_duplicates_finish (HR_EDITOR (source), result, &error);
  g_autofree char *text = NULL;

  if (hr_desk_is_gone (self) || !self->shown || hr_was_cancelled (error))
    return;
  if (found == NULL)
    {
      hr_desk_turner_set_text (HR_DESK_TURNER (self->turner), error->message);
      return;
    }
  /* the last pair of the last page was decided */
  if (!hr_desk_turner_set_total (HR_DESK_TURNER (self->turner), found->total))
    {
      ask (self);
      return;
    }
  hr_desk_clear (self->list);
  for (guint i = 0; i < found->pairs->len; i++)
    gtk_box_append (GTK_BOX (self->list), make_pair (self, found->pairs->pdata[i]));
  text = g_strdup_printf (ngettext ("%u pair looks like one meeting.", "%u pairs look like one meeting each.", found->total), found->total);
  hr_desk_turner_set_text (HR_DESK_TURNER (self->turner), found->total > 0 ? text : _ ("No two meetings look alike."));
}

static void
ask (HrDuplicatesPage *self)
{
  if (!self->shown)
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  hr_editor_find_duplicates_async (self->context->editor, hr_desk_turner_get_offset (HR_DESK_TURNER (self->turner)), PER_PAGE, self->cancellable, found_cb, g_object_ref (self));
}

static void
turned_cb (HrDuplicatesPage *self)
{
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroll)), 0);
  ask (self);
}

/* ---- page ---- */

static void
hr_duplicates_page_enter (HrPage *page, const char *argument)
{
  HrDuplicatesPage *self = HR_DUPLICATES_PAGE (page);

  HR_PAGE_CLASS (hr_duplicates_page_parent_class)->enter (page, argument);

  self->shown = TRUE;
  hr_desk_turner_rewind (HR_DESK_TURNER (self->turner));
  hr_desk_turner_set_text (HR_DESK_TURNER (self->turner), _ ("Looking …"));
  ask (self);
}

static void
hr_duplicates_page_leave (HrPage *page)
{
  HrDuplicatesPage *self = HR_DUPLICATES_PAGE (page);

  self->shown = FALSE;
  g_cancellable_cancel (self->cancellable);

  HR_PAGE_CLASS (hr_duplicates_page_parent_class)->leave (page);
}

static void
hr_duplicates_page_clear (HrPage *page)
{
  hr_desk_clear (HR_DUPLICATES_PAGE (page)->list);

  HR_PAGE_CLASS (hr_duplicates_page_parent_class)->clear (page);
}

static void
hr_duplicates_page_dispose (GObject *object)
{
  HrDuplicatesPage *self = HR_DUPLICATES_PAGE (object);

  self->shown = FALSE;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->dropped, g_free);

  G_OBJECT_CLASS (hr_duplicates_page_parent_class)->dispose (object);
}

static void
hr_duplicates_page_class_init (HrDuplicatesPageClass *klass)
{
  HrPageClass *page_class = HR_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hr_duplicates_page_dispose;
  page_class->enter = hr_duplicates_page_enter;
  page_class->leave = hr_duplicates_page_leave;
  page_class->clear = hr_duplicates_page_clear;
}

static void
hr_duplicates_page_init (HrDuplicatesPage *self)
{
  GtkWidget *box = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);

  self->turner = hr_desk_turner_new (PER_PAGE);
  g_signal_connect_object (self->turner, "turned", G_CALLBACK (turned_cb), self, G_CONNECT_SWAPPED);
  self->list = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);
  self->scroll = hr_desk_scroll (self->list);
  gtk_box_append (GTK_BOX (box), self->scroll);
  gtk_box_append (GTK_BOX (box), self->turner);
  hr_page_set_child (HR_PAGE (self), box);
}

HrPage *
hr_duplicates_page_new (HrStaffContext *context)
{
  HrDuplicatesPage *self = g_object_new (HR_TYPE_DUPLICATES_PAGE, NULL);

  self->context = context;
  hr_page_set_title (HR_PAGE (self), _ ("Duplicates"));
  g_signal_connect_object (context->editor, "changed", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);
  return HR_PAGE (self);
}
