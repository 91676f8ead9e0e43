/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-share-start-private.h"

#include "handrail/ui/hr-flow.h"
#include "hr-desk-scanner-private.h"
#include "hr-desk-widgets-private.h"
#include "hr-folder-sheet-private.h"
#include "hr-share-work-private.h"
#include "hr-staff-window-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define GAP_MM 3.0
/* A scanner types a letter every few milliseconds, a person does not. */
#define SCAN_REST_MS 300

enum
{
  CHOICE,
  START,
  JOIN,
  N_PARTS,
};

/** Form: what both ask for. @invitation: (nullable): of a share that one joins */
typedef struct
{
  GtkWidget *name, *folder, *invitation;
} Form;

struct _HrShareStart
{
  GtkBox parent_instance;
  HrStaffContext *context;
  GtkWidget *parts[N_PARTS]; /* one of them is shown */
  int part;
  Form start, join;
  HrDeskScanner *scanner;
  GtkWidget *typed; /* (nullable), weak: the field that a code may be in */
  guint rest;       /* the source that looks at it, or 0 */
};

G_DEFINE_FINAL_TYPE (HrShareStart, hr_share_start, GTK_TYPE_BOX)

static void
show (HrShareStart *self, int part)
{
  self->part = part;
  for (int i = 0; i < N_PARTS; i++)
    gtk_widget_set_visible (self->parts[i], i == part);
  hr_desk_scanner_listen (self->scanner, part == JOIN);
}

static char *
text_of (GtkWidget *entry)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));
}

/* Says what is missing, and goes there. */
static gboolean
is_filled (HrShareStart *self, GtkWidget *entry, const char *words)
{
  g_autofree char *text = text_of (entry);

  if (*text != '\0')
    return TRUE;
  gtk_widget_grab_focus (entry);
  hr_staff_window_say (self->context->window, words, NULL, NULL, NULL);
  return FALSE;
}

static gboolean
is_form_filled (HrShareStart *self, const Form *form)
{
  return is_filled (self, form->folder, _ ("Write the folder that all devices reach."))
         && (form->invitation == NULL || is_filled (self, form->invitation, _ ("Write the invitation, or scan its square.")))
         && is_filled (self, form->name, _ ("Give this device a name, such as “Front desk”."));
}

/* ---- a code of a scanner, in whichever field it typed ---- */

