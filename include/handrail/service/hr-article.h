/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text of a Learn page: CommonMark taken apart into what a page of the lobby is made of. Pure functions. */
#pragma once

#include "handrail/core/hr-record.h"

G_BEGIN_DECLS

typedef enum
{
  HR_ARTICLE_HEADING,
  HR_ARTICLE_PARAGRAPH,
  HR_ARTICLE_ITEM, /* of a list */
} HrArticlePartKind;

/** HrArticlePart: @text: plain, one line, never empty */
typedef struct
{
  HrArticlePartKind kind;
  char *text;
} HrArticlePart;

/** hr_article_parse: (element-type HrArticlePart): headings, paragraphs and list items in order; links and pictures leave their
 * words, HTML leaves nothing. Long paragraphs are broken between sentences, so that a page can be turned there */
GPtrArray *hr_article_parse (const char *markdown) G_GNUC_WARN_UNUSED_RESULT;

/** hr_article_rank: how well an article serves who reads @language: of the same page in several languages the highest one is shown */
guint hr_article_rank (HrRecord *article, const char *language);

G_END_DECLS
