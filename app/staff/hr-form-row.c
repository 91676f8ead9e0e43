/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-form-row-private.h"

#include "handrail/service/hr-language.h"
#include "handrail/service/hr-reading.h"
#include "hr-desk-widgets-private.h"
#include "hr-field-editor-private.h"
#include "hr-thing-words-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Shorter programs can be right, too: a hint for staff, nothing that visitors see */
#define USUAL_WEEKS 12
#define MOST_HINTS 3

struct _HrFormRow
{
  GtkBox parent_instance;
  HrStaffContext *context;
  HrForm *form;
  const char *field;
  GtkWidget *label;
  GtkWidget *editor;
  GtkWidget *problem;
  GtkWidget *hints;
  GtkWidget *feed;
  GtkWidget *feed_line;
  GtkWidget *theirs;
  GtkWidget *theirs_line;
  GtkWidget *mine_line;
};

G_DEFINE_FINAL_TYPE (HrFormRow, hr_form_row, GTK_TYPE_BOX)

static const HrFieldWords *
get_words (HrFormRow *self)
{
  return hr_field_words_get (hr_form_get_kind (self->form), self->field);
}

/* ---- how it reads: a hint, never a hurdle ---- */

/* @named: of several languages each hint says which it is about */
static void
add_hints (HrFormRow *self, const char *text, const char *language, gboolean named)
{
  g_autoptr (HrReadingReport) report = hr_reading_check (text, language);
  g_autofree char *line = hr_reading_describe (report);
  /* Translators: the name of a language, and how hard the text in it is to read */
  g_autofree char *whole_line = named ? g_strdup_printf (_ ("%s: %s"), hr_language_native_name (language), line) : g_strdup (line);

  if (*line != '\0')
    gtk_box_append (GTK_BOX (self->hints), hr_desk_label (whole_line, "hr-desk-hint"));
  for (guint i = 0; i < MIN (report->hints->len, MOST_HINTS); i++)
    {
      const HrReadingHint *hint = report->hints->pdata[i];
      g_autofree char *words = hr_reading_describe_hint (hint);
      g_autofree char *whole = hint->kind == HR_READING_LONG_SENTENCE ? g_strdup (words) : g_strdup_printf ("“%s”: %s", hint->found, words);

      gtk_box_append (GTK_BOX (self->hints), hr_desk_label (whole, "hr-desk-hint"));
    }
}

