/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists are what a plain scan over all records gives, whatever the filter, the words and the page. */
#include "desk-fixture.h"
#include "handrail/core/hr-text.h"

#define N_THINGS 90

static const char *const words[] = { "Sunrise", "sunset", "Élan",   "elan", "The",
                                     "Noon",    "O’Neil", "Zürich", "Ana",  "ana-2" };

static int
roll (int n)
{
  return g_test_rand_int_range (0, n);
}

static char *
roll_name (void)
{
  return g_strdup_printf ("%s %s", words[roll (G_N_ELEMENTS (words))], words[roll (G_N_ELEMENTS (words))]);
}

static void
maybe_retire (StoreFixture *fixture, HrKind kind, const char *id)
{
  if (roll (4) == 0)
    g_free (store_fixture_edit (fixture, HR_EDIT_RETIRE, kind, id, NULL, NULL));
}

static void
fill (StoreFixture *fixture)
{
  static const char *const checked[] = { "", "2026-08-24", "2026-08-25", "2026-08-26", "2026-11-01" };

  for (guint i = 0; i < N_THINGS; i++)
    {
      g_autofree char *meeting = g_strdup_printf ("m-%02u", i);
      g_autofree char *venue = g_strdup_printf ("v-%02u", i);
      g_autofree char *resource = g_strdup_printf ("r-%02u", i);
      g_autofree char *name = roll_name ();
      g_autofree char *hall = roll_name ();
      g_autofree char *both = g_strdup_printf ("en=%s\nes=%s", hall, name);

      desk_add_meeting (fixture, meeting, name);
      store_fixture_set (fixture, HR_KIND_MEETING, meeting, "published", roll (3) == 0 ? "no" : "", "verified",
                         checked[roll (G_N_ELEMENTS (checked))], NULL);
      maybe_retire (fixture, HR_KIND_MEETING, meeting);
      store_fixture_add (fixture, HR_KIND_VENUE, venue, roll (3) > 0 ? "name" : "city", hall, "street", name,
                         "verified", checked[roll (G_N_ELEMENTS (checked))], NULL);
      maybe_retire (fixture, HR_KIND_VENUE, venue);
      store_fixture_add (fixture, HR_KIND_RESOURCE, resource, "name", both, "need", "food", NULL);
      maybe_retire (fixture, HR_KIND_RESOURCE, resource);
    }
}

/* ---- the plain scan ---- */

static GPtrArray *
read_all (StoreFixture *fixture, HrKind kind)
{
  static const char *const prefixes[HR_N_KINDS] = {
    [HR_KIND_MEETING] = "m", [HR_KIND_VENUE] = "v", [HR_KIND_RESOURCE] = "r"
  };
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_record_unref);

  for (guint i = 0; i < N_THINGS; i++)
    {
      g_autofree char *id = g_strdup_printf ("%s-%02u", prefixes[kind], i);

      g_ptr_array_add (all, hr_store_get_record (fixture->store, kind, id, NULL));
    }
  return all;
}

static char *
title_of (const HrRecord *record)
{
  HrKind kind = hr_record_get_kind (record);

  if (kind == HR_KIND_RESOURCE)
    return hr_record_get_translated (record, "name", "en");
  if (hr_record_get (record, "name") == NULL)
    return g_strdup_printf ("%s, %s", hr_record_get (record, "street"), hr_record_get (record, "city"));
  return g_strdup (hr_record_get (record, "name"));
}

static gboolean
shows (const HrRecord *record, HrThingShow show)
{
  gboolean retired = hr_record_get_yes_no (record, "retired", FALSE);
  const char *verified = hr_record_get (record, "verified");

  switch (show)
    {
    case HR_SHOW_LIVE:
      return !retired;
    case HR_SHOW_RETIRED:
      return retired;
    case HR_SHOW_STALE:
      return !retired && (verified == NULL || strcmp (verified, "2026-08-25") < 0);
    case HR_SHOW_UNPUBLISHED:
      return !retired && hr_record_get_kind (record) == HR_KIND_MEETING
             && !hr_record_get_yes_no (record, "published", TRUE);
    case HR_SHOW_CHANGED_HERE:
    case HR_N_SHOWS:
    default:
      return FALSE;
    }
}

