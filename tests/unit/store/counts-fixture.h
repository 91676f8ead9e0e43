/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A counts.db on a folder of its own with a clock that the test moves. */
#pragma once

#include "handrail/core/hr-error.h"
#include "handrail/store/hr-counts.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Monday 2026-11-23, 18:50 in UTC */
#define NOW_S G_GINT64_CONSTANT (1795459800)
#define TODAY ((HrDate)(NOW_S / 86400))

typedef struct
{
  char *folder;
  char *memory;
  HrClock *clock;
  HrCounts *counts;
} CountsFixture;

static inline void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);
      remove_tree (child);
    }
  (void)g_remove (path);
}

/* A folder on tmpfs that only this test uses; %NULL on a system without one. */
static inline char *
make_memory_folder (void)
{
  g_autofree char *path = g_strdup ("/dev/shm/handrail-test-XXXXXX");
  return g_mkdtemp_full (path, 0700) != NULL ? g_steal_pointer (&path) : NULL;
}

static inline CountsFixture
counts_fixture_make (void)
{
  CountsFixture self = { 0 };
  self.folder = g_dir_make_tmp ("handrail-counts-XXXXXX", NULL);
  self.memory = make_memory_folder ();
  self.clock = hr_clock_new_fixed (NOW_S);
  self.counts = hr_counts_new (self.folder, self.memory, self.clock);
  return self;
}

static inline void
counts_fixture_open (CountsFixture *self)
{
  g_autoptr (GError) error = NULL;
  hr_counts_open (self->counts, &error);
  g_assert_no_error (error);
}

static inline void
counts_fixture_drop (CountsFixture *self)
{
  g_assert_finalize_object (g_steal_pointer (&self->counts));
  g_clear_object (&self->clock);
  if (self->memory != NULL)
    remove_tree (self->memory);
  remove_tree (self->folder);
  g_free (self->memory);
  g_free (self->folder);
}

static inline HrCountPlan
plan_of (const char *meeting, gint64 start_s)
{
  return (HrCountPlan){ .meeting = meeting,
                        .fellowship = "aa",
                        .date = (HrDate)(start_s / 86400),
                        .start_s = start_s,
                        .end_s = start_s + 3600,
                        .capacity = 0 };
}

static inline void
plan_all (HrCounts *counts, const HrCountPlan *plan, gsize n)
{
  g_autoptr (GError) error = NULL;
  hr_counts_plan (counts, plan, n, &error);
  g_assert_no_error (error);
}

static inline void
add (HrCounts *counts, const char *meeting, HrDate date, gboolean first_time)
{
  g_autoptr (GError) error = NULL;
  hr_counts_add (counts, meeting, date, first_time, &error);
  g_assert_no_error (error);
}

static inline void
beat (HrCounts *counts)
{
  g_autoptr (GError) error = NULL;
  hr_counts_beat (counts, &error);
  g_assert_no_error (error);
}

static inline GBytes *
file_bytes (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  char *data = NULL;
  gsize length = 0;
  g_autoptr (GError) error = NULL;
  g_file_get_contents (path, &data, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (data, length);
}

static inline gboolean
bytes_contain (GBytes *bytes, const char *text)
{
  gsize length = 0;
  const char *data = g_bytes_get_data (bytes, &length);
  return memmem (data, length, text, strlen (text)) != NULL;
}
