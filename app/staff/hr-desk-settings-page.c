/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-desk-settings-page-private.h"

#include "handrail/core/hr-error.h"
#include "handrail/core/hr-field-words.h"
#include "handrail/core/hr-record.h"
#include "handrail/service/hr-language.h"
#include "handrail/ui/hr-chip.h"
#include "handrail/ui/hr-flow.h"
#include "hr-backups-panel-private.h"
#include "hr-desk-widgets-private.h"
#include "hr-device-panel-private.h"
#include "hr-printer-panel-private.h"
#include "hr-site-fields-private.h"
#include "hr-rules-panel-private.h"
#include "hr-staff-window-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SITE "site"
#define GAP_MM 3.0

/* The parts of the page; only one is shown. What stands in the first three belongs to the center and is saved together. */
enum
{
  PART_GROUPS = HR_N_SITE_PARTS,
  PART_SCREEN,
  PART_PRINTER,
  PART_BACKUPS,
  N_PARTS,
};

static const char *const part_words[N_PARTS]
    = { N_ ("This center"), N_ ("Help lines"), N_ ("Languages and rules"), N_ ("Groups"), N_ ("This screen"), N_ ("Printer"), N_ ("Backups") };

struct _HrDeskSettingsPage
{
  HrPage parent_instance;
  HrStaffContext *context;
  GtkWidget *parts[N_PARTS]; /* boxes; of a screen that cannot be set %NULL */
  GtkWidget *chips[N_PARTS];
  GtkWidget *stack;
  GtkWidget *trouble;
  GtkWidget *draft_line;
  GtkWidget *save;
  GtkWidget *buttons;
  GtkWidget *start_over;
  HrSiteFields *fields;
  HrRecord *site; /* (nullable): as it was read: only what differs from it is written */
  GCancellable *cancellable;
  gboolean choosing; /* chips follow the choice */
};

G_DEFINE_FINAL_TYPE (HrDeskSettingsPage, hr_desk_settings_page, HR_TYPE_PAGE)

/* ---- reading ---- */

static void
show_draft_line (HrDeskSettingsPage *self, const char *text)
{
  gtk_label_set_text (GTK_LABEL (self->draft_line), text != NULL ? text : "");
  gtk_widget_set_visible (self->draft_line, text != NULL);
  gtk_widget_set_visible (self->start_over, text != NULL);
}

/* What was typed and not saved, also before the desk was locked or spoke another language. A field that somebody changed since keeps what
 * stands there now. */
static void
got_draft_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrDeskSettingsPage) self = user_data;
  g_autoptr (HrDraft) draft = hr_editor_get_draft_finish (HR_EDITOR (source), result, NULL);
  g_autoptr (HrRecord) site = NULL;
  gboolean taken = FALSE, lost = FALSE;

  if (draft == NULL || self->site == NULL)
    return;
  site = hr_record_copy (self->site);
  for (guint i = 0; draft->fields[i] != NULL; i++)
    {
      const char *now = hr_record_get (self->site, draft->fields[i]);

      if (draft->bases != NULL && g_strcmp0 (draft->bases[i], now != NULL ? now : "") != 0)
        lost = TRUE;
      else if (hr_record_set (site, draft->fields[i], draft->values[i], NULL))
        taken = TRUE;
    }
  hr_site_fields_show (self->fields, site);
  if (lost)
    show_draft_line (self, _ ("Somebody else changed some of it meanwhile: there you see what stands now. The rest is as you typed it."));
  else if (taken)
    show_draft_line (self, _ ("As you typed it before. Save it when it is done."));
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
  hr_site_fields_show (self->fields, self->site);
  gtk_widget_set_visible (self->trouble, FALSE);
  gtk_widget_set_sensitive (self->save, TRUE);
  show_draft_line (self, NULL);
  hr_editor_get_draft_async (self->context->editor, HR_KIND_SITE, SITE, self->cancellable, got_draft_cb, g_object_ref (self));
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
  g_autofree char *problem = NULL;

  if (self->site == NULL)
    return;
  gtk_widget_set_visible (self->trouble, FALSE);
  wanted = hr_record_copy (self->site);
  for (const char *const *field = hr_site_fields_list (); *field != NULL; field++)
    {
      g_autofree char *value = hr_site_fields_get (self->fields, self->site, *field);

      if (g_str_equal (*field, "languages") && *value == '\0')
        {
          refuse (self, _ ("Choose at least one language of the lobby."));
          return;
        }
      if (!take (self, wanted, *field, value, &changes))
        return;
    }
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

