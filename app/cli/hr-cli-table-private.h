/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Aligned columns of plain text. */
#pragma once

#include "hr-cli-private.h"

G_BEGIN_DECLS

typedef struct _HrCliTable HrCliTable;

/** hr_cli_table_new: @n_columns: all but the last are padded to their widest cell; cells wider than 44 are cut */
HrCliTable *hr_cli_table_new (guint n_columns) G_GNUC_WARN_UNUSED_RESULT;
void hr_cli_table_free (HrCliTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrCliTable, hr_cli_table_free)

/** hr_cli_table_add: @cell: (nullable): the next cell, row by row; line breaks become spaces */
void hr_cli_table_add (HrCliTable *self, const char *cell);
/** hr_cli_table_print: trailing spaces are left out */
void hr_cli_table_print (HrCliTable *self, HrCli *cli);

G_END_DECLS
