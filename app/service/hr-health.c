/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-service"

#include "handrail/service/hr-health.h"
#include "hr-health-private.h"

void
hr_health_add (HrHealth *self, const char *area, HrHealthLevel level, const char *format, ...)
{
  HrHealthItem *item = g_new0 (HrHealthItem, 1);
  va_list args;

  va_start (args, format);
  item->area = g_strdup (area);
  item->level = level;
  item->text = g_strdup_vprintf (format, args);
  va_end (args);
  g_ptr_array_add (self->items, item);
}

void
hr_health_offer (HrHealth *self, const char *remedy)
{
  ((HrHealthItem *)g_ptr_array_index (self->items, self->items->len - 1))->remedy = remedy;
}

void
hr_health_item_free (HrHealthItem *self)
{
  if (self == NULL)
    return;
  g_free (self->area);
  g_free (self->text);
  g_free (self);
}

static void
free_item_cb (gpointer data)
{
  hr_health_item_free (data);
}

/* Takes from the center all that the checks need: they may run on another thread, and the center belongs to the main one. */
static HrHealth *
health_new (HrCenter *center)
{
  HrHealth *self = g_new0 (HrHealth, 1);
  HrRecord *site = hr_center_get_site (center);
  int minute = 0;

  self->directory = g_strdup (hr_center_get_directory (center));
  self->store = g_object_ref (hr_center_get_store (center));
  self->counts = g_object_ref (hr_center_get_counts (center));
  self->clock = g_object_ref (hr_center_get_clock (center));
  self->site = site != NULL ? hr_record_ref (site) : NULL;
  self->zone = hr_center_get_zone (center);
  self->open = hr_center_is_open (center);
  self->trouble = hr_center_get_open_error (center) != NULL ? g_error_copy (hr_center_get_open_error (center)) : NULL;
  self->today = HR_DATE_NONE;
  if (hr_clock_is_plausible (self->clock))
    hr_zone_from_unix_s (self->zone, hr_clock_now_s (self->clock), &self->today, &minute);
  self->items = g_ptr_array_new_with_free_func (free_item_cb);
  return self;
}

static void
health_free (gpointer data)
{
  HrHealth *self = data;

  g_free (self->directory);
  g_object_unref (self->store);
  g_object_unref (self->counts);
  g_object_unref (self->clock);
  g_clear_pointer (&self->site, hr_record_unref);
  g_clear_error (&self->trouble);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_free (self);
}

static GPtrArray *
run (HrHealth *self)
{
  hr_health_check_database (self);
  hr_health_check_counts (self);
  hr_health_check_staff (self);
  hr_health_check_clock (self);
  hr_health_check_disk (self);
  hr_health_check_fonts (self);
  hr_health_check_backups (self);
  hr_health_check_slips (self);
  hr_health_check_share (self);
  hr_health_check_printer (self);
  hr_health_check_listings (self);
  return g_steal_pointer (&self->items);
}

GPtrArray *
hr_health_check (HrCenter *center)
{
  g_return_val_if_fail (HR_IS_CENTER (center), NULL);

  HrHealth *self = NULL;
  GPtrArray *items = NULL;

  /* why it does not open is kept by the center */
  if (!hr_center_is_open (center) && !hr_center_open (center, NULL))
    g_debug ("The database does not open.");
  self = health_new (center);
  items = run (self);
  health_free (self);
  return items;
}

/* A thread for one check: it waits for disks and for fonts, and nothing else may wait behind it. */
static gpointer
check_thread (gpointer data)
{
  g_autoptr (GTask) task = data;

  g_task_return_pointer (task, run (g_task_get_task_data (task)), (GDestroyNotify)g_ptr_array_unref);
  return NULL;
}

void
hr_health_check_async (HrCenter *center, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HR_IS_CENTER (center));

  GTask *task = g_task_new (center, NULL, callback, user_data);

  g_task_set_source_tag (task, hr_health_check_async);
  g_task_set_task_data (task, health_new (center), health_free);
  g_thread_unref (g_thread_new ("handrail-health", check_thread, task));
}

GPtrArray *
hr_health_check_finish (HrCenter *center, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, center), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
