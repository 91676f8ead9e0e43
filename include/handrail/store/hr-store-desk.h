/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only the desk asks of the database: lists of any kind, the history, taking changes back, drafts. Rules as in hr-store.h; all
 * blocking calls have _async twins for the main thread where the desk needs them. */
#pragma once

#include "handrail/store/hr-store.h"

G_BEGIN_DECLS

/** HR_UNDO_DAYS: so long a change can be taken back */
#define HR_UNDO_DAYS 30
/** HR_STALE_AMBER_DAYS, HR_STALE_CALL_DAYS: not checked for so long: amber; "please call first" */
#define HR_STALE_AMBER_DAYS 90
#define HR_STALE_CALL_DAYS 180

/** HrThingShow: which things of a kind */
typedef enum
{
  HR_SHOW_LIVE,
  HR_SHOW_RETIRED,
  HR_SHOW_STALE,       /* live, not checked for HR_STALE_AMBER_DAYS or never */
  HR_SHOW_UNPUBLISHED, /* meetings that the lobby does not list */
  HR_SHOW_CHANGED_HERE /* from a feed, with fields that staff changed */
} HrThingShow;

/**
 * HrThingQuery:
 * @text: (nullable): folded words, each must begin a word of the name (meetings: as the lobby searches)
 * @limit: at most HR_PAGE_ROWS
 */
typedef struct
{
  HrKind kind;
  HrThingShow show;
  const char *text;
  guint offset;
  guint limit;
} HrThingQuery;

/**
 * HrThingRow: one line of a list
 * @title: its name, in English or any language; the id when it has none
 * @line: (nullable): what tells it from others of the same name: a meeting's days, time and place; a venue's address …: fields as they
 *   stand, for the desk to put into words: see HrThings.records
 * @verified: HR_DATE_NONE = never
 * @source: (nullable): name of the feed; %NULL = typed here
 */
typedef struct
{
  HrRecord *record;
  char *title;
  HrDate verified;
  char *source;
  char *venue_name;
  gboolean retired;
  gboolean draft;
} HrThingRow;

/** HrThings: @rows: (element-type HrThingRow), by name; @total: of all pages */
typedef struct
{
  GPtrArray *rows;
  guint offset;
  guint total;
} HrThings;

void hr_things_free (HrThings *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrThings, hr_things_free)

/**
 * HrThing: one record for its form
 * @overridden: (array zero-terminated=1): fields that staff changed; @feed_says: the same order, "" = unset
 * @usage: how many live meetings refer to it (venue, group, fellowship); 0 for others
 */
typedef struct
{
  HrRecord *record;
  char **overridden;
  char **feed_says;
  char *source_name;
  guint usage;
} HrThing;

void hr_thing_free (HrThing *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrThing, hr_thing_free)

/** HrPastField: @old, @new: (nullable): canonical text; %NULL = unset */
typedef struct
{
  HrKind kind;
  char *id;
  char *title;
  char *verb; /* add, set, retire, restore, import, undo */
  char *field; /* (nullable) */
  char *old;
  char *new;
} HrPastField;

/**
 * HrPastChange: one transaction of the past
 * @number: names it in undo; larger = later
 * @fields: (element-type HrPastField)
 * @can_undo: it is young enough and was not taken back; @undone: it was
 */
typedef struct
{
  gint64 number;
  gint64 wall_ms;
  char *actor;
  GPtrArray *fields;
  gboolean can_undo;
  gboolean undone;
} HrPastChange;

void hr_past_change_free (HrPastChange *self);

/** HrDraft: @fields, @values: pairs; @wall_ms: when it was saved */
typedef struct
{
  char **fields;
  char **values;
  gint64 wall_ms;
} HrDraft;

void hr_draft_free (HrDraft *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrDraft, hr_draft_free)

G_END_DECLS
