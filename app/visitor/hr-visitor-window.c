/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-visitor"

#include "handrail/visitor/hr-visitor-window.h"
#include "handrail/service/hr-language.h"
#include "hr-bars-private.h"
#include "hr-idle-overlay-private.h"
#include "hr-visitor-context-private.h"
#include "hr-visitor-history-private.h"
#include "hr-visitor-note-private.h"
#include "hr-visitor-voice-private.h"
#include "hr-visitor-window-private.h"

#include <glib/gi18n-lib.h>
#include <malloc.h>

/* How often the window looks whether the day is still the same. */
#define DAY_CHECK_S 30

struct _HrVisitorWindow
{
  GtkApplicationWindow parent_instance;
  HrVisitorContext context;
  GtkWidget *overlay;
  GtkWidget *frame;
  GtkWidget *top;
  GtkWidget *stack;
  GtkWidget *bottom;
  GtkWidget *idle;
  GtkWidget *note;
  HrVisitorVoice *voice; /* (nullable): where there is no speaker */
  GHashTable *pages;       /* name → HrPage, owned by the stack */
  GHashTable *generations; /* page → generation of texts that it shows */
  guint generation;
  HrVisitorHistory *history; /* where Back goes */
  char *page;                /* what is shown now */
  char *argument;
  gboolean trouble;
  gboolean windowed;
  int width, height;
  gboolean bars_due; /* the bars were not fitted to the window or the words yet */
  HrDate today;
  guint day_source;
};

G_DEFINE_FINAL_TYPE (HrVisitorWindow, hr_visitor_window, GTK_TYPE_APPLICATION_WINDOW)

/* ---- what is shown ---- */

static void
fit_bars (HrVisitorWindow *self)
{
  if (self->width <= 0 || self->height <= 0)
    return;
  /* the resting screen has none: whoever touches it waits these milliseconds, not every start */
  self->bars_due = !gtk_widget_get_visible (self->top);
  if (self->bars_due)
    return;
  hr_top_bar_fit (HR_TOP_BAR (self->top), self->width, self->height);
  hr_bottom_bar_fit (HR_BOTTOM_BAR (self->bottom), self->width, self->height);
}

static void
show_plan (HrVisitorWindow *self)
{
  gboolean there = g_strcmp0 (self->page, "plan") == 0;

  hr_top_bar_set_plan (HR_TOP_BAR (self->top), there ? 0 : hr_plan_get_n (hr_session_get_plan (self->context.session)));
}

static void
show_title (HrVisitorWindow *self)
{
  HrPage *page = hr_visitor_window_get_page (self);

  if (page == NULL)
    return;
  hr_top_bar_set_title (HR_TOP_BAR (self->top), hr_page_get_title (page));
  if (self->width > 0)
    hr_top_bar_fit (HR_TOP_BAR (self->top), self->width, self->height);
}

static void
plan_cb (HrVisitorWindow *self)
{
  show_plan (self);
  show_title (self);
}

static void
title_cb (HrPage *page, GParamSpec *pspec, HrVisitorWindow *self)
{
  if (page == hr_visitor_window_get_page (self))
    show_title (self);
}

/* Texts are set anew when a page is next shown, not while it is out of sight. */
static void
freshen (HrVisitorWindow *self, HrPage *page)
{
  guint seen = GPOINTER_TO_UINT (g_hash_table_lookup (self->generations, page));

  if (seen == self->generation)
    return;
  g_hash_table_insert (self->generations, page, GUINT_TO_POINTER (self->generation));
  hr_page_refresh (page);
}

/* What the center offers may be changed while the lobby runs. */
static void
offer_languages (HrVisitorWindow *self)
{
  g_auto (GStrv) languages = hr_directory_get_languages (self->context.directory);

  hr_top_bar_set_languages (HR_TOP_BAR (self->top), (const char *const *)languages);
  if (hr_directory_get_site (self->context.directory) != NULL)
    hr_session_set_default_language (self->context.session, languages[0]);
}

static void
refresh_all (HrVisitorWindow *self)
{
  HrPage *page = hr_visitor_window_get_page (self);
  g_autofree char *kept = g_strdup (hr_language_get ());

  /* the desk over the lobby may speak another language */
  hr_language_set (hr_session_get_language (self->context.session));
  offer_languages (self);

  self->generation++;
  hr_bottom_bar_refresh (HR_BOTTOM_BAR (self->bottom));
  hr_idle_overlay_refresh (HR_IDLE_OVERLAY (self->idle));
  if (page != NULL)
    freshen (self, page);
  show_plan (self);
  show_title (self);
  fit_bars (self);
  hr_language_set (kept);
}

