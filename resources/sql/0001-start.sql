-- SPDX-License-Identifier: GPL-3.0-or-later
-- Schema 1.
--
-- Published things: one table per kind, its columns named as the fields in hr-kind.h. Beside them:
--   n      the row's number: small, never told to anybody outside this file
--   clock  the version of every field (hr-version.c), which the merge of the share compares
--   op     the last local operation that touched the row: what is to be published is "op > the last published"
--
-- References between published things are ids in text columns without REFERENCES: the share brings things in any
-- order, and a meeting may arrive days before its venue. Edits check what they set, hr_store_check() the whole. Private
-- tables that only this file knows refer by number, with REFERENCES.

-- who runs groups
CREATE TABLE fellowship (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT,
  short_name TEXT,
  line TEXT,
  website TEXT,
  phone TEXT,
  scope TEXT,
  verified TEXT,
  source TEXT,
  source_key TEXT,
  retired INTEGER,
  clock BLOB NOT NULL,
  op INTEGER NOT NULL
) STRICT;
CREATE INDEX fellowship_op ON fellowship (op);

-- places
CREATE TABLE venue (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT,
  address TEXT,
  street TEXT,
  city TEXT,
  state TEXT,
  postal_code TEXT,
  country TEXT,
  region TEXT,
  latitude REAL,
  longitude REAL,
  approximate INTEGER,
  notes TEXT,
  step_free INTEGER,
  capacity INTEGER,
  scope TEXT,
  verified TEXT,
  source TEXT,
  source_key TEXT,
  retired INTEGER,
  clock BLOB NOT NULL,
  op INTEGER NOT NULL
) STRICT;
CREATE INDEX venue_op ON venue (op);

-- the people who meet
CREATE TABLE "group" (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT,
  fellowship TEXT,
  notes TEXT,
  website TEXT,
  phone TEXT,
  slips TEXT,
  scope TEXT,
  verified TEXT,
  source TEXT,
  source_key TEXT,
  retired INTEGER,
  clock BLOB NOT NULL,
  op INTEGER NOT NULL
) STRICT;
CREATE INDEX group_op ON "group" (op);

-- repeating appointments
CREATE TABLE meeting (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT,
  slug TEXT,
  fellowship TEXT,
  "group" TEXT,
  venue TEXT,
  rule TEXT,
  start TEXT,
  length INTEGER,
  timezone TEXT,
  types TEXT,
  attendance TEXT,
  published INTEGER,
  notes TEXT,
  conference_url TEXT,
  conference_url_notes TEXT,
  conference_phone TEXT,
  conference_phone_notes TEXT,
  website TEXT,
  first_time TEXT,
  sign_in INTEGER,
  capacity INTEGER,
  scope TEXT,
  verified TEXT,
  source TEXT,
  source_key TEXT,
  retired INTEGER,
  clock BLOB NOT NULL,
  op INTEGER NOT NULL
) STRICT;
CREATE INDEX meeting_op ON meeting (op);

-- what staff said about single dates, or spans of them
CREATE TABLE exception (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  meeting TEXT,
  venue TEXT,
  "from" TEXT,
  until TEXT,
  state TEXT,
  new_date TEXT,
  new_start INTEGER,
  new_length INTEGER,
  new_venue TEXT,
  note TEXT,
  scope TEXT,
  verified TEXT,
  source TEXT,
  source_key TEXT,
  retired INTEGER,
  clock BLOB NOT NULL,
  op INTEGER NOT NULL
) STRICT;
CREATE INDEX exception_op ON exception (op);

-- types that the built-in vocabulary lacks
CREATE TABLE type (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  fellowship TEXT,
  code TEXT,
  names TEXT,
  feature TEXT,
  language TEXT,
  scope TEXT,
  verified TEXT,
  source TEXT,
  source_key TEXT,
  retired INTEGER,
  clock BLOB NOT NULL,
  op INTEGER NOT NULL
) STRICT;
CREATE INDEX type_op ON type (op);

