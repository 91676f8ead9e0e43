/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-visitor"

#include "hr-search-page-private.h"

#include "handrail/service/hr-filter-words.h"
#include "handrail/ui/hr-card-list.h"
#include "handrail/ui/hr-frame-hold.h"
#include "handrail/ui/hr-keyboard.h"
#include "hr-found-rows-private.h"
#include "hr-found-words-private.h"
#include "hr-meeting-card-private.h"
#include "hr-meeting-rows-private.h"
#include "hr-pager-private.h"
#include "hr-split-private.h"
#include "hr-visitor-labels-private.h"
#include "hr-visitor-sizes-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Results beside the keyboard need this many em, else a title is one word a line */
#define BESIDE_EM 18
#define BESIDE_MM 120
/* Ten keys of 20 mm and their gaps */
#define KEYBOARD_WIDTH_MM 227
/* Four rows of them, the field, the buttons under a list, and what is between */
#define KEYBOARD_HEIGHT_MM 92
#define AROUND_MM 58
#define CARD_EM 9.5
/* The field and its two buttons in one row */
#define FIELD_EM 24

/* How the keyboard and the results share the screen */
typedef enum
{
  ROOM_BESIDE,
  ROOM_ABOVE,
  ROOM_INSTEAD, /* the results come when the keyboard goes */
} Room;

struct _HrSearchPage
{
  HrPage parent_instance;
  HrVisitorContext *context;
  HrMeetingRows *rows;
  HrFinder *finder;
  HrFoundRows *found;
  GtkWidget *field;
  GtkWidget *field_buttons;
  GtkWidget *words;
  GtkWidget *wipe;
  GtkWidget *open_keyboard;
  GtkWidget *split;
  GtkWidget *results;
  GtkWidget *line;
  GtkWidget *list;
  GtkWidget *empty;
  GtkWidget *show_results;
  GtkWidget *keyboard;
  Room room;
  gboolean typing;
  gboolean narrow; /* the buttons would leave the field no room */
  guint total;     /* of the list */
  guint arranging;
  HrFrameHold hold; /* a letter and what it finds are painted together */
};

G_DEFINE_FINAL_TYPE (HrSearchPage, hr_search_page, HR_TYPE_PAGE)

static gboolean
has_words (HrSearchPage *self)
{
  return *hr_session_get_search (self->context->session) != '\0';
}

/* ---- results ---- */

static void
go_meetings_cb (GtkWidget *button, gpointer user_data)
{
  gtk_widget_activate_action (button, "win.back", NULL);
}

static void
fill_empty (HrSearchPage *self)
{
  HrPager *empty = HR_PAGER (self->empty);
  GtkWidget *button;

  hr_pager_remove_all (empty);
  hr_pager_append (empty, HR_PAGER_HEADING, hr_visitor_heading (_ ("Nothing was found for these words."), 1));
  hr_pager_append (empty, HR_PAGER_BLOCK, hr_visitor_label (_ ("Fewer letters find more."), NULL));
  button = hr_tap_button_new (_ ("Show all meetings"));
  g_signal_connect (button, "clicked", G_CALLBACK (go_meetings_cb), NULL);
  hr_pager_append (empty, HR_PAGER_BLOCK, button);
}

/* Above the list: how much of what */
static char *
count_words (HrSearchPage *self)
{
  g_autofree char *meetings = hr_filter_count_words (self->found->n_meetings);
  g_autofree char *things = hr_found_count_words (self->found->things);

  if (self->found->things->len == 0)
    return g_steal_pointer (&meetings);
  if (self->found->n_meetings == 0 || self->found->opened)
    return g_steal_pointer (&things);
  return hr_found_rows_is_grouped (self->found) ? g_steal_pointer (&meetings) : g_strdup_printf ("%s · %s", things, meetings);
}

/* On the button that puts the keyboard away where there is no room for both */
static char *
show_words (HrSearchPage *self)
{
  guint total = self->found->n_meetings;
  guint all = total + self->found->things->len + (self->found->urgent ? 1 : 0);

  if (all == total)
    return g_strdup_printf (ngettext ("Show %u meeting", "Show %u meetings", total), total);
  /* Translators: meetings, people, programs and more that a search found */
  return g_strdup_printf (ngettext ("Show %u result", "Show %u results", all), all);
}

