/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-ui"

#include "handrail/ui/hr-frame-hold.h"

#include <gdk/gdk.h>

/* How long the loop sleeps at most before it looks at its timers again. */
#define NAP_MS 1

/* What the main loop sleeps on: events, and the wake-up of an answer from another thread. */
#define MAX_FDS 32

typedef struct
{
  GSource source;
  HrFrameHold *hold; /* of the owner, who ends it before it goes */
  gint64 until_us;
} Holding;

static gboolean
prepare_cb (GSource *source, int *ret_timeout)
{
  *ret_timeout = 0;
  return TRUE;
}

static gboolean
check_cb (GSource *source)
{
  return TRUE;
}

/* A source that is always ready keeps those of lower priority, and so the paint, from running. It sleeps on what the loop would sleep on. */
static gboolean
dispatch_cb (GSource *source, GSourceFunc callback, gpointer user_data)
{
  Holding *holding = (Holding *)source;
  GPollFD fds[MAX_FDS];
  int timeout = 0, n;

  if (g_get_monotonic_time () >= holding->until_us)
    {
      hr_frame_hold_end (holding->hold);
      return G_SOURCE_REMOVE;
    }
  n = g_main_context_query (g_source_get_context (source), g_source_get_priority (source), &timeout, fds, MAX_FDS);
  g_poll (fds, (guint)MIN (n, MAX_FDS), NAP_MS);
  return G_SOURCE_CONTINUE;
}

static GSourceFuncs holding_funcs = { .prepare = prepare_cb, .check = check_cb, .dispatch = dispatch_cb };

void
hr_frame_hold_begin (HrFrameHold *self, guint most_ms)
{
  Holding *holding;

  g_return_if_fail (self != NULL);
  if (self->source == NULL)
    {
      self->source = g_source_new (&holding_funcs, sizeof (Holding));
      g_source_set_static_name (self->source, "hr-frame-hold");
      g_source_set_priority (self->source, GDK_PRIORITY_REDRAW - 1);
      ((Holding *)self->source)->hold = self;
      g_source_attach (self->source, NULL);
    }
  holding = (Holding *)self->source;
  holding->until_us = g_get_monotonic_time () + (gint64)most_ms * 1000;
}

void
hr_frame_hold_end (HrFrameHold *self)
{
  g_return_if_fail (self != NULL);
  if (self->source == NULL)
    return;
  g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);
}

gboolean
hr_frame_hold_is_held (HrFrameHold *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return self->source != NULL;
}
