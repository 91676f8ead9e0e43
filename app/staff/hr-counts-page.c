/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-counts-page-private.h"

#include "handrail/core/hr-error.h"
#include "handrail/service/hr-report-file.h"
#include "handrail/ui/hr-chip.h"
#include "handrail/ui/hr-flow.h"
#include "hr-desk-widgets-private.h"
#include "hr-folder-sheet-private.h"
#include "hr-staff-window-private.h"

#include <glib/gi18n-lib.h>

#define GAP_MM 2.0
#define N_BY 4
#define N_SPANS 4
#define LETTER_MM 3.2

struct _HrCountsPage
{
  HrPage parent_instance;
  HrStaffContext *context;
  GtkWidget *by_chips[N_BY];
  GtkWidget *span_chips[N_SPANS];
  GtkWidget *table_chip;
  GtkWidget *line;
  GtkWidget *chart;
  GtkWidget *table;
  GtkWidget *note;
  HrReport *report;
  HrChartBar *bars;
  HrReportBy by;
  guint span;
  guint asked; /* the question whose answer is waited for */
  gboolean pdf;
  gboolean shown;
  gboolean choosing; /* chips follow the choice */
};

G_DEFINE_FINAL_TYPE (HrCountsPage, hr_counts_page, HR_TYPE_PAGE)

static const char *const by_words[N_BY] = { N_ ("By meeting"), N_ ("By fellowship"), N_ ("By weekday"), N_ ("By month") };
/* Translators: periods of the counts */
static const char *const span_words[N_SPANS] = { N_ ("Last month"), N_ ("Three months"), N_ ("Twelve months"), N_ ("Everything") };
static const int span_months[N_SPANS] = { 1, 3, 12, 0 };

static void ask (HrCountsPage *self);

static void
drop_report (HrCountsPage *self)
{
  if (self->bars != NULL)
    hr_report_bars_free (g_steal_pointer (&self->bars), self->report->rows->len);
  g_clear_pointer (&self->report, hr_report_free);
}

/* The months before this one */
static void
get_span (HrCountsPage *self, int *ret_from, int *ret_to)
{
  int year, month, day;

  *ret_from = 0;
  *ret_to = G_MAXINT;
  if (span_months[self->span] == 0)
    return;
  hr_date_to_ymd (hr_directory_today (self->context->directory), &year, &month, &day);
  *ret_to = year * 12 + month - 2;
  *ret_from = *ret_to - span_months[self->span] + 1;
}

/* ---- chart ---- */

static HrChartColor
get_color (GtkWidget *widget, const char *name, const HrChartColor *usual)
{
  GdkRGBA color;

  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), name, &color))
    return *usual;
  return (HrChartColor) { color.red, color.green, color.blue };
}

static void
fill_chart (HrCountsPage *self, HrChart *chart)
{
  hr_chart_init (chart);
  chart->bars = self->bars;
  chart->n_bars = self->report != NULL ? self->report->rows->len : 0;
  chart->text_size = hr_theme_font_px (self->context->theme, LETTER_MM);
  chart->right_to_left = gtk_widget_get_direction (self->chart) == GTK_TEXT_DIR_RTL;
  chart->foreground = get_color (self->chart, "hr_fg", &chart->foreground);
  chart->accent = get_color (self->chart, "hr_accent", &chart->accent);
  chart->grid = get_color (self->chart, "hr_edge", &chart->grid);
  chart->background = get_color (self->chart, "hr_bg", &chart->background);
}

static void
draw_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  HrChart chart;

  fill_chart (user_data, &chart);
  hr_chart_draw (&chart, cr, width, height);
}

static void
size_chart (HrCountsPage *self)
{
  HrChart chart;

  fill_chart (self, &chart);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (self->chart), (int) hr_chart_height (&chart, 100) + 1);
  gtk_widget_queue_draw (self->chart);
}

/* ---- table ---- */

static void
add_row (HrCountsPage *self, const char *label, const char *number, const char *css_class)
{
  GtkWidget *row = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_ROW, NULL);
  const char *const texts[] = { label, number };

  gtk_widget_add_css_class (row, "hr-desk-row");
  for (guint i = 0; i < 2; i++)
    {
      GtkWidget *cell = hr_desk_label (texts[i], css_class);

      gtk_widget_set_hexpand (cell, i == 0);
      gtk_box_append (GTK_BOX (row), cell);
    }
  gtk_box_append (GTK_BOX (self->table), row);
}

