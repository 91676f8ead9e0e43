/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Devices as people have them: a data folder each, one folder between them, and the commands that a person types. */
#include "hr-cli-private.h"
#include "hr-test.h"

#include "handrail/store/hr-store-desk.h"

#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

typedef struct
{
  char *folder; /* of everything */
  char *share;
  char *root_key;
  char *invitation;
  char *out;
  char *err;
  const char *now;
} World;

static void
set_up (World *world, gconstpointer data)
{
  world->folder = hr_test_make_folder ();
  world->share = g_build_filename (world->folder, "share", NULL);
  world->root_key = g_build_filename (world->folder, "root.key", NULL);
  g_assert_cmpint (g_mkdir (world->share, 0700), ==, 0);
}

static void
tear_down (World *world, gconstpointer data)
{
  g_free (world->share);
  g_free (world->root_key);
  g_free (world->invitation);
  free (world->out);
  free (world->err);
  hr_test_remove_folder (world->folder);
}

static HrCliStatus G_GNUC_NULL_TERMINATED
run (World *world, const char *device, ...)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autofree char *data = g_build_filename (world->folder, device, NULL);
  size_t out_length = 0, err_length = 0;
  HrCliStatus status;
  FILE *out, *err;
  va_list args;

  g_ptr_array_add (words, (gpointer) "handrailctl");
  g_ptr_array_add (words, (gpointer) "--data");
  g_ptr_array_add (words, data);
  if (world->now != NULL)
    {
      g_ptr_array_add (words, (gpointer) "--now");
      g_ptr_array_add (words, (gpointer)world->now);
    }
  va_start (args, device);
  for (const char *word = va_arg (args, const char *); word != NULL; word = va_arg (args, const char *))
    g_ptr_array_add (words, (gpointer)word);
  va_end (args);
  g_ptr_array_add (words, NULL);
  g_clear_pointer (&world->out, free);
  g_clear_pointer (&world->err, free);
  out = open_memstream (&world->out, &out_length);
  err = open_memstream (&world->err, &err_length);
  status = hr_cli_run ((const char *const *)words->pdata, out, err);
  fclose (out);
  fclose (err);
  return status;
}

#define DO(...)                                                                                                                  \
  G_STMT_START                                                                                                                   \
  {                                                                                                                              \
    if (run (world, __VA_ARGS__, NULL) != HR_CLI_DONE)                                                                           \
      g_error ("%s", world->err);                                                                                                \
  }                                                                                                                              \
  G_STMT_END

#define REFUSE(part, ...)                                                                                                        \
  G_STMT_START                                                                                                                   \
  {                                                                                                                              \
    g_assert_cmpint (run (world, __VA_ARGS__, NULL), ==, HR_CLI_COULD_NOT);                                                      \
    if (strstr (world->err, part) == NULL)                                                                                       \
      g_error ("“%s” does not say “%s”", world->err, part);                                                                      \
  }                                                                                                                              \
  G_STMT_END

static char *
word (World *world, const char *key)
{
  json_error_t trouble;
  json_t *json = json_loads (world->out, 0, &trouble);
  char *text = g_strdup (json_string_value (json_object_get (json_is_array (json) ? json_array_get (json, 0) : json, key)));

  g_assert_nonnull (json);
  json_decref (json);
  return text;
}

static char *
dump (World *world, const char *device)
{
  DO (device, "dump");
  return g_strdup (world->out);
}

static void
assert_same (World *world, const char *a, const char *b)
{
  g_autofree char *x = dump (world, a);
  g_autofree char *y = dump (world, b);
  gsize same = 0;

  while (x[same] != '\0' && x[same] == y[same])
    same++;
  if (x[same] != y[same])
    g_error ("%s and %s differ: “%.200s”, “%.200s”", a, b, x + same, y + same);
}

static void
begin (World *world)
{
  DO ("office", "init");
  DO ("office", "share", "init", "--folder", world->share, "--name", "Office", "--root-key", world->root_key, "--json");
  world->invitation = word (world, "invitation");
}

/* A new device, from nothing but the folder and the invitation. */
static void
join (World *world, const char *device, const char *role, const char *site)
{
  g_autofree char *code = NULL;
  g_autofree char *shown = NULL;

  DO (device, "init", "--empty");
  DO (device, "share", "enrol", "--folder", world->share, "--invitation", world->invitation, "--name", device, "--json");
  code = word (world, "code");
  DO ("office", "share", "requests", "--json");
  shown = word (world, "code");
  g_assert_cmpstr (code, ==, shown);
  /* kiosks are set up and let in before they look */
  if (strcmp (role, "kiosk") != 0)
    {
      DO (device, "sync", "--once", "--json");
      g_assert_nonnull (strstr (world->out, "\"waiting\": true"));
    }
  if (site != NULL)
    DO ("office", "share", "approve", code, "--role", role, "--site", site);
  else
    DO ("office", "share", "approve", code, "--role", role);
}

