-- SPDX-License-Identifier: GPL-3.0-or-later
-- What each import wrote, so that it can be taken back as a whole for 30 days. Private: never published.
--
-- It costs nothing per row: what an import changed stands in the history, between two of its numbers, with the values
-- before and after; what it added has row numbers of its own, one span for each kind.

CREATE TABLE import (
  n INTEGER PRIMARY KEY,
  wall_ms INTEGER NOT NULL,
  source TEXT,
  name TEXT NOT NULL,
  added INTEGER NOT NULL,
  changed INTEGER NOT NULL,
  removed INTEGER NOT NULL,
  history_first INTEGER NOT NULL,
  history_last INTEGER NOT NULL,
  undone_ms INTEGER
) STRICT;

-- rows first…last of a kind were added
CREATE TABLE import_added (
  import INTEGER NOT NULL REFERENCES import (n),
  kind TEXT NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  PRIMARY KEY (import, kind)
) STRICT, WITHOUT ROWID;

-- what the feed had said of fields that staff hold
CREATE TABLE import_override (
  import INTEGER NOT NULL REFERENCES import (n),
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  field TEXT NOT NULL,
  old TEXT,
  new TEXT,
  PRIMARY KEY (import, kind, id, field)
) STRICT, WITHOUT ROWID;
