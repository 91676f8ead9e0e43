/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a visitor takes along: the content of a QR code and the same in words. */
#pragma once

#include "handrail/core/hr-meeting.h"
#include "handrail/core/hr-record.h"

G_BEGIN_DECLS

typedef enum
{
  HR_LINK_CALENDAR,   /* a VEVENT */
  HR_LINK_DIRECTIONS, /* geo: (RFC 5870) */
  HR_LINK_JOIN,       /* https */
  HR_LINK_CALL,       /* tel: (RFC 3966) */
  HR_LINK_WEBSITE,    /* https */
  HR_LINK_CALENDARS,  /* several VEVENTs */
} HrLinkKind;

/**
 * HrLink:
 * @payload: what the code holds
 * @title: translated: "Add to calendar", "Directions", "Join online", "Call", "Website"
 * @words: translated: the same in words a person can write down: date and time, address, number, host and path
 */
typedef struct
{
  HrLinkKind kind;
  char *payload;
  char *title;
  char *words;
} HrLink;

void hr_link_free (HrLink *self);

/** hr_links_for_meeting: (element-type HrLink): only those that exist; order: calendar, directions, join, call, website. Tracking
 * parameters (utm_…, fbclid, gclid) are taken off; passcodes and contacts never appear in words (a join link keeps its own parameters) */
GPtrArray *hr_links_for_meeting (HrMeeting *meeting, gint64 at_s) G_GNUC_WARN_UNUSED_RESULT;
/** hr_links_for_plan: (element-type HrLink): the calendars of several meetings (element-type HrMeeting), each with the name of its meeting as
 * title; after them, where one code holds them all, that one: not every phone takes more than its first meeting */
GPtrArray *hr_links_for_plan (GPtrArray *meetings, gint64 now_s) G_GNUC_WARN_UNUSED_RESULT;
/** hr_links_for_record: of anything with a phone, an address or a website: call, directions, website */
GPtrArray *hr_links_for_record (HrRecord *record) G_GNUC_WARN_UNUSED_RESULT;
/** hr_links_for_resource: call, directions (from the address), website */
GPtrArray *hr_links_for_resource (HrRecord *resource) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