/* ---- one center ---- */

static void
test_new_kiosk (World *world, gconstpointer data)
{
  begin (world);
  join (world, "kiosk", "kiosk", NULL);
  DO ("kiosk", "sync", "--once");
  g_assert_null (strstr (world->out, "signature"));
  assert_same (world, "office", "kiosk");
  /* it shows, and writes nothing */
  REFUSE ("ask a manager", "kiosk", "set", "site/site", "name=Mine");
  REFUSE ("ask a manager", "kiosk", "add", "venue/v-1", "name=Mine");
  assert_same (world, "office", "kiosk");
  DO ("office", "set", "site/site", "name=River House");
  DO ("office", "retire", "meeting/m-freethinkers-at-the-library");
  DO ("office", "sync", "--once");
  DO ("kiosk", "sync", "--once");
  assert_same (world, "office", "kiosk");
  DO ("kiosk", "show", "site/site");
  g_assert_nonnull (strstr (world->out, "River House"));
  /* search finds what came */
  DO ("kiosk", "meetings", "--search", "tonight");
  DO ("kiosk", "check");
  g_assert_nonnull (strstr (world->out, "In step with the share"));
}

static void
test_two_write (World *world, gconstpointer data)
{
  begin (world);
  join (world, "second", "office", NULL);
  DO ("second", "sync", "--once");
  assert_same (world, "office", "second");
  DO ("office", "add", "venue/v-a", "name=A");
  DO ("second", "add", "venue/v-b", "name=B");
  DO ("office", "set", "meeting/m-just-for-tonight", "notes=From the office", "capacity=12");
  DO ("second", "set", "meeting/m-just-for-tonight", "notes=From the second", "website=https://second.example.org/");
  for (guint i = 0; i < 2; i++)
    {
      DO ("office", "sync", "--once");
      DO ("second", "sync", "--once");
    }
  DO ("office", "sync", "--once");
  assert_same (world, "office", "second");
  DO ("office", "show", "meeting/m-just-for-tonight");
  g_assert_nonnull (strstr (world->out, "second.example.org"));
  g_assert_nonnull (strstr (world->out, "12"));
  /* who has seen the other's word has the last one, whatever the clocks say */
  world->now = "2016-11-23T18:50:00-05:00";
  DO ("office", "set", "meeting/m-just-for-tonight", "notes=The last word");
  DO ("office", "sync", "--once");
  world->now = "2036-11-23T18:50:00-05:00";
  DO ("second", "sync", "--once");
  world->now = NULL;
  assert_same (world, "office", "second");
  DO ("second", "show", "meeting/m-just-for-tonight");
  g_assert_nonnull (strstr (world->out, "The last word"));
}

