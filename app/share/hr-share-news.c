/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a sync saw that staff should know: the process that syncs and the desk are two, so it is written down. A sync that saw the same as
 * the one before writes nothing. */
#define G_LOG_DOMAIN "handrail-share"

#include "handrail/core/hr-error.h"
#include "hr-share-private.h"

#include <string.h>

#define NOTE_SORT "here/sort"
#define NOTE_AWAY "here/away"
#define NOTE_FOREIGN "here/foreign"
#define NOTE_BEHIND "here/behind"
#define NOTE_HELD "here/held"
#define NOTE_REFUSED "here/refused"
#define NOTE_UPDATE "here/update"

/* device, when by its clock, and what it withdrew: kinds and ids */
#define HELD_TYPE "a(sxa(us))"

static void
held_thing_free (gpointer data)
{
  g_free (((HrShareHeldThing *)data)->id);
  g_free (data);
}

void
hr_share_held_free (gpointer data)
{
  HrShareHeld *self = data;

  g_free (self->device);
  g_ptr_array_unref (self->things);
  g_free (self);
}

/* ---- writing ---- */

static gboolean
set_if_other (HrShare *self, const char *key, GBytes *value, GError **error)
{
  g_autoptr (GBytes) now = hr_share_store_get (self->store, key);

  if (now == value || (now != NULL && value != NULL && g_bytes_equal (now, value)))
    return TRUE;
  return hr_share_store_set (self->store, key, value, error);
}

static gboolean
set_number (HrShare *self, const char *key, gint64 number, GError **error)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  g_autoptr (GBytes) bytes = number != 0 ? g_bytes_new (text, strlen (text)) : NULL;

  return set_if_other (self, key, bytes, error);
}

static gint64
get_number (HrShare *self, const char *key)
{
  g_autofree char *text = hr_share_get_text (self, key);

  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
}

static int
compare_names_cb (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

static void
add_held (GVariantBuilder *builder, const HrShareDoubt *doubt)
{
  g_variant_builder_open (builder, G_VARIANT_TYPE ("(sxa(us))"));
  g_variant_builder_add (builder, "s", doubt->head->device);
  g_variant_builder_add (builder, "x", doubt->head->wall_ms);
  g_variant_builder_open (builder, G_VARIANT_TYPE ("a(us)"));
  for (guint i = 0; i < doubt->withdrawn->len; i++)
    {
      const HrShareThing *thing = doubt->withdrawn->pdata[i];

      g_variant_builder_add (builder, "(us)", thing->kind, thing->id);
    }
  g_variant_builder_close (builder);
  g_variant_builder_close (builder);
}

/* (nullable): in the order of their names, so that the same is the same bytes */
static GBytes *
dump_held (HrShareEngine *engine)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GVariant) variant = NULL;
  GVariantBuilder builder;
  GHashTableIter iter;
  gpointer name, value;

  g_hash_table_iter_init (&iter, engine->quarantine);
  while (g_hash_table_iter_next (&iter, &name, &value))
    if (((const HrShareDoubt *)value)->why == HR_SHARE_HELD && ((const HrShareDoubt *)value)->withdrawn != NULL)
      g_ptr_array_add (names, name);
  if (names->len == 0)
    return NULL;
  g_ptr_array_sort (names, compare_names_cb);
  g_variant_builder_init (&builder, G_VARIANT_TYPE (HELD_TYPE));
  for (guint i = 0; i < names->len; i++)
    add_held (&builder, g_hash_table_lookup (engine->quarantine, names->pdata[i]));
  variant = g_variant_ref_sink (g_variant_builder_end (&builder));
  return g_variant_get_data_as_bytes (variant);
}

static HrShareTrouble
sort_of (const HrShareNews *news, const GError *trouble)
{
  if (trouble == NULL)
    return HR_SHARE_WELL;
  if (news->other_share)
    return HR_SHARE_OTHER_SHARE;
  if (g_error_matches (trouble, HR_ERROR, HR_ERROR_NOT_FOUND) || g_error_matches (trouble, HR_ERROR, HR_ERROR_BUSY))
    return HR_SHARE_AWAY;
  return g_error_matches (trouble, HR_ERROR, HR_ERROR_NO_SPACE) ? HR_SHARE_FULL : HR_SHARE_TROUBLE;
}

