/** How many packages a problem has, exactly or between proven bounds. */
#ifndef ENT_DEALS_COUNT_H
#define ENT_DEALS_COUNT_H

#include "deals/elimination.h"

#define ENT_COUNT_CELLS ((size_t)1 << 16)

/**
 * Count the packages that break nothing and reach the thresholds (all of them without thresholds).
 *
 * From both ends to a middle layer: how many partial packages have each payoff, then pairs of
 * halves whose payoffs together reach the thresholds. Exact while a layer holds at most `cells`
 * distinct payoffs; beyond, payoffs are rounded down for the lower bound and up for the upper one.
 *
 * @param cells  0: ENT_COUNT_CELLS
 */
ent_status ent_problem_count(ent_arena *arena, const ent_problem *problem,
                             const ent_elimination *plan, size_t cells, ent_count *count);

#endif
