-- SPDX-License-Identifier: GPL-3.0-or-later
-- counts.db, schema 3: under which threshold the sums that may be shown were chosen. When the center raises it, the next fold chooses
-- anew before anything else: what is too small now is hidden for good.
ALTER TABLE beat ADD COLUMN threshold INTEGER NOT NULL DEFAULT 11;
