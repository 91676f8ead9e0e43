/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-store"

#include "hr-apply-private.h"
#include "handrail/core/hr-text.h"
#include <glib/gi18n-lib.h>

#include <string.h>

/* More than this share of a source's meetings does not go without being asked. */
#define HR_SHRINK_PERCENT 20

static void
shared_free (gpointer data)
{
  HrShared *self = data;

  g_free (self->id);
  g_clear_pointer (&self->record, hr_record_unref);
  g_clear_pointer (&self->diff, g_ptr_array_unref);
  g_free (self);
}

static void
apply_clear (HrApply *self)
{
  g_clear_pointer (&self->change, hr_change_free);
  g_clear_pointer (&self->report, hr_import_report_free);
  g_clear_pointer (&self->source, g_free);
  g_clear_pointer (&self->known, g_hash_table_unref);
  g_clear_pointer (&self->venues, g_hash_table_unref);
  g_clear_pointer (&self->groups, g_hash_table_unref);
  g_clear_pointer (&self->own, g_hash_table_unref);
  g_clear_pointer (&self->new_meetings, g_array_unref);
  g_clear_pointer (&self->overrides, g_hash_table_unref);
  g_clear_pointer (&self->rules, g_hash_table_unref);
  g_clear_pointer (&self->digests, g_hash_table_unref);
  hr_import_journal_clear (&self->journal);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HrApply, apply_clear)

/* ---- the report ---- */

HrImportChange *
hr_apply_report_change (GPtrArray *list, guint record, const HrRecord *meeting, guint64 fields)
{
  HrImportChange *change = g_new0 (HrImportChange, 1);
  const HrField *all = hr_kind_get_fields (HR_KIND_MEETING, NULL);

  change->record = record;
  change->id = g_strdup (hr_record_get_id (meeting));
  change->name = g_strdup (hr_record_get (meeting, "name"));
  if (fields != 0)
    {
      g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

      for (guint i = 0; i < hr_records_n_fields (HR_KIND_MEETING); i++)
        if ((fields >> i & 1) != 0)
          g_strv_builder_add (names, all[i].name);
      change->fields = g_strv_builder_end (names);
    }
  g_ptr_array_add (list, change);
  return change;
}

static void
copy_notes (GPtrArray *from, GPtrArray *to)
{
  for (guint i = 0; from != NULL && i < from->len; i++)
    {
      const HrFeedNote *note = from->pdata[i];
      HrFeedNote *copy = g_new0 (HrFeedNote, 1);

      copy->record = note->record;
      copy->name = g_strdup (note->name);
      copy->text = g_strdup (note->text);
      g_ptr_array_add (to, copy);
    }
}

static void
start_report (HrApply *self)
{
  HrImportReport *report = self->report;
  GHashTableIter iter;
  gpointer key = NULL, value = NULL;

  report->format = self->feed->format;
  report->records = self->feed->records;
  report->dry_run = self->options->dry_run;
  copy_notes (self->feed->repaired, report->repaired);
  copy_notes (self->feed->rejected, report->rejected);
  if (self->feed->left_out == NULL)
    return;
  g_hash_table_iter_init (&iter, self->feed->left_out);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_hash_table_insert (report->left_out, g_strdup (key), value);
}

/* ---- venues and groups ---- */

static guint64
digest_of (HrApply *self, const HrRecord *record)
{
  guint64 *known = NULL;
  guint64 digest = 0;

  if (record == NULL)
    return 1;
  known = g_hash_table_lookup (self->digests, record);
  if (known != NULL)
    return *known;
  digest = hr_record_digest (record);
  g_hash_table_insert (self->digests, (gpointer)record, g_memdup2 (&digest, sizeof digest));
  return digest;
}

static guint64
row_digest (HrApply *self, const HrFeedRow *row)
{
  const guint64 prime = G_GUINT64_CONSTANT (1099511628211);
  guint64 digest = hr_record_digest (row->meeting);

  digest = (digest * prime) ^ digest_of (self, row->venue);
  digest = (digest * prime) ^ digest_of (self, row->group);
  digest = hr_apply_exceptions_digest (row, digest);
  /* 0 stands for "not known" */
  return digest != 0 ? digest : 1;
}

