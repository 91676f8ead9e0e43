/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plans of any kind: the week does not depend on the order in which things came, nor on what came twice or went; nothing that is listed is
 * left out; every line stands where it belongs. */
#include "handrail/service/hr-plan-week.h"

#include "handrail/core/hr-hours.h"
#include "hr-test.h"

#include <string.h>

#define ROUNDS 600
#define THINGS 12

typedef struct
{
  HrKind kind;
  char *id;
} Key;

typedef struct
{
  HrPlanFacts facts;
  Key keys[THINGS];
  gboolean listed[THINGS];
} World;

static int
roll (int n)
{
  return g_test_rand_int_range (0, n);
}

static void
add_meeting (World *world, const char *id, gboolean listed)
{
  static const char *const rules[] = { "FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=MO,TH", "FREQ=MONTHLY;BYDAY=1FR", "FREQ=DAILY" };
  HrMeeting *meeting;
  g_autoptr (GArray) dates = NULL;
  HrRule rule;

  if (!listed)
    return;
  meeting = hr_meeting_new ();
  meeting->id = g_strdup (id);
  meeting->name = g_strdup_printf ("Group %d", roll (3));
  meeting->rule = g_strdup (rules[roll (G_N_ELEMENTS (rules))]);
  meeting->attendance = roll (4) == 0 ? HR_ATTENDANCE_ONLINE : HR_ATTENDANCE_IN_PERSON;
  meeting->venue_name = roll (3) == 0 ? NULL : g_strdup ("Hall");
  meeting->schedule.zone = world->facts.zone;
  /* some have no date to come */
  if (roll (6) > 0 && hr_rule_parse (meeting->rule, &rule, NULL))
    {
      meeting->schedule.rule = rule;
      meeting->schedule.first = hr_date_from_ymd (2026, 11, 2) + roll (7);
      meeting->schedule.start_min = (gint16) (roll (48) * 30);
      meeting->schedule.length_min = 60;
      dates = hr_schedule_expand (&meeting->schedule, NULL, 0, world->facts.now_s, world->facts.now_s + 60 * 86400);
    }
  for (guint i = 0; dates != NULL && i < dates->len; i++)
    {
      HrMeetingDate *date = g_new0 (HrMeetingDate, 1);

      date->meeting = hr_meeting_ref (meeting);
      date->occurrence = g_array_index (dates, HrOccurrence, i);
      date->occurrence.state = roll (5) == 0 ? HR_OCCURRENCE_CANCELLED : HR_OCCURRENCE_PLANNED;
      g_ptr_array_add (world->facts.dates, date);
    }
  g_ptr_array_add (world->facts.meetings, meeting);
}

static void
add_record (World *world, HrKind kind, const char *id, gboolean listed)
{
  static const char *const hours[] = { NULL, "Mo-Fr 09:00-13:00", "Tu 14:00-21:00; Sa 10:00-12:00,14:00-16:00", "24/7", "Fr 22:00-02:00" };
  const char *when = hours[roll (G_N_ELEMENTS (hours))];
  HrRecord *record;

  if (!listed)
    return;
  record = hr_record_new (kind, id);
  hr_record_set (record, "name", "Someone", NULL);
  if (kind == HR_KIND_PEER || kind == HR_KIND_PROGRAM)
    g_assert_true (when == NULL || hr_record_set (record, "hours", when, NULL));
  if (kind == HR_KIND_PROGRAM && roll (2) == 0)
    {
      g_autofree char *start = hr_date_to_string (hr_date_from_ymd (2026, 10, 1) + roll (90));

      g_assert_true (hr_record_set (record, "start", start, NULL) && hr_record_set (record, "weeks", "6", NULL));
    }
  g_ptr_array_add (world->facts.records, record);
}

static void
world_init (World *world)
{
  static const HrKind kinds[] = { HR_KIND_MEETING, HR_KIND_PEER, HR_KIND_PROGRAM, HR_KIND_RESOURCE };

  memset (world, 0, sizeof *world);
  world->facts.meetings = g_ptr_array_new_with_free_func ((GDestroyNotify) hr_meeting_unref);
  world->facts.dates = g_ptr_array_new_with_free_func ((GDestroyNotify) hr_meeting_date_free);
  world->facts.records = g_ptr_array_new_with_free_func ((GDestroyNotify) hr_record_unref);
  world->facts.zone = hr_zone_get ("America/New_York");
  world->facts.now_s = hr_zone_to_unix_s (world->facts.zone, hr_date_from_ymd (2026, 11, 20) + roll (14), roll (1440));
  world->facts.language = "en";
  for (guint i = 0; i < THINGS; i++)
    {
      world->keys[i].kind = kinds[roll (G_N_ELEMENTS (kinds))];
      /* the same id for things of several kinds */
      world->keys[i].id = g_strdup_printf ("x-%u", i % 7);
      world->listed[i] = roll (5) > 0;
      for (guint k = 0; k < i; k++)
        if (world->keys[k].kind == world->keys[i].kind && g_str_equal (world->keys[k].id, world->keys[i].id))
          {
            world->listed[i] = world->listed[k];
            world->keys[i].kind = HR_N_KINDS;
          }
      if (world->keys[i].kind == HR_KIND_MEETING)
        add_meeting (world, world->keys[i].id, world->listed[i]);
      else if (world->keys[i].kind != HR_N_KINDS)
        add_record (world, world->keys[i].kind, world->keys[i].id, world->listed[i]);
    }
}