static void
show_hints (HrFormRow *self)
{
  HrKind kind = hr_form_get_kind (self->form);
  const HrField *field = &hr_kind_get_fields (kind, NULL)[hr_kind_find_field (kind, self->field)];
  const HrFieldWords *words = get_words (self);
  const char *value = hr_form_get (self->form, self->field);
  g_auto (GStrv) lines = NULL;

  hr_desk_clear (self->hints);
  if (kind == HR_KIND_PROGRAM && g_str_equal (self->field, "weeks") && *value != '\0' && g_ascii_strtoll (value, NULL, 10) < USUAL_WEEKS)
    gtk_box_append (GTK_BOX (self->hints), hr_desk_label (_ ("Three months (12 weeks) is the usual minimum for real progress."), "hr-desk-hint"));
  if (words == NULL || !words->for_visitors)
    return;
  if (field->form != HR_FORM_TRANSLATED)
    {
      /* an article is written in one language, and says in which */
      const char *own = hr_kind_find_field (kind, "language") >= 0 ? hr_form_get (self->form, "language") : "";

      add_hints (self, value, *own != '\0' ? own : "en", FALSE);
      return;
    }
  lines = g_strsplit (value, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    {
      g_autofree char *language = g_strndup (*line, strcspn (*line, "="));

      if ((*line)[strlen (language)] == '=')
        add_hints (self, *line + strlen (language) + 1, language, TRUE);
    }
}

/* ---- what others say ---- */

static void
show_feed (HrFormRow *self)
{
  const char *says = hr_form_get_feed_says (self->form, self->field);
  g_autofree char *value = NULL, *line = NULL;

  gtk_widget_set_visible (self->feed, says != NULL && strcmp (says, hr_form_get (self->form, self->field)) != 0);
  if (says == NULL)
    return;
  value = hr_thing_words_value (self->context, hr_form_get_kind (self->form), self->field, says);
  line = g_strdup_printf (_ ("Changed here. The feed says: %s"), value);
  gtk_label_set_text (GTK_LABEL (self->feed_line), line);
}

static void
show_theirs (HrFormRow *self)
{
  HrKind kind = hr_form_get_kind (self->form);
  const char *theirs = hr_form_get_theirs (self->form, self->field);
  g_autofree char *value = NULL, *own = NULL, *line = NULL, *own_line = NULL;

  gtk_widget_set_visible (self->theirs, theirs != NULL);
  if (theirs == NULL)
    return;
  value = hr_thing_words_value (self->context, kind, self->field, theirs);
  own = hr_thing_words_value (self->context, kind, self->field, hr_form_get (self->form, self->field));
  line = g_strdup_printf (_ ("Somebody else wrote meanwhile: %s"), value);
  own_line = g_strdup_printf (_ ("You wrote: %s"), own);
  gtk_label_set_text (GTK_LABEL (self->theirs_line), line);
  gtk_label_set_text (GTK_LABEL (self->mine_line), own_line);
}

static void
take_feed_cb (HrFormRow *self)
{
  hr_form_set (self->form, self->field, hr_form_get_feed_says (self->form, self->field));
}

static void
mine_cb (HrFormRow *self)
{
  hr_form_choose (self->form, self->field, TRUE);
}

static void
theirs_cb (HrFormRow *self)
{
  hr_form_choose (self->form, self->field, FALSE);
}

/* A rule and its start are edited together and named together. */
static gboolean
holds (HrFormRow *self, const char **ret_field)
{
  *ret_field = self->field;
  if (!hr_form_holds (self->form, self->field))
    return FALSE;
  if (strcmp (self->field, "rule") != 0)
    return TRUE;
  *ret_field = "start";
  return hr_form_holds (self->form, "start");
}

void
hr_form_row_show (HrFormRow *self)
{
  const char *field = NULL;
  gboolean fine;
  g_autofree char *problem = NULL;

  g_return_if_fail (HR_IS_FORM_ROW (self));

  fine = holds (self, &field);
  hr_field_editor_show (self->editor);
  if (!fine)
    problem = hr_field_words_refuse (hr_form_get_kind (self->form), field, hr_form_get (self->form, field));
  gtk_label_set_text (GTK_LABEL (self->problem), problem != NULL ? problem : "");
  gtk_widget_set_visible (self->problem, problem != NULL);
  if (hr_form_is_changed (self->form, self->field))
    gtk_widget_add_css_class (self->label, "changed");
  else
    gtk_widget_remove_css_class (self->label, "changed");
  show_hints (self);
  show_feed (self);
  show_theirs (self);
}

/* ---- object ---- */

static void
hr_form_row_dispose (GObject *object)
{
  g_clear_object (&HR_FORM_ROW (object)->form);

  G_OBJECT_CLASS (hr_form_row_parent_class)->dispose (object);
}

static void
hr_form_row_class_init (HrFormRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hr_form_row_dispose;
}

static GtkWidget *
make_feed (HrFormRow *self)
{
  GtkWidget *box = hr_desk_box (GTK_ORIENTATION_HORIZONTAL, NULL);

  self->feed_line = hr_desk_label ("", "hr-desk-hint");
  gtk_widget_set_hexpand (self->feed_line, TRUE);
  gtk_box_append (GTK_BOX (box), self->feed_line);
  gtk_box_append (GTK_BOX (box), hr_desk_button (_ ("Take the feed's"), NULL, G_CALLBACK (take_feed_cb), self));
  return box;
}

static GtkWidget *
make_theirs (HrFormRow *self)
{
  GtkWidget *box = hr_desk_box (GTK_ORIENTATION_VERTICAL, "hr-desk-row");
  GtkWidget *buttons = hr_desk_box (GTK_ORIENTATION_HORIZONTAL, NULL);

  gtk_widget_add_css_class (box, "notice");
  self->theirs_line = hr_desk_label ("", NULL);
  self->mine_line = hr_desk_label ("", NULL);
  gtk_box_append (GTK_BOX (buttons), hr_desk_button (_ ("Keep mine"), NULL, G_CALLBACK (mine_cb), self));
  gtk_box_append (GTK_BOX (buttons), hr_desk_button (_ ("Take theirs"), NULL, G_CALLBACK (theirs_cb), self));
  gtk_box_append (GTK_BOX (box), self->theirs_line);
  gtk_box_append (GTK_BOX (box), self->mine_line);
  gtk_box_append (GTK_BOX (box), buttons);
  return box;
}

static void
hr_form_row_init (HrFormRow *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "hr-form-row");
}

GtkWidget *
hr_form_row_new (HrStaffContext *context, HrForm *form, const char *field)
{
  HrFormRow *self = g_object_new (HR_TYPE_FORM_ROW, NULL);
  HrKind kind = hr_form_get_kind (form);
  const HrFieldWords *words = hr_field_words_get (kind, field);
  int number = hr_kind_find_field (kind, field);
  const HrField *row;
  g_autofree char *label = NULL;

  g_return_val_if_fail (number >= 0, NULL);

  row = &hr_kind_get_fields (kind, NULL)[number];
  self->context = context;
  self->form = g_object_ref (form);
  self->field = row->name;
  /* Translators: the name of a field that must be filled in */
  label = row->required && strcmp (field, "slug") != 0 ? g_strdup_printf (_ ("%s (needed)"), hr_field_words_label (kind, field))
                                                      : g_strdup (hr_field_words_label (kind, field));
  self->label = hr_desk_label (label, "hr-form-label");
  self->editor = hr_field_editor_new (context, form, field);
  self->problem = hr_desk_label ("", "hr-desk-problem");
  self->hints = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->feed = make_feed (self);
  self->theirs = make_theirs (self);
  gtk_box_append (GTK_BOX (self), self->label);
  if (words != NULL && words->help != NULL)
    gtk_box_append (GTK_BOX (self), hr_desk_label (_ (words->help), "hr-form-help"));
  gtk_box_append (GTK_BOX (self), self->editor);
  gtk_box_append (GTK_BOX (self), self->problem);
  gtk_box_append (GTK_BOX (self), self->hints);
  gtk_box_append (GTK_BOX (self), self->feed);
  gtk_box_append (GTK_BOX (self), self->theirs);
  hr_form_row_show (self);
  return GTK_WIDGET (self);
}

const char *
hr_form_row_get_field (HrFormRow *self)
{
  g_return_val_if_fail (HR_IS_FORM_ROW (self), NULL);

  return self->field;
}
