/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-desk-settings-page-private.h"

#include "handrail/core/hr-error.h"
#include "handrail/core/hr-record.h"
#include "handrail/service/hr-language.h"
#include "handrail/ui/hr-chip.h"
#include "handrail/ui/hr-flow.h"
#include "hr-desk-widgets-private.h"
#include "hr-field-words-private.h"
#include "hr-staff-window-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SITE "site"
#define GAP_MM 3.0

/* What is edited here, in the order of the page. The place of the house has its own form under Listings. */
static const char *const shown[] = {
  "name",         "address",      "phone",        "timezone",     "latitude",     "longitude",  "welcome",
  "front_desk",   "naloxone",     "help_1_name",  "help_1_phone", "help_1_hours", "help_2_name", "help_2_phone",
  "help_2_hours", "help_3_name",  "help_3_phone", "help_3_hours", "count_threshold", "stale_days", "call_days",
};

/* One text to fill in: of a translated field there is one for each language. */
typedef struct
{
  const char *field;
  const char *language; /* (nullable) */
  GtkWidget *entry;
} Input;

struct _HrDeskSettingsPage
{
  HrPage parent_instance;
  HrStaffContext *context;
  GtkWidget *form;
  GtkWidget *trouble;
  GtkWidget *save;
  GArray *inputs;       /* of Input */
  GPtrArray *languages; /* chips, in the order of hr_language_list() */
  GPtrArray *papers;    /* chips; data "choice" */
  HrRecord *site;       /* (nullable): as it was read: only what differs from it is written */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (HrDeskSettingsPage, hr_desk_settings_page, HR_TYPE_PAGE)

/* ---- reading ---- */

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

static void
show_site (HrDeskSettingsPage *self)
{
  g_auto (GStrv) languages = hr_record_get_codes (self->site, "languages");
  const char *const *spoken = hr_language_list ();
  const char *paper = hr_record_get (self->site, "paper");

  for (guint i = 0; i < self->inputs->len; i++)
    {
      Input *input = &g_array_index (self->inputs, Input, i);
      g_autofree char *text = input->language != NULL ? get_in_language (self->site, input->field, input->language)
                                                      : g_strdup (hr_record_get (self->site, input->field));

      gtk_editable_set_text (GTK_EDITABLE (input->entry), text != NULL ? text : "");
    }
  for (guint i = 0; i < self->languages->len; i++)
    hr_chip_set_active (self->languages->pdata[i],
                        languages[0] == NULL || g_strv_contains ((const char *const *)languages, spoken[i]));
  for (guint i = 0; i < self->papers->len; i++)
    hr_chip_set_active (self->papers->pdata[i],
                        g_strcmp0 (g_object_get_data (self->papers->pdata[i], "choice"), paper) == 0);
  gtk_widget_set_visible (self->trouble, FALSE);
  gtk_widget_set_sensitive (self->save, TRUE);
}

static void
got_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrDeskSettingsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrThing) thing = hr_editor_get_finish (HR_EDITOR (source), result, &error);

  if (thing == NULL)
    {
      hr_staff_window_say_error (self->context->window, error);
      return;
    }
  g_clear_pointer (&self->site, hr_record_unref);
  self->site = hr_record_ref (thing->record);
  show_site (self);
}

static void
ask (HrDeskSettingsPage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  hr_editor_get_async (self->context->editor, HR_KIND_SITE, SITE, self->cancellable, got_cb, g_object_ref (self));
}

/* ---- writing ---- */

static char *
get_text (Input *input)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (input->entry))));
}

