/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-visitor"

#include "hr-filter-page-private.h"

#include "handrail/core/hr-record.h"
#include "handrail/service/hr-words.h"
#include "handrail/ui/hr-chip.h"
#include "hr-even-box-private.h"
#include "hr-filter-words-private.h"
#include "hr-meeting-rows-private.h"
#include "hr-pager-private.h"
#include "hr-split-private.h"
#include "hr-visitor-labels-private.h"

#include <glib/gi18n-lib.h>

#define DAYS 7

static const guint near_miles[] = { 1, 5, 10 };

/* What a chip changes in the query */
typedef enum
{
  CHOICE_DAY,        /* value: HrDate; one at a time */
  CHOICE_TIME,       /* value: HrTimeOfDay */
  CHOICE_FELLOWSHIP, /* text: id */
  CHOICE_PLACE,      /* value: mask of HrAttendance; one at a time */
  CHOICE_LANGUAGE,   /* text: tag */
  CHOICE_AUDIENCE,   /* value: feature, any of */
  CHOICE_NEED,       /* value: feature, all of */
  CHOICE_NEAR,       /* value: miles; one at a time */
  CHOICE_SORT,       /* value: HrSort; always one */
} ChoiceKind;

typedef struct
{
  ChoiceKind kind;
  guint64 value;
  char *text;
} Choice;

struct _HrFilterPage
{
  HrPage parent_instance;
  HrVisitorContext *context;
  HrMeetingRows *rows; /* only for its total */
  GtkWidget *split;
  GtkWidget *groups;
  GtkWidget *line;
  GtkWidget *buttons;
  GtkWidget *show;
  GtkWidget *clear;
  gboolean filling;
  HrDate filled_on; /* the day that the chips begin with; HR_DATE_NONE while the listings are not known */
};

G_DEFINE_FINAL_TYPE (HrFilterPage, hr_filter_page, HR_TYPE_PAGE)

static void
choice_free (gpointer data)
{
  Choice *choice = data;

  g_free (choice->text);
  g_free (choice);
}

/* ---- the query ---- */

static HrQuery *
get_query (HrFilterPage *self)
{
  return hr_session_get_query (self->context->session);
}

static gboolean
has_text (char **list, const char *text)
{
  return list != NULL && g_strv_contains ((const char *const *) list, text);
}

static void
set_text (char ***list, const char *text, gboolean active)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  gboolean some = FALSE;

  for (guint i = 0; *list != NULL && (*list)[i] != NULL; i++)
    if (!g_str_equal ((*list)[i], text))
      {
        g_strv_builder_add (builder, (*list)[i]);
        some = TRUE;
      }
  if (active)
    g_strv_builder_add (builder, text);
  g_clear_pointer (list, g_strfreev);
  if (some || active)
    *list = g_strv_builder_end (builder);
}

static gboolean
is_chosen (const HrQuery *query, const Choice *choice)
{
  switch (choice->kind)
    {
    case CHOICE_DAY:
      return query->on_date == (HrDate) choice->value;
    case CHOICE_TIME:
      return (query->times & (guint) choice->value) != 0;
    case CHOICE_FELLOWSHIP:
      return has_text (query->fellowships, choice->text);
    case CHOICE_PLACE:
      return query->attendance == (guint) choice->value;
    case CHOICE_LANGUAGE:
      return has_text (query->languages, choice->text);
    case CHOICE_AUDIENCE:
      return (query->features_any & choice->value) != 0;
    case CHOICE_NEED:
      return (query->features_all & choice->value) != 0;
    case CHOICE_NEAR:
      return query->has_point && query->within_m == (double) choice->value * HR_FILTER_METERS_PER_MILE;
    case CHOICE_SORT:
      return query->sort == (HrSort) choice->value;
    default:
      g_assert_not_reached ();
    }
}

/* The point of the site is in the query only while something asks for distances */
static void
set_point (HrFilterPage *self, HrQuery *query)
{
  double latitude = 0, longitude = 0;
  gboolean wanted = query->within_m > 0 || query->sort == HR_SORT_DISTANCE;

  query->has_point = wanted && hr_filter_is_near (self->context->directory, &latitude, &longitude);
  query->latitude = latitude;
  query->longitude = longitude;
}

