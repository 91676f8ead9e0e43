/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The foot of the desk's lists: which part is wanted, when rows come and go meanwhile. */
#include "hr-test-desk.h"

#include "hr-desk-turner-private.h"

typedef struct
{
  HrDeskTurner *turner;
  guint n_turned;
} Fixture;

static GtkWidget *
part (Fixture *fixture, guint number)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (fixture->turner));

  for (guint i = 0; i < number; i++)
    child = gtk_widget_get_next_sibling (child);
  return child;
}

static void
count_cb (Fixture *fixture)
{
  fixture->n_turned++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->turner = HR_DESK_TURNER (g_object_ref_sink (hr_desk_turner_new (20)));
  g_signal_connect_swapped (fixture->turner, "turned", G_CALLBACK (count_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->turner);
}

static void
press (Fixture *fixture, guint number)
{
  g_assert_true (gtk_widget_is_sensitive (part (fixture, number)));
  g_signal_emit_by_name (part (fixture, number), "clicked");
}

/* @text: (nullable): that nothing is said */
static void
shows (Fixture *fixture, const char *text, gboolean previous, gboolean more)
{
  g_assert_cmpint (gtk_widget_get_visible (GTK_WIDGET (fixture->turner)), ==, text != NULL);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (part (fixture, 0))), ==, text != NULL ? text : "");
  g_assert_cmpint (gtk_widget_get_visible (part (fixture, 1)) && gtk_widget_get_sensitive (part (fixture, 1)), ==, previous);
  g_assert_cmpint (gtk_widget_get_visible (part (fixture, 2)) && gtk_widget_get_sensitive (part (fixture, 2)), ==, more);
}

static void
test_turn (Fixture *fixture, gconstpointer data)
{
  g_assert_true (hr_desk_turner_set_total (fixture->turner, 57));
  hr_desk_turner_set_text (fixture->turner, NULL);
  shows (fixture, "1 to 20 of 57", FALSE, TRUE);
  press (fixture, 2);
  press (fixture, 2);
  g_assert_cmpuint (fixture->n_turned, ==, 2);
  g_assert_cmpuint (hr_desk_turner_get_offset (fixture->turner), ==, 40);
  g_assert_true (hr_desk_turner_set_total (fixture->turner, 57));
  hr_desk_turner_set_text (fixture->turner, NULL);
  shows (fixture, "41 to 57 of 57", TRUE, FALSE);
  press (fixture, 1);
  g_assert_cmpuint (hr_desk_turner_get_offset (fixture->turner), ==, 20);
  hr_desk_turner_rewind (fixture->turner);
  g_assert_cmpuint (hr_desk_turner_get_offset (fixture->turner), ==, 0);
  g_assert_cmpuint (fixture->n_turned, ==, 3);
}

/* The last part is not there any more: the one before it is wanted, and only as often as something was wanted that is gone. */
static void
test_gone (Fixture *fixture, gconstpointer data)
{
  g_assert_true (hr_desk_turner_set_total (fixture->turner, 41));
  press (fixture, 2);
  press (fixture, 2);
  g_assert_false (hr_desk_turner_set_total (fixture->turner, 40));
  g_assert_cmpuint (hr_desk_turner_get_offset (fixture->turner), ==, 20);
  g_assert_true (hr_desk_turner_set_total (fixture->turner, 40));
  hr_desk_turner_set_text (fixture->turner, NULL);
  shows (fixture, "21 to 40 of 40", TRUE, FALSE);
  g_assert_false (hr_desk_turner_set_total (fixture->turner, 0));
  g_assert_cmpuint (hr_desk_turner_get_offset (fixture->turner), ==, 0);
  g_assert_true (hr_desk_turner_set_total (fixture->turner, 0));
}

static void
test_one_part (Fixture *fixture, gconstpointer data)
{
  g_assert_true (hr_desk_turner_set_total (fixture->turner, 20));
  hr_desk_turner_set_text (fixture->turner, NULL);
  shows (fixture, NULL, FALSE, FALSE);
  hr_desk_turner_set_text (fixture->turner, "Nothing here.");
  shows (fixture, "Nothing here.", FALSE, FALSE);
  g_assert_true (hr_desk_turner_set_total (fixture->turner, 21));
  hr_desk_turner_set_text (fixture->turner, NULL);
  shows (fixture, "1 to 20 of 21", FALSE, TRUE);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add ("/ui/desk-turner/turn", Fixture, NULL, set_up, test_turn, tear_down);
  g_test_add ("/ui/desk-turner/gone", Fixture, NULL, set_up, test_gone, tear_down);
  g_test_add ("/ui/desk-turner/one-part", Fixture, NULL, set_up, test_one_part, tear_down);
  return g_test_run ();
}
