-- SPDX-License-Identifier: GPL-3.0-or-later
-- staff.db, schema 1: who may open the desk, and how many wrong PINs there were.

-- "folded" is the name without case and accents: two who are there have different ones. Whoever left keeps the row, so that the
-- history can name them, and has no PIN. "pin" is the text of an Argon2id hash.
CREATE TABLE member (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 40),
  folded TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('editor', 'manager')),
  pin TEXT CHECK ((pin IS NULL) = (left_s IS NOT NULL)),
  made_s INTEGER NOT NULL,
  left_s INTEGER
) STRICT;
CREATE UNIQUE INDEX member_folded ON member (folded) WHERE left_s IS NULL;

-- Wrong PINs since the last right one, whoever's they were, and the seconds that are left of the wait after the last of them.
CREATE TABLE lock (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  wrong INTEGER NOT NULL CHECK (wrong >= 0),
  wait_s INTEGER NOT NULL CHECK (wait_s BETWEEN 0 AND 3600)
) STRICT;
INSERT INTO lock (id, wrong, wait_s) VALUES (1, 0, 0);
