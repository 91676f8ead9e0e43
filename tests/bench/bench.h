/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What benchmarks share: a stopwatch, percentiles, one line per figure next to its floor. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** bench_now_ms: monotonic, with fractions */
double bench_now_ms (void);

/** bench_percentile: of @samples (element-type double), sorted in place; @p in 0…1 */
double bench_percentile (GArray *samples, double p);

/** bench_figure: prints "what  size  figure unit  floor unit  ratio  goal": @floor and @goal_ratio may be NAN */
void bench_figure (const char *what, guint size, double figure, double floor, const char *unit, double goal_ratio);

/** bench_goal: prints a figure with an absolute goal */
void bench_goal (const char *what, guint size, double figure, const char *unit, double goal);

/** bench_rss_mb: resident memory of this process */
double bench_rss_mb (void);

/** bench_sizes: (array zero-terminated=1): 1000, 10000, 100000, 200000, or those of $HANDRAIL_BENCH_SIZES */
guint *bench_sizes (void);

/** bench_center: (transfer full): a data folder with a generated directory of @n meetings, made once per build folder */
char *bench_center (guint n);

G_END_DECLS
