/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the checks of the health share. They run on any thread: they read what was taken from the center before. */
#pragma once

#include "handrail/service/hr-health.h"

G_BEGIN_DECLS

/**
 * HrHealth:
 * @site: (nullable), @zone, @today: as the center knew them; @today is %HR_DATE_NONE on a clock that cannot be right
 * @open: whether the database is open; @trouble: (nullable): why not
 */
typedef struct
{
  char *directory;
  HrStore *store;
  HrCounts *counts;
  HrClock *clock;
  HrRecord *site;
  const HrZone *zone;
  HrDate today;
  gboolean open;
  GError *trouble;
  GPtrArray *items;
} HrHealth;

void hr_health_add (HrHealth *self, const char *area, HrHealthLevel level, const char *format, ...)
    G_GNUC_PRINTF (4, 5);

/** hr_health_offer: @remedy: (static): for the sentence that was added last */
void hr_health_offer (HrHealth *self, const char *remedy);

/* hr-health-machine.c */
void hr_health_check_database (HrHealth *self);
void hr_health_check_counts (HrHealth *self);
void hr_health_check_staff (HrHealth *self);
void hr_health_check_clock (HrHealth *self);
void hr_health_check_disk (HrHealth *self);
void hr_health_check_fonts (HrHealth *self);
void hr_health_check_backups (HrHealth *self);
void hr_health_check_printer (HrHealth *self);

/* hr-health-listings.c: meetings, feeds, days, texts, links */
void hr_health_check_listings (HrHealth *self);

/* hr-health-slips.c */
void hr_health_check_slips (HrHealth *self);

/* hr-health-share.c */
void hr_health_check_share (HrHealth *self);

/* hr-health-texts.c: what the survey of all things found in words, numbers and addresses */
typedef struct
{
  HrHealth *health;
  char **languages;
  guint untranslated, hard, unusable;
  GString *untranslated_at, *hard_at, *unusable_at; /* the first few */
} HrHealthTexts;

void hr_health_texts_begin (HrHealthTexts *self, HrHealth *health);
/** hr_health_texts_take_translated, …: @kind, @id, @field: where it stands; @text: (nullable) */
void hr_health_texts_take_translated (HrHealthTexts *self, HrKind kind, const char *id, const char *field,
                                      const char *text);
void hr_health_texts_take_note (HrHealthTexts *self, HrKind kind, const char *id, const char *field, const char *text);
void hr_health_texts_take_contact (HrHealthTexts *self, HrKind kind, const char *id, HrFieldForm form,
                                   const char *field, const char *text);
/** hr_health_texts_take_records: all kinds but meetings, which are surveyed */
gboolean hr_health_texts_take_records (HrHealthTexts *self, GError **error);
void hr_health_texts_end (HrHealthTexts *self);

/** hr_health_url_is_usable, hr_health_phone_is_usable: as far as the text alone shows */
gboolean hr_health_url_is_usable (const char *url);
gboolean hr_health_phone_is_usable (const char *phone);

G_END_DECLS
