/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-service"

#include "handrail/service/hr-editor.h"
#include "handrail/core/hr-error.h"

#include <glib/gi18n-lib.h>

struct _HrEditor
{
  GObject parent_instance;
  HrCenter *center;
  char *actor;
};

G_DEFINE_FINAL_TYPE (HrEditor, hr_editor, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_DRAFT_TROUBLE,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

static void
store_changed_cb (HrEditor *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
hr_editor_dispose (GObject *object)
{
  HrEditor *self = HR_EDITOR (object);
  g_clear_object (&self->center);
  G_OBJECT_CLASS (hr_editor_parent_class)->dispose (object);
}

static void
hr_editor_finalize (GObject *object)
{
  HrEditor *self = HR_EDITOR (object);
  g_free (self->actor);
  G_OBJECT_CLASS (hr_editor_parent_class)->finalize (object);
}

static void
hr_editor_class_init (HrEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  object_class->dispose = hr_editor_dispose;
  object_class->finalize = hr_editor_finalize;
  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", HR_TYPE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_DRAFT_TROUBLE] = g_signal_new ("draft-trouble", HR_TYPE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
hr_editor_init (HrEditor *self)
{
}

HrEditor *
hr_editor_new (HrCenter *center)
{
  g_return_val_if_fail (HR_IS_CENTER (center), NULL);
  HrEditor *self = g_object_new (HR_TYPE_EDITOR, NULL);
  self->center = g_object_ref (center);
  g_signal_connect_object (hr_center_get_store (center), "changed", G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

HrCenter *
hr_editor_get_center (HrEditor *self)
{
  g_return_val_if_fail (HR_IS_EDITOR (self), NULL);
  return self->center;
}

void
hr_editor_set_actor (HrEditor *self, const char *name)
{
  g_return_if_fail (HR_IS_EDITOR (self));
  g_free (self->actor);
  self->actor = g_strdup (name);
}

const char *
hr_editor_get_actor (HrEditor *self)
{
  g_return_val_if_fail (HR_IS_EDITOR (self), NULL);
  return self->actor;
}

char *
hr_editor_today (HrEditor *self)
{
  g_return_val_if_fail (HR_IS_EDITOR (self), NULL);
  HrDate today = HR_DATE_NONE;
  int minute = 0;
  hr_zone_from_unix_s (hr_center_get_zone (self->center), hr_clock_now_s (hr_center_get_clock (self->center)), &today, &minute);
  return hr_date_to_string (today);
}

/* ---- reading ---- */

static HrStore *
get_store (HrEditor *self)
{
  return hr_center_get_store (self->center);
}

static GTask *
start (HrEditor *self, gpointer tag, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tag);
  /* the store says so itself, in the words of HR_ERROR */
  g_task_set_check_cancellable (task, FALSE);
  return task;
}

/* Takes all of them. */
static void
answer (GTask *task, gpointer value, GDestroyNotify free_value, GError *error)
{
  HrEditor *self = g_task_get_source_object (task);
  if (error == NULL)
    g_task_return_pointer (task, value, free_value);
  else
    {
      if (self->center != NULL)
        hr_center_report_damage (self->center, error);
      g_task_return_error (task, error);
    }
  g_object_unref (task);
}

static gpointer
finish (HrEditor *self, GAsyncResult *result, gpointer tag, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self) && g_async_result_is_tagged (result, tag), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
listed_cb (GObject *store, GAsyncResult *result, gpointer task)
{
  GError *error = NULL;
  HrThings *things = hr_store_get_things_finish (HR_STORE (store), result, &error);
  answer (task, things, (GDestroyNotify)hr_things_free, error);
}

void
hr_editor_list_async (HrEditor *self, const HrThingQuery *query, GCancellable *cancellable,
                      GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HR_IS_EDITOR (self));
  hr_store_get_things_async (get_store (self), query, cancellable, listed_cb,
                             start (self, hr_editor_list_async, cancellable, callback, user_data));
}

HrThings *
hr_editor_list_finish (HrEditor *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, hr_editor_list_async, error);
}

static void
got_cb (GObject *store, GAsyncResult *result, gpointer task)
{
  GError *error = NULL;
  HrThing *thing = hr_store_get_thing_finish (HR_STORE (store), result, &error);
  answer (task, thing, (GDestroyNotify)hr_thing_free, error);
}

void
hr_editor_get_async (HrEditor *self, HrKind kind, const char *id, GCancellable *cancellable,
                     GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HR_IS_EDITOR (self));
  hr_store_get_thing_async (get_store (self), kind, id, cancellable, got_cb,
                            start (self, hr_editor_get_async, cancellable, callback, user_data));
}

HrThing *
hr_editor_get_finish (HrEditor *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, hr_editor_get_async, error);
}

