/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-service"

#include "handrail/service/hr-speaker.h"

#include "hr-speaker-engine-private.h"

#include <string.h>

/* No page takes longer to read than this: a service that never reports the end must not hold a visit open for ever, for a
 * visit that is held is not cleared. */
#define LONGEST_BASE_S 20
#define LONGEST_PER_BYTE_MS 150

struct _HrSpeaker
{
  GObject parent_instance;

  HrSpeechEngine *engine; /* (nullable): before the first use */
  gboolean available;
  gboolean speaking;
  guint number;         /* of the words said last */
  gint64 message;       /* the service's number of them, or -1 before it is known */
  gint64 ended_message; /* the newest that ended */
  guint watchdog_id;
};

G_DEFINE_FINAL_TYPE (HrSpeaker, hr_speaker, G_TYPE_OBJECT)

enum
{
  PROP_AVAILABLE = 1,
  PROP_SPEAKING,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
set_available (HrSpeaker *self, gboolean available)
{
  if (self->available == available)
    return;
  self->available = available;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AVAILABLE]);
}

static void
set_speaking (HrSpeaker *self, gboolean speaking)
{
  if (!speaking)
    g_clear_handle_id (&self->watchdog_id, g_source_remove);
  if (self->speaking == speaking)
    return;
  self->speaking = speaking;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SPEAKING]);
}

static gboolean
watchdog_cb (gpointer user_data)
{
  HrSpeaker *self = user_data;
  self->watchdog_id = 0;
  hr_speaker_stop (self);
  return G_SOURCE_REMOVE;
}

static void
speech_event_cb (GObject *speaker, HrSpeechEvent event, guint number, gint64 message)
{
  HrSpeaker *self = HR_SPEAKER (speaker);
  switch (event)
    {
    case HR_SPEECH_CONNECTED:
      set_available (self, TRUE);
      break;
    case HR_SPEECH_LOST:
      set_available (self, FALSE);
      break;
    case HR_SPEECH_STARTED:
      if (number != self->number)
        break;
      self->message = message;
      /* A short word may have ended before its number came. */
      if (self->ended_message == message)
        set_speaking (self, FALSE);
      break;
    case HR_SPEECH_REFUSED:
      if (number == self->number)
        set_speaking (self, FALSE);
      break;
    case HR_SPEECH_ENDED:
      self->ended_message = message;
      if (message == self->message)
        set_speaking (self, FALSE);
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
hr_speaker_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  HrSpeaker *self = HR_SPEAKER (object);
  switch (id)
    {
    case PROP_AVAILABLE:
      g_value_set_boolean (value, self->available);
      break;
    case PROP_SPEAKING:
      g_value_set_boolean (value, self->speaking);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hr_speaker_dispose (GObject *object)
{
  HrSpeaker *self = HR_SPEAKER (object);
  g_clear_handle_id (&self->watchdog_id, g_source_remove);
  g_clear_pointer (&self->engine, hr_speech_engine_release);
  G_OBJECT_CLASS (hr_speaker_parent_class)->dispose (object);
}

static void
hr_speaker_class_init (HrSpeakerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  object_class->get_property = hr_speaker_get_property;
  object_class->dispose = hr_speaker_dispose;
  properties[PROP_AVAILABLE] = g_param_spec_boolean ("available", NULL, NULL, FALSE, readable);
  properties[PROP_SPEAKING] = g_param_spec_boolean ("speaking", NULL, NULL, FALSE, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
hr_speaker_init (HrSpeaker *self)
{
  self->message = -1;
  self->ended_message = -1;
}

static HrSpeechEngine *
ensure_engine (HrSpeaker *self)
{
  if (self->engine == NULL)
    self->engine = hr_speech_engine_new (G_OBJECT (self), speech_event_cb);
  return self->engine;
}

HrSpeaker *
hr_speaker_new (void)
{
  return g_object_new (HR_TYPE_SPEAKER, NULL);
}

gboolean
hr_speaker_get_available (HrSpeaker *self)
{
  g_return_val_if_fail (HR_IS_SPEAKER (self), FALSE);
  return self->available;
}

gboolean
hr_speaker_get_speaking (HrSpeaker *self)
{
  g_return_val_if_fail (HR_IS_SPEAKER (self), FALSE);
  return self->speaking;
}

void
hr_speaker_connect (HrSpeaker *self)
{
  g_return_if_fail (HR_IS_SPEAKER (self));
  hr_speech_engine_connect (ensure_engine (self));
}

void
hr_speaker_say (HrSpeaker *self, const char *text, const char *language)
{
  g_return_if_fail (HR_IS_SPEAKER (self));
  g_return_if_fail (text != NULL && language != NULL);
  if (*text == '\0')
    {
      hr_speaker_stop (self);
      return;
    }
  self->number++;
  self->message = -1;
  g_clear_handle_id (&self->watchdog_id, g_source_remove);
  gsize longest_ms = LONGEST_BASE_S * 1000 + MIN (strlen (text), 100000) * LONGEST_PER_BYTE_MS;
  self->watchdog_id = g_timeout_add_seconds ((guint)(longest_ms / 1000), watchdog_cb, self);
  hr_speech_engine_say (ensure_engine (self), text, language, self->number);
  set_speaking (self, TRUE);
}

void
hr_speaker_stop (HrSpeaker *self)
{
  g_return_if_fail (HR_IS_SPEAKER (self));
  self->number++;
  self->message = -1;
  if (self->engine != NULL && self->speaking)
    hr_speech_engine_stop (self->engine);
  set_speaking (self, FALSE);
}
