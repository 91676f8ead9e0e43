/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Ask to meet a peer": numbers that wait at the front desk. They live in locked memory of this process and nowhere else, and go
 * when they are called, taken back, or when the day ends. A number is drawn, not counted: it tells nothing of how many came
 * before. Main thread. */
#pragma once

#include "handrail/core/hr-clock.h"
#include "handrail/core/hr-zone.h"
#include <glib-object.h>

G_BEGIN_DECLS

#define HR_TICKETS_MAX 40

#define HR_TYPE_TICKETS (hr_tickets_get_type ())
G_DECLARE_FINAL_TYPE (HrTickets, hr_tickets, HR, TICKETS, GObject)

/** HrTicketTopic: what somebody may say that it is about; never asked for */
typedef enum
{
  HR_TICKET_NONE,
  HR_TICKET_TALK,
  HR_TICKET_RECOVERY,
  HR_TICKET_FAMILY,
  HR_TICKET_HOUSING,
  HR_TICKET_COURT,
  HR_N_TICKET_TOPICS,
} HrTicketTopic;

/** HrTicket: @language: BCP 47 */
typedef struct
{
  guint number; /* 10…99 */
  HrTicketTopic topic;
  char language[16];
} HrTicket;

/** HrTickets::changed: (added): a number came (TRUE) or anything else changed */

HrTickets *hr_tickets_new (HrClock *clock) G_GNUC_WARN_UNUSED_RESULT;
/** hr_tickets_set_zone: whose day ends; UTC before */
void hr_tickets_set_zone (HrTickets *self, const HrZone *zone);
/** hr_tickets_ask: Returns: the number, or 0 when as many wait as can */
guint hr_tickets_ask (HrTickets *self, const char *language);
void hr_tickets_set_topic (HrTickets *self, guint number, HrTicketTopic topic);
gboolean hr_tickets_waits (HrTickets *self, guint number);
/** hr_tickets_remove: called, or not needed any more */
void hr_tickets_remove (HrTickets *self, guint number);
/** hr_tickets_end_day: wipes what waits since another day; every other call looks first, too, but at night nobody calls */
void hr_tickets_end_day (HrTickets *self);
/** hr_tickets_list: (array length=ret_n) (transfer none): in the order in which they came; until the next change */
const HrTicket *hr_tickets_list (HrTickets *self, guint *ret_n);

G_END_DECLS
