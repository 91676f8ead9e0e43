/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-test"

#include "hr-lab-ledger.h"
#include "handrail/core/hr-error.h"

#include <string.h>

/* One field: a group that says just that. */
typedef struct
{
  HrShareLedger base;
  GTree *fields; /* key -> HrShareGroup */
  GTree *notes;  /* key -> GBytes */
  GPtrArray *outbox;
  guint64 op;
  gint64 wall_ms;
  const gboolean *dead;
  guint commits, counted;
  gsize bytes;

  gboolean open;
  GPtrArray *undo; /* (element-type Undo) */
  GPtrArray *outbox_before;
} Lab;

typedef struct
{
  GTree *tree;
  char *key;
  gpointer value; /* NULL: there was nothing */
} Undo;

static void
undo_free (gpointer data)
{
  Undo *undo = data;

  g_free (undo->key);
  g_free (undo);
}

static int
compare_cb (gconstpointer a, gconstpointer b, gpointer data)
{
  return strcmp (a, b);
}

static GPtrArray *
new_groups (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)hr_share_group_free);
}

static gboolean
fail (GError **error)
{
  g_set_error_literal (error, HR_ERROR, HR_ERROR_IO, "The process has ended.");
  return FALSE;
}

static gpointer
copy_value (const Lab *self, GTree *tree, gpointer value)
{
  return tree == self->fields ? (gpointer)hr_share_group_copy (value) : (gpointer)g_bytes_ref (value);
}

/* @value: (transfer full) (nullable) */
static void
change (Lab *self, GTree *tree, const char *key, gpointer value)
{
  gpointer old = g_tree_lookup (tree, key);

  if (self->open)
    {
      Undo *undo = g_new0 (Undo, 1);

      *undo = (Undo){ tree, g_strdup (key), old != NULL ? copy_value (self, tree, old) : NULL };
      g_ptr_array_add (self->undo, undo);
    }
  if (value != NULL)
    g_tree_replace (tree, g_strdup (key), value);
  else
    g_tree_remove (tree, key);
}

static gboolean
lab_begin (HrShareLedger *base, GError **error)
{
  Lab *self = (Lab *)base;

  g_assert_false (self->open);
  if (self->dead != NULL && *self->dead)
    return fail (error);
  self->open = TRUE;
  return TRUE;
}

static void
close_transaction (Lab *self)
{
  self->open = FALSE;
  g_ptr_array_set_size (self->undo, 0);
  g_clear_pointer (&self->outbox_before, g_ptr_array_unref);
}

static void
lab_rollback (HrShareLedger *base)
{
  Lab *self = (Lab *)base;

  g_assert_true (self->open);
  self->open = FALSE;
  for (guint i = self->undo->len; i > 0; i--)
    {
      Undo *undo = self->undo->pdata[i - 1];

      change (self, undo->tree, undo->key, g_steal_pointer (&undo->value));
    }
  if (self->outbox_before != NULL)
    {
      g_ptr_array_unref (self->outbox);
      self->outbox = g_steal_pointer (&self->outbox_before);
    }
  close_transaction (self);
}

static gboolean
lab_commit (HrShareLedger *base, GError **error)
{
  Lab *self = (Lab *)base;

  g_assert_true (self->open);
  if (self->dead != NULL && *self->dead)
    return fail (error);
  for (guint i = 0; i < self->undo->len; i++)
    {
      Undo *undo = self->undo->pdata[i];

      if (undo->value != NULL && undo->tree == self->fields)
        hr_share_group_free (undo->value);
      else if (undo->value != NULL)
        g_bytes_unref (undo->value);
    }
  self->commits += self->undo->len > 0;
  close_transaction (self);
  return TRUE;
}

static GBytes *
lab_get (HrShareLedger *base, const char *key)
{
  Lab *self = (Lab *)base;
  GBytes *bytes = g_tree_lookup (self->notes, key);

  self->bytes += bytes != NULL ? g_bytes_get_size (bytes) : 0;
  return bytes != NULL ? g_bytes_ref (bytes) : NULL;
}