static HrPage *
ensure_page (HrVisitorWindow *self, const HrVisitorPage *row)
{
  HrPage *page = g_hash_table_lookup (self->pages, row->name);

  if (page != NULL)
    return page;
  page = row->create (&self->context);
  gtk_stack_add_named (GTK_STACK (self->stack), GTK_WIDGET (page), row->name);
  g_hash_table_insert (self->pages, (gpointer)row->name, page);
  g_signal_connect_object (page, "notify::title", G_CALLBACK (title_cb), self, 0);
  return page;
}

/* Pages that are not shown leave the tree of assistive technology, too. */
static void
show_page (HrVisitorWindow *self, const HrVisitorPage *row, HrPage *page)
{
  GHashTableIter iter;
  gpointer other;

  gtk_stack_set_visible_child (GTK_STACK (self->stack), GTK_WIDGET (page));
  g_hash_table_iter_init (&iter, self->pages);
  while (g_hash_table_iter_next (&iter, NULL, &other))
    gtk_accessible_update_state (GTK_ACCESSIBLE (other), GTK_ACCESSIBLE_STATE_HIDDEN, other != page, -1);
  gtk_widget_set_visible (self->top, row->bars);
  gtk_widget_set_visible (self->bottom, row->bars);
  hr_bottom_bar_set_page (HR_BOTTOM_BAR (self->bottom), row->name);
  show_plan (self);
  show_title (self);
  if (self->bars_due && row->bars)
    fit_bars (self);
}

/* While the listings cannot be read, only what needs none is shown. */
static const char *
allowed_page (HrVisitorWindow *self, const char *page)
{
  static const char *const always[] = { "trouble", "help", "settings", NULL };

  if (self->trouble && !g_strv_contains (always, page))
    return "trouble";
  return page;
}

static void
go_to (HrVisitorWindow *self, const char *name, const char *argument)
{
  const HrVisitorPage *row = hr_visitor_pages_find (allowed_page (self, name));
  HrPage *old = hr_visitor_window_get_page (self);
  g_autofree char *kept = g_strdup (argument);
  HrPage *page;

  /* every name that is asked for has its row in hr-visitor-pages.c */
  g_return_if_fail (row != NULL);
  hr_visitor_window_hide_note (self);
  if (old != NULL)
    hr_page_leave (old);
  page = ensure_page (self, row);
  g_free (self->page);
  self->page = g_strdup (row->name);
  g_free (self->argument);
  self->argument = g_steal_pointer (&kept);
  freshen (self, page);
  show_page (self, row, page);
  hr_page_enter (page, self->argument);
  show_title (self);
}

void
hr_visitor_window_go (HrVisitorWindow *self, const char *page, const char *argument)
{
  g_return_if_fail (HR_IS_VISITOR_WINDOW (self));
  g_return_if_fail (page != NULL);
  if (g_strcmp0 (page, "home") == 0 || g_strcmp0 (page, "attract") == 0)
    hr_visitor_history_forget (self->history);
  else if (self->page != NULL && g_strcmp0 (self->page, "attract") != 0
           && (g_strcmp0 (self->page, page) != 0 || g_strcmp0 (self->argument, argument) != 0))
    hr_visitor_history_add (self->history, self->page, self->argument);
  go_to (self, page, argument);
}

void
hr_visitor_window_go_back (HrVisitorWindow *self)
{
  HrPage *page = hr_visitor_window_get_page (self);
  g_autofree char *name = NULL, *argument = NULL;

  g_return_if_fail (HR_IS_VISITOR_WINDOW (self));
  if (page != NULL && hr_page_back (page))
    return;
  if (!hr_visitor_history_take (self->history, &name, &argument))
    {
      /* from the first page of a visit there is no way back but the rest */
      hr_visitor_window_go (self, "home", NULL);
      return;
    }
  go_to (self, name, argument);
}

HrPage *
hr_visitor_window_get_page (HrVisitorWindow *self)
{
  g_return_val_if_fail (HR_IS_VISITOR_WINDOW (self), NULL);
  return self->page != NULL ? g_hash_table_lookup (self->pages, self->page) : NULL;
}

