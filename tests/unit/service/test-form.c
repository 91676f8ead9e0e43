/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One thing while it is edited: what holds, the draft, two desks, the preview, publish, retire, copies; for every kind of the table. */
#include "handrail/core/hr-error.h"
#include "handrail/service/hr-form.h"
#include "hr-test.h"
#include <string.h>

#define MEETING "m-noon-anchor"

typedef struct
{
  char *folder;
  HrCenter *center;
  HrEditor *editor;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree char *database = NULL;
  self->folder = hr_test_make_folder ();
  database = g_build_filename (self->folder, "data", NULL);
  self->center = hr_test_open_center (database, FALSE, NULL);
  self->editor = hr_editor_new (self->center);
  hr_editor_set_actor (self->editor, "Ana");
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  hr_center_close (self->center);
  g_clear_object (&self->editor);
  g_clear_object (&self->center);
  hr_test_remove_folder (self->folder);
}

static gboolean
is_ready (gpointer form)
{
  return hr_form_is_ready (form);
}

static HrForm *
ready (HrForm *form)
{
  g_assert_true (hr_test_try_until (is_ready, form));
  g_assert_no_error (hr_form_get_error (form));
  return form;
}

static HrForm *
open_form (Fixture *self, HrKind kind, const char *id)
{
  return ready (hr_form_new (self->editor, kind, id));
}

static void
publish (HrForm *form, int code)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done;
  hr_form_publish_async (form, hr_test_take_result, &result);
  hr_test_wait (&result);
  done = hr_form_finish (form, result, &error);
  if (code >= 0)
    g_assert_error (error, HR_ERROR, code);
  else
    g_assert_no_error (error);
  g_assert_true (done == (code < 0));
  ready (form);
}

static void
retire (HrForm *form, gboolean away)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  hr_form_retire_async (form, away, hr_test_take_result, &result);
  hr_test_wait (&result);
  g_assert_true (hr_form_finish (form, result, &error));
  g_assert_no_error (error);
}

static char *
stored (Fixture *self, HrKind kind, const char *id, const char *field)
{
  g_autoptr (HrThing) thing = hr_store_get_thing (hr_center_get_store (self->center), kind, id, NULL);
  return thing != NULL ? g_strdup (hr_record_get (thing->record, field)) : NULL;
}

static void
assert_stored (Fixture *self, HrKind kind, const char *id, const char *field, const char *value)
{
  g_autofree char *found = stored (self, kind, id, field);
  g_assert_cmpstr (found, ==, value);
}

/* The other desk. */
static void
other_sets (Fixture *self, const char *field, const char *value)
{
  const char *const fields[] = { field, NULL };
  const char *const values[] = { value, NULL };
  HrEdit edit = { HR_EDIT_SET, HR_KIND_MEETING, MEETING, fields, values };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = hr_store_edit (hr_center_get_store (self->center), &edit, 1, "Bo", &error);
  g_assert_no_error (error);
  g_assert_nonnull (ids);
}

static void
settle (void)
{
  for (guint i = 0; i < 30; i++)
    {
      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_usleep (10000);
    }
}

static void
test_edit (Fixture *self, gconstpointer data)
{
  g_autoptr (HrForm) form = open_form (self, HR_KIND_MEETING, MEETING);
  g_autofree char *name = g_strdup (hr_form_get (form, "name"));

  g_assert_false (hr_form_is_changed (form, NULL));
  g_assert_true (hr_form_set (form, "name", "Noon  Anchor, new"));
  g_assert_false (hr_form_set (form, "length", "soon"));
  g_assert_false (hr_form_holds (form, "length"));
  g_assert_cmpstr (hr_form_get (form, "length"), ==, "soon");
  g_assert_cmpstr (hr_form_find_trouble (form), ==, "length");
  g_assert_true (hr_form_undo (form));
  g_assert_true (hr_form_holds (form, "length"));
  g_assert_null (hr_form_find_trouble (form));
  /* a space more is no change */
  g_assert_true (hr_form_undo (form));
  g_assert_false (hr_form_undo (form));
  g_assert_cmpstr (hr_form_get (form, "name"), ==, name);
  hr_form_set (form, "name", "Noon  Anchor, new");
  publish (form, -1);
  assert_stored (self, HR_KIND_MEETING, MEETING, "name", "Noon Anchor, new");
  g_assert_cmpstr (hr_form_get (form, "name"), ==, "Noon Anchor, new");
  g_assert_false (hr_form_is_changed (form, NULL));
}

