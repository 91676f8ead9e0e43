/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The asks, one function each, on the worker. */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-staff-private.h"
#include "handrail/core/hr-text.h"
#include "handrail/seal/hr-seal-pin.h"
#include "handrail/seal/hr-seal.h"

#define MS_PER_S 1000

typedef gboolean (*Work) (HrStaffFile *self, const HrStaffAsk *ask, HrStaffAnswer *answer, GError **error);

guint
hr_staff_wait_after (gint64 wrong)
{
  guint wait_s = wrong < HR_STAFF_FREE_TRIES ? 0 : HR_STAFF_FIRST_WAIT_S;
  for (gint64 n = HR_STAFF_FREE_TRIES; n < wrong && wait_s < HR_STAFF_LONGEST_WAIT_S; n++)
    wait_s *= 2;
  return MIN (wait_s, HR_STAFF_LONGEST_WAIT_S);
}

/* Names of signs only have no letters to fold. */
static char *
fold_name (const char *name)
{
  char *folded = hr_text_fold (name);
  if (*folded != '\0')
    return folded;
  g_free (folded);
  return g_utf8_casefold (name, -1);
}

/* ---- looking ---- */

/* @ret_pin: (optional): the hash, or %NULL when there is no such member */
static gboolean
read_member (HrStaffFile *self, const char *id, char **ret_pin, gboolean *ret_manager, GError **error)
{
  g_autoptr (HrStatement) statement =
      hr_db_prepare (self->db, "SELECT pin, role='manager' FROM member WHERE id=?1 AND left_s IS NULL", error);
  gboolean row = FALSE;
  *ret_pin = NULL;
  *ret_manager = FALSE;
  if (statement == NULL)
    return FALSE;
  hr_bind_text (statement, 1, id);
  if (!hr_db_step (self->db, statement, &row, error))
    return FALSE;
  if (row)
    {
      *ret_pin = hr_column_dup (statement, 0);
      *ret_manager = sqlite3_column_int (statement, 1) != 0;
    }
  return TRUE;
}

/* Whether @by is a manager now: they may have been removed from elsewhere since they opened the desk. */
static gboolean
check_manager (HrStaffFile *self, const HrStaffAsk *ask, HrStaffAnswer *answer, GError **error)
{
  g_autofree char *pin = NULL;
  gboolean manager = FALSE;
  if (!read_member (self, ask->by, &pin, &manager, error))
    return FALSE;
  if (!manager)
    answer->outcome = HR_STAFF_NOT_MANAGER;
  return TRUE;
}

static gboolean
check_member (HrStaffFile *self, const HrStaffAsk *ask, HrStaffAnswer *answer, gboolean *ret_manager, GError **error)
{
  g_autofree char *pin = NULL;
  if (!read_member (self, ask->member, &pin, ret_manager, error))
    return FALSE;
  if (pin == NULL)
    answer->outcome = HR_STAFF_NO_MEMBER;
  return TRUE;
}

static gboolean
check_name (HrStaffFile *self, const HrStaffAsk *ask, HrStaffAnswer *answer, GError **error)
{
  g_autofree char *folded = fold_name (ask->name);
  g_autoptr (HrStatement) statement =
      hr_db_prepare (self->db, "SELECT 1 FROM member WHERE folded=?1 AND left_s IS NULL AND id IS NOT ?2", error);
  gboolean row = FALSE;
  if (statement == NULL)
    return FALSE;
  hr_bind_text (statement, 1, folded);
  hr_bind_text (statement, 2, ask->member);
  if (!hr_db_step (self->db, statement, &row, error))
    return FALSE;
  if (row)
    answer->outcome = HR_STAFF_TAKEN;
  return TRUE;
}

/* Whether the desk has another manager than @ask's member. */
static gboolean
check_other_manager (HrStaffFile *self, const HrStaffAsk *ask, HrStaffAnswer *answer, GError **error)
{
  g_autoptr (HrStatement) statement = hr_db_prepare (
      self->db, "SELECT 1 FROM member WHERE role='manager' AND left_s IS NULL AND id<>?1", error);
  gboolean row = FALSE;
  if (statement == NULL)
    return FALSE;
  hr_bind_text (statement, 1, ask->member);
  if (!hr_db_step (self->db, statement, &row, error))
    return FALSE;
  if (!row)
    answer->outcome = HR_STAFF_LAST_MANAGER;
  return TRUE;
}

