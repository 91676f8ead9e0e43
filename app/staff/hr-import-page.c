/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-import-page-private.h"

#include "handrail/core/hr-error.h"
#include "handrail/service/hr-cancelled.h"
#include "handrail/service/hr-import-job.h"
#include "handrail/ui/hr-flow.h"
#include "hr-desk-widgets-private.h"
#include "hr-import-columns-private.h"
#include "hr-import-files-private.h"
#include "hr-import-format-private.h"
#include "hr-import-parts-private.h"
#include "hr-import-past-private.h"
#include "hr-import-review-private.h"
#include "hr-ref-sheet-private.h"
#include "hr-staff-window-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define GAP_MM 2.0

/* One after the other; each but the first has a way back. */
#define STEP_FILES "files"
#define STEP_COLUMNS "columns"
#define STEP_WORKING "working"
#define STEP_REVIEW "review"
#define STEP_DONE "done"

struct _HrImportPage
{
  HrPage parent_instance;
  HrStaffContext *context;
  GtkWidget *stack;
  GtkWidget *files;
  GtkWidget *past;
  GtkWidget *columns;
  GtkWidget *working_line;
  GtkWidget *bar;
  GtkWidget *about;
  GtkWidget *belongs;
  GtkWidget *kind;
  GtkWidget *match;
  GtkWidget *review;
  GtkWidget *apply;
  GtkWidget *done_line;
  GtkWidget *undo;
  HrImportJob *job;        /* (nullable): of the file that was chosen */
  HrFeedColumns *matched;  /* (nullable): of a table */
  char *fellowship;        /* (nullable): %NULL = what lists of that format usually are */
  HrFeedFormat format;     /* as staff say; %HR_FEED_AUTO = as it looks */
  char *refused;           /* (nullable): the file that could not be read last */
  GCancellable *cancellable;
  gint64 imported; /* the number of the import that was done last */
  gboolean shown;
};

G_DEFINE_FINAL_TYPE (HrImportPage, hr_import_page, HR_TYPE_PAGE)

static void prepare (HrImportPage *self);
static void look (HrImportPage *self, const char *path);
static void kind_cb (HrImportPage *self);

static void
show_step (HrImportPage *self, const char *step)
{
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), step);
  gtk_widget_child_focus (gtk_stack_get_visible_child (GTK_STACK (self->stack)), GTK_DIR_TAB_FORWARD);
}

static gboolean
is_step (HrImportPage *self, const char *step)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (self->stack)), step) == 0;
}

static gboolean
is_applying (HrImportPage *self)
{
  return self->context->importing != NULL && !hr_import_run_has_ended (self->context->importing);
}

static void
begin_again (HrImportPage *self)
{
  g_cancellable_cancel (self->cancellable);
  hr_import_review_clear (HR_IMPORT_REVIEW (self->review));
  g_clear_object (&self->job);
  g_clear_pointer (&self->matched, hr_feed_columns_free);
  g_clear_pointer (&self->fellowship, g_free);
  self->format = HR_FEED_AUTO;
  if (!is_applying (self))
    g_clear_object (&self->context->importing);
  if (!self->shown)
    return;
  show_step (self, STEP_FILES);
  hr_import_files_start (HR_IMPORT_FILES (self->files));
  hr_import_past_ask (HR_IMPORT_PAST (self->past));
}

/* ---- while something runs ---- */

static void
progress_cb (HrImportPage *self, guint phase, guint64 done, guint64 total)
{
  const char *words = hr_import_parts_phase (phase);

  if (g_strcmp0 (gtk_label_get_text (GTK_LABEL (self->working_line)), words) != 0)
    gtk_label_set_text (GTK_LABEL (self->working_line), words);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->bar), total > 0 ? (double) done / (double) total : 0.0);
}

static void
begin_work (HrImportPage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  progress_cb (self, HR_IMPORT_READ, 0, 1);
  show_step (self, STEP_WORKING);
}

static void
cancel_cb (HrImportPage *self)
{
  if (is_applying (self))
    hr_import_run_stop (self->context->importing);
  else
    g_cancellable_cancel (self->cancellable);
}

