/** How many packages a problem has, exactly or between proven bounds. */
#ifndef ENT_ENGINE_COUNT_COUNT_H
#define ENT_ENGINE_COUNT_COUNT_H

#include "base/team.h"
#include "engine/count/cells.h"

#define COUNT_CELLS ((size_t)1 << 16)

/**
 * Count the packages that break nothing and reach the thresholds (all of them without thresholds).
 *
 * Cells (how many partial packages have each payoff) grow from both ends, the shorter list first.
 * Exact if they meet before a list outgrows `cells`: then pairs of halves that reach the thresholds
 * together are counted. Otherwise proven bounds bridge the layers between (count_bounds.c).
 *
 * @param cells  0: COUNT_CELLS
 * @param team   may be NULL; the count does not depend on it
 */
ent_status count_packages(base_arena *arena, const engine_problem *problem,
                          const engine_elimination *plan, size_t cells, base_team *team,
                          ent_count *count);

/**
 * Bounds on the number of pairs of a front and a back cell that some choice in the layers between
 * joins to a package that reaches the thresholds.
 *
 * @param cells  values of a bounding function in a layer; the work is at most a fixed multiple
 * @param[in,out] low   [limbs] a lower bound; raised if a better one is found
 * @param[in,out] high  [limbs] an upper bound; lowered if a better one is found
 */
ent_status count_cells_bridge(const count_tally *tally, const count_cell_list *front,
                              const count_cell_list *back, size_t cells, base_team *team,
                              uint64_t *low, uint64_t *high);

#endif
