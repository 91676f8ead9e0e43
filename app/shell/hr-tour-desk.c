/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-shell"

#include "hr-tour-desk-private.h"

#include "handrail/print/hr-slip-code.h"
#include "handrail/service/hr-language.h"
#include "handrail/service/hr-slip-keys.h"
#include "handrail/share/hr-share.h"
#include "handrail/visitor/hr-visitor-preview.h"
#include "hr-tour-folder-private.h"
#include "hr-tour-steps-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#define DAY_S 86400
#define WEEKS 10
#define MEETING "m-noon-anchor"
#define SLIP_MEETING "m-after-work"
#define SLIP_START (17 * 60 + 30)
#define SLIP_LENGTH 60
/* Hashing a PIN takes its time on purpose. */
#define OPEN_TRIES 100
/* What a lobby's screen usually is: for the preview. */
#define LOBBY_WIDTH 1080
#define LOBBY_HEIGHT 1920

struct _HrTourDesk
{
  char *folder;
  char *staff_folder; /* (nullable): of the desk that is open now */
  HrCenter *center;
  HrDirectory *directory;
  HrTheme *theme;
  HrStaff *staff; /* (nullable) */
  HrTickets *tickets;
  HrDevice *device;
  gboolean sample; /* not a copy of somebody's center, which may be in a share of its own */
  gboolean sharing;
  HrStaffWindow *window; /* (nullable): owned by GTK */
};

/* ---- hands ---- */

static gboolean
has_words (GtkWidget *widget, gconstpointer words)
{
  return GTK_IS_LABEL (widget) && g_strcmp0 (gtk_label_get_text (GTK_LABEL (widget)), words) == 0
         && gtk_widget_get_ancestor (widget, GTK_TYPE_BUTTON) != NULL;
}

static GtkWidget *
find_button (HrTourDesk *self, const char *words)
{
  GtkWidget *label = hr_tour_find (GTK_WIDGET (self->window), has_words, words);

  return label != NULL ? gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON) : NULL;
}

/* A page that is still at work says so, and what it says ends like this. */
static gboolean
is_waiting (GtkWidget *widget, gconstpointer data)
{
  return GTK_IS_LABEL (widget) && g_str_has_suffix (gtk_label_get_text (GTK_LABEL (widget)), "…");
}

static gboolean
holds_words (GtkWidget *widget, gconstpointer words)
{
  return GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), words) != NULL;
}

static void
settle (HrTourDesk *self)
{
  hr_tour_run_until_quiet ();
  for (int i = 0; i < OPEN_TRIES && hr_tour_find (GTK_WIDGET (self->window), is_waiting, NULL) != NULL; i++)
    hr_tour_run_until_quiet ();
}

/* For what comes without a word before, such as the title of a form: a busy machine takes its time. */
static gboolean
wait_for (HrTourDesk *self, const char *words)
{
  for (int i = 0; i < OPEN_TRIES && hr_tour_find (GTK_WIDGET (self->window), holds_words, words) == NULL; i++)
    hr_tour_run_until_quiet ();
  hr_tour_run_until_quiet ();
  return TRUE;
}

static gboolean
tap (HrTourDesk *self, const char *words)
{
  GtkWidget *button = find_button (self, words);

  if (button == NULL || !gtk_widget_is_sensitive (button))
    return FALSE;
  g_signal_emit_by_name (button, "clicked");
  settle (self);
  return TRUE;
}

static gboolean
go (HrTourDesk *self, const char *page, const char *argument)
{
  hr_staff_touch (self->staff);
  hr_staff_window_go (self->window, page, argument);
  settle (self);
  return hr_staff_get_state (self->staff) == HR_STAFF_OPEN;
}

static gboolean
is_type (GtkWidget *widget, gconstpointer name)
{
  return g_strcmp0 (G_OBJECT_TYPE_NAME (widget), name) == 0;
}

/* A form may be longer than the screen: what the stop is about comes to its top. */
static gboolean
scroll_to (HrTourDesk *self, GtkWidget *widget)
{
  GtkWidget *scroll = widget != NULL ? gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW) : NULL;
  GtkAdjustment *adjustment;
  double y = 0;

  if (scroll == NULL || !gtk_widget_translate_coordinates (widget, scroll, 0, 0, NULL, &y))
    return FALSE;
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroll));
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + y);
  hr_tour_run_until_quiet ();
  return TRUE;
}

/* ---- stops ---- */

static gboolean
first_start (HrTourDesk *self)
{
  for (int i = 0; i < OPEN_TRIES && hr_staff_get_state (self->staff) == HR_STAFF_UNKNOWN; i++)
    hr_tour_run_until_quiet ();
  return hr_staff_get_state (self->staff) == HR_STAFF_NEW;
}

