/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables as text: RFC 4180, and what spreadsheets really save. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define HR_CSV_MAX_CELLS 512
#define HR_CSV_MAX_CELL_BYTES (1024 * 1024)

typedef struct _HrCsv HrCsv;

/**
 * hr_csv_new:
 * @data: (array length=length): kept by the caller for as long as the reader lives
 * @max_bytes: a larger file is %HR_ERROR_LIMIT
 *
 * UTF-8 with or without a mark, UTF-16 with one, else Windows-1252. Lines end in LF, CR LF or CR. A first line "sep=;" names
 * the separator; until hr_csv_set_separator() it is a comma.
 *
 * Returns: (transfer full): %NULL with %HR_ERROR_INPUT (empty, a NUL in it) or %HR_ERROR_LIMIT
 */
HrCsv *hr_csv_new (const char *data, gsize length, guint64 max_bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hr_csv_free (HrCsv *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrCsv, hr_csv_free)

/** hr_csv_get_encoding: "UTF-8", "UTF-16" or "Windows-1252" */
const char *hr_csv_get_encoding (HrCsv *self);
/** hr_csv_get_separator: the one that is used; @ret_named: (optional): whether the file names it itself */
char hr_csv_get_separator (HrCsv *self, gboolean *ret_named);
void hr_csv_set_separator (HrCsv *self, char separator);
/** hr_csv_rewind: to the first line */
void hr_csv_rewind (HrCsv *self);
/** hr_csv_get_place: how many bytes of how many are read */
void hr_csv_get_place (HrCsv *self, gsize *ret_done, gsize *ret_total);
/** hr_csv_get_line: the 1-based line on which the last row began */
guint hr_csv_get_line (HrCsv *self);

/**
 * hr_csv_next:
 * @cells: (element-type utf8): is emptied and filled; its elements are freed by it
 * @ret_row: (out): %FALSE after the last row. Lines without any text are passed over
 *
 * Text behind a closing quote belongs to the cell, and a quote inside of a cell is text. Cells are valid UTF-8.
 *
 * Returns: %FALSE with %HR_ERROR_INPUT (a quote that never ends) or %HR_ERROR_LIMIT, naming line and column
 */
gboolean hr_csv_next (HrCsv *self, GPtrArray *cells, gboolean *ret_row, GError **error);

/** hr_csv_append_cell: quoted where RFC 4180 wants it */
void hr_csv_append_cell (GString *out, const char *text, char separator);

G_END_DECLS
