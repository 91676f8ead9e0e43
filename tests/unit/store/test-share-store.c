/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the desk writes goes out, what others write comes in, and who wrote without knowing of the other is told. */
#include "desk-fixture.h"
#include "handrail/store/hr-share-store.h"

#define NAME 0
#define OTHER "bbbbbbbbbbbbbbbbbbbbbbbbbb"
#define THIRD "cccccccccccccccccccccccccc"

static StoreFixture *
fixture_with_meeting (void)
{
  StoreFixture *fixture = store_fixture_new ("2026-11-23T18:50:00-05:00");

  desk_add_meeting (fixture, "m-1", "First");
  return fixture;
}

static HrShareStore *
open_share (StoreFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  HrShareStore *share = hr_share_store_open (fixture->directory, fixture->vocabulary, fixture->clock, &error);

  g_assert_no_error (error);
  return share;
}

static HrShareGroup *
meeting (const char *id, const char *device, guint64 gen, gint64 wall_ms, guint field, const char *value)
{
  HrShareVersion version = { .gen = gen, .wall_ms = wall_ms, .epoch = 1, .op = (guint64)wall_ms };
  HrShareGroup *group = NULL;

  g_strlcpy (version.device, device, sizeof version.device);
  group = hr_share_group_new (HR_KIND_MEETING, "", id, &version);
  hr_share_group_add (group, field, value);
  return group;
}

/* Returns: how many deletions it told of. Takes @group. */
static guint
put (HrShareStore *share, HrShareGroup *group)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) deleted = g_array_new (FALSE, FALSE, sizeof (HrShareVersion));

  g_assert_true (hr_share_store_begin (share, &error));
  hr_share_store_put (share, group, deleted, &error);
  g_assert_no_error (error);
  hr_share_store_commit (share, &error);
  g_assert_no_error (error);
  hr_share_group_free (group);
  return deleted->len;
}

static gboolean
collect_field_cb (const HrShareGroup *group, guint field, const char *value, gpointer data)
{
  if (field == NAME && group->kind == HR_KIND_MEETING)
    g_string_append_printf (data, "%s=%s;", group->id, value);
  return TRUE;
}

static gboolean
collect_cb (const HrShareGroup *group, gpointer data)
{
  return hr_share_group_each (group, collect_field_cb, data);
}

/* The names of meetings that wait to be published */
static char *
outbox (HrShareStore *share)
{
  g_autoptr (GError) error = NULL;
  GString *text = g_string_new (NULL);

  hr_share_store_outbox (share, collect_cb, text, &error);
  g_assert_no_error (error);
  return g_string_free (text, FALSE);
}

static void
publish (HrShareStore *share)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *left = NULL;

  g_assert_true (hr_share_store_begin (share, &error));
  g_assert_true (hr_share_store_clear_outbox (share, &error));
  g_assert_true (hr_share_store_commit (share, &error));
  left = outbox (share);
  g_assert_cmpstr (left, ==, "");
}

static void
assert_name (StoreFixture *fixture, const char *id, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HrRecord) record = hr_store_get_record (fixture->store, HR_KIND_MEETING, id, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (hr_record_get (record, "name"), ==, name);
}

static void
test_outbox (void)
{
  g_autoptr (StoreFixture) fixture = fixture_with_meeting ();
  g_autoptr (HrShareStore) share = open_share (fixture);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;

  publish (share);
  store_fixture_set (fixture, HR_KIND_MEETING, "m-1", "name", "One", NULL);
  first = outbox (share);
  g_assert_cmpstr (first, ==, "m-1=One;");
  /* the newest word is enough */
  store_fixture_set (fixture, HR_KIND_MEETING, "m-1", "name", "One more", NULL);
  second = outbox (share);
  g_assert_cmpstr (second, ==, "m-1=One more;");
  /* what loses before it is published is published all the same: others may have to choose between more than two */
  put (share, meeting ("m-1", OTHER, 9, 5, NAME, "Theirs"));
  assert_name (fixture, "m-1", "Theirs");
  third = outbox (share);
  g_assert_cmpstr (third, ==, "m-1=One more;");
  publish (share);
  /* what others wrote is never published as our own */
  put (share, meeting ("m-1", OTHER, 10, 6, NAME, "Theirs again"));
  publish (share);
}

