/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-site-fields-private.h"

#include "handrail/core/hr-field-words.h"
#include "handrail/service/hr-language.h"
#include "handrail/ui/hr-chip.h"
#include "handrail/ui/hr-flow.h"
#include "hr-desk-widgets-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define GAP_MM 3.0

/* The place of the house has its own form under Listings. */
static const struct
{
  const char *field;
  HrSitePart part;
} shown[] = {
  { "name", HR_SITE_PART_CENTER },
  { "address", HR_SITE_PART_CENTER },
  { "phone", HR_SITE_PART_CENTER },
  { "timezone", HR_SITE_PART_CENTER },
  { "latitude", HR_SITE_PART_CENTER },
  { "longitude", HR_SITE_PART_CENTER },
  { "welcome", HR_SITE_PART_CENTER },
  { "front_desk", HR_SITE_PART_CENTER },
  { "naloxone", HR_SITE_PART_HELP },
  { "help_1_name", HR_SITE_PART_HELP },
  { "help_1_phone", HR_SITE_PART_HELP },
  { "help_1_hours", HR_SITE_PART_HELP },
  { "help_2_name", HR_SITE_PART_HELP },
  { "help_2_phone", HR_SITE_PART_HELP },
  { "help_2_hours", HR_SITE_PART_HELP },
  { "help_3_name", HR_SITE_PART_HELP },
  { "help_3_phone", HR_SITE_PART_HELP },
  { "help_3_hours", HR_SITE_PART_HELP },
  { "treatment", HR_SITE_PART_HELP },
  { "treatment_phone", HR_SITE_PART_HELP },
  { "count_threshold", HR_SITE_PART_RULES },
  { "stale_days", HR_SITE_PART_RULES },
  { "call_days", HR_SITE_PART_RULES },
};

/* One text to fill in: of a translated field there is one for each language. */
typedef struct
{
  const char *field;
  const char *language; /* (nullable) */
  GtkWidget *entry;
} Input;

struct _HrSiteFields
{
  GtkWidget *parts[HR_N_SITE_PARTS];
  GArray *inputs;       /* of Input */
  GPtrArray *languages; /* chips, in the order of hr_language_list() */
  GPtrArray *firsts;    /* chips, in the same order: one of them */
  GPtrArray *papers;    /* chips; data "choice" */
  gboolean choosing;    /* chips follow the choice */
};

/* ---- showing ---- */

/* Exactly what stands there in @language: no other one instead of it. */
static char *
get_in_language (HrRecord *site, const char *field, const char *language)
{
  const char *text = hr_record_get (site, field);
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);
  g_autofree char *prefix = g_strconcat (language, "=", NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], prefix))
      return g_strdup (lines[i] + strlen (prefix));
  return NULL;
}

void
hr_site_fields_show (HrSiteFields *self, HrRecord *site)
{
  g_auto (GStrv) languages = hr_record_get_codes (site, "languages");
  const char *const *spoken = hr_language_list ();
  const char *paper = hr_record_get (site, "paper");

  for (guint i = 0; i < self->inputs->len; i++)
    {
      Input *input = &g_array_index (self->inputs, Input, i);
      g_autofree char *text = input->language != NULL ? get_in_language (site, input->field, input->language)
                                                      : g_strdup (hr_record_get (site, input->field));

      gtk_editable_set_text (GTK_EDITABLE (input->entry), text != NULL ? text : "");
    }
  for (guint i = 0; i < self->languages->len; i++)
    hr_chip_set_active (self->languages->pdata[i],
                        languages[0] == NULL || g_strv_contains ((const char *const *)languages, spoken[i]));
  self->choosing = TRUE;
  for (guint i = 0; i < self->firsts->len; i++)
    hr_chip_set_active (self->firsts->pdata[i], g_str_equal (spoken[i], languages[0] != NULL ? languages[0] : spoken[0]));
  self->choosing = FALSE;
  for (guint i = 0; i < self->papers->len; i++)
    hr_chip_set_active (self->papers->pdata[i],
                        g_strcmp0 (g_object_get_data (self->papers->pdata[i], "choice"), paper) == 0);
}

/* ---- reading ---- */

static char *
get_text (Input *input)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (input->entry))));
}

