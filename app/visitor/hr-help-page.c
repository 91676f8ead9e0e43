/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-visitor"

#include "hr-help-page-private.h"
#include "handrail/service/hr-language.h"
#include "handrail/service/hr-words.h"
#include "hr-pager-private.h"
#include "hr-print-buttons-private.h"

#include <glib/gi18n-lib.h>

/* A line of text stays readable up to about this many letters. */
#define LINE_CHARS 34

#define N_LOCAL_LINES 3

struct _HrHelpPage
{
  HrPage parent_instance;
  HrVisitorContext *context;
  GtkWidget *pager;
  GtkWidget *buttons;
  HrPrintButtons *print;
};

G_DEFINE_FINAL_TYPE (HrHelpPage, hr_help_page, HR_TYPE_PAGE)

static void
append_label (GtkWidget *box, const char *text, const char *css_class)
{
  GtkWidget *label;

  if (text == NULL || text[0] == '\0')
    return;
  label = gtk_label_new (text);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_max_width_chars (GTK_LABEL (label), LINE_CHARS);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
}

/* Numbers stand in digits large enough to dial from; the voice says them one by one. */
static void
append_number (GtkWidget *box, const char *number, const char *size_class)
{
  g_autofree char *spoken = NULL;
  GtkWidget *label;

  if (number == NULL || number[0] == '\0')
    return;
  label = gtk_label_new (number);
  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "number");
  gtk_widget_add_css_class (label, size_class);
  spoken = hr_words_digits_spoken (number);
  g_object_set_data_full (G_OBJECT (label), HR_PAGER_SPOKEN, g_steal_pointer (&spoken), g_free);
  gtk_box_append (GTK_BOX (box), label);
}

static GtkWidget *
add_line (HrHelpPage *self, HrPagerPart part, const char *icon)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *image = gtk_image_new_from_icon_name (icon);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_add_css_class (row, "hr-help-line");
  gtk_widget_set_valign (image, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (box, TRUE);
  gtk_box_append (GTK_BOX (row), image);
  gtk_box_append (GTK_BOX (row), box);
  hr_pager_append (HR_PAGER (self->pager), part, row);
  return box;
}

static void
add_first_lines (HrHelpPage *self)
{
  GtkWidget *box = add_line (self, HR_PAGER_CELL, "hr-phone-symbolic");

  gtk_widget_add_css_class (gtk_widget_get_parent (box), "first");
  append_number (box, "911", "hr-digits");
  append_label (box, _ ("In danger now, or someone will not wake up: call 911."), "text");

  box = add_line (self, HR_PAGER_CELL, "hr-phone-symbolic");
  gtk_widget_add_css_class (gtk_widget_get_parent (box), "first");
  append_number (box, "988", "hr-digits");
  append_label (box, _ ("Call or text 988. Free, day and night. Also for worries about alcohol or drugs."), "text");
}

static void
add_here (HrHelpPage *self, HrRecord *site, const char *language)
{
  g_autofree char *desk = site != NULL ? hr_record_get_translated (site, "front_desk", language) : NULL;
  g_autofree char *naloxone = site != NULL ? hr_record_get_translated (site, "naloxone", language) : NULL;
  GtkWidget *box = add_line (self, HR_PAGER_CELL, "hr-bell-symbolic");

  append_label (box, _ ("No phone?"), "name");
  append_label (box, desk != NULL ? desk : _ ("Ask at the front desk to use the phone."), "text");

  box = add_line (self, HR_PAGER_CELL, "hr-spray-symbolic");
  append_label (box, _ ("Naloxone for an overdose"), "name");
  append_label (
      box,
      naloxone != NULL
          ? naloxone
          : _ ("A nose spray that can stop an opioid overdose. No prescription needed. Ask at the front desk."),
      "text");
}

static void
add_local_lines (HrHelpPage *self, HrRecord *site, const char *language)
{
  for (int i = 1; site != NULL && i <= N_LOCAL_LINES; i++)
    {
      g_autofree char *name_field = g_strdup_printf ("help_%d_name", i);
      g_autofree char *phone_field = g_strdup_printf ("help_%d_phone", i);
      g_autofree char *hours_field = g_strdup_printf ("help_%d_hours", i);
      g_autofree char *name = hr_record_get_translated (site, name_field, language);
      g_autofree char *hours = hr_record_get_translated (site, hours_field, language);
      const char *phone = hr_record_get (site, phone_field);
      g_autofree char *number = phone != NULL ? hr_words_phone (phone) : NULL;
      GtkWidget *box;

      if (name == NULL && number == NULL)
        continue;
      box = add_line (self, HR_PAGER_CELL, "hr-phone-symbolic");
      append_label (box, name, "name");
      append_number (box, number, "big");
      append_label (box, hours, "text");
    }
}