/* A feed that one device read is known at the other. */
static void
test_feed (World *world, gconstpointer data)
{
  g_autofree char *feed = g_test_build_filename (G_TEST_DIST, "golden", "feeds", "tsmlui-eda.json", NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  begin (world);
  join (world, "second", "office", NULL);
  g_assert_cmpint (run (world, "office", "import", feed, "--fellowship", "eda", NULL), <=, HR_CLI_WITH_REJECTED);
  DO ("office", "sync", "--once");
  DO ("second", "sync", "--once");
  assert_same (world, "office", "second");
  before = dump (world, "second");
  g_assert_cmpint (run (world, "second", "import", feed, "--fellowship", "eda", NULL), <=, HR_CLI_WITH_REJECTED);
  after = dump (world, "second");
  g_assert_cmpstr (before, ==, after);
}

/* A feed of three meetings, as somebody's server has it at the moment. */
static void
write_feed (World *world, const char *path, const char *notes)
{
  GString *text = g_string_new ("[");
  static const char *const names[] = { "Dawn", "Noon", "Dusk" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_string_append_printf (text,
                            "%s{\"slug\": \"%s-meeting\", \"name\": \"%s\", \"day\": 1, \"time\": \"1%u:00\", \"location\": \"Oak Hall\", "
                            "\"formatted_address\": \"1 Oak Street\", \"group\": \"The Oaks\", \"notes\": \"%s\"}",
                            i > 0 ? ", " : "", names[i], names[i], i, i == 1 ? notes : "None");
  g_string_append (text, "]");
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  g_string_free (text, TRUE);
}

static char *
find_meeting (World *world, const char *device, const char *name)
{
  json_error_t trouble;
  json_t *json, *meeting;
  size_t i;
  char *id = NULL;

  DO (device, "meetings", "--json");
  json = json_loads (world->out, 0, &trouble);
  json_array_foreach (json, i, meeting)
    if (g_strcmp0 (json_string_value (json_object_get (meeting, "name")), name) == 0)
      id = g_strconcat ("meeting/", json_string_value (json_object_get (meeting, "id")), NULL);
  g_assert_nonnull (id);
  json_decref (json);
  return id;
}

static void
assert_shows (World *world, const char *device, const char *thing, const char *part)
{
  DO (device, "show", thing);
  if (strstr (world->out, part) == NULL)
    g_error ("%s: “%s” does not say “%s”", device, world->out, part);
}

/* @value: (nullable): the field is unset */
static void
assert_says (World *world, const char *device, const char *thing, const char *field, const char *value)
{
  json_error_t trouble;
  json_t *json;

  DO (device, "show", thing, "--json");
  json = json_loads (world->out, 0, &trouble);
  g_assert_nonnull (json);
  g_assert_cmpstr (json_string_value (json_object_get (json, field)), ==, value);
  json_decref (json);
}

/* A fourth meeting of the group in the file that write_feed() wrote. */
static void
add_night (const char *path, const char *notes)
{
  g_autofree char *text = NULL;
  g_autofree char *more = NULL;
  char *end;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  end = strstr (text, ", {\"slug\": \"Night");
  if (end == NULL)
    end = strrchr (text, ']');
  *end = '\0';
  more = g_strdup_printf ("%s, {\"slug\": \"Night-meeting\", \"name\": \"Night\", \"day\": 2, \"time\": \"22:00\", \"location\": \"Oak Hall\", "
                          "\"formatted_address\": \"1 Oak Street\", \"group\": \"The Oaks\", \"notes\": \"%s\"}]",
                          text, notes);
  g_assert_true (g_file_set_contents (path, more, -1, NULL));
}

static void
sync_all (World *world)
{
  for (guint i = 0; i < 2; i++)
    {
      DO ("office", "sync", "--once");
      DO ("second", "sync", "--once");
    }
  DO ("office", "sync", "--once");
  assert_same (world, "office", "second");
}

/* What staff changed at one device stays, wherever the feed is read, and the feed's word is known beside it. */
static void
test_feed_edited (World *world, gconstpointer data)
{
  g_autofree char *feed = g_build_filename (world->folder, "oaks.json", NULL);
  g_autofree char *noon = NULL;
  g_autofree char *dusk = NULL;
  gboolean blind = GPOINTER_TO_INT (data);

  begin (world);
  join (world, "second", "office", NULL);
  write_feed (world, feed, "First words");
  DO ("office", "import", feed, "--fellowship", "aa");
  noon = find_meeting (world, "office", "Noon");
  dusk = find_meeting (world, "office", "Dusk");
  sync_all (world);
  DO ("office", "set", noon, "notes=Ring the side bell", "length=90");
  DO ("office", "retire", dusk);
  if (!blind)
    {
      DO ("office", "sync", "--once");
      DO ("second", "sync", "--once");
    }
  /* the second one reads the feed anew, and may not have heard of it */
  write_feed (world, feed, "Second words");
  DO ("second", "import", feed, "--fellowship", "aa");
  if (!blind)
    g_assert_nonnull (strstr (world->out, "the feed says \"Second words\""));
  sync_all (world);
  for (guint i = 0; i < 2; i++)
    {
      const char *device = i == 0 ? "office" : "second";

      assert_shows (world, device, noon, "Ring the side bell");
      assert_shows (world, device, noon, "90");
      assert_shows (world, device, dusk, "retired");
      DO (device, "import", feed, "--fellowship", "aa");
      g_assert_nonnull (strstr (world->out, "notes is \"Ring the side bell\", the feed says \"Second words\""));
      g_assert_nonnull (strstr (world->out, "length is \"90\", the feed says \"\""));
    }
  sync_all (world);
  /* the feed's own words end it, at both */
  DO ("second", "set", noon, "notes=Second words");
  sync_all (world);
  write_feed (world, feed, "Third words");
  DO ("office", "import", feed, "--fellowship", "aa");
  g_assert_null (strstr (world->out, "notes is"));
  sync_all (world);
  assert_shows (world, "second", noon, "Third words");
  assert_shows (world, "second", noon, "90");
  /* and what staff brought back stays, though the feed drops it */
  DO ("second", "unretire", dusk);
  sync_all (world);
  assert_shows (world, "office", dusk, "Dusk");
}

/* What was said of a group's meetings at one device is said of the one that its feed brings later, wherever that is read. */
static void
test_feed_group (World *world, gconstpointer data)
{
  static const char *const names[] = { "Dawn", "Noon", "Dusk" };
  g_autofree char *feed = g_build_filename (world->folder, "oaks.json", NULL);
  g_autofree char *night = NULL;

  begin (world);
  join (world, "second", "office", NULL);
  write_feed (world, feed, "Words");
  DO ("office", "import", feed, "--fellowship", "aa");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *meeting = find_meeting (world, "office", names[i]);

      DO ("office", "set", meeting, "sign_in=no");
    }
  sync_all (world);
  add_night (feed, "1");
  DO ("second", "import", feed, "--fellowship", "aa");
  night = find_meeting (world, "second", "Night");
  assert_says (world, "second", night, "sign_in", "no");
  sync_all (world);
  assert_says (world, "office", night, "sign_in", "no");
  /* a later reading, at the device that only heard of it, leaves it and takes in what is new */
  add_night (feed, "2");
  DO ("office", "import", feed, "--fellowship", "aa");
  sync_all (world);
  assert_says (world, "office", night, "sign_in", "no");
  assert_says (world, "second", night, "sign_in", "no");
  assert_says (world, "second", night, "notes", "2");
  /* staff take it off at the other one: it is theirs everywhere, and stays off */
  DO ("office", "set", night, "sign_in=");
  sync_all (world);
  add_night (feed, "3");
  DO ("second", "import", feed, "--fellowship", "aa");
  sync_all (world);
  assert_says (world, "second", night, "sign_in", NULL);
}

/* A site that had read a feed and corrected it before it came into the share: all of that becomes the site's. */
static void
test_feed_before (World *world, gconstpointer data)
{
  g_autofree char *feed = g_build_filename (world->folder, "oaks.json", NULL);
  g_autofree char *code = NULL;
  g_autofree char *noon = NULL;

  begin (world);
  DO ("north", "init", "--empty");
  write_feed (world, feed, "First words");
  DO ("north", "import", feed, "--fellowship", "aa");
  noon = find_meeting (world, "north", "Noon");
  DO ("north", "set", noon, "notes=Ring the side bell");
  DO ("north", "share", "enrol", "--folder", world->share, "--invitation", world->invitation, "--name", "north", "--json");
  code = word (world, "code");
  DO ("office", "share", "approve", code, "--role", "staff", "--site", "north");
  DO ("north", "sync", "--once");
  DO ("office", "sync", "--once");
  assert_shows (world, "north", noon, "Ring the side bell");
  assert_shows (world, "office", noon, "Ring the side bell");
  write_feed (world, feed, "Second words");
  DO ("north", "import", feed, "--fellowship", "aa");
  g_assert_nonnull (strstr (world->out, "notes is \"Ring the side bell\", the feed says \"Second words\""));
  DO ("north", "sync", "--once");
  DO ("office", "sync", "--once");
  assert_shows (world, "office", noon, "Ring the side bell");
  /* the office hears the feed's word below it: that is what stands when the site says nothing more */
  DO ("north", "set", noon, "notes=Second words");
  DO ("north", "sync", "--once");
  DO ("office", "sync", "--once");
  assert_shows (world, "office", noon, "Second words");
  g_assert_cmpint (run (world, "office", "import", feed, "--fellowship", "aa", NULL), ==, HR_CLI_DONE);
  g_assert_null (strstr (world->out, "the feed says"));
}

/* ---- two at once ---- */

/* Takes the other one of the two values that the history of @thing says to be two; or takes that back, when @again. */
static void
take_other (World *world, const char *device, const char *thing, const char *const *values, gboolean again)
{
  g_autofree char *folder = g_build_filename (world->folder, device, NULL);
  g_autoptr (HrCenter) center = hr_test_new_center (folder, NULL);
  HrStore *store = hr_center_get_store (center);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) changes = NULL;
  gint64 number = 0;

  g_assert_true (hr_center_open (center, &error));
  changes = hr_store_get_history (store, HR_KIND_MEETING, strchr (thing, '/') + 1, 0, &error);
  g_assert_no_error (error);
  for (guint i = 0; number == 0 && i < changes->len; i++)
    {
      const HrPastChange *change = changes->pdata[i];
      const HrPastField *field = change->fields->pdata[0];

      /* both stand there; who had published before sees that another device has another */
      if (!again && (strcmp (field->verb, "conflict") == 0 || strcmp (field->verb, "share") == 0)
          && ((g_strcmp0 (field->old, values[0]) == 0 && g_strcmp0 (field->new, values[1]) == 0)
              || (g_strcmp0 (field->old, values[1]) == 0 && g_strcmp0 (field->new, values[0]) == 0)))
        number = change->number;
      else if (again && change->undo_of != 0)
        number = change->number;
    }
  g_assert_cmpint (number, !=, 0);
  {
    g_auto (GStrv) ids = hr_store_write (store, &(HrDeskWrite){ .verb = HR_DESK_UNDO, .change = number }, "Ana", &error);

    g_assert_no_error (error);
    g_assert_nonnull (ids);
  }
}

