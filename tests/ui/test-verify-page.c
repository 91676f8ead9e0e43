/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The desk's page for slips: a scanner that types, hands that type, the clipboard; every verdict; the keys. */
#include "hr-test-desk.h"

#include "handrail/core/hr-error.h"
#include "handrail/service/hr-language.h"
#include "handrail/service/hr-slip-keys.h"
#include "hr-test.h"
#include "hr-verify-page-private.h"

#include <X11/XKBlib.h>
#include <X11/extensions/XTest.h>
#include <X11/keysym.h>
#include <gdk/x11/gdkx.h>
#include <glib/gstdio.h>
#include <gtk/gtk.h>
#include <string.h>

/* On Mondays from 17:30 to 18:30; the clock says Monday, 18:50 */
#define MEETING "m-after-work"
#define TODAY hr_date_from_ymd (2026, 11, 23)
#define START (17 * 60 + 30)

typedef struct
{
  HrTestDesk *desk;
  HrSlips *slips;
  guint8 public_key[HR_SEAL_PUBLIC_KEY_BYTES];
  guint8 secret_key[HR_SEAL_SECRET_KEY_BYTES];
} Fixture;

static Fixture *
fixture_new (int width, int height)
{
  Fixture *self = g_new0 (Fixture, 1);

  self->desk = hr_test_desk_new (width, height, TRUE, FALSE);
  self->slips = hr_slips_new (self->desk->center);
  hr_staff_window_set_slips (self->desk->window, self->slips);
  g_assert_true (hr_slip_keys_get_current (self->desk->folder, "Harbor Street Recovery Center", TODAY, self->public_key, self->secret_key,
                                           NULL));
  hr_test_desk_begin (self->desk);
  hr_test_desk_go (self->desk, "verify", NULL);
  hr_test_desk_wait_for (self->desk, "Is this slip genuine?");
  return self;
}

static void
fixture_free (Fixture *self)
{
  g_clear_object (&self->slips);
  hr_test_desk_free (self->desk);
  g_free (self);
}

static char *
issue (Fixture *self, HrDate date, guint start)
{
  return hr_slip_issue (MEETING, date, start, 60, self->public_key, self->secret_key, NULL);
}

static GtkEditable *
entry_of (Fixture *self)
{
  return hr_test_desk_entry (self->desk, "Text of the slip");
}

static gboolean
is_empty (gpointer user_data)
{
  return *gtk_editable_get_text (entry_of (user_data)) == '\0';
}

static void
give (Fixture *self, const char *text)
{
  gtk_editable_set_text (entry_of (self), text);
  hr_test_desk_touch (self->desk, "Check");
}

static char *
number_of (const guint8 *public_key)
{
  guint8 tag[HR_SLIP_TAG_BYTES];

  hr_slip_key_tag (public_key, tag);
  return hr_slip_tag_to_string (tag);
}

/* ---- what it says ---- */

static void
test_genuine (void)
{
  Fixture *self = fixture_new (1080, 1920);
  g_autofree char *text = issue (self, TODAY, START);

  hr_test_desk_picture (self->desk, "verify-empty");
  give (self, text);
  hr_test_desk_wait_for (self->desk, "This slip is genuine.");
  g_assert_true (hr_test_desk_says (self->desk, "Meeting: After Work"));
  g_assert_true (hr_test_desk_says (self->desk, "When: Monday, November 23, 2026, 5:30 PM to 6:30 PM"));
  g_assert_true (hr_test_desk_says (self->desk, "Center: Harbor Street Recovery Center"));
  g_assert_true (hr_test_desk_says (self->desk, "It does not prove who was there"));
  hr_test_wait_until (is_empty, self);
  hr_test_desk_picture (self->desk, "verify-genuine");
  fixture_free (self);
}

