/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The form of the desk: made, edited, copied, retired and brought back, undone, kept as a draft, shown as the lobby will show it, and never
 * written over what another desk wrote. With $HANDRAIL_PICTURES a picture of each state goes into that folder. */
#include "handrail/core/hr-field-words.h"
#include "handrail/service/hr-language.h"
#include "handrail/visitor/hr-visitor-preview.h"
#include "hr-test-desk.h"
#include "hr-test.h"
#include "hr-time-entry-private.h"
#include <stdio.h>
#include <string.h>

#define MEETING "m-noon-anchor"

static void
wait_ms (int ms)
{
  gint64 end = g_get_monotonic_time () + ms * 1000;

  while (g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (2000);
}

static int width = 1080, height = 1920;

static GtkWidget *
preview_cb (HrDirectory *directory, const char *page, const char *argument, const char *language, gpointer user_data)
{
  HrTestDesk *self = user_data;

  return hr_visitor_preview_new (directory, self->theme, page, argument, language, 1080, 1920);
}

static HrTestDesk *
desk_new (gboolean kiosk)
{
  HrTestDesk *self = hr_test_desk_new (width, height, kiosk, FALSE);

  hr_staff_window_set_preview (self->window, preview_cb, self);
  hr_test_desk_begin (self);
  return self;
}

static void
picture (HrTestDesk *self, const char *name)
{
  const char *folder = g_getenv ("HANDRAIL_PICTURES");
  g_autofree char *path = g_strdup_printf ("%s/%s-%dx%d-%s.png", folder, name, width, height, hr_language_get ());

  if (folder == NULL)
    return;
  wait_ms (200);
  hr_test_desk_save (self, path);
}

static char *
stored (HrTestDesk *self, HrKind kind, const char *id, const char *field)
{
  g_autoptr (HrThing) thing = hr_store_get_thing (hr_center_get_store (self->center), kind, id, NULL);

  return thing != NULL ? g_strdup (hr_record_get (thing->record, field)) : NULL;
}

static void
assert_stored (HrTestDesk *self, const char *id, const char *field, const char *value)
{
  g_autofree char *found = stored (self, HR_KIND_MEETING, id, field);

  g_assert_cmpstr (found, ==, value);
}

static char *
find_id (HrTestDesk *self, HrKind kind, const char *words)
{
  const HrThingQuery query = { .kind = kind, .show = HR_SHOW_LIVE, .text = words, .limit = 2 };
  g_autoptr (GError) error = NULL;
  g_autoptr (HrThings) things = hr_store_get_things (hr_center_get_store (self->center), &query, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (things->total, ==, 1);
  return g_strdup (hr_record_get_id (((HrThingRow *) things->rows->pdata[0])->record));
}

static void
type_into (HrTestDesk *self, const char *field, const char *text)
{
  gtk_editable_set_text (hr_test_desk_entry (self, field), text);
}

static void
test_make (void)
{
  HrTestDesk *self = desk_new (TRUE);
  g_autofree char *id = NULL, *rule = NULL, *start = NULL;

  hr_test_desk_go (self, "listings", NULL);
  hr_test_desk_wait_for (self, "New meeting");
  picture (self, "00-listings");
  hr_test_desk_touch (self, "New meeting");
  hr_test_desk_wait_for (self, "Nothing is written yet.");
  picture (self, "01-new");
  type_into (self, "Name", "Harbor Lights Zwei");
  hr_test_desk_touch_in (self, NULL, "Choose");
  hr_test_desk_wait_for (self, "Fellowship");
  hr_test_desk_wait_for (self, "Alcoholics Anonymous");
  picture (self, "02-chooser");
  hr_test_desk_touch_in (self, hr_test_desk_row (self, "Alcoholics Anonymous"), "Choose");
  hr_test_desk_touch (self, "In person");
  /* the 2nd and 4th Tuesday */
  hr_test_desk_touch (self, "Days of the month");
  hr_test_desk_wait_for (self, "Choose one day of the week or several.");
  hr_test_desk_touch (self, "Tuesday");
  hr_test_desk_wait_for (self, "Choose which ones of the month");
  hr_test_desk_touch (self, "2nd");
  hr_test_desk_touch (self, "4th");
  hr_test_desk_wait_for (self, "Write a time such as 7:30 PM.");
  type_into (self, "Time", "7:30 pm");
  hr_test_desk_wait_for (self, "The next dates:");
  hr_test_desk_wait_for (self, "Tuesday, November 24, 2026");
  hr_test_desk_wait_for (self, "Tuesday, December 8, 2026");
  g_assert_true (hr_test_desk_says (self, "Second and fourth Tuesday of the month"));
  picture (self, "03-rule");
  hr_test_desk_touch (self, "Publish");
  hr_test_desk_wait_for (self, "Published. The lobby shows it now.");
  picture (self, "04-published");
  id = find_id (self, HR_KIND_MEETING, "Harbor Lights Zwei");
  rule = stored (self, HR_KIND_MEETING, id, "rule");
  start = stored (self, HR_KIND_MEETING, id, "start");
  g_assert_cmpstr (rule, ==, "FREQ=MONTHLY;BYDAY=2TU,4TU");
  g_assert_cmpstr (start, ==, "2026-11-24T19:30");
  hr_test_desk_touch (self, "Undo");
  hr_test_desk_wait_for (self, "Taken back.");
  assert_stored (self, id, "retired", "yes");
  hr_test_desk_free (self);
}

static void
test_edit (void)
{
  HrTestDesk *self = desk_new (TRUE);
  g_autofree char *length = NULL;

  hr_test_desk_go (self, "thing", "meeting " MEETING);
  hr_test_desk_wait_for (self, "As it is published.");
  hr_test_desk_wait_for (self, "The next dates, as published");
  picture (self, "05-edit");
  length = stored (self, HR_KIND_MEETING, MEETING, "length");
  type_into (self, "Length in minutes", "soon");
  hr_test_desk_wait_for (self, "Length in minutes: write a whole number from 1 to 1440.");
  picture (self, "06-problem");
  hr_test_desk_touch (self, "Publish");
  assert_stored (self, MEETING, "length", length);
  type_into (self, "Length in minutes", "95");
  hr_test_desk_wait_for (self, "Kept as a draft.");
  hr_test_desk_touch (self, "Publish");
  hr_test_desk_wait_for (self, "Published.");
  assert_stored (self, MEETING, "length", "95");
  hr_test_desk_touch (self, "Undo");
  hr_test_desk_wait_for (self, "Taken back.");
  assert_stored (self, MEETING, "length", length);
  hr_test_desk_free (self);
}

/* What was typed is there after the desk locked; then Start over drops it. */
static void
test_draft (void)
{
  HrTestDesk *self = desk_new (TRUE);

  hr_test_desk_go (self, "thing", "meeting " MEETING);
  hr_test_desk_wait_for (self, "As it is published.");
  type_into (self, "Name", "Half a na");
  hr_test_desk_touch (self, "Lock");
  hr_test_desk_wait_for (self, "PIN of Robin");
  g_assert_false (hr_test_desk_says (self, "Half a na"));
  hr_test_desk_type_pin (self, HR_TEST_DESK_PIN);
  hr_test_desk_wait_for (self, "Today");
  hr_test_desk_go (self, "thing", "meeting " MEETING);
  hr_test_desk_wait_for (self, "A draft of");
  g_assert_cmpstr (gtk_editable_get_text (hr_test_desk_entry (self, "Name")), ==, "Half a na");
  picture (self, "07-draft");
  hr_test_desk_touch (self, "Start over");
  hr_test_desk_wait_for (self, "As it is published.");
  g_assert_false (hr_test_desk_says (self, "A draft of"));
  g_assert_cmpstr (gtk_editable_get_text (hr_test_desk_entry (self, "Name")), !=, "Half a na");
  hr_test_desk_free (self);
}

/* Another desk on the same data folder. */
static void
test_two_desks (void)
{
  HrTestDesk *self = desk_new (TRUE);
  const char *const fields[] = { "name", NULL };
  const char *const values[] = { "By Bo", NULL };
  HrEdit edit = { HR_EDIT_SET, HR_KIND_MEETING, MEETING, fields, values };
  g_auto (GStrv) ids = NULL;

  hr_test_desk_go (self, "thing", "meeting " MEETING);
  hr_test_desk_wait_for (self, "As it is published.");
  type_into (self, "Name", "By Robin");
  ids = hr_store_edit (hr_center_get_store (self->center), &edit, 1, "Bo", NULL);
  g_assert_nonnull (ids);
  hr_test_desk_wait_for (self, "Somebody else wrote meanwhile: By Bo");
  g_assert_true (hr_test_desk_says (self, "You wrote: By Robin"));
  picture (self, "08-conflict");
  hr_test_desk_touch (self, "Publish");
  assert_stored (self, MEETING, "name", "By Bo");
  hr_test_desk_touch (self, "Keep mine");
  hr_test_desk_touch (self, "Publish");
  hr_test_desk_wait_for (self, "Published.");
  assert_stored (self, MEETING, "name", "By Robin");
  hr_test_desk_free (self);
}

static void
test_copy_and_retire (void)
{
  HrTestDesk *self = desk_new (TRUE);
  g_autofree char *id = NULL;

  hr_test_desk_go (self, "thing", "meeting " MEETING);
  hr_test_desk_wait_for (self, "What else");
  hr_test_desk_touch (self, "Copy");
  hr_test_desk_wait_for (self, "Kept as a draft.");
  type_into (self, "Name", "Copied Anchor Drei");
  hr_test_desk_touch (self, "Publish");
  hr_test_desk_wait_for (self, "Published.");
  id = find_id (self, HR_KIND_MEETING, "Copied Anchor Drei");
  hr_test_desk_wait_for (self, "As it is published.");
  hr_test_desk_touch (self, "Retire");
  hr_test_desk_wait_for (self, "Retired. The lobby does not show it any more.");
  hr_test_desk_wait_for (self, "Retired: the lobby does not show it.");
  assert_stored (self, id, "retired", "yes");
  picture (self, "09-retired");
  hr_test_desk_touch (self, "Bring back");
  hr_test_desk_wait_for (self, "Brought back.");
  assert_stored (self, id, "retired", NULL);
  hr_test_desk_free (self);
}

static void
test_preview (void)
{
  HrTestDesk *self = desk_new (TRUE);

  hr_test_desk_go (self, "thing", "meeting " MEETING);
  hr_test_desk_wait_for (self, "As it is published.");
  type_into (self, "Name", "Seen Before It Is");
  hr_test_desk_touch (self, "Preview");
  hr_test_desk_wait_for (self, "So the lobby will show it.");
  hr_test_desk_wait_for (self, "Seen Before It Is");
  picture (self, "10-preview");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->window), "desk.back", NULL));
  hr_test_desk_wait_for (self, "Kept as a draft.");
  g_assert_false (hr_test_desk_says (self, "So the lobby will show it."));
  hr_test_desk_free (self);
}

