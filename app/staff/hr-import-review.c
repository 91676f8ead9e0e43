/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-import-review-private.h"

#include "handrail/core/hr-field-words.h"
#include "handrail/service/hr-words.h"
#include "handrail/ui/hr-chip.h"
#include "handrail/ui/hr-flow.h"
#include "hr-desk-turner-private.h"
#include "hr-desk-widgets-private.h"
#include "hr-thing-words-private.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#define GAP_MM 2.0
/* Rows of one page: few enough that a page stands at once */
#define PER_PAGE 20
/* Fields of one change that are shown */
#define SHOWN_FIELDS 12

typedef enum
{
  PART_ADDED,
  PART_CHANGED,
  PART_REMOVED,
  PART_KEPT,
  PART_REJECTED,
  PART_REPAIRED,
  N_PARTS,
} Part;

static const char *const parts[N_PARTS] = {
  /* Translators: what reading a list would do; a number follows */
  [PART_ADDED] = N_ ("New"),
  [PART_CHANGED] = N_ ("Changed"),
  [PART_REMOVED] = N_ ("Taken off"),
  [PART_KEPT] = N_ ("Your words stay"),
  [PART_REJECTED] = N_ ("Could not be read"),
  [PART_REPAIRED] = N_ ("Repaired"),
};

static const char *const lines[N_PARTS] = {
  [PART_ADDED] = N_ ("These meetings are not in the listings yet."),
  [PART_CHANGED] = N_ ("These meetings stand in the listings with other words."),
  [PART_REMOVED] = N_ ("These meetings are not in the list any more. They would be retired; you can bring them back."),
  [PART_KEPT] = N_ ("Somebody changed these here. The list says something else; what was written here stays."),
  [PART_REJECTED] = N_ ("These places of the list hold no meeting that can be shown."),
  [PART_REPAIRED] = N_ ("Small things in the list that were put right while it was read."),
};

struct _HrImportReview
{
  GtkBox parent_instance;
  HrStaffContext *context;
  HrImportJob *job;
  HrImportReport *report;
  GHashTable *skip;
  GtkWidget *chips[N_PARTS];
  GtkWidget *line;
  GtkWidget *list;
  GtkWidget *turner;
  GtkWidget *scroll;
  Part part;
  gboolean setting;
};

G_DEFINE_FINAL_TYPE (HrImportReview, hr_import_review, GTK_TYPE_BOX)

static void fill (HrImportReview *self);

static GPtrArray *
items (HrImportReview *self, Part part)
{
  const HrImportReport *report = self->report;

  switch (part)
    {
    case PART_ADDED:
      return report->added;
    case PART_CHANGED:
      return report->changed;
    case PART_REMOVED:
      return report->removed;
    case PART_KEPT:
      return report->kept;
    case PART_REJECTED:
      return report->rejected;
    case PART_REPAIRED:
    case N_PARTS:
    default:
      return report->repaired;
    }
}

/* ---- words ---- */

static char *
meeting_words (HrImportReview *self, HrRecord *meeting, HrRecord *venue)
{
  const char *place = NULL;
  HrThingRow row = { .record = meeting };

  if (venue != NULL)
    place = hr_record_get (venue, "name") != NULL ? hr_record_get (venue, "name") : hr_record_get (venue, "address");
  row.venue_name = (char *) place;
  return hr_thing_words_line (self->context, &row);
}

/* Of a meeting that repeats, its first day says nothing to anybody; the time does. Returns: %FALSE when @field says nothing */
static gboolean
time_words (const HrImportField *field, char **ret_words)
{
  g_autofree char *old = NULL, *new = NULL;

  if (field->old == NULL || field->new == NULL || strlen (field->old) != 16 || strlen (field->new) != 16)
    return TRUE;
  if (g_str_equal (field->old + 10, field->new + 10))
    return FALSE;
  old = hr_words_time (atoi (field->old + 11) * 60 + atoi (field->old + 14));
  new = hr_words_time (atoi (field->new + 11) * 60 + atoi (field->new + 14));
  *ret_words = g_strdup_printf (_ ("Start: %1$s → %2$s"), old, new);
  return TRUE;
}