static void
say_nothing_changed (HrImportPage *self)
{
  hr_staff_window_say (self->context->window, _ ("Stopped. Nothing was changed."), NULL, NULL, NULL);
}

/* What could not be read as one kind of list may be another. */
static void
say_error (HrImportPage *self, const GError *error)
{
  const char *path = self->job != NULL ? hr_import_job_get_path (self->job) : "";

  if (!g_error_matches (error, HR_ERROR, HR_ERROR_INPUT) || *path == '\0')
    {
      hr_staff_window_say_error (self->context->window, error);
      return;
    }
  g_free (self->refused);
  self->refused = g_strdup (path);
  hr_staff_window_say (self->context->window, hr_import_parts_trouble (error, path), _ ("It is another kind of list"),
                       (void (*) (gpointer))kind_cb, G_OBJECT (self));
}

static void
stop_with (HrImportPage *self, const GError *error)
{
  if (hr_was_cancelled (error))
    say_nothing_changed (self);
  else
    say_error (self, error);
  begin_again (self);
}

/* ---- what would change ---- */

static void
show_count (HrImportPage *self)
{
  guint n = hr_import_review_count (HR_IMPORT_REVIEW (self->review));
  g_autofree char *text = g_strdup_printf (ngettext ("Bring in %u change", "Bring in %u changes", n), n);

  hr_tap_button_set_text (HR_TAP_BUTTON (self->apply), text);
  gtk_widget_set_sensitive (self->apply, n > 0);
}

static void
show_about (HrImportPage *self, const HrImportReport *report)
{
  g_autofree char *about = hr_import_parts_about (self->job, report);
  g_autofree char *belongs = hr_import_parts_belongs (self->context, report, self->fellowship);

  gtk_label_set_text (GTK_LABEL (self->about), about);
  hr_tap_button_set_text (HR_TAP_BUTTON (self->belongs), belongs);
  gtk_widget_set_visible (self->match, self->matched != NULL);
}

static void
prepared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrImportPage) self = user_data;
  g_autoptr (GError) error = NULL;
  HrImportReport *report = hr_import_job_prepare_finish (HR_IMPORT_JOB (source), result, &error);

  if (hr_desk_is_gone (self) || HR_IMPORT_JOB (source) != self->job)
    {
      g_clear_pointer (&report, hr_import_report_free);
      return;
    }
  if (report == NULL)
    {
      /* a table whose columns do not fit can be matched in another way */
      if (self->matched != NULL && self->shown && !hr_was_cancelled (error))
        {
          say_error (self, error);
          show_step (self, STEP_COLUMNS);
        }
      else
        stop_with (self, error);
      return;
    }
  hr_import_review_show (HR_IMPORT_REVIEW (self->review), self->job, report);
  show_about (self, report);
  show_count (self);
  show_step (self, STEP_REVIEW);
  if (hr_import_review_count (HR_IMPORT_REVIEW (self->review)) == 0)
    hr_staff_window_say (self->context->window, _ ("The listings say the same as this list. There is nothing to do."), NULL, NULL, NULL);
}

static void
prepare (HrImportPage *self)
{
  begin_work (self);
  hr_import_job_prepare_async (self->job, self->matched, self->cancellable, prepared_cb, g_object_ref (self));
}

static void
next_cb (HrImportPage *self)
{
  g_clear_pointer (&self->matched, hr_feed_columns_free);
  self->matched = hr_import_columns_get (HR_IMPORT_COLUMNS (self->columns));
  prepare (self);
}

/* ---- the file ---- */

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrImportPage) self = user_data;
  g_autoptr (GError) error = NULL;
  HrFeedTable *table = hr_import_job_look_finish (HR_IMPORT_JOB (source), result, &error);

  if (hr_desk_is_gone (self) || HR_IMPORT_JOB (source) != self->job)
    {
      g_clear_pointer (&table, hr_feed_table_free);
      return;
    }
  /* whoever stops in the last moment of this step means the next one, too */
  if (error == NULL)
    g_cancellable_set_error_if_cancelled (self->cancellable, &error);
  if (error != NULL)
    {
      g_clear_pointer (&table, hr_feed_table_free);
      stop_with (self, error);
    }
  else if (table == NULL || self->matched != NULL)
    {
      g_clear_pointer (&table, hr_feed_table_free);
      prepare (self);
    }
  else
    {
      hr_import_columns_show (HR_IMPORT_COLUMNS (self->columns), table);
      show_step (self, STEP_COLUMNS);
    }
}

