/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The database as a device of the share sees it: whatever comes, in whatever order, wherever it stands here, it says of every field what
 * the highest version said. */
#include "hr-test.h"
#include "handrail/store/hr-share-store.h"

#include <string.h>

#define STORIES 40
#define GROUPS 120
#define STORES 3
#define HELD 64

typedef struct
{
  GRand *rand;
  GPtrArray *groups; /* HrShareGroup */
  GHashTable *truth; /* field -> HrShareGroup of one field */
} World;

static void
world_clear (World *self)
{
  g_rand_free (self->rand);
  g_ptr_array_unref (self->groups);
  g_hash_table_unref (self->truth);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_clear)

static const char *
pick (GRand *rand, const char *const *words, guint n)
{
  return words[g_rand_int_range (rand, 0, (gint32)n)];
}
#define PICK(rand, words) pick (rand, words, G_N_ELEMENTS (words))

static char *
key_of (const HrShareGroup *group, guint field)
{
  return g_strdup_printf ("%u|%s|%s|%u", group->kind, group->scope, group->id, field);
}

static HrShareVersion
random_version (GRand *rand)
{
  static const char *const devices[] = { "aaaaaaaaaaaaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbbbbbbbbbbbb", "cccccccccccccccccccccccccc" };
  HrShareVersion version = { 0 };

  version.gen = (guint64)g_rand_int_range (rand, 1, 4);
  version.wall_ms = g_rand_int_range (rand, 1, 4);
  g_strlcpy (version.device, PICK (rand, devices), sizeof version.device);
  version.epoch = (guint32)g_rand_int_range (rand, 1, 3);
  version.op = (guint64)g_rand_int_range (rand, 1, 6);
  return version;
}

/* What a table asks for: otherwise hardly anything random would ever stand in one. */
static const char *
sound_value (guint kind, guint field)
{
  static const char *const meeting[] = { "Oak Hall", "oak-hall", "aa" };

  if (kind == HR_KIND_SOURCE)
    return field == 0 ? "A feed" : field == 1 ? "csv" : NULL;
  if (kind != HR_KIND_MEETING)
    return NULL;
  return field < G_N_ELEMENTS (meeting) ? meeting[field] : field == 10 ? "hybrid" : NULL;
}

static HrShareGroup *
random_group (GRand *rand)
{
  static const guint kinds[] = { HR_KIND_FELLOWSHIP, HR_KIND_MEETING, HR_KIND_MEETING, HR_KIND_SITE, HR_KIND_SOURCE, HR_KIND_RESOURCE,
                                 HR_KIND_EXCEPTION, 77 };
  static const char *const scopes[] = { "", "", "north", "south" };
  static const char *const ids[] = { "a", "b", "c", "site", "not an id", "aa" };
  static const char *const values[] = { "yes", "no", "true", "12", "012", "x", "", "2026-01-01", "2026-01-05T19:00", "19:00", "north",
                                        "FREQ=WEEKLY;BYDAY=MO", "hybrid", "en=Hall", "aa", "1.50", "America/Chicago" };
  static const guint wholes[] = { 0, 0, 5, 20, 60 };
  HrShareVersion version = random_version (rand);
  HrShareGroup *group = hr_share_group_new (kinds[g_rand_int_range (rand, 0, G_N_ELEMENTS (kinds))], PICK (rand, scopes),
                                            PICK (rand, ids), &version);
  gboolean sound = g_rand_int_range (rand, 0, 3) > 0;

  group->whole = wholes[g_rand_int_range (rand, 0, G_N_ELEMENTS (wholes))];
  /* from HELD on: what staff say beside a feed */
  for (guint field = 0; field < 2 * HELD; field++)
    if (sound && field < HELD && sound_value (group->kind, field) != NULL)
      hr_share_group_add (group, field, sound_value (group->kind, field));
    else if (g_rand_int_range (rand, 0, field < HELD ? 6 : 20) == 0)
      hr_share_group_add (group, field, g_rand_int_range (rand, 0, 5) == 0 ? NULL : PICK (rand, values));
    else if (field < group->whole && g_rand_int_range (rand, 0, 3) == 0)
      hr_share_group_skip (group, field);
  return group;
}

