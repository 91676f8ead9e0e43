/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-service"

#include "handrail/service/hr-device.h"

#include "handrail/core/hr-error.h"
#include "handrail/service/hr-session.h"

#include <glib/gi18n-lib.h>

#define SCREEN "screen"
#define DESK "desk"
#define LANGUAGE "language"
#define SIGN_IN "sign-in"
#define HOUSE "house"
#define SLIPS "slips"
#define OFFERED "offered"
#define PRINTER "printer"
#define QUEUE "queue"
#define PAPER "paper"

struct _HrDevice
{
  GObject parent_instance;
  char *path;
  HrDeviceSettings settings;
  char *desk_language; /* (nullable) */
  char *printer;       /* (nullable) */
  char *paper;         /* (nullable) */
};

G_DEFINE_FINAL_TYPE (HrDevice, hr_device, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

/* ---- the file ---- */

static const struct
{
  const char *key;
  gsize offset;
  int least, most;
} rows[] = {
  { "panel-width-mm", G_STRUCT_OFFSET (HrDeviceSettings, panel_width_mm), HR_DEVICE_WIDTH_LEAST_MM, HR_DEVICE_WIDTH_MOST_MM },
  { "idle-seconds", G_STRUCT_OFFSET (HrDeviceSettings, idle_s), HR_SESSION_IDLE_LEAST_S, HR_SESSION_IDLE_MOST_S },
  { "warning-seconds", G_STRUCT_OFFSET (HrDeviceSettings, warning_s), HR_SESSION_WARNING_LEAST_S, HR_SESSION_WARNING_MOST_S },
};

static gboolean
read_yes_no (HrDevice *self, GKeyFile *file, const char *group, const char *key, gboolean otherwise)
{
  g_autofree char *text = g_key_file_get_string (file, group, key, NULL);

  if (text == NULL)
    return otherwise;
  g_strstrip (text);
  if (g_str_equal (text, "yes") || g_str_equal (text, "no"))
    return g_str_equal (text, "yes");
  g_warning ("%s: %s in [%s] must be yes or no.", self->path, key, group);
  return otherwise;
}

static void
read_file (HrDevice *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) error = NULL;

  if (!g_key_file_load_from_file (file, self->path, G_KEY_FILE_NONE, &error))
    {
      if (!g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        g_warning ("%s cannot be read: %s. Correct it or take it away.", self->path, error->message);
      return;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) own = NULL;
      int value = g_key_file_get_integer (file, SCREEN, rows[i].key, &own);

      if (g_error_matches (own, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_KEY_NOT_FOUND)
          || g_error_matches (own, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_GROUP_NOT_FOUND))
        continue;
      if (own != NULL || value < rows[i].least || value > rows[i].most)
        g_warning ("%s: %s in [%s] must be a whole number from %d to %d.", self->path, rows[i].key, SCREEN, rows[i].least, rows[i].most);
      else
        G_STRUCT_MEMBER (int, &self->settings, rows[i].offset) = value;
    }
  self->desk_language = g_key_file_get_string (file, DESK, LANGUAGE, NULL);
  self->settings.slips = read_yes_no (self, file, SLIPS, OFFERED, FALSE);
  self->settings.only_said = !read_yes_no (self, file, SIGN_IN, HOUSE, TRUE);
  self->printer = g_key_file_get_string (file, PRINTER, QUEUE, NULL);
  self->paper = g_key_file_get_string (file, PRINTER, PAPER, NULL);
  if (self->printer != NULL && *g_strstrip (self->printer) == '\0')
    g_clear_pointer (&self->printer, g_free);
}

/* One write at a time would need a queue; a lock is enough for a file of a few lines. */
static GMutex file_lock;

typedef struct
{
  char *path;
  HrDeviceSettings settings;
  char *desk_language;
  char *printer;
  char *paper;
} Content;

static void
content_free (gpointer data)
{
  Content *self = data;

  g_free (self->path);
  g_free (self->desk_language);
  g_free (self->printer);
  g_free (self->paper);
  g_free (self);
}

static void
set_string (GKeyFile *file, const char *key, const char *value)
{
  if (value != NULL)
    g_key_file_set_string (file, PRINTER, key, value);
  else
    g_key_file_remove_key (file, PRINTER, key, NULL);
}

static void
set_keys (GKeyFile *file, const Content *content)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      int value = G_STRUCT_MEMBER (int, &content->settings, rows[i].offset);

      if (value != 0)
        g_key_file_set_integer (file, SCREEN, rows[i].key, value);
      else
        g_key_file_remove_key (file, SCREEN, rows[i].key, NULL);
    }
  if (content->settings.only_said)
    g_key_file_set_string (file, SIGN_IN, HOUSE, "no");
  else
    g_key_file_remove_key (file, SIGN_IN, HOUSE, NULL);
  if (content->settings.slips)
    g_key_file_set_string (file, SLIPS, OFFERED, "yes");
  else
    g_key_file_remove_key (file, SLIPS, OFFERED, NULL);
  if (content->desk_language != NULL)
    g_key_file_set_string (file, DESK, LANGUAGE, content->desk_language);
  set_string (file, QUEUE, content->printer);
  set_string (file, PAPER, content->paper);
}