/* What the form says of @field, in the record's own way; languages that the form does not show stay as they are. */
static char *
get_value (HrDeskSettingsPage *self, const char *field)
{
  g_autoptr (GString) value = g_string_new (NULL);
  const char *old = hr_record_get (self->site, field);
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

/* The first language stays first as long as it is offered. */
static char *
get_languages (HrDeskSettingsPage *self)
{
  g_auto (GStrv) old = hr_record_get_codes (self->site, "languages");
  const char *const *spoken = hr_language_list ();
  g_autoptr (GString) codes = g_string_new (NULL);

  for (guint i = 0; old[i] != NULL; i++)
    for (guint k = 0; k < self->languages->len; k++)
      if (g_str_equal (old[i], spoken[k]) && hr_chip_get_active (self->languages->pdata[k]))
        g_string_append_printf (codes, "%s%s", codes->len > 0 ? "," : "", old[i]);
  for (guint k = 0; k < self->languages->len; k++)
    if (hr_chip_get_active (self->languages->pdata[k]) && !g_strv_contains ((const char *const *)old, spoken[k]))
      g_string_append_printf (codes, "%s%s", codes->len > 0 ? "," : "", spoken[k]);
  return g_strdup (codes->str);
}

static const char *
get_paper (HrDeskSettingsPage *self)
{
  for (guint i = 0; i < self->papers->len; i++)
    if (hr_chip_get_active (self->papers->pdata[i]))
      return g_object_get_data (self->papers->pdata[i], "choice");
  return "";
}

static void
refuse (HrDeskSettingsPage *self, const char *text)
{
  gtk_label_set_text (GTK_LABEL (self->trouble), text);
  gtk_widget_set_visible (self->trouble, TRUE);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrDeskSettingsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = hr_editor_finish (HR_EDITOR (source), result, &error);

  gtk_widget_set_sensitive (self->save, TRUE);
  if (g_error_matches (error, HR_ERROR, HR_ERROR_CONFLICT))
    {
      refuse (self, _ ("Somebody else changed these settings meanwhile. Nothing was saved. Open Settings again to see what stands now."));
      return;
    }
  if (ids == NULL)
    {
      hr_staff_window_say_error (self->context->window, error);
      return;
    }
  hr_staff_window_say (self->context->window, _ ("Saved. The lobby follows at once. History takes it back."), NULL, NULL, NULL);
  ask (self);
}

/* What was changed, and what stood there when the page was filled: another desk may have written since */
typedef struct
{
  GPtrArray *fields, *values, *bases;
} Changes;

/* Returns: %FALSE when @value cannot stand in @field: then it is said */
static gboolean
take (HrDeskSettingsPage *self, HrRecord *wanted, const char *field, const char *value, Changes *changes)
{
  const char *old = hr_record_get (self->site, field);

  if (!hr_record_set (wanted, field, value, NULL))
    {
      g_autofree char *text = hr_field_words_refuse (HR_KIND_SITE, field, value);

      refuse (self, text);
      return FALSE;
    }
  if (g_strcmp0 (hr_record_get (wanted, field), old) == 0)
    return TRUE;
  g_ptr_array_add (changes->fields, (gpointer)field);
  g_ptr_array_add (changes->values, g_strdup (value));
  g_ptr_array_add (changes->bases, g_strdup (old != NULL ? old : ""));
  return TRUE;
}

static void
save_cb (HrDeskSettingsPage *self)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free), bases = g_ptr_array_new_with_free_func (g_free);
  Changes changes = { fields, values, bases };
  g_autoptr (HrRecord) wanted = NULL;
  g_autofree char *languages = NULL, *problem = NULL;

  if (self->site == NULL)
    return;
  gtk_widget_set_visible (self->trouble, FALSE);
  wanted = hr_record_copy (self->site);
  for (gsize i = 0; i < G_N_ELEMENTS (shown); i++)
    {
      g_autofree char *value = get_value (self, shown[i]);

      if (!take (self, wanted, shown[i], value, &changes))
        return;
    }
  languages = get_languages (self);
  if (*languages == '\0')
    {
      refuse (self, _ ("Choose at least one language of the lobby."));
      return;
    }
  if (!take (self, wanted, "languages", languages, &changes)
      || !take (self, wanted, "paper", get_paper (self), &changes))
    return;
  problem = hr_field_words_check (wanted);
  if (problem != NULL)
    {
      refuse (self, problem);
      return;
    }
  if (fields->len == 0)
    {
      hr_staff_window_say (self->context->window, _ ("Nothing was changed."), NULL, NULL, NULL);
      return;
    }
  g_ptr_array_add (fields, NULL);
  g_ptr_array_add (values, NULL);
  g_ptr_array_add (bases, NULL);
  {
    const HrEdit edit = { HR_EDIT_SET, HR_KIND_SITE, SITE, (const char *const *)fields->pdata, (const char *const *)values->pdata,
                          (const char *const *)bases->pdata };

    gtk_widget_set_sensitive (self->save, FALSE);
    hr_editor_edit_async (self->context->editor, &edit, 1, saved_cb, g_object_ref (self));
  }
}