static HrShareGroup *
single (const HrShareGroup *group, guint field, const char *value)
{
  HrShareGroup *one = hr_share_group_new (group->kind, group->scope, group->id, &group->version);

  hr_share_group_add (one, field, value);
  return one;
}

static const char *
value_of (const HrShareGroup *one)
{
  return g_array_index (one->fields, HrShareField, 0).value;
}

static gboolean
learn_cb (const HrShareGroup *group, guint field, const char *value, gpointer data)
{
  World *world = data;
  char *key = key_of (group, field);
  const HrShareGroup *known = g_hash_table_lookup (world->truth, key);
  int order = known != NULL ? hr_share_version_compare (&group->version, &known->version) : 1;

  if (order == 0)
    order = hr_share_value_compare (value, value_of (known));
  if (order > 0)
    g_hash_table_insert (world->truth, key, single (group, field, value));
  else
    g_free (key);
  return TRUE;
}

static void
world_init (World *self, guint32 seed)
{
  self->rand = g_rand_new_with_seed (seed);
  self->groups = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_share_group_free);
  self->truth = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)hr_share_group_free);
  for (guint i = 0; i < GROUPS; i++)
    {
      g_ptr_array_add (self->groups, random_group (self->rand));
      hr_share_group_each (self->groups->pdata[i], learn_cb, self);
    }
}

/* ---- a device ---- */

typedef struct
{
  char *folder;
  HrCenter *center;
  HrShareStore *store;
} Device;

static void
device_open (Device *self)
{
  g_autoptr (GError) error = NULL;

  self->store = hr_share_store_open (self->folder, hr_center_get_vocabulary (self->center), hr_center_get_clock (self->center), &error);
  g_assert_no_error (error);
}

static void
device_init (Device *self)
{
  self->folder = hr_test_make_folder ();
  self->center = hr_test_open_center (self->folder, TRUE, NULL);
  device_open (self);
}

static void
device_clear (Device *self)
{
  hr_share_store_close (self->store);
  g_object_unref (self->center);
  hr_test_remove_folder (self->folder);
}

static void
device_place (Device *self, const char *site, HrShareStoreMay may)
{
  g_autoptr (GError) error = NULL;

  hr_share_store_begin (self->store, &error);
  g_assert_no_error (error);
  hr_share_store_set_place (self->store, site, may, &error);
  g_assert_no_error (error);
  hr_share_store_commit (self->store, &error);
  g_assert_no_error (error);
}

/* In any order, some twice, in several transactions of which some come to nothing at first. */
static void
device_read (Device *self, World *world)
{
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < GROUPS + 20; i++)
    g_ptr_array_insert (order, g_rand_int_range (world->rand, 0, (gint32)order->len + 1),
                        world->groups->pdata[i < GROUPS ? i : (guint)g_rand_int_range (world->rand, 0, GROUPS)]);
  for (guint i = 0; i < order->len;)
    {
      guint most = (guint)g_rand_int_range (world->rand, 1, 30), n = MIN (most, order->len - i);
      gboolean keep = g_rand_int_range (world->rand, 0, 4) > 0;

      hr_share_store_begin (self->store, &error);
      g_assert_no_error (error);
      for (guint k = 0; k < n; k++)
        {
          hr_share_store_put (self->store, order->pdata[i + k], NULL, &error);
          g_assert_no_error (error);
        }
      if (!keep)
        {
          hr_share_store_rollback (self->store);
          continue;
        }
      hr_share_store_commit (self->store, &error);
      g_assert_no_error (error);
      i += n;
    }
}

/* ---- what it says ---- */

typedef struct
{
  World *world;
  guint32 seed;
  GHashTable *said;
} Hearing;

