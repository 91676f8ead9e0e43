/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A store in a folder of its own that is gone after the test. */
#pragma once

#include "handrail/core/hr-error.h"
#include "handrail/store/hr-store.h"
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

typedef struct
{
  char *directory;
  HrClock *clock;
  HrVocabulary *vocabulary;
  HrStore *store;
} StoreFixture;

static inline void
store_fixture_remove (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      store_fixture_remove (child);
    }
  g_remove (path);
}

static inline HrVocabulary *
store_fixture_vocabulary (void)
{
  g_autoptr (GBytes) bytes = g_resources_lookup_data ("/org/handrail/data/vocabulary/types.tsv", 0, NULL);
  g_autoptr (GError) error = NULL;
  HrVocabulary *vocabulary = NULL;

  g_assert_nonnull (bytes);
  vocabulary = hr_vocabulary_new (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error);
  g_assert_no_error (error);
  return vocabulary;
}

/* without a database yet */
static inline StoreFixture *
store_fixture_new_empty (const char *now)
{
  StoreFixture *self = g_new0 (StoreFixture, 1);
  g_autoptr (GError) error = NULL;

  self->directory = g_dir_make_tmp ("handrail-store-XXXXXX", &error);
  g_assert_no_error (error);
  self->clock = hr_clock_new_parse (now, &error);
  g_assert_no_error (error);
  self->vocabulary = store_fixture_vocabulary ();
  self->store = hr_store_new (self->directory, self->vocabulary, self->clock);
  return self;
}

static inline StoreFixture *
store_fixture_new (const char *now)
{
  StoreFixture *self = store_fixture_new_empty (now);
  g_autoptr (GError) error = NULL;

  g_setenv ("TZ", "America/New_York", TRUE);
  hr_store_create (self->store, &error);
  g_assert_no_error (error);
  return self;
}

static inline void
store_fixture_free (StoreFixture *self)
{
  g_clear_object (&self->store);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->vocabulary, hr_vocabulary_unref);
  store_fixture_remove (self->directory);
  g_free (self->directory);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StoreFixture, store_fixture_free)

/* another store on the same folder, as another process would have it */
static inline void
store_fixture_reopen (StoreFixture *self)
{
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->store);
  self->store = hr_store_new (self->directory, self->vocabulary, self->clock);
  hr_store_open (self->store, &error);
  g_assert_no_error (error);
}

/* pairs of fields and values until NULL; @error: (nullable): otherwise it must go well */
static inline char *
store_fixture_edit (StoreFixture *self, HrEditVerb verb, HrKind kind, const char *id, GError **error, ...)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();
  g_autoptr (GPtrArray) values = g_ptr_array_new ();
  g_autoptr (GError) local = NULL;
  HrEdit edit = { .verb = verb, .kind = kind, .id = id };
  g_auto (GStrv) ids = NULL;
  va_list list;

  va_start (list, error);
  for (char *field = va_arg (list, char *); field != NULL; field = va_arg (list, char *))
    {
      g_ptr_array_add (fields, field);
      g_ptr_array_add (values, va_arg (list, char *));
    }
  va_end (list);
  g_ptr_array_add (fields, NULL);
  g_ptr_array_add (values, NULL);
  edit.fields = (const char *const *) fields->pdata;
  edit.values = (const char *const *) values->pdata;
  ids = hr_store_edit (self->store, &edit, 1, "test", &local);
  if (error == NULL)
    g_assert_no_error (local);
  else if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return ids != NULL ? g_strdup (ids[0]) : NULL;
}

#define store_fixture_add(self, kind, id, ...)                                                                          \
  g_free (store_fixture_edit (self, HR_EDIT_ADD, kind, id, NULL, __VA_ARGS__))
#define store_fixture_set(self, kind, id, ...)                                                                          \
  g_free (store_fixture_edit (self, HR_EDIT_SET, kind, id, NULL, __VA_ARGS__))

/* one number straight from the file, past the store */
static inline gint64
store_fixture_number (StoreFixture *self, const char *sql)
{
  g_autofree char *path = g_build_filename (self->directory, HR_STORE_FILE, NULL);
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;
  gint64 number = 0;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  number = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return number;
}