/* A kiosk whose desk is used and the office's PC, in the same minute, in the same field: nobody loses words, and either can be taken. */
static void
test_same_field (World *world, gconstpointer data)
{
  static const char *const values[] = { "The office's words", "The kiosk's words" };
  g_autofree char *feed = g_build_filename (world->folder, "oaks.json", NULL);
  g_autofree char *thing = NULL;

  begin (world);
  join (world, "second", "office", NULL);
  if (data != NULL)
    {
      write_feed (world, feed, "The feed's words");
      DO ("office", "import", feed, "--fellowship", "aa");
    }
  thing = data != NULL ? find_meeting (world, "office", "Noon") : g_strdup ("meeting/m-just-for-tonight");
  sync_all (world);
  DO ("office", "set", thing, "notes=The office's words");
  DO ("second", "set", thing, "notes=The kiosk's words");
  sync_all (world);
  for (guint i = 0; i < 2; i++)
    {
      const char *device = i == 0 ? "second" : "office", *other = i == 0 ? "office" : "second";
      g_autofree char *before = NULL;
      guint stood;

      DO (device, "show", thing);
      stood = strstr (world->out, values[0]) != NULL ? 0 : 1;
      before = dump (world, device);
      take_other (world, device, thing, values, FALSE);
      sync_all (world);
      assert_shows (world, other, thing, values[1 - stood]);
      /* and back again */
      take_other (world, device, thing, values, TRUE);
      sync_all (world);
      assert_shows (world, other, thing, values[stood]);
      {
        g_autofree char *after = dump (world, other);

        g_assert_true (strcmp (before, after) == 0);
      }
    }
}

