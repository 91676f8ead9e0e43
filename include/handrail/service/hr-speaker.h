/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Read aloud, through speech-dispatcher on a thread of its own. Main thread door; nothing is logged. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define HR_TYPE_SPEAKER (hr_speaker_get_type ())
G_DECLARE_FINAL_TYPE (HrSpeaker, hr_speaker, HR, SPEAKER, GObject)

/**
 * HrSpeaker:available: whether a speech service answered
 * HrSpeaker:speaking: (notify on change)
 */
HrSpeaker *hr_speaker_new (void) G_GNUC_WARN_UNUSED_RESULT;
gboolean hr_speaker_get_available (HrSpeaker *self);
/** hr_speaker_connect: looks for a speech service (and starts one where the system has it) in the background, so that :available
 * is known before the first word; may be called again */
void hr_speaker_connect (HrSpeaker *self);
gboolean hr_speaker_get_speaking (HrSpeaker *self);
/** hr_speaker_say: interrupts what is being said; connects on first use; never blocks */
void hr_speaker_say (HrSpeaker *self, const char *text, const char *language);
void hr_speaker_stop (HrSpeaker *self);

G_END_DECLS
