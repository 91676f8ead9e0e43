/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every page of the lobby is handed, and the table of pages. Nothing here can edit, import or sync. */
#pragma once

#include "handrail/service/hr-directory.h"
#include "handrail/service/hr-printing.h"
#include "handrail/service/hr-session.h"
#include "handrail/service/hr-sign-in.h"
#include "handrail/service/hr-slips.h"
#include "handrail/service/hr-speaker.h"
#include "handrail/service/hr-tickets.h"
#include "handrail/ui/hr-page.h"
#include "handrail/ui/hr-theme.h"

G_BEGIN_DECLS

/**
 * HrVisitorContext: owned by the window, lives as long as its pages; a page keeps the pointer
 * @directory: (nullable): %NULL only while the data folder cannot be used at all
 * @tickets: (nullable): %NULL when nobody at the desk would see a number; pages then point to the front desk
 * @slips: (nullable): %NULL where no slips are made: on the desk's preview
 * @printing: (nullable): %NULL where nothing can be printed, as in a preview
 * @sign_in: (nullable): %NULL when counting is not possible; pages then say so and point to the front desk
 */
typedef struct
{
  HrDirectory *directory;
  HrSession *session;
  HrSignIn *sign_in;
  HrSlips *slips;
  HrTickets *tickets;
  HrPrinting *printing;
  HrSpeaker *speaker;
  HrTheme *theme;
  HrClock *clock;
} HrVisitorContext;

/**
 * HrVisitorPage: one row of the table in hr-visitor-pages.c
 * @name: as in the action win.go
 * @create: makes the page when it is first shown; (transfer floating)
 * @bars: whether the top and bottom bars frame it
 */
typedef struct
{
  const char *name;
  HrPage *(*create) (HrVisitorContext *context);
  gboolean bars;
} HrVisitorPage;

/** hr_visitor_pages_get: (array length=ret_n) (transfer none): every page there is */
const HrVisitorPage *hr_visitor_pages_get (guint *ret_n);
/** hr_visitor_pages_find: (nullable): by name */
const HrVisitorPage *hr_visitor_pages_find (const char *name);

G_END_DECLS
