/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-visitor"

#include "hr-attract-page-private.h"
#include "handrail/service/hr-cancelled.h"
#include "handrail/service/hr-language.h"
#include "handrail/service/hr-words.h"
#include "handrail/ui/hr-card-text.h"
#include "handrail/ui/hr-column.h"
#include "handrail/ui/hr-tap-button.h"
#include "hr-help-strip-private.h"
#include "hr-news-strip-private.h"
#include "hr-split-private.h"
#include "hr-visitor-sizes-private.h"

#include <glib/gi18n-lib.h>

#define N_NEXT 3
/* On a small panel that also has news. */
#define N_NEXT_LESS 2
/* The words change this often; between the changes nothing is drawn. */
#define LANGUAGE_S 7
/* What is next is asked again after so many changes: about once a minute. */
#define CHANGES_PER_QUERY 9

/* One line of the list of what is next: a row of a grid, so that the columns stand straight whichever words wrap. */
typedef struct
{
  GtkWidget *left;
  GtkWidget *right;
  GtkWidget *time;
  GtkWidget *until;
  GtkWidget *name;
  GtkWidget *place;
} NextRow;

struct _HrAttractPage
{
  HrPage parent_instance;
  HrVisitorContext *context;
  GtkWidget *welcome; /* a stack of one greeting for each language */
  GtkWidget *site;
  GtkWidget *today;
  GtkWidget *today_title;
  NextRow next[N_NEXT];
  GtkWidget *news;
  GtkWidget *languages;
  GtkWidget *strip;
  GtkWidget *button;
  GtkWidget *staff;
  GPtrArray *meetings; /* of HrMeeting, at most N_NEXT */
  GCancellable *cancellable;
  guint shown; /* index of the language whose words are shown */
  guint changes;
  guint source;
};

G_DEFINE_FINAL_TYPE (HrAttractPage, hr_attract_page, HR_TYPE_PAGE)

/* ---- what is next ---- */

static void
set_text (GtkWidget *label, const char *text)
{
  /* setting the same text again would draw the screen for nothing */
  if (HR_IS_CARD_TEXT (label))
    hr_card_text_set_text (HR_CARD_TEXT (label), text != NULL ? text : "");
  else if (g_strcmp0 (gtk_label_get_text (GTK_LABEL (label)), text != NULL ? text : "") != 0)
    gtk_label_set_text (GTK_LABEL (label), text != NULL ? text : "");
  gtk_widget_set_visible (label, text != NULL && text[0] != '\0');
}

static void
show_next_row (HrAttractPage *self, NextRow *row, HrMeeting *meeting)
{
  HrDirectory *directory = self->context->directory;
  const HrZone *zone = hr_directory_get_zone (directory);
  gint64 now = hr_clock_now_s (self->context->clock);
  HrDate date;
  int minute;
  g_autofree char *time = NULL, *until = NULL;
  const char *place = meeting->next_place != NULL ? meeting->next_place : meeting->venue_name;

  hr_zone_from_unix_s (zone, meeting->next.start_s, &date, &minute);
  time = hr_words_time (minute);
  until = meeting->next.state == HR_OCCURRENCE_CANCELLED ? g_strdup (_ ("Cancelled"))
                                                         : hr_words_until (&meeting->next, now, zone);
  set_text (row->time, time);
  set_text (row->until, until);
  set_text (row->name, meeting->name);
  set_text (row->place, place != NULL                                 ? place
                        : meeting->attendance == HR_ATTENDANCE_ONLINE ? _ ("Online")
                                                                      : meeting->address);
}

static void
show_next (HrAttractPage *self)
{
  gboolean less = gtk_widget_get_visible (self->news) && hr_theme_bound_mm (self->context->theme, 1.0) < 1.0;
  guint n = self->meetings != NULL ? MIN (self->meetings->len, less ? N_NEXT_LESS : N_NEXT) : 0;

  gtk_widget_set_visible (self->today, n > 0);
  set_text (self->today_title, _ ("Next meetings"));
  for (guint i = 0; i < N_NEXT; i++)
    {
      gtk_widget_set_visible (self->next[i].left, i < n);
      gtk_widget_set_visible (self->next[i].right, i < n);
      if (i < n)
        show_next_row (self, &self->next[i], g_ptr_array_index (self->meetings, i));
    }
}

