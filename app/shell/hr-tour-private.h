/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A walk through every page, off screen, that writes pictures: for reviews, the README and tests. */
#pragma once

#include "handrail/core/hr-clock.h"
#include "handrail/ui/hr-theme.h"

G_BEGIN_DECLS

/** hr_tour_parse_size: "1080x1920" */
gboolean hr_tour_parse_size (const char *text, int *ret_width, int *ret_height);

/**
 * HrTourOptions:
 * @data: (nullable): the data folder; %NULL = a temporary sample center
 * @directory: where pictures go; made when it is not there
 * @sizes: (nullable) (array zero-terminated=1): %NULL = 1080x1920, 1920x1080, 1280x800
 * @only: (nullable) (array zero-terminated=1): only pictures whose name holds one of these
 * @clock: (nullable): %NULL = a fixed evening when there is no data folder either, else now
 */
typedef struct
{
  const char *data;
  const char *directory;
  const char *const *sizes;
  const char *const *only;
  HrClock *clock;
} HrTourOptions;

/** hr_tour_run: prints the name of every picture. Returns: the exit status */
int hr_tour_run (GtkApplication *application, HrTheme *theme, const HrTourOptions *options);

G_END_DECLS
