/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-desk-frame-private.h"

#include "handrail/service/hr-language.h"
#include "handrail/ui/hr-theme.h"
#include "hr-desk-widgets-private.h"

#include <glib/gi18n-lib.h>

/* What the head, and one page in a list at the side, take of the height */
#define HEAD_MM 30.0
#define ENTRY_MM 15.5
/* So many words stand side by side at the foot of an upright screen, in the longest language; more take two rows */
#define MOST_IN_ROW 9

struct _HrDeskFrame
{
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkWidget *back;
  GtkWidget *title;
  GtkWidget *member;
  GtkWidget *leave;
  GtkWidget *trouble;
  GtkWidget *body;
  GtkWidget *list;
  GtkWidget *rail; /* around the list: a low window still has all of it */
  GPtrArray *entries; /* buttons, one for each page with a label; data "page" */
  char *chosen;
  guint turning; /* the source that turns the list, or 0 */
  gboolean wide;
  gboolean shows_only; /* nothing can be changed on this device */
  gboolean manager;
};

enum
{
  PROP_TITLE = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HrDeskFrame, hr_desk_frame, GTK_TYPE_WIDGET)

static void
show_choice (HrDeskFrame *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      GtkWidget *entry = self->entries->pdata[i];
      const HrStaffPage *row = g_object_get_data (G_OBJECT (entry), "page");
      gboolean on = g_strcmp0 (row->name, self->chosen) == 0;

      if (on)
        gtk_widget_add_css_class (entry, "on");
      else
        gtk_widget_remove_css_class (entry, "on");
      gtk_accessible_update_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_PRESSED,
                                   on ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
    }
}

/* In a column at the side; at the foot in a row, or in two of the same length. */
static void
arrange (HrDeskFrame *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (self->list);
  guint n = 0, columns, at = 0;

  for (guint i = 0; i < self->entries->len; i++)
    n += gtk_widget_get_visible (self->entries->pdata[i]) ? 1 : 0;
  columns = self->wide ? 1 : n <= MOST_IN_ROW ? MAX (n, 1) : (n + 1) / 2;
  for (guint i = 0; i < self->entries->len; i++)
    {
      GtkGridLayoutChild *child = GTK_GRID_LAYOUT_CHILD (gtk_layout_manager_get_layout_child (layout, self->entries->pdata[i]));

      if (!gtk_widget_get_visible (self->entries->pdata[i]))
        continue;
      gtk_grid_layout_child_set_column (child, (int) (at % columns));
      gtk_grid_layout_child_set_row (child, (int) (at / columns));
      at++;
    }
}

/* Orientation must not change while sizes are given out. */
static gboolean
turn_cb (gpointer user_data)
{
  HrDeskFrame *self = user_data;

  self->turning = 0;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->body), self->wide ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL);
  arrange (self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->rail), GTK_POLICY_NEVER, self->wide ? GTK_POLICY_AUTOMATIC : GTK_POLICY_NEVER);
  /* at the side it takes what its words need, and the page the rest */
  gtk_widget_set_hexpand (self->rail, !self->wide);
  gtk_box_reorder_child_after (GTK_BOX (self->body), self->rail,
                               self->wide ? NULL : gtk_widget_get_last_child (self->body));
  for (guint i = 0; i < self->entries->len; i++)
    hr_tap_button_set_vertical (HR_TAP_BUTTON (self->entries->pdata[i]), !self->wide);
  if (self->wide)
    gtk_widget_add_css_class (self->list, "wide");
  else
    gtk_widget_remove_css_class (self->list, "wide");
  return G_SOURCE_REMOVE;
}

/* ---- object ---- */

