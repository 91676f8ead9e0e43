/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-test"

#include "hr-lab-folder.h"
#include "handrail/core/hr-error.h"

#include <string.h>

typedef struct
{
  GTree *files;      /* path -> GBytes */
  GHashTable *known; /* path -> number of the last change that came */
  GPtrArray *kept;   /* (element-type GTree) */
} View;

typedef struct
{
  guint from, to, number;
  char *path;
  GBytes *bytes;
} Change;

struct _HrLabShare
{
  GRand *rand;
  guint n_views;
  View *views;
  GArray *changes; /* under way */
  guint n_changes;
  guint64 cut;
};

typedef struct
{
  HrShareFolder base;
  HrShareFolderClass class;
  HrLabShare *share;
  guint view;
  HrLabFaults faults;
  gboolean dead;
  guint changes;
  GHashTable *listed; /* path -> the listing before */
} Folder;

static int
compare_cb (gconstpointer a, gconstpointer b, gpointer data)
{
  return strcmp (a, b);
}

static GTree *
new_files (void)
{
  return g_tree_new_full (compare_cb, NULL, g_free, (GDestroyNotify)g_bytes_unref);
}

HrLabShare *
hr_lab_share_new (guint32 seed, guint n_views)
{
  HrLabShare *self = g_new0 (HrLabShare, 1);

  self->rand = g_rand_new_with_seed (seed);
  self->n_views = n_views;
  self->views = g_new0 (View, n_views);
  self->changes = g_array_new (FALSE, FALSE, sizeof (Change));
  for (guint i = 0; i < n_views; i++)
    {
      self->views[i].files = new_files ();
      self->views[i].known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      self->views[i].kept = g_ptr_array_new_with_free_func ((GDestroyNotify)g_tree_unref);
    }
  return self;
}

static void
change_clear (Change *change)
{
  g_free (change->path);
  g_clear_pointer (&change->bytes, g_bytes_unref);
}

void
hr_lab_share_free (HrLabShare *self)
{
  for (guint i = 0; i < self->n_views; i++)
    {
      g_tree_unref (self->views[i].files);
      g_hash_table_unref (self->views[i].known);
      g_ptr_array_unref (self->views[i].kept);
    }
  for (guint i = 0; i < self->changes->len; i++)
    change_clear (&g_array_index (self->changes, Change, i));
  g_array_unref (self->changes);
  g_rand_free (self->rand);
  g_free (self->views);
  g_free (self);
}

static guint
below (HrLabShare *self, guint n)
{
  return (guint)g_rand_int_range (self->rand, 0, (gint32)n);
}

/* ---- what a replicator does ---- */

static void
set_file (View *view, const char *path, GBytes *bytes)
{
  if (bytes != NULL)
    g_tree_replace (view->files, g_strdup (path), g_bytes_ref (bytes));
  else
    g_tree_remove (view->files, path);
}

void
hr_lab_share_put (HrLabShare *self, guint view, const char *path, GBytes *bytes)
{
  if (bytes == NULL && g_tree_lookup (self->views[view].files, path) == NULL)
    return;
  set_file (&self->views[view], path, bytes);
  if (self->n_views == 1)
    return;
  self->n_changes++;
  g_hash_table_replace (self->views[view].known, g_strdup (path), GUINT_TO_POINTER (self->n_changes));
  for (guint i = 0; i < self->n_views; i++)
    if (i != view)
      {
        Change change = { view, i, self->n_changes, g_strdup (path), bytes != NULL ? g_bytes_ref (bytes) : NULL };

        g_array_append_val (self->changes, change);
      }
}

static void
arrive (HrLabShare *self, const Change *change)
{
  View *view = &self->views[change->to];

  if (GPOINTER_TO_UINT (g_hash_table_lookup (view->known, change->path)) >= change->number)
    return;
  g_hash_table_replace (view->known, g_strdup (change->path), GUINT_TO_POINTER (change->number));
  set_file (view, change->path, change->bytes);
}

void
hr_lab_share_step (HrLabShare *self, guint n, gboolean all)
{
  for (guint i = 0; i < n && self->changes->len > 0; i++)
    {
      guint which = below (self, self->changes->len);
      Change *change = &g_array_index (self->changes, Change, which);

      if (!all && ((self->cut >> change->from | self->cut >> change->to) & 1) != 0)
        continue;
      arrive (self, change);
      /* now and then it comes again */
      if (!all && below (self, 10) == 0)
        continue;
      change_clear (change);
      g_array_remove_index_fast (self->changes, which);
    }
}

void
hr_lab_share_cut (HrLabShare *self, guint64 views)
{
  self->cut = views;
}

/* ---- what somebody else does ---- */

static gboolean
add_cb (gpointer key, gpointer value, gpointer data)
{
  g_ptr_array_add (data, key);
  return FALSE;
}

GPtrArray *
hr_lab_share_names (HrLabShare *self, guint view)
{
  GPtrArray *names = g_ptr_array_new ();

  g_tree_foreach (self->views[view].files, add_cb, names);
  return names;
}