/* What does not hold here goes out as it came, also "" where the table has nothing. */
static void
test_lost_as_it_was (void)
{
  g_autoptr (StoreFixture) fixture = fixture_with_meeting ();
  g_autoptr (HrShareStore) share = open_share (fixture);
  g_autofree char *before = NULL;

  publish (share);
  store_fixture_set (fixture, HR_KIND_MEETING, "m-1", "name", "Ours", NULL);
  put (share, meeting ("m-1", OTHER, 9, 5, NAME, ""));
  before = outbox (share);
  g_assert_cmpstr (before, ==, "m-1=Ours;");
  g_assert_cmpint (store_fixture_number (fixture, "SELECT value = '' FROM share_kept WHERE id = 'm-1' AND field = 0"), ==, 1);
}

static void
test_conflict (void)
{
  g_autoptr (StoreFixture) fixture = fixture_with_meeting ();
  g_autoptr (HrShareStore) share = open_share (fixture);
#define COUNT "SELECT count(*) FROM history WHERE verb = 'conflict' AND kind = 'meeting' AND id = 'm-1' AND field = 'name' "
  static const char lost[] = COUNT "AND old = 'Ours' AND new = 'Theirs'", late[] = COUNT "AND old = 'Late' AND new = 'Ours again'",
                    still[] = COUNT "AND old = 'Theirs still' AND new = 'Ours'", kept_back[] = COUNT "AND old = 'Ours again' AND new = 'Blind'";

  store_fixture_set (fixture, HR_KIND_MEETING, "m-1", "name", "Ours", NULL);
  /* the second of two that did not know of each other, by the clock */
  put (share, meeting ("m-1", OTHER, 1, G_GINT64_CONSTANT (9000000000000), NAME, "Theirs"));
  assert_name (fixture, "m-1", "Theirs");
  g_assert_cmpint (store_fixture_number (fixture, lost), ==, 1);
  /* staff take the other one: whoever saw both has the last word */
  desk_undo (fixture, desk_last (fixture));
  assert_name (fixture, "m-1", "Ours");
  put (share, meeting ("m-1", OTHER, 1, G_GINT64_CONSTANT (9000000000001), NAME, "Theirs still"));
  assert_name (fixture, "m-1", "Ours");
  /* theirs was taken back here, and that they changed it once more nobody here had seen */
  g_assert_cmpint (store_fixture_number (fixture, still), ==, 1);
  /* and once: what comes again is known */
  put (share, meeting ("m-1", OTHER, 1, G_GINT64_CONSTANT (9000000000001), NAME, "Theirs still"));
  g_assert_cmpint (store_fixture_number (fixture, still), ==, 1);
  /* one that comes late and loses is told of, too */
  store_fixture_set (fixture, HR_KIND_MEETING, "m-1", "name", "Ours again", NULL);
  put (share, meeting ("m-1", THIRD, 2, 1, NAME, "Late"));
  assert_name (fixture, "m-1", "Ours again");
  g_assert_cmpint (store_fixture_number (fixture, late), ==, 1);
  /* ours had not gone out when it was written */
  put (share, meeting ("m-1", OTHER, 3, 1, NAME, "Blind"));
  assert_name (fixture, "m-1", "Blind");
  g_assert_cmpint (store_fixture_number (fixture, kept_back), ==, 1);
  /* who saw ours is no conflict */
  store_fixture_set (fixture, HR_KIND_MEETING, "m-1", "name", "Ours at last", NULL);
  publish (share);
  put (share, meeting ("m-1", OTHER, 5, 1, NAME, "Seen"));
  assert_name (fixture, "m-1", "Seen");
  g_assert_cmpint (store_fixture_number (fixture, "SELECT count(*) FROM history WHERE verb = 'conflict'"), ==, 4);
  g_assert_cmpint (store_fixture_number (fixture, "SELECT count(*) FROM history WHERE verb = 'share' AND new = 'Seen'"), ==, 1);
  store_fixture_set (fixture, HR_KIND_MEETING, "m-1", "name", "Unsent", NULL);
  put (share, meeting ("m-1", OTHER, 9, 1, NAME, "Blind anew"));
  g_assert_cmpint (store_fixture_number (fixture, COUNT "AND old = 'Unsent' AND new = 'Blind anew'"), ==, 1);
}

