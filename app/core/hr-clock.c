/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-core"

#include "handrail/core/hr-clock.h"

#include "handrail/core/hr-error.h"

#include <glib/gi18n-lib.h>

#include <time.h>

#define US_PER_S G_GINT64_CONSTANT (1000000)
/* 2025-01-01 and 2100-01-01, UTC */
#define PLAUSIBLE_FROM_S G_GINT64_CONSTANT (1735689600)
#define PLAUSIBLE_TO_S G_GINT64_CONSTANT (4102444800)

struct _HrClock
{
  GObject parent;

  gboolean fixed;
  GMutex mutex; /* guards the two below */
  gint64 now_us;
  gint64 advanced_s;
};

G_DEFINE_FINAL_TYPE (HrClock, hr_clock, G_TYPE_OBJECT)

static void
hr_clock_finalize (GObject *object)
{
  HrClock *self = HR_CLOCK (object);

  g_mutex_clear (&self->mutex);
  G_OBJECT_CLASS (hr_clock_parent_class)->finalize (object);
}

static void
hr_clock_class_init (HrClockClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hr_clock_finalize;
}

static void
hr_clock_init (HrClock *self)
{
  g_mutex_init (&self->mutex);
}

HrClock *
hr_clock_new (void)
{
  return g_object_new (HR_TYPE_CLOCK, NULL);
}

HrClock *
hr_clock_new_fixed (gint64 now_s)
{
  HrClock *self = hr_clock_new ();

  self->fixed = TRUE;
  self->now_us = now_s * US_PER_S;
  return self;
}

HrClock *
hr_clock_new_parse (const char *text, GError **error)
{
  g_autoptr (GDateTime) moment = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  /* without a default zone GLib refuses text that has no offset: it would not be one moment */
  moment = g_date_time_new_from_iso8601 (text, NULL);
  if (moment == NULL)
    {
      g_set_error (error, HR_ERROR, HR_ERROR_INPUT,
                   _ ("“%s” is not a moment. Write date, time and offset, such as 2026-11-23T18:50:00-05:00."), text);
      return NULL;
    }
  return hr_clock_new_fixed (g_date_time_to_unix (moment));
}

gint64
hr_clock_now_us (HrClock *self)
{
  gint64 now_us;

  g_return_val_if_fail (HR_IS_CLOCK (self), 0);

  if (!self->fixed)
    return g_get_real_time ();
  g_mutex_lock (&self->mutex);
  now_us = self->now_us;
  g_mutex_unlock (&self->mutex);
  return now_us;
}

gint64
hr_clock_now_s (HrClock *self)
{
  gint64 now_us = hr_clock_now_us (self);

  return now_us >= 0 ? now_us / US_PER_S : -((-now_us + US_PER_S - 1) / US_PER_S);
}

gint64
hr_clock_monotonic_ms (HrClock *self)
{
  gint64 advanced_s;

  g_return_val_if_fail (HR_IS_CLOCK (self), 0);

  if (!self->fixed)
    return g_get_monotonic_time () / 1000;
  g_mutex_lock (&self->mutex);
  advanced_s = self->advanced_s;
  g_mutex_unlock (&self->mutex);
  return advanced_s * 1000;
}

gint64
hr_clock_elapsed_ms (HrClock *self)
{
  struct timespec now;

  g_return_val_if_fail (HR_IS_CLOCK (self), 0);

  if (self->fixed)
    return hr_clock_monotonic_ms (self);
  /* every Linux since 2.6.39 has it */
  if (clock_gettime (CLOCK_BOOTTIME, &now) != 0)
    g_error ("This system does not count the time since its start.");
  return (gint64) now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void
hr_clock_advance_s (HrClock *self, gint64 seconds)
{
  g_return_if_fail (HR_IS_CLOCK (self));
  g_return_if_fail (self->fixed);

  g_mutex_lock (&self->mutex);
  self->now_us += seconds * US_PER_S;
  /* a clock on the wall may be set back, elapsed time may not */
  if (seconds > 0)
    self->advanced_s += seconds;
  g_mutex_unlock (&self->mutex);
}

void
hr_clock_set_s (HrClock *self, gint64 now_s)
{
  g_return_if_fail (HR_IS_CLOCK (self));
  g_return_if_fail (self->fixed);

  g_mutex_lock (&self->mutex);
  self->now_us = now_s * US_PER_S;
  g_mutex_unlock (&self->mutex);
}

gboolean
hr_clock_is_plausible (HrClock *self)
{
  gint64 now_s = hr_clock_now_s (self);

  return now_s >= PLAUSIBLE_FROM_S && now_s < PLAUSIBLE_TO_S;
}