/* What the form says of @field, in the record's own way; languages that the form does not show stay as they are. */
static char *
get_value (HrSiteFields *self, HrRecord *site, const char *field)
{
  g_autoptr (GString) value = g_string_new (NULL);
  const char *old = hr_record_get (site, field);
  g_auto (GStrv) lines = g_strsplit (old != NULL ? old : "", "\n", -1);
  gboolean translated = FALSE;

  for (guint i = 0; i < self->inputs->len; i++)
    {
      Input *input = &g_array_index (self->inputs, Input, i);
      g_autofree char *text = NULL;

      if (!g_str_equal (input->field, field))
        continue;
      text = get_text (input);
      if (input->language == NULL)
        return g_steal_pointer (&text);
      translated = TRUE;
      if (*text != '\0')
        g_string_append_printf (value, "%s%s=%s", value->len > 0 ? "\n" : "", input->language, text);
    }
  for (guint i = 0; translated && lines[i] != NULL; i++)
    {
      g_autofree char *language = g_strndup (lines[i], strcspn (lines[i], "="));

      if (*language != '\0' && !g_strv_contains (hr_language_list (), language))
        g_string_append_printf (value, "%s%s", value->len > 0 ? "\n" : "", lines[i]);
    }
  return g_strdup (value->str);
}

static gboolean
is_first (HrSiteFields *self, guint language)
{
  return hr_chip_get_active (self->firsts->pdata[language]);
}

/* The one that the lobby begins with, then the others in the order that they had. */
static char *
get_languages (HrSiteFields *self, HrRecord *site)
{
  g_auto (GStrv) old = hr_record_get_codes (site, "languages");
  const char *const *spoken = hr_language_list ();
  g_autoptr (GString) codes = g_string_new (NULL);

  for (guint k = 0; k < self->languages->len; k++)
    if (hr_chip_get_active (self->languages->pdata[k]) && is_first (self, k))
      g_string_append (codes, spoken[k]);

  for (guint i = 0; old[i] != NULL; i++)
    for (guint k = 0; k < self->languages->len; k++)
      if (g_str_equal (old[i], spoken[k]) && hr_chip_get_active (self->languages->pdata[k]) && !is_first (self, k))
        g_string_append_printf (codes, "%s%s", codes->len > 0 ? "," : "", old[i]);
  for (guint k = 0; k < self->languages->len; k++)
    if (hr_chip_get_active (self->languages->pdata[k]) && !is_first (self, k) && !g_strv_contains ((const char *const *)old, spoken[k]))
      g_string_append_printf (codes, "%s%s", codes->len > 0 ? "," : "", spoken[k]);
  return g_strdup (codes->str);
}

static const char *
get_paper (HrSiteFields *self)
{
  for (guint i = 0; i < self->papers->len; i++)
    if (hr_chip_get_active (self->papers->pdata[i]))
      return g_object_get_data (self->papers->pdata[i], "choice");
  return "";
}

char *
hr_site_fields_get (HrSiteFields *self, HrRecord *site, const char *field)
{
  if (g_str_equal (field, "languages"))
    return get_languages (self, site);
  if (g_str_equal (field, "paper"))
    return g_strdup (get_paper (self));
  return get_value (self, site, field);
}

const char *const *
hr_site_fields_list (void)
{
  static const char *names[G_N_ELEMENTS (shown) + 3];

  for (gsize i = 0; i < G_N_ELEMENTS (shown); i++)
    names[i] = shown[i].field;
  names[G_N_ELEMENTS (shown)] = "languages";
  names[G_N_ELEMENTS (shown) + 1] = "paper";
  return names;
}

/* ---- making ---- */