/* ---- writing; inside a transaction ---- */

static gboolean
insert_member (HrStaffFile *self, const HrStaffAsk *ask, gboolean manager, const char *hash, HrStaffAnswer *answer,
               GError **error)
{
  g_autofree char *folded = fold_name (ask->name);
  g_autofree char *id = hr_text_random_id ("s");
  g_autoptr (HrStatement) statement = hr_db_prepare (
      self->db, "INSERT INTO member (id, name, folded, role, pin, made_s) VALUES (?1, ?2, ?3, ?4, ?5, ?6)", error);
  if (statement == NULL)
    return FALSE;
  hr_bind_text (statement, 1, id);
  hr_bind_text (statement, 2, ask->name);
  hr_bind_text (statement, 3, folded);
  hr_bind_text (statement, 4, manager ? "manager" : "editor");
  hr_bind_text (statement, 5, hash);
  sqlite3_bind_int64 (statement, 6, hr_clock_now_s (self->clock));
  if (!hr_db_run (self->db, statement, error))
    return FALSE;
  answer->member = g_steal_pointer (&id);
  return TRUE;
}

static gboolean
update_pin (HrStaffFile *self, const char *id, const char *hash, GError **error)
{
  g_autoptr (HrStatement) statement =
      hr_db_prepare (self->db, "UPDATE member SET pin=?2 WHERE id=?1 AND left_s IS NULL", error);
  if (statement == NULL)
    return FALSE;
  hr_bind_text (statement, 1, id);
  hr_bind_text (statement, 2, hash);
  return hr_db_run (self->db, statement, error);
}

/* ---- tries ---- */

/* Commits one wrong try more, before anybody looks at the PIN. */
static gboolean
write_try_down (HrStaffFile *self, const HrStaffAsk *ask, char **ret_hash, HrStaffAnswer *answer, GError **error)
{
  gboolean manager = FALSE;
  g_autofree char *hash = NULL;
  g_autoptr (HrTransaction) transaction = hr_transaction_begin (self->db, error);
  if (transaction == NULL || !hr_staff_file_sync (self, error)
      || !read_member (self, ask->member, &hash, &manager, error))
    return FALSE;
  if (hash == NULL)
    answer->outcome = HR_STAFF_NO_MEMBER;
  else if (hr_staff_file_wait_s (self) > 0)
    answer->outcome = HR_STAFF_NOT_YET;
  if (answer->outcome != HR_STAFF_DONE)
    return TRUE;
  guint wait_s = hr_staff_wait_after (self->wrong + 1);
  if (!hr_staff_file_set_tries (self, self->wrong + 1, wait_s, error) || !hr_transaction_commit (transaction, error))
    return FALSE;
  self->wrong++;
  self->wait_until_ms = wait_s > 0 ? hr_clock_elapsed_ms (self->clock) + (gint64)wait_s * MS_PER_S : 0;
  *ret_hash = g_steal_pointer (&hash);
  return TRUE;
}

/* @new_hash: (nullable): what takes the place of the member's hash */
static gboolean
write_right (HrStaffFile *self, const HrStaffAsk *ask, const char *new_hash, GError **error)
{
  g_autoptr (HrTransaction) transaction = hr_transaction_begin (self->db, error);
  if (transaction == NULL || !hr_staff_file_set_tries (self, 0, 0, error)
      || (new_hash != NULL && !update_pin (self, ask->member, new_hash, error))
      || !hr_transaction_commit (transaction, error))
    return FALSE;
  self->wrong = 0;
  self->wait_until_ms = 0;
  return TRUE;
}

/* Without memory nothing was learned about the PIN, so the try is taken back. */
static gboolean
take_back (HrStaffFile *self, HrStaffAnswer *answer, GError **error)
{
  answer->outcome = HR_STAFF_NO_MEMORY;
  if (!hr_staff_file_set_tries (self, self->wrong - 1, 0, error))
    return FALSE;
  self->wrong--;
  self->wait_until_ms = 0;
  return TRUE;
}

