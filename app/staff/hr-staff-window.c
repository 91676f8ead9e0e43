/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "handrail/staff/hr-staff-window.h"

#include "handrail/service/hr-cancelled.h"
#include "handrail/service/hr-language.h"
#include "hr-desk-frame-private.h"
#include "hr-desk-keyboard-private.h"
#include "hr-desk-keys-private.h"
#include "hr-desk-note-private.h"
#include "hr-desk-sheet-private.h"
#include "hr-lock-page-private.h"
#include "hr-share-work-private.h"
#include "hr-staff-context-private.h"
#include "hr-staff-window-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A lock that nobody touches for so long gives the screen back to the lobby. */
#define REST_S 60

struct _HrStaffWindow
{
  GtkApplicationWindow parent_instance;
  HrStaffContext context;
  GtkWidget *stack; /* the lock, or the frame with a page in it */
  GtkWidget *lock;
  GtkWidget *frame;
  GtkWidget *pages; /* a stack inside the frame */
  GtkWidget *sheet;
  GtkWidget *note;
  GtkWidget *keyboard;
  GHashTable *made;    /* name → HrPage, owned by the stack */
  GPtrArray *history;  /* of char: "PAGE" or "PAGE ARGUMENT" */
  char *now;
  char *language; /* (nullable): what was chosen at the desk; the lobby under it may speak another */
  char *trouble;
  guint rest; /* the source that gives the screen back, or 0 */
  gboolean kiosk;
};

G_DEFINE_FINAL_TYPE (HrStaffWindow, hr_staff_window, GTK_TYPE_APPLICATION_WINDOW)

