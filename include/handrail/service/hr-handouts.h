/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Use case: printed pages. Gathers what the directory knows, lays it out on a worker of its own, and gives a PDF and, for the screen,
 * the same pages as pictures. Reads only. Main thread; hr_handouts_make() blocks and is for the command line. */
#pragma once

#include "handrail/core/hr-query.h"
#include "handrail/print/hr-handout.h"
#include "handrail/service/hr-center.h"

G_BEGIN_DECLS

/**
 * HrHandoutKind:
 * @HR_HANDOUT_WEEK: this week by day; @HR_HANDOUT_WEEK_BY_PLACE, @HR_HANDOUT_WEEK_BY_FELLOWSHIP
 * @HR_HANDOUT_NEXT_DAYS: the next seven days
 * @HR_HANDOUT_MEETING: one meeting: the first of the request's meetings
 * @HR_HANDOUT_DOOR_SIGN: today, for the wall
 * @HR_HANDOUT_RESOURCES: papers and links by need; with resources or needs in the request only those
 * @HR_HANDOUT_PLAN: what a visitor collected: the request's meetings and resources in their order
 * @HR_HANDOUT_FACILITATOR: an empty sheet to count heads on; with a meeting: its name and coming dates stand there
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
  HR_N_HANDOUTS,
} HrHandoutKind;

/** hr_handout_kind_to_string: "week", "week-by-place", "week-by-fellowship", "next-days", "meeting", "door-sign", "resources", "plan",
 * "facilitator" */
const char *hr_handout_kind_to_string (HrHandoutKind kind);
gboolean hr_handout_kind_from_string (const char *text, HrHandoutKind *ret_kind);
/** hr_handout_kind_title: (transfer full): "This week by day", in the language that is set */
char *hr_handout_kind_title (HrHandoutKind kind) G_GNUC_WARN_UNUSED_RESULT;

/**
 * HrHandoutRequest:
 * @language: (nullable): %NULL = the one that is set
 * @codes: a QR code with each meeting; a meeting, a plan and a resource have theirs anyway unless it is a door sign
 * @query: (nullable): filters as in the lobby, for the lists; its limit and order do not matter
 * @meetings, @resources, @needs: (nullable) (array zero-terminated=1): ids, ids, and needs (hr-kind.h)
 */
typedef struct
{
  HrHandoutKind kind;
  HrHandoutOptions options;
  char *language;
  gboolean codes;
  HrQuery *query;
  char **meetings;
  char **resources;
  char **needs;
} HrHandoutRequest;

/** hr_handout_request_new: on the paper of the center (site.paper), no fold */
HrHandoutRequest *hr_handout_request_new (HrHandoutKind kind, HrCenter *center) G_GNUC_WARN_UNUSED_RESULT;
HrHandoutRequest *hr_handout_request_copy (const HrHandoutRequest *self) G_GNUC_WARN_UNUSED_RESULT;
/** hr_handout_request_free: wipes ids and words first: a plan is a visitor's */
void hr_handout_request_free (HrHandoutRequest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrHandoutRequest, hr_handout_request_free)

/**
 * HrHandoutResult: reference counted
 * @pdf: the file
 * @n_pages: sides of paper in it; @n_sheets: sheets that a printer needs (of @paper, printed as @duplex says)
 * @paper, @fold, @duplex, @width, @height: what the printer is told; the size is that of the first side, in points
 * @n_meetings: different meetings on it; @n_left_out: meetings that the filters let through and that have no date in its days: the
 *   handout says how many
 * @fits: whether it takes no more pages than asked for
 * @warning: (nullable): a plain sentence in the language that is set, when it does not
 */
typedef struct
{
  GBytes *pdf;
  guint n_pages;
  guint n_sheets;
  HrPaper paper;
  HrFold fold;
  HrDuplex duplex;
  double width, height;
  double type_size;
  guint n_meetings;
  guint n_entries;
  guint n_left_out;
  gboolean fits;
  char *warning;
} HrHandoutResult;

GType hr_handout_result_get_type (void);
HrHandoutResult *hr_handout_result_ref (HrHandoutResult *self);
void hr_handout_result_unref (HrHandoutResult *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrHandoutResult, hr_handout_result_unref)

#define HR_TYPE_HANDOUTS (hr_handouts_get_type ())
G_DECLARE_FINAL_TYPE (HrHandouts, hr_handouts, HR, HANDOUTS, GObject)

/** hr_handouts_new: starts its worker with the first handout */
HrHandouts *hr_handouts_new (HrCenter *center) G_GNUC_WARN_UNUSED_RESULT;

/** HrHandoutsProgress: (main thread) @done: 0…1 */
typedef void (*HrHandoutsProgress) (double done, gpointer user_data);

/**
 * hr_handouts_make_async: @request is copied. Handouts are made one after the other
 * @progress: (nullable): never called after the callback
 */
void hr_handouts_make_async (HrHandouts *self, const HrHandoutRequest *request, HrHandoutsProgress progress,
                             gpointer progress_data, GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer user_data);
/** hr_handouts_make_finish: %NULL with %HR_ERROR_CANCELLED, %HR_ERROR_NOT_FOUND (a meeting is gone), %HR_ERROR_INPUT or an error of the store */
HrHandoutResult *hr_handouts_make_finish (HrHandouts *self, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** hr_handouts_make: blocks */
HrHandoutResult *hr_handouts_make (HrHandouts *self, const HrHandoutRequest *request, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;

/**
 * hr_handouts_draw_async: a side of paper as a picture, drawn by what drew the file
 * @page: 0 … n_pages - 1
 * @width_px: of the picture; at most 4000
 */
void hr_handouts_draw_async (HrHandouts *self, HrHandoutResult *handout, guint page, guint width_px, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data);
/** hr_handouts_draw_finish: Returns: (transfer full): an image surface, RGB24 */
cairo_surface_t *hr_handouts_draw_finish (HrHandouts *self, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