static void
show_words (HrAttractPage *self)
{
  HrRecord *site = self->context->directory != NULL ? hr_directory_get_site (self->context->directory) : NULL;

  set_text (self->site, site != NULL ? hr_record_get (site, "name") : NULL);
  /* Translators: small button on the resting screen: the door to the staff desk */
  hr_tap_button_set_text (HR_TAP_BUTTON (self->staff), _ ("Staff"));
  show_next (self);
  hr_news_strip_refresh (HR_NEWS_STRIP (self->news));
  hr_help_strip_refresh (self->strip);
}

/* The whole page speaks one language at a time; the visit that begins here speaks the center's own until somebody chooses. */
static void
show_language (HrAttractPage *self)
{
  g_auto (GStrv) languages = hr_directory_get_languages (self->context->directory);
  g_autofree char *kept = g_strdup (hr_language_get ());
  guint n = g_strv_length (languages);

  for (GtkWidget *button = gtk_widget_get_first_child (self->languages); button != NULL && button != self->staff;
       button = gtk_widget_get_next_sibling (button))
    gtk_widget_set_visible (button, n > 1 && g_strv_contains ((const char *const *)languages, gtk_widget_get_name (button)));
  self->shown %= MAX (n, 1);
  gtk_stack_set_visible_child_name (GTK_STACK (self->welcome), languages[self->shown]);
  hr_language_set (languages[self->shown]);
  show_words (self);
  hr_language_set (kept);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HrResults) results = hr_directory_find_finish (HR_DIRECTORY (source), result, &error);
  g_autoptr (HrAttractPage) self = HR_ATTRACT_PAGE (user_data);

  if (hr_was_cancelled (error))
    return;
  /* the page was left, or the window is gone */
  if (self->source == 0)
    return;
  g_clear_pointer (&self->meetings, g_ptr_array_unref);
  if (results == NULL)
    {
      /* the screen between visits goes on without a list; what is wrong with the store, the shell says in the log */
      show_language (self);
      return;
    }
  self->meetings = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_meeting_unref);
  for (guint i = 0; i < results->meetings->len && self->meetings->len < N_NEXT; i++)
    {
      HrMeeting *meeting = g_ptr_array_index (results->meetings, i);
      if (meeting->has_next)
        g_ptr_array_add (self->meetings, hr_meeting_ref (meeting));
    }
  show_language (self);
}