static gboolean
has_words (const HrRecord *record, const char *text)
{
  HrKind kind = hr_record_get_kind (record);
  g_autoptr (GString) all = g_string_new (" ");
  g_autofree char *folded = hr_text_fold (text);
  g_auto (GStrv) wanted = g_strsplit (folded, " ", -1);

  if (kind == HR_KIND_RESOURCE)
    {
      g_autofree char *en = hr_record_get_translated (record, "name", "en");
      g_autofree char *es = hr_record_get_translated (record, "name", "es");

      g_string_append_printf (all, "%s %s", en, es);
    }
  else if (hr_record_get (record, "name") != NULL)
    g_string_append (all, hr_record_get (record, "name"));
  if (kind == HR_KIND_VENUE)
    g_string_append_printf (all, " %s %s", hr_record_get (record, "street"),
                            hr_record_get (record, "city") != NULL ? hr_record_get (record, "city") : "");
  {
    g_autofree char *plain = hr_text_fold (all->str);
    g_autofree char *spaced = g_strconcat (" ", plain, NULL);

    for (guint i = 0; wanted[i] != NULL; i++)
      {
        g_autofree char *start = g_strconcat (" ", wanted[i], NULL);

        if (*wanted[i] != '\0' && strstr (spaced, start) == NULL)
          return FALSE;
      }
  }
  return TRUE;
}

static int
compare_cb (gconstpointer a, gconstpointer b)
{
  const HrRecord *x = *(const HrRecord *const *)a, *y = *(const HrRecord *const *)b;
  g_autofree char *title_x = title_of (x);
  g_autofree char *title_y = title_of (y);
  g_autofree char *folded_x = hr_text_fold (title_x);
  g_autofree char *folded_y = hr_text_fold (title_y);
  int order = strcmp (folded_x, folded_y);

  return order != 0 ? order : strcmp (hr_record_get_id (x), hr_record_get_id (y));
}

static void
compare_page (StoreFixture *fixture, GPtrArray *all, const HrThingQuery *query)
{
  g_autoptr (GPtrArray) wanted = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (HrThings) things = hr_store_get_things (fixture->store, query, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < all->len; i++)
    if (shows (all->pdata[i], query->show) && (query->text == NULL || has_words (all->pdata[i], query->text)))
      g_ptr_array_add (wanted, all->pdata[i]);
  g_ptr_array_sort (wanted, compare_cb);
  g_assert_cmpuint (things->total, ==, wanted->len);
  g_assert_cmpuint (things->offset, ==, query->offset);
  g_assert_cmpuint (things->rows->len, ==,
                    query->offset >= wanted->len ? 0 : MIN (query->limit, wanted->len - query->offset));
  for (guint i = 0; i < things->rows->len; i++)
    {
      const HrThingRow *row = things->rows->pdata[i];
      const HrRecord *record = wanted->pdata[query->offset + i];
      g_autofree char *title = title_of (record);

      g_assert_true (hr_record_equal (row->record, record));
      g_assert_cmpstr (row->title, ==, title);
      g_assert_cmpint (row->retired, ==, query->show == HR_SHOW_RETIRED);
      g_assert_cmpint (row->verified == HR_DATE_NONE, ==, hr_record_get (record, "verified") == NULL);
    }
}

static void
test_pages (void)
{
  static const char *const texts[] = { NULL, "", "su", "ELAN", "sun elan", "oneil", "the noon", "ana 2", "x", "es" };
  static const HrKind kinds[] = { HR_KIND_MEETING, HR_KIND_VENUE, HR_KIND_RESOURCE };
  g_autoptr (StoreFixture) fixture = store_fixture_new (DESK_NOW);

  fill (fixture);
  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      g_autoptr (GPtrArray) all = read_all (fixture, kinds[k]);

      for (guint show = 0; show < HR_N_SHOWS; show++)
        for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
          for (guint offset = 0; offset < N_THINGS + 10; offset += 25)
            compare_page (fixture, all, &(HrThingQuery){ kinds[k], (HrThingShow)show, texts[i], offset, 25 });
    }
}

