/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-handouts-page-private.h"

#include "handrail/service/hr-cancelled.h"
#include "handrail/service/hr-filter-words.h"
#include "handrail/service/hr-handout-output.h"
#include "handrail/service/hr-language.h"
#include "handrail/service/hr-printing.h"
#include "handrail/ui/hr-chip.h"
#include "handrail/ui/hr-flow.h"
#include "handrail/ui/hr-tap-button.h"
#include "hr-desk-widgets-private.h"
#include "hr-filter-sheet-private.h"
#include "hr-folder-sheet-private.h"
#include "hr-print-row-private.h"
#include "hr-staff-window-private.h"

#include <glib/gi18n-lib.h>

#define GAP_MM 2.0
/* A picture sharp enough for any desk's screen */
#define PICTURE_PX 1400
#define CHOICES_SHARE 0.34

/* What can be made without choosing a meeting first */
static const HrHandoutKind kinds[] = {
  HR_HANDOUT_WEEK,      HR_HANDOUT_NEXT_DAYS, HR_HANDOUT_WEEK_BY_PLACE, HR_HANDOUT_WEEK_BY_FELLOWSHIP,
  HR_HANDOUT_DOOR_SIGN, HR_HANDOUT_RESOURCES, HR_HANDOUT_HELP,          HR_HANDOUT_FACILITATOR,
};

static const char *const kind_words[] = {
  /* Translators: pages to take along */
  N_ ("This week by day"), N_ ("Next seven days"),   N_ ("This week by place"), N_ ("This week by fellowship"),
  N_ ("Today's door sign"), N_ ("Papers and links"), N_ ("Help lines"),         N_ ("Headcount sheet"),
};

static const char *const paper_words[HR_N_PAPERS] = {
  [HR_PAPER_A4] = N_ ("A4"),
  [HR_PAPER_LETTER] = N_ ("Letter"),
  [HR_PAPER_A5] = N_ ("A5"),
  [HR_PAPER_HALF_LETTER] = N_ ("Half letter"),
  [HR_PAPER_RECEIPT] = N_ ("Roll of 80 mm"),
};

#define N_FOLDS (HR_FOLD_TRI_FOLD + 1)

static const char *const fold_words[N_FOLDS] = {
  [HR_FOLD_NONE] = N_ ("Not folded"),
  [HR_FOLD_POCKET] = N_ ("Pocket"),
  [HR_FOLD_BOOKLET] = N_ ("Booklet"),
  [HR_FOLD_TRI_FOLD] = N_ ("Tri-fold"),
};

typedef enum
{
  GROUP_KIND,
  GROUP_PAPER,
  GROUP_FOLD,
  GROUP_LANGUAGE,
  N_GROUPS,
} Group;

struct _HrHandoutsPage
{
  HrPage parent_instance;
  HrStaffContext *context;
  GPtrArray *chips[N_GROUPS]; /* one of each is on */
  guint chosen[N_GROUPS];
  GtkWidget *large;
  GtkWidget *codes;
  GtkWidget *filters;
  GtkWidget *filter_line;
  HrQuery *query; /* which meetings */
  GtkWidget *body;
  GtkWidget *choices; /* above the picture, or in @side */
  GtkWidget *side;    /* beside the picture on a wide screen */
  GtkWidget *picture;
  GtkWidget *line;
  GtkWidget *warning;
  GtkWidget *previous;
  GtkWidget *more;
  GtkWidget *save;
  GtkWidget *printing; /* the row below: only with a printer */
  HrHandoutResult *result;
  GCancellable *cancellable;
  GCancellable *drawing; /* (nullable): of the picture */
  guint page;
  gboolean setting;
  gboolean shown;
};

G_DEFINE_FINAL_TYPE (HrHandoutsPage, hr_handouts_page, HR_TYPE_PAGE)

/* ---- the preview ---- */

static void
offer_printing (HrHandoutsPage *self)
{
  hr_print_row_set_result (HR_PRINT_ROW (self->printing), self->result, _ (paper_words[self->chosen[GROUP_PAPER]]));
}

