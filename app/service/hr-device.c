/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-service"

#include "handrail/service/hr-device.h"

#include "handrail/core/hr-error.h"

#include <errno.h>
#include <string.h>

#define NAME_BYTES 127

typedef enum
{
  FIELD_PRINTER,
  FIELD_PAPER,
  FIELD_SLIPS,
  N_FIELDS,
} Field;

static const char *const field_names[N_FIELDS + 1] = { "printer", "paper", "slips", NULL };

static const struct
{
  const char *group;
  const char *key;
} places[N_FIELDS] = {
  [FIELD_PRINTER] = { "print", "printer" },
  [FIELD_PAPER] = { "print", "paper" },
  [FIELD_SLIPS] = { "slips", "offered" },
};

static const char *const papers[] = { "a4", "letter", "a5", "half-letter", "receipt", NULL };

static char *
make_path (const char *directory)
{
  return g_build_filename (directory, HR_DEVICE_FILE, NULL);
}

static GKeyFile *
load (const char *path, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) own = NULL;

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_KEEP_COMMENTS | G_KEY_FILE_KEEP_TRANSLATIONS, &own)
      && !g_error_matches (own, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    {
      g_set_error (error, HR_ERROR, own->domain == G_KEY_FILE_ERROR ? HR_ERROR_INPUT : HR_ERROR_IO,
                   "%s cannot be read: %s. Correct it or take it away.", path, own->message);
      return NULL;
    }
  return g_steal_pointer (&file);
}

/* As CUPS wants it: it stands in an address. */
static gboolean
is_queue_name (const char *text)
{
  if (strlen (text) > NAME_BYTES)
    return FALSE;
  for (const char *c = text; *c != '\0'; c++)
    if ((guchar) *c <= ' ' || (guchar) *c >= 127 || strchr ("/#?%'\"\\", *c) != NULL)
      return FALSE;
  return TRUE;
}

static gboolean
check (Field field, const char *value, GError **error)
{
  switch (field)
    {
    case FIELD_PRINTER:
      if (is_queue_name (value))
        return TRUE;
      g_set_error (error, HR_ERROR, HR_ERROR_INPUT,
                   "“%s” is not the name of a printer queue. \"lpstat -e\" lists the names.", value);
      return FALSE;
    case FIELD_PAPER:
      if (g_strv_contains (papers, value))
        return TRUE;
      g_set_error (error, HR_ERROR, HR_ERROR_INPUT,
                   "“%s” is not a paper. The papers are a4, letter, a5, half-letter, receipt.", value);
      return FALSE;
    case FIELD_SLIPS:
    case N_FIELDS:
    default:
      if (g_str_equal (value, "yes") || g_str_equal (value, "no"))
        return TRUE;
      g_set_error (error, HR_ERROR, HR_ERROR_INPUT, "“%s” is neither yes nor no.", value);
      return FALSE;
    }
}

/* @ret_value: (nullable): %NULL when unset */
static gboolean
get (GKeyFile *file, const char *path, Field field, char **ret_value, GError **error)
{
  g_autofree char *value = g_key_file_get_string (file, places[field].group, places[field].key, NULL);

  if (value != NULL)
    g_strstrip (value);
  if (value == NULL || *value == '\0')
    {
      *ret_value = NULL;
      return TRUE;
    }
  if (!check (field, value, error))
    {
      g_prefix_error (error, "%s, %s in [%s]: ", path, places[field].key, places[field].group);
      return FALSE;
    }
  *ret_value = g_steal_pointer (&value);
  return TRUE;
}

/* ---- public ---- */

void
hr_device_free (HrDevice *self)
{
  if (self == NULL)
    return;
  g_free (self->printer);
  g_free (self->paper);
  g_free (self);
}

HrDevice *
hr_device_read (const char *directory, GError **error)
{
  g_return_val_if_fail (directory != NULL, NULL);

  g_autofree char *path = make_path (directory);
  g_autofree char *slips = NULL;
  g_autoptr (GKeyFile) file = load (path, error);
  g_autoptr (HrDevice) self = g_new0 (HrDevice, 1);

  if (file == NULL || !get (file, path, FIELD_PRINTER, &self->printer, error)
      || !get (file, path, FIELD_PAPER, &self->paper, error) || !get (file, path, FIELD_SLIPS, &slips, error))
    return NULL;
  self->slips = g_strcmp0 (slips, "yes") == 0;
  return g_steal_pointer (&self);
}

const char *const *
hr_device_get_fields (void)
{
  return field_names;
}

static gboolean
save (GKeyFile *file, const char *path, GError **error)
{
  gsize length = 0;
  g_autofree char *text = g_key_file_to_data (file, &length, NULL);
  g_autoptr (GError) own = NULL;

  if (g_file_set_contents_full (path, text, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0644, &own))
    return TRUE;
  if (g_error_matches (own, G_FILE_ERROR, G_FILE_ERROR_NOSPC))
    return hr_set_errno_error (error, ENOSPC, "%s could not be written", path);
  g_set_error (error, HR_ERROR, HR_ERROR_IO, "%s could not be written: %s.", path, own->message);
  return FALSE;
}

gboolean
hr_device_set (const char *directory, const char *const *fields, const char *const *values, GError **error)
{
  g_return_val_if_fail (directory != NULL && fields != NULL && values != NULL, FALSE);

  g_autofree char *path = make_path (directory);
  g_autoptr (GKeyFile) file = load (path, error);

  if (file == NULL)
    return FALSE;
  for (guint i = 0; fields[i] != NULL; i++)
    {
      guint field = 0;

      while (field < N_FIELDS && !g_str_equal (field_names[field], fields[i]))
        field++;
      if (field == N_FIELDS)
        {
          g_set_error (error, HR_ERROR, HR_ERROR_INPUT, "A device has no \"%s\". It has printer, paper, slips.", fields[i]);
          return FALSE;
        }
      if (*values[i] == '\0')
        g_key_file_remove_key (file, places[field].group, places[field].key, NULL);
      else if (!check ((Field) field, values[i], error))
        return FALSE;
      else
        g_key_file_set_string (file, places[field].group, places[field].key, values[i]);
    }
  return save (file, path, error);
}
