-- SPDX-License-Identifier: GPL-3.0-or-later
-- Schema 6: what devices that meet at a share need.

-- nobody: wrote what came with the program, which everything else replaces and which is never published
INSERT INTO device (n, id) VALUES (0, '');

-- what the engine remembers, by name (hr-share-ledger-private.h), and "here/…": what this device is in the share
CREATE TABLE share_note (
  n INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  value BLOB NOT NULL
) STRICT;

-- what the tables of the kinds have no place for: later kinds and fields, what belongs to other sites, values of later programs; field by
-- field with its version
CREATE TABLE share_kept (
  kind INTEGER NOT NULL,
  scope TEXT NOT NULL,
  id TEXT NOT NULL,
  field INTEGER NOT NULL,
  gen INTEGER NOT NULL,
  wall_ms INTEGER NOT NULL,
  device INTEGER NOT NULL REFERENCES device (n),
  epoch INTEGER NOT NULL,
  op INTEGER NOT NULL,
  value TEXT,
  PRIMARY KEY (kind, scope, id, field)
) STRICT, WITHOUT ROWID;

-- what was written here and lost before it was published: the rest of what is to be published stands in the tables of the kinds
CREATE TABLE share_lost (
  n INTEGER PRIMARY KEY,
  kind INTEGER NOT NULL,
  scope TEXT NOT NULL,
  id TEXT NOT NULL,
  field INTEGER NOT NULL,
  gen INTEGER NOT NULL,
  wall_ms INTEGER NOT NULL,
  device INTEGER NOT NULL REFERENCES device (n),
  epoch INTEGER NOT NULL,
  op INTEGER NOT NULL,
  value TEXT
) STRICT;
