/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-service"

#include "hr-staff-private.h"
#include "handrail/core/hr-error.h"
#include "handrail/core/hr-text.h"
#include "handrail/seal/hr-seal-pin.h"
#include <glib/gi18n-lib.h>

const char *
hr_staff_pin_problem (const char *pin)
{
  g_return_val_if_fail (pin != NULL, NULL);
  switch (hr_seal_pin_weakness (pin))
    {
    case HR_SEAL_PIN_NOT_SIX_DIGITS:
      return _("A PIN has six digits. Choose six.");
    case HR_SEAL_PIN_ONE_DIGIT:
    case HR_SEAL_PIN_TWO_DIGITS:
      return _("This PIN has too few different digits. Use at least three.");
    case HR_SEAL_PIN_RUN:
      return _("Digits in a row are tried first. Mix them.");
    case HR_SEAL_PIN_REPEATED:
      return _("A PIN that repeats itself is easy to guess. Choose another.");
    case HR_SEAL_PIN_YEAR:
      return _("A month and a year are easy to guess. Choose another PIN.");
    case HR_SEAL_PIN_PATTERN:
      return _("A pattern on the keys is easy to guess. Choose another PIN.");
    case HR_SEAL_PIN_COMMON:
      return _("Many people choose this PIN. Choose another.");
    case HR_SEAL_PIN_GOOD:
    default:
      return NULL;
    }
}

void
hr_staff_words_refusal (HrStaffOutcome outcome, GError **error)
{
  const char *text = _("This is not the PIN. Try again.");
  HrError code = HR_ERROR_REFUSED;
  switch (outcome)
    {
    case HR_STAFF_NOT_YET:
      text = _("There were several wrong PINs. Wait until the time is over, then try again.");
      break;
    case HR_STAFF_TOO_LATE:
      text = _("Somebody else has chosen the first PIN already. Ask a manager to add you.");
      break;
    case HR_STAFF_NOT_MANAGER:
      text = _("Only a manager can do this. Ask one.");
      break;
    case HR_STAFF_LAST_MANAGER:
      text = _("The desk needs a manager. Make somebody else a manager first.");
      break;
    case HR_STAFF_TAKEN:
      text = _("Somebody has this name already. Choose another, such as with the first letter of a last name.");
      code = HR_ERROR_INPUT;
      break;
    case HR_STAFF_NO_MEMBER:
      text = _("This member is not there any more.");
      code = HR_ERROR_NOT_FOUND;
      break;
    case HR_STAFF_NO_MEMORY:
      text = _("The device has too little memory free to look at the PIN. Try again; if that does not help, restart it.");
      code = HR_ERROR_LIMIT;
      break;
    case HR_STAFF_WRONG:
    case HR_STAFF_DONE:
    default:
      break;
    }
  g_set_error_literal (error, HR_ERROR, code, text);
}

char *
hr_staff_words_trouble (const GError *error, const char *directory)
{
  g_autofree char *path = g_build_filename (directory, HR_STAFF_FILE, NULL);
  g_autofree char *folder = g_shell_quote (directory);
  switch (error->domain == HR_ERROR ? (HrError)error->code : HR_ERROR_IO)
    {
    case HR_ERROR_CORRUPT:
      /* Translators: the words in quotes are typed as they are */
      return g_strdup_printf (_("The file with the PINs, %1$s, is damaged, so the desk stays shut. Whoever has this device can "
                                "start over: stop Handrail, run “handrailctl --data %2$s staff reset --yes” and start it again."),
                              path, folder);
    case HR_ERROR_TOO_NEW:
      return g_strdup_printf (_("The file with the PINs, %s, was written by a newer Handrail, so the desk stays shut. Update this "
                                "program."),
                              path);
    case HR_ERROR_NO_SPACE:
      return g_strdup (_("The disk is full, and nothing was changed. Make room, then try again."));
    case HR_ERROR_BUSY:
      return g_strdup_printf (_("Another program is using %s, and nothing was changed. Try again in a moment."), path);
    case HR_ERROR_INPUT:
    case HR_ERROR_NOT_FOUND:
    case HR_ERROR_REFUSED:
    case HR_ERROR_LIMIT:
    case HR_ERROR_CANCELLED:
    case HR_ERROR_CLOCK:
    case HR_ERROR_CONFLICT:
    case HR_ERROR_IO:
    default:
      return g_strdup_printf (_("The file with the PINs, %1$s, could not be used, so the desk stays shut: %2$s Check the folder and "
                                "its permissions, then try again."),
                              path, error->message);
    }
}

char *
hr_staff_words_tidy_name (const char *name, GError **error)
{
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  g_autofree char *tidy = hr_text_tidy (valid, FALSE);
  if (*tidy == '\0')
    g_set_error_literal (error, HR_ERROR, HR_ERROR_INPUT, _("A name is missing. Any name will do that others here know."));
  else if (g_utf8_strlen (tidy, -1) > HR_STAFF_NAME_LENGTH)
    g_set_error (error, HR_ERROR, HR_ERROR_INPUT, _("This name is too long. Use at most %d characters."),
                 HR_STAFF_NAME_LENGTH);
  else
    return g_steal_pointer (&tidy);
  return NULL;
}