static void
look (HrImportPage *self, const char *path)
{
  const HrImportOptions options = { .format = self->format, .fellowship = self->fellowship };
  g_autofree char *kept = g_strdup (path);

  g_clear_object (&self->job);
  self->job = hr_import_job_new (self->context->center, kept, &options);
  g_signal_connect_object (self->job, "progress", G_CALLBACK (progress_cb), self, G_CONNECT_SWAPPED);
  begin_work (self);
  hr_import_job_look_async (self->job, self->cancellable, looked_cb, g_object_ref (self));
}

static void
chosen_cb (HrImportPage *self, const char *path)
{
  look (self, path);
}

static void
fellowship_cb (const char *id, gpointer owner)
{
  HrImportPage *self = owner;

  if (self->job == NULL || !is_step (self, STEP_REVIEW))
    return;
  g_free (self->fellowship);
  self->fellowship = g_strdup (id);
  look (self, hr_import_job_get_path (self->job));
}

static void
belongs_cb (HrImportPage *self)
{
  hr_ref_sheet_open (self->context, HR_KIND_FELLOWSHIP, _ ("Which fellowship are these meetings of?"), NULL, FALSE, fellowship_cb,
                     G_OBJECT (self));
}

static void
format_cb (HrFeedFormat format, gpointer owner)
{
  HrImportPage *self = owner;
  g_autofree char *path = g_strdup (self->job != NULL ? hr_import_job_get_path (self->job) : self->refused);

  if (path == NULL || is_step (self, STEP_WORKING))
    return;
  /* other columns, and maybe another fellowship by nature */
  g_clear_pointer (&self->matched, hr_feed_columns_free);
  self->format = format;
  look (self, path);
}

static void
kind_cb (HrImportPage *self)
{
  if (!hr_desk_is_gone (self))
    hr_import_format_ask (self->context, format_cb, G_OBJECT (self));
}

static void
match_cb (HrImportPage *self)
{
  show_step (self, STEP_COLUMNS);
}

/* ---- doing it ---- */

/* What was written, or why it was not: also for a page that was made meanwhile, in another language. */
static void
show_end (HrImportPage *self)
{
  g_autoptr (HrImportRun) run = g_object_ref (self->context->importing);
  const HrImportReport *report = hr_import_run_get_report (run);
  const GError *error = hr_import_run_get_error (run);
  g_autofree char *words = NULL;

  if (report == NULL)
    {
      g_clear_object (&self->context->importing);
      if (g_error_matches (error, HR_ERROR, HR_ERROR_REFUSED))
        /* somebody changed the listings meanwhile: the look is taken again, and what was left out stays so */
        hr_staff_window_say (self->context->window, _ ("The listings were changed meanwhile. Please look once more."), NULL, NULL, NULL);
      else if (hr_was_cancelled (error))
        say_nothing_changed (self);
      else
        hr_staff_window_say_error (self->context->window, error);
      if (g_error_matches (error, HR_ERROR, HR_ERROR_REFUSED) || hr_import_review_get_report (HR_IMPORT_REVIEW (self->review)) == NULL)
        prepare (self);
      else
        show_step (self, STEP_REVIEW);
      return;
    }
  self->imported = report->import;
  words = hr_import_parts_done (report);
  gtk_label_set_text (GTK_LABEL (self->done_line), words);
  gtk_widget_set_visible (self->undo, self->imported != 0);
  show_step (self, STEP_DONE);
}

static void
ended_cb (HrImportPage *self)
{
  if (!hr_desk_is_gone (self))
    show_end (self);
}