static void
world_clear (World *world)
{
  g_ptr_array_unref (world->facts.meetings);
  g_ptr_array_unref (world->facts.dates);
  g_ptr_array_unref (world->facts.records);
  for (guint i = 0; i < THINGS; i++)
    g_free (world->keys[i].id);
}

static void
shuffle (guint *order)
{
  for (guint i = 0; i < THINGS; i++)
    order[i] = i;
  for (guint i = THINGS - 1; i > 0; i--)
    {
      guint k = (guint) roll ((int) i + 1), kept = order[i];

      order[i] = order[k];
      order[k] = kept;
    }
}

/* Adds the chosen things in any order, some twice, some taken out and added again */
static HrPlan *
make_plan (const World *world, const gboolean *chosen)
{
  HrPlan *plan = hr_plan_new ();
  guint order[THINGS];

  for (int round = 0; round < 2; round++)
    {
      shuffle (order);
      for (guint i = 0; i < THINGS; i++)
        {
          const Key *key = &world->keys[order[i]];

          if (key->kind == HR_N_KINDS)
            continue;
          if (roll (3) == 0)
            hr_plan_remove (plan, key->kind, key->id);
          if (chosen[order[i]] || roll (3) == 0)
            g_assert_true (hr_plan_add (plan, key->kind, key->id));
        }
    }
  for (guint i = 0; i < THINGS; i++)
    if (world->keys[i].kind != HR_N_KINDS && !chosen[i])
      hr_plan_remove (plan, world->keys[i].kind, world->keys[i].id);
  return plan;
}

static char *
say (const HrPlanWeek *week)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < week->entries->len; i++)
    {
      const HrPlanEntry *entry = g_ptr_array_index (week->entries, i);

      g_string_append_printf (text, "%d %d %s %d %d %s %s %s %s\n", (int) entry->part, (int) entry->kind, entry->id, entry->day,
                              entry->start_min, entry->time, entry->title, entry->line, entry->note);
    }
  for (guint i = 0; i < week->meetings->len; i++)
    g_string_append_printf (text, "%s\n", ((HrMeeting *) g_ptr_array_index (week->meetings, i))->id);
  return g_string_free (text, FALSE);
}

static guint
count_entries (const HrPlanWeek *week, const Key *key)
{
  guint n = 0;

  for (guint i = 0; i < week->entries->len; i++)
    {
      const HrPlanEntry *entry = g_ptr_array_index (week->entries, i);

      n += entry->kind == key->kind && g_str_equal (entry->id, key->id) ? 1 : 0;
    }
  return n;
}

static void
check_entries (const World *world, const HrPlanWeek *week)
{
  HrDate today;
  int minute;

  hr_zone_from_unix_s (world->facts.zone, world->facts.now_s, &today, &minute);
  for (guint i = 0; i < week->entries->len; i++)
    {
      const HrPlanEntry *entry = g_ptr_array_index (week->entries, i), *before = i > 0 ? g_ptr_array_index (week->entries, i - 1) : NULL;

      g_assert_cmpint (entry->part == HR_PLAN_ON_DAY, ==, entry->day != HR_DATE_NONE);
      g_assert_cmpint (entry->part == HR_PLAN_AT_HAND, ==, entry->kind == HR_KIND_RESOURCE);
      g_assert_nonnull (entry->title);
      if (entry->part != HR_PLAN_ON_DAY)
        continue;
      /* one that began before midnight may still be on */
      g_assert_cmpint (entry->day, >=, today - 1);
      g_assert_nonnull (entry->time);
      if (before != NULL)
        g_assert_true (before->day < entry->day || (before->day == entry->day && before->start_min <= entry->start_min));
    }
}

static void
test_any_plan (void)
{
  for (guint round = 0; round < ROUNDS; round++)
    {
      World world;
      gboolean chosen[THINGS];
      guint n_gone = 0;

      world_init (&world);
      for (guint i = 0; i < THINGS; i++)
        chosen[i] = roll (3) > 0;

      g_autoptr (HrPlan) one = make_plan (&world, chosen);
      g_autoptr (HrPlan) other = make_plan (&world, chosen);
      g_autoptr (HrPlanWeek) week = hr_plan_week_new (one, &world.facts);
      g_autoptr (HrPlanWeek) same = hr_plan_week_new (other, &world.facts);
      g_autofree char *words = say (week);
      g_autofree char *same_words = say (same);

      g_assert_cmpstr (words, ==, same_words);
      check_entries (&world, week);
      for (guint i = 0; i < THINGS; i++)
        {
          if (world.keys[i].kind == HR_N_KINDS)
            continue;
          g_assert_cmpint (count_entries (week, &world.keys[i]) > 0, ==, chosen[i] && world.listed[i]);
          g_assert_cmpint (hr_plan_has (week->gone, world.keys[i].kind, world.keys[i].id), ==, chosen[i] && !world.listed[i]);
          n_gone += chosen[i] && !world.listed[i] ? 1 : 0;
        }
      g_assert_cmpuint (hr_plan_week_drop_gone (week, one), ==, n_gone);
      g_assert_cmpuint (hr_plan_week_drop_gone (week, one), ==, 0);

      g_autoptr (HrPlanWeek) after = hr_plan_week_new (one, &world.facts);
      g_autofree char *after_words = say (after);
      g_assert_cmpstr (after_words, ==, words);
      g_assert_cmpuint (hr_plan_get_n (after->gone), ==, 0);
      world_clear (&world);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plan/any", test_any_plan);
  return g_test_run ();
}