/* ---- what was typed stays ---- */

/* What holds of it; @bases: what it was typed over. */
static void
keep_draft (HrDeskSettingsPage *self)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new (), bases = g_ptr_array_new ();
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);

  for (const char *const *field = hr_site_fields_list (); *field != NULL; field++)
    {
      const char *now = hr_record_get (self->site, *field);
      g_autofree char *value = hr_site_fields_get (self->fields, self->site, *field);
      g_autoptr (HrRecord) typed = hr_record_copy (self->site);

      if (!hr_record_set (typed, *field, value, NULL) || g_strcmp0 (hr_record_get (typed, *field), now) == 0)
        continue;
      g_ptr_array_add (fields, (gpointer)*field);
      g_ptr_array_add (values, g_steal_pointer (&value));
      g_ptr_array_add (bases, (gpointer)(now != NULL ? now : ""));
    }
  if (fields->len == 0)
    {
      if (gtk_widget_get_visible (self->draft_line))
        hr_editor_drop_draft_async (self->context->editor, HR_KIND_SITE, SITE);
      return;
    }
  g_ptr_array_add (fields, NULL);
  g_ptr_array_add (values, NULL);
  g_ptr_array_add (bases, NULL);
  hr_editor_save_draft_async (self->context->editor, HR_KIND_SITE, SITE, (const char *const *)fields->pdata,
                              (const char *const *)values->pdata, (const char *const *)bases->pdata);
}

static void
start_over_cb (HrDeskSettingsPage *self)
{
  hr_editor_drop_draft_async (self->context->editor, HR_KIND_SITE, SITE);
  ask (self);
}

static void
members_cb (HrDeskSettingsPage *self)
{
  hr_staff_window_go (self->context->window, "members", NULL);
}

/* ---- page ---- */

static void
show_part (HrDeskSettingsPage *self, int part)
{
  GtkWidget *scroll = gtk_widget_get_ancestor (self->parts[part], GTK_TYPE_SCROLLED_WINDOW);

  self->choosing = TRUE;
  for (int i = 0; i < N_PARTS; i++)
    hr_chip_set_active (HR_CHIP (self->chips[i]), i == part);
  self->choosing = FALSE;
  gtk_stack_set_visible_child (GTK_STACK (self->stack), scroll);
  gtk_widget_set_visible (self->buttons, part <= HR_SITE_PART_RULES);
  if (part == PART_GROUPS)
    hr_rules_panel_read (HR_RULES_PANEL (self->parts[part]));
  if (part == PART_SCREEN)
    hr_device_panel_show (HR_DEVICE_PANEL (self->parts[part]));
  if (part == PART_PRINTER)
    hr_printer_panel_read (HR_PRINTER_PANEL (self->parts[part]));
  if (part == PART_BACKUPS)
    hr_backups_panel_read (HR_BACKUPS_PANEL (self->parts[part]));
}

static void
hr_desk_settings_page_enter (HrPage *page, const char *argument)
{
  HR_PAGE_CLASS (hr_desk_settings_page_parent_class)->enter (page, argument);
  ask (HR_DESK_SETTINGS_PAGE (page));
  show_part (HR_DESK_SETTINGS_PAGE (page), HR_SITE_PART_CENTER);
}

static void
hr_desk_settings_page_leave (HrPage *page)
{
  HrDeskSettingsPage *self = HR_DESK_SETTINGS_PAGE (page);

  g_cancellable_cancel (self->cancellable);
  if (self->site != NULL)
    keep_draft (self);
  g_clear_pointer (&self->site, hr_record_unref);
  HR_PAGE_CLASS (hr_desk_settings_page_parent_class)->leave (page);
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

  g_clear_pointer (&self->fields, hr_site_fields_free);

  G_OBJECT_CLASS (hr_desk_settings_page_parent_class)->finalize (object);
}

