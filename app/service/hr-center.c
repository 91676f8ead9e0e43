/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-service"

#include "handrail/service/hr-center.h"
#include "handrail/core/hr-error.h"
#include "handrail/core/hr-vocabulary.h"
#include "hr-sample-private.h"
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#define SITE_ID "site"

struct _HrCenter
{
  GObject parent_instance;
  char *directory;
  HrClock *clock;
  HrVocabulary *builtin;
  HrVocabulary *vocabulary;
  HrStore *store;
  HrCounts *counts;
  HrRecord *site;
  const HrZone *zone;
  GError *open_error;
  gboolean opening; /* hr_center_open_async() is under way */
  gboolean open;
  gboolean counts_open;
  gboolean damaged;
};

G_DEFINE_FINAL_TYPE (HrCenter, hr_center, G_TYPE_OBJECT)

enum
{
  SIGNAL_OPENING,
  SIGNAL_OPENED,
  SIGNAL_COUNTS_OPENED,
  SIGNAL_DAMAGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

/* The vocabulary is part of the program: a build without it cannot do anything sensible. */
static HrVocabulary *
load_vocabulary (void)
{
  g_autoptr (GError) error = NULL;
  HrVocabulary *vocabulary = hr_store_load_vocabulary (&error);
  if (vocabulary == NULL)
    g_error ("%s", error->message);
  return vocabulary;
}

static void
take_site (HrCenter *self, GPtrArray *sites)
{
  HrRecord *site = NULL;
  for (guint i = 0; i < sites->len && site == NULL; i++)
    {
      HrRecord *record = g_ptr_array_index (sites, i);
      if (g_strcmp0 (hr_record_get_id (record), SITE_ID) == 0)
        site = record;
    }
  g_clear_pointer (&self->site, hr_record_unref);
  self->zone = hr_zone_get ("UTC");
  hr_counts_set_threshold (self->counts, site != NULL ? (guint)hr_record_get_integer (site, "count_threshold", HR_COUNTS_THRESHOLD)
                                                      : HR_COUNTS_THRESHOLD);
  if (site == NULL)
    return;
  self->site = hr_record_ref (site);
  const char *name = hr_record_get (site, "timezone");
  const HrZone *zone = name != NULL ? hr_zone_get (name) : NULL;
  if (zone != NULL)
    self->zone = zone;
  else
    g_warning ("This system does not know the time zone \"%s\" of the site; times are shown in UTC",
               name != NULL ? name : "");
}

static void
take_types (HrCenter *self, GPtrArray *types)
{
  g_clear_pointer (&self->vocabulary, hr_vocabulary_unref);
  self->vocabulary = types->len > 0 ? hr_vocabulary_extend (self->builtin, types) : hr_vocabulary_ref (self->builtin);
}

/* Ends an attempt to open; takes @error. */
static void
end_open (HrCenter *self, GError *error)
{
  g_clear_error (&self->open_error);
  self->open_error = error;
  self->open = error == NULL;
  self->damaged = FALSE;
  g_signal_emit (self, signals[SIGNAL_OPENED], 0);
}

static void
refreshed_site_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrCenter) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sites = hr_store_get_records_finish (HR_STORE (source), result, &error);
  if (sites != NULL && self->open)
    take_site (self, sites);
  else if (sites == NULL && self->open)
    g_warning ("The site profile could not be read again: %s", error->message);
}

static void
refreshed_types_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrCenter) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) types = hr_store_get_records_finish (HR_STORE (source), result, &error);
  if (types != NULL && self->open)
    take_types (self, types);
  else if (types == NULL && self->open)
    g_warning ("The meeting types could not be read again: %s", error->message);
}

static void
store_changed_cb (HrCenter *self)
{
  if (!self->open)
    return;
  hr_store_get_records_async (self->store, HR_KIND_SITE, NULL, refreshed_site_cb, g_object_ref (self));
  hr_store_get_records_async (self->store, HR_KIND_TYPE, NULL, refreshed_types_cb, g_object_ref (self));
}

