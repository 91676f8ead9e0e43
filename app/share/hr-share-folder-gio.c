/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder on a server, through GIO and GVfs. None of their remote kinds replaces a file at one blow, and none says when bytes are on the
 * disk; renaming to a name that is free is whole on smb and sftp. The WebDAV of GVfs answers no more after 32 moves, so there a file is
 * put under its own name at once, and nothing is ever moved. */
#define G_LOG_DOMAIN "handrail-share"

#include "hr-share-folder-gio-private.h"
#include "hr-share-mount-private.h"
#include "handrail/core/hr-error.h"

#include <string.h>

#define LIMIT_MS 60000
#define PIECE 65536

typedef struct
{
  HrShareFolder base;
  HrShareRemote *remote;
  HrShareWorker *worker;
} Gio;

/* One question; it may live longer than the folder */
typedef struct _Call Call;
typedef gboolean (*CallFunc) (Call *call, HrShareJob *job, GError **error);
struct _Call
{
  HrShareRemote *remote;
  CallFunc func;
  char *path, *to;
  GBytes *bytes;
  gsize maximum;
  GPtrArray *names; /* (element-type utf8) */
  GByteArray *read;
};

static void
call_clear (gpointer data)
{
  Call *call = data;

  hr_share_remote_unref (call->remote);
  g_free (call->path);
  g_free (call->to);
  g_clear_pointer (&call->bytes, g_bytes_unref);
  g_clear_pointer (&call->names, g_ptr_array_unref);
  g_clear_pointer (&call->read, g_byte_array_unref);
}

static void
call_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, call_clear);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Call, call_unref)

static Call *
call_new (HrShareFolder *base, CallFunc func, const char *path)
{
  Call *call = g_atomic_rc_box_new0 (Call);

  call->remote = g_atomic_rc_box_acquire (((Gio *)base)->remote);
  call->func = func;
  call->path = g_strdup (path);
  return call;
}

static GFile *
file_at (const Call *call, const char *path)
{
  g_autoptr (GFile) root = g_file_new_for_uri (call->remote->uri);

  return *path != '\0' ? g_file_resolve_relative_path (root, path) : g_steal_pointer (&root);
}

/* ---- on the worker's thread: errors are GIO's ---- */

static gboolean
do_list (Call *call, HrShareJob *job, GError **error)
{
  g_autoptr (GFile) folder = file_at (call, call->path);
  GCancellable *cancellable = hr_share_job_cancellable (job);
  g_autoptr (GFileEnumerator) children = NULL;
  GFileInfo *info;

  call->names = g_ptr_array_new_with_free_func (g_free);
  children = g_file_enumerate_children (folder, G_FILE_ATTRIBUTE_STANDARD_NAME "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
                                        G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, cancellable, error);
  if (children == NULL)
    return FALSE;
  for (;;)
    {
      GFileType type;

      if (!g_file_enumerator_iterate (children, &info, NULL, cancellable, error))
        return FALSE;
      if (info == NULL)
        return TRUE;
      type = g_file_info_get_file_type (info);
      /* a pipe would hold us up, a link lead elsewhere */
      if (type != G_FILE_TYPE_SPECIAL && type != G_FILE_TYPE_SYMBOLIC_LINK)
        g_ptr_array_add (call->names, g_strdup (g_file_info_get_name (info)));
      hr_share_job_moved (job);
    }
}

static gboolean
do_read (Call *call, HrShareJob *job, GError **error)
{
  g_autoptr (GFile) file = file_at (call, call->path);
  GCancellable *cancellable = hr_share_job_cancellable (job);
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autofree guint8 *piece = g_malloc (PIECE);

  call->read = g_byte_array_new ();
  if (stream == NULL)
    return FALSE;
  for (;;)
    {
      gssize n = g_input_stream_read (G_INPUT_STREAM (stream), piece, PIECE, cancellable, error);

      if (n < 0)
        return FALSE;
      if (n == 0)
        return TRUE;
      hr_share_job_moved (job);
      if (call->read->len + (gsize)n > call->maximum)
        {
          g_set_error (error, HR_ERROR, HR_ERROR_LIMIT, "\"%s\" on the share is longer than such a file may be.", call->path);
          return FALSE;
        }
      g_byte_array_append (call->read, piece, (guint)n);
    }
}