static gboolean
hear_field_cb (const HrShareGroup *group, guint field, const char *value, gpointer data)
{
  Hearing *hearing = data;
  char *key = key_of (group, field);
  const HrShareGroup *truth = g_hash_table_lookup (hearing->world->truth, key);

  if (truth == NULL)
    g_error ("seed %u: %s: nobody said that", hearing->seed, key);
  if (hr_share_version_compare (&truth->version, &group->version) != 0 || g_strcmp0 (value_of (truth), value) != 0)
    g_error ("seed %u: %s is “%s”, not “%s”", hearing->seed, key, value, value_of (truth));
  if (!g_hash_table_add (hearing->said, key))
    g_error ("seed %u: %s is said twice", hearing->seed, key);
  return TRUE;
}

static gboolean
hear_cb (const HrShareGroup *group, gpointer data)
{
  return hr_share_group_each (group, hear_field_cb, data);
}

static void
check_rows (Device *self, World *world, guint32 seed)
{
  g_autoptr (GHashTable) said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) error = NULL;
  Hearing hearing = { world, seed, said };

  hr_share_store_rows (self->store, hear_cb, &hearing, &error);
  g_assert_no_error (error);
  if (g_hash_table_size (said) != g_hash_table_size (world->truth))
    g_error ("seed %u: %u of %u fields are said", seed, g_hash_table_size (said), g_hash_table_size (world->truth));
}

static gboolean
check_still_cb (const HrShareGroup *group, guint field, const char *value, gpointer data)
{
  World *world = ((Hearing *)data)->world;
  g_autofree char *key = key_of (group, field);
  const HrShareGroup *truth = g_hash_table_lookup (world->truth, key);

  g_assert_true (hr_share_version_compare (&truth->version, &group->version) == 0 && g_strcmp0 (value_of (truth), value) == 0);
  ((Hearing *)data)->seed++;
  return TRUE;
}

static gboolean
count_true_cb (const HrShareGroup *group, guint field, const char *value, gpointer data)
{
  World *world = ((Hearing *)data)->world;
  g_autofree char *key = key_of (group, field);
  const HrShareGroup *truth = g_hash_table_lookup (world->truth, key);

  if (hr_share_version_compare (&truth->version, &group->version) == 0 && g_strcmp0 (value_of (truth), value) == 0)
    ((Hearing *)data)->seed++;
  return TRUE;
}

static void
check_still (Device *self, World *world)
{
  for (guint i = 0; i < GROUPS; i++)
    {
      g_autoptr (HrShareGroup) still = hr_share_store_still (self->store, world->groups->pdata[i]);
      Hearing here = { world, 0, NULL }, truly = { world, 0, NULL };

      if (still != NULL)
        hr_share_group_each (still, check_still_cb, &here);
      hr_share_group_each (world->groups->pdata[i], count_true_cb, &truly);
      g_assert_cmpuint (here.seed, ==, truly.seed);
    }
}

/* ---- what it shows ---- */

static const HrShareGroup *
truth_of (World *world, HrKind kind, const char *scope, const char *id, guint field)
{
  g_autofree char *key = g_strdup_printf ("%u|%s|%s|%u", kind, scope, id, field);

  return g_hash_table_lookup (world->truth, key);
}

/* The value as a row has it. @word: "" is a value: unset */
static gboolean
as_shown (HrKind kind, guint index, const HrShareGroup *one, gboolean word, char **ret_value)
{
  g_autoptr (HrRecord) scratch = hr_record_new (kind, NULL);
  const char *value = one != NULL ? value_of (one) : NULL;

  *ret_value = NULL;
  if (word && (value == NULL || (*value == '\0' && hr_kind_get_fields (kind, NULL)[index].required)))
    return FALSE;
  if (!hr_record_set_nth (scratch, index, value != NULL && *value != '\0' ? value : NULL, NULL))
    return FALSE;
  *ret_value = g_strdup (hr_record_get_nth (scratch, index));
  return TRUE;
}

