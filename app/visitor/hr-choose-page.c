/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-visitor"

#include "hr-choose-page-private.h"

#include "handrail/service/hr-chooser.h"
#include "handrail/ui/hr-card-list.h"
#include "hr-even-box-private.h"
#include "hr-visitor-labels-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define RESULT HR_CHOOSER_QUESTIONS
/* The question that asks for a special group */
#define SPECIAL 5

/* Translators: six questions, their answers, and the same answers after "Because you said:" */
static const char *const questions[HR_CHOOSER_QUESTIONS] = {
  N_ ("There is no right answer. Would talking in a group be OK right now?"),
  N_ ("Would you like to hear from many people, or get to know one?"),
  N_ ("Does a set time each week help you?"),
  N_ ("Do you want help with things like housing, papers or a ride?"),
  N_ ("Would you like a spiritual way?"),
  N_ ("Are you looking for a special group?"),
};
static const char *const answers[HR_CHOOSER_QUESTIONS][HR_CHOOSER_ANSWERS] = {
  { N_ ("Yes, a group is OK"), N_ ("I would just listen"), N_ ("Not yet") },
  { N_ ("Many people"), N_ ("One person") },
  { N_ ("Yes, a set time"), N_ ("No, it has to move") },
  { N_ ("Yes, I want help with that"), N_ ("No, not now") },
  { N_ ("Yes, a spiritual way"), N_ ("No, not a religious way"), N_ ("Either is fine") },
  { N_ ("Women"), N_ ("Men"), N_ ("LGBTQ+"), N_ ("In Spanish"), N_ ("Family and friends"), N_ ("No special group") },
};

/* What the answers to the last question ask of a meeting, by the number of the answer */
static const struct
{
  guint64 feature;
  const char *language;
} special[HR_CHOOSER_ANSWERS + 1] = { [1] = { HR_FEATURE_WOMEN, NULL }, [2] = { HR_FEATURE_MEN, NULL }, [3] = { HR_FEATURE_LGBTQ, NULL }, [4] = { 0, "es" } };

static const struct
{
  const char *page, *icon, *title;
} ways[HR_N_WAYS] = {
  [HR_WAY_GROUP] = { "meetings", "hr-people-symbolic", N_ ("A group") },
  [HR_WAY_SECULAR] = { "meetings", "hr-people-symbolic", N_ ("A group that is not religious") },
  [HR_WAY_FAMILY] = { "meetings", "hr-people-symbolic", N_ ("A group for family and friends") },
  [HR_WAY_PEER] = { "talk", "hr-person-symbolic", N_ ("Talk with one person") },
  [HR_WAY_COACH] = { "programs", "hr-person-symbolic", N_ ("A coach of your own") },
  [HR_WAY_PROGRAM] = { "programs", "hr-calendar-symbolic", N_ ("A coaching group for some weeks") },
  [HR_WAY_PAPERS] = { "papers", "hr-papers-symbolic", N_ ("Papers and links") },
};

