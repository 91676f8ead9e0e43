/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the share stands, in values and in words. Reads only what is remembered on this device. */
#define G_LOG_DOMAIN "handrail-service"

#include "hr-sharing-private.h"

#include "handrail/service/hr-words.h"
#include "handrail/store/hr-store-desk.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MS G_GINT64_CONSTANT (1000)
/* A network that is away for an hour is nothing to run for. */
#define LATE_S (G_GINT64_CONSTANT (2) * 60 * 60)
#define CODE_PREFIX "handrail-share:"

static void
held_free (gpointer data)
{
  HrSharingHeld *self = data;

  g_free (self->device);
  g_free (self->name);
  g_strfreev (self->names);
  g_free (self);
}

void
hr_sharing_state_free (HrSharingState *self)
{
  if (self == NULL)
    return;
  hr_share_status_free (self->status);
  g_free (self->invitation);
  g_free (self->code);
  g_clear_pointer (&self->held, g_ptr_array_unref);
  g_free (self);
}

/* ---- reading ---- */

static const char *
device_name (const HrShareStatus *status, const char *device)
{
  for (guint i = 0; i < status->devices->len; i++)
    if (strcmp (((const HrShareDevice *)status->devices->pdata[i])->device, device) == 0)
      return ((const HrShareDevice *)status->devices->pdata[i])->name;
  return device;
}

static HrSharingHeld *
find_held (GPtrArray *list, const HrShareStatus *status, const HrShareHeld *held)
{
  HrSharingHeld *found;

  for (guint i = 0; i < list->len; i++)
    if (strcmp (((HrSharingHeld *)list->pdata[i])->device, held->device) == 0)
      return list->pdata[i];
  found = g_new0 (HrSharingHeld, 1);
  found->device = g_strdup (held->device);
  found->name = g_strdup (device_name (status, held->device));
  found->wall_ms = held->wall_ms;
  g_ptr_array_add (list, found);
  return found;
}

static char *
thing_name (HrStore *store, const HrShareHeldThing *thing)
{
  g_autoptr (HrThing) known = thing->kind < HR_N_KINDS ? hr_store_get_thing (store, (HrKind)thing->kind, thing->id, NULL) : NULL;

  return g_strdup (known != NULL ? known->title : thing->id);
}

/* The names of the first ones: nobody reads a thousand. */
static void
take_held (HrSharingState *state, HrStore *store)
{
  for (guint i = 0; i < state->status->held->len; i++)
    {
      const HrShareHeld *from = state->status->held->pdata[i];
      HrSharingHeld *held = find_held (state->held, state->status, from);
      g_autoptr (GPtrArray) names = g_ptr_array_new ();

      for (char **name = held->names; name != NULL && *name != NULL; name++)
        g_ptr_array_add (names, *name);
      g_clear_pointer (&held->names, g_free);
      for (guint k = 0; k < from->things->len && names->len < HR_SHARING_NAMES; k++)
        g_ptr_array_add (names, thing_name (store, from->things->pdata[k]));
      g_ptr_array_add (names, NULL);
      held->names = (char **)g_ptr_array_steal (names, NULL);
      held->n += from->things->len;
    }
}

/* Whoever may not answer is not asked. */
static void
count_conflicts (HrSharingState *state, HrStore *store)
{
  g_autoptr (GPtrArray) list = NULL;

  if (state->status->revoked || (state->status->roles & (HR_SHARE_STAFF | HR_SHARE_OFFICE)) == 0)
    return;
  list = hr_store_get_conflicts (store, NULL);
  state->n_conflicts = list != NULL ? list->len : 0;
}

static HrSharingState *
state_new (void)
{
  HrSharingState *state = g_new0 (HrSharingState, 1);

  state->held = g_ptr_array_new_with_free_func (held_free);
  return state;
}

/* A device without a key never wrote anything: looking does not make it one. */
static HrSharingState *
make_empty (void)
{
  HrSharingState *state = state_new ();

  state->status = g_new0 (HrShareStatus, 1);
  state->status->devices = g_ptr_array_new ();
  state->status->held = g_ptr_array_new ();
  return state;
}

HrSharingState *
hr_sharing_load_state (const char *directory, HrStore *store, HrClock *clock, GError **error)
{
  g_autofree char *key = g_build_filename (directory, "device.key", NULL);
  g_autoptr (HrSharingState) state = NULL;
  g_autoptr (HrVocabulary) vocabulary = NULL;
  g_autoptr (HrShare) share = NULL;

  if (!g_file_test (key, G_FILE_TEST_EXISTS))
    return make_empty ();
  vocabulary = hr_store_load_vocabulary (error);
  share = vocabulary != NULL ? hr_share_open (directory, vocabulary, clock, error) : NULL;
  if (share == NULL)
    return NULL;
  state = state_new ();
  state->status = hr_share_get_status (share, error);
  if (state->status == NULL)
    return NULL;
  state->invitation = hr_share_invitation (share);
  if (state->status->folder != NULL && !state->status->member)
    state->code = hr_share_code (share);
  take_held (state, store);
  count_conflicts (state, store);
  return g_steal_pointer (&state);
}

