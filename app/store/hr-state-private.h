/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a store keeps on its worker thread. Every function of the store that touches it runs there. */
#pragma once

#include "handrail/core/hr-clock.h"
#include "handrail/core/hr-vocabulary.h"
#include "handrail/core/hr-zone.h"
#include "hr-db-private.h"
#include "hr-records-private.h"
#include "hr-worker-private.h"

G_BEGIN_DECLS

typedef struct _HrIndex HrIndex;
typedef struct _HrFts HrFts;

/**
 * HrState:
 * @built_in: the vocabulary that came with the program; @vocabulary: with the database's own types
 * @zone: of the site
 * @site_venue: (nullable): the place of the site itself
 * @site_venues: (nullable): ids of all that belong to it, when somebody asked (hr-site-private.h)
 * @index: (nullable): made when a query needs it
 * @changed: called on the worker after each commit, and when another process wrote
 */
typedef struct
{
  char *directory;
  char *path;
  HrWorker *worker;
  HrClock *clock;
  HrVocabulary *built_in;
  void (*changed) (gpointer data);
  gpointer changed_data;

  HrDb *db;
  HrVocabulary *vocabulary;
  const HrZone *zone;
  char *site_venue;
  GHashTable *site_venues;
  HrIndex *index;
  HrFts *fts;
  char *device_id;
  guint32 epoch;
  gint64 data_version;
  gboolean alone; /* open for reading on a full disk */
} HrState;

HrState *hr_state_new (const char *directory, HrVocabulary *vocabulary, HrClock *clock) G_GNUC_WARN_UNUSED_RESULT;
void hr_state_free (HrState *self);

/** hr_state_open: opens, migrates and reads what is always needed; the index comes later */
gboolean hr_state_open (HrState *self, GError **error);
void hr_state_close (HrState *self);

/** hr_state_check_open: %HR_ERROR_IO before open and after close */
gboolean hr_state_check_open (HrState *self, GError **error);

/** hr_state_reload: after a commit that changed the site or types: reads them again and drops the index */
gboolean hr_state_reload (HrState *self, GError **error);

/** hr_state_notice: whether another process wrote; then what is remembered is read again and @changed is called. Costs microseconds: asked
 * before a page is read, so that none is made of rows that are gone */
gboolean hr_state_notice (HrState *self);
/** hr_state_poll: hr_state_notice(), and what else is due when there is time */
void hr_state_poll (HrState *self);

/** HR_META_READ: before the id of a source: when its feed was read last, in milliseconds since 1970 */
#define HR_META_READ "read:"

/** hr_state_get_meta / set_meta: a number that the store keeps for itself; 0 when it is not there */
gboolean hr_state_get_meta (HrState *self, const char *key, gint64 *ret_value, GError **error);
gboolean hr_state_set_meta (HrState *self, const char *key, gint64 value, GError **error);

/** HR_DEVICE_NOBODY: in the table device: wrote what came with the program; HR_DEVICE_UNKNOWN: is not in it */
#define HR_DEVICE_NOBODY 0
#define HR_DEVICE_UNKNOWN G_MAXUINT32

/** hr_state_find_device: its number, or %HR_DEVICE_UNKNOWN */
gboolean hr_state_find_device (HrState *self, const char *id, guint32 *ret_device, GError **error);
/** hr_state_note_device: in a transaction: its number, a new one when it has none */
gboolean hr_state_note_device (HrState *self, const char *id, guint32 *ret_device, GError **error);
/** hr_state_get_own_device: the number of this device, or %HR_DEVICE_UNKNOWN when it never wrote */
gboolean hr_state_get_own_device (HrState *self, guint32 *ret_device, GError **error);

/** hr_state_begin_write: inside a transaction: who writes, and from which numbers on */
gboolean hr_state_begin_write (HrState *self, HrWriter *writer, GError **error);
/** hr_state_end_write: in the same transaction: keeps the numbers */
gboolean hr_state_end_write (HrState *self, const HrWriter *writer, GError **error);

G_END_DECLS