static gboolean
lab_has (HrShareLedger *base, const char *key)
{
  return g_tree_lookup (((Lab *)base)->notes, key) != NULL;
}

static gboolean
lab_set (HrShareLedger *base, const char *key, GBytes *value, GError **error)
{
  Lab *self = (Lab *)base;

  g_assert_true (self->open);
  if (value != NULL || g_tree_lookup (self->notes, key) != NULL)
    change (self, self->notes, key, value != NULL ? g_bytes_ref (value) : NULL);
  return TRUE;
}

static gboolean
lab_each (HrShareLedger *base, const char *prefix, HrShareNoteFunc func, gpointer data, GError **error)
{
  Lab *self = (Lab *)base;
  GTreeNode *node = g_tree_lower_bound (self->notes, prefix);

  for (; node != NULL && g_str_has_prefix (g_tree_node_key (node), prefix); node = g_tree_node_next (node))
    {
      self->bytes += g_bytes_get_size (g_tree_node_value (node));
      if (!func (g_tree_node_key (node), g_tree_node_value (node), data))
        return FALSE;
    }
  return TRUE;
}

static gboolean
lab_keys (HrShareLedger *base, const char *prefix, HrShareNoteFunc func, gpointer data, GError **error)
{
  Lab *self = (Lab *)base;
  GTreeNode *node = g_tree_lower_bound (self->notes, prefix);

  for (; node != NULL && g_str_has_prefix (g_tree_node_key (node), prefix); node = g_tree_node_next (node))
    if (!func (g_tree_node_key (node), NULL, data))
      return FALSE;
  return TRUE;
}

static char *
field_key (const HrShareGroup *group, guint field)
{
  return g_strdup_printf ("%u/%s/%s/%04u", group->kind, group->scope, group->id, field);
}

static const char *
value_of (const HrShareGroup *one)
{
  return g_array_index (one->fields, HrShareField, 0).value;
}

typedef struct
{
  Lab *self;
  GArray *deleted;
  HrShareGroup *still;
} Put;

static HrShareGroup *
one_of (const HrShareGroup *group, guint field, const char *value)
{
  HrShareGroup *one = hr_share_group_new (group->kind, group->scope, group->id, &group->version);

  hr_share_group_add (one, field, value);
  return one;
}

static gboolean
put_cb (const HrShareGroup *group, guint field, const char *value, gpointer data)
{
  Put *put = data;
  g_autofree char *key = field_key (group, field);
  const HrShareGroup *known = g_tree_lookup (put->self->fields, key);
  gboolean was = known != NULL && g_strcmp0 (value_of (known), "1") == 0;

  if (known != NULL && !hr_share_wins (&group->version, value, &known->version, value_of (known)))
    return TRUE;
  if (put->deleted != NULL && field == 0 && g_strcmp0 (value, "1") == 0 && !was)
    {
      g_autofree char *other = field_key (group, 1);

      if (known != NULL || g_tree_lookup (put->self->fields, other) != NULL)
        g_array_append_val (put->deleted, group->version);
    }
  change (put->self, put->self->fields, key, one_of (group, field, value));
  return TRUE;
}

/* Here everything that is there was there before. */
static void
lab_step (HrShareLedger *base)
{
  g_assert_true (((Lab *)base)->open);
}

static gboolean
lab_put (HrShareLedger *base, const HrShareGroup *group, GArray *deleted, GError **error)
{
  Put put = { (Lab *)base, deleted, NULL };

  g_assert_true (put.self->open);
  return hr_share_group_each (group, put_cb, &put);
}

static gboolean
lab_force (HrShareLedger *base, const HrShareGroup *group, GError **error)
{
  Lab *self = (Lab *)base;
  const HrShareField *field = &g_array_index (group->fields, HrShareField, 0);
  g_autofree char *key = field_key (group, field->field);

  g_assert_true (self->open);
  change (self, self->fields, key, group->version.gen > 0 ? one_of (group, field->field, field->value) : NULL);
  return TRUE;
}

