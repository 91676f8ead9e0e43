/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The stops of the tour, and how one gets to each of them. */
#pragma once

#include "handrail/service/hr-center.h"
#include "handrail/service/hr-printing.h"
#include "handrail/service/hr-session.h"
#include "handrail/visitor/hr-visitor-window.h"

G_BEGIN_DECLS

typedef struct
{
  HrVisitorWindow *window;
  HrSession *session;
  HrClock *session_clock; /* the visit's own, so that waiting does not change the time of the meetings */
  HrCenter *center;
  HrPrinting *printing; /* nothing comes out */
  gboolean clock_stands; /* the center's: it goes on only when a step says so */
  guint n_counted;
} HrTourWalk;

/**
 * HrTourStep:
 * @name: part of the picture's name
 * @go: leads there from wherever the walk is; %FALSE when the center has nothing of the kind
 * @key: one of the pages that are shown in every theme
 * @rest: the screen between visits: in the center's own language and size only
 */
typedef struct
{
  const char *name;
  gboolean (*go) (HrTourWalk *walk);
  gboolean key;
  gboolean rest;
} HrTourStep;

const HrTourStep *hr_tour_get_steps (guint *ret_n);

/** hr_tour_settle: runs the main loop until what was asked for has come and is laid out */
void hr_tour_settle (HrTourWalk *walk);
/** hr_tour_run_until_quiet: runs the main loop until nothing came for a moment */
void hr_tour_run_until_quiet (void);

typedef gboolean (*HrTourMatch) (GtkWidget *widget, gconstpointer data);
/** hr_tour_find: (nullable): the first that is shown within @widget, itself included */
GtkWidget *hr_tour_find (GtkWidget *widget, HrTourMatch match, gconstpointer data);

G_END_DECLS
