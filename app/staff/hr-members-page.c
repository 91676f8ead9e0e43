/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-members-page-private.h"

#include "handrail/ui/hr-flow.h"
#include "hr-desk-widgets-private.h"
#include "hr-pin-sheet-private.h"
#include "hr-staff-window-private.h"

#include <glib/gi18n-lib.h>

#define GAP_MM 3.0

struct _HrMembersPage
{
  HrPage parent_instance;
  HrStaffContext *context;
  GtkWidget *list;
  GtkWidget *add;
  GtkWidget *entry; /* weak: the name of somebody new */
  char *member;     /* (nullable): whose PIN or row a sheet is about; %NULL = somebody new */
  char *name;       /* of somebody new */
  HrStaffRole role;
  const char *done; /* what the note says when the change is through */
};

G_DEFINE_FINAL_TYPE (HrMembersPage, hr_members_page, HR_TYPE_PAGE)

static gboolean
is_manager (HrMembersPage *self)
{
  const HrStaffMember *member = hr_staff_get_current (self->context->staff);

  return member != NULL && member->role == HR_STAFF_MANAGER;
}

static gboolean
is_self (HrMembersPage *self, const char *id)
{
  const HrStaffMember *member = hr_staff_get_current (self->context->staff);

  return member != NULL && g_strcmp0 (member->id, id) == 0;
}

static const char *
role_word (HrStaffRole role)
{
  return role == HR_STAFF_MANAGER ? _ ("Manager") : _ ("Editor");
}

/* ---- doing it ---- */

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrMembersPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (hr_staff_finish (HR_STAFF (source), result, &error))
    hr_staff_window_say (self->context->window, self->done, NULL, NULL, NULL);
  else
    hr_staff_window_say_error (self->context->window, error);
}

static void
pin_done_cb (const char *old_pin, const char *pin, gpointer owner)
{
  HrMembersPage *self = owner;

  hr_staff_window_close_sheet (self->context->window);
  if (self->member != NULL)
    {
      self->done = _ ("The new PIN is set.");
      hr_staff_set_pin_async (self->context->staff, self->member, old_pin, pin, done_cb, g_object_ref (self));
      return;
    }
  self->done = _ ("Added. The new PIN opens the desk from now on.");
  hr_staff_add_async (self->context->staff, self->name, self->role, pin, done_cb, g_object_ref (self));
}

static void
ask_pin (HrMembersPage *self, const char *title)
{
  gboolean own = self->member != NULL && is_self (self, self->member);

  hr_staff_window_open_sheet (self->context->window, title, hr_pin_sheet_new (own, pin_done_cb, G_OBJECT (self)));
}

/* ---- one member ---- */

static void
set_member (HrMembersPage *self, GtkWidget *button)
{
  g_free (self->member);
  self->member = g_strdup (g_object_get_data (G_OBJECT (button), "member"));
}

static void
pin_cb (GtkWidget *button, HrMembersPage *self)
{
  set_member (self, button);
  ask_pin (self, _ ("New PIN"));
}

static void
role_cb (GtkWidget *button, HrMembersPage *self)
{
  GPtrArray *members = hr_staff_get_members (self->context->staff);

  set_member (self, button);
  for (guint i = 0; i < members->len; i++)
    {
      const HrStaffMember *member = members->pdata[i];

      if (g_strcmp0 (member->id, self->member) != 0)
        continue;
      self->done = _ ("The role is changed.");
      hr_staff_set_async (self->context->staff, member->id, member->name,
                          member->role == HR_STAFF_MANAGER ? HR_STAFF_EDITOR : HR_STAFF_MANAGER, done_cb, g_object_ref (self));
      return;
    }
}

static void
really_remove_cb (HrMembersPage *self)
{
  hr_staff_window_close_sheet (self->context->window);
  self->done = _ ("Removed. The name stays in the history.");
  hr_staff_remove_async (self->context->staff, self->member, done_cb, g_object_ref (self));
}

static void
remove_cb (GtkWidget *button, HrMembersPage *self)
{
  GtkWidget *box = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);
  const char *name = g_object_get_data (G_OBJECT (button), "name");
  g_autofree char *title = g_strdup_printf (_ ("Remove %s?"), name);

  set_member (self, button);
  gtk_box_append (GTK_BOX (box), hr_desk_label (_ ("This PIN will no longer open the desk. What was done under the name stays in the history."), NULL));
  gtk_box_append (GTK_BOX (box), hr_desk_button (_ ("Remove"), "primary", G_CALLBACK (really_remove_cb), self));
  hr_staff_window_open_sheet (self->context->window, title, box);
}

static void
add_action (HrMembersPage *self, GtkWidget *row, const HrStaffMember *member, const char *text,
            void (*callback) (GtkWidget *, HrMembersPage *))
{
  GtkWidget *button = hr_tap_button_new (text);

  g_object_set_data_full (G_OBJECT (button), "member", g_strdup (member->id), g_free);
  g_object_set_data_full (G_OBJECT (button), "name", g_strdup (member->name), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (callback), self);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (row), button);
}

