/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What it costs to put the rows of a directory into a database by hand: the floor of everything that brings many. */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/** bench_open_raw: the database of a data folder; @flags: SQLITE_OPEN_… */
sqlite3 *bench_open_raw (const char *directory, int flags);

/** bench_empty_center: a new data folder with an empty directory */
void bench_empty_center (const char *directory);

/** bench_copy_ms: the rows and words of the data folder @full, inserted into an empty database in @scratch */
double bench_copy_ms (const char *full, const char *scratch);

G_END_DECLS