static void
got_day_cb (GObject *store, GAsyncResult *result, gpointer task)
{
  GError *error = NULL;
  GPtrArray *dates = hr_store_get_day_finish (HR_STORE (store), result, &error);
  answer (task, dates, (GDestroyNotify)g_ptr_array_unref, error);
}

void
hr_editor_get_day_async (HrEditor *self, HrDate date, gboolean here, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HR_IS_EDITOR (self));
  hr_store_get_day_async (get_store (self), date, here, cancellable, got_day_cb,
                          start (self, hr_editor_get_day_async, cancellable, callback, user_data));
}

GPtrArray *
hr_editor_get_day_finish (HrEditor *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, hr_editor_get_day_async, error);
}

static void
got_history_cb (GObject *store, GAsyncResult *result, gpointer task)
{
  GError *error = NULL;
  GPtrArray *changes = hr_store_get_history_finish (HR_STORE (store), result, &error);
  answer (task, changes, (GDestroyNotify)g_ptr_array_unref, error);
}

void
hr_editor_history_async (HrEditor *self, HrKind kind, const char *id, gint64 before, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HR_IS_EDITOR (self));
  hr_store_get_history_async (get_store (self), kind, id, before, cancellable, got_history_cb,
                              start (self, hr_editor_history_async, cancellable, callback, user_data));
}

GPtrArray *
hr_editor_history_finish (HrEditor *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, hr_editor_history_async, error);
}

static void
got_conflicts_cb (GObject *store, GAsyncResult *result, gpointer task)
{
  GError *error = NULL;
  GPtrArray *conflicts = hr_store_get_conflicts_finish (HR_STORE (store), result, &error);
  answer (task, conflicts, (GDestroyNotify)g_ptr_array_unref, error);
}

void
hr_editor_conflicts_async (HrEditor *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HR_IS_EDITOR (self));
  hr_store_get_conflicts_async (get_store (self), cancellable, got_conflicts_cb,
                                start (self, hr_editor_conflicts_async, cancellable, callback, user_data));
}

GPtrArray *
hr_editor_conflicts_finish (HrEditor *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, hr_editor_conflicts_async, error);
}

static void
found_duplicates_cb (GObject *store, GAsyncResult *result, gpointer task)
{
  GError *error = NULL;
  HrDuplicates *found = hr_store_find_duplicates_finish (HR_STORE (store), result, &error);
  answer (task, found, (GDestroyNotify)hr_duplicates_free, error);
}

void
hr_editor_find_duplicates_async (HrEditor *self, guint offset, guint limit, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HR_IS_EDITOR (self));
  hr_store_find_duplicates_async (get_store (self), offset, limit, cancellable, found_duplicates_cb,
                                  start (self, hr_editor_find_duplicates_async, cancellable, callback, user_data));
}

HrDuplicates *
hr_editor_find_duplicates_finish (HrEditor *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, hr_editor_find_duplicates_async, error);
}

HrDirectory *
hr_editor_preview (HrEditor *self, const HrEdit *edits, gsize n_edits)
{
  g_return_val_if_fail (HR_IS_EDITOR (self), NULL);
  g_autoptr (HrStore) store = hr_store_new_preview (get_store (self), edits, n_edits);
  return hr_directory_new_preview (self->center, store);
}

/* ---- writing ---- */

static void
written_cb (GObject *store, GAsyncResult *result, gpointer task)
{
  GError *error = NULL;
  char **ids = hr_store_write_finish (HR_STORE (store), result, &error);
  answer (task, ids, (GDestroyNotify)g_strfreev, error);
}

static void
write_thing (HrEditor *self, const HrDeskWrite *write, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = start (self, write_thing, NULL, callback, user_data);
  if (self->actor != NULL)
    {
      hr_store_write_async (get_store (self), write, self->actor, written_cb, task);
      return;
    }
  answer (task, NULL, NULL,
          g_error_new_literal (HR_ERROR, HR_ERROR_REFUSED,
                               _ ("The desk is locked. Nothing was changed. Open it with your PIN and try again.")));
}

void
hr_editor_edit_async (HrEditor *self, const HrEdit *edits, gsize n_edits, GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_return_if_fail (HR_IS_EDITOR (self));
  HrDeskWrite write = { .verb = HR_DESK_EDIT, .edits = edits, .n_edits = n_edits };
  write_thing (self, &write, callback, user_data);
}

void
hr_editor_cancel_async (HrEditor *self, const char *meeting, HrDate date, const char *note,
                        GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HR_IS_EDITOR (self));
  HrDeskWrite write = { .verb = HR_DESK_CANCEL, .id = meeting, .date = date, .note = note };
  write_thing (self, &write, callback, user_data);
}

