/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Handouts of the sample center: asked for on the main thread, in another language than the screen's, given up half way. */
#include "handrail/core/hr-error.h"
#include "handrail/service/hr-handouts.h"
#include "handrail/service/hr-language.h"
#include "hr-test-catalogue.h"
#include "hr-test-pdf.h"
#include "hr-test.h"

typedef struct
{
  char *folder;
  HrCenter *center;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = hr_test_make_folder ();
  g_autofree char *database = g_build_filename (fixture->folder, "data", NULL);
  fixture->center = hr_test_open_center (database, FALSE, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  hr_center_close (fixture->center);
  g_clear_object (&fixture->center);
  hr_test_remove_folder (fixture->folder);
}

static char **
ids (const char *first)
{
  const char *const words[] = { first, NULL };
  return g_strdupv ((char **)words);
}

static HrHandoutRequest *
request_of (Fixture *fixture, HrHandoutKind kind)
{
  HrHandoutRequest *request = hr_handout_request_new (kind, fixture->center);
  if (kind == HR_HANDOUT_MEETING || kind == HR_HANDOUT_PLAN)
    request->meetings = ids ("m-harbor-smart");
  return request;
}

static void
test_names (void)
{
  for (guint kind = 0; kind < HR_N_HANDOUTS; kind++)
    {
      HrHandoutKind again = HR_N_HANDOUTS;
      g_autofree char *title = hr_handout_kind_title (kind);
      g_assert_true (hr_handout_kind_from_string (hr_handout_kind_to_string (kind), &again));
      g_assert_cmpint (again, ==, kind);
      g_assert_cmpuint (strlen (title), >, 0);
    }
  HrHandoutKind kind;
  g_assert_false (hr_handout_kind_from_string ("poster", &kind));
}

/* Every kind, whatever the sheet, with its codes: what the file says of itself is true, and each code can be read. */
static void
test_kinds (Fixture *fixture, gconstpointer data)
{
  if (!hr_test_pdf_has_tools ())
    return;
  for (guint kind = 0; kind < HR_N_HANDOUTS; kind++)
    {
      g_autoptr (GError) error = NULL;
      HrHandoutRequest *request = request_of (fixture, kind);
      request->options.paper = kind % 2 == 0 ? HR_PAPER_A4 : HR_PAPER_LETTER;
      g_autoptr (HrHandoutResult) result = hr_handouts_make (fixture->center, request, &error);
      g_assert_no_error (error);
      g_assert_null (result->warning);
      g_autofree char *title = kind == HR_HANDOUT_MEETING ? g_strdup ("Harbor SMART")
                               : kind == HR_HANDOUT_MILESTONE ? g_strdup ("I am starting today")
                                                              : hr_handout_kind_title (kind);
      hr_test_pdf_check (result->pdf, title, "en");
      g_autofree char *pages = hr_test_pdf_run (result->pdf, "pdfinfo", NULL);
      g_autofree char *n = g_strdup_printf ("Pages:           %u\n", result->n_pages);
      g_assert_nonnull (strstr (pages, n));
    }
}

/* As many squares as meetings with something to take along, and every one decodes to what a phone can use. */
static void
test_codes (Fixture *fixture, gconstpointer data)
{
  if (!hr_test_pdf_has_tools ())
    return;
  HrHandoutRequest *request = request_of (fixture, HR_HANDOUT_MEETING);
  g_autoptr (HrHandoutResult) result = hr_handouts_make (fixture->center, request, NULL);
  g_auto (GStrv) codes = hr_test_pdf_codes (result->pdf, 200);
  g_assert_cmpuint (g_strv_length (codes), ==, 2);
  g_assert_true (g_str_has_prefix (codes[0], "BEGIN:V"));
  g_assert_true (g_str_has_prefix (codes[1], "geo:"));
  request = request_of (fixture, HR_HANDOUT_WEEK_BY_PLACE);
  request->codes = TRUE;
  request->query = hr_query_new ();
  request->query->fellowships = ids ("smart-recovery");
  g_autoptr (HrHandoutResult) list = hr_handouts_make (fixture->center, request, NULL);
  g_auto (GStrv) many = hr_test_pdf_codes (list->pdf, 200);
  g_assert_cmpuint (list->n_meetings, >, 3);
  g_assert_cmpuint (g_strv_length (many), >, 1);
  g_assert_cmpuint (g_strv_length (many), <=, list->n_meetings);
}

/* The screen speaks its own language all the while. */
static void
test_language (Fixture *fixture, gconstpointer data)
{
  static const CatalogueEntry spanish[] = { ENTRY ("Meetings this week", "Reuniones de esta semana"), ENTRY ("Monday", "lunes") };
  if (!hr_test_pdf_has_tools ())
    return;
  catalogue_write (fixture->folder, "es", spanish, G_N_ELEMENTS (spanish));
  hr_language_init (fixture->folder);
  g_autoptr (GAsyncResult) done = NULL;
  HrHandoutRequest *request = request_of (fixture, HR_HANDOUT_WEEK);
  request->language = g_strdup ("es");
  hr_handouts_make_async (fixture->center, request, NULL, hr_test_take_result, &done);
  while (done == NULL)
    {
      g_main_context_iteration (NULL, TRUE);
      g_assert_cmpstr (hr_language_get (), ==, "en");
    }
  g_autoptr (GError) error = NULL;
  g_autoptr (HrHandoutResult) result = hr_handouts_make_finish (fixture->center, done, &error);
  g_assert_no_error (error);
  hr_test_pdf_check (result->pdf, "Reuniones de esta semana", "es");
  g_autofree char *text = hr_test_pdf_text (result->pdf);
  g_assert_nonnull (strstr (text, "Lunes, "));
  catalogue_remove (fixture->folder, "es");
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  for (guint turns = 0; turns < 4; turns++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GAsyncResult) done = NULL;
      g_autoptr (GError) error = NULL;
      hr_handouts_make_async (fixture->center, request_of (fixture, HR_HANDOUT_WEEK), cancellable, hr_test_take_result, &done);
      for (guint i = 0; i < turns; i++)
        g_main_context_iteration (NULL, FALSE);
      g_cancellable_cancel (cancellable);
      hr_test_wait (&done);
      g_autoptr (HrHandoutResult) result = hr_handouts_make_finish (fixture->center, done, &error);
      g_assert_null (result);
      g_assert_error (error, HR_ERROR, HR_ERROR_CANCELLED);
    }
}