static void
choose (HrFilterPage *self, HrQuery *query, const Choice *choice, gboolean active)
{
  guint bits = (guint) choice->value;

  switch (choice->kind)
    {
    case CHOICE_DAY:
      query->on_date = active ? (HrDate) choice->value : HR_DATE_NONE;
      break;
    case CHOICE_TIME:
      query->times = active ? query->times | bits : query->times & ~bits;
      break;
    case CHOICE_FELLOWSHIP:
      set_text (&query->fellowships, choice->text, active);
      break;
    case CHOICE_PLACE:
      query->attendance = active ? bits : 0;
      break;
    case CHOICE_LANGUAGE:
      set_text (&query->languages, choice->text, active);
      break;
    case CHOICE_AUDIENCE:
      query->features_any = active ? query->features_any | choice->value : query->features_any & ~choice->value;
      break;
    case CHOICE_NEED:
      query->features_all = active ? query->features_all | choice->value : query->features_all & ~choice->value;
      break;
    case CHOICE_NEAR:
      query->within_m = active ? (double) choice->value * HR_FILTER_METERS_PER_MILE : 0;
      break;
    case CHOICE_SORT:
      query->sort = active ? (HrSort) choice->value : HR_SORT_NEXT;
      break;
    default:
      g_assert_not_reached ();
    }
  set_point (self, query);
}

static void
count (HrFilterPage *self)
{
  g_autoptr (HrQuery) query = hr_query_copy (get_query (self));

  g_clear_pointer (&query->text, g_free);
  query->upcoming = query->sort != HR_SORT_NAME;
  hr_meeting_rows_ask (self->rows, query);
}

/* ---- what is shown ---- */

static void
mark_chips (HrFilterPage *self)
{
  const HrQuery *query = get_query (self);

  self->filling = TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (self->groups); child; child = gtk_widget_get_next_sibling (child))
    {
      const Choice *choice = g_object_get_data (G_OBJECT (child), "choice");

      if (choice != NULL)
        hr_chip_set_active (HR_CHIP (child), is_chosen (query, choice));
    }
  self->filling = FALSE;
}

static void
show_total (HrFilterPage *self)
{
  const HrQuery *query = get_query (self);
  guint total = hr_meeting_rows_get_total (self->rows);
  g_autofree char *text = NULL;
  g_autofree char *words = NULL;

  gtk_widget_set_sensitive (self->clear, hr_filter_count (query, TRUE) > 0 || query->sort != HR_SORT_NEXT);
  if (!hr_meeting_rows_is_known (self->rows))
    {
      hr_tap_button_set_text (HR_TAP_BUTTON (self->show), _ ("Show meetings"));
      return;
    }
  if (total > 0)
    text = g_strdup_printf (ngettext ("Show %u meeting", "Show %u meetings", total), total);
  else
    text = g_strdup (_ ("No meetings"));
  words = hr_filter_describe (query, self->context->directory, hr_session_get_language (self->context->session));
  hr_tap_button_set_text (HR_TAP_BUTTON (self->show), text);
  gtk_widget_set_sensitive (self->show, total > 0);
  hr_visitor_set_line (GTK_LABEL (self->line), total > 0 ? words : _ ("No meeting fits all of your choices."));
}

static void
chip_cb (HrChip *chip, GParamSpec *pspec, HrFilterPage *self)
{
  const Choice *choice = g_object_get_data (G_OBJECT (chip), "choice");

  if (self->filling)
    return;
  choose (self, get_query (self), choice, hr_chip_get_active (chip));
  hr_session_query_changed (self->context->session);
  mark_chips (self);
  count (self);
  show_total (self);
}

static void
add_heading (HrFilterPage *self, const char *text)
{
  GtkWidget *heading = hr_visitor_heading (text, 2);

  gtk_widget_add_css_class (heading, "hr-bounded");
  hr_pager_append (HR_PAGER (self->groups), HR_PAGER_HEADING, heading);
}

static void
add_chip (HrFilterPage *self, ChoiceKind kind, guint64 value, const char *text, const char *label)
{
  GtkWidget *chip = hr_chip_new (label);
  Choice *choice = g_new0 (Choice, 1);

  choice->kind = kind;
  choice->value = value;
  choice->text = g_strdup (text);
  g_object_set_data_full (G_OBJECT (chip), "choice", choice, choice_free);
  g_signal_connect (chip, "notify::active", G_CALLBACK (chip_cb), self);
  hr_pager_append (HR_PAGER (self->groups), HR_PAGER_ITEM, chip);
}

static void
add_features (HrFilterPage *self, ChoiceKind kind, guint64 features)
{
  for (guint bit = 0; bit < 64; bit++)
    {
      guint64 feature = features & (G_GUINT64_CONSTANT (1) << bit);
      g_autofree char *name = NULL;

      if (feature == 0)
        continue;
      name = hr_words_feature (feature);
      add_chip (self, kind, feature, NULL, name);
    }
}