static void
hr_desk_settings_page_class_init (HrDeskSettingsPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hr_desk_settings_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = hr_desk_settings_page_finalize;
  HR_PAGE_CLASS (klass)->enter = hr_desk_settings_page_enter;
  HR_PAGE_CLASS (klass)->leave = hr_desk_settings_page_leave;
  HR_PAGE_CLASS (klass)->clear = hr_desk_settings_page_clear;
}

static void
hr_desk_settings_page_init (HrDeskSettingsPage *self)
{
}

static GtkWidget *
make_buttons (HrDeskSettingsPage *self)
{
  self->buttons = hr_flow_new (GAP_MM);
  self->save = hr_desk_button (_ ("Save"), "primary", G_CALLBACK (save_cb), self);
  self->start_over = hr_desk_button (_ ("Start over"), NULL, G_CALLBACK (start_over_cb), self);
  gtk_widget_set_visible (self->start_over, FALSE);
  hr_flow_append (HR_FLOW (self->buttons), self->save);
  hr_flow_append (HR_FLOW (self->buttons), self->start_over);
  return self->buttons;
}

static void
part_cb (HrChip *chip, GParamSpec *pspec, HrDeskSettingsPage *self)
{
  for (int i = 0; i < N_PARTS; i++)
    if (!self->choosing && self->chips[i] == GTK_WIDGET (chip))
      show_part (self, i);
}

static GtkWidget *
make_part (HrDeskSettingsPage *self, int part)
{
  switch (part)
    {
    case PART_GROUPS:
      return hr_rules_panel_new (self->context);
    case PART_SCREEN:
      return hr_device_panel_new (self->context);
    case PART_PRINTER:
      return hr_printer_panel_new (self->context);
    case PART_BACKUPS:
      return hr_backups_panel_new (self->context);
    default:
      return hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);
    }
}

static void
build (HrDeskSettingsPage *self)
{
  GtkWidget *box = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL), *chips = hr_flow_new (GAP_MM);

  self->stack = gtk_stack_new ();
  gtk_stack_set_vhomogeneous (GTK_STACK (self->stack), FALSE);
  for (int i = 0; i < N_PARTS; i++)
    {
      GtkWidget *form = hr_desk_box (GTK_ORIENTATION_VERTICAL, "hr-form");

      self->parts[i] = make_part (self, i);
      self->chips[i] = hr_chip_new (_ (part_words[i]));
      gtk_widget_set_visible (self->chips[i], (i != PART_SCREEN && i != PART_PRINTER) || self->context->device != NULL);
      g_signal_connect (self->chips[i], "notify::active", G_CALLBACK (part_cb), self);
      hr_flow_append (HR_FLOW (chips), self->chips[i]);
      gtk_box_append (GTK_BOX (form), self->parts[i]);
      gtk_stack_add_child (GTK_STACK (self->stack), hr_desk_scroll (form));
    }
  self->fields = hr_site_fields_new (self->parts);
  gtk_box_append (GTK_BOX (self->parts[HR_SITE_PART_CENTER]), hr_desk_button (_ ("Names and PINs"), NULL, G_CALLBACK (members_cb), self));
  self->trouble = hr_desk_label ("", "hr-notice");
  self->draft_line = hr_desk_label ("", "hr-desk-problem");
  gtk_widget_set_visible (self->trouble, FALSE);
  gtk_widget_set_visible (self->draft_line, FALSE);
  gtk_box_append (GTK_BOX (box), chips);
  gtk_box_append (GTK_BOX (box), self->stack);
  gtk_box_append (GTK_BOX (box), self->trouble);
  gtk_box_append (GTK_BOX (box), self->draft_line);
  gtk_box_append (GTK_BOX (box), make_buttons (self));
  hr_page_set_child (HR_PAGE (self), box);
}

HrPage *
hr_desk_settings_page_new (HrStaffContext *context)
{
  HrDeskSettingsPage *self = g_object_new (HR_TYPE_DESK_SETTINGS_PAGE, NULL);

  self->context = context;
  build (self);
  hr_page_set_title (HR_PAGE (self), _ ("Settings"));
  return HR_PAGE (self);
}
