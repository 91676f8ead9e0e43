/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A device of a share, told what to do line by line; its ledger is in memory. For backends.py.
 *   share-device begin KEYS WHERE          makes keys and a share: devices 0 and 1 are the office
 *   share-device run KEYS INDEX WHERE      edit ID FIELD VALUE | fill ID FIELD BYTES | get ID FIELD | sync | dump | watch SECONDS | limit MS | moves N
 * WHERE is at the server as HANDRAIL_SHARE_USER with HANDRAIL_SHARE_PASSWORD. Each line gets one answer: "> ok …", or "> no …":
 * it did not work. What else is printed is the chat of libraries. */
#include "handrail/core/hr-error.h"
#include "hr-lab-ledger.h"
#include "hr-share-engine-private.h"
#include "hr-share-folder-gio-private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define OFFICES 2

typedef struct
{
  HrShareNet net;
  guint8 root[HR_SEAL_SECRET_KEY_BYTES];
  guint8 public[OFFICES][HR_SEAL_PUBLIC_KEY_BYTES];
  guint8 secret[OFFICES][HR_SEAL_SECRET_KEY_BYTES];
} Keys;

typedef struct
{
  const Keys *keys;
  const char *where;
  char *device;
  guint index;
  HrShareFolder *folder;
  HrShareLedger *ledger;
  HrShareEngine *engine;
} Device;

static gint64
now_ms (void)
{
  return g_get_real_time () / 1000;
}

static HrShareLogin
login (void)
{
  return (HrShareLogin){ g_getenv ("HANDRAIL_SHARE_USER"), NULL, g_getenv ("HANDRAIL_SHARE_PASSWORD") };
}

static void
device_open (Device *self, const Keys *keys, guint index, const char *where)
{
  const HrShareLogin who = login ();
  g_autoptr (GError) error = NULL;

  *self = (Device){ .keys = keys, .where = where, .index = index, .device = hr_seal_device_id (keys->public[index]) };
  self->folder = hr_share_folder_open (where, &who, NULL, &error);
  if (self->folder == NULL)
    g_error ("%s", error->message);
  self->ledger = hr_lab_ledger_new ();
  self->engine = hr_share_engine_new (self->folder, self->ledger, &keys->net, keys->secret[index], g_random_int ());
}

static void
device_close (Device *self)
{
  hr_share_engine_free (self->engine);
  hr_lab_ledger_free (self->ledger);
  hr_share_folder_free (self->folder);
  g_free (self->device);
}

static gboolean
begin (Keys *keys, const char *where, GError **error)
{
  Device device;
  gboolean ok;

  hr_seal_make_keys (keys->net.root, keys->root);
  for (guint i = 0; i < sizeof keys->net.net; i++)
    keys->net.net[i] = (guint8)g_random_int ();
  for (guint i = 0; i < OFFICES; i++)
    hr_seal_make_keys (keys->public[i], keys->secret[i]);
  device_open (&device, keys, 0, where);
  ok = hr_share_begin (device.folder, &keys->net, keys->root, error);
  for (guint i = 0; ok && i < OFFICES; i++)
    ok = hr_share_engine_sync (device.engine, now_ms (), NULL, error)
         && hr_share_engine_approve (device.engine, keys->root, keys->public[i], HR_SHARE_ROLE_OFFICE, "", "Office", now_ms (), error);
  /* the next sync tells everybody */
  ok = ok && hr_share_engine_sync (device.engine, now_ms (), NULL, error);
  device_close (&device);
  return ok;
}

static void
say_no (const GError *error)
{
  printf ("> no %d %s\n", error->domain == HR_ERROR ? error->code : -1, error->message);
}

static void
edit (Device *self, const char *id, guint field, const char *value)
{
  hr_lab_ledger_edit (self->ledger, self->device, self->engine->epoch, now_ms (), "", id, field, value);
}

/* A long value that says whether it is whole */
static void
fill (Device *self, const char *id, guint field, guint bytes)
{
  g_autoptr (GString) body = g_string_new (NULL);
  g_autofree char *sum = NULL;
  g_autofree char *value = NULL;

  while (body->len < bytes)
    g_string_append_printf (body, "%08x", g_random_int ());
  sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, body->str, (gssize)body->len);
  value = g_strconcat (sum, ":", body->str, NULL);
  edit (self, id, field, value);
}

static gboolean
is_whole (const char *value)
{
  const char *colon = strchr (value, ':');
  g_autofree char *sum = colon != NULL ? g_compute_checksum_for_string (G_CHECKSUM_SHA256, colon + 1, -1) : NULL;

  return sum != NULL && g_str_has_prefix (value, sum) && colon - value == 64;
}

typedef struct
{
  guint files, short_files, gone, syncs, values, torn;
  GHashTable *seen;
} Watch;

/* Reads what just appeared, as early as can be. */
static void
watch_folder (Device *self, Watch *watch, const char *path)
{
  g_autoptr (GPtrArray) names = hr_share_folder_list (self->folder, path, NULL);

  for (guint i = 0; names != NULL && i < names->len; i++)
    {
      HrShareName name;
      g_autofree char *file = g_strconcat (path, "/", names->pdata[i], NULL);
      g_autoptr (GBytes) bytes = NULL;

      if (g_hash_table_contains (watch->seen, file) || !hr_share_name_parse (names->pdata[i], &name)
          || name.kind == HR_SHARE_NAME_TEMPORARY)
        continue;
      bytes = hr_share_folder_read (self->folder, file, 8 << 20, NULL);
      if (bytes == NULL)
        watch->gone++;
      else if (!hr_share_name_fits (&name, bytes))
        watch->short_files++;
      else
        {
          watch->files++;
          g_hash_table_add (watch->seen, g_steal_pointer (&file));
        }
    }
}