static void
show_results (HrSearchPage *self)
{
  gboolean known = has_words (self) && hr_meeting_rows_is_known (self->rows);
  guint total = known ? hr_found_rows_total (self->found) : 0;
  gboolean cover = self->typing && self->room == ROOM_INSTEAD;
  gboolean none = known && total == 0;
  g_autofree char *count = count_words (self);
  g_autofree char *show = show_words (self);

  if (!has_words (self))
    hr_visitor_set_line (GTK_LABEL (self->line), _ ("Type a name, a place, or what you need."));
  else if (known)
    hr_visitor_set_line (GTK_LABEL (self->line), none != cover ? NULL : count);
  hr_tap_button_set_text (HR_TAP_BUTTON (self->show_results), show);
  gtk_widget_set_visible (self->show_results, cover && total > 0);
  gtk_widget_set_visible (self->list, !cover && total > 0);
  if (none && !cover && !gtk_widget_get_visible (self->empty))
    fill_empty (self);
  gtk_widget_set_visible (self->empty, none && !cover);
  gtk_widget_set_sensitive (self->wipe, has_words (self));
}

static void
show_list (HrSearchPage *self, gboolean fresh)
{
  guint total = hr_found_rows_total (self->found);

  show_results (self);
  /* what is found besides meetings is at hand: there no word need be cut */
  hr_card_list_set_whole (HR_CARD_LIST (self->list), self->found->opened || self->found->n_meetings == 0);
  if (fresh || total != self->total)
    hr_card_list_set_total (HR_CARD_LIST (self->list), total);
  self->total = total;
  hr_card_list_update (HR_CARD_LIST (self->list));
}

static gboolean
find_things (HrSearchPage *self)
{
  HrSession *session = self->context->session;

  self->found->n_meetings = hr_meeting_rows_get_total (self->rows);
  return hr_found_rows_find (self->found, self->finder, hr_session_get_search (session), hr_session_get_language (session));
}

static void
answered_cb (HrSearchPage *self, gboolean fresh)
{
  gboolean changed = find_things (self);

  hr_frame_hold_end (&self->hold);
  show_list (self, fresh || changed);
}

/* The things were read, for the first time or anew */
static void
things_cb (HrSearchPage *self)
{
  if (has_words (self) && hr_meeting_rows_is_known (self->rows))
    answered_cb (self, FALSE);
}

static void
ask (HrSearchPage *self)
{
  g_autoptr (HrQuery) query = NULL;

  if (!has_words (self))
    {
      hr_frame_hold_end (&self->hold);
      hr_meeting_rows_forget (self->rows);
      hr_found_rows_forget (self->found);
      show_list (self, FALSE);
      return;
    }
  query = hr_query_new ();
  query->text = g_strdup (hr_session_get_search (self->context->session));
  query->sort = HR_SORT_RANK;
  hr_meeting_rows_ask (self->rows, query);
  hr_frame_hold_begin (&self->hold, HR_FRAME_HOLD_MS);
}

static void
words_cb (HrSearchPage *self)
{
  const char *words = gtk_editable_get_text (GTK_EDITABLE (self->words));

  /* Setting a text says "changed" twice */
  if (g_str_equal (words, hr_session_get_search (self->context->session)))
    return;
  hr_session_set_search (self->context->session, words);
  self->found->opened = FALSE;
  ask (self);
}

static void
fill_meeting (HrSearchPage *self, HrCard *card, guint row)
{
  HrMeeting *meeting = hr_meeting_rows_get (self->rows, row);

  if (meeting == NULL)
    return;
  hr_card_set_icon (card, NULL);
  hr_meeting_card_fill (card, meeting, self->context,
                        HR_MEETING_CARD_NO_DISTANCE | (self->typing ? HR_MEETING_CARD_NO_BADGES : 0));
}

static void
fill_cb (HrCard *card, guint row, gpointer user_data)
{
  HrSearchPage *self = HR_SEARCH_PAGE (user_data);
  guint index;

  switch (hr_found_rows_at (self->found, row, &index))
    {
    case HR_FOUND_HELP:
      hr_found_fill_help (card);
      break;
    case HR_FOUND_THING:
      hr_found_fill_card (card, g_ptr_array_index (self->found->things, index), self->context);
      break;
    case HR_FOUND_GROUP:
      hr_found_fill_group (card, self->found->things);
      break;
    case HR_FOUND_MEETING:
      fill_meeting (self, card, index);
      break;
    case HR_FOUND_NOTHING:
    default:
      break;
    }
}