static gboolean
note_seen (HrShare *self, const HrShareNews *news, GError **error)
{
  g_autoptr (GBytes) held = dump_held (self->engine);

  return set_if_other (self, NOTE_HELD, held, error) && set_number (self, NOTE_REFUSED, news->refused, error)
         && set_number (self, NOTE_UPDATE, news->update, error);
}

/* What is only just being published is away once, and no loss: that is, when something is put back. */
gboolean
hr_share_is_behind (const HrShareNews *news)
{
  return news->lost || news->relayed > 0;
}

gboolean
hr_share_is_news_noted (HrShare *self, const HrShareNews *news, const GError *trouble)
{
  g_autoptr (GBytes) noted = hr_share_store_get (self->store, NOTE_HELD);
  g_autoptr (GBytes) held = NULL;

  if (get_number (self, NOTE_SORT) != (gint64)sort_of (news, trouble) || (get_number (self, NOTE_AWAY) != 0) != (trouble != NULL)
      || news->foreign_self || hr_share_is_behind (news))
    return FALSE;
  if (trouble != NULL || news->waiting)
    return TRUE;
  held = dump_held (self->engine);
  return (held != NULL) == (noted != NULL) && (held == NULL || g_bytes_equal (held, noted))
         && get_number (self, NOTE_REFUSED) == (gint64)news->refused && get_number (self, NOTE_UPDATE) == (gint64)news->update;
}

gboolean
hr_share_note_news (HrShare *self, const HrShareNews *news, const GError *trouble, GError **error)
{
  gint64 now = hr_share_now_ms (self), away = get_number (self, NOTE_AWAY);

  if (trouble == NULL)
    away = 0;
  else if (away == 0)
    away = now;
  return set_number (self, NOTE_SORT, sort_of (news, trouble), error) && set_number (self, NOTE_AWAY, away, error)
         && (!news->foreign_self || set_number (self, NOTE_FOREIGN, now, error))
         && (!hr_share_is_behind (news) || set_number (self, NOTE_BEHIND, now, error))
         && (trouble != NULL || news->waiting || note_seen (self, news, error));
}

gboolean
hr_share_acknowledge (HrShare *self, GError **error)
{
  if (!hr_share_store_begin (self->store, error))
    return FALSE;
  if (set_number (self, NOTE_FOREIGN, 0, error) && set_number (self, NOTE_BEHIND, 0, error) && hr_share_store_commit (self->store, error))
    return TRUE;
  hr_share_store_rollback (self->store);
  return FALSE;
}

/* ---- reading ---- */

static void
read_held (HrShare *self, GPtrArray *list)
{
  g_autoptr (GBytes) bytes = hr_share_store_get (self->store, NOTE_HELD);
  g_autoptr (GVariant) variant = NULL;
  GVariantIter iter, *things;
  const char *device, *id;
  gint64 wall_ms;
  guint kind;

  if (bytes == NULL)
    return;
  variant = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (HELD_TYPE), bytes, FALSE));
  g_variant_iter_init (&iter, variant);
  while (g_variant_iter_loop (&iter, "(&sxa(us))", &device, &wall_ms, &things))
    {
      HrShareHeld *held = g_new0 (HrShareHeld, 1);

      held->device = g_strdup (device);
      held->wall_ms = wall_ms;
      held->things = g_ptr_array_new_with_free_func (held_thing_free);
      while (g_variant_iter_next (things, "(u&s)", &kind, &id))
        {
          HrShareHeldThing *thing = g_new0 (HrShareHeldThing, 1);

          thing->kind = kind;
          thing->id = g_strdup (id);
          g_ptr_array_add (held->things, thing);
        }
      g_ptr_array_add (list, held);
    }
}

void
hr_share_read_news (HrShare *self, HrShareStatus *status)
{
  gint64 sort = get_number (self, NOTE_SORT);

  status->sort = sort > HR_SHARE_WELL && sort <= HR_SHARE_TROUBLE ? (HrShareTrouble)sort : HR_SHARE_WELL;
  status->away_ms = get_number (self, NOTE_AWAY);
  status->foreign_ms = get_number (self, NOTE_FOREIGN);
  status->behind_ms = get_number (self, NOTE_BEHIND);
  status->refused = (guint)get_number (self, NOTE_REFUSED);
  status->update = get_number (self, NOTE_UPDATE) != 0;
  read_held (self, status->held);
}
