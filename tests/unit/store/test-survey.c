/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "handrail/store/hr-store-survey.h"
#include "handrail/core/hr-error.h"
#include "hr-test.h"

/* More than two slices, and not a whole number of them */
#define N_MEETINGS 10007

typedef struct
{
  guint all, unpublished, verified;
  GHashTable *ids;
} Seen;

static void
see_cb (const HrSurveyMeeting *meeting, gpointer user_data)
{
  Seen *self = user_data;

  self->all++;
  self->unpublished += meeting->published ? 0 : 1;
  self->verified += meeting->verified != HR_DATE_NONE ? 1 : 0;
  g_assert_true (g_hash_table_add (self->ids, g_strdup (meeting->id)));
}

static void
test_every_meeting_once (void)
{
  g_autofree char *folder = hr_test_make_folder ();
  g_autoptr (HrCenter) center = hr_test_open_center (folder, TRUE, NULL);
  HrStore *store = hr_center_get_store (center);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_record_unref);
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Seen seen = { .ids = ids };

  for (guint i = 0; i < N_MEETINGS; i++)
    {
      g_autofree char *id = g_strdup_printf ("m-%u", i);

      g_ptr_array_add (records, hr_test_record (HR_KIND_MEETING, id, "name", id, "slug", id, "fellowship", "aa",
                                                "attendance", "online", "published", i % 10 == 0 ? "no" : "yes",
                                                "retired", i % 10 == 1 ? "yes" : "no", "verified",
                                                i % 10 == 2 ? "2026-11-01" : "", NULL));
    }
  g_assert_true (hr_store_add_all (store, records, "test", &error));
  g_assert_no_error (error);
  g_assert_true (hr_store_survey_meetings (store, see_cb, &seen, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (seen.all, ==, N_MEETINGS - 1001);
  g_assert_cmpuint (seen.unpublished, ==, 1001);
  g_assert_cmpuint (seen.verified, ==, 1001);
  hr_center_close (center);
  g_assert_false (hr_store_survey_meetings (store, see_cb, &seen, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_IO);
  g_clear_error (&error);
  g_assert_null (hr_store_survey_sources (store, &error));
  g_assert_error (error, HR_ERROR, HR_ERROR_IO);
  g_clear_object (&center);
  hr_test_remove_folder (g_steal_pointer (&folder));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/survey/every-meeting-once", test_every_meeting_once);
  return g_test_run ();
}
