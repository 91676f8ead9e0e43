/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands beside the published meetings of an export of Handrail: "file" in the object "handrail" of a record. */
#define G_LOG_DOMAIN "handrail-feed"

#include "handrail/core/hr-error.h"
#include "hr-feed-reading-private.h"

#include <glib/gi18n-lib.h>

static void
own_file_free_cb (gpointer data)
{
  HrFeedOwnFile *self = data;

  json_decref (self->object);
  g_free (self);
}

void
hr_feed_keep_own_file (HrFeedReading *self, json_t *own)
{
  json_t *object = json_object_get (own, "file");
  HrFeedOwnFile *file;

  if (!json_is_object (object))
    return;
  if (self->own_files == NULL)
    self->own_files = g_ptr_array_new_with_free_func (own_file_free_cb);
  file = g_new (HrFeedOwnFile, 1);
  file->record = self->record;
  file->object = json_incref (object);
  g_ptr_array_add (self->own_files, file);
  self->own_types = self->own_types || json_is_array (json_object_get (object, "types"));
}

void
hr_feed_add_other (HrFeedReading *self, HrRecord *record)
{
  HrFeed *feed = self->feed;

  if (feed->others == NULL)
    feed->others = g_ptr_array_new_with_free_func ((GDestroyNotify)hr_record_unref);
  g_ptr_array_add (feed->others, record);
}

static void
read_type (HrFeedReading *self, const json_t *object)
{
  g_autoptr (HrRecord) type = hr_feed_read_own_record (self, HR_KIND_TYPE, object, FALSE);

  if (!hr_feed_own_holds (self, type, "type"))
    return;
  if (hr_record_get_id (type) == NULL)
    {
      g_autofree char *id = g_strdup_printf ("%s:%s", hr_record_get (type, "fellowship"), hr_record_get (type, "code"));

      hr_record_set_id (type, id);
    }
  hr_feed_add_other (self, g_steal_pointer (&type));
}

/* Meetings that anybody could see are records of their own. */
static gboolean
may_be_other (HrKind kind, const HrRecord *record)
{
  return kind != HR_KIND_MEETING || hr_record_get_yes_no (record, "retired", FALSE);
}

/* What a center tells its own visitors comes from nobody else. */
static gboolean
is_own (HrKind kind)
{
  return kind == HR_KIND_SITE || kind == HR_KIND_RESOURCE || kind == HR_KIND_ANNOUNCEMENT || kind >= HR_KIND_PROGRAM;
}

static void
read_other (HrFeedReading *self, const json_t *object)
{
  const char *name = json_string_value (json_object_get (object, "kind"));
  g_autoptr (HrRecord) record = NULL;
  HrKind kind;

  if (name == NULL || !hr_kind_from_name (name, &kind) || is_own (kind))
    {
      g_autofree char *quoted = hr_feed_quote (name != NULL ? name : "");

      hr_feed_repair (self, _ ("there stands something of the kind %s beside the meetings; left out"), quoted);
      return;
    }
  record = hr_feed_read_own_record (self, kind, object, TRUE);
  if (!hr_feed_own_holds (self, record, name))
    return;
  if (hr_record_get_id (record) == NULL || !may_be_other (kind, record))
    hr_feed_repair (self, _ ("a %s that stands beside the meetings has no id, or belongs among them; left out"), name);
  else
    hr_feed_add_other (self, g_steal_pointer (&record));
}

static void
read_things (HrFeedReading *self, const json_t *object)
{
  const json_t *types = json_object_get (object, "types");
  const json_t *others = json_object_get (object, "others");

  for (size_t i = 0; i < json_array_size (types); i++)
    read_type (self, json_array_get (types, i));
  for (size_t i = 0; i < json_array_size (others); i++)
    read_other (self, json_array_get (others, i));
  hr_feed_name_notes (self, NULL);
}

gboolean
hr_feed_read_own_files (HrFeedReading *self, GError **error)
{
  for (guint i = 0; self->own_files != NULL && i < self->own_files->len; i++)
    {
      const HrFeedOwnFile *file = self->own_files->pdata[i];
      const json_t *unpublished = json_object_get (file->object, "unpublished");
      const guint n_records = self->record;

      self->record = file->record;
      read_things (self, file->object);
      self->record = n_records;
      if (json_array_size (unpublished) > HR_FEED_MAX_RECORDS - self->record)
        {
          g_set_error (error, HR_ERROR, HR_ERROR_LIMIT,
                       _ ("The feed has more than %d records. Split it into smaller ones."), HR_FEED_MAX_RECORDS);
          return FALSE;
        }
      for (size_t k = 0; k < json_array_size (unpublished); k++)
        {
          self->record++;
          hr_feed_read_own_item (self, json_array_get (unpublished, k), NULL, json_object_get (file->object, "timezone"));
        }
    }
  return TRUE;
}
