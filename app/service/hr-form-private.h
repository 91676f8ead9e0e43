/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a form holds: its values (hr-form.c) and how they are written (hr-form-write.c). */
#pragma once

#include "handrail/service/hr-form.h"

G_BEGIN_DECLS

/* One field. Texts are never NULL but for @theirs. */
typedef struct
{
  char *base;   /* what stood there when it was begun, canonical */
  char *typed;  /* as it was typed */
  char *value;  /* the same, canonical; what stood there before when it does not hold */
  char *theirs; /* (nullable): what stands there now, when it was changed here and elsewhere */
  gboolean holds;
} HrFormField;

typedef struct
{
  guint field;
  char *typed;
} HrFormStep;

struct _HrForm
{
  GObject parent_instance;
  HrEditor *editor;
  HrKind kind;
  char *id;
  char *copy_of;
  HrThing *thing;
  HrFormField *fields;
  guint n_fields;
  GArray *steps; /* of HrFormStep: where undo goes */
  GError *error;
  gint64 draft_ms;
  guint draft_source;
  gboolean draft_stored; /* there may be one in the database */
  gboolean ready;
  gboolean writing;
};

/** hr_form_name_of: of the field with this number */
const char *hr_form_name_of (HrForm *self, guint field);
/** hr_form_load: reads the thing anew; what is being typed stays */
void hr_form_load (HrForm *self);
/** hr_form_forget_steps: nothing to undo any more */
void hr_form_forget_steps (HrForm *self);

G_END_DECLS
