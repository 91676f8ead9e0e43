/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-test"

#include "hr-feed-suspended-private.h"

#include <string.h>

static void
test_marks (void)
{
  static const struct
  {
    const char *name;
    const char *rest; /* NULL = no mark */
  } cases[] = {
    { "Early Risers (SUSPENDED)", "Early Risers" },
    { "Early Risers [Suspended]", "Early Risers" },
    { "(Suspended) Early Risers", "Early Risers" },
    { "Suspended: Monday Night", "Monday Night" },
    { "SUSPENDED Monday Night", "Monday Night" },
    { "Suspended - Monday Night", "Monday Night" },
    { "Suspended – Monday Night", "Monday Night" },
    { "Monday Night - suspended", "Monday Night" },
    { "Monday Night suspended", "Monday Night" },
    { "Monday Night temporarily closed", "Monday Night" },
    { "TEMPORARILY CLOSED: Monday Night", "Monday Night" },
    { "Monday [TEMPORARILY SUSPENDED due to flood] Night", "Monday Night" },
    { "Monday Night (closed until further notice)", "Monday Night" },
    { "Grupo Luz (suspendida)", "Grupo Luz" },
    { "Grupo Luz - temporalmente cerrada", "Grupo Luz" },
    { "Groupe Espoir (suspendue)", "Groupe Espoir" },
    { "**SUSPENDED** Monday Night", "Monday Night" },
    { "SUSPENDED", "" },
    { "Suspended Animation Group", NULL },
    { "Unsuspended", NULL },
    { "Closed Discussion", NULL },
    { "Monday Night", NULL },
    { "", NULL },
    { "İstanbul SUSPENDED", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *rest = hr_feed_strip_suspended (cases[i].name);

      g_test_message ("\"%s\"", cases[i].name);
      g_assert_cmpstr (rest, ==, cases[i].rest);
    }
}

/* Whatever the name, what is left is text and not longer. */
static void
test_random_names (void)
{
  static const char *const parts[] = { "suspended",          "(", ")", "[", "]", " ", "-", "–",
                                       "temporarily closed", "é", "X", ":" };

  for (guint i = 0; i < 20000; i++)
    {
      g_autoptr (GString) name = g_string_new (NULL);
      g_autofree char *rest = NULL;
      const gint32 n = g_test_rand_int_range (0, 9);

      for (gint32 k = 0; k < n; k++)
        g_string_append (name, parts[g_test_rand_int_range (0, G_N_ELEMENTS (parts))]);
      rest = hr_feed_strip_suspended (name->str);
      if (rest != NULL)
        {
          g_assert_true (g_utf8_validate (rest, -1, NULL));
          g_assert_cmpuint (strlen (rest), <, name->len);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/feed-suspended/marks", test_marks);
  g_test_add_func ("/feed-suspended/random-names", test_random_names);
  return g_test_run ();
}