static void
watch (Device *self, double seconds)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *other = hr_seal_device_id (self->keys->public[1 - self->index]);
  g_autofree char *segments = hr_share_name_segment_folder (other);
  g_autoptr (GTimer) timer = g_timer_new ();
  Watch watch = { .seen = seen };

  while (g_timer_elapsed (timer, NULL) < seconds)
    {
      watch_folder (self, &watch, segments);
      watch_folder (self, &watch, "h");
      watch.syncs += hr_share_engine_sync (self->engine, now_ms (), NULL, NULL);
      for (guint field = 1; field <= 20; field++)
        {
          const char *value = hr_lab_ledger_value (self->ledger, "", "long", field, NULL);

          watch.values += value != NULL;
          watch.torn += value != NULL && !is_whole (value);
        }
    }
  printf ("> ok files=%u short=%u gone=%u syncs=%u values=%u torn=%u\n", watch.files, watch.short_files, watch.gone, watch.syncs, watch.values,
          watch.torn);
}

/* Moves as no folder of ours makes them, until they end or the server's side hangs: what comes after must not hang with it. */
static void
moves (Device *self, guint n)
{
  const HrShareLogin who = login ();
  g_autoptr (HrShareFolder) folder = hr_share_folder_new_gio (self->where, TRUE, &who, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("moved", 5);
  g_autoptr (GError) error = NULL;
  double longest = 0;
  guint done;

  folder->limit_ms = self->folder->limit_ms;
  for (done = 0; done < n && error == NULL; done++)
    {
      g_autofree char *from = g_strdup_printf ("move-%u.tmp", done);
      g_autofree char *to = g_strdup_printf ("moved-%u", done);
      g_autoptr (GTimer) timer = g_timer_new ();

      if (hr_share_folder_create (folder, from, bytes, &error))
        hr_share_folder_rename_new (folder, from, to, &error);
      longest = MAX (longest, g_timer_elapsed (timer, NULL));
    }
  printf ("> ok moves=%u hung=%d longest=%.1f\n", done, g_error_matches (error, HR_ERROR, HR_ERROR_BUSY), longest);
}

static void
sync_once (Device *self)
{
  HrShareNews news = { 0 };
  g_autoptr (GError) error = NULL;

  if (hr_share_engine_sync (self->engine, now_ms (), &news, &error))
    printf ("> ok heads=%u segments=%u published=%u incomplete=%u refused=%u\n", news.heads, news.segments, news.published, news.incomplete,
            news.refused);
  else
    say_no (error);
}

static void
dump (Device *self)
{
  g_autofree char *text = hr_lab_ledger_dump (self->ledger);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  g_autofree char *line = g_strescape (text, NULL);

  /* long values would only fill the log */
  printf ("> ok %s\n", strlen (line) < 4000 ? line : sum);
}

static void
obey (Device *self, char **words)
{
  guint n = g_strv_length (words);
  const char *verb = n > 0 ? words[0] : "";

  if (n == 4 && strcmp (verb, "edit") == 0)
    {
      edit (self, words[1], (guint)atoi (words[2]), words[3]);
      puts ("> ok");
    }
  else if (n == 4 && strcmp (verb, "fill") == 0)
    {
      fill (self, words[1], (guint)atoi (words[2]), (guint)atoi (words[3]));
      puts ("> ok");
    }
  else if (n == 3 && strcmp (verb, "get") == 0)
    {
      const char *value = hr_lab_ledger_value (self->ledger, "", words[1], (guint)atoi (words[2]), NULL);

      printf ("> ok %s\n", value != NULL ? value : "");
    }
  else if (n == 2 && strcmp (verb, "limit") == 0)
    {
      self->folder->limit_ms = (guint)atoi (words[1]);
      puts ("> ok");
    }
  else if (n == 2 && strcmp (verb, "watch") == 0)
    watch (self, atof (words[1]));
  else if (n == 2 && strcmp (verb, "moves") == 0)
    moves (self, (guint)atoi (words[1]));
  else if (strcmp (verb, "sync") == 0)
    sync_once (self);
  else if (strcmp (verb, "dump") == 0)
    dump (self);
  else
    puts ("> no -1 Such a thing cannot be done.");
  fflush (stdout);
}

int
main (int argc, char **argv)
{
  Keys keys = { 0 };
  g_autofree char *bytes = NULL;
  gsize length = 0;
  char line[65536];
  g_autoptr (GError) error = NULL;
  Device device;

  if (argc == 4 && strcmp (argv[1], "begin") == 0)
    {
      if (begin (&keys, argv[3], &error) && g_file_set_contents (argv[2], (const char *)&keys, sizeof keys, &error))
        return 0;
      fprintf (stderr, "%s\n", error->message);
      return 1;
    }
  if (argc != 5 || !g_file_get_contents (argv[2], &bytes, &length, NULL) || length != sizeof keys || atoi (argv[3]) >= OFFICES)
    return 2;
  memcpy (&keys, bytes, sizeof keys);
  device_open (&device, &keys, (guint)atoi (argv[3]), argv[4]);
  while (fgets (line, sizeof line, stdin) != NULL)
    {
      g_auto (GStrv) words = g_strsplit (g_strchomp (line), " ", 4);

      obey (&device, words);
    }
  device_close (&device);
  return 0;
}