void
hr_visitor_window_set_trouble (HrVisitorWindow *self, gboolean trouble)
{
  g_return_if_fail (HR_IS_VISITOR_WINDOW (self));
  if (self->trouble == !!trouble)
    return;
  self->trouble = !!trouble;
  hr_visitor_window_go (self, "attract", NULL);
}

void
hr_visitor_window_hide_note (HrVisitorWindow *self)
{
  hr_visitor_note_hide (HR_VISITOR_NOTE (self->note));
}

/* ---- reading aloud ---- */

static void
voice_cb (HrVisitorWindow *self)
{
  hr_bottom_bar_set_speaking (HR_BOTTOM_BAR (self->bottom), hr_speaker_get_speaking (self->context.speaker));
  fit_bars (self);
}

static void
no_voice_cb (HrVisitorWindow *self)
{
  hr_visitor_note_show (HR_VISITOR_NOTE (self->note), _ ("This screen has no voice right now. The front desk can read it to you."));
}

void
hr_visitor_window_read_aloud (HrVisitorWindow *self)
{
  HrPage *page = hr_visitor_window_get_page (self);

  if (self->voice != NULL && page != NULL)
    hr_visitor_voice_read (self->voice, page);
}

void
hr_visitor_window_touched (HrVisitorWindow *self)
{
  if (self->voice != NULL)
    hr_visitor_voice_touched (self->voice);
  hr_session_touch (self->context.session);
}

/* ---- the visit ---- */

static void
state_cb (HrVisitorWindow *self)
{
  gboolean warning = hr_session_get_state (self->context.session) == HR_SESSION_WARNING;

  if (gtk_widget_get_visible (self->idle) == warning)
    return;
  gtk_widget_set_visible (self->idle, warning);
  gtk_widget_set_can_focus (self->frame, !warning);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->frame), GTK_ACCESSIBLE_STATE_HIDDEN, warning, -1);
  if (!warning)
    return;
  hr_idle_overlay_take_focus (HR_IDLE_OVERLAY (self->idle));
  if (self->voice != NULL && hr_visitor_voice_is_used (self->voice))
    {
      g_autofree char *spoken = hr_idle_overlay_get_spoken (HR_IDLE_OVERLAY (self->idle));
      hr_visitor_voice_say (self->voice, spoken);
    }
  else
    gdk_display_beep (gtk_widget_get_display (GTK_WIDGET (self)));
}

static void
stay_cb (HrIdleOverlay *idle, HrVisitorWindow *self)
{
  hr_session_touch (self->context.session);
}

/* What a visit had on the heap goes back to the system, so that it is neither kept nor found there later. */
static void
trim_cb (gpointer user_data)
{
  malloc_trim (0);
}

static void
cleared_cb (HrVisitorWindow *self)
{
  GHashTableIter iter;
  gpointer page;

  if (self->voice != NULL)
    hr_visitor_voice_end_visit (self->voice);
  if (self->context.printing != NULL)
    hr_printing_end_visit (self->context.printing);
  hr_visitor_history_forget (self->history);
  hr_visitor_window_go (self, "attract", NULL);
  g_hash_table_iter_init (&iter, self->pages);
  while (g_hash_table_iter_next (&iter, NULL, &page))
    hr_page_clear (HR_PAGE (page));
  /* after the pages have given up what they asked */
  hr_directory_forget (self->context.directory);
  gtk_window_set_focus_visible (GTK_WINDOW (self), FALSE);
  /* when the screen rests: later than every frame */
  g_idle_add_once (trim_cb, NULL);
}

