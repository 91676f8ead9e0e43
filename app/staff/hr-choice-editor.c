/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields that are chosen by touching: yes or no, one of a list, several codes of a list. */
#define G_LOG_DOMAIN "handrail-staff"

#include "handrail/service/hr-language.h"
#include "handrail/ui/hr-chip.h"
#include "handrail/ui/hr-flow.h"
#include "hr-desk-widgets-private.h"
#include "hr-field-editor-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define GAP_MM 2.0

typedef struct
{
  HrStaffContext *context;
  HrForm *form;
  const HrField *field;
  GtkWidget *flow;
  GPtrArray *chips; /* data "code" */
  char *fellowship; /* whose types are shown */
  gboolean setting;
} Choice;

static void
choice_free (gpointer data)
{
  Choice *self = data;

  g_object_unref (self->form);
  g_ptr_array_unref (self->chips);
  g_free (self->fellowship);
  g_free (self);
}

static const char *
code_of (GtkWidget *chip)
{
  return g_object_get_data (G_OBJECT (chip), "code");
}

/* What is chosen stays in its order, a new one comes last. */
static void
write_codes (Choice *self, GtkWidget *chip)
{
  g_auto (GStrv) codes = g_strsplit (hr_form_get (self->form, self->field->name), ",", -1);
  g_autoptr (GString) all = g_string_new (NULL);

  for (char **code = codes; *code != NULL; code++)
    if (**code != '\0' && g_ascii_strcasecmp (*code, code_of (chip)) != 0)
      g_string_append_printf (all, "%s%s", all->len > 0 ? "," : "", *code);
  if (hr_chip_get_active (HR_CHIP (chip)))
    g_string_append_printf (all, "%s%s", all->len > 0 ? "," : "", code_of (chip));
  hr_form_set (self->form, self->field->name, all->str);
}

static void show_choice (GtkWidget *widget);

static void
chip_cb (Choice *self, GParamSpec *pspec, GtkWidget *chip)
{
  if (self->setting)
    return;
  if (self->field->form == HR_FORM_CODES)
    write_codes (self, chip);
  else
    hr_form_set (self->form, self->field->name, code_of (chip));
  show_choice (self->flow);
}

static void
add_chip (Choice *self, const char *code, const char *words)
{
  GtkWidget *chip = hr_chip_new (words);

  g_object_set_data_full (G_OBJECT (chip), "code", g_strdup (code), g_free);
  g_signal_connect_swapped (chip, "notify::active", G_CALLBACK (chip_cb), self);
  g_ptr_array_add (self->chips, chip);
  hr_flow_append (HR_FLOW (self->flow), chip);
}

static gboolean
has_chip (Choice *self, const char *code)
{
  for (guint i = 0; i < self->chips->len; i++)
    if (g_ascii_strcasecmp (code_of (self->chips->pdata[i]), code) == 0)
      return TRUE;
  return FALSE;
}

/* ---- what there is to choose ---- */

static int
compare_types_cb (gconstpointer a, gconstpointer b, gpointer user_data)
{
  HrVocabulary *vocabulary = user_data;
  const HrType *x = *(const HrType *const *) a, *y = *(const HrType *const *) b;
  const char *first = hr_vocabulary_get_name (vocabulary, x->fellowship, x->code, hr_language_get ());
  const char *second = hr_vocabulary_get_name (vocabulary, y->fellowship, y->code, hr_language_get ());

  return g_utf8_collate (first != NULL ? first : x->code, second != NULL ? second : y->code);
}

static void
add_types (Choice *self)
{
  HrVocabulary *vocabulary = hr_directory_get_vocabulary (self->context->directory);
  g_autoptr (GPtrArray) types = NULL;

  self->fellowship = g_strdup (hr_form_get (self->form, "fellowship"));
  if (*self->fellowship == '\0')
    return;
  types = hr_vocabulary_list (vocabulary, self->fellowship);
  g_ptr_array_sort_with_data (types, compare_types_cb, vocabulary);
  for (guint i = 0; i < types->len; i++)
    {
      const HrType *type = types->pdata[i];
      const char *name = hr_vocabulary_get_name (vocabulary, type->fellowship, type->code, hr_language_get ());

      add_chip (self, type->code, name != NULL ? name : type->code);
    }
}

