/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-verify-page-private.h"

#include "handrail/service/hr-slip-check.h"
#include "handrail/service/hr-words.h"
#include "hr-desk-scanner-private.h"
#include "hr-desk-widgets-private.h"
#include "hr-slip-keys-panel-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define ICON_MM 6.0

struct _HrVerifyPage
{
  HrPage parent_instance;
  HrStaffContext *context;
  GtkWidget *entry;
  GtkWidget *answer;
  GtkWidget *keys;
  HrDeskScanner *scanner;
  GCancellable *cancellable;
  gboolean shown;
  gboolean clearing; /* the text is taken away, not typed */
};

G_DEFINE_FINAL_TYPE (HrVerifyPage, hr_verify_page, HR_TYPE_PAGE)

/* ---- the answer ---- */

static void
add_fact (GtkWidget *box, const char *label, const char *value)
{
  g_autofree char *text = NULL;

  if (value == NULL)
    return;
  /* Translators: "Meeting: Noon Anchor" */
  text = g_strdup_printf (_ ("%s: %s"), label, value);
  gtk_box_append (GTK_BOX (box), hr_desk_label (text, NULL));
}

/* Which meeting, when: only of what a key signed that is known here; all else may say what it likes. */
static void
add_facts (GtkWidget *box, const HrSlipCheck *check)
{
  g_autofree char *date = hr_words_date_of_year_inside (check->slip.date);
  g_autofree char *span = hr_words_span ((int) check->slip.start_minute, (int) check->slip.length_min);
  g_autofree char *when = g_strdup_printf ("%s, %s", date, span);

  add_fact (box, _ ("Meeting"), check->meeting_name);
  add_fact (box, _ ("When"), when);
  add_fact (box, _ ("Center"), check->site);
  if (check->verdict != HR_SLIP_GENUINE)
    return;
  if (check->meeting_name == NULL)
    gtk_box_append (GTK_BOX (box), hr_desk_label (_ ("The listings of this device have no such meeting on that day. It may have been "
                                                     "changed since."),
                                                  NULL));
  else if (!check->listed)
    gtk_box_append (GTK_BOX (box), hr_desk_label (_ ("The listings have it at another time on that day. It may have been changed since."),
                                                     NULL));
}

/* @lines: the box that more may be put into; the verdict is told to who listens */
static GtkWidget *
add_verdict (HrVerifyPage *self, const char *text, gboolean good)
{
  GtkWidget *row = hr_desk_box (GTK_ORIENTATION_HORIZONTAL, "hr-desk-row");
  GtkWidget *icon = gtk_image_new_from_icon_name (good ? "hr-check-symbolic" : "hr-notice-symbolic");
  GtkWidget *lines = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);
  GtkWidget *verdict = g_object_new (GTK_TYPE_LABEL, "label", text, "wrap", TRUE, "xalign", 0.0, "accessible-role",
                                     GTK_ACCESSIBLE_ROLE_ALERT, NULL);

  if (!good)
    gtk_widget_add_css_class (row, "notice");
  gtk_widget_add_css_class (verdict, "hr-strong");
  gtk_image_set_pixel_size (GTK_IMAGE (icon), hr_theme_px (self->context->theme, ICON_MM));
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_box_append (GTK_BOX (lines), verdict);
  gtk_box_append (GTK_BOX (row), icon);
  gtk_box_append (GTK_BOX (row), lines);
  gtk_box_append (GTK_BOX (self->answer), row);
  return lines;
}

static void
show_check (HrVerifyPage *self, const HrSlipCheck *check)
{
  gboolean good = check->verdict == HR_SLIP_GENUINE;
  g_autofree char *key = NULL;
  GtkWidget *lines;

  hr_desk_clear (self->answer);
  lines = add_verdict (self, check->summary, good);
  if (check->is_signed)
    add_facts (lines, check);
  /* Translators: of a key; %s is its number */
  key = check->is_signed && !check->own ? g_strdup_printf (_ ("%s, of another place"), check->key) : g_strdup (check->key);
  add_fact (lines, _ ("Key"), key);
  if (good)
    {
      gtk_box_append (GTK_BOX (lines), hr_desk_label (hr_slip_check_proves (), "hr-muted"));
      gtk_box_append (GTK_BOX (lines), hr_desk_label (hr_slip_check_proves_not (), "hr-muted"));
    }
}

/* ---- the question ---- */

static void
wipe_entry (HrVerifyPage *self)
{
  self->clearing = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  self->clearing = FALSE;
}

static void
forget (HrVerifyPage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  wipe_entry (self);
  hr_desk_clear (self->answer);
}

/* What is not genuine stays, chosen: a letter can be corrected, and the next scan takes its place. */
static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrVerifyPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrSlipCheck) check = hr_slip_check_text_finish (HR_CENTER (source), result, &error);

  if (!self->shown || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (check != NULL)
    show_check (self, check);
  else
    {
      hr_desk_clear (self->answer);
      add_verdict (self, error->message, FALSE);
    }
  if (check != NULL && check->verdict == HR_SLIP_GENUINE)
    {
      wipe_entry (self);
      /* to nobody: the Return of a scanner may still come, and must press no button */
      gtk_root_set_focus (gtk_widget_get_root (GTK_WIDGET (self)), NULL);
    }
  else
    gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
}