static void
show_report (HrCountsPage *self)
{
  g_autofree char *total = hr_report_number (self->report, self->report->total, self->report->hidden);
  g_autofree char *period = hr_report_period (self->report), *title = hr_report_title (self->by), *note = hr_report_note (self->report);
  g_autofree char *line = NULL;
  g_autoptr (GString) spoken = g_string_new (NULL);
  gboolean any = self->report->rows->len > 0;

  hr_desk_clear (self->table);
  for (guint i = 0; i < self->report->rows->len; i++)
    {
      add_row (self, self->bars[i].label, self->bars[i].text, NULL);
      g_string_append_printf (spoken, "%s: %s. ", self->bars[i].label, self->bars[i].text);
    }
  if (any)
    add_row (self, _ ("Total"), total, "hr-strong");
  if (any)
    line = g_strdup_printf ("%s · %s: %s", period, _ ("Total"), total);
  else
    line = g_strdup (self->report->older ? _ ("Of this time only fellowships are kept. Choose “By fellowship”.")
                                         : _ ("There are no numbers of whole months of this time yet."));
  gtk_label_set_text (GTK_LABEL (self->line), line);
  gtk_label_set_text (GTK_LABEL (self->note), note);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->chart), GTK_ACCESSIBLE_PROPERTY_LABEL, title, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  spoken->str, -1);
  size_chart (self);
}

static void
report_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrCountsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  HrReport *report = hr_report_read_finish (HR_CENTER (source), result, &error);

  if (!self->shown || --self->asked > 0)
    {
      hr_report_free (report);
      return;
    }
  drop_report (self);
  self->report = report;
  if (report == NULL)
    {
      hr_desk_clear (self->table);
      size_chart (self);
      gtk_label_set_text (GTK_LABEL (self->line), error->message);
      return;
    }
  self->bars = hr_report_bars (report);
  show_report (self);
}

static void
ask (HrCountsPage *self)
{
  int from, to;

  if (!self->shown)
    return;
  self->choosing = TRUE;
  for (guint i = 0; i < N_BY; i++)
    hr_chip_set_active (HR_CHIP (self->by_chips[i]), i == (guint) self->by);
  for (guint i = 0; i < N_SPANS; i++)
    hr_chip_set_active (HR_CHIP (self->span_chips[i]), i == self->span);
  self->choosing = FALSE;
  get_span (self, &from, &to);
  self->asked++;
  hr_report_read_async (self->context->center, self->by, from, to, NULL, report_cb, g_object_ref (self));
}

/* ---- choices ---- */

static void
by_cb (HrCountsPage *self, GParamSpec *pspec, GtkWidget *chip)
{
  if (self->choosing)
    return;
  self->by = (HrReportBy) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (chip), "index"));
  ask (self);
}

static void
span_cb (HrCountsPage *self, GParamSpec *pspec, GtkWidget *chip)
{
  if (self->choosing)
    return;
  self->span = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (chip), "index"));
  ask (self);
}

static void
table_cb (HrCountsPage *self)
{
  gboolean table = hr_chip_get_active (HR_CHIP (self->table_chip));

  gtk_widget_set_visible (self->table, table);
  gtk_widget_set_visible (self->chart, !table);
}

/* ---- files ---- */

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrCountsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = hr_report_save_finish (HR_CENTER (source), result, &error);
  g_autofree char *text = path != NULL ? g_strdup_printf (_ ("Saved as %s"), path) : NULL;

  if (text != NULL)
    hr_staff_window_say (self->context->window, text, NULL, NULL, NULL);
  else
    hr_staff_window_say_error (self->context->window, error);
}

static void
folder_cb (const char *folder, gpointer owner)
{
  HrCountsPage *self = owner;
  int from, to;

  get_span (self, &from, &to);
  hr_report_save_async (self->context->center, self->by, from, to, folder, self->pdf, saved_cb, g_object_ref (self));
}

static void
choose_folder (HrCountsPage *self, gboolean pdf)
{
  self->pdf = pdf;
  hr_folder_sheet_open (self->context, pdf ? _ ("Save pages (PDF)") : _ ("Save a table (CSV)"), folder_cb, G_OBJECT (self));
}

static void
csv_cb (HrCountsPage *self)
{
  choose_folder (self, FALSE);
}

static void
pdf_cb (HrCountsPage *self)
{
  choose_folder (self, TRUE);
}

static void
headcount_cb (HrCountsPage *self)
{
  hr_headcount_sheet_open (self->context);
}

/* ---- page ---- */