/* Nobody needs to know it: the folder goes away with the walk. */
static void
make_pin (char pin[HR_STAFF_PIN_LENGTH + 1])
{
  do
    g_snprintf (pin, HR_STAFF_PIN_LENGTH + 1, "%06d", g_random_int_range (0, 1000000));
  while (hr_staff_pin_problem (pin) != NULL);
}

static gboolean
today (HrTourDesk *self)
{
  char pin[HR_STAFF_PIN_LENGTH + 1];

  make_pin (pin);
  hr_staff_begin_async (self->staff, "Robin", pin, NULL, NULL);
  for (int i = 0; i < OPEN_TRIES && hr_staff_get_state (self->staff) != HR_STAFF_OPEN; i++)
    hr_tour_run_until_quiet ();
  return go (self, "today", NULL);
}

static gboolean
cancel (HrTourDesk *self)
{
  return tap (self, _ ("Cancel"));
}

static gboolean
move (HrTourDesk *self)
{
  return go (self, "today", NULL) && tap (self, _ ("Move"));
}

static gboolean
more (HrTourDesk *self)
{
  return go (self, "today", NULL) && tap (self, _ ("More"));
}

static gboolean
listings (HrTourDesk *self)
{
  return go (self, "listings", "meeting");
}

static gboolean
form_meeting (HrTourDesk *self)
{
  return go (self, "thing", "meeting " MEETING) && wait_for (self, ": Noon Anchor");
}

static gboolean
form_rule (HrTourDesk *self)
{
  return scroll_to (self, hr_tour_find (GTK_WIDGET (self->window), is_type, "HrRuleEditor"));
}

static gboolean
form_preview (HrTourDesk *self)
{
  /* a part of what the lobby says, and the form does not */
  return form_meeting (self) && tap (self, _ ("Preview")) && wait_for (self, "12 Harbor Street");
}

static gboolean
form_venue (HrTourDesk *self)
{
  return go (self, "thing", "venue v-center") && wait_for (self, ": Harbor Street");
}

static gboolean
form_program (HrTourDesk *self)
{
  return go (self, "thing", "program pg-keys") && wait_for (self, ": Keys");
}

static gboolean
form_peer (HrTourDesk *self)
{
  return go (self, "thing", "peer p-june") && wait_for (self, ": June");
}

static gboolean
form_article (HrTourDesk *self)
{
  return go (self, "thing", "article ar-benefits-en") && wait_for (self, ": What people");
}

static gboolean
form_announcement (HrTourDesk *self)
{
  return go (self, "thing", "announcement");
}

static gboolean
duplicates (HrTourDesk *self)
{
  return go (self, "duplicates", NULL);
}

static gboolean
import (HrTourDesk *self)
{
  return go (self, "import", NULL);
}

static gboolean
handouts (HrTourDesk *self)
{
  return go (self, "handouts", NULL);
}

/* A slip of a meeting that the sample center had an hour ago, as a scanner types it */
static gboolean
verify (HrTourDesk *self)
{
  HrRecord *site = hr_center_get_site (self->center);
  guint8 public_key[HR_SEAL_PUBLIC_KEY_BYTES];
  guint8 secret_key[HR_SEAL_SECRET_KEY_BYTES];
  g_autofree char *text = NULL;
  GtkWidget *entry;
  HrDate today;
  int minute;

  hr_zone_from_unix_s (hr_center_get_zone (self->center), hr_clock_now_s (hr_center_get_clock (self->center)), &today, &minute);
  if (!hr_slip_keys_get_current (self->folder, site != NULL ? hr_record_get (site, "name") : NULL, today, public_key, secret_key, NULL))
    return FALSE;
  text = hr_slip_issue (SLIP_MEETING, today, SLIP_START, SLIP_LENGTH, public_key, secret_key, NULL);
  hr_seal_wipe (secret_key, sizeof secret_key);
  if (text == NULL || !go (self, "verify", NULL))
    return FALSE;
  entry = hr_tour_find (GTK_WIDGET (self->window), is_type, "GtkEntry");
  if (entry == NULL)
    return FALSE;
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  hr_tour_run_until_quiet ();
  return TRUE;
}

static gboolean
history (HrTourDesk *self)
{
  return go (self, "history", NULL);
}

static gboolean
counts (HrTourDesk *self)
{
  /* the total stands over the chart */
  return go (self, "counts", NULL) && wait_for (self, "508");
}

static gboolean
counts_table (HrTourDesk *self)
{
  return tap (self, _ ("As a table"));
}