static void
hr_desk_frame_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_TITLE)
    hr_desk_frame_set_title (HR_DESK_FRAME (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
hr_desk_frame_dispose (GObject *object)
{
  HrDeskFrame *self = HR_DESK_FRAME (object);

  g_clear_handle_id (&self->turning, g_source_remove);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (hr_desk_frame_parent_class)->dispose (object);
}

static void
hr_desk_frame_finalize (GObject *object)
{
  HrDeskFrame *self = HR_DESK_FRAME (object);

  g_ptr_array_unref (self->entries);
  g_free (self->chosen);

  G_OBJECT_CLASS (hr_desk_frame_parent_class)->finalize (object);
}

static void
hr_desk_frame_class_init (HrDeskFrameClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = hr_desk_frame_set_property;
  object_class->dispose = hr_desk_frame_dispose;
  object_class->finalize = hr_desk_frame_finalize;
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "hr-desk-frame");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

/* A way into each other language, in its own name. */
static void
add_languages (GtkWidget *head)
{
  const char *const *languages = hr_language_list ();

  for (guint i = 0; languages[i] != NULL; i++)
    {
      GtkWidget *button;

      if (g_str_equal (languages[i], hr_language_get ()))
        continue;
      button = hr_tap_button_new (hr_language_native_name (languages[i]));
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", languages[i]);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "desk.language");
      gtk_box_append (GTK_BOX (head), button);
    }
}

static GtkWidget *
make_head (HrDeskFrame *self)
{
  GtkWidget *head = hr_desk_box (GTK_ORIENTATION_HORIZONTAL, "hr-desk-head");
  GtkWidget *lock = hr_tap_button_new (_ ("Lock"));

  self->back = hr_tap_button_new_with_icon ("hr-back-symbolic", _ ("Back"), FALSE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->back), "desk.back");
  gtk_widget_set_visible (self->back, FALSE);
  self->title = hr_desk_heading ("", 1);
  gtk_widget_set_hexpand (self->title, TRUE);
  /* a long name gives way to who is here, and to the words of the buttons */
  gtk_label_set_lines (GTK_LABEL (self->title), 2);
  gtk_label_set_ellipsize (GTK_LABEL (self->title), PANGO_ELLIPSIZE_END);
  self->member = hr_desk_label ("", "hr-muted");
  gtk_label_set_wrap (GTK_LABEL (self->member), FALSE);
  gtk_label_set_ellipsize (GTK_LABEL (self->member), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (self->member), 24);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (lock), "desk.lock");
  self->leave = hr_tap_button_new (_ ("To the lobby"));
  gtk_widget_add_css_class (self->leave, "primary");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->leave), "desk.leave");
  gtk_widget_set_visible (self->leave, FALSE);
  gtk_box_append (GTK_BOX (head), self->back);
  gtk_box_append (GTK_BOX (head), self->title);
  gtk_box_append (GTK_BOX (head), self->member);
  add_languages (head);
  gtk_box_append (GTK_BOX (head), lock);
  gtk_box_append (GTK_BOX (head), self->leave);
  return head;
}

static void
add_entries (HrDeskFrame *self)
{
  guint n;
  const HrStaffPage *rows = hr_staff_pages_get (&n);

  for (guint i = 0; i < n; i++)
    {
      GtkWidget *entry;

      if (rows[i].label == NULL)
        continue;
      entry = hr_tap_button_new_with_icon (rows[i].icon, _ (rows[i].label), TRUE);
      gtk_actionable_set_action_target (GTK_ACTIONABLE (entry), "s", rows[i].name);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (entry), "desk.go");
      g_object_set_data (G_OBJECT (entry), "page", (gpointer) &rows[i]);
      if (self->entries->len < 10)
        {
          /* as hr-desk-keys.c has them */
          const char shortcut[] = { 'A', 'l', 't', '+', (char) ('0' + (self->entries->len + 1) % 10), '\0' };

          gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_KEY_SHORTCUTS, shortcut, -1);
        }
      gtk_widget_set_hexpand (entry, TRUE);
      gtk_grid_attach (GTK_GRID (self->list), entry, (int) self->entries->len, 0, 1, 1);
      g_ptr_array_add (self->entries, entry);
    }
}

static void
hr_desk_frame_init (HrDeskFrame *self)
{
  self->entries = g_ptr_array_new ();
  /* at the foot it fits into every window: whether it stands at the side is known when there is a size */
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->trouble = hr_desk_label ("", "hr-notice");
  gtk_widget_set_visible (self->trouble, FALSE);
  self->body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_vexpand (self->body, TRUE);
  self->list = g_object_new (GTK_TYPE_GRID, "accessible-role", GTK_ACCESSIBLE_ROLE_NAVIGATION, "column-homogeneous", TRUE, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Pages of the desk"), -1);
  gtk_widget_add_css_class (self->list, "hr-desk-list");
  add_entries (self);
  arrange (self);
  self->rail = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->rail), GTK_POLICY_NEVER, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_overlay_scrolling (GTK_SCROLLED_WINDOW (self->rail), FALSE);
  gtk_widget_set_focusable (self->rail, FALSE);
  /* at the side it is as wide as its words, however wide the window is */
  gtk_widget_set_hexpand (self->rail, FALSE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->rail), self->list);
  gtk_box_append (GTK_BOX (self->body), self->rail);
  gtk_box_append (GTK_BOX (self->box), make_head (self));
  gtk_box_append (GTK_BOX (self->box), self->trouble);
  gtk_box_append (GTK_BOX (self->box), self->body);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/* ---- door ---- */