static void
follow_run (HrImportPage *self)
{
  HrImportRun *run = self->context->importing;

  g_set_object (&self->job, hr_import_run_get_job (run));
  g_signal_connect_object (self->job, "progress", G_CALLBACK (progress_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (run, "ended", G_CALLBACK (ended_cb), self, G_CONNECT_SWAPPED);
}

static void
apply (HrImportPage *self, gboolean accept_removals)
{
  const char *actor = hr_editor_get_actor (self->context->editor);

  hr_staff_window_close_sheet (self->context->window);
  if (actor == NULL || self->job == NULL || self->context->importing != NULL)
    return;
  begin_work (self);
  hr_import_job_set_actor (self->job, actor);
  self->context->importing = hr_import_run_new (self->job, self->matched, self->fellowship,
                                                hr_import_review_get_skip (HR_IMPORT_REVIEW (self->review)), accept_removals);
  g_signal_connect_object (self->context->importing, "ended", G_CALLBACK (ended_cb), self, G_CONNECT_SWAPPED);
}

static void
accept_cb (HrImportPage *self)
{
  apply (self, TRUE);
}

static void
apply_cb (HrImportPage *self)
{
  const HrImportReport *report = hr_import_review_get_report (HR_IMPORT_REVIEW (self->review));
  guint n_removed = hr_import_review_count_removed (HR_IMPORT_REVIEW (self->review));

  if (report != NULL && report->needs_accept_removals && n_removed > 0)
    hr_import_parts_ask_removals (self->context, n_removed, G_CALLBACK (accept_cb), self);
  else
    apply (self, FALSE);
}

static void
undo_cb (HrImportPage *self)
{
  hr_import_past_undo (HR_IMPORT_PAST (self->past), self->imported);
  begin_again (self);
}

/* ---- page ---- */

static void
enter_run (HrImportPage *self)
{
  HrImportRun *run = self->context->importing;

  if (self->job != hr_import_run_get_job (run))
    {
      follow_run (self);
      g_free (self->fellowship);
      self->fellowship = g_strdup (hr_import_run_get_fellowship (run));
      g_clear_pointer (&self->matched, hr_feed_columns_free);
      if (hr_import_run_get_columns (run) != NULL)
        self->matched = hr_feed_columns_copy (hr_import_run_get_columns (run));
    }
  if (hr_import_run_has_ended (run))
    show_end (self);
  else
    show_step (self, STEP_WORKING);
}

static void
hr_import_page_enter (HrPage *page, const char *argument)
{
  HrImportPage *self = HR_IMPORT_PAGE (page);

  HR_PAGE_CLASS (hr_import_page_parent_class)->enter (page, argument);

  self->shown = TRUE;
  /* a list that was being looked at is still there; so is one that is being written, also when this page was made since */
  if (self->context->importing != NULL && !is_step (self, STEP_DONE))
    enter_run (self);
  else if (self->job == NULL || is_step (self, STEP_DONE))
    begin_again (self);
}

static void
hr_import_page_leave (HrPage *page)
{
  HrImportPage *self = HR_IMPORT_PAGE (page);

  self->shown = FALSE;
  hr_import_files_stop (HR_IMPORT_FILES (self->files));
  if (is_step (self, STEP_WORKING) && !is_applying (self))
    begin_again (self);

  HR_PAGE_CLASS (hr_import_page_parent_class)->leave (page);
}

/* One step back; from the places to begin at, to the page before */
static gboolean
hr_import_page_back (HrPage *page)
{
  HrImportPage *self = HR_IMPORT_PAGE (page);

  if (is_step (self, STEP_FILES))
    return hr_import_files_up (HR_IMPORT_FILES (self->files)) || HR_PAGE_CLASS (hr_import_page_parent_class)->back (page);
  if (is_step (self, STEP_WORKING))
    cancel_cb (self);
  else if (is_step (self, STEP_REVIEW) && self->matched != NULL)
    show_step (self, STEP_COLUMNS);
  else
    begin_again (self);
  return TRUE;
}

static void
hr_import_page_dispose (GObject *object)
{
  HrImportPage *self = HR_IMPORT_PAGE (object);

  self->shown = FALSE;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->job);
  g_clear_pointer (&self->matched, hr_feed_columns_free);
  g_clear_pointer (&self->fellowship, g_free);
  g_clear_pointer (&self->refused, g_free);
  G_OBJECT_CLASS (hr_import_page_parent_class)->dispose (object);
}

static void
hr_import_page_class_init (HrImportPageClass *klass)
{
  HrPageClass *page_class = HR_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hr_import_page_dispose;
  page_class->enter = hr_import_page_enter;
  page_class->leave = hr_import_page_leave;
  page_class->back = hr_import_page_back;
}

static void
hr_import_page_init (HrImportPage *self)
{
}

static void
make_first_steps (HrImportPage *self)
{
  GtkStack *stack = GTK_STACK (self->stack);
  GtkWidget *first = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);
  GtkWidget *working = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);

  self->files = hr_import_files_new (self->context);
  self->past = hr_import_past_new (self->context);
  self->columns = hr_import_columns_new (self->context);
  self->working_line = hr_desk_heading ("", 2);
  self->bar = gtk_progress_bar_new ();
  g_signal_connect_object (self->files, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (first), self->files);
  gtk_box_append (GTK_BOX (first), self->past);
  gtk_box_append (GTK_BOX (working), self->working_line);
  gtk_box_append (GTK_BOX (working), self->bar);
  gtk_widget_set_vexpand (working, TRUE);
  gtk_widget_set_valign (working, GTK_ALIGN_CENTER);
  hr_import_parts_step (stack, STEP_FILES, hr_desk_scroll (first), NULL, NULL);
  hr_import_parts_step (stack, STEP_COLUMNS, hr_desk_scroll (self->columns),
                        hr_desk_button (_ ("Another list"), NULL, G_CALLBACK (begin_again), self),
                        hr_desk_button (_ ("Next"), "primary", G_CALLBACK (next_cb), self));
  hr_import_parts_step (stack, STEP_WORKING, working, hr_desk_button (_ ("Stop"), NULL, G_CALLBACK (cancel_cb), self), NULL);
}