static GtkWidget *
find_preview (GtkWidget *widget)
{
  GtkWidget *found = HR_IS_VISITOR_PREVIEW (widget) && gtk_widget_get_mapped (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_preview (child);
  return found;
}

static gboolean
says_within (GtkWidget *widget, const char *words)
{
  gboolean found = GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), words) != NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && !found; child = gtk_widget_get_next_sibling (child))
    found = gtk_widget_get_mapped (child) && says_within (child, words);
  return found;
}

/* The kinds that the lobby shows on pages of their own: the preview is on the entry itself, not on the list around it. */
static void
test_preview_pages (void)
{
  static const struct
  {
    const char *place, *words, *name, *picture;
  } pages[] = {
    { "peer p-june", "trained coach", "Juniper", "12-preview-peer" },
    { "program pg-keys", "home help you look for one", NULL, "12-preview-program" },
    { "story st-bus", "bus", NULL, "12-preview-story" },
    { "article ar-benefits-en", "You are not alone", NULL, "12-preview-article" },
    /* in its own language, whatever the desk speaks */
    { "article ar-benefits-es", "No está a solas", NULL, "12-preview-article-es" },
  };
  HrTestDesk *self = desk_new (TRUE);

  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      GtkWidget *preview;

      hr_test_desk_go (self, "thing", pages[i].place);
      hr_test_desk_wait_for (self, "As it is published.");
      if (pages[i].name != NULL)
        type_into (self, "First name", pages[i].name);
      hr_test_desk_touch (self, "Preview");
      hr_test_desk_wait_for (self, "So the lobby will show it.");
      wait_ms (300);
      preview = find_preview (GTK_WIDGET (self->window));
      g_assert_nonnull (preview);
      picture (self, pages[i].picture);
      g_assert_true (says_within (preview, pages[i].words));
      g_assert_true (pages[i].name == NULL || says_within (preview, pages[i].name));
      g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->window), "desk.back", NULL));
    }
  hr_test_desk_free (self);
}