enum
{
  LEFT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gboolean
is_open (HrStaffWindow *self)
{
  return hr_staff_get_state (self->context.staff) == HR_STAFF_OPEN;
}

/* ---- pages ---- */

static HrPage *
get_page (HrStaffWindow *self, const char *place)
{
  g_autofree char *name = place != NULL ? g_strndup (place, strcspn (place, " ")) : NULL;

  return name != NULL ? g_hash_table_lookup (self->made, name) : NULL;
}

static HrPage *
ensure_page (HrStaffWindow *self, const HrStaffPage *row)
{
  HrPage *page = g_hash_table_lookup (self->made, row->name);

  if (page != NULL)
    return page;
  page = row->create (&self->context);
  gtk_stack_add_named (GTK_STACK (self->pages), GTK_WIDGET (page), row->name);
  g_hash_table_insert (self->made, (gpointer) row->name, page);
  g_object_bind_property (page, "title", self->frame, "title", G_BINDING_DEFAULT);
  return page;
}

/* Pages that are not shown leave the tree of assistive technology, too. */
static void
show_page (HrStaffWindow *self, const HrStaffPage *row, HrPage *page)
{
  GHashTableIter iter;
  gpointer other;

  gtk_stack_set_visible_child (GTK_STACK (self->pages), GTK_WIDGET (page));
  g_hash_table_iter_init (&iter, self->made);
  while (g_hash_table_iter_next (&iter, NULL, &other))
    gtk_accessible_update_state (GTK_ACCESSIBLE (other), GTK_ACCESSIBLE_STATE_HIDDEN, other != page, -1);
  hr_desk_frame_set_page (HR_DESK_FRAME (self->frame), row->name);
}

/* @place: "PAGE" or "PAGE ARGUMENT" */
static void
go_to (HrStaffWindow *self, const char *place)
{
  g_autofree char *kept = g_strdup (place);
  g_autofree char *name = g_strndup (place, strcspn (place, " "));
  const char *argument = kept[strlen (name)] != '\0' ? kept + strlen (name) + 1 : NULL;
  const HrStaffPage *row = hr_staff_pages_find (name);
  HrPage *old = get_page (self, self->now);
  const HrStaffMember *member = hr_staff_get_current (self->context.staff);
  HrPage *page;

  g_return_if_fail (row != NULL);

  if (member == NULL || (row->role == HR_STAFF_MANAGER && member->role != HR_STAFF_MANAGER))
    return;
  hr_staff_window_close_sheet (self);
  hr_desk_note_hide (HR_DESK_NOTE (self->note));
  if (old != NULL)
    hr_page_leave (old);
  page = ensure_page (self, row);
  g_free (self->now);
  self->now = g_steal_pointer (&kept);
  hr_page_refresh (page);
  show_page (self, row, page);
  hr_page_enter (page, argument);
  hr_desk_frame_set_can_go_back (HR_DESK_FRAME (self->frame), self->history->len > 0);
  hr_desk_frame_set_title (HR_DESK_FRAME (self->frame), hr_page_get_title (page));
}

void
hr_staff_window_go (HrStaffWindow *self, const char *page, const char *argument)
{
  g_autofree char *place = NULL;

  g_return_if_fail (HR_IS_STAFF_WINDOW (self));
  g_return_if_fail (page != NULL);

  if (!is_open (self))
    return;
  place = argument != NULL ? g_strconcat (page, " ", argument, NULL) : g_strdup (page);
  if (hr_staff_pages_find (page) != NULL && hr_staff_pages_find (page)->label != NULL && argument == NULL)
    g_ptr_array_set_size (self->history, 0);
  else if (self->now != NULL && g_strcmp0 (self->now, place) != 0)
    g_ptr_array_add (self->history, g_strdup (self->now));
  go_to (self, place);
}

static void
go_back (HrStaffWindow *self)
{
  HrPage *page = get_page (self, self->now);
  g_autofree char *place = NULL;

  if (page != NULL && hr_page_back (page))
    return;
  if (self->history->len == 0)
    return;
  place = g_ptr_array_steal_index (self->history, self->history->len - 1);
  go_to (self, place);
}

HrPage *
hr_staff_window_get_page (HrStaffWindow *self)
{
  g_return_val_if_fail (HR_IS_STAFF_WINDOW (self), NULL);

  return is_open (self) && self->now != NULL ? get_page (self, self->now) : HR_PAGE (self->lock);
}

/* ---- the lock ---- */

static void
close_desk (HrStaffWindow *self)
{
  HrPage *page = get_page (self, self->now);
  GHashTableIter iter;
  gpointer made;

  if (page != NULL)
    hr_page_leave (page);
  g_clear_pointer (&self->now, g_free);
  g_ptr_array_set_size (self->history, 0);
  hr_staff_window_close_sheet (self);
  hr_desk_note_hide (HR_DESK_NOTE (self->note));
  hr_desk_keyboard_hide (HR_DESK_KEYBOARD (self->keyboard));
  g_hash_table_iter_init (&iter, self->made);
  while (g_hash_table_iter_next (&iter, NULL, &made))
    hr_page_clear (HR_PAGE (made));
}

static void
leave (HrStaffWindow *self)
{
  g_clear_handle_id (&self->rest, g_source_remove);
  hr_staff_lock (self->context.staff);
  g_signal_emit (self, signals[LEFT], 0);
}

static gboolean
rest_cb (gpointer user_data)
{
  HrStaffWindow *self = user_data;

  self->rest = 0;
  leave (self);
  return G_SOURCE_REMOVE;
}

static void
count_rest (HrStaffWindow *self)
{
  g_clear_handle_id (&self->rest, g_source_remove);
  if (self->kiosk && !is_open (self) && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->rest = g_timeout_add_seconds (REST_S, rest_cb, self);
}

/* The desk follows the lock, whoever turned the key: a member, five idle minutes, a write that shut it. */
static void
staff_cb (HrStaffWindow *self)
{
  gboolean open = is_open (self);
  gboolean was_open = gtk_stack_get_visible_child (GTK_STACK (self->stack)) == self->frame;
  const HrStaffMember *member = hr_staff_get_current (self->context.staff);

  hr_editor_set_actor (self->context.editor, member != NULL ? member->name : NULL);
  hr_sharing_watch (self->context.sharing, open);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->frame), GTK_ACCESSIBLE_STATE_HIDDEN, !open, -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->lock), GTK_ACCESSIBLE_STATE_HIDDEN, open, -1);
  if (open)
    hr_desk_frame_set_member (HR_DESK_FRAME (self->frame), member);
  if (open == was_open)
    return;
  if (!open)
    close_desk (self);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), open ? self->frame : self->lock);
  if (open)
    hr_staff_window_go (self, "today", NULL);
  else
    hr_page_enter (HR_PAGE (self->lock), NULL);
  count_rest (self);
}