static gboolean
write_all (GOutputStream *stream, GBytes *bytes, HrShareJob *job, GError **error)
{
  gsize length = 0;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  while (length > 0)
    {
      gssize n = g_output_stream_write (stream, data, MIN (length, PIECE), hr_share_job_cancellable (job), error);

      if (n <= 0)
        return FALSE;
      hr_share_job_moved (job);
      data += n;
      length -= (gsize)n;
    }
  return g_output_stream_close (stream, hr_share_job_cancellable (job), error);
}

/* Servers that write later have been known to say that all is well on a full disk. */
static gboolean
has_size (GFile *file, GBytes *bytes, HrShareJob *job, GError **error)
{
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS,
                                                  hr_share_job_cancellable (job), error);

  if (info == NULL)
    return FALSE;
  if ((gsize)g_file_info_get_size (info) == g_bytes_get_size (bytes))
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "not all of it is there");
  return FALSE;
}

static gboolean
create_once (GFile *file, GBytes *bytes, HrShareJob *job, GError **error)
{
  g_autoptr (GFileOutputStream) stream = g_file_create (file, G_FILE_CREATE_NONE, hr_share_job_cancellable (job), error);
  g_autoptr (GError) own_error = NULL;

  if (stream == NULL)
    return FALSE;
  if (write_all (G_OUTPUT_STREAM (stream), bytes, job, &own_error) && has_size (file, bytes, job, &own_error))
    return TRUE;
  /* somebody else's, if it came between */
  if (!g_error_matches (own_error, G_IO_ERROR, G_IO_ERROR_EXISTS))
    g_file_delete (file, hr_share_job_cancellable (job), NULL);
  g_propagate_error (error, g_steal_pointer (&own_error));
  return FALSE;
}

/* Below the share only, from the top. What was there is fine; what is missing in the end shows when the file is made. */
static void
make_folders (const Call *call, HrShareJob *job)
{
  for (const char *slash = strchr (call->path, '/'); slash != NULL; slash = strchr (slash + 1, '/'))
    {
      g_autofree char *path = g_strndup (call->path, (gsize)(slash - call->path));
      g_autoptr (GFile) folder = file_at (call, path);

      g_file_make_directory (folder, hr_share_job_cancellable (job), NULL);
      hr_share_job_moved (job);
    }
}

static gboolean
do_create (Call *call, HrShareJob *job, GError **error)
{
  g_autoptr (GFile) file = file_at (call, call->path);
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autoptr (GError) own_error = NULL;

  if (create_once (file, call->bytes, job, &own_error))
    return TRUE;
  /* each kind has its own word for a folder that is not there */
  if (!g_error_matches (own_error, G_IO_ERROR, G_IO_ERROR_EXISTS) && !g_error_matches (own_error, G_IO_ERROR, G_IO_ERROR_NOT_MOUNTED)
      && strchr (call->path, '/') != NULL && !g_file_query_exists (folder, hr_share_job_cancellable (job)))
    {
      make_folders (call, job);
      return create_once (file, call->bytes, job, error);
    }
  g_propagate_error (error, g_steal_pointer (&own_error));
  return FALSE;
}

static gboolean
do_rename (Call *call, HrShareJob *job, GError **error)
{
  g_autoptr (GFile) from = file_at (call, call->path);
  g_autoptr (GFile) to = file_at (call, call->to);

  return g_file_move (from, to, G_FILE_COPY_NOFOLLOW_SYMLINKS | G_FILE_COPY_NO_FALLBACK_FOR_MOVE, hr_share_job_cancellable (job), NULL,
                      NULL, error);
}

static gboolean
do_remove (Call *call, HrShareJob *job, GError **error)
{
  g_autoptr (GFile) file = file_at (call, call->path);

  return g_file_delete (file, hr_share_job_cancellable (job), error);
}

