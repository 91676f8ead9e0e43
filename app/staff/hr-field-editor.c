/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-field-editor-private.h"

#include "handrail/service/hr-language.h"
#include "handrail/service/hr-words.h"
#include "hr-desk-widgets-private.h"
#include "hr-rule-editor-private.h"
#include "hr-time-entry-private.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

/* What the parts of an editor share; it lives as long as its widget. */
typedef struct
{
  HrStaffContext *context;
  HrForm *form;
  const HrField *field;
  GPtrArray *texts; /* of a translated field: one for each language, data "language" */
  GtkWidget *entry;
  GtkWidget *echo;
  gboolean setting;
} Editor;

static void
editor_free (gpointer data)
{
  Editor *self = data;

  g_object_unref (self->form);
  g_clear_pointer (&self->texts, g_ptr_array_unref);
  g_free (self);
}

static Editor *
editor_new (HrStaffContext *context, HrForm *form, const HrField *field, GtkWidget *widget)
{
  Editor *self = g_new0 (Editor, 1);

  self->context = context;
  self->form = g_object_ref (form);
  self->field = field;
  g_object_set_data_full (G_OBJECT (widget), "editor", self, editor_free);
  return self;
}

static Editor *
get_editor (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), "editor");
}

static const char *
label_of (Editor *self)
{
  return hr_field_words_label (hr_form_get_kind (self->form), self->field->name);
}

/* ---- one line ---- */

static void
entry_cb (GtkEditable *entry, Editor *self)
{
  if (!self->setting)
    hr_form_set (self->form, self->field->name, gtk_editable_get_text (entry));
}

static void
show_entry (GtkWidget *widget)
{
  Editor *self = get_editor (widget);
  const char *text = hr_form_get (self->form, self->field->name);

  if (strcmp (text, gtk_editable_get_text (GTK_EDITABLE (widget))) == 0)
    return;
  self->setting = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (widget), text);
  self->setting = FALSE;
}

static GtkInputPurpose
find_purpose (HrFieldForm form)
{
  switch ((guint) form)
    {
    case HR_FORM_INTEGER:
      return GTK_INPUT_PURPOSE_DIGITS;
    case HR_FORM_PHONE:
      return GTK_INPUT_PURPOSE_PHONE;
    case HR_FORM_URL:
      return GTK_INPUT_PURPOSE_URL;
    default:
      return GTK_INPUT_PURPOSE_FREE_FORM;
    }
}

static GtkWidget *
make_entry (HrStaffContext *context, HrForm *form, const HrField *field)
{
  GtkWidget *entry = gtk_entry_new ();
  Editor *self = editor_new (context, form, field, entry);

  gtk_widget_add_css_class (entry, "hr-entry");
  gtk_entry_set_input_purpose (GTK_ENTRY (entry), find_purpose (field->form));
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label_of (self), -1);
  g_signal_connect (entry, "changed", G_CALLBACK (entry_cb), self);
  hr_field_editor_set_show (entry, show_entry);
  return entry;
}

/* ---- a time: written as people write it, said back in words ---- */

static void
time_cb (GtkEditable *entry, Editor *self)
{
  const char *text = gtk_editable_get_text (entry);
  int minute = hr_time_parse (text);
  g_autofree char *words = minute >= 0 ? hr_words_time (minute) : g_strdup ("");
  g_autofree char *value = minute >= 0 ? g_strdup_printf ("%02d:%02d", minute / 60, minute % 60) : g_strdup (text);

  gtk_label_set_text (GTK_LABEL (self->echo), words);
  if (!self->setting)
    hr_form_set (self->form, self->field->name, value);
}

