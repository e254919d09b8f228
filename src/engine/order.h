/** A good order for settling the issues: few states between them. */
#ifndef ENT_ENGINE_ORDER_H
#define ENT_ENGINE_ORDER_H

#include "engine/problem.h"

/* The ties that touch each issue. */
typedef struct engine_touches {
    const size_t *start;  /* [issues + 1] */
    const uint32_t *ties; /* by issue */
} engine_touches;

/**
 * Order the issues so that the states of all layers together are estimated to be few.
 *
 * After some issues, a state remembers of each of them only which of its ties that are still open
 * it has met: the product of these numbers of classes over the issues estimates the states. The
 * cheapest of several orders is taken, one from each issue on by the least number of open ties,
 * then improved by moving single issues while the estimate falls. Issues without ties come last,
 * when a single state is left and merging is cheapest.
 *
 * @param[out] order   [issues]
 * @param[out] effort  steps taken, each like looking at an arc
 * Cost: a share of the estimated work that the order is for, at most 2^25 steps beyond the first
 * order, which takes issues^2 x ties an issue.
 */
bool engine_order_find(base_arena *arena, const engine_problem *problem,
                       const engine_touches *touches, uint32_t *order, uint64_t *effort);

#endif
