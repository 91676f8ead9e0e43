/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-share-page-private.h"

#include "handrail/ui/hr-flow.h"
#include "hr-desk-widgets-private.h"
#include "hr-share-askers-private.h"
#include "hr-share-devices-private.h"
#include "hr-share-invite-private.h"
#include "hr-share-notices-private.h"
#include "hr-share-start-private.h"
#include "hr-share-work-private.h"
#include "hr-staff-window-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define GAP_MM 3.0
/* Who waits to be let in looks often: the manager stands at the other device. */
#define WAIT_S 4
/* So long an answer may take without a word about it */
#define SLOW_S 10

enum
{
  UNKNOWN,
  START,
  WAITING,
  JOINED,
  N_PARTS,
};

struct _HrSharePage
{
  HrPage parent_instance;
  HrStaffContext *context;
  GtkWidget *notices;
  GtkWidget *line;  /* what is being done, or cannot be */
  GtkWidget *parts[N_PARTS]; /* one of them is shown */
  GtkWidget *start, *start_words;
  GtkWidget *code, *wait_line, *stop;
  GtkWidget *facts, *root_key, *root_words, *actions, *sync, *invite, *askers, *devices;
  guint wait; /* the source that looks whether the device is in, or 0 */
  gboolean shown;
  gboolean key_put_away;
};

G_DEFINE_FINAL_TYPE (HrSharePage, hr_share_page, HR_TYPE_PAGE)

/* ---- joined ---- */

static void
add_fact (HrSharePage *self, char *words)
{
  gtk_box_append (GTK_BOX (self->facts), hr_desk_label (words, NULL));
  g_free (words);
}

static const char *
role_sentence (guint roles)
{
  if ((roles & HR_SHARE_OFFICE) != 0)
    return _ ("It may change the listings of every site.");
  if ((roles & HR_SHARE_STAFF) != 0)
    return _ ("It may change the listings of its site.");
  return _ ("It shows what others enter. Listings are changed at the office or by the staff of its site, not here.");
}

static gint64
newest_news (const HrShareStatus *status)
{
  gint64 newest = 0;

  for (guint i = 0; i < status->devices->len; i++)
    if (!((HrShareDevice *)status->devices->pdata[i])->own)
      newest = MAX (newest, ((HrShareDevice *)status->devices->pdata[i])->published_ms);
  return newest;
}

static void
fill_facts (HrSharePage *self, const HrShareStatus *status)
{
  g_autofree char *role = hr_sharing_role_words (status->roles);
  g_autofree char *synced = hr_share_moment (self->context, status->synced_ms);
  g_autofree char *news = hr_share_moment (self->context, newest_news (status));

  hr_desk_clear (self->facts);
  /* Translators: name of this device, and what it may */
  add_fact (self, g_strdup_printf (_ ("This device is “%1$s”: %2$s."), status->name != NULL ? status->name : "", role));
  add_fact (self, g_strdup (role_sentence (status->roles)));
  if (*status->site != '\0')
    add_fact (self, g_strdup_printf (_ ("It works for the site “%s”."), status->site));
  add_fact (self, g_strdup_printf (_ ("The folder of the share: %s"), status->folder));
  /* Translators: a day and a time, or "never" */
  add_fact (self, g_strdup_printf (_ ("Last in step with the others: %s"), synced));
  add_fact (self, g_strdup_printf (_ ("Newest word of another device: %s"), news));
  if ((status->roles & (HR_SHARE_STAFF | HR_SHARE_OFFICE)) != 0)
    add_fact (self, g_strdup (status->outbox ? _ ("What was changed here waits to go out.") : _ ("Everything that was changed here is out.")));
}

