/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The own stream, from the ledger to the folder: content before what names it, and nothing goes before what takes it in is there. */
#define G_LOG_DOMAIN "handrail-share"

#include "handrail/core/hr-error.h"
#include "hr-share-engine-private.h"

#include <string.h>

static gboolean
is_own (HrShareEngine *self, const char *name, HrShareNameKind kind, HrShareName *parsed)
{
  return hr_share_name_parse (name, parsed) && parsed->kind == kind && strcmp (parsed->device, self->device) == 0;
}

static GHashTable *
list_set (HrShareEngine *self, const char *folder, GError **error)
{
  g_autoptr (GPtrArray) names = hr_share_folder_list (self->folder, folder, error);
  GHashTable *set;

  if (names == NULL)
    return NULL;
  set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < names->len; i++)
    g_hash_table_add (set, g_strdup (names->pdata[i]));
  return set;
}

static gboolean
is_whole (HrShareEngine *self, const char *folder, const char *name, GBytes *bytes)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GBytes) present = hr_share_engine_fetch (self, folder, name, HR_SHARE_SEGMENT_MAX, &local);

  /* what cannot be read now is looked at another time */
  return local != NULL || (present != NULL && g_bytes_equal (present, bytes));
}

/* Segments that the folder has not; at a verify, those whose bytes are not right, too. */
static gboolean
send_segments (HrShareEngine *self, gboolean all, GError **error)
{
  g_autofree char *folder = hr_share_name_segment_folder (self->device);
  g_autoptr (GPtrArray) names = hr_share_engine_keys (self, all ? "own/s/" : "own/n/", error);
  g_autoptr (GHashTable) there = names != NULL && (names->len > 0) ? list_set (self, folder, error) : NULL;

  if (names == NULL || (names->len > 0 && there == NULL))
    return FALSE;
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = names->pdata[i];
      g_autoptr (GBytes) bytes = hr_share_engine_get (self, "own/s/", name);

      if (bytes == NULL || (g_hash_table_contains (there, name) && is_whole (self, folder, name, bytes)))
        continue;
      if (!hr_share_engine_ensure (self, folder, name, bytes, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
note_sent (HrShareEngine *self, const char *name, GError **error)
{
  g_autoptr (GPtrArray) names = hr_share_engine_keys (self, "own/n/", error);

  for (guint i = 0; names != NULL && i < names->len; i++)
    if (!hr_share_engine_set (self, "own/n/", names->pdata[i], NULL, error))
      return FALSE;
  return names != NULL && hr_share_engine_set_text (self, "own/sent", "", name, error);
}

static gboolean
send (HrShareEngine *self, const char *name, gboolean all, gboolean sent, GError **error)
{
  g_autoptr (GBytes) head = hr_share_engine_get (self, "own/head", "");

  if (head == NULL || !send_segments (self, all, error))
    return head == NULL;
  if ((!g_hash_table_contains (self->shown, name) || !is_whole (self, "h", name, head))
      && !hr_share_engine_ensure (self, "h", name, head, error))
    return FALSE;
  return sent || (hr_share_engine_begin (self, error) && hr_share_engine_end (self, note_sent (self, name, error), error));
}

/* A head with the own name that this device does not know, though its own: its segments are somebody's. Not for ever, when they never
 * come together again. */
static gboolean
is_unknown (HrShareEngine *self, const char *name, const HrShareName *parsed)
{
  const HrShareDoubt *doubt = g_hash_table_lookup (self->quarantine, name);

  return doubt != NULL || !hr_share_covers (self->covers, parsed->epoch, parsed->number)
         || (parsed->epoch == self->epoch && !HR_MUTANT (EPOCH_REUSED) && !g_hash_table_contains (self->mine, name));
}

/* What was taken in goes, and so does what somebody else made in this device's name. %TRUE in @ret_left: something must not be tidied
 * away yet */
static gboolean
remove_covered (HrShareEngine *self, const char *current, gboolean *ret_left, GError **error)
{
  for (guint i = 0; i < self->names->len; i++)
    {
      const char *name = self->names->pdata[i];
      g_autofree char *path = g_strconcat ("h/", name, NULL);
      const HrShareDoubt *doubt = g_hash_table_lookup (self->quarantine, name);
      HrShareName parsed;

      if (!is_own (self, name, HR_SHARE_NAME_HEAD, &parsed) || strcmp (name, current) == 0)
        continue;
      if ((doubt == NULL || doubt->why != HR_SHARE_NEVER) && is_unknown (self, name, &parsed))
        *ret_left |= doubt == NULL || doubt->tries < self->tuning.hope;
      else if (!hr_share_engine_check_marker (self, error) || !hr_share_folder_remove (self->folder, path, error))
        return FALSE;
    }
  return TRUE;
}

/* ---- the own part of the folder ---- */

/* Drafts of a process that ended, and the requests of a device that is in */
static gboolean
remove_drafts (HrShareEngine *self, const char *folder, GHashTable *names, GError **error)
{
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, names);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      g_autofree char *path = g_strconcat (folder, "/", (char *)name, NULL);
      HrShareName parsed;

      if ((is_own (self, name, HR_SHARE_NAME_TEMPORARY, &parsed) || is_own (self, name, HR_SHARE_NAME_REQUEST, &parsed))
          && !hr_share_folder_remove (self->folder, path, error))
        return FALSE;
    }
  return TRUE;
}

/* A segment that no head names goes some days later: somebody may just be reading an older head. */
static gboolean
remove_old (HrShareEngine *self, const char *folder, GHashTable *names, GError **error)
{
  g_autoptr (GPtrArray) noted = hr_share_engine_keys (self, "own/old/", error);
  GHashTableIter iter;
  gpointer name;

  for (guint i = 0; noted != NULL && i < noted->len; i++)
    if ((!g_hash_table_contains (names, noted->pdata[i]) || hr_share_engine_has (self, "own/s/", noted->pdata[i]))
        && !hr_share_engine_set (self, "own/old/", noted->pdata[i], NULL, error))
      return FALSE;
  g_hash_table_iter_init (&iter, names);
  while (noted != NULL && g_hash_table_iter_next (&iter, &name, NULL))
    {
      g_autofree char *path = g_strconcat (folder, "/", (char *)name, NULL);
      HrShareName parsed;
      guint64 seen;

      if (!hr_share_name_parse (name, &parsed) || parsed.kind != HR_SHARE_NAME_SEGMENT || hr_share_engine_has (self, "own/s/", name))
        continue;
      seen = hr_share_engine_get_number (self, "own/old/", name) + 1;
      if (seen > self->tuning.grace ? !hr_share_folder_remove (self->folder, path, error)
                                    : !hr_share_engine_set_number (self, "own/old/", name, seen, error))
        return FALSE;
    }
  return noted != NULL;
}

/* %FALSE: it stays. @fresh: also what was gathered before, and waits for its day */
static gboolean
is_gone (HrShareEngine *self, const char *name, gboolean fresh)
{
  HrShareName parsed;

  return hr_share_name_parse (name, &parsed) && parsed.kind == HR_SHARE_NAME_SEGMENT && !hr_share_engine_has (self, "own/s/", name)
         && (fresh || hr_share_engine_has (self, "own/gone/", name));
}

static gboolean
note_gone (HrShareEngine *self, GPtrArray *gone, GError **error)
{
  for (guint i = 0; i < gone->len; i++)
    if (!hr_share_engine_set_number (self, "own/gone/", gone->pdata[i], 2, error))
      return FALSE;
  return TRUE;
}

/* What said something of a person that holds no more goes as soon as the new head is there, and whenever somebody put it back. */
static gboolean
remove_gone (HrShareEngine *self, GError **error)
{
  g_autofree char *folder = hr_share_name_segment_folder (self->device);
  g_autoptr (GPtrArray) gone = hr_share_engine_keys (self, "own/gone/", error);
  g_autoptr (GHashTable) there = NULL;
  GHashTableIter iter;
  gpointer name;
  gboolean fresh = FALSE;

  for (guint i = 0; gone != NULL && i < gone->len; i++)
    fresh = fresh || hr_share_engine_get_number (self, "own/gone/", gone->pdata[i]) == 1;
  if (gone == NULL || gone->len == 0 || (!fresh && !self->tuning.verify))
    return gone != NULL;
  there = list_set (self, folder, error);
  if (there == NULL || !hr_share_engine_check_marker (self, error))
    return FALSE;
  g_hash_table_iter_init (&iter, there);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      g_autofree char *path = g_strconcat (folder, "/", (char *)name, NULL);

      if (is_gone (self, name, fresh) && !hr_share_folder_remove (self->folder, path, error))
        return FALSE;
    }
  return !fresh || (hr_share_engine_begin (self, error) && hr_share_engine_end (self, note_gone (self, gone, error), error));
}