static gboolean
event_cb (GtkEventControllerLegacy *controller, GdkEvent *event, HrStaffWindow *self)
{
  GdkEventType type = gdk_event_get_event_type (event);

  if (type == GDK_BUTTON_PRESS || type == GDK_TOUCH_BEGIN || type == GDK_KEY_PRESS || type == GDK_SCROLL)
    {
      hr_staff_touch (self->context.staff);
      count_rest (self);
    }
  return GDK_EVENT_PROPAGATE;
}

/* ---- sheets and notes ---- */

void
hr_staff_window_open_sheet (HrStaffWindow *self, const char *title, GtkWidget *content)
{
  g_return_if_fail (HR_IS_STAFF_WINDOW (self));

  hr_desk_note_hide (HR_DESK_NOTE (self->note));
  hr_desk_sheet_open (HR_DESK_SHEET (self->sheet), title, content);
  gtk_widget_set_can_focus (self->stack, FALSE);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->stack), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
}

void
hr_staff_window_close_sheet (HrStaffWindow *self)
{
  g_return_if_fail (HR_IS_STAFF_WINDOW (self));

  /* first, for the focus goes back there */
  gtk_widget_set_can_focus (self->stack, TRUE);
  hr_desk_sheet_close (HR_DESK_SHEET (self->sheet));
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->stack), GTK_ACCESSIBLE_STATE_HIDDEN, FALSE, -1);
}

void
hr_staff_window_say (HrStaffWindow *self, const char *text, const char *action, void (*callback) (gpointer owner), GObject *owner)
{
  g_return_if_fail (HR_IS_STAFF_WINDOW (self));

  /* what ends after the desk was locked is told in its history and on its pages, not to whoever stands before it */
  if (hr_staff_get_state (self->context.staff) != HR_STAFF_OPEN)
    return;
  hr_desk_note_show (HR_DESK_NOTE (self->note), text, action, callback, owner);
}

void
hr_staff_window_say_error (HrStaffWindow *self, const GError *error)
{
  g_return_if_fail (HR_IS_STAFF_WINDOW (self));
  g_return_if_fail (error != NULL);

  if (hr_was_cancelled (error))
    return;
  hr_staff_window_say (self, error->message, NULL, NULL, NULL);
}

void
hr_staff_window_set_trouble (HrStaffWindow *self, const char *text)
{
  g_return_if_fail (HR_IS_STAFF_WINDOW (self));

  g_free (self->trouble);
  self->trouble = g_strdup (text);
  hr_desk_frame_set_trouble (HR_DESK_FRAME (self->frame), text);
}

void
hr_staff_window_set_preview (HrStaffWindow *self, HrStaffPreview preview, gpointer user_data)
{
  g_return_if_fail (HR_IS_STAFF_WINDOW (self));

  self->context.preview = preview;
  self->context.preview_data = user_data;
}

/* ---- actions ---- */

static void
go_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *place = g_variant_get_string (parameter, NULL);
  g_autofree char *page = g_strndup (place, strcspn (place, " "));

  hr_staff_window_go (HR_STAFF_WINDOW (widget), page, place[strlen (page)] != '\0' ? place + strlen (page) + 1 : NULL);
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HrStaffWindow *self = HR_STAFF_WINDOW (widget);

  if (gtk_widget_get_visible (self->sheet))
    hr_staff_window_close_sheet (self);
  else
    go_back (self);
}