static void
show_root_key (HrSharePage *self)
{
  const char *path = hr_sharing_get_root_key (self->context->sharing);
  g_autofree char *words = NULL;

  gtk_widget_set_visible (self->root_key, path != NULL && !self->key_put_away && hr_share_may_manage (self->context));
  if (path == NULL)
    return;
  words = g_strdup_printf (_ ("The root key is in %s. Take the stick out now and lock it away. If it is in a folder of this device, copy it "
                              "to a stick and delete it here. Without the key nobody can make another device let others in."),
                           path);
  gtk_label_set_text (GTK_LABEL (self->root_words), words);
}

static void
put_away_cb (HrSharePage *self)
{
  self->key_put_away = TRUE;
  show_root_key (self);
}

static void
sync_cb (HrSharePage *self)
{
  const HrSharingWork work = { .verb = HR_SHARING_SYNC };

  hr_share_work (self->context, GTK_WIDGET (self), &work, _ ("In step with the share."));
}

static void
invite_cb (HrSharePage *self)
{
  const HrSharingState *state = hr_sharing_get_state (self->context->sharing);

  if (state != NULL && state->invitation != NULL)
    hr_share_invite_open (self->context);
}

/* ---- waiting ---- */

static void
stop_cb (HrSharePage *self)
{
  const HrSharingWork work = { .verb = HR_SHARING_WITHDRAW };

  if (hr_share_may_manage (self->context))
    hr_share_work (self->context, GTK_WIDGET (self), &work, _ ("This device does not ask any more."));
}

static gboolean
is_waiting (HrSharePage *self)
{
  const HrSharingState *state = hr_sharing_get_state (self->context->sharing);

  return self->shown && state != NULL && state->status->folder != NULL && !state->status->member;
}

static gboolean
wait_cb (gpointer user_data)
{
  HrSharePage *self = user_data;
  const HrSharingWork work = { .verb = HR_SHARING_SYNC };

  /* what is wrong shows on the page: a note every few seconds helps nobody */
  if (!hr_sharing_is_busy (self->context->sharing, NULL))
    hr_sharing_work_async (self->context->sharing, &work, NULL, NULL);
  return G_SOURCE_CONTINUE;
}

static void
keep_waiting (HrSharePage *self)
{
  gboolean waits = is_waiting (self);

  if (!waits)
    g_clear_handle_id (&self->wait, g_source_remove);
  else if (self->wait == 0)
    self->wait = g_timeout_add_seconds (WAIT_S, wait_cb, self);
}

static void
show_waiting (HrSharePage *self, const HrSharingState *state)
{
  g_autofree char *code = hr_share_spaced (state->code != NULL ? state->code : "");
  g_autofree char *when = hr_share_moment (self->context, state->status->synced_ms);
  g_autofree char *words = state->status->sort == HR_SHARE_WELL
                               /* Translators: a day and a time */
                               ? g_strdup_printf (_ ("Not let in yet. Looked last: %s. This page looks again by itself."), when)
                               : g_strdup_printf (_ ("Not let in yet. %s"), state->status->trouble != NULL ? state->status->trouble : "");

  gtk_label_set_text (GTK_LABEL (self->code), code);
  gtk_label_set_text (GTK_LABEL (self->wait_line), words);
  gtk_widget_set_visible (self->stop, hr_share_may_manage (self->context));
}

/* ---- what is shown ---- */

static void
show_line (HrSharePage *self)
{
  guint seconds = 0;
  gboolean busy = hr_sharing_is_busy (self->context->sharing, &seconds);
  const char *trouble = hr_sharing_get_trouble (self->context->sharing);
  const char *words = "";

  if (busy && seconds >= SLOW_S)
    words = _ ("The share has not answered yet. It may be away. You can go on with other pages; nothing is lost.");
  else if (busy && !is_waiting (self))
    words = _ ("Asking the share …");
  else if (trouble != NULL)
    words = trouble;
  gtk_label_set_text (GTK_LABEL (self->line), words);
  gtk_widget_set_visible (self->line, *words != '\0');
  gtk_widget_set_sensitive (self->sync, !busy);
}

