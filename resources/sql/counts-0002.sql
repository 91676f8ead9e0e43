-- SPDX-License-Identifier: GPL-3.0-or-later
-- counts.db, schema 2: headcounts from paper, and which sums may be shown.

-- The headcount that staff entered, plus one; zero = none. It stands in the place of the sign-ins of the occurrence.
ALTER TABLE occurrence ADD COLUMN headcount BLOB NOT NULL DEFAULT x'00000000' CHECK (length(headcount) = 4);

-- month: year * 12 + month - 1 of the week's Thursday; 0 = summed up by schema 1, never shown. days: bits of the weekdays of the
-- occurrences, 1 = Sunday. paper: sum of headcounts (n holds sign-ins only). signed: how many occurrences have no headcount.
-- state: 0 the month is open, 1 closed and shown, 2 closed and hidden; 3 and 4: the same, but a part of the month has left.
ALTER TABLE week ADD COLUMN month INTEGER NOT NULL DEFAULT 0;
ALTER TABLE week ADD COLUMN days INTEGER NOT NULL DEFAULT 0;
ALTER TABLE week ADD COLUMN paper BLOB NOT NULL DEFAULT x'00000000' CHECK (length(paper) = 4);
ALTER TABLE week ADD COLUMN signed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE week ADD COLUMN state INTEGER NOT NULL DEFAULT 0;

-- What of n came from (meeting, month) sums that were shown: the only part of a quarter that is ever shown.
ALTER TABLE quarter ADD COLUMN shown BLOB NOT NULL DEFAULT x'00000000' CHECK (length(shown) = 4);
