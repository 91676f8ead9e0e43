/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-share"

#include "handrail/core/hr-error.h"
#include "hr-share-ledger-store-private.h"
#include "hr-share-private.h"

#include <glib/gi18n-lib.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define LOCK_FILE "share.lock"
#define DAY_MS (G_GINT64_CONSTANT (24) * 60 * 60 * 1000)
#define NOTE_MS (G_GINT64_CONSTANT (15) * 60 * 1000)

/* ---- one process at a time ---- */

/* Another process's turn is short, but for a first sync. */
#define LOCK_TRIES 50
#define LOCK_PAUSE_US 100000

static gboolean
open_lock (HrShare *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->directory, LOCK_FILE, NULL);

  if (self->lock < 0)
    self->lock = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  return self->lock >= 0 || hr_set_errno_error (error, errno, "%s could not be opened", path);
}

/* What the engine has in memory is true while no other process had a turn. */
static gboolean
take_turn (HrShare *self, GError **error)
{
  g_autofree char *last = hr_share_get_text (self, HR_NOTE_TURN);

  if (g_strcmp0 (last, self->turn) == 0)
    return TRUE;
  hr_share_let_go (self);
  if (!hr_share_store_begin (self->store, error))
    return FALSE;
  if (hr_share_set_text (self, HR_NOTE_TURN, self->turn, error) && hr_share_store_commit (self->store, error))
    return TRUE;
  hr_share_store_rollback (self->store);
  return FALSE;
}

gboolean
hr_share_lock (HrShare *self, GError **error)
{
  if (!open_lock (self, error))
    return FALSE;
  if (self->locked++ > 0)
    return TRUE;
  for (guint i = 0; i < LOCK_TRIES; i++)
    {
      if (flock (self->lock, LOCK_EX | LOCK_NB) == 0)
        {
          if (take_turn (self, error))
            return TRUE;
          flock (self->lock, LOCK_UN);
          self->locked--;
          return FALSE;
        }
      g_usleep (LOCK_PAUSE_US);
    }
  self->locked--;
  g_set_error_literal (error, HR_ERROR, HR_ERROR_BUSY, _ ("Another program syncs this device just now. Try again in a minute."));
  return FALSE;
}

void
hr_share_unlock (HrShare *self)
{
  g_assert (self->locked > 0);
  if (--self->locked == 0)
    flock (self->lock, LOCK_UN);
}

HrShare *
hr_share_open (const char *directory, HrVocabulary *vocabulary, HrClock *clock, GError **error)
{
  g_autoptr (HrShare) self = g_new0 (HrShare, 1);
  g_autofree char *key = g_build_filename (directory, "device.key", NULL);
  guint64 turn = 0;

  hr_seal_init ();
  self->lock = -1;
  self->directory = g_strdup (directory);
  hr_seal_random (&turn, sizeof turn);
  self->turn = g_strdup_printf ("%016" G_GINT64_MODIFIER "x", turn);
  self->clock = g_object_ref (clock);
  self->store = hr_share_store_open (directory, vocabulary, clock, error);
  if (self->store == NULL)
    return NULL;
  if (!hr_seal_load_or_make_keys (key, "The key of this device", self->public_key, self->secret, error))
    return NULL;
  self->ledger = hr_share_ledger_store_new (self->store);
  return g_steal_pointer (&self);
}

void
hr_share_let_go (HrShare *self)
{
  g_clear_pointer (&self->engine, hr_share_engine_free);
  g_clear_pointer (&self->folder, hr_share_folder_free);
}

void
hr_share_free (HrShare *self)
{
  if (self == NULL)
    return;
  hr_share_let_go (self);
  g_clear_pointer (&self->ledger, hr_share_ledger_store_free);
  hr_share_store_close (self->store);
  if (self->lock >= 0)
    close (self->lock);
  hr_seal_wipe (self->secret, sizeof self->secret);
  g_clear_object (&self->clock);
  g_free (self->directory);
  g_free (self->turn);
  g_free (self);
}

gint64
hr_share_now_ms (HrShare *self)
{
  return hr_clock_now_us (self->clock) / 1000;
}

/* ---- what is remembered ---- */

char *
hr_share_get_text (HrShare *self, const char *key)
{
  g_autoptr (GBytes) bytes = hr_share_store_get (self->store, key);
  gsize length = 0;
  const char *data = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;

  return data != NULL ? g_strndup (data, length) : NULL;
}

gboolean
hr_share_set_text (HrShare *self, const char *key, const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = text != NULL ? g_bytes_new (text, strlen (text)) : NULL;

  return hr_share_store_set (self->store, key, bytes, error);
}

gboolean
hr_share_get_net (HrShare *self, HrShareNet *ret)
{
  g_autoptr (GBytes) bytes = hr_share_store_get (self->store, HR_NOTE_NET);
  gsize length = 0;
  const guint8 *data = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;

  if (data == NULL || length != sizeof ret->net + sizeof ret->root)
    return FALSE;
  memcpy (ret->net, data, sizeof ret->net);
  memcpy (ret->root, data + sizeof ret->net, sizeof ret->root);
  return TRUE;
}