static void
add_languages (Choice *self)
{
  HrVocabulary *vocabulary = hr_directory_get_vocabulary (self->context->directory);
  const HrFacets *facets = hr_directory_get_facets (self->context->directory);
  gboolean of_lobby = hr_form_get_kind (self->form) == HR_KIND_SITE;

  for (const char *const *code = hr_language_list (); *code != NULL; code++)
    add_chip (self, *code, hr_vocabulary_language_name (vocabulary, *code, hr_language_get ()));
  for (guint i = 0; !of_lobby && facets != NULL && facets->languages[i] != NULL; i++)
    {
      const char *name = hr_vocabulary_language_name (vocabulary, facets->languages[i], hr_language_get ());

      if (!has_chip (self, facets->languages[i]))
        add_chip (self, facets->languages[i], name != NULL ? name : facets->languages[i]);
    }
}

static void
fill (Choice *self)
{
  HrKind kind = hr_form_get_kind (self->form);
  g_auto (GStrv) codes = NULL;

  hr_flow_remove_all (HR_FLOW (self->flow));
  g_ptr_array_set_size (self->chips, 0);
  g_clear_pointer (&self->fellowship, g_free);
  if (self->field->form == HR_FORM_YES_NO)
    {
      add_chip (self, "yes", _ ("Yes"));
      add_chip (self, "no", _ ("No"));
    }
  for (guint i = 0; self->field->form == HR_FORM_CHOICE && self->field->choices[i] != NULL; i++)
    {
      const char *words = hr_field_words_choice (kind, self->field->name, self->field->choices[i]);

      add_chip (self, self->field->choices[i], words != NULL ? words : self->field->choices[i]);
    }
  if (self->field->form != HR_FORM_CODES && !self->field->required)
    /* Translators: nobody said yes or no */
    add_chip (self, "", _ ("Not said"));
  if (self->field->form != HR_FORM_CODES)
    return;
  if (strcmp (self->field->name, "types") == 0)
    add_types (self);
  else
    add_languages (self);
  /* what stands there and is in no list can be taken off */
  codes = g_strsplit (hr_form_get (self->form, self->field->name), ",", -1);
  for (char **code = codes; *code != NULL; code++)
    if (**code != '\0' && !has_chip (self, *code))
      add_chip (self, *code, *code);
}

static gboolean
is_chosen (Choice *self, const char *code)
{
  const char *value = hr_form_get (self->form, self->field->name);
  g_auto (GStrv) codes = NULL;

  if (self->field->form != HR_FORM_CODES)
    return strcmp (value, code) == 0;
  codes = g_strsplit (value, ",", -1);
  for (char **each = codes; *each != NULL; each++)
    if (g_ascii_strcasecmp (*each, code) == 0)
      return TRUE;
  return FALSE;
}

static void
show_choice (GtkWidget *widget)
{
  Choice *self = g_object_get_data (G_OBJECT (widget), "choice");

  self->setting = TRUE;
  if (self->fellowship != NULL && strcmp (self->fellowship, hr_form_get (self->form, "fellowship")) != 0)
    fill (self);
  for (guint i = 0; i < self->chips->len; i++)
    hr_chip_set_active (HR_CHIP (self->chips->pdata[i]), is_chosen (self, code_of (self->chips->pdata[i])));
  self->setting = FALSE;
}

GtkWidget *
hr_choice_editor_new (HrStaffContext *context, HrForm *form, const HrField *field)
{
  Choice *self = g_new0 (Choice, 1);

  self->context = context;
  self->form = g_object_ref (form);
  self->field = field;
  self->flow = hr_flow_new (GAP_MM);
  self->chips = g_ptr_array_new ();
  g_object_set_data_full (G_OBJECT (self->flow), "choice", self, choice_free);
  hr_field_editor_set_show (self->flow, show_choice);
  fill (self);
  return self->flow;
}
