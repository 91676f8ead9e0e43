/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-thing-page-private.h"

#include "handrail/core/hr-error.h"
#include "handrail/core/hr-field-words.h"
#include "handrail/service/hr-form.h"
#include "hr-desk-widgets-private.h"
#include "hr-form-row-private.h"
#include "hr-preview-sheet-private.h"
#include "hr-staff-window-private.h"
#include "hr-thing-parts-private.h"
#include "hr-thing-words-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _HrThingPage
{
  HrPage parent_instance;
  HrStaffContext *context;
  HrForm *form;
  GPtrArray *rows; /* of HrFormRow, owned by the boxes */
  GtkWidget *head;
  GtkWidget *fields;
  GtkWidget *more_fields;
  GtkWidget *more_button;
  GtkWidget *beside; /* what else there is to do with it */
  GtkWidget *scroll;
  GtkWidget *line;
  GtkWidget *preview;
  GtkWidget *publish;
  gboolean shown;
  gboolean busy;
  gboolean published; /* from this form, and not taken back since */
};

G_DEFINE_FINAL_TYPE (HrThingPage, hr_thing_page, HR_TYPE_PAGE)

/* ---- what stands above and below the fields ---- */

static void
show_line (HrThingPage *self)
{
  const char *trouble = hr_form_find_trouble (self->form);
  HrKind kind = hr_form_get_kind (self->form);
  g_autofree char *text = NULL;

  if (trouble != NULL && hr_form_get_theirs (self->form, trouble) != NULL)
    text = g_strdup_printf (_ ("%s: somebody else changed it too. Choose one of the two."), hr_field_words_label (kind, trouble));
  else if (trouble != NULL)
    text = hr_field_words_refuse (kind, trouble, hr_form_get (self->form, trouble));
  else if (hr_form_is_changed (self->form, NULL))
    text = g_strdup (_ ("Kept as a draft. Publish it when it is done."));
  else if (hr_form_get_id (self->form) == NULL)
    text = g_strdup (_ ("Nothing is written yet."));
  else
    text = g_strdup (_ ("As it is published."));
  gtk_label_set_text (GTK_LABEL (self->line), text);
  if (trouble != NULL)
    gtk_widget_add_css_class (self->line, "hr-desk-problem");
  else
    gtk_widget_remove_css_class (self->line, "hr-desk-problem");
  gtk_widget_set_sensitive (self->publish, hr_form_is_changed (self->form, NULL) && !self->busy);
  gtk_widget_set_visible (self->preview, hr_preview_sheet_can (self->context, self->form));
}

static void
show_about (HrThingPage *self)
{
  const HrThing *thing = hr_form_get_thing (self->form);
  HrKind kind = hr_form_get_kind (self->form);
  const char *title = thing != NULL ? thing->title : hr_field_words_new (kind);
  g_autofree char *whole = g_strdup_printf ("%s: %s", hr_field_words_kind (kind), title);

  hr_page_set_title (HR_PAGE (self), thing != NULL && kind != HR_KIND_SITE ? whole : title);
  hr_desk_clear (self->head);
  hr_desk_clear (self->beside);
  hr_thing_parts_add_head (self->context, self->form, self->head);
  hr_thing_parts_add_beside (self->context, self->form, self->beside);
}

/* ---- the fields ---- */

static void
add_row (HrThingPage *self, GtkWidget *box, const char *field)
{
  GtkWidget *row = hr_form_row_new (self->context, self->form, field);

  g_ptr_array_add (self->rows, row);
  gtk_box_append (GTK_BOX (box), row);
}

static gboolean
is_shown (HrThingPage *self, const HrFieldWords *words)
{
  HrKind kind = hr_form_get_kind (self->form);

  /* the start of a rule is edited with it */
  return words->place != HR_PLACE_HIDDEN
         && !(strcmp (words->name, "start") == 0 && hr_kind_find_field (kind, "rule") >= 0);
}

