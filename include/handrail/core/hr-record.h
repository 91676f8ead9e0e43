/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One published thing as fields: what is edited, imported, merged and dumped. Screens read HrMeeting instead. */
#pragma once

#include "handrail/core/hr-date.h"
#include "handrail/core/hr-kind.h"
#include "handrail/core/hr-types.h"

G_BEGIN_DECLS

#define HR_TYPE_RECORD (hr_record_get_type ())
GType hr_record_get_type (void);

/** hr_record_new: @id: (nullable): set later with hr_record_set_id() */
HrRecord *hr_record_new (HrKind kind, const char *id) G_GNUC_WARN_UNUSED_RESULT;
HrRecord *hr_record_ref (HrRecord *self);
void hr_record_unref (HrRecord *self);
HrRecord *hr_record_copy (const HrRecord *self) G_GNUC_WARN_UNUSED_RESULT;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrRecord, hr_record_unref)

HrKind hr_record_get_kind (const HrRecord *self);
const char *hr_record_get_id (const HrRecord *self);
void hr_record_set_id (HrRecord *self, const char *id);

/** hr_record_get: Returns: (nullable) (transfer none): the canonical text of @field, %NULL when unset. Unknown names are
 * a programming mistake */
const char *hr_record_get (const HrRecord *self, const char *field);
const char *hr_record_get_nth (const HrRecord *self, guint field);

/**
 * hr_record_set:
 * @value: (nullable): any accepted form; stored in the canonical one. %NULL or "" unsets
 *
 * Returns: %FALSE with %HR_ERROR_INPUT whose message names the field and says what to write; nothing is changed
 */
gboolean hr_record_set (HrRecord *self, const char *field, const char *value, GError **error);
/** hr_record_set_nth: the same, by the number of the field */
gboolean hr_record_set_nth (HrRecord *self, guint field, const char *value, GError **error);

/** hr_record_take_canonical: for values that are canonical already (read from the database); not checked */
void hr_record_take_canonical (HrRecord *self, guint field, char *value);

/** hr_record_get_integer: @fallback when unset */
gint64 hr_record_get_integer (const HrRecord *self, const char *field, gint64 fallback);
/** hr_record_get_coordinate: NAN when unset */
double hr_record_get_coordinate (const HrRecord *self, const char *field);
gboolean hr_record_get_yes_no (const HrRecord *self, const char *field, gboolean fallback);
/** hr_record_get_codes: Returns: (transfer full): never %NULL */
char **hr_record_get_codes (const HrRecord *self, const char *field) G_GNUC_WARN_UNUSED_RESULT;
/** hr_record_get_translated: Returns: (transfer full) (nullable): in @language, else its base language, else "en", else any */
char *hr_record_get_translated (const HrRecord *self, const char *field, const char *language) G_GNUC_WARN_UNUSED_RESULT;

/**
 * hr_record_check: what no single field shows: required fields, a rule without a start, an exception that moves nothing …
 *
 * Returns: %FALSE with %HR_ERROR_INPUT
 */
gboolean hr_record_check (const HrRecord *self, GError **error);

/**
 * hr_record_may_show: whether anybody but staff may see it on @today: not what is retired, nor a person or a story without a
 * consent that holds on that day
 */
gboolean hr_record_may_show (const HrRecord *self, HrDate today);

/** hr_record_equal: same kind, id and values */
gboolean hr_record_equal (const HrRecord *a, const HrRecord *b);

/** hr_record_digest: 64-bit FNV-1a over kind and all values but the id; stable between runs and devices */
guint64 hr_record_digest (const HrRecord *self);

G_END_DECLS