static void
ask_next (HrAttractPage *self)
{
  g_autoptr (HrQuery) query = NULL;

  if (self->context->directory == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  query = hr_query_new ();
  query->upcoming = TRUE;
  query->sort = HR_SORT_NEXT;
  query->limit = N_NEXT;
  hr_directory_find_async (self->context->directory, query, self->cancellable, found_cb, g_object_ref (self));
  hr_news_strip_ask (HR_NEWS_STRIP (self->news), self->context->directory);
}

/* ---- turning the languages ---- */

static gboolean
turn_cb (gpointer user_data)
{
  HrAttractPage *self = user_data;

  self->shown++;
  if (++self->changes % CHANGES_PER_QUERY == 0)
    ask_next (self);
  show_language (self);
  return G_SOURCE_CONTINUE;
}

static void
hr_attract_page_enter (HrPage *page, const char *argument)
{
  HrAttractPage *self = HR_ATTRACT_PAGE (page);

  self->shown = 0;
  self->changes = 0;
  g_clear_handle_id (&self->source, g_source_remove);
  self->source = g_timeout_add_seconds (LANGUAGE_S, turn_cb, self);
  show_language (self);
  ask_next (self);
  gtk_widget_grab_focus (self->button);
}

static void
hr_attract_page_leave (HrPage *page)
{
  HrAttractPage *self = HR_ATTRACT_PAGE (page);

  g_clear_handle_id (&self->source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
}

static void
hr_attract_page_refresh (HrPage *page)
{
  HrAttractPage *self = HR_ATTRACT_PAGE (page);

  hr_page_set_title (page, _ ("Welcome"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Welcome. Touch anywhere."), -1);
  show_language (self);
  if (self->source != 0)
    ask_next (self);
}

/* ---- object ---- */

static void
hr_attract_page_dispose (GObject *object)
{
  HrAttractPage *self = HR_ATTRACT_PAGE (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->meetings, g_ptr_array_unref);
  G_OBJECT_CLASS (hr_attract_page_parent_class)->dispose (object);
}

static void
hr_attract_page_class_init (HrAttractPageClass *klass)
{
  HrPageClass *page_class = HR_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hr_attract_page_dispose;
  page_class->enter = hr_attract_page_enter;
  page_class->leave = hr_attract_page_leave;
  page_class->refresh = hr_attract_page_refresh;
}

static GtkWidget *
new_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new ("");

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
make_greeting (HrAttractPage *self)
{
  GtkWidget *box = hr_column_new ();
  GtkWidget *sign = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *mark = gtk_image_new_from_icon_name ("hr-mark-symbolic");
  const char *const *languages = hr_language_list ();
  g_autofree char *kept = g_strdup (hr_language_get ());

  gtk_widget_add_css_class (box, "greeting");
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (mark, "mark");
  gtk_widget_add_css_class (sign, "sign");
  self->site = new_label ("site");
  self->welcome = gtk_stack_new ();
  gtk_stack_set_vhomogeneous (GTK_STACK (self->welcome), TRUE);
  /* no fade: forty frames every seven seconds are five percent of a processor, all night */
  gtk_stack_set_transition_type (GTK_STACK (self->welcome), GTK_STACK_TRANSITION_TYPE_NONE);
  for (gsize i = 0; languages[i] != NULL; i++)
    {
      GtkWidget *words = hr_column_new ();
      GtkWidget *welcome = new_label ("welcome"), *touch = new_label ("touch");
      hr_language_set (languages[i]);
      gtk_label_set_text (GTK_LABEL (welcome), _ ("Welcome."));
      /* Translators: on the resting screen: any touch begins */
      gtk_label_set_text (GTK_LABEL (touch), _ ("Touch anywhere."));
      hr_column_append (HR_COLUMN (words), welcome);
      hr_column_append (HR_COLUMN (words), touch);
      gtk_stack_add_named (GTK_STACK (self->welcome), words, languages[i]);
    }
  hr_language_set (kept);
  gtk_box_append (GTK_BOX (sign), mark);
  gtk_box_append (GTK_BOX (sign), self->site);
  hr_column_append (HR_COLUMN (box), sign);
  hr_column_append (HR_COLUMN (box), self->welcome);
  return box;
}

static void
make_next_row (HrAttractPage *self, NextRow *row, GtkWidget *grid, int line)
{
  row->left = hr_column_new ();
  row->right = hr_column_new ();
  row->time = new_label ("today-time");
  row->until = new_label ("today-until");
  row->name = hr_card_text_new (2);
  row->place = hr_card_text_new (2);
  gtk_widget_add_css_class (row->name, "today-name");
  gtk_widget_add_css_class (row->place, "today-place");
  gtk_label_set_max_width_chars (GTK_LABEL (row->until), 12);
  gtk_widget_set_hexpand (row->right, TRUE);
  hr_column_append (HR_COLUMN (row->left), row->time);
  hr_column_append (HR_COLUMN (row->left), row->until);
  hr_column_append (HR_COLUMN (row->right), row->name);
  hr_column_append (HR_COLUMN (row->right), row->place);
  gtk_grid_attach (GTK_GRID (grid), row->left, 0, line, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), row->right, 1, line, 1, 1);
}

static GtkWidget *
make_today (HrAttractPage *self)
{
  GtkWidget *grid = gtk_grid_new ();

  self->today = hr_column_new ();
  gtk_widget_add_css_class (self->today, "today");
  gtk_widget_set_valign (self->today, GTK_ALIGN_CENTER);
  self->today_title = new_label ("today-title");
  gtk_widget_add_css_class (grid, "today-rows");
  hr_column_append (HR_COLUMN (self->today), self->today_title);
  hr_column_append (HR_COLUMN (self->today), grid);
  for (int i = 0; i < N_NEXT; i++)
    make_next_row (self, &self->next[i], grid, i);
  return self->today;
}

static GtkWidget *
make_languages (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  const char *const *languages = hr_language_list ();

  gtk_widget_add_css_class (box, "languages");
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  for (gsize i = 0; languages[i] != NULL; i++)
    {
      GtkWidget *button = hr_tap_button_new (hr_language_native_name (languages[i]));
      gtk_widget_set_name (button, languages[i]);
      gtk_box_append (GTK_BOX (box), button);
    }
  return box;
}

/* The news come and go by themselves, also when the page was left or its window is gone. */
static void
news_cb (HrAttractPage *self)
{
  if (self->source != 0)
    show_language (self);
}

static void
begin_cb (GtkButton *button, HrAttractPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.home", NULL);
}

static void
language_cb (GtkButton *button, HrAttractPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.home", NULL);
  hr_session_set_language (self->context->session, gtk_widget_get_name (GTK_WIDGET (button)));
}

/* Without a desk behind it there is no door. */
static void
staff_door_cb (GtkWidget *button, GParamSpec *pspec, gpointer user_data)
{
  gtk_widget_set_visible (button, gtk_widget_get_sensitive (button));
}

static void
hr_attract_page_init (HrAttractPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *inside = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *split = hr_split_new ();
  GtkWidget *languages = make_languages ();

  self->languages = languages;
  hr_split_set_main (HR_SPLIT (split), make_greeting (self));
  hr_split_set_side_first (HR_SPLIT (split), FALSE);
  hr_split_set_side (HR_SPLIT (split), make_today (self));
  hr_split_set_share (HR_SPLIT (split), 0.52, TRUE);
  gtk_widget_set_vexpand (split, TRUE);
  self->news = hr_news_strip_new ();
  gtk_box_append (GTK_BOX (inside), split);
  gtk_box_append (GTK_BOX (inside), self->news);
  gtk_box_append (GTK_BOX (inside), languages);
  gtk_widget_add_css_class (inside, "hr-attract-box");

  /* one button under everything: wherever the finger lands, the visit begins */
  self->button = g_object_new (HR_TYPE_TAP_BUTTON, NULL);
  gtk_widget_add_css_class (self->button, "hr-attract");
  gtk_widget_set_vexpand (self->button, TRUE);
  gtk_button_set_child (GTK_BUTTON (self->button), inside);
  g_signal_connect (self->button, "clicked", G_CALLBACK (begin_cb), self);
  for (GtkWidget *child = gtk_widget_get_first_child (languages); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    g_signal_connect (child, "clicked", G_CALLBACK (language_cb), self);
  self->staff = hr_tap_button_new ("");
  gtk_widget_add_css_class (self->staff, "staff");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->staff), "win.staff");
  g_signal_connect (self->staff, "notify::sensitive", G_CALLBACK (staff_door_cb), NULL);
  gtk_widget_set_visible (self->staff, FALSE);
  gtk_box_append (GTK_BOX (languages), self->staff);

  self->strip = hr_help_strip_new ();
  gtk_box_append (GTK_BOX (box), self->button);
  gtk_box_append (GTK_BOX (box), self->strip);
  gtk_widget_add_css_class (GTK_WIDGET (self), "attract");
  hr_page_set_child (HR_PAGE (self), box);
}

HrPage *
hr_attract_page_new (HrVisitorContext *context)
{
  HrAttractPage *self = g_object_new (HR_TYPE_ATTRACT_PAGE, NULL);

  self->context = context;
  g_signal_connect_object (self->news, "notify::visible", G_CALLBACK (news_cb), self, G_CONNECT_SWAPPED);
  hr_page_refresh (HR_PAGE (self));
  return HR_PAGE (self);
}
