-- SPDX-License-Identifier: GPL-3.0-or-later
-- Schema 5: the few meetings that have a word of their own on signing in, found without reading all of them.

CREATE INDEX meeting_sign_in ON meeting (sign_in) WHERE sign_in IS NOT NULL;