static void
lock_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  hr_staff_lock (HR_STAFF_WINDOW (widget)->context.staff);
}

static void
leave_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (HR_STAFF_WINDOW (widget)->kiosk)
    leave (HR_STAFF_WINDOW (widget));
}

static void build (HrStaffWindow *self);

static void
tickets_cb (HrStaffWindow *self, gboolean added)
{
  guint n = 0;

  hr_tickets_list (self->context.tickets, &n);
  hr_desk_frame_set_mark (HR_DESK_FRAME (self->frame), "today", n);
  if (added && gtk_widget_get_mapped (GTK_WIDGET (self)))
    gdk_display_beep (gtk_widget_get_display (GTK_WIDGET (self)));
}

/* Something about the share needs somebody. */
static void
sharing_cb (HrStaffWindow *self)
{
  /* an answer may come while the window goes */
  const HrSharingState *state = self->context.sharing != NULL ? hr_sharing_get_state (self->context.sharing) : NULL;
  g_autoptr (GPtrArray) warnings = NULL;

  if (self->context.sharing == NULL)
    return;
  if (state != NULL)
    warnings = hr_sharing_warnings (state, hr_clock_now_s (self->context.clock), hr_center_get_zone (self->context.center));
  hr_desk_frame_set_mark (HR_DESK_FRAME (self->frame), "share", warnings != NULL ? warnings->len : 0);
  hr_desk_frame_set_shows_only (HR_DESK_FRAME (self->frame), !hr_share_may_edit (&self->context));
}

/* All words are set when a page is made: in another language they are made anew. Drafts are kept by the pages when they are left. */
static void
speak (HrStaffWindow *self, const char *language)
{
  GtkWidget *widget = GTK_WIDGET (self);
  g_autofree char *place = g_strdup (self->now);

  close_desk (self);
  g_free (self->language);
  self->language = g_strdup (language);
  hr_language_set (language);
  g_hash_table_remove_all (self->made);
  build (self);
  hr_desk_frame_set_trouble (HR_DESK_FRAME (self->frame), self->trouble);
  if (self->context.tickets != NULL)
    tickets_cb (self, FALSE);
  sharing_cb (self);
  hr_staff_window_set_kiosk (self, self->kiosk);
  hr_desk_frame_set_size (HR_DESK_FRAME (self->frame), gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  staff_cb (self);
  if (place != NULL && is_open (self))
    go_to (self, place);
}

static void
language_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HrStaffWindow *self = HR_STAFF_WINDOW (widget);
  const char *language = g_variant_get_string (parameter, NULL);

  if (!g_strv_contains (hr_language_list (), language) || g_str_equal (language, hr_language_get ()))
    return;
  speak (self, language);
  if (self->context.device != NULL)
    hr_device_set_desk_language (self->context.device, language);
}

/* ---- window ---- */

static gboolean
hr_staff_window_close_request (GtkWindow *window)
{
  HrStaffWindow *self = HR_STAFF_WINDOW (window);

  hr_staff_lock (self->context.staff);
  if (!self->kiosk)
    return GTK_WINDOW_CLASS (hr_staff_window_parent_class)->close_request (window);
  leave (self);
  return TRUE;
}

static void
hr_staff_window_map (GtkWidget *widget)
{
  HrStaffWindow *self = HR_STAFF_WINDOW (widget);

  if (self->language != NULL)
    hr_language_set (self->language);
  GTK_WIDGET_CLASS (hr_staff_window_parent_class)->map (widget);
  if (!is_open (self))
    hr_page_enter (HR_PAGE (self->lock), NULL);
  count_rest (self);
}

