/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was said of signing in for a whole group holds for the meetings that join it later. */
#include "desk-fixture.h"
#include "handrail/store/hr-share-store.h"

static void
add (StoreFixture *self, const char *id, const char *group, const char *sign_in)
{
  store_fixture_add (self, HR_KIND_MEETING, id, "name", id, "fellowship", "aa", "attendance", "in_person", "group", group,
                     "sign_in", sign_in, NULL);
}

static void
expect (StoreFixture *self, const char *id, const char *sign_in)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HrRecord) record = hr_store_get_record (self->store, HR_KIND_MEETING, id, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (hr_record_get (record, "sign_in"), ==, sign_in);
}

static StoreFixture *
begin (void)
{
  StoreFixture *self = store_fixture_new (DESK_NOW);

  store_fixture_add (self, HR_KIND_GROUP, "g-noon", "name", "Noon Group", "fellowship", "aa", NULL);
  store_fixture_add (self, HR_KIND_GROUP, "g-night", "name", "Night Group", "fellowship", "aa", NULL);
  return self;
}

static void
test_added (void)
{
  g_autoptr (StoreFixture) self = begin ();

  add (self, "m-1", "g-noon", "no");
  add (self, "m-2", "g-noon", NULL);
  expect (self, "m-2", "no");
  /* of the group only */
  add (self, "m-3", "g-night", NULL);
  expect (self, "m-3", NULL);
  add (self, "m-4", NULL, NULL);
  expect (self, "m-4", NULL);
  /* what is said of the meeting itself counts, and from then on the group is not of one mind */
  add (self, "m-5", "g-noon", "yes");
  expect (self, "m-5", "yes");
  add (self, "m-6", "g-noon", NULL);
  expect (self, "m-6", NULL);
}

static void
test_joining (void)
{
  g_autoptr (StoreFixture) self = begin ();

  add (self, "m-1", "g-noon", "yes");
  add (self, "m-2", NULL, NULL);
  store_fixture_set (self, HR_KIND_MEETING, "m-2", "notes", "Bring a cup.", NULL);
  expect (self, "m-2", NULL);
  store_fixture_set (self, HR_KIND_MEETING, "m-2", "group", "g-noon", NULL);
  expect (self, "m-2", "yes");
  /* taken off again, it stays off, also when something else is written */
  store_fixture_set (self, HR_KIND_MEETING, "m-2", "sign_in", NULL, NULL);
  store_fixture_set (self, HR_KIND_MEETING, "m-2", "notes", NULL, NULL);
  expect (self, "m-2", NULL);
}

static void
test_back (void)
{
  g_autoptr (StoreFixture) self = begin ();

  add (self, "m-1", "g-noon", NULL);
  add (self, "m-2", "g-noon", NULL);
  g_free (store_fixture_edit (self, HR_EDIT_RETIRE, HR_KIND_MEETING, "m-2", NULL, NULL));
  /* the rule is set while one of them is away */
  store_fixture_set (self, HR_KIND_MEETING, "m-1", "sign_in", "no", NULL);
  g_free (store_fixture_edit (self, HR_EDIT_RESTORE, HR_KIND_MEETING, "m-2", NULL, NULL));
  expect (self, "m-2", "no");
  /* a meeting that is away has no say */
  g_free (store_fixture_edit (self, HR_EDIT_RETIRE, HR_KIND_MEETING, "m-2", NULL, NULL));
  store_fixture_set (self, HR_KIND_MEETING, "m-1", "sign_in", "yes", NULL);
  add (self, "m-3", "g-noon", NULL);
  expect (self, "m-3", "yes");
}

/* A new meeting and the one that it follows, in one transaction; and one touch takes the whole of it back. */
static void
test_together (void)
{
  static const char *const fields[] = { "name", "fellowship", "attendance", "group", "sign_in", NULL };
  static const char *const first[] = { "One", "aa", "in_person", "g-noon", "no", NULL };
  static const char *const second[] = { "Two", "aa", "in_person", "g-noon", NULL, NULL };
  const HrEdit edits[] = { { .verb = HR_EDIT_ADD, .kind = HR_KIND_MEETING, .id = "m-1", .fields = fields, .values = first },
                           { .verb = HR_EDIT_ADD, .kind = HR_KIND_MEETING, .id = "m-2", .fields = fields, .values = second } };
  g_autoptr (StoreFixture) self = begin ();
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = hr_store_edit (self->store, edits, G_N_ELEMENTS (edits), "test", &error);

  g_assert_no_error (error);
  g_assert_nonnull (ids);
  expect (self, "m-2", "no");
}

static gboolean
carry_cb (const HrShareGroup *group, gpointer data)
{
  g_autoptr (GArray) deleted = g_array_new (FALSE, FALSE, sizeof (HrShareVersion));
  g_autoptr (GError) error = NULL;

  hr_share_store_put (data, group, deleted, &error);
  g_assert_no_error (error);
  return TRUE;
}

/* What @from wrote since the last time comes to @to. */
static void
carry (StoreFixture *from, StoreFixture *to)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HrShareStore) out = hr_share_store_open (from->directory, from->vocabulary, from->clock, &error);
  g_autoptr (HrShareStore) in = hr_share_store_open (to->directory, to->vocabulary, to->clock, &error);

  g_assert_no_error (error);
  g_assert_true (hr_share_store_begin (in, &error));
  g_assert_true (hr_share_store_outbox (out, carry_cb, in, &error));
  g_assert_true (hr_share_store_commit (in, &error));
  g_assert_true (hr_share_store_begin (out, &error));
  g_assert_true (hr_share_store_clear_outbox (out, &error));
  g_assert_true (hr_share_store_commit (out, &error));
}

/* The rule is set on one device, the meeting is added on another: everybody sees it as the group has it. */
static void
test_shared (void)
{
  g_autoptr (StoreFixture) office = begin ();
  g_autoptr (StoreFixture) desk = store_fixture_new (DESK_NOW);

  add (office, "m-1", "g-noon", NULL);
  store_fixture_set (office, HR_KIND_MEETING, "m-1", "sign_in", "no", NULL);
  carry (office, desk);
  store_fixture_reopen (desk);
  expect (desk, "m-1", "no");
  add (desk, "m-2", "g-noon", NULL);
  expect (desk, "m-2", "no");
  carry (desk, office);
  store_fixture_reopen (office);
  expect (office, "m-2", "no");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/group-rule/added", test_added);
  g_test_add_func ("/group-rule/joining", test_joining);
  g_test_add_func ("/group-rule/back", test_back);
  g_test_add_func ("/group-rule/together", test_together);
  g_test_add_func ("/group-rule/shared", test_shared);
  return g_test_run ();
}
