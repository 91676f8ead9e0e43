/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-staff"

#include "hr-rule-editor-private.h"

#include "handrail/service/hr-words.h"
#include "handrail/ui/hr-chip.h"
#include "handrail/ui/hr-flow.h"
#include "hr-day-sheet-private.h"
#include "hr-desk-widgets-private.h"
#include "hr-thing-words-private.h"
#include "hr-time-entry-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define GAP_MM 2.0
#define WEEKDAYS 7
#define ORDINALS 5
#define LAST_ORDINAL 6 /* in HrRule.nth: the first from the end */
#define SHOWN_DATES 5
#define DAY_S 86400
#define AHEAD_DAYS 800

typedef enum
{
  HOW_WEEKLY,
  HOW_OTHER_WEEK,
  HOW_MONTHLY,
  HOW_DAILY,
  HOW_ONCE,
  HOW_APPOINTMENT,
  HOW_KEPT, /* a rule that no chip makes: it is shown in words and stays */
  N_HOW,
} How;

static const char *const hows[N_HOW] = {
  /* Translators: how often a meeting takes place, to choose from */
  [HOW_WEEKLY] = N_ ("Every week"),
  [HOW_OTHER_WEEK] = N_ ("Every other week"),
  [HOW_MONTHLY] = N_ ("Days of the month"),
  [HOW_DAILY] = N_ ("Every day"),
  [HOW_ONCE] = N_ ("Once"),
  [HOW_APPOINTMENT] = N_ ("By appointment"),
  [HOW_KEPT] = N_ ("As it is"),
};

static const char *const ordinals[ORDINALS] = {
  /* Translators: "1st … Friday of the month", to choose from */
  N_ ("1st"),
  N_ ("2nd"),
  N_ ("3rd"),
  N_ ("4th"),
  N_ ("Last"),
};

struct _HrRuleEditor
{
  GtkBox parent_instance;
  HrStaffContext *context;
  HrForm *form;
  GtkWidget *how_chips[N_HOW];
  GtkWidget *day_chips[WEEKDAYS];
  GtkWidget *ordinal_chips[ORDINALS];
  GtkWidget *day_flow;
  GtkWidget *ordinal_flow;
  GtkWidget *times;
  GtkWidget *first_button;
  GtkWidget *until_button;
  GtkWidget *time;
  GtkWidget *time_line;
  GtkWidget *words;
  GtkWidget *dates;
  HrRule kept;
  HrRule rule;
  How how;
  HrDate first;
  HrDate wish; /* the first day that was asked for: the first of the series is this day or the next that fits */
  int minute;  /* -1 = not known */
  gboolean setting;
};

G_DEFINE_FINAL_TYPE (HrRuleEditor, hr_rule_editor, GTK_TYPE_BOX)

/* ---- rules and chips ---- */

static guint8
chosen_days (HrRuleEditor *self)
{
  guint8 days = 0;

  for (int i = 0; i < WEEKDAYS; i++)
    if (hr_chip_get_active (HR_CHIP (self->day_chips[i])))
      days |= (guint8) (1 << i);
  return days;
}

/* Which chip stands for @rule, if one does */
static How
find_how (const HrRule *rule, HrDate first)
{
  gboolean nth = FALSE;
  guint8 same = 0;

  if (first == HR_DATE_NONE)
    return HOW_APPOINTMENT;
  for (int k = 1; k < 11; k++)
    nth = nth || rule->nth[k] != 0;
  if (rule->frequency == HR_FREQUENCY_ONCE)
    return HOW_ONCE;
  if (rule->count != 0 || rule->months != 0 || rule->month_days != 0 || rule->last_day || rule->interval > 2)
    return HOW_KEPT;
  if (rule->frequency == HR_FREQUENCY_DAILY && rule->interval == 1 && rule->days == 0)
    return HOW_DAILY;
  if (rule->frequency == HR_FREQUENCY_WEEKLY && !nth)
    return rule->interval == 2 ? HOW_OTHER_WEEK : HOW_WEEKLY;
  if (rule->frequency != HR_FREQUENCY_MONTHLY || rule->interval != 1 || rule->days != 0 || !nth)
    return HOW_KEPT;
  /* "the 1st Monday and the 3rd Friday" is more than two rows of chips can say */
  for (int k = 1; k < 11; k++)
    {
      if (rule->nth[k] == 0)
        continue;
      if ((k > 4 && k != LAST_ORDINAL) || (same != 0 && same != rule->nth[k]))
        return HOW_KEPT;
      same = rule->nth[k];
    }
  return HOW_MONTHLY;
}

