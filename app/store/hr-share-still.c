/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of a group still holds: of the rest its writer may let go. */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-share-store-private.h"
#include <string.h>

typedef struct
{
  HrShareStore *self;
  HrRow *row;
  HrVersion version;
  HrShareGroup *still;
  gboolean all;
} Still;

static gboolean
holds (Still *still, const HrShareGroup *group, guint number, const char *value, GError **error)
{
  HrKeptKey key = { group->kind, group->scope, group->id, number };
  g_auto (HrKept) kept = { 0 };
  g_autofree char *now = NULL;

  if (still->row != NULL && hr_share_row_number_index ((HrKind)group->kind, number) >= 0)
    return hr_version_equal (hr_row_clock_get (&still->row->clock, number), &still->version)
           && hr_share_row_value (still->self, (HrKind)group->kind, still->row, number, &now, error) && g_strcmp0 (now, value) == 0;
  return hr_kept_get (still->self, &key, &kept, error) && kept.version.gen != 0 && hr_version_equal (&kept.version, &still->version)
         && g_strcmp0 (kept.value, value) == 0;
}

static gboolean
still_cb (const HrShareGroup *group, guint number, const char *value, gpointer data)
{
  Still *still = data;
  g_autoptr (GError) error = NULL;

  if (holds (still, group, number, value, &error))
    hr_share_group_add (still->still, number, value);
  else
    still->all = FALSE;
  /* what cannot be read is as good as there: nobody lets it go for that */
  if (error == NULL)
    return TRUE;
  g_warning ("%s", error->message);
  hr_share_group_add (still->still, number, value);
  return TRUE;
}

HrShareGroup *
hr_share_store_still (HrShareStore *self, const HrShareGroup *group)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HrRow) row = NULL;
  g_autoptr (HrShareGroup) result = hr_share_group_new (group->kind, group->scope, group->id, &group->version);
  Still still = { self, NULL, { 0 }, result, TRUE };

  if (!hr_share_store_find (self, &group->version, &still.version, &error)
      || (hr_share_store_shows (self, group->kind, group->scope, group->id)
          && !hr_records_try (self->state->db, (HrKind)group->kind, group->id, &row, &error)))
    {
      g_warning ("%s", error->message);
      return hr_share_group_copy (group);
    }
  if (row != NULL && !hr_share_row_is_blank (row) && strcmp (hr_share_row_scope (row), group->scope) == 0)
    still.row = row;
  hr_share_group_each (group, still_cb, &still);
  if (still.all)
    return hr_share_group_copy (group);
  return result->fields->len > 0 ? g_steal_pointer (&result) : NULL;
}