GBytes *
hr_lab_share_get (HrLabShare *self, guint view, const char *path)
{
  return g_tree_lookup (self->views[view].files, path);
}

static gboolean
copy_cb (gpointer key, gpointer value, gpointer data)
{
  g_tree_insert (data, g_strdup (key), g_bytes_ref (value));
  return FALSE;
}

static GTree *
copy_files (GTree *files)
{
  GTree *copy = new_files ();

  g_tree_foreach (files, copy_cb, copy);
  return copy;
}

void
hr_lab_share_keep (HrLabShare *self, guint view)
{
  g_ptr_array_add (self->views[view].kept, copy_files (self->views[view].files));
}

static void
make_like (HrLabShare *self, guint view, GTree *goal)
{
  g_autoptr (GTree) before = copy_files (self->views[view].files);
  g_autoptr (GPtrArray) old = g_ptr_array_new ();
  g_autoptr (GPtrArray) new = g_ptr_array_new ();

  g_tree_foreach (before, add_cb, old);
  g_tree_foreach (goal, add_cb, new);
  for (guint i = 0; i < old->len; i++)
    if (g_tree_lookup (goal, old->pdata[i]) == NULL)
      hr_lab_share_put (self, view, old->pdata[i], NULL);
  for (guint i = 0; i < new->len; i++)
    {
      GBytes *is = g_tree_lookup (before, new->pdata[i]);
      GBytes *was = g_tree_lookup (goal, new->pdata[i]);

      if (is == NULL || !g_bytes_equal (is, was))
        hr_lab_share_put (self, view, new->pdata[i], was);
    }
}

gboolean
hr_lab_share_roll_back (HrLabShare *self, guint view, guint which)
{
  GPtrArray *kept = self->views[view].kept;

  if (kept->len == 0)
    return FALSE;
  make_like (self, view, kept->pdata[which % kept->len]);
  return TRUE;
}

void
hr_lab_share_wipe (HrLabShare *self, guint view)
{
  g_autoptr (GTree) empty = new_files ();
  GBytes *marker = hr_lab_share_get (self, view, "net.hrn");

  if (marker != NULL)
    g_tree_insert (empty, g_strdup ("net.hrn"), g_bytes_ref (marker));
  make_like (self, view, empty);
}

/* ---- the folder of one device ---- */

static gboolean
fail (GError **error, HrError code)
{
  g_set_error_literal (error, HR_ERROR, code, code == HR_ERROR_REFUSED ? "It is there." : "It does not work.");
  return FALSE;
}

static gboolean
chance (Folder *self, guint of_thousand)
{
  return of_thousand > 0 && below (self->share, 1000) < of_thousand;
}

/* DO: as asked; HALF: only partly; NOT: not at all */
typedef enum
{
  DO,
  HALF,
  NOT,
} Fate;

static Fate
decide (Folder *self, gboolean *ret_fails)
{
  HrLabFaults *faults = &self->faults;

  *ret_fails = self->dead;
  if (self->dead)
    return NOT;
  self->changes++;
  if (faults->gone_at > 0 && --faults->gone_at == 0)
    {
      faults->gone = *ret_fails = TRUE;
      return faults->torn ? HALF : NOT;
    }
  if (faults->gone)
    {
      *ret_fails = !faults->empty;
      return NOT;
    }
  if ((faults->crash_at > 0 && --faults->crash_at == 0) || chance (self, faults->crash))
    {
      self->dead = *ret_fails = TRUE;
      return faults->torn ? HALF : (Fate)below (self->share, 3);
    }
  if (faults->read_only || (faults->fail_at > 0 && --faults->fail_at == 0))
    {
      *ret_fails = TRUE;
      return faults->torn && !faults->read_only ? HALF : NOT;
    }
  *ret_fails = chance (self, faults->fail);
  return *ret_fails ? (Fate)below (self->share, 3) : DO;
}

static gboolean
hides (Folder *self, const char *path, const char *folder, const char **ret_name)
{
  gsize length = strlen (folder);

  if (length > 0 && (strncmp (path, folder, length) != 0 || path[length] != '/'))
    return TRUE;
  *ret_name = path + length + (length > 0);
  return strchr (*ret_name, '/') != NULL || chance (self, self->faults.hole);
}