static void
stop_drawing (HrHandoutsPage *self)
{
  g_cancellable_cancel (self->drawing);
  g_clear_object (&self->drawing);
}

static void
drop_result (HrHandoutsPage *self)
{
  HrHandoutResult *result = g_steal_pointer (&self->result);

  stop_drawing (self);
  offer_printing (self);
  hr_handout_result_free (result);
}

static gboolean
is_over (HrHandoutsPage *self, const GError *error)
{
  return hr_desk_is_gone (self) || !self->shown || hr_was_cancelled (error);
}

static void
drawn_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrHandoutsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrHandoutPicture) picture = hr_handout_draw_finish (result, &error);
  g_autoptr (GdkTexture) texture = NULL;

  if (is_over (self, error))
    return;
  if (picture == NULL)
    {
      hr_staff_window_say_error (self->context->window, error);
      return;
    }
  texture = gdk_memory_texture_new (picture->width, picture->height, GDK_MEMORY_DEFAULT, picture->pixels, (gsize) picture->stride);
  gtk_picture_set_paintable (GTK_PICTURE (self->picture), GDK_PAINTABLE (texture));
  gtk_picture_set_alternative_text (GTK_PICTURE (self->picture), gtk_label_get_text (GTK_LABEL (self->line)));
}

static void
show_page (HrHandoutsPage *self)
{
  guint n = self->result->n_pages, meetings = self->result->n_meetings;
  g_autofree char *where = g_strdup_printf (_ ("Page %u of %u"), self->page + 1, n);
  g_autofree char *many = g_strdup_printf (ngettext ("%u meeting", "%u meetings", meetings), meetings);
  g_autofree char *text = meetings > 0 ? g_strdup_printf ("%s · %s", where, many) : g_strdup (where);

  gtk_label_set_text (GTK_LABEL (self->line), text);
  gtk_label_set_text (GTK_LABEL (self->warning), self->result->warning != NULL ? self->result->warning : "");
  gtk_widget_set_visible (self->warning, self->result->warning != NULL);
  gtk_widget_set_sensitive (self->previous, self->page > 0);
  gtk_widget_set_sensitive (self->more, self->page + 1 < n);
  gtk_widget_set_sensitive (self->save, TRUE);
  /* whoever turns pages quickly waits for the last one only */
  stop_drawing (self);
  self->drawing = g_cancellable_new ();
  hr_handout_draw_async (self->result, self->page, PICTURE_PX, PICTURE_PX, self->drawing, drawn_cb, g_object_ref (self));
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrHandoutsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  HrHandoutResult *made = hr_handouts_make_finish (HR_CENTER (source), result, &error);

  if (is_over (self, error))
    {
      g_clear_pointer (&made, hr_handout_result_free);
      return;
    }
  if (made == NULL)
    {
      gtk_label_set_text (GTK_LABEL (self->line), error->message);
      return;
    }
  drop_result (self);
  self->result = made;
  self->page = 0;
  offer_printing (self);
  show_page (self);
}

/* Filters are for lists of meetings. */
static gboolean
is_list (HrHandoutKind kind)
{
  return kind <= HR_HANDOUT_NEXT_DAYS || kind == HR_HANDOUT_DOOR_SIGN;
}

static void
make (HrHandoutsPage *self)
{
  HrHandoutRequest *request;

  if (!self->shown)
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  drop_result (self);
  gtk_widget_set_sensitive (self->save, FALSE);
  gtk_label_set_text (GTK_LABEL (self->line), _ ("Laying out the pages …"));
  request = hr_handout_request_new (kinds[self->chosen[GROUP_KIND]], self->context->center);
  request->options.paper = (HrPaper) self->chosen[GROUP_PAPER];
  request->options.fold = (HrFold) self->chosen[GROUP_FOLD];
  request->options.large_print = hr_chip_get_active (HR_CHIP (self->large));
  request->codes = hr_chip_get_active (HR_CHIP (self->codes));
  if (is_list (request->kind) && hr_query_is_filtered (self->query))
    request->query = hr_query_copy (self->query);
  request->language = g_strdup (hr_language_list ()[self->chosen[GROUP_LANGUAGE]]);
  hr_handouts_make_async (self->context->center, request, self->cancellable, made_cb, g_object_ref (self));
}