static gpointer
write_thread (gpointer data)
{
  g_autoptr (GTask) task = data;
  const Content *content = g_task_get_task_data (task);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&file_lock);
  g_autofree char *text = NULL;
  gsize length = 0;

  if (!g_key_file_load_from_file (file, content->path, G_KEY_FILE_KEEP_COMMENTS | G_KEY_FILE_KEEP_TRANSLATIONS, &error)
      && !g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    {
      g_task_return_new_error (task, HR_ERROR, HR_ERROR_IO, _ ("%s cannot be read: %s. Correct it or take it away."), content->path,
                               error->message);
      return NULL;
    }
  g_clear_error (&error);
  set_keys (file, content);
  text = g_key_file_to_data (file, &length, NULL);
  if (g_file_set_contents_full (content->path, text, (gssize)length, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0644,
                                &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, HR_ERROR, HR_ERROR_IO, _ ("%s could not be written: %s."), content->path, error->message);
  return NULL;
}

/* On a thread of its own: a dead disk must not stop what others ask of GIO. */
static void
write_async (HrDevice *self, const HrDeviceSettings *settings, const char *printer, const char *paper, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  Content *content = g_new0 (Content, 1);

  content->path = g_strdup (self->path);
  content->settings = *settings;
  content->desk_language = g_strdup (self->desk_language);
  content->printer = g_strdup (printer);
  content->paper = g_strdup (paper);
  g_task_set_task_data (task, content, content_free);
  g_thread_unref (g_thread_new ("handrail-device", write_thread, task));
}

/* ---- door ---- */

static void
hr_device_finalize (GObject *object)
{
  g_free (HR_DEVICE (object)->path);
  g_free (HR_DEVICE (object)->desk_language);
  g_free (HR_DEVICE (object)->printer);
  g_free (HR_DEVICE (object)->paper);

  G_OBJECT_CLASS (hr_device_parent_class)->finalize (object);
}

static void
hr_device_class_init (HrDeviceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hr_device_finalize;
  signals[CHANGED] = g_signal_new ("changed", HR_TYPE_DEVICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hr_device_init (HrDevice *self)
{
}

HrDevice *
hr_device_new (const char *directory)
{
  HrDevice *self = g_object_new (HR_TYPE_DEVICE, NULL);

  self->path = g_build_filename (directory, HR_DEVICE_FILE, NULL);
  read_file (self);
  return self;
}

const HrDeviceSettings *
hr_device_get (HrDevice *self)
{
  g_return_val_if_fail (HR_IS_DEVICE (self), NULL);

  return &self->settings;
}

char *
hr_device_find_trouble (const HrDeviceSettings *settings)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      int value = G_STRUCT_MEMBER (int, settings, rows[i].offset);

      if (value == 0 || (value >= rows[i].least && value <= rows[i].most))
        continue;
      if (rows[i].offset == G_STRUCT_OFFSET (HrDeviceSettings, panel_width_mm))
        return g_strdup_printf (_ ("Width of the screen: write a whole number of millimetres from %d to %d."), rows[i].least, rows[i].most);
      if (rows[i].offset == G_STRUCT_OFFSET (HrDeviceSettings, idle_s))
        return g_strdup_printf (_ ("Quiet time: write a whole number of seconds from %d to %d."), rows[i].least, rows[i].most);
      return g_strdup_printf (_ ("Time to answer: write a whole number of seconds from %d to %d."), rows[i].least, rows[i].most);
    }
  return NULL;
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  HrDevice *self = HR_DEVICE (source);
  const Content *content;
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  content = g_task_get_task_data (G_TASK (result));
  self->settings = content->settings;
  g_free (self->printer);
  self->printer = g_strdup (content->printer);
  g_free (self->paper);
  self->paper = g_strdup (content->paper);
  g_signal_emit (self, signals[CHANGED], 0);
  g_task_return_boolean (task, TRUE);
}

void
hr_device_save_async (HrDevice *self, const HrDeviceSettings *settings, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;
  g_autofree char *trouble = NULL;

  g_return_if_fail (HR_IS_DEVICE (self));
  g_return_if_fail (settings != NULL);

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, hr_device_save_async);
  trouble = hr_device_find_trouble (settings);
  if (trouble != NULL)
    {
      g_task_return_new_error (task, HR_ERROR, HR_ERROR_INPUT, "%s", trouble);
      g_object_unref (task);
      return;
    }
  write_async (self, settings, self->printer, self->paper, saved_cb, task);
}

gboolean
hr_device_save_finish (HrDevice *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

const char *
hr_device_get_printer (HrDevice *self)
{
  g_return_val_if_fail (HR_IS_DEVICE (self), NULL);

  return self->printer;
}

const char *
hr_device_get_printer_paper (HrDevice *self)
{
  g_return_val_if_fail (HR_IS_DEVICE (self), NULL);

  return self->paper;
}

void
hr_device_set_printer_async (HrDevice *self, const char *printer, const char *paper, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;

  g_return_if_fail (HR_IS_DEVICE (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, hr_device_set_printer_async);
  write_async (self, &self->settings, printer, paper, saved_cb, task);
}

gboolean
hr_device_set_printer_finish (HrDevice *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

const char *
hr_device_get_desk_language (HrDevice *self)
{
  g_return_val_if_fail (HR_IS_DEVICE (self), NULL);

  return self->desk_language;
}

static void
language_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_warning ("%s", error->message);
}

void
hr_device_set_desk_language (HrDevice *self, const char *language)
{
  g_return_if_fail (HR_IS_DEVICE (self));

  if (g_strcmp0 (self->desk_language, language) == 0)
    return;
  g_free (self->desk_language);
  self->desk_language = g_strdup (language);
  write_async (self, &self->settings, self->printer, self->paper, language_saved_cb, NULL);
}