static void
hr_center_dispose (GObject *object)
{
  HrCenter *self = HR_CENTER (object);
  hr_center_close (self);
  if (self->store != NULL)
    g_signal_handlers_disconnect_by_data (self->store, self);
  g_clear_object (&self->store);
  g_clear_object (&self->counts);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (hr_center_parent_class)->dispose (object);
}

static void
hr_center_finalize (GObject *object)
{
  HrCenter *self = HR_CENTER (object);
  g_clear_pointer (&self->site, hr_record_unref);
  g_clear_pointer (&self->vocabulary, hr_vocabulary_unref);
  g_clear_pointer (&self->builtin, hr_vocabulary_unref);
  g_clear_error (&self->open_error);
  g_free (self->directory);
  G_OBJECT_CLASS (hr_center_parent_class)->finalize (object);
}

static void
hr_center_class_init (HrCenterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  object_class->dispose = hr_center_dispose;
  object_class->finalize = hr_center_finalize;
  signals[SIGNAL_OPENING] =
      g_signal_new ("opening", HR_TYPE_CENTER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_OPENED] =
      g_signal_new ("opened", HR_TYPE_CENTER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_COUNTS_OPENED] =
      g_signal_new ("counts-opened", HR_TYPE_CENTER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_DAMAGED] =
      g_signal_new ("damaged", HR_TYPE_CENTER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
hr_center_init (HrCenter *self)
{
}

static void
hr_center_build (HrCenter *self, const char *directory, HrClock *clock)
{
  self->directory = g_strdup (directory);
  self->clock = clock != NULL ? g_object_ref (clock) : hr_clock_new ();
  self->builtin = load_vocabulary ();
  self->vocabulary = hr_vocabulary_ref (self->builtin);
  self->zone = hr_zone_get ("UTC");
  self->store = hr_store_new (directory, self->builtin, self->clock);
  self->counts = hr_counts_new (directory, NULL, self->clock);
  g_signal_connect_swapped (self->store, "changed", G_CALLBACK (store_changed_cb), self);
}

/* ---- public ---- */

char *
hr_center_default_directory (void)
{
  return g_build_filename (g_get_user_data_dir (), "handrail", NULL);
}

HrCenter *
hr_center_new (const char *directory, HrClock *clock)
{
  g_return_val_if_fail (directory != NULL, NULL);
  HrCenter *self = g_object_new (HR_TYPE_CENTER, NULL);
  hr_center_build (self, directory, clock);
  return self;
}

/* A database that could not be filled is no database: the next attempt must not be refused because of it. */
static void
remove_database (HrCenter *self)
{
  static const char *const suffixes[] = { "", "-wal", "-shm", "-journal" };
  hr_store_close (self->store);
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *name = g_strconcat (HR_STORE_FILE, suffixes[i], NULL);
      g_autofree char *path = g_build_filename (self->directory, name, NULL);
      g_unlink (path);
    }
}

gboolean
hr_center_create (HrCenter *self, gboolean empty, GError **error)
{
  g_return_val_if_fail (HR_IS_CENTER (self), FALSE);
  g_autoptr (GPtrArray) records = NULL;
  if (!empty)
    {
      records = hr_sample_load (self->clock, error);
      if (records == NULL)
        return FALSE;
    }
  if (!hr_store_create (self->store, error))
    return FALSE;
  if (empty)
    return TRUE;
  if (!hr_store_open (self->store, error) || !hr_store_add_all (self->store, records, "sample", error))
    {
      remove_database (self);
      return FALSE;
    }
  return TRUE;
}

static gboolean
open_all (HrCenter *self, GError **error)
{
  if (!hr_store_open (self->store, error))
    return FALSE;
  g_autoptr (GPtrArray) sites = hr_store_get_records (self->store, HR_KIND_SITE, error);
  g_autoptr (GPtrArray) types = sites != NULL ? hr_store_get_records (self->store, HR_KIND_TYPE, error) : NULL;
  if (types == NULL)
    return FALSE;
  take_site (self, sites);
  take_types (self, types);
  return TRUE;
}

gboolean
hr_center_open (HrCenter *self, GError **error)
{
  g_return_val_if_fail (HR_IS_CENTER (self), FALSE);
  g_autoptr (GError) own = NULL;
  g_clear_error (&self->open_error);
  if (open_all (self, &own))
    {
      end_open (self, NULL);
      return TRUE;
    }
  end_open (self, g_error_copy (own));
  g_propagate_error (error, g_steal_pointer (&own));
  return FALSE;
}

/* ---- opening without waiting ---- */

static void
open_failed (GTask *task, GError *error)
{
  HrCenter *self = g_task_get_source_object (task);
  self->opening = FALSE;
  end_open (self, g_error_copy (error));
  g_task_return_error (task, error);
}

static void
opened_types_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  HrCenter *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) types = hr_store_get_records_finish (HR_STORE (source), result, &error);
  if (g_task_get_task_data (task) != NULL)
    g_clear_error (&error);
  else if (types == NULL)
    open_failed (task, error);
  else
    {
      take_types (self, types);
      self->opening = FALSE;
      end_open (self, NULL);
      g_task_return_boolean (task, TRUE);
    }
}