static void
hr_counts_page_enter (HrPage *page, const char *argument)
{
  HrCountsPage *self = HR_COUNTS_PAGE (page);

  HR_PAGE_CLASS (hr_counts_page_parent_class)->enter (page, argument);

  self->shown = TRUE;
  self->asked = 0;
  ask (self);
}

static void
hr_counts_page_leave (HrPage *page)
{
  HR_COUNTS_PAGE (page)->shown = FALSE;

  HR_PAGE_CLASS (hr_counts_page_parent_class)->leave (page);
}

static void
hr_counts_page_clear (HrPage *page)
{
  HrCountsPage *self = HR_COUNTS_PAGE (page);

  drop_report (self);
  hr_desk_clear (self->table);

  HR_PAGE_CLASS (hr_counts_page_parent_class)->clear (page);
}

static void
hr_counts_page_dispose (GObject *object)
{
  HR_COUNTS_PAGE (object)->shown = FALSE;
  drop_report (HR_COUNTS_PAGE (object));

  G_OBJECT_CLASS (hr_counts_page_parent_class)->dispose (object);
}

static void
hr_counts_page_class_init (HrCountsPageClass *klass)
{
  HrPageClass *page_class = HR_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hr_counts_page_dispose;
  page_class->enter = hr_counts_page_enter;
  page_class->leave = hr_counts_page_leave;
  page_class->clear = hr_counts_page_clear;
}

static GtkWidget *
add_chip (HrCountsPage *self, GtkWidget *flow, const char *text, guint index, GCallback callback)
{
  GtkWidget *chip = hr_chip_new (text);

  g_object_set_data (G_OBJECT (chip), "index", GUINT_TO_POINTER (index));
  g_signal_connect_object (chip, "notify::active", callback, self, G_CONNECT_SWAPPED);
  hr_flow_append (HR_FLOW (flow), chip);
  return chip;
}

static void
hr_counts_page_init (HrCountsPage *self)
{
  GtkWidget *box = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL), *body = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);
  GtkWidget *by_flow = hr_flow_new (GAP_MM), *span_flow = hr_flow_new (GAP_MM), *foot = hr_flow_new (GAP_MM);

  for (guint i = 0; i < N_BY; i++)
    self->by_chips[i] = add_chip (self, by_flow, _ (by_words[i]), i, G_CALLBACK (by_cb));
  for (guint i = 0; i < N_SPANS; i++)
    self->span_chips[i] = add_chip (self, span_flow, _ (span_words[i]), i, G_CALLBACK (span_cb));
  self->table_chip = add_chip (self, span_flow, _ ("As a table"), 0, G_CALLBACK (table_cb));
  self->span = 1;
  self->line = hr_desk_heading ("", 2);
  self->chart = g_object_new (GTK_TYPE_DRAWING_AREA, "accessible-role", GTK_ACCESSIBLE_ROLE_IMG, NULL);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->chart), draw_cb, self, NULL);
  self->table = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_TABLE, "orientation", GTK_ORIENTATION_VERTICAL, NULL);
  gtk_widget_set_visible (self->table, FALSE);
  self->note = hr_desk_label ("", "hr-muted");
  gtk_box_append (GTK_BOX (body), self->chart);
  gtk_box_append (GTK_BOX (body), self->table);
  gtk_box_append (GTK_BOX (body), self->note);
  hr_flow_append (HR_FLOW (foot), hr_desk_button (_ ("Enter a headcount"), "primary", G_CALLBACK (headcount_cb), self));
  hr_flow_append (HR_FLOW (foot), hr_desk_button (_ ("Save a table (CSV)"), NULL, G_CALLBACK (csv_cb), self));
  hr_flow_append (HR_FLOW (foot), hr_desk_button (_ ("Save pages (PDF)"), NULL, G_CALLBACK (pdf_cb), self));
  gtk_box_append (GTK_BOX (box), by_flow);
  gtk_box_append (GTK_BOX (box), span_flow);
  gtk_box_append (GTK_BOX (box), self->line);
  gtk_box_append (GTK_BOX (box), hr_desk_scroll (body));
  gtk_box_append (GTK_BOX (box), foot);
  hr_page_set_child (HR_PAGE (self), box);
}

HrPage *
hr_counts_page_new (HrStaffContext *context)
{
  HrCountsPage *self = g_object_new (HR_TYPE_COUNTS_PAGE, NULL);

  self->context = context;
  hr_page_set_title (HR_PAGE (self), _ ("Counts"));
  g_signal_connect_object (context->theme, "changed", G_CALLBACK (size_chart), self, G_CONNECT_SWAPPED);
  return HR_PAGE (self);
}