static void
read_chips (HrRuleEditor *self)
{
  HrDate until = self->rule.until;
  guint8 days = chosen_days (self), week_start = self->rule.week_start;

  memset (&self->rule, 0, sizeof self->rule);
  self->rule.interval = 1;
  switch (self->how)
    {
    case HOW_WEEKLY:
    case HOW_OTHER_WEEK:
      self->rule = hr_rule_weekly (days);
      self->rule.interval = self->how == HOW_OTHER_WEEK ? 2 : 1;
      break;
    case HOW_MONTHLY:
      self->rule.frequency = HR_FREQUENCY_MONTHLY;
      for (int k = 0; k < ORDINALS; k++)
        if (hr_chip_get_active (HR_CHIP (self->ordinal_chips[k])))
          self->rule.nth[k == ORDINALS - 1 ? LAST_ORDINAL : k + 1] = days;
      break;
    case HOW_DAILY:
      self->rule.frequency = HR_FREQUENCY_DAILY;
      break;
    case HOW_KEPT:
      self->rule = self->kept;
      break;
    case HOW_ONCE:
    case HOW_APPOINTMENT:
    case N_HOW:
    default:
      break;
    }
  self->rule.week_start = week_start;
  self->rule.until = self->how == HOW_ONCE || self->how == HOW_APPOINTMENT ? HR_DATE_NONE : until;
}

/* ---- words and dates ---- */

static gboolean
get_schedule (HrRuleEditor *self, HrSchedule *ret_schedule)
{
  const char *zone = hr_form_get (self->form, "timezone");

  *ret_schedule = (HrSchedule){ .rule = self->rule,
                                .first = self->first,
                                .start_min = (gint16) MAX (0, self->minute),
                                .length_min = HR_LENGTH_ASSUMED_MIN,
                                .zone = hr_directory_get_zone (self->context->directory) };
  if (*zone != '\0' && hr_zone_get (zone) != NULL)
    ret_schedule->zone = hr_zone_get (zone);
  return ret_schedule->zone != NULL;
}

static void
show_dates (HrRuleEditor *self)
{
  HrSchedule schedule;
  gint64 now = hr_clock_now_s (self->context->clock);
  g_autoptr (GArray) dates = NULL;

  hr_desk_clear (self->dates);
  if (self->first == HR_DATE_NONE || self->minute < 0 || !get_schedule (self, &schedule))
    return;
  dates = hr_schedule_expand (&schedule, NULL, 0, now, now + (gint64) AHEAD_DAYS * DAY_S);
  if (dates->len == 0)
    gtk_box_append (GTK_BOX (self->dates), hr_desk_label (_ ("It takes place no more: look at the first day and the last one."), "hr-desk-problem"));
  else
    gtk_box_append (GTK_BOX (self->dates), hr_desk_label (_ ("The next dates:"), "hr-muted"));
  for (guint i = 0; i < MIN (dates->len, SHOWN_DATES); i++)
    {
      g_autofree char *date = hr_thing_words_date (g_array_index (dates, HrOccurrence, i).date);

      gtk_box_append (GTK_BOX (self->dates), hr_desk_label (date, "hr-next-date"));
    }
}

static gboolean
lacks_ordinal (HrRuleEditor *self)
{
  for (int k = 0; k < ORDINALS; k++)
    if (hr_chip_get_active (HR_CHIP (self->ordinal_chips[k])))
      return FALSE;
  return self->how == HOW_MONTHLY;
}

static gboolean
lacks_days (HrRuleEditor *self)
{
  gboolean by_days = self->how == HOW_WEEKLY || self->how == HOW_OTHER_WEEK || self->how == HOW_MONTHLY;

  return (by_days && chosen_days (self) == 0) || lacks_ordinal (self);
}