static void
page_wanted_cb (HrSearchPage *self, guint offset, guint count)
{
  guint before = hr_found_rows_n_before (self->found);
  guint first = offset > before ? offset - before : 0;
  guint end = offset + count > before ? offset + count - before : 0;

  if (self->found->opened || end == 0 || hr_meeting_rows_want (self->rows, first, end - first))
    hr_card_list_update (HR_CARD_LIST (self->list));
}

static void
set_opened (HrSearchPage *self, gboolean opened)
{
  self->found->opened = opened;
  show_list (self, TRUE);
}

static void
activated_cb (HrSearchPage *self, guint row)
{
  GtkWidget *widget = GTK_WIDGET (self);
  HrMeeting *meeting;
  HrRecord *thing;
  guint index;

  switch (hr_found_rows_at (self->found, row, &index))
    {
    case HR_FOUND_HELP:
      gtk_widget_activate_action (widget, "win.go", "s", "help");
      break;
    case HR_FOUND_THING:
      thing = g_ptr_array_index (self->found->things, index);
      gtk_widget_activate_action (widget, "win.open", "(ss)", hr_found_page (thing), hr_record_get_id (thing));
      break;
    case HR_FOUND_GROUP:
      set_opened (self, TRUE);
      break;
    case HR_FOUND_MEETING:
      meeting = hr_meeting_rows_get (self->rows, index);
      if (meeting != NULL)
        gtk_widget_activate_action (widget, "win.meeting", "s", meeting->id);
      break;
    case HR_FOUND_NOTHING:
    default:
      break;
    }
}

/* ---- keyboard ---- */

static void
set_typing (HrSearchPage *self, gboolean typing)
{
  self->typing = typing;
  gtk_widget_set_visible (self->keyboard, typing);
  gtk_widget_set_visible (self->open_keyboard, !typing);
  show_results (self);
  hr_card_list_update (HR_CARD_LIST (self->list));
  if (typing)
    gtk_entry_grab_focus_without_selecting (GTK_ENTRY (self->words));
}

static void
done_cb (HrSearchPage *self)
{
  set_typing (self, FALSE);
}

static void
open_keyboard_cb (HrSearchPage *self)
{
  set_typing (self, TRUE);
}

static void
wipe_cb (HrSearchPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->words), "");
  set_typing (self, TRUE);
}

/* ---- room ---- */

static Room
choose_room (HrSearchPage *self, int width, int height)
{
  GtkWidget *widget = GTK_WIDGET (self);
  HrTheme *theme = self->context->theme;
  double em = hr_theme_font_px (theme, hr_theme_get_capital_mm (theme));
  int beside = width - hr_visitor_px (widget, KEYBOARD_WIDTH_MM);
  int left = height - hr_visitor_px (widget, KEYBOARD_HEIGHT_MM + AROUND_MM);


  if (width > height && beside >= BESIDE_EM * em && beside >= hr_visitor_px (widget, BESIDE_MM))
    return ROOM_BESIDE;
  return left >= CARD_EM * em ? ROOM_ABOVE : ROOM_INSTEAD;
}

static gboolean
is_narrow (HrSearchPage *self, int width, int height)
{
  HrTheme *theme = self->context->theme;

  return height > width && width < FIELD_EM * hr_theme_font_px (theme, hr_theme_get_capital_mm (theme));
}

static gboolean
arrange_cb (gpointer user_data)
{
  HrSearchPage *self = HR_SEARCH_PAGE (user_data);

  self->arranging = 0;
  hr_split_set_stacked (HR_SPLIT (self->split), self->room != ROOM_BESIDE);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->field), self->narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_homogeneous (GTK_BOX (self->field_buttons), self->narrow);
  show_results (self);
  return G_SOURCE_REMOVE;
}

static void
hr_search_page_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  HrSearchPage *self = HR_SEARCH_PAGE (widget);
  Room room = choose_room (self, width, height);
  gboolean narrow = is_narrow (self, width, height);

  GTK_WIDGET_CLASS (hr_search_page_parent_class)->size_allocate (widget, width, height, baseline);
  if (room == self->room && narrow == self->narrow)
    return;
  self->room = room;
  self->narrow = narrow;
  /* What is visible must not change while sizes are given out */
  if (self->arranging == 0)
    self->arranging = g_idle_add_full (G_PRIORITY_HIGH_IDLE, arrange_cb, self, NULL);
}