static void
show_state (HrSharePage *self)
{
  const HrSharingState *state = hr_sharing_get_state (self->context->sharing);
  gboolean manages = hr_share_may_manage (self->context);
  int part = UNKNOWN;

  if (state != NULL && state->status->folder == NULL)
    part = START;
  else if (state != NULL)
    part = state->status->member ? JOINED : WAITING;
  /* what was typed was asked for, or is not wanted any more */
  if (part != START && gtk_widget_get_visible (self->parts[START]))
    hr_share_start_clear (HR_SHARE_START (self->start));
  gtk_widget_set_visible (self->start, manages);
  gtk_widget_set_visible (self->start_words, !manages);
  if (part == WAITING)
    show_waiting (self, state);
  if (part == JOINED)
    {
      gboolean manager = hr_share_is_manager (self->context);

      fill_facts (self, state->status);
      show_root_key (self);
      gtk_widget_set_visible (self->actions, manages && !state->status->revoked);
      gtk_widget_set_visible (self->invite, manager);
      if (manager && !gtk_widget_get_visible (self->askers) && self->shown)
        hr_share_askers_ask (HR_SHARE_ASKERS (self->askers));
      gtk_widget_set_visible (self->askers, manager);
      hr_share_askers_show (HR_SHARE_ASKERS (self->askers));
      hr_share_devices_show (HR_SHARE_DEVICES (self->devices));
    }
  for (int i = 0; i < N_PARTS; i++)
    gtk_widget_set_visible (self->parts[i], i == part);
  hr_share_start_shown (HR_SHARE_START (self->start), self->shown && part == START);
}

static void
changed_cb (HrSharePage *self)
{
  if (!self->shown)
    return;
  show_state (self);
  show_line (self);
  keep_waiting (self);
}

/* ---- page ---- */

static void
hr_share_page_enter (HrPage *page, const char *argument)
{
  HrSharePage *self = HR_SHARE_PAGE (page);

  HR_PAGE_CLASS (hr_share_page_parent_class)->enter (page, argument);
  self->shown = TRUE;
  gtk_widget_set_visible (self->askers, FALSE);
  hr_sharing_look (self->context->sharing);
  changed_cb (self);
}

static void
hr_share_page_leave (HrPage *page)
{
  HrSharePage *self = HR_SHARE_PAGE (page);

  self->shown = FALSE;
  keep_waiting (self);
  hr_share_start_shown (HR_SHARE_START (self->start), FALSE);
  HR_PAGE_CLASS (hr_share_page_parent_class)->leave (page);
}

static gboolean
hr_share_page_back (HrPage *page)
{
  HrSharePage *self = HR_SHARE_PAGE (page);

  return gtk_widget_get_mapped (self->start) && hr_share_start_back (HR_SHARE_START (self->start));
}

static void
hr_share_page_clear (HrPage *page)
{
  hr_share_start_clear (HR_SHARE_START (HR_SHARE_PAGE (page)->start));
  HR_PAGE_CLASS (hr_share_page_parent_class)->clear (page);
}

static void
hr_share_page_dispose (GObject *object)
{
  HrSharePage *self = HR_SHARE_PAGE (object);

  self->shown = FALSE;
  g_clear_handle_id (&self->wait, g_source_remove);
  G_OBJECT_CLASS (hr_share_page_parent_class)->dispose (object);
}

static void
hr_share_page_class_init (HrSharePageClass *klass)
{
  HrPageClass *page_class = HR_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hr_share_page_dispose;
  page_class->enter = hr_share_page_enter;
  page_class->leave = hr_share_page_leave;
  page_class->back = hr_share_page_back;
  page_class->clear = hr_share_page_clear;
}

static void
hr_share_page_init (HrSharePage *self)
{
}