/* A share of one device, in the folder that goes away with the walk. */
static gboolean
start_share (HrTourDesk *self)
{
  g_autofree char *folder = g_build_filename (self->folder, "share", NULL);
  g_autofree char *key = g_build_filename (self->folder, "root.key", NULL);
  g_autoptr (HrVocabulary) vocabulary = NULL;
  g_autoptr (HrShare) share = NULL;

  if (self->sharing || !self->sample)
    return self->sharing;
  vocabulary = hr_store_load_vocabulary (NULL);
  share = vocabulary != NULL && g_mkdir (folder, 0700) == 0
              ? hr_share_open (self->folder, vocabulary, hr_center_get_clock (self->center), NULL)
              : NULL;
  self->sharing = share != NULL && hr_share_init (share, folder, "Office", key, NULL) && hr_share_sync (share, TRUE, NULL, NULL);
  return self->sharing;
}

static gboolean
share (HrTourDesk *self)
{
  if (!start_share (self) || !go (self, "share", NULL))
    return FALSE;
  /* what is known is read on a thread */
  for (int i = 0; i < OPEN_TRIES && find_button (self, _ ("Invite a device")) == NULL; i++)
    hr_tour_run_until_quiet ();
  return TRUE;
}

static gboolean
share_invite (HrTourDesk *self)
{
  return share (self) && tap (self, _ ("Invite a device"));
}

static gboolean
conflicts (HrTourDesk *self)
{
  return start_share (self) && go (self, "conflicts", NULL);
}

static gboolean
health (HrTourDesk *self)
{
  return go (self, "health", NULL);
}

static gboolean
members (HrTourDesk *self)
{
  return go (self, "members", NULL);
}

static gboolean
settings (HrTourDesk *self)
{
  return go (self, "settings", NULL);
}

static gboolean
settings_help (HrTourDesk *self)
{
  return tap (self, _ ("Help lines"));
}

static gboolean
settings_rules (HrTourDesk *self)
{
  return tap (self, _ ("Languages and rules"));
}

static gboolean
settings_screen (HrTourDesk *self)
{
  return tap (self, _ ("This screen"));
}

static gboolean
settings_backups (HrTourDesk *self)
{
  return tap (self, _ ("Backups"));
}

static gboolean
settings_back (HrTourDesk *self)
{
  return tap (self, _ ("Make a backup now")) && tap (self, _ ("Go back to this"));
}

static gboolean
lock (HrTourDesk *self)
{
  hr_staff_lock (self->staff);
  hr_tour_run_until_quiet ();
  return hr_staff_get_state (self->staff) == HR_STAFF_LOCKED;
}

static const HrTourDeskStep steps[] = {
  { "desk-first", first_start, FALSE },
  { "desk-today", today, TRUE },
  { "desk-cancel", cancel, FALSE },
  { "desk-move", move, FALSE },
  { "desk-more", more, FALSE },
  { "desk-listings", listings, TRUE },
  { "desk-meeting", form_meeting, TRUE },
  { "desk-meeting-rule", form_rule, FALSE },
  { "desk-meeting-preview", form_preview, FALSE },
  { "desk-venue", form_venue, FALSE },
  { "desk-program", form_program, FALSE },
  { "desk-peer", form_peer, FALSE },
  { "desk-article", form_article, FALSE },
  { "desk-announcement", form_announcement, FALSE },
  { "desk-duplicates", duplicates, FALSE },
  { "desk-import", import, FALSE },
  { "desk-handouts", handouts, TRUE },
  { "desk-slips", verify, FALSE },
  { "desk-history", history, FALSE },
  { "desk-counts", counts, TRUE },
  { "desk-counts-table", counts_table, FALSE },
  { "desk-share", share, TRUE },
  { "desk-share-invite", share_invite, FALSE },
  { "desk-share-conflicts", conflicts, FALSE },
  { "desk-health", health, FALSE },
  { "desk-members", members, FALSE },
  { "desk-settings", settings, FALSE },
  { "desk-settings-help", settings_help, FALSE },
  { "desk-settings-rules", settings_rules, FALSE },
  { "desk-settings-screen", settings_screen, FALSE },
  { "desk-settings-backups", settings_backups, FALSE },
  { "desk-settings-go-back", settings_back, FALSE },
  { "desk-lock", lock, TRUE },
};

const HrTourDeskStep *
hr_tour_desk_get_steps (guint *ret_n)
{
  *ret_n = G_N_ELEMENTS (steps);
  return steps;
}

/* ---- the center ---- */