/* ---- the page ---- */

static void
hr_search_page_enter (HrPage *page, const char *argument)
{
  HrSearchPage *self = HR_SEARCH_PAGE (page);
  const char *words = hr_session_get_search (self->context->session);

  HR_PAGE_CLASS (hr_search_page_parent_class)->enter (page, argument);
  /* setting a text empties the field first: that is not what the visitor did */
  g_signal_handlers_block_by_func (self->words, words_cb, self);
  if (!g_str_equal (words, gtk_editable_get_text (GTK_EDITABLE (self->words))))
    gtk_editable_set_text (GTK_EDITABLE (self->words), words);
  g_signal_handlers_unblock_by_func (self->words, words_cb, self);
  gtk_editable_set_position (GTK_EDITABLE (self->words), -1);
  set_typing (self, self->typing || !has_words (self));
  hr_finder_prepare (self->finder);
  ask (self);
}

static void
listings_changed_cb (HrSearchPage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    hr_finder_prepare (self->finder);
}

/* From all that was found besides meetings back to both */
static gboolean
hr_search_page_back (HrPage *page)
{
  HrSearchPage *self = HR_SEARCH_PAGE (page);

  if (!self->found->opened)
    return HR_PAGE_CLASS (hr_search_page_parent_class)->back (page);
  set_opened (self, FALSE);
  return TRUE;
}

static void
hr_search_page_leave (HrPage *page)
{
  HrSearchPage *self = HR_SEARCH_PAGE (page);

  hr_frame_hold_end (&self->hold);
  hr_meeting_rows_cancel (self->rows);
  HR_PAGE_CLASS (hr_search_page_parent_class)->leave (page);
}

static void
hr_search_page_refresh (HrPage *page)
{
  HrSearchPage *self = HR_SEARCH_PAGE (page);

  HR_PAGE_CLASS (hr_search_page_parent_class)->refresh (page);
  hr_page_set_title (page, _ ("Search"));
  hr_keyboard_set_language (HR_KEYBOARD (self->keyboard), hr_session_get_language (self->context->session));
  hr_tap_button_set_text (HR_TAP_BUTTON (self->wipe), _ ("Delete all"));
  hr_tap_button_set_text (HR_TAP_BUTTON (self->open_keyboard), _ ("Keyboard"));
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->words), _ ("Search"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->words), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Words to search for"),
                                  -1);
  hr_pager_refresh (HR_PAGER (self->empty));
  if (gtk_widget_get_visible (self->empty))
    fill_empty (self);
  /* an article is another one in another language */
  if (has_words (self))
    find_things (self);
  show_results (self);
  hr_card_list_update (HR_CARD_LIST (self->list));
}

static void
hr_search_page_clear (HrPage *page)
{
  HrSearchPage *self = HR_SEARCH_PAGE (page);

  gtk_editable_set_text (GTK_EDITABLE (self->words), "");
  hr_meeting_rows_forget (self->rows);
  hr_found_rows_forget (self->found);
  self->total = 0;
  hr_card_list_set_total (HR_CARD_LIST (self->list), 0);
  self->typing = TRUE;
  gtk_widget_set_visible (self->keyboard, TRUE);
  gtk_widget_set_visible (self->open_keyboard, FALSE);
  show_results (self);
  HR_PAGE_CLASS (hr_search_page_parent_class)->clear (page);
}

static void
hr_search_page_dispose (GObject *object)
{
  HrSearchPage *self = HR_SEARCH_PAGE (object);

  hr_frame_hold_end (&self->hold);
  g_clear_handle_id (&self->arranging, g_source_remove);
  if (self->rows != NULL)
    hr_meeting_rows_forget (self->rows);
  g_clear_object (&self->rows);
  g_clear_object (&self->finder);
  g_clear_pointer (&self->found, hr_found_rows_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), HR_TYPE_SEARCH_PAGE);

  G_OBJECT_CLASS (hr_search_page_parent_class)->dispose (object);
}

