-- SPDX-License-Identifier: GPL-3.0-or-later
-- Schema 2: what the desk needs.

-- what the center tells everybody, on the days from…until
CREATE TABLE announcement (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  title TEXT,
  text TEXT,
  "from" TEXT,
  until TEXT,
  scope TEXT,
  verified TEXT,
  source TEXT,
  source_key TEXT,
  retired INTEGER,
  clock BLOB NOT NULL,
  op INTEGER NOT NULL
) STRICT;
CREATE INDEX announcement_op ON announcement (op);

-- rules of the center
ALTER TABLE site ADD COLUMN count_threshold INTEGER;
ALTER TABLE site ADD COLUMN paper TEXT;
ALTER TABLE site ADD COLUMN stale_days INTEGER;
ALTER TABLE site ADD COLUMN call_days INTEGER;

-- what somebody is still typing, field by field, unchecked; the id is '' for a new thing
CREATE TABLE draft (
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  wall_ms INTEGER NOT NULL,
  PRIMARY KEY (kind, id, field)
) STRICT, WITHOUT ROWID;

-- meetings that look like one and the same and are two, as staff said; a < b
CREATE TABLE kept_pair (
  a TEXT NOT NULL,
  b TEXT NOT NULL,
  PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;

-- the rows of one change have the time of the change, which no other one has
CREATE INDEX history_wall ON history (wall_ms);