static GtkWidget *
make_waiting (HrSharePage *self)
{
  GtkWidget *box = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);

  self->code = hr_desk_label ("", "hr-share-code");
  gtk_widget_add_css_class (self->code, "large");
  self->wait_line = hr_desk_label ("", "hr-line");
  self->stop = hr_desk_button (_ ("Stop asking"), NULL, G_CALLBACK (stop_cb), self);
  gtk_widget_set_halign (self->stop, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), hr_desk_heading (_ ("Waiting to be let in"), 2));
  gtk_box_append (GTK_BOX (box),
                  hr_desk_label (_ ("At a device that lets others in, “Share” shows these same eight digits. Compare them, then let this device "
                                    "in there. If they are others, stop asking and tell whoever cares for the folder."),
                                 NULL));
  gtk_box_append (GTK_BOX (box), self->code);
  gtk_box_append (GTK_BOX (box), self->wait_line);
  gtk_box_append (GTK_BOX (box), self->stop);
  return box;
}

static GtkWidget *
make_joined (HrSharePage *self)
{
  GtkWidget *box = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);
  GtkWidget *put_away = hr_desk_button (_ ("It is put away"), NULL, G_CALLBACK (put_away_cb), self);

  self->root_key = hr_desk_box (GTK_ORIENTATION_VERTICAL, "hr-desk-row");
  gtk_widget_add_css_class (self->root_key, "notice");
  self->root_words = hr_desk_label ("", "hr-strong");
  gtk_label_set_wrap_mode (GTK_LABEL (self->root_words), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_halign (put_away, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (self->root_key), self->root_words);
  gtk_box_append (GTK_BOX (self->root_key), put_away);
  self->facts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->actions = hr_flow_new (GAP_MM);
  self->invite = hr_desk_button (_ ("Invite a device"), NULL, G_CALLBACK (invite_cb), self);
  self->sync = hr_desk_button (_ ("Sync now"), "primary", G_CALLBACK (sync_cb), self);
  hr_flow_append (HR_FLOW (self->actions), self->sync);
  hr_flow_append (HR_FLOW (self->actions), self->invite);
  self->askers = hr_share_askers_new (self->context);
  self->devices = hr_share_devices_new (self->context);
  gtk_widget_set_visible (self->askers, FALSE);
  gtk_box_append (GTK_BOX (box), self->root_key);
  gtk_box_append (GTK_BOX (box), self->facts);
  gtk_box_append (GTK_BOX (box), self->actions);
  gtk_box_append (GTK_BOX (box), self->askers);
  gtk_box_append (GTK_BOX (box), self->devices);
  return box;
}

static GtkWidget *
make_start (HrSharePage *self)
{
  GtkWidget *box = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);

  self->start = hr_share_start_new (self->context);
  self->start_words = hr_desk_label (_ ("This device is in no share: its listings are its own. A manager can start a share or join one."), NULL);
  gtk_box_append (GTK_BOX (box), self->start);
  gtk_box_append (GTK_BOX (box), self->start_words);
  return box;
}

HrPage *
hr_share_page_new (HrStaffContext *context)
{
  HrSharePage *self = g_object_new (HR_TYPE_SHARE_PAGE, NULL);
  GtkWidget *box = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);

  self->context = context;
  self->notices = hr_share_notices_new (context, FALSE);
  self->line = hr_desk_label ("", "hr-line");
  self->parts[UNKNOWN] = hr_desk_label (_ ("Looking …"), NULL);
  self->parts[START] = make_start (self);
  self->parts[WAITING] = make_waiting (self);
  self->parts[JOINED] = make_joined (self);
  gtk_box_append (GTK_BOX (box), self->notices);
  gtk_box_append (GTK_BOX (box), self->line);
  for (int i = 0; i < N_PARTS; i++)
    gtk_box_append (GTK_BOX (box), self->parts[i]);
  hr_page_set_child (HR_PAGE (self), hr_desk_scroll (box));
  hr_page_set_title (HR_PAGE (self), _ ("Share"));
  g_signal_connect_object (context->sharing, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return HR_PAGE (self);
}
