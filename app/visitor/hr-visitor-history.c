/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-visitor"

#include "hr-visitor-history-private.h"

typedef struct
{
  char *page;
  char *argument;
} Visit;

struct _HrVisitorHistory
{
  GPtrArray *visits; /* Visit */
};

static void
visit_free_cb (gpointer data)
{
  Visit *visit = data;

  g_free (visit->page);
  g_free (visit->argument);
  g_free (visit);
}

HrVisitorHistory *
hr_visitor_history_new (void)
{
  HrVisitorHistory *self = g_new0 (HrVisitorHistory, 1);

  self->visits = g_ptr_array_new_with_free_func (visit_free_cb);
  return self;
}

void
hr_visitor_history_free (HrVisitorHistory *self)
{
  g_ptr_array_unref (self->visits);
  g_free (self);
}

void
hr_visitor_history_add (HrVisitorHistory *self, const char *page, const char *argument)
{
  Visit *visit = g_new0 (Visit, 1);

  visit->page = g_strdup (page);
  visit->argument = g_strdup (argument);
  g_ptr_array_add (self->visits, visit);
}

gboolean
hr_visitor_history_take (HrVisitorHistory *self, char **ret_page, char **ret_argument)
{
  Visit *visit;

  if (self->visits->len == 0)
    return FALSE;
  visit = g_ptr_array_index (self->visits, self->visits->len - 1);
  *ret_page = g_steal_pointer (&visit->page);
  *ret_argument = g_steal_pointer (&visit->argument);
  g_ptr_array_set_size (self->visits, (gint)self->visits->len - 1);
  return TRUE;
}

void
hr_visitor_history_forget (HrVisitorHistory *self)
{
  g_ptr_array_set_size (self->visits, 0);
}
