/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-lock-page-private.h"

#include "handrail/core/hr-error.h"
#include "handrail/ui/hr-flow.h"
#include "hr-desk-widgets-private.h"
#include "hr-pin-pad-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define GAP_MM 3.0

/* What is asked for right now. */
typedef enum
{
  ASK_NOTHING,  /* the sentence says why */
  ASK_NAME,     /* first start: the manager's name */
  ASK_NEW_PIN,  /* first start: the manager's PIN */
  ASK_PIN_AGAIN,
  ASK_WHO,
  ASK_PIN,
} Ask;

struct _HrLockPage
{
  HrPage parent_instance;
  HrStaffContext *context;
  GtkWidget *heading;
  GtkWidget *text;
  GtkWidget *notice;
  GtkWidget *members; /* a flow of names */
  GtkWidget *entry;
  GtkWidget *go_on;
  GtkWidget *pad;
  GtkWidget *other;
  GtkWidget *leave;
  Ask ask;
  char *member; /* (nullable): whose PIN is asked for */
  char *pin;    /* (nullable): the new PIN, until it was typed again */
  gboolean busy;
};

G_DEFINE_FINAL_TYPE (HrLockPage, hr_lock_page, HR_TYPE_PAGE)

static void show (HrLockPage *self);

static void
forget (HrLockPage *self)
{
  g_clear_pointer (&self->pin, hr_pin_free);
  hr_pin_pad_clear (HR_PIN_PAD (self->pad));
}

static void
say (HrLockPage *self, const char *text)
{
  gtk_label_set_text (GTK_LABEL (self->notice), text != NULL ? text : "");
  gtk_widget_set_visible (self->notice, text != NULL && *text != '\0');
}

/* ---- which question comes next ---- */

static Ask
first_question (HrLockPage *self)
{
  GPtrArray *members = hr_staff_get_members (self->context->staff);

  switch (hr_staff_get_state (self->context->staff))
    {
    case HR_STAFF_NEW:
      return ASK_NAME;
    case HR_STAFF_LOCKED:
      if (members->len != 1)
        return ASK_WHO;
      g_free (self->member);
      self->member = g_strdup (((HrStaffMember *) members->pdata[0])->id);
      return ASK_PIN;
    case HR_STAFF_UNKNOWN:
    case HR_STAFF_WAITING:
    case HR_STAFF_OPEN:
    case HR_STAFF_TROUBLE:
    default:
      return ASK_NOTHING;
    }
}

static void
restart (HrLockPage *self)
{
  forget (self);
  self->ask = first_question (self);
  show (self);
}

static const HrStaffMember *
find_member (HrLockPage *self)
{
  GPtrArray *members = hr_staff_get_members (self->context->staff);

  for (guint i = 0; i < members->len; i++)
    {
      if (g_strcmp0 (((HrStaffMember *) members->pdata[i])->id, self->member) == 0)
        return members->pdata[i];
    }
  return NULL;
}

/* ---- answers ---- */

static void
begun_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrLockPage) self = user_data;
  g_autoptr (GError) error = NULL;

  self->busy = FALSE;
  if (hr_staff_finish (HR_STAFF (source), result, &error))
    return;
  restart (self);
  say (self, error->message);
}

static void
unlocked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrLockPage) self = user_data;
  g_autoptr (GError) error = NULL;

  self->busy = FALSE;
  if (hr_staff_finish (HR_STAFF (source), result, &error))
    {
      say (self, NULL);
      return;
    }
  show (self);
  if (hr_staff_get_state (self->context->staff) == HR_STAFF_LOCKED)
    say (self, error->message);
}

static void
take_new_pin (HrLockPage *self)
{
  char *pin = hr_pin_pad_take (HR_PIN_PAD (self->pad));
  const char *problem = hr_staff_pin_problem (pin);

  if (problem != NULL)
    {
      hr_pin_free (pin);
      say (self, problem);
      return;
    }
  g_clear_pointer (&self->pin, hr_pin_free);
  self->pin = pin;
  self->ask = ASK_PIN_AGAIN;
  say (self, NULL);
  show (self);
}

static void
take_pin_again (HrLockPage *self)
{
  char *pin = hr_pin_pad_take (HR_PIN_PAD (self->pad));
  gboolean same = g_strcmp0 (pin, self->pin) == 0;

  g_clear_pointer (&self->pin, hr_pin_free);
  if (same)
    {
      self->busy = TRUE;
      hr_staff_begin_async (self->context->staff, gtk_editable_get_text (GTK_EDITABLE (self->entry)), pin, begun_cb,
                            g_object_ref (self));
    }
  else
    self->ask = ASK_NEW_PIN;
  hr_pin_free (pin);
  show (self);
  say (self, same ? NULL : _ ("The two PINs are not the same. Please choose one and type it twice."));
}