/* @new_pin: (nullable): the PIN to be from now on */
static gboolean
try_pin (HrStaffFile *self, const HrStaffAsk *ask, const char *pin, const char *new_pin, HrStaffAnswer *answer,
         GError **error)
{
  g_autofree char *hash = NULL;
  char new_hash[HR_SEAL_PIN_HASH_BYTES];
  if (!write_try_down (self, ask, &hash, answer, error))
    return FALSE;
  if (answer->outcome != HR_STAFF_DONE)
    return TRUE;
  HrSealPinMatch match = hr_seal_pin_verify (hash, pin);
  if (match == HR_SEAL_PIN_UNKNOWN)
    return take_back (self, answer, error);
  if (match == HR_SEAL_PIN_OTHER)
    {
      answer->outcome = HR_STAFF_WRONG;
      return TRUE;
    }
  const char *to_hash = new_pin != NULL ? new_pin : hr_seal_pin_needs_rehash (hash) ? pin : NULL;
  if (to_hash != NULL && !hr_seal_pin_hash (to_hash, new_hash))
    return take_back (self, answer, error);
  answer->member = g_strdup (ask->member);
  return write_right (self, ask, to_hash != NULL ? new_hash : NULL, error);
}

static gboolean
do_try (HrStaffFile *self, const HrStaffAsk *ask, HrStaffAnswer *answer, GError **error)
{
  return try_pin (self, ask, ask->pin, NULL, answer, error);
}

/* ---- members ---- */

static gboolean
do_begin (HrStaffFile *self, const HrStaffAsk *ask, HrStaffAnswer *answer, GError **error)
{
  char hash[HR_SEAL_PIN_HASH_BYTES];
  gint64 n = 0;
  if (!hr_seal_pin_hash (ask->pin, hash))
    {
      answer->outcome = HR_STAFF_NO_MEMORY;
      return TRUE;
    }
  g_autoptr (HrTransaction) transaction = hr_transaction_begin (self->db, error);
  if (transaction == NULL || !hr_db_get_integer (self->db, "SELECT count(*) FROM member WHERE left_s IS NULL", &n, error))
    return FALSE;
  if (n > 0)
    {
      answer->outcome = HR_STAFF_TOO_LATE;
      return TRUE;
    }
  return insert_member (self, ask, TRUE, hash, answer, error) && hr_transaction_commit (transaction, error);
}

static gboolean
do_add (HrStaffFile *self, const HrStaffAsk *ask, HrStaffAnswer *answer, GError **error)
{
  char hash[HR_SEAL_PIN_HASH_BYTES];
  if (!hr_seal_pin_hash (ask->pin, hash))
    {
      answer->outcome = HR_STAFF_NO_MEMORY;
      return TRUE;
    }
  g_autoptr (HrTransaction) transaction = hr_transaction_begin (self->db, error);
  if (transaction == NULL || !check_manager (self, ask, answer, error)
      || (answer->outcome == HR_STAFF_DONE && !check_name (self, ask, answer, error)))
    return FALSE;
  return answer->outcome != HR_STAFF_DONE
         || (insert_member (self, ask, ask->manager, hash, answer, error) && hr_transaction_commit (transaction, error));
}

static gboolean
do_set_pin (HrStaffFile *self, const HrStaffAsk *ask, HrStaffAnswer *answer, GError **error)
{
  gboolean manager = FALSE;
  char hash[HR_SEAL_PIN_HASH_BYTES];
  if (g_strcmp0 (ask->by, ask->member) == 0)
    {
      if (ask->old_pin == NULL)
        {
          answer->outcome = HR_STAFF_WRONG;
          return TRUE;
        }
      return try_pin (self, ask, ask->old_pin, ask->pin, answer, error);
    }
  if (!hr_seal_pin_hash (ask->pin, hash))
    {
      answer->outcome = HR_STAFF_NO_MEMORY;
      return TRUE;
    }
  g_autoptr (HrTransaction) transaction = hr_transaction_begin (self->db, error);
  if (transaction == NULL || !check_manager (self, ask, answer, error)
      || (answer->outcome == HR_STAFF_DONE && !check_member (self, ask, answer, &manager, error)))
    return FALSE;
  return answer->outcome != HR_STAFF_DONE
         || (update_pin (self, ask->member, hash, error) && hr_transaction_commit (transaction, error));
}