/* ---- backups ---- */

static void
backed_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrDeskSettingsPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (hr_store_backup_daily_finish (HR_STORE (source), result, &error))
    hr_staff_window_say (self->context->window, _ ("There is a backup of today."), NULL, NULL, NULL);
  else
    hr_staff_window_say_error (self->context->window, error);
}

static void
back_up_cb (HrDeskSettingsPage *self)
{
  hr_store_backup_daily_async (hr_center_get_store (self->context->center), NULL, backed_up_cb, g_object_ref (self));
}

static void
members_cb (HrDeskSettingsPage *self)
{
  hr_staff_window_go (self->context->window, "members", NULL);
}

/* ---- page ---- */

static void
hr_desk_settings_page_enter (HrPage *page, const char *argument)
{
  HR_PAGE_CLASS (hr_desk_settings_page_parent_class)->enter (page, argument);
  ask (HR_DESK_SETTINGS_PAGE (page));
}

static void
hr_desk_settings_page_clear (HrPage *page)
{
  HrDeskSettingsPage *self = HR_DESK_SETTINGS_PAGE (page);

  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->site, hr_record_unref);
  HR_PAGE_CLASS (hr_desk_settings_page_parent_class)->clear (page);
}

static void
hr_desk_settings_page_dispose (GObject *object)
{
  HrDeskSettingsPage *self = HR_DESK_SETTINGS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->site, hr_record_unref);

  G_OBJECT_CLASS (hr_desk_settings_page_parent_class)->dispose (object);
}

static void
hr_desk_settings_page_finalize (GObject *object)
{
  HrDeskSettingsPage *self = HR_DESK_SETTINGS_PAGE (object);

  g_array_unref (self->inputs);
  g_ptr_array_unref (self->languages);
  g_ptr_array_unref (self->papers);

  G_OBJECT_CLASS (hr_desk_settings_page_parent_class)->finalize (object);
}

static void
hr_desk_settings_page_class_init (HrDeskSettingsPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hr_desk_settings_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = hr_desk_settings_page_finalize;
  HR_PAGE_CLASS (klass)->enter = hr_desk_settings_page_enter;
  HR_PAGE_CLASS (klass)->clear = hr_desk_settings_page_clear;
}