/* One of the three did not succeed: those that follow know it by the task's data. */
static void
open_gave_up (GTask *task, GError *error)
{
  open_failed (task, error);
  g_task_set_task_data (task, GINT_TO_POINTER (TRUE), NULL);
}

static void
opened_site_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  HrCenter *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) sites = hr_store_get_records_finish (HR_STORE (source), result, &error);
  if (g_task_get_task_data (task) != NULL)
    g_clear_error (&error);
  else if (sites == NULL)
    open_gave_up (task, error);
  else
    take_site (self, sites);
}

static void
opened_store_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  if (!hr_store_open_finish (HR_STORE (source), result, &error))
    open_gave_up (task, error);
}

/* The store answers in the order of the questions: all three are put at once, and what others ask meanwhile comes after
 * them, so that nothing waits for the main loop in between. */
void
hr_center_open_async (HrCenter *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HR_IS_CENTER (self));
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, hr_center_open_async);
  g_task_set_check_cancellable (task, FALSE);
  g_clear_error (&self->open_error);
  hr_store_open_async (self->store, cancellable, opened_store_cb, g_object_ref (task));
  hr_store_get_records_async (self->store, HR_KIND_SITE, cancellable, opened_site_cb, g_object_ref (task));
  hr_store_get_records_async (self->store, HR_KIND_TYPE, cancellable, opened_types_cb, g_object_ref (task));
  self->opening = TRUE;
  g_signal_emit (self, signals[SIGNAL_OPENING], 0);
  hr_store_warm_async (self->store);
}

gboolean
hr_center_is_opening (HrCenter *self)
{
  g_return_val_if_fail (HR_IS_CENTER (self), FALSE);
  return self->opening;
}