static void
add_entry (HrSiteFields *self, GtkWidget *form, const char *field, const char *language)
{
  const char *label = hr_field_words_label (HR_KIND_SITE, field);
  g_autofree char *name = language != NULL ? g_strdup_printf ("%s (%s)", label, hr_language_native_name (language)) : g_strdup (label);
  Input input = { field, language, gtk_entry_new () };

  gtk_widget_add_css_class (input.entry, "hr-entry");
  gtk_accessible_update_property (GTK_ACCESSIBLE (input.entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_box_append (GTK_BOX (form), hr_desk_label (name, "hr-form-label"));
  gtk_box_append (GTK_BOX (form), input.entry);
  g_array_append_val (self->inputs, input);
}

static void
add_field (HrSiteFields *self, const char *field, HrSitePart part)
{
  const HrField *row = &hr_kind_get_fields (HR_KIND_SITE, NULL)[hr_kind_find_field (HR_KIND_SITE, field)];
  const HrFieldWords *words = hr_field_words_get (HR_KIND_SITE, field);
  const char *const *spoken = hr_language_list ();
  GtkWidget *form = hr_desk_box (GTK_ORIENTATION_VERTICAL, "hr-form-row");

  gtk_widget_remove_css_class (form, "hr-desk-box");
  if (row->form != HR_FORM_TRANSLATED)
    add_entry (self, form, field, NULL);
  for (guint i = 0; row->form == HR_FORM_TRANSLATED && spoken[i] != NULL; i++)
    add_entry (self, form, field, spoken[i]);
  if (words != NULL)
    gtk_box_append (GTK_BOX (form), hr_desk_label (_ (words->help), "hr-form-help"));
  gtk_box_append (GTK_BOX (self->parts[part]), form);
}

/* Of the papers one at most: what is chosen turns the others off. */
static void
paper_cb (HrChip *chip, GParamSpec *pspec, HrSiteFields *self)
{
  if (!hr_chip_get_active (chip))
    return;
  for (guint i = 0; i < self->papers->len; i++)
    if (self->papers->pdata[i] != (gpointer)chip)
      hr_chip_set_active (self->papers->pdata[i], FALSE);
}

static void
first_cb (HrChip *chip, GParamSpec *pspec, HrSiteFields *self)
{
  if (self->choosing)
    return;
  self->choosing = TRUE;
  for (guint i = 0; i < self->firsts->len; i++)
    hr_chip_set_active (self->firsts->pdata[i], self->firsts->pdata[i] == (gpointer)chip);
  self->choosing = FALSE;
}

static void
add_choices (HrSiteFields *self)
{
  GtkWidget *form = self->parts[HR_SITE_PART_RULES];
  const char *const *spoken = hr_language_list ();
  static const char *const papers[] = { "letter", "a4" };
  GtkWidget *flow = hr_flow_new (GAP_MM);

  gtk_box_append (GTK_BOX (form), hr_desk_heading (_ ("Languages of the lobby"), 2));
  for (guint i = 0; spoken[i] != NULL; i++)
    {
      GtkWidget *chip = hr_chip_new (hr_language_native_name (spoken[i]));

      g_ptr_array_add (self->languages, chip);
      hr_flow_append (HR_FLOW (flow), chip);
    }
  gtk_box_append (GTK_BOX (form), flow);
  gtk_box_append (GTK_BOX (form), hr_desk_heading (_ ("The lobby begins in"), 2));
  flow = hr_flow_new (GAP_MM);
  for (guint i = 0; spoken[i] != NULL; i++)
    {
      GtkWidget *chip = hr_chip_new (hr_language_native_name (spoken[i]));

      g_signal_connect (chip, "notify::active", G_CALLBACK (first_cb), self);
      g_ptr_array_add (self->firsts, chip);
      hr_flow_append (HR_FLOW (flow), chip);
    }
  gtk_box_append (GTK_BOX (form), flow);
  gtk_box_append (GTK_BOX (form), hr_desk_heading (hr_field_words_label (HR_KIND_SITE, "paper"), 2));
  flow = hr_flow_new (GAP_MM);
  for (gsize i = 0; i < G_N_ELEMENTS (papers); i++)
    {
      GtkWidget *chip = hr_chip_new (hr_field_words_choice (HR_KIND_SITE, "paper", papers[i]));

      g_object_set_data (G_OBJECT (chip), "choice", (gpointer)papers[i]);
      g_signal_connect (chip, "notify::active", G_CALLBACK (paper_cb), self);
      g_ptr_array_add (self->papers, chip);
      hr_flow_append (HR_FLOW (flow), chip);
    }
  gtk_box_append (GTK_BOX (form), flow);
}

HrSiteFields *
hr_site_fields_new (GtkWidget *const parts[HR_N_SITE_PARTS])
{
  HrSiteFields *self = g_new0 (HrSiteFields, 1);

  for (int i = 0; i < HR_N_SITE_PARTS; i++)
    self->parts[i] = parts[i];
  self->inputs = g_array_new (FALSE, FALSE, sizeof (Input));
  self->languages = g_ptr_array_new ();
  self->firsts = g_ptr_array_new ();
  self->papers = g_ptr_array_new ();
  add_choices (self);
  for (gsize i = 0; i < G_N_ELEMENTS (shown); i++)
    add_field (self, shown[i].field, shown[i].part);
  return self;
}

void
hr_site_fields_free (HrSiteFields *self)
{
  g_array_unref (self->inputs);
  g_ptr_array_unref (self->languages);
  g_ptr_array_unref (self->firsts);
  g_ptr_array_unref (self->papers);
  g_free (self);
}
