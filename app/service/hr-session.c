/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-service"

#include "handrail/service/hr-session.h"

#include "handrail/seal/hr-seal.h"

#include <string.h>

/* A visit may sign in to this many occurrences; beyond, nothing more is counted until the screen is cleared. */
#define MAX_COUNTED 64
#define LANGUAGE_BYTES 36
#define SEARCH_BYTES 512
#define KEY_BYTES HR_SEAL_HASH_BYTES

/* All text of a visit has a fixed place in one locked block: no copy is left behind by a growing buffer, and one wipe
 * takes everything. Occurrences are kept as hashes: equality is all that is ever asked of them. */
typedef struct
{
  char language[LANGUAGE_BYTES];
  char search[SEARCH_BYTES];
  guint8 counted[MAX_COUNTED][KEY_BYTES];
  guint n_counted;
  guint8 answers[HR_SESSION_ANSWERS];
} Visit;

struct _HrSession
{
  GObject parent_instance;

  HrClock *clock;
  char *default_language;
  HrSessionState state;
  HrTextSize text_size;
  HrThemeChoice theme;
  HrQuery *query;
  Visit *visit;
  HrPlan *plan;
  gint64 idle_since_ms;
  guint idle_s;
  guint warning_s;
  guint n_holds;
  guint timer_id;
};

G_DEFINE_FINAL_TYPE (HrSession, hr_session, G_TYPE_OBJECT)

enum
{
  PROP_STATE = 1,
  PROP_LANGUAGE,
  PROP_TEXT_SIZE,
  PROP_THEME,
  N_PROPS,
};

