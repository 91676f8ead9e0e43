-- SPDX-License-Identifier: GPL-3.0-or-later
-- counts.db as schema 1 made it. How many came. Every counter is a blob of four bytes, most significant first: a number that grows must never
-- move another byte of the file. Rows come from the plan of the coming week, never from a sign-in.

-- An occurrence and its two counters. "beat" is the number of the last beat: because it differs every time, SQLite rewrites
-- every page that holds a counter at every beat, whether or not somebody signed in.
CREATE TABLE occurrence (
  date INTEGER NOT NULL,
  meeting TEXT NOT NULL,
  fellowship TEXT NOT NULL,
  start_s INTEGER NOT NULL,
  end_s INTEGER NOT NULL,
  capacity INTEGER NOT NULL,
  n BLOB NOT NULL CHECK (length(n) = 4),
  first_time BLOB NOT NULL CHECK (length(first_time) = 4),
  beat BLOB NOT NULL CHECK (length(beat) = 4),
  PRIMARY KEY (date, meeting)
) STRICT, WITHOUT ROWID;

-- What occurrences become a day after their end: the sum of an ISO week.
CREATE TABLE week (
  year INTEGER NOT NULL,
  week INTEGER NOT NULL,
  meeting TEXT NOT NULL,
  fellowship TEXT NOT NULL,
  n BLOB NOT NULL CHECK (length(n) = 4),
  first_time BLOB NOT NULL CHECK (length(first_time) = 4),
  PRIMARY KEY (year, week, meeting)
) STRICT, WITHOUT ROWID;

-- What weeks become after a quarter of a year: the sum of all meetings of a fellowship.
CREATE TABLE quarter (
  year INTEGER NOT NULL,
  quarter INTEGER NOT NULL,
  fellowship TEXT NOT NULL,
  n BLOB NOT NULL CHECK (length(n) = 4),
  first_time BLOB NOT NULL CHECK (length(first_time) = 4),
  PRIMARY KEY (year, quarter, fellowship)
) STRICT, WITHOUT ROWID;

CREATE TABLE beat (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  number BLOB NOT NULL CHECK (length(number) = 4)
) STRICT;

INSERT INTO beat (id, number) VALUES (1, x'00000000');

PRAGMA application_id=1213358958;
PRAGMA user_version=1;
INSERT INTO occurrence VALUES (20780, 'm-old', 'aa', 1795460400, 1795464000, 0, x'0000000c', x'00000001', x'00000007');
INSERT INTO week VALUES (2026, 47, 'm-old', 'aa', x'00000014', x'00000000');
INSERT INTO quarter VALUES (2026, 2, 'aa', x'00000064', x'00000000');
UPDATE beat SET number=x'00000007';