static void
add_when (HrFilterPage *self)
{
  HrDate today = hr_directory_today (self->context->directory);

  add_heading (self, _ ("Day"));
  for (int i = 0; i < DAYS; i++)
    {
      g_autofree char *name
          = i < 2 ? hr_words_day (today + i, today) : hr_words_weekday (hr_date_weekday (today + i));

      add_chip (self, CHOICE_DAY, (guint64) (today + i), NULL, name);
    }
  add_heading (self, _ ("Time of day"));
  for (guint i = 0; i < 5; i++)
    add_chip (self, CHOICE_TIME, 1u << i, NULL, hr_filter_time_words ((HrTimeOfDay) (1u << i)));
}

static void
add_who (HrFilterPage *self, const HrFacets *facets)
{
  const char *language = hr_session_get_language (self->context->session);
  HrVocabulary *vocabulary = hr_directory_get_vocabulary (self->context->directory);

  if (facets->features & HR_FEATURES_AUDIENCE)
    {
      add_heading (self, _ ("Who it is for"));
      add_features (self, CHOICE_AUDIENCE, facets->features & HR_FEATURES_AUDIENCE);
    }
  if (facets->features & (HR_FEATURE_OPEN | HR_FEATURE_STEP_FREE | HR_FEATURE_PROOF))
    {
      add_heading (self, _ ("Good to have"));
      add_features (self, CHOICE_NEED, facets->features & (HR_FEATURE_OPEN | HR_FEATURE_STEP_FREE | HR_FEATURE_PROOF));
    }
  if (facets->fellowships->len > 1)
    add_heading (self, _ ("Kind of group"));
  for (guint i = 0; facets->fellowships->len > 1 && i < facets->fellowships->len; i++)
    {
      HrRecord *fellowship = g_ptr_array_index (facets->fellowships, i);
      g_autofree char *name = hr_filter_fellowship_words (fellowship);

      add_chip (self, CHOICE_FELLOWSHIP, 0, hr_record_get_id (fellowship), name);
    }
  if (facets->languages != NULL && facets->languages[0] != NULL)
    add_heading (self, _ ("Language"));
  for (guint i = 0; facets->languages != NULL && facets->languages[i] != NULL; i++)
    {
      const char *name = hr_vocabulary_language_name (vocabulary, facets->languages[i], language);

      add_chip (self, CHOICE_LANGUAGE, 0, facets->languages[i], name != NULL ? name : facets->languages[i]);
    }
}

static void
add_where (HrFilterPage *self, const HrFacets *facets)
{
  const guint places[] = { HR_FILTER_PLACE_IN_PERSON, HR_FILTER_PLACE_ONLINE, HR_FILTER_PLACE_BOTH };
  double latitude, longitude;

  add_heading (self, _ ("In person or online"));
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (facets->attendance & places[i])
      add_chip (self, CHOICE_PLACE, places[i], NULL, hr_filter_place_words (places[i]));
  if (!hr_filter_is_near (self->context->directory, &latitude, &longitude))
    return;
  add_heading (self, _ ("Near here"));
  for (guint i = 0; i < G_N_ELEMENTS (near_miles); i++)
    {
      g_autofree char *name = hr_filter_near_words (near_miles[i] * HR_FILTER_METERS_PER_MILE);

      add_chip (self, CHOICE_NEAR, near_miles[i], NULL, name);
    }
}

static void
add_order (HrFilterPage *self)
{
  double latitude, longitude;

  add_heading (self, _ ("In which order"));
  add_chip (self, CHOICE_SORT, HR_SORT_NEXT, NULL, _ ("Next to start"));
  if (hr_filter_is_near (self->context->directory, &latitude, &longitude))
    add_chip (self, CHOICE_SORT, HR_SORT_DISTANCE, NULL, _ ("Nearest"));
  add_chip (self, CHOICE_SORT, HR_SORT_NAME, NULL, _ ("By name"));
}

static void
fill (HrFilterPage *self)
{
  const HrFacets *facets = self->context->directory != NULL ? hr_directory_get_facets (self->context->directory) : NULL;
  guint page = hr_pager_get_page (HR_PAGER (self->groups));

  hr_pager_remove_all (HR_PAGER (self->groups));
  self->filled_on = HR_DATE_NONE;
  if (facets == NULL)
    {
      add_heading (self, _ ("One moment …"));
      return;
    }
  self->filled_on = hr_directory_today (self->context->directory);
  add_when (self);
  add_where (self, facets);
  add_who (self, facets);
  add_order (self);
  mark_chips (self);
  hr_pager_set_page (HR_PAGER (self->groups), page);
}

/* ---- the page ---- */

static void
show_cb (HrFilterPage *self)
{
  /* From any page of chips: straight to the list */
  hr_pager_set_page (HR_PAGER (self->groups), 0);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.back", NULL);
}

static void
clear_cb (HrFilterPage *self)
{
  hr_filter_clear (get_query (self));
  hr_session_query_changed (self->context->session);
  mark_chips (self);
  count (self);
  show_total (self);
}

static void
listings_changed_cb (HrFilterPage *self)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  fill (self);
  count (self);
}

