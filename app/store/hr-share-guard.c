/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-share-guard-private.h"
#include <glib/gi18n-lib.h>

#include <string.h>

void
hr_share_guard_clear (HrShareGuard *self)
{
  g_clear_pointer (&self->site, g_free);
}

GBytes *
hr_share_note_get (HrState *state, const char *key, GError **error)
{
  g_autoptr (HrStatement) statement = hr_db_prepare (state->db, "SELECT value FROM share_note WHERE key = ?1", error);
  gboolean row = FALSE;
  gsize length = 0;

  if (statement == NULL)
    return NULL;
  hr_bind_text (statement, 1, key);
  if (!hr_db_step (state->db, statement, &row, error) || !row)
    return NULL;
  length = (gsize)sqlite3_column_bytes (statement, 0);
  return g_bytes_new (sqlite3_column_blob (statement, 0), length);
}

static char *
get_text (HrState *state, const char *key, GError **error)
{
  g_autoptr (GBytes) bytes = hr_share_note_get (state, key, error);
  gsize length = 0;
  const char *data = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;

  return data != NULL ? g_strndup (data, length) : NULL;
}

gboolean
hr_share_guard_load (HrState *state, HrShareGuard *self, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *may = get_text (state, HR_NOTE_MAY, &local);

  hr_share_guard_clear (self);
  self->site = local == NULL ? get_text (state, HR_NOTE_SITE, &local) : NULL;
  if (self->site == NULL)
    self->site = g_strdup ("");
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  self->joined = may != NULL;
  self->may = may == NULL || strcmp (may, "all") == 0 ? HR_SHARE_STORE_ALL
              : strcmp (may, "site") == 0             ? HR_SHARE_STORE_SITE
                                                      : HR_SHARE_STORE_NOTHING;
  return TRUE;
}

static gboolean
refuse (GError **error)
{
  g_set_error_literal (error, HR_ERROR, HR_ERROR_REFUSED,
                       _ ("This device shows what the office and the staff of its site enter. Change it at one of "
                          "their devices, or ask a "
                          "manager to let this one edit. Nothing was changed."));
  return FALSE;
}

static const char *
scope_of (const HrRecord *record)
{
  const char *scope = hr_record_get (record, "scope");

  return scope != NULL ? scope : "";
}

gboolean
hr_share_guard_insert (const HrShareGuard *self, const HrRecord *record, HrRecord **ret_scoped, GError **error)
{
  if (self->may == HR_SHARE_STORE_NOTHING)
    return refuse (error);
  if (self->may != HR_SHARE_STORE_SITE || strcmp (scope_of (record), self->site) == 0)
    return TRUE;
  if (*scope_of (record) != '\0')
    {
      g_set_error (error, HR_ERROR, HR_ERROR_REFUSED,
                   _ ("%s/%s: scope: this device works for “%s”. What belongs to other sites is entered there, or at "
                      "the office."),
                   hr_kind_get_name (hr_record_get_kind (record)), hr_record_get_id (record), self->site);
      return FALSE;
    }
  *ret_scoped = hr_record_copy (record);
  return hr_record_set (*ret_scoped, "scope", self->site, error);
}

gboolean
hr_share_guard_is_fork (const HrShareGuard *self, const HrRecord *old)
{
  return self->may == HR_SHARE_STORE_SITE && hr_record_get_kind (old) == HR_KIND_SITE && *scope_of (old) == '\0' && *self->site != '\0';
}

gboolean
hr_share_guard_update (const HrShareGuard *self, const HrRecord *old, const HrRecord *new, GError **error)
{
  const char *kind = hr_kind_get_name (hr_record_get_kind (old));

  if (self->may == HR_SHARE_STORE_NOTHING)
    return refuse (error);
  if (self->joined && strcmp (scope_of (old), scope_of (new)) != 0)
    {
      g_set_error (
          error, HR_ERROR, HR_ERROR_REFUSED,
          _ ("%s/%s: scope: a thing stays with the site that it was made for. Make a new one, and withdraw this one."),
          kind, hr_record_get_id (old));
      return FALSE;
    }
  if (self->may != HR_SHARE_STORE_SITE || strcmp (scope_of (old), self->site) == 0 || hr_share_guard_is_fork (self, old))
    return TRUE;
  g_set_error (
      error, HR_ERROR, HR_ERROR_REFUSED,
      _ ("%s/%s belongs to every center. Ask the office to change it, or add one of your own. Nothing was changed."),
      kind, hr_record_get_id (old));
  return FALSE;
}