struct _HrChoosePage
{
  HrPage parent_instance;
  HrVisitorContext *context;
  GtkWidget *question;
  GtkWidget *list;
  GtkWidget *buttons; /* with every question at hand, on whatever page of the answers */
  GtkWidget *skip;
  GtkWidget *not_safe;
  HrChooser *chooser;
  GPtrArray *programs;
  GPtrArray *peers;
  guint step;
  HrSuggestion found[HR_CHOOSER_MOST];
  guint n_found;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (HrChoosePage, hr_choose_page, HR_TYPE_PAGE)

/* ---- what the center has ---- */

static gboolean
is_for (HrRecord *fellowship, HrWay way)
{
  const char *audience = hr_record_get (fellowship, "audience");
  gboolean secular = g_strcmp0 (hr_record_get (fellowship, "way"), "non_religious") == 0;

  if (way == HR_WAY_FAMILY)
    return g_strcmp0 (audience, "family") == 0 || g_strcmp0 (audience, "both") == 0;
  if (g_strcmp0 (audience, "family") == 0)
    return FALSE;
  return way == HR_WAY_GROUP || secular;
}

/* Fellowships with meetings here that are such a way; who asked for a spiritual one gets those that are */
static char **
find_fellowships (HrChoosePage *self, HrWay way)
{
  const HrFacets *facets = self->context->directory != NULL ? hr_directory_get_facets (self->context->directory) : NULL;
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  gboolean spiritual = hr_session_get_answer (self->context->session, 4) == 1;

  for (guint i = 0; facets != NULL && i < facets->fellowships->len; i++)
    {
      HrRecord *fellowship = g_ptr_array_index (facets->fellowships, i);
      const char *own = hr_record_get (fellowship, "way");

      if (is_for (fellowship, way) && (way != HR_WAY_GROUP || !spiritual || (own != NULL && g_strcmp0 (own, "non_religious") != 0)))
        g_strv_builder_add (ids, hr_record_get_id (fellowship));
    }
  return g_strv_builder_end (ids);
}

static gboolean
has_program (HrChoosePage *self, const char *form)
{
  for (guint i = 0; self->programs != NULL && i < self->programs->len; i++)
    if (g_strcmp0 (hr_record_get (g_ptr_array_index (self->programs, i), "form"), form) == 0)
      return TRUE;
  return FALSE;
}

static guint
find_available (HrChoosePage *self)
{
  guint mask = 1u << HR_WAY_PAPERS;

  for (guint way = HR_WAY_GROUP; way <= HR_WAY_FAMILY; way++)
    {
      g_auto (GStrv) ids = find_fellowships (self, (HrWay) way);

      mask |= ids[0] != NULL ? 1u << way : 0;
    }
  /* a number for a talk can be had where the desk sees it */
  if (self->context->tickets != NULL || (self->peers != NULL && self->peers->len > 0))
    mask |= 1u << HR_WAY_PEER;
  mask |= has_program (self, "one_on_one") ? 1u << HR_WAY_COACH : 0;
  mask |= has_program (self, "group") ? 1u << HR_WAY_PROGRAM : 0;
  return mask;
}

/* ---- what is shown ---- */

/* Nobody is asked for a group that meets nowhere. */
static gboolean
is_offered (HrChoosePage *self, guint question, guint answer)
{
  const HrFacets *facets = self->context->directory != NULL ? hr_directory_get_facets (self->context->directory) : NULL;

  if (question != SPECIAL || facets == NULL)
    return TRUE;
  if (special[answer].feature != 0)
    return (facets->features & special[answer].feature) != 0;
  return special[answer].language == NULL
         || (facets->languages != NULL && g_strv_contains ((const char *const *) facets->languages, special[answer].language));
}

/* Returns: the number of the answer that stands in @row; 0 when there are fewer */
static guint
answer_at (HrChoosePage *self, guint question, guint row)
{
  for (guint answer = 1; hr_chooser_answer_name (question, answer) != NULL; answer++)
    if (is_offered (self, question, answer) && row-- == 0)
      return answer;
  return 0;
}

static guint
n_answers (HrChoosePage *self, guint question)
{
  guint n = 0;

  while (answer_at (self, question, n) != 0)
    n++;
  return n;
}

static void
show (HrChoosePage *self)
{
  guint8 given[HR_CHOOSER_QUESTIONS];
  gboolean modest;

  for (guint i = 0; i < HR_CHOOSER_QUESTIONS; i++)
    given[i] = (guint8) hr_session_get_answer (self->context->session, i);
  if (self->step == RESULT)
    self->n_found = self->chooser != NULL ? hr_chooser_suggest (self->chooser, given, find_available (self), self->found) : 0;
  hr_visitor_set_line (GTK_LABEL (self->question), self->step == RESULT ? _ ("These may suit you. You can change your mind.")
                                                                       : _ (questions[self->step]));
  hr_card_list_set_total (HR_CARD_LIST (self->list), self->step == RESULT ? self->n_found + 1 : n_answers (self, self->step));
  hr_card_list_update (HR_CARD_LIST (self->list));
  gtk_widget_set_visible (self->buttons, self->step < RESULT);
  /* large words on a small panel: rather a whole answer below the question than a large question */
  modest = hr_theme_bound_mm (self->context->theme, 1.0) < 1.0 && hr_session_get_text_size (self->context->session) >= HR_TEXT_LARGE;
  gtk_widget_remove_css_class (self->question, modest ? "hr-heading" : "hr-line");
  gtk_widget_add_css_class (self->question, modest ? "hr-line" : "hr-heading");
  hr_page_set_title (HR_PAGE (self), _ ("Help me choose"));
}

/* The answers that a suggestion rests on; on a line of their own, so that large words do not cut them. Returns: (nullable) */
static char *
reason_words (HrChoosePage *self, const HrSuggestion *suggestion)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < MIN (suggestion->n_because, 2); i++)
    {
      guint question = suggestion->because[i];
      guint answer = hr_session_get_answer (self->context->session, question);

      g_string_append_printf (text, "%s%s", i > 0 ? " · " : "", _ (answers[question][answer - 1]));
    }
  return suggestion->n_because > 0 ? g_strdup (text->str) : NULL;
}

