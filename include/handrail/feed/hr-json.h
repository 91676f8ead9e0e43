/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing JSON: what the command line prints and what is exported. Keys keep the order in which they are given.
 * Reading stays inside this room. Over jansson. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _HrJson HrJson;

/** hr_json_new: an empty writer; begin one object or array, fill it, end it */
HrJson *hr_json_new (void) G_GNUC_WARN_UNUSED_RESULT;
void hr_json_free (HrJson *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrJson, hr_json_free)

/* @key is %NULL inside arrays and for the root. */
void hr_json_begin_object (HrJson *self, const char *key);
void hr_json_begin_array (HrJson *self, const char *key);
void hr_json_end (HrJson *self);
/** hr_json_string: @value: (nullable): %NULL becomes null */
void hr_json_string (HrJson *self, const char *key, const char *value);
void hr_json_integer (HrJson *self, const char *key, gint64 value);
/** hr_json_number: NAN becomes null; written with at most 7 decimals, no trailing zeros */
void hr_json_number (HrJson *self, const char *key, double value);
void hr_json_boolean (HrJson *self, const char *key, gboolean value);
void hr_json_null (HrJson *self, const char *key);
/** hr_json_strings: an array; %NULL becomes an empty one */
void hr_json_strings (HrJson *self, const char *key, const char *const *values);

/** hr_json_to_string: Returns: (transfer full): UTF-8, ends with a newline; @indent: spaces, 0 = one line */
char *hr_json_to_string (HrJson *self, guint indent) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