static void
test_others (void)
{
  Fixture *self = fixture_new (1080, 1920);
  g_autofree char *text = issue (self, TODAY, START);
  g_autofree char *other_time = issue (self, TODAY, START + 15);
  g_autofree char *later = issue (self, TODAY + 3, START);
  g_autofree char *number = number_of (self->public_key);
  guint8 public_key[HR_SEAL_PUBLIC_KEY_BYTES];
  guint8 secret_key[HR_SEAL_SECRET_KEY_BYTES];
  g_autofree char *unknown = NULL;
  g_autofree char *changed = g_strdup (text);

  changed[139] = changed[139] == '0' ? '1' : '0';
  give (self, changed);
  hr_test_desk_wait_for (self->desk, "This slip is not genuine: it was changed");
  g_assert_false (hr_test_desk_says (self->desk, "When:"));
  g_assert_false (hr_test_desk_says (self->desk, "Meeting:"));
  hr_test_desk_picture (self->desk, "verify-changed");
  /* it stays, to be corrected */
  g_assert_false (is_empty (self));
  give (self, other_time);
  hr_test_desk_wait_for (self->desk, "The listings have it at another time on that day.");
  give (self, later);
  hr_test_desk_wait_for (self->desk, "This slip is signed for a day that is still to come.");
  hr_seal_make_keys (public_key, secret_key);
  unknown = hr_slip_issue (MEETING, TODAY, START, 60, public_key, secret_key, NULL);
  give (self, unknown);
  hr_test_desk_wait_for (self->desk, "This device cannot tell");
  {
    /* until somebody reads the public keys of that place */
    char *folder = hr_test_make_folder ();
    g_autofree char *secret = g_build_filename (folder, "slip-key-1", NULL);
    g_autofree char *keys = NULL;
    g_autofree char *number_there = NULL;
    g_autofree char *theirs = NULL;
    guint8 other_public[HR_SEAL_PUBLIC_KEY_BYTES];

    g_assert_true (hr_seal_save_keys (secret, "A key", secret_key, NULL));
    g_assert_true (hr_slip_keys_get_current (folder, "Pier Lane", TODAY, other_public, secret_key, NULL));
    keys = hr_slip_keys_export (folder, NULL);
    g_assert_cmpint (hr_slip_keys_import (self->desk->folder, keys, NULL), ==, 1);
    hr_test_remove_folder (folder);
    number_there = number_of (public_key);
    theirs = g_strconcat ("Key: ", number_there, ", of another place", NULL);
    give (self, unknown);
    hr_test_desk_wait_for (self->desk, "This slip is genuine.");
    g_assert_true (hr_test_desk_says (self->desk, "Center: Pier Lane"));
    g_assert_true (hr_test_desk_says (self->desk, theirs));
  }
  give (self, "https://example.org/");
  hr_test_desk_wait_for (self->desk, "This is not the text of a slip");
  g_assert_true (hr_slip_keys_revoke (self->desk->folder, number, TODAY, NULL));
  give (self, text);
  hr_test_desk_wait_for (self->desk, "This slip proves nothing: the center revoked the key");
  hr_test_desk_touch (self->desk, "Clear");
  g_assert_true (is_empty (self));
  g_assert_false (hr_test_desk_says (self->desk, "This slip proves nothing"));
  fixture_free (self);
}

/* ---- how it comes in ---- */

/* A scanner is a keyboard: it presses keys of the layout that the computer has, quickly, and Return at the end. */
static void
press (Display *display, KeySym keysym)
{
  KeyCode code = XKeysymToKeycode (display, keysym);
  gboolean shift;

  g_assert_cmpint (code, !=, 0);
  shift = XkbKeycodeToKeysym (display, code, 0, 0) != keysym;
  if (shift)
    XTestFakeKeyEvent (display, XKeysymToKeycode (display, XK_Shift_L), True, 0);
  XTestFakeKeyEvent (display, code, True, 0);
  XTestFakeKeyEvent (display, code, False, 0);
  if (shift)
    XTestFakeKeyEvent (display, XKeysymToKeycode (display, XK_Shift_L), False, 0);
}

static void
scan (Fixture *self, const char *text, gboolean with_return)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (self->desk->window));
  Display *display = gdk_x11_display_get_xdisplay (gdk_surface_get_display (surface));

  XSetInputFocus (display, gdk_x11_surface_get_xid (surface), RevertToParent, CurrentTime);
  for (const char *c = text; *c != '\0'; c++)
    press (display, (KeySym)(guchar)*c);
  if (with_return)
    press (display, XK_Return);
  XFlush (display);
}

static void
press_paste (Fixture *self)
{
  Display *display = gdk_x11_display_get_xdisplay (gtk_widget_get_display (GTK_WIDGET (self->desk->window)));
  KeyCode control = XKeysymToKeycode (display, XK_Control_L);

  XSetInputFocus (display, gdk_x11_surface_get_xid (gtk_native_get_surface (GTK_NATIVE (self->desk->window))), RevertToParent, CurrentTime);
  XTestFakeKeyEvent (display, control, True, 0);
  press (display, XK_v);
  XTestFakeKeyEvent (display, control, False, 0);
  XFlush (display);
}

static gboolean
is_genuine (gpointer user_data)
{
  return hr_test_desk_says (((Fixture *)user_data)->desk, "This slip is genuine.");
}