/* "name" of the meeting itself, "venue.city", "group.name" */
static char *
field_words (HrImportReview *self, const HrImportField *field)
{
  HrKind kind = g_str_has_prefix (field->name, "venue.") ? HR_KIND_VENUE
                : g_str_has_prefix (field->name, "group.") ? HR_KIND_GROUP
                                                           : HR_KIND_MEETING;
  const char *name = strchr (field->name, '.') != NULL ? strchr (field->name, '.') + 1 : field->name;
  g_autofree char *old = hr_thing_words_value (self->context, kind, name, field->old);
  g_autofree char *new = hr_thing_words_value (self->context, kind, name, field->new);
  g_autofree char *label = kind == HR_KIND_MEETING ? g_strdup (hr_field_words_label (kind, name))
                                                   : g_strdup_printf ("%s: %s", hr_field_words_kind (kind), hr_field_words_label (kind, name));

  return g_strdup_printf (_ ("%1$s: %2$s → %3$s"), label, old, new);
}

/* Another place or group is told by its name in the list; the id of the old one would say nothing. Returns: %NULL for any other field */
static char *
ref_words (const HrImportField *field, const HrFeedRow *read)
{
  HrRecord *to = g_str_equal (field->name, "venue") ? read->venue : g_str_equal (field->name, "group") ? read->group : NULL;
  const char *name = to == NULL ? NULL : hr_record_get (to, "name") != NULL ? hr_record_get (to, "name") : hr_record_get (to, "address");

  if (!g_str_equal (field->name, "venue") && !g_str_equal (field->name, "group"))
    return NULL;
  /* Translators: a field of a meeting, and what stands there from now on */
  return g_strdup_printf (_ ("%1$s: now %2$s"), hr_field_words_label (HR_KIND_MEETING, field->name), name != NULL ? name : _ ("nothing"));
}

static void
add_diff (HrImportReview *self, GtkWidget *box, const HrImportChange *change, const HrFeedRow *read)
{
  const char *rule = read != NULL ? hr_record_get (read->meeting, "rule") : NULL;
  /* every other week: the first day decides which weeks */
  gboolean weekly = rule != NULL && strstr (rule, "INTERVAL=") == NULL;
  guint n = change->diff != NULL ? change->diff->len : 0;

  for (guint i = 0; i < MIN (n, SHOWN_FIELDS); i++)
    {
      const HrImportField *field = change->diff->pdata[i];
      g_autofree char *words = NULL;

      if (weekly && g_str_equal (field->name, "start") && !time_words (field, &words))
        continue;
      if (words == NULL && read != NULL)
        words = ref_words (field, read);
      if (words == NULL)
        words = field_words (self, field);
      gtk_box_append (GTK_BOX (box), hr_desk_label (words, NULL));
    }
  if (n > SHOWN_FIELDS)
    {
      g_autofree char *rest = g_strdup_printf (ngettext ("and %u more", "and %u more", n - SHOWN_FIELDS), n - SHOWN_FIELDS);

      gtk_box_append (GTK_BOX (box), hr_desk_label (rest, "hr-muted"));
    }
}

/* ---- leaving out ---- */

static void
show_skip (GtkWidget *button, GtkWidget *row, gboolean skipped)
{
  hr_tap_button_set_text (HR_TAP_BUTTON (button), skipped ? _ ("Take it") : _ ("Leave out"));
  if (skipped)
    gtk_widget_add_css_class (row, "notice");
  else
    gtk_widget_remove_css_class (row, "notice");
}

static void
skip_cb (GtkWidget *button, HrImportReview *self)
{
  const char *id = g_object_get_data (G_OBJECT (button), "id");
  gboolean skipped = g_hash_table_contains (self->skip, id);

  if (skipped)
    g_hash_table_remove (self->skip, id);
  else
    g_hash_table_add (self->skip, g_strdup (id));
  show_skip (button, gtk_widget_get_parent (button), !skipped);
  g_signal_emit_by_name (self, "counted");
}

static void
add_skip (HrImportReview *self, GtkWidget *row, const HrImportChange *change)
{
  GtkWidget *button = hr_tap_button_new (_ ("Leave out"));

  g_object_set_data_full (G_OBJECT (button), "id", g_strdup (change->id), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, change->name, -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (skip_cb), self, 0);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (row), button);
  show_skip (button, row, g_hash_table_contains (self->skip, change->id));
}

/* ---- rows ---- */