/* ---- people ---- */

static gboolean
holds (const char *bytes, gsize length, const char *word)
{
  return memmem (bytes, length, word, strlen (word)) != NULL;
}

/* Whether a file below @path has @word in it, also when it is compressed. */
static gboolean
any_holds (const char *path, const char *word)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  g_autofree char *bytes = NULL;
  gsize length = 0;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (any_holds (child, word))
        return TRUE;
    }
  if (dir != NULL || !g_file_get_contents (path, &bytes, &length, NULL))
    return FALSE;
  if (g_str_has_suffix (path, ".hrs") && length > 32)
    {
      g_autoptr (GZlibDecompressor) zlib = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB);
      g_autoptr (GInputStream) raw = g_memory_input_stream_new_from_data (bytes + 32, (gssize)(length - 32), NULL);
      g_autoptr (GInputStream) stream = g_converter_input_stream_new (raw, G_CONVERTER (zlib));
      g_autofree char *text = g_malloc (9 * 1024 * 1024);
      gsize got = 0;

      g_assert_true (g_input_stream_read_all (stream, text, 9 * 1024 * 1024, &got, NULL, NULL));
      if (holds (text, got, word))
        return TRUE;
    }
  return holds (bytes, length, word);
}

static void
assert_forgotten (World *world, const char *where, const char *word)
{
  g_autofree char *path = g_build_filename (world->folder, where, NULL);

  if (any_holds (path, word))
    g_error ("“%s” is still somewhere in %s", word, where);
}

/* A person who agreed until the end of the year: on the second day of the next one no file has a word of theirs. */
static void
test_consent (World *world, gconstpointer data)
{
  static const char *const words[] = { "Xanthippe", "zweigstelle", "kolibri", "4711 0815" };

  begin (world);
  world->now = "2026-11-27T09:00:00-05:00";
  join (world, "second", "office", NULL);
  join (world, "kiosk", "kiosk", NULL);
  DO ("office", "add", "peer/p-x", "name=Xanthippe", "role=peer", "about=I know the zweigstelle", "consent=2026-11-01",
      "consent_until=2026-12-31");
  DO ("office", "add", "story/st-x", "title=A way", "text=It began with a kolibri", "name=Xanthippe", "consent=2026-11-01",
      "consent_until=2026-12-31");
  sync_all (world);
  DO ("second", "set", "peer/p-x", "phone=+1 4711 0815");
  DO ("second", "set", "peer/p-x", "consent_until=2026-12-30");
  DO ("second", "set", "peer/p-x", "consent_until=2026-12-31");
  sync_all (world);
  DO ("kiosk", "sync", "--once");
  assert_shows (world, "kiosk", "peer/p-x", "Xanthippe");
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    g_assert_true (any_holds (world->share, words[i]));
  /* on the last day everything stands */
  world->now = "2026-12-31T20:00:00-05:00";
  sync_all (world);
  assert_shows (world, "office", "peer/p-x", "Xanthippe");
  /* a clock that nobody else's comes near ends nobody's consent */
  world->now = "2040-01-02T09:00:00-05:00";
  DO ("second", "sync", "--once");
  assert_shows (world, "second", "peer/p-x", "Xanthippe");
  /* the one who finds that it is over tells everybody; each takes it out of the own files at the next sync */
  world->now = "2027-01-02T09:00:00-05:00";
  DO ("office", "sync", "--once");
  for (guint i = 0; i < 3; i++)
    assert_forgotten (world, "share", words[i]);
  g_assert_true (any_holds (world->share, words[3]));
  DO ("second", "sync", "--once");
  DO ("kiosk", "sync", "--once");
  DO ("office", "sync", "--once");
  DO ("second", "sync", "--once");
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      assert_forgotten (world, "share", words[i]);
      assert_forgotten (world, "office", words[i]);
      assert_forgotten (world, "second", words[i]);
      assert_forgotten (world, "kiosk", words[i]);
    }
  assert_same (world, "office", "second");
  assert_same (world, "office", "kiosk");
  join (world, "third", "kiosk", NULL);
  DO ("third", "sync", "--once");
  assert_same (world, "office", "third");
  DO ("office", "show", "peer");
  g_assert_null (strstr (world->out, "p-x"));
  /* nothing more is written for it */
  DO ("office", "sync", "--once");
  g_assert_nonnull (strstr (world->out, "wrote 0 files"));
}