static void
take_code (HrShareStart *self, GtkWidget *entry)
{
  g_autofree char *invitation = NULL;
  g_autofree char *folder = NULL;

  if (!hr_sharing_read_code (gtk_editable_get_text (GTK_EDITABLE (entry)), &invitation, &folder))
    return;
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  gtk_editable_set_text (GTK_EDITABLE (self->join.invitation), invitation);
  if (*folder != '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->join.folder), folder);
  gtk_widget_grab_focus (self->join.name);
}

static gboolean
rest_cb (gpointer user_data)
{
  HrShareStart *self = user_data;

  self->rest = 0;
  if (self->typed != NULL)
    take_code (self, self->typed);
  return G_SOURCE_REMOVE;
}

static void
typed_cb (GtkEditable *entry, HrShareStart *self)
{
  g_set_weak_pointer (&self->typed, GTK_WIDGET (entry));
  g_clear_handle_id (&self->rest, g_source_remove);
  self->rest = g_timeout_add (SCAN_REST_MS, rest_cb, self);
}

/* ---- starting ---- */

static void
key_place_cb (const char *folder, gpointer owner)
{
  HrShareStart *self = owner;
  g_autofree char *place = text_of (self->start.folder);
  g_autofree char *name = text_of (self->start.name);
  const HrSharingWork work = { .verb = HR_SHARING_START, .folder = place, .name = name, .key_folder = folder };

  if (hr_share_may_manage (self->context))
    hr_share_work (self->context, GTK_WIDGET (self), &work, _ ("The share is started."));
}

static void
start_cb (HrShareStart *self)
{
  if (is_form_filled (self, &self->start))
    hr_folder_sheet_ask (self->context, _ ("Where to put the root key?"),
                         _ ("Best on a USB stick that lies in a safe afterwards. Plug it in and open this again if it is not in the list."),
                         key_place_cb, G_OBJECT (self));
}

static void
join_cb (HrShareStart *self)
{
  g_autofree char *folder = NULL;
  g_autofree char *name = NULL;
  g_autofree char *invitation = NULL;

  take_code (self, self->join.invitation);
  if (!hr_share_may_manage (self->context) || !is_form_filled (self, &self->join))
    return;
  folder = text_of (self->join.folder);
  name = text_of (self->join.name);
  invitation = text_of (self->join.invitation);
  {
    const HrSharingWork work = { .verb = HR_SHARING_JOIN, .folder = folder, .name = name, .invitation = invitation };

    hr_share_work (self->context, GTK_WIDGET (self), &work, NULL);
  }
}

static void
choose_start_cb (HrShareStart *self)
{
  show (self, START);
  gtk_widget_grab_focus (self->start.folder);
}

/* The field takes no focus by itself: see HrDeskScanner */
static void
choose_join_cb (HrShareStart *self)
{
  show (self, JOIN);
}

static void
back_cb (HrShareStart *self)
{
  hr_share_start_back (self);
}

/* ---- door ---- */

gboolean
hr_share_start_back (HrShareStart *self)
{
  g_return_val_if_fail (HR_IS_SHARE_START (self), FALSE);

  if (self->part == CHOICE)
    return FALSE;
  show (self, CHOICE);
  return TRUE;
}

void
hr_share_start_shown (HrShareStart *self, gboolean shown)
{
  g_return_if_fail (HR_IS_SHARE_START (self));

  hr_desk_scanner_listen (self->scanner, shown && self->part == JOIN);
}

void
hr_share_start_clear (HrShareStart *self)
{
  GtkWidget *const entries[] = { self->start.name, self->start.folder, self->join.name, self->join.folder, self->join.invitation };

  g_return_if_fail (HR_IS_SHARE_START (self));

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    gtk_editable_set_text (GTK_EDITABLE (entries[i]), "");
  g_clear_handle_id (&self->rest, g_source_remove);
  show (self, CHOICE);
}

/* ---- object ---- */

static void
hr_share_start_dispose (GObject *object)
{
  HrShareStart *self = HR_SHARE_START (object);

  g_clear_handle_id (&self->rest, g_source_remove);
  g_clear_weak_pointer (&self->typed);
  g_clear_object (&self->scanner);
  G_OBJECT_CLASS (hr_share_start_parent_class)->dispose (object);
}

static void
hr_share_start_class_init (HrShareStartClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hr_share_start_dispose;
}

static GtkWidget *
make_choice (HrShareStart *self, const char *title, const char *words, GCallback callback)
{
  GtkWidget *row = hr_desk_box (GTK_ORIENTATION_VERTICAL, "hr-desk-row");

  gtk_box_append (GTK_BOX (row), hr_desk_label (words, NULL));
  gtk_box_append (GTK_BOX (row), hr_desk_button (title, "primary", callback, self));
  return row;
}

static GtkWidget *
make_choices (HrShareStart *self)
{
  GtkWidget *box = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);

  gtk_box_append (GTK_BOX (box),
                  hr_desk_label (_ ("Kiosks, desks and the office show the same listings when they meet in one folder that all of them reach. "
                                    "Nothing of a visitor goes there."),
                                 NULL));
  gtk_box_append (GTK_BOX (box), make_choice (self, _ ("Start a share"),
                                              _ ("This is the first device, and the folder is empty. All listings of this device go into "
                                                 "it, and this device lets the others in."),
                                              G_CALLBACK (choose_start_cb)));
  gtk_box_append (GTK_BOX (box), make_choice (self, _ ("Join a share"),
                                              _ ("There is a share already. You need its folder and the invitation that a device in it shows "
                                                 "under “Share”."),
                                              G_CALLBACK (choose_join_cb)));
  return box;
}