/* Returns: how many deletions of a place are told of that comes and goes in one transaction */
static guint
come_and_go (HrShareStore *share, const char *id, gboolean step)
{
  HrShareVersion version = { .gen = 1, .wall_ms = 5, .device = OTHER, .epoch = 1, .op = 5 };
  g_autoptr (HrShareGroup) comes = hr_share_group_new (HR_KIND_VENUE, "", id, &version);
  g_autoptr (HrShareGroup) goes = NULL;
  g_autoptr (GArray) deleted = g_array_new (FALSE, FALSE, sizeof (HrShareVersion));
  g_autoptr (GError) error = NULL;

  version.op = 6;
  goes = hr_share_group_new (HR_KIND_VENUE, "", id, &version);
  hr_share_group_add (comes, hr_kind_get_clock_number (HR_KIND_VENUE, 0), "Hall");
  hr_share_group_add (goes, hr_kind_get_clock_number (HR_KIND_VENUE, hr_kind_n_own_fields (HR_KIND_VENUE) + HR_COMMON_RETIRED), "yes");
  g_assert_true (hr_share_store_begin (share, &error));
  g_assert_true (hr_share_store_put (share, comes, deleted, &error));
  if (step)
    hr_share_store_step (share);
  g_assert_true (hr_share_store_put (share, goes, deleted, &error));
  g_assert_true (hr_share_store_commit (share, &error));
  return deleted->len;
}

static void
test_deletions (void)
{
  g_autoptr (StoreFixture) fixture = fixture_with_meeting ();
  g_autoptr (HrShareStore) share = open_share (fixture);
  guint retired = hr_kind_get_clock_number (HR_KIND_MEETING, hr_kind_n_own_fields (HR_KIND_MEETING) + HR_COMMON_RETIRED);
  guint live = hr_share_store_live (share);

  g_assert_cmpuint (put (share, meeting ("m-1", OTHER, 9, 5, retired, "yes")), ==, 1);
  g_assert_cmpuint (hr_share_store_live (share), ==, live - 1);
  g_assert_cmpuint (put (share, meeting ("m-1", OTHER, 9, 6, retired, "yes")), ==, 0);
  g_assert_cmpuint (put (share, meeting ("m-nobody", OTHER, 9, 5, retired, "yes")), ==, 0);
  /* what comes retired was never here */
  {
    HrShareVersion version = { .gen = 1, .wall_ms = 5, .device = OTHER, .epoch = 1, .op = 5 };
    HrShareGroup *group = hr_share_group_new (HR_KIND_VENUE, "", "v-gone", &version);

    hr_share_group_add (group, hr_kind_get_clock_number (HR_KIND_VENUE, hr_kind_n_own_fields (HR_KIND_VENUE) + HR_COMMON_RETIRED), "yes");
    group->whole = 20;
    g_assert_cmpuint (put (share, group), ==, 0);
  }
  g_assert_cmpuint (come_and_go (share, "v-one", FALSE), ==, 0);
  g_assert_cmpuint (come_and_go (share, "v-two", TRUE), ==, 1);
}