static void
test_refusals (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    HrHandoutKind kind;
    const char *meeting;
    HrError code;
  } cases[] = {
    { HR_HANDOUT_MEETING, NULL, HR_ERROR_INPUT },
    { HR_HANDOUT_PLAN, NULL, HR_ERROR_INPUT },
    { HR_HANDOUT_MEETING, "m-nobody", HR_ERROR_NOT_FOUND },
    { HR_HANDOUT_FACILITATOR, "m-nobody", HR_ERROR_NOT_FOUND },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      HrHandoutRequest *request = hr_handout_request_new (cases[i].kind, fixture->center);
      request->meetings = cases[i].meeting != NULL ? ids (cases[i].meeting) : NULL;
      g_autoptr (HrHandoutResult) result = hr_handouts_make (fixture->center, request, &error);
      g_assert_null (result);
      g_assert_error (error, HR_ERROR, (int)cases[i].code);
    }
}

static void
test_warning (Fixture *fixture, gconstpointer data)
{
  HrHandoutRequest *request = request_of (fixture, HR_HANDOUT_WEEK);
  request->options.pages = 1;
  g_autoptr (HrHandoutResult) result = hr_handouts_make (fixture->center, request, NULL);
  g_assert_cmpuint (result->n_pages, >, 1);
  g_assert_cmpfloat (result->type_size, ==, HR_HANDOUT_LEAST_SIZE);
  g_assert_nonnull (result->warning);
}

static char *
words_of (const HrHandoutResult *result)
{
  g_autofree char *text = hr_test_pdf_text (result->pdf);
  return hr_test_pdf_squeeze (text);
}

/* A sign is as large as its page allows; in large print it rather takes a second page than smaller letters, and nobody is warned of that. */
static void
test_sign (Fixture *fixture, gconstpointer data)
{
  HrHandoutRequest *request = request_of (fixture, HR_HANDOUT_HELP);
  g_autoptr (HrHandoutResult) normal = hr_handouts_make (fixture->center, request, NULL);
  g_assert_cmpuint (normal->n_pages, ==, 1);
  g_assert_cmpfloat (normal->type_size, >, 14);
  request = request_of (fixture, HR_HANDOUT_HELP);
  request->options.large_print = TRUE;
  g_autoptr (HrHandoutResult) large = hr_handouts_make (fixture->center, request, NULL);
  g_assert_cmpfloat (large->type_size, >=, HR_HANDOUT_LARGE_SIZE);
  g_assert_null (large->warning);
  request = request_of (fixture, HR_HANDOUT_WEEK);
  request->options.large_print = TRUE;
  request->options.pages = 1;
  g_autoptr (HrHandoutResult) forced = hr_handouts_make (fixture->center, request, NULL);
  g_autofree char *words = g_strdup_printf ("It takes %u pages in large print.", forced->n_pages);
  g_assert_cmpstr (forced->warning, ==, words);
}

