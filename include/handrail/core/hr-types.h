/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forward declarations of the values that cross rooms; ends include cycles. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef struct _HrClock HrClock;
typedef struct _HrException HrException;
typedef struct _HrMeeting HrMeeting;
typedef struct _HrQuery HrQuery;
typedef struct _HrRecord HrRecord;
typedef struct _HrVocabulary HrVocabulary;
typedef struct _HrZone HrZone;

G_END_DECLS