enum
{
  SIGNAL_CLEARED,
  SIGNAL_QUERY_CHANGED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
copy_text (char *to, gsize size, const char *from)
{
  gsize length = strlen (from);
  if (length >= size)
    {
      const char *end = from + size - 1;
      /* Cut between characters, never inside one. */
      while (end > from && ((guchar)*end & 0xC0) == 0x80)
        end--;
      length = (gsize)(end - from);
    }
  hr_seal_wipe (to, size);
  memcpy (to, from, length);
}

static void
set_state (HrSession *self, HrSessionState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static gboolean
second_cb (gpointer user_data)
{
  HrSession *self = user_data;
  hr_session_tick (self);
  return self->timer_id != 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* The timer runs only during a visit: a lobby at rest sleeps. */
static void
set_timer (HrSession *self, gboolean running)
{
  if (running && self->timer_id == 0)
    self->timer_id = g_timeout_add_seconds (1, second_cb, self);
  else if (!running && self->timer_id != 0)
    {
      guint id = self->timer_id;
      self->timer_id = 0;
      g_source_remove (id);
    }
}

static void
restart_idle (HrSession *self)
{
  self->idle_since_ms = hr_clock_monotonic_ms (self->clock);
}

/* Whatever a visitor sets begins a visit, so that there is always a wipe to come. */
static void
ensure_visit (HrSession *self)
{
  if (self->state == HR_SESSION_RESTING)
    hr_session_touch (self);
}

static void
plan_changed_cb (HrSession *self)
{
  if (hr_plan_get_n (self->plan) > 0)
    ensure_visit (self);
}

static void
wipe_query (HrSession *self)
{
  g_clear_pointer (&self->query, hr_query_free);
  self->query = hr_query_new ();
}

static void
occurrence_key (const char *meeting, HrDate date, guint8 ret_key[KEY_BYTES])
{
  guint8 buffer[512 + sizeof date] = { 0 };
  gsize length = MIN (strlen (meeting), 512);
  memcpy (buffer, &date, sizeof date);
  memcpy (buffer + sizeof date, meeting, length);
  hr_seal_hash (buffer, sizeof date + length, ret_key);
  hr_seal_wipe (buffer, sizeof buffer);
}

/* Returns: the place of the occurrence among the counted ones, or n_counted */
static guint
find_counted (HrSession *self, const char *meeting, HrDate date)
{
  guint8 key[KEY_BYTES];
  guint i;
  occurrence_key (meeting, date, key);
  for (i = 0; i < self->visit->n_counted; i++)
    if (memcmp (self->visit->counted[i], key, KEY_BYTES) == 0)
      break;
  hr_seal_wipe (key, sizeof key);
  return i;
}

static void
hr_session_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  HrSession *self = HR_SESSION (object);
  switch (id)
    {
    case PROP_STATE:
      g_value_set_uint (value, self->state);
      break;
    case PROP_LANGUAGE:
      g_value_set_string (value, self->visit->language);
      break;
    case PROP_TEXT_SIZE:
      g_value_set_uint (value, self->text_size);
      break;
    case PROP_THEME:
      g_value_set_uint (value, self->theme);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hr_session_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  HrSession *self = HR_SESSION (object);
  switch (id)
    {
    case PROP_LANGUAGE:
      hr_session_set_language (self, g_value_get_string (value));
      break;
    case PROP_TEXT_SIZE:
      hr_session_set_text_size (self, (HrTextSize)g_value_get_uint (value));
      break;
    case PROP_THEME:
      hr_session_set_theme (self, (HrThemeChoice)g_value_get_uint (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hr_session_dispose (GObject *object)
{
  HrSession *self = HR_SESSION (object);
  set_timer (self, FALSE);
  g_clear_object (&self->clock);
  g_clear_object (&self->plan);
  G_OBJECT_CLASS (hr_session_parent_class)->dispose (object);
}

static void
hr_session_finalize (GObject *object)
{
  HrSession *self = HR_SESSION (object);
  g_clear_pointer (&self->query, hr_query_free);
  g_clear_pointer (&self->visit, hr_seal_lock_free);
  g_free (self->default_language);
  G_OBJECT_CLASS (hr_session_parent_class)->finalize (object);
}

static void
hr_session_class_init (HrSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GParamFlags writable = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = hr_session_get_property;
  object_class->set_property = hr_session_set_property;
  object_class->dispose = hr_session_dispose;
  object_class->finalize = hr_session_finalize;

  properties[PROP_STATE] = g_param_spec_uint ("state", NULL, NULL, 0, HR_SESSION_WARNING, HR_SESSION_RESTING, readable);
  properties[PROP_LANGUAGE] = g_param_spec_string ("language", NULL, NULL, NULL, writable);
  properties[PROP_TEXT_SIZE] =
      g_param_spec_uint ("text-size", NULL, NULL, 0, HR_N_TEXT_SIZES - 1, HR_TEXT_DEFAULT, writable);
  properties[PROP_THEME] = g_param_spec_uint ("theme", NULL, NULL, 0, HR_N_THEMES - 1, HR_THEME_CALM, writable);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_CLEARED] =
      g_signal_new ("cleared", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_QUERY_CHANGED] =
      g_signal_new ("query-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hr_session_init (HrSession *self)
{
  hr_seal_init ();
  self->text_size = HR_TEXT_DEFAULT;
  self->theme = HR_THEME_CALM;
  self->visit = hr_seal_lock_alloc (sizeof (Visit));
  self->query = hr_query_new ();
  self->plan = hr_plan_new ();
  g_signal_connect_object (self->plan, "changed", G_CALLBACK (plan_changed_cb), self, G_CONNECT_SWAPPED);
}

HrSession *
hr_session_new (HrClock *clock, const char *default_language)
{
  g_return_val_if_fail (HR_IS_CLOCK (clock), NULL);
  g_return_val_if_fail (default_language != NULL && *default_language != '\0', NULL);

  HrSession *self = g_object_new (HR_TYPE_SESSION, NULL);
  self->clock = g_object_ref (clock);
  self->default_language = g_strdup (default_language);
  self->idle_s = HR_SESSION_IDLE_S;
  self->warning_s = HR_SESSION_WARNING_S;
  copy_text (self->visit->language, LANGUAGE_BYTES, default_language);
  restart_idle (self);
  return self;
}

HrSessionState
hr_session_get_state (HrSession *self)
{
  g_return_val_if_fail (HR_IS_SESSION (self), HR_SESSION_RESTING);
  return self->state;
}

void
hr_session_touch (HrSession *self)
{
  g_return_if_fail (HR_IS_SESSION (self));
  restart_idle (self);
  set_timer (self, TRUE);
  set_state (self, HR_SESSION_ACTIVE);
}

void
hr_session_hold (HrSession *self)
{
  g_return_if_fail (HR_IS_SESSION (self));
  self->n_holds++;
}

void
hr_session_release (HrSession *self)
{
  g_return_if_fail (HR_IS_SESSION (self));
  g_return_if_fail (self->n_holds > 0);
  self->n_holds--;
  if (self->n_holds > 0)
    return;
  restart_idle (self);
  /* The warning that was on the screen keeps its own full time. */
  if (self->state == HR_SESSION_WARNING)
    self->idle_since_ms -= (gint64) self->idle_s * 1000;
}

void
hr_session_set_idle_s (HrSession *self, guint idle_s)
{
  g_return_if_fail (HR_IS_SESSION (self));

  self->idle_s = CLAMP (idle_s, HR_SESSION_IDLE_LEAST_S, HR_SESSION_IDLE_MOST_S);
}

void
hr_session_set_warning_s (HrSession *self, guint warning_s)
{
  g_return_if_fail (HR_IS_SESSION (self));

  self->warning_s = CLAMP (warning_s, HR_SESSION_WARNING_LEAST_S, HR_SESSION_WARNING_MOST_S);
}

void
hr_session_set_default_language (HrSession *self, const char *language)
{
  g_return_if_fail (HR_IS_SESSION (self));
  g_return_if_fail (language != NULL && *language != '\0');

  if (strcmp (self->default_language, language) == 0)
    return;
  g_free (self->default_language);
  self->default_language = g_strdup (language);
  if (self->state != HR_SESSION_RESTING || strcmp (self->visit->language, language) == 0)
    return;
  copy_text (self->visit->language, LANGUAGE_BYTES, language);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LANGUAGE]);
}

void
hr_session_clear (HrSession *self)
{
  g_return_if_fail (HR_IS_SESSION (self));
  gboolean language_differs = strcmp (self->visit->language, self->default_language) != 0;
  gboolean size_differs = self->text_size != HR_TEXT_DEFAULT;
  gboolean theme_differs = self->theme != HR_THEME_CALM;

  set_timer (self, FALSE);
  wipe_query (self);
  hr_seal_wipe (self->visit, sizeof (Visit));
  hr_plan_clear (self->plan);
  copy_text (self->visit->language, LANGUAGE_BYTES, self->default_language);
  self->text_size = HR_TEXT_DEFAULT;
  self->theme = HR_THEME_CALM;

  g_object_ref (self);
  g_object_freeze_notify (G_OBJECT (self));
  if (language_differs)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LANGUAGE]);
  if (size_differs)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT_SIZE]);
  if (theme_differs)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_THEME]);
  set_state (self, HR_SESSION_RESTING);
  g_object_thaw_notify (G_OBJECT (self));
  g_signal_emit (self, signals[SIGNAL_CLEARED], 0);
  g_object_unref (self);
}

