/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Places and groups that several records of a feed name: each is one thing, whatever the records say about it. */
#define G_LOG_DOMAIN "handrail-feed"

#include "handrail/core/hr-text.h"
#include "hr-feed-reading-private.h"

#include <glib/gi18n-lib.h>

#include <string.h>

static const char *const place_fields[] = { "name",        "address", "street",   "city",     "state",
                                            "postal_code", "country", "latitude", "longitude" };

static char *
raw_key (const HrRecord *venue)
{
  GString *key = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (place_fields); i++)
    {
      const char *value = hr_record_get (venue, place_fields[i]);

      g_string_append (key, value != NULL ? value : "");
      g_string_append_c (key, '\x1f');
    }
  return g_string_free (key, FALSE);
}

/* Name and address without case, marks and punctuation; the point as it is */
static char *
venue_key (HrFeedReading *self, const HrRecord *venue)
{
  g_autofree char *raw = raw_key (venue);
  const char *known = g_hash_table_lookup (self->venue_keys, raw);
  GString *key;

  if (known != NULL)
    return g_strdup (known);
  key = g_string_new (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (place_fields); i++)
    {
      const char *value = hr_record_get (venue, place_fields[i]);
      const gboolean number = i + 2 >= G_N_ELEMENTS (place_fields);
      g_autofree char *folded = value != NULL && !number ? hr_text_fold (value) : g_strdup (value);

      g_string_append_printf (key, "%s%s", i > 0 ? "|" : "", folded != NULL ? folded : "");
    }
  g_hash_table_insert (self->venue_keys, g_steal_pointer (&raw), g_strdup (key->str));
  return g_string_free (key, FALSE);
}

/* First non-empty wins. Returns the name of the first field that says something else, or NULL. */
static const char *
merge (HrRecord *into, const HrRecord *from)
{
  guint n;
  const HrField *fields = hr_kind_get_fields (hr_record_get_kind (into), &n);
  const char *different = NULL;

  for (guint i = 0; i < n; i++)
    {
      const char *old = hr_record_get_nth (into, i), *new = hr_record_get_nth (from, i);

      if (new == NULL)
        continue;
      if (old == NULL)
        hr_record_take_canonical (into, i, g_strdup (new));
      else if (different == NULL && strcmp (old, new) != 0 && strcmp (fields[i].name, "notes") == 0)
        different = fields[i].name;
    }
  return different;
}

static gboolean
same_text (const char *a, const char *b)
{
  g_autofree char *first = a != NULL ? hr_text_fold (a) : NULL;
  g_autofree char *second = b != NULL ? hr_text_fold (b) : NULL;

  return a == NULL || b == NULL || strcmp (a, b) == 0 || strcmp (first, second) == 0;
}

void
hr_feed_share_venue (HrFeedReading *self, HrFeedRow *row, HrRecord *venue)
{
  g_autofree char *key = venue_key (self, venue);
  HrRecord *shared = g_hash_table_lookup (self->venues, key);
  const char *notes = hr_record_get (venue, "notes");

  /* Another room in the same building: "upstairs" must not be shown for the meeting in the basement. */
  if (shared != NULL && !same_text (hr_record_get (shared, "notes"), notes))
    {
      g_autofree char *folded = hr_text_fold (notes);
      char *other = g_strdup_printf ("%s|%s", key, folded);

      g_free (key);
      key = other;
      shared = g_hash_table_lookup (self->venues, key);
    }
  if (shared == NULL)
    {
      g_hash_table_insert (self->venues, g_strdup (key), hr_record_ref (venue));
      row->venue = venue;
    }
  else
    {
      merge (shared, venue);
      hr_record_unref (venue);
      row->venue = hr_record_ref (shared);
    }
  row->venue_key = g_steal_pointer (&key);
}

void
hr_feed_share_group (HrFeedReading *self, HrFeedRow *row, HrRecord *group)
{
  g_autofree char *key = hr_text_fold (hr_record_get (group, "name"));
  HrRecord *shared;

  if (key[0] == '\0')
    {
      g_free (key);
      key = g_strdup (hr_record_get (group, "name"));
    }
  shared = g_hash_table_lookup (self->groups, key);
  if (shared == NULL)
    {
      g_hash_table_insert (self->groups, g_strdup (key), hr_record_ref (group));
      row->group = group;
    }
  else
    {
      if (merge (shared, group) != NULL)
        hr_feed_repair (self, _ ("group_notes differ from those of the same group before; the first ones were kept"));
      hr_record_unref (group);
      row->group = hr_record_ref (shared);
    }
  row->group_key = g_steal_pointer (&key);
}