static void
make_last_steps (HrImportPage *self)
{
  GtkStack *stack = GTK_STACK (self->stack);
  GtkWidget *review = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);
  GtkWidget *done = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);
  GtkWidget *flow = hr_flow_new (GAP_MM);

  self->about = hr_desk_heading ("", 2);
  self->belongs = hr_desk_button ("", NULL, G_CALLBACK (belongs_cb), self);
  self->kind = hr_desk_button (_ ("It is another kind of list"), NULL, G_CALLBACK (kind_cb), self);
  self->match = hr_desk_button (_ ("Back to the columns"), NULL, G_CALLBACK (match_cb), self);
  hr_flow_append (HR_FLOW (flow), self->belongs);
  hr_flow_append (HR_FLOW (flow), self->kind);
  hr_flow_append (HR_FLOW (flow), self->match);
  self->review = hr_import_review_new (self->context);
  g_signal_connect_object (self->review, "counted", G_CALLBACK (show_count), self, G_CONNECT_SWAPPED);
  self->apply = hr_desk_button ("", "primary", G_CALLBACK (apply_cb), self);
  gtk_box_append (GTK_BOX (review), self->about);
  gtk_box_append (GTK_BOX (review), flow);
  gtk_box_append (GTK_BOX (review), self->review);
  hr_import_parts_step (stack, STEP_REVIEW, review, hr_desk_button (_ ("Another list"), NULL, G_CALLBACK (begin_again), self),
                        self->apply);
  self->done_line = hr_desk_heading ("", 2);
  self->undo = hr_desk_button (_ ("Take it all back"), NULL, G_CALLBACK (undo_cb), self);
  gtk_box_append (GTK_BOX (done), self->done_line);
  gtk_box_append (GTK_BOX (done), hr_desk_label (_ ("It can be taken back as a whole for 30 days. Each change stands in the history."), NULL));
  gtk_widget_set_vexpand (done, TRUE);
  gtk_widget_set_valign (done, GTK_ALIGN_CENTER);
  hr_import_parts_step (stack, STEP_DONE, done, self->undo,
                        hr_desk_button (_ ("Another list"), NULL, G_CALLBACK (begin_again), self));
}

HrPage *
hr_import_page_new (HrStaffContext *context)
{
  HrImportPage *self = g_object_new (HR_TYPE_IMPORT_PAGE, NULL);

  self->context = context;
  self->stack = gtk_stack_new ();
  make_first_steps (self);
  make_last_steps (self);
  hr_page_set_child (HR_PAGE (self), self->stack);
  hr_page_set_title (HR_PAGE (self), _ ("Import"));
  return HR_PAGE (self);
}
