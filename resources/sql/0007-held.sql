-- SPDX-License-Identifier: GPL-3.0-or-later
-- Schema 7: what staff say of a field that a feed brings is a word of its own, which the share carries beside the feed's.

-- Such a word stands in share_kept under the field's number + 64, with its own version; what the feed says has the field's own number and
-- version, in the row or, where the row shows staff's word, in share_kept. The table override follows: what of the rows is held at the
-- moment, for those who only look. Found by operation, to publish what was said here:
CREATE INDEX share_kept_words ON share_kept (op) WHERE field >= 64;

-- The overrides of before become such words when the program opens the file the first time (hr-learn.c).
ALTER TABLE override RENAME TO override_before;
CREATE TABLE override (
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  field TEXT NOT NULL,
  feed TEXT,
  PRIMARY KEY (kind, id, field)
) STRICT, WITHOUT ROWID;

-- How many fields of each kind the program knew that wrote here last: what a later one knows besides nobody has said in the rows of before.
INSERT INTO meta (key, value) VALUES
  ('known:fellowship', 13), ('known:venue', 19), ('known:group', 11), ('known:meeting', 26), ('known:exception', 15), ('known:type', 10),
  ('known:resource', 18), ('known:site', 31), ('known:source', 8), ('known:announcement', 9), ('known:program', 26), ('known:peer', 19),
  ('known:story', 11), ('known:article', 12);

-- The history is only ever added to; but what a person took back must not stand in it either.
DROP TRIGGER history_stays;
CREATE TRIGGER history_stays BEFORE UPDATE ON history
WHEN NOT (OLD.kind IN ('peer', 'story') AND NEW.old IS NULL AND NEW.new IS NULL AND NEW.n = OLD.n AND NEW.wall_ms = OLD.wall_ms
  AND NEW.actor = OLD.actor AND NEW.kind = OLD.kind AND NEW.id = OLD.id AND NEW.verb = OLD.verb AND NEW.field IS OLD.field)
BEGIN
  SELECT RAISE (ABORT, 'history is only ever added to');
END;