static void
check_record (World *world, const HrRecord *record, guint32 seed)
{
  HrKind kind = hr_record_get_kind (record);
  const char *scope = hr_record_get (record, "scope"), *id = hr_record_get_id (record);
  guint n_fields = 0, n_own = hr_kind_n_own_fields (kind);
  const HrField *fields = hr_kind_get_fields (kind, &n_fields);

  for (guint i = 0; i < n_fields; i++)
    {
      guint number = hr_kind_get_clock_number (kind, i);
      const HrShareGroup *base = truth_of (world, kind, scope != NULL ? scope : "", id, number);
      const HrShareGroup *word = truth_of (world, kind, scope != NULL ? scope : "", id, number + HELD);
      g_autofree char *shown = NULL;

      if (i == n_own + HR_COMMON_SCOPE || base == NULL)
        continue;
      if (i == n_own + HR_COMMON_SOURCE || i == n_own + HR_COMMON_SOURCE_KEY || !as_shown (kind, i, word, TRUE, &shown))
        as_shown (kind, i, base, FALSE, &shown);
      if (g_strcmp0 (shown, hr_record_get_nth (record, i)) != 0)
        g_error ("seed %u: %s/%s: %s is “%s”, not “%s”", seed, hr_kind_get_name (kind), id, fields[i].name,
                 hr_record_get_nth (record, i), shown);
    }
}

/* Of each field staff's word, where there is one, and else the feed's. */
static guint
check_shown (Device *self, World *world, guint32 seed)
{
  static const HrKind kinds[] = { HR_KIND_MEETING, HR_KIND_SOURCE, HR_KIND_RESOURCE, HR_KIND_EXCEPTION };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) records = hr_store_get_records (hr_center_get_store (self->center), kinds[i], &error);

      g_assert_no_error (error);
      for (guint k = 0; k < records->len; k++)
        check_record (world, records->pdata[k], seed);
      n += records->len;
    }
  return n;
}

/* Nothing that can stand in the tables is too odd to be looked at. */
static void
check_directory (Device *self)
{
  HrStore *store = hr_center_get_store (self->center);
  g_autoptr (GError) error = NULL;
  g_autoptr (HrFacets) facets = hr_store_get_facets (store, &error);
  HrQuery *query = hr_query_new ();
  g_autoptr (HrResults) results = NULL;
  g_autoptr (GPtrArray) dates = NULL;

  g_assert_no_error (error);
  results = hr_store_find (store, query, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < results->meetings->len; i++)
    {
      const HrMeeting *meeting = results->meetings->pdata[i];
      g_autoptr (GPtrArray) exceptions = hr_store_get_exceptions (store, meeting->id, &error);

      g_assert_no_error (error);
      g_assert_nonnull (meeting->name);
    }
  dates = hr_store_get_occurrences (store, NULL, 1764000000, 1764000000 + 14 * 86400, &error);
  g_assert_no_error (error);
  hr_query_free (query);
}

static void
test_any_order (void)
{
  guint shown = 0;

  for (guint32 seed = 0; seed < STORIES; seed++)
    {
      g_auto (World) world = { 0 };
      Device devices[STORES];

      world_init (&world, seed);
      for (guint i = 0; i < STORES; i++)
        {
          device_init (&devices[i]);
          if (i > 0)
            device_place (&devices[i], i == 1 ? "north" : "", i == 1 ? HR_SHARE_STORE_SITE : HR_SHARE_STORE_NOTHING);
          else
            device_place (&devices[i], "", HR_SHARE_STORE_NOTHING);
          device_read (&devices[i], &world);
          check_rows (&devices[i], &world, seed);
          check_still (&devices[i], &world);
          check_directory (&devices[i]);
          shown += check_shown (&devices[i], &world, seed);
          /* and wherever it stands from now on */
          device_place (&devices[i], i == 1 ? "south" : "", i == 2 ? HR_SHARE_STORE_ALL : HR_SHARE_STORE_SITE);
          check_rows (&devices[i], &world, seed);
          check_still (&devices[i], &world);
          check_directory (&devices[i]);
          shown += check_shown (&devices[i], &world, seed);
          device_clear (&devices[i]);
        }
    }
  g_assert_cmpuint (shown, >, STORIES);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/share-store/any-order", test_any_order);
  return g_test_run ();
}
