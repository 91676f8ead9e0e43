/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All ways through the six questions, at every kind of center. */
#include "handrail/service/hr-chooser.h"

#include <string.h>

static guint
count_answers (guint question)
{
  guint n = 0;

  while (hr_chooser_answer_name (question, n + 1) != NULL)
    n++;
  return n;
}

typedef void (*Look) (const HrChooser *chooser, const guint8 *answers, guint available);

static void
walk (const HrChooser *chooser, guint8 *answers, guint question, Look look)
{
  if (question == HR_CHOOSER_QUESTIONS)
    {
      for (guint available = 0; available < 1u << HR_N_WAYS; available++)
        look (chooser, answers, available);
      return;
    }
  for (guint answer = 0; answer <= count_answers (question); answer++)
    {
      answers[question] = (guint8) answer;
      walk (chooser, answers, question + 1, look);
    }
}

static void
look (const HrChooser *chooser, const guint8 *answers, guint available)
{
  HrSuggestion found[HR_CHOOSER_MOST];
  guint n = hr_chooser_suggest (chooser, answers, available, found), seen = 0;
  guint always = available & ~(1u << HR_WAY_PAPERS | 1u << HR_WAY_FAMILY);
  gboolean skipped = TRUE;

  for (guint i = 0; i < HR_CHOOSER_QUESTIONS; i++)
    skipped = skipped && answers[i] == 0;
  /* every path ends with something when the center has something */
  g_assert_cmpuint (n, >=, MIN (2, (guint) __builtin_popcount (always)));
  g_assert_cmpuint (n, <=, HR_CHOOSER_MOST);
  for (guint i = 0; i < n; i++)
    {
      g_assert_true (available >> found[i].way & 1);
      g_assert_false (seen >> found[i].way & 1);
      seen |= 1u << found[i].way;
      /* reasons are answers that were given */
      for (guint k = 0; k < found[i].n_because; k++)
        g_assert_cmpuint (answers[found[i].because[k]], >, 0);
      if (skipped)
        g_assert_cmpuint (found[i].n_because, ==, 0);
    }
  if (available & HR_WAYS_NOT_RELIGIOUS)
    g_assert_true (seen & HR_WAYS_NOT_RELIGIOUS);
  /* papers and family only for who asked for them */
  for (guint i = 0; i < n; i++)
    if (found[i].way == HR_WAY_PAPERS || found[i].way == HR_WAY_FAMILY)
      g_assert_cmpuint (found[i].n_because, >, 0);
}

static void
test_all (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HrChooser) chooser = hr_chooser_load (&error);
  guint8 answers[HR_CHOOSER_QUESTIONS] = { 0 };

  g_assert_no_error (error);
  walk (chooser, answers, 0, look);
}

/* Answers given in another order, changed and changed back, lead to the same */
static void
test_order (void)
{
  g_autoptr (HrChooser) chooser = hr_chooser_load (NULL);

  for (guint round = 0; round < 2000; round++)
    {
      guint8 wanted[HR_CHOOSER_QUESTIONS], answers[HR_CHOOSER_QUESTIONS] = { 0 };
      HrSuggestion a[HR_CHOOSER_MOST], b[HR_CHOOSER_MOST];
      guint available = (guint) g_test_rand_int_range (0, 1 << HR_N_WAYS), n, left = HR_CHOOSER_QUESTIONS;

      for (guint i = 0; i < HR_CHOOSER_QUESTIONS; i++)
        wanted[i] = (guint8) g_test_rand_int_range (0, (gint) count_answers (i) + 1);
      n = hr_chooser_suggest (chooser, wanted, available, a);
      while (left > 0)
        {
          guint i = (guint) g_test_rand_int_range (0, HR_CHOOSER_QUESTIONS);

          left -= answers[i] != wanted[i] || wanted[i] == 0 ? 1 : 0;
          answers[i] = wanted[i];
          hr_chooser_suggest (chooser, answers, available, b);
        }
      memcpy (answers, wanted, sizeof answers);
      g_assert_cmpuint (hr_chooser_suggest (chooser, answers, available, b), ==, n);
      for (guint i = 0; i < n; i++)
        g_assert_cmpint (a[i].way, ==, b[i].way);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chooser/all", test_all);
  g_test_add_func ("/chooser/order", test_order);
  return g_test_run ();
}
