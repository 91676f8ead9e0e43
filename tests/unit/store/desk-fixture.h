/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the desk does to a store, in short words for tests. */
#pragma once

#include "handrail/store/hr-store-desk.h"
#include "store-fixture.h"

#define DESK_NOW "2026-11-23T18:50:00-05:00"
/* a Monday */
#define DESK_TODAY (hr_date_from_ymd (2026, 11, 23))

static inline void
desk_write (StoreFixture *self, const HrDeskWrite *write)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = hr_store_write (self->store, write, "Ana", &error);

  g_assert_no_error (error);
  g_assert_nonnull (ids);
}

/* it must not be done, for a reason that holds @part */
static inline void
desk_refuse (StoreFixture *self, const HrDeskWrite *write, int code, const char *part)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = hr_store_write (self->store, write, "Ana", &error);

  g_assert_null (ids);
  g_assert_error (error, HR_ERROR, code);
  if (strstr (error->message, part) == NULL)
    g_error ("“%s” does not say “%s”", error->message, part);
}

#define desk_do(self, ...) desk_write (self, &(HrDeskWrite){ __VA_ARGS__ })
#define desk_do_not(self, code, part, ...) desk_refuse (self, &(HrDeskWrite){ __VA_ARGS__ }, code, part)

/* all live things, canonical */
static inline char *
desk_dump (StoreFixture *self)
{
  GString *text = g_string_new (NULL);

  for (guint k = 0; k < HR_N_KINDS; k++)
    {
      g_autoptr (GPtrArray) records = hr_store_get_records (self->store, (HrKind)k, NULL);

      for (guint i = 0; i < records->len; i++)
        {
          const HrRecord *record = records->pdata[i];
          guint n = 0;
          const HrField *fields = hr_kind_get_fields ((HrKind)k, &n);

          g_string_append_printf (text, "%s/%s\n", hr_kind_get_name ((HrKind)k), hr_record_get_id (record));
          for (guint f = 0; f < n; f++)
            if (hr_record_get_nth (record, f) != NULL)
              g_string_append_printf (text, " %s=%s\n", fields[f].name, hr_record_get_nth (record, f));
        }
    }
  return g_string_free (text, FALSE);
}

static inline GPtrArray *
desk_history (StoreFixture *self, HrKind kind, const char *id)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *changes = hr_store_get_history (self->store, kind, id, 0, &error);

  g_assert_no_error (error);
  return changes;
}

/* the number of the newest change */
static inline gint64
desk_last (StoreFixture *self)
{
  g_autoptr (GPtrArray) changes = desk_history (self, HR_N_KINDS, NULL);

  return ((const HrPastChange *)changes->pdata[0])->number;
}

static inline void
desk_undo (StoreFixture *self, gint64 change)
{
  desk_do (self, .verb = HR_DESK_UNDO, .change = change);
}

static inline void
desk_add_meeting (StoreFixture *self, const char *id, const char *name)
{
  store_fixture_add (self, HR_KIND_MEETING, id, "name", name, "fellowship", "aa", "rule", "FREQ=WEEKLY;BYDAY=MO",
                     "start", "2026-01-05T19:00", "attendance", "in_person", NULL);
}