/* ---- which meetings ---- */

static void
show_filters (HrHandoutsPage *self)
{
  gboolean list = is_list (kinds[self->chosen[GROUP_KIND]]);
  g_autofree char *words = NULL;

  gtk_widget_set_sensitive (self->filters, list);
  if (list && hr_filter_count (self->query, TRUE) > 0)
    {
      g_autofree char *filters = hr_filter_describe (self->query, self->context->directory, hr_language_get ());

      words = g_strdup_printf (_ ("Only: %s"), filters);
    }
  gtk_label_set_text (GTK_LABEL (self->filter_line), words != NULL ? words : list ? _ ("All meetings") : "");
}

static void
filtered_cb (gpointer owner)
{
  show_filters (owner);
  make (owner);
}

static void
filters_cb (HrHandoutsPage *self)
{
  hr_filter_sheet_open (self->context, self->query, filtered_cb, G_OBJECT (self));
}

static void
turn (HrHandoutsPage *self, int pages)
{
  int page = (int) self->page + pages;

  if (self->result == NULL || page < 0 || page >= (int) self->result->n_pages)
    return;
  self->page = (guint) page;
  show_page (self);
}

static void
previous_cb (HrHandoutsPage *self)
{
  turn (self, -1);
}

static void
more_cb (HrHandoutsPage *self)
{
  turn (self, 1);
}

/* ---- choosing ---- */

static void
show_chosen (HrHandoutsPage *self)
{
  self->setting = TRUE;
  for (guint group = 0; group < N_GROUPS; group++)
    for (guint i = 0; i < self->chips[group]->len; i++)
      hr_chip_set_active (self->chips[group]->pdata[i], i == self->chosen[group]);
  /* what is folded is folded from a whole sheet, and a roll is not folded */
  for (guint i = 1; i < N_FOLDS; i++)
    gtk_widget_set_sensitive (self->chips[GROUP_FOLD]->pdata[i], self->chosen[GROUP_PAPER] != HR_PAPER_RECEIPT);
  self->setting = FALSE;
}

static void
chip_cb (HrHandoutsPage *self, GParamSpec *pspec, GtkWidget *chip)
{
  guint group = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (chip), "group"));

  if (self->setting)
    return;
  self->chosen[group] = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (chip), "index"));
  if (self->chosen[GROUP_PAPER] == HR_PAPER_RECEIPT)
    self->chosen[GROUP_FOLD] = HR_FOLD_NONE;
  show_chosen (self);
  show_filters (self);
  make (self);
}

static void
toggle_cb (HrHandoutsPage *self)
{
  if (!self->setting)
    make (self);
}

/* ---- saving ---- */

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrHandoutsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = hr_handout_save_finish (result, &error);
  g_autofree char *text = path != NULL ? g_strdup_printf (_ ("Saved as %s"), path) : NULL;

  if (hr_desk_is_gone (self))
    return;
  if (text != NULL)
    hr_staff_window_say (self->context->window, text, NULL, NULL, NULL);
  else
    hr_staff_window_say_error (self->context->window, error);
}

static void
folder_cb (const char *folder, gpointer owner)
{
  HrHandoutsPage *self = owner;

  if (self->result != NULL)
    hr_handout_save_async (self->result, folder, _ (kind_words[self->chosen[GROUP_KIND]]), saved_cb, g_object_ref (self));
}

static void
save_cb (HrHandoutsPage *self)
{
  hr_folder_sheet_open (self->context, _ ("Save pages (PDF)"), folder_cb, G_OBJECT (self));
}

/* ---- page ---- */