static guint
count_signs (const char *text)
{
  guint n = 0;

  for (const char *c = text; *c != '\0'; c++)
    n += g_ascii_isspace (*c) ? 0 : 1;
  return n;
}

static void
check_now (HrVerifyPage *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  /* the Return of a scanner comes after the last letter has been answered already */
  if (!self->shown || count_signs (text) == 0)
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  hr_slip_check_text_async (self->context->center, text, self->cancellable, checked_cb, g_object_ref (self));
}

static void
clear_cb (HrVerifyPage *self)
{
  forget (self);
}

/* Some scanners type no Return: a whole slip is answered without. */
static void
changed_cb (HrVerifyPage *self)
{
  if (!self->clearing && count_signs (gtk_editable_get_text (GTK_EDITABLE (self->entry))) == HR_SLIP_TEXT_LENGTH)
    check_now (self);
}

/* ---- page ---- */

static void
hr_verify_page_enter (HrPage *page, const char *argument)
{
  HrVerifyPage *self = HR_VERIFY_PAGE (page);
  const HrStaffMember *member = hr_staff_get_current (self->context->staff);
  gboolean manager = member != NULL && member->role == HR_STAFF_MANAGER;

  HR_PAGE_CLASS (hr_verify_page_parent_class)->enter (page, argument);
  self->shown = TRUE;
  gtk_widget_set_visible (self->keys, manager);
  if (manager)
    hr_slip_keys_panel_read (HR_SLIP_KEYS_PANEL (self->keys));
  hr_desk_scanner_listen (self->scanner, TRUE);
}

static void
hr_verify_page_leave (HrPage *page)
{
  HrVerifyPage *self = HR_VERIFY_PAGE (page);

  self->shown = FALSE;
  hr_desk_scanner_listen (self->scanner, FALSE);
  forget (self);
  HR_PAGE_CLASS (hr_verify_page_parent_class)->leave (page);
}

static void
hr_verify_page_clear (HrPage *page)
{
  forget (HR_VERIFY_PAGE (page));
  HR_PAGE_CLASS (hr_verify_page_parent_class)->clear (page);
}

static void
hr_verify_page_dispose (GObject *object)
{
  HrVerifyPage *self = HR_VERIFY_PAGE (object);

  self->shown = FALSE;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->scanner);
  G_OBJECT_CLASS (hr_verify_page_parent_class)->dispose (object);
}

static void
hr_verify_page_class_init (HrVerifyPageClass *klass)
{
  HrPageClass *page_class = HR_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hr_verify_page_dispose;
  page_class->enter = hr_verify_page_enter;
  page_class->leave = hr_verify_page_leave;
  page_class->clear = hr_verify_page_clear;
}

/* In memory that is kept out of swap and overwritten afterwards; without undo, which would remember it. */
static GtkWidget *
make_entry (HrVerifyPage *self)
{
  g_autoptr (GtkEntryBuffer) buffer = gtk_password_entry_buffer_new ();
  GtkWidget *entry = gtk_entry_new_with_buffer (buffer);

  gtk_widget_add_css_class (entry, "hr-entry");
  gtk_editable_set_enable_undo (GTK_EDITABLE (entry), FALSE);
  gtk_entry_set_input_hints (GTK_ENTRY (entry), GTK_INPUT_HINT_NO_SPELLCHECK | GTK_INPUT_HINT_NO_EMOJI | GTK_INPUT_HINT_UPPERCASE_CHARS
                                                    | GTK_INPUT_HINT_PRIVATE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Text of the slip"), -1);
  g_signal_connect_object (entry, "activate", G_CALLBACK (check_now), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return entry;
}

HrPage *
hr_verify_page_new (HrStaffContext *context)
{
  HrVerifyPage *self = g_object_new (HR_TYPE_VERIFY_PAGE, NULL);
  GtkWidget *box = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);
  GtkWidget *buttons = hr_desk_box (GTK_ORIENTATION_HORIZONTAL, NULL);

  self->context = context;
  self->entry = make_entry (self);
  self->scanner = hr_desk_scanner_new (self->entry);
  self->answer = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);
  self->keys = hr_slip_keys_panel_new (context);
  gtk_box_append (GTK_BOX (buttons), hr_desk_button (_ ("Check"), "primary", G_CALLBACK (check_now), self));
  gtk_box_append (GTK_BOX (buttons), hr_desk_button (_ ("Clear"), NULL, G_CALLBACK (clear_cb), self));
  gtk_box_append (GTK_BOX (box), hr_desk_heading (_ ("Is this slip genuine?"), 2));
  gtk_box_append (GTK_BOX (box), hr_desk_label (_ ("Hold the scanner at the square of the slip: it types by itself. Or type or paste the "
                                                   "text that stands beside the square. Nothing of it is kept."), "hr-muted"));
  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), buttons);
  gtk_box_append (GTK_BOX (box), self->answer);
  gtk_box_append (GTK_BOX (box), self->keys);
  hr_page_set_child (HR_PAGE (self), hr_desk_scroll (box));
  hr_page_set_title (HR_PAGE (self), _ ("Verify a slip"));
  return HR_PAGE (self);
}

static void
hr_verify_page_init (HrVerifyPage *self)
{
}
