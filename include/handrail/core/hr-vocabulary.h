/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the codes of meeting types mean, by fellowship: POA is proof of attendance in AA and parents of alcoholics in
 * Al-Anon. Facts from the Meeting Guide vocabulary, the BMLT default formats and the programs of
 * 12-step-meeting-list; see resources/vocabulary/README. */
#pragma once

#include "handrail/core/hr-types.h"

G_BEGIN_DECLS

/* What Handrail itself understands of a type, whatever its code. Bits of a 64-bit mask. */
#define HR_FEATURE_STEP_FREE (G_GUINT64_CONSTANT (1) << 0)     /* wheelchair access */
#define HR_FEATURE_PROOF (G_GUINT64_CONSTANT (1) << 1)         /* signs proof of attendance */
#define HR_FEATURE_OPEN (G_GUINT64_CONSTANT (1) << 2)          /* anyone may come */
#define HR_FEATURE_CLOSED (G_GUINT64_CONSTANT (1) << 3)        /* for people who share the problem */
#define HR_FEATURE_NEWCOMER (G_GUINT64_CONSTANT (1) << 4)
#define HR_FEATURE_WOMEN (G_GUINT64_CONSTANT (1) << 5)
#define HR_FEATURE_MEN (G_GUINT64_CONSTANT (1) << 6)
#define HR_FEATURE_LGBTQ (G_GUINT64_CONSTANT (1) << 7)
#define HR_FEATURE_YOUNG (G_GUINT64_CONSTANT (1) << 8)
#define HR_FEATURE_SENIORS (G_GUINT64_CONSTANT (1) << 9)
#define HR_FEATURE_PEOPLE_OF_COLOR (G_GUINT64_CONSTANT (1) << 10)
#define HR_FEATURE_INDIGENOUS (G_GUINT64_CONSTANT (1) << 11)
#define HR_FEATURE_FAMILY (G_GUINT64_CONSTANT (1) << 12)       /* family and friends */
#define HR_FEATURE_SECULAR (G_GUINT64_CONSTANT (1) << 13)
#define HR_FEATURE_DUAL_DIAGNOSIS (G_GUINT64_CONSTANT (1) << 14)
#define HR_FEATURE_SIGN_LANGUAGE (G_GUINT64_CONSTANT (1) << 15)
#define HR_FEATURE_CHILD_CARE (G_GUINT64_CONSTANT (1) << 16)
#define HR_FEATURE_CHILD_FRIENDLY (G_GUINT64_CONSTANT (1) << 17)
#define HR_FEATURE_PROFESSIONALS (G_GUINT64_CONSTANT (1) << 18)
#define HR_FEATURE_MEDITATION (G_GUINT64_CONSTANT (1) << 19)
#define HR_FEATURE_SPEAKER (G_GUINT64_CONSTANT (1) << 20)
#define HR_FEATURE_CLOSED_TEMPORARILY (G_GUINT64_CONSTANT (1) << 21) /* TC: the place is closed for now */
#define HR_FEATURE_ONLINE (G_GUINT64_CONSTANT (1) << 22)       /* ONL, VM: never trusted, always recomputed */
#define HR_FEATURE_HYBRID (G_GUINT64_CONSTANT (1) << 23)
#define HR_FEATURE_HEARING (G_GUINT64_CONSTANT (1) << 24)      /* deaf or hard of hearing, captions */
#define HR_FEATURE_OUTDOOR (G_GUINT64_CONSTANT (1) << 25)
#define HR_FEATURE_TRANS_NONBINARY (G_GUINT64_CONSTANT (1) << 26)

/** HR_FEATURES_AUDIENCE: the "who it is for" of the lobby's filters */
#define HR_FEATURES_AUDIENCE                                                                                            \
  (HR_FEATURE_WOMEN | HR_FEATURE_MEN | HR_FEATURE_LGBTQ | HR_FEATURE_TRANS_NONBINARY | HR_FEATURE_YOUNG                  \
   | HR_FEATURE_SENIORS | HR_FEATURE_PEOPLE_OF_COLOR | HR_FEATURE_INDIGENOUS | HR_FEATURE_FAMILY | HR_FEATURE_NEWCOMER  \
   | HR_FEATURE_SECULAR | HR_FEATURE_DUAL_DIAGNOSIS | HR_FEATURE_PROFESSIONALS)

