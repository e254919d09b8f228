/** The four solutions on a frontier, compared exactly where the grid is exact. */
#ifndef ENT_ENGINE_SOLUTIONS_H
#define ENT_ENGINE_SOLUTIONS_H

#include "engine/problem.h"

/** Payoffs of the packages to pick from, on the grid. */
typedef struct engine_choice {
    const engine_grid *grid;
    size_t count;
    const int64_t *payoff;    /* [count x P] */
    const int64_t *reference; /* [P] what a gain is measured against */
    const int64_t *ideal;     /* [P] best payoff of each in the set */
} engine_choice;

/** Does nobody lose by row `i`? Losses within the slack of the grid do not count. */
bool engine_choice_nobody_loses(const engine_choice *choice, size_t i);

/**
 * Compare two rows by a solution's measure, then by the smallest gain: > 0 if `a` is better, 0 for
 * a tie that only the order of packages can break.
 */
int engine_choice_compare(const engine_choice *choice, ent_solution solution, size_t a, size_t b);

/**
 * How much better than the rows picked a package can be that is not listed, if every package of the
 * set pays at most `epsilon` (> 0, in utility) above some row: on the scale of each solution.
 *
 * What is within epsilon of a row gains at most epsilon more than the row does, so its product, its
 * smallest gain and its sum are at most those of the row with epsilon added to every gain. Ideal
 * gains may be higher than those of the rows: the best ratio is taken over the lower ideal, the
 * ratio of the row picked over the higher.
 *
 * @param ideal_high  [P] payoffs that no package of the set exceeds
 * @param picked  [ENT_SOLUTIONS] row, or ENT_NONE: margin 0
 */
void engine_choice_margins(const engine_choice *choice, double epsilon, const int64_t *ideal_high,
                           const uint32_t *picked, double *margins);

/** Smallest gain of a row, in utility. */
double engine_choice_smallest_gain(const engine_choice *choice, size_t i);

/**
 * Sign of the sum over parties of (a - b) / units; a, b [P] on the grid. Exact.
 */
int engine_grid_compare_sums(const engine_grid *grid, const int64_t *a, const int64_t *b);

#endif