/* A high screen has room for all of the choices above the picture; beside it they may have to be scrolled. */
static void
arrange (HrHandoutsPage *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self->context->window)), height = gtk_widget_get_height (GTK_WIDGET (self->context->window));
  gboolean wide = width > height;

  if (wide == gtk_widget_get_visible (self->side))
    return;
  g_object_ref (self->choices);
  if (wide)
    {
      gtk_box_remove (GTK_BOX (self->body), self->choices);
      gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->side), self->choices);
    }
  else
    {
      gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->side), NULL);
      gtk_box_prepend (GTK_BOX (self->body), self->choices);
    }
  g_object_unref (self->choices);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->body), wide ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_size_request (self->side, wide ? (int) (width * CHOICES_SHARE) : -1, -1);
  gtk_widget_set_visible (self->side, wide);
}

static void
hr_handouts_page_enter (HrPage *page, const char *argument)
{
  HrHandoutsPage *self = HR_HANDOUTS_PAGE (page);
  HrRecord *site = hr_center_get_site (self->context->center);
  HrPaper paper = HR_PAPER_LETTER;

  HR_PAGE_CLASS (hr_handouts_page_parent_class)->enter (page, argument);

  self->shown = TRUE;
  arrange (self);
  if (self->context->printing != NULL)
    self->chosen[GROUP_PAPER] = hr_printing_get_paper (self->context->printing);
  else if (site != NULL && hr_record_get (site, "paper") != NULL && hr_paper_from_string (hr_record_get (site, "paper"), &paper))
    self->chosen[GROUP_PAPER] = paper;
  show_chosen (self);
  show_filters (self);
  make (self);
}

static void
hr_handouts_page_leave (HrPage *page)
{
  HrHandoutsPage *self = HR_HANDOUTS_PAGE (page);

  self->shown = FALSE;
  hr_print_row_leave (HR_PRINT_ROW (self->printing));
  stop_drawing (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->result, hr_handout_result_free);
  gtk_picture_set_paintable (GTK_PICTURE (self->picture), NULL);

  HR_PAGE_CLASS (hr_handouts_page_parent_class)->leave (page);
}

static void
hr_handouts_page_dispose (GObject *object)
{
  HrHandoutsPage *self = HR_HANDOUTS_PAGE (object);

  self->shown = FALSE;
  stop_drawing (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->result, hr_handout_result_free);
  for (guint i = 0; i < N_GROUPS; i++)
    g_clear_pointer (&self->chips[i], g_ptr_array_unref);
  G_OBJECT_CLASS (hr_handouts_page_parent_class)->dispose (object);
}

static void
hr_handouts_page_finalize (GObject *object)
{
  hr_query_free (HR_HANDOUTS_PAGE (object)->query);

  G_OBJECT_CLASS (hr_handouts_page_parent_class)->finalize (object);
}

static void
hr_handouts_page_class_init (HrHandoutsPageClass *klass)
{
  HrPageClass *page_class = HR_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hr_handouts_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = hr_handouts_page_finalize;
  page_class->enter = hr_handouts_page_enter;
  page_class->leave = hr_handouts_page_leave;
}

static void
add_chip (HrHandoutsPage *self, GtkWidget *flow, Group group, const char *words)
{
  GtkWidget *chip = hr_chip_new (words);

  g_object_set_data (G_OBJECT (chip), "group", GUINT_TO_POINTER (group));
  g_object_set_data (G_OBJECT (chip), "index", GUINT_TO_POINTER (self->chips[group]->len));
  g_signal_connect_object (chip, "notify::active", G_CALLBACK (chip_cb), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->chips[group], chip);
  hr_flow_append (HR_FLOW (flow), chip);
}