/* A row that was not whole is looked at when the rest has come. */
static void
test_halves (void)
{
  g_autoptr (StoreFixture) fixture = fixture_with_meeting ();
  g_autoptr (HrShareStore) share = open_share (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (HrRecord) none = NULL;
  static const char *const fields[] = { "slug", "fellowship", "rule", "start", "attendance" };
  static const char *const values[] = { "half", "aa", "FREQ=WEEKLY;BYDAY=MO", "2026-01-05T19:00", "online" };

  put (share, meeting ("m-half", OTHER, 1, 1, NAME, "Half"));
  none = hr_store_get_record (fixture->store, HR_KIND_MEETING, "m-half", &error);
  g_assert_error (error, HR_ERROR, HR_ERROR_NOT_FOUND);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    put (share, meeting ("m-half", i == 2 ? THIRD : OTHER, 1, 2 + i,
                         hr_kind_get_clock_number (HR_KIND_MEETING, (guint)hr_kind_find_field (HR_KIND_MEETING, fields[i])), values[i]));
  assert_name (fixture, "m-half", "Half");
  {
    g_autoptr (HrQuery) query = hr_query_new ();
    g_autoptr (HrResults) results = NULL;

    query->text = g_strdup ("half");
    results = hr_store_find (fixture->store, query, NULL);
    g_assert_cmpuint (results->total, ==, 1);
  }
  /* nothing of it is kept twice */
  g_assert_cmpint (store_fixture_number (fixture, "SELECT count(*) FROM share_kept"), ==, 0);
}

static void
test_force (void)
{
  g_autoptr (StoreFixture) fixture = fixture_with_meeting ();
  g_autoptr (HrShareStore) share = open_share (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (HrShareGroup) group = meeting ("m-1", OTHER, 1, 1, NAME, "As it was");
  guint notes = hr_kind_get_clock_number (HR_KIND_MEETING, (guint)hr_kind_find_field (HR_KIND_MEETING, "notes"));
  g_autoptr (HrShareGroup) never = meeting ("m-1", "", 0, 0, notes, NULL);
  g_autoptr (HrShareGroup) still = NULL;

  store_fixture_set (fixture, HR_KIND_MEETING, "m-1", "name", "Newer", "notes", "A thief's", NULL);
  g_assert_true (hr_share_store_begin (share, &error));
  g_assert_true (hr_share_store_force (share, group, &error));
  g_assert_true (hr_share_store_force (share, never, &error));
  g_assert_true (hr_share_store_commit (share, &error));
  assert_name (fixture, "m-1", "As it was");
  still = hr_share_store_still (share, group);
  g_assert_nonnull (still);
  {
    g_autoptr (HrRecord) record = hr_store_get_record (fixture->store, HR_KIND_MEETING, "m-1", NULL);

    g_assert_null (hr_record_get (record, "notes"));
  }
  /* and anybody's word replaces what was never written */
  put (share, meeting ("m-1", OTHER, 1, 1, notes, "Somebody's"));
  {
    g_autoptr (HrRecord) record = hr_store_get_record (fixture->store, HR_KIND_MEETING, "m-1", NULL);

    g_assert_cmpstr (hr_record_get (record, "notes"), ==, "Somebody's");
  }
}

/* ---- staff's words beside a feed's ---- */

static void
assert_name_forced (StoreFixture *fixture, HrShareStore *share, HrShareGroup *group, const char *name)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (hr_share_store_begin (share, &error));
  g_assert_true (hr_share_store_force (share, group, &error));
  g_assert_true (hr_share_store_commit (share, &error));
  hr_share_group_free (group);
  assert_name (fixture, "m-1", name);
}

/* A word that no live stream has any more goes like any field, and what stood below it stands again. */
static void
test_word_forced (void)
{
  g_autoptr (StoreFixture) fixture = fixture_with_meeting ();
  g_autoptr (HrShareStore) share = open_share (fixture);
  g_autoptr (HrThing) thing = NULL;

  put (share, meeting ("m-1", OTHER, 1, 1, 64 + NAME, "Staff's"));
  assert_name (fixture, "m-1", "Staff's");
  put (share, meeting ("m-1", THIRD, 9, 9, NAME, "The feed's"));
  assert_name (fixture, "m-1", "Staff's");
  thing = hr_store_get_thing (fixture->store, HR_KIND_MEETING, "m-1", NULL);
  g_assert_cmpstr (thing->overridden[0], ==, "name");
  g_assert_cmpstr (thing->feed_says[0], ==, "The feed's");
  /* a name is needed: that staff say there is none says nothing */
  put (share, meeting ("m-1", OTHER, 2, 2, 64 + NAME, ""));
  assert_name (fixture, "m-1", "The feed's");
  put (share, meeting ("m-1", OTHER, 3, 3, 64 + NAME, "Staff's again"));
  assert_name_forced (fixture, share, meeting ("m-1", OTHER, 1, 1, 64 + NAME, "Staff's"), "Staff's");
  assert_name_forced (fixture, share, meeting ("m-1", "", 0, 0, NAME, NULL), "Staff's");
  assert_name_forced (fixture, share, meeting ("m-1", THIRD, 9, 9, NAME, "The feed's"), "Staff's");
  assert_name_forced (fixture, share, meeting ("m-1", "", 0, 0, 64 + NAME, NULL), "The feed's");
  g_assert_cmpint (store_fixture_number (fixture, "SELECT count(*) FROM share_kept"), ==, 0);
  g_assert_cmpint (store_fixture_number (fixture, "SELECT count(*) FROM override"), ==, 0);
}

/* ---- a later program ---- */

static void
write_past (StoreFixture *fixture, const char *sql)
{
  g_autofree char *path = g_build_filename (fixture->directory, HR_STORE_FILE, NULL);
  sqlite3 *db = NULL;
  char *message = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  if (sqlite3_exec (db, sql, NULL, NULL, &message) != SQLITE_OK)
    g_error ("%s: %s", sql, message);
  sqlite3_close (db);
}

static HrShareGroup *
of_kind (HrKind kind, const char *id, guint64 gen, const char *const *fields, const char *const *values, guint n)
{
  HrShareVersion version = { .gen = gen, .wall_ms = 7, .device = OTHER, .epoch = 1, .op = 7 };
  HrShareGroup *group = hr_share_group_new (kind, "", id, &version);

  for (guint number = 0; number < 64; number++)
    for (guint i = 0; i < n; i++)
      if (hr_kind_get_clock_number (kind, (guint)hr_kind_find_field (kind, fields[i])) == number)
        hr_share_group_add (group, number, values[i]);
  return group;
}

static void
assert_field (StoreFixture *fixture, HrKind kind, const char *id, const char *field, const char *value)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HrRecord) record = hr_store_get_record (fixture->store, kind, id, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (hr_record_get (record, field), ==, value);
}

