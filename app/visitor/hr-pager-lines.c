/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "handrail-visitor"

#include "hr-pager-lines-private.h"

#include "hr-even-box-private.h"
#include "hr-visitor-sizes-private.h"

#define SECTION_GAP_MM 6.0
#define LINE_GAP_MM 2.0
/* A section that does not fit below another one goes to the next page whole, unless that leaves more than this part of the page empty */
#define MOST_EMPTY 0.4

int
hr_pager_height_for (GtkWidget *widget, int width)
{
  int natural;

  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
  return natural;
}

int
hr_pager_width_for (GtkWidget *widget, int most)
{
  int minimum, natural;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  return MAX (minimum, MIN (natural, most));
}

HrPagerChild *
hr_pager_lines_child (HrPagerLines *self, guint i)
{
  return &g_array_index (self->children, HrPagerChild, i);
}

/* How many columns the cells that begin at @first get, and how many cells there are */
static guint
cell_columns (HrPagerLines *self, guint first, int width, int gap, guint *ret_n)
{
  int minimum = 0, natural = 0;
  guint n = 0;

  for (guint i = first; i < self->children->len; i++, n++)
    {
      HrPagerChild *child = hr_pager_lines_child (self, i);
      int child_minimum, child_natural;

      if (child->part != HR_PAGER_CELL || child->section != hr_pager_lines_child (self, first)->section)
        break;
      gtk_widget_measure (child->widget, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural, NULL, NULL);
      minimum = MAX (minimum, child_minimum);
      natural = MAX (natural, child_natural);
    }
  *ret_n = n;
  return hr_even_box_columns (n, minimum, natural, width, gap, self->columns);
}

static void
add_cells (HrPagerLines *self, guint first, guint n, guint columns, int width, int gap)
{
  int cell = (width - gap * ((int) columns - 1)) / (int) columns;

  for (guint i = 0; i < n; i += columns)
    {
      HrPagerLine line = { .first = first + i, .n = MIN (columns, n - i), .space = gap, .columns = columns };

      for (guint k = 0; k < line.n; k++)
        line.height = MAX (line.height, hr_pager_height_for (hr_pager_lines_child (self, line.first + k)->widget, cell));
      g_array_append_val (self->lines, line);
    }
}

static guint
add_items (HrPagerLines *self, guint first, int width, int gap)
{
  HrPagerLine line = { .first = first, .space = gap };
  int x = 0;

  for (guint i = first; i < self->children->len; i++)
    {
      HrPagerChild *child = hr_pager_lines_child (self, i);
      int wanted;

      if (child->part != HR_PAGER_ITEM || child->section != hr_pager_lines_child (self, first)->section)
        break;
      wanted = hr_pager_width_for (child->widget, width);
      if (line.n > 0 && x + wanted > width)
        break;
      x += wanted + gap;
      line.height = MAX (line.height, hr_pager_height_for (child->widget, wanted));
      line.n++;
    }
  g_array_append_val (self->lines, line);
  return line.n;
}

void
hr_pager_lines_break (HrPagerLines *self, GtkWidget *pager, int width)
{
  int gap = hr_visitor_px (pager, HR_VISITOR_GAP_MM);
  int section_gap = hr_visitor_px (pager, SECTION_GAP_MM);
  int line_gap = hr_visitor_px (pager, LINE_GAP_MM);

  g_array_set_size (self->lines, 0);
  for (guint i = 0; i < self->children->len;)
    {
      HrPagerChild *child = hr_pager_lines_child (self, i);
      guint n = 1;

      if (child->part == HR_PAGER_CELL)
        {
          guint columns = cell_columns (self, i, width, gap, &n);

          add_cells (self, i, n, columns, width, gap);
        }
      else if (child->part == HR_PAGER_ITEM)
        n = add_items (self, i, width, gap);
      else
        {
          gboolean begins = i > 0 && child->section != hr_pager_lines_child (self, i - 1)->section;
          HrPagerLine line = { .first = i, .n = 1, .height = hr_pager_height_for (child->widget, width) };

          line.space = begins ? section_gap : line_gap;
          g_array_append_val (self->lines, line);
        }
      i += n;
    }
}

HrPagerLine *
hr_pager_lines_at (HrPagerLines *self, guint i)
{
  return &g_array_index (self->lines, HrPagerLine, i);
}

static guint
line_section (HrPagerLines *self, guint i)
{
  return hr_pager_lines_child (self, hr_pager_lines_at (self, i)->first)->section;
}

int
hr_pager_lines_height (HrPagerLines *self, guint from, guint to)
{
  int height = 0;

  for (guint i = from; i < to; i++)
    height += hr_pager_lines_at (self, i)->height + (i > from ? hr_pager_lines_at (self, i)->space : 0);
  return height;
}

static guint
section_end (HrPagerLines *self, guint line)
{
  guint end = line;

  while (end < self->lines->len && line_section (self, end) == line_section (self, line))
    end++;
  return end;
}

guint
hr_pager_lines_deal (HrPagerLines *self, int height)
{
  guint page = 0, first = 0;

  for (guint i = 0; i < self->lines->len; i++)
    {
      HrPagerLine *line = hr_pager_lines_at (self, i);
      gboolean begins = i == 0 || line_section (self, i) != line_section (self, i - 1);
      gboolean heading = hr_pager_lines_child (self, line->first)->part == HR_PAGER_HEADING;
      guint end = begins ? section_end (self, i) : i + 1;
      gboolean empty_enough = i > first && hr_pager_lines_height (self, first, i) >= height * (1 - MOST_EMPTY);
      gboolean whole = begins && empty_enough && hr_pager_lines_height (self, i, end) <= height;
      guint needed = whole ? end : MIN (i + (heading ? 2 : 1), self->lines->len);

      if (i > first && hr_pager_lines_height (self, first, needed) > height)
        {
          page++;
          first = i;
        }
      line->page = page;
    }
  return page + 1;
}

void
hr_pager_lines_init (HrPagerLines *self)
{
  self->children = g_array_new (FALSE, FALSE, sizeof (HrPagerChild));
  self->lines = g_array_new (FALSE, TRUE, sizeof (HrPagerLine));
  self->columns = 4;
}

void
hr_pager_lines_finish (HrPagerLines *self)
{
  g_clear_pointer (&self->children, g_array_unref);
  g_clear_pointer (&self->lines, g_array_unref);
}