-- what a visitor can take along
CREATE TABLE resource (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT,
  need TEXT,
  line TEXT,
  phone TEXT,
  website TEXT,
  address TEXT,
  hours TEXT,
  languages TEXT,
  position INTEGER,
  scope TEXT,
  verified TEXT,
  source TEXT,
  source_key TEXT,
  retired INTEGER,
  clock BLOB NOT NULL,
  op INTEGER NOT NULL
) STRICT;
CREATE INDEX resource_op ON resource (op);

-- this center: one row, with the id 'site'
CREATE TABLE site (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT,
  timezone TEXT,
  languages TEXT,
  address TEXT,
  phone TEXT,
  latitude REAL,
  longitude REAL,
  venue TEXT,
  welcome TEXT,
  front_desk TEXT,
  naloxone TEXT,
  help_1_name TEXT,
  help_1_phone TEXT,
  help_1_hours TEXT,
  help_2_name TEXT,
  help_2_phone TEXT,
  help_2_hours TEXT,
  help_3_name TEXT,
  help_3_phone TEXT,
  help_3_hours TEXT,
  scope TEXT,
  verified TEXT,
  source TEXT,
  source_key TEXT,
  retired INTEGER,
  clock BLOB NOT NULL,
  op INTEGER NOT NULL
) STRICT;
CREATE INDEX site_op ON site (op);

-- feeds that were read
CREATE TABLE source (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT,
  format TEXT,
  fellowship TEXT,
  scope TEXT,
  verified TEXT,
  source TEXT,
  source_key TEXT,
  retired INTEGER,
  clock BLOB NOT NULL,
  op INTEGER NOT NULL
) STRICT;
CREATE INDEX source_op ON source (op);

CREATE INDEX meeting_slug ON meeting (slug);
CREATE INDEX meeting_venue ON meeting (venue);
CREATE INDEX meeting_group ON meeting ("group");
CREATE INDEX exception_meeting ON exception (meeting);
CREATE INDEX exception_venue ON exception (venue);

-- words for the search, folded by hr_text_fold(); the row's number is the meeting's
CREATE VIRTUAL TABLE meeting_text USING fts5 (
  name, "group", venue, address, city, notes, types,
  tokenize = 'ascii', prefix = '1 2 3', detail = column
);

-- whole numbers that the store keeps for itself: last_op, last_wall, text_stamp (of the program that wrote the words),
-- stamp (another one with every commit)
CREATE TABLE meta (
  key TEXT NOT NULL PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- devices that ever wrote a field, by the small number that the clocks use
CREATE TABLE device (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE
) STRICT;

-- who changed what, and when: only ever added to
CREATE TABLE history (
  n INTEGER PRIMARY KEY,
  wall_ms INTEGER NOT NULL,
  actor TEXT NOT NULL,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  verb TEXT NOT NULL,
  field TEXT,
  old TEXT,
  new TEXT
) STRICT;
CREATE INDEX history_id ON history (kind, id);
CREATE TRIGGER history_stays BEFORE UPDATE ON history
BEGIN
  SELECT RAISE (ABORT, 'history is only ever added to');
END;
CREATE TRIGGER history_is_kept BEFORE DELETE ON history
BEGIN
  SELECT RAISE (ABORT, 'history is only ever added to');
END;

-- fields of things from a feed that staff changed here, with what the feed says
CREATE TABLE override (
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  field TEXT NOT NULL,
  feed TEXT,
  PRIMARY KEY (kind, id, field)
) STRICT, WITHOUT ROWID;

-- what each feed said last: the digest tells an unchanged record without reading its rows; 0 = not known, NULL = the feed
-- has it no longer and the meeting is retired
CREATE TABLE feed_record (
  source INTEGER NOT NULL REFERENCES source (n),
  key TEXT NOT NULL,
  digest INTEGER,
  meeting INTEGER NOT NULL REFERENCES meeting (n),
  PRIMARY KEY (source, key)
) STRICT, WITHOUT ROWID;