/* Windows shares refuse what another device has just opened, though it be to look at the name: a moment later it works. */
static gboolean
try_call (Call *call, HrShareJob *job, GError **error)
{
  for (guint wait_ms = 10;; wait_ms *= 2)
    {
      g_autoptr (GError) own_error = NULL;

      g_clear_pointer (&call->names, g_ptr_array_unref);
      g_clear_pointer (&call->read, g_byte_array_unref);
      if (call->func (call, job, &own_error))
        return TRUE;
      if (!g_error_matches (own_error, G_IO_ERROR, G_IO_ERROR_BUSY) || wait_ms > 640
          || g_cancellable_is_cancelled (hr_share_job_cancellable (job)))
        {
          g_propagate_error (error, g_steal_pointer (&own_error));
          return FALSE;
        }
      g_usleep (wait_ms * 1000);
      hr_share_job_moved (job);
    }
}

static gboolean
do_call (HrShareJob *job, gpointer data, GError **error)
{
  Call *call = data;
  g_autoptr (GError) own_error = NULL;

  if (try_call (call, job, &own_error))
    return TRUE;
  if (g_error_matches (own_error, G_IO_ERROR, G_IO_ERROR_NOT_MOUNTED))
    {
      hr_share_job_moved (job);
      return hr_share_remote_mount (call->remote, job, error) && try_call (call, job, error);
    }
  g_propagate_error (error, g_steal_pointer (&own_error));
  return FALSE;
}

/* ---- on the caller's ---- */

/* Returns: whether it worked; else @ret_error is GIO's or ours */
static gboolean
run (HrShareFolder *base, Call *call, GError **ret_error)
{
  return hr_share_worker_run (((Gio *)base)->worker, base->limit_ms, do_call, g_atomic_rc_box_acquire (call), call_unref, ret_error);
}

