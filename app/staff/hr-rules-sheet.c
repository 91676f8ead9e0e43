/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-rules-sheet-private.h"

#include "handrail/core/hr-error.h"
#include "handrail/core/hr-field-words.h"
#include "handrail/service/hr-cancelled.h"
#include "handrail/ui/hr-chip.h"
#include "handrail/ui/hr-flow.h"
#include "hr-desk-widgets-private.h"
#include "hr-staff-window-private.h"

#include <glib/gi18n-lib.h>

#define GAP_MM 2.0
/* Meetings, or groups, that one touch changes: what has more is set piece by piece */
#define MOST 5000

static const char *const slips_codes[] = { "yes", "no", "ask", "" };
static const char *const sign_in_codes[] = { "", "yes", "no" };

/* Translators: whether people sign in to the meetings of a group */
static const char *const sign_in_words[] = { N_ ("As “This screen” says"), N_ ("Always"), N_ ("Never") };

#define N_SLIPS G_N_ELEMENTS (slips_codes)
#define N_SIGN_IN G_N_ELEMENTS (sign_in_codes)

struct _HrRulesSheet
{
  GtkBox parent_instance;
  HrStaffContext *context;
  HrRecord *group;   /* (nullable): %NULL = all that have not said */
  GPtrArray *things; /* (element-type HrRecord): the meetings of the group, or the groups that have not said */
  GtkWidget *slips[N_SLIPS];
  GtkWidget *sign_in[N_SIGN_IN];
  GtkWidget *line;
  GtkWidget *save;
  GCancellable *cancellable;
  guint offset;
  gboolean setting;
};

G_DEFINE_FINAL_TYPE (HrRulesSheet, hr_rules_sheet, GTK_TYPE_BOX)

/* ---- words ---- */

const char *
hr_rules_sheet_sign_in_words (const HrThingRow *group)
{
  if (group->n_sign_in == 0 && group->n_no_sign_in == 0)
    return _ (sign_in_words[0]);
  if (group->n_sign_in == group->n_meetings)
    return _ (sign_in_words[1]);
  if (group->n_no_sign_in == group->n_meetings)
    return _ (sign_in_words[2]);
  /* Translators: some meetings of a group have a sign-in, some have not */
  return _ ("Not the same for all its meetings");
}

const char *
hr_rules_sheet_slips_words (const HrRecord *group)
{
  const char *slips = hr_record_get (group, "slips");

  /* Translators: a group that nobody asked yet */
  return slips != NULL ? hr_field_words_choice (HR_KIND_GROUP, "slips", slips) : C_ ("court papers", "Not said");
}

/* ---- what there is to write ---- */

static const char *
get_chosen (GtkWidget *const *chips, const char *const *codes, guint n)
{
  for (guint i = 0; i < n; i++)
    if (chips[i] != NULL && hr_chip_get_active (HR_CHIP (chips[i])))
      return codes[i];
  return NULL;
}

typedef struct
{
  const char *fields[2], *values[2], *bases[2];
} Rule;

static void
add_edit (GArray *edits, GPtrArray *rules, HrRecord *record, const char *field, const char *value)
{
  const char *old = hr_record_get (record, field) != NULL ? hr_record_get (record, field) : "";
  Rule *rule;
  HrEdit edit = { .verb = HR_EDIT_SET, .kind = hr_record_get_kind (record), .id = hr_record_get_id (record) };

  if (value == NULL || g_str_equal (old, value))
    return;
  rule = g_new0 (Rule, 1);
  rule->fields[0] = field;
  rule->values[0] = value;
  rule->bases[0] = old;
  g_ptr_array_add (rules, rule);
  edit.fields = rule->fields;
  edit.values = rule->values;
  edit.bases = rule->bases;
  g_array_append_val (edits, edit);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrRulesSheet) self = user_data;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = hr_editor_finish (HR_EDITOR (source), result, &error);

  if (hr_desk_is_gone (self))
    return;
  hr_staff_window_close_sheet (self->context->window);
  if (ids != NULL)
    hr_staff_window_say (self->context->window, _ ("Saved. The lobby follows at once. History takes it back."), NULL, NULL, NULL);
  else if (g_error_matches (error, HR_ERROR, HR_ERROR_CONFLICT))
    hr_staff_window_say (self->context->window, _ ("Somebody else changed this group meanwhile. Nothing was saved. Here is what stands now."), NULL,
                         NULL, NULL);
  else
    hr_staff_window_say_error (self->context->window, error);
}