static void
add_place (HrThingPage *self, GtkWidget *box, HrFieldPlace place, const char *title)
{
  guint n;
  const HrFieldWords *words = hr_field_words_list (hr_form_get_kind (self->form), &n);
  gboolean any = FALSE;

  for (guint i = 0; i < n; i++)
    {
      if (words[i].place != place || !is_shown (self, &words[i]))
        continue;
      if (!any && title != NULL)
        gtk_box_append (GTK_BOX (box), hr_desk_heading (title, 2));
      any = TRUE;
      add_row (self, box, words[i].name);
    }
}

static void
show_more (HrThingPage *self, gboolean more)
{
  gtk_widget_set_visible (self->more_fields, more);
  hr_tap_button_set_text (HR_TAP_BUTTON (self->more_button), more ? _ ("Fewer fields") : _ ("More fields"));
}

static void
more_cb (HrThingPage *self)
{
  show_more (self, !gtk_widget_get_visible (self->more_fields));
}

static void
build_rows (HrThingPage *self)
{
  const char *trouble = hr_form_find_trouble (self->form);
  const HrFieldWords *words = trouble != NULL ? hr_field_words_get (hr_form_get_kind (self->form), trouble) : NULL;

  g_ptr_array_set_size (self->rows, 0);
  hr_desk_clear (self->fields);
  hr_desk_clear (self->more_fields);
  add_place (self, self->fields, HR_PLACE_MAIN, NULL);
  add_place (self, self->fields, HR_PLACE_ONLINE, _ ("Online and by phone"));
  add_place (self, self->more_fields, HR_PLACE_MORE, NULL);
  gtk_widget_set_visible (self->more_button, gtk_widget_get_first_child (self->more_fields) != NULL);
  show_more (self, words != NULL && words->place == HR_PLACE_MORE);
}

static HrFormRow *
find_row (HrThingPage *self, const char *field)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (g_strcmp0 (hr_form_row_get_field (self->rows->pdata[i]), field) == 0)
      return self->rows->pdata[i];
  return NULL;
}

static void
changed_cb (HrThingPage *self, const char *field)
{
  HrFormRow *row = field != NULL ? find_row (self, strcmp (field, "start") == 0 && find_row (self, field) == NULL ? "rule" : field) : NULL;
  HrFormRow *types = g_strcmp0 (field, "fellowship") == 0 ? find_row (self, "types") : NULL;

  if (!hr_form_is_ready (self->form) || self->rows->len == 0)
    return;
  if (row != NULL)
    hr_form_row_show (row);
  if (types != NULL)
    hr_form_row_show (types);
  if (field == NULL)
    show_about (self);
  show_line (self);
}

static void
ready_cb (HrThingPage *self)
{
  const GError *error = hr_form_get_error (self->form);

  if (error != NULL)
    {
      gtk_label_set_text (GTK_LABEL (self->line), error->message);
      return;
    }
  if (self->rows->len == 0)
    {
      build_rows (self);
      /* in what is there already one looks first, and the keyboard on the screen would cover it */
      if (hr_form_get_id (self->form) == NULL)
        gtk_widget_child_focus (self->fields, GTK_DIR_TAB_FORWARD);
    }
  for (guint i = 0; i < self->rows->len; i++)
    hr_form_row_show (self->rows->pdata[i]);
  show_about (self);
  show_line (self);
}

/* ---- publish and undo ---- */

static void
focus_trouble (HrThingPage *self, const char *field)
{
  HrFormRow *row = find_row (self, g_strcmp0 (field, "start") == 0 ? "rule" : field);

  if (row == NULL)
    return;
  if (gtk_widget_is_ancestor (GTK_WIDGET (row), self->more_fields))
    show_more (self, TRUE);
  gtk_widget_child_focus (GTK_WIDGET (row), GTK_DIR_TAB_FORWARD);
}

static void
undo_published_cb (gpointer owner)
{
  HrThingPage *self = owner;

  if (self->form == NULL || hr_form_get_id (self->form) == NULL || !self->published)
    return;
  /* once: the next time it would take the taking back back */
  self->published = FALSE;
  hr_thing_parts_undo_last (self->context, hr_form_get_kind (self->form), hr_form_get_id (self->form));
}