static gboolean
still_cb (const HrShareGroup *group, guint field, const char *value, gpointer data)
{
  Put *put = data;
  g_autofree char *key = field_key (group, field);
  const HrShareGroup *known = g_tree_lookup (put->self->fields, key);

  if (known != NULL && hr_share_version_compare (&known->version, &group->version) == 0 && g_strcmp0 (value_of (known), value) == 0)
    hr_share_group_add (put->still, field, value);
  return TRUE;
}

static HrShareGroup *
lab_still (HrShareLedger *base, const HrShareGroup *group)
{
  g_autoptr (HrShareGroup) still = hr_share_group_new (group->kind, group->scope, group->id, &group->version);
  Put put = { (Lab *)base, NULL, still };

  hr_share_group_each (group, still_cb, &put);
  return still->fields->len > 0 ? g_steal_pointer (&still) : NULL;
}

static gboolean
lab_outbox (HrShareLedger *base, HrShareGroupFunc func, gpointer data, GError **error)
{
  Lab *self = (Lab *)base;

  for (guint i = 0; i < self->outbox->len; i++)
    if (!func (self->outbox->pdata[i], data))
      return FALSE;
  return TRUE;
}

static gboolean
lab_clear_outbox (HrShareLedger *base, GError **error)
{
  Lab *self = (Lab *)base;

  g_assert_true (self->open);
  if (self->outbox_before != NULL)
    g_ptr_array_set_size (self->outbox, 0);
  else
    {
      self->outbox_before = g_steal_pointer (&self->outbox);
      self->outbox = new_groups ();
    }
  return TRUE;
}

static gboolean
lab_rows (HrShareLedger *base, HrShareGroupFunc func, gpointer data, GError **error)
{
  for (GTreeNode *node = g_tree_node_first (((Lab *)base)->fields); node != NULL; node = g_tree_node_next (node))
    if (!func (g_tree_node_value (node), data))
      return FALSE;
  return TRUE;
}

/* Fields of one thing stand together. */
static guint
lab_live (HrShareLedger *base)
{
  Lab *self = (Lab *)base;
  const char *last = NULL;
  gsize length = 0;
  guint things = 0, retired = 0;

  self->counted++;
  for (GTreeNode *node = g_tree_node_first (self->fields); node != NULL; node = g_tree_node_next (node))
    {
      const HrShareGroup *one = g_tree_node_value (node);
      const char *key = g_tree_node_key (node);

      if (last == NULL || strncmp (last, key, length) != 0)
        {
          things++;
          last = key;
          length = (gsize)(strrchr (key, '/') + 1 - key);
        }
      retired += g_array_index (one->fields, HrShareField, 0).field == 0 && g_strcmp0 (value_of (one), "1") == 0;
    }
  return things - retired;
}

static const HrShareLedgerClass lab_class = { lab_begin, lab_commit, lab_rollback, lab_get, lab_has, lab_set, lab_each,
                                              lab_keys, lab_step, lab_put, lab_force, lab_still, lab_outbox, lab_clear_outbox,
                                              lab_rows, lab_live };

HrShareLedger *
hr_lab_ledger_new (void)
{
  Lab *self = g_new0 (Lab, 1);

  self->base.class = &lab_class;
  self->fields = g_tree_new_full (compare_cb, NULL, g_free, (GDestroyNotify)hr_share_group_free);
  self->notes = g_tree_new_full (compare_cb, NULL, g_free, (GDestroyNotify)g_bytes_unref);
  self->outbox = new_groups ();
  self->undo = g_ptr_array_new_with_free_func (undo_free);
  return &self->base;
}