static const char *
say_missing (HrRuleEditor *self)
{
  if (lacks_days (self) && chosen_days (self) == 0)
    return _ ("Choose one day of the week or several.");
  if (lacks_ordinal (self))
    return _ ("Choose which ones of the month: the 1st, the 2nd …");
  if (self->how != HOW_APPOINTMENT && self->first == HR_DATE_NONE)
    return _ ("Choose the first day.");
  if (self->how != HOW_APPOINTMENT && self->minute < 0)
    return _ ("Write a time such as 7:30 PM.");
  return NULL;
}

static void
show_parts (HrRuleEditor *self)
{
  HrSchedule schedule;
  const char *missing = say_missing (self);
  gboolean dated = self->how != HOW_APPOINTMENT;
  g_autofree char *words = NULL, *time = self->minute >= 0 ? hr_words_time (self->minute) : g_strdup ("");
  g_autofree char *first = self->first != HR_DATE_NONE ? hr_thing_words_date (self->first) : g_strdup (_ ("Choose the day"));
  g_autofree char *until = self->rule.until != HR_DATE_NONE ? hr_thing_words_date (self->rule.until) : g_strdup (_ ("No last day"));
  g_autofree char *from_words = g_strdup_printf (self->how == HOW_ONCE ? _ ("On: %s") : _ ("From: %s"), first);
  g_autofree char *until_words = g_strdup_printf (_ ("Until: %s"), until);

  gtk_widget_set_visible (self->day_flow, self->how == HOW_WEEKLY || self->how == HOW_OTHER_WEEK || self->how == HOW_MONTHLY);
  gtk_widget_set_visible (self->ordinal_flow, self->how == HOW_MONTHLY);
  gtk_widget_set_visible (self->how_chips[HOW_KEPT], self->kept.frequency != HR_FREQUENCY_ONCE);
  gtk_widget_set_visible (self->times, dated);
  gtk_widget_set_visible (self->until_button, dated && self->how != HOW_ONCE);
  hr_tap_button_set_text (HR_TAP_BUTTON (self->first_button), from_words);
  hr_tap_button_set_text (HR_TAP_BUTTON (self->until_button), until_words);
  gtk_label_set_text (GTK_LABEL (self->time_line), time);
  /* said only where it is another way to write it: "6 pm" is "6:00 PM" */
  gtk_widget_set_visible (self->time_line, g_strcmp0 (time, gtk_editable_get_text (GTK_EDITABLE (self->time))) != 0);
  if (missing == NULL && get_schedule (self, &schedule))
    {
      if (!dated)
        schedule.first = HR_DATE_NONE;
      words = hr_words_rule (&schedule);
    }
  gtk_label_set_text (GTK_LABEL (self->words), missing != NULL ? missing : words != NULL ? words : "");
  if (missing != NULL)
    gtk_widget_add_css_class (self->words, "hr-desk-problem");
  else
    gtk_widget_remove_css_class (self->words, "hr-desk-problem");
  show_dates (self);
}

/* ---- to the form ---- */

/* The first day of a series is one of its days: "every other Monday" counts from it. */
static void
settle_first (HrRuleEditor *self)
{
  HrDate next;

  if (self->how == HOW_APPOINTMENT || self->how == HOW_ONCE)
    {
      self->first = self->wish;
      return;
    }
  if (lacks_days (self))
    return;
  if (self->wish == HR_DATE_NONE)
    self->wish = hr_directory_today (self->context->directory);
  next = hr_rule_next (&self->rule, self->wish, self->wish);
  self->first = next != HR_DATE_NONE ? next : self->wish;
}

static void
write_form (HrRuleEditor *self)
{
  g_autofree char *rule = hr_rule_to_string (&self->rule);
  g_autofree char *day = self->first != HR_DATE_NONE ? hr_date_to_string (self->first) : NULL;
  g_autofree char *start = NULL;
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->time));

  if (self->how == HOW_APPOINTMENT)
    start = g_strdup ("");
  else if (day != NULL && self->minute >= 0)
    start = g_strdup_printf ("%sT%02d:%02d", day, self->minute / 60, self->minute % 60);
  else
    /* half of it: kept in the draft, and it does not hold */
    start = g_strdup_printf ("%sT%s", day != NULL ? day : "", typed);
  self->setting = TRUE;
  hr_form_set (self->form, "rule", self->how == HOW_APPOINTMENT || self->how == HOW_ONCE ? "" : rule);
  hr_form_set (self->form, "start", strcmp (start, "T") != 0 ? start : "");
  self->setting = FALSE;
  show_parts (self);
}