/** hr_feature_from_name / to_name: "step-free", "proof", "open", "closed", "newcomer", "women", "men", "lgbtq", "young",
 * "seniors", "people-of-color", "indigenous", "family", "secular", "dual-diagnosis", "sign-language", "child-care",
 * "child-friendly", "professionals", "meditation", "speaker", "closed-temporarily", "online", "hybrid", "hearing",
 * "outdoor", "trans-nonbinary"; 0 or %NULL for others */
guint64 hr_feature_from_name (const char *name);
const char *hr_feature_to_name (guint64 feature);

/**
 * HrType:
 * @fellowship: the id of a fellowship, or "*" for those without a table of their own
 * @feature: one HR_FEATURE_…, or 0
 * @language: (nullable): BCP 47, for types that name a language
 * @world_id: (nullable): the language-independent id of a BMLT format ("BEG")
 */
typedef struct
{
  char *fellowship;
  char *code;
  guint64 feature;
  char *language;
  char *world_id;
} HrType;

#define HR_TYPE_VOCABULARY (hr_vocabulary_get_type ())
GType hr_vocabulary_get_type (void);

/**
 * hr_vocabulary_new:
 * @tsv: the bytes of resources/vocabulary/types.tsv
 *
 * Columns: fellowship, code, feature, language, world_id, then "en=Name" "es=Nombre" … in any number; "#" begins a comment.
 * The first name of a language is shown; further ones are other wordings that only hr_vocabulary_find_name() knows.
 * Immutable and thread-safe after construction.
 *
 * Returns: (transfer full): %NULL with %HR_ERROR_INPUT that names the line
 */
HrVocabulary *hr_vocabulary_new (const char *tsv, gsize length, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** hr_vocabulary_extend: a copy with more types: @types: (element-type HrRecord): of kind type. Later ones win */
HrVocabulary *hr_vocabulary_extend (HrVocabulary *self, GPtrArray *types) G_GNUC_WARN_UNUSED_RESULT;
HrVocabulary *hr_vocabulary_ref (HrVocabulary *self);
void hr_vocabulary_unref (HrVocabulary *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrVocabulary, hr_vocabulary_unref)

/** hr_vocabulary_get_digest: of the bytes that the built-in part was read from: another one when a program knows other types */
guint64 hr_vocabulary_get_digest (HrVocabulary *self);

/** hr_vocabulary_lookup: (nullable) (transfer none): codes compare without case; the fellowship's own row, else "*" */
const HrType *hr_vocabulary_lookup (HrVocabulary *self, const char *fellowship, const char *code);

/** hr_vocabulary_get_name: (nullable) (transfer none): in @language, else its base, else English */
const char *hr_vocabulary_get_name (HrVocabulary *self, const char *fellowship, const char *code, const char *language);

/** hr_vocabulary_list: (transfer container) (element-type HrType): what a meeting of @fellowship can be marked with: its own rows; those of
 * "*" when it has none. In the order of the table; valid as long as the vocabulary */
GPtrArray *hr_vocabulary_list (HrVocabulary *self, const char *fellowship) G_GNUC_WARN_UNUSED_RESULT;

/** hr_vocabulary_find_name: (nullable): the type that has @name (folded) in any language, in @fellowship or "*" */
const HrType *hr_vocabulary_find_name (HrVocabulary *self, const char *fellowship, const char *name);

/** hr_vocabulary_find_world_id: (nullable): the type of @fellowship with a BMLT world id */
const HrType *hr_vocabulary_find_world_id (HrVocabulary *self, const char *fellowship, const char *world_id);

/** hr_vocabulary_features: the union of the features of @codes */
guint64 hr_vocabulary_features (HrVocabulary *self, const char *fellowship, const char *const *codes);

/** hr_vocabulary_languages: (transfer full): BCP 47 tags that @codes name, sorted, without repeats */
char **hr_vocabulary_languages (HrVocabulary *self, const char *fellowship, const char *const *codes)
    G_GNUC_WARN_UNUSED_RESULT;

/** hr_vocabulary_language_name: (nullable): the name of a spoken language (@tag "es") in @language */
const char *hr_vocabulary_language_name (HrVocabulary *self, const char *tag, const char *language);

G_END_DECLS
