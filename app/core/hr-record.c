/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-core"

#include "handrail/core/hr-record.h"
#include "handrail/core/hr-error.h"
#include "hr-record-private.h"

#include <glib/gi18n-lib.h>

#include <math.h>
#include <string.h>

#define FNV_OFFSET G_GUINT64_CONSTANT (0xcbf29ce484222325)
#define FNV_PRIME G_GUINT64_CONSTANT (0x100000001b3)

struct _HrRecord
{
  gatomicrefcount ref_count;
  HrKind kind;
  guint n_values;
  char *id;
  char *values[]; /* by field number; NULL = unset */
};

G_DEFINE_BOXED_TYPE (HrRecord, hr_record, hr_record_ref, hr_record_unref)

HrRecord *
hr_record_new (HrKind kind, const char *id)
{
  guint n;

  g_return_val_if_fail (hr_kind_get_fields (kind, &n) != NULL, NULL);

  HrRecord *self = g_malloc0 (sizeof *self + n * sizeof (char *));

  g_atomic_ref_count_init (&self->ref_count);
  self->kind = kind;
  self->n_values = n;
  self->id = g_strdup (id);
  return self;
}

HrRecord *
hr_record_ref (HrRecord *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
hr_record_unref (HrRecord *self)
{
  g_return_if_fail (self != NULL);
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (guint i = 0; i < self->n_values; i++)
    g_free (self->values[i]);
  g_free (self->id);
  g_free (self);
}

HrRecord *
hr_record_copy (const HrRecord *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  HrRecord *copy = hr_record_new (self->kind, self->id);

  for (guint i = 0; i < self->n_values; i++)
    copy->values[i] = g_strdup (self->values[i]);
  return copy;
}

HrKind
hr_record_get_kind (const HrRecord *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->kind;
}

const char *
hr_record_get_id (const HrRecord *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->id;
}

void
hr_record_set_id (HrRecord *self, const char *id)
{
  g_return_if_fail (self != NULL);

  char *copy = g_strdup (id);

  g_free (self->id);
  self->id = copy;
}

const char *
hr_record_get (const HrRecord *self, const char *field)
{
  g_return_val_if_fail (self != NULL, NULL);

  int number = hr_kind_find_field (self->kind, field);

  g_return_val_if_fail (number >= 0, NULL);
  return self->values[number];
}

const char *
hr_record_get_nth (const HrRecord *self, guint field)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (field < self->n_values, NULL);
  return self->values[field];
}

gboolean
hr_record_set (HrRecord *self, const char *field, const char *value, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (field != NULL, FALSE);

  int number = hr_kind_find_field (self->kind, field);

  if (number < 0)
    {
      g_set_error (error, HR_ERROR, HR_ERROR_INPUT, _ ("There is no field \"%s\" in a %s."), field,
                   hr_kind_get_word (self->kind));
      return FALSE;
    }
  return hr_record_set_nth (self, (guint)number, value, error);
}

gboolean
hr_record_set_nth (HrRecord *self, guint field, const char *value, GError **error)
{
  char *canonical = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (field < self->n_values, FALSE);

  if (value != NULL && !hr_field_canonicalize (&hr_kind_get_fields (self->kind, NULL)[field], value, &canonical, error))
    return FALSE;
  g_free (self->values[field]);
  self->values[field] = canonical;
  return TRUE;
}

void
hr_record_take_canonical (HrRecord *self, guint field, char *value)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (field < self->n_values);

  g_free (self->values[field]);
  if (value != NULL && value[0] == '\0')
    g_clear_pointer (&value, g_free);
  self->values[field] = value;
}

gint64
hr_record_get_integer (const HrRecord *self, const char *field, gint64 fallback)
{
  const char *value = hr_record_get (self, field);

  return value != NULL ? g_ascii_strtoll (value, NULL, 10) : fallback;
}

double
hr_record_get_coordinate (const HrRecord *self, const char *field)
{
  const char *value = hr_record_get (self, field);

  return value != NULL ? g_ascii_strtod (value, NULL) : NAN;
}

gboolean
hr_record_get_yes_no (const HrRecord *self, const char *field, gboolean fallback)
{
  const char *value = hr_record_get (self, field);

  return value != NULL ? strcmp (value, "yes") == 0 : fallback;
}

char **
hr_record_get_codes (const HrRecord *self, const char *field)
{
  const char *value = hr_record_get (self, field);

  return value != NULL ? g_strsplit (value, ",", -1) : g_new0 (char *, 1);
}

/* The text after "@tag=" (the tag is @length bytes long) in lines of TRANSLATED form */
static const char *
find_translation (const char *value, const char *tag, gsize length)
{
  for (const char *line = value; line != NULL; line = strchr (line, '\n'))
    {
      if (*line == '\n')
        line++;
      if (g_ascii_strncasecmp (line, tag, length) == 0 && line[length] == '=')
        return line + length + 1;
    }
  return NULL;
}

char *
hr_record_get_translated (const HrRecord *self, const char *field, const char *language)
{
  const char *value = hr_record_get (self, field);
  const char *found = NULL;

  if (value == NULL)
    return NULL;
  if (language != NULL)
    {
      found = find_translation (value, language, strlen (language));
      if (found == NULL)
        found = find_translation (value, language, strcspn (language, "-_"));
    }
  if (found == NULL)
    found = find_translation (value, "en", 2);
  if (found == NULL)
    {
      found = strchr (value, '=');
      found = found != NULL ? found + 1 : value;
    }
  return g_strndup (found, strcspn (found, "\n"));
}

gboolean
hr_record_equal (const HrRecord *a, const HrRecord *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  if (a->kind != b->kind || g_strcmp0 (a->id, b->id) != 0)
    return FALSE;
  for (guint i = 0; i < a->n_values; i++)
    if (g_strcmp0 (a->values[i], b->values[i]) != 0)
      return FALSE;
  return TRUE;
}

static guint64
fnv_1a (guint64 hash, const char *text)
{
  /* With the final NUL, which no value can hold: "a" "b" and "ab" "" differ. */
  do
    hash = (hash ^ (guint8) *text) * FNV_PRIME;
  while (*text++ != '\0');
  return hash;
}

guint64
hr_record_digest (const HrRecord *self)
{
  g_return_val_if_fail (self != NULL, 0);

  const HrField *fields = hr_kind_get_fields (self->kind, NULL);
  guint64 hash = fnv_1a (FNV_OFFSET, hr_kind_get_name (self->kind));

  /* Names and only what is set: a field that a later version adds changes no digest of today. */
  for (guint i = 0; i < self->n_values; i++)
    if (self->values[i] != NULL)
      hash = fnv_1a (fnv_1a (hash, fields[i].name), self->values[i]);
  return hash;
}