/* @error: (transfer full). Returns: always %FALSE */
static gboolean
give (GError **ret_error, GError *error, const char *path, const char *what)
{
  g_autoptr (GError) own_error = error;

  if (own_error->domain == HR_ERROR)
    g_propagate_error (ret_error, g_steal_pointer (&own_error));
  else if (g_error_matches (own_error, G_IO_ERROR, G_IO_ERROR_EXISTS))
    g_set_error (ret_error, HR_ERROR, HR_ERROR_REFUSED, "There is \"%s\" on the share already.", path);
  else if (g_error_matches (own_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    g_set_error (ret_error, HR_ERROR, HR_ERROR_NOT_FOUND, "There is no \"%s\" on the share.", path);
  else
    g_set_error (ret_error, HR_ERROR,
                 g_error_matches (own_error, G_IO_ERROR, G_IO_ERROR_NO_SPACE) ? HR_ERROR_NO_SPACE : HR_ERROR_IO,
                 "\"%s\" could not be %s: %s.", path, what, own_error->message);
  return FALSE;
}

static GPtrArray *
gio_list (HrShareFolder *base, const char *path, GError **error)
{
  g_autoptr (Call) call = call_new (base, do_list, path);
  g_autoptr (GError) own_error = NULL;

  if (run (base, call, &own_error))
    return g_steal_pointer (&call->names);
  if (g_error_matches (own_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return g_ptr_array_new_with_free_func (g_free);
  give (error, g_steal_pointer (&own_error), path, "listed on the share");
  return NULL;
}

static GBytes *
gio_read (HrShareFolder *base, const char *path, gsize maximum, GError **error)
{
  g_autoptr (Call) call = call_new (base, do_read, path);
  g_autoptr (GError) own_error = NULL;

  call->maximum = maximum;
  if (run (base, call, &own_error))
    return g_byte_array_free_to_bytes (g_steal_pointer (&call->read));
  give (error, g_steal_pointer (&own_error), path, "read from the share");
  return NULL;
}

/* For a change, what is not there is not a thing but the share, or a folder of it: it did not work. */
static gboolean
give_change (GError **ret_error, GError *error, const char *path, const char *what)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    error->code = G_IO_ERROR_FAILED;
  return give (ret_error, error, path, what);
}

static gboolean
gio_create (HrShareFolder *base, const char *path, GBytes *bytes, GError **error)
{
  g_autoptr (Call) call = call_new (base, do_create, path);
  GError *own_error = NULL;

  call->bytes = g_bytes_ref (bytes);
  return run (base, call, &own_error) || give_change (error, own_error, path, "written to the share");
}

static gboolean
gio_rename_new (HrShareFolder *base, const char *from, const char *to, GError **error)
{
  g_autoptr (Call) call = call_new (base, do_rename, from);
  GError *own_error = NULL;

  call->to = g_strdup (to);
  return run (base, call, &own_error) || give_change (error, own_error, to, "given its name on the share");
}

static gboolean
gio_remove (HrShareFolder *base, const char *path, GError **error)
{
  g_autoptr (Call) call = call_new (base, do_remove, path);
  g_autoptr (GError) own_error = NULL;

  return run (base, call, &own_error) || g_error_matches (own_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)
         || give (error, g_steal_pointer (&own_error), path, "taken off the share");
}

/* No rename at all: a copy of it, then away with the first. */
static gboolean
dav_rename_new (HrShareFolder *base, const char *from, const char *to, GError **error)
{
  g_autoptr (GBytes) bytes = gio_read (base, from, G_MAXINT32, error);

  return bytes != NULL && gio_create (base, to, bytes, error) && gio_remove (base, from, error);
}

/* None of them can tell. The engine reads its own files again, every day. */
static gboolean
gio_sync (HrShareFolder *base, const char *path, GError **error)
{
  return TRUE;
}

static void
gio_free (HrShareFolder *base)
{
  Gio *self = (Gio *)base;

  hr_share_worker_free (self->worker);
  hr_share_remote_unref (self->remote);
  g_free (self);
}

static const HrShareFolderClass rename_class
    = { TRUE, gio_list, gio_read, gio_create, gio_rename_new, gio_remove, gio_sync, gio_free };
static const HrShareFolderClass create_class
    = { FALSE, gio_list, gio_read, gio_create, dav_rename_new, gio_remove, gio_sync, gio_free };

HrShareFolder *
hr_share_folder_new_gio (const char *uri, gboolean renames, const HrShareLogin *login, GCancellable *cancellable)
{
  Gio *self = g_new0 (Gio, 1);

  self->base.class = renames ? &rename_class : &create_class;
  self->base.limit_ms = LIMIT_MS;
  self->remote = hr_share_remote_new (uri, login != NULL ? login->user : NULL, login != NULL ? login->domain : NULL,
                                      login != NULL ? login->password : NULL);
  self->worker = hr_share_worker_new (cancellable);
  return &self->base;
}

HrShareFolder *
hr_share_folder_open (const char *where, const HrShareLogin *login, GCancellable *cancellable, GError **error)
{
  g_autoptr (GUri) uri = NULL;
  const char *scheme;

  if (g_path_is_absolute (where))
    return hr_share_folder_new_posix (where);
  uri = g_uri_parse (where, G_URI_FLAGS_ENCODED | G_URI_FLAGS_HAS_PASSWORD, NULL);
  scheme = uri != NULL ? g_uri_get_scheme (uri) : "";
  if (strcmp (scheme, "file") == 0)
    {
      g_autofree char *path = g_filename_from_uri (where, NULL, error);

      return path != NULL ? hr_share_folder_new_posix (path) : NULL;
    }
  if (uri != NULL && g_uri_get_password (uri) != NULL)
    {
      g_set_error_literal (error, HR_ERROR, HR_ERROR_INPUT, "The address of the share must not hold a password. Give it by itself.");
      return NULL;
    }
  if (uri != NULL && g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0')
    {
      if (strcmp (scheme, "smb") == 0 || strcmp (scheme, "sftp") == 0)
        return hr_share_folder_new_gio (where, TRUE, login, cancellable);
      if (strcmp (scheme, "dav") == 0 || strcmp (scheme, "davs") == 0)
        return hr_share_folder_new_gio (where, FALSE, login, cancellable);
    }
  g_set_error (error, HR_ERROR, HR_ERROR_INPUT,
               "\"%s\" is not the address of a share. It is a folder (/srv/share) or begins with smb://, sftp://, dav:// or davs:// and a server.",
               where);
  return NULL;
}