static void
add_national_lines (HrHelpPage *self)
{
  GtkWidget *box = add_line (self, HR_PAGER_CELL, "hr-message-symbolic");

  append_label (box, _ ("Crisis Text Line"), "name");
  append_label (box, _ ("Text HOME to"), "text");
  append_number (box, "741741", "big");

  box = add_line (self, HR_PAGER_CELL, "hr-phone-symbolic");
  append_label (box, _ ("SAMHSA helpline"), "name");
  append_number (box, "1-800-662-4357", "big");
  append_label (box, _ ("Free, private, day and night, English and Spanish. TTY 1-800-487-4889"), "text");

  box = add_line (self, HR_PAGER_CELL, "hr-search-symbolic");
  append_label (box, _ ("Find care near you"), "name");
  append_label (box, "FindTreatment.gov", "address");
}

static HrHandoutRequest *
what_to_print_cb (gpointer owner)
{
  return hr_printing_new_request (HR_HELP_PAGE (owner)->context->printing, HR_HANDOUT_HELP);
}

static void
hr_help_page_refresh (HrPage *page)
{
  HrHelpPage *self = HR_HELP_PAGE (page);
  HrRecord *site = self->context->directory != NULL ? hr_directory_get_site (self->context->directory) : NULL;
  const char *language = hr_language_get ();

  hr_page_set_title (page, _ ("Help now"));
  hr_pager_remove_all (HR_PAGER (self->pager));
  add_first_lines (self);
  add_here (self, site, language);
  add_local_lines (self, site, language);
  add_national_lines (self);
  hr_print_buttons_attach (self->print, HR_EVEN_BOX (self->buttons));
  gtk_widget_set_visible (self->buttons, hr_print_buttons_is_offered (self->print));
  hr_pager_refresh (HR_PAGER (self->pager));
}

static void
hr_help_page_enter (HrPage *page, const char *argument)
{
  hr_pager_set_page (HR_PAGER (HR_HELP_PAGE (page)->pager), 0);
  hr_print_buttons_enter (HR_HELP_PAGE (page)->print);
  HR_PAGE_CLASS (hr_help_page_parent_class)->enter (page, argument);
}

static void
hr_help_page_clear (HrPage *page)
{
  hr_print_buttons_forget (HR_HELP_PAGE (page)->print);
  hr_pager_set_page (HR_PAGER (HR_HELP_PAGE (page)->pager), 0);
}

static gboolean
hr_help_page_back (HrPage *page)
{
  return hr_pager_back (HR_PAGER (HR_HELP_PAGE (page)->pager));
}

static char *
hr_help_page_get_spoken (HrPage *page)
{
  g_autofree char *lines = hr_pager_spoken (HR_PAGER (HR_HELP_PAGE (page)->pager));

  return g_strdup_printf ("%s.\n%s", hr_page_get_title (page), lines);
}

static void
hr_help_page_dispose (GObject *object)
{
  g_clear_object (&HR_HELP_PAGE (object)->print);

  G_OBJECT_CLASS (hr_help_page_parent_class)->dispose (object);
}

static void
hr_help_page_class_init (HrHelpPageClass *klass)
{
  HrPageClass *page_class = HR_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hr_help_page_dispose;
  page_class->refresh = hr_help_page_refresh;
  page_class->enter = hr_help_page_enter;
  page_class->clear = hr_help_page_clear;
  page_class->back = hr_help_page_back;
  page_class->get_spoken = hr_help_page_get_spoken;
}

static void
hr_help_page_init (HrHelpPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->pager = hr_pager_new ();
  /* the two first numbers stand on one page at every size */
  gtk_widget_add_css_class (self->pager, "hr-bounded");
  gtk_widget_set_vexpand (self->pager, TRUE);
  gtk_widget_set_hexpand (self->pager, TRUE);
  self->buttons = hr_even_box_new ();
  gtk_box_append (GTK_BOX (box), self->pager);
  gtk_box_append (GTK_BOX (box), self->buttons);
  hr_page_set_child (HR_PAGE (self), box);
}

HrPage *
hr_help_page_new (HrVisitorContext *context)
{
  HrHelpPage *self = g_object_new (HR_TYPE_HELP_PAGE, NULL);

  self->context = context;
  self->print = hr_print_buttons_new (context, what_to_print_cb, self);
  hr_page_refresh (HR_PAGE (self));
  return HR_PAGE (self);
}