void
hr_session_tick (HrSession *self)
{
  g_return_if_fail (HR_IS_SESSION (self));
  if (self->state == HR_SESSION_RESTING || self->n_holds > 0)
    return;
  gint64 idle_ms = hr_clock_monotonic_ms (self->clock) - self->idle_since_ms;
  if (idle_ms >= ((gint64) self->idle_s + self->warning_s) * 1000)
    {
      /* Also straight from an active visit, when the machine slept through the warning: clearing is the safe side. */
      hr_session_clear (self);
      return;
    }
  if (idle_ms >= (gint64) self->idle_s * 1000)
    set_state (self, HR_SESSION_WARNING);
}

const char *
hr_session_get_language (HrSession *self)
{
  g_return_val_if_fail (HR_IS_SESSION (self), NULL);
  return self->visit->language;
}

void
hr_session_set_language (HrSession *self, const char *language)
{
  g_return_if_fail (HR_IS_SESSION (self));
  const char *wanted = language != NULL && *language != '\0' ? language : self->default_language;
  if (wanted == self->visit->language || strcmp (self->visit->language, wanted) == 0)
    return;
  ensure_visit (self);
  copy_text (self->visit->language, LANGUAGE_BYTES, wanted);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LANGUAGE]);
}

HrTextSize
hr_session_get_text_size (HrSession *self)
{
  g_return_val_if_fail (HR_IS_SESSION (self), HR_TEXT_DEFAULT);
  return self->text_size;
}