static void
fill_cb (HrCard *card, guint row, gpointer user_data)
{
  HrChoosePage *self = HR_CHOOSE_PAGE (user_data);
  g_autofree char *reason = NULL;
  guint answer = self->step < RESULT ? answer_at (self, self->step, row) : 0;

  hr_card_set_line (card, NULL);
  hr_card_set_detail (card, NULL);
  if (self->step == RESULT && row < self->n_found)
    {
      reason = reason_words (self, &self->found[row]);
      hr_card_set_icon (card, ways[self->found[row].way].icon);
      hr_card_set_title (card, _ (ways[self->found[row].way].title));
      /* Translators: below it stand one or two of the answers */
      hr_card_set_line (card, reason != NULL ? _ ("Because you said:") : _ ("Because both kinds can help"));
      hr_card_set_detail (card, reason);
    }
  else if (self->step == RESULT)
    {
      hr_card_set_icon (card, "hr-back-symbolic");
      hr_card_set_title (card, _ ("Begin again"));
    }
  else if (answer > 0)
    {
      hr_card_set_icon (card, "hr-circle-symbolic");
      hr_card_set_title (card, _ (answers[self->step][answer - 1]));
    }
}

static void
follow_way (HrChoosePage *self, HrWay way)
{
  HrQuery *query = hr_session_get_query (self->context->session);
  guint answer = hr_session_get_answer (self->context->session, SPECIAL);

  if (way <= HR_WAY_FAMILY)
    {
      g_strfreev (query->fellowships);
      query->fellowships = find_fellowships (self, way);
      query->features_any = special[answer].feature;
      g_clear_pointer (&query->languages, g_strfreev);
      if (special[answer].language != NULL)
        query->languages = g_strdupv ((char *[]){ (char *) special[answer].language, NULL });
      hr_session_query_changed (self->context->session);
    }
  gtk_widget_activate_action (GTK_WIDGET (self), "win.go", "s", ways[way].page);
}

static void
give_answer (HrChoosePage *self, guint answer)
{
  hr_session_set_answer (self->context->session, self->step, answer);
  self->step++;
  show (self);
}

static void
begin_again (HrChoosePage *self)
{
  for (guint i = 0; i < HR_CHOOSER_QUESTIONS; i++)
    hr_session_set_answer (self->context->session, i, 0);
  self->step = 0;
  show (self);
}

static void
activated_cb (HrChoosePage *self, guint row)
{
  if (self->step == RESULT && row < self->n_found)
    follow_way (self, self->found[row].way);
  else if (self->step == RESULT)
    begin_again (self);
  else
    give_answer (self, answer_at (self, self->step, row));
}

static void
skip_cb (HrChoosePage *self)
{
  if (self->step < RESULT)
    give_answer (self, 0);
}

static void
not_safe_cb (HrChoosePage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.go", "s", "help");
}

/* ---- the page ---- */

static void
programs_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrChoosePage) self = HR_CHOOSE_PAGE (user_data);
  GPtrArray *programs = hr_directory_get_records_finish (HR_DIRECTORY (source), result, NULL);

  if (programs == NULL)
    return;
  g_clear_pointer (&self->programs, g_ptr_array_unref);
  self->programs = programs;
  if (self->step == RESULT)
    show (self);
}

static void
peers_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrChoosePage) self = HR_CHOOSE_PAGE (user_data);
  GPtrArray *peers = hr_directory_get_records_finish (HR_DIRECTORY (source), result, NULL);

  if (peers == NULL)
    return;
  g_clear_pointer (&self->peers, g_ptr_array_unref);
  self->peers = peers;
  if (self->step == RESULT)
    show (self);
}