static guint
count (StoreFixture *fixture, HrKind kind, HrThingShow show, const char *text)
{
  HrThingQuery query = { kind, show, text, 0, 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (HrThings) things = hr_store_get_things (fixture->store, &query, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (things->rows->len, ==, MIN (things->total, HR_PAGE_ROWS));
  return things->total;
}

/* Every kind can be listed in every way; no page is longer than a view may show. */
static void
test_kinds (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new (DESK_NOW);
  g_autoptr (GPtrArray) many = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_record_unref);
  HrThingQuery query = { HR_KIND_VENUE, HR_SHOW_LIVE, NULL, 0, 100000 };
  g_autoptr (HrThings) things = NULL;

  desk_add_meeting (fixture, "m-1", "Élan");
  store_fixture_add (fixture, HR_KIND_EXCEPTION, "x-1", "meeting", "m-1", "from", "2026-11-23", "state", "cancelled",
                     NULL);
  store_fixture_add (fixture, HR_KIND_EXCEPTION, "x-2", "meeting", "m-1", "from", "2026-11-30", "state", "cancelled",
                     NULL);
  store_fixture_add (fixture, HR_KIND_TYPE, NULL, "fellowship", "aa", "code", "QQ", "names", "es=Callado", NULL);
  store_fixture_add (fixture, HR_KIND_ANNOUNCEMENT, "a-1", "title", "es=Cerrado\nen=Closed", "from", "2026-11-23",
                     "until", "2026-11-23", NULL);
  for (guint kind = 0; kind < HR_N_KINDS; kind++)
    for (guint show = 0; show < HR_N_SHOWS; show++)
      {
        count (fixture, (HrKind)kind, (HrThingShow)show, NULL);
        count (fixture, (HrKind)kind, (HrThingShow)show, "x y");
      }
  g_assert_cmpuint (count (fixture, HR_KIND_EXCEPTION, HR_SHOW_LIVE, "elan"), ==, 2);
  g_assert_cmpuint (count (fixture, HR_KIND_TYPE, HR_SHOW_LIVE, "qq calla"), ==, 1);
  g_assert_cmpuint (count (fixture, HR_KIND_ANNOUNCEMENT, HR_SHOW_LIVE, "cerra"), ==, 1);
  g_assert_cmpuint (count (fixture, HR_KIND_FELLOWSHIP, HR_SHOW_LIVE, "smart"), ==, 1);
  query.kind = HR_KIND_EXCEPTION;
  things = hr_store_get_things (fixture->store, &query, NULL);
  g_assert_cmpstr (hr_record_get_id (((const HrThingRow *)things->rows->pdata[0])->record), ==, "x-2");
  g_assert_cmpstr (((const HrThingRow *)things->rows->pdata[0])->title, ==, "Élan");
  g_clear_pointer (&things, hr_things_free);
  for (guint i = 0; i < HR_PAGE_ROWS + 50; i++)
    {
      g_autofree char *id = g_strdup_printf ("v-%u", i);
      HrRecord *venue = hr_record_new (HR_KIND_VENUE, id);

      g_assert_true (hr_record_set (venue, "name", "Hall", NULL));
      g_ptr_array_add (many, venue);
    }
  g_assert_true (hr_store_add_all (fixture->store, many, "test", NULL));
  query.kind = HR_KIND_VENUE;
  things = hr_store_get_things (fixture->store, &query, NULL);
  g_assert_cmpuint (things->total, ==, HR_PAGE_ROWS + 50);
  g_assert_cmpuint (things->rows->len, ==, HR_PAGE_ROWS);
}

static void
test_stale_days (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new (DESK_NOW);

  store_fixture_add (fixture, HR_KIND_VENUE, "v-1", "name", "Hall", "verified", "2026-11-13", NULL);
  g_assert_cmpuint (count (fixture, HR_KIND_VENUE, HR_SHOW_STALE, NULL), ==, 0);
  store_fixture_set (fixture, HR_KIND_SITE, "site", "stale_days", "10", NULL);
  g_assert_cmpuint (count (fixture, HR_KIND_VENUE, HR_SHOW_STALE, NULL), ==, 0);
  store_fixture_set (fixture, HR_KIND_SITE, "site", "stale_days", "9", NULL);
  g_assert_cmpuint (count (fixture, HR_KIND_VENUE, HR_SHOW_STALE, NULL), ==, 1);
  desk_do (fixture, .verb = HR_DESK_VERIFY, .kind = HR_KIND_VENUE, .id = "v-1");
  g_assert_cmpuint (count (fixture, HR_KIND_VENUE, HR_SHOW_STALE, NULL), ==, 0);
}

static void
test_thing (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new (DESK_NOW);
  g_autoptr (GError) error = NULL;
  g_autoptr (HrThing) thing = NULL;

  store_fixture_add (fixture, HR_KIND_VENUE, "v-1", "street", "1 Oak Street", "city", "Albany", NULL);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *id = g_strdup_printf ("m-%u", i);

      desk_add_meeting (fixture, id, "One");
      store_fixture_set (fixture, HR_KIND_MEETING, id, "venue", "v-1", NULL);
    }
  g_free (store_fixture_edit (fixture, HR_EDIT_RETIRE, HR_KIND_MEETING, "m-2", NULL, NULL));
  thing = hr_store_get_thing (fixture->store, HR_KIND_VENUE, "v-1", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (thing->usage, ==, 2);
  g_assert_cmpstr (thing->title, ==, "1 Oak Street, Albany");
  g_assert_cmpuint (g_strv_length (thing->overridden), ==, 0);
  g_assert_null (thing->source_name);
  g_assert_null (hr_store_get_thing (fixture->store, HR_KIND_VENUE, "v-9", &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_NOT_FOUND);
}

/* The meetings of one group, and what they say of signing in. */
static void
test_group (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new (DESK_NOW);
  HrThingQuery query = { .kind = HR_KIND_MEETING, .group = "g-1" };
  g_autoptr (HrThings) things = NULL;
  g_autoptr (GError) error = NULL;

  store_fixture_add (fixture, HR_KIND_GROUP, "g-1", "name", "First", "fellowship", "aa", NULL);
  store_fixture_add (fixture, HR_KIND_GROUP, "g-2", "name", "Second", "fellowship", "aa", NULL);
  for (guint i = 0; i < 5; i++)
    {
      static const char *const says[] = { "yes", "no", "", "no", "yes" };
      g_autofree char *id = g_strdup_printf ("m-%u", i);

      desk_add_meeting (fixture, id, i % 2 == 0 ? "Noon" : "Dawn");
      store_fixture_set (fixture, HR_KIND_MEETING, id, "group", i < 4 ? "g-1" : "g-2", "sign_in", says[i], NULL);
    }
  g_free (store_fixture_edit (fixture, HR_EDIT_RETIRE, HR_KIND_MEETING, "m-3", NULL, NULL));
  things = hr_store_get_things (fixture->store, &query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (things->total, ==, 3);
  g_clear_pointer (&things, hr_things_free);
  query.text = "noon";
  things = hr_store_get_things (fixture->store, &query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (things->total, ==, 2);
  g_clear_pointer (&things, hr_things_free);
  query = (HrThingQuery){ .kind = HR_KIND_GROUP };
  things = hr_store_get_things (fixture->store, &query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (things->total, ==, 2);
  {
    const HrThingRow *row = things->rows->pdata[0];

    g_assert_cmpuint (row->n_meetings, ==, 3);
    g_assert_cmpuint (row->n_sign_in, ==, 1);
    g_assert_cmpuint (row->n_no_sign_in, ==, 1);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/things/pages", test_pages);
  g_test_add_func ("/things/kinds", test_kinds);
  g_test_add_func ("/things/stale-days", test_stale_days);
  g_test_add_func ("/things/thing", test_thing);
  g_test_add_func ("/things/group", test_group);
  return g_test_run ();
}