HrShareLedger *
hr_lab_ledger_copy (HrShareLedger *base)
{
  Lab *self = (Lab *)base;
  HrShareLedger *copy = hr_lab_ledger_new ();
  Lab *lab = (Lab *)copy;

  g_assert_false (self->open);
  for (GTreeNode *node = g_tree_node_first (self->fields); node != NULL; node = g_tree_node_next (node))
    g_tree_insert (lab->fields, g_strdup (g_tree_node_key (node)), hr_share_group_copy (g_tree_node_value (node)));
  for (GTreeNode *node = g_tree_node_first (self->notes); node != NULL; node = g_tree_node_next (node))
    g_tree_insert (lab->notes, g_strdup (g_tree_node_key (node)), g_bytes_ref (g_tree_node_value (node)));
  for (guint i = 0; i < self->outbox->len; i++)
    g_ptr_array_add (lab->outbox, hr_share_group_copy (self->outbox->pdata[i]));
  lab->op = self->op;
  lab->wall_ms = self->wall_ms;
  return copy;
}

void
hr_lab_ledger_free (HrShareLedger *base)
{
  Lab *self = (Lab *)base;

  if (self == NULL)
    return;
  g_assert_false (self->open);
  g_tree_unref (self->fields);
  g_tree_unref (self->notes);
  g_ptr_array_unref (self->outbox);
  g_ptr_array_unref (self->undo);
  g_free (self);
}

void
hr_lab_ledger_watch (HrShareLedger *self, const gboolean *dead)
{
  ((Lab *)self)->dead = dead;
}

HrShareVersion
hr_lab_ledger_edit (HrShareLedger *base, const char *device, guint32 epoch, gint64 wall_ms, const char *scope, const char *id, guint field,
                    const char *value)
{
  Lab *self = (Lab *)base;
  const HrShareVersion none = { 0 };
  g_autoptr (HrShareGroup) group = hr_share_group_new (3, scope, id, &none);
  g_autofree char *key = field_key (group, field);
  const HrShareGroup *known = g_tree_lookup (self->fields, key);
  HrShareVersion *version = &group->version;

  self->wall_ms = MAX (self->wall_ms + 1, wall_ms);
  g_strlcpy (version->device, device, sizeof version->device);
  version->wall_ms = self->wall_ms;
  version->epoch = epoch;
  version->op = ++self->op;
  version->gen = known == NULL ? 1 : known->version.gen + (strcmp (known->version.device, device) != 0);
  /* a restored disk does not know how late it already was */
  if (known != NULL && hr_share_version_compare (version, &known->version) <= 0)
    version->gen++;
  hr_share_group_add (group, field, value);
  change (self, self->fields, key, one_of (group, field, value));
  g_ptr_array_add (self->outbox, hr_share_group_copy (group));
  return group->version;
}

const char *
hr_lab_ledger_value (HrShareLedger *base, const char *scope, const char *id, guint field, HrShareVersion *ret_version)
{
  g_autofree char *key = g_strdup_printf ("%u/%s/%s/%04u", 3u, scope, id, field);
  const HrShareGroup *one = g_tree_lookup (((Lab *)base)->fields, key);
  const HrShareVersion none = { 0 };

  if (ret_version != NULL)
    *ret_version = one != NULL ? one->version : none;
  return one != NULL ? value_of (one) : NULL;
}

char *
hr_lab_ledger_dump (HrShareLedger *base)
{
  GString *text = g_string_new (NULL);

  for (GTreeNode *node = g_tree_node_first (((Lab *)base)->fields); node != NULL; node = g_tree_node_next (node))
    {
      const HrShareGroup *one = g_tree_node_value (node);

      g_string_append_printf (text, "%s = %s (%" G_GUINT64_FORMAT " %" G_GINT64_FORMAT " %.4s %x %" G_GUINT64_FORMAT ")\n",
                              (char *)g_tree_node_key (node), value_of (one) != NULL ? value_of (one) : "-", one->version.gen,
                              one->version.wall_ms, one->version.device, one->version.epoch, one->version.op);
    }
  return g_string_free (text, FALSE);
}

gsize
hr_lab_ledger_bytes (HrShareLedger *self)
{
  return ((Lab *)self)->bytes;
}

guint
hr_lab_ledger_counted (HrShareLedger *self)
{
  return ((Lab *)self)->counted;
}

guint
hr_lab_ledger_commits (HrShareLedger *self)
{
  return ((Lab *)self)->commits;
}