static void
hr_choose_page_enter (HrPage *page, const char *argument)
{
  HrChoosePage *self = HR_CHOOSE_PAGE (page);

  HR_PAGE_CLASS (hr_choose_page_parent_class)->enter (page, argument);
  if (argument != NULL)
    self->step = (guint) CLAMP (g_ascii_strtoll (argument, NULL, 10), 0, RESULT);
  show (self);
  if (self->context->directory == NULL)
    return;
  if (self->cancellable == NULL)
    self->cancellable = g_cancellable_new ();
  hr_directory_get_records_async (self->context->directory, HR_KIND_PROGRAM, self->cancellable, programs_cb, g_object_ref (self));
  hr_directory_get_records_async (self->context->directory, HR_KIND_PEER, self->cancellable, peers_cb, g_object_ref (self));
}

static void
hr_choose_page_refresh (HrPage *page)
{
  HrChoosePage *self = HR_CHOOSE_PAGE (page);

  HR_PAGE_CLASS (hr_choose_page_parent_class)->refresh (page);
  hr_tap_button_set_text (HR_TAP_BUTTON (self->skip), _ ("Skip this question"));
  hr_tap_button_set_text (HR_TAP_BUTTON (self->not_safe), _ ("I am not safe"));
  show (self);
}

static void
hr_choose_page_clear (HrPage *page)
{
  HrChoosePage *self = HR_CHOOSE_PAGE (page);

  self->step = 0;
  self->n_found = 0;
  memset (self->found, 0, sizeof self->found);
  show (self);
  HR_PAGE_CLASS (hr_choose_page_parent_class)->clear (page);
}

static gboolean
hr_choose_page_back (HrPage *page)
{
  HrChoosePage *self = HR_CHOOSE_PAGE (page);

  if (self->step == 0)
    return HR_PAGE_CLASS (hr_choose_page_parent_class)->back (page);
  self->step--;
  show (self);
  return TRUE;
}

static void
hr_choose_page_dispose (GObject *object)
{
  HrChoosePage *self = HR_CHOOSE_PAGE (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->programs, g_ptr_array_unref);
  g_clear_pointer (&self->peers, g_ptr_array_unref);
  g_clear_pointer (&self->chooser, hr_chooser_free);

  G_OBJECT_CLASS (hr_choose_page_parent_class)->dispose (object);
}

static void
hr_choose_page_class_init (HrChoosePageClass *klass)
{
  HrPageClass *page_class = HR_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hr_choose_page_dispose;
  page_class->enter = hr_choose_page_enter;
  page_class->refresh = hr_choose_page_refresh;
  page_class->clear = hr_choose_page_clear;
  page_class->back = hr_choose_page_back;
}

static void
page_wanted_cb (HrChoosePage *self)
{
  hr_card_list_update (HR_CARD_LIST (self->list));
}

static GtkWidget *
add_button (HrChoosePage *self, const char *icon, void (*callback) (HrChoosePage *))
{
  GtkWidget *button = hr_tap_button_new_with_icon (icon, "", FALSE);

  g_signal_connect_swapped (button, "clicked", G_CALLBACK (callback), self);
  hr_even_box_append (HR_EVEN_BOX (self->buttons), button);
  return button;
}

static void
hr_choose_page_init (HrChoosePage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_add_css_class (box, "hr-spaced");
  self->question = hr_visitor_label ("", "hr-heading");
  self->list = hr_card_list_new ();
  gtk_widget_set_vexpand (self->list, TRUE);
  hr_card_list_set_fill (HR_CARD_LIST (self->list), fill_cb, self);
  hr_card_list_set_whole (HR_CARD_LIST (self->list), TRUE);
  hr_card_list_set_columns (HR_CARD_LIST (self->list), 2);
  g_signal_connect_swapped (self->list, "activated", G_CALLBACK (activated_cb), self);
  g_signal_connect_swapped (self->list, "page-wanted", G_CALLBACK (page_wanted_cb), self);
  gtk_box_append (GTK_BOX (box), self->question);
  gtk_box_append (GTK_BOX (box), self->list);
  self->buttons = hr_even_box_new ();
  self->skip = add_button (self, "hr-next-symbolic", skip_cb);
  self->not_safe = add_button (self, "hr-help-symbolic", not_safe_cb);
  gtk_box_append (GTK_BOX (box), self->buttons);
  hr_page_set_child (HR_PAGE (self), box);
  self->chooser = hr_chooser_load (NULL);
}

HrPage *
hr_choose_page_new (HrVisitorContext *context)
{
  HrChoosePage *self = g_object_new (HR_TYPE_CHOOSE_PAGE, NULL);

  self->context = context;
  hr_page_refresh (HR_PAGE (self));
  return HR_PAGE (self);
}
