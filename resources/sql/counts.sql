-- SPDX-License-Identifier: GPL-3.0-or-later
-- counts.db: how many came. Every counter is a blob of four bytes, most significant first: a number that grows must never
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