static void
save_cb (HrRulesSheet *self)
{
  g_autoptr (GArray) edits = g_array_new (FALSE, FALSE, sizeof (HrEdit));
  g_autoptr (GPtrArray) rules = g_ptr_array_new_with_free_func (g_free);
  const char *slips = get_chosen (self->slips, slips_codes, N_SLIPS);
  const char *sign_in = get_chosen (self->sign_in, sign_in_codes, N_SIGN_IN);

  if (self->group != NULL)
    add_edit (edits, rules, self->group, "slips", slips);
  for (guint i = 0; i < self->things->len; i++)
    add_edit (edits, rules, self->things->pdata[i], self->group != NULL ? "sign_in" : "slips", self->group != NULL ? sign_in : slips);
  if (edits->len == 0)
    {
      hr_staff_window_close_sheet (self->context->window);
      hr_staff_window_say (self->context->window, _ ("Nothing was changed."), NULL, NULL, NULL);
      return;
    }
  gtk_widget_set_sensitive (self->save, FALSE);
  hr_editor_edit_async (self->context->editor, &g_array_index (edits, HrEdit, 0), edits->len, saved_cb, g_object_ref (self));
}

/* ---- whom it is for ---- */

static void ask (HrRulesSheet *self);

static void
show_things (HrRulesSheet *self, gboolean too_many)
{
  guint n = self->things->len;
  g_autofree char *text = NULL;

  if (too_many)
    text = g_strdup (_ ("That is too much for one touch. Set it in the entries themselves, under Listings."));
  else if (self->group == NULL)
    text = g_strdup_printf (ngettext ("%u group has not said yet. It gets what you choose here.",
                                      "%u groups have not said yet. They all get what you choose here.", n), n);
  else if (n == 0)
    text = g_strdup (_ ("No meeting in the listings belongs to this group."));
  else
    text = g_strdup_printf (ngettext ("Sign-in is set for its %u meeting.", "Sign-in is set for all its %u meetings.", n), n);
  gtk_label_set_text (GTK_LABEL (self->line), text);
  gtk_widget_set_sensitive (self->save, !too_many && (self->group != NULL || n > 0));
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrRulesSheet) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrThings) things = hr_editor_list_finish (HR_EDITOR (source), result, &error);

  if (hr_desk_is_gone (self) || hr_was_cancelled (error))
    return;
  if (things == NULL)
    {
      gtk_label_set_text (GTK_LABEL (self->line), error->message);
      return;
    }
  for (guint i = 0; i < things->rows->len; i++)
    {
      HrRecord *record = ((HrThingRow *)things->rows->pdata[i])->record;

      if (self->group != NULL || hr_record_get (record, "slips") == NULL)
        g_ptr_array_add (self->things, hr_record_ref (record));
    }
  self->offset += things->rows->len;
  if (self->things->len > MOST)
    show_things (self, TRUE);
  else if (things->rows->len > 0 && self->offset < things->total)
    ask (self);
  else
    show_things (self, FALSE);
}

static void
ask (HrRulesSheet *self)
{
  const HrThingQuery query = { .kind = self->group != NULL ? HR_KIND_MEETING : HR_KIND_GROUP,
                               .show = HR_SHOW_LIVE,
                               .group = self->group != NULL ? hr_record_get_id (self->group) : NULL,
                               .offset = self->offset };

  hr_editor_list_async (self->context->editor, &query, self->cancellable, listed_cb, g_object_ref (self));
}

/* ---- object ---- */

static void
hr_rules_sheet_dispose (GObject *object)
{
  HrRulesSheet *self = HR_RULES_SHEET (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->group, hr_record_unref);
  g_clear_pointer (&self->things, g_ptr_array_unref);
  G_OBJECT_CLASS (hr_rules_sheet_parent_class)->dispose (object);
}

