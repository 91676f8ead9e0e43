/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The options that say which meetings: of "meetings" and of "handout". */
#pragma once

#include "hr-cli-private.h"

#include "handrail/core/hr-query.h"

G_BEGIN_DECLS

/** HrCliFilters: the words of the options, before they are understood */
typedef struct
{
  char *day, *time, *attendance, *audience, *language, *fellowship, *near, *within, *search, *venue;
  char **types;
  gboolean step_free, proof;
} HrCliFilters;

void hr_cli_filters_clear (HrCliFilters *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HrCliFilters, hr_cli_filters_clear)

/** hr_cli_filters_parse: as hr_cli_parse(), with the options of @self and then @more (ends with a %NULL name). @language: what the option for the
 * languages of meetings is called */
gboolean hr_cli_filters_parse (HrCliFilters *self, HrCli *cli, const char *language, const GOptionEntry *more, guint arguments,
                               HrCliStatus *ret_status);
/** hr_cli_filters_read: %HR_ERROR_INPUT says what to write. @today: 0 while the center is not open */
gboolean hr_cli_filters_read (const HrCliFilters *self, HrDate today, HrQuery *query, GError **error);
/** hr_cli_filters_check: a mistyped id must not look like "there are no meetings" */
gboolean hr_cli_filters_check (HrCenter *center, const HrQuery *query, GError **error);

G_END_DECLS