char *
hr_sharing_state_print (const HrSharingState *state)
{
  const HrShareStatus *status = state->status;
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s|%s|%s|%s|%u|%d|%d|%" G_GINT64_FORMAT "|%d|%s|%d|", status->folder, status->name, status->device,
                          status->site, status->roles, status->member, status->revoked, status->synced_ms / MS, status->outbox,
                          status->trouble, (int)status->sort);
  g_string_append_printf (text, "%u|%" G_GINT64_FORMAT "|%" G_GINT64_FORMAT "|%" G_GINT64_FORMAT "|%u|%d|%s|%s\n", state->n_conflicts, status->away_ms,
                          status->foreign_ms, status->behind_ms, status->refused, status->update, state->invitation, state->code);
  for (guint i = 0; i < status->devices->len; i++)
    {
      const HrShareDevice *device = status->devices->pdata[i];

      g_string_append_printf (text, "%s|%s|%s|%u|%d|%" G_GINT64_FORMAT "\n", device->device, device->name, device->site, device->roles,
                              device->revoked, device->published_ms);
    }
  for (guint i = 0; i < state->held->len; i++)
    {
      const HrSharingHeld *held = state->held->pdata[i];

      g_string_append_printf (text, "%s|%" G_GINT64_FORMAT "|%u\n", held->device, held->wall_ms, held->n);
    }
  return g_string_free (text, FALSE);
}

/* ---- words ---- */

char *
hr_sharing_moment (gint64 ms, const HrZone *zone)
{
  g_autofree char *day = NULL;
  g_autofree char *time = NULL;
  HrDate date = HR_DATE_NONE;
  int minute = 0;

  hr_zone_from_unix_s (zone, ms / MS, &date, &minute);
  day = hr_words_date_inside (date);
  time = hr_words_time (minute);
  return g_strdup_printf ("%s, %s", day, time);
}

char *
hr_sharing_role_words (guint roles)
{
  static const struct
  {
    guint role;
    const char *words;
  } all[] = {
    /* Translators: what a device of a share may do */
    { HR_SHARE_KIOSK, N_ ("Kiosk") },
    { HR_SHARE_STAFF, N_ ("Site staff") },
    { HR_SHARE_OFFICE, N_ ("Office") },
    { HR_SHARE_MANAGER, N_ ("lets devices in") },
  };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if ((roles & all[i].role) != 0)
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", _ (all[i].words));
  return g_string_free (text, FALSE);
}

static void
warning_free (gpointer data)
{
  HrSharingWarning *self = data;

  g_free (self->text);
  g_free (self->device);
  g_free (self);
}

/* @text: (transfer full) */
static HrSharingWarning *
add (GPtrArray *list, HrSharingWarningSort sort, gboolean urgent, char *text)
{
  HrSharingWarning *warning = g_new0 (HrSharingWarning, 1);

  warning->sort = sort;
  warning->urgent = urgent;
  warning->text = text;
  g_ptr_array_add (list, warning);
  return warning;
}

/* A share that was away for some minutes is not spoken of, another one in its place at once. */
static void
add_away (GPtrArray *list, const HrShareStatus *status, gint64 now_s, const HrZone *zone)
{
  gint64 since = status->synced_ms > 0 ? MIN (status->away_ms, status->synced_ms) : status->away_ms;
  g_autofree char *when = hr_sharing_moment (since, zone);

  if (status->sort == HR_SHARE_OTHER_SHARE)
    add (list, HR_SHARING_OTHER, TRUE,
         g_strdup_printf (_ ("In the folder %s lies another share. Nothing was read from it and nothing written to it. See that the right "
                             "folder is connected."),
                          status->folder));
  else if (status->sort == HR_SHARE_FULL)
    add (list, HR_SHARING_AWAY, TRUE,
         g_strdup_printf (_ ("There is no room left in the share or on this device, since %s. Make room; then it goes on by itself."), when));
  else if (status->sort != HR_SHARE_WELL && status->away_ms > 0 && now_s - since / MS >= LATE_S)
    add (list, HR_SHARING_AWAY, TRUE,
         g_strdup_printf (_ ("The share is away since %s. Everything here goes on, and what is changed goes out when it is back. See that the "
                             "network and the folder %s are connected."),
                          when, status->folder));
  else if (status->sort == HR_SHARE_WELL && status->synced_ms > 0 && now_s - status->synced_ms / MS >= LATE_S)
    add (list, HR_SHARING_AWAY, FALSE,
         g_strdup_printf (_ ("This device was in step last on %s. See that the service handrail-syncd runs, or touch “Sync now”."), when));
}