/* What cannot wait comes first, as in the lobby; one need alone is said to be one. */
static void
test_resources (Fixture *fixture, gconstpointer data)
{
  const char *const two[] = { "r-night-shelter", "r-harbor-house", NULL };
  if (!hr_test_pdf_has_tools ())
    return;
  g_autoptr (HrHandoutResult) all = hr_handouts_make (fixture->center, request_of (fixture, HR_HANDOUT_RESOURCES), NULL);
  g_autofree char *text = words_of (all);
  const char *before = text;
  for (const char *const *need = (const char *const[]){ "Housing", "Food", "Rides", "Treatment", "Naloxone", "Family", "Court papers", NULL };
       *need != NULL; need++)
    {
      const char *at = strstr (text, *need);
      g_assert_nonnull (at);
      g_assert_true (at >= before);
      before = at;
    }
  g_assert_null (strstr (text, "Only:"));
  g_assert_null (strstr (text, ", USA"));
  HrHandoutRequest *request = request_of (fixture, HR_HANDOUT_RESOURCES);
  request->resources = g_strdupv ((char **)two);
  g_autoptr (GError) error = NULL;
  g_autoptr (HrHandoutResult) some = hr_handouts_make (fixture->center, request, &error);
  g_assert_no_error (error);
  g_autofree char *some_text = words_of (some);
  g_assert_nonnull (strstr (some_text, "Only: Housing"));
}

/* All kinds of things, each under its heading and with what one needs; who has no consent any more, and what nobody lists, is not on it. */
static void
test_plan (Fixture *fixture, gconstpointer data)
{
  if (!hr_test_pdf_has_tools ())
    return;
  const char *const peers[] = { "p-june", "p-nobody", NULL };
  g_autoptr (GError) error = NULL;
  HrHandoutRequest *request = request_of (fixture, HR_HANDOUT_PLAN);
  request->peers = g_strdupv ((char **)peers);
  request->programs = ids ("pg-keys");
  request->resources = ids ("r-night-shelter");
  g_autoptr (HrHandoutResult) result = hr_handouts_make (fixture->center, request, &error);
  g_assert_no_error (error);
  g_autofree char *lines = hr_test_pdf_text (result->pdf);
  g_autofree char *text = hr_test_pdf_squeeze (lines);
  for (const char *const *words = (const char *const[]){ "Harbor SMART", "Talk with one person", "June", "Tuesday, Wednesday, 2:00 PM to 9:00 PM",
                                                         "Coach", "(203) 555-0152", "Coaching and programs", "Keys: a home of your own",
                                                         "Open Door Night Shelter", NULL };
       *words != NULL; words++)
    if (strstr (text, *words) == NULL)
      g_error ("“%s” is not on the plan:\n%s", *words, text);

  /* one thing of any kind is a plan */
  request = hr_handout_request_new (HR_HANDOUT_PLAN, fixture->center);
  request->peers = ids ("p-june");
  g_autoptr (HrHandoutResult) short_one = hr_handouts_make (fixture->center, request, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (short_one->n_pages, ==, 1);
}

/* What is not as planned stands where it is looked for. */
static void
test_changes (Fixture *fixture, gconstpointer data)
{
  if (!hr_test_pdf_has_tools ())
    return;
  static const char *const fields[] = { "meeting", "from", "state", "note", NULL };
  static const char *const values[] = { "m-harbor-smart", "2026-11-23", "cancelled", "The heating is off.", NULL };
  HrEdit edit = { HR_EDIT_ADD, HR_KIND_EXCEPTION, "x-1", fields, values };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) made = hr_store_edit (hr_center_get_store (fixture->center), &edit, 1, "test", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (made), ==, 1);
  for (guint kind = HR_HANDOUT_WEEK; kind <= HR_HANDOUT_DOOR_SIGN; kind++)
    {
      g_autoptr (HrHandoutResult) result = hr_handouts_make (fixture->center, request_of (fixture, kind), &error);
      g_assert_no_error (error);
      g_autofree char *text = hr_test_pdf_text (result->pdf);
      g_autofree char *squeezed = hr_test_pdf_squeeze (text);
      const char *at = strstr (squeezed, "Harbor SMART");
      g_assert_nonnull (at);
      const char *mark = strstr (at, "Not meeting");
      g_assert_nonnull (mark);
      g_assert_cmpint (mark - at, <, 250);
      g_assert_nonnull (strstr (mark, "The heating is off."));
    }
}

static HrHandoutResult *
make_filtered (Fixture *fixture, HrHandoutKind kind, HrQuery *query)
{
  g_autoptr (GError) error = NULL;
  HrHandoutRequest *request = request_of (fixture, kind);
  request->query = query;
  HrHandoutResult *result = hr_handouts_make (fixture->center, request, &error);
  g_assert_no_error (error);
  return result;
}

