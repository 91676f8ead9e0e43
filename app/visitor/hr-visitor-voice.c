/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-visitor"

#include "hr-visitor-voice-private.h"

/* How long a voice may take to begin. */
#define WAIT_MS 2500

struct _HrVisitorVoice
{
  GObject parent_instance;
  HrSpeaker *speaker;
  HrSession *session;
  gboolean used;
  gboolean held;
  gboolean was_speaking;
  guint wait_source;
};

enum
{
  CHANGED,
  MISSING,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HrVisitorVoice, hr_visitor_voice, G_TYPE_OBJECT)

static void
speaking_cb (HrVisitorVoice *self)
{
  gboolean speaking = hr_speaker_get_speaking (self->speaker);

  /* whoever listens is not idle */
  if (speaking && !self->held)
    hr_session_hold (self->session);
  else if (!speaking && self->held)
    hr_session_release (self->session);
  self->held = speaking;
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
wait_cb (gpointer user_data)
{
  HrVisitorVoice *self = user_data;

  self->wait_source = 0;
  if (!hr_speaker_get_available (self->speaker))
    g_signal_emit (self, signals[MISSING], 0);
  return G_SOURCE_REMOVE;
}

void
hr_visitor_voice_say (HrVisitorVoice *self, const char *text)
{
  g_return_if_fail (HR_IS_VISITOR_VOICE (self));

  hr_speaker_say (self->speaker, text, hr_session_get_language (self->session));
}

void
hr_visitor_voice_read (HrVisitorVoice *self, HrPage *page)
{
  g_autofree char *text = NULL;

  g_return_if_fail (HR_IS_VISITOR_VOICE (self));

  if (self->was_speaking)
    {
      /* the tap that landed here has silenced it already */
      self->was_speaking = FALSE;
      return;
    }
  text = hr_page_get_spoken (page);
  self->used = TRUE;
  hr_visitor_voice_say (self, text);
  g_clear_handle_id (&self->wait_source, g_source_remove);
  self->wait_source = g_timeout_add (WAIT_MS, wait_cb, self);
}

void
hr_visitor_voice_touched (HrVisitorVoice *self)
{
  g_return_if_fail (HR_IS_VISITOR_VOICE (self));

  self->was_speaking = hr_speaker_get_speaking (self->speaker);
  if (self->was_speaking)
    hr_speaker_stop (self->speaker);
}

gboolean
hr_visitor_voice_is_used (HrVisitorVoice *self)
{
  g_return_val_if_fail (HR_IS_VISITOR_VOICE (self), FALSE);

  return self->used;
}

void
hr_visitor_voice_end_visit (HrVisitorVoice *self)
{
  g_return_if_fail (HR_IS_VISITOR_VOICE (self));

  hr_speaker_stop (self->speaker);
  g_clear_handle_id (&self->wait_source, g_source_remove);
  self->used = FALSE;
  self->was_speaking = FALSE;
}

/* ---- object ---- */

static void
hr_visitor_voice_dispose (GObject *object)
{
  HrVisitorVoice *self = HR_VISITOR_VOICE (object);

  g_clear_handle_id (&self->wait_source, g_source_remove);
  g_clear_object (&self->speaker);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (hr_visitor_voice_parent_class)->dispose (object);
}

static void
hr_visitor_voice_class_init (HrVisitorVoiceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hr_visitor_voice_dispose;
  signals[CHANGED] = g_signal_new ("changed", HR_TYPE_VISITOR_VOICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[MISSING] = g_signal_new ("missing", HR_TYPE_VISITOR_VOICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hr_visitor_voice_init (HrVisitorVoice *self)
{
}

HrVisitorVoice *
hr_visitor_voice_new (HrSpeaker *speaker, HrSession *session)
{
  HrVisitorVoice *self = g_object_new (HR_TYPE_VISITOR_VOICE, NULL);

  self->speaker = g_object_ref (speaker);
  self->session = g_object_ref (session);
  g_signal_connect_object (speaker, "notify::speaking", G_CALLBACK (speaking_cb), self, G_CONNECT_SWAPPED);
  return self;
}