static void
how_cb (HrRuleEditor *self, GParamSpec *pspec, GtkWidget *chip)
{
  if (self->setting)
    return;
  self->how = (How) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (chip), "index"));
  self->setting = TRUE;
  for (int i = 0; i < N_HOW; i++)
    hr_chip_set_active (HR_CHIP (self->how_chips[i]), i == (int) self->how);
  self->setting = FALSE;
  read_chips (self);
  settle_first (self);
  write_form (self);
}

static void
day_cb (HrRuleEditor *self)
{
  if (self->setting)
    return;
  read_chips (self);
  settle_first (self);
  write_form (self);
}

static void
first_chosen_cb (HrDate date, gpointer owner)
{
  HrRuleEditor *self = owner;

  self->wish = date;
  settle_first (self);
  write_form (self);
}

static void
first_cb (HrRuleEditor *self)
{
  hr_day_sheet_open (self->context, _ ("The first day"), self->first, NULL, first_chosen_cb, G_OBJECT (self));
}

static void
until_chosen_cb (HrDate date, gpointer owner)
{
  HrRuleEditor *self = owner;

  self->rule.until = date;
  write_form (self);
}

static void
until_cb (HrRuleEditor *self)
{
  hr_day_sheet_open (self->context, _ ("The last day"), self->rule.until, _ ("No last day"), until_chosen_cb, G_OBJECT (self));
}

static void
time_cb (HrRuleEditor *self)
{
  if (self->setting)
    return;
  self->minute = hr_time_parse (gtk_editable_get_text (GTK_EDITABLE (self->time)));
  write_form (self);
}

/* ---- from the form ---- */

static void
read_start (HrRuleEditor *self, const char **ret_typed)
{
  const char *start = hr_form_get (self->form, "start");
  const char *mark = strchr (start, 'T');
  g_autofree char *day = mark != NULL ? g_strndup (start, (gsize) (mark - start)) : NULL;

  self->first = HR_DATE_NONE;
  if (day != NULL)
    hr_date_parse (day, &self->first);
  self->wish = self->first;
  *ret_typed = mark != NULL ? mark + 1 : "";
  self->minute = mark != NULL ? hr_time_parse (mark + 1) : -1;
}

void
hr_rule_editor_show (HrRuleEditor *self)
{
  const char *text, *typed;
  HrRule rule = { .interval = 1, .until = HR_DATE_NONE, .week_start = 1 };
  guint8 days = 0;

  g_return_if_fail (HR_IS_RULE_EDITOR (self));

  if (self->setting)
    return;
  text = hr_form_get (self->form, "rule");
  hr_rule_parse (text, &rule, NULL);
  read_start (self, &typed);
  self->rule = rule;
  if (*text == '\0' && *hr_form_get (self->form, "start") == '\0')
    self->how = hr_form_get_id (self->form) == NULL && *hr_form_get (self->form, "name") == '\0' ? HOW_WEEKLY : HOW_APPOINTMENT;
  else
    self->how = find_how (&rule, *text != '\0' && self->first == HR_DATE_NONE ? 0 : self->first);
  if (self->how == HOW_KEPT)
    self->kept = rule;
  days = rule.days;
  for (int k = 1; k < 11; k++)
    days |= rule.nth[k];
  if (rule.frequency == HR_FREQUENCY_WEEKLY && days == 0 && self->first != HR_DATE_NONE)
    days = (guint8) (1 << hr_date_weekday (self->first));
  self->setting = TRUE;
  for (int i = 0; i < N_HOW; i++)
    hr_chip_set_active (HR_CHIP (self->how_chips[i]), i == (int) self->how);
  for (int i = 0; i < WEEKDAYS; i++)
    hr_chip_set_active (HR_CHIP (self->day_chips[i]), (days >> i & 1) != 0);
  for (int k = 0; k < ORDINALS; k++)
    hr_chip_set_active (HR_CHIP (self->ordinal_chips[k]), rule.nth[k == ORDINALS - 1 ? LAST_ORDINAL : k + 1] != 0);
  if (hr_time_parse (gtk_editable_get_text (GTK_EDITABLE (self->time))) != self->minute || self->minute < 0)
    {
      g_autofree char *time = self->minute >= 0 ? hr_words_time (self->minute) : g_strdup (typed);

      gtk_editable_set_text (GTK_EDITABLE (self->time), time);
    }
  self->setting = FALSE;
  show_parts (self);
}

