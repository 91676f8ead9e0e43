-- SPDX-License-Identifier: GPL-3.0-or-later
-- Schema 4: the other forms of peer support.

-- coaching and community work
CREATE TABLE program (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT,
  form TEXT,
  line TEXT,
  for_whom TEXT,
  decide TEXT,
  area TEXT,
  way TEXT,
  start TEXT,
  weeks INTEGER,
  hours TEXT,
  venue TEXT,
  place TEXT,
  places INTEGER,
  places_left INTEGER,
  next_intake TEXT,
  cost TEXT,
  languages TEXT,
  ask TEXT,
  phone TEXT,
  website TEXT,
  position INTEGER,
  scope TEXT,
  verified TEXT,
  source TEXT,
  source_key TEXT,
  retired INTEGER,
  clock BLOB NOT NULL,
  op INTEGER NOT NULL
) STRICT;
CREATE INDEX program_op ON program (op);

-- people who can be asked for; only with their consent, and only as long
CREATE TABLE peer (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT,
  role TEXT,
  about TEXT,
  languages TEXT,
  hours TEXT,
  in_person INTEGER,
  by_phone INTEGER,
  by_video INTEGER,
  place TEXT,
  phone TEXT,
  website TEXT,
  consent TEXT,
  consent_until TEXT,
  position INTEGER,
  scope TEXT,
  verified TEXT,
  source TEXT,
  source_key TEXT,
  retired INTEGER,
  clock BLOB NOT NULL,
  op INTEGER NOT NULL
) STRICT;
CREATE INDEX peer_op ON peer (op);

-- told by people who agreed
CREATE TABLE story (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  title TEXT,
  text TEXT,
  name TEXT,
  consent TEXT,
  consent_until TEXT,
  position INTEGER,
  scope TEXT,
  verified TEXT,
  source TEXT,
  source_key TEXT,
  retired INTEGER,
  clock BLOB NOT NULL,
  op INTEGER NOT NULL
) STRICT;
CREATE INDEX story_op ON story (op);

-- pages to learn from, one row for each language
CREATE TABLE article (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  page TEXT,
  language TEXT,
  title TEXT,
  line TEXT,
  text TEXT,
  sources TEXT,
  position INTEGER,
  scope TEXT,
  verified TEXT,
  source TEXT,
  source_key TEXT,
  retired INTEGER,
  clock BLOB NOT NULL,
  op INTEGER NOT NULL
) STRICT;
CREATE INDEX article_op ON article (op);

ALTER TABLE fellowship ADD COLUMN way TEXT;
ALTER TABLE fellowship ADD COLUMN audience TEXT;
ALTER TABLE fellowship ADD COLUMN more TEXT;

ALTER TABLE resource ADD COLUMN opening TEXT;
ALTER TABLE resource ADD COLUMN latitude REAL;
ALTER TABLE resource ADD COLUMN longitude REAL;
ALTER TABLE resource ADD COLUMN cost TEXT;

ALTER TABLE site ADD COLUMN treatment TEXT;
ALTER TABLE site ADD COLUMN treatment_phone TEXT;

-- What the built-in fellowships are, so that "Help me choose" knows them in a center that was set up before. Every device
-- writes the same, hence nothing is new to the share.
UPDATE fellowship SET way = 'religious' WHERE id = 'celebrate-recovery';
UPDATE fellowship SET way = 'non_religious' WHERE id IN ('lifering', 'moderation-management', 'smart-recovery', 'sos');
UPDATE fellowship SET way = 'spiritual' WHERE id IN ('aa', 'aca', 'al-anon', 'ca', 'cma', 'coda', 'daa', 'da', 'dra', 'eda', 'ga', 'ha',
  'ma', 'na', 'nar-anon', 'oa', 'recovery-dharma', 'refuge-recovery', 'slaa', 'wellbriety');
UPDATE fellowship SET audience = 'family' WHERE id IN ('al-anon', 'nar-anon');
UPDATE fellowship SET audience = 'both' WHERE id = 'smart-recovery';