static GtkWidget *
make_row (HrMembersPage *self, const HrStaffMember *member)
{
  GtkWidget *row = hr_desk_box (GTK_ORIENTATION_HORIZONTAL, "hr-desk-row");
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gboolean own = is_self (self, member->id), manager = is_manager (self);

  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), hr_desk_label (member->name, "hr-strong"));
  gtk_box_append (GTK_BOX (words), hr_desk_label (role_word (member->role), "hr-muted"));
  gtk_box_append (GTK_BOX (row), words);
  if (own || manager)
    add_action (self, row, member, _ ("New PIN"), pin_cb);
  if (manager)
    add_action (self, row, member, member->role == HR_STAFF_MANAGER ? _ ("Make an editor") : _ ("Make a manager"), role_cb);
  if (manager && !own)
    add_action (self, row, member, _ ("Remove"), remove_cb);
  return row;
}

static void
show_members (HrMembersPage *self)
{
  GPtrArray *members = hr_staff_get_members (self->context->staff);

  hr_desk_clear (self->list);
  for (guint i = 0; i < members->len; i++)
    gtk_box_append (GTK_BOX (self->list), make_row (self, members->pdata[i]));
  gtk_widget_set_visible (self->add, is_manager (self));
}

/* ---- somebody new ---- */

static void
named_cb (GtkWidget *button, HrMembersPage *self)
{
  g_autofree char *title = NULL;

  if (self->entry == NULL)
    return;
  g_free (self->name);
  self->name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
  if (*self->name == '\0')
    {
      gtk_widget_grab_focus (self->entry);
      return;
    }
  self->role = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "role"));
  title = g_strdup_printf (_ ("PIN of %s"), self->name);
  ask_pin (self, title);
}

static void
add_cb (HrMembersPage *self)
{
  GtkWidget *box = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);
  GtkWidget *flow = hr_flow_new (GAP_MM);

  g_clear_pointer (&self->member, g_free);
  g_set_weak_pointer (&self->entry, gtk_entry_new ());
  gtk_widget_add_css_class (self->entry, "hr-entry");
  gtk_entry_set_max_length (GTK_ENTRY (self->entry), 40);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Name"), -1);
  gtk_box_append (GTK_BOX (box), hr_desk_label (_ ("A name that your team knows; it need not be the full one."), NULL));
  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), hr_desk_label (_ ("Editors change listings and see counts. Managers also add people and read in lists."), "hr-muted"));
  for (int role = HR_STAFF_EDITOR; role <= HR_STAFF_MANAGER; role++)
    {
      GtkWidget *button = hr_tap_button_new (role == HR_STAFF_MANAGER ? _ ("Go on as manager") : _ ("Go on as editor"));

      g_object_set_data (G_OBJECT (button), "role", GINT_TO_POINTER (role));
      g_signal_connect (button, "clicked", G_CALLBACK (named_cb), self);
      hr_flow_append (HR_FLOW (flow), button);
    }
  gtk_box_append (GTK_BOX (box), flow);
  hr_staff_window_open_sheet (self->context->window, _ ("Add somebody"), box);
}

/* ---- page ---- */

static void
hr_members_page_enter (HrPage *page, const char *argument)
{
  HR_PAGE_CLASS (hr_members_page_parent_class)->enter (page, argument);

  show_members (HR_MEMBERS_PAGE (page));
}

static void
hr_members_page_dispose (GObject *object)
{
  HrMembersPage *self = HR_MEMBERS_PAGE (object);

  g_clear_weak_pointer (&self->entry);
  g_clear_pointer (&self->member, g_free);
  g_clear_pointer (&self->name, g_free);

  G_OBJECT_CLASS (hr_members_page_parent_class)->dispose (object);
}

static void
hr_members_page_class_init (HrMembersPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hr_members_page_dispose;
  HR_PAGE_CLASS (klass)->enter = hr_members_page_enter;
}

static void
hr_members_page_init (HrMembersPage *self)
{
  GtkWidget *box = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);

  self->list = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);
  self->add = hr_desk_button (_ ("Add somebody"), "primary", G_CALLBACK (add_cb), self);
  gtk_widget_set_halign (self->add, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), hr_desk_label (_ ("Who may open the desk. Names are shown at the lock; PINs are kept so that nobody can read them."), "hr-muted"));
  gtk_box_append (GTK_BOX (box), hr_desk_scroll (self->list));
  gtk_box_append (GTK_BOX (box), self->add);
  hr_page_set_child (HR_PAGE (self), box);
}

HrPage *
hr_members_page_new (HrStaffContext *context)
{
  HrMembersPage *self = g_object_new (HR_TYPE_MEMBERS_PAGE, NULL);

  self->context = context;
  hr_page_set_title (HR_PAGE (self), _ ("Staff"));
  g_signal_connect_object (context->staff, "changed", G_CALLBACK (show_members), self, G_CONNECT_SWAPPED);
  return HR_PAGE (self);
}
