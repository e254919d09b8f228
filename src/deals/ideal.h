/**
 * The package whose payoff lies nearest to the ideal point, without the frontier.
 *
 * The nearest point of the convex hull of all payoffs is found by passes over the planned
 * elimination (engine_pass); the plane through it, and some tilted a little, bound how near any
 * completion of a partial package can come. The elimination then keeps, in each layer, the partial
 * packages that promise most. What had to be left out says how near a package could be that was
 * missed: if no nearer than the best found, that one is the nearest. Otherwise more are kept
 * (beam search that is widened until it is complete, as in Zhou and Hansen 2005).
 */
#ifndef ENT_DEALS_IDEAL_H
#define ENT_DEALS_IDEAL_H

#include "engine/elimination.h"

typedef struct deals_nearness {
    double low;    /* proven: no package is nearer */
    double high;   /* distance of the nearest package found; as `low` if none is 1e-10 nearer */
    uint64_t work; /* arcs looked at, and numbers multiplied for partial packages */
} deals_nearness;

/**
 * Smallest Euclidean distance, in utility, of a package to the point of each party's best payoff;
 * NAN if there is no package.
 *
 * @param work_max  stop widening beyond; the first, narrow search is always done
 */
ent_status deals_ideal_approach(const engine_problem *problem, const engine_elimination *plan,
                                const engine_grid *grid, uint64_t work_max,
                                deals_nearness *nearness);

#endif