static guint
count_found (Fixture *fixture, HrQuery *query)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HrResults) results = hr_store_find (hr_center_get_store (fixture->center), query, &error);
  g_assert_no_error (error);
  return results->total;
}

static guint
count_words (const char *text, const char *words)
{
  guint n = 0;
  for (const char *at = strstr (text, words); at != NULL; at = strstr (at + 1, words))
    n++;
  return n;
}

/* Whoever finds a part of the list sees that it is a part, by what it was chosen, and how much is not on it: on every page. */
static void
test_filtered (Fixture *fixture, gconstpointer data)
{
  if (!hr_test_pdf_has_tools ())
    return;
  g_autoptr (HrQuery) all = hr_query_new ();
  guint n_all = count_found (fixture, all);
  HrQuery *query = hr_query_new ();
  query->features_all = HR_FEATURE_STEP_FREE;
  query->times = HR_TIME_EVENING;
  guint n = count_found (fixture, query);
  g_assert_cmpuint (n, >, 3);
  g_assert_cmpuint (n, <, n_all);
  HrHandoutRequest *request = request_of (fixture, HR_HANDOUT_WEEK);
  request->query = query;
  request->options.large_print = TRUE;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrHandoutResult) result = hr_handouts_make (fixture->center, request, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->n_meetings, ==, n);
  g_assert_cmpuint (result->n_pages, >, 1);
  hr_test_pdf_check (result->pdf, "Meetings this week (Only: Evening, Step-free)", "en");
  g_autofree char *text = words_of (result);
  g_assert_cmpuint (count_words (text, "Only: Evening, Step-free"), ==, result->n_pages);
  g_autofree char *rest = g_strdup_printf ("%u other meetings are not on this paper.", n_all - n);
  g_assert_nonnull (strstr (text, rest));

  /* the whole list says nothing of the kind */
  g_autoptr (HrHandoutResult) whole = make_filtered (fixture, HR_HANDOUT_WEEK, NULL);
  g_autofree char *whole_text = words_of (whole);
  g_assert_cmpuint (whole->n_meetings, ==, n_all);
  g_assert_null (strstr (whole_text, "Only:"));
  g_assert_null (strstr (whole_text, "not on this paper"));
}

/* One day is that day, also when it is not in this week; days of the week are those days and no other dates of the same meetings. */
static void
test_days (Fixture *fixture, gconstpointer data)
{
  if (!hr_test_pdf_has_tools ())
    return;
  HrQuery *query = hr_query_new ();
  g_assert_true (hr_date_parse ("2026-12-02", &query->on_date));
  g_autoptr (HrHandoutResult) day = make_filtered (fixture, HR_HANDOUT_WEEK, query);
  g_autofree char *text = words_of (day);
  hr_test_pdf_check (day->pdf, "Meetings", "en");
  g_assert_cmpuint (day->n_meetings, >, 0);
  g_assert_nonnull (strstr (text, "Wednesday, December 2"));
  g_assert_null (strstr (text, "Monday, "));

  query = hr_query_new ();
  query->days = 1u << 1 | 1u << 3;
  g_autoptr (HrHandoutResult) week = make_filtered (fixture, HR_HANDOUT_WEEK, query);
  g_autofree char *week_text = words_of (week);
  g_assert_nonnull (strstr (week_text, "Only: Monday, Wednesday"));
  g_assert_nonnull (strstr (week_text, "Wednesday, November 25"));
  g_assert_null (strstr (week_text, "Tuesday, November 24"));
  g_assert_null (strstr (week_text, "Friday, November 27 "));

  query = hr_query_new ();
  query->text = g_strdup ("zzzz");
  g_autoptr (HrHandoutResult) none = make_filtered (fixture, HR_HANDOUT_NEXT_DAYS, query);
  g_autofree char *none_text = words_of (none);
  g_assert_cmpuint (none->n_meetings, ==, 0);
  g_assert_nonnull (strstr (none_text, "Only: with “zzzz”"));
  g_assert_nonnull (strstr (none_text, "No meetings"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/handouts/names", test_names);
#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/handouts/kinds", test_kinds);
  ADD ("/handouts/codes", test_codes);
  ADD ("/handouts/language", test_language);
  ADD ("/handouts/cancel", test_cancel);
  ADD ("/handouts/refusals", test_refusals);
  ADD ("/handouts/warning", test_warning);
  ADD ("/handouts/sign", test_sign);
  ADD ("/handouts/resources", test_resources);
  ADD ("/handouts/plan", test_plan);
  ADD ("/handouts/changes", test_changes);
  ADD ("/handouts/filtered", test_filtered);
  ADD ("/handouts/days", test_days);
  return g_test_run ();
}