/* Wherever the focus is: in the field, on a button; with Return and without; two, one after the other. */
static void
test_scanner (void)
{
  Fixture *self = fixture_new (1080, 1920);

  for (int i = 0; i < 3; i++)
    {
      g_autofree char *text = issue (self, TODAY, START);

      hr_test_desk_touch (self->desk, "Clear");
      if (i > 0)
        gtk_widget_grab_focus (hr_test_desk_find (self->desk, NULL, "Clear"));
      scan (self, text, i != 1);
      hr_test_wait_until (is_genuine, self);
      hr_test_wait_until (is_empty, self);
    }
  /* the Return that came last opened nothing */
  for (int i = 0; i < 20; i++)
    {
      g_usleep (5000);
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
  g_assert_true (is_genuine (self));
  fixture_free (self);
}

static void
test_scan_after_wrong (void)
{
  Fixture *self = fixture_new (1080, 1920);
  g_autofree char *text = issue (self, TODAY, START);

  give (self, "8A7B");
  hr_test_desk_wait_for (self->desk, "This is not the text of a slip");
  scan (self, text, TRUE);
  hr_test_wait_until (is_genuine, self);
  fixture_free (self);
}

static gboolean
has_text (gpointer user_data)
{
  return !is_empty (user_data) || is_genuine (user_data);
}

/* With line ends and spaces, as it was copied from a message, in small letters. */
static void
test_pasted (void)
{
  Fixture *self = fixture_new (1080, 1920);
  g_autofree char *text = issue (self, TODAY, START);
  g_autofree char *grouped = hr_slip_group_text (text, 7);
  g_autofree char *small = g_ascii_strdown (grouped, -1);
  g_autofree char *message = g_strdup_printf ("  %.80s\r\n%s\n", small, small + 80);
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self->desk->window));
  GtkWidget *inner = GTK_WIDGET (gtk_editable_get_delegate (entry_of (self)));

  gdk_clipboard_set_text (clipboard, message);
  gtk_widget_grab_focus (inner);
  gtk_widget_activate_action (inner, "clipboard.paste", NULL);
  hr_test_wait_until (has_text, self);
  hr_test_wait_until (is_genuine, self);
  /* with keys, and the focus nowhere */
  hr_test_desk_touch (self->desk, "Clear");
  g_assert_false (is_genuine (self));
  press_paste (self);
  hr_test_wait_until (is_genuine, self);
  fixture_free (self);
}

/* Nothing of it is kept: not on the page, not in the folder, not where Undo would bring it back. */
static void
test_gone (void)
{
  Fixture *self = fixture_new (1080, 1920);
  g_autofree char *text = issue (self, TODAY, START);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *words = NULL;

  g_assert_false (gtk_editable_get_enable_undo (entry_of (self)));
  before = hr_test_digest_still_folder (self->desk->folder);
  give (self, text);
  hr_test_wait_until (is_genuine, self);
  gtk_editable_set_text (entry_of (self), "half a slip");
  hr_test_desk_go (self->desk, "listings", NULL);
  hr_test_desk_go (self->desk, "verify", NULL);
  g_assert_true (is_empty (self));
  words = hr_test_desk_text (self->desk);
  g_assert_null (strstr (words, "genuine."));
  after = hr_test_digest_folder (self->desk->folder);
  g_assert_cmpstr (before, ==, after);
  fixture_free (self);
}

/* ---- keys ---- */

static guint
count_keys (Fixture *self, gboolean revoked)
{
  g_autoptr (GPtrArray) keys = hr_slip_keys_list (self->desk->folder, NULL);
  guint n = 0;

  for (guint i = 0; i < keys->len; i++)
    n += ((HrSlipKey *)g_ptr_array_index (keys, i))->revoked == revoked ? 1 : 0;
  return n;
}

static void
test_keys (void)
{
  Fixture *self = fixture_new (1080, 1920);
  g_autofree char *number = number_of (self->public_key);
  g_autofree char *title = g_strdup_printf ("Revoke the key %s?", number);

  hr_test_desk_wait_for (self->desk, "Signs the slips of this kiosk. Made on Monday, November 23, 2026");
  hr_test_desk_touch (self->desk, "Make a new key");
  hr_test_desk_wait_for (self->desk, "Make a new key?");
  hr_test_desk_picture (self->desk, "verify-rotate");
  g_assert_cmpuint (count_keys (self, FALSE), ==, 1);
  hr_test_desk_touch (self->desk, "Make it now");
  hr_test_desk_wait_for (self->desk, "There is a new key.");
  g_assert_cmpuint (count_keys (self, FALSE), ==, 2);
  hr_test_desk_touch_in (self->desk, hr_test_desk_row (self->desk, number), "Revoke");
  hr_test_desk_wait_for (self->desk, title);
  g_assert_cmpuint (count_keys (self, TRUE), ==, 0);
  hr_test_desk_picture (self->desk, "verify-revoke");
  hr_test_desk_touch (self->desk, "Revoke this key");
  hr_test_desk_wait_for (self->desk, "The key is revoked.");
  g_assert_cmpuint (count_keys (self, TRUE), ==, 1);
  g_assert_true (hr_test_desk_says (self->desk, "Revoked. None of its slips is genuine."));
  hr_test_desk_picture (self->desk, "verify-keys");
  fixture_free (self);
}