void
hr_editor_move_async (HrEditor *self, const char *meeting, HrDate date, HrDate new_date, int new_start_min,
                      const char *new_venue, const char *note, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HR_IS_EDITOR (self));
  HrDeskWrite write = {
    .verb = HR_DESK_MOVE,
    .id = meeting,
    .date = date,
    .new_date = new_date,
    .new_start_min = new_start_min,
    .new_venue = new_venue,
    .note = note,
  };
  write_thing (self, &write, callback, user_data);
}

void
hr_editor_as_usual_async (HrEditor *self, const char *meeting, HrDate date, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_return_if_fail (HR_IS_EDITOR (self));
  HrDeskWrite write = { .verb = HR_DESK_AS_USUAL, .id = meeting, .date = date };
  write_thing (self, &write, callback, user_data);
}

void
hr_editor_pause_async (HrEditor *self, HrKind kind, const char *id, HrDate from, HrDate until, const char *note,
                       GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HR_IS_EDITOR (self));
  HrDeskWrite write = { .verb = HR_DESK_PAUSE, .kind = kind, .id = id, .date = from, .until = until, .note = note };
  write_thing (self, &write, callback, user_data);
}

void
hr_editor_verify_async (HrEditor *self, HrKind kind, const char *id, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HR_IS_EDITOR (self));
  HrDeskWrite write = { .verb = HR_DESK_VERIFY, .kind = kind, .id = id };
  write_thing (self, &write, callback, user_data);
}

void
hr_editor_undo_async (HrEditor *self, gint64 change, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HR_IS_EDITOR (self));
  HrDeskWrite write = { .verb = HR_DESK_UNDO, .change = change };
  write_thing (self, &write, callback, user_data);
}

void
hr_editor_merge_async (HrEditor *self, const char *keep, const char *drop, GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_return_if_fail (HR_IS_EDITOR (self));
  HrDeskWrite write = { .verb = HR_DESK_MERGE, .id = keep, .other = drop };
  write_thing (self, &write, callback, user_data);
}

void
hr_editor_keep_both_async (HrEditor *self, const char *a, const char *b, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_return_if_fail (HR_IS_EDITOR (self));
  HrDeskWrite write = { .verb = HR_DESK_KEEP_BOTH, .id = a, .other = b };
  write_thing (self, &write, callback, user_data);
}

void
hr_editor_settle_async (HrEditor *self, HrKind kind, const char *id, const char *field, const char *other, GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_return_if_fail (HR_IS_EDITOR (self));
  HrDeskWrite write = { .verb = HR_DESK_SETTLE, .kind = kind, .id = id, .other = field, .note = other };
  write_thing (self, &write, callback, user_data);
}

char **
hr_editor_finish (HrEditor *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, write_thing, error);
}

/* ---- drafts ---- */

static void
draft_written_cb (GObject *store, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrEditor) self = user_data;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = hr_store_write_finish (HR_STORE (store), result, &error);
  if (ids != NULL)
    {
      g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
      return;
    }
  if (self->center != NULL)
    hr_center_report_damage (self->center, error);
  g_signal_emit (self, signals[SIGNAL_DRAFT_TROUBLE], 0, error->message);
}

void
hr_editor_save_draft_async (HrEditor *self, HrKind kind, const char *id, const char *const *fields,
                            const char *const *values, const char *const *bases)
{
  g_return_if_fail (HR_IS_EDITOR (self));
  HrDeskWrite write = {
    .verb = HR_DESK_SAVE_DRAFT, .kind = kind, .id = id, .fields = fields, .values = values, .bases = bases
  };
  hr_store_write_async (get_store (self), &write, NULL, draft_written_cb, g_object_ref (self));
}

void
hr_editor_drop_draft_async (HrEditor *self, HrKind kind, const char *id)
{
  hr_editor_save_draft_async (self, kind, id, NULL, NULL, NULL);
}

static void
got_draft_cb (GObject *store, GAsyncResult *result, gpointer task)
{
  GError *error = NULL;
  HrDraft *draft = hr_store_get_draft_finish (HR_STORE (store), result, &error);
  answer (task, draft, (GDestroyNotify)hr_draft_free, error);
}

void
hr_editor_get_draft_async (HrEditor *self, HrKind kind, const char *id, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HR_IS_EDITOR (self));
  hr_store_get_draft_async (get_store (self), kind, id, cancellable, got_draft_cb,
                            start (self, hr_editor_get_draft_async, cancellable, callback, user_data));
}

HrDraft *
hr_editor_get_draft_finish (HrEditor *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, hr_editor_get_draft_async, error);
}