static void
language_cb (HrVisitorWindow *self)
{
  const char *language = hr_session_get_language (self->context.session);
  gboolean mirrored = g_str_has_prefix (language, "ar") || g_str_has_prefix (language, "fa")
                      || g_str_has_prefix (language, "he") || g_str_has_prefix (language, "ur");

  hr_language_set (language);
  gtk_widget_set_default_direction (mirrored ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
  hr_top_bar_set_language (HR_TOP_BAR (self->top), language);
  refresh_all (self);
}

static void
text_size_cb (HrVisitorWindow *self)
{
  hr_theme_set_text_size (self->context.theme, hr_session_get_text_size (self->context.session));
}

static void
theme_choice_cb (HrVisitorWindow *self)
{
  hr_theme_set_choice (self->context.theme, hr_session_get_theme (self->context.session));
}

static gboolean
day_cb (gpointer user_data)
{
  HrVisitorWindow *self = user_data;
  HrDate today = hr_directory_today (self->context.directory);

  if (today != self->today)
    {
      self->today = today;
      refresh_all (self);
    }
  if (self->context.tickets != NULL)
    hr_tickets_end_day (self->context.tickets);
  return G_SOURCE_CONTINUE;
}

/* ---- window ---- */

static gboolean
hr_visitor_window_close_request (GtkWindow *window)
{
  HrVisitorWindow *self = HR_VISITOR_WINDOW (window);

  /* the lobby's screen stays: only whoever runs the program ends it */
  if (!self->windowed)
    return TRUE;
  return GTK_WINDOW_CLASS (hr_visitor_window_parent_class)->close_request (window);
}

static void
hr_visitor_window_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  HrVisitorWindow *self = HR_VISITOR_WINDOW (widget);

  if (width != self->width || height != self->height)
    {
      self->width = width;
      self->height = height;
      hr_theme_set_panel_mm (self->context.theme, MIN (width, height) / hr_theme_get_px_per_mm (self->context.theme));
      fit_bars (self);
    }
  GTK_WIDGET_CLASS (hr_visitor_window_parent_class)->size_allocate (widget, width, height, baseline);
}

static void
hr_visitor_window_dispose (GObject *object)
{
  HrVisitorWindow *self = HR_VISITOR_WINDOW (object);
  HrPage *page = hr_visitor_window_get_page (self);

  if (page != NULL)
    hr_page_leave (page);
  g_clear_handle_id (&self->day_source, g_source_remove);
  g_clear_object (&self->voice);
  g_clear_pointer (&self->page, g_free);
  G_OBJECT_CLASS (hr_visitor_window_parent_class)->dispose (object);
  g_clear_object (&self->context.directory);
  g_clear_object (&self->context.session);
  g_clear_object (&self->context.tickets);
  g_clear_object (&self->context.slips);
  g_clear_object (&self->context.printing);
  g_clear_object (&self->context.sign_in);
  g_clear_object (&self->context.speaker);
  g_clear_object (&self->context.theme);
  g_clear_object (&self->context.clock);
}

static void
hr_visitor_window_finalize (GObject *object)
{
  HrVisitorWindow *self = HR_VISITOR_WINDOW (object);

  g_hash_table_unref (self->pages);
  g_hash_table_unref (self->generations);
  hr_visitor_history_free (self->history);
  g_free (self->page);
  g_free (self->argument);
  G_OBJECT_CLASS (hr_visitor_window_parent_class)->finalize (object);
}

static void
hr_visitor_window_class_init (HrVisitorWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hr_visitor_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = hr_visitor_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = hr_visitor_window_close_request;
  GTK_WIDGET_CLASS (klass)->size_allocate = hr_visitor_window_size_allocate;
  g_signal_new ("staff", HR_TYPE_VISITOR_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hr_visitor_window_init (HrVisitorWindow *self)
{
  self->pages = g_hash_table_new (g_str_hash, g_str_equal);
  self->generations = g_hash_table_new (NULL, NULL);
  self->generation = 1;
  self->history = hr_visitor_history_new ();
  self->frame = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->top = hr_top_bar_new ();
  self->stack = gtk_stack_new ();
  self->bottom = hr_bottom_bar_new ();
  self->idle = hr_idle_overlay_new ();
  self->note = hr_visitor_note_new ();
  self->overlay = gtk_overlay_new ();
  gtk_stack_set_transition_type (GTK_STACK (self->stack), GTK_STACK_TRANSITION_TYPE_NONE);
  gtk_widget_set_vexpand (self->stack, TRUE);
  gtk_box_append (GTK_BOX (self->frame), self->top);
  gtk_box_append (GTK_BOX (self->frame), self->stack);
  gtk_box_append (GTK_BOX (self->frame), self->bottom);
  gtk_overlay_set_child (GTK_OVERLAY (self->overlay), self->frame);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->note);
  gtk_widget_set_visible (self->idle, FALSE);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->idle);
  g_signal_connect (self->idle, "stay", G_CALLBACK (stay_cb), self);
  gtk_window_set_child (GTK_WINDOW (self), self->overlay);
  gtk_widget_add_css_class (GTK_WIDGET (self), "hr");
  gtk_window_set_title (GTK_WINDOW (self), "Handrail");
  gtk_window_set_decorated (GTK_WINDOW (self), FALSE);
  gtk_window_set_handle_menubar_accel (GTK_WINDOW (self), FALSE);
  gtk_application_window_set_show_menubar (GTK_APPLICATION_WINDOW (self), FALSE);
}