#define EDITOR_PIN "518264"

/* Who may change listings may check slips; the keys are the managers'. */
static void
test_editor (void)
{
  Fixture *self = fixture_new (1080, 1920);
  g_autoptr (GAsyncResult) added = NULL;
  g_autoptr (GAsyncResult) unlocked = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = issue (self, TODAY, START);
  g_autofree char *id = NULL;

  g_assert_true (hr_test_desk_says (self->desk, "Keys"));
  hr_staff_add_async (self->desk->staff, "Kim", HR_STAFF_EDITOR, EDITOR_PIN, hr_test_take_result, &added);
  hr_test_wait (&added);
  g_assert_true (hr_staff_finish (self->desk->staff, added, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < hr_staff_get_members (self->desk->staff)->len; i++)
    {
      const HrStaffMember *member = g_ptr_array_index (hr_staff_get_members (self->desk->staff), i);

      if (g_str_equal (member->name, "Kim"))
        id = g_strdup (member->id);
    }
  g_assert_nonnull (id);
  hr_staff_lock (self->desk->staff);
  hr_staff_unlock_async (self->desk->staff, id, EDITOR_PIN, hr_test_take_result, &unlocked);
  hr_test_wait (&unlocked);
  g_assert_true (hr_staff_finish (self->desk->staff, unlocked, &error));
  g_assert_no_error (error);
  hr_test_desk_go (self->desk, "verify", NULL);
  give (self, text);
  hr_test_wait_until (is_genuine, self);
  g_assert_false (hr_test_desk_says (self->desk, "Keys"));
  g_assert_null (hr_test_desk_find (self->desk, NULL, "Make a new key"));
  g_assert_null (hr_test_desk_find (self->desk, NULL, "Revoke"));
  fixture_free (self);
}

static gboolean
offers (gpointer user_data)
{
  g_autoptr (HrSlipIssued) issued = hr_slips_issue (((Fixture *)user_data)->slips, MEETING, NULL);

  return issued != NULL;
}

static void
test_clock (void)
{
  Fixture *self = fixture_new (1080, 1920);

  g_assert_false (hr_test_desk_says (self->desk, "The clock of this device"));
  hr_slips_set_offered (self->slips, TRUE);
  hr_test_wait_until (offers, self);
  hr_clock_advance_s (hr_center_get_clock (self->desk->center), -5 * 60);
  g_assert_false (offers (self));
  hr_test_desk_go (self->desk, "health", NULL);
  hr_test_desk_go (self->desk, "verify", NULL);
  hr_test_desk_wait_for (self->desk, "The clock of this device went back");
  hr_test_desk_picture (self->desk, "verify-clock");
  hr_test_desk_touch (self->desk, "The clock is right");
  hr_test_desk_wait_for (self->desk, "Thank you. The lobby makes slips again.");
  g_assert_true (offers (self));
  g_assert_false (hr_test_desk_says (self->desk, "The clock of this device went back"));
  fixture_free (self);
}

/* Pictures of other screens and languages, for whoever looks at them; and that the words are there. */
static void
test_screens (void)
{
  static const struct
  {
    int width, height;
    const char *name;
  } sizes[] = { { 1920, 1080, "verify-1920" }, { 1280, 800, "verify-1280" } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      Fixture *self = fixture_new (sizes[i].width, sizes[i].height);
      g_autofree char *text = issue (self, TODAY, START);

      give (self, text);
      hr_test_wait_until (is_genuine, self);
      hr_test_desk_picture (self->desk, sizes[i].name);
      fixture_free (self);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();
  hr_language_init (NULL);
  g_test_add_func ("/verify-page/genuine", test_genuine);
  g_test_add_func ("/verify-page/others", test_others);
  g_test_add_func ("/verify-page/scanner", test_scanner);
  g_test_add_func ("/verify-page/scan-after-wrong", test_scan_after_wrong);
  g_test_add_func ("/verify-page/pasted", test_pasted);
  g_test_add_func ("/verify-page/gone", test_gone);
  g_test_add_func ("/verify-page/keys", test_keys);
  g_test_add_func ("/verify-page/editor", test_editor);
  g_test_add_func ("/verify-page/clock", test_clock);
  g_test_add_func ("/verify-page/screens", test_screens);
  return g_test_run ();
}