static void
take_pin (HrLockPage *self)
{
  char *pin = hr_pin_pad_take (HR_PIN_PAD (self->pad));

  self->busy = TRUE;
  hr_staff_unlock_async (self->context->staff, self->member, pin, unlocked_cb, g_object_ref (self));
  hr_pin_free (pin);
  show (self);
}

static void
entered_cb (HrLockPage *self)
{
  if (self->ask == ASK_NEW_PIN)
    take_new_pin (self);
  else if (self->ask == ASK_PIN_AGAIN)
    take_pin_again (self);
  else if (self->ask == ASK_PIN)
    take_pin (self);
  else
    hr_pin_pad_clear (HR_PIN_PAD (self->pad));
}

static void
named_cb (HrLockPage *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));

  if (*name == '\0')
    {
      say (self, _ ("Please type a name first. It may be any name that your team knows."));
      return;
    }
  self->ask = ASK_NEW_PIN;
  say (self, NULL);
  show (self);
}

static void
member_cb (GtkWidget *button, HrLockPage *self)
{
  g_free (self->member);
  self->member = g_strdup (g_object_get_data (G_OBJECT (button), "member"));
  self->ask = ASK_PIN;
  say (self, NULL);
  show (self);
}

static void
other_cb (HrLockPage *self)
{
  forget (self);
  self->ask = self->ask == ASK_PIN ? ASK_WHO : ASK_NAME;
  say (self, NULL);
  show (self);
}

/* ---- what is shown ---- */

static char *
make_wait (HrLockPage *self)
{
  guint s = hr_staff_get_wait_s (self->context->staff);

  if (s < 90)
    return g_strdup_printf (ngettext ("Please wait %u second, then try again.", "Please wait %u seconds, then try again.", s), s);
  s = (s + 59) / 60;
  return g_strdup_printf (ngettext ("Please wait %u minute, then try again.", "Please wait %u minutes, then try again.", s), s);
}

/* The heading says what is asked for, the text how. */
static void
show_words (HrLockPage *self)
{
  const HrStaffMember *member = find_member (self);
  g_autofree char *greeting = member != NULL ? g_strdup_printf (_ ("PIN of %s"), member->name) : NULL;
  g_autofree char *wait = NULL;
  const char *heading = _ ("Staff desk");
  const char *text = NULL;

  if (self->busy)
    text = _ ("One moment …");
  else if (self->ask == ASK_NAME)
    {
      heading = _ ("Set up the staff desk");
      text = _ ("You are the first manager here. Choose a name that your team knows. You can add others later.");
    }
  else if (self->ask == ASK_NEW_PIN)
    {
      heading = _ ("Choose your PIN");
      text = _ ("Six digits. Not a date, a row or a pattern.");
    }
  else if (self->ask == ASK_PIN_AGAIN)
    {
      heading = _ ("Type your PIN again");
      text = _ ("So that you can be sure of it. Nobody can read it later, only choose a new one.");
    }
  else if (self->ask == ASK_WHO)
    text = _ ("Who are you?");
  else if (self->ask == ASK_PIN && greeting != NULL)
    text = greeting;
  else if (hr_staff_get_state (self->context->staff) == HR_STAFF_WAITING)
    text = wait = make_wait (self);
  else if (hr_staff_get_state (self->context->staff) == HR_STAFF_TROUBLE)
    text = hr_staff_get_trouble (self->context->staff);
  else
    text = _ ("One moment …");
  gtk_label_set_text (GTK_LABEL (self->heading), heading);
  gtk_label_set_text (GTK_LABEL (self->text), text);
}

static void
fill_members (HrLockPage *self)
{
  GPtrArray *members = hr_staff_get_members (self->context->staff);

  hr_flow_remove_all (HR_FLOW (self->members));
  for (guint i = 0; i < members->len; i++)
    {
      const HrStaffMember *member = members->pdata[i];
      GtkWidget *button = hr_tap_button_new (member->name);

      g_object_set_data_full (G_OBJECT (button), "member", g_strdup (member->id), g_free);
      g_signal_connect (button, "clicked", G_CALLBACK (member_cb), self);
      hr_flow_append (HR_FLOW (self->members), button);
    }
}

