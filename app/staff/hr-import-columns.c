/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-import-columns-private.h"

#include "hr-desk-widgets-private.h"
#include "hr-staff-window-private.h"

#include <glib/gi18n-lib.h>

struct _HrImportColumns
{
  GtkBox parent_instance;
  HrStaffContext *context;
  GtkWidget *line;
  GtkWidget *list;
  HrFeedTable *table;
  GPtrArray *fields; /* element-type utf8 (nullable) (not owned): by column: what it is */
  guint choosing;    /* the column of the open sheet */
};

G_DEFINE_FINAL_TYPE (HrImportColumns, hr_import_columns, GTK_TYPE_BOX)

static void fill (HrImportColumns *self);

/* In the order in which they are offered; what is missing here stays as its column's name says. */
static const struct
{
  const char *field;
  const char *words;
} words[] = {
  /* Translators: what a column of a table holds */
  { "name", N_ ("Name of the meeting") },
  { "day", N_ ("Day") },
  { "time", N_ ("Start time") },
  { "day_time", N_ ("Day and time in one") },
  { "end_time", N_ ("End time") },
  { "duration", N_ ("Length") },
  { "am_pm", N_ ("AM or PM") },
  { "timezone", N_ ("Time zone") },
  { "types", N_ ("Kind of meeting") },
  { "languages", N_ ("Language") },
  { "notes", N_ ("Notes") },
  { "location", N_ ("Name of the place") },
  { "location_notes", N_ ("Notes on the place") },
  { "formatted_address", N_ ("Whole address") },
  { "address", N_ ("Street and number") },
  { "city", N_ ("City") },
  { "state", N_ ("State") },
  { "postal_code", N_ ("Postal code") },
  { "country", N_ ("Country") },
  { "latitude", N_ ("Latitude") },
  { "longitude", N_ ("Longitude") },
  { "coordinates", N_ ("Latitude and longitude in one") },
  { "region", N_ ("Region") },
  { "conference_url", N_ ("Link for joining online") },
  { "conference_url_notes", N_ ("Notes on joining online") },
  { "conference_phone", N_ ("Phone for joining") },
  { "conference_phone_notes", N_ ("Notes on joining by phone") },
  { "group", N_ ("Name of the group") },
  { "group_notes", N_ ("Notes on the group") },
  { "website", N_ ("Website") },
  { "attendance_option", N_ ("In person or online") },
  { "updated", N_ ("When it was last changed") },
  { "slug", N_ ("Short name that never changes") },
  { "id", N_ ("Number that never changes") },
};

static const char *
field_words (const char *field)
{
  if (field == NULL)
    /* Translators: a column of a table that is not read */
    return _ ("Not read");
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i].field, field))
      return _ (words[i].words);
  return field;
}

/* ---- choosing ---- */

static void
choose_cb (GtkWidget *button, HrImportColumns *self)
{
  const char *field = g_object_get_data (G_OBJECT (button), "field");

  /* a field that takes one column moves from the other one to this */
  for (guint i = 0; field != NULL && i < self->fields->len; i++)
    if (g_strcmp0 (self->fields->pdata[i], field) == 0 && !g_str_equal (field, "types") && !g_str_equal (field, "notes"))
      self->fields->pdata[i] = NULL;
  self->fields->pdata[self->choosing] = (gpointer) field;
  hr_staff_window_close_sheet (self->context->window);
  fill (self);
}

static GtkWidget *
make_choice (HrImportColumns *self, const char *field)
{
  GtkWidget *button = hr_tap_button_new (field_words (field));

  g_object_set_data (G_OBJECT (button), "field", (gpointer) field);
  if (g_strcmp0 (field, self->fields->pdata[self->choosing]) == 0)
    gtk_widget_add_css_class (button, "primary");
  g_signal_connect_object (button, "clicked", G_CALLBACK (choose_cb), self, 0);
  return button;
}