static GtkWidget *
add_entry (GtkWidget *box, const char *label, const char *help)
{
  GtkWidget *entry = NULL;

  gtk_box_append (GTK_BOX (box), hr_share_entry (label, help, &entry));
  return entry;
}

static void
add_buttons (HrShareStart *self, GtkWidget *box, const char *words, GCallback callback)
{
  GtkWidget *flow = hr_flow_new (GAP_MM);

  hr_flow_append (HR_FLOW (flow), hr_desk_button (words, "primary", callback, self));
  hr_flow_append (HR_FLOW (flow), hr_desk_button (_ ("Go back"), NULL, G_CALLBACK (back_cb), self));
  gtk_box_append (GTK_BOX (box), flow);
}

static void
add_name (GtkWidget *box, Form *form)
{
  form->name = add_entry (box, _ ("Name of this device"), _ ("As the others see it, such as “Front desk” or “Kiosk in the lobby”."));
}

static GtkWidget *
make_start (HrShareStart *self)
{
  GtkWidget *box = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);

  gtk_box_append (GTK_BOX (box), hr_desk_heading (_ ("Start a share"), 2));
  self->start.folder = add_entry (box, _ ("Folder"),
                                  _ ("An empty folder that all devices reach: /srv/handrail, or the address of one on a server: "
                                     "smb://nas/handrail"));
  add_name (box, &self->start);
  gtk_box_append (GTK_BOX (box), hr_desk_heading (_ ("The root key"), 2));
  gtk_box_append (GTK_BOX (box),
                  hr_desk_label (_ ("Starting a share makes one key that stands above all: it alone makes devices that let others in, and puts "
                                    "them out. It is written to a file now, once, and is needed again only when this device is lost or "
                                    "another one should let devices in. Put it on a USB stick, take the stick out, and lock it away. Who has "
                                    "the key is master of the share; without it nobody is."),
                                 NULL));
  add_buttons (self, box, _ ("Start the share"), G_CALLBACK (start_cb));
  return box;
}

static GtkWidget *
make_join (HrShareStart *self)
{
  GtkWidget *box = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);
  GtkWidget *const *entries[] = { &self->join.invitation, &self->join.folder, &self->join.name };

  gtk_box_append (GTK_BOX (box), hr_desk_heading (_ ("Join a share"), 2));
  gtk_box_append (GTK_BOX (box),
                  hr_desk_label (_ ("A device that is in it shows a square under “Share”, “Invite a device”. Hold a scanner at it: it types by "
                                    "itself. Or type or paste what stands beside it."),
                                 NULL));
  self->join.invitation = add_entry (box, _ ("Invitation"), _ ("28 letters and digits. Spaces, lines and capitals do not matter."));
  self->join.folder = add_entry (box, _ ("Folder"), _ ("Where this device reaches the share: /srv/handrail, or smb://nas/handrail"));
  add_name (box, &self->join);
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    g_signal_connect_object (*entries[i], "changed", G_CALLBACK (typed_cb), self, 0);
  add_buttons (self, box, _ ("Ask to be let in"), G_CALLBACK (join_cb));
  return box;
}

static void
hr_share_start_init (HrShareStart *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  self->parts[CHOICE] = make_choices (self);
  self->parts[START] = make_start (self);
  self->parts[JOIN] = make_join (self);
  for (int i = 0; i < N_PARTS; i++)
    gtk_box_append (GTK_BOX (self), self->parts[i]);
  self->scanner = hr_desk_scanner_new (self->join.invitation);
  show (self, CHOICE);
}

GtkWidget *
hr_share_start_new (HrStaffContext *context)
{
  HrShareStart *self = g_object_new (HR_TYPE_SHARE_START, NULL);

  self->context = context;
  return GTK_WIDGET (self);
}
