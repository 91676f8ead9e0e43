/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A warm still picture for a day that somebody marks: the sun comes up over hills and water. The same one for everybody: the first day is
 * worth as much as the tenth year. */
#pragma once

#include <cairo.h>

/** HR_MILESTONE_PICTURE_RATIO: the height that it has for each unit of width */
#define HR_MILESTONE_PICTURE_RATIO 0.5

/** hr_milestone_picture_draw: fills the rectangle, whatever its shape. Any thread */
void hr_milestone_picture_draw (cairo_t *cr, double x, double y, double width, double height);