/* Two meetings of each week: many came to one, few to the other, so that the pictures show what is hidden. */
static gboolean
fill_counts (HrTourDesk *self, GError **error)
{
  static const struct
  {
    const char *meeting, *fellowship;
    guint number;
  } weekly[] = { { MEETING, "aa", 24 }, { "m-late-harbor", "na", 17 }, { "m-just-for-tonight", "na", 3 }, { "m-harbor-smart", "smart-recovery", 13 } };
  HrCounts *store = hr_center_get_counts (self->center);
  HrClock *clock = hr_center_get_clock (self->center);

  hr_clock_advance_s (clock, -(gint64)WEEKS * 7 * DAY_S);
  for (int week = 0; week < WEEKS; week++)
    {
      HrDate day = (HrDate)(hr_clock_now_s (clock) / DAY_S) - 1;

      for (gsize i = 0; i < G_N_ELEMENTS (weekly); i++)
        if (!hr_counts_sheet (store, weekly[i].meeting, weekly[i].fellowship, day, weekly[i].number + (guint)week % 5, FALSE, NULL, NULL, error))
          return FALSE;
      hr_clock_advance_s (clock, 7 * DAY_S);
      if (!hr_counts_fold (store, error))
        return FALSE;
    }
  return TRUE;
}

/* So that the history has something to tell */
static gboolean
fill_history (HrTourDesk *self, GError **error)
{
  static const char *const fields[] = { "notes", "length", NULL }, *const values[] = { "Ring the side bell.", "75", NULL };
  g_autoptr (HrEditor) editor = hr_editor_new (self->center);
  HrEdit edit = { HR_EDIT_SET, HR_KIND_MEETING, MEETING, fields, values, NULL };

  hr_editor_set_actor (editor, "Robin");
  hr_editor_edit_async (editor, &edit, 1, NULL, NULL);
  hr_tour_run_until_quiet ();
  return TRUE;
}

HrTourDesk *
hr_tour_desk_new (HrStore *source, gint64 now_s, HrTheme *theme, GError **error)
{
  g_autoptr (HrTourDesk) self = g_new0 (HrTourDesk, 1);
  g_autoptr (HrClock) clock = hr_clock_new_fixed (now_s);

  self->theme = g_object_ref (theme);
  self->folder = g_dir_make_tmp ("handrail-tour-XXXXXX", error);
  if (self->folder == NULL)
    return NULL;
  self->sample = source == NULL;
  self->center = hr_center_new (self->folder, clock);
  if (source == NULL && !hr_center_create (self->center, FALSE, error))
    return NULL;
  if (source != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, HR_STORE_FILE, NULL);

      if (!hr_store_backup (source, path, error))
        return NULL;
    }
  if (!hr_center_open (self->center, error) || !hr_center_open_counts (self->center, error))
    return NULL;
  if (source == NULL && (!fill_counts (self, error) || !fill_history (self, error)))
    return NULL;
  self->directory = hr_directory_new (self->center);
  self->device = hr_device_new (self->folder);
  self->tickets = hr_tickets_new (clock);
  hr_tickets_ask (self->tickets, "en");
  return g_steal_pointer (&self);
}

void
hr_tour_desk_free (HrTourDesk *self)
{
  hr_tour_desk_close (self);
  g_clear_object (&self->directory);
  g_clear_object (&self->device);
  g_clear_object (&self->tickets);
  if (self->center != NULL)
    hr_center_close (self->center);
  g_clear_object (&self->center);
  g_clear_object (&self->theme);
  if (self->folder != NULL)
    hr_tour_remove_folder (self->folder);
  g_free (self->folder);
  g_free (self);
}

static GtkWidget *
preview_cb (HrDirectory *directory, const char *page, const char *argument, const char *language, gpointer user_data)
{
  HrTourDesk *self = user_data;

  return hr_visitor_preview_new (directory, self->theme, page, argument, language, LOBBY_WIDTH, LOBBY_HEIGHT);
}

GtkWindow *
hr_tour_desk_open (HrTourDesk *self, GtkApplication *application, const char *language, int width, int height)
{
  hr_tour_desk_close (self);
  hr_language_set (language);
  self->staff_folder = g_dir_make_tmp ("handrail-tour-XXXXXX", NULL);
  if (self->staff_folder == NULL)
    return NULL;
  self->staff = hr_staff_new (self->staff_folder, hr_center_get_clock (self->center));
  self->window = hr_staff_window_new (application, self->center, self->directory, self->staff, self->theme);
  hr_staff_window_set_tickets (self->window, self->tickets);
  hr_staff_window_set_device (self->window, self->device);
  hr_staff_window_set_kiosk (self->window, TRUE);
  hr_staff_window_set_preview (self->window, preview_cb, self);
  gtk_window_set_default_size (GTK_WINDOW (self->window), width, height);
  gtk_window_present (GTK_WINDOW (self->window));
  hr_tour_run_until_quiet ();
  return GTK_WINDOW (self->window);
}

void
hr_tour_desk_close (HrTourDesk *self)
{
  if (self->window != NULL)
    gtk_window_destroy (GTK_WINDOW (self->window));
  self->window = NULL;
  if (self->staff != NULL)
    hr_staff_close (self->staff);
  g_clear_object (&self->staff);
  if (self->staff_folder != NULL)
    hr_tour_remove_folder (self->staff_folder);
  g_clear_pointer (&self->staff_folder, g_free);
}