/* ---- several sites ---- */

static void
test_sites (World *world, gconstpointer data)
{
  begin (world);
  join (world, "north", "staff", "north");
  join (world, "north-kiosk", "kiosk", "north");
  join (world, "south", "staff", "south");
  DO ("north", "sync", "--once");
  DO ("south", "sync", "--once");
  /* what belongs to all is the office's */
  REFUSE ("every center", "north", "set", "fellowship/aa", "phone=+1 555 0100");
  REFUSE ("sites", "north", "add", "venue/v-x", "name=X", "scope=south");
  DO ("north", "add", "venue/v-n", "name=North Hall");
  DO ("south", "add", "venue/v-s", "name=South Hall");
  DO ("north", "set", "site/site", "name=North House");
  DO ("south", "set", "site/site", "name=South House");
  DO ("north", "sync", "--once");
  DO ("south", "sync", "--once");
  DO ("north", "sync", "--once");
  DO ("north-kiosk", "sync", "--once");
  assert_same (world, "north", "north-kiosk");
  DO ("north-kiosk", "show", "venue/v-n");
  REFUSE ("v-s", "north-kiosk", "show", "venue/v-s");
  DO ("north-kiosk", "show", "site/site");
  g_assert_nonnull (strstr (world->out, "North House"));
  /* the office sees both places, and its own name */
  DO ("office", "sync", "--once");
  DO ("office", "show", "venue/v-n");
  DO ("office", "show", "venue/v-s");
  DO ("office", "show", "site/site");
  g_assert_null (strstr (world->out, "North House"));
  /* a kiosk that moves house shows the other one */
  DO ("office", "share", "approve", "north-kiosk", "--role", "kiosk", "--site", "south");
  DO ("north-kiosk", "sync", "--once");
  assert_same (world, "south", "north-kiosk");
}

static void
test_revoked (World *world, gconstpointer data)
{
  begin (world);
  join (world, "thief", "office", NULL);
  DO ("thief", "sync", "--once");
  DO ("thief", "add", "venue/v-before", "name=Before");
  DO ("thief", "sync", "--once");
  DO ("office", "sync", "--once");
  DO ("office", "share", "revoke", "thief");
  DO ("thief", "add", "venue/v-after", "name=After");
  DO ("thief", "sync", "--once");
  DO ("office", "sync", "--once");
  DO ("office", "show", "venue/v-before");
  REFUSE ("v-after", "office", "show", "venue/v-after");
  DO ("office", "share", "status");
  g_assert_nonnull (strstr (world->out, "OUT"));
  DO ("thief", "share", "status");
  g_assert_nonnull (strstr (world->out, "put out"));
  g_assert_cmpint (run (world, "thief", "check", NULL), ==, HR_CLI_COULD_NOT);
  g_assert_nonnull (strstr (world->out, "put out of the share"));
  /* who is no manager lets nobody in or out; managers are made by the root key alone */
  join (world, "clerk", "office", NULL);
  DO ("clerk", "sync", "--once");
  REFUSE ("manager", "clerk", "share", "revoke", "Office");
  REFUSE ("root key", "office", "share", "approve", "clerk", "--role", "office,manager");
  DO ("office", "share", "approve", "clerk", "--role", "office,manager", "--root-key", world->root_key);
  DO ("clerk", "sync", "--once");
  REFUSE ("root key", "clerk", "share", "revoke", "Office");
}

