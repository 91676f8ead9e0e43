/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A share from the desk alone: started, joined by scanner, compared, let in, in step; what is wrong, and what can be done about it. */
#include "handrail/service/hr-language.h"
#include "handrail/share/hr-share.h"
#include "handrail/store/hr-store-desk.h"
#include "handrail/ui/hr-qr-view.h"
#include "hr-test-desk.h"
#include "hr-test.h"

#include <glib/gstdio.h>
#include <string.h>

#define MANY 60

/** Pair: the office, which starts the share, and an empty device that joins it */
typedef struct
{
  HrTestDesk *office, *other;
  char *folder;
} Pair;

static Pair *
pair_new (int width, int height)
{
  Pair *self = g_new0 (Pair, 1);

  self->folder = hr_test_make_folder ();
  self->office = hr_test_desk_new (width, height, TRUE, FALSE);
  self->other = hr_test_desk_new (width, height, TRUE, TRUE);
  hr_test_desk_begin (self->office);
  hr_test_desk_begin (self->other);
  return self;
}

static void
pair_free (Pair *self)
{
  hr_test_desk_free (self->other);
  hr_test_desk_free (self->office);
  hr_test_remove_folder (self->folder);
  g_free (self);
}

typedef struct
{
  HrTestDesk *desk;
  const char *words;
} Words;

static gboolean
is_gone (gpointer data)
{
  const Words *words = data;

  return !hr_test_desk_says (words->desk, words->words);
}

static void
wait_gone (HrTestDesk *desk, const char *words)
{
  Words gone = { desk, words };

  hr_test_wait_until (is_gone, &gone);
}

static gboolean
can_sync (gpointer desk)
{
  GtkWidget *button = hr_test_desk_find (desk, NULL, "Sync now");

  return button != NULL && gtk_widget_is_sensitive (button);
}

/* One piece of work at a time: the page may be looking for who asks. */
static void
touch_sync (HrTestDesk *desk)
{
  if (!hr_test_try_until (can_sync, desk))
    {
      g_autofree char *text = hr_test_desk_text (desk);

      g_error ("The desk does not offer to sync:\n%s", text);
    }
  hr_test_desk_touch (desk, "Sync now");
}

static void
type (HrTestDesk *desk, const char *field, const char *text)
{
  gtk_editable_set_text (hr_test_desk_entry (desk, field), text);
}

/* The data folders of the tests are no sticks: the root key goes into the home folder, which is the test's own. */
static void
start (Pair *self)
{
  hr_test_desk_go (self->office, "share", NULL);
  hr_test_desk_wait_for (self->office, "Kiosks, desks and the office");
  hr_test_desk_picture (self->office, "share-choice");
  hr_test_desk_touch (self->office, "Start a share");
  hr_test_desk_picture (self->office, "share-start");
  hr_test_desk_touch (self->office, "Start the share");
  hr_test_desk_wait_for (self->office, "Write the folder that all devices reach.");
  type (self->office, "Folder", self->folder);
  type (self->office, "Name of this device", "Office");
  hr_test_desk_touch (self->office, "Start the share");
  hr_test_desk_wait_for (self->office, "Where to put the root key?");
  hr_test_desk_picture (self->office, "share-root-key");
  hr_test_desk_touch (self->office, g_get_home_dir ());
  hr_test_desk_wait_for (self->office, "This device is “Office”: Office, lets devices in.");
  hr_test_desk_wait_for (self->office, "The root key is in ");
}

/* What the scanner of the new device reads off the screen of the office */
static char *
read_square (HrTestDesk *desk)
{
  g_autofree char *path = g_build_filename (desk->folder, "square.png", NULL);
  g_autofree char *zbarimg = g_find_program_in_path ("zbarimg");
  const char *argv[] = { zbarimg, "-q", "--raw", path, NULL };
  char *output = NULL;

  g_assert_nonnull (zbarimg);
  hr_test_desk_save (desk, path);
  g_assert_true (g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &output, NULL, NULL, NULL));
  g_unlink (path);
  return g_strstrip (output);
}