static void
take_field (HrRecord *record, const char *field, const char *value)
{
  hr_record_take_canonical (record, (guint)hr_kind_find_field (hr_record_get_kind (record), field), g_strdup (value));
}

/* The venue or group of a row, written once for each feed. */
static gboolean
put_shared (HrApply *self, GHashTable *done, const HrRecord *record, const char *key, HrShared **ret_shared,
            GError **error)
{
  g_autoptr (HrRow) row = NULL;
  HrShared *shared = NULL;
  HrKind kind = HR_KIND_VENUE;
  gboolean existed = FALSE;
  gint64 n = 0;

  *ret_shared = NULL;
  if (record == NULL || key == NULL)
    return TRUE;
  *ret_shared = g_hash_table_lookup (done, key);
  if (*ret_shared != NULL)
    return TRUE;
  kind = hr_record_get_kind (record);
  shared = g_new0 (HrShared, 1);
  g_hash_table_insert (done, g_strdup (key), shared);
  shared->id = hr_text_derive_id (hr_kind_get_prefix (kind), self->source, key, NULL);
  shared->record = hr_record_copy (record);
  hr_record_set_id (shared->record, shared->id);
  take_field (shared->record, "source", self->source);
  *ret_shared = shared;
  if (!self->fresh && !hr_records_find (self->state->db, kind, shared->id, TRUE, &n, error))
    return FALSE;
  existed = n != 0;
  if (n == 0)
    {
      /* on a first import nothing is asked: what exists nevertheless (another device read the feed) says so itself */
      if (!hr_change_insert (self->change, shared->record, &n, error))
        return FALSE;
      existed = n == 0;
    }
  if (existed)
    {
      g_autoptr (HrRecord) old = NULL;

      row = hr_records_get (self->state->db, kind, shared->id, error);
      old = row != NULL ? hr_record_ref (row->record) : NULL;
      if (row == NULL || !hr_apply_take_over (self, row, shared->record, NULL, error))
        return FALSE;
      hr_apply_diff (&shared->diff, kind == HR_KIND_VENUE ? "venue." : "group.", old, row->record);
      hr_record_unref (shared->record);
      shared->record = hr_record_ref (row->record);
    }
  return TRUE;
}

/* ---- meetings ---- */

static gboolean
update_meeting (HrApply *self, const HrFeedRow *feed_row, const HrRecord *meeting, HrRow *row, gboolean back,
                GError **error)
{
  guint64 changed = 0;

  if (!hr_apply_take_over (self, row, meeting, &changed, error))
    return FALSE;
  if (back)
    hr_apply_report_change (self->report->added, feed_row->record, row->record, 0);
  else if (changed != 0)
    hr_apply_report_change (self->report->changed, feed_row->record, row->record, changed);
  return TRUE;
}

/* Words are written when all rows are: a statement that may be undone alone, such as one with a foreign key, makes FTS5
 * put what it has gathered on the disk, and a segment for each row takes five times as long. */
static void
remember_words (HrApply *self, gint64 n, const HrRecord *meeting, const HrShared *venue, const HrShared *group)
{
  HrNewMeeting item = { n, meeting, venue, group };

  g_array_append_val (self->new_meetings, item);
}