static void
hr_rules_sheet_class_init (HrRulesSheetClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hr_rules_sheet_dispose;
}

static void
hr_rules_sheet_init (HrRulesSheet *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "hr-desk-box");
  self->things = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_record_unref);
  self->cancellable = g_cancellable_new ();
}

/* One of a row: what is touched turns its neighbours off, and a second touch changes nothing. */
static void
chip_cb (HrChip *chip, GParamSpec *pspec, HrRulesSheet *self)
{
  GtkWidget **chips = g_object_get_data (G_OBJECT (chip), "chips");
  guint n = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (chip), "n"));

  if (self->setting)
    return;
  self->setting = TRUE;
  for (guint i = 0; i < n; i++)
    if (chips[i] != NULL)
      hr_chip_set_active (HR_CHIP (chips[i]), chips[i] == GTK_WIDGET (chip));
  self->setting = FALSE;
}

static GtkWidget *
add_chip (HrRulesSheet *self, GtkWidget *flow, GtkWidget **chips, guint n, guint i, const char *words, gboolean active)
{
  chips[i] = hr_chip_new (words);
  hr_chip_set_active (HR_CHIP (chips[i]), active);
  g_object_set_data (G_OBJECT (chips[i]), "chips", chips);
  g_object_set_data (G_OBJECT (chips[i]), "n", GUINT_TO_POINTER (n));
  g_signal_connect_object (chips[i], "notify::active", G_CALLBACK (chip_cb), self, 0);
  hr_flow_append (HR_FLOW (flow), chips[i]);
  return chips[i];
}

static void
add_slips (HrRulesSheet *self)
{
  GtkWidget *flow = hr_flow_new (GAP_MM);
  const char *now = self->group != NULL && hr_record_get (self->group, "slips") != NULL ? hr_record_get (self->group, "slips") : "";

  gtk_box_append (GTK_BOX (self), hr_desk_heading (hr_field_words_label (HR_KIND_GROUP, "slips"), 2));
  for (guint i = 0; i < N_SLIPS; i++)
    {
      gboolean none = *slips_codes[i] == '\0';

      /* those that have not said have said nothing already */
      if (!none || self->group != NULL)
        add_chip (self, flow, self->slips, N_SLIPS, i,
                  none ? C_ ("court papers", "Not said") : hr_field_words_choice (HR_KIND_GROUP, "slips", slips_codes[i]),
                  self->group != NULL && g_str_equal (now, slips_codes[i]));
    }
  gtk_box_append (GTK_BOX (self), flow);
}

static void
add_sign_in (HrRulesSheet *self, const HrThingRow *group)
{
  GtkWidget *flow = hr_flow_new (GAP_MM);
  const char *now = hr_rules_sheet_sign_in_words (group);

  gtk_box_append (GTK_BOX (self), hr_desk_heading (_ ("Sign-in"), 2));
  for (guint i = 0; i < N_SIGN_IN; i++)
    add_chip (self, flow, self->sign_in, N_SIGN_IN, i, _ (sign_in_words[i]), g_str_equal (now, _ (sign_in_words[i])));
  gtk_box_append (GTK_BOX (self), flow);
}

void
hr_rules_sheet_open (HrStaffContext *context, const HrThingRow *group)
{
  HrRulesSheet *self = g_object_new (HR_TYPE_RULES_SHEET, NULL);

  self->context = context;
  self->group = group != NULL ? hr_record_ref (group->record) : NULL;
  self->line = hr_desk_label ("", "hr-muted");
  self->save = hr_desk_button (_ ("Save"), "primary", G_CALLBACK (save_cb), self);
  gtk_widget_set_sensitive (self->save, FALSE);
  add_slips (self);
  if (group != NULL && group->n_meetings > 0)
    add_sign_in (self, group);
  gtk_box_append (GTK_BOX (self), self->line);
  gtk_box_append (GTK_BOX (self), self->save);
  hr_staff_window_open_sheet (context->window, group != NULL ? group->title : _ ("Groups that have not said"), GTK_WIDGET (self));
  ask (self);
}
