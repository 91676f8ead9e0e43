/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading aloud during a visit: who listens is not idle, a touch silences, and a voice that does not come is noticed. */
#pragma once

#include "handrail/service/hr-session.h"
#include "handrail/service/hr-speaker.h"
#include "handrail/ui/hr-page.h"

G_BEGIN_DECLS

#define HR_TYPE_VISITOR_VOICE (hr_visitor_voice_get_type ())
G_DECLARE_FINAL_TYPE (HrVisitorVoice, hr_visitor_voice, HR, VISITOR_VOICE, GObject)

/**
 * HrVisitorVoice::changed: it begins or ends to speak
 * HrVisitorVoice::missing: somebody waited for it in vain
 */
HrVisitorVoice *hr_visitor_voice_new (HrSpeaker *speaker, HrSession *session) G_GNUC_WARN_UNUSED_RESULT;
/** hr_visitor_voice_read: unless the touch that asked for it has just silenced it */
void hr_visitor_voice_read (HrVisitorVoice *self, HrPage *page);
/** hr_visitor_voice_say: in the language of the visit */
void hr_visitor_voice_say (HrVisitorVoice *self, const char *text);
void hr_visitor_voice_touched (HrVisitorVoice *self);
/** hr_visitor_voice_is_used: whether this visit had something read to it */
gboolean hr_visitor_voice_is_used (HrVisitorVoice *self);
void hr_visitor_voice_end_visit (HrVisitorVoice *self);

G_END_DECLS
