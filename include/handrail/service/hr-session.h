/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One visit: everything that belongs to a visitor lives here and dies here, in memory that is locked where the system
 * allows. Nothing of it is ever written or logged. Main thread. */
#pragma once

#include "handrail/core/hr-clock.h"
#include "handrail/core/hr-date.h"
#include "handrail/core/hr-query.h"
#include "handrail/service/hr-plan.h"
#include <glib-object.h>

G_BEGIN_DECLS

#define HR_SESSION_IDLE_S 120
#define HR_SESSION_WARNING_S 30
/** HR_SESSION_IDLE_LEAST_S, _MOST_S: less would hurry people, more would leave a visit on the screen for the next one */
#define HR_SESSION_IDLE_LEAST_S 30
#define HR_SESSION_IDLE_MOST_S 600
/** HR_SESSION_WARNING_LEAST_S, _MOST_S: the same for the time to answer */
#define HR_SESSION_WARNING_LEAST_S 20
#define HR_SESSION_WARNING_MOST_S 120

typedef enum
{
  HR_TEXT_SMALL,   /* 4.0 mm: height of a capital I; by choice only (tunnel vision) */
  HR_TEXT_MEDIUM,  /* 5.2 mm */
  HR_TEXT_DEFAULT, /* 7.3 mm */
  HR_TEXT_LARGE,   /* 9.0 mm */
  HR_TEXT_LARGEST, /* 12 mm */
  HR_N_TEXT_SIZES,
} HrTextSize;

typedef enum
{
  HR_THEME_CALM,        /* the default: contrast 10:1 and more */
  HR_THEME_LIGHT,       /* black on white: 20:1 and more */
  HR_THEME_DARK,        /* white on black: 18:1 and more */
  HR_THEME_DARK_YELLOW, /* yellow on black: 17.5:1 and more */
  HR_THEME_SOFT,        /* 4.5:1 to 8:1, for eyes that strong contrast hurts */
  HR_N_THEMES,
} HrThemeChoice;

typedef enum
{
  HR_SESSION_RESTING, /* nobody: Attract */
  HR_SESSION_ACTIVE,
  HR_SESSION_WARNING, /* "Do you need more time?" */
} HrSessionState;

#define HR_TYPE_SESSION (hr_session_get_type ())
G_DECLARE_FINAL_TYPE (HrSession, hr_session, HR, SESSION, GObject)

/**
 * HrSession:state: (notify on change)
 * HrSession:language, HrSession:text-size, HrSession:theme: (notify on change). Setting one of them, the words or a count while
 *   nobody is there begins a visit, so that there is always a wipe to come
 * HrSession::query-changed: hr_session_query_changed() was called
 * HrSession::cleared: everything of the visit was wiped; pages reset themselves and the window shows Attract
 */

/** hr_session_new: @default_language: what a new visit starts with ("en") */
HrSession *hr_session_new (HrClock *clock, const char *default_language) G_GNUC_WARN_UNUSED_RESULT;

/** hr_session_set_idle_s: how long nothing may happen before the warning; kept within the two bounds. HR_SESSION_IDLE_S unless it is set */
void hr_session_set_idle_s (HrSession *self, guint idle_s);
/** hr_session_set_warning_s: how long the question stays before the visit is wiped; within its bounds. HR_SESSION_WARNING_S unless it is set */
void hr_session_set_warning_s (HrSession *self, guint warning_s);
/** hr_session_set_default_language: what the next visit starts with; one that is under way keeps its own */
void hr_session_set_default_language (HrSession *self, const char *language);

HrSessionState hr_session_get_state (HrSession *self);

/** hr_session_touch: somebody did something: starts a visit, restarts the idle time, answers the warning */
void hr_session_touch (HrSession *self);

/** hr_session_hold / release: the idle time stands still, while speaking or printing; nests */
void hr_session_hold (HrSession *self);
void hr_session_release (HrSession *self);

/** hr_session_clear: the visit ends now; wipes; emits ::cleared */
void hr_session_clear (HrSession *self);

/** hr_session_tick: looks at the clock; called by the own one-second timer and by tests */
void hr_session_tick (HrSession *self);

const char *hr_session_get_language (HrSession *self);
void hr_session_set_language (HrSession *self, const char *language);
HrTextSize hr_session_get_text_size (HrSession *self);
void hr_session_set_text_size (HrSession *self, HrTextSize size);
HrThemeChoice hr_session_get_theme (HrSession *self);
void hr_session_set_theme (HrSession *self, HrThemeChoice theme);

/** hr_session_get_query: (transfer none): the filters of this visit; change it in place, then hr_session_query_changed() */
HrQuery *hr_session_get_query (HrSession *self);
void hr_session_query_changed (HrSession *self);

/** hr_session_get_search / set_search: the words being typed, in locked memory; "" when none */
const char *hr_session_get_search (HrSession *self);
void hr_session_set_search (HrSession *self, const char *words);

/** HR_SESSION_ANSWERS: as many questions as "Help me choose" has */
#define HR_SESSION_ANSWERS 6
/** hr_session_get_answer / set_answer: in locked memory; 0 = skipped */
guint hr_session_get_answer (HrSession *self, guint question);
void hr_session_set_answer (HrSession *self, guint question, guint answer);

/** hr_session_get_plan: (transfer none): what this visit collected. Adding to it begins a visit, too */
HrPlan *hr_session_get_plan (HrSession *self);

/** hr_session_is_counted / set_counted: one count per occurrence per visit */
gboolean hr_session_is_counted (HrSession *self, const char *meeting, HrDate date);
void hr_session_set_counted (HrSession *self, const char *meeting, HrDate date, gboolean counted);

G_END_DECLS