static void
hr_filter_page_enter (HrPage *page, const char *argument)
{
  HrFilterPage *self = HR_FILTER_PAGE (page);

  HR_PAGE_CLASS (hr_filter_page_parent_class)->enter (page, argument);
  hr_pager_set_page (HR_PAGER (self->groups), 0);
  /* other listings or another language came with a refresh before this */
  if (self->filled_on == HR_DATE_NONE || self->filled_on != hr_directory_today (self->context->directory))
    fill (self);
  else
    mark_chips (self);
  count (self);
  show_total (self);
}

static void
hr_filter_page_leave (HrPage *page)
{
  hr_meeting_rows_cancel (HR_FILTER_PAGE (page)->rows);
  HR_PAGE_CLASS (hr_filter_page_parent_class)->leave (page);
}

static void
hr_filter_page_refresh (HrPage *page)
{
  HrFilterPage *self = HR_FILTER_PAGE (page);

  HR_PAGE_CLASS (hr_filter_page_parent_class)->refresh (page);
  hr_page_set_title (page, _ ("Filters"));
  hr_tap_button_set_text (HR_TAP_BUTTON (self->clear), _ ("Clear the filters"));
  hr_pager_refresh (HR_PAGER (self->groups));
  fill (self);
  show_total (self);
}

static void
hr_filter_page_clear (HrPage *page)
{
  HrFilterPage *self = HR_FILTER_PAGE (page);

  hr_meeting_rows_forget (self->rows);
  hr_visitor_set_line (GTK_LABEL (self->line), NULL);
  hr_pager_set_page (HR_PAGER (self->groups), 0);
  mark_chips (self);
  HR_PAGE_CLASS (hr_filter_page_parent_class)->clear (page);
}

static gboolean
hr_filter_page_back (HrPage *page)
{
  if (hr_pager_back (HR_PAGER (HR_FILTER_PAGE (page)->groups)))
    return TRUE;
  return HR_PAGE_CLASS (hr_filter_page_parent_class)->back (page);
}

static void
hr_filter_page_dispose (GObject *object)
{
  HrFilterPage *self = HR_FILTER_PAGE (object);

  if (self->rows != NULL)
    hr_meeting_rows_forget (self->rows);
  g_clear_object (&self->rows);
  gtk_widget_dispose_template (GTK_WIDGET (self), HR_TYPE_FILTER_PAGE);

  G_OBJECT_CLASS (hr_filter_page_parent_class)->dispose (object);
}

static void
hr_filter_page_class_init (HrFilterPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  HrPageClass *page_class = HR_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hr_filter_page_dispose;
  page_class->enter = hr_filter_page_enter;
  page_class->leave = hr_filter_page_leave;
  page_class->refresh = hr_filter_page_refresh;
  page_class->clear = hr_filter_page_clear;
  page_class->back = hr_filter_page_back;

  g_type_ensure (HR_TYPE_EVEN_BOX);
  g_type_ensure (HR_TYPE_PAGER);
  g_type_ensure (HR_TYPE_SPLIT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/handrail/ui/visitor/hr-filter-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HrFilterPage, split);
  gtk_widget_class_bind_template_child (widget_class, HrFilterPage, groups);
  gtk_widget_class_bind_template_child (widget_class, HrFilterPage, line);
  gtk_widget_class_bind_template_child (widget_class, HrFilterPage, buttons);
}

static void
hr_filter_page_init (HrFilterPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  hr_pager_set_beside (HR_PAGER (self->groups), TRUE);
  self->show = hr_tap_button_new ("");
  self->clear = hr_tap_button_new ("");
  gtk_widget_add_css_class (self->show, "primary");
  gtk_widget_add_css_class (self->show, "large");
  g_signal_connect_swapped (self->show, "clicked", G_CALLBACK (show_cb), self);
  g_signal_connect_swapped (self->clear, "clicked", G_CALLBACK (clear_cb), self);
  hr_even_box_append (HR_EVEN_BOX (self->buttons), self->clear);
  hr_even_box_append (HR_EVEN_BOX (self->buttons), self->show);
}

HrPage *
hr_filter_page_new (HrVisitorContext *context)
{
  HrFilterPage *self = g_object_new (HR_TYPE_FILTER_PAGE, NULL);

  self->context = context;
  self->rows = hr_meeting_rows_new (context->directory);
  g_signal_connect_object (self->rows, "answered", G_CALLBACK (show_total), self, G_CONNECT_SWAPPED);
  if (context->directory != NULL)
    g_signal_connect_object (context->directory, "changed", G_CALLBACK (listings_changed_cb), self, G_CONNECT_SWAPPED);
  hr_page_refresh (HR_PAGE (self));
  return HR_PAGE (self);
}