static void
published_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrThingPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = hr_form_finish (HR_FORM (source), result, &error);

  self->busy = FALSE;
  if (HR_FORM (source) != self->form)
    return;
  self->published = done;
  if (done)
    hr_staff_window_say (self->context->window, _ ("Published. The lobby shows it now."), _ ("Undo"), undo_published_cb, G_OBJECT (self));
  else if (g_error_matches (error, HR_ERROR, HR_ERROR_CONFLICT))
    hr_staff_window_say (self->context->window, _ ("Somebody else changed it meanwhile. Nothing was published. Choose, then publish again."),
                         NULL, NULL, NULL);
  else
    hr_staff_window_say_error (self->context->window, error);
  show_line (self);
}

static void
publish_cb (HrThingPage *self)
{
  g_autoptr (HrRecord) record = NULL;
  g_autofree char *missing = NULL;

  if (self->form == NULL || !hr_form_is_ready (self->form) || self->busy || !hr_form_is_changed (self->form, NULL))
    return;
  record = hr_form_get_record (self->form);
  if (hr_form_find_trouble (self->form) != NULL)
    {
      focus_trouble (self, hr_form_find_trouble (self->form));
      hr_staff_window_say (self->context->window, gtk_label_get_text (GTK_LABEL (self->line)), NULL, NULL, NULL);
      return;
    }
  missing = hr_field_words_check (record);
  if (missing != NULL)
    {
      hr_staff_window_say (self->context->window, missing, NULL, NULL, NULL);
      return;
    }
  self->busy = TRUE;
  gtk_widget_set_sensitive (self->publish, FALSE);
  hr_form_publish_async (self->form, published_cb, g_object_ref (self));
}

static void
preview_cb (HrThingPage *self)
{
  g_autoptr (HrRecord) record = hr_form_get_record (self->form);
  g_autofree char *missing = hr_field_words_check (record);

  if (missing != NULL)
    hr_staff_window_say (self->context->window, missing, NULL, NULL, NULL);
  else
    hr_preview_sheet_open (self->context, self->form);
}

static gboolean
publish_key_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  HrThingPage *self = HR_THING_PAGE (widget);

  if (self->shown)
    publish_cb (self);
  return self->shown;
}

static gboolean
undo_key_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  HrThingPage *self = HR_THING_PAGE (widget);

  if (!self->shown || self->form == NULL)
    return FALSE;
  if (!hr_form_undo (self->form))
    undo_published_cb (self);
  return TRUE;
}

/* ---- page ---- */

static void
drop_form (HrThingPage *self)
{
  if (self->form == NULL)
    return;
  hr_form_save_draft (self->form);
  g_signal_handlers_disconnect_by_data (self->form, self);
  g_ptr_array_set_size (self->rows, 0);
  hr_desk_clear (self->fields);
  hr_desk_clear (self->more_fields);
  hr_desk_clear (self->head);
  hr_desk_clear (self->beside);
  g_clear_object (&self->form);
}

static HrForm *
make_form (HrThingPage *self, const char *argument)
{
  g_auto (GStrv) parts = g_strsplit (argument != NULL ? argument : "", " ", 3);
  HrKind kind = HR_KIND_MEETING;

  hr_kind_from_name (parts[0] != NULL ? parts[0] : "", &kind);
  if (g_strv_length (parts) == 3 && strcmp (parts[1], "copy") == 0)
    return hr_form_new_copy (self->context->editor, kind, parts[2]);
  return hr_form_new (self->context->editor, kind, g_strv_length (parts) > 1 ? parts[1] : NULL);
}

static void
hr_thing_page_enter (HrPage *page, const char *argument)
{
  HrThingPage *self = HR_THING_PAGE (page);

  HR_PAGE_CLASS (hr_thing_page_parent_class)->enter (page, argument);

  self->shown = TRUE;
  self->busy = FALSE;
  self->published = FALSE;
  drop_form (self);
  self->form = make_form (self, argument);
  gtk_label_set_text (GTK_LABEL (self->line), "");
  gtk_widget_set_sensitive (self->publish, FALSE);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroll)), 0);
  g_signal_connect_swapped (self->form, "ready", G_CALLBACK (ready_cb), self);
  g_signal_connect_swapped (self->form, "changed", G_CALLBACK (changed_cb), self);
}