static GtkWidget *
find_type (GtkWidget *widget, GType wanted)
{
  GtkWidget *found = NULL;

  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, wanted))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_type (child, wanted);
  return found;
}

static void
join (Pair *self)
{
  g_autofree char *code = NULL;
  GtkWidget *view;

  hr_test_desk_go (self->office, "share", NULL);
  hr_test_desk_wait_for (self->office, "Devices");
  hr_test_desk_touch (self->office, "Invite a device");
  hr_test_desk_wait_for (self->office, "On the new device open");
  hr_test_desk_picture (self->office, "share-invite");
  view = find_type (GTK_WIDGET (self->office->window), HR_TYPE_QR_VIEW);
  g_assert_nonnull (view);
  while (gtk_widget_get_width (view) == 0)
    (void)g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (gtk_widget_get_width (view), >=, hr_theme_px (self->office->theme, HR_QR_VIEW_MIN_MM));
  code = read_square (self->office);
  g_assert_true (g_str_has_prefix (code, "handrail-share:"));
  g_assert_true (g_str_has_suffix (code, self->folder));
  hr_test_desk_touch (self->office, "Back");

  hr_test_desk_go (self->other, "share", NULL);
  hr_test_desk_wait_for (self->other, "Kiosks, desks and the office");
  hr_test_desk_touch (self->other, "Join a share");
  /* a scanner types into whatever has the focus */
  type (self->other, "Name of this device", code);
  hr_test_desk_wait_for (self->other, "Join a share");
  for (int i = 0; i < 100 && *gtk_editable_get_text (hr_test_desk_entry (self->other, "Name of this device")) != '\0'; i++)
    {
      g_usleep (20000);
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
  g_assert_cmpstr (gtk_editable_get_text (hr_test_desk_entry (self->other, "Folder")), ==, self->folder);
  g_assert_cmpuint (strlen (gtk_editable_get_text (hr_test_desk_entry (self->other, "Invitation"))), ==, 28);
  type (self->other, "Name of this device", "Front desk");
  hr_test_desk_picture (self->other, "share-join");
  hr_test_desk_touch (self->other, "Ask to be let in");
  hr_test_desk_wait_for (self->other, "Waiting to be let in");
  hr_test_desk_wait_for (self->other, "Not let in yet.");
  hr_test_desk_picture (self->other, "share-waiting");
}

/* "1234 5678": the label of the eight digits */
static char *
digits_of (HrTestDesk *desk)
{
  g_autofree char *text = hr_test_desk_text (desk);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (char **line = lines; *line != NULL; line++)
    if (g_regex_match_simple ("^[0-9]{4} [0-9]{4}$", *line, 0, 0))
      return g_strdup (*line);
  return NULL;
}

static void
let_in (Pair *self, const char *role, const char *site)
{
  g_autofree char *here = digits_of (self->other);
  g_autofree char *there = NULL;

  g_assert_nonnull (here);
  hr_test_desk_touch (self->office, "Look again");
  hr_test_desk_wait_for (self->office, "Front desk");
  there = digits_of (self->office);
  g_assert_cmpstr (here, ==, there);
  hr_test_desk_touch (self->office, role);
  if (site != NULL)
    type (self->office, "Site", site);
  hr_test_desk_picture (self->office, "share-asks");
  hr_test_desk_touch (self->office, "Let it in");
  hr_test_desk_wait_for (self->office, "It is in.");
  hr_test_desk_wait_for (self->office, "No device asks to be let in.");
  /* the other one looks by itself */
  hr_test_desk_wait_for (self->other, "This device is “Front desk”");
}

static guint
count_meetings (HrTestDesk *desk)
{
  const HrThingQuery query = { .kind = HR_KIND_MEETING, .show = HR_SHOW_LIVE };
  g_autoptr (HrThings) things = hr_store_get_things (hr_center_get_store (desk->center), &query, NULL);

  return things->total;
}

/* ---- from nothing to the whole directory ---- */

static void
test_enrol (gconstpointer data)
{
  const int *size = data;
  Pair *self = pair_new (size[0], size[1]);

  start (self);
  hr_test_desk_picture (self->office, "share-root-key-written");
  hr_test_desk_touch (self->office, "It is put away");
  g_assert_false (hr_test_desk_says (self->office, "The root key is in "));
  g_assert_cmpuint (count_meetings (self->other), ==, 0);
  join (self);
  let_in (self, "Office", NULL);
  g_assert_cmpuint (count_meetings (self->other), ==, count_meetings (self->office));
  g_assert_cmpuint (count_meetings (self->other), >, 10);
  g_assert_true (hr_test_desk_says (self->other, "It may change the listings of every site."));
  g_assert_true (hr_test_desk_says (self->other, "Front desk (this device)"));
  /* it lets nobody in */
  g_assert_null (hr_test_desk_find (self->other, NULL, "Invite a device"));
  g_assert_null (hr_test_desk_find (self->other, NULL, "Put out"));
  hr_test_desk_picture (self->other, "share-joined");
  hr_test_desk_picture (self->office, "share-manager");
  touch_sync (self->other);
  hr_test_desk_wait_for (self->other, "In step with the share.");
  pair_free (self);
}

/* ---- other ways of getting in, and not ---- */

static void
test_turned_away (void)
{
  Pair *self = pair_new (1280, 800);

  start (self);
  join (self);
  hr_test_desk_touch (self->office, "Look again");
  hr_test_desk_wait_for (self->office, "Front desk");
  hr_test_desk_touch (self->office, "Turn away");
  hr_test_desk_wait_for (self->office, "No device asks to be let in.");
  hr_test_desk_touch (self->office, "Show those turned away (1)");
  hr_test_desk_touch (self->office, "Let it ask again");
  hr_test_desk_wait_for (self->office, "Let a device in only when");
  /* and the other one thinks better of it */
  hr_test_desk_touch (self->other, "Stop asking");
  hr_test_desk_wait_for (self->other, "Kiosks, desks and the office");
  pair_free (self);
}

static void
test_wrong_invitation (void)
{
  HrTestDesk *desk = hr_test_desk_new (1080, 1920, TRUE, TRUE);
  g_autofree char *folder = hr_test_make_folder ();

  hr_test_desk_begin (desk);
  hr_test_desk_go (desk, "share", NULL);
  hr_test_desk_wait_for (desk, "Kiosks, desks and the office");
  hr_test_desk_touch (desk, "Join a share");
  type (desk, "Folder", folder);
  type (desk, "Invitation", "abcd-efgh");
  type (desk, "Name of this device", "Front desk");
  hr_test_desk_touch (desk, "Ask to be let in");
  hr_test_desk_wait_for (desk, "“abcd-efgh” is no invitation to a share");
  hr_test_desk_touch (desk, "Go back");
  hr_test_desk_wait_for (desk, "Kiosks, desks and the office");
  hr_test_desk_free (desk);
  hr_test_remove_folder (g_steal_pointer (&folder));
}

/* A kiosk's desk changes nothing, and says why. */
static void
test_kiosk (void)
{
  Pair *self = pair_new (1080, 1920);

  start (self);
  join (self);
  let_in (self, "Kiosk", "harbor");
  hr_test_desk_wait_for (self->other, "It shows what others enter.");
  hr_test_desk_wait_for (self->other, "It works for the site “harbor”.");
  hr_test_desk_picture (self->other, "share-kiosk");
  g_assert_null (hr_test_desk_find (self->other, NULL, "Listings"));
  g_assert_null (hr_test_desk_find (self->other, NULL, "Import"));
  hr_test_desk_go (self->other, "today", NULL);
  hr_test_desk_wait_for (self->other, "This device shows what others enter.");
  hr_test_desk_wait_for (self->other, "Women’s Way");
  g_assert_null (hr_test_desk_find (self->other, NULL, "Cancel"));
  g_assert_null (hr_test_desk_find (self->other, NULL, "New announcement"));
  hr_test_desk_picture (self->other, "share-kiosk-today");
  hr_test_desk_go (self->other, "share", NULL);
  /* put out: stolen */
  hr_test_desk_wait_for (self->office, "Front desk");
  hr_test_desk_touch (self->office, "Put out");
  hr_test_desk_wait_for (self->office, "Put “Front desk” out of the share?");
  hr_test_desk_picture (self->office, "share-put-out");
  hr_test_desk_touch (self->office, "Put it out");
  hr_test_desk_wait_for (self->office, "It is out.");
  hr_test_desk_wait_for (self->office, "Was put out");
  touch_sync (self->other);
  hr_test_desk_wait_for (self->other, "This device was put out of the share.");
  g_assert_null (hr_test_desk_find (self->other, NULL, "Sync now"));
  hr_test_desk_picture (self->other, "share-out");
  hr_test_desk_go (self->other, "today", NULL);
  hr_test_desk_wait_for (self->other, "This device was put out of the share.");
  hr_test_desk_picture (self->other, "share-out-today");
  pair_free (self);
}

/* ---- what is wrong ---- */

static void
edit_many (HrTestDesk *desk, HrEditVerb verb)
{
  static const char *const fields[] = { "name", "fellowship", "rule", "start", "length", "attendance", NULL };

  for (guint i = 0; i < MANY; i++)
    {
      g_autofree char *id = g_strdup_printf ("m-extra-%u", i);
      g_autofree char *name = g_strdup_printf ("Extra group %u", i);
      const char *const values[] = { name, "aa", "FREQ=WEEKLY;BYDAY=MO", "2026-01-05T19:00", "60", "online", NULL };
      const HrEdit edit = { .verb = verb,
                            .kind = HR_KIND_MEETING,
                            .id = id,
                            .fields = verb == HR_EDIT_ADD ? fields : NULL,
                            .values = verb == HR_EDIT_ADD ? values : NULL };
      g_autoptr (GError) error = NULL;
      g_auto (GStrv) ids = hr_store_edit (hr_center_get_store (desk->center), &edit, 1, "Sam", &error);

      g_assert_no_error (error);
    }
}

static void
sync_by_hand (HrTestDesk *desk)
{
  hr_test_desk_go (desk, "share", NULL);
  hr_test_desk_wait_for (desk, "Devices");
  /* what an earlier one said is not taken for what this one says */
  if (hr_test_desk_says (desk, "In step with the share."))
    hr_test_desk_touch (desk, "Close");
  wait_gone (desk, "In step with the share.");
  touch_sync (desk);
  hr_test_desk_wait_for (desk, "In step with the share.");
}

static void
test_held (gconstpointer data)
{
  gboolean keep = GPOINTER_TO_INT (data);
  Pair *self = pair_new (1080, 1920);
  guint before;

  start (self);
  edit_many (self->office, HR_EDIT_ADD);
  sync_by_hand (self->office);
  join (self);
  let_in (self, "Office", NULL);
  before = count_meetings (self->office);
  edit_many (self->other, HR_EDIT_RETIRE);
  sync_by_hand (self->other);
  sync_by_hand (self->office);
  hr_test_desk_wait_for (self->office, "The device “Front desk” took 60 listings away at once.");
  hr_test_desk_wait_for (self->office, "Extra group ");
  hr_test_desk_wait_for (self->office, "and 20 more");
  hr_test_desk_wait_for (self->office, "Share (1)");
  hr_test_desk_picture (self->office, keep ? "share-held" : "share-held-2");
  hr_test_desk_touch (self->office, keep ? "Keep them" : "Let it happen");
  hr_test_desk_wait_for (self->office, keep ? "They stay" : "They are taken away");
  hr_test_desk_wait_for (self->office, "Devices");
  g_assert_cmpuint (count_meetings (self->office), ==, keep ? before : before - MANY);
  wait_gone (self->office, "The device “Front desk” took");
  if (keep)
    {
      sync_by_hand (self->other);
      g_assert_cmpuint (count_meetings (self->other), ==, before);
    }
  pair_free (self);
}

static void
test_away (void)
{
  Pair *self = pair_new (1080, 1920);
  g_autofree char *moved = g_strconcat (self->folder, ".away", NULL);

  start (self);
  g_assert_cmpint (g_rename (self->folder, moved), ==, 0);
  touch_sync (self->office);
  hr_test_desk_wait_for (self->office, "The folder");
  hr_clock_advance_s (hr_center_get_clock (self->office->center), 3 * 60 * 60);
  /* nobody was there for hours */
  hr_test_desk_wait_for (self->office, "PIN of Robin");
  hr_test_desk_type_pin (self->office, HR_TEST_DESK_PIN);
  hr_test_desk_wait_for (self->office, "Today");
  hr_test_desk_go (self->office, "share", NULL);
  touch_sync (self->office);
  hr_test_desk_wait_for (self->office, "The share is away since");
  hr_test_desk_picture (self->office, "share-away");
  hr_test_desk_go (self->office, "today", NULL);
  hr_test_desk_wait_for (self->office, "The share is away since");
  hr_test_desk_picture (self->office, "share-away-today");
  hr_test_desk_touch (self->office, "Open “Share”");
  hr_test_desk_wait_for (self->office, "Devices");
  g_assert_cmpint (g_rename (moved, self->folder), ==, 0);
  sync_by_hand (self->office);
  hr_test_desk_wait_for (self->office, "Devices");
  pair_free (self);
}

/* ---- what two people wrote ---- */

#define MEETING "m-noon-anchor"

static void
set_notes (HrTestDesk *desk, const char *text)
{
  const char *const fields[] = { "notes", NULL };
  const char *const values[] = { text, NULL };
  const HrEdit edit = { .verb = HR_EDIT_SET, .kind = HR_KIND_MEETING, .id = MEETING, .fields = fields, .values = values };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = hr_store_edit (hr_center_get_store (desk->center), &edit, 1, "Robin", &error);

  g_assert_no_error (error);
}

static char *
get_notes (HrTestDesk *desk)
{
  g_autoptr (HrRecord) record = hr_store_get_record (hr_center_get_store (desk->center), HR_KIND_MEETING, MEETING, NULL);

  return g_strdup (hr_record_get (record, "notes"));
}

static void
test_conflict (gconstpointer data)
{
  const int *size = data;
  Pair *self = pair_new (size[0], size[1]);
  g_autofree char *before = NULL, *after = NULL, *there = NULL;
  GtkWidget *row, *lost;

  start (self);
  join (self);
  let_in (self, "Office", NULL);
  set_notes (self->office, "Ring the side bell.");
  set_notes (self->other, "Use the front door.");
  sync_by_hand (self->other);
  sync_by_hand (self->office);
  sync_by_hand (self->other);
  hr_test_desk_wait_for (self->other, "In 1 field two devices wrote something else");
  hr_test_desk_wait_for (self->office, "In 1 field two devices wrote something else");
  hr_test_desk_touch (self->office, "Look at both");
  hr_test_desk_wait_for (self->office, "1 field was written on two devices");
  hr_test_desk_wait_for (self->office, "Ring the side bell.");
  g_assert_true (hr_test_desk_says (self->office, "Use the front door."));
  g_assert_true (hr_test_desk_says (self->office, "Robin · Office (this device) · Today, 6:50 PM"));
  g_assert_true (hr_test_desk_says (self->office, "Front desk · Today, 6:50 PM"));
  hr_test_desk_picture (self->office, "conflicts");
  before = get_notes (self->office);
  row = hr_test_desk_row (self->office, "Meeting: Noon Anchor");
  lost = hr_test_desk_find (self->office, gtk_widget_get_last_child (gtk_widget_get_last_child (row)), "Take this one");
  g_signal_emit_by_name (lost, "clicked");
  hr_test_desk_wait_for (self->office, "This one stands now");
  hr_test_desk_wait_for (self->office, "Nothing to choose");
  after = get_notes (self->office);
  g_assert_cmpstr (before, !=, after);
  sync_by_hand (self->office);
  wait_gone (self->office, "In 1 field two devices");
  sync_by_hand (self->other);
  wait_gone (self->other, "In 1 field two devices");
  there = get_notes (self->other);
  g_assert_cmpstr (after, ==, there);
  pair_free (self);
}

/* ---- who may, and in which language ---- */

static void
test_editor (void)
{
  HrTestDesk *desk = hr_test_desk_new (1280, 800, TRUE, FALSE);
  g_autoptr (GAsyncResult) result = NULL;

  hr_test_desk_begin (desk);
  hr_staff_add_async (desk->staff, "Sam", HR_STAFF_EDITOR, "519264", hr_test_take_result, &result);
  hr_test_wait (&result);
  hr_staff_lock (desk->staff);
  hr_test_desk_wait_for (desk, "Sam");
  hr_test_desk_touch (desk, "Sam");
  hr_test_desk_type_pin (desk, "519264");
  hr_test_desk_wait_for (desk, "Today");
  hr_test_desk_go (desk, "share", NULL);
  hr_test_desk_wait_for (desk, "This device is in no share");
  g_assert_null (hr_test_desk_find (desk, NULL, "Start a share"));
  g_assert_null (hr_test_desk_find (desk, NULL, "Join a share"));
  hr_test_desk_picture (desk, "share-editor");
  hr_test_desk_free (desk);
}

static void
test_spanish (void)
{
  Pair *self = pair_new (1280, 800);

  start (self);
  gtk_widget_activate_action (GTK_WIDGET (self->office->window), "desk.language", "s", "es");
  hr_test_desk_wait_for (self->office, "Dispositivos");
  hr_test_desk_picture (self->office, "share-manager-es");
  hr_language_set ("en");
  pair_free (self);
}

int
main (int argc, char **argv)
{
  static const int upright[] = { 1080, 1920 }, wide[] = { 1920, 1080 }, small[] = { 1280, 800 };
  g_autofree char *home = g_dir_make_tmp ("hr-home-XXXXXX", NULL);
  int status;

  g_setenv ("HOME", home, TRUE);
  g_setenv ("XDG_CONFIG_HOME", home, TRUE);
  g_test_init (&argc, &argv, NULL);
  gtk_init ();
  hr_language_init (NULL);
  g_test_add_data_func ("/ui/share-page/enrol-upright", upright, test_enrol);
  g_test_add_data_func ("/ui/share-page/enrol-wide", wide, test_enrol);
  g_test_add_data_func ("/ui/share-page/enrol-small", small, test_enrol);
  g_test_add_func ("/ui/share-page/turned-away", test_turned_away);
  g_test_add_func ("/ui/share-page/wrong-invitation", test_wrong_invitation);
  g_test_add_func ("/ui/share-page/kiosk", test_kiosk);
  g_test_add_data_func ("/ui/share-page/keep", GINT_TO_POINTER (TRUE), test_held);
  g_test_add_data_func ("/ui/share-page/let-happen", GINT_TO_POINTER (FALSE), test_held);
  g_test_add_func ("/ui/share-page/away", test_away);
  g_test_add_data_func ("/ui/share-page/conflict", small, test_conflict);
  g_test_add_data_func ("/ui/share-page/conflict-upright", upright, test_conflict);
  g_test_add_func ("/ui/share-page/editor", test_editor);
  g_test_add_func ("/ui/share-page/spanish", test_spanish);
  status = g_test_run ();
  hr_test_remove_folder (g_steal_pointer (&home));
  return status;
}