/* Folders show by what is in them. */
static void
add_folder (GPtrArray *names, const char *path, const char *folder)
{
  gsize length = strlen (folder);
  const char *rest = path + length + (length > 0);
  g_autofree char *name = NULL;

  if ((length > 0 && (strncmp (path, folder, length) != 0 || path[length] != '/')) || strchr (rest, '/') == NULL)
    return;
  name = g_strndup (rest, strcspn (rest, "/"));
  if (!g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
    g_ptr_array_add (names, g_steal_pointer (&name));
}

static gpointer
copy_name_cb (gconstpointer name, gpointer data)
{
  return g_strdup (name);
}

static GPtrArray *
lab_list (HrShareFolder *base, const char *path, GError **error)
{
  Folder *self = (Folder *)base;
  g_autoptr (GPtrArray) all = hr_lab_share_names (self->share, self->view);
  GPtrArray *names = g_hash_table_lookup (self->listed, path);
  const char *name = NULL;

  if (self->dead || (self->faults.gone && !self->faults.empty) || chance (self, self->faults.fail))
    {
      fail (error, HR_ERROR_IO);
      return NULL;
    }
  if (self->faults.gone)
    return g_ptr_array_new_with_free_func (g_free);
  /* the one from before, as network file systems have it for a while */
  if (names != NULL && chance (self, self->faults.hole))
    return g_ptr_array_copy (names, copy_name_cb, NULL);
  names = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < all->len; i++)
    if (!hides (self, all->pdata[i], path, &name))
      g_ptr_array_insert (names, names->len > 0 ? (gint)below (self->share, names->len) : 0, g_strdup (name));
  for (guint i = 0; i < all->len; i++)
    add_folder (names, all->pdata[i], path);
  g_hash_table_replace (self->listed, g_strdup (path), g_ptr_array_ref (names));
  return g_ptr_array_copy (names, copy_name_cb, NULL);
}

static GBytes *
lab_read (HrShareFolder *base, const char *path, gsize maximum, GError **error)
{
  Folder *self = (Folder *)base;
  GBytes *bytes = hr_lab_share_get (self->share, self->view, path);

  if (self->dead || (self->faults.gone && !self->faults.empty) || chance (self, self->faults.fail))
    fail (error, HR_ERROR_IO);
  else if (bytes == NULL || self->faults.gone)
    fail (error, HR_ERROR_NOT_FOUND);
  else if (g_bytes_get_size (bytes) > maximum)
    fail (error, HR_ERROR_LIMIT);
  else
    return g_bytes_ref (bytes);
  return NULL;
}

static gboolean
lab_create (HrShareFolder *base, const char *path, GBytes *bytes, GError **error)
{
  Folder *self = (Folder *)base;
  g_autoptr (GBytes) half = NULL;
  gboolean fails;
  Fate fate;

  if (hr_lab_share_get (self->share, self->view, path) != NULL)
    return fail (error, HR_ERROR_REFUSED);
  fate = decide (self, &fails);
  half = g_bytes_new_from_bytes (bytes, 0, fate == HALF ? below (self->share, (guint)MAX (g_bytes_get_size (bytes), 1)) : 0);
  if (fate != NOT)
    hr_lab_share_put (self->share, self->view, path, fate == DO ? bytes : half);
  return !fails || fail (error, HR_ERROR_NO_SPACE);
}

static gboolean
lab_rename_new (HrShareFolder *base, const char *from, const char *to, GError **error)
{
  Folder *self = (Folder *)base;
  g_autoptr (GBytes) bytes = NULL;
  gboolean fails;
  Fate fate;

  if (hr_lab_share_get (self->share, self->view, to) != NULL)
    return fail (error, HR_ERROR_REFUSED);
  if (hr_lab_share_get (self->share, self->view, from) == NULL)
    return fail (error, HR_ERROR_NOT_FOUND);
  bytes = g_bytes_ref (hr_lab_share_get (self->share, self->view, from));
  fate = decide (self, &fails);
  if (!fails && chance (self, self->faults.lost))
    {
      fails = below (self->share, 2) == 0;
      fate = fails ? DO : NOT;
    }
  if (fate != NOT)
    {
      hr_lab_share_put (self->share, self->view, to, bytes);
      hr_lab_share_put (self->share, self->view, from, NULL);
    }
  return !fails || fail (error, HR_ERROR_IO);
}

static gboolean
lab_remove (HrShareFolder *base, const char *path, GError **error)
{
  Folder *self = (Folder *)base;
  gboolean fails;

  if (decide (self, &fails) != NOT)
    hr_lab_share_put (self->share, self->view, path, NULL);
  return !fails || fail (error, HR_ERROR_IO);
}

static gboolean
lab_sync (HrShareFolder *base, const char *path, GError **error)
{
  gboolean fails;

  decide ((Folder *)base, &fails);
  return !fails || fail (error, HR_ERROR_IO);
}

static void
lab_free (HrShareFolder *base)
{
  g_hash_table_unref (((Folder *)base)->listed);
  g_free (base);
}

HrShareFolder *
hr_lab_folder_new (HrLabShare *share, guint view, HrLabProfile profile)
{
  Folder *self = g_new0 (Folder, 1);

  self->class = (HrShareFolderClass){ profile != HR_LAB_CREATE_ONLY, lab_list, lab_read, lab_create, lab_rename_new, lab_remove,
                                      lab_sync, lab_free };
  self->base.class = &self->class;
  self->share = share;
  self->view = view;
  self->listed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
  return &self->base;
}

HrLabFaults *
hr_lab_folder_faults (HrShareFolder *self)
{
  return &((Folder *)self)->faults;
}

gboolean *
hr_lab_folder_dead (HrShareFolder *self)
{
  return &((Folder *)self)->dead;
}

guint
hr_lab_folder_changes (HrShareFolder *self)
{
  return ((Folder *)self)->changes;
}