/* The database as a program left it that knew neither articles nor what resources cost, beside devices that did. */
static StoreFixture *
fixture_of_before (void)
{
  StoreFixture *fixture = fixture_with_meeting ();

  for (guint i = 0; i < 3; i++)
    {
      static const char *const ids[] = { "r-theirs", "r-ours", "r-both" };

      store_fixture_add (fixture, HR_KIND_RESOURCE, ids[i], "name", "Pantry", "need", "food", NULL);
    }
  write_past (fixture,
              "INSERT INTO device (n, id) VALUES (99, 'bbbbbbbbbbbbbbbbbbbbbbbbbb');"
              "INSERT INTO share_kept VALUES (6, '', 'r-theirs', 17, 1, 7, 99, 1, 7, 'en=Free');"
              "INSERT INTO share_kept VALUES (13, '', 'ar-1', 0, 1, 7, 99, 1, 8, 'first'), (13, '', 'ar-1', 1, 1, 7, 99, 1, 8, 'en'), "
              "(13, '', 'ar-1', 2, 1, 7, 99, 1, 8, 'Your first meeting'), (13, '', 'ar-1', 4, 1, 7, 99, 1, 8, 'Come in.');"
              "INSERT INTO share_kept VALUES (99, '', 'z-1', 0, 1, 7, 99, 1, 9, 'Later still');"
              "DELETE FROM meta WHERE key IN ('learned', 'known:article');"
              "UPDATE meta SET value = 17 WHERE key = 'known:resource';");
  return fixture;
}

