/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-service"

#include "handrail/service/hr-plan.h"

#include "handrail/seal/hr-seal.h"

#include <string.h>

/* As long as an id may be, and its end */
#define ID_BYTES 129

typedef struct
{
  guint8 kind;
  char id[ID_BYTES];
} Item;

/* Fixed places in one locked block: no copy is left behind by a growing list, and one wipe takes everything. */
typedef struct
{
  guint n;
  Item items[HR_PLAN_MOST];
} Items;

struct _HrPlan
{
  GObject parent_instance;
  Items *items;
};

G_DEFINE_FINAL_TYPE (HrPlan, hr_plan, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* Returns: its place, or their number */
static guint
find (HrPlan *self, HrKind kind, const char *id)
{
  guint i;

  for (i = 0; i < self->items->n; i++)
    if (self->items->items[i].kind == (guint8) kind && strcmp (self->items->items[i].id, id) == 0)
      break;
  return i;
}

static void
hr_plan_finalize (GObject *object)
{
  g_clear_pointer (&HR_PLAN (object)->items, hr_seal_lock_free);
  G_OBJECT_CLASS (hr_plan_parent_class)->finalize (object);
}

static void
hr_plan_class_init (HrPlanClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hr_plan_finalize;

  signals[SIGNAL_CHANGED]
      = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hr_plan_init (HrPlan *self)
{
  hr_seal_init ();
  self->items = hr_seal_lock_alloc (sizeof (Items));
}

HrPlan *
hr_plan_new (void)
{
  return g_object_new (HR_TYPE_PLAN, NULL);
}

gboolean
hr_plan_takes (HrKind kind)
{
  return kind == HR_KIND_MEETING || kind == HR_KIND_PEER || kind == HR_KIND_PROGRAM || kind == HR_KIND_RESOURCE;
}

gboolean
hr_plan_add (HrPlan *self, HrKind kind, const char *id)
{
  g_return_val_if_fail (HR_IS_PLAN (self), FALSE);
  g_return_val_if_fail (hr_plan_takes (kind), FALSE);
  g_return_val_if_fail (id != NULL && *id != '\0', FALSE);

  Items *items = self->items;

  if (find (self, kind, id) < items->n)
    return TRUE;
  if (items->n == HR_PLAN_MOST || strlen (id) >= ID_BYTES)
    return FALSE;
  items->items[items->n].kind = (guint8) kind;
  memcpy (items->items[items->n].id, id, strlen (id) + 1);
  items->n++;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  return TRUE;
}

void
hr_plan_remove (HrPlan *self, HrKind kind, const char *id)
{
  g_return_if_fail (HR_IS_PLAN (self));
  g_return_if_fail (id != NULL);

  Items *items = self->items;
  guint place = find (self, kind, id);

  if (place == items->n)
    return;
  items->n--;
  memmove (&items->items[place], &items->items[place + 1], (items->n - place) * sizeof (Item));
  hr_seal_wipe (&items->items[items->n], sizeof (Item));
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

gboolean
hr_plan_has (HrPlan *self, HrKind kind, const char *id)
{
  g_return_val_if_fail (HR_IS_PLAN (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  return find (self, kind, id) < self->items->n;
}

gboolean
hr_plan_is_full (HrPlan *self)
{
  g_return_val_if_fail (HR_IS_PLAN (self), TRUE);

  return self->items->n == HR_PLAN_MOST;
}

guint
hr_plan_get_n (HrPlan *self)
{
  g_return_val_if_fail (HR_IS_PLAN (self), 0);

  return self->items->n;
}

HrKind
hr_plan_get_kind (HrPlan *self, guint i)
{
  g_return_val_if_fail (HR_IS_PLAN (self) && i < self->items->n, HR_KIND_MEETING);

  return (HrKind) self->items->items[i].kind;
}

const char *
hr_plan_get_id (HrPlan *self, guint i)
{
  g_return_val_if_fail (HR_IS_PLAN (self) && i < self->items->n, NULL);

  return self->items->items[i].id;
}

void
hr_plan_clear (HrPlan *self)
{
  g_return_if_fail (HR_IS_PLAN (self));

  gboolean had_some = self->items->n > 0;

  hr_seal_wipe (self->items, sizeof (Items));
  if (had_some)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}