static gboolean
tidy (HrShareEngine *self, gboolean left, GError **error)
{
  static const char *const others[] = { "h", "q" };
  g_autofree char *folder = hr_share_name_segment_folder (self->device);
  g_autoptr (GHashTable) own = list_set (self, folder, error);

  if (own == NULL || !hr_share_engine_check_marker (self, error) || !remove_drafts (self, folder, own, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr (GHashTable) names = list_set (self, others[i], error);

      if (names == NULL || !remove_drafts (self, others[i], names, error))
        return FALSE;
    }
  return left
         || (hr_share_engine_begin (self, error) && hr_share_engine_end (self, remove_old (self, folder, own, error), error));
}

gboolean
hr_share_engine_publish (HrShareEngine *self, gboolean built, GError **error)
{
  g_autofree char *name = hr_share_engine_get_text (self, "own/name", "");
  g_autofree char *sent = hr_share_engine_get_text (self, "own/sent", "");
  const HrShareMember *own = hr_share_engine_member (self, self->device);
  gboolean known = g_strcmp0 (name, sent) == 0, left = FALSE;
  gboolean lost = known && name != NULL && !g_hash_table_contains (self->shown, name);

  if (own == NULL)
    return TRUE;
  if (name != NULL && !own->revoked)
    {
      self->news->behind |= lost;
      self->news->lost = lost;
      if ((!known || lost || self->tuning.verify) && !send (self, name, lost || self->tuning.verify, known, error))
        return FALSE;
      if (!remove_covered (self, name, &left, error) || (!left && !remove_gone (self, error)))
        return FALSE;
    }
  return !self->tuning.verify || tidy (self, left, error);
}
