/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-service"

#include "handrail/service/hr-chooser.h"

#include "handrail/core/hr-error.h"
#include <gio/gio.h>
#include <string.h>

#define RULES_PATH "/org/handrail/data/choose/rules.tsv"

static const char *const questions[HR_CHOOSER_QUESTIONS] = { "group", "many", "time", "help", "way", "special" };
static const char *const answer_names[HR_CHOOSER_QUESTIONS][HR_CHOOSER_ANSWERS] = {
  { "yes", "listen", "not-yet" }, { "many", "one" }, { "set", "move" }, { "yes", "no" }, { "spiritual", "non-religious", "either" }, { "women", "men", "lgbtq", "spanish", "family", "none" },
};
static const char *const ways[HR_N_WAYS] = { "group", "secular", "family", "peer", "coach", "program", "papers" };

struct _HrChooser
{
  int base[HR_N_WAYS];
  int points[HR_CHOOSER_QUESTIONS][HR_CHOOSER_ANSWERS + 1][HR_N_WAYS]; /* answer 0: skipped, always none */
};

void
hr_chooser_free (HrChooser *self)
{
  g_free (self);
}

const char *
hr_chooser_answer_name (guint question, guint answer)
{
  g_return_val_if_fail (question < HR_CHOOSER_QUESTIONS && answer > 0, NULL);
  return answer <= HR_CHOOSER_ANSWERS ? answer_names[question][answer - 1] : NULL;
}

static int
find (const char *const *names, guint n, const char *name)
{
  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (names[i], name) == 0)
      return (int)i;
  return -1;
}

static gboolean
read_rule (HrChooser *self, char **columns)
{
  int way = find (ways, HR_N_WAYS, columns[2]);
  int question = find (questions, HR_CHOOSER_QUESTIONS, columns[0]);
  int answer = question >= 0 ? find (answer_names[question], HR_CHOOSER_ANSWERS, columns[1]) : -1;
  gint64 points;

  if (way < 0 || !g_ascii_string_to_signed (columns[3], 10, 1, 100, &points, NULL))
    return FALSE;
  if (strcmp (columns[0], "-") == 0)
    self->base[way] = (int)points;
  else if (answer >= 0)
    self->points[question][answer + 1][way] = (int)points;
  else
    return FALSE;
  return TRUE;
}

HrChooser *
hr_chooser_load (GError **error)
{
  g_autoptr (GBytes) bytes = g_resources_lookup_data (RULES_PATH, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  g_autoptr (HrChooser) self = g_new0 (HrChooser, 1);
  g_auto (GStrv) lines = bytes != NULL ? g_strsplit (g_bytes_get_data (bytes, NULL), "\n", -1) : NULL;

  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    {
      g_auto (GStrv) columns = g_strsplit (lines[i], "\t", -1);

      if (lines[i][0] == '#' || lines[i][0] == '\0')
        continue;
      if (g_strv_length (columns) == 4 && read_rule (self, columns))
        continue;
      g_set_error (error, HR_ERROR, HR_ERROR_INPUT, "The rules of \"Help me choose\": line %u is not understood.", i + 1);
      return NULL;
    }
  return bytes != NULL ? g_steal_pointer (&self) : NULL;
}

static void
give_reasons (const HrChooser *self, const guint8 *answers, HrSuggestion *suggestion)
{
  suggestion->n_because = 0;
  for (guint i = 0; i < HR_CHOOSER_QUESTIONS; i++)
    {
      int points = self->points[i][answers[i]][suggestion->way];
      guint at = suggestion->n_because;

      if (points == 0)
        continue;
      for (; at > 0; at--)
        {
          guint before = suggestion->because[at - 1];

          if (self->points[before][answers[before]][suggestion->way] >= points)
            break;
          suggestion->because[at] = before;
        }
      suggestion->because[at] = i;
      suggestion->n_because++;
    }
}

guint
hr_chooser_suggest (const HrChooser *self, const guint8 answers[HR_CHOOSER_QUESTIONS], guint available,
                    HrSuggestion ret_suggestions[HR_CHOOSER_MOST])
{
  int score[HR_N_WAYS];
  guint taken = 0, n = 0;

  g_return_val_if_fail (self != NULL, 0);
  for (guint way = 0; way < HR_N_WAYS; way++)
    {
      score[way] = self->base[way];
      for (guint i = 0; i < HR_CHOOSER_QUESTIONS; i++)
        score[way] += self->points[i][answers[i]][way];
    }
  while (n < HR_CHOOSER_MOST)
    {
      gboolean last = n == HR_CHOOSER_MOST - 1;
      /* the last place is kept for one that is not religious while there is none */
      guint allowed = last && (taken & HR_WAYS_NOT_RELIGIOUS) == 0 && (available & HR_WAYS_NOT_RELIGIOUS) != 0 ? HR_WAYS_NOT_RELIGIOUS : ~0u;
      int best = -1;

      for (int way = 0; way < HR_N_WAYS; way++)
        if ((available & allowed & ~taken) >> way & 1 && score[way] > 0 && (best < 0 || score[way] > score[best]))
          best = way;
      if (best < 0)
        break;
      taken |= 1u << best;
      ret_suggestions[n].way = (HrWay)best;
      give_reasons (self, answers, &ret_suggestions[n]);
      n++;
    }
  return n;
}