static GtkWidget *
make_row (const char *title, GtkWidget **ret_words)
{
  GtkWidget *row = hr_desk_box (GTK_ORIENTATION_HORIZONTAL, "hr-desk-row");
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), hr_desk_label (title, "hr-strong"));
  gtk_box_append (GTK_BOX (row), words);
  *ret_words = words;
  return row;
}

static GtkWidget *
make_change (HrImportReview *self, const HrImportChange *change)
{
  GtkWidget *words;
  GtkWidget *row = make_row (change->name, &words);
  const HrFeedRow *read = change->record > 0 ? hr_import_job_get_row (self->job, change->record) : NULL;
  g_autofree char *line = read != NULL          ? meeting_words (self, read->meeting, read->venue)
                          : change->was != NULL ? meeting_words (self, change->was, NULL)
                                                : NULL;

  if (line != NULL && *line != '\0')
    gtk_box_append (GTK_BOX (words), hr_desk_label (line, "hr-muted"));
  add_diff (self, words, change, read);
  add_skip (self, row, change);
  return row;
}

static GtkWidget *
make_kept (HrImportReview *self, const HrImportKept *kept)
{
  GtkWidget *words;
  GtkWidget *row = make_row (kept->name, &words);
  const char *label = hr_field_words_label (HR_KIND_MEETING, kept->field);
  g_autofree char *yours = hr_thing_words_value (self->context, HR_KIND_MEETING, kept->field, kept->yours);
  g_autofree char *feeds = hr_thing_words_value (self->context, HR_KIND_MEETING, kept->field, kept->feeds);
  /* Translators: a field, what staff wrote there, what the list says */
  g_autofree char *line = g_strdup_printf (_ ("%1$s: here “%2$s”, in the list “%3$s”"), label, yours, feeds);

  gtk_box_append (GTK_BOX (words), hr_desk_label (line, NULL));
  return row;
}

static GtkWidget *
make_note (const HrFeedNote *note)
{
  GtkWidget *words;
  /* Translators: a place in a list, and the meeting there */
  g_autofree char *title = *note->name != '\0' ? g_strdup_printf (_ ("Number %1$u: %2$s"), note->record, note->name)
                                               : g_strdup_printf (_ ("Number %u"), note->record);
  GtkWidget *row = make_row (title, &words);

  gtk_box_append (GTK_BOX (words), hr_desk_label (note->text, NULL));
  return row;
}

static void
fill (HrImportReview *self)
{
  GPtrArray *all = items (self, self->part);
  HrDeskTurner *turner = HR_DESK_TURNER (self->turner);
  guint offset;

  hr_desk_turner_set_total (turner, all->len);
  offset = hr_desk_turner_get_offset (turner);
  hr_desk_clear (self->list);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroll)), 0);
  for (guint i = offset; i < MIN (all->len, offset + PER_PAGE); i++)
    gtk_box_append (GTK_BOX (self->list), self->part <= PART_REMOVED ? make_change (self, all->pdata[i])
                                          : self->part == PART_KEPT  ? make_kept (self, all->pdata[i])
                                                                     : make_note (all->pdata[i]));
  gtk_label_set_text (GTK_LABEL (self->line), _ (lines[self->part]));
  hr_desk_turner_set_text (turner, NULL);
}

static void
show_part (HrImportReview *self, Part part)
{
  self->part = part;
  hr_desk_turner_rewind (HR_DESK_TURNER (self->turner));
  self->setting = TRUE;
  for (guint i = 0; i < N_PARTS; i++)
    {
      guint n = items (self, (Part) i)->len;
      /* Translators: what would happen, and to how many */
      g_autofree char *text = g_strdup_printf (_ ("%1$s: %2$u"), _ (parts[i]), n);

      hr_chip_set_label (HR_CHIP (self->chips[i]), text);
      hr_chip_set_active (HR_CHIP (self->chips[i]), i == (guint) part);
      gtk_widget_set_visible (self->chips[i], n > 0);
    }
  self->setting = FALSE;
  fill (self);
}

static void
chip_cb (HrImportReview *self, GParamSpec *pspec, GtkWidget *chip)
{
  if (!self->setting)
    show_part (self, (Part) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (chip), "part")));
}

/* ---- object ---- */