static void
hr_staff_window_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  hr_desk_frame_set_size (HR_DESK_FRAME (HR_STAFF_WINDOW (widget)->frame), width, height);
  GTK_WIDGET_CLASS (hr_staff_window_parent_class)->size_allocate (widget, width, height, baseline);
}

static void
hr_staff_window_dispose (GObject *object)
{
  HrStaffWindow *self = HR_STAFF_WINDOW (object);

  g_clear_handle_id (&self->rest, g_source_remove);
  if (self->context.staff != NULL)
    g_signal_handlers_disconnect_by_data (self->context.staff, self);
  if (self->now != NULL)
    close_desk (self);
  G_OBJECT_CLASS (hr_staff_window_parent_class)->dispose (object);
  g_clear_object (&self->context.center);
  g_clear_object (&self->context.directory);
  g_clear_object (&self->context.editor);
  g_clear_object (&self->context.sharing);
  g_clear_object (&self->context.staff);
  g_clear_object (&self->context.tickets);
  g_clear_object (&self->context.device);
  g_clear_object (&self->context.slips);
  g_clear_object (&self->context.printing);
  g_clear_object (&self->context.importing);
  g_clear_object (&self->context.theme);
  g_clear_object (&self->context.clock);
}

static void
hr_staff_window_finalize (GObject *object)
{
  HrStaffWindow *self = HR_STAFF_WINDOW (object);

  g_hash_table_unref (self->made);
  g_ptr_array_unref (self->history);
  g_free (self->now);
  g_free (self->language);
  g_free (self->trouble);

  G_OBJECT_CLASS (hr_staff_window_parent_class)->finalize (object);
}

static void
hr_staff_window_class_init (HrStaffWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hr_staff_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = hr_staff_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = hr_staff_window_close_request;
  widget_class->map = hr_staff_window_map;
  widget_class->size_allocate = hr_staff_window_size_allocate;
  gtk_widget_class_install_action (widget_class, "desk.go", "s", go_action);
  gtk_widget_class_install_action (widget_class, "desk.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "desk.language", "s", language_action);
  gtk_widget_class_install_action (widget_class, "desk.lock", NULL, lock_action);
  gtk_widget_class_install_action (widget_class, "desk.leave", NULL, leave_action);
  signals[LEFT] = g_signal_new ("left", HR_TYPE_STAFF_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hr_staff_window_init (HrStaffWindow *self)
{
  self->made = g_hash_table_new (g_str_hash, g_str_equal);
  self->history = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_add_css_class (GTK_WIDGET (self), "hr");
  gtk_widget_add_css_class (GTK_WIDGET (self), "desk");
  gtk_window_set_title (GTK_WINDOW (self), "Handrail");
  gtk_window_set_handle_menubar_accel (GTK_WINDOW (self), FALSE);
  gtk_application_window_set_show_menubar (GTK_APPLICATION_WINDOW (self), FALSE);
}

static void
build (HrStaffWindow *self)
{
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->lock = GTK_WIDGET (hr_lock_page_new (&self->context));
  self->pages = gtk_stack_new ();
  self->frame = hr_desk_frame_new (self->pages);
  self->stack = gtk_stack_new ();
  self->sheet = hr_desk_sheet_new ();
  self->note = hr_desk_note_new ();
  self->keyboard = hr_desk_keyboard_new (GTK_WINDOW (self));
  gtk_stack_set_vhomogeneous (GTK_STACK (self->pages), FALSE);
  gtk_stack_add_child (GTK_STACK (self->stack), self->lock);
  gtk_stack_add_child (GTK_STACK (self->stack), self->frame);
  gtk_widget_set_vexpand (overlay, TRUE);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), self->stack);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), self->sheet);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), self->note);
  /* the desk is read from near by: the smallest of the lobby's sizes */
  gtk_widget_add_css_class (box, "hr-capital-0");
  gtk_box_append (GTK_BOX (box), overlay);
  gtk_box_append (GTK_BOX (box), self->keyboard);
  gtk_window_set_child (GTK_WINDOW (self), box);
}

