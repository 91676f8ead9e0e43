/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The thread that talks with speech-dispatcher. It may hang there for as long as it likes: nobody waits for it, and it outlives
 * the speaker when it must. Answers come to the main context of the speaker. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * HrSpeechEvent:
 * @HR_SPEECH_CONNECTED: a service answered
 * @HR_SPEECH_LOST: there is none, or it went away
 * @HR_SPEECH_STARTED: the words of @number are message @message now
 * @HR_SPEECH_REFUSED: the words of @number will not be heard
 * @HR_SPEECH_ENDED: message @message was spoken or cut off
 */
typedef enum
{
  HR_SPEECH_CONNECTED,
  HR_SPEECH_LOST,
  HR_SPEECH_STARTED,
  HR_SPEECH_REFUSED,
  HR_SPEECH_ENDED,
} HrSpeechEvent;

typedef void (*HrSpeechHandler) (GObject *speaker, HrSpeechEvent event, guint number, gint64 message);

typedef struct _HrSpeechEngine HrSpeechEngine;

/** hr_speech_engine_new: starts the thread; @speaker is not kept alive by it */
HrSpeechEngine *hr_speech_engine_new (GObject *speaker, HrSpeechHandler handler) G_GNUC_WARN_UNUSED_RESULT;
/** hr_speech_engine_release: no event comes any more; the thread ends when it can */
void hr_speech_engine_release (HrSpeechEngine *self);

void hr_speech_engine_connect (HrSpeechEngine *self);
/** hr_speech_engine_say: takes the place of everything that still waits. @text is copied, and wiped when it was handed over */
void hr_speech_engine_say (HrSpeechEngine *self, const char *text, const char *language, guint number);
void hr_speech_engine_stop (HrSpeechEngine *self);

G_END_DECLS