static void
add_entry (HrDeskSettingsPage *self, const char *field, const char *language)
{
  const char *label = hr_field_words_label (HR_KIND_SITE, field);
  g_autofree char *name = language != NULL ? g_strdup_printf ("%s (%s)", label, hr_language_native_name (language)) : g_strdup (label);
  Input input = { field, language, gtk_entry_new () };

  gtk_widget_add_css_class (input.entry, "hr-entry");
  gtk_accessible_update_property (GTK_ACCESSIBLE (input.entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_box_append (GTK_BOX (self->form), hr_desk_label (name, "hr-strong"));
  gtk_box_append (GTK_BOX (self->form), input.entry);
  g_array_append_val (self->inputs, input);
}

static void
add_field (HrDeskSettingsPage *self, const char *field)
{
  const HrField *row = &hr_kind_get_fields (HR_KIND_SITE, NULL)[hr_kind_find_field (HR_KIND_SITE, field)];
  const HrFieldWords *words = hr_field_words_get (HR_KIND_SITE, field);
  const char *const *spoken = hr_language_list ();

  if (row->form != HR_FORM_TRANSLATED)
    add_entry (self, field, NULL);
  for (guint i = 0; row->form == HR_FORM_TRANSLATED && spoken[i] != NULL; i++)
    add_entry (self, field, spoken[i]);
  if (words != NULL)
    gtk_box_append (GTK_BOX (self->form), hr_desk_label (_ (words->help), "hr-muted"));
}

/* Of the papers one at most: what is chosen turns the others off. */
static void
paper_cb (HrChip *chip, GParamSpec *pspec, HrDeskSettingsPage *self)
{
  if (!hr_chip_get_active (chip))
    return;
  for (guint i = 0; i < self->papers->len; i++)
    if (self->papers->pdata[i] != (gpointer)chip)
      hr_chip_set_active (self->papers->pdata[i], FALSE);
}

static void
add_choices (HrDeskSettingsPage *self)
{
  const char *const *spoken = hr_language_list ();
  static const char *const papers[] = { "letter", "a4" };
  GtkWidget *flow = hr_flow_new (GAP_MM);

  gtk_box_append (GTK_BOX (self->form), hr_desk_heading (_ ("Languages of the lobby"), 2));
  for (guint i = 0; spoken[i] != NULL; i++)
    {
      GtkWidget *chip = hr_chip_new (hr_language_native_name (spoken[i]));

      g_ptr_array_add (self->languages, chip);
      hr_flow_append (HR_FLOW (flow), chip);
    }
  gtk_box_append (GTK_BOX (self->form), flow);
  gtk_box_append (GTK_BOX (self->form), hr_desk_heading (hr_field_words_label (HR_KIND_SITE, "paper"), 2));
  flow = hr_flow_new (GAP_MM);
  for (gsize i = 0; i < G_N_ELEMENTS (papers); i++)
    {
      GtkWidget *chip = hr_chip_new (hr_field_words_choice (HR_KIND_SITE, "paper", papers[i]));

      g_object_set_data (G_OBJECT (chip), "choice", (gpointer)papers[i]);
      g_signal_connect (chip, "notify::active", G_CALLBACK (paper_cb), self);
      g_ptr_array_add (self->papers, chip);
      hr_flow_append (HR_FLOW (flow), chip);
    }
  gtk_box_append (GTK_BOX (self->form), flow);
}

static void
hr_desk_settings_page_init (HrDeskSettingsPage *self)
{
  GtkWidget *box = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);
  GtkWidget *buttons = hr_flow_new (GAP_MM);

  self->inputs = g_array_new (FALSE, FALSE, sizeof (Input));
  self->languages = g_ptr_array_new ();
  self->papers = g_ptr_array_new ();
  self->form = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);
  gtk_box_append (GTK_BOX (self->form), hr_desk_heading (_ ("This center"), 2));
  for (gsize i = 0; i < G_N_ELEMENTS (shown); i++)
    add_field (self, shown[i]);
  add_choices (self);
  self->trouble = hr_desk_label ("", "hr-notice");
  gtk_widget_set_visible (self->trouble, FALSE);
  self->save = hr_desk_button (_ ("Save"), "primary", G_CALLBACK (save_cb), self);
  hr_flow_append (HR_FLOW (buttons), self->save);
  hr_flow_append (HR_FLOW (buttons), hr_desk_button (_ ("Make today's backup"), NULL, G_CALLBACK (back_up_cb), self));
  hr_flow_append (HR_FLOW (buttons), hr_desk_button (_ ("Names and PINs"), NULL, G_CALLBACK (members_cb), self));
  gtk_box_append (GTK_BOX (box), hr_desk_scroll (self->form));
  gtk_box_append (GTK_BOX (box), self->trouble);
  gtk_box_append (GTK_BOX (box), buttons);
  hr_page_set_child (HR_PAGE (self), box);
}

HrPage *
hr_desk_settings_page_new (HrStaffContext *context)
{
  HrDeskSettingsPage *self = g_object_new (HR_TYPE_DESK_SETTINGS_PAGE, NULL);

  self->context = context;
  hr_page_set_title (HR_PAGE (self), _ ("Settings"));
  return HR_PAGE (self);
}