static void
add_held (GPtrArray *list, const HrSharingState *state)
{
  gboolean manager = (state->status->roles & HR_SHARE_MANAGER) != 0;

  for (guint i = 0; i < state->held->len; i++)
    {
      const HrSharingHeld *held = state->held->pdata[i];
      g_autofree char *what
          = g_strdup_printf (ngettext ("The device “%1$s” took %2$u listing away at once. Here it is still there.",
                                       "The device “%1$s” took %2$u listings away at once. Here they are still there.", held->n),
                             held->name, held->n);
      HrSharingWarning *warning
          = add (list, HR_SHARING_HELD, TRUE,
                 g_strdup_printf ("%s %s", what,
                                  manager ? _ ("Ask there whether that is meant.") : _ ("A manager's device decides what happens.")));

      warning->device = g_strdup (held->device);
    }
}

GPtrArray *
hr_sharing_warnings (const HrSharingState *state, gint64 now_s, const HrZone *zone)
{
  const HrShareStatus *status = state->status;
  GPtrArray *list = g_ptr_array_new_with_free_func (warning_free);

  if (status->folder == NULL)
    return list;
  if (status->revoked)
    add (list, HR_SHARING_OUT, TRUE,
         g_strdup (_ ("This device was put out of the share. What is changed here reaches nobody. Ask a manager.")));
  add_held (list, state);
  add_away (list, status, now_s, zone);
  if (!status->member)
    return list;
  if (state->n_conflicts > 0)
    add (list, HR_SHARING_CONFLICTS, FALSE,
         g_strdup_printf (ngettext ("In %u field two devices wrote something else before they heard of each other. Choose what stays.",
                                    "In %u fields two devices wrote something else before they heard of each other. Choose what stays.",
                                    state->n_conflicts),
                          state->n_conflicts));
  if (status->foreign_ms > 0)
    add (list, HR_SHARING_FOREIGN, FALSE,
         g_strdup (_ ("This device wrote to the share before what it does not remember: it was restored from a backup, or its disk was copied "
                      "and there are two of it. Its words were taken back in. If it was copied, let the copy in as a device of its own.")));
  if (status->behind_ms > 0)
    add (list, HR_SHARING_BEHIND, FALSE,
         g_strdup (_ ("The folder of the share shows less than it did: it was restored from a backup, or files were lost. The devices put "
                      "them back by themselves.")));
  if (status->refused > 0)
    add (list, HR_SHARING_REFUSED, FALSE,
         g_strdup_printf (ngettext ("In the share lies %u file that nobody signed who may. It was left alone. Tell whoever cares for the folder.",
                                    "In the share lie %u files that nobody signed who may. They were left alone. Tell whoever cares for the "
                                    "folder.",
                                    status->refused),
                          status->refused));
  if (status->update)
    add (list, HR_SHARING_OLD_PROGRAM, FALSE,
         g_strdup (_ ("Other devices have a newer Handrail and write what this one cannot read yet. Update this device.")));
  return list;
}

/* ---- one line ---- */

static char *
letters_of (const char *invitation)
{
  GString *text = g_string_new (NULL);

  for (const char *c = invitation; *c != '\0'; c++)
    if (g_ascii_isalnum (*c))
      g_string_append_c (text, g_ascii_tolower (*c));
  return g_string_free (text, FALSE);
}

char *
hr_sharing_code (const char *invitation, const char *folder)
{
  g_autofree char *letters = letters_of (invitation);

  return g_strdup_printf (CODE_PREFIX "%s:%s", letters, folder);
}

gboolean
hr_sharing_read_code (const char *text, char **ret_invitation, char **ret_folder)
{
  g_autofree char *line = g_strstrip (g_strdup (text));
  const char *letters = line + strlen (CODE_PREFIX), *end;

  if (g_ascii_strncasecmp (line, CODE_PREFIX, strlen (CODE_PREFIX)) != 0)
    return FALSE;
  end = strchr (letters, ':');
  if (end == NULL || end == letters)
    return FALSE;
  *ret_invitation = g_strndup (letters, (gsize)(end - letters));
  *ret_folder = g_strdup (end + 1);
  return TRUE;
}