static void
hr_search_page_class_init (HrSearchPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  HrPageClass *page_class = HR_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hr_search_page_dispose;
  widget_class->size_allocate = hr_search_page_size_allocate;
  page_class->enter = hr_search_page_enter;
  page_class->leave = hr_search_page_leave;
  page_class->refresh = hr_search_page_refresh;
  page_class->clear = hr_search_page_clear;
  page_class->back = hr_search_page_back;

  g_type_ensure (HR_TYPE_CARD_LIST);
  g_type_ensure (HR_TYPE_KEYBOARD);
  g_type_ensure (HR_TYPE_PAGER);
  g_type_ensure (HR_TYPE_SPLIT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/handrail/ui/visitor/hr-search-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HrSearchPage, field);
  gtk_widget_class_bind_template_child (widget_class, HrSearchPage, words);
  gtk_widget_class_bind_template_child (widget_class, HrSearchPage, split);
  gtk_widget_class_bind_template_child (widget_class, HrSearchPage, results);
  gtk_widget_class_bind_template_child (widget_class, HrSearchPage, line);
  gtk_widget_class_bind_template_child (widget_class, HrSearchPage, list);
  gtk_widget_class_bind_template_child (widget_class, HrSearchPage, empty);
  gtk_widget_class_bind_template_child (widget_class, HrSearchPage, keyboard);
}

static GtkWidget *
add_field_button (HrSearchPage *self, const char *icon, void (*callback) (HrSearchPage *))
{
  GtkWidget *button = hr_tap_button_new_with_icon (icon, "", FALSE);

  g_signal_connect_swapped (button, "clicked", G_CALLBACK (callback), self);
  gtk_box_append (GTK_BOX (self->field_buttons), button);
  return button;
}

static void
hr_search_page_init (HrSearchPage *self)
{
  g_autoptr (GtkEntryBuffer) buffer = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));

  /* Memory that is not swapped and is wiped when it is given back */
  buffer = gtk_password_entry_buffer_new ();
  gtk_entry_set_buffer (GTK_ENTRY (self->words), buffer);
  self->typing = TRUE;
  self->found = hr_found_rows_new ();
  self->room = ROOM_ABOVE;
  self->field_buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (self->field_buttons, "hr-beside");
  gtk_box_append (GTK_BOX (self->field), self->field_buttons);
  self->wipe = add_field_button (self, "hr-wipe-symbolic", wipe_cb);
  self->open_keyboard = add_field_button (self, "hr-keyboard-symbolic", open_keyboard_cb);
  gtk_widget_set_visible (self->open_keyboard, FALSE);
  self->show_results = hr_tap_button_new ("");
  gtk_widget_add_css_class (self->show_results, "primary");
  gtk_widget_set_visible (self->show_results, FALSE);
  gtk_box_append (GTK_BOX (self->results), self->show_results);
  g_signal_connect_swapped (self->show_results, "clicked", G_CALLBACK (done_cb), self);
  hr_split_set_stacked (HR_SPLIT (self->split), TRUE);
  hr_card_list_set_fill (HR_CARD_LIST (self->list), fill_cb, self);
  hr_card_list_set_columns (HR_CARD_LIST (self->list), 2);
  g_signal_connect_swapped (self->list, "page-wanted", G_CALLBACK (page_wanted_cb), self);
  g_signal_connect_swapped (self->list, "activated", G_CALLBACK (activated_cb), self);
  hr_keyboard_set_target (HR_KEYBOARD (self->keyboard), GTK_EDITABLE (self->words));
  g_signal_connect_swapped (self->keyboard, "done", G_CALLBACK (done_cb), self);
  g_signal_connect_swapped (self->words, "activate", G_CALLBACK (done_cb), self);
}

HrPage *
hr_search_page_new (HrVisitorContext *context)
{
  HrSearchPage *self = g_object_new (HR_TYPE_SEARCH_PAGE, NULL);

  self->context = context;
  self->rows = hr_meeting_rows_new (context->directory);
  self->finder = hr_finder_new (context->directory);
  g_signal_connect_object (self->rows, "answered", G_CALLBACK (answered_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->finder, "changed", G_CALLBACK (things_cb), self, G_CONNECT_SWAPPED);
  if (context->directory != NULL)
    g_signal_connect_object (context->directory, "changed", G_CALLBACK (listings_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (self->words, "changed", G_CALLBACK (words_cb), self);
  hr_page_refresh (HR_PAGE (self));
  return HR_PAGE (self);
}