static void
test_learned (void)
{
  g_autoptr (StoreFixture) fixture = fixture_of_before ();
  static const char *const cost[] = { "cost" }, *const free[] = { "en=Nothing" };

  assert_field (fixture, HR_KIND_RESOURCE, "r-theirs", "cost", NULL);
  store_fixture_reopen (fixture);
  /* what others had said of it is shown from now on, though our rows are much newer */
  assert_field (fixture, HR_KIND_RESOURCE, "r-theirs", "cost", "en=Free");
  assert_field (fixture, HR_KIND_ARTICLE, "ar-1", "title", "Your first meeting");
  g_assert_cmpint (store_fixture_number (fixture, "SELECT count(*) FROM share_kept WHERE kind <> 99"), ==, 0);
  g_assert_cmpint (store_fixture_number (fixture, "SELECT count(*) FROM share_kept WHERE kind = 99"), ==, 1);
  /* and what they say later, for nobody here ever said that it costs nothing */
  {
    g_autoptr (HrShareStore) share = open_share (fixture);

    put (share, of_kind (HR_KIND_RESOURCE, "r-ours", 1, cost, free, 1));
    assert_field (fixture, HR_KIND_RESOURCE, "r-ours", "cost", "en=Nothing");
    publish (share);
    store_fixture_set (fixture, HR_KIND_RESOURCE, "r-both", "cost", "en=Five dollars", NULL);
    put (share, of_kind (HR_KIND_RESOURCE, "r-both", 1, cost, free, 1));
    assert_field (fixture, HR_KIND_RESOURCE, "r-both", "cost", "en=Five dollars");
  }
  /* once is enough */
  write_past (fixture, "DELETE FROM meta WHERE key = 'known:article'");
  store_fixture_reopen (fixture);
  g_assert_cmpint (store_fixture_number (fixture, "SELECT count(*) FROM meta WHERE key = 'known:article'"), ==, 0);
}

/* A value that did not hold, as a later program's choices do not, holds when that program is here. */
static void
test_value_learned (void)
{
  g_autoptr (StoreFixture) fixture = fixture_with_meeting ();
  static const char *const website[] = { "website" }, *const odd[] = { "gopher://hole" };

  {
    g_autoptr (HrShareStore) share = open_share (fixture);

    put (share, of_kind (HR_KIND_MEETING, "m-1", 9, website, odd, 1));
  }
  assert_field (fixture, HR_KIND_MEETING, "m-1", "website", NULL);
  write_past (fixture, "UPDATE share_kept SET value = 'https://example.org/' WHERE id = 'm-1'; DELETE FROM meta WHERE key = 'learned'");
  store_fixture_reopen (fixture);
  assert_field (fixture, HR_KIND_MEETING, "m-1", "website", "https://example.org/");
  g_assert_cmpint (store_fixture_number (fixture, "SELECT count(*) FROM share_kept"), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/share-store/outbox", test_outbox);
  g_test_add_func ("/share-store/lost-as-it-was", test_lost_as_it_was);
  g_test_add_func ("/share-store/conflict", test_conflict);
  g_test_add_func ("/share-store/deletions", test_deletions);
  g_test_add_func ("/share-store/halves", test_halves);
  g_test_add_func ("/share-store/force", test_force);
  g_test_add_func ("/share-store/word-forced", test_word_forced);
  g_test_add_func ("/share-store/learned", test_learned);
  g_test_add_func ("/share-store/value-learned", test_value_learned);
  return g_test_run ();
}