GtkWidget *
hr_desk_frame_new (GtkWidget *pages)
{
  HrDeskFrame *self = g_object_new (HR_TYPE_DESK_FRAME, NULL);

  gtk_widget_set_hexpand (pages, TRUE);
  gtk_widget_set_vexpand (pages, TRUE);
  gtk_box_prepend (GTK_BOX (self->body), pages);
  return GTK_WIDGET (self);
}

void
hr_desk_frame_set_title (HrDeskFrame *self, const char *title)
{
  g_return_if_fail (HR_IS_DESK_FRAME (self));

  gtk_label_set_text (GTK_LABEL (self->title), title != NULL ? title : "");
}

/* Where nothing can be changed there is no page for it. */
static void
show_entries (HrDeskFrame *self)
{
  static const char *const editing[] = { "listings", "import", NULL };

  for (guint i = 0; i < self->entries->len; i++)
    {
      const HrStaffPage *row = g_object_get_data (self->entries->pdata[i], "page");

      gtk_widget_set_visible (self->entries->pdata[i], (row->role == HR_STAFF_EDITOR || self->manager)
                                                           && !(self->shows_only && g_strv_contains (editing, row->name)));
    }
  arrange (self);
}

void
hr_desk_frame_set_member (HrDeskFrame *self, const HrStaffMember *member)
{
  g_return_if_fail (HR_IS_DESK_FRAME (self));

  gtk_label_set_text (GTK_LABEL (self->member), member != NULL ? member->name : "");
  self->manager = member != NULL && member->role == HR_STAFF_MANAGER;
  show_entries (self);
}

void
hr_desk_frame_set_shows_only (HrDeskFrame *self, gboolean shows_only)
{
  g_return_if_fail (HR_IS_DESK_FRAME (self));

  if (self->shows_only == shows_only)
    return;
  self->shows_only = shows_only;
  show_entries (self);
}

void
hr_desk_frame_set_page (HrDeskFrame *self, const char *name)
{
  const HrStaffPage *row = hr_staff_pages_find (name);

  g_return_if_fail (HR_IS_DESK_FRAME (self));

  if (row == NULL || row->label == NULL)
    return;
  g_free (self->chosen);
  self->chosen = g_strdup (name);
  show_choice (self);
}

void
hr_desk_frame_set_mark (HrDeskFrame *self, const char *name, guint n)
{
  g_return_if_fail (HR_IS_DESK_FRAME (self));

  for (guint i = 0; i < self->entries->len; i++)
    {
      const HrStaffPage *row = g_object_get_data (self->entries->pdata[i], "page");
      /* Translators: a page of the desk, and how many wait there */
      g_autofree char *text = n > 0 ? g_strdup_printf (_ ("%s (%u)"), _ (row->label), n) : g_strdup (_ (row->label));

      if (g_strcmp0 (row->name, name) != 0)
        continue;
      hr_tap_button_set_text (HR_TAP_BUTTON (self->entries->pdata[i]), text);
      if (n > 0)
        gtk_widget_add_css_class (self->entries->pdata[i], "notice");
      else
        gtk_widget_remove_css_class (self->entries->pdata[i], "notice");
    }
}

void
hr_desk_frame_set_can_go_back (HrDeskFrame *self, gboolean can_go_back)
{
  g_return_if_fail (HR_IS_DESK_FRAME (self));

  gtk_widget_set_visible (self->back, can_go_back);
}

void
hr_desk_frame_set_can_leave (HrDeskFrame *self, gboolean can_leave)
{
  g_return_if_fail (HR_IS_DESK_FRAME (self));

  gtk_widget_set_visible (self->leave, can_leave);
}

void
hr_desk_frame_set_trouble (HrDeskFrame *self, const char *text)
{
  g_return_if_fail (HR_IS_DESK_FRAME (self));

  gtk_label_set_text (GTK_LABEL (self->trouble), text != NULL ? text : "");
  gtk_widget_set_visible (self->trouble, text != NULL);
}

void
hr_desk_frame_set_size (HrDeskFrame *self, int width, int height)
{
  double least_mm;
  gboolean wide;

  g_return_if_fail (HR_IS_DESK_FRAME (self));

  least_mm = HEAD_MM + self->entries->len * ENTRY_MM;
  wide = width > height && height >= hr_theme_px (hr_theme_get_for_widget (GTK_WIDGET (self)), least_mm);
  if (self->wide == wide)
    return;
  self->wide = wide;
  if (self->turning == 0)
    self->turning = g_idle_add_full (G_PRIORITY_HIGH_IDLE, turn_cb, self, NULL);
}