static void
hr_thing_page_leave (HrPage *page)
{
  HrThingPage *self = HR_THING_PAGE (page);

  self->shown = FALSE;
  drop_form (self);

  HR_PAGE_CLASS (hr_thing_page_parent_class)->leave (page);
}

static void
hr_thing_page_dispose (GObject *object)
{
  HrThingPage *self = HR_THING_PAGE (object);

  self->shown = FALSE;
  if (self->form != NULL)
    {
      hr_form_save_draft (self->form);
      g_signal_handlers_disconnect_by_data (self->form, self);
    }
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (hr_thing_page_parent_class)->dispose (object);
  g_clear_object (&self->form);
}

static void
hr_thing_page_class_init (HrThingPageClass *klass)
{
  HrPageClass *page_class = HR_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hr_thing_page_dispose;
  page_class->enter = hr_thing_page_enter;
  page_class->leave = hr_thing_page_leave;
}

/* What is being typed would not survive a power cut: that is said at once. */
static void
draft_trouble_cb (HrThingPage *self, const char *sentence)
{
  if (self->shown)
    hr_staff_window_say (self->context->window, sentence, NULL, NULL, NULL);
}

/* Wherever the focus is in the window. A text takes its own changes back first. */
static void
add_keys (HrThingPage *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (keys), GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_s, GDK_CONTROL_MASK),
                                                          gtk_callback_action_new (publish_key_cb, NULL, NULL)));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_z, GDK_CONTROL_MASK),
                                                          gtk_callback_action_new (undo_key_cb, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static void
hr_thing_page_init (HrThingPage *self)
{
  GtkWidget *box = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);
  GtkWidget *content = hr_desk_box (GTK_ORIENTATION_VERTICAL, "hr-form");
  GtkWidget *foot = hr_desk_box (GTK_ORIENTATION_HORIZONTAL, "hr-form-foot");

  self->rows = g_ptr_array_new ();
  self->head = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);
  self->fields = hr_desk_box (GTK_ORIENTATION_VERTICAL, "hr-form");
  self->more_fields = hr_desk_box (GTK_ORIENTATION_VERTICAL, "hr-form");
  self->more_button = hr_desk_button (_ ("More fields"), NULL, G_CALLBACK (more_cb), self);
  gtk_widget_set_halign (self->more_button, GTK_ALIGN_START);
  self->beside = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);
  gtk_box_append (GTK_BOX (content), self->head);
  gtk_box_append (GTK_BOX (content), self->fields);
  gtk_box_append (GTK_BOX (content), self->more_button);
  gtk_box_append (GTK_BOX (content), self->more_fields);
  gtk_box_append (GTK_BOX (content), self->beside);
  self->scroll = hr_desk_scroll (content);
  self->line = hr_desk_label ("", "hr-line");
  gtk_widget_set_hexpand (self->line, TRUE);
  self->preview = hr_desk_button (_ ("Preview"), NULL, G_CALLBACK (preview_cb), self);
  self->publish = hr_desk_button (_ ("Publish"), "primary", G_CALLBACK (publish_cb), self);
  gtk_box_append (GTK_BOX (foot), self->line);
  gtk_box_append (GTK_BOX (foot), self->preview);
  gtk_box_append (GTK_BOX (foot), self->publish);
  gtk_box_append (GTK_BOX (box), self->scroll);
  gtk_box_append (GTK_BOX (box), foot);
  hr_page_set_child (HR_PAGE (self), box);
  add_keys (self);
}

HrPage *
hr_thing_page_new (HrStaffContext *context)
{
  HrThingPage *self = g_object_new (HR_TYPE_THING_PAGE, NULL);

  self->context = context;
  g_signal_connect_object (context->editor, "draft-trouble", G_CALLBACK (draft_trouble_cb), self, G_CONNECT_SWAPPED);
  return HR_PAGE (self);
}