/* ---- object ---- */

static void
hr_rule_editor_dispose (GObject *object)
{
  g_clear_object (&HR_RULE_EDITOR (object)->form);

  G_OBJECT_CLASS (hr_rule_editor_parent_class)->dispose (object);
}

static void
hr_rule_editor_class_init (HrRuleEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hr_rule_editor_dispose;
}

static GtkWidget *
add_chip (HrRuleEditor *self, GtkWidget *flow, const char *text, int index, GCallback callback)
{
  GtkWidget *chip = hr_chip_new (text);

  g_object_set_data (G_OBJECT (chip), "index", GINT_TO_POINTER (index));
  g_signal_connect_object (chip, "notify::active", callback, self, G_CONNECT_SWAPPED);
  hr_flow_append (HR_FLOW (flow), chip);
  return chip;
}

static GtkWidget *
make_times (HrRuleEditor *self)
{
  GtkWidget *box = hr_flow_new (GAP_MM);

  self->first_button = hr_desk_button ("", NULL, G_CALLBACK (first_cb), self);
  self->until_button = hr_desk_button ("", NULL, G_CALLBACK (until_cb), self);
  self->time = gtk_entry_new ();
  gtk_widget_add_css_class (self->time, "hr-entry");
  gtk_editable_set_width_chars (GTK_EDITABLE (self->time), 10);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->time), _ ("Time"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->time), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Time"), -1);
  g_signal_connect_object (self->time, "changed", G_CALLBACK (time_cb), self, G_CONNECT_SWAPPED);
  self->time_line = hr_desk_label ("", "hr-strong");
  gtk_widget_set_valign (self->time_line, GTK_ALIGN_CENTER);
  hr_flow_append (HR_FLOW (box), self->time);
  hr_flow_append (HR_FLOW (box), self->time_line);
  hr_flow_append (HR_FLOW (box), self->first_button);
  hr_flow_append (HR_FLOW (box), self->until_button);
  return box;
}

static void
hr_rule_editor_init (HrRuleEditor *self)
{
  GtkWidget *how_flow = hr_flow_new (GAP_MM);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "hr-desk-box");
  self->first = self->wish = HR_DATE_NONE;
  self->minute = -1;
  self->day_flow = hr_flow_new (GAP_MM);
  self->ordinal_flow = hr_flow_new (GAP_MM);
  for (int i = 0; i < N_HOW; i++)
    self->how_chips[i] = add_chip (self, how_flow, _ (hows[i]), i, G_CALLBACK (how_cb));
  for (int k = 0; k < ORDINALS; k++)
    self->ordinal_chips[k] = add_chip (self, self->ordinal_flow, _ (ordinals[k]), k, G_CALLBACK (day_cb));
  for (int i = 0; i < WEEKDAYS; i++)
    {
      g_autofree char *name = hr_words_weekday (i);

      self->day_chips[i] = add_chip (self, self->day_flow, name, i, G_CALLBACK (day_cb));
    }
  self->words = hr_desk_label ("", "hr-strong");
  self->dates = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->times = make_times (self);
  gtk_box_append (GTK_BOX (self), how_flow);
  gtk_box_append (GTK_BOX (self), self->ordinal_flow);
  gtk_box_append (GTK_BOX (self), self->day_flow);
  gtk_box_append (GTK_BOX (self), self->times);
  gtk_box_append (GTK_BOX (self), self->words);
  gtk_box_append (GTK_BOX (self), self->dates);
}

GtkWidget *
hr_rule_editor_new (HrStaffContext *context, HrForm *form)
{
  HrRuleEditor *self = g_object_new (HR_TYPE_RULE_EDITOR, NULL);

  self->context = context;
  self->form = g_object_ref (form);
  hr_rule_editor_show (self);
  return GTK_WIDGET (self);
}