HrVisitorWindow *
hr_visitor_window_new (GtkApplication *application, HrDirectory *directory, HrSession *session, HrSignIn *sign_in,
                       HrSpeaker *speaker, HrTheme *theme)
{
  HrVisitorWindow *self;

  g_return_val_if_fail (HR_IS_DIRECTORY (directory), NULL);
  g_return_val_if_fail (HR_IS_SESSION (session), NULL);
  g_return_val_if_fail (HR_IS_THEME (theme), NULL);
  self = g_object_new (HR_TYPE_VISITOR_WINDOW, "application", application, NULL);
  self->context.directory = g_object_ref (directory);
  self->context.session = g_object_ref (session);
  self->context.sign_in = sign_in != NULL ? g_object_ref (sign_in) : NULL;
  self->context.speaker = speaker != NULL ? g_object_ref (speaker) : NULL;
  self->context.theme = g_object_ref (theme);
  self->context.clock = g_object_ref (hr_directory_get_clock (directory));
  self->today = hr_directory_today (directory);
  hr_visitor_window_add_actions (self, session);
  hr_visitor_window_add_input (self);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (state_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::language", G_CALLBACK (language_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::text-size", G_CALLBACK (text_size_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::theme", G_CALLBACK (theme_choice_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (hr_session_get_plan (session), "changed", G_CALLBACK (plan_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "cleared", G_CALLBACK (cleared_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (directory, "changed", G_CALLBACK (refresh_all), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (theme, "changed", G_CALLBACK (refresh_all), self, G_CONNECT_SWAPPED);
  if (speaker != NULL)
    {
      self->voice = hr_visitor_voice_new (speaker, session);
      g_signal_connect_object (self->voice, "changed", G_CALLBACK (voice_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->voice, "missing", G_CALLBACK (no_voice_cb), self, G_CONNECT_SWAPPED);
    }
  hr_bottom_bar_set_can_speak (HR_BOTTOM_BAR (self->bottom), speaker != NULL);
  self->day_source = g_timeout_add_seconds (DAY_CHECK_S, day_cb, self);
  text_size_cb (self);
  theme_choice_cb (self);
  language_cb (self);
  hr_visitor_window_go (self, "attract", NULL);
  return self;
}

void
hr_visitor_window_refresh (HrVisitorWindow *self)
{
  g_return_if_fail (HR_IS_VISITOR_WINDOW (self));
  language_cb (self);
}

void
hr_visitor_window_set_tickets (HrVisitorWindow *self, HrTickets *tickets)
{
  g_return_if_fail (HR_IS_VISITOR_WINDOW (self));
  g_set_object (&self->context.tickets, tickets);
}

static void
printer_changed_cb (HrVisitorWindow *self)
{
  HrPage *page = hr_visitor_window_get_page (self);

  if (page != NULL)
    hr_page_refresh (page);
}

void
hr_visitor_window_set_printing (HrVisitorWindow *self, HrPrinting *printing)
{
  g_return_if_fail (HR_IS_VISITOR_WINDOW (self));
  if (g_set_object (&self->context.printing, printing) && printing != NULL)
    g_signal_connect_object (printing, "changed", G_CALLBACK (printer_changed_cb), self, G_CONNECT_SWAPPED);
}

void
hr_visitor_window_set_slips (HrVisitorWindow *self, HrSlips *slips)
{
  g_return_if_fail (HR_IS_VISITOR_WINDOW (self));
  g_set_object (&self->context.slips, slips);
}

void
hr_visitor_window_set_windowed (HrVisitorWindow *self, gboolean windowed)
{
  g_return_if_fail (HR_IS_VISITOR_WINDOW (self));
  self->windowed = windowed;
  gtk_window_set_decorated (GTK_WINDOW (self), windowed);
  /* a finger needs no arrow on the screen */
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), windowed ? NULL : "none");
  if (!windowed)
    gtk_window_fullscreen (GTK_WINDOW (self));
}

gboolean
hr_visitor_window_get_windowed (HrVisitorWindow *self)
{
  g_return_val_if_fail (HR_IS_VISITOR_WINDOW (self), FALSE);
  return self->windowed;
}