static GtkWidget *
make_choices (HrHandoutsPage *self)
{
  GtkWidget *box = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);
  GtkWidget *flows[N_GROUPS];
  const char *const *languages = hr_language_list ();

  for (guint i = 0; i < N_GROUPS; i++)
    {
      self->chips[i] = g_ptr_array_new ();
      flows[i] = hr_flow_new (GAP_MM);
      gtk_widget_add_css_class (flows[i], "hr-small");
      gtk_box_append (GTK_BOX (box), flows[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    add_chip (self, flows[GROUP_KIND], GROUP_KIND, _ (kind_words[i]));
  self->filters = hr_desk_button (_ ("Filters"), NULL, G_CALLBACK (filters_cb), self);
  hr_flow_append (HR_FLOW (flows[GROUP_KIND]), self->filters);
  gtk_box_insert_child_after (GTK_BOX (box), self->filter_line, flows[GROUP_KIND]);
  for (guint i = 0; i < HR_N_PAPERS; i++)
    add_chip (self, flows[GROUP_PAPER], GROUP_PAPER, _ (paper_words[i]));
  for (guint i = 0; i < N_FOLDS; i++)
    add_chip (self, flows[GROUP_FOLD], GROUP_FOLD, _ (fold_words[i]));
  for (guint i = 0; languages[i] != NULL; i++)
    add_chip (self, flows[GROUP_LANGUAGE], GROUP_LANGUAGE, hr_language_native_name (languages[i]));
  self->large = hr_chip_new (_ ("Large print"));
  self->codes = hr_chip_new (_ ("With QR codes"));
  g_signal_connect_object (self->large, "notify::active", G_CALLBACK (toggle_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->codes, "notify::active", G_CALLBACK (toggle_cb), self, G_CONNECT_SWAPPED);
  hr_flow_append (HR_FLOW (flows[GROUP_LANGUAGE]), self->large);
  hr_flow_append (HR_FLOW (flows[GROUP_LANGUAGE]), self->codes);
  return box;
}

static void
hr_handouts_page_init (HrHandoutsPage *self)
{
  GtkWidget *box = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);
  GtkWidget *foot = hr_desk_box (GTK_ORIENTATION_HORIZONTAL, NULL);

  self->chosen[GROUP_PAPER] = HR_PAPER_LETTER;
  self->query = hr_query_new ();
  self->picture = gtk_picture_new ();
  gtk_picture_set_can_shrink (GTK_PICTURE (self->picture), TRUE);
  gtk_widget_set_vexpand (self->picture, TRUE);
  gtk_widget_add_css_class (self->picture, "hr-paper-preview");
  self->warning = hr_desk_label ("", "hr-desk-problem");
  gtk_widget_set_visible (self->warning, FALSE);
  self->line = hr_desk_label ("", "hr-line");
  gtk_widget_set_hexpand (self->line, TRUE);
  self->previous = hr_desk_button (_ ("Previous"), NULL, G_CALLBACK (previous_cb), self);
  self->more = hr_desk_button (_ ("More"), NULL, G_CALLBACK (more_cb), self);
  self->save = hr_desk_button (_ ("Save pages (PDF)"), "primary", G_CALLBACK (save_cb), self);
  gtk_box_append (GTK_BOX (foot), self->line);
  gtk_box_append (GTK_BOX (foot), self->previous);
  gtk_box_append (GTK_BOX (foot), self->more);
  gtk_box_append (GTK_BOX (foot), self->save);
  self->filter_line = hr_desk_label ("", "hr-line");
  self->choices = make_choices (self);
  self->side = hr_desk_scroll (NULL);
  gtk_widget_set_hexpand (self->side, FALSE);
  gtk_widget_set_visible (self->side, FALSE);
  self->body = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);
  gtk_widget_set_hexpand (self->picture, TRUE);
  gtk_box_append (GTK_BOX (self->body), self->choices);
  gtk_box_append (GTK_BOX (self->body), self->side);
  gtk_box_append (GTK_BOX (self->body), self->picture);
  gtk_box_append (GTK_BOX (box), self->body);
  gtk_box_append (GTK_BOX (box), self->warning);
  gtk_box_append (GTK_BOX (box), foot);
  self->printing = hr_print_row_new ();
  gtk_box_append (GTK_BOX (box), self->printing);
  hr_page_set_child (HR_PAGE (self), box);
  show_chosen (self);
}

HrPage *
hr_handouts_page_new (HrStaffContext *context)
{
  HrHandoutsPage *self = g_object_new (HR_TYPE_HANDOUTS_PAGE, NULL);

  self->context = context;
  hr_print_row_set_context (HR_PRINT_ROW (self->printing), context);
  hr_page_set_title (HR_PAGE (self), _ ("Handouts"));
  return HR_PAGE (self);
}
