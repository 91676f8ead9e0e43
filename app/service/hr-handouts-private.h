/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of a handout's way: read (a thread), put in words (the main thread, a little at a time), drawn (a thread). */
#pragma once

#include "handrail/service/hr-handouts.h"

G_BEGIN_DECLS

/**
 * HrHandoutFacts: what the store said
 * @meetings: (element-type HrMeeting): all that the handout is about
 * @dates: (element-type HrMeetingDate): of those, within @from … @until, by start
 * @fellowships: id → HrRecord
 * @n_left_out: meetings that the filters of the request left out; @venue: (nullable): name of the place that they ask for
 * @resources, @peers, @programs: (element-type HrRecord); the last two of a plan only
 */
typedef struct
{
  GPtrArray *meetings;
  GPtrArray *dates;
  GHashTable *fellowships;
  GPtrArray *resources, *peers, *programs;
  HrRecord *site;
  HrVocabulary *vocabulary;
  const HrZone *zone;
  gint64 now_s;
  HrDate today, from, until;
  guint n_left_out;
  char *venue;
} HrHandoutFacts;

/** hr_handout_facts_read: blocks: for a thread. @self has site, vocabulary, zone, now_s and today */
gboolean hr_handout_facts_read (HrHandoutFacts *self, HrStore *store, const HrHandoutRequest *request, GError **error);
void hr_handout_facts_clear (HrHandoutFacts *self);

/** hr_handout_be_modest: for a thread that lays out or draws: on a small machine the screen goes first */
void hr_handout_be_modest (void);

typedef struct _HrHandoutWriter HrHandoutWriter;

/** hr_handout_writer_new: @facts and @request must outlive it. Its functions speak the language that is set */
HrHandoutWriter *hr_handout_writer_new (HrHandoutFacts *facts, const HrHandoutRequest *request) G_GNUC_WARN_UNUSED_RESULT;
void hr_handout_writer_free (HrHandoutWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrHandoutWriter, hr_handout_writer_free)
/** hr_handout_writer_step: puts a few more things in words. Returns: whether there are more */
gboolean hr_handout_writer_step (HrHandoutWriter *self);
/** hr_handout_writer_finish: (transfer full): the handout; @ret_n_meetings: (out): different meetings on it */
HrHandout *hr_handout_writer_finish (HrHandoutWriter *self, guint *ret_n_meetings) G_GNUC_WARN_UNUSED_RESULT;

/* ---- what stands around: hr-handout-head.c ---- */

HrHandout *hr_handout_begin_paper (const HrHandoutFacts *facts, const HrHandoutRequest *request) G_GNUC_WARN_UNUSED_RESULT;
/** hr_handout_need_name: (nullable): "Housing" for "housing" */
const char *hr_handout_need_name (const char *need);
/** hr_handout_need_order: its place among them; unknown ones come last */
guint hr_handout_need_order (const char *need);

/* ---- entries: hr-handout-entries.c ---- */

/**
 * HrHandoutEntries: what entries share
 * @spelled: types by their names; else by their letters, which the legend explains
 * @titled: the name stands above the page already
 * @used: codes of types that stand on the handout: "O\tAA" → name
 */
typedef struct
{
  HrHandout *handout;
  const HrHandoutFacts *facts;
  const char *language;
  gboolean codes, spelled, titled;
  GHashTable *used;
} HrHandoutEntries;

/** hr_handout_entries_add_date: one occurrence, under its day. @sign: for a door: what, and in which room */
void hr_handout_entries_add_date (HrHandoutEntries *self, const HrMeetingDate *date, gboolean sign);
/** hr_handout_entries_add_meeting: one meeting with its rule. @changes: (nullable) (element-type HrMeetingDate): dates that are not as planned */
void hr_handout_entries_add_meeting (HrHandoutEntries *self, HrMeeting *meeting, GPtrArray *changes, gboolean with_place, gboolean all_codes);
void hr_handout_entries_add_resource (HrHandoutEntries *self, HrRecord *resource);
/** hr_handout_entries_add_person: a peer, or a program: when, where, and how to reach them */
void hr_handout_entries_add_person (HrHandoutEntries *self, HrRecord *record);
/** hr_handout_entries_add_legend: of the types that were used, when there are some */
void hr_handout_entries_add_legend (HrHandoutEntries *self);
/** hr_handout_entries_address: (transfer full) (nullable): without the country */
char *hr_handout_entries_address (const char *address);

/** hr_handout_sheet_write: the page about one meeting: hr-handout-sheet.c */
void hr_handout_sheet_write (HrHandoutEntries *self, HrMeeting *meeting);
/** hr_handout_help_write: whom to call: hr-handout-help.c */
void hr_handout_help_write (HrHandoutEntries *self);
/** hr_handout_sheet_write_facilitator: @meeting: (nullable) */
void hr_handout_sheet_write_facilitator (HrHandoutEntries *self, HrMeeting *meeting);

G_END_DECLS