void
hr_session_set_text_size (HrSession *self, HrTextSize size)
{
  g_return_if_fail (HR_IS_SESSION (self));
  g_return_if_fail ((guint)size < HR_N_TEXT_SIZES);
  if (self->text_size == size)
    return;
  ensure_visit (self);
  self->text_size = size;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT_SIZE]);
}

HrThemeChoice
hr_session_get_theme (HrSession *self)
{
  g_return_val_if_fail (HR_IS_SESSION (self), HR_THEME_CALM);
  return self->theme;
}

void
hr_session_set_theme (HrSession *self, HrThemeChoice theme)
{
  g_return_if_fail (HR_IS_SESSION (self));
  g_return_if_fail ((guint)theme < HR_N_THEMES);
  if (self->theme == theme)
    return;
  ensure_visit (self);
  self->theme = theme;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_THEME]);
}

HrQuery *
hr_session_get_query (HrSession *self)
{
  g_return_val_if_fail (HR_IS_SESSION (self), NULL);
  return self->query;
}

void
hr_session_query_changed (HrSession *self)
{
  g_return_if_fail (HR_IS_SESSION (self));
  ensure_visit (self);
  g_signal_emit (self, signals[SIGNAL_QUERY_CHANGED], 0);
}

const char *
hr_session_get_search (HrSession *self)
{
  g_return_val_if_fail (HR_IS_SESSION (self), "");
  return self->visit->search;
}

void
hr_session_set_search (HrSession *self, const char *words)
{
  g_return_if_fail (HR_IS_SESSION (self));
  if (words == self->visit->search)
    return;
  if (words != NULL && *words != '\0')
    ensure_visit (self);
  copy_text (self->visit->search, SEARCH_BYTES, words != NULL ? words : "");
}

guint
hr_session_get_answer (HrSession *self, guint question)
{
  g_return_val_if_fail (HR_IS_SESSION (self), 0);
  g_return_val_if_fail (question < HR_SESSION_ANSWERS, 0);
  return self->visit->answers[question];
}

void
hr_session_set_answer (HrSession *self, guint question, guint answer)
{
  g_return_if_fail (HR_IS_SESSION (self));
  g_return_if_fail (question < HR_SESSION_ANSWERS && answer <= G_MAXUINT8);
  if (answer != 0)
    ensure_visit (self);
  self->visit->answers[question] = (guint8)answer;
}

HrPlan *
hr_session_get_plan (HrSession *self)
{
  g_return_val_if_fail (HR_IS_SESSION (self), NULL);
  return self->plan;
}

gboolean
hr_session_is_counted (HrSession *self, const char *meeting, HrDate date)
{
  g_return_val_if_fail (HR_IS_SESSION (self), FALSE);
  g_return_val_if_fail (meeting != NULL, FALSE);
  /* A full list says yes: never a second count for want of room. */
  return self->visit->n_counted == MAX_COUNTED || find_counted (self, meeting, date) < self->visit->n_counted;
}

void
hr_session_set_counted (HrSession *self, const char *meeting, HrDate date, gboolean counted)
{
  g_return_if_fail (HR_IS_SESSION (self));
  g_return_if_fail (meeting != NULL);
  Visit *visit = self->visit;
  guint place = find_counted (self, meeting, date);
  if (counted && place == visit->n_counted && visit->n_counted < MAX_COUNTED)
    {
      ensure_visit (self);
      occurrence_key (meeting, date, visit->counted[visit->n_counted]);
      visit->n_counted++;
    }
  else if (!counted && place < visit->n_counted)
    {
      visit->n_counted--;
      memcpy (visit->counted[place], visit->counted[visit->n_counted], KEY_BYTES);
      hr_seal_wipe (visit->counted[visit->n_counted], KEY_BYTES);
    }
}