gboolean
hr_share_is_joined (HrShare *self)
{
  HrShareNet net;

  return hr_share_get_net (self, &net);
}

static gboolean
write_notes (HrShare *self, const char *folder, const HrShareNet *net, const char *name, GError **error)
{
  g_autoptr (GByteArray) array = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  guint8 nonce[16];
  g_autoptr (GBytes) random = NULL;

  hr_seal_random (nonce, sizeof nonce);
  random = g_bytes_new (nonce, sizeof nonce);
  if (net != NULL)
    {
      g_byte_array_append (array, net->net, sizeof net->net);
      g_byte_array_append (array, net->root, sizeof net->root);
      bytes = g_bytes_new (array->data, array->len);
    }
  return hr_share_set_text (self, HR_NOTE_FOLDER, net != NULL ? folder : NULL, error)
         && hr_share_set_text (self, HR_NOTE_NAME, net != NULL ? name : NULL, error)
         && hr_share_store_set (self->store, HR_NOTE_NONCE, net != NULL ? random : NULL, error)
         && hr_share_store_set (self->store, HR_NOTE_NET, bytes, error);
}

gboolean
hr_share_remember (HrShare *self, const char *folder, const HrShareNet *net, const char *name, GError **error)
{
  hr_share_let_go (self);
  if (!hr_share_store_begin (self->store, error))
    return FALSE;
  if (write_notes (self, folder, net, name, error) && hr_share_store_commit (self->store, error))
    return TRUE;
  hr_share_store_rollback (self->store);
  return FALSE;
}

/* ---- the engine ---- */

static guint
may_of (guint roles)
{
  if ((roles & HR_SHARE_ROLE_OFFICE) != 0)
    return HR_SHARE_STORE_ALL;
  return (roles & HR_SHARE_ROLE_SITE) != 0 ? HR_SHARE_STORE_SITE : HR_SHARE_STORE_NOTHING;
}

/* Where this device stands is known before the first listing is read, so that everything goes where it belongs. */
static gboolean
place_cb (HrShareEngine *engine, gboolean *ret_waits, gpointer data, GError **error)
{
  HrShare *self = data;
  const HrShareMember *own = hr_share_engine_member (engine, engine->device);

  *ret_waits = own == NULL;
  if (own == NULL || own->revoked)
    return TRUE;
  if (!hr_share_store_begin (self->store, error))
    return FALSE;
  if (hr_share_store_set_place (self->store, own->site != NULL ? own->site : "", may_of (own->roles), error)
      && hr_share_store_commit (self->store, error))
    return TRUE;
  hr_share_store_rollback (self->store);
  return FALSE;
}

/* Who this device is at the server stands in a file of its own: an address may be shown, a password not. */
HrShareFolder *
hr_share_reach (HrShare *self, const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (self->directory, HR_SHARE_LOGIN_FILE, NULL);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) local = NULL;
  g_autofree char *user = NULL;
  g_autofree char *domain = NULL;
  g_autofree char *password = NULL;
  HrShareLogin login;

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, &local) && !g_error_matches (local, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    {
      g_set_error (error, HR_ERROR, HR_ERROR_INPUT, _ ("%s cannot be read: %s. Correct it or take it away."), path, local->message);
      return NULL;
    }
  user = g_key_file_get_string (file, "login", "user", NULL);
  domain = g_key_file_get_string (file, "login", "domain", NULL);
  password = g_key_file_get_string (file, "login", "password", NULL);
  login = (HrShareLogin){ user, domain, password };
  return hr_share_folder_open (folder, &login, NULL, error);
}

HrShareEngine *
hr_share_need_engine (HrShare *self, GError **error)
{
  g_autofree char *folder = hr_share_get_text (self, HR_NOTE_FOLDER);
  guint32 epoch = 0;
  HrShareNet net;

  if (self->engine != NULL)
    return self->engine;
  if (folder == NULL || !hr_share_get_net (self, &net))
    {
      g_set_error_literal (error, HR_ERROR, HR_ERROR_NOT_FOUND,
                           _ ("This device is in no share. Make one (share init), or ask to be let into one (share enrol)."));
      return NULL;
    }
  self->folder = hr_share_reach (self, folder, error);
  if (self->folder == NULL)
    return NULL;
  hr_seal_random (&epoch, sizeof epoch);
  self->engine = hr_share_engine_new (self->folder, self->ledger, &net, self->secret, epoch);
  self->engine->place = place_cb;
  self->engine->place_data = self;
  return self->engine;
}

/* ---- a sync ---- */