/* One place for all its meetings. */
/* A short program is no mistake; staff are told what is usual. */
static void
test_weeks (void)
{
  HrTestDesk *self = hr_test_desk_new (1080, 1920, TRUE, FALSE);

  hr_test_desk_begin (self);
  hr_test_desk_go (self, "thing", "program pg-keys");
  hr_test_desk_wait_for (self, "Weeks");
  gtk_editable_set_text (hr_test_desk_entry (self, "Weeks"), "6");
  hr_test_desk_wait_for (self, "Three months (12 weeks) is the usual minimum");
  gtk_editable_set_text (hr_test_desk_entry (self, "Weeks"), "12");
  while (hr_test_desk_says (self, "Three months (12 weeks) is the usual minimum"))
    g_main_context_iteration (NULL, TRUE);
  hr_test_desk_free (self);
}

static void
test_venue (void)
{
  HrTestDesk *self = desk_new (TRUE);
  g_autofree char *venue = stored (self, HR_KIND_MEETING, MEETING, "venue");
  g_autofree char *place = g_strdup_printf ("venue %s", venue);

  hr_test_desk_go (self, "thing", place);
  hr_test_desk_wait_for (self, "Used by ");
  picture (self, "11-venue");
  hr_test_desk_free (self);
}

/* The words of the table of kinds make the form: each kind opens, names each of its fields, and says what is missing. */
static void
test_every_kind (void)
{
  HrTestDesk *self = desk_new (TRUE);

  for (guint k = 0; k < HR_N_KINDS; k++)
    {
      guint n;
      const HrFieldWords *words = hr_field_words_list ((HrKind) k, &n);
      g_autofree char *name = g_strdup_printf ("20-new-%s", hr_kind_get_name ((HrKind) k));

      hr_test_desk_go (self, "thing", hr_kind_get_name ((HrKind) k));
      hr_test_desk_wait_for (self, "Nothing is written yet.");
      if (hr_test_desk_find (self, NULL, "More fields") != NULL)
        hr_test_desk_touch (self, "More fields");
      wait_ms (50);
      for (guint i = 0; i < n; i++)
        if (words[i].place != HR_PLACE_HIDDEN && g_strcmp0 (words[i].name, "start") != 0)
          g_assert_true (hr_test_desk_says (self, words[i].label));
      picture (self, name);
    }
  hr_test_desk_go (self, "thing", "site site");
  hr_test_desk_wait_for (self, "As it is published.");
  picture (self, "21-site");
  hr_test_desk_free (self);
}