gboolean
hr_center_open_finish (HrCenter *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
hr_center_is_open (HrCenter *self)
{
  g_return_val_if_fail (HR_IS_CENTER (self), FALSE);
  return self->open;
}

const GError *
hr_center_get_open_error (HrCenter *self)
{
  g_return_val_if_fail (HR_IS_CENTER (self), NULL);
  return self->open_error;
}

static void
take_counts (HrCenter *self)
{
  self->counts_open = TRUE;
  g_signal_emit (self, signals[SIGNAL_COUNTS_OPENED], 0);
}

gboolean
hr_center_counts_are_open (HrCenter *self)
{
  g_return_val_if_fail (HR_IS_CENTER (self), FALSE);
  return self->counts_open;
}

gboolean
hr_center_open_counts (HrCenter *self, GError **error)
{
  g_return_val_if_fail (HR_IS_CENTER (self), FALSE);
  if (self->counts_open)
    return TRUE;
  if (!hr_counts_open (self->counts, error))
    return FALSE;
  take_counts (self);
  return TRUE;
}

static void
opened_counts_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  if (!hr_counts_open_finish (HR_COUNTS (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  take_counts (g_task_get_source_object (task));
  g_task_return_boolean (task, TRUE);
}

void
hr_center_open_counts_async (HrCenter *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HR_IS_CENTER (self));
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, hr_center_open_counts_async);
  if (self->counts_open)
    g_task_return_boolean (task, TRUE);
  else
    hr_counts_open_async (self->counts, opened_counts_cb, g_steal_pointer (&task));
}

gboolean
hr_center_open_counts_finish (HrCenter *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
hr_center_close (HrCenter *self)
{
  g_return_if_fail (HR_IS_CENTER (self));
  self->open = FALSE;
  /* also one that is still being opened */
  if (self->counts != NULL)
    hr_counts_close (self->counts);
  self->counts_open = FALSE;
  if (self->store != NULL)
    hr_store_close (self->store);
}

void
hr_center_report_damage (HrCenter *self, const GError *error)
{
  g_return_if_fail (HR_IS_CENTER (self));
  if (!self->open || self->damaged || !g_error_matches (error, HR_ERROR, HR_ERROR_CORRUPT))
    return;
  self->damaged = TRUE;
  g_signal_emit (self, signals[SIGNAL_DAMAGED], 0, error);
}

gboolean
hr_center_restore_last_backup (HrCenter *self, GError **error)
{
  g_return_val_if_fail (HR_IS_CENTER (self), FALSE);
  g_return_val_if_fail (!self->open, FALSE);
  hr_store_close (self->store);
  g_autoptr (GPtrArray) backups = hr_store_find_backups (self->directory);
  g_autoptr (GError) first = NULL;
  for (guint i = 0; i < backups->len; i++)
    {
      g_autoptr (GError) own = NULL;
      if (hr_store_restore_file (self->directory, g_ptr_array_index (backups, i), self->clock, &own))
        return TRUE;
      /* A backup that is itself damaged is passed over; a disk that is full stays full for the next one. */
      if (first == NULL)
        first = g_error_copy (own);
      if (g_error_matches (own, HR_ERROR, HR_ERROR_NO_SPACE) || g_error_matches (own, HR_ERROR, HR_ERROR_BUSY))
        break;
    }
  if (first != NULL)
    g_propagate_error (error, g_steal_pointer (&first));
  else
    g_set_error (
        error, HR_ERROR, HR_ERROR_NOT_FOUND,
        _ ("There is no automatic backup in %s. Restore one that you keep elsewhere with \"handrailctl restore FILE\"."),
        self->directory);
  return FALSE;
}

const char *
hr_center_get_directory (HrCenter *self)
{
  g_return_val_if_fail (HR_IS_CENTER (self), NULL);
  return self->directory;
}

HrStore *
hr_center_get_store (HrCenter *self)
{
  g_return_val_if_fail (HR_IS_CENTER (self), NULL);
  return self->store;
}

HrCounts *
hr_center_get_counts (HrCenter *self)
{
  g_return_val_if_fail (HR_IS_CENTER (self), NULL);
  return self->counts;
}

HrClock *
hr_center_get_clock (HrCenter *self)
{
  g_return_val_if_fail (HR_IS_CENTER (self), NULL);
  return self->clock;
}

HrVocabulary *
hr_center_get_vocabulary (HrCenter *self)
{
  g_return_val_if_fail (HR_IS_CENTER (self), NULL);
  return self->vocabulary;
}

HrRecord *
hr_center_get_site (HrCenter *self)
{
  g_return_val_if_fail (HR_IS_CENTER (self), NULL);
  return self->site;
}

const HrZone *
hr_center_get_zone (HrCenter *self)
{
  g_return_val_if_fail (HR_IS_CENTER (self), NULL);
  return self->zone;
}