/* A sync without news writes nothing, not even that it was: that is noted once in a quarter of an hour. */
static gboolean
is_noted (HrShare *self, const HrShareNews *news, const GError *trouble)
{
  g_autofree char *last = hr_share_get_text (self, HR_NOTE_SYNCED);
  g_autofree char *said = hr_share_get_text (self, HR_NOTE_TROUBLE);
  gint64 since = last != NULL ? hr_share_now_ms (self) - g_ascii_strtoll (last, NULL, 10) : -1;

  return g_strcmp0 (said, trouble != NULL ? trouble->message : NULL) == 0 && (trouble != NULL || (since >= 0 && since < NOTE_MS))
         && hr_share_is_news_noted (self, news, trouble);
}

static gboolean
note_end (HrShare *self, const HrShareNews *news, const GError *trouble, gboolean verified, gboolean told, GError **error)
{
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, hr_share_now_ms (self));

  if (!verified && !told && is_noted (self, news, trouble))
    return TRUE;
  if (!hr_share_store_begin (self->store, error))
    return FALSE;
  if (hr_share_set_text (self, HR_NOTE_TROUBLE, trouble != NULL ? trouble->message : NULL, error)
      && hr_share_note_news (self, news, trouble, error)
      && (trouble != NULL || hr_share_set_text (self, HR_NOTE_SYNCED, now, error))
      && (!verified || hr_share_set_text (self, HR_NOTE_VERIFIED, now, error))
      && (!told || hr_share_note_told (self, self->engine->device, error)) && hr_share_store_commit (self->store, error))
    return TRUE;
  hr_share_store_rollback (self->store);
  return FALSE;
}

/* By the own clock, whichever way it was set. The first sync has just read everything: there is nothing to look for. */
static gboolean
is_day_over (HrShare *self, gboolean *ret_first)
{
  g_autofree char *last = hr_share_get_text (self, HR_NOTE_VERIFIED);
  gint64 since = last != NULL ? hr_share_now_ms (self) - g_ascii_strtoll (last, NULL, 10) : 0;

  *ret_first = last == NULL;
  return since < 0 || since >= DAY_MS;
}

/* People whose consent ended are forgotten when it is known what everybody else says of them, and everybody hears of it at once. */
static gboolean
forget (HrShare *self, HrShareEngine *engine, HrShareNews *news, GError **error)
{
  HrShareNews second = { 0 };
  guint n = 0;

  if (!hr_share_store_forget (self->store, hr_share_engine_known_ms (engine), &n, error))
    return FALSE;
  if (n == 0)
    return TRUE;
  if (!hr_share_engine_sync (engine, hr_share_now_ms (self), &second, error))
    return FALSE;
  news->published += second.published;
  return TRUE;
}

static gboolean
is_in (HrShareEngine *engine)
{
  const HrShareMember *own = hr_share_engine_member (engine, engine->device);

  return own != NULL && !own->revoked;
}

static gboolean
sync_locked (HrShare *self, gboolean verify, HrShareSynced *ret, GError **error)
{
  HrShareEngine *engine = hr_share_need_engine (self, error);
  g_autoptr (GError) local = NULL;
  g_autoptr (GError) second = NULL;
  g_autoptr (HrCountTelling) telling = NULL;
  HrShareNews news = { 0 };
  gboolean ok, first = FALSE;

  if (engine == NULL)
    return FALSE;
  verify = is_day_over (self, &first) || verify;
  telling = hr_share_find_telling (self, engine);
  engine->tuning.verify = engine->tuning.scan = verify;
  engine->tuning.counts = hr_share_is_time_to_read (self) || verify;
  engine->tuning.tell = telling != NULL;
  engine->tell = hr_share_tell_cb;
  engine->tell_data = telling;
  ok = hr_share_engine_sync (engine, hr_share_now_ms (self), &news, &local) && (news.waiting || forget (self, engine, &news, &local));
  engine->tell_data = NULL;
  if (ok && engine->tuning.counts && !news.waiting)
    self->read_ms = hr_share_now_ms (self);
  if (ret != NULL)
    *ret = (HrShareSynced){ news.waiting, news.heads, news.segments, news.counts, news.published, news.relayed, news.adopted,
                            news.dropped, news.incomplete, news.held, news.refused, news.foreign_self,
                            hr_share_is_behind (&news), news.update,
                            news.other_share };
  if (!note_end (self, &news, local, ok && (verify || first) && !news.waiting, ok && telling != NULL && is_in (engine), &second) && ok)
    {
      g_propagate_error (error, g_steal_pointer (&second));
      return FALSE;
    }
  if (!ok)
    g_propagate_error (error, g_steal_pointer (&local));
  return ok;
}

gboolean
hr_share_sync (HrShare *self, gboolean verify, HrShareSynced *ret, GError **error)
{
  gboolean ok;

  if (!hr_share_lock (self, error))
    return FALSE;
  ok = sync_locked (self, verify, ret, error);
  hr_share_unlock (self);
  return ok;
}