/* What others changed is never overwritten unseen, and what they changed elsewhere is taken over. */
static void
test_conflict (Fixture *self, gconstpointer data)
{
  g_autoptr (HrForm) form = open_form (self, HR_KIND_MEETING, MEETING);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  hr_form_set (form, "notes", "Mine.");
  hr_form_publish_async (form, hr_test_take_result, &result);
  hr_test_wait (&result);
  g_assert_true (hr_form_finish (form, result, &error));
  ready (form);
  /* the news comes while one types */
  hr_form_set (form, "notes", "Mine again.");
  other_sets (self, "notes", "Theirs.");
  other_sets (self, "capacity", "12");
  settle ();
  g_assert_cmpstr (hr_form_get_theirs (form, "notes"), ==, "Theirs.");
  g_assert_cmpstr (hr_form_get (form, "notes"), ==, "Mine again.");
  g_assert_cmpstr (hr_form_get (form, "capacity"), ==, "12");
  g_assert_cmpstr (hr_form_find_trouble (form), ==, "notes");
  publish (form, HR_ERROR_CONFLICT);
  assert_stored (self, HR_KIND_MEETING, MEETING, "notes", "Theirs.");
  hr_form_choose (form, "notes", TRUE);
  g_assert_null (hr_form_get_theirs (form, "notes"));
  publish (form, -1);
  assert_stored (self, HR_KIND_MEETING, MEETING, "notes", "Mine again.");
  assert_stored (self, HR_KIND_MEETING, MEETING, "capacity", "12");
  /* the news comes too late: the transaction itself refuses */
  hr_form_set (form, "notes", "Third.");
  other_sets (self, "notes", "Fourth.");
  publish (form, HR_ERROR_CONFLICT);
  settle ();
  g_assert_cmpstr (hr_form_get_theirs (form, "notes"), ==, "Fourth.");
  hr_form_choose (form, "notes", FALSE);
  g_assert_cmpstr (hr_form_get (form, "notes"), ==, "Fourth.");
  g_assert_false (hr_form_is_changed (form, NULL));
}

static void
test_draft (Fixture *self, gconstpointer data)
{
  g_autoptr (HrForm) form = open_form (self, HR_KIND_MEETING, MEETING);

  hr_form_set (form, "notes", "Half a");
  hr_form_set (form, "length", "nine");
  g_usleep ((HR_FORM_DRAFT_MS + 200) * 1000);
  settle ();
  g_clear_object (&form);
  /* somebody else writes while nobody is at the desk */
  other_sets (self, "notes", "Theirs.");
  form = open_form (self, HR_KIND_MEETING, MEETING);
  g_assert_cmpint (hr_form_get_draft_ms (form), !=, 0);
  g_assert_cmpstr (hr_form_get (form, "notes"), ==, "Half a");
  g_assert_cmpstr (hr_form_get_theirs (form, "notes"), ==, "Theirs.");
  g_assert_cmpstr (hr_form_get (form, "length"), ==, "nine");
  g_assert_false (hr_form_holds (form, "length"));
  hr_form_revert (form);
  settle ();
  g_clear_object (&form);
  form = open_form (self, HR_KIND_MEETING, MEETING);
  g_assert_cmpint (hr_form_get_draft_ms (form), ==, 0);
  g_assert_cmpstr (hr_form_get (form, "notes"), ==, "Theirs.");
}

