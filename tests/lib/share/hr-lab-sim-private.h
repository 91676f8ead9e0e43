/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A story and its devices. */
#pragma once

#include "hr-lab-sim.h"
#include "hr-lab-folder.h"
#include "hr-lab-ledger.h"
#include "hr-share-engine-private.h"

G_BEGIN_DECLS

/* and one that joins at the end */
#define DEVICES_MAX 51
#define ROOT DEVICES_MAX
#define THINGS 6
#define FIELDS 4
#define MEETINGS 3
#define STEPS 250
#define ROUNDS 22
#define START_MS G_GINT64_CONSTANT (1764000000000)

typedef struct
{
  guint8 public[HR_SEAL_PUBLIC_KEY_BYTES];
  guint8 secret[HR_SEAL_SECRET_KEY_BYTES];
  char device[HR_SHARE_DEVICE_LENGTH + 1];
} Key;

typedef struct
{
  const Key *key;
  gboolean staff, gone;
  guint view;
  gint64 skew;
  HrShareLedger *ledger;
  HrShareFolder *folder;
  HrShareEngine *engine;
  GPtrArray *backups; /* (element-type HrShareLedger) */
} Device;

typedef struct
{
  GRand *rand;
  guint n, views;
  gint64 now;
  gboolean restores; /* disks may be restored in this story */
  HrShareNet net;
  char *trust_name;
  GBytes *trust;
  HrLabShare *share;
  Device devices[DEVICES_MAX];
  HrShareVersion acked[THINGS][FIELDS];
  guint64 floor[DEVICES_MAX][DEVICES_MAX][MEETINGS]; /* what staff had of a kiosk when its disk was restored */
  guint64 since[DEVICES_MAX][MEETINGS];              /* what it counted afterwards */
  GHashTable *truth;  /* device/cell -> number */
  GHashTable *forged; /* paths */
  HrLabStory *story;
  GString *wrong;
} Sim;

const Key *hr_lab_sim_keys (void);
guint hr_lab_sim_below (Sim *sim, guint n);
/** hr_lab_sim_new: @n: devices, 0 = by the seed; @views: likewise */
Sim *hr_lab_sim_new (guint32 seed, guint n, guint views, HrLabStory *story);
void hr_lab_sim_free (Sim *sim);
void hr_lab_sim_add_device (Sim *sim, guint i);
void hr_lab_sim_sync (Sim *sim, Device *device, gboolean rough);
/** hr_lab_sim_sum: what @staff have of @kiosk's counts of one meeting */
guint64 hr_lab_sim_sum (const Device *staff, const Device *kiosk, guint meeting);
/** hr_lab_sim_heal: everything works from now on, for many rounds; then somebody new comes */
void hr_lab_sim_heal (Sim *sim);
/** hr_lab_sim_check: all agree; adds to @wrong what does not hold */
void hr_lab_sim_check (Sim *sim);

G_END_DECLS
