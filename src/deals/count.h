/** How many packages a problem has, exactly or between proven bounds. */
#ifndef ENT_DEALS_COUNT_H
#define ENT_DEALS_COUNT_H

#include "base/team.h"
#include "deals/cells.h"

#define ENT_COUNT_CELLS ((size_t)1 << 16)

/**
 * Count the packages that break nothing and reach the thresholds (all of them without thresholds).
 *
 * Cells (how many partial packages have each payoff) grow from both ends, the shorter list first.
 * Exact if they meet before a list outgrows `cells`: then pairs of halves that reach the thresholds
 * together are counted. Otherwise proven bounds bridge the layers between (count_bounds.c).
 *
 * @param cells  0: ENT_COUNT_CELLS
 * @param team   may be NULL; the count does not depend on it
 */
ent_status ent_problem_count(ent_arena *arena, const ent_problem *problem,
                             const ent_elimination *plan, size_t cells, ent_team *team,
                             ent_count *count);

/**
 * Bounds on the number of pairs of a front and a back cell that some choice in the layers between
 * joins to a package that reaches the thresholds.
 *
 * @param cells  values of a bounding function in a layer; the work is at most a fixed multiple
 * @param[in,out] low   [limbs] a lower bound; raised if a better one is found
 * @param[in,out] high  [limbs] an upper bound; lowered if a better one is found
 */
ent_status ent_cells_bridge(const ent_tally *tally, const ent_cells *front, const ent_cells *back,
                            size_t cells, ent_team *team, uint64_t *low, uint64_t *high);

#endif