static void
column_cb (GtkWidget *button, HrImportColumns *self)
{
  GtkWidget *list = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);
  GtkWidget *scroll = hr_desk_scroll (list);
  const HrFeedTableColumn *column;
  g_autofree char *title = NULL;

  self->choosing = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "column"));
  column = self->table->columns->pdata[self->choosing];
  gtk_box_append (GTK_BOX (list), make_choice (self, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    gtk_box_append (GTK_BOX (list), make_choice (self, words[i].field));
  gtk_widget_add_css_class (scroll, "hr-ref-list");
  title = g_strdup_printf (_ ("What is in the column “%s”?"), column->name);
  hr_staff_window_open_sheet (self->context->window, title, scroll);
}

/* ---- the list ---- */

static GtkWidget *
make_row (HrImportColumns *self, guint number)
{
  const HrFeedTableColumn *column = self->table->columns->pdata[number];
  const char *field = self->fields->pdata[number];
  GtkWidget *row = hr_desk_box (GTK_ORIENTATION_HORIZONTAL, "hr-desk-row");
  GtkWidget *left = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *button = hr_tap_button_new (field_words (field));
  g_autoptr (GString) cells = g_string_new (NULL);

  for (guint i = 0; i < HR_FEED_SAMPLES; i++)
    if (column->samples[i] != NULL && *column->samples[i] != '\0')
      g_string_append_printf (cells, "%s%s", cells->len > 0 ? " · " : "", column->samples[i]);
  gtk_widget_set_hexpand (left, TRUE);
  gtk_box_append (GTK_BOX (left), hr_desk_label (column->name, "hr-strong"));
  gtk_box_append (GTK_BOX (left), hr_desk_label (cells->len > 0 ? cells->str : _ ("empty in the first rows"), "hr-muted"));
  if (column->sure == HR_FEED_SURE_CONTENT && field == column->field && field != NULL)
    gtk_box_append (GTK_BOX (left), hr_desk_label (_ ("Guessed from what is in it. Please look."), "hr-desk-problem"));
  gtk_box_append (GTK_BOX (row), left);
  g_object_set_data (G_OBJECT (button), "column", GUINT_TO_POINTER (number));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, column->name, -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (column_cb), self, 0);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (row), button);
  return row;
}

static void
fill (HrImportColumns *self)
{
  hr_desk_clear (self->list);
  for (guint i = 0; i < self->table->columns->len; i++)
    gtk_box_append (GTK_BOX (self->list), make_row (self, i));
}

/* ---- object ---- */

static void
hr_import_columns_dispose (GObject *object)
{
  HrImportColumns *self = HR_IMPORT_COLUMNS (object);

  g_clear_pointer (&self->table, hr_feed_table_free);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  G_OBJECT_CLASS (hr_import_columns_parent_class)->dispose (object);
}

static void
hr_import_columns_class_init (HrImportColumnsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hr_import_columns_dispose;
}

static void
hr_import_columns_init (HrImportColumns *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "hr-desk-box");
  self->fields = g_ptr_array_new ();
  self->line = hr_desk_heading (_ ("What is in which column?"), 2);
  self->list = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);
  gtk_box_append (GTK_BOX (self), self->line);
  gtk_box_append (GTK_BOX (self), hr_desk_label (_ ("The answer is remembered for the next list with the same columns."), "hr-muted"));
  gtk_box_append (GTK_BOX (self), self->list);
}

GtkWidget *
hr_import_columns_new (HrStaffContext *context)
{
  HrImportColumns *self = g_object_new (HR_TYPE_IMPORT_COLUMNS, NULL);

  self->context = context;
  return GTK_WIDGET (self);
}

void
hr_import_columns_show (HrImportColumns *self, HrFeedTable *table)
{
  g_return_if_fail (HR_IS_IMPORT_COLUMNS (self));
  g_return_if_fail (table != NULL);
  g_clear_pointer (&self->table, hr_feed_table_free);
  self->table = table;
  g_ptr_array_set_size (self->fields, 0);
  for (guint i = 0; i < table->columns->len; i++)
    g_ptr_array_add (self->fields, (gpointer) ((HrFeedTableColumn *) table->columns->pdata[i])->field);
  fill (self);
}

HrFeedColumns *
hr_import_columns_get (HrImportColumns *self)
{
  HrFeedColumns *columns = hr_feed_columns_new ();

  g_return_val_if_fail (HR_IS_IMPORT_COLUMNS (self), columns);
  for (guint i = 0; i < self->fields->len; i++)
    {
      const HrFeedTableColumn *column = self->table->columns->pdata[i];
      g_autoptr (GError) error = NULL;

      if (!hr_feed_columns_set (columns, column->name, self->fields->pdata[i], &error))
        g_critical ("%s", error->message);
    }
  return columns;
}
