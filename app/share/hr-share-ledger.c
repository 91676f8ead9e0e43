/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rule of the merge, for every ledger. */
#define G_LOG_DOMAIN "handrail-share"

#include "hr-share-engine-private.h"

gboolean
hr_share_wins (const HrShareVersion *version, const char *value, const HrShareVersion *than, const char *than_value)
{
  if (HR_MUTANT (NO_TIE))
    return version->gen > than->gen || (version->gen == than->gen && version->wall_ms > than->wall_ms);
  return hr_share_version_wins (version, value, than, than_value);
}

gboolean
hr_share_group_says (const HrShareGroup *group, guint field, const char **ret_value)
{
  *ret_value = NULL;
  for (guint i = 0; i < group->fields->len; i++)
    if (g_array_index (group->fields, HrShareField, i).field == field)
      {
        *ret_value = g_array_index (group->fields, HrShareField, i).value;
        return TRUE;
      }
  if (field >= group->whole)
    return FALSE;
  for (guint i = 0; i < group->skipped->len; i++)
    if (g_array_index (group->skipped, guint, i) == field)
      return FALSE;
  return TRUE;
}
