/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-service"

#include "handrail/service/hr-handout-output.h"
#include "hr-handouts-private.h"

#include "handrail/core/hr-error.h"

#include <glib/gi18n-lib.h>
#include <sys/resource.h>
#include <unistd.h>

/* As "nice" counts */
#define MODESTY 5
/* So many files of one name: then somebody should tidy up. */
#define MOST_NAMES 999

typedef struct
{
  HrHandout *handout;
  HrHandoutOptions options;
  guint page;
  int width, height;
  GBytes *pdf;
  char *folder;
  char *name;
} Output;

static void
output_free (gpointer data)
{
  Output *self = data;

  g_clear_pointer (&self->handout, hr_handout_unref);
  g_clear_pointer (&self->pdf, g_bytes_unref);
  g_free (self->folder);
  g_free (self->name);
  g_free (self);
}

void
hr_handout_be_modest (void)
{
  /* of this thread alone; where it may not be set, the screen shares */
  (void) setpriority (PRIO_PROCESS, (id_t) gettid (), MODESTY);
}

void
hr_handout_picture_free (HrHandoutPicture *self)
{
  if (self == NULL)
    return;
  g_bytes_unref (self->pixels);
  g_free (self);
}

/* ---- a picture ---- */

static gboolean
go_on (gpointer user_data)
{
  return !g_cancellable_is_cancelled (user_data);
}

static HrHandoutPicture *
draw_page (HrHandoutPages *pages, const Output *self)
{
  double width = 1, height = 1, scale;
  cairo_surface_t *surface;
  HrHandoutPicture *picture = g_new0 (HrHandoutPicture, 1);
  cairo_t *cr;

  hr_handout_pages_get_size (pages, &width, &height);
  scale = MIN (self->width / width, self->height / height);
  picture->width = MAX (1, (int) (width * scale));
  picture->height = MAX (1, (int) (height * scale));
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, picture->width, picture->height);
  cr = cairo_create (surface);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, scale, scale);
  hr_handout_pages_draw (pages, self->page, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  picture->stride = cairo_image_surface_get_stride (surface);
  picture->pixels = g_bytes_new (cairo_image_surface_get_data (surface), (gsize) picture->stride * (gsize) picture->height);
  cairo_surface_destroy (surface);
  return picture;
}

static gpointer
draw_thread (gpointer data)
{
  g_autoptr (GTask) task = data;
  Output *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (HrHandoutPages) pages = NULL;

  hr_handout_be_modest ();
  pages = hr_handout_pages_new (self->handout, &self->options, go_on, g_task_get_cancellable (task), &error);
  if (pages == NULL)
    g_task_return_error (task, error);
  else if (self->page >= hr_handout_pages_get_n (pages))
    g_task_return_new_error (task, HR_ERROR, HR_ERROR_NOT_FOUND, _ ("The handout has no page %u."), self->page + 1);
  else
    g_task_return_pointer (task, draw_page (pages, self), (GDestroyNotify) hr_handout_picture_free);
  return NULL;
}

void
hr_handout_draw_async (HrHandoutResult *result, guint page, int width, int height, GCancellable *cancellable, GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Output *self;

  g_return_if_fail (result != NULL && width > 0 && height > 0);
  task = g_task_new (NULL, cancellable, callback, user_data);
  self = g_new0 (Output, 1);
  self->handout = hr_handout_ref (result->handout);
  self->options = result->options;
  self->page = page;
  self->width = width;
  self->height = height;
  g_task_set_task_data (task, self, output_free);
  g_task_set_source_tag (task, hr_handout_draw_async);
  g_thread_unref (g_thread_new ("handrail-draw", draw_thread, g_steal_pointer (&task)));
}

HrHandoutPicture *
hr_handout_draw_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- a file ---- */

static GFileOutputStream *
create_new (const Output *self, GFile **ret_file, GError **error)
{
  for (guint i = 1; i <= MOST_NAMES; i++)
    {
      g_autofree char *name = i > 1 ? g_strdup_printf ("%s %u.pdf", self->name, i) : g_strdup_printf ("%s.pdf", self->name);
      g_autoptr (GFile) file = g_file_new_build_filename (self->folder, name, NULL);
      g_autoptr (GError) local = NULL;
      GFileOutputStream *stream = g_file_create (file, G_FILE_CREATE_PRIVATE, NULL, &local);

      if (stream != NULL)
        {
          *ret_file = g_steal_pointer (&file);
          return stream;
        }
      if (!g_error_matches (local, G_IO_ERROR, G_IO_ERROR_EXISTS))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
    }
  g_set_error (error, HR_ERROR, HR_ERROR_IO, _ ("There are too many files with this name in %s. Take some away."), self->folder);
  return NULL;
}

static gpointer
save_thread (gpointer data)
{
  g_autoptr (GTask) task = data;
  Output *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GFileOutputStream) stream = create_new (self, &file, &error);
  gsize length = 0;
  const void *bytes = g_bytes_get_data (self->pdf, &length);

  if (stream != NULL && g_output_stream_write_all (G_OUTPUT_STREAM (stream), bytes, length, NULL, NULL, &error)
      && g_output_stream_close (G_OUTPUT_STREAM (stream), NULL, &error))
    {
      g_task_return_pointer (task, g_file_get_path (file), g_free);
      return NULL;
    }
  /* half a file would be taken for a whole one */
  if (file != NULL)
    (void) g_file_delete (file, NULL, NULL);
  g_task_return_new_error (task, HR_ERROR, HR_ERROR_IO, _ ("The pages could not be saved: %s"), error->message);
  return NULL;
}

void
hr_handout_save_async (HrHandoutResult *result, const char *folder, const char *name, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Output *self;

  g_return_if_fail (result != NULL && folder != NULL && name != NULL);
  task = g_task_new (NULL, NULL, callback, user_data);
  self = g_new0 (Output, 1);
  self->pdf = g_bytes_ref (result->pdf);
  self->folder = g_strdup (folder);
  /* a name may hold what no file system likes */
  self->name = g_strdelimit (g_strdup (name), "/\\:*?\"<>|", '-');
  g_task_set_task_data (task, self, output_free);
  g_task_set_source_tag (task, hr_handout_save_async);
  g_thread_unref (g_thread_new ("handrail-save", save_thread, g_steal_pointer (&task)));
}

char *
hr_handout_save_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