static void
show_time (GtkWidget *widget)
{
  Editor *self = get_editor (widget);
  const char *value = hr_form_get (self->form, self->field->name);
  int minute = hr_time_parse (value);
  g_autofree char *words = minute >= 0 ? hr_words_time (minute) : g_strdup (value);

  if (minute >= 0 ? hr_time_parse (gtk_editable_get_text (GTK_EDITABLE (self->entry))) == minute
                  : strcmp (value, gtk_editable_get_text (GTK_EDITABLE (self->entry))) == 0)
    return;
  self->setting = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), words);
  self->setting = FALSE;
}

static GtkWidget *
make_time (HrStaffContext *context, HrForm *form, const HrField *field)
{
  GtkWidget *box = hr_desk_box (GTK_ORIENTATION_HORIZONTAL, NULL);
  Editor *self = editor_new (context, form, field, box);

  self->entry = gtk_entry_new ();
  self->echo = hr_desk_label ("", "hr-strong");
  gtk_widget_add_css_class (self->entry, "hr-entry");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label_of (self), -1);
  g_signal_connect (self->entry, "changed", G_CALLBACK (time_cb), self);
  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), self->echo);
  hr_field_editor_set_show (box, show_time);
  return box;
}

/* ---- several lines, and one text for each language ---- */

static char *
get_text (GtkWidget *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
set_text (Editor *self, GtkWidget *view, const char *text)
{
  g_autofree char *now = get_text (view);

  if (strcmp (now, text) == 0)
    return;
  self->setting = TRUE;
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), text, -1);
  self->setting = FALSE;
}

/* A translated text is one line for each language: a new line within one is a space. */
static void
text_cb (Editor *self)
{
  g_autoptr (GString) all = g_string_new (NULL);

  if (self->setting)
    return;
  for (guint i = 0; i < self->texts->len; i++)
    {
      const char *language = g_object_get_data (self->texts->pdata[i], "language");
      g_autofree char *text = get_text (self->texts->pdata[i]);

      if (language == NULL)
        g_string_append (all, text);
      else if (*text != '\0')
        g_string_append_printf (all, "%s%s=%s", all->len > 0 ? "\n" : "", language, g_strdelimit (text, "\n", ' '));
    }
  hr_form_set (self->form, self->field->name, all->str);
}

static void
show_texts (GtkWidget *widget)
{
  Editor *self = get_editor (widget);
  const char *value = hr_form_get (self->form, self->field->name);
  g_auto (GStrv) lines = g_strsplit (value, "\n", -1);

  for (guint i = 0; i < self->texts->len; i++)
    {
      const char *language = g_object_get_data (self->texts->pdata[i], "language");
      const char *text = language == NULL ? value : "";

      for (char **line = lines; language != NULL && *line != NULL; line++)
        if (g_str_has_prefix (*line, language) && (*line)[strlen (language)] == '=')
          text = *line + strlen (language) + 1;
      set_text (self, self->texts->pdata[i], text);
    }
}

static GtkWidget *
add_text (Editor *self, GtkWidget *box, const char *language, const char *name)
{
  GtkWidget *view = gtk_text_view_new ();
  GtkWidget *frame = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *label = name != NULL ? g_strdup_printf ("%s, %s", label_of (self), name) : g_strdup (label_of (self));

  gtk_widget_add_css_class (view, "hr-entry");
  gtk_widget_add_css_class (frame, "hr-text-frame");
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  /* Tab goes on to the next field */
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data_full (G_OBJECT (view), "language", g_strdup (language), g_free);
  g_signal_connect_swapped (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "changed", G_CALLBACK (text_cb), self);
  g_ptr_array_add (self->texts, view);
  gtk_box_append (GTK_BOX (frame), view);
  if (name != NULL)
    gtk_box_append (GTK_BOX (box), hr_desk_label (name, "hr-muted"));
  gtk_box_append (GTK_BOX (box), frame);
  return view;
}