static void
test_copy_and_retire (Fixture *self, gconstpointer data)
{
  g_autoptr (HrForm) form = ready (hr_form_new_copy (self->editor, HR_KIND_MEETING, MEETING));
  g_autoptr (HrForm) old = open_form (self, HR_KIND_MEETING, MEETING);

  g_assert_null (hr_form_get_id (form));
  g_assert_cmpstr (hr_form_get (form, "rule"), ==, hr_form_get (old, "rule"));
  g_assert_cmpstr (hr_form_get (form, "slug"), ==, "");
  g_assert_cmpstr (hr_form_get (form, "verified"), ==, "");
  hr_form_set (form, "name", "A second one");
  publish (form, -1);
  g_assert_nonnull (hr_form_get_id (form));
  g_assert_cmpstr (hr_form_get_id (form), !=, MEETING);
  g_assert_cmpstr (hr_form_get (form, "verified"), ==, "2026-11-23");
  hr_form_set (form, "notes", "typing");
  retire (form, TRUE);
  settle ();
  g_assert_true (hr_form_is_retired (form));
  g_assert_cmpstr (hr_form_get (form, "notes"), ==, "typing");
  assert_stored (self, HR_KIND_MEETING, hr_form_get_id (form), "retired", "yes");
  retire (form, FALSE);
  settle ();
  g_assert_false (hr_form_is_retired (form));
  assert_stored (self, HR_KIND_MEETING, hr_form_get_id (form), "retired", NULL);
}

/* The lobby's own answers, and not a byte written. */
static void
test_preview (Fixture *self, gconstpointer data)
{
  g_autoptr (HrForm) form = open_form (self, HR_KIND_MEETING, MEETING);
  g_autoptr (HrDirectory) preview = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrMeeting) meeting = NULL;
  g_autoptr (HrMeeting) now = NULL;

  hr_form_set (form, "name", "As it will be");
  hr_form_set (form, "start", "2026-11-25T09:15");
  hr_form_set (form, "published", "no");
  preview = hr_form_preview (form);
  hr_directory_get_meeting_async (preview, MEETING, NULL, hr_test_take_result, &result);
  hr_test_wait (&result);
  meeting = hr_directory_get_meeting_finish (preview, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (meeting->name, ==, "As it will be");
  g_assert_cmpint (meeting->schedule.start_min, ==, 9 * 60 + 15);
  now = hr_store_get_meeting (hr_center_get_store (self->center), MEETING, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (now->name, !=, "As it will be");
  assert_stored (self, HR_KIND_MEETING, MEETING, "published", NULL);
}

/* Every kind of the table, also one that comes later: it opens empty, it refuses what no field of it can hold, it says what is missing. */
static void
test_every_kind (Fixture *self, gconstpointer data)
{
  for (guint k = 0; k < HR_N_KINDS; k++)
    {
      guint n;
      const HrField *fields = hr_kind_get_fields ((HrKind)k, &n);
      g_autoptr (HrForm) form = open_form (self, (HrKind)k, NULL);
      g_autoptr (HrRecord) empty = hr_form_get_record (form);

      g_assert_false (hr_form_is_changed (form, NULL));
      g_assert_false (hr_record_check (empty, NULL) && fields[0].required);
      for (guint i = 0; i < n; i++)
        {
          g_autofree char *long_text = g_strnfill (fields[i].max_bytes + 10, 'a');
          gboolean list = fields[i].form == HR_FORM_CHOICE || fields[i].form == HR_FORM_DATE || fields[i].form == HR_FORM_RULE;

          g_assert_false (hr_form_set (form, fields[i].name, long_text));
          g_assert_cmpstr (hr_form_get (form, fields[i].name), ==, long_text);
          if (list)
            g_assert_false (hr_form_set (form, fields[i].name, "no such thing"));
          g_assert_nonnull (hr_form_find_trouble (form));
          g_assert_true (hr_form_set (form, fields[i].name, ""));
        }
      g_assert_false (hr_form_is_changed (form, NULL));
      if (!hr_record_check (empty, NULL))
        publish (form, HR_ERROR_INPUT);
    }
}

static void
test_locked (Fixture *self, gconstpointer data)
{
  g_autoptr (HrForm) form = open_form (self, HR_KIND_MEETING, MEETING);

  hr_form_set (form, "name", "X");
  hr_editor_set_actor (self->editor, NULL);
  publish (form, HR_ERROR_REFUSED);
  g_assert_cmpstr (hr_form_get (form, "name"), ==, "X");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/form/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("edit", test_edit);
  ADD ("conflict", test_conflict);
  ADD ("draft", test_draft);
  ADD ("copy-and-retire", test_copy_and_retire);
  ADD ("preview", test_preview);
  ADD ("every-kind", test_every_kind);
  ADD ("locked", test_locked);
  return g_test_run ();
}