static void
test_announcement (void)
{
  HrTestDesk *self = desk_new (TRUE);
  g_autofree char *id = NULL, *title = NULL, *from = NULL;
  GtkWidget *view;

  hr_test_desk_touch (self, "New announcement");
  hr_test_desk_wait_for (self, "Nothing is written yet.");
  view = gtk_window_get_focus (GTK_WINDOW (self->window));
  g_assert_true (GTK_IS_TEXT_VIEW (view));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "Closed for addicts on Friday", -1);
  /* a hint, and no hurdle */
  hr_test_desk_wait_for (self, "“addicts”");
  hr_test_desk_touch (self, "Choose the day");
  hr_test_desk_wait_for (self, "November 2026");
  picture (self, "12-day");
  hr_test_desk_touch (self, "27");
  hr_test_desk_wait_for (self, "Friday, November 27, 2026");
  hr_test_desk_touch (self, "Publish");
  hr_test_desk_wait_for (self, "Still missing: Last day.");
  hr_test_desk_touch (self, "Choose the day");
  hr_test_desk_wait_for (self, "November 2026");
  hr_test_desk_touch (self, "28");
  hr_test_desk_wait_for (self, "Saturday, November 28, 2026");
  picture (self, "13-announcement");
  hr_test_desk_touch (self, "Publish");
  hr_test_desk_wait_for (self, "Published.");
  id = find_id (self, HR_KIND_ANNOUNCEMENT, "closed");
  title = stored (self, HR_KIND_ANNOUNCEMENT, id, "title");
  from = stored (self, HR_KIND_ANNOUNCEMENT, id, "from");
  g_assert_cmpstr (title, ==, "en=Closed for addicts on Friday");
  g_assert_cmpstr (from, ==, "2026-11-27");
  hr_test_desk_free (self);
}