static gboolean
update_member (HrStaffFile *self, const HrStaffAsk *ask, GError **error)
{
  g_autofree char *folded = fold_name (ask->name);
  g_autoptr (HrStatement) statement =
      hr_db_prepare (self->db, "UPDATE member SET name=?2, folded=?3, role=?4 WHERE id=?1 AND left_s IS NULL", error);
  if (statement == NULL)
    return FALSE;
  hr_bind_text (statement, 1, ask->member);
  hr_bind_text (statement, 2, ask->name);
  hr_bind_text (statement, 3, folded);
  hr_bind_text (statement, 4, ask->manager ? "manager" : "editor");
  return hr_db_run (self->db, statement, error);
}

static gboolean
do_set (HrStaffFile *self, const HrStaffAsk *ask, HrStaffAnswer *answer, GError **error)
{
  gboolean was_manager = FALSE;
  g_autoptr (HrTransaction) transaction = hr_transaction_begin (self->db, error);
  if (transaction == NULL || !check_manager (self, ask, answer, error)
      || (answer->outcome == HR_STAFF_DONE && !check_member (self, ask, answer, &was_manager, error))
      || (answer->outcome == HR_STAFF_DONE && was_manager && !ask->manager
          && !check_other_manager (self, ask, answer, error))
      || (answer->outcome == HR_STAFF_DONE && !check_name (self, ask, answer, error)))
    return FALSE;
  return answer->outcome != HR_STAFF_DONE
         || (update_member (self, ask, error) && hr_transaction_commit (transaction, error));
}

static gboolean
do_remove (HrStaffFile *self, const HrStaffAsk *ask, HrStaffAnswer *answer, GError **error)
{
  gboolean was_manager = FALSE;
  g_autoptr (HrTransaction) transaction = hr_transaction_begin (self->db, error);
  if (transaction == NULL || !check_manager (self, ask, answer, error)
      || (answer->outcome == HR_STAFF_DONE && !check_member (self, ask, answer, &was_manager, error))
      || (answer->outcome == HR_STAFF_DONE && was_manager && !check_other_manager (self, ask, answer, error)))
    return FALSE;
  if (answer->outcome != HR_STAFF_DONE)
    return TRUE;
  g_autoptr (HrStatement) statement = hr_db_prepare (
      self->db, "UPDATE member SET pin=NULL, left_s=?2 WHERE id=?1 AND left_s IS NULL", error);
  if (statement == NULL)
    return FALSE;
  hr_bind_text (statement, 1, ask->member);
  sqlite3_bind_int64 (statement, 2, hr_clock_now_s (self->clock));
  return hr_db_run (self->db, statement, error) && hr_transaction_commit (transaction, error);
}

static gboolean
do_read (HrStaffFile *self, const HrStaffAsk *ask, HrStaffAnswer *answer, GError **error)
{
  return hr_staff_file_sync (self, error);
}

static gboolean
do_save_wait (HrStaffFile *self, const HrStaffAsk *ask, HrStaffAnswer *answer, GError **error)
{
  g_autoptr (HrTransaction) transaction = hr_transaction_begin (self->db, error);
  return transaction != NULL && hr_staff_file_sync (self, error)
         && hr_staff_file_set_tries (self, self->wrong, hr_staff_file_wait_s (self), error)
         && hr_transaction_commit (transaction, error);
}

gboolean
hr_staff_file_do (HrStaffFile *self, const HrStaffAsk *ask, HrStaffAnswer *answer, GError **error)
{
  static const Work works[] = {
    [HR_STAFF_READ] = do_read,       [HR_STAFF_BEGIN] = do_begin, [HR_STAFF_TRY] = do_try,
    [HR_STAFF_ADD] = do_add,         [HR_STAFF_SET_PIN] = do_set_pin, [HR_STAFF_SET] = do_set,
    [HR_STAFF_REMOVE] = do_remove,   [HR_STAFF_SAVE_WAIT] = do_save_wait,
  };
  if (!works[ask->what](self, ask, answer, error) || !hr_staff_file_sync (self, error))
    return FALSE;
  answer->rows = hr_staff_file_read_rows (self, error);
  answer->wrong = self->wrong;
  answer->wait_until_ms = self->wait_until_ms;
  return answer->rows != NULL;
}