static void
show (HrLockPage *self)
{
  gboolean pad = self->ask == ASK_PIN || self->ask == ASK_NEW_PIN || self->ask == ASK_PIN_AGAIN;

  show_words (self);
  if (self->ask == ASK_WHO)
    fill_members (self);
  gtk_widget_set_visible (self->members, self->ask == ASK_WHO);
  gtk_widget_set_visible (self->entry, self->ask == ASK_NAME);
  gtk_widget_set_visible (self->go_on, self->ask == ASK_NAME);
  gtk_widget_set_visible (self->pad, pad);
  gtk_widget_set_sensitive (self->pad, !self->busy);
  gtk_widget_set_visible (self->other, (self->ask == ASK_PIN && hr_staff_get_members (self->context->staff)->len > 1)
                                           || self->ask == ASK_NEW_PIN || self->ask == ASK_PIN_AGAIN);
  hr_tap_button_set_text (HR_TAP_BUTTON (self->other), self->ask == ASK_PIN ? _ ("Somebody else") : _ ("Start again"));
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  if (pad && !self->busy)
    gtk_widget_grab_focus (self->pad);
  else if (self->ask == ASK_NAME)
    gtk_widget_grab_focus (self->entry);
}

/* A wait that runs changes its words every second; a question that is being answered stays. */
static void
staff_cb (HrLockPage *self)
{
  Ask first = first_question (self);

  if (self->busy || hr_staff_get_state (self->context->staff) == HR_STAFF_OPEN)
    return;
  if ((first == ASK_NOTHING) != (self->ask == ASK_NOTHING) || (first == ASK_NAME && self->ask > ASK_PIN_AGAIN)
      || (first >= ASK_WHO && self->ask < ASK_WHO))
    {
      forget (self);
      self->ask = first;
      say (self, NULL);
      show (self);
    }
  else if (first == ASK_NOTHING)
    show_words (self);
  else if (self->ask == ASK_WHO)
    fill_members (self);
}

/* ---- page ---- */

static void
hr_lock_page_enter (HrPage *page, const char *argument)
{
  HrLockPage *self = HR_LOCK_PAGE (page);

  HR_PAGE_CLASS (hr_lock_page_parent_class)->enter (page, argument);

  say (self, NULL);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  restart (self);
}

static void
hr_lock_page_dispose (GObject *object)
{
  HrLockPage *self = HR_LOCK_PAGE (object);

  g_clear_pointer (&self->pin, hr_pin_free);
  g_clear_pointer (&self->member, g_free);

  G_OBJECT_CLASS (hr_lock_page_parent_class)->dispose (object);
}

static void
hr_lock_page_class_init (HrLockPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hr_lock_page_dispose;
  HR_PAGE_CLASS (klass)->enter = hr_lock_page_enter;
}

static void
hr_lock_page_init (HrLockPage *self)
{
  GtkWidget *box = hr_desk_box (GTK_ORIENTATION_VERTICAL, "hr-lock");

  self->heading = hr_desk_heading ("", 1);
  self->text = hr_desk_label ("", NULL);
  self->notice = hr_desk_label ("", "hr-notice");
  self->members = hr_flow_new (GAP_MM);
  self->entry = gtk_entry_new ();
  gtk_widget_add_css_class (self->entry, "hr-entry");
  gtk_entry_set_max_length (GTK_ENTRY (self->entry), 40);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Your name"), -1);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (named_cb), self);
  self->go_on = hr_desk_button (_ ("Go on"), "primary", G_CALLBACK (named_cb), self);
  self->pad = hr_pin_pad_new ();
  g_signal_connect_swapped (self->pad, "entered", G_CALLBACK (entered_cb), self);
  self->other = hr_desk_button ("", NULL, G_CALLBACK (other_cb), self);
  self->leave = hr_tap_button_new_with_icon ("hr-back-symbolic", _ ("Back to the lobby"), FALSE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->leave), "desk.leave");
  gtk_widget_set_visible (self->leave, FALSE);
  gtk_widget_set_visible (self->notice, FALSE);
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), self->heading);
  gtk_box_append (GTK_BOX (box), self->text);
  gtk_box_append (GTK_BOX (box), self->notice);
  gtk_box_append (GTK_BOX (box), self->members);
  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), self->go_on);
  gtk_box_append (GTK_BOX (box), self->pad);
  gtk_box_append (GTK_BOX (box), self->other);
  gtk_box_append (GTK_BOX (box), self->leave);
  hr_page_set_child (HR_PAGE (self), box);
}

HrPage *
hr_lock_page_new (HrStaffContext *context)
{
  HrLockPage *self = g_object_new (HR_TYPE_LOCK_PAGE, NULL);

  self->context = context;
  hr_page_set_title (HR_PAGE (self), _ ("Staff desk"));
  g_signal_connect_object (context->staff, "changed", G_CALLBACK (staff_cb), self, G_CONNECT_SWAPPED);
  return HR_PAGE (self);
}

void
hr_lock_page_set_can_leave (HrLockPage *self, gboolean can_leave)
{
  g_return_if_fail (HR_IS_LOCK_PAGE (self));

  gtk_widget_set_visible (self->leave, can_leave);
}