/* Those of the lobby, and any that a feed has brought */
static char **
find_languages (HrStaffContext *context, const char *value)
{
  HrRecord *site = hr_directory_get_site (context->directory);
  g_auto (GStrv) offered = site != NULL ? hr_record_get_codes (site, "languages") : NULL;
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  g_auto (GStrv) lines = g_strsplit (value, "\n", -1);

  for (char **code = offered; code != NULL && *code != NULL; code++)
    g_ptr_array_add (all, g_strdup (*code));
  /* a center that names none offers all that the program has */
  for (const char *const *code = hr_language_list (); (offered == NULL || *offered == NULL) && *code != NULL; code++)
    g_ptr_array_add (all, g_strdup (*code));
  for (char **line = lines; *line != NULL; line++)
    {
      g_autofree char *code = g_strndup (*line, strcspn (*line, "="));

      if ((*line)[strlen (code)] == '=' && !g_ptr_array_find_with_equal_func (all, code, g_str_equal, NULL))
        g_ptr_array_add (all, g_steal_pointer (&code));
    }
  g_ptr_array_add (all, NULL);
  return (char **) g_ptr_array_steal (all, NULL);
}

static GtkWidget *
make_texts (HrStaffContext *context, HrForm *form, const HrField *field)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  Editor *self = editor_new (context, form, field, box);
  g_auto (GStrv) languages = find_languages (context, hr_form_get (form, field->name));

  gtk_widget_add_css_class (box, "hr-text-box");
  self->texts = g_ptr_array_new ();
  if (field->form == HR_FORM_TEXT)
    add_text (self, box, NULL, NULL);
  for (char **code = languages; field->form == HR_FORM_TRANSLATED && *code != NULL; code++)
    {
      const char *native = hr_language_native_name (*code);
      const char *name = hr_vocabulary_language_name (hr_directory_get_vocabulary (context->directory), *code, hr_language_get ());

      add_text (self, box, *code, name != NULL ? name : native != NULL ? native : *code);
    }
  hr_field_editor_set_show (box, show_texts);
  return box;
}

/* ---- the right one ---- */

static void
show_rule (GtkWidget *widget)
{
  hr_rule_editor_show (HR_RULE_EDITOR (widget));
}

static GtkWidget *
make (HrStaffContext *context, HrForm *form, const HrField *field)
{
  GtkWidget *editor;

  switch (field->form)
    {
    case HR_FORM_TEXT:
    case HR_FORM_TRANSLATED:
      return make_texts (context, form, field);
    case HR_FORM_YES_NO:
    case HR_FORM_CHOICE:
    case HR_FORM_CODES:
      return hr_choice_editor_new (context, form, field);
    case HR_FORM_REF:
      return hr_ref_editor_new (context, form, field);
    case HR_FORM_DATE:
      return hr_day_editor_new (context, form, field);
    case HR_FORM_TIME:
      return make_time (context, form, field);
    case HR_FORM_RULE:
      editor = hr_rule_editor_new (context, form);
      hr_field_editor_set_show (editor, show_rule);
      return editor;
    case HR_FORM_LINE:
    case HR_FORM_INTEGER:
    case HR_FORM_COORDINATE:
    case HR_FORM_DATE_TIME:
    case HR_FORM_ZONE:
    case HR_FORM_URL:
    case HR_FORM_PHONE:
    default:
      return make_entry (context, form, field);
    }
}

void
hr_field_editor_set_show (GtkWidget *editor, HrEditorShow show)
{
  g_object_set_data (G_OBJECT (editor), "show", (gpointer) show);
}

GtkWidget *
hr_field_editor_new (HrStaffContext *context, HrForm *form, const char *field)
{
  int number = hr_kind_find_field (hr_form_get_kind (form), field);
  GtkWidget *editor;

  g_return_val_if_fail (number >= 0, NULL);

  editor = make (context, form, &hr_kind_get_fields (hr_form_get_kind (form), NULL)[number]);
  hr_field_editor_show (editor);
  return editor;
}

void
hr_field_editor_show (GtkWidget *editor)
{
  HrEditorShow show = (HrEditorShow) g_object_get_data (G_OBJECT (editor), "show");

  if (show != NULL)
    show (editor);
}
