/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-store"

#include "handrail/store/hr-share-group.h"
#include "handrail/seal/hr-seal.h"

#include <string.h>

G_STATIC_ASSERT (HR_SHARE_DEVICE_LENGTH == HR_SEAL_DEVICE_ID_LENGTH);

#define ORDER(x, y)                                                                                                              \
  if ((x) != (y))                                                                                                                \
  return (x) < (y) ? -1 : 1

int
hr_share_version_compare (const HrShareVersion *a, const HrShareVersion *b)
{
  int order = 0;

  ORDER (a->gen, b->gen);
  ORDER (a->wall_ms, b->wall_ms);
  order = strcmp (a->device, b->device);
  if (order != 0)
    return order;
  ORDER (a->epoch, b->epoch);
  ORDER (a->op, b->op);
  return 0;
}

int
hr_share_value_compare (const char *a, const char *b)
{
  guint8 hash_a[HR_SEAL_HASH_BYTES], hash_b[HR_SEAL_HASH_BYTES];

  if (g_strcmp0 (a, b) == 0)
    return 0;
  if (a == NULL || b == NULL)
    return a == NULL ? -1 : 1;
  hr_seal_hash (a, strlen (a), hash_a);
  hr_seal_hash (b, strlen (b), hash_b);
  return memcmp (hash_a, hash_b, sizeof hash_a);
}

gboolean
hr_share_version_wins (const HrShareVersion *version, const char *value, const HrShareVersion *than, const char *than_value)
{
  int order = hr_share_version_compare (version, than);

  return order != 0 ? order > 0 : hr_share_value_compare (value, than_value) > 0;
}

static void
clear_field (gpointer data)
{
  g_free (((HrShareField *)data)->value);
}

HrShareGroup *
hr_share_group_new (guint kind, const char *scope, const char *id, const HrShareVersion *version)
{
  HrShareGroup *self = g_new0 (HrShareGroup, 1);

  self->kind = kind;
  self->scope = g_strdup (scope != NULL ? scope : "");
  self->id = g_strdup (id);
  self->version = *version;
  self->fields = g_array_new (FALSE, FALSE, sizeof (HrShareField));
  self->skipped = g_array_new (FALSE, FALSE, sizeof (guint));
  g_array_set_clear_func (self->fields, clear_field);
  return self;
}

/* Lengths first: a scope or an id may hold anything. */
char *
hr_share_group_dup_key (const HrShareGroup *self)
{
  return g_strdup_printf ("%u/%zu/%s/%s", self->kind, strlen (self->scope), self->scope, self->id);
}

void
hr_share_group_free (HrShareGroup *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->fields);
  g_array_unref (self->skipped);
  g_free (self->scope);
  g_free (self->id);
  g_free (self);
}

void
hr_share_group_add (HrShareGroup *self, guint field, const char *value)
{
  HrShareField item = { field, g_strdup (value) };
  guint i = self->fields->len;

  while (i > 0 && g_array_index (self->fields, HrShareField, i - 1).field > field)
    i--;
  g_array_insert_val (self->fields, i, item);
}

void
hr_share_group_skip (HrShareGroup *self, guint field)
{
  guint i = self->skipped->len;

  while (i > 0 && g_array_index (self->skipped, guint, i - 1) > field)
    i--;
  g_array_insert_val (self->skipped, i, field);
}

HrShareGroup *
hr_share_group_copy (const HrShareGroup *group)
{
  HrShareGroup *copy = hr_share_group_new (group->kind, group->scope, group->id, &group->version);

  copy->whole = group->whole;
  g_array_append_vals (copy->skipped, group->skipped->data, group->skipped->len);
  for (guint i = 0; i < group->fields->len; i++)
    hr_share_group_add (copy, g_array_index (group->fields, HrShareField, i).field, g_array_index (group->fields, HrShareField, i).value);
  return copy;
}

gboolean
hr_share_group_each (const HrShareGroup *self, HrShareFieldFunc func, gpointer data)
{
  guint skip = 0, next = 0;

  for (guint field = 0; field < self->whole; field++)
    {
      const char *value = NULL;

      if (skip < self->skipped->len && g_array_index (self->skipped, guint, skip) == field)
        {
          skip++;
          continue;
        }
      if (next < self->fields->len && g_array_index (self->fields, HrShareField, next).field == field)
        value = g_array_index (self->fields, HrShareField, next++).value;
      if (!func (self, field, value, data))
        return FALSE;
    }
  for (; next < self->fields->len; next++)
    {
      const HrShareField *item = &g_array_index (self->fields, HrShareField, next);

      if (!func (self, item->field, item->value, data))
        return FALSE;
    }
  return TRUE;
}

static gboolean
count_cb (const HrShareGroup *group, guint field, const char *value, gpointer data)
{
  ++*(guint *)data;
  return TRUE;
}

guint
hr_share_group_count (const HrShareGroup *self)
{
  guint n = 0;

  hr_share_group_each (self, count_cb, &n);
  return n;
}
