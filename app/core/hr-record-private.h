/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The canonical text of values, for hr-record.c only. */
#pragma once

#include "handrail/core/hr-kind.h"

G_BEGIN_DECLS

/**
 * hr_field_canonicalize:
 * @ret_value: (out) (nullable): %NULL when @value says nothing; written on success only
 *
 * Doing it twice changes nothing.
 *
 * Returns: %FALSE with %HR_ERROR_INPUT
 */
gboolean hr_field_canonicalize (const HrField *field, const char *value, char **ret_value, GError **error);

/** hr_language_tag_is_valid: whether @length bytes at @tag look like BCP 47: "es", "pt-BR", "zh-Hant" */
gboolean hr_language_tag_is_valid (const char *tag, gsize length);

G_END_DECLS