static void
test_much_withdrawn (World *world, gconstpointer data)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *before = NULL;

  begin (world);
  join (world, "clerk", "office", NULL);
  DO ("clerk", "sync", "--once");
  DO ("office", "show", "meeting");
  for (const char *p = strstr (world->out, "m-"); p != NULL && ids->len < 40; p = strstr (p, "\nm-") != NULL ? strstr (p, "\nm-") + 1 : NULL)
    g_ptr_array_add (ids, g_strndup (p, strcspn (p, " \t\n")));
  g_assert_cmpuint (ids->len, >, 25);
  for (guint i = 0; i < ids->len; i++)
    {
      g_autofree char *thing = g_strconcat ("meeting/", ids->pdata[i], NULL);

      DO ("clerk", "retire", thing);
    }
  DO ("clerk", "sync", "--once");
  before = dump (world, "office");
  DO ("office", "sync", "--once");
  g_assert_nonnull (strstr (world->out, "withdrew"));
  {
    g_autofree char *after = dump (world, "office");

    g_assert_cmpstr (before, ==, after);
  }
  DO ("office", "share", "release", "clerk");
  assert_same (world, "office", "clerk");
}

/* ---- what goes wrong ---- */

static void
test_wrong (World *world, gconstpointer data)
{
  g_autofree char *other = g_build_filename (world->folder, "other", NULL);
  g_autofree char *other_key = g_build_filename (world->folder, "other.key", NULL);
  g_autofree char *gone = g_build_filename (world->folder, "gone", NULL);
  g_autofree char *lock = g_build_filename (world->folder, "office", "share.lock", NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *longest = g_strnfill (128, 'x');
  g_autofree char *too_long = g_strnfill (129, 'x');
  int fd;

  begin (world);
  DO ("kiosk", "init", "--empty");
  REFUSE ("a name of at most 128", "kiosk", "share", "enrol", "--folder", world->share, "--invitation", world->invitation, "--name", too_long);
  REFUSE ("no share", "kiosk", "share", "invitation");
  REFUSE ("no invitation", "kiosk", "share", "enrol", "--folder", world->share, "--invitation", "abcd-efgh", "--name", "K");
  REFUSE ("There is no share", "kiosk", "share", "enrol", "--folder", gone, "--invitation", world->invitation, "--name", "K");
  REFUSE ("already", "office", "share", "init", "--folder", other, "--name", "X", "--root-key", other_key);
  /* a share with the right address and another root key */
  g_assert_cmpint (g_mkdir (other, 0700), ==, 0);
  DO ("other-office", "init", "--empty");
  DO ("other-office", "share", "init", "--folder", other, "--name", longest, "--root-key", other_key);
  REFUSE ("not the one", "kiosk", "share", "enrol", "--folder", other, "--invitation", world->invitation, "--name", "K");
  REFUSE ("There is a share", "kiosk", "share", "init", "--folder", world->share, "--name", "K", "--root-key", gone);
  g_assert_false (g_file_test (gone, G_FILE_TEST_EXISTS));
  DO ("kiosk", "share", "status");
  g_assert_nonnull (strstr (world->out, "in no share"));
  REFUSE ("in no share", "kiosk", "sync", "--once");
  DO ("kiosk", "check");
  g_assert_nonnull (strstr (world->out, "its listings are its own"));
  /* the folder is away: everything stays, and what is written meanwhile goes out when it is back */
  join (world, "second", "office", NULL);
  DO ("second", "sync", "--once");
  before = dump (world, "second");
  g_assert_cmpint (g_rename (world->share, gone), ==, 0);
  REFUSE ("away", "second", "sync", "--once");
  after = dump (world, "second");
  g_assert_cmpstr (before, ==, after);
  DO ("second", "share", "status");
  g_assert_nonnull (strstr (world->out, "away"));
  DO ("second", "check");
  g_assert_nonnull (strstr (world->out, "Since then: The share is away"));
  /* another share in its place is not taken for it */
  g_assert_cmpint (g_rename (other, world->share), ==, 0);
  REFUSE ("away", "second", "sync", "--once");
  g_assert_cmpint (g_rename (world->share, other), ==, 0);
  DO ("second", "add", "venue/v-meanwhile", "name=Meanwhile");
  g_assert_cmpint (g_rename (gone, world->share), ==, 0);
  DO ("second", "sync", "--once");
  DO ("office", "sync", "--once");
  DO ("office", "show", "venue/v-meanwhile");
  DO ("second", "share", "status");
  g_assert_null (strstr (world->out, "away"));
  /* two programs of one device at once */
  fd = open (lock, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  g_assert_cmpint (flock (fd, LOCK_EX), ==, 0);
  REFUSE ("Another program", "office", "sync", "--once");
  close (fd);
  DO ("office", "sync", "--once");
}

/* An older state of the folder takes nothing back, and is healed. */
static void
test_folder_restored (World *world, gconstpointer data)
{
  g_autofree char *old = g_build_filename (world->folder, "old", NULL);
  g_autofree char *copy = g_strdup_printf ("cp -r '%s' '%s'", world->share, old);
  g_autofree char *back = g_strdup_printf ("rm -r '%s' && cp -r '%s' '%s'", world->share, old, world->share);

  begin (world);
  join (world, "second", "office", NULL);
  DO ("second", "sync", "--once");
  g_assert_cmpint (system (copy), ==, 0);
  DO ("office", "add", "venue/v-late", "name=Late");
  DO ("office", "sync", "--once");
  DO ("second", "sync", "--once");
  g_assert_cmpint (system (back), ==, 0);
  DO ("second", "sync", "--once");
  DO ("second", "show", "venue/v-late");
  DO ("office", "share", "verify");
  join (world, "third", "kiosk", NULL);
  DO ("third", "sync", "--once");
  DO ("third", "show", "venue/v-late");
  assert_same (world, "office", "third");
}

/* A device whose data folder is yesterday's finds what it said since. */
static void
test_device_restored (World *world, gconstpointer data)
{
  g_autofree char *backup = g_build_filename (world->folder, "office.db", NULL);

  begin (world);
  join (world, "second", "office", NULL);
  DO ("second", "sync", "--once");
  DO ("office", "backup", backup);
  DO ("office", "add", "venue/v-lost", "name=Lost and found");
  DO ("office", "sync", "--once");
  DO ("second", "sync", "--once");
  DO ("office", "restore", backup);
  REFUSE ("v-lost", "office", "show", "venue/v-lost");
  DO ("office", "add", "venue/v-new", "name=New");
  DO ("office", "sync", "--once");
  DO ("second", "sync", "--once");
  DO ("office", "show", "venue/v-lost");
  DO ("second", "show", "venue/v-new");
  assert_same (world, "office", "second");
}

/* The device that began it all is gone with its disk; the root key was put away. */
static void
test_office_lost (World *world, gconstpointer data)
{
  g_autofree char *office = g_build_filename (world->folder, "office", NULL);
  g_autofree char *remove = g_strdup_printf ("rm -r '%s'", office);
  g_autofree char *code = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  begin (world);
  DO ("office", "add", "venue/v-old", "name=Old Hall");
  join (world, "kiosk", "kiosk", NULL);
  DO ("kiosk", "sync", "--once");
  before = dump (world, "kiosk");
  g_assert_cmpint (system (remove), ==, 0);
  DO ("new-office", "init", "--empty");
  DO ("new-office", "share", "enrol", "--folder", world->share, "--invitation", world->invitation, "--name", "New office", "--json");
  code = word (world, "code");
  DO ("new-office", "share", "approve", code, "--role", "office,manager", "--root-key", world->root_key);
  DO ("new-office", "sync", "--once");
  after = dump (world, "new-office");
  g_assert_true (strcmp (before, after) == 0);
  DO ("new-office", "share", "revoke", "Office", "--root-key", world->root_key);
  DO ("new-office", "set", "venue/v-old", "name=Still the Old Hall");
  DO ("new-office", "sync", "--once");
  DO ("kiosk", "sync", "--once");
  assert_same (world, "new-office", "kiosk");
  DO ("kiosk", "show", "venue/v-old");
  g_assert_nonnull (strstr (world->out, "Still the Old Hall"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, World, NULL, set_up, func, tear_down)
  ADD ("/share/new-kiosk", test_new_kiosk);
  ADD ("/share/two-write", test_two_write);
  ADD ("/share/feed", test_feed);
  ADD ("/share/feed-edited", test_feed_edited);
  g_test_add ("/share/feed-edited-blindly", World, GINT_TO_POINTER (TRUE), set_up, test_feed_edited, tear_down);
  ADD ("/share/feed-group", test_feed_group);
  ADD ("/share/feed-before", test_feed_before);
  ADD ("/share/same-field", test_same_field);
  g_test_add ("/share/same-field-of-feed", World, GINT_TO_POINTER (TRUE), set_up, test_same_field, tear_down);
  ADD ("/share/consent", test_consent);
  ADD ("/share/sites", test_sites);
  ADD ("/share/revoked", test_revoked);
  ADD ("/share/much-withdrawn", test_much_withdrawn);
  ADD ("/share/wrong", test_wrong);
  ADD ("/share/folder-restored", test_folder_restored);
  ADD ("/share/device-restored", test_device_restored);
  ADD ("/share/office-lost", test_office_lost);
  return g_test_run ();
}