static void
hr_import_review_dispose (GObject *object)
{
  HrImportReview *self = HR_IMPORT_REVIEW (object);

  g_clear_object (&self->job);
  g_clear_pointer (&self->report, hr_import_report_free);
  g_clear_pointer (&self->skip, g_hash_table_unref);
  G_OBJECT_CLASS (hr_import_review_parent_class)->dispose (object);
}

static void
hr_import_review_class_init (HrImportReviewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hr_import_review_dispose;
  /* how many would change is another number now */
  g_signal_new ("counted", HR_TYPE_IMPORT_REVIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hr_import_review_init (HrImportReview *self)
{
  GtkWidget *flow = hr_flow_new (GAP_MM);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "hr-desk-box");
  self->skip = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < N_PARTS; i++)
    {
      self->chips[i] = hr_chip_new ("");
      g_object_set_data (G_OBJECT (self->chips[i]), "part", GUINT_TO_POINTER (i));
      g_signal_connect_object (self->chips[i], "notify::active", G_CALLBACK (chip_cb), self, G_CONNECT_SWAPPED);
      hr_flow_append (HR_FLOW (flow), self->chips[i]);
    }
  self->line = hr_desk_label ("", "hr-muted");
  self->list = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);
  /* only the rows scroll: what they are, and the way through them, stay in sight */
  self->scroll = hr_desk_scroll (self->list);
  self->turner = hr_desk_turner_new (PER_PAGE);
  g_signal_connect_object (self->turner, "turned", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), flow);
  gtk_box_append (GTK_BOX (self), self->line);
  gtk_box_append (GTK_BOX (self), self->scroll);
  gtk_box_append (GTK_BOX (self), self->turner);
}

GtkWidget *
hr_import_review_new (HrStaffContext *context)
{
  HrImportReview *self = g_object_new (HR_TYPE_IMPORT_REVIEW, NULL);

  self->context = context;
  return GTK_WIDGET (self);
}

static gboolean
is_gone (gpointer id, gpointer value, gpointer data)
{
  const HrImportReport *report = data;
  GPtrArray *const lists[] = { report->added, report->changed, report->removed };

  for (guint k = 0; k < G_N_ELEMENTS (lists); k++)
    for (guint i = 0; i < lists[k]->len; i++)
      if (g_str_equal (((HrImportChange *) lists[k]->pdata[i])->id, id))
        return FALSE;
  return TRUE;
}

void
hr_import_review_show (HrImportReview *self, HrImportJob *job, HrImportReport *report)
{
  Part part = PART_ADDED;

  g_return_if_fail (HR_IS_IMPORT_REVIEW (self));
  g_return_if_fail (HR_IS_IMPORT_JOB (job) && report != NULL);
  g_set_object (&self->job, job);
  g_clear_pointer (&self->report, hr_import_report_free);
  self->report = report;
  g_hash_table_foreach_remove (self->skip, is_gone, report);
  while (part < N_PARTS - 1 && items (self, part)->len == 0)
    part++;
  show_part (self, part);
}

void
hr_import_review_clear (HrImportReview *self)
{
  g_return_if_fail (HR_IS_IMPORT_REVIEW (self));
  hr_desk_clear (self->list);
  g_clear_object (&self->job);
  g_clear_pointer (&self->report, hr_import_report_free);
  g_hash_table_remove_all (self->skip);
}

const HrImportReport *
hr_import_review_get_report (HrImportReview *self)
{
  g_return_val_if_fail (HR_IS_IMPORT_REVIEW (self), NULL);
  return self->report;
}

GHashTable *
hr_import_review_get_skip (HrImportReview *self)
{
  g_return_val_if_fail (HR_IS_IMPORT_REVIEW (self), NULL);
  return self->skip;
}

guint
hr_import_review_count_removed (HrImportReview *self)
{
  guint n = 0;

  g_return_val_if_fail (HR_IS_IMPORT_REVIEW (self), 0);
  for (guint i = 0; self->report != NULL && i < self->report->removed->len; i++)
    n += g_hash_table_contains (self->skip, ((HrImportChange *) self->report->removed->pdata[i])->id) ? 0 : 1;
  return n;
}

guint
hr_import_review_count (HrImportReview *self)
{
  g_return_val_if_fail (HR_IS_IMPORT_REVIEW (self), 0);
  if (self->report == NULL)
    return 0;
  return self->report->added->len + self->report->changed->len + self->report->removed->len - g_hash_table_size (self->skip);
}
