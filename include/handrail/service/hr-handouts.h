/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Use case: printed pages. Gathers what the directory knows, puts it in words, lays it out on a thread of its own, and gives a PDF. Reads
 * only, keeps nothing. Main thread. */
#pragma once

#include "handrail/core/hr-query.h"
#include "handrail/print/hr-handout.h"
#include "handrail/service/hr-center.h"

G_BEGIN_DECLS

/**
 * HrHandoutKind:
 * @HR_HANDOUT_WEEK: this week, Monday to Sunday, by day; @HR_HANDOUT_WEEK_BY_PLACE, @HR_HANDOUT_WEEK_BY_FELLOWSHIP
 * @HR_HANDOUT_NEXT_DAYS: the next seven days, today first
 * @HR_HANDOUT_MEETING: one meeting: the first of the request's meetings
 * @HR_HANDOUT_DOOR_SIGN: today at this center, for the wall
 * @HR_HANDOUT_RESOURCES: papers and links by need
 * @HR_HANDOUT_PLAN: what a visitor collected: the request's meetings, peers, programs and resources, each in their order
 * @HR_HANDOUT_MILESTONE: a card for a day that somebody marks: the request's milestone; no name, date or place on it
 * @HR_HANDOUT_FACILITATOR: an empty sheet to count heads on; with a meeting: its name and coming dates stand there
 * @HR_HANDOUT_HELP: whom to call right now, to take along
 */
typedef enum
{
  HR_HANDOUT_WEEK,
  HR_HANDOUT_WEEK_BY_PLACE,
  HR_HANDOUT_WEEK_BY_FELLOWSHIP,
  HR_HANDOUT_NEXT_DAYS,
  HR_HANDOUT_MEETING,
  HR_HANDOUT_DOOR_SIGN,
  HR_HANDOUT_RESOURCES,
  HR_HANDOUT_PLAN,
  HR_HANDOUT_FACILITATOR,
  HR_HANDOUT_MILESTONE,
  HR_HANDOUT_HELP,
  HR_N_HANDOUTS,
} HrHandoutKind;

/** hr_handout_kind_to_string: "week", "week-by-place", "week-by-fellowship", "next-days", "meeting", "door-sign", "resources", "plan",
 * "facilitator", "milestone", "help" */
const char *hr_handout_kind_to_string (HrHandoutKind kind);
gboolean hr_handout_kind_from_string (const char *text, HrHandoutKind *ret_kind);
/** hr_handout_kind_title: (transfer full): "Meetings this week", in the language that is set */
char *hr_handout_kind_title (HrHandoutKind kind) G_GNUC_WARN_UNUSED_RESULT;

/**
 * HrHandoutRequest:
 * @language: (nullable): %NULL = the one that is set
 * @codes: a QR code with each meeting of a list and each resource; a meeting of its own and a plan have theirs anyway
 * @query: (nullable): filters as in the lobby, for the lists; its limit and order do not matter
 * @milestone: as in hr-milestone.h
 * @meetings, @peers, @programs, @resources: (nullable) (array zero-terminated=1): ids; with resources only those
 */
typedef struct
{
  HrHandoutKind kind;
  HrHandoutOptions options;
  char *language;
  gboolean codes;
  HrQuery *query;
  guint milestone;
  char **meetings;
  char **peers;
  char **programs;
  char **resources;
} HrHandoutRequest;

/** hr_handout_request_new: on the paper of the center (site.paper, Letter when it says nothing), no fold */
HrHandoutRequest *hr_handout_request_new (HrHandoutKind kind, HrCenter *center) G_GNUC_WARN_UNUSED_RESULT;
/** hr_handout_request_free: wipes ids and words first: a plan is a visitor's */
void hr_handout_request_free (HrHandoutRequest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrHandoutRequest, hr_handout_request_free)

/**
 * HrHandoutResult:
 * @pdf: the file
 * @handout, @options: of which hr_handout_pages_new() makes the same pages again, to be drawn as pictures on a worker
 * @n_pages: sides of paper in it; @duplex, @width, @height: what a printer is told; the size of each side, in points
 * @n_meetings: different meetings on it
 * @warning: (nullable): a plain sentence in the language that is set, when it takes more pages than asked for, or does not go
 *   on the paper well
 */
typedef struct
{
  GBytes *pdf;
  HrHandout *handout;
  HrHandoutOptions options;
  guint n_pages;
  HrDuplex duplex;
  double width, height;
  double type_size;
  guint n_meetings;
  char *warning;
} HrHandoutResult;

void hr_handout_result_free (HrHandoutResult *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrHandoutResult, hr_handout_result_free)

/** hr_handouts_make_async: takes @request. @center: open */
void hr_handouts_make_async (HrCenter *center, HrHandoutRequest *request, GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer user_data);
/** hr_handouts_make_finish: %NULL with %HR_ERROR_CANCELLED, %HR_ERROR_NOT_FOUND (a meeting is gone), %HR_ERROR_INPUT (nothing was chosen) or
 * an error of the store */
HrHandoutResult *hr_handouts_make_finish (HrCenter *center, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** hr_handouts_make: takes @request; runs the main loop until it is done: for the command line */
HrHandoutResult *hr_handouts_make (HrCenter *center, HrHandoutRequest *request, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