HrStaffWindow *
hr_staff_window_new (GtkApplication *application, HrCenter *center, HrDirectory *directory, HrStaff *staff, HrTheme *theme)
{
  HrStaffWindow *self;

  g_return_val_if_fail (HR_IS_CENTER (center), NULL);
  g_return_val_if_fail (HR_IS_DIRECTORY (directory), NULL);
  g_return_val_if_fail (HR_IS_STAFF (staff), NULL);
  g_return_val_if_fail (HR_IS_THEME (theme), NULL);

  self = g_object_new (HR_TYPE_STAFF_WINDOW, "application", application, NULL);
  self->context.window = self;
  self->context.center = g_object_ref (center);
  self->context.directory = g_object_ref (directory);
  self->context.staff = g_object_ref (staff);
  self->context.editor = hr_editor_new (center);
  self->context.sharing = hr_sharing_new (center);
  self->context.theme = g_object_ref (theme);
  self->context.clock = g_object_ref (hr_center_get_clock (center));
  build (self);
  {
    GtkEventController *events = gtk_event_controller_legacy_new ();

    gtk_event_controller_set_propagation_phase (events, GTK_PHASE_CAPTURE);
    g_signal_connect (events, "event", G_CALLBACK (event_cb), self);
    gtk_widget_add_controller (GTK_WIDGET (self), events);
    gtk_widget_add_controller (GTK_WIDGET (self), hr_desk_keys_new ());
  }
  g_signal_connect_object (staff, "changed", G_CALLBACK (staff_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->context.sharing, "changed", G_CALLBACK (sharing_cb), self, G_CONNECT_SWAPPED);
  hr_page_enter (HR_PAGE (self->lock), NULL);
  staff_cb (self);
  return self;
}

void
hr_staff_window_set_tickets (HrStaffWindow *self, HrTickets *tickets)
{
  g_return_if_fail (HR_IS_STAFF_WINDOW (self));
  g_return_if_fail (self->context.tickets == NULL);

  if (tickets == NULL)
    return;
  self->context.tickets = g_object_ref (tickets);
  g_signal_connect_object (tickets, "changed", G_CALLBACK (tickets_cb), self, G_CONNECT_SWAPPED);
  tickets_cb (self, FALSE);
}

void
hr_staff_window_set_slips (HrStaffWindow *self, HrSlips *slips)
{
  g_return_if_fail (HR_IS_STAFF_WINDOW (self));
  g_set_object (&self->context.slips, slips);
}

void
hr_staff_window_set_printing (HrStaffWindow *self, HrPrinting *printing)
{
  g_return_if_fail (HR_IS_STAFF_WINDOW (self));
  g_set_object (&self->context.printing, printing);
}

void
hr_staff_window_set_device (HrStaffWindow *self, HrDevice *device)
{
  const char *language = device != NULL ? hr_device_get_desk_language (device) : NULL;

  g_return_if_fail (HR_IS_STAFF_WINDOW (self));
  g_return_if_fail (self->context.device == NULL);

  if (device == NULL)
    return;
  self->context.device = g_object_ref (device);
  if (language != NULL && g_strv_contains (hr_language_list (), language) && !g_str_equal (language, hr_language_get ()))
    speak (self, language);
}

void
hr_staff_window_set_kiosk (HrStaffWindow *self, gboolean kiosk)
{
  g_return_if_fail (HR_IS_STAFF_WINDOW (self));

  self->kiosk = kiosk;
  gtk_window_set_decorated (GTK_WINDOW (self), !kiosk);
  hr_desk_keyboard_set_enabled (HR_DESK_KEYBOARD (self->keyboard), kiosk);
  hr_lock_page_set_can_leave (HR_LOCK_PAGE (self->lock), kiosk);
  hr_desk_frame_set_can_leave (HR_DESK_FRAME (self->frame), kiosk);
}
