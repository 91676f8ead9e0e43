/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The formats of a BMLT server, in whatever languages it sent them, as codes of the vocabulary. */
#pragma once

#include "hr-feed-reading-private.h"

G_BEGIN_DECLS

/**
 * HrBmltCode: what a format became
 * @code: "" when it only says how to attend
 * @feature: of the vocabulary, or 0
 */
typedef struct
{
  char *code;
  guint64 feature;
} HrBmltCode;

/** hr_bmlt_add_formats: rows of GetFormats, or of the administration API; others are passed over */
void hr_bmlt_add_formats (HrFeedReading *self, json_t *list);

/** hr_bmlt_parse_formats: a whole file. Returns: %FALSE with %HR_ERROR_INPUT that says which file is meant */
gboolean hr_bmlt_parse_formats (HrFeedReading *self, const char *data, gsize length, GError **error);

/** hr_bmlt_find_id: (nullable): by the server's shared id */
const HrBmltCode *hr_bmlt_find_id (HrFeedReading *self, const char *id);

/** hr_bmlt_find_key: by its key in @language */
HrBmltCode hr_bmlt_find_key (HrFeedReading *self, const char *key, const char *language);

/** hr_bmlt_english_key: the default key in English of @key, or @key itself */
const char *hr_bmlt_english_key (const char *language, const char *key);

G_END_DECLS