/* Spanish is longer: nothing of a form may be drawn smaller to fit. */
static void
test_spanish (void)
{
  HrTestDesk *self = desk_new (TRUE);

  hr_language_set ("es");
  hr_test_desk_go (self, "thing", "meeting " MEETING);
  hr_test_desk_wait_for (self, "Como está publicado.");
  hr_test_desk_wait_for (self, "Las próximas fechas, como están publicadas");
  picture (self, "30-edit");
  g_assert_cmpfloat (hr_page_get_fit (hr_staff_window_get_page (self->window)), ==, 1.0);
  hr_test_desk_go (self, "thing", "announcement");
  hr_test_desk_wait_for (self, "Todavía no hay nada escrito.");
  picture (self, "31-announcement");
  g_assert_cmpfloat (hr_page_get_fit (hr_staff_window_get_page (self->window)), ==, 1.0);
  hr_language_set ("en");
  hr_test_desk_free (self);
}

static void
test_times (void)
{
  static const struct
  {
    const char *text;
    int minute;
  } times[] = {
    { "7:30 PM", 19 * 60 + 30 }, { "7pm", 19 * 60 }, { "7 a. m.", 7 * 60 }, { "7:30 p. m.", 19 * 60 + 30 }, { "12 AM", 0 },
    { "12 pm", 12 * 60 }, { "19:30", 19 * 60 + 30 }, { "19.30", 19 * 60 + 30 }, { "noon", 12 * 60 }, { "Mediodía", 12 * 60 },
    { "Midnight", 0 }, { "0:05", 5 }, { "", -1 }, { "soon", -1 }, { "25:00", -1 }, { "7:60", -1 }, { "13 pm", -1 }, { "7:3", -1 },
    { "123", -1 }, { "7:300", -1 }, { "7 xm", -1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (times); i++)
    if (hr_time_parse (times[i].text) != times[i].minute)
      g_error ("“%s” is read as %d", times[i].text, hr_time_parse (times[i].text));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();
  hr_language_init (NULL);
  if (g_getenv ("HANDRAIL_SIZE") != NULL)
    sscanf (g_getenv ("HANDRAIL_SIZE"), "%dx%d", &width, &height);
  g_test_add_func ("/thing-page/make", test_make);
  g_test_add_func ("/thing-page/edit", test_edit);
  g_test_add_func ("/thing-page/draft", test_draft);
  g_test_add_func ("/thing-page/two-desks", test_two_desks);
  g_test_add_func ("/thing-page/copy-and-retire", test_copy_and_retire);
  g_test_add_func ("/thing-page/preview", test_preview);
  g_test_add_func ("/thing-page/preview-pages", test_preview_pages);
  g_test_add_func ("/thing-page/venue", test_venue);
  g_test_add_func ("/thing-page/weeks", test_weeks);
  g_test_add_func ("/thing-page/every-kind", test_every_kind);
  g_test_add_func ("/thing-page/announcement", test_announcement);
  g_test_add_func ("/thing-page/spanish", test_spanish);
  g_test_add_func ("/thing-page/times", test_times);
  return g_test_run ();
}
