/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-health-page-private.h"

#include "handrail/service/hr-health.h"
#include "hr-desk-widgets-private.h"
#include "hr-staff-window-private.h"

#include <glib/gi18n-lib.h>

struct _HrHealthPage
{
  HrPage parent_instance;
  HrStaffContext *context;
  GtkWidget *line;
  GtkWidget *again;
  GtkWidget *list;
  gboolean shown;
  gboolean asking; /* one check at a time */
};

G_DEFINE_FINAL_TYPE (HrHealthPage, hr_health_page, HR_TYPE_PAGE)

static void ask (HrHealthPage *self);

static const struct
{
  const char *area;
  const char *word;
} areas[] = {
  /* Translators: what the desk looks after */
  { "database", N_ ("Database") },         { "counts", N_ ("Counts") }, { "staff", N_ ("Staff") },
  { "clock", N_ ("Clock") },               { "disk", N_ ("Disk") },     { "fonts", N_ ("Fonts") },
  { "backups", N_ ("Backups") },           { "listings", N_ ("Listings") }, { "feeds", N_ ("Feeds") },
  { "translations", N_ ("Translations") }, { "reading", N_ ("Reading") }, { "links", N_ ("Links and phone numbers") },
  { "slips", N_ ("Slips") },               { "printer", N_ ("Printer") },           { "share", N_ ("Share") },
};

static const char *
area_word (const char *area)
{
  for (guint i = 0; i < G_N_ELEMENTS (areas); i++)
    if (g_str_equal (areas[i].area, area))
      return _ (areas[i].word);
  return area;
}

static const char *
level_word (HrHealthLevel level)
{
  if (level == HR_HEALTH_OK)
    /* Translators: nothing to do */
    return _ ("All right");
  return level == HR_HEALTH_ATTENTION ? _ ("Needs a look") : _ ("Needs help now");
}

/* ---- what the desk can do ---- */

static void
backed_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrHealthPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!hr_store_backup_daily_finish (HR_STORE (source), result, &error))
    hr_staff_window_say_error (self->context->window, error);
  else
    hr_staff_window_say (self->context->window, _ ("The backup is made."), NULL, NULL, NULL);
  ask (self);
}

static void
back_up_cb (HrHealthPage *self)
{
  hr_store_backup_daily_async (hr_center_get_store (self->context->center), NULL, backed_up_cb, g_object_ref (self));
}

static GtkWidget *
make_remedy (HrHealthPage *self, const HrHealthItem *item)
{
  GtkWidget *button;

  if (g_str_equal (item->remedy, HR_HEALTH_BACK_UP))
    button = hr_desk_button (_ ("Make a backup now"), NULL, G_CALLBACK (back_up_cb), self);
  else
    {
      button = hr_tap_button_new (_ ("Show them"));
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", item->remedy);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "desk.go");
    }
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  return button;
}

/* ---- the list ---- */

static GtkWidget *
make_row (HrHealthPage *self, const HrHealthItem *item)
{
  GtkWidget *row = hr_desk_box (GTK_ORIENTATION_HORIZONTAL, "hr-desk-row");
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *head = g_strdup_printf ("%s · %s", area_word (item->area), level_word (item->level));

  if (item->level != HR_HEALTH_OK)
    gtk_widget_add_css_class (row, "notice");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), hr_desk_label (head, "hr-strong"));
  gtk_box_append (GTK_BOX (words), hr_desk_label (item->text, NULL));
  gtk_box_append (GTK_BOX (row), words);
  if (item->remedy != NULL)
    gtk_box_append (GTK_BOX (row), make_remedy (self, item));
  return row;
}

/* What needs somebody comes first. */
static void
show_items (HrHealthPage *self, GPtrArray *items)
{
  guint n = 0;
  g_autofree char *text = NULL;

  hr_desk_clear (self->list);
  for (int level = HR_HEALTH_TROUBLE; level >= (int) HR_HEALTH_OK; level--)
    for (guint i = 0; i < items->len; i++)
      {
        const HrHealthItem *item = items->pdata[i];

        if ((int) item->level != level)
          continue;
        n += level != (int) HR_HEALTH_OK ? 1 : 0;
        gtk_box_append (GTK_BOX (self->list), make_row (self, item));
      }
  text = n > 0 ? g_strdup_printf (ngettext ("%u thing needs somebody.", "%u things need somebody.", n), n) : g_strdup (_ ("All is well."));
  gtk_label_set_text (GTK_LABEL (self->line), text);
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrHealthPage) self = user_data;
  g_autoptr (GPtrArray) items = hr_health_check_finish (HR_CENTER (source), result, NULL);

  self->asking = FALSE;
  if (!self->shown)
    return;
  gtk_widget_set_sensitive (self->again, TRUE);
  show_items (self, items);
}

static void
ask (HrHealthPage *self)
{
  if (!self->shown || self->asking)
    return;
  self->asking = TRUE;
  gtk_label_set_text (GTK_LABEL (self->line), _ ("Looking at everything …"));
  gtk_widget_set_sensitive (self->again, FALSE);
  hr_health_check_async (self->context->center, checked_cb, g_object_ref (self));
}

/* ---- page ---- */

static void
hr_health_page_enter (HrPage *page, const char *argument)
{
  HrHealthPage *self = HR_HEALTH_PAGE (page);

  HR_PAGE_CLASS (hr_health_page_parent_class)->enter (page, argument);

  self->shown = TRUE;
  ask (self);
}

static void
hr_health_page_leave (HrPage *page)
{
  HR_HEALTH_PAGE (page)->shown = FALSE;

  HR_PAGE_CLASS (hr_health_page_parent_class)->leave (page);
}

static void
hr_health_page_clear (HrPage *page)
{
  hr_desk_clear (HR_HEALTH_PAGE (page)->list);

  HR_PAGE_CLASS (hr_health_page_parent_class)->clear (page);
}

static void
hr_health_page_dispose (GObject *object)
{
  HR_HEALTH_PAGE (object)->shown = FALSE;

  G_OBJECT_CLASS (hr_health_page_parent_class)->dispose (object);
}

static void
hr_health_page_class_init (HrHealthPageClass *klass)
{
  HrPageClass *page_class = HR_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hr_health_page_dispose;
  page_class->enter = hr_health_page_enter;
  page_class->leave = hr_health_page_leave;
  page_class->clear = hr_health_page_clear;
}

static void
hr_health_page_init (HrHealthPage *self)
{
  GtkWidget *box = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);
  GtkWidget *head = hr_desk_box (GTK_ORIENTATION_HORIZONTAL, NULL);

  self->line = hr_desk_heading ("", 2);
  gtk_widget_set_hexpand (self->line, TRUE);
  self->again = hr_desk_button (_ ("Look again"), NULL, G_CALLBACK (ask), self);
  self->list = hr_desk_box (GTK_ORIENTATION_VERTICAL, NULL);
  gtk_box_append (GTK_BOX (head), self->line);
  gtk_box_append (GTK_BOX (head), self->again);
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), hr_desk_scroll (self->list));
  hr_page_set_child (HR_PAGE (self), box);
}

HrPage *
hr_health_page_new (HrStaffContext *context)
{
  HrHealthPage *self = g_object_new (HR_TYPE_HEALTH_PAGE, NULL);

  self->context = context;
  hr_page_set_title (HR_PAGE (self), _ ("Health"));
  return HR_PAGE (self);
}