static gboolean
put_words (HrApply *self, GError **error)
{
  for (guint i = 0; i < self->new_meetings->len; i++)
    {
      const HrNewMeeting *item = &g_array_index (self->new_meetings, HrNewMeeting, i);

      if (!hr_apply_go_on (self, HR_APPLY_WORDS, i, self->new_meetings->len, error) || !hr_change_add_words (self->change, item->n, item->meeting, item->venue != NULL ? item->venue->record : NULL,
                                item->group != NULL ? item->group->record : NULL, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
put_meeting (HrApply *self, const HrFeedRow *feed_row, HrKnown *known, guint64 digest, GError **error)
{
  g_autoptr (HrRecord) meeting = hr_record_copy (feed_row->meeting);
  g_autoptr (HrRow) row = NULL;
  HrShared *venue = NULL, *group = NULL;
  guint n_changed = self->report->changed->len, reported = n_changed + self->report->added->len;
  g_autoptr (HrRecord) old = NULL;
  gboolean exceptions = FALSE;
  const char *rule = NULL;
  gint64 n = 0;

  if (!put_shared (self, self->venues, feed_row->venue, feed_row->venue_key, &venue, error)
      || !put_shared (self, self->groups, feed_row->group, feed_row->group_key, &group, error))
    return FALSE;
  take_field (meeting, "venue", venue != NULL ? venue->id : NULL);
  take_field (meeting, "group", group != NULL ? group->id : NULL);
  take_field (meeting, "source", self->source);
  take_field (meeting, "source_key", feed_row->key);
  if (known == NULL)
    {
      g_autofree char *id = hr_text_derive_id ("m", self->source, feed_row->key, NULL);

      hr_record_set_id (meeting, id);
      if (!hr_apply_find_rule (self, NULL, meeting, &rule, error) || !hr_change_insert (self->change, meeting, &n, error))
        return FALSE;
      if (n != 0)
        {
          if (!hr_apply_follow_rule (self, n, rule, error))
            return FALSE;
          hr_apply_report_change (self->report->added, feed_row->record, meeting, 0);
          remember_words (self, n, feed_row->meeting, venue, group);
          return hr_apply_exceptions (self, feed_row, id, &exceptions, error)
                 && hr_apply_remember (self, self->source_n, feed_row->key, digest, FALSE, n, error);
        }
      row = hr_records_get (self->state->db, HR_KIND_MEETING, id, error);
    }
  else
    row = hr_records_get_nth (self->state->db, HR_KIND_MEETING, known->meeting, error);
  old = row != NULL ? hr_record_ref (row->record) : NULL;
  if (row == NULL || !update_meeting (self, feed_row, meeting, row, known != NULL && known->gone, error)
      || !hr_apply_exceptions (self, feed_row, hr_record_get_id (row->record), &exceptions, error))
    return FALSE;
  if (reported == self->report->changed->len + self->report->added->len)
    {
      /* the digest differs, the meeting does not: its venue or group may, or the digest was not known */
      if (exceptions || (known != NULL && known->digest != 0))
        hr_apply_report_change (self->report->changed, feed_row->record, row->record, 0);
      else
        self->report->n_unchanged++;
    }
  if (self->report->changed->len > n_changed)
    hr_apply_describe_change (self->report->changed->pdata[n_changed], old, row->record, venue, group);
  return hr_apply_remember (self, self->source_n, feed_row->key, digest, FALSE, row->n, error);
}

static gboolean
put_rows (HrApply *self, GError **error)
{
  GPtrArray *rows = self->feed->rows;

  for (guint i = 0; i < rows->len; i++)
    {
      const HrFeedRow *row = rows->pdata[i];
      HrKnown *known = NULL;
      guint64 digest = 0;
      gboolean skipped = FALSE;

      if (!hr_apply_go_on (self, HR_APPLY_MEETINGS, i, rows->len, error))
        return FALSE;
      if (hr_record_get_id (row->meeting) != NULL)
        {
          if (self->options->skip != NULL
              && g_hash_table_contains (self->options->skip, hr_record_get_id (row->meeting)))
            {
              self->report->n_skipped++;
              continue;
            }
          if (!hr_apply_own_row (self, row, error))
            return FALSE;
          continue;
        }
      digest = row_digest (self, row);
      known = g_hash_table_lookup (self->known, row->key);
      if (known != NULL)
        known->seen = TRUE;
      if (known != NULL && !known->gone && known->digest == digest)
        self->report->n_unchanged++;
      else if (!hr_apply_is_skipped (self, known, row->key, &skipped, error))
        return FALSE;
      else if (skipped)
        self->report->n_skipped++;
      else if (!put_meeting (self, row, known, digest, error))
        return FALSE;
    }
  return TRUE;
}

/* ---- removals ---- */

static gboolean
check_shrink (HrApply *self, guint n_gone, guint n_live, GError **error)
{
  if (self->options->accept_removals || n_gone * 100 <= n_live * HR_SHRINK_PERCENT)
    return TRUE;
  self->report->needs_accept_removals = TRUE;
  if (self->options->dry_run)
    return TRUE;
  if (n_gone == n_live && self->feed->rows->len > 0)
    g_set_error (
        error, HR_ERROR, HR_ERROR_REFUSED,
        _ ("None of the %u meetings of “%s” is in this feed; all would be withdrawn. Nothing was changed. If it is "
           "another feed, give it a name of its own with --source NAME. If it takes the place of that one, read "
           "it again with --accept-removals."),
        n_live, self->report->source_name);
  else
    g_set_error (
        error, HR_ERROR, HR_ERROR_REFUSED,
        _ ("%u of the %u meetings of “%s” are not in this feed and would be withdrawn. Nothing was changed. If "
           "the feed is right, read it again with --accept-removals. If it is another feed, give it a name of its "
           "own with --source NAME."),
        n_gone, n_live, self->report->source_name);
  return FALSE;
}

static gboolean
remove_meeting (HrApply *self, const HrKnown *known, GError **error)
{
  g_autoptr (HrRow) row = hr_records_get_nth (self->state->db, HR_KIND_MEETING, known->meeting, error);
  g_autoptr (HrRecord) new = NULL;
  gboolean held = FALSE;

  if (row == NULL || !hr_apply_remember (self, self->source_n, known->key, 0, TRUE, known->meeting, error)
      || !hr_apply_is_held (self, row, hr_kind_n_own_fields (HR_KIND_MEETING) + HR_COMMON_RETIRED, "yes", &held, error))
    return FALSE;
  if (held || hr_record_get_yes_no (row->record, "retired", FALSE))
    return TRUE;
  hr_apply_report_change (self->report->removed, 0, row->record, 0)->was = hr_record_ref (row->record);
  new = hr_record_copy (row->record);
  return hr_record_set (new, "retired", "yes", error)
         && hr_change_update (self->change, row, new, "import", NULL, error);
}

static gboolean
remove_gone (HrApply *self, GError **error)
{
  GHashTableIter iter;
  gpointer value = NULL;
  guint n_gone = 0, n_live = 0;

  if (self->feed->own_export)
    return TRUE;
  if (!hr_apply_skip_gone (self, error))
    return FALSE;
  g_hash_table_iter_init (&iter, self->known);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const HrKnown *known = value;

      n_live += known->gone ? 0 : 1;
      n_gone += known->gone || known->seen ? 0 : 1;
    }
  if (!check_shrink (self, n_gone, n_live, error))
    return FALSE;
  g_hash_table_iter_init (&iter, self->known);
  while (n_gone > 0 && g_hash_table_iter_next (&iter, NULL, &value))
    {
      const HrKnown *known = value;

      if (!known->gone && !known->seen && !remove_meeting (self, known, error))
        return FALSE;
    }
  return TRUE;
}

/* ---- the whole ---- */

static gboolean
put_types (HrApply *self, GError **error)
{
  GPtrArray *types = self->feed->types;
  gboolean added = FALSE;

  for (guint i = 0; types != NULL && i < types->len; i++)
    {
      gint64 n = 0;

      if (!hr_records_find (self->state->db, HR_KIND_TYPE, hr_record_get_id (types->pdata[i]), TRUE, &n, error))
        return FALSE;
      if (n != 0)
        continue;
      added = TRUE;
      if (!hr_change_insert (self->change, types->pdata[i], &n, error))
        return FALSE;
    }
  return !added || hr_change_use_types (self->change, error);
}

static gboolean
check_fellowship (HrApply *self, GError **error)
{
  const char *id = self->options->fellowship;
  gint64 n = 0;

  if (!hr_records_find (self->state->db, HR_KIND_FELLOWSHIP, id, FALSE, &n, error))
    return FALSE;
  if (n != 0)
    return TRUE;
  g_set_error (error, HR_ERROR, HR_ERROR_INPUT, _ ("There is no fellowship “%s”. Add it first, or choose another."),
               id);
  return FALSE;
}

static int
compare_changes_cb (gconstpointer a, gconstpointer b)
{
  const HrImportChange *x = *(const HrImportChange *const *)a;
  const HrImportChange *y = *(const HrImportChange *const *)b;

  return strcmp (x->id, y->id);
}

/* Also when nothing is new: a list that was read today is not old. */
static gboolean
remember_reading (HrApply *self, GError **error)
{
  g_autofree char *key = NULL;

  if (self->source_n == 0)
    return TRUE;
  key = g_strconcat (HR_META_READ, self->source, NULL);
  return hr_change_keep (self->change)
         && hr_state_set_meta (self->state, key, hr_change_get_wall_ms (self->change), error);
}

static gboolean
finish (HrApply *self, GError **error)
{
  HrImportReport *report = self->report;
  g_autofree char *summary = NULL;

  report->source = g_strdup (self->source);
  g_ptr_array_sort (report->removed, compare_changes_cb);
  if (self->overrides != NULL && !hr_apply_report_kept (self, error))
    return FALSE;
  summary = g_strdup_printf ("%u added, %u changed, %u removed", report->added->len, report->changed->len,
                             report->removed->len);
  if (report->added->len + report->changed->len + report->removed->len > 0
      && !hr_change_history (self->change, "source", self->source, "import", NULL, NULL, summary, error))
    return FALSE;
  if (self->options->dry_run)
    return TRUE;
  return remember_reading (self, error) && hr_import_journal_end (&self->journal, self->change, report, error)
         && hr_apply_go_on (self, HR_APPLY_COMMIT, 0, 1, error) && hr_change_commit (self->change, error);
}

static gboolean
has_foreign_rows (const HrFeed *feed)
{
  for (guint i = 0; i < feed->rows->len; i++)
    if (hr_record_get_id (((const HrFeedRow *)feed->rows->pdata[i])->meeting) == NULL)
      return TRUE;
  return !feed->own_export;
}

static gboolean
run (HrApply *self, GError **error)
{
  if (has_foreign_rows (self->feed))
    {
      if (!check_fellowship (self, error) || !hr_apply_find_source (self, error)
          || !hr_apply_load_overrides (self, error))
        return FALSE;
    }
  else
    {
      self->known = g_hash_table_new (g_str_hash, g_str_equal);
      self->report->source_name = g_strdup (self->options->file_name);
    }
  return put_types (self, error) && hr_apply_own_others (self, error) && put_rows (self, error)
         && put_words (self, error) && remove_gone (self, error) && finish (self, error);
}

HrImportReport *
hr_apply (HrState *state, HrFeed *feed, const HrApplyOptions *options, GError **error)
{
  HrApplyOptions complete = *options;
  g_auto (HrApply) self = { .state = state, .feed = feed, .options = &complete };
  gboolean ok = FALSE;

  if (complete.fellowship == NULL)
    complete.fellowship = feed->format == HR_FEED_BMLT ? "na" : "aa";
  self.report = hr_import_report_new ();
  self.format = hr_feed_format_to_string (feed->format);
  self.venues = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, shared_free);
  self.groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, shared_free);
  self.own = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.new_meetings = g_array_new (FALSE, FALSE, sizeof (HrNewMeeting));
  self.digests = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  start_report (&self);
  self.change = hr_change_begin (state, options->actor != NULL ? options->actor : "import", error);
  if (self.change == NULL)
    return NULL;
  hr_change_expect (self.change, feed->rows->len);
  /* statements are interrupted too, but not what rolls back and what reads anew afterwards */
  hr_db_set_cancellable (state->db, options->cancellable);
  ok = hr_apply_check_stamp (&self, error) && hr_import_journal_begin (&self.journal, state->db, error)
       && run (&self, error);
  hr_db_set_cancellable (state->db, NULL);
  return ok ? g_steal_pointer (&self.report) : NULL;
}
