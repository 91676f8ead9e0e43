/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-service"

#include "handrail/service/hr-tickets.h"

#include "handrail/seal/hr-seal.h"

#include <string.h>

#define LEAST_NUMBER 10
#define N_NUMBERS 90

typedef struct
{
  HrTicket tickets[HR_TICKETS_MAX];
  guint n;
} Waiting;

struct _HrTickets
{
  GObject parent_instance;
  HrClock *clock;
  const HrZone *zone;
  Waiting *waiting; /* one locked block */
  HrDate day;       /* of what waits */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HrTickets, hr_tickets, G_TYPE_OBJECT)

/* Returns: whether somebody waited whose day is over */
static gboolean
end_day (HrTickets *self)
{
  HrDate today = HR_DATE_NONE;
  int minute = 0;
  gboolean over;

  hr_zone_from_unix_s (self->zone, hr_clock_now_s (self->clock), &today, &minute);
  over = today != self->day && self->waiting->n > 0;
  if (today != self->day)
    hr_seal_wipe (self->waiting, sizeof (Waiting));
  self->day = today;
  return over;
}

static HrTicket *
find (HrTickets *self, guint number)
{
  for (guint i = 0; i < self->waiting->n; i++)
    if (self->waiting->tickets[i].number == number)
      return &self->waiting->tickets[i];
  return NULL;
}

static void
hr_tickets_dispose (GObject *object)
{
  HrTickets *self = HR_TICKETS (object);

  g_clear_object (&self->clock);
  G_OBJECT_CLASS (hr_tickets_parent_class)->dispose (object);
}

static void
hr_tickets_finalize (GObject *object)
{
  hr_seal_lock_free (HR_TICKETS (object)->waiting);
  G_OBJECT_CLASS (hr_tickets_parent_class)->finalize (object);
}

static void
hr_tickets_class_init (HrTicketsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hr_tickets_dispose;
  G_OBJECT_CLASS (klass)->finalize = hr_tickets_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", HR_TYPE_TICKETS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                          1, G_TYPE_BOOLEAN);
}

static void
hr_tickets_init (HrTickets *self)
{
  hr_seal_init ();
  self->zone = hr_zone_get ("UTC");
  self->waiting = hr_seal_lock_alloc (sizeof (Waiting));
  self->day = HR_DATE_NONE;
}

HrTickets *
hr_tickets_new (HrClock *clock)
{
  HrTickets *self = g_object_new (HR_TYPE_TICKETS, NULL);

  self->clock = g_object_ref (clock);
  return self;
}

void
hr_tickets_set_zone (HrTickets *self, const HrZone *zone)
{
  g_return_if_fail (HR_IS_TICKETS (self));
  if (zone != NULL)
    self->zone = zone;
}

guint
hr_tickets_ask (HrTickets *self, const char *language)
{
  HrTicket *ticket;
  guint32 drawn = 0;

  g_return_val_if_fail (HR_IS_TICKETS (self), 0);
  end_day (self);
  if (self->waiting->n == HR_TICKETS_MAX)
    return 0;
  do
    hr_seal_random (&drawn, sizeof drawn);
  while (find (self, LEAST_NUMBER + drawn % N_NUMBERS) != NULL);
  ticket = &self->waiting->tickets[self->waiting->n++];
  ticket->number = LEAST_NUMBER + drawn % N_NUMBERS;
  g_strlcpy (ticket->language, language != NULL ? language : "", sizeof ticket->language);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, TRUE);
  return LEAST_NUMBER + drawn % N_NUMBERS;
}

void
hr_tickets_set_topic (HrTickets *self, guint number, HrTicketTopic topic)
{
  HrTicket *ticket;

  g_return_if_fail (HR_IS_TICKETS (self));
  g_return_if_fail ((guint) topic < HR_N_TICKET_TOPICS);
  end_day (self);
  ticket = find (self, number);
  if (ticket == NULL || ticket->topic == topic)
    return;
  ticket->topic = topic;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, FALSE);
}

gboolean
hr_tickets_waits (HrTickets *self, guint number)
{
  g_return_val_if_fail (HR_IS_TICKETS (self), FALSE);
  end_day (self);
  return find (self, number) != NULL;
}

void
hr_tickets_remove (HrTickets *self, guint number)
{
  Waiting *waiting;
  HrTicket *ticket;
  gsize after;

  g_return_if_fail (HR_IS_TICKETS (self));
  end_day (self);
  waiting = self->waiting;
  ticket = find (self, number);
  if (ticket == NULL)
    return;
  after = waiting->n - 1 - (gsize) (ticket - waiting->tickets);
  memmove (ticket, ticket + 1, after * sizeof *ticket);
  waiting->n--;
  hr_seal_wipe (&waiting->tickets[waiting->n], sizeof *ticket);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, FALSE);
}

void
hr_tickets_end_day (HrTickets *self)
{
  g_return_if_fail (HR_IS_TICKETS (self));
  if (end_day (self))
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0, FALSE);
}

const HrTicket *
hr_tickets_list (HrTickets *self, guint *ret_n)
{
  g_return_val_if_fail (HR_IS_TICKETS (self), NULL);
  end_day (self);
  *ret_n = self->waiting->n;
  return self->waiting->tickets;
}
